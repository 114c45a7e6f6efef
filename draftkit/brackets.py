"""Square brackets in drafts: which close which, what they hold, what they are for.

The rules, in the order they are applied:

1. A closing bracket closes the innermost open bracket of its own shape. One
   that closes nothing, and one that is never closed, is text.
2. A pair inside one paragraph is a :class:`Bracket`. A pair around whole
   paragraphs is a :class:`BlockBracket` (:mod:`draftkit.build`). Any other pair
   is two linked :class:`BracketMark`.
3. ``[Norway, EU: should]`` names its proponents before a colon
   (:func:`draftkit.editorial.names.attribution`).
4. Brackets that touch, ``[shall][should]``, are alternatives of one bracket.
   So is a bracket with proponents or an option's label that follows another
   after one space: ``[shall] [EU: should]``. Other brackets side by side stay
   separate, since ``[in 2031] [or later]`` may be two insertions as well as two
   alternatives.
5. Strokes divide alternatives when a bracket holds words and strokes only,
   ``[shall/should]``, or when a space stands on either side of each stroke,
   ``[by 2031 / as soon as possible]``. ``[A/RES/70/1]`` and ``[and/or]`` stay whole.
6. The kind is :func:`bracket_kind`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence

from draftkit.alternatives import alternative, bracket_kind, strokes
from draftkit.content import CLOSERS, SHAPES, add, join, marks_in, piece, place, plain_text, stands_apart
from draftkit.dataclass import dataclass, replace
from draftkit.errors import DraftkitError
from draftkit.model import (
    Alternative,
    BlockBracket,
    Bracket,
    BracketKind,
    BracketMark,
    Draft,
    Inline,
    NoteCall,
    Paragraph,
    Position,
    Section,
    Span,
    Text,
    walk,
)
from draftkit.patterns import lazy_pattern, worded_pattern

DEEPEST_NODE = 100
"""Brackets nested deeper than this are linked marks: real drafts stay below ten levels, and
every walk over the tree would otherwise need a stack as deep as the worst input."""
DEEPEST = 2_000
"""Deeper nesting than this is refused: it is not a draft."""
MOST_STRAYS = 10_000
"""More brackets without a counterpart than this are refused, for the same reason."""


# --- which bracket closes which --------------------------------------------------------------


@dataclass(slots=True)
class Pair:
    """Two brackets that belong together, by row and by character of the row's page text."""

    number: int
    opener: str
    open_row: int
    open_at: int
    close_row: int
    close_at: int
    depth: int
    """1 for a bracket that stands in no other."""
    position: Position | None = None


@dataclass(frozen=True, slots=True)
class Stray:
    """A bracket without its counterpart."""

    mark: str
    row: int
    at: int


def match(texts: Sequence[str]) -> tuple[list[Pair], list[Stray]]:
    """The bracket pairs of a sequence of paragraphs, in the order they open, and the strays."""
    pairs: list[Pair] = []
    strays: list[Stray] = []
    stack: list[tuple[str, int, int]] = []
    for row, text in enumerate(texts):
        if text.isascii() and "[" not in text and "]" not in text:
            continue  # as most paragraphs
        for found in marks_in(text):
            mark = found.group()
            if mark in SHAPES:
                stack.append((mark, row, found.start()))
                if len(stack) > DEEPEST:
                    raise NotADraft(
                        f"square brackets are nested more than {DEEPEST:,} deep", row, found.start()
                    )
            elif stack and stack[-1][0] == CLOSERS[mark]:
                opener, open_row, open_at = stack.pop()
                pairs.append(Pair(0, opener, open_row, open_at, row, found.start(), 0))
            else:
                strays.append(Stray(mark, row, found.start()))
                if len(strays) > MOST_STRAYS:
                    message = f"more than {MOST_STRAYS:,} square brackets close nothing"
                    raise NotADraft(message, row, found.start())
    strays.extend(Stray(mark, row, at) for mark, row, at in stack)
    strays.sort(key=lambda stray: (stray.row, stray.at))
    pairs.sort(key=lambda pair: (pair.open_row, pair.open_at))
    enclosing: list[Pair] = []
    for number, pair in enumerate(pairs, start=1):
        while enclosing and (enclosing[-1].close_row, enclosing[-1].close_at) < (pair.open_row, pair.open_at):
            enclosing.pop()
        enclosing.append(pair)
        pair.number, pair.depth = number, len(enclosing)
    return pairs, strays


class NotADraft(DraftkitError):
    """Brackets no draft has. Raised with row and character, for whoever knows the row's position."""

    def __init__(self, message: str, row: int, at: int) -> None:
        super().__init__(message)
        self.row = row
        self.at = at


