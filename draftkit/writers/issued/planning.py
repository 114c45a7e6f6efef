"""Changes between rows to what happens to each paragraph of the issued file.

Rows know where each of their characters stands in the file. What the rows leave
out (a second space, a tab at the end of a line) is not touched, so that only
what a reader would call a change becomes one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from draftkit.compare.changes import Changes, Edit, EditKind, Join, Move, Pair, Split
from draftkit.content import piece
from draftkit.labels import common_marks
from draftkit.model import Field, Format, NoteCall, Span, Text
from draftkit.rows import Row, RowKind
from draftkit.writers.issued.exact import THING
from draftkit.writers.issued.places import (
    Place,
    first_place,
    lines_of,
    own_places,
    places_of,
    put_at,
    size_of,
)
from draftkit.writers.issued.plan import (
    BOLD_BY_STYLE,
    PREFIX,
    Insertion,
    Moved,
    NewParagraph,
    Part,
    Plan,
    Reformat,
)
from draftkit.writers.issued.prefixes import retyped, touches, without_first


def make_plan(
    changes: Changes,
    old: Sequence[Row],
    texts: Mapping[int, str],
    labelled: Mapping[int, str],
    ignored: Format = Format.PLAIN,
    exact: bool = False,
    typed: Container[int] = (),
    follows: Callable[[int, int], bool] = lambda one, other: False,
) -> Plan:
    """The plan of some changes.

    ``texts`` are the texts of the issued file's paragraphs by number, ``labelled`` the numbers Word
    itself gives to them; formats ``ignored`` are not compared. ``exact`` rows are whole paragraphs,
    white space and all. ``typed`` are the rows of the new draft, by place, whose numbers are written
    out, since Word would count otherwise. ``follows`` says of two paragraphs whether the one stands next to
    the other and both can be cut; paragraphs that cannot are not split or joined, their words go and come.
    """
    return _Planning(changes, old, texts, labelled, ignored, exact, typed, follows).plan


class _Planning:
    def __init__(
        self,
        changes: Changes,
        old: Sequence[Row],
        texts: Mapping[int, str],
        labelled: Mapping[int, str],
        ignored: Format,
        exact: bool,
        typed: Container[int],
        follows: Callable[[int, int], bool],
    ) -> None:
        self.typed = typed
        self.follows = follows
        self.texts = texts
        self.labelled = labelled
        self.ignored = ignored
        self.exact = exact
        self.plan = Plan()
        self.rows_on: dict[int, int] = defaultdict(int)
        self.gone_on: dict[int, int] = defaultdict(int)
        for row in old:
            for line in lines_of(row):
                self.rows_on[line] += 1
        self._all(changes)

    def _all(self, changes: Changes) -> None:
        last = 0
        splits = {split.parts: split for split in changes.splits if self._can_split(split, changes.pairs)}
        joins = {join.parts: join for join in changes.joins if self._can_join(join, changes.pairs)}
        divided = {part: parts for parts in (*splits, *joins) for part in parts}
        first = {
            next(part for part in parts if changes.pairs[part].new): changes.pairs[parts[0]]
            for parts in joins
        }
        # What comes before joined paragraphs comes before the first of them, wherever the pairs have it.
        early = {part for parts in joins for part in parts if part < max(set(parts) & set(first))}
        moved = {move.came: found for move in changes.moves if (found := self._moved(move, changes.pairs))}
        for place, pair in enumerate(changes.pairs):
            row = pair.old or pair.new
            assert row
            if parts := divided.get(place):
                if place != parts[0]:
                    pass  # told with the first
                elif parts in splits:
                    self._split(splits[parts], changes.pairs)
                else:
                    self._join(joins[parts], changes.pairs)
            elif row.kind is RowKind.NOTE:
                self._note(pair)
            elif row.kind is RowKind.VERBATIM or (pair.new and pair.new.kind is RowKind.VERBATIM):
                self._verbatim(pair, last)
            elif pair.old is None:
                assert pair.new
                self.plan.new.append(NewParagraph(pair.new, last, pair.new_place, moved=moved.get(place)))
            elif pair.new is None:
                self._gone(pair.old)
            else:
                self._edited(pair, pair.old, pair.new)
            if pair.old and place not in early:
                last = max([*lines_of(pair.old)] or [last])
        self._follow(changes, first)

    def _follow(self, changes: Changes, first: Mapping[int, Pair]) -> None:
        """Tell each new paragraph which old one comes next: of joined ones, the ``first``."""
        following: dict[int, int] = {}
        ahead = 0
        for place in range(len(changes.pairs) - 1, -1, -1):
            pair = first.get(place, changes.pairs[place])
            if pair.old is None and pair.new is not None:
                following[pair.new_place] = ahead
            elif pair.old and pair.old.kind is not RowKind.NOTE:
                ahead = next(iter(lines_of(pair.old)), ahead)
        self.plan.new = [replace(new, before=following.get(new.place, 0)) for new in self.plan.new]

    def _verbatim(self, pair: Pair, last: int) -> None:
        if pair.old is None or pair.new is None or pair.old.content != pair.new.content:
            self.plan.tables.append(pair)
        if pair.old is not None and pair.new is not None and pair.old.kind is not pair.new.kind:
            self.plan.tables[-1:] = [pair]

    # --- notes ---

    def _note(self, pair: Pair) -> None:
        if pair.new:
            self.plan.notes[pair.new.marker] = pair.new
        if pair.new and pair.old:
            self.plan.same_notes[pair.new.marker] = pair.old.marker
            self._edited(pair, pair.old, pair.new)

    # --- paragraphs ---

    def _gone(self, row: Row) -> None:
        for line in lines_of(row):
            self.gone_on[line] += 1
            if self.gone_on[line] >= self.rows_on[line]:
                plan = self.plan.paragraphs[line]
                plan.gone = True
                plan.deleted = [(0, len(self.texts[line]))]
                return
        self._delete(row.content)

    # --- moves ---

    def _moved(self, move: Move, pairs: Sequence[Pair]) -> Moved | None:
        """Where a paragraph was, if it can be said by a move: no picture, and nothing else in its place."""
        old, new = pairs[move.went].old, pairs[move.came].new
        assert old
        assert new
        lines = lines_of(old)
        if len(lines) != 1 or self.rows_on[lines[0]] > 1 or not self.follows(lines[0], 0):
            return None
        if any(isinstance(span, NoteCall) and span.note.startswith(THING) for span in old.content):
            return None
        places = own_places(old.content, self.texts)
        deleted: list[tuple[int, int]] = []
        if head := self._head_of(old, lines[0]):
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

    # --- splits and joins ---

    def _can_split(self, split: Split, pairs: Sequence[Pair]) -> bool:
        old = next(row for part in split.parts if (row := pairs[part].old))
        lines = lines_of(old)
        by_word = any(self.labelled.get(line) for line in lines) and any(
            # A number or bullet that is read as words is no head.
            PREFIX.match(row.text)
            for row in (old, *(pairs[part].new for part in split.parts))
            if row and not row.marker
        )
        return len(lines) == 1 and self.rows_on[lines[0]] == 1 and not by_word and self.follows(lines[0], 0)

    def _can_join(self, join: Join, pairs: Sequence[Pair]) -> bool:
        new = next(pair for part in join.parts if (pair := pairs[part]).new)
        rows = [row for part in join.parts if (row := pairs[part].old)]
        lines = [line for row in rows for line in lines_of(row)]
        if len(lines) != len(rows) or any(self.rows_on[line] > 1 for line in lines):
            return False
        if new.new_place in self.typed or any(
            self.labelled.get(line) and not row.marker for line, row in zip(lines, rows, strict=True)
        ):
            return False
        return all(self.follows(one, other) for one, other in pairwise(lines))

    def _split(self, split: Split, pairs: Sequence[Pair]) -> None:
        parts = [pairs[part] for part in split.parts]
        old = next(pair.old for pair in parts if pair.old)
        rows = [pair.new for pair in parts if pair.new]
        (line,) = lines_of(old)
        plan = self.plan.paragraphs[line]
        plan.ignored = self.ignored
        own = next(
            (row for row in rows if (row.kind, row.level) == (old.kind, old.level)),
            next(pair.new for pair in parts if pair.old),
        )
        plan.parts = [Part(row, pair.new_place, row is own) for row, pair in zip(rows, parts, strict=True)]
        self._head(old, rows[0], parts[0].new_place in self.typed)
        words = [(edits, list(places_of(row.content))) for edits, row in zip(split.edits, rows, strict=True)]
        self._parts(old, words, self.ignored)

    def _join(self, join: Join, pairs: Sequence[Pair]) -> None:
        parts = [pairs[part] for part in join.parts]
        new = next(pair.new for pair in parts if pair.new)
        arrivals = list(places_of(new.content))
        for index, (pair, edits) in enumerate(zip(parts, join.edits, strict=True)):
            assert pair.old
            (line,) = lines_of(pair.old)
            plan = self.plan.paragraphs[line]
            plan.ignored = self.ignored
            if index == 0:
                self._head(pair.old, new, typed=False)
            elif head := self._head_of(pair.old, line):
                plan.deleted.append((0, len(head)))
            size = sum(size_of(span) for edit in edits for span in edit.new)
            self._parts(pair.old, [(edits, arrivals[:size])], self.ignored)
            arrivals = arrivals[size:]
            if pair is not parts[-1]:
                plan.joined = True
            elif pair.new is None:
                kept = next(one.old for one in parts if one.old and one.new)
                plan.like = lines_of(kept)[0]

    def _head_of(self, row: Row, line: int) -> str:
        """What is typed before the words of a row."""
        words = first_place(row)
        return self.texts[line][: words.column - 1] if words and words.line == line else self.texts[line]

    # --- one paragraph ---

    def _edited(self, pair: Pair, old: Row, new: Row) -> None:
        ignored = self.ignored
        if not self.exact and (old.kind in BOLD_BY_STYLE or new.kind in BOLD_BY_STYLE):
            ignored |= Format.BOLD
        for line in lines_of(old):
            if line in self.plan.paragraphs or pair.edits:
                self.plan.paragraphs[line].ignored = ignored
                self.plan.paragraphs[line].partner = new.position.line if new.position else 0
        if old.kind is not RowKind.NOTE:
            self._head(old, new, pair.new_place in self.typed)
            if (old.kind, old.level) != (new.kind, new.level) and (
                # What paragraphs are is the reader's guess; only numbers of another kind say more.
                not self.exact or (new.marker and _counts(old) != _counts(new))
            ):
                for line in lines_of(old)[:1]:
                    self.plan.paragraphs[line].becomes = new
        edits: Sequence[Edit] = pair.edits
        if old.kind is not RowKind.NOTE and not self.exact:
            edits = self._prefixed(old, new, edits, pair.new_place in self.typed)
        if old.field == new.field == Field.SYMBOL.value:
            edits = _within_symbol(old, new) or edits
        self._words(old, new, edits, ignored)

    def _words(self, old: Row, new: Row, edits: Sequence[Edit], ignored: Format) -> None:
        arrivals = list(places_of(new.content))
        # A number that Word sets may be left out of the edits, at the head of the words.
        left_out = len(arrivals) - sum(size_of(span) for edit in edits for span in edit.new)
        self._parts(old, [(edits, arrivals[left_out:])], ignored)

    def _parts(
        self, old: Row, parts: Sequence[tuple[Sequence[Edit], Sequence[Place | None]]], ignored: Format
    ) -> None:
        """The words of each part of a paragraph, and where each of the new ones stands in the new version."""
        places = own_places(old.content, self.texts)
        first = next((place for place in places if place), None)
        if first:
            line, at = first
        else:
            line = old.position.line if old.position else 1
            at = len(self.texts[line])
        begin = 0
        for number, (edits, arrivals) in enumerate(parts):
            if number:
                self.plan.paragraphs[line].inserted.append(Insertion(at, (), begins=number))
            arrived = 0
            for edit in edits:
                if edit.kind is EditKind.INSERT:
                    come = sum(size_of(span) for span in edit.new)
                    where = tuple(arrivals[arrived : arrived + come])
                    content = tuple(put_at(edit.new, where))
                    self.plan.paragraphs[line].inserted.append(Insertion(at, content, where))
                    arrived += come
                    continue
                end = begin + sum(size_of(span) for span in edit.old)
                here = places[begin:end]
                begin = end
                arrived += sum(size_of(span) for span in edit.new)
                if edit.kind is EditKind.DELETE:
                    self._delete_breaks(edit.old, here, line)
                    self._delete_places(here)
                elif edit.kind is EditKind.FORMAT:
                    self._reformat(here, _formats(edit.old), _formats(edit.new), ignored)
                last = next((place for place in reversed(here) if place), None)
                if last:
                    line, at = last[0], last[1] + 1
                if edit.kind is EditKind.DELETE:
                    gone = self.plan.paragraphs[line].deleted[-1:]
                    at = max([at, *(end for start, end in gone if start < at)])

    def _delete_breaks(self, gone: Iterable[Span], places: Iterable[Place | None], line: int) -> None:
        """Join the paragraphs of a note between which a line break is deleted that has no place in either."""
        characters = "".join(span.text if isinstance(span, Text) else "\ufffc" for span in gone)
        for character, place in zip(characters, places, strict=True):
            if place:
                line = place[0]
            elif character == "\n":
                self.plan.paragraphs[line].joined = True

    def _delete(self, content: Sequence[Span]) -> None:
        self._delete_places(own_places(content, self.texts))

    def _delete_places(self, places: Iterable[Place | None]) -> None:
        """Delete characters, and the white space between and after them that rows do not hold."""
        by_line: dict[int, list[int]] = defaultdict(list)
        for place in places:
            if place:
                by_line[place[0]].append(place[1])
        for line, found in by_line.items():
            start, end = found[0], found[-1] + 1
            whole = self.texts[line]
            if not self.exact and whole[end - 1].isspace():
                while end < len(whole) and whole[end] in " \t":
                    end += 1
            self.plan.paragraphs[line].deleted.append((start, end))

    def _reformat(
        self,
        places: Sequence[Place | None],
        have: Sequence[Format],
        want: Sequence[Format],
        ignored: Format,
    ) -> None:
        last: Reformat | None = None
        for place, before, after in zip(places, have, want, strict=True):
            after = (after & ~ignored) | (before & ignored)
            if place is None or before == after:
                last = None
                continue
            line, at = place
            found = self.plan.paragraphs[line].reformatted
            if (
                last
                and found
                and found[-1] is last
                and last.end == at
                and (last.have, last.want) == (before, after)
            ):
                last = Reformat(last.start, at + 1, before, after)
                found[-1] = last
            else:
                last = Reformat(at, at + 1, before, after)
                found.append(last)

    # --- numbers ---

    def _prefixed(self, old: Row, new: Row, edits: Sequence[Edit], typed: bool) -> Sequence[Edit]:
        """The edits without those of a number or bullet that is read as words, where Word sets it anew."""
        line = old.position.line if old.position else 0
        label = self.labelled.get(line, "").strip()
        if not label or old.marker or not old.text.startswith(label):
            return edits
        length = len(label) + (old.text[len(label) : len(label) + 1] == " ")
        if not touches(edits, length):
            return edits
        found = PREFIX.match(new.text)
        if found and not typed:
            return without_first(edits, length, found.end() + (new.text[found.end() :][:1] == " "))
        self.plan.paragraphs[line].unnumbered = True
        return retyped(edits, length)

    def _head(self, old: Row, new: Row, typed: bool) -> None:
        """A typed number, the brackets before it, and an option's name."""
        before, after = (old.before, old.marker, old.option), (new.before, new.marker, new.option)
        line = old.position.line if old.position else 0
        if self.labelled.get(line):
            # Word's own number is no text.
            before, after = (old.before, "", old.option), (new.before, "", new.option)
            if old.marker and (typed or not new.marker):
                self.plan.paragraphs[line].unnumbered = True
                after = (new.before, new.marker, new.option)
        elif typed:
            self.plan.paragraphs[line].unnumbered = True
        if before == after or not line:
            return
        head = self._head_of(old, line)
        plan = self.plan.paragraphs[line]
        if self.exact and not any(after):
            # The words of the new paragraph begin with its tabs.
            plan.deleted.append((0, len(head)))
            return
        at = len(head) - len(head.lstrip())
        for index, (gone, come) in enumerate(zip(before, after, strict=True)):
            found = head.find(gone, at) if gone else at
            if found < 0:
                found, gone = at, ""
            end = found + len(gone)
            if index == 1 and come and not old.marker and not typed:
                plan.number = len(plan.inserted), Insertion(end, (Text(come + "\t"),))
            elif gone != come:
                if gone and not come:
                    while end < len(head) and head[end] in " \t":
                        end += 1
                before_it, after_it = common_marks(gone, come) if index == 1 else (0, 0)
                last = end - after_it
                if gone:
                    plan.deleted.append((found + before_it, last))
                if come:
                    space = "" if gone or not index else "\t" if index == 1 else " "
                    number = come[before_it : len(come) - after_it]
                    plan.inserted.append(Insertion(last, (Text(number + space),)))
            at = end
            while index < 2 and gone and at < len(head) and head[at] in " \t":
                at += 1


def _counts(row: Row) -> str:
    """How a number counts: ``1.``, ``(a)``, ``(i)``."""
    roman = re.sub(r"[ivxlc]{2,}|\b[ivx]\b", "i", row.marker.lower())
    return re.sub(r"\d+", "1", re.sub(r"\b[a-hj-z]+\b", "a", roman))


def _within_symbol(old: Row, new: Row) -> tuple[Edit, ...]:
    """A symbol that is added to (``/Rev.1``), as an editor marks it: the part that comes, and no more."""
    if len(old.content) != 1 or len(new.content) != 1 or not new.text.startswith(old.text):
        return ()
    (before,), (after,) = old.content, new.content
    if not isinstance(before, Text) or not isinstance(after, Text) or before.text == after.text:
        return ()
    kept, come = piece(after, 0, len(before.text)), piece(after, len(before.text), len(after.text))
    return Edit(EditKind.EQUAL, (before,), (kept,)), Edit(EditKind.INSERT, new=(come,))


def _formats(content: Iterable[Span]) -> list[Format]:
    """The format of every character; of a call, none."""
    found: list[Format] = []
    for span in content:
        found += [span.format] * len(span.text) if isinstance(span, Text) else [Format.PLAIN]
    return found
