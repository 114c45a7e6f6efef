"""The command that records how brackets were settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from draftkit.cli.dossier_options import dossier_option, opened, when_options
from draftkit.errors import DraftkitError

if TYPE_CHECKING:
    from draftkit.dossier.dossier import When


@click.command()
@click.argument("file", required=False, type=click.Path())
@click.option("--place", default="", metavar="ADDRESS", help="The bracket: OP3[2].")
@click.option("--choice", default="", metavar="TEXT", help="What became of it.")
@click.option("--note", default="", help="A remark, such as where it was decided.")
@click.option("--on", "version", default="last", metavar="VERSION", help="The version. Default: the last.")
@dossier_option
@when_options
def decide(
    file: str | None, place: str, choice: str, note: str, version: str, where: str | None, when: When
) -> None:
    """Record how brackets of a version were settled.

    One bracket by --place and --choice, or several by FILE: JSON lines, each
    with "address" and "choice", as "draftkit resolve" keeps them.

    \b
    draftkit dossier decide --place "OP3[1]" --choice shall --note "plenary"
    draftkit dossier decide decisions.jsonl --on L.4
    """
    from draftkit.dossier.entries import decision
    from draftkit.dossier.events import Decided
    from draftkit.dossier.resolved import check_text, read_decisions
    from draftkit.readers.files import file_bytes

    if bool(file) == bool(place):
        raise DraftkitError("give a file of decisions, or --place and --choice")
    if place and not choice:
        raise DraftkitError("say what was decided with --choice")
    dossier = opened(where)
    found = [(place, choice, note)]
    if file:
        data = file_bytes(file)
        found = read_decisions(data, file, note)
        on = dossier.state().version(version)
        check_text(data, file, on.name, dossier.draft(on.name))
    decided = [Decided(version, *each) for each in found]
    dossier.enter(lambda state: [decision(dossier, state, each) for each in decided], when)
