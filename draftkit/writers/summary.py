"""Changes on one screen, for a person who will not read the draft: counts, then the events.

When not all paragraphs fit, those that matter most to delegates stay, in the
order of the page, and the last line says how many there are besides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from draftkit.compare.changes import Changes, Edit, EditKind, Event, EventKind, Pair
from draftkit.compare.tokens import words
from draftkit.content import MARK
from draftkit.dataclass import dataclass
from draftkit.model import NoteCall, Text
from draftkit.rows import RowKind
from draftkit.writers.event_words import listed, told
from draftkit.writers.shown import SAME, Shown, Status, look_alike, renumbered, shown, totals, words_changed
from draftkit.writers.styled_lines import BOLD, DIM, INDENT, Styled, wrapped

COLUMNS = 80
LINES = 24
LINES_OF_ONE = 3
"""Lines that one paragraph may take: a draft with a hundred brackets in one paragraph has others too."""
FEW = 4
"""Paragraphs that are named where the least is to be told of them; more are counted."""
_REWORDED = {EventKind.BRACKETED_TEXT_REPLACED, EventKind.PROPOSAL_REWORDED}
"""What is in dispute as before, in other words."""
POLITICAL = 5
"""How much it matters what is in dispute, new or gone: more than all but who sponsors the draft."""
QUOTED = 8
"""Words of a text that are quoted."""

_SPONSORS = (EventKind.SPONSORS_JOINED, EventKind.SPONSORS_WITHDRAWN)
_DISPUTED = frozenset(
    {
        EventKind.BRACKETS_OPENED, EventKind.BRACKETS_LIFTED, EventKind.BRACKETS_NARROWED,
        EventKind.BRACKETS_WIDENED, EventKind.ALTERNATIVES_OPENED, EventKind.ALTERNATIVE_CHOSEN,
        EventKind.BRACKETED_TEXT_ADDED, EventKind.BRACKETED_TEXT_DROPPED, EventKind.BRACKETED_TEXT_REPLACED,
        EventKind.BRACKETED_TEXT_SETTLED, EventKind.AGREED_TEXT_REOPENED, EventKind.PROPOSAL_REWORDED,
        EventKind.OPTIONS_OPENED, EventKind.PROPONENTS_JOINED, EventKind.PROPONENTS_WITHDRAWN,
    }
)  # fmt: skip
"""What happened to text in dispute: this is what a capital has to know."""
_AROUND = (RowKind.FRONT, RowKind.NOTE, RowKind.CLOSING)
"""What stands around the text that is negotiated."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A paragraph, or several of which the same is to be told."""

    label: str
    what: tuple[str, ...]
    """Everything that is to be told of it, each by itself."""
    page: tuple[Shown, ...]
    weight: tuple[int, int]
    """What matters more is greater."""

    def lines(self, color: bool, width: int, whole: bool = False) -> list[str]:
        """The entry; unless it is wanted ``whole``, as much as has room."""
        for number in range(len(self.what), 0, -1):
            more = len(self.what) - number
            what = "; ".join((*self.what[:number], *([f"and {more} more"] if more else [])))
            found = self._wrapped(what, color, width)
            if whole or len(found) <= LINES_OF_ONE:
                return found
        cut = self._wrapped(what, color, width - 2)[:LINES_OF_ONE]
        return [*cut[:-1], f"{cut[-1]} \u2026"]

    def _wrapped(self, what: str, color: bool, width: int) -> list[str]:
        head = f"{self.label}: " if self.label else ""
        styled: Styled = [(head, BOLD), (what, "")]
        return list(wrapped(styled, color, width, INDENT))


