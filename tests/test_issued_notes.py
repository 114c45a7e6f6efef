"""Notes of a new Word version with marks of their own, and with numbers in brackets."""

from __future__ import annotations

from datetime import UTC, datetime

from word_files import TAB, call, docx, p, r

from draftkit.ooxml.archive import open_archive
from draftkit.ooxml.resolve import View, W, resolve_tree
from draftkit.readers.text import read_text
from draftkit.writers.issued import Redline, Text, redline_issued

CLAUSE = p(r("The Assembly of Harbours", "<w:i/>"), ",")
SIGN = "<w:r><w:footnoteRef/></w:r>"


def note(number: int, *content: str) -> str:
    return f'<w:footnote w:id="{number}">{p(*content)}</w:footnote>'


def star(number: int) -> str:
    return f'<w:r><w:footnoteReference w:customMarkFollows="1" w:id="{number}"/><w:t>*</w:t></w:r>'


def draft(decides: str, requests: str, notes: str) -> bytes:
    body = (CLAUSE, p("1.", TAB, "Decides to meet;", decides), p("2.", TAB, "Requests a report.", requests))
    return docx(*body, others={"footnotes": notes})


def redline(issued: bytes, new: bytes) -> Redline:
    when = datetime(2031, 5, 21, tzinfo=UTC)
    return redline_issued(issued, "L4.docx", new, "new.docx", author="Secretariat", date=when)


def accepted(data: bytes) -> list[str]:
    """The texts of the notes that are called, marks included, when all changes are accepted."""
    archive = open_archive(data, "L4.docx")
    main, notes = archive.root("word/document.xml"), archive.root("word/footnotes.xml")
    resolve_tree(main, View.ACCEPT)
    resolve_tree(notes, View.ACCEPT)
    by_id = {found.get(W + "id"): found for found in notes}
    called = [reference.get(W + "id") for reference in main.iter(W + "footnoteReference")]
    return ["".join("1" if e.tag == W + "footnoteRef" else e.text or "" for e in by_id[id].iter()
                    if e.tag in (W + "footnoteRef", W + "t")) for id in called]  # fmt: skip


def test_a_note_with_a_star_comes_with_its_star() -> None:
    plain = note(1, SIGN, r(" HARB/2031/1."))
    issued = draft(call(1), "", plain)
    new = draft(call(1), star(2), plain + note(2, r("*"), r(" On behalf of the northern harbours.")))
    result = redline(issued, new)
    root = open_archive(result.data, "L4.docx").root("word/document.xml")
    reference = list(root.iter(W + "footnoteReference"))[-1]
    assert reference.get(W + "customMarkFollows") == "1"
    assert reference.getnext() is not None
    assert "".join(reference.getparent().itertext()) == "*"  # type: ignore[union-attr]
    assert accepted(result.data)[-1] == "* On behalf of the northern harbours."


def test_the_brackets_of_a_notes_number_come_with_it() -> None:
    first = note(1, "(", SIGN, ") HARB/2031/1.")
    result = redline(
        draft(call(1), "", first), draft(call(1), call(2), first + note(2, "(", SIGN, ") HARB/2031/7."))
    )
    assert accepted(result.data) == ["(1) HARB/2031/1.", "(1) HARB/2031/7."]


def test_raised_brackets_of_a_notes_number_come_raised_and_the_text_does_not() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    signed = (r("(", raised), SIGN, r(")", raised))
    first = note(1, *signed, r(" HARB/2031/1."))
    new = draft(call(1), call(2), first + note(2, *signed, r(" HARB/2031/7.")))
    result = redline(draft(call(1), "", first), new)
    assert accepted(result.data)[-1] == "(1) HARB/2031/7."
    added = list(open_archive(result.data, "L4.docx").root("word/footnotes.xml"))[-1]
    formats = {
        "".join(run.itertext()): run.find(f".//{W}vertAlign") is not None for run in added.iter(W + "r")
    }
    assert formats["("]
    assert not formats["HARB/2031/7."]


END_SIGN = SIGN.replace("footnote", "endnote")


