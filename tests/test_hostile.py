"""Files that are no Word files, damaged ones, and ones made to do harm: one clear sentence, and soon."""

from __future__ import annotations

import io
import re
import socket
import struct
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
import word_files as word

from draftkit.errors import DraftkitError
from draftkit.ooxml import limits
from draftkit.ooxml.archive import Archive, open_archive, parse

MIB = 1024 * 1024
DOCUMENT = "word/document.xml"
TYPES = "[Content_Types].xml"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SAVE = "open it in Word and save it as Word Document (.docx)"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
LAUGHS = "<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))


def opened(data: bytes) -> Archive:
    return open_archive(data, "L4.docx")


def read_document(data: bytes) -> None:
    archive = opened(data)
    archive.root(archive.main)


def refusal(data: bytes) -> str:
    """What is said of a file when it is opened and its document is read."""
    with pytest.raises(DraftkitError) as error:
        read_document(data)
    assert error.value.file == "L4.docx"
    assert error.value.message.isprintable()
    return error.value.message


def changed(files: Mapping[str, bytes | None]) -> bytes:
    """A Word file with other parts; None for one that is missing."""
    found = {**word.parts(word.p("1.", word.TAB, "Decides")), **files}
    return word.zipped({name: content for name, content in found.items() if content is not None})


def document(inside: str, before: str = "") -> bytes:
    """The part of that name: a body, and what stands before the root element."""
    return f"{before}<w:document {word.NAMESPACES}><w:body>{inside}</w:body></w:document>".encode()


def typed(content_type: str) -> bytes:
    """A Word file whose document has another content type."""
    data = word.parts(word.p())[TYPES].replace(MAIN.encode(), content_type.encode())
    return changed({TYPES: data})


def patched(data: bytes, name: str, at: int, value: bytes) -> bytes:
    """The file with other bytes in the central directory's entry for a part (APPNOTE.TXT 4.3.12)."""
    start = data.index(b"PK\1\2")
    while data[start + 46 : start + 46 + len(name)] != name.encode():
        start = data.index(b"PK\1\2", start + 1)
    return data[: start + at] + value + data[start + at + len(value) :]


