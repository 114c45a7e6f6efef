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

import re
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from draftkit.editorial.names import attribution
from draftkit.errors import DraftkitError
from draftkit.model import (
    Alternative,
    BlockAlternative,
    Bracket,
    BracketKind,
    BracketMark,
    Format,
    Inline,
    NoteCall,
    Position,
    Span,
    Text,
)

SHAPES = {"[": "]", "［": "］", "〔": "〕", "【": "】"}
CLOSERS = {closer: opener for opener, closer in SHAPES.items()}
MARK = re.compile("[" + re.escape("".join(SHAPES) + "".join(CLOSERS)) + "]")

_PIECES = re.compile(
    rf"{MARK.pattern}|\s+(?={MARK.pattern}|$)|(?:(?<={MARK.pattern})|^)\s+|(?:(?!{MARK.pattern}|\s+$|\s+{MARK.pattern}).)+",
    re.DOTALL,
)
"""A bracket, white space at an end or beside a bracket, or anything else."""

DEEPEST_NODE = 100
"""Brackets nested deeper than this are linked marks: real drafts stay below ten levels, and
every walk over the tree would otherwise need a stack as deep as the worst input."""
DEEPEST = 2_000
"""Deeper nesting than this is refused: it is not a draft."""


# --- content as it stands on the page --------------------------------------------------------


def spans(content: Iterable[Inline]) -> tuple[Span, ...]:
    """Inline content with its brackets as characters, texts of one format joined."""
    return join(_unfold(content))


def join(parts: Iterable[Span]) -> tuple[Span, ...]:
    """Spans with neighbours of one format joined and empty texts left out."""
    out: list[Span] = []
    for part in parts:
        if isinstance(part, Text):
            if not part.text:
                continue
            last = out[-1] if out else None
            if isinstance(last, Text) and last.format is part.format:
                out[-1] = Text(last.text + part.text, part.format, last.position)
                continue
        out.append(part)
    return tuple(out)


