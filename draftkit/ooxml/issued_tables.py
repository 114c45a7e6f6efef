"""Rows and tables of an issued Word file that come and go, as tracked changes.

A row is marked in its properties (ECMA-376 Part 1, 17.13.5.12 and 17), the words in
it and the ends of its paragraphs are marked as well, as Word itself does: a program
that knows no tracked rows still shows which words came and went.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import TypeAlias

from lxml import etree

from draftkit.dataclass import dataclass
from draftkit.model import NoteCall, Span
from draftkit.ooxml.extract import Source
from draftkit.ooxml.issued import IssuedFile, Shape
from draftkit.ooxml.paragraph_look import copied
from draftkit.ooxml.resolve import W
from draftkit.ooxml.revise import delete_all, mark
from draftkit.ooxml.run_properties import properties_like
from draftkit.ooxml.runs import text_run
from draftkit.ooxml.styles import on

_Element = etree._Element
_WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_PAST = tuple(
    W + name
    for name in ("ins", "del", "trPrChange", "tcPrChange", "tblPrChange", "tblPrExChange", "tblGridChange",
                 "cellIns", "cellDel", "cellMerge", "divId")
)  # fmt: skip
_BETWEEN = frozenset(W + name for name in ("bookmarkStart", "bookmarkEnd", "proofErr"))
_PAGE_WIDTH = 9000
"""Twips between the margins of a page; for a table where there is none to look like."""


# --- tables as grids ---


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table."""

    element: _Element
    span: int
    """The columns it stands over (17.4.17)."""
    merge: str
    """``restart`` or ``continue`` in a cell merged over several rows (17.4.84), else empty."""
    tables: tuple[Grid, ...]
    """The tables in it."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table."""

    element: _Element
    cells: tuple[Cell, ...]
    columns: int
    header: bool
    """It is set again on every page (17.4.78)."""

    @property
    def shape(self) -> tuple[tuple[int, str], ...]:
        """What has to be the same where two rows are compared cell by cell."""
        return tuple((cell.span, cell.merge) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table."""

    element: _Element
    rows: tuple[TableRow, ...]

    @property
    def columns(self) -> int:
        """The columns of its widest row."""
        return max((row.columns for row in self.rows), default=0)


def table_at(source: Source, number: int) -> Grid:
    """The outermost table that a paragraph stands in."""
    tables = list(source.paragraph(number).element.iterancestors(W + "tbl"))
    return _grid(tables[-1])


def _grid(table: _Element) -> Grid:
    # A row that went before, in a file whose changes are kept, is none to the reader either.
    rows = [row for row in _inside(table, "tr") if row.find(f"{W}trPr/{W}del") is None]
    return Grid(table, tuple(_row(row) for row in rows))


def _row(row: _Element) -> TableRow:
    cells = tuple(_cell(cell) for cell in _inside(row, "tc"))
    properties = row.find(W + "trPr")
    skipped = 0
    header = False
    for child in () if properties is None else properties:
        if child.tag in (W + "gridBefore", W + "gridAfter"):
            skipped += int(child.get(W + "val", "0"))
        header |= child.tag == W + "tblHeader" and on(child.get(W + "val"))
    return TableRow(row, cells, sum(cell.span for cell in cells) + skipped, header)


def _cell(cell: _Element) -> Cell:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    return Cell(
        cell,
        1 if span is None else int(span.get(W + "val", "1")),
        "" if merged is None else merged.get(W + "val", "continue"),
        tuple(_grid(table) for table in _inside(cell, "tbl")),
    )


def _inside(element: _Element, name: str) -> Iterator[_Element]:
    for child in element:
        if child.tag == W + name:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, name)


# --- what comes ---


@dataclass(frozen=True, slots=True)
class CellParagraph:
    """A paragraph of a new cell."""

    content: tuple[Span, ...]
    shape: Shape | None
    """Whose look it takes; None for its own, which it has in another file."""
    number: int = 0
    """Which paragraph of the other file it is."""


@dataclass(frozen=True, slots=True)
class NewCell:
    """A cell that comes."""

    blocks: tuple[CellParagraph | NewTable, ...]
    look: Cell | None
    """The cell whose properties it takes."""
    merge: str = ""
    """As in :class:`Cell`."""


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row that comes."""

    cells: tuple[NewCell, ...]
    look: TableRow | None
    """The row whose properties it takes."""
    head: bool | None = None
    """Whether it names the columns, and is set again on every page; None where its look decides."""


@dataclass(frozen=True, slots=True)
class NewTable:
    """A table that comes."""

    rows: tuple[NewRow, ...]
    look: Grid | None
    """The table whose properties it takes."""


_Looked: TypeAlias = Grid | TableRow | Cell


class IssuedTables:
    """Changes the tables of an issued file."""

    def __init__(self, issued: IssuedFile, other: Source | None) -> None:
        self.issued = issued
        self.stamp = issued.stamp
        self.styles = issued.source.flow.styles
        self.other = other
        """The file that paragraphs with a look of their own come from."""
        self._behind: dict[_Element, _Element] = {}

    # --- rows ---

    def insert_row(self, grid: Grid, behind: TableRow | None, row: NewRow) -> None:
        """Put a new row behind one of a table, and behind what was put there before; or first."""
        new = self._new_row(row, grid.columns)
        if behind is None:
            grid.rows[0].element.addprevious(new)
            return
        self._behind.get(behind.element, behind.element).addnext(new)
        self._behind[behind.element] = new

    def delete_row(self, row: TableRow) -> None:
        """Mark a row, its words and its paragraphs as deleted."""
        for paragraph in row.element.iter(W + "p"):
            if any(above.tag == W + "txbxContent" for above in _up_to(paragraph, row.element)):
                continue
            delete_all(paragraph, self.stamp)
            if paragraph.find(f"{W}pPr/{W}rPr/{W}del") is None:
                mark(paragraph, "del", self.stamp)
        self._mark_row(row.element, "del")

    def _mark_row(self, row: _Element, tag: str) -> None:
        properties = row.find(W + "trPr")
        if properties is None:
            properties = etree.Element(W + "trPr")
            at = next((i for i, child in enumerate(row) if child.tag != W + "tblPrEx"), len(row))
            row.insert(at, properties)
        at = next((i for i, child in enumerate(properties) if child.tag == W + "trPrChange"), len(properties))
        properties.insert(at, etree.Element(W + tag, self.stamp.attributes()))

    def _new_row(self, row: NewRow, columns: int) -> _Element:
        element = etree.Element(W + "tr")
        for tag in ("tblPrEx", "trPr"):
            self._take_over(element, row.look, tag)
        self._mark_row(element, "ins")
        if row.head is not None:
            _set_head(element, row.head)
        element.extend([self._new_cell(cell, columns) for cell in row.cells])
        return element

    def _new_cell(self, cell: NewCell, columns: int) -> _Element:
        element = etree.Element(W + "tc")
        self._take_over(element, cell.look, "tcPr")
        properties = element.find(W + "tcPr")
        if properties is None:
            properties = etree.SubElement(element, W + "tcPr")
            width = {W + "w": str(_PAGE_WIDTH // max(columns, 1)), W + "type": "dxa"}
            etree.SubElement(properties, W + "tcW", width)
        _set_merge(properties, cell.merge)
        for block in cell.blocks:
            element.append(self._table(block) if isinstance(block, NewTable) else self._paragraph(block))
        if not cell.blocks or isinstance(cell.blocks[-1], NewTable):
            element.append(self._paragraph(CellParagraph((), Shape(0))))
        return element

    # --- tables ---

    def insert_table(self, table: NewTable, behind: int, before: int, apart: bool) -> None:
        """Put a new table behind a paragraph or a table of the file, or before one.

        ``apart``: between it and another table an empty paragraph is put, without which Word joins them.
        """
        element = self._table(table)
        if apart and behind and self.issued.anchor(behind).tag == W + "tbl":
            behind = self._below(behind)
        self.issued.put(element, behind, 0 if behind else before)
        following = _neighbour(element, 1)
        if apart and following is not None and following.tag == W + "tbl":
            self.issued.insert((), Shape(0), behind, 0 if behind else before, outside=True)

    def _below(self, number: int) -> int:
        """The empty paragraph below a table, made where there is none: the table is its anchor then."""
        following = _neighbour(self.issued.anchor(number), 1)
        if following is not None and following.tag == W + "p" and not _holds_anything(following):
            places = enumerate(self.issued.source.places, start=1)
            found = next((n for n, place in places if place.element is following), 0)
            if found:
                return found
        self.issued.insert((), Shape(0), number, outside=True)
        return number

    def _table(self, table: NewTable) -> _Element:
        element = etree.Element(W + "tbl")
        columns = max(sum(1 if c.look is None else c.look.span for c in row.cells) for row in table.rows)
        for tag in ("tblPr", "tblGrid"):
            self._take_over(element, table.look, tag)
        if element.find(W + "tblPr") is None:
            element.insert(0, _bordered())
        grid = element.find(W + "tblGrid")
        if grid is None:
            grid = etree.SubElement(element, W + "tblGrid")
        if len(grid) != columns:
            width = str(_PAGE_WIDTH // columns)
            grid[:] = [etree.Element(W + "gridCol", {W + "w": width}) for _ in range(columns)]
        element.extend([self._new_row(row, columns) for row in table.rows])
        return element

    # --- looks ---

    def _take_over(self, element: _Element, look: _Looked | None, tag: str) -> None:
        own = None if look is None else look.element.find(W + tag)
        if own is None:
            return
        properties = deepcopy(own)
        for child in list(properties):
            style = child.get(W + "val") if child.tag == W + "tblStyle" else None
            if child.tag in _PAST or (style is not None and style not in self.styles.ids):
                properties.remove(child)
        element.append(properties)

    def _paragraph(self, new: CellParagraph) -> _Element:
        if new.shape is None:
            paragraph = self._with_own_look(new)
        else:
            paragraph = self.issued.paragraph(new.content, new.shape)
        mark(paragraph, "ins", self.stamp)
        return paragraph

    def _with_own_look(self, new: CellParagraph) -> _Element:
        """A paragraph of the other file, without the styles and the lists that this file lacks."""
        assert self.other
        element = self.other.paragraph(new.number).element
        paragraph = etree.Element(W + "p")
        own = element.find(W + "pPr")
        if own is not None:
            properties = copied(own)
            for child in properties.findall(W + "numPr"):
                properties.remove(child)
            for child in [*properties.findall(W + "pStyle"), *properties.findall(f"{W}rPr/{W}rStyle")]:
                if child.get(W + "val", "") not in self.styles.ids:
                    child.getparent().remove(child)  # type: ignore[union-attr]
            paragraph.append(properties)
        style = self.styles.style_of(paragraph)
        runs = [run for span in new.content for run in self._own_runs(element, span, style)]
        if runs:
            etree.SubElement(paragraph, W + "ins", self.stamp.attributes()).extend(runs)
        return paragraph

    def _own_runs(self, paragraph: _Element, span: Span, style: str) -> Iterable[_Element]:
        assert self.other
        if isinstance(span, NoteCall):
            return self.issued.call(span.note)
        at = span.position.column - 1 if span.position else 0
        segments = [s for s in self.other.flow.segments(paragraph) if s.start <= at < s.end]
        run = deepcopy(segments[0].runs[0]) if segments and segments[0].runs[0].tag == W + "r" else None
        for own in [] if run is None else run.findall(f"{W}rPr/{W}rStyle"):
            own.getparent().remove(own)  # type: ignore[union-attr]
        have = self.issued.format_in(run, style)
        return [text_run(span.text, properties_like(run, have, span.format))]


def _set_head(row: _Element, head: bool) -> None:
    """Say of a row that was inserted whether it is set again on every page (17.4.78)."""
    properties = row.find(W + "trPr")
    assert properties is not None
    for old in properties.findall(W + "tblHeader"):
        properties.remove(old)
    if head:
        properties.insert(0, etree.Element(W + "tblHeader"))


def _set_merge(properties: _Element, merge: str) -> None:
    """Say whether a cell is merged with those above and below (17.4.84), at its place in ``w:tcPr``."""
    for old in properties.findall(W + "vMerge"):
        properties.remove(old)
    if merge:
        before = (W + "cnfStyle", W + "tcW", W + "gridSpan", W + "hMerge")
        at = next((i for i, child in enumerate(properties) if child.tag not in before), len(properties))
        properties.insert(at, etree.Element(W + "vMerge", {W + "val": merge}))


def _bordered() -> _Element:
    properties = etree.Element(W + "tblPr")
    etree.SubElement(properties, W + "tblW", {W + "w": "0", W + "type": "auto"})
    borders = etree.SubElement(properties, W + "tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        etree.SubElement(borders, W + side, {W + "val": "single", W + "sz": "4", W + "space": "0"})
    return properties


def _up_to(element: _Element, top: _Element) -> Iterator[_Element]:
    for above in element.iterancestors():
        if above is top:
            return
        yield above


def _neighbour(element: _Element, step: int) -> _Element | None:
    other = element.getnext() if step > 0 else element.getprevious()
    while other is not None and other.tag in _BETWEEN:
        other = other.getnext() if step > 0 else other.getprevious()
    return other


def _holds_anything(block: _Element) -> bool:
    return next(block.iter(W + "r", W + "tbl", W + "sectPr"), None) is not None
