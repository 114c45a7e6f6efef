"""The front matter: lines before the enacting clause become rows with fields."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftkit.editorial.masthead import masthead
from draftkit.model import Field, Format, NoteCall, Position, Span, Text
from draftkit.readers.front import HEADINGS, FrontInput, front_rows
from draftkit.readers.text import read_text
from draftkit.rows import Row, RowKind, rows


def line(text: str, heading: int = 0, number: int = 1) -> FrontInput:
    """A line; ``**bold**`` and ``^1`` for a note call may stand in it."""
    spans: list[Span] = []
    for odd, part in enumerate(text.split("**")):
        for at, piece in enumerate(part.split("^")):
            if at:
                spans.append(NoteCall(piece[0]))
            words = piece[1:] if at else piece
            if words:
                spans.append(Text(words, Format.BOLD if odd % 2 else Format.PLAIN, Position(number, 1)))
    return FrontInput(tuple(spans), heading, Position(number, 1))


def read(*lines: str | FrontInput) -> list[tuple[str, str]]:
    """Fields and texts of the rows."""
    inputs = [line(item) if isinstance(item, str) else item for item in lines]
    return [(row.field, row.text) for row in front_rows(inputs)]


def again(rows: list[Row]) -> list[Row]:
    """The rows read once more, each from a line of its own as the text writer sets it."""
    return front_rows([FrontInput(row.content, HEADINGS.get(Field(row.field), 0)) for row in rows])


def test_a_treaty_body_front_with_headings_that_do_not_nest() -> None:
    assert read(
        line("Conference of the Parties to the Convention on Kelp", 1),
        "Distr.: Limited",
        "16 October 2031",
        "Original: English",
        line("Fourth session", 2),
        "Lomond, 8-17 October 2031",
        line("Astor and Coria: revised draft decision", 3),
        line("Mechanisms to count the kelp", 2),
    ) == [
        ("organ", "Conference of the Parties to the Convention on Kelp"),
        ("distribution", "Distr.: Limited"),
        ("date", "16 October 2031"),
        ("original_language", "Original: English"),
        ("session", "Fourth session"),
        ("place_and_dates", "Lomond, 8-17 October 2031"),
        ("sponsors", "Astor and Coria: revised draft decision"),
        ("title", "Mechanisms to count the kelp"),
    ]


def test_fields_run_together_on_one_line_are_divided() -> None:
    assert read(
        "United Nations A/C.9/80/L.3",
        "**General Assembly** Distr.: Limited 10 October 2031",
        "Original: English",
        "**Eighty-first session Second Committee** Agenda item 23 (a) **Kelp and tides: the kelp atlas**",
        "**Coria:*** **draft resolution**",
        "**The kelp atlas**",
    ) == [
        ("united_nations", "United Nations"),
        ("symbol", "A/C.9/80/L.3"),
        ("organ", "General Assembly"),
        ("distribution", "Distr.: Limited"),
        ("date", "10 October 2031"),
        ("original_language", "Original: English"),
        ("session", "Eighty-first session"),
        ("committee", "Second Committee"),
        ("agenda_item", "Agenda item 23 (a)"),
        ("agenda_title", "Kelp and tides: the kelp atlas"),
        ("sponsors", "Coria:* draft resolution"),
        ("title", "The kelp atlas"),
    ]


def test_an_adopted_text_has_its_adoption_its_report_and_a_number_in_its_title() -> None:
    assert read(
        "**Eightieth session** Agenda item 22",
        "**Resolution adopted by the General Assembly on 15 December 2031**",
        "[on the report of the Second Committee (A/90/555, para. 7)]",
        "**90/155. The kelp atlas**",
    ) == [
        ("session", "Eightieth session"),
        ("agenda_item", "Agenda item 22"),
        ("adoption", "Resolution adopted by the General Assembly on 15 December 2031"),
        ("report", "[on the report of the Second Committee (A/90/555, para. 7)]"),
        ("title", "90/155. The kelp atlas"),
    ]


def test_a_provisional_agenda_item_keeps_its_star() -> None:
    assert read(
        "**Eightieth session** Item 35 of the provisional agenda* **Question of Coria**",
        "**Draft resolution**",
    ) == [
        ("session", "Eightieth session"),
        ("agenda_item", "Item 35 of the provisional agenda*"),
        ("agenda_title", "Question of Coria"),
        ("sponsors", "Draft resolution"),
    ]


def test_a_draft_may_have_nothing_but_a_title() -> None:
    assert read(line("The kelp atlas", 1)) == [("title", "The kelp atlas")]
    assert read("The kelp atlas") == [("title", "The kelp atlas")]


def test_a_draft_may_have_no_front_at_all() -> None:
    assert front_rows([]) == []


def test_a_title_may_run_over_two_lines() -> None:
    assert read("Coria: draft decision", line("The kelp atlas", 2), line("and its maps", 2))[1:] == [
        ("title", "The kelp atlas"),
        ("title", "and its maps"),
    ]


def test_a_heading_above_the_masthead_is_the_organ_whatever_its_name() -> None:
    assert read(line("Moot of the Isles", 1), "Distr.: General", line("The kelp atlas", 2)) == [
        ("organ", "Moot of the Isles"),
        ("distribution", "Distr.: General"),
        ("title", "The kelp atlas"),
    ]
    assert read("Moot of the Isles Distr.: General 3 May 2031")[0] == ("organ", "Moot of the Isles")


def test_plain_lines_under_an_agenda_item_are_its_title() -> None:
    assert read(
        "Agenda item 4", "Kelp and tides", "Draft decision submitted by the Bureau", "The kelp atlas"
    ) == [
        ("agenda_item", "Agenda item 4"),
        ("agenda_title", "Kelp and tides"),
        ("sponsors", "Draft decision submitted by the Bureau"),
        ("title", "The kelp atlas"),
    ]


def test_what_is_no_field_stays_in_its_place() -> None:
    assert read(
        "ADVANCE, UNEDITED VERSION", line("Fourth session", 2), "Addendum", line("The kelp atlas", 2)
    ) == [
        ("other", "ADVANCE, UNEDITED VERSION"),
        ("session", "Fourth session"),
        ("other", "Addendum"),
        ("title", "The kelp atlas"),
    ]


def test_the_language_of_a_translation_stands_apart_from_the_original_language() -> None:
    assert read("Distr.: Limited 9 October 2031 English Original: English and Spanish") == [
        ("distribution", "Distr.: Limited"),
        ("date", "9 October 2031"),
        ("other", "English"),
        ("original_language", "Original: English and Spanish"),
    ]


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Distr. limitée", ["distribution"]),
        ("Original : français", ["original_language"]),
        ("Point 23 a) de l’ordre du jour Varech et marées", ["agenda_item", "agenda_title"]),
        ("Résolution adoptée par l’Assemblée des îles le 3 mai 2031", ["adoption"]),
        ("Tema 23 a) del programa", ["agenda_item"]),
        ("Lomond y Coria: proyecto de resolución", ["sponsors"]),
        ("Восьмидесятая сессия", ["session"]),
        ("Пункт 23 a) повестки дня", ["agenda_item"]),
        ("第八十届会议", ["session"]),
        ("议程项目12(h)", ["agenda_item"]),
        ("2031年10月16日", ["date"]),
        ("البند 23 من جدول الأعمال", ["agenda_item"]),
    ],
)
def test_labels_are_known_in_the_other_languages(text: str, fields: list[str]) -> None:
    assert [field for field, _ in read(text, line("Kelp", 2))][:-1] == fields


def test_note_calls_stay_with_the_words_before_them() -> None:
    rows = front_rows([line("Item 5 of the provisional agenda^1 Kelp"), line("Coria:^2 draft decision")])
    assert [(row.field, row.content[-1]) for row in rows[:2]] == [
        ("agenda_item", NoteCall("1")),
        ("agenda_title", Text("Kelp")),
    ]
    assert NoteCall("2") in rows[2].content


def test_bold_goes_and_italics_stay() -> None:
    title = FrontInput((Text("The ", Format.BOLD), Text("Kelp", Format.BOLD | Format.ITALIC)), 2)
    assert front_rows([title])[0].content == (Text("The "), Text("Kelp", Format.ITALIC))


def test_each_row_knows_where_it_was_read() -> None:
    rows = front_rows([line("United Nations A/C.9/80/L.3", number=7)])
    assert [row.position for row in rows] == [Position(7, 1), Position(7, 16)]


def test_the_masthead_is_read_from_the_rows() -> None:
    rows = front_rows(
        [
            line("United Nations A/C.9/80/L.3"),
            line("General Assembly Distr.: Limited 10 October 2031"),
            line("Original: English"),
            line("Eightieth session Agenda item 23 (a) Kelp and tides"),
            line("Astor and Coria: revised draft decision"),
            line("The kelp atlas", 2),
        ]
    )
    assert masthead(rows) == {
        "organ": "General Assembly",
        "symbol": "A/C.9/80/L.3",
        "distribution": "Limited",
        "date": "10 October 2031",
        "original_language": "English",
        "session": "Eightieth session",
        "place_and_dates": None,
        "agenda_items": ["Agenda item 23 (a): Kelp and tides"],
        "document_type": "revised draft decision",
    }


def test_the_document_type_of_an_adopted_text_is_in_its_adoption_line() -> None:
    assert (
        masthead(front_rows([line("Decision adopted by the Moot of the Isles")]))["document_type"]
        == "decision"
    )
    assert masthead([])["document_type"] is None


_PIECES = st.sampled_from(
    [
        "United Nations",
        "A/C.9/80/L.3*",
        "General Assembly",
        "Conference of the Parties to the Convention on Kelp",
        "Moot of the Isles",
        "Distr.: Limited",
        "10 October 2031",
        "Original: English",
        "English",
        "Fourth session",
        "Lomond, 8-17 October 2031",
        "Second Committee",
        "Agenda item 23 (a)",
        "Item 4 of the provisional agenda^1",
        "Kelp and tides",
        "Astor and Coria:^2 draft decision",
        "Draft decision submitted by the Bureau",
        "Resolution adopted by the Moot of the Isles",
        "[on the report of the Second Committee]",
        "90/155",
        "90/155. The kelp atlas",
        "ADVANCE, UNEDITED VERSION",
        "A sentence that ends.",
        "^3",
        " ",
    ]
)
_LINES = st.lists(
    st.builds(
        lambda pieces, bold, heading: line(f"**{' '.join(pieces)}**" if bold else " ".join(pieces), heading),
        st.lists(_PIECES, min_size=1, max_size=4),
        st.booleans(),
        st.sampled_from([0, 0, 0, 1, 2, 3]),
    ),
    max_size=7,
)


@pytest.mark.corpus
def test_real_front_matters_have_a_symbol_a_document_type_and_a_title(corpus: Path) -> None:
    files = sorted(corpus.glob("ga80_pdf_txt_md/*/*.md"))
    without = []
    for file in files:
        front = [row for row in rows(read_text(file.read_text(encoding="utf-8"))[0].draft) if row.field]
        read_as = masthead(front)
        fields = {Field(row.field) for row in front}
        if not (read_as["symbol"] and read_as["document_type"] and {Field.TITLE, Field.SESSION} <= fields):
            without.append(file.stem)
        assert again(front) == front, file.stem
    assert len(files) > 100
    assert without == ["A_C.6_80_L.1"]  # a note by the Secretariat: no draft


def visible(contents: list[tuple[Span, ...]]) -> str:
    """Everything but white space, note calls as ^n."""
    marks = [
        span.text if isinstance(span, Text) else f"^{span.note}" for content in contents for span in content
    ]
    return "".join("".join(marks).split())


@given(_LINES)
def test_nothing_visible_is_lost_and_the_order_is_kept(lines: list[FrontInput]) -> None:
    assert visible([row.content for row in front_rows(lines)]) == visible([item.content for item in lines])


@given(_LINES)
def test_rows_set_one_to_a_line_are_read_as_the_same_rows(lines: list[FrontInput]) -> None:
    rows = front_rows(lines)
    assert again(rows) == rows


@given(st.lists(st.text(max_size=40).map(lambda text: line(text.replace("^", ""))), max_size=5))
def test_any_lines_at_all_become_front_rows(lines: list[FrontInput]) -> None:
    rows = front_rows(lines)
    assert all(row.kind is RowKind.FRONT and row.content and Field(row.field) for row in rows)
    assert visible([row.content for row in rows]) == visible([item.content for item in lines])
