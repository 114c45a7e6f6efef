"""Bring docs/cli.md and the output of every example in README.md and docs/ up to date.

    python docs/generate.py

tests/test_docs.py fails while either is not what draftkit prints now. What is an example:

- a ``console`` block whose first command is ``$ draftkit``, ``$ git init``, ``$ printf`` or ``$ sh``,
  with what they print;
- a ``draft`` block and the block after it: ``outline`` is what ``draftkit parse`` prints for the
  draft, ``fmt`` what ``draftkit fmt`` prints, ``brackets`` what ``draftkit brackets`` prints;
- a row of a table headed ``| In the draft | Kind | Alternatives |``.

In a block, a line of three dots stands for lines left out. What stands between two such lines is
found again by its first and its last line.
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import click
from click.testing import CliRunner

from draftkit.cli import main as draftkit
from draftkit.model import Alternative, Bracket, Inline, Paragraph, walk
from draftkit.readers.text import read_text

ROOT = Path(__file__).resolve().parent.parent
CLI_PAGE = ROOT / "docs" / "cli.md"
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
WIDTH = "88"
LEFT_OUT = "..."
BEGINNINGS = ("$ draftkit", "$ git init", "$ printf", "$ sh ")

_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_TABLE_HEAD = "| In the draft | Kind | Alternatives |"
_ROW = re.compile(r"^\| `(.+?)` \|(.*)\|$")
_COMMAND = '#!/bin/sh\nexec "$PYTHON" -c "from draftkit.cli import main; main(prog_name=\'draftkit\')" "$@"\n'
_END_OF_OUTPUT = "\x1e"


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a page."""

    language: str
    text: str
    start: int
    """Where the text begins in the page."""
    line: int


@dataclass(frozen=True, slots=True)
class Example:
    """A part of a page that says what draftkit prints."""

    line: int
    start: int
    written: str
    """What the page says."""
    printed: str
    """What draftkit says."""

    @property
    def right(self) -> bool:
        """Whether the page says what draftkit says; a line of dots stands for any lines."""
        pattern = "".join(
            r"(?:[^\n]*\n)*" if line.strip() == LEFT_OUT else re.escape(line)
            for line in self.written.splitlines(keepends=True)
        )
        return re.fullmatch(pattern, self.printed) is not None

    @property
    def mended(self) -> str:
        """What the page should say, with the same lines left out."""
        if self.right or f"\n{LEFT_OUT}\n" not in self.written:
            return self.written if self.right else self.printed
        lines = self.printed.splitlines(keepends=True)
        out, at = "", 0
        for part in re.split(r"^(\.\.\.\n)", self.written, flags=re.MULTILINE):
            shown = part.splitlines()
            if not part or shown == [LEFT_OUT]:
                out += part
                continue
            first, last = (next(line for line in found if line.strip()) for found in (shown, shown[::-1]))
            start = _find(first, lines, at)
            at = _find(last, lines, start) + 1
            blank = "\n" * (len(part) - len(part.lstrip("\n")))
            out += blank + "".join(lines[start:at]) + "\n" * (len(part) - len(part.rstrip("\n")) - 1)
        return out


def _find(line: str, lines: list[str], start: int) -> int:
    """Where this line stands, whatever its spaces."""
    for place in range(start, len(lines)):
        if lines[place].split() == line.split():
            return place
    raise SystemExit(f"Nothing like this is printed any more; abridge the example anew:\n{line}")


def blocks(page: str) -> list[Block]:
    """The fenced blocks of a page."""
    return [
        Block(found[1], found[2], found.start(2), page.count("\n", 0, found.start()) + 1)
        for found in _FENCE.finditer(page)
    ]


def examples(page: str) -> Iterator[Example]:
    """The examples of a page."""
    found = blocks(page)
    for block in found:
        if block.language == "console" and block.text.startswith(BEGINNINGS):
            yield Example(block.line, block.start, block.text, console(block.text))
    for block, after in pairwise(found):
        if block.language == "draft":
            command = {"outline": "parse", "fmt": "fmt", "brackets": "brackets"}[after.language]
            yield Example(after.line, after.start, after.text, printed(command, block.text))
    yield from _bracket_rows(page)


# --- what draftkit prints --------------------------------------------------------------------


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    """A new folder, as the current one, with the examples in it."""
    with tempfile.TemporaryDirectory() as name, contextlib.chdir(name):
        Path("examples").symlink_to(ROOT / "examples")
        yield Path(name)


