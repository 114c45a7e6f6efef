"""The brackets of two drafts side by side: of each paragraph, and of what it became.

A paragraph that moved stands beside itself, one that was split beside its parts, joined ones beside what
they are now. What comes or goes stands beside nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import TypeAlias

from draftkit.alternatives import read_far_attribution
from draftkit.brackets import Pair as BracketPair
from draftkit.brackets import match, nest
from draftkit.compare.changes import Edit, EditKind, Join, Move, Pair, Split
from draftkit.content import MARK, plain_text
from draftkit.dataclass import dataclass, replace
from draftkit.model import Alternative, Bracket, BracketKind, Inline, NoteCall, Position, Text
from draftkit.patterns import lazy_pattern
from draftkit.row_brackets import page_text
from draftkit.rows import Row

DEEPEST = 12
"""Brackets nested deeper make no events: nobody would name them, and real drafts stay below ten levels."""
NOTE_CALL = "^"
"""Stands for what is in brackets that hold the call of a note alone."""
STOPS = " ,;:.،؛，；：。"
"""What may stand behind a bracket around a whole paragraph."""

_OPENINGS = lazy_pattern(r"[\[［〔【][^\[\]［］〔〕【】:：]{0,400}[:：]\s?(?=[\[［〔【]|$)")
"""Brackets with names that open right before another one does."""
_WHOLES = lazy_pattern(r"[\[［〔【][^\[\]［］〔〕【】]*[\]］〕】]")
"""Brackets that stand beside another, as alternatives of what it holds."""

Names: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """An alternative on the page."""

    text: str
    """Its words; empty for one that is to have no text."""
    start: int
    end: int
    proponents: Names


@dataclass(frozen=True, slots=True)
class Contested:
    """A contested bracket inside one paragraph."""

    parts: tuple[Part, ...]
    marks: tuple[tuple[int, int], ...]
    """Where its pairs open and close: one pair, or one for each alternative."""
    within: tuple[int, ...]
    """The brackets around it, by their places among those of the paragraph, from the outermost."""
    is_whole: bool
    """It is around the whole paragraph, stops at the end aside."""

    @property
    def start(self) -> int:
        return self.marks[0][0]

    @property
    def end(self) -> int:
        """Behind its last mark."""
        return self.marks[-1][1] + 1


class Side:
    """A paragraph of one draft, or several that belong to one of the other."""

    def __init__(
        self, text: str, stayed: bytes, brackets: tuple[Contested, ...], covers: tuple[Names, ...]
    ) -> None:
        self.text = text
        self.stayed = stayed
        """For each character 1 if the other draft has it too."""
        self.brackets = brackets
        """The contested brackets inside, in the order in which they open."""
        self.covers = covers
        """The brackets around several paragraphs in which it stands as a whole: whose proposal each is."""
        self._ranks = [0, *accumulate(stayed)]
        self._names = frozenset(
            at
            for bracket in brackets
            if len(bracket.parts) == len(bracket.marks)
            for part, (opens, _) in zip(bracket.parts, bracket.marks, strict=True)
            if part.proponents
            for at in range(opens + 1, part.start)
        )
        """Where brackets say whose they are."""
        self.in_brackets = bytearray(len(text))
        """For each character 1 if it stands in a contested bracket, the marks included."""
        for bracket in brackets:
            for opens, closes in bracket.marks:
                self.in_brackets[opens : closes + 1] = b"\1" * (closes + 1 - opens)
        self.places = [at for at, flag in enumerate(stayed) if flag]
        """The characters that stayed."""

    def rank(self, at: int) -> int:
        """How many characters stayed before a place."""
        return self._ranks[at]

    def ranks(self, part: Part) -> range:
        """Which of the characters that stayed an alternative holds."""
        return range(self._ranks[part.start], self._ranks[part.end])

    def share(self, part: Part) -> float:
        """How much of an alternative's words stayed."""
        flags = [self.stayed[at] for at in range(part.start, part.end) if at not in self._names]
        return sum(flags) / max(len(flags), 1)

    def own_share(self, part: Part) -> float:
        """How much stayed of the words of an alternative that stand in no bracket inside it."""
        inner = [
            range(opens, closes + 1)
            for bracket in self.brackets
            for opens, closes in bracket.marks
            if part.start <= opens and closes < part.end
        ]
        flags = [self.stayed[at] for at in range(part.start, part.end) if not any(at in one for one in inner)]
        return sum(flags) / max(len(flags), 1)

    def is_text(self, at: int) -> bool:
        """Whether a character is part of the words, and not of whose they are."""
        return at not in self._names

    def words(self, start: int, end: int, without: Sequence[range] = ()) -> str:
        """The words in a stretch, without whose they are, and without some more."""
        places = (at for at in range(start, end) if at not in self._names)
        return "".join(self.text[at] for at in places if not any(at in gone for gone in without))


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a paragraph of the new draft begins in its unit."""

    start: int
    place: int
    """Which of the pairs it is."""
    label: str


@dataclass(frozen=True, slots=True)
class Unit:
    """What stands side by side."""

    old: Side | None
    new: Side | None
    spots: tuple[Spot, ...]

    @property
    def is_same(self) -> bool:
        """Whether nothing on the page differs."""
        sides = (self.old, self.new)
        return all(side is not None and 0 not in side.stayed[:-1] for side in sides)

    def spot(self, at: int) -> Spot:
        """The paragraph in which a character of the new side stands."""
        return [spot for spot in self.spots if spot.start <= at][-1]

    def spot_of_old(self, at: int) -> Spot:
        """The paragraph in which a character of the old side would stand now."""
        assert self.old
        assert self.new
        rank = self.old.rank(at)
        return self.spot(self.new.places[rank] if rank < len(self.new.places) else len(self.new.text))


def units(
    pairs: Sequence[Pair],
    moves: Sequence[Move],
    splits: Sequence[Split],
    joins: Sequence[Join],
    known: tuple[str, ...],
) -> Iterator[Unit]:
    """What stands side by side, in the order of the pairs; ``known`` are names of delegations."""
    sides = [_Brackets(pairs, old, known, page_text) for old in (True, False)]
    moved = {move.came: move for move in moves}
    went = {move.went for move in moves}
    split = {split.parts[0]: split for split in splits}
    joined = {next(part for part in join.parts if pairs[part].new): join for join in joins}
    in_others = {part for one in splits for part in one.parts} | {part for one in joins for part in one.parts}
    for place, pair in enumerate(pairs):
        if place in moved:
            found = moved[place]
            yield _unit(sides, pairs, [found.went], [place], [found.edits])
        elif place in split:
            parts = split[place].parts
            yield _unit(sides, pairs, [p for p in parts if pairs[p].old], list(parts), split[place].edits)
        elif place in joined:
            parts = joined[place].parts
            yield _unit(sides, pairs, list(parts), [place], joined[place].edits)
        elif place not in went and place not in in_others:
            olds, news = [place] * (pair.old is not None), [place] * (pair.new is not None)
            yield _unit(sides, pairs, olds, news, [pair.edits])


def unit_alone(pair: Pair, known: tuple[str, ...]) -> Unit:
    """A note or a table, whose brackets belong to no others."""
    sides = [_Brackets([pair], old, known, _whole_text) for old in (True, False)]
    return _unit(sides, [pair], [0] * (pair.old is not None), [0] * (pair.new is not None), [pair.edits])


def _whole_text(row: Row) -> str:
    return row.before + row.text


def known_to(pairs: Sequence[Pair]) -> tuple[str, ...]:
    """Names that are those of delegations in either draft; none where no bracket asks for them."""
    rows = [row for pair in pairs for row in (pair.old, pair.new) if row]
    if not any(MARK.search(row.text) for row in rows):
        return ()
    from draftkit.build import known_names  # only brackets need it

    return tuple(dict.fromkeys(known_names(rows)))


def _unit(
    sides: Sequence[_Brackets],
    pairs: Sequence[Pair],
    olds: list[int],
    news: list[int],
    edits: Sequence[Sequence[Edit]],
) -> Unit:
    old_rows = [row for place in olds if (row := pairs[place].old)]
    new_rows = [row for place in news if (row := pairs[place].new)]
    stayed = [b"", b""]
    if old_rows and new_rows:
        shared = _shared(old_rows[0].before, new_rows[0].before)
        stayed = [
            side.stayed(rows, edits, shared) for side, rows in zip(sides, (old_rows, new_rows), strict=True)
        ]
    elif old_rows or new_rows:
        stayed = [bytes(sum(map(sides[0].length, rows))) for rows in (old_rows, new_rows)]
    spots, start = [], 0
    for place in news or olds:
        row = pairs[place].new or pairs[place].old
        spots.append(Spot(start, place, pairs[place].new_label or pairs[place].old_label))
        start += sides[0].length(row) if row else 0
    divided = len(olds) > 1 or len(news) > 1
    old = sides[0].side(olds, stayed[0], divided) if old_rows else None
    new = sides[1].side(news, stayed[1], divided) if new_rows else None
    return Unit(old, new, tuple(spots))


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _flags(edits: Iterable[Edit], old: bool) -> bytes:
    out = b""
    for edit in edits:
        length = sum(len(span.text) for span in (edit.old if old else edit.new) if isinstance(span, Text))
        out += (b"\1" if edit.kind in (EditKind.EQUAL, EditKind.FORMAT) else b"\0") * length
    return out


class _Brackets:
    """The brackets of one draft."""

    def __init__(
        self, pairs: Sequence[Pair], old: bool, known: tuple[str, ...], text_of: Callable[[Row], str]
    ) -> None:
        self.is_old, self.known, self.text_of = old, known, text_of
        found = [(pair.old_place if old else pair.new_place, at) for at, pair in enumerate(pairs)]
        self.order = [at for place, at in sorted(found) if place >= 0]
        """The pairs that the draft has, in its order."""
        rows = [pairs[at].old if old else pairs[at].new for at in self.order]
        texts = [text_of(row) if row else "" for row in rows]
        self.texts = dict(zip(self.order, texts, strict=True))
        self.within: dict[int, list[BracketPair]] = {}
        """Brackets inside one paragraph, by its pair."""
        self.covers: dict[int, list[Names]] = {}
        """Whose each bracket is in which a paragraph stands as a whole, by its pair."""
        for pair in match(texts)[0] if any(map(MARK.search, texts)) else ():
            if pair.open_row == pair.close_row:
                self.within.setdefault(self.order[pair.open_row], []).append(pair)
            elif pair.depth <= DEEPEST:
                self._cover(pair, texts)

    def length(self, row: Row) -> int:
        """How many characters a paragraph has, the end of its line being one."""
        return len(self.text_of(row)) + 1

    def stayed(self, rows: Sequence[Row], edits: Sequence[Sequence[Edit]], shared: int) -> bytes:
        """For each character 1 if the other side has it too; a line end stands behind each paragraph.

        ``edits`` are those of each paragraph, or of each piece of the only one.
        """
        pieces = [_flags(part, self.is_old) for part in edits]
        if len(rows) == 1:
            pieces = [b"".join(pieces)]
        out = b""
        for row, flags in zip(rows, pieces, strict=True):
            head = b"\1" * shared + b"\0" * (len(row.before) - shared)
            out += (head + flags)[: self.length(row) - 1] + b"\0"
            shared = 0
        return out

    def _cover(self, pair: BracketPair, texts: Sequence[str]) -> None:
        before = _OPENINGS.sub("", texts[pair.open_row][: pair.open_at])
        first = pair.open_row + bool(MARK.sub("", before).strip())
        behind = _WHOLES.sub("", texts[pair.close_row][pair.close_at + 1 :])
        last = pair.close_row - bool(MARK.sub("", behind).strip(STOPS))
        names = read_far_attribution(texts[pair.open_row][pair.open_at + 1 :], self.known)[0]
        for row in range(first, last + 1):
            self.covers.setdefault(self.order[row], []).append(names)

    def side(self, places: Sequence[int], stayed: bytes, divided: bool) -> Side:
        """Some paragraphs as one side of a unit, ``divided`` if one was split or several were joined."""
        text = "".join(self.texts[place] + "\n" for place in places)
        brackets: list[Contested] = []
        start = 0
        for place in places:
            brackets += self._contested(place, start, len(brackets))
            start += len(self.texts[place]) + 1
        covers = min((tuple(self.covers.get(place, ())) for place in places), key=len)
        if divided:
            around, brackets = _in_each(brackets, len(places))
            covers += around
        return Side(text, stayed, tuple(brackets), covers)

    def _contested(self, place: int, start: int, first: int) -> Iterator[Contested]:
        """The contested brackets of a paragraph that begins at ``start``; ``first`` counts those before."""
        inside = self.within.get(place)
        if not inside:
            return
        text = self.texts[place]
        marks = {at: pair for pair in inside for at in (pair.open_at, pair.close_at)}
        numbers = {pair.number for pair in inside if pair.depth <= DEEPEST}
        content = nest((Text(text, position=Position(1, 1)),), marks, numbers, self.known)
        for bracket, within in _found(content, (), [first]):
            yield _contested(bracket, within, text, marks, start)


def _in_each(brackets: list[Contested], paragraphs: int) -> tuple[tuple[Names, ...], list[Contested]]:
    """Brackets around each of some paragraphs as one around all of them, and those that are left."""
    wholes = [at for at, bracket in enumerate(brackets) if bracket.is_whole]
    names = {bracket.parts[0].proponents for bracket in brackets if bracket.is_whole}
    if len(wholes) != paragraphs or len(names) != 1:
        return (), [replace(bracket, is_whole=False) for bracket in brackets]
    left = [at for at in range(len(brackets)) if at not in wholes]
    now = {at: place for place, at in enumerate(left)}
    return (*names,), [
        replace(brackets[at], within=tuple(now[outer] for outer in brackets[at].within if outer in now))
        for at in left
    ]


def _found(
    content: Iterable[Inline], within: tuple[int, ...], counter: list[int]
) -> Iterator[tuple[Bracket, tuple[int, ...]]]:
    """Contested brackets, at any depth, with those around each."""
    for node in content:
        if not isinstance(node, Bracket):
            continue
        around = within
        if node.kind is BracketKind.CONTESTED:
            yield node, within
            around = (*within, counter[0])
            counter[0] += 1
        held = (inner for alternative in node.alternatives for inner in alternative.content)
        yield from _found(held, around, counter)


def _contested(
    bracket: Bracket, within: tuple[int, ...], text: str, marks: Mapping[int, BracketPair], start: int
) -> Contested:
    pairs = []
    at = _place(bracket)
    for _ in range(1 if bracket.slash else len(bracket.alternatives)):
        while at not in marks:
            at += 1
        pairs.append((start + at, start + marks[at].close_at))
        at = marks[at].close_at + 1
    parts = tuple(_part(alternative, _place(bracket), start) for alternative in bracket.alternatives)
    is_whole = _place(bracket) == 0 and not text[at:].strip(STOPS) and len(parts) == 1
    return Contested(parts, tuple(pairs), within, is_whole)


def _part(alternative: Alternative, place: int, start: int) -> Part:
    text = plain_text(alternative.content)
    first = next((_place(node) for node in alternative.content if not isinstance(node, NoteCall)), place)
    said = text if text.strip() or alternative.label else NOTE_CALL
    return Part(said, start + first, start + first + len(text), alternative.proponents)


def _place(node: Inline) -> int:
    assert node.position is not None
    return node.position.column - 1
