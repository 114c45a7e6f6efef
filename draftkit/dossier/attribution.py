"""Since when each word of a draft has stood in it.

The rule: a word belongs to the version since which it has stood in the draft
without a break. A paragraph that moved, was split or joined keeps its words; a
word that left and came back belongs to the version with which it came back.
What belongs together between two versions is what a comparison of the two says
(:mod:`draftkit.compare`). Numbers are no words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

from draftkit.compare import divided_and_moved, paired
from draftkit.compare.changes import Changes, Edit, EditKind
from draftkit.compare.tokens import cut, flat
from draftkit.dataclass import dataclass
from draftkit.model import Span
from draftkit.rows import Row, RowKind

Keyed: TypeAlias = tuple[bytes, Row]
"""A row, and what is the same for all rows that say the same, whatever their numbers."""
Chars: TypeAlias = tuple[int, ...]
"""For each character of a row's flat text, to whom it belongs."""


@dataclass(frozen=True, slots=True)
class Traced:
    """A row and to whom its characters belong."""

    row: Row
    chars: Chars
    before: int
    """To whom belongs what stands before its number: brackets, the name of an option."""

    def parts(self) -> Iterator[tuple[int, tuple[Span, ...]]]:
        """The content in runs of one owner."""
        at = 0
        for owner, run in groupby(self.chars):
            end = at + sum(1 for _ in run)
            yield owner, cut(self.row.content, at, end)
            at = end


@dataclass(frozen=True, slots=True)
class Origin:
    """Where words come from."""

    version: str
    number: int
    """Of the version, from 1; of a proposal that is looked at, one more than that of its version."""
    date: str
    round: str
    by: tuple[str, ...] = ()
    """Who wanted them; may not be known."""
    how: str = ""
    """How that is known: ``proposal``, ``brackets`` or ``tabled``."""

    @property
    def told(self) -> str:
        """In one line."""
        when = ", ".join(part for part in (self.version, self.date, self.round) if part)
        return f"{when}: {', '.join(self.by)} ({self.how})" if self.by else when


@dataclass(frozen=True, slots=True)
class Blamed:
    """A paragraph and where its words come from."""

    label: str
    traced: Traced


@dataclass(frozen=True, slots=True)
class Blame:
    """A text and where its words come from."""

    name: str
    origins: tuple[Origin, ...]
    """Those that the rows name by their places here, oldest first."""
    rows: tuple[Blamed, ...]


def first(rows: Iterable[Keyed], own: int) -> tuple[Traced, ...]:
    """The first version: every word is its own."""
    return tuple(_new(row, own) for _, row in rows)


def _new(row: Row, own: int) -> Traced:
    return Traced(row, (own,) * len(flat(row.content)), own)


def carried(
    old: Sequence[Traced], old_keys: Sequence[bytes], new: Sequence[Keyed], own: int
) -> tuple[Traced, ...]:
    """The next version: what stayed belongs to whom it belonged, what came is its own."""
    before = [_key(key, traced.row) for key, traced in zip(old_keys, old, strict=True)]
    after = [_key(key, row) for key, row in new]
    out: list[Traced | None] = [None] * len(new)
    same = _same_in_order(before, after)
    for i, j in same:
        out[j] = Traced(new[j][1], old[i].chars, old[i].before)
    far = _without_keepers(same, len(old), len(new))
    gone = sorted(set(range(len(old))) - {i for i, _ in far})
    come = sorted(set(range(len(new))) - {j for _, j in far})
    if any(traced is None for traced in out):
        rest = _changed([old[i] for i in gone], [new[j][1] for j in come], own)
        for j, traced in zip(come, rest, strict=True):
            out[j] = traced
    return tuple(traced for traced in out if traced is not None)


def _changed(old: Sequence[Traced], new: Sequence[Row], own: int) -> list[Traced]:
    """What became of some rows."""
    changes = divided_and_moved(paired([traced.row for traced in old], new))
    out = [_new(row, own) for row in new]
    for pair in changes.pairs:
        if pair.old and pair.new:
            before = old[pair.old_place]
            chars = _through(pair.edits, before.chars, own)
            out[pair.new_place] = _kept(before, pair.new, chars, own)
    for place, source, chars in _elsewhere(changes, old, own):
        out[place] = _kept(old[source], new[place], chars, own)
    return out


