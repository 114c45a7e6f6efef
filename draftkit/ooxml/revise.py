"""Tracked changes made on the markup of somebody else's paragraph.

What is not changed keeps its markup: a run is cut only where a change begins or
ends, and a kept part of it keeps its properties. Places are characters of the
paragraph as :mod:`draftkit.ooxml.flow` counts them.

ECMA-376 Part 1, 17.13.5.14 (``w:del``), 17.13.5.18 (``w:ins``).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy

from lxml import etree

from draftkit.dataclass import dataclass, field
from draftkit.model import Format
from draftkit.ooxml.authors import Who
from draftkit.ooxml.flow import Flow, M, Segment
from draftkit.ooxml.resolve import W
from draftkit.ooxml.run_properties import track_format
from draftkit.ooxml.runs import Range, cut, field_runs, is_live, whole_parts
from draftkit.ooxml.same_markup import properties_text

_Element = etree._Element
_DELETED = {W + "t": W + "delText", W + "instrText": W + "delInstrText"}
_TRACKED = frozenset((W + "ins", W + "del", W + "moveFrom", W + "moveTo"))
_ANNOTATIONS = tuple(
    W + name
    for name in ("ins", "del", "moveFrom", "moveTo", "moveFromRangeStart", "moveToRangeStart", "rPrChange",
                 "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tblGridChange", "trPrChange",
                 "tcPrChange", "cellIns", "cellDel", "cellMerge", "numberingChange", "bookmarkStart",
                 "commentRangeStart", "permStart")
)  # fmt: skip


@dataclass(slots=True)
class Stamp:
    """Gives every tracked change its number, author and date."""

    author: str
    date: str
    last: int = 0
    """The highest number in use in the file."""
    made: set[_Element] = field(default_factory=set)
    """The insertions of the redline, whoever's they are."""

    def attributes(self, whose: Who | None = None) -> dict[str, str]:
        """Of a new tracked change: of the redline's author, or of somebody whose change is kept."""
        self.last += 1
        author, date = (whose.author, whose.date) if whose else (self.author, self.date)
        of_change = {W + "id": str(self.last), W + "author": author}
        return of_change | ({W + "date": date} if date else {})


@dataclass(frozen=True, slots=True)
class Recast:
    """Characters that get another format."""

    start: int
    end: int
    have: Format
    want: Format


@dataclass(slots=True)
class Edits:
    """What happens to the characters of one paragraph."""

    deleted: list[Range] = field(default_factory=list)
    inserted: list[tuple[int, list[_Element]]] = field(default_factory=list)
    """Runs, and where they are put; at one place, in this order, behind what is deleted there."""
    recast: list[Recast] = field(default_factory=list)
    inserters: list[Who | None] = field(default_factory=list)
    """Whose each insertion is; None, and what is not listed, is the redline's own."""
    deleters: list[tuple[int, int, Who]] = field(default_factory=list)
    """Whose the deletion of these characters is."""


def highest_id(roots: Iterable[_Element]) -> int:
    """The highest number that an annotation of some parts has (17.13.4.2); bookmarks have theirs too."""
    ids = (element.get(W + "id", "") for root in roots for element in root.iter(*_ANNOTATIONS))
    return max((int(id) for id in ids if id.isdecimal() and len(id) < 10), default=0)


def revise(paragraph: _Element, flow: Flow, edits: Edits, stamp: Stamp) -> None:
    """Make tracked changes of the edits of a paragraph."""
    deleted = whole_parts(flow.segments(paragraph), edits.deleted)
    cuts = {at for span in deleted for at in span} | {at for at, _ in edits.inserted}
    cuts |= {at for part in edits.recast for at in (part.start, part.end)}
    cuts |= {at for start, end, _ in edits.deleters for at in (start, end)}
    cut(flow.segments(paragraph), sorted(cuts))
    segments = flow.segments(paragraph)
    fields = field_runs(paragraph)
    for part in edits.recast:
        for segment in segments:
            if part.start <= segment.start and segment.end <= part.end and not segment.call:
                for run in segment.runs:
                    track_format(run, part.have, part.want, stamp.attributes())
    places = [(at, runs, _place(paragraph, segments, fields, at, stamp)) for at, runs in edits.inserted]
    _delete(segments, fields, deleted, edits.deleters, stamp)
    whose = [*edits.inserters, *[None] * (len(places) - len(edits.inserters))]
    for (_, runs, (parent, before)), author in zip(places, whose, strict=True):
        insert_at(parent, before, runs, stamp, author)


