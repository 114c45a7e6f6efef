"""Other programs that read Word files, as witnesses. A test that lacks its witness is skipped and says so."""

from __future__ import annotations

import functools
import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree

SECONDS = 300
_PYTHONS = ("/usr/bin/python3", "python3")
_READER = Path(__file__).with_name("libreoffice_text.py")
_EDITOR = Path(__file__).with_name("libreoffice_edit.py")


def _program(name: str, package: str) -> str:
    found = shutil.which(name)
    if not found:
        pytest.skip(f"{name} is not installed (Debian: {package}); this outside check was not made")
    return found


def _run(*command: str | Path) -> str:
    done = subprocess.run(
        list(map(str, command)), capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert done.returncode == 0, f"{command[0]}: {done.stderr[-2000:]}"
    return done.stdout


def pandoc(file: Path, view: str = "accept", to: str = "plain") -> str:
    """What pandoc reads in a Word file, with every revision accepted or rejected."""
    program = _program("pandoc", "pandoc")
    return _run(program, f"--track-changes={view}", "-f", "docx", "-t", to, "--wrap=none", file)


@functools.cache
def _uno_python() -> str | None:
    for python in _PYTHONS:
        found = shutil.which(python)
        if (
            found
            and subprocess.run([found, "-c", "import uno"], capture_output=True, check=False).returncode == 0
        ):
            return found
    return None


def libreoffice(jobs: Sequence[tuple[str, Path]], folder: Path) -> list[dict[str, list[str]]]:
    """The paragraphs and notes LibreOffice reads: for each job a view (plain, accept, reject) and a file."""
    _program("soffice", "libreoffice-writer-nogui")
    python = _uno_python()
    if not python:
        pytest.skip("LibreOffice's Python module is not installed (Debian: python3-uno)")
    words = [word for view, file in jobs for word in (view, str(file))]
    result: list[dict[str, list[str]]] = json.loads(_run(python, _READER, folder / "office", *words))
    return result


def libreoffice_edits(jobs: Sequence[tuple[Path, str, Path]], folder: Path) -> list[int]:
    """Files changed by LibreOffice: for each a file, its edits (libreoffice_edit.py), and the new file."""
    _program("soffice", "libreoffice-writer-nogui")
    python = _uno_python()
    if not python:
        pytest.skip("LibreOffice's Python module is not installed (Debian: python3-uno)")
    words = [str(word) for job in jobs for word in job]
    made: list[int] = json.loads(_run(python, _EDITOR, folder / "office", *words))
    return made


def pdf(file: Path, folder: Path) -> Path:
    """The file as LibreOffice prints it."""
    return _converted(file, folder, "pdf")


def saved_by_libreoffice(file: Path, folder: Path) -> Path:
    """The file as LibreOffice opens and saves it, under the same name in another folder."""
    return _converted(file, folder, "docx")


def _converted(file: Path, folder: Path, ending: str) -> Path:
    program = _program("soffice", "libreoffice-writer-nogui")
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    _run(program, profile, "--headless", "--convert-to", ending, "--outdir", folder, file)
    return folder / f"{file.stem}.{ending}"


@dataclass(frozen=True, slots=True)
class Word:
    """A word on a printed page: its box in points, from the upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A printed page: its size in points, and its words."""

    width: float
    height: float
    words: tuple[Word, ...]


def printed(pdf_file: Path) -> list[PrintedPage]:
    """Where each word of a PDF file stands."""
    root = etree.fromstring(_run(_program("pdftotext", "poppler-utils"), "-bbox", pdf_file, "-").encode())
    edges = ("xMin", "yMin", "xMax", "yMax")
    return [
        PrintedPage(
            float(page.get("width", 0)),
            float(page.get("height", 0)),
            tuple(
                Word(word.text or "", *(float(word.get(edge, 0)) for edge in edges))
                for word in page.iter("{*}word")
            ),
        )
        for page in root.iter("{*}page")
    ]


def pages(file: Path, folder: Path) -> list[str]:
    """The text of each printed page."""
    program = _program("pdftotext", "poppler-utils")
    return _run(program, "-layout", pdf(file, folder), "-").split("\f")[:-1]


def findings(file: Path) -> list[str]:
    """What a validator of the file format finds wrong."""
    pytest.importorskip("openxml_audit", reason="openxml-audit is not installed")
    done = subprocess.run(
        [sys.executable, "-m", "openxml_audit", "-o", "json", "-m", "0", str(file)],
        capture_output=True, text=True, timeout=SECONDS, check=False,
    )  # fmt: skip
    (report,) = json.loads(done.stdout)
    return [f"{error.get('part_uri', '')}: {error['description']}" for error in report["errors"]]
