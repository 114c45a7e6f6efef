"""Drafts and changes to text, JSON, terminal, Word, PDF: which writer writes what.

A new notation is one module here and one line in WRITERS.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from draftkit.dataclass import dataclass
from draftkit.errors import DraftkitError
from draftkit.model import Draft
from draftkit.writers.setup import ISSUED, PageSetup


@dataclass(frozen=True, slots=True)
class Options:
    """What a writer is told beside the drafts."""

    date: datetime
    """The file's own date."""
    setup: PageSetup


def default_date() -> datetime:
    """The date of a document nobody gave a date: SOURCE_DATE_EPOCH, else 1 January 2000.

    The clock is never read, so that the same input gives the same bytes.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime(2000, 1, 1, tzinfo=UTC)
    if not epoch.isdecimal() or int(epoch) > 253402300799:
        raise DraftkitError(f"SOURCE_DATE_EPOCH is not a number of seconds: {epoch!r}")
    return datetime.fromtimestamp(int(epoch), UTC)


def _docx(drafts: Sequence[Draft], options: Options) -> bytes:
    from draftkit.writers.word.clean import write_docx

    if len(drafts) > 1:
        raise DraftkitError(f"the file holds {len(drafts)} drafts; a document holds one")
    return write_docx(drafts[0], date=options.date, setup=options.setup)


def _pdf(drafts: Sequence[Draft], options: Options) -> bytes:
    from draftkit.writers.pdf import to_pdf

    return to_pdf(_docx(drafts, options), date=options.date)


def _text(drafts: Sequence[Draft], options: Options) -> bytes:
    from draftkit.writers.text import write_text

    return write_text(drafts).encode()


def _json(drafts: Sequence[Draft], options: Options) -> bytes:
    from draftkit.writers.json import write_json

    return write_json(drafts).encode()


WRITERS: dict[str, Callable[[Sequence[Draft], Options], bytes]] = {
    ".docx": _docx,
    ".pdf": _pdf,
    ".md": _text,
    ".txt": _text,
    ".json": _json,
}
"""The writer for each ending of a file name."""


def write_as(
    ending: str, drafts: Sequence[Draft], *, date: datetime | None = None, setup: PageSetup = ISSUED
) -> bytes:
    """The drafts in the format this ending names; ``setup`` is for those that have pages."""
    writer = WRITERS.get(ending.lower())
    if writer is None:
        raise DraftkitError(
            f"draftkit cannot write {ending or 'files without an ending'}; it writes {', '.join(WRITERS)}"
        )
    return writer(drafts, Options(date or default_date(), setup))


def redline_as(
    ending: str,
    old: Draft,
    new: Draft,
    *,
    author: str,
    date: datetime | None = None,
    style: str = "tracked",
    setup: PageSetup = ISSUED,
) -> bytes:
    """What changed between two drafts, as the file that this ending names: PDF, or a Word file."""
    from draftkit.writers.redline import write_redline

    pdf = ending.lower() == ".pdf"
    if pdf and style != "printed":
        raise DraftkitError(NO_TRACKED_PDF)
    date = date or default_date()
    document = write_redline(old, new, author=author, date=date, style=style, setup=setup)
    if not pdf:
        return document
    from draftkit.writers.pdf import to_pdf

    return to_pdf(document, date=date)


NO_TRACKED_PDF = (
    "a PDF cannot hold tracked changes; show them in print with --style printed, or name a .docx file"
)


def save(path: str | Path, data: bytes) -> None:
    """Write a file whole or not at all: under another name first, then renamed.

    A link is followed. Devices and pipes (``/dev/stdout``) are written to as they are.
    """
    target = Path(os.path.realpath(path))
    try:
        if target.is_dir():
            raise DraftkitError("this is a folder; name a file", str(path))
        if not target.parent.is_dir():
            raise DraftkitError("the folder that this file should go into does not exist", str(path))
        if target.exists() and not target.is_file():
            target.write_bytes(data)
        else:
            _replace(target, data)
    except OSError as error:
        raise DraftkitError(f"the file cannot be written: {error.strerror}", str(path)) from error


def _replace(target: Path, data: bytes) -> None:
    mode = 0o666 & ~_umask()
    if target.exists():
        mode = stat.S_IMODE(target.stat().st_mode)
        if not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, "it is write-protected")
    # A name that nobody has: tempfile, which gives one, takes longer to load than a short file to write.
    temporary = target.with_name(f".draftkit-{os.urandom(8).hex()}")
    temporary.touch(0o600, exist_ok=False)
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(mode)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
