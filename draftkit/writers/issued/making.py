"""One redline on an issued file while it is made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from draftkit.compare import Changes, divided_and_moved, paired
from draftkit.dataclass import dataclass
from draftkit.errors import DraftkitError
from draftkit.model import Draft, Format, Position
from draftkit.ooxml.document import WordParagraph
from draftkit.ooxml.further_calls import stale_calls
from draftkit.ooxml.issued import IssuedFile
from draftkit.ooxml.new_words import NewNote, Parts
from draftkit.ooxml.paragraph_cuts import can_be_cut
from draftkit.ooxml.paragraph_ends import block_beside, ends_section
from draftkit.ooxml.resolve import View
from draftkit.ooxml.revise import Stamp, highest_id
from draftkit.ooxml.unparted import equations
from draftkit.ooxml.values import w3c_date
from draftkit.readers.reading import Reading
from draftkit.readers.word import WordFile
from draftkit.readers.word_content import heading_of
from draftkit.rows import Row, RowKind, rows
from draftkit.writers.issued.dress import Dress, chosen, dresses, knows_styles, strange
from draftkit.writers.issued.exact import (
    Things,
    exact_rows,
    grids,
    has_frames,
    note_ends,
    note_name,
    typed_heads,
    whole_rows,
)
from draftkit.writers.issued.exact_changes import exact_changes
from draftkit.writers.issued.execution import Execution
from draftkit.writers.issued.furniture import differences, follow_symbol, running, symbols
from draftkit.writers.issued.note_calls import kept_notes, other_kinds, overtaken, renew_calls
from draftkit.writers.issued.opening import opened
from draftkit.writers.issued.pictures import without_pictures
from draftkit.writers.issued.places import lines_of, with_places
from draftkit.writers.issued.planned_heads import HeadsOfFiles
from draftkit.writers.issued.planning import make_plan
from draftkit.writers.issued.redress import redress
from draftkit.writers.issued.shapes import Shapes
from draftkit.writers.issued.tableless import NoTables
from draftkit.writers.issued.word_facts import every_paragraph, in_draft_tables, labels_of, note_names
from draftkit.writers.word.characters import check_characters, note_mark

if TYPE_CHECKING:
    from draftkit.writers.issued.authors import Authors
    from draftkit.writers.issued.borrowing import Borrowing
    from draftkit.writers.issued.tables import Tables


@dataclass(frozen=True, slots=True)
class Redline:
    """A redline, and what of the new version it cannot show."""

    data: bytes
    changed: bool
    issued: tuple[Reading, ...] = ()
    """How the issued file was read."""
    new: tuple[Reading, ...] = ()
    """How the new version was read, when it is a Word file."""
    reports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A new version given as draft text."""

    drafts: tuple[Draft, ...]


