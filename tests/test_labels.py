"""Numbers as issued, and what delegates call each paragraph."""

import pytest
from builders import annex, enacting, front, heading, note, op, para, pp, sub, tail, title
from hypothesis import given
from hypothesis import strategies as st

from draftkit.labels import Marker, Style, from_roman, labels, parse_marker, to_roman
from draftkit.model import Field


@pytest.mark.parametrize(
    ("issued", "base", "suffix", "spelling"),
    [
        ("12.", 12, "", "12"),
        ("5 bis.", 5, "bis", "5 bis"),
        ("9bis.", 9, "bis", "9 bis"),
        ("53.bis:", 53, "bis", "53 bis"),
        ("19ter", 19, "ter", "19 ter"),
        ("OP6alt", 6, "alt", "6 alt"),
        ("OP 6 alt 2", 6, "alt 2", "6 alt 2"),
        ("PP2bis", 2, "bis", "2 bis"),
        ("7 quinquies", 7, "quinquies", "7 quinquies"),
        ("[4][2].", 4, "", "[4][2]"),
        ("1 -", 1, "", "1"),
        ("\u0663 -", 3, "", "3"),
    ],
)
def test_a_number_is_understood_however_it_is_written(
    issued: str, base: int, suffix: str, spelling: str
) -> None:
    assert parse_marker(issued) == Marker(base, suffix, Style.ARABIC, spelling)


@pytest.mark.parametrize(
    ("issued", "base", "style", "spelling"),
    [
        ("(a)", 1, Style.LETTER, "(a)"),
        ("a.", 1, Style.LETTER, "(a)"),
        ("a)", 1, Style.LETTER, "(a)"),
        ("(aa)", 27, Style.LETTER, "(aa)"),
        ("(i)", 1, Style.ROMAN, "(i)"),
        ("ii)", 2, Style.ROMAN, "(ii)"),
        ("(xiv)", 14, Style.ROMAN, "(xiv)"),
        ("(\u0623)", None, Style.LETTER, "(\u0623)"),
        ("\u2013", None, Style.NONE, "\u2013"),
    ],
)
def test_a_letter_or_roman_numeral_is_understood(
    issued: str, base: int | None, style: Style, spelling: str
) -> None:
    assert parse_marker(issued) == Marker(base, "", style, spelling)


@pytest.mark.parametrize(
    ("before", "issued", "base", "style"),
    [
        ("(h)", "(i)", 9, Style.LETTER),
        ("", "(i)", 1, Style.ROMAN),
        ("(iv)", "(v)", 5, Style.ROMAN),
        ("(u)", "(v)", 22, Style.LETTER),
        ("(hh)", "(ii)", 35, Style.LETTER),
        ("(i)", "(ii)", 2, Style.ROMAN),
        ("(b)", "(c)", 3, Style.LETTER),
    ],
)
def test_the_marker_before_it_tells_a_letter_from_a_numeral(
    before: str, issued: str, base: int, style: Style
) -> None:
    found = parse_marker(issued, before)
    assert (found.base, found.style) == (base, style)


@given(st.integers(1, 3999))
def test_roman_numerals_go_both_ways(number: int) -> None:
    assert from_roman(to_roman(number)) == number


@pytest.mark.parametrize("text", ["", "iiii", "vx", "hello", "ic"])
def test_what_is_no_roman_numeral_is_none(text: str) -> None:
    assert from_roman(text) is None


def test_paragraphs_are_called_what_delegates_call_them() -> None:
    draft = [
        title("Sea lanes"), enacting(), pp("Recalling"), pp("Noting"), sub("(a)", "x"),
        op("1.", "Decides"), op("1 bis.", "Urges"), op("3.", "Requests:"), sub("(a)", "x"), sub("i.", "x", 2),
        sub("(ii)", "x", 2), sub("(b)", "x"), tail("and all that"), note("7", "Report"),
    ]  # fmt: skip
    assert labels(draft) == (
        "Title", "Enacting clause", "PP1", "PP2", "PP2(a)",
        "OP1", "OP1 bis", "OP3", "OP3(a)", "OP3(a)(i)", "OP3(a)(ii)", "OP3(b)", "OP3 tail", "Note 7",
    )  # fmt: skip


def test_an_operative_paragraph_without_a_number_has_the_next_one() -> None:
    assert labels([op("", "Decides")]) == ("OP1",)
    assert labels([op("4.", "Decides"), op("", "Urges"), op("6.", "Asks")]) == ("OP4", "OP5", "OP6")


