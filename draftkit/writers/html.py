"""Changes as one web page that needs nothing else: no network, no other file, and no script to be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from draftkit.compare.changes import Changes, Edit
from draftkit.compare.tables import MarkedRow, notes_of
from draftkit.dataclass import dataclass
from draftkit.model import Format, NoteCall, Span
from draftkit.rows import Row, RowKind
from draftkit.writers.event_words import told
from draftkit.writers.language import language_of
from draftkit.writers.shown import (
    SAME,
    Shown,
    Status,
    before_edits,
    in_groups,
    shown,
    table_of,
    told_together,
    totals,
)
from draftkit.writers.web_page import web_page

_TAGS = (
    (Format.BOLD, "b"),
    (Format.ITALIC, "i"),
    (Format.UNDERLINE, "u"),
    (Format.STRIKE, "s"),
    (Format.SUBSCRIPT, "sub"),
    (Format.SUPERSCRIPT, "sup"),
)


_HEADINGS = (RowKind.HEADING, RowKind.ANNEX)
_TITLES = ("symbol", "title", "date")
"""The lines of a masthead that say which document this is."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text of one look."""

    lines: tuple[str, ...]
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Run:
    """What stayed, went, came or changed its look."""

    kind: str
    pieces: tuple[_Piece, ...]
    is_mark: bool = False
    """Brackets or stops alone, which a line through them would make illegible."""


@dataclass(frozen=True, slots=True)
class _TableRow:
    """A row of a table: what happened to it, and the runs of its cells."""

    kind: str
    is_head: bool
    cells: tuple[tuple[_Run, ...], ...]


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph as the template shows it."""

    anchor: str
    label: str
    status: str
    events: tuple[str, ...]
    number: str
    level: int
    is_heading: bool
    runs: tuple[_Run, ...]
    target: tuple[str, str] = ("", "")
    """Of a paragraph that moved away or was joined to another, the anchor and the label of its new place."""
    table: tuple[_TableRow, ...] = ()


@dataclass(frozen=True, slots=True)
class _Block:
    """A changed paragraph, or several that are closed up under one line."""

    summary: str
    page: tuple[_Paragraph, ...]


def html(changes: Changes, old_name: str, new_name: str, same: str = SAME, by_letter: bool = False) -> str:
    """The changes as a page; the names are those of the two files, ``same`` says that nothing changed."""
    page = shown(changes, by_letter)
    anchors = {one.pair.new_label: f"c{place}" for place, one in enumerate(page) if one.pair.new}
    blocks = tuple(_blocks(page, anchors, notes_of(changes)))
    return web_page(
        "diff",
        old_name=old_name,
        new_name=new_name,
        old_document=_document(pair.old for pair in changes.pairs),
        new_document=_document(pair.new for pair in changes.pairs),
        totals=totals(changes) if changes.any else "",
        language=language_of(row for pair in changes.pairs if (row := pair.new or pair.old)),
        same=same,
        blocks=blocks,
        changed=[one for block in blocks if not block.summary for one in block.page if not one.target[0]],
    )


def _document(rows: Iterable[Row | None]) -> str:
    """Which document this is, by its masthead: "NS/1/L.4, Lights of the harbours, 3 May 2041"."""
    found = {row.field: row.text for row in rows if row and row.field in _TITLES}
    return ", ".join(found[field] for field in _TITLES if field in found)


def _blocks(page: Sequence[Shown], anchors: Mapping[str, str], notes: Mapping[str, str]) -> Iterator[_Block]:
    place = 0
    for status, ones in in_groups(page):
        paragraphs = tuple(_paragraph(one, f"c{place + at}", anchors, notes) for at, one in enumerate(ones))
        place += len(ones)
        if status in (Status.UNCHANGED, Status.RENUMBERED):
            yield _Block(_arrows(" ".join(told_together(ones))), paragraphs)
        else:
            yield from (_Block("", (paragraph,)) for paragraph in paragraphs)


def _paragraph(one: Shown, anchor: str, anchors: Mapping[str, str], notes: Mapping[str, str]) -> _Paragraph:
    row = one.pair.new or one.pair.old
    assert row is not None
    return _Paragraph(
        anchor,
        _arrows(one.label),
        one.what if one.status is Status.SPLIT_OFF else one.status.value,
        tuple(_capital(told(event)) for event in one.events) if one.is_here else (),
        row.marker,
        0 if row.kind in _HEADINGS else row.level,
        row.kind in _HEADINGS,
        tuple(_runs(one)) if one.is_here else (),
        ("", "") if one.is_here else (anchors[one.elsewhere], one.elsewhere),
        tuple(map(_table_row, table_of(one, notes))) if one.is_here else (),
    )


def _table_row(row: MarkedRow) -> _TableRow:
    return _TableRow(row.kind.value, row.names_columns, tuple(tuple(map(_run, cell)) for cell in row.cells))


def _arrows(label: str) -> str:
    return label.replace(" -> ", " \u2192 ")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _runs(one: Shown) -> Iterator[_Run]:
    """The whole text of a paragraph, with what stands before its number if that is anything."""
    for kind, group in groupby(
        (*_before(one.pair.old, one.pair.new), *map(_run, one.edits)), lambda run: run.kind
    ):
        runs = list(group)
        pieces = tuple(piece for run in runs for piece in run.pieces)
        yield _Run(kind, pieces, all(run.is_mark for run in runs))


def _run(edit: Edit) -> _Run:
    pieces = tuple(_pieces(edit.new or edit.old))
    letters = "".join(line for piece in pieces for line in piece.lines)
    return _Run(edit.kind.value, pieces, _is_mark(letters))


def _is_mark(letters: str) -> bool:
    return letters.strip() != "" and not any(map(str.isalnum, letters))


def _before(old: Row | None, new: Row | None) -> Iterator[_Run]:
    yield from (
        _Run(kind.value, (_Piece((text,)),), _is_mark(text)) for kind, text in before_edits(old, new) if text
    )


def _pieces(content: Iterable[Span]) -> Iterator[_Piece]:
    for span in content:
        if isinstance(span, NoteCall):
            yield _Piece((span.note,), ("sup",))
        else:
            yield _Piece(
                tuple(span.text.split("\n")), tuple(tag for look, tag in _TAGS if look in span.format)
            )
