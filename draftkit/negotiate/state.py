"""The state of a negotiation: what is open in a draft, where, how much, and who wants what.

Everything is counted from the text of the draft alone. A delegation stands
where its name stands in a bracket, and agrees with another where both names
stand before the same words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from draftkit.dataclass import dataclass
from draftkit.model import BracketKind, Draft
from draftkit.negotiate.instructions import says_of_base
from draftkit.negotiate.moved import ParagraphMove, moved
from draftkit.negotiate.places import places
from draftkit.negotiate.standing import Form, Places, Spot, Standing, Wording
from draftkit.patterns import lazy_pattern
from draftkit.row_brackets import page_text
from draftkit.rows import Row, RowKind

_WORD = lazy_pattern(r"[぀-ヿ㐀-䶿一-鿿]|[^\W_぀-ヿ㐀-䶿一-鿿]+(?:[-’'./][^\W_]+)*")
"""A word: letters and digits, with marks inside; in Chinese and Japanese, one character."""

_ALWAYS = (RowKind.PREAMBULAR, RowKind.OPERATIVE, RowKind.TEXT)
"""Rows that are paragraphs of the draft; others count only where a bracket opens in them."""


@dataclass(frozen=True, slots=True)
class ParagraphState:
    """What is open in one paragraph, with its subparagraphs."""

    label: str
    brackets: tuple[Standing, ...]
    """Contested text, in the order in which it opens."""
    blanks: tuple[Standing, ...]
    """Placeholders: what is still to be filled in."""
    words: int
    """All words of the paragraph, every alternative counted; names of proponents are no words."""
    in_dispute: int
    """Those that stand in brackets."""

    @property
    def depth(self) -> int:
        """How many brackets stand in each other at the deepest place."""
        return max((bracket.depth for bracket in self.brackets), default=0)

    @property
    def clean(self) -> bool:
        """Whether no bracket opens in it and none that opened before it reaches into it."""
        return not self.brackets and not self.in_dispute


@dataclass(frozen=True, slots=True)
class Stand:
    """What a delegation wants in one bracket."""

    delegation: str
    bracket: Standing
    wording: Wording
    number: int
    """Which of the alternatives, from 1."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two delegations that are both named in some bracket."""

    first: str
    second: str
    together: int
    """Brackets in which they want the same words."""
    both: int
    """Brackets in which both are named."""


@dataclass(frozen=True, slots=True)
class State:
    """The state of a negotiation."""

    paragraphs: tuple[ParagraphState, ...]
    stands: tuple[Stand, ...]
    """In the order of the page."""
    pairs: tuple[Pair, ...]
    """Those that agree most come first."""
    moves: tuple[ParagraphMove, ...]
    """Paragraphs that are deleted in one place and inserted in another by the same delegations."""

    @property
    def open(self) -> int:
        """How many brackets are open."""
        return sum(len(paragraph.brackets) for paragraph in self.paragraphs)

    @property
    def blanks(self) -> int:
        """How many placeholders are to be filled in."""
        return sum(len(paragraph.blanks) for paragraph in self.paragraphs)

    @property
    def depth(self) -> int:
        """How many brackets stand in each other at the deepest place."""
        return max((paragraph.depth for paragraph in self.paragraphs), default=0)

    @property
    def words(self) -> int:
        """All words, every alternative counted."""
        return sum(paragraph.words for paragraph in self.paragraphs)

    @property
    def in_dispute(self) -> int:
        """The words in brackets."""
        return sum(paragraph.in_dispute for paragraph in self.paragraphs)

    @property
    def clean(self) -> tuple[str, ...]:
        """The paragraphs in which nothing is open."""
        return tuple(one.label for one in self.paragraphs if one.clean)

    @property
    def delegations(self) -> tuple[str, ...]:
        """Who is named, those in most brackets first."""
        brackets: dict[str, set[str]] = {}
        for stand in self.stands:
            brackets.setdefault(stand.delegation, set()).add(stand.bracket.address)
        return tuple(sorted(brackets, key=lambda name: (-len(brackets[name]), name)))


def state(draft: Draft) -> State:
    """The state of the negotiation that a draft shows."""
    found = places(draft)
    stands = tuple(_stands(found.brackets))
    return State(tuple(_paragraphs(found)), stands, tuple(_pairs(stands)), moved(found))


