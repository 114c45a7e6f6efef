"""What each paragraph of a draft is: the order of a UN draft, applied to paragraphs.

The rules, in the order in which they decide:

1. A draft begins with the titles right before its enacting clause; a file may
   hold several drafts. What comes before the first enacting clause is front
   matter. A text without enacting clause (a one-sentence decision, an
   amendment) has front matter up to its first number or full sentence.
2. A heading, or a short paragraph all in bold or italic, opens a section;
   "Annex" opens an annex.
3. A paragraph with a number is operative; in an annex it is text.
4. A paragraph with a letter or a roman numeral hangs below the paragraph above
   it. "(i)" is roman when "(ii)" comes next or it is set in further than the
   letters above it, else the ninth letter.
5. Without a number: before the first operative paragraph of a section it is
   preambular, unless it opens with an operative verb; after one it is the tail
   of that paragraph. Where the paragraph above breaks off, it goes on with that.
6. Anything else is text, kept where it stands, and a warning says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from draftkit.brackets import join, normal
from draftkit.editorial.openings import role
from draftkit.labels import from_roman
from draftkit.model import Field, Format, Position, Span, Text
from draftkit.readers.front import HEADINGS, FrontInput, front_rows
from draftkit.rows import Row, RowKind


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph of the file before it is known what it is."""

    content: tuple[Span, ...]
    heading: int = 0
    """Level of a Markdown heading; 0 for none."""
    marker: str = ""
    before: str = ""
    option: str = ""
    indent: int = 0
    table: bool = False
    place: int = 0
    """Which paragraph of the file this is, from 0."""
    position: Position | None = None

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.content if isinstance(span, Text))

    @property
    def head(self) -> str:
        """What stands before the text."""
        return f"{self.before}{self.marker} {self.option}".strip()

    @property
    def words(self) -> str:
        """The text without brackets and quotation marks before its first word."""
        return self.text.lstrip("[［〔【“”\"«( ")

    @property
    def empty(self) -> bool:
        """Whether nothing of it can be seen."""
        return not (self.content or self.marker or self.option or self.before)

    @property
    def opens_italic(self) -> bool:
        """Whether the first word is in italics."""
        words = (span for span in self.content if isinstance(span, Text) and re.search(r"\w", span.text))
        first = next(words, None)
        return first is not None and Format.ITALIC in first.format

    def all_in(self, format: Format) -> bool:
        """Whether every word is in this format."""
        words = [span for span in self.content if isinstance(span, Text) and re.search(r"\w", span.text)]
        return bool(words) and all(format in span.format for span in words)


def drafts(items: Sequence[Item]) -> Iterator[tuple[Item, ...]]:
    """The items of each draft in a file."""
    items = _with_clause_alone(items)
    begins = [0]
    clauses = [index for index, item in enumerate(items) if is_enacting_clause(item)]
    for clause in clauses[1:]:
        begin = clause
        while begin > begins[-1] + 1 and _is_title(items[begin - 1]):
            begin -= 1
        if begin < clause:
            begins.append(begin)
    for begin, end in zip(begins, [*begins[1:], len(items)], strict=True):
        yield tuple(items[begin:end])


def _with_clause_alone(items: Sequence[Item]) -> list[Item]:
    """The items, those up to the first enacting clause divided into their lines."""
    leading = next((index for index, item in enumerate(items) if not item.table), len(items))
    out = [cell for item in items[:leading] for cell in _cells(item)]
    divided = []
    for index in range(leading, len(items)):
        divided += _lines(items[index])
        clause = next((number for number, item in enumerate(divided) if is_enacting_clause(item)), None)
        if clause is not None:
            return [*out, *divided, *items[index + 1 :]]
    return [*out, *items[leading:]]


def classify(items: Sequence[Item]) -> tuple[Row, ...]:
    """The rows of one draft, without its notes."""
    front, body = _parted(items)
    lines = [_front_line(item) for item in front]
    found = front_rows([line for line in lines if line.content])
    # A line of the masthead may have run together with the enacting clause.
    apart = [Item(row.content, HEADINGS.get(Field(row.field), 0), position=row.position) for row in found]
    if len(_parted([*apart, *body])[1]) > len(body):
        return classify([*apart, *body])
    return (*found, *_Body(body).rows())


