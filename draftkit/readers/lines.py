"""The lines of a draft text and the paragraphs they make up.

What the functions here guarantee:

1. Every character of the file is in exactly one line; white space at the ends of
   lines, rules (``---``) and the marks of headings are the only ones left out.
2. Consecutive lines are one paragraph, unless the file has a paragraph on every
   line (:func:`_one_line_a_paragraph`) or the line can only be the first of one:
   it has a number, or :func:`_stands_alone`.
3. A line that ends in two spaces or a backslash keeps its break (``\\n`` in the words).
4. A number at the head of a line counts as one only where it can continue the
   numbers before it: "1994." at the head of a wrapped line is words.
5. Every character of a paragraph knows its line and column.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from draftkit.editorial.names import attribution
from draftkit.editorial.openings import role
from draftkit.model import Position

if TYPE_CHECKING:
    from lark import Lark, Token, Tree


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what stands at its head, and its words."""

    kind: str
    """``blank``, ``rule``, ``heading``, ``note``, ``table`` or ``paragraph``."""
    number: int
    indent: int = 0
    """White space before the first character; a tab counts 4."""
    hashes: int = 0
    before: str = ""
    marker: str = ""
    option: str = ""
    note: str = ""
    words: str = ""
    column: int = 1
    """Where the words begin."""
    written: str = ""
    """The line from its first character on, as it stands in the file."""
    begins: int = 1
    """The column of that character."""

    @property
    def head(self) -> str:
        """What stands before the words."""
        return self.before + self.marker + self.option

    @property
    def is_blank(self) -> bool:
        """Whether nothing of it can be seen: a line with a no-break space is blank too."""
        return self.kind == "blank" or (self.kind == "paragraph" and not self.head and not self.words.strip())

    def as_words(self) -> Line:
        """The line with its head turned back into words."""
        return Line(
            self.kind, self.number, self.indent, words=self.written, column=self.begins, written=self.written
        )


@dataclass(slots=True)
class Words:
    """The words of a paragraph, each character with its place in the file."""

    text: str = ""
    starts: list[int] = field(default_factory=list)
    places: list[Position] = field(default_factory=list)

    def add(self, text: str, line: int, column: int, glue: str = " ") -> None:
        """Put a line's words after those before it; runs of white space become one space."""
        if self.text and text:
            self.text += "" if glue == " " and _ONE_WORD.search(self.text[-2:] + "\n" + text[0]) else glue
        for piece in _PIECES.finditer(text):
            if piece.start() and self.text and not self.text.endswith(("\n", " ")):
                self.text += " "
            self.starts.append(len(self.text))
            self.places.append(Position(line, column + piece.start()))
            self.text += piece.group()

    def place(self, offset: int) -> Position:
        """Line and column of a character."""
        index = max(bisect_right(self.starts, offset) - 1, 0)
        place = self.places[index]
        return Position(place.line, place.column + offset - self.starts[index])


_PIECES = re.compile(r"[^ \t]+(?: [^ \t]+)*")
"""Words with single spaces between them; a no-break space is a character like any other."""
_ONE_WORD = re.compile(r"[\u3000-\u9fff\uff00-\uffef]\n[\u3000-\u9fff\uff00-\uffef]|[^\W\d_]-\n[^\W\d_]")
"""The end of a line and the next one's beginning with no space between: Chinese; "non-" "governmental"."""


@dataclass(slots=True)
class Chunk:
    """A paragraph of the file: the head of its first line, and all its words."""

    line: Line
    words: Words


def read_lines(text: str) -> list[Line]:
    """The lines of a text whose line ends are ``\\n``."""
    tree = _grammar().parse(text if text.endswith("\n") else text + "\n")
    return [_line(node, number) for number, node in enumerate(tree.children, start=1)]  # type: ignore[arg-type]


@functools.cache
def _grammar() -> Lark:
    from lark import Lark

    from draftkit.grammars import load

    return Lark(load("lines"), parser="lalr", lexer="contextual", keep_all_tokens=False)


