"""A sponsor line by the grammar ``sponsors.lark``, read without building a parser for it.

The terminals are those of the grammar. As there, what has to come next decides
what is tried: of the terminals that may come, those of higher priority first,
and white space is passed over where none of them begins with it.
"""

from __future__ import annotations

import functools
import re

from draftkit.dataclass import dataclass
from draftkit.grammars import terminals
from draftkit.patterns import folded

_PARTY = ("BEHALF", "WORD", "(", "[")
_CLOSED = {"(": ")", "[": "]"}


@dataclass(frozen=True, slots=True, order=True)
class Party:
    """One party of a list, by its places in the line."""

    start: int
    end: int
    behalf: tuple[tuple[int, int], ...]
    """Where each "on behalf of ..." begins and ends."""


@dataclass(frozen=True, slots=True)
class SponsorParts:
    """The parts of a sponsor line."""

    kind: str
    """``joint``, ``submitted``, ``submitted_before`` or ``unsigned``, as in the grammar."""
    type: str
    parties: tuple[Party, ...] = ()
    before: str = ""
    """In Chinese, who submitted the draft and on what occasion."""
    detail: str = ""


def parts_of(text: str) -> SponsorParts | None:
    """The parts of a sponsor line; None for any other line."""
    seen = folded(text)
    types = tuple(terminal for terminal, words in _TYPES.items() if any(word in seen for word in words))
    document = _type(types) if types else None
    return _Reader(text, document).read() if document and document.search(text) else None


_TYPES = {
    "EN_DRAFT": ("draft",),
    "EN_AMENDMENT": ("amendment",),
    "EN_PAPER": ("paper", "proposal"),
    "FR_DRAFT": ("projet",),
    "FR_AMENDMENT": ("amendement",),
    "ES_DRAFT": ("proyecto",),
    "ES_AMENDMENT": ("enmienda",),
    "RU_DRAFT": ("проект",),
    "RU_AMENDMENT": ("поправк",),
    "ZH_DRAFT": ("草案",),
    "ZH_AMENDMENT": ("修正",),
    "AR_DRAFT": ("مشروع",),
    "AR_AMENDMENT": ("تعديل",),
}
"""The terminals of which TYPE is made, in their order there, and the words that each has one of.

A pattern of them all takes long to compile, and a line is in one language.
"""
_WORDS = {
    "SUBMITTED": ("by", "par", "por", "представленн", "внесенный", "من"),
    "BEFORE": ("提出", "提交", "介绍"),
}
"""Of other terminals that take long to compile, the words that each has one of."""


@functools.cache
def _type(types: tuple[str, ...]) -> re.Pattern[str]:
    """TYPE, without what no line has that lacks the words of the other terminals."""
    return re.compile(rf"({'|'.join(_terminals()[terminal] for terminal in types)})(?!\w)")


@functools.cache
def _pattern(terminal: str) -> re.Pattern[str]:
    return re.compile(_terminals().get(terminal) or re.escape(terminal))


@functools.cache
def _terminals() -> dict[str, str]:
    found: dict[str, str] = terminals("sponsors")
    return found


class _Reader:
    """One line while it is being read."""

    def __init__(self, text: str, document: re.Pattern[str]) -> None:
        self.text = text
        self.seen = folded(text)
        self.document = document
        """TYPE, as far as it may be in this line."""
        self.start = 0
        self.at = 0
        """Where the last terminal began, and where it ended."""
        self.behalf: list[tuple[int, int]] = []
        """Where each "on behalf of ..." of the party stands that is being read."""
        self.in_behalf = False
        """Whether a further word belongs to the last of them."""

    def read(self) -> SponsorParts | None:
        found = self._next("BEFORE", "TYPE", *_PARTY)
        if found == "BEFORE":
            return self._submitted_before()
        if found == "TYPE":
            return self._typed()
        parties = self._parties(found, "COLON")
        if not parties:
            return None
        found = self._next("TYPE", "STARS")
        if found == "STARS":
            found = self._next("TYPE")
        return SponsorParts("joint", self._last(), parties, detail=self.text[self.at :]) if found else None

    def _submitted_before(self) -> SponsorParts | None:
        before = self._last()
        if not self._next("TYPE"):
            return None
        document = self._last()
        self._next("STARS")
        return SponsorParts("submitted_before", document, before=before) if self._ended() else None

    def _typed(self) -> SponsorParts | None:
        document = self._last()
        while (found := self._next("SUBMITTED", "SYMBOL", "STARS")) == "SYMBOL":
            pass
        if found != "SUBMITTED":
            return SponsorParts("unsigned", document) if self._ended() else None
        parties = self._parties(self._next(*_PARTY), "BASIS", "STARS", "")
        return SponsorParts("submitted", document, parties) if parties and self._ended() else None

    def _parties(self, found: str | None, *ends: str) -> tuple[Party, ...]:
        """A list of parties up to one of the ``ends``, which is read too; nothing when there is no such list.

        The end of the line is "". A comma may stand before the colon. No name has "to draft ..." or
        "on the basis of" in it.
        """
        parties: list[Party] = []
        while found in _PARTY:
            start = end = self.start
            self.behalf, self.in_behalf = [], False
            while found in _PARTY:
                if not self._part(found):
                    return ()
                end = self.at
                found = self._next("BASIS", *ends, *_PARTY, "COMMA")
            parties.append(Party(start, end, tuple(self.behalf)))
            if found == "COMMA":
                found = self._next(*_PARTY, *(("COLON",) if "COLON" in ends else ()))
                if found not in (*_PARTY, "COLON"):
                    return ()
        return tuple(parties) if found in ends else ()

    def _part(self, found: str) -> bool:
        """A word, "on behalf of ..." or what stands in brackets; False when it is not complete."""
        if found == "WORD":
            if self.in_behalf:
                self.behalf[-1] = (self.behalf[-1][0], self.at)
            return True
        if found == "BEHALF":
            start = self.start
            self.in_behalf = bool(self._next("WORD"))
            self.behalf.append((start, self.at))
            return self.in_behalf
        self.in_behalf = False
        inside = self._next("BEHALF", "WORD", "COMMA")
        while inside and inside != _CLOSED[found]:
            if inside == "COMMA":
                self.in_behalf = False
            elif not self._part(inside):
                return False
            inside = self._next("BEHALF", "WORD", "COMMA", _CLOSED[found])
        self.in_behalf = False
        return bool(inside)

    def _next(self, *expected: str) -> str | None:
        """Read the terminal that comes next, and say which; "" at the end, None when it is no other."""
        while True:
            if self.at == len(self.text):
                return ""
            for terminal in expected:
                if not self._may_come(terminal):
                    continue
                pattern = self.document if terminal == "TYPE" else _pattern(terminal)
                if terminal and (match := pattern.match(self.text, self.at)):
                    self.start, self.at = match.span()
                    return terminal
            if not self.text[self.at].isspace():
                return None
            self.at += 1

    def _may_come(self, terminal: str) -> bool:
        """Whether the line has one of the words that a terminal has one of, where they are many."""
        return terminal not in _WORDS or any(word in self.seen for word in _WORDS[terminal])

    def _last(self) -> str:
        return self.text[self.start : self.at]

    def _ended(self) -> bool:
        return not self.text[self.at :].strip()
