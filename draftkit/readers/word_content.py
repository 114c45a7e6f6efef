"""The words of a Word paragraph as spans, and what its style says that it is."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping

from draftkit.content import may_have_runs, normal
from draftkit.dataclass import replace
from draftkit.model import Format, NoteCall, Position, Span, Text
from draftkit.ooxml.document import DRAFT_TABLE, Block, Piece, WordNote, WordParagraph, WordTable
from draftkit.patterns import begun_pattern, lazy_pattern
from draftkit.readers.items import Item
from draftkit.table_text import cell_lines, cell_text, table_lines

NoteIds = Mapping[tuple[str, str], str]
"""The names of notes: by kind and id, by (TYPED, number of the paragraph), by (RAISED, mark)."""
TYPED = "typed"
"""The kind of a note that was typed below the text, and is none to Word."""
RAISED = "raised"
"""The kind of a call that was typed: a raised mark."""

_WHITE = lazy_pattern(r"([ \t\n]{2,}|\t)")
_HEADING_STYLE = begun_pattern(r"(?:reg|title)?h(m|ch|1|2/3|2|3|4|5/6)(?:ga?)?", "reg", "title", "h")
_HEADING_LEVELS = {"m": 2, "ch": 2, "1": 2, "2/3": 3, "2": 3, "3": 3, "4": 4, "5/6": 5}
_STYLES = {"title": 2, "subtitle": 2, "session": 2, "sponsors": 3, "xlarge": 1, "xlargeg": 1}
"""Names of styles, and the headings of draft text that say the same (draftkit.readers.front.HEADINGS)."""
_WORD_HEADING = begun_pattern(r"heading([1-9])", "heading")
_NO_HEADINGS = ("agenda",)
_MOST_HEADING_WORDS = 60
_DEEPEST_HEADING = 6


def heading_of(paragraph: WordParagraph) -> int:
    """The level of heading that a paragraph's style or outline level makes of it; 0 for none.

    The styles are those of the United Nations templates of New York and Geneva (``_ H_1``,
    ``Title_H_CH``, ``_ H_2/3_G``) and Word's own, whatever outline levels an office has given to them.
    """
    level = _level(paragraph.style, paragraph.outline)
    return level if level and len(paragraph.text.split()) <= _MOST_HEADING_WORDS else 0


@functools.lru_cache(maxsize=1000)
def _level(style: str, outline: int) -> int:
    name = re.sub(r"[\s_]+", "", style.lower())
    if name.startswith(_NO_HEADINGS):
        return 0
    if name in _STYLES:
        return _STYLES[name]
    if found := _HEADING_STYLE.fullmatch(name):
        return _HEADING_LEVELS[found.group(1)]
    found = _WORD_HEADING.fullmatch(name)
    level = int(found.group(1)) if found else outline
    return min(level + 1, _DEEPEST_HEADING) if level else 0


def content_of(paragraph: WordParagraph, notes: NoteIds, own: bool = False) -> tuple[Span, ...]:
    """The words of a paragraph, every character with its place.

    With ``own``, bold and italic count only where they are not its style's.
    """
    return normal(_spans(paragraph.pieces, paragraph.number, notes, own))


def _spans(pieces: tuple[Piece, ...], number: int, notes: NoteIds, own: bool) -> Iterator[Span]:
    between = {id(piece) for piece in between_calls(pieces)}
    for piece in pieces:
        if piece.call:
            yield from _call(piece, number, notes)
        elif id(piece) in between:
            continue
        elif (note := _raised(piece, notes)) is not None:
            yield NoteCall(note, Position(number, piece.start + 1))
        elif piece.thing in ("", "equation", "ruby"):
            yield from _texts(piece, number, piece.format if own else piece.on_page)


def between_calls(pieces: tuple[Piece, ...]) -> Iterator[Piece]:
    """The raised commas that divide one note call from the next, as in ¹,²: writers set them anew."""
    if not any(piece.call for piece in pieces):
        return
    for before, piece, after in zip(pieces, pieces[1:], pieces[2:], strict=False):
        raised = Format.SUPERSCRIPT in piece.format and piece.text.strip() in (",", "")
        if before.call and after.call and raised and not piece.thing:
            yield piece


def _raised(piece: Piece, notes: NoteIds) -> str | None:
    """The note that a raised mark calls."""
    if piece.format is Format.PLAIN or Format.SUPERSCRIPT not in piece.format or piece.thing:
        return None
    return notes.get((RAISED, piece.text.strip()))


def not_words(paragraph: WordParagraph, notes: NoteIds) -> str:
    """The characters of a paragraph that are neither in its words nor in its head: marks of notes."""
    commas = [piece.text for piece in between_calls(paragraph.pieces)]
    calls = [piece.text for piece in paragraph.pieces if _raised(piece, notes) is not None]
    return "".join((*commas, *calls, typed_mark(paragraph)))


def _call(piece: Piece, number: int, notes: NoteIds) -> Iterator[Span]:
    assert piece.call
    position = Position(number, piece.start + 1)
    id = notes.get((piece.call.kind, piece.call.id))
    if id is not None:
        yield NoteCall(id, position)
    elif piece.call.mark:
        yield Text(piece.call.mark, Format.SUPERSCRIPT, position)


def _texts(piece: Piece, number: int, format: Format) -> Iterator[Text]:
    """White space is given part by part, so that what is made of it does not shift what follows."""
    at = piece.start
    if not may_have_runs(piece.text):
        yield Text(piece.text, format, Position(number, at + 1))
        return
    for index, part in enumerate(_WHITE.split(piece.text)):
        if part:
            text = ("\n" if "\n" in part else " ") if index % 2 else part
            yield Text(text, format, Position(number, at + 1))
        at += len(part)


_TYPED_MARK = lazy_pattern(r"[*†‡§]{1,4}|\d{1,3}(?:-\d+)?")
_NOTE_STYLE = "footnote text"


def typed_mark(paragraph: WordParagraph) -> str:
    """The mark of a note that was typed below the text, as for a star in a masthead; empty for any other.

    Word allows no footnote in a header (17.11), so such notes are paragraphs in the style of footnotes.
    """
    if paragraph.style.lower() != _NOTE_STYLE or paragraph.label:
        return ""
    pieces = [piece for piece in paragraph.pieces if piece.text.strip()]
    if len(pieces) < 2 or pieces[0].call or pieces[0].thing:
        return ""
    mark = pieces[0].text.strip()
    raised = Format.SUPERSCRIPT in pieces[0].format and Format.SUPERSCRIPT not in pieces[1].format
    return mark if raised and _TYPED_MARK.fullmatch(mark) else ""


def note_content(note: WordNote, notes: NoteIds) -> tuple[Span, ...]:
    """The words of a note, without the mark it begins with; a line for each of its paragraphs."""
    out: list[Span] = []
    for index, paragraph in enumerate(note.paragraphs):
        pieces = paragraph.pieces
        if not index:
            pieces = _without_mark(pieces, note.mark)
        if out:
            out.append(Text("\n"))
        out += _spans(pieces, paragraph.number, notes, own=False)
    return normal(out)


def _without_mark(pieces: tuple[Piece, ...], mark: str) -> tuple[Piece, ...]:
    """The pieces of a note after the mark that its text begins with, typed or set by Word."""
    own = next((index for index, piece in enumerate(pieces[:3]) if piece.thing == "own mark"), None)
    if own is not None:
        before = "".join(piece.text for piece in pieces[:own]).strip()
        return _without_bracket(pieces[own + 1 :]) if before == "(" else pieces[own + 1 :]
    rest = mark
    cut = list(pieces)
    while cut and rest and not cut[0].call and not cut[0].thing:
        text = cut[0].text
        words = text.lstrip() if rest == mark else text
        if len(words) <= len(rest) and rest.startswith(words):
            rest = rest[len(words) :]
            del cut[0]
        elif words.startswith(rest):
            used = len(text) - len(words) + len(rest)
            cut[0] = replace(cut[0], text=text[used:], start=cut[0].start + used)
            rest = ""
        else:
            return pieces
    return tuple(cut) if mark and not rest else pieces


def _without_bracket(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces after a mark in brackets, as in (1)."""
    first = pieces[0] if pieces else None
    if first is None or first.call or first.thing or not first.text.startswith(")"):
        return pieces
    rest = replace(first, text=first.text[1:], start=first.start + 1)
    return (rest, *pieces[1:]) if rest.text else pieces[1:]


