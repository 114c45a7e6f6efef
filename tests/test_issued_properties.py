"""What holds for a redline on the issued file, whatever the two versions are."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given, settings
from strategies import drafts

from draftkit.model import Draft
from draftkit.readers.word import read_word_file
from draftkit.writers.issued import Redline, Text, redline_issued
from draftkit.writers.word.clean import write_docx

WHEN = datetime(2031, 5, 21, tzinfo=UTC)


def redline(issued: bytes, new: Text | bytes) -> Redline:
    """A redline; the engine proves it or raises."""
    return redline_issued(issued, "issued.docx", new, "new", author="Norvania", date=WHEN)


def is_one_draft(data: bytes) -> bool:
    return len(read_word_file(data, "issued.docx").shares) == 1


@given(drafts(), drafts())
@settings(max_examples=60)
def test_the_text_of_any_draft_can_be_redlined_on_the_file_of_any_other(old: Draft, new: Draft) -> None:
    issued = write_docx(old)
    if is_one_draft(issued):
        assert redline(issued, Text((new,))).data


@given(drafts(), drafts())
@settings(max_examples=60)
def test_the_file_of_any_draft_can_be_redlined_on_the_file_of_any_other(old: Draft, new: Draft) -> None:
    assert redline(write_docx(old), write_docx(new)).data


@given(drafts())
@settings(max_examples=40)
def test_a_file_does_not_differ_from_itself(draft: Draft) -> None:
    issued = write_docx(draft)
    found = redline(issued, issued)
    assert not found.changed
    assert found.data == issued
    assert found.reports == ()
