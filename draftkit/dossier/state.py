"""What the events of a dossier come to."""

from __future__ import annotations

from collections.abc import Iterable

from draftkit.dataclass import dataclass, replace
from draftkit.dossier.chain import Record
from draftkit.dossier.events import (
    Decided,
    Opened,
    PositionTaken,
    Proposed,
    SponsorsJoined,
    SponsorsWithdrew,
    VersionAdded,
)
from draftkit.errors import DraftkitError

LAST = "last"
"""What commands call the newest version."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the draft, and when it came."""

    number: int
    """Its place among the versions, from 1."""
    seq: int
    date: str
    added: VersionAdded

    @property
    def name(self) -> str:
        return self.added.name


@dataclass(frozen=True, slots=True)
class Proposal:
    """A delegation's text over a version."""

    seq: int
    date: str
    made: Proposed

    @property
    def name(self) -> str:
        return self.made.name


@dataclass(frozen=True, slots=True)
class Sponsorship:
    """A delegation as sponsor, from the day it joined to the day it withdrew. It may join again."""

    name: str
    stage: str
    on_behalf_of: str
    joined: str
    withdrawn: str = ""


@dataclass(frozen=True, slots=True)
class Position:
    """A position and the day it was taken."""

    seq: int
    date: str
    taken: PositionTaken


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision and its day."""

    seq: int
    date: str
    made: Decided


@dataclass(frozen=True, slots=True)
class State:
    """A dossier at the end of some of its events."""

    opened: Opened = Opened()
    versions: tuple[Version, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    sponsorships: tuple[Sponsorship, ...] = ()
    positions: tuple[Position, ...] = ()
    """Of each delegation on each place, the last."""
    decisions: tuple[Decision, ...] = ()

    @property
    def sponsors(self) -> tuple[Sponsorship, ...]:
        """Those who are sponsors now."""
        return tuple(each for each in self.sponsorships if not each.withdrawn)

    def version(self, name: str) -> Version:
        """The version of this name, number, or unique end of a name; ``last`` is the newest.

        Raises DraftkitError when there is none, or several.
        """
        if not self.versions:
            raise DraftkitError("there is no version in the dossier yet; draftkit dossier add puts one in")
        if name == LAST:
            return self.versions[-1]
        if found := [version for version in self.versions if str(version.number) == name]:
            return found[0]
        return self.versions[_named(name, [version.name for version in self.versions], "version")]

    def text(self, name: str) -> Version | Proposal:
        """The version of this name, or the proposal."""
        if name == LAST or name.isdecimal():
            return self.version(name)
        if any(version.name.endswith(name) for version in self.versions):
            # The names of proposals end in that of a version.
            return self.version(name)
        texts: tuple[Version | Proposal, ...] = (*self.versions, *self.proposals)
        return texts[_named(name, [text.name for text in texts], "text")]


def _named(name: str, names: list[str], what: str) -> int:
    """The place of the name, in whole or, where no other ends so, its end."""
    found = [place for place, each in enumerate(names) if each == name]
    found = found or [place for place, each in enumerate(names) if each.endswith(name)]
    found = found or [place for place, each in enumerate(names) if each.startswith(f"{name}: ")]
    if len(found) == 1:
        return found[0]
    if found:
        raise DraftkitError(f"several {what}s end in {name!r}: {', '.join(names[place] for place in found)}")
    raise DraftkitError(f"there is no {what} {name!r}; there are {', '.join(names)}")


def text_of(text: Version | Proposal) -> VersionAdded | Proposed:
    """The event with which a text came."""
    return text.added if isinstance(text, Version) else text.made


def same_name(one: str, other: str) -> bool:
    """Whether two names of delegations are the same, however they are typed."""
    return _key(one) == _key(other)


def _key(name: str) -> str:
    return " ".join(name.replace("'", "’").strip(" *†,").split()).casefold().removeprefix("the ")


def fold(records: Iterable[Record]) -> State:
    """What these events come to."""
    state = State()
    for record in records:
        state = _after(state, record)
    return state


def _after(state: State, record: Record) -> State:
    link = record.link
    match record.event:
        case Opened() as opened:
            return replace(state, opened=opened)
        case VersionAdded() as added:
            version = Version(len(state.versions) + 1, link.seq, link.date, added)
            return replace(state, versions=(*state.versions, version))
        case Proposed() as made:
            return replace(state, proposals=(*state.proposals, Proposal(link.seq, link.date, made)))
        case SponsorsJoined(names, stage, on_behalf_of):
            new = tuple(Sponsorship(name, stage, on_behalf_of, link.date) for name in names)
            return replace(state, sponsorships=(*state.sponsorships, *new))
        case SponsorsWithdrew(names):
            return replace(state, sponsorships=_without(state.sponsorships, names, link.date))
        case PositionTaken() as taken:
            others = tuple(each for each in state.positions if not _replaces(taken, each.taken))
            return replace(state, positions=(*others, Position(link.seq, link.date, taken)))
        case Decided() as decided:
            return replace(state, decisions=(*state.decisions, Decision(link.seq, link.date, decided)))


def _without(all_: tuple[Sponsorship, ...], names: tuple[str, ...], day: str) -> tuple[Sponsorship, ...]:
    def gone(each: Sponsorship) -> bool:
        return not each.withdrawn and any(same_name(each.name, name) for name in names)

    return tuple(replace(each, withdrawn=day) if gone(each) else each for each in all_)


def _replaces(new: PositionTaken, old: PositionTaken) -> bool:
    """Whether it is a word on the same place of the same version."""
    return same_name(new.delegation, old.delegation) and new.place == old.place and new.version == old.version
