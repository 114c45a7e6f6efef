"""What must hold for every draft and every text (docs/architecture.md, "What always holds")."""

from __future__ import annotations

from hypothesis import given
from strategies import draft_rows, drafts, texts

from draftkit.build import build
from draftkit.errors import DraftkitError
from draftkit.model import Draft
from draftkit.readers.text import read_text
from draftkit.rows import Row, rows
from draftkit.writers.text import write_text


@given(draft_rows())
def test_rows_and_tree_say_the_same(given_rows: tuple[Row, ...]) -> None:
    draft = build(given_rows)
    assert rows(draft) == given_rows
    assert build(rows(draft)) == draft


@given(drafts())
def test_what_is_written_is_read_back_equal(draft: Draft) -> None:
    (reading,) = read_text(write_text([draft]))
    assert reading.draft == draft


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
