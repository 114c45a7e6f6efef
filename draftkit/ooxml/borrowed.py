"""What a version of a Word file says of looks, as the issued file can say it too.

Paragraphs take their look from others of the issued file. Only where none has the style that the version
gives to one, its look is borrowed from the version: its own properties, and those of its words (ECMA-376
Part 1, 17.3.1, 17.3.2), without anything that names another part of its file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from lxml import etree

from draftkit.ooxml.extract import Source
from draftkit.ooxml.new_words import BorrowedLook, model_run
from draftkit.ooxml.paragraph_look import put_property
from draftkit.ooxml.resolve import W

_Element = etree._Element
_OF_PARAGRAPH = frozenset(
    W + name
    for name in (
        "keepNext", "keepLines", "pageBreakBefore", "widowControl", "suppressLineNumbers", "pBdr", "shd",
        "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE",
        "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing",
        "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap",
        "outlineLvl",
    )
)  # fmt: skip
"""Properties of a paragraph that mean the same in every file."""
_OF_OTHERS = frozenset(W + name for name in ("rStyle", "rPrChange", "ins", "del", "moveFrom", "moveTo"))
"""Properties of a run that do not, or that are its past."""


def borrowed(source: Source, number: int, style: str, list_id: str, level: int) -> BorrowedLook:
    """The look of a paragraph of a version, by its number.

    ``style`` is the id that its style has in the issued file, empty for the default one; ``list_id`` that of
    its list, empty where it names none itself, and ``level`` the level in it.
    """
    properties = etree.Element(W + "pPr")
    if style:
        etree.SubElement(properties, W + "pStyle", {W + "val": style})
    for own in source.paragraph(number).element.findall(W + "pPr"):
        rebuilt(properties, (child for child in own if child.tag in _OF_PARAGRAPH))
    if list_id:
        numbers = etree.Element(W + "numPr")
        etree.SubElement(numbers, W + "ilvl", {W + "val": str(level)})
        etree.SubElement(numbers, W + "numId", {W + "val": list_id})
        put_property(properties, numbers)
    model = model_run(source, number)
    if model is None:
        return BorrowedLook(properties, None)
    run = etree.Element(W + "r")
    for own in model.findall(W + "rPr"):
        rebuilt(etree.SubElement(run, W + "rPr"), own, _OF_OTHERS)
    return BorrowedLook(properties, run)


def rebuilt(parent: _Element, found: Iterable[_Element], without: Collection[str] = ()) -> None:
    """Put elements of another file into one of this: those of WordprocessingML, with their attributes of it.

    What programs add in namespaces of their own (``w14``) is left behind: this file may not declare them.
    """
    for element in found:
        if not str(element.tag).startswith(W) or element.tag in without:
            continue
        attributes = {str(name): str(value) for name, value in element.items() if str(name).startswith(W)}
        rebuilt(etree.SubElement(parent, element.tag, attributes), element, without)
