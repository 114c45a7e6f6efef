"""What happened to notes, in the words of delegates; which note is which is known from the pairs.

A note is told where its text stands, and a call where it stands. A paragraph that
came or went brings and takes its calls: that is no event of the call.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from draftkit.compare.changes import EditKind, Event, EventKind, Move, Pair, PairKind
from draftkit.compare.words import same_calls
from draftkit.model import NoteCall
from draftkit.rows import Row, RowKind
from draftkit.table_text import called

_Calls = dict[str, list[int]]
"""The paragraphs that call a note, by its number, each once."""


def note_events(pairs: Sequence[Pair], moves: Sequence[Move]) -> Iterator[Event]:
    """Notes that came, went or say something else, and calls that call another note or moved."""
    if not any(_is_note(pair) for pair in pairs):
        return
    now_at = {move.went: move.came for move in moves}
    before = _calls([(now_at.get(place, place), pair.old) for place, pair in enumerate(pairs) if pair.old])
    now = _calls([(place, pair.new) for place, pair in enumerate(pairs) if pair.new])
    was_at = {came: went for went, came in now_at.items()}
    old_rows = {place: pairs[was_at.get(place, place)] for place in range(len(pairs))}
    yield from _changed_calls(pairs, old_rows)
    for place, pair in enumerate(pairs):
        if not _is_note(pair):
            continue
        calls_before = before.get(pair.old.marker, []) if pair.old else []
        calls_now = now.get(pair.new.marker, []) if pair.new else []
        labels_before = tuple(old_rows[at].old_label for at in calls_before)
        labels_now = tuple(pairs[at].new_label for at in calls_now)
        if pair.new is None:
            yield Event(EventKind.NOTE_DROPPED, pair.old_label, labels_before, place)
        elif pair.old is None:
            yield Event(EventKind.NOTE_ADDED, pair.new_label, labels_now, place)
        else:
            if any(edit.kind in (EditKind.DELETE, EditKind.INSERT) for edit in pair.edits):
                yield Event(EventKind.NOTE_REWORDED, pair.new_label, labels_now, place)
            gone = [at for at in calls_before if at not in calls_now]
            come = [at for at in calls_now if at not in calls_before]
            for was, at in zip(gone, come, strict=False):
                if _stayed(pairs, at, was_at) or _stayed(pairs, was, was_at):
                    words = (pair.new.marker, old_rows[was].old_label)
                    yield Event(EventKind.NOTE_CALL_MOVED, pairs[at].new_label, words, at)


def _is_note(pair: Pair) -> bool:
    row = pair.new or pair.old
    return row is not None and row.kind is RowKind.NOTE


def _calls(rows: Sequence[tuple[int, Row]]) -> _Calls:
    found: _Calls = {}
    for place, row in rows:
        calls = called(row.text) if row.kind is RowKind.VERBATIM else _called(row)
        for note in calls:
            if place not in found.setdefault(note, []):
                found[note].append(place)
    return found


def _stayed(pairs: Sequence[Pair], place: int, was_at: dict[int, int]) -> bool:
    return place in was_at or pairs[place].kind in (PairKind.SAME, PairKind.EDITED)


def _changed_calls(pairs: Sequence[Pair], old_rows: dict[int, Pair]) -> Iterator[Event]:
    """Calls at the same place that call another note.

    A note that the paragraph goes on to call, or has called before, took nobody's place.
    """
    notes = [pair for pair in pairs if _is_note(pair)]
    same = {pair.old.marker: pair.new.marker for pair in notes if pair.old and pair.new}
    texts_before = {pair.old.marker: pair.old.text for pair in notes if pair.old}
    texts_now = {pair.new.marker: pair.new.text for pair in notes if pair.new}
    for place, pair in enumerate(pairs):
        old, new = old_rows[place].old, pair.new
        if old is None or new is None or _called(old, same) == _called(new):
            continue
        before, now = _called(old, same), _called(new)
        for was, note in same_calls(old.content, new.content):
            if same.get(was, was) not in now and note not in before:
                words = (note, texts_now.get(note, ""), was, texts_before.get(was, ""))
                yield Event(EventKind.NOTE_CALL_CHANGED, pair.new_label, words, place)


def _called(row: Row, names: dict[str, str] | None = None) -> list[str]:
    """The notes a row calls, in order, under these names."""
    calls = [span.note for span in row.content if isinstance(span, NoteCall)]
    return [(names or {}).get(note, note) for note in calls]
