"""Paragraphs of the issued file that are split, joined and moved."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from draftkit.compare.changes import EditKind, Join, Move, Pair, Split
from draftkit.dataclass import dataclass
from draftkit.model import Format, NoteCall, Span
from draftkit.writers.issued.exact import THING
from draftkit.writers.issued.places import lines_of, own_places, places_of, put_at, size_of
from draftkit.writers.issued.plan import Moved, Part, prefix_of
from draftkit.writers.issued.planned_heads import PlannedHeads
from draftkit.writers.issued.planned_words import PlannedWords


@dataclass(frozen=True, slots=True)
class PlannedParts:
    """Puts splits, joins and moves into a plan, those that the file can show."""

    words: PlannedWords
    heads: PlannedHeads
    pairs: Sequence[Pair]
    rows_on: Mapping[int, int]
    """How many rows stand in each paragraph of the issued file."""
    ignored: Format
    typed: Container[int]
    follows: Callable[[int, int], bool]
    """As in :func:`draftkit.writers.issued.planning.make_plan`."""

    def moved(self, move: Move) -> Moved | None:
        """Where a paragraph was, if it can be said by a move: no picture, and nothing else in its place."""
        old, new = self.pairs[move.went].old, self.pairs[move.came].new
        assert old
        assert new
        lines = lines_of(old)
        if len(lines) != 1 or self.rows_on[lines[0]] > 1 or not self.follows(lines[0], 0):
            return None
        if any(isinstance(span, NoteCall) and span.note.startswith(THING) for span in old.content):
            return None
        places = own_places(old.content, self.words.texts)
        deleted: list[tuple[int, int]] = []
        if head := self.words.head_of(old, lines[0]):
            deleted.append((0, len(head)))
        parts: list[tuple[tuple[Span, ...], tuple[int, ...]]] = []
        arrivals = list(places_of(new.content))
        begin = arrived = 0
        for edit in move.edits:
            here = places[begin : begin + sum(map(size_of, edit.old))]
            begin += len(here)
            known = [place[1] for place in here if place]
            if len(known) < len(here):
                return None
            if edit.kind is EditKind.DELETE:
                deleted.append((known[0], known[-1] + 1))
                continue
            where = arrivals[arrived : arrived + sum(map(size_of, edit.new))]
            arrived += len(where)
            parts.append((tuple(put_at(edit.new, where)), tuple(known)))
        return Moved(lines[0], tuple(deleted), tuple(parts))

    def can_split(self, split: Split) -> bool:
        old = next(row for part in split.parts if (row := self.pairs[part].old))
        lines = lines_of(old)
        by_word = any(self.heads.labelled.get(line) for line in lines) and any(
            # A number or bullet that is read as words is no head.
            prefix_of(row.text)
            for row in (old, *(self.pairs[part].new for part in split.parts))
            if row and not row.marker
        )
        return len(lines) == 1 and self.rows_on[lines[0]] == 1 and not by_word and self.follows(lines[0], 0)

    def can_join(self, join: Join) -> bool:
        new = next(pair for part in join.parts if (pair := self.pairs[part]).new)
        rows = [row for part in join.parts if (row := self.pairs[part].old)]
        between = [pair for pair in self.pairs[join.parts[0] : join.parts[-1]] if pair.old and not pair.new]
        gone = {pair.old_place: pair.old for pair in between}
        gone |= {self.pairs[part].old_place: self.pairs[part].old for part in join.parts}
        every = [line for place in sorted(gone) if (row := gone[place]) for line in lines_of(row)]
        lines = [line for row in rows for line in lines_of(row)]
        if (
            len(every) != len(gone)
            or len(lines) != len(rows)
            or any(self.rows_on[line] > 1 for line in every)
        ):
            return False
        if new.new_place in self.typed or any(
            self.heads.labelled.get(line) and not row.marker for line, row in zip(lines, rows, strict=True)
        ):
            return False
        return all(self.follows(one, other) for one, other in pairwise(every))

    def amid(self, splits: Iterable[tuple[int, ...]]) -> Iterator[tuple[int, tuple[int, int]]]:
        """The pairs between the parts of what is split: the paragraph that is, and behind which part."""
        for parts in splits:
            (line,) = lines_of(next(row for part in parts if (row := self.pairs[part].old)))
            for number, (one, other) in enumerate(pairwise(parts), 1):
                for place in range(one + 1, other):
                    yield place, (line, number)

    def split(self, split: Split) -> None:
        parts = [self.pairs[part] for part in split.parts]
        old = next(pair.old for pair in parts if pair.old)
        rows = [pair.new for pair in parts if pair.new]
        (line,) = lines_of(old)
        plan = self.words.plan.paragraphs[line]
        plan.ignored = self.ignored
        likely = next(pair.new for pair in parts if pair.old)
        if old.marker and rows[0].marker and not self.heads.labelled.get(line):
            likely = rows[0]  # which has the typed number
        own = next((row for row in rows if (row.kind, row.level) == (old.kind, old.level)), likely)
        plan.parts = [Part(row, pair.new_place, row is own) for row, pair in zip(rows, parts, strict=True)]
        self.heads.head(old, rows[0], parts[0].new_place in self.typed)
        words = [(edits, list(places_of(row.content))) for edits, row in zip(split.edits, rows, strict=True)]
        self.words.parts(old, words, self.ignored)

    def join(self, join: Join) -> None:
        parts = [self.pairs[part] for part in join.parts]
        new = next(pair.new for pair in parts if pair.new)
        model, last = next(one.old for one in parts if one.old and one.new), parts[-1].old
        assert last
        for row in (model, parts[0].old):
            assert row
            self.words.plan.ends[lines_of(row)[0]] = lines_of(last)[0]
        # Joined paragraphs look as the last, or are given the look of the one most like the new one;
        # but where Word counts the new one, and of these two the last alone, as the last.
        is_counted = [bool(self.heads.labelled.get(lines_of(row)[0])) for row in (model, last)]
        if is_counted[1] and not is_counted[0] and self.heads.comes_counted(new):
            model = last
        comes_counted = any(is_counted) and self.heads.comes_counted(new)
        arrivals = list(places_of(new.content))
        for index, (pair, edits) in enumerate(zip(parts, join.edits, strict=True)):
            assert pair.old
            (line,) = lines_of(pair.old)
            plan = self.words.plan.paragraphs[line]
            plan.ignored = self.ignored
            if index == 0 and not (comes_counted and not self.heads.labelled.get(line)):
                self.heads.head(pair.old, new, typed=False)
            elif head := self.words.head_of(pair.old, line):
                plan.deleted.append((0, len(head)))
            size = sum(size_of(span) for edit in edits for span in edit.new)
            self.words.parts(pair.old, [(edits, arrivals[:size])], self.ignored)
            arrivals = arrivals[size:]
            if pair is not parts[-1]:
                plan.joined = True
            elif model is not last:
                plan.like = lines_of(model)[0]
