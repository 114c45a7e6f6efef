"""Paragraphs and notes with a new number in which nothing else changed, a run of them at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from draftkit.compare.changes import Event, EventKind, Pair, PairKind
from draftkit.rows import RowKind

_WITHIN = (RowKind.SUBPARAGRAPH, RowKind.TAIL, RowKind.HEADING)
"""Rows that keep their own number when the paragraphs around them have new ones."""


def renumbered(pairs: Sequence[Pair]) -> Iterator[Event]:
    """One event for each run. What stands below a paragraph, and headings between, may stand in a run."""
    run: list[int] = []
    for place, pair in enumerate(pairs):
        if run and not _goes_on(pairs[place - 1], pair):
            yield _event(pairs, run)
            run = []
        same = pair.kind is PairKind.SAME and pair.renumbered and pair.old_label != pair.new_label
        if same and not _is_option_of_one_draft(pair):
            run.append(place)
    if run:
        yield _event(pairs, run)


def _is_option_of_one_draft(pair: Pair) -> bool:
    """Whether it is another wording of a paragraph, "4 alt", in one draft only: more than a new number."""
    rows = (pair.old, pair.new)
    return len({"alt" in row.marker.casefold() for row in rows if row}) == 2


def renumbered_anew(pairs: Sequence[Pair], events: Iterable[Event]) -> tuple[Event, ...]:
    """The events of some pairs of a comparison, their runs being those of these pairs."""
    others = [event for event in events if event.kind is not EventKind.RENUMBERED]
    return (*others, *renumbered(pairs))


def _goes_on(last: Pair, pair: Pair) -> bool:
    """Whether a pair may stand in a run, behind this one."""
    if pair.kind is not PairKind.SAME or pair.new is None or last.new is None:
        return False
    if not pair.follows(last):
        return False  # notes may have changed places, and others may have been left out
    if pair.new.kind in _WITHIN:
        return True
    return pair.renumbered and (last.new.kind in _WITHIN or pair.new.kind is last.new.kind)


def _event(pairs: Sequence[Pair], run: Sequence[int]) -> Event:
    first, last = pairs[run[0]], pairs[run[-1]]
    if len(run) == 1:
        return Event(EventKind.RENUMBERED, first.new_label, (first.old_label,), run[0])
    return Event(
        EventKind.RENUMBERED, first.new_label, (first.old_label, last.old_label), run[0], last.new_label
    )
