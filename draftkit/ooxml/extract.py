"""WordprocessingML to Word-shaped records, with the tracked changes accepted or rejected.

Every paragraph of the file has a number: those of the first page's header come
first, then the body, then the notes. :class:`Source` remembers the markup of
each, for a redline that is made on the file itself.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from draftkit.dataclass import dataclass, field
from draftkit.ooxml.archive import Archive
from draftkit.ooxml.document import Block, Piece, WordDocument, WordNote, WordParagraph, WordTable, paragraphs
from draftkit.ooxml.flow import MC, Flow, Segment, boxes
from draftkit.ooxml.numbering import Numbering
from draftkit.ooxml.resolve import BETWEEN, View, W, resolve_tree
from draftkit.ooxml.stated import Stated, stated
from draftkit.ooxml.styles import Styles, on, styles_of

_Element = etree._Element
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WRAPPERS = frozenset(
    W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "body")
)
_NO_NOTES = frozenset(("separator", "continuationSeparator", "continuationNotice"))
REVISIONS = tuple(
    W + name
    for name in (
        "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange",
        "tblPrExChange", "tblGridChange", "trPrChange", "tcPrChange", "numberingChange", "cellIns",
        "cellDel", "cellMerge",
    )
)  # fmt: skip
"""The elements that are tracked changes (ECMA-376 Part 1, 17.13.5)."""


@dataclass(slots=True)
class Place:
    """Where a paragraph of the file stands."""

    part: str
    element: _Element


@dataclass(slots=True)
class Source:
    """The markup behind the records of a file."""

    archive: Archive
    roots: dict[str, _Element] = field(default_factory=dict)
    """The parts that were read, tracked changes accepted or rejected in them, by name."""
    revised: set[str] = field(default_factory=set)
    """The parts that hold tracked changes in the file."""
    gone: list[_Element] = field(default_factory=list)
    """Of changes that are kept, the paragraphs that are deleted: they have no number."""
    joined: dict[int, tuple[_Element, ...]] = field(default_factory=dict)
    """Of changes that are kept, the paragraphs that are joined to one with a number, and begin it."""
    places: list[Place] = field(default_factory=list)
    """The paragraphs by number, less one."""
    flow: Flow = field(default_factory=lambda: Flow(Styles(None)))
    numbering: Numbering = field(default_factory=lambda: Numbering(None, None))

    def paragraph(self, number: int) -> Place:
        """The markup of a paragraph, by its number."""
        return self.places[number - 1]

    def elements(self, number: int) -> tuple[_Element, ...]:
        """The markup of all that a paragraph shows: what is joined to it comes first."""
        return (*self.joined.get(number, ()), self.paragraph(number).element)

    def segments(self, number: int) -> list[Segment]:
        """The parts of a paragraph, what is joined to it included."""
        if number not in self.joined:
            return self.flow.segments(self.paragraph(number).element)
        found: list[Segment] = []
        for element in self.elements(number):
            before = found[-1].end if found else 0
            for segment in self.flow.segments(element):
                segment.start += before
                found.append(segment)
        return found


def extract(archive: Archive, view: View = View.ACCEPT) -> tuple[WordDocument, Source]:
    """What a Word file shows when every tracked change is accepted, or rejected."""
    return _Extraction(archive, view).document()


def bookmarked_notes(document: _Element) -> dict[str, tuple[str, str]]:
    """The notes (kind and id) whose references bookmarks enclose, by the bookmark's name."""
    kinds = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
    open_names: dict[str, str] = {}
    found: dict[str, tuple[str, str]] = {}
    for element in document.iter(W + "bookmarkStart", W + "bookmarkEnd", *kinds):
        if element.tag == W + "bookmarkStart":
            open_names[element.get(W + "id", "")] = element.get(W + "name", "")
        elif element.tag == W + "bookmarkEnd":
            open_names.pop(element.get(W + "id", ""), None)
        else:
            for name in open_names.values():
                found.setdefault(name, (kinds[element.tag], element.get(W + "id", "")))
            open_names.clear()
    return found


@dataclass(frozen=True, slots=True)
class _Shape:
    """What paragraphs that state the same have in common."""

    style: str
    outline: int
    indent: int


