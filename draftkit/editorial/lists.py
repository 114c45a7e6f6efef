"""The word lists of the lexicon, one file for each language and one for delegations."""

from __future__ import annotations

import functools
import tomllib
from importlib.resources import files


@functools.cache
def word_lists(name: str) -> dict[str, str]:
    """The lists of ``lexicon/<name>.toml`` by their names, as they are written."""
    source = files(__package__) / "lexicon" / f"{name}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))
