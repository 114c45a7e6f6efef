"""Word 97-2003 (.doc), Rich Text (.rtf) and OpenDocument (.odt) files, read through LibreOffice.

LibreOffice makes a Word file (.docx) of each, and the Word reader reads that.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable

from draftkit import libreoffice
from draftkit.errors import DraftkitError
from draftkit.libreoffice import HOW_TO_INSTALL, ConversionError, Failure, convert
from draftkit.patterns import lazy_pattern

LARGEST_UNPACKED = 512 * 1024 * 1024
"""Bytes of all parts of an OpenDocument file. LibreOffice would unpack a zip bomb into memory."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_RTF = b"{\\rt"
"""Word and LibreOffice take files that begin so for Rich Text."""
_WORD_2003 = b"http://schemas.microsoft.com/office/word/2003/wordml"
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.text"
_WEB_PAGE = lazy_pattern(rb"<(!doctype\s+html|html|head|body|script|meta|title)\b", re.IGNORECASE)
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
    try:
        return convert(data, ending, ".docx", "MS Word 2007 XML")
    except ConversionError as error:
        raise DraftkitError(error.detail or _sentence(error.failure, ending), file) from error


def _sentence(failure: Failure, ending: str) -> str:
    match failure:
        case Failure.NOT_INSTALLED:
            return (
                f"{ending} files are read through LibreOffice, which is not installed;"
                f" {HOW_TO_INSTALL} or save the file as Word document (.docx)"
            )
        case Failure.TOO_SLOW:
            return (
                f"LibreOffice took more than {libreoffice.TIME_LIMIT} seconds to read this file;"
                " open it there and save it as Word document (.docx)"
            )
    return "LibreOffice cannot read this file; it may be damaged or protected by a password"


def _is_web_page(data: bytes) -> bool:
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", "replace").encode().lstrip()
    return head.startswith(b"<") and bool(_WEB_PAGE.search(head))


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
