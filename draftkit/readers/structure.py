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
6. In an amendment, and in an addendum with further sponsors, paragraphs without
   a number are operative too; the text to insert, after a colon, is their tail.
7. Anything else is text, kept where it stands, and a warning says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from draftkit.content import join
from draftkit.dataclass import replace
from draftkit.editorial.masthead import gives_instructions
from draftkit.editorial.openings import is_instruction, role
from draftkit.model import Field, Format, Text
from draftkit.readers.front import HEADINGS, front_rows
from draftkit.readers.headings import heading_level, is_annex, is_title_of
from draftkit.readers.items import TERMINAL, Item
from draftkit.readers.letters import Letters
from draftkit.readers.parts import (
    closes_with,
    front_line,
    is_closing,
    is_enacting_clause,
    on_two_lines,
    parted,
)
from draftkit.rows import Row, RowKind


def classify(items: Sequence[Item]) -> tuple[Row, ...]:
    """The rows of one draft, without its notes."""
    front, body = parted(items)
    lines = [front_line(item) for item in front]
    found = front_rows([line for line in lines if line.content])
    # A line of the masthead may have run together with the enacting clause.
    apart = [Item(row.content, HEADINGS.get(Field(row.field), 0), position=row.position) for row in found]
    if len(parted([*apart, *body])[1]) > len(body):
        return classify([*apart, *body])
    instructs = gives_instructions(found) and not (body and is_enacting_clause(body[0]))
    return (*found, *_Body(body, instructs).rows())


_HANGING = (RowKind.OPERATIVE, RowKind.SUBPARAGRAPH, RowKind.TAIL)


