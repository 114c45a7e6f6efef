"""What commands read and write, with what is said of it on standard error."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from draftkit.cli.endings import print_, tell
from draftkit.errors import DraftkitError

if TYPE_CHECKING:
    from draftkit.model import Draft
    from draftkit.readers.reading import Reading

MOST_WARNINGS = 50
"""More than this many tell a person at a terminal nothing new; JSON has them all."""


def name_of(file: str) -> str:
    """What messages call a file."""
    return "standard input" if file == "-" else file


# --- reading ---


def check_two_files(old: str, new: str) -> None:
    """Standard input can be only one of two files."""
    if old == new == "-":
        raise DraftkitError("only one of the two drafts can come from standard input")


def check_stays(what: str, output: str | None, files: Sequence[str]) -> None:
    """A file that is read is not overwritten by something that does not hold it.

    Raises:
        DraftkitError: the output is one of ``files``, perhaps under another name.
    """
    for file in files:
        if output not in (None, "-") and file != "-" and os.path.realpath(output) == os.path.realpath(file):
            raise DraftkitError(f"{what} would take the place of this file; name another one with -o", file)


def read(file: str, view: str = "accepted") -> tuple[Reading, ...]:
    """What is in a file, its warnings told."""
    readings = _readings(file, view)
    warn(file, readings)
    return readings


def sound(file: str, lenient: bool, view: str = "accepted") -> tuple[Reading, ...]:
    """What is in a file, refused where the draft itself is at fault: nothing is issued like that."""
    readings = _readings(file, view)
    check_sound(file, readings, lenient)
    return readings


def _readings(file: str, view: str) -> tuple[Reading, ...]:
    """What is in a file; of a compilation in tracked changes, what it says in brackets.

    With the changes of all delegations accepted, what one wants instead of the other stands in one sentence.
    """
    from draftkit.readers import View, read_file
    from draftkit.readers.files import LEGACY, STANDARD_INPUT, ending_of, file_bytes, is_word
    from draftkit.rows import RowKind, rows

    data = file_bytes(file) if file == STANDARD_INPUT else None
    readings = read_file(file, View(view), data)
    word = ending_of(file) not in LEGACY and is_word(file, data or b"")
    if not word or view != View.ACCEPTED or not any(reading.warnings for reading in readings):
        return readings  # tracked changes would be told of
    tables = [row for r in readings for row in rows(r.draft) if row.kind is RowKind.VERBATIM]
    if not tables:
        return readings
    from draftkit.negotiate.page import is_compilation

    if not is_compilation(tables):
        return readings
    from draftkit.writers.compilation import tracked_in_brackets

    found = tracked_in_brackets(file_bytes(file) if data is None else data, name_of(file))
    return readings if found is None else found


def check_sound(file: str, readings: Sequence[Reading], lenient: bool) -> None:
    """Tell the warnings of a file; refuse a draft that is itself at fault."""
    faults = [warning for reading in readings for warning in reading.faults]
    if faults and not lenient:
        more = f" (and {len(faults) - 1:,} more)" if len(faults) > 1 else ""
        message = f"{faults[0].message}{more}; mend it, or go on with --lenient"
        raise DraftkitError(message, name_of(file), faults[0].position)
    warn(file, readings)


def warn(file: str, readings: Sequence[Reading]) -> None:
    """Tell what a reader could not interpret."""
    warnings = [warning for reading in readings for warning in reading.warnings]
    for warning in warnings[:MOST_WARNINGS]:
        place = f"{warning.position.line}:{warning.position.column}: " if warning.position else ""
        tell(f"draftkit: {name_of(file)}:{place or ' '}warning: {warning.message}")
    if len(warnings) > MOST_WARNINGS:
        more = len(warnings) - MOST_WARNINGS
        tell(f"draftkit: {name_of(file)}: {more:,} more warnings are not shown")


def one(readings: Sequence[Reading], file: str) -> Draft:
    """The draft of a file that holds one."""
    if len(readings) > 1:
        raise DraftkitError(
            f"the file holds {len(readings)} drafts; put each into a file of its own", name_of(file)
        )
    return readings[0].draft


# --- writing ---


def check_word_output(command: str, output: str, endings: tuple[str, ...] = (".docx",)) -> None:
    """A Word document or PDF goes to a file that is called one; a Word document also into a pipe."""
    if output == "-":
        if on_terminal():
            raise DraftkitError("a Word document cannot be shown in a terminal; name a file with -o")
    elif Path(output).suffix.lower() not in endings:
        what = "Word documents and PDF" if ".pdf" in endings else "Word documents"
        raise DraftkitError(
            f"{command} writes {what}; name a file that ends in {' or '.join(endings)}", output
        )


def save(output: str, data: bytes) -> None:
    """Write a file whole or not at all; ``-`` is standard output."""
    if output == "-":
        print_(data)
    else:
        from draftkit.writers import save as save_file

        save_file(output, data)


# --- the terminal ---


def on_terminal() -> bool:
    """Whether a person reads along."""
    return sys.stdout is not None and sys.stdout.isatty()  # None where it was closed before we began


def width() -> int:
    """Characters to a line: those of the terminal, or 100 where there is none."""
    return shutil.get_terminal_size().columns if on_terminal() else 100


def colored(color: str) -> bool:
    """Whether to print colours."""
    if color == "auto":
        return on_terminal() and not os.environ.get("NO_COLOR")
    return color == "always"
