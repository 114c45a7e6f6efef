"""The bytes of a file or of standard input, and whether they are a Word file's."""

from __future__ import annotations

import sys
from pathlib import Path

from draftkit.errors import DraftkitError

WORD = (".docx", ".docm", ".dotx", ".dotm")
"""Endings of the Word files that are read as they are."""
LEGACY = (".doc", ".rtf", ".odt")
"""Endings of the files that LibreOffice makes a Word file of."""
STANDARD_INPUT = "-"
LARGEST = 64 * 1024 * 1024
"""Bytes. The longest negotiating texts known have half a million characters."""
ZIP = b"PK\x03\x04"
"""What a Word file begins with."""


def name_of(path: str | Path) -> str:
    """What messages call a file."""
    return "standard input" if str(path) == STANDARD_INPUT else str(path)


def ending_of(path: str | Path) -> str:
    """The ending of a file's name, in small letters."""
    return Path(path).suffix.lower()


def file_bytes(path: str | Path) -> bytes:
    """The bytes of a file; ``-`` is standard input. Raises DraftkitError when it cannot be read."""
    if str(path) == STANDARD_INPUT:
        if sys.stdin is None:  # closed by whoever started us
            raise DraftkitError("standard input is closed")
        data = sys.stdin.buffer.read(LARGEST + 1)
    else:
        data = _read(Path(path))
    if len(data) > LARGEST:
        raise DraftkitError(f"the file is larger than {LARGEST // 1024 // 1024} MiB", name_of(path))
    return data


def _read(path: Path) -> bytes:
    if path.is_dir():
        raise DraftkitError("this is a folder, not a file", str(path))
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise DraftkitError("there is no such file", str(path)) from error
    except OSError as error:
        raise DraftkitError(f"the file cannot be read: {error.strerror}", str(path)) from error


def is_word(path: str | Path, data: bytes) -> bool:
    """Whether this is read as a Word file: by its ending; from standard input, by its first bytes."""
    if str(path) == STANDARD_INPUT:
        return data.startswith(ZIP)
    return ending_of(path) in (*WORD, *LEGACY)


def word_bytes(path: str | Path, endings: tuple[str, ...] = (*WORD, *LEGACY)) -> bytes:
    """The bytes of a Word file, one of an older format converted.

    Raises DraftkitError for a file with another ending than these.
    """
    ending = ending_of(path)
    if str(path) != STANDARD_INPUT and ending not in endings and not Path(path).is_dir():
        raise DraftkitError(f"only Word files can be used here: {', '.join(endings)}", str(path))
    data = file_bytes(path)
    if ending not in LEGACY:
        return data
    from draftkit.readers.legacy import to_docx

    return to_docx(data, ending, str(path))
