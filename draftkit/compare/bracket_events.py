"""What happened to the brackets of two drafts.

What an alternative holds *stays* when at least half of its characters are in the
other draft too. When all marks of a bracket went,

- of several alternatives, one is chosen if just its words stand between the words
  around the bracket now: ``[shall][should]`` become ``shall not`` is another wording;
- texts that stayed had their brackets lifted if they stand there word for word;
- otherwise the text was replaced if the words on either side stayed and others stand
  between them now, and what did not stay was dropped if they did not.

An alternative that only moved, ``[a][b]`` become ``[b][a]``, was not dropped.

A stroke in a bracket that the notation does not divide, ``[does/does not]``,
divides alternatives if one of them is just what stayed. Placeholders and
editorial brackets make no events, nor do brackets in a paragraph that itself
came or went.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from draftkit.brackets import Pair as BracketPair
from draftkit.brackets import match, nest
from draftkit.compare.changes import EditKind, Event, EventKind, Pair
from draftkit.content import MARK, plain_text
from draftkit.dataclass import dataclass
from draftkit.model import Alternative, Bracket, BracketKind, Inline, NoteCall, Position, Text

DEEPEST = 12
"""Brackets nested deeper make no events: nobody would name them, and real drafts stay below ten levels."""

STAYED = 0.5
"""Share of an alternative's characters in the other draft from which it stayed."""

_STOPS = " ,;:.،؛，；：。"


@dataclass(frozen=True, slots=True)
class _Part:
    """An alternative on the page."""

    text: str
    """Its words; of an empty one, what stands for them: ``delete``."""
    start: int
    end: int
    proponents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One draft's paragraphs, and which of their characters are in the other draft too."""

    old: bool
    texts: list[str]
    stayed: list[bytes]
    """For each character 1 if it stayed."""
    names: list[str]
    """What each paragraph is called in the new draft; in the old one, if it went."""
    within: dict[int, dict[int, BracketPair]]
    """Brackets inside one paragraph, by paragraph and place of the opening mark."""
    across: dict[int, list[BracketPair]]
    """Brackets over several paragraphs, by the first."""

    def happened(self, index: int, other: Page) -> Iterator[Event]:
        """What happened to the brackets that open in a paragraph."""
        for pair in self.across.get(index, ()):
            if happened := self.around(pair):
                yield happened
        flags = self.stayed[index]
        if index in self.within and 0 in flags and 1 in flags:
            yield from _Row(self, index, other).happened(self.nodes(index))

    def nodes(self, index: int) -> tuple[Inline, ...]:
        """A paragraph with its brackets as nodes, their positions being places in the text."""
        inside = self.within.get(index, {})
        marks = {at: pair for pair in inside.values() for at in (pair.open_at, pair.close_at)}
        numbers = {pair.number for pair in inside.values() if pair.depth <= DEEPEST}
        return nest((Text(self.texts[index], position=Position(1, 1)),), marks, numbers)

    def parts(self, index: int) -> list[_Part]:
        """All alternatives of a paragraph's contested brackets, at any depth."""
        return [part for node in _contested(self.nodes(index)) for part in _parts(node)]

    def around(self, pair: BracketPair) -> Event | None:
        """What happened to brackets around whole paragraphs."""
        if self.stayed[pair.open_row][pair.open_at] or self.stayed[pair.close_row][pair.close_at]:
            return None
        flags = b"".join(self.stayed[pair.open_row : pair.close_row + 1])
        end = len(flags) - len(self.stayed[pair.close_row]) + pair.close_at
        held = flags[pair.open_at + 1 : end]
        if sum(held) < STAYED * len(held):
            return None
        last = self.names[pair.close_row] if pair.close_row > pair.open_row else ""
        kind = EventKind.BRACKETS_LIFTED if self.old else EventKind.BRACKETS_OPENED
        return Event(kind, self.names[pair.open_row], (), pair.open_row, last)


