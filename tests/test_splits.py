"""Paragraphs that were split in two or more, and paragraphs that were joined into one."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from builders import heading, op, pp, sub

from draftkit.compare import Changes, EditKind, EventKind, PairKind, apply, diff_rows, invert
from draftkit.rows import Row
from draftkit.writers.terminal import terminal

LIGHT = "*Decides* to light every harbour of the coast before the winter"
BOATS = "the boats of the pilots shall carry two lamps each by then"
REPORT = "*Requests* the Secretary to report on the lamps at the next session;"
ONE, TWO = (f"{LIGHT}; {BOATS};",), (f"{LIGHT};", f"{BOATS};")


def paragraphs(*texts: str) -> list[Row]:
    return [op(number, text) for number, text in enumerate(texts, 1)]


def told(changes: Changes) -> list[tuple[str, tuple[str, ...]]]:
    return [
        (event.kind.value, event.words)
        for event in changes.events
        if event.kind in (EventKind.SPLIT, EventKind.JOINED)
    ]


def words_of(changes: Changes) -> list[list[tuple[str, str]]]:
    """What went and came, part by part."""
    return [
        [
            (edit.kind.value, "".join(getattr(span, "text", "^") for span in edit.old or edit.new))
            for edit in part
            if edit.kind is not EditKind.EQUAL
        ]
        for division in (*changes.splits, *changes.joins)
        for part in division.edits
    ]


def both_ways(old: Sequence[Row], new: Sequence[Row]) -> Changes:
    """The changes, which lead there and back."""
    changes = diff_rows(old, new)
    assert apply(changes, old) == tuple(new)
    assert apply(invert(changes), new) == tuple(old)
    back = invert(changes)
    assert (len(back.joins), len(back.splits)) == (len(changes.splits), len(changes.joins))
    return changes


def test_of_a_paragraph_that_was_split_only_what_stood_between_went() -> None:
    changes = both_ways(paragraphs(*ONE, REPORT), paragraphs(*TWO, REPORT))
    assert told(changes) == [("split", ("OP1", "OP1", "OP2"))]
    assert words_of(changes) == [[("delete", " ")], []]


def test_of_paragraphs_that_were_joined_only_what_stands_between_came() -> None:
    changes = both_ways(paragraphs(*TWO, REPORT), paragraphs(*ONE, REPORT))
    assert told(changes) == [("joined", ("OP1", "OP2"))]
    assert words_of(changes) == [[("insert", " ")], []]


def test_the_first_part_has_the_label_though_the_second_is_the_longer() -> None:
    old = paragraphs(
        f"*Notes* the storm of last week; {BOATS}, and every year after that, as long as it lasts;"
    )
    new = paragraphs(
        "*Notes* the storm of last week;", f"{BOATS}, and every year after that, as long as it lasts;"
    )
    assert told(both_ways(old, new)) == [("split", ("OP1", "OP1", "OP2"))]


def test_a_chapeau_with_subparagraphs_was_one_paragraph() -> None:
    first, second = (
        "to count the lamps of the southern coast;",
        "to report on the oil that every lamp consumes;",
    )
    old = [op(1, f"*Requests* the Secretary {first} and {second}")]
    new = [op(1, "*Requests* the Secretary:"), sub("(a)", first), sub("(b)", second)]
    changes = both_ways(old, new)
    assert told(changes) == [("split", ("OP1", "OP1", "OP1(a)", "OP1(b)"))]
    assert words_of(changes) == [[("delete", " "), ("insert", ":")], [("delete", " and ")], []]


def test_words_that_changed_as_well_are_shown_in_their_part() -> None:
    new = paragraphs(f"{LIGHT};", f"*Decides also* that {BOATS.replace('two', 'three')};", REPORT)
    changes = both_ways(paragraphs(*ONE, REPORT), new)
    assert words_of(changes) == [
        [("delete", " ")],
        [("insert", "Decides also that "), ("delete", "two"), ("insert", "three")],
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ([op(1, REPORT)], [op(1, REPORT), op(2, "*Requests* a report on lamps;")]),
        (
            [op(1, ONE[0])],
            [op(1, LIGHT), op(2, "*Thanks* the keepers of the lights for their patience;")],
        ),
        (
            [op(1, ONE[0])],
            [op(1, f"{LIGHT};"), heading("The boats of the pilots shall carry two lamps")],
        ),
    ],
)
def test_a_paragraph_that_says_something_else_is_no_part(old: list[Row], new: list[Row]) -> None:
    assert not both_ways(old, new).splits


def test_a_paragraph_between_parts_that_went_stands_behind_them() -> None:
    thanks = "*Thanks* the keepers of the lights of the outer islands;"
    changes = both_ways(paragraphs(*ONE, thanks, REPORT), paragraphs(*TWO, REPORT))
    assert told(changes) == [("split", ("OP1", "OP1", "OP2"))]
    assert changes.splits[0].parts == (0, 2), "the paragraph that went stood behind the whole one"


def test_preambular_paragraphs_and_more_than_two_parts() -> None:
    parts = [f"{BOATS} in the {sea};" for sea in ("northern sea", "sound of the isles", "southern bays")]
    old, new = [pp("*Noting* that " + " ".join(parts))], [pp(f"*Noting* that {part}") for part in parts]
    changes = both_ways(old, new)
    assert told(changes) == [("split", ("PP1", "PP1", "PP2", "PP3"))]


def test_the_terminal_names_the_parts_and_marks_the_end_that_went() -> None:
    there, back = diff_rows(paragraphs(*ONE), paragraphs(*TWO)), diff_rows(paragraphs(*TWO), paragraphs(*ONE))
    assert "OP1\n    * split: OP1 and OP2\n" in terminal(there)
    assert "OP2  split off from the old OP1\n" in terminal(there)
    assert "    * made of the old OP1 and OP2\n" in terminal(back)
    assert "winter;{+ +}{-¶ -}the boats" in terminal(back)
    assert "OP2  joined to the new OP1\n" in terminal(back)


@pytest.mark.parametrize(
    "between", [REPORT, "*Notes* that the pilots of the inner harbours have asked for it;"]
)
def test_a_paragraph_that_came_between_the_parts_is_none_of_them(between: str) -> None:
    others = ["*Recalls* the custom of the coast;", "*Thanks* the keepers of the outer lights;", REPORT]
    old, new = paragraphs(*ONE, *others), paragraphs(TWO[0], between, TWO[1], *others)
    if between == REPORT:
        new = new[:-1]  # it moved there
    for changes in (both_ways(old, new), invert(both_ways(new, old))):
        assert [[changes.pairs[part].new_place for part in split.parts] for split in changes.splits] == [
            [0, 2]
        ]
        assert words_of(changes) == [[("delete", " ")], []]
        assert len(changes.moves) == (between == REPORT)


def test_a_paragraph_that_moved_and_was_joined_there_leaves_the_other_in_its_place() -> None:
    """It is longer than the one it was joined to, and so more like what the two became."""
    long = f"{LIGHT} of ice; {BOATS}; every pier shall have a lamp of its own;"
    others = ["*Recalls* the custom of the coast;", "*Thanks* the keepers of the outer lights;"]
    old, new = paragraphs(long, *others, REPORT), paragraphs(*others, f"{long} {REPORT}")
    changes = both_ways(old, new)
    assert [pair.old_place for pair in changes.pairs if pair.new is None] == [0]
    (joined,) = (pair for pair in changes.pairs if pair.kind is PairKind.EDITED)
    assert [edit.kind for edit in joined.edits] == [EditKind.INSERT, EditKind.EQUAL]


def test_a_part_is_not_held_against_a_new_paragraph_that_begins_as_it_does() -> None:
    """The two have half of their words in common; what they were joined to has all of them."""
    other = "*Decides* to count every harbour of the islands before the ice comes and to publish it;"
    old, new = paragraphs(*TWO, REPORT), paragraphs(other, ONE[0], REPORT)
    changes = both_ways(old, new)
    assert told(changes) == [("joined", ("OP1", "OP2"))]
    assert words_of(changes) == [[("insert", " ")], []]


def test_parts_of_two_paragraphs_that_stand_in_turn_are_not_both_split() -> None:
    old = paragraphs("海峡各港口在现有资源范围内", "决定酌情提交进展报告")
    new = paragraphs("海峡各港口;", "决定酌情", "在现有资源范围内;", "提交进展报告;")
    changes = diff_rows(old, new)
    assert told(changes) == [("split", ("OP2", "OP2", "OP4"))]
    assert apply(changes, old) == tuple(new)
