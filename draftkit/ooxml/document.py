"""A Word file as its page shows it: paragraphs, tables, notes, headers. Without XML.

These records are the first half of reading Word; what they mean as a draft is
decided in :mod:`draftkit.readers.word`. :mod:`draftkit.ooxml.extract` makes them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from draftkit.dataclass import dataclass, field
from draftkit.model import Format
from draftkit.ooxml.flow import Call
from draftkit.ooxml.numbering import Label


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a paragraph: text in one format, a note call, or something that is neither."""

    text: str
    """``draftkit.ooxml.flow.OBJECT`` for a call or a thing."""
    start: int
    """How many characters of the paragraph stand before it; a call or a thing is one."""
    format: Format = Format.PLAIN
    """By its own choice."""
    call: Call | None = None
    thing: str = ""
    """What it is, when it is no text and no call: ``picture``, ``own mark``."""
    name: str = ""
    """Of a picture, the name of its file in the package."""
    on_page: Format = Format.PLAIN
    """Its format as the page shows it, with bold and italics that the style of the paragraph gives."""


@dataclass(frozen=True, slots=True)
class WordParagraph:
    """A paragraph."""

    number: int
    """Which paragraph of the file it is, from 1; the same for its place in error messages."""
    pieces: tuple[Piece, ...]
    style: str = ""
    """The name of its style, as Word's user sees it."""
    outline: int = 0
    """Its level as a heading, from 1; 0 for any other paragraph."""
    label: Label | None = None
    """The number Word gives to it."""
    indent: int = 0
    """Left indent, in twips."""
    boxes: tuple[tuple[Block, ...], ...] = ()
    """The text boxes anchored in it."""

    @property
    def text(self) -> str:
        """All its text, objects left out."""
        return "".join(piece.text for piece in self.pieces if not piece.call and not piece.thing)


@dataclass(frozen=True, slots=True)
class WordTable:
    """A table: rows of cells; what stands in a cell are blocks."""

    rows: tuple[tuple[tuple[Block, ...], ...], ...]
    number: int
    """The paragraph of the file that comes next where it begins."""
    style: str = ""
    """The name of its style."""
    head: bool = False
    """Whether its first row is set again on every page (17.4.78)."""


DRAFT_TABLE = "Draft Table"
"""The name of the style that tables of drafts have which draftkit has set."""
Block: TypeAlias = WordParagraph | WordTable


def paragraphs(blocks: tuple[Block, ...], into_boxes: bool = True) -> Iterator[WordParagraph]:
    """Every paragraph, those of tables and text boxes included, in the order of the file."""
    for block in blocks:
        if isinstance(block, WordTable):
            for row in block.rows:
                for cell in row:
                    yield from paragraphs(cell, into_boxes)
            continue
        yield block
        if into_boxes:
            for box in block.boxes:
                yield from paragraphs(box, into_boxes)


@dataclass(frozen=True, slots=True)
class WordNote:
    """A footnote or an endnote."""

    mark: str
    """Its number or sign on the page."""
    paragraphs: tuple[WordParagraph, ...]


@dataclass(frozen=True, slots=True)
class WordDocument:
    """What one Word file shows."""

    body: tuple[Block, ...]
    header: tuple[Block, ...] = ()
    """The header of the first page, where mastheads stand."""
    notes: Mapping[tuple[str, str], WordNote] = field(default_factory=dict)
    """By kind and id, in the order of their first calls; uncalled ones last."""
    furniture: tuple[str, ...] = ()
    """The text of the other headers and of the footers, each once."""
    revisions: Mapping[str, int] = field(default_factory=dict)
    """How many tracked changes each author has in the file, whatever became of them here."""
    hidden: int = 0
    """Characters of hidden text left out."""
    unread: tuple[str, ...] = ()
    """What else there is that could not be read: ``an inserted document``."""
