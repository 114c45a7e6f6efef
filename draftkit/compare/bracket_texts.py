"""The words of a bracket in the other draft: whether they stand there, and what stands in their place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from draftkit.compare.bracket_matching import STAYED, bare
from draftkit.compare.bracket_pages import STOPS, Contested, Part, Side
from draftkit.content import MARK

NEARLY = 0.75
"""Share of an alternative's words from which it stands in the other draft though some of them changed."""


def is_there(side: Side, other: Side, part: Part) -> bool:
    """Whether the words of an alternative of one side stand on the other, as they are or nearly so."""
    if MARK.search(part.text) and side.ranks(part):
        return side.own_share(part) >= NEARLY or stands(side, other, part)
    if side.share(part) < STAYED:
        return False
    ranks = side.ranks(part)
    now = there(side, other, part)
    size = max(len(side.words(part.start, part.end)), len(now))
    return len(ranks) >= NEARLY * size or stands(side, other, part)


def stands(side: Side, other: Side, part: Part) -> bool:
    """Whether a text of one side stands on the other word for word, with nothing put in.

    What was dropped with its own brackets inside the text is told by itself.
    """
    ranks = side.ranks(part)
    if not ranks:
        return False
    now = there(side, other, part)
    if say_the_same(side.words(part.start, part.end), now):
        return True
    return MARK.search(part.text) is not None and say_the_same(without_gone(side, part), now)


def in_place_of(side: Side, other: Side, bracket: Contested) -> str:
    """The words that stand on the other side in place of a bracket, if the words around it stayed."""
    now = in_its_place(side, other, bracket)
    fits = not MARK.search(now) and _replaces(now, bracket.parts) and _stands_alone(side, bracket)
    return now.strip() if fits else ""


def _stands_alone(side: Side, bracket: Contested) -> bool:
    """Whether the words on either side of a bracket stayed: what is between them now took its place."""
    text, flags = side.text, side.stayed
    before = len(text[: bracket.start].rstrip(STOPS)) - 1
    after = len(text) - len(text[bracket.end :].lstrip(STOPS))
    return (before < 0 or bool(flags[before])) and (after >= len(text) - 1 or bool(flags[after]))


def there(side: Side, other: Side, part: Part) -> str:
    """What an alternative of which most stayed is on the other side."""
    ranks = side.ranks(part)
    return other.words(other.places[ranks[0]], other.places[ranks[-1]] + 1)


def own_words(side: Side, part: Part) -> str:
    """The words of an alternative without the brackets inside it."""
    return side.words(part.start, part.end, [range(*one) for one in _inner(side, part)])


def is_reworded(side: Side, part: Part, other: Side, same: Part, without: Sequence[range]) -> bool:
    """Whether an alternative has words that are not in the ``same`` one of the other side.

    Those in brackets inside it, and ``without``, are told by themselves. Where nobody is named, words that
    stand in another bracket there pass from nobody's mouth to another's.
    """
    if say_the_same(own_words(side, part), own_words(other, same)):
        return False
    held = range(same.start, same.end) if part.proponents else range(len(other.text))
    told = [*(range(*one) for one in _inner(side, part)), *without]
    return any(
        side.text[at].isalnum()
        and side.is_text(at)
        and not (side.stayed[at] and other.places[side.rank(at)] in held)
        for at in range(part.start, part.end)
        if not any(at in one for one in told)
    )


def stands_free(side: Side, words: str) -> bool:
    """Whether some words are all that one side has more than the other in some place outside brackets.

    A single word that stands in another place is hardly the same one.
    """
    if len(words.split()) < 2:
        return False
    free = [
        letter if not (side.stayed[at] or side.in_brackets[at]) else "\n"
        for at, letter in enumerate(side.text)
    ]
    return any(words.strip(STOPS) == run.strip(STOPS) for run in "".join(free).split("\n"))


def _inner(side: Side, part: Part) -> list[tuple[int, int]]:
    """Where the brackets inside an alternative begin and end."""
    return [
        (opens, closes + 1)
        for bracket in side.brackets
        for opens, closes in bracket.marks
        if part.start <= opens and closes < part.end
    ]


def outside(side: Side, other: Side, part: Part) -> list[range]:
    """Where in an alternative words stand that stayed, and are outside all brackets on the other side."""
    inner = [range(*one) for one in _inner(side, part)]
    free = [
        at
        for at in range(part.start, part.end)
        if side.stayed[at]
        and not any(at in one for one in inner)
        and not other.in_brackets[other.places[side.rank(at)]]
    ]
    runs = [[at for _, at in run] for _, run in groupby(enumerate(free), lambda item: item[1] - item[0])]
    found = [range(run[0], run[-1] + 1) for run in runs]
    return [one for one in found if any(map(str.isalnum, side.text[one.start : one.stop]))]


def without_gone(side: Side, part: Part) -> str:
    """A text without the bracketed texts in it that did not stay."""
    gone = [
        range(inner.start, inner.end)
        for bracket in side.brackets
        for inner in bracket.parts
        if part.start < inner.start <= inner.end < part.end and side.share(inner) < STAYED
    ]
    return side.words(part.start, part.end, gone)


def in_its_place(side: Side, other: Side, bracket: Contested) -> str:
    """What stands on the other side in the place of a bracket."""
    places = [-1, *other.places, len(other.text) - 1]
    return other.text[places[side.rank(bracket.start)] + 1 : places[side.rank(bracket.end) + 1]]


def say_the_same(one: str, other: str) -> bool:
    """Whether two texts say the same, stops aside unless they hold nothing else."""
    one, other = bare(one), bare(other)
    return one == other or (one.strip(STOPS) != "" and one.strip(STOPS) == other.strip(STOPS))


def has_moved(part: Part, now: str) -> bool:
    """Whether a text that did not stay stands in its place all the same."""
    return any(bare(piece) and say_the_same(part.text, piece) for piece in MARK.split(now))


def _replaces(now: str, parts: Iterable[Part]) -> bool:
    """Whether what stands in place of a bracket is more than the stops around it."""
    return now.strip(STOPS) != "" or (now.strip() != "" and not any(part.text.strip(STOPS) for part in parts))
