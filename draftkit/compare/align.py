"""Which paragraph of the old draft is which of the new one.

Order is kept: a paragraph that moved is deleted in one place and inserted in
another. Paragraphs pair up in three passes:

1. Equal text: first the paragraphs whose text occurs once on either side, as
   the longest chain that ascends on both; then, between those, the longest
   common subsequence of texts (:func:`draftkit.compare.sequences.common`).
2. In each gap that is left, similar text, as the ascending chain that keeps the
   most words. Candidates come from pairs of neighbouring words that are rare in
   the gap, and from the same relative place; every row has a bounded number of
   them, so a gap of n rows costs about n log n however different it is.
3. A single row that is left between the same neighbours as a single row of the
   other side: the place speaks for them, and less similarity will do.

A chapeau that is left goes with the subparagraphs right below it.
Then pairs whose rows are not very similar part again when one of them is much
more like a row elsewhere: the one moved, and the other took its place. Of rows
that cross each other, those stay in place that keep the most words there.

Notes are paired by what they say and by where they are called, never by number.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from draftkit.compare.sequences import Match, common, increasing
from draftkit.compare.tokens import words
from draftkit.rows import Row, RowKind

SIMILAR = 0.5
"""Share of words in common from which two paragraphs of one kind are versions of each other.
Of the paragraphs of one resolution that have nothing to do with each other nine pairs in ten share
less than 0.35, mostly articles and prepositions; those above 0.5 are formulas."""

ALONE = 0.4
"""The same for two paragraphs left alone between the same neighbours. Of 90 pairs of versions of General
Assembly texts, 8 had such paragraphs that share 0.4 to 0.5: 7 of them one paragraph rewritten."""

CONTAINED = 0.85
"""Share of the shorter paragraph's words found in the longer one that will do as well:
a paragraph that doubled in length is still the same one."""

CONTAINED_WORDS = 8
"""Words a paragraph needs for CONTAINED; fewer are found in any long paragraph."""

CONTAINED_ELSEWHERE = 15
"""The same for one that moved, of which no place speaks: a chapeau is found in many a long paragraph."""

ALIKE = 0.8
"""Share of words in common from which paragraphs of different kinds pair up: a paragraph that became
a subparagraph."""

MOVED = 0.7
"""Share of words in common from which a paragraph that went and one that came elsewhere are the same one.
It is more than for two in the same place, of which the place speaks: formulas make a half."""

WORDS_OF_ONE = 20
"""Words that it is worth to say of one paragraph less that it moved."""

WORDS_OF_HEADING = 60
"""Words more that it is worth to leave a heading in its place: what crosses it went to another section."""

CANDIDATES = 6
"""Rows of the other side that a row in a large gap is measured against."""

SMALL_GAP = 64
"""Pairs of rows up to which every pair in a gap is measured."""

RARE = 8
"""Rows of a gap a pair of neighbouring words may occur in to point from one side to the other."""

ENOUGH = 6
"""Rare word pairs in common after which the search for candidates may stop."""

_ONE_KIND = {RowKind.ANNEX: RowKind.HEADING}
_NUMBERED = frozenset({RowKind.OPERATIVE, RowKind.SUBPARAGRAPH, RowKind.TEXT, RowKind.TAIL})
_UNPLACED = frozenset({RowKind.PREAMBULAR, RowKind.TEXT})
_ONE_OF_EACH = frozenset({RowKind.FRONT, RowKind.ENACTING, RowKind.CLOSING})


class Side:
    """The rows of one draft with what alignment needs to know of them, computed when asked for."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.kinds = [_kind(row) for row in rows]
        self.texts = [f"{kind}\n{row.text}" for kind, row in zip(self.kinds, rows, strict=True)]
        self._words: dict[int, list[str]] = {}
        self._counts: dict[int, Counter[str]] = {}

    def words(self, index: int) -> list[str]:
        """The row's words; if it has none, its marks."""
        if index not in self._words:
            text = self.rows[index].text
            self._words[index] = words(text) or text.split()
        return self._words[index]

    def counts(self, index: int) -> Counter[str]:
        """How often each word stands in the row."""
        if index not in self._counts:
            self._counts[index] = Counter(self.words(index))
        return self._counts[index]


