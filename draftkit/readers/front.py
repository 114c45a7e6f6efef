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
from dataclasses import dataclass, replace

from draftkit.editorial import fields
from draftkit.editorial.sponsors import is_sponsor_line
from draftkit.model import Field, Format, NoteCall, Position, Span, Text
from draftkit.rows import Row, RowKind
from draftkit.symbols import find_symbol

_LONGEST_TITLE = 600
_MASTHEAD = frozenset({Field.SYMBOL, Field.DISTRIBUTION, Field.ORIGINAL_LANGUAGE, Field.SESSION})
_AFTER_MASTHEAD = frozenset({Field.SPONSORS, Field.ADOPTION, Field.REPORT})
_AFTER_ORGAN = _AFTER_MASTHEAD | {Field.SESSION, Field.AGENDA_ITEM, Field.AGENDA_TITLE}


@dataclass(frozen=True, slots=True)
class FrontInput:
    """A line before the enacting clause, its Markdown already undone."""

    content: tuple[Span, ...]
    heading: int = 0
    """The level of a Markdown heading; 0 for any other line."""
    position: Position | None = None


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a line; ``field`` is None while nothing tells what it is."""

    content: tuple[Span, ...]
    field: Field | None
    heading: int
    position: Position | None

    @property
    def text(self) -> str:
        return _plain(self.content)

    @property
    def stands_out(self) -> bool:
        """Set as a heading, or all in bold."""
        texts = [span for span in self.content if isinstance(span, Text) and span.text.strip(" *")]
        return bool(self.heading) or (bool(texts) and all(Format.BOLD in span.format for span in texts))


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
    pieces: list[_Piece] = []
    for number, line in enumerate(lines):
        known = {piece.field for piece in pieces if piece.field}
        pieces += _divided(line, known, last=number == len(lines) - 1)
    return [_row(piece) for piece in _with_agenda_titles(_with_title(_with_organ(pieces)))]


def _row(piece: _Piece) -> Row:
    return Row(
        kind=RowKind.FRONT,
        content=_without_bold(piece.content),
        field=(piece.field or Field.OTHER).value,
        position=piece.position,
    )


# Dividing a line.


def _divided(line: FrontInput, known: set[Field], last: bool) -> Iterator[_Piece]:
    text = _plain(line.content)
    start = 0
    for end, field in _cuts(text, set(known), last):
        content = _slice(line.content, start, end)
        position = _start(content) if start else None
        if content:
            yield _Piece(content, field, line.heading, position or line.position)
        start = end


def _cuts(text: str, known: set[Field], last: bool) -> Iterator[tuple[int, Field | None]]:
    """Where each field of a line ends, in order."""
    at = len(text) - len(text.lstrip())
    if at == len(text):
        yield at, Field.OTHER
    before: Field | None = None
    while at < len(text):
        field, end = _field_at(text, at, known, last)
        if field is None and before is Field.AGENDA_ITEM:
            field = Field.AGENDA_TITLE
        while end < len(text) and text[end].isspace():
            end += 1
        if field:
            known.add(field)
        yield end, field
        at, before = end, field


def _field_at(text: str, at: int, known: set[Field], last: bool) -> tuple[Field | None, int]:
    """The field that begins here, and where it ends."""
    rest = text[at:]
    if found := _labelled(rest):
        return found[0], at + found[1]
    if not known & _AFTER_MASTHEAD:
        if found := _placed(rest, known):
            return found[0], at + found[1]
        if at and (found := _before_agenda_item(rest)):
            return found[0], at + found[1]
    if is_sponsor_line(rest):
        return Field.SPONSORS, len(text)
    if fields.ADOPTION.match(rest):
        return Field.ADOPTION, len(text)
    if not known & _AFTER_ORGAN and Field.ORGAN not in known:
        end = _end_of_organ(rest)
        only_line = last and end == len(rest)
        if fields.DISTRIBUTION.match(rest[end:]) or (fields.ORGAN.match(rest) and not only_line):
            return Field.ORGAN, at + end
    return None, len(text)


def _labelled(rest: str) -> tuple[Field, int] | None:
    """Fields that their own words show, wherever they stand."""
    start, end = find_symbol(rest) or (-1, 0)
    if start == 0 and (not rest[end:].strip() or _field_word(rest[end:])):
        return Field.SYMBOL, end
    for field, pattern in (
        (Field.SYMBOL, fields.SYMBOL_TO_COME),
        (Field.DISTRIBUTION, fields.DISTRIBUTION),
        (Field.ORIGINAL_LANGUAGE, fields.ORIGINAL),
        (Field.OTHER, fields.LANGUAGE),
        (Field.AGENDA_ITEM, fields.AGENDA_ITEM),
    ):
        if found := pattern.match(rest):
            return field, found.end()
    if fields.REPORT.match(rest):
        return Field.REPORT, len(rest)
    return None


def _placed(rest: str, known: set[Field]) -> tuple[Field, int] | None:
    """Fields that their place in the masthead shows, together with their shape."""
    for field, pattern in (
        (Field.UNITED_NATIONS, fields.UNITED_NATIONS),
        (Field.PLACE_AND_DATES, fields.PLACE_AND_DATES),
        (Field.DATE, fields.DATE),
        (Field.SESSION, fields.SESSION),
        (Field.COMMITTEE, fields.COMMITTEE),
    ):
        found = pattern.match(rest)
        if not found:
            continue
        after = rest[found.end() :]
        if not after.strip() or _field_word(after) or _goes_on(field, after):
            return field, found.end()
    if found := fields.BARE_ORGAN.match(rest):
        after = rest[found.end() :]
        if Field.ORGAN not in known and (not after.strip() or _field_word(after)):
            return Field.ORGAN, found.end()
    return None


def _field_word(after: str) -> bool:
    """Whether another field begins here, after white space."""
    rest = after.lstrip()
    return rest != after and any(
        pattern.match(rest)
        for pattern in (
            fields.DISTRIBUTION,
            fields.ORIGINAL,
            fields.LANGUAGE,
            fields.AGENDA_ITEM,
            fields.SESSION,
            fields.COMMITTEE,
            fields.BARE_ORGAN,
        )
    )


def _goes_on(field: Field, after: str) -> bool:
    """Whether what follows a field belongs after this one, though nothing else would show it."""
    if field is Field.SESSION:
        return bool(fields.PLACE_AND_DATES.match(after.lstrip()) or fields.AGENDA_ITEM.search(after))
    return field is Field.UNITED_NATIONS and (find_symbol(after.lstrip()) or (-1,))[0] == 0


def _before_agenda_item(rest: str) -> tuple[Field, int] | None:
    """Between the session and an agenda item on one line stands the committee."""
    found = fields.AGENDA_ITEM.search(rest)
    return (Field.COMMITTEE, found.start()) if found and found.start() else None


def _end_of_organ(rest: str) -> int:
    """The name of an organ is as long as no other field begins."""
    for at in range(1, len(rest)):
        if rest[at - 1].isspace() and (
            fields.DISTRIBUTION.match(rest[at:])
            or fields.AGENDA_ITEM.match(rest[at:])
            or fields.SESSION.match(rest[at:])
            or (find_symbol(rest[at:]) or (1,))[0] == 0
        ):
            return at
    return len(rest)


# What the page, not the words, tells.


def _with_organ(pieces: list[_Piece]) -> list[_Piece]:
    """The first heading of level 1 is the organ, unless it is all there is to be the title.

    A heading with the masthead below it can only be the organ.
    """
    if any(piece.field is Field.ORGAN for piece in pieces):
        return pieces
    for number, piece in enumerate(pieces):
        later = pieces[number + 1 :]
        if piece.field in _AFTER_MASTHEAD:
            break
        below = any(_may_be_title(other) or other.field in _MASTHEAD for other in later)
        if piece.field is None and piece.heading == 1 and below:
            return [*pieces[:number], replace(piece, field=Field.ORGAN), *later]
    return pieces


def _may_be_title(piece: _Piece) -> bool:
    return piece.field is None and piece.stands_out and len(piece.text) <= _LONGEST_TITLE


def _with_title(pieces: list[_Piece]) -> list[_Piece]:
    """The title: the last line that stands out and is no other field, with those set alike before it.

    In text without headings it is what follows the sponsor line, the number of
    the resolution or the masthead, up to the first line that ends as a
    sentence does.
    """
    after = [number for number, piece in enumerate(pieces) if piece.field in _AFTER_MASTHEAD]
    below = after[-1] + 1 if after and any(piece.field is None for piece in pieces[after[-1] + 1 :]) else 0
    candidates = [number for number in range(below, len(pieces)) if _may_be_title(pieces[number])]
    if headings := [number for number in candidates if pieces[number].heading]:
        candidates = headings
    if not candidates:
        return _with_plain_title(pieces)
    last = candidates[-1]
    first = last
    while first - 1 in candidates and pieces[first - 1].heading == pieces[last].heading:
        first -= 1
    below_last = pieces[last + 1].field if pieces[last + 1 :] else Field.OTHER
    if below_last is None and fields.RESOLUTION_NUMBER.fullmatch(pieces[last].text):
        last += 1
    return _titled(pieces, first, last)


def _with_plain_title(pieces: list[_Piece]) -> list[_Piece]:
    start = _start_of_plain_title(pieces)
    end = start
    while end < len(pieces) and pieces[end].field is None and _reads_as_title(pieces[end].text):
        end += 1
    return _titled(pieces, start, end - 1)


def _start_of_plain_title(pieces: list[_Piece]) -> int:
    known = [number for number, piece in enumerate(pieces) if piece.field]
    after = [number + 1 for number in known if pieces[number].field in _AFTER_MASTHEAD]
    if after:
        return after[-1]
    for number, piece in enumerate(pieces):
        if piece.field is None and fields.NUMBERED_TITLE.match(piece.text):
            return number
    below = known[-1] + 1 if known else 0
    if known and pieces[known[-1]].field is Field.AGENDA_ITEM:
        # One line below an agenda item is the item's title; only a second one can be the draft's.
        return max(len(pieces) - 1, below + 1)
    return below


def _reads_as_title(text: str) -> bool:
    return len(text) <= _LONGEST_TITLE and not text.rstrip().endswith((".", ";", ",", ":"))


def _titled(pieces: list[_Piece], first: int, last: int) -> list[_Piece]:
    title = [replace(piece, field=Field.TITLE) for piece in pieces[first : last + 1]]
    return [*pieces[:first], *title, *pieces[last + 1 :]]


def _with_agenda_titles(pieces: list[_Piece]) -> Iterator[_Piece]:
    """Plain lines under an agenda item are its title."""
    before: Field | None = None
    for piece in pieces:
        if piece.field is None and before in (Field.AGENDA_ITEM, Field.AGENDA_TITLE):
            piece = replace(piece, field=Field.AGENDA_TITLE)
        before = piece.field
        yield piece


# Spans.


def _plain(content: tuple[Span, ...]) -> str:
    return "".join(span.text for span in content if isinstance(span, Text))


def _slice(content: tuple[Span, ...], start: int, end: int) -> tuple[Span, ...]:
    """The spans between two places of the plain text, without white space at either end.

    A note call stands with the text before it.
    """
    found: list[Span] = []
    at = 0
    for span in content:
        if isinstance(span, NoteCall):
            if start < at <= end or (at == start == 0):
                found.append(span)
            continue
        cut = span.text[max(start - at, 0) : max(end - at, 0)]
        if cut:
            found.append(Text(cut, span.format, _moved(span.position, max(start - at, 0))))
        at += len(span.text)
    return _stripped(found)


def _stripped(spans: list[Span]) -> tuple[Span, ...]:
    while spans and isinstance(first := spans[0], Text):
        text = first.text.lstrip()
        if text:
            spans[0] = Text(text, first.format, _moved(first.position, len(first.text) - len(text)))
            break
        del spans[0]
    for number in range(len(spans) - 1, -1, -1):
        last = spans[number]
        if isinstance(last, Text):
            text = last.text.rstrip()
            spans[number : number + 1] = [Text(text, last.format, last.position)] if text else []
            if text:
                break
    return tuple(spans)


def _moved(position: Position | None, by: int) -> Position | None:
    return position and Position(position.line, position.column + by)


def _start(content: tuple[Span, ...]) -> Position | None:
    return next((span.position for span in content if span.position), None)


def _without_bold(content: tuple[Span, ...]) -> tuple[Span, ...]:
    """Spans without bold, texts of one format joined."""
    joined: list[Span] = []
    for span in content:
        if isinstance(span, Text):
            plain = Text(span.text, span.format & ~Format.BOLD, span.position)
            last = joined[-1] if joined else None
            if isinstance(last, Text) and last.format == plain.format:
                joined[-1] = Text(last.text + plain.text, last.format, last.position)
                continue
            span = plain
        joined.append(span)
    return tuple(joined)
