"""Words that stay in a paragraph which gets another style, and look as they are to look.

What a style gives to all of a paragraph (ECMA-376 Part 1, 17.7.3) goes with it; what words are to keep of
it, or not to get from another, they are given themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from draftkit.dataclass import dataclass
from draftkit.model import Format
from draftkit.ooxml.flow import Segment
from draftkit.ooxml.revise import Recast
from draftkit.ooxml.runs import Range
from draftkit.ooxml.styles import Styles


@dataclass(frozen=True, slots=True)
class StyleFrom:
    """The style of a paragraph from one of its characters on."""

    at: int
    style: str


def under_styles(
    segments: Sequence[Segment],
    planned: Sequence[Recast],
    deleted: Sequence[Range],
    was: str,
    becomes: Sequence[StyleFrom],
    ignored: Format,
    styles: Styles,
) -> list[Recast]:
    """The formats that words need so that each looks as planned, or as it did.

    ``was`` is the style that the paragraph had, ``becomes`` the styles of its parts; formats ``ignored``
    are those that its style gives.
    """
    if all(part.style == was for part in becomes):
        return list(planned)
    return list(_needed(segments, planned, deleted, was, becomes, ignored, styles))


def _needed(
    segments: Sequence[Segment],
    planned: Sequence[Recast],
    deleted: Sequence[Range],
    was: str,
    becomes: Sequence[StyleFrom],
    ignored: Format,
    styles: Styles,
) -> Iterator[Recast]:
    edges = {at for part in planned for at in (part.start, part.end)}
    edges |= {at for span in deleted for at in span} | {part.at for part in becomes}
    for segment in segments:
        if segment.call or (segment.thing and segment.thing != "ruby"):
            continue
        inside = sorted({segment.start, segment.end, *(e for e in edges if segment.start < e < segment.end)})
        for start, end in pairwise(inside):
            if any(first <= start < last for first, last in deleted):
                continue
            run = segment.runs[0]
            style = next(part.style for part in reversed(becomes) if part.at <= start)
            have = styles.on_page(run, style)
            want = next((p.want for p in planned if p.start <= start < p.end), styles.on_page(run, was))
            want = (want & ~ignored) | (have & ignored)
            if have != want:
                yield Recast(start, end, have, want)
