"""Pairs of rows, and their order on the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from draftkit.compare.changes import Edit, EditKind, Pair, PairKind
from draftkit.compare.words import edits
from draftkit.rows import Row, RowKind


def kept(
    old: Row, new: Row, labels: tuple[str, str], places: tuple[int, int], notes: Mapping[str, str]
) -> Pair:
    """A row of both drafts; ``notes`` as in :func:`draftkit.compare.words.edits`."""
    if _is_other_line(old, new):
        found = _whole(old, new)
    elif old.kind is new.kind is RowKind.VERBATIM and old.text != new.text:
        found = _of_lines(old, new, notes)
    else:
        found = edits(old.content, new.content, notes)
    stayed = all(edit.kind is EditKind.EQUAL for edit in found)
    kind = PairKind.SAME if stayed and _stated(old) == _stated(new) else PairKind.EDITED
    return Pair(kind, old, new, *labels, found, *places)


def deleted(row: Row, label: str, place: int) -> Pair:
    """A row of the old draft only."""
    gone = (Edit(EditKind.DELETE, old=row.content),) if row.content else ()
    return Pair(PairKind.DELETED, row, None, old_label=label, edits=gone, old_place=place)


def inserted(row: Row, label: str, place: int) -> Pair:
    """A row of the new draft only."""
    come = (Edit(EditKind.INSERT, new=row.content),) if row.content else ()
    return Pair(PairKind.INSERTED, None, row, new_label=label, edits=come, new_place=place)


def _is_other_line(old: Row, new: Row) -> bool:
    """Whether a list of States stands in place of "submitted by the Chair", or the other way round."""
    if not old.field == new.field == "sponsors" or old.text == new.text:
        return False
    from draftkit.editorial.sponsors import SUBMITTER, is_sponsor_line, parse_sponsors

    if not (is_sponsor_line(old.text) and is_sponsor_line(new.text)):
        return False
    one, other = (
        any(name.role == SUBMITTER for name in parse_sponsors(row.text).sponsors) for row in (old, new)
    )
    return one != other


def _of_lines(old: Row, new: Row, notes: Mapping[str, str]) -> tuple[Edit, ...]:
    """The edits of lines that are kept as they stand, of a table row by row."""
    from draftkit.compare.tables import is_table, table_edits  # few drafts have any

    if is_table(old) and is_table(new):
        return table_edits(old.text, new.text)
    return edits(old.content, new.content, notes)


def _whole(old: Row, new: Row) -> tuple[Edit, ...]:
    return Edit(EditKind.DELETE, old=old.content), Edit(EditKind.INSERT, new=new.content)


def _stated(row: Row) -> tuple[object, ...]:
    """What a row is besides its words and its number."""
    return row.kind, row.level, row.before, row.option, row.field


def in_page_order(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    """Pairs in the order of the new page, a deleted row behind the one it stood behind; notes last."""
    body: list[Pair] = []
    notes: list[Pair] = []
    for pair in pairs:
        row = pair.new or pair.old
        (notes if row and row.kind is RowKind.NOTE else body).append(pair)
    return (*_in_order(body), *_in_order(notes))


def _in_order(pairs: list[Pair]) -> list[Pair]:
    deleted: dict[int, list[Pair]] = {}
    behind = -1
    for pair in sorted((pair for pair in pairs if pair.old), key=lambda pair: pair.old_place):
        if pair.new is None:
            deleted.setdefault(behind, []).append(pair)
        else:
            behind = pair.new_place
    ordered = deleted.get(-1, [])
    for pair in sorted((pair for pair in pairs if pair.new), key=lambda pair: pair.new_place):
        ordered.append(pair)
        ordered += deleted.get(pair.new_place, ())
    return ordered
