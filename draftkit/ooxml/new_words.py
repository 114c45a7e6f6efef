"""The words that come into an issued Word file: runs that look like their neighbours, and note calls."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from operator import itemgetter

from lxml import etree

from draftkit.dataclass import dataclass, field
from draftkit.model import Format, NoteCall, Position, Span, Text
from draftkit.ooxml.authors import Who
from draftkit.ooxml.extract import Source
from draftkit.ooxml.flow import Segment
from draftkit.ooxml.issued_notes import Notes
from draftkit.ooxml.resolve import W
from draftkit.ooxml.run_properties import plain, properties_like
from draftkit.ooxml.runs import text_run

_Element = etree._Element
_EMPHASIS = Format.ITALIC | Format.BOLD | Format.UNDERLINE


@dataclass(frozen=True, slots=True)
class NewNote:
    """A note that comes with its call."""

    content: tuple[Span, ...]
    mark: str = ""
    """Its own mark; empty when Word numbers it."""
    kind: str = "footnote"
    """``footnote`` or ``endnote``."""
    ends: frozenset[int] = frozenset()
    """Which of the line ends in its text, counted from 0, are ends of paragraphs."""


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


class Neighbours:
    """The words of a paragraph, as models for what comes between them."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.words = [segment for segment in segments if is_words(segment)]
        letters = (s.start + i for s in self.words for i, c in enumerate(s.text) if c.isalpha())
        self.first_letter = next(letters, None)

    def at(self, place: int) -> _Element | None:
        """The run whose look words at a place take: the run before them, else the one behind.

        A tab or a number says little about the words behind it.
        """
        behind = bisect_left(self.words, place, key=lambda segment: segment.start)
        in_head = self.first_letter is None or place <= self.first_letter
        if not self.words:
            return None
        is_next = not behind or (in_head and behind < len(self.words))
        return self.words[behind if is_next else behind - 1].runs[0]

    def of_each(self, places: Iterable[int]) -> Iterator[_Element | None]:
        """The runs that characters stand in."""
        run: _Element | None = None
        start = end = 0
        for place in places:
            if not start <= place < end:
                behind = bisect_right(self.words, place, key=lambda segment: segment.start)
                found = self.words[behind - 1] if behind else None
                start, end, run = (found.start, found.end, found.runs[0]) if found else (0, 0, None)
            yield run if start <= place < end else self.at(place)


def is_words(segment: Segment) -> bool:
    """Whether a part of a paragraph is words of its own run."""
    return not segment.call and not segment.thing and segment.runs[0].tag == W + "r"


def model_run(source: Source, number: int) -> _Element | None:
    """A run of a paragraph whose look its words have: one without emphasis, if there is any."""
    element = source.paragraph(number).element
    words = [s for s in source.flow.segments(element) if is_words(s) and s.text.strip()]
    bare = source.flow.styles.paragraph_format(source.flow.styles.style_of(element))
    plain = [segment for segment in words if segment.format is Format.PLAIN]
    best = [segment for segment in plain if segment.on_page == bare] or plain or words
    return best[0].runs[0] if best else None


@dataclass(frozen=True, slots=True)
class BorrowedLook:
    """The look of a paragraph of the new version, as the issued file can have it."""

    properties: _Element
    """Its ``w:pPr``."""
    run: _Element | None
    """A run whose look its words have; None without words."""


