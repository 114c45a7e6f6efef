"""What changed between two drafts, as data.

Terminal, JSON and Word redline are writings of one :class:`Changes` value.
``apply(changes, old) == new`` and ``apply(invert(changes), new) == old``.
"""

from __future__ import annotations

import enum

from draftkit.dataclass import dataclass
from draftkit.model import Span
from draftkit.rows import Row


class EditKind(enum.StrEnum):
    """What happened to a run of words inside a paragraph."""

    EQUAL = "equal"
    """Same words in the same format. Note calls in it call the same note, whose number may differ."""
    DELETE = "delete"
    INSERT = "insert"
    FORMAT = "format"
    """Same words in another format."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A run of words that stayed, went, came, or changed its look."""

    kind: EditKind
    old: tuple[Span, ...] = ()
    """As in the old draft; empty for INSERT."""
    new: tuple[Span, ...] = ()
    """As in the new draft; empty for DELETE."""


class PairKind(enum.StrEnum):
    """What happened to a paragraph."""

    SAME = "same"
    """The same to the letter; its number may differ (renumbered only)."""
    EDITED = "edited"
    """Words changed, or what the paragraph is: its kind, its level, what stands before its number."""
    INSERTED = "inserted"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Pair:
    """A row of the old draft beside its row in the new one. Every row is in one pair exactly."""

    kind: PairKind
    old: Row | None
    new: Row | None
    old_label: str = ""
    new_label: str = ""
    edits: tuple[Edit, ...] = ()
    """Of the content, in order; put together, all ``old`` give old.content, all ``new`` new.content."""
    old_place: int = -1
    """Which row of the old draft this is, from 0; -1 for none."""
    new_place: int = -1
    """Which row of the new draft this is, from 0; -1 for none."""

    @property
    def renumbered(self) -> bool:
        """The number as issued differs. Never a change of text."""
        return self.old is not None and self.new is not None and self.old.marker != self.new.marker

    def follows(self, other: Pair) -> bool:
        """Whether it stands right behind this one in each draft that has both."""
        return all(
            mine == its + 1
            for mine, its in ((self.old_place, other.old_place), (self.new_place, other.new_place))
            if mine >= 0 and its >= 0
        )


@dataclass(frozen=True, slots=True)
class Move:
    """A paragraph that went in one place and came in another."""

    went: int
    """Which of the pairs it is in the old draft (DELETED), from 0."""
    came: int
    """Which of the pairs it is in the new draft (INSERTED)."""
    edits: tuple[Edit, ...]
    """Of the content, as those of a pair."""


@dataclass(frozen=True, slots=True)
class Split:
    """A paragraph that is two or more in the new draft."""

    parts: tuple[int, ...]
    """Which of the pairs its parts are, in order: one that has the old paragraph too, the others INSERTED."""
    edits: tuple[tuple[Edit, ...], ...]
    """From a piece of the old paragraph to each part; put together, the pieces are the old content."""


@dataclass(frozen=True, slots=True)
class Join:
    """Two or more paragraphs that are one in the new draft."""

    parts: tuple[int, ...]
    """Which of the pairs they are, in order: one that has the new paragraph too, the others DELETED."""
    edits: tuple[tuple[Edit, ...], ...]
    """From each of them to a piece of the new paragraph; put together, the pieces are the new content."""


