"""Changes as JSON, ``"schema": "draftkit/changes/1"``, in a stable order of keys."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from draftkit.compare.changes import Changes, Edit, Event, Join, Move, Pair, PairKind, Split
from draftkit.labels import parse_marker
from draftkit.model import Format, NoteCall, Span
from draftkit.rows import Row, RowKind

SCHEMA = "draftkit/changes/1"

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | bool | None"


def changes_json(changes: Changes) -> dict[str, Json]:
    """The changes as JSON values; a pair that stayed the same has no ``edits``.

    A run of ``content`` is ``{"text": ..., "format": [...]}`` or ``{"note": ...}``;
    ``format`` is left out of plain text. The ``pair`` of an event is its place in ``pairs``; ``through``,
    of brackets around several paragraphs and of a run that is renumbered, is the label of the last. A
    paragraph that moved is deleted in one pair and inserted in another; ``moves`` says which they are.
    ``splits`` and ``joins`` say which pairs are the parts of one paragraph, and what changed in each.
    """
    kinds = [pair.kind for pair in changes.pairs]
    return {
        "schema": SCHEMA,
        "changed": changes.any,
        "summary": {
            **{kind.value: kinds.count(kind) for kind in PairKind},
            "renumbered": sum(pair.renumbered for pair in changes.pairs),
            "moved": len(changes.moves),
            "split": len(changes.splits),
            "joined": len(changes.joins),
        },
        "pairs": [_pair(pair) for pair in changes.pairs],
        "moves": [_move(move) for move in changes.moves],
        "splits": [_division(split) for split in changes.splits],
        "joins": [_division(join) for join in changes.joins],
        "events": [_event(event) for event in changes.events],
    }


def _pair(pair: Pair) -> dict[str, Json]:
    row = pair.new or pair.old
    assert row is not None
    out: dict[str, Json] = {
        "kind": pair.kind.value,
        "paragraph": row.kind.value,
        "old_label": pair.old_label or None,
        "new_label": pair.new_label or None,
        "old_number": _number(pair.old),
        "new_number": _number(pair.new),
        "renumbered": pair.renumbered,
    }
    if pair.kind is not PairKind.SAME:
        out["old_before"] = _before(pair.old)
        out["new_before"] = _before(pair.new)
        out["edits"] = [_edit(edit) for edit in pair.edits]
    return out


def _number(row: Row | None) -> str | None:
    """The number in its normal spelling; of a note, its id."""
    if row is None or not row.marker:
        return None
    return row.marker if row.kind is RowKind.NOTE else parse_marker(row.marker).spelling


def _before(row: Row | None) -> str | None:
    """What stands before the text besides the number: opening brackets, "Option 1:"."""
    return f"{row.before}{row.option}" or None if row else None


def _edit(edit: Edit) -> dict[str, Json]:
    out: dict[str, Json] = {"kind": edit.kind.value}
    if edit.old:
        out["old"] = _content(edit.old)
    if edit.new:
        out["new"] = _content(edit.new)
    return out


def _content(content: Iterable[Span]) -> list[Json]:
    return [_span(span) for span in content]


def _span(span: Span) -> dict[str, Json]:
    if isinstance(span, NoteCall):
        return {"note": span.note}
    if span.format is Format.PLAIN:
        return {"text": span.text}
    return {"text": span.text, "format": [(look.name or "").lower() for look in span.format]}


def _move(move: Move) -> dict[str, Json]:
    """A paragraph that is in ``pairs`` twice, as deleted and as inserted, and what changed in it."""
    return {"from": move.went, "to": move.came, "edits": [_edit(edit) for edit in move.edits]}


def _division(division: Split | Join) -> dict[str, Json]:
    """The pairs of the parts of one paragraph, and what changed in each."""
    edits: list[Json] = [[_edit(edit) for edit in part] for part in division.edits]
    return {"pairs": list(division.parts), "edits": edits}


def _event(event: Event) -> dict[str, Json]:
    out: dict[str, Json] = {"kind": event.kind.value, "label": event.label}
    if event.through:
        out["through"] = event.through
    out |= {"pair": event.place, "words": list(event.words)}
    return out | ({"proponents": [list(names) for names in event.proponents]} if event.proponents else {})
