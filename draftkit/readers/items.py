"""Paragraphs of a file before it is known what they are in the draft."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftkit.content import normal, piece
from draftkit.dataclass import dataclass, replace
from draftkit.model import Format, Position, Span, Text

TERMINAL = tuple(".,;:!?。，；：،؛")
"""What a paragraph, or a part of one, ends with."""


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph of the file before it is known what it is."""

    content: tuple[Span, ...]
    heading: int = 0
    """Level of a Markdown heading; 0 for none."""
    marker: str = ""
    before: str = ""
    option: str = ""
    indent: int = 0
    table: bool = False
    place: int = 0
    """Which paragraph of the file this is, from 0."""
    position: Position | None = None

    @property
    def text(self) -> str:
        return "".join([span.text for span in self.content if isinstance(span, Text)])

    @property
    def head(self) -> str:
        """What stands before the text."""
        return f"{self.before}{self.marker} {self.option}".strip()

    @property
    def words(self) -> str:
        """The text without brackets and quotation marks before its first word."""
        return self.text.lstrip('[［〔【“”"«( ')

    @property
    def empty(self) -> bool:
        """Whether nothing of it can be seen."""
        return not (self.content or self.marker or self.option or self.before)

    @property
    def opens_italic(self) -> bool:
        """Whether the first word is in italics."""
        words = (span for span in self.content if isinstance(span, Text) and re.search(r"\w", span.text))
        first = next(words, None)
        return first is not None and Format.ITALIC in first.format

    def all_in(self, format: Format) -> bool:
        """Whether every word is in this format."""
        words = [span for span in self.content if isinstance(span, Text) and re.search(r"\w", span.text)]
        return bool(words) and all(format in span.format for span in words)


def cells(item: Item) -> Iterator[Item]:
    """The cells of a masthead set as a table at the head of the text: every cell is a line."""
    for row in _table_rows(item):
        for cell in row.split("|"):
            if cell.strip():
                content = (Text(" ".join(cell.split()), position=item.position),)
                yield Item(content, place=item.place, position=item.position)


def _table_rows(item: Item) -> list[str]:
    """The rows of a table, without the rule below its head."""
    return [row for row in item.text.split("\n") if not re.fullmatch(r"\s*\|[\s|:-]+", row)]


def lines_of(item: Item) -> Iterator[Item]:
    """The lines of a paragraph, each for itself: a hard break ends a line."""
    if item.table:
        for row in _table_rows(item):
            content = (Text(" ".join(row.split()), position=item.position),)
            yield Item(content, place=item.place, position=item.position)
        return
    line: list[Span] = []
    lines = [line]
    for span in item.content:
        if not isinstance(span, Text):
            line.append(span)
            continue
        start = 0
        for end in (*(found.start() for found in re.finditer("\n", span.text)), len(span.text)):
            if start:
                line = []
                lines.append(line)
            line.append(piece(span, start, end))
            start = end + 1
    for number, spans in enumerate(lines):
        first = replace(item, marker="", before="", option="") if number else item
        yield replace(first, content=normal(spans))
