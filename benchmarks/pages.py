"""Our pages beside the official ones: positions, sizes, and where lines break.

A draft is rendered as `draftkit render --typography -o DRAFT.pdf` does it, and what the
two PDF files show is measured: baselines and edges in millimetres from the
corner of the page, sizes in points. A value further from the official one than the
tolerance is marked, and the program ends with status 1.

What is compared: only what both files have. Draft texts made from a PDF file differ
from it in a few words; the words of the two files are aligned first, and a line takes
part where both have its words. Job numbers, barcodes and emblems take no part.

What no value of ours can change, and what is therefore said but not held against us:

- Fonts. LibreOffice prints with Liberation Serif, whose widths are those of Times New
  Roman. Widths agree to about 0.1 %: a last line of 98 mm is 0.1 mm longer or shorter.
- Justified lines. Word draws the spaces of a line together, to about two thirds of
  their width, where one more word then fits; LibreOffice before 24.2 only widens them.
  A quarter of the lines of an official page are drawn together. Such a line, and those
  after it in the same paragraph until both files begin a line at the same word again,
  say nothing about our values. The share of all lines is shown beside.
- Small figures. LibreOffice makes a raised figure 58 % of the size of its line, Word
  65 %.
- Rules that are characters. The rule above the notes is a line of underscores in the
  official files; LibreOffice has a rule of its own, at the left edge of the page.

Run: python benchmarks/pages.py OFFICIAL.pdf DRAFT.md [OFFICIAL.pdf DRAFT.md ...]
"""

from __future__ import annotations

import io
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from difflib import SequenceMatcher
from itertools import groupby, pairwise
from pathlib import Path
from statistics import mean, median
from typing import Any

import pdfplumber

from draftkit.editorial.typography import no_break_spaces
from draftkit.model import Field
from draftkit.readers.text import read_text
from draftkit.rows import Row, RowKind, rows
from draftkit.writers.pdf import to_pdf
from draftkit.writers.word.clean import write_docx

POSITION = 1.5
"""Millimetres that a position may be off."""
SIZE = 0.25
"""Points that a size may be off."""
BREAKS = 0.9
"""The share of lines that have to break at the same word."""
MM = 25.4 / 72
DATE = datetime(2031, 5, 21, tzinfo=UTC)
TEXT_SIZES = (9.5, 12.5)
NOTE_SIZES = (8.2, 8.8)
SMALL = 7.5
"""Points below which a character is a raised figure."""
SEGMENT = 24.0
"""Points of white that divide what stands beside each other; a tab after a number leaves less."""
HEAD, FOOT = 26.0, 260.0
"""Millimetres from the top: running headers end above, running footers begin below."""
MASTHEAD = 74.0
DRAWN_TOGETHER = 1.0
"""A line whose spaces are narrower than this share of their width was drawn together."""
INDENTED = (3.0, 12.0)
"""Millimetres by which the first line of a paragraph stands in."""


