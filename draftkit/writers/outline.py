"""A draft as an outline for the terminal: labels, openings, brackets, notes."""

from __future__ import annotations

from collections import Counter

from draftkit.content import MARK, SHAPES
from draftkit.labels import labels
from draftkit.model import Draft, NoteCall
from draftkit.rows import Row, RowKind, rows

_WORDS = 12


def outline(draft: Draft) -> str:
    """One line a paragraph: what it is called and how it begins."""
    all_rows = rows(draft)
    names = labels(all_rows)
    width = min(max((len(name) for name in names), default=0), 24)
    lines = [_line(row, name, width) for row, name in zip(all_rows, names, strict=True)]
    return "\n".join([*lines, "", _summary(all_rows)]) + "\n"


def _line(row: Row, name: str, width: int) -> str:
    words = row.text.split()
    text = " ".join(words[:_WORDS]) + (" ..." if len(words) > _WORDS else "")
    text = f"{row.before}{row.option} {text}".strip() if row.option else row.before + text
    extras = []
    brackets = sum(mark in SHAPES for mark in MARK.findall(row.before + row.text))
    if brackets:
        extras.append(f"{brackets} bracket{'s' if brackets > 1 else ''}")
    calls = [span.note for span in row.content if isinstance(span, NoteCall)]
    if calls:
        extras.append(f"note{'s' if len(calls) > 1 else ''} {', '.join(calls)}")
    aside = f"  ({'; '.join(extras)})" if extras else ""
    return f"{name:<{width}}  {'  ' * row.level if row.kind is RowKind.SUBPARAGRAPH else ''}{text}{aside}"


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
