"""What a layout is made of. Lengths are twips (1/20 pt), rules eighths of a point."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Values: TypeAlias = Mapping[str, Any]
"""Formatting by name: ``{"bold": true, "size": 20}``; :mod:`draftkit.profiles.formatting` has the names."""


@dataclass(frozen=True, slots=True)
class Style:
    """A named style of the Word file."""

    id: str
    name: str
    type: str = "paragraph"
    based_on: str = ""
    next: str = ""
    paragraph: Values = field(default_factory=dict)
    run: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Role:
    """How one kind of row is set: its style, formatting beside it, and tabs before its text."""

    style: str
    shape: str = ""
    tabs: int = 0


@dataclass(frozen=True, slots=True)
class Paper:
    """The page, its margins, and the distance of headers and footers from its edges."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    header: int
    footer: int
    tab: int
    """The distance of tab stops where a paragraph has none of its own."""

    @property
    def text_width(self) -> int:
        """Between the margins."""
        return self.width - self.left - self.right


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the masthead or of a running header."""

    style: str
    slot: str = ""
    """What it shows: a field of the masthead, or ``emblem``. Nothing, if empty."""
    paragraph: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the masthead."""

    lines: tuple[Line, ...]
    span: int = 1
    """How many columns it takes."""


@dataclass(frozen=True, slots=True)
class Band:
    """A row of the masthead."""

    cells: tuple[Cell, ...]
    height: int = 0
    """Exact; 0 for as high as its text."""
    above: int = 0
    """The rule above it."""
    below: int = 0
    """The rule below it."""
    at_foot: bool = False
    """Whether the text stands at the foot of the row."""
    foot: int = 0
    """The distance of the text from the foot. LibreOffice would count the space after a paragraph twice."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How the organ's name is set when it is at most so many characters long."""

    longest: int
    look: str = ""


@dataclass(frozen=True, slots=True)
class Emblem:
    """The room for a picture that the user gives."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Position:
    """Where a table floats, from the edges of the page."""

    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Masthead:
    """The head of the first page: a table."""

    columns: tuple[int, ...]
    rows: tuple[Band, ...]
    after: Line
    """The paragraph behind the table."""
    emblem: Emblem
    place: str = "header"
    """In the header of the first page, or at the start of the ``body``."""
    floats: Position | None = None
    organ: tuple[Fit, ...] = ()
    """How the organ's name is set by its length; longer names take the last of these."""

    @property
    def lines(self) -> tuple[Line, ...]:
        """All its paragraphs, in the order of the file."""
        return (*(line for band in self.rows for cell in band.cells for line in cell.lines), self.after)


@dataclass(frozen=True, slots=True)
class Table:
    """A table in the text. How its words are set, the roles ``table_head`` and ``table_cell`` say."""

    left: int
    """Its distance from the margins."""
    right: int
    above: int
    """The rule above the table."""
    below_head: int
    """The rule below the row that names the columns."""
    below: int
    """The rule below the last row."""
    gap: int
    """What stays free at the right of each column, so that its words keep from those of the next."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A running header or footer, its text at the outer edge of the page: left on even pages, right on odd.

    A table of two columns, or one line when it has no columns.
    """

    line: Line
    columns: tuple[int, ...] = ()
    height: int = 0
    """Of the table, exact; 0 for as high as its text."""
    rule: int = 0
    """Below the table."""
    foot: int = 0
    """The distance of the table's text from its foot."""
    behind: Line | None = None
    """The paragraph behind the table."""
    first_height: int = 0
    """Of the first page's, at least."""


@dataclass(frozen=True, slots=True)
class Running:
    """What stands at the head and at the foot of the pages."""

    header: Strip
    footer: Strip
    pages: bool = True
    """Whether the number of pages stands beside the page: 2/4."""
    variable: str = ""
    """The variable that a field in the header shows: the symbol. None if empty: it is text."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The layout of one duty station."""

    name: str
    description: str
    language: str
    font: str
    organization: str
    page: Paper
    styles: tuple[Style, ...]
    shapes: Mapping[str, Values]
    looks: Mapping[str, Values]
    roles: Mapping[str, Role]
    table: Table
    masthead: Masthead
    running: Running
    separator: str = ""
    """The line above footnotes, as text."""
    variables: Mapping[str, str] = field(default_factory=dict)
    """Names by which the house's macros know the fields of a document, and the field each holds."""
    constants: Mapping[str, str] = field(default_factory=dict)
    """Names by which they know what is the same in every document of the house."""
