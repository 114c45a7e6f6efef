"""The new version of a table in draft text: words only; looks and merged cells are the issued file's.

Of a table that draftkit has set, draft text tells the formats of words too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from draftkit.content import join
from draftkit.dataclass import replace
from draftkit.model import Format, NoteCall, Position, Span, Text
from draftkit.ooxml.document import WordParagraph, WordTable
from draftkit.ooxml.issued import Shape
from draftkit.ooxml.issued_tables import CellParagraph, Grid, NewCell, NewRow, NewTable
from draftkit.patterns import lazy_pattern
from draftkit.readers.word import WordFile
from draftkit.readers.word_content import content_of
from draftkit.rows import Row, RowKind
from draftkit.table_text import cell_contents, names_columns, paragraphs_of, table_cells
from draftkit.writers.issued.places import placed
from draftkit.writers.issued.table_versions import (
    OldRow,
    RowToCome,
    Stretch,
    TableToCome,
    UntrackedTableError,
    far,
    inner,
    labelled,
)
from draftkit.writers.issued.word_facts import in_draft_tables

_NUMBER = lazy_pattern(r"(?:\(?\w{1,5}[.)]|[0-9.]{1,8}|[•–—-])\s+")
"""The number of a paragraph at the head of its line, as draft text has it."""
_EMPHASIS = Format.BOLD | Format.ITALIC | Format.UNDERLINE | Format.STRIKE


class TextVersion:
    """The new version is draft text."""

    exact = False

    def __init__(self, old: WordFile, names: Mapping[tuple[str, str], str]) -> None:
        self.notes: frozenset[str] = frozenset()
        self.left_out: list[str] = []
        self.names = names
        """The notes of the issued file."""
        self.labels = labelled(old)
        self.formatted = in_draft_tables(old)

    def ignored(self, like: int) -> Format:
        return Format.PLAIN if like in self.formatted else _EMPHASIS

    def _contents(self, cell: str, like: int) -> list[tuple[Span, ...]]:
        """The paragraphs of a cell, with formats where the paragraph they look like has them."""
        if like in self.formatted:
            return cell_contents(cell, self.notes, self.names.values())
        return paragraphs_of(cell, self.notes)

    def old_texts(self, table: WordTable, row: Row) -> list[tuple[str, ...]]:
        found = table_cells(row.text)
        if found is None or len(found) != len(table.rows):
            raise UntrackedTableError("its rows are not those of the draft text")
        return list(found)

    def table(self, row: Row) -> TableToCome:
        found = table_cells(row.text)
        if found is None:
            raise UntrackedTableError("it is no table of lines that begin with a stroke")
        return TableToCome(
            tuple(RowToCome((), None, texts) for texts in found), None, names_columns(row.text)
        )

    def alike(self, old: OldRow, new: RowToCome) -> bool:
        return len(old.cells) == len(new.texts)

    def same_columns(self, old: Sequence[OldRow], grid: Grid, new: TableToCome) -> bool:
        widths = {len(row.cells) for row in old}
        return all(len(row.texts) in widths for row in new.rows)

    def stretches(self, old: OldRow, new: RowToCome) -> Iterator[Stretch]:
        for blocks, cell, before, after in zip(old.cells, old.row.cells, old.texts, new.texts, strict=True):
            if before == after:
                continue
            if inner(blocks) != (0, 0):
                raise UntrackedTableError("a cell that holds a table or a text box is changed")
            if cell.merge == "continue":
                raise UntrackedTableError("a cell that is merged with the one above is changed")
            yield self._stretch([p for p in blocks if isinstance(p, WordParagraph)], after)

    def _stretch(self, blocks: list[WordParagraph], after: str) -> Stretch:
        old = [row for p in blocks if (row := self._old(p)).content]
        if not old and blocks:
            old = [self._old(blocks[0])]
        numbered = {row.position.line: self.labels[row.position.line] for row in old if row.position}
        heads = list(numbered.values())
        new = []
        for index, content in enumerate(self._contents(after, blocks[0].number if blocks else 0)):
            has_number = heads[min(index, len(heads) - 1)] if heads else False
            new.append(Row(RowKind.TEXT, _without_number(content) if has_number else content))
        return Stretch(tuple(old), tuple(new) or (Row(RowKind.TEXT, ()),))

    def _old(self, paragraph: WordParagraph) -> Row:
        formatted = paragraph.number in self.formatted
        content = _one_spaced(content_of(paragraph, self.names, own=formatted), formatted)
        return Row(RowKind.TEXT, content, position=Position(paragraph.number, 1))

    def nested(self, old: OldRow, new: RowToCome) -> Iterator[tuple[WordTable, Grid, TableToCome]]:
        yield from ()

    def numbered(self, row: Row) -> bool:
        return True

    def new_row(self, new: RowToCome, near: Sequence[OldRow], at: int) -> NewRow:
        fits = [i for i, old in enumerate(near) if len(old.cells) == len(new.texts)]
        merged = {i: any(merge for _, merge in near[i].row.shape) for i in fits}
        model = near[min(fits, key=lambda i: (near[i].row.header, merged[i], far(i, at)))]
        return NewRow(tuple(self._new_cells(new, model, near[at] if at < len(near) else None)), model.row)

    def _new_cells(self, new: RowToCome, model: OldRow, following: OldRow | None) -> Iterator[NewCell]:
        below = following.row.shape if following else ()
        for index, (text, look) in enumerate(zip(new.texts, model.row.cells, strict=True)):
            goes_on = len(below) == len(new.texts) and below[index][1] == "continue"
            if goes_on and text:
                raise UntrackedTableError("a row comes between cells that are merged")
            like = model.first(index)
            yield NewCell(self._paragraphs(text, like), look, "continue" if goes_on else "")

    def new_table(self, new: TableToCome, near: tuple[Grid, Sequence[OldRow]] | None) -> NewTable:
        rows = []
        fitted = False
        for place, row in enumerate(new.rows):
            fits = [old for old in near[1] if len(old.cells) == len(row.texts)] if near else []
            model = fits[min(place, len(fits) - 1)] if fits else None
            fitted |= model is not None
            if model:
                cells = list(self._new_cells(row, model, None))
            else:
                like = near[1][0].first(0) if near else 0
                cells = [NewCell(self._paragraphs(text, like), None) for text in row.texts]
            heads = new.head and not place
            rows.append(NewRow(tuple(cells), model.row if model else None, heads))
        return NewTable(tuple(rows), near[0] if near else None)

    def _paragraphs(self, text: str, like: int) -> tuple[CellParagraph, ...]:
        numbered = self.labels.get(like, False)
        found = []
        for content in self._contents(text, like):
            rest = _without_number(content) if numbered else content
            shape = Shape(like, own_number=numbered and rest == content, ignored=self.ignored(like))
            found.append(CellParagraph(rest, shape))
        return tuple(found) or (CellParagraph((), Shape(like, own_number=numbered)),)


# --- words of draft text ---


def _one_spaced(content: Sequence[Span], formatted: bool) -> tuple[Span, ...]:
    """Words as they stand in a line of draft text: single spaces, none at the ends; with or without looks."""
    out: list[Span] = []
    space: Text | None = None
    for span in content:
        for text, position in placed(span):
            if isinstance(span, NoteCall):
                out += [space, span] if space else [span]
                space = None
                continue
            for offset, character in enumerate(text):
                here = position and Position(position.line, position.column + offset)
                look = span.format if formatted else Format.PLAIN
                if character.isspace():
                    space = space or (Text(" ", look, here) if out else None)
                    continue
                out += [space] if space else []
                out.append(Text(character, look, here))
                space = None
    return join(out)


def _without_number(content: tuple[Span, ...]) -> tuple[Span, ...]:
    """The words of a paragraph without the number that Word gives to it."""
    if not content or not isinstance(first := content[0], Text) or not (found := _NUMBER.match(first.text)):
        return content
    return join((replace(first, text=first.text[found.end() :]), *content[1:]))