def in_little_memory(path: Path, data: bytes, mib: int = 400) -> str:
    """What is said of a file by a process that may use so much memory. A crash fails the test."""
    path.write_bytes(data)
    code = (
        "import resource, sys; from pathlib import Path; from draftkit.errors import DraftkitError\n"
        "from draftkit.ooxml.archive import open_archive\n"
        f"resource.setrlimit(resource.RLIMIT_AS, ({mib * MIB},) * 2)\n"
        "try:\n"
        "    archive = open_archive(Path(sys.argv[1]).read_bytes(), 'L4.docx'); archive.root(archive.main)\n"
        "except DraftkitError as error:\n"
        "    print(error.message)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=True)
    return done.stdout.strip()


# --- zip bombs ---


def test_a_file_that_says_it_unpacks_to_gigabytes_is_refused() -> None:
    data = patched(word.docx(word.p("x")), DOCUMENT, 24, struct.pack("<L", 0x7FFFFFFF))
    assert refusal(data) == "this Word file would unpack to more than 512 MiB"


def test_a_file_that_grows_a_thousand_times_is_refused_before_it_is_unpacked() -> None:
    data = changed({"word/media/image1.bmp": bytes(20 * MIB)})
    assert "more than 250 times" in refusal(data)


def test_a_blank_picture_that_packs_well_is_no_bomb() -> None:
    data = changed({"word/media/image1.bmp": bytes(10 * MIB)})
    assert opened(data).read("word/media/image1.bmp") == bytes(10 * MIB)


def test_a_part_is_not_unpacked_further_than_its_header_says() -> None:
    data = changed({DOCUMENT: document("<w:p/>" * 9_000_000)})  # 54 MB
    data = patched(data, DOCUMENT, 24, struct.pack("<L", 1000))
    tracemalloc.start()
    try:
        assert refusal(data) == f"the part {DOCUMENT} of this Word file is damaged; get the file again"
        assert tracemalloc.get_traced_memory()[1] < 2 * MIB
    finally:
        tracemalloc.stop()


def test_a_part_that_is_shorter_than_its_header_says_is_damaged() -> None:
    data = patched(word.docx(word.p("x")), DOCUMENT, 24, struct.pack("<L", 100_000))
    assert "is damaged" in refusal(data)


def test_more_parts_than_any_document_has_are_refused() -> None:
    parts = {f"word/media/image{number}.png": b"" for number in range(limits.MOST_PARTS)}
    assert refusal(changed(parts)) == "this Word file has more than 10,000 parts"


def test_parts_that_share_their_bytes_are_refused() -> None:
    data = changed({"word/a.xml": b"<a/>", "word/b.xml": b"<b/>"})
    first = data.index(b"word/a.xml") - 30
    assert "overlap" in refusal(patched(data, "word/b.xml", 42, struct.pack("<L", first)))


def test_a_file_within_a_zip_is_not_unpacked() -> None:
    inner = word.zipped({"bomb": bytes(30 * MIB)})
    assert opened(changed({"word/embeddings/a.zip": inner})).read("word/embeddings/a.zip") == inner


def test_opening_a_file_unpacks_no_more_than_its_lists() -> None:
    noise = b"".join(number.to_bytes(4, "big") * 8 for number in range(500_000))
    data = changed({"word/media/image1.png": noise})
    tracemalloc.start()
    try:
        archive = opened(data)
        assert tracemalloc.get_traced_memory()[1] < MIB
    finally:
        tracemalloc.stop()
    assert archive.read("word/media/image1.png") == noise


# --- names ---


@pytest.mark.parametrize(
    "name",
    [
        "../evil.xml", "word/../../evil.xml", "/etc/passwd", "//server/share", "word//a.xml", "word/./a.xml",
        "..\\evil.xml", "word\\document.xml", "C:/evil.xml", "c:evil.xml", "word/a\0.xml", "word/a\x1b[2J",
        "word/%2e%2e/%2e%2e/evil.xml", "%2fetc/passwd", "word/a%5cb.xml", "word/a%00.xml", "\u202exml.a",
    ],
)  # fmt: skip
def test_a_name_that_could_be_a_path_elsewhere_is_refused(name: str) -> None:
    written = name.replace("\0", "~")  # zipfile would cut the name here
    data = changed({written: b"<a/>"}).replace(written.encode(), name.encode())
    assert refusal(data).endswith("is not a name that a part of a Word file can have")


@pytest.mark.parametrize("name", ["WORD/Document.xml", "word/document%2Exml", "word/%64ocument.xml"])
def test_two_names_of_the_same_part_are_refused(name: str) -> None:
    assert refusal(changed({name: b"<a/>"})).endswith("twice")


def test_a_part_that_is_there_twice_is_refused() -> None:
    data = changed({"word/documenu.xml": b"<a/>"}).replace(b"documenu", b"document")
    assert refusal(data) == f"this Word file has the part {DOCUMENT} twice"


def test_names_in_other_scripts_and_folders_are_no_attack() -> None:
    archive = opened(changed({"word/media/": b"", "word/media/рисунок.png": b"x", "a%20b c.xml": b"<a/>"}))
    assert archive.names[-2:] == ("word/media/рисунок.png", "a%20b c.xml")


def test_names_in_utf_8_without_the_flag_for_it_are_understood() -> None:
    data = bytearray(changed({"word/media/é.png": b"x"}))
    for found in list(re.finditer(rb"PK\x01\x02|PK\x03\x04", data)):
        flags = found.start() + (8 if found[0] == b"PK\1\2" else 6)
        data[flags : flags + 2] = b"\0\0"
    assert opened(bytes(data)).read("word/media/é.png") == b"x"


def test_control_characters_of_a_file_do_not_reach_the_terminal() -> None:
    assert "\\x1b[2J" in refusal(changed({"word/a\x1b[2J.xml": b"<a/>"}))


# --- XML ---


@pytest.mark.parametrize("part", [DOCUMENT, TYPES, "_rels/.rels"])
@pytest.mark.parametrize(
    "doctype",
    [
        f"<!DOCTYPE a [{LAUGHS}]>",
        f"<!DOCTYPE a [<!ENTITY a9 '{'x' * 50_000}'>]>",
        "<!DOCTYPE a [<!ENTITY a9 SYSTEM 'file:///etc/passwd'>]>",
        "<!DOCTYPE a [<!ENTITY % p SYSTEM 'file:///etc/passwd'> %p;<!ENTITY a9 ''>]>",
        "<!DOCTYPE a SYSTEM 'http://127.0.0.1/a.dtd'>",
        "<!-- - > -->\n<?x y?>\n<!DOCTYPE a [<!ENTITY a9 ''>]>",
    ],
    ids=["laughs", "long", "file", "parameter", "address", "after comments"],
)
def test_a_part_with_a_document_type_is_refused(part: str, doctype: str, tmp_path: Path) -> None:
    text = word.parts(word.p("x"))[part].decode()
    text = re.sub(r"(standalone=\"yes\"\?>\s*)", lambda found: found[1] + doctype, text)
    text = re.sub(r"(<w:t [^>]*>)", r"\1&a9;&a9;", text) if "a9" in doctype else text
    for data in (text.encode(), text.replace('encoding="UTF-8"', "").encode("utf-16")):
        said = in_little_memory(tmp_path / "L4.docx", changed({part: data}))
        assert said == f"the part {part} of this Word file defines a document type (DTD)"


def test_the_words_of_a_document_type_in_a_comment_are_no_document_type() -> None:
    inside = "<!-- <!DOCTYPE a> --><w:p><w:r><w:t><![CDATA[<!DOCTYPE b>]]></w:t></w:r></w:p>"
    root = opened(changed({DOCUMENT: document(inside, "<!-- <!DOCTYPE c> -->")})).root(DOCUMENT)
    assert "".join(root.itertext("{*}t")) == "<!DOCTYPE b>"


def test_comments_without_end_before_the_root_are_read_in_proportion_to_their_length() -> None:
    """A pattern that steps back would take longer than the tests have."""
    for opening in (b"<!--a-->", b"<?a?>", b"<!--", b"<?", b" "):
        with pytest.raises(DraftkitError, match="it is not XML"):
            parse(opening * 200_000 + b"<", DOCUMENT, "L4.docx")


def test_nothing_is_fetched() -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.setblocking(False)
        url = f"http://127.0.0.1:{server.getsockname()[1]}/a"
        link = (
            f'<Relationship Id="rId9" Type="{word.R}/attachedTemplate" Target="{url}" TargetMode="External"/>'
        )
        include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{url}" parse="text"/>'
        schema = f'<w:p xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:schemaLocation="urn:x {url}"/>'
        stylesheet = f'<?xml-stylesheet href="{url}" type="text/xsl"?>'
        parts = word.parts(relationships=link) | {DOCUMENT: document(include + schema, stylesheet)}
        archive = opened(word.zipped(parts))
        assert archive.root(archive.main)[0][0].get("href") == url
        assert archive.relationships(DOCUMENT)[0].target == url
        entity = f"<!DOCTYPE a SYSTEM '{url}' [<!ENTITY x SYSTEM '{url}'>]>"
        assert "(DTD)" in refusal(changed({DOCUMENT: document("<w:p>&x;</w:p>", entity)}))
        with pytest.raises(BlockingIOError):
            server.accept()


@pytest.mark.parametrize("depth", [limits.DEEPEST + 1, 300, 100_000])
def test_elements_nested_too_deep_are_refused(depth: int, tmp_path: Path) -> None:
    nested = "<w:sdt>" * (depth - 2) + "</w:sdt>" * (depth - 2)
    said = in_little_memory(tmp_path / "L4.docx", changed({DOCUMENT: document(nested)}))
    assert said == f"the part {DOCUMENT} of this Word file has more than 128 elements inside one another"


def test_elements_nested_as_deep_as_the_limit_are_read() -> None:
    nested = "<w:sdt>" * (limits.DEEPEST - 2) + "</w:sdt>" * (limits.DEEPEST - 2)
    assert len(opened(changed({DOCUMENT: document(nested)})).root(DOCUMENT)) == 1


@pytest.mark.parametrize("element", [b"<a/>", b'<a b="" c="" d=""/>'])
def test_more_elements_and_attributes_than_memory_has_room_for_are_refused(element: bytes) -> None:
    count = limits.MOST_NODES // (1 + element.count(b"="))
    with pytest.raises(DraftkitError, match="more than 5,000,000 elements and attributes"):
        parse(b"<a>" + element * count + b"</a>", DOCUMENT, "L4.docx")


def test_a_part_larger_than_any_document_is_not_parsed() -> None:
    with pytest.raises(DraftkitError, match="has more than 128 MiB"):
        parse(bytes(limits.LARGEST_XML + 1), DOCUMENT, "L4.docx")


def test_lists_of_parts_are_smaller_than_documents() -> None:
    entry = b'<Relationship Id="r" Type="t" Target="a"/>'
    with pytest.raises(DraftkitError, match="has more than 8 MiB"):
        opened(changed({"_rels/.rels": b"<a>" + entry * 200_000 + b"</a>"}))


@pytest.mark.parametrize("before", ["<w:p>{}</w:p>", '<w:p w:rsidR="{}"/>'])
def test_a_text_of_ten_million_characters_is_refused(before: str) -> None:
    data = changed({DOCUMENT: document(before.format("x" * 10_000_010))})
    assert refusal(data).endswith("has a text of more than 10 million characters")


@pytest.mark.parametrize(
    "data",
    [b"", b"text", b"<a>", b"<a></b>", b"<a>&nbsp;</a>", b"<a>\xff</a>", b"<a>\0</a>", b"<\0a", b"\xff\xfe<"],
)
def test_a_part_that_is_not_xml_is_named(data: bytes) -> None:
    assert (
        refusal(changed({DOCUMENT: data}))
        == f"the part {DOCUMENT} of this Word file is damaged: it is not XML"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_part_may_be_in_utf_8_or_utf_16(encoding: str) -> None:
    declaration = f'<?xml version="1.0" encoding="{encoding[:6].rstrip("-")}"?>'
    text = document(word.p("Élargir"), declaration).decode()
    root = opened(changed({DOCUMENT: text.encode(encoding)})).root(DOCUMENT)
    assert "".join(root.itertext("{*}t")) == "Élargir"


@pytest.mark.parametrize("encoding", ["iso-8859-1", "utf-7", "cp037", "utf-32"])
def test_other_encodings_cannot_hide_markup(encoding: str) -> None:
    text = document(word.p("Élargir"), f'<?xml version="1.0" encoding="{encoding}"?>').decode()
    refused = refusal(changed({DOCUMENT: text.encode(encoding)}))
    assert "is not in UTF-8 or UTF-16" in refused or "it is not XML" in refused


# --- missing and wrong parts ---


def test_a_file_without_its_document_is_damaged() -> None:
    for missing in (DOCUMENT, "_rels/.rels"):
        assert refusal(changed({missing: None})) == "this Word file is damaged: its document is missing"


def test_a_file_without_the_list_of_content_types_is_damaged() -> None:
    assert refusal(changed({TYPES: None})) == f"this Word file is damaged: the part {TYPES} is missing"


def test_a_part_that_a_document_links_to_may_be_missing() -> None:
    link = f'<Relationship Id="rId7" Type="{word.R}/footnotes" Target="footnotes.xml"/>'
    archive = opened(word.docx(relationships=link))
    assert [link.target for link in archive.relationships(DOCUMENT)] == ["word/footnotes.xml"]
    assert archive.related("footnotes") is None
    with pytest.raises(DraftkitError, match=r"has no part word/footnotes\.xml"):
        archive.read("word/footnotes.xml")


@pytest.mark.parametrize(
    ("target", "part"),
    [
        ("notes.xml", "word/notes.xml"),
        ("./notes.xml", "word/notes.xml"),
        ("/word/notes.xml", "word/notes.xml"),
        ("../word/x/../notes.xml", "word/notes.xml"),
        ("Notes.XML", "word/notes.xml"),
        ("n%6ftes.xml", "word/notes.xml"),
        ("notes.xml#place", "word/notes.xml"),
        ("", ""),
        ("#place", ""),
        ("/", ""),
        ("../../notes.xml", ""),
        ("../../../../etc/passwd", ""),
        ("/../etc/passwd", ""),
        ("%2e%2e/%2e%2e/etc/passwd", "word/%2e%2e/%2e%2e/etc/passwd"),
        ("..\\..\\evil", "word/..\\..\\evil"),
    ],
)
def test_a_target_is_a_part_of_the_file_or_none(target: str, part: str) -> None:
    link = f'<Relationship Id="rId7" Type="{word.R}/footnotes" Target="{target}"/>'
    archive = opened(word.docx(relationships=link, extra={"word/notes.xml": b"<a/>"}))
    assert [link.target for link in archive.relationships(DOCUMENT)] == [part]
    assert archive.related("footnotes") == (part if part == "word/notes.xml" else None)


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "http://example.org/a", "//server/share", "C:\\a.dotm"]
)
def test_an_address_is_not_taken_for_a_part(target: str) -> None:
    link = f'<Relationship Id="rId7" Type="{word.R}/footnotes" Target="{target}"/>'
    (found,) = opened(word.docx(relationships=link)).relationships(DOCUMENT)
    assert (found.target, found.external) == (target, True)