def test_where_numbers_start_again_the_section_goes_in_front() -> None:
    draft = [
        heading("I. Ports"),
        pp("x"),
        op(1, "x"),
        heading("II. Lights"),
        pp("x"),
        op(1, "x"),
        sub("(a)", "x"),
    ]
    assert labels(draft) == (
        "Section I",
        "I, PP1",
        "I, OP1",
        "Section II",
        "II, PP1",
        "II, OP1",
        "II, OP1(a)",
    )


def test_where_numbers_run_on_sections_leave_them_alone() -> None:
    draft = [
        heading("I. Ports"),
        pp("x"),
        op(1, "x"),
        heading("Harbour lights of the north coast"),
        op(2, "x"),
    ]
    assert labels(draft) == ("Section I", "PP1", "OP1", "Heading “Harbour lights of the…”", "OP2")


def test_a_number_used_twice_is_counted() -> None:
    assert labels([op(1, "x"), op(1, "y"), op(1, "z")]) == ("OP1", "OP1 #2", "OP1 #3")
    assert labels([front(Field.AGENDA_ITEM, "Item 3"), front(Field.AGENDA_ITEM, "Item 4")]) == (
        "Agenda item",
        "Agenda item #2",
    )


def test_paragraphs_of_an_annex_carry_its_name() -> None:
    draft = [
        op(1, "x"),
        annex("Annex I"),
        para("x", "1."),
        sub("(a)", "x"),
        annex("Annex II Terms"),
        para("x"),
    ]
    assert labels(draft) == (
        "OP1",
        "Annex I",
        "Annex I, para. 1",
        "Annex I, para. 1(a)",
        "Annex II",
        "Annex II, text 1",
    )


def test_options_under_one_number_are_told_apart() -> None:
    draft = [op(5, "x", option="Option 1:"), sub("(a)", "x"), tail("x", option="Option 2:"), op(6, "x")]
    assert labels(draft) == ("OP5 option 1", "OP5 option 1(a)", "OP5 option 2", "OP6")


def test_an_option_on_a_line_of_its_own_belongs_to_the_number_above_it() -> None:
    draft = [op(4, ""), para("x", option="Option 1:"), para("x", option="Option 2:"), op(5, "x")]
    assert labels(draft) == ("OP4", "OP4 option 1", "OP4 option 2", "OP5")


def test_headings_go_by_their_numerals_and_by_those_they_stand_under() -> None:
    draft = [
        heading("I\nHarbours of the north"), heading("A. Lights", 2), heading("1. Oil", 3), heading("B.", 2),
        heading("Part II Bells"), annex("Annex\nCivil pilots"), heading("A. Duties", 2), heading("B. Pay", 2),
        heading("Leave", 3), annex("Annex\nA further list"), annex("ANNEX C"),
    ]  # fmt: skip
    assert labels(draft) == (
        "Section I", "Section I, heading A", "Section I, heading A, 1", "Section I, heading B",
        "Part II", "Annex", "Annex, heading A", "Annex, heading B",
        "Annex, heading “Leave”", "Annex 2", "Annex C",
    )  # fmt: skip


def test_where_numbers_start_again_in_an_annex_the_section_stands_between() -> None:
    draft = [annex(), heading("A. Lights"), para("x", "1."), heading("B. Bells"), para("x", "1.")]
    assert labels(draft)[2::2] == ("Annex, A, para. 1", "Annex, B, para. 1")


ROWS = st.one_of(
    st.builds(op, st.sampled_from(["", "1.", "2 bis.", "3."]), st.just("x")),
    st.builds(pp, st.just("x")),
    st.builds(sub, st.sampled_from(["(a)", "(i)", "", "\u2013"]), st.just("x"), st.integers(1, 3)),
    st.builds(tail, st.just("x"), st.integers(1, 2)),
    st.builds(para, st.just("x"), st.sampled_from(["", "1."])),
    st.builds(heading, st.sampled_from(["I. Ports", "Lights", ""]), st.integers(1, 2)),
    st.builds(annex, st.sampled_from(["Annex", "Annex II"])),
    st.builds(note, st.sampled_from(["1", "2"]), st.just("x")),
)


@given(st.lists(ROWS, max_size=12))
def test_every_row_has_a_label_of_its_own(rows: list) -> None:  # type: ignore[type-arg]
    found = labels(rows)
    assert len(found) == len(rows) == len(set(found))
    assert all(found)


def test_paragraphs_under_options_of_their_own_are_told_apart() -> None:
    draft = [para("", option="Option 1:"), op(1, "x"), para("", option="Option 2:"), op(1, "x")]
    assert labels(draft) == ("Option 1", "OP1", "Option 2", "OP1 option 2")
