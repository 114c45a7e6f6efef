"""Compilations to bracketed text, Word and JSON, each read again before it is handed out."""

from __future__ import annotations

from datetime import datetime

from draftkit.build import build
from draftkit.errors import DraftkitError
from draftkit.model import Draft
from draftkit.negotiate.aids import aids
from draftkit.negotiate.compilation import Compilation
from draftkit.negotiate.page import page_rows, under_the_text
from draftkit.rows import Row, RowKind, rows
from draftkit.writers.setup import ISSUED, PageSetup

ENDINGS = (".docx", ".md", ".txt", ".json")


def write_compilation(
    ending: str, compilation: Compilation, *, date: datetime | None = None, setup: PageSetup = ISSUED
) -> bytes:
    """The compilation as the file that this ending names. Raises DraftkitError where it would not be read
    back as the same."""
    match ending.lower():
        case ".json":
            from draftkit.negotiate.data import from_json, to_json

            text = to_json(compilation)
            if from_json(text) != compilation:
                raise DraftkitError("the compilation would not be read back from JSON as it is")
            return text.encode()
        case ".md" | ".txt":
            found = page_rows(compilation, _as_text)
        case ".docx":
            found = page_rows(compilation, _as_word)
        case _:
            raise DraftkitError(
                f"a compilation is written as {', '.join(ENDINGS)}, not as {ending or 'that'}"
            )
    from draftkit.writers import write_as

    return write_as(ending, (build(found),), date=date, setup=setup)


BRACKETS, TRACKED = "brackets", "tracked"
STYLES = (BRACKETS, TRACKED)
"""How a Word file shows proposals."""


def write_tracked_compilation(
    compilation: Compilation, *, date: datetime | None = None, setup: PageSetup = ISSUED
) -> bytes:
    """The compilation as a Word file with tracked changes over the base.

    Raises DraftkitError where accepting the changes of a delegation would not give its text.
    """
    from draftkit.readers.tracked_compilation import read_tracked_compilation
    from draftkit.writers.tracked_compilation import write_tracked

    said = aids(page := _base_page(compilation), _as_word(page))
    data = write_tracked(compilation, said, date, setup)
    if read_tracked_compilation(data, "") != compilation:
        raise DraftkitError(
            "accepting the tracked changes of each delegation would not give its text to the letter;"
            " write the compilation in brackets"
        )
    return data


def _base_page(compilation: Compilation) -> tuple[Row, ...]:
    """What is left when the changes of all delegations are rejected."""
    base = [entry.seen_by(None) for entry in compilation.entries if not entry.proponents]
    notes = [row for row in base if row.kind is RowKind.NOTE]
    body = [row for row in base if row.kind is not RowKind.NOTE]
    return (*body, *under_the_text(compilation, ""), *notes)


def _as_text(found: tuple[Row, ...]) -> tuple[Row, ...]:
    from draftkit.readers.text import read_text
    from draftkit.writers.text import write_text

    return _one([reading.draft for reading in read_text(write_text([build(found)]))])


def _as_word(found: tuple[Row, ...]) -> tuple[Row, ...]:
    from draftkit.readers import read_file
    from draftkit.writers import write_as

    data = write_as(".docx", (build(found),))
    return _one([reading.draft for reading in read_file("compilation.docx", data=data)])


def _one(drafts: list[Draft]) -> tuple[Row, ...]:
    """The rows of what was read; where a page was taken for several drafts, of all of them."""
    return tuple(row for draft in drafts for row in rows(draft))
