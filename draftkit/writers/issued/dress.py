"""What a paragraph of a Word file wears: its style, and the level of the list that Word counts it in.

Of two Word files the new one says what its paragraphs wear. It is believed where it knows every style that
the issued file uses: then it was made from that file, and another style is somebody's choice. A version
from another program or template calls the same things by other names, which says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from draftkit.dataclass import dataclass
from draftkit.ooxml.document import WordParagraph, paragraphs
from draftkit.readers.word import WordFile


@dataclass(frozen=True, slots=True)
class Dress:
    """What one paragraph wears."""

    style: str
    """The name of its style."""
    level: int | None
    """The level of the number or bullet that Word gives it, from 0; None without one."""


def dresses(found: Iterable[WordParagraph]) -> dict[int, Dress]:
    """What paragraphs wear, by their number."""
    return {p.number: Dress(p.style, p.label.level if p.label and p.label.text else None) for p in found}


def knows_styles(issued: WordFile, new: WordFile) -> bool:
    """Whether a new version has every style that the issued file uses."""
    styles = new.source.flow.styles
    known = {styles.name(id) for id in (*styles.ids, styles.default)}
    return all(p.style in known for p in paragraphs(issued.document.body))


def chosen(new: WordFile) -> Mapping[int, Dress]:
    """What the paragraphs of a new version wear, by somebody's choice if it knows the styles."""
    return dresses((*paragraphs(new.document.header), *paragraphs(new.document.body)))
