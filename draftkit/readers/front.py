"""The front matter: what stands before the enacting clause, as rows with fields.

Text taken from a page runs lines together ("United Nations A/C.2/80/L.3",
"Eightieth session Second Committee Agenda item 23 (a) Operational ...") and
marks headings as it likes. Here each line is divided where one field ends and
the next begins, and every piece gets its field. Nothing is dropped but the
white space at a division and bold, which the fields of a page have of their
own; what is no field stays as OTHER, in its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from draftkit.content import join
from draftkit.dataclass import replace
from draftkit.editorial import fields
from draftkit.model import Field, Format, Span, Text
from draftkit.readers.divide import AFTER_MASTHEAD, FrontInput, Piece, divided
from draftkit.rows import Row, RowKind

__all__ = ["HEADINGS", "FrontInput", "front_rows"]

_LONGEST_TITLE = 600
_MOST_TITLE_LINES = 4
_MASTHEAD = frozenset({Field.SYMBOL, Field.DISTRIBUTION, Field.ORIGINAL_LANGUAGE, Field.SESSION})

HEADINGS = {Field.ORGAN: 1, Field.SESSION: 2, Field.SPONSORS: 3, Field.TITLE: 2}
"""The levels of heading that draft text gives to fields. A line of any other field is no heading."""

_MOST_READINGS = 6


def front_rows(lines: Sequence[FrontInput]) -> list[Row]:
    """The rows of the front matter, in the order of the page.

    Rows set one to a line, as draft text has them, are read as the same rows.
    A page can be laid out so that a row by itself says more than it did in its
    line; then it is read again as it will stand, until nothing changes.
    """
    rows = _read(lines)
    for _ in range(_MOST_READINGS):
        as_set = [FrontInput(row.content, HEADINGS.get(Field(row.field), 0), row.position) for row in rows]
        if (settled := _read(as_set)) == rows:
            break
        rows = settled
    return rows


def _read(lines: Sequence[FrontInput]) -> list[Row]:
    pieces: list[Piece] = []
    known: set[Field] = set()
    for number, line in enumerate(lines):
        found = list(divided(line, known, last=number == len(lines) - 1))
        pieces += found
        known |= {piece.field for piece in found if piece.field}
    return [_row(piece) for piece in _with_agenda_titles(_with_title(_with_organ(pieces)))]


def _row(piece: Piece) -> Row:
    return Row(
        kind=RowKind.FRONT,
        content=_without_bold(piece.content),
        field=(piece.field or Field.OTHER).value,
        position=piece.position,
    )


# What the page, not the words, tells.


def _with_organ(pieces: list[Piece]) -> list[Piece]:
    """The first heading of level 1 is the organ, unless it is all there is to be the title.

    A heading with the masthead below it can only be the organ; so is a line that stands right
    above the distribution, as in the masthead's grid (UN Editorial Manual, mastheads).
    """
    if any(piece.field is Field.ORGAN for piece in pieces):
        return pieces
    telling = (
        n for n in reversed(range(len(pieces))) if pieces[n].field in _MASTHEAD or _may_be_title(pieces[n])
    )
    last = next(telling, -1)
    for number, piece in enumerate(pieces):
        if piece.field in AFTER_MASTHEAD:
            break
        following = pieces[number + 1].field if number + 1 < len(pieces) else None
        above_distribution = following is Field.DISTRIBUTION
        if piece.field is None and ((piece.heading == 1 and number < last) or above_distribution):
            return [*pieces[:number], replace(piece, field=Field.ORGAN), *pieces[number + 1 :]]
    return pieces


def _may_be_title(piece: Piece) -> bool:
    return piece.field is None and piece.stands_out and len(piece.text) <= _LONGEST_TITLE


def _with_title(pieces: list[Piece]) -> list[Piece]:
    """The title: the last line that stands out and is no other field, with those set alike before it.

    In text without headings it is what follows the sponsor line, the number of
    the resolution or the masthead, up to the first line that ends as a
    sentence does.
    """
    after = [number for number, piece in enumerate(pieces) if piece.field in AFTER_MASTHEAD]
    below = after[-1] + 1 if after and any(piece.field is None for piece in pieces[after[-1] + 1 :]) else 0
    candidates = [number for number in range(below, len(pieces)) if _may_be_title(pieces[number])]
    if headings := [number for number in candidates if pieces[number].heading]:
        candidates = headings
    if not candidates:
        return _with_plain_title(pieces)
    last = candidates[-1]
    first = last
    standing_out = set(candidates)
    while first - 1 in standing_out and pieces[first - 1].heading == pieces[last].heading:
        first -= 1
    below_last = pieces[last + 1].field if pieces[last + 1 :] else Field.OTHER
    if below_last is None and fields.RESOLUTION_NUMBER.fullmatch(pieces[last].text):
        last += 1
    return _titled(pieces, first, last)


def _with_plain_title(pieces: list[Piece]) -> list[Piece]:
    start = _start_of_plain_title(pieces)
    end = start
    while end < len(pieces) and pieces[end].field is None and _reads_as_title(pieces[end].text):
        end += 1
    if end - start > _MOST_TITLE_LINES:
        start = end - 1
    return _titled(pieces, start, end - 1)


def _start_of_plain_title(pieces: list[Piece]) -> int:
    known = [number for number, piece in enumerate(pieces) if piece.field]
    after = [number + 1 for number in known if pieces[number].field in AFTER_MASTHEAD]
    for number in range(len(pieces) - 1, after[-1] - 1 if after else -1, -1):
        if pieces[number].field is None and fields.NUMBERED_TITLE.match(pieces[number].text):
            return number
    if after:
        return after[-1]
    below = known[-1] + 1 if known else 0
    if known and pieces[known[-1]].field is Field.AGENDA_ITEM:
        # One line below an agenda item is the item's title; only a second one can be the draft's.
        return max(len(pieces) - 1, below + 1)
    return below


def _reads_as_title(text: str) -> bool:
    return len(text) <= _LONGEST_TITLE and not text.rstrip().endswith((".", ";", ",", ":"))


def _titled(pieces: list[Piece], first: int, last: int) -> list[Piece]:
    title = [replace(piece, field=Field.TITLE) for piece in pieces[first : last + 1]]
    return [*pieces[:first], *title, *pieces[last + 1 :]]


def _with_agenda_titles(pieces: list[Piece]) -> Iterator[Piece]:
    """Plain lines under an agenda item are its title."""
    before: Field | None = None
    for piece in pieces:
        if piece.field is None and before in (Field.AGENDA_ITEM, Field.AGENDA_TITLE):
            piece = replace(piece, field=Field.AGENDA_TITLE)
        before = piece.field
        yield piece


def _without_bold(content: tuple[Span, ...]) -> tuple[Span, ...]:
    return join(
        replace(span, format=span.format & ~Format.BOLD) if isinstance(span, Text) else span
        for span in content
    )
