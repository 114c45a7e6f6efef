"""How long a compilation takes, by the number of proposals and of paragraphs.

Each delegation changes words in one paragraph of ten, inserts a paragraph and deletes one; every fourth
change is made by several delegations. The time of reading the files is not counted; that of the proof is.

Run: python benchmarks/compiling.py
"""

from __future__ import annotations

import random
import sys
import time

from draftkit.build import build
from draftkit.content import normal
from draftkit.dataclass import replace
from draftkit.model import Draft, Text
from draftkit.negotiate.compiling import compile_drafts
from draftkit.readers.text import read_text
from draftkit.rows import Row, RowKind, rows
from draftkit.writers.compilation import write_compilation
from drafts import pair

SIZES = (50, 200)
PROPOSALS = (5, 10, 20, 40)
WORDS = ("shall", "should", "may", "as appropriate", "without delay", "in fog", "at night")


def proposal(base: tuple[Row, ...], seed: int) -> Draft:
    """The base as one delegation wants it."""
    chance = random.Random(seed)
    shared = random.Random(seed % 4)  # what several delegations change alike
    found = list(base)
    places = [place for place, row in enumerate(found) if row.kind is RowKind.OPERATIVE]
    for number in range(max(1, len(places) // 10)):
        source = shared if number % 4 == 0 else chance
        place = source.choice(places)
        found[place] = _changed(found[place], source)
    place = chance.choice(places)
    found.insert(place + 1, _changed(found[place], chance))
    del found[chance.choice(places)]
    return build(found)


def _changed(row: Row, chance: random.Random) -> Row:
    words = row.text.split()
    at = chance.randrange(2, len(words)) if len(words) > 2 else 0
    words[at : at + chance.randrange(3)] = [chance.choice(WORDS)]
    return replace(row, content=normal((Text(" ".join(words)),)))


def main() -> None:
    write = sys.stdout.write
    write("| paragraphs | proposals | compile and prove | write text | write Word | a proposal |\n")
    write("| --- | --- | --- | --- | --- | --- |\n")
    for size in SIZES:
        base = read_text(pair(size)[0])[0].draft
        found = rows(base)
        for count in PROPOSALS:
            texts = {f"Delegation {number}": proposal(found, number) for number in range(1, count + 1)}
            start = time.perf_counter()
            compiled = compile_drafts(base, texts)
            made = time.perf_counter()
            write_compilation(".md", compiled)
            text = time.perf_counter()
            write_compilation(".docx", compiled)
            word = time.perf_counter()
            write(
                f"| {size} | {count} | {made - start:.2f} s | {text - made:.2f} s | {word - text:.2f} s"
                f" | {(made - start) / count * 1000:.0f} ms |\n"
            )


if __name__ == "__main__":
    main()
