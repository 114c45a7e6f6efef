"""What every reader gives back, and how the notes of a file are shared out among its drafts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from draftkit.build import build
from draftkit.content import SHAPES
from draftkit.dataclass import dataclass, replace
from draftkit.model import Draft, NoteCall, Position, Warning
from draftkit.patterns import lazy_pattern
from draftkit.readers.doubts import doubts, unknown_delegations
from draftkit.readers.items import Item
from draftkit.readers.parts import drafts
from draftkit.readers.structure import classify
from draftkit.row_brackets import strays
from draftkit.rows import Row, RowKind


@dataclass(frozen=True, slots=True)
class Reading:
    """A draft and what its reader could not interpret."""

    draft: Draft
    warnings: tuple[Warning, ...] = ()

    @property
    def faults(self) -> tuple[Warning, ...]:
        """The warnings that say the draft itself is at fault: no document should be made of it unasked."""
        return tuple(warning for warning in self.warnings if warning.fault)


@dataclass(frozen=True, slots=True)
class FoundNote:
    """A note as it stands in the file."""

    mark: str
    """Its number or sign on the page; two notes may have the same."""
    id: str
    """What calls name; no other note of the file has it."""
    place: int
    """Where it stands among the paragraphs of the file, from 0."""
    row: Row


@dataclass(frozen=True, slots=True)
class Share:
    """What one draft has of a file."""

    rows: tuple[Row, ...]
    """Its rows, notes included, each note by its shortest name."""
    marks: dict[str, str]
    """The marks that its notes have in the file, by name."""
    places: range
    """Which paragraphs of the file it holds."""
    uncalled: tuple[FoundNote, ...]

    def reading(self, found: Iterable[Warning]) -> Reading:
        """The draft, with these warnings and those that hold for every notation."""
        warnings = [*found]
        for stray, place in strays(self.rows):
            fault = "is never closed" if stray.mark in SHAPES else "closes nothing"
            warnings.append(Warning(f"the square bracket {stray.mark} {fault}", place, fault=True))
        warnings += [
            Warning(f"note {note.mark} is never called", note.row.position) for note in self.uncalled
        ]
        warnings += doubts(self.rows)
        warnings.sort(key=lambda warning: warning.position or Position(0, 0))
        draft = build(self.rows)
        return Reading(draft, (*warnings, *unknown_delegations(draft)))


def shares(items: Iterable[Item], notes: Sequence[FoundNote], length: int) -> Iterator[Share]:
    """The drafts of a file of so many paragraphs, each with the notes that it calls.

    A note that no draft calls belongs to the draft it stands in.
    """
    groups = list(drafts([item for item in items if not item.empty]))
    bodies = [classify(group) for group in groups]
    by_id = {note.id: note.row for note in notes}
    called = [_called_from(body, by_id) for body in bodies]
    anywhere = set().union(*called)
    begins = [0, *(group[0].place for group in groups[1:]), length]
    for number, body in enumerate(bodies):
        places = range(begins[number], begins[number + 1])
        mine = [
            note
            for note in notes
            if note.id in called[number] or (note.id not in anywhere and note.place in places)
        ]
        ids = _shortest_ids(mine)
        rows = tuple(_renamed(row, ids) for row in (*body, *(note.row for note in mine)))
        kept = {id for row in body if row.kind is RowKind.VERBATIM for id in _KEPT_CALL.findall(row.text)}
        uncalled = tuple(note for note in mine if note.id not in called[number] | kept)
        yield Share(rows, {ids[note.id]: note.mark for note in mine}, places, uncalled)


_KEPT_CALL = lazy_pattern(r"\[\^([^\]\s]+)\]")
"""A call in a table, which is kept as it stands."""


def _called(found: Iterable[Row]) -> set[str]:
    return {span.note for row in found for span in row.content if isinstance(span, NoteCall)}


def _called_from(body: Iterable[Row], notes: dict[str, Row]) -> set[str]:
    """The notes that a draft calls, from its text or from one of these notes."""
    called = _called(body)
    new = called
    while new:
        new = _called(notes[id] for id in new) - called
        called = called | new
    return called


def _shortest_ids(found: Sequence[FoundNote]) -> dict[str, str]:
    """Ids for the notes of one draft: the mark, where no other note of the draft has or needs it."""
    taken = Counter(name for note in found for name in {note.mark, note.id})
    return {note.id: note.mark if taken[note.mark] == 1 else note.id for note in found}


def _renamed(row: Row, ids: dict[str, str]) -> Row:
    if row.kind is not RowKind.NOTE and not any(isinstance(span, NoteCall) for span in row.content):
        return row
    content = tuple(
        replace(span, note=ids.get(span.note, span.note)) if isinstance(span, NoteCall) else span
        for span in row.content
    )
    marker = ids[row.marker] if row.kind is RowKind.NOTE else row.marker
    return replace(row, content=content, marker=marker)
