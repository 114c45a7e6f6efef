"""The two commands that git itself calls. They never fail over a file, since git would then show none."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import click

from draftkit.cli.endings import print_
from draftkit.errors import DraftkitError

if TYPE_CHECKING:
    from draftkit.model import Draft

NO_FILE = "/dev/null"
"""What git names, on every system, in place of a file that is not there."""
_BOLD, _RESET = "\x1b[1m", "\x1b[m"


@click.command(hidden=True)
@click.argument("path")
@click.argument("versions", nargs=-1)
def compare(path: str, versions: tuple[str, ...]) -> None:
    """Show what changed in a file; the arguments are those of an external diff of git.

    These are PATH OLD-FILE OLD-HEX OLD-MODE NEW-FILE NEW-HEX NEW-MODE, after a
    renaming also NEW-PATH and a note. PATH alone is a file with conflicts.
    """
    color = _git_wants_color()
    if not versions:
        _show(_heading(f"{_shown(path)} (in conflict)", color))
        return
    old, new = versions[0], versions[3]
    heading = _shown(path)
    if len(versions) > 6:
        heading += f" -> {_shown(versions[6])}"
    elif NO_FILE in (old, new):
        heading += " (new)" if old == NO_FILE else " (deleted)"
    _show(f"{_heading(heading, color)}\n{_changes(old, new, color)}\n")


@click.command(hidden=True)
@click.argument("file")
def text(file: str) -> None:
    """Print what is in a file as draft text, or one line that says why not."""
    from draftkit.readers import read_file
    from draftkit.writers.text import write_text

    try:
        _show(write_text([reading.draft for reading in read_file(_path(file))]))
    except DraftkitError as error:
        _show(f"draftkit cannot read this file: {_sentence(error)}\n")


def _changes(old: str, new: str, color: bool) -> str:
    """The changes, or one line that says why they cannot be shown."""
    from draftkit.cli.files import width
    from draftkit.compare import diff
    from draftkit.writers.terminal import terminal

    drafts = []
    for file, which in ((old, "old"), (new, "new")):
        try:
            drafts.append(_draft(file))
        except DraftkitError as error:
            return f"draftkit cannot read the {which} version: {_sentence(error)}\n"
    # A pager stands between us and the terminal; git tells how wide that is.
    paged = "GIT_PAGER_IN_USE" in os.environ
    return terminal(diff(*drafts), color, shutil.get_terminal_size().columns if paged else width())


def _draft(file: str) -> Draft:
    from draftkit.cli.files import one
    from draftkit.model import Draft
    from draftkit.readers import read_file

    return Draft() if file == NO_FILE else one(read_file(_path(file)), file)


def _path(file: str) -> Path:
    """The same file by a name that is never ``-``, which would be standard input."""
    return Path.cwd() / file


def _sentence(error: DraftkitError) -> str:
    """What is wrong, and where, without the name: git's copies of a file have passing names."""
    place = f"{error.position.line}:{error.position.column}: " if error.position else ""
    return place + error.message


def _show(output: str) -> None:
    try:
        print_(output)
    except BrokenPipeError:
        # The reader has gone, as after "| head". git sees that too; it would report a failure as ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _heading(line: str, color: bool) -> str:
    return f"{_BOLD}{line}{_RESET}\n" if color else f"{line}\n"


def _shown(path: str) -> str:
    """A path without what could steer the terminal."""
    return "".join(character if character.isprintable() else "?" for character in path)


def _git_wants_color() -> bool:
    """What git's settings say, given that it may show our output in its pager."""
    if os.environ.get("NO_COLOR"):
        return False
    terminal = "true" if os.isatty(1) else "false"
    asked = ["git", "config", "--get-colorbool", "color.diff", terminal]
    return subprocess.run(asked, stdout=subprocess.PIPE, check=False).stdout.strip() == b"true"
