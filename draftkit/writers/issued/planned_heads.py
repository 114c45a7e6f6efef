"""Numbers before the words of a paragraph: what becomes of them where they are typed, or are Word's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import TypeAlias

from draftkit.compare.changes import Edit
from draftkit.dataclass import dataclass, field
from draftkit.labels import common_marks
from draftkit.model import Text
from draftkit.patterns import lazy_pattern
from draftkit.rows import Row
from draftkit.writers.issued.plan import Insertion, Reformat, prefix_of
from draftkit.writers.issued.planned_words import PlannedWords
from draftkit.writers.issued.prefixes import retyped, touches, without_first

Heads: TypeAlias = Mapping[int, tuple[Text, ...]]
"""What is typed before the words of paragraphs, by their number."""
_TOKENS = lazy_pattern(r"\w+|\W")


@dataclass(frozen=True, slots=True)
class HeadsOfFiles:
    """What stands before the words of exact rows, of two Word files."""

    old: Heads = field(default_factory=dict)
    new: Heads = field(default_factory=dict)
    counted: frozenset[int] = frozenset()
    """The paragraphs of the new version that Word itself gives a number or bullet."""


@dataclass(frozen=True, slots=True)
class PlannedHeads:
    """Puts the changes of numbers into a plan."""

    words: PlannedWords
    labelled: Mapping[int, str]
    """The numbers Word itself gives to paragraphs, by their number in the file."""
    files: HeadsOfFiles

    def prefixed(self, old: Row, new: Row, edits: Sequence[Edit], typed: bool) -> Sequence[Edit]:
        """The edits without those of a number or bullet that is read as words, where Word sets it anew."""
        line = old.position.line if old.position else 0
        label = self.labelled.get(line, "").strip()
        if not label or old.marker or not old.text.startswith(label):
            return edits
        length = len(label) + (old.text[len(label) : len(label) + 1] == " ")
        if not touches(edits, length):
            return edits
        found = prefix_of(new.text)
        if found and not typed:
            return without_first(edits, length, found.end() + (new.text[found.end() :][:1] == " "))
        self.words.plan.paragraphs[line].unnumbered = True
        return retyped(edits, length)

    def comes_counted(self, new: Row) -> bool:
        """Whether Word gives its number to a row of the new version, where that is not typed."""
        if self.words.exact:
            return bool(new.position and new.position.line in self.files.counted)
        return bool(new.marker)

    def head(self, old: Row, new: Row, typed: bool) -> None:
        """A typed number, the brackets before it, and an option's name."""
        before, after = (old.before, old.marker, old.option), (new.before, new.marker, new.option)
        line = old.position.line if old.position else 0
        if self.labelled.get(line):
            # Word's own number is no text.
            before, after = (old.before, "", old.option), (new.before, "", new.option)
            # Of an exact row Word says whether it counts it, whatever a reader takes it for.
            is_counted = self.words.exact and self.comes_counted(new)
            if (old.marker or self.words.exact) and (typed or not (new.marker or is_counted)):
                self.words.plan.paragraphs[line].unnumbered = True
                after = (new.before, new.marker, new.option)
        elif typed:
            self.words.plan.paragraphs[line].unnumbered = True
        if line and not self.labelled.get(line) and self._retyped(old, new, line, typed):
            return
        if before == after or not line:
            return
        head = self.words.head_of(old, line)
        plan = self.words.plan.paragraphs[line]
        if self.words.exact and not any(after):
            # The words of the new paragraph begin with its tabs.
            plan.deleted.append((0, len(head)))
            return
        at = len(head) - len(head.lstrip())
        for index, (gone, come) in enumerate(zip(before, after, strict=True)):
            found = head.find(gone, at) if gone else at
            if found < 0:
                found, gone = at, ""
            end = found + len(gone)
            if index == 1 and come and not old.marker and not typed:
                plan.number = len(plan.inserted), Insertion(end, (Text(come + "\t"),))
            elif gone != come:
                if gone and not come:
                    while end < len(head) and head[end] in " \t":
                        end += 1
                before_it, after_it = common_marks(gone, come) if index == 1 else (0, 0)
                last = end - after_it
                if gone:
                    plan.deleted.append((found + before_it, last))
                if come:
                    space = "" if gone or not index else "\t" if index == 1 else " "
                    number = come[before_it : len(come) - after_it]
                    plan.inserted.append(Insertion(last, (Text(number + space),)))
            at = end
            while index < 2 and gone and at < len(head) and head[at] in " \t":
                at += 1

    def _retyped(self, old: Row, new: Row, line: int, typed: bool) -> bool:
        """Plan a head that the new version has to the letter; whether it has one."""
        come = self.files.new.get(new.position.line) if new.position and new.marker else None
        if come is None:
            return False
        if old.marker and (gone := self.files.old.get(line)):
            for change in _changed(gone, come):
                plan = self.words.plan.paragraphs[line]
                match change:
                    case Insertion():
                        plan.inserted.append(change)
                    case Reformat():
                        plan.reformatted.append(change)
                    case _:
                        plan.deleted.append(change)
            return True
        if old.marker or new.before:
            return False
        plan = self.words.plan.paragraphs[line]
        if typed:
            plan.inserted.append(Insertion(0, come))
        else:
            plan.number = len(plan.inserted), Insertion(0, come)
        return True


def _changed(gone: Sequence[Text], come: Sequence[Text]) -> Iterator[tuple[int, int] | Insertion | Reformat]:
    """What changes between two heads: whole numbers and single signs, and the looks of those that stay."""
    old, new = ("".join(text.text for text in head) for head in (gone, come))
    have, want = ([text.format for text in head for _ in text.text] for head in (gone, come))
    one, other = _TOKENS.findall(old), _TOKENS.findall(new)
    first = _common(one, other)
    last = _common(one[len(first) :][::-1], other[len(first) :][::-1])
    before, after = sum(map(len, first)), sum(map(len, last))
    if before < len(old) - after:
        yield before, len(old) - after
    if before < len(new) - after:
        yield Insertion(len(old) - after, tuple(_between(come, before, len(new) - after)))
    shift = len(new) - len(old)
    for at in (*range(before), *range(len(old) - after, len(old))):
        there = at if at < before else at + shift
        if have[at] != want[there]:
            yield Reformat(at, at + 1, have[at], want[there])


def _common(one: Sequence[str], other: Sequence[str]) -> list[str]:
    """What both begin with."""
    return [token for token, _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))]


def _between(texts: Sequence[Text], start: int, end: int) -> Iterator[Text]:
    at = 0
    for text in texts:
        if part := text.text[max(start - at, 0) : max(end - at, 0)]:
            yield Text(part, text.format)
        at += len(text.text)


def counts(row: Row) -> str:
    """How a number counts: ``1.``, ``(a)``, ``(i)``."""
    roman = re.sub(r"[ivxlc]{2,}|\b[ivx]\b", "i", row.marker.lower())
    return re.sub(r"\d+", "1", re.sub(r"\b[a-hj-z]+\b", "a", roman))
