"""Other programs on a redline: pandoc and LibreOffice read it, a validator checks its markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import docx_tools
import pytest

from redline_fuzz.contract import Redlined

_LABEL = re.compile(r"(?:(?:\d+\.|\(?[a-z]{1,5}\)|[ivx]+\.|-|[A-Z]\.|•)(?: |$))+")


def disagreements(made: Sequence[tuple[int, Redlined]], folder: Path) -> Iterator[str]:
    """What each witness reads or finds otherwise, by seed; one that is not installed is named."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {}
    for seed, redline in made:
        for name in ("data", "old", "new"):
            files[seed, name] = folder / f"{seed}.{name}.docx"
            files[seed, name].write_bytes(getattr(redline, name))
    for witness in (_pandoc, _libreoffice, _validator):
        try:
            yield from (f"{witness.__name__.strip('_')}: {told}" for told in witness(files, folder))
        except pytest.skip.Exception as missing:
            yield f"not asked: {missing.msg}"


_Files = dict[tuple[int, str], Path]


def _lines(texts: Sequence[str]) -> list[str]:
    """Without empty lines, and without list numbers: a witness counts deleted paragraphs too."""
    lines = (_LABEL.sub("", " ".join(line.split())) for text in texts for line in text.split("\n"))
    return [line for line in lines if line]


def _compared(read: Callable[[Path, str], Sequence[str]], files: _Files) -> Iterator[str]:
    for seed, name in files:
        if name != "data":
            view = "accept" if name == "new" else "reject"
            found, wanted = _lines(read(files[seed, "data"], view)), _lines(read(files[seed, name], "plain"))
            if found != wanted:
                other = [line for line in found if line not in wanted] or found
                yield f"seed {seed}, {view}: {other[0][:70]!r}"


def _pandoc(files: _Files, folder: Path) -> Iterator[str]:
    def read(file: Path, view: str) -> list[str]:
        return [docx_tools.pandoc(file, "accept" if view == "plain" else view)]

    yield from _compared(read, files)


def _libreoffice(files: _Files, folder: Path) -> Iterator[str]:
    views = {"data": ("accept", "reject"), "old": ("plain",), "new": ("plain",)}
    jobs = [(view, file) for (_, name), file in files.items() for view in views[name]]
    read = dict(zip(jobs, docx_tools.libreoffice(jobs, folder), strict=True))
    yield from _compared(lambda file, view: read[view, file]["paragraphs"], files)


def _validator(files: _Files, folder: Path) -> Iterator[str]:
    for seed, name in files:
        if name == "data":
            known = {re.sub(r"\d+", "#", told) for told in docx_tools.findings(files[seed, "old"])}
            for told in docx_tools.findings(files[seed, "data"]):
                if re.sub(r"\d+", "#", told) not in known:
                    yield f"seed {seed}: {told[:160]}"
