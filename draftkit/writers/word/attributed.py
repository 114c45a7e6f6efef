"""Where the words of a text come from, as a Word document: one colour and one comment for each origin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from draftkit.compare.tokens import CALL, flat
from draftkit.dataclass import replace
from draftkit.dossier.attribution import Blame, Traced
from draftkit.ooxml.comments import Comment, with_comments
from draftkit.ooxml.languages import Language
from draftkit.ooxml.package import DEFAULT_DATE, write_package
from draftkit.ooxml.proof import prove
from draftkit.ooxml.records import Chars, Page, PageParagraph, Piece, unmarked
from draftkit.ooxml.resolve import View
from draftkit.ooxml.scripts import in_scripts
from draftkit.profiles import Profile
from draftkit.writers.contributors import color
from draftkit.writers.language import language_of
from draftkit.writers.setup import ISSUED, PageSetup
from draftkit.writers.word.layout import layout


def write_blame(found: Blame, *, date: datetime | None = None, setup: PageSetup = ISSUED) -> bytes:
    """The text as a Word file. What came with the oldest origin is black."""
    profile = _with_colors(setup.layout(), len(found.origins))
    traced = [row.traced for row in found.rows]
    rows = tuple(each.row for each in traced)
    language = Language.of(language_of(rows), profile.language)
    page = in_scripts(_colored(layout(rows, profile), traced), language)
    package = write_package(unmarked(page), profile, date=date or DEFAULT_DATE, language=language)
    prove(package, page, View.ACCEPT, profile, language)
    return with_comments(package, list(_comments(found)), date or DEFAULT_DATE)


def _look(owner: int) -> str:
    return f"contributor{owner}"


def _with_colors(profile: Profile, origins: int) -> Profile:
    looks = {_look(owner): {"color": color(owner)} for owner in range(1, origins)}
    return replace(profile, looks={**profile.looks, **looks})


def _comments(found: Blame) -> Iterator[Comment]:
    for owner, origin in enumerate(found.origins):
        labels = [row.label for row in found.rows if owner in row.traced.chars]
        if owner and labels:
            author = ", ".join(origin.by) or origin.version
            yield Comment(color(owner), author, f"{origin.told}. Words in: {', '.join(labels)}.")


def _colored(page: Page, traced: Sequence[Traced]) -> Page:
    """The page with the words of each origin in its look."""
    return replace(
        page,
        body=tuple(_paragraph(paragraph, traced) for paragraph in page.body),
        notes=tuple(
            replace(note, content=_pieces(note.content, traced[note.row])) if note.row >= 0 else note
            for note in page.notes
        ),
    )


def _paragraph(paragraph: PageParagraph, traced: Sequence[Traced]) -> PageParagraph:
    if paragraph.row < 0:
        return paragraph
    return replace(paragraph, content=_pieces(paragraph.content, traced[paragraph.row]))


def _pieces(content: Sequence[Piece], traced: Traced) -> tuple[Piece, ...]:
    letters = flat(traced.row.content)
    owners = [owner for letter, owner in zip(letters, traced.chars, strict=True) if letter != CALL]
    out: list[Piece] = []
    at = 0
    for piece in content:
        if not isinstance(piece, Chars) or piece.whole:
            out.append(piece)
            continue
        end = at + len(piece.text)
        while at < end:
            stop = at
            while stop < end and owners[stop] == owners[at]:
                stop += 1
            text = piece.text[len(piece.text) - (end - at) : len(piece.text) - (end - stop)]
            look = _look(owners[at]) if owners[at] and not piece.look else piece.look
            out.append(replace(piece, text=text, look=look))
            at = stop
    return tuple(out)