def console(block: str) -> str:
    """The commands of a console block, each with what it prints."""
    commands = [line[2:] for line in block.splitlines() if line.startswith("$ ")]
    ending = "; status=$?; printf '\\036'; (exit $status)\n"
    with _folder() as folder, tempfile.TemporaryDirectory() as programs:
        draftkit_there = Path(programs) / "draftkit"
        draftkit_there.write_text(_COMMAND, encoding="utf-8")
        draftkit_there.chmod(0o755)
        settings = {
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "PYTHON": sys.executable,
            "PYTHONPATH": str(ROOT),
            "COLUMNS": WIDTH,
        }
        done = subprocess.run(
            ["sh", "-c", "".join(command + ending for command in commands)],
            cwd=folder,
            env={**_environment(), **settings},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
    outputs = done.stdout.split(_END_OF_OUTPUT)
    return "".join(f"$ {command}\n{out}" for command, out in zip(commands, outputs, strict=False))


def _environment() -> dict[str, str]:
    """The environment, without what would change what is printed; git knows no settings of its user."""
    outside = {
        name: value
        for name, value in os.environ.items()
        if name != "SOURCE_DATE_EPOCH" and not name.startswith("GIT_")
    }
    return {**outside, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def printed(command: str, draft: str) -> str:
    """What a command prints for a draft, warnings included."""
    with _folder() as folder:
        (folder / "draft.md").write_text(draft, encoding="utf-8")
        return CliRunner().invoke(draftkit, [command, "draft.md"]).output


# --- brackets --------------------------------------------------------------------------------


def _bracket_rows(page: str) -> Iterator[Example]:
    at, in_table = 0, False
    for number, line in enumerate(page.splitlines(keepends=True), 1):
        in_table = line.strip() == _TABLE_HEAD or (in_table and line.startswith("|"))
        row = _ROW.match(line.strip())
        if in_table and row:
            yield Example(number, at, line, f"| `{row[1]}` | {_told(row[1])} |\n")
        at += len(line)


def _told(text: str) -> str:
    """Kind and alternatives of each bracket in an operative paragraph with this text."""
    (reading,) = read_text(f"1. *Decides* that Parties {text} act;\n")
    found = [
        bracket
        for block in walk(reading.draft.body)
        if isinstance(block, Paragraph)
        for bracket in _brackets(block.content)
    ]
    kinds = "<br>".join(bracket.kind.value for bracket in found)
    alternatives = "<br>".join(" · ".join(map(_alternative, bracket.alternatives)) for bracket in found)
    return f"{kinds} | {alternatives}"


def _brackets(content: Iterable[Inline]) -> Iterator[Bracket]:
    for node in content:
        if isinstance(node, Bracket):
            yield node
            for alternative in node.alternatives:
                yield from _brackets(alternative.content)


def _alternative(alternative: Alternative) -> str:
    from draftkit.content import plain_text

    names = f"*{', '.join(alternative.proponents)}:* " if alternative.proponents else ""
    label = f"{alternative.label}: " if alternative.label and alternative.content else ""
    return f"{names}{label}{plain_text(alternative.content).strip() or 'no text'}"


# --- the page of commands --------------------------------------------------------------------


def cli_page() -> str:
    """docs/cli.md."""
    context = click.Context(draftkit)
    parts = [
        "# Commands\n",
        "What `--help` prints. `python docs/generate.py` writes this page.\n",
        _help([]),
    ]
    for name in draftkit.list_commands(context):
        parts += [f"## {name}\n", _help([name])]
        command = draftkit.get_command(context, name)
        if isinstance(command, click.Group):
            below_it = click.Context(command)
            for below in command.list_commands(below_it):
                found = command.get_command(below_it, below)
                if found is None or found.hidden:
                    continue
                parts += [f"### {name} {below}\n", _help([name, below])]
    return "\n".join(parts)


def _help(command: list[str]) -> str:
    words = " ".join(["draftkit", *command, "--help"])
    text = CliRunner().invoke(draftkit, [*command, "--help"], prog_name="draftkit", terminal_width=78).output
    return f"```console\n$ {words}\n{text}```\n"


def refreshed(page: str) -> str:
    """The page with its examples as draftkit prints them now."""
    for example in sorted(examples(page), key=lambda example: -example.start):
        end = example.start + len(example.written)
        page = page[: example.start] + example.mended + page[end:]
    return page


def main() -> None:
    CLI_PAGE.write_text(cli_page(), encoding="utf-8")
    for page in PAGES:
        page.write_text(refreshed(page.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
