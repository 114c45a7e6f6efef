"""Events in the words of delegates, as every writing of a comparison tells them."""

from __future__ import annotations

from collections.abc import Sequence

from draftkit.compare.changes import REWORDED, Event, EventKind
from draftkit.dataclass import replace

CONTEXT = 12
"""Words of a longer text that are quoted."""

BEFORE = 3
"""Words that are quoted before those in which two texts differ."""


def told(event: Event, most: int = CONTEXT) -> str:
    """An event in words, of its texts the first ``most``."""
    event = _from_where_they_differ(event, most)
    words = [_alternative(event, at, most) for at in range(len(event.words))]
    first, others = words[:1], listed(words[1:])
    match event.kind:
        case EventKind.MOVED:
            behind = event.words[1].replace("Enacting clause", "enacting clause")
            return f"moved after the new {behind}" if behind else "moved to the beginning"
        case EventKind.SPLIT:
            return f"split: {listed(event.words[1:])}"
        case EventKind.JOINED:
            return f"made of the old {listed(event.words)}"
        case EventKind.ALTERNATIVE_CHOSEN:
            return f"alternative chosen: {first[0]}, not {others}"
        case EventKind.ALTERNATIVES_OPENED:
            return f"brackets around {first[0]} opened, with {others} as alternative"
        case EventKind.BRACKETS_OPENED | EventKind.BRACKETS_LIFTED:
            whole = _paragraphs(event) if event.through else "the whole paragraph"
            whole += _whose(event.proponents[0] if event.proponents else ())
            return f"brackets around {listed(words) or whole} {event.kind.value.removeprefix('brackets ')}"
        case EventKind.BRACKETED_TEXT_REPLACED | EventKind.BRACKETED_TEXT_SETTLED:
            return f"{event.kind.value}: {first[0]} in place of {others}"
        case EventKind.AGREED_TEXT_REOPENED:
            return f"agreed text reopened: {others} in place of {first[0]}"
        case EventKind.PROPOSAL_REWORDED:
            now, before = (f"\u201c{shortened(text, most)}\u201d" for text in event.words)
            names = [name for name in event.proponents[0] if name in event.proponents[1]]
            return f"proposal of {listed(names or event.proponents[0])} reworded: {now}, before {before}"
        case EventKind.BRACKETS_NARROWED:
            return f"brackets narrowed to {first[0]}, no longer around {others}"
        case EventKind.BRACKETS_WIDENED:
            return f"brackets widened to {first[0]}, now also around {others}"
        case EventKind.OPTIONS_OPENED:
            return f"made {first[0]}, with {others} as alternative"
        case EventKind.BRACKETED_TEXT_ADDED | EventKind.BRACKETED_TEXT_DROPPED:
            return f"{event.kind.value}: {listed(words)}"
        case EventKind.PROPONENTS_JOINED | EventKind.PROPONENTS_WITHDRAWN:
            when = "now" if event.kind is EventKind.PROPONENTS_JOINED else "no longer"
            verb = "propose" if len(event.words) > 2 else "proposes"
            what = first[0] if event.words[0] or not event.through else _paragraphs(event)
            return f"{listed(event.words[1:])} {when} {verb} {what}"
        case EventKind.RENUMBERED:
            return (
                f"{_run(*event.words)} renumbered {_run(event.label, event.through).removeprefix('Notes ')}"
            )
        case EventKind.RAISED | EventKind.LOWERED:
            return f"{event.kind.value} a level"
        case EventKind.CHANGED_KIND:
            was, became = (_PARTS.get(kind, kind) for kind in event.words[1:])
            return f"{was} made {became}"
        case EventKind.SPONSORS_JOINED | EventKind.SPONSORS_WITHDRAWN:
            return f"{event.kind.value}: {', '.join(event.words)}"
        case _:
            return _of_note(event, most)


def _from_where_they_differ(event: Event, most: int) -> Event:
    """An event of two long texts that begin alike, with the words from shortly before they differ."""
    if event.kind not in REWORDED or len(event.words) != 2:
        return event
    one, other = (text.split() for text in event.words)
    alike = next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    if alike < most - BEFORE or max(len(one), len(other)) <= most:
        return event
    start = alike - BEFORE
    return replace(event, words=tuple("\u2026" + " ".join(words[start:]) for words in (one, other)))


def _alternative(event: Event, at: int, most: int) -> str:
    """One of the words of an event, and who proposes it: “by night” (Norway)."""
    text = event.words[at]
    came_or_went = event.kind in (EventKind.BRACKETED_TEXT_ADDED, EventKind.BRACKETED_TEXT_DROPPED)
    nothing = "proposal to delete" if came_or_went else "deletion"
    quoted = f"\u201c{shortened(text, most)}\u201d" if text else nothing
    return quoted + _whose(event.proponents[at] if at < len(event.proponents) else ())


def _whose(names: Sequence[str]) -> str:
    return f" ({', '.join(names)})" if names else ""


def _paragraphs(event: Event) -> str:
    return f"{event.label} to {event.through}" if event.through not in ("", event.label) else event.label


_PARTS = {
    "preambular": "preambular paragraph",
    "operative": "operative paragraph",
    "text": "paragraph outside the preamble and the operative part",
    "tail": "unnumbered paragraph",
    "front": "line of the masthead",
    "enacting": "enacting clause",
    "closing": "closing line",
    "verbatim": "line kept as it stands",
}
"""What a paragraph of each kind is called, where that is not the name of the kind."""


def _of_note(event: Event, most: int) -> str:
    called = listed(event.words) or "no paragraph"
    match event.kind:
        case EventKind.NOTE_ADDED:
            return f"note added to {called}"
        case EventKind.NOTE_DROPPED:
            return f"note dropped from {called}"
        case EventKind.NOTE_REWORDED:
            return f"note to {called} reworded"
        case EventKind.NOTE_CALL_MOVED:
            return f"call of note {event.words[0]} moved here from {event.words[1]}"
        case _:
            now, text, before, text_before = event.words
            became, was = _quoted(now, text, most), _quoted(before, text_before, most)
            return f"now refers to note {became}, before to note {was}"


def _quoted(number: str, text: str, most: int) -> str:
    return f"{number} (\u201c{shortened(text, most)}\u201d)" if text else number


def _run(first: str, last: str = "") -> str:
    """ "OP7 to OP12", "Notes 4 to 9"."""
    if not last:
        return first
    if first.startswith("Note "):
        return f"Notes {first.removeprefix('Note ')} to {last.removeprefix('Note ')}"
    return f"{first} to {last}"


def listed(items: Sequence[str]) -> str:
    """ "a, b and c"."""
    return " and ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))


def shortened(text: str, most: int = CONTEXT) -> str:
    """The first words of a text."""
    words = text.split()
    return text if len(words) <= most else " ".join(words[:most]) + "\u2026"
