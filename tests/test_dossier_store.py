"""The dossier as a store: what was acknowledged is there, and what was changed is noticed."""

from __future__ import annotations

import ctypes
import json
import os
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from dossier_tools import VERSIONS, done, refused, run
from hypothesis import given
from hypothesis import strategies as st
from strategies import drafts

from draftkit.cli import main
from draftkit.dossier import place, schema
from draftkit.dossier.texts import (
    draft_of,
    draft_pieces,
    file_pieces,
    fingerprint,
    numbers_of,
    runs,
)
from draftkit.model import Draft

NEWER = str(len(schema.STEPS) + 1)


# --- texts -----------------------------------------------------------------------------------


@given(drafts())
def test_a_draft_comes_out_of_its_pieces_as_it_was(draft: Draft) -> None:
    assert draft_of(draft_pieces(draft)) == draft


@given(st.binary() | st.text(alphabet="ab1.\n ").map(str.encode))
def test_a_file_is_its_pieces(data: bytes) -> None:
    assert b"".join(file_pieces(data)) == data


@given(st.lists(st.integers(1, 12)))
def test_runs_of_numbers_are_read_back(numbers: list[int]) -> None:
    assert numbers_of(runs(numbers)) == numbers


def test_versions_come_out_as_they_went_in(family: Path, examples: Path) -> None:
    for number, file in enumerate(VERSIONS, 1):
        regular = CliRunner().invoke(main, ["fmt", str(examples / file)]).stdout
        assert done("show", str(number)) == regular
        done("show", str(number), "--as-added", "-o", "out")
        assert Path("out").read_bytes() == (examples / file).read_bytes()


def test_a_paragraph_with_a_new_number_is_stored_once(here: Path) -> None:
    paragraphs = [f"*Urges* States to mark shoal {n}, and to report on it;" for n in range(60)]
    done("init")
    for version in range(8):
        text = "\n\n".join(f"{n}. {words}" for n, words in enumerate(paragraphs, 1))
        Path("draft.md").write_text(f"*The Assembly,*\n\n{text}\n", encoding="utf-8")
        done("add", "draft.md", "--name", f"v{version}")
        paragraphs.insert(7 * version, f"*Notes* the light of shoal {version} with concern;")
    stored = sqlite3.connect("draft.dossier").execute("select count(*) from pieces").fetchone()[0]
    # Of 67 paragraphs and the enacting clause, as draft and as file; 67 numbers; 8 lists of numbers; the last
    # paragraph of the file, which has no empty line behind it.
    assert stored <= 2 * 68 + 67 + 8 + 2


# --- what it is called -----------------------------------------------------------------------


def test_a_version_is_found_by_name_number_and_end(family: Path) -> None:
    texts = {done("show", name) for name in ("RIV/COP/2031/L.4/Rev.2", "3", "Rev.2", "last")}
    assert len(texts) == 1
    assert "no text 'Rev.3'; there are RIV" in refused("show", "Rev.3")
    assert "several versions end in" not in done("show", "L.4")


def test_two_versions_cannot_have_one_name(family: Path, examples: Path) -> None:
    before = family.read_bytes()
    assert "there is a text RIV/COP/2031/L.4 already" in refused("add", str(examples / VERSIONS[0]))
    assert done("add", str(examples / VERSIONS[0]), "--name", "again") == "again\n"
    assert family.read_bytes() != before


