"""Drafts as JSON: ``"schema": "draftkit/draft/1"``, described by schema/draft.json.

One object for a draft, an array for several; keys in a fixed order. A paragraph
stands in the output once, in ``preambular``, ``operative``, an annex or
``unclassified``; ``sections`` says by label which paragraphs stand under which
heading, ``brackets`` lists all brackets in the order of the page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from draftkit.brackets import plain_text
from draftkit.editorial.masthead import masthead
from draftkit.editorial.openings import opening
from draftkit.editorial.sponsors import parse_sponsors
from draftkit.labels import labels, parse_marker
from draftkit.model import (
    Block,
    BlockAlternative,
    BlockBracket,
    Bracket,
    BracketKind,
    BracketMark,
    Draft,
    Field,
    Inline,
    NoteCall,
    Paragraph,
    ParagraphKind,
    Section,
    SectionKind,
    Verbatim,
    Warning,
    walk,
)
from draftkit.rows import placed_rows, rows

SCHEMA = "draftkit/draft/1"
Json = dict[str, Any]


def write_json(drafts: Sequence[Draft], warnings: Sequence[Sequence[Warning]] = ()) -> str:
    """The drafts as JSON text; ``warnings`` are those of each draft."""
    said = [*warnings, *([()] * (len(drafts) - len(warnings)))]
    found = [draft_json(draft, each) for draft, each in zip(drafts, said, strict=True)]
    return json.dumps(found[0] if len(found) == 1 else found, ensure_ascii=False, indent=2) + "\n"


def draft_json(draft: Draft, warnings: Iterable[Warning] = ()) -> Json:
    """One draft as plain values."""
    return _Draft(draft).json(warnings)


class _Draft:
    """One draft while it is written: the labels and brackets of its paragraphs are looked up here."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.labels: dict[int, str] = {}
        placed = list(placed_rows(draft))
        for label, (_, parts) in zip(labels([row for row, _ in placed]), placed, strict=True):
            for part in parts:
                self.labels[id(part)] = label
        self.brackets = list(_Brackets(draft, self.labels).found())

    def json(self, warnings: Iterable[Warning]) -> Json:
        main = [block for block in self.draft.body if not _is_annex(block)]
        paragraphs = list(_paragraphs(main))
        return {
            "schema": SCHEMA,
            "masthead": masthead(rows(self.draft)),
            "sponsors": self._sponsors(),
            "title": self._front(Field.TITLE),
            "enacting_clause": " ".join(
                plain_text(p.content) for p in paragraphs if p.kind is ParagraphKind.ENACTING
            ),
            "preambular": [self._paragraph(p) for p in paragraphs if p.kind is ParagraphKind.PREAMBULAR],
            "operative": [self._paragraph(p) for p in paragraphs if p.kind is ParagraphKind.OPERATIVE],
            "sections": [self._section(section) for section in _sections(main)],
            "notes": self._notes(),
            "brackets": [self._bracket(bracket) for bracket in self.brackets],
            "annexes": [self._annex(block) for block in self.draft.body if isinstance(block, Section) and _is_annex(block)],
            "closing": [plain_text(p.content) for p in paragraphs if p.kind is ParagraphKind.CLOSING],
            "unclassified": list(self._unclassified(main)),
            "warnings": [
                {
                    "line": warning.position.line if warning.position else None,
                    "column": warning.position.column if warning.position else None,
                    "message": warning.message,
                }
                for warning in warnings
            ],
        }

    # --- front matter ---

    def _front(self, field: Field) -> str:
        return " ".join(plain_text(line.content) for line in self.draft.front if line.field is field)

    def _sponsors(self) -> list[Json]:
        line = parse_sponsors(self._front(Field.SPONSORS))
        return [{"name": sponsor.name, "role": sponsor.role} for sponsor in line.sponsors]

    # --- paragraphs ---

    def _paragraph(self, paragraph: Paragraph) -> Json:
        text = plain_text(paragraph.content)
        label = self.labels.get(id(paragraph), "")
        below = list(_paragraphs(paragraph.children))
        return {
            "label": label,
            "number": parse_marker(paragraph.marker).spelling if paragraph.marker else "",
            "marker": paragraph.marker,
            "text": text,
            "opening": opening(text),
            "brackets": [self._bracket(bracket) for bracket in self.brackets if bracket.owner == id(paragraph)],
            "notes": list(dict.fromkeys(_calls(paragraph.content))),
            "subparagraphs": [self._paragraph(p) for p in below if p.kind is not ParagraphKind.TAIL],
            "tail": "\n".join(plain_text(p.content) for p in below if p.kind is ParagraphKind.TAIL),
            "line": paragraph.position.line if paragraph.position else None,
        }

    def _section(self, section: Section) -> Json:
        heading = _line(section.heading)
        number, _, words = heading.partition(" ")
        is_number = bool(re.fullmatch(r"[IVXLC]+|[A-Z]", number.rstrip(".")))
        direct = list(_paragraphs(block for block in section.blocks if not isinstance(block, Section)))
        return {
            "number": number.rstrip(".") if is_number else "",
            "heading": words.strip() if is_number else heading,
            "level": section.level,
            "preambular": [self.labels[id(p)] for p in direct if p.kind is ParagraphKind.PREAMBULAR],
            "operative": [self.labels[id(p)] for p in direct if p.kind is ParagraphKind.OPERATIVE],
        }

    def _annex(self, annex: Section) -> Json:
        return {
            "heading": _line(annex.heading),
            "paragraphs": [self._paragraph(p) for p in _paragraphs(annex.blocks)],
            "sections": [
                {
                    "heading": _line(section.heading),
                    "level": section.level,
                    "paragraphs": [
                        self.labels[id(p)]
                        for p in _paragraphs(block for block in section.blocks if not isinstance(block, Section))
                    ],
                }
                for section in _sections(annex.blocks)
            ],
            "unclassified": [
                {"text": block.text, "line": block.position.line if block.position else None}
                for block in walk(annex.blocks)
                if isinstance(block, Verbatim)
            ],
        }

    def _unclassified(self, main: Sequence[Block]) -> Iterator[Json]:
        for line in self.draft.front:
            if line.field is Field.OTHER:
                yield {"text": plain_text(line.content), "line": line.position.line if line.position else None}
        for block in walk(tuple(main)):
            if isinstance(block, Verbatim):
                yield {"text": block.text, "line": block.position.line if block.position else None}
            elif isinstance(block, Paragraph) and block.kind is ParagraphKind.TEXT:
                text = f"{block.marker} {plain_text(block.content)}".strip()
                yield {"text": text, "line": block.position.line if block.position else None}

    # --- notes and brackets ---

    def _notes(self) -> list[Json]:
        calls: dict[str, int] = {}
        for row in rows(self.draft):
            for note in _calls(row.content):
                calls[note] = calls.get(note, 0) + 1
        return [
            {"number": note.id, "text": plain_text(note.content), "calls": calls.get(note.id, 0)}
            for note in self.draft.notes
        ]

    def _bracket(self, bracket: _Found) -> Json:
        return {
            "label_of_paragraph": bracket.label,
            "kind": bracket.kind.value,
            "depth": bracket.depth,
            "alternatives": bracket.alternatives,
            "line": bracket.line,
        }


