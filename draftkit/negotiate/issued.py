"""Numbers as a delegation issued them. A compilation has its own; neither is text.

Paragraphs keep the base's numbers in a compilation, and new ones stand as 3 bis,
3 ter; a delegation that numbers its text through has 4 and 5. Notes count in the
order of their calls. What is kept here leads from the one to the other, so that
a delegation's text comes back with the numbers it had.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from draftkit.dataclass import dataclass, replace
from draftkit.labels import SUFFIXES, Style, from_roman, parse_marker, to_roman
from draftkit.model import NoteCall, Span
from draftkit.rows import Row, RowKind

UNNUMBERED = frozenset((RowKind.FRONT, RowKind.NOTE, RowKind.VERBATIM, RowKind.HEADING, RowKind.ANNEX))


@dataclass(frozen=True, slots=True)
class Issued:
    """How one text numbers its paragraphs and notes."""

    consecutive: bool = False
    """Paragraphs are numbered through; otherwise they have the numbers of the compilation."""
    numbers: tuple[tuple[int, str], ...] = ()
    """Where neither is so: paragraphs, from 1, and their numbers."""
    notes: tuple[tuple[str, str], ...] = ()
    """Notes of the compilation and their names here, in the order they have here; empty, if it is that of
    their calls."""

    def applied(self, rows: Sequence[Row], places: Sequence[Place]) -> tuple[Row, ...]:
        """The rows of this text with its numbers."""
        numbered = list(consecutive(rows, places) if self.consecutive else rows)
        paragraphs = [index for index, row in enumerate(numbered) if row.kind not in UNNUMBERED]
        for number, marker in self.numbers:
            at = paragraphs[number - 1]
            numbered[at] = replace(numbered[at], marker=marker)
        return renamed(numbered, self.notes or call_order(numbered))


def issued(
    rows: Sequence[Row], places: Sequence[Place], wanted: Sequence[Row], notes: dict[str, str]
) -> Issued:
    """What leads from rows with the compilation's numbers to the same rows as issued.

    ``notes`` are the names that the notes of the compilation have as issued.
    """
    names = tuple((there, here) for here in _notes(wanted) for there in notes if notes[there] == here)
    named = () if names == call_order(rows) else names
    have = [row.marker for row in rows if row.kind not in UNNUMBERED]
    want = [row.marker for row in wanted if row.kind not in UNNUMBERED]
    if have == want:
        return Issued(notes=named)
    through = [row.marker for row in consecutive(rows, places) if row.kind not in UNNUMBERED]
    if through == want:
        return Issued(True, notes=named)
    few = min((have, through), key=lambda markers: sum(a != b for a, b in zip(markers, want, strict=True)))
    numbers = tuple((place, marker) for place, marker in enumerate(want, 1) if few[place - 1] != marker)
    return Issued(few is through, numbers, named)


def _notes(rows: Sequence[Row]) -> Iterator[str]:
    return (row.marker for row in rows if row.kind is RowKind.NOTE)


# --- paragraphs ---

_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_]+")


class Place(enum.Enum):
    """Where the number of a paragraph stands in the count of the base."""

    INSERTED = enum.auto()
    """Nowhere: the base does not have the paragraph."""
    GOES_ON = enum.auto()
    """Right behind the number before it at its level."""
    BEGINS = enum.auto()
    """It begins a count, or is of another kind than the number before it."""


def places(rows: Sequence[Row], inserted: Sequence[bool]) -> tuple[Place, ...]:
    """The places of all rows of a compilation; ``inserted`` says which the base does not have."""
    found: list[Place] = []
    last: Counts = {}
    for row, new in zip(rows, inserted, strict=True):
        if new:
            found.append(Place.INSERTED)
            continue
        before = _counted(row, last)
        number = _number(row.marker, before) if row.marker and row.kind not in UNNUMBERED else None
        goes_on = number is not None and before == (number[0], number[1] - 1) and not number[2]
        found.append(Place.GOES_ON if goes_on else Place.BEGINS)
        if number:
            last[row.level] = number[:2]
    return tuple(found)


def consecutive(rows: Sequence[Row], found: Sequence[Place]) -> Iterator[Row]:
    """The rows numbered through: each has the number after the one before it at its level.

    A paragraph of the base that begins a count there, or has a number of another kind, does so here.
    """
    last: Counts = {}
    for row, place in zip(rows, found, strict=True):
        before = _counted(row, last)
        number = _number(row.marker, before) if row.marker and row.kind not in UNNUMBERED else None
        if number is None or (number[2] and place is not Place.INSERTED):
            yield row
            continue
        style, value, _ = number
        if place is not Place.BEGINS or (before and value == 1):
            value = before[1] + 1 if before and before[0] is style else 1
        last[row.level] = (style, value)
        yield replace(row, marker=_with(row.marker, style, value))


Counts: TypeAlias = dict[int, tuple[Style, int]]
"""The last number at each level."""


def _counted(row: Row, last: Counts) -> tuple[Style, int] | None:
    """The last number at the level of a row, counts that the row ends left out."""
    if row.kind is RowKind.ANNEX:
        last.clear()
    elif row.kind not in UNNUMBERED and row.kind is not RowKind.TAIL:
        for deeper in [level for level in last if level > row.level]:
            del last[deeper]
    return last.get(row.level)


def _number(marker: str, last: tuple[Style, int] | None) -> tuple[Style, int, str] | None:
    """What a number counts with, how far it has come, and its suffix."""
    before = ""
    if last and last[0] in (Style.LETTER, Style.ROMAN):
        before = f"({_letters(*last)})"
    found = parse_marker(marker, before)
    return (
        None if found.base is None or found.style is Style.NONE else (found.style, found.base, found.suffix)
    )


def _letters(style: Style, value: int) -> str:
    if style is Style.ROMAN:
        return to_roman(value)
    turns, rest = divmod(value - 1, 26)
    return chr(ord("a") + rest) * (turns + 1)


_SUFFIXED = re.compile(rf"(\)?)[ ]?(?:{'|'.join(SUFFIXES)})(?: \d+)?")


def _with(marker: str, style: Style, value: int) -> str:
    """A number in the form of another: 4. for 3 bis., (d) for (c) bis."""
    plain = _SUFFIXED.sub(r"\1", marker)
    if style is Style.ARABIC:
        return _DIGITS.sub(str(value), plain, count=1)
    letters = _letters(style, value)
    found = _LETTERS.search(plain)
    upper = found is not None and found.group().isupper()
    if found and style is Style.ROMAN and from_roman(found.group()) is None:
        return marker
    return _LETTERS.sub(letters.upper() if upper else letters, plain, count=1)


# --- notes ---


def call_order(rows: Sequence[Row]) -> tuple[tuple[str, str], ...]:
    """The notes in the order of their first calls, numbered from 1; those with a sign keep it."""
    notes = dict.fromkeys(_notes(rows))
    calls = (span.note for row in rows for span in row.content if isinstance(span, NoteCall))
    order = [name for name in dict.fromkeys(calls) if name in notes]
    order += [name for name in notes if name not in set(order)]
    found: list[tuple[str, str]] = []
    number = 0
    for name in order:
        if not name.strip("*"):
            found.append((name, name))
        else:
            number += 1
            found.append((name, str(number)))
    return tuple(found)


def renamed(rows: Sequence[Row], notes: Sequence[tuple[str, str]]) -> tuple[Row, ...]:
    """The rows with other names for their notes, the notes in this order."""
    names = dict(notes)
    by_name = {row.marker: row for row in rows if row.kind is RowKind.NOTE}
    body = [
        replace(row, content=recalled(row.content, names)) for row in rows if row.kind is not RowKind.NOTE
    ]
    return (
        *body,
        *(
            replace(by_name[old], marker=new, content=recalled(by_name[old].content, names))
            for old, new in notes
        ),
    )


def recalled(content: tuple[Span, ...], names: dict[str, str]) -> tuple[Span, ...]:
    """Content with its note calls by other names."""
    if not any(isinstance(span, NoteCall) for span in content):
        return content
    return tuple(
        replace(span, note=names.get(span.note, span.note)) if isinstance(span, NoteCall) else span
        for span in content
    )