# --- what stands as it is ---


def verbatim(text: str, number: int) -> Item:
    """Lines that are kept as they are, from this paragraph on."""
    position = Position(number, 1)
    return Item((Text(text, position=position),), table=True, place=number, position=position)


def verbatim_of(paragraph: WordParagraph) -> Item | None:
    """What a paragraph holds that draftkit has written as a table or a picture; None for any other one."""
    if paragraph.style != _PREFORMATTED or any(piece.call for piece in paragraph.pieces):
        return None
    lines = [line.rstrip() for line in paragraph.text.split("\n")]
    return verbatim("\n".join(lines), paragraph.number) if all(map(_AS_IS.match, lines)) else None


_PREFORMATTED = "HTML Preformatted"
"""The name of a style that comes with Word."""
_AS_IS = lazy_pattern(r"[ \t]*(?:\||!\[picture\]\([^)]*\)$)")


def table_text(table: WordTable, notes: NoteIds) -> str:
    """A table as draft text has it: a line a row, strokes between the cells. Empty for an empty one.

    Of a table that draftkit has set, words have their formats.
    """
    formats = table.style == DRAFT_TABLE
    rows = [[_cell_text(cell, notes, formats) for cell in row] for row in table.rows]
    return table_lines(rows, table.head) if any(text for row in rows for text in row) else ""


def _cell_text(cell: tuple[Block, ...], notes: NoteIds, formats: bool) -> str:
    lines = []
    for block in cell:
        if isinstance(block, WordTable):
            lines += [" / ".join(_cell_text(inner, notes, formats) for inner in row) for row in block.rows]
            continue
        label = f"{block.label.text} " if block.label and block.label.text else ""
        spans = content_of(block, notes, own=True)
        lines.append(label + cell_text(spans if formats else map(_unformatted, spans)))
        lines += [_cell_text(box, notes, formats) for box in block.boxes]
    return cell_lines(lines)


def _unformatted(span: Span) -> Span:
    return replace(span, format=Format.PLAIN) if isinstance(span, Text) else span