class _Extraction:
    def __init__(self, archive: Archive, view: View) -> None:
        self.archive = archive
        self.view = view
        self.source = Source(archive)
        self.revisions: Counter[str] = Counter()
        self.unread: list[str] = []
        self.links: dict[str, dict[str, str]] = {}
        """The files that parts are linked to, by part and id."""
        self.waiting: list[_Element] = []
        """Paragraphs that are joined to the next one."""
        self.called: dict[tuple[str, str], str] = {}
        """The notes called so far and their marks."""
        self.counts = {"footnote": 0, "endnote": 0}
        self.shapes: dict[Stated, _Shape] = {}
        self.lists: tuple[_Element | None, _Element | None] = None, None
        self.numbering = self.source.numbering
        """That of the story being read: each counts its lists by itself."""

    def document(self) -> tuple[WordDocument, Source]:
        # What styles of tables say of rows and columns can be most of a file, and is nothing of text.
        styles = self._plain_root("styles", without="tblStylePr")
        self.lists = self._plain_root("numbering"), styles
        self.source.numbering = self.numbering = Numbering(*self.lists)
        main = self._root(self.archive.main)
        self.source.flow = Flow(styles_of(styles), bookmarked_notes(main))
        first, others = self._headers(main)
        header = self._story(self._root(first), first) if first else ()
        body_element = main.find(W + "body")
        body = () if body_element is None else tuple(self._blocks(body_element, self.archive.main))
        notes = self._notes()
        return (
            WordDocument(
                body,
                header,
                notes,
                tuple(self._furniture(others)),
                dict(self.revisions),
                self.source.flow.hidden,
                tuple(dict.fromkeys(self.unread)),
            ),
            self.source,
        )

    # --- parts ---

    def _plain_root(self, kind: str, without: str = "") -> _Element | None:
        name = self.archive.related(kind)
        return None if name is None else self.archive.root_to_read(name, without)

    def _root(self, name: str) -> _Element:
        root = self.archive.root(name)
        for change in root.iter(*REVISIONS):
            self.revisions[change.get(W + "author", "")] += 1
            self.source.revised.add(name)
        resolve_tree(root, self.view)
        self.source.roots[name] = root
        return root

    def _headers(self, main: _Element) -> tuple[str | None, list[str]]:
        """The part that is the header of the first page, and the other headers and footers."""
        links = {link.id: link for link in self.archive.relationships(self.archive.main)}
        sections = list(main.iter(W + "sectPr"))
        first: str | None = None
        others: dict[str, None] = {}
        for index, section in enumerate(sections):
            own = section.find(W + "titlePg")
            wanted = "first" if own is not None and on(own.get(W + "val")) else "default"
            for reference in section.iter(W + "headerReference", W + "footerReference"):
                link = links.get(reference.get(R + "id", ""))
                if link is None or link.external or link.target not in self.archive.names:
                    continue
                is_header = reference.tag == W + "headerReference"
                if not index and is_header and reference.get(W + "type", "default") == wanted:
                    first = link.target
                else:
                    others.setdefault(link.target)
        others.pop(first or "", None)
        return first, list(others)

    def _furniture(self, names: list[str]) -> Iterator[str]:
        seen: set[str] = set()
        for name in names:
            root = self._root(name)
            for paragraph in root.iter(W + "p"):
                text = "".join(
                    s.text for s in self.source.flow.segments(paragraph) if not s.thing and not s.call
                )
                if (text := " ".join(text.split())) and text not in seen:
                    seen.add(text)
                    yield text

    # --- stories ---

    def _story(self, container: _Element, part: str) -> tuple[Block, ...]:
        """What stands in a header, a text box or a note, its lists counted anew."""
        before = self.numbering
        if any(self.source.numbering.instance(paragraph) for paragraph in container.iter(W + "p")):
            self.numbering = Numbering(*self.lists)
        found = tuple(self._blocks(container, part))
        self.numbering = before
        return found

    def _blocks(self, container: _Element, part: str) -> Iterator[Block]:
        for element in container:
            tag = element.tag
            if tag == W + "p":
                if self.view is View.KEEP:
                    yield from self._kept(element, part)
                else:
                    yield self._paragraph(element, part)
            elif tag == W + "tbl":
                number = len(self.source.places) + 1
                rows = tuple(self._rows(element, part))
                yield WordTable(rows, number, self._table_style(element), _has_head(element))
            elif tag in _WRAPPERS:
                yield from self._blocks(element, part)
            elif tag == MC + "AlternateContent":
                for choice in list(element.iterchildren(MC + "Choice", MC + "Fallback"))[:1]:
                    yield from self._blocks(choice, part)
            elif tag in (W + "altChunk", W + "subDoc"):
                self.unread.append("an inserted document")

    def _kept(self, element: _Element, part: str) -> Iterator[Block]:
        """A paragraph, where changes are kept: one whose mark goes is joined to the next one."""
        if not _loses_mark(element):
            yield self._paragraph(element, part)
        elif not self.source.flow.segments(element):
            self.source.gone.append(element)
        elif (following := _next_block(element)) is not None and following.tag == W + "p":
            self.waiting.append(element)
        else:
            yield self._paragraph(element, part)

    def _rows(self, table: _Element, part: str) -> Iterator[tuple[tuple[Block, ...], ...]]:
        for element in table:
            if element.tag == W + "tr":
                if self.view is View.KEEP and element.find(f"{W}trPr/{W}del") is not None:
                    continue
                yield tuple(tuple(self._blocks(cell, part)) for cell in _cells(element))
            elif element.tag in _WRAPPERS:
                yield from self._rows(element, part)

    def _table_style(self, table: _Element) -> str:
        style = table.find(f"{W}tblPr/{W}tblStyle")
        return "" if style is None else self.source.flow.styles.name(style.get(W + "val", ""))

    def _paragraph(self, element: _Element, part: str) -> WordParagraph:
        self.source.places.append(Place(part, element))
        number = len(self.source.places)
        if self.waiting:
            self.source.joined[number] = tuple(self.waiting)
            self.waiting.clear()
        own = stated(element)
        if own not in self.shapes:
            self.shapes[own] = self._shape(own)
        shape = self.shapes[own]
        label = self.numbering.label(own)
        pieces = tuple(
            [
                Piece(
                    s.text,
                    s.start,
                    s.format,
                    s.call,
                    s.thing,
                    self._name(s, part) if s.thing else "",
                    s.on_page,
                )
                for s in self.source.segments(number)
            ]
        )
        for piece in pieces:
            if piece.call and not piece.call.repeat:
                self._call(piece)
        inside = tuple([self._story(box, part) for box in boxes(element)])
        return WordParagraph(number, pieces, shape.style, shape.outline, label, shape.indent, inside)

    def _shape(self, own: Stated) -> _Shape:
        styles = self.source.flow.styles
        style = styles.style_of(own)
        return _Shape(
            styles.name(style),
            styles.outline_of(own),
            self.source.numbering.indent(own),
        )

    def _name(self, segment: Segment, part: str) -> str:
        """The file of a picture."""
        if segment.child is None:
            return ""
        if part not in self.links:
            links = self.archive.relationships(part)
            self.links[part] = {link.id: posixpath.basename(link.target) for link in links}
        for element in segment.child.iter():
            for attribute in ("embed", "id", "link"):
                if name := self.links[part].get(element.get(R + attribute, "")):
                    return name
        return ""

    # --- notes ---

    def _call(self, piece: Piece) -> None:
        """Number a note at its first call (17.11.3, 17.11.7)."""
        assert piece.call
        key = piece.call.kind, piece.call.id
        if key in self.called:
            return
        if piece.call.mark:
            self.called[key] = piece.call.mark
            return
        self.counts[piece.call.kind] += 1
        number = self.counts[piece.call.kind]
        self.called[key] = str(number) if piece.call.kind == "footnote" else f"e{number}"

    def _notes(self) -> dict[tuple[str, str], WordNote]:
        found: dict[tuple[str, str], tuple[_Element, str]] = {}
        for kind in ("footnote", "endnote"):
            name = self.archive.related(kind + "s")
            if name is None:
                continue
            for note in self._root(name).iterchildren(W + kind):
                if note.get(W + "type") not in _NO_NOTES:
                    found[kind, note.get(W + "id", "")] = note, name
        out: dict[tuple[str, str], WordNote] = {}
        waiting = list(self.called)
        while waiting:
            # A note may call another one, which is then numbered after those of the text.
            for key in waiting:
                if key in found:
                    note, part = found[key]
                    out[key] = WordNote(self.called[key], tuple(paragraphs(self._story(note, part))))
            waiting = [key for key in self.called if key not in waiting and key not in out]
        return out


def _loses_mark(paragraph: _Element) -> bool:
    """Whether the mark of a paragraph goes when the changes are accepted (17.13.5.15)."""
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    return mark is not None and any(mark.find(W + tag) is not None for tag in ("del", "moveFrom"))


def _next_block(paragraph: _Element) -> _Element | None:
    following = paragraph.getnext()
    while following is not None and following.tag in BETWEEN:
        following = following.getnext()
    return following


def _has_head(table: _Element) -> bool:
    """Whether the first row of a table is set again on every page; one that is deleted is none."""
    rows = (row for row in table.iterchildren(W + "tr") if row.find(f"{W}trPr/{W}del") is None)
    first = next(rows, None)
    head = None if first is None else first.find(f"{W}trPr/{W}tblHeader")
    return head is not None and on(head.get(W + "val"))


def _cells(row: _Element) -> Iterator[_Element]:
    for element in row:
        if element.tag == W + "tc":
            yield element
        elif element.tag in _WRAPPERS:
            yield from _cells(element)
