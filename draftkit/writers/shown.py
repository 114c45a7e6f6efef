"""Changes as a page of paragraphs, each with what happened to it: what every writing for people shows.

A paragraph that moved is two pairs of the changes. Here it stands in its new
place with both its rows, and its old place says where it went.
"""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from draftkit.compare.changes import Changes, Edit, EditKind, Event, EventKind, Pair, PairKind
from draftkit.compare.letters import letters
from draftkit.compare.tables import MarkedRow, is_table, marked_table
from draftkit.compare.tokens import CALL, tokens
from draftkit.compare.words import edits as word_edits
from draftkit.content import plain_text
from draftkit.dataclass import dataclass, replace
from draftkit.model import Span, Text
from draftkit.rows import Row, RowKind

_END = Edit(EditKind.DELETE, old=(Text("\u00b6 "),))
"""The end of a paragraph that was joined to the next, as editors write it."""
SAME = "The two drafts are the same."


class Status(enum.StrEnum):
    """What happened to a paragraph, as a reader sees it."""

    UNCHANGED = "unchanged"
    RENUMBERED = "renumbered only"
    EDITED = "edited"
    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED = "moved"
    """It stands here now."""
    WENT = "moved away"
    """It stood here."""
    SPLIT_OFF = "split off"
    """It was a part of another paragraph."""
    JOINED = "joined"
    """It is a part of another paragraph now."""
    CONCERNED = "same words"
    """Something happened to it, but not to its words: brackets around it, alternatives beside it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A paragraph and what happened to it."""

    status: Status
    pair: Pair
    """Of one that moved, in its new place: both rows. Of a part of a paragraph, the edits of that part."""
    events: tuple[Event, ...] = ()
    """Without RENUMBERED, which the status says."""
    elsewhere: str = ""
    """The label of its place in the other draft: the new one if it went away or was joined to another
    paragraph, the old one of the paragraph that it was split off from."""
    edits: tuple[Edit, ...] = ()
    """What is shown of its text: the edits of the pair, which count its words, or those in letters."""

    @property
    def label(self) -> str:
        """What to call it: "OP3", or "OP3 -> OP4" where that changed."""
        old, new = self.pair.old_label, self.pair.new_label
        return f"{old} -> {new}" if old and new and old != new else new or old

    @property
    def what(self) -> str:
        """What happened to it, beside its label; empty where its words say it."""
        match self.status:
            case Status.EDITED:
                return ""
            case Status.WENT:
                return f"moved to {self.elsewhere}"
            case Status.JOINED:
                return f"joined to the new {self.elsewhere}"
            case Status.SPLIT_OFF:
                return f"split off from the old {self.elsewhere}"
        return self.status.value

    @property
    def is_here(self) -> bool:
        """Whether its words are shown here, and not in their new place."""
        return self.status not in (Status.WENT, Status.JOINED)

    @property
    def is_note(self) -> bool:
        """Whether it is a note."""
        row = self.pair.new or self.pair.old
        return row is not None and row.kind is RowKind.NOTE


def shown(changes: Changes, by_letter: bool = False) -> tuple[Shown, ...]:
    """All paragraphs in the order of the new page, their replaced words in letters if wanted."""
    events: dict[int, list[Event]] = {}
    for event in changes.events:
        if event.kind is not EventKind.RENUMBERED:
            events.setdefault(event.place, []).append(event)
    told_apart = dict(chain(_moved(changes), _split(changes), _joined(changes)))
    out: list[Shown] = []
    before: Status | None = None
    for place, pair in enumerate(changes.pairs):
        one = told_apart.get(place) or Shown(_status(pair, before), pair)
        before = one.status
        happened = tuple(events.get(place, ()))
        if happened and before in (Status.UNCHANGED, Status.RENUMBERED):
            one = replace(one, status=Status.CONCERNED)
        told = one.pair.edits
        edits = letters(told) if by_letter else told
        out.append(replace(one, events=happened, edits=edits))
    return tuple(out)


def _moved(changes: Changes) -> Iterator[tuple[int, Shown]]:
    for move in changes.moves:
        went, came = changes.pairs[move.went], changes.pairs[move.came]
        yield move.went, Shown(Status.WENT, went, elsewhere=came.new_label)
        both = replace(came, old=went.old, old_label=went.old_label, edits=move.edits)
        yield move.came, Shown(Status.MOVED, both)


def _split(changes: Changes) -> Iterator[tuple[int, Shown]]:
    for split in changes.splits:
        label = next(changes.pairs[part].old_label for part in split.parts if changes.pairs[part].old)
        for part, edits in zip(split.parts, split.edits, strict=True):
            pair = replace(changes.pairs[part], edits=edits)
            if pair.old:
                yield part, Shown(Status.EDITED, pair)
            else:
                yield part, Shown(Status.SPLIT_OFF, pair, elsewhere=label)


def _joined(changes: Changes) -> Iterator[tuple[int, Shown]]:
    for join in changes.joins:
        whole = next(changes.pairs[part] for part in join.parts if changes.pairs[part].new)
        for part in join.parts:
            pair = changes.pairs[part]
            if pair.new:
                edits = [edit for ones in join.edits for edit in (_END, *ones)][1:]
                yield part, Shown(Status.EDITED, replace(pair, edits=tuple(edits)))
            else:
                yield part, Shown(Status.JOINED, pair, elsewhere=whole.new_label)