class EventKind(enum.StrEnum):
    """A change in the users' words."""

    BRACKETS_OPENED = "brackets opened"
    BRACKETS_LIFTED = "brackets lifted"
    ALTERNATIVES_OPENED = "alternatives opened"
    """A text of the old draft is now one of several in brackets."""
    ALTERNATIVE_CHOSEN = "alternative chosen"
    """Of several in brackets, or of options under a number."""
    BRACKETED_TEXT_ADDED = "bracketed text added"
    BRACKETED_TEXT_DROPPED = "bracketed text dropped"
    BRACKETED_TEXT_REPLACED = "bracketed text replaced"
    """By other bracketed words."""
    BRACKETED_TEXT_SETTLED = "bracketed text settled"
    """Words without brackets that are none of the alternatives stand in their place."""
    AGREED_TEXT_REOPENED = "agreed text reopened"
    """Bracketed words stand in the place of others that had no brackets."""
    BRACKETS_NARROWED = "brackets narrowed"
    """Some of the words they were around are free of brackets."""
    BRACKETS_WIDENED = "brackets widened"
    """They are also around words that had no brackets."""
    PROPOSAL_REWORDED = "proposal reworded"
    """By a delegation that proposes it still, at least half of it left as it was."""
    OPTIONS_OPENED = "options opened"
    """A paragraph of the old draft is now one of several options."""
    PROPONENTS_JOINED = "proponents joined"
    PROPONENTS_WITHDRAWN = "proponents withdrawn"
    RENUMBERED = "renumbered"
    """Of a paragraph or a note, or a run of them, in which nothing else changed."""
    SPONSORS_JOINED = "sponsors joined"
    SPONSORS_WITHDRAWN = "sponsors withdrawn"
    MOVED = "moved"
    """A paragraph, with its subparagraphs if they moved with it."""
    SPLIT = "split"
    """A paragraph in two or more."""
    JOINED = "joined"
    """Two or more paragraphs into one."""
    RAISED = "raised"
    """A subparagraph or a heading that stands at a higher level, with what stands below it."""
    LOWERED = "lowered"
    CHANGED_KIND = "changed kind"
    """A paragraph of another part now: preambular made operative, operative made one of an annex."""
    NOTE_ADDED = "note added"
    NOTE_DROPPED = "note dropped"
    NOTE_REWORDED = "note reworded"
    NOTE_CALL_CHANGED = "note call changed"
    """A call that stayed in its place and calls another note."""
    NOTE_CALL_MOVED = "note call moved"
    """To another paragraph."""


REWORDED = (
    EventKind.BRACKETED_TEXT_REPLACED,
    EventKind.BRACKETED_TEXT_SETTLED,
    EventKind.AGREED_TEXT_REOPENED,
    EventKind.PROPOSAL_REWORDED,
)
"""Events of words that stand in the place of others."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something a delegate would say happened: "OP3: brackets around 'by 2009' lifted"."""

    kind: EventKind
    label: str
    """The paragraph it happened in, by its new label where it has one."""
    words: tuple[str, ...] = ()
    """The words concerned.

    An alternative that is to have no text is the empty one.
    ALTERNATIVE_CHOSEN: the chosen one (of options, "Option 1"), then those dropped.
    ALTERNATIVES_OPENED: the text as it was, then the others; OPTIONS_OPENED: "Option 1" or the label.
    BRACKETED_TEXT_REPLACED, BRACKETED_TEXT_SETTLED, PROPOSAL_REWORDED: the new words, then those before.
    AGREED_TEXT_REOPENED: the words before, then the alternatives. BRACKETS_NARROWED, BRACKETS_WIDENED: the
    words they are around now, then those that got free, or that had been. PROPONENTS_...: the alternative,
    empty for whole paragraphs, then the delegations. Brackets around a whole paragraph, or several: none.
    MOVED: the old label, then that of the paragraph it stands behind now, empty where it stands behind none.
    RENUMBERED: the old label; of a run, those of the first and the last. RAISED, LOWERED: the old label.
    CHANGED_KIND: the old label, what it was, what it is.
    NOTE_ADDED, NOTE_DROPPED, NOTE_REWORDED: the paragraphs that call the note, in the draft that has it
    last. NOTE_CALL_CHANGED: the number and the text of the note now, then of the one before.
    NOTE_CALL_MOVED: the number of the note, then the old label of the paragraph that called it.
    SPLIT: the old label, then those of the parts. JOINED: the old labels.
    """
    place: int = -1
    """Which of the pairs it happened in, from 0; of sponsors, the first sponsor line that changed."""
    through: str = ""
    """Of brackets around several paragraphs, and of a run that is renumbered, the label of the last.

    Where it is told who proposes one whole paragraph, its own label.
    """
    proponents: tuple[tuple[str, ...], ...] = ()
    """Who proposes each of the alternatives in ``words``, or whole paragraphs; empty if nobody is named."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that differs between two drafts."""

    pairs: tuple[Pair, ...]
    """All rows in the order of the new page, a deleted row behind the one it stood behind.

    Body rows are in the order of the old page too. Notes need not be: notes that changed places are
    still the same notes.
    """
    events: tuple[Event, ...] = ()
    moves: tuple[Move, ...] = ()
    splits: tuple[Split, ...] = ()
    joins: tuple[Join, ...] = ()

    @property
    def any(self) -> bool:
        """Whether the drafts differ in anything at all, numbers included.

        Notes that stand in another order and have the same numbers are those of pages that are the same.
        """
        return any(pair.kind is not PairKind.SAME or pair.renumbered for pair in self.pairs)
