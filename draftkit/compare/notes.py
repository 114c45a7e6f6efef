"""Which note of the old draft is which of the new one, whatever their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from draftkit.compare.align import align
from draftkit.compare.sequences import Match
from draftkit.compare.tokens import CALL, tokens
from draftkit.model import Text
from draftkit.rows import Row

Call = tuple[str, tuple[str, ...], int]
"""The note a call names; the words before the call; how many calls of the row have the same words."""

CONTEXT = 2
"""Words before a call that tell it from the other calls of its paragraph."""


def align_notes(old: Sequence[Row], new: Sequence[Row], paragraphs: Iterable[tuple[Row, Row]]) -> list[Match]:
    """Places of notes that are the same one, ascending on the old side.

    ``paragraphs`` are the paragraphs already paired. Where two notes say the same
    (*Ibid.*), the place of their calls decides; then order. Then come similar notes, and
    last any two notes called at the same place: a note that was rewritten.
    """
    beside = list(_beside(paragraphs, old, new))
    across: dict[int, int] = {}
    _add(across, ((i, j) for i, j in beside if old[i].text == new[j].text))
    for method in (align, _equal):
        left = [i for i in range(len(old)) if i not in across]
        right = sorted(set(range(len(new))) - set(across.values()))
        found = method([old[i] for i in left], [new[j] for j in right])
        _add(across, ((left[i], right[j]) for i, j in found))
    _add(across, beside)
    return sorted(across.items())


def _add(across: dict[int, int], matches: Iterable[Match]) -> None:
    """Pair notes that have no partner yet."""
    taken = set(across.values())
    for i, j in matches:
        if i not in across and j not in taken:
            across[i] = j
            taken.add(j)


def _equal(old: Sequence[Row], new: Sequence[Row]) -> list[Match]:
    """Notes of one text that changed places."""
    places: dict[str, list[int]] = {}
    for j in reversed(range(len(new))):
        places.setdefault(new[j].text, []).append(j)
    return [(i, places[row.text].pop()) for i, row in enumerate(old) if places.get(row.text)]


def _beside(paragraphs: Iterable[tuple[Row, Row]], old: Sequence[Row], new: Sequence[Row]) -> Iterator[Match]:
    """Notes called at the same place of the same paragraph."""
    place_old = {row.marker: i for i, row in enumerate(old)}
    place_new = {row.marker: j for j, row in enumerate(new)}
    for one, other in paragraphs:
        called = {(words, turn): note for note, words, turn in _calls(other)}
        for note, words, turn in _calls(one):
            partner = called.get((words, turn))
            if partner is not None and note in place_old and partner in place_new:
                yield place_old[note], place_new[partner]


def _calls(row: Row) -> Iterator[Call]:
    """The calls of a row."""
    if all(isinstance(span, Text) for span in row.content):
        return
    words: list[str] = []
    seen: dict[tuple[str, ...], int] = {}
    for text in tokens(row.content).words:
        if text[0] == CALL and len(text) > 1:
            context = tuple(words[-CONTEXT:])
            seen[context] = seen.get(context, 0) + 1
            yield text[1:], context, seen[context]
        elif text[0].isalnum():
            words.append(text)
