"""Which table and paragraph of a cell of the issued file is which of the new version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from draftkit.compare import Changes, Pair, PairKind
from draftkit.compare.align import align
from draftkit.compare.words import edits
from draftkit.dataclass import replace
from draftkit.rows import Row
from draftkit.table_text import is_picture


def joined(changes: Changes, differing: Sequence[Pair]) -> Iterator[Pair]:
    """The pairs of tables and pictures that differ, also where only their places are alike."""
    waiting = {id(pair) for pair in differing}
    gap: list[Pair] = []
    for pair in changes.pairs:
        if id(pair) in waiting:
            gap.append(pair)
        if pair.old and pair.new:
            yield from _by_place(gap)
            gap = []
    yield from _by_place(gap)


def _by_place(gap: Sequence[Pair]) -> Iterator[Pair]:
    gone = [pair for pair in gap if pair.old and not pair.new]
    come = [pair for pair in gap if pair.new and not pair.old]
    yield from (pair for pair in gap if pair.old and pair.new)
    for pair in gone:
        other = next((new for new in come if _pictures_in(new.new) == _pictures_in(pair.old)), None)
        if other is None:
            yield pair
            continue
        come.remove(other)
        yield replace(pair, kind=PairKind.EDITED, new=other.new, new_place=other.new_place)
    yield from come


def _pictures_in(row: Row | None) -> bool:
    return row is not None and is_picture(row.text)


def paired(old: Sequence[Row], new: Sequence[Row], names: Mapping[str, str]) -> list[Pair]:
    """The paragraphs of a cell as pairs; one paragraph on either side is the same one."""
    matches = align(old, new)
    if old and new and (not matches or len(old) == len(new) == 1):
        matches = [(0, 0)]
    pairs = [
        Pair(
            PairKind.EDITED,
            old[i],
            new[j],
            edits=edits(old[i].content, new[j].content, names),
            old_place=i,
            new_place=j,
        )
        for i, j in matches
    ]
    stayed, kept = {i for i, _ in matches}, {j for _, j in matches}
    pairs += [Pair(PairKind.DELETED, row, None, old_place=i) for i, row in enumerate(old) if i not in stayed]
    pairs += [Pair(PairKind.INSERTED, None, row, new_place=j) for j, row in enumerate(new) if j not in kept]
    return pairs
