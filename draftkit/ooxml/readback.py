"""A resolved Word file, read again as what stands on its page.

Only what draftkit writes is understood: this is for proving a file before it is
saved, not for reading other people's files. Formatting is read as it stands in
the file, property by property, so that nothing is taken for granted; but that
a paragraph stays with the next, and which level a heading has, says more about
what stands around them than about themselves.
"""

from __future__ import annotations

import functools
import io
import zipfile
from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree

from draftkit.dataclass import dataclass
from draftkit.ooxml.resolve import View, W, resolve
from draftkit.patterns import lazy_pattern

Properties: TypeAlias = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""Formatting as in the file: elements with their attributes."""


@dataclass(frozen=True, slots=True)
class ReadText:
    """Text in one format."""

    text: str
    properties: Properties = ()


@dataclass(frozen=True, slots=True)
class ReadCall:
    """A call to a note."""

    note: int
    """The note's place in the order of references; -1 in a note's own text, for its mark."""
    mark: str = ""
    """The mark, when Word does not count the note; of a repeated call, what it shows."""
    repeat: bool = False


ReadPiece: TypeAlias = ReadText | ReadCall


ReadCell: TypeAlias = tuple[int, int, bool]
"""The row and the column of a cell, from 0, and whether the row is set again on every page."""


@dataclass(frozen=True, slots=True)
class ReadParagraph:
    """A paragraph as it stands."""

    properties: Properties
    pieces: tuple[ReadPiece, ...]
    cell: ReadCell | None = None
    """Where in a table it stands."""

    @property
    def text(self) -> str:
        """Its text, note calls in braces."""
        return "".join(
            piece.text if isinstance(piece, ReadText) else f"{{{piece.mark or piece.note + 1}}}"
            for piece in self.pieces
        )


@dataclass(frozen=True, slots=True)
class ReadFile:
    """The stories of a file, each a list of paragraphs."""

    body: tuple[ReadParagraph, ...]
    notes: tuple[tuple[ReadParagraph, ...], ...]
    """In the order of their references."""
    headers: tuple[tuple[ReadParagraph, ...], ...]
    """Even, odd, first."""


_HEADERS = ("word/header1.xml", "word/header2.xml", "word/header3.xml")
_FOLLOWS = frozenset(W + tag for tag in ("keepNext", "outlineLvl"))
"""What follows from other paragraphs."""
_NOTEREF = lazy_pattern(r"NOTEREF (\S+)")


def read_file(package: bytes, view: View) -> ReadFile:
    """What a Word file of ours says when every revision is accepted, or rejected."""
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        document = resolve(parts.read("word/document.xml"), view)
        footnotes = resolve(parts.read("word/footnotes.xml"), view)
        headers = [resolve(parts.read(name), view) for name in _HEADERS]
    references = list(document.iter(W + "footnoteReference"))
    order = {reference.get(W + "id"): place for place, reference in enumerate(references)}
    bookmarks = _bookmarks(document, order)
    by_id = {note.get(W + "id"): note for note in footnotes}
    reader = _Reader(order, bookmarks)
    return ReadFile(
        reader.paragraphs(document),
        tuple(reader.paragraphs(by_id[key]) for key in order),
        tuple(reader.paragraphs(header) for header in headers),
    )


def _bookmarks(document: etree._Element, order: dict[str | None, int]) -> dict[str | None, int]:
    """The notes whose references the bookmarks enclose."""
    found: dict[str | None, int] = {}
    name: str | None = None
    for element in document.iter(W + "bookmarkStart", W + "bookmarkEnd", W + "footnoteReference"):
        if element.tag == W + "bookmarkStart":
            name = element.get(W + "name")
        elif element.tag == W + "bookmarkEnd":
            name = None
        elif name:
            found[name] = order[element.get(W + "id")]
    return found


@dataclass(slots=True)
class _Reader:
    order: dict[str | None, int]
    bookmarks: dict[str | None, int]

    def paragraphs(self, story: etree._Element) -> tuple[ReadParagraph, ...]:
        return tuple(
            ReadParagraph(_canonical(p.find(W + "pPr")), tuple(self._pieces(p)), _cell(p))
            for p in story.iter(W + "p")
        )

    def _pieces(self, paragraph: etree._Element) -> Iterator[ReadPiece]:
        text = ""
        properties: Properties = ()
        for piece in self._runs(paragraph):
            if isinstance(piece, ReadText) and piece.properties == properties:
                text += piece.text
                continue
            if text:
                yield ReadText(text, properties)
            text, properties = "", ()
            if isinstance(piece, ReadText):
                text, properties = piece.text, piece.properties
            else:
                yield piece
        if text:
            yield ReadText(text, properties)

    def _runs(self, paragraph: etree._Element) -> Iterator[ReadPiece]:
        field: list[str] | None = None
        result: list[ReadText] = []
        in_result = False
        for run in paragraph.iter(W + "r"):
            properties = _canonical(run.find(W + "rPr"))
            kind = _field_character(run)
            if kind == "begin":
                field, result = [], []
            elif kind == "separate":
                in_result = True
            elif kind == "end":
                yield from self._shown("".join(field or ()), result)
                field, in_result = None, False
            elif in_result:
                result.append(ReadText(_text(run), properties))
            elif field is not None:
                field.append("".join(code.text or "" for code in run.iter(W + "instrText")))
            else:
                yield from self._run(run, properties)

    def _run(self, run: etree._Element, properties: Properties) -> Iterator[ReadPiece]:
        reference = run.find(W + "footnoteReference")
        if reference is not None:
            yield ReadCall(self.order[reference.get(W + "id")], _text(run))
        elif run.find(W + "footnoteRef") is not None:
            yield ReadCall(-1)
        elif text := _text(run):
            yield ReadText(text, properties)

    def _shown(self, code: str, result: list[ReadText]) -> Iterator[ReadPiece]:
        """A further call to a note, or the text that a variable of the file gives."""
        name = _NOTEREF.search(code)
        if name and name.group(1) in self.bookmarks:
            shown = "".join(text.text for text in result)
            yield ReadCall(self.bookmarks[name.group(1)], shown, repeat=True)
        elif "DOCVARIABLE" in code:
            yield from result
        else:
            yield ReadText(f"{{{code}}}")


def _cell(paragraph: etree._Element) -> ReadCell | None:
    cell = paragraph.getparent()
    if cell is None or cell.tag != W + "tc":
        return None
    row = cell.getparent()
    table = None if row is None else row.getparent()
    assert row is not None
    assert table is not None
    head = row.find(f"{W}trPr/{W}tblHeader") is not None
    return table.findall(W + "tr").index(row), row.findall(W + "tc").index(cell), head


def _field_character(run: etree._Element) -> str | None:
    character = run.find(W + "fldChar")
    return None if character is None else character.get(W + "fldCharType")


def _text(run: etree._Element) -> str:
    out = []
    for child in run:
        if child.tag == W + "t":
            out.append(child.text or "")
        elif child.tag == W + "tab":
            out.append("\t")
        elif child.tag == W + "br":
            out.append("\n")
    return "".join(out)


def _canonical(properties: etree._Element | None) -> Properties:
    if properties is None:
        return ()
    return tuple(_element(child) for child in properties if child.tag not in _FOLLOWS)


def _element(element: etree._Element) -> tuple[str, tuple[tuple[str, str], ...]]:
    own = tuple(sorted((str(name), str(value)) for name, value in element.attrib.items()))
    below = tuple((str(child.tag), str(_element(child)[1])) for child in element)
    return str(element.tag), own + below


@functools.cache
def as_read(properties: str) -> Properties:
    """Property elements as :func:`read_file` would read them."""
    return _canonical(etree.fromstring(f'<x xmlns:w="{W[1:-1]}">{properties}</x>'))
