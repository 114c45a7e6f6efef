"""Paragraphs of somebody else's file cut in two or more (ECMA-376 Part 1, 17.13.5.20).

As when a person types a paragraph mark: what stands before it becomes a paragraph
of its own, whose mark is the inserted one. The paragraph itself goes on as the
last part, with the mark it had, so that everything that names it still does.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from draftkit.ooxml.resolve import W

_Element = etree._Element
END = W + "end"
"""Stands for the mark of a paragraph among the runs put into one, until it is cut there."""
_CONTAINERS = frozenset(
    W + name
    for name in ("ins", "del", "moveFrom", "moveTo", "hyperlink", "smartTag", "customXml", "dir", "bdo")
)
"""What can be parted in two with the paragraph: what holds runs and says nothing that may stand only once."""


def can_be_cut(paragraph: _Element) -> bool:
    """Whether everything in a paragraph can stand in two parts of it."""
    holders = {run.getparent() for run in paragraph.iter(W + "r")}
    above = {
        parent
        for holder in holders
        if holder is not None and holder is not paragraph
        for parent in (holder, *holder.iterancestors())
        if paragraph in set(parent.iterancestors())
    }
    return all(parent.tag in _CONTAINERS for parent in above)


def cut(paragraph: _Element) -> Iterator[_Element]:
    """Cut a paragraph at the ends put into it: the parts that stand before the last, without properties."""
    for end in list(paragraph.iter(END)):
        insertion = end.getparent()
        assert insertion is not None
        part = etree.Element(W + "p")
        part.extend(_before(insertion, paragraph))
        parent = insertion.getparent()
        assert parent is not None
        parent.remove(insertion)
        paragraph.addprevious(part)
        yield part


def _before(last: _Element, paragraph: _Element) -> list[_Element]:
    """What stands before an element, taken out of the paragraph; what holds them both is parted."""
    found: list[_Element] = []
    element = last
    while element is not paragraph:
        parent = element.getparent()
        assert parent is not None
        before = [child for child in parent if child.tag != W + "pPr"][: _place(element, parent)]
        if parent is paragraph:
            return [*before, *found]
        holder = etree.Element(parent.tag, {str(name): str(value) for name, value in parent.attrib.items()})
        holder.extend([*before, *found])
        found = [holder] if len(holder) else []
        element = parent
    return found


def _place(element: _Element, parent: _Element) -> int:
    return [child for child in parent if child.tag != W + "pPr"].index(element)
