"""Draft text, the Markdown-like form: text to drafts.

text -> lines -> chunks -> items -> rows -> Draft

The form is described for its users in docs/draft-text.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count

from draftkit.content import piece
from draftkit.dataclass import dataclass, replace
from draftkit.errors import DraftkitError
from draftkit.model import NoteCall, Position, Text, Warning
from draftkit.patterns import lazy_pattern
from draftkit.raised import RAISED_DIGITS
from draftkit.readers.chunks import Chunk, chunks
from draftkit.readers.conservation import check_nothing_lost
from draftkit.readers.inline import Call, Raw, Stars, opening_stars, read_inline, resolve
from draftkit.readers.items import Item
from draftkit.readers.lines import read_lines
from draftkit.readers.reading import FoundNote, Reading, shares
from draftkit.rows import Row, RowKind, rows


def read_text(text: str, file: str = "") -> tuple[Reading, ...]:
    """The drafts of a text, in order; at least one.

    Raises DraftkitError when the text is empty, holds characters no text has, a merge conflict that git
    left, or nests brackets beyond what any draft does.
    """
    text, left_out = _without_controls(_normalised(text, file))
    _check_merged(text, file)
    try:
        source = _File(list(chunks(read_lines(text))))
        read = tuple(source.readings())
    except DraftkitError as error:
        raise DraftkitError(error.message, file, error.position) from error
    if not any(rows(reading.draft) for reading, _ in read):
        raise DraftkitError("there is no text in this file", file)
    written = [call.written for _, call in source.lost]
    check_nothing_lost(
        text, [(source.once(rows(reading.draft)), marks) for reading, marks in read], written, file
    )
    first, *others = (reading for reading, _ in read)
    return (replace(first, warnings=(*left_out, *first.warnings)), *others)


_CONTROL = lazy_pattern(r"[\x00-\x08\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_MOST_CONTROLS = 0.001
"""A text of which more than this share are control characters is not a text."""


def _normalised(text: str, file: str) -> str:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub(r"[\f\v\u2028\u2029\x85]", "\n", text)
    controls = _CONTROL.findall(text)
    if "\0" in controls or len(controls) > max(len(text) * _MOST_CONTROLS, 3):
        raise DraftkitError("this is a binary file, not draft text", file)
    return text


def _without_controls(text: str) -> tuple[str, list[Warning]]:
    """The text without the control characters that no document can hold, and what is to be said of them."""
    warnings = []
    for found in _CONTROL.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - text.rfind("\n", 0, found.start())
        message = f"the control character U+{ord(found.group()):04X} is left out"
        warnings.append(Warning(message, Position(line, column)))
    return _CONTROL.sub("", text), warnings


_CONFLICT = lazy_pattern(r"^<{7} .*$[\s\S]*?^={7}$[\s\S]*?^>{7} ", re.MULTILINE)


def _check_merged(text: str, file: str) -> None:
    """Both texts of a conflict would be read as one paragraph, and git could not settle it any more."""
    if "<<<<<<< " in text and (found := _CONFLICT.search(text)):
        line = text.count("\n", 0, found.start()) + 1
        message = "a merge conflict of git begins here; settle it first, so that one of both texts is left"
        raise DraftkitError(message, file, Position(line, 1))


@dataclass(frozen=True, slots=True)
class _Definition:
    """A note as it stands in the file."""

    mark: str
    id: str
    index: int
    raw: tuple[Raw, ...]
    position: Position


class _File:
    """One file while it is being read."""

    def __init__(self, found: list[Chunk]) -> None:
        self.chunks = found
        self.raw: list[list[Raw]] = [
            [] if chunk.line.kind == "table" else read_inline(chunk.words) for chunk in self.chunks
        ]
        self.definitions = self._find_notes()
        self.is_note = {definition.index for definition in self.definitions}
        self.lost: list[tuple[int, Call]] = []
        self.shown: set[Position | None] = set()
        """Where the notes stand that a draft has shown."""

    def readings(self) -> Iterable[tuple[Reading, dict[str, str]]]:
        """Each draft, with the marks its notes have in the file."""
        items = [self._item(index) for index in range(len(self.chunks)) if index not in self.is_note]
        notes = [self._note(definition) for definition in self.definitions]
        for share in shares(items, notes, len(self.chunks)):
            yield share.reading(self._warnings(share.places)), share.marks

    def once(self, found: Iterable[Row]) -> list[Row]:
        """The rows of a draft without the notes that a draft before it has called as well."""
        kept = [row for row in found if row.kind is not RowKind.NOTE or row.position not in self.shown]
        self.shown.update(row.position for row in kept if row.kind is RowKind.NOTE)
        return kept

    # --- notes ---

    def _find_notes(self) -> list[_Definition]:
        starred = self._star_notes()
        used: set[str] = set()
        found = []
        for index, chunk in enumerate(self.chunks):
            raw = self.raw[index]
            if chunk.line.kind == "note":
                mark = re.sub(r"^\s*\[\^|\]:\s*$|<[^>]*>|\s", "", chunk.line.note).translate(RAISED_DIGITS)
            elif index in starred:
                mark = opening_stars(raw)
                raw = _after_stars(raw)
            else:
                continue
            further = (f"{mark}-{number}" for number in count(2))
            id = next(id for id in chain((mark,), further) if id not in used)
            used.add(id)
            found.append(_Definition(mark, id, index, tuple(raw), _place(chunk)))
        return found

    def _star_notes(self) -> set[int]:
        """The paragraphs that begin with as many stars as call a note somewhere before them."""
        called: set[str] = set()
        found = set()
        for index, raw in enumerate(self.raw):
            stars = opening_stars(raw) if self.chunks[index].line.kind == "paragraph" else ""
            if stars in called and not self.chunks[index].line.head:
                found.add(index)
            skip = 1 if stars else 0
            called.update(s.stars for s in raw[skip:] if isinstance(s, Stars) and not s.silent)
        return {index for index in found if not self._is_list_item(index)}

    def _is_list_item(self, index: int) -> bool:
        """Whether a paragraph that begins with a star is an item of a list: another stands beside it."""
        stars = opening_stars(self.raw[index])
        beside = (other for other in (index - 1, index + 1) if 0 <= other < len(self.raw))
        return any(opening_stars(self.raw[other]) == stars for other in beside)

    def _called_at(self, index: int) -> dict[str, str]:
        """The note each mark calls at a place: the next one with that mark, else the last."""
        called: dict[str, str] = {}
        ahead: set[str] = set()
        for definition in self.definitions:
            if definition.mark not in ahead:
                called[definition.mark] = definition.id
                if definition.index >= index:
                    ahead.add(definition.mark)
        return called

    def _content(self, index: int, raw: Sequence[Raw]) -> tuple[Text | NoteCall, ...]:
        if not any(isinstance(span, Call | Stars) for span in raw):
            return resolve(raw, {}, ())[0]
        content, lost = resolve(raw, self._called_at(index), {d.mark for d in self.definitions})
        self.lost.extend((index, call) for call in lost)
        return content

    def _note(self, definition: _Definition) -> FoundNote:
        content = self._content(definition.index, definition.raw)
        row = Row(RowKind.NOTE, content, marker=definition.id, position=definition.position)
        return FoundNote(definition.mark, definition.id, definition.index, row)

    # --- paragraphs ---

    def _item(self, index: int) -> Item:
        chunk = self.chunks[index]
        line = chunk.line
        if line.kind == "table":
            return Item((Text(chunk.words.text),), table=True, place=index, position=Position(line.number, 1))
        raw = self.raw[index]
        if opening_stars(raw):  # an item of a list
            raw = [
                replace(span, silent=True) if isinstance(span, Stars) and span is raw[0] else span
                for span in raw
            ]
        return Item(
            self._content(index, raw),
            heading=line.hashes,
            marker=line.marker,
            before=line.before,
            option=line.option,
            indent=line.indent,
            place=index,
            position=_place(chunk),
        )

    # --- drafts ---

    def _warnings(self, places: range) -> Iterator[Warning]:
        """What this notation has to say of the paragraphs at these places."""
        for index, call in self.lost:
            if index in places:
                yield Warning(f"the note call {call.written} has no note", call.position, fault=True)
        for index in places:
            for span in self.raw[index]:
                if isinstance(span, Stars) and span.opening:
                    message = f"{span.stars} opens emphasis that nothing closes; it is kept as it stands"
                    yield Warning(message, span.position)


def _place(chunk: Chunk) -> Position:
    return Position(chunk.line.number, chunk.line.indent + 1 if chunk.line.indent < chunk.line.column else 1)


def _after_stars(raw: Sequence[Raw]) -> list[Raw]:
    rest = [span for span in raw if not (isinstance(span, Text) and not span.text)][1:]
    first = rest[0]
    assert isinstance(first, Text)
    return [piece(first, len(first.text) - len(first.text.lstrip()), len(first.text)), *rest[1:]]
