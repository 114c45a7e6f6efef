"""Drafts as JSON: ``"schema": "draftkit/draft/1"``, described by schema/draft.json.

One object for a draft, an array for several; keys in a fixed order. A paragraph
stands in the output once, in ``preambular``, ``operative``, an annex or
``unclassified``; ``sections`` says by label which paragraphs stand under which
heading, ``brackets`` lists all brackets in the order of the page. ``front`` has
the lines before the enacting clause as issued, whatever was made of them.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias, cast

from draftkit.content import CLOSERS, MARK, SHAPES, plain_text, spans
from draftkit.editorial.masthead import masthead
from draftkit.editorial.openings import opening
from draftkit.editorial.sponsors import is_sponsor_line, parse_sponsors
from draftkit.labels import parse_marker
from draftkit.model import (
    Block,
    BlockBracket,
    Draft,
    Field,
    Format,
    FrontLine,
    Inline,
    NoteCall,
    Paragraph,
    ParagraphKind,
    Position,
    Section,
    SectionKind,
    Verbatim,
    Warning,
)
from draftkit.part_labels import part_labels
from draftkit.patterns import lazy_pattern
from draftkit.rows import rows
from draftkit.writers.bracket_list import Listed, bracket_list, page_line

SCHEMA = "draftkit/draft/1"

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | None"
Object: TypeAlias = dict[str, Json]
Standing: TypeAlias = Paragraph | Section | Verbatim


def write_json(drafts: Sequence[Draft], warnings: Sequence[Sequence[Warning]] = ()) -> str:
    """The drafts as JSON text; ``warnings`` are those of each draft."""
    said = warnings or [()] * len(drafts)
    found = [draft_json(draft, each) for draft, each in zip(drafts, said, strict=True)]
    return json.dumps(found[0] if len(found) == 1 else found, ensure_ascii=False, indent=2) + "\n"


def draft_json(draft: Draft, warnings: Iterable[Warning] = ()) -> Object:
    """One draft as plain values."""
    return _Draft(draft).json(warnings)


class _Draft:
    """One draft while it is written: the labels and brackets of its paragraphs are looked up here."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.rows = rows(draft)
        self.labels = part_labels(draft)
        self.brackets = bracket_list(draft, self.labels)
        self.brackets_of: dict[int, list[Json]] = {}
        for bracket in self.brackets:
            self.brackets_of.setdefault(bracket.owner, []).append(_bracket(bracket))

    def json(self, warnings: Iterable[Warning]) -> Object:
        main = list(_standing(self.draft.body, inside=SectionKind.SECTION))
        sections = [each for each in main if isinstance(each, Section)]
        return {
            "schema": SCHEMA,
            "masthead": cast(Object, masthead(self.rows)),
            "sponsors": self._sponsors(),
            "title": " ".join(_line(line.content) for line in self.draft.front if line.field is Field.TITLE),
            "enacting_clause": " ".join(_line(each.content) for each in _of(main, ParagraphKind.ENACTING)),
            "preambular": [self._paragraph(each) for each in _of(main, ParagraphKind.PREAMBULAR)],
            "operative": [self._paragraph(each) for each in _of(main, ParagraphKind.OPERATIVE)],
            "sections": [self._section(each) for each in sections if each.kind is SectionKind.SECTION],
            "notes": self._notes(),
            "brackets": [_bracket(bracket) for bracket in self.brackets],
            "annexes": [self._annex(each) for each in sections if each.kind is SectionKind.ANNEX],
            "closing": [_line(each.content) for each in _of(main, ParagraphKind.CLOSING)],
            "unclassified": [_unclassified(text, place) for text, place in self._unclassified(main)],
            "front": [_front(line) for line in self.draft.front],
            "warnings": [_warning(warning) for warning in warnings],
        }

    def _sponsors(self) -> list[Json]:
        lines = [_line(line.content) for line in self.draft.front if line.field is Field.SPONSORS]
        found = [parse_sponsors(line).sponsors for line in lines if is_sponsor_line(line)]
        return [{"name": sponsor.name, "role": sponsor.role} for sponsors in found for sponsor in sponsors]

    # --- paragraphs ---

    def _paragraph(self, paragraph: Paragraph) -> Object:
        below = _Below(paragraph)
        parts = (paragraph, *below.wordings, *below.tails)
        return {
            "label": self.labels[id(paragraph)],
            "number": parse_marker(paragraph.marker).spelling if paragraph.marker else "",
            "marker": paragraph.marker,
            "text": "\n".join(below.lines) or plain_text(paragraph.content),
            "opening": _opening(below.wordings[0] if below.wordings else paragraph),
            "brackets": [bracket for part in parts for bracket in self.brackets_of.get(id(part), ())],
            "notes": list(dict.fromkeys(note for part in parts for note in _calls(part.content))),
            "subparagraphs": [self._paragraph(each) for each in below.subparagraphs],
            "tail": "\n".join(below.tail_lines),
            "line": _line_number(paragraph.position),
        }

    def _section(self, section: Section) -> Object:
        number, words = heading_number(_line(section.heading))
        direct = list(_standing(section.blocks))
        return {
            "number": number,
            "heading": words,
            "level": section.level,
            "preambular": [self.labels[id(each)] for each in _of(direct, ParagraphKind.PREAMBULAR)],
            "operative": [self.labels[id(each)] for each in _of(direct, ParagraphKind.OPERATIVE)],
        }

    def _annex(self, annex: Section) -> Object:
        inside = list(_standing(annex.blocks, inside=SectionKind.SECTION))
        return {
            "label": self.labels[id(annex)],
            "heading": _line(annex.heading),
            "paragraphs": [self._paragraph(each) for each in inside if isinstance(each, Paragraph)],
            "sections": [self._annex_section(each) for each in inside if isinstance(each, Section)],
            "unclassified": [
                _unclassified(each.text, each.position) for each in inside if isinstance(each, Verbatim)
            ],
        }

    def _annex_section(self, section: Section) -> Object:
        number, words = heading_number(_line(section.heading))
        direct = [each for each in _standing(section.blocks) if isinstance(each, Paragraph)]
        return {
            "number": number,
            "heading": words,
            "level": section.level,
            "paragraphs": [self.labels[id(each)] for each in direct],
        }

    def _unclassified(self, main: Iterable[Standing]) -> Iterator[tuple[str, Position | None]]:
        """What is in no other list: lines of no known field, text of no known part, tables.

        A subparagraph that hangs below no preambular or operative paragraph is one of these.
        """
        for line in self.draft.front:
            if line.field is Field.OTHER:
                yield plain_text(line.content), line.position
        for each in main:
            match each:
                case Verbatim():
                    yield each.text, each.position
                case Paragraph(kind=ParagraphKind.ENACTING | ParagraphKind.CLOSING):
                    yield from _lines(each.children)
                case Paragraph(kind=kind) if kind not in (ParagraphKind.PREAMBULAR, ParagraphKind.OPERATIVE):
                    yield from _lines((each,))

    def _notes(self) -> list[Json]:
        calls = Counter(note for row in self.rows for note in _calls(row.content))
        return [
            {"number": note.id, "text": plain_text(note.content), "calls": calls[note.id]}
            for note in self.draft.notes
        ]


