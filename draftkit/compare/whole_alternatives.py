"""Words in common, and the brackets that stand around the same words.

The longest common subsequence knows nothing of brackets: of ``[1 March][30 June]`` become
``[30 June][31 August]`` it keeps the brackets and replaces both dates, and of ``[shall] act`` become
``shall [fully] act`` it keeps the brackets rather than the word. An editor keeps the words, an alternative
in brackets whole, whoever proposes it, and a pair of brackets only where both its marks stand beside what
they stood beside.
"""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from draftkit.compare.sequences import Match, common
from draftkit.compare.tidy import slid
from draftkit.content import BRACKETS, CLOSERS, SHAPES
from draftkit.dataclass import dataclass

MOST_NAMES = 60
"""Words before a colon that may say who proposes an alternative."""

SPARED = 3
"""Words that may be kept less for each alternative that stays whole: names and a colon."""

CANDIDATES = 20
"""Pairs of brackets between the same words of which one may be the one that stays."""

_COLONS = frozenset(":：")


@dataclass(frozen=True, slots=True)
class _Alternative:
    """What one pair of brackets holds, by the places of its words."""

    opens: int
    start: int
    """Where the words begin that are proposed, behind the names of those who propose them."""
    closes: int


_Pair: TypeAlias = tuple[_Alternative, _Alternative]
"""An alternative of the old side, and the one of the new side that says the same."""


def in_common(old: Sequence[str], new: Sequence[str]) -> list[Match]:
    """The places that hold the same word, ascending on both sides; spaces are none of the words."""
    if BRACKETS.isdisjoint(old) or BRACKETS.isdisjoint(new):
        return common(old, new)
    sides = _Bracketed(old), _Bracketed(new)
    whole = _in_order(list(_that_stay(*sides)))
    words = _words(*sides, (0, 0), (len(old), len(new)))
    if whole:
        found = list(_with_the_rest(*sides, whole))
        words = found if len(found) >= len(words) - SPARED * len(whole) else words
    words = slid(old, new, words)  # else a word before an alternative that came would hide which one it is
    marks = _brackets(old, new, words)
    return sorted([*words, *marks, *_names(*sides, marks)])