def _kept(old: Traced, new: Row, chars: Chars, own: int) -> Traced:
    same = (old.row.before, old.row.option) == (new.before, new.option)
    return Traced(new, chars, old.before if same else own)


def _elsewhere(changes: Changes, old: Sequence[Traced], own: int) -> Iterator[tuple[int, int, Chars]]:
    """Rows that moved, were split or joined: their places, one they come from, and their characters."""
    pairs = changes.pairs
    for move in changes.moves:
        source = pairs[move.went].old_place
        yield pairs[move.came].new_place, source, _through(move.edits, old[source].chars, own)
    for split in changes.splits:
        source = next(pairs[part].old_place for part in split.parts if pairs[part].old)
        at = 0
        for part, edits in zip(split.parts, split.edits, strict=True):
            size = sum(len(flat(edit.old)) for edit in edits)
            chars = _through(edits, old[source].chars[at : at + size], own)
            yield pairs[part].new_place, source, chars
            at += size
    for join in changes.joins:
        target = next(pairs[part].new_place for part in join.parts if pairs[part].new)
        sources = [pairs[part].old_place for part in join.parts]
        joined: Chars = ()
        for source, edits in zip(sources, join.edits, strict=True):
            joined += _through(edits, old[source].chars, own)
        yield target, sources[0], joined


def _through(edits: Iterable[Edit], chars: Chars, own: int) -> Chars:
    """To whom the characters belong after these edits."""
    out: list[int] = []
    at = 0
    for edit in edits:
        size = len(flat(edit.old))
        if edit.kind is EditKind.INSERT:
            out.extend([own] * len(flat(edit.new)))
        elif edit.kind is not EditKind.DELETE:
            out.extend(chars[at : at + size])
        at += size
    return tuple(out)


# --- rows that did not change ----------------------------------------------------------------


def _key(key: bytes, row: Row) -> bytes:
    """A note is the same only under the same name: what calls it names it."""
    return key + row.marker.encode() if row.kind is RowKind.NOTE else key


def _same_in_order(old: Sequence[bytes], new: Sequence[bytes]) -> list[tuple[int, int]]:
    """Rows that are the same and stand in the same order, which need no comparison.

    Those at both ends, and between them those that are there once on either side, the longest
    sequence of them.
    """
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    pairs = [(i, i) for i in range(start)]
    middle_old, middle_new = range(start, len(old) - end), range(start, len(new) - end)
    counts = Counter(old[i] for i in middle_old), Counter(new[j] for j in middle_new)
    where = {new[j]: j for j in middle_new if counts[1][new[j]] == 1}
    unique = [(i, where[old[i]]) for i in middle_old if counts[0][old[i]] == 1 and old[i] in where]
    pairs += _longest(unique)
    pairs += [(len(old) - back, len(new) - back) for back in range(end, 0, -1)]
    return pairs


def _without_keepers(same: Sequence[tuple[int, int]], old: int, new: int) -> list[tuple[int, int]]:
    """The rows that are the same, but for one between each two changes.

    That one keeps the changes apart, as it does in a comparison of the whole.
    """
    out: list[tuple[int, int]] = []
    for place, (i, j) in enumerate(same):
        behind_change = (i, j) != (0, 0) and (place == 0 or same[place - 1] != (i - 1, j - 1))
        if not behind_change or _same_to_the_end(same[place:], old, new):
            out.append((i, j))
    return out


def _same_to_the_end(rest: Sequence[tuple[int, int]], old: int, new: int) -> bool:
    """Whether nothing changes from the first of these rows on."""
    i, j = rest[0]
    return len(rest) == old - i == new - j


def _longest(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of the pairs in which both sides go up; the first sides do already."""
    ends: list[int] = []
    """The least last second side of sequences of each length."""
    holders: list[int] = []
    before: list[int] = []
    for place, (_, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        before.append(holders[length - 1] if length else -1)
        if length == len(ends):
            ends.append(j)
            holders.append(place)
        else:
            ends[length], holders[length] = j, place
    out: list[tuple[int, int]] = []
    at = holders[-1] if holders else -1
    while at >= 0:
        out.append(pairs[at])
        at = before[at]
    return out[::-1]
