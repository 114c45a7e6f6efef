"""The brackets of a draft with their addresses, and where each stands on the page.

The tree says what a bracket holds and who wants it, rows say where its
characters are. Both have the same brackets in the same order
(:mod:`draftkit.contested`), and here they are put together.

An address is the name of a paragraph and a number in square brackets:

- ``OP5[2]``, the second bracket that opens in OP5 and stands in no other one of
  that paragraph; ``OP5[2.1]``, the first inside it, and so on down.
- ``OP5``, the bracket around the whole paragraph, or options under its number.
  Brackets inside the paragraph are numbered without regard to it. Where several
  open around the same paragraph, the next is ``OP5[0.1]``, then ``OP5[0.1.1]``.
- ``OP[4][2][#]``, a number that is contested.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from draftkit.alternatives import read_far_attribution
from draftkit.brackets import match
from draftkit.build import build, known_names
from draftkit.content import MARK, attribution_text, plain_text
from draftkit.dataclass import dataclass, field, replace
from draftkit.model import (
    Alternative,
    Block,
    BlockAlternative,
    BlockBracket,
    Bracket,
    BracketKind,
    BracketMark,
    Draft,
    Inline,
    Paragraph,
    Section,
    Text,
    Verbatim,
)
from draftkit.negotiate.instructions import with_proponents
from draftkit.negotiate.standing import (
    Form,
    Places,
    Spot,
    Standing,
    Wording,
    calls_between,
    own_number,
    text_between,
)
from draftkit.negotiate.wholes import further, only
from draftkit.part_labels import part_labels
from draftkit.row_brackets import page_text
from draftkit.rows import Row, placed_rows, rows


def places(draft: Draft) -> Places:
    """Where the brackets of a draft stand."""
    # Built anew, every part of the tree is an object of its own, by which it can be looked up.
    return with_proponents(_Walk(build(rows(draft))).places())


@dataclass(slots=True)
class _Open:
    """A linked bracket whose end has not been reached."""

    place: int
    start: Spot


@dataclass(slots=True)
class _Around:
    """A bracket around a paragraph, closed, whose further alternatives have not been reached."""

    place: int
    start: Spot
    wording: Wording


@dataclass(slots=True)
class _Counts:
    """How many brackets were given an address so far, by paragraph and by the address they stand in."""

    given: dict[tuple[str, tuple[int, ...]], int] = field(default_factory=dict)

    def next(self, label: str, above: tuple[int, ...]) -> tuple[int, ...]:
        number = self.given[label, above] = self.given.get((label, above), 0) + 1
        return (*above, number)


class _Walk:
    """Where one is in the draft while going down the page."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.known = known_names(rows(draft))
        placed = list(placed_rows(draft))
        self.rows = tuple(row for row, _ in placed)
        self.row_of = {id(part): index for index, (_, parts) in enumerate(placed) for part in parts}
        self.names = part_labels(draft)
        self.labels = tuple(_row_label(parts, self.names, row) for row, parts in placed)
        self.marks = iter(
            Spot(index, found.start())
            for index, row in enumerate(self.rows)
            for found in MARK.finditer(page_text(row))
        )
        self.option_rows = iter([index for index, row in enumerate(self.rows) if row.option])
        self.found: list[Standing] = []
        self.stack: list[int] = []
        """The brackets one is in."""
        self.open: dict[int, _Open] = {}
        self.further: dict[int, Bracket | None] = {}
        """Brackets around a paragraph with its number, but without what hangs below it, that have proponents
        or further alternatives right behind them; these."""
        self.around: dict[int, _Around] = {}
        """Brackets around a paragraph that wait for these, by the ``id()`` of what they wait for."""
        self.counts = _Counts()
        self.wholes: dict[str, tuple[int, ...]] = {}
        """The address of the last bracket around each whole paragraph."""
        self.row = 0
        """The last row one came to."""

    def places(self) -> Places:
        for line in self.draft.front:
            self.row = self.row_of[id(line)]
            self._content(line.content, self.names[id(line)])
        self._blocks(self.draft.body, 0)
        for note in self.draft.notes:
            self.row = self.row_of[id(note)]
            self.stack, self.open = [], {}  # a note shares its brackets with nothing else
            self._content(note.content, self.names[id(note)])
        numbers = [number for index in range(len(self.rows)) for number in self._numbers(index)]
        order = sorted([*enumerate(self.found), *((-1, number) for number in numbers)], key=_page_order)
        names = {name: self.row_of[part] for part, name in self.names.items()}
        return Places(self.rows, self.labels, names, tuple(_nested([found for _, found in order])))

    # --- whole paragraphs ---

    def _blocks(self, blocks: Iterable[Block], above: int) -> None:
        """``above`` is the ``id()`` of the paragraph that these blocks hang below."""
        for block in blocks:
            match block:
                case Paragraph():
                    self.row = self.row_of[id(block)]
                    name = self.names[id(block)]
                    self.further.update(further(block, self.known))
                    self._content(block.before, name)
                    self._content(block.content, name)
                    self._blocks(block.children, id(block))
                case Section():
                    self.row = self.row_of[id(block)]
                    self._content(block.heading, self.names[id(block)])
                    self._blocks(block.blocks, 0)
                case Verbatim():
                    self.row = self.row_of[id(block)]
                case BlockBracket(marks=""):
                    self._options(block, above)
                case BlockBracket():
                    self._around(block, above)

    def _around(self, block: BlockBracket, above: int) -> None:
        """Brackets around whole paragraphs."""
        name = self.names[_first_part(block)]
        place = self._begin(name, self._whole(name), Form.PARAGRAPHS, block.kind)
        opens = next(self.marks)
        (alternative,) = block.alternatives
        self._blocks(alternative.blocks, above)
        closes = next(self.marks)
        start = Spot(opens.row, opens.at + 1 + len(attribution_text(alternative)))
        self._end(place, opens, closes, [self._wording(start, closes, alternative)])

    def _options(self, block: BlockBracket, above: int) -> None:
        name = self.names[above or _first_part(block)]
        place = self._begin(name, self._whole(name), Form.OPTIONS, block.kind)
        wordings = []
        for alternative in block.alternatives:
            first = self.row = next(self.option_rows)
            self._blocks(alternative.blocks, above)
            start, end = Spot(first, 0), Spot(self.row, len(page_text(self.rows[self.row])))
            text = text_between(self._unlabelled(first, end.row), Spot(0, 0), Spot(end.row - first, end.at))
            wordings.append(
                Wording(start, end, text, alternative.proponents, alternative.label.rstrip(" .:"))
            )
        self._end(place, wordings[0].start, wordings[-1].end, wordings, closes=False)

    def _unlabelled(self, first: int, last: int) -> tuple[Row, ...]:
        """The rows of an option without its label, and without the number over all options."""
        head, *rest = self.rows[first : last + 1]
        return replace(head, option="", marker="" if head.option else head.marker), *rest

    # --- inside a paragraph ---

    def _content(self, content: tuple[Inline, ...], name: str, inside: bool = False) -> None:
        whole = None if inside else only(content)
        for node in content:
            match node:
                case Text(text=text):
                    for _ in MARK.findall(text):
                        next(self.marks)  # it opens or closes nothing
                case Bracket() if id(node) in self.around:
                    around = self.around.pop(id(node))
                    _, wordings, closes = self._alternatives(node, name)
                    self._end(around.place, around.start, closes, [around.wording, *wordings])
                case Bracket():
                    path = self._whole(name) if node is whole else self._path(name)
                    place = self._begin(name, path, Form.INLINE, node.kind)
                    opens, wordings, closes = self._alternatives(node, name)
                    self._end(place, opens, closes, wordings)
                case BracketMark(pair=pair) if pair in self.open:
                    self._closed(pair, self.open.pop(pair), next(self.marks))
                case BracketMark(pair=pair):
                    around_all = pair in self.further
                    path = self._whole(name) if around_all else self._path(name)
                    form = Form.PARAGRAPHS if around_all else Form.LINKED
                    place = self._begin(name, path, form, BracketKind.CONTESTED)
                    self.open[pair] = _Open(place, next(self.marks))

    def _closed(self, pair: int, opened: _Open, closes: Spot) -> None:
        opens = Spot(opened.start.row, opened.start.at + 1)
        first = page_text(self.rows[opens.row])[opens.at : closes.at if closes.row == opens.row else None]
        further_rows = (page_text(row) for row in self.rows[opens.row + 1 : closes.row])
        last = page_text(self.rows[closes.row])[: closes.at] if closes.row > opens.row else ""
        proponents, _, cut = read_far_attribution("\n".join((first, *further_rows, last)), self.known)
        start = Spot(opens.row, opens.at + cut)
        wording = replace(self._wording(start, closes), proponents=proponents)
        further = self.further.pop(pair, None)
        if further is None:
            self._end(opened.place, opened.start, closes, [wording])  # around all, or linked
        else:
            self.around[id(further)] = _Around(opened.place, opened.start, wording)

    def _alternatives(self, bracket: Bracket, name: str) -> tuple[Spot, list[Wording], Spot]:
        """Where a bracket opens, what it holds, and where its last mark stands."""
        wordings: list[Wording] = []
        first = closes = None
        for alternative in bracket.alternatives:
            if bracket.slash and closes:
                start = Spot(closes.row, closes.at + (3 if _wide(bracket) else 1))
            else:
                opens = next(self.marks)
                first = first or opens
                start = Spot(opens.row, opens.at + 1 + len(_said_before(alternative)))
            self._content(alternative.content, name, inside=True)
            if bracket.slash:
                closes = Spot(start.row, start.at + len(plain_text(alternative.content)))
            else:
                closes = next(self.marks)
            if not alternative.content:
                start = closes
            wordings.append(self._wording(start, closes, alternative))
        if bracket.slash:
            closes = next(self.marks)
        assert first is not None
        assert closes is not None
        return first, wordings, closes

    # --- keeping the list ---

    def _wording(
        self, start: Spot, end: Spot, alternative: Alternative | BlockAlternative | None = None
    ) -> Wording:
        text = text_between(self.rows, start, end) or self._notes(start, end)
        if alternative is None:
            return Wording(start, end, text)
        label = alternative.label.rstrip(" .:") if end > start else ""
        return Wording(start, end, text, alternative.proponents, label)

    def _notes(self, start: Spot, end: Spot) -> str:
        """Which notes are called between two places, where no words stand there."""
        called = list(dict.fromkeys(note for _, _, note in calls_between(self.rows, start, end)))
        return f"(note{'s' * (len(called) > 1)} {', '.join(called)})" if called else ""

    def _begin(self, name: str, path: tuple[int, ...], form: Form, kind: BracketKind) -> int:
        here = Spot(self.row, 0)
        self.found.append(Standing(name, path, form, kind, len(self.stack) + 1, here, here, ()))
        self.stack.append(len(self.found) - 1)
        return self.stack[-1]

    def _end(
        self, place: int, start: Spot, last: Spot, wordings: Iterable[Wording], closes: bool = True
    ) -> None:
        self.stack.remove(place)
        end = Spot(last.row, last.at + closes)
        self.found[place] = replace(self.found[place], start=start, end=end, wordings=tuple(wordings))

    def _whole(self, name: str) -> tuple[int, ...]:
        last = self.wholes.get(name)
        self.wholes[name] = (0,) if last is None else (*last, 1)
        return self.wholes[name]

    def _path(self, name: str) -> tuple[int, ...]:
        """The next number inside the innermost bracket of this paragraph."""
        above: tuple[int, ...] = ()
        if self.stack:
            inside = self.found[self.stack[-1]]
            if inside.label == name and inside.path[:1] != (0,):
                above = inside.path
        return self.counts.next(name, above)

    def _numbers(self, index: int) -> Iterator[Standing]:
        """The number of a row, if it is contested."""
        row = self.rows[index]
        pairs, _ = match([own_number(row)])
        tops = [pair for pair in pairs if pair.depth == 1]
        if tops:
            here = Spot(index, 0)
            texts = [row.marker[pair.open_at + 1 : pair.close_at].strip() for pair in tops]
            wordings = tuple(Wording(here, here, text) for text in texts)
            yield Standing(
                self.labels[index], (), Form.NUMBER, BracketKind.CONTESTED, 1, here, here, wordings
            )


