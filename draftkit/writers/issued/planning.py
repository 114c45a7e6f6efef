"""Changes between rows to what happens to each paragraph of the issued file, pair by pair."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Mapping, Sequence

from draftkit.compare.changes import Changes, Edit, EditKind, Pair
from draftkit.content import piece
from draftkit.dataclass import replace
from draftkit.model import Field, Format, Text
from draftkit.rows import Row, RowKind
from draftkit.writers.issued.places import lines_of
from draftkit.writers.issued.plan import BOLD_BY_STYLE, NewParagraph, Plan
from draftkit.writers.issued.planned_heads import HeadsOfFiles, PlannedHeads, counts
from draftkit.writers.issued.planned_parts import PlannedParts
from draftkit.writers.issued.planned_words import PlannedWords


def make_plan(
    changes: Changes,
    old: Sequence[Row],
    texts: Mapping[int, str],
    labelled: Mapping[int, str],
    ignored: Format = Format.PLAIN,
    exact: bool = False,
    typed: Container[int] = (),
    follows: Callable[[int, int], bool] = lambda one, other: False,
    heads: HeadsOfFiles | None = None,
) -> Plan:
    """The plan of some changes.

    ``texts`` are the texts of the issued file's paragraphs by number, ``labelled`` the numbers Word
    itself gives to them; formats ``ignored`` are not compared. ``exact`` rows are whole paragraphs,
    white space and all. ``typed`` are the rows of the new draft, by place, whose numbers are written
    out, since Word would count otherwise. ``follows`` says of two paragraphs whether the one stands next to
    the other and both can be cut; paragraphs that cannot are not split or joined, their words go and come.
    ``heads`` are what stands before the words of exact rows.
    """
    return _Planning(
        changes, old, texts, labelled, ignored, exact, typed, follows, heads or HeadsOfFiles()
    ).plan


class _Planning:
    def __init__(
        self,
        changes: Changes,
        old: Sequence[Row],
        texts: Mapping[int, str],
        labelled: Mapping[int, str],
        ignored: Format,
        exact: bool,
        typed: Container[int],
        follows: Callable[[int, int], bool],
        heads: HeadsOfFiles,
    ) -> None:
        self.typed = typed
        self.texts = texts
        self.ignored = ignored
        self.exact = exact
        self.plan = Plan()
        self.rows_on: dict[int, int] = defaultdict(int)
        self.gone_on: dict[int, int] = defaultdict(int)
        for row in old:
            # An exact row of a table has the number of its first paragraph, or of one behind an empty table.
            for line in () if exact and row.kind is RowKind.VERBATIM else lines_of(row):
                self.rows_on[line] += 1
        self.words = PlannedWords(self.plan, texts, exact)
        self.heads = PlannedHeads(self.words, labelled, heads)
        self.parts = PlannedParts(
            self.words, self.heads, changes.pairs, self.rows_on, ignored, typed, follows
        )
        self._all(changes)

    def _all(self, changes: Changes) -> None:
        last = 0
        splits = {split.parts: split for split in changes.splits if self.parts.can_split(split)}
        joins = {join.parts: join for join in changes.joins if self.parts.can_join(join)}
        divided = {part: parts for parts in (*splits, *joins) for part in parts}
        first = {
            next(part for part in parts if changes.pairs[part].new): changes.pairs[parts[0]]
            for parts in joins
        }
        # What comes before joined paragraphs comes before the first of them, wherever the pairs have it.
        early = {place for parts in joins for place in range(parts[0], max(set(parts) & set(first)))}
        amid = dict(self.parts.amid(splits))
        moved = {move.came: found for move in changes.moves if (found := self.parts.moved(move))}
        for place, pair in enumerate(changes.pairs):
            row = pair.old or pair.new
            assert row
            if parts := divided.get(place):
                if place != parts[0]:
                    pass  # told with the first
                elif parts in splits:
                    self.parts.split(splits[parts])
                else:
                    self.parts.join(joins[parts])
            elif row.kind is RowKind.NOTE:
                self._note(pair)
            elif row.kind is RowKind.VERBATIM or (pair.new and pair.new.kind is RowKind.VERBATIM):
                self._verbatim(pair, last)
            elif pair.old is None:
                assert pair.new
                after, part = amid.get(place, (last, 0))
                self.plan.new.append(
                    NewParagraph(pair.new, after, pair.new_place, moved=moved.get(place), part=part)
                )
            elif pair.new is None:
                self._gone(pair.old)
            else:
                self._edited(pair, pair.old, pair.new)
            if pair.old and place not in early:
                last = max([*lines_of(pair.old)] or [last])
        self._follow(changes, first)

    def _follow(self, changes: Changes, first: Mapping[int, Pair]) -> None:
        """Tell each new paragraph which old one comes next: of joined ones, the ``first``."""
        following: dict[int, int] = {}
        ahead = 0
        for place in range(len(changes.pairs) - 1, -1, -1):
            pair = first.get(place, changes.pairs[place])
            if pair.new is not None:
                following[pair.new_place] = ahead
            if pair.old and pair.old.kind is not RowKind.NOTE:
                ahead = next(iter(lines_of(pair.old)), ahead)
        self.plan.new = [replace(new, before=following.get(new.place, 0)) for new in self.plan.new]
        self.plan.beside = {
            place: (after, following[place]) for place, (after, _) in self.plan.beside.items()
        }

    def _verbatim(self, pair: Pair, last: int) -> None:
        if pair.old is None or pair.new is None or pair.old.content != pair.new.content:
            self.plan.tables.append(pair)
        if pair.old is not None and pair.new is not None and pair.old.kind is not pair.new.kind:
            self.plan.tables[-1:] = [pair]
        if pair.new is not None:
            after = max(lines_of(pair.old), default=last) if pair.old else last
            self.plan.beside[pair.new_place] = after, 0

    # --- notes ---

    def _note(self, pair: Pair) -> None:
        if pair.new:
            self.plan.notes[pair.new.marker] = pair.new
        if pair.new and pair.old:
            self.plan.same_notes[pair.new.marker] = pair.old.marker
            self._edited(pair, pair.old, pair.new)

    # --- paragraphs ---

    def _gone(self, row: Row) -> None:
        for line in lines_of(row):
            self.gone_on[line] += 1
            if self.gone_on[line] >= self.rows_on[line]:
                plan = self.plan.paragraphs[line]
                plan.gone = True
                plan.deleted = [(0, len(self.texts[line]))]
                return
        self.words.delete(row.content)

    # --- one paragraph ---

    def _edited(self, pair: Pair, old: Row, new: Row) -> None:
        ignored = self.ignored
        if not self.exact and (old.kind in BOLD_BY_STYLE or new.kind in BOLD_BY_STYLE):
            ignored |= Format.BOLD
        for line in lines_of(old):
            if line in self.plan.paragraphs or pair.edits:
                self.plan.paragraphs[line].ignored = ignored
                self.plan.paragraphs[line].partner = new.position.line if new.position else 0
        if old.kind is not RowKind.NOTE:
            self.heads.head(old, new, pair.new_place in self.typed)
            if (old.kind, old.level) != (new.kind, new.level) and (
                # What paragraphs are is the reader's guess; only numbers of another kind say more.
                not self.exact or (new.marker and counts(old) != counts(new))
            ):
                for line in lines_of(old)[:1]:
                    self.plan.paragraphs[line].becomes = new
        edits: Sequence[Edit] = pair.edits
        if old.kind is not RowKind.NOTE and not self.exact:
            edits = self.heads.prefixed(old, new, edits, pair.new_place in self.typed)
        if old.field == new.field == Field.SYMBOL.value:
            edits = _within_symbol(old, new) or edits
        self.words.words(old, new, edits, ignored)


def _within_symbol(old: Row, new: Row) -> tuple[Edit, ...]:
    """A symbol that is added to (``/Rev.1``), as an editor marks it: the part that comes, and no more."""
    if len(old.content) != 1 or len(new.content) != 1 or not new.text.startswith(old.text):
        return ()
    (before,), (after,) = old.content, new.content
    if not isinstance(before, Text) or not isinstance(after, Text) or before.text == after.text:
        return ()
    kept, come = piece(after, 0, len(before.text)), piece(after, len(before.text), len(after.text))
    return Edit(EditKind.EQUAL, (before,), (kept,)), Edit(EditKind.INSERT, new=(come,))
