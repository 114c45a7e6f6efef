"""The plain call of ``draftkit redline`` is read without click, and does what click would make of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftkit.cli.plain import PlainRedline, plain_redline
from draftkit.cli.redline import redline

OLD = "The Council of Harbours,\n\n1. Decides that lamps shall be lit;\n\n2. Requests the Bureau to report.\n"
NEW = OLD.replace("shall", "should")
PLAIN = (sys.executable, "-m", "draftkit")
BY_CLICK = (sys.executable, "-c", "from draftkit.cli import main; main(prog_name='draftkit')")
LIMIT = 60
"""Seconds for what should take less than one."""

WORDS = st.sampled_from(
    ["L4.docx", "L5.md", "-", "-o", "--output", "out.docx", "--author", "Chair", "", "--", "-oout.docx",
     "--output=out.docx", "--author=Chair", "--auth", "--lenient", "--existing", "keep", "-h", "-x", "--date"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=8))
def test_click_reads_a_plain_call_alike(words: list[str]) -> None:
    plain = plain_redline(["redline", *words])
    if plain is None:
        return
    said = redline.make_context("redline", list(words)).params
    assert plain == PlainRedline(said.pop("old"), said.pop("new"), said.pop("output"), said.pop("author"))
    nothing_else = {option.name: option.default for option in redline.params if option.name in said}
    assert {name: value for name, value in said.items() if value} == {
        name: default for name, default in nothing_else.items() if default and isinstance(default, str | bool)
    }


@pytest.mark.parametrize(
    "words",
    [
        ("redline", "a.docx", "b.docx", "-o", "c.docx"),
        ("redline", "-o", "c.docx", "a.docx", "b.docx", "--author", "The Chair"),
        ("redline", "a.docx", "-", "--output", "-"),
    ],
)
def test_the_calls_of_scripts_are_plain(words: tuple[str, ...]) -> None:
    assert plain_redline(list(words))


@pytest.mark.parametrize(
    "words", [(), ("diff", "a.md", "b.md"), ("redline",), ("redline", "a.docx", "b.docx")]
)
def test_other_calls_are_for_click(words: tuple[str, ...]) -> None:
    assert plain_redline(list(words)) is None


def test_a_shell_that_completes_asks_click(monkeypatch: pytest.MonkeyPatch) -> None:
    words = ["redline", "a.docx", "b.docx", "-o", "c.docx"]
    assert plain_redline(words)
    monkeypatch.setenv("_DRAFTKIT_COMPLETE", "bash_complete")
    assert plain_redline(words) is None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("old", OLD), ("new", NEW), ("fault", OLD.replace("lamps", "[lamps"))):
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
        render = ("render", f"{name}.md", "-o", f"{name}.docx", "--lenient")
        subprocess.run([*PLAIN, *render], check=True, timeout=LIMIT, cwd=tmp_path, capture_output=True)
    (tmp_path / "no.docx").write_bytes(b"PK\3\4 and no more")
    return tmp_path


def outcome(program: tuple[str, ...], words: tuple[str, ...], folder: Path) -> tuple[object, ...]:
    """Status, output, messages, and the file that was written."""
    out = folder / "out.docx"
    out.unlink(missing_ok=True)
    done = subprocess.run(
        [*program, "redline", *words], capture_output=True, timeout=LIMIT, cwd=folder, check=False
    )
    return done.returncode, done.stdout, done.stderr, out.read_bytes() if out.exists() else None


@pytest.mark.parametrize(
    "words",
    [
        ("old.docx", "new.docx", "-o", "out.docx", "--author", "Chair"),
        ("old.md", "new.md", "-o", "out.docx"),
        ("old.docx", "new.md", "-o", "-"),
        ("old.docx", "old.docx", "-o", "out.docx"),
        ("old.docx", "fault.docx", "-o", "out.docx"),
        ("old.docx", "none.docx", "-o", "out.docx"),
        ("old.docx", "no.docx", "-o", "out.docx"),
        ("old.docx", "new.docx", "-o", "out.pdf"),
        ("old.docx", "new.docx", "-o", "old.docx"),
        ("old.docx", "new.docx", "-o", "nowhere/out.docx"),
        ("old.docx", "new.docx", "-o", "out.docx", "--author", " "),
        ("-", "-", "-o", "out.docx"),
    ],
    ids=" ".join,
)
def test_both_ways_end_alike(words: tuple[str, ...], folder: Path) -> None:
    assert plain_redline(["redline", *words])
    found = outcome(PLAIN, words, folder)
    assert found == outcome(BY_CLICK, words, folder)
    assert found[0] == (0 if found[1] or found[3] else 2)


def test_a_plain_call_does_not_load_click(folder: Path) -> None:
    words = ("redline", "old.docx", "new.docx", "-o", "out.docx")
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "draftkit", *words],
        capture_output=True, timeout=LIMIT, cwd=folder, check=True,
    )  # fmt: skip
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.decode().splitlines()}
    assert "draftkit.cli.plain" in loaded
    assert "click" not in loaded


def test_a_fault_of_a_plain_call_is_one_sentence(folder: Path) -> None:
    broken = folder / "sitecustomize.py"
    broken.write_text("import draftkit.cli.redlining as r\nr.write_redline = lambda *_, **__: 1 / 0\n")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), *sys.path])}
    words = ("redline", "old.docx", "new.docx", "-o", "out.docx")
    done = subprocess.run([*PLAIN, *words], capture_output=True, timeout=LIMIT, env=environment, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"draftkit: a fault in draftkit, not in your files (ZeroDivisionError in ")
