"""``draftkit scrub``: removes from a Word file what its page does not show, and nothing else."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx_tools import findings as faults
from docx_tools import libreoffice, pandoc
from lxml import etree
from telltale import PAGE_TEXT, docx, field, link, links, picture, telltale, telltale_parts, zipped
from word_files import call, deleted, footnote, ins, mark, p, r, table

from draftkit.cli import main
from draftkit.errors import DraftkitError
from draftkit.ooxml.archive import open_archive
from draftkit.ooxml.findings import NOT_REMOVABLE, UNASKED, Item, Trace, request
from draftkit.ooxml.resolve import View
from draftkit.ooxml.scrubbing import scrub
from draftkit.ooxml.traces import inspect
from draftkit.ooxml.visible import Looks, visible_text
from draftkit.ooxml.wordfile import WordFile

PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
REMOVABLE = [t for t in Trace if t not in NOT_REMOVABLE | {Trace.CHANGES, Trace.MACROS}]
SHOWN = {Trace.VARIABLES, Trace.CUSTOM_XML}
"""Of these, something is shown on the page of the telltale file and stays."""
VBA = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"


def scrubbed(data: bytes, *words: str, everything: bool = False) -> bytes:
    return scrub(open_archive(data, "L4.docx"), request(words, everything)).data


def found(data: bytes) -> dict[Trace, tuple[Item, ...]]:
    return {finding.trace: finding.items for finding in inspect(open_archive(data, "L4.docx"))}


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def document(data: bytes) -> str:
    return parts(data)["word/document.xml"].decode()


def page(data: bytes, view: View = View.ACCEPT) -> str:
    file = WordFile(open_archive(data, "L4.docx"))
    return "|".join(visible_text(file, Looks(file), view).values())


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, prog_name="draftkit")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "L4.docx").write_bytes(telltale())
    return tmp_path


def check_package(data: bytes) -> None:
    """Every link leads to a part, every part has a type, and no id in the text is without its link."""
    held = parts(data)
    types = etree.fromstring(held["[Content_Types].xml"])
    for entry in types.iter("{*}Override"):
        assert entry.get("PartName", "")[1:] in held
    for name, content in held.items():
        if name.endswith(".rels"):
            archive = open_archive(data, "L4.docx")
            owner = name.replace("_rels/", "").removesuffix(".rels")
            assert owner == "" or owner in held, name
            assert all(each.external or each.target in held for each in archive.relationships(owner))
            ids = {each.id for each in archive.relationships(owner)}
            used = (
                set(re.findall(r'\br:\w+="(\w+)"', held[owner].decode())) if owner.endswith(".xml") else set()
            )
            assert used <= ids
        elif name.endswith(".xml"):
            etree.fromstring(content)


# --- each thing by its word ----------------------------------------------------------------------


@pytest.mark.parametrize("trace", REMOVABLE)
def test_a_word_removes_what_it_says_and_nothing_else(trace: Trace) -> None:
    before, after = telltale(), scrubbed(telltale(), trace.value)
    left = found(after)
    assert all(item.stays for item in left.pop(trace, ()))
    others = {kind: items for kind, items in found(before).items() if kind is not trace}
    if trace is Trace.COMMENTS:
        del others[Trace.REVISION_IDS], left[Trace.REVISION_IDS]  # the ids of their threads went too
    assert left == others
    assert page(after) == page(before)
    assert page(after, View.REJECT) == page(before, View.REJECT)
    check_package(after)


def test_parts_that_need_no_change_stay_byte_for_byte() -> None:
    before, after = parts(telltale()), parts(scrubbed(telltale(), "comments"))
    changed = {name for name in before if after.get(name) != before[name]}
    assert changed == {
        "[Content_Types].xml",
        "word/document.xml",
        "word/_rels/document.xml.rels",
        "word/comments.xml",
        "word/commentsExtended.xml",
    }
    assert {"word/comments.xml", "word/commentsExtended.xml"}.isdisjoint(after)
    assert not re.search("comment(Range|Reference)", after["word/document.xml"].decode())


def test_a_file_with_nothing_to_remove_stays_as_it_is() -> None:
    plain = docx(p("Decides to meet."))
    assert parts(scrubbed(plain, everything=True)) == parts(plain)


def test_scrubbing_a_second_time_changes_nothing() -> None:
    once = scrubbed(telltale(), "changes=accept", everything=True)
    assert scrubbed(once, "changes=accept", everything=True) == once


def test_everything_goes_but_what_the_page_shows_and_tracked_changes() -> None:
    after = scrubbed(telltale(), everything=True)
    left = found(after)
    assert set(left) == {Trace.CHANGES, *SHOWN, *NOT_REMOVABLE}
    assert all(item.stays for trace in SHOWN for item in left[trace])
    assert {item.who for item in left[Trace.CHANGES]} == {"Estmark", "Varrow", ""}
    raw = b"".join(parts(after).values())
    for secret in (b"mira", b"Mira", b"Tor Varrow", b"00AA11B", b"Ministry", b"accounts of the port"):
        assert secret not in raw
    check_package(after)


def test_with_no_word_goes_what_is_on_no_page_and_nobodys_content() -> None:
    left = found(scrubbed(telltale()))
    assert set(left) == set(found(telltale())) - UNASKED | SHOWN
    assert left[Trace.COMMENTS] == found(telltale())[Trace.COMMENTS]


# --- tracked changes -----------------------------------------------------------------------------


def test_changes_are_accepted_or_rejected_in_every_part() -> None:
    note = footnote(2, "See ", ins("annex"), deleted("appendix"))
    body = p("Urges ", ins("each harbour", "Estmark"), deleted("every port", "Varrow"), call(2))
    header = {"footnotes": note, "header1": p(ins("Rev.1"), deleted("L.4"))}
    reference = '<w:sectPr><w:headerReference w:type="default" r:id="rId_header1"/></w:sectPr>'
    data = docx(body, section=reference, others=header)
    accepted, rejected = scrubbed(data, "changes=accept"), scrubbed(data, "changes=reject")
    assert page(accepted) == page(data) == "Urges each harbour|Rev.1| See annex"
    assert page(rejected) == page(data, View.REJECT) == "Urges every port|L.4| See appendix"
    for given in (accepted, rejected):
        assert Trace.CHANGES not in found(given)
        assert b"delText" not in b"".join(parts(given).values())


def test_a_note_goes_with_the_call_that_was_deleted() -> None:
    gone = deleted(call(2))
    data = docx(p("Decides", gone), others={"footnotes": footnote(2, "an older bargain")})
    assert b"bargain" not in parts(scrubbed(data, "changes=accept"))["word/footnotes.xml"]
    assert b"bargain" in parts(scrubbed(data, "changes=reject"))["word/footnotes.xml"]


def test_a_picture_goes_with_the_deletion_around_it() -> None:
    data = docx(
        p("Decides", deleted(picture("rIdP"))),
        relationships=link("rIdP", "image", "media/image1.png"),
        extra={"word/media/image1.png": b"\x89PNG of a secret quay"},
    )
    after = scrubbed(data, "changes=accept")
    assert "word/media/image1.png" not in parts(after)
    check_package(after)
    assert "word/media/image1.png" in parts(scrubbed(data, "changes=reject"))


def test_a_header_goes_with_the_section_that_was_deleted() -> None:
    section = '<w:sectPr><w:headerReference w:type="default" r:id="rId_header1"/></w:sectPr>'
    broken = p(deleted("Chapter one"), properties=mark("del").replace("</w:rPr>", "</w:rPr>" + section))
    after = scrubbed(docx(broken, p("Decides"), others={"header1": p("Restricted")}), "changes=accept")
    assert "word/header1.xml" not in parts(after)
    check_package(after)


def test_the_names_on_changes_become_numbers_and_stay_apart() -> None:
    body = p("Urges ", ins("each", "Varrow"), deleted("all", "Estmark"), ins("harbour", "Varrow"))
    after = scrubbed(docx(body, others={"header1": p(ins("Rev.1", "Estmark"))}), "change-authors")
    assert re.findall(r'w:author="([^"]*)"', document(after)) == ["Author 1", "Author 2", "Author 1"]
    assert b'w:author="Author 2"' in parts(after)["word/header1.xml"]
    assert b"w:date" not in b"".join(parts(after).values())
    assert page(after, View.REJECT) == "Urges all|"


def test_changes_that_cannot_be_removed_are_refused() -> None:
    merged = '<w:tcPr><w:cellMerge w:id="5" w:author="Estmark" w:vMerge="rest"/></w:tcPr>'
    body = table(("a", "b")).replace("<w:tc>", f"<w:tc>{merged}", 1)
    with pytest.raises(DraftkitError, match="changes could not be removed"):
        scrubbed(docx(body, p("Decides")), "changes=accept")


# --- text that is not seen -----------------------------------------------------------------------


def test_hidden_text_goes_and_what_stands_beside_it_stays() -> None:
    secret = "<w:vanish/>"
    body = p(
        "Decides", r(" in secret", secret), " to meet", field("PAGE", "3").replace(r("3"), r("3", secret))
    )
    after = scrubbed(docx(body, p(r("All of it.", secret))), "hidden-text")
    assert page(after) == page(docx(body)) == "Decides to meet"
    assert document(after).count("fldCharType") == 3
    assert "secret" not in document(after)
    assert "All of it" not in document(after)


def test_a_hidden_picture_leaves_the_file() -> None:
    hidden = picture("rIdP").replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>")
    data = docx(
        p("Decides", hidden),
        relationships=link("rIdP", "image", "media/image1.png"),
        extra={"word/media/image1.png": b"\x89PNG"},
    )
    after = scrubbed(data, "hidden-text")
    assert "word/media/image1.png" not in parts(after)
    assert found(after) == {}


def test_text_in_a_hidden_box_is_not_on_the_page() -> None:
    box = "<w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict>"
    run_ = f"<w:r><w:rPr><w:vanish/></w:rPr>{box.format(p('in the box'))}</w:r>"
    data = docx(p("Decides", run_))
    assert page(data) == "Decides"
    assert "in the box" not in document(scrubbed(data, "hidden-text"))


# --- data, links and attached files --------------------------------------------------------------


def test_a_property_that_a_field_shows_stays() -> None:
    held = telltale_parts()
    shows = field("AUTHOR", "Mira Estmark") + field("DOCPROPERTY Translator", "Ada Tarn")
    held["word/document.xml"] = held["word/document.xml"].replace(
        b"<w:sectPr>", f"{p(shows)}<w:sectPr>".encode()
    )
    left = found(scrubbed(zipped(held), "authors", "properties"))
    assert [(item.value, item.stays) for item in left[Trace.AUTHORS]] == [
        ("Mira Estmark", "a field on the page shows it")
    ]
    assert [item.value for item in left[Trace.PROPERTIES]] == ["Translator = Ada Tarn"]


def test_a_property_that_a_content_control_shows_stays() -> None:
    core = "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"
    path = "/ns1:coreProperties[1]/ns0:creator[1]"
    held = telltale_parts()
    bound = (
        f'<w:p><w:sdt><w:sdtPr><w:dataBinding w:xpath="{path}" w:storeItemID="{core}"/></w:sdtPr>'
        f"<w:sdtContent>{r('Mira Estmark')}</w:sdtContent></w:sdt></w:p>"
    )
    held["word/document.xml"] = held["word/document.xml"].replace(
        b"<w:sectPr>", f"{bound}<w:sectPr>".encode()
    )
    (left,) = found(scrubbed(zipped(held), "authors"))[Trace.AUTHORS]
    assert (left.value, left.stays) == ("Mira Estmark", "a content control on the page shows it")


def test_an_embedded_object_becomes_its_picture() -> None:
    after = scrubbed(telltale(), "embedded")
    assert "word/embeddings/oleObject1.bin" not in parts(after)
    assert "w:object" not in document(after)
    assert '<v:imagedata r:id="rIdIcon"/>' in document(after)


def test_a_part_that_nothing_is_linked_to_is_found_and_removed() -> None:
    data = docx(p("Decides"), extra={"[trash]/0000.dat": b"an older draft"})
    (item,) = found(data)[Trace.EMBEDDED]
    assert item.where == ("[trash]/0000.dat",)
    assert parts(scrubbed(data, "embedded")) == parts(docx(p("Decides")))


def test_a_chart_loses_the_workbook_behind_it() -> None:
    chart = (
        '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:r="http://'
        'schemas.openxmlformats.org/officeDocument/2006/relationships"><c:chart/>'
        '<c:externalData r:id="rId1"/></c:chartSpace>'
    )
    data = docx(
        p("Decides"),
        relationships=link("rIdChart", "chart", "charts/chart1.xml"),
        extra={
            "word/charts/chart1.xml": chart.encode(),
            "word/charts/_rels/chart1.xml.rels": links(link("rId1", "package", "../embeddings/port.xlsx")),
            "word/embeddings/port.xlsx": b"every account",
        },
    )
    after = parts(scrubbed(data, "embedded"))
    assert {"word/embeddings/port.xlsx", "word/charts/_rels/chart1.xml.rels"}.isdisjoint(after)
    assert b"externalData" not in after["word/charts/chart1.xml"]


def test_a_file_without_its_macros_is_a_plain_document(folder: Path) -> None:
    data = docx(
        p("Decides"),
        relationships=link("rIdM", VBA, "vbaProject.bin"),
        extra={"word/vbaProject.bin": b"Sub Secret()"},
    )
    held = parts(data)
    held["[Content_Types].xml"] = held["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    (folder / "L4.docm").write_bytes(zipped(held))
    assert "a file that ends in .docm" in run("scrub", "L4.docm", "-o", "out.docx").stderr
    assert not (folder / "out.docx").exists()
    assert run("scrub", "L4.docm", "-o", "out.docx", "--remove", "macros").exit_code == 0
    assert found((folder / "out.docx").read_bytes()) == {}


def test_a_link_field_becomes_the_text_it_shows() -> None:
    data = docx(
        p("See ", field(r'LINK Excel.Sheet.12 "C:\\mira\\port.xlsx"', "42"), " ships", field("PAGE", "3"))
    )
    after = scrubbed(data, "links")
    assert page(after) == "See 42 ships3"
    assert "port.xlsx" not in document(after)
    assert document(after).count("fldCharType") == 3


def test_a_picture_that_is_only_linked_stays_and_one_that_is_also_in_the_file_is_unlinked() -> None:
    linked = picture("rIdA").replace("r:embed", "r:link")
    both = picture("rIdP").replace("<a:blip ", '<a:blip r:link="rIdB" ')
    data = docx(
        p(linked, both),
        relationships=link("rIdA", "image", "file:///C:/mira/a.png", external=True)
        + link("rIdB", "image", "file:///C:/mira/b.png", external=True)
        + link("rIdP", "image", "media/image1.png"),
        extra={"word/media/image1.png": b"\x89PNG"},
    )
    after = scrubbed(data, "links")
    (left,) = found(after)[Trace.LINKS]
    assert (left.value, bool(left.stays)) == ("file:///C:/mira/a.png", True)
    assert 'r:embed="rIdP"' in document(after)
    check_package(after)


# --- the proof -----------------------------------------------------------------------------------


def test_the_text_of_the_page_is_read_without_the_code_that_accepts_and_rejects() -> None:
    goes = '<w:tr><w:trPr><w:del w:id="4" w:author="Quell"/></w:trPr>'
    row = table(("kept",), ("gone",))
    row = goes.join(row.rsplit("<w:tr>", 1))
    move = ins("moved").replace("w:ins", "w:moveTo"), ins("moved").replace("w:ins", "w:moveFrom")
    data = docx(p(PAGE_TEXT), row, p(*move, r("x", "<w:vanish/>"), "<w:r><w:tab/><w:noBreakHyphen/></w:r>"))
    assert page(data) == f"{PAGE_TEXT}keptmoved\t\u2011"
    assert page(data, View.REJECT) == f"{PAGE_TEXT}keptgonemoved\t\u2011"


def test_a_tab_stop_is_no_tab() -> None:
    stops = '<w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs>'
    assert page(docx(p("Decides", properties=stops))) == "Decides"


# --- the command ---------------------------------------------------------------------------------


def test_what_stays_and_what_was_not_asked_for_is_said(folder: Path) -> None:
    result = run("scrub", "L4.docx", "-o", "out.docx", "--remove", "authors,variables")
    assert (result.exit_code, result.stdout) == (0, "")
    told = result.stderr.splitlines()
    assert "Symbol = HARB/2031/L.4 [stays: a field on the page shows it]" in told[0]
    assert any(
        "not removed: 1 insertion by Estmark" in line and "--remove changes=accept" in line for line in told
    )
    assert any("(--remove comments)" in line for line in told)
    assert any("the digital signature no longer holds" in line for line in told)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("changes", "write changes=accept or changes=reject"),
        ("changes=accept,change-authors", "name only one of"),
        ("cropped", "cropped cannot be removed"),
        ("names", "'names' cannot be removed; what can be: changes=accept, "),
    ],
)
def test_what_cannot_be_asked_for_is_refused(folder: Path, words: str, sentence: str) -> None:
    result = run("scrub", "L4.docx", "-o", "out.docx", "--remove", words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert sentence in result.stderr
    assert not (folder / "out.docx").exists()


def test_a_copy_of_a_clean_file_is_called_a_copy(folder: Path) -> None:
    (folder / "clean.docx").write_bytes(docx(p("Decides")))
    result = run("scrub", "clean.docx", "-o", "out.docx", "--all")
    assert "the new file is a copy" in result.stderr
    assert parts((folder / "out.docx").read_bytes()) == parts(docx(p("Decides")))


# --- other programs ------------------------------------------------------------------------------


def lines(result: dict[str, list[str]]) -> Collection[str]:
    return [*result["paragraphs"], *result["notes"]]


def test_a_validator_and_other_programs_read_the_same_file(folder: Path) -> None:
    (folder / "clean.docx").write_bytes(scrubbed(telltale(), "changes=accept", everything=True))
    assert set(faults(folder / "clean.docx")) <= set(faults(folder / "L4.docx"))
    # LibreOffice without a screen ends at a comment, so it gets the file with all but these.
    (folder / "silent.docx").write_bytes(scrubbed(telltale(), "comments"))
    before, after = libreoffice(
        [("accept", folder / "silent.docx"), ("plain", folder / "clean.docx")], folder
    )
    hidden = "Not for the eyes of Varrow."
    assert lines(after) == [line.replace(hidden, "") for line in lines(before)]
    told = pandoc(folder / "L4.docx").replace(hidden + " ", "").replace("C:\\Users\\mira\\", "")
    assert pandoc(folder / "clean.docx") == told


@pytest.mark.corpus
def test_real_files_are_scrubbed_and_their_pages_stay(corpus: Path) -> None:
    for path in sorted((*corpus.glob("docx_un/*.docx"), *corpus.glob("docx_tracked/*.docx"))):
        result = scrub(
            open_archive(path.read_bytes(), path.name), request(("changes=accept",), everything=True)
        )
        left = {finding.trace for finding in result.after if any(not item.stays for item in finding.items)}
        assert left <= NOT_REMOVABLE, path.name
        check_package(result.data)


@pytest.mark.corpus
def test_libreoffice_and_a_validator_read_real_files_as_before(corpus: Path, tmp_path: Path) -> None:
    tracked = corpus / "docx_tracked" / "ITU_WRC-12_Doc18_Add3_MOD-RES-417_ar.docx"
    issued = corpus / "docx_un" / "CRC_C_GC_20_ar_masthead_footnotes_poi-stress011.docx"
    jobs = []
    for path in (tracked, issued):
        data = scrub(open_archive(path.read_bytes(), path.name), request((), everything=True)).data
        copy = tmp_path / path.name
        copy.write_bytes(data)
        assert set(faults(copy)) <= set(faults(path))
        for view in ("accept", "reject"):
            jobs += [(view, path), (view, copy)]
    read = libreoffice(jobs, tmp_path)
    for before, after in zip(read[::2], read[1::2], strict=True):
        assert lines(after) == lines(before)
        assert len(lines(after)) > 20
