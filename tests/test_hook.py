"""The hook for pre-commit, run by pre-commit, and the command behind it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from draftkit.cli import main

SCRIPT = "#!/bin/sh\nexec '{}' -c \"from draftkit.cli import main; main(prog_name='draftkit')\" \"$@\"\n"
REGULAR = "## Floods\n\n1. *Urges* all States to act.\n"
OTHERWISE = "## Floods\n\n\n1.   _Urges_ all\n   States to act.\n"
FAULTY = REGULAR.replace("all", "[all")

# The draftkit at hand, so that a test needs no network.
CONFIGURATION = "repos: [{{repo: '{}', rev: '{}', hooks: [{{id: draftkit-fmt, language: system}}]}}]\n"


@dataclass
class Repository:
    """A repository with drafts."""

    folder: Path
    environment: dict[str, str]

    def tried(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False
        )

    def run(self, *command: str) -> str:
        done = self.tried(*command)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def write(self, **files: str) -> None:
        for name, text in files.items():
            (self.folder / f"{name}.draft.md").write_text(text)
        self.run("git", "add", "--all")

    def read(self, name: str) -> str:
        return (self.folder / f"{name}.draft.md").read_text()


@pytest.fixture
def repository(tmp_path: Path, root: Path) -> Repository:
    """A repository whose commits pass through the hook."""
    pytest.importorskip("pre_commit")
    script = tmp_path / "bin" / "draftkit"
    script.parent.mkdir()
    script.write_text(SCRIPT.format(sys.executable))
    script.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    names = {f"GIT_{who}_{what}": "somebody" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    own = {"HOME": str(tmp_path), "PRE_COMMIT_HOME": str(tmp_path / "pre-commit"), "GIT_CONFIG_NOSYSTEM": "1"}
    environment = {**kept, **names, **own, "PATH": f"{script.parent}:{os.environ['PATH']}"}
    hooks, drafts = (Repository(tmp_path / name, environment) for name in ("hooks", "my drafts"))
    for made in (hooks, drafts):
        made.folder.mkdir()
        made.run("git", "init", "--quiet")
    shutil.copy(root / ".pre-commit-hooks.yaml", hooks.folder)
    hooks.run("git", "add", "--all")
    hooks.run("git", "commit", "--quiet", "--message", "Hooks")
    revision = hooks.run("git", "rev-parse", "HEAD").strip()
    (drafts.folder / ".pre-commit-config.yaml").write_text(CONFIGURATION.format(hooks.folder, revision))
    drafts.run(sys.executable, "-m", "pre_commit", "install")
    return drafts


def test_a_commit_waits_until_its_drafts_are_in_the_regular_form(repository: Repository) -> None:
    repository.write(regular=REGULAR, otherwise=OTHERWISE)
    (repository.folder / "README.md").write_text(OTHERWISE)
    repository.run("git", "add", "--all")
    done = repository.tried("git", "commit", "--message", "Drafts")
    assert done.returncode == 1
    assert "files were modified by this hook" in done.stderr
    assert "\notherwise.draft.md: put into the regular form\n" in done.stderr
    assert (repository.read("regular"), repository.read("otherwise")) == (REGULAR, REGULAR)
    assert (repository.folder / "README.md").read_text() == OTHERWISE
    repository.run("git", "add", "--all")
    repository.run("git", "commit", "--message", "Drafts")


def test_a_commit_with_a_draft_at_fault_is_stopped(repository: Repository) -> None:
    repository.write(faulty=FAULTY)
    done = repository.tried("git", "commit", "--message", "Drafts")
    assert done.returncode == 1
    assert "draftkit: faulty.draft.md:3:12: the square bracket [ is never closed" in done.stderr
    assert repository.read("faulty") == FAULTY


# --- the command ---------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in {"regular": REGULAR, "otherwise": OTHERWISE, "faulty": FAULTY}.items():
        (tmp_path / f"{name}.md").write_text(text)
    return tmp_path


def test_several_files_are_changed_in_their_places(folder: Path) -> None:
    before = (folder / "regular.md").stat().st_mtime_ns
    result = CliRunner().invoke(main, ["git", "fmt", "regular.md", "otherwise.md"])
    assert (result.exit_code, result.output) == (1, "otherwise.md: put into the regular form\n")
    assert (folder / "otherwise.md").read_text() == REGULAR
    assert (folder / "regular.md").stat().st_mtime_ns == before
    result = CliRunner().invoke(main, ["git", "fmt", "regular.md", "otherwise.md"])
    assert (result.exit_code, result.output) == (0, "")
    result = CliRunner().invoke(main, ["git", "fmt", "faulty.md", "--lenient"])
    assert (result.exit_code, result.stdout) == (0, "")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "faulty.md",
            "faulty.md:3:12: the square bracket [ is never closed; mend it, or go on with --lenient\n",
        ),
        ("gone.md", "gone.md: there is no such file\n"),
        ("L4.docx", "L4.docx: only draft text has a regular form; this is a Word file\n"),
        ("-", "standard input has no place to be changed in; name files\n"),
    ],
)
def test_no_file_is_changed_when_one_is_no_sound_draft(folder: Path, name: str, said: str) -> None:
    result = CliRunner().invoke(main, ["git", "fmt", "otherwise.md", "--", name], input=OTHERWISE)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"draftkit: {said}")
    assert (folder / "otherwise.md").read_text() == OTHERWISE
