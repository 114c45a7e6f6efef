"""Paragraphs that moved: of those that went and those that came, which are the same.

Alignment keeps the order of the page, so a paragraph that moved went in one
place and came in another. It is found again by its text: first equal texts, in
order; then the most alike, by the measure that alignment has for versions of
one paragraph.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Container, Sequence

from draftkit.compare.align import MOVED, Side, weighed_candidates
from draftkit.compare.changes import Edit, Move, Pair
from draftkit.compare.tokens import words
from draftkit.compare.words import edits
from draftkit.dataclass import replace
from draftkit.rows import Row, RowKind

FEWEST_WORDS = 4
"""Words below which a paragraph that went and one that came are not called the same one."""
_ANYWHERE = frozenset(RowKind) - {RowKind.FRONT, RowKind.ENACTING, RowKind.NOTE, RowKind.CLOSING}
"""Rows that may move: a masthead, an enacting clause and a closing line have their places."""


def moves(pairs: Sequence[Pair], stayed: Container[int] = ()) -> tuple[Move, ...]:
    """The paragraphs that moved, in the order of the new page.

    ``stayed`` are pairs that did not: parts of a paragraph that was split, or joined to another.
    """
    left = [(place, pair) for place, pair in enumerate(pairs) if place not in stayed]
    gone = [(place, pair.old) for place, pair in left if pair.old and pair.new is None]
    come = [(place, pair.new) for place, pair in left if pair.new and pair.old is None]
    gone = [(place, row) for place, row in gone if _may_move(row)]
    come = [(place, row) for place, row in come if _may_move(row)]
    notes = {p.old.marker: p.new.marker for p in pairs if p.old and p.new and p.old.kind is RowKind.NOTE}
    found = _equal(gone, come)
    taken = set(found.values())
    found |= _alike([g for g in gone if g[0] not in found], [c for c in come if c[0] not in taken])
    return tuple(
        Move(went, came, _edits(pairs[went].old, pairs[came].new, notes))
        for went, came in sorted(found.items(), key=lambda item: item[1])
    )


def _may_move(row: Row) -> bool:
    return row.kind in _ANYWHERE and len(words(row.text)) >= FEWEST_WORDS


def _edits(old: Row | None, new: Row | None, notes: dict[str, str]) -> tuple[Edit, ...]:
    assert old is not None
    assert new is not None
    return edits(old.content, new.content, notes)


def _equal(gone: Sequence[tuple[int, Row]], come: Sequence[tuple[int, Row]]) -> dict[int, int]:
    """Equal texts, the first with the first."""
    places: dict[str, deque[int]] = defaultdict(deque)
    for place, row in come:
        places[row.text].append(place)
    return {place: places[row.text].popleft() for place, row in gone if places.get(row.text)}


def _alike(gone: Sequence[tuple[int, Row]], come: Sequence[tuple[int, Row]]) -> dict[int, int]:
    """Similar texts, the most alike first."""
    if not gone or not come:
        return {}
    # What a paragraph is may change with its place: an operative paragraph that goes into the preamble.
    a, b = (Side([replace(row, kind=RowKind.TEXT) for _, row in rows]) for rows in (gone, come))
    weighed = weighed_candidates(a, b, MOVED)
    found: dict[int, int] = {}
    taken: set[int] = set()
    for (i, j), _ in sorted(weighed, key=lambda item: (-item[1], item[0])):
        if gone[i][0] not in found and come[j][0] not in taken:
            found[gone[i][0]] = come[j][0]
            taken.add(come[j][0])
    return found
