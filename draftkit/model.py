"""The draft: one immutable tree of what a draft resolution or decision says.

Read this file to know what draftkit thinks a draft is. Nothing here reads,
writes or compares; everything else does one of those with these values.

A :class:`Draft` has front matter (masthead, sponsors, title) in the order of
the page, a body of blocks, and notes. Inside a paragraph stands *inline*
content: text with its format, note calls, brackets. Equality is equality of
what a reader of the page would see; positions take no part in it.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import TypeAlias

from draftkit.dataclass import dataclass, field


class Format(enum.Flag):
    """How a span of text looks. Italics carry meaning in UN drafts: they mark the opening."""

    PLAIN = 0
    ITALIC = enum.auto()
    BOLD = enum.auto()
    UNDERLINE = enum.auto()
    SUPERSCRIPT = enum.auto()
    SUBSCRIPT = enum.auto()
    STRIKE = enum.auto()


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """Where a node was read. Lines and columns count from 1; columns count characters."""

    line: int
    column: int


def _position() -> Position | None:
    """A field that tells where a node was read and takes no part in equality."""
    return field(default=None, compare=False, repr=False)


class BracketKind(enum.StrEnum):
    """What square brackets are for. The rule that decides is in :mod:`draftkit.brackets`."""

    CONTESTED = "contested"
    EDITORIAL = "editorial"
    PLACEHOLDER = "placeholder"


@dataclass(frozen=True, slots=True)
class Text:
    """A span of text in one format."""

    text: str
    format: Format = Format.PLAIN
    position: Position | None = _position()
    breaks: tuple[tuple[int, Position], ...] = field(default=(), compare=False, repr=False)
    """Where the text goes on elsewhere in the file, on the next line for one: (offset, position)."""


@dataclass(frozen=True, slots=True)
class NoteCall:
    """A call to the note with this id; one note may have several calls."""

    note: str
    position: Position | None = _position()


@dataclass(frozen=True, slots=True)
class Alternative:
    """One of the wordings a bracket holds."""

    content: tuple[Inline, ...] = ()
    """Empty when the proposal is to have no text."""
    proponents: tuple[str, ...] = ()
    """The delegations that want this wording, as named in the bracket: ``[Norway, EU: should]``."""
    attribution: str = ""
    """The proponents as issued, where they are not written with commas alone: ``Norway and EU``.

    A wide colon is part of it: ``挪威：``.
    """
    label: str = ""
    """``Option 2``, ``Alt 1``; or the word that stands for an empty alternative: ``delete``."""


@dataclass(frozen=True, slots=True)
class Bracket:
    """Bracketed text inside one paragraph."""

    alternatives: tuple[Alternative, ...]
    kind: BracketKind = BracketKind.CONTESTED
    slash: bool = False
    """The alternatives share one pair of brackets, divided by strokes: ``[shall/should]``."""
    marks: str = "[]"
    """The two characters used: ``[]``, or ``［］``, ``〔〕``, ``【】`` in Chinese texts."""
    position: Position | None = _position()


@dataclass(frozen=True, slots=True)
class BracketMark:
    """One end of a bracket that opens in one paragraph and closes in another.

    The two ends carry the same ``pair`` number. Brackets nested deeper than a
    person can follow are kept this way too (``draftkit.brackets.DEEPEST_NODE``).
    """

    mark: str
    """``[`` or ``]``, or the full-width form."""
    pair: int
    position: Position | None = _position()


Inline: TypeAlias = Text | NoteCall | Bracket | BracketMark
Span: TypeAlias = Text | NoteCall
"""Inline content as it stands on the page, brackets being characters of the text."""


class ParagraphKind(enum.StrEnum):
    """What a paragraph is in the draft."""

    ENACTING = "enacting"
    """*The Conference of the Parties ...,*"""
    PREAMBULAR = "preambular"
    OPERATIVE = "operative"
    SUBPARAGRAPH = "subparagraph"
    """(a), (i) or a. below a preambular, operative or annex paragraph."""
    TAIL = "tail"
    """Text without a number that goes on with the paragraph above it, after its subparagraphs."""
    TEXT = "text"
    """Any other paragraph: of an annex, or one whose part in the draft is not known."""
    CLOSING = "closing"
    """The meeting and date under an adopted text."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with what hangs below it."""

    kind: ParagraphKind
    content: tuple[Inline, ...]
    """The text; before subparagraphs, the chapeau."""
    marker: str = ""
    """The number as issued, punctuation included: ``5 bis.``, ``(a)``, ``OP6alt``. Never text."""
    before: tuple[Inline, ...] = ()
    """Brackets that open before the number and close elsewhere than at the end of a paragraph."""
    children: tuple[Block, ...] = ()
    """Subparagraphs and, kind TAIL, the text that follows them."""
    position: Position | None = _position()