def _line(content: Iterable[Inline]) -> str:
    """The text on one line."""
    return " ".join(plain_text(content).split("\n"))


def _calls(content: Iterable[Inline]) -> Iterator[str]:
    for node in content:
        match node:
            case NoteCall(note=note):
                yield note
            case Bracket(alternatives=alternatives):
                for alternative in alternatives:
                    yield from _calls(alternative.content)


def _is_annex(block: Block) -> bool:
    return isinstance(block, Section) and block.kind is SectionKind.ANNEX


def _sections(blocks: Iterable[Block]) -> Iterator[Section]:
    for block in walk(tuple(blocks)):
        if isinstance(block, Section) and block.kind is SectionKind.SECTION:
            yield block


def _paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """The paragraphs of blocks, without those that hang below another."""
    for block in blocks:
        match block:
            case Paragraph():
                yield block
            case Section(blocks=below):
                yield from _paragraphs(below)
            case BlockBracket(alternatives=alternatives):
                for alternative in alternatives:
                    yield from _paragraphs(alternative.blocks)


class _Found:
    """A bracket with the paragraph it stands in."""

    __slots__ = ("alternatives", "depth", "kind", "label", "line", "owner")

    def __init__(self, owner: int, label: str, kind: BracketKind, depth: int, line: int | None) -> None:
        self.owner = owner
        self.label = label
        self.kind = kind
        self.depth = depth
        self.line = line
        self.alternatives: list[Json] = []


