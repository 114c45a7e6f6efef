"""Two drafts as one Word document that shows what changed between them.

Tracked, the document holds real revisions: accept them all and it is the new
draft, reject them all and it is the old one. That is proved on the written
bytes before they are handed out. Printed, the same changes are formatting.
"""

from __future__ import annotations

import functools
from datetime import datetime

from draftkit.compare import divided_and_moved, paired
from draftkit.errors import DraftkitError
from draftkit.model import Draft
from draftkit.ooxml.languages import Language
from draftkit.ooxml.markup import Style
from draftkit.ooxml.package import write_package
from draftkit.ooxml.proof import prove
from draftkit.ooxml.resolve import View
from draftkit.ooxml.scripts import in_scripts
from draftkit.ooxml.values import is_author
from draftkit.rows import rows
from draftkit.writers.language import language_of
from draftkit.writers.redline.marking import mark
from draftkit.writers.setup import ISSUED, PageSetup
from draftkit.writers.word.emblem import read_emblem
from draftkit.writers.word.layout import layouts


def write_redline(
    old: Draft,
    new: Draft,
    *,
    author: str,
    date: datetime,
    style: str = Style.TRACKED,
    setup: PageSetup = ISSUED,
) -> bytes:
    """The Word file in which ``old`` becomes ``new``.

    ``author`` and ``date`` are those of every revision; ``style`` is a value of :class:`Style`.
    """
    if not is_author(author):
        raise DraftkitError("the author's name holds a control character")
    profile = setup.layout()
    emblem = read_emblem(setup.emblem, setup.emblem_text, profile) if setup.emblem else None
    rows_before, rows_after = rows(old), rows(new)
    language = Language.of(language_of(rows_after), profile.language)
    before, after = (in_scripts(page, language) for page in layouts((rows_before, rows_after), profile))
    page = mark(divided_and_moved(paired(rows_before, rows_after)), before, after)
    write = functools.partial(
        write_package,
        page,
        profile,
        author=author,
        date=date,
        emblem=emblem,
        language=language,
    )
    package = write(style=Style.TRACKED)
    prove(package, after, View.ACCEPT, profile, language)
    prove(package, before, View.REJECT, profile, language)
    return write(style=Style.PRINTED) if style == Style.PRINTED else package
