"""The tables of a draft as tables of Word.

Draft text has a table as lines. Where they are the lines that a table of Word is read as, they are set
as one; what reads it gives them back to the letter. All other lines are set as they are.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Container, Iterator, Mapping, Sequence

from draftkit.build import COMPILATION
from draftkit.contested import contested
from draftkit.dataclass import dataclass, replace
from draftkit.model import Span
from draftkit.ooxml.records import Cell, Grid, PageParagraph, Piece
from draftkit.profiles import Profile
from draftkit.rows import Row, RowKind
from draftkit.table_text import TextTable, cell_contents, text_table
from draftkit.writers.word.looks import dressed, visible


class Tables(enum.Enum):
    """How the tables of a draft are set."""

    AS_LINES = enum.auto()
    """As lines of draft text, whose characters are those of the row, in order."""
    WITHOUT_CALLS = enum.auto()
    """As tables, in which note calls are words, as they are written."""
    WITH_CALLS = enum.auto()
    """As tables, in which notes are called, where all calls would be read by the names that they have."""


_Words = Callable[[Row, Sequence[Span]], tuple[Piece, ...]]
"""The words of a row as they stand on the page."""


@dataclass(frozen=True, slots=True)
class TablesOfPage:
    """The tables of a draft that are set as tables of Word."""

    rows: tuple[Row, ...]
    profile: Profile
    tables: Mapping[int, TextTable]
    """By the place of the row."""
    notes: Container[str]
    """What can be called in a cell."""

    @classmethod
    def of(cls, rows: tuple[Row, ...], profile: Profile, tables: Tables) -> TablesOfPage:
        """The tables among some rows."""
        found = {}
        if tables is not Tables.AS_LINES:
            lines = (
                (index, text_table(row.text))
                for index, row in enumerate(rows)
                if row.kind is RowKind.VERBATIM
            )
            found = {index: table for index, table in lines if table}
        names = frozenset(row.marker for row in rows if row.kind is RowKind.NOTE)
        return cls(rows, profile, found, names if tables is Tables.WITH_CALLS else frozenset())

    def __contains__(self, index: int) -> bool:
        return index in self.tables

    # --- notes ---

    def calls(self, index: int) -> Iterator[str]:
        """The notes that the table in this place calls, in order; none where there is no table."""
        if index in self.tables:
            yield from (note for note in self.tables[index].calls() if note in self.notes)

    def are_read_back(self, shown: Mapping[str, str]) -> bool:
        """Whether the notes that tables call would be read by their names, shown as they are here."""
        marks = [*shown.values()]
        called = {note for index in self.tables for note in self.calls(index)}
        return all(shown[note] == note and marks.count(note) == 1 for note in called)

    def without_calls(self) -> TablesOfPage:
        """The same tables; what calls a note in them stands there as it is written."""
        return replace(self, notes=frozenset())

    # --- paragraphs ---

    def paragraphs(self, index: int, words: _Words, uncalled: Container[str]) -> Iterator[PageParagraph]:
        """The paragraphs of the table in this place, and the one that keeps it from what follows.

        ``uncalled`` are the notes that stand below the text as paragraphs: raised, their marks are calls.
        """
        table = self.tables[index]
        grid = Grid([*self.tables].index(index), self._widths(table), table.head)
        found = [
            (Cell(grid, row, column), content)
            for row, cells in enumerate(table.cells)
            for column, cell in enumerate(cells)
            for content in cell_contents(cell, self.notes, uncalled) or [()]
        ]
        known = tuple(row for row in self.rows if _names_delegations(row))
        rows = tuple(Row(RowKind.TEXT, content) for _, content in found)
        marks = contested((*known, *rows))[len(known) :]
        for (cell, content), its in zip(found, marks, strict=True):
            role = self.profile.roles["table_head" if grid.head and not cell.row else "table_cell"]
            pieces = dressed(words(self.rows[index], content), visible(its, role.style, self.profile))
            yield PageParagraph(role.style, role.shape, (), pieces, index, cell=cell)
        below = self.profile.roles["below_table"]
        yield PageParagraph(below.style, below.shape, row=index)

    def _widths(self, table: TextTable) -> tuple[int, ...]:
        """The width of the text, shared by what stands in each column."""
        page = self.profile
        width = page.page.text_width - page.table.left - page.table.right
        shares = [_share(cells) for cells in zip(*table.cells, strict=True)]
        widths = [width * share // sum(shares) for share in shares]
        widths[-1] += width - sum(widths)
        return tuple(widths)


_LEAST, _MOST, _LONGEST_WORD = 3, 30, 60
"""Characters that make a column wide."""


def _share(cells: Sequence[str]) -> int:
    """How much of the width a column asks for, in characters: its longest word, and more up to a limit."""
    word = max((len(word) for cell in cells for word in cell.split()), default=0)
    return max(_LEAST, min(max(map(len, cells)), _MOST), min(word, _LONGEST_WORD))


def _names_delegations(row: Row) -> bool:
    """Whether brackets name delegations by this row: the sponsors, the table of a compilation."""
    return row.kind is RowKind.FRONT or (
        row.kind is RowKind.VERBATIM and row.text.startswith(f"| {COMPILATION} |")
    )
