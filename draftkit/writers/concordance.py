"""The concordance of old and new numbers with the references it touches, as tables and as JSON."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence

from draftkit.negotiate.choices import short
from draftkit.negotiate.renumber import Renumbering
from draftkit.writers.styled_lines import columns

SCHEMA = "draftkit/concordance/1"


def concordance_text(found: Renumbering, applied: Collection[int] = ()) -> str:
    """Tables for a terminal; ``applied`` are the proposals that were carried out."""
    parts = [["Concordance", *_table(_numbers(found))]]
    if found.proposals:
        parts.append(["References in the text", *_table(_proposals(found, applied))])
    if found.left_alone:
        parts.append(["Left alone", *_table([(one.label, one.context, one.why) for one in found.left_alone])])
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _numbers(found: Renumbering) -> Iterator[tuple[str, ...]]:
    yield "Old", "New", "", "Text"
    for one in found.concordance:
        yield one.old, one.new, "new number" if one.changed else "", short(one.words)


def _proposals(found: Renumbering, applied: Collection[int]) -> Iterator[tuple[str, ...]]:
    yield "", "In", "Old", "New", "", "Text"
    for number, one in enumerate(found.proposals, start=1):
        done = "changed" if number in applied else "proposed" if one.certain else "proposed, in doubt"
        yield f"{number}.", one.label, one.old, one.new, done, one.context


def _table(lines: Iterator[tuple[str, ...]] | Sequence[tuple[str, ...]]) -> Iterator[str]:
    lines = list(lines)
    sizes = [max(columns(line[at]) for line in lines) for at in range(len(lines[0]))]
    for line in lines:
        cells = (cell + " " * (size - columns(cell)) for cell, size in zip(line, sizes, strict=True))
        yield "  " + "  ".join(cells).rstrip()


def concordance_json(found: Renumbering, applied: Collection[int] = ()) -> str:
    """The same as JSON, described by schema/concordance.json."""
    whole = {
        "schema": SCHEMA,
        "concordance": [
            {"old": one.old, "new": one.new, "changed": one.changed, "text": one.words}
            for one in found.concordance
        ],
        "references": [
            {
                "number": number,
                "label": one.label,
                "old": one.old,
                "new": one.new,
                "context": one.context,
                "certain": one.certain,
                "changed": number in applied,
            }
            for number, one in enumerate(found.proposals, start=1)
        ],
        "left_alone": [
            {"label": one.label, "context": one.context, "why": one.why} for one in found.left_alone
        ],
        "remarks": list(found.remarks),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
