"""Where a bracket stands on the page, and what it holds: what all that is about brackets is told in."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping, Sequence

from draftkit.dataclass import dataclass
from draftkit.model import BracketKind, Text
from draftkit.rows import Row, RowKind


class Form(enum.StrEnum):
    """How a bracket stands on the page."""

    INLINE = "inline"
    """Inside one paragraph."""
    PARAGRAPHS = "paragraphs"
    """Around whole paragraphs, with their numbers."""
    LINKED = "linked"
    """From the middle of one paragraph to the middle of another."""
    OPTIONS = "options"
    """Options that are whole paragraphs, without a bracket."""
    NUMBER = "number"
    """The number of a paragraph: ``[4][2].``"""


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place before a character of a row's page text (:func:`draftkit.row_brackets.page_text`)."""

    row: int
    at: int


@dataclass(frozen=True, slots=True)
class Wording:
    """One of the alternatives of a bracket."""

    start: Spot
    end: Spot
    """Where its words stand, without proponents and label; of a number, the place of its row."""
    text: str
    """Empty when the proposal is to have no text. Whole paragraphs stand one to a line, numbers included;
    where there is nothing but a note call, it says so: ``(note 3)``."""
    proponents: tuple[str, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A bracket as it stands in a draft."""

    label: str
    """The paragraph it opens in."""
    path: tuple[int, ...]
    """The numbers of its address; (0,) for a bracket around the whole paragraph, () for a number."""
    form: Form
    kind: BracketKind
    depth: int
    """1 for a bracket that stands in no other."""
    start: Spot
    end: Spot
    """Where it opens, and behind its last character."""
    wordings: tuple[Wording, ...]
    within: int | None = None
    """The place in the list of the bracket it stands in."""

    @property
    def address(self) -> str:
        """What one calls it: ``OP5[2.1]``."""
        if self.form is Form.NUMBER:
            return f"{self.label}[#]"
        if self.path == (0,):
            return self.label
        return f"{self.label}[{'.'.join(map(str, self.path))}]"


@dataclass(frozen=True, slots=True)
class Places:
    """The rows of a draft and the brackets in them, in the order in which they open."""

    rows: tuple[Row, ...]
    labels: tuple[str, ...]
    """What each row is called; a number over options without its first option."""
    row_of: Mapping[str, int]
    """Where each paragraph begins, by all labels: an option beside its number too."""
    brackets: tuple[Standing, ...]


def text_between(found: tuple[Row, ...], start: Spot, end: Spot) -> str:
    """The words between two places, numbers included, one row to a line."""
    lines = []
    for index in range(start.row, end.row + 1):
        row = found[index]
        first = start.at if index == start.row else 0
        last = end.at if index == end.row else None
        border = len(row.before)
        text = row.text if row.kind is RowKind.VERBATIM else row.text[max(first - border, 0) :]
        if last is not None and row.kind is not RowKind.VERBATIM:
            text = row.text[max(first - border, 0) : max(last - border, 0)]
        head = ""
        if first < border or (first == border and border) or index > start.row:
            head = " ".join(part for part in (row.before[first:] + own_number(row), row.option) if part)
        lines.append(f"{head} {text}".strip())
    return "\n".join(line for line in lines if line)


def calls_between(found: Sequence[Row], start: Spot, end: Spot) -> Iterator[tuple[int, int, str]]:
    """The note calls between two places: row, place in its page text, note."""
    for index in range(start.row, end.row + 1):
        row = found[index]
        if row.kind is RowKind.VERBATIM:
            continue
        at = len(row.before)
        for span in row.content:
            if isinstance(span, Text):
                at += len(span.text)
            elif start <= Spot(index, at) <= end:
                yield index, at, span.note


def own_number(row: Row) -> str:
    """The number of a paragraph; a note has a name instead."""
    return "" if row.kind is RowKind.NOTE else row.marker
