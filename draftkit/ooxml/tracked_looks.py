"""What a change of formatting changed, in words (ECMA-376 Part 1, 17.13.5.29 to 38)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from draftkit.ooxml.resolve import W
from draftkit.ooxml.styles import Styles, on

_Element = etree._Element

_SWITCHES: Final = {
    "b": "bold", "bCs": "bold", "i": "italic", "iCs": "italic", "caps": "capitals",
    "smallCaps": "small capitals", "strike": "strike-through", "dstrike": "double strike-through",
    "vanish": "hidden text", "rtl": "right to left", "bidi": "right to left", "keepNext": "keep with next",
    "keepLines": "keep lines together", "pageBreakBefore": "page break before",
    "widowControl": "widow control", "contextualSpacing": "no space between paragraphs of one style",
    "suppressLineNumbers": "no line numbers", "titlePg": "own first page", "cantSplit": "row kept on a page",
    "tblHeader": "heading row", "noWrap": "no wrapping",
}  # fmt: skip
_VALUES: Final = {
    "jc": "alignment", "color": "colour", "highlight": "highlight", "lang": "language",
    "outlineLvl": "outline level", "vAlign": "vertical alignment", "textDirection": "text direction",
    "vMerge": "vertical merging", "gridSpan": "columns spanned", "position": "raised or lowered",
}  # fmt: skip
_NAMES: Final = {
    "ind": "indent", "spacing": "spacing", "numPr": "numbering", "tabs": "tabs", "pBdr": "borders",
    "bdr": "border", "shd": "shading", "kern": "kerning", "w": "character width", "framePr": "frame",
    "pgSz": "page size", "pgMar": "margins", "cols": "columns", "docGrid": "grid",
    "pgNumType": "page numbers", "type": "kind of section break", "lnNumType": "line numbers",
    "pgBorders": "page borders", "footnotePr": "footnotes", "endnotePr": "endnotes", "tblW": "width",
    "tblInd": "indent", "tblBorders": "borders", "tblLayout": "layout", "tblCellMar": "cell margins",
    "tblLook": "look", "tblpPr": "place on the page", "trHeight": "height", "tcW": "width",
    "tcBorders": "borders", "tcMar": "margins", "gridBefore": "columns left free", "cnfStyle": "look",
}  # fmt: skip
_OF: Final = {
    "sectPrChange": "page layout", "tblPrChange": "table", "tblPrExChange": "row", "trPrChange": "row",
    "tcPrChange": "cell",
}  # fmt: skip
_STYLES: Final = frozenset(("rStyle", "pStyle", "tblStyle"))
_SIZES: Final = frozenset(("sz", "szCs"))
_NO_LOOK: Final = frozenset(
    W + name
    for name in (
        "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "trPrChange", "tcPrChange",
        "ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "headerReference",
        "footerReference",
    )
)  # fmt: skip
"""Children of properties that are no formatting, or that the saved properties never hold."""


def details(change: _Element, styles: Styles) -> tuple[str, ...]:
    """What a ``...Change`` element says changed; at least one phrase."""
    kind = etree.QName(change).localname
    if kind == "tblGridChange":
        return ("table: column widths",)
    if kind == "numberingChange":
        original = change.get(W + "original", "")
        return (f"number before: {original}" if original else "number",)
    now = change.getparent()
    assert now is not None
    before = change.find(now.tag)
    prefix = f"{_OF[kind]}: " if kind in _OF else ""
    found = dict.fromkeys(prefix + phrase for phrase in _differences(before, now, styles))
    return tuple(found) or (prefix + "marked as changed, but the same",)


def _differences(before: _Element | None, now: _Element, styles: Styles) -> Iterator[str]:
    old, new = _children(before), _children(now)
    in_paragraph = now.tag == W + "pPr"
    for tag in dict.fromkeys((*old, *new)):
        was, became = old.get(tag), new.get(tag)
        if in_paragraph and tag in (W + "rPr", W + "sectPr"):
            continue
        if was is None or became is None or etree.tostring(was) != etree.tostring(became):
            yield from _phrase(etree.QName(tag).localname, was, became, styles)


def _children(properties: _Element | None) -> dict[str, _Element]:
    if properties is None:
        return {}
    return {
        str(child.tag): child
        for child in properties.iterchildren(tag=etree.Element)
        if child.tag not in _NO_LOOK
    }


def _phrase(name: str, was: _Element | None, became: _Element | None, styles: Styles) -> Iterator[str]:
    """One difference in words; nothing where the two mean the same."""
    if name in _SWITCHES:
        before, after = _is_on(was), _is_on(became)
        if before != after:
            yield f"{_SWITCHES[name]} {'on' if after else 'off'}"
    elif name == "u":
        before, after = _is_on(was), _is_on(became)
        yield "kind of underline" if before and after else f"underline {'on' if after else 'off'}"
    elif name == "vertAlign":
        old, new = _value(was), _value(became)
        if new in ("superscript", "subscript"):
            yield f"{new} on"
        elif old:
            yield f"{old} off"
    elif name in _STYLES:
        default = styles.name(styles.default) if name == "pStyle" else ""
        old, new = (styles.name(_value(style)) if style is not None else default for style in (was, became))
        yield _change("style", old, new)
    elif name in _SIZES:
        yield _change("size", _points(was), _points(became)) + " pt"
    elif name == "rFonts":
        old, new = _font(was), _font(became)
        yield _change("font", old, new) if old != new else "font of other scripts"
    elif name in _VALUES:
        old, new = _value(was), _value(became)
        yield _change(_VALUES[name], old, new) if old != new else _VALUES[name]
    else:
        yield _NAMES.get(name, name)


def _change(what: str, old: str, new: str) -> str:
    return f"{what} {old or 'none'} -> {new or 'none'}"


def _value(element: _Element | None) -> str:
    return "" if element is None else element.get(W + "val", "")


def _is_on(element: _Element | None) -> bool:
    return element is not None and on(element.get(W + "val"))


def _points(element: _Element | None) -> str:
    """A size in points; the file counts halves (17.3.2.38)."""
    value = _value(element)
    return f"{int(value) / 2:g}" if value.isdecimal() else value


def _font(element: _Element | None) -> str:
    if element is None:
        return ""
    return next((name for key in ("ascii", "hAnsi", "cs", "eastAsia") if (name := element.get(W + key))), "")
