"""Text with styles, in lines that fit a terminal: East Asian letters take two columns, accents none."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from draftkit.compare.changes import EditKind
from draftkit.patterns import lazy_pattern

Styled = list[tuple[str, str]]
"""Text and its style."""

INDENT = "    "

MARKS = {EditKind.DELETE: ("{-", "-}"), EditKind.INSERT: ("{+", "+}"), EditKind.FORMAT: ("{~", "~}")}
STYLES = {
    EditKind.EQUAL: "",
    EditKind.DELETE: "\x1b[31;9m",
    EditKind.INSERT: "\x1b[32;4m",
    EditKind.FORMAT: "\x1b[36m",
}
BOLD, DIM, EVENT, RESET = "\x1b[1m", "\x1b[2m", "\x1b[33m", "\x1b[0m"


def joined(block: Iterable[Styled], color: bool, width: int) -> str:
    """Styled texts below each other, what goes on in a new line indented like its beginning."""
    return "\n".join(
        line
        for styled in block
        for line in wrapped(styled, color, width, INDENT if styled[0][0].startswith(INDENT) else "")
    )


def wrapped(styled: Styled, color: bool, width: int, indent: str = "") -> Iterator[str]:
    """Lines of at most width columns, indented from the second on; no style goes past the end of one."""
    text = "".join(part for part, _ in styled)
    styles = [style for part, style in styled for _ in part]
    lead = ""
    start, at, used = 0, 0, 0
    for end in _breaks(text, max(width - len(indent), 1)):
        size = columns(text[at:end])
        if used + size > width and at > len(indent) and not text[at:end].isspace():
            yield lead + _painted(text[start:at].rstrip(), styles[start:at], color)
            lead, start, used = indent, at, len(indent)
        at, used = end, used + size
    yield lead + _painted(text[start:].rstrip(), styles[start:], color)


def _breaks(text: str, longest: int) -> Iterator[int]:
    """Where a line may end: behind a word, its spaces, a wide character; within what is too long."""
    for found in _UNBROKEN.finditer("".join(_class(text, place) for place in range(len(text)))):
        size = 0
        for place in range(found.start(), found.end()):
            size += _letter_columns(text[place])
            if size > longest:
                yield place
                size = _letter_columns(text[place])
        yield found.end()


_UNBROKEN = lazy_pattern("s+|wm*|<?[om]+>?|[<>]")
"""Over the classes of the letters: a run of spaces, a wide letter with its marks, a word."""


def _class(text: str, place: int) -> str:
    """What a letter is where lines end: space, wide letter, mark on a letter, or other.

    A space inside a mark of the diff, ``{+all +}``, stays with the mark, and beyond the mark a line
    may end (>) or begin (<).
    """
    letter = text[place]
    if letter in " \t":
        inside = text[place - 2 : place] in _OPENING or text[place + 1 : place + 3] in _CLOSING
        return "o" if inside else "s"
    if letter == "{" and text[place : place + 2] in _OPENING and text[place + 2 : place + 3] == " ":
        return "<"
    if letter == "}" and text[place - 1 : place + 1] in _CLOSING and text[place - 2 : place - 1] == " ":
        return ">"
    size = _letter_columns(letter)
    return "w" if size == 2 else "o" if size else "m"


_OPENING, _CLOSING = (frozenset(mark) for mark in zip(*MARKS.values(), strict=True))


def columns(text: str) -> int:
    """The columns a text takes in a terminal."""
    return sum(map(_letter_columns, text))


def _letter_columns(letter: str) -> int:
    """The columns a letter takes in a terminal (Unicode Standard Annex 11)."""
    if letter.isascii():
        return 1
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Cf", "Me", "Mn"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _painted(text: str, styles: Sequence[str], color: bool) -> str:
    if not color:
        return text
    out = ""
    for style, run in groupby(zip(styles, text, strict=False), lambda item: item[0]):
        part = "".join(letter for _, letter in run)
        out += f"{style}{part}{RESET}" if style else part
    return out