def _kind(row: Row) -> str:
    """Rows of one kind may pair up. Front rows say the same thing only in the same field."""
    return f"{row.kind}:{row.field}" if row.kind is RowKind.FRONT else _ONE_KIND.get(row.kind, row.kind).value


def align(old: Sequence[Row], new: Sequence[Row]) -> list[Match]:
    """Places of rows that are the same paragraph, ascending on both sides."""
    a, b = Side(old), Side(new)
    found: list[Match] = []
    for gap in _gaps(_equal(a, b), len(old), len(new)):
        found += _similar(a, b, *gap)
        if gap[0].stop < len(old) and gap[1].stop < len(new):
            found.append((gap[0].stop, gap[1].stop))
    alone = [
        (left[0], right[0])
        for left, right in _gaps(found, len(old), len(new))
        if len(left) == len(right) == 1 and _weight(a, b, left[0], right[0], ALONE)
    ]
    found = _with_fewest_moved(a, b, _without_strangers(a, b, sorted(found + alone)))
    return sorted([*found, *_chapeaux(a, b, found)])


def _gaps(matches: Iterable[Match], old: int, new: int) -> Iterator[tuple[range, range]]:
    """The stretches between matches; each but the last ends at a match."""
    i = j = 0
    for place, across in matches:
        yield range(i, place), range(j, across)
        i, j = place + 1, across + 1
    yield range(i, old), range(j, new)


def _equal(a: Side, b: Side) -> list[Match]:
    """Rows of equal text: a spine of those that occur once, then what is common between them."""
    once = {text: place for place, text in enumerate(b.texts)}
    often_a, often_b = Counter(a.texts), Counter(b.texts)
    unique = [
        (place, once[text])
        for place, text in enumerate(a.texts)
        if often_a[text] == 1 and often_b.get(text) == 1
    ]
    found: list[Match] = []
    for gap_a, gap_b in _gaps(increasing(unique), len(a.texts), len(b.texts)):
        between = common(a.texts[gap_a.start : gap_a.stop], b.texts[gap_b.start : gap_b.stop])
        found += [(gap_a.start + i, gap_b.start + j) for i, j in between]
        if gap_a.stop < len(a.texts) and gap_b.stop < len(b.texts):
            found.append((gap_a.stop, gap_b.stop))
    return found


def _chapeaux(a: Side, b: Side, found: Sequence[Match]) -> Iterator[Match]:
    """Paragraphs of one kind right above first subparagraphs that are the same: these speak for them."""
    stayed, here = {i for i, _ in found}, {j for _, j in found}
    for i, j in found:
        below = a.rows[i].kind is b.rows[j].kind is RowKind.SUBPARAGRAPH
        if below and i and j and i - 1 not in stayed and j - 1 not in here:
            one, other = a.rows[i - 1], b.rows[j - 1]
            if one.kind is other.kind and one.level == other.level < a.rows[i].level:
                yield i - 1, j - 1


def _without_strangers(a: Side, b: Side, found: list[Match]) -> list[Match]:
    """The matches without those of which one row is the other version of a row elsewhere, which moved."""
    to_new, to_old = dict(found), {j: i for i, j in found}
    close = {i for i, j in found if a.texts[i] == b.texts[j] or _is_close(a, b, i, j)}
    closed = {to_new[i] for i in close}
    weak = [match for match in found if match[0] not in close and a.rows[match[0]].kind not in _ONE_OF_EACH]
    from_old = [i for i in range(len(a.rows)) if i not in close and a.rows[i].kind not in _ONE_OF_EACH]
    from_new = [j for j in range(len(b.rows)) if j not in closed and b.rows[j].kind not in _ONE_OF_EACH]
    if not weak:
        return found
    parts = Side([a.rows[i] for i in from_old]), Side([b.rows[j] for j in from_new])
    strangers = {match for match in weak if _is_part(a, b, *match, to_new, to_old)}
    for (at, across), _ in weighed_candidates(*parts, MOVED):
        i, j = from_old[at], from_new[across]
        rivals = [match for match in ((i, to_new.get(i, -1)), (to_old.get(j, -1), j)) if -1 not in match]
        share = _share(a, b, i, j)
        if share >= MOVED and all(_share(a, b, *match) < share for match in rivals):
            strangers.update(rivals)
    return [match for match in found if match not in strangers]