@pytest.mark.parametrize(
    "content_type",
    [
        MAIN,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    ],
)
def test_documents_and_templates_with_and_without_macros_are_word_files(content_type: str) -> None:
    archive = opened(typed(content_type))
    assert archive.content_type(archive.main) == content_type
    assert archive.content_type("word/media/IMAGE1.PNG") == "image/png"
    assert archive.content_type("word/media/image1.wmf") == ""


@pytest.mark.parametrize(
    ("content_type", "message"),
    [
        (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            "this is a spreadsheet, not a Word file",
        ),
        ("application/vnd.ms-excel.sheet.macroEnabled.main+xml", "this is a spreadsheet, not a Word file"),
        (
            "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
            "this is a presentation, not a Word file",
        ),
        ("application/vnd.ms-visio.drawing.main+xml", "this is a Visio drawing, not a Word file"),
        ("image/png", "this is not a Word document: its content type is image/png"),
    ],
)
def test_a_document_of_another_program_is_named(content_type: str, message: str) -> None:
    assert refusal(typed(content_type)) == message


def test_a_document_that_is_not_of_word_inside_is_refused() -> None:
    assert refusal(changed({DOCUMENT: b"<html/>"})) == "this is not a Word document"


def test_strict_open_xml_is_named_with_what_to_do() -> None:
    strict = f"this Word file is in the format Strict Open XML; {SAVE}"
    links = word.parts()["_rels/.rels"].replace(
        word.R.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    )
    assert refusal(changed({"_rels/.rels": links})) == strict
    body = document("").replace(word.W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert refusal(changed({DOCUMENT: body})) == strict


# --- other kinds of file ---


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty; get it again"),
        (b"%PDF-1.7\n", "this is a PDF, not a Word file; ask for the Word file"),
        (rb"{\rtf1\ansi Decides}", "this is Rich Text, not a Word file; give its name the ending .rtf"),
        (b"Decides to meet.", "this is plain text, not a Word file; give its name the ending .txt"),
        (b"\x89PNG\r\n\x1a\n\0\0", "this is not a Word file"),
        (b"PK\5\6" + bytes(18), "this is an empty zip archive, not a Word file"),
        (
            b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><pkg:package xmlns:pkg="x">',
            f"this is a Word document in one XML file; {SAVE}",
        ),
        (OLE + "Workbook".encode("utf-16-le"), "this is an Office file of the old format, and not of Word"),
        (
            OLE + "WordDocument".encode("utf-16-le"),
            "this is a Word file of the old format; give its name the ending .doc",
        ),
        (
            OLE + "EncryptionInfo EncryptedPackage".encode("utf-16-le"),
            limits.PROTECTED,
        ),
        (
            word.zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}),
            f"this is an OpenDocument file, not a Word file; {SAVE}",
        ),
        (word.zipped({"mimetype": b"application/epub+zip"}), "this is an electronic book, not a Word file"),
        (
            word.zipped({"L4.docx": b""}),
            "this is a zip archive, not a Word file; unpack it and give the Word file in it",
        ),
    ],
)  # fmt: skip
def test_each_other_kind_of_file_is_named(data: bytes, message: str) -> None:
    assert refusal(data) == message


