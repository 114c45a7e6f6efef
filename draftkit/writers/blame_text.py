"""Where the words of a text come from, for a terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable

from draftkit.dossier.attribution import Blame, Blamed
from draftkit.model import NoteCall, Span
from draftkit.writers.styled_lines import BOLD, DIM, Styled, wrapped

_COLORS = tuple(f"\x1b[{code}m" for code in (34, 35, 32, 36, 31, 33))
"""Six that terminals have; the numbers tell all apart."""


def blame_text(found: Blame, color: bool, width: int) -> str:
    """Each run of words with the number of its origin, and what the numbers mean."""
    number_width = len(str(len(found.origins)))
    lines: list[str] = []
    for place, origin in enumerate(found.origins):
        head = (f"{place + 1:>{number_width}}  ", _look(place))
        lines += wrapped([head, (origin.told, "")], color, width, "    ")
    for row in found.rows:
        lines += ["", *wrapped([(row.label, BOLD)], color, width)]
        for owner, text in _runs(row):
            styled: Styled = [(f"  {owner + 1:>{number_width}}  ", DIM), (text, _look(owner))]
            lines += wrapped(styled, color, width, " " * (number_width + 4))
    return "\n".join(lines) + "\n"


def _look(place: int) -> str:
    return _COLORS[(place - 1) % len(_COLORS)] if place else ""


def _runs(row: Blamed) -> Iterable[tuple[int, str]]:
    traced = row.traced
    lead = " ".join(part for part in (traced.row.before, traced.row.option) if part)
    if lead:
        yield traced.before, lead
    for owner, content in traced.parts():
        text = plain(content)
        if text.strip():
            yield owner, text.strip()


def plain(content: Iterable[Span]) -> str:
    """Words as in the terminal: ``^4`` is a note call."""
    return "".join(f"^{span.note}" if isinstance(span, NoteCall) else span.text for span in content)


def blame_json(found: Blame) -> str:
    """The same as data."""
    origins = [
        {
            "version": origin.version,
            "number": origin.number,
            "date": origin.date,
            "round": origin.round,
            "by": list(origin.by),
            "how": origin.how,
        }
        for origin in found.origins
    ]
    paragraphs = [
        {
            "label": row.label,
            "before": {"text": row.traced.row.before + row.traced.row.option, "origin": row.traced.before},
            "parts": [{"text": plain(content), "origin": owner} for owner, content in row.traced.parts()],
        }
        for row in found.rows
    ]
    value = {"text": found.name, "origins": origins, "paragraphs": paragraphs}
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