def _page_order(item: tuple[int, Standing]) -> tuple[Spot, int, int, int]:
    """Brackets in the order in which they open, the longer first; a number before those in its words."""
    place, found = item
    is_number = found.form is Form.NUMBER
    return found.start, 0 if is_number else 1, -found.end.row, place


def _nested(found: Sequence[Standing]) -> Iterator[Standing]:
    """Brackets with the one that each stands in.

    Brackets stand in each other or apart, but options have no marks, and a bracket may
    cross them: it opens in one option and closes behind them all. Such a one is in none.
    """
    enclosing: list[int] = []
    depths: list[int] = []
    for index, one in enumerate(found):
        if one.form is Form.NUMBER:
            depths.append(1)
            yield one
            continue
        enclosing = [outer for outer in enclosing if found[outer].end > one.start]
        holds = [outer for outer in enclosing if _holds(found[outer], one)]
        within = holds[-1] if holds else None
        depths.append(1 if within is None else depths[within] + 1)
        enclosing.append(index)
        yield replace(one, within=within, depth=depths[-1])


def _holds(outer: Standing, inner: Standing) -> bool:
    return any(one.start <= inner.start and inner.end <= one.end for one in outer.wordings)


def _row_label(parts: tuple[object, ...], names: dict[int, str], row: Row) -> str:
    return names[id(parts[0])] if parts else row.option.strip(" .:")


def _first_part(bracket: BlockBracket) -> int:
    """The ``id()`` of the first paragraph, heading or table inside."""
    for alternative in bracket.alternatives:
        for block in alternative.blocks:
            return _first_part(block) if isinstance(block, BlockBracket) else id(block)
    raise AssertionError("a block bracket holds paragraphs")


def _wide(bracket: Bracket) -> bool:
    """Whether spaces stand around the strokes."""
    return any(" " in plain_text(alternative.content) for alternative in bracket.alternatives)


def _said_before(alternative: Alternative) -> str:
    """What stands between the opening bracket and the words."""
    label = f"{alternative.label}: " if alternative.label and alternative.content else ""
    return attribution_text(alternative) + label