class Making:
    """One redline while it is made."""

    def __init__(
        self,
        issued: bytes,
        file: str,
        new: Text | bytes,
        new_file: str,
        author: str,
        date: datetime,
        typed: frozenset[int],
        existing: View | None,
        by_marks: bool = True,
        whole_tables: bool = False,
    ) -> None:
        self.issued = issued
        self.file = file
        self.exact = isinstance(new, bytes)
        self.typed = typed
        self.by_marks = by_marks
        """Whether tracked changes of the new version that are kept say what changed, and not only who."""
        self.view = existing or View.ACCEPT
        self.word = opened(issued, file, existing)
        self.stamp = Stamp(author, w3c_date(date), highest_id(self.word.source.roots.values()))
        self.new_word = opened(new, new_file, existing) if isinstance(new, bytes) else None
        self.same_styles = self.new_word is not None and knows_styles(self.word, self.new_word)
        """Whether the new version has the styles of the issued file, so that what they give is a choice."""
        self.whole_tables = whole_tables
        """Whether a masthead in a table, say, is compared as a table, since its rows or cells are others."""
        self.old = self.rows(self.word)
        self.stale = stale_calls(self.word.source)
        self.ignored = Format.PLAIN
        self.new_readings: tuple[Reading, ...] = ()
        self.new_furniture: tuple[str, ...] = ()
        self.new_marks: dict[str, str] = {}
        self.authors: Authors | None = None
        if (word := self.new_word) is not None:
            self.new = self.rows(word)
            self.new_readings = word.readings
            calls = [piece.call for p in every_paragraph(word) for piece in p.pieces if piece.call]
            self.new_marks = {note_name(call.kind, call.id): call.mark for call in calls if call.mark}
            self.new_furniture = running(word, self.new)
            if existing is View.KEEP and word.source.revised:
                from draftkit.writers.issued.authors import Authors

                self.authors = Authors(word, self.same_styles)
        elif isinstance(new, Text):
            from draftkit.writers.issued.newcomers import as_issued

            found, self.ignored = as_issued(self._one(new, new_file), self.old)
            self.new = tuple(with_places(found))
        every = list(every_paragraph(self.word))
        lines = {
            kind: {line for row in self.old if row.kind is kind for line in lines_of(row)}
            for kind in (RowKind.FRONT, RowKind.VERBATIM)
        }
        self.front, self.frames = lines[RowKind.FRONT], lines[RowKind.VERBATIM]
        """The paragraphs of the masthead, and the first ones of tables: new paragraphs stand outside."""
        self.texts = {p.number: "".join(piece.text for piece in p.pieces) for p in every}
        self.labels = labels_of(self.word)
        self.on_page = self._on_page(every)
        self.heads = HeadsOfFiles()
        if self.new_word:
            self.heads = HeadsOfFiles(
                typed_heads(self.old, self.word.document, self._things(self.word)),
                typed_heads(self.new, self.new_word.document, self._things(self.new_word)),
                frozenset(labels_of(self.new_word)),
            )
        wishes = chosen(self.word, self.new_word) if self.new_word and self.same_styles else {}
        self.shapes = Shapes(self.old, self.texts, self.labels, dresses(every), wishes, self.heads.new)
        self.borrowing = self._borrowing(wishes)
        if self.borrowing:
            self.labels |= self.borrowing.labels
            self.shapes.borrowed = self.borrowing.looks
        self.tables = self._tables()
        self.reports: list[str] = []
        self.inserted: frozenset[int] = frozenset()
        """The new paragraphs, by place."""

    def rows(self, word: WordFile) -> tuple[Row, ...]:
        if self.exact:
            return exact_rows(word.document, _as_read(word), self._things(word), self.whole_tables)
        if len(word.shares) > 1:
            raise DraftkitError(
                f"the file holds {len(word.shares)} drafts; give the new version as a Word file", self.file
            )
        return _as_read(word)

    def _things(self, word: WordFile) -> Things:
        return Things(word.source.archive, self.same_styles)

    def needs_whole_tables(self, accepted: WordFile) -> bool:
        """Whether rows or cells of a masthead, say, are not those of the new version: it is a table, then."""
        new = self.new_word
        if new is None or self.whole_tables:
            return False
        if not any(has_frames(word.document, _as_read(word)) for word in (self.word, new)):
            return False
        return grids(accepted.document.body) != grids(new.document.body)

    def _borrowing(self, wishes: Mapping[int, Dress]) -> Borrowing | None:
        rows = strange(self.new, self.shapes.models, wishes)
        if self.new_word is None or not rows:
            return None
        from draftkit.writers.issued.borrowing import Borrowing

        return Borrowing(rows, wishes, self.shapes.models, self.word, self.new_word)

    def _tables(self) -> Tables | NoTables:
        if not any(row.kind is RowKind.VERBATIM for row in (*self.old, *self.new)):
            return NoTables()
        from draftkit.writers.issued.tables import Tables

        return Tables(self.word, self.new_word, self.old, self.texts, self.labels, self.same_styles)

    def _on_page(self, every: Iterable[WordParagraph]) -> frozenset[int]:
        """The paragraphs whose words are compared as the page shows them: of draft text, all but headings and
        those of tables that draftkit has set, whose looks are those of their words alone."""
        if self.exact:
            return frozenset((0, *(p.number for p in every)) if self.same_styles else ())
        own = in_draft_tables(self.word)
        return frozenset((0, *(p.number for p in every if not heading_of(p) and p.number not in own)))

    def _one(self, new: Text, file: str) -> tuple[Row, ...]:
        if len(new.drafts) > 1:
            raise DraftkitError(f"the file holds {len(new.drafts)} drafts, the issued one holds one", file)
        found = rows(new.drafts[0])
        for row in found:
            check_characters(row)
        return found

    # --- making ---

    def redline(self) -> Redline:
        changes = self._changes()
        if self.authors and self.by_marks:
            changes = self.authors.rejoined(changes, self.texts)
        if self.authors:
            changes = Changes(changes.pairs)
        plan = make_plan(
            changes, self.old, self.texts, self.labels, self.ignored, self.exact, self.typed, self._follows,
            self.heads,
        )  # fmt: skip
        redress(plan, changes, self.shapes)
        self.tables.plan(changes, plan)
        plan.new.sort(key=lambda new: new.place)
        if self.authors and self.by_marks:
            for number, found in plan.paragraphs.items():
                if found.partner and not found.gone:
                    self.authors.follow(found, self.texts[number])
        self.reports += [*without_pictures(plan), *self.tables.reports]
        self.reports += self.borrowing.not_given() if self.borrowing else ()
        self.reports += self.authors.reports() if self.authors else ()
        self.inserted = frozenset(new.place for new in plan.new) | {
            part.place for found in plan.paragraphs.values() for part in found.parts if not part.own
        }
        keys = self._note_keys()
        kept_keys = kept_notes(every_paragraph(self.word), plan)
        names = {keys[old]: name for name, old in plan.same_notes.items() if old in keys}
        kept_keys -= overtaken(every_paragraph(self.word), plan, kept_keys, names)
        renew_calls(every_paragraph(self.word), plan, kept_keys, names)
        kept = {
            name: keys[old] for name, old in plan.same_notes.items() if old in keys and keys[old] in kept_keys
        }
        self.reports += self._equations_that_come()
        self.reports += other_kinds(kept, self._kind_of) if self.exact else ()
        notes = {
            name: NewNote(row.content, self._mark(name), self._kind_of(name), self._note_ends(name))
            for name, row in plan.notes.items()
        }
        issued = IssuedFile(
            self.word.source, self.stamp, notes, kept, self.on_page, self.view, self._contested(),
            self.borrowing.looks if self.borrowing else {},
        )  # fmt: skip
        self.tables.make(issued)
        execution = Execution(
            issued, plan, self.word, self.shapes, self.tables, self.texts, self.labels, self.typed,
            self.exact, self.authors, frozenset(self.front), frozenset(self.frames),
        )  # fmt: skip
        execution.revise(kept_keys)
        for key in self.word.document.notes:
            if key not in kept_keys:
                text = "".join(p.text for p in self.word.document.notes[key].paragraphs)
                issued.delete_note(*key, self.authors.note(text) if self.authors else None)
        execution.insert()
        said = self.new_furniture if self.exact else None
        old, new = self.old, self.new
        if self.whole_tables and self.new_word:
            old, new = _as_read(self.word), _as_read(self.new_word)
        self.reports += follow_symbol(issued, old, new, said)
        self.reports += differences(running(self.word, self.old), self.new_furniture, *symbols(old, new))
        resolved = bool(self.word.source.revised) and self.view is not View.KEEP
        is_changed = changes.any or any(found.changes for found in plan.paragraphs.values())
        data = issued.saved() if is_changed or resolved else self.issued
        reports = *self.reports, *issued.reports
        return Redline(data, is_changed, self.word.readings, self.new_readings, reports)

    def _follows(self, one: int, other: int) -> bool:
        """Whether a paragraph can be cut, and another (0 for none) can too and stands next behind it."""
        numbers = [number for number in (one, other) if number]
        source = self.word.source
        if any(number in source.joined or number in self.front for number in numbers):
            return False
        elements = [source.paragraph(number).element for number in numbers]
        if not all(map(can_be_cut, elements)):
            return False
        return not other or (not ends_section(elements[0]) and block_beside(elements[0], 1) is elements[1])

    def _contested(self) -> Parts:
        """What is contested in the new version, if the issued file shows such text in styles of its own."""
        if not self.word.source.flow.styles.contested:
            return Parts()
        from draftkit.contested import parts_by_place, parts_of_heads

        drafts = [share.rows for share in self.new_word.shares] if self.new_word else [self.new]
        by_place: dict[Position, str] = {}
        heads: dict[str, list[str]] = {}
        for found in drafts:
            by_place |= parts_by_place(found)
            for text, marks in parts_of_heads(found).items():
                heads[text] = [""] * len(text)
                for mark in marks:
                    heads[text][mark.start : mark.end] = [mark.part] * (mark.end - mark.start)
        return Parts(by_place, heads)

    def _changes(self) -> Changes:
        if self.new_word is None:
            return divided_and_moved(paired(self.old, self.new))
        wholes = (
            whole_rows(found, word.document, self._things(word))
            for found, word in ((self.old, self.word), (self.new, self.new_word))
        )
        return exact_changes(self.old, self.new, *wholes)

    def _mark(self, name: str) -> str:
        """The mark of its own that a note of the new version has."""
        return self.new_marks.get(name, "") if self.exact else note_mark(name)

    def _note_ends(self, name: str) -> frozenset[int]:
        """Which line ends in a note of the new version are ends of paragraphs."""
        if self.new_word is None:
            return frozenset()
        kind, _, id = name.partition(" ")
        return note_ends(self.new_word.document.notes[kind, id], self._things(self.new_word))

    def _equations_that_come(self) -> Iterator[str]:
        """What to tell of equations of the new version that the issued file lacks."""
        if self.new_word:
            there, wanted = (
                Counter(equations(word.source.roots.values())) for word in (self.word, self.new_word)
            )
            for letters, _ in wanted - there:
                name = f"the equation \u201c{letters}\u201d of the new version"
                yield f"{name} comes as letters, without its layout"

    def _kind_of(self, name: str) -> str:
        """Whether a note of the new version is a footnote or an endnote.

        Text says so where the issued file has endnotes: by the name that draftkit gives them (``e1``).
        """
        if self.exact:
            return name.partition(" ")[0]
        has_endnotes = any(kind == "endnote" for kind, _ in self.word.document.notes)
        is_endnote = has_endnotes and name[:1] == "e" and name[1:].isdecimal()
        return "endnote" if is_endnote else "footnote"

    def _note_keys(self) -> dict[str, tuple[str, str]]:
        """The notes of the issued file by the names that its rows give them."""
        return {name: key for key, name in note_names(self.word, self.old).items()}


def _as_read(word: WordFile) -> tuple[Row, ...]:
    """The rows of all drafts in a file, as the reader made them."""
    return tuple(row for share in word.shares for row in share.rows)
