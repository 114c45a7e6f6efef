"""A base text by chance, and what delegations make of it."""

from __future__ import annotations

import random
from dataclasses import dataclass

from redline_fuzz import scripts
from redline_fuzz.drafts import Author, Draft, by_chance
from redline_fuzz.text import draft_text

from draftkit import model
from draftkit.errors import DraftkitError
from draftkit.readers.text import read_text

NAMES = (
    "EU", "Norvania", "Estmark", "G77", "Calder (Federal Republic of)", "Isles of Merrow", "Tessaly",
    "Lisenne",
    *(f"Delegation {number}" for number in range(9, 41)),
)  # fmt: skip
"""The first of them are named in brackets of the base too."""
MOST = 40


@dataclass(frozen=True, slots=True)
class Meeting:
    """A base and the proposals made over it."""

    base: model.Draft
    proposals: dict[str, model.Draft]


def read(text: str) -> model.Draft:
    """The one draft of a text."""
    readings = read_text(text)
    if len(readings) > 1:
        raise DraftkitError("several drafts")
    return readings[0].draft


def by_seed(seed: int) -> Meeting:
    """The meeting of this number. Raises DraftkitError where chance made no draft of a text."""
    chance = random.Random(f"meeting {seed}")
    draft, language = by_chance(seed)
    author = Author(chance, language)
    base = list(draft)
    for _ in range(chance.choice((0, 0, 1, 2, 4, 6))):
        name = chance.choice(("put_brackets", "alternatives", "proponents", "whole_paragraph_in_brackets"))
        scripts.EDITS[name](chance, author, base)
    count = chance.choice((1, 1, 2, 2, 3, 4, 6, 10)) if chance.random() < 0.97 else chance.randint(11, MOST)
    names = chance.sample(NAMES, count)
    pool = [scripts.by_chance(chance.getrandbits(32)) for _ in range(max(1, count - 1))]
    proposals = {name: _read(tuple(base), chance.choice(pool), language) for name in names}
    return Meeting(read(draft_text(tuple(base))), proposals)


def _read(base: Draft, script: scripts.Script, language: str) -> model.Draft:
    return read(draft_text(scripts.edited(base, script, language)))
