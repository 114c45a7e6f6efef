"""An issued Word file while tracked changes are being made on it.

Paragraphs are named by their number, as :mod:`draftkit.ooxml.extract` gave it,
places in them by characters. Everything that is not changed keeps its markup,
and every part that is not changed its bytes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise, zip_longest
from typing import TypeAlias

from lxml import etree

from draftkit.errors import DraftkitError
from draftkit.model import Format, NoteCall, Position, Span, Text
from draftkit.ooxml.authors import Who
from draftkit.ooxml.extract import Source
from draftkit.ooxml.flow import Segment
from draftkit.ooxml.further_calls import follow_numbers
from draftkit.ooxml.issued_moves import Moves
from draftkit.ooxml.issued_notes import Footnotes, serialized
from draftkit.ooxml.paragraph_cuts import END, cut
from draftkit.ooxml.paragraph_ends import Ends
from draftkit.ooxml.paragraph_look import copied, without_number
from draftkit.ooxml.resolve import View, W
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
from draftkit.ooxml.run_properties import plain, properties_like
from draftkit.ooxml.runs import text_run

_Element = etree._Element


@dataclass(frozen=True, slots=True)
class NewNote:
    """A note that comes with its call."""

    content: tuple[Span, ...]
    mark: str = ""
    """Its own mark; empty when Word numbers it."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a new paragraph stands for: how it begins, and whose look it takes."""

    like: int
    """The paragraph it looks like; 0 for none."""
    lead: tuple[str, ...] = ()
    """What stands before its words: tabs, opening brackets, a typed number, an option."""
    own_number: bool = False
    """Its number is typed although the paragraph it looks like is numbered by Word."""
    ignored: Format = Format.PLAIN
    """Formats that are the neighbour's, whatever the words say."""


