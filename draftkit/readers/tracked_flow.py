"""Paragraphs that tracked paragraph marks tie together, as one flow of pieces.

Where the mark of a paragraph came or went, its text and that of the next one
are one paragraph in one of the two readings. So they are looked at together: a
mark is a piece of the flow like any other, and a paragraph that was cut in two
is one into which a mark was inserted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from draftkit.dataclass import dataclass, field
from draftkit.ooxml.tracked import TrackedParagraph
from draftkit.ooxml.tracked_run import Revision, TrackedRun
from draftkit.tracked import MARK, ChangeKind

_CONTEXT = 6
"""Words given on either side of a change."""
_LONGEST = 100
"""Characters given at most: some scripts have no spaces."""


@dataclass(eq=False, slots=True)
class Atom:
    """A piece of a flow."""

    paragraph: TrackedParagraph
    run: TrackedRun
    text: str
    """As it is told: ``[note 4]`` for a call, MARK for the end of a paragraph."""
    entry: Entry | None = None
    """The change that it was found to be part of."""

    @property
    def innermost(self) -> Revision | None:
        """What was done to it last."""
        return self.run.within[-1] if self.run.within else None

    @property
    def is_mark(self) -> bool:
        """Whether it is the end of a paragraph."""
        return self.run.thing == "mark"

    @property
    def blank(self) -> bool:
        """Whether it is a space between words, or nothing."""
        return not self.is_mark and not self.text.strip()

    @property
    def crossed_out(self) -> bool:
        """Whether it had been inserted or moved before it was deleted."""
        within = self.run.within
        return len(within) > 1 and within[-1].tag == "del"


@dataclass(eq=False, slots=True)
class Entry:
    """A change while it is being found."""

    kind: ChangeKind
    revision: Revision
    """Its first revision, which gives author and date."""
    paragraph: TrackedParagraph
    atoms: list[Atom] = field(default_factory=list)
    own: list[Revision] = field(default_factory=list)
    """The revisions it is made of."""
    around: list[Revision] = field(default_factory=list)
    """Revisions around its words, which are counted here if they are no others' own."""
    details: list[str] = field(default_factory=list)
    deleted: str = ""
    inserted: str = ""
    words: str = ""
    before: str = ""
    after: str = ""
    own_before: int = 0
    own_after: int = 0
    inserted_by: str | None = None
    source: TrackedParagraph | None = None
    """Of a move, where the words were."""
    target: TrackedParagraph | None = None
    whole: bool = False
    """Whether it is about whole paragraphs."""
    count: int = 1
    elements: int = 0

    def take(self, atom: Atom) -> None:
        """Make a piece of a flow part of this change."""
        atom.entry = self
        self.atoms.append(atom)
        if atom.run.within:
            *outer, last = atom.run.within
            self.own.append(last)
            self.around += outer


Flow = Sequence[Atom]


def minute(revision: Revision) -> tuple[str, str]:
    """What revisions that read as one have in common: the author, and the date to the minute."""
    return revision.author, revision.date[:16]


def flows(
    paragraphs: Sequence[TrackedParagraph], mark_of: Callable[[TrackedRun], str]
) -> Iterator[list[Atom]]:
    """The flows of a file. ``mark_of`` gives the number of the note that a run calls."""
    by_place = {(paragraph.part, paragraph.index): paragraph for paragraph in paragraphs}
    done: set[tuple[str, int | None]] = set()
    for paragraph in paragraphs:
        flow: list[Atom] = []
        following: TrackedParagraph | None = paragraph
        while following is not None and (following.part, following.index) not in done:
            done.add((following.part, following.index))
            flow += _atoms(following, mark_of)
            tied = following.mark.within and following.joins is not None
            following = by_place.get((following.part, following.joins or 0)) if tied else None
        if flow:
            yield flow


def _atoms(paragraph: TrackedParagraph, mark_of: Callable[[TrackedRun], str]) -> Iterator[Atom]:
    """Pieces; the code of a field, which Word cuts where it likes, is one piece for each revision."""
    for (thing, within, _), group in groupby(paragraph.runs, lambda run: (run.thing, run.within, run.look)):
        runs = list(group)
        if thing == "field":
            code = " ".join("".join(run.text for run in runs).split())
            yield Atom(paragraph, runs[0], f"[field {code}]" if within else "")
            continue
        for run in runs:
            text = run.text
            if thing == "mark":
                text = MARK
            elif thing in ("footnote", "endnote"):
                text = f"[{'note' if thing == 'footnote' else thing} {mark_of(run)}]"
            yield Atom(paragraph, run, text.replace("\n", " ").replace("\t", " "))


def paragraphs_of(flow: Flow) -> list[list[Atom]]:
    """The pieces of each paragraph, its mark last."""
    return [list(group) for _, group in groupby(flow, lambda atom: id(atom.paragraph))]


def was_empty(atoms: Iterable[Atom]) -> bool:
    """Whether nothing but spaces stood here before the changes."""
    return all(atom.run.comes or atom.blank for atom in atoms if not atom.is_mark)


def is_emptied(atoms: Iterable[Atom]) -> bool:
    """Whether nothing but spaces stands here after the changes."""
    return all(atom.run.goes or atom.blank for atom in atoms if not atom.is_mark)


