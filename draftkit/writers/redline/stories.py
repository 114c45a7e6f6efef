"""Which paragraphs of the two pages belong together, story by story.

A row may stand in more than one story of the page (the symbol is in the
masthead and in the running header), and the two rows of a pair in different
ones (a line that became the date moved into the masthead). So pairs are taken
apart by story.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from draftkit.compare.changes import Changes, Edit, Join, Split
from draftkit.dataclass import dataclass, replace
from draftkit.errors import DraftkitError
from draftkit.ooxml.records import Page, PageNote, PageParagraph, Slot

Story: TypeAlias = Slot | str
BODY, NOTES = "body", "notes"
Place: TypeAlias = tuple[Story, int]
"""A story and the place of a paragraph in it."""
Places: TypeAlias = dict[int, list[Place]]
"""Where each row stands."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A paragraph of the old page, of the new page, or one that is on both."""

    old: int | None
    new: int | None
    edits: tuple[Edit, ...] = ()
    parts: tuple[Entry, ...] = ()
    """Of one that was split, each part beside it; of those that were joined, each beside the one they are."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A paragraph of the body that moved: its number among the moves, its place on each page."""

    number: int
    old: int
    new: int
    edits: tuple[Edit, ...]


def places(page: Page) -> Places:
    """Where each row of a page stands; of a table, the first of its paragraphs."""
    found: Places = defaultdict(list)
    stories: list[tuple[Story, Sequence[PageParagraph | PageNote]]] = [
        *page.slots.items(),
        (BODY, page.body),
        (NOTES, page.notes),
    ]
    for story, paragraphs in stories:
        for index, paragraph in enumerate(paragraphs):
            if paragraph.row >= 0 and story not in dict(found[paragraph.row]):
                found[paragraph.row].append((story, index))
    return found


def without_tables(changes: Changes, old: Page, new: Page) -> Changes:
    """The changes in which no table moves, and none is a part of a paragraph: tables go and come."""
    before, after = ({p.row for p in page.body if p.cell} for page in (old, new))

    def has_none(*places: int) -> bool:
        pairs = [changes.pairs[place] for place in places]
        return not any(pair.old_place in before or pair.new_place in after for pair in pairs)

    return replace(
        changes,
        moves=tuple(move for move in changes.moves if has_none(move.went, move.came)),
        splits=tuple(split for split in changes.splits if has_none(*split.parts)),
        joins=tuple(join for join in changes.joins if has_none(*join.parts)),
    )


def moved(changes: Changes, old: Places, new: Places) -> Iterator[Moved]:
    """The moves inside the body. What moved into the masthead or out of it went and came."""
    for number, move in enumerate(changes.moves, 1):
        went = _in_body(old, changes.pairs[move.went].old_place)
        came = _in_body(new, changes.pairs[move.came].new_place)
        if went is not None and came is not None:
            yield Moved(number, went, came, move.edits)


def by_story(changes: Changes, old: Places, new: Places) -> dict[Story, list[Entry]]:
    """What stands in each story, in the order of both pages."""
    stories: dict[Story, list[Entry]] = defaultdict(list)
    rows_old, rows_new = set(old), set(new)
    for pair in changes.pairs:
        before, after = dict(old.get(pair.old_place, ())), dict(new.get(pair.new_place, ()))
        rows_old.discard(pair.old_place)
        rows_new.discard(pair.new_place)
        for story in dict.fromkeys((*before, *after)):
            stories[story].append(Entry(before.get(story), after.get(story), pair.edits))
    if rows_old or rows_new:
        raise DraftkitError("the comparison does not cover every paragraph of both drafts")
    stories[BODY] = list(_with_parts_together(stories[BODY], list(_divided(changes, old, new))))
    return {story: found if story == NOTES else list(_in_order(found)) for story, found in stories.items()}


def _in_body(places: Places, row: int) -> int | None:
    return dict(places.get(row, ())).get(BODY)


# --- splits and joins ------------------------------------------------------------------------


def _divided(changes: Changes, old: Places, new: Places) -> Iterator[tuple[Entry, ...]]:
    """The parts of each split and join whose parts follow each other in the body of both pages."""
    divisions: tuple[Split | Join, ...] = (*changes.splits, *changes.joins)
    for division in divisions:
        pairs = [changes.pairs[part] for part in division.parts]
        both = next(pair for pair in pairs if pair.old and pair.new)
        is_split = isinstance(division, Split)
        parts = tuple(
            Entry(
                _in_body(old, both.old_place if is_split else pair.old_place),
                _in_body(new, pair.new_place if is_split else both.new_place),
                edits,
            )
            for pair, edits in zip(pairs, division.edits, strict=True)
        )
        whole, several = [part.old for part in parts], [part.new for part in parts]
        if not is_split:
            whole, several = several, whole
        first = several[0]
        if None not in whole and first is not None and several == [*range(first, first + len(parts))]:
            yield parts


def _with_parts_together(entries: Iterable[Entry], divided: Sequence[tuple[Entry, ...]]) -> Iterator[Entry]:
    """The entries, those of the parts of one paragraph as one entry."""
    old = {part.old for parts in divided for part in parts}
    new = {part.new for parts in divided for part in parts}
    for entry in entries:
        if entry.old not in old - {None} and entry.new not in new - {None}:
            yield entry
    for parts in divided:
        yield Entry(parts[0].old, parts[0].new, parts=parts)


# --- the order of both pages -----------------------------------------------------------------


def _in_order(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Entries in the order of both pages; what was joined across that order goes here and comes there."""
    kept: list[Entry] = []
    gone: set[int] = set()
    come: set[int] = set()
    for entry in sorted(entries, key=_old):
        if entry.old is not None and entry.new is not None and (not kept or entry.new > _last_new(kept[-1])):
            kept.append(entry)
            continue
        for part in entry.parts or (entry,):
            if part.old is not None:
                gone.add(part.old)
            if part.new is not None:
                come.add(part.new)
    going, coming = sorted(gone, reverse=True), sorted(come, reverse=True)
    for anchor in (*kept, None):
        while going and (anchor is None or going[-1] < _old(anchor)):
            yield Entry(going.pop(), None)
        while coming and (anchor is None or coming[-1] < _new(anchor)):
            yield Entry(None, coming.pop())
        if anchor:
            yield anchor


def _old(entry: Entry) -> int:
    return -1 if entry.old is None else entry.old


def _new(entry: Entry) -> int:
    return -1 if entry.new is None else entry.new


def _last_new(entry: Entry) -> int:
    return _new(entry.parts[-1]) if entry.parts else _new(entry)
