"""What can be entered into a dossier, given what is in it. Raises DraftkitError for what makes no sense."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from draftkit.build import build
from draftkit.dataclass import dataclass, replace
from draftkit.dossier.events import (
    Decided,
    PositionTaken,
    Proposed,
    SponsorsJoined,
    SponsorsWithdrew,
    VersionAdded,
)
from draftkit.dossier.state import LAST, State, same_name
from draftkit.dossier.store import Pieces
from draftkit.dossier.texts import draft_pieces, file_pieces, fingerprint
from draftkit.editorial.masthead import masthead
from draftkit.errors import DraftkitError
from draftkit.labels import labels
from draftkit.model import Draft
from draftkit.negotiate.places import places
from draftkit.rows import Row, rows


class Texts(Protocol):
    """What entries ask of a dossier."""

    def rows(self, draft: str) -> tuple[Row, ...]:
        """The rows of the draft with this fingerprint."""


@dataclass(frozen=True, slots=True)
class Given:
    """A file with a draft in it."""

    file: str
    data: bytes
    draft: Draft

    @property
    def texts(self) -> tuple[Pieces, Pieces]:
        """The draft and the file, as they are stored."""
        return draft_pieces(self.draft), file_pieces(self.data)

    @property
    def name(self) -> str:
        """What the file is called."""
        return Path(self.file).name


def new_version(
    state: State,
    given: Given,
    *,
    name: str = "",
    symbol: str = "",
    round_name: str = "",
    tabled_by: Sequence[str] = (),
) -> VersionAdded:
    """A version. Its symbol is that of its masthead, and its name the symbol, if none are given."""
    symbol = symbol or masthead(rows(given.draft))["symbol"] or ""
    draft, source = map(fingerprint, given.texts)
    name = name or symbol or Path(given.file).stem
    _check_new(state, name)
    return VersionAdded(name, draft, source, given.name, symbol, round_name, tuple(tabled_by))


def new_proposal(
    state: State, given: Given, *, proponents: Sequence[str], over: str, name: str = "", note: str = ""
) -> Proposed:
    """A delegation's text over a version."""
    draft, source = map(fingerprint, given.texts)
    base = state.version(over).name
    name = name or f"{', '.join(proponents)}: {base}"
    _check_new(state, name)
    return Proposed(name, tuple(proponents), base, draft, source, given.name, note)


def _check_new(state: State, name: str) -> None:
    if name == LAST or name.isdecimal():
        raise DraftkitError(f"a text cannot be called {name!r}, which means another; give it another --name")
    if name in [version.name for version in state.versions] + [each.name for each in state.proposals]:
        raise DraftkitError(f"there is a text {name} already; give this one another --name")


def new_sponsors(state: State, event: SponsorsJoined) -> list[SponsorsJoined]:
    """Those of the sponsors who are none yet; nothing when all are."""
    there = [sponsor.name for sponsor in state.sponsors]
    names = tuple(
        name for name in _each_once(event.names) if not any(same_name(name, each) for each in there)
    )
    return [replace(event, names=names)] if names else []


def _each_once(names: Sequence[str]) -> list[str]:
    """The names, each as it was typed first."""
    kept: list[str] = []
    for name in names:
        if not any(same_name(name, each) for each in kept):
            kept.append(name.strip())
    return kept


def withdrawal(state: State, names: Sequence[str]) -> SponsorsWithdrew:
    """Sponsors withdraw."""
    for name in names:
        if not any(same_name(name, sponsor.name) for sponsor in state.sponsors):
            raise DraftkitError(f"{name} is no sponsor")
    return SponsorsWithdrew(tuple(_each_once(names)))


def position(dossier: Texts, state: State, taken: PositionTaken) -> PositionTaken:
    """A position on a paragraph, a bracket or the whole of a version."""
    version = state.version(taken.version)
    check_place(dossier, version.added, taken.place)
    return replace(taken, version=version.name)


def decision(dossier: Texts, state: State, decided: Decided) -> Decided:
    """How a bracket was settled."""
    version = state.version(decided.version)
    check_place(dossier, version.added, decided.place)
    return replace(decided, version=version.name)


def paragraph_of(place: str) -> str:
    """The paragraph of a place: OP3 of ``OP3[2]``."""
    return re.sub(r"\[[\d.#]+\]$", "", place)


def check_place(dossier: Texts, version: VersionAdded, place: str) -> None:
    """Whether the version has this paragraph or bracket."""
    found = dossier.rows(version.draft) if place else ()
    if not place or place in labels(found):
        return
    if place not in {bracket.address for bracket in places(build(found)).brackets}:
        raise DraftkitError(f"there is no paragraph or bracket {place} in {version.name}")
