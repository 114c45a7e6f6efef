"""The smallest pair that still has a fault."""

from __future__ import annotations

from typing import TypeAlias, TypeVar

from redline_fuzz.contract import Outcome, outcome
from redline_fuzz.pairs import Pair
from redline_fuzz.real_files import RealPair

TRIES = 2_000
Made: TypeAlias = Pair | RealPair
Some = TypeVar("Some", Pair, RealPair)


def shrunk(pair: Some, found: Outcome, tries: int = TRIES) -> tuple[Some, Outcome]:
    """A pair with the same kind of fault from which nothing more can be left out."""
    going = True
    while going and tries > 0:
        going = False
        for less in pair.smaller():
            tries -= 1
            if tries < 0:
                break
            now = outcome(less.files())
            if now.kind == found.kind:
                pair, found, going = less, now, True
                break
    return pair, found
