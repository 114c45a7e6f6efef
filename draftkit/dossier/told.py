"""Events in words, as the log shows them."""

from __future__ import annotations

from draftkit.dossier.events import Event, Opened, VersionAdded


def told(event: Event) -> str:
    """What happened, in one line."""
    match event:
        case Opened(symbol, title, organ, agenda_item):
            about = [symbol, title, organ, f"agenda item {agenda_item}" if agenda_item else ""]
            return "dossier opened: " + (", ".join(part for part in about if part) or "no symbol yet")
        case VersionAdded(name=name, file=file, symbol=symbol, round=round, tabled_by=tabled_by):
            said = [f"version {name}"]
            said += [symbol] if symbol not in ("", name) else []
            said += [round] if round else []
            said += [f"tabled by {', '.join(tabled_by)}"] if tabled_by else []
            return f"{', '.join(said)} ({file})"
