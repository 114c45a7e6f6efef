"""What the styles of a Word file say of text: its name, its level as a heading, its look.

ECMA-376 Part 1, 17.7. A character that is bold by its paragraph's style is not
bold by its own choice: the two are told apart, since only the second is content.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

from lxml import etree

from draftkit.model import Format
from draftkit.ooxml.resolve import W
from draftkit.ooxml.stated import Stated, stated

_Element = etree._Element
_DEEPEST = 40
"""Styles that may build on each other; Word itself follows no more than about ten."""
_OFF = frozenset(("0", "false", "off", "none"))
_RUN_PROPERTIES, _VALUE = W + "rPr", W + "val"
_LATIN = ((Format.ITALIC, W + "i"), (Format.BOLD, W + "b"))
_COMPLEX = ((Format.ITALIC, W + "iCs"), (Format.BOLD, W + "bCs"))
"""What sets text in Latin and like letters, and what sets Arabic and Hebrew (17.3.2.1, 2, 16, 17)."""
_BOLD_OR_ITALIC = Format.BOLD | Format.ITALIC
_NOTHING = etree.Element(_RUN_PROPERTIES)
_LINKS = frozenset(("hyperlink", "followedhyperlink"))
"""Styles whose underline means a link, and is no emphasis."""

_CONTESTED = {
    "contested bracket": "bracket",
    "contested proponents": "proponents",
    "contested label": "label",
}
"""Styles by which we show what is contested, and the part of it each is for.

Their bold is no emphasis of the words.
"""


class Styles:
    """The styles of one file."""

    def __init__(self, root: _Element | None) -> None:
        found = [] if root is None else root.findall(W + "style")
        self._by_id = {style.get(W + "styleId", ""): style for style in found}
        self.default = next(
            (
                style.get(W + "styleId", "")
                for style in found
                if style.get(W + "type") == "paragraph" and on(style.get(W + "default"), absent=False)
            ),
            "",
        )
        self.name = functools.cache(self._name)
        self.outline = functools.cache(self._outline)
        self.paragraph_format = functools.cache(self._paragraph_format)
        self._of_run_style = functools.cache(self._run_style)
        self._gives = functools.cache(self._is_given)
        self._hides = functools.cache(self._hidden_by)
        self._looks: dict[tuple[tuple[str, str | None], ...], tuple[Format, bool | None]] = {}
        """What runs look like, by the properties they have."""
        self._on_page: dict[tuple[str, tuple[tuple[str, str | None], ...]], Format] = {}
        """What runs look like in paragraphs of a style, by that and the properties they have."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all styles."""
        return tuple(self._by_id)

    def paragraph_style(self, name: str) -> str | None:
        """The id of the style of paragraphs with this name; None where there is none."""
        if name == self.name(self.default):
            return self.default
        return next(
            (
                id
                for id, style in self._by_id.items()
                if style.get(W + "type") == "paragraph" and self.name(id) == name
            ),
            None,
        )

    def style_of(self, paragraph: _Element | Stated) -> str:
        """The id of a paragraph's style."""
        style = stated(paragraph).style
        return self.default if style is None else style

    @functools.cached_property
    def contested(self) -> dict[str, str]:
        """The ids of our styles for the parts of contested text, by part; empty in the files of others."""
        parts = ((_CONTESTED.get(self.name(id).lower()), id) for id in self._by_id)
        return {part: id for part, id in parts if part}

    def outline_of(self, paragraph: _Element | Stated) -> int:
        """The level of a heading, from 1; 0 for any other paragraph (17.3.1.20)."""
        own = stated(paragraph)
        return self.outline(self.style_of(own)) if own.outline is None else _level(own.outline)

    def format_of(self, run: _Element) -> Format:
        """How a run looks by its own choice: by its properties, or by a character style it names."""
        return self.look_of(run)[0]

    def look_of(self, run: _Element) -> tuple[Format, bool | None]:
        """The format of a run, and whether it says itself that nothing of it shows; None where it does not.

        Runs have few looks, so each is worked out once.
        """
        for child in run:
            if child.tag == _RUN_PROPERTIES:
                key = tuple([(given.tag, given.get(_VALUE)) for given in child])
                look = self._looks.get(key)
                if look is None:
                    look = self._looks[key] = self._format(child), self._hidden(child)
                return look
        return Format.PLAIN, None

    def on_page(self, run: _Element, paragraph_style: str) -> Format:
        """How a run looks on the page in a paragraph of a style, bold and italics of that style included.

        A character style turns over what a paragraph's gives; what a run says itself counts alone (17.7.3).
        """
        own, gives = self.format_of(run), self._gives(paragraph_style)
        if not gives and not own & _BOLD_OR_ITALIC:
            return own
        properties = run.find(_RUN_PROPERTIES)
        if properties is None:
            properties = _NOTHING
        key = paragraph_style, tuple([(given.tag, given.get(_VALUE)) for given in properties])
        if key not in self._on_page:
            self._on_page[key] = self._in_paragraph(properties, own, gives)
        return self._on_page[key]

    def _in_paragraph(self, properties: _Element, own: Format, gives: frozenset[str]) -> Format:
        style = properties.find(W + "rStyle")
        of_run = self._gives("" if style is None else style.get(_VALUE, ""))
        found = own
        for flag, tag in _COMPLEX if _is_complex(properties) else _LATIN:
            if properties.find(tag) is None:
                found = found | flag if (tag in gives) != (tag in of_run) else found & ~flag
        return found

    def _is_given(self, id: str) -> frozenset[str]:
        """What a style switches on: elements for bold and italics."""
        found: dict[str, bool] = {}
        for style in [] if id in self.contested.values() else self._chain(id):
            for _, tag in (*_LATIN, *_COMPLEX):
                own = style.find(f"{W}rPr/{tag}")
                if own is not None:
                    found.setdefault(tag, on(own.get(_VALUE)))
        return frozenset(tag for tag, is_on in found.items() if is_on)

    def is_hidden(self, own: bool | None, paragraph_style: str) -> bool:
        """Whether nothing of a run shows on the page (17.3.2.41), by what it says itself."""
        return self._hides(paragraph_style) if own is None else own

    def _format(self, properties: _Element) -> Format:
        style = properties.find(W + "rStyle")
        base = Format.PLAIN if style is None else self._of_run_style(style.get(W + "val", ""))
        return _applied(properties, base)

    def _hidden(self, properties: _Element) -> bool | None:
        own = properties.find(W + "vanish")
        if own is not None:
            return on(own.get(W + "val"))
        style = properties.find(W + "rStyle")
        return True if style is not None and self._hides(style.get(W + "val", "")) else None

    # --- by id ---

    def _chain(self, id: str) -> Iterator[_Element]:
        """A style and those it builds on, nearest first."""
        for _ in range(_DEEPEST):
            style = self._by_id.get(id)
            if style is None:
                return
            yield style
            base = style.find(W + "basedOn")
            if base is None:
                return
            id = base.get(W + "val", "")

    def _name(self, id: str) -> str:
        style = self._by_id.get(id)
        name = None if style is None else style.find(W + "name")
        return id if name is None else name.get(W + "val", "")

    def _outline(self, id: str) -> int:
        for style in self._chain(id):
            own = style.find(f"{W}pPr/{W}outlineLvl")
            if own is not None:
                return _level(own.get(W + "val", ""))
        return 0

    def _paragraph_format(self, id: str) -> Format:
        """Bold and italic that a paragraph's style gives to all of it."""
        found = Format.PLAIN
        for style in reversed(list(self._chain(id))):
            properties = style.find(W + "rPr")
            if properties is not None:
                found = _applied(properties, found)
        return found & _BOLD_OR_ITALIC

    def _run_style(self, id: str) -> Format:
        found = Format.PLAIN
        for style in reversed(list(self._chain(id))):
            properties = style.find(W + "rPr")
            if properties is not None:
                found = _applied(properties, found)
        if id in self.contested.values():
            return Format.PLAIN
        return found & ~Format.UNDERLINE if self.name(id).lower() in _LINKS else found

    def _hidden_by(self, id: str) -> bool:
        for style in self._chain(id):
            own = style.find(f"{W}rPr/{W}vanish")
            if own is not None:
                return on(own.get(W + "val"))
        return False


