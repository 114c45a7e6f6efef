"""Rows and cells of tables that came or went, with the words in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from draftkit.ooxml.tracked import Frame, TrackedParagraph
from draftkit.ooxml.tracked_run import Revision
from draftkit.readers.tracked_flow import Atom, Entry, minute
from draftkit.tracked import ChangeKind

_KINDS = {
    ("row", "ins"): ChangeKind.ROWS_INSERTED,
    ("row", "del"): ChangeKind.ROWS_DELETED,
    ("cell", "cellIns"): ChangeKind.CELLS_INSERTED,
    ("cell", "cellDel"): ChangeKind.CELLS_DELETED,
    ("cell", "cellMerge"): ChangeKind.CELLS_MERGED,
}


class Frames:
    """The changes of the rows and cells of a file; neighbours of one author and minute are one change."""

    def __init__(self, paragraphs: Sequence[TrackedParagraph], flows: Iterable[Iterable[Atom]]) -> None:
        self.entries: list[Entry] = []
        self.revisions: set[int] = set()
        """The revisions that make and unmake rows and cells."""
        self.whole: dict[int, Entry] = {}
        """The change that made or unmade a paragraph, by the paragraph."""
        self._last: Frame | None = None
        inside: dict[int, list[Atom]] = {}
        for flow in flows:
            for atom in flow:
                inside.setdefault(id(atom.paragraph), []).append(atom)
        framed: dict[tuple[str, Frame], list[TrackedParagraph]] = {}
        for paragraph in paragraphs:
            for frame in paragraph.frames:
                if frame.revision:
                    framed.setdefault((paragraph.part, frame), []).append(paragraph)
        for (_, frame), found in framed.items():
            assert frame.revision is not None
            entry = self._entry(frame, frame.revision, found[0])
            self._fill(entry, frame.revision, [(p, inside[id(p)]) for p in found])

    def _entry(self, frame: Frame, revision: Revision, paragraph: TrackedParagraph) -> Entry:
        kind = _KINDS[frame.kind, revision.tag]
        self.revisions.add(revision.number)
        last, self._last = self._last, frame
        if last and last.revision and last.table == frame.table:
            entry = self.entries[-1]
            same_part = entry.paragraph.part == paragraph.part
            if same_part and entry.kind is kind and minute(last.revision) == minute(revision):
                entry.count += 1
                entry.own.append(revision)
                return entry
        entry = Entry(kind, revision, paragraph, own=[revision], whole=True)
        self.entries.append(entry)
        return entry

    def _fill(
        self, entry: Entry, revision: Revision, inside: Iterable[tuple[TrackedParagraph, list[Atom]]]
    ) -> None:
        """Take in what the author of a row or cell wrote or deleted in it."""
        tag = {"cellIns": "ins", "cellDel": "del"}.get(revision.tag, revision.tag)
        cells: dict[int, list[str]] = {}
        for paragraph, atoms in inside:
            self.whole[id(paragraph)] = entry
            words = ""
            for atom in atoms:
                own = atom.innermost
                is_theirs = own is not None and (own.tag, own.author) == (tag, revision.author)
                if is_theirs and not atom.entry and not atom.crossed_out:
                    entry.take(atom)
                if (is_theirs or own is None) and not atom.is_mark:
                    words += atom.text
            cell = next((f.number for f in reversed(paragraph.frames) if f.kind == "cell"), 0)
            cells.setdefault(cell, []).append(words.strip())
        text = " | ".join(" ".join(filter(None, lines)) for lines in cells.values())
        if entry.kind in (ChangeKind.ROWS_DELETED, ChangeKind.CELLS_DELETED):
            entry.deleted = f"{entry.deleted}\n{text}".removeprefix("\n")
        elif entry.kind is ChangeKind.CELLS_MERGED:
            entry.words = f"{entry.words}\n{text}".removeprefix("\n")
        else:
            entry.inserted = f"{entry.inserted}\n{text}".removeprefix("\n")
