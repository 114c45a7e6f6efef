"""Spaces and punctuation where words went: what an editor sets right when brackets are lifted.

A seam is a place where characters were taken out or put in. Only what touches
a seam is changed, and only by these rules:

1. Two spaces become one; none stands at the ends of a paragraph, before a comma,
   semicolon, colon, full stop, closing bracket or note call, or after an opening
   bracket. In French, the space that a semicolon or colon has before it stays.
2. Of two marks of punctuation the stronger stays: full stop, semicolon, colon,
   comma. A full stop of an abbreviation stays beside any other mark.
3. Parentheses and quotation marks left with nothing in them go.
4. Two words between which spaces were taken out on both sides get one space, but not in Chinese and
   Japanese, which have none.
5. A paragraph begins with no punctuation, and with a capital letter if it began
   with one before.
6. A paragraph that loses the mark it ended with gets it back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

from draftkit.content import CLOSERS, SHAPES, normal
from draftkit.dataclass import dataclass
from draftkit.model import Format, NoteCall, Span, Text


@dataclass(frozen=True, slots=True)
class Seam:
    """A place where something was taken out or put in."""

    spaced: bool = False
    """Whether white space went on both sides of the words."""


@dataclass(frozen=True, slots=True)
class Wall:
    """The beginning of an alternative that stays open: what stands before it are no words."""


Character: TypeAlias = tuple[str, Format]
Cell: TypeAlias = Character | NoteCall | Seam | Wall
"""A character with its look, a note call, or what stands between them."""

_COMMA, _COLON, _SEMICOLON, _STOP = ",،，、", ":：", ";؛；", ".。۔"
_STRENGTH = {mark: rank for rank, marks in enumerate((_COMMA, _COLON, _SEMICOLON, _STOP)) for mark in marks}
_OPENING, _CLOSING = "(（“‘«", ")）”’»"
_PAIRS = dict(zip(_OPENING, _CLOSING, strict=True))
_ABBREVIATION = re.compile(
    r"(?:\b(?:etc|al|cf|vol|no|nos|para|paras|art|arts|chap|ibid|seq|rev|add|corr|pp?)|\.\w)\.$",
    re.IGNORECASE,
)
AND = r"(?:and/or|and|or|et/ou|et|ou|y/o|y|e|o|u|и/или|и|или)"
"""What leads on to the next item of a list."""
ENDING = re.compile(rf"([.,;:،؛。，；：۔])(?:\s+{AND})?\s*$", re.IGNORECASE)
"""The mark at the end of a paragraph, also before an "and" that leads on to the next."""
_NOTHING_ELSE = re.compile(rf"\W*(?:[;,]\s+{AND})?\W*", re.IGNORECASE)
_WORD = re.compile(r"\w")
_TWO_WORDS = re.compile(r"[^\W\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff10-\uff5a]{2}")


def cells(content: Iterable[Span]) -> list[Cell]:
    """Content as cells."""
    out: list[Cell] = []
    for span in content:
        if isinstance(span, NoteCall):
            out.append(span)
        else:
            out += [(character, span.format) for character in span.text]
    return out


def text_of(content: Iterable[Cell]) -> str:
    """The characters of cells."""
    return "".join(cell[0] for cell in content if isinstance(cell, tuple))


def has_words(content: Iterable[Cell]) -> bool:
    """Whether there is more than marks, and an "and" that led on to the next item."""
    return _NOTHING_ELSE.fullmatch(text_of(content)) is None


def mended(content: Iterable[Cell], ending: str, capital: bool, french: bool) -> tuple[Span, ...]:
    """Cells with their seams closed.

    ``ending`` is the mark that the paragraph ended with, ``capital`` says whether
    its first word had a capital letter.
    """
    mending = _Mending(french)
    for cell in content:
        mending.add(cell)
    return normal(_spans(mending.finished(ending, capital)))


def _spans(content: Iterable[Character | NoteCall | Wall]) -> list[Span]:
    return [
        cell if isinstance(cell, NoteCall) else Text(*cell) for cell in content if not isinstance(cell, Wall)
    ]


class _Mending:
    """A paragraph while its seams are closed, from its beginning on."""

    def __init__(self, french: bool) -> None:
        self.spaced_marks = _COLON + _SEMICOLON if french else ""
        self.out: list[Character | NoteCall | Wall] = []
        self.seam: Seam | None = None
        """The seam that the next character stands behind."""
        self.own_space = False
        """Whether the space before the next character stood behind the seam."""
        self.at_start = False
        """Whether the paragraph begins with a seam."""
        self.inner_end: int | None = None
        """Where the words ended, if only closing brackets came since, and there was a seam before them."""

    def add(self, cell: Cell) -> None:
        if isinstance(cell, Seam):
            self.seam = Seam(cell.spaced or (self.seam is not None and self.seam.spaced))
            self.own_space = False
            self.at_start = self.at_start or not any(isinstance(one, tuple) for one in self.out)
        elif isinstance(cell, Wall):
            self.out.append(cell)
            self.seam = self.seam or Seam()
        elif self.seam is None:
            self._put(cell)
        elif isinstance(cell, NoteCall):
            self._close_up()
            self._put(cell)
        elif cell[0].isspace():
            self._space(cell)
        else:
            self._character(cell)

    def finished(self, ending: str, capital: bool) -> list[Character | NoteCall | Wall]:
        """The cells, with the ending and the capital that the paragraph had."""
        if self.seam is not None:
            self._close_up()
            self._end_with(ending, len(self.out))
        elif self.inner_end is not None:
            self._end_with(ending, self.inner_end)
        if self.at_start and capital:
            self._capital()
        return self.out

    # --- behind a seam ---

    def _space(self, cell: Character) -> None:
        """White space behind a seam takes the place of white space before it; the seam stays open."""
        self._close_up()
        last = self._last()
        if last and last not in SHAPES and last not in "(（“‘":
            self.out.append(cell)
            self.own_space = True

    def _character(self, cell: Character) -> None:
        character = cell[0]
        if character in _STRENGTH or character in _CLOSING or character in CLOSERS:
            if not (self.own_space and character in self.spaced_marks + "»"):
                self._close_up()
            if character in _STRENGTH and not self._stands(character):
                return
            if character in _CLOSING and _PAIRS.get(self._last()) == character:
                self.out.pop()  # nothing is left between the two
                return
            if character in CLOSERS:
                self.inner_end = len(self.out)
                self.out.append(cell)
                self.seam = None
                return
        elif self.seam is not None and self.seam.spaced and _TWO_WORDS.match(self._last() + character):
            self.out.append((" ", Format.PLAIN))
        self._put(cell)

    def _put(self, cell: Character | NoteCall) -> None:
        if not (isinstance(cell, tuple) and cell[0] in CLOSERS):
            self.inner_end = None
        self.out.append(cell)
        self.seam = None

    def _last(self) -> str:
        """The character before the seam; a note call counts as a word, a wall as nothing."""
        last = self.out[-1] if self.out else None
        return "" if last is None or isinstance(last, Wall) else last[0] if isinstance(last, tuple) else "1"

    def _close_up(self) -> None:
        """Take away white space before the seam."""
        while self._last().isspace():
            self.out.pop()

    def _stands(self, mark: str) -> bool:
        """Whether a mark behind the seam stays, beside the one before it; a weaker one before it goes."""
        place = len(self.out) - 1
        while place >= 0 and isinstance(self.out[place], NoteCall):
            place -= 1
        if place < 0:
            return bool(self.out)  # at the beginning there is nothing to divide
        last = self.out[place]
        if not isinstance(last, tuple) or last[0] not in _STRENGTH:
            return True
        if last[0] in _STOP and mark not in _STOP:
            text = text_of(self.out[: place + 1])
            if not _ABBREVIATION.search(text):
                del self.out[place]
            return True
        if _STRENGTH[mark] > _STRENGTH[last[0]]:
            del self.out[place]
            return True
        return False

    # --- at the ends ---

    def _end_with(self, ending: str, place: int) -> None:
        while place and isinstance(self.out[place - 1], NoteCall):
            place -= 1
        last = self.out[place - 1] if place else None
        if not ending or not isinstance(last, tuple) or last[0] in _STRENGTH or last[0] in CLOSERS:
            return
        if not ENDING.search(text_of(self.out[:place])):
            self.out.insert(place, (ending, Format.PLAIN))

    def _capital(self) -> None:
        for place, cell in enumerate(self.out):
            if isinstance(cell, tuple) and _WORD.match(cell[0]):
                upper = cell[0].upper()
                self.out[place] = (upper if len(upper) == 1 else cell[0], cell[1])
                return
