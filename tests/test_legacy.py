"""Word 97-2003, Rich Text and OpenDocument files, read through LibreOffice."""

from __future__ import annotations

import http.server
import io
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
from docx_tools import _program, _run
from word_files import call, deleted, docx, footnote, ins, p, r, table

from draftkit import libreoffice
from draftkit.errors import DraftkitError
from draftkit.ooxml.archive import Archive, open_archive
from draftkit.readers import legacy
from draftkit.readers.legacy import CHECKS, to_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RTF = rb"{\rtf1\ansi Decides to continue its consideration of the item.\par}"
WEB_PAGE = (
    b"<!DOCTYPE html>\n<html><head><title>Not found</title></head><body>No such document.</body></html>"
)
ODF = "urn:oasis:names:tc:opendocument:xmlns"
ENDINGS = tuple(CHECKS)

NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
AUTOMATIC = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
DRAFT = docx(
    p(r("Recalling", "<w:i/>"), " its resolution 4/7 on the rivers of Estmark,", call(1)),
    p("3. ", r("Decides", "<w:i/>"), " to ", deleted("consider"), ins("continue"), " the work;"),
    p(r("Requests", "<w:i/>"), " a report;", properties=AUTOMATIC),
    p(r("Invites", "<w:i/>"), " comments.", properties=AUTOMATIC),
    table(("Year", "Meetings"), ("2031", "Two")),
    others={
        "numbering": NUMBERING,
        "footnotes": footnote(1, "See A/CONF.999/4, “annex”."),
    },
)


@pytest.fixture(scope="module")
def office() -> str:
    """LibreOffice, or a skipped test."""
    return _program("soffice", "libreoffice-writer-nogui")


