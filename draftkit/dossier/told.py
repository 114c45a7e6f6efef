"""Events in words, as the log shows them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from draftkit.dossier.events import (
    ADDITIONAL,
    Decided,
    Event,
    Opened,
    PositionTaken,
    Proposed,
    SponsorsJoined,
    SponsorsWithdrew,
    VersionAdded,
)


def told(event: Event) -> str:
    """What happened, in one line, without characters that a terminal would obey."""
    return "".join(char if unicodedata.category(char) != "Cc" else " " for char in _told(event))


def _told(event: Event) -> str:
    match event:
        case Opened(symbol, title, organ, agenda_item):
            about = [symbol, title, organ, f"agenda item {agenda_item}" if agenda_item else ""]
            return "dossier opened: " + (_list(about) or "no symbol yet")
        case VersionAdded(name=name, file=file, symbol=symbol, round=round_name, tabled_by=by):
            tabled = f"tabled by {_list(by)}" if by else ""
            other = symbol if symbol != name else ""
            return _list([f"version {name}", other, round_name, tabled]) + f" ({file})"
        case SponsorsJoined(names, stage, on_behalf_of, version):
            joined = "additional sponsors" if stage == ADDITIONAL else "sponsors"
            group = f" on behalf of {on_behalf_of}" if on_behalf_of else ""
            line = f" (sponsor line of {version})" if version else ""
            return f"{joined}: {_list(names)}{group}{line}"
        case SponsorsWithdrew(names):
            return f"sponsors withdrawn: {_list(names)}"
        case Proposed(name=name, proponents=by, over=over, file=file, note=note):
            return f"proposal of {_list(by)} on {over}, called {name} ({file}){_note(note)}"
        case PositionTaken(delegation, stance, version, place, note):
            return f"{delegation} {stance}: {place or 'the whole text'} of {version}{_note(note)}"
        case Decided(version, place, choice, note):
            return f"decided: {place} of {version}: {choice}{_note(note)}"


def _list(parts: Sequence[str]) -> str:
    return ", ".join(part for part in parts if part)


def _note(note: str) -> str:
    return f" - {note}" if note else ""
