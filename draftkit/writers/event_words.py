"""Events in the words of delegates, as every writing of a comparison tells them."""

from __future__ import annotations

from collections.abc import Sequence

from draftkit.compare.changes import Event, EventKind

CONTEXT = 12
"""Words of a longer text that are quoted."""


def told(event: Event, most: int = CONTEXT) -> str:
    """An event in words, of its texts the first ``most``."""
    words = [f"\u201c{shortened(word, most)}\u201d" for word in event.words]
    first, others = words[:1], listed(words[1:])
    match event.kind:
        case EventKind.MOVED:
            return f"moved behind the new {event.words[1]}" if event.words[1] else "moved to the beginning"
        case EventKind.ALTERNATIVE_CHOSEN:
            return f"alternative chosen: {first[0]}, not {others}"
        case EventKind.ALTERNATIVES_OPENED:
            return f"brackets around {first[0]} opened, with {others} as alternative"
        case EventKind.BRACKETS_OPENED | EventKind.BRACKETS_LIFTED:
            whole = f"{event.label} to {event.through}" if event.through else "the whole paragraph"
            return f"brackets around {listed(words) or whole} {event.kind.value.removeprefix('brackets ')}"
        case EventKind.BRACKETED_TEXT_REPLACED:
            return f"bracketed text replaced: {first[0]} in place of {others}"
        case EventKind.BRACKETED_TEXT_ADDED | EventKind.BRACKETED_TEXT_DROPPED:
            return f"{event.kind.value}: {listed(words)}"
        case EventKind.PROPONENTS_JOINED | EventKind.PROPONENTS_WITHDRAWN:
            when = "now" if event.kind is EventKind.PROPONENTS_JOINED else "no longer"
            verb = "propose" if len(event.words) > 2 else "proposes"
            return f"{listed(event.words[1:])} {when} {verb} {first[0]}"
        case _:
            return f"{event.kind.value}: {', '.join(event.words)}"


def listed(items: Sequence[str]) -> str:
    """ "a, b and c"."""
    return " and ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))


def shortened(text: str, most: int = CONTEXT) -> str:
    """The first words of a text."""
    words = text.split()
    return text if len(words) <= most else " ".join(words[:most]) + "\u2026"
