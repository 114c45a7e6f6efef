"""Options that are whole paragraphs, when one of them is chosen or all go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from draftkit.content import normal
from draftkit.dataclass import replace
from draftkit.editorial.openings import role
from draftkit.model import Text
from draftkit.negotiate.choices import Chosen
from draftkit.negotiate.standing import Places, Standing
from draftkit.rows import Row, RowKind


def settle_options(
    found: Places, decided: Mapping[int, Chosen], rows: Sequence[Row | None]
) -> list[Row | None]:
    """The rows with the options chosen; None for those that go."""
    out = list(rows)
    # Options inside others first, so that what is chosen outside has what was chosen inside.
    for index in sorted(decided, key=lambda index: -found.brackets[index].depth):
        _settle(found, found.brackets[index], decided[index], out)
    return out


def not_chosen(found: Places, decided: Mapping[int, Chosen]) -> frozenset[int]:
    """The rows of options that go."""
    gone: set[int] = set()
    for index, choice in decided.items():
        options = found.brackets[index]
        gone.update(range(options.start.row, options.end.row + 1))
        if choice.wording is not None:
            stays = options.wordings[choice.wording]
            gone.difference_update(range(stays.start.row, stays.end.row + 1))
    return frozenset(gone)


def _settle(found: Places, options: Standing, choice: Chosen, out: list[Row | None]) -> None:
    first, last = options.start.row, options.end.row
    chosen = options.wordings[choice.wording] if choice.wording is not None else None
    if chosen is None and choice.text:
        _other_words(found, options, choice.text, out)
        return
    kept = range(chosen.start.row, chosen.end.row + 1) if chosen else range(0)
    head = out[kept[0]] if kept else None
    number = out[first] if found.rows[first].marker else None
    for index in range(first, last + 1):
        if index not in kept:
            out[index] = None
    if not kept or head is None:
        if number is not None and _follows(found, out, last):
            out[first] = replace(number, content=(), option="")
        return
    if number is not None:
        # The option that stays becomes the text of the number, and what hangs below it moves up.
        out[kept[0]] = None
        out[first] = replace(number, content=head.content, option="")
        for index in kept[1:]:
            row = out[index]
            if row is not None and row.level > found.rows[kept[0]].level + (kept[0] == first):
                out[index] = replace(row, level=row.level - 1)
    else:
        out[kept[0]] = _without_label(head, out, kept[0])


def _other_words(found: Places, options: Standing, text: str, out: list[Row | None]) -> None:
    """Other words in the place of all options."""
    first = options.start.row
    head = found.rows[first]
    row = replace(head, content=normal((Text(text),)), option="")
    for index in range(first, options.end.row + 1):
        out[index] = None
    out[first] = row if head.marker else _without_label(row, out, first)


def _without_label(row: Row, out: Sequence[Row | None], index: int) -> Row | None:
    """An option that has become a paragraph: a label alone goes, text is of the part it stands in."""
    if not row.content:
        return None
    before = next((one for one in reversed(out[:index]) if one is not None), None)
    kind = row.kind
    if kind is RowKind.TEXT and before and before.kind in (RowKind.ENACTING, RowKind.PREAMBULAR):
        kind = RowKind.OPERATIVE if role(row.text) == "operative" else RowKind.PREAMBULAR
    return replace(row, kind=kind, option="")


def _follows(found: Places, out: Sequence[Row | None], index: int) -> bool:
    """Whether something that stays hangs below the paragraph of this row, behind it."""
    for other in range(index + 1, len(out)):
        row = found.rows[other]
        if row.kind not in (RowKind.SUBPARAGRAPH, RowKind.TAIL) or not row.level:
            return False
        if out[other] is not None:
            return True
    return False
