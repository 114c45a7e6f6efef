"""The command that says where a negotiation stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from draftkit.cli.dossier_options import day_of, dossier_option, opened
from draftkit.cli.endings import print_
from draftkit.cli.files import width

if TYPE_CHECKING:
    from draftkit.dossier.status import Since, Status


@click.command()
@click.option("--since", "day", metavar="DATE", help="Also what happened since that day.")
@dossier_option
def status(day: str | None, where: str | None) -> None:
    """Show what is open, who stands where, and who waits for whom.

    Who wants some words of a bracket waits for those who want others. Who
    supports a paragraph waits for those who reserve or oppose it; where nobody
    spoke for it, everybody else does. Positions taken on an earlier version are
    shown where their paragraph is now.

    \b
    draftkit dossier status
    draftkit dossier status --since 2031-05-17
    """
    from draftkit.dossier.state import fold
    from draftkit.dossier.status import since
    from draftkit.dossier.status import status as found

    start = day_of("--since", day) if day else ""
    dossier = opened(where)
    records = dossier.records()
    print_(_told(found(dossier, fold(records))))
    if start:
        print_(_lately(since(dossier, records, start)))


def _told(now: Status) -> str:
    from draftkit.dossier.events import ADDITIONAL
    from draftkit.dossier.status import contested

    found = now.open
    clean = len(found.clean)
    lines = [
        f"{now.version.name}, {now.version.date}",
        f"{found.open} open brackets; {clean} of {len(found.paragraphs)} paragraphs are clean;"
        f" {found.in_dispute:,} of {found.words:,} words in dispute",
    ]
    additional = sum(sponsor.stage == ADDITIONAL for sponsor in now.state.sponsors)
    more = f", {additional} of them additional" if additional else ""
    lines.append(f"{len(now.state.sponsors)} sponsors{more}")
    lines += ["", "Open brackets"] * bool(found.open)
    for bracket in contested(found):
        wordings = (
            f"{', '.join(each.proponents)}{': ' if each.proponents else ''}{_short(each.text) or 'no text'}"
            for each in bracket.wordings
        )
        lines.append(f"  {bracket.address}  {' | '.join(wordings)}")
    lines += ["", "Positions"] * bool(now.positions)
    for held in now.positions:
        taken = held.position.taken
        notes = [note for note in (taken.note, f"{held.change}" if held.change else "") if note]
        said = f" ({'; '.join(notes)})" if notes else ""
        place = held.place or "the whole text"
        lines.append(f"  {held.position.date}  {taken.delegation} {taken.stance}: {place}{said}")
    lines += ["", "Who waits for whom"] * bool(now.waits)
    lines += [f"  {wait.who} for {wait.whom}: {', '.join(wait.places)}" for wait in now.waits]
    return "\n".join(lines) + "\n"


def _short(text: str) -> str:
    words = text.split()
    return " ".join(words[:12]) + (" …" if len(words) > 12 else "")


def _lately(since: Since) -> str:
    from draftkit.compare import diff_rows
    from draftkit.writers.summary import summary

    lines = ["", f"Since {since.day}"]
    lines += [f"  {event}" for event in since.events] or ["  nothing"]
    text = "\n".join(lines) + "\n"
    if since.rows and since.before:
        text += f"\nThe text, from {since.before.name}\n{summary(diff_rows(*since.rows), width=width())}"
    return text
