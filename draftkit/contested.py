"""Where contested text is to be seen as such: the marks of its brackets, its proponents, its labels.

Word shows these parts in a look of their own, so that they stand out on paper
without colour. What is contested is decided by the tree, what stands where by
the rows; both have the same brackets in the same order, and are followed by it.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Sequence

from draftkit.build import build
from draftkit.content import MARK, attribution_text
from draftkit.dataclass import dataclass, replace
from draftkit.model import (
    Alternative,
    Block,
    BlockAlternative,
    BlockBracket,
    Bracket,
    BracketKind,
    BracketMark,
    Draft,
    Inline,
    Paragraph,
    Position,
    Section,
    Text,
)
from draftkit.row_brackets import page_text, place_in_row
from draftkit.rows import Row, RowKind


class Part(enum.StrEnum):
    """A part of contested text that has a look of its own; the values are names of looks in a profile."""

    BRACKET = "bracket"
    """A square bracket."""
    PROPONENTS = "proponents"
    """Who wants it, and the colon: ``Norway, EU:``."""
    LABEL = "label"
    """``Option 2:``, of an alternative in brackets or of whole paragraphs."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters of a text that are such a part."""

    start: int
    end: int
    part: Part


def contested(rows: Sequence[Row]) -> tuple[tuple[Mark, ...], ...]:
    """For each row, the marks in its page text (:func:`page_text`), in order."""
    brackets = iter(_Brackets(build(rows)).found)
    found = {index: tuple(_joined(_marks(page_text(rows[index]), brackets))) for index in _in_order(rows)}
    return tuple(found[index] for index in range(len(rows)))


def parts_by_place(rows: Sequence[Row]) -> dict[Position, Part]:
    """What each character of the words of rows is in contested text, by where it was read."""
    found: dict[Position, Part] = {}
    for row, marks in zip(rows, contested(rows), strict=True):
        for mark in marks:
            for at in range(max(mark.start, len(row.before)), mark.end):
                if position := place_in_row(row, at):
                    found[position] = mark.part
    return found


def parts_of_heads(rows: Sequence[Row]) -> dict[str, tuple[Mark, ...]]:
    """The marks in what stands before the words of rows, by its text: brackets, a number, an option."""
    found: dict[str, tuple[Mark, ...]] = {}
    for row, marks in zip(rows, contested(rows), strict=True):
        found[row.before] = tuple(mark for mark in marks if mark.end <= len(row.before))
        if row.kind is not RowKind.NOTE:
            found[row.marker] = number_marks(row.marker)
        found[row.option] = (Mark(0, len(row.option), Part.LABEL),)
    return {text.strip(): marks for text, marks in found.items() if text and marks}


def number_marks(marker: str) -> tuple[Mark, ...]:
    """The marks in a number: brackets stand in one only where it is contested (``[4][2].``)."""
    return tuple(_joined(Mark(m.start(), m.end(), Part.BRACKET) for m in MARK.finditer(marker)))


def _in_order(rows: Sequence[Row]) -> list[int]:
    """The places of rows in the order of a tree: front matter, body, notes."""
    stories = {RowKind.FRONT: 0, RowKind.NOTE: 2}
    return sorted(range(len(rows)), key=lambda index: stories.get(rows[index].kind, 1))


def _marks(text: str, brackets: Iterator[_Bracket]) -> Iterator[Mark]:
    # The texts come first: a bracket is taken only for one that is there.
    for found, bracket in zip(MARK.finditer(text), brackets, strict=False):
        if not bracket.contested:
            continue
        yield Mark(found.start(), found.end(), Part.BRACKET)
        words = found.end() + len(bracket.attribution)
        if bracket.attribution:
            yield Mark(found.end(), found.end() + len(bracket.attribution.rstrip()), Part.PROPONENTS)
        if bracket.label:
            yield Mark(words, words + len(bracket.label), Part.LABEL)


def _joined(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Marks of one part that touch as one: ``][``."""
    last: Mark | None = None
    for mark in marks:
        if last and last.end == mark.start and last.part is mark.part:
            last = replace(last, end=mark.end)
            continue
        if last:
            yield last
        last = mark
    if last:
        yield last


@dataclass(frozen=True, slots=True)
class _Bracket:
    """One bracket of the page, opening or closing, with what stands right behind it."""

    contested: bool
    attribution: str = ""
    label: str = ""


class _Brackets:
    """The brackets of a draft in the order of the page."""

    def __init__(self, draft: Draft) -> None:
        self.found: list[_Bracket] = []
        for line in draft.front:
            self._content(line.content)
        self._blocks(draft.body)
        for note in draft.notes:
            self._content(note.content)

    def _blocks(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            match block:
                case Paragraph():
                    self._content(block.before)
                    self._content(block.content)
                    self._blocks(block.children)
                case Section():
                    self._content(block.heading)
                    self._blocks(block.blocks)
                case BlockBracket():
                    for alternative in block.alternatives:
                        if block.marks:
                            self._opens(alternative, block.kind, "")
                        self._blocks(alternative.blocks)
                        if block.marks:
                            self.found.append(_Bracket(block.kind is BracketKind.CONTESTED))

    def _content(self, content: Iterable[Inline]) -> None:
        for node in content:
            match node:
                case Text():
                    self.found += [_Bracket(False)] * len(MARK.findall(node.text))
                case BracketMark():
                    self.found.append(_Bracket(True))
                case Bracket():
                    self._bracket(node)

    def _bracket(self, bracket: Bracket) -> None:
        one_pair = bracket.slash
        for index, alternative in enumerate(bracket.alternatives):
            if not (one_pair and index):
                # A word that stands for no text ("delete") is no label on the page.
                label = f"{alternative.label}:" if alternative.label and alternative.content else ""
                self._opens(alternative, bracket.kind, label)
            self._content(alternative.content)
            if not one_pair:
                self.found.append(_Bracket(bracket.kind is BracketKind.CONTESTED))
        if one_pair:
            self.found.append(_Bracket(bracket.kind is BracketKind.CONTESTED))

    def _opens(self, alternative: Alternative | BlockAlternative, kind: BracketKind, label: str) -> None:
        attribution = attribution_text(alternative)
        self.found.append(_Bracket(kind is BracketKind.CONTESTED, attribution, label))
