"""Draft text as it would stand in the issued file: its masthead in order, openings in italics."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from draftkit.content import join, piece
from draftkit.dataclass import replace
from draftkit.editorial.openings import opening
from draftkit.model import Field, Format, Span, Text
from draftkit.rows import Row, RowKind

_WITH_OPENINGS = (RowKind.PREAMBULAR, RowKind.OPERATIVE)


def as_issued(new: Sequence[Row], old: Sequence[Row]) -> tuple[tuple[Row, ...], Format]:
    """The rows of a text, and the formats it says nothing of.

    A text without any italics leaves them to the issued file; new paragraphs get theirs by the lexicon.
    """
    rows = _with_house_style(_in_order(new, old), old)
    if _has_italics(new) or not _has_italics(old):
        return tuple(rows), Format.PLAIN
    return tuple(_with_opening(row) for row in rows), Format.ITALIC


def _with_house_style(new: list[Row], old: Sequence[Row]) -> list[Row]:
    """What every document of the house has, whether or not a text writes it.

    "United Nations" at the head, and the comma behind the enacting clause, which is roman.
    """
    heads = [row for row in old if row.field == Field.UNITED_NATIONS.value]
    if not any(row.field == Field.UNITED_NATIONS.value for row in new):
        new = [*heads, *new]
    clauses = {row.text: row.content for row in old if row.kind is RowKind.ENACTING}
    return [
        replace(row, content=clauses[row.text])
        if row.kind is RowKind.ENACTING and row.text in clauses
        else row
        for row in new
    ]


def _has_italics(rows: Sequence[Row]) -> bool:
    return any(
        isinstance(span, Text) and Format.ITALIC in span.format
        for row in rows
        if row.kind in _WITH_OPENINGS
        for span in row.content
    )


def _in_order(new: Sequence[Row], old: Sequence[Row]) -> list[Row]:
    """The front matter in the order of the issued file's fields: a masthead is a grid, not a list."""
    fields = [row.field for row in old if row.kind is RowKind.FRONT]
    front = [row for row in new if row.kind is RowKind.FRONT]
    if any(row.field not in fields for row in front) and set(fields) != {row.field for row in front}:
        return list(new)
    places = {field: place for place, field in reversed(list(enumerate(fields)))}
    front.sort(key=lambda row: places.get(row.field, len(fields)))
    return [*front, *(row for row in new if row.kind is not RowKind.FRONT)]


def _with_opening(row: Row) -> Row:
    if row.kind is RowKind.ENACTING:
        return replace(row, content=_italic(row.content, 0, len(row.text.rstrip(" ,،，、"))))
    if row.kind not in _WITH_OPENINGS:
        return row
    words = opening(row.text)
    start = row.text.find(words)
    return replace(row, content=_italic(row.content, start, start + len(words))) if words else row


def _italic(content: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    out: list[Span] = []
    at = 0
    for span in content:
        if not isinstance(span, Text):
            out.append(span)
            continue
        cuts = sorted({0, len(span.text), *(c - at for c in (start, end) if 0 < c - at < len(span.text))})
        for begin, stop in pairwise(cuts):
            part = piece(span, begin, stop)
            inside = start <= at + begin and at + stop <= end
            out.append(replace(part, format=part.format | Format.ITALIC) if inside else part)
        at += len(span.text)
    return join(out)
