"""N proposals over one base text, as data. Bracketed text, Word and JSON are writings of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress, takewhile

from draftkit.build import build
from draftkit.dataclass import dataclass, replace
from draftkit.errors import DraftkitError
from draftkit.model import Draft, Field
from draftkit.negotiate.issued import Issued, Place, places
from draftkit.negotiate.pieces import Piece, view_of
from draftkit.rows import Row, RowKind

HEAD = (RowKind.FRONT, RowKind.ENACTING)
"""What stands before the paragraphs. A compilation tells changes in it under its table."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A paragraph of the compilation: one of the base, or one that delegations insert."""

    row: Row
    """As the base has it; of an inserted one, as proposed, with its negotiating number (3 bis)."""
    pieces: tuple[Piece, ...]
    """Its content with choices, if it is of the base."""
    proponents: tuple[str, ...] = ()
    """Who inserts it; nobody, if it is of the base."""
    against: tuple[str, ...] = ()
    """Who deletes it, if it is of the base."""

    def stands_for(self, name: str | None) -> bool:
        """Whether a delegation's text has this paragraph; None is the base."""
        return name in self.proponents if self.proponents else name not in self.against

    def seen_by(self, name: str | None) -> Row:
        """The paragraph in a delegation's words."""
        return self.row if self.proponents else replace(self.row, content=view_of(self.pieces, name))

    @property
    def settled(self) -> bool:
        """Whether nobody wants anything else here."""
        return not self.proponents and not self.against and self.pieces == self.row.content


@dataclass(frozen=True, slots=True)
class Compilation:
    """A base text with the proposals of delegations."""

    delegations: tuple[str, ...]
    """In the order in which they are named."""
    entries: tuple[Entry, ...]
    """In the order of the page: front matter, body, notes."""
    issued: tuple[Issued, ...]
    """How each text numbers paragraphs and notes: the base, then each of ``delegations``."""

    def view_rows(self, name: str | None) -> tuple[Row, ...]:
        """The rows of a delegation's text, as it was proposed; None is the base."""
        stands = [entry.stands_for(name) for entry in self.entries]
        rows = [entry.seen_by(name) for entry, here in zip(self.entries, stands, strict=True) if here]
        place = 0 if name is None else self.delegations.index(name) + 1
        return self.issued[place].applied(rows, list(compress(self.places(), stands)))

    def head(self) -> tuple[Entry, ...]:
        """What stands before the paragraphs."""
        return tuple(takewhile(lambda entry: entry.row.kind in HEAD, self.entries))

    def places(self) -> tuple[Place, ...]:
        """Where the number of each paragraph stands in the count of the base."""
        inserted = [bool(entry.proponents) for entry in self.entries]
        return places([entry.row for entry in self.entries], inserted)

    @property
    def base(self) -> Draft:
        """The base text."""
        return build(self.view_rows(None))

    @property
    def clean(self) -> Draft:
        """The base's words with the numbers that paragraphs and notes have in the compilation."""
        return build(entry.seen_by(None) for entry in self.entries if entry.stands_for(None))

    def view(self, name: str) -> Draft:
        """One delegation's text. Raises DraftkitError for a name that the compilation does not have."""
        return build(self.view_rows(self.delegation(name)))

    def delegation(self, name: str) -> str:
        """The delegation of this name, whatever its capital letters."""
        for known in self.delegations:
            if known.casefold() == name.casefold():
                return known
        known = ", ".join(self.delegations) or "none"
        raise DraftkitError(f"there is no delegation {name!r} in this compilation; it has {known}")

    def contested(self) -> Iterator[Entry]:
        """The paragraphs in which somebody wants something else than the base."""
        return (entry for entry in self.entries if not entry.settled)


def shows_choices(row: Row) -> bool:
    """Whether choices can stand inside a paragraph: not in a table, the masthead or the enacting clause.

    A reader knows the masthead and the enacting clause by their words.
    """
    if row.kind is RowKind.FRONT:
        return row.field == Field.TITLE
    return row.kind not in (RowKind.VERBATIM, RowKind.ENACTING)
