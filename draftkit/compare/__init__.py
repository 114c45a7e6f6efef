"""Compare two drafts: align paragraphs, then words inside each pair.

changes = diff(old, new)
apply(changes, old) == new
apply(invert(changes), new) == old
"""

from __future__ import annotations

from collections.abc import Sequence

from draftkit.compare.align import align
from draftkit.compare.apply import apply, invert
from draftkit.compare.changes import (
    Changes,
    Edit,
    EditKind,
    Event,
    EventKind,
    Join,
    Move,
    Pair,
    PairKind,
    Split,
)
from draftkit.compare.complete import complete, divided_and_moved
from draftkit.compare.notes import align_notes
from draftkit.compare.pairing import deleted, in_page_order, inserted, kept
from draftkit.compare.sequences import Match
from draftkit.labels import labels
from draftkit.model import Draft, NoteCall
from draftkit.rows import Row, RowKind

__all__ = [
    "Changes",
    "Edit",
    "EditKind",
    "Event",
    "EventKind",
    "Join",
    "Move",
    "Pair",
    "PairKind",
    "Split",
    "apply",
    "complete",
    "diff",
    "diff_rows",
    "divided_and_moved",
    "invert",
    "paired",
]


def diff(old: Draft, new: Draft) -> Changes:
    """What changed between two drafts."""
    from draftkit.rows import rows

    return diff_rows(rows(old), rows(new))


def diff_rows(old: Sequence[Row], new: Sequence[Row]) -> Changes:
    """What changed between two drafts given as rows."""
    return complete(paired(old, new))


def paired(old: Sequence[Row], new: Sequence[Row]) -> tuple[Pair, ...]:
    """Which row is which, before anything is told of several rows together."""
    matches, notes = _matches(old, new)
    old_labels, new_labels = labels(old), labels(new)
    pairs = [kept(old[i], new[j], (old_labels[i], new_labels[j]), (i, j), notes) for i, j in matches]
    stayed, here = {i for i, _ in matches}, {j for _, j in matches}
    pairs += [deleted(row, old_labels[i], i) for i, row in enumerate(old) if i not in stayed]
    pairs += [inserted(row, new_labels[j], j) for j, row in enumerate(new) if j not in here]
    return in_page_order(pairs)


def _matches(old: Sequence[Row], new: Sequence[Row]) -> tuple[list[Match], dict[str, str]]:
    """The rows that belong together, and the new name of each note that stayed."""
    body_old, notes_old = _parted(old)
    body_new, notes_new = _parted(new)
    found = align([old[i] for i in body_old], [new[j] for j in body_new])
    body = [(body_old[i], body_new[j]) for i, j in found]
    found = align_notes(
        [old[i] for i in notes_old], [new[j] for j in notes_new], [(old[i], new[j]) for i, j in body]
    )
    notes = [(notes_old[i], notes_new[j]) for i, j in found]
    names = {note: note for note in _dangling(old) & _dangling(new)}
    return body + notes, names | {old[i].marker: new[j].marker for i, j in notes}


def _dangling(rows: Sequence[Row]) -> set[str]:
    """Notes that are called and are not there."""
    called = {span.note for row in rows for span in row.content if isinstance(span, NoteCall)}
    return called - {row.marker for row in rows if row.kind is RowKind.NOTE}


def _parted(rows: Sequence[Row]) -> tuple[list[int], list[int]]:
    """The places of the paragraphs, and those of the notes."""
    notes = [place for place, row in enumerate(rows) if row.kind is RowKind.NOTE]
    return [place for place, row in enumerate(rows) if row.kind is not RowKind.NOTE], notes
