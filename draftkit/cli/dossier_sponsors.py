"""The command that keeps the list of sponsors, and what is issued of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from draftkit.cli.dossier_options import dossier_option, opened, when_options
from draftkit.cli.endings import print_
from draftkit.cli.files import save
from draftkit.cli.options import output_option
from draftkit.errors import DraftkitError

if TYPE_CHECKING:
    from draftkit.dossier.dossier import Dossier, When

RECORDED = ("add", "withdraw", "read")
ISSUED = ("line", "addendum", "table")


@click.command()
@click.argument("action", type=click.Choice(["list", *RECORDED, *ISSUED]), default="list")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--additional", is_flag=True, help="They joined after the draft was tabled.")
@click.option("--on-behalf-of", default="", metavar="GROUP", help="The group that they speak for.")
@click.option("--symbol", default="", help="Of the addendum. Default: that of the draft with /Add.1.")
@output_option("File to write, for line, addendum and table: text, Word, or CSV.", required=False)
@dossier_option
@when_options
def sponsors(
    action: str,
    names: tuple[str, ...],
    additional: bool,
    on_behalf_of: str,
    symbol: str,
    output: str | None,
    where: str | None,
    when: When,
) -> None:
    """Show and record the sponsors; write what is issued of them.

    "read" takes those whom the sponsor line of a version names, the last one if
    none is given. Where the line and the list differ, both ways are told;
    nobody withdraws by being left out of a line. "line" is the sponsor line of
    the next revision, "addendum" the document that names the additional
    sponsors, "table" who joined and withdrew when.

    \b
    draftkit dossier sponsors
    draftkit dossier sponsors read L.4
    draftkit dossier sponsors add Varrow "Quell and Tarn" --additional
    draftkit dossier sponsors add Norvania --on-behalf-of "Group of River States"
    draftkit dossier sponsors withdraw Estmark --date 2031-05-17
    draftkit dossier sponsors line
    draftkit dossier sponsors addendum -o L4-Add1.docx
    draftkit dossier sponsors table -o sponsors.csv
    """
    from draftkit.dossier.sponsors import differences, listed

    if action in ("add", "withdraw") and not names:
        raise DraftkitError(f"sponsors {action} needs names")
    if action not in RECORDED and names:
        raise DraftkitError(f"sponsors {action} takes no names")
    if output and action not in ISSUED:
        raise DraftkitError(f"sponsors {action} writes no file")
    dossier = opened(where)
    if action in RECORDED:
        _record(dossier, action, names, additional, on_behalf_of, when)
    if action in ISSUED:
        save(output or "-", _issued(dossier, action, output, symbol))
    elif action in ("list", "read"):
        state = dossier.state()
        print_(listed(state))
        for difference in differences(dossier, state):
            click.echo(f"draftkit: {difference}", err=True)


def _record(
    dossier: Dossier, action: str, names: tuple[str, ...], additional: bool, group: str, when: When
) -> None:
    from draftkit.dossier.entries import new_sponsors, withdrawal
    from draftkit.dossier.events import ADDITIONAL, TABLING, SponsorsJoined
    from draftkit.dossier.sponsors import from_line

    stage = ADDITIONAL if additional else TABLING
    if action == "add":
        joined = SponsorsJoined(names, stage, group)
        dossier.enter(lambda state: new_sponsors(state, joined), when)
    elif action == "withdraw":
        dossier.enter(lambda state: [withdrawal(state, names)], when)
    else:
        dossier.enter(lambda state: from_line(dossier, state, names[0] if names else "last", stage), when)


def _issued(dossier: Dossier, action: str, output: str | None, symbol: str) -> bytes:
    from draftkit.dossier import sponsor_documents
    from draftkit.writers import write_as

    state = dossier.state()
    ending = Path(output).suffix.lower() if output and output != "-" else ""
    if action == "table":
        if ending == ".docx":
            from draftkit.writers.word.table import word_table

            title = f"Sponsors of {state.opened.symbol or state.version('last').name}"
            return word_table(title, sponsor_documents.HEAD, sponsor_documents.table(state))
        if ending not in ("", ".csv"):
            raise DraftkitError("the table is written as .csv or .docx", output)
        return sponsor_documents.table_csv(state).encode()
    rows = dossier.rows(state.version("last").added.draft)
    if action == "line":
        if ending not in ("", ".txt", ".md"):
            raise DraftkitError("the sponsor line is written as text", output)
        return f"{sponsor_documents.sponsor_line(state, rows)}\n".encode()
    draft = sponsor_documents.addendum(state, rows, symbol)
    return write_as(ending or ".md", (draft,))
