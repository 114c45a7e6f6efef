"""An issued Word file while tracked changes are being made on it.

Paragraphs are named by their number, as :mod:`draftkit.ooxml.extract` gave it,
places in them by characters. Everything that is not changed keeps its markup,
and every part that is not changed its bytes.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import TypeAlias

from lxml import etree

from draftkit.dataclass import dataclass, field
from draftkit.errors import DraftkitError
from draftkit.model import Format, Position, Span, Text
from draftkit.ooxml.authors import Who
from draftkit.ooxml.extract import Source
from draftkit.ooxml.further_calls import follow_numbers
from draftkit.ooxml.issued_moves import Moves
from draftkit.ooxml.issued_notes import KINDS, Notes
from draftkit.ooxml.new_words import BorrowedLook, Neighbours, NewNote, NewWords, Parts
from draftkit.ooxml.note_parts import package_parts, serialized
from draftkit.ooxml.paragraph_cuts import END, cut
from draftkit.ooxml.paragraph_ends import Ends
from draftkit.ooxml.paragraph_look import copied, without_number
from draftkit.ooxml.resolve import View, W
from draftkit.ooxml.restyled import StyleFrom, under_styles
from draftkit.ooxml.revise import (
    Edits,
    Recast,
    Stamp,
    delete_all,
    mark,
    paragraph_properties,
    recast_paragraph,
    revise,
)
from draftkit.ooxml.unparted import widened

_Element = etree._Element


@dataclass(frozen=True, slots=True)
class Shape:
    """What a new paragraph stands for: how it begins, and whose look it takes."""

    like: int
    """The paragraph it looks like; 0 for none, below 0 one of the new version, by its number there."""
    lead: tuple[str, ...] = ()
    """What stands before its words: tabs, opening brackets, a typed number, an option."""
    lead_formats: tuple[Format, ...] = ()
    """The format of each part of the lead; without them, that of its words without emphasis."""
    own_number: bool = False
    """Its number is typed although the paragraph it looks like is numbered by Word."""
    ignored: Format = Format.PLAIN
    """Formats that are the neighbour's, whatever the words say."""


_Part: TypeAlias = tuple[tuple[Span, ...], Who | None]
"""Words, and whose insertion they are."""


