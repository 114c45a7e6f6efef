"""A Word file of ours as LibreOffice has to be given it, so that it prints notes as Word does.

LibreOffice (7.4) puts the mark of a note at the start of the note, before the tab that should
stand before it, and does so also where the mark is a text of the note's own, which is then printed
twice. The line above the notes it draws by itself, and only where the file asks for a line and holds
no text in its place.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from draftkit.ooxml.archive import open_archive
from draftkit.ooxml.resolve import W
from draftkit.ooxml.wordfile import drop

_Element = etree._Element
_CHARACTER: Final = 50
"""Twips. About the width of a character of a mark: half of 8.5 points, raised and set smaller."""


def printable(package: bytes) -> bytes:
    """The file with each note's mark left to LibreOffice, and room for it before the text."""
    archive = open_archive(package, "")
    part = archive.related("footnotes")
    if part is None:
        return package
    root = archive.root(part)
    numbered = 0
    for note in root.iter(W + "footnote"):
        paragraph = note.find(W + "p")
        if paragraph is not None and note.get(W + "type") == "separator":
            drop(paragraph.findall(W + "r"))
            etree.SubElement(etree.SubElement(paragraph, W + "r"), W + "separator")
        elif paragraph is not None and note.get(W + "type") is None:
            numbered += paragraph.find(f"{W}r/{W}footnoteRef") is not None
            _leave_mark(paragraph, str(numbered))
    return archive.with_parts({part: etree.tostring(root, encoding="UTF-8", standalone=True)}, set())


def _leave_mark(paragraph: _Element, number: str) -> None:
    """A note begins with a tab, its mark, and another tab."""
    match paragraph.findall(W + "r"):
        case [before, mark, *_] if before.find(W + "tab") is not None:
            paragraph.remove(before)
            text = mark.findtext(W + "t")
            if text is not None:
                paragraph.remove(mark)
            _make_room(paragraph, len(text or number))


def _make_room(paragraph: _Element, characters: int) -> None:
    """The first line begins so far before the text that the mark ends where the first tab would end it."""
    tabs, indent = paragraph.find(f"{W}pPr/{W}tabs"), paragraph.find(f"{W}pPr/{W}ind")
    if tabs is None or indent is None:
        return
    left = int(indent.get(W + "left", "0"))
    ends = min(int(tab.get(W + "pos", "0")) for tab in tabs)
    indent.set(W + "hanging", str(left - ends + _CHARACTER * characters))
    drop((tabs,))
