"""The automatic numbers of paragraphs, as the reader of the page sees them (ECMA-376 Part 1, 17.9).

Where the standard and Word part ways, Word decides, because readers see its pages:

- Instances (``w:num``) of one definition (``w:abstractNum``) count on together. One that has a
  ``w:startOverride`` begins anew with it, once: at its first paragraph of a level that has one.
- A level that is used before the level above it opens that level: 1.1 is followed by 2., not by 1.
- ``w:lvlRestart`` means the level named or any above it, and is ignored where a level is overridden
  ([MS-OI29500] 2.1.282).
- A hidden paragraph counts: to advance a number Word itself puts hidden paragraphs before it. A hidden
  number (``w:vanish`` in the level) counts as well, and is an empty label.
- A paragraph of a level that is not defined has no number.

Each story (the body, a text box, the notes) is counted by itself, with a :class:`Numbering` of its own.
What a file gets wrong never raises an error: a number that is none, or a chain that leads nowhere or back
to itself, is no numbering; levels and starts out of range are moved into it.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping

from lxml import etree

from draftkit.dataclass import dataclass, field
from draftkit.ooxml.levels import (
    LARGEST_START,
    LEVELS,
    Definition,
    Level,
    W,
    by_level,
    identifier,
    is_true,
    left_indent,
    measured,
    read_definition,
    read_level,
    value_of,
    whole_number,
)
from draftkit.ooxml.numerals import number_text
from draftkit.ooxml.stated import Stated, stated

_Element = etree._Element
_KEPT_WHEN_LEGAL = ("bullet", "decimalZero")
"""Formats that ``w:isLgl`` leaves as they are: Word's own list of articles has Section 1.01."""
_LONGEST_LINK = 8
"""Numbering styles on the way to a definition. Word makes one; more than this is a circle."""


@dataclass(frozen=True, slots=True)
class Label:
    """The number or bullet before a paragraph."""

    text: str
    """``1.``, ``(a)``, ``Article 3``; the sign of a bullet; empty for a level that shows nothing."""
    level: int
    """``w:ilvl``, from 0 to 8."""
    bullet: bool
    suffix: str
    """What stands between it and the text (``w:suff``): a tab, a space or nothing."""
    form: tuple[str, tuple[str | int, ...]]
    """How it counts, and what stands around the numbers: as :class:`Level` has them."""
    list: str
    """The id of its list (``w:num``)."""


@dataclass(slots=True)
class _Instance:
    """A ``w:num``."""

    id: str
    definition: Definition
    levels: dict[int, Level]
    starts: dict[int, int]
    restarted: bool = False
    """One of ``starts`` has begun the list anew."""
    anew: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def advance(self, level: int) -> str:
        """Count a paragraph; its number."""
        counters = self.definition.counters
        for above in range(level):
            if counters[above] is None:
                found = self.levels.get(above)
                counters[above] = found.start if found else 1
        before = counters[level]
        if before is None or (level in self.starts and not self.restarted):
            counters[level] = self.starts.get(level, self.levels[level].start)
            self.restarted = self.restarted or level in self.starts
        else:
            counters[level] = before + 1
        for below in self._below(level):
            counters[below] = None
        parts = self.levels[level].template
        return "".join(part if isinstance(part, str) else self._number(part, level) for part in parts)

    def _below(self, level: int) -> tuple[int, ...]:
        """The levels that begin anew after a paragraph of this one."""
        if level not in self.anew:
            self.anew[level] = tuple(
                below
                for below in range(level + 1, LEVELS)
                if level < (self.levels[below].restart if below in self.levels else below)
            )
        return self.anew[level]

    def _number(self, level: int, shown_by: int) -> str:
        value = self.definition.counters[level]
        found = self.levels.get(level)
        if value is None or found is None:
            return ""
        legal = self.levels[shown_by].legal and found.number_format not in _KEPT_WHEN_LEGAL
        return number_text(value, "decimal" if legal else found.number_format)


