"""Paragraphs that stand at another level, or in another part of the draft."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from draftkit.compare.changes import Event, EventKind, Move, Pair
from draftkit.rows import Row, RowKind

_LEVELS = frozenset({RowKind.OPERATIVE, RowKind.TEXT, RowKind.SUBPARAGRAPH, RowKind.TAIL})
"""Rows that differ in their level; a paragraph is at level 0."""


def level_events(pairs: Sequence[Pair], moves: Sequence[Move]) -> Iterator[Event]:
    """What was raised, lowered, or became a paragraph of another kind.

    What went up or down with the paragraph it stands below makes no event of its own.
    """
    both = {place: (pair.old_place, pair) for place, pair in enumerate(pairs) if pair.old and pair.new}
    both |= {move.came: (pairs[move.went].old_place, pairs[move.came]) for move in moves}
    old_rows = {pair.old_place: (pair.old, pair.old_label) for pair in pairs if pair.old}
    across = {old: pair.new_place for old, pair in both.values()}
    above = {
        True: _above([(pair.old_place, pair.old) for pair in pairs if pair.old]),
        False: _above([(pair.new_place, pair.new) for pair in pairs if pair.new]),
    }
    told: set[int] = set()
    for place, (old_place, pair) in sorted(both.items()):
        old, label = old_rows[old_place]
        assert pair.new is not None
        if not (happened := _happened(old, pair.new, label)):
            continue
        over = above[False].get(pair.new_place)
        with_it = over in told and across.get(above[True].get(old_place, -1)) == over
        told.add(pair.new_place)
        if not with_it:
            kind, words = happened
            yield Event(kind, pair.new_label, words, place)


def _happened(old: Row, new: Row, label: str) -> tuple[EventKind, tuple[str, ...]] | None:
    if old.option or new.option:
        return None  # an option that is chosen takes the place of its paragraph
    kinds = {old.kind, new.kind}
    if len(kinds) == 1 or (RowKind.SUBPARAGRAPH in kinds and kinds <= _LEVELS):
        if old.level == new.level:
            return None
        return EventKind.RAISED if new.level < old.level else EventKind.LOWERED, (label,)
    return EventKind.CHANGED_KIND, (label, old.kind.value, new.kind.value)


def _above(rows: Sequence[tuple[int, Row]]) -> dict[int, int]:
    """For each row that stands below a paragraph, the row right above it in the order of levels."""
    found: dict[int, int] = {}
    open_at: dict[int, int] = {}
    for place, row in sorted(rows, key=lambda item: item[0]):
        level = row.level if row.kind in _LEVELS else 0
        open_at = {other: at for other, at in open_at.items() if other < level}
        if open_at:
            found[place] = open_at[max(open_at)]
        if row.kind in _LEVELS:
            open_at[level] = place
    return found
