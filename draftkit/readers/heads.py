"""What stands at the head of a Word paragraph: its number, typed or Word's own, brackets, an option.

Typed heads are those of draft text, read by the same rules (lines.lark).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from draftkit.content import normal, piece
from draftkit.dataclass import dataclass
from draftkit.model import NoteCall, Span, Text
from draftkit.ooxml.document import WordParagraph
from draftkit.patterns import lazy_pattern
from draftkit.readers.lines import Line, Numbers, read_lines
from draftkit.readers.word_content import heading_of

_LONGEST_HEAD = 300
"""Characters at the head of a paragraph that are looked at; attributions before a number are the longest."""
_COLUMN = 150
"""Twips to a column of draft text, so that a level of the UN templates (475) is three of them."""
_NUMBERED = lazy_pattern(r"\d{1,3}\.")
_TAB = 4
"""Columns to a tab."""
_CALL = "[^1]"
"""A note call, as draft text has it."""
UNSEEN = frozenset(
    "\u200b\u200e\u200f\u061c\ufeff" + "".join(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
)
"""Marks of writing direction, which Arabic files have before and after numbers, and other unseen ones."""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a paragraph."""

    before: str = ""
    marker: str = ""
    option: str = ""
    indent: int = 0
    """In columns, as draft text counts them."""
    length: int = 0
    """Characters of the content that the head takes up."""
    prefix: str = ""
    """A number or bullet of Word's that is no number of a paragraph: it is read as words."""

    def rest(self, content: tuple[Span, ...]) -> tuple[Span, ...]:
        """The content without the head."""
        if self.prefix:
            return normal((Text(self.prefix + " "), *content))
        return _after(content, self.length) if self.length else content


class Heads:
    """Reads the heads of a file's paragraphs, in their order."""

    def __init__(self, found: Iterable[WordParagraph]) -> None:
        """``found`` are all paragraphs of the file."""
        self._numbers = Numbers()
        self._labels: dict[str, Line] = {}
        numbered = [p for p in found if _NUMBERED.match(_label(p) or p.text.lstrip())]
        # Word sets numbers of its own in by other measures than a typist does.
        self._margins = {
            own: min((_indent(p) for p in numbered if bool(_label(p)) == own), default=0)
            for own in (True, False)
        }

    def read(self, found: Sequence[tuple[WordParagraph, tuple[Span, ...]]]) -> Iterator[Head]:
        """The heads of paragraphs that follow each other, given with their content."""
        written = [_words(content, paragraph) for paragraph, content in found]
        lines = _lines([text.translate(_SEEN) if not text.isascii() else text for text in written])
        for (paragraph, _), text, line in zip(found, written, lines, strict=True):
            label = _label(paragraph)
            if heading_of(paragraph):
                yield Head(prefix=label)
                continue
            margin = self._margins[bool(label)]
            indent = max(_indent(paragraph) - margin, 0) // _COLUMN
            yield self._after_label(label, line, text, indent) if label else self._typed(line, text, indent)

    def _after_label(self, label: str, line: Line, text: str, indent: int) -> Head:
        marker = self._numbers.checked(self._read_label(label), starts=True).marker
        if not marker:
            return Head(prefix=label, indent=indent)
        if line.kind != "paragraph" or line.before or line.marker or not line.option:
            return Head(marker=marker, indent=indent)
        return Head(marker=marker, option=line.option, indent=indent, length=_head_length(line, text))

    def _typed(self, line: Line, text: str, indent: int) -> Head:
        if line.kind != "paragraph" or "*" in line.written[: line.column - 1]:
            return Head(indent=indent)
        line = self._numbers.checked(line, starts=True)
        if not line.head:
            return Head(indent=indent)
        return Head(line.before, line.marker, line.option, indent, _head_length(line, text))

    def _read_label(self, label: str) -> Line:
        """How draft text would read a number of Word's: as one of a paragraph, or as words."""
        if label not in self._labels:
            self._labels[label] = _label_line(label)
        return self._labels[label]


_NO_HEAD = lazy_pattern(r"(?!(?:OP|PP|Op|Pp|Option|Alternative|Alt|Variant)\b)[^\W\d_]{2,}(?:[ ,-]|$)")
"""A word that begins a paragraph, and no number, bracket, option or note mark: it needs no grammar."""
_PLAIN_LABEL = lazy_pattern(r"[1-9]\d{0,3}\.|\([a-z]{1,2}\)", re.ASCII)
"""The numbers of most paragraphs, which need none either."""
_SEEN = dict.fromkeys(map(ord, UNSEEN))


def _lines(texts: Sequence[str]) -> list[Line]:
    """The lines as draft text would read them."""
    headed = [text for text in texts if not _NO_HEAD.match(text)]
    read = iter(read_lines("".join(f"{text}\n" for text in headed)) if headed else ())
    return [
        Line("paragraph", number, words=text, written=text) if _NO_HEAD.match(text) else next(read)
        for number, text in enumerate(texts, 1)
    ]


def _label_line(label: str) -> Line:
    """How draft text would read a number of Word's before some words."""
    if _PLAIN_LABEL.fullmatch(label):
        return Line(
            "paragraph", 1, marker=label, words="\tWords", column=len(label) + 1, written=f"{label}\tWords"
        )
    (line,) = read_lines(f"{label}\tWords\n")
    return line.as_words() if line.marker != label or line.before or line.option else line


def _indent(paragraph: WordParagraph) -> int:
    """Twips. Leading tabs count: issued documents set numbers in by one."""
    return paragraph.indent + _TAB * _COLUMN * _leading_tabs(paragraph)


def _label(paragraph: WordParagraph) -> str:
    """The number or bullet that Word shows before a paragraph."""
    return paragraph.label.text.strip() if paragraph.label else ""


def _head_length(line: Line, text: str) -> int:
    """How many characters of a text are before its words; the line is the text without what is unseen."""
    length = line.column - 1 if line.words else len(text)
    seen = [index for index, character in enumerate(text) if character not in UNSEEN]
    return seen[length] if length < len(seen) else len(text)


def _words(content: Iterable[Span], paragraph: WordParagraph) -> str:
    """The first line of a paragraph as far as its first note call; a tab after its first word stays one."""
    text = ""
    for span in content:
        if isinstance(span, NoteCall):
            text += _CALL
            break
        if len(text) > _LONGEST_HEAD:
            break
        text += span.text
        if "\n" in span.text:
            break
    text = text.partition("\n")[0][:_LONGEST_HEAD]
    first = text.partition(" ")[0]
    if first and paragraph.text.lstrip().startswith(first + "\t"):
        text = first + "\t" + text[len(first) + 1 :]
    return text


def _leading_tabs(paragraph: WordParagraph) -> int:
    if not paragraph.pieces or not paragraph.pieces[0].text[:1].isspace():
        return 0
    text = "".join(piece.text for piece in paragraph.pieces[:4])
    return text[: len(text) - len(text.lstrip())].count("\t")


def _after(content: tuple[Span, ...], length: int) -> tuple[Span, ...]:
    out: list[Span] = []
    for span in content:
        if length <= 0 or not isinstance(span, Text):
            out.append(span)
        elif len(span.text) > length:
            out.append(piece(span, length, len(span.text)))
            length = 0
        else:
            length -= len(span.text)
    return normal(out)
