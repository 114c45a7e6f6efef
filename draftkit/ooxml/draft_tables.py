"""The tables of a page: what stands in cells, as ``w:tbl`` (ECMA-376 Part 1, 17.4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from draftkit.ooxml.document import DRAFT_TABLE
from draftkit.ooxml.markup import Markup
from draftkit.ooxml.records import Cell, Grid, MarkedParagraph
from draftkit.profiles import Profile, Table

STYLE = "DraftTable"


def table_style(profile: Profile) -> str:
    """The style of tables: by its name a reader knows them for tables of a draft."""
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{STYLE}"><w:name w:val="{DRAFT_TABLE}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr>{_borders(profile.table)}'
        f"{_margins(profile.table)}</w:tblPr></w:style>"
    )


def blocks(body: Iterable[MarkedParagraph], markup: Markup) -> Iterator[str]:
    """The paragraphs and tables of a text, in order."""
    for grid, paragraphs in groupby(body, lambda each: each.cell.grid if each.cell else None):
        if grid is None:
            yield from map(markup.paragraph, paragraphs)
        else:
            yield _table(grid, paragraphs, markup)


def _table(grid: Grid, paragraphs: Iterable[MarkedParagraph], markup: Markup) -> str:
    table = markup.profile.table
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid.columns)
    by_row = groupby(paragraphs, lambda each: _cell(each).row)
    rows = (_row(grid, number, list(row), markup) for number, row in by_row)
    leftwards = "<w:bidiVisual/>" if markup.language.leftwards else ""
    head = int(grid.head)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{STYLE}"/>{leftwards}'
        f'<w:tblW w:w="{sum(grid.columns)}" w:type="dxa"/><w:tblInd w:w="{table.left}" w:type="dxa"/>'
        f'{_borders(table)}<w:tblLayout w:type="fixed"/>{_margins(table)}'
        f'<w:tblLook w:val="{head * 0x20:04X}" w:firstRow="{head}" w:lastRow="0" w:firstColumn="0"'
        f' w:lastColumn="0" w:noHBand="0" w:noVBand="0"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _row(grid: Grid, number: int, paragraphs: Sequence[MarkedParagraph], markup: Markup) -> str:
    heads = grid.head and not number
    # A row stays on one page, as far as it fits on one (17.4.6).
    properties = "<w:cantSplit/>" + ("<w:tblHeader/>" if heads else "") + markup.row_change(paragraphs[0])
    rule = _edge("bottom", markup.profile.table.below_head) if heads else ""
    at_foot = '<w:vAlign w:val="bottom"/>' if heads else ""
    cells = []
    for column, inside in groupby(paragraphs, lambda each: _cell(each).column):
        width = f'<w:tcW w:w="{grid.columns[column]}" w:type="dxa"/>'
        borders = f"<w:tcBorders>{rule}</w:tcBorders>" if rule else ""
        content = "".join(map(markup.paragraph, inside))
        cells.append(f"<w:tc><w:tcPr>{width}{borders}{at_foot}</w:tcPr>{content}</w:tc>")
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(paragraph: MarkedParagraph) -> Cell:
    assert paragraph.cell
    return paragraph.cell


def _borders(table: Table) -> str:
    """Those of the whole table, so that rules stay above and below it when rows are added."""
    return f"<w:tblBorders>{_edge('top', table.above)}{_edge('bottom', table.below)}</w:tblBorders>"


def _margins(table: Table) -> str:
    return (
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
        f'<w:right w:w="{table.gap}" w:type="dxa"/></w:tblCellMar>'
    )


def _edge(name: str, size: int) -> str:
    line = "single" if size else "nil"
    return f'<w:{name} w:val="{line}" w:sz="{size}" w:space="0" w:color="auto"/>'
