"""The proof a Word file has to pass before it is saved.

The bytes are read again, every revision is accepted or rejected, and what is
then on the page is held against the page that should be there: paragraphs,
words, spaces, formatting, numbers, notes and their order, and the masthead.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from draftkit.dataclass import replace
from draftkit.errors import DraftkitError
from draftkit.ooxml.furniture import header_slots, line_slots
from draftkit.ooxml.languages import Language
from draftkit.ooxml.markup import COMMA, Texts
from draftkit.ooxml.readback import (
    Properties,
    ReadCall,
    ReadParagraph,
    ReadPiece,
    ReadText,
    as_read,
    read_file,
)
from draftkit.ooxml.records import (
    Call,
    Chars,
    Page,
    PageNote,
    PageParagraph,
    Piece,
    Slot,
    lines,
)
from draftkit.ooxml.resolve import View
from draftkit.profiles import Profile

_SHOWN = 60


def prove(package: bytes, page: Page, view: View, profile: Profile, language: Language) -> None:
    """Raise DraftkitError, naming the first difference, unless the file says what the page says."""
    found = read_file(package, view)
    expected = _Expected(profile, language)
    doing = f"{view.value}ing every revision"
    lines_in_body = line_slots(profile.masthead.lines) if profile.masthead.place == "body" else ()
    head, rest = found.body[: len(lines_in_body)], found.body[len(lines_in_body) :]
    _compare(head, expected.header(head, lines_in_body, page), doing, "line of the masthead")
    body = [expected.paragraph(paragraph) for paragraph in page.body]
    _compare(rest, body, doing, "paragraph")
    notes = [expected.note(note) for note in page.notes]
    _compare([_only(note) for note in found.notes], notes, doing, "note")
    for header, slots in zip(found.headers, header_slots(profile), strict=True):
        _compare(header, expected.header(header, slots, page), doing, "line of the page header")


class _Expected:
    def __init__(self, profile: Profile, language: Language) -> None:
        self.profile = profile
        texts = Texts(profile, language)
        self._texts = texts
        self._comma = as_read(texts.run(COMMA.format, COMMA.look))
        self._paragraph = functools.cache(lambda style, shape: as_read(texts.paragraph(style, shape)))
        self._star = as_read(texts.star)

    def paragraph(self, paragraph: PageParagraph) -> ReadParagraph:
        properties = self._paragraph(paragraph.style, paragraph.shape)
        cell = paragraph.cell
        place = (cell.row, cell.column, cell.grid.head and not cell.row) if cell else None
        return ReadParagraph(properties, self.pieces(paragraph.pieces), place)

    def note(self, note: PageNote) -> ReadParagraph:
        role = self.profile.roles["note"]
        mark: list[ReadPiece] = [ReadText(note.mark, self._star)] if note.mark else [ReadCall(-1)]
        tab = [ReadText("\t", self._chars(Chars("\t")))]
        pieces = _merged([*mark, *tab, *self._read(note.content)])
        return ReadParagraph(self._paragraph(role.style, role.shape), tuple(pieces))

    def header(
        self, found: Sequence[ReadParagraph], slots: Sequence[Slot | None], page: Page
    ) -> list[ReadParagraph]:
        """The lines of a header; how their paragraphs are set is the profile's."""
        texts = [self.pieces(lines(page.slots[slot])) if slot else () for slot in slots]
        return [replace(paragraph, pieces=text) for paragraph, text in zip(found, texts, strict=True)]

    def _chars(self, chars: Chars) -> Properties:
        return as_read(self._texts.chars(chars))

    def pieces(self, pieces: Sequence[Piece]) -> tuple[ReadPiece, ...]:
        return tuple(_merged(self._read(pieces)))

    def _read(self, pieces: Sequence[Piece]) -> Iterator[ReadPiece]:
        for piece in pieces:
            match piece:
                case Chars(text):
                    yield ReadText(text, self._chars(piece))
                case Call(note, mark, repeat, shown, comma):
                    if comma:
                        yield ReadText(COMMA.text, self._comma)
                    yield ReadCall(note, shown if repeat else mark, repeat)


def _merged(pieces: Sequence[ReadPiece] | Iterator[ReadPiece]) -> Iterator[ReadPiece]:
    last: ReadText | None = None
    for piece in pieces:
        if isinstance(piece, ReadText) and last and last.properties == piece.properties:
            last = ReadText(last.text + piece.text, last.properties)
            continue
        if last:
            yield last
        last = piece if isinstance(piece, ReadText) else None
        if isinstance(piece, ReadCall):
            yield piece
    if last:
        yield last


def _only(note: tuple[ReadParagraph, ...]) -> ReadParagraph:
    """A note of ours is one paragraph; of any other, one that no note is equal to."""
    return note[0] if len(note) == 1 else ReadParagraph((("more than one paragraph", ()),), ())


def _compare(found: Sequence[ReadParagraph], wanted: Sequence[ReadParagraph], doing: str, what: str) -> None:
    for number, (one, other) in enumerate(zip_longest(found, wanted), 1):
        if one == other:
            continue
        if one is None or other is None or one.text != other.text:
            difference = f"reads {_quoted(one, other)} and not {_quoted(other, one)}"
        else:
            difference = f"({_quoted(one, None)}) has other formatting, notes or place in a table"
        raise DraftkitError(f"the Word file is not saved because after {doing} {what} {number} {difference}")


def _quoted(paragraph: ReadParagraph | None, other: ReadParagraph | None) -> str:
    """The text around the first difference."""
    if paragraph is None:
        return "nothing"
    text, against = paragraph.text, other.text if other else ""
    pairs = enumerate(zip(text, against, strict=False))
    at = next((i for i, (a, b) in pairs if a != b), min(len(text), len(against)))
    start = max(0, at - _SHOWN // 2)
    return f"“{text[start : start + _SHOWN].strip()}”"
