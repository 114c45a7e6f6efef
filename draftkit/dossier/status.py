"""Where the negotiation stands: what is open, who waits for whom, what happened lately."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from draftkit.build import build
from draftkit.compare import paired
from draftkit.compare.changes import PairKind
from draftkit.dataclass import dataclass
from draftkit.dossier.chain import Record
from draftkit.dossier.dossier import Dossier
from draftkit.dossier.entries import paragraph_of
from draftkit.dossier.state import Position, Proposal, State, Version, fold, same_name
from draftkit.dossier.told import told
from draftkit.model import BracketKind
from draftkit.negotiate.standing import Standing
from draftkit.negotiate.state import State as Negotiation
from draftkit.negotiate.state import state as negotiation
from draftkit.rows import Row

EVERYBODY = "everybody else"
AGAINST = ("reserves", "opposes")


@dataclass(frozen=True, slots=True)
class Held:
    """A position as it concerns the last version."""

    position: Position
    place: str
    """Where it is now; empty for the whole text."""
    change: str = ""
    """What happened to the paragraph since it was taken."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Somebody waits for somebody."""

    who: str
    whom: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Status:
    """A dossier now."""

    state: State
    version: Version
    open: Negotiation
    positions: tuple[Held, ...]
    pending: tuple[Proposal, ...]
    """Proposals over the last version: no version came since."""
    waits: tuple[Wait, ...]


def status(dossier: Dossier, state: State) -> Status:
    """Where things stand. Raises DraftkitError when the dossier has no version yet."""
    version = state.version("last")
    rows = dossier.rows(version.added.draft)
    found = negotiation(build(rows))
    held = tuple(_held(dossier, state, version, rows))
    pending = tuple(each for each in state.proposals if each.made.over == version.name)
    return Status(state, version, found, held, pending, tuple(_waits(found, held, pending)))


def contested(found: Negotiation) -> Iterator[Standing]:
    """The open brackets, in the order of the page."""
    for paragraph in found.paragraphs:
        yield from (each for each in paragraph.brackets if each.kind is BracketKind.CONTESTED)


# --- positions -------------------------------------------------------------------------------


def _held(dossier: Dossier, state: State, last: Version, rows: Sequence[Row]) -> Iterator[Held]:
    """The positions that still count, by their places in the last version."""
    moved = {
        name: _places(dossier.rows(state.version(name).added.draft), rows)
        for name in {each.taken.version for each in state.positions if each.taken.version != last.name}
    }
    found: list[Held] = []
    for position in sorted(state.positions, key=lambda each: each.seq):
        taken = position.taken
        place, change = taken.place, ""
        if place and taken.version in moved:
            label = paragraph_of(place)
            now, change = moved[taken.version].get(label, ("", "is no longer there"))
            place = now + place[len(label) :] if now else place
        found = [each for each in found if not _same(each, taken.delegation, place)]
        found.append(Held(position, place, change))
    yield from found


def _same(held: Held, delegation: str, place: str) -> bool:
    return held.place == place and same_name(held.position.taken.delegation, delegation)


def _places(old: Sequence[Row], new: Sequence[Row]) -> dict[str, tuple[str, str]]:
    """For each paragraph of an older version, what it is called now, and whether its text changed."""
    pairs = paired(old, new)
    return {
        pair.old_label: (pair.new_label, "" if pair.kind is PairKind.SAME else "its text changed since")
        for pair in pairs
        if pair.old and pair.new
    }


# --- waiting ---------------------------------------------------------------------------------


def _waits(found: Negotiation, held: Sequence[Held], pending: Sequence[Proposal]) -> Iterator[Wait]:
    """Who waits for whom.

    Who wants some words of a bracket waits for those who want others, and they for him. Who supports a
    paragraph waits for those who reserve or oppose it; where nobody spoke for it, everybody else does.
    Everybody waits for an answer to a proposal over the last version, that is, its proponents do.
    """
    places: dict[tuple[str, str], list[str]] = {}
    for bracket in contested(found):
        for one in bracket.wordings:
            for other in bracket.wordings:
                if one is not other:
                    _add(places, one.proponents, other.proponents, bracket.address)
    for each in held:
        if each.position.taken.stance in AGAINST and each.change != "is no longer there":
            name = each.position.taken.delegation
            waiting = [
                other.position.taken.delegation
                for other in held
                if other.place == each.place and other.position.taken.stance not in AGAINST
            ]
            _add(places, waiting or (EVERYBODY,), (name,), each.place or "the whole text")
    for proposal in pending:
        _add(places, proposal.made.proponents, (EVERYBODY,), f"proposal {proposal.name}")
    for (who, whom), found_places in sorted(places.items()):
        yield Wait(who, whom, tuple(dict.fromkeys(found_places)))


def _add(
    places: dict[tuple[str, str], list[str]], who: Iterable[str], whom: Iterable[str], place: str
) -> None:
    others = list(whom)
    for one in who:
        for other in others:
            if not same_name(one, other):
                places.setdefault((one, other), []).append(place)


# --- since -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Since:
    """What happened since a day."""

    day: str
    events: tuple[str, ...]
    """In words, with their dates."""
    before: Version | None
    """The last version that came before that day."""
    rows: tuple[tuple[Row, ...], tuple[Row, ...]] | None
    """That version and the one of now, where they are two."""


def since(dossier: Dossier, records: Sequence[Record], day: str) -> Since:
    """What happened on this day and after it."""
    lately = [record for record in records if record.link.date >= day]
    state = fold(records)
    before = [version for version in state.versions if version.date < day]
    last = state.versions[-1] if state.versions else None
    rows = None
    if before and last and before[-1] is not last:
        rows = dossier.rows(before[-1].added.draft), dossier.rows(last.added.draft)
    return Since(
        day,
        tuple(f"{record.link.date}  {told(record.event)}" for record in lately),
        before[-1] if before else None,
        rows,
    )
