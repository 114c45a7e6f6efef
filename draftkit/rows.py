"""A draft as rows: its paragraphs in the order of the page, each by itself.

The tree says what a draft means; rows say what stands on the page. Word and
text hold rows, alignment pairs rows, and :func:`rows` and :func:`build` turn
one form into the other without loss: ``build(rows(draft)) == draft`` for every
draft a reader returns.

In a row, brackets are characters of the text. That is what lets a bracket open
in one paragraph and close in another, and what lets a comparison treat
"brackets lifted" like any other change.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from draftkit.content import SHAPES, attribution_text, join, plain_text, spans
from draftkit.dataclass import dataclass, replace
from draftkit.dataclass import field as dataclass_field
from draftkit.model import (
    Block,
    BlockAlternative,
    BlockBracket,
    Draft,
    Paragraph,
    ParagraphKind,
    Position,
    Section,
    SectionKind,
    Span,
    Text,
    Verbatim,
)


class RowKind(enum.StrEnum):
    """What a row is; the values of ParagraphKind and these."""

    FRONT = "front"
    ENACTING = "enacting"
    PREAMBULAR = "preambular"
    OPERATIVE = "operative"
    SUBPARAGRAPH = "subparagraph"
    TAIL = "tail"
    TEXT = "text"
    CLOSING = "closing"
    HEADING = "heading"
    ANNEX = "annex"
    VERBATIM = "verbatim"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph as it stands on the page."""

    kind: RowKind
    content: tuple[Span, ...]
    """Text and note calls; never two texts of one format side by side, never an empty text."""
    marker: str = ""
    """The number as issued: ``5 bis.``, ``(a)``; of a NOTE row, the note's id."""
    before: str = ""
    """What stands before the number or option: opening brackets, as in ``[9. Also decides ...]``."""
    option: str = ""
    """``Option 1:`` as issued, when the row begins one of several options."""
    level: int = 0
    """Depth of a subparagraph or tail below its paragraph (1 for (a), 2 for (i)); of a heading, 1 and up."""
    field: str = ""
    """Of a FRONT row, the value of :class:`draftkit.model.Field`."""
    position: Position | None = dataclass_field(default=None, compare=False, repr=False)

    @property
    def text(self) -> str:
        """The row's text without its number and note calls."""
        return "".join([span.text for span in self.content if isinstance(span, Text)])


def rows(draft: Draft) -> tuple[Row, ...]:
    """The rows of a draft: front matter, body, notes."""
    return tuple(row for row, _ in placed_rows(draft))


Placed: TypeAlias = tuple[Row, tuple[object, ...]]
"""A row and the parts of the tree it shows; a numbered first option shows two paragraphs."""


def placed_rows(draft: Draft) -> Iterator[Placed]:
    """The rows of a draft, each with the parts of the tree it shows."""
    for line in draft.front:
        row = Row(RowKind.FRONT, spans(line.content), field=line.field.value, position=line.position)
        yield row, (line,)
    yield from _blocks(draft.body, 0)
    for note in draft.notes:
        yield Row(RowKind.NOTE, spans(note.content), marker=note.id, position=note.position), (note,)


def _blocks(blocks: Iterable[Block], depth: int) -> Iterator[Placed]:
    for block in blocks:
        match block:
            case Paragraph():
                yield from _paragraph(block, depth)
            case Section(kind=kind):
                row = RowKind.ANNEX if kind is SectionKind.ANNEX else RowKind.HEADING
                heading = Row(row, spans(block.heading), level=block.level, position=block.position)
                yield heading, (block,)
                yield from _blocks(block.blocks, 0)
            case BlockBracket(marks=""):
                yield from _options(block, depth)
            case BlockBracket():
                yield from _bracketed(block, depth)
            case Verbatim(text=text):
                yield Row(RowKind.VERBATIM, (Text(text),), position=block.position), (block,)


def _paragraph(paragraph: Paragraph, depth: int) -> Iterator[Placed]:
    row = Row(
        RowKind(paragraph.kind.value),
        spans(paragraph.content),
        marker=paragraph.marker,
        before=plain_text(paragraph.before),
        level=depth,
        position=paragraph.position,
    )
    below = _blocks(paragraph.children, depth + 1)
    if paragraph.marker and not paragraph.content and _opens_with_option(paragraph):
        # Options under one number: the number and the first option share a line.
        first, shown = next(below)
        yield replace(row, content=first.content, option=first.option), (paragraph, *shown)
    else:
        yield row, (paragraph,)
    yield from below


def _opens_with_option(paragraph: Paragraph) -> bool:
    match paragraph.children:
        case (BlockBracket(marks="", alternatives=(first, *_)), *_):
            return _labels_first_row(first)
    return False


def _labels_first_row(alternative: BlockAlternative) -> bool:
    """Whether the option's label stands on the line of its first paragraph."""
    if not alternative.label.endswith((":", ")")):
        return False
    match alternative.blocks:
        case (Paragraph(kind=ParagraphKind.TAIL | ParagraphKind.TEXT, marker=""), *_):
            return True
    return False


def _options(options: BlockBracket, depth: int) -> Iterator[Placed]:
    for alternative in options.alternatives:
        below = _blocks(alternative.blocks, depth)
        if _labels_first_row(alternative):
            first, shown = next(below)
            yield replace(first, option=alternative.label), shown
        else:
            kind = RowKind.TAIL if depth else RowKind.TEXT
            yield Row(kind, (), option=alternative.label, level=depth, position=options.position), ()
        yield from below


def _bracketed(bracket: BlockBracket, depth: int) -> Iterator[Placed]:
    (alternative,) = bracket.alternatives
    opener = bracket.marks[0] + attribution_text(alternative)
    inside = list(_blocks(alternative.blocks, depth))
    first, shown = inside[0]
    if first.marker or first.option:
        inside[0] = replace(first, before=opener + first.before), shown
    else:
        content = join((Text(opener, position=bracket.position), *first.content))
        inside[0] = replace(first, content=content), shown
    last, shown = inside[-1]
    content = join((*last.content, Text(SHAPES[bracket.marks[0]])))
    inside[-1] = replace(last, content=content), shown
    yield from inside
