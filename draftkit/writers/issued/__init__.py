"""A redline made on the issued Word file itself.

The General Assembly asks for it: a revised draft is made on the officially
issued file, every change tracked. Everything else in the file stays as it is.

    issued.docx -> rows -----------------\\
                                          changes -> plan -> tracked changes -> proof -> file
    new version (Word or text) -> rows --/
"""

from __future__ import annotations

from datetime import datetime

from draftkit.errors import DraftkitError
from draftkit.ooxml.resolve import View
from draftkit.ooxml.values import is_author
from draftkit.writers.issued.making import Making, Redline, Text
from draftkit.writers.issued.proving import accepted, misnumbered, proved

__all__ = ["EXISTING", "Redline", "Text", "redline_issued"]

EXISTING = {"accept": View.ACCEPT, "reject": View.REJECT, "keep": View.KEEP}
"""What can become of tracked changes that a file holds, by its name on the command line."""
_MOST_TRIES = 5
"""A number that is typed takes its paragraph out of the list, so those behind it are counted anew."""


def redline_issued(
    issued: bytes,
    file: str,
    new: Text | bytes,
    new_file: str,
    *,
    author: str,
    date: datetime,
    existing: View | None = None,
) -> Redline:
    """The issued file with tracked changes that make the new version of it.

    ``new`` is a Word file, or drafts read from text. ``existing`` decides what becomes of the
    tracked changes that either file holds; without it, DraftkitError is raised when there are any.
    """
    if not is_author(author):
        raise DraftkitError("the author's name holds a control character")
    typed: frozenset[int] = frozenset()
    found: list[Redline] = []
    refused: DraftkitError | None = None
    by_marks, whole_tables, has_looks = True, False, False
    for _ in range(_MOST_TRIES):
        made = Making(issued, file, new, new_file, author, date, typed, existing, by_marks, whole_tables)
        if made.borrowing and not has_looks and (with_looks := made.borrowing.with_looks()):
            issued, has_looks = with_looks, True
            continue
        redline = made.redline()
        read = accepted(made, redline)
        if made.needs_whole_tables(read.word):
            whole_tables = True
            continue
        wrong = misnumbered(made, redline, read)
        try:
            found.append(proved(made, redline, read))
        except DraftkitError as error:
            refused = error
            if existing is View.KEEP and by_marks:
                by_marks = False
                continue
        if not wrong:
            break
        typed |= wrong
    if refused and not found:
        raise refused
    return min(found, key=lambda redline: len(redline.reports))
