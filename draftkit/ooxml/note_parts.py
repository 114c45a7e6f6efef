"""Parts that are made where a package has none, as those of notes (ECMA-376 Part 1, 11.3.2, 11.3.4)."""

from __future__ import annotations

from collections.abc import Collection

from lxml import etree

from draftkit.ooxml.archive import Archive
from draftkit.ooxml.resolve import W

_Element = etree._Element
_PACKAGE_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"


def serialized(root: _Element) -> bytes:
    """A part as bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def free_name(archive: Archive, kind: str) -> str:
    """A name that no part has, for one of a kind: ``footnotes``."""
    folder = archive.main.rpartition("/")[0]
    base = f"{folder}/{kind}" if folder else kind
    names = (f"{base}{number or ''}.xml" for number in range(len(archive.names) + 1))
    return next(name for name in names if name not in archive.names)


def empty_part(kind: str) -> _Element:
    """A part for notes with the two separators that every one has (17.11.3, 17.11.10)."""
    root = etree.Element(W + f"{kind}s", nsmap={"w": W[1:-1]})
    for number, what in (("-1", "separator"), ("0", "continuationSeparator")):
        note = etree.SubElement(root, W + kind, {W + "type": what, W + "id": number})
        run = etree.SubElement(etree.SubElement(note, W + "p"), W + "r")
        etree.SubElement(run, W + what)
    return root


def package_parts(archive: Archive, new: Collection[tuple[str, str]]) -> dict[str, bytes]:
    """What new parts, each with its kind (``footnotes``) and its name, change in the rest of the package."""
    if not new:
        return {}
    main = archive.main
    folder, _, base = main.rpartition("/")
    links_name = f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"
    if links_name in archive.names:
        links = archive.root(links_name)
    else:
        links = etree.Element(f"{{{_PACKAGE_LINKS}}}Relationships", nsmap={None: _PACKAGE_LINKS})  # type: ignore[dict-item]
    types = archive.root("[Content_Types].xml")
    for kind, name in new:
        used = {link.get("Id") for link in links}
        id = next(free for free in (f"rId{number}" for number in range(1, len(used) + 2)) if free not in used)
        target = name.removeprefix(f"{folder}/") if folder else name
        attributes = {"Id": id, "Type": _KIND.format(kind), "Target": target}
        etree.SubElement(links, f"{{{_PACKAGE_LINKS}}}Relationship", attributes)
        attributes = {"PartName": f"/{name}", "ContentType": _CONTENT.format(kind)}
        etree.SubElement(types, f"{{{_TYPES}}}Override", attributes)
    return {links_name: serialized(links), "[Content_Types].xml": serialized(types)}