@dataclass(frozen=True, slots=True)
class _Row:
    """One paragraph of a page."""

    page: Page
    index: int
    other: Page

    def happened(self, content: Iterable[Inline]) -> Iterator[Event]:
        flags = self.page.stayed[self.index]
        for node in content:
            if not isinstance(node, Bracket):
                continue
            if node.kind is BracketKind.CONTESTED:
                yield from self._settled(node) if self.page.old else self._opened(node)
            if any(flags[_place(node) : self._end(node)]):
                yield from self.happened(_held(node))

    def _settled(self, bracket: Bracket) -> Iterator[Event]:
        """A bracket of the old draft that is there no more, or not all of it."""
        marks = self._marks_left(bracket)
        parts = _parts(bracket)
        kept = [part for part in parts if self._share(part) >= STAYED]
        now = self._now(_place(bracket), self._end(bracket))
        gone = [part for part in parts if part not in kept and not _moved(part, now)]
        if marks:
            if gone and marks < 2 * len(bracket.alternatives):
                yield self._event(EventKind.BRACKETED_TEXT_DROPPED, _texts(gone))
            return
        if self._is_whole(bracket):
            yield from self._around(bracket)
            return
        lifted = (len(kept) == len(parts) or len(kept) > 1) and all(map(self._stands, kept))
        if chosen := self._chosen(bracket):
            yield self._event(EventKind.ALTERNATIVE_CHOSEN, chosen)
        elif lifted:
            yield self._event(EventKind.BRACKETS_LIFTED, _texts(kept))
        elif _replaces(now, parts) and self._stands_alone(bracket):
            yield self._event(EventKind.BRACKETED_TEXT_REPLACED, (now.strip(), *_texts(parts)))
            return
        if gone and not chosen:
            yield self._event(EventKind.BRACKETED_TEXT_DROPPED, _texts(gone))

    def _chosen(self, bracket: Bracket) -> tuple[str, ...]:
        """The alternative that was chosen and those that were not, if that is what happened."""
        parts = _parts(bracket)
        if len(parts) == 1:
            pieces = [piece.strip() for piece in parts[0].text.split("/")]
            held = [piece for piece in pieces if piece]
        else:
            pieces, held = list(_texts(parts)), [part.text if part.end > part.start else "" for part in parts]
        before, now, after = self._became(bracket)
        found = [at for at, words in enumerate(held) if _same(before + words + after, now)]
        if len(pieces) == 1 or len(pieces) != len(held) or len(found) != 1:
            return ()
        return (pieces[found[0]], *pieces[: found[0]], *pieces[found[0] + 1 :])

    def _became(self, bracket: Bracket) -> tuple[str, str, str]:
        """What stands now between the words around a bracket, and on its sides what stayed of that."""
        text, flags = self.page.texts[self.index], self.page.stayed[self.index]
        start, end = _place(bracket), self._end(bracket)
        first, last = start, end
        while first > 0 and not (flags[first - 1] and text[first - 1].isalnum()):
            first -= 1
        while last < len(text) and not (flags[last] and text[last].isalnum()):
            last += 1
        lead = "".join(text[at] for at in range(first, start) if flags[at])
        trail = "".join(text[at] for at in range(end, last) if flags[at])
        others = [at for at, flag in enumerate(self.other.stayed[self.index]) if flag]
        after_last = others[sum(flags[:last])] if last < len(text) else len(self.other.texts[self.index])
        before = others[sum(flags[:first]) - 1] + 1 if first else 0
        return lead, self.other.texts[self.index][before:after_last], trail

    def _stands(self, part: _Part) -> bool:
        """Whether a text stands in the other draft word for word, with nothing put in.

        What was dropped with its own brackets inside the text is told by itself.
        """
        flags, others = self.page.stayed[self.index], self.other.stayed[self.index]
        places = [at for at, flag in enumerate(others) if flag]
        ranks = _ranks(flags, part)
        if not ranks:
            return False
        now = self.other.texts[self.index][places[ranks[0]] : places[ranks[-1]] + 1]
        if _same(part.text, now):
            return True
        return MARK.search(part.text) is not None and _same(self._without_gone(part), now)

    def _without_gone(self, part: _Part) -> str:
        """A text without the bracketed texts in it that did not stay."""
        gone = [
            range(other.start, other.end)
            for other in self.page.parts(self.index)
            if part.start < other.start <= other.end < part.end and self._share(other) < STAYED
        ]
        text = self.page.texts[self.index]
        return "".join(text[at] for at in range(part.start, part.end) if not any(at in one for one in gone))

    def _stroked(self, bracket: Bracket) -> tuple[str, ...]:
        """Of a text with strokes that are part of it, the piece that is just what stayed, and the others."""
        pieces = [piece.strip() for part in _parts(bracket) for piece in part.text.split("/")]
        found = [piece for piece in pieces if piece and _bare(piece) == self._left(bracket)]
        if len(_parts(bracket)) > 1 or len(pieces) == 1 or len(found) != 1:
            return ()
        return (found[0], *(piece for piece in pieces if piece != found[0]))

    def _left(self, bracket: Bracket) -> str:
        """What stayed of a bracket."""
        text, flags = self.page.texts[self.index], self.page.stayed[self.index]
        return _bare("".join(text[at] for at in range(_place(bracket), self._end(bracket)) if flags[at]))

    def _opened(self, bracket: Bracket) -> Iterator[Event]:
        """A bracket of the new draft that was not there before, or not all of it."""
        if marks := self._marks_left(bracket):
            if marks < 2 * len(bracket.alternatives):
                now = self._now(_place(bracket), self._end(bracket))
                came = [p for p in _parts(bracket) if self._share(p) < STAYED and not _moved(p, now)]
                if came:
                    yield self._event(EventKind.BRACKETED_TEXT_ADDED, _texts(came))
            return
        if self._is_whole(bracket):
            yield from self._around(bracket)
            return
        parts = _parts(bracket)
        kept = [part for part in parts if self._share(part) >= STAYED]
        others = [part for part in parts if part not in kept]
        words = _texts([*kept, *others]) if len(kept) == 1 and others else self._stroked(bracket)
        if words:
            yield self._event(EventKind.ALTERNATIVES_OPENED, words)
        elif kept:
            yield self._event(EventKind.BRACKETS_OPENED, _texts(kept))
        elif not self._now(_place(bracket), self._end(bracket)).strip(_STOPS):
            yield self._event(EventKind.BRACKETED_TEXT_ADDED, _texts(parts))

    def _around(self, bracket: Bracket) -> Iterator[Event]:
        if happened := self.page.around(next(self._pairs(bracket))):
            yield happened

    def _event(self, kind: EventKind, words: tuple[str, ...]) -> Event:
        return Event(kind, self.page.names[self.index], words, self.index)

    def _is_whole(self, bracket: Bracket) -> bool:
        """Whether the bracket is around the whole paragraph, stops at the end aside."""
        text, end = self.page.texts[self.index], self._end(bracket)
        return _place(bracket) == 0 and not text[end:].strip(_STOPS) and len(_parts(bracket)) == 1

    def _share(self, part: _Part) -> float:
        return sum(self.page.stayed[self.index][part.start : part.end]) / max(part.end - part.start, 1)

    def _now(self, start: int, end: int) -> str:
        """What stands in the other draft in the place of a part of this paragraph."""
        flags, others = self.page.stayed[self.index], self.other.stayed[self.index]
        places = [-1, *(at for at, flag in enumerate(others) if flag), len(others)]
        return self.other.texts[self.index][places[sum(flags[:start])] + 1 : places[sum(flags[:end]) + 1]]

    def _stands_alone(self, bracket: Bracket) -> bool:
        """Whether the words on either side of a bracket stayed: what is between them now took its place."""
        text, flags = self.page.texts[self.index], self.page.stayed[self.index]
        before = len(text[: _place(bracket)].rstrip(_STOPS)) - 1
        after = len(text) - len(text[self._end(bracket) :].lstrip(_STOPS))
        return (before < 0 or bool(flags[before])) and (after == len(text) or bool(flags[after]))

    def _marks_left(self, bracket: Bracket) -> int:
        """How many of a bracket's marks stayed; it has two, or two for each alternative."""
        flags = self.page.stayed[self.index]
        return sum(flags[pair.open_at] + flags[pair.close_at] for pair in self._pairs(bracket))

    def _end(self, bracket: Bracket) -> int:
        """Behind the last mark of a bracket."""
        return [pair.close_at + 1 for pair in self._pairs(bracket)][-1]

    def _pairs(self, bracket: Bracket) -> Iterator[BracketPair]:
        """The marks of a bracket: one pair, or one for each alternative."""
        inside = self.page.within[self.index]
        at = _place(bracket)
        for _ in range(1 if bracket.slash else len(bracket.alternatives)):
            while at not in inside:
                at += 1
            yield inside[at]
            at = inside[at].close_at + 1


