"""Compilations to bracketed text, Word and JSON, each read again before it is handed out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import compress
from typing import TYPE_CHECKING

from draftkit.build import build
from draftkit.dataclass import replace
from draftkit.errors import DraftkitError
from draftkit.model import Draft, Warning
from draftkit.negotiate.aids import aids, calls, once, twice
from draftkit.negotiate.compilation import Compilation
from draftkit.negotiate.issued import Issued, issued, recalled
from draftkit.negotiate.notation import Notation
from draftkit.negotiate.page import page_rows, under_the_text
from draftkit.negotiate.table import Aid, Table
from draftkit.rows import Row, RowKind, rows
from draftkit.writers.setup import ISSUED, PageSetup

if TYPE_CHECKING:
    from draftkit.readers.reading import Reading

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

    told = compilation
    for _ in range(2):
        table = _table(write_tracked(told, Table(), date, setup), told)
        data = write_tracked(told, table, date, setup)
        try:
            back = read_tracked_compilation(data, "")
        except DraftkitError:
            break  # such as a call whose note is nobody's, in a line of the masthead that somebody changes
        if _gives_back(back, compilation):
            return data
        told = _numbered_as_read(compilation, back)
    raise DraftkitError(
        "accepting the tracked changes of each delegation would not give its text to the letter;"
        " write the compilation in brackets"
    )


def _numbered_as_read(compilation: Compilation, back: Compilation) -> Compilation:
    """The compilation with the numbers of texts told by the paragraphs that are found when it is read.

    What a delegation made of two paragraphs may count as a new one here, and there as one of the two.
    """

    def numbers(name: str | None, own: Issued) -> Issued:
        wanted = compilation.view_rows(name)
        stands = [entry.stands_for(name) for entry in back.entries]
        seen = [entry.seen_by(name) for entry in compress(back.entries, stands)]
        if len(_without_notes(seen)) != len(_without_notes(wanted)):
            return own
        found = issued(seen, list(compress(back.places(), stands)), wanted, {})
        return replace(own, consecutive=found.consecutive, numbers=found.numbers)

    everyone = (None, *compilation.delegations)
    return replace(compilation, issued=tuple(map(numbers, everyone, compilation.issued)))


def _gives_back(found: Compilation, compilation: Compilation) -> bool:
    """Whether all texts come back. Paragraphs that several delegations insert in one place have no order
    among them in any of these texts, and may have another one."""
    return found == compilation or (
        found.delegations == compilation.delegations
        and found.base == compilation.base
        and all(found.view(name) == compilation.view(name) for name in found.delegations)
    )


def _table(data: bytes, compilation: Compilation) -> Table:
    """What has to be said of the texts in a file of tracked changes, by what is read from it."""
    from draftkit.readers.tracked_compilation import base_rows, known, views

    found = base_rows(data, "")
    page = _aid(_base_page(compilation), found)
    said: dict[Aid, list[str]] = {}
    for view in views(data, "", compilation.delegations, known(found, page.paragraphs)):
        said.setdefault(_aid(_accepted(compilation, view.names[0]), view.rows), []).extend(view.names)
    names_in_order = Notation(compilation.delegations).names_in_order
    return Table(page, tuple((names_in_order(names), aid) for aid, names in said.items() if aid != Aid()))


def _aid(wanted: tuple[Row, ...], found: tuple[Row, ...]) -> Aid:
    """What is to be known of rows that were read, if these are wanted. Notes may have other names."""
    notes = twice(wanted, found)
    read = once(found, notes)
    names = dict(zip(calls(wanted), calls(read), strict=False))
    named = [replace(row, content=recalled(row.content, names)) for row in wanted]
    return Aid(aids(_without_notes(named), _without_notes(read)), notes)


def _accepted(compilation: Compilation, name: str | None) -> tuple[Row, ...]:
    """What is left when the changes of all other delegations are rejected; the masthead is the base's."""
    head = compilation.head()
    rest = compilation.entries[len(head) :]
    left = [
        *(entry for entry in head if not entry.proponents),
        *(entry for entry in rest if entry.stands_for(name)),
    ]
    return tuple(entry.seen_by(name) for entry in left)


def _without_notes(found: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(row for row in found if row.kind is not RowKind.NOTE)


def _base_page(compilation: Compilation) -> tuple[Row, ...]:
    """What is left when the changes of all delegations are rejected."""
    base = _accepted(compilation, None)
    notes = [row for row in base if row.kind is RowKind.NOTE]
    return (*_without_notes(base), *under_the_text(compilation, Table()), *notes)


def tracked_in_brackets(data: bytes, file: str) -> tuple[Reading, ...] | None:
    """What a Word file that is a compilation in tracked changes says in brackets; None of any other file.

    Raises DraftkitError where it cannot be said in brackets.
    """
    from draftkit.readers.text import read_text
    from draftkit.readers.tracked_compilation import is_tracked_compilation, read_tracked_compilation

    if not is_tracked_compilation(data, file):
        return None
    try:
        text = write_compilation(".md", read_tracked_compilation(data, file)).decode()
    except DraftkitError as error:
        message = f"this compilation in tracked changes cannot be read in brackets: {error.message}"
        raise DraftkitError(message, file) from error
    told = Warning("the tracked changes are those of a compilation of proposals, read as its brackets")
    # Where something stands in the bracketed text says nothing about the file.
    return tuple(
        replace(one, warnings=(told, *(replace(warning, position=None) for warning in one.warnings)))
        for one in read_text(text, file)
    )


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