@dataclass(slots=True)
class _Frame:
    """A bracket whose end has not been reached."""

    opener: str
    position: Position | None
    content: list[Inline]


def nest(
    content: Iterable[Span], marks: Mapping[int, Pair], nodes: Container[int], known: Collection[str] = ()
) -> tuple[Inline, ...]:
    """Inline content out of spans; ``known`` are names of delegations, kept whole in attributions.

    ``marks`` gives the pair each bracket character belongs to, by its offset in
    the text of ``content``; ``nodes`` the numbers of the pairs that are brackets
    of this paragraph. The other pairs become linked marks, strays stay text.
    """
    if not marks:
        return join(content)
    frames = [_Frame("", None, [])]
    offset = 0
    for span in content:
        if isinstance(span, NoteCall):
            frames[-1].content.append(span)
            continue
        start = 0
        for found in marks_in(span.text):
            pair = marks.get(offset + found.start())
            if pair is None:
                continue  # a stray: text
            add(frames[-1].content, piece(span, start, found.start()))
            start = found.end()
            here = place(span, found.start())
            if pair.number not in nodes:
                frames[-1].content.append(BracketMark(found.group(), pair.number, here))
            elif found.group() == pair.opener:
                frames.append(_Frame(pair.opener, here, []))
            else:
                frame = frames.pop()
                _append_bracket(frames[-1].content, _bracket(frame, known))
        add(frames[-1].content, piece(span, start, len(span.text)))
        offset += len(span.text)
    return _with_law_reports(frames[0].content)


_YEAR = lazy_pattern(r"\[(?:1[89]|20)\d\d\]")
_REPORT = worded_pattern(
    r"\s*(?:\d+ )?(?:ECR|I\.?C\.?J\.?|P\.?C\.?I\.?J\.?|AC|QB|KB|WLR|All ER|EWCA|UKHL|UKSC|SCR|ILR)\b",
    "ECR",
    "J",
    "AC",
    "QB",
    "KB",
    "WLR",
    "All ER",
    "EWCA",
    "UKHL",
    "UKSC",
    "SCR",
    "ILR",
)


def _with_law_reports(content: list[Inline]) -> tuple[Inline, ...]:
    """The content; a bracketed year before the name of a law report is no contested text."""
    for index in range(len(content) - 1):
        node, after = content[index], content[index + 1]
        cites = isinstance(after, Text) and _REPORT.match(after.text)
        if cites and isinstance(node, Bracket) and _YEAR.fullmatch(plain_text([node])):
            content[index] = replace(node, kind=BracketKind.EDITORIAL)
    return tuple(content)


def _bracket(frame: _Frame, known: Collection[str]) -> Bracket:
    content = tuple(frame.content)
    marks = frame.opener + SHAPES[frame.opener]
    text = plain_text(content)
    only_calls = not text.strip() and any(isinstance(node, NoteCall) for node in content)
    kind = BracketKind.CONTESTED if only_calls else bracket_kind(text)
    divided = strokes(content) if kind is BracketKind.CONTESTED else None
    if divided:
        alternatives = tuple(Alternative(part) for part in divided)
        return Bracket(alternatives, kind, True, marks, frame.position)
    return Bracket((alternative(content, kind, known),), kind, False, marks, frame.position)


def _append_bracket(content: list[Inline], new: Bracket) -> None:
    """Add a bracket, as a further alternative of the one before it where rule 4 says so."""
    contested = new.kind is BracketKind.CONTESTED and not new.slash
    gap = (
        len(content) >= 2
        and stands_apart(new.alternatives[0])
        and isinstance(content[-1], Text)
        and content[-1].text == " "
    )
    place = -2 if gap else -1
    last = content[place] if content else None
    if (
        contested
        and isinstance(last, Bracket)
        and last.kind is BracketKind.CONTESTED
        and not last.slash
        and last.marks == new.marks
    ):
        del content[place:]
        content.append(
            Bracket(last.alternatives + new.alternatives, last.kind, False, last.marks, last.position)
        )
    else:
        content.append(new)


def proponents(draft: Draft) -> Iterator[tuple[str, Position | None]]:
    """The delegations named in the brackets of a draft, each time they are named."""
    contents = deque(line.content for line in draft.front)
    contents.extend(note.content for note in draft.notes)
    for block in walk(draft.body):
        match block:
            case Paragraph():
                contents += (block.before, block.content)
            case Section():
                contents.append(block.heading)
            case BlockBracket():
                for wording in block.alternatives:
                    yield from ((name, block.position) for name in wording.proponents)
    while contents:
        for node in contents.popleft():
            if isinstance(node, Bracket):
                for alternative in node.alternatives:
                    yield from ((name, node.position) for name in alternative.proponents)
                    contents.append(alternative.content)