# --- front matter ----------------------------------------------------------------------------

_ENACTING = re.compile(
    r"""(?: The\ \w[^.;:]* | L[’']\w[^.;:]* | (?:La|Le|Les|El|Los|Las)\ \w[^.;:]* | [А-Я][^.;:]* | [\u4e00-\u9fff]{2,40}
          | إن\ [^.;:]* )[,，،]""",
    re.VERBOSE,
)
_MOST_CLAUSE_WORDS = 60
_MEETING = re.compile(
    r"(?:(?:Resumed|Reprise de la)\ )?\d+(?:st|nd|rd|th|e|ª|-е)?\s?(?:\(.*\)\s?)?"
    r"(?:plenary meeting|meeting|séance plénière|sesión plenaria)\.?"
)
_DAY = re.compile(r"\d{1,2}(?:[-–]\d{1,2})? [A-Za-zéûÀ-ÿ]+ \d{4}")
_TERMINAL = ".,;:!?。，；：،؛"


def is_enacting_clause(item: Item) -> bool:
    """Whether this is an enacting clause: an organ's name and a comma, and nothing else."""
    if item.marker or item.option or item.table or item.heading:
        return False
    text = item.words.rstrip("]］ ")
    if len(text.split()) > _MOST_CLAUSE_WORDS:
        return False
    if _ENACTING.fullmatch(text):
        inner = text[:-1]
        if re.match(r"[А-Я]", inner) or re.match(r"[\u4e00-\u9fff]", inner):
            return len(inner) <= 200 and not re.search(r"[,，]", inner) and not role(text)
        return not role(text) and ("," not in inner or item.all_in(Format.ITALIC))
    return bool(re.fullmatch(r"The [A-Z][^.;:,]{3,80}", text)) and item.all_in(Format.ITALIC)


def _is_title(item: Item) -> bool:
    """Whether this may stand in the title block of a further draft in the file."""
    text = item.text.strip()
    if item.marker or item.table or len(text.split()) > 60 or is_closing(text):
        return False
    return bool(item.heading) or not text.endswith(tuple(_TERMINAL)) or item.all_in(Format.BOLD)


def is_closing(text: str) -> bool:
    """Whether this is the meeting or the date that closes an adopted text."""
    text = text.strip()
    return bool(_MEETING.fullmatch(text) or _DAY.fullmatch(text) or re.fullmatch(
        rf"(?:{_MEETING.pattern})\s+(?:{_DAY.pattern})", text
    ))


def _parted(items: Sequence[Item]) -> tuple[list[Item], list[Item]]:
    """The lines of the front matter, and the paragraphs of the body."""
    clause = next((index for index, item in enumerate(items) if is_enacting_clause(item)), None)
    front: list[Item] = []
    for index, item in enumerate(items):
        if index == clause:
            return front, list(items[index:])
        lines = list(_lines(item))
        starts = next((number for number, line in enumerate(lines) if _starts_body(line)), None)
        if clause is None and starts is not None:
            rest = [item] if item.table else lines[starts:]
            return front + ([] if item.table else lines[:starts]), [*rest, *items[index + 1 :]]
        front += lines
    return front, []


def _starts_body(item: Item) -> bool:
    """Whether the body of a text without enacting clause starts here: a number, or a full sentence."""
    text = f"{item.head} {item.text}".strip()
    sentence = len(text) >= 60 and text.endswith((".", ":", ";", "。"))
    return bool(item.marker) or (sentence and not item.heading and not item.all_in(Format.BOLD))


def _cells(item: Item) -> Iterator[Item]:
    """The cells of a masthead set as a table at the head of the text: every cell is a line."""
    for row in item.text.split("\n"):
        for cell in () if re.fullmatch(r"\s*\|[\s|:-]+", row) else row.split("|"):
            if cell.strip():
                content = (Text(" ".join(cell.split()), position=item.position),)
                yield Item(content, place=item.place, position=item.position)


