"""Whether the revisions of a file are as the schema and the published rules want them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from lxml import etree

from redline_fuzz.pages import W, WordFile

_Element = etree._Element
_CHANGES = tuple(
    W + name
    for name in (
        *(
            "ins",
            "del",
            "moveFrom",
            "moveTo",
            "rPrChange",
            "pPrChange",
            "tblPrChange",
            "trPrChange",
            "tcPrChange",
        ),
        *("sectPrChange", "tblGridChange", "numberingChange", "cellIns", "cellDel", "cellMerge"),
        *("moveFromRangeStart", "moveToRangeStart"),
    )
)
_MARKS = (W + "ins", W + "del", W + "moveFrom", W + "moveTo")
_ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd"
    " tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi"
    " adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection"
    " textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow"
    " emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u"
    " effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange",
}
_PLACE = {
    W + name: {W + child: i for i, child in enumerate(order.split())} for name, order in _ORDERS.items()
}
_IN_RUN_REVISIONS = frozenset(
    W + name
    for name in (
        *(
            "r",
            "ins",
            "del",
            "moveFrom",
            "moveTo",
            "bookmarkStart",
            "bookmarkEnd",
            "proofErr",
            "sdt",
            "smartTag",
        ),
        *(
            "commentRangeStart",
            "commentRangeEnd",
            "customXml",
            "fldSimple",
            "hyperlink",
            "permStart",
            "permEnd",
        ),
        *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
    )
)


def faults(file: WordFile) -> Iterator[str]:
    """What is wrong with the revisions, a line each."""
    ids = Counter(element.get(W + "id") for root in file.roots.values() for element in root.iter(*_CHANGES))
    for id, times in ids.items():
        if times > 1 or not id:
            yield f"revision id {id} is there {times} times"
    for name, root in file.roots.items():
        for find in (_attributes, _order, _content, _needless, _moves, _bookmarks):
            yield from (f"{name}: {fault}" for fault in find(root))
    document = file.roots["word/document.xml"]
    for part, tag in (("footnotes", "footnote"), ("endnotes", "endnote")):
        calls = Counter(e.get(W + "id") for e in document.iter(f"{W}{tag}Reference"))
        root = file.roots.get(f"word/{part}.xml")
        there = Counter() if root is None else Counter(e.get(W + "id") for e in root.iter(W + tag))
        for id, times in calls.items():
            if times > 1:
                yield f"{tag} {id} is called by {times} references"
            if there[id] != 1:
                yield f"{tag} {id} is called and is there {there[id]} times"


def _attributes(root: _Element) -> Iterator[str]:
    for element in root.iter(*_CHANGES):
        for name in ("id", "author", "date"):
            if not element.get(W + name):
                yield f"{etree.QName(element).localname} without {name}"


def _order(root: _Element) -> Iterator[str]:
    for element in root.iter(*_PLACE):
        places = [_PLACE[element.tag].get(child.tag, -1) for child in element]
        if -1 in places:
            yield f"{etree.QName(element).localname} holds {element[places.index(-1)].tag}"
        if any(a >= b for a, b in pairwise(places)):
            names = " ".join(etree.QName(child).localname for child in element)
            yield f"{etree.QName(element).localname} in the wrong order: {names}"
    for paragraph in root.iter(W + "p"):
        if any(child.tag == W + "pPr" for child in paragraph[1:]):
            yield "properties of a paragraph that do not stand first"
    for run in root.iter(W + "r"):
        if any(child.tag == W + "rPr" for child in run[1:]):
            yield "properties of a run that do not stand first"


def _content(root: _Element) -> Iterator[str]:
    for element in root.iter(*_MARKS):
        parent = element.getparent()
        assert parent is not None
        tag = etree.QName(element).localname
        if parent.tag in (W + "rPr", W + "trPr"):
            if len(element):
                yield f"mark {tag} with content"
            continue
        if not len(element):
            yield f"empty {tag}"
        for child in element:
            if child.tag not in _IN_RUN_REVISIONS and parent.tag not in (W + "body", W + "sdtContent"):
                yield f"{tag} holds {child.tag}"
        if element.tag == parent.tag or {element.tag, parent.tag} == {W + "moveFrom", W + "moveTo"}:
            yield f"{tag} in {etree.QName(parent).localname}"
    for element in root.iter(W + "t", W + "instrText"):
        if any(above.tag == W + "del" for above in element.iterancestors()):
            yield f"deleted text in {etree.QName(element).localname}: {element.text}"
    for element in root.iter(W + "delText", W + "delInstrText"):
        if not any(above.tag in (W + "del", W + "moveFrom") for above in element.iterancestors()):
            yield f"delText outside of a deletion: {element.text}"
    for element in root.iter(W + "p", W + "tbl"):
        if any(above.tag == W + "p" for above in element.iterancestors()) and not any(
            above.tag == W + "txbxContent" for above in element.iterancestors()
        ):
            yield "a paragraph inside a paragraph"
    for cell in root.iter(W + "tc"):
        if not len(cell) or cell[-1].tag != W + "p":
            yield "a cell that does not end with a paragraph"


def _needless(root: _Element) -> Iterator[str]:
    """Changes of properties that are the same before and after."""
    for change in root.iter(W + "pPrChange", W + "rPrChange"):
        now, before = change.getparent(), change[0]
        assert now is not None
        if _own_properties(now) == _own_properties(before):
            yield f"{etree.QName(change).localname} without a change"


def _own_properties(properties: _Element) -> list[bytes]:
    """Without those of the mark or the section, and without what was before."""
    others = (W + "sectPr", *_MARKS, *_CHANGES) + ((W + "rPr",) if properties.tag == W + "pPr" else ())
    own = [child for child in properties if child.tag not in others]
    return sorted(etree.tostring(child, method="c14n", exclusive=True) for child in own)


def _moves(root: _Element) -> Iterator[str]:
    """Ranges of moves are paired, one of each kind by one name, and every moved run stands in one."""
    names: dict[str, list[str]] = {}
    opened: dict[str, str] = {}
    for element in root.iter(tag=etree.Element):
        kind = etree.QName(element).localname
        if kind in ("moveFromRangeStart", "moveToRangeStart"):
            if kind in opened.values():
                yield f"{kind} inside another range of its kind"
            opened[element.get(W + "id", "")] = kind
            names.setdefault(element.get(W + "name", ""), []).append(kind)
        elif kind in ("moveFromRangeEnd", "moveToRangeEnd"):
            if opened.pop(element.get(W + "id", ""), "")[:-5] != kind[:-3]:
                yield f"{kind} without its start"
        elif kind in ("moveFrom", "moveTo") and f"{kind}RangeStart" not in opened.values():
            # The mark of a paragraph stands in its properties, before a range can begin in it.
            mark = element.getparent()
            if mark is not None and mark.tag != W + "rPr":
                yield f"{kind} outside of a range"
    for id in opened:
        yield f"range {id} does not end"
    for name, kinds in names.items():
        if sorted(kinds) != ["moveFromRangeStart", "moveToRangeStart"]:
            yield f"move {name!r} has the ranges {kinds}"


def _bookmarks(root: _Element) -> Iterator[str]:
    starts = Counter(e.get(W + "id") for e in root.iter(W + "bookmarkStart"))
    ends = Counter(e.get(W + "id") for e in root.iter(W + "bookmarkEnd"))
    if starts != ends or any(times > 1 for times in starts.values()):
        yield f"bookmarks {starts} end as {ends}"
    names = Counter(e.get(W + "name") for e in root.iter(W + "bookmarkStart"))
    yield from (f"bookmark {name} twice" for name, times in names.items() if times > 1)
    for code in root.iter(W + "instrText"):
        words = (code.text or "").split()
        if words[:1] == ["NOTEREF"] and words[1] not in names:
            yield f"a reference to the bookmark {words[1]}, which is not there"
