"""What happens to each paragraph of the issued file."""

from __future__ import annotations

import re
from collections import defaultdict

from draftkit.compare.changes import Pair
from draftkit.dataclass import dataclass, field
from draftkit.model import Format, Span
from draftkit.ooxml.authors import Who
from draftkit.patterns import lazy_pattern
from draftkit.rows import Row, RowKind
from draftkit.writers.issued.places import Place

_PREFIX = lazy_pattern(r"(?:[IVXLC]+|[A-Z]|\d+)\.|[•–-]")
BOLD_BY_STYLE = frozenset((RowKind.FRONT, RowKind.HEADING, RowKind.ANNEX))
"""Rows that hold no bold of their own: their styles have it."""


def prefix_of(text: str) -> re.Match[str] | None:
    """What Word sets before headings and the items of lists, and the reader reads as words."""
    if text[1:2].islower() and text[0] not in "•–-":
        return None  # as most paragraphs begin
    return _PREFIX.match(text)


@dataclass(frozen=True, slots=True)
class Insertion:
    """Words that come at a place of a paragraph."""

    at: int
    content: tuple[Span, ...]
    places: tuple[Place | None, ...] = ()
    """Where each of their characters stands in the new version, when it is a Word file."""
    begins: int = 0
    """Which of the parts of a paragraph that is split begins here, counted from 0; 0 for none."""


@dataclass(frozen=True, slots=True)
class Reformat:
    """Characters of a paragraph that get another format."""

    start: int
    end: int
    have: Format
    want: Format


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a paragraph that is split."""

    row: Row
    place: int
    """Which row of the new draft it is."""
    own: bool
    """Whether it keeps the paragraph's look."""


@dataclass(slots=True)
class ParagraphPlan:
    """What happens to one paragraph of the issued file."""

    ignored: Format = Format.PLAIN
    """Formats that are not compared here."""
    deleted: list[tuple[int, int]] = field(default_factory=list)
    inserted: list[Insertion] = field(default_factory=list)
    reformatted: list[Reformat] = field(default_factory=list)
    deleters: list[tuple[int, int, Who]] = field(default_factory=list)
    """Whose deletions are not the redline's own."""
    gone: bool = False
    """The whole paragraph goes, its mark included."""
    partner: int = 0
    """The paragraph of the new version that it becomes, when that is a Word file."""
    becomes: Row | None = None
    """The new row, when the paragraph becomes another kind of paragraph or another level."""
    number: tuple[int, Insertion] | None = None
    """A number that comes where none was, unless the paragraph becomes one that Word numbers.

    With its place among the insertions."""
    joined: bool = False
    """The end of the paragraph goes: it and the next one of a note become one."""
    parts: list[Part] = field(default_factory=list)
    """What a paragraph that is split becomes."""
    like: int = 0
    """The paragraph whose look it takes, as the last of paragraphs that are joined has to."""
    unnumbered: bool = False
    """Word's own number or bullet goes; what is to stand for it is typed."""

    @property
    def changes(self) -> bool:
        """Whether anything happens to it."""
        words = self.deleted or self.inserted or self.reformatted or self.number
        return bool(words or self.gone or self.joined or self.parts or self.like or self.unnumbered)


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a paragraph that comes was."""

    line: int
    """The paragraph of the issued file."""
    deleted: tuple[tuple[int, int], ...]
    """What goes on the way."""
    parts: tuple[tuple[tuple[Span, ...], tuple[int, ...]], ...]
    """Its words, and where each of their characters was in the paragraph; with none, words that come."""


@dataclass(frozen=True, slots=True)
class NewParagraph:
    """A paragraph that comes."""

    row: Row
    after: int
    """The paragraph of the issued file it stands behind; 0 for none."""
    place: int
    """Which row of the new draft it is."""
    before: int = 0
    """The paragraph of the issued file that comes next in its story; 0 for none."""
    moved: Moved | None = None
    """Where it was, if it moved."""
    part: int = 0
    """Of a paragraph that is split, the part it stands behind, counted from 1; 0 for the whole."""


@dataclass(slots=True)
class Plan:
    """What happens to the issued file."""

    paragraphs: dict[int, ParagraphPlan] = field(default_factory=lambda: defaultdict(ParagraphPlan))
    new: list[NewParagraph] = field(default_factory=list)
    notes: dict[str, Row] = field(default_factory=dict)
    """The notes of the new draft, by name."""
    same_notes: dict[str, str] = field(default_factory=dict)
    """For notes of the new draft, the note of the old one that is the same."""
    ends: dict[int, int] = field(default_factory=dict)
    """For the first of joined paragraphs and the one that is the new one: the last, which looks as all do."""
    tables: list[Pair] = field(default_factory=list)
    """Pairs of tables and pictures that are not the same."""
    beside: dict[int, tuple[int, int]] = field(default_factory=dict)
    """The paragraphs of the issued file behind and before which a table of the new draft, by its place among
    the new rows, would come; 0 for none."""
