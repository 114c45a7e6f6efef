"""What happened to the brackets of two drafts.

Which alternative is which is found in :mod:`draftkit.compare.bracket_matching`.

- Of alternatives that belong together, delegations *joined* or *left*. If less than half of the words
  stayed, they were *replaced*.
- In a bracket that is still there, an alternative that belongs to none was *dropped*, or is *agreed* if its
  words stand there outside brackets; a new one was *added*. Where they stand in another alternative, those
  who do not propose that one left, or joined.
- Of a bracket that is gone, one alternative was *chosen* if just its words stand between the words around
  the bracket now: ``[shall][should]`` become ``shall not`` is another wording. Texts that stayed had their
  brackets lifted if they stand there word for word; the text was *settled* on other words if they nearly
  do, or if the words on either side stayed and others stand between them now; what did not stay was dropped
  if they did not.
- The same the other way about, of a bracket that is new: brackets are *opened* around words that stood there
  without, agreed text is *reopened* if other words did, and otherwise text was added.
- Brackets that are still there were *narrowed* or *widened* if words that stayed are free of any now, or
  were. A delegation *reworded* what it proposes if less than half of it changed; what nobody proposes was
  replaced then.

A stroke in a bracket that the notation does not divide, ``[does/does not]``,
divides alternatives if one of them is just what stayed. Placeholders and
editorial brackets make no events, nor do brackets in a paragraph that itself
came or went, but that it is said who proposes a new one, or did one that went.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from draftkit.compare.bracket_matching import STAYED, Held, Matching, bare
from draftkit.compare.bracket_pages import STOPS, Contested, Names, Part, Side, Spot, Unit
from draftkit.compare.bracket_texts import (
    has_moved,
    in_its_place,
    in_place_of,
    is_reworded,
    is_there,
    outside,
    say_the_same,
    stands,
    stands_free,
    there,
    without_gone,
)
from draftkit.compare.changes import Event, EventKind
from draftkit.content import MARK
from draftkit.editorial.names import without_those_of

FEW = 3
"""Words that mean something else if another word is put beside them."""

_NAMED = (EventKind.PROPONENTS_JOINED, EventKind.PROPONENTS_WITHDRAWN)


def bracket_events(units: Iterable[Unit]) -> Iterator[Event]:
    """What happened to brackets, those around whole paragraphs first."""
    compared = [(unit, _compared(unit)) for unit in units]
    yield from _around(compared)
    for unit, comparison in compared:
        if comparison and unit.old and unit.new and 0 in unit.old.stayed[:-1] + unit.new.stayed[:-1]:
            yield from comparison.events()


def _compared(unit: Unit) -> _Comparison | None:
    if unit.old is None or unit.new is None or not (unit.old.brackets or unit.new.brackets):
        return None
    return _Comparison(unit, unit.old, unit.new)


def _around(compared: Sequence[tuple[Unit, _Comparison | None]]) -> Iterator[Event]:
    """What happened to brackets around whole paragraphs, one or several.

    Of brackets that stand directly in each other it is told once.
    """
    covers = [(unit.spots, _cover(unit, comparison)) for unit, comparison in compared if unit.new]
    changed = [spot.place for unit, _ in compared if not unit.is_same for spot in unit.spots]
    happened = dict.fromkeys(key for _, cover in covers for key in cover)
    found: dict[Event, None] = {}
    for key in happened:
        for depth in range(1, max(cover[key] for _, cover in covers) + 1):
            for run in _runs([spots if cover[key] >= depth else () for spots, cover in covers]):
                found.setdefault(_of_cover(*key, run, changed))
    lost = [(unit.spots, _whose(unit.old) if unit.new is None and unit.old else ()) for unit, _ in compared]
    for names in dict.fromkeys(names for _, whose in lost for names in whose):
        for run in _runs([spots if names in whose else () for spots, whose in lost]):
            found.setdefault(_of_cover(EventKind.PROPONENTS_WITHDRAWN, names, run, changed))
    yield from found


def _whose(side: Side) -> tuple[Names, ...]:
    """The delegations that propose a paragraph as a whole."""
    whole = (bracket.parts[0].proponents for bracket in side.brackets if bracket.is_whole)
    return tuple(names for names in (*side.covers, *whole) if names)


def _runs(spots: Iterable[Sequence[Spot]]) -> Iterator[list[Spot]]:
    """Paragraphs that stand together, with nothing between them."""
    run: list[Spot] = []
    for here in (*spots, ()):
        if run and not here:
            yield run
            run = []
        run += here


def _of_cover(kind: EventKind, names: Names, run: Sequence[Spot], changed: Sequence[int]) -> Event:
    first, through = run[0].label, run[-1].label if len(run) > 1 else ""
    place = next((spot.place for spot in run if spot.place in changed), run[0].place)
    if kind in _NAMED:
        return Event(kind, first, ("", *names), place, run[-1].label)
    return Event(kind, first, (), place, through, (names,) if names else ())


def _cover(unit: Unit, comparison: _Comparison | None) -> Counter[tuple[EventKind, Names]]:
    """What happened to the brackets around a whole unit, and whose they are."""
    assert unit.new
    if unit.old is None:
        return Counter((EventKind.PROPONENTS_JOINED, names) for names in _whose(unit.new))
    free_old, free_new = comparison.free_wholes() if comparison else ([], [])
    before, now = Counter((*unit.old.covers, *free_old)), Counter((*unit.new.covers, *free_new))
    went, came = list((before - now).elements()), list((now - before).elements())
    found: Counter[tuple[EventKind, Names]] = Counter()
    while went and came:
        left, joined = went.pop(0), came.pop(0)
        found[EventKind.PROPONENTS_JOINED, without_those_of(joined, left)] += 1
        found[EventKind.PROPONENTS_WITHDRAWN, without_those_of(left, joined)] += 1
    found.update((EventKind.BRACKETS_LIFTED, names) for names in went)
    found.update((EventKind.BRACKETS_OPENED, names) for names in came)
    of_nobody = [key for key in found if key[0] in _NAMED and not key[1]]
    for key in of_nobody:
        del found[key]
    return found


class _Comparison:
    """The brackets of a unit, old and new."""

    def __init__(self, unit: Unit, old: Side, new: Side) -> None:
        self.unit, self.old, self.new = unit, old, new
        self.found = Matching(old, new)

    def free_wholes(self) -> tuple[list[Names], list[Names]]:
        """Whose the brackets around the one paragraph of each side are that belong to none of the other."""
        sides = ((self.old, self.found.alive_old), (self.new, self.found.alive_new))
        old, new = (
            [b.parts[0].proponents for at, b in enumerate(side.brackets) if b.is_whole and at not in alive]
            for side, alive in sides
        )
        return old, new

    def events(self) -> Iterator[Event]:
        for at, bracket in enumerate(self.old.brackets):
            if self._is_told(self.old, bracket):
                yield from self._still(at) if at in self.found.alive_old else self._settled(bracket)
        for at, bracket in enumerate(self.new.brackets):
            if self._is_told(self.new, bracket):
                yield from self._grown(at) if at in self.found.alive_new else self._opened(bracket)
        yield from self._rewritten()

    def _is_told(self, side: Side, bracket: Contested) -> bool:
        """Whether no bracket around it came or went as a whole, with all that is in it."""
        around = (side.brackets[at] for at in bracket.within)
        return all(1 in side.stayed[outer.start : outer.end] for outer in around)

    def _rewritten(self) -> Iterator[Event]:
        """Alternatives that are still in brackets: other words, other delegations."""
        for one, other in sorted(self.found.became.items()):
            was, now = self.found.olds[one].part, self.found.news[other].part
            spot = self.unit.spot(now.start)
            free, taken = outside(self.old, self.new, was), outside(self.new, self.old, now)
            if one in self.found.replaced:
                free, taken = [], []
            if kind := self._changed(one, free, taken):
                yield _event(kind, spot, (now.text, was.text), (now.proponents, was.proponents))
            for kind, side, ranges in (
                (EventKind.BRACKETS_NARROWED, self.old, free),
                (EventKind.BRACKETS_WIDENED, self.new, taken),
            ):
                if ranges:
                    words = (side.text[run.start : run.stop].strip(STOPS) for run in ranges)
                    yield _event(kind, spot, (now.text, *words), [now.proponents])
            joined = without_those_of(now.proponents, was.proponents)
            left = without_those_of(was.proponents, now.proponents)
            if joined:
                yield _event(EventKind.PROPONENTS_JOINED, spot, (now.text, *joined))
            if left:
                yield _event(EventKind.PROPONENTS_WITHDRAWN, spot, (was.text, *left))

    def _changed(self, one: int, free: Sequence[range], taken: Sequence[range]) -> EventKind | None:
        """What happened to the words of an alternative that is still in brackets."""
        if one in self.found.replaced:
            return EventKind.BRACKETED_TEXT_REPLACED
        was, now = self.found.olds[one], self.found.news[self.found.became[one]]
        went = is_reworded(self.old, was.part, self.new, now.part, free)
        if not went and not is_reworded(self.new, now.part, self.old, was.part, taken):
            return None
        if len(without_those_of(was.part.proponents, now.part.proponents)) < len(was.part.proponents):
            return EventKind.PROPOSAL_REWORDED
        of_somebody = was.part.proponents or now.part.proponents or self.old.brackets[was.bracket].is_whole
        return None if of_somebody else EventKind.BRACKETED_TEXT_REPLACED

    def _still(self, at: int) -> Iterator[Event]:
        """A bracket of the old draft that is still there."""
        gone = _free(self.found.olds, at, self.found.became)
        yield from self._parted(self.unit.spot_of_old(self.old.brackets[at].start), self.old, self.new, gone)

    def _grown(self, at: int) -> Iterator[Event]:
        """A bracket of the new draft that was there before."""
        come = _free(self.found.news, at, self.found.was)
        yield from self._parted(self.unit.spot(self.new.brackets[at].start), self.new, self.old, come)

    def _parted(self, spot: Spot, side: Side, other: Side, parts: Sequence[Part]) -> Iterator[Event]:
        """Alternatives that are none of the other side: agreed there, part of another one, or not there."""
        standing = [part for part in parts if is_there(side, other, part)]
        held = {part: whose for part in standing if (whose := self._held(side, other, part)) is not None}
        agreed = [part for part in standing if part not in held]
        rest = [part for part in parts if part not in standing]
        old = side is self.old
        yield from _of_parts(EventKind.BRACKETS_LIFTED if old else EventKind.BRACKETS_OPENED, spot, agreed)
        for part, whose in held.items():
            kind = EventKind.PROPONENTS_WITHDRAWN if old else EventKind.PROPONENTS_JOINED
            if names := without_those_of(part.proponents, whose):
                yield _event(kind, spot, (part.text, *names))
        yield from self._came_or_went(spot, side, other, rest)

    def _came_or_went(self, spot: Spot, side: Side, other: Side, parts: Sequence[Part]) -> Iterator[Event]:
        """Alternatives of one side only; of some the words stand free in another place on the other side."""
        free = [part for part in parts if stands_free(other, part.text)]
        rest = [part for part in parts if part not in free]
        old = side is self.old
        yield from _of_parts(EventKind.BRACKETS_LIFTED if old else EventKind.BRACKETS_OPENED, spot, free)
        kind = EventKind.BRACKETED_TEXT_DROPPED if old else EventKind.BRACKETED_TEXT_ADDED
        yield from _of_parts(kind, spot, rest)

    def _held(self, side: Side, other: Side, part: Part) -> Names | None:
        """Who proposes what they stand in there; None if they stand outside brackets.

        Brackets around them on both sides are none of these, nor those around the whole paragraph that came
        or went, which is told by itself.
        """
        ranks = side.ranks(part)
        first, last = other.places[ranks[0]], other.places[ranks[-1]]
        theirs, ours, same, alive = self.found.news, self.found.olds, self.found.was, self.found.alive_new
        if other is self.old:
            theirs, ours, same, alive = ours, theirs, self.found.became, self.found.alive_old
        found = [
            held.part.proponents
            for at, held in enumerate(theirs)
            if held.part.start <= first
            and last < held.part.end
            and not (at in same and _is_around(ours[same[at]].part, part))
            and (held.bracket in alive or not other.brackets[held.bracket].is_whole)
        ]
        return tuple(name for names in found for name in names) if found else None

    def _settled(self, bracket: Contested) -> Iterator[Event]:
        """A bracket of the old draft that is there no more."""
        if bracket.is_whole:
            return
        parts = bracket.parts
        kept = [
            part for part in parts if self.old.share(part) >= STAYED or is_there(self.old, self.new, part)
        ]
        now = in_its_place(self.old, self.new, bracket)
        stand = [part for part in kept if is_there(self.old, self.new, part)]
        gone = [part for part in parts if part not in stand and not has_moved(part, now)]
        gone = [part for part in gone if part.text or part.proponents]
        lifted = len(kept) == len(stand) and (len(kept) == len(parts) or len(kept) > 1)
        spot = self.unit.spot_of_old(bracket.start)
        if any(self._held(self.old, self.new, part) is not None for part in stand):
            yield from self._parted(spot, self.old, self.new, [part for part in parts if part.text])
            return
        if chosen := self._chosen(bracket):
            words, whose = chosen
            yield _event(EventKind.ALTERNATIVE_CHOSEN, spot, words, whose)
            return
        if lifted:
            settled = {part: now for part in stand if (now := self._other_words(bracket, part))}
            exact = [part for part in stand if part not in settled]
            yield from _of_parts(EventKind.BRACKETS_LIFTED, spot, exact)
            for part, now in settled.items():
                words, whose = (now, part.text), ((), part.proponents)
                yield _event(EventKind.BRACKETED_TEXT_SETTLED, spot, words, whose)
        elif now := in_place_of(self.old, self.new, bracket):
            words, whose = _all_of(parts)
            inside = self._is_inside(self.old, self.new, bracket)
            kind = EventKind.BRACKETED_TEXT_REPLACED if inside else EventKind.BRACKETED_TEXT_SETTLED
            yield _event(kind, spot, (now, *words), ((), *whose))
            return
        yield from self._came_or_went(spot, self.old, self.new, gone)

    def _other_words(self, bracket: Contested, part: Part) -> str:
        """What stands there without brackets, if it says something else than an alternative of the old draft.

        A word put beside a few words changes what they say: ``[shall]`` become ``shall not``.
        """
        now = there(self.old, self.new, part)
        if not stands(self.old, self.new, part):
            whole = in_its_place(self.old, self.new, bracket).strip() if len(bracket.parts) == 1 else now
            return next((said for said in (whole, now) if not MARK.search(said)), "")
        few = len(part.text.split())
        if len(bracket.parts) > 1 or few > FEW or self._went_beside(bracket):
            return ""
        before, now, after = self._became(bracket)
        said, now = before + part.text + after, now.strip(STOPS)
        beside = few < len(now.split()) <= few + FEW and not any(mark in now for mark in STOPS.strip())
        return now if beside and not MARK.search(now) and not say_the_same(said, now) else ""

    def _went_beside(self, bracket: Contested) -> bool:
        """Whether words right beside a bracket of the old draft went."""
        text, flags = self.old.text, self.old.stayed
        before, after = (
            text[: bracket.start].rstrip(),
            bracket.end + len(text[bracket.end :]) - len(text[bracket.end :].lstrip()),
        )
        return not flags[max(len(before) - 1, 0)] or not flags[min(after, len(text) - 1)]

    def _chosen(self, bracket: Contested) -> tuple[tuple[str, ...], tuple[Names, ...]] | None:
        """The alternative that was chosen and those that were not, if that is what happened, and whose."""
        parts = bracket.parts
        if len(parts) == 1:
            pieces = [piece.strip() for piece in parts[0].text.split("/")]
            if len(pieces) == 1 or not all(pieces):
                return None
            whose = [parts[0].proponents] * len(pieces)
        else:
            pieces, whose = [part.text for part in parts], [part.proponents for part in parts]
        before, now, after = self._became(bracket)
        said = pieces if len(parts) == 1 else [without_gone(self.old, part) for part in parts]
        found = [at for at, words in enumerate(said) if say_the_same(before + words + after, now)]
        if len(found) != 1:
            return None
        order = [found[0], *(at for at in range(len(pieces)) if at != found[0])]
        return tuple(pieces[at] for at in order), tuple(whose[at] for at in order)

    def _became(self, bracket: Contested) -> tuple[str, str, str]:
        """What stands now between the words around a bracket, without brackets that are new, and on its sides
        what stayed of that."""
        text, flags = self.old.text, self.old.stayed
        first, last = bracket.start, bracket.end
        while first > 0 and not (flags[first - 1] and text[first - 1].isalnum()):
            first -= 1
        while last < len(text) and not (flags[last] and text[last].isalnum()):
            last += 1
        lead = "".join(text[at] for at in range(first, bracket.start) if flags[at])
        trail = "".join(text[at] for at in range(bracket.end, last) if flags[at])
        places = self.new.places
        after_last = places[self.old.rank(last)] if last < len(text) else len(self.new.text)
        before = places[self.old.rank(first) - 1] + 1 if first else 0
        come = [
            range(new.start, new.end)
            for at, new in enumerate(self.new.brackets)
            if at not in self.found.alive_new and before <= new.start and new.end <= after_last
        ]
        return lead, self.new.words(before, after_last, come), trail

    def _opened(self, bracket: Contested) -> Iterator[Event]:
        """A bracket of the new draft that was not there before."""
        if bracket.is_whole:
            return
        parts = bracket.parts
        kept = [part for part in parts if self.new.share(part) >= STAYED]
        others = [part for part in parts if part not in kept]
        spot = self.unit.spot(bracket.start)
        standing = [part for part in kept if is_there(self.new, self.old, part)]
        if any(self._held(self.new, self.old, part) is not None for part in standing):
            yield from self._parted(spot, self.new, self.old, parts)
        elif len(kept) == 1 and others and stands(self.new, self.old, kept[0]):
            yield from _of_parts(EventKind.ALTERNATIVES_OPENED, spot, [*kept, *others])
        elif words := self._stroked(bracket):
            yield _event(EventKind.ALTERNATIVES_OPENED, spot, words)
        elif kept and not others and all(stands(self.new, self.old, part) for part in kept):
            yield from _of_parts(EventKind.BRACKETS_OPENED, spot, kept)
        elif was := self._agreed_before(bracket):
            words, whose = _all_of(parts)
            yield _event(EventKind.AGREED_TEXT_REOPENED, spot, (was, *words), ((), *whose))
        elif kept:
            yield from _of_parts(EventKind.BRACKETS_OPENED, spot, kept)
        else:
            yield from self._came_or_went(spot, self.new, self.old, parts)

    def _agreed_before(self, bracket: Contested) -> str:
        """The words without brackets in whose place a new bracket stands."""
        was = in_place_of(self.new, self.old, bracket)
        return "" if self._is_inside(self.new, self.old, bracket) else was

    def _is_inside(self, side: Side, other: Side, bracket: Contested) -> bool:
        """Whether the place of a bracket is in another one on the other side."""
        place = other.places[side.rank(bracket.start) - 1] if side.rank(bracket.start) else -1
        alive = self.found.alive_old if other is self.old else self.found.alive_new
        return any(
            one.start <= place < one.end - 1 and (at in alive or not one.is_whole)
            for at, one in enumerate(other.brackets)
        )

    def _stroked(self, bracket: Contested) -> tuple[str, ...]:
        """Of a text with strokes that are part of it, the piece that is just what stayed, and the others."""
        pieces = [piece.strip() for part in bracket.parts for piece in part.text.split("/")]
        inside = range(bracket.start, bracket.end)
        left = bare("".join(self.new.text[at] for at in inside if self.new.stayed[at]))
        found = [piece for piece in pieces if piece and bare(piece) == left]
        if len(bracket.parts) > 1 or len(pieces) == 1 or len(found) != 1:
            return ()
        return (found[0], *(piece for piece in pieces if piece != found[0]))


def _all_of(parts: Sequence[Part]) -> tuple[tuple[str, ...], tuple[Names, ...]]:
    return tuple(part.text for part in parts), tuple(part.proponents for part in parts)


def _free(found: Sequence[Held], bracket: int, taken: Mapping[int, int]) -> list[Part]:
    """The alternatives of a bracket that are none of the other side."""
    return [held.part for at, held in enumerate(found) if held.bracket == bracket and at not in taken]


def _is_around(outer: Part, part: Part) -> bool:
    return outer.start <= part.start and part.end <= outer.end and outer is not part


def _event(kind: EventKind, spot: Spot, words: tuple[str, ...], whose: Iterable[Names] = ()) -> Event:
    names = tuple(whose)
    return Event(kind, spot.label, words, spot.place, "", names if any(names) else ())


def _of_parts(kind: EventKind, spot: Spot, parts: Sequence[Part]) -> Iterator[Event]:
    if parts:
        yield _event(kind, spot, tuple(part.text for part in parts), [part.proponents for part in parts])
