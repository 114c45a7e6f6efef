"""The paragraphs that the lines of a draft text make up.

What the functions here guarantee:

1. Consecutive lines are one paragraph, unless the file has a paragraph on every
   line (:func:`_one_line_a_paragraph`) or the line can only be the first of one:
   it has a number, the bullet of the paragraph before it, or :func:`_stands_alone`.
2. A line that ends in two spaces or a backslash keeps its break (``\\n`` in the words).
3. Every character of a paragraph knows its line and column.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from draftkit.dataclass import dataclass, field
from draftkit.editorial.openings import role
from draftkit.model import Position
from draftkit.patterns import lazy_pattern
from draftkit.readers.lines import END, Line, Numbers


@dataclass(slots=True)
class Words:
    """The words of a paragraph, each character with its place in the file."""

    text: str = ""
    starts: list[int] = field(default_factory=list)
    places: list[Position] = field(default_factory=list)

    def add(self, text: str, line: int, column: int, glue: str = " ") -> None:
        """Put a line's words after those before it; runs of white space become one space."""
        if self.text and text:
            self.text += "" if glue == " " and _one_word(self.text[-2:], text[0]) else glue
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


_PIECES = lazy_pattern(r"[^ \t]+(?: [^ \t]+)*")
"""Words with single spaces between them; a no-break space is a character like any other."""


def _one_word(end: str, following: str) -> bool:
    """Whether no space belongs between the end of a line and the next one: Chinese; "non-" "governmental"."""
    if end[-1] == "-":
        return _is_letter(end[:-1]) and _is_letter(following)
    return _is_chinese(end[-1]) and _is_chinese(following)


def _is_letter(character: str) -> bool:
    return character.isalnum() and not character.isdecimal()


def _is_chinese(character: str) -> bool:
    return "\u3000" <= character <= "\u9fff" or "\uff00" <= character <= "\uffef"


@dataclass(slots=True)
class Chunk:
    """A paragraph of the file: the head of its first line, and all its words."""

    line: Line
    words: Words


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
        alone = (
            line.kind == "paragraph"
            and current is not None
            and (_stands_alone(line, lines[index - 1]) or _is_next_item(line, current))
        )
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


_CLAUSE = lazy_pattern(
    r"[\s*_]*(?:The [A-Z][^.;:,]{3,120}|L[’']Assemblée générale|La Asamblea General)[*_]*,[\s*_]*"
)
_ANNEX_LINE = lazy_pattern(r"[\s*_]*(?:Annex|ANNEX|Annexe|Appendix|APPENDIX|Anexo)(?: [IVXLC]+| \d+)?[\s*_]*")


def _stands_alone(line: Line, before: Line) -> bool:
    """Whether a line is a paragraph though no blank line stands before it.

    An enacting clause and "Annex" are; and so is a line that opens as paragraphs
    do, after one that ends as they do.
    """
    if line.head:
        return False
    if _CLAUSE.fullmatch(line.words):
        return True
    ended = bool(END.search(before.words)) and not _breaks(before.words)
    if _ANNEX_LINE.fullmatch(line.words):
        return ended
    words = line.words.lstrip("*_[ ")
    return ended and words[:1].isupper() and bool(role(words))


_BULLET = lazy_pattern(r"[-•▪–] ")


def _is_next_item(line: Line, current: Chunk) -> bool:
    """Whether a line has the bullet that the paragraph before it begins with."""
    bullet = _BULLET.match(line.words)
    return bullet is not None and not line.head and current.words.text.startswith(bullet.group())


_NOTE_INDENT = 4
"""Columns by which a further paragraph of a note is set in."""


def _cut(before: Line, line: Line) -> bool:
    """Whether a line was cut in mid-sentence, and this one goes on with it."""
    return line.words.lstrip("*_ ")[:1].islower() and not END.search(before.words)


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
            ended += bool(END.search(before.words)) and not before.words.endswith("  ")
            first = line.words.split(maxsplit=1)[0] if line.words.strip() else ""
            room += len(before.written) + 1 + len(first) <= widest
        before = line
    if followed < 4:
        return False
    unparted = blank * 10 < len(lines)
    return ended >= 0.6 * followed or long >= 0.1 * followed or (unparted and room >= 0.5 * followed)
