"""From a base and proposals to the paragraphs of a compilation.

Each proposal is compared with the base by itself; what all of them do to one
paragraph of the base, and what they insert in one place, is then taken
together. The result does not depend on the order of the proposals.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from draftkit.compare import paired
from draftkit.compare.changes import Edit, Pair
from draftkit.compare.sequences import common
from draftkit.compare.tokens import flat
from draftkit.dataclass import dataclass, field, replace
from draftkit.model import NoteCall
from draftkit.negotiate.compilation import Entry, shows_choices
from draftkit.negotiate.issued import recalled
from draftkit.negotiate.notation import Notation
from draftkit.negotiate.pieces import Choice, Content, Piece
from draftkit.negotiate.regions import can_be_wording, divided, proposed
from draftkit.rows import Row, RowKind


@dataclass(frozen=True, slots=True)
class Proposal:
    """The text of some delegations, as rows."""

    proponents: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(slots=True)
class Inserted:
    """A paragraph that the base does not have."""

    row: Row
    proponents: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Gathered:
    """What proposals do to the rows of the base."""

    wordings: list[dict[Content, tuple[list[str], tuple[Edit, ...]]]]
    against: list[list[str]]
    gaps: dict[int, list[tuple[tuple[str, ...], list[Row]]]]
    """What is inserted behind each row of the base (-1: before the first), by whom."""


def gather(
    base: Sequence[Row], proposals: Iterable[Proposal], notation: Notation
) -> tuple[list[Entry], dict[str, dict[str, str]]]:
    """The paragraphs of a compilation, and for each delegation the names of its notes by those used here."""
    found = _Gathered([{} for _ in base], [[] for _ in base], {})
    notes: dict[str, dict[str, str]] = {}
    for proposal in proposals:
        names = _take(found, base, proposal)
        theirs = {there: here for here, there in names.items()}
        notes.update((name, theirs) for name in proposal.proponents)
    entries: list[Entry] = []
    for place in range(-1, len(base)):
        if place >= 0:
            entries += _of_base(base[place], found, place, notation)
        for each in together(found.gaps.get(place, [])):
            proponents = notation.names_in_order(each.proponents)
            entries.append(Entry(each.row, each.row.content, proponents))
    stories = {RowKind.FRONT: 0, RowKind.NOTE: 2}
    return sorted(entries, key=lambda entry: stories.get(entry.row.kind, 1)), notes


def _take(found: _Gathered, base: Sequence[Row], proposal: Proposal) -> dict[str, str]:
    """Add what one proposal does; the names of its notes in the compilation, by their own."""
    pairs = paired(base, proposal.rows)
    names = _note_names(pairs)
    kept: dict[int, int] = {}
    for pair in pairs:
        if pair.old is None or pair.new is None or not _is_same_paragraph(pair.old, pair.new):
            if pair.old is not None:
                found.against[pair.old_place] += proposal.proponents
            continue
        kept[pair.new_place] = pair.old_place
        content = recalled(pair.new.content, names)
        if content != pair.old.content:
            edits = tuple(replace(edit, new=recalled(edit.new, names)) for edit in pair.edits)
            found.wordings[pair.old_place].setdefault(content, ([], edits))[0].extend(proposal.proponents)
    gaps: dict[int, list[Row]] = {}
    last = len(base) - 1
    gap = next((place for place in range(last, -1, -1) if base[place].kind is not RowKind.NOTE), -1)
    for place in range(len(proposal.rows) - 1, -1, -1):
        row = proposal.rows[place]
        if place in kept:
            gap = gap if row.kind is RowKind.NOTE else kept[place] - 1
            continue
        marker = names[row.marker] if row.kind is RowKind.NOTE else row.marker
        row = replace(row, content=recalled(row.content, names), marker=marker, position=None)
        gaps.setdefault(last if row.kind is RowKind.NOTE else gap, []).append(row)
    for place, rows in gaps.items():
        found.gaps.setdefault(place, []).append((proposal.proponents, rows[::-1]))
    return names


def _is_same_paragraph(old: Row, new: Row) -> bool:
    """Whether one paragraph can stand for both, with choices in its words."""
    if (old.kind, old.level, old.before, old.option, old.field) != (
        new.kind, new.level, new.before, new.option, new.field,
    ):  # fmt: skip
        return False
    if old.kind is RowKind.NOTE:
        # A note whose wordings could not be shown in it would be there twice under one name.
        texts = (flat(old.content), flat(new.content))
        return texts[0] == texts[1] or all(map(can_be_wording, texts))
    if bool(old.marker) != bool(new.marker):
        return False
    if not shows_choices(old):
        return old.content == new.content
    return bool(old.content) == bool(new.content)


def _note_names(pairs: Iterable[Pair]) -> dict[str, str]:
    """The name of each note of a proposal in the compilation: the base's, or one made of its words."""
    names: dict[str, str] = {}
    times: dict[Content, int] = {}
    for pair in pairs:
        if pair.new is None or pair.new.kind is not RowKind.NOTE:
            continue
        if pair.old is not None and _is_same_paragraph(pair.old, pair.new):
            names[pair.new.marker] = pair.old.marker
        else:
            words = tuple(span for span in pair.new.content if not isinstance(span, NoteCall))
            times[words] = times.get(words, 0) + 1
            names[pair.new.marker] = f"+{times[words]} {words!r}"
    return names


