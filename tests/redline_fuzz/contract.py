"""A redline of a pair of files, and what is wrong with it.

Accepted it is the new version and rejected the old one, as :mod:`redline_fuzz.pages` reads them; its
markup is as the schema wants it; made again it has the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from draftkit.errors import DraftkitError
from draftkit.model import Draft
from draftkit.ooxml.languages import Language
from draftkit.ooxml.package import write_package
from draftkit.ooxml.records import unmarked
from draftkit.ooxml.scripts import in_scripts
from draftkit.readers.text import read_text
from draftkit.rows import rows
from draftkit.writers.issued import redline_issued
from draftkit.writers.language import language_of
from draftkit.writers.redline import write_redline
from draftkit.writers.setup import PageSetup
from draftkit.writers.word.layout import layouts
from redline_fuzz.comparing import Redlined, wrong

AUTHOR = "Norvania"
DATE = datetime(2031, 5, 21, tzinfo=UTC)
DOCUMENTED = {
    "drafts": "drafts; give the new version as a Word file",
    "more drafts than the issued file": "drafts, the issued one holds one",
}
"""Refusals that the documentation names, by a part of their message."""


@dataclass(frozen=True, slots=True)
class Files:
    """Two versions as files; a draft text is UTF-8."""

    old: bytes
    new: bytes
    word: bool

    @property
    def ending(self) -> str:
        return ".docx" if self.word else ".md"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a pair."""

    kind: str
    """``holds``, ``refused: ...``, or what is wrong, without what differs from pair to pair."""
    detail: str = ""
    data: bytes = b""

    @property
    def is_fault(self) -> bool:
        allowed = ("holds", *(f"refused: {kind}" for kind in DOCUMENTED))
        return self.kind not in allowed


def redlined(files: Files) -> Redlined:
    """The redline as the command makes it."""
    if files.word:
        made = redline_issued(files.old, "old.docx", files.new, "new.docx", author=AUTHOR, date=DATE)
        return Redlined(made.data, files.old, files.new, True, made.reports)
    drafts = []
    for data in (files.old, files.new):
        readings = read_text(data.decode())
        if len(readings) != 1:
            raise DraftkitError(f"the file holds {len(readings)} drafts; give the new version as a Word file")
        drafts.append(readings[0].draft)
    old, new = drafts
    return Redlined(write_redline(old, new, author=AUTHOR, date=DATE), *clean(old, new), False)


def clean(old: Draft, new: Draft) -> Iterator[bytes]:
    """The clean documents of two drafts; calls in tables are words in both where they are words in one."""
    profile = PageSetup().layout()
    versions = rows(old), rows(new)
    for found, page in zip(versions, layouts(versions, profile), strict=True):
        language = Language.of(language_of(found), profile.language)
        yield write_package(unmarked(in_scripts(page, language)), profile, language=language)


def outcome(files: Files, twice: bool = False) -> Outcome:
    """What becomes of a pair; ``twice``: its redline is made again."""
    try:
        made = redlined(files)
    except DraftkitError as error:
        for kind, words in DOCUMENTED.items():
            if words in error.message:
                return Outcome(f"refused: {kind}", error.message)
        return Outcome("refused: " + error.message.partition("“")[0][:110].strip(), error.message)
    except Exception as error:  # noqa: BLE001 - this is what the fuzzer is for
        return Outcome(f"{type(error).__name__}", repr(error))
    try:
        for kind, detail in wrong(made):
            return Outcome(kind, detail, made.data)
    except AssertionError as unreadable:
        return Outcome("markup", str(unreadable), made.data)
    if twice and redlined(files).data != made.data:
        return Outcome("other bytes the second time", data=made.data)
    return Outcome("holds", data=made.data)
