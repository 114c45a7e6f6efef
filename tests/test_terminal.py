"""The diff as a person reads it in a terminal, and as JSON."""

from __future__ import annotations

import json
import re

import pytest
from builders import note, op, pp, sponsors, sub, tail
from hypothesis import given
from hypothesis import strategies as st

from draftkit.compare import diff_rows
from draftkit.rows import Row
from draftkit.writers.changes_json import changes_json
from draftkit.writers.side_by_side import side_by_side
from draftkit.writers.terminal import LEGEND, terminal

LONG = "the Office to convene, with the help of all States that are able to give it, a meeting of the experts"


def told(old: list[Row], new: list[Row], width: int = 200) -> str:
    return terminal(diff_rows(old, new), width=width)


def test_no_change_is_one_sentence() -> None:
    assert told([op(1, "Urges;")], [op(1, "Urges;")]) == "The two drafts are the same.\n"


def test_words_are_marked_without_colour() -> None:
    assert told([op(1, "Urges all to act;")], [op(1, "Urges States to act;")]).splitlines() == [
        "OP1",
        "    Urges {-all-}{+States+} to act;",
        "",
        LEGEND,
        "",
        "Paragraphs: 1 edited; words: +1, -1.",
    ]


@pytest.mark.parametrize(
    ("old", "new", "counted"),
    [
        ("[[to light] ports]", "[to light ports]", "+0, -0"),
        ("All [a][b] act;", "All act.", "+0, -2"),
        ("All act", "All act^1 (7 times)", "+2, -0"),
    ],
)
def test_brackets_stops_and_note_calls_are_not_counted_as_words(old: str, new: str, counted: str) -> None:
    assert told([op(1, old)], [op(1, new)]).splitlines()[-1].endswith(f"words: {counted}.")


def test_renumbering_stands_beside_and_is_never_a_change_of_text() -> None:
    old = [op(1, "Urges all;"), op(2, "Asks all;"), op(3, "Thanks every member;")]
    new = [op(1, "Notes this;"), op(2, "Urges all;"), op(3, "Asks all;"), op(4, "Thanks each member;")]
    lines = told(old, new).splitlines()
    assert "OP1 … OP2 -> OP2 … OP3  renumbered only" in lines
    assert "OP3 -> OP4" in lines
    assert "    Thanks {-every-}{+each+} member;" in lines
    assert lines[-1] == "Paragraphs: 1 edited, 1 inserted, 2 renumbered only; words: +3, -1."


def test_notes_that_were_renumbered_are_told_in_one_line() -> None:
    old = [pp("Recalling^1"), note("1", "Treaty.")]
    new = [pp("Recalling^2"), note("2", "Treaty.")]
    assert told(old, new).splitlines()[:3] == ["(PP1 unchanged)", "", "Note 1 -> Note 2  renumbered only"]
    assert told(old, new).endswith("\nParagraphs: notes renumbered; words: +0, -0.\n")


def test_what_happened_to_brackets_stands_under_the_label() -> None:
    lines = told([op(3, "All [shall/should] act [by 2009];")], [op(3, "All shall act by 2009;")]).splitlines()
    assert lines[:4] == [
        "OP3",
        "    * alternative chosen: “shall”, not “should”",
        "    * brackets around “by 2009” lifted",
        "    All {-[-}shall{-/should]-} act {-[-}by 2009{-]-};",
    ]


def test_brackets_around_a_whole_paragraph_are_shown() -> None:
    lines = told([op(3, "All act;]", before="[")], [op(3, "All act;")]).splitlines()
    assert lines[1:3] == ["    * brackets around the whole paragraph lifted", "    {-[-}All act;{-]-}"]


