"""A Word file as rows that are its paragraphs to the letter, white space and empty lines included.

Two Word files are compared by these, so that accepting every change gives the
new file's text exactly. What each paragraph is (its kind, its number) is what
the reader found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from draftkit.content import join
from draftkit.dataclass import replace
from draftkit.model import Format, NoteCall, Position, Span, Text
from draftkit.ooxml.archive import Archive
from draftkit.ooxml.document import Block, Piece, WordDocument, WordNote, WordParagraph, WordTable, paragraphs
from draftkit.rows import Row, RowKind
from draftkit.table_text import table_cells
from draftkit.writers.issued.places import first_place, lines_of

THING = "\0"
"""Begins the name of a mark that stands for a picture and calls no note."""


def exact_rows(
    document: WordDocument, found: Iterable[Row], things: Things, whole_tables: bool
) -> tuple[Row, ...]:
    """The rows; ``found`` are those the reader made of the same file.

    With ``whole_tables``, every table is one row; without, the paragraphs in one are rows where the reader
    found the masthead or the draft itself in it.
    """
    first = _by_line(found)
    read_header = any(p.number in first for p in paragraphs(document.header))
    header = list(paragraphs(document.header)) if read_header else []
    body = [
        *(exact_row(p, first.get(p.number), things) for p in header),
        *_blocks(document.body, first, things, whole_tables),
    ]
    notes = (_note(key, note, things) for key, note in document.notes.items())
    return (*body, *notes)


def has_frames(document: WordDocument, found: Iterable[Row]) -> bool:
    """Whether a table is more than that to the reader: a masthead, say, or the draft itself."""
    first = _by_line(found)
    return any(isinstance(block, WordTable) and _is_frame(_rows_in(block, first)) for block in document.body)


Grid: TypeAlias = list[list[list["str | Grid"]]]
"""The rows of a table, their cells, and the paragraphs and tables in these."""


def grids(blocks: Iterable[Block]) -> list[Grid]:
    """What stands in the rows and cells of tables."""
    return [_grid(block) for block in blocks if isinstance(block, WordTable)]


def _grid(table: WordTable) -> Grid:
    return [
        [[_grid(block) if isinstance(block, WordTable) else block.text for block in cell] for cell in row]
        for row in table.rows
    ]


def _by_line(found: Iterable[Row]) -> dict[int, Row]:
    """The first row that stands in each paragraph."""
    first: dict[int, Row] = {}
    for row in found:
        if row.kind is not RowKind.NOTE:
            for line in lines_of(row):
                first.setdefault(line, row)
    return first


def _rows_in(table: WordTable, first: Mapping[int, Row]) -> list[Row]:
    return [first[p.number] for p in paragraphs((table,)) if p.number in first]


def _is_frame(rows: Iterable[Row]) -> bool:
    """Whether the reader found more than the lines of a table."""
    return not all(row.kind is RowKind.VERBATIM or table_cells(row.text) for row in rows)


def note_name(kind: str, id: str) -> str:
    """What exact rows call a note."""
    return f"{kind} {id}"


def _blocks(
    blocks: tuple[Block, ...], first: Mapping[int, Row], things: Things, whole_tables: bool
) -> Iterator[Row]:
    for block in blocks:
        if isinstance(block, WordTable):
            if not whole_tables and _is_frame(_rows_in(block, first)):
                yield from (exact_row(p, first.get(p.number), things) for p in paragraphs((block,)))
            else:
                position = Position(block.number, 1)
                yield Row(RowKind.VERBATIM, join(_cells(block, things)), position=position)
            continue
        yield exact_row(block, first.get(block.number), things)
        for box in block.boxes:
            for paragraph in paragraphs(box):
                if paragraph.number in first:
                    yield exact_row(paragraph, first[paragraph.number], things)


def _cells(table: WordTable, things: Things) -> Iterator[Span]:
    """What stands in a table, a line a paragraph, each cell and row with an end of its own."""
    for row in table.rows:
        for cell in row:
            for paragraph in paragraphs(cell):
                yield from things.spans(paragraph, 0)
                yield Text("\n")
            yield Text("\t")
        yield Text("\n")


def exact_row(paragraph: WordParagraph, found: Row | None, things: Things) -> Row:
    """A paragraph to the letter; ``found`` is the row that the reader made of it."""
    position = Position(paragraph.number, 1)
    if found is None or found.kind is RowKind.VERBATIM:
        return Row(RowKind.TEXT, tuple(things.spans(paragraph, 0)), position=position)
    start = 0
    head = ("", "", "")
    place = first_place(found)
    if found.marker and found.position == position:
        if paragraph.label and paragraph.label.text:
            head = (found.marker, "", "")
        elif place and place.line == paragraph.number:
            head = (found.marker, found.before, found.option)
            start = place.column - 1
    content = tuple(things.spans(paragraph, start))
    return Row(found.kind, content, *head, level=found.level, field=found.field, position=position)


def whole_rows(rows: Iterable[Row], document: WordDocument, things: Things) -> tuple[Row, ...]:
    """Exact rows with typed numbers as words of the paragraph; those that have none are the same objects."""
    every = (*paragraphs(document.header), *paragraphs(document.body))
    by_number = {paragraph.number: paragraph for paragraph in every}
    return tuple(_whole(row, by_number, things) for row in rows)


def _whole(row: Row, by_number: Mapping[int, WordParagraph], things: Things) -> Row:
    if row.kind in (RowKind.NOTE, RowKind.VERBATIM) or not row.marker or row.position is None:
        return row
    paragraph = by_number[row.position.line]
    if paragraph.label and paragraph.label.text:
        return row
    return replace(row, content=tuple(things.spans(paragraph, 0)), marker="", before="", option="")


def typed_heads(rows: Iterable[Row], document: WordDocument, things: Things) -> dict[int, tuple[Text, ...]]:
    """What is typed before the words of exact rows, with its looks, by the number of the paragraph."""
    every = (*paragraphs(document.header), *paragraphs(document.body))
    by_number = {paragraph.number: paragraph for paragraph in every}
    found = {}
    for row in rows:
        if row.kind in (RowKind.NOTE, RowKind.VERBATIM) or not row.marker or row.position is None:
            continue
        paragraph = by_number[row.position.line]
        if not paragraph.label or not paragraph.label.text:
            place = first_place(row)
            found[paragraph.number] = tuple(_before(paragraph, place.column - 1 if place else None, things))
    return found


def _before(paragraph: WordParagraph, end: int | None, things: Things) -> Iterator[Text]:
    """The texts of a paragraph before a place of it."""
    for piece in paragraph.pieces:
        length = len(piece.text) if end is None else min(len(piece.text), end - piece.start)
        if length > 0:
            yield Text(piece.text[:length], things.format(piece))


def _note(key: tuple[str, str], note: WordNote, things: Things) -> Row:
    content: list[Span] = []
    for index, spans in enumerate(_note_paragraphs(note, things)):
        content += [Text("\n"), *spans] if index else spans
    number = note.paragraphs[0].number if note.paragraphs else 1
    return Row(RowKind.NOTE, join(content), marker=note_name(*key), position=Position(number, 1))


def note_ends(note: WordNote, things: Things) -> frozenset[int]:
    """Which of the line ends in the row of a note, counted from 0, are ends of its paragraphs."""
    found: list[int] = []
    lines = 0
    for index, spans in enumerate(_note_paragraphs(note, things)):
        if index:
            found.append(lines)
            lines += 1
        lines += sum(span.text.count("\n") for span in spans if isinstance(span, Text))
    return frozenset(found)


def _note_paragraphs(note: WordNote, things: Things) -> Iterator[list[Span]]:
    """What each paragraph of a note says, the first without the mark of the note."""
    for index, paragraph in enumerate(note.paragraphs):
        start = 0
        if not index:
            own = [piece for piece in paragraph.pieces if piece.thing == "own mark"]
            start = own[0].start + 1 if own else 0
            text = "".join(piece.text for piece in paragraph.pieces)
            if own and text[: own[0].start].strip() == "(" and text[start:].startswith(")"):
                start += 1
            if not own and note.mark and text.lstrip().startswith(note.mark):
                start = text.index(note.mark) + len(note.mark)
            start += len(text[start:]) - len(text[start:].lstrip())
        yield list(things.spans(paragraph, start))


class Things:
    """Gives names to what is no text: two pictures have one name when they are the same picture.

    With ``on_page``, words have the looks that the page shows, else those of their own choice.
    """

    def __init__(self, archive: Archive, on_page: bool) -> None:
        self.archive = archive
        self.on_page = on_page
        self.names = {name.rpartition("/")[2]: name for name in archive.names}

    def spans(self, paragraph: WordParagraph, start: int) -> Iterator[Span]:
        return iter(join(self._spans(paragraph, start)))

    def _spans(self, paragraph: WordParagraph, start: int) -> Iterator[Span]:
        for piece in paragraph.pieces:
            if piece.start + len(piece.text) <= start:
                continue
            if piece.call:
                position = Position(paragraph.number, piece.start + 1)
                yield NoteCall(note_name(piece.call.kind, piece.call.id), position)
            elif piece.thing in ("", "equation", "ruby"):
                cut = max(start - piece.start, 0)
                position = Position(paragraph.number, piece.start + cut + 1)
                yield Text(piece.text[cut:], self.format(piece), position)
            else:
                yield NoteCall(THING + self._name(piece), Position(paragraph.number, piece.start + 1))

    def format(self, piece: Piece) -> Format:
        """The looks of a piece, as they are compared."""
        return piece.on_page if self.on_page else piece.format

    def _name(self, piece: Piece) -> str:
        part = self.names.get(piece.name)
        return f"{piece.thing} {_digest(self.archive.read(part)) if part else ''}"


def _digest(data: bytes) -> str:
    import hashlib  # which takes a while to load, and few files need

    return hashlib.sha256(data).hexdigest()[:16]
