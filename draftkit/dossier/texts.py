"""Texts in pieces, so that what two versions have in common is stored once.

A text is the bytes of its pieces, one after the other, and its fingerprint is
the SHA-256 of these bytes. Of a draft, the pieces are its paragraphs as JSON,
after one that has all their numbers: a paragraph that only has a new number is
no new piece. Of a file in text, they are its paragraphs too, numbers apart; any
other file is one piece.
"""

from __future__ import annotations

import functools
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from draftkit.build import build
from draftkit.dossier.events import canonical
from draftkit.errors import DraftkitError
from draftkit.model import Draft, Format, NoteCall, Span, Text
from draftkit.patterns import lazy_pattern
from draftkit.rows import Row, RowKind, rows

_EDGE = lazy_pattern(
    rb"(?<=\n\n)(?!\n)|(?<=\n)(?=\d)|(?<=^\d[.])|(?<=^\d\d[.])|(?<=^\d\d\d[.])", re.MULTILINE
)
"""Where a file in text is cut: between paragraphs, and behind the number of one."""


MOST_PIECES = 1_000_000
"""Of one text."""


def fingerprint(pieces: Iterable[bytes]) -> str:
    """The SHA-256 of a text."""
    sum_ = hashlib.sha256()
    for piece in pieces:
        sum_.update(piece)
    return sum_.hexdigest()


def file_pieces(data: bytes) -> tuple[bytes, ...]:
    """A file in pieces."""
    if b"\0" in data:
        return (data,)
    return tuple(piece for piece in _EDGE.split(data) if piece)


# --- drafts ----------------------------------------------------------------------------------


def draft_pieces(draft: Draft) -> tuple[bytes, ...]:
    """A draft in pieces."""
    all_rows = rows(draft)
    numbers = [row.marker for row in all_rows]
    return (_line(numbers), *(_line(_written(row)) for row in all_rows))


def draft_rows(pieces: Sequence[bytes]) -> tuple[Row, ...]:
    """The rows of a draft in pieces. Raises DraftkitError when this is none."""
    return tuple(row for _, row in keyed_rows(pieces))


def keyed_rows(pieces: Sequence[bytes]) -> tuple[tuple[bytes, Row], ...]:
    """The rows of a draft in pieces, each with its piece."""
    try:
        numbers = json.loads(pieces[0])
        return tuple((line, _row(line, number)) for line, number in zip(pieces[1:], numbers, strict=True))
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise DraftkitError("a draft in the dossier cannot be read by this draftkit") from error


@functools.lru_cache(maxsize=65_536)
def _row(line: bytes, number: str) -> Row:
    """A row, read once for all versions that have it."""
    return _read(json.loads(line), number)


def draft_of(pieces: Sequence[bytes]) -> Draft:
    """The draft in pieces."""
    return build(draft_rows(pieces))


def _line(value: Any) -> bytes:
    return canonical(value).encode() + b"\n"


def _written(row: Row) -> dict[str, Any]:
    written: dict[str, Any] = {"kind": row.kind.value, "content": list(_spans(row.content))}
    others = {"before": row.before, "option": row.option, "level": row.level, "field": row.field}
    return written | {name: value for name, value in others.items() if value}


def _spans(content: Iterable[Span]) -> Iterator[Any]:
    for span in content:
        if isinstance(span, NoteCall):
            yield {"note": span.note}
        elif span.format:
            yield [span.text, *(str(flag.name).lower() for flag in span.format)]
        else:
            yield span.text


def _read(written: dict[str, Any], number: str) -> Row:
    content = tuple(map(_span, written["content"]))
    others = {name: value for name, value in written.items() if name not in ("kind", "content")}
    return Row(RowKind(written["kind"]), content, marker=number, **others)


def _span(written: Any) -> Span:
    if isinstance(written, str):
        return Text(written)
    if isinstance(written, dict):
        return NoteCall(written["note"])
    text, *names = written
    format = Format.PLAIN
    for name in names:
        format |= Format[name.upper()]
    return Text(text, format)


# --- lists of numbers ------------------------------------------------------------------------


def runs(numbers: Sequence[int]) -> str:
    """Numbers with runs of them abridged: ``1-57,203,59-200``."""
    parts: list[str] = []
    start = 0
    for place in range(1, len(numbers) + 1):
        if place == len(numbers) or numbers[place] != numbers[place - 1] + 1:
            first, last = numbers[start], numbers[place - 1]
            parts.append(str(first) if first == last else f"{first}-{last}")
            start = place
    return ",".join(parts)


def numbers_of(text: str) -> list[int]:
    """The numbers that :func:`runs` wrote. Raises DraftkitError for anything else."""
    numbers: list[int] = []
    try:
        for part in text.split(",") if text else ():
            first, _, last = part.partition("-")
            if int(last or first) - int(first) + len(numbers) > MOST_PIECES:
                raise ValueError(part)
            numbers.extend(range(int(first), int(last or first) + 1))
    except ValueError as error:
        raise DraftkitError("a text in the dossier is damaged: its list of pieces cannot be read") from error
    return numbers
