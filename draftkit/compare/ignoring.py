"""Changes without those that nobody wants to see, or that somebody does not: formatting, punctuation, case.

A space or a stop in italics looks the same as another one, and is never told.

Brackets, and the stroke between alternatives, are never punctuation: they say
what is agreed. Nor is a mark within a word or a number: "1.5" is not "15".
"""

from __future__ import annotations

import enum
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby

from draftkit.compare.changes import REWORDED, Changes, Edit, EditKind, Event, EventKind, Pair, PairKind
from draftkit.compare.renumbering import renumbered_anew
from draftkit.compare.tokens import tokens
from draftkit.content import SHAPES
from draftkit.dataclass import replace
from draftkit.model import Format, Span, Text

_KEPT = frozenset(SHAPES) | frozenset(SHAPES.values()) | {"/"}


_SEEN_ON_STOPS = Format.UNDERLINE | Format.STRIKE | Format.SUBSCRIPT | Format.SUPERSCRIPT
"""Formats that can be told from none on a space or a stop."""


class Ignored(enum.StrEnum):
    """What may be left out."""

    FORMATTING = "formatting"
    PUNCTUATION = "punctuation"
    CASE = "case"


def ignoring(changes: Changes, ignored: Collection[Ignored]) -> Changes:
    """The changes, with those that are only of these kinds as if nothing had changed.

    The words shown are then those of the new draft. Such changes no longer lead from one draft to the
    other: they are for reading.
    """
    pairs = tuple(_pair(pair, ignored) for pair in changes.pairs)
    return Changes(
        pairs,
        renumbered_anew(pairs, (event for event in changes.events if not _left_out(event, pairs, ignored))),
        tuple(replace(move, edits=tuple(_edits(move.edits, ignored))) for move in changes.moves),
        tuple(replace(split, edits=_in_parts(split.edits, ignored)) for split in changes.splits),
        tuple(replace(join, edits=_in_parts(join.edits, ignored)) for join in changes.joins),
    )


def _in_parts(
    parts: Iterable[tuple[Edit, ...]], ignored: Collection[Ignored]
) -> tuple[tuple[Edit, ...], ...]:
    return tuple(tuple(_edits(edits, ignored)) for edits in parts)


def _left_out(event: Event, pairs: Sequence[Pair], ignored: Collection[Ignored]) -> bool:
    """Whether an event tells what is left out."""
    if event.kind in REWORDED and len(event.words) == 2:
        now, before = (_counted((Text(words),), ignored) for words in event.words)
        return now == before
    return event.kind is EventKind.NOTE_REWORDED and pairs[event.place].kind is PairKind.SAME


def _pair(pair: Pair, ignored: Collection[Ignored]) -> Pair:
    if pair.kind is not PairKind.EDITED or pair.old is None or pair.new is None:
        return pair
    found = tuple(_edits(pair.edits, ignored))
    old = replace(pair.old, content=(), marker="")
    alike = old == replace(pair.new, content=(), marker="")
    same = alike and all(edit.kind is EditKind.EQUAL for edit in found)
    return replace(pair, edits=found, kind=PairKind.SAME if same else PairKind.EDITED)


def _edits(edits: tuple[Edit, ...], ignored: Collection[Ignored]) -> Iterator[Edit]:
    for changed, group in groupby(edits, lambda edit: edit.kind is not EditKind.EQUAL):
        run = list(group)
        if not changed:
            yield from run
            continue
        run = [replace(edit, kind=EditKind.EQUAL) if _looks_same(edit, ignored) else edit for edit in run]
        if not ignored:
            yield from run
            continue
        for alike, part in groupby(run, lambda edit: edit.kind in (EditKind.EQUAL, EditKind.FORMAT)):
            found = list(part)
            yield from found if alike else _replaced(found, ignored)


def _looks_same(edit: Edit, ignored: Collection[Ignored]) -> bool:
    """Whether these words only have another format, which is not worth telling."""
    if edit.kind is not EditKind.FORMAT or Ignored.FORMATTING in ignored:
        return edit.kind is EditKind.FORMAT
    letters = "".join(span.text if isinstance(span, Text) else "^1" for span in edit.new)
    looks = {span.format & _SEEN_ON_STOPS for span in edit.old + edit.new if isinstance(span, Text)}
    return len(looks) == 1 and all(letter.isspace() or _punctuation(letter) for letter in letters)


def _replaced(run: list[Edit], ignored: Collection[Ignored]) -> Iterator[Edit]:
    """Words that went and came: as they are, or as equal if they differ in nothing that counts."""
    old = tuple(span for edit in run for span in edit.old)
    new = tuple(span for edit in run for span in edit.new)
    if _counted(old, ignored) != _counted(new, ignored):
        yield from run
    elif new:
        yield Edit(EditKind.EQUAL, old or new, new)  # what stayed stands in both drafts


def _counted(content: tuple[Span, ...], ignored: Collection[Ignored]) -> list[object]:
    """What counts of some words."""
    out: list[object] = []
    cut = tokens(content)
    for word, part in zip(cut.words, cut.parts(), strict=True):
        if Ignored.PUNCTUATION in ignored and (word.isspace() or _punctuation(word)):
            continue
        look = [] if Ignored.FORMATTING in ignored else [s.format for s in part if isinstance(s, Text)]
        out.append((word.casefold() if Ignored.CASE in ignored else word, look))
    return out


def _punctuation(word: str) -> bool:
    return word not in _KEPT and all(unicodedata.category(letter)[0] == "P" for letter in word)
