"""From paired paragraphs to changes: what was split, joined and moved, and what delegates would say of it."""

from __future__ import annotations

from collections.abc import Sequence

from draftkit.compare.changes import Changes, Pair
from draftkit.compare.moves import moves
from draftkit.compare.splits import splits_and_joins
from draftkit.dataclass import replace


def complete(pairs: Sequence[Pair]) -> Changes:
    """The changes that these pairs are, in the order of the new page."""
    from draftkit.compare.events import events  # which a redline has no use for

    found = divided_and_moved(pairs)
    return replace(found, events=events(found.pairs, found.moves, found.splits, found.joins))


def divided_and_moved(pairs: Sequence[Pair]) -> Changes:
    """As :func:`complete`, without the names of what happened: a redline has no use for them."""
    pairs, splits, joins = splits_and_joins(pairs)
    parts = {part for split in splits for part in split.parts} | {
        part for join in joins for part in join.parts
    }
    return Changes(tuple(pairs), moves=moves(pairs, parts), splits=splits, joins=joins)
