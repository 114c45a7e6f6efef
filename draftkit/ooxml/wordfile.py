"""A Word file being looked through or changed: its parts parsed once, its links, and what falls away.

A part that nothing was taken from stays byte for byte. What loses its last link leaves the file: the
picture of a deleted paragraph, the workbook behind a chart, the address of a template.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator

from lxml import etree

from draftkit.errors import DraftkitError
from draftkit.ooxml.archive import Archive, Relationship
from draftkit.ooxml.resolve import W

_Element = etree._Element
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_CONTENT_TYPES = "[Content_Types].xml"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_ID_NAMESPACES = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
    "{urn:schemas-microsoft-com:office:office}",
)
STORIES = {
    W + "document": "text",
    W + "hdr": "headers",
    W + "ftr": "footers",
    W + "footnotes": "footnotes",
    W + "endnotes": "endnotes",
    W + "comments": "comments",
    W + "glossaryDocument": "building blocks",
}
"""The places where text stands, by the root element of their parts."""


def rels_name(part: str) -> str:
    """The part that holds the links of this one; of the package for an empty name."""
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{base}.rels")


class WordFile:
    """One Word file. Elements may be changed in place; say so with :meth:`changed`."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self._roots: dict[str, _Element] = {}
        self._changed: set[str] = set()
        self._replaced: dict[str, bytes] = {}
        self._discarded: set[str] = set()
        if self.root(archive.main).tag != W + "document":
            raise DraftkitError(
                "this is no Word document of the usual kind; save it in Word as “Word Document (*.docx)”",
                archive.file,
            )
        words = [name for name in archive.names if name.endswith(".xml") and name != archive.main]
        self.parts = tuple(
            name
            for name in (archive.main, *words)
            if _namespace(self.root(name)) == W and name in archive.names
        )
        """The parts in the language of Word, the document first."""
        self.stories = tuple(name for name in self.parts if self.root(name).tag in STORIES)

    def root(self, name: str) -> _Element:
        """The root of a part, always the same element."""
        if name not in self._roots:
            self._roots[name] = self.archive.root(name)
        return self._roots[name]

    def place(self, story: str) -> str:
        """Where in the document the text of this part stands."""
        return STORIES[self.root(story).tag]

    def replace(self, name: str, data: bytes) -> None:
        """New bytes for a part that is no XML."""
        self._replaced[name] = data

    def new_root(self, name: str, root: _Element) -> None:
        """Another root for a part."""
        self._roots[name] = root
        self._changed.add(name)

    def changed(self, name: str) -> None:
        """The part's elements were changed."""
        self._changed.add(name)

    def links(self, name: str) -> tuple[Relationship, ...]:
        """The links of a part as the file came; of the package for an empty name."""
        return self.archive.relationships(name)

    def linked(self) -> Iterator[tuple[str, Relationship]]:
        """Every link of the file with the part it starts from, those of the package first."""
        for name in ("", *(n for n in self.archive.names if not n.endswith(".rels"))):
            for link in self.links(name):
                yield name, link

    def part(self, kind: str, source: str | None = None) -> str | None:
        """The part of this kind that the document is linked to, or the part (or package) named."""
        links = self.links(self.archive.main if source is None else source)
        targets = (link.target for link in links if link.kind == kind and not link.external)
        return next((target for target in targets if target in self.archive.names), None)

    def unlink(self, source: str, gone: Callable[[Relationship], bool]) -> None:
        """Remove links from a part, and with them the parts that nothing else is linked to."""
        ids = {link.id for link in self.links(source) if gone(link)}
        if ids:
            name = rels_name(source)
            for link in list(self.root(name).iter(_RELATIONSHIP)):
                if link.get("Id", "") in ids:
                    self.root(name).remove(link)
            self._changed.add(name)

    @property
    def touched(self) -> bool:
        """Whether anything was changed."""
        return bool(self._changed or self._replaced or self._discarded)

    def used(self, name: str) -> set[str]:
        """The ids of links that a part uses now."""
        return _ids(self.root(name))

    def content_type(self, name: str) -> str:
        """The content type of a part that has one of its own."""
        found = (
            t for t in self.root(_CONTENT_TYPES).iter(_TYPES + "Override") if _named(t) == name.casefold()
        )
        return next((t.get("ContentType", "") for t in found), "")

    def set_content_type(self, name: str, kind: str) -> None:
        """Another content type for a part that has one of its own."""
        for override in self.root(_CONTENT_TYPES).iter(_TYPES + "Override"):
            if _named(override) == name.casefold():
                override.set("ContentType", kind)
                self._changed.add(_CONTENT_TYPES)

    def saved(self) -> bytes:
        """The file with all changes."""
        before = self._reached(as_it_came=True)
        for name in sorted(self._changed - {_CONTENT_TYPES}):
            if not name.endswith(".rels") and rels_name(name) in self.archive.names:
                unused = _ids(self.archive.root(name)) - _ids(self.root(name))
                self.unlink(name, lambda link, unused=unused: link.id in unused)  # type: ignore[misc]
        removed = (before - self._reached()) | self._discarded
        removed |= {rels_name(name) for name in removed}
        rels = {name for name in self._changed if name.endswith(".rels")}
        removed |= {name for name in rels if len(self.root(name)) == 0}
        self._forget(removed)
        changed = {name: _written(self.root(name)) for name in sorted(self._changed - removed)}
        return self.archive.with_parts({**changed, **self._replaced}, removed)

    def _forget(self, removed: set[str]) -> None:
        """Content types of parts that are no more."""
        names = {name.casefold() for name in removed}
        root = self.root(_CONTENT_TYPES)
        for override in [t for t in root.iter(_TYPES + "Override") if _named(t) in names]:
            root.remove(override)
            self._changed.add(_CONTENT_TYPES)

    def unused(self) -> tuple[str, ...]:
        """The parts of the file as it came that no link leads to."""
        used = self._reached(as_it_came=True)
        used |= {rels_name(name) for name in ("", *used)} | {_CONTENT_TYPES}
        return tuple(name for name in self.archive.names if name not in used and not name.endswith("/"))

    def discard_unused(self) -> None:
        """Remove the parts that no link leads to."""
        self._discarded |= set(self.unused())

    def _reached(self, as_it_came: bool = False) -> set[str]:
        """The parts to which links lead."""
        names = set(self.archive.names)
        found: set[str] = set()
        todo = [""]
        while todo:
            source = todo.pop()
            kept = None if as_it_came or rels_name(source) not in names else self._kept(rels_name(source))
            for link in self.links(source):
                here = not link.external and link.target in names and link.target not in found
                if here and (kept is None or link.id in kept):
                    found.add(link.target)
                    todo.append(link.target)
        return found

    def _kept(self, rels: str) -> set[str]:
        return {link.get("Id", "") for link in self.root(rels).iter(_RELATIONSHIP)}


def drop(elements: Iterable[_Element]) -> None:
    """Remove elements, keeping the text that stands behind them."""
    for element in list(elements):
        parent = element.getparent()
        if parent is None:
            continue
        if element.tail:
            before = element.getprevious()
            if before is None:
                parent.text = (parent.text or "") + element.tail
            else:
                before.tail = (before.tail or "") + element.tail
        parent.remove(element)


def local(name: object) -> str:
    """A name without its namespace; empty for a comment or an instruction."""
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def _namespace(root: _Element) -> str:
    return str(root.tag).rpartition("}")[0] + "}"


def _named(override: _Element) -> str:
    return override.get("PartName", "").lstrip("/").casefold()


def _ids(root: _Element) -> set[str]:
    """The ids of links that a part uses."""
    return {
        str(value)
        for element in root.iter()
        for key, value in element.attrib.items()
        if str(key).startswith(_ID_NAMESPACES)
    }


def _written(root: _Element) -> bytes:
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
