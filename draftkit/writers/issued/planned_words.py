"""Changes of words to characters of the issued file.

Rows know where each of their characters stands in the file. What the rows leave
out (a second space, a tab at the end of a line) is not touched, so that only
what a reader would call a change becomes one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from draftkit.compare.changes import Edit, EditKind
from draftkit.dataclass import dataclass
from draftkit.model import Format, Span, Text
from draftkit.rows import Row
from draftkit.writers.issued.places import Place, first_place, own_places, places_of, put_at, size_of
from draftkit.writers.issued.plan import Insertion, Plan, Reformat

PartWords: TypeAlias = tuple[Sequence[Edit], Sequence[Place | None]]
"""The edits of a part of a paragraph, and where each of its new characters stands in the new version."""


@dataclass(slots=True)
class PlannedWords:
    """Puts the words that change into a plan."""

    plan: Plan
    texts: Mapping[int, str]
    """The texts of the issued file's paragraphs by number."""
    exact: bool
    """Whether rows are whole paragraphs, white space and all."""

    def head_of(self, row: Row, line: int) -> str:
        """What is typed before the words of a row."""
        words = first_place(row)
        return self.texts[line][: words.column - 1] if words and words.line == line else self.texts[line]

    def words(self, old: Row, new: Row, edits: Sequence[Edit], ignored: Format) -> None:
        """The words of a paragraph; formats ``ignored`` are not compared."""
        if all(edit.kind is EditKind.EQUAL for edit in edits):
            return
        arrivals = list(places_of(new.content))
        # A number that Word sets may be left out of the edits, at the head of the words.
        left_out = len(arrivals) - sum(size_of(span) for edit in edits for span in edit.new)
        self.parts(old, [(edits, arrivals[left_out:])], ignored)

    def parts(self, old: Row, parts: Sequence[PartWords], ignored: Format) -> None:
        """The words of a paragraph that is split, part by part."""
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

    def delete(self, content: Sequence[Span]) -> None:
        """Some words of the issued file, which go."""
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


def _formats(content: Iterable[Span]) -> list[Format]:
    """The format of every character; of a call, none."""
    found: list[Format] = []
    for span in content:
        found += [span.format] * len(span.text) if isinstance(span, Text) else [Format.PLAIN]
    return found