def _of_base(row: Row, found: _Gathered, place: int, notation: Notation) -> Iterator[Entry]:
    """A paragraph of the base; where its wordings cannot be shown inside it, they follow as paragraphs."""
    against = notation.names_in_order(found.against[place])
    wordings = found.wordings[place]
    pieces: tuple[Piece, ...] | None = row.content
    if wordings or (shows_choices(row) and "[" in row.text):
        proposals = [
            proposed(content, tuple(names), edits)
            for content, (names, edits) in sorted(wordings.items(), key=lambda item: repr(item[0]))
        ]
        pieces = divided(row.content, proposals, notation)
    if row.kind in (RowKind.HEADING, RowKind.ANNEX) and pieces and isinstance(pieces[0], Choice):
        pieces = None  # a heading is known by its first word
    if pieces is not None:
        yield Entry(row, pieces, (), against)
        return
    others = (name for names, _ in wordings.values() for name in names)
    yield Entry(row, row.content, (), notation.names_in_order([*against, *others]))
    for content, (names, _) in sorted(wordings.items(), key=lambda item: repr(item[0])):
        yield Entry(replace(row, content=content), content, notation.names_in_order(names))


# --- what is inserted in one place ---


def together(proposals: Iterable[tuple[tuple[str, ...], list[Row]]]) -> list[Inserted]:
    """Paragraphs that several proposals insert in one place, in an order that keeps that of each.

    Equal paragraphs are one, with the proponents of all.
    """
    merged: list[tuple[str, Inserted]] = []
    for proponents, rows in sorted(proposals, key=lambda each: [(_key(row), row.marker) for row in each[1]]):
        keys = [_key(row) for row in rows]
        matches = common([key for key, _ in merged], keys)
        woven: list[tuple[str, Inserted]] = []
        i = j = 0
        for place, across in (*matches, (len(merged), len(keys))):
            woven += merged[i:place]
            woven += [(keys[at], Inserted(rows[at], set(proponents))) for at in range(j, across)]
            if place < len(merged):
                same = merged[place][1]
                same.proponents.update(proponents)
                same.row = min(same.row, rows[across], key=lambda row: row.marker)
                woven.append(merged[place])
            i, j = place + 1, across + 1
        merged = woven
    return [inserted for _, inserted in merged]


def _key(row: Row) -> str:
    """What makes two inserted paragraphs the same; their numbers do not."""
    numbered = "" if row.kind is not RowKind.NOTE and not row.marker else "numbered"
    marker = row.marker if row.kind is RowKind.NOTE else numbered
    return repr((row.kind.value, row.level, row.before, row.option, row.field, marker, row.content))
