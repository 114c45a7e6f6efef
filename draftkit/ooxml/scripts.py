"""The letters of a page in stretches of one script each, so that every piece of text has one.

A sign between two words belongs to both or to neither: which it is, the whole paragraph decides, whatever
looks its words have. So a page is divided before two of them are laid over each other; what is left of a
paragraph could decide otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from draftkit.dataclass import replace
from draftkit.ooxml.languages import Language
from draftkit.ooxml.records import Chars, Page, PageParagraph, Piece

_NO_LETTER = "\ufffc"
"""Stands for a call to a note."""


def in_scripts(page: Page, language: Language) -> Page:
    """The page with each piece of text in one script, as seen from the language of the document."""
    return replace(
        page,
        slots={
            slot: tuple(_paragraph(p, language) for p in paragraphs)
            for slot, paragraphs in page.slots.items()
        },
        body=tuple(_paragraph(p, language) for p in page.body),
        notes=tuple(replace(note, content=tuple(_divided(note.content, language))) for note in page.notes),
    )


def _paragraph(paragraph: PageParagraph, language: Language) -> PageParagraph:
    pieces = list(_divided(paragraph.pieces, language))
    lead = sum(len(chars.text) for chars in paragraph.lead)
    size = count = 0
    while size < lead:
        size += len(_text(pieces[count]))
        count += 1
    of_lead = tuple(piece for piece in pieces[:count] if isinstance(piece, Chars))
    return replace(paragraph, lead=of_lead, content=tuple(pieces[count:]))


def _divided(pieces: Iterable[Piece], language: Language) -> Iterator[Piece]:
    found = list(pieces)
    text = "".join(map(_text, found))
    scripts = list(chain.from_iterable([script] * len(part) for part, script in language.stretches(text)))
    at = 0
    for piece in found:
        end = at + len(_text(piece))
        if not isinstance(piece, Chars) or piece.whole:
            yield piece
            at = end
            continue
        while at < end:
            stop = next((i for i in range(at, end) if scripts[i] is not scripts[at]), end)
            yield replace(piece, text=text[at:stop], script=scripts[at])
            at = stop


def _text(piece: Piece) -> str:
    return piece.text if isinstance(piece, Chars) and not piece.whole else _NO_LETTER
