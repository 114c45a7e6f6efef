"""Lists that a version of a Word file has and the issued file lacks (ECMA-376 Part 1, 17.9).

A list (``w:num``) of the version is one of the issued file if it has the same id there and says the same:
both files are then of one history. Another one is brought over with its definition (``w:abstractNum``).
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

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
MOST_LISTS = 1_000_000
"""Above it no id is looked for: no file has so many lists."""
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
        self.brought: dict[str, str] = {}
        """Definitions that were brought over: their ids in the version, and in the issued file."""
        self.said: dict[str, str] = {}
        """What the lists of the issued file say."""
        for id, num in self.mine.items():
            if (said := self._said(num, self.my_definitions)) is not None:
                self.said[id] = said
        self.known: dict[str, str | None] = {}

    def mapped(self, id: str) -> str | None:
        """The list of the issued file that is this one of the version; None where it lacks it."""
        if id not in self.known:
            self.known[id] = self._mapped(identifier(id))
        return self.known[id]

    def _mapped(self, id: str) -> str | None:
        wanted = self._said(self.theirs.get(id), self.their_definitions)
        if wanted is None:
            return None
        if self.said.get(id) == wanted:
            return id
        return next((own for own, said in self.said.items() if said == wanted and own not in self.used), None)

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
        new_id = _free(identifier(id), (self.mine, self.used))
        new = etree.Element(_NUM, {_NUM_ID: new_id})
        etree.SubElement(new, _DEFINITION_ID, {_VALUE: self._bring_definition(definition, styles)})
        rebuilt(new, (child for child in num if child.tag != _DEFINITION_ID))
        _link(new, styles)
        self._put(new, (_NUM, _DEFINITION))
        self.mine[new_id] = new
        self.known[id] = new_id
        return new_id

    def _bring_definition(self, definition: _Element, styles: Mapping[str, str]) -> str:
        id = identifier(definition.get(_DEFINITION_ID))
        if id in self.brought:
            return self.brought[id]
        own = self.my_definitions.get(id)
        if own is not None and _text(own) == _text(definition):
            return id
        named = {_of_definition(num) for num in self.mine.values()}
        new_id = self.brought[id] = _free(id, (self.my_definitions, named))
        new = etree.Element(_DEFINITION, {_DEFINITION_ID: new_id})
        rebuilt(new, definition, _NAMES)
        _link(new, styles)
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
    """The lists that something in a file names, by their ids, whether it has them or not."""
    archive = source.archive
    parts = [n for n in archive.names if n.endswith(".xml") and n.rpartition("/")[0] == "word"]
    roots = [archive.root_to_read(name) for name in parts if name != archive.related("numbering")]
    return frozenset(identifier(named.get(_VALUE)) for root in roots for named in root.iter(_NUM_ID))


def _nums(root: _Element) -> dict[str, _Element]:
    return {identifier(num.get(_NUM_ID)): num for num in reversed(root.findall(_NUM))}


def _definitions(root: _Element) -> dict[str, _Element]:
    return {identifier(one.get(_DEFINITION_ID)): one for one in reversed(root.findall(_DEFINITION))}


def _of_definition(num: _Element) -> str:
    return identifier(value_of(num, "abstractNumId"))


def _is_whole(element: _Element) -> bool:
    """Whether nothing in it leads elsewhere or has an alternative; looks in other namespaces are left out."""
    tags = [str(inner.tag) for inner in element.iter()]
    return not any(tag in _OF_OTHERS or tag.endswith("}AlternateContent") for tag in tags)


def _link(brought: _Element, styles: Mapping[str, str]) -> None:
    """Link levels to the styles of the issued file; to none where it lacks theirs."""
    for level in brought.iter(W + "lvl"):
        for linked in level.findall(W + "pStyle"):
            if (style := styles.get(linked.get(_VALUE, ""))) is None:
                level.remove(linked)
            else:
                linked.set(_VALUE, style)


def _text(element: _Element) -> str:
    """What an element says, but for names of itself, links to styles, and other namespaces."""
    if not str(element.tag).startswith(W) or element.tag in _NAMES or element.tag == W + "pStyle":
        return ""
    said = "".join(
        f" {name!s}={value!s}"
        for name, value in sorted(element.items())
        if str(name).startswith(W) and name not in _NAMES and name != _DEFINITION_ID
    )
    return f"<{element.tag}{said}>{''.join(map(_text, element))}</>"


def _free(id: str, taken: Sequence[Container[str]]) -> str:
    """An id that nothing of the file has or names: its own, or the lowest that is free."""
    ids = (id, *map(str, range(1, MOST_LISTS)))
    return next(free for free in ids if not any(free in names for names in taken))
