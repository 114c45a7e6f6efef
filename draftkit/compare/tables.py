"""What changed in a table of draft text: rows that came or went, and in the others cell by cell."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import groupby, zip_longest
from typing import TypeVar

from draftkit.compare.changes import Changes, Edit, EditKind, Pair
from draftkit.compare.sequences import Match
from draftkit.compare.table_rows import aligned
from draftkit.compare.words import edits
from draftkit.content import join
from draftkit.dataclass import dataclass
from draftkit.model import Span, Text
from draftkit.patterns import lazy_pattern
from draftkit.rows import Row, RowKind
from draftkit.table_text import Cells, cell_contents, names_columns, table_cells

_T = TypeVar("_T")
_BEFORE_STROKES = lazy_pattern(r"(?<!\\)(?=\|)")


@dataclass(frozen=True, slots=True)
class MarkedRow:
    """A row of a table of either draft."""

    kind: EditKind
    """DELETE or INSERT of a whole row; EQUAL of one that both drafts have, whatever its cells say."""
    cells: tuple[tuple[Edit, ...], ...]
    names_columns: bool = False
    """It is the first one, with a rule below it."""

    @property
    def is_same(self) -> bool:
        """Whether nothing in it changed."""
        return all(edit.kind is EditKind.EQUAL for cell in self.cells for edit in cell)


def is_table(row: Row | None) -> bool:
    """Whether a row is a table, and nothing else."""
    return row is not None and row.kind is RowKind.VERBATIM and table_cells(row.text) is not None


def table_edits(old: str, new: str) -> tuple[Edit, ...]:
    """The edits that turn the lines of one table into those of another; no edit reaches over two cells."""
    one, other = ([_pieces(line, at) for at, line in enumerate(text.split("\n"))] for text in (old, new))
    names = [[[piece.strip(" |\n") for piece in row[1:]] for row in side] for side in (one, other)]
    found: list[Edit] = []
    for was, now in _beside(one, other, aligned(*names)):
        if was and now and len(was) == len(now):
            for before, after in zip(was, now, strict=True):
                found += edits(_content(before), _content(after))
        else:
            found += edits(_content("".join(was or ())), _content("".join(now or ())))
    return tuple(_one(kind, list(run)) for kind, run in groupby(found, lambda edit: edit.kind))


def marked_table(old: Row | None, new: Row | None, notes: Mapping[str, str]) -> list[MarkedRow]:
    """The rows of a table of either draft or both; ``notes`` as in :func:`draftkit.compare.words.edits`."""
    one, other = (_cells(row) for row in (old, new))
    head = all(row is None or names_columns(row.text) for row in (old, new))
    known = notes.keys() | notes.values()
    found = []
    for at, (was, now) in enumerate(_beside(one, other, aligned(one, other))):
        kind = EditKind.INSERT if was is None else EditKind.DELETE if now is None else EditKind.EQUAL
        cells = (
            edits(_words(before, known), _words(after, known), notes)
            for before, after in zip_longest(was or (), now or (), fillvalue="")
        )
        found.append(MarkedRow(kind, tuple(cells), head and at == 0))
    return found


def notes_of(changes: Changes) -> dict[str, str]:
    """The notes of the old draft that the new one has, under their names there, and those of one draft."""
    pairs = [pair for pair in changes.pairs if _is_note(pair)]
    return {
        **{pair.new.marker: pair.new.marker for pair in pairs if pair.new and not pair.old},
        **{pair.old.marker: pair.new.marker for pair in pairs if pair.old and pair.new},
    }


def _is_note(pair: Pair) -> bool:
    row = pair.new or pair.old
    return row is not None and row.kind is RowKind.NOTE


def _beside(
    old: Sequence[_T], new: Sequence[_T], matches: Sequence[Match]
) -> Iterator[tuple[_T | None, _T | None]]:
    """The rows of both tables from top to bottom; what went stands before what came in its place."""
    i = j = 0
    for place, across in (*matches, (len(old), len(new))):
        yield from ((row, None) for row in old[i:place])
        yield from ((None, row) for row in new[j:across])
        if place < len(old):
            yield old[place], new[across]
        i, j = place + 1, across + 1


def _one(kind: EditKind, run: Sequence[Edit]) -> Edit:
    """Edits of one kind that stand together as one."""
    old, new = (join(span for edit in run for span in side(edit)) for side in (_old, _new))
    return Edit(kind, old, new)


def _old(edit: Edit) -> tuple[Span, ...]:
    return edit.old


def _new(edit: Edit) -> tuple[Span, ...]:
    return edit.new


def _content(text: str) -> tuple[Span, ...]:
    return (Text(text),) if text else ()


def _cells(row: Row | None) -> Cells:
    return (table_cells(row.text) if row else None) or ()


def _words(cell: str, notes: Container[str]) -> tuple[Span, ...]:
    """The paragraphs of a cell, with line breaks between them."""
    found: list[Span] = []
    for paragraph in cell_contents(cell, notes, ()):
        found += [Text("\n"), *paragraph] if found else paragraph
    return join(found)


def _pieces(line: str, at: int) -> list[str]:
    """A line in pieces that begin with a stroke, behind the end of the line before it."""
    return ["\n" if at else "", *filter(None, _BEFORE_STROKES.split(line))]
