"""What changed between two Word files: paragraphs are paired by what they say.

What a paragraph is, and where its number ends, is the reader's guess, and it
guesses by styles, which two programs do not write alike. So it takes no part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from draftkit.compare import Changes, EditKind, PairKind, divided_and_moved, paired
from draftkit.compare.words import edits
from draftkit.dataclass import replace
from draftkit.model import NoteCall
from draftkit.rows import Row, RowKind

_KEPT = (RowKind.NOTE, RowKind.VERBATIM)


def exact_changes(
    old: Sequence[Row], new: Sequence[Row], old_whole: Sequence[Row], new_whole: Sequence[Row]
) -> Changes:
    """The changes between exact rows; the whole ones hold their numbers as words."""
    paired_rows = paired([_neutral(row) for row in old], [_neutral(row) for row in new])
    names = {name: name for name in _calls(old) & _calls(new)}
    names |= {
        p.old.marker: p.new.marker for p in paired_rows if p.old and p.new and p.old.kind is RowKind.NOTE
    }
    pairs = [
        replace(
            pair,
            old=old[pair.old_place] if pair.old else None,
            new=new[pair.new_place] if pair.new else None,
        )
        for pair in paired_rows
    ]
    changes = divided_and_moved(pairs)
    # What is split or joined is compared without its number: only one of the parts can have it.
    divided = {part for split in changes.splits for part in split.parts}
    divided |= {part for join in changes.joins for part in join.parts}
    pairs = list(changes.pairs)
    for place, pair in enumerate(changes.pairs):
        if pair.old is None or pair.new is None or place in divided:
            continue
        one, other = old_whole[pair.old_place], new_whole[pair.new_place]
        if _has_head(pair.old, one) != _has_head(pair.new, other):
            found = edits(one.content, other.content, names)
            kind = PairKind.SAME if all(e.kind is EditKind.EQUAL for e in found) else PairKind.EDITED
            pairs[place] = replace(pair, old=one, new=other, kind=kind, edits=found)
    return replace(changes, pairs=tuple(pairs))


def _neutral(row: Row) -> Row:
    if row.kind in _KEPT:
        return row
    return Row(RowKind.TEXT, row.content, row.marker, row.before, row.option, position=row.position)


def _has_head(row: Row, whole: Row) -> bool:
    """Whether its number is typed."""
    return row is not whole


def _calls(rows: Sequence[Row]) -> set[str]:
    return set(_names(rows)) - {row.marker for row in rows if row.kind is RowKind.NOTE}


def _names(rows: Sequence[Row]) -> Iterator[str]:
    for row in rows:
        for span in row.content:
            if isinstance(span, NoteCall):
                yield span.note
