"""Changes for a terminal: paragraph by paragraph, words marked.

Marks are ``{-deleted-}``, ``{+inserted+}`` and ``{~in another format~}``. Braces
do not occur in UN drafts, square brackets do; so a lifted bracket, ``{-[-}``,
cannot be taken for bracketed text. Colour repeats what the marks say and never
says more. A note call reads ``^3``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, starmap

from draftkit.compare.changes import Changes, Edit, EditKind
from draftkit.compare.tables import MarkedRow, notes_of
from draftkit.model import NoteCall, Span
from draftkit.writers.event_words import CONTEXT, shortened, told
from draftkit.writers.shown import (
    SAME,
    Shown,
    Status,
    before_edits,
    in_groups,
    looks,
    shown,
    table_of,
    told_together,
    totals,
)
from draftkit.writers.styled_lines import BOLD, DIM, EVENT, INDENT, MARKS, STYLES, Styled, joined

_SIGNS = str.maketrans({"\u00a0": "\u237d", "\u202f": "\u237d", "\u2011": "="})
"""How no-break spaces and hyphens are shown where nothing else changed."""
_SIGNS_LEGEND = "\u237d: no-break space  =: no-break hyphen"
LEGEND = "{-deleted-}  {+inserted+}  {~in another format~}  ^3: call of note 3  \u2026: words that stayed"


def terminal(changes: Changes, color: bool = False, width: int = 100, by_letter: bool = False) -> str:
    """The changes as lines of at most ``width`` columns, the last one a summary."""
    if not changes.any:
        return SAME + "\n"
    blocks: list[list[Styled]] = []
    page = shown(changes, by_letter)
    notes = notes_of(changes)
    for status, run in in_groups(page):
        if status in (Status.UNCHANGED, Status.RENUMBERED):
            blocks.append([unshown(run)])
        else:
            blocks += (_paragraph(one, notes) for one in run)
    if any(edit.kind is not EditKind.EQUAL for pair in changes.pairs for edit in pair.edits):
        blocks.append([[(legend(page), DIM)]])
    blocks.append([[(totals(changes), BOLD)]])
    return "\n\n".join(joined(block, color, width) for block in blocks) + "\n"


def legend(page: Iterable[Shown]) -> str:
    """What the marks mean, and the signs if there are any."""
    return f"{LEGEND}  {_SIGNS_LEGEND}" if any(map(_has_signs, page)) else LEGEND


def unshown(page: Sequence[Shown]) -> Styled:
    """Paragraphs of which nothing is worth showing but their labels."""
    labels, what = told_together(page)
    if page[0].status is Status.UNCHANGED:
        return [(f"({labels} {what})", DIM)]
    return [(labels, BOLD), (f"  {what}", "")]


def heading(one: Shown) -> list[Styled]:
    """The label of a paragraph, what happened to it, and its events."""
    head: Styled = [(one.label, BOLD), (f"  {one.what}" if one.what else "", "")]
    if not one.is_here:
        return [head]
    return [head, *([(f"{INDENT}* {told(event)}", EVENT)] for event in one.events)]


def _paragraph(one: Shown, notes: Mapping[str, str]) -> list[Styled]:
    """Label, events, text."""
    if one.is_here and (rows := table_of(one, notes)):
        return [*heading(one), *([(INDENT, ""), *table_row(row)] for row in rows_worth_showing(rows))]
    text = in_context(runs(one)) if one.is_here else []
    return heading(one) + ([[(INDENT, ""), *text]] if text else [])


# --- tables ----------------------------------------------------------------------------------


def rows_worth_showing(rows: Sequence[MarkedRow]) -> Iterator[MarkedRow | None]:
    """The rows that changed, and those that name the columns; None for others between them."""
    passed = False
    for row in rows:
        if row.is_same and not row.names_columns and any(not other.is_same for other in rows):
            passed = True
            continue
        if passed:
            yield None
        passed = False
        yield row
    if passed:
        yield None


def table_row(row: MarkedRow | None, without: EditKind | None = None) -> Styled:
    """A row of a table with its marks, strokes between its cells; ``without`` what came, or went."""
    if row is None:
        return [("\u2026", "")]
    if row.kind is without:
        return []
    opener, closer = MARKS.get(row.kind, ("", ""))
    out: Styled = [(f"{opener}|", STYLES[row.kind])]
    for at, cell in enumerate(row.cells):
        for place, (kind, text) in enumerate(_shown_in_cell(cell, without)):
            first, last = ("", "") if kind in (EditKind.EQUAL, row.kind) else MARKS[kind]
            out.append((f"{' ' * (place == 0)}{first}{text}{last}", STYLES[kind]))
        out.append((f" |{closer}" if at == len(row.cells) - 1 else " |", STYLES[row.kind]))
    return out


def _shown_in_cell(cell: Iterable[Edit], without: EditKind | None) -> Iterator[tuple[EditKind, str]]:
    for edit in cell:
        if edit.kind is not without:
            yield edit.kind, _plain(edit.new or edit.old)


# --- the text of a paragraph -----------------------------------------------------------------


def runs(one: Shown) -> list[tuple[EditKind, str]]:
    """The paragraph in runs, with what stands before its number if that changed."""
    found = [(edit.kind, _plain(edit.new or edit.old)) for edit in one.edits]
    if any(kind in (EditKind.DELETE, EditKind.INSERT) for kind, _ in found):
        # A space in another format looks the same; marks around it would only be noise.
        look = EditKind.FORMAT
        found = [(EditKind.EQUAL if kind is look and text.isspace() else kind, text) for kind, text in found]
    lead = before_edits(one.pair.old, one.pair.new)
    merged: list[tuple[EditKind, str]] = []
    for kind, text in (*lead, *chain.from_iterable(starmap(_bare, found))):
        if merged and merged[-1][0] is kind:
            merged[-1] = kind, merged[-1][1] + text
        elif text:
            merged.append((kind, text))
    return list(_with_signs(merged))


def _bare(kind: EditKind, text: str) -> Iterator[tuple[EditKind, str]]:
    """A run, of words in another format those alone: the spaces around them look the same."""
    if kind is not EditKind.FORMAT or not (words := text.strip()):
        yield kind, text
        return
    start = text.index(words)
    yield EditKind.EQUAL, text[:start]
    yield kind, words
    yield EditKind.EQUAL, text[start + len(words) :]


def _with_signs(runs: Sequence[tuple[EditKind, str]]) -> Iterator[tuple[EditKind, str]]:
    """The runs, with signs for no-break spaces and hyphens where what went looks like what came."""
    for place, (kind, text) in enumerate(runs):
        before, after = runs[max(place - 1, 0)], runs[min(place + 1, len(runs) - 1)]
        signed = kind is EditKind.DELETE and after[0] is EditKind.INSERT and looks(text) == looks(after[1])
        signed |= kind is EditKind.INSERT and before[0] is EditKind.DELETE and looks(text) == looks(before[1])
        yield kind, text.translate(_SIGNS) if signed else text


def _has_signs(one: Shown) -> bool:
    edits = zip(one.edits, one.edits[1:], strict=False)
    return any(
        edit.kind is EditKind.DELETE
        and after.kind is EditKind.INSERT
        and looks(_plain(edit.old)) == looks(_plain(after.new))
        for edit, after in edits
    )


def _plain(content: Iterable[Span]) -> str:
    text = "".join(f"^{span.note}" if isinstance(span, NoteCall) else span.text for span in content)
    return text.replace("\n", " ")


def in_context(runs: Sequence[tuple[EditKind, str]]) -> Styled:
    """Runs with their marks; a long unchanged one keeps CONTEXT words beside each change."""
    out: Styled = []
    for index, (kind, text) in enumerate(runs):
        if kind is EditKind.EQUAL:
            out.append((_context(text, before=index > 0, after=index < len(runs) - 1), ""))
        else:
            opener, closer = MARKS[kind]
            out.append((f"{opener}{text}{closer}", STYLES[kind]))
    return out


def _context(text: str, before: bool, after: bool) -> str:
    """The words next to the change before this run, and next to the one after it."""
    words = list(re.finditer(r"\S+", text))
    head, tail = CONTEXT * before, CONTEXT * after
    if not (head or tail):
        return shortened(text)
    if len(words) <= head + tail + 2:
        return text
    start = text[: words[head - 1].end()] + " " if head else ""
    end = " " + text[words[-tail].start() :] if tail else ""
    return f"{start}\u2026{end}"
