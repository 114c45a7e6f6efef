"""The clean Word document."""

from __future__ import annotations

from datetime import datetime

from draftkit.model import Draft
from draftkit.ooxml.languages import Language
from draftkit.ooxml.package import DEFAULT_DATE, write_package
from draftkit.ooxml.proof import prove
from draftkit.ooxml.records import unmarked
from draftkit.ooxml.resolve import View
from draftkit.ooxml.scripts import in_scripts
from draftkit.rows import rows
from draftkit.writers.language import language_of
from draftkit.writers.setup import ISSUED, PageSetup
from draftkit.writers.word.draft_tables import Tables
from draftkit.writers.word.emblem import read_emblem
from draftkit.writers.word.layout import layout


def write_docx(draft: Draft, *, date: datetime | None = None, setup: PageSetup = ISSUED) -> bytes:
    """A draft as a Word file in United Nations document format; ``date`` is the file's own date."""
    profile = setup.layout()
    emblem = read_emblem(setup.emblem, setup.emblem_text, profile) if setup.emblem else None
    found = rows(draft)
    language = Language.of(language_of(found), profile.language)
    page = in_scripts(layout(found, profile, Tables.WITH_CALLS), language)
    package = write_package(
        unmarked(page), profile, date=date or DEFAULT_DATE, emblem=emblem, language=language
    )
    prove(package, page, View.ACCEPT, profile, language)
    return package
