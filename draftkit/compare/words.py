"""What changed inside a paragraph, word by word.

Three steps, each a function of its own: the exact one (:func:`in_common`, the
fewest words deleted and inserted), tidying for the reader's eye, and writing
the result as edits. Spaces take no part in the first two; the third gives them
to the side an editor would give them to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, product

from draftkit.compare.changes import Edit, EditKind
from draftkit.compare.tidy import PAUSES, tidy
from draftkit.compare.tokens import Tokens, renamed, split_where_bracketed, tokens
from draftkit.compare.whole_alternatives import in_common
from draftkit.content import BRACKETS
from draftkit.model import NoteCall, Span


def edits(
    old: tuple[Span, ...], new: tuple[Span, ...], notes: Mapping[str, str] | None = None
) -> tuple[Edit, ...]:
    """The edits that turn old content into new.

    ``notes`` gives, for notes of the old draft, the note of the new draft that is the same one.
    """
    notes = notes or {}
    if _same(old, new, notes):
        return (Edit(EditKind.EQUAL, old, new),) if old else ()
    a, b = split_where_bracketed(tokens(old), tokens(new))
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


# --- writing ---------------------------------------------------------------------------------


def _written(a: Tokens, b: Tokens, names: tuple[str, ...], notes: Mapping[str, str]) -> Iterator[Edit]:
    """The edits, in order; a deletion stands before the insertion that takes its place."""
    places_a, places_b = (
        [place for place, is_space in enumerate(map(str.isspace, words)) if not is_space]
        for words in (names, b.words)
    )
    old, new = [names[place] for place in places_a], [b.words[place] for place in places_b]
    matches = tidy(old, new, in_common(old, new))
    equal_a = equal_b = i = j = 0
    for place, across in (*matches, (len(old), len(new))):
        end = place == len(old)
        to_a = len(names) if end else places_a[place]
        to_b = len(b.words) if end else places_b[across]
        # A bracket that was not found to stay does not stay for standing at the edge of a change.
        while i < to_a and j < to_b and names[i] == b.words[j] and names[i] not in BRACKETS:
            i, j = i + 1, j + 1
        rest = 0
        while i < to_a - rest and j < to_b - rest:
            last = names[to_a - rest - 1]
            if last != b.words[to_b - rest - 1] or last in BRACKETS:
                break
            rest += 1
        if i < to_a - rest or j < to_b - rest:
            for gone, come in _gaps(names, b.words, ((i, to_a - rest), (j, to_b - rest))):
                yield from _stayed(a, b, (equal_a, gone[0]), (equal_b, come[0]), notes)
                if gone[0] < gone[1]:
                    yield Edit(EditKind.DELETE, old=a.part(*gone))
                if come[0] < come[1]:
                    yield Edit(EditKind.INSERT, new=b.part(*come))
                equal_a, equal_b = gone[1], come[1]
        i, j = to_a + (not end), to_b + (not end)
    yield from _stayed(a, b, (equal_a, len(a.words)), (equal_b, len(b.words)), notes)


_Gap = tuple[tuple[int, int], tuple[int, int]]
"""Where words went, from and to, and where others came in their place."""


def _gaps(old: Sequence[str], new: Sequence[str], gap: _Gap) -> Iterator[_Gap]:
    """A gap, without the spaces of it that only brackets part from what stayed.

    Of ``] [`` where a space is left, the two brackets went, and the space between them stayed;
    of ``] [A] [``, the last one.
    """
    (i, to_i), (j, to_j) = gap
    if old[i:to_i] == new[j:to_j]:
        return  # brackets that belong to others now, in the same place
    if 1 in (to_i - i, to_j - j):
        for p, q in product(reversed(range(i, to_i)), reversed(range(j, to_j))):
            if _is_space(old[p], new[q]):
                yield (i, p), (j, q)
                i, j = p + 1, q + 1
                break
    p, q = _behind_marks(old, i, to_i), _behind_marks(new, j, to_j)
    if p < to_i and q < to_j and _is_space(old[p], new[q]) and _has_bracket(old[i:p], new[j:q]):
        yield (i, p), (j, q)
        i, j = p + 1, q + 1
    p, q = _before_brackets(old, i, to_i), _before_brackets(new, j, to_j)
    if i < p and j < q and _is_space(old[p - 1], new[q - 1]) and _has_bracket(old[p:to_i], new[q:to_j]):
        yield (i, p - 1), (j, q - 1)
        i, j = p, q
    if i < to_i or j < to_j:
        yield (i, to_i), (j, to_j)


def _is_space(one: str, other: str) -> bool:
    return one == other and one.isspace()


def _has_bracket(*sides: Sequence[str]) -> bool:
    return any(word in BRACKETS for words in sides for word in words)


def _behind_marks(words: Sequence[str], start: int, end: int) -> int:
    """The place behind the brackets and stops that words begin with."""
    while start < end and (words[start] in BRACKETS or words[start] in PAUSES):
        start += 1
    return start


def _before_brackets(words: Sequence[str], start: int, end: int) -> int:
    """The place before the brackets that words end with."""
    while start < end and words[end - 1] in BRACKETS:
        end -= 1
    return end


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
