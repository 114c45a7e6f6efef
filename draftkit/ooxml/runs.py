"""The runs of a paragraph: made, cut at a place, and those of its fields.

Places are characters of the paragraph as :mod:`draftkit.ooxml.flow` counts them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from copy import deepcopy

from lxml import etree

from draftkit.ooxml.flow import Segment
from draftkit.ooxml.resolve import W

_Element = etree._Element
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
Range = tuple[int, int]


def text_run(text: str, properties: _Element | None) -> _Element:
    """A run of text; tabs and line breaks are elements of it."""
    run = etree.Element(W + "r")
    if properties is not None and len(properties):
        run.append(properties)
    part = ""
    for character in text:
        if character in "\t\n\u2011\u00ad":
            _add_text(run, part)
            part = ""
            tag = {"\t": "tab", "\n": "br", "\u2011": "noBreakHyphen", "\u00ad": "softHyphen"}[character]
            etree.SubElement(run, W + tag)
        else:
            part += character
    _add_text(run, part)
    return run


def _add_text(run: _Element, text: str) -> None:
    if text:
        element = etree.SubElement(run, W + "t")
        element.text = text
        element.set(XML_SPACE, "preserve")


# --- cutting ---


def whole_parts(segments: Sequence[Segment], ranges: Iterable[Range]) -> list[Range]:
    """The ranges, each grown to whole parts where a part cannot be cut, and merged."""
    grown = []
    whole = [segment for segment in segments if segment.child is None]
    for start, end in ranges:
        for segment in whole:
            if segment.start < end and start < segment.end:
                start, end = min(start, segment.start), max(end, segment.end)
        grown.append((start, end))
    merged: list[Range] = []
    for start, end in sorted(grown):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        elif start < end:
            merged.append((start, end))
    return merged


def cut(segments: Sequence[Segment], cuts: Sequence[int]) -> None:
    """Cut runs so that each of these places is at the end of a run."""
    by_run: dict[int, list[Segment]] = {}
    for segment in segments:
        if len(segment.runs) == 1 and segment.runs[0].tag == W + "r":
            by_run.setdefault(id(segment.runs[0]), []).append(segment)
    for inside in by_run.values():
        first, last = inside[0].start, inside[-1].end
        here = cuts[bisect_right(cuts, first) : bisect_left(cuts, last)]
        for at in reversed(here):
            _cut_run(inside, at)


def _cut_run(inside: list[Segment], at: int) -> None:
    run = inside[0].runs[0]
    if inside[0].child is None:
        return
    segment = next(s for s in inside if s.start < at <= s.end)
    child = segment.child
    if child is None:
        return
    rest = etree.Element(run.tag, {str(name): str(value) for name, value in run.attrib.items()})
    properties = run.find(W + "rPr")
    if properties is not None:
        rest.append(deepcopy(properties))
    moved = list(run)[run.index(child) + 1 :]
    if at < segment.end:
        text = child.text or ""
        tail = deepcopy(child)
        tail.text = text[at - segment.start :]
        child.text = text[: at - segment.start]
        for part in (child, tail):
            part.set(XML_SPACE, "preserve")
        rest.append(tail)
        segment.text = segment.text[: at - segment.start]
    rest.extend(moved)
    run.addnext(rest)


# --- fields ---


def field_runs(paragraph: _Element) -> list[list[_Element]]:
    """The runs of each complex field that begins and ends in a paragraph, innermost first."""
    found: list[list[_Element]] = []
    stack: list[list[_Element]] = []
    for run in paragraph.iter(W + "r"):
        if not is_live(run, paragraph):
            continue
        kinds = [c.get(W + "fldCharType") for c in run.iterchildren(W + "fldChar")]
        if "begin" in kinds:
            stack.append([])
        for inside in stack:
            inside.append(run)
        if "end" in kinds and stack:
            found.append(stack.pop())
    return found


def is_live(run: _Element, paragraph: _Element) -> bool:
    """Whether a run is text of this paragraph: not deleted before, not in a text box of it."""
    above = run.getparent()
    while above is not None and above is not paragraph:
        if above.tag in (W + "del", W + "moveFrom", W + "p"):
            return False
        above = above.getparent()
    return above is paragraph
