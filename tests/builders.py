"""Rows in one expression: ``op(3, "*Decides* to meet;")``.

In the text, ``*...*`` is italic and ``^1`` calls the note "1".
"""

from __future__ import annotations

import re

from draftkit.model import Field, Format, NoteCall, Span, Text
from draftkit.rows import Row, RowKind

_PIECES = re.compile(r"\*([^*]+)\*|\^(\d+)|([^*^]+)")


def content(text: str) -> tuple[Span, ...]:
    """Spans of a text with ``*italic*`` and ``^1`` calls."""
    out: list[Span] = []
    for italic, note, plain in _PIECES.findall(text):
        out.append(NoteCall(note) if note else Text(italic, Format.ITALIC) if italic else Text(plain))
    return tuple(out)


def row(kind: RowKind, text: str, marker: str = "", level: int = 0, **more: str) -> Row:
    """A row of any kind."""
    return Row(kind, content(text), marker, level=level, **more)  # type: ignore[arg-type]


def front(field: Field, text: str) -> Row:
    """A line before the enacting clause."""
    return row(RowKind.FRONT, text, field=field.value)


def title(text: str) -> Row:
    """The title."""
    return front(Field.TITLE, text)


def sponsors(text: str) -> Row:
    """The sponsor line."""
    return front(Field.SPONSORS, text)


def enacting(text: str = "*The Assembly of the Isles,*") -> Row:
    """The enacting clause."""
    return row(RowKind.ENACTING, text)


def pp(text: str, marker: str = "") -> Row:
    """A preambular paragraph."""
    return row(RowKind.PREAMBULAR, text, marker)


def op(number: int | str, text: str, **more: str) -> Row:
    """An operative paragraph; ``op("5 bis.", ...)`` gives the number as issued."""
    return row(RowKind.OPERATIVE, text, f"{number}." if isinstance(number, int) else number, **more)


def sub(marker: str, text: str, level: int = 1) -> Row:
    """A subparagraph."""
    return row(RowKind.SUBPARAGRAPH, text, marker, level)


def tail(text: str, level: int = 1, **more: str) -> Row:
    """What follows the subparagraphs."""
    return row(RowKind.TAIL, text, level=level, **more)


def para(text: str, marker: str = "", **more: str) -> Row:
    """A paragraph of an annex, or one whose part is not known."""
    return row(RowKind.TEXT, text, marker, **more)


def heading(text: str, level: int = 1) -> Row:
    """A heading."""
    return row(RowKind.HEADING, text, level=level)


def annex(text: str = "Annex") -> Row:
    """The heading of an annex."""
    return row(RowKind.ANNEX, text, level=1)


def note(name: str, text: str) -> Row:
    """A footnote."""
    return row(RowKind.NOTE, text, name)
