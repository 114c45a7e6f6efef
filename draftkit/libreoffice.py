"""LibreOffice, run as a converter: a document of one format in, one of another format out.

It runs without windows, in a folder and with a profile of its own that are gone afterwards, and
with settings under which a document fetches nothing and runs nothing.
"""

from __future__ import annotations

import contextlib
import enum
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

TIME_LIMIT = 120
"""Seconds. A draft takes one or two; the first start of LibreOffice on a slow or busy machine takes up to a
minute; what takes longer is a file made to stop its reader."""
MEMORY_LIMIT = 4 * 1024 * 1024 * 1024
"""Bytes LibreOffice may ask for, on Linux (no other system has such a limit for a program that runs already).
A draft takes a twentieth of it; a million open braces in a .rtf of one megabyte take half of it."""
HOW_TO_INSTALL = "install LibreOffice Writer (Debian, Ubuntu: sudo apt-get install libreoffice-writer)"

_PLACES: dict[str, tuple[str, ...]] = {
    "darwin": ("/Applications/LibreOffice.app/Contents/MacOS/soffice",),
    "win32": tuple(
        rf"{folder}\LibreOffice\program\soffice.exe"
        for folder in (os.environ.get("PROGRAMFILES"), os.environ.get("PROGRAMFILES(X86)"))
        if folder
    ),
}
"""Where LibreOffice installs itself without adding itself to PATH."""

_NO_PROXY_THERE = "127.0.0.1"
_DISCARD = 9
"""The port of the discard service (RFC 863), which answers nothing where it runs at all."""
_SETTINGS: tuple[tuple[str, str, object], ...] = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", 3),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", True),
    # Linked pictures and objects are not loaded. Backgrounds of paragraphs and pages still are (7.4),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", True),
    ("Office.Writer/Content/Update", "Link", 0),  # sections and tables linked to another file: never
    # hence every address is asked of a proxy that does not exist (2: a proxy set by hand).
    ("Inet/Settings", "ooInetProxyType", 2),
    ("Inet/Settings", "ooInetHTTPProxyName", _NO_PROXY_THERE),
    ("Inet/Settings", "ooInetHTTPProxyPort", _DISCARD),
    ("Inet/Settings", "ooInetHTTPSProxyName", _NO_PROXY_THERE),
    ("Inet/Settings", "ooInetHTTPSProxyPort", _DISCARD),
    ("Inet/Settings", "ooInetNoProxy", ""),
)
"""Names as in main.xcd, the registry that LibreOffice installs."""

_ZONE = {"TZ": "UTC"}
"""LibreOffice writes times of the machine's own zone into a PDF; these have one length only in UTC."""


class Failure(enum.Enum):
    """Why there is no converted document."""

    NOT_INSTALLED = enum.auto()
    NOT_STARTED = enum.auto()
    TOO_SLOW = enum.auto()
    NOTHING_MADE = enum.auto()


class ConversionError(Exception):
    """LibreOffice made no document; whoever asked for it knows which sentence to make of that."""

    def __init__(self, failure: Failure, detail: str = "") -> None:
        super().__init__(failure.name, detail)
        self.failure = failure
        self.detail = detail
        """The sentence to show, where it is the same whatever was asked for."""


def convert(data: bytes, ending: str, made: str, export: str) -> bytes:
    """A document whose file name ends in ``ending``, as LibreOffice writes it to one that ends in ``made``.

    ``export`` is the filter with its options, as LibreOffice names it: ``MS Word 2007 XML``.
    Raises ConversionError.
    """
    program = _program()
    if program is None:
        raise ConversionError(Failure.NOT_INSTALLED)
    # Windows may hold a file of a program just killed a moment longer.
    with tempfile.TemporaryDirectory(prefix="draftkit-", ignore_cleanup_errors=True) as folder:
        return _converted(program, data, ending, made, export, Path(folder))


def _program() -> str | None:
    names = ("soffice", "libreoffice", *_PLACES.get(sys.platform, ()))
    return next((found for found in map(shutil.which, names) if found), None)


def _converted(program: str, data: bytes, ending: str, made: str, export: str, folder: Path) -> bytes:
    source, results = folder / f"document{ending}", folder / "made"
    source.write_bytes(data)
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_registry(), encoding="utf-8")
    command = (
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault"),
        *("--convert-to", f"{made[1:]}:{export}", "--outdir", str(results), str(source)),
    )
    try:
        _run(command, folder)
    except subprocess.TimeoutExpired as error:
        raise ConversionError(Failure.TOO_SLOW) from error
    except OSError as error:
        raise ConversionError(
            Failure.NOT_STARTED, f"LibreOffice ({program}) cannot be started: {error.strerror}"
        ) from error
    # It ends with 0 whether or not it could read the file.
    result = results / f"document{made}"
    if not result.is_file() or not result.stat().st_size:
        raise ConversionError(Failure.NOTHING_MADE)
    return result.read_bytes()


def _registry() -> str:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{str(value).lower()}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>\n'
    )


def _run(command: tuple[str, ...], folder: Path) -> None:
    """Run to the end or the time limit; whatever interrupts us, nothing of it keeps running."""
    silent = subprocess.DEVNULL
    # A session of its own, because soffice starts the program that does the work.
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=os.environ | _ZONE,
        stdin=silent,
        stdout=silent,
        stderr=silent,
        start_new_session=sys.platform != "win32",
    )
    try:
        _limit_memory(process.pid)
        process.wait(TIME_LIMIT)
    finally:
        if process.returncode is None:
            _kill(process)


def _limit_memory(process: int) -> None:
    if sys.platform == "linux":
        import resource  # there is none on Windows

        # It may have ended already, or be under a lower limit, which cannot be raised.
        with contextlib.suppress(ProcessLookupError, PermissionError, ValueError):
            resource.prlimit(process, resource.RLIMIT_DATA, (MEMORY_LIMIT, MEMORY_LIMIT))


def _kill(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