def _line(node: Tree[Token], number: int) -> Line:
    line = Line(node.data, number)
    for token in node.scan_values(lambda _: True):
        match token.type:
            case "INDENT":
                line = replace(line, indent=len(token.expandtabs(4)))
            case "HASHES":
                line = replace(line, hashes=len(token))
            case "OPENING":
                line = replace(line, before=re.sub(r"(?<!:)[ ]+", "", str(token)))
            case "NUMBER" | "LETTER" | "PARAGRAPH_LABEL":
                line = replace(line, marker=str(token))
            case "OPTION":
                line = replace(line, option=" ".join(token.split()))
            case "NOTE_HEAD":
                line = replace(line, note=str(token))
            case "TABLE":
                line = replace(line, words=str(token), column=token.column or 1)
            case "WORDS":
                line = replace(line, words=str(token), column=token.column or 1)
    tokens = [token for token in node.scan_values(lambda _: True) if token.type != "INDENT"]
    begins = (tokens[0].column or 1) if tokens else 1
    line = replace(line, written="".join(tokens), begins=begins)
    if line.before and not ((line.marker or line.option) and _names_proponents(line.before)):
        return line.as_words()
    line = replace(line, marker=line.marker.replace("\\", ""))
    return _without_stars(line) if "*" in line.head else line


def _names_proponents(opening: str) -> bool:
    """Whether what stands between opening brackets, if anything, says who wants the text."""
    return all(attribution(names) for names in re.split(r"[\[［〔【]", opening) if names.strip(" *"))


def _without_stars(line: Line) -> Line:
    """The head of a line without emphasis.

    ``7*. Notes*`` becomes ``7. *Notes*``, and ``**1.** Notes`` becomes ``1. Notes``.
    """
    stars = ""
    for run in re.findall(r"\*+", line.head):
        stars = "" if run == stars else stars + run
    words = line.words.lstrip() if stars else line.words
    return replace(
        line,
        before=line.before.replace("*", ""),
        marker=line.marker.replace("*", ""),
        option=" ".join(line.option.replace("*", "").split()),
        words=stars + words,
        column=max(line.column + len(line.words) - len(words) - len(stars), 1),
    )


def chunks(lines: list[Line]) -> Iterator[Chunk]:
    """Paragraphs, headings, notes and tables, in order."""
    separate = _one_line_a_paragraph(lines)
    numbers = Numbers()
    current: Chunk | None = None
    glue = ""
    for index, line in enumerate(lines):
        if line.kind == "rule" or line.is_blank:
            if current and (line.kind == "rule" or current.line.kind != "note"):
                yield current
                current = None
            glue = ""
            continue
        if current and current.line.kind == "note" and lines[index - 1].is_blank:
            if line.kind == "paragraph" and not line.head and line.indent >= _NOTE_INDENT:
                current.words.add(_trimmed(line), line.number, line.column, "\n")
                continue
            yield current
            current = None
        alone = line.kind == "paragraph" and bool(current) and _stands_alone(line, lines[index - 1])
        parted = separate and not glue and not _cut(lines[index - 1], line)
        starts = current is None or alone or parted or current.line.kind == "table"
        if line.kind == "paragraph":
            line = numbers.checked(line, starts)
        if (
            line.kind == "paragraph"
            and not line.head
            and not starts
            and current
            and _goes_on(current, lines[index - 1])
        ):
            current.words.add(_trimmed(line), line.number, line.column, glue or " ")
        elif line.kind == "table" and current and current.line.kind == "table":
            current.words.text += "\n" + line.words.rstrip()
        else:
            if current:
                yield current
            current = Chunk(line, Words())
            if line.kind == "table":
                current.words.text = line.words.rstrip()
            else:
                current.words.add(_trimmed(line), line.number, line.column)
        glue = "\n" if line.kind == "paragraph" and _breaks(line.words) else ""
        if line.kind == "heading":
            yield current
            current = None
    if current:
        yield current


_CLAUSE = re.compile(
    r"[\s*_]*(?:The [A-Z][^.;:,]{3,120}|L[’']Assemblée générale|La Asamblea General)[*_]*,[\s*_]*"
)
_ANNEX_LINE = re.compile(r"[\s*_]*(?:Annex|ANNEX|Annexe|Appendix|APPENDIX|Anexo)(?: [IVXLC]+| \d+)?[\s*_]*")


