"""Changes and two pages to one marked page, story by story."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from draftkit.compare.changes import Changes, Edit
from draftkit.dataclass import dataclass, replace
from draftkit.model import Format
from draftkit.ooxml.records import (
    LINE_BREAK,
    Call,
    Cell,
    Chars,
    Marked,
    MarkedNote,
    MarkedPage,
    MarkedParagraph,
    Page,
    PageParagraph,
    Piece,
    Slot,
    Status,
    lines,
)
from draftkit.writers.redline.inline import (
    Both,
    Come,
    Gone,
    Step,
    content_size,
    lead_steps,
    parted,
    replaced_notes,
    same,
    steps,
)
from draftkit.writers.redline.insertions import moves_typed_on, with_contiguous_insertions
from draftkit.writers.redline.stories import (
    BODY,
    NOTES,
    Entry,
    Moved,
    Story,
    by_story,
    moved,
    places,
    without_tables,
)
from draftkit.writers.redline.tables import table_at, table_lines


def mark(changes: Changes, old: Page, new: Page) -> MarkedPage:
    """The page that holds both drafts."""
    changes = without_tables(changes, old, new)
    where = places(old), places(new)
    return _Marking(old, new, by_story(changes, *where), tuple(moved(changes, *where))).page()


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph of the marked page: what it is on each page, and what happens to the mark at its end."""

    before: PageParagraph | None
    after: PageParagraph | None
    end: Status
    steps: Sequence[Step]
    old: int | None = None
    new: int | None = None
    """Its place on each page."""
    cell: Cell | None = None
    row: Status = Status.KEPT
    """The cell of a table that it stands in, and what happens to that row."""


def _lines(entry: Entry, old: Page, new: Page, notes: Mapping[int, int]) -> Iterator[_Line]:
    """What an entry of the body is: a paragraph, or the parts of one that was split or joined."""
    tables = table_at(old, entry.old), table_at(new, entry.new)
    if any(tables):
        yield from _table(entry, *tables, old, new, notes)
        return
    if not entry.parts:
        before = None if entry.old is None else old.body[entry.old]
        after = None if entry.new is None else new.body[entry.new]
        end = Status.DELETED if after is None else Status.INSERTED if before is None else Status.KEPT
        yield _Line(before, after, end, _steps(entry.edits, before, after), entry.old, entry.new)
        return
    is_split = entry.parts[0].old == entry.parts[-1].old
    befores = [old.body[part.old] for part in entry.parts if part.old is not None]
    afters = [new.body[part.new] for part in entry.parts if part.new is not None]
    if is_split:
        befores = _pieces(
            befores[0], [sum(content_size(edit.old) for edit in part.edits) for part in entry.parts]
        )
    else:
        afters = _pieces(
            afters[0], [sum(content_size(edit.new) for edit in part.edits) for part in entry.parts]
        )
    for part, one, other in zip(entry.parts, befores, afters, strict=True):
        # The mark of the last part is that of the whole paragraph.
        end = Status.KEPT if part is entry.parts[-1] else Status.INSERTED if is_split else Status.DELETED
        yield _Line(one, other, end, _steps(part.edits, one, other), part.old, part.new)


def _table(
    entry: Entry,
    before: list[PageParagraph],
    after: list[PageParagraph],
    old: Page,
    new: Page,
    notes: Mapping[int, int],
) -> Iterator[_Line]:
    """A table on either page, or on both. What is none on one of them goes, or comes, by itself."""
    if entry.old is not None and not before:
        yield from _lines(Entry(entry.old, None), old, new, notes)
    for line in table_lines(before, after, notes):
        yield _Line(
            line.before,
            line.after,
            line.end,
            _steps(line.edits, line.before, line.after),
            cell=line.cell,
            row=line.row,
        )
    if entry.new is not None and not after:
        yield from _lines(Entry(None, entry.new), old, new, notes)


def _pieces(whole: PageParagraph, sizes: Sequence[int]) -> list[PageParagraph]:
    """A paragraph in pieces, what stands before its words with the first."""
    contents = parted(whole.content, sizes)
    return [
        replace(whole, lead=() if index else whole.lead, content=content)
        for index, content in enumerate(contents)
    ]


def _steps(edits: Sequence[Edit], before: PageParagraph | None, after: PageParagraph | None) -> list[Step]:
    if before and after:
        content = replaced_notes(_content(edits, before.content, after.content))
        return [*lead_steps(before.lead, after.lead), *content]
    if before:
        return list(map(Gone, before.pieces))
    assert after
    return list(map(Come, after.pieces))


