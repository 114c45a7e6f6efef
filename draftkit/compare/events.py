"""Changes in the words of delegates: brackets lifted, alternatives chosen, sponsors joined.

Events are read off the pairs and add nothing to them. Those of brackets are in
:mod:`draftkit.compare.bracket_events`, those of notes in :mod:`draftkit.compare.note_events`, those of
levels and parts in :mod:`draftkit.compare.level_events`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from draftkit.compare.bracket_events import bracket_events
from draftkit.compare.bracket_pages import known_to, unit_alone, units
from draftkit.compare.changes import EditKind, Event, EventKind, Join, Move, Pair, PairKind, Split
from draftkit.compare.level_events import level_events
from draftkit.compare.note_events import note_events
from draftkit.compare.renumbering import renumbered
from draftkit.dataclass import replace
from draftkit.editorial.names import without_those_of
from draftkit.model import Text
from draftkit.patterns import lazy_pattern
from draftkit.rows import Row, RowKind

OPTIONS = "option"
"""Stands for the number of options."""
_ALT = lazy_pattern(r"\s*\balt\b.*")
_SPONSORS = (EventKind.SPONSORS_JOINED, EventKind.SPONSORS_WITHDRAWN)


def events(
    pairs: Sequence[Pair],
    moves: Sequence[Move] = (),
    splits: Sequence[Split] = (),
    joins: Sequence[Join] = (),
) -> tuple[Event, ...]:
    """What happened, in the order of the page, the sponsors first."""
    if all(pair.kind is PairKind.SAME and not pair.renumbered for pair in pairs):
        return ()
    body = [pair for pair in pairs if not _is_note(pair)]  # notes come last, so places here are places there
    happened: dict[int, list[Event]] = {}
    known = known_to(pairs)
    for event in (*bracket_events(units(body, moves, splits, joins, known)), *_apart(pairs, known)):
        happened.setdefault(event.place, []).append(event)
    options = dict(_options(body))
    moved = dict(_moved(pairs, moves))
    divided = dict(_divided(pairs, splits, joins))
    found = list(_sponsors(pairs))
    for place, pair in enumerate(pairs):
        label = pair.new_label or pair.old_label
        if place in moved:
            found.append(Event(EventKind.MOVED, label, moved[place], place))
        if place in divided:
            found.append(divided[place])
        if place in options:
            kind, words = options[place]
            found.append(Event(kind, label, words, place))
        found += happened.get(place, ())
    found += (*level_events(pairs, moves), *note_events(pairs, moves), *renumbered(pairs))
    return tuple(sorted(found, key=lambda event: event.place if event.kind not in _SPONSORS else -1))


def _apart(pairs: Sequence[Pair], known: tuple[str, ...]) -> Iterator[Event]:
    """What happened to brackets in notes and in tables."""
    for place, pair in enumerate(pairs):
        row = pair.new or pair.old
        if pair.kind is PairKind.EDITED and row and row.kind in (RowKind.NOTE, RowKind.VERBATIM):
            for event in bracket_events([unit_alone(pair, known)]):
                yield replace(event, place=place)


def _moved(pairs: Sequence[Pair], moves: Sequence[Move]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Where paragraphs came, with their old labels and what they stand behind now."""
    places = {pairs[move.went].old_place: pairs[move.came].new_place for move in moves}
    stayed = {pair.old_place: pair.new_place for pair in pairs if pair.old and pair.new}
    labels = {pair.new_place: pair.new_label for pair in pairs if pair.new}
    for move in moves:
        went, came = pairs[move.went], pairs[move.came]
        below = came.new is not None and came.new.kind in (RowKind.SUBPARAGRAPH, RowKind.TAIL)
        if below and places.get(went.old_place - 1) == came.new_place - 1:
            continue  # it moved with the paragraph it belongs to
        if went.old_place and stayed.get(went.old_place - 1) == came.new_place - 1:
            continue  # it stands where it stood, as a paragraph of another kind
        yield move.came, (went.old_label, labels.get(came.new_place - 1, ""))


def _divided(
    pairs: Sequence[Pair], splits: Sequence[Split], joins: Sequence[Join]
) -> Iterator[tuple[int, Event]]:
    """What was split or joined, by the pair that both drafts have."""
    for split in splits:
        at = next(part for part in split.parts if pairs[part].old)
        labels = (pairs[at].old_label, *(pairs[part].new_label for part in split.parts))
        yield at, Event(EventKind.SPLIT, pairs[split.parts[0]].new_label, labels, at)
    for join in joins:
        at = next(part for part in join.parts if pairs[part].new)
        labels = tuple(pairs[part].old_label for part in join.parts)
        yield at, Event(EventKind.JOINED, pairs[at].new_label, labels, at)


