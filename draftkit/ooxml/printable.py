"""A Word file of ours as LibreOffice has to be given it, so that a line stands above the notes.

LibreOffice (7.4) draws that line by itself, and only where the file asks for a line and holds no text in
its place. A file that has both, one of them hidden, would show a line in Word and in LibreOffice; but
then LibreOffice prints a mark that is a text of the note's own (``*``) twice.
"""

from __future__ import annotations

from lxml import etree

from draftkit.ooxml.archive import open_archive
from draftkit.ooxml.resolve import W
from draftkit.ooxml.wordfile import drop


def printable(package: bytes) -> bytes:
    """The file with a line above its notes that is not text."""
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
    return archive.with_parts({part: etree.tostring(root, encoding="UTF-8", standalone=True)}, set())
