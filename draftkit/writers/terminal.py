"""Changes for a terminal: paragraph by paragraph, words marked.

Marks are ``{-deleted-}``, ``{+inserted+}`` and ``{~in another format~}``. Braces
do not occur in UN drafts, square brackets do; so a lifted bracket, ``{-[-}``,
cannot be taken for bracketed text. Colour repeats what the marks say and never
says more. A note call reads ``^3``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby

from draftkit.compare.changes import Changes, EditKind, Event, EventKind, Pair, PairKind
from draftkit.compare.tokens import CALL, tokens
from draftkit.model import NoteCall, Span
from draftkit.rows import Row, RowKind

SAME = "The two drafts are the same."

LEGEND = "{-deleted-}  {+inserted+}  {~in another format~}  ^3: call of note 3  \u2026: words that stayed"

CONTEXT = 12
"""Words shown on either side of a change."""

INDENT = "    "

Styled = list[tuple[str, str]]
"""Text and its style."""

_MARKS = {EditKind.DELETE: ("{-", "-}"), EditKind.INSERT: ("{+", "+}"), EditKind.FORMAT: ("{~", "~}")}
_STYLES = {
    EditKind.EQUAL: "",
    EditKind.DELETE: "\x1b[31;9m",
    EditKind.INSERT: "\x1b[32;4m",
    EditKind.FORMAT: "\x1b[36m",
}
_BOLD, _DIM, _EVENT, _RESET = "\x1b[1m", "\x1b[2m", "\x1b[33m", "\x1b[0m"


def terminal(changes: Changes, color: bool = False, width: int = 100) -> str:
    """The changes as lines of at most ``width`` columns, the last one a summary."""
    if not changes.any:
        return SAME + "\n"
    events: dict[int, list[Event]] = {}
    for event in changes.events:
        if event.kind is not EventKind.RENUMBERED:
            events.setdefault(event.place, []).append(event)
    moved = _Moved(changes)
    blocks: list[list[Styled]] = []
    for group, run in groupby(enumerate(changes.pairs), lambda item: _group(item[1])):
        pairs = list(run)
        if group == "unchanged":
            blocks.append([[(f"({_range([pair.new_label for _, pair in pairs])} unchanged)", _DIM)]])
        elif group == "renumbered":
            blocks.append([_renumbered([pair for _, pair in pairs])])
        else:
            blocks += (
                moved.block(place) or _paragraph(moved.pair(place), events.get(place, ()))
                for place, _ in pairs
            )
    if any(edit.kind is not EditKind.EQUAL for pair in changes.pairs for edit in pair.edits):
        blocks.append([[(LEGEND, _DIM)]])
    blocks.append([[(_summary(changes), _BOLD)]])
    return "\n\n".join(_joined(block, color, width) for block in blocks) + "\n"


class _Moved:
    """The paragraphs that moved: told where they went, shown where they came."""

    def __init__(self, changes: Changes) -> None:
        self.changes = changes
        self.went = {move.went: move for move in changes.moves}
        self.came = {move.came: move for move in changes.moves}

    def block(self, place: int) -> list[Styled] | None:
        """Where the paragraph went; None if it did not go away."""
        if place not in self.went:
            return None
        pairs = self.changes.pairs
        return [
            [(pairs[place].old_label, _BOLD), (f"  moved to {pairs[self.went[place].came].new_label}", "")]
        ]

    def pair(self, place: int) -> Pair:
        """The pair; of one that came from elsewhere, both its rows."""
        pair = self.changes.pairs[place]
        if place not in self.came:
            return pair
        old, move = self.changes.pairs[self.came[place].went], self.came[place]
        return replace(pair, old=old.old, old_label=old.old_label, edits=move.edits)


def _group(pair: Pair) -> str:
    if pair.kind is not PairKind.SAME:
        return "changed"
    return "renumbered" if pair.renumbered and _is_paragraph(pair) else "unchanged"


def _is_paragraph(pair: Pair) -> bool:
    """Whether a new number is worth telling: notes are numbered by the page, not by delegations."""
    return pair.new is not None and pair.new.kind is not RowKind.NOTE


def _renumbered(pairs: Sequence[Pair]) -> Styled:
    was, now = _range([pair.old_label for pair in pairs]), _range([pair.new_label for pair in pairs])
    if was == now:
        return [(was, _BOLD), ("  number written in another way only", "")]
    return [(f"{was} -> {now}", _BOLD), ("  renumbered only", "")]


def _range(labels: Sequence[str]) -> str:
    return labels[0] if len(labels) == 1 else f"{labels[0]} \u2026 {labels[-1]}"


def _paragraph(pair: Pair, events: Iterable[Event]) -> list[Styled]:
    """Label, events, text."""
    label = pair.new_label or pair.old_label
    if pair.old_label and pair.new_label and pair.old_label != pair.new_label:
        label = f"{pair.old_label} -> {pair.new_label}"
    moved = pair.kind is PairKind.INSERTED and pair.old is not None
    what = "  moved" if moved else "" if pair.kind is PairKind.EDITED else f"  {pair.kind.value}"
    block: list[Styled] = [[(label, _BOLD), (what + _became(pair), "")]]
    block += ([(f"{INDENT}* {_told(event)}", _EVENT)] for event in events)
    text = _shortened(_runs(pair))
    if text:
        block.append([(INDENT, ""), *text])
    return block


def _became(pair: Pair) -> str:
    """A change of what the paragraph is."""
    if pair.old is None or pair.new is None:
        return ""
    was, became = _part(pair.old), _part(pair.new)
    return f"  {was} made {became}" if was != became else ""


def _part(row: Row) -> str:
    return f"{row.kind.value} (level {row.level})" if row.level else row.kind.value


def _told(event: Event) -> str:
    """An event in words."""
    words = [f"\u201c{_short(word)}\u201d" for word in event.words]
    first, others = words[:1], _listed(words[1:])
    match event.kind:
        case EventKind.MOVED:
            return f"moved behind the new {event.words[1]}" if event.words[1] else "moved to the beginning"
        case EventKind.ALTERNATIVE_CHOSEN:
            return f"alternative chosen: {first[0]}, not {others}"
        case EventKind.ALTERNATIVES_OPENED:
            return f"brackets around {first[0]} opened, with {others} as alternative"
        case EventKind.BRACKETS_OPENED | EventKind.BRACKETS_LIFTED:
            whole = f"{event.label} to {event.through}" if event.through else "the whole paragraph"
            return f"brackets around {_listed(words) or whole} {event.kind.value.removeprefix('brackets ')}"
        case EventKind.BRACKETED_TEXT_REPLACED:
            return f"bracketed text replaced: {first[0]} in place of {others}"
        case EventKind.BRACKETED_TEXT_ADDED | EventKind.BRACKETED_TEXT_DROPPED:
            return f"{event.kind.value}: {_listed(words)}"
        case EventKind.PROPONENTS_JOINED | EventKind.PROPONENTS_WITHDRAWN:
            when = "now" if event.kind is EventKind.PROPONENTS_JOINED else "no longer"
            verb = "propose" if len(event.words) > 2 else "proposes"
            return f"{_listed(event.words[1:])} {when} {verb} {first[0]}"
        case _:
            return f"{event.kind.value}: {', '.join(event.words)}"


def _listed(items: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))


def _short(text: str) -> str:
    words = text.split()
    return text if len(words) <= CONTEXT else " ".join(words[:CONTEXT]) + "\u2026"


# --- the text of a paragraph -----------------------------------------------------------------


def _runs(pair: Pair) -> list[tuple[EditKind, str]]:
    """The paragraph in runs, with what stands before its number if that changed."""
    runs = [(edit.kind, _plain(edit.new or edit.old)) for edit in pair.edits]
    if any(kind in (EditKind.DELETE, EditKind.INSERT) for kind, _ in runs):
        # A space in another format looks the same; marks around it would only be noise.
        look = EditKind.FORMAT
        runs = [(EditKind.EQUAL if kind is look and text.isspace() else kind, text) for kind, text in runs]
    old, new = _lead(pair.old), _lead(pair.new)
    if pair.old and pair.new and old == new:
        lead = [(EditKind.EQUAL, new)]
    else:
        lead = [(EditKind.DELETE, old), (EditKind.INSERT, new)]
    merged: list[tuple[EditKind, str]] = []
    for kind, text in (*lead, *runs):
        if merged and merged[-1][0] is kind:
            merged[-1] = kind, merged[-1][1] + text
        elif text:
            merged.append((kind, text))
    return merged


def _lead(row: Row | None) -> str:
    """What stands before the text besides the number."""
    if row is None:
        return ""
    return f"{row.before}{row.option} " if row.option else row.before


def _plain(content: Iterable[Span]) -> str:
    text = "".join(f"^{span.note}" if isinstance(span, NoteCall) else span.text for span in content)
    return text.replace("\n", " ")


def _shortened(runs: Sequence[tuple[EditKind, str]]) -> Styled:
    """Runs with their marks; a long unchanged one keeps CONTEXT words beside each change."""
    out: Styled = []
    for index, (kind, text) in enumerate(runs):
        if kind is EditKind.EQUAL:
            out.append((_context(text, before=index > 0, after=index < len(runs) - 1), ""))
        else:
            opener, closer = _MARKS[kind]
            out.append((f"{opener}{text}{closer}", _STYLES[kind]))
    return out


def _context(text: str, before: bool, after: bool) -> str:
    """The words next to the change before this run, and next to the one after it."""
    words = list(re.finditer(r"\S+", text))
    head, tail = CONTEXT * before, CONTEXT * after
    if not (head or tail):
        return _short(text)
    if len(words) <= head + tail + 2:
        return text
    start = text[: words[head - 1].end()] + " " if head else ""
    end = " " + text[words[-tail].start() :] if tail else ""
    return f"{start}\u2026{end}"


def _summary(changes: Changes) -> str:
    kinds = [pair.kind for pair in changes.pairs]
    counts = {kind.value: kinds.count(kind) for kind in PairKind if kind is not PairKind.SAME}
    for kind in (PairKind.INSERTED, PairKind.DELETED):
        counts[kind.value] -= len(changes.moves)
    counts["moved"] = len(changes.moves)
    counts["renumbered only"] = sum(_group(pair) == "renumbered" for pair in changes.pairs)
    paragraphs = ", ".join(f"{count:,} {what}" for what, count in counts.items() if count)
    words = dict.fromkeys(EditKind, 0)
    stayed = {place for move in changes.moves for place in (move.went, move.came)}
    edits = [pair.edits for place, pair in enumerate(changes.pairs) if place not in stayed]
    for edit in chain.from_iterable((*edits, *(move.edits for move in changes.moves))):
        words[edit.kind] += _words(edit.old + edit.new)
    return (
        f"Paragraphs: {paragraphs or 'notes renumbered'}; "
        f"words: +{words[EditKind.INSERT]:,}, -{words[EditKind.DELETE]:,}."
    )


def _words(content: tuple[Span, ...]) -> int:
    """How many words there are: brackets, stops and note calls are none."""
    return sum(any(map(str.isalnum, word)) for word in tokens(content).words if word[0] != CALL)


# --- lines -----------------------------------------------------------------------------------


def _joined(block: Iterable[Styled], color: bool, width: int) -> str:
    return "\n".join(
        line
        for styled in block
        for line in wrapped(styled, color, width, INDENT if styled[0][0].startswith(INDENT) else "")
    )


def wrapped(styled: Styled, color: bool, width: int, indent: str = "") -> Iterator[str]:
    """Lines of at most width columns, indented from the second on; no style goes past the end of one."""
    text = "".join(part for part, _ in styled)
    styles = [style for part, style in styled for _ in part]
    lead = ""
    start, at, used = 0, 0, 0
    for end in _breaks(text, max(width - len(indent), 1)):
        size = sum(map(_columns, text[at:end]))
        if used + size > width and at > len(indent) and not text[at:end].isspace():
            yield lead + _painted(text[start:at].rstrip(), styles[start:at], color)
            lead, start, used = indent, at, len(indent)
        at, used = end, used + size
    yield lead + _painted(text[start:].rstrip(), styles[start:], color)


def _breaks(text: str, longest: int) -> Iterator[int]:
    """Where a line may end: behind a word, its spaces, a wide character; within what is too long."""
    for found in _UNBROKEN.finditer("".join(_class(text, place) for place in range(len(text)))):
        size = 0
        for place in range(found.start(), found.end()):
            size += _columns(text[place])
            if size > longest:
                yield place
                size = _columns(text[place])
        yield found.end()


_UNBROKEN = re.compile("s+|wm*|<?[om]+>?|[<>]")
"""Over the classes of the letters: a run of spaces, a wide letter with its marks, a word."""


def _class(text: str, place: int) -> str:
    """What a letter is where lines end: space, wide letter, mark on a letter, or other.

    A space inside a mark of the diff, ``{+all +}``, stays with the mark, and beyond the mark a line
    may end (>) or begin (<).
    """
    letter = text[place]
    if letter in " \t":
        inside = text[place - 2 : place] in _OPENING or text[place + 1 : place + 3] in _CLOSING
        return "o" if inside else "s"
    if letter == "{" and text[place : place + 2] in _OPENING and text[place + 2 : place + 3] == " ":
        return "<"
    if letter == "}" and text[place - 1 : place + 1] in _CLOSING and text[place - 2 : place - 1] == " ":
        return ">"
    columns = _columns(letter)
    return "w" if columns == 2 else "o" if columns else "m"


_OPENING, _CLOSING = (frozenset(mark) for mark in zip(*_MARKS.values(), strict=True))


def _columns(letter: str) -> int:
    """The columns a letter takes in a terminal (Unicode Standard Annex 11)."""
    if letter.isascii():
        return 1
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Cf", "Me", "Mn"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _painted(text: str, styles: Sequence[str], color: bool) -> str:
    if not color:
        return text
    out = ""
    for style, run in groupby(zip(styles, text, strict=False), lambda item: item[0]):
        part = "".join(letter for _, letter in run)
        out += f"{style}{part}{_RESET}" if style else part
    return out
