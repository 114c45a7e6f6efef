"""Where an edit is made: a paragraph, some words of it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from redline_fuzz.drafts import PROSE, Block, Para, Word


def is_edit(function: Callable[..., None]) -> Callable[..., None]:
    """Mark a function as one that scripts choose from."""
    function.is_edit = True  # type: ignore[attr-defined]
    return function


def pick(chance: random.Random, blocks: list[Block], kinds: Iterable[str] = PROSE, least: int = 1) -> int:
    """The place of a paragraph of one of these kinds with so many words; -1 when there is none."""
    found = [
        place
        for place, block in enumerate(blocks)
        if isinstance(block, Para) and block.kind in kinds and len(block.words) >= least
    ]
    return chance.choice(found) if found else -1


def pick_words(chance: random.Random, blocks: list[Block], most: int = 4) -> tuple[int, int, int]:
    """A paragraph and the first and the last but one of some words in it that bear no note; or -1."""
    place = pick(chance, blocks, least=4)
    if place < 0:
        return -1, 0, 0
    words = blocks[place].words  # type: ignore[union-attr]
    start = chance.randrange(1, len(words) - 1)
    end = min(start + chance.randint(1, most), len(words) - 1)
    return place, start, end


def put(blocks: list[Block], place: int, start: int, end: int, new: Iterable[Word]) -> None:
    """Put words in the place of others."""
    block = blocks[place]
    assert isinstance(block, Para)
    blocks[place] = replace(block, words=(*block.words[:start], *new, *block.words[end:]))


def change(blocks: list[Block], place: int, at: int, **values: Any) -> None:
    """Change one word."""
    block = blocks[place]
    assert isinstance(block, Para)
    put(blocks, place, at, at + 1, (replace(block.words[at], **values),))


def words_of(blocks: list[Block], place: int) -> tuple[Word, ...]:
    block = blocks[place]
    assert isinstance(block, Para)
    return block.words
