"""The clean Word document."""

from __future__ import annotations

from datetime import datetime

from draftkit.model import Draft
from draftkit.ooxml.package import DEFAULT_DATE, write_package
from draftkit.ooxml.proof import prove
from draftkit.ooxml.records import unmarked
from draftkit.ooxml.resolve import View
from draftkit.profiles import load
from draftkit.rows import rows
from draftkit.writers.word.layout import layout


def write_docx(draft: Draft, *, date: datetime | None = None) -> bytes:
    """A draft as a Word file in United Nations document format; ``date`` is the file's own date."""
    profile = load("new-york")
    page = layout(rows(draft), profile)
    package = write_package(unmarked(page), profile, date=date or DEFAULT_DATE)
    prove(package, page, View.ACCEPT, profile)
    return package
