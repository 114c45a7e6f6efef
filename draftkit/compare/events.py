"""Changes in the words of delegates: brackets lifted, alternatives chosen, sponsors joined.

Events are read off the pairs and add nothing to them. A bracket is lifted when
both its marks went and what it held stayed, at least half of it; it is dropped
when that went too; an alternative is chosen when its brackets and all other
alternatives went. Placeholders and editorial brackets make no events.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from draftkit.brackets import MARK, match, nest, plain_text
from draftkit.brackets import Pair as BracketPair
from draftkit.compare.changes import EditKind, Event, EventKind, Pair, PairKind
from draftkit.model import Bracket, BracketKind, Inline, NoteCall, Position, Text
from draftkit.rows import Row, RowKind

DEEPEST = 12
"""Brackets nested deeper make no events: nobody would name them, and real drafts stay below ten levels."""


def events(pairs: Sequence[Pair]) -> tuple[Event, ...]:
    """What happened, in the order of the page."""
    if all(pair.kind is PairKind.SAME and not pair.renumbered for pair in pairs):
        return ()
    body = [pair for pair in pairs if not _is_note(pair)]  # notes come last, so places here are places there
    went, came = _page(body, old=True), _page(body, old=False)
    found = list(_sponsors(pairs))
    for place, pair in enumerate(body):
        label = pair.new_label or pair.old_label
        for kind, words in (*went.happened(place), *came.happened(place)):
            found.append(Event(kind, label, words, place))
        if pair.kind is PairKind.SAME and pair.renumbered and pair.old_label != pair.new_label:
            numbers = (pair.old_label, pair.new_label)
            found.append(Event(EventKind.RENUMBERED, label, numbers, place))
    return tuple(found)


def _is_note(pair: Pair) -> bool:
    row = pair.new or pair.old
    return row is not None and row.kind is RowKind.NOTE


Happening = tuple[EventKind, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Page:
    """One draft's paragraphs, and which of their characters are in the other draft too."""

    old: bool
    texts: list[str]
    stayed: list[bytes]
    """For each character 1 if it stayed."""
    within: dict[int, dict[int, BracketPair]]
    """Brackets inside one paragraph, by paragraph and place of the opening mark."""
    across: dict[int, list[BracketPair]]
    """Brackets over several paragraphs, by the first."""

    def happened(self, index: int) -> Iterator[Happening]:
        """What happened to the brackets that open in a paragraph."""
        if 0 not in self.stayed[index] and index not in self.across:
            return
        for pair in self.across.get(index, ()):
            yield from self._whole(pair)
        inside = self.within.get(index)
        if inside:
            marks = {at: pair for pair in inside.values() for at in (pair.open_at, pair.close_at)}
            numbers = {pair.number for pair in inside.values() if pair.depth <= DEEPEST}
            content = nest((Text(self.texts[index], position=Position(1, 1)),), marks, numbers)
            yield from self._brackets(index, content)

    def _whole(self, pair: BracketPair) -> Iterator[Happening]:
        """Brackets around whole paragraphs."""
        if self.stayed[pair.open_row][pair.open_at] or self.stayed[pair.close_row][pair.close_at]:
            return
        last = self.stayed[pair.close_row][: pair.close_at]
        flags = b"".join((*self.stayed[pair.open_row : pair.close_row], last))[pair.open_at + 1 :]
        if 2 * sum(flags) >= len(flags):
            yield (EventKind.BRACKETS_LIFTED if self.old else EventKind.BRACKETS_OPENED), ()
        elif self.old and not any(flags):
            yield EventKind.BRACKETED_TEXT_DROPPED, ()

    def _brackets(self, index: int, content: Iterable[Inline]) -> Iterator[Happening]:
        for node in content:
            if not isinstance(node, Bracket):
                continue
            if node.kind is BracketKind.CONTESTED:
                yield from self._bracket(index, node)
            below = (part for alternative in node.alternatives for part in alternative.content)
            if not self.old or any(self.stayed[index][_place(node) : self._end(index, node)]):
                yield from self._brackets(index, below)

    def _bracket(self, index: int, bracket: Bracket) -> Iterator[Happening]:
        start, end = _place(bracket), self._end(index, bracket)
        flags, text = self.stayed[index], self.texts[index]
        if start == 0 and end == len(text):
            yield from self._whole(self.within[index][0])
            return
        if not any(flags):
            return  # the paragraph itself came or went
        marks = [at for at in self._marks(index, bracket) if flags[at]]
        kept: list[str] = []
        gone: list[str] = []
        for alternative in bracket.alternatives:
            words = plain_text(alternative.content)
            at = next((_place(node) for node in alternative.content if not isinstance(node, NoteCall)), start)
            (kept if 2 * sum(flags[at : at + len(words)]) >= max(len(words), 1) else gone).append(words)
        if not self.old:
            if kept and not marks:
                yield EventKind.BRACKETS_OPENED, tuple(kept)
        elif len(kept) == 1 and gone and not marks:
            yield EventKind.ALTERNATIVE_CHOSEN, (kept[0], *gone)
        elif kept and not marks:
            yield EventKind.BRACKETS_LIFTED, tuple(kept)
        elif gone and len(marks) < 2 * len(bracket.alternatives):
            yield EventKind.BRACKETED_TEXT_DROPPED, tuple(gone)

    def _marks(self, index: int, bracket: Bracket) -> Iterator[int]:
        """The places of a bracket's marks: two, or two for each alternative."""
        end = self._end(index, bracket)
        at = _place(bracket)
        while at < end:
            pair = self.within[index].get(at)
            if pair is None:
                at += 1
                continue
            yield pair.open_at
            yield pair.close_at
            at = pair.close_at + 1

    def _end(self, index: int, bracket: Bracket) -> int:
        """Behind the last mark of a bracket."""
        at = _place(bracket)
        for turn in range(1 if bracket.slash else len(bracket.alternatives)):
            while turn and at not in self.within[index]:
                at += 1
            at = self.within[index][at].close_at + 1
        return at


