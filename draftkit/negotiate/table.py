"""The table at the end of a compilation: who takes part, and what cannot be seen in the text.

It lists the delegations in their order, with the numbers that their texts had.
Lines in parentheses say what a reader would take for something else: of the page
(:mod:`draftkit.negotiate.aids`), and of what tracked changes of a delegation leave
when they are accepted.
"""

from __future__ import annotations

from collections.abc import Sequence

from draftkit.build import COMPILATION
from draftkit.dataclass import dataclass
from draftkit.errors import DraftkitError
from draftkit.negotiate.aids import aided, once
from draftkit.negotiate.compilation import Compilation
from draftkit.negotiate.issued import Issued
from draftkit.negotiate.names import BASE
from draftkit.rows import Row, RowKind

TITLE = COMPILATION
"""The first cell of the table that makes a text a compilation."""
_COLUMNS = f"| {TITLE} | Numbers of paragraphs | Numbers of notes |"
_RULE = "| --- | --- | --- |"
_AS_HERE = "as here"
_CONSECUTIVE = "consecutive"
_PARAGRAPHS = "paragraphs"
_OF = f"({_PARAGRAPHS} of "


@dataclass(frozen=True, slots=True)
class Aid:
    """What is to be known of a text."""

    paragraphs: str = ""
    """What its paragraphs are (:func:`draftkit.negotiate.aids.aids`)."""
    notes: tuple[tuple[str, str], ...] = ()
    """Notes that stand there twice, and those that they are: ``3 = 1``."""


@dataclass(frozen=True, slots=True)
class Table:
    """What the table says beside the numbers."""

    page: Aid = Aid()
    """Of the page; in a file with tracked changes, of the base."""
    views: tuple[tuple[tuple[str, ...], Aid], ...] = ()
    """Of what the tracked changes of some delegations leave."""


def is_table(row: Row) -> bool:
    """Whether a row is the table of a compilation."""
    return row.kind is RowKind.VERBATIM and row.text.startswith(_COLUMNS)


def table_of(rows: Sequence[Row]) -> Table:
    """What the table of a page says beside the numbers."""
    return next((read_table(row.text)[2] for row in reversed(rows) if is_table(row)), Table())


@dataclass(frozen=True, slots=True)
class Known:
    """The table of a page."""

    place: int
    """Which row it is."""
    delegations: tuple[str, ...]
    issued: tuple[Issued, ...]
    said: Table


def known_table(rows: Sequence[Row]) -> Known | None:
    """The last table of a page; None where there is none, or one that somebody has edited until it is text
    like any other."""
    place = next((place for place in range(len(rows) - 1, -1, -1) if is_table(rows[place])), None)
    try:
        return None if place is None else Known(place, *read_table(rows[place].text))
    except DraftkitError:
        return None


def as_issued(rows: Sequence[Row]) -> Issued:
    """The numbers of a text that is no compilation: as they are."""
    return Issued(notes=tuple((row.marker, row.marker) for row in rows if row.kind is RowKind.NOTE))


def aided_rows(rows: Sequence[Row], aid: Aid) -> tuple[Row, ...]:
    """The rows of a text with what the table says of it."""
    return once([row for row in aided(rows, aid.paragraphs) if row is not None], aid.notes)


# --- writing ---


def written(compilation: Compilation, table: Table) -> str:
    """The table in the notation of draft text."""
    names = (BASE, *compilation.delegations)
    lines = [
        f"| {name} | {_numbers(issued)} | {_notes(issued.notes)} |"
        for name, issued in zip(names, compilation.issued, strict=True)
    ]
    if table.page != Aid():
        lines.append(_aid(f"({_PARAGRAPHS})", table.page))
    lines += (_aid(f"{_OF}{', '.join(names)})", aid) for names, aid in table.views)
    return "\n".join((_COLUMNS, _RULE, *lines))


def _aid(name: str, aid: Aid) -> str:
    return f"| {name} | {aid.paragraphs or _AS_HERE} | {_notes(aid.notes)} |"


def _numbers(issued: Issued) -> str:
    own = [f"{place} = {marker}" for place, marker in issued.numbers]
    return "; ".join([*([_CONSECUTIVE] if issued.consecutive else []), *own]) or _AS_HERE


def _notes(notes: Sequence[tuple[str, str]]) -> str:
    return "; ".join(f"{here} = {there}" for here, there in notes) or _AS_HERE


# --- reading ---


def read_table(text: str) -> tuple[tuple[str, ...], tuple[Issued, ...], Table]:
    """The delegations, the numbers of each text, and what else the table says."""
    lines = [[cell.strip() for cell in line.strip(" |").split(" | ")] for line in text.split("\n")[2:]]
    names: list[str] = []
    numbered: list[Issued] = []
    page = Aid()
    views: list[tuple[tuple[str, ...], Aid]] = []
    try:
        for name, numbers, notes in lines:
            if name == f"({_PARAGRAPHS})":
                page = _read_aid(numbers, notes)
            elif name.startswith(_OF):
                whose = tuple(name.removeprefix(_OF)[:-1].split(", "))
                views.append((whose, _read_aid(numbers, notes)))
            else:
                names.append(name)
                numbered.append(_read_issued(numbers, notes))
    except ValueError as error:
        raise DraftkitError(f"the table {TITLE!r} is not as draftkit writes it") from error
    if names[:1] != [BASE]:
        raise DraftkitError(f"the table {TITLE!r} does not begin with the base text")
    return tuple(names[1:]), tuple(numbered), Table(page, tuple(views))


def _read_aid(paragraphs: str, notes: str) -> Aid:
    return Aid("" if paragraphs == _AS_HERE else paragraphs, _read_notes(notes))


def _read_issued(numbers: str, notes: str) -> Issued:
    given = [] if numbers == _AS_HERE else numbers.split("; ")
    through = given[:1] == [_CONSECUTIVE]
    own = tuple(
        (int(place), marker) for place, _, marker in (each.partition(" = ") for each in given[through:])
    )
    return Issued(through, own, _read_notes(notes))


def _read_notes(notes: str) -> tuple[tuple[str, str], ...]:
    named = [] if notes == _AS_HERE else notes.split("; ")
    return tuple((here, there) for here, _, there in (each.partition(" = ") for each in named))
