"""Rows to tree: the inverse of :func:`draftkit.rows.rows`.

Rows come with their kinds and levels decided. What is decided here is what
hangs below what, and what each bracket encloses:

- A heading holds what follows it up to the next heading of its level or above;
  an annex everything up to the next annex.
- A row of level n belongs to the nearest row above it of level n - 1.
- Brackets around whole paragraphs of one parent are a :class:`BlockBracket`.
  They open before the first paragraph's number (or its first word) and close
  after the last paragraph's last word.
- Options ("Option 1:", "Option 2:") that follow each other under one parent are
  the alternatives of one block bracket without marks. An option reaches to the
  next option; the last one holds one paragraph, and further ones as long as
  their numbers occur in the options before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from draftkit.alternatives import bracket_kind, names_others, own_text, read_attribution
from draftkit.brackets import DEEPEST_NODE, Pair, nest
from draftkit.content import SHAPES, join
from draftkit.dataclass import dataclass, field, replace
from draftkit.editorial.sponsors import is_sponsor_line, parse_sponsors
from draftkit.model import (
    Block,
    BlockAlternative,
    BlockBracket,
    BracketKind,
    Draft,
    Field,
    FrontLine,
    Inline,
    Note,
    Paragraph,
    ParagraphKind,
    Section,
    SectionKind,
    Span,
    Text,
    Verbatim,
)
from draftkit.patterns import lazy_pattern
from draftkit.row_brackets import by_offset, match_rows, page_text, place_in_row, without
from draftkit.rows import Row, RowKind

COMPILATION = "Compilation of proposals"
"""The head of the table at the end of a compilation."""


def build(rows: Iterable[Row]) -> Draft:
    """The draft these rows are the paragraphs of."""
    rows = tuple(rows)
    known = known_names(rows)
    page = _Page(rows, known)
    notes = (row for row in rows if row.kind is RowKind.NOTE)
    return Draft(
        page.front(), page.blocks(), tuple(Note(row.marker, _note(row, known), row.position) for row in notes)
    )


def known_names(rows: Sequence[Row]) -> tuple[str, ...]:
    """Names that are those of delegations wherever an attribution uses them: sponsors, and the delegations of
    a compilation."""
    return (*sponsor_names(rows), *_compiled_names(rows))


def sponsor_names(rows: Iterable[Row]) -> tuple[str, ...]:
    """The names in the sponsor line, which attributions may use."""
    lines = (row.text for row in rows if row.field == Field.SPONSORS.value)
    return tuple(
        sponsor.name for line in lines if is_sponsor_line(line) for sponsor in parse_sponsors(line).sponsors
    )


def _compiled_names(rows: Iterable[Row]) -> tuple[str, ...]:
    """The delegations whose proposals a compilation holds, by the table at its end; its lines about the base
    and about all texts name nobody."""
    tables = (
        row.text for row in rows if row.kind is RowKind.VERBATIM and row.text.startswith(f"| {COMPILATION} |")
    )
    cells = (line.strip(" |").split(" | ")[0] for table in tables for line in table.split("\n")[2:])
    return tuple(cell for cell in cells if cell != "base" and not cell.startswith("("))


def _note(row: Row, known: tuple[str, ...]) -> tuple[Inline, ...]:
    """The content of a note, whose brackets stand in it alone."""
    pairs, _ = match_rows((row,), (row.text,))
    nodes = {pair.number for pair in pairs if pair.depth <= DEEPEST_NODE}
    return nest(row.content, by_offset(pairs), nodes, known)


@dataclass(slots=True)
class _Node:
    """A row with the rows that hang below it."""

    index: int
    last: int
    children: list[_Node] = field(default_factory=list)


class _Page:
    """Front matter and body while they are being built."""

    def __init__(self, rows: tuple[Row, ...], known: tuple[str, ...]) -> None:
        self.known = known
        front = [row for row in rows if row.kind is RowKind.FRONT]
        self.border = len(front)
        """The index of the first row of the body."""
        rows = (*front, *(row for row in rows if row.kind not in (RowKind.FRONT, RowKind.NOTE)))
        self.rows = list(rows)
        self.texts = tuple(page_text(row) for row in rows)
        pairs, _ = match_rows(rows, self.texts)
        self.marks: list[dict[int, Pair]] = [{} for _ in rows]
        self.candidates: list[list[Pair]] = [[] for _ in rows]
        for pair in pairs:
            self.marks[pair.open_row][pair.open_at] = pair
            self.marks[pair.close_row][pair.close_at] = pair
            in_body = pair.open_row >= self.border
            if in_body and pair.depth <= DEEPEST_NODE and self._may_be_block(pair):
                self.candidates[pair.open_row].append(pair)
        self.gone: list[set[int]] = [set() for _ in rows]
        """Offsets of characters that block brackets account for."""
        self.blocked: set[int] = set()
        """Numbers of the pairs that are block brackets."""

    def front(self) -> tuple[FrontLine, ...]:
        """The lines of the front matter."""
        rows = self.rows[: self.border]
        return tuple(
            FrontLine(Field(row.field), self._content(index)[1], row.position)
            for index, row in enumerate(rows)
        )

    def blocks(self) -> tuple[Block, ...]:
        """The blocks of the body."""
        return self._assemble(self._nodes())

    # --- what hangs below what ---

    def _nodes(self) -> list[_Node]:
        top: list[_Node] = []
        sections: list[tuple[int, _Node]] = []
        paragraphs: list[_Node] = []
        for index, row in enumerate(self.rows[self.border :], start=self.border):
            node = _Node(index, index)
            if row.kind in (RowKind.HEADING, RowKind.ANNEX):
                level = 0 if row.kind is RowKind.ANNEX else max(row.level, 1)
                while sections and sections[-1][0] >= level:
                    sections.pop()
                (sections[-1][1].children if sections else top).append(node)
                sections.append((level, node))
                paragraphs = []
            else:
                depth = min(row.level, len(paragraphs)) if row.kind in _HANGING else 0
                del paragraphs[depth:]
                if row.kind is RowKind.TAIL and not depth:
                    self.rows[index] = replace(row, kind=RowKind.TEXT)
                parent = (
                    paragraphs[-1].children if paragraphs else sections[-1][1].children if sections else top
                )
                parent.append(node)
                if row.kind is not RowKind.VERBATIM:
                    paragraphs.append(node)
            for _, section in sections:
                section.last = index
            for paragraph in paragraphs:
                paragraph.last = index
        return top

    # --- brackets around paragraphs ---

    def _may_be_block(self, pair: Pair) -> bool:
        row = self.rows[pair.open_row]
        if row.marker or row.option:
            opens = pair.open_at < len(row.before)
        else:
            opens = pair.open_row != pair.close_row and not self.texts[pair.open_row][: pair.open_at].strip(
                "".join(SHAPES)
            )
        last = self.rows[pair.close_row]
        closes = not self.texts[pair.close_row][pair.close_at + 1 :].strip(" " + "".join(SHAPES.values()))
        return opens and closes and bool(last.content) and isinstance(last.content[-1], Text)

    def _assemble(self, nodes: list[_Node]) -> tuple[Block, ...]:
        out: list[Block] = []
        start = 0
        while start < len(nodes):
            end = self._block_bracket(nodes, start, out)
            if end == start:
                end = self._options(nodes, start, out)
            if end == start:
                out.append(self._block(nodes[start]))
                end = start + 1
            start = end
        return tuple(out)

    def _block_bracket(self, nodes: list[_Node], start: int, out: list[Block]) -> int:
        """Add the outermost block bracket that opens at a node; where it ends, or ``start``."""
        first = nodes[start].index
        for pair in self.candidates[first]:
            if pair.number in self.blocked:
                continue
            end = next((i for i in range(start, len(nodes)) if nodes[i].last >= pair.close_row), start)
            if nodes[end].last != pair.close_row:
                continue
            self.blocked.add(pair.number)
            row = self.rows[first]
            limit = len(row.before) if row.marker or row.option else len(self.texts[first])
            page = "\n".join(self.texts[first : pair.close_row + 1])
            proponents, issued, cut = read_attribution(page[pair.open_at + 1 : limit], self.known)
            closes = len(page) - len(self.texts[pair.close_row]) + pair.close_at
            if cut and names_others(own_text(page[pair.open_at + 1 + cut : closes]), self.known):
                proponents, issued, cut = (), "", 0  # several delegations in one bracket: in doubt, nobody's
            self.gone[first].update(range(pair.open_at, pair.open_at + 1 + cut))
            self.gone[pair.close_row].add(pair.close_at)
            inside = self._assemble(nodes[start : end + 1])
            marks = pair.opener + SHAPES[pair.opener]
            # Only one paragraph can be a placeholder or a remark, and what a delegation proposes is neither.
            alone = pair.open_row == pair.close_row and not cut
            kind = bracket_kind(page[pair.open_at + 1 : pair.close_at]) if alone else BracketKind.CONTESTED
            position = place_in_row(row, pair.open_at)
            out.append(
                BlockBracket(
                    (BlockAlternative(inside, "", proponents, issued),),
                    kind,
                    marks,
                    position,
                )
            )
            return end + 1
        return start

    # --- options ---

    def _options(self, nodes: list[_Node], start: int, out: list[Block]) -> int:
        """Add the options that begin at a node; where they end, or ``start``."""
        row = self.rows[nodes[start].index]
        if not row.option or row.marker:
            return start
        starts = [start]
        for i in range(start + 1, len(nodes)):
            other = self.rows[nodes[i].index]
            if other.kind in (RowKind.HEADING, RowKind.ANNEX):
                break
            if other.option and not other.marker:
                if not _follows(self.rows[nodes[starts[-1]].index].option, other.option):
                    break
                starts.append(i)
        end = self._last_option_end(nodes, starts)
        alternatives = []
        for begin, stop in zip(starts, [*starts[1:], end], strict=True):
            alternatives.append(self._option(nodes[begin:stop]))
        out.append(BlockBracket(tuple(alternatives), BracketKind.CONTESTED, "", row.position))
        return end

    def _last_option_end(self, nodes: list[_Node], starts: list[int]) -> int:
        seen = {_digits(self.rows[node.index].marker) for node in nodes[starts[0] : starts[-1]]} - {""}
        end = starts[-1] + 1
        label_only = not self.rows[nodes[starts[-1]].index].content
        while end < len(nodes):
            row = self.rows[nodes[end].index]
            if row.option or row.kind in (RowKind.HEADING, RowKind.ANNEX):
                break
            if not (label_only and end == starts[-1] + 1) and _digits(row.marker) not in seen:
                break
            end += 1
        return end

    def _option(self, nodes: list[_Node]) -> BlockAlternative:
        row = self.rows[nodes[0].index]
        before, content = self._content(nodes[0].index)
        if before or content or nodes[0].children:
            return BlockAlternative((self._paragraph(nodes[0]), *self._assemble(nodes[1:])), row.option)
        return BlockAlternative(self._assemble(nodes[1:]), row.option)

    # --- single blocks ---

    def _block(self, node: _Node) -> Block:
        row = self.rows[node.index]
        match row.kind:
            case RowKind.VERBATIM:
                return Verbatim(row.text, row.position)
            case RowKind.HEADING | RowKind.ANNEX:
                _, heading = self._content(node.index)
                kind = SectionKind.ANNEX if row.kind is RowKind.ANNEX else SectionKind.SECTION
                return Section(kind, heading, self._assemble(node.children), row.level, row.position)
            case _:
                return self._paragraph(node)

    def _paragraph(self, node: _Node) -> Paragraph:
        row = self.rows[node.index]
        before, content = self._content(node.index)
        children = node.children
        if row.marker and row.option:
            return self._numbered_options(node, before, content)
        kind = ParagraphKind(row.kind.value)
        return Paragraph(kind, content, row.marker, before, self._assemble(children), row.position)

    def _numbered_options(
        self, node: _Node, before: tuple[Inline, ...], content: tuple[Inline, ...]
    ) -> Paragraph:
        """A paragraph whose options stand under its one number."""
        row = self.rows[node.index]
        kinds = [self.rows[child.index] for child in node.children]
        cut = next((i for i, child in enumerate(kinds) if child.option and not child.marker), len(kinds))
        first = Paragraph(ParagraphKind.TAIL, content, position=row.position)
        alternatives = [BlockAlternative((first, *self._assemble(node.children[:cut])), row.option)]
        rest = list(self._assemble(node.children[cut:]))
        if rest and isinstance(rest[0], BlockBracket) and not rest[0].marks:
            alternatives.extend(rest.pop(0).alternatives)  # type: ignore[union-attr]
        options = BlockBracket(tuple(alternatives), BracketKind.CONTESTED, "", row.position)
        kind = ParagraphKind(row.kind.value)
        return Paragraph(kind, (), row.marker, before, (options, *rest), row.position)

    def _content(self, index: int) -> tuple[tuple[Inline, ...], tuple[Inline, ...]]:
        """What stands before a row's number, and its content."""
        row = self.rows[index]
        border = len(row.before)
        opening = (Text(row.before, position=row.position),) if row.before else ()
        if not self.marks[index]:  # most rows
            return opening, join(row.content)
        nodes = {
            pair.number
            for pair in self.marks[index].values()
            if pair.open_row == pair.close_row
            and pair.depth <= DEEPEST_NODE
            and pair.number not in self.blocked
            and (pair.open_at < border) == (pair.close_at < border)
        }
        return (
            self._nest(index, opening, 0, nodes),
            self._nest(index, row.content, border, nodes),
        )

    def _nest(self, index: int, content: tuple[Span, ...], shift: int, nodes: set[int]) -> tuple[Inline, ...]:
        """Content with its brackets as nodes and marks, less what block brackets account for."""
        gone = sorted(at - shift for at in self.gone[index] if at >= shift)
        marks = {
            at - shift - bisect_left(gone, at - shift): pair
            for at, pair in self.marks[index].items()
            if at >= shift and at not in self.gone[index]
        }
        return nest(without(content, gone), marks, nodes, self.known)


_HANGING = (RowKind.SUBPARAGRAPH, RowKind.TAIL)


def _digits(marker: str) -> str:
    found = re.search(r"\d+", marker)
    return found.group() if found else ""


_ORDER = lazy_pattern(r"(\d+|[IVXivx]+|[A-Za-z])\W*(?:\(.*\))?\W*$")
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}


def _follows(label: str, other: str) -> bool:
    """Whether one option label comes right after another: Option 1, Option 2; Option (a), Option (b)."""
    first, second = (
        _ORDER.search(re.sub(r"\s*\((?:paras?|articles?)\b.*", "", text)) for text in (label, other)
    )
    if not first or not second:
        return False
    a, b = first.group(1), second.group(1)
    if a.isdigit() and b.isdigit():
        return int(b) == int(a) + 1
    if a.upper() in _ROMAN and b.upper() in _ROMAN and _ROMAN[b.upper()] == _ROMAN[a.upper()] + 1:
        return True
    return len(a) == len(b) == 1 and ord(b) == ord(a) + 1