@dataclass(frozen=True, slots=True)
class _Style:
    """What a paragraph style with all it is based on says."""

    instance: _Instance | None = None
    level: int = 0
    indent: int = 0
    """With the indent of its numbering."""
    own_indent: int = 0
    """Without it: for a paragraph that refuses the numbering."""


class Numbering:
    """Gives the paragraphs of one story their labels."""

    def __init__(self, numbering: _Element | None, styles: _Element | None) -> None:
        self._style_elements, self._default_style, self._default_indent = _read_styles(styles)
        self._instances: dict[str, _Instance] = {}
        if numbering is not None:
            self._read_instances(numbering)
        self._styles: dict[str, _Style] = {}
        self._places: dict[Stated, tuple[_Instance, int] | None] = {}

    def label(self, paragraph: _Element | Stated) -> Label | None:
        """The label of a paragraph; None without one. To be called once for each, in their order."""
        found = self._place(paragraph)
        if found is None:
            return None
        instance, level = found
        definition = instance.levels[level]
        form = definition.number_format, definition.template
        is_bullet = definition.number_format == "bullet"
        return Label(instance.advance(level), level, is_bullet, definition.suffix, form, instance.id)

    def instance(self, paragraph: _Element | Stated) -> tuple[str, int] | None:
        """Number id and level in force, without counting; None for a paragraph without numbering."""
        found = self._place(paragraph)
        return (found[0].id, found[1]) if found else None

    def indent(self, paragraph: _Element | Stated) -> int:
        """The left indent in twips.

        The paragraph's own counts first, then that of its numbering. Numbering that a style brings gives
        way to an indent of the same style or one based on it, as on Word's pages.
        """
        own = stated(paragraph)
        if own.left is not None and (left := measured(own.left)) is not None:
            return left
        style = self._style_of(own.style)
        if not own.numbering:
            return style.indent
        found = self._place(own)
        of_level = found[0].levels[found[1]].indent if found else None
        return style.own_indent if of_level is None else of_level

    def by_style(self, paragraph: _Element) -> bool:
        """Whether the style of a paragraph would number it, whatever the paragraph itself says."""
        return self._style_of(stated(paragraph).style).instance is not None

    def by(self, style: str) -> tuple[int, Level] | None:
        """The level, and what it says, of the list by which a style numbers its paragraphs."""
        found = self._place(Stated(style))
        return (found[1], found[0].levels[found[1]]) if found else None

    def _place(self, paragraph: _Element | Stated) -> tuple[_Instance, int] | None:
        own = stated(paragraph)
        if own not in self._places:
            self._places[own] = self._placed(own)
        return self._places[own]

    def _placed(self, own: Stated) -> tuple[_Instance, int] | None:
        style = self._style_of(own.style)
        instance, level = style.instance, style.level
        if own.number is not None:
            instance = self._instances.get(identifier(own.number))
        if own.level is not None:
            level = _level(own.level)
        return (instance, level) if instance and level in instance.levels else None

    def _style_of(self, named: str | None) -> _Style:
        name = named or ""
        if name not in self._style_elements:
            name = self._default_style
        if name not in self._styles:
            self._resolve(name)
        return self._styles[name]

    def _resolve(self, name: str) -> None:
        """Work out a style and all it is based on. Styles based on each other are based on nothing."""
        chain: list[str] = []
        seen: set[str] = set()
        while name in self._style_elements and name not in self._styles and name not in seen:
            chain.append(name)
            seen.add(name)
            name = value_of(self._style_elements[name], "basedOn")
        nothing = _Style(indent=self._default_indent, own_indent=self._default_indent)
        circle = chain.index(name) if name in seen else len(chain)
        known = self._styles.get(name, nothing)
        if not chain:
            self._styles[name] = known
        for at in reversed(range(len(chain))):
            known = self._derived(chain[at], nothing if at >= circle else known)
            self._styles[chain[at]] = known

    def _derived(self, name: str, base: _Style) -> _Style:
        properties = self._style_elements[name].find(W + "pPr")
        own = None if properties is None else properties.find(W + "numPr")
        number, stated = (None, None) if own is None else _numbering_of(own)
        instance = base.instance if number is None else self._instances.get(number)
        linked = instance.definition.styles.get(name) if instance else None
        level = linked if linked is not None else stated
        says_so = number is not None or level is not None
        if level is None:
            level = base.level if number is None else 0
        left = left_indent(properties)
        found = instance.levels.get(level) if instance and says_so else None
        of_level = found.indent if found else None
        inherited = base.own_indent if number is not None and instance is None else base.indent
        return _Style(
            instance,
            level,
            indent=next(value for value in (left, of_level, inherited) if value is not None),
            own_indent=base.own_indent if left is None else left,
        )

    def _read_instances(self, numbering: _Element) -> None:
        known, owners = _read_definitions(numbering)
        # Each story counts by itself.
        definitions = {name: Definition(one.levels, one.styles, one.link) for name, one in known.items()}
        nums: dict[str, tuple[_Element, str]] = {}
        for element in numbering.iterchildren(W + "num"):
            nums.setdefault(
                identifier(element.get(W + "numId")),
                (element, identifier(value_of(element, "abstractNumId"))),
            )
        for number, (element, name) in nums.items():
            if number not in ("", "0") and (definition := self._linked(name, definitions, owners, nums)):
                self._instances[number] = _instance(number, element, definition)

    def _linked(
        self,
        name: str,
        definitions: Mapping[str, Definition],
        owners: Mapping[str, str],
        nums: dict[str, tuple[_Element, str]],
    ) -> Definition | None:
        """The definition, or the one that its numbering style leads to (17.9.21, 17.9.27)."""
        for _ in range(_LONGEST_LINK):
            found = definitions.get(name)
            if found is None or not found.link:
                return found
            style = self._style_elements.get(found.link)
            own = None if style is None else style.find(f"{W}pPr/{W}numPr")
            number = None if own is None else _numbering_of(own)[0]
            name = nums[number][1] if number in nums else owners.get(found.link, "")
        return None


