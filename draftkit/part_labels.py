"""What the parts of the tree are called: the labels of rows, by the ``id()`` of what they show."""

from __future__ import annotations

from draftkit.labels import labels
from draftkit.model import Draft
from draftkit.rows import placed_rows


def part_labels(draft: Draft) -> dict[int, str]:
    """What each part of the tree is called, by its ``id()``.

    A number over options is called by itself ("OP10"), though on the page its
    first option stands beside it ("OP10 option 1").
    """
    placed = list(placed_rows(draft))
    given = labels([row for row, _ in placed])
    used = set(given)
    found: dict[int, str] = {}
    for label, (row, parts) in zip(given, placed, strict=True):
        found.update((id(part), label) for part in parts)
        option = " " + row.option.strip(" .:")
        if len(parts) > 1 and label.lower().endswith(option.lower()):
            alone = label[: -len(option)]
            if alone not in used:
                used.add(alone)
                found[id(parts[0])] = alone
    return found
