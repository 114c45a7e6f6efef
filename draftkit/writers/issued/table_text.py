"""Tables of draft text: a line a row, strokes between the cells."""

from __future__ import annotations

from collections.abc import Container, Iterator

from draftkit.content import join
from draftkit.model import NoteCall, Span, Text
from draftkit.patterns import lazy_pattern

Cells = tuple[tuple[str, ...], ...]
"""Rows of cells, as they are written in draft text."""

_STROKE = lazy_pattern(r"(?<!\\)\|")
_RULE = lazy_pattern(r":?-{3,}:?")
_BREAK = lazy_pattern(r"<br\s*/?>")
_CALL = lazy_pattern(r"\[\^([^\]\s]+)\]")
_PICTURE = lazy_pattern(r"\s*!\[picture\]\([^)]*\)\s*")


def table_cells(text: str) -> Cells | None:
    """The cells of a table; None when this is no table. A rule below the head row is no row."""
    rows = []
    for number, line in enumerate(text.strip().split("\n")):
        line = line.strip()
        if not line.startswith("|"):
            return None
        cells = tuple(" ".join(cell.split()) for cell in _STROKE.split(line)[1:])
        if len(cells) > 1 and not cells[-1]:
            cells = cells[:-1]
        if number != 1 or not all(map(_RULE.fullmatch, cells)):
            rows.append(cells)
    return tuple(rows)


def is_picture(text: str) -> bool:
    """Whether lines that are kept as they are stand for pictures."""
    return all(map(_PICTURE.fullmatch, text.split("\n")))


def paragraphs_of(cell: str, notes: Container[str]) -> list[tuple[Span, ...]]:
    """The paragraphs of a cell; only the notes that there are can be called in it."""
    found = [tuple(_spans(line.strip().replace("\\|", "|"), notes)) for line in _BREAK.split(cell)]
    return [content for content in found if content]


def _spans(line: str, notes: Container[str]) -> Iterator[Span]:
    parts: list[Span] = []
    for index, part in enumerate(_CALL.split(line)):
        if index % 2:
            parts.append(NoteCall(part) if part in notes else Text(f"[^{part}]"))
        elif part:
            parts.append(Text(part))
    yield from join(parts)


def comparable(text: str) -> str:
    """The table as a line a cell, whatever its notes are called."""
    cells = table_cells(text)
    if cells is None:
        return text
    return "\n".join("\n".join(_CALL.sub("[^]", _BREAK.sub("<br>", cell)) for cell in row) for row in cells)
