"""Files of every layout are valid by the schemas of their format."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import docx_tools
import pytest

import draftkit
from draftkit.profiles import NAMES
from draftkit.writers.redline import Style, write_redline
from draftkit.writers.setup import STATUSES, PageSetup
from draftkit.writers.word.clean import write_docx

SETUPS = [PageSetup(name, status) for name in NAMES for status in STATUSES]
DATE = datetime(2031, 5, 21, tzinfo=UTC)


def named(setup: PageSetup) -> str:
    return f"{setup.profile} {setup.status}"


def picture() -> bytes:
    """One grey point, in PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(b"\0\x80")), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize("example", ["rivers-L4.md", "assembly-sections.md"])
@pytest.mark.parametrize("setup", SETUPS, ids=named)
def test_a_clean_document_is_valid_in_every_layout(
    setup: PageSetup, example: str, examples: Path, tmp_path: Path
) -> None:
    file = tmp_path / "clean.docx"
    file.write_bytes(write_docx(draftkit.read(examples / example), setup=setup))
    assert docx_tools.findings(file) == []


@pytest.mark.parametrize("setup", [PageSetup(name) for name in NAMES], ids=named)
def test_a_document_with_an_emblem_is_valid(setup: PageSetup, examples: Path, tmp_path: Path) -> None:
    (tmp_path / "lamp.png").write_bytes(picture())
    with_emblem = replace(setup, emblem=tmp_path / "lamp.png", emblem_text='A lamp, "lit" & <bright>')
    file = tmp_path / "clean.docx"
    file.write_bytes(write_docx(draftkit.read(examples / "rivers-L4.md"), setup=with_emblem))
    assert docx_tools.findings(file) == []


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("setup", SETUPS, ids=named)
def test_a_redline_is_valid_in_every_layout(
    setup: PageSetup, style: Style, examples: Path, tmp_path: Path
) -> None:
    old, new = (draftkit.read(examples / name) for name in ("rivers-L4.md", "rivers-L4-Rev1.md"))
    file = tmp_path / "redline.docx"
    file.write_bytes(write_redline(old, new, author="Secretariat", date=DATE, style=style, setup=setup))
    assert docx_tools.findings(file) == []
