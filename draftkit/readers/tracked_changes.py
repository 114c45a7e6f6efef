"""Which revisions of a Word file read as one change.

Word writes a mark for each stretch it happened to store apart. Told as one are:
marks of one author, kind and minute with at most a space between them; a
deletion and the insertion beside it; a whole paragraph; neighbouring rows or
cells; both ends of a move. Every revision is counted in one change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from draftkit.ooxml.tracked import TrackedParagraph
from draftkit.ooxml.tracked_run import GOES, Revision, TrackedRun
from draftkit.readers.tracked_flow import (
    Atom,
    Entry,
    Flow,
    add_context,
    begins,
    by_same,
    changed_words,
    clusters,
    flows,
    is_,
    is_emptied,
    joined_text,
    minute,
    paragraphs_of,
    was_empty,
    written,
)
from draftkit.readers.tracked_frames import Frames
from draftkit.tracked import MARK, ChangeKind

_MOVES = frozenset(("moveFrom", "moveTo"))


def entries(paragraphs: Sequence[TrackedParagraph], mark_of: Callable[[TrackedRun], str]) -> list[Entry]:
    """The changes of a file, in the order of the page."""
    found = list(flows(paragraphs, mark_of))
    finding = _Finding(found, Frames(paragraphs, found))
    finding.moves()
    for flow in found:
        finding.paragraphs(flow)
        finding.stretches(flow)
        finding.looks(flow)
    for paragraph in paragraphs:
        finding.properties(paragraph)
    return finding.result(paragraphs)


class _Finding:
    def __init__(self, found: Sequence[Flow], frames: Frames) -> None:
        self.flows = found
        self.entries = list(frames.entries)
        self.framed = frames.revisions
        self.whole = dict(frames.whole)
        """The change that made or unmade a paragraph, by the paragraph."""

    def _new(self, kind: ChangeKind, revision: Revision, paragraph: TrackedParagraph) -> Entry:
        entry = Entry(kind, revision, paragraph)
        self.entries.append(entry)
        return entry

    # --- moves ---

    def moves(self) -> None:
        """Both ends of each move as one change."""
        found: dict[tuple[object, ...], Entry] = {}
        for flow in self.flows:
            for atoms in paragraphs_of(flow):
                for atom in atoms:
                    own = atom.innermost
                    # A mark stands before the range that names the move of its words.
                    if own and own.tag in _MOVES and not atom.entry and (own.move or not atom.is_mark):
                        self._move(found, atom, own)
                self._moved_mark(atoms)
                mark = atoms[-1]
                if mark.innermost and mark.innermost.tag in _MOVES and not mark.entry:
                    self._move(found, mark, mark.innermost)
        for entry in found.values():
            entry.deleted = joined_text(a for a in entry.atoms if is_(a, "moveFrom")).strip(MARK)
            entry.inserted = joined_text(a for a in entry.atoms if is_(a, "moveTo")).strip(MARK)
        self._pair([*found.values()])

    def _pair(self, moves: Sequence[Entry]) -> None:
        """Put ends of one move together that do not have one name: LibreOffice names each end by itself."""
        starts = {(*minute(e.revision), e.deleted): e for e in moves if e.source and not e.target}
        for end in [entry for entry in moves if entry.target and not entry.source]:
            start = starts.pop((*minute(end.revision), end.inserted), None)
            if start:
                end.source, end.deleted = start.source, start.deleted
                for atom in start.atoms:
                    end.take(atom)
                self.entries.remove(start)
                self.whole = {place: end if e is start else e for place, e in self.whole.items()}

    def _move(self, found: dict[tuple[object, ...], Entry], atom: Atom, own: Revision) -> None:
        paragraph = atom.paragraph
        key: tuple[object, ...] = (own.move, paragraph.copy)
        if not own.move:
            key = own.tag, *minute(own), id(paragraph)
        entry = found.get(key)
        if entry is None:
            entry = found[key] = self._new(ChangeKind.MOVED, own, paragraph)
        entry.take(atom)
        if own.tag == "moveFrom":
            entry.source = entry.source or paragraph
        else:
            entry.target = entry.target or paragraph
        entry.paragraph = entry.target or entry.source or paragraph
        if own.tag == "moveTo" and entry.revision.tag != own.tag:
            entry.revision = own

    def _moved_mark(self, atoms: Sequence[Atom]) -> None:
        """The mark of a paragraph all of whose words moved goes with them, whatever Word calls it."""
        moved = {id(a.entry): a.entry for a in atoms if a.entry and a.entry.kind is ChangeKind.MOVED}
        if len(moved) != 1:
            return
        (entry,) = moved.values()
        assert entry is not None
        mark = atoms[-1]
        if any(atom.entry is not entry and not atom.blank for atom in atoms[:-1]):
            if mark.innermost and mark.innermost.tag in _MOVES and not mark.entry:
                entry.take(mark)
            return
        entry.whole = True
        self.whole[id(mark.paragraph)] = entry
        if mark.run.within and not mark.entry and not mark.crossed_out:
            entry.take(mark)

    # --- whole paragraphs ---

    def paragraphs(self, flow: Flow) -> None:
        """Paragraphs that came or went whole."""
        parts = paragraphs_of(flow)
        for place, atoms in enumerate(parts):
            mark = atoms[-1]
            if not mark.entry and not mark.crossed_out and _is_whole(parts, place, mark):
                self._paragraph(atoms, mark)
        self._last_paragraph(parts)

    def _last_paragraph(self, parts: Sequence[Sequence[Atom]]) -> None:
        """A new paragraph behind another one: Word gives the new mark to the old words.

        With the cursor at the end of a paragraph, Enter and new words make the mark in front of
        the words the new one, and the old mark ends the new words. A deletion from there does likewise.
        """
        last = parts[-1]
        if last[-1].run.within or id(last[-1].paragraph) in self.whole:
            return
        free = [atoms[-1] for atoms in parts[:-1] if not atoms[-1].entry and not atoms[-1].crossed_out]
        tags = {mark.innermost.tag for mark in free if mark.innermost}
        if len(tags) != 1 or (written(last) and not by_same(free[-1], last)):
            return  # none is left over, or one came in the place of another
        if _is_whole(parts, len(parts) - 1, free[-1]):
            self._paragraph(last, free[-1])

    def _paragraph(self, atoms: Sequence[Atom], mark: Atom) -> None:
        own = mark.innermost
        assert own is not None
        comes = own.tag == "ins"
        kind = ChangeKind.PARAGRAPH_INSERTED if comes else ChangeKind.PARAGRAPH_DELETED
        entry = self._new(kind, own, atoms[0].paragraph)
        entry.whole = True
        self.whole[id(entry.paragraph)] = entry
        mine = [
            a for a in atoms if not a.entry and not a.is_mark and not a.crossed_out and by_same(mark, [a])
        ]
        for atom in mine:
            entry.take(atom)
        entry.take(mark)
        text = joined_text(mine).strip()
        if comes:
            entry.inserted = text
        else:
            entry.deleted = text

    # --- stretches of words ---

    def stretches(self, flow: Flow) -> None:
        """Words that came, went, or were replaced."""
        place = {id(atom): spot for spot, atom in enumerate(flow)}
        for atoms in (each for left in _between_moves(flow) for each in clusters(left)):
            first = next(atom for atom in atoms if atom.run.within)
            own = first.innermost
            assert own is not None
            entry = self._new(ChangeKind.OTHER, own, first.paragraph)
            comes, goes = changed_words(atoms, "ins"), changed_words(atoms, "del")
            for atom in atoms:
                if atom.run.within:
                    entry.take(atom)
            entry.inserted, entry.deleted = comes, goes
            if first.crossed_out:
                entry.inserted_by = first.run.within[0].author
            entry.kind = _kind(entry)
            add_context(entry, flow, place)

    # --- formatting, and what is about paragraphs ---

    def looks(self, flow: Flow) -> None:
        """Changes of formatting; those of words that the same author changed belong to that change."""
        place = {id(atom): spot for spot, atom in enumerate(flow)}
        entry: Entry | None = None
        found: list[Entry] = []
        for atom in flow:
            look = atom.run.look
            if look is None:
                entry = entry if atom.blank and not atom.run.within else None
                continue
            if atom.entry and atom.entry.revision.author == look.author:
                atom.entry.around.append(look)
                atom.entry.details += look.details
                continue
            if (
                entry is None
                or entry.paragraph is not atom.paragraph
                or minute(entry.revision) != minute(look)
                or tuple(entry.details) != look.details
            ):
                entry = self._new(ChangeKind.FORMAT, look, atom.paragraph)
                entry.details = list(look.details)
                found.append(entry)
            entry.own.append(look)
            entry.atoms.append(atom)
            entry.words += "" if atom.is_mark else atom.text
        for entry in found:
            add_context(entry, flow, place)

    def properties(self, paragraph: TrackedParagraph) -> None:
        """Changes of the paragraph's own formatting, of its table and section, and what else there is."""
        groups: dict[tuple[object, ...], Entry] = {}
        whole = self.whole.get(id(paragraph))
        for revision in paragraph.other:
            if revision.number in self.framed:
                continue
            if whole and whole.revision.author == revision.author:
                whole.around.append(revision)
                whole.details += revision.details
                continue
            kind, details = _about(revision)
            entry = groups.get((kind, *minute(revision)))
            if entry is None:
                entry = self._new(kind, revision, paragraph)
                groups[kind, *minute(revision)] = entry
            entry.own.append(revision)
            entry.details += [detail for detail in details if detail not in entry.details]

    # --- all of them ---

    def result(self, paragraphs: Sequence[TrackedParagraph]) -> list[Entry]:
        """The changes in order, each revision counted in one; copies go with their originals."""
        owner: dict[int, Entry] = {}
        for entry in self.entries:
            for revision in entry.own:
                owner.setdefault(revision.number, entry)
        for entry in self.entries:
            for revision in entry.around:
                owner.setdefault(revision.number, entry)
        for entry in owner.values():
            entry.elements += 1
        order = {id(paragraph): place for place, paragraph in enumerate(paragraphs)}
        found = sorted(self.entries, key=lambda entry: (order[id(entry.paragraph)], entry.revision.number))
        return list(_without_copies(found))