def _status(pair: Pair, before: Status | None) -> Status:
    if pair.kind is not PairKind.SAME:
        return Status(pair.kind.value)
    # What stands below a paragraph has a new label with it, and is told with it.
    below = pair.new is not None and pair.new.kind in (RowKind.SUBPARAGRAPH, RowKind.TAIL)
    with_it = below and before is Status.RENUMBERED and pair.old_label != pair.new_label
    return Status.RENUMBERED if pair.renumbered or with_it else Status.UNCHANGED


def in_groups(page: Iterable[Shown]) -> Iterator[tuple[Status, list[Shown]]]:
    """Paragraphs of one status that stand together in both drafts; notes are not among the paragraphs.

    Of some paragraphs of a comparison those do not stand together between which others were left out.
    """
    run: list[Shown] = []
    for one in page:
        if run and not _together(run[-1], one):
            yield run[0].status, run
            run = []
        run.append(one)
    if run:
        yield run[0].status, run


def _together(one: Shown, other: Shown) -> bool:
    if (one.status, one.is_note) != (other.status, other.is_note):
        return False
    if one.status is Status.RENUMBERED:  # notes may have changed places
        return other.pair.follows(one.pair)
    return one.pair.new is None or other.pair.new is None or one.pair.new_place + 1 == other.pair.new_place


def told_together(page: Sequence[Shown]) -> tuple[str, str]:
    """Of paragraphs that only stayed, or only have new numbers: their labels, and what to say of them."""
    now = _range([one.pair.new_label for one in page])
    was = _range([one.pair.old_label for one in page])
    if page[0].status is Status.UNCHANGED:
        # Preambular paragraphs have no numbers: their labels change where one comes or goes.
        return (now if was == now else f"{was} -> {now}"), "unchanged"
    return (
        (was, "number written in another way only") if was == now else (f"{was} -> {now}", "renumbered only")
    )


def _range(labels: Sequence[str]) -> str:
    return labels[0] if len(labels) == 1 else f"{labels[0]} \u2026 {labels[-1]}"


NO_BREAK = {"\u00a0": " ", "\u202f": " ", "\u2011": "-"}
"""No-break spaces and hyphens, and what they look like."""
_LOOKS = str.maketrans(NO_BREAK)


def looks(text: str) -> str:
    """A text as it looks on the page."""
    return text.translate(_LOOKS)


def look_alike(pair: Pair) -> bool:
    """Whether the texts of a paragraph differ in nothing but no-break spaces and hyphens."""
    if pair.old is None or pair.new is None or pair.old.text == pair.new.text:
        return False
    return looks(pair.old.text) == looks(pair.new.text)


def before_text(row: Row | None) -> str:
    """What stands before the text besides the number."""
    if row is None:
        return ""
    return f"{row.before}{row.option} " if row.option else row.before


def table_of(one: Shown, notes: Mapping[str, str]) -> list[MarkedRow]:
    """The rows of a table; none of anything else. ``notes`` as in :func:`draftkit.compare.words.edits`."""
    old, new = one.pair.old, one.pair.new
    if not all(row is None or is_table(row) for row in (old, new)):
        return []
    return marked_table(old, new, notes)


def before_edits(old: Row | None, new: Row | None) -> list[tuple[EditKind, str]]:
    """What stands before the text besides the number, as runs of what stayed, went and came."""
    was, now = before_text(old), before_text(new)
    if old is None or new is None:
        return [(EditKind.DELETE, was), (EditKind.INSERT, now)]
    one, other = ((Text(text),) if text else () for text in (was, now))
    return [(edit.kind, plain_text(edit.new or edit.old)) for edit in word_edits(one, other)]


# --- how much changed ------------------------------------------------------------------------


def totals(changes: Changes) -> str:
    """How many paragraphs and words changed, in one line."""
    page = shown(changes)
    counts: Counter[Status] = Counter(one.status for one in page)
    counts[Status.RENUMBERED] = sum(not one.is_note for one in renumbered(page))
    told = (Status.EDITED, Status.INSERTED, Status.DELETED, Status.MOVED, Status.SPLIT_OFF, Status.JOINED)
    paragraphs = ", ".join(f"{counts[what]:,} {what}" for what in (*told, Status.RENUMBERED) if counts[what])
    edits = chain.from_iterable(one.pair.edits for one in page if one.is_here)
    came, went = words_changed(edits)
    return f"Paragraphs: {paragraphs or 'notes renumbered'}; words: +{came:,}, -{went:,}."


def renumbered(page: Iterable[Shown]) -> Iterator[Shown]:
    """Paragraphs and notes of which only the number changed, without what stands below them."""
    same = (Status.RENUMBERED, Status.CONCERNED)
    return (one for one in page if one.status in same and one.pair.renumbered)


def words_changed(edits: Iterable[Edit]) -> tuple[int, int]:
    """How many words came and how many went: brackets, stops and note calls are none."""
    words: Counter[EditKind] = Counter()
    for edit in edits:
        words[edit.kind] += _words(edit.new or edit.old)
    return words[EditKind.INSERT], words[EditKind.DELETE]


def _words(content: tuple[Span, ...]) -> int:
    return sum(any(map(str.isalnum, word)) for word in tokens(content).words if word[0] != CALL)
