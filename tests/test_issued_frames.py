"""Tables before the draft begins; what of paragraphs a redline of two Word files cannot track, but tells."""

from __future__ import annotations

import pytest
from lxml import etree
from test_issued_dress import COUNTED, NUMBERING, STYLES, file
from test_issued_dress import redline as redressed
from test_issued_tables import TAG, body, cells, file_with, marked_rows, redline, words
from word_files import call, docx, footnote, p, r, table

from draftkit.ooxml.archive import open_archive
from draftkit.ooxml.resolve import View, resolve_tree
from draftkit.writers.issued import Redline

CLAUSE = p("The Assembly of the Rivers,")
LIGHT = p("1. Decides to light every harbour of the coast;")
LAST = p("2. Decides to meet again at the mouth of the river in spring.")
MASTHEAD = (("United Nations", "A/C.9/86/L.4"), ("General Assembly", "Distr.: Limited"))
LAMPS = (("Lamp", "Height"), ("North", "4 m"), ("South", "7 m"))
ITEMS = (("Agenda item 5", "Lamps of the north"), ("Agenda item 6", "Bells"))


def draft(*before: str) -> bytes:
    return docx(*before, CLAUSE, LIGHT, LAST)


def lines(root: etree._Element) -> list[str]:
    """The paragraphs of the page, tables as lines."""
    found = root.find(TAG + "body")
    assert found is not None
    return [
        words(block) if block.tag == TAG + "p" else "|".join(map(words, block.iter(TAG + "tc")))
        for block in found
        if block.tag == TAG + "p" or any(True for _ in block.iter(TAG + "tr"))
        if block.tag != TAG + "sectPr"
    ]


def assert_page_by_page(made: Redline, old: bytes, new: bytes) -> None:
    """Accepted as the new file, rejected as the old one: paragraphs, tables, rows and cells."""
    for view, version in ((View.ACCEPT, new), (View.REJECT, old)):
        found = body(made.data, view)
        assert lines(found) == lines(body(version))
        assert [rows for rows in cells(found) if rows] == cells(body(version))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ((table(*MASTHEAD),), (table(*MASTHEAD, ("", "Original: English")),)),
        ((table(*MASTHEAD, ("", "Original: English")),), (table(*MASTHEAD),)),
        ((table(*MASTHEAD),), (*(p(text) for row in MASTHEAD for text in row),)),
        ((*(p(text) for row in MASTHEAD for text in row),), (table(*MASTHEAD),)),
        ((table(*MASTHEAD),), (table(*((row[1], row[0]) for row in MASTHEAD)),)),
        ((table(*LAMPS),), (table(*LAMPS[:2], ("Middle", "6 m"), LAMPS[2]),)),
        ((table(*LAMPS),), (table(LAMPS[0], LAMPS[2]),)),
        ((table(*LAMPS),), ()),
        ((), (table(*LAMPS),)),
        ((table(*LAMPS), table(*MASTHEAD)), (table(*MASTHEAD),)),
        ((table(*ITEMS),), (table(*ITEMS, ("Agenda item 7", "Ships")),)),
        ((p("Draft of the pilots"),), (p("Draft of the pilots"), table(*ITEMS))),
        ((table(*MASTHEAD), table(*ITEMS)), (table(*MASTHEAD),)),
    ],
)
def test_tables_before_the_draft_begins_come_go_and_change_as_tables(
    old: tuple[str, ...], new: tuple[str, ...]
) -> None:
    before, after = draft(*old), draft(*new)
    made = redline(before, after)
    assert made.changed
    assert made.reports == ()
    assert_page_by_page(made, before, after)


def test_a_row_of_the_masthead_is_tracked_as_a_row() -> None:
    made = redline(draft(table(*MASTHEAD)), draft(table(*MASTHEAD, ("", "Original: English"))))
    assert marked_rows(body(made.data), "ins") == ["|Original: English"]


def test_the_symbol_is_followed_in_headers_when_the_masthead_gets_a_row() -> None:
    section = '<w:sectPr><w:headerReference w:type="default" r:id="rId_header1"/></w:sectPr>'

    def issued(symbol: str, *rows: tuple[str, ...]) -> bytes:
        head = table(("United Nations", symbol), MASTHEAD[1], *rows)
        return docx(head, CLAUSE, LIGHT, LAST, section=section, others={"header1": p(symbol)})

    made = redline(issued("A/C.9/86/L.4"), issued("A/C.9/86/L.4/Rev.1", ("", "Original: English")))
    assert made.reports == ()
    header = open_archive(made.data, "redline.docx").root("word/header1.xml")
    resolve_tree(header, View.ACCEPT)
    assert words(header) == "A/C.9/86/L.4/Rev.1"


def test_a_table_before_joined_paragraphs_comes_before_the_first_of_them() -> None:
    one, other = p("1. Decides to light every harbour of the coast "), p("and to ring every bell;")
    old = file_with(one, other)
    new = file_with(
        table(*LAMPS), p("1. Decides to light every harbour of the coast and to ring every bell;")
    )
    assert_page_by_page(redline(old, new), old, new)


# --- what cannot be tracked is told ---

LINE, FURTHER = "Lamps of the north shore", "Bells of the south shore"


def test_a_number_of_words_own_that_comes_alone_is_given() -> None:
    def before_the_draft(properties: str) -> bytes:
        lines = p(LINE), p(FURTHER, properties=properties)
        return docx(*lines, CLAUSE, LIGHT, LAST, others={"styles": STYLES, "numbering": NUMBERING})

    made = redressed(before_the_draft(""), before_the_draft(COUNTED))
    assert made.changed
    assert made.reports == ()
    assert_page_by_page(made, before_the_draft(""), before_the_draft(COUNTED))
    assert len(list(body(made.data, View.ACCEPT).iter(TAG + "numPr"))) == 1


def test_a_number_of_words_own_that_stays_is_not_told() -> None:
    same = file(p(LINE), p(FURTHER, properties=COUNTED))
    assert redressed(same, same).reports == ()


def test_a_typed_number_where_word_counts_is_told() -> None:
    typed = p(r("1."), "<w:r><w:tab/></w:r>", r("Decides to light every harbour of the coast;"))
    counted = p("Decides to light every harbour of the coast;", properties=COUNTED)
    made = redressed(file(typed), file(counted))
    assert made.reports == ("the number of one paragraph is typed, and counted by Word in the new version",)


# --- notes that come ---


def test_a_note_of_two_paragraphs_comes_with_two() -> None:
    note = footnote(1, r(" Treaty of the Isles."))
    longer = note.replace("</w:footnote>", p("See also the annex.") + p("And the map.") + "</w:footnote>")
    old = docx(CLAUSE, LIGHT, LAST, others={"footnotes": ""})
    new = docx(CLAUSE, LIGHT, p("2. Decides to meet in spring.", call(1)), others={"footnotes": longer})
    made = redline(old, new)
    notes = open_archive(made.data, "redline.docx").root("word/footnotes.xml")
    found = [[words(one) for one in note.iter(TAG + "p")] for note in notes if words(note).strip()]
    assert found == [[" Treaty of the Isles.", "See also the annex.", "And the map."]]
