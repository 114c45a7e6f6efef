"""What a Word file can give away, and what can be asked to be removed; without XML."""

from __future__ import annotations

import enum
from collections.abc import Iterable

from draftkit.dataclass import dataclass
from draftkit.errors import DraftkitError


class Trace(enum.StrEnum):
    """A kind of thing that a file gives away, by the word that removes it."""

    CHANGES = "changes"
    COMMENTS = "comments"
    HIDDEN_TEXT = "hidden-text"
    BARELY_VISIBLE = "barely-visible"
    AUTHORS = "authors"
    LAST_EDITOR = "last-editor"
    EDITING = "editing"
    TEMPLATE = "template"
    REVISION_IDS = "revision-ids"
    PROPERTIES = "properties"
    VARIABLES = "variables"
    CUSTOM_XML = "custom-xml"
    EMBEDDED = "embedded"
    MACROS = "macros"
    LINKS = "links"
    THUMBNAIL = "thumbnail"
    PRINTER = "printer"
    SIGNATURES = "signatures"
    PHOTO_DATA = "photo-data"
    CROPPED = "cropped"
    PICTURE_NAMES = "picture-names"


GROUPS: dict[str, tuple[Trace, ...]] = {
    "In the text": (Trace.CHANGES, Trace.COMMENTS, Trace.HIDDEN_TEXT, Trace.BARELY_VISIBLE),
    "People and history": (
        Trace.AUTHORS,
        Trace.LAST_EDITOR,
        Trace.EDITING,
        Trace.TEMPLATE,
        Trace.REVISION_IDS,
    ),
    "Data behind the page": (Trace.PROPERTIES, Trace.VARIABLES, Trace.CUSTOM_XML),
    "Attached files, links and pictures": (
        Trace.EMBEDDED,
        Trace.MACROS,
        Trace.LINKS,
        Trace.THUMBNAIL,
        Trace.PRINTER,
        Trace.SIGNATURES,
        Trace.PHOTO_DATA,
        Trace.CROPPED,
        Trace.PICTURE_NAMES,
    ),
}
"""Every trace once, in the order in which findings are told."""

NOT_REMOVABLE = frozenset((Trace.BARELY_VISIBLE, Trace.CROPPED))
"""Text and pictures that are on the page: only their author can say what should be there."""

UNASKED = frozenset(
    (
        Trace.AUTHORS,
        Trace.LAST_EDITOR,
        Trace.EDITING,
        Trace.TEMPLATE,
        Trace.REVISION_IDS,
        Trace.PROPERTIES,
        Trace.VARIABLES,
        Trace.CUSTOM_XML,
        Trace.THUMBNAIL,
        Trace.PRINTER,
        Trace.PHOTO_DATA,
        Trace.PICTURE_NAMES,
    )
)
"""What is on no page and is nobody's content: removed when nothing is named."""

CHANGES_ACCEPT = "changes=accept"
CHANGES_REJECT = "changes=reject"
CHANGE_AUTHORS = "change-authors"
_REMOVABLE: tuple[Trace, ...] = tuple(
    trace for trace in Trace if trace not in NOT_REMOVABLE and trace is not Trace.CHANGES
)
WORDS = (CHANGES_ACCEPT, CHANGES_REJECT, CHANGE_AUTHORS, *(trace.value for trace in _REMOVABLE))
"""What can be asked to be removed."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing found, or many of one sort."""

    what: str
    """In plain words, in the singular: ``insertion``, ``author``, ``embedded file``."""
    count: int = 1
    value: str = ""
    """The name, the path or the first words, where there is one."""
    who: str = ""
    first: str = ""
    """The earliest date, as the file writes it."""
    last: str = ""
    where: tuple[str, ...] = ()
    """The places: ``text``, ``headers``, ``footnotes``; or the name of the part in the file."""
    stays: str = ""
    """Why scrubbing leaves it, if it does."""


@dataclass(frozen=True, slots=True)
class Finding:
    """All that was found of one kind."""

    trace: Trace
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """What to remove from a file."""

    traces: frozenset[Trace]
    accept: bool | None = None
    """Whether tracked changes are accepted or rejected; None when they stay."""
    anonymous: bool = False
    """Whether the tracked changes that stay lose names and dates."""


def request(words: Iterable[str], everything: bool = False) -> Request:
    """What these words ask for; with no word, all that is on no page.

    ``everything`` stands for every word but those for tracked changes: to accept or to reject is a
    decision. Raises DraftkitError for a word that is none, and for two that exclude each other.
    """
    asked = set(words)
    if unknown := sorted(asked - set(WORDS)):
        raise DraftkitError(_refusal(unknown[0]))
    if len(asked & {CHANGES_ACCEPT, CHANGES_REJECT, CHANGE_AUTHORS}) > 1:
        raise DraftkitError(f"name only one of {CHANGES_ACCEPT}, {CHANGES_REJECT} and {CHANGE_AUTHORS}")
    traces: set[Trace] = {trace for trace in _REMOVABLE if everything or trace.value in asked}
    if not asked:
        traces |= UNASKED
    accept = True if CHANGES_ACCEPT in asked else False if CHANGES_REJECT in asked else None
    if accept is not None:
        traces.add(Trace.CHANGES)
    return Request(frozenset(traces), accept, CHANGE_AUTHORS in asked)


def _refusal(word: str) -> str:
    if word == Trace.CHANGES:
        return (
            f"tracked changes can be accepted or rejected: write {CHANGES_ACCEPT} or {CHANGES_REJECT}, "
            f"or {CHANGE_AUTHORS} to take only names and dates from them"
        )
    if word in NOT_REMOVABLE:
        return (
            f"{word} cannot be removed: it is on the page, and only its author can say what should be there"
        )
    return f"{word!r} cannot be removed; what can be: {', '.join(WORDS)}"
