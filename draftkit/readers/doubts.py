"""What a reader could not interpret, and what looks like a slip of the author's."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from draftkit.brackets import proponents
from draftkit.build import sponsor_names
from draftkit.editorial.names import is_delegation
from draftkit.labels import Style, parse_marker
from draftkit.model import Draft, Field, Warning
from draftkit.rows import Row, RowKind, rows


def doubts(found: Sequence[Row]) -> list[Warning]:
    """What is to be said of the rows of a draft as they were read."""
    return [*_unrecognised(found), *_numbers(found), *_no_draft(found)]


def _of_compilation(found: Sequence[Row]) -> tuple[Collection[str], Collection[int]]:
    """The delegations that a compilation names in its table, and the rows that are known by that: the table
    and what is said of other parts of the text."""
    if not any(row.kind is RowKind.VERBATIM for row in found):
        return (), ()
    from draftkit.negotiate.instructions import instructions
    from draftkit.negotiate.table import known_table

    table = known_table(found)
    return (table.delegations, {table.place, *instructions(found)}) if table else ((), ())


def unknown_delegations(draft: Draft) -> Iterator[Warning]:
    """Proponents that are neither States nor groups known to draftkit nor sponsors of the draft."""
    said = {*sponsor_names(rows(Draft(draft.front))), *_of_compilation(rows(draft))[0]}
    for name, position in proponents(draft):
        if name not in said and not is_delegation(name):
            said.add(name)
            yield Warning(
                f"“{name}” before a colon in brackets is read as the name of a delegation", position
            )


def _unrecognised(found: Sequence[Row]) -> Iterator[Warning]:
    annex = False
    known = _of_compilation(found)[1]
    for place, row in enumerate(found):
        annex = annex or row.kind is RowKind.ANNEX
        if place in known:
            continue
        if row.kind is RowKind.TEXT and not annex and not row.option and not row.marker:
            yield Warning("text that is neither preambular nor operative is kept as it stands", row.position)
        elif row.kind is RowKind.VERBATIM:
            yield Warning("a table is kept as it stands", row.position)
        elif row.kind is RowKind.FRONT and row.field == Field.OTHER.value:
            yield Warning(
                "this line before the draft begins is not recognised and is kept as it stands", row.position
            )


def _numbers(found: Iterable[Row]) -> Iterator[Warning]:
    """Operative numbers that come twice or leave some out, where no heading or option explains it."""
    last: int | None = None
    seen: set[str] = set()
    for row in found:
        if row.kind in (RowKind.HEADING, RowKind.ANNEX) or row.option:
            last, seen = None, set()
        if row.kind is not RowKind.OPERATIVE or not row.marker:
            continue
        number = parse_marker(row.marker)
        if number.style is not Style.ARABIC or number.base is None:
            continue
        if number.spelling in seen:
            yield Warning(f"the number {number.spelling} is used more than once", row.position)
        elif last is not None and number.base > last + 1:
            yield Warning(f"the numbers go from {last} to {number.base}", row.position)
        seen.add(number.spelling)
        last = number.base


def _no_draft(found: Sequence[Row]) -> Iterator[Warning]:
    if not any(row.kind in (RowKind.ENACTING, RowKind.OPERATIVE) for row in found):
        yield Warning("no enacting clause and no operative paragraph was found; is this a draft?", None)
