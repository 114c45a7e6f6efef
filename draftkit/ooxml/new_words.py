"""The words that come into an issued Word file: runs that look like their neighbours, and note calls."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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


def is_words(segment: Segment) -> bool:
    """Whether a part of a paragraph is words of its own run."""
    return not segment.call and not segment.thing and segment.runs[0].tag == W + "r"


@dataclass(slots=True)
class NewWords:
    """Makes the words that come into one file."""

    source: Source
    notes_of: Mapping[str, Notes]
    """The notes of each kind."""
    notes: Mapping[str, NewNote]
    kept: Mapping[str, tuple[str, str]]
    base: Mapping[int, Format]
    parts: Parts
    """As in :class:`draftkit.ooxml.issued.IssuedFile`."""
    _seen: dict[int, tuple[_Element | None, Format]] = field(init=False, default_factory=dict)
    """The looks of paragraphs, each as it was when it was first asked for."""
    _added: dict[str, str] = field(default_factory=dict)
    """Notes added, and their ids."""

    def runs(
        self,
        content: Iterable[Span],
        run: _Element | None,
        have: Format,
        ignored: Format,
        whose: Who | None = None,
        paragraph: _Element | None = None,
    ) -> list[_Element]:
        """The runs of some content, like ``run``, whose format is ``have``, but for the format of each.

        Formats ``ignored`` are those of ``run``. ``paragraph`` is the one they come into.
        """
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

    def moved(
        self,
        content: tuple[Span, ...],
        places: Sequence[int],
        look: Neighbours,
        base: Format,
        ignored: Format,
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
                    want = (span.format & ~ignored) | ((have | base) & ignored)
                    words = "".join(letter for letter, _, _ in letters)
                    runs.append(self._run(words, run, have | base, want, style))
        return runs

    def lead(
        self, parts: Sequence[str], formats: Sequence[Format], like: int, paragraph: _Element
    ) -> list[_Element]:
        """The runs of what stands before the words of a new paragraph; as its words, without a format."""
        if not parts:
            return []
        run, have = self.look(like)
        pairs = list(zip(formats or [have & ~_EMPHASIS] * len(parts), parts, strict=True))
        spans = [Text(part, format) for format, part in pairs]
        if not self._looks(paragraph):
            groups = groupby(pairs, key=itemgetter(0))
            spans = [Text("".join(part for _, part in group), format) for format, group in groups]
        return self.runs(spans, run, have, Format.PLAIN, None, paragraph)

    def look(self, number: int) -> tuple[_Element | None, Format]:
        """A run of a paragraph whose look its words have: one without emphasis, if there is any."""
        if not number:
            return None, Format.PLAIN
        if number not in self._seen:
            self._seen[number] = self._look(number)
        return self._seen[number]

    def _look(self, number: int) -> tuple[_Element | None, Format]:
        base = self.base.get(number, Format.PLAIN)
        words = [s for s in self.source.flow.segments(self.source.paragraph(number).element) if is_words(s)]
        best = next((s for s in words if s.format is Format.PLAIN and s.text.strip()), None)
        best = best or next((s for s in words if s.text.strip()), None)
        return (best.runs[0], best.format | base) if best else (None, base)

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
        have = Format.PLAIN if look is None else self.source.flow.styles.format_of(look)
        runs = [text_run(s.text, properties_like(look, have, s.format, self._styles)) for s in content]
        id, reference = of_kind.add(runs, found.mark, whose)
        self._added[note] = id
        return [reference]

    def _shown(self, note: str) -> str:
        return self.notes[note].mark or note