def _is_note(pair: Pair) -> bool:
    row = pair.new or pair.old
    return row is not None and row.kind is RowKind.NOTE


def _options(pairs: Sequence[Pair]) -> Iterator[tuple[int, tuple[EventKind, tuple[str, ...]]]]:
    """Options of which one stayed as no option, and paragraphs that are an option now: where, and which."""
    for kind, old in ((EventKind.ALTERNATIVE_CHOSEN, True), (EventKind.OPTIONS_OPENED, False)):
        for group in _groups_of_options(pairs, old):
            if (kept := _kept_option([pairs[at] for at in group], old)) is not None:
                places = [group[kept], *(at for at in group if at != group[kept])]
                yield group[kept], (kind, tuple(_option(pairs[at], old) for at in places))


def _groups_of_options(pairs: Sequence[Pair], old: bool) -> Iterator[list[int]]:
    """The options under each number of a draft: "Option 1" and "Option 2"; "4" and "4 alt"; "4 alt 1" and
    "4 alt 2"."""
    rows = [(pair.old_place if old else pair.new_place, at) for at, pair in enumerate(pairs)]
    found: list[list[int]] = []
    number = ""
    for _, at in sorted(item for item in rows if item[0] >= 0):
        row = pairs[at].old if old else pairs[at].new
        assert row
        if row.kind in (RowKind.SUBPARAGRAPH, RowKind.TAIL) and not row.option:
            continue
        wording_of = _without_alt(row.marker) if row.marker and not row.option else ""
        goes_on = (number and wording_of == number) or (row.option and not row.marker and number == OPTIONS)
        if found and goes_on:
            found[-1].append(at)
        else:
            found.append([at])
        number = OPTIONS if row.option else wording_of
    yield from (group for group in found if len(group) > 1)


def _without_alt(marker: str) -> str:
    """The number of which this is another wording: "4" of "4 alt 2."."""
    return _ALT.sub("", marker.casefold()).strip(" .")


def _kept_option(options: Sequence[Pair], old: bool) -> int | None:
    """The option of one draft that is no option in the other.

    Of those of the old draft it is the only one that is left. Of those of the new draft, several may have
    been paragraphs by themselves; then it is the last of them.
    """
    there = [at for at, pair in enumerate(options) if (pair.new if old else pair.old)]
    free = [at for at in there if _is_free(options[at].new if old else options[at].old)]
    if len(free) != len(there) or not there or (old and len(there) > 1):
        return None
    made_one = old and any(_is_in(pair, options[there[0]]) for pair in options if pair.new is None)
    return None if made_one else there[-1]


def _is_free(row: Row | None) -> bool:
    """Whether a paragraph is no option."""
    return row is not None and not row.option and not _ALT.search(row.marker.casefold())


def _is_in(gone: Pair, kept: Pair) -> bool:
    """Whether most words of a paragraph that went came into another one."""
    if gone.old is None:
        return False
    inserted = (edit.new for edit in kept.edits if edit.kind is EditKind.INSERT)
    came = (span.text for content in inserted for span in content if isinstance(span, Text))
    words, there = Counter(gone.old.text.split()), Counter(" ".join(came).split())
    return 2 * (words & there).total() > words.total()


def _option(pair: Pair, old: bool) -> str:
    row = pair.old if old else pair.new
    assert row is not None
    return row.option.strip(" .:") or (pair.old_label if old else pair.new_label)


def _sponsors(pairs: Sequence[Pair]) -> Iterator[Event]:
    """Names that joined or left the sponsor lines.

    A text that was adopted has no sponsor line any more; nobody withdrew from it.
    """
    old = [pair.old for pair in pairs if pair.old and pair.old.field == "sponsors"]
    new = [pair.new for pair in pairs if pair.new and pair.new.field == "sponsors"]
    if not old or not new:
        return
    before, now = _names(old), _names(new)
    place = next((place for place, pair in enumerate(pairs) if _sponsor_line_changed(pair)), -1)
    joined, withdrawn = without_those_of(now, before), without_those_of(before, now)
    if joined:
        yield Event(EventKind.SPONSORS_JOINED, "Sponsors", joined, place)
    if withdrawn:
        yield Event(EventKind.SPONSORS_WITHDRAWN, "Sponsors", withdrawn, place)


def _sponsor_line_changed(pair: Pair) -> bool:
    row = pair.new or pair.old
    return pair.kind is not PairKind.SAME and row is not None and row.field == "sponsors"


def _names(rows: Iterable[Row]) -> list[str]:
    from draftkit.editorial.sponsors import is_sponsor_line, parse_sponsors

    lines = [row.text for row in rows if is_sponsor_line(row.text)]
    return [sponsor.name for line in lines for sponsor in parse_sponsors(line).sponsors]
