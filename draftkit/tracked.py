"""The tracked changes of a Word file, as a list that a delegate can read.

What Word keeps as dozens of marks is told here as one change where it reads as
one: a stretch of words, a paragraph, a row of a table, a move.
"""

from __future__ import annotations

import enum

from draftkit.dataclass import dataclass

MARK = "\u00b6"
"""Stands in words for the end of a paragraph that came or went (Unicode, pilcrow sign)."""


class ChangeKind(enum.StrEnum):
    """What somebody did."""

    INSERTED = "inserted"
    DELETED = "deleted"
    REPLACED = "replaced"
    MOVED = "moved"
    PARAGRAPH_INSERTED = "paragraph inserted"
    PARAGRAPH_DELETED = "paragraph deleted"
    SPLIT = "paragraph split"
    JOINED = "paragraphs joined"
    ROWS_INSERTED = "rows inserted"
    ROWS_DELETED = "rows deleted"
    CELLS_INSERTED = "cells inserted"
    CELLS_DELETED = "cells deleted"
    CELLS_MERGED = "cells merged"
    FORMAT = "format"
    NUMBERING = "numbering"
    OTHER = "other"
    """A mark where no words are, such as one in the layout of an equation."""


INSERTIONS = frozenset(
    (
        ChangeKind.INSERTED,
        ChangeKind.REPLACED,
        ChangeKind.PARAGRAPH_INSERTED,
        ChangeKind.ROWS_INSERTED,
        ChangeKind.CELLS_INSERTED,
    )
)
DELETIONS = frozenset(
    (
        ChangeKind.DELETED,
        ChangeKind.REPLACED,
        ChangeKind.PARAGRAPH_DELETED,
        ChangeKind.ROWS_DELETED,
        ChangeKind.CELLS_DELETED,
    )
)


@dataclass(frozen=True, slots=True)
class TrackedChange:
    """One change, with its author and its place."""

    kind: ChangeKind
    author: str
    """As the file has it; empty where it names nobody."""
    date: str
    """As the file has it, of the first mark; empty where it has none."""
    label: str
    """What to call the paragraph: ``OP3(a)``, ``title``, ``note 4``, ``header``, or its first words."""
    part: str
    """``body``, ``note``, ``header``, ``footer``, ``comment``, ``text box``, or another part of the file."""
    last_date: str = ""
    """Of the last mark."""
    in_original: bool = False
    """Whether the label is that of the text before all changes, because the paragraph goes."""
    paragraph: int | None = None
    """Its number as positions in messages have it, all changes accepted; None when it goes."""
    original_paragraph: int | None = None
    """Likewise, all changes rejected; None when it is new."""
    inserted_by: str | None = None
    """Of a deletion, who had inserted these words before, where they were no part of the original."""
    deleted: str = ""
    inserted: str = ""
    words: str = ""
    """The words that a change of format is about."""
    before: str = ""
    """The words in front of it in its paragraph, as accepted."""
    after: str = ""
    own_before: int = 0
    """How many characters right in front of it nobody else put in."""
    own_after: int = 0
    details: tuple[str, ...] = ()
    """What about the format changed: ``bold on``, ``style Normal -> Title``."""
    moved_from: str = ""
    moved_to: str = ""
    """Labels: of the paragraph that words went to; ``after PP4`` for a paragraph. Empty: not in the file."""
    count: int = 1
    """How many rows or cells."""
    elements: int = 1
    """How many marks of the file it stands for."""
