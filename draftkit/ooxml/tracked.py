"""The tracked changes of a Word file as its markup has them, with the words around them.

Each paragraph is a flow of pieces, in whose order deleted text stands too; each
piece knows the revisions around it (ECMA-376 Part 1, 17.13.5). What reads as one
change is decided in :mod:`draftkit.readers.tracked_changes`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from draftkit.dataclass import dataclass
from draftkit.ooxml.archive import Archive
from draftkit.ooxml.extract import REVISIONS, Source
from draftkit.ooxml.flow import MC, M, characters
from draftkit.ooxml.resolve import View, W, resolve_tree
from draftkit.ooxml.styles import Styles, on
from draftkit.ooxml.tracked_fields import CODE, SIGN, without_shown
from draftkit.ooxml.tracked_looks import details
from draftkit.ooxml.tracked_run import COMES, GOES, Revision, TrackedRun

_Element = etree._Element

TRACKED: Final = (
    *REVISIONS,
    *(W + f"customXml{what}RangeStart" for what in ("Ins", "Del", "MoveFrom", "MoveTo")),
)
"""The elements that are tracked changes; the last four are content controls that came, went or moved."""

_ALL: Final = frozenset(TRACKED)
_CONTENT: Final = frozenset(W + name for name in (*COMES, *GOES))
_STAMP: Final = "{urn:draftkit:tracked}paragraph"
_BETWEEN: Final = frozenset(
    W + name
    for name in (
        "bookmarkStart", "bookmarkEnd", "proofErr", "commentRangeStart", "commentRangeEnd",
        "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
    )
)  # fmt: skip
_FIRST: Final = ("header", "document.main", "footnotes", "endnotes", "footer", "comments")
_NOTES: Final = {W + "footnote": "footnote", W + "endnote": "endnote"}
_PICTURES: Final = frozenset((W + "drawing", W + "pict", W + "object", MC + "AlternateContent"))
_CODES: Final = frozenset((W + "instrText", W + "delInstrText"))


@dataclass(frozen=True, slots=True)
class Frame:
    """A row or a cell of a table."""

    kind: str
    """``row`` or ``cell``."""
    number: int
    table: int
    revision: Revision | None
    """What inserts, deletes or merges all of it."""


@dataclass(frozen=True, slots=True)
class TrackedParagraph:
    """A paragraph with the revisions in it and about it."""

    part: str
    index: int
    """Which paragraph of its part it is in the file, from 0."""
    story: str
    """``document.main``, ``header``, ``footnotes``: by the content type of the part."""
    runs: tuple[TrackedRun, ...]
    """The last one is its mark."""
    other: tuple[Revision, ...] = ()
    """Revisions about the paragraph, its table or its section, and any that are in no text."""
    joins: int | None = None
    """The paragraph it would be joined to, were its mark to go."""
    frames: tuple[Frame, ...] = ()
    """The rows and cells it stands in, the outermost first."""
    note: tuple[str, str] | None = None
    """Of a paragraph of a note, the kind and id of the note."""
    box: bool = False
    """Whether it stands in a text box."""
    copy: bool = False
    """Whether it repeats, for older programs, one that stands before it (ECMA-376 Part 3, 10.2.1)."""

    @property
    def mark(self) -> TrackedRun:
        """The end of the paragraph."""
        return self.runs[-1]


def tracked(archive: Archive) -> tuple[TrackedParagraph, ...]:
    """Every paragraph of every part that holds tracked changes, in the order of the page."""
    name = archive.related("styles")
    styles = Styles(None if name is None else archive.root(name))
    stories = {name: story for name in archive.names if (story := _story(archive, name))}
    order = {story: place for place, story in enumerate(_FIRST)}
    numbers = iter(range(1, 1 << 62))
    out: list[TrackedParagraph] = []
    for name in sorted(stories, key=lambda name: order.get(stories[name], len(order))):
        root = archive.root(name)
        if next(root.iter(*TRACKED), None) is not None:
            out += _Part(root, name, stories[name], styles, numbers).paragraphs()
    return tuple(out)


def _story(archive: Archive, name: str) -> str:
    """What a part is; empty for one that is not WordprocessingML."""
    if name == archive.main:
        return "document.main"
    _, found, kind = archive.content_type(name).partition(".wordprocessingml.")
    return kind.removesuffix("+xml") if found and kind.endswith("+xml") else ""


class _Part:
    """One part while it is walked."""

    def __init__(self, root: _Element, name: str, story: str, styles: Styles, numbers: Iterator[int]) -> None:
        self.name, self.story, self.styles = name, story, styles
        self.elements = list(root.iter(W + "p"))
        self.places = {paragraph: index for index, paragraph in enumerate(self.elements)}
        self.known: dict[_Element, Revision] = {}
        self.anchors: dict[int, int] = {}
        """The paragraph that each revision belongs to, which is told there if no text of it shows it."""
        self.frame_numbers: dict[_Element, int] = {}
        self.used: set[int] = set()
        self._look_through(root, numbers)

    def _look_through(self, root: _Element, numbers: Iterator[int]) -> None:
        """Find the revisions, and for those of moves the name of the range they are in."""
        open_ranges: dict[str, dict[str, str]] = {"moveFrom": {}, "moveTo": {}}
        following = 0
        for element in root.iter(etree.Element):
            if not str(element.tag).startswith(W):
                continue
            tag = etree.QName(element).localname
            if tag == "p":
                following = self.places[element] + 1
            elif tag in ("tbl", "tr", "tc"):
                self.frame_numbers[element] = len(self.frame_numbers)
            elif tag in ("moveFromRangeStart", "moveToRangeStart"):
                kind = tag.removesuffix("RangeStart")
                open_ranges[kind][element.get(W + "id", "")] = element.get(W + "name", "")
            elif tag in ("moveFromRangeEnd", "moveToRangeEnd"):
                open_ranges[tag.removesuffix("RangeEnd")].pop(element.get(W + "id", ""), None)
            elif element.tag in _ALL:
                number = next(numbers)
                move = next(reversed(open_ranges.get(tag, {}).values()), "")
                self.known[element] = self._revision(element, tag, number, move)
                inside = next(element.iterancestors(W + "p"), None)
                anchor = following if inside is None else self.places[inside]
                self.anchors[number] = max(min(anchor, len(self.elements) - 1), 0)

    def _revision(self, element: _Element, tag: str, number: int, move: str) -> Revision:
        parent = element.getparent()
        name = "" if parent is None else etree.QName(parent).localname
        said = details(element, self.styles) if tag.endswith("Change") else ()
        author, date = element.get(W + "author", ""), element.get(W + "date", "")
        return Revision(number, tag, name, author.strip(), date.strip(), move, said)

    def paragraphs(self) -> Iterator[TrackedParagraph]:
        walked = [self._walked(element) for element in self.elements]
        others: dict[int, list[Revision]] = {}
        for revision in self.known.values():
            if revision.number not in self.used:
                others.setdefault(self.anchors[revision.number], []).append(revision)
        if not walked:
            yield TrackedParagraph(self.name, 0, self.story, (TrackedRun("", "mark"),), tuple(others[0]))
        for index, (element, runs) in enumerate(zip(self.elements, walked, strict=True)):
            yield self._paragraph(element, index, runs, tuple(others.get(index, ())))

    def _paragraph(
        self, element: _Element, index: int, runs: tuple[TrackedRun, ...], other: tuple[Revision, ...]
    ) -> TrackedParagraph:
        frames: list[Frame] = []
        note, box, copy = None, False, False
        for above in element.iterancestors():
            if above.tag in (W + "tr", W + "tc"):
                frames.append(self._frame(above))
            elif above.tag in _NOTES:
                note = _NOTES[above.tag], above.get(W + "id", "")
            elif above.tag == W + "txbxContent":
                box = True
            elif above.tag == MC + "Fallback":
                copy = copy or next(above.itersiblings(preceding=True), None) is not None
        following = _following(element)
        joins = None if following is None else self.places[following]
        return TrackedParagraph(
            self.name, index, self.story, runs, other, joins, tuple(reversed(frames)), note, box, copy
        )

    def _frame(self, element: _Element) -> Frame:
        table = next(element.iterancestors(W + "tbl"), None)
        kind, properties, tags = (
            ("row", W + "trPr", ("ins", "del"))
            if element.tag == W + "tr"
            else ("cell", W + "tcPr", ("cellIns", "cellDel", "cellMerge"))
        )
        found = None
        for child in element.iterchildren(properties):
            found = next((self.known[c] for tag in tags for c in child.iterchildren(W + tag)), None)
        number = -1 if table is None else self.frame_numbers[table]
        return Frame(kind, self.frame_numbers[element], number, found)

    # --- text ---

    def _walked(self, paragraph: _Element) -> tuple[TrackedRun, ...]:
        around: list[Revision] = []
        for above in paragraph.iterancestors():
            if above.tag == W + "p":
                break
            if above.tag in _CONTENT:
                around.insert(0, self._use(self.known[above]))
        runs = without_shown([*self._runs(paragraph, tuple(around))])
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        within = (
            []
            if mark is None
            else [self._use(self.known[c]) for c in mark.iterchildren() if c.tag in _CONTENT]
        )
        return (*runs, TrackedRun("", "mark", tuple(within), self._look(mark)))

    def _use(self, revision: Revision) -> Revision:
        self.used.add(revision.number)
        return revision

    def _look(self, properties: _Element | None) -> Revision | None:
        change = None if properties is None else properties.find(W + "rPrChange")
        return None if change is None else self._use(self.known[change])

    def _runs(self, element: _Element, within: tuple[Revision, ...]) -> Iterator[TrackedRun]:
        for child in element.iterchildren(tag=etree.Element):
            tag = str(child.tag)
            if tag in (W + "r", M + "r"):
                yield from self._run(child, within)
            elif tag in _CONTENT:
                inner = (*within, self._use(self.known[child]))
                yield from [*self._runs(child, inner)] or [TrackedRun("", within=inner)]
            elif tag == MC + "AlternateContent":
                for choice in list(child.iterchildren(MC + "Choice", MC + "Fallback"))[:1]:
                    yield from self._runs(choice, within)
            elif not tag.endswith("Pr") and tag != W + "p":
                yield from self._runs(child, within)

    def _run(self, run: _Element, within: tuple[Revision, ...]) -> Iterator[TrackedRun]:
        look = self._look(run.find(W + "rPr"))
        empty = True
        for child in run.iterchildren(tag=etree.Element):
            text, thing = _shown(child)
            if text:
                empty = False
                yield TrackedRun(text, thing, within, look)
            if on(child.get(W + "customMarkFollows"), absent=False):
                break  # the mark of the note (17.11.14), which its name in the list has
        if empty and (within or look):
            yield TrackedRun("", "", within, look)


def _shown(child: _Element) -> tuple[str, str]:
    """The text of an element of a run, and what it is if it is none."""
    if child.tag in (W + "delText", M + "t"):
        return child.text or "", ""
    if child.tag in _CODES:
        return child.text or "", CODE
    if child.tag == W + "fldChar":
        return child.get(W + "fldCharType", ""), SIGN
    if child.tag in (W + "footnoteReference", W + "endnoteReference"):
        return child.get(W + "id", ""), etree.QName(child).localname.removesuffix("Reference")
    if child.tag in _PICTURES:
        box = next(child.iter(W + "txbxContent"), None)
        words = "" if box is None else " ".join("".join(t.text or "" for t in box.iter(W + "t")).split())
        return (f"[text box: {words}]" if words else "[picture]"), "picture"
    return characters(child), ""


def _following(paragraph: _Element) -> _Element | None:
    """The paragraph that this one is joined to when its mark goes."""
    following = paragraph.getnext()
    while following is not None and following.tag in _BETWEEN:
        following = following.getnext()
    return following if following is not None and following.tag == W + "p" else None


# --- the same paragraphs in what was read --------------------------------------------------------


def numbers_of(archive: Archive, source: Source, view: View, part: str) -> Mapping[int, int]:
    """For the paragraphs of a part as they are in the file, the numbers of those that hold their text.

    A paragraph whose mark goes is in the next one; one that goes whole, or that was not read as a
    paragraph (of a footer, say), is left out. ``source`` is what :func:`draftkit.ooxml.extract.extract`
    gave for the same view.
    """
    if part not in source.roots:
        return {}
    root = archive.root(part)
    raw = list(root.iter(W + "p"))
    for index, paragraph in enumerate(raw):
        paragraph.set(_STAMP, str(index))
    nexts = {index: _following(paragraph) for index, paragraph in enumerate(raw)}
    after = {index: int(n.get(_STAMP, "")) for index, n in nexts.items() if n is not None}
    resolve_tree(root, view)
    numbers = {place.element: number for number, place in enumerate(source.places, 1)}
    found: dict[int, int | None] = {}
    for mine, read in zip(root.iter(W + "p"), source.roots[part].iter(W + "p"), strict=True):
        found[int(mine.get(_STAMP, ""))] = numbers.get(read)
    for index in reversed(range(len(raw))):
        if index not in found and index in after:
            found[index] = found.get(after[index])
    return {index: number for index, number in found.items() if number is not None}
