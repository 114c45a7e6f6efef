"""The proof a redline on an issued file has to pass before it is saved.

Rejecting every change must give back every part of the issued file, markup and
all; accepting must give the rows of the new version: words, spaces, formats,
numbers, notes and their order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import TypeAlias

from draftkit.content import join
from draftkit.dataclass import dataclass
from draftkit.errors import DraftkitError
from draftkit.model import Format, Span, Text
from draftkit.ooxml.archive import Archive
from draftkit.ooxml.note_ids import name_alike
from draftkit.ooxml.resolve import View, W, resolve_tree
from draftkit.ooxml.same_markup import first_difference
from draftkit.rows import Row, RowKind
from draftkit.writers.issued.exact import THING
from draftkit.writers.issued.plan import BOLD_BY_STYLE

_Piece: TypeAlias = tuple[str, Format]
_SHOWN = 60


def prove_rejected(before: Archive, after: Archive, file: str, view: View) -> None:
    """Raise DraftkitError unless rejecting every change gives every part of the issued file.

    ``before`` is the issued file, ``after`` the redline, and ``view`` what became of the changes that the
    issued file held.
    """
    parts = {}
    for name in before.names:
        if before.has_the_same(name, after):
            continue
        if not name.endswith(".xml") or name == "[Content_Types].xml":
            continue
        was, now = before.root(name), after.root(name)
        if was.tag not in (W + "document", W + "footnotes", W + "endnotes", W + "hdr", W + "ftr"):
            continue
        resolve_tree(was, View.REJECT if view is View.KEEP else view)
        resolve_tree(now, View.REJECT)
        parts[name] = was, now
    if before.main in parts:
        name_alike(parts.values(), *parts[before.main])
    for name, (was, now) in parts.items():
        place = first_difference(was, now)
        if place is not None:
            raise DraftkitError(
                f"the redline is not saved because rejecting its changes would not give back {name}"
                f" (after “{place.strip()}”)",
                file,
            )


def prove_accepted(
    found: Counted, wanted: Counted, ignored: Format, exact: bool, file: str
) -> tuple[str, ...]:
    """What the numbers of the accepted file do not say that the new version says.

    Raises DraftkitError unless the rows read after accepting have the words of the wanted ones.
    """
    reads, should = _Page(found, ignored, exact), _Page(wanted, ignored, exact)
    if not exact:
        # The lines of a masthead stand side by side, in no order.
        reads.front.sort(key=lambda said: said.text)
        should.front.sort(key=lambda said: said.text)
    numbers: list[str] = []
    typed = counted = 0
    for one, other in (
        *zip_longest(reads.front, should.front, fillvalue=_NOTHING),
        *zip_longest(reads.body, should.body, fillvalue=_NOTHING),
    ):
        same = one.words == other.words or (one.head != other.head and one.says_as(other))
        if not same:
            raise DraftkitError(
                f"the redline is not saved because after accepting its changes {_told(one, other)}", file
            )
        if one.number == other.number:
            typed += one.is_typed and not other.is_typed
            counted += other.is_typed and not one.is_typed
        if one.number != other.number and one.letters != other.letters:
            numbers.append(
                f"“{other.text[:_SHOWN]}” is numbered {one.number or 'not at all'} by Word,"
                f" not {other.number or 'without a number'} as in the new version"
            )
    if typed:
        numbers.append(f"{_numbers(typed)} typed, and counted by Word in the new version")
    if counted:
        numbers.append(f"{_numbers(counted)} counted by Word, and typed in the new version")
    return tuple(numbers)


def _numbers(count: int) -> str:
    return "the number of one paragraph is" if count == 1 else f"the numbers of {count:,} paragraphs are"


def prove_further_calls(before: Counter[str], after: Counter[str], file: str) -> None:
    """Raise DraftkitError if a further call shows a number that is not its note's, and did not before.

    ``before`` and ``after`` are what such calls show in the issued file and in the accepted one.
    """
    for shown in after - before:
        raise DraftkitError(
            "the redline is not saved because after accepting its changes a further call to a note shows"
            f" {shown}, which is not the number of that note",
            file,
        )


@dataclass(frozen=True, slots=True)
class Counted:
    """The rows of a version."""

    rows: Sequence[Row]
    labels: Mapping[int, str]
    """The numbers and bullets that Word sets before its paragraphs; none when it is draft text."""

    def label(self, row: Row) -> str:
        """What Word sets before the paragraph of a row; empty before a table."""
        is_paragraph = row.position and row.kind is not RowKind.VERBATIM
        return self.labels.get(row.position.line, "") if row.position and is_paragraph else ""


@dataclass(frozen=True, slots=True)
class _Row:
    """What a row says."""

    head: tuple[str, str, str]
    words: tuple[_Piece, ...]
    is_typed: bool = False
    """Whether its number is typed, and not Word's own."""

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.words)

    @property
    def number(self) -> str:
        return "".join(self.head[1].split())

    def says_as(self, other: _Row) -> bool:
        """Whether the words are the same wherever the head is held to end.

        Brackets that open before a number stand behind it when the number is Word's own.
        """
        same = self.letters == other.letters or self._unnumbered == other._unnumbered
        return same and all(a == b for a, b in zip(reversed(self._seen), reversed(other._seen), strict=False))

    @property
    def _unnumbered(self) -> str:
        return "".join("".join((self.head[0], self.head[2], self.text)).split())

    @property
    def _seen(self) -> list[_Piece]:
        """The visible characters of the words, each with its format."""
        return [(c, format) for text, format in self.words for c in text if not c.isspace()]

    @property
    def letters(self) -> str:
        """All of it without white space, wherever the head is held to end."""
        return "".join("".join((*self.head, self.text)).split())


