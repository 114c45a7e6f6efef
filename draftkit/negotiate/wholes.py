"""Which brackets of a paragraph stand around the whole of it, though the tree does not say so."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from draftkit.alternatives import read_attribution
from draftkit.content import plain_text
from draftkit.model import Bracket, BracketMark, Inline, Paragraph, Text
from draftkit.negotiate.seams import AND
from draftkit.patterns import lazy_pattern

_NO_WORDS = lazy_pattern(rf"[^\w\[\]［］〔〕【】]*(?:[;,]\s+{AND}\s*)?", re.IGNORECASE)
"""Marks alone; behind an item of a list, also the "and" that leads on to the next."""


def only(content: tuple[Inline, ...]) -> Bracket | None:
    """The one bracket of a content that holds all its words."""
    brackets = [node for node in content if isinstance(node, Bracket)]
    others = [node for node in content if isinstance(node, (Text, BracketMark))]
    if len(brackets) == 1 and not any(
        isinstance(node, BracketMark) or not _NO_WORDS.fullmatch(node.text) for node in others
    ):
        return brackets[0]
    return None


def further(paragraph: Paragraph, known: Collection[str]) -> Iterator[tuple[int, Bracket | None]]:
    """Brackets around a paragraph with its number, but not around what hangs below it.

    Either further alternatives stand right behind it, or after one space, and all have their proponents:
    ``[5. *Invites* all;] [Norvania: delete]``. Or it has proponents itself, ``[Norvania: 5. *Invites*:]``,
    and what hangs below has brackets of its own.
    """
    opens = {
        node.pair: plain_text(paragraph.before[place + 1 :])
        for place, node in enumerate(paragraph.before)
        if isinstance(node, BracketMark)
    }
    content = list(paragraph.content)
    while content and isinstance(mark := content.pop(), BracketMark):
        if mark.pair in opens and read_attribution(opens[mark.pair], known)[0]:
            yield mark.pair, None
    match paragraph.content:
        case (*_, BracketMark(pair=pair), Bracket() as last):
            pass
        case (*_, BracketMark(pair=pair), Text(text=" "), Bracket() as last):
            pass
        case _:
            return
    if pair in opens and not last.slash and all(one.proponents for one in last.alternatives):
        yield pair, last
