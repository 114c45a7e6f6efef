"""A proposal that was made on an older version, carried over to the base of today.

What the proposal changes in the older version is done to the base, piece by
piece: words, whole paragraphs, notes. A piece whose place the base has changed
as well cannot be carried; it is told with the reason, and the base stands there.
"""

from __future__ import annotations

from collections.abc import Sequence

from draftkit.build import build
from draftkit.compare import paired
from draftkit.compare.changes import Pair
from draftkit.compare.tokens import flat
from draftkit.dataclass import dataclass, replace
from draftkit.labels import labels
from draftkit.model import Draft
from draftkit.negotiate.issued import call_order, recalled, renamed
from draftkit.negotiate.pieces import Content
from draftkit.negotiate.regions import Change, Proposed, proposed
from draftkit.rows import Row, RowKind, rows


@dataclass(frozen=True, slots=True)
class Left:
    """A piece of a proposal that was not carried over."""

    label: str
    """The paragraph of the older version, or the one behind which something was inserted."""
    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class Carried:
    """A proposal as it reads over the base of today."""

    draft: Draft
    left: tuple[Left, ...]


WENT = "the paragraph is no longer in the base"
CHANGED = "the base has changed these words too"
REWRITTEN = "the base has changed the paragraph that is to be deleted"
OTHERWISE = "the base has another paragraph of this kind here"


def carried(older: Draft, base: Draft, proposal: Draft) -> Carried:
    """The proposal, made on an older version, as a text over the base."""
    work = _Carrying(rows(older), rows(base), rows(proposal))
    found = work.rows()
    return Carried(build(renamed(found, call_order(found))), tuple(work.left))


class _Side:
    """What one version has made of the older one."""

    def __init__(self, older: Sequence[Row], new: Sequence[Row], mark: str) -> None:
        pairs = paired(older, new)
        names = {
            pair.new.marker: pair.old.marker if pair.old else f"{mark}{pair.new.marker}"
            for pair in pairs
            if pair.new and pair.new.kind is RowKind.NOTE
        }
        self.rows = [_renamed(row, names) for row in new]
        self.pairs: dict[int, Pair] = {pair.old_place: pair for pair in pairs if pair.old}
        self.names = names
        self.behind: dict[int, list[Row]] = {}
        """Inserted rows, by the row of the older version that they stand behind."""
        last = -1
        kept = {pair.new_place: pair.old_place for pair in pairs if pair.old and pair.new}
        for place, row in enumerate(self.rows):
            if place in kept:
                last = kept[place]
            else:
                self.behind.setdefault(last, []).append(row)

    def row(self, place: int) -> Row | None:
        """What has become of a row of the older version."""
        pair = self.pairs[place]
        return self.rows[pair.new_place] if pair.new else None

    def changes(self, place: int, content: Content) -> tuple[Change, ...]:
        """What has become of its words."""
        edits = [replace(e, new=recalled(e.new, self.names)) for e in self.pairs[place].edits]
        return proposed(content, (), edits).changes


def _renamed(row: Row, names: dict[str, str]) -> Row:
    marker = names[row.marker] if row.kind is RowKind.NOTE else row.marker
    return replace(row, content=recalled(row.content, names), marker=marker, position=None)


class _Carrying:
    def __init__(self, older: tuple[Row, ...], base: tuple[Row, ...], proposal: tuple[Row, ...]) -> None:
        self.older = older
        self.labels = labels(older)
        self.base = _Side(older, base, "b")
        self.proposal = _Side(older, proposal, "p")
        self.left: list[Left] = []

    def rows(self) -> tuple[Row, ...]:
        """The base with what could be carried."""
        where = {pair.new_place: place for place, pair in self.base.pairs.items() if pair.new}
        anchors = self._anchors()
        found = [*anchors.get(-1, ())]
        for place, row in enumerate(self.base.rows):
            older = where.get(place)
            kept = row if older is None else self._row(older, row)
            if kept is not None:
                found.append(kept)
            found += anchors.get(place, ())
        for place in self.base.pairs:
            self._gone(place)
        stories = {RowKind.FRONT: 0, RowKind.NOTE: 2}
        called = {s.note for row in found for s in row.content if hasattr(s, "note")}
        own = {row.marker for row in self.base.rows if row.kind is RowKind.NOTE}
        kept_rows = (r for r in found if r.kind is not RowKind.NOTE or r.marker in called | own)
        return tuple(sorted(kept_rows, key=lambda row: stories.get(row.kind, 1)))

    def _anchors(self) -> dict[int, list[Row]]:
        """What the proposal inserts, by the row of the base behind which it stands now."""
        found: dict[int, list[Row]] = {}
        there = {(row.kind, flat(row.content)) for behind in self.base.behind.values() for row in behind}
        for place, inserted in self.proposal.behind.items():
            at = next((pair.new_place for i in range(place, -1, -1) if (pair := self.base.pairs[i]).new), -1)
            for row in inserted:
                if row.kind in (RowKind.FRONT, RowKind.ENACTING) and self._taken(row):
                    self._leave(max(place, 0), row.text, OTHERWISE)
                elif (row.kind, flat(row.content)) not in there:
                    found.setdefault(at, []).append(row)
        return found

    def _taken(self, row: Row) -> bool:
        return any(
            other.kind is row.kind and other.field == row.field
            for behind in self.base.behind.values()
            for other in behind
        )

    def _row(self, place: int, row: Row) -> Row | None:
        """A row of the base with what the proposal makes of it; None where it goes."""
        older, wanted = self.older[place], self.proposal.row(place)
        if wanted is None:
            if _stated(row) == _stated(older) and row.content == older.content:
                return None
            self._leave(place, older.text, REWRITTEN)
            return row
        if _stated(wanted) != _stated(older) and _stated(row) == _stated(older):
            row = replace(wanted, content=row.content, marker=row.marker)
        elif _stated(wanted) not in (_stated(older), _stated(row)):
            self._leave(place, older.text, CHANGED)
        if wanted.content == older.content:
            return row
        return replace(row, content=self._words(place, older, wanted, row))

    def _words(self, place: int, older: Row, wanted: Row, row: Row) -> Content:
        """The words of the base with those changes of the proposal that do not meet a change of the base."""
        ours = self.base.changes(place, row.content)
        kept = list(ours)
        for change in self.proposal.changes(place, wanted.content):
            meets = [other for other in ours if change.start <= other.end and other.start <= change.end]
            if change in meets:
                continue
            if meets:
                old = flat(older.content)[change.start : change.end]
                self._leave(place, f"{old.strip()} → {flat(change.content).strip()}", CHANGED)
            else:
                kept.append(change)
        kept.sort(key=lambda change: (change.start, change.end))
        return Proposed((), (), tuple(kept)).between(older.content, 0, len(flat(older.content)))

    def _gone(self, place: int) -> None:
        """Tell of a paragraph that the proposal changes and the base has no more."""
        wanted = self.proposal.row(place)
        older = self.older[place]
        gone = self.base.pairs[place].new is None
        if gone and wanted is not None and wanted.content != older.content:
            self._leave(place, wanted.text, WENT)

    def _leave(self, place: int, words: str, reason: str) -> None:
        self.left.append(Left(self.labels[place] if self.labels else "", words, reason))


def _stated(row: Row) -> tuple[object, ...]:
    return row.kind, row.level, row.before, row.option, row.field