def _is_part(a: Side, b: Side, i: int, j: int, to_new: Mapping[int, int], to_old: Mapping[int, int]) -> bool:
    """Whether one of two rows stands in what the row beside it became, or was: a part of it."""
    joined = (to_new.get(place) for place in (i - 1, i + 1))
    split = (to_old.get(place) for place in (j - 1, j + 1))
    return any(
        _is_held(part, whole)
        for part, whole in (
            *((a.counts(i), b.counts(whole)) for whole in joined if whole is not None),
            *((b.counts(j), a.counts(whole)) for whole in split if whole is not None),
        )
    )


def _is_held(part: Counter[str], whole: Counter[str]) -> bool:
    size = part.total()
    return size >= CONTAINED_WORDS and (part & whole).total() >= CONTAINED * size


def _is_close(a: Side, b: Side, i: int, j: int) -> bool:
    """Whether two rows are like enough to be one paragraph wherever they stand, or one holds the other."""
    shorter, longer = sorted((a.counts(i), b.counts(j)), key=Counter.total)
    return _is_held(shorter, longer) or _share(a, b, i, j) >= MOVED


def _share(a: Side, b: Side, i: int, j: int) -> float:
    """The share of words that two rows have in common."""
    size = len(a.words(i)) + len(b.words(j))
    return 2 * _shared(a, b, i, j) / size if size else 1.0


def _shared(a: Side, b: Side, i: int, j: int) -> float:
    """The number of words that two rows have in common."""
    return float((a.counts(i) & b.counts(j)).total())


# --- rows that moved -------------------------------------------------------------------------


def _with_fewest_moved(a: Side, b: Side, found: list[Match]) -> list[Match]:
    """The matches, with others for those across which rows moved, if fewer words move then.

    Of two paragraphs that changed places, the shorter one moved; of one and the five it crossed, the one.
    """
    gone = [*{*range(len(a.rows))}.difference(i for i, _ in found)]
    come = [*{*range(len(b.rows))}.difference(j for _, j in found)]
    parts = Side([a.rows[i] for i in gone]), Side([b.rows[j] for j in come])
    moved = [(gone[i], come[j]) for (i, j), _ in weighed_candidates(*parts, MOVED)] if gone and come else []
    if not moved:
        return found
    chain = list(_uncrossed(a, b, sorted((*found, *moved))))
    if chain == found:
        return found
    for gap in list(_gaps(chain, len(a.rows), len(b.rows))):
        chain += _similar(a, b, *gap)
    return sorted(chain)


def _uncrossed(a: Side, b: Side, matches: Sequence[Match]) -> Iterator[Match]:
    """The chain that keeps the most words in place. Matches that cross or touch no other are in it anyway."""
    least_behind = [*itertools.accumulate((j for _, j in reversed(matches)), min)][::-1]
    crossed: list[Match] = []
    highest = -1
    for at, match in enumerate(matches):
        if highest < least_behind[at] and not (crossed and crossed[-1][0] == match[0]):
            yield from _longest(a, b, crossed)
            crossed = []
        crossed.append(match)
        highest = max(highest, match[1])
    yield from _longest(a, b, crossed)


def _longest(a: Side, b: Side, matches: list[Match]) -> list[Match]:
    if len(matches) < 2:
        return matches
    across = [j for _, j in matches]
    weighed = [
        (
            (i, j),
            WORDS_OF_ONE
            + WORDS_OF_HEADING * (a.rows[i].kind is RowKind.HEADING)
            + (len(a.words(i)) if a.texts[i] == b.texts[j] else _shared(a, b, i, j)),
        )
        for i, j in matches
    ]
    return _heaviest(weighed, range(min(across), max(across) + 1))


# --- similar rows ----------------------------------------------------------------------------


def _similar(a: Side, b: Side, gap_a: range, gap_b: range) -> list[Match]:
    """The ascending chain of similar rows that keeps the most words."""
    if not gap_a or not gap_b:
        return []
    small = len(gap_a) * len(gap_b) <= SMALL_GAP
    candidates = ((i, j) for i in gap_a for j in gap_b) if small else _candidates(a, b, gap_a, gap_b)
    weighed = ((match, _weight(a, b, *match)) for match in candidates)
    return _heaviest([(match, weight) for match, weight in weighed if weight], gap_b)


