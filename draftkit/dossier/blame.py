"""Blame: every phrase of a version, since which version it stands there, and from whose proposal.

The version follows from :mod:`draftkit.dossier.attribution`. Who wanted the
words that a version brought is known, in this order, from

1. the proposals entered before that version that bring the same words in the
   same place: all who proposed them;
2. the brackets of that version: the delegations before the words;
3. those who tabled the version.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from draftkit.build import build
from draftkit.compare.tokens import CALL, flat, words
from draftkit.dataclass import dataclass
from draftkit.dossier.attribution import Blame, Blamed, Keyed, Origin, Traced, carried, first
from draftkit.dossier.dossier import Dossier
from draftkit.dossier.state import Proposal, State, Version, text_of
from draftkit.dossier.texts import keyed_rows
from draftkit.labels import labels
from draftkit.negotiate.places import places
from draftkit.negotiate.standing import Spot
from draftkit.row_brackets import page_text
from draftkit.rows import Row


@dataclass(frozen=True, slots=True)
class _Known:
    """A text whose words are attributed."""

    keys: tuple[bytes, ...]
    traced: tuple[Traced, ...]
    touched: tuple[int, ...]
    """The rows that have words which came with it."""


def blame(dossier: Dossier, state: State, name: str) -> Blame:
    """Where the words of a version or a proposal come from."""
    text = state.text(name)
    base = text if isinstance(text, Version) else state.version(text.made.over)
    walk = _Walk(dossier, state, base, text if isinstance(text, Proposal) else None)
    return walk.blame(text.name)


class _Walk:
    """From the first version to the one that is asked for."""

    def __init__(self, dossier: Dossier, state: State, last: Version, proposal: Proposal | None) -> None:
        self.versions = state.versions[: last.number]
        self.proposals = [each for each in state.proposals if each.seq < last.seq]
        self.asked = proposal
        texts: list[Version | Proposal] = [*self.versions, *self.proposals]
        texts += [proposal] if proposal else []
        drafts = dossier.store.texts(text_of(text).draft for text in texts)
        self.rows = {key: keyed_rows(pieces) for key, pieces in drafts.items()}
        self.origins: list[Origin] = []
        self.known: dict[str, _Known] = {}
        """By the name of the version."""
        self.proposed: dict[int, tuple[int, _Known, frozenset[str]]] = {}
        """By the number of the event: its own origin, the proposal, and the words that it brings."""

    def blame(self, name: str) -> Blame:
        before: _Known | None = None
        for version in self.versions:
            origin = Origin(version.name, version.number, version.date, version.added.round)
            new = self.rows[version.added.draft]
            before = self._next(before, new, origin, version)
            self.known[version.name] = before
        if self.asked:
            made, number = self.asked.made, len(self.versions) + 1
            own = self._origin(
                Origin(self.asked.name, number, self.asked.date, "", made.proponents, "proposal")
            )
            before = self._carried(before, self.rows[made.draft], own)
        assert before is not None
        return self._blame(name, before)

    def _blame(self, name: str, known: _Known) -> Blame:
        """With the origins that are needed, in order."""
        used = {owner for traced in known.traced for owner in traced.chars}
        used |= {traced.before for traced in known.traced if _has_lead(traced)}
        order = sorted(used, key=lambda owner: (self.origins[owner].number, owner))
        place = {owner: at for at, owner in enumerate(order)}
        found = labels([traced.row for traced in known.traced])
        rows = tuple(
            Blamed(label, Traced(t.row, tuple(place[o] for o in t.chars), place.get(t.before, 0)))
            for label, t in zip(found, known.traced, strict=True)
        )
        return Blame(name, tuple(self.origins[owner] for owner in order), rows)

    def _origin(self, origin: Origin) -> int:
        if origin not in self.origins:
            self.origins.append(origin)
        return self.origins.index(origin)

    def _carried(self, before: _Known | None, new: Sequence[Keyed], own: int) -> _Known:
        traced = carried(before.traced, before.keys, new, own) if before else first(new, own)
        kept = {id(each.chars) for each in before.traced} if before else set()
        touched = [p for p, each in enumerate(traced) if id(each.chars) not in kept and own in each.chars]
        return _Known(tuple(key for key, _ in new), traced, tuple(touched))

    def _next(self, before: _Known | None, new: Sequence[Keyed], origin: Origin, version: Version) -> _Known:
        tabled = version.added.tabled_by
        own = self._origin(
            Origin(origin.version, origin.number, origin.date, origin.round, tabled, "tabled" * bool(tabled))
        )
        known = self._carried(before, new, own)
        wanted = self._from_proposals(known, own, version)
        rows = [row for _, row in new]
        brackets = _named_in_brackets(rows, known)
        if not (wanted or brackets):
            return known
        traced = list(known.traced)
        for place in known.touched:
            each = known.traced[place]
            chars = list(each.chars)
            for at in (at for at, owner in enumerate(chars) if owner == own):
                by, how = wanted.get((place, at), ()), "proposal"
                if not by:
                    by, how = brackets.get((place, at), ()), "brackets"
                if by:
                    chars[at] = self._origin(
                        Origin(origin.version, origin.number, origin.date, origin.round, by, how)
                    )
            traced[place] = Traced(each.row, tuple(chars), each.before)
        return _Known(known.keys, tuple(traced), known.touched)

    # --- proposals ---

    def _from_proposals(
        self, known: _Known, own: int, version: Version
    ) -> dict[tuple[int, int], tuple[str, ...]]:
        """Who proposed the characters that a version brought, by row and place in it."""
        found: dict[tuple[int, int], tuple[str, ...]] = {}
        new_words = _own_words(known, own) if self.proposals else frozenset()
        for proposal in self.proposals:
            over = self.known.get(proposal.made.over)
            if proposal.seq > version.seq or over is None:
                continue
            mark, text, brings = self._proposal(proposal, over)
            if not new_words & brings:
                continue
            keyed = list(zip(known.keys, (traced.row for traced in known.traced), strict=True))
            for place, each in enumerate(carried(text.traced, text.keys, keyed, -1)):
                mine = known.traced[place].chars
                for at, owner in enumerate(each.chars):
                    if owner == mark and mine[at] == own:
                        by = found.get((place, at), ())
                        found[place, at] = (*by, *(n for n in proposal.made.proponents if n not in by))
        return found

    def _proposal(self, proposal: Proposal, over: _Known) -> tuple[int, _Known, frozenset[str]]:
        if proposal.seq not in self.proposed:
            mark = -2 - proposal.seq
            text = self._carried(over, self.rows[proposal.made.draft], mark)
            self.proposed[proposal.seq] = mark, text, _own_words(text, mark)
        return self.proposed[proposal.seq]


def _has_lead(traced: Traced) -> bool:
    """Whether anything stands before the number."""
    return bool(traced.row.before or traced.row.option)


def _own_words(known: _Known, own: int) -> frozenset[str]:
    """The words that came with a text."""
    found: set[str] = set()
    for place in known.touched:
        each = known.traced[place]
        letters = zip(flat(each.row.content), each.chars, strict=True)
        found.update(words("".join(letter if owner == own else " " for letter, owner in letters)))
    return frozenset(found)


# --- brackets --------------------------------------------------------------------------------


def _named_in_brackets(rows: Sequence[Row], known: _Known) -> Mapping[tuple[int, int], tuple[str, ...]]:
    """Who stands before the characters that a version brought, by row and place in it."""
    touched = [place for place in known.touched if ":" in (text := page_text(rows[place])) and "[" in text]
    # A bracket that goes on in another paragraph is found in the whole draft alone.
    together = [touched] if all(_is_closed(rows[place]) for place in touched) else [list(range(len(rows)))]
    drafts = [(where, tuple(rows[place] for place in where)) for where in together if where]
    found: dict[tuple[int, int], tuple[str, ...]] = {}
    for where, some in drafts:
        offsets = [_flat_places(row) for row in some]
        for bracket in places(build(some)).brackets:
            for wording in bracket.wordings:
                if wording.proponents:
                    for row, at in _between(wording.start, wording.end, offsets):
                        found[where[row], at] = wording.proponents
    return found


def _is_closed(row: Row) -> bool:
    """Whether its brackets open and close in it, none of them around its number."""
    return not row.before and row.text.count("[") == row.text.count("]")


def _flat_places(row: Row) -> list[int]:
    """For each character of the page text, its place in the flat text; -1 for what stands before that."""
    return [-1] * len(row.before) + [at for at, c in enumerate(flat(row.content)) if c != CALL]


def _between(start: Spot, end: Spot, offsets: Sequence[Sequence[int]]) -> Iterator[tuple[int, int]]:
    for row in range(start.row, end.row + 1):
        first_at = start.at if row == start.row else 0
        last_at = end.at if row == end.row else len(offsets[row])
        yield from ((row, at) for at in offsets[row][first_at:last_at] if at >= 0)
