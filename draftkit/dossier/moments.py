"""What is counted in each version of a dossier."""

from __future__ import annotations

from draftkit.build import build
from draftkit.dossier.dossier import Dossier
from draftkit.dossier.state import State
from draftkit.dossier.texts import draft_rows
from draftkit.negotiate.state import state as negotiation
from draftkit.writers.timeline import Moment


def moments(dossier: Dossier, state: State) -> list[Moment]:
    """Words in dispute, open brackets and sponsors of every version, on the day it came."""
    drafts = dossier.store.texts(version.added.draft for version in state.versions)
    out = []
    for version in state.versions:
        found = negotiation(build(draft_rows(drafts[version.added.draft])))
        sponsors = sum(
            each.joined <= version.date and not (each.withdrawn and each.withdrawn <= version.date)
            for each in state.sponsorships
        )
        out.append(Moment(version.name, version.date, found.in_dispute, found.open, sponsors))
    return out
