"""Where delegations want different words in one paragraph: the smallest stretches that read as alternatives.

Each proposal is compared with the base word by word. Changes that overlap or
stand a word apart are one stretch, for all delegations together, so that each
alternative reads by itself. A stretch then grows, a word at a time, until

- brackets in it are whole, in the base and in every wording, and it cuts none whose alternatives are divided
  by strokes: ``[shall/should]``;
- no wording begins or ends with a space, and where one is empty the words
  around it close up as they should (:func:`draftkit.negotiate.pieces.chosen`);
- what is written is read back as the same stretch.

At worst it is the whole paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from draftkit.alternatives import strokes
from draftkit.build import build
from draftkit.compare.changes import Edit, EditKind
from draftkit.compare.tokens import cut, flat, tokens, words
from draftkit.content import MARK, join, normal
from draftkit.dataclass import dataclass
from draftkit.model import Span, Text
from draftkit.negotiate.edges import bare, firm, first_space, last_space, shared
from draftkit.negotiate.notation import DELETE, Notation, closers
from draftkit.negotiate.pieces import Choice, Content, Piece, Wording, view_of
from draftkit.rows import Row, RowKind, rows

WORDS_BETWEEN = 1
"""Words that may stand between two changes of one stretch: ``[shall be held] [EU: should be convened]``."""


@dataclass(frozen=True, slots=True)
class Change:
    """Characters of the base that a proposal replaces."""

    start: int
    end: int
    content: Content


@dataclass(frozen=True, slots=True)
class Proposed:
    """A paragraph as some delegations propose it."""

    content: Content
    proponents: tuple[str, ...]
    changes: tuple[Change, ...]

    def between(self, base: Content, start: int, end: int) -> Content:
        """What it has for this stretch of the base, which cuts none of its changes."""
        out: list[Span] = []
        for change in self.changes:
            if start <= change.start and change.end <= end:
                out += cut(base, start, change.start)
                out += change.content
                start = change.end
        out += cut(base, start, end)
        return join(out)


def proposed(content: Content, proponents: tuple[str, ...], edits: Iterable[Edit]) -> Proposed:
    """A proposal from its comparison with the base."""
    changes: list[Change] = []
    at = 0
    for edit in edits:
        end = at + len(flat(edit.old))
        if edit.kind is not EditKind.EQUAL or edit.old != edit.new:
            if changes and changes[-1].end == at:
                last = changes.pop()
                changes.append(Change(last.start, end, join((*last.content, *edit.new))))
            else:
                changes.append(Change(at, end, edit.new))
        at = end
    return Proposed(content, proponents, tuple(changes))


def divided(base: Content, proposals: Sequence[Proposed], notation: Notation) -> tuple[Piece, ...] | None:
    """The paragraph with its choices; None where no choice inside it would be read back as written."""
    work = _Paragraph(base, proposals, notation)
    for stretches in (work.stretches(), [(0, work.length)]):
        if stretches is not None and (pieces := work.pieces(stretches)) is not None:
            return pieces
    return None


_NAMES = re.compile(r"[^\[\]:：]*[:：] ?")
_TOUCHING = re.compile(r"\[| \[[^\[\]:]*:")
"""A bracket right behind one of ours, or one with names behind a space."""


def can_be_wording(text: str) -> bool:
    """Whether a bracket could hold this text: words, whole brackets, and not what stands for no words."""
    return text.strip().casefold() not in ("", DELETE, "no text") and not _lone(text)


Stretch = tuple[int, int]


class _Paragraph:
    def __init__(self, base: Content, proposals: Sequence[Proposed], notation: Notation) -> None:
        self.base = base
        self.proposals = proposals
        self.notation = notation
        self.text = flat(base)
        self.length = len(self.text)

    @cached_property
    def borders(self) -> list[int]:
        """Where the words and marks of the base begin and end."""
        return [0, *tokens(self.base).ends]

    # --- stretches ---

    def stretches(self) -> list[Stretch] | None:
        """The stretches in order; None where brackets do not allow any."""
        found = self._own_brackets()
        found += [
            (self._floor(change.start), self._ceiling(change.end))
            for proposal in self.proposals
            for change in proposal.changes
        ]
        found = self._merged(found)
        links = self._links()
        while True:
            if links is None:
                return None
            grown = self._merged([self._grown(*self._linked(*stretch, links)) for stretch in found])
            if grown == found:
                return found
            found = grown

    def _floor(self, at: int) -> int:
        return max(border for border in self.borders if border <= at)

    def _ceiling(self, at: int) -> int:
        return min(border for border in self.borders if border >= at)

    def _merged(self, found: list[Stretch]) -> list[Stretch]:
        out: list[Stretch] = []
        for start, end in sorted(set(found)):
            if out and (start <= out[-1][1] or self._close(out[-1][1], start)):
                out[-1] = (out[-1][0], max(out[-1][1], end))
            else:
                out.append((start, end))
        return out

    def _close(self, end: int, start: int) -> bool:
        between = self.text[end:start]
        return len(between) < 40 and len(words(between)) <= WORDS_BETWEEN

    def _own_brackets(self) -> list[Stretch]:
        """Brackets of the base that would be taken for proposals."""
        if "[" not in self.text:
            return []
        closes = closers(self.text)
        return [(at, closes[at] + 1) for at in closes if self.notation.named(self.text, at + 1, closes[at])]

    # --- brackets ---

    def _links(self) -> list[tuple[Stretch, Stretch]] | None:
        """The two ends of each bracket, in places of the base; None where a change has a lone bracket."""
        links = [((at, at + 1), (to, to + 1)) for at, to in _pairs(self.text)]
        lone = _lone(self.text)
        for proposal in self.proposals:
            if any(change.start <= at < change.end for at in lone for change in proposal.changes):
                return None
            text = flat(proposal.content)
            pairs, strays = _pairs(text), _lone(text)
            if not pairs and not strays:
                continue
            places = list(_places(proposal.changes, self.length))
            if any(places[at][1] is not None for at in strays):
                return None
            links += [
                (places[at][0], places[to][0]) for at, to in pairs if places[at][1] is not places[to][1]
            ]
        return links

    @cached_property
    def _named(self) -> list[tuple[int, int, int]]:
        """Brackets that name somebody: where they open, where their names end, where they close."""
        heads = ((at, to, _NAMES.match(self.text, at + 1, to)) for at, to in _pairs(self.text))
        return [(at, names.end(), to) for at, to, names in heads if names]

    @cached_property
    def _divided_by_strokes(self) -> list[Stretch]:
        """Brackets whose alternatives are divided by strokes, in the base or where a proposal has one."""
        found = [(at, to + 1) for at, to in _pairs(self.text) if _has_strokes(self.text[at + 1 : to])]
        for proposal in self.proposals:
            text = flat(proposal.content)
            pairs = [(at, to) for at, to in _pairs(text) if _has_strokes(text[at + 1 : to])]
            places = list(_places(proposal.changes, self.length)) if pairs else []
            found += [(places[at][0][0], places[to][0][1]) for at, to in pairs]
        return found

    def _linked(self, start: int, end: int, links: list[tuple[Stretch, Stretch]]) -> Stretch:
        """The stretch with both ends of the brackets that it has one end of, and names with their bracket."""
        growing = True
        while growing:
            growing = False
            for opens, names, closes in self._named:
                inside = opens < start < names or opens < end <= names
                if inside and not (start <= opens and closes < end):
                    start, end = min(start, opens), max(end, closes + 1)
                    growing = True
            for opens, after in self._divided_by_strokes:
                if opens < end and start < after and not (start <= opens and after <= end):
                    start, end = min(start, opens), max(end, after)
                    growing = True
            for one, other in links:
                holds = [start <= mark[0] and mark[1] <= end for mark in (one, other)]
                if holds[0] != holds[1]:
                    lost = other if holds[0] else one
                    start, end = min(start, self._floor(lost[0])), max(end, self._ceiling(lost[1]))
                    growing = True
        return start, end

    # --- edges ---

    def _grown(self, start: int, end: int) -> Stretch:
        """The stretch as it is, or larger by a word where it cannot stand as it is."""
        if (start, end) == (0, self.length):
            return start, end
        contents = self._contents(start, end)
        if not contents[1:]:
            return start, end
        texts = [flat(content) for content in contents if content]
        if len({first_space(content) for content in contents if content}) > 1 and start:
            return self._back(start), end
        if len({last_space(content) for content in contents if content}) > 1 and end < self.length:
            return start, self._ahead(end)
        if not all(map(can_be_wording, texts)) or (not all(contents) and not self.pieces([(start, end)])):
            return (self._back(start), end) if start else (start, self._ahead(end))
        return self._touches(start, end, contents[0])

    def _touches(self, start: int, end: int, base: Content) -> Stretch:
        """The stretch with brackets beside it that its own would be taken together with."""
        before, after = self.text[:start], self.text[end:]
        if before.endswith("]") or (not base and before.endswith("] ")):
            return self._back(start), end
        if _TOUCHING.match(after):
            return start, self._ahead(end)
        return start, end

    def _back(self, start: int) -> int:
        """The start of the word before a place."""
        borders = [border for border in self.borders if border < start]
        while borders and self.text[borders[-1]].isspace():
            borders.pop()
        return borders[-1] if borders else 0

    def _ahead(self, end: int) -> int:
        """The end of the word after a place."""
        return next(
            (border for border in self.borders if border > end and not self.text[border - 1].isspace()),
            self.length,
        )

    # --- pieces ---

    def _contents(self, start: int, end: int) -> list[Content]:
        """The base's words of a stretch, then each other wording once."""
        found = {cut(self.base, start, end): None}
        found |= dict.fromkeys(proposal.between(self.base, start, end) for proposal in self.proposals)
        return list(found)

    def pieces(self, stretches: Sequence[Stretch]) -> tuple[Piece, ...] | None:
        """The paragraph with these stretches as choices; None if it would not be read back so.

        Changes elsewhere are left out.
        """
        pieces = tuple(firm(list(self._divided(stretches))))
        if view_of(pieces, None) != self.base:
            return None
        for proposal in self.proposals:
            changes = tuple(
                c for c in proposal.changes if any(s <= c.start and c.end <= e for s, e in stretches)
            )
            wanted = Proposed((), (), changes).between(self.base, 0, self.length)
            if view_of(pieces, proposal.proponents[0]) != wanted:
                return None
        written = self.notation.written(pieces)
        settled = normal(written) == written and _as_built(written) == written
        return pieces if settled and self.notation.read(written) == pieces else None

    def _divided(self, stretches: Sequence[Stretch]) -> Iterator[Piece]:
        done = 0
        for start, end in stretches:
            base = cut(self.base, start, end)
            wanted: dict[Content, list[str]] = {}
            for proposal in self.proposals:
                content = proposal.between(self.base, start, end)
                if content != base:
                    wanted.setdefault(content, []).extend(proposal.proponents)
            contents = [content for content in (base, *wanted) if content]
            before, after = shared(contents, first_space), shared(contents, last_space)
            yield from cut(self.base, done, start)
            if before:
                yield before
            yield Choice(
                bare(base, before, after),
                self.notation.in_order(
                    Wording(bare(content, before, after), tuple(names)) for content, names in wanted.items()
                ),
            )
            if after:
                yield after
            done = end
        yield from cut(self.base, done, self.length)


def _as_built(content: Content) -> Content:
    """The content as a draft holds it: brackets that name somebody have a form of their own."""
    (row,) = rows(build((Row(RowKind.TEXT, content),)))
    return row.content


def _pairs(text: str) -> list[tuple[int, int]]:
    from draftkit.brackets import match

    if not MARK.search(text):
        return []
    return [(pair.open_at, pair.close_at) for pair in match((text,))[0]]


def _has_strokes(text: str) -> bool:
    return "/" in text and strokes((Text(text),)) is not None


def _lone(text: str) -> list[int]:
    from draftkit.brackets import match

    return [stray.at for stray in match((text,))[1]] if MARK.search(text) else []


def _places(changes: Sequence[Change], length: int) -> Iterator[tuple[Stretch, Change | None]]:
    """For each character of a proposal, the characters of the base it stands for, and the change it is in."""
    at = 0
    for change in (*changes, None):
        end = change.start if change else length
        yield from (((place, place + 1), None) for place in range(at, end))
        if change:
            yield from (((change.start, change.end), change) for _ in flat(change.content))
            at = change.end
