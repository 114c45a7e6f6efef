"""The list levels that a Word file defines (ECMA-376 Part 1, 17.9): what ``w:lvl`` says, in values.

Nothing here raises an error: what is no number counts as not said, and what is too large as the largest.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from draftkit.dataclass import dataclass, field
from draftkit.patterns import begun_pattern, lazy_pattern

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_Element = etree._Element
LEVELS = 9
"""Levels of a list, counted from 0 to 8."""
LARGEST_START = 32_767
"""The largest number that Word starts a list with."""
_LARGEST_INDENT = 31_680
"""In twips: 22 inches, as wide as Word lets a page be."""
_LONGEST_TEMPLATE = 255
"""Characters of ``w:lvlText``; a guard against labels as long as books."""
_WHOLE = lazy_pattern(r"\s*([+-]?)0*(\d+)\s*")
_MEASURE = lazy_pattern(r"([+-]?\d{1,9}(?:\.\d{1,9})?)(mm|cm|in|pt|pc|pi)?")
_TWIPS = {"": 1.0, "mm": 1440 / 25.4, "cm": 1440 / 2.54, "in": 1440.0, "pt": 20.0, "pc": 240.0, "pi": 240.0}
_PLACES = lazy_pattern(r"%([1-9])")
_PADDED = begun_pattern(r"0+1(?=,)", "0")
_SUFFIXES = {"tab": "\t", "space": " ", "nothing": ""}
_SYMBOL_FONTS = ("symbol", "wingdings", "webdings", "marlett")
BULLET = "•"
"""Stands for every sign that only a symbol font or a picture shows."""


@dataclass(frozen=True, slots=True)
class Level:
    """A ``w:lvl``."""

    start: int
    number_format: str
    """As :func:`draftkit.ooxml.numerals.number_text` takes it, or ``bullet``."""
    template: tuple[str | int, ...]
    """What stands on the page: text, and the index of a level in place of its number."""
    suffix: str
    restart: int
    """The level restarts after a paragraph of a level with a smaller index than this."""
    legal: bool
    """All numbers are decimal (``w:isLgl``)."""
    indent: int | None
    """In twips."""


@dataclass(slots=True)
class Definition:
    """A ``w:abstractNum``, and how far its levels are counted."""

    levels: dict[int, Level] = field(default_factory=dict)
    styles: dict[str, int] = field(default_factory=dict)
    """The level whose ``w:pStyle`` is this style."""
    link: str = ""
    """The numbering style that says where the levels really are (``w:numStyleLink``)."""
    counters: list[int | None] = field(default_factory=lambda: [None] * LEVELS)
    """The last number of each level; None where it is to start anew."""


def read_definition(element: _Element) -> Definition:
    """A ``w:abstractNum``."""
    found = Definition(link=value_of(element, "numStyleLink"))
    for at, child in by_level(element, "lvl"):
        found.levels.setdefault(at, read_level(child, at))
        if style := value_of(child, "pStyle"):
            found.styles.setdefault(style, at)
    return found


def by_level(element: _Element, tag: str) -> Iterator[tuple[int, _Element]]:
    """The children with this tag that belong to a level there is, with its index."""
    for child in element.iterchildren(W + tag):
        at = whole_number(child.get(W + "ilvl", ""), LEVELS)
        if at is not None and at < LEVELS:
            yield at, child


def read_level(element: _Element, at: int, restart: int | None = None) -> Level:
    """The ``w:lvl`` of this index. A level that replaces another has the ``restart`` of that one."""
    number_format = _number_format(element)
    if restart is None:
        named = whole_number(value_of(element, "lvlRestart"), LEVELS)
        restart = named if named is not None and named <= at else at
    return Level(
        start=whole_number(value_of(element, "start"), LARGEST_START) or 0,
        number_format=number_format,
        template=_template(element, number_format, at),
        suffix=_SUFFIXES.get(value_of(element, "suff"), "\t"),
        restart=restart,
        legal=_is_on(element, "isLgl"),
        indent=left_indent(element.find(W + "pPr")),
    )


def _number_format(element: _Element) -> str:
    """The format. One of Word 2010, as ``001, 002, 003, ...``, is an alternative to an older one."""
    formats = [*element.iterchildren(W + "numFmt"), *element.iterfind(f"{_MC}AlternateContent//{W}numFmt")]
    for found in formats:
        if padded := _PADDED.match(found.get(W + "format", "")):
            return padded[0]
    known = (found.get(W + "val", "") for found in formats)
    return next((name for name in known if name not in ("", "custom")), "decimal")


def _template(element: _Element, number_format: str, at: int) -> tuple[str | int, ...]:
    """Hidden numbers show nothing, and a level shows no number of a deeper one (17.9.11)."""
    properties = element.find(W + "rPr")
    if properties is not None and _is_on(properties, "vanish"):
        return ()
    text = value_of(element, "lvlText")[:_LONGEST_TEMPLATE]
    if number_format == "bullet":
        return (_sign(element, text),)
    parts = _PLACES.split(text)
    return tuple(
        int(part) - 1 if i % 2 else part for i, part in enumerate(parts) if not i % 2 or int(part) <= at + 1
    )


def _sign(element: _Element, text: str) -> str:
    """The bullet; see :data:`BULLET`. A minus of a symbol font is a dash in any other."""
    fonts = element.find(f"{W}rPr/{W}rFonts")
    names = [] if fonts is None else [fonts.get(W + name, "").lower() for name in ("ascii", "hAnsi")]
    symbols = any(name.startswith(_SYMBOL_FONTS) for name in names) and text.strip() not in ("-", "–", "—")
    private = any("\ue000" <= character <= "\uf8ff" for character in text)
    picture = element.find(W + "lvlPicBulletId") is not None
    return BULLET if picture or private or (symbols and text.strip()) else text


def _is_on(properties: _Element, tag: str) -> bool:
    found = properties.find(W + tag)
    return found is not None and is_true(found.get(W + "val", "1"))


def is_true(text: str) -> bool:
    """The value of an on-off property (17.17.4)."""
    return text not in ("0", "false", "off")


def value_of(element: _Element, tag: str) -> str:
    """The ``w:val`` of a child; empty without one."""
    found = element.find(W + tag)
    return "" if found is None else found.get(W + "val", "")


def left_indent(properties: _Element | None) -> int | None:
    """The left indent in twips that a ``w:pPr`` states; a length may have a unit (22.9.2.14)."""
    indent = None if properties is None else properties.find(W + "ind")
    if indent is None:
        return None
    return measured(indent.get(W + "left") or indent.get(W + "start") or "")


def measured(length: str) -> int | None:
    """A length in twips; None for what is none."""
    if _is_plain(length):
        return min(_LARGEST_INDENT, int(length))
    measure = _MEASURE.fullmatch(length)
    if measure is None:
        return None
    twips = round(float(measure[1]) * _TWIPS[measure[2] or ""])
    return max(-_LARGEST_INDENT, min(_LARGEST_INDENT, twips))


def _is_plain(number: str) -> bool:
    """Whether a number is written as most are, in so few figures that it can be read at once."""
    return number.isascii() and number.isdecimal() and len(number) < 10


def whole_number(text: str, largest: int) -> int | None:
    """A whole number between zero and the largest one that makes sense; None for anything else."""
    if _is_plain(text):
        return min(int(text), largest)
    number = _WHOLE.fullmatch(text) if text else None
    if number is None:
        return None
    if number[1] == "-":
        return 0
    return min(int(number[2]), largest) if len(number[2]) < 10 else largest


def identifier(text: str | None) -> str:
    """The id of a ``w:num`` or ``w:abstractNum`` in one spelling; empty for what is none."""
    if text and _is_plain(text) and (text[0] != "0" or text == "0"):
        return text
    number = _WHOLE.fullmatch(text) if text else None
    return "" if number is None else number[1].strip("+") + number[2]
