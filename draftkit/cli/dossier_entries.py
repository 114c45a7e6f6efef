"""The commands that put versions and what delegations say of them into a dossier."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from draftkit.cli.dossier_options import ENDING, NEW, dossier_option, given, opened, when_options
from draftkit.cli.endings import print_
from draftkit.errors import DraftkitError

if TYPE_CHECKING:
    from draftkit.dossier.dossier import When

STANCES = {
    "supports": "supports",
    "reserves": "reserves",
    "opposes": "opposes",
    "agrees": "agreed ad referendum",
}
"""What is typed, and what is recorded."""


@click.command()
@dossier_option
@click.option("--symbol", default="", help="Symbol of the draft: A/C.2/80/L.4.")
@click.option("--title", default="", help="Title of the draft.")
@click.option("--organ", default="", help="The organ it is before.")
@click.option("--agenda-item", default="", metavar="ITEM", help="Agenda item: 6 (b).")
@when_options
def init(where: str | None, symbol: str, title: str, organ: str, agenda_item: str, when: When) -> None:
    """Make a dossier.

    \b
    draftkit dossier init --symbol A/C.2/80/L.4 --title "Rivers"
    draftkit dossier init -d rivers.dossier
    """
    from draftkit.dossier.dossier import Dossier
    from draftkit.dossier.events import Opened
    from draftkit.dossier.place import is_server

    where = where or NEW
    if not is_server(where) and Path(where).suffix.lower() != ENDING:
        raise DraftkitError(f"name a file that ends in {ENDING}", where)
    Dossier.create(where, Opened(symbol, title, organ, agenda_item), when)


@click.command()
@click.argument("file", type=click.Path())
@dossier_option
@click.option("--name", default="", help="What to call this version. Default: its symbol.")
@click.option("--symbol", default="", help="Its symbol. Default: that of its masthead.")
@click.option("--round", "round_", default="", metavar="NAME", help="The round it comes from.")
@click.option("--tabled-by", multiple=True, metavar="NAME", help="Who tabled it; may be given several times.")
@when_options
def add(
    file: str,
    where: str | None,
    name: str,
    symbol: str,
    round_: str,
    tabled_by: tuple[str, ...],
    when: When,
) -> None:
    """Add a version of the draft: any file that draftkit reads.

    The file itself is kept too, byte for byte. A Word file with tracked changes
    is read as if all were accepted.

    \b
    draftkit dossier add L4.docx --round "first reading" --date 2031-05-14
    draftkit dossier add chair.md --name "Chair's text" --tabled-by Chair
    """
    from draftkit.dossier.entries import new_version

    dossier, read = opened(where), given(file)
    (added,) = dossier.enter(
        lambda state: [
            new_version(state, read, name=name, symbol=symbol, round_name=round_, tabled_by=tabled_by)
        ],
        when,
        read.texts,
    )
    print_(f"{added.name}\n")  # type: ignore[union-attr]


@click.command()
@click.argument("file", type=click.Path())
@click.option(
    "--from",
    "proponents",
    required=True,
    multiple=True,
    metavar="NAME",
    help="The delegation or group; may be given several times.",
)
@click.option(
    "--over", default="last", metavar="VERSION", help="The version it is made on. Default: the last."
)
@dossier_option
@click.option("--name", default="", help="What to call it. Default: “Norvania: A/C.2/80/L.4”.")
@click.option("--note", default="", help="A remark.")
@when_options
def propose(
    file: str,
    proponents: tuple[str, ...],
    over: str,
    where: str | None,
    name: str,
    note: str,
    when: When,
) -> None:
    """Add the text that a delegation proposes over a version.

    FILE is the whole text as the delegation wants it, or the Word file of the
    version with its tracked changes in it.

    \b
    draftkit dossier propose norvania.docx --from Norvania
    draftkit dossier propose eu.md --from EU --from Quell --over L.4
    """
    from draftkit.dossier.entries import new_proposal

    dossier, read = opened(where), given(file)
    (made,) = dossier.enter(
        lambda state: [new_proposal(state, read, proponents=proponents, over=over, name=name, note=note)],
        when,
        read.texts,
    )
    print_(f"{made.name}\n")  # type: ignore[union-attr]


@click.command()
@click.argument("delegation")
@click.argument("stance", type=click.Choice(list(STANCES)))
@click.argument("place", default="")
@click.option("--on", "version", default="last", metavar="VERSION", help="The version. Default: the last.")
@dossier_option
@click.option("--note", default="", help="A remark, such as the reason.")
@when_options
def position(
    delegation: str,
    stance: str,
    place: str,
    version: str,
    where: str | None,
    note: str,
    when: When,
) -> None:
    """Record where a delegation or a group stands.

    PLACE is a paragraph (OP3) or a bracket in it (OP3[2]); without it, the
    whole text. "agrees" is agreement ad referendum. The last word of a
    delegation on a place counts.

    \b
    draftkit dossier position Norvania reserves "OP3[2]" --note "no word yet"
    draftkit dossier position EU supports PP4
    draftkit dossier position "Group of River States" agrees
    """
    from draftkit.dossier.entries import position as checked
    from draftkit.dossier.events import PositionTaken

    dossier = opened(where)
    taken = PositionTaken(delegation, STANCES[stance], version, place, note)
    dossier.enter(lambda state: [checked(dossier, state, taken)], when)
