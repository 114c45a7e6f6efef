"""The commands that compare two texts of a dossier."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from draftkit.cli.dossier_options import dossier_option, opened
from draftkit.cli.endings import DIFFERENCES
from draftkit.cli.files import check_word_output, colored, save
from draftkit.cli.options import color_option, date_option, format_option, output_option

if TYPE_CHECKING:
    from draftkit.dossier.dossier import Dossier
    from draftkit.dossier.state import Proposal, Version


def _two(where: str | None, old: str, new: str) -> tuple[Dossier, Version | Proposal, Version | Proposal]:
    dossier = opened(where)
    state = dossier.state()
    return dossier, state.text(old), state.text(new)


@click.command()
@click.argument("old")
@click.argument("new")
@dossier_option
@format_option("terminal", "side-by-side", "html", "critic", "json")
@click.option("--summary", "short", is_flag=True, help="One screen, in the words of delegates.")
@output_option("File to write; without it, print. A web page if its name ends in .html.", required=False)
@color_option
def diff(
    old: str, new: str, where: str | None, format_: str, short: bool, output: str | None, color: str
) -> None:
    """Show what changed between two texts of the dossier.

    OLD and NEW are versions or proposals. Exit status as of "draftkit diff".

    \b
    draftkit dossier diff L.4 last --summary
    draftkit dossier diff 1 2 -o changes.html
    """
    from draftkit.cli.diff import form_of, written
    from draftkit.compare import diff_rows
    from draftkit.dossier.state import text_of

    dossier, before, after = _two(where, old, new)
    format_ = form_of(format_, short, output)
    found = diff_rows(*(dossier.rows(text_of(text).draft) for text in (before, after)))
    painted = colored(color) if output in (None, "-") else color == "always"
    save(output or "-", written(found, format_, painted, (before.name, after.name), False, False).encode())
    sys.exit(DIFFERENCES if found.any else 0)


@click.command()
@click.argument("old")
@click.argument("new")
@dossier_option
@output_option("Word file to write (.docx); with --style printed also PDF (.pdf).")
@click.option("--author", default="draftkit", show_default=True, help="Name that the tracked changes carry.")
@click.option("--style", type=click.Choice(["tracked", "printed"]), default="tracked", show_default=True,
              help="Tracked changes, or the same for the photocopier.")  # fmt: skip
@date_option
def redline(
    old: str, new: str, where: str | None, output: str, author: str, style: str, date: datetime | None
) -> None:
    """Write what changed between two texts as a Word redline.

    The page is set anew; for a redline on the issued file, take that out of the
    dossier ("show --as-added") and use "draftkit redline".

    \b
    draftkit dossier redline L.4 last -o redline.docx --author Secretariat
    """
    from draftkit.build import build
    from draftkit.dossier.state import text_of
    from draftkit.writers import redline_as

    check_word_output("redline", output, (".docx", ".pdf") if style == "printed" else (".docx",))
    dossier, before, after = _two(where, old, new)
    drafts = [build(dossier.rows(text_of(text).draft)) for text in (before, after)]
    ending = ".docx" if output == "-" else Path(output).suffix
    save(output, redline_as(ending, drafts[0], drafts[1], author=author, date=date, style=style))