@functools.lru_cache(maxsize=4)
def styles_of(root: _Element | None) -> Styles:
    """The styles of a part that is read and not changed; those of the same part are worked out once."""
    return Styles(root)


def on(value: str | None, absent: bool = True) -> bool:
    """Whether a toggle is on (17.17.4, ST_OnOff); ``absent`` is what an element without value means."""
    return absent if value is None else value.lower() not in _OFF


def _level(value: str) -> int:
    return int(value) + 1 if value in {*"012345678"} else 0


def _applied(properties: _Element, base: Format) -> Format:
    """The format that properties make of another one (17.3.2)."""
    given = {child.tag: child for child in properties}
    if len(given) == 1 and W + "rStyle" in given:
        return base
    found = base
    for flag, tag in _COMPLEX if _is_complex(properties) else _LATIN:
        found = _set(found, flag, given.get(tag))
    found = _set(found, Format.UNDERLINE, given.get(W + "u"), absent=False)
    for tag in (W + "strike", W + "dstrike"):
        found = _set(found, Format.STRIKE, given.get(tag))
    raised = given.get(W + "vertAlign")
    if raised is not None:
        found &= ~(Format.SUPERSCRIPT | Format.SUBSCRIPT)
        match raised.get(W + "val"):
            case "superscript":
                found |= Format.SUPERSCRIPT
            case "subscript":
                found |= Format.SUBSCRIPT
    return found


def _is_complex(properties: _Element) -> bool:
    """Whether a run is set as Arabic and Hebrew are (17.3.2.7, 17.3.2.30)."""
    found = (properties.find(W + tag) for tag in ("rtl", "cs"))
    return any(element is not None and on(element.get(_VALUE)) for element in found)


def _set(format: Format, flag: Format, element: _Element | None, absent: bool = True) -> Format:
    if element is None:
        return format
    return format | flag if on(element.get(W + "val"), absent) else format & ~flag