@dataclass(frozen=True, slots=True)
class BlockAlternative:
    """One of the wordings a block bracket holds: whole paragraphs."""

    blocks: tuple[Block, ...]
    label: str = ""
    """``Option 1:``, ``Alternative A``, as issued; empty for a plain bracket."""
    proponents: tuple[str, ...] = ()
    attribution: str = ""
    """As of an :class:`Alternative`."""


@dataclass(frozen=True, slots=True)
class BlockBracket:
    """Brackets around whole paragraphs with their numbers, or options that are whole paragraphs."""

    alternatives: tuple[BlockAlternative, ...]
    kind: BracketKind = BracketKind.CONTESTED
    marks: str = "[]"
    """Empty for options that stand without brackets."""
    position: Position | None = _position()


class SectionKind(enum.StrEnum):
    """What a heading opens."""

    SECTION = "section"
    ANNEX = "annex"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it. Sections nest by level."""

    kind: SectionKind
    heading: tuple[Inline, ...]
    blocks: tuple[Block, ...]
    level: int = 1
    """1 for "I. Title" or an annex, 2 for "A. Title" below it, and so on."""
    position: Position | None = _position()


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Lines kept as they were because they are not paragraphs: a table, a picture, markup."""

    text: str
    position: Position | None = _position()


Block: TypeAlias = Paragraph | BlockBracket | Section | Verbatim


class Field(enum.StrEnum):
    """What a line before the enacting clause says."""

    UNITED_NATIONS = "united_nations"
    SYMBOL = "symbol"
    ORGAN = "organ"
    DISTRIBUTION = "distribution"
    DATE = "date"
    ORIGINAL_LANGUAGE = "original_language"
    SESSION = "session"
    COMMITTEE = "committee"
    PLACE_AND_DATES = "place_and_dates"
    AGENDA_ITEM = "agenda_item"
    AGENDA_TITLE = "agenda_title"
    ADOPTION = "adoption"
    """"Resolution adopted by the General Assembly on 15 December 2025"."""
    REPORT = "report"
    """"[on the report of the Second Committee (A/80/555, para. 7)]"."""
    SPONSORS = "sponsors"
    TITLE = "title"
    OTHER = "other"
    """Anything else; kept where it stands."""


@dataclass(frozen=True, slots=True)
class FrontLine:
    """One line of the front matter: masthead, sponsors, title."""

    field: Field
    content: tuple[Inline, ...]
    """The line as issued, "Distr.: " and the like included."""
    position: Position | None = _position()


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote."""

    id: str
    """What note calls name; unlike the number on the page, it is unique in the draft."""
    content: tuple[Inline, ...]
    position: Position | None = _position()


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft resolution, decision or amendment."""

    front: tuple[FrontLine, ...] = ()
    body: tuple[Block, ...] = ()
    """From the enacting clause to the end, annexes (sections of kind ANNEX) included."""
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Warning:
    """Something a reader could not interpret. What it concerns is in the draft all the same."""

    message: str
    position: Position | None = None
    fault: bool = False
    """The draft itself is at fault (a bracket never closed); it should not be issued like this."""


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block, in the order of the page."""
    for block in blocks:
        yield block
        match block:
            case Paragraph(children=below) | Section(blocks=below):
                yield from walk(below)
            case BlockBracket(alternatives=alternatives):
                for alternative in alternatives:
                    yield from walk(alternative.blocks)