@functools.lru_cache(maxsize=4)
def _read_definitions(numbering: _Element) -> tuple[Mapping[str, Definition], Mapping[str, str]]:
    """The definitions by id, and which one a numbering style stands for."""
    definitions: dict[str, Definition] = {}
    owners: dict[str, str] = {}
    for element in numbering.iterchildren(W + "abstractNum"):
        name = identifier(element.get(W + "abstractNumId"))
        definitions.setdefault(name, read_definition(element))
        if style := value_of(element, "styleLink"):
            owners.setdefault(style, name)
    return definitions, owners


@functools.lru_cache(maxsize=4)
def _read_styles(styles: _Element | None) -> tuple[Mapping[str, _Element], str, int]:
    """The styles by id, the id of the default one, and the indent that all have."""
    elements: dict[str, _Element] = {}
    default = ""
    if styles is None:
        return elements, default, 0
    for style in styles.iterchildren(W + "style"):
        name = style.get(W + "styleId", "")
        elements.setdefault(name, style)
        if style.get(W + "type") == "paragraph" and is_true(style.get(W + "default", "0")):
            default = default or name
    return elements, default, left_indent(styles.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr")) or 0


def _instance(number: str, element: _Element, definition: Definition) -> _Instance:
    levels = definition.levels
    starts: dict[int, int] = {}
    for at, override in by_level(element, "lvlOverride"):
        if (replaced := override.find(W + "lvl")) is not None:
            known = definition.levels.get(at)
            levels = {**levels, at: read_level(replaced, at, known.restart if known else at)}
        if override.find(W + "startOverride") is not None:
            starts[at] = whole_number(value_of(override, "startOverride"), LARGEST_START) or 0
    return _Instance(number, definition, levels, starts)


def _numbering_of(element: _Element) -> tuple[str | None, int | None]:
    """Number id and level of a ``w:numPr``, each None where it says nothing."""
    number = element.find(W + "numId")
    level = element.find(W + "ilvl")
    return (
        None if number is None else identifier(number.get(W + "val")),
        None if level is None else _level(level.get(W + "val", "")),
    )


def _level(text: str) -> int:
    return min(whole_number(text, LEVELS - 1) or 0, LEVELS - 1)
