"""Paragraphs that stay and get another style."""

from __future__ import annotations

from draftkit.compare.changes import Changes
from draftkit.rows import RowKind
from draftkit.writers.issued.places import lines_of
from draftkit.writers.issued.plan import Plan
from draftkit.writers.issued.shapes import Shapes

_KEPT = frozenset((RowKind.NOTE, RowKind.VERBATIM))


def redress(plan: Plan, changes: Changes, shapes: Shapes) -> None:
    """Put into a plan what paragraphs look like that were given another style.

    Of joined paragraphs the last has the look of the whole. Parts of one that is split have theirs.
    """
    for pair in changes.pairs:
        if pair.old is None or pair.new is None or {pair.old.kind, pair.new.kind} & _KEPT:
            continue
        for line in lines_of(pair.old)[:1]:
            known = plan.paragraphs.get(line)
            end = plan.ends.get(line, line)
            looks_as = line if end in plan.paragraphs and plan.paragraphs[end].like else end
            if (known and known.parts) or not (like := shapes.redressed(pair.new, looks_as)):
                continue
            last = plan.paragraphs[end]
            if shapes.is_counted(like) and not shapes.comes_counted(pair.new):
                if shapes.is_counted(looks_as) and not last.unnumbered:
                    continue  # Word's own number stays
                last.unnumbered = True
            last.like = like
