"""What happens to the tables of the issued file: rows come and go, cells change word by word.

A table that is not what it was, and whose changes cannot be shown as tracked
ones, stays as it is and is reported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from draftkit.compare import Changes, Pair
from draftkit.compare.pairing import in_page_order
from draftkit.compare.table_rows import aligned
from draftkit.dataclass import dataclass, field, replace
from draftkit.model import NoteCall, Text
from draftkit.ooxml.document import WordTable, paragraphs
from draftkit.ooxml.issued import IssuedFile, Shape
from draftkit.ooxml.issued_tables import (
    Grid,
    IssuedTables,
    NewRow,
    NewTable,
    TableRow,
    table_at,
)
from draftkit.readers.word import WordFile
from draftkit.rows import Row, RowKind
from draftkit.table_text import comparable, is_picture
from draftkit.writers.issued.pictures import without_pictures
from draftkit.writers.issued.places import lines_of
from draftkit.writers.issued.plan import NewParagraph, ParagraphPlan, Plan
from draftkit.writers.issued.planning import make_plan
from draftkit.writers.issued.table_pairs import joined, paired
from draftkit.writers.issued.table_versions import (
    OldRow,
    RowToCome,
    TableToCome,
    UntrackedTableError,
    Version,
    WordVersion,
    tables_of,
)
from draftkit.writers.issued.word_facts import note_names


@dataclass(slots=True)
class _Work:
    """What happens to one table, until all of it is known to be possible."""

    number: int = 0
    """The first paragraph of the table; 0 when all of it comes."""
    paragraphs: dict[int, ParagraphPlan] = field(default_factory=dict)
    added: list[NewParagraph] = field(default_factory=list)
    """Paragraphs that come in a cell that stays."""
    gone: list[OldRow] = field(default_factory=list)
    come: list[tuple[Grid, TableRow | None, NewRow]] = field(default_factory=list)
    """Rows, each with the one it stands behind."""
    reports: list[str] = field(default_factory=list)


def _text_version(old: WordFile, names: Mapping[tuple[str, str], str]) -> Version:
    """The new version where it is draft text."""
    from draftkit.writers.issued.table_text_version import TextVersion

    return TextVersion(old, names)


class Tables:
    """The tables of the issued file and those of the new version."""

    def __init__(
        self,
        old: WordFile,
        new: WordFile | None,
        rows: Sequence[Row],
        texts: Mapping[int, str],
        labels: Mapping[int, str],
        on_page: bool,
    ) -> None:
        """``on_page`` says whether words of two Word files are compared as the page shows them."""
        self.source = old.source
        self.other = new.source if new else None
        self.names = note_names(old, rows)
        self.version: Version = WordVersion(old, new, on_page) if new else _text_version(old, self.names)
        self.old = {number: table for number, table in tables_of(old).items() if number in _verbatim(rows)}
        self.texts = texts
        self.labels = labels
        self.reports: list[str] = []
        self.gone: set[int] = set()
        """The paragraphs of rows that go."""
        self._works: list[_Work] = []
        self._come: dict[int, NewTable] = {}
        """Whole tables, by their place among the new rows."""
        self._left: set[int] = set()
        """The places of new rows that stay as they were."""
        self._missing: set[int] = set()
        """The places of new rows that do not come."""
        self._stay: dict[str, str] = {}

    # --- planning ---

    def plan(self, changes: Changes, plan: Plan) -> None:
        """Take the tables and pictures that differ into a plan."""
        self._stay = {old: new for new, old in plan.same_notes.items()}
        self.version.notes = frozenset(plan.notes)
        for pair in joined(changes, plan.tables):
            _put_before(pair, plan)
            if any(row and is_picture(row.text) for row in (pair.old, pair.new)) and not self.version.exact:
                self._picture(pair, plan)
            else:
                self._table(pair, plan)
        for work in self._works:
            plan.paragraphs.update(work.paragraphs)

    def _picture(self, pair: Pair, plan: Plan) -> None:
        """A paragraph of draft text that stands for pictures."""
        if pair.new is None:
            for line in lines_of(pair.old) if pair.old else ():
                found = plan.paragraphs[line]
                found.gone, found.deleted = True, [(0, len(self.texts[line]))]
            return
        if pair.old is None:
            self._missing.add(pair.new_place)
            name = pair.new.text.split("\n")[0]
            self.reports.append(f"{name} cannot be shown as a tracked change and is left out")
            return
        self._left.add(pair.new_place)
        line = pair.old.position.line if pair.old.position else 0
        self.reports.append(
            f"the picture in paragraph {line} is another one in the new version;"
            " this cannot be shown as a tracked change, and the picture stays as it is"
        )

    def _table(self, pair: Pair, plan: Plan) -> None:
        line = pair.old.position.line if pair.old and pair.old.position else 0
        work = _Work(line)
        self.version.left_out.clear()
        try:
            old = self._old_rows(pair.old, self.old[line]) if pair.old and line in self.old else None
            new = self.version.table(pair.new) if pair.new else None
            if pair.old is not None and old is None:
                raise UntrackedTableError("it is none to Word")
            if old and new and self.version.same_columns(old[1], old[0], new):
                self._compare(old[0], old[1], new, work)
            else:
                if new:
                    near = old or self._nearest(pair, plan)
                    come = self.version.new_table(new, near)
                    self._comes(pair, plan, come)
                if old:
                    work.gone += old[1]
        except UntrackedTableError as error:
            if pair.new:
                (self._left if pair.old else self._missing).add(pair.new_place)
            self.reports.append(_told(pair, line, str(error)))
            return
        self.reports += [*work.reports, *self.version.left_out]
        self._works.append(work)
        for row in work.gone:
            for paragraph in paragraphs(tuple(block for cell in row.cells for block in cell)):
                self.gone.add(paragraph.number)
                plan.paragraphs[paragraph.number].deleted = [(0, len(self.texts[paragraph.number]))]

    def _old_rows(self, row: Row, table: WordTable) -> tuple[Grid, list[OldRow]]:
        grid = table_at(self.source, table.number)
        return grid, _rows(table, grid, self.version.old_texts(table, row))

    def _nearest(self, pair: Pair, plan: Plan) -> tuple[Grid, Sequence[OldRow]] | None:
        """The table of the issued file that is nearest to one that comes."""
        if not self.old:
            return None
        after, before = plan.beside[pair.new_place]
        number = min(self.old, key=lambda number: abs(number - (after or before)))
        table = self.old[number]
        grid = table_at(self.source, number)
        texts = [tuple("" for _ in row) for row in table.rows]
        return grid, _rows(table, grid, texts)

    def _comes(self, pair: Pair, plan: Plan, table: NewTable) -> None:
        assert pair.new
        after, before = plan.beside[pair.new_place]
        self._come[pair.new_place] = table
        plan.new.append(NewParagraph(pair.new, after, pair.new_place, before))

    # --- rows ---

    def _compare(self, grid: Grid, old: Sequence[OldRow], new: TableToCome, work: _Work) -> None:
        rows = new.rows
        rows_alike = aligned([row.texts for row in old], [row.texts for row in rows])
        matches = [(i, j) for i, j in rows_alike if self.version.alike(old[i], rows[j])]
        i = j = 0
        for place, across in [*matches, (len(old), len(rows))]:
            gone, come = old[i:place], rows[j:across]
            if gone and not self.version.exact and place < len(old):
                _check_merges(gone[-1], old[place])
            work.gone += gone
            behind = old[place - 1].row if place else None
            for row in come:
                made = self.version.new_row(row, old, place)
                work.come.append((grid, behind, made))
            if place < len(old):
                self._compare_rows(old[place], rows[across], work)
            i, j = place + 1, across + 1

    def _compare_rows(self, old: OldRow, new: RowToCome, work: _Work) -> None:
        for stretch in self.version.stretches(old, new):
            self._words(stretch.old, stretch.new, work)
        for table, grid, come in self.version.nested(old, new):
            texts = [tuple("\n".join(p.text for p in paragraphs(c)) for c in row) for row in table.rows]
            inner = _rows(table, grid, texts)
            if not self.version.same_columns(inner, grid, come):
                raise UntrackedTableError("a table in a cell has other columns")
            self._compare(grid, inner, come, work)

    # --- words ---

    def _words(self, old: Sequence[Row], new: Sequence[Row], work: _Work) -> None:
        names = self._stay | {note: note for note in _calls(old) if note not in self.names.values()}
        pairs = paired(old, new, names)
        changes = Changes(in_page_order(pairs))
        version = self.version
        ignored = version.ignored(next((row.position.line for row in old if row.position), 0))
        plan = make_plan(changes, old, self.texts, self.labels, ignored, version.exact)
        work.reports += without_pictures(plan)
        work.paragraphs.update(plan.paragraphs)
        if plan.new and not old:
            raise UntrackedTableError("a paragraph comes beside a table in a cell")
        work.added += plan.new

    # --- making ---

    def make(self, issued: IssuedFile) -> None:
        """Make the tracked changes of rows and of paragraphs in cells."""
        made = IssuedTables(issued, self.other)
        for work in self._works:
            for grid, behind, row in work.come:
                made.insert_row(grid, behind, row)
            for new in work.added:
                like = new.after or new.before
                typed = bool(self.labels.get(like)) and not self.version.numbered(new.row)
                shape = Shape(like, own_number=typed, ignored=self.version.ignored(like))
                issued.insert(new.row.content, shape, new.after, 0 if new.after else new.before)
        for work in self._works:
            for old in work.gone:
                made.delete_row(old.row)
            if work.number:
                issued.touch(work.number)

    def insert(self, issued: IssuedFile, place: int, behind: int, before: int) -> None:
        """Put a whole table where it comes."""
        made = IssuedTables(issued, self.other)
        made.insert_table(self._come[place], behind, before, not self.version.exact)

    # --- proving ---

    def compared(self, found: Sequence[Row], wanted: Sequence[Row]) -> tuple[list[Row], list[Row]]:
        """The rows that are to be the same after accepting: those of the file, those of the new version.

        What was reported is left out of both, and so are the pictures of draft text: whether one is
        read depends on whether the draft has begun before it.
        """
        if not self.version.exact:
            found = [row for row in found if not _is_picture(row)]
        places = [
            place
            for place, row in enumerate(wanted)
            if place not in self._missing and (self.version.exact or not _is_picture(row))
        ]
        left = [place in self._left for place in places]
        wanted = [wanted[place] for place in places]
        which = [flag for flag, row in zip(left, wanted, strict=True) if row.kind is RowKind.VERBATIM]
        return self._without(found, which), self._without(wanted, which)

    def _without(self, rows: Sequence[Row], left: Sequence[bool]) -> list[Row]:
        out = []
        flags = iter(left)
        for row in rows:
            if row.kind is RowKind.VERBATIM:
                words = "\ufffc" if next(flags, False) else comparable(row.text)
                as_it_is = self.version.exact and words != "\ufffc"
                row = row if as_it_is else replace(row, content=(Text(words),))
            out.append(row)
        return out


def _put_before(pair: Pair, plan: Plan) -> None:
    """Put the paragraphs that come before a new table before the old one, if that becomes the new one."""
    if pair.old is None or pair.new is None or pair.old.position is None:
        return
    lines = lines_of(pair.old)
    plan.new = [
        replace(new, after=0, before=pair.old.position.line)
        if new.place < pair.new_place and new.after in lines
        else new
        for new in plan.new
    ]


def _rows(table: WordTable, grid: Grid, texts: Sequence[tuple[str, ...]]) -> list[OldRow]:
    if len(table.rows) != len(grid.rows) or len(table.rows) != len(texts):
        raise UntrackedTableError("its rows could not be told apart")
    return [OldRow(cells, row, said) for cells, row, said in zip(table.rows, grid.rows, texts, strict=True)]


def _is_picture(row: Row) -> bool:
    return row.kind is RowKind.VERBATIM and is_picture(row.text)


def _verbatim(rows: Sequence[Row]) -> set[int]:
    return {row.position.line for row in rows if row.kind is RowKind.VERBATIM and row.position}


def _calls(rows: Sequence[Row]) -> set[str]:
    return {span.note for row in rows for span in row.content if isinstance(span, NoteCall)}


def _check_merges(gone: OldRow, stays: OldRow) -> None:
    """Draft text does not say what becomes of cells merged with those of a row that goes."""
    for (_, above), (_, below) in zip(gone.row.shape, stays.row.shape, strict=False):
        if above == "restart" and below == "continue":
            raise UntrackedTableError("a row goes that holds the words of merged cells")


# --- reports ---


def _told(pair: Pair, line: int, why: str) -> str:
    row = pair.old or pair.new
    words = " ".join((row.text if row else "").split())[:_SHOWN]
    if pair.old:
        return f"the table at paragraph {line} (“{words}”) differs and stays as it is: {why}"
    return f"a new table (“{words}”) is left out: {why}"


_SHOWN = 40
