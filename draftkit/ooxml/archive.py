"""The parts of a Word file that somebody else made, read with limits.

The Open Packaging Conventions (ECMA-376 Part 2): a zip of parts, their content
types, and relationships between them.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from lxml import etree

from draftkit.errors import DraftkitError

_RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"


@dataclass(frozen=True, slots=True)
class Relationship:
    """A link from one part to another, or out of the file."""

    id: str
    kind: str
    """The last word of its type: ``footnotes``, ``header``, ``hyperlink``."""
    target: str
    """The name of a part (``word/footnotes.xml``), or an address when external."""
    external: bool = False


class Archive:
    """The parts of one Word file."""

    def __init__(self, parts: dict[str, bytes], file: str) -> None:
        self._parts = parts
        self.file = file
        self.main = next(r.target for r in self.relationships("") if r.kind == "officeDocument")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, in the order of the file."""
        return tuple(self._parts)

    def read(self, name: str) -> bytes:
        """The bytes of a part."""
        return self._parts[name]

    def root(self, name: str) -> etree._Element:
        """The root element of a part, parsed anew."""
        return parse(self._parts[name], name, self.file)

    def relationships(self, name: str) -> tuple[Relationship, ...]:
        """The links of a part; of the package itself for an empty name."""
        folder, base = posixpath.split(name)
        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        if rels not in self._parts:
            return ()
        found = []
        for link in self.root(rels).iter(_RELS + "Relationship"):
            external = link.get("TargetMode") == "External"
            target = link.get("Target", "")
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = link.get("Type", "").rpartition("/")[2]
            found.append(Relationship(link.get("Id", ""), kind, target, external))
        return tuple(found)

    def related(self, kind: str) -> str | None:
        """The part of this kind that the main document is linked to, if there is one in the file."""
        names = (r.target for r in self.relationships(self.main) if r.kind == kind and not r.external)
        return next((name for name in names if name in self._parts), None)

    def with_parts(self, changed: Mapping[str, bytes], removed: Collection[str] = ()) -> bytes:
        """The file with some parts changed, added or removed; all others stay byte for byte."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as out:
            for name, data in {**self._parts, **changed}.items():
                if name not in removed:
                    out.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
        return buffer.getvalue()


def parse(data: bytes, part: str, file: str) -> etree._Element:
    """The root element of some XML."""
    try:
        return etree.fromstring(data)
    except etree.XMLSyntaxError as error:
        raise DraftkitError(f"the part {part} of this Word file is not XML", file) from error


def open_archive(data: bytes, file: str) -> Archive:
    """The parts of a Word file. Raises DraftkitError for anything else."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return Archive({name: source.read(name) for name in source.namelist()}, file)