def summary(changes: Changes, color: bool = False, width: int = COLUMNS) -> str:
    """The changes in at most LINES lines of at most ``width`` columns, COLUMNS being the most."""
    if not changes.any:
        return SAME + "\n"
    width = min(width, COLUMNS)
    page = shown(changes)
    first = list(wrapped([(totals(changes), BOLD)], color, width, INDENT))
    entries = list(_entries(page))
    room = LINES - len(first) - 2 * bool(entries)
    last = list(_runs(changes, color, width))
    if len(last) + sum(len(entry.lines(color, width, whole=True)) for entry in entries) > room:
        last = list(_counted_numbers(page, color, width))
    kept, lines = _fitting(entries, room - len(last), color, width)
    left = Counter(one.status for entry in entries if entry not in kept for one in entry.page)
    if left:
        last.insert(0, f"and {_more(left)}")
    blocks = (first, lines, last)
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _fitting(entries: Sequence[_Entry], room: int, color: bool, width: int) -> tuple[list[_Entry], list[str]]:
    """The entries that matter most and fit, in the order of the page, and their lines."""
    whole = [line for entry in entries for line in entry.lines(color, width, whole=True)]
    if len(whole) <= room:
        return list(entries), whole
    lines = {id(entry): entry.lines(color, width) for entry in entries}
    if sum(map(len, lines.values())) > room:
        room -= 1  # for the line that says how many there are besides
    chosen = set()
    for entry in sorted(entries, key=lambda entry: _order(entry, len(lines[id(entry)])), reverse=True):
        if len(lines[id(entry)]) <= room:
            room -= len(lines[id(entry)])
            chosen.add(id(entry))
    kept = [entry for entry in entries if id(entry) in chosen]
    return kept, [line for entry in kept for line in lines[id(entry)]]


def _order(entry: _Entry, lines: int) -> tuple[int, int, int]:
    """Of what matters most, short entries come first, so that as many as can be are told."""
    rank, words = entry.weight
    return rank, -lines if rank == POLITICAL else 0, words


_TOLD = {
    Status.INSERTED: "new",
    Status.DELETED: "deleted",
    Status.MOVED: "moved",
    Status.SPLIT_OFF: "split off",
    Status.EDITED: "edited",
    Status.CONCERNED: "with the same words",
}


def _more(left: Counter[Status]) -> str:
    """ "12 more paragraphs edited", "12 more paragraphs: 2 new, 10 edited"."""
    number = sum(left.values())
    noun = "paragraph" if number == 1 else "paragraphs"
    kinds = [(count, _TOLD[status]) for status in _TOLD if (count := left[status])]
    if len(kinds) == 1:
        return f"{number:,} more {noun} {kinds[0][1]}"
    return f"{number:,} more {noun}: " + ", ".join(f"{count:,} {kind}" for count, kind in kinds)


def _runs(changes: Changes, color: bool, width: int) -> Iterator[str]:
    """A line for each run of new numbers."""
    for event in changes.events:
        if event.kind is EventKind.RENUMBERED:
            yield from wrapped([(f"{told(event)}, no other change", DIM)], color, width, INDENT)


def _counted_numbers(page: Iterable[Shown], color: bool, width: int) -> Iterator[str]:
    """How many paragraphs and notes have new numbers, where there is no room for the runs."""
    ones = list(renumbered(page))
    notes = sum(one.is_note for one in ones)
    counts = [(len(ones) - notes, "paragraph"), (notes, "note")]
    said = [f"{count:,} {what}{'s' * (count > 1)}" for count, what in counts if count]
    if said:
        yield from wrapped([(f"{listed(said)} renumbered only", DIM)], color, width)


def _entries(page: Sequence[Shown]) -> Iterator[_Entry]:
    """What is to be told, paragraphs of one kind that stand together as one."""
    sponsors = [event for one in page for event in one.events if event.kind in _SPONSORS]
    if sponsors:
        lines = tuple(one for one in page if _field(one) == "sponsors" and one.status in _TOLD)
        yield _Entry("", _sponsors(sponsors), lines, (9, 0))
    notes = {old.marker: new.marker for one in page if (old := one.pair.old) and (new := one.pair.new)}
    masthead = tuple(one for one in page if _is_masthead(one) and one.status in _TOLD)
    if masthead:
        yield _Entry("Masthead", tuple(_lines(masthead)), masthead, (1, 0))
    small = tuple(one for one in page if _is_of_spaces(one))
    page = [one for one in page if not _is_masthead(one) and one not in small]
    for ones in _runs_of_one_kind(page):
        status, bare = ones[0].status, _bare(ones[0])
        if sponsors:
            ones = tuple(one for one in ones if _field(one) != "sponsors")
        if status not in _TOLD:
            continue
        if bare and len(ones) > 1:
            between = "and" if len(ones) == 2 else "to"
            label = f"{_name(ones[0])} {between} {_last_name(ones[0], ones[-1])}"
            yield _Entry(label, (_came_or_went(ones),), ones, max(map(_weight, ones)))
        else:
            for one in ones:
                yield _Entry(_name(one), _what(one, notes), (one,), _weight(one))
    if small:
        names = listed([_name(one) for one in small]) if len(small) <= FEW else f"{len(small)} paragraphs"
        yield _Entry(names, ("no-break spaces or hyphens only",), small, (0, 0))