class _Body:
    """The body of a draft while its paragraphs are being classified."""

    def __init__(self, items: Sequence[Item], instructs: bool = False) -> None:
        self.items = items
        self.instructs = instructs
        """Whether paragraphs are instructions about another draft, and text to insert in it."""
        self.out: list[Row] = []
        self.letters = Letters(items)
        self.italics = any(
            item.opens_italic for item in items if not (is_enacting_clause(item) or is_closing(item.text))
        )
        """Whether openings are in italics."""
        self.annex = False
        """Whether an annex has begun."""
        self.operative: Row | None = None
        """The last operative paragraph of this section."""
        self.level = 0
        """Level of the section heading above."""
        self.italic_headings = False
        """Whether a line in italics has opened a section: so do the others, "Article 2" as "Article 1"."""
        self.indent = 0
        """Indent of the last numbered paragraph."""
        self.depth = 0
        """How deep the next paragraph can hang."""
        self.options_under_number = False
        """Whether the last operative paragraph holds options."""

    @property
    def last(self) -> Row | None:
        return self.out[-1] if self.out else None

    def rows(self) -> tuple[Row, ...]:
        for index, item in enumerate(self.items):
            row = self._row(index, item)
            last = self.last
            titles = row.kind is RowKind.HEADING and is_title_of(row, last)
            if last and (titles or (row.kind is RowKind.CLOSING and closes_with(last, row))):
                self.out[-1] = replace(last, content=join((*last.content, Text("\n"), *row.content)))
                self.level = last.level
            else:
                self.out.append(row)
        return tuple(self.out)

    def _row(self, index: int, item: Item) -> Row:
        if item.table:
            return Row(RowKind.VERBATIM, item.content, position=item.position)
        if index == 0 and is_enacting_clause(item):
            return self._top(RowKind.ENACTING, item)
        if is_closing(item.text) and not item.head:
            return self._top(RowKind.CLOSING, replace(item, content=on_two_lines(item.content)))
        numbered = bool(self.operative) or self.annex or self.italic_headings
        level = heading_level(item, self.last, self.level, numbered)
        if is_annex(item) or level:
            return self._heading(item, level)
        mark = item.marker.strip("[]")[:2].upper()
        if mark == "PP":
            return self._top(RowKind.PREAMBULAR, item)
        in_parentheses = item.marker.startswith("(")
        if mark == "OP" or (any(character.isdigit() for character in item.marker) and not in_parentheses):
            return self._numbered(index, item)
        if item.marker:
            return self._lettered(index, item)
        return self._option(item) if item.option else self._unnumbered(item)

    def _heading(self, item: Item, level: int) -> Row:
        content = join(
            replace(span, format=span.format & ~Format.BOLD) if isinstance(span, Text) else span
            for span in item.content
        )
        self.italic_headings = self.italic_headings or (level == 3 and not item.heading)
        self.letters.clear()
        self.indent = self.depth = 0
        self.operative = None
        if is_annex(item):
            self.annex = True
            self.level = 0
            return Row(RowKind.ANNEX, content, position=item.position)
        self.level = level
        return Row(RowKind.HEADING, content, level=level, position=item.position)

    # --- paragraphs with a number or a letter ---

    def _numbered(self, index: int, item: Item) -> Row:
        number = int(re.sub(r"\D.*", "", re.sub(r"^\D+", "", item.marker)))
        under = self.last is not None and self.last.kind in (*_HANGING, RowKind.TEXT)
        text_above = self.last is not None and self.last.kind is RowKind.TEXT
        indent = max(self.indent, self.items[index - 1].indent) if text_above else self.indent
        level = self.letters.nested_number(item, number) if under and item.indent >= indent + 3 else 0
        if level:
            return self._made(RowKind.SUBPARAGRAPH, item, level)
        self.indent = item.indent
        return self._top(RowKind.TEXT if self.annex else RowKind.OPERATIVE, item)

    def _lettered(self, index: int, item: Item) -> Row:
        begins = not self.annex and not self.operative and not self.letters.stack
        level = self.letters.level(index)
        if level == 1 and (self._letters_are_operative(item) if begins else self._operatives_have_letters()):
            return self._made(RowKind.OPERATIVE, item, 0)
        return self._made(RowKind.SUBPARAGRAPH, item, level)

    def _letters_are_operative(self, item: Item) -> bool:
        """A decision whose operative paragraphs are (a), (b): they open with operative verbs."""
        above = self.last is not None and self.last.kind in (RowKind.PREAMBULAR, RowKind.ENACTING)
        return above and role(item.words) == "operative"

    def _operatives_have_letters(self) -> bool:
        return self.operative is not None and self.operative.marker.startswith("(")

    # --- paragraphs without ---

    def _option(self, item: Item) -> Row:
        under = self.last is not None and self.last.kind in _HANGING and self.options_under_number
        return self._made(RowKind.TAIL, item, 1) if under else self._top(RowKind.TEXT, item)

    def _unnumbered(self, item: Item) -> Row:
        last, opens = self.last, role(item.words)
        if last and self._goes_on(last, item, opens):
            return self._tail(item, last)
        if self.annex:
            return self._unnumbered_in_annex(item, last)
        if self.instructs:
            return self._unnumbered_instruction(item, last)
        if self.operative and last and last.kind is not RowKind.HEADING:
            return self._after_operative(item, last, opens)
        if (self._has_clause() and opens == "operative") or self._is_whole_decision(item.words):
            return self._top(RowKind.OPERATIVE, item)
        if last and self._has_clause() and last.text.rstrip().endswith(":") and not opens:
            return self._tail(item, last)
        if self._has_clause() and (opens == "preambular" or not self.level):
            return self._top(RowKind.PREAMBULAR, item)
        return self._top(RowKind.TEXT, item)

    def _after_operative(self, item: Item, last: Row, opens: str) -> Row:
        unnumbered = self.operative is not None and not self.operative.marker
        if opens == "operative" and unnumbered and not last.text.endswith(":"):
            return self._top(RowKind.OPERATIVE, item)  # the numbers were lost, or the house gives none
        if last.kind in _HANGING:
            return self._made(RowKind.TAIL, item, 1)
        return self._top(RowKind.TEXT, item)

    def _unnumbered_in_annex(self, item: Item, last: Row | None) -> Row:
        below = last is not None and last.kind in (RowKind.SUBPARAGRAPH, RowKind.TAIL) and last.level > 0
        if below and item.words[:1].islower():
            return self._made(RowKind.TAIL, item, 1)
        return self._top(RowKind.TEXT, item)

    def _unnumbered_instruction(self, item: Item, last: Row | None) -> Row:
        """Text to insert hangs below the instruction that ends in a colon; the rest instructs."""
        inserts = last is not None and (last.kind is RowKind.TAIL or last.text.rstrip().endswith(":"))
        if last and inserts and not is_instruction(item.words):
            return self._tail(item, last)
        return self._top(RowKind.OPERATIVE, item)

    def _has_clause(self) -> bool:
        return bool(self.out) and self.out[0].kind is RowKind.ENACTING

    def _is_whole_decision(self, text: str) -> bool:
        """A one-sentence decision: "The Assembly, recalling ..., decides ..."."""
        return not self.out and bool(re.match(r"(?:The|At its|L[’']|La|Le|El) ?\S", text))

    # --- broken-off paragraphs ---

    def _goes_on(self, last: Row, item: Item, opens: str) -> bool:
        """Whether the paragraph above was cut where a line or a page ended, and goes on here."""
        if opens and (item.opens_italic if self.italics else item.words[:1].isupper()):
            return False
        fragment = last.kind in (RowKind.SUBPARAGRAPH, RowKind.TAIL) and item.words[:1].islower()
        in_preamble = not self.annex and not self.operative and not opens
        return self._breaks_off(last) or (fragment and in_preamble)

    def _breaks_off(self, last: Row) -> bool:
        """Whether a paragraph ends in the middle of a sentence."""
        numbered_text = last.kind is RowKind.TEXT and bool(last.marker)
        if not numbered_text and last.kind not in (*_HANGING, RowKind.PREAMBULAR):
            return False
        text = last.text.rstrip()
        return (
            bool(text)
            and not text.endswith(("]", "*", "…"))
            and not text.rstrip("]］”»’)*").endswith(TERMINAL)
        )

    # --- rows ---

    def _tail(self, item: Item, last: Row) -> Row:
        return self._made(RowKind.TAIL, item, last.level + (last.kind is not RowKind.TAIL))

    def _top(self, kind: RowKind, item: Item) -> Row:
        self.letters.clear()
        return self._made(kind, item, 0)

    def _made(self, kind: RowKind, item: Item, level: int) -> Row:
        level = min(level, self.depth)
        if kind is RowKind.TAIL and not level:
            kind = RowKind.TEXT
        self.depth = level + 1
        row = Row(kind, item.content, item.marker, item.before, item.option, level, position=item.position)
        if kind is RowKind.OPERATIVE:
            self.operative = row
        if not level:
            self.options_under_number = bool(item.marker and item.option)
        return row
