"""A draft as an outline for the terminal: labels, openings, brackets, notes."""

from __future__ import annotations

from collections import Counter

from draftkit.content import MARK, SHAPES
from draftkit.labels import labels
from draftkit.model import Draft, NoteCall
from draftkit.rows import Row, RowKind, rows

_WORDS = 12
_LONGEST_NAME = 24


def outline(draft: Draft, width: int = 100) -> str:
    """One line a paragraph, of at most so many characters: what it is called and how it begins."""
    all_rows = rows(draft)
    names = labels(all_rows)
    column = min(max((len(name) for name in names), default=0), _LONGEST_NAME)
    lines = [_line(row, f"{name:<{column}}  ", width) for row, name in zip(all_rows, names, strict=True)]
    return "\n".join([*lines, "", _summary(all_rows)]) + "\n"


def _line(row: Row, name: str, width: int) -> str:
    indent = "  " * row.level if row.kind is RowKind.SUBPARAGRAPH else ""
    text = f"{row.before}{row.option} {row.text}".strip() if row.option else row.before + row.text
    extras = []
    brackets = sum(mark in SHAPES for mark in MARK.findall(row.before + row.text))
    if brackets:
        extras.append(f"{brackets} bracket{'s' if brackets > 1 else ''}")
    calls = [span.note for span in row.content if isinstance(span, NoteCall)]
    if calls:
        extras.append(f"note{'s' if len(calls) > 1 else ''} {', '.join(calls)}")
    aside = f"  ({'; '.join(extras)})" if extras else ""
    return name + indent + _beginning(text, width - len(name) - len(indent) - len(aside)) + aside


def _beginning(text: str, room: int) -> str:
    """The first words, as many as there is room for; at least three."""
    words = text.split()
    count = min(len(words), _WORDS)
    while count > 3 and len(" ".join(words[:count])) + (4 if count < len(words) else 0) > room:
        count -= 1
    return " ".join(words[:count]) + (" ..." if count < len(words) else "")


def _summary(all_rows: tuple[Row, ...]) -> str:
    count = Counter(row.kind for row in all_rows)
    brackets = sum(
        mark in SHAPES
        for row in all_rows
        for mark in MARK.findall(row.before + row.text)
        if row.kind is not RowKind.NOTE
    )
    parts = (
        (count[RowKind.PREAMBULAR], "preambular paragraph"),
        (count[RowKind.OPERATIVE], "operative paragraph"),
        (count[RowKind.NOTE], "note"),
        (brackets, "bracket"),
    )
    return ", ".join(f"{number} {what}{'' if number == 1 else 's'}" for number, what in parts)
