"""What follows in a compilation from decisions on brackets that are no words of the text.

To keep such a proposal (:mod:`draftkit.negotiate.instructions`) is to do what it says; to drop it is to
leave the text as it is without it. When the last proposal is settled, the table goes, and the text is a
draft like any other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from draftkit.compare.tokens import flat
from draftkit.dataclass import replace
from draftkit.errors import DraftkitError
from draftkit.model import Text
from draftkit.negotiate.aids import aided, moved
from draftkit.negotiate.choices import Chosen, offers
from draftkit.negotiate.compilation import HEAD, Compilation, Entry
from draftkit.negotiate.head_changes import (
    AFTER,
    HeadChange,
    change,
    field_of,
    head_change,
)
from draftkit.negotiate.instructions import Instruction, instructions
from draftkit.negotiate.issued import UNNUMBERED, Issued
from draftkit.negotiate.page import AS_IS, OWN, REMOVE, read_page
from draftkit.negotiate.pieces import Choice
from draftkit.negotiate.standing import Places
from draftkit.negotiate.table import Aid, Table, known_table, written
from draftkit.rows import Row, RowKind


def rows_gone(found: Places, decided: Mapping[int, Chosen]) -> frozenset[int]:
    """The rows that go with decisions on what paragraphs say of the next one: these, and the next one where
    that is not to be.

    Raises DraftkitError where other words are decided on than those that say it.
    """
    said = instructions(found.rows)
    gone: set[int] = set()
    for index, choice in decided.items():
        place = found.brackets[index].start.row
        if found.brackets[index].path != (0,) or (one := said.get(place)) is None:
            continue
        if choice.text:
            raise DraftkitError(
                f"{found.brackets[index].address} tells what is proposed for another part of the text;"
                f" choose {offers(found.brackets[index])}"
            )
        if one.head:
            continue
        gone.add(place)
        stays = choice.wording is None if one.words == REMOVE else choice.wording is not None
        if not stays and one.words not in (OWN, AS_IS):
            gone.update(_spoken_of(found.rows, said, place))
    return frozenset(gone)


def _spoken_of(rows: Sequence[Row], said: Mapping[int, Instruction], place: int) -> Iterator[int]:
    """The next paragraph, and what else is said of it."""
    for following in range(place + 1, len(rows)):
        yield following
        if following not in said:
            return


# --- before the paragraphs, and the table ---


def settled_page(found: Places, decided: Mapping[int, Chosen], rows: Sequence[Row | None]) -> list[Row]:
    """The page after decisions: lines before the paragraphs as decided, a table that is still true.

    Where no proposal is left, the text without the table. ``rows`` are those of ``found`` after the
    decisions, None for those that went.
    """
    known = known_table(found.rows)
    if known is None or rows[known.place] is None:
        return [row for row in rows if row is not None]
    page = list(_page(found, decided, rows, aided(found.rows, known.said.page.paragraphs)))
    now = {place: line for line, (place, _) in enumerate(page, 1) if place is not None}
    same = _numbered(found.rows) == _numbered(rows)
    notes = {row.marker for _, row in page if row.kind is RowKind.NOTE}
    issued = tuple(_still(one, same, notes) for one in known.issued)
    aids = moved(known.said.page.paragraphs, {place + 1: line for place, line in now.items()})
    twice = tuple((here, there) for here, there in known.said.page.notes if {here, there} <= notes)
    table = written(Compilation(known.delegations, (), issued), Table(Aid(aids, twice)))
    true = Row(RowKind.VERBATIM, (Text(table),))
    out = [true if place == known.place else row for place, row in page]
    compilation = read_page(out)
    if any(_is_open(entry) for entry in compilation.entries):
        return out
    return [entry.seen_by(None) for entry in compilation.entries if entry.stands_for(None)]


def _page(
    found: Places, decided: Mapping[int, Chosen], rows: Sequence[Row | None], known: Sequence[Row | None]
) -> Iterator[tuple[int | None, Row]]:
    """The rows with the places they had, None for new lines; ``known`` are the rows as what they are."""
    lines = [place for place, row in enumerate(known) if row is not None]
    head = list(takewhile(lambda place: _is_head(known[place]), lines))
    whole = {
        found.brackets[index].start.row: index for index in decided if found.brackets[index].path == (0,)
    }
    changes = {
        place: (one, _as_decided(one, row, place in whole))
        for place, one in instructions(found.rows).items()
        if one.head and (row := rows[place])
    }
    kept = [one for place, (_, one) in changes.items() if place in whole]
    gone = {one.line for one in kept if one.where != AFTER}
    gone |= {line for line, place in enumerate(head, 1) if rows[place] is None}
    stands, ends = {}, {}
    """Where each line stands now, and how many lines there are up to it and those put in behind it."""
    first = head[0] if head else 0
    yield from ((place, row) for place, row in enumerate(rows[:first]) if row)
    count = 0
    for line in range(len(head) + 1):
        if line and line not in gone and (row := rows[head[line - 1]]):
            count += 1
            stands[line] = count
            yield head[line - 1], row
        for one in kept:
            if one.line == line and one.row:
                count += 1
                yield None, one.row
        ends[line] = count
    for place in range(head[-1] + 1 if head else 0, len(rows)):
        if place not in changes:
            if row := rows[place]:
                yield place, row
        elif place not in whole and (row := _told_anew(*changes[place], stands, ends)):
            yield place, row


def _is_head(row: Row | None) -> bool:
    return row is not None and row.kind in HEAD


def _as_decided(one: Instruction, row: Row, decided: bool) -> HeadChange:
    """A change before the paragraphs, with what was decided on brackets in its words."""
    start, end = (0, 0) if decided else (one.start, 1)
    found = head_change(row.content, start, len(flat(row.content)) - end)
    assert found is not None
    return found


def _told_anew(
    one: Instruction, head: HeadChange, stands: Mapping[int, int], ends: Mapping[int, int]
) -> Row | None:
    """An open change of a line, by the number that the line has now; None if it wants gone what is gone."""
    words = f", {field_of(head.row)}: " if head.row else ""
    content = head.row.content if head.row else ()
    if head.where != AFTER and head.line in stands:
        return change(one.names, f"{head.where} {stands[head.line]}{words}", content)
    return change(one.names, f"{AFTER} {ends[head.line]}{words}", content) if head.row else None


def _is_open(entry: Entry) -> bool:
    """Whether a proposal stands here; a bracket that only says that it is of the base is none."""
    choices = (piece for piece in entry.pieces if isinstance(piece, Choice))
    return bool(entry.proponents or entry.against or any(one.wordings for one in choices))


def _numbered(rows: Sequence[Row | None]) -> list[int]:
    """The paragraphs that the table counts."""
    return [place for place, row in enumerate(rows) if row is not None and row.kind not in UNNUMBERED]


def _still(one: Issued, numbers: bool, notes: set[str]) -> Issued:
    """What is still true of the numbers of a text, if paragraphs or notes went."""
    named = tuple((here, there) for here, there in one.notes if here in notes)
    return replace(one, numbers=one.numbers if numbers else (), notes=named)
