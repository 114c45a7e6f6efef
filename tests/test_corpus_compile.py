"""Compilations over real UN texts: their amendments, their later versions, and edits by chance.

The base is a draft of the General Assembly; a proposal is what an amendment to it makes of it, the other
texts of its family, and what edit scripts make of its paragraphs. None of it is kept in the repository.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from corpus_amendments import amended
from corpus_files import GA80, source

from draftkit.errors import DraftkitError
from draftkit.model import Draft
from draftkit.negotiate.compiling import compile_drafts
from draftkit.negotiate.page import read_page
from draftkit.readers import read_file
from draftkit.readers.text import read_text
from draftkit.rows import rows
from draftkit.writers.compilation import write_compilation

pytestmark = pytest.mark.corpus

FAMILIES = ("F06", "F07", "F08", "F09", "F10", "F11", "F14", "F17")
BY_CHANCE = 8
WORDS = ("shall", "should", "and bells", "as appropriate,", "without delay", "[the lamps]", "")
LEAST_AMENDED = 8
"""Pieces of amendments that can be carried out by their words alone, in all families together."""


def one(text: str) -> Draft:
    return read_text(text)[0].draft


def texts(corpus: Path, family: str) -> list[Path]:
    (folder,) = (corpus / GA80).glob(f"{family}_*")
    return sorted(folder.glob("*.md"))


def by_chance(text: str, seed: int) -> str:
    """The text with some words of some paragraphs changed, and a paragraph gone or doubled."""
    chance = random.Random(seed)
    paragraphs = text.split("\n\n")
    begin = next((i for i, each in enumerate(paragraphs) if each.startswith("*")), 0)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(begin, len(paragraphs))
        words = paragraphs[at].split(" ")
        place = chance.randrange(len(words))
        words[place : place + chance.randint(0, 2)] = chance.choice(WORDS).split()
        paragraphs[at] = " ".join(words) or paragraphs[at]
    at = chance.randrange(begin, len(paragraphs))
    paragraphs[at : at + 1] = [paragraphs[at]] * chance.choice((0, 1, 1, 2))
    return "\n\n".join(paragraphs)


def meeting(corpus: Path, family: str) -> tuple[Draft, dict[str, Draft], int]:
    """A base, its proposals, and how many pieces of amendments are in them."""
    found = [(path, source(path)) for path in texts(corpus, family)]
    drafts = [(path, text) for path, text in found if "/L." in text[:400] or "_L." in path.name]
    base_path, base = max(drafts, key=lambda each: len(each[1]))
    proposals: dict[str, Draft] = {}
    pieces = 0
    for path, text in found:
        if path == base_path:
            continue
        changed, done = amended(base, text)
        pieces += done
        name = path.stem.replace("_", "/")
        proposals[name] = one(changed) if done else one(text)
    for seed in range(BY_CHANCE):
        try:
            (reading,) = read_text(by_chance(base, seed))
        except (ValueError, DraftkitError):  # chance made two drafts of it, or notes that are not there
            continue
        proposals[f"Delegation {seed}"] = reading.draft
    return one(base), proposals, pieces


@pytest.mark.parametrize("family", FAMILIES)
def test_proposals_over_a_real_draft_come_back_to_the_letter(corpus: Path, family: str) -> None:
    base, proposals, _ = meeting(corpus, family)
    compiled = compile_drafts(base, proposals)  # raises where a text would not come back
    assert len(proposals) > BY_CHANCE // 2
    data = write_compilation(".md", compiled)
    (reading,) = read_file("compilation.md", data=data)
    assert read_page(rows(reading.draft)) == compiled


def test_amendments_are_among_the_proposals(corpus: Path) -> None:
    assert sum(meeting(corpus, family)[2] for family in FAMILIES) >= LEAST_AMENDED
