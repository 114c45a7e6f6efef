"""The numbers that paragraphs and notes have in a compilation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from draftkit.dataclass import replace
from draftkit.labels import SUFFIXES
from draftkit.model import NoteCall
from draftkit.negotiate.compilation import Entry
from draftkit.negotiate.issued import UNNUMBERED, call_order, recalled
from draftkit.negotiate.notation import Notation
from draftkit.negotiate.pieces import Choice, Piece
from draftkit.rows import Row, RowKind

_PLAIN = re.compile(r"(?P<before>(?:OP|PP)?\s?\d+|\([a-z]{1,5}\))(?P<after>[.):]?)")
_WITH_SUFFIX = re.compile(
    rf"(?P<before>(?:OP|PP)?\s?\d+|\([a-z]{{1,5}}\))\.? ?(?P<suffix>{'|'.join(SUFFIXES)})(?P<after>[.):]?)"
)
_FIRST = re.compile(r"\D*1\D*")
_SUFFIXES = tuple(suffix for suffix in SUFFIXES if suffix != "alt")


def negotiating_numbers(entries: Sequence[Entry]) -> Iterator[Entry]:
    """The paragraphs, inserted ones with the number that they follow and bis, ter and so on.

    A paragraph that follows no number of its level keeps the number that it was proposed with, as do
    the subparagraphs of an inserted paragraph; so does one that was proposed with this number and bis.
    """
    series = list(_series(entries))
    used = {
        (among, entry.row.marker)
        for entry, among in zip(entries, series, strict=True)
        if not entry.proponents
    }
    last: dict[int, str] = {}
    new: set[int] = set()
    """The places of inserted paragraphs."""
    for place, (entry, among) in enumerate(zip(entries, series, strict=True)):
        row = entry.row
        if row.kind is RowKind.ANNEX:
            last = {}
        if row.kind in UNNUMBERED or not row.marker:
            yield entry
            continue
        if entry.proponents:
            new.add(place)
            if not (row.level and among in new and (among, row.marker) not in used):
                taken = {marker for other, marker in used if other == among}
                row = replace(row, marker=_number(row, last.get(row.level), taken))
            entry = replace(entry, row=row)
        used.add((among, row.marker))
        last = {level: marker for level, marker in last.items() if level < row.level}
        last[row.level] = row.marker
        yield entry


def _series(entries: Sequence[Entry]) -> Iterator[int]:
    """The numbers that each belongs to: the place of the paragraph above it; of a paragraph itself, how often
    the base has begun again, in annexes and sections, as a number below all places."""
    above: dict[int, int] = {}
    begun = 0
    for place, entry in enumerate(entries):
        row = entry.row
        begins = not entry.proponents and not row.level and _FIRST.fullmatch(row.marker)
        if row.kind is RowKind.ANNEX or begins:
            begun += 1
        yield above.get(row.level - 1, -begun - 1) if row.level else -begun - 1
        if row.kind not in UNNUMBERED and row.marker:
            above = {level: other for level, other in above.items() if level < row.level}
            above[row.level] = place


def _number(row: Row, last: str | None, taken: set[str]) -> str:
    own = _WITH_SUFFIX.fullmatch(row.marker)
    found = last and (_PLAIN.fullmatch(last) or _WITH_SUFFIX.fullmatch(last))
    if own and row.marker not in taken and (not found or own["before"] == found["before"]):
        return row.marker
    if not found or found["before"].startswith("(") != row.marker.startswith("("):
        return row.marker
    spelled = (f"{found['before']} {suffix}{found['after']}" for suffix in _SUFFIXES)
    return next((marker for marker in spelled if marker not in taken), row.marker)


# --- notes ---


def numbered_notes(entries: Sequence[Entry], notation: Notation) -> tuple[list[Entry], dict[str, str]]:
    """The paragraphs with their notes in the order of their calls on the page, and the new names."""
    page = [entry for entry in entries if entry.row.kind is not RowKind.NOTE]
    notes = {entry.row.marker: entry for entry in entries if entry.row.kind is RowKind.NOTE}
    rows = [replace(entry.row, content=notation.written(entry.pieces)) for entry in (*page, *notes.values())]
    order = call_order(rows)
    names = dict(order)
    found = [_renamed(entry, names) for entry in (*page, *(notes[old] for old, _ in order))]
    return found, names


def _renamed(entry: Entry, names: dict[str, str]) -> Entry:
    row = replace(entry.row, content=recalled(entry.row.content, names))
    if row.kind is RowKind.NOTE:
        row = replace(row, marker=names[row.marker])
    return replace(entry, row=row, pieces=tuple(_recalled(piece, names) for piece in entry.pieces))


def _recalled(piece: Piece, names: dict[str, str]) -> Piece:
    if isinstance(piece, NoteCall):
        return replace(piece, note=names.get(piece.note, piece.note))
    if isinstance(piece, Choice):
        return Choice(
            recalled(piece.base, names),
            tuple(replace(each, content=recalled(each.content, names)) for each in piece.wordings),
        )
    return piece
