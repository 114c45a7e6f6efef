"""Paragraphs that were split in two or more, and paragraphs that were joined into one.

Alignment pairs a row with one row at most, so of a paragraph that was split one
part is its new version and the others came; of paragraphs that were joined one
is the old version and the others went. The others are found beside that one:
they say what the pair by itself would call deleted, or inserted. Then the words
are compared part by part, so that only the ends of paragraphs have changed
where nobody touched the words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import pairwise

from draftkit.compare.changes import Edit, EditKind, Join, Pair, PairKind, Split
from draftkit.compare.pairing import deleted, in_page_order, inserted, kept
from draftkit.compare.tokens import cut, flat, words
from draftkit.compare.words import edits
from draftkit.content import join
from draftkit.model import Span, Text
from draftkit.rows import Row, RowKind

KEPT = 0.6
"""Share of a part's words that the whole paragraph has to have, for the part to come from it."""
FEWEST_WORDS = 3
"""Words that a part has to have in common with the whole paragraph."""

SMALL_GAP = 256
"""Paragraphs that went, times those that came, up to which each is held against the others together."""

_DIVISIBLE = frozenset(
    (RowKind.PREAMBULAR, RowKind.OPERATIVE, RowKind.SUBPARAGRAPH, RowKind.TAIL, RowKind.TEXT)
)
_Content = tuple[Span, ...]
_Edits = tuple[Edit, ...]


def splits_and_joins(pairs: Sequence[Pair]) -> tuple[tuple[Pair, ...], tuple[Split, ...], tuple[Join, ...]]:
    """What was split, and what was joined, in the order of the page.

    In the pairs that are returned a paragraph stands beside the first of its parts that is of its kind, so
    that this one has its label: "OP5 split: OP5 and OP6".
    """
    if not any(pair.kind in (PairKind.INSERTED, PairKind.DELETED) for pair in pairs):
        return tuple(pairs), (), ()
    notes = {p.old.marker: p.new.marker for p in pairs if p.old and p.new and p.old.kind is RowKind.NOTE}
    back = {new: old for old, new in notes.items()}
    pairs = _with_first_parts(pairs, notes)
    found = list(pairs)
    new, old = _Page(found, new=True), _Page(found, new=False)
    splits: list[tuple[list[int], tuple[_Edits, ...]]] = []
    joins: list[tuple[list[int], tuple[_Edits, ...]]] = []
    taken: set[int] = set()
    for place, pair in enumerate(pairs):
        if pair.kind is not PairKind.EDITED or pair.old is None or pair.new is None:
            continue
        into, of = new.parts(place, pair, EditKind.DELETE), old.parts(place, pair, EditKind.INSERT)
        parts = into or of
        if not parts or (into and of) or not taken.isdisjoint(parts):
            continue  # what is both, part of this and of that, is told as what went and what came
        if into:
            contents = [_new(found[part]).content for part in parts]
            pieces = _pieces(pair.old.content, contents, notes)
            changed = tuple(edits(a, b, notes) for a, b in zip(pieces, contents, strict=True))
        else:
            contents = [_old(found[part]).content for part in parts]
            pieces = _pieces(pair.new.content, contents, back)
            changed = tuple(edits(a, b, notes) for a, b in zip(contents, pieces, strict=True))
        if all(map(_keeps, changed)):
            taken.update(parts)
            if into:
                splits.append(([found[part].new_place for part in parts], changed))
            else:
                joins.append(([found[part].old_place for part in parts], changed))
            _beside_its_first_part(found, place, parts, notes)
    ordered = in_page_order(found) if splits or joins else tuple(pairs)
    at_new = {pair.new_place: at for at, pair in enumerate(ordered) if pair.new}
    at_old = {pair.old_place: at for at, pair in enumerate(ordered) if pair.old}
    stays_new = {pair.new_place for pair in ordered if pair.old}
    stays_old = {pair.old_place for pair in ordered if pair.new}
    return (
        ordered,
        tuple(
            Split(tuple(at_new[place] for place in places), changed)
            for places, changed in splits
            if _stand_together(places, stays_new)
        ),
        tuple(
            Join(tuple(at_old[place] for place in places), changed)
            for places, changed in joins
            if _stand_together(places, stays_old)
        ),
    )


