"""Choices in bracketed text: ``[shall] [EU, Norway: should] [Egypt: delete]``, written and read.

The rules, by which a reader with the list of delegations can tell the brackets
of a compilation from the base's own:

1. A bracket that begins with names of the list and a colon holds a proposal.
   ``delete`` stands for no words.
2. The bracket right before it, one space away, holds the words of the base, or,
   if it has names as well, another proposal for the same words. Where no such
   bracket comes before the proposals, they insert something.
3. What is inside these brackets is not looked into: brackets in it are words.
4. Every other bracket is the base's own. One that these rules would take for a
   proposal stands in a bracket that says so: ``[base: [Norway: shall]]``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from draftkit.brackets import match
from draftkit.compare.tokens import cut, flat
from draftkit.content import join
from draftkit.dataclass import dataclass, field, replace
from draftkit.model import Span, Text
from draftkit.negotiate.names import BASE
from draftkit.negotiate.pieces import Choice, Content, Piece, Wording

DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Named:
    """The names at the head of a bracket, and where its words begin."""

    names: tuple[str, ...]
    words: int


@dataclass(frozen=True, slots=True)
class Notation:
    """Bracketed text with certain delegations in it."""

    order: tuple[str, ...]
    """The delegations in the order in which they stand in brackets."""
    places: Mapping[str, int] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "places", {name: place for place, name in enumerate(self.order)})

    # --- order ---

    def names_in_order(self, names: Iterable[str]) -> tuple[str, ...]:
        """The names in the order of the delegations."""
        return tuple(sorted(names, key=self.places.__getitem__))

    def in_order(self, wordings: Iterable[Wording]) -> tuple[Wording, ...]:
        """Wordings by their first proponents; to have no words comes last."""
        named = [replace(wording, proponents=self.names_in_order(wording.proponents)) for wording in wordings]
        return tuple(sorted(named, key=lambda each: (not each.content, self.places[each.proponents[0]])))

    # --- writing ---

    def written(self, pieces: Iterable[Piece]) -> Content:
        """A paragraph with its choices in brackets."""
        return join(span for piece in pieces for span in self._piece(piece))

    def _piece(self, piece: Piece) -> Iterator[Span]:
        if not isinstance(piece, Choice):
            yield piece
            return
        gap = ""
        if piece.base:
            apart = not piece.wordings or self.named(flat(piece.base)) is not None
            yield Text(f"[{BASE}: " if apart else "[")
            yield from piece.base
            yield Text("]")
            gap = " "
        for wording in piece.wordings:
            yield Text(f"{gap}[{', '.join(wording.proponents)}: {'' if wording.content else DELETE}")
            yield from wording.content
            yield Text("]")
            gap = " "

    # --- reading ---

    def read(self, content: Content) -> tuple[Piece, ...]:
        """The choices of a paragraph, and what stands between them."""
        text = flat(content)
        if "[" not in text:
            return content
        return tuple(self._pieces(content, text))

    def _pieces(self, content: Content, text: str) -> Iterator[Piece]:
        closes = closers(text)
        done = at = 0
        while (at := text.find("[", at)) >= 0:
            found = self._choice(content, text, closes, at) if at in closes else None
            if found is None:
                at += 1
                continue
            choice, end = found
            yield from cut(content, done, at)
            yield choice
            done = at = end
        yield from cut(content, done, len(text))

    def _choice(
        self, content: Content, text: str, closes: Mapping[int, int], at: int
    ) -> tuple[Choice, int] | None:
        """The choice that begins with this bracket, and where it ends."""
        here = self.named(text, at + 1, closes[at])
        base: Content = ()
        if here is None or here.names == (BASE,):
            base = cut(content, here.words if here else at + 1, closes[at])
            end = closes[at] + 1
            bracket = end + 1 if text.startswith(" [", end) else -1
        else:
            end, bracket = at, at
        wordings: list[Wording] = []
        while bracket in closes:
            who = self.named(text, bracket + 1, closes[bracket])
            if who is None or who.names == (BASE,):
                break
            words = cut(content, who.words, closes[bracket])
            wordings.append(Wording(() if words == (Text(DELETE),) else words, who.names))
            end = closes[bracket] + 1
            bracket = end + 1 if text.startswith(" [", end) else -1
        if not wordings and here is None:
            return None
        return Choice(base, tuple(wordings)), end

    def named(self, text: str, start: int = 0, end: int | None = None) -> Named | None:
        """The names of this compilation that stand here before a colon."""
        colon = text.find(": ", start, end)
        if colon < 0:
            return None
        names = tuple(text[start:colon].split(", "))
        known = names == (BASE,) or all(name in self.places for name in names)
        return Named(names, colon + 2) if known else None


def closers(text: str) -> dict[int, int]:
    """Where the square bracket that opens at a place closes, for those that do in this text."""
    pairs, _ = match((text,))
    return {pair.open_at: pair.close_at for pair in pairs if pair.opener == "["}
