"""What is asked of a Word file more than once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from draftkit.ooxml.document import DRAFT_TABLE, WordParagraph, WordTable, paragraphs
from draftkit.readers.word import WordFile
from draftkit.rows import Row, RowKind


def every_paragraph(word: WordFile) -> Iterator[WordParagraph]:
    """Every paragraph of the header, the body and the notes."""
    yield from paragraphs(word.document.header)
    yield from paragraphs(word.document.body)
    for note in word.document.notes.values():
        yield from note.paragraphs


def labels_of(word: WordFile) -> dict[int, str]:
    """The numbers and bullets that Word itself sets before paragraphs, by the number of the paragraph."""
    return {p.number: p.label.text for p in every_paragraph(word) if p.label and p.label.text}


def note_names(old: WordFile, rows: Sequence[Row]) -> dict[tuple[str, str], str]:
    """The names that the rows of a file give to its notes, by kind and id."""
    names = {row.position.line: row.marker for row in rows if row.kind is RowKind.NOTE and row.position}
    notes = old.document.notes.items()
    first = {key: note.paragraphs[0].number for key, note in notes if note.paragraphs}
    return {key: names[number] for key, number in first.items() if number in names}


def in_draft_tables(word: WordFile) -> frozenset[int]:
    """The paragraphs in tables that draftkit has set, of which draft text tells the formats."""
    tables = [b for b in word.document.body if isinstance(b, WordTable) and b.style == DRAFT_TABLE]
    return frozenset(paragraph.number for paragraph in paragraphs(tuple(tables)))
