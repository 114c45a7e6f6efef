"""Lists that a version of a Word file has and the issued file lacks (ECMA-376 Part 1, 17.9).

A list (``w:num``) of the version is one of the issued file if it has the same id there and says the same:
both files are then of one history. Another one is brought over with its definition (``w:abstractNum``).
"""

from __future__ import annotations

from collections.abc import Container, Mapping

from lxml import etree

from draftkit.ooxml.archive import Archive
from draftkit.ooxml.borrowed import rebuilt
from draftkit.ooxml.extract import Source
from draftkit.ooxml.levels import identifier, value_of
from draftkit.ooxml.resolve import W

_Element = etree._Element
_VALUE, _NUM, _DEFINITION = W + "val", W + "num", W + "abstractNum"
_NUM_ID, _DEFINITION_ID = W + "numId", W + "abstractNumId"
_NAMES = frozenset(W + name for name in ("nsid", "tmpl", "name", "tplc", "tentative"))
"""What tells definitions apart for programs, and says nothing of the page."""
_OF_OTHERS = frozenset(W + name for name in ("styleLink", "numStyleLink", "lvlPicBulletId"))
"""What leads to other parts of the version: lists that have it are not brought over."""


class Lists:
    """The lists of a version, as those of the issued file."""

    def __init__(self, issued: _Element, version: _Element, used: Container[str] = ()) -> None:
        """The roots of both numbering parts; ``used`` are the lists that the issued file names."""
        self.issued = issued
        self.used = used
        self.mine, self.theirs = _nums(issued), _nums(version)
        self.my_definitions, self.their_definitions = _definitions(issued), _definitions(version)

    def mapped(self, id: str) -> str | None:
        """The list of the issued file that is this one of the version; None where it lacks it."""
        wanted = self._said(self.theirs.get(identifier(id)), self.their_definitions)
        if wanted is None:
            return None
        same = [own for own, num in self.mine.items() if self._said(num, self.my_definitions) == wanted]
        if identifier(id) in same:
            return identifier(id)
        return next((own for own in same if own not in self.used), None)

    def bring(self, id: str, styles: Mapping[str, str]) -> str | None:
        """Bring a list over; its id in the issued file, None where it cannot be.

        ``styles`` are the ids that styles of the version have in the issued file.
        """
        if (known := self.mapped(id)) is not None:
            return known
        num = self.theirs.get(identifier(id))
        definition = None if num is None else self.their_definitions.get(_of_definition(num))
        if num is None or definition is None or not _is_whole(num) or not _is_whole(definition):
            return None
        new_id = _free(identifier(id), self.mine)
        new = etree.Element(_NUM, {_NUM_ID: new_id})
        etree.SubElement(new, _DEFINITION_ID, {_VALUE: self._bring_definition(definition, styles)})
        rebuilt(new, (child for child in num if child.tag != _DEFINITION_ID))
        self._put(new, (_NUM, _DEFINITION))
        self.mine[new_id] = new
        return new_id

    def _bring_definition(self, definition: _Element, styles: Mapping[str, str]) -> str:
        id = identifier(definition.get(_DEFINITION_ID))
        own = self.my_definitions.get(id)
        if own is not None and _text(own) == _text(definition):
            return id
        new_id = _free(id, self.my_definitions)
        new = etree.Element(_DEFINITION, {_DEFINITION_ID: new_id})
        rebuilt(new, definition, _NAMES)
        for level in new.iterchildren(W + "lvl"):
            for linked in level.findall(W + "pStyle"):
                if (style := styles.get(linked.get(_VALUE, ""))) is None:
                    level.remove(linked)
                else:
                    linked.set(_VALUE, style)
        self._put(new, (_DEFINITION, W + "numPicBullet"))
        self.my_definitions[new_id] = new
        return new_id

    def _put(self, new: _Element, behind: tuple[str, ...]) -> None:
        """Put an element behind the last one of its kind, or of the kind that stands before it (17.9.16)."""
        found = [child for child in self.issued if child.tag in behind]
        self.issued.insert(self.issued.index(found[-1]) + 1 if found else 0, new)

    def _said(self, num: _Element | None, definitions: Mapping[str, _Element]) -> str | None:
        """What a list says, by its own overrides and its definition; None for one that has none."""
        definition = None if num is None else definitions.get(_of_definition(num))
        if num is None or definition is None:
            return None
        overrides = "".join(_text(child) for child in num if child.tag != _DEFINITION_ID)
        return f"{overrides} {_text(definition)}"


def lists_of(issued: Archive, version: Archive, used: Container[str]) -> Lists:
    """The lists of two files; of one that has none, none."""
    roots = []
    for archive in (issued, version):
        name = archive.related("numbering")
        roots.append(etree.Element(W + "numbering") if name is None else archive.root(name))
    return Lists(roots[0], roots[1], used)


def named_lists(source: Source) -> frozenset[str]:
    """The lists that paragraphs and styles of a file name, by their ids."""
    styles = source.archive.related("styles")
    roots = [*source.roots.values(), *([source.archive.root(styles)] if styles else [])]
    return frozenset(identifier(named.get(_VALUE)) for root in roots for named in root.iter(_NUM_ID))


def _nums(root: _Element) -> dict[str, _Element]:
    return {identifier(num.get(_NUM_ID)): num for num in reversed(root.findall(_NUM))}


def _definitions(root: _Element) -> dict[str, _Element]:
    return {identifier(one.get(_DEFINITION_ID)): one for one in reversed(root.findall(_DEFINITION))}


def _of_definition(num: _Element) -> str:
    return identifier(value_of(num, "abstractNumId"))


def _is_whole(element: _Element) -> bool:
    """Whether nothing in it leads elsewhere, or is more than WordprocessingML."""
    return all(str(inner.tag).startswith(W) and inner.tag not in _OF_OTHERS for inner in element.iter())


def _text(element: _Element) -> str:
    """What an element says, but for names of itself."""
    if not str(element.tag).startswith(W) or element.tag in _NAMES:
        return ""
    names = sorted(element.items())
    said = "".join(
        f" {name!s}={value!s}" for name, value in names if name not in _NAMES and name != _DEFINITION_ID
    )
    return f"<{element.tag}{said}>{''.join(map(_text, element))}</>"


def _free(id: str, taken: Mapping[str, _Element]) -> str:
    """An id that no list or definition of the file has: its own, or the next number."""
    if id not in taken:
        return id
    return str(max(int(other) for other in taken if other.isdecimal()) + 1)
