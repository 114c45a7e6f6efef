"""The content of paragraphs as it stands on the page: text and note calls, brackets as characters."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from draftkit.dataclass import replace
from draftkit.model import (
    Alternative,
    BlockAlternative,
    Bracket,
    BracketMark,
    Format,
    Inline,
    NoteCall,
    Position,
    Span,
    Text,
)
from draftkit.patterns import lazy_pattern

SHAPES = {"[": "]", "［": "］", "〔": "〕", "【": "】"}
CLOSERS = {closer: opener for opener, closer in SHAPES.items()}
MARK = lazy_pattern("[" + re.escape("".join(SHAPES) + "".join(CLOSERS)) + "]")
_ASCII_MARK = lazy_pattern(r"[\[\]]")

WIDE_COLON = "："
"""The colon of Chinese text, which has no space behind it."""
BRACKETS = frozenset((*SHAPES, *CLOSERS))
_PIECES = lazy_pattern(
    rf"{MARK.pattern}|\s+(?={MARK.pattern}|$)|(?:(?<={MARK.pattern})|^)\s+|(?:(?!{MARK.pattern}|\s+$|\s+{MARK.pattern}).)+",
    re.DOTALL,
)
"""A bracket, white space at an end or beside a bracket, or anything else."""


def marks_in(text: str) -> Iterator[re.Match[str]]:
    """The bracket marks of a text; in most texts only square ones can be."""
    return (_ASCII_MARK if text.isascii() else MARK).finditer(text)


def spans(content: Iterable[Inline]) -> tuple[Span, ...]:
    """Inline content with its brackets as characters, texts of one format joined."""
    return join(_unfold(content))


def join(parts: Iterable[Span]) -> tuple[Span, ...]:
    """Spans with neighbours of one format joined and empty texts left out."""
    seen = [part for part in parts if not isinstance(part, Text) or part.text]
    if len(seen) < 2:
        return tuple(seen)
    out: list[Span] = []
    run: list[Text] = []
    for part in seen:
        if run and not (isinstance(part, Text) and part.format is run[0].format):
            out.append(_joined_run(run))
            run = []
        if isinstance(part, Text):
            run.append(part)
        else:
            out.append(part)
    if run:
        out.append(_joined_run(run))
    return tuple(out)


def _joined_run(run: list[Text]) -> Text:
    """Texts of one format as one, each character still knowing its place."""
    first = run[0]
    if len(run) == 1:
        return first
    breaks: list[tuple[int, Position]] = []
    length = 0
    for text in run:
        if text.position and (length or text is not first):
            breaks.append((length, text.position))
        breaks += ((length + at, position) for at, position in text.breaks)
        length += len(text.text)
    position = next((text.position for text in run if text.position), None)
    return Text("".join(text.text for text in run), first.format, position, tuple(breaks))


def piece(text: Text, start: int, end: int) -> Text:
    """A part of a text, each character still knowing its place."""
    if start == 0 and end >= len(text.text):
        return text
    first, last = bisect_right(text.breaks, start, key=_offset), bisect_left(text.breaks, end, key=_offset)
    breaks = tuple((at - start, position) for at, position in text.breaks[first:last])
    return Text(text.text[start:end], text.format, place(text, start), breaks)


def place(text: Text, offset: int) -> Position | None:
    """Where a character of a text was read."""
    number = bisect_right(text.breaks, offset, key=_offset)
    begin, position = text.breaks[number - 1] if number else (0, text.position)
    return position and Position(position.line, position.column + offset - begin)


def _offset(further: tuple[int, Position]) -> int:
    return further[0]


def normal(content: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in the form rows hold: joined, and nothing in them that cannot be seen.

    White space at the ends of italic or bold text looks like any other; single
    spaces divide words; and brackets carry no format, so that ``[*Decides*`` and
    ``*[Decides*`` are one.
    """
    joined = join(content)
    return joined if _is_normal(joined) else _trimmed(join(_single_spaced(_visibly(joined))))


def _is_normal(content: tuple[Span, ...]) -> bool:
    """Whether joined spans need nothing done to them, as most: they are plain, singly spaced words."""
    white = True
    for span in content:
        if isinstance(span, NoteCall):
            white = False
            continue
        text = span.text
        begins, ends = text[0].isspace(), text[-1].isspace()
        if (white and begins) or may_have_runs(text):
            return False
        if span.format is not Format.PLAIN and (begins or ends or not BRACKETS.isdisjoint(text)):
            return False
        white = ends
    return not white


def _trimmed(content: tuple[Span, ...]) -> tuple[Span, ...]:
    """The content without no-break and other spaces at its ends, which nobody can see."""
    spans = list(content)
    while spans and isinstance(first := spans[0], Text) and first.text[0].isspace():
        rest = piece(first, len(first.text) - len(first.text.lstrip()), len(first.text))
        spans[:1] = [rest] if rest.text else []
    while spans and isinstance(last := spans[-1], Text) and last.text[-1].isspace():
        rest = piece(last, 0, len(last.text.rstrip()))
        spans[-1:] = [rest] if rest.text else []
    return tuple(spans)


