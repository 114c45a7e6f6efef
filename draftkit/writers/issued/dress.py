"""What a paragraph of a Word file wears: its style, and the level of the list that Word counts it in.

Of two Word files the new one says what its paragraphs wear. It is believed where it knows every style that
the issued file uses: then it was made from that file, and another style is somebody's choice. A version
from another program or template calls the same things by other names, which says nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from draftkit.dataclass import dataclass, replace
from draftkit.ooxml.document import WordParagraph, paragraphs
from draftkit.readers.word import WordFile
from draftkit.rows import Row, RowKind

NEW = "+"
"""Stands before the id of a list that only the new version has."""


@dataclass(frozen=True, slots=True)
class Dress:
    """What one paragraph wears."""

    style: str
    """The name of its style."""
    level: int | None
    """The level of the number or bullet that Word gives it, from 0; None without one."""
    form: tuple[str, tuple[str | int, ...]] | None = None
    """How that level counts, as :class:`draftkit.ooxml.numbering.Label` has it; None without one."""
    list: str = ""
    """The list, by its id in the issued file; one that only the new version has, by its id there after a plus
    sign."""

    def counts_as(self, other: Dress) -> bool:
        """Whether both have the same style and are counted alike, in whatever list."""
        return (self.style, self.level, self.form) == (other.style, other.level, other.form)


def dresses(found: Iterable[WordParagraph]) -> dict[int, Dress]:
    """What paragraphs wear, by their number."""
    known: dict[tuple[str, int, str], Dress] = {}
    worn = {}
    for p in found:
        label = p.label if p.label and p.label.text else None
        key = (p.style, label.level, label.list) if label else (p.style, -1, "")
        if key not in known:
            known[key] = (
                Dress(p.style, label.level, label.form, label.list) if label else Dress(p.style, None)
            )
        worn[p.number] = known[key]
    return worn


def same_lists(issued: Iterable[WordParagraph], new: Iterable[WordParagraph]) -> dict[str, str]:
    """The lists of a new version that are lists of the issued file: their ids here, by those there.

    Programs give lists other ids when they save a file; the paragraphs that are the same tell which is which.
    """
    here = {p.text: p.label for p in issued if p.label and p.label.text and p.text.strip()}
    votes: Counter[tuple[str, str]] = Counter()
    for p in new:
        own = here.get(p.text)
        if own and p.label and (p.label.level, p.label.form) == (own.level, own.form):
            votes[p.label.list, own.list] += 1
    found: dict[str, str] = {}
    for (there, mine), _ in votes.most_common():
        found.setdefault(there, mine)
    return found


def uncounted(dress: Dress) -> Dress:
    """The dress without its list."""
    return Dress(dress.style, None)


def strange(rows: Iterable[Row], worn: Collection[Dress], chosen: Mapping[int, Dress]) -> tuple[Row, ...]:
    """Rows of a new version whose style, or list, no paragraph of the issued file has."""
    styles = {dress.style for dress in worn}
    found = []
    for row in rows:
        if row.position is None or row.kind in (RowKind.NOTE, RowKind.VERBATIM):
            continue
        dress = chosen.get(row.position.line)
        if dress and dress.level is None and not row.text.strip():
            continue
        if dress and (dress.style not in styles or (dress.level is not None and dress not in worn)):
            found.append(row)
    return tuple(found)


def knows_styles(issued: WordFile, new: WordFile) -> bool:
    """Whether a new version has every style that the issued file uses."""
    styles = new.source.flow.styles
    known = {styles.name(id) for id in (*styles.ids, styles.default)}
    return all(p.style in known for p in paragraphs(issued.document.body))


def chosen(issued: WordFile, new: WordFile) -> Mapping[int, Dress]:
    """What the paragraphs of a new version wear, by somebody's choice if it knows the styles."""
    found = dresses((*paragraphs(new.document.header), *paragraphs(new.document.body)))
    archives = issued.source.archive, new.source.archive
    parts = [archive.related("numbering") for archive in archives]
    if parts[1] is None or (parts[0] == parts[1] and archives[0].has_the_same(parts[1], archives[1])):
        return found
    same = same_lists(paragraphs(issued.document.body), paragraphs(new.document.body))
    return {
        number: replace(dress, list=same.get(dress.list, NEW + dress.list)) if dress.list else dress
        for number, dress in found.items()
    }