_NOTHING = _Row(("", "", ""), ())


class _Page:
    """What rows say: front matter, and the rest with its notes in the order of their calls."""

    def __init__(self, version: Counted, ignored: Format, exact: bool) -> None:
        rows = version.rows
        self.exact = exact
        self.order: dict[str, int] = {}
        notes = {row.marker: row for row in rows if row.kind is RowKind.NOTE}
        self.names = frozenset(notes)
        self.front: list[_Row] = []
        self.body: list[_Row] = []
        without_bold = ignored | Format.BOLD
        for row in rows:
            if row.kind is RowKind.NOTE:
                continue
            mask = without_bold if row.kind in BOLD_BY_STYLE and not exact else ignored
            said = tuple(self._said(row.content, mask))
            if said or row.marker:
                label = version.label(row)
                is_typed = bool(row.marker) and not label
                head = row.before, row.marker or label, row.option
                # Of exact rows the order is that of the file, whatever each of them is.
                page = self.front if row.kind is RowKind.FRONT and not exact else self.body
                page.append(_Row(head, said, is_typed))
        for name in list(self.order):
            self.body.append(_Row(("", "", ""), tuple(self._said(notes[name].content, ignored))))

    def _said(self, content: Iterable[Span], mask: Format) -> Iterable[_Piece]:
        spans: list[Text] = []
        for span in content:
            if isinstance(span, Text):
                spans.append(span if mask is Format.PLAIN else Text(span.text, span.format & ~mask))
            elif span.note in self.names:
                spans.append(Text(f"\ue000{self.order.setdefault(span.note, len(self.order))}\ue001"))
            elif not span.note.startswith(THING):
                spans.append(Text(f"\ue000{span.note}\ue001"))
        for span in join(spans):
            assert isinstance(span, Text)
            if span.text.strip() or self.exact:
                yield span.text, span.format


def _told(one: _Row, other: _Row) -> str:
    reads, should = (" ".join(row.text.split()) for row in (one, other))
    if reads == should:
        return f"“{reads[:_SHOWN]}” has other formatting"
    at = next((i for i, (a, b) in enumerate(zip(reads, should, strict=False)) if a != b), 0)
    start = max(at - _SHOWN // 2, 0)
    return f"“{reads[start : start + _SHOWN]}” stands for “{should[start : start + _SHOWN]}”"
