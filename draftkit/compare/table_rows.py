"""Which row of a table is which of its new version."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from draftkit.compare.align import align
from draftkit.compare.sequences import Match, common
from draftkit.model import Span, Text
from draftkit.rows import Row, RowKind

Texts = Sequence[str]
"""The words of the cells of a row."""


def aligned(old: Sequence[Texts], new: Sequence[Texts]) -> list[Match]:
    """The rows that are the same; of what is left those with the same first cell, then those alike."""
    found: list[Match] = []
    for find in (_equal, _of_one_name, _alike):
        found = sorted(found + list(_in_gaps(old, new, found, find)))
    return found


def _in_gaps(
    old: Sequence[Texts],
    new: Sequence[Texts],
    found: Sequence[Match],
    find: Callable[[Sequence[Texts], Sequence[Texts]], list[Match]],
) -> Iterator[Match]:
    """More matches between those there are."""
    i = j = 0
    for place, across in (*found, (len(old), len(new))):
        if i < place and j < across:
            yield from ((i + x, j + y) for x, y in find(old[i:place], new[j:across]))
        i, j = place + 1, across + 1


def _equal(old: Sequence[Texts], new: Sequence[Texts]) -> list[Match]:
    return common(["\t".join(row) for row in old], ["\t".join(row) for row in new])


def _of_one_name(old: Sequence[Texts], new: Sequence[Texts]) -> list[Match]:
    """Rows whose first cells say the same: what is in the others changed."""
    one, other = (
        [row[0] if row and row[0] else f"{side}{at}" for at, row in enumerate(rows)]
        for side, rows in ((0, old), (1, new))
    )
    return common(one, other)


def _alike(old: Sequence[Texts], new: Sequence[Texts]) -> list[Match]:
    one, other = ([Row(RowKind.TEXT, _row_words(texts)) for texts in side] for side in (old, new))
    return align(one, other)


def _row_words(texts: Texts) -> tuple[Span, ...]:
    return (Text("\t".join(texts)),) if any(texts) else ()