def _stand_together(parts: Sequence[int], stays: Container[int]) -> bool:
    """Whether no paragraph that both drafts have came to stand between the parts of another one."""
    between = range(min(parts) + 1, max(parts))
    return not any(place in stays and place not in parts for place in between)


def _with_first_parts(pairs: Sequence[Pair], notes: Mapping[str, str]) -> Sequence[Pair]:
    """The pairs, with each paragraph that only its parts together are like beside the first of them.

    So it is where a long paragraph became a short chapeau and subparagraphs.
    """
    found: list[Pair | None] = list(pairs)
    for went, came in _gaps(pairs):
        if not went or not came or len(went) * len(came) > SMALL_GAP:
            continue
        for alone, others, is_split in ((went, came, True), (came, went, False)):
            for at in alone:
                parts = _run(pairs, at, [part for part in others if found[part] is pairs[part]])
                if len(parts) > 1 and found[at] is pairs[at]:
                    first = next((p for p in parts if _alike(pairs[at], pairs[p], is_split)), parts[0])
                    one, other = (pairs[at], pairs[first]) if is_split else (pairs[first], pairs[at])
                    labels, places = (one.old_label, other.new_label), (one.old_place, other.new_place)
                    found[at], found[first] = None, kept(_old(one), _new(other), labels, places, notes)
    changed = [pair for pair in found if pair]
    return pairs if len(changed) == len(pairs) else in_page_order(changed)


def _gaps(pairs: Sequence[Pair]) -> Iterator[tuple[list[int], list[int]]]:
    """Paragraphs that went, and those that came, between two that stayed."""
    went: list[int] = []
    came: list[int] = []
    for at, pair in enumerate(pairs):
        row = pair.old or pair.new
        if pair.old and pair.new:
            yield went, came
            went, came = [], []
        elif row and row.kind in _DIVISIBLE:
            (came if pair.new else went).append(at)
    yield went, came


def _run(pairs: Sequence[Pair], whole: int, parts: Sequence[int]) -> list[int]:
    """The parts that say what a whole paragraph says; others may have come, or gone, between them."""
    size = len(said := words(_text(pairs[whole])))
    left = Counter(said)
    run: list[int] = []
    for part in parts:
        own = Counter(words(_text(pairs[part])))
        shared = own & left
        if shared.total() >= max(FEWEST_WORDS, KEPT * own.total()):
            run.append(part)
            left -= shared
    return run if size - left.total() >= KEPT * size else []


def _text(pair: Pair) -> str:
    row = pair.old or pair.new
    return row.text if row else ""


def _beside_its_first_part(
    pairs: list[Pair], at: int, parts: Sequence[int], notes: Mapping[str, str]
) -> None:
    """Pair a whole paragraph with the first part of its kind, and leave the other parts by themselves."""
    whole = pairs[at]
    is_split = any(pairs[part].old is None for part in parts)
    first = next((part for part in parts if _alike(whole, pairs[part], is_split)), at)
    if first == at:
        return
    part = pairs[first]
    if is_split:
        labels, places = (whole.old_label, part.new_label), (whole.old_place, part.new_place)
        pairs[first] = kept(_old(whole), _new(part), labels, places, notes)
        pairs[at] = inserted(_new(whole), whole.new_label, whole.new_place)
    else:
        labels, places = (part.old_label, whole.new_label), (part.old_place, whole.new_place)
        pairs[first] = kept(_old(part), _new(whole), labels, places, notes)
        pairs[at] = deleted(_old(whole), whole.old_label, whole.old_place)


def _alike(whole: Pair, part: Pair, is_split: bool) -> bool:
    """Whether a part is what the whole paragraph is."""
    one, other = (whole.old, part.new) if is_split else (whole.new, part.old)
    return one is not None and other is not None and (one.kind, one.level) == (other.kind, other.level)


