"""Styles of paragraphs that a version has and the issued Word file lacks (ECMA-376 Part 1, 17.7.4)."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from lxml import etree

from draftkit.ooxml.archive import Archive
from draftkit.ooxml.borrowed import rebuilt
from draftkit.ooxml.note_parts import serialized
from draftkit.ooxml.resolve import W

_Element = etree._Element
_VALUE, _ID, _STYLE = W + "val", W + "styleId", W + "style"
_OF_OTHERS = frozenset(W + name for name in ("basedOn", "next", "link", "rsid"))
"""What names other styles, or editing sessions of the other file."""
_BEFORE_BASE = frozenset((W + "name", W + "aliases"))


def with_styles(issued: Archive, version: Archive, names: Collection[str]) -> bytes | None:
    """The issued file with styles of these names that it lacks and the version has, and all they build on.

    A style that belongs to a list stays behind, since lists of the two files are not the same. None where no
    style came.
    """
    parts = [archive.related("styles") for archive in (issued, version)]
    mine, theirs = parts
    if mine is None or theirs is None:
        return None
    root, other = issued.root(mine), version.root(theirs)
    styles = _Styles(root, other)
    came = [styles.bring(name) for name in sorted(names)]
    return issued.with_parts({mine: serialized(root)}) if any(came) else None


class _Styles:
    """The styles of paragraphs of both files while some are brought over."""

    def __init__(self, issued: _Element, version: _Element) -> None:
        self.issued = issued
        self.ids = {style.get(_ID, "") for style in issued.iterchildren(_STYLE)}
        self.mine = {_name(style): style.get(_ID, "") for style in _of_paragraphs(issued)}
        self.theirs = {style.get(_ID, ""): style for style in _of_paragraphs(version)}

    def bring(self, name: str) -> bool:
        """Bring over a style of the version by its name; False where it cannot be."""
        id = next((id for id, style in self.theirs.items() if _name(style) == name), "")
        chain = list(self._lacking(id))
        if not chain or any(style.find(f"{W}pPr/{W}numPr") is not None for style in chain):
            return False
        for style in reversed(chain):
            self._add(style)
        return True

    def _lacking(self, id: str) -> Iterator[_Element]:
        """A style of the version and those it builds on, up to one that the issued file has."""
        seen: set[str] = set()
        while id in self.theirs and id not in seen and _name(self.theirs[id]) not in self.mine:
            seen.add(id)
            yield self.theirs[id]
            id = _of(self.theirs[id], "basedOn")

    def _add(self, style: _Element) -> None:
        name, id = _name(style), _free(style.get(_ID, ""), self.ids)
        attributes = {W + "type": "paragraph", _ID: id}
        if custom := style.get(W + "customStyle"):
            attributes[W + "customStyle"] = custom
        new = etree.SubElement(self.issued, _STYLE, attributes)
        self.ids.add(id)
        self.mine[name] = id
        rebuilt(new, (child for child in style if child.tag in _BEFORE_BASE))
        base = self.theirs.get(_of(style, "basedOn"))
        if base is not None and _name(base) in self.mine:
            etree.SubElement(new, W + "basedOn", {_VALUE: self.mine[_name(base)]})
        rebuilt(new, (child for child in style if child.tag not in _BEFORE_BASE), _OF_OTHERS)


def _of_paragraphs(root: _Element) -> Iterator[_Element]:
    for style in root.iterchildren(_STYLE):
        if style.get(W + "type") == "paragraph":
            yield style


def _of(style: _Element, tag: str) -> str:
    found = style.find(W + tag)
    return "" if found is None else found.get(_VALUE, "")


def _name(style: _Element) -> str:
    return _of(style, "name") or style.get(_ID, "")


def _free(id: str, taken: Collection[str]) -> str:
    """An id that no style of the file has."""
    found, number = id, 1
    while found in taken:
        found, number = f"{id}{number}", number + 1
    return found
