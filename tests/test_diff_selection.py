"""Some paragraphs of a diff, and a diff without some kinds of change."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from builders import annex, heading, note, op, para, pp, sub
from click.testing import CliRunner, Result

from draftkit.cli import main
from draftkit.compare import EditKind, PairKind, diff_rows
from draftkit.compare.ignoring import Ignored, ignoring
from draftkit.compare.selecting import only
from draftkit.errors import DraftkitError
from draftkit.rows import Row
from draftkit.writers.shown import Shown, Status, in_groups, shown
from draftkit.writers.summary import summary

LONG = "the Office to convene, with the help of all States that are able to give it, a meeting of the experts"
OLD = [
    pp("Recalling^1 the tides,"),
    op(1, "Urges all;"),
    op(2, "Asks:"),
    sub("(a)", "One of them;"),
    op("2 bis.", "Begs all;"),
    op(3, f"Asks {LONG};"),
    annex("Annex"),
    para("A rule.", "1."),
    annex("Annex II"),
    para("Another rule.", "1."),
    note("1", "Treaty."),
]


def labels(wanted: str, new: list[Row] | None = None) -> list[str]:
    found = only(diff_rows(OLD, OLD if new is None else new), wanted)
    return [pair.new_label or pair.old_label for pair in found.pairs]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("PP1", ["PP1"]),
        ("op2", ["OP2", "OP2(a)"]),
        ("OP2(a)", ["OP2(a)"]),
        ("OP 2bis , PP1", ["PP1", "OP2 bis"]),
        ("OP1-OP2", ["OP1", "OP2", "OP2(a)"]),
        ("OP2 bis–OP3", ["OP2 bis", "OP3"]),
        ("OP2 bis … OP3", ["OP2 bis", "OP3"]),
        ("OP2 bis to OP3", ["OP2 bis", "OP3"]),
        ("OP7 -> OP3", ["OP3"]),
        ("OP3 (was OP7),PP1", ["PP1", "OP3"]),
        ("notes", ["Note 1"]),
        ("Preamble,OP1", ["PP1", "OP1"]),
        ("Note 1", ["Note 1"]),
        ("Annex", ["Annex", "Annex, para. 1"]),
        ("PP1,Annex II, para. 1,OP1", ["PP1", "OP1", "Annex II, para. 1"]),
    ],
)
def test_paragraphs_are_found_by_their_labels(wanted: str, found: list[str]) -> None:
    assert labels(wanted) == found


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("OP33", "no paragraph is called OP33; the nearest are OP3"),
        ("PP1,,OP1", "a label is missing in --only; write it like PP3,OP5-OP7"),
        ("", "a label is missing in --only"),
        ("OP3-OP1", "OP3-OP1 goes backwards"),
        ("OP1-OP99", "no paragraph is called OP1-OP99; the nearest are "),
    ],
)
def test_a_label_that_no_paragraph_has_is_named_with_the_nearest(wanted: str, said: str) -> None:
    with pytest.raises(DraftkitError) as refused:
        labels(wanted)
    assert refused.value.message.startswith(said)


SECTIONS = [
    heading("I. Winds"),
    op(1, f"Urges {LONG};"),
    heading("Ways and means, and all the rest of them"),
    op(1, "Thanks all;"),
    op(2, "Asks all to act;"),
]


def test_every_label_that_is_printed_finds_its_paragraph() -> None:
    changes = diff_rows(SECTIONS, [op(1, "Begs them;"), *SECTIONS])
    for place, pair in enumerate(changes.pairs):
        for label in filter(None, (pair.new_label, Shown(Status.EDITED, pair).label)):
            assert changes.pairs[place] in only(changes, label).pairs, label


def test_quotation_marks_may_be_typed_as_they_stand_on_the_keys() -> None:
    changes = diff_rows(SECTIONS, SECTIONS)
    (label,) = (pair.new_label for pair in changes.pairs if pair.new_label.endswith("OP2"))
    assert "“" in label
    assert [pair.new_label for pair in only(changes, label.replace("“", '"').replace("”", '"')).pairs] == [
        label
    ]


def test_in_a_draft_with_sections_the_nearest_labels_are_those_of_the_sections() -> None:
    with pytest.raises(DraftkitError) as refused:
        only(diff_rows(SECTIONS, SECTIONS), "OP1")
    assert refused.value.message.startswith("no paragraph is called OP1; the nearest are I, OP1, “Ways and")


def test_an_old_label_goes_before_a_repeated_new_one() -> None:
    old = [op(1, f"Urges {LONG};"), op(1, "Thanks all;"), op(5, "Asks all to act;")]
    new = [op(3, f"Urges {LONG};"), op(5, "Asks all to act;")]
    (pair,) = [p for p in only(diff_rows(old, new), "OP1").pairs if p.new]
    assert (pair.old_label, pair.new_label) == ("OP1", "OP3")


def test_a_new_label_goes_before_an_old_one() -> None:
    new = [op(1, "Notes this;"), op(2, "Urges all;")]
    changes = diff_rows([op(1, "Urges all;"), op(7, f"Asks {LONG};")], new)
    assert [pair.new_label for pair in only(changes, "OP1").pairs] == ["OP1"]
    assert [pair.old_label for pair in only(changes, "OP7").pairs] == ["OP7"]


def test_a_paragraph_that_moved_is_kept_at_both_places_with_its_events() -> None:
    old = [op(1, f"Urges {LONG};"), op(2, "Thanks all;"), op(3, "Closes.")]
    new = [op(1, "Thanks all;"), op(2, "Closes."), op(3, f"Urges {LONG};")]
    found = only(diff_rows(old, new), "OP3")
    (move,), (event,) = found.moves, found.events
    assert found.pairs[move.went].old_label == "OP1"
    assert found.pairs[move.came].new_label == "OP3"
    assert event.place == move.came


ONE = [op(1, "Asks all islands to learn the names of the winds and every harbour to keep a light burning.")]
TWO = [
    op(1, "Asks all islands to learn the names of the winds;"),
    op(2, "Urges every harbour to keep a light burning."),
]


@pytest.mark.parametrize("label", ["OP1", "OP2"])
@pytest.mark.parametrize("ignored", [[], [Ignored.FORMATTING]])
def test_what_was_split_or_joined_is_kept_with_all_its_parts(label: str, ignored: list[Ignored]) -> None:
    around = [pp("Recalling the tides,"), pp("Noting the reefs,")]
    for old, new in ((ONE, TWO), (TWO, ONE)):
        whole = diff_rows([*around, *old], [*around, *new])
        part = ignoring(only(whole, label), ignored)
        kept = [one for one in shown(whole) if one.label.startswith("OP")]
        assert [(one.status, one.elsewhere, one.edits) for one in shown(part)] == [
            (one.status, one.elsewhere, one.edits) for one in kept
        ]
        assert Status.SPLIT_OFF in {one.status for one in kept} or Status.JOINED in {
            one.status for one in kept
        }


def test_paragraphs_between_which_others_are_left_out_are_not_told_as_a_run() -> None:
    old = [op(1, "Urges all;"), op(2, f"Asks {LONG};"), op(3, "Thanks all;")]
    new = [op(1, "Urges all;"), op(2, f"Begs {LONG};"), op(3, "Thanks all;")]
    groups = in_groups(shown(only(diff_rows(old, new), "OP1,OP3")))
    assert [[one.label for one in run] for _, run in groups] == [["OP1"], ["OP3"]]
    more = [op(4, f"Has {LONG};"), op(5, "Needs light;"), op(6, "Waits;")]
    told = summary(only(diff_rows(old, [*old, *more]), "OP4,OP6"))
    assert told.splitlines()[-2:] == ["OP4: new", "OP6: new"]


@pytest.mark.parametrize(
    ("old", "new", "ignored", "same"),
    [
        ("*Urges* all;", "Urges all;", ["formatting"], True),
        ("*Urges* all;", "Urges all;", ["case", "punctuation"], False),
        ("Urges all;", "Urges all.", ["punctuation"], True),
        ("Urges all, now;", "Urges all now;", ["punctuation"], True),
        ("Urges all;", "urges All;", ["case"], True),
        ("Urges all;", "urges All,", ["case"], False),
        ("Urges all;", "urges All,", ["case", "punctuation"], True),
        ("*Urges* all;", "urges all;", ["case"], False),
        ("*Urges* all;", "urges all;", ["case", "formatting"], True),
        ("Urges [all];", "Urges all;", ["punctuation", "formatting", "case"], False),
        ("Urges all/some;", "Urges all some;", ["punctuation"], False),
        ("By 1.5 per cent;", "By 15 per cent;", ["punctuation"], False),
        ("By 1.5 per cent;", "By 1,5 per cent;", ["punctuation"], False),
        ("Urges all^1;", "Urges all;", ["punctuation"], False),
        ("Urges all;", "Urges each;", ["formatting", "punctuation", "case"], False),
    ],
)
def test_changes_of_a_kind_are_left_out_and_no_others(
    old: str, new: str, ignored: list[str], same: bool
) -> None:
    both = diff_rows([op(1, f"{old} {LONG}")], [op(1, f"{new} {LONG}")])
    changes = ignoring(both, [Ignored(kind) for kind in ignored])
    assert (changes.pairs[0].kind is PairKind.SAME) == same
    assert changes.any != same


def test_of_labels_that_differ_in_capitals_the_one_that_is_written_is_meant() -> None:
    rows = [op(1, "Asks:"), sub("(a)", "All ports to act;"), sub("(A)", "Each ship to wait;")]
    changes = diff_rows(rows, rows)
    assert [
        [pair.new_label for pair in only(changes, label).pairs] for label in ("OP1(a)", "OP1(A)", "op1(a)")
    ] == [["OP1(a)"], ["OP1(A)"], ["OP1(a)", "OP1(A)"]]


def test_beside_another_change_what_is_left_out_is_shown_as_in_the_new_draft() -> None:
    changes = diff_rows([op(1, "Urges ALL, now and then;")], [op(1, "Urges all now and again;")])
    (pair,) = ignoring(changes, list(Ignored)).pairs
    shown = "".join(span.text for edit in pair.edits for span in edit.new or edit.old)  # type: ignore[union-attr]
    assert shown == "Urges all now and thenagain;"
    assert [edit.kind for edit in pair.edits].count(EditKind.DELETE) == 1


def test_what_a_paragraph_became_is_not_left_out() -> None:
    changes = diff_rows([op(1, "Asks:"), op(2, LONG)], [op(1, "Asks:"), sub("(a)", LONG)])
    assert ignoring(changes, list(Ignored)).any


# --- the command ---


def run(folder: Path, *options: str) -> Result:
    (folder / "old.md").write_text("1. *Urges* all;\n\n2. *Asks* all to act;\n", encoding="utf-8")
    (folder / "new.md").write_text("1. *Urges* ALL;\n\n2. *Asks* all to act now;\n", encoding="utf-8")
    return CliRunner().invoke(main, ["diff", str(folder / "old.md"), str(folder / "new.md"), *options])


def test_the_command_shows_what_was_asked_for(tmp_path: Path) -> None:
    result = run(tmp_path, "--only", "OP1")
    assert result.exit_code == 1
    assert "{-all-}{+ALL+}" in result.stdout
    assert "OP2" not in result.stdout
    result = run(tmp_path, "--ignore", "case", "--ignore", "formatting")
    assert result.exit_code == 1
    assert "(OP1 unchanged)" in result.stdout


@pytest.mark.parametrize("form", [[], ["--summary"], ["--format", "side-by-side"], ["--format", "html"]])
def test_no_change_in_a_part_does_not_say_that_the_drafts_are_the_same(
    form: list[str], tmp_path: Path
) -> None:
    result = run(tmp_path, "--only", "OP1", "--ignore", "case", *form)
    assert result.exit_code == 0
    assert "Nothing of what was asked for changed." in result.stdout
    assert "the same" not in result.stdout


def test_bad_labels_and_forms_are_refused_in_one_sentence(tmp_path: Path) -> None:
    result = run(tmp_path, "--only", "OP9")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "draftkit: no paragraph is called OP9; the nearest are OP2, OP1\n"
    result = run(tmp_path, "--only", "OP1", "--format", "critic")
    assert result.exit_code == 2
    assert "leave out --only and --ignore" in result.stderr


def test_json_without_some_changes_keeps_to_its_schema(tmp_path: Path, root: Path) -> None:
    (tmp_path / "old.md").write_text("1. *Urges* all now and then;\n", encoding="utf-8")
    (tmp_path / "new.md").write_text("1. *Urges* ALL, now and then;\n", encoding="utf-8")
    files = [str(tmp_path / name) for name in ("old.md", "new.md")]
    options = ["--ignore", "punctuation", "--ignore", "case", "--only", "OP1", "--format", "json"]
    result = CliRunner().invoke(main, ["diff", *files, *options])
    assert result.exit_code == 0
    schema = json.loads((root / "draftkit/schema/changes.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(result.stdout), schema)

    files[1:] = [str(tmp_path / "more.md")]
    (tmp_path / "more.md").write_text("1. *Urges* each, now, and then;\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["diff", *files, *options])
    assert result.exit_code == 1
    jsonschema.validate(json.loads(result.stdout), schema)
