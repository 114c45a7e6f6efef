"""Word 97-2003 (.doc), Rich Text (.rtf) and OpenDocument (.odt) files, read through LibreOffice.

LibreOffice makes a Word file (.docx) of each, and the Word reader reads that. It runs
without windows, in a folder and with a profile of its own that are gone afterwards, and
with settings under which a document fetches nothing and runs nothing.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from draftkit.errors import DraftkitError

TIME_LIMIT = 120
"""Seconds. A draft takes one or two; the first start of LibreOffice on a slow or busy machine takes up to a
minute; what takes longer is a file made to stop its reader."""
LARGEST_UNPACKED = 512 * 1024 * 1024
"""Bytes of all parts of an OpenDocument file. LibreOffice would unpack a zip bomb into memory."""

MEMORY_LIMIT = 4 * 1024 * 1024 * 1024
"""Bytes LibreOffice may ask for, on Linux (no other system has such a limit for a program that runs already).
A draft takes a twentieth of it; a million open braces in a .rtf of one megabyte take half of it."""

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

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_RTF = b"{\\rt"
"""Word and LibreOffice take files that begin so for Rich Text."""
_WORD_2003 = b"http://schemas.microsoft.com/office/word/2003/wordml"
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.text"
_WEB_PAGE = re.compile(rb"<(!doctype\s+html|html|head|body|script|meta|title)\b", re.IGNORECASE)
_WORD_BLOCKS = (b"\xec\xa5", b"\xdc\xa5")
"""How the file information block begins: Word 97 and later; Word 6 and 95."""
_ENCRYPTED = 0x0100
_HEAD = 4096
"""Bytes that show what a file is."""


def to_docx(data: bytes, ending: str, file: str) -> bytes:
    """A Word file (.docx) that says what a .doc, .rtf or .odt file says, as LibreOffice reads it.

    ``ending`` is one of CHECKS. The bytes differ from run to run (LibreOffice writes the time into
    them), and so do fields that show the present date or where the file is; all other text does not.

    Raises DraftkitError when the content is not what the ending says, needs a password, or is
    refused by LibreOffice; and when LibreOffice is not installed.
    """
    if not data:
        raise DraftkitError("the file is empty", file)
    if _is_web_page(data):
        raise DraftkitError("this is a web page, not a document; the download may have failed", file)
    CHECKS[ending](data, file)
    program = _program()
    if program is None:
        raise DraftkitError(
            f"{ending} files are read through LibreOffice, which is not installed; install LibreOffice Writer"
            " (Debian, Ubuntu: sudo apt-get install libreoffice-writer)"
            " or save the file as Word document (.docx)",
            file,
        )
    # Windows may hold a file of a program just killed a moment longer.
    with tempfile.TemporaryDirectory(prefix="draftkit-", ignore_cleanup_errors=True) as folder:
        return _converted(program, data, ending, file, Path(folder))


def _is_web_page(data: bytes) -> bool:
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", "replace").encode().lstrip()
    return head.startswith(b"<") and bool(_WEB_PAGE.search(head))


def _program() -> str | None:
    names = ("soffice", "libreoffice", *_PLACES.get(sys.platform, ()))
    return next((found for found in map(shutil.which, names) if found), None)


def _check_doc(data: bytes, file: str) -> None:
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if data.startswith(_OLE):
        _check_ole(data, file)
    elif head.startswith(b"<") and _WORD_2003 in head:
        # No program that writes Word files declares entities; they can only be an attack.
        if b"<!DOCTYPE" in data:
            raise DraftkitError("this file declares XML entities, which no Word document does", file)
    elif data.startswith(_ZIP):
        raise DraftkitError("this is no .doc file but a newer format; rename it to .docx or .odt", file)
    elif not data.startswith(_RTF):  # Rich Text under this ending is common, and Word opens it
        raise DraftkitError("this is not a Word document, whatever its name says", file)


def _check_ole(data: bytes, file: str) -> None:
    """The stream WordDocument begins with the file information block ([MS-DOC] 2.5.2), which says if
    the rest is encrypted; the sector where it begins stands in its directory entry ([MS-CFB] 2.6.1).

    Word makes the stream so long that it has sectors of its own. Of a shorter one, which other
    programs write, LibreOffice will say what is wrong."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise _needs_password(file)
    entry = data.find("WordDocument\0".encode("utf-16-le"))
    if entry < 0:
        raise DraftkitError("this is an Office file, but not a Word document", file)
    sector = 1 << min(int.from_bytes(data[30:32], "little"), 12)
    at = (int.from_bytes(data[entry + 116 : entry + 120], "little") + 1) * sector
    block = data[at : at + 12]
    if block.startswith(_WORD_BLOCKS) and int.from_bytes(block[10:], "little") & _ENCRYPTED:
        raise _needs_password(file)


def _check_rtf(data: bytes, file: str) -> None:
    if not data.startswith(_RTF):
        raise DraftkitError("this is not a Rich Text file, whatever its name says", file)


def _check_odt(data: bytes, file: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            size = sum(part.file_size for part in parts.infolist())
            if size > LARGEST_UNPACKED:
                limit = LARGEST_UNPACKED // 1024 // 1024
                raise DraftkitError(f"the file holds more than {limit} MiB when unpacked", file)
            kind = parts.read("mimetype")
            manifest = parts.read("META-INF/manifest.xml")
    except (zipfile.BadZipFile, zlib.error, KeyError, NotImplementedError, RuntimeError) as error:
        raise _no_odt(file) from error
    if kind.strip() != _OPEN_DOCUMENT:
        raise _no_odt(file)
    if b"encryption-data" in manifest:
        raise _needs_password(file)


def _no_odt(file: str) -> DraftkitError:
    return DraftkitError("this is not an OpenDocument text, or it is damaged", file)


def _needs_password(file: str) -> DraftkitError:
    return DraftkitError("the file is protected by a password; save it without one", file)


CHECKS: dict[str, Callable[[bytes, str], None]] = {
    ".doc": _check_doc,
    ".rtf": _check_rtf,
    ".odt": _check_odt,
}
"""For each ending of a file name, what raises unless the content is what the ending says."""


def _converted(program: str, data: bytes, ending: str, file: str, folder: Path) -> bytes:
    source, made = folder / f"document{ending}", folder / "made"
    source.write_bytes(data)
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_registry(), encoding="utf-8")
    command = (
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault"),
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(made), str(source)),
    )
    try:
        _run(command, folder)
    except subprocess.TimeoutExpired as error:
        raise DraftkitError(
            f"LibreOffice took more than {TIME_LIMIT} seconds to read this file;"
            " open it there and save it as Word document (.docx)",
            file,
        ) from error
    except OSError as error:
        raise DraftkitError(f"LibreOffice ({program}) cannot be started: {error.strerror}", file) from error
    # It ends with 0 whether or not it could read the file.
    result = made / "document.docx"
    if not result.is_file() or not result.stat().st_size:
        raise DraftkitError(
            "LibreOffice cannot read this file; it may be damaged or protected by a password", file
        )
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
