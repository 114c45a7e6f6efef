"""The proof a redline on an issued file has to pass before it is saved.

Rejecting every change must give back every part of the issued file, markup and
all; accepting must give the rows of the new version: words, spaces, formats,
numbers, notes and their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import TypeAlias

from draftkit.content import join
from draftkit.errors import DraftkitError
from draftkit.model import Format, Span, Text
from draftkit.ooxml.archive import open_archive
from draftkit.ooxml.resolve import View, W, resolve_tree
from draftkit.ooxml.same_markup import first_difference
from draftkit.rows import Row, RowKind
from draftkit.writers.issued.exact import THING
from draftkit.writers.issued.plan import BOLD_BY_STYLE

_Piece: TypeAlias = tuple[str, Format]
_Page: TypeAlias = tuple[list[tuple[_Piece, ...]], list[tuple[_Piece, ...]]]
_SHOWN = 60


def prove_rejected(issued: bytes, redline: bytes, file: str, view: View | None) -> None:
    """Raise DraftkitError unless rejecting every change gives every part of the issued file.

    ``view`` is what became of the changes the issued file held before: None when they were kept.
    """
    before, after = open_archive(issued, file), open_archive(redline, file)
    for name in before.names:
        if before.read(name) == after.read(name):
            continue
        if not name.endswith(".xml") or name == "[Content_Types].xml":
            continue
        was, now = before.root(name), after.root(name)
        if was.tag not in (W + "document", W + "footnotes", W + "endnotes", W + "hdr", W + "ftr"):
            continue
        resolve_tree(was, View.REJECT if view is None else view)
        resolve_tree(now, View.REJECT)
        ids = {note.get(W + "id") for note in was}
        if was.tag in (W + "footnotes", W + "endnotes"):
            for note in list(now):
                if note.get(W + "id") not in ids:
                    now.remove(note)
        place = first_difference(was, now)
        if place is not None:
            raise DraftkitError(
                f"the redline is not saved because rejecting its changes would not give back {name}"
                f" (after “{place.strip()}”)",
                file,
            )


def prove_accepted(
    found: Sequence[Row], wanted: Sequence[Row], ignored: Format, exact: bool, file: str
) -> None:
    """Raise DraftkitError unless the rows read after accepting say what the wanted ones say."""
    (front, body), (wanted_front, wanted_body) = _page(found, ignored, exact), _page(wanted, ignored, exact)
    if exact:
        _compare(front, wanted_front, file)
    else:
        # The lines of a masthead stand side by side, in no order.
        _compare(sorted(front, key=_text), sorted(wanted_front, key=_text), file)
    _compare(body, wanted_body, file)


def _page(rows: Sequence[Row], ignored: Format, exact: bool) -> _Page:
    """What rows say: front matter, and the rest with its notes in the order of their calls."""
    order: dict[str, int] = {}
    names = {row.marker for row in rows if row.kind is RowKind.NOTE}
    front: list[tuple[_Piece, ...]] = []
    body: list[tuple[_Piece, ...]] = []
    notes = {row.marker: row for row in rows if row.kind is RowKind.NOTE}
    waiting: list[str] = []
    for row in rows:
        if row.kind is RowKind.NOTE:
            continue
        mask = ignored | (Format.BOLD if row.kind in BOLD_BY_STYLE and not exact else Format.PLAIN)
        said = tuple(_said(row.content, mask, order, names, exact))
        waiting += [name for name in order if name not in waiting]
        if said:
            (front if row.kind is RowKind.FRONT else body).append(said)
    body += [tuple(_said(notes[name].content, ignored, order, names, exact)) for name in waiting]
    return front, body


def _said(
    content: Iterable[Span], mask: Format, order: dict[str, int], names: set[str], exact: bool
) -> Iterable[_Piece]:
    spans: list[Text] = []
    for span in content:
        if isinstance(span, Text):
            spans.append(Text(span.text, span.format & ~mask))
        elif span.note in names:
            spans.append(Text(f"\ue000{order.setdefault(span.note, len(order))}\ue001"))
        elif not span.note.startswith(THING):
            spans.append(Text(f"\ue000{span.note}\ue001"))
    for span in join(spans):
        assert isinstance(span, Text)
        if span.text.strip() or exact:
            yield span.text, span.format


def _text(pieces: tuple[_Piece, ...]) -> str:
    return "".join(text for text, _ in pieces)


def _compare(found: list[tuple[_Piece, ...]], wanted: list[tuple[_Piece, ...]], file: str) -> None:
    for one, other in zip_longest(found, wanted, fillvalue=()):
        if one == other:
            continue
        reads, should = _text(one), _text(other)
        if reads == should:
            what = f"“{reads[:_SHOWN]}” has other formatting"
        else:
            at = next((i for i, (a, b) in enumerate(zip(reads, should, strict=False)) if a != b), 0)
            start = max(at - _SHOWN // 2, 0)
            what = f"“{reads[start : start + _SHOWN]}” stands for “{should[start : start + _SHOWN]}”"
        raise DraftkitError(f"the redline is not saved because after accepting its changes {what}", file)
