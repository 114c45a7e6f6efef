"""The content of a paragraph as it flows on the page, each part with the markup it comes from.

Reading and redlining walk a paragraph in the same way: what the reader counts
as the 40th character is what a revision of the 40th character marks. Content is
that of the accepted text: what stands in ``w:ins`` is there, what stands in
``w:del`` is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from draftkit.dataclass import dataclass
from draftkit.model import Format
from draftkit.ooxml.resolve import W
from draftkit.ooxml.styles import Styles
from draftkit.patterns import lazy_pattern

_Element = etree._Element
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
OBJECT = "\ufffc"
"""Stands for what is no text: a note call, a picture (Unicode, object replacement character)."""
NO_BREAK_HYPHEN = "\u2011"

_INSIDE = frozenset(
    W + name
    for name in (
        "hyperlink",
        "smartTag",
        "customXml",
        "ins",
        "moveTo",
        "dir",
        "bdo",
        "sdtContent",
    )
)
"""What runs may stand in (17.2, 17.5, 17.13.5, 17.16)."""
_GONE = frozenset((W + "del", W + "moveFrom"))
_RUN, _TEXT, _PROPERTIES, _LOOK = W + "r", W + "t", W + "pPr", W + "rPr"
_PICTURES = {W + "drawing": "picture", W + "pict": "picture", W + "object": "embedded object"}
_CALLS = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_OWN_MARKS = frozenset((W + "footnoteRef", W + "endnoteRef"))
_WHITE = {ord(character): " " for character in "\t\n\r"}
"""White space in ``w:t`` is a space on the page, whatever its kind (17.3.3.31)."""
_DEEPEST_FIELD = 20
"""Fields that stand inside one another, as no program makes them."""
_NOTEREF = lazy_pattern(r"\s*NOTEREF\s+\"?([^\s\"\\]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Call:
    """A call to a footnote or an endnote."""

    kind: str
    """``footnote`` or ``endnote``."""
    id: str
    mark: str = ""
    """A mark of its own (17.11.11, customMarkFollows): ``*``. Empty when Word numbers the note."""
    repeat: bool = False
    """A NOTEREF field (17.16.5.42) that shows the number of a note called before."""


@dataclass(slots=True)
class Segment:
    """A part of a paragraph that comes from one element."""

    text: str
    """As on the page; OBJECT for a call or a picture."""
    runs: tuple[_Element, ...]
    """The run it stands in; the runs of a field that is one call; what stands outside runs, itself."""
    child: _Element | None
    """The element in the run whose characters these are; None where they cannot be parted."""
    format: Format = Format.PLAIN
    """By its own choice."""
    call: Call | None = None
    thing: str = ""
    """What an OBJECT is that is no call: ``picture``, ``own mark``."""
    on_page: Format = Format.PLAIN
    """As the page shows it, with bold and italics that the style of the paragraph gives."""
    start: int = 0
    """How many characters of the paragraph stand before it."""
    result: tuple[Segment, ...] = ()
    """Of a field that is one call, the parts of the number that it shows."""

    @property
    def shown(self) -> str:
        """The number that a field shows."""
        return "".join(part.text for part in self.result)

    @property
    def end(self) -> int:
        """How many characters of the paragraph stand before what follows it."""
        return self.start + len(self.text)


@dataclass(slots=True)
class _Field:
    """A complex field that is open (17.16.18)."""

    code: str = ""
    in_result: bool = False
    run: int = 0
    """The first run it stands in."""
    first: int = 0
    """The first segment of its result."""


class Flow:
    """Walks the paragraphs of one file."""

    def __init__(self, styles: Styles, bookmarks: dict[str, tuple[str, str]] | None = None) -> None:
        self.styles = styles
        self.bookmarks = bookmarks or {}
        """The notes (kind and id) whose references bookmarks enclose."""
        self.hidden = 0
        """Characters of hidden text that were passed by."""

    def segments(self, paragraph: _Element) -> list[Segment]:
        """The parts of a paragraph, in order, none of them empty."""
        style = self.styles.style_of(paragraph)
        walk = _Walk(self, style)
        walk.inside(paragraph)
        if not walk.shows:
            # A field that is never closed must not swallow the rest of the paragraph.
            walk = _Walk(self, style, fields=False)
            walk.inside(paragraph)
        at = 0
        for segment in walk.out:
            segment.start = at
            at = segment.end
        return walk.out


class _Walk:
    def __init__(self, flow: Flow, style: str, *, fields: bool = True) -> None:
        self.flow = flow
        self.style = style
        self.heeds_fields = fields
        self.out: list[Segment] = []
        self.fields: list[_Field] = []
        self.too_deep = 0
        """Open fields that are not looked at."""
        self.runs: list[_Element] = []

    def inside(self, element: _Element) -> None:
        for child in element:
            tag = child.tag
            if tag == _RUN:
                self._run(child)
            elif tag == _PROPERTIES:
                continue
            elif tag == W + "fldSimple":
                self._simple_field(child)
            elif tag in _INSIDE:
                self.inside(child)
            elif tag == W + "sdt":
                for content in child.iterchildren(W + "sdtContent"):
                    self.inside(content)
            elif tag in (M + "oMath", M + "oMathPara"):
                text = "".join(t.text or "" for t in child.iter(M + "t"))
                self._add(Segment(text, (child,), None, thing="equation"))
            elif tag == MC + "AlternateContent":
                for choice in list(child.iterchildren(MC + "Choice", MC + "Fallback"))[:1]:
                    self.inside(choice)
            elif len(child) and tag not in _GONE:
                self.inside(child)  # what is not known may hold text all the same

    def _add(self, segment: Segment) -> None:
        if segment.text:
            self.out.append(segment)

    @property
    def shows(self) -> bool:
        """Whether what stands here is text, not the instruction of a field."""
        return all(field.in_result for field in self.fields)

    def _run(self, run: _Element) -> None:
        self.runs.append(run)
        format, hides = self.flow.styles.look_of(run)
        hidden = self.flow.styles.is_hidden(hides, self.style)
        first = len(self.out)
        children = iter(run)
        for child in children:
            tag = child.tag
            if tag == _LOOK:
                continue
            if tag == _TEXT and not (self.fields or hidden):
                self._add(Segment(_words(child), (run,), child, format))
            elif tag == W + "fldChar" and self.heeds_fields:
                self._field(child, run, format)
            elif tag == W + "instrText" and self.fields:
                self.fields[-1].code += child.text or ""
            elif not self.shows:
                continue
            elif hidden:
                self.flow.hidden += len(characters(child))
            elif tag in _CALLS:
                mark = ""
                if child.get(W + "customMarkFollows") not in (None, "0", "false", "off"):
                    mark = "".join(map(characters, children))
                call = Call(_CALLS[tag], child.get(W + "id", ""), mark.strip())
                self._add(Segment(OBJECT, (run,), None if mark else child, format, call))
            elif tag in _OWN_MARKS:
                self._add(Segment(OBJECT, (run,), child, format, thing="own mark"))
            elif tag in _PICTURES:
                self._add(Segment(OBJECT, (run,), child, format, thing=_PICTURES[tag]))
            elif tag == MC + "AlternateContent":
                self._add(Segment(OBJECT, (run,), child, format, thing="picture"))
            elif tag == W + "ruby":
                text = "".join(
                    characters(t) for base in child.iter(W + "rubyBase") for t in base.iter(W + "t")
                )
                self._add(Segment(text, (run,), None, format, thing="ruby"))
            else:
                self._add(Segment(characters(child), (run,), child, format))
        on_page = self.flow.styles.on_page(run, self.style)
        for segment in self.out[first:]:
            segment.on_page = on_page

    def _field(self, character: _Element, run: _Element, format: Format) -> None:
        match character.get(W + "fldCharType"):
            case "begin" if len(self.fields) == _DEEPEST_FIELD:
                self.too_deep += 1
            case "end" if self.too_deep:
                self.too_deep -= 1
            case "begin":
                self.fields.append(_Field(run=len(self.runs) - 1))
            case "separate" if self.too_deep:
                pass
            case "separate" if self.fields:
                self.fields[-1].in_result = True
                self.fields[-1].first = len(self.out)
            case "end" if self.fields:
                self._ended(self.fields.pop(), format)

    def _simple_field(self, element: _Element) -> None:
        """A field in one element (17.16.19)."""
        field = _Field(element.get(W + "instr", ""), run=len(self.runs), first=len(self.out))
        self.inside(element)
        if len(self.runs) > field.run:
            self._ended(field, Format.PLAIN)

    def _ended(self, ended: _Field, format: Format) -> None:
        """A NOTEREF field is a call; the result of any other field is text."""
        found = _NOTEREF.match(ended.code)
        note = self.flow.bookmarks.get(found.group(1)) if found else None
        if note and self.shows:
            found_call = Segment(
                OBJECT, tuple(self.runs[ended.run :]), None, result=tuple(self.out[ended.first :])
            )
            found_call.format = found_call.result[0].format if found_call.result else format
            shown = found_call.shown.strip()
            found_call.call = Call(*note, "" if shown.isdecimal() else shown, repeat=True)
            self.out[ended.first :] = [found_call]


def _words(text: _Element) -> str:
    words = text.text or ""
    return words.translate(_WHITE) if "\t" in words or "\n" in words or "\r" in words else words


def characters(child: _Element) -> str:
    """The characters an element of a run shows (17.3.3)."""
    match child.tag:
        case "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t":
            return _words(child)
        case "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}tab":
            return "\t"
        case "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}ptab":
            return "\t"
        case "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}cr":
            return "\n"
        case "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}br":
            return "" if child.get(W + "type") in ("page", "column") else "\n"
        case "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}noBreakHyphen":
            return NO_BREAK_HYPHEN
        case "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}softHyphen":
            return "\u00ad"
        case "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}sym":
            return _symbol(child)
    return ""


_SYMBOL_FONT = {
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    0x22: "∀",
    0x24: "∃",
    0x27: "∋",
    0x2A: "∗",
    0x2D: "−",
    0xA3: "≤",
    0xA5: "∞",
    0xAE: "→",
    0xB0: "°",
    0xB1: "±",
    0xB3: "≥",
    0xB4: "×",
    0xB7: "•",
    0xB8: "÷",
    0xB9: "≠",
    0xBA: "≡",
    0xBB: "≈",
    0xBC: "…",
}
"""The characters of the font Symbol that are in use, by their places in it (Adobe Symbol encoding)."""


def _symbol(element: _Element) -> str:
    """A character of a symbol font (17.3.3.30); fonts of Windows keep theirs from U+F000 on."""
    try:
        value = int(element.get(W + "char", ""), 16)
    except ValueError:
        return ""
    legal = value >= 0x20 and not 0xD800 <= value <= 0xDFFF and value not in (0xFFFE, 0xFFFF)
    if not legal or value > 0x10FFFF:
        return ""
    place = value & 0xFF if value >> 8 in (0, 0xF0) else 0
    if element.get(W + "font", "").lower() == "symbol" and place:
        return _SYMBOL_FONT.get(place, chr(place) if place < 0x7F else chr(value))
    return chr(value)


def boxes(paragraph: _Element) -> Iterator[_Element]:
    """The text boxes anchored in a paragraph (``w:txbxContent``), each once, outermost only.

    The same box stands in a file twice, for new programs and for old ones
    (ECMA-376 Part 3, 10.2.1); only the first of these is given.
    """
    if next(paragraph.iter(W + "txbxContent"), None) is None:
        return
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag == W + "txbxContent":
            yield element
        elif element.tag == MC + "AlternateContent":
            stack += list(element.iterchildren(MC + "Choice", MC + "Fallback"))[:1]
        elif element.tag not in _GONE:
            stack += reversed(element)
