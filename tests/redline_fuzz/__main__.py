"""Many pairs, in as many processes as asked for; faults are cut down and kept in a folder."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from redline_fuzz import corpus, pairs, real_files
from redline_fuzz.contract import Outcome, outcome, redlined
from redline_fuzz.shrink import Made, shrunk
from redline_fuzz.witnesses import disagreements

REAL = "real"
EVERY = 4
"""Of so many pairs one is redlined twice."""


def pair(seed: int, kind: str, folder: Path | None) -> Made:
    if not folder:
        return pairs.pair(seed, kind)
    return real_files.pair(seed, folder) if kind == REAL else corpus.pair(seed, folder, kind)


def one(seed: int, kind: str, folder: Path | None) -> tuple[int, str, str]:
    found = outcome(pair(seed, kind, folder).files(), twice=seed // 2 % EVERY == 0)
    return seed, found.kind, found.detail


def keep(folder: Path, seed: int, pair: Made, found: Outcome) -> str:
    """Write both files of a pair, its redline, and what is wrong."""
    files = pair.files()
    place = folder / str(seed)
    place.mkdir(parents=True, exist_ok=True)
    (place / f"old{files.ending}").write_bytes(files.old)
    (place / f"new{files.ending}").write_bytes(files.new)
    if found.data:
        (place / "redline.docx").write_bytes(found.data)
    told = f"seed {seed}: {found.kind}\n{found.detail}\n{pair.told()}"
    (place / "fault.txt").write_text(told, encoding="utf-8")
    return told


def main() -> int:
    parser = argparse.ArgumentParser(prog="redline_fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=1_000, help="pairs")
    parser.add_argument("--seed", type=int, default=0, help="of the first pair; the next ones count on")
    parser.add_argument(
        "--keep", type=Path, default=Path("redline-faults"), help="folder for pairs with faults"
    )
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--shrink", type=int, default=1, help="pairs of each kind of fault that are cut down")
    parser.add_argument(
        "--kind",
        choices=(pairs.TEXT, pairs.WORD, REAL),
        default="",
        help="of files; without it text and Word in turn; real: the Word files of a corpus as they are",
    )
    parser.add_argument(
        "--witnesses", type=int, default=0, metavar="N", help="ask other programs about every Nth"
    )
    parser.add_argument("--corpus", type=Path, default=None, help="make pairs of the drafts in this folder")
    given = parser.parse_args()
    made_of = {"kind": given.kind, "folder": given.corpus}
    start = time.monotonic()
    seeds = range(given.seed, given.seed + given.count)
    kinds: Counter[str] = Counter()
    dropped: set[int] = set()
    faulty: dict[str, list[tuple[int, str]]] = {}
    with ProcessPoolExecutor(given.jobs) as pool:
        for seed, kind, detail in pool.map(partial(one, **made_of), seeds, chunksize=50):
            kinds[kind] += 1
            if kind.startswith("refused") or Outcome(kind).is_fault:
                dropped.add(seed)
            if Outcome(kind).is_fault:
                faulty.setdefault(kind, []).append((seed, detail))
                sys.stderr.write(f"seed {seed}: {kind}\n")
    write = sys.stdout.write
    seconds = time.monotonic() - start
    write(f"{given.count} pairs from seed {given.seed} in {seconds:.0f} s\n")
    for kind, times in kinds.most_common():
        write(f"{times:>7}  {kind}\n")
    for kind, found in faulty.items():
        write(f"\n{kind}: seeds {' '.join(str(seed) for seed, _ in found[:20])}\n")
        for seed, _ in found[: given.shrink]:
            made = pair(seed, **made_of)
            write(keep(given.keep, seed, *shrunk(made, outcome(made.files(), twice=True))) + "\n")
    if given.witnesses:
        asked = [seed for seed in seeds[:: given.witnesses] if seed not in dropped]
        made = [(seed, redlined(pair(seed, **made_of).files())) for seed in asked]
        write(f"\nother programs were asked about {len(made)} redlines\n")
        for told in disagreements(made, given.keep / "witnesses"):
            write(f"  {told}\n")
    return 1 if faulty else 0


if __name__ == "__main__":
    sys.exit(main())
