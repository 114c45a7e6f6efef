"""The brackets of a compilation, settled by ``draftkit resolve`` (N4 of docs/negotiate.md)."""

from __future__ import annotations

import random
import re

import pytest
from test_compile import HARBOURS, PROPOSALS

import draftkit
from draftkit.build import build
from draftkit.model import Draft
from draftkit.negotiate.choices import BASE, DROP, Decision
from draftkit.negotiate.compilation import Compilation
from draftkit.negotiate.page import page_rows
from draftkit.negotiate.places import places
from draftkit.negotiate.resolve import resolve
from draftkit.negotiate.standing import Form, Standing
from draftkit.rows import RowKind, rows

_WRONG = re.compile(r"  | [,;.:)\]]|[(\[] |^ | $|[,;] ?[,;.]")
"""What no text has: two spaces, one before a mark or at an end, two marks."""


@pytest.fixture(scope="module")
def made() -> Compilation:
    proposals = dict(proposal.split("=") for proposal in PROPOSALS)
    base = draftkit.read(HARBOURS / "L3.md")
    return draftkit.compile(base, {name: draftkit.read(file) for name, file in proposals.items()})


def proposed(found: tuple[Standing, ...]) -> list[int]:
    """The brackets of the compilation: those in which somebody is named, and no words of an alternative."""
    outer = [
        one.within is None or (found[one.within].form is Form.PARAGRAPHS and found[one.within].within is None)
        for one in found
    ]
    named = [any(wording.proponents for wording in one.wordings) for one in found]
    return [index for index in range(len(found)) if outer[index] and named[index]]


def settled(page: Draft, choices: dict[int, str]) -> Draft:
    """The draft with these choices, none for brackets in paragraphs that go."""
    found = places(page).brackets
    decided = []
    for index, choice in choices.items():
        within = found[index].within
        if (
            within is None
            or choices[within] not in (DROP, BASE, "#2")
            or _stays(found[within], choices[within])
        ):
            decided.append(Decision(found[index].address, choice))
    return resolve(page, decided).draft


def _stays(bracket: Standing, choice: str) -> bool:
    return choice == BASE and not bracket.wordings[0].proponents


def words(draft: Draft) -> list[str]:
    """The words of the paragraphs, without the masthead, the table, and what stands under it."""
    found = rows(draft)
    table = next(
        (place for place, row in enumerate(found) if row.text.startswith("| Compilation")), len(found)
    )
    return [
        word
        for place, row in enumerate(found)
        if place < table and row.kind not in (RowKind.FRONT, RowKind.NOTE, RowKind.ENACTING)
        for word in re.findall(r"\w+", row.text)
    ]


def test_the_alternatives_of_one_delegation_everywhere_are_its_text(made: Compilation) -> None:
    page = build(page_rows(made))
    found = places(page).brackets
    for name in ("", *made.delegations):
        choices = {}
        for index in proposed(found):
            wants = [place for place, one in enumerate(found[index].wordings, 1) if name in one.proponents]
            choices[index] = f"#{wants[0]}" if wants else BASE
        wanted = made.view(name) if name else made.base
        assert words(settled(page, choices)) == words(wanted), name


@pytest.mark.parametrize("seed", range(25))
def test_no_bracket_of_the_compilation_is_left_and_marks_are_right(made: Compilation, seed: int) -> None:
    page = build(page_rows(made))
    found = places(page).brackets
    chance = random.Random(seed)
    choices = {
        index: chance.choice([DROP, BASE, *(f"#{n}" for n in range(1, len(found[index].wordings) + 1))])
        for index in proposed(found)
    }
    after = settled(page, choices)
    # What is left stands in the base, or in the words of an alternative.
    own = {
        (wording.proponents, wording.text)
        for index, one in enumerate(found)
        if index not in choices
        for wording in one.wordings
    }
    left = {(each.proponents, each.text) for one in places(after).brackets for each in one.wordings}
    assert left <= own
    for row in rows(after):
        if row.kind is not RowKind.VERBATIM:
            assert not _WRONG.search(row.text), row.text
