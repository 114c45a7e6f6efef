"""Marked pages to WordprocessingML: paragraphs, runs, note calls, revisions.

Revisions follow ECMA-376 Part 1, 17.13.5. The strings built here are complete
elements; the templates put them into their parts.
"""

from __future__ import annotations

import enum
import functools
from collections.abc import Iterable
from datetime import datetime
from html import escape

from draftkit.dataclass import dataclass, field, replace
from draftkit.model import Format
from draftkit.ooxml.languages import Language
from draftkit.ooxml.properties import format_values, paragraph_properties, run_properties
from draftkit.ooxml.records import (
    Call,
    Chars,
    Marked,
    MarkedNote,
    MarkedParagraph,
    Status,
)
from draftkit.ooxml.values import w3c_date
from draftkit.patterns import lazy_pattern
from draftkit.profiles import Profile

CALL_STYLE = "FootnoteReference"
_CHARACTERS = lazy_pattern(r"([\t\n])")
_TABS = lazy_pattern(r"(\t+)")
COMMA = Chars(",", Format.SUPERSCRIPT)
"""What divides two calls at one place."""
_TAGS = {
    Status.INSERTED: "w:ins",
    Status.DELETED: "w:del",
    Status.MOVED_FROM: "w:moveFrom",
    Status.MOVED_TO: "w:moveTo",
}
_COME = frozenset((Status.INSERTED, Status.MOVED_TO))
"""What is on the new page only."""


class Style(enum.StrEnum):
    """How changes are shown."""

    TRACKED = "tracked"
    """As revisions that Word can accept and reject."""
    PRINTED = "printed"
    """As formatting, for paper: inserted bold and doubly underlined, deleted struck through."""


def bookmark(note: int) -> str:
    """The name of the bookmark around a note's reference, for the calls after the first."""
    return f"_RefNote{note + 1}"


@dataclass(slots=True)
class Revisions:
    """Hands out what every revision carries; ids are unique in the whole package."""

    author: str
    date: datetime
    last: int = 0

    def attributes(self, author: str = "") -> str:
        """Id, author and date of a new revision, its author another one where one is given."""
        self.last += 1
        whose = escape(author or self.author)
        return f'w:id="{self.last}" w:author="{whose}" w:date="{w3c_date(self.date)}"'


