"""Words in common, where alternatives in brackets that say the same are taken for the same.

The longest common subsequence knows nothing of brackets: of ``[1 March][30 June]`` become
``[30 June][31 August]`` it keeps the brackets and replaces both dates. An editor keeps ``[30 June]``
whole, drops one alternative and adds another, whoever proposes it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from draftkit.compare.sequences import Match, common
from draftkit.content import BRACKETS, CLOSERS, SHAPES
from draftkit.dataclass import dataclass

MOST_NAMES = 60
"""Words before a colon that may say who proposes an alternative."""

SPARED = 3
"""Words that may be kept less for each alternative that stays whole: names, a colon, a bracket."""

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
    plain = common(old, new)
    if BRACKETS.isdisjoint(old) or BRACKETS.isdisjoint(new):
        return plain
    whole = _in_order(list(_that_stay(old, new)))
    there = set(plain)
    if all(there.issuperset(_matches(one, other)) for one, other in whole):
        return plain
    found = list(_with_the_rest(old, new, whole))
    return found if len(found) >= len(plain) - SPARED * len(whole) else plain


def _that_stay(old: Sequence[str], new: Sequence[str]) -> Iterator[_Pair]:
    """Alternatives of both sides that say the same and stand once on each, none inside another of them."""
    sides = [
        [(tuple(words[one.start : one.closes]), one) for one in _alternatives(words)] for words in (old, new)
    ]
    counts = [Counter(said for said, _ in side) for side in sides]
    there = dict(sides[1])
    end = 0
    for said, one in sides[0]:
        if said and one.opens >= end and counts[0][said] == counts[1][said] == 1:
            yield one, there[said]
            end = one.closes


def _alternatives(words: Sequence[str]) -> Iterator[_Alternative]:
    """What each pair of brackets holds, in the order in which they open."""
    found: list[_Alternative] = []
    stack: list[int] = []
    for at, word in enumerate(words):
        if word in SHAPES:
            stack.append(at)
        elif word in CLOSERS and stack and words[stack[-1]] == CLOSERS[word]:
            opens = stack.pop()
            found.append(_Alternative(opens, _behind_names(words, opens + 1, at), at))
    yield from sorted(found, key=lambda one: one.opens)


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


def _matches(one: _Alternative, other: _Alternative) -> list[Match]:
    """The bracket marks and the words of an alternative that stays."""
    words = zip(range(one.start, one.closes + 1), range(other.start, other.closes + 1), strict=True)
    return [(one.opens, other.opens), *words]


def _with_the_rest(old: Sequence[str], new: Sequence[str], whole: Iterable[_Pair]) -> Iterator[Match]:
    """What alternatives that stay have in common, and the words around them."""
    i = j = 0
    fixed = [match for one, other in whole for match in _matches(one, other)]
    for place, across in (*fixed, (len(old), len(new))):
        yield from ((i + x, j + y) for x, y in common(old[i:place], new[j:across]))
        if place < len(old):
            yield place, across
        i, j = place + 1, across + 1
