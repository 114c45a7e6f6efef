"""Compilations by chance (docs/fuzzing.md); ``make fuzz-compile`` makes as many as asked for."""

from __future__ import annotations

import pytest
from compile_fuzz.__main__ import NO_DRAFT, one
from compile_fuzz.tracked import PAIRED, UNCALLED
from hypothesis import given
from hypothesis import strategies as st
from strategies import draft_rows

from draftkit.build import build
from draftkit.model import Draft
from draftkit.negotiate.compiling import compile_drafts
from draftkit.negotiate.page import page_rows, read_page
from draftkit.rows import Row, RowKind

SEEDS = 60
WORD = 10
"""Every so manieth meeting is compiled as a Word file too."""


@pytest.mark.parametrize("tens", range(SEEDS // 10))
def test_compilations_by_chance_keep_the_contract(tens: int) -> None:
    for seed in range(tens * 10, tens * 10 + 10):
        _, _, found = one(seed, WORD)
        assert found in ([], [NO_DRAFT], [UNCALLED], [PAIRED]), f"seed {seed}"


@pytest.mark.parametrize("seed", [4001614, 5001151, 5100256, 6300020, 8002055])
def test_meetings_that_once_broke_keep_the_contract(seed: int) -> None:
    _, proposals, found = one(seed, 1)
    assert proposals
    assert found == []


def test_a_note_that_only_a_table_calls_is_no_obstacle_but_in_tracked_changes() -> None:
    assert one(8200620, 1)[2] == [UNCALLED]
    assert one(8200620, 0)[2] == []


def test_a_paragraph_made_of_two_may_count_as_one_of_them_in_tracked_changes() -> None:
    """All texts come back, numbers too; before, such a compilation was refused."""
    assert one(9003950, 1)[2] == [PAIRED]


@st.composite
def meetings(draw: st.DrawFn) -> tuple[Draft, dict[str, Draft]]:
    """A base, and proposals that keep some of its paragraphs and have some of another draft."""
    base, other = draw(draft_rows()), draw(draft_rows())
    names = draw(st.lists(st.sampled_from(("EU", "Norvania", "Calder", "Tessaly")), unique=True))
    return build(base), {name: build(draw(mixed(base, other))) for name in names}


@st.composite
def mixed(draw: st.DrawFn, base: tuple[Row, ...], other: tuple[Row, ...]) -> tuple[Row, ...]:
    front = [row for row in base if row.kind is RowKind.FRONT]
    notes = {row.marker: row for row in (*other, *base) if row.kind is RowKind.NOTE}
    bodies = [
        [row for row in side if row.kind not in (RowKind.FRONT, RowKind.NOTE)] for side in (base, other)
    ]
    body = [row for row in bodies[0] if draw(st.integers(0, 5))]
    at = draw(st.integers(0, len(body)))
    body[at:at] = bodies[1][1 : 1 + draw(st.integers(0, 3))]
    called = dict.fromkeys(span.note for row in body for span in row.content if hasattr(span, "note"))
    return (*front, *body, *(notes[name] for name in called))


@pytest.mark.hypothesis
@given(meetings())
def test_any_delegation_gets_its_text_back(meeting: tuple[Draft, dict[str, Draft]]) -> None:
    base, proposals = meeting
    compiled = compile_drafts(base, proposals)  # raises where a text would not come back
    if proposals:
        assert read_page(page_rows(compiled)) == compiled
