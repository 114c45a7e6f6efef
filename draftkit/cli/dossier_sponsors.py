"""The command that keeps the list of sponsors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from draftkit.cli.dossier_options import dossier_option, opened, when_options
from draftkit.cli.endings import print_
from draftkit.errors import DraftkitError

if TYPE_CHECKING:
    from draftkit.dossier.dossier import When


@click.command()
@click.argument("action", type=click.Choice(["list", "add", "withdraw", "read"]), default="list")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--additional", is_flag=True, help="They joined after the draft was tabled.")
@click.option("--on-behalf-of", default="", metavar="GROUP", help="The group that they speak for.")
@dossier_option
@when_options
def sponsors(
    action: str,
    names: tuple[str, ...],
    additional: bool,
    on_behalf_of: str,
    where: str | None,
    when: When,
) -> None:
    """Show the sponsors, or record who joins and who withdraws.

    "read" takes those whom the sponsor line of a version names, the last one if
    none is given. Where the line and the list differ, both ways are told;
    nobody withdraws by being left out of a line.

    \b
    draftkit dossier sponsors
    draftkit dossier sponsors read L.4
    draftkit dossier sponsors add Varrow "Quell and Tarn" --additional
    draftkit dossier sponsors add Norvania --on-behalf-of "Group of River States"
    draftkit dossier sponsors withdraw Estmark --date 2031-05-17
    """
    from draftkit.dossier.entries import new_sponsors, withdrawal
    from draftkit.dossier.events import ADDITIONAL, TABLING, SponsorsJoined
    from draftkit.dossier.sponsors import differences, from_line, listed

    dossier = opened(where)
    stage = ADDITIONAL if additional else TABLING
    if action in ("add", "withdraw") and not names:
        raise DraftkitError(f"sponsors {action} needs names")
    if action == "add":
        joined = SponsorsJoined(names, stage, on_behalf_of)
        dossier.enter(lambda state: new_sponsors(state, joined), when)
    elif action == "withdraw":
        dossier.enter(lambda state: [withdrawal(state, names)], when)
    elif action == "read":
        dossier.enter(lambda state: from_line(dossier, state, names[0] if names else "last", stage), when)
    elif names:
        raise DraftkitError("sponsors list takes no names")
    state = dossier.state()
    if action in ("list", "read"):
        print_(listed(state))
        for difference in differences(dossier, state):
            click.echo(f"draftkit: {difference}", err=True)