def proponents(old: Page, new: Page, index: int) -> Iterator[Event]:
    """Delegations that joined or left an alternative which is still in brackets."""
    if index not in old.within or index not in new.within or 0 not in old.stayed[index] + new.stayed[index]:
        return
    come = [(part, _ranks(new.stayed[index], part)) for part in new.parts(index)]
    for part in old.parts(index):
        ranks = _ranks(old.stayed[index], part)
        same = [
            other
            for other, others in come
            if 2 * len(range(max(ranks.start, others.start), min(ranks.stop, others.stop)))
            > max(len(ranks), len(others))
        ]
        if not same:
            continue
        became = min(same, key=lambda other: abs(len(other.text) - len(part.text)))
        joined = tuple(name for name in became.proponents if name not in part.proponents)
        left = tuple(name for name in part.proponents if name not in became.proponents)
        if joined:
            yield Event(EventKind.PROPONENTS_JOINED, new.names[index], (became.text, *joined), index)
        if left:
            yield Event(EventKind.PROPONENTS_WITHDRAWN, new.names[index], (became.text, *left), index)


def _ranks(flags: bytes, part: _Part) -> range:
    """Which of the characters that stayed an alternative holds, counted from the start of the paragraph."""
    first = sum(flags[: part.start])
    return range(first, first + sum(flags[part.start : part.end]))


