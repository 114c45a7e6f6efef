"""The brackets of rows: which belong together over several paragraphs, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable

from draftkit.brackets import NotADraft, Pair, Stray, match
from draftkit.content import piece, place
from draftkit.errors import DraftkitError
from draftkit.model import Position, Span, Text
from draftkit.rows import Row, RowKind


def strays(rows: Iterable[Row]) -> list[tuple[Stray, Position | None]]:
    """The brackets of a draft that open or close nothing, with their places."""
    rows = tuple(rows)
    scopes = [(row,) for row in rows if row.kind is RowKind.NOTE]
    page = tuple(row for row in rows if row.kind is not RowKind.NOTE)
    return [
        (stray, place_in_row(scope[stray.row], stray.at))
        for scope in (*scopes, page)
        for stray in match_rows(scope, tuple(page_text(row) for row in scope))[1]
    ]


def page_text(row: Row) -> str:
    """The characters of a row among which brackets are looked for."""
    return "" if row.kind is RowKind.VERBATIM else row.before + row.text


def match_rows(rows: tuple[Row, ...], texts: tuple[str, ...]) -> tuple[list[Pair], list[Stray]]:
    """The bracket pairs and the strays of rows that share their brackets."""
    try:
        return match(texts)
    except NotADraft as error:
        raise DraftkitError(error.message, position=place_in_row(rows[error.row], error.at)) from error


def place_in_row(row: Row, at: int) -> Position | None:
    """The position of a character of a row's page text."""
    if at < len(row.before):
        return row.position and Position(row.position.line, row.position.column + at)
    at -= len(row.before)
    for span in row.content:
        if isinstance(span, Text):
            if at < len(span.text):
                return place(span, at)
            at -= len(span.text)
    return row.position


def by_offset(pairs: Iterable[Pair]) -> dict[int, Pair]:
    """The pairs of one row by the offsets of their brackets."""
    marks: dict[int, Pair] = {}
    for pair in pairs:
        marks[pair.open_at] = marks[pair.close_at] = pair
    return marks


def without(content: tuple[Span, ...], gone: list[int]) -> tuple[Span, ...]:
    """The content less the characters at these offsets, which are in order."""
    if not gone:
        return content
    kept: list[Span] = []
    offset = 0
    for span in content:
        if not isinstance(span, Text):
            kept.append(span)
            continue
        end = offset + len(span.text)
        cuts = [at - offset for at in gone if offset <= at < end]
        start = 0
        for cut in (*cuts, len(span.text)):
            if cut > start:
                kept.append(piece(span, start, cut))
            start = cut + 1
        offset = end
    return tuple(kept)
