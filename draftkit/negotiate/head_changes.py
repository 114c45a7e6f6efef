"""What delegations change before the paragraphs: the masthead, the sponsors, the enacting clause.

These are known by their words and cannot stand in brackets. So each change stands under the table of
a compilation, with the line it is about, counted from the top:
``[Tessaly: masthead, line 9, sponsors: Norvania and Tessaly: draft resolution]``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from draftkit.compare.tokens import cut, flat
from draftkit.content import join
from draftkit.dataclass import dataclass, replace
from draftkit.errors import DraftkitError
from draftkit.model import Text
from draftkit.negotiate.compilation import Entry, shows_choices
from draftkit.negotiate.notation import Notation
from draftkit.negotiate.pieces import Content, Piece, view_of
from draftkit.negotiate.table import TITLE
from draftkit.rows import Row, RowKind

AFTER = "after line"
LINE = re.compile(
    r"masthead, (?P<where>line|after line|without line) (?P<line>\d+)(?:, (?P<field>\w[\w ]*): )?"
)


def written(head: Sequence[Entry]) -> Iterator[Row]:
    """What delegations change before the paragraphs, each change by itself."""
    line = 0
    rest = list(head)
    while rest:
        entry = rest.pop(0)
        if entry.proponents:
            yield change(entry.proponents, f"after line {line}, {field_of(entry.row)}: ", entry.row.content)
            continue
        line += 1
        if not entry.against:
            continue
        if rest and rest[0].proponents == entry.against and field_of(rest[0].row) == field_of(entry.row):
            other = rest.pop(0)
            yield change(other.proponents, f"line {line}, {field_of(other.row)}: ", other.row.content)
        else:
            yield change(entry.against, f"without line {line}", ())


def field_of(row: Row) -> str:
    """What a line before the paragraphs is, in words."""
    return (row.field or row.kind.value).replace("_", " ")


def change(names: Sequence[str], words: str, content: Content) -> Row:
    """A change as it stands under the table."""
    words = f"[{', '.join(names)}: masthead, {words}"
    return Row(RowKind.TEXT, join((Text(words), *content, Text("]"))))


@dataclass(frozen=True, slots=True)
class HeadChange:
    """A change of one line."""

    where: str
    """``line``, ``after line`` or ``without line``."""
    line: int
    row: Row | None
    """The new line; None where there is none."""


def head_change(content: Content, start: int, end: int) -> HeadChange | None:
    """What stands between these places under the table, if it is a change."""
    found = LINE.match(flat(content), start, end)
    if found is None:
        return None
    if not found["field"]:
        return HeadChange(found["where"], int(found["line"]), None)
    field = found["field"].replace(" ", "_")
    words = cut(content, found.end(), end)
    enacts = field == RowKind.ENACTING
    row = Row(RowKind.ENACTING if enacts else RowKind.FRONT, words, field="" if enacts else field)
    return HeadChange(found["where"], int(found["line"]), row)


def read(head: Sequence[Row], under: Sequence[Row], notation: Notation, choices: bool) -> Iterator[Entry]:
    """What stands before the paragraphs, with the changes from under the table."""
    against: dict[int, tuple[str, ...]] = {}
    inserted: dict[int, list[Entry]] = {}
    for row in under:
        text = flat(row.content)
        who = notation.named(text, 1)
        found = head_change(row.content, who.words, len(text) - 1) if who else None
        if who is None or found is None:
            raise DraftkitError(f"under the table {TITLE!r} stands what is no change of the masthead: {text}")
        if found.where != AFTER:
            against[found.line] = who.names
        if found.row:
            inserted.setdefault(found.line, []).append(Entry(found.row, found.row.content, who.names))
    yield from inserted.get(0, ())
    for line, row in enumerate(head, 1):
        pieces: tuple[Piece, ...] = row.content
        if choices and shows_choices(row):
            pieces = notation.read(row.content)
        yield Entry(replace(row, content=view_of(pieces, None)), pieces, (), against.get(line, ()))
        yield from inserted.get(line, ())
