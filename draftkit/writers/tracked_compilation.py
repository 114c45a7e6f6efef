"""A compilation as a Word file with tracked changes, an author for each set of proponents.

The page holds the words of the base and of all proposals. A note that is called
from words which somebody deletes or inserts is on it once for each set of
delegations that do, so that it comes and goes with its reference.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from draftkit.dataclass import dataclass, replace
from draftkit.errors import DraftkitError
from draftkit.model import NoteCall, Text
from draftkit.negotiate.compilation import Compilation, Entry, shows_choices
from draftkit.negotiate.notation import Notation
from draftkit.negotiate.page import under_the_text
from draftkit.negotiate.pieces import Content
from draftkit.negotiate.segments import COMPILATION, Fate, Segment, author_of, segments
from draftkit.negotiate.table import Table
from draftkit.ooxml.languages import Language
from draftkit.ooxml.markup import Style
from draftkit.ooxml.package import DEFAULT_DATE, write_package
from draftkit.ooxml.records import (
    Call,
    Marked,
    MarkedNote,
    MarkedPage,
    MarkedParagraph,
    Page,
    PageParagraph,
    Piece,
    Status,
    lines,
)
from draftkit.ooxml.scripts import in_scripts
from draftkit.rows import Row, RowKind
from draftkit.writers.language import language_of
from draftkit.writers.redline.inline import content_size, parted
from draftkit.writers.setup import PageSetup
from draftkit.writers.word.draft_tables import Tables
from draftkit.writers.word.emblem import read_emblem
from draftkit.writers.word.layout import layout

_STATUS = {Fate.STAYS: Status.KEPT, Fate.GOES: Status.DELETED, Fate.COMES: Status.INSERTED}
_MOVED = {Fate.GOES: Status.MOVED_FROM, Fate.COMES: Status.MOVED_TO}
STAYS = Segment(())


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the page with its segments, and what becomes of the paragraph itself."""

    row: Row
    segments: tuple[Segment, ...]
    whole: Segment


def write_tracked(compilation: Compilation, table: Table, date: datetime | None, setup: PageSetup) -> bytes:
    """The Word file, with a table that says this."""
    notation = Notation(compilation.delegations)
    profile = setup.layout()
    found = tuple(_with_notes(list(_lines(compilation, notation, table)), compilation, notation))
    language = Language.of(language_of([line.row for line in found]), profile.language)
    page = in_scripts(layout(tuple(line.row for line in found), profile, Tables.WITHOUT_CALLS), language)
    return write_package(
        _marked(page, found, notation),
        profile,
        author=COMPILATION,
        date=date or DEFAULT_DATE,
        style=Style.TRACKED,
        emblem=read_emblem(setup.emblem, setup.emblem_text, profile) if setup.emblem else None,
        language=language,
    )


def _lines(compilation: Compilation, notation: Notation, table: Table) -> Iterator[Line]:
    """The page without its notes. The masthead is the base's; who changes it is told under the text."""
    head = len(compilation.head())
    for place, entry in enumerate(compilation.entries):
        in_head = place < head
        if entry.row.kind is RowKind.NOTE or (in_head and entry.proponents):
            continue
        if in_head:
            entry = replace(entry, against=())
            own = segments(entry, notation) if shows_choices(entry.row) else [Segment(entry.row.content)]
        else:
            own = segments(entry, notation)
        yield _line(entry.row, own, _whole(entry))
    for row in under_the_text(compilation, table):
        added = Segment(row.content, Fate.COMES, (COMPILATION,))
        yield _line(row, [added], added)


def _whole(entry: Entry) -> Segment:
    if entry.proponents:
        return Segment((), Fate.COMES, entry.proponents)
    return Segment((), Fate.GOES if entry.against else Fate.STAYS, entry.against)


def _line(row: Row, own: Sequence[Segment], whole: Segment) -> Line:
    content = tuple(span for segment in own for span in segment.content)
    return Line(replace(row, content=content), tuple(own), whole)


# --- notes ---


def _with_notes(found: list[Line], compilation: Compilation, notation: Notation) -> Iterator[Line]:
    """The lines with a note of its own for calls that come and go apart, and the notes behind them.

    Where the first call of a note stays whatever becomes of the changes, all others repeat it.
    """
    notes = {entry.row.marker: entry for entry in compilation.entries if entry.row.kind is RowKind.NOTE}
    copies: dict[str, dict[Segment, str]] = {}
    """The copies of each note by the change that their calls are of."""
    written: list[Line] = []
    for line in found:
        own = []
        for segment in line.segments:
            content = []
            for span in segment.content:
                if isinstance(span, NoteCall):
                    there = copies.setdefault(span.note, {})
                    change = replace(segment, content=())
                    if next(iter(there), None) == STAYS:
                        change = STAYS
                    elif change not in there:
                        there[change] = f"{span.note}+{len(there)}" if there else span.note
                        written.append(_note(notes[span.note], there[change], segment, notation))
                    span = replace(span, note=there[change])
                content.append(span)
            own.append(replace(segment, content=tuple(content)))
        yield _line(line.row, own, line.whole)
    yield from written
    for name, there in copies.items():
        _check_called(notes[name], there, compilation)
    for name, entry in notes.items():
        if name not in copies:  # called by nobody, or in a table
            yield _line(entry.row, segments(entry, notation), _whole(entry))