_Part: TypeAlias = tuple[tuple[Span, ...], Who | None]
"""Words, and whose insertion they are."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the characters of the new version are in contested text: names of its parts."""

    by_place: Mapping[Position, str] = field(default_factory=dict)
    """Of words, by where they were read."""
    heads: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Of what is typed before the words, a part for each character."""

    def of(self, text: Text) -> Iterator[tuple[str, str]]:
        """A text part by part, each with its name; empty for what is none."""
        at = 0
        for name, found in groupby(self._names(text)):
            end = at + len(list(found))
            yield text.text[at:end], name
            at = end

    def _names(self, text: Text) -> Iterator[str]:
        """The part that each character is."""
        if text.position is None and not text.breaks:
            head = self.heads.get(text.text.strip(), ())
            before = len(text.text) - len(text.text.lstrip())
            yield from ([""] * before + [*head] + [""] * len(text.text))[: len(text.text)]
            return
        begins = [(0, text.position), *text.breaks, (len(text.text), None)]
        for (start, position), (end, _) in pairwise(begins):
            for offset in range(end - start):
                here = position and Position(position.line, position.column + offset)
                yield self.by_place.get(here, "") if here else ""


@dataclass(slots=True)
class IssuedFile:
    """The file, and what was done to it."""

    source: Source
    stamp: Stamp
    notes: Mapping[str, NewNote]
    """The notes that new words call, by name."""
    kept: Mapping[str, tuple[str, str]]
    """Those of them that the file has, and that keep their first call: kind and id."""
    base: Mapping[int, Format] = field(default_factory=dict)
    """What the style of a paragraph gives to all its text, by number."""
    view: View = View.ACCEPT
    """What became of the tracked changes that the file held."""
    parts: Parts = field(default_factory=Parts)
    """What the new words are in contested text."""
    reports: list[str] = field(default_factory=list)
    """What could not be said, known when the file is saved."""
    _footnotes: Footnotes = field(init=False)
    _shown_before: dict[tuple[str, str], str] = field(init=False)
    """The numbers of the notes before anything was done."""
    _ends: Ends = field(init=False)
    _moves: Moves = field(init=False)
    _added: dict[str, str] = field(default_factory=dict)
    """Notes added, and their ids."""
    _touched: set[str] = field(default_factory=set)
    _before: dict[int, _Element] = field(default_factory=dict)
    """The properties of paragraphs before they got others, by number."""
    _first_parts: dict[_Element, _Element] = field(default_factory=dict)
    """The first part of each paragraph that was split."""

    def __post_init__(self) -> None:
        self._footnotes = Footnotes(self.source, self.stamp)
        self._shown_before = self._footnotes.numbers.shown()
        self._ends = Ends(self.stamp)
        self._moves = Moves(self.stamp)

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
    ) -> None:
        """Change words of a paragraph. To be called once for each. None is put where :meth:`split` cuts it.

        ``inserters`` and ``deleters`` say whose insertions and deletions are not the redline's own.
        """
        element = self._element(number)
        neighbours = _Neighbours(self.source.flow.segments(element))
        edits = Edits(list(deleted), recast=[Recast(*part) for part in recast])
        edits.inserters, edits.deleters = list(inserters), list(deleters)
        for (at, content), whose in zip_longest(inserted, inserters):
            if content is None:
                edits.inserted.append((at, [etree.Element(END)]))
                continue
            run, have = neighbours.at(at)
            have |= self.base.get(number, Format.PLAIN)
            edits.inserted.append((at, self._runs(content, run, have, ignored, whose, element)))
        revise(element, self.source.flow, edits, self.stamp)

    def delete(
        self, number: int, deleters: Sequence[tuple[int, int, Who]] = (), of_mark: Who | None = None
    ) -> None:
        """Delete a whole paragraph; ``deleters`` as in :meth:`revise`, ``of_mark`` for its mark."""
        element = self._element(number)
        if deleters:
            self.revise(number, [(start, end) for start, end, _ in deleters], [], deleters=deleters)
        delete_all(element, self.stamp)
        self._ends.gone(element)
        if of_mark:
            self._ends.whose[element] = of_mark

    def delete_note(self, id: str, whose: Who | None = None) -> None:
        """Delete the text of a footnote whose call goes."""
        self._touched.add(self._footnotes.name)
        self._footnotes.delete(id, whose)

    def insert(
        self,
        content: tuple[Span, ...] | Sequence[_Part],
        shape: Shape,
        behind: int = 0,
        before: int = 0,
        of_mark: Who | None = None,
        outside: bool = False,
    ) -> None:
        """Add a paragraph behind another, or before one; ``outside`` of the table or text box that has it.

        Words may be given part by part, with whose insertion each is; ``of_mark`` is for its mark.
        """
        new = self.paragraph(content, shape)
        if of_mark:
            self._ends.whose[new] = of_mark
        self._add(new, behind, before, outside)

    def move(
        self,
        number: int,
        deleted: Sequence[tuple[int, int]],
        parts: Sequence[tuple[tuple[Span, ...], Sequence[int]]],
        shape: Shape,
        behind: int = 0,
        before: int = 0,
        outside: bool = False,
    ) -> None:
        """Move a paragraph behind another, or before one, as in :meth:`insert`.

        ``deleted`` are words that go on the way. ``parts`` are the words as they are then, each with where
        its characters stand in the paragraph; with none, words that come.
        """
        element = self._element(number)
        look = _Neighbours(self.source.flow.segments(element))
        new, lead, model = self._begun(shape)
        if lead:
            self._come(new, lead)
        arrived = []
        for content, places in parts:
            if places:
                runs = self._moved(content, places, look, self.base.get(number, Format.PLAIN), shape, new)
                arrived.append(self._come(new, runs))
            else:
                self._come(new, self._runs(content, *model, shape.ignored, None, new))
        revise(element, self.source.flow, Edits(list(deleted)), self.stamp)
        left = delete_all(element, self.stamp)
        self._ends.gone(element)
        self._add(new, behind, before, outside)
        if left and arrived:
            self._moves.add(element, left, new, arrived)

    def _moved(
        self,
        content: tuple[Span, ...],
        places: Sequence[int],
        look: _Neighbours,
        base: Format,
        shape: Shape,
        paragraph: _Element,
    ) -> list[_Element]:
        """The runs of words that moved, which look as they did."""
        runs: list[_Element] = []
        where = iter(places)
        for span in content:
            if isinstance(span, NoteCall):
                next(where)
                runs += self.call(span.note)
                continue
            for text, style in self._parted(span, paragraph):
                here = [(letter, *look.of(place)) for letter, place in zip(text, where, strict=False)]
                for _, group in groupby(here, key=lambda found: (id(found[1]), found[2])):
                    letters = list(group)
                    _, run, have = letters[0]
                    want = (span.format & ~shape.ignored) | ((have | base) & shape.ignored)
                    words = "".join(letter for letter, _, _ in letters)
                    runs.append(self._run(words, run, have | base, want, style))
        return runs

    def _come(self, paragraph: _Element, runs: Sequence[_Element], whose: Who | None = None) -> _Element:
        """Runs at the end of a new paragraph, as an insertion."""
        insertion = etree.SubElement(paragraph, W + "ins", self.stamp.attributes(whose))
        insertion.extend(runs)
        return insertion

    def _add(self, new: _Element, behind: int, before: int, outside: bool) -> None:
        anchor = self._block(behind or before)
        if not behind:
            anchor = self._first_parts.get(anchor, anchor)
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
        """Give a paragraph the properties of another one."""
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
            self._first_parts.setdefault(element, part)
            part.insert(0, copied(look))
            mark(part, "ins", self.stamp)
        if shapes[-1]:
            recast_paragraph(element, looks[-1], self.stamp)

    def replace_in_headers(self, old: str, new: str) -> bool:
        """Change a text that stands alone in a line of a running header or footer.

        Where a field shows it (a document variable), the field goes and the new text comes. Returns whether
        one had to stay (``w:fldSimple``), which will show the old text again.
        """
        by_field = False
        numbered = {place.part for place in self.source.places}
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
                run, have = _Neighbours(segments).at(end)
                runs = self._runs((Text(new[kept:], have),), run, have, Format.PLAIN) if new[kept:] else []
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
        self._footnotes.settle()
        touched, reports = follow_numbers(self.source, self._shown_before, self.stamp)
        self._touched |= touched
        self.reports += reports
        changed = dict(self._footnotes.package_parts())
        if self._footnotes.added:
            self._touched.add(self._footnotes.name)
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
        if number in self._before:
            return self._before[number]
        return self.source.paragraph(number).element.find(W + "pPr")

    def paragraph(self, content: tuple[Span, ...] | Sequence[_Part], shape: Shape) -> _Element:
        """A new paragraph that stands nowhere yet; what its mark says is not settled."""
        paragraph, lead, (run, have) = self._begun(shape)
        given: list[_Part] = [part for part in content if isinstance(part, tuple)]
        words = tuple(span for span in content if not isinstance(span, tuple))
        if words:
            given.append((words, None))
        parts = [
            (self._runs(spans, run, have, shape.ignored, author, paragraph), author)
            for spans, author in given
        ]
        if lead:
            parts = [([*lead, *parts[0][0]], parts[0][1]), *parts[1:]] if parts else [(lead, None)]
        for runs, author in parts:
            if runs:
                self._come(paragraph, runs, author)
        return paragraph

    def _begun(self, shape: Shape) -> tuple[_Element, list[_Element], tuple[_Element | None, Format]]:
        """A new paragraph without its words, what stands before them, and the model of their look."""
        paragraph = etree.Element(W + "p")
        properties = self._properties(shape)
        if len(properties):
            paragraph.append(properties)
        run, have = self._text_look(shape.like)
        if not shape.lead:
            return paragraph, [], (run, have)
        heads = shape.lead if self._looks(paragraph) else ("".join(shape.lead),)
        spans = [Text(part, have & ~_EMPHASIS) for part in heads]
        lead = self._runs(spans, run, have, Format.PLAIN, None, paragraph)
        return paragraph, lead, (run, have)

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

    def _text_look(self, number: int) -> tuple[_Element | None, Format]:
        """A run of a paragraph whose look its words have: one without emphasis, if there is any."""
        if not number:
            return None, Format.PLAIN
        base = self.base.get(number, Format.PLAIN)
        words = [s for s in self.source.flow.segments(self._block(number)) if _is_words(s)]
        best = next((s for s in words if s.format is Format.PLAIN and s.text.strip()), None)
        best = best or next((s for s in words if s.text.strip()), None)
        return (best.runs[0], best.format | base) if best else (None, base)

    def _runs(
        self,
        content: Iterable[Span],
        run: _Element | None,
        have: Format,
        ignored: Format,
        whose: Who | None = None,
        paragraph: _Element | None = None,
    ) -> list[_Element]:
        out: list[_Element] = []
        for span in content:
            if isinstance(span, NoteCall):
                out += self.call(span.note, whose)
                continue
            want = (span.format & ~ignored) | (have & ignored)
            out += [self._run(text, run, have, want, style) for text, style in self._parted(span, paragraph)]
        return out

    def _parted(self, text: Text, paragraph: _Element | None) -> list[tuple[str, str]]:
        """A text in the parts that it has in contested text, each with its style."""
        looks = self._looks(paragraph)
        return (
            [(words, looks.get(part, "")) for words, part in self.parts.of(text)]
            if looks
            else [(text.text, "")]
        )

    def _run(self, text: str, run: _Element | None, have: Format, want: Format, style: str) -> _Element:
        properties = properties_like(run, have, want, self._styles, style)
        if not want & (Format.SUPERSCRIPT | Format.SUBSCRIPT):
            plain(properties)
        return text_run(text, properties)

    @property
    def _styles(self) -> Collection[str]:
        """The styles of contested text, which are for the very words that have them."""
        return self.source.flow.styles.contested.values()

    def _looks(self, paragraph: _Element | None) -> Mapping[str, str]:
        """The styles for contested text in a paragraph, by part.

        Bold in a character style and in a paragraph's is not bold in Word (17.7.3): there it has none.
        """
        styles = self.source.flow.styles
        if paragraph is None or Format.BOLD in styles.paragraph_format(styles.style_of(paragraph)):
            return {}
        return styles.contested

    # --- note calls ---

    def call(self, note: str, whose: Who | None = None) -> list[_Element]:
        """The runs of a call to a note, which is added where the file lacks it."""
        if note in self.kept:
            return self._footnotes.repeat(*self.kept[note], self._shown(note))
        if note in self._added:
            return self._footnotes.repeat("footnote", self._added[note], self._shown(note))
        found = self.notes[note]
        content = [span for span in found.content if isinstance(span, Text)]
        look = self._footnotes.text_look()
        have = Format.PLAIN if look is None else self.source.flow.styles.format_of(look)
        runs = [text_run(s.text, properties_like(look, have, s.format, self._styles)) for s in content]
        id, reference = self._footnotes.add(runs, found.mark, whose)
        self._added[note] = id
        return [reference]

    def _shown(self, note: str) -> str:
        return self.notes[note].mark or note


_EMPHASIS = Format.ITALIC | Format.BOLD | Format.UNDERLINE


def _outermost(block: _Element) -> _Element:
    """The table, or the paragraph with the text box, in which a block stands; else the block itself."""
    frames = [above for above in block.iterancestors() if above.tag in (W + "tbl", W + "p")]
    return frames[-1] if frames else block


def _is_words(segment: Segment) -> bool:
    return not segment.call and not segment.thing and segment.runs[0].tag == W + "r"


class _Neighbours:
    """The words of a paragraph, as models for what comes between them."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.words = [segment for segment in segments if _is_words(segment)]
        letters = (s.start + i for s in self.words for i, c in enumerate(s.text) if c.isalpha())
        self.first_letter = next(letters, None)

    def at(self, place: int) -> tuple[_Element | None, Format]:
        """The run whose look words at a place take, and its format: the run before them, else the one behind.

        A tab or a number says little about the words behind it.
        """
        behind = bisect_left(self.words, place, key=lambda segment: segment.start)
        in_head = self.first_letter is None or place <= self.first_letter
        if not self.words:
            return None, Format.PLAIN
        is_next = not behind or (in_head and behind < len(self.words))
        found = self.words[behind if is_next else behind - 1]
        return found.runs[0], found.format

    def of(self, place: int) -> tuple[_Element | None, Format]:
        """The run that a character stands in, and its format."""
        behind = bisect_right(self.words, place, key=lambda segment: segment.start)
        found = self.words[behind - 1] if behind else None
        return (found.runs[0], found.format) if found and place < found.end else self.at(place)
