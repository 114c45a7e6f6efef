"""Where the characters of rows stand in the issued file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise, repeat
from typing import TypeAlias

from draftkit.dataclass import replace
from draftkit.model import NoteCall, Position, Span, Text
from draftkit.rows import Row, RowKind

Place: TypeAlias = tuple[int, int]
"""A paragraph of the file, by number, and a place in it, from 0."""


def placed(span: Span) -> Iterator[tuple[str, Position | None]]:
    """The parts of a span that stand together in the file; a call counts as one character."""
    if isinstance(span, NoteCall):
        yield "\ufffc", span.position
        return
    if not span.breaks:
        if span.text:
            yield span.text, span.position
        return
    begins = [(0, span.position), *span.breaks]
    for (start, position), (end, _) in pairwise([*begins, (len(span.text), None)]):
        if start < end:
            yield span.text[start:end], position


def places_of(content: Iterable[Span]) -> Iterator[Place | None]:
    """Where each character of some content stands; a call counts as one."""
    return _each_place(part for span in content for part in placed(span))


def _each_place(parts: Iterable[tuple[str, Position | None]]) -> Iterator[Place | None]:
    return chain.from_iterable(_places(text, position) for text, position in parts)


def _places(text: str, position: Position | None) -> Iterator[Place | None]:
    """Where the characters of a part stand that stands together."""
    if position is None:
        return repeat(None, len(text))
    begin = position.column - 1
    return zip(repeat(position.line), range(begin, begin + len(text)), strict=False)


def own_places(content: Sequence[Span], texts: Mapping[int, str]) -> list[Place | None]:
    """Where each character of some content stands in the issued file; None for what is no text there.

    Such are the numbers and bullets of Word's that are read as words, and the line breaks between the
    paragraphs of a note. They are counted on from their neighbours, into words or past an end.
    """
    parts = [part for span in content for part in placed(span)]
    if _is_own(parts, texts):
        return list(_each_place(parts))
    found = list(places_of(content))
    characters = "".join(span.text if isinstance(span, Text) else "\ufffc" for span in content)
    seen: set[Place] = set()
    for index in range(len(found) - 1, -1, -1):
        if (place := found[index]) is not None:
            there = texts.get(place[0], "")[place[1] : place[1] + 1]
            own = characters[index] in (there, "\ufffc") or (there.isspace() and characters[index].isspace())
            found[index] = place if own and place not in seen else None
            seen.add(place)
    return found


def _is_own(parts: Iterable[tuple[str, Position | None]], texts: Mapping[int, str]) -> bool:
    """Whether each part stands in the issued file to the letter, on each line after those before it."""
    ends: dict[int, int] = {}
    for text, position in parts:
        if position is None:
            return False
        begin = position.column - 1
        end = begin + len(text)
        if begin < ends.get(position.line, 0):
            return False
        if text != "\ufffc" and texts.get(position.line, "")[begin:end] != text:
            return False
        ends[position.line] = end
    return True


def put_at(content: Iterable[Span], places: Sequence[Place | None]) -> Iterator[Span]:
    """Some content with every character told where it stands, as :func:`places_of` would say it."""
    at = 0
    for span in content:
        here = places[at : at + size_of(span)]
        at += size_of(span)
        if not isinstance(span, Text):
            yield span
            continue
        begins = [
            (index, Position(place[0], place[1] + 1))
            for index, place in enumerate(here)
            if place and not (index and here[index - 1] == (place[0], place[1] - 1))
        ]
        starts = bool(begins) and begins[0][0] == 0
        first = begins[0][1] if starts else None
        yield replace(span, position=first, breaks=tuple(begins[1:] if starts else begins))


def with_places(rows: Iterable[Row]) -> Iterator[Row]:
    """Rows of a text with a place of its own for each character of their words: row and character.

    Where they were read, what a tree writes anew (a bracket, a name) may stand in the place of another.
    """
    for number, row in enumerate(rows, 1):
        if row.kind is RowKind.VERBATIM:
            yield row
            continue
        content: list[Span] = []
        at = 1
        for span in row.content:
            here = replace(span, position=Position(number, at), breaks=()) if isinstance(span, Text) else span
            content.append(here)
            at += size_of(span)
        yield replace(row, content=tuple(content))


def size_of(span: Span) -> int:
    """How many characters a span counts for; a call counts as one."""
    return len(span.text) if isinstance(span, Text) else 1


def lines_of(row: Row) -> list[int]:
    """The paragraphs a row stands in."""
    if row.kind is RowKind.VERBATIM:
        return [row.position.line] if row.position else []
    found: list[int] = []
    for span in row.content:
        if isinstance(span, Text) and span.breaks:
            found += [position.line for _, position in placed(span) if position]
        elif span.position:
            found.append(span.position.line)
    if row.position and not found:
        return [row.position.line]
    return found if len(found) < 2 else list(dict.fromkeys(found))


def first_place(row: Row) -> Position | None:
    """Where the words of a row begin."""
    return next((p for span in row.content for _, p in placed(span) if p), None)
