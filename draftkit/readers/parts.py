"""Where a draft begins in a file, and where its front matter ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from draftkit.content import join, normal, piece
from draftkit.editorial import fields
from draftkit.editorial.openings import is_instruction, role
from draftkit.model import Format, Span, Text
from draftkit.patterns import lazy_pattern, worded_pattern
from draftkit.readers.front import FrontInput
from draftkit.readers.headings import names_annex
from draftkit.readers.items import TERMINAL, Item, cells, lines_of
from draftkit.rows import Row, RowKind
from draftkit.symbols import symbol_end

_ENACTING = lazy_pattern(
    r"""(?: The\ \w[^.;:]* | L[’']\w[^.;:]* | (?:La|Le|Les|El|Los|Las)\ \w[^.;:]*
          | [А-Я][^.;:]* | إن\ [^.;:]* )[,，،]""",
    re.VERBOSE,
)
_CLAUSE_ENDS = (",", "，", "،")
_MOST_CLAUSE_WORDS = 60
_RESUMED = ("Resumed ", "Reprise de la ")
_MEETING = worded_pattern(
    rf"(?:{'|'.join(_RESUMED)})?\d+(?:st|nd|rd|th|e|ª|-е)?\s?(?:\(.*\)\s?)?"
    r"(?:plenary meeting|meeting|séance plénière|sesión plenaria)\.?",
    "meeting",
    "séance",
    "sesión",
)
_DAY = lazy_pattern(r"\d{1,2}(?:[-–]\d{1,2})? [A-Za-zéûÀ-ÿ]+ \d{4}")
_MEETING_AND_DAY = worded_pattern(
    rf"(?:{_MEETING.pattern})\s+(?:{_DAY.pattern})", "meeting", "séance", "sesión"
)


def is_enacting_clause(item: Item) -> bool:
    """Whether this is an enacting clause: an organ's name and a comma, and nothing else."""
    if item.marker or item.option or item.table or item.heading:
        return False
    text = item.words.rstrip("]］ ")
    if not (text.endswith(_CLAUSE_ENDS) or text.startswith("The ")):
        return False
    if len(text.split()) > _MOST_CLAUSE_WORDS:
        return False
    inner = text[:-1]
    chinese = 2 <= len(inner) <= 40 and text.endswith(_CLAUSE_ENDS) and all(map(_is_chinese, inner))
    if chinese or _ENACTING.fullmatch(text):
        if chinese or re.match(r"[А-Я]", inner):
            return len(inner) <= 200 and not re.search(r"[,，]", inner) and not role(text)
        organs = all(re.match(r"(?:and )?[Tt]he ", organ) for organ in inner.split(", "))
        return not role(text) and ("," not in inner or organs or item.all_in(Format.ITALIC))
    return bool(re.fullmatch(r"The [A-Z][^.;:,]{3,80}", text)) and item.all_in(Format.ITALIC)


def _is_chinese(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def is_closing(text: str) -> bool:
    """Whether this is the meeting or the date that closes an adopted text."""
    text = text.strip()
    if not (text[:1].isdecimal() or text.startswith(_RESUMED)):
        return False
    return bool(_MEETING.fullmatch(text) or _DAY.fullmatch(text) or _MEETING_AND_DAY.fullmatch(text))


def closes_with(last: Row, row: Row) -> bool:
    """Whether these are the meeting and the date that close a text, on two lines."""
    return last.kind is RowKind.CLOSING and bool(_MEETING.fullmatch(last.text) and _DAY.fullmatch(row.text))


def on_two_lines(closing: Sequence[Span]) -> tuple[Span, ...]:
    """The meeting and the date each on a line of its own, as adopted texts have them."""
    text = "".join(span.text for span in closing if isinstance(span, Text))
    both = re.fullmatch(rf"((?:{_MEETING.pattern}))(\s+){_DAY.pattern}", text.strip())
    if not both or any(not isinstance(span, Text) for span in closing):
        return tuple(closing)
    out: list[Span] = []
    at = 0
    for span in closing:
        assert isinstance(span, Text)
        begin, end = (min(max(place - at, 0), len(span.text)) for place in both.span(2))
        out += [piece(span, 0, begin), piece(span, end, len(span.text))]
        if at <= both.start(2) < at + len(span.text):
            out.insert(-1, Text("\n"))
        at += len(span.text)
    return join(out)


def drafts(items: Sequence[Item]) -> Iterator[tuple[Item, ...]]:
    """The items of each draft in a file.

    A draft begins at the titles right before its enacting clause. What stands
    before the first is its front matter, unless it holds paragraphs of its own,
    as a report does. A clause under an annex heading belongs to the annexed
    text, unless the heading says that a draft follows.
    """
    items = _with_clause_alone(items)
    begins = [0]
    clauses = [index for index, item in enumerate(items) if is_enacting_clause(item)]
    numbered = [0, *accumulate(bool(item.marker) for item in items)]
    for clause in clauses:
        begin = clause
        while begin > begins[-1] and _is_title(items[begin - 1]):
            begin -= 1
        titles = items[begin:clause]
        annexed = any(names_annex(item) for item in titles) and not any(_names_draft(item) for item in titles)
        report = numbered[begin] - numbered[begins[-1]] >= _REPORT
        first = clause == clauses[0]
        if begin < clause and begin > begins[-1] and not annexed and (not first or report):
            begins.append(begin)
    for begin, end in zip(begins, [*begins[1:], len(items)], strict=True):
        yield tuple(items[begin:end])


_REPORT = 3
"""So many numbered paragraphs before the first enacting clause are no masthead."""


def _names_draft(item: Item) -> bool:
    return bool(re.match(r"(?:draft\s)?(?:decision|resolution)s?\b", item.words, re.IGNORECASE))


def _with_clause_alone(items: Sequence[Item]) -> list[Item]:
    """The items, those up to the first enacting clause divided into their lines."""
    leading = next((index for index, item in enumerate(items) if not item.table), len(items))
    out = [cell for item in items[:leading] for cell in cells(item)]
    divided: list[Item] = []
    for index in range(leading, len(items)):
        lines = list(cells(items[index]) if _is_masthead(items[index]) else lines_of(items[index]))
        divided += lines
        if any(is_enacting_clause(line) for line in lines):
            return [*out, *divided, *items[index + 1 :]]
    return [*out, *items[leading:]]


def _is_masthead(item: Item) -> bool:
    """Whether a table is a masthead: of the organization, the symbol and the distribution it names two."""
    if not item.table:
        return False
    words = [cell.text for cell in cells(item)]
    found = [
        any(symbol_end(text) == len(text) for text in words),
        any(fields.DISTRIBUTION.match(text) for text in words),
        any(fields.UNITED_NATIONS.fullmatch(text) for text in words),
    ]
    return sum(found) > 1


_PAGE_NUMBER = lazy_pattern(r"(?:page )?\d+ (?:of|/) \d+", re.IGNORECASE)


def _is_title(item: Item) -> bool:
    """Whether this may stand in the title block of a further draft in the file."""
    text = item.text.strip()
    if item.marker or item.table or len(text.split()) > 60 or is_closing(text):
        return False
    if text.startswith("[") or not re.search(r"[^\W\d]", text) or _PAGE_NUMBER.fullmatch(text):
        return False
    return bool(item.heading) or not text.endswith(TERMINAL) or item.all_in(Format.BOLD)


def parted(items: Sequence[Item]) -> tuple[list[Item], list[Item]]:
    """The lines of the front matter, and the paragraphs of the body."""
    clause = next((index for index, item in enumerate(items) if is_enacting_clause(item)), None)
    front: list[Item] = []
    for index, item in enumerate(items):
        if index == clause:
            return front, list(items[index:])
        lines = list(lines_of(item))
        starts = next((number for number, line in enumerate(lines) if _starts_body(line)), None)
        if clause is None and starts is not None:
            rest = [item] if item.table else lines[starts:]
            return front + ([] if item.table else lines[:starts]), [*rest, *items[index + 1 :]]
        front += lines
    return front, []


def _starts_body(item: Item) -> bool:
    """Whether the body of a text without enacting clause starts here: number, sentence, or instruction."""
    text = f"{item.head} {item.text}".strip()
    sentence = len(text) >= 60 and text.endswith((".", ":", ";", "。"))
    instruction = is_instruction(text) and text.endswith((".", ":"))
    in_text = not item.heading and not item.all_in(Format.BOLD)
    return bool(item.marker) or ((sentence or instruction) and in_text)


def front_line(item: Item) -> FrontInput:
    content = item.content
    if item.head:
        content = normal((Text(item.head + " ", position=item.position), *content))
    position = content[0].position if content else None
    return FrontInput(content, item.heading, position or item.position)
