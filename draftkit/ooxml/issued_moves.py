"""Paragraphs of an issued file that move: what went is marked as moved from, what came as moved to.

ECMA-376 Part 1, 17.13.5.21 to 28. A move begins as a deletion and an insertion. It
becomes a move when it is settled which paragraph marks change: where the mark of
another paragraph has to change for it (at the end of a document, behind words
typed on), that mark is inserted or deleted, and the words alone have moved.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from lxml import etree

from draftkit.dataclass import dataclass
from draftkit.ooxml.resolve import W
from draftkit.ooxml.revise import Stamp, paragraph_properties

_Element = etree._Element
_FROM, _TO = "moveFrom", "moveTo"
_LIVE = {W + "delText": W + "t", W + "delInstrText": W + "instrText"}
_CHANGES = frozenset(W + name for name in ("ins", "del", _FROM, _TO))


@dataclass(frozen=True, slots=True)
class _Move:
    went: _Element
    left: Sequence[_Element]
    """The deletions of the words that moved; other words of the paragraph went on the way."""
    came: _Element
    arrived: Sequence[_Element]
    """The insertions of the words that moved."""


class Moves:
    """The moves of one file."""

    def __init__(self, stamp: Stamp) -> None:
        self.stamp = stamp
        self._moves: list[_Move] = []

    def add(
        self, went: _Element, left: Sequence[_Element], came: _Element, arrived: Sequence[_Element]
    ) -> None:
        """A paragraph that went and one that came, with the changes that hold the words that moved."""
        self._moves.append(_Move(went, left, came, arrived))

    def settle(self, by_own_marks: Container[_Element]) -> None:
        """Mark the moves, with the mark of each paragraph that comes or goes by a mark of its own."""
        for number, move in enumerate(self._moves, 1):
            for paragraph, changes, tag in ((move.went, move.left, _FROM), (move.came, move.arrived, _TO)):
                for change in changes:
                    change.tag = W + tag
                    for part in change.iter(*_LIVE):
                        part.tag = _LIVE[str(part.tag)]
                start = etree.Element(
                    W + tag + "RangeStart", self.stamp.attributes() | {W + "name": f"move{number}"}
                )
                end = etree.Element(W + tag + "RangeEnd", {W + "id": start.get(W + "id", "")})
                if paragraph in by_own_marks:
                    self._around(paragraph, start, end)
                else:
                    _outermost(changes[0]).addprevious(start)
                    _outermost(changes[-1]).addnext(end)

    @staticmethod
    def _around(paragraph: _Element, start: _Element, end: _Element) -> None:
        properties = paragraph_properties(paragraph)
        last = [child for child in paragraph if child.tag in _CHANGES][-1]
        of_mark = next(child for child in properties.iter(W + "ins", W + "del"))
        # LibreOffice takes a mark out only if the words before it have the same revision.
        of_mark.tag = last.tag
        properties.addnext(start)
        paragraph.addnext(end)


def _outermost(change: _Element) -> _Element:
    """What holds a change and stands in its paragraph itself."""
    while (parent := change.getparent()) is not None and parent.tag != W + "p":
        change = parent
    return change
