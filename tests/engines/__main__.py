"""``python -m engines``: draftkit beside other engines, on pairs made from seeds (docs/engines.md)."""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from engines.judging import Judged, judged
from engines.pairs import SIZES, VARIANTS, Pair, pair
from engines.running import DRAFTKIT, Engine, Run, docx_redline, docx_trackdiff, run

ECONOMY = 1.02
"""Words marked for each word that has to be, at most."""


def main() -> int:
    given = _options().parse_args()
    engines = [DRAFTKIT]
    if given.docx_trackdiff:
        engines.append(docx_trackdiff(given.docx_trackdiff))
    if given.docx_redline:
        engines.append(docx_redline(given.docx_redline))
    sys.stdout.write("| pair | engine | seconds | of draftkit's | MiB | economy | moves | wrong |\n")
    sys.stdout.write("|---|---|---|---|---|---|---|---|\n")
    fails = False
    with tempfile.TemporaryDirectory() as folder:
        for size in given.sizes:
            for variant in given.variants:
                for seed in given.seeds:
                    made = pair(size, variant, seed)
                    for engine, runs in _measured(engines, made, Path(folder), given.runs):
                        found = judged(made, runs[-1].redline) if runs[-1].redline else None
                        fails |= engine is DRAFTKIT and (found is None or _fails(found))
                        if engine is DRAFTKIT:
                            base = _median(runs)
                        name = f"{size} {variant} {seed}"
                        sys.stdout.write(_line(name, engine, runs, base, found))
                        sys.stdout.flush()
    return int(fails)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="paragraphs")
    parser.add_argument("--variants", nargs="+", choices=VARIANTS, default=VARIANTS)
    parser.add_argument("--seeds", type=int, nargs="+", default=(1,))
    parser.add_argument("--runs", type=int, default=3, help="of each engine on each pair, in turn")
    parser.add_argument("--docx-trackdiff", metavar="PROGRAM", help="where it is installed")
    parser.add_argument("--docx-redline", metavar="PROGRAM", help="where it is installed")
    return parser


def _measured(
    engines: Sequence[Engine], made: Pair, folder: Path, times: int
) -> Iterator[tuple[Engine, Sequence[Run]]]:
    """The runs of each engine; they take turns, so that what else the machine does falls on all of them."""
    old, new = folder / "old.docx", folder / "new.docx"
    for file, data in zip((old, new), made.files(), strict=True):
        file.write_bytes(data)
    runs: dict[Engine, list[Run]] = {engine: [] for engine in engines}
    for _ in range(times):
        for engine in engines:
            runs[engine].append(run(engine, old, new, folder / f"{engine.name}.docx"))
    yield from runs.items()


def _fails(found: Judged) -> bool:
    return bool(found.faults) or found.economy > ECONOMY or found.moves < found.have_to_move


def _median(runs: Sequence[Run]) -> float:
    return statistics.median(run.seconds for run in runs)


def _line(name: str, engine: Engine, runs: Sequence[Run], base: float, found: Judged | None) -> str:
    median = _median(runs)
    fastest, slowest = min(run.seconds for run in runs), max(run.seconds for run in runs)
    memory = statistics.median(run.mebibytes for run in runs)
    cells = [name, engine.name, f"{median:.2f} ({fastest:.2f}-{slowest:.2f})", f"{median / base:.1f}"]
    cells.append(f"{memory:.0f}")
    if found is None:
        cells += ["", "", "no file"]
    else:
        wrong = "; ".join(found.faults) or "nothing"
        cells += [f"{found.economy:.2f}", f"{found.moves} of {found.have_to_move}", wrong]
    return f"| {' | '.join(cells)} |\n"


if __name__ == "__main__":
    sys.exit(main())