class _Brackets:
    """The brackets of a draft, in the order in which they open."""

    def __init__(self, draft: Draft, names: dict[int, str]) -> None:
        self.draft = draft
        self.names = names
        self.open: dict[int, list[str]] = {}
        """Text so far of the linked brackets that are open, by pair."""
        self.linked: dict[int, _Found] = {}
        self.out: list[_Found] = []

    def found(self) -> list[_Found]:
        for line in self.draft.front:
            self._inline(line.content, id(line), 0)
        self._blocks(self.draft.body, 0)
        for note in self.draft.notes:
            self._inline(note.content, id(note), 0)
        return self.out

    def _add(self, owner: int, kind: BracketKind, depth: int, position: Any) -> _Found:
        line = position.line if position else None
        found = _Found(owner, self.names.get(owner, ""), kind, depth + len(self.open) + 1, line)
        self.out.append(found)
        return found

    def _blocks(self, blocks: Iterable[Block], depth: int) -> None:
        for block in blocks:
            match block:
                case Paragraph():
                    self._inline(block.before, id(block), depth)
                    self._inline(block.content, id(block), depth)
                    self._text("\n")
                    self._blocks(block.children, depth)
                case Section():
                    self._inline(block.heading, id(block), depth)
                    self._text("\n")
                    self._blocks(block.blocks, depth)
                case BlockBracket():
                    self._block_bracket(block, depth)

    def _block_bracket(self, block: BlockBracket, depth: int) -> None:
        first = next(iter(_paragraphs(block.alternatives[0].blocks)), None)
        found = self._add(id(first), block.kind, depth, block.position)
        for alternative in block.alternatives:
            found.alternatives.append(_alternative(alternative))
            self._blocks(alternative.blocks, depth + 1)

    def _inline(self, content: Iterable[Inline], owner: int, depth: int) -> None:
        for node in content:
            match node:
                case BracketMark(pair=pair) if pair in self.open:
                    self.linked[pair].alternatives.append(
                        {"label": "", "proponents": [], "text": "".join(self.open.pop(pair)).strip()}
                    )
                    self._text(node.mark)
                case BracketMark(pair=pair):
                    self._text(node.mark)
                    self.linked[pair] = self._add(owner, BracketKind.CONTESTED, depth, node.position)
                    self.open[pair] = []
                case Bracket():
                    found = self._add(owner, node.kind, depth, node.position)
                    for alternative in node.alternatives:
                        found.alternatives.append(
                            {
                                "label": alternative.label,
                                "proponents": list(alternative.proponents),
                                "text": plain_text(alternative.content),
                            }
                        )
                        if self.open:
                            self._text(plain_text(alternative.content))
                        self._nested(alternative.content, owner, depth + 1)
                case _:
                    self._text(getattr(node, "text", ""))

    def _nested(self, content: Iterable[Inline], owner: int, depth: int) -> None:
        """The brackets inside a bracket, whose text is already accounted for."""
        opened, self.open = self.open, {}
        before = len(opened)
        self._inline(content, owner, depth + before)
        self.open = opened

    def _text(self, text: str) -> None:
        for pieces in self.open.values():
            pieces.append(text)


def _alternative(alternative: BlockAlternative) -> Json:
    texts = []
    for block in walk(alternative.blocks):
        if isinstance(block, Paragraph):
            texts.append(f"{block.marker} {plain_text(block.content)}".strip())
    label = alternative.label.rstrip(" :")
    return {"label": label, "proponents": list(alternative.proponents), "text": "\n".join(texts)}