def _check_called(note: Entry, changes: Collection[Segment], compilation: Compilation) -> None:
    """A note goes with its calls, and who has it without one would lose it."""
    for name in (None, *compilation.delegations):
        if note.stands_for(name) and not any(_stands_for(change, name) for change in changes):
            raise DraftkitError(
                f"{name or 'the base'} has a note, number {note.row.marker} of the compilation, that its"
                " words do not call, while those of others do; in tracked changes a note goes with its"
                " reference: write the compilation in brackets, or take the note out"
            )


def _stands_for(change: Segment, name: str | None) -> bool:
    """Whether the words of a change are in a delegation's text; None is the base."""
    if change.fate is Fate.COMES:
        return name in change.names
    return change.fate is Fate.STAYS or name not in change.names


def _note(entry: Entry, name: str, caller: Segment, notation: Notation) -> Line:
    """A note as it goes with a call: what is proposed for its own words is proposed in each copy."""
    row = replace(entry.row, marker=name)
    whole = Segment((), caller.fate, caller.names)
    if caller.fate is Fate.STAYS:
        return _line(row, segments(entry, notation), _whole(entry))
    if caller.fate is Fate.COMES:
        wanted: dict[Content, list[str]] = {}
        for each in caller.names:
            wanted.setdefault(entry.seen_by(each).content, []).append(each)
        come = [Segment(content, Fate.COMES, tuple(names)) for content, names in wanted.items()]
        return _line(row, come, whole)
    own = []
    for segment in segments(replace(entry, against=()), notation):
        others = [each for each in segment.names if each not in caller.names]
        if segment.fate is not Fate.COMES:
            names = notation.names_in_order([*caller.names, *others])
            own.append(replace(segment, fate=Fate.GOES, names=names))
        elif others:
            own.append(replace(segment, names=tuple(others)))
    return _line(row, own, whole)


# --- moves ---


def _moves(found: Sequence[Line]) -> dict[int, int]:
    """The lines that are one end of a move, with its number: what the same delegations delete in one place
    and insert, in the same words, in another. A note goes with its call, so that a paragraph with calls
    is deleted and inserted."""
    went: dict[tuple[object, ...], list[int]] = {}
    for index, line in enumerate(found):
        if line.whole.fate is Fate.GOES and _is_moved_whole(line):
            went.setdefault(_what_moves(line), []).append(index)
    moves: dict[int, int] = {}
    for index, line in enumerate(found):
        if line.whole.fate is Fate.COMES and _is_moved_whole(line) and (there := went.get(_what_moves(line))):
            moves[index] = moves[there.pop(0)] = len(moves) // 2 + 1
    return moves


def _is_moved_whole(line: Line) -> bool:
    """Whether all of a paragraph comes or goes, by one author, and can be marked as moved."""
    words = any(isinstance(span, Text) and span.text.strip() for span in line.row.content)
    calls = any(isinstance(span, NoteCall) for span in line.row.content)
    one_author = all(replace(segment, content=()) == line.whole for segment in line.segments)
    return words and not calls and one_author and line.row.kind not in (RowKind.VERBATIM, RowKind.NOTE)


def _what_moves(line: Line) -> tuple[object, ...]:
    return line.whole.names, line.row.kind, line.row.content


# --- the page ---


def _marked(page: Page, found: Sequence[Line], notation: Notation) -> MarkedPage:
    def author(segment: Segment) -> str:
        return author_of(segment.names, notation) if segment.names else ""

    def pieces(content: Sequence[Piece], line: Line) -> Iterator[Marked]:
        sizes = [content_size(segment.content) for segment in line.segments]
        for segment, part in zip(line.segments, parted(content, sizes), strict=True):
            for place, piece in enumerate(part):
                if isinstance(piece, Call) and not (place and isinstance(part[place - 1], Call)):
                    piece = replace(piece, comma=False)
                yield Marked(piece, _STATUS[segment.fate], author=author(segment))

    def paragraph(each: PageParagraph) -> MarkedParagraph:
        if each.row < 0:
            return MarkedParagraph(each.style, each.shape, tuple(map(Marked, each.pieces)), keeps=each.keeps)
        line = found[each.row]
        status, whose = _STATUS[line.whole.fate], author(line.whole)
        # A table comes and goes as a whole.
        in_whole = each.pieces if each.cell else each.lead
        in_parts = () if each.cell else pieces(each.content, line)
        content = (*(Marked(piece, status, author=whose) for piece in in_whole), *in_parts)
        move = moves.get(each.row, 0)
        if move:
            status = _MOVED[line.whole.fate]
            content = tuple(replace(marked, status=status) for marked in content)
        return MarkedParagraph(
            each.style,
            each.shape,
            content,
            status,
            keeps=each.keeps,
            outline=each.outline,
            move=move,
            author=whose,
            cell=each.cell,
            row=status,
        )

    moves = _moves(found)
    notes = tuple(
        MarkedNote(
            note.mark,
            tuple(pieces(note.content, found[note.row])),
            _STATUS[found[note.row].whole.fate],
            author(found[note.row].whole),
        )
        for note in page.notes
    )
    slots = {slot: tuple(map(Marked, lines(paragraphs))) for slot, paragraphs in page.slots.items()}
    return MarkedPage(slots, tuple(map(paragraph, page.body)), notes, page.title, page.fields)
