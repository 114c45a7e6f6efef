"""A compilation in the tracked changes of a Word file, an author for each set of proponents.

The text of a delegation is what stands there when the changes of authors that
name it are accepted and all others rejected.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from draftkit.build import build
from draftkit.dataclass import dataclass, replace
from draftkit.model import Field
from draftkit.negotiate.aids import aided
from draftkit.negotiate.compilation import Compilation
from draftkit.negotiate.compiling import compile_drafts
from draftkit.negotiate.page import read_page
from draftkit.negotiate.segments import COMPILATION, names_of
from draftkit.negotiate.table import Aid, aided_rows, table_of
from draftkit.ooxml.by_author import accepted_of, authors
from draftkit.readers.word import read_word
from draftkit.rows import Row, rows


def is_tracked_compilation(data: bytes, file: str) -> bool:
    """Whether a Word file is a compilation in tracked changes."""
    return COMPILATION in authors(data, file)


def read_tracked_compilation(data: bytes, file: str) -> Compilation:
    """The compilation in a Word file. Raises DraftkitError for changes of somebody else."""
    found = base_rows(data, file)
    plain = read_page(found, choices=False)
    table = table_of(found)
    helped = {name: aid for names, aid in table.views for name in names}
    proposals = {}
    for view in views(data, file, plain.delegations, known(found, table.page.paragraphs)):
        seen = aided_rows(view.rows, helped.get(view.names[0], Aid()))
        draft = None
        for name in view.names:
            if draft is None or _changed_head(plain, name):
                draft = build(_with_head(plain, name, list(seen)))
            proposals[name] = draft
            if _changed_head(plain, name):
                draft = None
    base = build(entry.row for entry in plain.entries if not entry.proponents)
    in_order = {name: proposals[name] for name in plain.delegations}
    return replace(compile_drafts(base, in_order), issued=plain.issued)


@dataclass(frozen=True, slots=True)
class View:
    """What stands there with the changes of some delegations accepted."""

    names: tuple[str, ...]
    """Delegations that are named by the same authors."""
    rows: tuple[Row, ...]


def base_rows(data: bytes, file: str) -> tuple[Row, ...]:
    """The base with the table at its end: what stands there without the changes of delegations."""
    return _rows(data, file, {COMPILATION})


def known(found: tuple[Row, ...], paragraphs: str) -> dict[Row, Row | None]:
    """What rows of the base are to be read as, by what the table says of them."""
    return dict(zip(found, aided(found, paragraphs), strict=True))


def views(
    data: bytes, file: str, delegations: tuple[str, ...], read_as: Mapping[Row, Row | None]
) -> Iterator[View]:
    """The texts that accepting the changes of each delegation leaves."""
    by_name: dict[str, set[str]] = {name: set() for name in delegations}
    for author in authors(data, file):
        if author != COMPILATION:
            for name in names_of(author, delegations):
                by_name[name].add(author)
    together: dict[frozenset[str], list[str]] = {}
    for name, accepted in by_name.items():
        together.setdefault(frozenset(accepted), []).append(name)
    for chosen, names in together.items():
        seen = [read_as.get(row, row) for row in _rows(data, file, chosen)]
        yield View(tuple(names), tuple(row for row in seen if row is not None))


def _rows(data: bytes, file: str, accepted: Collection[str]) -> tuple[Row, ...]:
    return rows(read_word(accepted_of(data, file, accepted.__contains__), file)[0].draft)


def _changed_head(plain: Compilation, name: str) -> bool:
    return any(name in (*entry.proponents, *entry.against) for entry in plain.head())


def _with_head(plain: Compilation, name: str, seen: list[Row]) -> list[Row]:
    """A delegation's text with the masthead that it wants; of its lines, titles have tracked changes."""
    size = sum(not entry.proponents for entry in plain.head())
    titles = iter([row for row in seen[:size] if row.field == Field.TITLE])
    head = []
    for entry in plain.head():
        title = next(titles) if entry.row.field == Field.TITLE and not entry.proponents else None
        if entry.stands_for(name):
            head.append(title or entry.row)
    return [*head, *seen[size:]]
