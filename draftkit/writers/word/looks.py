"""The looks of words on the page: contested text, and the formats that the layout adds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise

from draftkit.contested import Mark, Part
from draftkit.dataclass import replace
from draftkit.model import Format
from draftkit.ooxml.records import Chars, Piece
from draftkit.profiles import Profile


def visible(marks: tuple[Mark, ...], style: str, profile: Profile) -> tuple[Mark, ...]:
    """The marks in a paragraph of a style, but for those that the style already sets in bold.

    Bold in a character style and in a paragraph's is not bold in Word (ECMA-376 Part 1, 17.7.3).
    """
    if not marks or not _is_bold(profile, style):
        return marks
    looks = {part: profile.looks.get(part, {}) for part in Part}
    bold = {part for part, look in looks.items() if _is_bold(profile, look.get("style", ""))}
    return tuple(mark for mark in marks if mark.part not in bold)


def _is_bold(profile: Profile, id: str) -> bool:
    """Whether a style makes text bold, by itself or by the style it is based on."""
    styles = {style.id: style for style in profile.styles}
    while style := styles.get(id):
        if "bold" in style.run:
            return bool(style.run["bold"])
        id = style.based_on
    return False


def dressed(pieces: Iterable[Piece], marks: Iterable[Mark], start: int = 0) -> tuple[Piece, ...]:
    """The pieces with the looks of contested text; the first character is number ``start`` of the marks."""
    out: list[Piece] = []
    rest = iter(marks)
    mark = next(rest, None)
    at = start
    for piece in pieces:
        if not isinstance(piece, Chars) or piece.whole:
            out.append(piece)
            continue
        end = at + len(piece.text)
        begin = at
        while begin < end:
            while mark and mark.end <= begin:
                mark = next(rest, None)
            if mark is None or mark.start >= end:
                stop, part = end, ""
            elif mark.start > begin:
                stop, part = mark.start, ""
            else:
                stop, part = min(mark.end, end), mark.part
            out.append(replace(piece, text=piece.text[begin - at : stop - at], contested=part))
            begin = stop
        at = end
    return tuple(out)


def marked(text: str, marks: Iterable[Mark]) -> list[Chars]:
    """A text with the looks of contested text."""
    return [piece for piece in dressed((Chars(text),), marks) if isinstance(piece, Chars)]


def recast(
    pieces: Iterable[Piece], start: int, stop: int, change: Callable[[Chars], Chars]
) -> tuple[Piece, ...]:
    """The pieces with a change made to the characters from ``start`` to ``stop``; calls do not count."""
    out: list[Piece] = []
    at = 0
    for piece in pieces:
        if not isinstance(piece, Chars) or piece.whole:
            out.append(piece)
            continue
        cuts = sorted({0, len(piece.text), *(c - at for c in (start, stop) if 0 < c - at < len(piece.text))})
        for begin, end in pairwise(cuts):
            part = replace(piece, text=piece.text[begin:end])
            out.append(change(part) if start <= at + begin and at + end <= stop else part)
        at += len(piece.text)
    return tuple(out)


def italic(chars: Chars) -> Chars:
    """The characters in italics."""
    return replace(chars, format=chars.format | Format.ITALIC)


def roman(chars: Chars) -> Chars:
    """The characters out of italics."""
    return replace(chars, format=chars.format & ~Format.ITALIC)
