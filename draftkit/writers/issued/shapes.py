"""Whose look a new paragraph takes, and what stands before its words."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from draftkit.model import Format, Text
from draftkit.ooxml.issued import Shape
from draftkit.rows import Row, RowKind
from draftkit.writers.issued.dress import Dress, uncounted
from draftkit.writers.issued.places import first_place, lines_of
from draftkit.writers.issued.plan import BOLD_BY_STYLE, prefix_of
from draftkit.writers.issued.planned_heads import Heads

_BODY = frozenset((RowKind.OPERATIVE, RowKind.PREAMBULAR, RowKind.SUBPARAGRAPH, RowKind.TAIL, RowKind.TEXT))
_Key: TypeAlias = tuple[object, ...]
_Look: TypeAlias = tuple[RowKind, str, int, bool, bool, bool]
"""What makes a row a model: its kind, field and level; whether it has words, has a number, is an item."""


class Shapes:
    """The paragraphs of the issued file as models for new ones."""

    def __init__(
        self,
        old: Sequence[Row],
        texts: Mapping[int, str],
        labels: Mapping[int, str],
        worn: Mapping[int, Dress] | None = None,
        chosen: Mapping[int, Dress] | None = None,
        heads: Heads | None = None,
    ) -> None:
        """``worn`` is what paragraphs of the issued file wear, ``chosen`` what those of the new one do."""
        self.texts = texts
        self.labels = labels
        self.worn = worn or {}
        self.chosen = chosen or {}
        self.borrowed: Container[int] = ()
        """Paragraphs of the new version that show a look which none of the issued file has.

        Where one is named as a model, it is by its number below 0.
        """
        self.heads = heads or {}
        """What the new version has before the words of its paragraphs."""
        self.rows: dict[int, Row] = {}
        """The paragraphs that can be models, by number: each with the first row that stands in it."""
        self.groups: dict[_Key, list[int]] = defaultdict(list)
        """Those that are alike in something, in order."""
        for row in old:
            lines = lines_of(row)
            if lines and lines[0] not in self.rows and row.kind not in (RowKind.NOTE, RowKind.VERBATIM):
                self.rows[lines[0]] = row
        alike: dict[tuple[_Look, Dress | None], list[int]] = defaultdict(list)
        for line, row in self.rows.items():
            alike[_look(row, bool(labels.get(line))), self.worn.get(line)].append(line)
        for (look, dress), lines in alike.items():
            for key in _own_keys(look):
                self.groups[key] += lines
                if dress:
                    self.groups[(*key, dress)] += lines
                    self.groups[(*key, dress.style)] += lines
        for lines in self.groups.values():
            lines.sort()

    @property
    def models(self) -> frozenset[Dress]:
        """What the paragraphs wear that can be models."""
        return frozenset(self.worn[line] for line in self.rows if line in self.worn)

    def like(self, row: Row, near: int) -> tuple[int, Row | None]:
        """The paragraph that a row should look like, the nearest to a place of those that are most alike."""
        if line := self._shown_by_new(row):
            return line, None
        for key in self._alike(row):
            if lines := self.groups.get(key):
                line = _nearest(lines, near)
                return line, self.rows[line]
        return 0, None

    def _alike(self, row: Row) -> Iterator[_Key]:
        """What a model should be like, what matters most first: the dress that was chosen, then the kind."""
        keys = tuple(_keys(row))
        if dress := self.dress(row):
            yield from ((*key, dress) for key in keys)
            yield from ((*key, dress.style) for key in keys)
        yield from keys

    def dress(self, row: Row) -> Dress | None:
        """What a row of the new version wears by somebody's choice."""
        return self.chosen.get(row.position.line) if row.position else None

    def redressed(self, row: Row, number: int) -> int:
        """The paragraph whose look an old one takes that was given another style; 0 when none was.

        One that Word counts is no model for one whose number is typed and stays.
        """
        dress, old = self.dress(row), self.worn.get(number)
        if dress is None or old is None or number not in self.rows:
            return 0
        if old.level is None and self.rows[number].marker:
            dress = uncounted(dress)
        if dress.style == old.style and (dress.level is None or dress.counts_as(old)):
            return 0
        lines = self.groups.get((dress,), [])
        if not lines and dress.level is None:
            lines = self.groups.get((dress.style,), [])
        return _nearest(lines, number) if lines else self._shown_by_new(row)

    def _shown_by_new(self, row: Row) -> int:
        """The paragraph of a row of the new version, where it is the model of its own look."""
        return -row.position.line if row.position and row.position.line in self.borrowed else 0

    def comes_counted(self, row: Row) -> bool:
        """Whether Word sets a number or bullet before a paragraph of the new version."""
        dress = self.dress(row)
        return dress is not None and dress.level is not None

    def is_counted(self, number: int) -> bool:
        """Whether Word sets one before a paragraph of the issued file."""
        return bool(self.labels.get(number))

    def same(self, row: Row, near: int) -> int:
        """The paragraph whose look an old one takes that becomes this row; 0 when none is of its kind."""
        line, model = self.like(row, near)
        if model is None or (model.kind, model.level) != (row.kind, row.level):
            return 0
        is_item = bool(self.labels.get(line)) and not model.marker
        return line if is_item == _is_item(row) else 0

    def shape(self, row: Row, near: int, typed: bool, exact: bool) -> tuple[Shape, str]:
        """The shape of a new paragraph, and what is to be cut from the head of its words.

        ``typed``: its number is written out, although those around it are Word's own.
        """
        line, model = self.like(row, near)
        label = self.labels.get(line, "")
        ignored = Format.BOLD if row.kind in BOLD_BY_STYLE and not exact else Format.PLAIN
        if exact and not (row.marker or row.before or row.option):
            # The words of an exact row begin with the tabs of its own paragraph.
            dress = self.dress(row)
            is_counted = dress.level is not None if dress else not (model and model.marker)
            keep = bool(label) and not is_counted
            return Shape(line, own_number=keep and not typed, ignored=ignored), ""
        cut = ""
        if label and not (model and model.marker) and not typed and (found := prefix_of(row.text)):
            cut = found.group()
        own = bool(label) and not cut and (typed or not row.marker)
        head = self.heads.get(row.position.line, ()) if row.position and row.marker else ()
        if head and (own or not label):
            parts = list(_parted(head, (row.before, row.marker, row.option)))
            lead, formats = tuple(part.text for part in parts), tuple(part.format for part in parts)
            return Shape(line, lead, formats, own, ignored), cut
        lead = self._lead(row, line, model, label, own)
        return Shape(line, lead, own_number=own, ignored=ignored), cut

    def _lead(self, row: Row, line: int, model: Row | None, label: str, own: bool) -> tuple[str, ...]:
        head = self._head(line, model)
        tabs = head[: len(head) - len(head.lstrip())]
        typed = model is not None and bool(model.marker) and not label
        after = ""
        if typed and model:
            rest = head[len(tabs) + len(model.before + model.marker) :]
            after = rest[: len(rest) - len(rest.lstrip())]
        number = ("",) if not row.marker or (label and not own) else (row.marker, after or "\t")
        option = (row.option, " ") if row.option else ()
        if typed and not row.marker and row.kind in (RowKind.TAIL, RowKind.TEXT):
            tabs = ""
        return tuple(part for part in (tabs, row.before, *number, *option) if part)

    def _head(self, line: int, model: Row | None) -> str:
        text = self.texts.get(line, "")
        if model is None:
            return ""
        words = first_place(model)
        return text[: words.column - 1] if words and words.line == line else ""


