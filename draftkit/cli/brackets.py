"""The command that tells the state of a negotiation."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from draftkit.cli.endings import DIFFERENCES
from draftkit.cli.files import check_stays, name_of, one, read, save, width
from draftkit.cli.options import format_option, output_option, view_option
from draftkit.errors import DraftkitError

if TYPE_CHECKING:
    from draftkit.writers.versions import Version


@click.command()
@click.argument("files", metavar="FILES", type=click.Path(), nargs=-1, required=True)
@format_option("table", "json", "html")
@output_option("File to write; without it, print. A web page if its name ends in .html.", required=False)
@view_option
def brackets(files: tuple[str, ...], format_: str, output: str | None, view: str) -> None:
    """Tell what is open in a draft, and who stands where.

    Open brackets of each paragraph with their addresses (OP5[2] is the second
    bracket of OP5), how deep they stand in each other, words in dispute, what
    each delegation wants, which delegations agree most, which paragraphs are
    clean. Of several FILES the last is the present text; those before it show
    how the negotiation came there. Exit status: 0 when no bracket is open, 1
    when some are.

    \b
    draftkit brackets CRP2.md
    draftkit brackets CRP1.md CRP2.docx CRP3.docx -o state.html
    draftkit brackets CRP2.md --format json
    """
    from draftkit.writers.versions import version

    if files.count("-") > 1:
        raise DraftkitError("only one of the drafts can come from standard input")
    check_stays("the list of brackets", output, files)
    versions = [version(Path(name_of(file)).name, one(read(file, view), file)) for file in files]
    save(output or "-", _written(versions, _format(format_, output)).encode())
    sys.exit(DIFFERENCES if versions[-1].state.open else 0)


def _format(format_: str, output: str | None) -> str:
    """What to write, by the option and the ending of the file."""
    ending = Path(output or "").suffix.lower()
    named = {".html": "html", ".htm": "html", ".json": "json"}.get(ending)
    if format_ == "table" and named:
        return named
    if ending in (".docx", ".pdf") or (named and named != format_):
        raise DraftkitError(f"brackets writes no {ending} here; name a file that ends in .{format_}", output)
    return format_


def _written(versions: list[Version], format_: str) -> str:
    match format_:
        case "json":
            from draftkit.writers.state_json import state_json

            return state_json(versions)
        case "html":
            from draftkit.writers.state_page import state_page

            return state_page(versions)
        case _:
            from draftkit.writers.state_text import state_text

            return state_text(versions, width())
