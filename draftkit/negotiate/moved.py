"""Paragraphs that delegations move: deleted in one place of the page, and inserted in another.

In bracketed text a move is two brackets that may stand pages apart. Who reads one of them should know of
the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from draftkit.compare.tokens import words
from draftkit.dataclass import dataclass
from draftkit.model import BracketKind
from draftkit.negotiate.standing import Form, Places, Standing, Wording, own_number

_LEAST_WORDS = 4
"""Of fewer words than this, two paragraphs may be alike by chance."""
_ALIKE = 0.75
"""The share of words in common from which on a paragraph counts as the other one, with words changed."""


@dataclass(frozen=True, slots=True)
class ParagraphMove:
    """A paragraph that delegations take from one place to another."""

    delegations: tuple[str, ...]
    went: Standing
    """The bracket in which they delete it."""
    came: Standing
    """The bracket in which they insert it."""
    same_words: bool


def moved(found: Places) -> tuple[ParagraphMove, ...]:
    """The moves that whole paragraphs in brackets show, in the order of the places that they leave."""
    going = [(bracket, *parts) for bracket in _whole(found) if (parts := _deleted(bracket))]
    coming = [(bracket, wording) for bracket in _whole(found) if (wording := _inserted(bracket))]
    moves = []
    for went, text, against in going:
        closest: tuple[float, Standing, tuple[str, ...]] | None = None
        for came, wording in coming:
            names = tuple(name for name in wording.proponents if name in against)
            alike = _likeness(_words(found, text), _words(found, wording)) if names else 0.0
            if alike >= _ALIKE and (closest is None or alike > closest[0]):
                closest = alike, came, names
        if closest:
            moves.append(ParagraphMove(closest[2], went, closest[1], closest[0] == 1))
    return tuple(moves)


def _whole(found: Places) -> Iterator[Standing]:
    for bracket in found.brackets:
        whole = bracket.path == (0,) and bracket.form is not Form.NUMBER
        if whole and bracket.within is None and bracket.kind is BracketKind.CONTESTED:
            yield bracket


def _deleted(bracket: Standing) -> tuple[Wording, tuple[str, ...]] | None:
    """The words of the base, and who wants none."""
    base = [wording for wording in bracket.wordings if wording.text and not wording.proponents]
    against = tuple(name for wording in bracket.wordings if not wording.text for name in wording.proponents)
    return (base[0], against) if len(base) == 1 and against else None


def _inserted(bracket: Standing) -> Wording | None:
    """The words of a paragraph that the base does not have."""
    if len(bracket.wordings) != 1 or not bracket.wordings[0].proponents:
        return None
    return bracket.wordings[0]


def _words(found: Places, wording: Wording) -> list[str]:
    """The words of an alternative without the numbers of its paragraphs, which change where it moves."""
    lines = wording.text.split("\n")
    numbers = [own_number(row) for row in found.rows[wording.start.row : wording.end.row + 1]]
    if len(numbers) == len(lines):
        lines = [line.removeprefix(number) for line, number in zip(lines, numbers, strict=True)]
    return words(" ".join(lines))


def _likeness(one: list[str], other: list[str]) -> float:
    """1 for the same words in the same order, less for others; 0 where there are too few to tell."""
    if min(len(one), len(other)) < _LEAST_WORDS:
        return 0
    if one == other:
        return 1
    common = sum((Counter(one) & Counter(other)).values())
    return min(2 * common / (len(one) + len(other)), 0.999)
