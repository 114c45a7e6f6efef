"""What can happen to a draft, as the dossier records it.

An event is never changed and never taken back: what was wrong is put right by
another event. Texts are named by their fingerprints (:mod:`draftkit.dossier.texts`).
"""

from __future__ import annotations

import dataclasses
import json
import unicodedata
from typing import Any, TypeAlias

from draftkit.dataclass import dataclass
from draftkit.errors import DraftkitError


@dataclass(frozen=True, slots=True)
class Opened:
    """The dossier was opened; always its first event."""

    symbol: str = ""
    title: str = ""
    organ: str = ""
    agenda_item: str = ""


@dataclass(frozen=True, slots=True)
class VersionAdded:
    """A version of the draft came."""

    name: str
    """What commands call it: the symbol, unless it was given another name. No other text has it."""
    draft: str
    """Fingerprint of the draft as it was read."""
    source: str
    """Fingerprint of the file, byte for byte (SHA-256)."""
    file: str
    """What the file was called."""
    symbol: str = ""
    round: str = ""
    tabled_by: tuple[str, ...] = ()


TABLING, ADDITIONAL = "tabling", "additional"
"""When a sponsor joined: named on the draft as it was tabled, or afterwards."""


@dataclass(frozen=True, slots=True)
class SponsorsJoined:
    """Delegations became sponsors."""

    names: tuple[str, ...]
    stage: str = TABLING
    on_behalf_of: str = ""
    """The group that they speak for."""
    version: str = ""
    """The version whose sponsor line names them, if they were taken from one."""


@dataclass(frozen=True, slots=True)
class SponsorsWithdrew:
    """Delegations are sponsors no longer."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposed:
    """Delegations proposed a text of their own over a version."""

    name: str
    """What commands call it. No other text has it."""
    proponents: tuple[str, ...]
    over: str
    """The name of the version."""
    draft: str
    source: str
    file: str
    """As of a version."""
    note: str = ""


STANCES = ("supports", "reserves", "opposes", "agreed ad referendum")


@dataclass(frozen=True, slots=True)
class PositionTaken:
    """A delegation or a group said where it stands. Its last word on a place counts."""

    delegation: str
    stance: str
    """One of STANCES."""
    version: str
    place: str = ""
    """The paragraph or bracket: ``OP3``, ``OP3[2]``; empty for the whole text."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """A bracket was settled."""

    version: str
    place: str
    choice: str
    note: str = ""


Event: TypeAlias = (
    Opened | VersionAdded | SponsorsJoined | SponsorsWithdrew | Proposed | PositionTaken | Decided
)
KINDS: dict[str, type[Event]] = {
    "opened": Opened,
    "version": VersionAdded,
    "sponsors": SponsorsJoined,
    "withdrawal": SponsorsWithdrew,
    "proposal": Proposed,
    "position": PositionTaken,
    "decision": Decided,
}
_NAMES = {kind: name for name, kind in KINDS.items()}


_CALLED = ("name", "names", "proponents", "tabled_by", "delegation")
"""What events call delegations and texts: never empty."""
_TITLES = ("symbol", "title", "organ", "agenda_item", "round", "on_behalf_of")


def check_names(event: Event) -> None:
    """Raises DraftkitError for a name that nobody could read or type."""
    for field in (*_CALLED, *_TITLES):
        value = getattr(event, field, ())
        for name in value if isinstance(value, tuple) else (value,):
            if field in _CALLED and not name.strip():
                raise DraftkitError("a name is empty")
            check_line(name)


def check_line(name: str) -> None:
    """Raises DraftkitError for a name that is not one line of characters."""
    if any(unicodedata.category(char) in _NOT_OF_A_LINE for char in name):
        raise DraftkitError(f"{name!r} holds a line break or another control character")


_NOT_OF_A_LINE = ("Cc", "Cs", "Zl", "Zp")


def kind_of(event: Event) -> str:
    """The name of what happened."""
    return _NAMES[type(event)]


def canonical(value: Any) -> str:
    """JSON in the one form of which fingerprints are taken."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def payload_of(event: Event) -> str:
    """An event as canonical JSON."""
    return canonical(dataclasses.asdict(event))


def event_of(kind: str, payload: str) -> Event:
    """The event of this JSON. Raises DraftkitError for one that this draftkit does not know."""
    try:
        written = json.loads(payload)
        values: dict[str, Any] = {n: tuple(v) if isinstance(v, list) else v for n, v in written.items()}
        return KINDS[kind](**values)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DraftkitError(f"an event of the kind {kind!r} cannot be read by this draftkit") from error