# --- paragraphs ------------------------------------------------------------------------------


def _paragraphs(found: Places) -> Iterator[ParagraphState]:
    disputed = _Disputed(found)
    opening: dict[int, list[Standing]] = {}
    for bracket in found.brackets:
        # Options may begin with a line of their own, before the paragraph that they are called by.
        opening.setdefault(found.row_of[bracket.label], []).append(bracket)
    for block in _groups(found.rows):
        inside = [bracket for index in block for bracket in opening.get(index, ())]
        contested = tuple(one for one in inside if one.kind is BracketKind.CONTESTED)
        blanks = tuple(one for one in inside if one.kind is BracketKind.PLACEHOLDER)
        row = found.rows[block[0]]
        words, in_dispute = disputed.count(block)
        if (row.kind in _ALWAYS and words) or contested or blanks:
            yield ParagraphState(found.labels[block[0]], contested, blanks, words, in_dispute)


def _groups(rows: Sequence[Row]) -> list[list[int]]:
    """The rows of each paragraph, its subparagraphs and tail with it."""
    groups: list[list[int]] = []
    for index, row in enumerate(rows):
        below = row.kind in (RowKind.SUBPARAGRAPH, RowKind.TAIL) and row.level > 0
        if below and groups and rows[groups[-1][0]].kind not in (RowKind.HEADING, RowKind.ANNEX):
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


class _Disputed:
    """Which characters are words in dispute, which are words, and which say who wants them."""

    def __init__(self, found: Places) -> None:
        self.rows = found.rows
        self.texts = [row.text if row.kind is RowKind.VERBATIM else page_text(row) for row in found.rows]
        self.words = [bytearray(b"\1" * len(text)) for text in self.texts]
        self.open = [bytearray(len(text)) for text in self.texts]
        for bracket in found.brackets:
            if says_of_base(found, bracket):
                whole = bracket.path == (0,)
                self._mark(self.words, bracket.start, bracket.end if whole else bracket.wordings[0].start, 0)
            if bracket.form is Form.NUMBER or bracket.kind is not BracketKind.CONTESTED:
                continue
            if bracket.form is not Form.OPTIONS:
                self._mark(self.words, bracket.start, bracket.end, 0)
            for wording in bracket.wordings:
                self._mark(self.words, wording.start, wording.end, 1)
                self._mark(self.open, wording.start, wording.end, 1)

    def _mark(self, marks: list[bytearray], start: Spot, end: Spot, value: int) -> None:
        for index in range(start.row, end.row + 1):
            first = start.at if index == start.row else 0
            last = end.at if index == end.row else len(marks[index])
            marks[index][first:last] = bytes([value]) * (last - first)

    def count(self, rows: Iterable[int]) -> tuple[int, int]:
        """The words of these rows, and those of them that are in dispute."""
        words = in_dispute = 0
        for index in rows:
            text, shown, disputed = self.texts[index], self.words[index], self.open[index]
            kept = "".join(c if shown[at] else " " for at, c in enumerate(text))
            for found in _WORD.finditer(kept):
                words += 1
                in_dispute += any(disputed[found.start() : found.end()])
        return words, in_dispute


# --- delegations -----------------------------------------------------------------------------


def _stands(brackets: Iterable[Standing]) -> Iterator[Stand]:
    for bracket in brackets:
        for number, wording in enumerate(bracket.wordings, start=1):
            for name in wording.proponents:
                yield Stand(name, bracket, wording, number)


def _pairs(stands: Iterable[Stand]) -> list[Pair]:
    wanted: dict[str, dict[str, set[int]]] = {}
    for stand in stands:
        wanted.setdefault(stand.bracket.address, {}).setdefault(stand.delegation, set()).add(stand.number)
    both: dict[tuple[str, str], int] = {}
    together: dict[tuple[str, str], int] = {}
    for names in wanted.values():
        for pair in combinations(sorted(names), 2):
            both[pair] = both.get(pair, 0) + 1
            together[pair] = together.get(pair, 0) + bool(names[pair[0]] & names[pair[1]])
    pairs = [Pair(*pair, together[pair], count) for pair, count in both.items()]
    return sorted(
        pairs, key=lambda pair: (-pair.together, -pair.together / pair.both, pair.first, pair.second)
    )
