"""Settle brackets: decisions on a draft give the draft that follows from them.

``draftkit resolve`` and :func:`resolve` take any number of decisions at once,
all with addresses of the text as it stands. Brackets that nobody decided on stay
as they are, with their proponents. What an editor would set right where words
went is set right by rule (:mod:`draftkit.negotiate.seams`,
:mod:`draftkit.negotiate.endings`); no number changes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from draftkit.build import build
from draftkit.content import MARK
from draftkit.dataclass import dataclass, replace
from draftkit.editorial.openings import language
from draftkit.errors import DraftkitError
from draftkit.model import Draft, NoteCall
from draftkit.negotiate.choices import Chosen, Decision, chosen, find, short
from draftkit.negotiate.cut_rows import CutRows
from draftkit.negotiate.cuts import Cuts, cuts
from draftkit.negotiate.endings import mend_endings
from draftkit.negotiate.instructions import says_of_base
from draftkit.negotiate.options import not_chosen, settle_options
from draftkit.negotiate.places import places
from draftkit.negotiate.settled_page import rows_gone, settled_page
from draftkit.negotiate.standing import Form, Places, Spot, Standing, text_between
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
        if says_of_base(found, bracket):
            raise DraftkitError(
                f"{bracket.address} only says what is of the base, not of a delegation, and goes when all"
                " proposals are settled; decide on what stands in it or behind it"
            )
        decided[index] = choice = chosen(bracket, one.choice)
        settled.append(_settled(found, bracket, one, choice))
    _check_inside(found, decided)
    _check_across(found, decided)
    made = cuts(found, decided)
    gone = rows_gone(found, decided)
    after, remarks = _carried_out(found, decided, made, gone)
    _check_rest(found, decided, made, gone, after)
    result = build(settled_page(found, decided, after))
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


def _check_across(found: Places, decided: Mapping[int, Chosen]) -> None:
    """Refuse to settle options while a bracket around or across them is open: its marks stand in them."""
    for place in decided:
        options = found.brackets[place]
        if options.form is not Form.OPTIONS:
            continue
        for index, one in enumerate(found.brackets):
            if (
                index in decided
                or one.form in (Form.OPTIONS, Form.NUMBER)
                or _taken_out(found, decided, (), one)
            ):
                continue
            marks = (one.start, one.end)
            inside = any(each.start <= one.start and one.end <= each.end for each in options.wordings)
            if not inside and any(options.start.row <= mark.row <= options.end.row for mark in marks):
                raise DraftkitError(
                    f"the bracket {one.address} stands around the options {options.address} or reaches into"
                    " them; decide on it too"
                )


def _stays(outer: Standing, choice: Chosen, spot: Spot) -> bool:
    if choice.wording is None:
        return False
    wording = outer.wordings[choice.wording]
    return wording.start <= spot < wording.end


def _check_rest(
    found: Places,
    decided: Mapping[int, Chosen],
    made: Cuts,
    gone: Collection[int],
    after: Sequence[Row | None],
) -> None:
    """Refuse a result in which brackets that stay open would be read as others than they were."""
    expected = [
        bracket
        for index, bracket in enumerate(found.brackets)
        if index not in decided
        and index not in made.emptied
        and not _taken_out(found, decided, made.emptied, bracket)
        and bracket.form is not Form.NUMBER
        and bracket.start.row not in gone
        and not (after[bracket.start.row] is None and found.rows[bracket.start.row].kind is RowKind.NOTE)
    ]
    new = [choice.text for choice in decided.values() if MARK.search(choice.text)]
    result = build(row for row in after if row is not None)
    there = [one for one in places(result).brackets if one.form is not Form.NUMBER]
    if new or len(expected) == len(there):
        return
    raise DraftkitError(
        "with these decisions alone, brackets on either side of what goes would become alternatives of one"
        " bracket; decide on one of these too"
    )


def _taken_out(
    found: Places, decided: Mapping[int, Chosen], emptied: Collection[int], bracket: Standing
) -> bool:
    """Whether a bracket stands in words that go."""
    outside = bracket.within
    while outside is not None:
        if outside in emptied:
            return True
        if outside in decided and not _stays(found.brackets[outside], decided[outside], bracket.start):
            return True
        outside = found.brackets[outside].within
    return False


# --- rows ------------------------------------------------------------------------------------


def _carried_out(
    found: Places, decided: Mapping[int, Chosen], made: Cuts, gone: Collection[int]
) -> tuple[list[Row | None], list[str]]:
    """The rows with the decisions carried out, None for those that went; and what else went."""
    french = _is_french(found.rows)
    options = {
        index: choice for index, choice in decided.items() if found.brackets[index].form is Form.OPTIONS
    }
    cut = CutRows(found, made, french)
    rows = cut.rows()
    cut.keep_marks(rows, not_chosen(found, options))
    rows = settle_options(found, options, rows)
    for index, choice in decided.items():
        if found.brackets[index].form is Form.NUMBER:
            _renumber(found.brackets[index], choice, rows)
    rows = [None if index in gone else row for index, row in enumerate(rows)]
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
