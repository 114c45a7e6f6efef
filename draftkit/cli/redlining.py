"""Writes a Word redline of two files: a new document, or tracked changes on the issued file."""

from __future__ import annotations

from datetime import datetime

from draftkit.cli.endings import tell
from draftkit.cli.files import (
    check_sound,
    check_stays,
    check_two_files,
    check_word_output,
    name_of,
    one,
    save,
    sound,
    warn,
)
from draftkit.errors import DraftkitError
from draftkit.writers.setup import ISSUED, PageSetup


def write_redline(
    old: str,
    new: str,
    output: str,
    *,
    author: str = "draftkit",
    date: datetime | None = None,
    style: str = "tracked",
    existing: str | None = None,
    lenient: bool = False,
    setup: PageSetup = ISSUED,
) -> None:
    """Write what changed; the parameters are the options of ``draftkit redline``.

    Raises DraftkitError when it cannot be done; then nothing is written.
    """
    from draftkit.readers.files import LEGACY, WORD, ending_of
    from draftkit.writers import NO_TRACKED_PDF, default_date, redline_as

    check_two_files(old, new)
    check_author(author)
    check_stays("the redline", output, (old, new))
    ending = ".docx" if output == "-" else ending_of(output)
    if style == "tracked" and ending == ".pdf":
        raise DraftkitError(NO_TRACKED_PDF, output)
    when = date or default_date()
    if style == "tracked" and ending_of(old) in (*WORD, *LEGACY):
        if setup != ISSUED:
            raise DraftkitError(
                "the redline is made on this file, in the layout it has; --profile, --status and --emblem"
                " are for a new document, where OLD is draft text",
                old,
            )
        _on_issued(old, new, output, author, when, existing, lenient)
        return
    check_word_output("redline", output, (".docx", ".pdf") if style == "printed" else (".docx",))
    view = "original" if existing == "reject" else "accepted"
    before, after = one(sound(old, lenient, view), old), one(sound(new, lenient, view), new)
    save(output, redline_as(ending, before, after, author=author, date=when, style=style, setup=setup))
    if before == after:
        tell_same()


def check_author(author: str) -> None:
    """Raises DraftkitError for a name that tracked changes cannot carry."""
    if not author.strip():
        raise DraftkitError("tracked changes carry the name of their author; give one with --author")
    if not author.isprintable():
        raise DraftkitError(
            f"--author {author!r} holds a line break or another character that cannot be seen"
        )


def _on_issued(
    old: str, new: str, output: str, author: str, date: datetime, existing: str | None, lenient: bool
) -> None:
    from draftkit.readers import read_file
    from draftkit.readers.files import LEGACY, ending_of, file_bytes, is_word, word_bytes
    from draftkit.writers.issued import EXISTING, Text, redline_issued

    check_word_output("redline", output, (".docx" if ending_of(old) in LEGACY else ending_of(old),))
    issued = word_bytes(old)
    given: Text | bytes
    if is_word(new, data := file_bytes(new)):
        given = data if new == "-" else word_bytes(new)
    else:
        readings = read_file(new, data=data)
        check_sound(new, readings, lenient)
        given = Text(tuple(reading.draft for reading in readings))
    result = redline_issued(
        issued,
        name_of(old),
        given,
        name_of(new),
        author=author,
        date=date,
        existing=EXISTING[existing] if existing else None,
    )
    warn(old, result.issued)
    if isinstance(given, bytes):
        check_sound(new, result.new, lenient)
    save(output, result.data)
    for report in result.reports:
        tell(f"draftkit: {name_of(new)}: not shown in the redline: {report}")
    if not result.changed and not result.reports:
        tell_same()


def tell_same() -> None:
    """Says that a redline has nothing to show."""
    tell("draftkit: the two drafts are the same; the redline shows no changes")
