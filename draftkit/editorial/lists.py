"""The lists of the lexicon: a file for each language, and one for delegations.

A name in square brackets begins a list, ``#`` a comment. On the lines below
stand phrases, one a line, or words. The files have no notation that takes a
library to read, since they are read at every start.
"""

from __future__ import annotations

import functools
from pathlib import Path


@functools.cache
def phrase_lists(name: str) -> dict[str, tuple[str, ...]]:
    """The lists of ``lexicon/<name>.txt``, one phrase a line."""
    text = (Path(__file__).parent / "lexicon" / f"{name}.txt").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    phrases: list[str] = []
    for line in text.splitlines():
        if line.startswith("[") and line.endswith("]"):
            phrases = found[line[1:-1]] = []
        elif line and not line.startswith("#"):
            phrases.append(line)
    return {title: tuple(lines) for title, lines in found.items()}


@functools.cache
def word_lists(name: str) -> dict[str, tuple[str, ...]]:
    """The lists of ``lexicon/<name>.txt``, their words."""
    return {title: tuple(" ".join(lines).split()) for title, lines in phrase_lists(name).items()}
