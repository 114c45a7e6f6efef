"""What is typed before the words of paragraphs, in a redline of two Word files: to the letter."""

from __future__ import annotations

import pytest
from lxml import etree
from test_issued import CLAUSE, NUMBERING, WHEN, N, auto, body
from word_files import PAGE, TAB, docx, p, r

from draftkit.ooxml.archive import open_archive
from draftkit.ooxml.resolve import View, resolve_tree
from draftkit.writers.issued import redline_issued

LIGHT = " to light every harbour of the coast before the winter, and to keep the lamps clean;"
BOLD = "<w:b/><w:bCs/>"


def redline(issued: bytes, new: bytes) -> bytes:
    return redline_issued(issued, "L4.docx", new, "Rev1.docx", author="Norvania", date=WHEN).data


def resolved(data: bytes, view: View, part: str = "document") -> list[etree._Element]:
    """The paragraphs of a part with all accepted or rejected."""
    root = open_archive(data, "L4.docx").root(f"word/{part}.xml")
    resolve_tree(root, view)
    return list(root.iter(N + "p"))


def pieces(paragraph: etree._Element) -> list[tuple[str, bool]]:
    """The texts of a paragraph, and whether they are bold."""
    found: list[tuple[str, bool]] = []
    for run in paragraph.iter(N + "r"):
        text = "".join(
            "\t" if child.tag == N + "tab" else child.text or "" for child in run if child.tag != N + "rPr"
        )
        bold = run.find(f"{N}rPr/{N}b")
        is_bold = bold is not None and bold.get(N + "val") != "0"
        if found and found[-1][1] is is_bold:
            found[-1] = found[-1][0] + text, is_bold
        elif text:
            found.append((text, is_bold))
    return found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (p("1. ", r("Decides" + LIGHT)), p("1.", TAB, r("Decides" + LIGHT))),
        (p("1.", TAB, r("Decides" + LIGHT)), p(r("1.", BOLD), TAB, r("Decides" + LIGHT))),
        (p("1.", TAB, r("Decides" + LIGHT)), p(r("2. ", BOLD), r("Decides" + LIGHT))),
        (p("(a) ", r("Decides" + LIGHT)), p("(b)", r("\u00a0"), r("Decides" + LIGHT))),
    ],
)
def test_a_number_and_the_white_space_behind_it_are_those_of_the_new_version(old: str, new: str) -> None:
    issued, other = (docx(CLAUSE, paragraph, section=PAGE) for paragraph in (old, new))
    found = redline(issued, other)
    (_, accepted), (_, rejected) = resolved(found, View.ACCEPT), resolved(found, View.REJECT)
    assert pieces(accepted) == pieces(resolved(other, View.ACCEPT)[1])
    assert pieces(rejected) == pieces(resolved(issued, View.ACCEPT)[1])


def test_only_what_changed_of_a_number_is_marked() -> None:
    issued, new = (docx(CLAUSE, p(number, r("Decides" + LIGHT))) for number in ("(a)\t", "(b)\t"))
    found = redline(issued, new)
    assert ["".join(x.itertext(N + "delText")) for x in body(found).iter(N + "del")] == ["a"]
    assert ["".join(x.itertext(N + "t")) for x in body(found).iter(N + "ins")] == ["b"]


def test_a_paragraph_that_comes_has_its_number_to_the_letter() -> None:
    old = docx(CLAUSE, p("1.", TAB, "Decides" + LIGHT))
    new = docx(CLAUSE, p("1.", TAB, "Decides" + LIGHT), p(r("2. ", BOLD), r("Requests a report on the fog.")))
    *_, last = resolved(redline(old, new), View.ACCEPT)
    assert pieces(last) == [("2. ", True), ("Requests a report on the fog.", False)]


def test_the_part_of_a_split_that_has_the_number_keeps_it() -> None:
    """The longer part has none, so that the paragraph looks more like it."""
    begin = "Decides with regret and after long debate"
    old = docx(CLAUSE, p("1. ", r(begin, "<w:i/>"), r(LIGHT)))
    new = docx(CLAUSE, p("1. ", r(begin, "<w:i/>")), p(LIGHT))
    found = redline(old, new)
    assert "".join(body(found).itertext(N + "delText")).strip() == ""
    texts = ["".join(text for text, _ in pieces(paragraph)) for paragraph in resolved(found, View.ACCEPT)[1:]]
    assert texts == ["1. " + begin, LIGHT]


def test_a_paragraph_behind_a_table_without_cells_goes_with_its_mark() -> None:
    empty = "<w:tbl><w:tblPr/><w:tblGrid/></w:tbl>"
    old = docx(CLAUSE, p("Decides" + LIGHT), empty, p("The fog lifts."), p("The lamps burn."))
    new = docx(CLAUSE, p("Decides" + LIGHT), empty, p("The lamps burn."))
    texts = ["".join(text for text, _ in pieces(x)) for x in resolved(redline(old, new), View.ACCEPT)]
    assert texts[1:] == ["Decides" + LIGHT, "The lamps burn."]


def test_a_number_that_comes_stands_before_words_that_come_with_it() -> None:
    old = docx(CLAUSE, p("light every harbour of the coast before the winter;"))
    counted = auto("To light every harbour of the coast before the winter;")
    elsewhere = NUMBERING.replace("<w:lvlText", '<w:lvlPicBulletId w:val="0"/><w:lvlText')
    new = docx(CLAUSE, counted, others={"numbering": elsewhere})  # a list that cannot come
    (_, last) = resolved(redline(old, new), View.ACCEPT)
    assert pieces(last) == [("1.\tTo light every harbour of the coast before the winter;", False)]