# --- what stands on the pages -------------------------------------------------


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without white space between them, in points from the left."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline."""

    page: int
    baseline: float
    """Millimetres from the top of the page."""
    size: float
    """Points."""
    words: tuple[Word, ...]
    spaces: float
    """The width of its spaces, as a share of what the style asks for."""

    @property
    def left(self) -> float:
        return self.words[0].left * MM

    @property
    def right(self) -> float:
        return self.words[-1].right * MM

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line, in millimetres."""

    page: int
    top: float
    left: float
    right: float
    weight: float
    """Points."""


@dataclass(frozen=True, slots=True)
class Document:
    """What a PDF file shows."""

    pages: int
    lines: tuple[Line, ...]
    figures: tuple[Line, ...]
    """Raised figures: calls in the text, numbers before notes."""
    rules: tuple[Rule, ...]

    def body(self) -> list[Line]:
        """The lines of the text, without headers, footers and notes."""
        return [line for line in self.lines if _stands_in_text(line) and within(line.size, TEXT_SIZES)]

    def notes(self) -> list[Line]:
        """The lines of the notes."""
        return [line for line in self.lines if _stands_in_text(line) and within(line.size, NOTE_SIZES)]


def within(value: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= value <= limits[1]


def _stands_in_text(line: Line) -> bool:
    return within(line.baseline, (MASTHEAD if line.page == 1 else HEAD, FOOT))


def read_pdf(file: Path | io.BytesIO) -> Document:
    lines: list[Line] = []
    figures: list[Line] = []
    rules: list[Rule] = []
    with pdfplumber.open(file) as pdf:
        for number, page in enumerate(pdf.pages, start=1):
            height = float(page.height)
            large = [c for c in page.chars if c["size"] >= SMALL]
            small = [c for c in page.chars if c["size"] < SMALL]
            lines += _lines(number, height, large)
            figures += _lines(number, height, small)
            rules += _rules(number, [*page.rects, *page.lines])
        return Document(len(pdf.pages), tuple(lines), tuple(figures), tuple(rules))


def _lines(page: int, height: float, characters: list[dict[str, Any]]) -> Iterator[Line]:
    def baseline(character: dict[str, Any]) -> float:
        return height - float(character["matrix"][5])

    ordered = sorted(characters, key=baseline)
    for row in _runs(ordered, lambda a, b: baseline(b) - baseline(a) < 1):
        row.sort(key=lambda c: float(c["x0"]))
        seen = [c for c in row if not c["text"].isspace()]
        for segment in _runs(seen, lambda a, b: float(b["x0"]) - float(a["x1"]) < SEGMENT):
            blanks = [c for c in row if c["text"].isspace()]
            words = tuple(_words(segment, blanks))
            top = max(map(baseline, segment)) * MM
            size = float(segment[0]["size"])
            yield Line(page, top, size, words, _spaces(words, size))


def _runs(items: Sequence[Any], together: Callable[[Any, Any], bool]) -> Iterator[list[Any]]:
    """Items one after the other, divided where two neighbours do not belong together."""
    run = list(items[:1])
    for one, other in pairwise(items):
        if not together(one, other):
            yield run
            run = []
        run.append(other)
    if run:
        yield run


def _words(characters: list[dict[str, Any]], blanks: list[dict[str, Any]]) -> Iterator[Word]:
    """Words end at a space, and at white that is too wide to be nothing (a tab)."""
    stops = [float(c["x0"]) for c in blanks]

    def together(one: dict[str, Any], other: dict[str, Any]) -> bool:
        start, stop = float(one["x0"]), float(other["x0"])
        wide = stop - float(one["x1"]) > 0.25 * float(one["size"])
        return not wide and not any(start < at < stop for at in stops)

    for run in _runs(characters, together):
        text = "".join(c["text"] for c in run)
        yield Word(text, float(run[0]["x0"]), float(run[-1]["x1"]))


def _spaces(words: tuple[Word, ...], size: float) -> float:
    """Times New Roman's space is a quarter of its size; the style makes it 103 % and adds 0.2 points.

    The last letter before a space adds 0.2 points too, and the PDF files of Word do not count the
    3 % among the width of a letter (about 0.13 points). The median, for a tab can be among the gaps.
    """
    gaps = [other.left - one.right for one, other in pairwise(words)]
    return median(gaps) / (size * 0.2575 + 0.53) if gaps else 1.0


def _rules(page: int, shapes: Iterable[dict[str, Any]]) -> Iterator[Rule]:
    """Horizontal lines. Word draws one in pieces, as flat boxes; LibreOffice as a line with a weight."""
    flat: list[Rule] = []
    for shape in shapes:
        top, bottom = float(shape["top"]), float(shape["bottom"])
        left, right = float(shape["x0"]), float(shape["x1"])
        if bottom - top > 3:
            continue
        weight = max(bottom - top, float(shape.get("linewidth") or 0))
        flat.append(Rule(page, (top + bottom) / 2 * MM, left * MM, right * MM, weight))
    flat.sort(key=lambda rule: (round(rule.top), rule.left))
    for run in _runs(flat, lambda a, b: abs(a.top - b.top) < 0.5 and b.left - a.right < 1):
        yield Rule(
            page,
            mean(rule.top for rule in run),
            min(rule.left for rule in run),
            max(rule.right for rule in run),
            max(rule.weight for rule in run),
        )


# --- what is measured ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Item:
    """One value, theirs and ours; None where a file does not have it."""

    name: str
    theirs: float | None
    ours: float | None
    tolerance: float = POSITION
    why_not_held: str = ""
    """Why a difference is not held against us."""

    @property
    def compared(self) -> bool:
        return self.theirs is not None and self.ours is not None

    @property
    def difference(self) -> float:
        return (self.ours or 0) - (self.theirs or 0)

    @property
    def good(self) -> bool:
        if self.why_not_held or self.theirs is None:
            return True
        return self.compared and abs(self.difference) <= self.tolerance


@dataclass(frozen=True, slots=True)
class Breaks:
    """Where the lines of the text end."""

    all: int
    """Lines of the official text that are not the last of their paragraph."""
    same: int
    """Of these, lines that end at the same word in ours, wherever they begin."""
    comparable: int
    """Lines that begin at the same word in both and were not drawn together."""
    comparable_same: int

    @property
    def share(self) -> float:
        return self.comparable_same / self.comparable if self.comparable else 1.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two files, compared."""

    name: str
    theirs: Document
    ours: Document
    items: tuple[Item, ...]
    breaks: Breaks
    common: float
    """The share of the official words that our file has too."""
    faults: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        faults = [f"{item.name}: {_shown(item)}" for item in self.items if not item.good]
        if self.theirs.pages != self.ours.pages:
            faults.append(f"pages: {self.theirs.pages} and {self.ours.pages}")
        if self.breaks.share < BREAKS:
            faults.append(f"line breaks: {self.breaks.share:.0%}")
        object.__setattr__(self, "faults", tuple(faults))


