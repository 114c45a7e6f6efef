"""Drafts in git, by a real git in a repository of its own that knows no settings of its user."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import draftkit
from draftkit.cli.git_settings import CACHE
from draftkit.readers.text import read_text

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")

OLD = """## Warnings of floods

*The Assembly of the Isles,*

*Recalling* the tides of Vär,

1. *Urges* [all] States to act;

2. *Asks* the Office to report.
"""
NEW = OLD.replace("[all] States", "all States").replace("to act", "to act at once")
LIFTED = "1. *Urges* {-[-}all{-]-}"
NAMES = ("L4.docx", "a draft (2) — été.docx", 'it\'s "L4" $HOME.docx', "-L4.docx")
MAIN = "from draftkit.cli import main; main(prog_name='draftkit')"


@dataclass
class Repository:
    """A repository, and how to work in it."""

    folder: Path
    environment: dict[str, str]
    python: str

    def run(self, *command: str, status: int = 0, environment: dict[str, str] | None = None) -> str:
        """What a command prints; nothing may be said on standard error."""
        done = self.tried(*command, environment=environment)
        assert (done.returncode, done.stderr) == (status, "")
        return done.stdout

    def tried(
        self, *command: str, environment: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=self.folder,
            env={**self.environment, **(environment or {})},
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )

    def git(self, *arguments: str, status: int = 0) -> str:
        return self.run("git", *arguments, status=status)

    def draftkit(self, *arguments: str, status: int = 0) -> str:
        return self.run(self.python, "-c", MAIN, *arguments, status=status)

    def cannot(self, *arguments: str) -> str:
        """The one sentence of a command that could not."""
        done = self.tried(self.python, "-c", MAIN, *arguments)
        assert (done.returncode, done.stdout) == (2, "")
        (sentence,) = done.stderr.splitlines()
        assert "fault in draftkit" not in sentence
        return sentence.removeprefix("draftkit: ")

    def write(self, name: str, text: str | bytes) -> None:
        path = self.folder / name
        if isinstance(text, str) and path.suffix == ".docx":
            draftkit.write(read_text(text)[0].draft, path)
        else:
            path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "A round of negotiation")

    @property
    def attributes(self) -> str:
        return (self.folder / ".gitattributes").read_text()


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository that a Python in a folder with an awkward name works on."""
    home = tmp_path / "home"
    home.mkdir()
    awkward = tmp_path / "it's my  Python"
    awkward.symlink_to(sys.prefix, target_is_directory=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "XDG_"))}
    kept.pop("NO_COLOR", None)
    kept.pop("COLUMNS", None)
    names = {f"GIT_{who}_{what}": "somebody" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {**kept, **names, "HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1", "TERM": "xterm"}
    folder = tmp_path / "the drafts"
    folder.mkdir()
    made = Repository(folder, environment, str(awkward / Path(sys.executable).relative_to(sys.prefix)))
    made.git("init", "--quiet")
    return made


@pytest.fixture
def revised(repository: Repository) -> Repository:
    """A draft that was committed and then revised."""
    repository.draftkit("git", "setup")
    repository.write("L4.docx", OLD)
    repository.commit()
    repository.write("L4.docx", NEW)
    return repository


# --- what git shows ----------------------------------------------------------------------------


def test_git_diff_shows_what_draftkit_diff_prints(revised: Repository) -> None:
    revised.write("old.docx", OLD)
    printed = revised.draftkit("diff", "old.docx", "L4.docx", status=1)
    assert "{-[-}all{-]-}" in printed
    assert revised.git("diff") == f"L4.docx\n\n{printed}\n"


@pytest.mark.parametrize("name", NAMES)
def test_any_name_of_a_file_will_do(repository: Repository, name: str) -> None:
    repository.draftkit("git", "setup")
    repository.write(name, OLD)
    repository.commit()
    repository.write(name, NEW)
    shown = repository.git("diff")
    assert shown.startswith(f"{name}\n\n")
    assert "{-[-}all{-]-}" in shown
    repository.commit()
    assert "+1. *Urges* all States to act at once;" in repository.git("log", "--patch")


def test_git_diff_shows_new_deleted_and_renamed_files(revised: Repository) -> None:
    revised.commit()
    revised.write("new.docx", OLD)
    (revised.folder / "L4.docx").rename(revised.folder / "L4-Rev1.docx")
    revised.git("add", "--all")
    shown = revised.git("diff", "--cached")
    assert "L4.docx -> L4-Rev1.docx\n\nThe two drafts are the same.\n" in shown
    assert "new.docx (new)\n" in shown
    assert "{+Urges [all] States to act;+}" in shown
    revised.git("rm", "--quiet", "--force", "L4-Rev1.docx")
    shown = revised.git("diff", "--cached", "--", "L4.docx")
    assert shown.startswith("L4.docx (deleted)\n")
    assert "{-Urges all States to act at once;-}" in shown


def test_log_and_show_tell_how_the_text_changed(revised: Repository) -> None:
    revised.commit()
    for command in (("log", "--patch"), ("show",), ("diff", "--no-ext-diff", "HEAD~1")):
        shown = revised.git(*command)
        assert "-1. *Urges* [all] States to act;\n+1. *Urges* all States to act at once;\n" in shown


def test_git_keeps_the_text_of_a_version(revised: Repository) -> None:
    revised.commit()
    first = revised.git("show")
    assert revised.git("rev-parse", "--verify", CACHE)
    linked = Path(revised.python.partition("/bin")[0])
    linked.rename(linked.with_name("gone"))  # git asks draftkit no more: this Python could not answer
    assert revised.git("show") == first
    linked.with_name("gone").rename(linked)
    revised.draftkit("git", "setup")
    assert revised.git("for-each-ref", CACHE) == ""


def test_git_need_not_know_the_name_of_its_user(repository: Repository) -> None:
    for name in [name for name in repository.environment if name.startswith(("GIT_AUTHOR", "GIT_COMMITTER"))]:
        del repository.environment[name]
    repository.git("config", "user.useConfigOnly", "true")
    repository.draftkit("git", "setup")
    repository.write("L4.docx", OLD)
    repository.git("add", "L4.docx")
    repository.write("L4.docx", NEW)
    assert "+1. *Urges* all States to act at once;" in repository.git("diff", "--no-ext-diff")


def test_difftool_shows_drafts_that_no_pattern_names(repository: Repository) -> None:
    repository.draftkit("git", "setup")
    repository.write("it's L4.md", OLD)
    repository.commit()
    repository.write("it's L4.md", NEW)
    assert repository.git("diff").startswith("diff --git")
    shown = repository.git("difftool", "--no-prompt", "--tool=draftkit")
    assert shown.startswith("it's L4.md\n\n")
    assert "{-[-}all{-]-}" in shown


def test_drafts_in_conflict_are_named(revised: Repository) -> None:
    revised.git("checkout", "--quiet", "-b", "ours")
    revised.commit()
    revised.git("checkout", "--quiet", "-")
    revised.git("checkout", "--quiet", "-b", "theirs")
    revised.write("L4.docx", OLD.replace("report", "reply"))
    revised.commit()
    assert revised.tried("git", "merge", "ours").returncode == 1
    shown = revised.git("diff", "--theirs")
    assert shown.startswith("L4.docx (in conflict)\n")
    assert "at once-}" in shown
    assert revised.git("diff").startswith("diff --cc L4.docx\n")


def test_git_diff_from_a_folder_of_the_repository(revised: Repository) -> None:
    (revised.folder / "below").mkdir()
    inside = Repository(revised.folder / "below", revised.environment, revised.python)
    assert inside.git("diff").startswith("L4.docx\n")
    assert inside.draftkit("git", "setup", "*.draft.md").startswith(f"{revised.folder}/.gitattributes:")


# --- colour and width -----------------------------------------------------------------------------


def on_terminal(repository: Repository, command: str, **environment: str) -> str:
    """What a command shows on a terminal of 60 columns, through git's pager."""
    ours, theirs = pty.openpty()
    pager = repository.folder.parent / "paged"
    shown: list[bytes] = []

    def listen() -> None:
        try:
            while part := os.read(ours, 65536):
                shown.append(part)
        except OSError:  # the other end is closed
            pass

    listener = threading.Thread(target=listen)
    listener.start()
    subprocess.run(
        ["sh", "-c", f"stty cols 60; {command}"],
        cwd=repository.folder,
        env={**repository.environment, "GIT_PAGER": f"cat > '{pager}'", **environment},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        check=True,
    )
    os.close(theirs)
    listener.join()
    os.close(ours)
    assert b"".join(shown) == b""
    return pager.read_text()


def test_colour_and_width_are_those_of_the_terminal_behind_the_pager(revised: Repository) -> None:
    shown = on_terminal(revised, "git diff --color")
    assert shown.startswith("\x1b[1mL4.docx\x1b[m\n")
    assert "\x1b[31;9m{-[-}" in shown
    assert "\x1b" not in on_terminal(revised, "git -c color.ui=never diff")
    assert "\x1b" not in on_terminal(revised, "git diff", NO_COLOR="1")
    legend = [line for line in shown.splitlines() if "{+inserted+}" in line]
    assert legend
    assert "words that stayed" not in legend[0]


def test_colour_is_gits_to_decide_where_there_is_no_terminal(revised: Repository) -> None:
    assert "\x1b" not in revised.git("diff")
    assert "\x1b[31;9m{-[-}" in revised.git("-c", "color.diff=always", "diff")


# --- what goes wrong -----------------------------------------------------------------------------


def test_a_file_that_cannot_be_read_hides_no_other(repository: Repository) -> None:
    repository.draftkit("git", "setup")
    names = ("a.docx", "b.docx", "c.docx")
    repository.write("a.docx", b"\x89PNG")
    repository.write("b.docx", OLD)
    repository.write("c.docx", OLD)
    repository.commit()
    repository.write("a.docx", OLD)
    repository.write("b.docx", b"PK\x03\x04 but nothing else")
    repository.write("c.docx", NEW)
    first, second, third = (repository.git("diff", name) for name in names)
    assert first.startswith("a.docx\n\ndraftkit cannot read the old version: ")
    assert second.startswith("b.docx\n\ndraftkit cannot read the new version: ")
    assert "/" not in first + second
    assert len(first.splitlines()) == len(second.splitlines()) == 4
    assert "{-[-}all{-]-}" in third
    assert repository.git("diff") == first + second + third
    repository.commit()
    shown = repository.git("show")
    assert "-draftkit cannot read this file: " in shown
    assert "+draftkit cannot read this file: " in shown
    assert "+1. *Urges* all States to act at once;" in shown


def test_a_draft_at_fault_is_shown_without_a_word(repository: Repository) -> None:
    repository.draftkit("git", "setup", "*.draft.md")
    repository.write("L4.draft.md", OLD)
    repository.commit()
    repository.write("L4.draft.md", OLD.replace("[all]", "[all"))
    assert "{-]-}" in repository.git("diff")
    repository.commit()
    assert "+1. *Urges* [all States" in repository.git("show")


def test_git_goes_on_where_draftkit_is_gone(revised: Repository) -> None:
    revised.commit()
    revised.write("other.txt", "more")
    revised.write("L4.docx", OLD)
    revised.git("add", "--all")
    Path(revised.python.partition("/bin")[0]).unlink()
    shown = revised.tried("git", "diff", "HEAD")
    assert "draftkit did not run; set it up anew: draftkit git setup\n" in shown.stdout
    as_text = revised.tried("git", "diff", "--no-ext-diff", "HEAD")
    assert "not found" in as_text.stderr
    for done in (shown, as_text):
        assert done.returncode == 0
        assert "+more" in done.stdout


def test_nothing_is_said_when_the_reader_has_gone(revised: Repository) -> None:
    revised.write("L4.docx", OLD + "".join(f"\n{n}. *Urges* all States;\n" for n in range(3, 3000)))
    done = revised.tried("sh", "-c", "git diff | head -n 1")
    assert (done.stdout, done.stderr) == ("L4.docx\n", "")


def test_a_repository_is_no_place_to_import_from(revised: Repository) -> None:
    revised.write("click.py", "raise SystemExit('taken over')")
    assert "{-[-}all{-]-}" in revised.git("diff", "--", "L4.docx")


# --- setting up and taking back --------------------------------------------------------------------

BLOCK = '# draftkit: made by "draftkit git setup", taken away by "draftkit git remove"\n{}# draftkit: end\n'


def test_setting_up_twice_changes_nothing_more(repository: Repository) -> None:
    told = repository.draftkit("git", "setup")
    assert told == f"{repository.folder}/.gitattributes:\n    *.docx diff=draftkit\n"
    settings = (repository.folder / ".git" / "config").read_text()
    assert repository.draftkit("git", "setup") == told
    assert repository.attributes == BLOCK.format("*.docx diff=draftkit\n")
    assert (repository.folder / ".git" / "config").read_text() == settings


def test_patterns_are_added_and_quoted(repository: Repository) -> None:
    repository.draftkit("git", "setup", "*.draft.md", 'my "texts"/*.md', "#1.md", "a\\b c.md")
    repository.draftkit("git", "setup", "*.draft.md", "über/**")
    lines = ("*.draft.md", '"my \\"texts\\"/*.md"', '"#1.md"', '"a\\\\b c.md"', "über/**")
    assert repository.attributes == BLOCK.format("".join(f"{line} diff=draftkit\n" for line in lines))
    for name in ("x.draft.md", 'my "texts"/x.md', "#1.md", "über/x/y.txt"):
        assert repository.git("check-attr", "-z", "diff", "--", name) == f"{name}\0diff\0draftkit\0"


@pytest.mark.parametrize("before", ["", "*.png binary\n", "*.png binary", "*.png binary\r\n# Übrigens\r\n"])
@pytest.mark.parametrize("after", ["", "*.pdf binary\n", "*.pdf binary"])
def test_what_else_there_is_stays(repository: Repository, before: str, after: str) -> None:
    file = repository.folder / ".gitattributes"
    file.write_bytes(before.encode())
    repository.git("config", "diff.draftkit.wordRegex", "[a-z]+")
    settings = (repository.folder / ".git" / "config").read_text()
    repository.draftkit("git", "setup")
    ended = before if not before or before.endswith("\n") else before + "\n"
    assert file.read_bytes().decode() == ended + BLOCK.format("*.docx diff=draftkit\n")
    file.write_bytes(file.read_bytes() + after.encode())
    repository.draftkit("git", "setup", "*.draft.md")
    repository.draftkit("git", "remove")
    kept = ended + after
    assert (file.read_bytes().decode() if file.exists() else "") == kept
    assert file.exists() == bool(kept)
    assert (repository.folder / ".git" / "config").read_text() == settings


def test_removing_twice_is_removing(revised: Repository) -> None:
    revised.commit()
    revised.git("show")
    assert revised.draftkit("git", "remove") == ""
    assert "draftkit" not in (revised.folder / ".git" / "config").read_text()
    assert not (revised.folder / ".gitattributes").exists()
    assert revised.git("for-each-ref", "refs/notes") == ""
    assert revised.draftkit("git", "remove") == ""


def test_lines_that_somebody_took_out_are_no_obstacle(repository: Repository) -> None:
    file = repository.folder / ".gitattributes"
    for command, left in (("setup", BLOCK.format("*.docx diff=draftkit\n")), ("remove", "")):
        file.write_text(BLOCK.format(""))
        repository.draftkit("git", command)
        assert (file.read_text() if file.exists() else "") == left


@pytest.mark.parametrize("named", [False, True])
def test_one_set_up_for_all_repositories(repository: Repository, named: bool) -> None:
    home = Path(repository.environment["HOME"])
    file = home / ".config" / "git" / "attributes"
    if named:
        file = home / "my attributes"
        repository.git("config", "--global", "core.attributesFile", "~/my attributes")
    assert repository.draftkit("git", "setup", "--global").startswith(f"{file}:\n")
    assert file.read_text() == BLOCK.format("*.docx diff=draftkit\n")
    assert not (repository.folder / ".gitattributes").exists()
    repository.write("L4.docx", OLD)
    repository.commit()
    repository.write("L4.docx", NEW)
    assert "{-[-}all{-]-}" in repository.git("diff")
    repository.draftkit("git", "remove", "--global")
    assert repository.git("diff").startswith("diff --git")
    assert not file.exists()


def no_repository(repository: Repository) -> None:
    shutil.rmtree(repository.folder / ".git")


def bare_repository(repository: Repository) -> None:
    repository.git("config", "core.bare", "true")


def no_end(repository: Repository) -> None:
    (repository.folder / ".gitattributes").write_text(BLOCK.format("")[:80])


def a_folder(repository: Repository) -> None:
    (repository.folder / ".gitattributes").mkdir()


def locked_settings(repository: Repository) -> None:
    (repository.folder / ".git" / "config.lock").touch()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (no_repository, "git says: not a git repository"),
        (bare_repository, "git says: this operation must be run in a work tree"),
        (no_end, "/.gitattributes: the line “# draftkit: end” is missing"),
        (a_folder, "/.gitattributes: the file cannot be read: Is a directory"),
        (locked_settings, "git says: could not lock config file .git/config: File exists"),
    ],
)
def test_what_cannot_be_set_up_is_told_and_left_alone(
    repository: Repository, spoil: Callable[[Repository], None], said: str
) -> None:
    spoil(repository)
    before = {path: path.read_bytes() for path in repository.folder.rglob("*") if path.is_file()}
    assert said in repository.cannot("git", "setup")
    assert {path: path.read_bytes() for path in repository.folder.rglob("*") if path.is_file()} == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes every file")