def test_the_dossier_is_found(here: Path, family: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(family, "other.dossier")
    assert "several dossiers are here" in refused("log")
    monkeypatch.setenv("DRAFTKIT_DOSSIER", "other.dossier")
    assert done("log") == done("log", "-d", "draft.dossier")


def test_the_log_says_who_entered_what_and_when(family: Path, examples: Path) -> None:
    done(
        "add",
        str(examples / VERSIONS[0]),
        "--name",
        "x",
        "--by",
        "Desk",
        "--round",
        "first",
        "--tabled-by",
        "Quell",
    )
    last = json.loads(done("log", "--format", "json").splitlines()[-1])
    assert (last["by"], last["date"], last["at"]) == ("Desk", "2031-05-19", "2031-05-19T00:00:00Z")
    assert done("log").endswith("version x, RIV/COP/2031/L.4, first, tabled by Quell (rivers-L4.md)\n")


# --- nobody rewrites it unnoticed ------------------------------------------------------------


def changed(dossier: Path, change: str) -> None:
    """Change the tables as somebody could who means to."""
    with sqlite3.connect(dossier) as connection:
        for trigger in ("no_update_of_events", "no_delete_of_events"):
            connection.execute(f"drop trigger {trigger}")
        connection.execute(change)
    connection.close()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("update events set payload = replace(payload, 'Rev.1', 'Rev.9')", "event 3 (version"),
        ("update events set date = '2031-05-13' where seq = 2", "event 2 (version"),
        ("update events set \"by\" = 'Quell' where seq = 1", "event 1 (opened"),
        ("delete from events where seq = 2", "event 2 is missing"),
        ("update texts set pieces = (select pieces from texts limit 1)", "a text of event 2"),
        ("delete from texts", "a text of event 2"),
        ("delete from pieces where id = 20", "a text of event 2"),
        ("delete from events", "there is no event in the dossier"),
    ],
)  # fmt: skip
def test_the_first_broken_event_is_named(family: Path, change: str, told: str) -> None:
    changed(family, change)
    result = run("verify")
    assert result.exit_code == 1
    assert result.stdout.startswith(told)


def test_no_command_goes_on_with_a_changed_event(family: Path, examples: Path) -> None:
    changed(family, "update events set date = '2031-05-13' where seq = 2")
    for command in (
        ["log"],
        ["show", "last"],
        ["export"],
        ["add", str(examples / VERSIONS[0]), "--name", "x"],
    ):
        assert "event 2 (version, 2031-05-13) does not agree with its fingerprint" in refused(*command)


def test_a_history_written_anew_does_not_have_the_fingerprint_that_was_noted(family: Path) -> None:
    noted = done("verify").split()[-1]
    assert done("verify", "--fingerprint", noted[:12])
    family.unlink()
    done("init", "--symbol", "RIV/COP/2031/L.4", "--date", "2031-05-13")
    assert done("verify")
    assert run("verify", "--fingerprint", noted[:12]).exit_code == 1


def test_the_tables_themselves_refuse_changes(family: Path) -> None:
    connection = sqlite3.connect(family)
    for change in ("update events set date = ''", "delete from events"):
        with pytest.raises(sqlite3.IntegrityError, match="never changed"):
            connection.execute(change)
    connection.close()


def test_a_flipped_byte_is_noticed_or_changes_nothing(family: Path) -> None:
    sound, lines = family.read_bytes(), done("export")
    chance = random.Random(7)
    noticed = 0
    for _ in range(120):
        damaged = bytearray(sound)
        damaged[chance.randrange(len(sound))] ^= 1 << chance.randrange(8)
        family.write_bytes(damaged)
        result = run("verify")
        assert "fault in draftkit" not in result.output
        assert result.exit_code in (0, 1, 2)
        noticed += result.exit_code != 0
        if result.exit_code == 0:
            assert done("export") == lines
    assert noticed > 60


# --- what can be wrong with the file ---------------------------------------------------------