def compare(official: Path, draft: Path) -> Comparison:
    """Render the draft and hold its pages against the official ones."""
    draft_on_page = no_break_spaces(read_text(draft.read_text(encoding="utf-8"), draft.name)[0].draft)
    ours = read_pdf(io.BytesIO(to_pdf(write_docx(draft_on_page), date=DATE)))
    theirs = read_pdf(official)
    found = rows(draft_on_page)
    items = (
        *_masthead(theirs, ours),
        *_running(theirs, ours),
        *_front(theirs, ours, found),
        *_body(theirs, ours),
        *_notes(theirs, ours),
        *_end(theirs, ours),
    )
    breaks, common = _breaks(theirs, ours)
    return Comparison(official.stem, theirs, ours, items, breaks, common)


Find = Callable[[Document], Line | None]


def _of(thing: Line | Rule | None, name: str) -> float | None:
    """A value of a line or rule, where there is one."""
    return None if thing is None else float(getattr(thing, name))


def _pair(theirs: Document, ours: Document, name: str, find: Find, edge: str = "left") -> Iterator[Item]:
    """Baseline, edge and size of the line that is found in each file."""
    yield from _beside(name, find(theirs), find(ours), edge)


def _beside(name: str, one: Line | None, other: Line | None, edge: str = "left") -> Iterator[Item]:
    yield Item(f"{name}, baseline", _of(one, "baseline"), _of(other, "baseline"))
    yield Item(f"{name}, {edge}", _of(one, edge), _of(other, edge))
    yield Item(f"{name}, size", _of(one, "size"), _of(other, "size"), SIZE)


def _first(lines: Iterable[Line], wanted: Callable[[Line], bool]) -> Line | None:
    return next((line for line in lines if wanted(line)), None)


def _starting(start: str) -> Find:
    return lambda document: _first(
        document.lines, lambda line: line.page == 1 and line.text.startswith(start)
    )


def _masthead(theirs: Document, ours: Document) -> Iterator[Item]:
    def top_right(document: Document) -> Line | None:
        return _first(document.lines, lambda x: x.page == 1 and x.baseline < HEAD and x.left > 130)

    def organ(document: Document) -> Line | None:
        return _first(document.lines, lambda x: x.page == 1 and x.baseline > HEAD and x.size > 13)

    yield from _pair(theirs, ours, "“United Nations”", _starting("United Nations"))
    yield from _pair(theirs, ours, "symbol", top_right, "right")
    yield from _pair(theirs, ours, "organ", organ)
    yield from _pair(theirs, ours, "distribution", _starting("Distr."))
    yield from _pair(theirs, ours, "original language", _starting("Original:"))
    for name, limits in (("upper rule", (20.0, 30.0)), ("lower rule", (60.0, 80.0))):
        yield from _rule(theirs, ours, f"masthead, {name}", 1, limits)


def _rule(
    theirs: Document, ours: Document, name: str, page: int, limits: tuple[float, float]
) -> Iterator[Item]:
    one, other = (
        max(
            (r for r in document.rules if r.page == page and within(r.top, limits)),
            key=lambda r: r.right - r.left,
            default=None,
        )
        for document in (theirs, ours)
    )
    yield Item(f"{name}, top", _of(one, "top"), _of(other, "top"))
    yield Item(f"{name}, left", _of(one, "left"), _of(other, "left"))
    yield Item(f"{name}, right", _of(one, "right"), _of(other, "right"))
    yield Item(f"{name}, weight", _of(one, "weight"), _of(other, "weight"), SIZE)


