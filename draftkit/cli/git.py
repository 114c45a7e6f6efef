"""The commands that make git show drafts as draftkit does."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from draftkit.cli.endings import DIFFERENCES, print_
from draftkit.cli.git_views import compare, text

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
    """Set git up: a few lines in .gitattributes, and the programs they name.

    PATTERN says which files are drafts, as in .gitattributes; "*.docx" if there
    is none. Further patterns may be added later. Doing it twice changes nothing
    more; what else stands in .gitattributes stays.

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
def fmt(files: tuple[str, ...]) -> None:
    """Put draft texts into their regular form, each in its place.

    For hooks: exit status 0 when all had it already, 1 when a file was changed.
    When one of the files is no sound draft, none is changed.

    \b
    draftkit git fmt L4.draft.md L5.draft.md
    """
    from draftkit.cli.files import save, sound
    from draftkit.errors import DraftkitError
    from draftkit.readers.files import LEGACY, WORD, ending_of
    from draftkit.writers.text import write_text

    changed: dict[str, bytes] = {}
    for file in files:
        if ending_of(file) in (*WORD, *LEGACY):
            raise DraftkitError("only draft text has a regular form; this is a Word file", file)
        written = write_text([reading.draft for reading in sound(file, lenient=False)]).encode()
        if written != Path(file).read_bytes():
            changed[file] = written
    for file, written in changed.items():
        save(file, written)
        print_(f"{file}: put into the regular form\n")
    sys.exit(DIFFERENCES if changed else 0)


git.add_command(compare)
git.add_command(text)
