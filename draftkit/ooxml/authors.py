"""Who inserted and who deleted what, in a Word file whose tracked changes are kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from draftkit.ooxml.extract import Source
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
