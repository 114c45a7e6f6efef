"""The paragraphs of a compilation that are no part of the text and say what is proposed for it.

Most brackets of a compilation hold words. Some speak of the next paragraph:
``[EU: add the next paragraph]``, ``[Egypt: delete the next paragraph]``; some, under the table, of the
lines before the paragraphs (:mod:`draftkit.negotiate.head_changes`).
"""

from __future__ import annotations

from collections.abc import Sequence

from draftkit.compare.tokens import flat
from draftkit.dataclass import dataclass, replace
from draftkit.model import BracketKind
from draftkit.negotiate.head_changes import HeadChange, head_change
from draftkit.negotiate.names import BASE
from draftkit.negotiate.notation import Notation
from draftkit.negotiate.page import is_compilation, remark
from draftkit.negotiate.standing import Form, Places, Spot, Standing, Wording
from draftkit.negotiate.table import known_table
from draftkit.row_brackets import page_text
from draftkit.rows import Row, RowKind


@dataclass(frozen=True, slots=True)
class Instruction:
    """A paragraph of a compilation that is no part of the text."""

    names: tuple[str, ...]
    """Who proposes what it says; nobody, where it says that the next paragraph is of the base."""
    words: str
    start: int
    """Where its words begin."""
    head: HeadChange | None = None
    """The change before the paragraphs, if it is one."""


def instructions(rows: Sequence[Row]) -> dict[int, Instruction]:
    """The instructions of a compilation by their rows; none in any other text."""
    known = known_table(rows)
    if known is None:
        return {}
    table, notation = known.place, Notation(known.delegations)
    found = {}
    for place, row in enumerate(rows):
        if row.kind is RowKind.NOTE or place == table:
            continue
        one = _head(row, notation) if place > table else _remark(row, notation)
        if one:
            found[place] = one
    return found


def _remark(row: Row, notation: Notation) -> Instruction | None:
    if (found := remark(row, notation)) is None:
        return None
    names, words = found
    return Instruction(() if names == (BASE,) else names, words, len(row.text) - 1 - len(words))


def _head(row: Row, notation: Notation) -> Instruction | None:
    text = flat(row.content)
    who = notation.named(text, 1)
    if who is None or (found := head_change(row.content, who.words, len(text) - 1)) is None:
        return None
    return Instruction(who.names, row.text[who.words : -1], who.words, found)


_OF_BASE = f"{BASE}: "


def _is_of_base(bracket: Standing) -> bool:
    """Whether a bracket says that what it holds is of the base: ``[base: [Norway: shall]]``."""
    first, *others = bracket.wordings
    plain = bracket.form is Form.INLINE and not others and not first.proponents
    return plain and first.text.startswith(_OF_BASE)


def says_of_base(found: Places, bracket: Standing) -> bool:
    """Whether a bracket of a compilation only says what is of the base, which a reader has to know as long as
    there are proposals."""
    if bracket.kind is not BracketKind.EDITORIAL or not is_compilation(found.rows):
        return False
    row, at = bracket.start.row, bracket.start.at
    return page_text(found.rows[row])[at + 1 :].startswith(_OF_BASE)


def with_proponents(found: Places) -> Places:
    """The brackets, those of instructions with the delegations that the table knows.

    A bracket that says that what stands in it, or the next paragraph, is of the base is a remark of the
    compilation: nothing is open in it.
    """
    if not is_compilation(found.rows):
        return found
    said = instructions(found.rows)
    brackets = list(found.brackets)
    for index, one in enumerate(brackets):
        if one.path == (0,) and (instruction := said.get(one.start.row)):
            start = Spot(one.start.row, instruction.start)
            end = Spot(one.start.row, len(found.rows[one.start.row].text) - 1)
            wording = Wording(start, end, instruction.words, instruction.names)
            kind = one.kind if instruction.names else BracketKind.EDITORIAL
            brackets[index] = replace(one, wordings=(wording,), kind=kind)
        elif _is_of_base(one):
            (wording,) = one.wordings
            start = Spot(one.start.row, wording.start.at + len(_OF_BASE))
            wording = Wording(start, wording.end, wording.text.removeprefix(_OF_BASE))
            brackets[index] = replace(one, wordings=(wording,), kind=BracketKind.EDITORIAL)
    return replace(found, brackets=tuple(brackets))