def _running(theirs: Document, ours: Document) -> Iterator[Item]:
    for page, edge in ((2, "left"), (3, "right")):
        if min(theirs.pages, ours.pages) < page:
            continue

        def head(document: Document, page: int = page) -> Line | None:
            return _first(document.lines, lambda x: x.page == page and x.baseline < HEAD)

        def foot(document: Document, page: int = page) -> Line | None:
            return _first(
                document.lines,
                lambda x: x.page == page and x.baseline > FOOT and re.match(r"\d+/\d+$", x.text) is not None,
            )

        yield from _pair(theirs, ours, f"page {page}, symbol", head, edge)
        yield from _rule(theirs, ours, f"page {page}, rule", page, (20.0, 30.0))
        yield from _pair(theirs, ours, f"page {page}, page number", foot, edge)


_FRONT_FIELDS = {
    Field.SESSION: "session",
    Field.COMMITTEE: "committee",
    Field.AGENDA_ITEM: "agenda item",
    Field.AGENDA_TITLE: "agenda title",
    Field.SPONSORS: "sponsors",
    Field.TITLE: "title",
}


def _front(theirs: Document, ours: Document, found: Sequence[Row]) -> Iterator[Item]:
    """From the session to the enacting words, each looked for below the one before."""
    below = [MASTHEAD, MASTHEAD]
    for row in found:
        name = _FRONT_FIELDS.get(Field(row.field), "") if row.kind is RowKind.FRONT and row.field else ""
        if row.kind is RowKind.ENACTING:
            name = "enacting words"
        if not name or not row.text.strip():
            continue
        start = row.text.split()[0]
        lines = [_below(document, y, start) for document, y in zip((theirs, ours), below, strict=True)]
        below = [line.baseline if line else y for line, y in zip(lines, below, strict=True)]
        yield from _beside(name, lines[0], lines[1])
        if row.kind is RowKind.ENACTING:
            return


def _below(document: Document, baseline: float, start: str) -> Line | None:
    """The first line of the first page below this one that begins with this word."""
    return _first(
        document.body(),
        lambda line: line.page == 1 and line.baseline > baseline and line.text.startswith(start),
    )


def _body(theirs: Document, ours: Document) -> Iterator[Item]:
    def common_left(document: Document) -> float | None:
        lefts = Counter(round(line.left, 1) for line in _text_lines(document) if len(line.words) > 6)
        return lefts.most_common(1)[0][0] if lefts else None

    def right(document: Document) -> float | None:
        return median(line.right for line in _text_lines(document) if line.right > 165)

    def where(pattern: str, place: int) -> Callable[[Document], float | None]:
        def measure(document: Document) -> float | None:
            edge = common_left(document) or 0
            lefts = [
                line.words[place].left * MM
                for line in _text_lines(document)
                if len(line.words) > place
                and re.fullmatch(pattern, line.words[0].text)
                and line.left - edge < INDENTED[1]
            ]
            # A turned line can begin with a figure, too: what most do counts.
            return median(lefts) if len(lefts) > 1 else None

        return measure

    def indented(document: Document) -> float | None:
        edge = common_left(document) or 0
        lefts = [
            line.left
            for line in _text_lines(document)
            if within(line.left - edge, INDENTED) and re.match(r"[A-Z][a-z]", line.text)
        ]
        return median(lefts) if lefts else None

    def step(document: Document) -> float | None:
        steps = Counter(
            round(other.baseline - one.baseline, 1)
            for one, other in pairwise(_text_lines(document))
            if one.page == other.page
        )
        return steps.most_common(1)[0][0] if steps else None

    def first(document: Document) -> float | None:
        line = _first(document.lines, lambda x: x.page == 2 and _stands_in_text(x))
        return _of(line, "baseline")

    measures: tuple[tuple[str, Callable[[Document], float | None]], ...] = (
        ("text, left", common_left),
        ("text, right", right),
        ("text, from line to line", step),
        ("first line of a paragraph, left", indented),
        ("paragraph number, left", where(r"\d{1,2}\.", 0)),
        ("text after a paragraph number, left", where(r"\d{1,2}\.", 1)),
        ("letter of a subparagraph, left", where(r"\([a-h]\)", 0)),
        ("text after the letter, left", where(r"\([a-h]\)", 1)),
        ("roman number of a subparagraph, left", where(r"\((?:ii|iii|iv)\)", 0)),
        ("text after the roman number, left", where(r"\((?:ii|iii|iv)\)", 1)),
        ("page 2, first line, baseline", first),
    )
    for name, measure in measures:
        yield Item(name, measure(theirs), measure(ours))
    yield Item("text, size", _size(theirs.body()), _size(ours.body()), SIZE)