@dataclass(slots=True)
class IssuedFile:
    """The file, and what was done to it."""

    source: Source
    stamp: Stamp
    notes: Mapping[str, NewNote]
    """The notes that new words call, by name."""
    kept: Mapping[str, tuple[str, str]]
    """Those of them that the file has, and that keep their first call: kind and id."""
    on_page: Container[int] = ()
    """The paragraphs whose words are compared as the page shows them, with bold and italics that their
    styles give; of others, only what runs say themselves counts. 0 stands for what is new."""
    view: View = View.ACCEPT
    """What became of the tracked changes that the file held."""
    parts: Parts = field(default_factory=Parts)
    """What the new words are in contested text."""
    borrowed: Mapping[int, BorrowedLook] = field(default_factory=dict)
    """The looks of paragraphs of the new version whose style no paragraph of the file has, by number."""
    reports: list[str] = field(default_factory=list)
    """What could not be said, known when the file is saved."""
    _notes_of: dict[str, Notes] = field(init=False)
    """The notes of each kind."""
    _shown_before: dict[tuple[str, str], str] = field(init=False)
    """The numbers of the notes before anything was done."""
    _ends: Ends = field(init=False)
    _moves: Moves = field(init=False)
    _words: NewWords = field(init=False)
    _touched: set[str] = field(default_factory=set)
    _before: dict[int, _Element] = field(default_factory=dict)
    """The properties of paragraphs before they got others, by number."""
    _parts: dict[_Element, list[_Element]] = field(default_factory=dict)
    """The parts of each paragraph that was split, but for the last, which is the paragraph itself."""

    def __post_init__(self) -> None:
        self._notes_of = {kind: Notes(kind, self.source, self.stamp) for kind in KINDS}
        self._shown_before = self._notes_of["footnote"].numbers.shown()
        self._ends = Ends(self.stamp)
        self._moves = Moves(self.stamp)
        self._words = NewWords(
            self.source, self._notes_of, self.notes, self.kept, self.on_page, self.parts, self.borrowed
        )

    # --- changes ---

    def revise(
        self,
        number: int,
        deleted: Sequence[tuple[int, int]],
        inserted: Sequence[tuple[int, tuple[Span, ...] | None]],
        recast: Sequence[tuple[int, int, Format, Format]] = (),
        ignored: Format = Format.PLAIN,
        inserters: Sequence[Who | None] = (),
        deleters: Sequence[tuple[int, int, Who]] = (),
        shapes: Sequence[Shape | None] = (),
    ) -> None:
        """Change words of a paragraph. To be called once for each. None is put where :meth:`split` cuts it.

        ``inserters`` and ``deleters`` say whose insertions and deletions are not the redline's own.
        ``shapes`` are those of the parts it is cut into.
        """
        element = self._element(number)
        segments = self.source.flow.segments(element)
        neighbours = Neighbours(segments)
        is_on_page = number in self.on_page
        deleted, inserted, inserters = widened(segments, deleted, inserted, inserters, is_on_page)
        edits = Edits(list(deleted))
        edits.inserters, edits.deleters = list(inserters), list(deleters)
        styles = self._styles_at_end(element, [at for at, content in inserted if content is None], shapes)
        part = 0
        for (at, content), whose in zip_longest(inserted, inserters):
            if content is None:
                part += 1
                edits.inserted.append((at, [etree.Element(END)]))
                continue
            run, style = neighbours.at(at), styles[part].style
            have = self._words.format(run, number, style)
            edits.inserted.append((at, self._words.runs(content, run, have, ignored, whose, style)))
        edits.recast = [Recast(*planned) for planned in recast]
        if is_on_page:
            was = self._style_in(self._like(number))
            edits.recast = under_styles(
                segments, edits.recast, deleted, was, styles, ignored, self.source.flow.styles
            )
        revise(element, self.source.flow, edits, self.stamp)

    def _styles_at_end(
        self, element: _Element, cuts: Sequence[int], shapes: Sequence[Shape | None]
    ) -> list[StyleFrom]:
        """The styles that the words of a paragraph stand in when all is accepted: of each of its parts.

        Where the mark of a paragraph goes, it has the style of the one it goes on in.
        """
        styles = self.source.flow.styles
        last = self._ends.goes_on_in(element)
        whole = styles.style_of(last)
        parts = [whole if shape is None else self._style_in(self._properties(shape)) for shape in shapes]
        return [StyleFrom(at, style) for at, style in zip([0, *cuts], parts or [whole], strict=False)]

    def _style_in(self, properties: _Element | None) -> str:
        """The style that some properties of a paragraph name."""
        style = None if properties is None else properties.find(W + "pStyle")
        return self.source.flow.styles.default if style is None else style.get(W + "val", "")

    def delete(
        self, number: int, deleters: Sequence[tuple[int, int, Who]] = (), of_mark: Who | None = None
    ) -> None:
        """Delete a whole paragraph; ``deleters`` as in :meth:`revise`, ``of_mark`` for its mark."""
        element = self._element(number)
        self._words.look(number)  # what is made like it is made like it was
        if deleters:
            self.revise(number, [(start, end) for start, end, _ in deleters], [], deleters=deleters)
        delete_all(element, self.stamp)
        self._ends.gone(element)
        if of_mark:
            self._ends.whose[element] = of_mark

    def delete_note(self, kind: str, id: str, whose: Who | None = None) -> None:
        """Delete the text of a note whose call goes."""
        self._touched.add(self._notes_of[kind].name)
        self._notes_of[kind].delete(id, whose)

    def insert(
        self,
        content: tuple[Span, ...] | Sequence[_Part],
        shape: Shape,
        behind: int = 0,
        before: int = 0,
        of_mark: Who | None = None,
        outside: bool = False,
        part: int = 0,
    ) -> None:
        """Add a paragraph behind another, or before one; ``outside`` of the table or text box that has it.

        ``part`` is the part of the other it stands behind, if that was split, counted from 1. Words may be
        given part by part, with whose insertion each is; ``of_mark`` is for its mark.
        """
        new = self.paragraph(content, shape)
        if of_mark:
            self._ends.whose[new] = of_mark
        self._add(new, behind, before, outside, part)

    def move(
        self,
        number: int,
        deleted: Sequence[tuple[int, int]],
        parts: Sequence[tuple[tuple[Span, ...], Sequence[int]]],
        shape: Shape,
        behind: int = 0,
        before: int = 0,
        outside: bool = False,
        part: int = 0,
    ) -> None:
        """Move a paragraph behind another, or before one, as in :meth:`insert`.

        ``deleted`` are words that go on the way. ``parts`` are the words as they are then, each with where
        its characters stand in the paragraph; with none, words that come.
        """
        element = self._element(number)
        look = Neighbours(self.source.flow.segments(element))
        new, lead = self._begun(shape)
        if lead:
            self._come(new, lead)
        arrived = []
        for content, places in parts:
            if places:
                runs = self._words.moved(content, places, look, number, shape.ignored, new)
                arrived.append(self._come(new, runs))
            else:
                self._come(new, self._new_runs(content, shape, new))
        revise(element, self.source.flow, Edits(list(deleted)), self.stamp)
        left = delete_all(element, self.stamp)
        self._ends.gone(element)
        self._add(new, behind, before, outside, part)
        if left and arrived:
            self._moves.add(element, left, new, arrived)

    def _come(self, paragraph: _Element, runs: Sequence[_Element], whose: Who | None = None) -> _Element:
        """Runs at the end of a new paragraph, as an insertion."""
        insertion = etree.SubElement(paragraph, W + "ins", self.stamp.attributes(whose))
        insertion.extend(runs)
        return insertion

    def _add(self, new: _Element, behind: int, before: int, outside: bool, part: int) -> None:
        anchor = self._block(behind or before)
        if parts := self._parts.get(anchor):
            if part:
                anchor = parts[part - 1]
            elif not behind:
                anchor = parts[0]
        if outside:
            anchor = _outermost(anchor)
        self._touched.add(self.source.paragraph(behind or before).part)
        if behind:
            self._ends.add_behind(anchor, new)
        else:
            self._ends.add_before(anchor, new)

    def in_one_frame(self, one: int, other: int) -> bool:
        """Whether two paragraphs stand in the same table or text box."""
        return _outermost(self._block(one)) is _outermost(self._block(other))

    def put(self, block: _Element, behind: int, before: int) -> None:
        """Put a table behind a paragraph of the file or before one, outside of the table that has it."""
        self._touched.add(self.source.paragraph(behind or before).part)
        if behind:
            self._ends.put_behind(self.anchor(behind), block)
        else:
            self.anchor(before).addprevious(block)

    def anchor(self, number: int) -> _Element:
        """A paragraph, or the outermost table or text box that has it."""
        return _outermost(self._block(number))

    def touch(self, number: int) -> None:
        """Say that the part of the file which holds a paragraph is changed."""
        self._touched.add(self.source.paragraph(number).part)

    def become(self, number: int, like: int) -> None:
        """Give a paragraph the properties of another one; numbers as in :attr:`Shape.like`."""
        wanted = self._like(like)
        self._remember(number)
        recast_paragraph(self._element(number), wanted, self.stamp)

    def unnumber(self, number: int) -> None:
        """Take Word's own number from a paragraph, whose place on the page stays."""
        element = self._element(number)
        own = element.find(W + "pPr")
        wanted = etree.Element(W + "pPr") if own is None else copied(own)
        left = self.source.numbering.indent(element)
        without_number(wanted, left, self.source.numbering.by_style(element))
        self._remember(number)
        recast_paragraph(element, wanted, self.stamp)

    def join(self, number: int) -> None:
        """Delete the end of a paragraph, so that the one behind it goes on in the same line."""
        mark(self._element(number), "del", self.stamp)

    def split(self, number: int, shapes: Sequence[Shape | None]) -> None:
        """Cut a paragraph where it was revised to be cut; the shape of each part, None for its own."""
        element = self._element(number)
        self._remember(number)
        own = paragraph_properties(element)
        looks = [own if shape is None else self._properties(shape) for shape in shapes]
        for part, look in zip(cut(element), looks, strict=False):
            self._parts.setdefault(element, []).append(part)
            part.insert(0, copied(look))
            mark(part, "ins", self.stamp)
        if shapes[-1]:
            recast_paragraph(element, looks[-1], self.stamp)

    def replace_in_headers(self, old: str, new: str, read: Container[int]) -> bool:
        """Change a text that stands alone in a line of a running header or footer.

        Paragraphs that were ``read`` are lines of a masthead, which is changed by itself.
        Where a field shows it (a document variable), the field goes and the new text comes. Returns whether
        one had to stay (``w:fldSimple``), which will show the old text again.
        """
        by_field = False
        numbered = {place.part for number, place in enumerate(self.source.places, 1) if number in read}
        for name, root in self.source.roots.items():
            if root.tag not in (W + "hdr", W + "ftr") or name in numbered:
                continue
            for paragraph in root.iter(W + "p"):
                segments = self.source.flow.segments(paragraph)
                text = "".join(segment.text for segment in segments)
                if text.strip() != old:
                    continue
                in_field = next(paragraph.iter(W + "fldChar"), None) is not None
                kept = len(old) if new.startswith(old) and not in_field else 0
                start, end = text.index(old) + kept, text.index(old) + len(old)
                come = (Text(new[kept:]),) if new[kept:] else ()
                run = Neighbours(segments).at(end)
                runs = self._words.runs(come, run, Format.PLAIN, ~Format.PLAIN)
                edits = Edits([(start, end)] if start < end else [], [(end, runs)] if runs else [])
                revise(paragraph, self.source.flow, edits, self.stamp)
                self._touched.add(name)
                by_field |= next(paragraph.iter(W + "fldSimple"), None) is not None
        return by_field

    # --- the file ---

    def saved(self) -> bytes:
        """The file with all that was done."""
        self._ends.settle()
        self._moves.settle(self._ends.by_own_marks)
        for notes in self._notes_of.values():
            notes.settle()
        touched, reports = follow_numbers(self.source, self._shown_before, self.stamp)
        self._touched |= touched
        self.reports += reports
        added = [notes for notes in self._notes_of.values() if notes.added]
        for notes in added:
            notes.count()
            self._touched.add(notes.name)
        new = [(f"{notes.kind}s", notes.name) for notes in added if notes.is_new]
        changed = package_parts(self.source.archive, new)
        # Where changes were accepted or rejected, the part is another one even if nothing else was done.
        resolved = set() if self.view is View.KEEP else self.source.revised
        for name in sorted(self._touched | resolved):
            changed[name] = serialized(self.source.roots[name])
        return self.source.archive.with_parts(changed)

    # --- parts of it ---

    def _element(self, number: int) -> _Element:
        place = self.source.paragraph(number)
        if number in self.source.joined:
            raise DraftkitError(
                "a tracked change that is kept joins this paragraph to the one before;"
                " no further change can be made in it: accept or reject the changes of the file",
                self.source.archive.file,
                Position(number, 1),
            )
        self._touched.add(place.part)
        return place.element

    def _block(self, number: int) -> _Element:
        return self.source.paragraph(number).element

    def _remember(self, number: int) -> None:
        """Keep the properties of a paragraph that get others: what is made like it is made like it was."""
        own = self.source.paragraph(number).element.find(W + "pPr")
        self._before.setdefault(number, etree.Element(W + "pPr") if own is None else copied(own))

    def _like(self, number: int) -> _Element | None:
        if not number:
            return None
        if number < 0:
            return self.borrowed[-number].properties
        if number in self._before:
            return self._before[number]
        return self.source.paragraph(number).element.find(W + "pPr")

    def paragraph(self, content: tuple[Span, ...] | Sequence[_Part], shape: Shape) -> _Element:
        """A new paragraph that stands nowhere yet; what its mark says is not settled."""
        paragraph, lead = self._begun(shape)
        given: list[_Part] = [part for part in content if isinstance(part, tuple)]
        words = tuple(span for span in content if not isinstance(span, tuple))
        if words:
            given.append((words, None))
        parts = [(self._new_runs(spans, shape, paragraph, author), author) for spans, author in given]
        if lead:
            parts = [([*lead, *parts[0][0]], parts[0][1]), *parts[1:]] if parts else [(lead, None)]
        for runs, author in parts:
            if runs:
                self._come(paragraph, runs, author)
        return paragraph

    def _new_runs(
        self, content: Iterable[Span], shape: Shape, paragraph: _Element, whose: Who | None = None
    ) -> list[_Element]:
        """The runs of words of a new paragraph."""
        style = self.source.flow.styles.style_of(paragraph)
        run = self._words.look(shape.like)
        have = self._words.format(run, shape.like, style)
        return self._words.runs(content, run, have, shape.ignored, whose, style)

    def _begun(self, shape: Shape) -> tuple[_Element, list[_Element]]:
        """A new paragraph without its words, and the runs that stand before them."""
        paragraph = etree.Element(W + "p")
        properties = self._properties(shape)
        if len(properties):
            paragraph.append(properties)
        return paragraph, self._words.lead(shape.lead, shape.lead_formats, shape.like, paragraph)

    def format_in(self, run: _Element | None, style: str) -> Format:
        """What a new run looks like in a paragraph of a style, as words are compared."""
        return self._words.format(run, 0, style)

    def call(self, note: str) -> list[_Element]:
        """The runs of a call to a note, which is added where the file lacks it."""
        return self._words.call(note)

    def _properties(self, shape: Shape) -> _Element:
        """The properties of a paragraph of this shape."""
        like = self._like(shape.like)
        properties = etree.Element(W + "pPr") if like is None else copied(like)
        if shape.own_number:
            paragraph = etree.Element(W + "p")
            paragraph.append(properties)
            left = self.source.numbering.indent(paragraph)
            without_number(properties, left, self.source.numbering.by_style(paragraph))
            paragraph.remove(properties)
        return properties


def _outermost(block: _Element) -> _Element:
    """The table, or the paragraph with the text box, in which a block stands; else the block itself."""
    frames = [above for above in block.iterancestors() if above.tag in (W + "tbl", W + "p")]
    return frames[-1] if frames else block
