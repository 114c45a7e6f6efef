"""One screen that says what changed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from builders import enacting, front, heading, note, op, pp, sponsors, sub
from click.testing import CliRunner
from hypothesis import given
from strategies import draft_rows

from draftkit.cli import main
from draftkit.compare import diff_rows
from draftkit.model import Field
from draftkit.rows import Row
from draftkit.writers.styled_lines import columns
from draftkit.writers.summary import COLUMNS, LINES, summary

LONG = "the Office to convene, with the help of all States that are able to give it, a meeting of the experts"
OTHER = "that every harbour keeps a light burning through the night and counts the ships that pass before it"


def told(old: list[Row], new: list[Row]) -> list[str]:
    return summary(diff_rows(old, new)).splitlines()


def test_no_change_is_one_sentence() -> None:
    assert told([op(1, "Urges;")], [op(1, "Urges;")]) == ["The two drafts are the same."]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ([op(3, "All act [by 2009];")], [op(3, "All act by 2009;")], "OP3: brackets around “by 2009” lifted"),
        ([op(3, "All act;")], [op(3, "All may act soon;")], "OP3: 2 words added"),
        ([op(3, "All act now;")], [op(3, "All act;")], "OP3: 1 word deleted"),
        ([op(3, "All act now;")], [op(3, "All act at once;")], "OP3: 2 words added and 1 deleted"),
        ([op(3, "All act;")], [op(3, "All act.")], "OP3: punctuation only"),
        ([op(3, "Urges all;")], [op(3, "*Urges* all;")], "OP3: formatting only"),
        (
            [op(3, "All act;")],
            [op(3, "All act;"), op("3 bis.", f"Urges {LONG};")],
            "OP3 bis: new",
        ),
        (
            [op(3, "All act;"), op(4, f"Urges {LONG};"), op(5, OTHER)],
            [op(3, "All act;")],
            "OP4 and OP5: deleted (labels of the old draft)",
        ),
        (
            [op(3, "All [shall][may] act;")],
            [op(3, "All may act without any delay;")],
            "OP3: alternative chosen: “may”, not “shall”; 3 words added",
        ),
        (
            [sponsors("Norway: draft decision"), op(1, "Urges all;")],
            [sponsors("Norway and Chile: draft decision"), op(1, "Urges all;")],
            "Sponsors joined: Chile",
        ),
        (
            [op(1, f"Urges {LONG};"), op(2, OTHER), op(3, "Thanks all of them;")],
            [op(1, OTHER), op(2, "Thanks all of them;"), op(3, f"Urges {LONG} now;")],
            "OP3 (was OP1): moved after the new OP2; 1 word added",
        ),
        (
            [op(1, "Asks:"), op(2, LONG)],
            [op(1, "Asks:"), sub("(a)", LONG)],
            "OP1(a) (was OP2): lowered a level",
        ),
    ],
)
def test_each_paragraph_is_told_in_the_words_of_delegates(old: list[Row], new: list[Row], line: str) -> None:
    assert line in " ".join(told(old, new))


def test_a_run_of_paragraphs_with_a_new_number_only_is_one_line() -> None:
    old = [op(1, "Urges all;"), op(2, f"Asks {LONG};")]
    new = [op(1, OTHER), op(2, "Urges all;"), op(3, f"Asks {LONG};")]
    assert told(old, new)[-1] == "OP1 to OP2 renumbered OP2 to OP3, no other change"


@pytest.mark.parametrize(
    ("number", "last"), [(5, "OP5 renumbered OP10, no other change"), (12, "12 paragraphs renumbered only")]
)
def test_runs_of_new_numbers_are_counted_where_they_do_not_fit(number: int, last: str) -> None:
    kept = [f"Asks {LONG} for the {n}th time;" for n in range(number)]
    old = [op(n, text) for n, text in enumerate(kept, 1)]
    new = [op(2 * n, text) for n, text in enumerate(kept, 1)]
    new += [op(2 * n - 1, f"Urges {n} harbours to keep {n} lights;") for n in range(1, number + 1)]
    new.sort(key=lambda row: int(row.marker.rstrip(".")))
    assert told(old, new)[-1] == last


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("All act;", "All act;^1", "OP1: call of note 1 added"),
        ("All act;^1", "All act now;", "OP1: 1 word added; call of note 1 deleted"),
        ("All^1 act^2;", "All act;", "OP1: calls of notes 1 and 2 deleted"),
    ],
)
def test_note_calls_are_told_beside_the_words(old: str, new: str, line: str) -> None:
    notes = [note("1", "Treaty of the Isles."), note("2", "A/31/7.")]
    assert line in told([op(1, old), *notes], [op(1, new), *notes])


def test_a_call_elsewhere_in_its_paragraph_is_told_once_and_a_note_that_went_by_its_old_number() -> None:
    notes = [note("1", "Treaty of the Isles."), note("2", "A/31/7.")]
    old = [op(1, "All^1 act on the reefs of the north^2;"), *notes]
    new = [op(1, "All act on the reefs^1 of the north;"), notes[0]]
    assert told(old, new)[2] == "OP1: call of note 1 at another place; call of the old note 2 deleted"


def test_the_masthead_is_one_entry_and_an_adopted_text_has_lost_no_sponsor() -> None:
    around = [front(Field.SYMBOL, "A/31/L.4"), front(Field.DATE, "3 May 2041")]
    english, lamps = front(Field.ORIGINAL_LANGUAGE, "Original: English"), op(1, "Urges all;")
    old = [*around, english, sponsors("Norway and Chile: draft decision"), lamps]
    new = [front(Field.SYMBOL, "A/DEC/31/4"), front(Field.DATE, "4 May 2041"), lamps]
    lines = told(old, new)
    assert lines[2] == "Masthead: symbol and date changed; original language deleted"
    assert lines[3] == "Sponsors: deleted (label of the old draft)"
    assert not any("withdrawn" in line for line in lines)


def test_changes_that_cannot_be_seen_on_paper_are_one_entry() -> None:
    old = [op(n, f"Asks {n} harbours for open-ended talks on the {n}th of May;") for n in range(1, 7)]
    new = [
        op(n, f"Asks {n} harbours for open\u2011ended talks on the {n}th of\u00a0May;") for n in range(1, 7)
    ]
    assert told(old, new)[-1] == "6 paragraphs: no-break spaces or hyphens only"
    assert told(old[:2], new[:2])[-1] == "OP1 and OP2: no-break spaces or hyphens only"


def test_a_run_of_new_paragraphs_has_no_other_between() -> None:
    old = [op(1, f"Asks {LONG} on 8 May;")]
    new = [op(1, "Thanks all;"), op(2, f"Asks {LONG} on 8\u00a0May;"), op(3, OTHER)]
    assert told(old, new)[2:] == ["OP1: new", "OP3: new", "OP2 (was OP1): no-break spaces or hyphens only"]


def test_labels_of_a_section_are_not_said_twice() -> None:
    numbered = [heading("I. Lamps"), *(op(n, f"Asks {LONG} for the {n}th time;") for n in range(1, 5)),
                heading("II. Reefs"), op(1, OTHER)]  # fmt: skip
    gone = [*numbered[:2], *numbered[4:]]
    assert told(numbered, gone)[2] == "I, OP2 and OP3: deleted (labels of the old draft)"


def test_what_matters_most_stays_in_the_order_of_the_page_and_the_rest_is_counted() -> None:
    old = [op(n, f"Urges all of them to act in {n} days [or {n} weeks];") for n in range(1, 41)]
    new = [
        op(n, f"Urges all of them to act in {n} days{' or' if n % 4 == 0 else ' [or'} {n} weeks"
           f"{';' if n % 4 == 0 else ' at most];'}")
        for n in range(1, 41)
    ]  # fmt: skip
    lines = told(old, new)
    assert len(lines) <= LINES
    labels = [int(found[1]) for line in lines if (found := re.match(r"OP(\d+)", line))]
    assert labels == sorted(labels)
    assert set(range(4, 41, 4)) <= set(labels)
    assert lines[-1] == f"and {40 - len(labels)} more paragraphs edited"


def test_a_paragraph_with_very_many_brackets_leaves_room_for_others() -> None:
    old = op(1, " ".join(f"act [with {n}]" for n in range(60)))
    new = op(1, " ".join(f"act with {n}" for n in range(60)))
    lines = told([old, op(2, "Thanks all;")], [new, op(2, "Thanks every one;")])
    assert lines[4].endswith(" more")
    assert lines[5] == "OP2: 2 words added and 1 deleted"


@given(draft_rows(), draft_rows())
def test_a_summary_fits_one_screen(old: list[Row], new: list[Row]) -> None:
    lines = told(old, new)
    assert len(lines) <= LINES
    assert all(columns(line) <= COLUMNS for line in lines)


def test_the_command_prints_it_and_keeps_its_exit_status(tmp_path: Path, examples: Path) -> None:
    old, new = str(examples / "rivers-L4.md"), str(examples / "rivers-L4-Rev1.md")
    result = CliRunner().invoke(main, ["diff", old, new, "--summary"])
    assert result.exit_code == 1
    assert "OP6: deleted (label of the old draft)\n" in result.stdout
    assert CliRunner().invoke(main, ["diff", old, old, "--summary"]).exit_code == 0


def test_a_summary_is_for_people() -> None:
    result = CliRunner().invoke(main, ["diff", "a.md", "b.md", "--summary", "--format", "json"])
    assert result.exit_code == 2
    assert "leave out --format json" in result.stderr


def test_notes_that_came_or_went_together_are_one_line() -> None:
    notes = [note(str(n), f"A/31/{n}.") for n in (1, 2, 3)]
    old, new = [op(1, f"Asks^1 {LONG}^2 and more^3;"), *notes], [op(1, f"Asks {LONG} and more;")]
    assert told(old, new)[2:] == [
        "OP1: calls of the old notes 1, 2 and 3 deleted",
        "Note 1 to Note 3: deleted (numbers of the old draft)",
    ]
    new = [op(1, f"Asks^1 {LONG}^2 and more;"), *notes[:2]]
    assert told(old, new)[3] == "Note 3: note dropped from OP1 (number of the old draft)"


def test_what_stands_around_the_text_comes_last() -> None:
    old = [
        enacting(),
        *(pp(f"Recalling {n} tides [and {n} moons],") for n in range(30)),
        note("1", "T."),
    ]
    new = [
        enacting(),
        *(pp(f"Recalling {n} tides and {n} moons,") for n in range(30)),
        note("1", "U."),
    ]
    assert not any(line.startswith("Note 1") for line in told(old, new))
