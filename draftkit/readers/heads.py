"""What stands at the head of a Word paragraph: its number, typed or Word's own, brackets, an option.

Typed heads are those of draft text, read by the same grammar (lines.lark).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from draftkit.content import normal, piece
from draftkit.model import NoteCall, Span, Text
from draftkit.ooxml.document import WordParagraph
from draftkit.readers.lines import Line, Numbers, read_lines
from draftkit.readers.word_content import content_of, heading_of

_LONGEST_HEAD = 300
"""Characters at the head of a paragraph that are looked at; attributions before a number are the longest."""
_COLUMN = 150
"""Twips to a column of draft text, so that a level of the UN templates (475) is three of them."""
_NUMBERED = re.compile(r"\d{1,3}\.")
_TAB = 4
"""Columns to a tab."""


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


def margin(found: Iterable[WordParagraph]) -> int:
    """The indent, in twips, from which the numbered paragraphs of a file begin."""
    numbered = (p.indent for p in found if _NUMBERED.match(p.label.text if p.label else p.text.lstrip()))
    return min(numbered, default=0)


def heads(
    found: Sequence[WordParagraph], notes: Mapping[tuple[str, str], str], margin: int = 0
) -> Iterator[Head]:
    """The heads of paragraphs that follow each other."""
    written = [_words(content_of(paragraph, notes)) for paragraph in found]
    lines = read_lines("".join(f"{text}\n" for text in written)) if written else []
    labels = {p.label.text for p in found if p.label and p.label.text}
    numbers = Numbers()
    known = {label: _is_number(label) for label in sorted(labels)}
    for paragraph, text, line in zip(found, written, lines, strict=True):
        label = paragraph.label.text if paragraph.label else ""
        indent = max(paragraph.indent - margin, 0) // _COLUMN + _TAB * _leading_tabs(paragraph)
        if heading_of(paragraph):
            yield Head(prefix=label)
        elif label:
            marker = label if known[label] else ""
            yield Head(marker=marker, prefix="" if marker else label, indent=indent)
        else:
            yield _typed(line, text, numbers, indent)


def _typed(line: Line, text: str, numbers: Numbers, indent: int) -> Head:
    if line.kind != "paragraph" or "*" in text[: line.column - 1]:
        return Head(indent=indent)
    line = numbers.checked(line, starts=True)
    if not line.head:
        return Head(indent=indent)
    length = line.column - 1 if line.words else len(text)
    return Head(line.before, line.marker, line.option, indent, length)


def _words(content: Iterable[Span]) -> str:
    """The first line of a paragraph as far as its first note call."""
    text = ""
    for span in content:
        if isinstance(span, NoteCall) or len(text) > _LONGEST_HEAD:
            break
        text += span.text
        if "\n" in span.text:
            break
    return text.partition("\n")[0][:_LONGEST_HEAD]


def _is_number(label: str) -> bool:
    """Whether draft text would read this as the number of a paragraph."""
    (line,) = read_lines(f"{label} Words\n")
    return line.marker == label and not line.before and not line.option


def _leading_tabs(paragraph: WordParagraph) -> int:
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