def end_call(number: int) -> str:
    return call(number).replace("footnoteReference", "endnoteReference")


def end_note(number: int, *content: str) -> str:
    return (
        note(number, END_SIGN, *content)
        .replace("w:footnote ", "w:endnote ")
        .replace("w:footnote>", "w:endnote>")
    )


def ended(decides: str, requests: str, **notes: str) -> bytes:
    body = (CLAUSE, p("1.", TAB, "Decides to meet;", decides), p("2.", TAB, "Requests a report.", requests))
    return docx(*body, others=notes)


def called(data: bytes, view: View) -> list[tuple[str, str]]:
    """The kinds and texts of the notes in the order of their calls, all changes accepted or rejected."""
    archive = open_archive(data, "L4.docx")
    main = archive.root("word/document.xml")
    resolve_tree(main, view)
    found = []
    for reference in main.iter(W + "footnoteReference", W + "endnoteReference"):
        kind = str(reference.tag).removeprefix(W).removesuffix("Reference")
        root = archive.root(str(archive.related(f"{kind}s")))
        resolve_tree(root, view)
        (text,) = ("".join(n.itertext()) for n in root if n.get(W + "id") == reference.get(W + "id"))
        found.append((kind, text))
    return found


def test_a_new_endnote_is_an_endnote_and_one_that_goes_is_deleted_in_its_own_part() -> None:
    foot = note(1, SIGN, r(" HARB/2031/1.")) + note(2, SIGN, r(" HARB/2031/2."))
    issued = ended(
        call(1) + end_call(2), call(2), footnotes=foot, endnotes=end_note(2, r(" Treaty of the Isles."))
    )
    new = ended(
        call(1), call(2) + end_call(1), footnotes=foot, endnotes=end_note(1, r(" Rules of the Reef."))
    )
    data = redline(issued, new).data
    for view, file in ((View.ACCEPT, new), (View.REJECT, issued)):
        assert called(data, view) == called(file, View.ACCEPT)
    (gone,) = open_archive(data, "L4.docx").root("word/endnotes.xml").iter(W + "delText")
    assert gone.text == " Treaty of the Isles."
    assert next(open_archive(data, "L4.docx").root("word/footnotes.xml").iter(W + "delText"), None) is None


def test_the_first_endnote_and_the_first_footnote_bring_their_parts() -> None:
    new = ended(
        call(1),
        end_call(1),
        footnotes=note(1, SIGN, r(" HARB/2031/1.")),
        endnotes=end_note(1, r(" Treaty of the Isles.")),
    )
    data = redline(ended("", ""), new).data
    assert called(data, View.ACCEPT) == called(new, View.ACCEPT)
    assert called(data, View.REJECT) == []


def test_in_draft_text_the_name_of_a_note_says_that_it_is_an_endnote() -> None:
    issued = ended(end_call(1), "", endnotes=end_note(1, r(" Treaty of the Isles.")))
    new = (
        "*The Assembly of Harbours*,\n\n1. Decides to meet;[^e1]\n\n2. Requests a report.[^e2]\n\n"
        "[^e1]: Treaty of the Isles.\n\n[^e2]: Rules of the Reef.\n"
    )
    (reading,) = read_text(new, "L4.md")
    when = datetime(2031, 5, 21, tzinfo=UTC)
    data = redline_issued(
        issued, "L4.docx", Text((reading.draft,)), "L4.md", author="Secretariat", date=when
    ).data
    notes = called(data, View.ACCEPT)
    assert [(kind, text.strip()) for kind, text in notes] == [
        ("endnote", "Treaty of the Isles."),
        ("endnote", "Rules of the Reef."),
    ]


def test_a_footnote_that_is_an_endnote_in_the_new_version_is_told() -> None:
    result = redline(
        ended(call(1), "", footnotes=note(1, SIGN, r(" Treaty of the Isles."))),
        ended(end_call(1), " Now.", endnotes=end_note(1, r(" Treaty of the Isles."))),
    )
    assert result.reports == ("1 footnote that stays is among the endnotes in the new version",)
