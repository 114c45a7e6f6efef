"""Whose the changes of a redline are, where the new version is a Word file with tracked changes to keep.

What the new version holds as somebody's insertion is that person's insertion
in the redline, and what it holds as somebody's deletion that person's
deletion, with their dates. Everything else is the author's of the redline. A
deletion is known again by its words, in the same paragraph, in their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from draftkit.compare import Changes, Pair, PairKind
from draftkit.compare.words import edits
from draftkit.content import piece
from draftkit.dataclass import replace
from draftkit.model import NoteCall, Position, Span, Text
from draftkit.ooxml.authors import (
    Stretch,
    Who,
    deleted_notes,
    deletions,
    history,
    inserters,
    mark_author,
    undone,
)
from draftkit.readers.word import WordFile
from draftkit.rows import Row, RowKind
from draftkit.writers.issued.exact import note_name
from draftkit.writers.issued.places import Place
from draftkit.writers.issued.plan import Insertion, ParagraphPlan

Whose = tuple[int, int, Who]
"""Characters of the issued file, from and to, and who deleted them."""


class Authors:
    """The authors of the tracked changes in a new version."""

    def __init__(self, new: WordFile, on_page: bool) -> None:
        """``on_page`` says whether words are compared as the page shows them."""
        self.source = new.source
        self.on_page = on_page
        self._inserters: dict[int, list[Who | None]] = {}
        # At the end of a document or a cell an emptied paragraph keeps its mark; the one before loses its.
        emptied = (
            place.element for place in new.source.places if not new.source.flow.segments(place.element)
        )
        self._gone = [
            ("".join(text for text, _ in stretches), stretches, mark_author(paragraph, "del"))
            for paragraph in (*new.source.gone, *emptied)
            if (stretches := list(deletions(paragraph)))
        ]

        self._notes: dict[str, Who] = {}
        """Who deleted notes, by their text without white space."""
        for paragraph in deleted_notes(new.source):
            stretches = list(deletions(paragraph))
            if stretches:
                text = "".join("".join(words for words, _ in stretches).replace("\ufffc", "").split())
                self._notes[text] = stretches[0][1]

    def parted(
        self, content: Iterable[Span], places: Sequence[Place | None]
    ) -> list[tuple[tuple[Span, ...], Who | None]]:
        """New words, parted where their author changes."""
        parts: list[tuple[Span, Who | None]] = []
        at = 0
        for span in content:
            size = len(span.text) if isinstance(span, Text) else 1
            whose = [self._inserter(place) for place in places[at : at + size]]
            at += size
            if not isinstance(span, Text):
                parts.append((span, whose[0] if whose else None))
                continue
            begin = 0
            for author, group in groupby(whose):
                end = begin + len(list(group))
                parts.append((piece(span, begin, end), author))
                begin = end
        return [
            (tuple(span for span, _ in group), author)
            for author, group in ((a, list(g)) for a, g in groupby(parts, key=lambda part: part[1]))
        ]

    def _inserter(self, place: Place | None) -> Who | None:
        if place is None:
            return None
        number, at = place
        if number not in self._inserters:
            self._inserters[number] = inserters(self.source, number)
        found = self._inserters[number]
        return found[at] if at < len(found) else None

    def original(self, number: int) -> str:
        """A paragraph of the new version as it was before its tracked changes."""
        return "".join(stretch.text for stretch in history(self.source, number) if not stretch.comes)

    def rejoined(self, changes: Changes, texts: Mapping[int, str]) -> Changes:
        """The changes, with paragraphs that the new version has rewritten by tracked changes as one pair.

        Such have nothing in common any more; that one comes from the other is seen by their history.
        """
        pairs: list[Pair] = []
        gone: list[Pair] = []
        for pair in changes.pairs:
            row = pair.old or pair.new
            if row and row.kind not in (RowKind.NOTE, RowKind.VERBATIM):
                if pair.new is None:
                    gone.append(pair)
                elif pair.old is None and (before := self._before(pair.new, gone, texts)):
                    pairs.remove(before)
                    del gone[: gone.index(before) + 1]
                    pair = _edited(before, pair)
                elif pair.old is not None:
                    gone.clear()
            pairs.append(pair)
        return replace(changes, pairs=tuple(pairs))

    def _before(self, new: Row, gone: Sequence[Pair], texts: Mapping[int, str]) -> Pair | None:
        if new.position is None or not gone:
            return None
        original = self.original(new.position.line)
        lines = ((pair, pair.old.position.line) for pair in gone if pair.old and pair.old.position)
        return next((pair for pair, line in lines if original.strip() and texts.get(line) == original), None)

    def reports(self) -> Iterator[str]:
        """What of the tracked changes that are kept stands in neither version."""
        for inserted, deleted in undone(self.source):
            yield f"text that {inserted or 'nobody named'} inserted and {deleted or 'nobody named'} deleted"

    def follow(self, plan: ParagraphPlan, text: str) -> None:
        """Let a paragraph's plan be what the new version tracks, where that begins from this very text.

        Two ways may lead from one text to another ("of island States and" goes, or "island States and
        of"); the way that a delegation has gone is the one it stands by.
        """
        stretches = history(self.source, plan.partner)
        things = any(s.segment and s.segment.thing for s in stretches if s.comes)
        if things or "".join(stretch.text for stretch in stretches if not stretch.comes) != text:
            return
        plan.deleted, plan.inserted, plan.number, plan.deleters = [], [], None, []
        at = 0
        for stretch in stretches:
            end = at + len(stretch.text)
            if stretch.comes:
                plan.inserted.append(self._insertion(at, stretch, plan.partner))
                continue
            if stretch.goes:
                plan.deleted.append((at, end))
                plan.deleters.append((at, end, stretch.goes))
            at = end
        plan.reformatted = [
            part
            for part in plan.reformatted
            if not any(start < part.end and part.start < end for start, end in plan.deleted)
        ]

    def _insertion(self, at: int, stretch: Stretch, number: int) -> Insertion:
        segment = stretch.segment
        assert segment
        places = tuple((number, segment.start + offset) for offset in range(len(segment.text)))
        position = Position(number, segment.start + 1)
        format = segment.on_page if self.on_page else segment.format
        span: Span = Text(segment.text, format, position)
        if segment.call:
            span = NoteCall(note_name(segment.call.kind, segment.call.id), position)
        return Insertion(at, (span,), places)

    def note(self, text: str) -> Who | None:
        """Who deleted a note with this text."""
        return self._notes.get("".join(text.split()))

    def mark(self, number: int) -> Who | None:
        """Who inserted the mark of a paragraph of the new version."""
        return mark_author(self.source.paragraph(number).element, "ins")

    def deleted(self, text: str, ranges: Iterable[tuple[int, int]], partner: int) -> list[Whose]:
        """Who deleted these ranges of a text, given the paragraph of the new version that it became."""
        elements = self.source.elements(partner) if partner else ()
        stretches = [stretch for element in elements for stretch in deletions(element)]
        return _matched(text, sorted(ranges), stretches)

    def gone(self, text: str) -> tuple[list[Whose], Who | None]:
        """Who deleted a whole paragraph, and its mark."""
        for index, (words, stretches, of_mark) in enumerate(self._gone):
            if words.strip() == text.strip():
                del self._gone[index]
                authors = {author for _, author in stretches}
                if of_mark is None and len(authors) == 1:
                    (of_mark,) = authors
                return _matched(text, [(0, len(text))], stretches), of_mark
        return [], None


def _edited(before: Pair, after: Pair) -> Pair:
    assert before.old
    assert after.new
    found = edits(before.old.content, after.new.content)
    return Pair(
        PairKind.EDITED,
        before.old,
        after.new,
        before.old_label,
        after.new_label,
        found,
        before.old_place,
        after.new_place,
    )


def _matched(text: str, ranges: list[tuple[int, int]], stretches: list[tuple[str, Who]]) -> list[Whose]:
    """The parts of ranges whose words are those of the stretches, in order."""
    words = "".join(stretch for stretch, _ in stretches)
    whose = [author for stretch, author in stretches for _ in stretch]
    found: list[Whose] = []
    at = 0
    for start, end in ranges:
        gone = text[start:end].rstrip()
        if text.count(gone) > 1 and gone != text.strip():
            continue  # in doubt, nobody's
        place = words.find(gone, at) if gone else -1
        if place < 0:
            continue
        for author, group in groupby(range(len(gone)), key=lambda index: whose[place + index]):
            inside = list(group)
            found.append((start + inside[0], start + inside[-1] + 1, author))
        last = found[-1]
        found[-1] = last[0], end, last[2]
        at = place + len(gone)
    return found
