"""Edits of paragraphs whose number or bullet is Word's own, and read as words: ``I.`` of a heading, ``•``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from draftkit.compare.changes import Edit, EditKind
from draftkit.content import piece
from draftkit.dataclass import replace
from draftkit.model import Span, Text


def touches(edits: Iterable[Edit], length: int) -> bool:
    """Whether edits change something before or in the first characters of an old text."""
    at = 0
    for edit in edits:
        if at >= length:
            return False
        if edit.kind in (EditKind.INSERT, EditKind.DELETE):
            return True
        at += _size(edit.old)
    return False


def without_first(edits: Sequence[Edit], old: int, new: int) -> tuple[Edit, ...]:
    """Edits of what follows the first characters, so many of the old and so many of the new text."""
    out: list[Edit] = []
    for edit in edits:
        gone, come = min(old, _size(edit.old)), min(new, _size(edit.new))
        old, new = old - gone, new - come
        if edit.kind in (EditKind.DELETE, EditKind.INSERT) or gone == come:
            rest = replace(edit, old=_from(edit.old, gone), new=_from(edit.new, come))
            if rest.old or rest.new:
                out.append(rest)
            continue
        # The same words, in the number of one text and behind that of the other.
        out.append(Edit(EditKind.DELETE, old=_from(edit.old, gone)))
        out.append(Edit(EditKind.INSERT, new=_from(edit.new, come)))
    return tuple(edit for edit in out if edit.old or edit.new)


def retyped(edits: Sequence[Edit], length: int) -> tuple[Edit, ...]:
    """Edits by which the first characters are written out where they stay."""
    out: list[Edit] = []
    for edit in edits:
        size = min(length, _size(edit.old))
        length -= size
        if not size or edit.kind is EditKind.DELETE:
            out.append(edit)
            continue
        out.append(Edit(EditKind.INSERT, new=_until(edit.new, size)))
        out.append(replace(edit, old=_from(edit.old, size), new=_from(edit.new, size)))
    return tuple(edit for edit in out if edit.old or edit.new)


def _size(content: Iterable[Span]) -> int:
    return sum(len(span.text) if isinstance(span, Text) else 1 for span in content)


def _from(content: Iterable[Span], start: int) -> tuple[Span, ...]:
    return tuple(_cut(content, start, _size(content)))


def _until(content: Iterable[Span], end: int) -> tuple[Span, ...]:
    return tuple(_cut(content, 0, end))


def _cut(content: Iterable[Span], start: int, end: int) -> Iterator[Span]:
    at = 0
    for span in content:
        size = len(span.text) if isinstance(span, Text) else 1
        first, last = max(start - at, 0), min(end - at, size)
        at += size
        if first < last:
            yield piece(span, first, last) if isinstance(span, Text) else span
