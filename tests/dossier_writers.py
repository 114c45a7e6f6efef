"""Let several programs write into one dossier at once, and count what arrives.

python tests/dossier_writers.py rivers.dossier --programs 8 --events 200
python tests/dossier_writers.py postgresql://desk@localhost/rivers
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time

from draftkit.dataclass import replace
from draftkit.dossier.dossier import Dossier, When
from draftkit.dossier.events import Opened, PositionTaken
from draftkit.dossier.store import Store
from draftkit.dossier.verify import verify

WHEN = When("2031-05-14T09:00:00Z", "2031-05-14", "Desk")


def write(where: str, name: str, events: int) -> None:
    """Append so many events, and tell the fingerprint of each when it is acknowledged."""
    store = Store.open(where)
    for number in range(events):
        event = PositionTaken(name, "supports", "L.4", f"OP{number + 1}")
        (record,) = store.append(lambda _, event=event: [WHEN.entry(event)])
        sys.stdout.write(f"{record.link.hash}\n")


def run(where: str, programs: int, events: int) -> str:
    """Make the dossier, let the programs write, and check that all is there. What was counted, in words."""
    Dossier.create(where, Opened("L.4"), WHEN)
    start = time.monotonic()
    running = [
        subprocess.Popen(
            [sys.executable, __file__, where, "--write", f"Delegation {number}", "--events", str(events)],
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(programs)
    ]
    acknowledged = [each.communicate()[0].split() for each in running]
    seconds = time.monotonic() - start
    assert [each.returncode for each in running] == [0] * programs, "a program failed"
    store = Store.open(where)
    verdict = verify(store)
    assert not verdict.faults, verdict.faults
    there = [record.link.hash for record in store.records()]
    told = [line for lines in acknowledged for line in lines]
    assert len(told) == programs * events
    assert set(told) == set(there[1:])
    assert len(there) == programs * events + 1
    taken = [record.event for record in store.records()[1:]]
    for number in range(programs):
        mine = PositionTaken(f"Delegation {number}", "supports", "L.4")
        own = [each.place for each in taken if replace(each, place="") == mine]  # type: ignore[arg-type]
        assert own == [f"OP{place + 1}" for place in range(events)], "the events of one program change places"
    counted = f"{programs} programs, {events} events each: {len(told)} acknowledged, none is lost"
    return f"{counted}, the chain is whole ({seconds:.0f} s)"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("where")
    parser.add_argument("--programs", type=int, default=8)
    parser.add_argument("--events", type=int, default=200)
    parser.add_argument("--write", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.write:
        write(options.where, options.write, options.events)
    else:
        sys.stdout.write(run(options.where, options.programs, options.events) + "\n")


if __name__ == "__main__":
    main()