def replace_runs(runs: Sequence[_Element], new: Sequence[_Element], stamp: Stamp) -> None:
    """Let new runs stand for some that follow each other, inside of the field that has them."""
    element, parent = runs[-1], runs[-1].getparent()
    while parent is not None and parent.tag in _TRACKED:
        if element.getnext() is not None:
            _part(parent, element, stamp)
        element, parent = parent, parent.getparent()
    assert parent is not None
    wrap(runs, stamp, {})
    insert_at(parent, element, new, stamp)


def delete_all(paragraph: _Element, stamp: Stamp, whose: Who | None = None) -> list[_Element]:
    """Mark everything in a paragraph as deleted, its mark left as it is; returns the deletions."""
    runs = [
        run
        for run in paragraph.iter(W + "r", M + "oMath", M + "oMathPara")
        if is_live(run, paragraph) and not _in_equation(run)
    ]
    wrap(runs, stamp, dict.fromkeys(runs, whose) if whose else {})
    return list(dict.fromkeys(parent for run in runs if (parent := run.getparent()) is not None))


def _in_equation(element: _Element) -> bool:
    """Whether it goes with an equation that it stands in."""
    return next(element.iterancestors(M + "oMath", M + "oMathPara"), None) is not None


def mark(paragraph: _Element, tag: str, stamp: Stamp, whose: Who | None = None) -> None:
    """Mark the end of a paragraph as inserted (``ins``) or deleted (``del``) (17.13.5.15, 20)."""
    properties = paragraph_properties(paragraph)
    of_mark = properties.find(W + "rPr")
    if of_mark is None:
        of_mark = etree.Element(W + "rPr")
        after = [W + "sectPr", W + "pPrChange"]
        at = next((i for i, child in enumerate(properties) if child.tag in after), len(properties))
        properties.insert(at, of_mark)
    at = 1 if tag == "del" and of_mark.find(W + "ins") is not None else 0
    of_mark.insert(at, etree.Element(W + tag, stamp.attributes(whose)))


def paragraph_properties(paragraph: _Element) -> _Element:
    """The ``w:pPr`` of a paragraph, made if there is none."""
    properties = paragraph.find(W + "pPr")
    if properties is None:
        properties = etree.Element(W + "pPr")
        paragraph.insert(0, properties)
    return properties


def recast_paragraph(paragraph: _Element, like: _Element | None, stamp: Stamp) -> None:
    """Give a paragraph the properties of another, as a tracked change (17.13.5.29)."""
    properties = paragraph_properties(paragraph)
    kept = [child for child in properties if child.tag in (W + "rPr", W + "sectPr")]
    before = etree.Element(W + "pPr")
    earlier = properties.find(W + "pPrChange")
    before.extend(_own(properties))
    wanted = [] if like is None else [deepcopy(child) for child in _own(like)]
    if properties_text(before) == properties_text(wanted):
        properties[:] = [*wanted, *kept, *([] if earlier is None else [earlier])]
        return
    change = etree.Element(W + "pPrChange", stamp.attributes()) if earlier is None else earlier
    if earlier is None:
        change.append(before)
    properties[:] = [*wanted, *kept, change]


def _own(properties: _Element) -> list[_Element]:
    """Properties of the paragraph itself: not of its mark, its section, or its past."""
    other = (W + "rPr", W + "sectPr", W + "pPrChange")
    return [deepcopy(child) for child in properties if child.tag not in other]


# --- deleting ---


