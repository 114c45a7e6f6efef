"""The look of runs: made the same as a neighbour's, changed in a tracked way.

ECMA-376 Part 1, 17.3.2 (run properties, whose elements stand in a fixed order)
and 17.13.5.31 (``w:rPrChange``).
"""

from __future__ import annotations

from collections.abc import Collection
from copy import deepcopy

from lxml import etree

from draftkit.model import Format
from draftkit.ooxml.resolve import W

_Element = etree._Element
_ORDER = (
    "ins", "del", "moveFrom", "moveTo",
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline",
    "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing",
    "w", "kern", "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText",
    "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath", "rPrChange",
)  # fmt: skip
_PLACES = {W + name: place for place, name in enumerate(_ORDER)}
_CALL_STYLES = frozenset(("footnotereference", "endnotereference"))
_RAISED = {Format.SUPERSCRIPT: "superscript", Format.SUBSCRIPT: "subscript"}


def put(properties: _Element, element: _Element) -> None:
    """Put an element into run properties at its place, for any of its kind that was there."""
    for old in properties.findall(element.tag):
        properties.remove(old)
    place = _PLACES.get(element.tag, len(_ORDER))
    at = next(
        (i for i, other in enumerate(properties) if _PLACES.get(other.tag, len(_ORDER)) > place),
        len(properties),
    )
    properties.insert(at, element)


def properties_like(
    run: _Element | None, have: Format, want: Format, styles: Collection[str] = (), style: str = ""
) -> _Element:
    """Run properties that look like a run's, whose format is ``have``, but in the format ``want``.

    ``styles`` are those that are for the run's own words alone; ``style`` is that of the new ones.
    """
    own = None if run is None else run.find(W + "rPr")
    properties = etree.Element(W + "rPr") if own is None else deepcopy(own)
    for tag in ("rPrChange", "ins", "del", "moveFrom", "moveTo"):
        for child in properties.findall(W + tag):
            properties.remove(child)
    for own_style in properties.findall(W + "rStyle"):
        if own_style.get(W + "val") in styles:
            properties.remove(own_style)
    if style:
        put(properties, _valued("rStyle", style))
    set_format(properties, have, want)
    return properties


def set_format(properties: _Element, have: Format, want: Format) -> None:
    """Change run properties in the formats in which ``want`` differs from ``have``."""
    for flag, tags in ((Format.ITALIC, ("i", "iCs")), (Format.BOLD, ("b", "bCs"))):
        if (flag in have) != (flag in want):
            for tag in tags:
                put(properties, _toggle(tag, flag in want))
    if (Format.STRIKE in have) != (Format.STRIKE in want):
        for double in properties.findall(W + "dstrike"):
            properties.remove(double)
        put(properties, _toggle("strike", Format.STRIKE in want))
    if (Format.UNDERLINE in have) != (Format.UNDERLINE in want):
        put(properties, _valued("u", "single" if Format.UNDERLINE in want else "none"))
    raised = Format.SUPERSCRIPT | Format.SUBSCRIPT
    if have & raised != want & raised:
        value = next((name for flag, name in _RAISED.items() if flag in want), "baseline")
        put(properties, _valued("vertAlign", value))


def plain(properties: _Element) -> None:
    """Take from run properties what only a note call has: its style, its raised place."""
    style = properties.find(W + "rStyle")
    if style is not None and style.get(W + "val", "").lower() in _CALL_STYLES:
        properties.remove(style)
    for raised in properties.findall(W + "vertAlign"):
        properties.remove(raised)


def track_format(run: _Element, have: Format, want: Format, attributes: dict[str, str]) -> None:
    """Change the format of a run as a tracked change."""
    properties = run.find(W + "rPr")
    if properties is None:
        properties = etree.Element(W + "rPr")
        run.insert(0, properties)
    before = deepcopy(properties)
    for change in before.findall(W + "rPrChange"):
        before.remove(change)
    earlier = properties.find(W + "rPrChange")
    set_format(properties, have, want)
    if earlier is None:
        change = etree.Element(W + "rPrChange", attributes)
        change.append(before)
        put(properties, change)


def _toggle(tag: str, value: bool) -> _Element:
    element = etree.Element(W + tag)
    if not value:
        element.set(W + "val", "0")
    return element


def _valued(tag: str, value: str) -> _Element:
    return etree.Element(W + tag, {W + "val": value})
