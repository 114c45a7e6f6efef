"""The command that writes a draft as text, in one form."""

from __future__ import annotations

from pathlib import Path

import click

from draftkit.cli.files import save, sound
from draftkit.cli.options import lenient_option, output_option, view_option
from draftkit.errors import DraftkitError

NO_TEXT = (".docx", ".docm", ".dotx", ".dotm", ".doc", ".rtf", ".odt", ".pdf", ".json")
"""Endings that promise something else than draft text."""


@click.command()
@click.argument("file", type=click.Path())
@output_option("Text file to write, which may be FILE itself; without it, print.", required=False)
@view_option
@lenient_option
def fmt(file: str, output: str | None, view: str, lenient: bool) -> None:
    """Print a draft in one regular form of draft text.

    One line a paragraph, notes at the end. No word is lost, and doing it twice
    changes nothing more.

    \b
    draftkit fmt L4.md -o L4.md
    draftkit fmt L4.docx -o L4.md
    """
    from draftkit.writers.text import write_text

    if output and Path(output).suffix.lower() in NO_TEXT:
        raise DraftkitError("fmt writes draft text; name a file that ends in .md or .txt", output)
    save(output or "-", write_text([r.draft for r in sound(file, lenient, view)]).encode())
