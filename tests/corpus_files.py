"""The folder of real UN documents: its texts, what its INDEX says of them, and each text read once."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path

from draftkit.readers.reading import Reading
from draftkit.readers.text import read_text

GA80 = "ga80_pdf_txt_md"
FOLDERS = (GA80, "bbnj", "paris2015_brackets", "unfccc_decisions", "sixlang")
_TEXTS = (".md", ".txt", ".html", ".tsv")
_ROW = re.compile(
    rf"\| {GA80}/(?P<name>\S+) \| .*? \| (?P<preambular>\d+) \| (?P<operative>\d+) \| (?P<numbering>\S+) \|"
    r" \d+ \| \d+ \| (?P<submitted>.*?) ?\|$"
)


def texts(folder: Path) -> list[Path]:
    """Every text in a folder of the corpus; pages and tables of other programs are read as plain text."""
    return sorted(path for path in folder.rglob("*") if path.suffix in _TEXTS)


def source(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig")


@functools.cache
def readings(path: Path) -> tuple[Reading, ...]:
    """What draftkit reads in a text, whatever the file's ending."""
    return read_text(source(path), path.name)


@dataclass(frozen=True)
class Entry:
    """What the INDEX says of a text of the General Assembly."""

    preambular: int
    operative: int
    ok: bool
    """The numbering has neither gaps nor a second start."""
    amendment: bool


def index(corpus: Path) -> dict[str, Entry]:
    """The entries of the INDEX by folder and name, in its order: that of negotiation."""
    found = {}
    for line in (corpus / "INDEX.md").read_text(encoding="utf-8").splitlines():
        if row := _ROW.match(line):
            amendment = row["submitted"].endswith("amendment")
            counts = int(row["preambular"]), int(row["operative"])
            found[row["name"]] = Entry(*counts, ok=row["numbering"] == "ok", amendment=amendment)
    return found
