"""What must hold for every draft and every text (docs/architecture.md, "What always holds")."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from strategies import draft_rows, drafts, texts

from draftkit.build import build
from draftkit.content import normal
from draftkit.errors import DraftkitError
from draftkit.model import Draft, Format, NoteCall, Text
from draftkit.readers.text import read_text
from draftkit.rows import Row, rows
from draftkit.writers.text import write_text

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
