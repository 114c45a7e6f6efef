"""Insertions that go over the ends of paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from draftkit.dataclass import replace
from draftkit.ooxml.records import MarkedParagraph, Status


def moves_typed_on(body: Sequence[MarkedParagraph]) -> Iterator[int]:
    """The moves that come where someone typed on at the end of a paragraph.

    There one insertion has to begin in the paragraph and go on (:func:`with_contiguous_insertions`), so
    they are shown as an insertion, and as a deletion where they went.
    """
    is_typed_on = False
    for paragraph in body:
        if paragraph.status is Status.KEPT:
            is_typed_on = _ends_inserted(paragraph)
        elif paragraph.status is Status.MOVED_TO and is_typed_on:
            yield paragraph.move
        elif paragraph.status in (Status.DELETED, Status.MOVED_FROM) or paragraph.cell or _is_part(paragraph):
            is_typed_on = False


def _ends_inserted(paragraph: MarkedParagraph) -> bool:
    return bool(paragraph.pieces) and paragraph.pieces[-1].status is Status.INSERTED


def with_contiguous_insertions(body: list[MarkedParagraph]) -> Iterator[MarkedParagraph]:
    """Where inserted paragraphs follow an insertion at the end of a paragraph, one insertion from there on.

    It begins in the paragraph and takes its mark; the mark of the last inserted paragraph is the old
    one. Word writes it so when someone types on, and LibreOffice reads nothing else as two paragraphs.
    """
    index = 0
    while index < len(body):
        first = body[index]
        end = index + 1
        while end < len(body) and _is_whole_insertion(body[end]):
            end += 1
        typed_on = first.status is Status.KEPT and _ends_inserted(first) and not first.cell
        if not typed_on or end == index + 1:
            yield first
            index += 1
            continue
        last = body[end - 1]
        was = first.was or (first.style, first.shape)
        yield replace(first, status=Status.INSERTED, was=None)
        yield from body[index + 1 : end - 1]
        yield replace(last, status=Status.KEPT, was=was if was != (last.style, last.shape) else None)
        index = end


def _is_whole_insertion(paragraph: MarkedParagraph) -> bool:
    return paragraph.status is Status.INSERTED and not paragraph.cell and not _is_part(paragraph)


def _is_part(paragraph: MarkedParagraph) -> bool:
    """Whether only the end of the paragraph came, so that it is a part of one that was split."""
    return paragraph.status is Status.INSERTED and any(
        piece.status is Status.KEPT for piece in paragraph.pieces
    )
