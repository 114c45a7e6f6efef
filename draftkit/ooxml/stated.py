"""What a paragraph states of itself in its ``w:pPr``, as far as it decides its style, number and place.

Most paragraphs of a file state one of a few things, so that what follows from
each is worked out once, and found again by this record.
"""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from draftkit.ooxml.resolve import W

_Element = etree._Element
_PROPERTIES, _STYLE, _NUMBERING = W + "pPr", W + "pStyle", W + "numPr"
_NUMBER, _LEVEL, _OUTLINE, _INDENT = W + "numId", W + "ilvl", W + "outlineLvl", W + "ind"
_VALUE, _LEFT, _START = W + "val", W + "left", W + "start"


class Stated(NamedTuple):
    """Values as they are written; None for an element that is not there."""

    style: str | None = None
    numbering: bool = False
    """Whether there is a ``w:numPr``, whatever it holds."""
    number: str | None = None
    level: str | None = None
    outline: str | None = None
    left: str | None = None
    """The left indent, ``w:left`` or ``w:start``."""


_NOTHING = Stated()


def stated(paragraph: _Element | Stated) -> Stated:
    """What a paragraph states. Of elements that come twice the first one counts."""
    if isinstance(paragraph, Stated):
        return paragraph
    for child in paragraph:
        if child.tag == _PROPERTIES:
            return _read(child) if len(child) else _NOTHING
    return _NOTHING


def _read(properties: _Element) -> Stated:
    style = number = level = outline = left = None
    numbering = False
    for child in properties:
        tag = child.tag
        if tag == _STYLE:
            style = child.get(_VALUE, "") if style is None else style
        elif tag == _NUMBERING:
            if not numbering:
                numbering = True
                number, level = _numbering(child)
        elif tag == _OUTLINE:
            outline = child.get(_VALUE, "") if outline is None else outline
        elif tag == _INDENT:
            left = child.get(_LEFT) or child.get(_START) or "" if left is None else left
    return Stated(style, numbering, number, level, outline, left)


def _numbering(element: _Element) -> tuple[str | None, str | None]:
    number = level = None
    for child in element:
        if child.tag == _NUMBER:
            number = child.get(_VALUE, "") if number is None else number
        elif child.tag == _LEVEL:
            level = child.get(_VALUE, "") if level is None else level
    return number, level