def _between_moves(flow: Flow) -> Iterator[list[Atom]]:
    """What is in no change yet, before, between and behind the words that move: an edit on either side of
    these is not one."""
    left: list[Atom] = []
    for atom in flow:
        if not atom.entry:
            left.append(atom)
        elif atom.entry.kind is ChangeKind.MOVED and left:
            yield left
            left = []
    yield left


def _without_copies(found: Iterable[Entry]) -> Iterator[Entry]:
    shown: dict[tuple[object, ...], list[Entry]] = {}
    for entry in found:
        key = (
            entry.kind, entry.paragraph.part, *minute(entry.revision), entry.deleted, entry.inserted,
            entry.words, tuple(entry.details),
        )  # fmt: skip
        if entry.paragraph.copy and shown.get(key):
            shown[key].pop(0).elements += entry.elements
            continue
        if entry.paragraph.box and not entry.paragraph.copy:
            shown.setdefault(key, []).append(entry)
        yield entry


def _is_whole(parts: Sequence[Sequence[Atom]], place: int, mark: Atom) -> bool:
    """Whether a paragraph came or went whole with this mark."""
    if is_(mark, "ins"):
        return was_empty(parts[place]) and begins(parts, place, accepted=True)
    return is_(mark, "del") and is_emptied(parts[place]) and begins(parts, place, accepted=False)


