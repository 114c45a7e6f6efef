"""Carry changes out, and turn them round."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

from draftkit.compare.changes import Changes, Edit, EditKind, Pair, PairKind
from draftkit.compare.complete import complete
from draftkit.compare.pairing import in_page_order
from draftkit.content import join
from draftkit.dataclass import replace
from draftkit.errors import DraftkitError
from draftkit.model import Draft
from draftkit.rows import Row

_INVERSE_PAIR = {PairKind.INSERTED: PairKind.DELETED, PairKind.DELETED: PairKind.INSERTED}
_INVERSE_EDIT = {EditKind.INSERT: EditKind.DELETE, EditKind.DELETE: EditKind.INSERT}


@overload
def apply(changes: Changes, old: Draft) -> Draft: ...
@overload
def apply(changes: Changes, old: Sequence[Row]) -> tuple[Row, ...]: ...


def apply(changes: Changes, old: Draft | Sequence[Row]) -> Draft | tuple[Row, ...]:
    """The new draft, or its rows. The old one must be the one the changes were made from."""
    if isinstance(old, Draft):
        from draftkit.build import build
        from draftkit.rows import rows

        return build(apply(changes, rows(old)))
    pairs = [pair for pair in changes.pairs if pair.old is not None]
    if sorted(pair.old_place for pair in pairs) != list(range(len(old))):
        raise DraftkitError(
            f"the changes do not belong to this draft: they tell of {len(pairs)} paragraphs,"
            f" it has {len(old)}"
        )
    for pair in pairs:
        _check(pair, old[pair.old_place])
    new = [pair for pair in changes.pairs if pair.new is not None]
    return tuple(_row(pair) for pair in sorted(new, key=lambda pair: pair.new_place))


def invert(changes: Changes) -> Changes:
    """The changes that lead from the new draft back to the old one."""
    pairs = in_page_order(
        Pair(
            _INVERSE_PAIR.get(pair.kind, pair.kind),
            pair.new,
            pair.old,
            pair.new_label,
            pair.old_label,
            _inverse(pair.edits),
            pair.new_place,
            pair.old_place,
        )
        for pair in changes.pairs
    )
    return complete(pairs)


def _check(pair: Pair, row: Row) -> None:
    removed = join(span for edit in pair.edits for span in edit.old)
    if pair.old != row or removed != row.content:
        raise DraftkitError(
            f"the changes do not belong to this draft: {pair.old_label or 'a paragraph'} reads differently",
            position=row.position,
        )


def _row(pair: Pair) -> Row:
    assert pair.new is not None
    return replace(pair.new, content=join(span for edit in pair.edits for span in edit.new))


def _inverse(edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """Old for new; where one thing takes the place of another, the deletion stays in front."""
    turned = [Edit(_INVERSE_EDIT.get(edit.kind, edit.kind), edit.new, edit.old) for edit in edits]
    for index in range(len(turned) - 1):
        if turned[index].kind is EditKind.INSERT and turned[index + 1].kind is EditKind.DELETE:
            turned[index : index + 2] = turned[index + 1], turned[index]
    return tuple(turned)
