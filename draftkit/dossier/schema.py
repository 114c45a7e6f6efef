"""The tables of a dossier, and how one of an older draftkit is brought up to date.

A dossier is made by taking all the steps, and brought up to date by taking
those it has not taken yet, in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    inspect,
    select,
)

from draftkit.errors import DraftkitError

_METADATA = MetaData()

about = Table(
    "dossier",
    _METADATA,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)
"""Says that this is a dossier, and by which steps it was made."""

events = Table(
    "events",
    _METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String(20), nullable=False),
    Column("date", String(10), nullable=False),
    Column("by", Text, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("payload", Text, nullable=False),
    Column("before", String(64), nullable=False, unique=True),
    Column("hash", String(64), nullable=False),
)
"""No two events can follow the same one, whatever programs write them."""

pieces = Table(
    "pieces",
    _METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary(32), nullable=False, unique=True),
    Column("data", LargeBinary, nullable=False),
)
"""Paragraphs and files, each once, compressed with zlib."""

texts = Table(
    "texts",
    _METADATA,
    Column("hash", String(64), primary_key=True),
    Column("pieces", LargeBinary, nullable=False),
)
"""Which pieces a text is made of, as runs of their numbers, compressed with zlib."""


def _tables(connection: Connection) -> None:
    _METADATA.create_all(connection, checkfirst=False)


def _append_only(connection: Connection) -> None:
    """No program can change or delete an event by mistake; who means to can, and the chain tells."""
    refusal = "events of a dossier are never changed"
    if connection.dialect.name == "sqlite":
        for what in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER no_{what.lower()}_of_events BEFORE {what} ON events"
                f" BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
            )
    else:
        connection.exec_driver_sql(
            "CREATE FUNCTION refuse_change_of_events() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN RAISE EXCEPTION '{refusal}'; END $$"
        )
        connection.exec_driver_sql(
            "CREATE TRIGGER no_change_of_events BEFORE UPDATE OR DELETE OR TRUNCATE ON events"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_events()"
        )


STEPS: tuple[Callable[[Connection], None], ...] = (_tables, _append_only)
"""What made the dossiers of each version of the schema out of those of the one before."""


def steps_taken(connection: Connection) -> int:
    """The version of the schema; 0 where there is no dossier.

    Raises DraftkitError for a dossier of a newer draftkit.
    """
    if not inspect(connection).has_table(about.name):
        return 0
    value = connection.execute(select(about.c.value).where(about.c.name == "schema")).scalar()
    if value is None or not value.isdecimal():
        return 0
    if int(value) > len(STEPS):
        raise DraftkitError(
            f"this dossier was made by a newer draftkit (its form is {value}, this one knows {len(STEPS)});"
            " nothing was changed; install the newer one"
        )
    return int(value)


def take_steps(connection: Connection, taken: int) -> None:
    """Bring a dossier up to date, or make one where none of the steps is taken."""
    for step in STEPS[taken:]:
        step(connection)
    schema = {"name": "schema", "value": str(len(STEPS))}
    if taken:
        connection.execute(about.update().where(about.c.name == "schema").values(schema))
    else:
        connection.execute(about.insert().values(schema))
