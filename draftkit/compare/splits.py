"""Paragraphs that were split in two or more, and paragraphs that were joined into one.

Alignment pairs a row with one row at most, so of a paragraph that was split one
part is its new version and the others came; of paragraphs that were joined one
is the old version and the others went. The others are found beside that one:
they say what the pair by itself would call deleted, or inserted. Then the words
are compared part by part, so that only the ends of paragraphs have changed
where nobody touched the words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from draftkit.compare.changes import Edit, EditKind, Join, Pair, PairKind, Split
from draftkit.compare.tokens import cut, flat, words
from draftkit.compare.words import edits
from draftkit.content import join
from draftkit.model import Span, Text
from draftkit.rows import Row, RowKind

KEPT = 0.6
"""Share of a part's words that the whole paragraph has to have, for the part to come from it."""
FEWEST_WORDS = 3
"""Words that a part has to have in common with the whole paragraph."""

_DIVISIBLE = frozenset(
    (RowKind.PREAMBULAR, RowKind.OPERATIVE, RowKind.SUBPARAGRAPH, RowKind.TAIL, RowKind.TEXT)
)
_Content = tuple[Span, ...]


def splits_and_joins(pairs: Sequence[Pair]) -> tuple[tuple[Split, ...], tuple[Join, ...]]:
    """What was split, and what was joined, in the order of the page."""
    if not any(pair.kind in (PairKind.INSERTED, PairKind.DELETED) for pair in pairs):
        return (), ()
    notes = {p.old.marker: p.new.marker for p in pairs if p.old and p.new and p.old.kind is RowKind.NOTE}
    new, old = _Page(pairs, new=True), _Page(pairs, new=False)
    splits: list[Split] = []
    joins: list[Join] = []
    for place, pair in enumerate(pairs):
        if pair.kind is not PairKind.EDITED or pair.old is None or pair.new is None:
            continue
        if parts := new.parts(place, pair, EditKind.DELETE):
            contents = [_new(pairs[part]) for part in parts]
            pieces = _pieces(pair.old.content, contents, notes)
            found = tuple(edits(a, b, notes) for a, b in zip(pieces, contents, strict=True))
            if all(map(_keeps, found)):
                splits.append(Split(parts, found))
                continue
        if parts := old.parts(place, pair, EditKind.INSERT):
            contents = [_old(pairs[part]) for part in parts]
            back = {new: old for old, new in notes.items()}
            pieces = _pieces(pair.new.content, contents, back)
            found = tuple(edits(a, b, notes) for a, b in zip(contents, pieces, strict=True))
            if all(map(_keeps, found)):
                joins.append(Join(parts, found))
    return tuple(splits), tuple(joins)


@dataclass(slots=True)
class _Page:
    """The pairs as one of the pages has them."""

    pairs: Sequence[Pair]
    new: bool
    """Whether it is the new page; what stands on it alone came, on the old one it went."""
    at: dict[int, int]

    def __init__(self, pairs: Sequence[Pair], new: bool) -> None:
        self.pairs, self.new = pairs, new
        self.at = {self._place(pair): at for at, pair in enumerate(pairs) if self._row(pair)}

    def parts(self, at: int, pair: Pair, lost: EditKind) -> tuple[int, ...]:
        """The pairs of the parts that a pair is made of, itself among them; none if it is whole.

        ``lost`` are the edits whose words the other parts may have.
        """
        row = self._row(pair)
        if row is None or row.kind not in _DIVISIBLE:
            return ()
        left = Counter(
            word
            for edit in pair.edits
            if edit.kind is lost
            for word in words(flat(edit.old if lost is EditKind.DELETE else edit.new))
        )
        if left.total() < FEWEST_WORDS:
            return ()
        before = [*self._beside(self._place(pair), -1, left)]
        after = [*self._beside(self._place(pair), 1, left)]
        return (*reversed(before), at, *after) if before or after else ()

    def _beside(self, place: int, step: int, left: Counter[str]) -> Iterator[int]:
        """The pairs on one side, from the nearest on, whose rows say what is left to be said."""
        empty: list[int] = []
        while (at := self.at.get(place := place + step)) is not None:
            row = self._row(self.pairs[at])
            alone = self.pairs[at].kind in (PairKind.INSERTED, PairKind.DELETED)
            if row is None or not alone or row.kind not in _DIVISIBLE:
                return
            own = Counter(words(row.text))
            if not own:
                empty.append(at)
                continue
            shared = own & left
            if shared.total() < max(FEWEST_WORDS, KEPT * own.total()):
                return
            left -= shared
            yield from (*empty, at)
            empty.clear()

    def _row(self, pair: Pair) -> Row | None:
        return pair.new if self.new else pair.old

    def _place(self, pair: Pair) -> int:
        return pair.new_place if self.new else pair.old_place


def _old(pair: Pair) -> _Content:
    assert pair.old
    return pair.old.content


def _new(pair: Pair) -> _Content:
    assert pair.new
    return pair.new.content


def _pieces(whole: _Content, parts: Sequence[_Content], notes: Mapping[str, str]) -> list[_Content]:
    """The pieces of a paragraph that answer to its parts; put together they are the paragraph."""
    spaced: list[Span] = []
    ends: list[int] = []
    for part in parts:
        spaced += (*part, Text(" "))
        ends.append(len(flat(spaced)))
    spaced.pop()
    cuts = [0, *_counterparts(edits(whole, join(spaced), notes), ends[:-1]), len(flat(whole))]
    return [cut(whole, start, end) for start, end in pairwise(cuts)]


def _counterparts(found: Sequence[Edit], places: Sequence[int]) -> Iterator[int]:
    """Where places of the new content are in the old one; between what goes and what comes, where it came."""
    wanted = iter(places)
    place = next(wanted, None)
    i = j = 0
    for edit in found:
        size_i, size_j = len(flat(edit.old)), len(flat(edit.new))
        while place is not None and place < j + size_j:
            yield i + (place - j if edit.kind in (EditKind.EQUAL, EditKind.FORMAT) else 0)
            place = next(wanted, None)
        i, j = i + size_i, j + size_j
    while place is not None:
        yield i
        place = next(wanted, None)


def _keeps(found: Sequence[Edit]) -> bool:
    """Whether enough words of a part are those of the whole; a part without words is an empty line."""
    kept = sum(len(words(flat(edit.new))) for edit in found if edit.kind in (EditKind.EQUAL, EditKind.FORMAT))
    old = sum(len(words(flat(edit.old))) for edit in found)
    new = sum(len(words(flat(edit.new))) for edit in found)
    return old == new == 0 or kept >= max(FEWEST_WORDS, KEPT * min(old, new))