@pytest.mark.parametrize(
    "page",
    [
        b"<!DOCTYPE html><html><head><title>Not found</title></head></html>",
        b'\xef\xbb\xbf\r\n<!doctype HTML PUBLIC "-//W3C//DTD HTML 4.01//EN">',
        b'<?xml version="1.0"?>\n<!-- x -->\n<html xmlns="http://www.w3.org/1999/xhtml">',
        b"<script>x</script><body class='error'>The symbol was not found.",
        "<html><p>Documento no encontrado".encode("utf-16"),
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n",
    ],
)
def test_a_web_page_is_told_from_a_word_file(page: bytes) -> None:
    """Document services answer a symbol they do not know with a page, and with status 200."""
    assert refusal(page) == "this is a web page, not a Word file; the download has failed, perhaps"


def test_a_zip_with_a_password_is_called_protected() -> None:
    data = word.docx(word.p("x"))
    assert "protected by a password" in refusal(patched(data, DOCUMENT, 8, b"\1\0"))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, 97])
def test_a_file_packed_as_word_does_not_pack_is_refused(method: int) -> None:
    data = patched(word.docx(word.p("x")), DOCUMENT, 10, struct.pack("<H", method))
    assert "packed in a way that Word does not use" in refusal(data)


def test_a_file_that_is_cut_off_anywhere_is_refused() -> None:
    data = word.docx(word.p("1.", word.TAB, "Decides"))
    for end in range(4, len(data), 13):
        assert refusal(data[:end]) == "the file is damaged or not complete; get it again"


