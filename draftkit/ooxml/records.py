"""What stands on the pages of a Word document, without XML.

A :class:`Page` is one draft laid out. A :class:`MarkedPage` is two drafts laid
out over each other: every piece is kept, inserted or deleted. A clean document
is a marked page on which everything is kept, so there is one way to write both.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import TypeAlias

from draftkit.dataclass import dataclass, field
from draftkit.model import Format


@dataclass(frozen=True, slots=True)
class Chars:
    """Text in one format; a tab and a line break are characters of it."""

    text: str
    format: Format = Format.PLAIN
    look: str = ""
    """Formatting the layout adds, by its name in the profile."""
    contested: str = ""
    """The look it has as a part of contested text, by its name in the profile."""
    script: str = ""
    """The script of its letters where it is another than the document's: a value of
    :class:`draftkit.ooxml.languages.Script`."""
    whole: bool = field(default=False, compare=False)
    """Stands for a note call where Word allows none, and counts as one call."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call to a note."""

    note: int
    """The note's place in the order of first calls, from 0."""
    mark: str = ""
    """The mark of a note that is not numbered: ``*``. Empty when Word counts the note."""
    repeat: bool = False
    """Whether an earlier call calls the same note. Word holds one reference a note; others are fields."""
    shown: str = ""
    """The number or mark as it appears."""
    comma: bool = False
    """Whether it stands right after another call, divided from it by a comma."""


Piece: TypeAlias = Chars | Call


def size(piece: Piece) -> int:
    """How many characters or calls of the row's content the piece stands for."""
    return len(piece.text) if isinstance(piece, Chars) and not piece.whole else 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of the page."""

    number: int
    """Which table of the page it is, from 0."""
    columns: tuple[int, ...]
    """Their widths, in twips."""
    head: bool
    """Whether its first row names the columns, and is set again on every page."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Where in a table a paragraph stands."""

    grid: Grid
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class PageParagraph:
    """A paragraph of the page."""

    style: str
    shape: str = ""
    lead: tuple[Chars, ...] = ()
    """What the layout sets before the text: tabs, opening brackets, the number, the option's name."""
    content: tuple[Piece, ...] = ()
    """The row's text."""
    row: int = field(default=-1, compare=False)
    """Which row of the draft it shows; -1 for what every page has."""
    keeps: bool = field(default=False, compare=False)
    """Whether it stays on the page of the next paragraph.

    It follows from what stands below it, so that it is no change of format when that changes."""
    outline: int | None = field(default=None, compare=False)
    """Its level as a heading, from 0, where its style and shape do not say it.

    It follows from the headings above it, so that it is no change of format when those change."""
    cell: Cell | None = None
    """The cell it stands in; the paragraphs of one table follow each other, row by row."""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All that stands in the paragraph."""
        return (*self.lead, *self.content)


class Slot(enum.StrEnum):
    """A paragraph of the headers that shows rows of the draft; the masthead's names are those of Field."""

    UNITED_NATIONS = "united_nations"
    SYMBOL = "symbol"
    ORGAN = "organ"
    DISTRIBUTION = "distribution"
    DATE = "date"
    ORIGINAL_LANGUAGE = "original_language"
    RUNNING = "running"
    """The symbol at the head of the following pages."""


@dataclass(frozen=True, slots=True)
class PageNote:
    """A footnote."""

    mark: str
    """As in :class:`Call`."""
    content: tuple[Piece, ...]
    row: int = field(default=-1, compare=False)


@dataclass(frozen=True, slots=True)
class Page:
    """A draft laid out."""

    slots: Mapping[Slot, tuple[PageParagraph, ...]]
    """The lines of each slot. A slot is one paragraph whatever the number of its lines."""
    body: tuple[PageParagraph, ...]
    """Ends with the paragraph that no draft can lose, so that no revision has to remove the last one."""
    notes: tuple[PageNote, ...]
    """In the order of their first calls."""
    title: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    """The fields of the masthead as text, by name."""


class Status(enum.Enum):
    """What a revision does to something."""

    KEPT = enum.auto()
    INSERTED = enum.auto()
    DELETED = enum.auto()
    MOVED_FROM = enum.auto()
    """Went from here to another place, where it is MOVED_TO."""
    MOVED_TO = enum.auto()


@dataclass(frozen=True, slots=True)
class Marked:
    """A piece and what happens to it."""

    piece: Piece
    status: Status = Status.KEPT
    was: Piece | None = None
    """The piece before, when it is kept but its format or number is another."""
    author: str = ""
    """Whose change it is; empty for the one author of the document."""


@dataclass(frozen=True, slots=True)
class MarkedParagraph:
    """A paragraph and what happens to it."""

    style: str
    shape: str
    pieces: tuple[Marked, ...]
    status: Status = Status.KEPT
    """What happens to the paragraph itself, that is, to the mark at its end."""
    was: tuple[str, str] | None = None
    """Style and shape before, when others."""
    keeps: bool = False
    outline: int | None = None
    """As in :class:`PageParagraph`."""
    move: int = 0
    """Which move it is an end of, from 1; 0 for none. Both ends have the same number."""
    author: str = ""
    """Whose change of the paragraph itself it is, as of a piece."""
    cell: Cell | None = None
    """As in :class:`PageParagraph`."""
    row: Status = Status.KEPT
    """What happens to the row of the table that it stands in, by the paragraph's author."""


@dataclass(frozen=True, slots=True)
class MarkedNote:
    """A footnote and what happens to it. It comes and goes with its reference."""

    mark: str
    pieces: tuple[Marked, ...]
    status: Status = Status.KEPT
    author: str = ""
    """As of a piece."""


@dataclass(frozen=True, slots=True)
class MarkedPage:
    """A page to write."""

    slots: Mapping[Slot, tuple[Marked, ...]]
    body: tuple[MarkedParagraph, ...]
    notes: tuple[MarkedNote, ...]
    title: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


LINE_BREAK = Chars("\n")


def lines(paragraphs: tuple[PageParagraph, ...]) -> tuple[Piece, ...]:
    """The lines of a slot as its one paragraph."""
    pieces: list[Piece] = []
    for index, paragraph in enumerate(paragraphs):
        if index:
            pieces.append(LINE_BREAK)
        pieces.extend(paragraph.pieces)
    return tuple(pieces)


def unmarked(page: Page) -> MarkedPage:
    """The page with everything kept."""
    return MarkedPage(
        {slot: tuple(map(Marked, lines(paragraphs))) for slot, paragraphs in page.slots.items()},
        tuple(
            MarkedParagraph(
                p.style, p.shape, tuple(map(Marked, p.pieces)), keeps=p.keeps, outline=p.outline, cell=p.cell
            )
            for p in page.body
        ),
        tuple(MarkedNote(note.mark, tuple(map(Marked, note.content))) for note in page.notes),
        page.title,
        page.fields,
    )
