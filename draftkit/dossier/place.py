"""Where a dossier is: a file, or a PostgreSQL database; and what can go wrong there, in one sentence.

A file is kept in SQLite's write-ahead mode with full synchronisation: what was
committed is on the disk. When the last program closes it, SQLite takes the log
into the file, so that one file remains.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, exc
from sqlalchemy.engine import URL, make_url
from sqlalchemy.pool import NullPool

from draftkit.dataclass import dataclass
from draftkit.errors import DraftkitError

PATIENCE = 60.0
"""Seconds to wait for another program that writes."""
SQLITE = b"SQLite format 3\0"
_READ_ONLY = "the dossier is write-protected; nothing was added"


@dataclass(frozen=True, slots=True)
class Place:
    """A database that holds a dossier, or will."""

    name: str
    """What messages call it; never with a password."""
    engine: Engine
    writable: bool = True
    there: bool = True
    """Whether there is a database to look at; a new file comes into being when it is written."""

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """One look at the dossier."""
        with self._told(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that no other program writes in. What was written is kept when it ends well."""
        if not self.writable:
            raise DraftkitError(_READ_ONLY, self.name)
        engine = self.engine.execution_options(draftkit_writes=True)
        with self._told(), engine.begin() as connection:
            yield connection

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except exc.DBAPIError as error:
            raise DraftkitError(_sentence(error), self.name) from error
        except DraftkitError as error:
            raise DraftkitError(error.message, error.file or self.name, error.position) from error


def is_server(where: str) -> bool:
    """Whether this names a database on a server, not a file."""
    return "://" in where


def place(where: str | Path, new: bool = False) -> Place:
    """The place of this name. Raises DraftkitError when nothing that could be a dossier is there.

    ``new`` asks for a place where there is no dossier yet.
    """
    return _server(str(where)) if is_server(str(where)) else _file(Path(where), str(where), new)


# --- a file ----------------------------------------------------------------------------------


def _file(path: Path, name: str, new: bool) -> Place:
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except FileNotFoundError as error:
        if not new:
            raise DraftkitError("there is no such dossier; draftkit dossier init makes one", name) from error
        if not path.parent.is_dir():
            message = "the folder that this file should go into does not exist"
            raise DraftkitError(message, name) from error
        head = b""
    except IsADirectoryError as error:
        raise DraftkitError("this is a folder, not a dossier", name) from error
    except OSError as error:
        raise DraftkitError(f"the dossier cannot be opened: {error.strerror}", name) from error
    if head != SQLITE and not (new and not head):
        raise DraftkitError("this file is not a dossier", name)
    writable = new or _can_write(path)
    return Place(name, _sqlite(path, _mode(path, new, writable)), writable, there=bool(head))


def _can_write(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)


def _mode(path: Path, new: bool, writable: bool) -> str:
    if new:
        return "mode=rwc"
    if writable:
        return "mode=rw"
    log = path.with_name(path.name + "-wal")
    # Without a log nothing is under way, and SQLite has to be told that it need not make one to read.
    return "mode=ro" if log.exists() and log.stat().st_size else "mode=ro&immutable=1"


def _sqlite(path: Path, mode: str) -> Engine:
    uri = f"{path.absolute().as_uri()}?{mode}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None)

    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def set_up(connection: sqlite3.Connection, _record: Any) -> None:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("draftkit_writes"):
            # Only here, since it changes the file, which may turn out to be no dossier of ours.
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql("BEGIN")

    return engine


# --- a server --------------------------------------------------------------------------------


def _server(where: str) -> Place:
    try:
        url = make_url(where)
    except (exc.ArgumentError, ValueError) as error:
        raise DraftkitError("this is no address of a database: postgresql://USER@HOST/NAME") from error
    if "@" in (url.host or ""):
        # What stands before the last @ may be the end of a password, so that nothing of it is shown.
        raise DraftkitError("an @ in the password of this address has to be written %40")
    name = _shown(url)
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise DraftkitError(
            f"a dossier is a file or in a PostgreSQL database, not {url.get_backend_name()}", name
        )
    try:
        engine = create_engine(url.set(drivername="postgresql+psycopg"), poolclass=NullPool)
    except ModuleNotFoundError as error:
        message = "PostgreSQL needs the package psycopg: pip install 'draftkit[postgresql]'"
        raise DraftkitError(message, name) from error

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("draftkit_writes"):
            # One writer at a time, until the transaction ends; readers go on.
            connection.exec_driver_sql(
                "SELECT pg_advisory_xact_lock(hashtext('draftkit ' || current_schema()))"
            )

    return Place(name, engine)


def _shown(url: URL) -> str:
    """An address without its password, which may stand among the options too."""
    options = {key: value for key, value in url.query.items() if key == "options"}
    return url.set(query=options).render_as_string()


# --- what went wrong -------------------------------------------------------------------------

_SQLITE_SENTENCES = {
    "SQLITE_FULL": "the disk is full; nothing was added",
    "SQLITE_BUSY": f"another program has held the dossier for {PATIENCE:.0f} seconds; nothing was added",
    "SQLITE_LOCKED": "another program holds the dossier; nothing was added",
    "SQLITE_READONLY": _READ_ONLY,
    "SQLITE_CANTOPEN": "the dossier cannot be opened, or its folder cannot be written to",
    "SQLITE_NOTADB": "this file is not a dossier, or it is damaged at its beginning",
    "SQLITE_CORRUPT": "the dossier is damaged; nothing was changed; go back to a copy",
    "SQLITE_IOERR": "the dossier cannot be read or written: the disk is full or fails; nothing was added",
}


def _sentence(error: exc.DBAPIError) -> str:
    """What a database could not do."""
    name = getattr(error.orig, "sqlite_errorname", None)
    if name:
        for start, sentence in _SQLITE_SENTENCES.items():
            if name.startswith(start):
                return sentence
    if isinstance(error.orig, sqlite3.Error) and not name:
        return _SQLITE_SENTENCES["SQLITE_CORRUPT"]  # Python itself could not read a value
    first = str(error.orig).strip().split("\n")[0]
    what = "the dossier cannot be read or written" if name else "the database does not do what is asked"
    if not name and isinstance(error, exc.OperationalError):
        what = "the database cannot be reached"
    return f"{what}: {first}; nothing was added"
