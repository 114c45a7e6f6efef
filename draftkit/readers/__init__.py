"""Files to drafts: which reader reads what, and what no reader can read.

A new notation is one module here and one line in READERS.
"""

from __future__ import annotations

import enum
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from draftkit.errors import DraftkitError
from draftkit.model import Position

if TYPE_CHECKING:
    from draftkit.readers.reading import Reading

STANDARD_INPUT = "-"
LARGEST = 64 * 1024 * 1024
"""Bytes. The longest negotiating texts known have half a million characters."""


class View(enum.StrEnum):
    """How the tracked changes of a file are read."""

    ACCEPTED = "accepted"
    ORIGINAL = "original"


def _draft_text(data: bytes, file: str, view: View) -> tuple[Reading, ...]:
    from draftkit.readers.text import read_text

    return read_text(_decoded(data, file), file)


def _word(data: bytes, file: str, view: View) -> tuple[Reading, ...]:
    from draftkit.ooxml.resolve import View as Resolved
    from draftkit.readers.word import read_word

    return read_word(data, file, Resolved.ACCEPT if view is View.ACCEPTED else Resolved.REJECT)


def _legacy(data: bytes, file: str, view: View) -> tuple[Reading, ...]:
    from draftkit.readers.legacy import to_docx

    return _word(to_docx(data, Path(file).suffix.lower(), file), file, view)


READERS: dict[str, Callable[[bytes, str, View], tuple[Reading, ...]]] = {
    ".md": _draft_text,
    ".markdown": _draft_text,
    ".txt": _draft_text,
    ".text": _draft_text,
    ".docx": _word,
    ".docm": _word,
    ".dotx": _word,
    ".dotm": _word,
    ".doc": _legacy,
    ".rtf": _legacy,
    ".odt": _legacy,
}
"""The reader for each ending of a file name."""


def read_file(path: str | Path, view: View = View.ACCEPTED) -> tuple[Reading, ...]:
    """The drafts in a file, each with its warnings; ``-`` is standard input, read as draft text.

    ``view`` tells how tracked changes in a Word file are read. Raises
    DraftkitError when there is no such file, no reader for it, or it holds no
    draft text.
    """
    name = str(path)
    if name == STANDARD_INPUT:
        return _draft_text(_standard_input(), "standard input", view)
    ending = Path(name).suffix.lower()
    if Path(name).is_dir():
        raise DraftkitError("this is a folder, not a file", name)
    if ending not in READERS:
        what = f"{ending} files cannot be read" if ending else "the file name has no ending"
        raise DraftkitError(f"{what}; draftkit reads {', '.join(READERS)}", name)
    return READERS[ending](_bytes(Path(name)), name, view)


def _standard_input() -> bytes:
    if sys.stdin is None:  # closed by whoever started us
        raise DraftkitError("standard input is closed")
    data = sys.stdin.buffer.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise DraftkitError(f"there is more than {LARGEST // 1024 // 1024} MiB of text", "standard input")
    return data


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise DraftkitError(f"the file is larger than {LARGEST // 1024 // 1024} MiB", str(path))
        return path.read_bytes()
    except FileNotFoundError as error:
        raise DraftkitError("there is no such file", str(path)) from error
    except OSError as error:
        raise DraftkitError(f"the file cannot be read: {error.strerror}", str(path)) from error


def _decoded(data: bytes, file: str) -> str:
    """UTF-8, or UTF-16 where the file says so in its first two bytes."""
    try:
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return data.decode("utf-16")
        if b"\0" in data:
            raise DraftkitError("this is a binary file, not draft text", file)
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        place = Position(before.count(b"\n") + 1, error.start - before.rfind(b"\n"))
        raise DraftkitError(
            "the file is not UTF-8 text; save it as plain text with the encoding UTF-8", file, place
        ) from error
