"""Changes inside one paragraph: the edits of a row as marked pieces of the page.

Edits speak of the row's content, the page has the same characters and calls in
the same order with the layout's formatting, so edits are followed by counting.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from draftkit.compare.changes import Edit, EditKind
from draftkit.dataclass import dataclass, replace
from draftkit.errors import DraftkitError
from draftkit.labels import common_marks
from draftkit.model import Span, Text
from draftkit.ooxml.records import Call, Chars, Piece, size


@dataclass(frozen=True, slots=True)
class Both:
    """The same words, or calls in the same place, on both pages."""

    old: Piece
    new: Piece


@dataclass(frozen=True, slots=True)
class Gone:
    """What only the old page has."""

    piece: Piece


@dataclass(frozen=True, slots=True)
class Come:
    """What only the new page has."""

    piece: Piece


Step: TypeAlias = Both | Gone | Come


def steps(edits: Iterable[Edit], old: Sequence[Piece], new: Sequence[Piece]) -> Iterator[Step]:
    """Old content to new content."""
    before, after = _Pieces(old), _Pieces(new)
    for edit in edits:
        gone = before.take(content_size(edit.old))
        come = after.take(content_size(edit.new))
        if edit.kind in (EditKind.EQUAL, EditKind.FORMAT):
            yield from _both(gone, come)
        else:
            yield from map(Gone, gone)
            yield from map(Come, come)
    if before.rest or after.rest:
        raise DraftkitError("the comparison does not cover the whole of a paragraph")


def replaced_notes(found: Iterable[Step]) -> Iterator[Step]:
    """Where a note's first call gives place to another note's, the call stays and the note's text changes.

    That is how an editor would do it, and LibreOffice cannot reject one reference next to another at the
    end of a paragraph.
    """
    gone: list[Piece] = []
    come: list[Piece] = []
    for step in (*found, None):
        match step:
            case Gone(piece):
                gone.append(piece)
            case Come(piece):
                come.append(piece)
            case _:
                kept = bool(gone and come) and _both_first(gone[-1], come[-1])
                last = [Both(gone.pop(), come.pop())] if kept else []
                yield from map(Gone, gone)
                yield from map(Come, come)
                yield from last
                gone, come = [], []
                if step:
                    yield step


def _both_first(old: Piece, new: Piece) -> bool:
    match old, new:
        case Call(repeat=False, mark=before), Call(repeat=False, mark=after):
            return before == after
    return False


def same(old: Sequence[Piece], new: Sequence[Piece]) -> Iterator[Step]:
    """Content that is the same on both sides."""
    return _both(old, new)


def lead_steps(old: Sequence[Piece], new: Sequence[Piece]) -> Iterator[Step]:
    """What stands before the text: the number changes by itself, the tabs around it stay."""
    start = 0
    while start < min(len(old), len(new)) and _text(old[start]) == _text(new[start]):
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and _text(old[-1 - end]) == _text(new[-1 - end]):
        end += 1
    yield from _both(old[:start], new[:start])
    yield from _replaced(old[start : len(old) - end], new[start : len(new) - end])
    yield from _both(old[len(old) - end :], new[len(new) - end :])


def _replaced(old: Sequence[Piece], new: Sequence[Piece]) -> Iterator[Step]:
    """One number for another: the marks around it stay."""
    before, after = common_marks("".join(map(_text, old)), "".join(map(_text, new)))
    gone, come = _Pieces(old), _Pieces(new)
    yield from _both(gone.take(before), come.take(before))
    yield from map(Gone, gone.take(sum(map(size, old)) - before - after))
    yield from map(Come, come.take(sum(map(size, new)) - before - after))
    yield from _both(gone.take(after), come.take(after))


def _both(old: Sequence[Piece], new: Sequence[Piece]) -> Iterator[Step]:
    """Pieces cut where either side's pieces end."""
    before, after = _Pieces(old), _Pieces(new)
    while before.rest and after.rest:
        length = min(size(before.rest[-1]), size(after.rest[-1]))
        (one,), (other,) = before.take(length), after.take(length)
        if isinstance(one, Chars) != isinstance(other, Chars) or _text(one) != _text(other):
            # The layout may set one side otherwise: a tab after a heading's number.
            yield Gone(one)
            yield Come(other)
        else:
            yield Both(one, other)
    yield from map(Gone, reversed(before.rest))
    yield from map(Come, reversed(after.rest))


def _text(piece: Piece) -> str:
    return piece.text if isinstance(piece, Chars) else ""


def content_size(content: Iterable[Span]) -> int:
    """How many characters some content has; a call counts as one."""
    return sum(len(span.text) if isinstance(span, Text) else 1 for span in content)


def parted(pieces: Sequence[Piece], sizes: Iterable[int]) -> list[tuple[Piece, ...]]:
    """Pieces cut into stretches of these sizes."""
    left = _Pieces(pieces)
    return [tuple(left.take(length)) for length in sizes]


class _Pieces:
    """Pieces to be taken from the front by size."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.rest = list(reversed(pieces))

    def take(self, length: int) -> list[Piece]:
        taken: list[Piece] = []
        while length > 0 and self.rest:
            piece = self.rest.pop()
            if isinstance(piece, Chars) and size(piece) > length:
                self.rest.append(replace(piece, text=piece.text[length:]))
                piece = replace(piece, text=piece.text[:length])
            taken.append(piece)
            length -= size(piece)
        return taken
