"""A Word file of ours as LibreOffice has to be given it, so that its notes are printed as Word shows them.

LibreOffice (7.4) draws the line above notes by itself, and only where the file asks for a line and
holds no text in its place. A file that has both, one of them hidden, would show a line in Word and in
LibreOffice; but then LibreOffice prints a mark that is a text of the note's own (``*``) twice. It does
so with every such mark after the first in any file, unless the note asks for its number in place of
the mark.
"""

from __future__ import annotations

from lxml import etree

from draftkit.ooxml.archive import open_archive
from draftkit.ooxml.markup import CALL_STYLE
from draftkit.ooxml.resolve import W
from draftkit.ooxml.wordfile import drop


def printable(package: bytes) -> bytes:
    """The file with a line above its notes that is not text, and with marks that are printed once."""
    archive = open_archive(package, "")
    part = archive.related("footnotes")
    if part is None:
        return package
    root = archive.root(part)
    for note in root.iter(W + "footnote"):
        paragraph = note.find(W + "p")
        if paragraph is not None and note.get(W + "type") == "separator":
            drop(paragraph.findall(W + "r"))
            etree.SubElement(etree.SubElement(paragraph, W + "r"), W + "separator")
        elif paragraph is not None and (label := paragraph.find(W + "r")) is not None:
            mark = label.findall(W + "t")
            if mark and label.find(f"{W}rPr/{W}rStyle[@{W}val='{CALL_STYLE}']") is not None:
                drop(mark)
                etree.SubElement(label, W + "footnoteRef")
    return archive.with_parts({part: etree.tostring(root, encoding="UTF-8", standalone=True)}, set())
