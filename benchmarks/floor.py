"""Where the time of a redline of two Word files goes, from the start of the process to its end.

What nobody can avoid comes first: to start Python and load lxml, to unzip, parse, serialise and zip.
Then the parts of draftkit. Times are of the processor, in milliseconds, the least of several runs: other
work on the machine changes them little. Parts of a process are worked out twice and told for the second
time; what only the first time takes (patterns compiled, word lists read) is a line of its own.

Run: python benchmarks/floor.py [OLD.docx NEW.docx]     without files: fictional drafts of three lengths
"""

from __future__ import annotations

import gc
import io
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from lxml import etree

from draftkit.readers.text import read_text
from draftkit.writers import write_as
from draftkit.writers.issued import redline_issued
from draftkit.writers.issued.making import Making
from draftkit.writers.issued.proving import accepted, misnumbered, proved
from drafts import pair

RUNS = 9
SIZES = (20, 200, 2_000)
DATE = datetime(2031, 5, 21, tzinfo=UTC)
START = {
    "Python starts": "pass",
    "lxml is loaded": "import lxml.etree",
    "draftkit is loaded": (
        "import atexit, gc; gc.disable(); atexit.register(gc.freeze);"
        " import draftkit.cli.plain, draftkit.cli.redlining, draftkit.writers.issued"
    ),
}
"""What a process does, each with what comes before it."""
COMMAND = "from draftkit.__main__ import main; main()"


def process(code: str, *arguments: str | Path) -> float:
    """Milliseconds of a whole process."""

    def once() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, "-c", code, *map(str, arguments)], check=True, stderr=subprocess.DEVNULL
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000

    return min(once() for _ in range(RUNS))


def work(todo: Callable[[], object]) -> float:
    """Milliseconds of a part of a process, when it has been done before."""

    def once() -> float:
        start = time.process_time()
        todo()
        return (time.process_time() - start) * 1000

    todo()
    return min(once() for _ in range(RUNS))


def floor(old: bytes, new: bytes, redline: bytes) -> dict[str, float]:
    """What every program that makes such a file of such files has to do."""
    texts = [_parts(package) for package in (old, new)]
    out = _parts(redline)
    roots = [etree.fromstring(part) for name, part in out.items() if name == "word/document.xml"]
    return {
        "unzip both files": work(lambda: [_parts(package) for package in (old, new)]),
        "parse their documents": work(
            lambda: [etree.fromstring(text["word/document.xml"]) for text in texts]
        ),
        "serialise the document": work(lambda: [etree.tostring(root, encoding="UTF-8") for root in roots]),
        "zip the parts": work(lambda: _zipped(out)),
    }


def _parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def _zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def steps(old: bytes, new: bytes) -> dict[str, float]:
    """What draftkit does, in its order."""

    def making() -> Making:
        return Making(old, "old.docx", new, "new.docx", "Secretariat", DATE, frozenset(), None)

    both = work(making)
    made = making()
    redline = made.redline()
    read = accepted(made, redline)
    return {
        "read both files": both,
        "compare them and mark what changed": work(lambda: making().redline()) - both,
        "read the redline": work(lambda: accepted(made, redline)),
        "hold it against both versions": work(
            lambda: (misnumbered(made, redline, read), proved(made, redline, read))
        ),
    }


def report(title: str, old: bytes, new: bytes) -> None:
    redline = redline_issued(old, "old.docx", new, "new.docx", author="Secretariat", date=DATE).data
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "old.docx").write_bytes(old)
        (folder / "new.docx").write_bytes(new)
        out = folder / "redline.docx"
        whole = process(COMMAND, "redline", folder / "old.docx", folder / "new.docx", "-o", out)
    print(title)
    before = 0.0
    for label, code in START.items():
        until = process(code)
        print(f"  {label:<40}{until - before:>8.1f}")
        before = until
    parts = steps(old, new)
    for label, milliseconds in parts.items():
        print(f"  {label:<40}{milliseconds:>8.1f}")
    print(f"  {'only the first time, and to save':<40}{whole - before - sum(parts.values()):>8.1f}")
    print(f"  {'the whole process':<40}{whole:>8.1f}")
    for label, milliseconds in floor(old, new, redline).items():
        print(f"  floor: {label:<33}{milliseconds:>8.1f}")
    print()


def drafts(size: int) -> tuple[bytes, bytes]:
    old, new = (write_as(".docx", [read_text(text)[0].draft], date=DATE) for text in pair(size))
    return old, new


def main() -> None:
    gc.disable()  # as good as in the command itself, which lets Python look for circles seldom
    if files := sys.argv[1:]:
        old, new = (Path(file).read_bytes() for file in files)
        report(" and ".join(files), old, new)
        return
    for size in SIZES:
        report(f"{size:,} paragraphs", *drafts(size))


if __name__ == "__main__":
    main()
