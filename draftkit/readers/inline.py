"""The words of a paragraph: emphasis, note calls, escapes.

Stars follow the rules of CommonMark for what can open and close emphasis, with
one difference: a closing run never waits for an opening run of its own length,
so that ``**Iraq:***`` is bold followed by a star, which may call a note.
A star that opens nothing and closes nothing is a star.
"""

from __future__ import annotations

import functools
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from draftkit.content import normal
from draftkit.dataclass import dataclass, replace
from draftkit.model import Format, NoteCall, Position, Span, Text
from draftkit.patterns import lazy_pattern
from draftkit.raised import PIECES, RAISED_DIGITS, is_mark, is_power
from draftkit.readers.chunks import Words

if TYPE_CHECKING:
    from lark import Lark, Token


@dataclass(frozen=True, slots=True)
class Stars:
    """Stars that are no emphasis; where a note has as many, they call it."""

    stars: str
    format: Format
    position: Position | None
    silent: bool = False
    """They call no note: they stand between spaces, or opened emphasis that nothing closes."""
    opening: bool = False
    """The latter."""


@dataclass(frozen=True, slots=True)
class Call:
    """A note call as written; the note it calls is looked up once all notes are known."""

    mark: str
    written: str
    format: Format
    position: Position | None


Raw = Text | Stars | Call


@dataclass(frozen=True, slots=True)
class _Opening:
    """Marks that opened emphasis."""

    marks: str
    format: Format
    position: Position


_TAGS = {
    "i": Format.ITALIC,
    "em": Format.ITALIC,
    "b": Format.BOLD,
    "strong": Format.BOLD,
    "u": Format.UNDERLINE,
    "sub": Format.SUBSCRIPT,
    "sup": Format.SUPERSCRIPT,
    "s": Format.STRIKE,
    "del": Format.STRIKE,
    "strike": Format.STRIKE,
}
_PLAIN = lazy_pattern(r"[^\\<*_\[\]⁰¹²³⁴-⁹]*")
_ESCAPED = lazy_pattern(r"\\([!-/:-@\[-`{-~⁰¹²³⁴-⁹])")


@functools.cache
def _grammar() -> Lark:
    from lark import Lark

    from draftkit.grammars import load

    return Lark(load("inline"), parser="lalr", lexer="contextual")


def read_inline(words: Words) -> list[Raw]:
    """The words with their formats; stars and calls yet to be resolved."""
    if not words.text:
        return []
    if _PLAIN.fullmatch(words.text):
        return list(_texts(words, 0, len(words.text), Format.PLAIN))
    tokens = list(_grammar().parse(words.text).children)
    return _Reading(words, tokens).spans()  # type: ignore[arg-type]


def _texts(words: Words, start: int, end: int, format: Format) -> Iterator[Text]:
    """A stretch of the words, parted where it goes on elsewhere in the file."""
    inside = words.starts[bisect_right(words.starts, start) : bisect_left(words.starts, end)]
    borders = [start, *inside, end]
    for begin, stop in pairwise(borders):
        yield Text(words.text[begin:stop], format, words.place(begin))


