"""Settling brackets in the terminal: questions, answers, stopping and going on."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from draftkit.cli import main
from draftkit.negotiate.places import places
from draftkit.negotiate.session import in_context
from draftkit.readers.text import read_text

DRAFT = (
    "### Lisenne, Norvania and Tessaly: draft decision\n\n*The Assembly of Harbours,*\n\n"
    "1. *Decides* that members [shall] [Norvania: should [now]] act;\n\n"
    "2. *Asks* [all] to go [soon][later];\n\n[3. *Thanks* them.]\n"
)


@pytest.fixture
def crp(tmp_path: Path) -> Path:
    file = tmp_path / "crp.md"
    file.write_text(DRAFT, encoding="utf-8")
    return file


def asked(file: Path, answers: str, *more: str) -> Result:
    out = file.with_name("next.md")
    words = ["resolve", str(file), "--interactive", "-o", str(out), *more]
    return CliRunner().invoke(main, words, input=answers)


def saved(file: Path) -> str:
    return file.with_name("next.md").read_text(encoding="utf-8").split("Harbours,*\n\n", 1)[1].strip()


def test_brackets_are_asked_about_in_their_order_and_those_that_went_are_not(crp: Path) -> None:
    done = asked(crp, "1\nd\n2\nk\n")
    assert done.exit_code == 0
    shown = [line.split("  (")[0] for line in done.stdout.splitlines() if " left)" in line]
    assert shown == ["OP1[1]", "OP2[1]", "OP2[2]", "OP3"]
    assert saved(crp) == "1. *Decides* that members shall act;\n\n2. *Asks* to go later;\n\n3. *Thanks* them."


def test_a_bracket_is_shown_in_its_paragraph_with_what_may_be_chosen(crp: Path) -> None:
    done = asked(crp, "q\n")
    assert "    1. Decides that members >>>[shall] [Norvania: should [now]]<<< act;" in done.stdout
    assert "\n  1  shall\n  2  Norvania: should [now]\n" in done.stdout


def test_names_other_words_and_wrong_answers(crp: Path) -> None:
    done = asked(crp, "Estmark\n\n?\nnorvania\ns\nt every member\nq\n")
    assert "OP1[1] has no choice “Estmark”" in done.stdout
    assert done.stdout.count("q: save and stop") == 2
    assert saved(crp).startswith(
        "1. *Decides* that members should [now] act;\n\n2. *Asks* every member to go [soon][later];"
    )


def test_a_key_is_the_key_and_not_the_number_that_stands_in_the_bracket(crp: Path) -> None:
    crp.write_text("*The Assembly of Harbours,*\n\n[2][1]. *Asks* for [2][1] lights.\n", encoding="utf-8")
    asked(crp, "1\n2\n")
    assert saved(crp) == "2. *Asks* for 1 lights."


def test_an_answer_can_be_taken_back(crp: Path) -> None:
    done = asked(crp, "b\nd\nb\n1\nq\n")
    assert "This is the first one." in done.stdout
    assert saved(crp).startswith("1. *Decides* that members shall act;\n\n2. *Asks* [all]")
    log = crp.with_name("next.md.decisions.jsonl").read_text(encoding="utf-8")
    assert [json.loads(line)["choice"] for line in log.splitlines()] == ["#1"]


@pytest.mark.parametrize("end", ["q\n", ""])
def test_stopping_saves_and_the_same_command_goes_on(crp: Path, end: str) -> None:
    first = asked(crp, "1\n" + end, "--by", "Chair")
    assert first.exit_code == 0
    assert "1 bracket settled, 3 left open" in first.stderr
    second = asked(crp, "d\n" + end)
    assert "in which 1 bracket was settled." in second.stdout
    assert saved(crp).startswith("1. *Decides* that members shall act;\n\n2. *Asks* to go [soon][later];")
    log = crp.with_name("next.md.decisions.jsonl").read_text(encoding="utf-8")
    lines = [json.loads(line) for line in log.splitlines()]
    assert [(line["address"], line["by"]) for line in lines] == [("OP1[1]", "Chair"), ("OP2[1]", "")]
    assert lines[0]["text_after"] == lines[1]["text_before"]


def test_a_saved_text_that_was_changed_is_not_overwritten(crp: Path) -> None:
    asked(crp, "1\nq\n")
    out = crp.with_name("next.md")
    out.write_text(out.read_text(encoding="utf-8").replace("Thanks", "Warmly thanks"), encoding="utf-8")
    done = asked(crp, "d\nq\n")
    assert done.exit_code == 2
    assert "was changed since" in done.stderr
    assert "Warmly thanks" in saved(crp)


@pytest.mark.parametrize(
    "words", [("-", "--interactive", "-o", "next.md"), ("crp.md", "--interactive", "-o", "-")]
)
def test_questions_need_files(words: tuple[str, ...], crp: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(crp.parent)
    done = CliRunner().invoke(main, ["resolve", *words], input=DRAFT)
    assert done.exit_code == 2
    assert "name files for the draft" in done.stderr


@pytest.mark.parametrize("stop", ["answer", "ctrl-c"])
def test_in_a_terminal(crp: Path, stop: str) -> None:
    ours, theirs = pty.openpty()
    # Whoever runs the tests in the background has Ctrl-C switched off for all that they start.
    program = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
        " from draftkit.cli import main; main()"
    )
    words = ["resolve", str(crp), "--interactive", "-o", str(crp.with_name("next.md"))]
    process = subprocess.Popen(
        [sys.executable, "-c", program, *words],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    screen = until(ours, "> ")
    os.write(ours, b"2\n")
    screen += until(ours, "> ")
    if stop == "answer":
        os.write(ours, b"q\n")
        screen += until(ours, "left open")
    else:
        # Pressed just before Python waits for an answer, Ctrl-C may be seen only when it is pressed again.
        screen += until(ours, "left open", again=lambda: process.send_signal(signal.SIGINT))
    assert process.wait(30) == 0
    os.close(ours)
    assert ">>>[shall]" in screen
    assert ">>>[now]<<<" in screen
    assert saved(crp).startswith("1. *Decides* that members should [now] act;")


def until(terminal: int, text: str, again: Callable[[], None] = lambda: None) -> str:
    """What the terminal shows until this text comes; while it shows nothing, something is done again."""
    screen, end = "", time.monotonic() + 60
    again()
    while text not in screen and time.monotonic() < end:
        if select.select([terminal], [], [], 2)[0]:
            screen += os.read(terminal, 4096).decode(errors="replace")
        else:
            again()
    assert text in screen
    return screen


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[9. *Asks* [a];]", ["[9. Asks >>>[a]<<<;]", ">>>[9. Asks [a];]<<<"]),
        ("[4][5]. *Asks*;", [">>>[4][5].<<< Asks;"]),
        ("1. *Asks* [a;\n\n2. *Begs* b] c;", ["1. Asks >>>[a;", "2. Begs b]<<< c;"]),
        ("1. Option 1: *Asks*;\n\nOption 2: *Begs*;", [">>>1. Option 1: Asks;", "Option 2: Begs;<<<"]),
    ],
)
def test_the_marks_stand_around_the_bracket(text: str, shown: list[str]) -> None:
    (reading,) = read_text("*The Assembly of Harbours,*\n\n" + text)
    found = places(reading.draft)
    assert sorted(line for one in found.brackets for line in in_context(found, one)) == sorted(shown)
