"""What changed inside a paragraph, word by word.

Three steps, each a function of its own: the exact one (:func:`common`, the
fewest words deleted and inserted), tidying for the reader's eye, and writing
the result as edits. Spaces take no part in the first two; the third gives them
to the side an editor would give them to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from draftkit.compare.changes import Edit, EditKind
from draftkit.compare.sequences import Match, common
from draftkit.compare.tokens import CALL, Tokens, renamed, split_where_bracketed, tokens
from draftkit.content import CLOSERS, SHAPES
from draftkit.model import NoteCall, Span

_OPENED = CLOSERS | {")": "(", "）": "（", "»": "«", "”": "“"}
"""The opening mark of each closing one."""
_OPENERS = frozenset(_OPENED.values())
_BRACKETS = frozenset(SHAPES) | frozenset(CLOSERS)
_PAUSES = frozenset(",;:.،؛，；：。、")

SHORT_WORD = 3
"""Letters of a word that is not worth standing alone between two replaced runs: of, the, et, de, и."""

FARTHEST_SLIDE = 100
"""Words an insertion may be moved; more happens only in text that repeats itself endlessly."""


def edits(
    old: tuple[Span, ...], new: tuple[Span, ...], notes: Mapping[str, str] | None = None
) -> tuple[Edit, ...]:
    """The edits that turn old content into new.

    ``notes`` gives, for notes of the old draft, the note of the new draft that is the same one.
    """
    notes = notes or {}
    if _same(old, new, notes):
        return (Edit(EditKind.EQUAL, old, new),) if old else ()
    a, b = tokens(old), tokens(new)
    a, b = split_where_bracketed(a, b), split_where_bracketed(b, a)
    return tuple(_written(a, b, renamed(a.words, notes), notes))


def same_calls(old: tuple[Span, ...], new: tuple[Span, ...]) -> Iterator[tuple[str, str]]:
    """The notes of each call that stands at the same place on both sides, whichever notes they are."""
    a, b = (tuple(_ANY_CALL if isinstance(span, NoteCall) else span for span in side) for side in (old, new))
    calls = [[span.note for span in side if isinstance(span, NoteCall)] for side in (old, new)]
    i = j = 0
    for edit in edits(a, b, {_ANY_CALL.note: _ANY_CALL.note}):
        gone, come = (sum(isinstance(span, NoteCall) for span in side) for side in (edit.old, edit.new))
        if edit.kind in (EditKind.EQUAL, EditKind.FORMAT):
            yield from zip(calls[0][i : i + gone], calls[1][j : j + come], strict=True)
        i, j = i + gone, j + come


_ANY_CALL = NoteCall("")


def _same(old: tuple[Span, ...], new: tuple[Span, ...], notes: Mapping[str, str]) -> bool:
    """Same words, same look, calls of the same notes."""
    if len(old) != len(new):
        return False
    return all(
        notes.get(one.note) == other.note
        if isinstance(one, NoteCall) and isinstance(other, NoteCall)
        else one == other
        for one, other in zip(old, new, strict=True)
    )


# --- tidying ---------------------------------------------------------------------------------


def tidy(old: Sequence[str], new: Sequence[str], matches: Sequence[Match]) -> list[Match]:
    """The same comparison, easier to read: at most a few matches fewer, some in another place."""
    kept = _without_confetti(old, new, matches)
    a, b = [match[0] for match in kept], [match[1] for match in kept]
    _slide(b, a, new, len(old))
    _slide(a, b, old, len(new))
    return list(zip(a, b, strict=True))


def _without_confetti(old: Sequence[str], new: Sequence[str], matches: Sequence[Match]) -> list[Match]:
    """Drop a short word or punctuation mark that stands alone between two replaced runs.

    ``parties and signatories`` for ``States and organizations`` is one replacement to the eye.
    Brackets, note calls and numbers always stay: they are what a delegate looks for.
    """
    kept: list[Match] = []
    i = j = -1
    for index, (place, across) in enumerate(matches):
        if place - i > 1 and across - j > 1 and _slight(old[place]):
            after, beyond = matches[index + 1] if index + 1 < len(matches) else (len(old), len(new))
            if after - place > 1 and beyond - across > 1:
                continue
        kept.append((place, across))
        i, j = place, across
    return kept


def _slight(text: str) -> bool:
    if text in _BRACKETS or text[0] == CALL:
        return False
    return len(text) <= SHORT_WORD and (text.isalpha() or (len(text) == 1 and not text.isalnum()))


def _slide(matched: list[int], across: list[int], words: Sequence[str], across_length: int) -> None:
    """Move each pure insertion to where it reads best among the places that mean the same.

    ``[A] [B]`` after ``[A]`` is the insertion ``[B]``, not ``] [B``; ``a, b, c`` after ``a, c`` is
    ``b,``, not ``, b``; of the two marks of ``]]`` the one goes whose counterpart goes. ``matched`` and
    ``words`` are of the side that has more words; called with the sides exchanged, the same function
    moves deletions.
    """
    partners = _partners(words)
    stay = set(matched) if partners else set()
    for gap in range(len(matched) + 1):
        low = matched[gap - 1] + 1 if gap else 0
        high = matched[gap] if gap < len(matched) else len(words)
        at = across[gap - 1] + 1 if gap else 0
        if low == high or at != (across[gap] if gap < len(matched) else across_length):
            continue
        back, ahead = _room(matched, across, words, gap, (low, high, at))
        shift, best = 0, (len(words), 0)
        for by in range(ahead, -back - 1, -1) if back or ahead else ():
            run, window = range(low + by, high + by), range(low - back, high + ahead)
            others = (partners[place] for place in run if place in partners)
            torn = sum(other not in run and (other in stay or other in window) for other in others)
            unfit = (torn, -_pauses(words, run))
            if unfit < best:
                shift, best = by, unfit
        for index in range(gap, gap + shift):
            matched[index] -= high - low
        for index in range(gap + shift, gap):
            matched[index] += high - low
        if partners and shift:
            stay.update(range(low, high))
            stay.difference_update(range(low + shift, high + shift))


def _room(
    matched: list[int], across: list[int], words: Sequence[str], gap: int, where: tuple[int, int, int]
) -> tuple[int, int]:
    """How many words an insertion may move back, and how many ahead.

    ``where`` is its start, its end and its place on the other side.
    """
    low, high, at = where
    back = ahead = 0
    while (
        back < min(gap, FARTHEST_SLIDE)
        and matched[gap - back - 1] == low - back - 1
        and across[gap - back - 1] == at - back - 1
        and words[low - back - 1] == words[high - back - 1]
    ):
        back += 1
    while (
        ahead < min(len(matched) - gap, FARTHEST_SLIDE)
        and matched[gap + ahead] == high + ahead
        and across[gap + ahead] == at + ahead
        and words[low + ahead] == words[high + ahead]
    ):
        ahead += 1
    return back, ahead


def _pauses(words: Sequence[str], run: range) -> int:
    """How many edges of an insertion are at a pause."""
    return (run.start == 0 or words[run.start - 1] in _PAUSES) + (words[run.stop - 1] in _PAUSES)


def _partners(words: Sequence[str]) -> dict[int, int]:
    """For each bracket or quotation mark, the place of its counterpart."""
    found: dict[int, int] = {}
    open_at: dict[str, list[int]] = {}
    for place, word in enumerate(words):
        if word in _OPENERS:
            open_at.setdefault(word, []).append(place)
        elif word in _OPENED and open_at.get(_OPENED[word]):
            other = open_at[_OPENED[word]].pop()
            found[place], found[other] = other, place
    return found


# --- writing ---------------------------------------------------------------------------------


def _written(a: Tokens, b: Tokens, names: tuple[str, ...], notes: Mapping[str, str]) -> Iterator[Edit]:
    """The edits, in order; a deletion stands before the insertion that takes its place."""
    places_a = [place for place, word in enumerate(names) if not word.isspace()]
    places_b = [place for place, word in enumerate(b.words) if not word.isspace()]
    old, new = [names[place] for place in places_a], [b.words[place] for place in places_b]
    matches = tidy(old, new, common(old, new))
    equal_a = equal_b = i = j = 0
    for place, across in (*matches, (len(old), len(new))):
        end = place == len(old)
        to_a = len(names) if end else places_a[place]
        to_b = len(b.words) if end else places_b[across]
        while i < to_a and j < to_b and names[i] == b.words[j]:
            i, j = i + 1, j + 1
        rest = 0
        while i < to_a - rest and j < to_b - rest and names[to_a - rest - 1] == b.words[to_b - rest - 1]:
            rest += 1
        if i < to_a - rest or j < to_b - rest:
            yield from _stayed(a, b, (equal_a, i), (equal_b, j), notes)
            if i < to_a - rest:
                yield Edit(EditKind.DELETE, old=a.part(i, to_a - rest))
            if j < to_b - rest:
                yield Edit(EditKind.INSERT, new=b.part(j, to_b - rest))
            equal_a, equal_b = to_a - rest, to_b - rest
        i, j = to_a + (not end), to_b + (not end)
    yield from _stayed(a, b, (equal_a, len(a.words)), (equal_b, len(b.words)), notes)


def _stayed(
    a: Tokens, b: Tokens, where: tuple[int, int], across: tuple[int, int], notes: Mapping[str, str]
) -> Iterator[Edit]:
    """Words that stayed: EQUAL, or FORMAT where their look changed."""
    if where[0] == where[1]:
        return
    old, new = a.part(*where), b.part(*across)
    if _same(old, new, notes):
        yield Edit(EditKind.EQUAL, old, new)
        return
    shift = across[0] - where[0]

    def kind(place: int) -> EditKind:
        one, other = a.part(place, place + 1), b.part(place + shift, place + shift + 1)
        return EditKind.EQUAL if _same(one, other, notes) else EditKind.FORMAT

    for look, run in groupby(range(*where), kind):
        places = list(run)
        start, end = places[0], places[-1] + 1
        yield Edit(look, a.part(start, end), b.part(start + shift, end + shift))
