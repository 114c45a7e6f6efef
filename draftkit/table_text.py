"""Tables of draft text: a line a row, strokes between the cells.

A draft keeps the lines of a table as they are. Word has tables of its own: lines in the one form that
a Word table is read as (:func:`table_lines`) can be such a table, all others stay lines.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

from draftkit.content import join, normal
from draftkit.dataclass import dataclass, replace
from draftkit.model import Format, NoteCall, Span, Text
from draftkit.patterns import lazy_pattern

Cells = tuple[tuple[str, ...], ...]
"""Rows of cells, as they are written in draft text."""

_STROKE = lazy_pattern(r"(?<!\\)\|")
_RULE = lazy_pattern(r":?-{3,}:?")
_BREAK = lazy_pattern(r"<br\s*/?>")
_CALL = lazy_pattern(r"\[\^([^\]\s]+)\]")
_PICTURE = lazy_pattern(r"\s*!\[picture\]\([^)]*\)\s*")


# --- reading lines ---


def table_cells(text: str) -> Cells | None:
    """The cells of a table; None when this is no table. A rule below the head row is no row."""
    rows = []
    for number, line in enumerate(text.strip().split("\n")):
        line = line.strip()
        if not line.startswith("|"):
            return None
        cells = tuple(" ".join(cell.split()) for cell in _STROKE.split(line)[1:])
        if len(cells) > 1 and not cells[-1]:
            cells = cells[:-1]
        if number != 1 or not all(map(_RULE.fullmatch, cells)):
            rows.append(cells)
    return tuple(rows)


def names_columns(text: str) -> bool:
    """Whether a rule stands below the first row of a table, which then names the columns."""
    cells = table_cells(text)
    return cells is not None and len(cells) <= text.strip().count("\n")


def is_picture(text: str) -> bool:
    """Whether lines that are kept as they are stand for pictures."""
    return all(map(_PICTURE.fullmatch, text.split("\n")))


def called(text: str) -> list[str]:
    """What the lines of a table call, whether or not there is such a note."""
    return _CALL.findall(text)


def paragraphs_of(cell: str, notes: Container[str]) -> list[tuple[Span, ...]]:
    """The paragraphs of a cell; only the notes that there are can be called in it."""
    found = [tuple(_spans(line.strip().replace("\\|", "|"), notes)) for line in _BREAK.split(cell)]
    return [content for content in found if content]


def _spans(line: str, notes: Container[str]) -> Iterator[Span]:
    parts: list[Span] = []
    for index, part in enumerate(_CALL.split(line)):
        if index % 2:
            parts.append(NoteCall(part) if part in notes else Text(f"[^{part}]"))
        elif part:
            parts.append(Text(part))
    yield from join(parts)


def comparable(text: str) -> str:
    """The table as a line a cell, whatever its notes are called."""
    cells = table_cells(text)
    if cells is None:
        return text
    return "\n".join("\n".join(_CALL.sub("[^]", _BREAK.sub("<br>", cell)) for cell in row) for row in cells)


# --- the one form that a table of Word is read as ---

MOST_COLUMNS = 63
"""Word opens no table with more."""


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table of draft text that can be one of Word."""

    cells: Cells
    head: bool
    """Whether the first row names the columns."""

    def calls(self) -> Iterator[str]:
        """What its cells call, in order, whether or not there is such a note."""
        for row in self.cells:
            for cell in row:
                yield from _CALL.findall(cell)


def text_table(text: str) -> TextTable | None:
    """The table that these lines can be in Word; None where it would be read as other lines."""
    cells = table_cells(text)
    if cells is None or not any(map(any, cells)):
        return None
    columns = {len(row) for row in cells}
    if len(columns) > 1 or max(columns) > MOST_COLUMNS:
        return None
    head = names_columns(text)
    as_read = ([cell_lines(_BREAK.split(cell.replace("\\|", "|"))) for cell in row] for row in cells)
    return TextTable(cells, head) if table_lines(as_read, head) == text else None


def table_lines(rows: Iterable[Sequence[str]], head: bool) -> str:
    """The lines of a table, given its cells; a rule below the row that names the columns."""
    lines = []
    for number, row in enumerate(rows):
        lines.append(f"| {' | '.join(row)} |")
        if head and not number:
            lines.append(f"| {' | '.join('---' for _ in row)} |")
    return "\n".join(lines)


def cell_lines(paragraphs: Iterable[str]) -> str:
    """A cell, given its paragraphs."""
    lines = (" ".join(line.split()).replace("|", "\\|") for line in paragraphs)
    return "<br>".join(line for line in lines if line)


# --- formats in a cell ---

_FORMATTED = lazy_pattern(
    r"(?<!\*)(?P<stars>\*{1,3})(?P<starred>[^*]+)(?P=stars)(?!\*)|<(?P<tag>u|s|sub|sup)>(?P<tagged>.+?)</(?P=tag)>"
)
_TAGS: dict[str, Format] = {
    "u": Format.UNDERLINE,
    "s": Format.STRIKE,
    "sub": Format.SUBSCRIPT,
    "sup": Format.SUPERSCRIPT,
}
_STARS = {Format.ITALIC: "*", Format.BOLD: "**", Format.ITALIC | Format.BOLD: "***"}


def cell_contents(cell: str, notes: Container[str], marks: Container[str]) -> list[tuple[Span, ...]]:
    """The paragraphs of a cell with their formats, as far as they would be read as they are written.

    ``notes`` can be called in it; other ``marks`` would be calls if they were raised.
    """
    found = []
    for content in paragraphs_of(cell, notes):
        formatted = normal(span for part in content for span in _with_formats(part, marks))
        found.append(formatted if cell_text(formatted) == cell_text(content) else content)
    return found


def cell_text(content: Iterable[Span]) -> str:
    """The words of a paragraph in a cell, with the marks of their formats."""
    return "".join(f"[^{span.note}]" if isinstance(span, NoteCall) else _marked(span) for span in content)


def _marked(span: Text) -> str:
    words = span.text.strip()
    if not words:
        return span.text
    before, _, after = span.text.partition(words)
    for tag, look in _TAGS.items():
        if look in span.format:
            words = f"<{tag}>{words}</{tag}>"
    stars = _STARS.get(span.format & (Format.ITALIC | Format.BOLD), "")
    return f"{before}{stars}{words}{stars}{after}"


def _with_formats(span: Span, marks: Container[str]) -> Iterator[Span]:
    """A part of a paragraph, divided where its format is another."""
    if isinstance(span, NoteCall):
        yield span
        return
    at = 0
    for found in _FORMATTED.finditer(span.text):
        yield replace(span, text=span.text[at : found.start()])
        at = found.end()
        if found["stars"]:
            inside = next(look for look, stars in _STARS.items() if stars == found["stars"])
            words = found["starred"]
        else:
            inside, words = _TAGS[found["tag"]], found["tagged"]
            if inside is Format.SUPERSCRIPT and _may_call(words, marks):
                yield replace(span, text=found.group())
                continue
        yield from _with_formats(replace(span, text=words, format=span.format | inside), marks)
    yield replace(span, text=span.text[at:])


def _may_call(words: str, marks: Container[str]) -> bool:
    """Whether raised words would be read as the call of a note."""
    return words.strip() in marks or not words.strip().isalnum()
