"""Which paragraph marks are inserted and deleted, when whole paragraphs come and go.

Between two paragraphs that stay, a new one has an inserted mark and one that
goes a deleted mark. At the end of a document or a cell, and before a table,
there is no paragraph behind the mark to join with (ECMA-376 Part 1, 17.13.5.15
and 20); there the mark before is the one that changes, as when a person types
on at the end of the last paragraph, or deletes from there.
"""

from __future__ import annotations

from copy import deepcopy
from itertools import pairwise

from lxml import etree

from draftkit.ooxml.authors import Who
from draftkit.ooxml.paragraph_look import copied
from draftkit.ooxml.resolve import W
from draftkit.ooxml.revise import Stamp, mark, paragraph_properties, recast_paragraph
from draftkit.ooxml.same_markup import properties_text

_Element = etree._Element
_BETWEEN = frozenset(
    W + name
    for name in ("bookmarkStart", "bookmarkEnd", "proofErr", "commentRangeStart", "commentRangeEnd",
                 "permStart", "permEnd")
)  # fmt: skip


class Ends:
    """Paragraphs that come and go, until it is settled what their marks say."""

    def __init__(self, stamp: Stamp) -> None:
        self.stamp = stamp
        self._gone: dict[_Element, None] = {}
        self._new: dict[_Element, None] = {}
        self._behind: dict[_Element, _Element] = {}
        """The last new block behind each anchor."""
        self.by_own_marks: set[_Element] = set()
        """Those that come and go by the marks of their own, when all is settled."""
        self.whose: dict[_Element, Who] = {}
        """Whose the change of a paragraph's mark is, where it is not the redline's own."""

    def gone(self, paragraph: _Element) -> None:
        """A paragraph whose words are all deleted."""
        self._gone.setdefault(paragraph)

    def goes_on_in(self, paragraph: _Element) -> _Element:
        """The paragraph that one ends in: the next one whose mark stays, where its own goes."""
        while _mark_goes(paragraph) or paragraph in self._gone:
            following = block_beside(paragraph, 1)
            if following is None or following.tag != W + "p":
                break
            paragraph = following
        return paragraph

    def add_behind(self, anchor: _Element, new: _Element) -> None:
        """Put a new paragraph behind a paragraph or a table, and behind what was put there before."""
        self.put_behind(anchor, new)
        self._new.setdefault(new)

    def put_behind(self, anchor: _Element, block: _Element) -> None:
        """Put a block that is no paragraph behind another, and behind what was put there before."""
        self._behind.get(anchor, anchor).addnext(block)
        self._behind[anchor] = block

    def add_before(self, anchor: _Element, new: _Element) -> None:
        """Put a new paragraph before a paragraph or a table."""
        anchor.addprevious(new)
        self._new.setdefault(new)

    def settle(self) -> None:
        """Mark the ends of all these paragraphs."""
        done: set[_Element] = set()
        for paragraph in [*self._gone, *self._new]:
            if paragraph not in done:
                run = self._run_around(paragraph)
                done.update(run)
                self._settle_run(run)

    def _run_around(self, paragraph: _Element) -> list[_Element]:
        """The paragraphs that come or go without one that stays between them."""
        first = paragraph
        while (before := block_beside(first, -1)) is not None and self._changes(before):
            first = before
        run = [first]
        while (after := block_beside(run[-1], 1)) is not None and self._changes(after):
            run.append(after)
        return run

    def _changes(self, element: _Element) -> bool:
        return element in self._gone or element in self._new

    def _settle_run(self, run: list[_Element]) -> None:
        behind = block_beside(run[-1], 1)
        before = block_beside(run[0], -1)
        if before is not None and before.tag != W + "p":
            before = None
        if behind is not None and behind.tag == W + "p":
            self._amid(run, before)
        else:
            self._at_end(run, before)

    def _amid(self, run: list[_Element], before: _Element | None) -> None:
        """Before a paragraph that stays."""
        typed_on = (
            before is not None
            and _ends_with_insertion(before, self.stamp)
            and not ends_section(before)
            and before.find(f"{W}pPr/{W}rPr/{W}ins") is None  # where a paragraph was cut, it comes already
        )
        if before is not None and typed_on and run[0] in self._new:
            # One insertion from the end of that paragraph on: LibreOffice reads nothing else as two.
            count = next((i for i, p in enumerate(run) if p not in self._new), len(run))
            self._typed_on(before, run[:count])
            run = run[count:]
        for paragraph in run:
            self._plain(paragraph)

    def _plain(self, paragraph: _Element) -> None:
        if paragraph in self._new:
            self.by_own_marks.add(paragraph)
            mark(paragraph, "ins", self.stamp, self.whose.get(paragraph))
        elif not ends_section(paragraph):
            self.by_own_marks.add(paragraph)
            mark(paragraph, "del", self.stamp, self.whose.get(paragraph))

    def _typed_on(self, before: _Element, new: list[_Element]) -> None:
        """New paragraphs that begin at the mark of the one before: the last of them has the old mark."""
        mark(before, "ins", self.stamp, self.whose.get(new[0]))
        for paragraph, following in pairwise(new):
            mark(paragraph, "ins", self.stamp, self.whose.get(following))
        _was(new[-1], before, self.stamp)

    def _at_end(self, run: list[_Element], before: _Element | None) -> None:
        new = [p for p in run if p in self._new]
        gone = [p for p in run if p in self._gone]
        if new and gone:
            self._replaced(new, gone)
        elif new:
            if before is None or ends_section(before):
                for paragraph in new:
                    self._plain(paragraph)
            else:
                self._typed_on(before, new)
        elif before is not None and not ends_section(before) and not ends_section(gone[-1]):
            mark(before, "del", self.stamp, self.whose.get(gone[0]))
            for paragraph in gone[:-1]:
                self._plain(paragraph)
            recast_paragraph(gone[-1], paragraph_properties(before), self.stamp)
        else:
            for paragraph in gone[:-1]:
                self._plain(paragraph)

    def _replaced(self, new: list[_Element], gone: list[_Element]) -> None:
        """The last paragraph goes and another comes: its words take the place of those that go."""
        last, coming = gone[-1], new[-1]
        for paragraph in new[:-1]:
            last.addprevious(paragraph)
            self._plain(paragraph)
        for paragraph in gone[:-1]:
            self._plain(paragraph)
        properties = coming.find(W + "pPr")
        recast_paragraph(last, properties, self.stamp)
        last.extend([child for child in coming if child.tag != W + "pPr"])
        parent = coming.getparent()
        if parent is not None:
            parent.remove(coming)


