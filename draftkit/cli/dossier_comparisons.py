"""The commands that compare two texts of a dossier."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import TYPE_CHECKING

import click

from draftkit.cli.dossier_options import dossier_option, opened
from draftkit.cli.endings import DIFFERENCES
from draftkit.cli.files import check_word_output, colored, save
from draftkit.cli.options import color_option, date_option, format_option, output_option
from draftkit.readers.files import WORD

if TYPE_CHECKING:
    from draftkit.dossier.dossier import Dossier
    from draftkit.dossier.state import Proposal, Version
    from draftkit.model import Draft


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
    from draftkit.cli.diff import compared, form_of, written
    from draftkit.compare.ignoring import ignoring
    from draftkit.dossier.state import text_of

    dossier, before, after = _two(where, old, new)
    format_ = form_of(format_, short, output)
    texts = text_of(before), text_of(after)
    drafts = dossier.rows(texts[0].draft), dossier.rows(texts[1].draft)
    found = ignoring(compared((texts[0].file, texts[1].file), drafts), ())
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

    Where OLD was added as a Word file, the redline is made on that file, as
    "draftkit redline" does; otherwise the page is set anew. Tracked changes
    that were in the files are accepted, as they were when these were added.

    \b
    draftkit dossier redline L.4 last -o redline.docx --author Secretariat
    """
    from draftkit.build import build
    from draftkit.cli.redlining import check_author, tell_same
    from draftkit.dossier.state import text_of
    from draftkit.readers.files import ending_of
    from draftkit.writers import default_date, redline_as

    check_author(author)
    check_word_output("redline", output, (*WORD, ".pdf") if style == "printed" else WORD)
    dossier, before, after = _two(where, old, new)
    drafts = [build(dossier.rows(text_of(text).draft)) for text in (before, after)]
    when = date or default_date()
    if style == "tracked" and (issued := _word(dossier, before)):
        _on_issued(issued, before.name, _word(dossier, after) or drafts[1], after.name, output, author, when)
        return
    check_word_output("redline", output, (".docx", ".pdf") if style == "printed" else (".docx",))
    ending = ".docx" if output == "-" else ending_of(output)
    save(output, redline_as(ending, drafts[0], drafts[1], author=author, date=when, style=style))
    if drafts[0] == drafts[1]:
        tell_same()


def _word(dossier: Dossier, text: Version | Proposal) -> bytes:
    """The Word file that this text was added as; empty where it was something else."""
    from draftkit.dossier.state import text_of
    from draftkit.readers.files import LEGACY, ZIP, ending_of

    added = text_of(text)
    data, ending = dossier.file(added.source), ending_of(added.file)
    if ending in LEGACY:
        from draftkit.readers.legacy import to_docx

        return to_docx(data, ending, added.file)
    return data if data.startswith(ZIP) else b""


def _on_issued(
    issued: bytes, old: str, new: bytes | Draft, name: str, output: str, author: str, date: datetime
) -> None:
    from draftkit.cli.redlining import tell_same
    from draftkit.writers.issued import EXISTING, Text, redline_issued

    given = new if isinstance(new, bytes) else Text((new,))
    made = redline_issued(issued, old, given, name, author=author, date=date, existing=EXISTING["accept"])
    save(output, made.data)
    for report in made.reports:
        click.echo(f"draftkit: {name}: not shown in the redline: {report}", err=True)
    if not made.changed and not made.reports:
        tell_same()
