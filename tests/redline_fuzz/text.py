"""A draft as draft text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from redline_fuzz.drafts import Draft, Para, Table, Word, numbers

_INDENT = {"sub": "    ", "item": "        "}
_HEAD = {"organ": "# ", "sponsors": "### ", "title": "## ", "annex": "# ", "heading": "## "}
_MARKS = {"b": ("**", "**"), "i": ("*", "*"), "u": ("<u>", "</u>"), "x": ("<sup>", "</sup>"),
          "y": ("<sub>", "</sub>"), "z": ("<s>", "</s>")}  # fmt: skip


def draft_text(draft: Draft) -> str:
    """The draft as draft text; empty paragraphs have no place in it."""
    notes: dict[str, int] = {}
    lines = []
    for block, number in zip(draft, numbers(draft), strict=True):
        if isinstance(block, Table):
            lines.append("\n".join("| " + " | ".join(_cells(row, notes)) + " |" for row in block.rows))
        elif block.words:
            lines.append(_line(block, number, notes))
    lines += [f"[^{number}]: {text}" for text, number in notes.items()]
    return "\n\n".join(lines) + "\n"


def _cells(row: Iterable[tuple[Word, ...]], notes: dict[str, int]) -> Iterator[str]:
    return (_words(cell, notes) for cell in row)


def _line(paragraph: Para, number: str, notes: dict[str, int]) -> str:
    kind = paragraph.kind
    head = _HEAD.get(kind, "") + _INDENT.get(kind, "") + paragraph.before + (f"{number} " if number else "")
    return head + _words(paragraph.words, notes)


def _words(found: tuple[Word, ...], notes: dict[str, int]) -> str:
    out = ""
    for look, same in groupby(found, key=lambda word: word.look):
        inside = "".join(word.gap.replace("\t", " ") + word.text + _call(word, notes) for word in same)
        words = inside.lstrip()
        opened = "".join(_MARKS[letter][0] for letter in look)
        closed = "".join(_MARKS[letter][1] for letter in reversed(look))
        out += inside[: len(inside) - len(words)] + opened + words + closed
    return out.lstrip()


def _call(word: Word, notes: dict[str, int]) -> str:
    return f"[^{notes.setdefault(word.note, len(notes) + 1)}]" if word.note else ""