def _sponsors(events: Sequence[Event]) -> tuple[str, ...]:
    first, *others = (told(event, QUOTED) for event in events)
    return (_capital(first), *others)


def _runs_of_one_kind(page: Sequence[Shown]) -> Iterator[tuple[Shown, ...]]:
    """Paragraphs that can be told as one: "OP3 to OP5: new" says so of OP4 too."""
    run: list[Shown] = []
    for one in page:
        if run and not (one.pair.follows(run[-1].pair) and _kind(one) == _kind(run[-1])):
            yield tuple(run)
            run = []
        run.append(one)
    if run:
        yield tuple(run)


def _kind(one: Shown) -> tuple[Status, bool, bool]:
    return one.status, one.is_note, _bare(one)


def _is_of_spaces(one: Shown) -> bool:
    """Whether nothing changed that can be seen on paper."""
    return one.status is Status.EDITED and not one.events and look_alike(one.pair)


def _bare(one: Shown) -> bool:
    """Whether nothing is to be told of it but that it came or went."""
    row = one.pair.new or one.pair.old
    came_or_went = one.status in (Status.INSERTED, Status.DELETED)
    if one.is_note:
        return came_or_went
    return came_or_went and not one.events and row is not None and row.kind not in _AROUND


def _is_masthead(one: Shown) -> bool:
    """Whether it is a line of the masthead that says where a document belongs, not what is in it."""
    row = one.pair.new or one.pair.old
    return row is not None and row.kind is RowKind.FRONT and row.field not in ("sponsors", "title", "other")


def _lines(masthead: Sequence[Shown]) -> Iterator[str]:
    """ "symbol and date changed", "original language deleted"."""
    for status, what in ((Status.EDITED, "changed"), (Status.INSERTED, "new"), (Status.DELETED, "deleted")):
        names = [_small_letter(_name(one)) for one in masthead if one.status is status]
        if names:
            yield f"{listed(names)} {what}"


def _came_or_went(ones: Sequence[Shown]) -> str:
    if ones[0].status is not Status.DELETED:
        return _TOLD[ones[0].status]
    return f"deleted ({'numbers' if ones[0].is_note else 'labels'} of the old draft)"


def _last_name(first: Shown, last: Shown) -> str:
    """The last label of several, without the section or annex if the first has named it."""
    (part, comma, _), name = _name(first).rpartition(", "), _name(last)
    return name.removeprefix(part + comma) if comma else name


def _field(one: Shown) -> str:
    row = one.pair.new or one.pair.old
    return row.field if row else ""


def _name(one: Shown) -> str:
    old, new = one.pair.old_label, one.pair.new_label
    return f"{new} (was {old})" if old and new and old != new else new or old


def _weight(one: Shown) -> tuple[int, int]:
    """How much a paragraph matters: what happened to it, then how many words changed.

    What is in dispute, new or gone comes first, then other words, and paragraphs that are only in another
    place or cut in another way; what is still in dispute, in other words, comes between.
    """
    row = one.pair.new or one.pair.old
    words = sum(words_changed(one.pair.edits))
    kinds = {event.kind for event in one.events}
    if row and row.kind in _AROUND and row.field != "title":
        rank = 1
    elif kinds & _DISPUTED - _REWORDED or one.status in (Status.INSERTED, Status.DELETED):
        rank = POLITICAL
    elif kinds & _REWORDED or (row and row.field == "title"):
        rank = POLITICAL - 1
    else:
        rank = 3 if words else 2
    return rank, words


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small_letter(text: str) -> str:
    return text[:1].lower() + text[1:]


# --- one paragraph ---------------------------------------------------------------------------


def _what(one: Shown, notes: Mapping[str, str]) -> tuple[str, ...]:
    """Everything to be told of a paragraph; ``notes`` are the new numbers of the old notes."""
    parts = [told(event, QUOTED) for event in one.events]
    match one.status:
        case Status.INSERTED if not one.is_note:
            parts.insert(0, "new")
        # Its label is the old one, which another may have now.
        case Status.DELETED if one.is_note:
            parts[-1] += " (number of the old draft)"
        case Status.DELETED:
            parts.insert(0, "deleted (label of the old draft)")
        case Status.SPLIT_OFF:
            parts.insert(0, one.what)
        case Status.MOVED if not any(event.kind in _OF_MOVES for event in one.events):
            parts.insert(0, "moved with its paragraph")
    if one.status in (Status.EDITED, Status.MOVED, Status.SPLIT_OFF):
        parts += _edited(one, notes, bool(parts))
    return tuple(parts)