def _kind(entry: Entry) -> ChangeKind:
    comes, goes = entry.inserted, entry.deleted
    if comes and goes:
        return ChangeKind.REPLACED
    if comes == MARK:
        entry.inserted = ""
        return ChangeKind.SPLIT
    if goes == MARK:
        entry.deleted = ""
        return ChangeKind.JOINED
    return ChangeKind.DELETED if entry.revision.tag in GOES else ChangeKind.INSERTED


def _about(revision: Revision) -> tuple[ChangeKind, tuple[str, ...]]:
    """What a revision that is in no text is about."""
    tag, parent = revision.tag, revision.parent
    if tag == "numberingChange":
        return ChangeKind.NUMBERING, revision.details
    if parent == "numPr":
        return ChangeKind.NUMBERING, ("number added" if tag == "ins" else "number taken away",)
    if tag.endswith("Change"):
        return ChangeKind.FORMAT, revision.details
    if tag.startswith("customXml"):
        what = {"Ins": "inserted", "Del": "deleted"}.get(tag[9:12], "moved")
        return ChangeKind.OTHER, (f"content control {what}",)
    what = {"ins": "insertion", "del": "deletion", "moveFrom": "move", "moveTo": "move"}.get(tag, tag)
    where = "an equation" if parent in ("ctrlPr", "rPr", "oMath", "r") else f"the element {parent}"
    return ChangeKind.OTHER, (f"{what} in {where}",)
