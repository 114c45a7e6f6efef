"""Who inserted and who deleted what, in a Word file whose tracked changes are kept."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from draftkit.dataclass import dataclass
from draftkit.ooxml.extract import Source
from draftkit.ooxml.flow import Segment
from draftkit.ooxml.resolve import W

_Element = etree._Element
_COMES = (W + "ins", W + "moveTo")
_GOES = (W + "del", W + "moveFrom")


@dataclass(frozen=True, slots=True)
class Who:
    """The author and the date of a tracked change, as the file has them."""

    author: str
    date: str
    """Empty when the change has none."""


def who(change: _Element) -> Who:
    """Whose a tracked change is."""
    return Who(change.get(W + "author", ""), change.get(W + "date", ""))


def inserters(source: Source, number: int) -> list[Who | None]:
    """Who inserted each character of a paragraph; None for those that were there before."""
    found: list[Who | None] = []
    for segment in source.segments(number):
        change = next(segment.runs[0].iterancestors(*_COMES, W + "p"), None)
        whose = who(change) if change is not None and change.tag in _COMES else None
        found += [whose] * len(segment.text)
    return found


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a paragraph with tracked changes: text that stays, comes or goes."""

    text: str
    segment: Segment | None
    """Of text that stays or comes, where it stands in the accepted paragraph."""
    comes: Who | None = None
    goes: Who | None = None


def history(source: Source, number: int) -> list[Stretch]:
    """A paragraph with its tracked changes, in order, without what one inserted and another deleted."""
    by_run: dict[_Element, list[Segment]] = {}
    for segment in source.segments(number):
        by_run.setdefault(segment.runs[0], []).append(segment)
    found: list[Stretch] = []
    for element in source.elements(number):
        for run in element.iter(W + "r"):
            above = [parent for parent in run.iterancestors() if parent.tag in (*_COMES, *_GOES, W + "p")]
            changes = above[: next(i for i, parent in enumerate(above) if parent.tag == W + "p")]
            if above[len(changes)] is not element:
                continue  # of a text box
            comes = next((who(change) for change in changes if change.tag in _COMES), None)
            goes = next((who(change) for change in changes if change.tag in _GOES), None)
            if goes and not comes:
                found.append(Stretch("".join(map(_characters, run)), None, goes=goes))
            elif not goes:
                found += [Stretch(segment.text, segment, comes) for segment in by_run.get(run, ())]
    return [stretch for stretch in found if stretch.text]


def undone(source: Source) -> list[tuple[str, str]]:
    """Who inserted, and who deleted, text that stands in neither version."""
    found: dict[tuple[str, str], None] = {}
    for root in source.roots.values():
        for change in root.iter(*_GOES):
            above = next(change.iterancestors(*_COMES, W + "p"), None)
            if above is not None and above.tag in _COMES:
                found.setdefault((who(above).author, who(change).author))
    return list(found)


def deletions(paragraph: _Element) -> Iterator[tuple[str, Who]]:
    """The stretches of text deleted in a paragraph, in order, each with who deleted it."""
    text, last = "", None
    for change in paragraph.iter(*_GOES):
        if change.getparent() is not None and change.getparent().tag == W + "rPr":  # type: ignore[union-attr]
            continue
        words = "".join(_characters(element) for element in change.iter())
        whose = who(change)
        if last is not None and whose != last:
            yield text, last
            text = ""
        text, last = text + words, whose
    if last is not None and text:
        yield text, last


def deleted_notes(source: Source) -> Iterator[_Element]:
    """The paragraphs of footnotes whose text is all deleted."""
    name = source.archive.related("footnotes")
    root = source.roots.get(name) if name else None
    for paragraph in () if root is None else root.iter(W + "p"):
        if not any(s.text.strip() and not s.thing for s in source.flow.segments(paragraph)):
            yield paragraph


def _characters(element: _Element) -> str:
    match str(element.tag).removeprefix(W):
        case "delText" | "t":
            return element.text or ""
        case "tab":
            return "\t"
        case "br" | "cr":
            return "\n"
        case "footnoteReference" | "endnoteReference" | "drawing" | "pict" | "object":
            return "\ufffc"
        case "noBreakHyphen":
            return "\u2011"
    return ""


def mark_author(paragraph: _Element, tag: str) -> Who | None:
    """Who inserted (``ins``) or deleted (``del``) the mark of a paragraph."""
    names = {"ins": ("ins", "moveTo"), "del": ("del", "moveFrom")}[tag]
    for name in names:
        found = paragraph.find(f"{W}pPr/{W}rPr/{W}{name}")
        if found is not None:
            return who(found)
    return None
