"""Events of notes, levels and numbers; those of brackets are in test_compare.py."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from builders import annex, heading, note, op, para, pp, sub
from hypothesis import given
from strategies import draft_rows

from draftkit.compare import Event, EventKind, diff_rows
from draftkit.compare.selecting import only
from draftkit.rows import Row
from draftkit.writers.changes_json import changes_json
from draftkit.writers.critic import critic
from draftkit.writers.html import html
from draftkit.writers.side_by_side import side_by_side
from draftkit.writers.summary import summary
from draftkit.writers.terminal import terminal

LONG = "the Office to convene, with the help of all States that are able to give it, a meeting of the experts"
OTHER = "that every harbour keeps a light burning through the night and counts the ships that pass before it"
THIRD = "the pilots of all islands to learn the names of the winds and to teach them to whoever wants to sail"


def told(old: list[Row], new: list[Row]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(event.kind.value, event.label, event.words) for event in diff_rows(old, new).events]


def of_kinds(old: list[Row], new: list[Row], *kinds: EventKind) -> list[Event]:
    return [event for event in diff_rows(old, new).events if event.kind in kinds]


# --- brackets ---


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[a light][a bell]", "[a light][a bell][two horns]", ("two horns",)),
        ("[a light][a bell]", "[two horns][a light][a bell]", ("two horns",)),
        ("[a light]", "[a light][two horns]", ("two horns",)),
        ("[a light]", "[a light] [Norvania: two horns]", ("two horns",)),
    ],
)
def test_an_alternative_more_is_told_as_one_less_is(old: str, new: str, words: tuple[str, ...]) -> None:
    before, after = [op(1, f"Asks for {old} in every harbour;")], [op(1, f"Asks for {new} in every harbour;")]
    assert told(before, after) == [("bracketed text added", "OP1", words)]
    assert told(after, before) == [("bracketed text dropped", "OP1", words)]


def test_an_alternative_that_was_there_outside_the_bracket_is_not_added_but_opened() -> None:
    before = [op(1, "Asks for [a light] and a bell in every harbour;")]
    after = [op(1, "Asks for [a light][and a bell] in every harbour;")]
    assert told(before, after) == [("brackets opened", "OP1", ("and a bell",))]
    assert told(after, before) == [("brackets lifted", "OP1", ("and a bell",))]


# --- notes ---


def test_a_note_that_came_is_told_with_the_paragraphs_that_call_it() -> None:
    old = [op(1, f"Asks {LONG};")]
    new = [op(1, f"Asks {LONG};^1"), op(2, f"Urges^1 {OTHER};"), note("1", "Treaty.")]
    assert told(old, new) == [("note added", "Note 1", ("OP1", "OP2"))]
    assert told(new, old) == [("note dropped", "Note 1", ("OP1", "OP2"))]


def test_a_note_with_other_words_is_told_at_its_text() -> None:
    old = [op(4, f"Asks {LONG};^3"), note("3", "A/31/7.")]
    new = [op(4, f"Asks {LONG};^3"), note("3", "A/31/7 and Add.1.")]
    changes = diff_rows(old, new)
    assert [(event.kind.value, event.words, event.place) for event in changes.events] == [
        ("note reworded", ("OP4",), 1)
    ]


def test_a_note_in_another_format_is_not_reworded() -> None:
    old, new = [note("1", "Ibid.")], [note("1", "*Ibid.*")]
    assert told([op(1, "Asks;^1"), *old], [op(1, "Asks;^1"), *new]) == []


def test_a_call_that_calls_another_note_than_before() -> None:
    notes = [note("1", "Treaty."), note("2", "A/31/7.")]
    old = [op(1, f"Asks^1 {LONG};"), op(2, f"Urges^2 {OTHER};"), op(3, f"Begs^1 {THIRD};"), *notes]
    new = [op(1, f"Asks^1 {LONG};"), op(2, f"Urges^2 {OTHER};"), op(3, f"Begs^2 {THIRD};"), *notes]
    assert told(old, new) == [("note call changed", "OP3", ("2", "A/31/7.", "1", "Treaty."))]
    assert "now refers to note 2 (“A/31/7.”), before to note 1 (“Treaty.”)" in terminal(diff_rows(old, new))


def test_a_call_that_moved_to_another_paragraph() -> None:
    old = [op(1, f"Asks^1 {LONG};"), op(2, f"Urges {OTHER};"), note("1", "Treaty.")]
    new = [op(1, f"Asks {LONG};"), op(2, f"Urges^1 {OTHER};"), note("1", "Treaty.")]
    assert told(old, new) == [("note call moved", "OP2", ("1", "OP1"))]


def test_a_paragraph_that_moved_keeps_its_calls_and_one_that_went_takes_them() -> None:
    notes = [note("1", "Treaty."), note("2", "A/31/7.")]
    old = [op(1, f"Asks^1 {LONG};"), op(2, f"Urges {OTHER};"), op(3, f"Begs^2 {THIRD};"), *notes]
    new = [op(1, f"Urges {OTHER};"), op(2, f"Begs^2 {THIRD};"), op(3, f"Asks^1 {LONG};"), *notes]
    kinds = {event.kind for event in diff_rows(old, new).events}
    assert kinds == {EventKind.MOVED, EventKind.RENUMBERED}


def test_a_run_of_renumbered_notes_is_one_event() -> None:
    old = [op(1, f"Asks^1 {LONG}^2 and^3 more;"), *(note(str(n), f"A/31/{n}.") for n in (1, 2, 3))]
    new = [
        op(1, f"Asks {LONG}^1 then^2 and^3 more;"),
        op(2, f"Urges^4 {OTHER};"),
        note("1", "Treaty."),
        *(note(str(n + 1), f"A/31/{n}.") for n in (1, 2, 3)),
    ]
    new[0] = op(1, f"Asks^1 also^2 {LONG}^3 and^4 more;")
    (event,) = of_kinds(old, [new[0], *new[2:]], EventKind.RENUMBERED)
    assert (event.label, event.through, event.words) == ("Note 2", "Note 4", ("Note 1", "Note 3"))
    assert "Notes 1 to 3 renumbered 2 to 4, no other change\n" in summary(diff_rows(old, [new[0], *new[2:]]))


# --- numbers ---


def test_what_stands_below_a_renumbered_paragraph_is_in_its_run() -> None:
    old = [op(1, f"Asks {LONG}:"), sub("(a)", "One;"), sub("(b)", "Two;"), op(2, f"Urges {OTHER};")]
    new = [op(1, f"Begs {THIRD};"), op(2, f"Asks {LONG}:"), *old[1:3], op(3, f"Urges {OTHER};")]
    changes = diff_rows(old, new)
    (event,) = changes.events
    assert (event.label, event.through, event.words) == ("OP2", "OP3", ("OP1", "OP2"))
    assert "OP1 … OP2 -> OP2 … OP3  renumbered only\n" in terminal(changes)
    assert "2 renumbered only;" in terminal(changes)


def test_a_heading_ends_no_run() -> None:
    old = [op(1, f"Asks {LONG};"), heading("I. Winds and tides"), op(2, f"Urges {OTHER};")]
    new = [op(1, f"Begs {THIRD};"), op(2, f"Asks {LONG};"), old[1], op(3, f"Urges {OTHER};")]
    (event,) = diff_rows(old, new).events
    assert (event.label, event.through) == ("OP2", "OP3")


def test_an_edited_paragraph_ends_a_run() -> None:
    old = [op(n, f"Asks {n} times {LONG};") for n in range(1, 6)]
    new = [op(1, OTHER), *(op(n + 1, f"Asks {n} times {LONG};") for n in range(1, 6))]
    new[3] = op(4, f"Asks 3 times {LONG} and all others;")
    assert [(event.label, event.through) for event in of_kinds(old, new, EventKind.RENUMBERED)] == [
        ("OP2", "OP3"),
        ("OP5", "OP6"),
    ]


def test_a_part_of_the_changes_has_the_runs_of_that_part() -> None:
    old = [op(n, f"Asks {n} times {LONG};") for n in range(1, 6)]
    new = [op(1, OTHER), *(op(n + 1, f"Asks {n} times {LONG};") for n in range(1, 6))]
    (event,) = only(diff_rows(old, new), "OP3-OP4").events
    assert (event.label, event.through, event.words, event.place) == ("OP3", "OP4", ("OP2", "OP3"), 0)


# --- levels and parts ---


@pytest.mark.parametrize(
    ("old", "new", "events"),
    [
        (
            [op(1, "Asks:"), sub("(a)", OTHER), sub("(i)", LONG, 2)],
            [op(1, "Asks:"), sub("(a)", OTHER), sub("(b)", LONG)],
            [("raised", "OP1(b)", ("OP1(a)(i)",))],
        ),
        (
            [op(1, "Asks:"), sub("(a)", OTHER), op(2, LONG)],
            [op(1, "Asks:"), sub("(a)", OTHER), sub("(b)", LONG)],
            [("lowered", "OP1(b)", ("OP2",))],
        ),
        (
            [heading("I. Winds and tides", 1), op(1, LONG)],
            [heading("I. Winds and tides", 2), op(1, LONG)],
            [("lowered", "Section I", ("Section I",))],
        ),
        (
            [op(1, f"Asks {LONG};"), annex(), para(OTHER, "1.")],
            [annex(), para(f"Asks {LONG};", "1."), para(OTHER, "2.")],
            [("changed kind", "Annex, para. 1", ("OP1", "operative", "text"))],
        ),
    ],
)
def test_levels_and_parts(
    old: list[Row], new: list[Row], events: list[tuple[str, str, tuple[str, ...]]]
) -> None:
    kinds = (EventKind.RAISED, EventKind.LOWERED, EventKind.CHANGED_KIND)
    assert [(event.kind.value, event.label, event.words) for event in of_kinds(old, new, *kinds)] == events


def test_a_preambular_paragraph_made_operative_has_moved_too() -> None:
    old = [pp(f"{LONG} {THIRD}"), pp(OTHER), op(1, "Thanks all;")]
    new = [pp(OTHER), op(1, "Thanks all;"), op(2, f"{LONG} {THIRD}")]
    found = [event for event in diff_rows(old, new).events if event.label == "OP2"]
    assert [(event.kind.value, event.words) for event in found] == [
        ("moved", ("PP1", "OP1")),
        ("changed kind", ("PP1", "preambular", "operative")),
    ]
    text = terminal(diff_rows(old, new))
    assert "    * preambular paragraph made operative paragraph\n" in text


def test_what_goes_down_with_its_paragraph_makes_no_event_of_its_own() -> None:
    old = [op(1, "Asks:"), sub("(a)", THIRD), op(2, f"{LONG}:"), sub("(a)", OTHER)]
    new = [op(1, "Asks:"), sub("(a)", THIRD), sub("(b)", f"{LONG}:"), sub("(i)", OTHER, 2)]
    assert told(old, new) == [("lowered", "OP1(b)", ("OP2",))]
    assert "OP1(b)(i) (was OP2(a)): at another level with its paragraph\n" in summary(diff_rows(old, new))


# --- in every output ---

OLD = [
    pp(f"Recalling^1 {THIRD},"),
    op(1, f"Asks^2 {LONG}:"),
    sub("(a)", OTHER),
    sub("(i)", f"Thanks {THIRD};", 2),
    note("1", "Treaty of the Isles."),
    note("2", "A/31/7."),
]
NEW = [
    pp(f"Recalling {THIRD},"),
    op(1, f"Asks^1 {LONG}:"),
    sub("(a)", OTHER),
    sub("(b)", f"Thanks {THIRD};^2"),
    note("1", "A/31/8 of the seas."),
    note("2", "Treaty of the Isles."),
]
EVENTS = ("raised a level", "call of note 2 moved here from PP1", "note to OP1 reworded")


@pytest.mark.parametrize("write", [terminal, side_by_side, summary, critic])
def test_every_output_for_people_tells_them(write: object) -> None:
    text = write(diff_rows(OLD, NEW))  # type: ignore[operator]
    assert all(event in " ".join(text.split()) for event in EVENTS)


def test_the_page_tells_them() -> None:
    page = html(diff_rows(OLD, NEW), "a.md", "b.md")
    assert all(event[0].upper() + event[1:] in page for event in EVENTS)


@given(draft_rows(), draft_rows())
def test_events_keep_to_the_schema_and_stand_in_the_order_of_the_page(old: list[Row], new: list[Row]) -> None:
    schema = Path(__file__).parent.parent / "draftkit/schema/changes.json"
    changes = diff_rows(old, new)
    jsonschema.validate(changes_json(changes), json.loads(schema.read_text(encoding="utf-8")))
    places = [event.place for event in changes.events if "sponsors" not in event.kind.value]
    assert places == sorted(places)
    assert all(0 <= place < len(changes.pairs) for place in places)


def test_a_note_that_goes_with_its_words_gives_its_call_to_no_other() -> None:
    notes = [note("1", "A/31/7."), note("2", "A/31/8."), note("3", "Treaty of the Isles.")]
    old = [op(1, "Recalls the charter,^1 the report on the reefs^2 and the treaty;^3"), *notes]
    new = [op(1, "Recalls the charter^1 and the treaty;^3"), notes[0], notes[2]]
    assert [kind for kind, _, _ in told(old, new)] == ["note dropped"]


def test_a_note_that_comes_between_two_takes_the_place_of_none() -> None:
    notes = [note("1", "A/31/7."), note("3", "Treaty of the Isles.")]
    old = [op(1, "Recalls the report of the summit,^1 the treaty^3 and the tides;"), *notes]
    new = [op(1, "Recalls the report of the summit,^1 the words of pilots,^2 the treaty^3 and the tides;"),
           notes[0], note("2", "A/31/8."), notes[1]]  # fmt: skip
    assert [kind for kind, _, _ in told(old, new)] == ["note added"]


def test_the_last_preambular_paragraph_made_the_first_operative_one_did_not_move() -> None:
    old = [pp("Recalling the tides,"), pp(f"Asking {LONG},"), op(1, OTHER)]
    new = [pp("Recalling the tides,"), op(1, f"Asks {LONG};"), op(2, OTHER)]
    assert [kind for kind, _, _ in told(old, new)] == ["changed kind", "renumbered"]
    assert (
        "OP1 (was PP2): preambular paragraph made operative paragraph; 1 word added and 1 deleted"
        in " ".join(summary(diff_rows(old, new)).split())
    )


def test_a_paragraph_that_goes_to_another_section_moved_and_not_the_heading() -> None:
    lights, bells = heading("I. Lights of the coast"), heading("II. Bells")
    old = [lights, op(1, f"Asks {LONG};"), op(2, f"Urges {OTHER};"), bells, op(1, f"Begs {THIRD};")]
    new = [lights, old[1], bells, op(1, f"Urges {OTHER};"), op(2, f"Begs {THIRD};")]
    assert [event.label for event in of_kinds(old, new, EventKind.MOVED)] == ["II, OP1"]
    assert all(pair.old and pair.new for pair in diff_rows(old, new).pairs if "Section" in pair.new_label)
