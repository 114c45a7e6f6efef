"""The commands that make git show drafts as draftkit does."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from draftkit.cli.endings import DIFFERENCES, print_
from draftkit.cli.git_views import compare, text
from draftkit.cli.options import lenient_option

everywhere_option = click.option(
    "--global", "everywhere", is_flag=True, help="For all repositories of this user, not for the one here."
)


@click.group()
def git() -> None:
    """Let git show drafts, Word files too, as draftkit does.

    \b
    draftkit git setup                     once in a repository
    git diff L4.docx                       what "draftkit diff" prints
    git log -p L4.docx                     how its text changed
    git difftool --tool=draftkit HEAD~3    the same, for any draft
    """


@git.command()
@click.argument("patterns", nargs=-1, metavar="[PATTERN]...")
@everywhere_option
def setup(patterns: tuple[str, ...], everywhere: bool) -> None:
    """Set git up to show drafts.

    A few lines in .gitattributes say which files are drafts, and git's
    configuration how to show them. PATTERN is one of .gitattributes; "*.docx"
    if there is none. Further patterns may be added later. Doing it twice
    changes nothing more; what else stands in .gitattributes stays.

    \b
    draftkit git setup
    draftkit git setup "*.docx" "*.draft.md" "texts/**/*.txt"
    """
    from draftkit.cli.git_settings import set_up

    file, lines = set_up(patterns, everywhere)
    print_(f"{file}:\n" + "".join(f"    {line}\n" for line in lines))


@git.command()
@everywhere_option
def remove(everywhere: bool) -> None:
    """Take back what "draftkit git setup" did.

    \b
    draftkit git remove
    """
    from draftkit.cli.git_settings import take_back

    take_back(everywhere)


@git.command()
@click.argument("files", nargs=-1, required=True, type=click.Path())
@lenient_option
def fmt(files: tuple[str, ...], lenient: bool) -> None:
    """Put draft texts into their regular form.

    Each file is changed in its place, or, when one of them is no sound draft,
    none is. For hooks: exit status 0 when all had the form already, 1 when a
    file was changed.

    \b
    draftkit git fmt L4.draft.md L5.draft.md
    """
    from draftkit.cli.files import save, sound
    from draftkit.errors import DraftkitError
    from draftkit.readers.files import LEGACY, STANDARD_INPUT, WORD, ending_of
    from draftkit.writers.text import write_text

    changed: dict[str, bytes] = {}
    for file in files:
        if file == STANDARD_INPUT:
            raise DraftkitError("standard input has no place to be changed in; name files")
        if ending_of(file) in (*WORD, *LEGACY):
            raise DraftkitError("only draft text has a regular form; this is a Word file", file)
        written = write_text([reading.draft for reading in sound(file, lenient)]).encode()
        if written != Path(file).read_bytes():
            changed[file] = written
    for file, written in changed.items():
        save(file, written)
        print_(f"{file}: put into the regular form\n")
    sys.exit(DIFFERENCES if changed else 0)


git.add_command(compare)
git.add_command(text)
