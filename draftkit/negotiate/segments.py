"""A compilation as tracked changes: for each paragraph, what stays, what goes, what comes, and whose it is.

Accepting the changes whose author names a delegation, and rejecting all others,
gives the text of that delegation. So where several delegations want words gone,
the deletion is one change of all of them together, and each other wording is
an insertion of those who propose it.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence

from draftkit.compare.tokens import cut, flat
from draftkit.compare.words import edits
from draftkit.dataclass import dataclass
from draftkit.errors import DraftkitError
from draftkit.negotiate.compilation import Entry
from draftkit.negotiate.notation import Notation
from draftkit.negotiate.pieces import Choice, Content, view_of
from draftkit.negotiate.regions import Proposed, proposed

COMPILATION = "Compilation"
"""The author of what no delegation proposes: the table at the end."""
LONGEST_AUTHOR = 250
"""Characters of an author's name; Word takes 255."""
_NUMBERS = "delegations "


class Fate(enum.Enum):
    """What becomes of words when a change is accepted."""

    STAYS = enum.auto()
    GOES = enum.auto()
    COMES = enum.auto()


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of a paragraph with one fate."""

    content: Content
    fate: Fate = Fate.STAYS
    names: tuple[str, ...] = ()
    """Whose change it is."""


def segments(entry: Entry, notation: Notation) -> list[Segment]:
    """A paragraph with all that delegations want of it."""
    if entry.proponents:
        return [Segment(entry.row.content, Fate.COMES, entry.proponents)]
    return [segment for segment in _of_base(entry, notation) if segment.content]


def _of_base(entry: Entry, notation: Notation) -> Iterator[Segment]:
    base = entry.row.content
    proposals = _proposals(entry, notation)
    stays = Segment((), Fate.GOES if entry.against else Fate.STAYS, entry.against)
    done = 0
    for start, end in _stretches(proposals):
        yield Segment(cut(base, done, start), stays.fate, stays.names)
        wanted: dict[Content, list[str]] = {}
        for proposal in proposals:
            content = proposal.between(base, start, end)
            if content != cut(base, start, end):
                wanted.setdefault(content, []).extend(proposal.proponents)
        others = [name for names in wanted.values() for name in names]
        yield Segment(cut(base, start, end), Fate.GOES, notation.names_in_order([*others, *entry.against]))
        ordered = sorted((notation.names_in_order(names), content) for content, names in wanted.items())
        for names, content in sorted(ordered, key=lambda each: notation.places[each[0][0]]):
            yield Segment(content, Fate.COMES, names)
        done = end
    yield Segment(cut(base, done, len(flat(base))), stays.fate, stays.names)


def _proposals(entry: Entry, notation: Notation) -> list[Proposed]:
    """The different wordings of a paragraph, compared with the base."""
    involved = {
        name
        for piece in entry.pieces
        if isinstance(piece, Choice)
        for wording in piece.wordings
        for name in wording.proponents
    }
    wordings: dict[Content, list[str]] = {}
    for name in notation.names_in_order(involved):
        wordings.setdefault(view_of(entry.pieces, name), []).append(name)
    return [
        proposed(content, tuple(names), edits(entry.row.content, content, _same_notes(entry, content)))
        for content, names in wordings.items()
    ]


def _same_notes(entry: Entry, content: Content) -> dict[str, str]:
    """Notes have one name in a compilation, whoever calls them."""
    spans = (*entry.row.content, *content)
    return {span.note: span.note for span in spans if hasattr(span, "note")}


def _stretches(proposals: Sequence[Proposed]) -> list[tuple[int, int]]:
    """The characters of the base that any proposal changes; changes that touch are one stretch."""
    found: list[tuple[int, int]] = []
    for start, end in sorted((change.start, change.end) for each in proposals for change in each.changes):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


# --- authors ---


def author_of(names: Sequence[str], notation: Notation) -> str:
    """The author of a change: its proponents; where these are too many, their numbers in the table."""
    author = ", ".join(names)
    if len(author) <= LONGEST_AUTHOR:
        return author
    return _NUMBERS + ", ".join(str(notation.places[name] + 1) for name in names)


def names_of(author: str, order: Sequence[str]) -> tuple[str, ...]:
    """The delegations that an author stands for. Raises DraftkitError for one that is none of these."""
    names = author.split(", ")
    if author.startswith(_NUMBERS) and author not in order:
        numbers = author.removeprefix(_NUMBERS).split(", ")
        if all(number.isdecimal() and 0 < int(number) <= len(order) for number in numbers):
            names = [order[int(number) - 1] for number in numbers]
    if unknown := [name for name in names if name not in order and author != COMPILATION]:
        raise DraftkitError(f"the tracked changes of {unknown[0]!r} belong to no delegation of the table")
    return tuple(names)
