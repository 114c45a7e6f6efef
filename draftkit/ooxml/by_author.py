"""The tracked changes of some authors accepted, those of all others rejected.

A change that is rejected is turned into its opposite, so that accepting what is
left does both: an insertion becomes a deletion, a deletion an insertion, and
what a change of properties saved takes the place of what is there.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator

from lxml import etree

from draftkit.ooxml.archive import open_archive
from draftkit.ooxml.resolve import CHANGES, TEXT_AGAIN, W, restore

_Element = etree._Element
_OPPOSITE = {
    W + "ins": W + "del",
    W + "del": W + "ins",
    W + "moveFrom": W + "moveTo",
    W + "moveTo": W + "moveFrom",
    W + "cellIns": W + "cellDel",
    W + "cellDel": W + "cellIns",
}
_AUTHOR = W + "author"
_MARKUP = ("word/document", "word/footnotes", "word/endnotes", "word/header", "word/footer")
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def authors(data: bytes, file: str) -> tuple[str, ...]:
    """The authors of the tracked changes of a Word file, in the order in which they come first."""
    found: dict[str, None] = {}
    for _, root in _parts(data, file):
        for element in root.iter(*_OPPOSITE, *CHANGES):
            found.setdefault(element.get(_AUTHOR, ""))
    return tuple(found)


def accepted_of(data: bytes, file: str, accepts: Callable[[str], bool]) -> bytes:
    """The Word file in which only changes of the authors that are asked for are left, to be accepted."""
    changed = {name: _only(root, accepts) for name, root in _parts(data, file)}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _ZIP_TIME), changed.get(name) or old.read(name))
    return out.getvalue()


def _parts(data: bytes, file: str) -> Iterator[tuple[str, _Element]]:
    """The parts of the file that can hold tracked changes."""
    open_archive(data, file)  # within the limits, or refused
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith(_MARKUP) and name.endswith(".xml"):
                yield name, etree.fromstring(archive.read(name), etree.XMLParser(resolve_entities=False))


def _only(root: _Element, accepts: Callable[[str], bool]) -> bytes:
    for change in list(root.iter(*CHANGES)):
        if not accepts(change.get(_AUTHOR, "")):
            restore(change)
    rejected = [each for each in root.iter(*_OPPOSITE) if not accepts(each.get(_AUTHOR, ""))]
    for element in rejected:
        element.tag = _OPPOSITE[element.tag]
    for text in root.iter(*TEXT_AGAIN):
        if next(text.iterancestors(W + "del", W + "moveFrom"), None) is None:
            text.tag = TEXT_AGAIN[text.tag]
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
