"""The endings of paragraphs, after others went: commas, semicolons and full stops, and the "and" of a list.

- Where the last of a run of paragraphs went, and it ended with a full stop, the
  new last one ends with a full stop.
- Where the last item of a list went, the new last one ends as it did; an "and"
  or "or" that led on to it moves up by one. Where the item with the "and" went,
  the one before it takes the "and".
- A chapeau below which nothing is left ends as the last of its items did.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from draftkit.content import CLOSERS, normal, piece
from draftkit.dataclass import replace
from draftkit.model import Span, Text
from draftkit.negotiate.seams import AND, ENDING
from draftkit.rows import Row, RowKind

_PARAGRAPHS = (RowKind.PREAMBULAR, RowKind.OPERATIVE, RowKind.SUBPARAGRAPH, RowKind.TAIL, RowKind.TEXT)
_LEADING_ON = re.compile(rf"(?<=[;,؛،；，])(\s+{AND})\s*$", re.IGNORECASE)
_STOPS = ".。۔"


def mend_endings(before: Sequence[Row], after: Sequence[Row | None]) -> list[Row | None]:
    """The rows after a change, None for those that went; ``before`` are the same rows before it."""
    out = list(after)
    for index, row in enumerate(after):
        if row is None and (index == 0 or after[index - 1] is not None):
            _mend(before, out, index)
    return out


def _mend(before: Sequence[Row], out: list[Row | None], first: int) -> None:
    """Mend what stands before a run of rows that went."""
    end = next((index for index in range(first, len(out)) if out[index] is not None), len(out))
    last = first - 1
    if last < 0 or (row := out[last]) is None or row.kind not in _PARAGRAPHS:
        return
    gone = before[first:end]
    following = out[end] if end < len(out) else None
    leads = row.text.rstrip().endswith((":", "："))
    if leads and not _below(following, row) and any(_below(one, row) for one in gone):
        out[last] = _ending_as(row, _last_of(gone))
        return
    items = [one for one in gone if one.kind is RowKind.SUBPARAGRAPH and one.level <= max(row.level, 1)]
    if row.kind is RowKind.SUBPARAGRAPH and items:
        row = out[last] = _mended_list(before, out, last, items, following)
    if row.kind is RowKind.PREAMBULAR and _last_of(gone).kind is not RowKind.PREAMBULAR:
        return
    if (
        _ends_run(following, row)
        and _mark(_last_of(gone)) in _STOPS
        and _mark(row) not in ("", *_STOPS, *"::")
    ):
        out[last] = _ending_as(row, _last_of(gone))


def _mended_list(
    before: Sequence[Row], out: list[Row | None], last: int, items: Sequence[Row], following: Row | None
) -> Row:
    """The row before items that went; where the list ends with it, an "and" moves up."""
    row = out[last]
    assert row is not None
    level = items[0].level
    if following is not None and following.kind is RowKind.SUBPARAGRAPH and following.level == level:
        leads = next((found for one in items if (found := _LEADING_ON.search(_bare(one)))), None)
        if leads and not _goes_on(out, last + 1 + _index_of(out, following, last), level):
            return _with(row, leads[1])
        return row
    leads = _LEADING_ON.search(row.text)
    if leads:
        for index in range(last - 1, -1, -1):
            other = out[index]
            if other is None or other.level > level:
                continue
            if other.kind is RowKind.SUBPARAGRAPH and other.level == level:
                out[index] = _with(other, leads[1])
            break
    return _ending_as(row, items[-1])


def _index_of(out: Sequence[Row | None], row: Row, start: int) -> int:
    return next(at for at, one in enumerate(out[start + 1 :]) if one is row)


def _goes_on(out: Sequence[Row | None], place: int, level: int) -> bool:
    """Whether a further item of the list follows the one at this place."""
    for row in out[place + 1 :]:
        if row is not None and row.level <= level:
            return row.kind is RowKind.SUBPARAGRAPH and row.level == level
    return False


def _below(row: Row | None, above: Row) -> bool:
    return row is not None and row.level > above.level and row.kind in (RowKind.SUBPARAGRAPH, RowKind.TAIL)


def _ends_run(following: Row | None, row: Row) -> bool:
    """Whether a run of paragraphs ends before this row."""
    return (
        following is None
        or following.kind not in _PARAGRAPHS
        or (row.kind is not RowKind.PREAMBULAR and following.kind is RowKind.PREAMBULAR)
    )


def _last_of(rows: Sequence[Row]) -> Row:
    return next((row for row in reversed(rows) if row.kind in _PARAGRAPHS), rows[-1])


def _bare(row: Row) -> str:
    """The text without the brackets that close behind it."""
    return row.text.rstrip("".join(CLOSERS) + " ")


def _mark(row: Row) -> str:
    """The mark a paragraph ends with, brackets around it left aside."""
    found = ENDING.search(_bare(row))
    return found[1] if found else ""


def _ending_as(row: Row, other: Row) -> Row:
    """The row with the ending of another; as it is where its own end is in a bracket or has no mark."""
    mark, found = _mark(other), ENDING.search(row.text)
    if not mark or not found:
        return row
    return replace(row, content=normal(_ended(row, found.start(), mark)))


def _with(row: Row, words: str) -> Row:
    """The row with an "and" behind its last mark."""
    if not ENDING.search(row.text) or _LEADING_ON.search(row.text) or _mark(row) in ("", *_STOPS, ":"):
        return row
    return replace(row, content=normal((*row.content, Text(words))))


def _ended(row: Row, start: int, mark: str) -> Iterator[Span]:
    """The content with this mark in the place of all text from a character on; note calls stay."""
    at = 0
    for span in row.content:
        if isinstance(span, Text):
            end = at + len(span.text)
            yield piece(span, 0, max(start - at, 0))
            if at <= start < end:
                yield Text(mark)
            at = end
        else:
            yield span
