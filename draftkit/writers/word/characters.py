"""The characters of a draft in a Word file: which it cannot hold, and which are the mark of a note."""

from __future__ import annotations

from typing import NoReturn

from draftkit.errors import DraftkitError
from draftkit.model import Position, Text
from draftkit.ooxml.values import ILLEGAL
from draftkit.patterns import lazy_pattern
from draftkit.rows import Row

_STAR = lazy_pattern(r"[*†‡§]+")


def note_mark(note: str) -> str:
    """The mark of a note whose id is one (``*``); empty for a note that is numbered."""
    star = _STAR.match(note)
    return star.group() if star else ""


def check_characters(row: Row) -> None:
    """Raise DraftkitError when a row holds a character that XML, and so Word, cannot."""
    for text in (row.before, row.marker, row.option):
        if found := ILLEGAL.search(text):
            _refuse(found.group(), row.position)
    for span in row.content:
        if isinstance(span, Text) and (found := ILLEGAL.search(span.text)):
            place = span.position or row.position
            if span.position:
                place = Position(span.position.line, span.position.column + found.start())
            _refuse(found.group(), place)


def _refuse(character: str, position: Position | None) -> NoReturn:
    code = f"U+{ord(character):04X}"
    raise DraftkitError(f"the control character {code} cannot be written to a Word file", position=position)
