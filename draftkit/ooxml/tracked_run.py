"""A piece of a paragraph with the tracked changes it stands in."""

from __future__ import annotations

from typing import Final

from draftkit.dataclass import dataclass

COMES: Final = frozenset(("ins", "moveTo"))
GOES: Final = frozenset(("del", "moveFrom"))


@dataclass(frozen=True, slots=True)
class Revision:
    """A tracked change as one element of the file."""

    number: int
    """No other revision of the file has it."""
    tag: str
    """``ins``, ``rPrChange``, ``cellDel``."""
    parent: str
    """The element it stands in: ``p``, ``trPr``, ``numPr``."""
    author: str
    date: str
    move: str = ""
    """The name that both ends of a move have (17.13.5.24, 17.13.5.28)."""
    details: tuple[str, ...] = ()
    """Of a change of formatting, what changed."""


@dataclass(frozen=True, slots=True)
class TrackedRun:
    """A piece of a paragraph in the order of the file."""

    text: str
    thing: str = ""
    """What it is besides text: ``mark`` (the end of the paragraph), ``field`` (the code of one),
    ``footnote`` or ``endnote`` (a call; the text is the id), ``picture`` (the text describes it)."""
    within: tuple[Revision, ...] = ()
    """The insertions, deletions and moves around it, the innermost last."""
    look: Revision | None = None
    """The change of its formatting."""

    @property
    def comes(self) -> bool:
        """Whether it is no part of the original."""
        return any(revision.tag in COMES for revision in self.within)

    @property
    def goes(self) -> bool:
        """Whether it is no part of the accepted text."""
        return any(revision.tag in GOES for revision in self.within)
