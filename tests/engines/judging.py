"""What is wrong with a redline of a pair, whoever made it."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree
from redline_fuzz.comparing import Redlined, wrong
from redline_fuzz.pages import W, WordFile

from engines.economy import economy, moves
from engines.pairs import Pair


@dataclass(frozen=True, slots=True)
class Judged:
    """A redline and what was found."""

    faults: tuple[str, ...]
    """The kinds of fault, each once; :mod:`redline_fuzz.comparing` says what they are."""
    economy: float
    moves: int
    """Paragraphs marked as moved, of those that have to move."""
    have_to_move: int


def judged(pair: Pair, redline: bytes) -> Judged:
    """What the judge of the fuzzer finds, how many words are marked, and which moves are."""
    try:
        faults = tuple(sorted({kind for kind, _ in wrong(Redlined(redline, *pair.files(), on_issued=True))}))
        document = WordFile(redline).roots["word/document.xml"]
    except (AssertionError, KeyError, etree.XMLSyntaxError) as unreadable:
        return Judged((f"unreadable: {unreadable}",), 0.0, 0, moves(pair))
    found = sum(1 for _ in document.iter(W + "moveToRangeStart"))
    return Judged(faults, economy(pair, redline), found, moves(pair))
