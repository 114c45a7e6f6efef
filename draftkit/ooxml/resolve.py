"""Accept or reject every revision of a WordprocessingML part.

The rules are those of ECMA-376 Part 1, 17.13.5:

- What is inside ``w:ins`` or ``w:moveTo`` goes on reject, inside ``w:del`` or
  ``w:moveFrom`` on accept (17.13.5.14 to 25).
- A paragraph whose mark is inserted joins the following one on reject, one whose
  mark is deleted on accept; the joined paragraph keeps the properties of the
  last mark (17.13.5.15, 19). Before a table or at the end of its container there
  is nothing to join: an empty paragraph goes, one with text stays.
- Rows and cells marked inserted or deleted go whole (17.13.5.12 to 17).
- ``...Change`` elements hold the properties before, to which reject returns
  (17.13.5.29 to 38).
"""

from __future__ import annotations

import enum
from typing import Final

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_Element = etree._Element


class View(enum.StrEnum):
    """What becomes of the revisions."""

    ACCEPT = "accept"
    REJECT = "reject"
    KEEP = "keep"
    """They stay where they are; what is read is the accepted text."""


_COMES = frozenset((W + "ins", W + "moveTo"))
_GOES = frozenset((W + "del", W + "moveFrom"))
CHANGES = tuple(
    W + name + "Change"
    for name in ("rPr", "pPr", "sectPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr", "numbering")
)
_KEPT_ON_REJECT = {
    W + "pPr": (W + "rPr", W + "sectPr"),
    W + "sectPr": (W + "headerReference", W + "footerReference"),
}
"""Children the saved properties never hold, and so do not replace."""
_RANGES = tuple(
    W + name + end
    for name in ("moveFromRange", "moveToRange", "customXmlInsRange", "customXmlDelRange",
                 "customXmlMoveFromRange", "customXmlMoveToRange")
    for end in ("Start", "End")
)  # fmt: skip
BETWEEN = frozenset(
    (W + "bookmarkStart", W + "bookmarkEnd", W + "proofErr", W + "commentRangeStart", W + "commentRangeEnd")
)
TEXT_AGAIN = {W + "delText": W + "t", W + "delInstrText": W + "instrText"}


def resolve(xml: bytes, view: View) -> _Element:
    """The part with every revision accepted or rejected."""
    root = etree.fromstring(xml)
    resolve_tree(root, view)
    return root


def resolve_tree(root: _Element, view: View) -> None:
    """Accept or reject every revision of a part, in place."""
    if view is View.KEEP:
        return
    _properties(root, view)
    ended = _paragraph_marks(root, view)
    _rows_and_cells(root, view)
    _runs(root, view)
    for element in list(root.iter(*_RANGES)):
        _drop(element)
    _join(ended)


def _goes(element: _Element, view: View) -> bool:
    return element.tag in (_GOES if view is View.ACCEPT else _COMES)


def _drop(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _properties(root: _Element, view: View) -> None:
    for change in list(root.iter(*CHANGES)):
        now = change.getparent()
        if now is None:
            continue
        if view is View.ACCEPT:
            now.remove(change)
        else:
            restore(change)


def restore(change: _Element) -> None:
    """Put the properties that a change saved in the place of those that are there."""
    now = change.getparent()
    if now is None:
        return
    kept = [child for child in now if child.tag in _KEPT_ON_REJECT.get(now.tag, ())]
    before = change.find(now.tag)
    restored = [] if before is None else list(before)
    # In w:pPr the mark's and the section's properties come last, in w:sectPr the references first.
    now[:] = [*kept, *restored] if now.tag == W + "sectPr" else [*restored, *kept]


def _paragraph_marks(root: _Element, view: View) -> list[_Element]:
    """The paragraphs whose mark goes. The revisions of all marks are removed."""
    ended = []
    for mark in list(root.iter(W + "rPr")):
        owner = mark.getparent()
        if owner is None or owner.tag != W + "pPr":
            continue
        revisions = [child for child in mark if child.tag in _COMES | _GOES]
        if any(_goes(revision, view) for revision in revisions):
            paragraph = owner.getparent()
            assert paragraph is not None
            ended.append(paragraph)
        for revision in revisions:
            mark.remove(revision)
        if revisions and not len(mark):
            owner.remove(mark)
    return ended


def _rows_and_cells(root: _Element, view: View) -> None:
    for properties in list(root.iter(W + "trPr")):
        revisions = [child for child in properties if child.tag in _COMES | _GOES]
        row = properties.getparent()
        if row is not None and any(_goes(revision, view) for revision in revisions):
            table = row.getparent()
            _drop(row)
            if table is not None and table.find(W + "tr") is None:
                _drop(table)
        for revision in revisions:
            properties.remove(revision)
        if row is not None and revisions and not len(properties):
            row.remove(properties)
    for tag, gone in ((W + "cellIns", View.REJECT), (W + "cellDel", View.ACCEPT)):
        for revision in list(root.iter(tag)):
            cell = next(revision.iterancestors(W + "tc"))
            _drop(cell if view is gone else revision)


def _runs(root: _Element, view: View) -> None:
    for revision in list(root.iter(*_COMES, *_GOES)):
        parent = revision.getparent()
        if parent is None:
            continue
        if _goes(revision, view):
            parent.remove(revision)
            continue
        for child in list(revision):
            revision.addprevious(child)
        parent.remove(revision)
    if view is View.REJECT:
        for text in root.iter(*TEXT_AGAIN):
            text.tag = TEXT_AGAIN[text.tag]


def _join(ended: list[_Element]) -> None:
    """Join each paragraph whose mark is gone to the one after it; in document order."""
    for paragraph in ended:
        container = paragraph.getparent()
        if container is None:
            continue
        content = [child for child in paragraph if child.tag != W + "pPr"]
        following = paragraph.getnext()
        while following is not None and following.tag in BETWEEN:
            following = following.getnext()
        if following is not None and following.tag == W + "p":
            at = 1 if following.find(W + "pPr") is not None else 0
            following[at:at] = content
            container.remove(paragraph)
        elif not content and len(container.findall(W + "p")) > 1:
            container.remove(paragraph)