class _Reading:
    """One paragraph while its emphasis is being worked out."""

    def __init__(self, words: Words, tokens: list[Token]) -> None:
        self.words = words
        self.tokens = tokens
        self.out: list[Raw | _Opening] = []
        self.tags = Format.PLAIN
        self.open: dict[Format, int] = {}
        """The emphasis that is open, with the index in ``out`` where it began."""

    def spans(self) -> list[Raw]:
        for token in self.tokens:
            at = token.start_pos or 0
            match token.type:
                case "STARS" | "UNDERSCORES":
                    self._emphasis(str(token), at)
                case "NOTE_CALL":
                    self.out.append(Call(token[2:-1], str(token), self._format(), self.words.place(at)))
                case "SUPERSCRIPT":
                    self._superscript(token[5:-6], at)
                case "RAISED" if not is_power(self.words.text[:at]):
                    mark = token.translate(RAISED_DIGITS)
                    self.out.append(Call(mark, str(token), self._format(), self.words.place(at)))
                case "TAG":
                    name = token.strip("</>")
                    self.tags = (
                        self.tags & ~_TAGS[name] if token.startswith("</") else self.tags | _TAGS[name]
                    )
                case "BREAK":
                    self._text("\n", at)
                case "ESCAPED":
                    self._text(token[1:], at + 1)
                case _:
                    self._text(str(token), at)
        return self._result()

    def _format(self) -> Format:
        found = self.tags
        for emphasis in self.open:
            found |= emphasis
        return found

    def _text(self, text: str, at: int) -> None:
        if self.words.text.startswith(text, at):
            self.out.extend(_texts(self.words, at, at + len(text), self._format()))
        else:
            self.out.append(Text(text, self._format(), self.words.place(at)))

    def _superscript(self, inside: str, at: int) -> None:
        """``<sup>1, 2</sup>``: each number may call a note."""
        start = at + len("<sup>")
        for piece in PIECES.finditer(inside):
            place = self.words.place(start + piece.start())
            if is_mark(piece.group()) and not is_power(self.words.text[:at]):
                self.out.append(
                    Call(piece.group(), piece.group(), self._format() | Format.SUPERSCRIPT, place)
                )
            else:
                text = _ESCAPED.sub(r"\1", piece.group())
                self.out.append(Text(text, self._format() | Format.SUPERSCRIPT, place))

    def _emphasis(self, run: str, at: int) -> None:
        left = self.words.text[at - 1] if at else " "
        end = at + len(run)
        right = self.words.text[end] if end < len(self.words.text) else " "
        opens = not right.isspace() and (not _punctuation(right) or left.isspace() or _punctuation(left))
        closes = not left.isspace() and (not _punctuation(left) or right.isspace() or _punctuation(right))
        if run[0] == "_" and (left.isalnum() or (right.isalnum() and left == "_")):
            opens = False
        if run[0] == "_" and right.isalnum():
            closes = False
        count = len(run)
        while count:
            italic, bold = (self._is_open(emphasis, run[0]) for emphasis in (Format.ITALIC, Format.BOLD))
            if (
                closes
                and bold
                and count >= 2
                and not (italic and count == 3 and self._began_last() is Format.ITALIC)
            ):
                self._closed(Format.BOLD)
                count -= 2
            elif closes and italic:
                self._closed(Format.ITALIC)
                count -= 1
            elif opens and count >= 2 and Format.BOLD not in self.open:
                self._opened(Format.BOLD, run[:2], self.words.place(end - count))
                count -= 2
            elif opens and Format.ITALIC not in self.open:
                self._opened(Format.ITALIC, run[:1], self.words.place(end - count))
                count -= 1
            else:
                # A star between spaces ("5 * 3") calls nothing; at a paragraph's head it may be a note's.
                calls = at == 0 or not left.isspace()
                self.out.append(Stars(run[:count], self._format(), self.words.place(end - count), not calls))
                break

    def _is_open(self, emphasis: Format, mark: str) -> bool:
        """Whether emphasis is open that this mark, a star or an underscore, can close."""
        opening = self.out[self.open[emphasis]] if emphasis in self.open else None
        return isinstance(opening, _Opening) and opening.marks[0] == mark

    def _opened(self, emphasis: Format, marks: str, position: Position) -> None:
        self.out.append(_Opening(marks, self._format(), position))
        self.open[emphasis] = len(self.out) - 1

    def _began_last(self) -> Format:
        return max(self.open, key=lambda emphasis: self.open[emphasis])

    def _closed(self, emphasis: Format) -> None:
        self.out[self.open.pop(emphasis)] = Text("")

    def _result(self) -> list[Raw]:
        """What was read; stars that opened emphasis nobody closed are stars again."""
        for emphasis, began in self.open.items():
            for index in range(began + 1, len(self.out)):
                span = self.out[index]
                self.out[index] = replace(span, format=span.format & ~emphasis)
        return [
            Stars(span.marks, span.format, span.position, silent=True, opening=True)
            if isinstance(span, _Opening)
            else span
            for span in self.out
            if not (isinstance(span, Text) and not span.text)
        ]


def _punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def opening_stars(raw: Sequence[Raw]) -> str:
    """The stars a paragraph begins with, when white space follows them: the mark of a star note."""
    rest = [span for span in raw if not (isinstance(span, Text) and not span.text)]
    if len(rest) < 2 or not isinstance(rest[0], Stars) or not isinstance(rest[1], Text):
        return ""
    return rest[0].stars if rest[1].text[0].isspace() else ""


def resolve(
    raw: Sequence[Raw], notes: dict[str, str], known: Collection[str]
) -> tuple[tuple[Span, ...], list[Call]]:
    """Spans, with stars and calls resolved, and the calls that call no note.

    ``notes`` gives the id of the note that a mark calls here; ``known`` all marks
    that have a note somewhere in the file.
    """
    out: list[Span] = []
    lost: list[Call] = []
    for span in raw:
        match span:
            case Text():
                out.append(span)
            case Stars(silent=False) if span.stars in notes:
                out.append(NoteCall(notes[span.stars], span.position))
            case Stars():
                out.append(Text(span.stars, span.format, span.position))
            case Call() if span.mark in notes:
                out.append(NoteCall(notes[span.mark], span.position))
            case Call():
                power = bool(out) and isinstance(out[-1], Text) and out[-1].text[-1:].isdigit()
                raised = span.written != span.mark and not span.written.startswith("[")
                if span.written.startswith("[") or (
                    known and span.mark.isdigit() and not power and not raised
                ):
                    lost.append(span)
                out.append(Text(span.written, span.format, span.position))
    return normal(out), lost