class _Page:
    """The pairs as one of the pages has them: ``new`` or old."""

    def __init__(self, pairs: Sequence[Pair], new: bool) -> None:
        self.pairs = pairs
        self.new = new
        self.at = {self._place(pair): at for at, pair in enumerate(pairs) if self._row(pair)}

    def parts(self, at: int, pair: Pair, lost: EditKind) -> tuple[int, ...]:
        """The pairs of the parts that a pair is made of, itself among them; none if it is whole.

        ``lost`` are the edits whose words the other parts may have.
        """
        row = self._row(pair)
        if row is None or row.kind not in _DIVISIBLE:
            return ()
        left = Counter(
            word
            for edit in pair.edits
            if edit.kind is lost
            for word in words(flat(edit.old if lost is EditKind.DELETE else edit.new))
        )
        if left.total() < FEWEST_WORDS:
            return ()
        before = [*self._beside(self._place(pair), -1, left)]
        after = [*self._beside(self._place(pair), 1, left)]
        return (*reversed(before), at, *after) if before or after else ()

    def _beside(self, place: int, step: int, left: Counter[str]) -> Iterator[int]:
        """The pairs on one side, from the nearest on, whose rows say what is left to be said.

        Only paragraphs that came, or went, may stand between them.
        """
        empty: list[int] = []
        while (at := self.at.get(place := place + step)) is not None:
            row = self._row(self.pairs[at])
            alone = self.pairs[at].kind in (PairKind.INSERTED, PairKind.DELETED)
            if row is None or not alone or row.kind not in _DIVISIBLE:
                return
            own = Counter(words(row.text))
            if not own:
                empty.append(at)
                continue
            shared = own & left
            if shared.total() < max(FEWEST_WORDS, KEPT * own.total()):
                empty.clear()  # another paragraph, which came or went between the parts
                continue
            left -= shared
            yield from (*empty, at)
            empty.clear()

    def _row(self, pair: Pair) -> Row | None:
        return pair.new if self.new else pair.old

    def _place(self, pair: Pair) -> int:
        return pair.new_place if self.new else pair.old_place


def _old(pair: Pair) -> Row:
    assert pair.old
    return pair.old


def _new(pair: Pair) -> Row:
    assert pair.new
    return pair.new


def _pieces(whole: _Content, parts: Sequence[_Content], notes: Mapping[str, str]) -> list[_Content]:
    """The pieces of a paragraph that answer to its parts; put together they are the paragraph."""
    spaced: list[Span] = []
    ends: list[int] = []
    for part in parts:
        spaced += (*part, Text(" "))
        ends.append(len(flat(spaced)))
    spaced.pop()
    cuts = [0, *_counterparts(edits(whole, join(spaced), notes), ends[:-1]), len(flat(whole))]
    return [cut(whole, start, end) for start, end in pairwise(cuts)]


def _counterparts(found: Sequence[Edit], places: Sequence[int]) -> Iterator[int]:
    """Where places of the new content are in the old one; between what goes and what comes, where it came."""
    wanted = iter(places)
    place = next(wanted, None)
    i = j = 0
    for edit in found:
        size_i, size_j = len(flat(edit.old)), len(flat(edit.new))
        while place is not None and place < j + size_j:
            yield i + (place - j if edit.kind in (EditKind.EQUAL, EditKind.FORMAT) else 0)
            place = next(wanted, None)
        i, j = i + size_i, j + size_j
    while place is not None:
        yield i
        place = next(wanted, None)


def _keeps(found: Sequence[Edit]) -> bool:
    """Whether enough words of a part are those of the whole; a part without words is an empty line."""
    kept = sum(len(words(flat(edit.new))) for edit in found if edit.kind in (EditKind.EQUAL, EditKind.FORMAT))
    old = sum(len(words(flat(edit.old))) for edit in found)
    new = sum(len(words(flat(edit.new))) for edit in found)
    return old == new == 0 or kept >= max(FEWEST_WORDS, KEPT * min(old, new))