def begins(paragraphs: Sequence[Sequence[Atom]], place: int, accepted: bool) -> bool:
    """Whether a paragraph begins here in the accepted text, or in the original.

    It does not where the mark in front is not there and other text is.
    """
    for atoms in reversed(paragraphs[:place]):
        mark = atoms[-1].run
        if not (mark.goes if accepted else mark.comes):
            return True
        if not (is_emptied(atoms) if accepted else was_empty(atoms)):
            return False
    return True


def joined_text(atoms: Iterable[Atom]) -> str:
    """The words of some pieces."""
    return "".join(atom.text for atom in atoms)


def add_context(entry: Entry, flow: Flow, place: dict[int, int]) -> None:
    """Give a change the words around it that are in the accepted text."""
    spots = [place[id(atom)] for atom in entry.atoms if id(atom) in place]
    if not spots:
        return
    first, last = min(spots), max(spots)
    entry.before = _context((flow[spot] for spot in range(first - 1, -1, -1)), backwards=True)
    entry.after = _context((flow[spot] for spot in range(last + 1, len(flow))), backwards=False)
    entry.own_before = _own((flow[spot] for spot in range(first - 1, -1, -1)), entry)
    entry.own_after = _own((flow[spot] for spot in range(last + 1, len(flow))), entry)


def _own(atoms: Iterable[Atom], entry: Entry) -> int:
    """How many characters of the accepted text come before the first that somebody else put in."""
    found = 0
    for atom in atoms:
        if atom.run.goes:
            continue
        others = any(one.author != entry.revision.author for one in atom.run.within)
        if others or atom.is_mark or found > _LONGEST:
            break
        found += len(atom.text)
    return found


def _context(atoms: Iterable[Atom], backwards: bool) -> str:
    """The words up to the end of the paragraph that are nearest to a change."""
    found = ""
    for atom in atoms:
        if atom.run.goes:
            continue
        if atom.is_mark or len(found) > _LONGEST or len(found.split()) > _CONTEXT:
            break
        found = atom.text + found if backwards else found + atom.text
    found = found[-_LONGEST:] if backwards else found[:_LONGEST]
    pattern = rf"(?:\S+\s+){{0,{_CONTEXT - 1}}}\S+"
    cut = re.search(rf"{pattern}\s*$", found) if backwards else re.match(rf"\s*{pattern}", found)
    return cut.group() if cut else ""


# --- what reads as one ---


def is_(atom: Atom, tag: str) -> bool:
    """Whether this is what was done to it last."""
    return atom.innermost is not None and atom.innermost.tag == tag


def written(atoms: Iterable[Atom]) -> bool:
    """Whether anything was done to words here."""
    return any(atom.run.within for atom in atoms if not atom.is_mark)


def by_same(mark: Atom, atoms: Iterable[Atom]) -> bool:
    """Whether some of these were inserted or deleted by who did so with the mark."""
    own = mark.innermost
    return own is not None and any(
        atom.innermost is not None and (atom.innermost.tag, atom.innermost.author) == (own.tag, own.author)
        for atom in atoms
        if not atom.is_mark
    )


def clusters(atoms: Iterable[Atom]) -> Iterator[list[Atom]]:
    """Pieces that read as one change, with the spaces between them.

    What somebody deleted of another's insertion is a change of its own, which interrupts neither the
    insertion nor a longer deletion.
    """
    cluster: list[Atom] = []
    crossed: list[Atom] = []
    spaces: list[Atom] = []
    for atom in atoms:
        own = atom.innermost
        if own is None:
            spaces.append(atom)
            if not atom.blank:
                yield from filter(None, (cluster, crossed))
                cluster, crossed, spaces = [], [], []
            continue
        current = crossed if atom.crossed_out else cluster
        if current and not _goes_on(current, atom, adjacent=not spaces):
            yield current
            current = []
        current += [*(spaces if current else ()), atom]
        spaces = []
        if atom.crossed_out:
            crossed = current
            continue
        cluster = current
        if is_(atom, "ins") and crossed:
            yield crossed
            crossed = []
    yield from filter(None, (cluster, crossed))


def _goes_on(cluster: Sequence[Atom], atom: Atom, adjacent: bool) -> bool:
    last, own = cluster[-1].innermost, atom.innermost
    assert last is not None
    assert own is not None
    if atom.crossed_out:
        inserters = {a.run.within[0].author for a in (cluster[-1], atom)}
        return minute(last) == minute(own) and len(inserters) == 1
    if minute(last) == minute(own):
        return True
    # Later, but in place of what the same author had deleted.
    kinds = {a.innermost.tag for a in cluster if a.innermost}
    return adjacent and last.author == own.author and kinds == {"del"} and own.tag == "ins"


def changed_words(atoms: Sequence[Atom], tag: str) -> str:
    """What came or what went, with the spaces between its words that stayed."""
    spots = [spot for spot, atom in enumerate(atoms) if is_(atom, tag)]
    if not spots:
        return ""
    inner = atoms[spots[0] : spots[-1] + 1]
    return joined_text(atom for atom in inner if is_(atom, tag) or not atom.run.within)
