"""The new version of a table, and the old one as it is compared with it.

A Word file gives the shapes of its tables and their words to the letter; draft
text gives words only, so that looks and merged cells are the issued file's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from draftkit.dataclass import dataclass
from draftkit.model import Format
from draftkit.ooxml.document import Block, WordParagraph, WordTable, paragraphs
from draftkit.ooxml.issued import Shape
from draftkit.ooxml.issued_tables import (
    Cell,
    CellParagraph,
    Grid,
    NewCell,
    NewRow,
    NewTable,
    TableRow,
    table_at,
)
from draftkit.readers.word import WordFile
from draftkit.rows import Row
from draftkit.writers.issued.exact import Things, exact_row
from draftkit.writers.issued.pictures import reports_of, words_of


class UntrackedTableError(Exception):
    """A change that cannot be shown as a tracked change: what it is."""


@dataclass(frozen=True, slots=True)
class OldRow:
    """A row of a table of the issued file."""

    cells: tuple[tuple[Block, ...], ...]
    row: TableRow
    texts: tuple[str, ...]
    """The words of each cell, to be compared with those of the new version."""

    def first(self, cell: int) -> int:
        """The number of the first paragraph of a cell; the last cell stands for those it does not have."""
        inside = paragraphs(self.cells[min(cell, len(self.cells) - 1)], into_boxes=False)
        return next((p.number for p in inside), 0)


@dataclass(frozen=True, slots=True)
class RowToCome:
    """A row of a table of the new version."""

    cells: tuple[tuple[Block, ...], ...]
    """Of a Word file; empty for draft text."""
    row: TableRow | None
    texts: tuple[str, ...]

    @property
    def header(self) -> bool:
        """Whether it is set again on every page."""
        return self.row is not None and self.row.header


@dataclass(frozen=True, slots=True)
class TableToCome:
    """A table of the new version."""

    rows: tuple[RowToCome, ...]
    grid: Grid | None
    head: bool = False
    """Whether the first row names the columns, as draft text says it."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Paragraphs of a cell, and what they become."""

    old: tuple[Row, ...]
    new: tuple[Row, ...]


def tables_of(word: WordFile) -> dict[int, WordTable]:
    """The tables of the body, by the number of their first paragraph."""
    blocks = (block for block in word.document.body if isinstance(block, WordTable))
    return {block.number: block for block in blocks if next(paragraphs((block,)), None)}


class Version(Protocol):
    """How tables are compared with those of the new version."""

    exact: bool
    notes: frozenset[str]
    """The notes of the new version."""
    left_out: list[str]
    """What is to be said of pictures in rows that come."""

    def ignored(self, like: int) -> Format:
        """The formats that are not compared in a paragraph of the issued file, nor in one that looks so."""

    def old_texts(self, table: WordTable, row: Row) -> list[tuple[str, ...]]:
        """The words of the cells of a table of the issued file."""

    def table(self, row: Row) -> TableToCome:
        """A table of the new version."""

    def alike(self, old: OldRow, new: RowToCome) -> bool:
        """Whether two rows can be compared cell by cell."""

    def same_columns(self, old: Sequence[OldRow], grid: Grid, new: TableToCome) -> bool:
        """Whether the rows of both can stand in one table."""

    def stretches(self, old: OldRow, new: RowToCome) -> Iterator[Stretch]:
        """The paragraphs of two rows that are compared with each other."""

    def nested(self, old: OldRow, new: RowToCome) -> Iterator[tuple[WordTable, Grid, TableToCome]]:
        """The tables in two rows that are compared with each other."""

    def numbered(self, row: Row) -> bool:
        """Whether Word numbers a paragraph that comes in a cell."""

    def new_row(self, new: RowToCome, near: Sequence[OldRow], at: int) -> NewRow:
        """A row as it comes into a table before the row ``at`` of it."""

    def new_table(self, new: TableToCome, near: tuple[Grid, Sequence[OldRow]] | None) -> NewTable:
        """A whole table as it comes; ``near`` is one of the issued file it may look like."""


