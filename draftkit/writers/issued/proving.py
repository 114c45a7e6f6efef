"""A redline read again: whether Word counts its numbers as the new version has them, and whether it holds."""

from __future__ import annotations

from draftkit.dataclass import dataclass, replace
from draftkit.ooxml.further_calls import stale_calls
from draftkit.ooxml.resolve import View
from draftkit.readers.word import WordFile, read_word_file
from draftkit.rows import Row, RowKind
from draftkit.writers.issued.making import Making, Redline
from draftkit.writers.issued.plan import prefix_of
from draftkit.writers.issued.proof import Counted, prove_accepted, prove_further_calls, prove_rejected
from draftkit.writers.issued.word_facts import labels_of


@dataclass(frozen=True, slots=True)
class Accepted:
    """A redline read after every change is accepted."""

    word: WordFile
    rows: tuple[Row, ...]


def accepted(made: Making, redline: Redline) -> Accepted:
    """What the redline says when every change is accepted."""
    if redline.data == made.issued:
        return Accepted(made.word, made.old)
    word = read_word_file(redline.data, made.file, View.ACCEPT)
    return Accepted(word, made.rows(word))


def misnumbered(made: Making, redline: Redline, read: Accepted) -> frozenset[int]:
    """The rows of the new version, by place, whose numbers have to be typed: Word would count otherwise.

    Paragraphs that stay keep Word's numbers, but for such as Word does not count: ``5 bis.``
    """
    if not redline.changed or not made.labels:
        return frozenset()
    found = [row for row in read.rows if _has_words(row)]
    wanted = [(place, row) for place, row in enumerate(made.new) if _has_words(row)]
    if len(found) != len(wanted):
        return frozenset()
    return frozenset(
        place
        for (place, row), other in zip(wanted, found, strict=True)
        if place not in made.typed and _is_misnumbered(row, other, place in made.inserted)
    )


def proved(made: Making, redline: Redline, read: Accepted) -> Redline:
    """The redline, with what its numbers cannot say; DraftkitError unless it says both versions."""
    if redline.data == made.issued and not redline.changed and not made.exact:
        return redline
    prove_rejected(made.word.source.archive, read.word.source.archive, made.file, made.view)
    prove_further_calls(made.stale, stale_calls(read.word.source), made.file)
    found, wanted = made.tables.compared(read.rows, made.new)
    new = made.new_word
    reads = Counted(found, labels_of(read.word) if new else {})
    should = Counted(wanted, labels_of(new) if new else {})
    numbers = prove_accepted(reads, should, made.ignored, made.exact, made.file)
    return replace(redline, reports=(*redline.reports, *numbers))


def _has_words(row: Row) -> bool:
    return row.kind is not RowKind.NOTE and bool(row.content)


def _is_misnumbered(row: Row, found: Row, is_new: bool) -> bool:
    if row.marker != found.marker:
        return bool(row.marker) and (is_new or " " in row.marker or "\u00a0" in row.marker)
    number, other = prefix_of(row.text), prefix_of(found.text)
    return bool(number and other and number.group() != other.group())
