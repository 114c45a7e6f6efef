"""White space at the edges of stretches in dispute: it stands outside brackets where all wordings have it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from draftkit.compare.tokens import cut, flat
from draftkit.content import join
from draftkit.model import Span, Text
from draftkit.negotiate.pieces import STICKY, Choice, Content, Piece


def first_space(content: Content) -> Text | None:
    """The white space that a content begins with."""
    first = content[0]
    return _space(first, 0) if isinstance(first, Text) else None


def last_space(content: Content) -> Text | None:
    """The white space that a content ends with."""
    last = content[-1]
    return _space(last, -1) if isinstance(last, Text) else None


def _space(text: Text, at: int) -> Text | None:
    """White space at the end of a text, in the look it has beside a bracket."""
    return Text(text.text[at], text.format & ~STICKY) if text.text[at].isspace() else None


def shared(contents: Sequence[Content], space: Callable[[Content], Text | None]) -> Text | None:
    """The white space that all contents have there."""
    found = {space(content) for content in contents}
    return found.pop() if len(found) == 1 else None


def bare(content: Content, before: Text | None, after: Text | None) -> Content:
    """The content without white space that stands outside its bracket."""
    if not content:
        return content
    size = len(flat(content))
    return cut(content, int(before is not None), size - int(after is not None))


def firm(pieces: list[Piece]) -> Iterator[Piece]:
    """The pieces, spaces beside choices in the look they have on the page, texts of one look joined."""
    run: list[Span] = []
    for index, piece in enumerate(pieces):
        if isinstance(piece, Choice):
            yield from join(run)
            run = []
            yield piece
            continue
        if isinstance(piece, Text):
            before = index > 0 and isinstance(pieces[index - 1], Choice)
            beyond = index + 1 < len(pieces) and isinstance(pieces[index + 1], Choice)
            run += _plain_ends(piece, before, beyond)
        else:
            run.append(piece)
    yield from join(run)


def _plain_ends(text: Text, before: bool, beyond: bool) -> Iterator[Text]:
    words = text.text
    start = int(before and words[0].isspace())
    end = len(words) - int(beyond and len(words) > start and words[-1].isspace())
    for begin, stop in ((0, start), (start, end), (end, len(words))):
        if begin < stop:
            part = words[begin:stop]
            edge = (begin, stop) != (start, end)
            yield Text(part, text.format & ~STICKY if edge else text.format)