def test_a_write_protected_file_leaves_no_settings(repository: Repository) -> None:
    file = repository.folder / ".gitattributes"
    file.write_text("*.png binary\n")
    file.chmod(0o444)
    settings = (repository.folder / ".git" / "config").read_text()
    assert "the file cannot be written" in repository.cannot("git", "setup")
    assert (repository.folder / ".git" / "config").read_text() == settings


@pytest.mark.skipif(os.geteuid() == 0, reason="root removes every file")
def test_a_file_that_cannot_be_removed_is_named(repository: Repository) -> None:
    repository.draftkit("git", "setup")
    repository.folder.chmod(0o555)
    said = repository.cannot("git", "remove")
    repository.folder.chmod(0o755)
    assert said.endswith("/.gitattributes: the file cannot be removed: Permission denied")


@pytest.mark.parametrize("pattern", ["", " ", "!*.md", "texts/", "a\nb", "\x1b[1m.md"])
def test_a_pattern_that_git_does_not_take_is_refused(repository: Repository, pattern: str) -> None:
    assert "the pattern " in repository.cannot("git", "setup", "--", pattern)
    assert not (repository.folder / ".gitattributes").exists()


def test_git_has_to_be_there(repository: Repository) -> None:
    repository.environment["PATH"] = "/nowhere"
    assert repository.cannot("git", "setup") == "git is not installed here, or not found"


def test_a_merge_conflict_that_is_not_settled_is_left_alone(repository: Repository) -> None:
    """Both texts would be one paragraph, which git could not part any more."""
    ours, theirs = "1. *Urges* all States to act;", "1. *Urges* all isles to act;"
    text = f"*The Assembly,*\n\n<<<<<<< HEAD\n{ours}\n=======\n{theirs}\n>>>>>>> isles\n"
    file = repository.folder / "L4.draft.md"
    file.write_text(text, encoding="utf-8")
    done = repository.tried(repository.python, "-c", MAIN, "git", "fmt", "--lenient", file.name)
    assert done.returncode == 2
    assert done.stderr == (
        "draftkit: L4.draft.md:3:1: a merge conflict of git begins here; settle it first,"
        " so that one of both texts is left\n"
    )
    assert file.read_text(encoding="utf-8") == text
