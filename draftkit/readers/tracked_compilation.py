"""A compilation in the tracked changes of a Word file, an author for each set of proponents.

The text of a delegation is what stands there when the changes of authors that
name it are accepted and all others rejected.
"""

from __future__ import annotations

from itertools import takewhile

from draftkit.build import build
from draftkit.dataclass import replace
from draftkit.model import Draft, Field
from draftkit.negotiate.aids import aided
from draftkit.negotiate.compilation import Compilation, Entry
from draftkit.negotiate.compiling import compile_drafts
from draftkit.negotiate.page import read_page, said_of
from draftkit.negotiate.segments import COMPILATION, names_of
from draftkit.ooxml.by_author import accepted_of, authors
from draftkit.readers.word import read_word
from draftkit.rows import Row, RowKind, rows

_HEAD = (RowKind.FRONT, RowKind.ENACTING)


def is_tracked_compilation(data: bytes, file: str) -> bool:
    """Whether a Word file is a compilation in tracked changes."""
    return COMPILATION in authors(data, file)


def read_tracked_compilation(data: bytes, file: str) -> Compilation:
    """The compilation in a Word file. Raises DraftkitError for changes of somebody else."""
    found = _rows(data, file, {COMPILATION})
    plain = read_page(found, choices=False)
    known = dict(zip(found, aided(found, said_of(found)), strict=True))
    by_name: dict[str, set[str]] = {name: set() for name in plain.delegations}
    for author in authors(data, file):
        if author != COMPILATION:
            for name in names_of(author, plain.delegations):
                by_name[name].add(author)
    drafts: dict[frozenset[str], Draft] = {}
    proposals = {}
    for name in plain.delegations:
        head = _changed_head(plain, name)
        if head or frozenset(by_name[name]) not in drafts:
            seen = [known.get(row, row) for row in _rows(data, file, by_name[name])]
            drafts[frozenset(by_name[name])] = build(_with_head(plain, name, [row for row in seen if row]))
        proposals[name] = drafts[frozenset(by_name[name])]
        if head:
            del drafts[frozenset(by_name[name])]
    base = build(entry.row for entry in plain.entries if not entry.proponents)
    return replace(compile_drafts(base, proposals), issued=plain.issued)


def _rows(data: bytes, file: str, accepted: set[str]) -> tuple[Row, ...]:
    return rows(read_word(accepted_of(data, file, accepted.__contains__), file)[0].draft)


def _head(plain: Compilation) -> list[Entry]:
    return list(takewhile(lambda entry: entry.row.kind in _HEAD, plain.entries))


def _changed_head(plain: Compilation, name: str) -> bool:
    return any(name in (*entry.proponents, *entry.against) for entry in _head(plain))


def _with_head(plain: Compilation, name: str, seen: list[Row]) -> list[Row]:
    """A delegation's text with the masthead that it wants; of its lines, titles have tracked changes."""
    own = list(takewhile(lambda row: row.kind in _HEAD, seen))
    titles = iter([row for row in own if row.field == Field.TITLE])
    head = []
    for entry in _head(plain):
        title = next(titles) if entry.row.field == Field.TITLE and not entry.proponents else None
        if entry.stands_for(name):
            head.append(title or entry.row)
    return [*head, *seen[len(own) :]]
