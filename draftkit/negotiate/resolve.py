"""Settle brackets: decisions on a draft give the draft that follows from them.

``draftkit resolve`` and :func:`resolve` take any number of decisions at once,
all with addresses of the text as it stands. Brackets that nobody decided on stay
as they are, with their proponents. What an editor would set right where words
went is set right by rule (:mod:`draftkit.negotiate.seams`,
:mod:`draftkit.negotiate.endings`); no number changes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from draftkit.build import build
from draftkit.content import CLOSERS, MARK, SHAPES, join, normal
from draftkit.dataclass import dataclass, replace
from draftkit.editorial.openings import language
from draftkit.errors import DraftkitError
from draftkit.model import Draft, Format, NoteCall, Text
from draftkit.negotiate.choices import Chosen, Decision, chosen, find, short
from draftkit.negotiate.cuts import Cuts, cuts
from draftkit.negotiate.endings import mend_endings
from draftkit.negotiate.options import settle_options
from draftkit.negotiate.places import Form, Places, Spot, Standing, places, text_between
from draftkit.negotiate.seams import ENDING, Cell, Seam, Wall, cells, has_words, mended
from draftkit.rows import Row, RowKind


@dataclass(frozen=True, slots=True)
class Settled:
    """A decision that was carried out."""

    decision: Decision
    address: str
    """The address in its regular form."""
    paragraph: str
    """The paragraph that the bracket opens in."""
    before: str
    """The bracket as it stood."""
    words: str
    """What stays of it; empty when nothing does."""
    number: int | None
    """Which of the alternatives was chosen, from 1; None for none of them."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """A draft with brackets settled."""

    draft: Draft
    settled: tuple[Settled, ...]
    """In the order of the decisions."""
    remarks: tuple[str, ...]
    """What else went or wants looking after, in sentences."""


def resolve(draft: Draft, decisions: Sequence[Decision]) -> Resolution:
    """The draft with these decisions carried out.

    Raises DraftkitError, and decides nothing, when an address or a choice is none
    of this text, when two decisions are about one bracket, when one is about words
    that another takes out, or when the words a decision expects are not there.
    """
    found = places(draft)
    decided: dict[int, Chosen] = {}
    settled = []
    for one in decisions:
        index = find(found, one.address)
        bracket = found.brackets[index]
        if index in decided:
            raise DraftkitError(f"there are two decisions on {bracket.address}; leave one out")
        _check_words(found, bracket, one)
        decided[index] = choice = chosen(bracket, one.choice)
        settled.append(_settled(found, bracket, one, choice))
    _check_inside(found, decided)
    made = cuts(found, decided)
    after, remarks = _carried_out(found, decided, made)
    result = build(row for row in after if row is not None)
    _check_rest(found, decided, made, result)
    return Resolution(result, tuple(settled), tuple(remarks))


def standing_text(found: Places, bracket: Standing) -> str:
    """A bracket as it stands on the page; of a number, the number."""
    if bracket.form is Form.NUMBER:
        return found.rows[bracket.start.row].marker
    return text_between(found.rows, bracket.start, bracket.end)


def _settled(found: Places, bracket: Standing, one: Decision, choice: Chosen) -> Settled:
    words = bracket.wordings[choice.wording].text if choice.wording is not None else choice.text
    number = None if choice.wording is None else choice.wording + 1
    return Settled(one, bracket.address, bracket.label, standing_text(found, bracket), words, number)


# --- checks ----------------------------------------------------------------------------------


def _check_words(found: Places, bracket: Standing, one: Decision) -> None:
    there = standing_text(found, bracket)
    if one.words and _plain(one.words) not in _plain(there):
        raise DraftkitError(
            f"the decision on {bracket.address} expects “{short(one.words)}”, but this text has"
            f" “{short(there)}” there; it may be a decision on another text"
        )


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _check_inside(found: Places, decided: Mapping[int, Chosen]) -> None:
    """Refuse decisions on words that another decision takes out."""
    for index in decided:
        inside, outside = found.brackets[index], found.brackets[index].within
        while outside is not None:
            outer = found.brackets[outside]
            if outside in decided and not _stays(outer, decided[outside], inside.start):
                raise DraftkitError(
                    f"{inside.address} stands in words that the decision on {outer.address} takes out;"
                    " leave one of the two out"
                )
            outside = outer.within


def _stays(outer: Standing, choice: Chosen, spot: Spot) -> bool:
    if choice.wording is None:
        return False
    wording = outer.wordings[choice.wording]
    return wording.start <= spot < wording.end


def _check_rest(found: Places, decided: Mapping[int, Chosen], made: Cuts, result: Draft) -> None:
    """Refuse a result in which brackets that stay open would be read as others than they were."""
    expected = [
        bracket
        for index, bracket in enumerate(found.brackets)
        if index not in decided
        and index not in made.emptied
        and not _taken_out(found, decided, made, bracket)
        and bracket.form is not Form.NUMBER
    ]
    new = [choice.text for choice in decided.values() if MARK.search(choice.text)]
    there = [one for one in places(result).brackets if one.form is not Form.NUMBER]
    if new or len(expected) == len(there):
        return
    raise DraftkitError(
        "with these decisions alone, brackets on either side of what goes would become alternatives of one"
        " bracket; decide on one of these too"
    )


def _taken_out(found: Places, decided: Mapping[int, Chosen], made: Cuts, bracket: Standing) -> bool:
    outside = bracket.within
    while outside is not None:
        if outside in made.emptied:
            return True
        if outside in decided and not _stays(found.brackets[outside], decided[outside], bracket.start):
            return True
        outside = found.brackets[outside].within
    return False


# --- rows ------------------------------------------------------------------------------------


def _carried_out(
    found: Places, decided: Mapping[int, Chosen], made: Cuts
) -> tuple[list[Row | None], list[str]]:
    """The rows with the decisions carried out, None for those that went; and what else went."""
    french = _is_french(found.rows)
    rows = _Cut(found, made, french).rows()
    options = {
        index: choice for index, choice in decided.items() if found.brackets[index].form is Form.OPTIONS
    }
    rows = settle_options(found, options, rows)
    for index, choice in decided.items():
        if found.brackets[index].form is Form.NUMBER:
            _renumber(found.brackets[index], choice, rows)
    rows = mend_endings(found.rows, rows)
    remarks = [
        f"{found.brackets[index].address} held nothing else and is gone with it" for index in made.emptied
    ]
    return rows, [*remarks, *_drop_notes(found.rows, rows)]


def _is_french(rows: Sequence[Row]) -> bool:
    known = [found for row in rows if (found := language(row.text))]
    return known.count("fr") * 2 > len(known)


def _renumber(bracket: Standing, choice: Chosen, rows: list[Row | None]) -> None:
    row = rows[bracket.start.row]
    if row is None:
        return
    number = bracket.wordings[choice.wording].text if choice.wording is not None else choice.text
    marks = [found.start() for found in MARK.finditer(row.marker)]
    marker = row.marker[: marks[0]] + number + row.marker[marks[-1] + 1 :]
    rows[bracket.start.row] = replace(row, marker=marker)


def _drop_notes(before: Sequence[Row], rows: list[Row | None]) -> list[str]:
    """Take out the notes that nothing calls any more."""
    had, has = _calls(before), _calls(rows)
    remarks = []
    for index, row in enumerate(rows):
        if row is None or row.kind is not RowKind.NOTE:
            continue
        if row.marker in had and row.marker not in has:
            rows[index] = None
            remarks.append(f"note {row.marker} has no call any more and is gone")
            following = next((one for one in rows[index + 1 :] if one and one.kind is RowKind.NOTE), None)
            if following and re.match(r"\W*ibid", following.text, re.IGNORECASE):
                remarks.append(f"note {following.marker} begins with “Ibid.” and now follows another note")
    return remarks


def _calls(rows: Sequence[Row | None]) -> set[str]:
    return {span.note for row in rows if row for span in row.content if isinstance(span, NoteCall)}


class _Cut:
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
        self._keep_marks(out)
        return out

    def _before(self, index: int) -> str:
        before = self.found.rows[index].before
        return "".join(c for c, gone in zip(before, self.made.gone[index], strict=False) if not gone)

    def _cells(self, index: int) -> list[Cell]:
        """The content without what goes, a seam wherever something went or came."""
        row = self.found.rows[index]
        out: list[Cell] = []
        at = len(row.before)
        gone = self.made.gone[index]
        for cell in cells(row.content):
            if isinstance(cell, NoteCall):
                # A call goes with the words on both sides of it.
                if not (at > len(row.before) and gone[at - 1] and (at == len(gone) or gone[at])):
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

    def _keep_marks(self, out: list[Row | None]) -> None:
        """Brackets of others that stood in a paragraph without words stay, with the paragraphs beside it."""
        for index, row in enumerate(self.found.rows):
            if out[index] is not None or index in self.made.gone_rows:
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
