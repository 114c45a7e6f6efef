"""The store of a dossier: appends events, keeps texts, gives both back.

An event is acknowledged when :meth:`Store.append` returns, and then it is on
the disk. Several programs may append at once: each does so in a transaction of
its own that begins by reading the end of the chain.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Row, func, inspect, select

from draftkit.dataclass import dataclass
from draftkit.dossier.chain import Entry, Link, Record, chained, checked
from draftkit.dossier.place import Place, place
from draftkit.dossier.schema import STEPS, events, pieces, steps_taken, take_steps, texts
from draftkit.dossier.texts import fingerprint, numbers_of, runs
from draftkit.errors import DraftkitError

Pieces = Sequence[bytes]
LARGEST = 256 * 1024 * 1024
"""Bytes of one piece; a dossier comes by e-mail and may be made to fill the memory."""
_AT_ONCE = 500
"""Values in one question to the database."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece as it is stored."""

    id: int
    hash: bytes
    data: bytes


class Store:
    """The events and texts of one dossier."""

    def __init__(self, where: Place) -> None:
        self.place = where
        self._known: tuple[Record, ...] = ()

    @staticmethod
    def create(where: str | Path) -> Store:
        """A store that has no event yet. It comes into being with the first one."""
        store = Store(place(where, new=True))
        if store.place.there:
            with store.place.reading() as connection:
                _check_empty(connection)
        return store

    @staticmethod
    def open(where: str | Path) -> Store:
        """The store of a dossier, brought up to date if an older draftkit made it."""
        store = Store(place(where))
        with store.place.reading() as connection:
            taken = steps_taken(connection)
        if not taken:
            raise DraftkitError("this is a database, but there is no dossier in it", store.place.name)
        if taken < len(STEPS) and store.place.writable:
            with store.place.writing() as connection:
                take_steps(connection, steps_taken(connection))
        return store

    # --- events ---

    def append(
        self,
        made: Callable[[tuple[Record, ...]], Sequence[Entry]],
        new_texts: Iterable[Pieces] = (),
        first: bool = False,
    ) -> tuple[Record, ...]:
        """Append the events that ``made`` makes of those that are there, with the texts they name.

        ``made`` is called when no other program can append; what it raises keeps everything as it was.
        ``first`` makes a new dossier, where there is none.
        """
        with self.place.writing() as connection:
            if first:
                make_tables(connection)
            before = self._read(connection)
            for text in new_texts:
                _keep_text(connection, text)
            last = before[-1].link if before else None
            added: list[Record] = []
            for entry in made(before):
                last = chained(entry, last)
                connection.execute(events.insert().values(_values(last)))
                added.append(Record(last, entry.event))
        self._known = (*before, *added)
        return tuple(added)

    def records(self) -> tuple[Record, ...]:
        """All events. Raises DraftkitError at the first that does not agree with its fingerprint."""
        with self.place.reading() as connection:
            return self._read(connection)

    def _read(self, connection: Connection) -> tuple[Record, ...]:
        last = self._known[-1].link if self._known else None
        new = checked(links(connection, last.seq if last else 0), last)
        self._known = (*self._known, *new)
        return self._known

    # --- texts ---

    def text(self, key: str) -> tuple[bytes, ...]:
        """The pieces of a text. Raises DraftkitError when it is not there or was changed."""
        return self.texts([key])[key]

    def texts(self, hashes: Iterable[str]) -> dict[str, tuple[bytes, ...]]:
        """The pieces of several texts."""
        wanted = sorted(set(hashes))
        with self.place.reading() as connection:
            lists = {}
            for some in _parts(wanted):
                for row in connection.execute(select(texts).where(texts.c.hash.in_(some))):
                    lists[row.hash] = numbers_of(unpacked(row.pieces).decode("ascii", "replace"))
            numbers = sorted({number for found in lists.values() for number in found})
            data: dict[int, bytes] = {}
            for some_numbers in _parts(numbers):
                found = select(pieces.c.id, pieces.c.data).where(pieces.c.id.in_(some_numbers))
                data |= {row.id: unpacked(row.data) for row in connection.execute(found)}
        out = {}
        for key in wanted:
            text = tuple(data.get(number, b"") for number in lists.get(key, ()))
            if fingerprint(text) != key:
                raise DraftkitError(f"the text {key[:12]} was changed or is missing", self.place.name)
            out[key] = text
        return out


