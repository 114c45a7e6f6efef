"""A Word file opened for a redline."""

from __future__ import annotations

from draftkit.errors import DraftkitError
from draftkit.ooxml.resolve import View
from draftkit.readers.word import WordFile, read_word_file


def opened(data: bytes, file: str, existing: View | None) -> WordFile:
    """The file, its tracked changes treated as ``existing`` says; with None it must not have any."""
    found = read_word_file(data, file, existing or View.ACCEPT)
    if existing is None and (number := sum(found.document.revisions.values())):
        whose = ", ".join(sorted({author or "no name" for author in found.document.revisions}))
        some = "a tracked change" if number == 1 else f"{number:,} tracked changes"
        raise DraftkitError(
            f"the file holds {some} ({whose}); say with --existing what becomes of them:"
            " accept, reject or keep",
            file,
        )
    return found
