"""The tracked changes of a Word file, each with the name of the paragraph it is in."""

from __future__ import annotations

from collections.abc import Mapping

from draftkit.dataclass import dataclass, field
from draftkit.errors import DraftkitError
from draftkit.labels import labels
from draftkit.model import Field, Text
from draftkit.ooxml.archive import Archive, open_archive
from draftkit.ooxml.document import WordDocument, WordTable, paragraphs
from draftkit.ooxml.resolve import View
from draftkit.ooxml.tracked import TrackedParagraph, numbers_of, tracked
from draftkit.ooxml.tracked_run import TrackedRun
from draftkit.readers.tracked_changes import entries
from draftkit.readers.tracked_flow import Entry
from draftkit.readers.word import WordFile, read_word_file
from draftkit.rows import Row, RowKind
from draftkit.tracked import ChangeKind, TrackedChange

_PARTS = {
    "document.main": "body", "header": "header", "footer": "footer", "footnotes": "note",
    "endnotes": "note", "comments": "comment", "document.glossary": "building block",
}  # fmt: skip
_WORDS = 4
"""Words that name a paragraph without a number."""


def read_tracked(data: bytes, file: str) -> tuple[TrackedChange, ...]:
    """The tracked changes of a Word file in the order of the page.

    Raises DraftkitError when this is no Word file, or is beyond the limits.
    """
    archive = open_archive(data, file)
    found = tracked(archive)
    if not found:
        return ()
    places = _Places(archive, data, file)
    return tuple(places.told(entry) for entry in entries(found, places.mark_of))


@dataclass(frozen=True, slots=True)
class _Reading:
    """The file with all changes accepted, or rejected."""

    view: View
    word: WordFile | None
    names: Mapping[int, str]
    """What to call the paragraphs, by number."""
    before: Mapping[int, str]
    """What the paragraph in front of each is called."""
    numbers: dict[str, Mapping[int, int]] = field(default_factory=dict)
    """The numbers of the paragraphs as they are in the file, by part."""


class _Places:
    """Where changes are, in the words of delegates."""

    def __init__(self, archive: Archive, data: bytes, file: str) -> None:
        self.archive = archive
        self.accepted, self.original = (_reading(view, data, file) for view in (View.ACCEPT, View.REJECT))

    def mark_of(self, run: TrackedRun) -> str:
        """The number of a note; of a call that goes, in the original."""
        order = (self.original, self.accepted) if run.goes else (self.accepted, self.original)
        for reading in order:
            note = reading.word and reading.word.document.notes.get((run.thing, run.text))
            if note:
                return note.mark.removeprefix("e") if run.thing == "endnote" else note.mark
        return run.text

    def number(self, reading: _Reading, paragraph: TrackedParagraph | None) -> int | None:
        """Which paragraph of a reading holds the text of this one."""
        if paragraph is None or reading.word is None:
            return None
        if paragraph.part not in reading.numbers:
            source = reading.word.source
            found = numbers_of(self.archive, source, reading.view, paragraph.part)
            reading.numbers[paragraph.part] = found
        return reading.numbers[paragraph.part].get(paragraph.index)

    def told(self, entry: Entry) -> TrackedChange:
        """The change as it is listed."""
        paragraph = entry.paragraph
        accepted, original = (self.number(r, paragraph) for r in (self.accepted, self.original))
        if entry.kind in (ChangeKind.PARAGRAPH_DELETED, ChangeKind.ROWS_DELETED, ChangeKind.CELLS_DELETED):
            accepted = None
        elif entry.kind in (
            ChangeKind.PARAGRAPH_INSERTED,
            ChangeKind.ROWS_INSERTED,
            ChangeKind.CELLS_INSERTED,
        ):
            original = None
        in_original = accepted is None and original is not None
        label = self._label(paragraph, original if in_original else accepted, in_original)
        moved_from, moved_to = self._move(entry) if entry.kind is ChangeKind.MOVED else ("", "")
        dates = [revision.date for revision in entry.own if revision.date]
        return TrackedChange(
            entry.kind,
            entry.revision.author,
            entry.revision.date,
            label,
            "text box" if paragraph.box else _PARTS.get(paragraph.story, paragraph.story),
            max(dates, default=""),
            in_original,
            accepted,
            original,
            entry.inserted_by,
            entry.deleted,
            entry.inserted,
            entry.words,
            entry.before,
            entry.after,
            entry.own_before,
            entry.own_after,
            tuple(dict.fromkeys(entry.details)),
            moved_from,
            moved_to,
            entry.count,
            entry.elements,
        )

    def _label(self, paragraph: TrackedParagraph, number: int | None, in_original: bool) -> str:
        reading = self.original if in_original else self.accepted
        if paragraph.note:
            call = TrackedRun(paragraph.note[1], paragraph.note[0])
            return f"{'note' if paragraph.note[0] == 'footnote' else 'endnote'} {self.mark_of(call)}"
        if number is not None and (name := reading.names.get(number)):
            return name
        if paragraph.story != "document.main":
            return _PARTS.get(paragraph.story, paragraph.story)
        runs = [run for run in paragraph.runs if not (run.comes if in_original else run.goes)]
        text = "".join(run.text for run in runs if not run.thing) or "".join(
            run.text for run in paragraph.runs if not run.thing
        )
        return _first_words(text) or _after(reading, number) or "empty paragraph"

    def _move(self, entry: Entry) -> tuple[str, str]:
        """Where words came from and went to; for whole paragraphs, behind which one."""
        start = end = ""
        if entry.source:
            number = self.number(self.original, entry.source)
            start = self._label(entry.source, number, in_original=True)
            if start.startswith("\u201c"):
                start = _after(self.original, number) or start
        if entry.target:
            number = self.number(self.accepted, entry.target)
            end = (entry.whole and _after(self.accepted, number)) or self._label(entry.target, number, False)
        return start, end


