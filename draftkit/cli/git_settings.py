"""What makes git call draftkit: lines in an attributes file, and entries in git's configuration."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

from draftkit.errors import DraftkitError

BEGIN = '# draftkit: made by "draftkit git setup", taken away by "draftkit git remove"'
END = "# draftkit: end"
DEFAULT_PATTERN = "*.docx"
ATTRIBUTE = "diff=draftkit"
CACHE = "refs/notes/textconv/draftkit"
"""Where git keeps the texts of files that it has asked for."""

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\t": "\\t"}


def set_up(patterns: tuple[str, ...], everywhere: bool) -> tuple[Path, list[str]]:
    """Set git up; the attributes file, and the lines that are draftkit's in it now."""
    file = _attributes_file(everywhere)
    before, ours, after = _parts(file)
    added = [_line(pattern) for pattern in patterns] or ([] if ours else [_line(DEFAULT_PATTERN)])
    lines = list(dict.fromkeys([*(ours or ()), *added]))
    for key, value in _settings().items():
        _git("config", _scope(everywhere), key, value)
    if before and not before.endswith("\n"):
        before += "\n"
    try:
        if everywhere:
            file.parent.mkdir(parents=True, exist_ok=True)
        _save(file, before + "".join(f"{line}\n" for line in (BEGIN, *lines, END)) + after)
    except (DraftkitError, OSError) as error:
        if not ours:
            _forget(everywhere)
        if isinstance(error, OSError):
            raise DraftkitError(f"the folder cannot be made: {error.strerror}", str(file.parent)) from error
        raise
    _empty_cache()
    return file, lines


def take_back(everywhere: bool) -> None:
    """Undo what set_up did."""
    file = _attributes_file(everywhere)
    before, ours, after = _parts(file)
    if ours is not None and before + after:
        _save(file, before + after)
    elif ours is not None:
        try:
            file.unlink()
        except OSError as error:
            raise DraftkitError(f"the file cannot be removed: {error.strerror}", str(file)) from error
    _forget(everywhere)
    _empty_cache()


def _settings() -> dict[str, str]:
    """The entries in git's configuration.

    Python is named by its full path, because git also runs where no virtual
    environment is active; with -P, because a repository is no place to import
    from. Without the words after ``||``, git would stop at the first file when
    that Python is gone. git adds ``"$@"`` to a command; it must find a comment.
    """
    command = f"{shlex.quote(sys.executable)} -P -m draftkit.cli git"
    # git keeps texts in a commit; where it knows no name for its author, it would stop there.
    named = _git("var", "GIT_COMMITTER_IDENT", missing=128)
    failed = "|| echo 'draftkit did not run; set it up anew: draftkit git setup' #"
    return {
        "diff.draftkit.command": f'{command} compare -- "$@" {failed}',
        "diff.draftkit.textconv": f'{command} text -- "$@" {failed}',
        "diff.draftkit.cachetextconv": "true" if named else "false",
        # The dots stand for what only a diff driver is told.
        "difftool.draftkit.cmd": f'{command} compare -- "$MERGED" "$LOCAL" . . "$REMOTE" . .',
    }


def _forget(everywhere: bool) -> None:
    for key in _settings():
        _git("config", _scope(everywhere), "--unset-all", key, missing=5)


def _empty_cache() -> None:
    """Remove texts that another version of draftkit may have made."""
    if _git("rev-parse", "--git-dir", missing=128):
        _git("update-ref", "-d", CACHE)


# --- the attributes file ---------------------------------------------------------------------


def _attributes_file(everywhere: bool) -> Path:
    if not everywhere:
        return Path(_git("rev-parse", "--show-toplevel")) / ".gitattributes"
    named = _git("config", "--global", "--type=path", "core.attributesFile", missing=1)
    settings = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(named) if named else Path(settings) / "git" / "attributes"


def _parts(file: Path) -> tuple[str, list[str] | None, str]:
    """What stands before our lines, our lines, if there is a place for them, and what stands after them."""
    try:
        # Any bytes come back as they were.
        text = file.read_bytes().decode(errors="surrogateescape")
    except FileNotFoundError:
        return "", None, ""
    except OSError as error:
        raise DraftkitError(f"the file cannot be read: {error.strerror}", str(file)) from error
    lines = text.splitlines(keepends=True)
    bare = [line.strip() for line in lines]
    if BEGIN not in bare:
        return text, None, ""
    begin = bare.index(BEGIN)
    if END not in bare[begin:]:
        raise DraftkitError(
            f"the line “{END}” is missing; put it back after the lines of draftkit", str(file)
        )
    end = bare.index(END, begin)
    return "".join(lines[:begin]), bare[begin + 1 : end], "".join(lines[end + 1 :])


def _line(pattern: str) -> str:
    """The line that makes the files of a pattern drafts, quoted as git wants it."""
    if not pattern.strip() or not pattern.replace("\t", " ").isprintable():
        raise DraftkitError(f"the pattern {pattern!r} holds no name, or characters that cannot be seen")
    if pattern.startswith("!"):
        raise DraftkitError(f"the pattern “{pattern}” says what is no draft; name those that are drafts")
    if pattern.endswith("/"):
        raise DraftkitError(f"the pattern “{pattern}” is a folder; for all files in it, write “{pattern}**”")
    if pattern[0] in '"#' or any(character.isspace() for character in pattern):
        pattern = f'"{"".join(_ESCAPES.get(character, character) for character in pattern)}"'
    return f"{pattern} {ATTRIBUTE}"


def _save(file: Path, text: str) -> None:
    from draftkit.writers import save

    save(file, text.encode(errors="surrogateescape"))


# --- git -------------------------------------------------------------------------------------


def _scope(everywhere: bool) -> str:
    return "--global" if everywhere else "--local"


def _git(*arguments: str, missing: int = 0) -> str:
    """What git prints; nothing, if it ends with the status that says there is no such thing."""
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, check=False)
    except FileNotFoundError as error:
        raise DraftkitError("git is not installed here, or not found") from error
    if done.returncode not in (0, missing):
        told = os.fsdecode(done.stderr).strip().splitlines() or [f"exit status {done.returncode}"]
        raise DraftkitError(f"git says: {told[0].removeprefix('fatal: ').removeprefix('error: ')}")
    return os.fsdecode(done.stdout).removesuffix("\n") if done.returncode == 0 else ""