def _delete(
    segments: Sequence[Segment],
    fields: list[list[_Element]],
    ranges: list[Range],
    deleters: Sequence[tuple[int, int, Who]],
    stamp: Stamp,
) -> None:
    gone: dict[_Element, None] = {}
    kept: set[_Element] = set()
    whose: dict[_Element, Who] = {}
    theirs = sorted(deleters, key=lambda part: part[0])
    starts, their_starts = [start for start, _ in ranges], [start for start, _, _ in theirs]
    for segment in segments:
        place = bisect_right(starts, segment.start) - 1
        inside = place >= 0 and segment.end <= ranges[place][1]
        of = bisect_right(their_starts, segment.start) - 1
        author = theirs[of][2] if of >= 0 and segment.end <= theirs[of][1] else None
        for run in segment.runs:
            if inside:
                gone.setdefault(run)
                if author:
                    whose[run] = author
            else:
                kept.add(run)
    for runs in fields:
        if any(run in gone for run in runs) and not any(run in kept for run in runs):
            gone.update(dict.fromkeys(runs))
    order = [run for run in gone if run.tag == W + "r" or run.getparent() is not None]
    wrap(_in_document_order(order), stamp, whose)


def _in_document_order(runs: list[_Element]) -> list[_Element]:
    if len(runs) < 2:
        return runs
    paragraph = next(runs[0].iterancestors(W + "p"))
    wanted = set(runs)
    return [element for element in paragraph.iter() if element in wanted]


def wrap(runs: Sequence[_Element], stamp: Stamp, whose: Mapping[_Element, Who]) -> None:
    """Mark runs as deleted, neighbours in one deletion if it is the same person's."""
    last: _Element | None = None
    by: Who | None = None
    for run in runs:
        parent = run.getparent()
        assert parent is not None
        author = whose.get(run)
        if last is not None and run.getprevious() is last and author == by:
            last.append(run)
        else:
            by = author
            deletion = etree.Element(W + "del", stamp.attributes(author))
            run.addprevious(deletion)
            deletion.append(run)
            last = deletion
        for child in run:
            child.tag = _DELETED.get(child.tag, child.tag)


# --- inserting ---


def _place(
    paragraph: _Element, segments: Sequence[Segment], fields: list[list[_Element]], at: int, stamp: Stamp
) -> tuple[_Element, _Element | None]:
    """Where runs for this place go: the parent, and the element they stand behind."""
    # Segments follow each other, none of them empty.
    count = bisect_right(segments, at, key=lambda segment: segment.end)
    before = segments[count - 1] if count else None
    following = bisect_left(segments, at, key=lambda segment: segment.start)
    after = segments[following] if following < len(segments) else None
    if before is None:
        if after is None:
            return paragraph, _last_child(paragraph)
        first = _outermost(after.runs[0], paragraph)
        return paragraph, first.getprevious()
    run = before.runs[-1]
    next_run = None if after is None else after.runs[0]
    for runs in fields:
        if run in runs and next_run not in runs:
            run = runs[-1]
    element = run
    parent = run.getparent()
    while parent is not None and parent is not paragraph:
        inside = next_run is not None and parent in set(next_run.iterancestors())
        if inside and parent.tag not in _TRACKED:
            break
        if inside:
            _part(parent, element, stamp)
        element, parent = parent, parent.getparent()
    assert parent is not None
    return parent, element


def _part(change: _Element, last: _Element, stamp: Stamp) -> None:
    """Part somebody else's tracked change in two behind an element: nothing of ours stands in it."""
    attributes = {str(name): str(value) for name, value in change.attrib.items()}
    stamp.last += 1
    rest = etree.Element(change.tag, attributes | {W + "id": str(stamp.last)})
    rest.extend(list(change)[change.index(last) + 1 :])
    change.addnext(rest)


def _outermost(run: _Element, paragraph: _Element) -> _Element:
    element = run
    while (parent := element.getparent()) is not None and parent is not paragraph:
        element = parent
    return element


def _last_child(paragraph: _Element) -> _Element | None:
    return paragraph[-1] if len(paragraph) else None


def insert_at(
    parent: _Element,
    before: _Element | None,
    runs: Sequence[_Element],
    stamp: Stamp,
    whose: Who | None = None,
) -> None:
    """Put runs into a paragraph as one insertion, behind an element and what was just put there."""
    insertion = etree.Element(W + "ins", stamp.attributes(whose))
    insertion.extend(runs)
    stamp.made.add(insertion)
    if before is None:
        at = next((i for i, child in enumerate(parent) if child not in stamp.made), len(parent))
        parent.insert(at, insertion)
        return
    anchor = before if before.getparent() is parent else before.getparent()
    assert anchor is not None
    while (following := anchor.getnext()) is not None and following in stamp.made:
        anchor = following
    anchor.addnext(insertion)
