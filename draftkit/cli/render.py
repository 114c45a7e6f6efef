"""The command that sets a draft as a document."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from draftkit.cli.files import check_stays, check_word_output, one, save, sound
from draftkit.cli.options import date_option, lenient_option, output_option, setup_options, view_option
from draftkit.writers.setup import PageSetup


@click.command()
@click.argument("file", type=click.Path())
@output_option("Word file (.docx) or PDF (.pdf) to write.")
@click.option(
    "--typography",
    is_flag=True,
    help="Keep dates and references on one line, as issued documents do in English: no-break spaces in"
    " “8 October”, “No. 5”, “para. 3”, “annex II”, “5 per cent”.",
)
@setup_options
@date_option
@view_option
@lenient_option
def render(
    file: str,
    output: str,
    typography: bool,
    date: datetime | None,
    view: str,
    lenient: bool,
    setup: PageSetup,
) -> None:
    """Write a draft as Word or PDF, in UN document format.

    PDF is made of the Word document by LibreOffice, if it is installed.

    \b
    draftkit render L4.md -o L4.docx
    draftkit render L4.md -o L4.docx --profile geneva --emblem emblem.png
    draftkit render L4.md -o L4.docx --status submission
    draftkit render L4.md -o L4.pdf --typography
    """
    from draftkit.editorial.typography import no_break_spaces
    from draftkit.writers import write_as

    check_word_output("render", output, (".docx", ".pdf"))
    check_stays("the new document", output, (file,))
    draft = one(sound(file, lenient, view), file)
    if typography:
        draft = no_break_spaces(draft)
    ending = ".docx" if output == "-" else Path(output).suffix
    save(output, write_as(ending, (draft,), date=date, setup=setup))