def page(pairs: Sequence[Pair], old: bool) -> Page:
    """One side of the pairs."""
    rows = [pair.old if old else pair.new for pair in pairs]
    texts = [row.before + row.text if row else "" for row in rows]
    within: dict[int, dict[int, BracketPair]] = {}
    across: dict[int, list[BracketPair]] = {}
    for pair in match(texts)[0] if any(map(MARK.search, texts)) else ():
        if pair.open_row == pair.close_row:
            within.setdefault(pair.open_row, {})[pair.open_at] = pair
        else:
            across.setdefault(pair.open_row, []).append(pair)
    names = [pair.new_label or pair.old_label for pair in pairs]
    return Page(old, texts, [_stayed(pair, old) for pair in pairs], names, within, across)


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


def _contested(content: Iterable[Inline]) -> Iterator[Bracket]:
    for node in content:
        if isinstance(node, Bracket):
            if node.kind is BracketKind.CONTESTED:
                yield node
            yield from _contested(_held(node))


def _held(bracket: Bracket) -> Iterator[Inline]:
    return (node for alternative in bracket.alternatives for node in alternative.content)


def _parts(bracket: Bracket) -> list[_Part]:
    return [_part(alternative, _place(bracket)) for alternative in bracket.alternatives]


def _part(alternative: Alternative, place: int) -> _Part:
    text = plain_text(alternative.content)
    start = next((_place(node) for node in alternative.content if not isinstance(node, NoteCall)), place)
    return _Part(text or alternative.label, start, start + len(text), alternative.proponents)


def _texts(parts: Iterable[_Part]) -> tuple[str, ...]:
    return tuple(part.text for part in parts)


def _bare(text: str) -> str:
    """A text without brackets and white space, to see whether two say the same."""
    return "".join(MARK.sub("", text).split())


def _same(one: str, other: str) -> bool:
    """Whether two texts say the same, stops aside unless they hold nothing else."""
    one, other = _bare(one), _bare(other)
    return one == other or (one.strip(_STOPS) != "" and one.strip(_STOPS) == other.strip(_STOPS))


def _moved(part: _Part, now: str) -> bool:
    """Whether a text that did not stay stands in its place all the same, or never was there."""
    if part.start == part.end:
        return True
    held = MARK.split(now)
    pieces = [*held, *(piece.partition(":")[2] for piece in held)]
    return any(_bare(piece) and _same(part.text, piece) for piece in pieces)


def _replaces(now: str, parts: Iterable[_Part]) -> bool:
    """Whether what stands in place of a bracket is more than the stops around it."""
    return now.strip(_STOPS) != "" or (
        now.strip() != "" and not any(part.text.strip(_STOPS) for part in parts)
    )


def _place(node: Inline) -> int:
    assert node.position is not None
    return node.position.column - 1
