"""One line of the front matter, divided where one field ends and the next begins.

Fields with a label of their own are known anywhere; a date, a place or an
organ only by its shape and by what the lines before have said.
"""

from __future__ import annotations

from collections.abc import Iterator

from draftkit.content import piece
from draftkit.dataclass import dataclass
from draftkit.editorial import fields
from draftkit.editorial.sponsors import is_sponsor_line
from draftkit.model import Field, Format, NoteCall, Position, Span, Text
from draftkit.symbols import symbol_end

AFTER_MASTHEAD = frozenset({Field.SPONSORS, Field.ADOPTION, Field.REPORT})
_AFTER_ORGAN = AFTER_MASTHEAD | {Field.SESSION, Field.AGENDA_ITEM, Field.AGENDA_TITLE}
_LONGEST_ORGAN = 400


@dataclass(frozen=True, slots=True)
class FrontInput:
    """A line before the enacting clause, its Markdown already undone."""

    content: tuple[Span, ...]
    heading: int = 0
    """The level of a Markdown heading; 0 for any other line."""
    position: Position | None = None


@dataclass(frozen=True, slots=True)
class Piece:
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


def divided(line: FrontInput, known: set[Field], last: bool) -> Iterator[Piece]:
    """The pieces of a line; ``known`` are the fields before it, ``last`` tells that none follows."""
    text = _plain(line.content)
    start = 0
    for end, field in _cuts(text, set(known), last):
        content = _slice(line.content, start, end)
        position = _start(content) if start else None
        if content:
            yield Piece(content, field, line.heading, position or line.position)
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
    if not known & AFTER_MASTHEAD:
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
    end = symbol_end(rest)
    if end and (not rest[end:].strip() or _field_word(rest[end:])):
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
    dated = ((Field.PLACE_AND_DATES, fields.PLACE_AND_DATES), (Field.DATE, fields.DATE))
    for field, pattern in (
        (Field.UNITED_NATIONS, fields.UNITED_NATIONS),
        *(dated if fields.IN_A_DATE.search(rest) else ()),
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
    return field is Field.UNITED_NATIONS and symbol_end(after.lstrip()) > 0


def _before_agenda_item(rest: str) -> tuple[Field, int] | None:
    """Between the session and an agenda item on one line stands the committee."""
    found = fields.AGENDA_ITEM.search(rest)
    return (Field.COMMITTEE, found.start()) if found and found.start() else None


def _end_of_organ(rest: str) -> int:
    """The name of an organ is as long as no other field begins."""
    for at in range(1, min(len(rest), _LONGEST_ORGAN)):
        if rest[at - 1].isspace() and (
            fields.DISTRIBUTION.match(rest[at:])
            or fields.AGENDA_ITEM.match(rest[at:])
            or fields.SESSION.match(rest[at:])
            or symbol_end(rest[at:])
        ):
            return at
    return len(rest)


# --- spans ---


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
        cut = piece(span, max(start - at, 0), max(end - at, 0))
        if cut.text:
            found.append(cut)
        at += len(span.text)
    return _stripped(found)


def _stripped(spans: list[Span]) -> tuple[Span, ...]:
    while spans and isinstance(first := spans[0], Text):
        if text := first.text.lstrip():
            spans[0] = piece(first, len(first.text) - len(text), len(first.text))
            break
        del spans[0]
    for number in range(len(spans) - 1, -1, -1):
        last = spans[number]
        if isinstance(last, Text):
            text = last.text.rstrip()
            spans[number : number + 1] = [piece(last, 0, len(text))] if text else []
            if text:
                break
    return tuple(spans)


def _start(content: tuple[Span, ...]) -> Position | None:
    return next((span.position for span in content if span.position), None)
