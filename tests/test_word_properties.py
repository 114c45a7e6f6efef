"""What holds for every draft that goes to Word and comes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from corpus_files import FOLDERS, readings, texts
from corpus_word import read, word_files
from hypothesis import given, settings
from strategies import drafts
from word_drafts import FULL, PAIRS

from draftkit.build import build
from draftkit.content import join
from draftkit.editorial.masthead import gives_instructions, is_decision
from draftkit.editorial.openings import opening
from draftkit.model import Draft, Field, Format, NoteCall, Text
from draftkit.profiles import load
from draftkit.readers.text import read_text
from draftkit.readers.word import read_word
from draftkit.rows import Row, RowKind, rows
from draftkit.writers.word.clean import write_docx

IN_HEADER = (
    Field.UNITED_NATIONS,
    Field.SYMBOL,
    Field.ORGAN,
    Field.DISTRIBUTION,
    Field.DATE,
    Field.ORIGINAL_LANGUAGE,
)
"""What a masthead holds, in the order of the page."""


def from_word(draft: Draft) -> Draft:
    """A draft written to Word and read again."""
    (reading,) = read_word(write_docx(draft), "written.docx")
    return reading.draft


# --- what the page of a document changes ---


def as_set(draft: Draft) -> Draft:
    """The draft as the page of a document shows it, by the rules of the layout and nothing else.

    The masthead has its order and the name of the organization; notes stand in the order of their first
    calls and are numbered so; the enacting clause is in italics but for its comma, so are the meeting and
    the date that close a text, and the openings of the paragraphs of a draft that has no italics of its own;
    of an amendment, those of the text to insert. A decision of an assembly without numbers stays in roman.
    """
    found = rows(draft)
    masthead = sorted(
        (row for row in found if row.field in IN_HEADER), key=lambda row: IN_HEADER.index(Field(row.field))
    )
    if not any(row.field == Field.UNITED_NATIONS for row in masthead):
        organization = Row(
            RowKind.FRONT, (Text(load("new-york").organization),), field=Field.UNITED_NATIONS.value
        )
        masthead.insert(0, organization)
    others = [row for row in found if row.field not in IN_HEADER]
    return build(with_italics(with_numbers([*masthead, *others])))


def with_numbers(found: Sequence[Row]) -> list[Row]:
    called: list[str] = []
    for row in found:
        if row.kind is not RowKind.NOTE and row.field not in IN_HEADER:
            called += [s.note for s in row.content if isinstance(s, NoteCall) and s.note not in called]
    names: dict[str, str] = {}
    for note in called:
        numbered = sum(not name.startswith("*") for name in names.values())
        names[note] = note if note.startswith("*") else str(numbered + 1)
    order = [*names.values()]
    notes = [
        # A note that nothing calls keeps its number, told apart from that of another note.
        replace(row, marker=names.get(row.marker) or row.marker + "-2" * (row.marker in order))
        for row in found
        if row.kind is RowKind.NOTE
    ]
    notes.sort(key=lambda row: order.index(row.marker) if row.marker in order else len(order))
    body = [row for row in found if row.kind is not RowKind.NOTE]
    return [
        replace(
            row,
            content=tuple(
                replace(s, note=names.get(s.note, s.note)) if isinstance(s, NoteCall) else s
                for s in row.content
            ),
        )
        for row in (*body, *notes)
    ]


def with_italics(found: Sequence[Row]) -> list[Row]:
    own = any(
        isinstance(span, Text) and Format.ITALIC in span.format
        for row in found
        if row.kind in (RowKind.PREAMBULAR, RowKind.OPERATIVE, RowKind.TAIL)
        for span in row.content
    )
    numbered = any(row.kind is RowKind.OPERATIVE and any(map(str.isdigit, row.marker)) for row in found)
    roman = is_decision(found) and not numbered and not own
    instructs = gives_instructions(found)
    opened = (RowKind.TAIL,) if instructs else (RowKind.PREAMBULAR, RowKind.OPERATIVE)
    out = []
    for row in found:
        text = row.text
        if row.kind is RowKind.ENACTING:
            row = row if roman else formatted(row, 0, len(text.rstrip(" ,،，、")), len(text))
        elif row.kind is RowKind.CLOSING:
            row = formatted(row, 0, len(text), len(text))
        elif row.kind in opened and not own and not roman and (words := opening(text)):
            start = text.find(words)
            row = formatted(row, start, start + len(words), start + len(words))
        out.append(row)
    return out


def formatted(row: Row, start: int, stop: int, roman: int) -> Row:
    """The row in italics from ``start`` to ``stop``, and out of them from there to ``roman``."""
    spans: list[Text | NoteCall] = []
    at = 0
    for span in row.content:
        if isinstance(span, NoteCall):
            spans.append(span)
            continue
        for character in span.text:
            format = span.format
            if start <= at < stop and character not in "[]\n":
                format |= Format.ITALIC
            elif stop <= at < roman:
                format &= ~Format.ITALIC
            spans.append(Text(character, format))
            at += 1
    return replace(row, content=join(spans))


# --- generated drafts ---


@given(drafts())
@settings(max_examples=60)
def test_what_is_written_to_word_is_read_back_as_the_page_shows_it(draft: Draft) -> None:
    first = from_word(draft)
    assert first == as_set(draft)
    assert from_word(first) == first


OTHER_ORGANIZATION = "masthead lines added and removed"
"""One of its drafts is of an organization that no reader knows."""


@pytest.mark.parametrize("name", sorted(PAIRS.keys() - {OTHER_ORGANIZATION}))
def test_a_draft_that_has_been_in_word_once_comes_back_equal(name: str) -> None:
    for draft in PAIRS[name]:
        if draft.body:
            first = from_word(draft)
            assert from_word(first) == first


def test_a_draft_with_everything_keeps_its_words() -> None:
    words = [row.text.split() for row in rows(as_set(FULL))]
    assert [row.text.split() for row in rows(from_word(FULL))] == words


EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("[!R]*.md"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_every_example_comes_back_as_the_page_shows_it(path: Path) -> None:
    for reading in read_text(path.read_text(encoding="utf-8")):
        first = from_word(reading.draft)
        assert first == as_set(reading.draft)
        assert from_word(first) == first


# --- real ones ---


@pytest.mark.corpus
def test_word_files_made_of_real_texts_come_back_equal(corpus: Path) -> None:
    for path in word_files(corpus):
        if path.parent.name == "derived_docx":
            for reading in read(path).readings:
                first = from_word(reading.draft)
                assert first == as_set(reading.draft), path.name
                assert from_word(first) == first, path.name


@pytest.mark.corpus
@pytest.mark.parametrize("folder", FOLDERS)
def test_real_texts_written_to_word_come_back_as_the_page_shows_them(corpus: Path, folder: str) -> None:
    different = set()
    paths = [path for path in texts(corpus / folder) if ".layout." not in path.name]
    for path in paths:
        for reading in readings(path):
            first = from_word(reading.draft)
            assert from_word(first) == first, path
            if first != as_set(reading.draft):
                different.add(path.name)
    assert different == {path.name for path in paths} & DIFFERENT.keys()


DIFFERENT = {
    "A_AC.296_2026_3_PrepCom_report_brackets_2026-04-02.txt": "a whole masthead in one line",
    "GA-decision-78-560.txt": "masthead, sponsors and title in one line",
    "ADP_adp_compilation_4dec15_10am.txt": "words of a cut paragraph that begin as a numbered one does",
}
"""Texts that lost their lines: where one stands on the page tells more of it than in the text."""
