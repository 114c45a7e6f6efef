"""What must hold of a compilation as tracked changes, by a walk over the file that is not draftkit's.

The revisions of authors that name a delegation accepted and all others rejected,
the file says what a clean document of the delegation's text says, but for the
masthead, whose changes are told under the table, for numbers of notes, since a
note may stand there twice, and for calls of notes in tables, which stay as they
are written (docs/draft-text.md, "Tables").
"""

from __future__ import annotations

from lxml import etree
from redline_fuzz.pages import ACCEPT, CODE, NOTE, W, WordFile
from redline_fuzz.said import paragraphs

from draftkit.build import build
from draftkit.errors import DraftkitError
from draftkit.model import Draft, NoteCall
from draftkit.negotiate.compilation import HEAD, Compilation
from draftkit.negotiate.segments import names_of
from draftkit.ooxml.languages import Language
from draftkit.ooxml.package import DEFAULT_DATE, write_package
from draftkit.ooxml.records import unmarked
from draftkit.ooxml.scripts import in_scripts
from draftkit.readers.tracked_compilation import read_tracked_compilation
from draftkit.rows import Row, RowKind
from draftkit.rows import rows as rows_of
from draftkit.writers.compilation import write_tracked_compilation
from draftkit.writers.language import language_of
from draftkit.writers.setup import ISSUED
from draftkit.writers.word.draft_tables import Tables
from draftkit.writers.word.layout import layout

MOST = 5
"""Delegations whose texts are looked at in the file itself; of all others, draftkit reads them."""
UNCALLED = "refused as documented: a note that only others call"
"""Of a compilation as tracked changes (docs/negotiate.md); in brackets it holds like all others."""
PAIRED = "as documented: all texts come back, a paragraph is taken for the new version of another one"
_OPPOSITE = {"ins": "del", "del": "ins", "moveFrom": "moveTo", "moveTo": "moveFrom"}


def faults(compiled: Compilation) -> list[str]:
    """What does not hold. A compilation that is refused raises DraftkitError."""
    try:
        data = write_tracked_compilation(compiled)
    except DraftkitError as error:
        if "that its words do not call" in str(error) and _has_uncalled_note(compiled):
            return [UNCALLED]
        raise
    again = read_tracked_compilation(data, "")
    found = []
    if again.base != compiled.base:
        found.append("N3: tracked changes are read with another base")
    if any(again.view(name) != compiled.view(name) for name in compiled.delegations):
        found.append("N3: tracked changes are read with other texts")
    if sorted(map(repr, _without_numbers(again))) != sorted(map(repr, _without_numbers(compiled))):
        found.append("N3: tracked changes are read as another compilation" if found else PAIRED)
    found += [
        f"N1: the revisions of {name or 'nobody'} do not leave that text"
        for name in (None, *compiled.delegations[:MOST])
        if accepted(data, name, compiled.delegations) != clean(compiled, name)
    ]
    return found


def _has_uncalled_note(compiled: Compilation) -> bool:
    """Whether somebody's text has a note that only a table calls, or nothing."""
    for name in (None, *compiled.delegations):
        found = compiled.view_rows(name)
        calls = {span.note for row in found for span in row.content if isinstance(span, NoteCall)}
        if any(row.kind is RowKind.NOTE and row.marker not in calls for row in found):
            return True
    return False


def _without_numbers(compiled: Compilation) -> list[object]:
    """The paragraphs without the numbers of those that are new: their order in one place may be another."""
    return [
        (entry.row.kind, entry.row.content, entry.proponents)
        if entry.proponents
        else (entry.row, entry.pieces, entry.against)
        for entry in compiled.entries
    ]


def accepted(data: bytes, name: str | None, order: tuple[str, ...]) -> list[str]:
    """What the file says with the revisions of one delegation accepted, all others rejected."""
    file = WordFile(data)
    for root in file.roots.values():
        for element in root.iter(*(W + tag for tag in _OPPOSITE)):
            if name not in names_of(element.get(W + "author", ""), order):
                element.tag = W + _OPPOSITE[etree.QName(element).localname]
    return _said(file)


def clean(compiled: Compilation, name: str | None) -> list[str]:
    """What a document of a delegation's text with the base's masthead says."""
    rows: list[Row] = []
    before = True
    for entry in compiled.entries:
        before = before and entry.row.kind in HEAD
        if (not entry.proponents) if before else entry.stands_for(name):
            rows.append(entry.seen_by(name))
    return _said(WordFile(_document(build(rows))))


def _document(draft: Draft) -> bytes:
    """A clean document, with calls of notes in tables as they are written, which tracked changes keep."""
    found = rows_of(draft)
    profile = ISSUED.layout()
    language = Language.of(language_of(found), profile.language)
    page = in_scripts(layout(found, profile, Tables.WITHOUT_CALLS), language)
    return write_package(unmarked(page), profile, date=DEFAULT_DATE, language=language)


def _said(file: WordFile) -> list[str]:
    """The paragraphs, without calls of notes."""
    return [
        "".join(
            piece.text
            for piece in paragraph.pieces
            if piece.text != NOTE and CODE not in piece.text and "vsup" not in piece.look
        )
        for paragraph in paragraphs(file.page(ACCEPT).body)
    ]
