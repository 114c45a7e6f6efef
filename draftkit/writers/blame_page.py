"""Where the words of a text come from, as a web page: pointing at words shows round and proponent."""

from __future__ import annotations

from collections.abc import Iterator

from draftkit.dataclass import dataclass
from draftkit.dossier.attribution import Blame, Blamed
from draftkit.model import Format, NoteCall
from draftkit.writers.contributors import color
from draftkit.writers.language import language_of
from draftkit.writers.web_page import web_page


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    tag: str = ""


@dataclass(frozen=True, slots=True)
class _Run:
    owner: int
    pieces: tuple[_Piece, ...]


@dataclass(frozen=True, slots=True)
class _Paragraph:
    label: str
    number: str
    level: int
    runs: tuple[_Run, ...]


def blame_page(found: Blame) -> str:
    """The page."""
    return web_page(
        "blame",
        text=found.name,
        origins=[origin.told for origin in found.origins],
        added_style="".join(
            f".from-{place} {{ border-color: #{color(place)}; }}\n" for place in range(1, len(found.origins))
        ),
        language=language_of(row.traced.row for row in found.rows),
        paragraphs=[_paragraph(row) for row in found.rows],
    )


def _paragraph(row: Blamed) -> _Paragraph:
    shown = row.traced.row
    number = "" if shown.kind == "note" else shown.marker
    return _Paragraph(row.label, number, shown.level, tuple(_runs(row)))


def _runs(row: Blamed) -> Iterator[_Run]:
    shown = row.traced.row
    if lead := " ".join(part for part in (shown.before, shown.option) if part):
        yield _Run(row.traced.before, (_Piece(lead),))
    for owner, content in row.traced.parts():
        yield _Run(
            owner,
            tuple(
                _Piece(span.note, "sup")
                if isinstance(span, NoteCall)
                else _Piece(span.text, "i" if Format.ITALIC in span.format else "")
                for span in content
            ),
        )