def _size(lines: Iterable[Line]) -> float | None:
    sizes = [line.size for line in lines]
    return median(sizes) if sizes else None


_ROUND_FIGURES = "LibreOffice makes raised figures 58 %, Word 65 %"
_OWN_RULE = "LibreOffice has its own rule above notes"


def _notes(theirs: Document, ours: Document) -> Iterator[Item]:
    def numbers(document: Document) -> list[Line]:
        """The raised figures that stand before a note."""
        notes = {(line.page, round(line.baseline)) for line in document.notes()}
        return [
            figure
            for figure in document.figures
            if figure.left < 45
            and {(figure.page, round(figure.baseline + shift)) for shift in (0.6, 1.0, 1.4)} & notes
        ]

    def number(document: Document) -> float | None:
        rights = [figure.right for figure in numbers(document) if figure.text.isdecimal()]
        return median(rights) if rights else None

    def at_number(document: Document, first: bool) -> float | None:
        """The left edge of the first lines, or of the others."""
        starts = [(f.page, f.baseline) for f in numbers(document)]
        lefts = [
            line.left
            for line in document.notes()
            if any(p == line.page and 0 < line.baseline - y < 2 for p, y in starts) == first
            and not re.match(r"[*_]", line.text)
        ]
        return median(lefts) if lefts else None

    def step(document: Document) -> float | None:
        steps = Counter(
            round(other.baseline - one.baseline, 1)
            for one, other in pairwise(document.notes())
            if one.page == other.page
        )
        return steps.most_common(1)[0][0] if steps else None

    def lowest(document: Document) -> float | None:
        """The last line of the notes on a page that is full of them, not the first."""
        found = [line.baseline for line in document.notes() if line.page > 1]
        return max(found) if found else None

    def separator(document: Document) -> float | None:
        marks = [line.left for line in document.lines if re.fullmatch(r"_+", line.text)]
        below = [
            rule.left
            for rule in document.rules
            if rule.page > 1 and within(rule.top, (30, FOOT)) and within(rule.right - rule.left, (20, 60))
        ]
        return next(iter(marks or below), None)

    if not theirs.notes():
        return
    yield Item("note, size", _size(theirs.notes()), _size(ours.notes()), SIZE)
    yield Item("note, from line to line", step(theirs), step(ours))
    yield Item("number of a note, right", number(theirs), number(ours))
    yield Item("note, first line, left", at_number(theirs, True), at_number(ours, True))
    yield Item("note, other lines, left", at_number(theirs, False), at_number(ours, False))
    yield Item("notes, lowest baseline", lowest(theirs), lowest(ours))
    yield Item("rule above the notes, left", separator(theirs), separator(ours), why_not_held=_OWN_RULE)
    yield Item(
        "call of a note, size", _size(theirs.figures), _size(ours.figures), SIZE, why_not_held=_ROUND_FIGURES
    )


def _end(theirs: Document, ours: Document) -> Iterator[Item]:
    """The short rule under the last line."""

    def last(document: Document) -> Line:
        return document.body()[-1]

    def rule(document: Document) -> Rule | None:
        line = last(document)
        below = [
            r for r in document.rules
            if r.page == line.page and line.baseline < r.top < FOOT and within(r.right - r.left, (15, 35))
        ]  # fmt: skip
        return min(below, key=lambda r: r.top, default=None)

    one, other = rule(theirs), rule(ours)
    gaps = [r.top - last(document).baseline if r else None for document, r in ((theirs, one), (ours, other))]
    yield Item("end rule, below the last line", gaps[0], gaps[1])
    yield Item("end rule, left", _of(one, "left"), _of(other, "left"))
    yield Item("end rule, right", _of(one, "right"), _of(other, "right"))
    yield Item("end rule, weight", _of(one, "weight"), _of(other, "weight"), SIZE)


# --- where lines break --------------------------------------------------------


