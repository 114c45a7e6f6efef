"""A compilation as a page of bracketed text, and such a page as a compilation again.

The paragraphs stand in the order of the base, with choices in brackets
(:mod:`draftkit.negotiate.notation`). Besides:

- ``[EU: 3 bis. Decides ...;]``: a paragraph that delegations insert;
- ``[3. Decides ...;] [Egypt: delete]``: one of the base that some delete;
- ``[EU: add the next paragraph]``, ``[Egypt: delete the next paragraph]``: the same before a table, or
  where brackets of the paragraph reach into others or are around its number alone;
- a table at the end that names the delegations, in order, with the numbers that their texts had;
- under it, one by one, what they change in the masthead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from draftkit.compare.tokens import cut, flat
from draftkit.content import join
from draftkit.dataclass import dataclass, replace
from draftkit.editorial.names import attribution
from draftkit.errors import DraftkitError
from draftkit.model import Text
from draftkit.negotiate import head_changes
from draftkit.negotiate.aids import Again, aids, as_built
from draftkit.negotiate.compilation import HEAD, Compilation, Entry
from draftkit.negotiate.names import BASE
from draftkit.negotiate.notation import DELETE, Notation, closers
from draftkit.negotiate.pieces import Piece, view_of
from draftkit.negotiate.table import Aid, Table, aided_rows, as_issued, is_table, read_table, written
from draftkit.rows import Row, RowKind

ADD, REMOVE = "add the next paragraph", "delete the next paragraph"
OWN, AS_IS = "the next paragraph is of the base", "the next paragraph is of the base, brackets and all"


def page_rows(compilation: Compilation, again: Again = as_built) -> tuple[Row, ...]:
    """The rows of the page.

    ``again`` gives the rows that are read from a file these are written to. Where it takes a paragraph for
    another kind than it is, the table says what it is. Raises DraftkitError where the file would not be read
    as the same compilation.
    """
    if not compilation.delegations:
        return compilation.view_rows(None)
    found = _page(compilation, Table())
    back = again(found)
    if not _same(back, compilation):
        found = _page(compilation, Table(Aid(aids(found, back))))
        if not _same(again(found), compilation):
            raise DraftkitError(
                "the compilation would not be read back as it is written, so it is not written"
            )
    return found


def _same(rows: Sequence[Row], compilation: Compilation) -> bool:
    try:
        return read_page(rows) == compilation
    except DraftkitError:
        return False


def _page(compilation: Compilation, table: Table) -> tuple[Row, ...]:
    notation = Notation(compilation.delegations)
    head = compilation.head()
    rest = compilation.entries[len(head) :]
    return (
        *(
            replace(entry.row, content=notation.written(entry.pieces))
            for entry in head
            if not entry.proponents
        ),
        *(row for entry in rest if not _is_note(entry.row) for row in _rows(entry, notation)),
        *under_the_text(compilation, table),
        *(row for entry in rest if _is_note(entry.row) for row in _rows(entry, notation)),
    )


def under_the_text(compilation: Compilation, table: Table) -> tuple[Row, ...]:
    """The table of delegations, and what they change before the paragraphs."""
    return (
        Row(RowKind.VERBATIM, (Text(written(compilation, table)),)),
        *head_changes.written(compilation.head()),
    )


def is_compilation(rows: Iterable[Row]) -> bool:
    """Whether this is a page of a compilation."""
    return any(map(is_table, rows))


def read_page(rows: Sequence[Row], choices: bool = True) -> Compilation:
    """The compilation on a page; one without delegations where the page is none.

    Without ``choices``, brackets in the text are the base's own: proposals stand elsewhere, and only those
    for the masthead are read.
    """
    tables = [place for place, row in enumerate(rows) if is_table(row)]
    if not tables:
        entries = tuple(Entry(row, row.content) for row in rows)
        return Compilation((), entries, (as_issued(rows),))
    table = tables[-1]
    delegations, issued, said = read_table(rows[table].text)
    rows = aided_rows(rows, said.page)
    table = max(place for place, row in enumerate(rows) if is_table(row))
    notation = Notation(delegations)
    head = list(takewhile(lambda row: row.kind in HEAD, rows[:table]))
    body = rows[len(head) : table]
    under = [row for row in rows[table + 1 :] if not _is_note(row)]
    notes = [row for row in rows[table + 1 :] if _is_note(row)]
    if choices:
        found = (*_read_rows(body, notation), *_read_rows(notes, notation))
    else:
        found = tuple(Entry(row, row.content) for row in (*body, *notes))
    return Compilation(delegations, (*head_changes.read(head, under, notation, choices), *found), issued)


# --- paragraphs ---


def _rows(entry: Entry, notation: Notation) -> list[Row]:
    """A paragraph in its brackets, or behind paragraphs that say what becomes of it."""
    row = entry.row
    if row.kind not in _REMARKED and (not _has_head(row) or _shows_head(entry)):
        wrapped = [_wrapped(entry, notation)]
        (built,) = as_built((wrapped[0],))
        stays = (built.before, built.content) == (wrapped[0].before, wrapped[0].content)
        if stays and list(_read_rows(wrapped, notation)) == [entry]:
            return wrapped
    remarks: list[tuple[tuple[str, ...], str]] = [(entry.proponents, ADD)] if entry.proponents else []
    if entry.against:
        remarks.append((entry.against, REMOVE))
    plain = replace(row, content=notation.written(entry.pieces))
    own = notation.read(plain.content) == entry.pieces
    if not entry.proponents and not own:
        remarks.append(((BASE,), AS_IS))
    elif not remarks and list(_read_rows([plain], notation)) != [entry]:
        remarks.append(((BASE,), OWN))
    below = RowKind.PREAMBULAR if row.kind is RowKind.PREAMBULAR else RowKind.TEXT
    return [
        *(Row(below, (Text(f"[{', '.join(names)}: {words}]"),)) for names, words in remarks),
        plain,
    ]


def _shows_head(entry: Entry) -> bool:
    """Whether the number or option of a paragraph would be known in the brackets around it.

    It is behind names that are known as such, and where it has no brackets of its own: ``[EU: [3] ...]``.
    """
    known = not entry.proponents or attribution(f"{', '.join(entry.proponents)}: words") is not None
    bare = not (entry.proponents or entry.against) or not entry.row.marker.startswith("[")
    return known and bare


def _wrapped(entry: Entry, notation: Notation) -> Row:
    row = replace(entry.row, content=notation.written(entry.pieces))
    if entry.proponents:
        return _in_brackets(row, f"[{', '.join(entry.proponents)}: ", "]")
    if entry.against:
        return _in_brackets(row, "[", f"] [{', '.join(entry.against)}: {DELETE}]")
    return row


def _in_brackets(row: Row, opening: str, closing: str) -> Row:
    if _has_head(row):
        return replace(row, before=opening + row.before, content=join((*row.content, Text(closing))))
    return replace(row, content=join((Text(opening), *row.content, Text(closing))))


def _has_head(row: Row) -> bool:
    """Whether brackets around the paragraph open before its number or option."""
    return bool(row.marker or row.option) and row.kind is not RowKind.NOTE


_REMARKED = (RowKind.VERBATIM, RowKind.HEADING, RowKind.ANNEX)
"""What cannot stand in brackets, or would not be known in them."""


@dataclass(slots=True)
class _Said:
    """What paragraphs before one say of it."""

    proponents: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    as_is: bool = False
    any: bool = False


def _read_rows(rows: Iterable[Row], notation: Notation) -> Iterator[Entry]:
    said = _Said()
    for row in rows:
        if _is_remark(row, notation, said):
            continue
        if said.any:
            pieces = row.content if said.as_is or said.proponents else notation.read(row.content)
            own = row if said.proponents else replace(row, content=view_of(pieces, None))
            yield Entry(own, pieces, said.proponents, said.against)
            said = _Said()
        else:
            yield row_entry(row, notation)


def _is_remark(row: Row, notation: Notation, said: _Said) -> bool:
    """Whether a paragraph speaks of the next one; what it says is added."""
    found = remark(row, notation)
    if found is None:
        return False
    names, words = found
    if words == ADD:
        said.proponents = names
    elif words == REMOVE:
        said.against = names
    said.as_is = said.as_is or words == AS_IS
    said.any = True
    return True


def remark(row: Row, notation: Notation) -> tuple[tuple[str, ...], str] | None:
    """Who says what of the next paragraph, where a paragraph speaks of that."""
    text = row.text
    if row.marker or row.option or row.before or not text.startswith("[") or not text.endswith("]"):
        return None
    who = notation.named(text, 1)
    words = text[who.words : -1] if who else ""
    return (who.names, words) if who and words in (ADD, REMOVE, OWN, AS_IS) else None


def row_entry(row: Row, notation: Notation) -> Entry:
    """A paragraph as it stands on the page."""
    if row.kind is RowKind.VERBATIM:
        return Entry(row, row.content)
    head = len(row.before) if _has_head(row) else 0
    text = (row.before if head else "") + flat(row.content)
    close = closers(text).get(0) if text.startswith("[") and (head or not _has_head(row)) else None
    if close is not None:
        who = notation.named(text, 1, close)
        if who and head and who.words > head:
            who, close = None, None
    if close is None:
        return _base_entry(row, notation)
    after = text[close + 1 :]
    if who and who.names != (BASE,):
        if after:
            return _base_entry(row, notation)
        inside = _inside(row, who.words, close, head)
        return Entry(inside, inside.content, who.names)
    against = _deleting(after, notation) if who is None else ()
    return _base_entry(_inside(row, 1, close, head) if against else row, notation, against)


def _deleting(after: str, notation: Notation) -> tuple[str, ...]:
    """Who deletes the paragraph, by what stands behind it: " [Egypt: delete]"."""
    who = notation.named(after, 2) if after.startswith(" [") else None
    return who.names if who and after[who.words :] == f"{DELETE}]" and who.names != (BASE,) else ()


def _inside(row: Row, start: int, close: int, head: int) -> Row:
    """A row without the brackets around it."""
    if head:
        return replace(row, before=row.before[start:], content=cut(row.content, 0, close - head))
    return replace(row, content=cut(row.content, start, close))


def _base_entry(row: Row, notation: Notation, against: tuple[str, ...] = ()) -> Entry:
    pieces: tuple[Piece, ...] = notation.read(row.content)
    return Entry(replace(row, content=view_of(pieces, None)), pieces, (), against)


def _is_note(row: Row) -> bool:
    return row.kind is RowKind.NOTE
