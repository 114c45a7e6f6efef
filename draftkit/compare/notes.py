"""Which note of the old draft is which of the new one, whatever their numbers.

A note belongs to its call: its number says nothing, and its text may stand
elsewhere too (*Ibid.*) or be the text another note has now, as when ``Ibid.,
para. 9`` is written out because the note before it went. In this order:

1. notes of equal text called at the same place;
2. notes of equal text called in the same paragraph;
3. notes called at the same place, whatever they say;
4. of the notes left, those of equal or similar text in the same order, unless they cite other documents;
5. of the notes left, those of equal text in any order.

The same place is in the same paragraph, where a comparison that cannot tell
one call from another finds the call unchanged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from draftkit.compare.align import align
from draftkit.compare.sequences import Match
from draftkit.compare.tokens import tokens
from draftkit.compare.words import same_calls
from draftkit.model import NoteCall, Text
from draftkit.rows import Row


def align_notes(old: Sequence[Row], new: Sequence[Row], paragraphs: Iterable[tuple[Row, Row]]) -> list[Match]:
    """Places of notes that are the same one, ascending on the old side.

    ``paragraphs`` are the paragraphs already paired.
    """
    places = ({row.marker: i for i, row in enumerate(old)}, {row.marker: j for j, row in enumerate(new)})
    together: list[Match] = []
    beside: list[Match] = []
    for one, other in paragraphs:
        before, after = _called(one, places[0]), _called(other, places[1])
        if before and after:
            together += ((i, j) for i in before for j in after)
            beside += _found(same_calls(one.content, other.content), *places)
    across: dict[int, int] = {}
    for pairs in (beside, together):
        _add(across, ((i, j) for i, j in pairs if old[i].text == new[j].text))
    _add(across, beside)
    for method in (align, _equal):
        left = [i for i in range(len(old)) if i not in across]
        right = sorted(set(range(len(new))) - set(across.values()))
        found = method([old[i] for i in left], [new[j] for j in right])
        there = ((left[i], right[j]) for i, j in found)
        _add(across, ((i, j) for i, j in there if _may_be_one(old[i].text, new[j].text)))
    return sorted(across.items())


def _add(across: dict[int, int], matches: Iterable[Match]) -> None:
    """Pair notes that have no partner yet."""
    taken = set(across.values())
    for i, j in matches:
        if i not in across and j not in taken:
            across[i] = j
            taken.add(j)


def _may_be_one(old: str, new: str) -> bool:
    """Whether notes called at different places may be one: ``Resolution 70/1`` is not ``Resolution 71/2``."""
    one, other = _cited(old), _cited(new)
    return not one or not other or not one.isdisjoint(other)


def _cited(text: str) -> set[str]:
    """The numbers and symbols that tell one document from another."""
    return {word for word in tokens((Text(text),)).words if any(map(str.isdigit, word))}


def _equal(old: Sequence[Row], new: Sequence[Row]) -> list[Match]:
    """Notes of one text that changed places."""
    places: dict[str, list[int]] = {}
    for j in reversed(range(len(new))):
        places.setdefault(new[j].text, []).append(j)
    return [(i, places[row.text].pop()) for i, row in enumerate(old) if places.get(row.text)]


def _called(row: Row, places: dict[str, int]) -> list[int]:
    """The notes a row calls, in order."""
    return [places[span.note] for span in row.content if isinstance(span, NoteCall) and span.note in places]


def _found(
    calls: Iterable[tuple[str, str]], places: dict[str, int], others: dict[str, int]
) -> Iterator[Match]:
    return ((places[one], others[other]) for one, other in calls if one in places and other in others)