def test_a_file_that_is_no_dossier_is_left_as_it_is(here: Path, examples: Path) -> None:
    shutil.copy(examples / VERSIONS[0], "text.dossier")
    other = sqlite3.connect("other.dossier")
    other.execute("create table stamps (id)")
    other.close()
    Path("empty.dossier").touch()
    Path("folder.dossier").mkdir()
    before = {path: path.read_bytes() for path in here.iterdir() if path.is_file()}
    for name, told in {
        "text": "this file is not a dossier",
        "other": "this is a database, but there is no dossier in it",
        "empty": "this file is not a dossier",
        "folder": "this is a folder, not a dossier",
        "none": "there is no such dossier",
    }.items():
        for command in ("log", "verify"):
            assert told in refused(command, "-d", f"{name}.dossier")
    assert "not a dossier" in refused("init", "-d", "text.dossier")
    assert "another program's database" in refused("init", "-d", "other.dossier")
    assert "does not exist" in refused("init", "-d", "nowhere/x.dossier")
    assert "ends in .dossier" in refused("init", "-d", "x.md")
    assert {path: path.read_bytes() for path in here.iterdir() if path.is_file()} == before


def test_a_dossier_is_not_made_twice(family: Path) -> None:
    before = family.read_bytes()
    assert "there is a dossier already" in refused("init")
    assert family.read_bytes() == before


def test_a_dossier_of_a_newer_draftkit_is_left_as_it_is(family: Path, examples: Path) -> None:
    changed(family, f"update dossier set value = '{NEWER}'")
    before = family.read_bytes()
    for command in (["log"], ["verify"], ["add", str(examples / VERSIONS[0]), "--name", "x"]):
        assert "made by a newer draftkit" in refused(*command)
    assert family.read_bytes() == before


def test_a_dossier_of_an_older_draftkit_is_brought_up_to_date(family: Path) -> None:
    log = done("log")
    changed(family, "update dossier set value = '1'")
    assert done("log") == log
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        sqlite3.connect(family).execute("delete from events")


def test_a_locked_dossier(family: Path, examples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "PATIENCE", 0.2)
    holder = sqlite3.connect(family, isolation_level=None)
    holder.execute("begin immediate")
    assert "another program has held the dossier" in refused(
        "add", str(examples / VERSIONS[0]), "--name", "x"
    )
    assert "version RIV" in done("log")
    holder.close()
    done("add", str(examples / VERSIONS[0]), "--name", "x")


COMMAND = (sys.executable, "-c", "from draftkit.cli import main; main(prog_name='draftkit')", "dossier")


def test_a_full_disk_damages_nothing(family: Path, examples: Path) -> None:
    before = done("log")
    limit = family.stat().st_size + 8_000

    def little_space() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    big = "\n\n".join(f"{n}. *Notes* that {'shoal ' * (n % 90)}{n * n};" for n in range(1, 900))
    Path("big.md").write_text(f"*The Assembly,*\n\n{big}\n", encoding="utf-8")
    ended = subprocess.run(
        [*COMMAND, "add", "big.md"], capture_output=True, text=True, preexec_fn=little_space, check=False
    )
    assert ended.returncode == 2
    assert "the disk is full" in ended.stderr
    assert ended.stderr.count("\n") == 1
    assert done("log") == before
    assert done("verify")


def as_anybody() -> None:
    """Root may write everywhere; take that power away from the program that is about to start."""
    if os.geteuid() == 0:
        ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)  # PR_CAPBSET_DROP, CAP_DAC_OVERRIDE


@pytest.mark.parametrize("modes", [(0o555, 0o444), (0o555, 0o644), (0o755, 0o444)])
def test_a_write_protected_dossier_is_read_and_not_written(
    family: Path, examples: Path, tmp_path_factory: pytest.TempPathFactory, modes: tuple[int, int]
) -> None:
    folder = tmp_path_factory.mktemp("protected")
    dossier = Path(shutil.copy(family, folder))
    before = dossier.read_bytes()
    dossier.chmod(modes[1])
    folder.chmod(modes[0])
    ended = [
        subprocess.run(
            [*COMMAND, *command, "-d", str(dossier)],
            capture_output=True, text=True, preexec_fn=as_anybody, check=False,
        )
        for command in (["log"], ["verify"], ["add", str(examples / VERSIONS[0]), "--name", "x"])
    ]  # fmt: skip
    assert [each.returncode for each in ended] == [0, 0, 2], [each.stderr for each in ended]
    assert "write-protected; nothing was added" in ended[2].stderr
    assert dossier.read_bytes() == before
    folder.chmod(0o755)
    assert [path.name for path in folder.iterdir()] == ["draft.dossier"]