@dataclass(slots=True)
class Markup:
    """Writes the marked paragraphs of one package."""

    profile: Profile
    revisions: Revisions
    style: Style = Style.TRACKED
    repeated: frozenset[int] = frozenset()
    """Notes that have calls after the first, and so need a bookmark."""
    language: Language = Language("en-GB", "en-GB")
    _texts: Texts = field(init=False)

    def __post_init__(self) -> None:
        self._texts = Texts(self.profile, self.language, self.style is Style.PRINTED)

    def paragraph(self, paragraph: MarkedParagraph) -> str:
        """A ``w:p`` of the body."""
        change = mark = ""
        if self.style is Style.TRACKED:
            if paragraph.status is not Status.KEPT:
                tag = _TAGS[paragraph.status]
                if paragraph.move and paragraph.pieces:
                    # LibreOffice takes a mark out only if the words before it have the same revision.
                    tag = _TAGS[paragraph.pieces[-1].status]
                mark = f"<w:rPr><{tag} {self.revisions.attributes(paragraph.author)}/></w:rPr>"
            if paragraph.was:
                before = self._texts.paragraph(*paragraph.was, paragraph.keeps, paragraph.outline)
                change = f"<w:pPrChange {self.revisions.attributes()}><w:pPr>{before}</w:pPr></w:pPrChange>"
        properties = self._texts.paragraph(
            paragraph.style, paragraph.shape, paragraph.keeps, paragraph.outline
        )
        begin, end = self._move(paragraph)
        runs = self.runs(paragraph.pieces)
        return f"<w:p><w:pPr>{properties}{mark}{change}</w:pPr>{begin}{runs}</w:p>{end}"

    def row_change(self, paragraph: MarkedParagraph) -> str:
        """What says that the table row with this paragraph is inserted or deleted (17.13.5.12 and 17)."""
        if paragraph.row is Status.KEPT or self.style is not Style.TRACKED:
            return ""
        return f"<{_TAGS[paragraph.row]} {self.revisions.attributes(paragraph.author)}/>"

    def _move(self, paragraph: MarkedParagraph) -> tuple[str, str]:
        """The range of one end of a move, named as that of the other (ECMA-376 Part 1, 17.13.5.23 to 28)."""
        if not paragraph.move or self.style is not Style.TRACKED:
            return "", ""
        tag = _TAGS[paragraph.status]
        attributes = self.revisions.attributes(paragraph.author)
        begin = f'<{tag}RangeStart {attributes} w:name="move{paragraph.move}"/>'
        return begin, f'<{tag}RangeEnd w:id="{self.revisions.last}"/>'

    def note(self, note: MarkedNote) -> str:
        """The ``w:p`` of a footnote: mark, tab, text."""
        role = self.profile.roles["note"]
        label = _run(
            self._texts.star if note.mark else self._texts.call,
            _mark(note.mark, note.status is Status.DELETED) if note.mark else "<w:footnoteRef/>",
        )
        tab = Marked(Chars("\t"), note.status, author=note.author)
        parts = [((note.status, note.author), label), *self._parts([tab, *note.pieces])]
        properties = self._texts.paragraph(role.style, role.shape)
        return f"<w:p><w:pPr>{properties}</w:pPr>{self._grouped(parts)}</w:p>"

    def runs(self, pieces: Iterable[Marked]) -> str:
        """The content of a paragraph."""
        return self._grouped(self._parts(pieces))

    def _grouped(self, parts: Iterable[tuple[tuple[Status, str], str]]) -> str:
        """Runs, neighbours of one status and author in one revision."""
        out: list[str] = []
        current: tuple[Status, str] = (Status.KEPT, "")
        for revision, xml in parts:
            if self.style is Style.TRACKED and revision != current:
                if current[0] is not Status.KEPT:
                    out.append(f"</{_TAGS[current[0]]}>")
                status, author = revision
                if status is not Status.KEPT:
                    out.append(f"<{_TAGS[status]} {self.revisions.attributes(author)}>")
                current = revision
            out.append(xml)
        if current[0] is not Status.KEPT:
            out.append(f"</{_TAGS[current[0]]}>")
        return "".join(out)

    def _parts(self, pieces: Iterable[Marked]) -> Iterable[tuple[tuple[Status, str], str]]:
        for marked in pieces:
            if isinstance(marked.piece, Call):
                for status, xml in self._call(marked.piece, marked):
                    yield (status, marked.author), xml
            else:
                yield (marked.status, marked.author), self._chars(marked.piece, marked)

    def _chars(self, chars: Chars, marked: Marked) -> str:
        properties = self._texts.chars(chars, marked.status)
        if self.style is Style.TRACKED and isinstance(marked.was, Chars):
            before = self._texts.chars(marked.was, marked.status)
            if before != properties:
                change = self.revisions.attributes()
                properties += f"<w:rPrChange {change}><w:rPr>{before}</w:rPr></w:rPrChange>"
        if self.style is Style.PRINTED and marked.status is not Status.KEPT:
            plain = self._texts.chars(replace(chars, contested=""))
            return self._printed(chars.text, plain, properties)
        return _run(properties, _text(chars.text, self._is_deletion(marked.status)))

    @staticmethod
    def _printed(text: str, plain: str, properties: str) -> str:
        """A changed piece on paper; a line through a tab would look like a rule."""
        parts = [part for part in _TABS.split(text) if part]
        return "".join(_run(plain if part[0] == "\t" else properties, _text(part)) for part in parts)

    def _is_deletion(self, status: Status) -> bool:
        return status is Status.DELETED and self.style is Style.TRACKED

    def _call(self, call: Call, marked: Marked) -> Iterable[tuple[Status, str]]:
        was = marked.was if isinstance(marked.was, Call) else call
        if was.comma and not call.comma:
            yield self._comma(Status.DELETED)
        if call.comma:
            yield self._comma(marked.status if was.comma else Status.INSERTED)
        if call.repeat:
            yield from self._repeat(call, was.shown, marked.status)
        else:
            yield marked.status, self._reference(call, marked.status)

    def _comma(self, status: Status) -> tuple[Status, str]:
        """Not in the style of calls: LibreOffice would take it for a part of the mark before it."""
        properties = self._texts.run(COMMA.format, COMMA.look, status)
        return status, _run(properties, _text(COMMA.text, self._is_deletion(status)))

    def _call_text(self, text: str, status: Status) -> tuple[Status, str]:
        properties = self._texts.marked_call(status)
        return status, _run(properties, _text(text, self._is_deletion(status)))

    def _reference(self, call: Call, status: Status) -> str:
        number = call.note + 1
        custom = ' w:customMarkFollows="1"' if call.mark else ""
        mark = _mark(call.mark, self._is_deletion(status))
        properties = self._texts.marked_call(status, bool(call.mark))
        run = _run(properties, f'<w:footnoteReference{custom} w:id="{number}"/>{mark}')
        if call.note not in self.repeated:
            return run
        self.revisions.last += 1
        at = f'w:id="{self.revisions.last}"'
        return f'<w:bookmarkStart {at} w:name="{bookmark(call.note)}"/>{run}<w:bookmarkEnd {at}/>'

    def _repeat(self, call: Call, before: str, status: Status) -> Iterable[tuple[Status, str]]:
        """A NOTEREF field (ECMA-376 17.16.5.42) with the number as it is now, and as it was."""
        properties = self._texts.marked_call(status)
        instruction = "w:delInstrText" if self._is_deletion(status) else "w:instrText"
        code = f'<{instruction} xml:space="preserve"> NOTEREF {bookmark(call.note)} \\f \\h </{instruction}>'
        yield status, _run(properties, '<w:fldChar w:fldCharType="begin"/>')
        yield status, _run(properties, code)
        yield status, _run(properties, '<w:fldChar w:fldCharType="separate"/>')
        if before == call.shown:
            yield self._call_text(call.shown, status)
        else:
            yield self._call_text(before, Status.DELETED)
            yield self._call_text(call.shown, Status.INSERTED)
        yield status, _run(properties, '<w:fldChar w:fldCharType="end"/>')


