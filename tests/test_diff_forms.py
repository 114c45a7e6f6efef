"""The diff in two columns, and as CriticMarkup."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from builders import note, op, pp
from click.testing import CliRunner, Result
from hypothesis import given, settings
from strategies import draft_rows, texts

from draftkit.build import build
from draftkit.cli import main
from draftkit.compare import diff_rows
from draftkit.errors import DraftkitError
from draftkit.readers.text import read_text
from draftkit.rows import Row, rows
from draftkit.writers.critic import critic
from draftkit.writers.side_by_side import side_by_side
from draftkit.writers.styled_lines import columns
from draftkit.writers.terminal import terminal
from draftkit.writers.text import write_text

LONG = "the Office to convene, with the help of all States that are able to give it, a meeting of the experts"

# --- CriticMarkup ---


def taken(text: str) -> str:
    """What an editor makes of CriticMarkup when all is accepted."""
    return settled(text, r"\g<added>\g<becomes>")


def refused(text: str) -> str:
    return settled(text, r"\g<deleted>\g<was>")


def settled(text: str, kept: str) -> str:
    marks = (
        r"\{\+\+(?P<added>.*?)\+\+\}|\{--(?P<deleted>.*?)--\}"
        r"|\{~~(?P<was>.*?)~>(?P<becomes>.*?)~~\}|\{>>.*?<<\}"
    )
    return re.sub(marks, kept, text, flags=re.DOTALL)


@given(draft_rows(), draft_rows())
@settings(max_examples=60)
def test_all_additions_taken_give_the_new_text_and_all_refused_the_old(
    old: tuple[Row, ...], new: tuple[Row, ...]
) -> None:
    text = critic(diff_rows(old, new))
    assert taken(text) == write_text([build(new)])
    assert refused(text) == write_text([build(old)])


@given(texts(), texts())
@settings(max_examples=60)
def test_the_same_holds_for_texts_that_went_wrong_in_every_way(one: str, other: str) -> None:
    old, new = (read_text(f"Recalling,\n\n{text}")[0].draft for text in (one, other))
    text = critic(diff_rows(rows(old), rows(new)))
    assert taken(text) == write_text([new])
    assert refused(text) == write_text([old])


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ([op(1, "Urges all;")], [op(1, "Urges each;")], "1. Urges {~~all~>each~~};\n"),
        (
            [op(1, "Acts [now];")],
            [op(1, "Acts now;")],
            "1. Acts {--[--}now{--]--};{>>brackets around “now” lifted<<}\n",
        ),
        ([pp("Recalling,")], [pp("Recalling,"), pp("Noting,")], "Recalling,{++\n\nNoting,++}\n"),
        ([pp("Noting,"), pp("Recalling,")], [pp("Recalling,")], "{--Noting,\n\n--}Recalling,\n"),
        ([pp("Asks a~>b now,")], [pp("Asks c now,")], "Asks {--a~>b--}{++c++} now,\n"),
    ],
)
def test_changes_are_marked(old: list[Row], new: list[Row], marked: str) -> None:
    text = critic(diff_rows(old, new))
    assert (text == marked) or (refused(text), taken(text)) == (refused(marked), taken(marked))
    assert text == marked or "~>" in refused(marked)


def test_notes_that_changed_places_are_marked() -> None:
    old = [pp("Recalling^1 and^2"), note("1", "The first."), note("2", "Another.")]
    new = [pp("Recalling^1 and^2"), note("1", "Another."), note("2", "The first.")]
    text = critic(diff_rows(old, new))
    assert taken(text) == write_text([build(new)])
    assert refused(text) == write_text([build(old)])


def test_a_paragraph_that_moved_says_so_at_both_places() -> None:
    old = [op(1, f"Urges {LONG};"), op(2, "Thanks all;"), op(3, "Closes.")]
    new = [op(1, "Thanks all;"), op(2, "Closes."), op(3, f"Urges {LONG};")]
    text = critic(diff_rows(old, new))
    assert "{>>moved to OP3<<}" in text
    assert "{>>moved after the new OP2<<}" in text


@pytest.mark.parametrize("mark", ["{++", "++}", "{--", "--}", "{~~", "~~}", "{==", "==}", "{>>"])
@pytest.mark.parametrize("which", ["old", "new"])
def test_text_that_holds_marks_is_refused(mark: str, which: str) -> None:
    plain, marked = [pp("Recalling a b,")], [pp(f"Recalling a {mark} b,")]
    pair = (marked, plain) if which == "old" else (plain, marked)
    with pytest.raises(DraftkitError, match=re.escape(f"the {which} draft has the characters {mark}")):
        critic(diff_rows(*pair))


# --- two columns ---


def test_the_old_words_stand_left_and_the_new_ones_right() -> None:
    changes = diff_rows([op(1, "Urges all to act;")], [op(1, "Urges States to act;")])
    assert side_by_side(changes, width=83).splitlines()[:2] == [
        "OP1",
        "Urges {-all-} to act;                    | Urges {+States+} to act;",
    ]


def test_a_new_paragraph_has_an_empty_left_side_and_a_deleted_one_nothing_at_the_right() -> None:
    old, new = [op(1, "Urges;"), op(2, "Asks the Office;")], [pp("Recalling,"), op(1, "Urges;")]
    lines = side_by_side(diff_rows(old, new), width=63).splitlines()
    assert " " * 30 + " | {+Recalling,+}" in lines
    assert "{-Asks the Office;-}" + " " * 10 + " |" in lines


def test_wide_letters_keep_the_columns_apart() -> None:
    changes = diff_rows([op(1, "请秘书长提交报告 now " * 5)], [op(1, "请秘书长提交报告 soon " * 5)])
    lines = [line for line in side_by_side(changes, width=63).splitlines() if " | " in line]
    assert len(lines) > 3
    assert {columns(line[: line.index(" | ")]) for line in lines} == {30}


@given(draft_rows(), draft_rows())
@settings(max_examples=40)
def test_two_columns_fit_the_terminal_and_colour_adds_nothing(
    old: tuple[Row, ...], new: tuple[Row, ...]
) -> None:
    changes = diff_rows(old, new)
    plain = side_by_side(changes, width=70)
    assert all(columns(line) <= 70 for line in plain.splitlines())
    assert re.sub("\x1b\\[[0-9;]*m", "", side_by_side(changes, color=True, width=70)) == plain
    assert plain.splitlines()[-1] == terminal(changes, width=70).splitlines()[-1]


# --- the command ---


def run(examples: Path, *options: str) -> Result:
    old, new = (str(examples / f"rivers-{name}.md") for name in ("L4", "L4-Rev1"))
    return CliRunner().invoke(main, ["diff", old, new, *options])


def test_the_command_writes_both_forms(examples: Path, tmp_path: Path) -> None:
    assert " | {+RIV/COP/2031/L.4/Rev.1+}\n" in run(examples, "--format", "side-by-side").stdout
    out = tmp_path / "changes.md"
    assert run(examples, "--format", "critic", "-o", str(out)).exit_code == 1
    text = out.read_text(encoding="utf-8")
    for name, found in (("L4", refused(text)), ("L4-Rev1", taken(text))):
        assert found == CliRunner().invoke(main, ["fmt", str(examples / f"rivers-{name}.md")]).stdout


def test_a_narrow_terminal_gets_one_column_and_a_sentence(examples: Path) -> None:
    above, below = pty.openpty()
    command = ["diff", "rivers-L4.md", "rivers-L4-Rev1.md", "--format", "side-by-side", "--color", "never"]
    with subprocess.Popen(
        [sys.executable, "-c", "from draftkit.cli import main; main()", *command],
        cwd=examples,
        env={**os.environ, "COLUMNS": "50"},
        stdout=below,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        os.close(below)
        shown = b""
        try:
            while part := os.read(above, 65536):
                shown += part
        except OSError:
            pass  # how Linux says that nobody writes to the terminal any more
        assert process.stderr
        said = process.stderr.read()
    os.close(above)
    assert process.returncode == 1
    assert said == "draftkit: side by side needs 60 columns and there are 50, so one is below the other\n"
    assert "{-14-}{+19+} May 2031" in shown.decode()