def _parted(head: Sequence[Text], names: Sequence[str]) -> Iterator[Text]:
    """The texts of a head, cut before and behind the bracket, the number and the option in it."""
    whole = "".join(text.text for text in head)
    cuts = {0, len(whole)}
    at = 0
    for name in names:
        if name and (found := whole.find(name, at)) >= 0:
            at = found + len(name)
            cuts |= {found, at}
    start = 0
    for text in head:
        end = start + len(text.text)
        here = sorted({start, end} | {cut for cut in cuts if start < cut < end})
        yield from (Text(whole[a:b], text.format) for a, b in pairwise(here))
        start = end


def _nearest(lines: Sequence[int], near: int) -> int:
    at = bisect_right(lines, near)
    return min(lines[max(at - 1, 0) : at + 1], key=lambda line: (abs(line - near), line > near))


def _look(row: Row, is_counted: bool) -> _Look:
    """What a model is like; an item is counted by Word, and the number or bullet is read as words."""
    numbered = bool(row.marker)
    return row.kind, row.field, row.level, bool(row.content), numbered, is_counted and not numbered


def _own_keys(look: _Look) -> Iterator[_Key]:
    """In what groups a model is."""
    kind, field, level, has_words, numbered, is_item = look
    if kind is RowKind.FRONT:
        yield kind, field
    if has_words:
        yield kind, level, numbered, is_item
        yield kind, level, numbered
        yield kind, level
    if kind in _BODY:
        yield "body", level, numbered, is_item
        yield "body", level
        yield ("body",)
    yield (kind,)
    yield ()


def _is_item(row: Row) -> bool:
    return not row.marker and bool(prefix_of(row.text))


def _keys(row: Row) -> Iterator[_Key]:
    """What a model should be like, what matters most first."""
    numbered = bool(row.marker)
    is_item = _is_item(row)
    if row.kind is RowKind.FRONT:
        yield row.kind, row.field
        yield (row.kind,)
    yield row.kind, row.level, numbered, is_item
    yield row.kind, row.level, numbered
    yield row.kind, row.level
    if row.kind in _BODY:
        for level in range(row.level, -1, -1):
            yield "body", level, numbered, is_item
        for level in range(row.level, -1, -1):
            yield "body", level
        yield ("body",)
    yield (row.kind,)
    yield ()