class _Bracketed:
    """Words with brackets among them."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self.alternatives = [
            _Alternative(opens, _behind_names(words, opens + 1, closes), closes)
            for opens, closes in sorted(_partners(words).items())
            if opens < closes
        ]
        self.starts = {one.opens: one.start for one in self.alternatives}
        named = (range(one.opens, one.start) for one in self.alternatives)
        self.aside = {at for places in named for at in places}
        """Names, with the bracket before them."""

    def said(self, one: _Alternative) -> tuple[str, ...]:
        """The words of an alternative."""
        return tuple(self.words[one.start : one.closes])


# --- alternatives that stay ------------------------------------------------------------------


def _that_stay(old: _Bracketed, new: _Bracketed) -> Iterator[_Pair]:
    """Alternatives of both sides that say the same and stand once on each, none inside another of them."""
    sides = [[(side.said(one), one) for one in side.alternatives] for side in (old, new)]
    counts = [Counter(said for said, _ in side) for side in sides]
    there = dict(sides[1])
    end = 0
    for said, one in sides[0]:
        if said and one.opens >= end and counts[0][said] == counts[1][said] == 1:
            yield one, there[said]
            end = one.closes


def _behind_names(words: Sequence[str], start: int, end: int) -> int:
    for at in range(start, min(end, start + MOST_NAMES)):
        if words[at] in BRACKETS:
            break
        if words[at] in _COLONS and at > start:
            return at + 1
    return start


def _in_order(pairs: Sequence[_Pair]) -> list[_Pair]:
    """Of pairs in the order of the old side those in the order of the new one that hold most words."""
    best: list[tuple[int, int]] = []
    for at, (one, other) in enumerate(pairs):
        before = [
            (best[k][0], k)
            for k, (behind, across) in enumerate(pairs[:at])
            if behind.closes < one.opens and across.closes < other.opens
        ]
        most, last = max(before, default=(0, -1))
        best.append((most + one.closes - one.start, last))
    found: list[_Pair] = []
    at = max(range(len(best)), key=lambda k: best[k][0], default=-1)
    while at >= 0:
        found.append(pairs[at])
        at = best[at][1]
    return found[::-1]


# --- words -----------------------------------------------------------------------------------


def _with_the_rest(old: _Bracketed, new: _Bracketed, whole: Iterable[_Pair]) -> Iterator[Match]:
    """The words that alternatives that stay have in common, and those around them."""
    start = (0, 0)
    for one, other in whole:
        yield from _words(old, new, start, (one.opens, other.opens))
        yield from _words(old, new, (one.start, other.start), (one.closes, other.closes))
        start = one.closes, other.closes
    yield from _words(old, new, start, (len(old.words), len(new.words)))


def _words(old: _Bracketed, new: _Bracketed, start: Match, end: Match) -> list[Match]:
    """What stays of the words between two places, brackets aside, and the names in them."""
    one, other = (
        [at for at in range(a, b) if side.words[at] not in BRACKETS and at not in side.aside]
        for side, a, b in zip((old, new), start, end, strict=True)
    )
    return [
        (one[i], other[j]) for i, j in common([old.words[at] for at in one], [new.words[at] for at in other])
    ]


def _names(old: _Bracketed, new: _Bracketed, marks: Iterable[Match]) -> Iterator[Match]:
    """The names that stay in brackets that open as before."""
    for i, j in marks:
        if i in old.starts and j in new.starts:
            one, other = old.words[i + 1 : old.starts[i]], new.words[j + 1 : new.starts[j]]
            yield from ((i + 1 + x, j + 1 + y) for x, y in common(one, other))


# --- brackets --------------------------------------------------------------------------------


def _brackets(old: Sequence[str], new: Sequence[str], words: Sequence[Match]) -> list[Match]:
    """The marks that stay: pairs that open and close between the same words, then one mark of two pairs that
    hold some of the same words, as where brackets are narrowed."""
    gaps = [[match[side] for match in words] for side in (0, 1)]
    found = _Ascending()
    left: list[_Marks] = []
    come = [_marks(pair, gaps[1], new) for pair in _pairs(new)]
    there: dict[tuple[int, int, str], list[_Marks]] = {}
    for one in come:
        there.setdefault((one.opens_in, one.closes_in, one.shape), []).append(one)
    for one in (_marks(pair, gaps[0], old) for pair in _pairs(old)):
        others = there.get((one.opens_in, one.closes_in, one.shape), [])
        for other in others[:CANDIDATES]:
            if found.takes(sorted({(one.opens, other.opens), (one.closes, other.closes)})):
                others.remove(other)
                break
        else:
            left.append(one)
    free = [one for others in there.values() for one in others]
    ends: dict[tuple[bool, int, str], list[_Marks]] = {}
    for other in sorted(free, key=lambda one: one.opens):
        ends.setdefault((True, other.opens_in, other.shape), []).append(other)
        ends.setdefault((False, other.closes_in, other.shape), []).append(other)
    for one in left:
        for is_opener, gap in ((True, one.opens_in), (False, one.closes_in)):
            for other in ends.get((is_opener, gap, one.shape), [])[:CANDIDATES]:
                mark = (one.opens, other.opens) if is_opener else (one.closes, other.closes)
                if one.holds_words_of(other) and found.takes([mark]):
                    break
    return found.matches()


@dataclass(frozen=True, slots=True)
class _Marks:
    """A pair of brackets, and between which of the words that stay its marks stand."""

    opens: int
    closes: int
    opens_in: int
    closes_in: int
    shape: str

    def holds_words_of(self, other: _Marks) -> bool:
        """Whether some words that stay stand in this pair and in another one of the other side."""
        return max(self.opens_in, other.opens_in) < min(self.closes_in, other.closes_in)


def _marks(pair: tuple[int, int], gaps: Sequence[int], words: Sequence[str]) -> _Marks:
    opens, closes = pair
    return _Marks(opens, closes, bisect(gaps, opens), bisect(gaps, closes), words[opens])


class _Ascending:
    """Matches that ascend on both sides."""

    def __init__(self) -> None:
        self._places: list[int] = []
        self._across: list[int] = []

    def takes(self, more: Iterable[Match]) -> bool:
        """Add some if all of them ascend with those that are there."""
        added: list[Match] = []
        for place, across in more:
            at = bisect(self._places, place)
            taken = at > 0 and (self._places[at - 1] == place or self._across[at - 1] == across)
            if taken or at != bisect(self._across, across):
                for match in added:
                    self._places.remove(match[0])
                    self._across.remove(match[1])
                return False
            self._places.insert(at, place)
            self._across.insert(at, across)
            added.append((place, across))
        return True

    def matches(self) -> list[Match]:
        return list(zip(self._places, self._across, strict=True))


def _pairs(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of marks, those around others first; a mark without counterpart twice."""
    partners = _partners(words)
    for at, word in enumerate(words):
        if word in BRACKETS and partners.get(at, at) >= at:
            yield at, partners.get(at, at)


def _partners(words: Sequence[str]) -> Mapping[int, int]:
    """For each bracket that has one, the place of its counterpart."""
    found: dict[int, int] = {}
    stack: list[int] = []
    for at, word in enumerate(words):
        if word in SHAPES:
            stack.append(at)
        elif word in CLOSERS and stack and words[stack[-1]] == CLOSERS[word]:
            other = stack.pop()
            found[at], found[other] = other, at
    return found
