"""A dossier: what one does with it.

with Dossier.open("rivers.dossier") as dossier:
    dossier.add("L4-Rev1.md", when=When(...), round_name="second reading")
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from draftkit.dataclass import dataclass
from draftkit.dossier.chain import Entry, Record
from draftkit.dossier.events import Event, Opened, VersionAdded
from draftkit.dossier.state import State, fold
from draftkit.dossier.store import Pieces, Store
from draftkit.dossier.texts import draft_pieces, draft_rows, file_pieces, fingerprint
from draftkit.editorial.masthead import masthead
from draftkit.errors import DraftkitError
from draftkit.model import Draft
from draftkit.rows import Row, rows


@dataclass(frozen=True, slots=True)
class When:
    """When something happened, when it is entered, and by whom."""

    at: str
    """UTC, to the second: ``2031-05-06T18:00:00Z``."""
    date: str
    """The day it happened: ``2031-05-06``."""
    by: str = ""

    def entry(self, event: Event) -> Entry:
        """The event, entered now."""
        return Entry(event, self.at, self.date, self.by)


@dataclass(frozen=True, slots=True)
class Given:
    """A file with a draft in it."""

    file: str
    data: bytes
    draft: Draft

    @property
    def texts(self) -> tuple[Pieces, Pieces]:
        """The draft and the file, as they are stored."""
        return draft_pieces(self.draft), file_pieces(self.data)


class Dossier:
    """One dossier, in a file or on a server."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @staticmethod
    def create(where: str | Path, opened: Opened, when: When) -> Dossier:
        """A new dossier with its first event."""
        store = Store.create(where)
        store.append(lambda _: [when.entry(opened)], first=True)
        return Dossier(store)

    @staticmethod
    def open(where: str | Path) -> Dossier:
        """A dossier that is there."""
        return Dossier(Store.open(where))

    # --- reading ---

    def records(self) -> tuple[Record, ...]:
        """All events, in order."""
        return self.store.records()

    def state(self) -> State:
        """What they come to."""
        return fold(self.records())

    def rows(self, draft: str) -> tuple[Row, ...]:
        """The rows of the draft with this fingerprint."""
        return draft_rows(self.store.text(draft))

    def file(self, source: str) -> bytes:
        """The file with this fingerprint, byte for byte."""
        return b"".join(self.store.text(source))

    # --- adding ---

    def add(
        self,
        given: Given,
        when: When,
        *,
        name: str = "",
        symbol: str = "",
        round_name: str = "",
        tabled_by: Sequence[str] = (),
    ) -> VersionAdded:
        """Add a version. Its symbol is that of its masthead, and its name the symbol, if none are given."""
        symbol = symbol or masthead(rows(given.draft))["symbol"] or ""
        draft, source = map(fingerprint, given.texts)
        name = name or symbol or Path(given.file).stem
        added = VersionAdded(name, draft, source, Path(given.file).name, symbol, round_name, tuple(tabled_by))

        def checked(state: State) -> Event:
            if any(version.name == name for version in state.versions):
                raise DraftkitError(f"there is a version {name} already; give this one another --name")
            return added

        self._append(checked, when, given.texts)
        return added

    def _append(
        self, made: Callable[[State], Event], when: When, new_texts: Iterable[Pieces] = ()
    ) -> tuple[Record, ...]:
        return self.store.append(lambda records: [when.entry(made(fold(records)))], new_texts)
