"""Whose the changes of a redline are, where the new version is a Word file with tracked changes to keep.

What the new version holds as somebody's insertion is that person's insertion
in the redline, and what it holds as somebody's deletion that person's
deletion, with their dates. Everything else is the author's of the redline. A
deletion is known again by its words, in the same paragraph, in their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from draftkit.content import piece
from draftkit.model import Span, Text
from draftkit.ooxml.authors import Who, deleted_notes, deletions, inserters, mark_author
from draftkit.readers.word import WordFile
from draftkit.writers.issued.places import Place

Whose = tuple[int, int, Who]
"""Characters of the issued file, from and to, and who deleted them."""


class Authors:
    """The authors of the tracked changes in a new version."""

    def __init__(self, new: WordFile) -> None:
        self.source = new.source
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


def _matched(text: str, ranges: list[tuple[int, int]], stretches: list[tuple[str, Who]]) -> list[Whose]:
    """The parts of ranges whose words are those of the stretches, in order."""
    words = "".join(stretch for stretch, _ in stretches)
    whose = [author for stretch, author in stretches for _ in stretch]
    found: list[Whose] = []
    at = 0
    for start, end in ranges:
        gone = text[start:end].rstrip()
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