def weighed_candidates(a: Side, b: Side, similar: float) -> list[tuple[Match, float]]:
    """Rows of one side with rows of the other that may be versions of them, wherever they stand."""
    gap_a, gap_b = range(len(a.rows)), range(len(b.rows))
    small = len(gap_a) * len(gap_b) <= SMALL_GAP
    candidates = ((i, j) for i in gap_a for j in gap_b) if small else _candidates(a, b, gap_a, gap_b)
    weighed = ((match, _weight(a, b, *match, similar)) for match in candidates)
    return [(match, weight) for match, weight in weighed if weight]


def _candidates(a: Side, b: Side, gap_a: range, gap_b: range) -> Iterator[Match]:
    """For each old row the new rows that may be it, ascending."""
    holders: dict[tuple[str, str], list[int]] = {}
    for j in gap_b:
        for pair in _word_pairs(b.words(j)):
            holders.setdefault(pair, []).append(j)
    for i in gap_a:
        votes: dict[int, int] = {}
        for pair in _word_pairs(a.words(i)):
            rows = holders.get(pair, ())
            if len(rows) <= RARE:
                for j in rows:
                    votes[j] = votes.get(j, 0) + 1
                if rows and votes[rows[0]] == ENOUGH:
                    break
        near = gap_b.start + (i - gap_a.start) * len(gap_b) // len(gap_a)
        places = sorted(votes, key=lambda j: (-votes[j], abs(j - near), j))[:CANDIDATES]
        if not places or votes[places[0]] < ENOUGH:
            places = [*{*places, *(j for j in (near - 1, near, near + 1) if j in gap_b)}]
        yield from ((i, j) for j in sorted(places))


def _word_pairs(words: list[str]) -> Iterable[tuple[str, str]]:
    """Neighbouring words, each pair once, in order."""
    return dict.fromkeys(itertools.pairwise(words))


def _weight(a: Side, b: Side, i: int, j: int, similar: float = SIMILAR) -> float:
    """How many words the pair keeps, worth more the more alike its rows are; 0 if they are not a pair."""
    one, other = a.rows[i], b.rows[j]
    least = _least(one, other, similar if a.kinds[i] == b.kinds[j] else None)
    if least is None:
        return 0
    size_a, size_b = len(a.words(i)), len(b.words(j))
    shorter = min(size_a, size_b)
    if 2 * shorter < least * (size_a + size_b) and (shorter < CONTAINED_WORDS or least >= ALIKE):
        return 0
    few, many = a.counts(i), b.counts(j)
    shared = sum([min(few[word], many[word]) for word in few.keys() & many.keys()])
    share = 2 * shared / (size_a + size_b) if shorter else float(size_a == size_b)
    enough = CONTAINED_ELSEWHERE if similar >= MOVED else CONTAINED_WORDS
    contained = least < ALIKE and shorter >= enough and shared >= CONTAINED * shorter
    if share < least and not contained:
        return 0
    same_number = bool(one.marker) and one.marker == other.marker
    return shared * share + 0.01 * same_number + 0.1


def _least(one: Row, other: Row, similar: float | None) -> float | None:
    """The share of common words from which two rows are versions; ``similar`` if they are of one kind."""
    if similar is not None:
        return 0.0 if one.kind in _ONE_OF_EACH and one.field != "other" else similar
    kinds = {one.kind, other.kind}
    return ALIKE if kinds <= _NUMBERED or kinds <= _UNPLACED else None


def _heaviest(weighed: list[tuple[Match, float]], gap: range) -> list[Match]:
    """The ascending chain of the greatest weight, by a Fenwick tree of maxima over new places."""
    weighed.sort(key=lambda item: (item[0][0], -item[0][1]))
    best: list[tuple[float, int]] = [(0.0, -1)] * (len(gap) + 1)
    before: list[int] = []
    top = (0.0, -1)
    for index, ((_, j), weight) in enumerate(weighed):
        at, reach = j - gap.start, (0.0, -1)
        while at > 0:
            reach = max(reach, best[at], key=lambda item: item[0])
            at -= at & -at
        before.append(reach[1])
        chain = (reach[0] + weight, index)
        top = max(top, chain, key=lambda item: item[0])
        at = j - gap.start + 1
        while at <= len(gap):
            best[at] = max(best[at], chain, key=lambda item: item[0])
            at += at & -at
    found: list[Match] = []
    at = top[1]
    while at >= 0:
        found.append(weighed[at][0])
        at = before[at]
    return found[::-1]
