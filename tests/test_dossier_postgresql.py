"""The same dossier in PostgreSQL, on the server that .ci/run starts."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from pathlib import Path

import pytest
from dossier_tools import DAYS, VERSIONS, done, refused, run

SERVER = os.environ.get("DRAFTKIT_TEST_POSTGRESQL", "")
"""A database to make schemas in."""
_NUMBERS = itertools.count(1)


@pytest.fixture
def url(monkeypatch: pytest.MonkeyPatch) -> str:
    """A schema of its own, in which there is nothing yet."""
    if not SERVER:
        pytest.skip("no PostgreSQL server: DRAFTKIT_TEST_POSTGRESQL is not set (.ci/run starts one)")
    psycopg = pytest.importorskip("psycopg")
    name = f"dossier_{os.getpid()}_{next(_NUMBERS)}"
    with psycopg.connect(SERVER) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    address = f"{SERVER}{'&' if '?' in SERVER else '?'}options=-csearch_path%3D{name}"
    monkeypatch.setenv("DRAFTKIT_DOSSIER", address)
    return address


def execute(url: str, *statements: str) -> None:
    psycopg = pytest.importorskip("psycopg")
    with psycopg.connect(url) as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.fixture
def rivers(here: Path, url: str, examples: Path) -> str:
    """The three versions of the example, with what delegations said."""
    enter(examples)
    return url


def enter(examples: Path) -> None:
    done("init", "--symbol", "RIV/COP/2031/L.4", "--date", DAYS[0])
    for file, day in zip(VERSIONS, DAYS, strict=True):
        done("add", str(examples / file), "--date", day)
    done("sponsors", "read", "1", "--date", DAYS[0])
    done("propose", str(examples / VERSIONS[2]), "--from", "EU", "--over", "2", "--date", DAYS[1])
    done("position", "Norvania", "reserves", "OP3", "--date", DAYS[2])


def test_all_commands_say_the_same_as_on_a_file(
    rivers: str, examples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands = [["log"], ["status"], ["blame"], ["sponsors"], ["verify"], ["show", "2"], ["export"]]
    there = [done(*command) for command in commands]
    monkeypatch.setenv("DRAFTKIT_DOSSIER", "here.dossier")
    enter(examples)
    assert [done(*command) for command in commands] == there


def test_a_dossier_goes_to_a_file_and_back(rivers: str) -> None:
    done("export", "-o", "a.jsonl")
    done("import", "a.jsonl", "-d", "here.dossier")
    done("export", "-d", "here.dossier", "-o", "b.jsonl")
    assert Path("a.jsonl").read_bytes() == Path("b.jsonl").read_bytes()
    assert "there is a dossier already" in refused("import", "b.jsonl")


def test_the_first_broken_event_is_named(rivers: str) -> None:
    psycopg = pytest.importorskip("psycopg")
    with pytest.raises(psycopg.errors.RaiseException, match="never changed"):
        execute(rivers, "UPDATE events SET date = '2031-05-13' WHERE seq = 3")
    execute(
        rivers,
        "ALTER TABLE events DISABLE TRIGGER ALL",
        "UPDATE events SET date = '2031-05-13' WHERE seq = 3",
    )
    result = run("verify")
    assert result.exit_code == 1
    assert result.stdout.startswith("event 3 (version, 2031-05-13) does not agree with its fingerprint")


def test_a_dossier_of_a_newer_draftkit(rivers: str) -> None:
    execute(rivers, "UPDATE dossier SET value = '99'")
    assert "made by a newer draftkit" in refused("log")


def test_programs_that_write_at_once_lose_nothing(url: str, root: Path) -> None:
    ended = subprocess.run(
        [sys.executable, str(root / "tests" / "dossier_writers.py"), url, "--programs", "8", "--events", "8"],
        env={**os.environ, "PYTHONPATH": str(root)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith("8 programs, 8 events each: 64 acknowledged, none is lost")


def test_a_schema_without_a_dossier(url: str) -> None:
    assert "there is no dossier in it" in refused("log")


def test_a_server_that_does_not_answer_is_told_without_the_password() -> None:
    told = refused("log", "-d", "postgresql://desk:secret@127.0.0.1:1/rivers?connect_timeout=2")
    assert "postgresql://desk:***@127.0.0.1:1/rivers" in told
    assert "the database cannot be reached" in told
    assert "secret" not in told


@pytest.mark.parametrize("where", ["mysql://desk@localhost/rivers", "postgresql://desk@local host:x/rivers"])
def test_an_address_of_something_else(where: str) -> None:
    assert refused("log", "-d", where)
