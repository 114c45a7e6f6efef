"""The command that writes a Word redline: a new document, or tracked changes on the issued file."""

from __future__ import annotations

from datetime import datetime

import click

from draftkit.cli.options import date_option, lenient_option, output_option, setup_options
from draftkit.cli.redlining import write_redline
from draftkit.writers.setup import PageSetup


@click.command()
@click.argument("old", type=click.Path())
@click.argument("new", type=click.Path())
@output_option("Word file to write (.docx); with --style printed also PDF (.pdf).")
@click.option("--author", default="draftkit", show_default=True, help="Name that the tracked changes carry.")
@setup_options
@date_option
@click.option(
    "--style",
    type=click.Choice(["tracked", "printed"]),
    default="tracked",
    show_default=True,
    help="Tracked changes, or bold double underline and strike-through for the photocopier.",
)
@click.option(
    "--existing",
    type=click.Choice(["accept", "reject", "keep"]),
    help="What becomes of tracked changes that a Word file already holds. Without it such a file is refused.",
)
@lenient_option
def redline(
    old: str,
    new: str,
    output: str,
    author: str,
    date: datetime | None,
    style: str,
    existing: str | None,
    lenient: bool,
    setup: PageSetup,
) -> None:
    """Write what changed from OLD to NEW as a Word redline.

    Where OLD is a Word file, the redline is made on that file: its masthead,
    headers, styles, tables and pictures stay, and only what changed is marked.
    NEW may be Word or draft text. Where OLD is draft text, a new document is
    written.

    The file is read back before it is saved: rejecting all changes must give
    OLD, accepting all must give NEW, to the letter.

    \b
    draftkit redline L4.md L4-Rev1.md -o redline.docx --author Secretariat
    draftkit redline L4.docx L4-Rev1.md -o L4-Rev1.docx --author Secretariat
    draftkit redline L4.docx from-Estmark.docx -o redline.docx --existing keep
    draftkit redline L4.md L4-Rev1.md -o redline.pdf --style printed
    """
    write_redline(
        old,
        new,
        output,
        author=author,
        date=date,
        style=style,
        existing=existing,
        lenient=lenient,
        setup=setup,
    )
