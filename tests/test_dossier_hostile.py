"""What people type and what damaged files hold: the dossier says in one sentence what is wrong."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

import draftkit
from draftkit.cli import main
from tests.dossier_tools import VERSIONS, done, refused, run


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, examples: Path) -> Path:
    """A folder with a dossier of one version."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DRAFTKIT_DOSSIER", raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    done("init")
    done("add", str(examples / VERSIONS[0]))
    return tmp_path


# --- names -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [
        ("sponsors", "add", ""),
        ("sponsors", "add", "Norvania", "  "),
        ("sponsors", "add", "Nor\nvania"),
        ("sponsors", "add", "\x1b[31mNorvania"),
        ("position", "", "reserves", "OP3"),
        ("position", "Norvania", "reserves", "OP3", "--by", "a\nb"),
        ("init", "-d", "new.dossier", "--symbol", "L.4\n"),
    ],
)
def test_a_name_is_one_line_and_not_empty(here: Path, command: tuple[str, ...]) -> None:
    before = done("log", "-d", "draft.dossier")
    told = refused(*command)
    assert "a name is empty" in told or "holds a line break or another control character" in told
    assert done("log", "-d", "draft.dossier") == before
    assert not Path("new.dossier").exists()


@pytest.mark.parametrize("name", ["last", "2", " ", "a\nb"])
def test_a_version_has_a_name_that_can_be_typed_and_means_no_other(
    here: Path, examples: Path, name: str
) -> None:
    before = done("log")
    refused("add", str(examples / VERSIONS[1]), "--name", name)
    assert done("log") == before


def test_a_name_may_be_in_any_script(here: Path, examples: Path) -> None:
    done("add", str(examples / VERSIONS[1]), "--name", "مشروع\u200cمنقح 草案", "--round", "第二轮")
    assert done("show", "草案").startswith("RIV/COP/2031/L.4/Rev.1")


def test_who_is_named_twice_joins_and_withdraws_once(here: Path) -> None:
    done("sponsors", "add", "Quell", " quell", "The Quell")
    done("sponsors", "withdraw", "Quell", "quell")
    assert [line.split("  ", 1)[1] for line in done("log").splitlines()[2:]] == [
        "2030-03-17  sponsors: Quell",
        "2030-03-17  sponsors withdrawn: Quell",
    ]
    assert "Quell is no sponsor" in refused("sponsors", "withdraw", "Quell")


def test_a_remark_of_several_lines_is_one_line_of_the_log(here: Path) -> None:
    done("position", "EU", "reserves", "OP3", "--note", "no word\nyet\x1b[31m")
    assert done("log").splitlines()[-1].endswith("no word yet [31m")


# --- decisions -------------------------------------------------------------------------------


@pytest.mark.parametrize("choice", ["", "null"])
def test_a_decision_says_what_was_decided(here: Path, choice: str) -> None:
    value = choice or '""'
    Path("d.jsonl").write_text(f'{{"address": "OP3[1]", "choice": {value}}}\n', encoding="utf-8")
    assert "not every line of it is a decision" in refused("decide", "d.jsonl")


def test_the_log_of_another_text_is_refused(here: Path, examples: Path) -> None:
    arguments = ["resolve", str(examples / VERSIONS[1]), "OP8[1]=1", "-o", "out.md", "--log", "log.jsonl"]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    assert "taken on another text than RIV/COP/2031/L.4\n" in refused("decide", "log.jsonl")
    done("add", str(examples / VERSIONS[1]))
    done("decide", "log.jsonl")


# --- files -----------------------------------------------------------------------------------


def test_no_file_has_an_ending_that_promises_something_else(here: Path) -> None:
    done("sponsors", "read")
    assert "blame writes .html, .docx, .json and text" in refused("blame", "-o", "b.pdf")
    assert "the sponsor line is written as text" in refused("sponsors", "line", "-o", "line.json")
    assert not list(here.glob("b.pdf")) + list(here.glob("line.json"))


@pytest.mark.parametrize("fingerprint", ["", "zz", "5f2"])
def test_what_is_no_fingerprint_is_none(here: Path, fingerprint: str) -> None:
    assert "at least six of the digits" in refused("verify", "--fingerprint", fingerprint)


@pytest.mark.parametrize(
    ("table", "column"), [("pieces", "hash"), ("pieces", "data"), ("texts", "pieces"), ("texts", "hash")]
)
@pytest.mark.parametrize("value", [7, "seven", 0.5])
def test_a_value_of_another_type_is_damage(here: Path, table: str, column: str, value: object) -> None:
    with sqlite3.connect("draft.dossier") as connection:
        rowid = connection.execute(f"SELECT max(rowid) FROM {table}").fetchone()[0]
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (value, rowid))
    connection.close()
    result = run("verify")
    assert result.exit_code == 1, result.output
    assert "was changed or is missing" in result.stdout


def test_letters_that_are_none_are_damage(here: Path) -> None:
    with sqlite3.connect("draft.dossier") as connection:
        connection.execute("DROP TRIGGER no_update_of_events")
        connection.execute("UPDATE events SET payload = CAST(x'7bff' AS TEXT) WHERE seq = 2")
    connection.close()
    assert "the dossier is damaged" in refused("log")


# --- redlines --------------------------------------------------------------------------------


@pytest.mark.parametrize("new", [VERSIONS[1], "new.docx"])
def test_a_redline_is_made_on_the_issued_file(here: Path, examples: Path, new: str) -> None:
    old, after = draftkit.read(examples / VERSIONS[0]), draftkit.read(examples / VERSIONS[1])
    draftkit.write(old, "old.docx", profile="geneva")
    draftkit.write(after, "new.docx", profile="geneva")
    file = examples / new if (examples / new).exists() else here / new
    done("add", "old.docx", "--name", "issued")
    done("add", str(file), "--name", "revised")
    done("redline", "issued", "revised", "-o", "made.docx", "--author", "Secretariat")
    draftkit.redline_issued("old.docx", file, "wanted.docx", author="Secretariat", existing="accept")
    assert Path("made.docx").read_bytes() == Path("wanted.docx").read_bytes()


def test_a_redline_carries_the_name_of_an_author(here: Path) -> None:
    assert "name of their author" in refused("redline", "1", "1", "-o", "x.docx", "--author", " ")


# --- servers ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://desk:sekrit@127.0.0.1:1/rivers",
        "postgresql://127.0.0.1:1/rivers?password=sekrit",
        "postgresql://desk:x@sekrit@127.0.0.1:1/rivers",
        "postgresql://desk:sekrit@127.0.0.1:port/rivers",
        "mysql://desk:sekrit@127.0.0.1/rivers?password=sekrit",
    ],
)
def test_a_password_is_never_shown(here: Path, address: str) -> None:
    assert "sekrit" not in refused("log", "-d", address)
