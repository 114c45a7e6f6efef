"""What must hold for every draft and every text (docs/architecture.md, "What always holds")."""

from __future__ import annotations

import re

import pytest
from builders import enacting, note, op
from hypothesis import given
from hypothesis import strategies as st
from strategies import draft_rows, drafts, texts

from draftkit.build import build
from draftkit.content import normal
from draftkit.errors import DraftkitError
from draftkit.model import Draft, Format, NoteCall, Text
from draftkit.readers.text import read_text
from draftkit.rows import Row, RowKind, rows
from draftkit.writers.text import write_text

SUP = Format.SUPERSCRIPT
SPACED = ["a", "to meet", " ", "  ", "\n", " \n ", "[", "]", " b", "c ", "call", "\t"]


@given(draft_rows())
def test_rows_and_tree_say_the_same(given_rows: tuple[Row, ...]) -> None:
    draft = build(given_rows)
    assert rows(draft) == given_rows
    assert build(rows(draft)) == draft


@given(drafts())
def test_what_is_written_is_read_back_equal(draft: Draft) -> None:
    (reading,) = read_text(write_text([draft]))
    assert reading.draft == draft


LOOKS = (Format.PLAIN, SUP, SUP | Format.BOLD, SUP | Format.ITALIC, SUP | Format.UNDERLINE)
RAISED = ("2", "1,500", "1 2", "²", "¹²", "2 of" + " the lamps" * 5 + "²")


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("raised", RAISED)
@pytest.mark.parametrize("before", ["the 10", "5 km", "", "*"])
@pytest.mark.parametrize("marker", ["2.", ""])
def test_what_stands_above_the_line_and_calls_no_note_is_read_back_as_that(
    look: Format, raised: str, before: str, marker: str
) -> None:
    content = normal([Text(before), Text(raised, look), Text(" lamps;")])
    draft = build(
        (
            enacting(),
            op(1, "*Recalls* its rules^1 and^2 lamps^12 of the coast;"),
            Row(RowKind.OPERATIVE if marker else RowKind.TEXT, content, marker),
            *(note(number, "HARB/2031/1.") for number in ("1", "2", "12")),
        )
    )
    written = write_text([draft])
    (reading,) = read_text(written)
    assert [row.content for row in rows(reading.draft)] == [row.content for row in rows(draft)]
    assert write_text([reading.draft]) == written


def test_a_raised_figure_that_opens_a_paragraph_is_no_note() -> None:
    draft = build((enacting(), op(1, "*Decides* to meet;"), Row(RowKind.TEXT, (Text("²³ lamps."),))))
    (reading,) = read_text(write_text([draft]))
    assert [row.content for row in rows(reading.draft)] == [row.content for row in rows(draft)]


@given(st.lists(st.tuples(st.sampled_from(SPACED), st.sampled_from([*Format])), max_size=12))
def test_normal_content_has_the_words_of_the_spans_it_is_made_of(pieces: list[tuple[str, Format]]) -> None:
    spans = [NoteCall("1") if text == "call" else Text(text, format) for text, format in pieces]
    words = "".join(text if text != "call" else "\x00" for text, _ in pieces)
    content = normal(spans)
    assert "".join(getattr(span, "text", "\x00") for span in content) == one_spaced(words)
    assert normal(content) == content


def one_spaced(text: str) -> str:
    """One space, or one line break, for each run of white space; none at the ends."""
    return re.sub(r"[ \t\n]+", lambda found: "\n" if "\n" in found.group() else " ", text).strip()


@given(texts())
def test_any_text_is_read_without_loss_and_settles_after_one_pass(text: str) -> None:
    if not text.strip():
        return
    try:
        first = [reading.draft for reading in read_text(text)]
    except DraftkitError as error:
        if "there is no text" not in error.message:
            raise
        return
    written = write_text(first)
    second = [reading.draft for reading in read_text(written)]
    assert second == first
    assert write_text(second) == written