def _lines(item: Item) -> Iterator[Item]:
    """The lines of a paragraph, each for itself: a hard break ends a line."""
    if item.table:
        for row in item.text.split("\n"):
            content = (Text(" ".join(row.split()), position=item.position),)
            yield Item(content, place=item.place, position=item.position)
        return
    line: list[Span] = []
    lines = [line]
    for span in item.content:
        pieces = span.text.split("\n") if isinstance(span, Text) else [""]
        for number, piece in enumerate(pieces):
            if number:
                line = []
                lines.append(line)
            line.append(replace(span, text=piece) if isinstance(span, Text) else span)
    for number, spans in enumerate(lines):
        first = replace(item, marker="", before="", option="") if number else item
        yield replace(first, content=join(spans))


def _front_line(item: Item) -> FrontInput:
    content = item.content
    if item.head:
        content = normal((Text(item.head + " ", position=item.position), *content))
    position = content[0].position if content else None
    return FrontInput(content, item.heading, position or item.position)


# --- body ------------------------------------------------------------------------------------

_ANNEX = re.compile(
    r"(?:annex|annexe|appendix|anexo|apéndice|appendice|приложение|добавление|附件|附录|مرفق|المرفق)\b[^.;]*", re.IGNORECASE
)
_ANNEX_ALONE = re.compile(r"(?:Annex|ANNEX|Annexe|Appendix|APPENDIX|Anexo|Приложение|附件)(?:\s+(?:[IVXLC]+|\d+|[A-Z]))?")
_SECTION = re.compile(r"[IVXLC]{1,6}\.?\s+\S.*|[IVXLC]{1,6}\.?")
_NUMERAL_ALONE = re.compile(r"[IVXLC]{1,6}\.?|[A-Z]\.?")
_SUBSECTION = re.compile(r"[A-Z]\.\s+\S.*")
_MOST_HEADING_WORDS = 60