def _stands_alone(line: Line, before: Line) -> bool:
    """Whether a line is a paragraph though no blank line stands before it.

    An enacting clause and "Annex" are; and so is a line that opens as paragraphs
    do, after one that ends as they do.
    """
    if line.head:
        return False
    if _CLAUSE.fullmatch(line.words):
        return True
    ended = bool(_END.search(before.words)) and not _breaks(before.words)
    if _ANNEX_LINE.fullmatch(line.words):
        return ended
    words = line.words.lstrip("*_[ ")
    return ended and words[:1].isupper() and bool(role(words))


_NOTE_INDENT = 4
"""Columns by which a further paragraph of a note is set in."""


def _cut(before: Line, line: Line) -> bool:
    """Whether a line was cut in mid-sentence, and this one goes on with it."""
    return line.words.lstrip("*_ ")[:1].islower() and not _END.search(before.words)


def _goes_on(current: Chunk, before: Line) -> bool:
    label_only = bool(before.option and not before.words) or bool(_CLAUSE.fullmatch(before.words))
    return (
        current.line.kind in ("paragraph", "note") and before.kind in ("paragraph", "note") and not label_only
    )


def _breaks(words: str) -> bool:
    return words.endswith("  ") or (words.endswith("\\") and not words.endswith("\\\\"))


def _trimmed(line: Line) -> str:
    words = line.words.rstrip()
    return words[:-1].rstrip() if _breaks(words) and words.endswith("\\") else words


_END = re.compile(r"(?:[.,;:!?。，；：、،؛”»’)\]*>]|[.,;:]\d{1,2}(?:,\d{1,2})*|\[\^[^\]\s]+\])\s*$")
"""What a line ends with that may end a paragraph: a mark, perhaps with note calls after it."""


_LONG = 150


def _one_line_a_paragraph(lines: list[Line]) -> bool:
    """Whether every line is a paragraph of its own, as in text saved from a word processor.

    Of the lines of words that another such line follows at once, one in ten is
    longer than any wrapped line; or six in ten end with a punctuation mark, as
    paragraphs do and the lines of a wrapped paragraph do not; or, in a file with
    hardly any blank line, the next word would have had room on half of them.
    """
    widest = min(max((len(line.words) for line in lines), default=0), _LONG)
    followed = ended = long = room = blank = 0
    before: Line | None = None
    for line in lines:
        blank += line.kind == "blank"
        if before and before.kind == line.kind == "paragraph" and not line.marker:
            followed += 1
            long += len(before.words) > _LONG
            ended += bool(_END.search(before.words)) and not before.words.endswith("  ")
            first = line.words.split(maxsplit=1)[0] if line.words.strip() else ""
            room += len(before.written) + 1 + len(first) <= widest
        before = line
    if followed < 4:
        return False
    unparted = blank * 10 < len(lines)
    return ended >= 0.6 * followed or long >= 0.1 * followed or (unparted and room >= 0.5 * followed)


class Numbers:
    """Which numbers at the heads of lines can be numbers of paragraphs."""

    LARGEST = 999
    """Paragraph numbers a text may begin or go on with after a gap; a year never fits."""

    def __init__(self) -> None:
        self.last = 0
        self.before = ""

    def checked(self, line: Line, starts: bool) -> Line:
        """The line, its head turned back into words where it is not a number."""
        if line.marker and not self._fits(line, starts):
            line = line.as_words()
        self.before = line.words
        return line

    def _fits(self, line: Line, starts: bool) -> bool:
        digits = re.search(r"\d+", line.marker)
        if not digits or line.marker.startswith("("):
            return starts or bool(_END.search(self.before)) or self.before.endswith((" and", " or"))
        number = int(digits.group())
        goes_on = self.last <= number <= self.last + 1
        by_tab = line.written[len(line.before + line.marker) :].startswith("\t")
        if line.marker.isdecimal() and number != self.last + 1 and not (by_tab and number == 1):
            return False
        if number > 1 and not goes_on and not (starts and number <= max(self.LARGEST, self.last)):
            return False
        self.last = number
        return True
