"""Rows with the cuts of decisions carried out: characters taken out and put in, seams closed."""

from __future__ import annotations

import re
from collections.abc import Collection

from draftkit.content import CLOSERS, MARK, SHAPES, join, normal
from draftkit.dataclass import replace
from draftkit.model import Format, NoteCall, Text
from draftkit.negotiate.cuts import Cuts
from draftkit.negotiate.seams import ENDING, Cell, Seam, Wall, cells, has_words, mended
from draftkit.negotiate.standing import Form, Places, Spot
from draftkit.rows import Row, RowKind


class CutRows:
    """Rows while characters are taken out of them."""

    def __init__(self, found: Places, made: Cuts, french: bool) -> None:
        self.found = found
        self.made = made
        self.french = french
        self.befores = [self._before(index) for index in range(len(found.rows))]
        self.contents = [self._cells(index) for index in range(len(found.rows))]
        self.touched = [
            bool(any(gone)) or index in made.gone_rows or any(spot.row == index for spot in made.inserted)
            for index, gone in enumerate(made.gone)
        ]

    def rows(self) -> list[Row | None]:
        for first, last in self.made.joins:
            self._join(first, last)
        out: list[Row | None] = list(self.found.rows)
        for index, row in enumerate(self.found.rows):
            if index in self.made.gone_rows:
                out[index] = None
            elif self.touched[index]:
                out[index] = self._row(index, row)
        return out

    def _before(self, index: int) -> str:
        before = self.found.rows[index].before
        return "".join(c for c, gone in zip(before, self.made.gone[index], strict=False) if not gone)

    def _cells(self, index: int) -> list[Cell]:
        """The content without what goes, a seam wherever something went or came."""
        row = self.found.rows[index]
        if row.kind is RowKind.VERBATIM:
            return cells(row.content)  # a table stays or goes whole
        out: list[Cell] = []
        at = len(row.before)
        gone = self.made.gone[index]
        for cell in cells(row.content):
            if isinstance(cell, NoteCall):
                if not self.made.calls[index][at]:
                    out.append(cell)
                continue
            self._put_in(out, Spot(index, at))
            if gone[at]:
                out.append(Seam(Spot(index, at) in self.made.spaced))
            else:
                out.append(cell)
            at += 1
        self._put_in(out, Spot(index, at))
        return out

    def _put_in(self, out: list[Cell], spot: Spot) -> None:
        if words := self.made.inserted.get(spot):
            out += [Seam(), *((character, Format.PLAIN) for character in words), Seam()]
        if spot in self.made.walls:
            out.append(Wall())

    def _join(self, first: int, last: int) -> None:
        """Put what is left of the last paragraph of a cut behind what is left of the first."""
        kinds = {self.found.rows[first].kind, self.found.rows[last].kind}
        if first == last or not kinds <= _PARAGRAPHS or not has_words(self.contents[first]):
            return
        self.contents[first] += [Seam(spaced=True), *self.contents[last]]
        self.befores[first] += self.befores[last]
        self.touched[first] = True
        self.contents[last], self.befores[last] = [], ""
        self.made.gone_rows.add(last)

    def _row(self, index: int, row: Row) -> Row | None:
        content = self.contents[index]
        if not has_words(content) and not self._holds_others(index):
            return None
        text = row.text
        stripped = text.rstrip("".join(CLOSERS) + " \u00a0")
        ending = found[1] if (found := ENDING.search(stripped)) else ""
        new = mended(content, ending, self._begins_with_capital(index), self.french)
        return replace(row, before=self.befores[index], content=new)

    def _holds_others(self, index: int) -> bool:
        """Whether subparagraphs that stay hang below a paragraph, which then stays as their number."""
        row = self.found.rows[index]
        for other in range(index + 1, len(self.found.rows)):
            below = self.found.rows[other]
            if below.level <= row.level or below.kind not in (RowKind.SUBPARAGRAPH, RowKind.TAIL):
                return False
            if other not in self.made.gone_rows and has_words(self.contents[other]):
                return bool(row.marker)
        return False

    def _begins_with_capital(self, index: int) -> bool:
        """Whether the first word of a paragraph has a capital, names of proponents left aside."""
        row = self.found.rows[index]
        at = 0
        for bracket in self.found.brackets:
            if bracket.form in (Form.INLINE, Form.PARAGRAPHS) and bracket.start.row == index:
                start = bracket.start.at - len(row.before)
                if not re.search(r"\w", row.text[at : max(start, 0)]):
                    at = max(at, bracket.wordings[0].start.at - len(row.before))
        first = re.search(r"[^\W\d_]", row.text[at:])
        return bool(first and first.group().isupper())

    def keep_marks(self, out: list[Row | None], going: Collection[int]) -> None:
        """Brackets of others that stood in a paragraph without words stay, with the paragraphs beside it.

        ``going`` are rows of options that are not chosen: their brackets go with them.
        """
        for index, row in enumerate(self.found.rows):
            if out[index] is not None or index in self.made.gone_rows or index in going:
                continue
            left = self.befores[index] + "".join(
                cell[0] for cell in self.contents[index] if isinstance(cell, tuple)
            )
            marks = MARK.findall(left)
            if not marks or row.kind is RowKind.VERBATIM:
                continue
            openers = left[: left.rfind(_last_opener(left)) + 1] if any(m in SHAPES for m in marks) else ""
            closers = "".join(mark for mark in marks if mark in CLOSERS)
            if openers:
                self._open_later(out, index, openers)
            if closers:
                self._close_earlier(out, index, closers)

    def _open_later(self, out: list[Row | None], index: int, openers: str) -> None:
        place = next((at for at in range(index + 1, len(out)) if out[at]), None)
        row = out[place] if place is not None else None
        if place is None or row is None:
            return
        if row.marker or row.option:
            out[place] = replace(row, before=openers + row.before)
        else:
            out[place] = replace(row, content=join((Text(openers), *row.content)))

    def _close_earlier(self, out: list[Row | None], index: int, closers: str) -> None:
        place = next((at for at in range(index - 1, -1, -1) if out[at]), None)
        row = out[place] if place is not None else None
        if place is not None and row is not None:
            out[place] = replace(row, content=normal((*row.content, Text(closers))))


_PARAGRAPHS = {
    RowKind.PREAMBULAR, RowKind.OPERATIVE, RowKind.SUBPARAGRAPH, RowKind.TAIL, RowKind.TEXT
}  # fmt: skip


def _last_opener(text: str) -> str:
    return max(SHAPES, key=text.rfind)