@pytest.fixture(scope="module")
def older(office: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """DRAFT in each of the older formats, as LibreOffice writes them."""
    folder = tmp_path_factory.mktemp("older")
    source = folder / "draft.docx"
    source.write_bytes(DRAFT)
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    for ending in ENDINGS:
        _run(office, profile, "--headless", "--convert-to", ending[1:], "--outdir", folder, source)
    return {ending: (folder / f"draft{ending}").read_bytes() for ending in ENDINGS}


@pytest.fixture(scope="module")
def read(older: dict[str, bytes]) -> dict[str, Archive]:
    """What to_docx makes of them."""
    return {e: open_archive(to_docx(data, e, f"draft{e}"), f"draft{e}") for e, data in older.items()}


@pytest.fixture
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def texts(archive: Archive, part: str | None = None) -> list[str]:
    """The paragraphs with all tracked changes accepted, numbers that Word works out left out."""
    root = archive.root(part or archive.main)
    found = ["".join(t.text or "" for t in paragraph.iter(W + "t")) for paragraph in root.iter(W + "p")]
    return [text for text in found if text.strip()]


def refusal(data: bytes, ending: str) -> str:
    with pytest.raises(DraftkitError) as caught:
        to_docx(data, ending, f"draft{ending}")
    assert caught.value.file == f"draft{ending}"
    assert "\n" not in caught.value.message
    return caught.value.message


def odt(body: str, manifest: str = "", mimetype: str = "application/vnd.oasis.opendocument.text") -> bytes:
    """An OpenDocument text with this body."""
    names = "".join(
        f' xmlns:{prefix}="{ODF}:{name}:1.0"'
        for prefix, name in (
            *((name, name) for name in ("office", "text", "style", "script")),
            ("draw", "drawing"), ("svg", "svg-compatible"),
        )
    )  # fmt: skip
    background = (
        '<style:style style:name="Shaded" style:family="paragraph"><style:paragraph-properties>'
        '<style:background-image xlink:href="{}/background.png"/></style:paragraph-properties></style:style>'
    )
    address = re.search(r"http://[\d.:]+", body)
    styles = background.format(address[0]) if address else ""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as parts:
        parts.writestr("mimetype", mimetype)
        parts.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{ODF}:manifest:1.0"><manifest:file-entry'
            f' manifest:full-path="/" manifest:media-type="{mimetype}"/><manifest:file-entry'
            f' manifest:full-path="content.xml" manifest:media-type="text/xml">{manifest}'
            "</manifest:file-entry></manifest:manifest>",
        )
        parts.writestr(
            "content.xml",
            f'<office:document-content{names} xmlns:xlink="http://www.w3.org/1999/xlink"'
            f' office:version="1.2"><office:automatic-styles>{styles}</office:automatic-styles>'
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
    return buffer.getvalue()


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_text_survives(read: dict[str, Archive], ending: str) -> None:
    assert texts(read[ending]) == [
        "Recalling its resolution 4/7 on the rivers of Estmark,",
        "3. Decides to continue the work;",
        "Requests a report;",
        "Invites comments.",
        *("Year", "Meetings", "2031", "Two"),
    ]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_footnote_and_its_call_survive(read: dict[str, Archive], ending: str) -> None:
    archive = read[ending]
    part = archive.related("footnotes")
    assert part
    assert [text.strip() for text in texts(archive, part)] == ["See A/CONF.999/4, “annex”."]
    (found,) = archive.root(archive.main).iter(W + "footnoteReference")
    paragraph = next(found.iterancestors(W + "p"))
    assert "".join(t.text or "" for t in paragraph.iter(W + "t")).startswith("Recalling")


@pytest.mark.parametrize("ending", ENDINGS)
def test_italics_survive(read: dict[str, Archive], ending: str) -> None:
    runs = [
        "".join(t.text or "" for t in run.iter(W + "t"))
        for run in read[ending].root(read[ending].main).iter(W + "r")
        if any(i.get(W + "val", "true") in ("1", "true") for i in run.iterfind(f"{W}rPr/{W}i"))
    ]
    assert [text for text in runs if text] == ["Recalling", "Decides", "Requests", "Invites"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_tracked_changes_survive_with_author_and_date(read: dict[str, Archive], ending: str) -> None:
    root = read[ending].root(read[ending].main)
    changes = [
        (tag, change.get(W + "author"), (change.get(W + "date") or "")[:13], "".join(change.itertext()))
        for tag in ("del", "ins")
        for change in root.iter(W + tag)
    ]
    day = "2031-05-06T18"
    assert changes == [("del", "Estmark", day, "consider"), ("ins", "Estmark", day, "continue")]


@pytest.mark.parametrize("ending", ENDINGS)
def test_automatic_numbers_survive(read: dict[str, Archive], ending: str) -> None:
    archive = read[ending]
    numbers = {
        "".join(t.text or "" for t in paragraph.iter(W + "t")): found.get(W + "val")
        for paragraph in archive.root(archive.main).iter(W + "p")
        for found in paragraph.iterfind(f"{W}pPr/{W}numPr/{W}numId")
    }
    number = numbers["Requests a report;"]
    assert numbers["Invites comments."] == number
    part = archive.related("numbering")
    assert part
    root = archive.root(part)
    (num,) = (n for n in root.iter(W + "num") if n.get(W + "numId") == number)
    abstract = num.find(W + "abstractNumId").get(W + "val")
    (kind,) = (a for a in root.iter(W + "abstractNum") if a.get(W + "abstractNumId") == abstract)
    first = next(kind.iter(W + "lvl"))
    shown = {tag: first.find(W + tag).get(W + "val") for tag in ("start", "numFmt", "lvlText")}
    assert shown == {"start": "4", "numFmt": "decimal", "lvlText": "%1."}


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_table_survives(read: dict[str, Archive], ending: str) -> None:
    rows = list(read[ending].root(read[ending].main).iter(W + "tr"))
    cells = [["".join(cell.itertext()).strip() for cell in row.iter(W + "tc")] for row in rows]
    assert cells == [["Year", "Meetings"], ["2031", "Two"]]


def test_rich_text_named_doc_is_read(office: str) -> None:
    found = texts(open_archive(to_docx(RTF, ".doc", "draft.doc"), "draft.doc"))
    assert found == ["Decides to continue its consideration of the item."]


def test_word_2003_xml_named_doc_is_read(office: str) -> None:
    data = (
        b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
        b'<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>'
        b"<w:p><w:r><w:t>Decides accordingly.</w:t></w:r></w:p></w:body></w:wordDocument>"
    )
    found = texts(open_archive(to_docx(data, ".doc", "draft.doc"), "draft.doc"))
    assert found == ["Decides accordingly."]


@pytest.mark.parametrize(
    ("ending", "data"),
    [(".doc", RTF), (".rtf", RTF), (".odt", odt("<text:p>Decides accordingly.</text:p>"))],
)
def test_without_libreoffice_one_sentence_says_what_to_install(
    ending: str, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    if sys.platform in libreoffice._PLACES and libreoffice._program():
        pytest.skip("LibreOffice is installed where it is found without PATH")
    assert refusal(data, ending) == (
        f"{ending} files are read through LibreOffice, which is not installed; install LibreOffice Writer"
        " (Debian, Ubuntu: sudo apt-get install libreoffice-writer)"
        " or save the file as Word document (.docx)"
    )


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    "page",
    [
        WEB_PAGE,
        b"\xef\xbb\xbf\r\n <HTML lang='en'><BODY>Not found",
        b"<?xml version='1.0'?>\n<!-- 1 -->\n<html xmlns='http://www.w3.org/1999/xhtml'>",
        "<!doctype html><p>Not found".encode("utf-16"),
    ],
)
def test_a_web_page_under_another_name_is_refused(ending: str, page: bytes) -> None:
    assert refusal(page, ending) == "this is a web page, not a document; the download may have failed"


@pytest.mark.parametrize(
    ("ending", "data", "message"),
    [
        (".doc", b"", "the file is empty"),
        (".doc", b"%PDF-1.7\n", "this is not a Word document, whatever its name says"),
        (".doc", b"Decides to continue.", "this is not a Word document, whatever its name says"),
        (".doc", DRAFT, "this is no .doc file but a newer format; rename it to .docx or .odt"),
        (".doc", legacy._OLE + bytes(4096), "this is an Office file, but not a Word document"),
        (
            ".doc",
            legacy._OLE + bytes(4096) + "EncryptedPackage".encode("utf-16-le"),
            "the file is protected by a password; save it without one",
        ),
        (
            ".doc",
            b"<?xml version='1.0'?><!DOCTYPE w [<!ENTITY a 'b'>]><w:wordDocument xmlns:w='%s'>"
            % legacy._WORD_2003,
            "this file declares XML entities, which no Word document does",
        ),
        (".rtf", b"Decides to continue.", "this is not a Rich Text file, whatever its name says"),
        (".rtf", DRAFT, "this is not a Rich Text file, whatever its name says"),
        (".odt", RTF, "this is not an OpenDocument text, or it is damaged"),
        (".odt", DRAFT, "this is not an OpenDocument text, or it is damaged"),
        (".odt", odt("")[:-30], "this is not an OpenDocument text, or it is damaged"),
        (
            ".odt",
            odt("", mimetype="application/vnd.oasis.opendocument.spreadsheet"),
            "this is not an OpenDocument text, or it is damaged",
        ),
        (
            ".odt",
            odt("", manifest="<manifest:encryption-data/>"),
            "the file is protected by a password; save it without one",
        ),
    ],
)
def test_content_that_is_not_what_the_ending_says_is_refused(ending: str, data: bytes, message: str) -> None:
    assert refusal(data, ending) == message


def _marked_as_encrypted(data: bytes) -> bytes:
    """A .doc file with the flag set that says the text is encrypted, [MS-DOC] 2.5.2."""
    marked = bytearray(data)
    marked[data.index(b"\xec\xa5\x01\x01") + 11] |= 1  # as LibreOffice begins the file information block
    return bytes(marked)


def test_a_word_file_whose_text_is_encrypted_is_refused(office: str, tmp_path: Path) -> None:
    source = tmp_path / "long.rtf"
    source.write_bytes(RTF.replace(b"item", b"item" * 1000))
    profile = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    _run(office, profile, "--headless", "--convert-to", "doc", "--outdir", tmp_path, source)
    data = _marked_as_encrypted((tmp_path / "long.doc").read_bytes())
    assert refusal(data, ".doc") == "the file is protected by a password; save it without one"


def test_a_short_word_file_whose_text_is_encrypted_is_refused(older: dict[str, bytes]) -> None:
    message = "LibreOffice cannot read this file; it may be damaged or protected by a password"
    assert refusal(_marked_as_encrypted(older[".doc"]), ".doc") == message


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legacy, "LARGEST_UNPACKED", 1024 * 1024)
    bomb = io.BytesIO(odt(""))
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("styles.xml", bytes(2 * 1024 * 1024))
    assert refusal(bomb.getvalue(), ".odt") == "the file holds more than 1 MiB when unpacked"


def test_a_damaged_file_is_refused_in_one_sentence(office: str) -> None:
    message = "LibreOffice cannot read this file; it may be damaged or protected by a password"
    assert refusal(odt("<text:p>Decides"), ".odt") == message
    assert refusal(RTF[:-1], ".rtf") == message


def test_nothing_is_left_behind(office: str, own_temporary_folder: Path) -> None:
    to_docx(RTF, ".rtf", "draft.rtf")
    refusal(RTF[:-1], ".rtf")
    assert list(own_temporary_folder.iterdir()) == []


def _running(folder: Path) -> list[str]:
    """The programs that have a name of this folder on their command line."""
    listed = subprocess.run(["ps", "-ww", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    return [line for line in listed.splitlines() if str(folder) in line]


ENDLESS = rb"{\rtf1 \bin2000000000 x}"
"""LibreOffice 7.4 takes hours to find that the picture data announced are missing."""


@pytest.mark.skipif(os.name != "posix", reason="lists programs with ps")
def test_a_file_that_takes_too_long_is_given_up(
    office: str, own_temporary_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "TIME_LIMIT", 0.2)
    assert refusal(ENDLESS, ".rtf") == (
        "LibreOffice took more than 0.2 seconds to read this file;"
        " open it there and save it as Word document (.docx)"
    )
    assert _running(own_temporary_folder) == []
    assert list(own_temporary_folder.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="lists programs with ps")
def test_ctrl_c_ends_libreoffice_too(office: str, tmp_path: Path) -> None:
    script = (
        "import sys, tempfile; tempfile.tempdir = sys.argv[1]\n"
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from draftkit.readers.legacy import to_docx\n"
        f"to_docx({ENDLESS!r}, '.rtf', 'draft.rtf')"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as ours:
        until = time.monotonic() + 60
        while len(_running(tmp_path)) < 2 and ours.poll() is None and time.monotonic() < until:
            time.sleep(0.05)
        started = len(_running(tmp_path))
        ours.send_signal(signal.SIGINT)
        assert ours.wait(30) != 0
    assert started > 1, "LibreOffice did not start"
    assert _running(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """A web server on this machine: its address, and what it was asked for."""
    requests: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            requests.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_GET  # noqa: N815 - names http.server looks for

        def log_message(self, format: str, *args: object) -> None:
            del format, args

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", requests
        server.shutdown()
        thread.join()


def _linking(address: str, secret: Path) -> bytes:
    frame = '<draw:frame svg:width="2cm" svg:height="2cm">{}</draw:frame>'
    section = (
        '<text:section text:name="{0}"><text:section-source xlink:href="{0}"/>'
        "<text:p>Kept.</text:p></text:section>"
    )
    return odt(
        f'<text:p>{frame.format(f"""<draw:image xlink:href="{address}/picture.png"/>""")}</text:p>'
        f'<text:p>{frame.format(f"""<draw:object-ole xlink:href="{address}/object.ods"/>""")}</text:p>'
        f'<text:p text:style-name="Shaded">Shaded.</text:p>'
        f"{section.format(f'{address}/section.html')}{section.format(escape(secret.as_uri()))}"
    )


def test_a_document_fetches_nothing(
    office: str, asked: tuple[str, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, requests = asked
    secret = tmp_path / "secret.txt"
    secret.write_text("Not for circulation.", encoding="utf-8")
    linking = _linking(address, secret)
    found = texts(open_archive(to_docx(linking, ".odt", "draft.odt"), "draft.odt"))
    assert found == ["Shaded.", "Kept.", "Kept."]
    assert requests == []
    monkeypatch.setattr(libreoffice, "_SETTINGS", ())
    to_docx(linking, ".odt", "draft.odt")
    assert {"/picture.png", "/object.ods", "/background.png"} <= set(requests)  # the witness is awake
