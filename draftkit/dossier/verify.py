"""Is the dossier as it was written: every event, every text, the file itself."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from draftkit.dataclass import dataclass
from draftkit.dossier.chain import Record, checked
from draftkit.dossier.events import Event, Proposed, VersionAdded
from draftkit.dossier.store import Store, all_pieces, all_texts, links
from draftkit.dossier.texts import fingerprint
from draftkit.errors import DraftkitError


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found."""

    events: int
    """How many agree with their fingerprints, from the first on."""
    texts: int
    last: str
    """The fingerprint of the last of them."""
    faults: tuple[str, ...] = ()
    """What is wrong, the first broken event first."""


def verify(store: Store, expected: str = "") -> Verdict:
    """Check a dossier. ``expected`` is a fingerprint, or its beginning, that somebody noted."""
    faults: list[str] = []
    good: list[Record] = []
    sound: set[str] = set()
    with store.place.reading() as connection:
        with _noting(faults, good):
            for record in checked(links(connection)):
                good.append(record)  # noqa: PERF402 - those before a fault stay
        with _noting(faults):
            broken = _check_texts(connection, sound)
            faults += _without_texts(good, sound)
            faults += broken
        with _noting(faults):
            faults += _file_faults(connection)
    if not good and not faults:
        faults.append("there is no event in the dossier")
    if expected and not any(record.link.hash.startswith(expected) for record in good):
        faults.append(
            f"no event has the fingerprint {expected}: the history was written anew, or ends before"
        )
    return Verdict(len(good), len(sound), good[-1].link.hash if good else "", tuple(faults))


def texts_of(event: Event) -> tuple[str, ...]:
    """The texts that an event names."""
    match event:
        case VersionAdded(draft=draft, source=source) | Proposed(draft=draft, source=source):
            return draft, source
    return ()


@contextlib.contextmanager
def _noting(faults: list[str], good: Sequence[Record] = ()) -> Iterator[None]:
    """What goes wrong here is one of the faults, and the check goes on."""
    try:
        yield
    except DraftkitError as error:
        faults.append(error.message)
    except DBAPIError as error:
        what = f"event {len(good) + 1} cannot be read" if good else "a part of the file cannot be read"
        faults.append(f"{what}: {error.orig}")


def _without_texts(good: Sequence[Record], sound: set[str]) -> list[str]:
    """The first event whose text is not as it was."""
    for record in good:
        if any(key not in sound for key in texts_of(record.event)):
            return [f"a text of {record.link} was changed or is missing"]
    return []


def _check_texts(connection: Connection, sound: set[str]) -> list[str]:
    """Gather the texts that agree with their fingerprints; return what is wrong with the others."""
    faults = []
    data = {}
    for piece in all_pieces(connection):
        if hashlib.sha256(piece.data).digest() == piece.hash:
            data[piece.id] = piece.data
        else:
            faults.append(f"piece {piece.id} of the texts does not agree with its fingerprint")
    for key, numbers in all_texts(connection):
        if all(number in data for number in numbers) and fingerprint(data[n] for n in numbers) == key:
            sound.add(key)
        else:
            faults.append(f"the text {key[:12]} does not agree with its fingerprint")
    return faults


def _file_faults(connection: Connection) -> list[str]:
    """What SQLite finds wrong with its own file."""
    if connection.dialect.name != "sqlite":
        return []
    told = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check(5)")]
    return [] if told == ["ok"] else [f"the file is damaged: {line}" for line in told]
