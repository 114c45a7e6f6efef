"""Kill programs that write into a dossier, at random instants, and look at what is left.

    python tests/dossier_kills.py --count 1000 --seed 1

A program appends events, versions with texts among them, and tells of each when
it was acknowledged; it is killed (SIGKILL) after some milliseconds. Then the
dossier has to open and to be sound, with every event that was acknowledged.
Some are killed while they make the dossier, and some are two at once.
"""

from __future__ import annotations

import argparse
import os
import random
import select
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from draftkit.dossier.chain import Entry
from draftkit.dossier.dossier import Dossier, When
from draftkit.dossier.events import Opened, VersionAdded
from draftkit.dossier.store import Store
from draftkit.dossier.texts import fingerprint
from draftkit.dossier.verify import verify
from draftkit.errors import DraftkitError

WHEN = When("2031-05-14T09:00:00Z", "2031-05-14", "Desk")
KILLS_TO_A_DOSSIER = 25
LONGEST = 0.08
"""Seconds after which a program is killed at most; an event takes a third of that."""


@dataclass(slots=True)
class Count:
    """What happened."""

    kills: int = 0
    acknowledged: int = 0
    unacknowledged: int = 0
    """Events that were written, though the program was killed before it could tell."""
    while_making: int = 0
    """Kills of programs that were making the dossier."""


def made(folder: Path, seed: int, tell: Callable[[str], None]) -> None:
    """Make a dossier."""
    dossier = Dossier.create(folder / "new.dossier", Opened(f"L.{seed}"), WHEN)
    tell(dossier.records()[0].link.hash)


def appended(folder: Path, seed: int, tell: Callable[[str], None]) -> None:
    """Append to a dossier without end."""
    chance = random.Random(seed)
    store = Store.open(folder / "old.dossier")
    while True:
        lines = [f"{chance.choice('abc')} {chance.randrange(400)}\n".encode() * 40 for _ in range(60)]
        source = (bytes(chance.randbytes(20_000)),)
        name = f"L.4/{seed}/{chance.randrange(10**9)}"
        event = VersionAdded(name, fingerprint(lines), fingerprint(source), "L4.md", name)
        (record,) = store.append(
            lambda _, event=event: [Entry(event, WHEN.at, WHEN.date, WHEN.by)], [lines, source]
        )
        tell(record.link.hash)


def started(
    work: Callable[[Path, int, Callable[[str], None]], None], folder: Path, seed: int
) -> tuple[int, int]:
    """A program of its own that does this work, and where it tells what was acknowledged."""
    heard, told = os.pipe()
    child = os.fork()
    if child:
        os.close(told)
        return child, heard
    status = 1
    try:
        work(folder, seed, lambda line: void(os.write(told, f"{line}\n".encode())))
        status = 0
    finally:
        os._exit(status)


def void(_: object) -> None:
    pass


def killed(child: int, heard: int) -> list[str]:
    """Kill it; what it had told. A program that ended by itself with an error is a fault."""
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the program failed before it was killed"
    with os.fdopen(heard) as pipe:
        return [line.strip() for line in pipe if line.endswith("\n")]


def check(path: Path, acknowledged: set[str]) -> int:
    """How many events are in a sound dossier that has all of these."""
    store = Store.open(path)
    verdict = verify(store)
    assert not verdict.faults, (path, verdict.faults)
    there = {record.link.hash for record in store.records()}
    assert acknowledged <= there, f"{len(acknowledged - there)} acknowledged events are lost"
    assert [each for each in path.parent.iterdir() if each.name.startswith(path.name)] == [path]
    return len(there)


def kill_while_making(folder: Path, chance: random.Random, count: Count) -> None:
    path = folder / "new.dossier"
    child, heard = started(made, folder, chance.randrange(10**6))
    time.sleep(chance.random() * LONGEST / 2)
    acknowledged = set(killed(child, heard))
    try:
        check(path, acknowledged)
    except DraftkitError:
        assert not acknowledged
        Dossier.create(path, Opened("again"), WHEN)  # nothing is in the way of a second attempt
        check(path, set())
    path.unlink()
    count.kills += 1
    count.while_making += 1
    count.acknowledged += len(acknowledged)


def kill_while_appending(
    folder: Path, chance: random.Random, count: Count, acknowledged: set[str], most: int
) -> None:
    before = len(acknowledged)
    together = min(chance.choice([1, 1, 1, 2]), most)
    children = [started(appended, folder, chance.randrange(10**6)) for _ in range(together)]
    for child, heard in children:
        if chance.random() < 0.6:
            select.select([heard], [], [], 60)  # until the first event is acknowledged
        time.sleep(chance.random() * LONGEST)
        acknowledged.update(killed(child, heard))
        count.kills += 1
    count.acknowledged += len(acknowledged) - before


def run(kills: int, seed: int) -> Count:
    """So many kills."""
    chance = random.Random(seed)
    count = Count()
    while count.kills < kills:
        with tempfile.TemporaryDirectory() as name:
            folder, path = Path(name), Path(name) / "old.dossier"
            dossier = Dossier.create(path, Opened("L.4"), WHEN)
            acknowledged = {dossier.records()[0].link.hash}
            for _ in range(KILLS_TO_A_DOSSIER):
                if count.kills == kills:
                    break
                if chance.random() < 0.1:
                    kill_while_making(folder, chance, count)
                else:
                    kill_while_appending(folder, chance, count, acknowledged, kills - count.kills)
                there = check(path, acknowledged)
            count.unacknowledged += there - len(acknowledged)
    return count


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    count = run(options.count, options.seed)
    sys.stdout.write(
        f"{count.kills} kills ({count.while_making} while the dossier was made): every dossier opens and is"
        f" sound; {count.acknowledged} events were acknowledged, none is lost;"
        f" {count.unacknowledged} more were written before the program could tell\n"
    )


if __name__ == "__main__":
    main()
