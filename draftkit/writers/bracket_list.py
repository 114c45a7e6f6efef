"""The brackets of a draft as a list, in the order in which they open.

The tree keeps a bracket where it stands: inside a paragraph, around whole
paragraphs, or as two linked marks. Who wants to know what is contested wants
one list of all three.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from draftkit.alternatives import read_far_attribution
from draftkit.build import known_names
from draftkit.content import attribution_text, plain_text
from draftkit.dataclass import dataclass, replace
from draftkit.model import (
    Block,
    BlockAlternative,
    BlockBracket,
    Bracket,
    BracketKind,
    BracketMark,
    Draft,
    Inline,
    Paragraph,
    Position,
    Section,
    Text,
    Verbatim,
)
from draftkit.rows import Row, rows


@dataclass(frozen=True, slots=True)
class Wording:
    """One of the alternatives of a bracket."""

    text: str
    """Empty when the proposal is to have no text. Whole paragraphs stand one to a line, numbers included."""
    label: str = ""
    proponents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A bracket and where it opens."""

    owner: int
    """``id()`` of the front line, paragraph, section or note it opens in; 0 when it holds nothing."""
    label: str
    """What that is called (:func:`draftkit.labels.labels`)."""
    kind: BracketKind
    depth: int
    """1 for a bracket that stands in no other."""
    alternatives: tuple[Wording, ...]
    position: Position | None


def bracket_list(draft: Draft, names: Mapping[int, str]) -> tuple[Listed, ...]:
    """All brackets, options without brackets included.

    ``names`` are the labels of the parts of the tree, by their ``id()``.
    """
    return _Walk(names, known_names(rows(draft))).listed(draft)


def page_line(row: Row) -> str:
    """A row as it stands on the page, note calls left out."""
    return " ".join(part for part in (row.before + row.marker, row.option, row.text) if part)


@dataclass(slots=True)
class _Open:
    """A linked bracket whose end has not been reached."""

    place: int
    """Where in the list it will stand."""
    page: list[str]
    start: int
    """How much of the page stood before it."""


class _Walk:
    """Where one is in the draft while going down the page."""

    def __init__(self, names: Mapping[int, str], known: Collection[str]) -> None:
        self.names = names
        self.known = known
        self.out: list[Listed] = []
        self.open: dict[int, _Open] = {}
        """The linked brackets that are open, by their pair number."""
        self.page: list[str] = []
        """What was read so far: the text of linked brackets is cut from it."""
        self.lead = ""
        """What stands before the next line: the opening of a block bracket, "Option 1:"."""

    def listed(self, draft: Draft) -> tuple[Listed, ...]:
        for line in draft.front:
            self._new_line()
            self._inline(line.content, id(line), 0)
        self._blocks(draft.body, 0, 0)
        for note in draft.notes:
            self.open = {}  # a note shares its brackets with nothing else
            self._inline(note.content, id(note), 0)
        return tuple(self.out)

    def _list(
        self,
        bracket: Bracket | BlockBracket | BracketMark,
        owner: int,
        depth: int,
        kind: BracketKind,
        alternatives: tuple[Wording, ...],
    ) -> None:
        depth += len(self.open) + 1
        self.out.append(Listed(owner, self.names.get(owner, ""), kind, depth, alternatives, bracket.position))

    # --- whole paragraphs ---

    def _blocks(self, blocks: Iterable[Block], depth: int, above: int) -> None:
        """``above`` is the ``id()`` of the paragraph that these blocks hang below."""
        for block in blocks:
            match block:
                case Paragraph():
                    self._new_line()
                    self._inline(block.before, id(block), depth)
                    self.page.append(f"{block.marker} " if block.marker else "")
                    self._inline(block.content, id(block), depth)
                    self._blocks(block.children, depth, id(block))
                case Section():
                    self._new_line()
                    self._inline(block.heading, id(block), depth)
                    self._blocks(block.blocks, depth, 0)
                case Verbatim(text=text):
                    self._new_line()
                    self.page.append(text)
                case BlockBracket():
                    self._block_bracket(block, depth, above)

    def _block_bracket(self, bracket: BlockBracket, depth: int, above: int) -> None:
        owner = above if above and not bracket.marks else _first_part(bracket)
        wordings = tuple(
            Wording(
                "\n".join(page_line(row) for row in rows(Draft(body=alternative.blocks))),
                _own_label(alternative),
                alternative.proponents,
            )
            for alternative in bracket.alternatives
        )
        self._list(bracket, owner, depth, bracket.kind, wordings)
        opener, closer = bracket.marks[:1], bracket.marks[1:]
        for alternative in bracket.alternatives:
            label = f"{alternative.label} " if alternative.label else ""
            self.lead += opener + attribution_text(alternative) + label
            self._blocks(alternative.blocks, depth + 1, above)
            if self.lead:  # no text under this option
                self._new_line()
            self.page.append(closer)

    def _new_line(self) -> None:
        self.page.append(f"\n{self.lead}")
        self.lead = ""

    # --- inside a paragraph ---

    def _inline(self, content: Iterable[Inline], owner: int, depth: int) -> None:
        for node in content:
            match node:
                case Text(text=text):
                    self.page.append(text)
                case Bracket():
                    self.page.append(plain_text((node,)))
                    self._bracket(node, owner, depth)
                case BracketMark(pair=pair) if pair in self.open:
                    self._close(self.open.pop(pair))
                    self.page.append(node.mark)
                case BracketMark(mark=mark, pair=pair):
                    self.page.append(mark)
                    place = len(self.out)
                    self._list(node, owner, depth, BracketKind.CONTESTED, (Wording(""),))
                    self.open[pair] = _Open(place, self.page, len(self.page))

    def _bracket(self, bracket: Bracket, owner: int, depth: int) -> None:
        wordings = tuple(
            Wording(plain_text(alternative.content), alternative.label, alternative.proponents)
            for alternative in bracket.alternatives
        )
        self._list(bracket, owner, depth, bracket.kind, wordings)
        # The bracket is on the page already, with what it holds: brackets inside it have a page of their own.
        page = self.page
        for alternative in bracket.alternatives:
            self.page = []
            self._inline(alternative.content, owner, depth + 1)
        self.page = page

    def _close(self, opened: _Open) -> None:
        text = _lines("".join(opened.page[opened.start :]))
        proponents, _, cut = read_far_attribution(text, self.known)
        wording = Wording(text[cut:], proponents=proponents)
        self.out[opened.place] = replace(self.out[opened.place], alternatives=(wording,))


def _lines(text: str) -> str:
    """The lines of a text without white space around them and without empty ones."""
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())


def _first_part(bracket: BlockBracket) -> int:
    """The ``id()`` of the first paragraph, heading or table inside."""
    for alternative in bracket.alternatives:
        for block in alternative.blocks:
            return _first_part(block) if isinstance(block, BlockBracket) else id(block)
    return 0


def _own_label(alternative: BlockAlternative) -> str:
    """``Option 1`` for "Option 1:"."""
    return alternative.label.rstrip(" .:")