class _Marking:
    def __init__(
        self, old: Page, new: Page, stories: dict[Story, list[Entry]], moves: Sequence[Moved]
    ) -> None:
        self.old = old
        self.new = new
        self.went = {move.old: move for move in moves}
        self.came = {move.new: move for move in moves}
        self.stories = stories
        self.paired_notes = {join.old: join for join in stories.get(NOTES, ()) if join.old is not None}
        notes = {place: join.new for place, join in self.paired_notes.items() if join.new is not None}
        self.body = [line for entry in stories.get(BODY, ()) for line in _lines(entry, old, new, notes)]
        self.shared = dict(self._shared_notes())
        """Old notes to new ones, where one reference can serve both pages."""
        self.shared_new = {new: old for old, new in self.shared.items()}
        self.entries: dict[tuple[int | None, int | None], int] = {}
        """Notes of the marked page, old and new place of each, in the order of their references."""

    def page(self) -> MarkedPage:
        body = self._body()
        if typed_on := set(moves_typed_on(body)):
            self.went = {old: move for old, move in self.went.items() if move.number not in typed_on}
            self.came = {new: move for new, move in self.came.items() if move.number not in typed_on}
            body = self._body()
        end = self.new.body[-1]
        body.append(MarkedParagraph(end.style, end.shape, ()))
        slots = {slot: tuple(self._slot(slot)) for slot in self.new.slots}
        notes = tuple(self._note(*entry) for entry in list(self.entries))
        return MarkedPage(
            slots, tuple(with_contiguous_insertions(body)), notes, self.new.title, self.new.fields
        )

    # --- body ---

    def _body(self) -> list[MarkedParagraph]:
        return [self._paragraph(line) for line in self.body]

    def _paragraph(self, line: _Line) -> MarkedParagraph:
        before, after = line.before, line.after
        if after is None and line.old in self.went:
            return self._moved(self.went[line.old], Status.MOVED_FROM)
        if before is None and line.new in self.came:
            return self._moved(self.came[line.new], Status.MOVED_TO)
        shown = before if line.end is Status.DELETED or after is None else after
        assert shown
        was = (before.style, before.shape) if before and line.end is Status.KEPT else None
        return MarkedParagraph(
            shown.style,
            shown.shape,
            tuple(self._marked(line.steps)),
            line.end,
            was=was if was != (shown.style, shown.shape) else None,
            keeps=shown.keeps,
            outline=shown.outline,
            cell=line.cell,
            row=line.row,
        )

    def _moved(self, move: Moved, end: Status) -> MarkedParagraph:
        """One end of a move. What changed on the way is deleted at the one and inserted at the other."""
        before, after = self.old.body[move.old], self.new.body[move.new]
        content = steps(move.edits, before.content, after.content)
        pieces: list[Marked] = []
        for step in (*lead_steps(before.lead, after.lead), *content):
            match step:
                case Both(old, new):
                    piece = self._of_old(old) if end is Status.MOVED_FROM else self._of_new(new)
                    pieces.append(Marked(piece, end))
                case Gone(old) if end is Status.MOVED_FROM:
                    pieces.append(Marked(self._of_old(old), Status.DELETED))
                case Come(new) if end is Status.MOVED_TO:
                    pieces.append(Marked(self._of_new(new), Status.INSERTED))
        paragraph = before if end is Status.MOVED_FROM else after
        runs = (
            Marked(piece, status)
            for status, group in groupby(pieces, lambda marked: marked.status)
            for piece in _merged([marked.piece for marked in group])
        )
        return MarkedParagraph(
            paragraph.style,
            paragraph.shape,
            tuple(runs),
            end,
            keeps=paragraph.keeps,
            outline=paragraph.outline,
            move=move.number,
        )

    # --- headers ---

    def _slot(self, slot: Slot) -> Iterator[Marked]:
        """A slot is one paragraph, so its lines come and go with the breaks between them."""
        before, after = self.old.slots[slot], self.new.slots[slot]
        if lines(before) == lines(after):
            return self._marked(same(lines(before), lines(after)))
        return self._marked(self._slot_steps(slot, before, after))

    def _slot_steps(
        self, slot: Slot, before: tuple[PageParagraph, ...], after: tuple[PageParagraph, ...]
    ) -> Iterator[Step]:
        # A line that stands there by default belongs to no row, and so to no pair.
        defaults = [Entry(i, None) for i, p in enumerate(before) if p.row < 0]
        defaults += [Entry(None, i) for i, p in enumerate(after) if p.row < 0]
        seen_old = seen_new = False
        for join in (*defaults, *self.stories.get(slot, ())):
            old_break = seen_old and join.old is not None
            new_break = seen_new and join.new is not None
            if old_break and new_break:
                yield Both(LINE_BREAK, LINE_BREAK)
            elif old_break:
                yield Gone(LINE_BREAK)
            elif new_break:
                yield Come(LINE_BREAK)
            seen_old |= join.old is not None
            seen_new |= join.new is not None
            if join.old is not None and join.new is not None:
                yield from _content(join.edits, before[join.old].content, after[join.new].content)
            elif join.old is not None:
                yield from map(Gone, before[join.old].content)
            elif join.new is not None:
                yield from map(Come, after[join.new].content)

    # --- notes ---

    def _shared_notes(self) -> Iterator[tuple[int, int]]:
        for line in self.body:
            for step in line.steps:
                match step:
                    case Both(Call(repeat=False) as before, Call(repeat=False) as after):
                        if before.mark == after.mark:
                            yield before.note, after.note

    def _note(self, old: int | None, new: int | None) -> MarkedNote:
        before = None if old is None else self.old.notes[old]
        after = None if new is None else self.new.notes[new]
        if before and after:
            join = None if old is None else self.paired_notes.get(old)
            if join and join.new == new:
                content = _content(join.edits, before.content, after.content)
            else:
                content = iter((*map(Gone, before.content), *map(Come, after.content)))
            return MarkedNote(after.mark, tuple(self._marked(content)))
        if before:
            return MarkedNote(before.mark, tuple(self._marked(map(Gone, before.content))), Status.DELETED)
        assert after
        return MarkedNote(after.mark, tuple(self._marked(map(Come, after.content))), Status.INSERTED)

    def _old_call(self, call: Call) -> Call:
        return replace(call, note=self._entry(call.note, self.shared.get(call.note)))

    def _new_call(self, call: Call) -> Call:
        return replace(call, note=self._entry(self.shared_new.get(call.note), call.note))

    def _entry(self, old: int | None, new: int | None) -> int:
        return self.entries.setdefault((old, new), len(self.entries))

    # --- pieces ---

    def _marked(self, found: Iterable[Step]) -> Iterator[Marked]:
        """Steps as marked pieces; between kept ones, first what goes and then what comes."""
        gone: list[Piece] = []
        come: list[Piece] = []
        for step in found:
            match step:
                case Gone(piece):
                    gone.append(self._of_old(piece))
                case Come(piece):
                    come.append(self._of_new(piece))
                case Both(before, after):
                    kept = self._kept(self._of_old(before), self._of_new(after))
                    if kept is None:
                        gone.append(self._of_old(before))
                        come.append(self._of_new(after))
                        continue
                    yield from _flush(gone, come)
                    yield kept
        yield from _flush(gone, come)

    def _of_old(self, piece: Piece) -> Piece:
        return self._old_call(piece) if isinstance(piece, Call) else piece

    def _of_new(self, piece: Piece) -> Piece:
        return self._new_call(piece) if isinstance(piece, Call) else piece

    def _kept(self, before: Piece, after: Piece) -> Marked | None:
        """One piece for both pages; None when they are different calls."""
        if isinstance(before, Chars):
            return Marked(after, was=before if before != after else None)
        assert isinstance(after, Call)
        if (before.note, before.repeat) != (after.note, after.repeat):
            return None
        return Marked(after, was=before if before != after else None)


def _flush(gone: list[Piece], come: list[Piece]) -> Iterator[Marked]:
    for piece in _merged(gone):
        yield Marked(piece, Status.DELETED)
    for piece in _merged(come):
        yield Marked(piece, Status.INSERTED)
    gone.clear()
    come.clear()


def _merged(pieces: list[Piece]) -> Iterator[Piece]:
    """Text of one format in one piece, so that it becomes one run."""
    last: Chars | None = None
    for piece in pieces:
        if isinstance(piece, Chars):
            if last and _look(last) == _look(piece):
                last = replace(last, text=last.text + piece.text)
                continue
            if last:
                yield last
            last = piece
        else:
            if last:
                yield last
            last = None
            yield piece
    if last:
        yield last


def _look(chars: Chars) -> tuple[Format, str, str, str]:
    return chars.format, chars.look, chars.contested, chars.script


def _content(edits: Sequence[Edit], before: Sequence[Piece], after: Sequence[Piece]) -> Iterator[Step]:
    return steps(edits, before, after) if edits else same(before, after)