class _Below:
    """What hangs below a paragraph, told apart."""

    def __init__(self, paragraph: Paragraph) -> None:
        self.subparagraphs: list[Paragraph] = []
        self.wordings: list[Paragraph] = []
        """The options of a paragraph that has its number and no other text."""
        self.lines: list[str] = []
        """The wordings with their labels, as they stand on the page."""
        self.tails: list[Paragraph] = []
        self.tail_lines: list[str] = []
        children = paragraph.children
        match children:
            case (BlockBracket(marks="") as options, *rest) if paragraph.marker and not paragraph.content:
                self._options(options, self.wordings, self.lines)
                children = tuple(rest)
        self._add(children, self.tails, self.tail_lines)

    def _add(
        self, blocks: Iterable[Block], texts: list[Paragraph], lines: list[str], label: str = ""
    ) -> None:
        for block in blocks:
            match block:
                case BlockBracket(marks=""):
                    self._options(block, texts, lines)
                case BlockBracket(alternatives=alternatives):
                    for alternative in alternatives:
                        self._add(alternative.blocks, texts, lines)
                case Paragraph(kind=ParagraphKind.SUBPARAGRAPH):
                    self.subparagraphs.append(block)
                case Paragraph():
                    texts.append(block)
                    lines.append(f"{label} {plain_text(block.content)}".strip())
                    self._add(block.children, texts, lines)
                case Verbatim(text=text):
                    lines.append(text)
            label = ""

    def _options(self, options: BlockBracket, texts: list[Paragraph], lines: list[str]) -> None:
        for alternative in options.alternatives:
            match alternative.blocks:
                case (Paragraph(kind=ParagraphKind.TAIL | ParagraphKind.TEXT), *_):
                    self._add(alternative.blocks, texts, lines, alternative.label)
                case blocks:
                    lines.append(alternative.label)
                    self._add(blocks, texts, lines)


