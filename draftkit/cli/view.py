"""The command that takes one delegation's text out of a compilation."""

from __future__ import annotations

from datetime import datetime

import click

from draftkit.cli.files import check_stays, check_word_output, name_of, save
from draftkit.cli.options import date_option, output_option, setup_options
from draftkit.errors import DraftkitError
from draftkit.writers.setup import PageSetup


@click.command()
@click.argument("file", type=click.Path())
@click.option(
    "--as",
    "name",
    metavar="NAME",
    required=True,
    help="A delegation; or base, or clean, for the text without any proposal.",
)
@output_option("File to write: draft text, Word, PDF, JSON; without it, print draft text.", required=False)
@setup_options
@date_option
def view(file: str, name: str, output: str | None, date: datetime | None, setup: PageSetup) -> None:
    """Show the text of one delegation, out of a compilation.

    It is the text that the delegation proposed, to the letter, with the numbers
    it had there. "base" is the base text as it was; "clean" is the same words
    with the numbers that paragraphs and notes have in the compilation.

    \b
    draftkit view compilation.docx --as Norway
    draftkit view compilation.md --as base -o L4.docx
    """
    from draftkit.negotiate.names import BASE, CLEAN
    from draftkit.readers.compilation import read_compilation
    from draftkit.readers.files import ending_of
    from draftkit.writers import WRITERS, write_as

    check_stays("the text of one delegation", output, (file,))
    ending = ".md" if output in (None, "-") else ending_of(output or "")
    if ending in (".docx", ".pdf"):
        check_word_output("view", output or "-", (".docx", ".pdf"))
    elif ending not in WRITERS:
        raise DraftkitError(f"a text can be written as {', '.join(WRITERS)}", output)
    compilation = read_compilation(file)
    try:
        match name.casefold():
            case known if known == BASE:
                draft = compilation.base
            case known if known == CLEAN:
                draft = compilation.clean
            case _:
                draft = compilation.view(name)
    except DraftkitError as error:
        raise DraftkitError(error.message, name_of(file)) from error
    save(output or "-", write_as(ending, (draft,), date=date, setup=setup))
