"""Which row of a table is which of its new version."""

from __future__ import annotations

from collections.abc import Sequence

from draftkit.compare.align import align
from draftkit.compare.sequences import Match
from draftkit.model import Span, Text
from draftkit.rows import Row, RowKind

Texts = Sequence[str]
"""The words of the cells of a row."""


def aligned(old: Sequence[Texts], new: Sequence[Texts]) -> list[Match]:
    """The rows that are the same; in what is left, those whose first cells say the same."""
    one, other = ([Row(RowKind.TEXT, _row_words(texts)) for texts in side] for side in (old, new))
    found: list[Match] = []
    i = j = 0
    for place, across in [*align(one, other), (len(old), len(new))]:
        for first in range(i, place):
            head = old[first][:1]
            match = next((k for k in range(j, across) if new[k][:1] == head and any(head)), None)
            if match is not None:
                found.append((first, match))
                j = match + 1
        if place < len(old) and across < len(new):
            found.append((place, across))
        i, j = place + 1, across + 1
    return found


def _row_words(texts: Texts) -> tuple[Span, ...]:
    return (Text("\t".join(texts)),) if any(texts) else ()
