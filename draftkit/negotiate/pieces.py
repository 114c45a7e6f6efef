"""A paragraph in which delegations want different words: what all have, and choices.

Where a choice is empty for somebody, the words around it close up by one rule
(:func:`chosen`), which a reader of the page applies without thinking:
``Parties [EU: now] shall`` is "Parties shall" without the proposal, not
"Parties  shall".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from draftkit.content import join
from draftkit.dataclass import dataclass, replace
from draftkit.model import Format, NoteCall, Span, Text

Content: TypeAlias = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """Words that delegations propose for some words of the base."""

    content: Content
    """Empty where the proposal is to have no words here."""
    proponents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Words of the base, and what is proposed for them. Who proposes nothing here wants the base."""

    base: Content
    """Empty where the proposals insert something."""
    wordings: tuple[Wording, ...]
    """Each other than the base and than each other; none where a bracket of the base's own is set apart."""

    def wanted(self, name: str | None) -> Content:
        """What a delegation wants to stand here; None is the base."""
        for wording in self.wordings:
            if name in wording.proponents:
                return wording.content
        return self.base


Piece: TypeAlias = Span | Choice

STICKY = Format.ITALIC | Format.BOLD
"""Looks that a space does not show: no space beside a bracket has them."""
CLOSING = frozenset(",.;:!?)]}»”’…،؛؟，。；：、）］〕】")
"""Marks before which no space stands."""


def chosen(pieces: tuple[Piece, ...], choose: Callable[[Choice], Content]) -> Content:
    """The paragraph with one wording of each choice.

    Where the chosen wording is empty, a space before it goes if a space, a closing mark or the end
    comes after it; at the start of the paragraph, a space after it goes. A space beside a choice takes
    the look of the words around it where these look the same.
    """
    out: list[Text | NoteCall] = []
    soft: set[int] = set()
    """Which of them are spaces beside a choice."""
    closes = False
    for index, piece in enumerate(pieces):
        if isinstance(piece, Choice):
            content = choose(piece)
            if content:
                out += content
                closes = False
                continue
            after = _first(pieces, index + 1)
            last = len(out) - 1
            if last in soft and _is_space(out[last]) and (not after or after.isspace() or after in CLOSING):
                out.pop()
                soft.discard(last)
            closes = not out
            continue
        before = index > 0 and isinstance(pieces[index - 1], Choice)
        beyond = index + 1 < len(pieces) and isinstance(pieces[index + 1], Choice)
        for part, beside in _parted(piece, before, beyond):
            if closes and beside and _is_space(part):
                closes = False
                continue
            closes = False
            if beside:
                soft.add(len(out))
            out.append(part)
    return join(_with_looks(out, soft))


def _parted(piece: Span, before: bool, beyond: bool) -> Iterator[tuple[Span, bool]]:
    """What all have, its white space beside choices apart."""
    if isinstance(piece, NoteCall):
        yield piece, False
        return
    text = piece.text
    start = int(before and text[0].isspace())
    end = len(text) - int(beyond and len(text) > start and text[-1].isspace())
    for begin, stop, beside in ((0, start, True), (start, end, False), (end, len(text), True)):
        if begin < stop:
            yield replace(piece, text=text[begin:stop]), beside


def _first(pieces: tuple[Piece, ...], index: int) -> str:
    """The character that comes next; a bracket or a call counts as a word."""
    if index == len(pieces):
        return ""
    piece = pieces[index]
    return piece.text[0] if isinstance(piece, Text) else "["


def _is_space(span: Span) -> bool:
    return isinstance(span, Text) and span.text == " "


def _with_looks(out: list[Text | NoteCall], soft: set[int]) -> Iterator[Span]:
    for index, span in enumerate(out):
        if index in soft and 0 < index < len(out) - 1 and isinstance(span, Text):
            looks = {other.format for other in (out[index - 1], out[index + 1]) if isinstance(other, Text)}
            texts = isinstance(out[index - 1], Text) and isinstance(out[index + 1], Text)
            look = looks.pop() if texts and len(looks) == 1 else span.format
            if look & ~STICKY == span.format & ~STICKY:
                span = replace(span, format=look)
        yield span


def view_of(pieces: tuple[Piece, ...], name: str | None) -> Content:
    """The paragraph as a delegation wants it; None is the base."""
    return chosen(pieces, lambda choice: choice.wanted(name))