def _breaks(theirs: Document, ours: Document) -> tuple[Breaks, float]:
    """Words are aligned first, so that a word which only one file has moves nothing."""
    their_lines, our_lines = _text_lines(theirs), _text_lines(ours)
    their_words, our_words = (_divided(lines) for lines in (their_lines, our_lines))
    matcher = SequenceMatcher(None, [w for w, _ in their_words], [w for w, _ in our_words], autojunk=False)
    ours_of: dict[int, int] = {}
    for block in matcher.get_matching_blocks():
        ours_of |= {block.a + k: block.b + k for k in range(block.size)}
    our_starts = {at for at, _ in _spans(our_words)}
    our_ends = {at for _, at in _spans(our_words)}
    ends_of_paragraphs = _last_lines(their_lines)
    total = same = comparable = comparable_same = 0
    for line, (start, end) in zip(their_lines, _spans(their_words), strict=True):
        if line in ends_of_paragraphs or start not in ours_of or end not in ours_of:
            continue
        total += 1
        equal = ours_of[end] in our_ends
        same += equal
        if ours_of[start] in our_starts and line.spaces >= DRAWN_TOGETHER:
            comparable += 1
            comparable_same += equal
    common = len(ours_of) / len(their_words) if their_words else 1.0
    return Breaks(total, same, comparable, comparable_same), common


def _text_lines(document: Document) -> list[Line]:
    return [line for line in document.body() if within(line.size, (9.5, 10.5))]


def _divided(lines: Sequence[Line]) -> list[tuple[str, int]]:
    """Words with the number of their line; a hyphen ends a word, for a line may break there."""
    return [
        (part, number)
        for number, line in enumerate(lines)
        for word in line.words
        for part in re.findall(r"[^-–—]*[-–—]|[^-–—]+", word.text)
    ]


def _spans(words: Sequence[tuple[str, int]]) -> list[tuple[int, int]]:
    """The first and the last word of each line."""
    spans = []
    for _, group in groupby(enumerate(words), key=lambda pair: pair[1][1]):
        places = [place for place, _ in group]
        spans.append((places[0], places[-1]))
    return spans


def _last_lines(lines: Sequence[Line]) -> set[Line]:
    """The last lines of paragraphs: the next line stands in, or further below, or is not there.

    A new page hides the distance; there, a line that does not reach the right edge is a last one.
    """
    edge = median(line.right for line in lines if line.right > 165)
    last = set(lines[-1:])
    for one, other in pairwise(lines):
        apart = other.page == one.page and other.baseline - one.baseline > 5
        if apart or (other.page != one.page and one.right < edge - 2):
            last.add(one)
    return last


# --- the table ----------------------------------------------------------------


def _shown(item: Item) -> str:
    def number(value: float | None) -> str:
        return "-" if value is None else f"{value:.2f}"

    difference = f"{item.difference:+.2f}" if item.compared else "-"
    return f"{number(item.theirs):>8}{number(item.ours):>9}{difference:>9}"


def table(comparison: Comparison) -> str:
    """The measures of one pair of files."""
    breaks = comparison.breaks
    out = [
        comparison.name,
        f"  words of the official text that ours has too: {comparison.common:.1%}; only these are compared",
        f"  {'(mm; sizes and weights in pt)':<40}{'theirs':>8}{'ours':>9}{'differ':>9}",
    ]
    for item in comparison.items:
        remark = "" if item.good else "  out of tolerance"
        if item.why_not_held and item.compared and abs(item.difference) > item.tolerance:
            remark = f"  ({item.why_not_held})"
        out.append(f"  {item.name:<40}{_shown(item)}{remark}")
    out += [
        f"  {'pages':<40}{comparison.theirs.pages:>8}{comparison.ours.pages:>9}",
        f"  lines that end at the same word: {breaks.same} of {breaks.all};"
        f" where Word has not drawn the line together and both begin at the same word:"
        f" {breaks.comparable_same} of {breaks.comparable} ({breaks.share:.0%})",
    ]
    return "\n".join(out)


def main(arguments: Sequence[str]) -> int:
    if not arguments or len(arguments) % 2:
        print((__doc__ or "").rpartition("\n\n")[2].strip(), file=sys.stderr)
        return 2
    faults = 0
    for official, draft in zip(arguments[::2], arguments[1::2], strict=True):
        comparison = compare(Path(official), Path(draft))
        print(table(comparison), end="\n\n")
        faults += len(comparison.faults)
    print(f"out of tolerance: {faults}")
    return min(faults, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
