"""An engine run as a process of its own: how long it takes, and how much memory."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Engine:
    """A program that makes redlines."""

    name: str
    command: tuple[str, ...]
    """With ``{old}``, ``{new}`` and ``{out}`` for the three files."""

    def arguments(self, old: Path, new: Path, out: Path) -> list[str]:
        return [part.format(old=old, new=new, out=out) for part in self.command]


@dataclass(frozen=True, slots=True)
class Run:
    """One run of an engine, from its start to its end."""

    seconds: float
    mebibytes: float
    """The most memory it had."""
    redline: bytes
    """Empty when it failed."""


DRAFTKIT = Engine(
    "draftkit",
    (sys.executable, "-m", "draftkit", "redline", "{old}", "{new}", "-o", "{out}", "--author", "Secretariat",
     "--date", "2031-05-21"),
)  # fmt: skip


def docx_trackdiff(program: str) -> Engine:
    return Engine("docx-trackdiff", (program, "{old}", "{new}", "{out}"))


def docx_redline(program: str) -> Engine:
    return Engine(
        "docx-redline", (program, "compare", "{old}", "{new}", "-o", "{out}", "--author", "Secretariat")
    )


def run(engine: Engine, old: Path, new: Path, out: Path) -> Run:
    """Run an engine on two files. What it prints is not shown."""
    out.unlink(missing_ok=True)
    arguments = engine.arguments(old, new, out)
    silent = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_WRONLY, 0) for number in (1, 2)]
    start = time.perf_counter()
    process = os.posix_spawnp(arguments[0], arguments, os.environ, file_actions=silent)
    _, status, used = os.wait4(process, 0)
    seconds = time.perf_counter() - start
    done = os.waitstatus_to_exitcode(status) in (0, 1) and out.exists()
    return Run(seconds, used.ru_maxrss / 1024, out.read_bytes() if done else b"")