# --- elsewhere -------------------------------------------------------------------------------


def test_what_was_exported_comes_back_with_its_fingerprints(family: Path, here: Path) -> None:
    done("export", "-o", "a.jsonl")
    done("import", "a.jsonl", "-d", "copy.dossier")
    done("export", "-d", "copy.dossier", "-o", "b.jsonl")
    assert Path("a.jsonl").read_bytes() == Path("b.jsonl").read_bytes()
    assert done("verify", "-d", "copy.dossier") == done("verify", "-d", "draft.dossier")


def test_a_dossier_is_a_folder_of_files(family: Path, examples: Path) -> None:
    done("export", "--folder", "rivers")
    files = sorted(Path("rivers/files").iterdir())
    assert [file.read_bytes() for file in files] == [(examples / name).read_bytes() for name in VERSIONS]
    assert Path("rivers/texts/002 RIV-COP-2031-L.4-Rev.1.md").read_text(encoding="utf-8") == done("show", "2")
    assert "is there already" in refused("export", "--folder", "rivers")
    done("import", "rivers", "-d", "copy.dossier")
    assert done("log", "-d", "copy.dossier") == done("log", "-d", "draft.dossier")


@pytest.mark.parametrize("pattern", ["Rev.1", "Recalling", '"pieces":"1', '"event":2', "{"])
def test_changed_lines_make_no_dossier(family: Path, pattern: str) -> None:
    done("export", "-o", "a.jsonl")
    text = Path("a.jsonl").read_text(encoding="utf-8")
    at = text.index(pattern, text.index("\n") + 2)
    Path("a.jsonl").write_text(text[:at] + "x" + text[at + 1 :], encoding="utf-8")
    assert refused("import", "a.jsonl", "-d", "copy.dossier").startswith("draftkit: a.jsonl: ")
    assert not Path("copy.dossier").exists()


def test_lines_without_an_end_and_other_files_make_no_dossier(family: Path, examples: Path) -> None:
    done("export", "-o", "a.jsonl")
    lines = Path("a.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    Path("a.jsonl").write_text("".join(line for line in lines if '"event":2' not in line), encoding="utf-8")
    assert "event 2 is missing" in refused("import", "a.jsonl", "-d", "copy.dossier")
    assert "line 1 is not one" in refused("import", str(examples / VERSIONS[0]), "-d", "copy.dossier")
    assert "not an exported" in refused("import", "draft.dossier", "-d", "copy.dossier")
    done("export", "-o", "b.jsonl")
    assert "there is a dossier already" in refused("import", "b.jsonl", "-d", "draft.dossier")
    assert not Path("copy.dossier").exists()


def test_texts_are_named_by_what_they_hold() -> None:
    assert fingerprint([b"a", b"bc"]) == fingerprint([b"abc"])


# --- kills -----------------------------------------------------------------------------------


def test_programs_that_write_at_once_lose_nothing(root: Path, tmp_path: Path) -> None:
    """`make writers` does it with two hundred events each."""
    script, dossier = root / "tests" / "dossier_writers.py", tmp_path / "x.dossier"
    ended = subprocess.run(
        [sys.executable, str(script), str(dossier), "--programs", "8", "--events", "8"],
        env={**os.environ, "PYTHONPATH": str(root)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith("8 programs, 8 events each: 64 acknowledged, none is lost")
    assert [path.name for path in tmp_path.iterdir()] == ["x.dossier"]


def test_killed_programs_lose_nothing_that_was_acknowledged(root: Path) -> None:
    """`make kills` does it a thousand times."""
    ended = subprocess.run(
        [sys.executable, str(root / "tests" / "dossier_kills.py"), "--count", "40", "--seed", "1"],
        env={**os.environ, "PYTHONPATH": str(root)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert "none is lost" in ended.stdout