class Texts:
    """Property strings, made once each. Also what the proof expects to find in the file."""

    def __init__(self, profile: Profile, language: Language, printed: bool = False) -> None:
        self.profile = profile
        self.language = language
        self.printed = printed
        self.paragraph = functools.cache(self._paragraph)
        self.run = functools.cache(self._run)
        self.marked_call = functools.cache(self._marked_call)
        self.call = run_properties({"style": CALL_STYLE})
        self.star = run_properties({"style": CALL_STYLE, **profile.looks["star"]})

    def _paragraph(self, style: str, shape: str, keeps: bool = False, outline: int | None = None) -> str:
        values = {"style": style, **(self.profile.shapes[shape] if shape else {})}
        if keeps:
            values["keep_next"] = True
        if outline is not None:
            values["outline"] = outline
        return paragraph_properties(values)

    def chars(self, chars: Chars, status: Status = Status.KEPT) -> str:
        """Those of a piece of text."""
        looks = self.run(chars.format, chars.look, status, chars.contested)
        return looks + self.language.asks(chars.script)

    def _run(self, formats: Format, look: str, status: Status = Status.KEPT, contested: str = "") -> str:
        values = {**(self.profile.looks[look] if look else {}), **self.profile.looks.get(contested, {})}
        return run_properties({**values, **format_values(formats), **self._print(status)})

    def _marked_call(self, status: Status, star: bool = False) -> str:
        look = self.profile.looks["star"] if star else {}
        return run_properties({"style": CALL_STYLE, **look, **self._print(status)})

    def _print(self, status: Status) -> dict[str, object]:
        if not self.printed or status is Status.KEPT:
            return {}
        return dict(self.profile.looks["inserted" if status in _COME else "deleted"])


def _run(properties: str, content: str) -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>{content}</w:r>" if properties else f"<w:r>{content}</w:r>"


def _mark(mark: str, deleted: bool) -> str:
    """The mark of a note, each star by itself: LibreOffice shows twice what stands in one element."""
    return "".join(_text(character, deleted) for character in mark)


def _text(text: str, deleted: bool = False) -> str:
    tag = "w:delText" if deleted else "w:t"
    out = []
    for part in _CHARACTERS.split(text):
        if part == "\t":
            out.append("<w:tab/>")
        elif part == "\n":
            out.append("<w:br/>")
        elif part:
            out.append(f'<{tag} xml:space="preserve">{escape(part, quote=False)}</{tag}>')
    return "".join(out)