def block_beside(element: _Element, step: int) -> _Element | None:
    """The block before or behind; None at either end of the container."""
    other = element.getnext() if step > 0 else element.getprevious()
    while other is not None and other.tag in _BETWEEN:
        other = other.getnext() if step > 0 else other.getprevious()
    if other is None or other.tag in (W + "sectPr", W + "tcPr", W + "pPr"):
        return None
    return other


def _mark_goes(paragraph: _Element) -> bool:
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def ends_section(paragraph: _Element) -> bool:
    """Whether a section ends at the mark of a paragraph, which therefore has to stay."""
    return paragraph.find(f"{W}pPr/{W}sectPr") is not None


def _ends_with_insertion(paragraph: _Element, stamp: Stamp) -> bool:
    last = next((child for child in reversed(paragraph) if child.tag not in _BETWEEN), None)
    return last is not None and last in stamp.made


def _was(paragraph: _Element, before: _Element, stamp: Stamp) -> None:
    """Say that a paragraph had the properties of another one."""
    properties = paragraph_properties(paragraph)
    change = etree.Element(W + "pPrChange", stamp.attributes())
    earlier = etree.SubElement(change, W + "pPr")
    own = before.find(W + "pPr")
    # What it had before this redline or another one changed it.
    old = before.find(f"{W}pPr/{W}pPrChange/{W}pPr")
    old = own if old is None else old
    skipped = (W + "rPr", W + "sectPr", W + "pPrChange")
    earlier.extend(deepcopy(child) for child in (() if old is None else old) if child.tag not in skipped)
    kept = [child for child in properties if child.tag not in skipped]
    if properties_text(earlier) != properties_text(kept):
        properties.append(change)
    # The mark is the old one, and looks as it did: a paragraph's change does not hold the look of its mark.
    of_mark = None if own is None else copied(own).find(W + "rPr")
    for other in properties.findall(W + "rPr"):
        properties.remove(other)
    if of_mark is not None and len(of_mark):
        at = next((i for i, child in enumerate(properties) if child.tag == W + "pPrChange"), len(properties))
        properties.insert(at, of_mark)
