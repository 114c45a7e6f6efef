"""Replaced words shown in letters."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from builders import content, op
from click.testing import CliRunner
from hypothesis import given
from strategies import draft_rows

from draftkit.cli import main
from draftkit.compare import EditKind, apply, diff_rows, invert
from draftkit.compare.letters import clusters, in_letters, letters
from draftkit.compare.words import edits
from draftkit.content import plain_text
from draftkit.rows import Row
from draftkit.writers.shown import totals
from draftkit.writers.terminal import terminal

MARKS = {
    EditKind.EQUAL: "{}",
    EditKind.DELETE: "[-{}-]",
    EditKind.INSERT: "{{+{}+}}",
    EditKind.FORMAT: "~{}~",
}


def shown(old: str, new: str) -> str:
    found = letters(edits(content(old), content(new)))
    return "".join(MARKS[edit.kind].format(plain_text(edit.new or edit.old)) for edit in found)


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("to organise all", "to organize all", "to organi[-s-]{+z+}e all"),
        ("the member acts", "the members act", "the member{+s+} act[-s-]"),
        ("the colours", "the colors", "the colo[-u-]rs"),
        ("Requests all", "Further requests all", "{+Further +}[-R-]{+r+}equests all"),
        ("all shall act", "all should act", "all [-shall-]{+should+} act"),
        ("the year 2008 ends", "the year 2009 ends", "the year [-2008-]{+2009+} ends"),
        ("see A/RES/70/1 again", "see A/RES/70/2 again", "see [-A/RES/70/1-]{+A/RES/70/2+} again"),
        (
            "parties and signatories",
            "States and partners",
            "[-parties and signatories-]{+States and partners+}",
        ),
        ("the member by 2008", "the members by 2009", "the member{+s+} by [-2008-]{+2009+}"),
        ("the *organised* work", "the organized work", "the [-organised-]{+organized+} work"),
        ("the organised meeting", "the organized meetings", "the organi[-s-]{+z+}ed meeting{+s+}"),
    ],
)
def test_a_word_that_keeps_most_of_its_letters_shows_the_others(old: str, new: str, text: str) -> None:
    assert shown(old, new) == text


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        # an accent belongs to its letter
        ("resume\u0301s", "resumes", "resum[-e\u0301-]{+e+}s"),
        # a vowel sign of Arabic, one of Devanagari, and a conjunct
        ("مُنَظَّمَات", "مُنَظَّمَة", "مُنَظَّمَ[-ات-]{+ة+}"),
        ("संगठनोंका", "संगठनोंके", "संगठनों[-का-]{+के+}"),
        ("सदस्यताक्षमताओं", "सदस्यताक्ममताओं", "सदस्यता[-क्ष-]{+क्म+}मताओं"),
        # a family is one picture
        ("families\U0001f468\u200d\U0001f469s", "families\U0001f468\u200d\U0001f467s",
         "families[-\U0001f468\u200d\U0001f469-]{+\U0001f468\u200d\U0001f467+}s"),
    ],
)  # fmt: skip
def test_no_letter_is_split_from_its_marks(old: str, new: str, text: str) -> None:
    assert shown(old, new) == text


def test_letters_as_a_reader_sees_them() -> None:
    assert clusters("e\u0301a") == ["e\u0301", "a"]
    assert clusters("\U0001f1f3\U0001f1f4\U0001f1e8\U0001f1f1") == [
        "\U0001f1f3\U0001f1f4",
        "\U0001f1e8\U0001f1f1",
    ]
    assert clusters("\u1112\u1161\u11ab\u1100\u1173") == ["\u1112\u1161\u11ab", "\u1100\u1173"]
    assert clusters("👍🏽a") == ["👍🏽", "a"]


@given(draft_rows(), draft_rows())
def test_changes_in_letters_still_lead_from_one_draft_to_the_other(old: list[Row], new: list[Row]) -> None:
    changes = in_letters(diff_rows(old, new))
    assert apply(changes, old) == tuple(new)
    assert apply(invert(changes), new) == tuple(old)


def test_words_are_counted_whole() -> None:
    changes = diff_rows([op(1, "Asks all to organise it;")], [op(1, "Asks all to organize it;")])
    text = terminal(changes, by_letter=True)
    assert "organi{-s-}{+z+}e" in text
    assert text.splitlines()[-1] == totals(changes) == "Paragraphs: 1 edited; words: +1, -1."


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("terminal", "organi{-s-}{+z+}e"),
        ("side-by-side", "organi{-s-}e"),
        ("html", "organi<del>s</del><ins>z</ins>e"),
        ("critic", "organi{~~s~>z~~}e"),
        ("json", '"text": "z"'),
    ],
)
def test_the_command_in_every_form(form: str, text: str, tmp_path: Path, root: Path) -> None:
    for name in ("organise", "organize"):
        (tmp_path / f"{name}.md").write_text(f"1. *Asks* all to {name} it;\n", encoding="utf-8")
    files = [str(tmp_path / name) for name in ("organise.md", "organize.md")]
    result = CliRunner().invoke(main, ["diff", *files, "--unit", "character", "--format", form])
    assert result.exit_code == 1
    assert text in result.stdout.replace("</span>", "")
    assert text not in CliRunner().invoke(main, ["diff", *files, "--format", form]).stdout
    if form == "json":
        schema = json.loads((root / "draftkit/schema/changes.json").read_text(encoding="utf-8"))
        jsonschema.validate(json.loads(result.stdout), schema)
