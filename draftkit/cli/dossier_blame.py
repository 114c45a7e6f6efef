"""The command that says where every phrase of a version comes from."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from draftkit.cli.dossier_options import dossier_option, opened
from draftkit.cli.files import colored, save, width
from draftkit.cli.options import color_option, date_option, format_option, output_option
from draftkit.errors import DraftkitError

FORMS = {".html": "html", ".htm": "html", ".json": "json", ".docx": "docx"}
AS_TEXT = ("", ".txt", ".md")


@click.command()
@click.argument("version", default="last")
@dossier_option
@format_option("terminal", "html", "json", "docx")
@output_option("File to write; .html, .docx and .json say what kind.", required=False)
@date_option
@color_option
def blame(
    version: str, where: str | None, format_: str, output: str | None, date: datetime | None, color: str
) -> None:
    """Show since which version each phrase stands and who wanted it.

    A word belongs to the version since which it has stood in the draft without
    a break. Paragraphs that moved, were split or joined keep their words; what
    left and came back belongs to the version with which it came back. Who
    wanted it is known from proposals, from names in brackets, and from those
    who tabled the version.

    \b
    draftkit dossier blame
    draftkit dossier blame Rev.1 -o blame.html
    draftkit dossier blame last -o blame.docx
    """
    from draftkit.dossier.blame import blame as found

    ending = Path(output or "").suffix.lower()
    form = FORMS.get(ending, format_)
    if ending not in (*FORMS, *AS_TEXT):
        raise DraftkitError("blame writes .html, .docx, .json and text", output)
    if form == "docx" and output is None:
        raise DraftkitError("a Word document cannot be shown in a terminal; name a file with -o")
    dossier = opened(where)
    result = found(dossier, dossier.state(), version)
    match form:
        case "docx":
            from draftkit.writers.word.attributed import write_blame

            data = write_blame(result, date=date)
        case "html":
            from draftkit.writers.blame_page import blame_page

            data = blame_page(result).encode()
        case "json":
            from draftkit.writers.blame_text import blame_json

            data = blame_json(result).encode()
        case _:
            from draftkit.writers.blame_text import blame_text

            painted = colored(color) if output in (None, "-") else color == "always"
            data = blame_text(result, painted, width()).encode()
    save(output or "-", data)
