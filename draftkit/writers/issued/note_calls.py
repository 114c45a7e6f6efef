"""Which notes of the issued file stay, and what becomes of their calls.

Word holds one reference a note; further calls are fields that show its number
(ECMA-376 Part 1, 17.16.5.42). When the reference goes and a further call stays,
that call becomes the reference of a new note with the same text. So it is too
when a new call comes before the reference: the first call has to be the reference,
or the notes would stand and be counted in another order than they are called.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from draftkit.model import NoteCall
from draftkit.ooxml.document import WordParagraph
from draftkit.writers.issued.plan import Insertion, NewParagraph, Plan

Key: TypeAlias = tuple[str, str]
"""The kind and the id of a note."""


def kept_notes(paragraphs: Iterable[WordParagraph], plan: Plan) -> set[Key]:
    """The notes whose reference is not deleted."""
    return {
        (piece.call.kind, piece.call.id)
        for paragraph in paragraphs
        for piece in paragraph.pieces
        if piece.call and not piece.call.repeat and not _is_gone(piece.start, _gone(paragraph, plan))
    }


def other_kinds(kept: Mapping[str, Key], kind_of: Callable[[str], str]) -> Iterator[str]:
    """What to tell of notes that stay and are notes of the other kind in the new version."""
    changed = [kind for name, (kind, _) in kept.items() if kind_of(name) != kind]
    for kind, other in (("footnote", "endnotes"), ("endnote", "footnotes")):
        if number := changed.count(kind):
            notes = f"1 {kind} that stays is" if number == 1 else f"{number:,} {kind}s that stay are"
            yield f"{notes} among the {other} in the new version"


def overtaken(
    paragraphs: Iterable[WordParagraph], plan: Plan, kept: set[Key], names: Mapping[Key, str]
) -> set[Key]:
    """The notes whose reference stays, but stands behind a new call to the note."""
    first: dict[str, tuple[int, float]] = {}
    for place, note in _new_calls(plan):
        first[note] = min(place, first.get(note, place))
    return {
        key
        for paragraph in paragraphs
        for piece in paragraph.pieces
        if piece.call and not piece.call.repeat
        if (key := (piece.call.kind, piece.call.id)) in kept and names.get(key) in first
        if first[names[key]] <= (paragraph.number, piece.start)
    }


def _new_calls(plan: Plan) -> Iterator[tuple[tuple[int, float], str]]:
    """The calls that come, each with its place: a paragraph of the issued file, a character of it."""
    for number, found in plan.paragraphs.items():
        for part in found.inserted:
            yield from (((number, part.at), span.note) for span in part.content if isinstance(span, NoteCall))
    for new in plan.new:
        place = (new.after, _end_of(new, plan)) if new.after else (new.before, -1)
        yield from ((place, span.note) for span in new.row.content if isinstance(span, NoteCall))


def _end_of(new: NewParagraph, plan: Plan) -> float:
    """The character behind which a new paragraph stands, of the one before it: the end, or that of a part."""
    begins = (part.at for part in plan.paragraphs[new.after].inserted if part.begins == new.part)
    return next(begins, math.inf) if new.part else math.inf


def renew_calls(
    paragraphs: Iterable[WordParagraph], plan: Plan, kept: set[Key], names: Mapping[Key, str]
) -> None:
    """Make new calls of those that stay although their note is not among the ``kept``.

    ``names`` are the names that the new version gives to the notes of the issued file.
    """
    for paragraph in paragraphs:
        for piece in paragraph.pieces:
            key = (piece.call.kind, piece.call.id) if piece.call else None
            if key is None or key in kept or key not in names:
                continue
            if not _is_gone(piece.start, _gone(paragraph, plan)):
                found = plan.paragraphs[paragraph.number]
                end = piece.start + len(piece.text)
                found.deleted.append((piece.start, end))
                at = next((i for i, part in enumerate(found.inserted) if part.at >= end), len(found.inserted))
                found.inserted.insert(at, Insertion(end, (NoteCall(names[key]),)))


def _gone(paragraph: WordParagraph, plan: Plan) -> Sequence[tuple[int, int]]:
    return plan.paragraphs[paragraph.number].deleted if paragraph.number in plan.paragraphs else ()


def _is_gone(place: int, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in ranges)