@pytest.mark.parametrize(
    ("old", "new", "told_as"),
    [
        ("All [shall][may] act;", "All may act;", "alternative chosen: “may”, not “shall”"),
        (
            "All may act;",
            "All [shall][may] act;",
            "brackets around “may” opened, with “shall” as alternative",
        ),
        (
            "All act [EU: on the first day] [Samoa: at the end];",
            "All act on the first day and at the end;",
            "brackets around “on the first day” (EU) and “at the end” (Samoa) lifted",
        ),
        (
            "Tests it [four times a year][once a year];",
            "Tests it twice a year;",
            "bracketed text settled: “twice a year” in place of “four times a year” and “once a year”",
        ),
        ("All act;", "All act [by night];", "bracketed text added: “by night”"),
        (
            "Asks all to [Samoa, Peru: act] now;",
            "Asks all to [Samoa: act] now;",
            "Peru no longer proposes “act”",
        ),
        (
            "Asks all to [Samoa: act] now;",
            "Asks all to [Samoa, Peru, EU: act] now;",
            "Peru and EU now propose “act”",
        ),
    ],
)
def test_events_are_told_in_the_words_of_delegates(old: str, new: str, told_as: str) -> None:
    assert told([op(1, old)], [op(1, new)]).splitlines()[1] == f"    * {told_as}"


def test_brackets_over_several_paragraphs_are_told_with_both_ends() -> None:
    old = [op(1, "Urges all of them;", before="["), op(2, "Thanks all of them;]")]
    lines = told(old, [op(1, "Urges all of them;"), op(2, "Thanks all of them;")]).splitlines()
    assert lines[1] == "    * brackets around OP1 to OP2 lifted"


def test_an_option_that_went_is_shown_as_one_deletion() -> None:
    old = [op(5, "Urges all of them to act;", option="Option 1:"), tail("No text;", option="Option 2:")]
    assert told(old, [op(5, "Urges all of them to act;")]).splitlines()[:6] == [
        "OP5 option 1 -> OP5",
        "    * alternative chosen: “Option 1”, not “Option 2”",
        "    {-Option 1: -}Urges all of them to act;",
        "",
        "OP5 option 2  deleted",
        "    {-Option 2: No text;-}",
    ]


def test_events_stand_with_their_own_paragraph_when_two_have_one_label() -> None:
    old = [op(1, "Asks all of them to act [now];"), op(2, f"Urges {LONG};")]
    new = [op(1, f"[Urges {LONG};]"), op(2, "Thanks [us].")]
    lines = told(old, new).splitlines()
    assert lines[:2] == ["OP1  deleted", "    {-Asks all of them to act [now];-}"]
    assert lines[3:5] == ["OP2 -> OP1", "    * brackets around the whole paragraph opened"]


def test_sponsors_are_named() -> None:
    lines = told(
        [sponsors("Norway: draft decision")], [sponsors("Norway and Samoa: draft decision")]
    ).splitlines()
    assert lines[:2] == ["Sponsors", "    * sponsors joined: Samoa"]


def test_unchanged_paragraphs_are_named_not_shown() -> None:
    text = told([op(1, "Urges;"), op(2, "Asks;"), op(3, "Thanks;")], [op(1, "Urges;"), op(2, "Asks;")])
    assert text.startswith("(OP1 … OP2 unchanged)\n\nOP3  deleted\n    {-Thanks;-}\n")


def test_long_unchanged_stretches_are_shortened_to_their_context() -> None:
    lines = told([op(1, f"Asks {LONG} {LONG} now;")], [op(1, f"Asks {LONG} {LONG} soon;")]).splitlines()
    assert lines[1].startswith("    … ")
    assert len(lines[1].split("{-")[0].split()) == 13


def test_a_paragraph_that_became_another_kind_says_so() -> None:
    lines = told([op(1, "Asks:"), op(2, LONG)], [op(1, "Asks:"), sub("(a)", LONG)]).splitlines()
    assert lines[2:4] == ["OP2 -> OP1(a)", "    * lowered a level"]


def test_a_line_ends_beyond_a_mark_and_not_before_it() -> None:
    text = told(
        [op(1, "Asks all and one to act")],
        [op(1, "Asks all or each one of them to act, and to act at once")],
        20,
    )
    assert not re.search(r"(\{[-+~]|^ *[-+~]\})$|^ *[-+~]\}", text, re.MULTILINE)


def test_a_wide_letter_keeps_its_marks() -> None:
    lines = told([op(1, "a")], [op(1, "か\u3099" * 12 + "\U00020000" * 9)], 20).splitlines()
    assert not any(line.strip().startswith("\u3099") for line in lines)
    assert next(line for line in lines if "\u3099" in line) == "    {+" + "か\u3099" * 7


