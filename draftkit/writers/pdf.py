"""A Word file as PDF, as LibreOffice prints it.

The PDF is tagged, so that a screen reader finds headings, paragraphs and notes; its headings are
bookmarks, and a viewer shows the draft's title. It does not claim to be PDF/UA: what stands in the
header of a page, the masthead too, is no part of the text that is read out, and the first heading
of a United Nations document is not of the first level.
"""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, datetime

from draftkit import libreoffice
from draftkit.errors import DraftkitError
from draftkit.libreoffice import HOW_TO_INSTALL, ConversionError, Failure, convert
from draftkit.ooxml.printable import printable
from draftkit.patterns import lazy_pattern

_OPTIONS = ("UseTaggedPDF", "ExportBookmarks", "DisplayPDFDocumentTitle")
"""Names as in LibreOffice's filter writer_pdf_Export."""
_EXPORT = "writer_pdf_Export:" + json.dumps(
    {name: {"type": "boolean", "value": "true"} for name in _OPTIONS}, separators=(",", ":")
)
_DAY = lazy_pattern(rb"(/(?:Creation|Mod)Date\(D:)\d{14}")
_METADATA_DAY = lazy_pattern(rb"(<xmp:(?:Create|Modify|Metadata)Date>)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
_ID = lazy_pattern(rb"(/ID \[ ?<|>\s*<|/DocChecksum /)[0-9A-F]{32}(?=>|\s)")
"""The two halves of the file's identifier (ISO 32000-1, 14.4), and a checksum of LibreOffice's own. It makes
both of the time."""


def to_pdf(document: bytes, *, date: datetime) -> bytes:
    """The pages of a Word file of ours as PDF; ``date`` is the file's own date.

    Raises DraftkitError when LibreOffice is not installed or does not make one.
    """
    try:
        return _dated(convert(printable(document), ".docx", ".pdf", _EXPORT), date)
    except ConversionError as error:
        raise DraftkitError(error.detail or _sentence(error.failure)) from error


def _sentence(failure: Failure) -> str:
    match failure:
        case Failure.NOT_INSTALLED:
            why = f"PDF is made by LibreOffice, which is not installed; {HOW_TO_INSTALL}"
        case Failure.TOO_SLOW:
            why = f"LibreOffice took more than {libreoffice.TIME_LIMIT} seconds to make the PDF; try again"
        case _:
            why = "LibreOffice did not make a PDF of this document; open it in a word processor"
    return f"{why} or write a Word document (.docx)"


def _dated(pdf: bytes, date: datetime) -> bytes:
    """The same pages with this date, and an identifier made of the content.

    Nothing changes its length, because a PDF names its objects by where they begin.
    """
    utc = date.astimezone(UTC) if date.tzinfo else date
    written = utc.replace(microsecond=0, tzinfo=None).isoformat().encode()
    pdf = _DAY.sub(rb"\g<1>" + re.sub(rb"\D", b"", written), pdf)
    pdf = _METADATA_DAY.sub(rb"\g<1>" + written, pdf)
    digest = hashlib.sha256(_ID.sub(rb"\g<1>" + b"0" * 32, pdf)).hexdigest()[:32].upper()
    return _ID.sub(rb"\g<1>" + digest.encode(), pdf)
