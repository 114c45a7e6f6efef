"""The new version of a table, and the old one as it is compared with it.

A Word file gives the shapes of its tables and their words to the letter; draft
text gives words only, so that looks and merged cells are the issued file's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from draftkit.content import join
from draftkit.model import Format, NoteCall, Position, Span, Text
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
from draftkit.readers.word_content import content_of
from draftkit.rows import Row, RowKind
from draftkit.writers.issued.exact import Things, exact_row
from draftkit.writers.issued.pictures import reports_of, words_of
from draftkit.writers.issued.plan import placed
from draftkit.writers.issued.table_text import paragraphs_of, table_cells

_NUMBER = re.compile(r"(?:\(?\w{1,5}[.)]|[0-9.]{1,8}|[•–—-])\s+")
"""The number of a paragraph at the head of its line, as draft text has it."""
_EMPHASIS = Format.BOLD | Format.ITALIC | Format.UNDERLINE | Format.STRIKE


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
    ignored: Format
    notes: frozenset[str]
    """The notes of the new version."""
    left_out: list[str]
    """What is to be said of pictures in rows that come."""

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
    ignored = Format.PLAIN

    def __init__(self, old: WordFile, new: WordFile) -> None:
        self.notes: frozenset[str] = frozenset()
        self.left_out: list[str] = []
        self.old_things = Things(old.source.archive)
        self.things = Things(new.source.archive)
        self.source = new.source
        self.tables = tables_of(new)
        self.old_labels = _labelled(old)
        self.labels = _labelled(new)

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
            _inner(one) == _inner(other) for one, other in zip(old.cells, new.cells, strict=True)
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
            key=lambda i: (near[i].row.header != new.header, near[i].row.shape != new.row.shape, _far(i, at)),
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


class TextVersion:
    """The new version is draft text."""

    exact = False
    ignored = _EMPHASIS

    def __init__(self, old: WordFile, names: Mapping[tuple[str, str], str]) -> None:
        self.notes: frozenset[str] = frozenset()
        self.left_out: list[str] = []
        self.names = names
        """The notes of the issued file."""
        self.labels = _labelled(old)

    def old_texts(self, table: WordTable, row: Row) -> list[tuple[str, ...]]:
        found = table_cells(row.text)
        if found is None or len(found) != len(table.rows):
            raise UntrackedTableError("its rows are not those of the draft text")
        return list(found)

    def table(self, row: Row) -> TableToCome:
        found = table_cells(row.text)
        if found is None:
            raise UntrackedTableError("it is no table of lines that begin with a stroke")
        return TableToCome(tuple(RowToCome((), None, texts) for texts in found), None)

    def alike(self, old: OldRow, new: RowToCome) -> bool:
        return len(old.cells) == len(new.texts)

    def same_columns(self, old: Sequence[OldRow], grid: Grid, new: TableToCome) -> bool:
        widths = {len(row.cells) for row in old}
        return all(len(row.texts) in widths for row in new.rows)

    def stretches(self, old: OldRow, new: RowToCome) -> Iterator[Stretch]:
        for blocks, cell, before, after in zip(old.cells, old.row.cells, old.texts, new.texts, strict=True):
            if before == after:
                continue
            if _inner(blocks) != (0, 0):
                raise UntrackedTableError("a cell that holds a table or a text box is changed")
            if cell.merge == "continue":
                raise UntrackedTableError("a cell that is merged with the one above is changed")
            yield self._stretch([p for p in blocks if isinstance(p, WordParagraph)], after)

    def _stretch(self, blocks: list[WordParagraph], after: str) -> Stretch:
        old = [row for p in blocks if (row := self._old(p)).content]
        if not old and blocks:
            old = [self._old(blocks[0])]
        numbered = {row.position.line: self.labels[row.position.line] for row in old if row.position}
        heads = list(numbered.values())
        new = []
        for index, content in enumerate(paragraphs_of(after, self.notes)):
            labelled = heads[min(index, len(heads) - 1)] if heads else False
            new.append(Row(RowKind.TEXT, _without_number(content) if labelled else content))
        return Stretch(tuple(old), tuple(new) or (Row(RowKind.TEXT, ()),))

    def _old(self, paragraph: WordParagraph) -> Row:
        content = _one_spaced(content_of(paragraph, self.names))
        return Row(RowKind.TEXT, content, position=Position(paragraph.number, 1))

    def nested(self, old: OldRow, new: RowToCome) -> Iterator[tuple[WordTable, Grid, TableToCome]]:
        yield from ()

    def numbered(self, row: Row) -> bool:
        return True

    def new_row(self, new: RowToCome, near: Sequence[OldRow], at: int) -> NewRow:
        fits = [i for i, old in enumerate(near) if len(old.cells) == len(new.texts)]
        merged = {i: any(merge for _, merge in near[i].row.shape) for i in fits}
        model = near[min(fits, key=lambda i: (near[i].row.header, merged[i], _far(i, at)))]
        return NewRow(tuple(self._new_cells(new, model, near[at] if at < len(near) else None)), model.row)

    def _new_cells(self, new: RowToCome, model: OldRow, following: OldRow | None) -> Iterator[NewCell]:
        below = following.row.shape if following else ()
        for index, (text, look) in enumerate(zip(new.texts, model.row.cells, strict=True)):
            goes_on = len(below) == len(new.texts) and below[index][1] == "continue"
            if goes_on and text:
                raise UntrackedTableError("a row comes between cells that are merged")
            like = model.first(index)
            yield NewCell(self._paragraphs(text, like), look, "continue" if goes_on else "")

    def new_table(self, new: TableToCome, near: tuple[Grid, Sequence[OldRow]] | None) -> NewTable:
        rows = []
        fitted = False
        for place, row in enumerate(new.rows):
            fits = [old for old in near[1] if len(old.cells) == len(row.texts)] if near else []
            model = fits[min(place, len(fits) - 1)] if fits else None
            fitted |= model is not None
            if model:
                cells = list(self._new_cells(row, model, None))
            else:
                like = near[1][0].first(0) if near else 0
                cells = [NewCell(self._paragraphs(text, like), None) for text in row.texts]
            rows.append(NewRow(tuple(cells), model.row if model else None))
        return NewTable(tuple(rows), near[0] if near else None)

    def _paragraphs(self, text: str, like: int) -> tuple[CellParagraph, ...]:
        labelled = self.labels.get(like, False)
        found = []
        for content in paragraphs_of(text, self.notes):
            rest = _without_number(content) if labelled else content
            shape = Shape(like, own_number=labelled and rest == content, ignored=self.ignored)
            found.append(CellParagraph(rest, shape))
        return tuple(found) or (CellParagraph((), Shape(like, own_number=labelled)),)


def note_names(old: WordFile, rows: Sequence[Row]) -> dict[tuple[str, str], str]:
    """The names that the rows of a file give to its notes, by kind and id."""
    names = {row.position.line: row.marker for row in rows if row.kind is RowKind.NOTE and row.position}
    notes = old.document.notes.items()
    first = {key: note.paragraphs[0].number for key, note in notes if note.paragraphs}
    return {key: names[number] for key, number in first.items() if number in names}


# --- cells ---


def _labelled(word: WordFile) -> dict[int, bool]:
    """Whether Word numbers a paragraph, for every one in a table."""
    tables = [block for block in word.document.body if isinstance(block, WordTable)]
    return {p.number: bool(p.label and p.label.text) for p in paragraphs(tuple(tables))}


def _texts(table: WordTable) -> list[tuple[str, ...]]:
    return [tuple("\n".join(p.text for p in paragraphs(cell)) for cell in row) for row in table.rows]


def _tables(cell: tuple[Block, ...]) -> list[WordTable]:
    return [block for block in cell if isinstance(block, WordTable)]


def _boxes(cell: tuple[Block, ...]) -> list[tuple[Block, ...]]:
    return [box for block in cell if isinstance(block, WordParagraph) for box in block.boxes]


def _inner(cell: tuple[Block, ...]) -> tuple[int, int]:
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


def _far(place: int, at: int) -> float:
    """How far a row is from a place before a row; of two equally far ones, the one above counts as nearer."""
    return abs(place + 0.6 - at)


# --- words of draft text ---


def _one_spaced(content: Sequence[Span]) -> tuple[Span, ...]:
    """Words without their looks, as they stand in a line of draft text: single spaces, none at the ends."""
    out: list[Span] = []
    space: Text | None = None
    for span in content:
        for text, position in placed(span):
            if isinstance(span, NoteCall):
                out += [space, span] if space else [span]
                space = None
                continue
            for offset, character in enumerate(text):
                here = position and Position(position.line, position.column + offset)
                if character.isspace():
                    space = space or (Text(" ", position=here) if out else None)
                    continue
                out += [space] if space else []
                out.append(Text(character, position=here))
                space = None
    return join(out)


def _without_number(content: tuple[Span, ...]) -> tuple[Span, ...]:
    """The words of a paragraph without the number that Word gives to it."""
    if not content or not isinstance(first := content[0], Text) or not (found := _NUMBER.match(first.text)):
        return content
    return join((replace(first, text=first.text[found.end() :]), *content[1:]))
