"""What was found in a Word file, as one screen of text and as JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Sequence

from draftkit.ooxml.findings import (
    CHANGES_ACCEPT,
    CHANGES_REJECT,
    GROUPS,
    NOT_REMOVABLE,
    UNASKED,
    Finding,
    Item,
    Trace,
)
from draftkit.patterns import lazy_pattern

SCHEMA = "draftkit/inspection/1"
_COLUMN = 20
"""Where the description of a finding begins."""
_VALUES = 3
"""So many names or values of one sort are told; JSON has them all."""
_SORTS = 6
"""So many sorts of things of one kind are told."""
_LONGEST = 60
_HEAD = lazy_pattern(r"(.*?)((?: (?:of|with|that|who|in|to|inserted|deleted|merged)\b|,).*|)$")


def inspection_json(findings: Sequence[Finding]) -> str:
    """The findings by the schema draftkit/schema/inspection.json."""
    content = {
        "schema": SCHEMA,
        "found": bool(findings),
        "findings": [_finding(finding) for finding in findings],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "trace": finding.trace.value,
        "remove": list(words_for(finding.trace)),
        "removed_unasked": finding.trace in UNASKED,
        "items": [
            {
                "what": item.what,
                "count": item.count,
                "value": item.value,
                "who": item.who,
                "first": item.first,
                "last": item.last,
                "where": list(item.where),
                "stays": item.stays,
            }
            for item in finding.items
        ],
    }


def words_for(trace: Trace) -> tuple[str, ...]:
    """The words of ``scrub --remove`` for it; none for what only its author can take away."""
    if trace is Trace.CHANGES:
        return (CHANGES_ACCEPT, CHANGES_REJECT)
    return () if trace in NOT_REMOVABLE else (trace.value,)


def inspection_text(findings: Sequence[Finding], file: str, width: int) -> str:
    """The findings in groups, each with the word that removes it."""
    if not findings:
        return f"{file}: nothing found\n"
    out = [f"{file} gives away, besides its page:"]
    for group, traces in GROUPS.items():
        found = [finding for finding in findings if finding.trace in traces]
        if found:
            out += ["", group, *(_told(finding, width) for finding in found)]
    out += ["", *textwrap.wrap(_HOW, width)]
    return "\n".join(out) + "\n"


_HOW = (
    "The words at the left remove it: draftkit scrub FILE -o OUT.docx --remove WORD,WORD. When no word is "
    "given, those with a star go. Tracked changes: changes=accept or changes=reject. "
    "What stands in parentheses cannot be removed by scrub."
)


def _told(finding: Finding, width: int) -> str:
    word = f"({finding.trace})" if finding.trace in NOT_REMOVABLE else finding.trace.value
    head = f"{'*' if finding.trace in UNASKED else ' '} {word}".ljust(_COLUMN)
    return textwrap.fill(
        described(finding), max(width, 2 * _COLUMN), initial_indent=head, subsequent_indent=" " * _COLUMN
    )


def described(finding: Finding) -> str:
    """A finding in one sentence without an end."""
    sorts: dict[tuple[str, str, str], list[Item]] = {}
    for item in finding.items:
        sorts.setdefault((item.what, item.who, item.stays), []).append(item)
    phrases = [_phrase(items) for items in sorts.values()]
    more = len(phrases) - _SORTS
    return "; ".join([*phrases[:_SORTS], f"{more} more of other sorts" if more > 0 else ""]).rstrip("; ")


def _phrase(items: Sequence[Item]) -> str:
    first, count = items[0], sum(item.count for item in items)
    values = [_short(item.value) for item in items if item.value]
    numbered = count > 1 or first.who or not values
    out = f"{count:,} {plural(first.what) if count > 1 else first.what}" if numbered else first.what
    if first.who:
        out += f" by {first.who}"
    if first.first:
        out += f", {_dates(first.first, first.last)}"
    if values:
        more = len(values) - _VALUES
        out += ": " + ", ".join(values[:_VALUES]) + (f" and {more} more" if more > 0 else "")
    if places := _places(items):
        out += f" ({places})"
    return f"{out} [stays: {first.stays}]" if first.stays else out


def plural(what: str) -> str:
    """``part of custom XML`` to ``parts of custom XML``."""
    found = _HEAD.match(what)
    head, rest = (found[1], found[2]) if found else (what, "")
    if head == "person":
        return f"people{rest}"
    return f"{head[:-1]}ies{rest}" if head.endswith("y") else f"{head}s{rest}"


def _dates(first: str, last: str) -> str:
    first, last = first[:10], last[:10]
    return first if first == last else f"{first} to {last}"


def _places(items: Iterable[Item]) -> str:
    names = list(dict.fromkeys(place for item in items for place in item.where))
    if len(names) > _VALUES:
        names = [*names[:_VALUES], f"{len(names) - _VALUES} more"]
    return ", ".join(names)


def _short(value: str) -> str:
    return value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…"
