"""Is a file really made on the version it claims: what it altered outside its tracked changes.

A revised draft is to be made on the issued text, with every change tracked.
Read with all tracked changes rejected, such a file is the issued text; where it
is not, somebody changed words, on purpose or by working from another copy.
"""

from __future__ import annotations

from collections.abc import Sequence

from draftkit.compare import Changes, PairKind, diff_rows
from draftkit.compare.ignoring import Ignored, ignoring
from draftkit.model import Field
from draftkit.rows import Row, RowKind

_ISSUED = (Field.TITLE.value, Field.SPONSORS.value)
"""What of the masthead is the sponsors' own; symbol, date and the like change with every document."""


def silent_changes(base: Sequence[Row], rejected: Sequence[Row]) -> Changes:
    """What differs between a version and a file read with its tracked changes rejected.

    Changes of look are left out, and so is the masthead but for title and sponsors.
    """
    found = diff_rows(_text(base), _text(rejected))
    return ignoring(found, [Ignored.FORMATTING])


def _text(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.kind is not RowKind.FRONT or row.field in _ISSUED]


def altered(changes: Changes) -> tuple[str, ...]:
    """The paragraphs concerned, by their labels in the version; new ones by their own."""
    return tuple(
        pair.old_label or f"{pair.new_label} (new)"
        for pair in changes.pairs
        if pair.kind is not PairKind.SAME
    )