def _single_spaced(content: Iterable[Span]) -> Iterator[Span]:
    """The content with one space for each run of spaces, none at its ends or at those of its lines."""
    pending: Text | None = None
    at_start = True
    for span in content:
        if isinstance(span, NoteCall):
            if pending:
                yield pending
            pending, at_start = None, False
            yield span
            continue
        span = _with_single_spaces(span)
        text = span.text
        words = text.strip(_WHITE)
        start = text.index(words) if words else len(text)
        if start and not at_start:
            pending = _space(text[:start], pending, span, 0)
        if words:
            if pending:
                yield pending
            yield piece(span, start, start + len(words))
            at_start = False
            after = text[start + len(words) :]
            pending = _space(after, None, span, len(span.text) - len(after)) if after else None


def may_have_runs(text: str) -> bool:
    """Whether it is worth while to look for runs of white space: three searches for a string cost little."""
    return "  " in text or "\t" in text or "\n" in text


_WHITE = " \t\n"
_RUN = lazy_pattern(r"[ \t\n]{2,}|\t")


def _with_single_spaces(text: Text) -> Text:
    """The text with one space or line break for each run of spaces; characters keep their places."""
    if not may_have_runs(text.text):
        return text
    parts: list[Text] = []
    at = 0
    for found in _RUN.finditer(text.text):
        white = "\n" if "\n" in found.group() else " "
        parts += piece(text, at, found.start()), Text(white, text.format, place(text, found.start()))
        at = found.end()
    if not parts:
        return text
    parts.append(piece(text, at, len(text.text)))
    return _joined_run([part for part in parts if part.text])


def _space(white: str, pending: Text | None, span: Text, at: int) -> Text:
    """One space, or one line break, for white space of two neighbours."""
    breaks = "\n" in white or (pending is not None and pending.text == "\n")
    position = pending.position if pending else place(span, at)
    return Text("\n" if breaks else " ", span.format, position)


def _visibly(content: Iterable[Span]) -> Iterator[Span]:
    for span in content:
        if not isinstance(span, Text) or span.format is Format.PLAIN:
            yield span
            continue
        for found in _PIECES.finditer(span.text):
            text = found.group()
            format: Format = span.format
            if text in SHAPES or text in CLOSERS:
                format = Format.PLAIN
            elif text.isspace():
                format &= ~(Format.ITALIC | Format.BOLD)
            yield replace(piece(span, found.start(), found.end()), format=format)


def plain_text(content: Iterable[Inline]) -> str:
    """The text of inline content, brackets kept, note calls left out."""
    return "".join(part.text for part in _unfold(content) if isinstance(part, Text))


def _unfold(content: Iterable[Inline]) -> Iterator[Span]:
    open_brackets = [iter(content)]
    while open_brackets:
        for node in open_brackets[-1]:
            if isinstance(node, Bracket):
                open_brackets.append(_written(node))
                break
            yield Text(node.mark, position=node.position) if isinstance(node, BracketMark) else node
        else:
            open_brackets.pop()


def _written(bracket: Bracket) -> Iterator[Inline]:
    """A bracket as it is written, the brackets in it left whole."""
    opener, closer = bracket.marks[0], bracket.marks[1]
    if bracket.slash:
        wide = any(" " in plain_text(alternative.content) for alternative in bracket.alternatives)
        yield Text(opener, position=bracket.position)
        for index, alternative in enumerate(bracket.alternatives):
            if index:
                yield Text(" / " if wide else "/")
            yield from alternative.content
        yield Text(closer)
        return
    for index, alternative in enumerate(bracket.alternatives):
        wide = alternative.attribution.endswith(WIDE_COLON)
        gap = " " if index and stands_apart(alternative) and not wide else ""
        yield Text(gap + opener + _label_text(alternative), position=bracket.position)
        yield from alternative.content
        yield Text(closer)


def attribution_text(alternative: Alternative | BlockAlternative) -> str:
    """The proponents as they stand before the words: ``Norway, EU: ``, ``挪威：``."""
    names = alternative.attribution or ", ".join(alternative.proponents)
    return f"{names}: " if names and not names.endswith(WIDE_COLON) else names


def _label_text(alternative: Alternative) -> str:
    """What stands before an alternative's words: ``EU: Option 2: ``; for no words, ``EU: delete``."""
    return (
        attribution_text(alternative)
        + alternative.label
        + (": " if alternative.label and alternative.content else "")
    )


def stands_apart(alternative: Alternative) -> bool:
    """Whether a space stands before this alternative where it is not the first: it says what it is."""
    return bool(alternative.proponents or (alternative.label and alternative.content))


def add(content: list[Inline], text: Text) -> None:
    """Add text at the end of inline content, joining it to text of its format."""
    last = content[-1] if content else None
    if not text.text:
        return
    if isinstance(last, Text) and last.format is text.format:
        content[-1] = _joined_run([last, text])
    else:
        content.append(text)