def _after(reading: _Reading, number: int | None) -> str:
    before = "" if number is None else reading.before.get(number, "")
    return f"after {before}" if before else ""


def _reading(view: View, data: bytes, file: str) -> _Reading:
    """One reading; without names when there is no text left to read."""
    try:
        word = read_word_file(data, file, view)
    except DraftkitError:
        # The file could be opened, so what is wrong is its text; the changes are told all the same.
        return _Reading(view, None, {}, {})
    names = _names(word)
    before: dict[int, str] = {}
    last = ""
    for number, name in sorted(names.items()):
        if last and last != name:
            before[number] = last
        last = name
    for number in range(1, len(word.source.places) + 1):
        if number not in names and number - 1 in {*names, *before}:
            before[number] = names.get(number - 1) or before[number - 1]
    return _Reading(view, word, names, before)


def _names(word: WordFile) -> dict[int, str]:
    """What to call each paragraph that is in a draft, or in a table of it."""
    tables = _tables(word.document)
    found: dict[int, str] = {}
    for place, share in enumerate(word.shares, 1):
        prefix = f"draft {place}, " if len(word.shares) > 1 else ""
        for row, label in zip(share.rows, labels(share.rows), strict=True):
            number = row.position.line if row.position else 0
            inside = tables.get(number) if row.kind is RowKind.VERBATIM else None
            name = prefix + (inside[0] if inside else _name(row, label))
            for line in (*(inside[1] if inside else ()), *_lines(row)):
                found.setdefault(line, name)
    return found


def _tables(document: WordDocument) -> dict[int, tuple[str, list[int]]]:
    """The tables by their first paragraph: name, and the numbers of all paragraphs."""
    found = [block for block in document.body if isinstance(block, WordTable)]
    return {
        table.number: (f"table {place}", [p.number for p in paragraphs((table,))])
        for place, table in enumerate(found, 1)
    }


def _lines(row: Row) -> set[int]:
    """The paragraphs of the file that a row was read from."""
    lines = {row.position.line} if row.position else set()
    for span in row.content:
        if span.position:
            lines.add(span.position.line)
        if isinstance(span, Text):
            lines |= {position.line for _, position in span.breaks}
    return lines


def _name(row: Row, label: str) -> str:
    if row.kind is RowKind.NOTE:
        return f"note {row.marker}"
    if row.kind is not RowKind.FRONT:
        return _first_words(row.text) if "\u201c" in label or label.startswith("Text ") else label
    match row.field:
        case Field.TITLE.value | Field.SPONSORS.value:
            return row.field
        case Field.OTHER.value:
            return _first_words(row.text) or "masthead"
    return "masthead"


def _first_words(text: str) -> str:
    words = text.split()
    shown = " ".join(words[:_WORDS]) + ("\u2026" if len(words) > _WORDS else "")
    return f"\u201c{shown}\u201d" if words else ""
