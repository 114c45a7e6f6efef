"""How long the commands of the dossier take, and how large it is, after many versions of a long draft.

Each version changes a few paragraphs of the one before, puts one in or takes one out now and then,
so that numbers change too, and moves one. Commands are timed as a user waits for them, start of Python
included.

Run: python benchmarks/dossier.py [VERSIONS [PARAGRAPHS]]
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from draftkit.dossier.dossier import Dossier, When
from draftkit.dossier.entries import Given, new_version
from draftkit.dossier.events import Event, Opened
from draftkit.dossier.state import State
from draftkit.readers.text import read_text
from drafts import phrase

VERSIONS, PARAGRAPHS = 500, 200
DRAFTKIT = (sys.executable, "-m", "draftkit")


def paragraph(chance: random.Random) -> str:
    """Some sixty words."""
    return "; ".join(phrase(chance) for _ in range(4))


def revise(page: list[str], chance: random.Random) -> None:
    """The next version of a draft."""
    for place in chance.sample(range(len(page)), 4):
        words = page[place].split()
        at = chance.choice([at for at, word in enumerate(words) if not set("[]") & set(word)])
        page[place] = " ".join([*words[:at], *phrase(chance).split()[-3:], *words[at + 1 :]])
    if chance.random() < 0.2:
        page.insert(chance.randrange(len(page)), paragraph(chance))
    if chance.random() < 0.2:
        page.pop(chance.randrange(len(page)))
    if chance.random() < 0.1:
        page.insert(chance.randrange(len(page)), page.pop(chance.randrange(len(page))))


def text_of(page: list[str]) -> str:
    numbered = "\n\n".join(f"{number}. *Requests* that {words};" for number, words in enumerate(page, 1))
    return f"# Assembly\n\n## Rivers\n\n*The Assembly,*\n\n{numbered}\n"


def version(given: Given, name: str, state: State) -> list[Event]:
    return [new_version(state, given, name=name)]


def fill(path: Path, versions: int, paragraphs: int) -> tuple[int, int, float]:
    """Make the dossier: bytes of the distinct paragraphs, bytes of all versions, seconds a version."""
    chance = random.Random(1)
    page = [paragraph(chance) for _ in range(paragraphs)]
    distinct: set[str] = set()
    whole = 0
    dossier = Dossier.create(path, Opened("A/L.1"), When("2031-01-01T00:00:00Z", "2031-01-01"))
    start = time.perf_counter()
    for number in range(1, versions + 1):
        text = text_of(page)
        distinct.update(page)
        whole += len(text.encode())
        given = Given(f"v{number}.md", text.encode(), read_text(text)[0].draft)
        day = f"{2031 + number // 300}-{1 + number // 25 % 12:02}-{1 + number % 25:02}"
        dossier.enter(
            partial(version, given, f"v{number}"),
            When(f"{day}T00:00:00Z", day),
            given.texts,
        )
        revise(page, chance)
    seconds = (time.perf_counter() - start) / versions
    return sum(len(each.encode()) for each in distinct), whole, seconds


def timed(*command: str) -> tuple[float, float]:
    """Seconds until the command ended, and seconds of the processor that it took."""
    start, used = time.perf_counter(), os.times()
    subprocess.run([*DRAFTKIT, "dossier", *command], stdout=subprocess.DEVNULL, check=True)
    now = os.times()
    processor = now.children_user + now.children_system - used.children_user - used.children_system
    return time.perf_counter() - start, processor


def main() -> None:
    sizes = [*map(int, sys.argv[1:]), *(VERSIONS, PARAGRAPHS)[len(sys.argv) - 1 :]]
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "many.dossier"
        distinct, whole, seconds = fill(path, *sizes)
        print(f"{sizes[0]} versions of {sizes[1]} paragraphs")
        print(f"add (without the start of Python)  {seconds:6.2f} s")
        print("                                   waited  processor")
        for command in (["log"], ["status"], ["show", "last"], ["blame"], ["verify"]):
            waited, used = map(min, zip(*(timed(*command, "-d", str(path)) for _ in range(3)), strict=True))
            print(f"{' '.join(command):33}  {waited:6.2f} s   {used:6.2f} s")
        print(f"all versions as files              {whole / 1e6:6.2f} MB")
        print(f"distinct paragraphs                {distinct / 1e6:6.2f} MB")
        print(f"the dossier, files included        {path.stat().st_size / 1e6:6.2f} MB")


if __name__ == "__main__":
    main()
