"""A dossier: what one does with it.

    dossier = Dossier.open("rivers.dossier")
    dossier.enter(lambda state: [new_version(state, given)], When(...), given.texts)

What can be entered is made by :mod:`draftkit.dossier.entries`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from draftkit.dataclass import dataclass
from draftkit.dossier.chain import Entry, Record
from draftkit.dossier.events import Event, Opened, check_line, check_names
from draftkit.dossier.state import State, fold
from draftkit.dossier.store import Pieces, Store
from draftkit.dossier.texts import draft_rows
from draftkit.rows import Row


@dataclass(frozen=True, slots=True)
class When:
    """When something happened, when it is entered, and by whom."""

    at: str
    """UTC, to the second: ``2031-05-06T18:00:00Z``."""
    date: str
    """The day it happened: ``2031-05-06``."""
    by: str = ""

    def entry(self, event: Event) -> Entry:
        """The event, entered now. Raises DraftkitError for a name in it that nobody could read or type."""
        check_line(self.by)
        check_names(event)
        return Entry(event, self.at, self.date, self.by)


class Dossier:
    """One dossier, in a file or on a server."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @staticmethod
    def create(where: str | Path, opened: Opened, when: When) -> Dossier:
        """A new dossier with its first event."""
        entries = [when.entry(opened)]
        store = Store.create(where)
        store.append(lambda _: entries, first=True)
        return Dossier(store)

    @staticmethod
    def open(where: str | Path) -> Dossier:
        """A dossier that is there."""
        return Dossier(Store.open(where))

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

    def enter(
        self, made: Callable[[State], Sequence[Event]], when: When, new_texts: Iterable[Pieces] = ()
    ) -> tuple[Event, ...]:
        """Append the events that ``made`` makes of the state of the dossier, all of them or none.

        Nobody else can append while ``made`` looks. What it raises leaves the dossier as it was.
        """
        records = self.store.append(
            lambda before: [when.entry(event) for event in made(fold(before))], new_texts
        )
        return tuple(record.event for record in records)
