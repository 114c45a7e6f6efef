"""The commands that put something into a dossier."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from draftkit.cli.dossier_options import ENDING, NEW, dossier_option, given, opened, when_options
from draftkit.cli.endings import print_
from draftkit.errors import DraftkitError

if TYPE_CHECKING:
    from draftkit.dossier.dossier import When


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
    dossier = opened(where)
    added = dossier.add(given(file), when, name=name, symbol=symbol, round_name=round_, tabled_by=tabled_by)
    print_(f"{added.name}\n")
