"""What a Word file says, as values that can be compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one look, or one thing that is no text."""

    text: str
    look: str
    """What can be seen of it that a negotiation is about: bold, italic, underlined, raised, struck out."""
    properties: str
    """All that the run says of its look."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    pieces: tuple[Piece, ...]
    style: str
    number: str
    """As Word counts it; empty where it counts nothing."""
    properties: str

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def looks(self) -> tuple[tuple[str, str], ...]:
        return _joined((piece.text, piece.look) for piece in self.pieces)

    @property
    def exact(self) -> tuple[str, str, str, tuple[tuple[str, str], ...]]:
        """Its style, number and properties, and its text with all properties of the runs."""
        return self.style, self.number, self.properties, _joined((p.text, p.properties) for p in self.pieces)


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[tuple[tuple[Block, ...], ...], ...]
    properties: str


Block: TypeAlias = Paragraph | Table


@dataclass
class Page:
    """What a file says."""

    body: tuple[Block, ...] = ()
    headers: dict[str, tuple[Block, ...]] = field(default_factory=dict)
    notes: list[tuple[Paragraph, ...]] = field(default_factory=list)
    """In the order of their calls."""


def paragraphs(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    """Every paragraph, those of tables too."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row:
                    yield from paragraphs(cell)


def _joined(pieces: Iterator[tuple[str, str]] | Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    out: list[tuple[str, str]] = []
    for text, look in pieces:
        if out and out[-1][1] == look:
            out[-1] = out[-1][0] + text, look
        elif text:
            out.append((text, look))
    return tuple(out)
