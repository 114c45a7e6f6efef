"""A table of the old page and one of the new page as one: rows come and go, cells change word by word.

Tables with other columns, and such as name their columns on one page only, are two: one goes, one comes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, zip_longest

from draftkit.compare.changes import Edit
from draftkit.compare.table_rows import aligned
from draftkit.compare.words import edits
from draftkit.content import join
from draftkit.dataclass import dataclass, replace
from draftkit.model import NoteCall, Span, Text
from draftkit.ooxml.records import Cell, Chars, Grid, Page, PageParagraph, Status


@dataclass(frozen=True, slots=True)
class TableLine:
    """A paragraph of a marked table, or the one below it."""

    before: PageParagraph | None
    after: PageParagraph | None
    end: Status
    """What happens to the mark at its end."""
    edits: tuple[Edit, ...] = ()
    cell: Cell | None = None
    row: Status = Status.KEPT


_Row = list[list[PageParagraph]]
"""The cells of a row, each its paragraphs."""


def table_at(page: Page, place: int | None) -> list[PageParagraph]:
    """The paragraphs of the table that begins in this place of the body, that below it included."""
    if place is None or not page.body[place].cell:
        return []
    end = place
    while page.body[end].row == page.body[place].row:
        end += 1
    return list(page.body[place:end])


def table_lines(
    old: Sequence[PageParagraph], new: Sequence[PageParagraph], notes: Mapping[int, int]
) -> Iterator[TableLine]:
    """Two tables as one; either may be none. ``notes`` of the old page are those of the new one."""
    if not old or not new or _columns(old) != _columns(new):
        yield from _whole(old, Status.DELETED)
        yield from _whole(new, Status.INSERTED)
        return
    grid = _numbered(_grid(new), Status.INSERTED)
    for number, (before, after) in enumerate(_pairs(_rows(old), _rows(new), grid.head)):
        yield from _row(before, after, grid, number, notes)
    yield TableLine(old[-1], new[-1], Status.KEPT)


def _grid(table: Sequence[PageParagraph]) -> Grid:
    assert table[0].cell
    return table[0].cell.grid


def _columns(table: Sequence[PageParagraph]) -> tuple[int, bool]:
    grid = _grid(table)
    return len(grid.columns), grid.head


def _numbered(grid: Grid, status: Status) -> Grid:
    """A grid of the marked page. Its number is no other table's, of either page."""
    return replace(grid, number=2 * grid.number + (status is Status.DELETED))


def _whole(table: Sequence[PageParagraph], status: Status) -> Iterator[TableLine]:
    for paragraph in table:
        cell = paragraph.cell and replace(paragraph.cell, grid=_numbered(paragraph.cell.grid, status))
        yield _one(paragraph, status, cell)


def _one(paragraph: PageParagraph, status: Status, cell: Cell | None) -> TableLine:
    if status is Status.DELETED:
        return TableLine(paragraph, None, status, cell=cell, row=status)
    return TableLine(None, paragraph, status, cell=cell, row=status)


# --- rows ---


def _rows(table: Sequence[PageParagraph]) -> list[_Row]:
    in_cells = [paragraph for paragraph in table if paragraph.cell]
    by_row = groupby(in_cells, lambda each: each.cell and each.cell.row)
    return [
        [list(cell) for _, cell in groupby(row, lambda each: each.cell and each.cell.column)]
        for _, row in by_row
    ]


def _pairs(old: list[_Row], new: list[_Row], head: bool) -> Iterator[tuple[_Row | None, _Row | None]]:
    """The rows of both; the rows that name the columns are one."""
    if head:
        yield old[0], new[0]
        old, new = old[1:], new[1:]
    i = j = 0
    matches = aligned([_texts(row) for row in old], [_texts(row) for row in new])
    for place, across in [*matches, (len(old), len(new))]:
        yield from ((row, None) for row in old[i:place])
        yield from ((None, row) for row in new[j:across])
        if place < len(old):
            yield old[place], new[across]
        i, j = place + 1, across + 1


def _texts(row: _Row) -> list[str]:
    return ["\n".join(_text(paragraph) for paragraph in cell) for cell in row]


def _text(paragraph: PageParagraph) -> str:
    return "".join(span.text for span in _content(paragraph) if isinstance(span, Text))


def _row(
    before: _Row | None, after: _Row | None, grid: Grid, number: int, notes: Mapping[int, int]
) -> Iterator[TableLine]:
    if before is None or after is None:
        status = Status.INSERTED if before is None else Status.DELETED
        for column, cell in enumerate(before or after or ()):
            yield from (_one(paragraph, status, Cell(grid, number, column)) for paragraph in cell)
        return
    for column, (one, other) in enumerate(zip(before, after, strict=True)):
        yield from _cell(one, other, Cell(grid, number, column), notes)


# --- cells ---


def _cell(
    old: list[PageParagraph], new: list[PageParagraph], cell: Cell, notes: Mapping[int, int]
) -> Iterator[TableLine]:
    """The paragraphs of a cell, one beside the other. The last mark of a cell stays: it is its end."""
    shared, last = min(len(old), len(new)) - 1, max(len(old), len(new)) - 1
    differs = Status.DELETED if len(old) > len(new) else Status.INSERTED
    names = {str(before): str(after) for before, after in notes.items()}
    for place, (before, after) in enumerate(zip_longest(old, new)):
        end = differs if shared <= place < last else Status.KEPT
        found = edits(_content(before), _content(after), names) if before and after else ()
        yield TableLine(before, after, end, found, cell)


def _content(paragraph: PageParagraph) -> tuple[Span, ...]:
    """The words of a paragraph; a note has the number of its place on the page for its name."""
    return join(
        Text(piece.text, piece.format) if isinstance(piece, Chars) else NoteCall(str(piece.note))
        for piece in paragraph.content
    )
