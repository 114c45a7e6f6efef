"""Styles of paragraphs, and lists, that a version has and the issued Word file lacks, brought over.

ECMA-376 Part 1, 17.7.4 and 17.9.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Sequence

from lxml import etree

from draftkit.ooxml.archive import Archive
from draftkit.ooxml.borrowed import rebuilt
from draftkit.ooxml.levels import value_of
from draftkit.ooxml.list_import import Lists
from draftkit.ooxml.note_parts import free_name, package_parts, serialized
from draftkit.ooxml.resolve import W

_Element = etree._Element
_VALUE, _ID, _STYLE = W + "val", W + "styleId", W + "style"
_OF_OTHERS = frozenset(
    W + name for name in ("basedOn", "next", "link", "rsid", "pPrChange", "rPrChange", "ins", "del")
)
"""What names other styles or editing sessions of the other file, and tracked changes of the style."""
_NAMED = tuple(W + name for name in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"))
_BEFORE_BASE = frozenset((W + "name", W + "aliases"))


def with_looks(
    issued: Archive, version: Archive, styles: Collection[str], lists: Collection[str], used: Container[str]
) -> bytes | None:
    """The issued file with styles (by name) and lists (by id) that it lacks and the version has.

    A style comes with all that it builds on, and with its list. ``used`` are the lists that paragraphs of the
    issued file have. None where nothing came.
    """
    found = _Looks(issued, version, used)
    chains = found.chains(sorted(styles))
    came = [found.of_lists.bring(id, found.same) is not None for id in sorted(lists)]
    came += [found.bring_style(chain) for chain in chains]
    return found.saved() if any(came) else None


class _Looks:
    """What is brought over into one file."""

    def __init__(self, issued: Archive, version: Archive, used: Container[str]) -> None:
        named = _named_styles(issued)
        self.issued = issued
        self.styles_part = issued.related("styles")
        self.lists_part = issued.related("numbering")
        self.styles = self._root(issued, "styles")
        self.lists = self._root(issued, "numbering")
        theirs = self._root(version, "styles")
        self.of_lists = Lists(self.lists, self._root(version, "numbering"), used)
        self.ids = {style.get(_ID, "") for style in self.styles.iterchildren(_STYLE)} | named
        self.mine = {_name(style): style.get(_ID, "") for style in _of_paragraphs(self.styles)}
        self.theirs = {style.get(_ID, ""): style for style in _of_paragraphs(theirs)}
        self.same = {
            id: self.mine[_name(style)] for id, style in self.theirs.items() if _name(style) in self.mine
        }
        """The ids that styles of the version have in the issued file."""
        self.came: set[str] = set()
        """Styles of the version that have got an id and are still to come."""

    def _root(self, archive: Archive, kind: str) -> _Element:
        name = archive.related(kind)
        return etree.Element(W + kind, nsmap={"w": W[1:-1]}) if name is None else archive.root(name)

    def saved(self) -> bytes:
        """The file with what came."""
        changed = {}
        if self.styles_part is not None:
            changed[self.styles_part] = serialized(self.styles)
        if len(self.lists):
            name = self.lists_part or free_name(self.issued, "numbering")
            if self.lists_part is None:
                changed = package_parts(self.issued, [("numbering", name)]) | changed
            changed[name] = serialized(self.lists)
        return self.issued.with_parts(changed)

    def chains(self, names: Sequence[str]) -> list[list[_Element]]:
        """The styles of the version with these names, each with those it builds on that the file lacks.

        The ids that they get are known from now on, since lists name the styles of their levels.
        """
        if self.styles_part is None:
            return []
        ids = [
            next((id for id, style in self.theirs.items() if _name(style) == name.casefold()), "")
            for name in names
        ]
        chains = [list(self._lacking(id)) for id in ids]
        for style in (style for chain in chains for style in chain):
            id = style.get(_ID, "")
            if id not in self.came:
                self.came.add(id)
                self.same[id] = _free(id, self.ids)
                self.ids.add(self.same[id])
        return chains

    def bring_style(self, chain: Sequence[_Element]) -> bool:
        """Bring over a style and those it builds on; False where one has a list that cannot be."""
        lists = {own: self.of_lists.bring(own, self.same) for style in chain for own in _lists(style)}
        if not chain or None in lists.values():
            return False
        for style in reversed(chain):
            if (id := style.get(_ID, "")) in self.came:
                self.came.discard(id)
                for number in self._add(style).iterfind(f"{W}pPr/{W}numPr/{W}numId"):
                    number.set(_VALUE, lists.get(number.get(_VALUE, "")) or "0")
        return True

    def _lacking(self, id: str) -> Iterator[_Element]:
        """A style of the version and those it builds on, up to one that the issued file has."""
        seen: set[str] = set()
        while id in self.theirs and id not in seen and id not in self.same:
            seen.add(id)
            yield self.theirs[id]
            id = value_of(self.theirs[id], "basedOn")

    def _add(self, style: _Element) -> _Element:
        id = self.same[style.get(_ID, "")]
        attributes = {W + "type": "paragraph", _ID: id}
        if custom := style.get(W + "customStyle"):
            attributes[W + "customStyle"] = custom
        new = etree.SubElement(self.styles, _STYLE, attributes)
        rebuilt(new, (child for child in style if child.tag in _BEFORE_BASE))
        if base := self.same.get(value_of(style, "basedOn")):
            etree.SubElement(new, W + "basedOn", {_VALUE: base})
        rebuilt(new, (child for child in style if child.tag not in _BEFORE_BASE), _OF_OTHERS)
        return new


def _named_styles(archive: Archive) -> set[str]:
    """The styles that something in a file names, whether it has them or not."""
    parts = [n for n in archive.names if n.endswith(".xml") and n.rpartition("/")[0] == "word"]
    roots = (archive.root_to_read(name) for name in parts)
    return {named.get(_VALUE, "") for root in roots for named in root.iter(*_NAMED)}


def _of_paragraphs(root: _Element) -> Iterator[_Element]:
    for style in root.iterchildren(_STYLE):
        if style.get(W + "type") == "paragraph":
            yield style


def _lists(style: _Element) -> Iterator[str]:
    """The lists that a style names; 0 takes a paragraph out of any (17.9.18)."""
    for number in style.iterfind(f"{W}pPr/{W}numPr/{W}numId"):
        if (id := number.get(_VALUE, "")) not in ("", "0"):
            yield id


def _name(style: _Element) -> str:
    """The name of a style. Programs write those of built-in styles with small letters or capitals."""
    return (value_of(style, "name") or style.get(_ID, "")).casefold()


def _free(id: str, taken: Collection[str]) -> str:
    """An id that no style of the file has."""
    found, number = id, 1
    while found in taken:
        found, number = f"{id}{number}", number + 1
    return found
