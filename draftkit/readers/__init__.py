"""Files to drafts: which reader reads what, and what no reader can read.

A new notation is one module here and one line in READERS.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from draftkit.errors import DraftkitError
from draftkit.model import Position
from draftkit.readers.files import LEGACY, STANDARD_INPUT, WORD, ZIP, ending_of, file_bytes, is_word, name_of

if TYPE_CHECKING:
    from draftkit.readers.reading import Reading


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

    return _word(to_docx(data, ending_of(file), file), file, view)


READERS: dict[str, Callable[[bytes, str, View], tuple[Reading, ...]]] = {
    **dict.fromkeys((".md", ".markdown", ".txt", ".text"), _draft_text),
    **dict.fromkeys(WORD, _word),
    **dict.fromkeys(LEGACY, _legacy),
}
"""The reader for each ending of a file name."""


def read_file(path: str | Path, view: View = View.ACCEPTED, data: bytes | None = None) -> tuple[Reading, ...]:
    """The drafts in a file, each with its warnings; ``-`` is standard input, draft text or a Word file.

    ``view`` tells how tracked changes in a Word file are read; ``data`` are the
    bytes of the file where they have been read before. Raises DraftkitError
    when there is no such file, no reader for it, or it holds no draft text.
    """
    ending = ending_of(path)
    if str(path) == STANDARD_INPUT:
        data = file_bytes(path) if data is None else data
        return (_word if is_word(path, data) else _draft_text)(data, name_of(path), view)
    if ending not in READERS and not Path(path).is_dir():
        what = f"{ending} files cannot be read" if ending else "the file name has no ending"
        raise DraftkitError(f"{what}; draftkit reads {', '.join(READERS)}", str(path))
    return READERS.get(ending, _draft_text)(file_bytes(path) if data is None else data, str(path), view)


def _decoded(data: bytes, file: str) -> str:
    """UTF-8, or UTF-16 where the file says so in its first two bytes."""
    try:
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return data.decode("utf-16")
        if data.startswith(ZIP):
            raise DraftkitError("this is a Word file or another zip; a Word file has the ending .docx", file)
        if b"\0" in data:
            raise DraftkitError("this is a binary file, not draft text", file)
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        place = Position(before.count(b"\n") + 1, error.start - before.rfind(b"\n"))
        raise DraftkitError(
            "the file is not UTF-8 text; save it as plain text with the encoding UTF-8", file, place
        ) from error