def normal(content: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in the form rows hold: joined, and nothing in them that cannot be seen.

    White space at the ends of italic or bold text looks like any other; single
    spaces divide words; and brackets carry no format, so that ``[*Decides*`` and
    ``*[Decides*`` are one.
    """
    return join(_single_spaced(_visibly(join(content))))


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
        text = _RUN.sub(_one_space, span.text)
        words = text.strip(_WHITE)
        start = text.index(words)
        if start and not at_start:
            pending = _space(text[:start], pending, span)
        if words:
            if pending:
                yield pending
            yield Text(words, span.format, _moved(span.position, start))
            at_start = False
            after = text[start + len(words) :]
            pending = _space(after, None, span) if after else None


_WHITE = " \t\n"
_RUN = re.compile(r"[ \t\n]{2,}|\t")


def _one_space(found: re.Match[str]) -> str:
    return "\n" if "\n" in found.group() else " "


def _space(white: str, pending: Text | None, span: Text) -> Text:
    """One space, or one line break, for white space of two neighbours."""
    breaks = "\n" in white or (pending is not None and pending.text == "\n")
    return Text("\n" if breaks else " ", span.format, span.position)


def _visibly(content: Iterable[Span]) -> Iterator[Span]:
    for span in content:
        if not isinstance(span, Text) or span.format is Format.PLAIN:
            yield span
            continue
        for piece in _PIECES.finditer(span.text):
            text = piece.group()
            format: Format = span.format
            if text in SHAPES or text in CLOSERS:
                format = Format.PLAIN
            elif text.isspace():
                format &= ~(Format.ITALIC | Format.BOLD)
            yield Text(text, format, _moved(span.position, piece.start()))


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
        gap = " " if index and _stands_apart(alternative) else ""
        yield Text(gap + opener + _label_text(alternative), position=bracket.position)
        yield from alternative.content
        yield Text(closer)


def attribution_text(alternative: Alternative | BlockAlternative) -> str:
    """The proponents as they stand before the words: ``Norway, EU: ``."""
    names = alternative.attribution or ", ".join(alternative.proponents)
    return f"{names}: " if names else ""


def read_attribution(text: str, known: Collection[str]) -> tuple[tuple[str, ...], str, int]:
    """Proponents, the attribution as issued where it needs keeping, and where the words begin."""
    found = attribution(text, known)
    if not found:
        return (), "", 0
    names, cut = found
    issued = text[:cut].rstrip().rstrip(":：").rstrip()
    return names, "" if issued == ", ".join(names) else issued, cut


def _label_text(alternative: Alternative) -> str:
    """What stands before an alternative's words: ``EU: Option 2: ``; for no words, ``EU: delete``."""
    return (
        attribution_text(alternative)
        + alternative.label
        + (": " if alternative.label and alternative.content else "")
    )


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
        for found in MARK.finditer(text):
            mark = found.group()
            if mark in SHAPES:
                stack.append((mark, row, found.start()))
                if len(stack) > DEEPEST:
                    raise TooDeep(row, found.start())
            elif stack and stack[-1][0] == CLOSERS[mark]:
                opener, open_row, open_at = stack.pop()
                pairs.append(Pair(0, opener, open_row, open_at, row, found.start(), 0))
            else:
                strays.append(Stray(mark, row, found.start()))
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


class TooDeep(DraftkitError):
    """Raised with row and character; :mod:`draftkit.build` adds the position."""

    def __init__(self, row: int, at: int) -> None:
        super().__init__(f"square brackets are nested more than {DEEPEST:,} deep")
        self.row = row
        self.at = at


# --- brackets inside one paragraph -----------------------------------------------------------


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
    frames = [_Frame("", None, [])]
    offset = 0
    for span in content:
        if isinstance(span, NoteCall):
            frames[-1].content.append(span)
            continue
        start = 0
        for found in MARK.finditer(span.text):
            pair = marks.get(offset + found.start())
            if pair is None:
                continue  # a stray: text
            _add(frames[-1].content, _part(span, start, found.start()))
            start = found.end()
            here = _moved(span.position, found.start())
            if pair.number not in nodes:
                frames[-1].content.append(BracketMark(found.group(), pair.number, here))
            elif found.group() == pair.opener:
                frames.append(_Frame(pair.opener, here, []))
            else:
                frame = frames.pop()
                _append_bracket(frames[-1].content, _bracket(frame, known))
        _add(frames[-1].content, _part(span, start, len(span.text)))
        offset += len(span.text)
    return _with_law_reports(frames[0].content)


_YEAR = re.compile(r"\[(?:1[89]|20)\d\d\]")
_REPORT = re.compile(
    r"\s*(?:\d+ )?(?:ECR|I\.?C\.?J\.?|P\.?C\.?I\.?J\.?|AC|QB|KB|WLR|All ER|EWCA|UKHL|UKSC|SCR|ILR)\b"
)


def _with_law_reports(content: list[Inline]) -> tuple[Inline, ...]:
    """The content; a bracketed year before the name of a law report is no contested text."""
    for index in range(len(content) - 1):
        node, after = content[index], content[index + 1]
        cites = isinstance(after, Text) and _REPORT.match(after.text)
        if cites and isinstance(node, Bracket) and _YEAR.fullmatch(plain_text([node])):
            content[index] = replace(node, kind=BracketKind.EDITORIAL)
    return tuple(content)


def _part(span: Text, start: int, end: int) -> Text:
    if start == 0 and end == len(span.text):
        return span
    return Text(span.text[start:end], span.format, _moved(span.position, start))


def _moved(position: Position | None, characters: int) -> Position | None:
    return position and Position(position.line, position.column + characters)


def _add(content: list[Inline], text: Text) -> None:
    last = content[-1] if content else None
    if not text.text:
        return
    if isinstance(last, Text) and last.format is text.format:
        content[-1] = Text(last.text + text.text, last.format, last.position)
    else:
        content.append(text)


def _bracket(frame: _Frame, known: Collection[str]) -> Bracket:
    content = tuple(frame.content)
    marks = frame.opener + SHAPES[frame.opener]
    text = plain_text(content)
    kind = bracket_kind(text)
    divided = _strokes(content) if kind is BracketKind.CONTESTED else None
    if divided:
        alternatives = tuple(Alternative(part) for part in divided)
        return Bracket(alternatives, kind, True, marks, frame.position)
    return Bracket((alternative(content, kind, known),), kind, False, marks, frame.position)


_NOTHING = re.compile(r"\s*(delete|no text)\s*", re.IGNORECASE)
_OPTION = re.compile(
    r"\s*((?:Option|Alternative|Alt\.?|Variant|Version)\s+(?:\d+|[IVX]+|[A-Z]|\([a-z\d]+\)))\s*:\s*"
)


def alternative(content: tuple[Inline, ...], kind: BracketKind, known: Collection[str]) -> Alternative:
    """What one pair of brackets holds: proponents, label, words."""
    if kind is not BracketKind.CONTESTED:
        return Alternative(content)
    text = plain_text(content)
    proponents, issued, cut = read_attribution(_leading_text(content), known)
    if cut:
        content, text = _without_start(content, cut), text[cut:]
    if _NOTHING.fullmatch(text) and (cut or "text" in text.lower()):
        return Alternative((), proponents, issued, text.strip())
    option = _OPTION.match(_leading_text(content))
    if option and option.end() < len(text):
        return Alternative(_without_start(content, option.end()), proponents, issued, option.group(1))
    return Alternative(content, proponents, issued)


def _leading_text(content: tuple[Inline, ...]) -> str:
    """The text up to the first note call or bracket."""
    out = []
    for node in content:
        if not isinstance(node, Text):
            break
        out.append(node.text)
    return "".join(out)


def _without_start(content: tuple[Inline, ...], characters: int) -> tuple[Inline, ...]:
    """The content less its first characters, which are all text."""
    out: list[Inline] = []
    for node in content:
        if characters and isinstance(node, Text):
            cut = min(characters, len(node.text))
            characters -= cut
            node = _part(node, cut, len(node.text))
            if not node.text:
                continue
        out.append(node)
    return tuple(out)


def _stands_apart(alternative: Alternative) -> bool:
    """Whether a space stands before this alternative where it is not the first: it says what it is."""
    return bool(alternative.proponents or (alternative.label and alternative.content))


def _append_bracket(content: list[Inline], new: Bracket) -> None:
    """Add a bracket, as a further alternative of the one before it where rule 4 says so."""
    contested = new.kind is BracketKind.CONTESTED and not new.slash
    gap = (
        len(content) >= 2
        and _stands_apart(new.alternatives[0])
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


# --- strokes ---------------------------------------------------------------------------------

_WORDS_AND_STROKES = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*(?:/[^\W\d_]+(?:[-’'][^\W\d_]+)*)+")
_WHOLE = frozenset(
    {"and/or", "he/she", "his/her", "him/her", "she/he", "her/his", "km/h", "et/ou", "y/o", "и/или"}
)


def _strokes(content: tuple[Inline, ...]) -> list[tuple[Inline, ...]] | None:
    text = plain_text(content)
    if "/" not in text or attribution(text):
        return None
    if _WORDS_AND_STROKES.fullmatch(text) and text.lower() not in _WHOLE and not text.isupper():
        return _split(content, re.compile("/"))
    wide = re.compile(r"\s+/\s+")
    strokes = text.count("/")
    if strokes == sum(piece.count("/") for piece in wide.findall(text)) and not text.startswith((" /", "/")):
        parts = _split(content, wide)
        return parts if len(parts) > 1 and all(plain_text(part).strip() for part in parts) else None
    return None


def _split(content: tuple[Inline, ...], stroke: re.Pattern[str]) -> list[tuple[Inline, ...]]:
    parts: list[list[Inline]] = [[]]
    for node in content:
        if not isinstance(node, Text):
            parts[-1].append(node)
            continue
        start = 0
        for found in stroke.finditer(node.text):
            _add(parts[-1], _part(node, start, found.start()))
            parts.append([])
            start = found.end()
        _add(parts[-1], _part(node, start, len(node.text)))
    return [tuple(part) for part in parts]


# --- what brackets are for -------------------------------------------------------------------

_PLACEHOLDER = re.compile(
    r"""\s*(?: [xX]{1,4} (?:[/.,\s]+[xX]{1,4})* | \.{2,} | … | _+ | \?+ | [-–]+ | \s*
          | (?:place\ ?holder|insert|tb[acd])\b .* | (?:text\ |title\ )?to\ (?:come|follow)
          | (?:[^;:,]{1,80}?\ )?(?:to\ be|will\ be|yet\ to\ be)\ (?:added|advised|agreed|announced|assigned|completed
              |confirmed|decided|defined|determined|filled\ in|finali[sz]ed|identified|inserted|issued|provided
              |specified|supplied|translated|updated)\b [^;:,]{0,60}
          | [^;:,]{0,40}\ tb[acd] )\s*""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_EDITORIAL = re.compile(
    r"""\s*(?: on\ the\ reports?\ of\ .* | without\ reference\ to\ .* | on\ (?:the\ )?(?:recommendation|proposal)\ of\ .*
          | sans\ renvoi\ .* | sur\ l[ae]s?\ rapports?\ .* | sin\ remisi[oó]n\ .* | sobre\ la\ base\ del\ .*
          | on\ behalf\ of\ .* | sic!? | (?:original:?\ )?\w+(?:\ and\ \w+)?\ only | original:?\ \w+
          | (?:emphasis|italics|underlining|translation|note)\ (?:added|by|of)\ .* | (?:emphasis|italics)\ added
          | agenda\ items?\ .* | item\ \d+.* | \^\S+ )\s*""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


def bracket_kind(text: str) -> BracketKind:
    """What a bracket with this text is for.

    PLACEHOLDER: ``x``, dots, a blank; "... to be added / confirmed / issued"; "placeholder ...",
    "insert ...", "TBD". EDITORIAL: the report an adopted text rests on, "without reference to a
    Main Committee", "on behalf of ..." after a sponsor, "sic", "English only", an agenda item, a
    note call without note (``[^7]``); and, by what follows it, the year of a law report:
    ``[2020] ECR``. Everything else is CONTESTED: a draft is never read as more agreed than it is.
    """
    if _PLACEHOLDER.fullmatch(text):
        return BracketKind.PLACEHOLDER
    if _EDITORIAL.fullmatch(text):
        return BracketKind.EDITORIAL
    return BracketKind.CONTESTED
