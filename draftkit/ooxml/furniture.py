"""The masthead, and what stands at the head and the foot of the pages, as a profile has them.

Every cell has a fixed set of paragraphs, so that no revision has to add or remove one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from draftkit.dataclass import dataclass
from draftkit.ooxml.properties import paragraph_properties
from draftkit.ooxml.records import Slot
from draftkit.profiles import Line, Masthead, Profile, Strip

EMBLEM = "emblem"
EMBLEM_ID = "rIdEmblem"
"""The relationship to the picture, from the part that holds the masthead."""
_TWIP = 635
"""English Metric Units in a twip."""
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


@dataclass(frozen=True, slots=True)
class Emblem:
    """The user's picture for the masthead."""

    data: bytes
    ending: str
    """``png`` or ``jpeg``."""
    width: int
    height: int
    """In pixels, or whatever gives the ratio of its sides."""
    text: str
    """What is read out to those who do not see it."""


def line_slots(lines: tuple[Line | None, ...]) -> tuple[Slot | None, ...]:
    """What each paragraph shows."""
    return tuple(Slot(line.slot) if line and line.slot not in ("", EMBLEM) else None for line in lines)


def header_slots(profile: Profile) -> tuple[tuple[Slot | None, ...], ...]:
    """What the paragraphs of the even, the odd and the first header show, in the order of the parts."""
    blank = (None, None) if profile.running.header.columns else ()
    even = (Slot.RUNNING, *blank)
    odd = (*blank[1:], Slot.RUNNING, *blank[1:])
    first = line_slots(profile.masthead.lines) if profile.masthead.place == "header" else (None,)
    return even, odd, first


# --- the masthead ---


def masthead(profile: Profile, slots: Mapping[str, str], emblem: Emblem | None, leftwards: bool) -> str:
    """The masthead, and the paragraph behind it. ``slots`` has the runs for each.

    In text that runs leftwards its first column is at the right.
    """
    table = profile.masthead
    return (
        f"<w:tbl>{_head(table, leftwards)}{''.join(_bands(table, slots, emblem))}</w:tbl>{_line(table.after)}"
    )


def _head(table: Masthead, leftwards: bool) -> str:
    floats = ""
    if table.floats:
        floats = (
            '<w:tblpPr w:leftFromText="142" w:rightFromText="142" w:vertAnchor="page" w:horzAnchor="page"'
            f' w:tblpX="{table.floats.x}" w:tblpY="{table.floats.y}"/><w:tblOverlap w:val="never"/>'
        )
    return _grid(table.columns, leftwards, floats, caption="Masthead")


def _grid(
    columns: tuple[int, ...], leftwards: bool, before: str = "", borders: str = "", caption: str = ""
) -> str:
    """The head of a table. It only sets things beside each other: it has no rows that name its columns."""
    before += "<w:bidiVisual/>" if leftwards else ""
    title = f'<w:tblCaption w:val="{caption}"/>' if caption else ""
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in columns)
    return (
        f'<w:tblPr>{before}<w:tblW w:w="{sum(columns)}" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        f"{title}</w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )


def _bands(table: Masthead, slots: Mapping[str, str], emblem: Emblem | None) -> Iterator[str]:
    for band in table.rows:
        edges = _edge("top", band.above) + _edge("bottom", band.below)
        column, cells = 0, []
        for cell in band.cells:
            width = sum(table.columns[column : column + cell.span])
            column += cell.span
            lines = "".join(_line(line, _content(line, table, slots, emblem)) for line in cell.lines)
            cells.append(_cell(width, lines, cell.span, edges, band.at_foot, band.foot))
        yield _row(cells, band.height)


def _content(line: Line, table: Masthead, slots: Mapping[str, str], emblem: Emblem | None) -> str:
    if line.slot == EMBLEM:
        return _drawing(emblem, table) if emblem else ""
    return slots[line.slot] if line.slot else ""


def _drawing(emblem: Emblem, table: Masthead) -> str:
    """The picture, as large as its room allows (ECMA-376 Part 1, 20.4.2.8)."""
    room = table.emblem
    scale = min(room.width / emblem.width, room.height / emblem.height) * _TWIP
    width, height = round(emblem.width * scale), round(emblem.height * scale)
    extent = f'cx="{width}" cy="{height}"'
    name = f'id="1" name="Emblem" descr="{escape(emblem.text)}"'
    return (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
        'wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f"<wp:extent {extent}/><wp:docPr {name}/>"
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        f'<a:graphicData uri="{_PICTURE}"><pic:pic xmlns:pic="{_PICTURE}">'
        f"<pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{EMBLEM_ID}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


# --- running headers and footers ---


def strip(profile: Profile, parts: Strip, side: str, leftwards: bool, outer: str, inner: str = "") -> str:
    """A header or a footer: some runs at the outer edge of the page, others at the inner one.

    ``side`` is ``even``, ``odd`` or ``first``; the first page has nothing at its outer edge.
    """
    if not parts.columns:
        left, right = (outer, inner) if side == "even" else (inner, outer)
        return _one_line(profile, parts.line, left, right)
    borders = f"<w:tblBorders>{_edge('bottom', parts.rule)}</w:tblBorders>" if parts.rule else ""
    aligned = Line(parts.line.style, paragraph={**parts.line.paragraph, "align": "right"})
    blank = _line(parts.behind or parts.line)
    if side == "even":
        texts = _line(parts.line, outer), _line(aligned, inner) if inner else blank
    else:
        texts = _line(parts.line, inner) if inner else blank, _line(aligned, outer)
    cells = [_cell(width, text, foot=parts.foot) for width, text in zip(parts.columns, texts, strict=True)]
    height = parts.height or (parts.first_height if side == "first" else 0)
    row = _row(cells, height, "exact" if parts.height else "atLeast")
    behind = _line(parts.behind) if parts.behind else ""
    return f"<w:tbl>{_grid(parts.columns, leftwards, borders=borders)}{row}</w:tbl>{behind}"


def _one_line(profile: Profile, line: Line, left: str, right: str) -> str:
    if not left:
        return _line(Line(line.style, paragraph={**line.paragraph, "align": "right"}), right)
    if not right:
        return _line(line, left)
    tabs = [f"right:{profile.page.text_width}"]
    return _line(
        Line(line.style, paragraph={**line.paragraph, "tabs": tabs}), f"{left}<w:r><w:tab/></w:r>{right}"
    )


# --- elements ---


def _line(line: Line, runs: str = "") -> str:
    properties = paragraph_properties({"style": line.style, **line.paragraph})
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def _row(cells: list[str], height: int, rule: str = "exact") -> str:
    properties = f'<w:trPr><w:trHeight w:hRule="{rule}" w:val="{height}"/></w:trPr>' if height else ""
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def _cell(width: int, lines: str, span: int = 1, edges: str = "", at_foot: bool = True, foot: int = 0) -> str:
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    borders = f"<w:tcBorders>{edges}</w:tcBorders>" if edges else ""
    margin = f'<w:tcMar><w:bottom w:w="{foot}" w:type="dxa"/></w:tcMar>' if foot else ""
    aligned = '<w:vAlign w:val="bottom"/>' if at_foot else ""
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{spans}{borders}{margin}{aligned}'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{lines}</w:tc>"


def _edge(name: str, size: int) -> str:
    return f'<w:{name} w:val="single" w:sz="{size}" w:space="0" w:color="auto"/>' if size else ""
