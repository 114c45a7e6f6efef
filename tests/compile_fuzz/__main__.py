"""Many meetings, in as many processes as asked for; the seeds of those with faults are told."""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from compile_fuzz.contract import faults
from compile_fuzz.meetings import by_seed
from compile_fuzz.tracked import PAIRED, UNCALLED
from draftkit.errors import DraftkitError

NO_DRAFT = "chance made several drafts of a text"


def one(seed: int, word: int) -> tuple[int, int, list[str]]:
    """The seed of a meeting, how many delegations it has, and what is wrong."""
    try:
        meeting = by_seed(seed)
    except DraftkitError:
        return seed, 0, [NO_DRAFT]
    try:
        found = faults(meeting, seed, word=bool(word) and seed % word == 0)
    except Exception as error:  # noqa: BLE001 - whatever goes wrong is a fault of the compilation
        place = traceback.extract_tb(error.__traceback__)[-1]
        found = [f"{type(error).__name__} in {place.name}: {error}"]
    return seed, len(meeting.proposals), found


def main() -> int:
    parser = argparse.ArgumentParser(prog="compile_fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=1_000, help="meetings")
    parser.add_argument("--seed", type=int, default=0, help="of the first meeting; the next ones count on")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--word", type=int, default=5, metavar="N", help="every Nth also as a Word file")
    given = parser.parse_args()
    start = time.monotonic()
    seeds = range(given.seed, given.seed + given.count)
    sizes: Counter[int] = Counter()
    wrong: dict[str, list[int]] = {}
    with ProcessPoolExecutor(given.jobs) as pool:
        for seed, delegations, found in pool.map(partial(one, word=given.word), seeds, chunksize=20):
            sizes[delegations] += 1
            for each in found:
                wrong.setdefault(each[:120], []).append(seed)
    skipped = wrong.pop(NO_DRAFT, [])
    documented = {what: wrong.pop(what, []) for what in (UNCALLED, PAIRED)}
    meetings = given.count - len(skipped)
    write = sys.stdout.write
    write(
        f"{meetings} meetings from seed {given.seed}, up to {max(sizes)} delegations,"
        f" {sum(size * times for size, times in sizes.items())} proposals,"
        f" in {time.monotonic() - start:.0f} s; {len(skipped)} left out: {NO_DRAFT}\n"
    )
    told = [*documented.items(), *sorted(wrong.items(), key=lambda item: -len(item[1]))]
    for what, where in told:
        if where:
            write(f"{len(where):>7}  {what}: seeds {' '.join(map(str, where[:10]))}\n")
    if not wrong:
        write("      0  faults\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
