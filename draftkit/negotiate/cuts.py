"""What is taken out of the rows of a draft when brackets are settled, and what is put in.

Decisions become cuts between two places. A bracket that nobody decided on, but
that has lost all its words, is cut too; one of several alternatives that has
lost its words says so in a word (``[Norvania: delete]``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from draftkit.dataclass import dataclass, field
from draftkit.negotiate.choices import Chosen
from draftkit.negotiate.standing import Form, Places, Spot, Standing, Wording, calls_between
from draftkit.row_brackets import page_text

_WORD = re.compile(r"\w")


@dataclass(slots=True)
class Cuts:
    """What goes and what comes, by rows and characters of their page text."""

    gone: list[bytearray]
    """For each row, a 1 for every character that goes."""
    calls: list[bytearray]
    """For each row, a 1 for every place before a character, and at the end, at which a note call goes.

    A call stands between two characters. It goes where one cut takes both; between two cuts it stays, as in
    ``[Norvania: ^1]`` without its brackets and the name.
    """
    gone_rows: set[int] = field(default_factory=set)
    """Rows that stand whole between the ends of a cut."""
    inserted: dict[Spot, str] = field(default_factory=dict)
    """Words put in before a character."""
    joins: list[tuple[int, int]] = field(default_factory=list)
    """Rows between which a cut takes the end of the paragraph, the first and the last."""
    emptied: list[int] = field(default_factory=list)
    """Brackets that nobody decided on and that have no words left."""
    spaced: set[Spot] = field(default_factory=set)
    """Where words began that had white space at both ends and went."""
    walls: set[Spot] = field(default_factory=set)
    """Where the words of alternatives begin that stay open."""


def cuts(found: Places, decided: Mapping[int, Chosen]) -> Cuts:
    """The cuts that these decisions make."""
    return _Cutting(found, decided).all()


class _Cutting:
    """Cuts while they are being made."""

    def __init__(self, found: Places, decided: Mapping[int, Chosen]) -> None:
        self.found = found
        self.decided = decided
        self.texts = [page_text(row) for row in found.rows]
        self.cuts = Cuts(
            [bytearray(len(text)) for text in self.texts], [bytearray(len(text) + 1) for text in self.texts]
        )

    def all(self) -> Cuts:
        brackets = self.found.brackets
        for index, choice in self.decided.items():
            if brackets[index].form not in (Form.OPTIONS, Form.NUMBER):
                self._settle(brackets[index], choice)
        for index in sorted(range(len(brackets)), key=lambda index: -brackets[index].depth):
            bracket = brackets[index]
            if index not in self.decided and bracket.form not in (Form.OPTIONS, Form.NUMBER):
                self._open(index, bracket)
        return self.cuts

    def _settle(self, bracket: Standing, choice: Chosen) -> None:
        if choice.wording is not None:
            wording = bracket.wordings[choice.wording]
            if wording.proponents or wording.label:
                self.cuts.spaced.add(
                    bracket.start
                )  # "keepers[Norvania: or bells]": the space went with the name
            self._cut(bracket.start, wording.start)
            self._cut(wording.end, bracket.end)
            return
        start = bracket.start
        if choice.text and bracket.form is Form.PARAGRAPHS:
            # The paragraph keeps its number, and what stands before that.
            border = Spot(start.row, max(start.at, len(self.found.rows[start.row].before)))
            self._cut(start, bracket.wordings[0].start)
            start = max(border, bracket.wordings[0].start)
        self._cut(start, bracket.end)
        if choice.text:
            self.cuts.inserted[start] = choice.text
        elif self._is_spaced(bracket.wordings):
            self.cuts.spaced.add(start)
        if bracket.form is Form.LINKED and not self._crosses_options(bracket):
            self.cuts.joins.append((bracket.start.row, bracket.end.row))

    def _crosses_options(self, bracket: Standing) -> bool:
        """Whether its ends stand in different options, or one in none: what is left stays in its option."""
        first, last = bracket.start.row, bracket.end.row
        return any(
            (one.start.row <= first <= one.end.row) != (one.start.row <= last <= one.end.row)
            for options in self.found.brackets
            if options.form is Form.OPTIONS
            for one in options.wordings
        )

    def _is_spaced(self, wordings: Sequence[Wording]) -> bool:
        texts = [self.texts[one.start.row][one.start.at : one.end.at] for one in wordings]
        return any(text[:1].isspace() and text[-1:].isspace() for text in texts)

    def _cut(self, start: Spot, end: Spot) -> None:
        for row in range(start.row, end.row + 1):
            gone = self.cuts.gone[row]
            first = start.at if row == start.row else 0
            last = end.at if row == end.row else len(gone)
            gone[first:last] = b"\1" * max(last - first, 0)
            inside = first + 1 if row == start.row else 0
            behind = last if row == end.row else len(gone) + 1
            self.cuts.calls[row][inside:behind] = b"\1" * max(behind - inside, 0)
        self.cuts.gone_rows.update(range(start.row + 1, end.row))

    # --- brackets that stay open ---

    def _open(self, index: int, bracket: Standing) -> None:
        if self._is_gone(bracket.start):
            return
        lost = [self._had_words(one) and not self._has_words(one) for one in bracket.wordings]
        if all(lost[at] or not self._had_words(one) for at, one in enumerate(bracket.wordings)) and any(lost):
            self._cut(bracket.start, bracket.end)
            self.cuts.emptied.append(index)
            return
        divided_by_strokes = self._touching(bracket)
        for at, one in enumerate(bracket.wordings):
            if one.proponents or one.label:
                self.cuts.walls.add(one.start)
            if not lost[at]:
                continue
            if divided_by_strokes:
                self._cut_with_stroke(bracket, at)
            else:
                self._cut(one.start, one.end)
                self.cuts.inserted[one.start] = "delete" if one.proponents else "no text"

    def _touching(self, bracket: Standing) -> bool:
        """Whether strokes divide its alternatives, in one pair of brackets."""
        if bracket.form is not Form.INLINE or len(bracket.wordings) < 2:
            return False
        first = bracket.wordings[0].end
        return self.texts[first.row][first.at : first.at + 1] in ("/", " ")

    def _cut_with_stroke(self, bracket: Standing, at: int) -> None:
        if at + 1 < len(bracket.wordings):
            self._cut(bracket.wordings[at].start, bracket.wordings[at + 1].start)
        else:
            self._cut(bracket.wordings[at - 1].end, bracket.wordings[at].end)

    def _is_gone(self, spot: Spot) -> bool:
        return bool(self.cuts.gone[spot.row][spot.at]) or spot.row in self.cuts.gone_rows

    def _had_words(self, wording: Wording) -> bool:
        return _WORD.search(wording.text) is not None

    def _has_words(self, wording: Wording) -> bool:
        if any(wording.start <= spot < wording.end for spot in self.cuts.inserted):
            return True
        for row in range(wording.start.row, wording.end.row + 1):
            first = wording.start.at if row == wording.start.row else 0
            last = wording.end.at if row == wording.end.row else len(self.texts[row])
            kept = (
                c
                for c, gone in zip(self.texts[row][first:last], self.cuts.gone[row][first:last], strict=True)
                if not gone
            )
            if row not in self.cuts.gone_rows and _WORD.search("".join(kept)):
                return True
        return any(
            row not in self.cuts.gone_rows and not self.cuts.calls[row][at]
            for row, at, _ in calls_between(self.found.rows, wording.start, wording.end)
        )