def _columns(letter: str) -> int:
    if letter in "\u3099\u0301":
        return 0
    return 2 if letter in "か\U00020000" or "\u4e00" <= letter <= "\u9fff" else 1


WORDS = st.lists(
    st.sampled_from(
        ["act", "[shall]", "extraordinarily", "请秘书长提交报告", "a", "か\u3099", "e\u0301t", "\U00020000"]
    ),
    max_size=30,
).map(" ".join)


@given(WORDS, WORDS, st.integers(20, 60))
def test_lines_keep_to_the_width_and_colour_says_nothing_that_the_marks_do_not(
    old: str, new: str, width: int
) -> None:
    changes = diff_rows([op(1, old), op(2, "Thanks;")], [op(1, new), op(3, "Thanks;")])
    plain, colored = terminal(changes, False, width), terminal(changes, True, width)
    assert re.sub("\x1b\\[[0-9;]*m", "", colored) == plain
    for line in colored.splitlines():
        assert line.count("\x1b[0m") * 2 == line.count("\x1b[")
    for line in plain.splitlines():
        assert sum(_columns(letter) for letter in line) <= width


def test_json_gives_labels_numbers_and_edits() -> None:
    found = changes_json(
        diff_rows(
            [op("5bis.", "*Urges* all^1"), note("1", "T.")], [op("6.", "*Urges* States^2"), note("2", "T.")]
        )
    )
    assert json.loads(json.dumps(found)) == {
        "schema": "draftkit/changes/1",
        "changed": True,
        "summary": {
            "same": 1,
            "edited": 1,
            "inserted": 0,
            "deleted": 0,
            "renumbered": 2,
            "moved": 0,
            "split": 0,
            "joined": 0,
        },
        "pairs": [
            {
                "kind": "edited",
                "paragraph": "operative",
                "old_label": "OP5 bis",
                "new_label": "OP6",
                "old_number": "5 bis",
                "new_number": "6",
                "renumbered": True,
                "old_before": None,
                "new_before": None,
                "edits": [
                    {
                        "kind": "equal",
                        "old": [{"text": "Urges", "format": ["italic"]}, {"text": " "}],
                        "new": [{"text": "Urges", "format": ["italic"]}, {"text": " "}],
                    },
                    {"kind": "delete", "old": [{"text": "all"}]},
                    {"kind": "insert", "new": [{"text": "States"}]},
                    {"kind": "equal", "old": [{"note": "1"}], "new": [{"note": "2"}]},
                ],
            },
            {
                "kind": "same",
                "paragraph": "note",
                "old_label": "Note 1",
                "new_label": "Note 2",
                "old_number": "1",
                "new_number": "2",
                "renumbered": True,
            },
        ],
        "moves": [],
        "splits": [],
        "joins": [],
        "events": [{"kind": "renumbered", "label": "Note 2", "pair": 1, "words": ["Note 1"]}],
    }


@pytest.mark.parametrize("same", [[], [op(1, "Urges;")]])
def test_json_of_no_change_says_so(same: list[Row]) -> None:
    assert changes_json(diff_rows(same, same))["changed"] is False


def test_spaces_around_words_in_another_format_stay_outside_the_marks() -> None:
    old, new = op(1, "*Takes note* of the tides;"), op(1, "*Takes note of *the tides;")
    assert "Takes note {~of~} the tides" in told([old], [new])


def test_no_break_spaces_and_hyphens_have_signs_where_nothing_else_changed() -> None:
    old = [op(1, "All open-ended talks on 3 May;"), op(2, "Asks all;")]
    new = [op(1, "All open\u2011ended talks on 3\u00a0May;"), op(2, "Asks 3\u00a0ports;")]
    text = told(old, new)
    assert "All {-open-ended-}{+open=ended+} talks on 3{- -}{+\u237d+}May;" in text
    assert "{+3\u00a0ports+}" in text
    assert "\u237d: no-break space  =: no-break hyphen" in text
    assert "no-break" not in told(old[1:], new[1:])
    assert "=: no-break hyphen" in side_by_side(diff_rows(old, new), width=200)
