"""A dossier: what one does with it.

    dossier = Dossier.open("rivers.dossier")
    dossier.enter(lambda state: [new_version(state, given)], When(...), given.texts)

What can be entered is made by :mod:`draftkit.dossier.entries`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from datetime import date as day
from pathlib import Path

from draftkit.build import build
from draftkit.dataclass import dataclass
from draftkit.dossier.chain import Entry, Record
from draftkit.dossier.events import Event, Opened, VersionAdded, check_line, check_names
from draftkit.dossier.state import State, fold, text_of
from draftkit.dossier.store import Pieces, Store
from draftkit.dossier.texts import draft_rows
from draftkit.errors import DraftkitError
from draftkit.model import Draft
from draftkit.rows import Row
from draftkit.writers import default_date


@dataclass(frozen=True, slots=True)
class When:
    """When something happened, when it is entered, and by whom."""

    at: str
    """UTC, to the second: ``2031-05-06T18:00:00Z``."""
    date: str
    """The day it happened: ``2031-05-06``."""
    by: str = ""

    @staticmethod
    def now(date: str = "", by: str = "") -> When:
        """Entered at this moment, or at that of SOURCE_DATE_EPOCH; it happened on that day if none is given.

        The one place where draftkit asks for the time: a log says when something was entered in it.
        Raises DraftkitError for a day that is none.
        """
        at = default_date() if "SOURCE_DATE_EPOCH" in os.environ else datetime.now(UTC)
        return When(f"{at:%Y-%m-%dT%H:%M:%SZ}", _day(date) if date else f"{at:%Y-%m-%d}", by)

    def entry(self, event: Event) -> Entry:
        """The event, entered now. Raises DraftkitError for a name in it that nobody could read or type."""
        check_line(self.by)
        check_names(event)
        return Entry(event, self.at, self.date, self.by)


def _day(written: str) -> str:
    try:
        return day.fromisoformat(written).isoformat()
    except ValueError as error:
        raise DraftkitError(f"--date {written!r} is not a day; write it like 2031-05-06") from error


class Dossier:
    """One dossier, in a file or on a server."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @staticmethod
    def create(where: str | Path, opened: Opened | None = None, when: When | None = None) -> Dossier:
        """A new dossier with its first event, now if ``when`` does not say otherwise."""
        entries = [(when or When.now()).entry(opened or Opened())]
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

    def draft(self, name: str) -> Draft:
        """The version or proposal of this name, as commands understand it: ``last``, ``Rev.1``."""
        return build(self.rows(text_of(self.state().text(name)).draft))

    def add(
        self,
        path: str | Path,
        *,
        name: str = "",
        symbol: str = "",
        round: str = "",  # noqa: A002 - the name of the option
        tabled_by: Sequence[str] = (),
        date: str = "",
        by: str = "",
    ) -> str:
        """Add a version, as ``draftkit dossier add`` does, and return what it is called."""
        from draftkit.dossier.entries import Given, new_version
        from draftkit.readers import read_file
        from draftkit.readers.files import file_bytes

        data = file_bytes(path)
        readings = read_file(path, data=data)
        if len(readings) > 1:
            raise DraftkitError(f"the file holds {len(readings)} drafts", str(path))
        given = Given(str(path), data, readings[0].draft)
        added: list[VersionAdded] = []

        def made(state: State) -> list[VersionAdded]:
            added.append(
                new_version(state, given, name=name, symbol=symbol, round_name=round, tabled_by=tabled_by)
            )
            return added

        self.enter(made, When.now(date, by), given.texts)
        return added[0].name

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
