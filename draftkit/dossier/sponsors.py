"""Who stands behind the draft: the list of the dossier beside the sponsor line of a text."""

from __future__ import annotations

from collections.abc import Sequence

from draftkit.dossier.dossier import Dossier
from draftkit.dossier.entries import new_sponsors
from draftkit.dossier.events import ADDITIONAL, SponsorsJoined
from draftkit.dossier.state import State, Version, same_name
from draftkit.editorial.sponsors import SPONSOR, Sponsor, is_sponsor_line, parse_sponsors
from draftkit.errors import DraftkitError
from draftkit.model import Field
from draftkit.rows import Row

_BEHALF = "on behalf of "


def line_of(rows: Sequence[Row]) -> tuple[Sponsor, ...]:
    """Those whom the sponsor line of a draft names; nobody where it has none."""
    for row in rows:
        if row.field == Field.SPONSORS.value and is_sponsor_line(row.text):
            return parse_sponsors(row.text).sponsors
    return ()


def document_type_of(rows: Sequence[Row]) -> str:
    """What the sponsor line calls the document: ``revised draft decision``; empty where it says nothing."""
    for row in rows:
        if row.field == Field.SPONSORS.value and is_sponsor_line(row.text):
            return parse_sponsors(row.text).document_type
    return ""


def from_line(dossier: Dossier, state: State, version: str, stage: str) -> list[SponsorsJoined]:
    """The sponsors that a version's line names and the list does not."""
    found = state.version(version)
    named = line_of(dossier.rows(found.added.draft))
    if not named:
        raise DraftkitError(f"{found.name} has no sponsor line")
    groups: dict[str, list[str]] = {}
    for sponsor in named:
        groups.setdefault(_group(sponsor), []).append(sponsor.name)
    events: list[SponsorsJoined] = []
    for group, names in groups.items():
        events += new_sponsors(state, SponsorsJoined(tuple(names), stage, group, found.name))
    return events


def _group(sponsor: Sponsor) -> str:
    """The group that a sponsor speaks for; of an officer, none."""
    if sponsor.role.startswith(_BEHALF):
        return sponsor.role.removeprefix(_BEHALF).removeprefix("the ")
    return "" if sponsor.role == SPONSOR else sponsor.role * sponsor.role.startswith("on ")


def differences(dossier: Dossier, state: State) -> list[str]:
    """Where the list and the sponsor line of the last version that has one do not agree."""
    found = _last_line(dossier, state)
    if found is None:
        return []
    version, named = found
    listed_ = [sponsor.name for sponsor in state.sponsors]
    told = []
    if more := [name for name in named if not any(same_name(name, each) for each in listed_)]:
        told.append(f"named in the sponsor line of {version.name}, not in the list: {', '.join(more)}")
    if less := [name for name in listed_ if not any(same_name(name, each) for each in named)]:
        told.append(f"in the list, not named in the sponsor line of {version.name}: {', '.join(less)}")
    return told


def _last_line(dossier: Dossier, state: State) -> tuple[Version, list[str]] | None:
    for version in reversed(state.versions):
        named = line_of(dossier.rows(version.added.draft))
        if named:
            return version, [sponsor.name for sponsor in named]
    return None


def listed(state: State) -> str:
    """The sponsors, those who withdrew too, in the order in which they joined."""
    lines = []
    for each in state.sponsorships:
        said = f"{each.joined}  {each.name}"
        said += f" on behalf of the {each.on_behalf_of}" if each.on_behalf_of else ""
        said += ", additional" if each.stage == ADDITIONAL else ""
        said += f", withdrew {each.withdrawn}" if each.withdrawn else ""
        lines.append(said + "\n")
    return "".join(lines)
