"""Remove from a Word file what its page does not show.

Whatever is removed, the characters on the page are the same before and after, and looking through the
new file finds nothing of what was to be removed. Both are checked before the file is given out.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from lxml import etree

from draftkit.dataclass import dataclass
from draftkit.errors import DraftkitError
from draftkit.ooxml import jpeg, removal
from draftkit.ooxml.archive import Archive, open_archive
from draftkit.ooxml.findings import Finding, Request, Trace
from draftkit.ooxml.resolve import View, resolve
from draftkit.ooxml.traces import inspect_file, named
from draftkit.ooxml.traces_files import NO_DATE, photos
from draftkit.ooxml.visible import Looks, visible_text
from draftkit.ooxml.wordfile import WordFile

_REMOVALS: dict[Trace, Callable[[WordFile], None]] = {
    # Comments go before revision ids, which hold their threads together.
    Trace.COMMENTS: removal.comments,
    Trace.HIDDEN_TEXT: removal.hidden_text,
    Trace.AUTHORS: removal.authors,
    Trace.LAST_EDITOR: removal.last_editor,
    Trace.EDITING: removal.editing,
    Trace.TEMPLATE: removal.template,
    Trace.PROPERTIES: removal.properties,
    Trace.VARIABLES: removal.document_variables,
    Trace.CUSTOM_XML: removal.custom_xml,
    Trace.EMBEDDED: removal.embedded,
    Trace.MACROS: removal.macros,
    Trace.LINKS: removal.links,
    Trace.THUMBNAIL: removal.thumbnail,
    Trace.PRINTER: removal.printer,
    Trace.SIGNATURES: removal.signatures,
    Trace.PICTURE_NAMES: removal.picture_names,
    Trace.REVISION_IDS: removal.ids,
}

_OF_SECTIONS = ("headers", "footers")
_ENDINGS = {
    "macroEnabledTemplate": ".dotm",
    "macroEnabled": ".docm",
    "template": ".dotx",
}
"""Endings by a word of the content type of the document; the first that fits."""


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """A file without what was to be removed."""

    data: bytes
    before: tuple[Finding, ...]
    """What the file gave away."""
    after: tuple[Finding, ...]
    """What it still gives away: what nobody asked to remove, and what stays for the reason it tells."""
    ending: str
    """How the name of the file must end: ``.docx``, or ``.docm`` while it holds macros."""
    signed: bool = False
    """Whether the file has a digital signature that no longer holds."""


def scrub(archive: Archive, request: Request) -> Scrubbed:
    """The file without what is asked to be removed. Raises DraftkitError when a check fails."""
    before = WordFile(archive)
    found = inspect_file(before)
    file = WordFile(archive)
    if request.accept is not None:
        _resolve(file, View.ACCEPT if request.accept else View.REJECT)
    for trace, remove in _REMOVALS.items():
        if trace in request.traces:
            remove(file)
    if Trace.PHOTO_DATA in request.traces:
        for name in photos(file):
            if jpeg.told_by(archive.read(name)):
                file.replace(name, jpeg.without(archive.read(name)))
    if request.anonymous:
        removal.names_of_changes(file)
    data = file.saved()
    if Trace.EDITING in request.traces:
        data = _without_dates(data)
    after = WordFile(open_archive(data, archive.file))
    _check_page(before, after, request.accept, archive.file)
    left = inspect_file(after)
    _check_removed(after, left, request, archive.file)
    signed = any(finding.trace is Trace.SIGNATURES for finding in left) and file.touched
    return Scrubbed(data, found, left, _ending(after), signed)


def _ending(file: WordFile) -> str:
    kind = file.content_type(file.archive.main)
    return next((ending for word, ending in _ENDINGS.items() if word in kind), ".docx")


def _without_dates(data: bytes) -> bytes:
    """The same parts, with the date that stands for none."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(zipfile.ZipInfo(entry.filename, NO_DATE), old.read(entry), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _resolve(file: WordFile, view: View) -> None:
    for name in file.parts:
        if removal.has_changes(file.root(name)):
            file.new_root(name, resolve(etree.tostring(file.root(name)), view))
    removal.uncalled_notes(file)


def _check_page(before: WordFile, after: WordFile, accept: bool | None, name: str) -> None:
    """The characters on the page, read without the code that removed anything."""
    looks = Looks(before), Looks(after)
    tracked = any(removal.has_changes(before.root(part)) for part in before.parts)
    views = (
        (View.ACCEPT, View.REJECT)
        if tracked and accept is None
        else (View.REJECT if accept is False else View.ACCEPT,)
    )
    for view in views:
        was, now = visible_text(before, looks[0], view), visible_text(after, looks[1], view)
        if accept is not None:  # a section that goes takes its headers along
            gone = was.keys() - now.keys()
            was = {s: t for s, t in was.items() if s not in gone or before.place(s) not in _OF_SECTIONS}
        if was != now:
            raise DraftkitError(
                "scrubbing would change the text on the page, so nothing was saved; this is a fault in "
                "draftkit: remove fewer things at a time, and please report it",
                name,
            )


def _check_removed(after: WordFile, left: tuple[Finding, ...], request: Request, name: str) -> None:
    still = [
        finding.trace
        for finding in left
        if finding.trace in request.traces and any(not item.stays for item in finding.items)
    ]
    if still or (request.anonymous and named(after)):
        what = still[0] if still else "change-authors"
        raise DraftkitError(
            f"{what} could not be removed from this file, so nothing was saved; remove it in Word, "
            "or leave that word out",
            name,
        )