@dataclass(slots=True)
class NewWords:
    """Makes the words that come into one file."""

    source: Source
    notes_of: Mapping[str, Notes]
    """The notes of each kind."""
    notes: Mapping[str, NewNote]
    kept: Mapping[str, tuple[str, str]]
    on_page: Container[int]
    parts: Parts
    borrowed: Mapping[int, BorrowedLook]
    """As in :class:`draftkit.ooxml.issued.IssuedFile`."""
    _seen: dict[int, _Element | None] = field(init=False, default_factory=dict)
    """The runs that are models for new words, by paragraph, each as when it was first asked for."""
    _added: dict[str, str] = field(default_factory=dict)
    """Notes added, and their ids."""

    def runs(
        self,
        content: Iterable[Span],
        run: _Element | None,
        have: Format,
        ignored: Format,
        whose: Who | None = None,
        style: str | None = None,
    ) -> list[_Element]:
        """The runs of some content, like ``run``, whose format is ``have``, but for the format of each.

        Formats ``ignored`` are those of ``run``. ``style`` is that of the paragraph they come into.
        """
        out: list[_Element] = []
        for span in content:
            if isinstance(span, NoteCall):
                out += self.call(span.note, whose)
                continue
            want = (span.format & ~ignored) | (have & ignored)
            out += [self._run(text, run, have, want, part) for text, part in self._parted(span, style)]
        return out

    def _parted(self, text: Text, style: str | None) -> list[tuple[str, str]]:
        """A text in the parts that it has in contested text, each with its style."""
        looks = self._looks(style)
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

    def _looks(self, style: str | None) -> Mapping[str, str]:
        """The styles for contested text in a paragraph of a style, by part.

        Bold in a character style and in a paragraph's is not bold in Word (17.7.3): there it has none.
        """
        styles = self.source.flow.styles
        if style is None or Format.BOLD in styles.paragraph_format(style):
            return {}
        return styles.contested

    def moved(
        self,
        content: tuple[Span, ...],
        places: Sequence[int],
        look: Neighbours,
        number: int,
        ignored: Format,
        paragraph: _Element,
    ) -> list[_Element]:
        """The runs of words that moved from paragraph ``number``, which look as they did."""
        style = self.source.flow.styles.style_of(paragraph)
        runs: list[_Element] = []
        models = look.of_each(places)
        for span in content:
            if isinstance(span, NoteCall):
                next(models)
                runs += self.call(span.note)
                continue
            for text, part in self._parted(span, style):
                here = list(zip(text, models, strict=False))
                for _, group in groupby(here, key=lambda found: id(found[1])):
                    letters = list(group)
                    run = letters[0][1]
                    have = self.format(run, number, style)
                    want = (span.format & ~ignored) | (have & ignored)
                    words = "".join(letter for letter, _ in letters)
                    runs.append(self._run(words, run, have, want, part))
        return runs

    def lead(
        self, parts: Sequence[str], formats: Sequence[Format], like: int, paragraph: _Element
    ) -> list[_Element]:
        """The runs of what stands before the words of a new paragraph; as its words, without a format."""
        if not parts:
            return []
        style = self.source.flow.styles.style_of(paragraph)
        run = self.look(like)
        have = self.format(run, like, style)
        bare = (have & ~_EMPHASIS) | self.format(None, like, style)
        pairs = list(zip(formats or [bare] * len(parts), parts, strict=True))
        spans = [Text(part, format) for format, part in pairs]
        if not self._looks(style):
            groups = groupby(pairs, key=itemgetter(0))
            spans = [Text("".join(part for _, part in group), format) for format, group in groups]
        return self.runs(spans, run, have, Format.PLAIN, None, style)

    def look(self, number: int) -> _Element | None:
        """A run whose look the words of a paragraph have; numbers as in :attr:`Shape.like`."""
        if not number:
            return None
        if number < 0:
            return self.borrowed[-number].run
        if number not in self._seen:
            self._seen[number] = model_run(self.source, number)
        return self._seen[number]

    def format(self, run: _Element | None, number: int, style: str) -> Format:
        """What a run looks like in a paragraph of a style, as words of paragraph ``number`` are compared."""
        styles = self.source.flow.styles
        is_on_page = max(number, 0) in self.on_page
        if run is None:
            return styles.paragraph_format(style) if is_on_page else Format.PLAIN
        return styles.on_page(run, style) if is_on_page else styles.format_of(run)

    # --- note calls ---

    def call(self, note: str, whose: Who | None = None) -> list[_Element]:
        """The runs of a call to a note, which is added where the file lacks it."""
        if note in self.kept:
            kind, id = self.kept[note]
            return self.notes_of[kind].repeat(kind, id, self._shown(note))
        found = self.notes[note]
        of_kind = self.notes_of[found.kind]
        if note in self._added:
            return of_kind.repeat(found.kind, self._added[note], self._shown(note))
        content = [span for span in found.content if isinstance(span, Text)]
        look = of_kind.text_look()
        have = Format.PLAIN
        if look is not None:
            style = self.source.flow.styles.style_of(next(look.iterancestors(W + "p")))
            have = self.format(look, 0, style)
        runs = [text_run(s.text, properties_like(look, have, s.format, self._styles)) for s in content]
        id, reference = of_kind.add(runs, found.mark, whose, found.ends)
        self._added[note] = id
        return [reference]

    def _shown(self, note: str) -> str:
        return self.notes[note].mark or note
