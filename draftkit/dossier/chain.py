"""Events in a chain: each carries the fingerprint of the one before.

A fingerprint is the SHA-256 of the event as canonical JSON, number, dates and
the fingerprint before included. So no event can be changed, left out, put in
or moved without changing the fingerprints of all that follow; whoever noted
the last one can tell.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from draftkit.dataclass import dataclass
from draftkit.dossier.events import Event, canonical, event_of, kind_of, payload_of
from draftkit.errors import DraftkitError

NONE = "0" * 64
"""What stands before the first event."""


@dataclass(frozen=True, slots=True)
class Link:
    """An event as it is stored."""

    seq: int
    """Its number, from 1."""
    at: str
    """When it was entered, in UTC: ``2031-05-06T18:00:00Z``."""
    date: str
    """The day it happened: ``2031-05-06``."""
    by: str
    """Who entered it; may be empty."""
    kind: str
    payload: str
    before: str
    hash: str

    @property
    def fingerprint(self) -> str:
        """What ``hash`` has to be."""
        sealed = canonical(
            {
                "seq": self.seq,
                "at": self.at,
                "date": self.date,
                "by": self.by,
                "kind": self.kind,
                "payload": self.payload,
                "before": self.before,
            }
        )
        return hashlib.sha256(sealed.encode()).hexdigest()

    def __str__(self) -> str:
        return f"event {self.seq} ({self.kind}, {self.date})"


@dataclass(frozen=True, slots=True)
class Record:
    """An event that was read and agrees with its fingerprint."""

    link: Link
    event: Event


@dataclass(frozen=True, slots=True)
class Entry:
    """An event on its way into the dossier."""

    event: Event
    at: str
    date: str
    by: str = ""


def chained(entry: Entry, last: Link | None) -> Link:
    """The event as the next of the chain."""
    before = last.hash if last else NONE
    seq = last.seq + 1 if last else 1
    kind, payload = kind_of(entry.event), payload_of(entry.event)
    link = Link(seq, entry.at, entry.date, entry.by, kind, payload, before, "")
    return Link(seq, entry.at, entry.date, entry.by, kind, payload, before, link.fingerprint)


def checked(links: Iterable[Link], last: Link | None = None) -> Iterator[Record]:
    """The events of these links, which follow ``last``.

    Raises DraftkitError at the first one that does not agree with its fingerprint or with the one before.
    """
    for link in links:
        expected = last.seq + 1 if last else 1
        if link.seq != expected:
            raise DraftkitError(f"event {expected} is missing: the next one there is {link}")
        if link.fingerprint != link.hash:
            raise DraftkitError(f"{link} does not agree with its fingerprint: it was changed")
        if link.before != (last.hash if last else NONE):
            raise DraftkitError(f"{link} does not follow the event before it: one of the two was changed")
        yield Record(link, event_of(link.kind, link.payload))
        last = link