def _opening(paragraph: Paragraph) -> str:
    """The words in italics at the start; by the lexicon where the source has none there.

    Subparagraphs go on with a sentence, so only italics say that one has an
    opening. Italics all through open nothing.
    """
    leading: list[str] = []
    for span in spans(paragraph.content):
        if isinstance(span, NoteCall):
            continue
        if Format.ITALIC not in span.format and MARK.sub("", span.text).strip():
            italics = MARK.split("".join(leading).lstrip(_BEFORE_WORDS))[0].rstrip(" ,;:")
            if italics:
                return italics
            break
        leading.append(span.text)
    return "" if paragraph.kind is ParagraphKind.SUBPARAGRAPH else opening(plain_text(paragraph.content))


_BEFORE_WORDS = "".join((" \n", *SHAPES, *CLOSERS))

_SECTION_NUMBER = lazy_pattern(r"([IVXLC]+|[A-Z]|\d+)(?:[.)]\s*|\s+|$)")


def heading_number(heading: str) -> tuple[str, str]:
    """The number of a heading and its words: "I", "Purpose" of "I. Purpose"; no number is "".

    A letter without a full stop is a word: "A plan of action".
    """
    found = _SECTION_NUMBER.match(heading)
    rest = heading[found.end() :] if found else ""
    if not found or (rest and found[0].strip() == found[1] and not re.fullmatch("[IVX]+", found[1])):
        return "", heading
    return found[1], rest


def _standing(blocks: Iterable[Block], inside: SectionKind | None = None) -> Iterator[Standing]:
    """The blocks that hang below no paragraph; those in sections of one kind too, after their heading."""
    for block in blocks:
        match block:
            case BlockBracket(alternatives=alternatives):
                for alternative in alternatives:
                    yield from _standing(alternative.blocks, inside)
            case Section():
                yield block
                if block.kind is inside:
                    yield from _standing(block.blocks, inside)
            case _:
                yield block


def _of(standing: Iterable[Standing], kind: ParagraphKind) -> Iterator[Paragraph]:
    return (each for each in standing if isinstance(each, Paragraph) and each.kind is kind)


def _lines(blocks: tuple[Block, ...]) -> Iterator[tuple[str, Position | None]]:
    """Each paragraph as it stands on the page."""
    return ((page_line(row), row.position) for row in rows(Draft(body=blocks)) if page_line(row))


def _line(content: Iterable[Inline]) -> str:
    """The text on one line."""
    return " ".join(plain_text(content).split())


def _calls(content: Iterable[Inline]) -> Iterator[str]:
    return (span.note for span in spans(content) if isinstance(span, NoteCall))


def _bracket(bracket: Listed) -> Object:
    return {
        "label_of_paragraph": bracket.label,
        "kind": bracket.kind.value,
        "depth": bracket.depth,
        "alternatives": [
            {"label": each.label, "proponents": [*each.proponents], "text": each.text}
            for each in bracket.alternatives
        ],
        **_place(bracket.position),
    }


def _front(line: FrontLine) -> Object:
    text = plain_text(line.content)
    return {"field": line.field.value, "text": text, "line": _line_number(line.position)}


def _warning(warning: Warning) -> Object:
    return {**_place(warning.position), "message": warning.message}


def _unclassified(text: str, position: Position | None) -> Object:
    return {"text": text, "line": _line_number(position)}


def _place(position: Position | None) -> Object:
    return {"line": position.line, "column": position.column} if position else {"line": None, "column": None}


def _line_number(position: Position | None) -> int | None:
    return position.line if position else None