@pytest.mark.parametrize("at", [0, 42, 46, 90])
def test_a_zip_that_is_overwritten_is_refused(at: int) -> None:
    data = word.docx(word.p("x"))
    at = data.index(b"PK\1\2") + at
    assert refusal(data[:at] + b"\xff" * 4 + data[at + 4 :])


def test_a_picture_that_is_damaged_does_not_keep_the_text_from_being_read() -> None:
    data = changed({"word/media/image1.png": bytes(range(256))})
    archive = opened(patched(data, "word/media/image1.png", 16, b"\0\0\0\0"))
    assert archive.root(archive.main) is not None
    with pytest.raises(DraftkitError, match=r"word/media/image1\.png of this Word file is damaged"):
        archive.with_parts({})


# --- the file again ---


def dated() -> bytes:
    """A file with parts of several dates, packed and not."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as out:
        for number, (name, data) in enumerate(word.parts(word.p("x"), others={"styles": ""}).items()):
            stored = zipfile.ZIP_STORED if number % 2 else zipfile.ZIP_DEFLATED
            out.writestr(zipfile.ZipInfo(name, (2031, 5, 1 + number, 18, 0, 0)), data, stored)
    return buffer.getvalue()


def infos(data: bytes) -> list[zipfile.ZipInfo]:
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        assert source.testzip() is None
        return source.infolist()


def test_a_file_written_again_keeps_order_names_dates_and_bytes() -> None:
    before = opened(dated())
    data = before.with_parts({DOCUMENT: b"<new/>", "word/comments.xml": b"<added/>"}, ["word/styles.xml"])
    after = opened(data)
    kept = tuple(name for name in before.names if name != "word/styles.xml")
    assert after.names == (*kept, "word/comments.xml")
    assert after.names[0] == TYPES
    assert [after.read(name) for name in kept if name != DOCUMENT] == [
        before.read(name) for name in kept if name != DOCUMENT
    ]
    assert (after.read(DOCUMENT), after.read("word/comments.xml")) == (b"<new/>", b"<added/>")
    old = {info.filename: (info.date_time, info.compress_type) for info in infos(dated())}
    new = {info.filename: (info.date_time, info.compress_type) for info in infos(data)}
    assert new.pop("word/comments.xml") == ((1980, 1, 1, 0, 0, 0), zipfile.ZIP_DEFLATED)
    assert new == {name: old[name] for name in kept}


def test_a_file_written_twice_is_the_same_byte_for_byte() -> None:
    archive = opened(dated())
    data = archive.with_parts({DOCUMENT: b"<new/>"})
    assert data == archive.with_parts({DOCUMENT: b"<new/>"})
    assert opened(data).with_parts({}) == data


# --- outside ---


@pytest.mark.corpus
def test_every_word_file_of_the_corpus_is_opened(corpus: Path) -> None:
    files = sorted(corpus.rglob("*.docx"))
    assert files
    for file in files:
        archive = open_archive(file.read_bytes(), file.name)
        archive.root(archive.main)
        links = archive.relationships(archive.main)
        assert all(link.external or link.target in archive.names for link in links), file


def test_the_guide_names_each_limit(root: Path) -> None:
    guide = (root / "docs" / "word-files.md").read_text(encoding="utf-8")
    section = guide.partition("## Limits\n")[2].partition("\n## ")[0]
    mib = (limits.LARGEST_TOTAL, limits.LARGEST_XML, limits.LARGEST_LIST, limits.FREE_OF_RATIO)
    counts = (limits.MOST_PARTS, limits.MOST_RATIO, limits.MOST_NODES, limits.DEEPEST)
    for words in (*(f"{size // MIB} MiB" for size in mib), *(f"{count:,}" for count in counts)):
        assert re.search(rf"\b{words}\b", section), words
