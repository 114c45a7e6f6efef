"""The numbers that further calls to a note show, when notes before it come and go."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import docx_tools
import pytest
from click.testing import CliRunner
from word_files import TAB, call, deleted, docx, footnote, ins, p, r

from draftkit.cli import main
from draftkit.ooxml.archive import open_archive
from draftkit.ooxml.resolve import View, W, resolve_tree
from draftkit.writers.issued import Redline, redline_issued

CLAUSE = p(r("The Assembly of Harbours", "<w:i/>"), ",")
NOTES = footnote(1, "HARB/2031/1.") + footnote(2, "HARB/2031/2.")


def number(shown: str) -> str:
    """A raised number."""
    return r(shown, '<w:vertAlign w:val="superscript"/>')


def field(*result: str) -> str:
    """A further call to note 2, as Word writes it: its number is the result of a field."""
    sign = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = '<w:r><w:instrText xml:space="preserve"> NOTEREF _Ref2 \\f \\h </w:instrText></w:r>'
    shown = "".join(part if part.startswith("<") else number(part) for part in result)
    return sign.format("begin") + code + sign.format("separate") + shown + sign.format("end")


def simple_field(shown: str) -> str:
    """The same in one element."""
    return f'<w:fldSimple w:instr=" NOTEREF _Ref2 ">{r(shown)}</w:fldSimple>'


def first(number: int) -> str:
    """The first call of a note, in a bookmark."""
    name = f'w:id="{40 + number}" w:name="_Ref{number}"'
    return f'<w:bookmarkStart {name}/>{call(number)}<w:bookmarkEnd w:id="{40 + number}"/>'


def draft(meets: str, requests: str, closes: str, notes: str = NOTES, section: str | None = None) -> bytes:
    body = (
        CLAUSE,
        p("1.", TAB, "Decides to meet", meets, ";"),
        p("2.", TAB, "Requests a report", requests, ";"),
        p("3.", TAB, "Closes the mole", closes, "."),
    )
    if section is None:
        return docx(*body, others={"footnotes": notes})
    return docx(*body, others={"footnotes": notes}, section=section)


ISSUED = draft(call(1), first(2), field("2"))
WITHOUT = draft("", first(2), field("1"))


def redline(issued: bytes, new: bytes, existing: View | None = None) -> Redline:
    when = datetime(2031, 5, 21, tzinfo=UTC)
    return redline_issued(
        issued, "L4.docx", new, "new.docx", author="Secretariat", date=when, existing=existing
    )


def last_line(data: bytes, view: View) -> str:
    """What operative paragraph 3 shows."""
    root = open_archive(data, "L4.docx").root("word/document.xml")
    resolve_tree(root, view)
    return "".join(text.text or "" for text in list(root.iter(W + "p"))[3].iter(W + "t"))


def test_the_number_follows_when_a_note_before_it_goes() -> None:
    found = redline(ISSUED, WITHOUT)
    assert last_line(found.data, View.ACCEPT) == "3.Closes the mole1."
    assert last_line(found.data, View.REJECT) == "3.Closes the mole2."
    assert found.reports == ()


def test_the_number_follows_when_a_note_before_it_comes() -> None:
    found = redline(WITHOUT, ISSUED)
    assert last_line(found.data, View.ACCEPT) == "3.Closes the mole2."
    assert last_line(found.data, View.REJECT) == "3.Closes the mole1."


def test_the_change_stands_inside_the_field_and_keeps_its_look() -> None:
    root = open_archive(redline(ISSUED, WITHOUT).data, "L4.docx").root("word/document.xml")
    line = list(root.iter(W + "p"))[3]
    kinds = [mark.get(W + "fldCharType") for mark in line.iter(W + "fldChar")]
    assert kinds == ["begin", "separate", "end"]
    (insertion,), (deletion,) = line.iter(W + "ins"), line.iter(W + "del")
    assert deletion.getnext() is insertion
    assert [properties.tag for properties in insertion.iter(W + "vertAlign")] == [W + "vertAlign"]
    assert not list(line.iter(W + "delInstrText"))


def test_a_field_in_one_element_is_a_call_too() -> None:
    found = redline(draft(call(1), first(2), simple_field("2")), WITHOUT)
    assert last_line(found.data, View.ACCEPT) == "3.Closes the mole1."
    assert last_line(found.data, View.REJECT) == "3.Closes the mole2."
    root = open_archive(found.data, "L4.docx").root("word/document.xml")
    assert not list(list(root.iter(W + "p"))[3].iter(W + "footnoteReference"))


def test_a_number_that_was_wrong_stays_and_is_told() -> None:
    found = redline(draft(call(1), first(2), field("7")), WITHOUT)
    assert last_line(found.data, View.ACCEPT) == "3.Closes the mole7."
    assert found.reports == (
        "a further call to note 1 shows “7”, as in the issued file;"
        " Word shows the number when it updates fields",
    )


def test_numbers_that_start_anew_on_each_page_stay() -> None:
    section = '<w:sectPr><w:footnotePr><w:numRestart w:val="eachPage"/></w:footnotePr></w:sectPr>'
    found = redline(draft(call(1), first(2), field("2"), section=section), WITHOUT)
    assert last_line(found.data, View.ACCEPT) == "3.Closes the mole2."


def test_numbers_in_another_format_follow_in_it() -> None:
    form = '<w:numFmt w:val="lowerRoman"/><w:numStart w:val="4"/>'
    section = f"<w:sectPr><w:footnotePr>{form}</w:footnotePr></w:sectPr>"
    issued = draft(call(1), first(2), field("v"), section=section)
    found = redline(issued, draft("", first(2), field("iv"), section=section))
    assert last_line(found.data, View.ACCEPT) == "3.Closes the moleiv."
    assert last_line(found.data, View.REJECT) == "3.Closes the molev."


def test_a_number_that_somebody_else_inserted_is_changed_beside_their_change() -> None:
    was = r("3").replace("w:t", "w:delText")
    theirs = field(deleted(was, number=71), ins(number("2"), number=72))
    # The delegation's change of the number is kept; the new number is the redline's own.
    found = redline(draft(call(1), first(2), theirs), draft("", first(2), field("1")), View.KEEP)
    assert last_line(found.data, View.ACCEPT) == "3.Closes the mole1."
    assert last_line(found.data, View.REJECT) == "3.Closes the mole3."
    root = open_archive(found.data, "L4.docx").root("word/document.xml")
    of_secretariat = [e for e in root.iter(W + "ins") if e.get(W + "author") == "Secretariat"]
    assert ["".join(e.itertext()) for e in of_secretariat] == ["1"]
    assert not any(above.tag == W + "ins" for e in of_secretariat for above in e.iterancestors())


@pytest.mark.parametrize("meets", ["", call(1)])
def test_two_calls_that_come_to_one_new_note(meets: str) -> None:
    found = redline(draft(meets, "", "", footnote(1, "HARB/2031/1.")), draft(meets, first(2), field("9")))
    number = "2" if meets else "1"
    assert last_line(found.data, View.ACCEPT) == f"3.Closes the mole{number}."
    root = open_archive(found.data, "L4.docx").root("word/document.xml")
    (start,) = root.iter(W + "bookmarkStart")
    code = "".join(e.text or "" for e in root.iter(W + "instrText"))
    assert str(start.get(W + "name")) in code
    reference = start.getnext()
    assert reference is not None
    assert reference.find(W + "footnoteReference") is not None


LIGHT, REPORT, SPRING = (
    "*Urges* each harbour to keep a light;",
    "*Requests* the Bureau to report;",
    "*Decides* to meet in the spring.",
)


def text(*paragraphs: str) -> str:
    """A draft of these paragraphs, and two notes."""
    numbered = [f"{number}. {words}" for number, words in enumerate(paragraphs, 1)]
    notes = ("[^a]: HARB/2031/1.", "[^b]: HARB/2031/2.")
    return "\n\n".join(("*The Assembly of Harbours,*", *numbered, *notes)) + "\n"


ORDERS = {
    "a new paragraph calls the second note first": (
        (f"{LIGHT}[^a]", f"{SPRING}[^b]"),
        (f"{REPORT}[^b]", f"{LIGHT}[^a]", f"{SPRING}[^b]"),
    ),
    "a new call in the same paragraph": (
        (f"{LIGHT}[^a]", f"{SPRING}[^b]"),
        ("*Urges*[^b] each harbour to keep a light;[^a]", f"{SPRING}[^b]"),
    ),
    "both notes, and further calls that stay": (
        (f"{LIGHT}[^a]", f"{SPRING}[^b]", f"{REPORT}[^a]"),
        ("*Recalls* it;[^b] and so on;[^a]", f"{LIGHT}[^a]", f"{SPRING}[^b]", f"{REPORT}[^a]"),
    ),
    "a new note called in a new paragraph and in an old one": (
        (f"{LIGHT}[^a]", SPRING, f"{REPORT}[^b]"),
        (f"{LIGHT}[^a]", "*Recalls* it;[^c]", "*Decides*[^c] to meet in the spring.", f"{REPORT}[^b]"),
    ),
    "the paragraph with the call moved to the front": (
        (f"{LIGHT}[^a]", f"{SPRING}[^b]", f"{REPORT}[^b]"),
        (f"{REPORT}[^b]", f"{LIGHT}[^a]", f"{SPRING}[^b]"),
    ),
}


@pytest.mark.parametrize("order", ORDERS)
def test_the_first_call_of_a_note_is_its_reference(order: str, tmp_path: Path) -> None:
    files = {
        name: tmp_path / name for name in ("old.md", "new.md", "issued.docx", "clean.docx", "redline.docx")
    }
    for name, paragraphs in zip(("old.md", "new.md"), ORDERS[order], strict=True):
        third = "\n[^c]: HARB/2031/3.\n" if any("[^c]" in words for words in paragraphs) else ""
        files[name].write_text(text(*paragraphs) + third, encoding="utf-8")
    for arguments in (
        ("render", files["old.md"], "-o", files["issued.docx"]),
        ("render", files["new.md"], "-o", files["clean.docx"]),
        ("redline", files["issued.docx"], files["new.md"], "-o", files["redline.docx"], "--author", "S"),
    ):
        assert CliRunner().invoke(main, [str(argument) for argument in arguments]).exit_code == 0
    assert docx_tools.pandoc(files["redline.docx"]) == docx_tools.pandoc(files["clean.docx"])
    assert docx_tools.pandoc(files["redline.docx"], "reject") == docx_tools.pandoc(files["issued.docx"])


def test_other_programs_read_both_versions_of_the_examples(examples: Path, tmp_path: Path) -> None:
    old, new = examples / "rivers-L4.md", examples / "rivers-L4-Rev1.md"
    issued, clean, marked = (tmp_path / name for name in ("issued.docx", "clean.docx", "redline.docx"))
    for arguments in (
        ("render", old, "-o", issued),
        ("render", new, "-o", clean),
        ("redline", issued, new, "-o", marked, "--author", "Secretariat"),
    ):
        CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert docx_tools.pandoc(marked) == docx_tools.pandoc(clean)
    assert docx_tools.pandoc(marked, "reject") == docx_tools.pandoc(issued)
    assert docx_tools.pandoc(issued) != docx_tools.pandoc(clean)
