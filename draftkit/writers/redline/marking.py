"""Changes and two pages to one marked page.

A row may stand in more than one story of the page (the symbol is in the
masthead and in the running header), and the two rows of a pair in different
ones (a line that became the date moved into the masthead). So pairs are first
taken apart by story; then each story is marked by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeAlias

from draftkit.compare.changes import Changes, Edit
from draftkit.errors import DraftkitError
from draftkit.model import Format
from draftkit.ooxml.records import (
    LINE_BREAK,
    Call,
    Chars,
    Marked,
    MarkedNote,
    MarkedPage,
    MarkedParagraph,
    Page,
    PageNote,
    PageParagraph,
    Piece,
    Slot,
    Status,
    lines,
)
from draftkit.writers.redline.inline import Both, Come, Gone, Step, lead_steps, replaced_notes, same, steps

Story: TypeAlias = Slot | str
BODY, NOTES = "body", "notes"
Place: TypeAlias = tuple[Story, int]
"""A story and the place of a paragraph in it."""


@dataclass(frozen=True, slots=True)
class _Join:
    """A paragraph of the old page, of the new page, or one that is on both."""

    old: int | None
    new: int | None
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class _Move:
    """A paragraph of the body that moved: its number among the moves, its place on each page."""

    number: int
    old: int
    new: int
    edits: tuple[Edit, ...]


def mark(changes: Changes, old: Page, new: Page) -> MarkedPage:
    """The page that holds both drafts."""
    places = _places(old), _places(new)
    moves = tuple(_moves(changes, *places))
    return _Marking(old, new, _by_story(changes, *places), moves).page()


def _moves(changes: Changes, old: dict[int, list[Place]], new: dict[int, list[Place]]) -> Iterator[_Move]:
    """The moves inside the body. What moved into the masthead or out of it went and came."""
    for number, move in enumerate(changes.moves, 1):
        went = dict(old.get(changes.pairs[move.went].old_place, ()))
        came = dict(new.get(changes.pairs[move.came].new_place, ()))
        if BODY in went and BODY in came:
            yield _Move(number, went[BODY], came[BODY], move.edits)


def _places(page: Page) -> dict[int, list[Place]]:
    """Where each row stands."""
    places: dict[int, list[Place]] = defaultdict(list)
    stories: list[tuple[Story, Sequence[PageParagraph | PageNote]]] = [
        *page.slots.items(),
        (BODY, page.body),
        (NOTES, page.notes),
    ]
    for story, paragraphs in stories:
        for index, paragraph in enumerate(paragraphs):
            if paragraph.row >= 0:
                places[paragraph.row].append((story, index))
    return places


def _by_story(
    changes: Changes, old: dict[int, list[Place]], new: dict[int, list[Place]]
) -> dict[Story, list[_Join]]:
    stories: dict[Story, list[_Join]] = defaultdict(list)
    for pair in changes.pairs:
        before = dict(old.pop(pair.old_place, ()))
        after = dict(new.pop(pair.new_place, ()))
        for story in dict.fromkeys((*before, *after)):
            stories[story].append(_Join(before.get(story), after.get(story), pair.edits))
    if old or new:
        raise DraftkitError("the comparison does not cover every paragraph of both drafts")
    return {story: joins if story == NOTES else list(_in_order(joins)) for story, joins in stories.items()}


def _in_order(joins: list[_Join]) -> Iterator[_Join]:
    """Joins in the order of both pages; what was joined across that order goes here and comes there."""
    kept: list[_Join] = []
    gone: list[int] = []
    come: list[int] = []
    for join in sorted(joins, key=_old):
        if join.old is not None and join.new is not None and (not kept or join.new > _new(kept[-1])):
            kept.append(join)
            continue
        if join.old is not None:
            gone.append(join.old)
        if join.new is not None:
            come.append(join.new)
    gone.sort(reverse=True)
    come.sort(reverse=True)
    for anchor in (*kept, None):
        while gone and (anchor is None or gone[-1] < _old(anchor)):
            yield _Join(gone.pop(), None)
        while come and (anchor is None or come[-1] < _new(anchor)):
            yield _Join(None, come.pop())
        if anchor:
            yield anchor


def _old(join: _Join) -> int:
    return -1 if join.old is None else join.old


def _new(join: _Join) -> int:
    return -1 if join.new is None else join.new


class _Marking:
    def __init__(
        self, old: Page, new: Page, stories: dict[Story, list[_Join]], moves: Sequence[_Move]
    ) -> None:
        self.old = old
        self.new = new
        self.went = {move.old: move for move in moves}
        self.came = {move.new: move for move in moves}
        self.stories = stories
        self.paired_notes = {join.old: join for join in stories.get(NOTES, ()) if join.old is not None}
        self.body_steps = [self._steps(join) for join in stories.get(BODY, ())]
        self.shared = dict(self._shared_notes())
        """Old notes to new ones, where one reference can serve both pages."""
        self.shared_new = {new: old for old, new in self.shared.items()}
        self.entries: dict[tuple[int | None, int | None], int] = {}
        """Notes of the marked page, old and new place of each, in the order of their references."""

    def page(self) -> MarkedPage:
        body = self._body()
        if typed_on := set(_typed_on(body)):
            self.went = {old: move for old, move in self.went.items() if move.number not in typed_on}
            self.came = {new: move for new, move in self.came.items() if move.number not in typed_on}
            body = self._body()
        end = self.new.body[-1]
        body.append(MarkedParagraph(end.style, end.shape, ()))
        slots = {slot: tuple(self._slot(slot)) for slot in self.new.slots}
        notes = tuple(self._note(*entry) for entry in list(self.entries))
        return MarkedPage(
            slots, tuple(_with_contiguous_insertions(body)), notes, self.new.title, self.new.fields
        )

    # --- body ---

    def _body(self) -> list[MarkedParagraph]:
        return [
            self._paragraph(join, found)
            for join, found in zip(self.stories.get(BODY, ()), self.body_steps, strict=True)
        ]

    def _steps(self, join: _Join) -> list[Step]:
        before = None if join.old is None else self.old.body[join.old]
        after = None if join.new is None else self.new.body[join.new]
        if before and after:
            content = replaced_notes(_content(join, before.content, after.content))
            return [*lead_steps(before.lead, after.lead), *content]
        if before:
            return list(map(Gone, before.pieces))
        assert after
        return list(map(Come, after.pieces))

    def _paragraph(self, join: _Join, found: list[Step]) -> MarkedParagraph:
        before = None if join.old is None else self.old.body[join.old]
        after = None if join.new is None else self.new.body[join.new]
        if after is None and join.old in self.went:
            return self._moved(self.went[join.old], Status.MOVED_FROM)
        if before is None and join.new in self.came:
            return self._moved(self.came[join.new], Status.MOVED_TO)
        pieces = tuple(self._marked(found))
        if after is None:
            assert before
            return MarkedParagraph(
                before.style, before.shape, pieces, Status.DELETED, keeps=before.keeps, outline=before.outline
            )
        if before is None:
            return MarkedParagraph(
                after.style, after.shape, pieces, Status.INSERTED, keeps=after.keeps, outline=after.outline
            )
        was = (before.style, before.shape)
        return MarkedParagraph(
            after.style,
            after.shape,
            pieces,
            was=was if was != (after.style, after.shape) else None,
            keeps=after.keeps,
            outline=after.outline,
        )

    def _moved(self, move: _Move, end: Status) -> MarkedParagraph:
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
        defaults = [_Join(i, None) for i, p in enumerate(before) if p.row < 0]
        defaults += [_Join(None, i) for i, p in enumerate(after) if p.row < 0]
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
                yield from _content(join, before[join.old].content, after[join.new].content)
            elif join.old is not None:
                yield from map(Gone, before[join.old].content)
            elif join.new is not None:
                yield from map(Come, after[join.new].content)

    # --- notes ---

    def _shared_notes(self) -> Iterator[tuple[int, int]]:
        for found in self.body_steps:
            for step in found:
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
                content = _content(join, before.content, after.content)
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


def _typed_on(body: Sequence[MarkedParagraph]) -> Iterator[int]:
    """The moves that come where someone typed on at the end of a paragraph.

    There one insertion has to begin in the paragraph and go on (:func:`_with_contiguous_insertions`), so
    they are shown as an insertion, and as a deletion where they went.
    """
    is_typed_on = False
    for paragraph in body:
        if paragraph.status is Status.KEPT:
            is_typed_on = _ends_inserted(paragraph)
        elif paragraph.status is Status.MOVED_TO and is_typed_on:
            yield paragraph.move
        elif paragraph.status in (Status.DELETED, Status.MOVED_FROM):
            is_typed_on = False


def _ends_inserted(paragraph: MarkedParagraph) -> bool:
    return bool(paragraph.pieces) and paragraph.pieces[-1].status is Status.INSERTED


def _with_contiguous_insertions(body: list[MarkedParagraph]) -> Iterator[MarkedParagraph]:
    """Where inserted paragraphs follow an insertion at the end of a paragraph, one insertion from there on.

    It begins in the paragraph and takes its mark; the mark of the last inserted paragraph is the old
    one. Word writes it so when someone types on, and LibreOffice reads nothing else as two paragraphs.
    """
    index = 0
    while index < len(body):
        first = body[index]
        end = index + 1
        while end < len(body) and body[end].status is Status.INSERTED:
            end += 1
        typed_on = first.status is Status.KEPT and _ends_inserted(first)
        if not typed_on or end == index + 1:
            yield first
            index += 1
            continue
        last = body[end - 1]
        was = first.was or (first.style, first.shape)
        yield replace(first, status=Status.INSERTED, was=None)
        yield from body[index + 1 : end - 1]
        yield replace(last, status=Status.KEPT, was=was if was != (last.style, last.shape) else None)
        index = end


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


def _look(chars: Chars) -> tuple[Format, str, str]:
    return chars.format, chars.look, chars.contested


def _content(join: _Join, before: Sequence[Piece], after: Sequence[Piece]) -> Iterator[Step]:
    return steps(join.edits, before, after) if join.edits else same(before, after)
