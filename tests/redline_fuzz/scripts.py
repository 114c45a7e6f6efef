"""What a negotiation does to a draft: edits, each made by chance from a seed of its own.

A script is a list of edits with their seeds, so that the rest does the same when one is left out.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from redline_fuzz import joint_edits, paragraph_edits, word_edits
from redline_fuzz.drafts import Author, Block, Draft

Edit = Callable[[random.Random, Author, list[Block]], None]


def _edits(module: object) -> dict[str, Edit]:
    return {name: edit for name, edit in vars(module).items() if getattr(edit, "is_edit", False)}


_SINGLE: dict[str, Edit] = {**_edits(word_edits), **_edits(paragraph_edits)}
_JOINT = _edits(joint_edits)
EDITS: dict[str, Edit] = {**_SINGLE, **_JOINT}
OFTEN = (
    "substitute",
    "add_phrase",
    "remove_words",
    "put_brackets",
    "lift_brackets",
    "insert",
    "delete",
    "move",
)
"""Edits that are made three times as often as the others."""
_LOT = (*_SINGLE, *OFTEN, *OFTEN)
ONLY_LOOK = ("format_words", "unformat_words", "format_paragraph")


@dataclass(frozen=True, slots=True)
class Step:
    """One edit of a script."""

    edit: str
    seed: int


Script = tuple[Step, ...]


def by_chance(seed: int) -> Script:
    """One to eight edits, at times of one kind alone; in one of four scripts one that does several things."""
    chance = random.Random(f"script {seed}")
    lot = random.Random(f"lot {seed}").random()
    edits: Iterable[str] = ONLY_LOOK if lot < 0.04 else _LOT
    count = 0 if lot > 0.99 else chance.choice((1, 1, 1, 2, 2, 3, 4, 6, 8))
    steps = [Step(chance.choice(tuple(edits)), chance.getrandbits(32)) for _ in range(count)]
    if lot >= 0.04 and chance.random() < 0.25:
        joint = Step(chance.choice(tuple(_JOINT)), chance.getrandbits(32))
        steps.insert(chance.randint(0, len(steps)), joint)
    return tuple(steps)


def edited(draft: Draft, script: Script, language: str) -> Draft:
    """The draft after all edits; one that finds nothing to be done on does nothing."""
    blocks = list(draft)
    for step in script:
        chance = random.Random(step.seed)
        EDITS[step.edit](chance, Author(chance, language), blocks)
    return tuple(blocks)
