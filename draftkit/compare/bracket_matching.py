"""Which alternative in brackets of the old draft is which of the new one.

They are the same if their words are, stops aside, wherever in the bracket they stand now. Of the others,
those belong together of which at least half the characters stayed where they were, proposals of the same
delegations first; then what stands in a bracket whose marks stayed, if the same delegations
propose it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from draftkit.compare.bracket_pages import STOPS, Part, Side
from draftkit.content import MARK
from draftkit.dataclass import dataclass
from draftkit.editorial.names import same_delegation

STAYED = 0.5
"""Share of an alternative's characters in the other draft from which it stayed."""


@dataclass(frozen=True, slots=True)
class Held:
    """An alternative and its bracket, by its place on its side."""

    bracket: int
    part: Part


class Matching:
    """The alternatives of two sides."""

    def __init__(self, old: Side, new: Side) -> None:
        self.old, self.new = old, new
        self.olds = [Held(at, part) for at, bracket in enumerate(old.brackets) for part in bracket.parts]
        self.news = [Held(at, part) for at, bracket in enumerate(new.brackets) for part in bracket.parts]
        self.became: dict[int, int] = {}
        """Which alternative of the new side each of the old one is, by their places."""
        self.was: dict[int, int] = {}
        self.by_marks = self._by_marks()
        self._match_words()
        self._match_places()
        places = set(self.became)
        self._match_marks()
        self.replaced = {one for one in self.became if one not in places and not self._is_part(one)}
        """Alternatives of the old side that became other words."""
        self.alive_old = {self.olds[at].bracket for at in self.became} | {one for one, _ in self.by_marks}
        """The brackets that are still there."""
        self.alive_new = {self.news[at].bracket for at in self.was} | {other for _, other in self.by_marks}

    # --- which alternative is which ---

    def _take(self, candidates: Iterable[tuple[tuple[float, ...], int, int]]) -> None:
        for _, one, other in sorted(candidates):
            if one not in self.became and other not in self.was:
                self.became[one], self.was[other] = other, one

    def _match_words(self) -> None:
        """Those with the same words: in the same place, of several words, or proposed by the same."""
        by_words: dict[str, list[int]] = defaultdict(list)
        for at, held in enumerate(self.news):
            by_words[key(held.part)].append(at)
        self._take(
            ((not near, -shared, one.part.proponents != other.part.proponents, abs(i - j)), i, j)
            for i, one in enumerate(self.olds)
            for j in by_words.get(key(one.part), ())
            for other in (self.news[j],)
            for near in (self._touch(one.bracket, other.bracket),)
            for shared in (self._shared(one.part, other.part),)
            if near or " " in one.part.text or _names(one.part) & _names(other.part)
        )

    def _match_places(self) -> None:
        """Those of which at least half stayed."""
        rest = [(j, other) for j, other in enumerate(self.news) if j not in self.was]
        self._take(
            (
                (
                    not _may_be_one(one.part, other.part),
                    -shared,
                    abs(len(one.part.text) - len(other.part.text)),
                ),
                i,
                j,
            )
            for i, one in enumerate(self.olds)
            if i not in self.became
            for j, other in rest
            for shared in (self._shared(one.part, other.part),)
            if shared
            and max(self._size(self.old, one.part), self._size(self.new, other.part)) * STAYED <= shared
        )

    def _match_marks(self) -> None:
        """Those in a bracket whose marks stayed, if the same delegations propose them."""
        same = set(self.by_marks)
        self._take(
            ((-self._shared(one.part, other.part), i, j), i, j)
            for i, one in enumerate(self.olds)
            if i not in self.became and one.part.text and not _is_free(self.old, self.new, one.part)
            for j, other in enumerate(self.news)
            if j not in self.was and other.part.text and not _is_free(self.new, self.old, other.part)
            if (one.bracket, other.bracket) in same
            if _names(one.part) == _names(other.part)
            or (self._shared(one.part, other.part) and _may_be_one(one.part, other.part))
        )

    def _is_part(self, at: int) -> bool:
        """Whether an alternative is mostly what became of it with words put in, or the other way about."""
        one, other = self.olds[at].part, self.news[self.became[at]].part
        return self._shared(one, other) >= min(len(one.text), len(other.text)) * STAYED

    def _by_marks(self) -> list[tuple[int, int]]:
        """The brackets that have a mark in common."""
        places = {self.new.rank(at): at for at in self.new.places}
        at_mark = {
            at: k for k, bracket in enumerate(self.new.brackets) for pair in bracket.marks for at in pair
        }
        found = []
        for k, bracket in enumerate(self.old.brackets):
            stayed = [at for pair in bracket.marks for at in pair if self.old.stayed[at]]
            others = {at_mark[now] for at in stayed if (now := places.get(self.old.rank(at))) in at_mark}
            found += [
                (k, other)
                for other in sorted(others)
                if self.new.brackets[other].is_whole == bracket.is_whole
            ]
        return found

    def _shared(self, one: Part, other: Part) -> int:
        mine, theirs = self.old.ranks(one), self.new.ranks(other)
        return len(range(max(mine.start, theirs.start), min(mine.stop, theirs.stop)))

    def _size(self, side: Side, part: Part) -> int:
        """How many characters an alternative's words have."""
        return len(side.words(part.start, part.end))

    def _touch(self, one: int, other: int) -> bool:
        """Whether two brackets stand in the same place between what stayed."""
        mine, theirs = self.old.brackets[one], self.new.brackets[other]
        first = max(self.old.rank(mine.start), self.new.rank(theirs.start))
        last = min(self.old.rank(mine.end), self.new.rank(theirs.end))
        return not any(self.new.text[at].strip() for at in self.new.places[last:first])


def _is_free(side: Side, other: Side, part: Part) -> bool:
    """Whether an alternative stands outside brackets on the other side, most of it."""
    inside = any(other.in_brackets[other.places[at]] for at in side.ranks(part))
    return not inside and side.share(part) >= STAYED


def _names(part: Part) -> set[str]:
    return {same_delegation(name) for name in part.proponents}


def _may_be_one(one: Part, other: Part) -> bool:
    """Whether two texts are not proposals of different delegations."""
    return not one.proponents or not other.proponents or bool(_names(one) & _names(other))


def key(part: Part) -> str:
    """What two alternatives that say the same have in common."""
    words = bare(part.text)
    return words.strip(STOPS) or words


def bare(text: str) -> str:
    """A text without brackets and white space, to see whether two say the same."""
    return "".join(MARK.sub("", text).split())