class WordVersion:
    """The new version is a Word file."""

    exact = True

    def __init__(self, old: WordFile, new: WordFile, on_page: bool) -> None:
        self.notes: frozenset[str] = frozenset()
        self.left_out: list[str] = []
        self.old_things = Things(old.source.archive, on_page)
        self.things = Things(new.source.archive, on_page)
        self.source = new.source
        self.tables = tables_of(new)
        self.old_labels = labelled(old)
        self.labels = labelled(new)

    def ignored(self, like: int) -> Format:
        return Format.PLAIN

    def old_texts(self, table: WordTable, row: Row) -> list[tuple[str, ...]]:
        return _texts(table)

    def table(self, row: Row) -> TableToCome:
        assert row.position
        found = self.tables.get(row.position.line)
        if found is None:
            raise UntrackedTableError("its place in the new version is not found")
        return self._table(found, table_at(self.source, found.number))

    def _table(self, table: WordTable, grid: Grid) -> TableToCome:
        rows = zip(table.rows, grid.rows, _texts(table), strict=True)
        return TableToCome(tuple(RowToCome(cells, row, texts) for cells, row, texts in rows), grid)

    def alike(self, old: OldRow, new: RowToCome) -> bool:
        assert new.row
        return old.row.shape == new.row.shape and all(
            inner(one) == inner(other) for one, other in zip(old.cells, new.cells, strict=True)
        )

    def same_columns(self, old: Sequence[OldRow], grid: Grid, new: TableToCome) -> bool:
        assert new.grid
        return grid.columns == new.grid.columns

    def stretches(self, old: OldRow, new: RowToCome) -> Iterator[Stretch]:
        for one, other in zip(old.cells, new.cells, strict=True):
            for before, after in zip(_runs(one), _runs(other), strict=True):
                yield Stretch(
                    tuple(exact_row(p, None, self.old_things) for p in before),
                    tuple(exact_row(p, None, self.things) for p in after),
                )

    def nested(self, old: OldRow, new: RowToCome) -> Iterator[tuple[WordTable, Grid, TableToCome]]:
        assert new.row
        for one, other, here, there in zip(old.cells, new.cells, old.row.cells, new.row.cells, strict=True):
            before, after = _tables(one), _tables(other)
            for table, grid, come, its in zip(before, here.tables, after, there.tables, strict=True):
                yield table, grid, self._table(come, its)

    def numbered(self, row: Row) -> bool:
        return row.position is not None and self.labels.get(row.position.line, False)

    def new_row(self, new: RowToCome, near: Sequence[OldRow], at: int) -> NewRow:
        assert new.row
        spans = [span for span, _ in new.row.shape]
        fits = [place for place, old in enumerate(near) if [s for s, _ in old.row.shape] == spans]
        place = min(
            fits or range(len(near)),
            key=lambda i: (near[i].row.header != new.header, near[i].row.shape != new.row.shape, far(i, at)),
        )
        model = near[place]
        looks = model.row.cells if fits else new.row.cells
        cells = []
        for index, (blocks, own) in enumerate(zip(new.cells, new.row.cells, strict=True)):
            inside = self._blocks(blocks, own, model.first(index))
            cells.append(NewCell(inside, looks[index], own.merge))
        return NewRow(tuple(cells), model.row if fits else new.row)

    def new_table(self, new: TableToCome, near: tuple[Grid, Sequence[OldRow]] | None) -> NewTable:
        rows = []
        for row in new.rows:
            assert row.row
            pairs = zip(row.cells, row.row.cells, strict=True)
            cells = [NewCell(self._blocks(blocks, own, 0), own, own.merge) for blocks, own in pairs]
            rows.append(NewRow(tuple(cells), row.row))
        return NewTable(tuple(rows), new.grid)

    def _blocks(
        self, blocks: tuple[Block, ...], cell: Cell, like: int
    ) -> tuple[CellParagraph | NewTable, ...]:
        """The blocks of a new cell, with the look of a paragraph of the issued file or, for 0, their own."""
        out: list[CellParagraph | NewTable] = []
        tables = iter(cell.tables)
        for block in blocks:
            if isinstance(block, WordTable):
                out.append(self.new_table(self._table(block, next(tables)), None))
                continue
            if block.boxes:
                raise UntrackedTableError("a row that comes holds a text box")
            spans = list(self.things.spans(block, 0))
            self.left_out += reports_of(spans)
            content = words_of(spans)
            typed = self.old_labels.get(like, False) and not (block.label and block.label.text)
            out.append(CellParagraph(content, Shape(like, own_number=typed) if like else None, block.number))
        return tuple(out)


# --- cells ---


def labelled(word: WordFile) -> dict[int, bool]:
    """Whether Word numbers a paragraph, for every one in a table."""
    tables = [block for block in word.document.body if isinstance(block, WordTable)]
    return {p.number: bool(p.label and p.label.text) for p in paragraphs(tuple(tables))}


def _texts(table: WordTable) -> list[tuple[str, ...]]:
    return [tuple("\n".join(p.text for p in paragraphs(cell)) for cell in row) for row in table.rows]


def _tables(cell: tuple[Block, ...]) -> list[WordTable]:
    return [block for block in cell if isinstance(block, WordTable)]


def _boxes(cell: tuple[Block, ...]) -> list[tuple[Block, ...]]:
    return [box for block in cell if isinstance(block, WordParagraph) for box in block.boxes]


def inner(cell: tuple[Block, ...]) -> tuple[int, int]:
    """How many tables and text boxes a cell holds."""
    return len(_tables(cell)), len(_boxes(cell))


def _runs(cell: tuple[Block, ...]) -> list[list[WordParagraph]]:
    """The paragraphs of a cell between its tables, then those of each of its text boxes."""
    found: list[list[WordParagraph]] = [[]]
    for block in cell:
        if isinstance(block, WordTable):
            found.append([])
        else:
            found[-1].append(block)
    return [*found, *(list(paragraphs(box)) for box in _boxes(cell))]


def far(place: int, at: int) -> float:
    """How far a row is from a place before a row; of two equally far ones, the one above counts as nearer."""
    return abs(place + 0.6 - at)