def make_tables(connection: Connection) -> None:
    """Make an empty dossier where none is."""
    _check_empty(connection)
    take_steps(connection, 0)


def _check_empty(connection: Connection) -> None:
    if steps_taken(connection):
        raise DraftkitError("there is a dossier already")
    if connection.dialect.name == "sqlite" and inspect(connection).get_table_names():
        raise DraftkitError("this is another program's database, not a dossier")


def links(connection: Connection, after: int = 0) -> Iterator[Link]:
    """The stored events after this number, in order."""
    for row in connection.execute(select(events).where(events.c.seq > after).order_by(events.c.seq)):
        yield _link(row)


def all_pieces(connection: Connection) -> Iterator[Piece]:
    """Every stored piece, in the order of their numbers."""
    for row in connection.execute(select(pieces).order_by(pieces.c.id)):
        yield Piece(row.id, row.hash if isinstance(row.hash, bytes) else b"", unpacked(row.data))


def all_texts(connection: Connection) -> Iterator[tuple[str, list[int]]]:
    """Every stored text: its fingerprint and the numbers of its pieces."""
    for row in connection.execute(select(texts).order_by(texts.c.hash)):
        yield row.hash, numbers_of(unpacked(row.pieces).decode("ascii", "replace"))


def keep_piece(connection: Connection, id: int, data: bytes) -> None:
    """Store a piece under this number."""
    key = hashlib.sha256(data).digest()
    connection.execute(pieces.insert().values(id=id, hash=key, data=zlib.compress(data, 9)))


def keep_list(connection: Connection, key: str, numbers: Sequence[int]) -> None:
    """Store which pieces a text is made of."""
    packed = zlib.compress(runs(numbers).encode(), 9)
    connection.execute(texts.insert().values(hash=key, pieces=packed))


def _keep_text(connection: Connection, text: Pieces) -> None:
    key = fingerprint(text)
    if connection.execute(select(texts.c.hash).where(texts.c.hash == key)).first():
        return
    hashes = [hashlib.sha256(piece).digest() for piece in text]
    numbers: dict[bytes, int] = {}
    for some in _parts(sorted(set(hashes))):
        found = select(pieces.c.hash, pieces.c.id).where(pieces.c.hash.in_(some))
        numbers |= {bytes(row.hash): row.id for row in connection.execute(found)}
    next_ = (connection.execute(select(func.max(pieces.c.id))).scalar() or 0) + 1
    for hash_of_piece, piece in zip(hashes, text, strict=True):
        if hash_of_piece not in numbers:
            keep_piece(connection, next_, piece)
            numbers[hash_of_piece] = next_
            next_ += 1
    keep_list(connection, key, [numbers[hash_of_piece] for hash_of_piece in hashes])


def keep_link(connection: Connection, link: Link) -> None:
    """Store an event that is sealed already."""
    connection.execute(events.insert().values(_values(link)))


def unpacked(data: object) -> bytes:
    """What was compressed; nothing where that was damaged, so that fingerprints tell."""
    if not isinstance(data, bytes):
        return b""  # in a damaged file of SQLite any value may be of any type
    try:
        return zlib.decompressobj().decompress(data, LARGEST)
    except zlib.error:
        return b""


def _values(link: Link) -> dict[str, object]:
    return {name: getattr(link, name) for name in events.c.keys()}  # noqa: SIM118 - columns, not a mapping


def _link(row: Row[tuple[object, ...]]) -> Link:
    return Link(**row._mapping)


_Value = TypeVar("_Value")


def _parts(values: Sequence[_Value]) -> Iterator[Sequence[_Value]]:
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]
