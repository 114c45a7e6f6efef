"""Replaced words in letters: ``organi[-s-]{+z+}e`` where word by word it is ``[-organise-]{+organize+}``.

Only a word that keeps most of its letters, at its beginning and its end, is
shown so, with one change in it; anything else would be confetti. Numbers and
symbols stay whole: "2009" is not "2008" with another digit. A letter is what a
reader takes for one, with its accents and vowel signs (Unicode Standard Annex 29).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import partial

from draftkit.compare.changes import Changes, Edit, EditKind
from draftkit.compare.sequences import Match
from draftkit.compare.tokens import Tokens, tokens
from draftkit.dataclass import replace
from draftkit.model import Span, Text

KEPT = 0.7
"""Share of the longer word's letters that must stay."""
LARGEST = 4_000
"""Pairs of words of one replacement that are compared; longer ones are other texts."""

_VIRAMA = 9
"""The combining class of the signs that join consonants in the scripts of India."""


def in_letters(changes: Changes) -> Changes:
    """The changes with their edits in letters; the law of edits holds as before."""
    return replace(
        changes,
        pairs=tuple(replace(pair, edits=letters(pair.edits)) for pair in changes.pairs),
        moves=tuple(replace(move, edits=letters(move.edits)) for move in changes.moves),
    )


def letters(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Edits with replaced words in letters."""
    out: list[Edit] = []
    at = 0
    while at < len(edits):
        edit = edits[at]
        after = edits[at + 1] if at + 1 < len(edits) else None
        if edit.kind is EditKind.DELETE and after and after.kind is EditKind.INSERT:
            out += _replaced(edit.old, after.new)
            at += 1
        else:
            out.append(edit)
        at += 1
    return tuple(out)


def _replaced(old: tuple[Span, ...], new: tuple[Span, ...]) -> Iterator[Edit]:
    """A replacement, cut at the words that keep most of their letters."""
    a, b = tokens(old), tokens(new)
    found = _alike(a, b)
    if not found:
        yield from (Edit(EditKind.DELETE, old=old), Edit(EditKind.INSERT, new=new))
        return
    i = j = 0
    for place, across in (*found, (len(a.words), len(b.words))):
        yield from _between(a, b, range(i, place), range(j, across))
        if place < len(a.words):
            yield from _word(a.part(place, place + 1), b.part(across, across + 1))
        i, j = place + 1, across + 1


def _between(a: Tokens, b: Tokens, here: range, there: range) -> Iterator[Edit]:
    """What stands between two such words: the spaces beside them stay."""
    i, j, last, end = here.start, there.start, here.stop, there.stop
    while i < last and j < end and a.words[i].isspace() and a.part(i, i + 1) == b.part(j, j + 1):
        i, j = i + 1, j + 1
    while i < last and j < end and a.words[last - 1].isspace() and _last(a, last) == _last(b, end):
        last, end = last - 1, end - 1
    pieces = (
        Edit(EditKind.EQUAL, a.part(here.start, i), b.part(there.start, j)),
        Edit(EditKind.DELETE, old=a.part(i, last)),
        Edit(EditKind.INSERT, new=b.part(j, end)),
        Edit(EditKind.EQUAL, a.part(last, here.stop), b.part(end, there.stop)),
    )
    yield from (edit for edit in pieces if edit.old or edit.new)


def _last(side: Tokens, end: int) -> tuple[Span, ...]:
    return side.part(end - 1, end)


def _word(old: tuple[Span, ...], new: tuple[Span, ...]) -> Iterator[Edit]:
    """One word with what changed in it."""
    (one,), (other,) = old, new
    assert isinstance(one, Text)
    assert isinstance(other, Text)
    head, tail = _kept(one.text, other.text)
    part = partial(Text, format=one.format)
    ends = len(one.text) - tail, len(other.text) - tail
    pieces = (
        (EditKind.EQUAL, one.text[:head], other.text[:head]),
        (EditKind.DELETE, one.text[head : ends[0]], ""),
        (EditKind.INSERT, "", other.text[head : ends[1]]),
        (EditKind.EQUAL, one.text[ends[0] :], other.text[ends[1] :]),
    )
    for kind, was, now in pieces:
        if was or now:
            yield Edit(kind, (part(was),) if was else (), (part(now),) if now else ())


def _alike(a: Tokens, b: Tokens) -> list[Match]:
    """Places of words that keep most of their letters, ascending on both sides, the most letters kept."""
    one, other = _words(a), _words(b)
    if len(one) * len(other) > LARGEST:
        return []
    best = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    weights: dict[Match, int] = {}
    for i, (_, span) in reversed(list(enumerate(one))):
        for j, (_, across) in reversed(list(enumerate(other))):
            weight = _weight(span, across)
            if weight:
                weights[i, j] = weight
            best[i][j] = max(best[i + 1][j], best[i][j + 1], weight and weight + best[i + 1][j + 1])
    found: list[Match] = []
    i = j = 0
    while i < len(one) and j < len(other):
        if (i, j) in weights and best[i][j] == weights[i, j] + best[i + 1][j + 1]:
            found.append((one[i][0], other[j][0]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    # A short word that stayed alone between replaced ones was left out for the reader's eye.
    return found if any(a.words[i] != b.words[j] for i, j in found) else []


def _words(side: Tokens) -> list[tuple[int, Text]]:
    """The words that may be shown in letters, with their places: in one format, without digits or strokes."""
    found: list[tuple[int, Text]] = []
    for place, word in enumerate(side.words):
        if word[0].isalpha() and not any(letter.isdigit() or letter == "/" for letter in word):
            content = side.part(place, place + 1)
            if len(content) == 1 and isinstance(content[0], Text):
                found.append((place, content[0]))
    return found


def _weight(one: Text, other: Text) -> int:
    """How many characters two words keep; none if they are other words or look different."""
    if one.format is not other.format:
        return 0
    kept = sum(_kept(one.text, other.text))
    return kept if kept >= KEPT * max(len(one.text), len(other.text)) else 0


def _kept(one: str, other: str) -> tuple[int, int]:
    """The length of the beginning and of the end that two words share, in whole letters."""
    a, b = clusters(one), clusters(other)
    shorter = min(len(a), len(b))
    head = 0
    while head < shorter and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < shorter - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    return sum(map(len, a[:head])), sum(map(len, a[len(a) - tail :]))


def clusters(text: str) -> list[str]:
    """A text in letters as a reader sees them, each with its marks."""
    out: list[str] = []
    for letter in text:
        if out and _goes_with(out[-1], letter):
            out[-1] += letter
        else:
            out.append(letter)
    return out


def _goes_with(before: str, letter: str) -> bool:
    """Whether a character belongs to the letter before it."""
    last = before[-1]
    if unicodedata.category(letter) in ("Mn", "Mc", "Me", "Cf") or "\U0001f3fb" <= letter <= "\U0001f3ff":
        return True
    if unicodedata.category(last) == "Cf" or unicodedata.combining(last) == _VIRAMA:
        return True  # the parts of a conjunct are written as one
    if _is_flag(last) and _is_flag(letter):
        return sum(map(_is_flag, before)) % 2 == 1
    return (
        "\u1100" <= last <= "\u11ff"
        and "\u1100" <= letter <= "\u11ff"
        and not (last >= "\u11a8" and letter < "\u11a8")
    )


def _is_flag(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"