class _Body:
    """The body of a draft while its paragraphs are being classified."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = items
        self.out: list[Row] = []
        self.annex = False
        self.operative = False
        """Whether an operative paragraph has been read in this section."""
        self.level = 0
        """Level of the section heading above."""
        self.stack: list[tuple[str, int, int]] = []
        """Class, value and indent of the letters above, by level."""
        self.indent = 0
        """Indent of the last numbered paragraph."""
        self.italics = any(item.opens_italic for item in items)
        """Whether openings are in italics."""
        self.depth = 0
        """How deep the next paragraph can hang."""

    def rows(self) -> tuple[Row, ...]:
        for index, item in enumerate(self.items):
            row = self._row(index, item)
            if row.kind is RowKind.HEADING and self._titles_last(row):
                last = self.out[-1]
                self.out[-1] = replace(last, content=join((*last.content, Text("\n"), *row.content)))
                self.level = last.level
            else:
                self.out.append(row)
        return tuple(self.out)

    def _titles_last(self, row: Row) -> bool:
        """Whether a heading is the title of the bare numeral or "Annex" on the line above it."""
        if not self.out or _SECTION.fullmatch(row.text) or _SUBSECTION.fullmatch(row.text):
            return False
        last = self.out[-1]
        bare = _ANNEX_ALONE if last.kind is RowKind.ANNEX else _NUMERAL_ALONE
        return last.kind in (RowKind.ANNEX, RowKind.HEADING) and bool(bare.fullmatch(last.text.strip()))

    def _row(self, index: int, item: Item) -> Row:
        if item.table:
            return Row(RowKind.VERBATIM, item.content, position=item.position)
        if index == 0 and is_enacting_clause(item):
            return self._plain(RowKind.ENACTING, item)
        if is_closing(item.text) and not item.marker:
            return self._plain(RowKind.CLOSING, item)
        level = self._heading_level(item)
        if self._is_annex(item) or level:
            return self._heading(item, level)
        if item.marker.strip("*[]")[:2].upper() == "PP":
            return self._top(RowKind.PREAMBULAR, item)
        if item.marker and (item.marker[:2].upper() == "OP" or any(c.isdigit() for c in item.marker)):
            return self._numbered(item)
        if item.marker:
            return self._lettered(index, item)
        return self._unnumbered(item)

    # --- headings ---

    def _is_annex(self, item: Item) -> bool:
        if item.marker or item.option:
            return False
        text = item.words.strip()
        styled = item.heading or item.all_in(Format.BOLD)
        return bool(_ANNEX_ALONE.fullmatch(text) or (styled and _ANNEX.match(text)))

    def _heading_level(self, item: Item) -> int:
        """The level of the section this item opens; 0 for none."""
        if item.marker or item.option:
            return 0
        if item.heading:
            return max(item.heading - 1, 1)
        text = item.text.strip()
        if not text or len(text.split()) > _MOST_HEADING_WORDS:
            return 0
        bold = item.all_in(Format.BOLD)
        ends = text.endswith(tuple(".,;:。，；："))
        if bold and not (ends and len(text) > 120) or not ends and self._after_numbers():
            if _SECTION.fullmatch(text):
                return 1
            if _SUBSECTION.fullmatch(text):
                return 2
        if bold and not text.endswith((",", ";")):
            return 2 if self.level else 1
        if item.all_in(Format.ITALIC) and not ends and len(text.split()) <= 20 and (self.operative or self.annex):
            return 3
        return 0

    def _after_numbers(self) -> bool:
        """Whether a plain line like "II. Title" can be a heading here: not amid a broken-off sentence."""
        last = self.out[-1] if self.out else None
        return last is None or last.text.rstrip().endswith(tuple(_TERMINAL + "]*”")) or last.kind in (
            RowKind.HEADING,
            RowKind.ANNEX,
            RowKind.CLOSING,
        )

    def _heading(self, item: Item, level: int) -> Row:
        content = tuple(
            replace(span, format=span.format & ~Format.BOLD) if isinstance(span, Text) else span
            for span in item.content
        )
        self.stack = []
        self.indent = self.depth = 0
        self.operative = False
        if self._is_annex(item):
            self.annex = True
            self.level = 0
            return Row(RowKind.ANNEX, join(content), position=item.position)
        self.level = level
        return Row(RowKind.HEADING, join(content), level=level, position=item.position)

    # --- numbered paragraphs ---

    def _top(self, kind: RowKind, item: Item) -> Row:
        self.stack = []
        return self._made(kind, item, 0)

    def _numbered(self, item: Item) -> Row:
        number = int(re.search(r"\d+", item.marker).group())  # type: ignore[union-attr]
        above = self.stack[-1] if self.stack else None
        nested = above is not None and above[0] == "number" and number == above[1] + 1 and item.indent >= above[2]
        if self.indent + 3 <= item.indent and (number == 1 or nested) and self._under_paragraph():
            if nested:
                self.stack[-1] = ("number", number, item.indent)
            else:
                self.stack.append(("number", 1, item.indent))
            return self._made(RowKind.SUBPARAGRAPH, item, len(self.stack))
        self.indent = item.indent
        if self.annex:
            return self._top(RowKind.TEXT, item)
        self.operative = True
        return self._top(RowKind.OPERATIVE, item)

    def _under_paragraph(self) -> bool:
        return bool(self.out) and self.out[-1].kind in (
            RowKind.OPERATIVE,
            RowKind.SUBPARAGRAPH,
            RowKind.TEXT,
            RowKind.TAIL,
        )

    # --- lettered paragraphs ---

    def _lettered(self, index: int, item: Item) -> Row:
        if not self.annex and not self.operative and not self.stack and self._letters_are_operative(item):
            self.operative = True
        level = self._letter_level(index, item)
        if level == 1 and self._lettered_operatives():
            return self._made(RowKind.OPERATIVE, item, 0)
        top = any(row.kind not in (RowKind.HEADING, RowKind.ANNEX, RowKind.ENACTING) for row in self.out)
        return self._made(RowKind.SUBPARAGRAPH, item, level if top else 0)

    def _letters_are_operative(self, item: Item) -> bool:
        """A decision whose operative paragraphs are (a), (b): they open with operative verbs."""
        last = self.out[-1] if self.out else None
        return (
            last is not None
            and last.kind in (RowKind.PREAMBULAR, RowKind.ENACTING)
            and role(item.words) == "operative"
        )

    def _lettered_operatives(self) -> bool:
        operatives = [row for row in self.out if row.kind is RowKind.OPERATIVE]
        if operatives:
            return operatives[-1].marker.startswith("(")
        return self.operative

    def _letter_level(self, index: int, item: Item) -> int:
        mark = item.marker
        shape = re.sub(r"[\w\s]", "", mark)
        letters = re.sub(r"[^\w]|bis|ter|quater|alt", "", mark) or mark
        readings = _readings(letters)
        for level in range(len(self.stack), 0, -1):
            kind, value, _ = self.stack[level - 1]
            for reading, number in readings:
                if kind == reading + shape and number == value + 1:
                    if (reading, number) == ("letter", 9) and self._is_roman_one(index, item, level):
                        continue
                    return self._set(level, kind, number, item)
        roman_first = next((r for r in readings if r == ("roman", 1)), None)
        if roman_first:
            return self._set(len(self.stack) + 1, "roman" + shape, 1, item)
        for reading, number in readings:
            if number == 1:
                return self._set(len(self.stack) + 1, reading + shape, 1, item)
        for level in range(len(self.stack), 0, -1):
            kind, value, _ = self.stack[level - 1]
            for reading, number in readings:
                if kind == reading + shape and number >= value:
                    return self._set(level, kind, number, item)
        reading, number = readings[0]
        return self._set(len(self.stack) + 1 if not self.stack else len(self.stack), reading + shape, number, item)

    def _is_roman_one(self, index: int, item: Item, level: int) -> bool:
        """Whether an "(i)" after "(h)" begins a list of its own."""
        for other in self.items[index + 1 :]:
            if other.marker and not any(c.isdigit() for c in other.marker):
                following = re.sub(r"\W", "", other.marker)
                if following in ("ii", "j"):
                    return following == "ii"
                break
            if other.marker or other.heading:
                break
        return item.indent > self.stack[level - 1][2]

    def _set(self, level: int, kind: str, value: int, item: Item) -> int:
        del self.stack[level - 1 :]
        self.stack.append((kind, value, item.indent))
        return level

    # --- paragraphs without a number ---

    def _unnumbered(self, item: Item) -> Row:
        last = self.out[-1] if self.out else None
        text = item.words
        if item.option:
            return self._option(item, last)
        if last and self._goes_on(last, item):
            return self._made(RowKind.TAIL, item, last.level + (last.kind is not RowKind.TAIL))
        opens = role(text)
        if self.annex:
            return self._unnumbered_in_annex(item, last)
        if self.operative and last and last.kind is not RowKind.HEADING:
            return self._after_operative(item, last, opens)
        if self._has_clause() and opens == "operative" or self._is_whole_decision(text):
            self.operative = True
            return self._top(RowKind.OPERATIVE, item)
        if not self._has_clause():
            return self._plain(RowKind.TEXT, item)
        if last and last.text.rstrip().endswith(":") and not opens and last.kind is not RowKind.HEADING:
            return self._made(RowKind.TAIL, item, last.level + (last.kind is not RowKind.TAIL))
        if opens == "preambular" or not self.level:
            return self._top(RowKind.PREAMBULAR, item)
        return self._plain(RowKind.TEXT, item)

    def _after_operative(self, item: Item, last: Row, opens: str) -> Row:
        operatives = [row for row in self.out if row.kind is RowKind.OPERATIVE]
        if opens == "operative" and operatives and not operatives[-1].marker and not last.text.endswith(":"):
            return self._top(RowKind.OPERATIVE, item)  # the numbers were lost, or the house gives none
        hangs = (RowKind.OPERATIVE, RowKind.SUBPARAGRAPH, RowKind.TAIL)
        if last.kind in hangs or (last.kind is RowKind.TEXT and last.option):
            return self._made(RowKind.TAIL, item, 1 if last.kind is not RowKind.TEXT else 0)
        return self._plain(RowKind.TEXT, item)

    def _has_clause(self) -> bool:
        return bool(self.out) and self.out[0].kind is RowKind.ENACTING

    def _is_whole_decision(self, text: str) -> bool:
        """A one-sentence decision: "The Assembly, recalling ..., decides ..."."""
        return not self.out and bool(re.match(r"(?:The|At its|L[’']|La|Le|El) ?\S", text))

    def _option(self, item: Item, last: Row | None) -> Row:
        under = last is not None and (
            bool(last.marker and last.option and last.level == 0) or (last.kind is RowKind.TAIL and last.option)
        )
        if under and last is not None:
            return self._made(RowKind.TAIL, item, 1)
        if last and last.kind is RowKind.TAIL and any(row.option and row.marker for row in self.out[-12:]):
            return self._made(RowKind.TAIL, item, 1)
        return self._plain(RowKind.TEXT, item)

    def _goes_on(self, last: Row, item: Item) -> bool:
        """Whether the paragraph above was cut where a line or a page ended, and goes on here."""
        opens = item.opens_italic if self.italics else item.words[:1].isupper()
        if opens and role(item.words):
            return False
        small = item.words[:1].islower() and not self.annex and last.kind in (RowKind.SUBPARAGRAPH, RowKind.TAIL)
        return self._breaks_off(last) or (small and not self.operative and not role(item.words))

    def _breaks_off(self, last: Row) -> bool:
        """Whether the paragraph above ends in the middle of a sentence."""
        hanging = (RowKind.PREAMBULAR, RowKind.OPERATIVE, RowKind.SUBPARAGRAPH, RowKind.TAIL, RowKind.TEXT)
        if last.kind not in hanging or last.kind is RowKind.TEXT and not last.marker:
            return False
        ended = last.text.rstrip().rstrip("]］”»’)*").endswith(tuple(_TERMINAL))
        return bool(last.text) and not ended and not last.text.rstrip().endswith(("]", "*", "…"))

    def _unnumbered_in_annex(self, item: Item, last: Row | None) -> Row:
        below = last is not None and last.kind in (RowKind.SUBPARAGRAPH, RowKind.TAIL) and last.level > 0
        if below and item.words[:1].islower():
            return self._made(RowKind.TAIL, item, 1)
        return self._plain(RowKind.TEXT, item)

    def _plain(self, kind: RowKind, item: Item) -> Row:
        self.stack = []
        return self._made(kind, item, 0)

    def _made(self, kind: RowKind, item: Item, level: int) -> Row:
        level = min(level, self.depth)
        if kind is RowKind.TAIL and not level:
            kind = RowKind.TEXT
        self.depth = level + 1
        return Row(kind, item.content, item.marker, item.before, item.option, level, position=item.position)


def _readings(letters: str) -> list[tuple[str, int]]:
    """What a letter can be: a roman numeral, a place in the alphabet."""
    found: list[tuple[str, int]] = []
    value = from_roman(letters)
    if value:
        found.append(("roman", value))
    if len(letters) == 1 and letters.isalpha():
        lower = letters.lower()
        if "a" <= lower <= "z":
            found.append(("letter", ord(lower) - ord("a") + 1))
        else:
            found.append(("letter", _ALPHABETS.find(lower) % 33 + 1))
    elif len(set(letters)) == 1 and len(letters) == 2 and letters[0].isalpha():
        found.append(("letter", 26 + ord(letters[0].lower()) - ord("a") + 1))
    return found or [("other", 1)]


_ALPHABETS = "абвгдежзиклмнопрстуфхцчшщэюя".ljust(33) + "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
