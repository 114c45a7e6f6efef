"""Changes in two columns for a terminal: the old draft on the left, the new one on the right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import zip_longest

from draftkit.compare.changes import Changes, EditKind
from draftkit.compare.tables import notes_of
from draftkit.patterns import lazy_pattern
from draftkit.writers.shown import SAME, Shown, Status, in_groups, shown, table_of, totals
from draftkit.writers.styled_lines import BOLD, DIM, Styled, columns, joined, wrapped
from draftkit.writers.terminal import (
    heading,
    in_context,
    legend,
    rows_worth_showing,
    runs,
    table_row,
    unshown,
)

NARROWEST = 60
"""Columns of a terminal below which two columns of text cannot be read."""
_BETWEEN = " | "
_COLOR = lazy_pattern("\x1b\\[[0-9;]*m")


def side_by_side(changes: Changes, color: bool = False, width: int = 100, by_letter: bool = False) -> str:
    """The changes as lines of at most ``width`` columns."""
    if not changes.any:
        return SAME + "\n"
    blocks: list[str] = []
    page = shown(changes, by_letter)
    notes = notes_of(changes)
    for status, run in in_groups(page):
        if status in (Status.UNCHANGED, Status.RENUMBERED):
            blocks.append(joined([unshown(run)], color, width))
        else:
            blocks += ("\n".join(_paragraph(one, notes, color, width)) for one in run)
    if any(edit.kind is not EditKind.EQUAL for pair in changes.pairs for edit in pair.edits):
        blocks.append(joined([[(legend(page), DIM)]], color, width))
    blocks.append(joined([[(totals(changes), BOLD)]], color, width))
    return "\n\n".join(blocks) + "\n"


def _paragraph(one: Shown, notes: Mapping[str, str], color: bool, width: int) -> Iterator[str]:
    yield joined(heading(one), color, width)
    if not one.is_here:
        return
    if rows := table_of(one, notes):
        for row in rows_worth_showing(rows):
            yield from _beside(table_row(row, EditKind.INSERT), table_row(row, EditKind.DELETE), color, width)
        return
    found = runs(one)
    marked = list(zip((kind for kind, _ in found), in_context(found), found, strict=True))
    # Words in another format are marked where they are new.
    old: Styled = [
        (text, "") if kind is EditKind.FORMAT else styled
        for kind, styled, (_, text) in marked
        if kind is not EditKind.INSERT
    ]
    new: Styled = [styled for kind, styled, _ in marked if kind is not EditKind.DELETE]
    yield from _beside(old, new, color, width)


def _beside(old: Styled, new: Styled, color: bool, width: int) -> Iterator[str]:
    """Two texts in two columns."""
    column = (width - len(_BETWEEN)) // 2
    for left, right in zip_longest(wrapped(old, color, column), wrapped(new, color, column), fillvalue=""):
        room = " " * (column - columns(_COLOR.sub("", left)))
        yield f"{left}{room}{_BETWEEN}{right}".rstrip()