def _edited(one: Shown, notes: Mapping[str, str], after_events: bool) -> Iterator[str]:
    """The words that changed, those left out that the events have told already, and the calls."""
    came, went = words_changed(one.pair.edits)
    for event in one.events:
        more, fewer = _told_words(event)
        came, went = max(came - more, 0), max(went - fewer, 0)
    counts = [(came, "added"), (went, "deleted")]
    said = " and ".join(f"{count:,} {what}" for count, what in counts if count)
    if said:
        number, _, rest = said.partition(" ")
        yield f"{number} {'word' if number == '1' else 'words'} {rest}"
    calls = (
        [] if any(event.kind in _OF_CALLS for event in one.events) else list(_calls(one.pair.edits, notes))
    )
    yield from calls
    if not (said or calls or after_events):
        yield _small(one.pair)


_OF_CALLS = (EventKind.NOTE_CALL_CHANGED, EventKind.NOTE_CALL_MOVED)
_OF_MOVES = (EventKind.MOVED, EventKind.CHANGED_KIND)


def _calls(edits: Sequence[Edit], notes: Mapping[str, str]) -> Iterator[str]:
    """Note calls that came, went, or stand elsewhere in the paragraph: "call of note 3 added"."""
    came, went = _called(edits, EditKind.INSERT), _called(edits, EditKind.DELETE)
    stayed = {notes[note] for note in went if note in notes}
    for numbers, old, what in (
        ([note for note in came if note in stayed], "", "at another place"),
        ([note for note in came if note not in stayed], "", "added"),
        ([notes[note] for note in went if note in notes and notes[note] not in came], "", "deleted"),
        ([note for note in went if note not in notes], "the old ", "deleted"),
    ):
        if numbers:
            calls = f"call of {old}note" if len(numbers) == 1 else f"calls of {old}notes"
            yield f"{calls} {listed(numbers)} {what}"


def _called(edits: Sequence[Edit], kind: EditKind) -> list[str]:
    spans = (span for edit in edits if edit.kind is kind for span in edit.new or edit.old)
    return [span.note for span in spans if isinstance(span, NoteCall)]


def _told_words(event: Event) -> tuple[int, int]:
    """The words that an event says came, and those it says went."""
    counts = [len(words(text)) or 1 for text in event.words]  # one that is to have no text says "delete"
    names = sum(len(words(name)) for whose in event.proponents for name in whose)
    match event.kind:
        case EventKind.ALTERNATIVE_CHOSEN:
            return 0, sum(counts[1:]) + names
        case EventKind.ALTERNATIVES_OPENED:
            return sum(counts[1:]) + names, 0
        case EventKind.BRACKETS_OPENED:
            return names, 0
        case EventKind.BRACKETS_LIFTED:
            return 0, names
        case EventKind.AGREED_TEXT_REOPENED:
            return sum(counts[1:]) + names, counts[0]
        case EventKind.BRACKETED_TEXT_REPLACED | EventKind.BRACKETED_TEXT_SETTLED:
            kept = bool(event.proponents) and bool(event.proponents[0])
            return counts[0], sum(counts[1:]) + names * (not kept)
        case EventKind.BRACKETED_TEXT_ADDED:
            return sum(counts) + names, 0
        case EventKind.BRACKETED_TEXT_DROPPED:
            return 0, sum(counts) + names
        case EventKind.PROPONENTS_JOINED:
            return sum(counts[1:]), 0
        case EventKind.PROPONENTS_WITHDRAWN:
            return 0, sum(counts[1:])
        case _:
            return 0, 0


def _small(pair: Pair) -> str:
    """A change without words and calls."""
    changed = [edit for edit in pair.edits if edit.kind is not EditKind.EQUAL]
    if not changed:
        if pair.old and pair.new and pair.old.kind is pair.new.kind and pair.old.level != pair.new.level:
            return "at another level with its paragraph"
        before = {MARK.sub("", row.before) for row in (pair.old, pair.new) if row}
        same = len(before) == 1 and len({row.option for row in (pair.old, pair.new) if row}) == 1
        return "brackets changed" if same else "what stands before its words changed"
    if all(edit.kind is EditKind.FORMAT for edit in changed):
        return "formatting only"
    marks = "".join(span.text for edit in changed for span in edit.old + edit.new if isinstance(span, Text))
    return "brackets changed" if MARK.search(marks) else "punctuation only"
