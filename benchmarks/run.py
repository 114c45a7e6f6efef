"""How long draftkit takes, beside a floor measured in the same run.

The floor is what nobody who writes the redlined file can avoid: unzip it,
parse its XML parts, serialise them, zip them. A ratio to it says more than
seconds do, for it hardly depends on the machine.

Run: python benchmarks/run.py
"""

from __future__ import annotations

import io
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from lxml import etree

from draftkit.compare import diff
from draftkit.readers.text import read_text
from draftkit.writers.redline import write_redline
from drafts import pair

SIZES = (20, 200, 2_000)
RUNS = 7
AUTHOR = "Secretariat"
DATE = datetime(2031, 5, 21, tzinfo=UTC)
DRAFTKIT = (sys.executable, "-m", "draftkit")


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of several runs."""

    best: float
    median: float


def measure(work: Callable[[], object], runs: int = RUNS) -> Times:
    work()  # the first run loads grammars and caches, which is not what is measured
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return Times(min(seconds), statistics.median(seconds))


def floor(package: bytes) -> bytes:
    """The same package, its XML parsed and written again."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith((".xml", ".rels")):
                part = etree.tostring(etree.fromstring(part), xml_declaration=True, encoding="UTF-8")
            new.writestr(name, part)
    return out.getvalue()


def whole_process(old: str, new: str) -> Times:
    """`draftkit redline` as a user waits for it, start of Python included."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "old.md").write_text(old, encoding="utf-8")
        (folder / "new.md").write_text(new, encoding="utf-8")
        arguments = (
            "redline",
            "old.md",
            "new.md",
            "-o",
            "out.docx",
            "--author",
            AUTHOR,
            "--date",
            DATE.date().isoformat(),
        )
        return measure(lambda: subprocess.run([*DRAFTKIT, *arguments], cwd=folder, check=True), runs=3)


def rows(size: int) -> list[tuple[str, Times]]:
    old_text, new_text = pair(size)
    old = read_text(old_text)[0].draft
    new = read_text(new_text)[0].draft
    package = write_redline(old, new, author=AUTHOR, date=DATE)
    return [
        ("floor", measure(lambda: floor(package))),
        ("parse", measure(lambda: read_text(old_text))),
        ("diff", measure(lambda: diff(old, new))),
        ("redline", measure(lambda: write_redline(old, new, author=AUTHOR, date=DATE))),
        ("draftkit redline", whole_process(old_text, new_text)),
    ]


def main() -> None:
    print(f"{'paragraphs':>10}  {'':<17}{'best ms':>10}{'median ms':>11}{'ratio to floor':>16}")
    for size in SIZES:
        measured = rows(size)
        base = measured[0][1].best
        for name, times in measured:
            ratio = f"{times.best / base:.1f}"
            print(f"{size:>10}  {name:<17}{times.best * 1e3:>10.1f}{times.median * 1e3:>11.1f}{ratio:>16}")
        print()


if __name__ == "__main__":
    main()
