"""Words that cannot be parted, equations and words with ruby: a change inside them is one of the whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from lxml import etree

from draftkit.model import Span, Text
from draftkit.ooxml.authors import Who
from draftkit.ooxml.flow import M, Segment

Insertion: TypeAlias = tuple[int, tuple[Span, ...] | None]
"""What comes at a place; None where a paragraph is cut."""
_EQUATION = M + "oMath"


def widened(
    segments: Iterable[Segment],
    deleted: Sequence[tuple[int, int]],
    inserted: Sequence[Insertion],
    inserters: Sequence[Who | None],
    on_page: bool,
) -> tuple[list[tuple[int, int]], list[Insertion], list[Who | None]]:
    """What goes, what comes and whose that is: such words go as a whole, and come as they are then.

    ``on_page`` says whether words have the looks that the page shows, or those of their own choice.
    """
    whole = list(deleted)
    whose = [*inserters, *[None] * (len(inserted) - len(inserters))]
    found = list(zip(inserted, whose, strict=True))
    for segment in segments:
        if segment.child is not None or segment.call or segment.text in ("", "\ufffc"):
            continue
        start, end = segment.start, segment.end
        gone = {at for first, last in deleted for at in range(max(first, start), min(last, end))}
        within = [one for one in found if start < one[0][0] < end]
        if (not gone and not within) or (len(gone) == end - start and not within):
            continue
        if any(content is None for (_, content), _ in within):
            continue  # where the paragraph is cut, the proof says what is lost
        whole.append((start, end))
        content: list[Span] = []
        for at in range(start, end):
            content += [span for (place, spans), _ in within if place == at for span in spans or ()]
            if at not in gone:
                look = segment.on_page if on_page else segment.format
                content.append(Text(segment.text[at - start], look))
        author = within[0][1] if within else None
        found = [one for one in found if one not in within]
        behind = next((i for i, ((place, _), _) in enumerate(found) if place >= end), len(found))
        found.insert(behind, ((end, tuple(content)), author))
    return whole, [one for one, _ in found], [author for _, author in found]


def equations(roots: Iterable[etree._Element]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The equations of some parts: their letters, and the elements that set them."""
    for root in roots:
        for equation in root.iter(_EQUATION):
            letters = "".join(text.text or "" for text in equation.iter(M + "t"))
            yield letters, tuple(str(element.tag) for element in equation.iter())