def _place(node: Inline) -> int:
    assert node.position is not None
    return node.position.column - 1


def _page(pairs: Sequence[Pair], old: bool) -> _Page:
    rows = [pair.old if old else pair.new for pair in pairs]
    texts = [row.before + row.text if row else "" for row in rows]
    within: dict[int, dict[int, BracketPair]] = {}
    across: dict[int, list[BracketPair]] = {}
    for pair in match(texts)[0] if any(map(MARK.search, texts)) else ():
        if pair.open_row == pair.close_row:
            within.setdefault(pair.open_row, {})[pair.open_at] = pair
        else:
            across.setdefault(pair.open_row, []).append(pair)
    stayed = [_stayed(pair, old) for pair in pairs]
    return _Page(old, texts, stayed, within, across)


def _stayed(pair: Pair, old: bool) -> bytes:
    """For each character of the paragraph on the page 1 if the other draft has it too."""
    row, other = (pair.old, pair.new) if old else (pair.new, pair.old)
    if row is None:
        return b""
    if other is None:
        return bytes(len(row.before) + len(row.text))
    shared = 0
    while shared < min(len(row.before), len(other.before)) and row.before[shared] == other.before[shared]:
        shared += 1
    flags = bytearray(b"\1" * shared + b"\0" * (len(row.before) - shared))
    for edit in pair.edits:
        length = sum(len(span.text) for span in (edit.old if old else edit.new) if isinstance(span, Text))
        flags += (b"\1" if edit.kind in (EditKind.EQUAL, EditKind.FORMAT) else b"\0") * length
    return bytes(flags)


def _sponsors(pairs: Sequence[Pair]) -> Iterator[Event]:
    """Names that joined or left the sponsor lines."""
    old = [pair.old for pair in pairs if pair.old and pair.old.field == "sponsors"]
    new = [pair.new for pair in pairs if pair.new and pair.new.field == "sponsors"]
    before, now = _names(old), _names(new)
    place = next((place for place, pair in enumerate(pairs) if _sponsor_line_changed(pair)), -1)
    joined = tuple(name for name in now if name not in before)
    withdrawn = tuple(name for name in before if name not in now)
    if joined:
        yield Event(EventKind.SPONSORS_JOINED, "Sponsors", joined, place)
    if withdrawn:
        yield Event(EventKind.SPONSORS_WITHDRAWN, "Sponsors", withdrawn, place)


def _sponsor_line_changed(pair: Pair) -> bool:
    row = pair.new or pair.old
    return pair.kind is not PairKind.SAME and row is not None and row.field == "sponsors"


def _names(rows: Iterable[Row]) -> list[str]:
    from draftkit.editorial.sponsors import is_sponsor_line, parse_sponsors

    lines = [row.text for row in rows if is_sponsor_line(row.text)]
    return [sponsor.name for line in lines for sponsor in parse_sponsors(line).sponsors]
