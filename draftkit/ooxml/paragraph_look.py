"""The look of a paragraph, taken over by a new one (ECMA-376 Part 1, 17.3.1.26)."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from draftkit.ooxml.resolve import W

_Element = etree._Element
_NO_COPY = frozenset((W + "sectPr", W + "pPrChange", W + "framePr"))
_REVISIONS = frozenset((W + "ins", W + "del", W + "moveFrom", W + "moveTo", W + "rPrChange"))
_ORDER = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
    "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap",
    "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid",
    "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection",
    "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
)  # fmt: skip
_PLACES = {W + name: place for place, name in enumerate(_ORDER)}


def copied(properties: _Element) -> _Element:
    """The properties of a paragraph as a new one can have them: no section, no past."""
    copy = deepcopy(properties)
    for child in list(copy):
        if child.tag in _NO_COPY:
            copy.remove(child)
    for of_mark in copy.findall(W + "rPr"):
        for child in list(of_mark):
            if child.tag in _REVISIONS:
                of_mark.remove(child)
    return copy


def without_number(properties: _Element, left: int, by_style: bool) -> None:
    """Take Word's number from a paragraph, its left indent kept, in twips.

    Where the style brings the number (``by_style``), numId 0 takes it away (17.9.18).
    """
    for number in properties.findall(W + "numPr"):
        properties.remove(number)
    if by_style:
        number = etree.Element(W + "numPr")
        etree.SubElement(number, W + "numId", {W + "val": "0"})
        put_property(properties, number)
    if properties.find(W + "ind") is None:
        put_property(properties, etree.Element(W + "ind", {W + "left": str(left), W + "firstLine": "0"}))


def put_property(properties: _Element, element: _Element) -> None:
    """Put a property among those of a paragraph where the schema wants it, in place of one that it has."""
    for old in properties.findall(element.tag):
        properties.remove(old)
    place = _PLACES[element.tag]
    at = next(
        (i for i, other in enumerate(properties) if _PLACES.get(other.tag, len(_ORDER)) > place),
        len(properties),
    )
    properties.insert(at, element)
