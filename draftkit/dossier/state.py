"""What the events of a dossier come to."""

from __future__ import annotations

from collections.abc import Iterable

from draftkit.dataclass import dataclass, replace
from draftkit.dossier.chain import Record
from draftkit.dossier.events import Opened, VersionAdded
from draftkit.errors import DraftkitError


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
class State:
    """A dossier at the end of some of its events."""

    opened: Opened = Opened()
    versions: tuple[Version, ...] = ()

    def version(self, name: str) -> Version:
        """The version of this name, number, or unique end of a name; ``last`` is the newest.

        Raises DraftkitError when there is none, or several.
        """
        if not self.versions:
            raise DraftkitError("there is no version in the dossier yet; draftkit dossier add puts one in")
        if name == "last":
            return self.versions[-1]
        found = [version for version in self.versions if version.name == name]
        found = found or [version for version in self.versions if str(version.number) == name]
        found = found or [version for version in self.versions if version.name.endswith(name)]
        if len(found) == 1:
            return found[0]
        names = ", ".join(version.name for version in found or self.versions)
        if found:
            raise DraftkitError(f"several versions end in {name!r}: {names}")
        raise DraftkitError(f"there is no version {name!r}; there are {names}")


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
