"""Whose look a new paragraph takes, and what stands before its words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from draftkit.model import Format
from draftkit.ooxml.issued import Shape
from draftkit.rows import Row, RowKind
from draftkit.writers.issued.plan import BOLD_BY_STYLE, first_place, lines_of

_BODY = (
    RowKind.OPERATIVE,
    RowKind.PREAMBULAR,
    RowKind.SUBPARAGRAPH,
    RowKind.TAIL,
    RowKind.TEXT,
)
_PREFIX = re.compile(r"(?:[IVXLC]+|[A-Z]|\d+)\.|[•–-]")


class Shapes:
    """The paragraphs of the issued file as models for new ones."""

    def __init__(self, old: Sequence[Row], texts: Mapping[int, str], labels: Mapping[int, str]) -> None:
        self.texts = texts
        self.labels = labels
        self.models: list[tuple[int, Row]] = []
        seen: set[int] = set()
        for row in old:
            lines = lines_of(row)
            if lines and lines[0] not in seen and row.kind not in (RowKind.NOTE, RowKind.VERBATIM):
                seen.add(lines[0])
                self.models.append((lines[0], row))

    def like(self, row: Row, near: int) -> tuple[int, Row | None]:
        """The paragraph that a row should look like, the nearest to a place of those that are most alike."""
        for wanted in self._keys(row):
            found = [(line, other) for line, other in self.models if wanted(other)]
            if found:
                return min(found, key=lambda model: (abs(model[0] - near), model[0] > near))
        return 0, None

    def _keys(self, row: Row) -> Iterator[Callable[[Row], bool]]:
        numbered = bool(row.marker)
        same = (row.kind, row.level)
        if row.kind is RowKind.FRONT:
            yield lambda o: o.kind is row.kind and o.field == row.field
            yield lambda o: o.kind is row.kind
        yield lambda o: (o.kind, o.level, bool(o.marker)) == (*same, numbered) and bool(o.content)
        yield lambda o: (o.kind, o.level) == same and bool(o.content)
        if row.kind in _BODY:
            yield lambda o: o.kind in _BODY and bool(o.marker) == numbered and o.level <= row.level
            yield lambda o: o.kind in _BODY and o.level <= row.level
            yield lambda o: o.kind in _BODY
        yield lambda o: o.kind is row.kind
        yield lambda o: True

    def shape(self, row: Row, near: int, typed: bool, exact: bool) -> tuple[Shape, str]:
        """The shape of a new paragraph, and what is to be cut from the head of its words.

        ``typed``: its number is written out, although those around it are Word's own.
        """
        line, model = self.like(row, near)
        label = self.labels.get(line, "")
        ignored = Format.BOLD if row.kind in BOLD_BY_STYLE and not exact else Format.PLAIN
        if exact and not (row.marker or row.before or row.option):
            # The words of an exact row begin with the tabs of its own paragraph.
            keep = bool(label) and bool(model) and bool(model and model.marker)
            return Shape(line, "", own_number=keep and not typed, ignored=ignored), ""
        own = bool(label) and (typed or not row.marker) and bool(model and model.marker)
        lead = self._lead(row, line, model, label, own)
        cut = ""
        if label and not (model and model.marker) and (found := _PREFIX.match(row.text)):
            cut = found.group()
        return Shape(line, lead, own_number=own, ignored=ignored), cut

    def _lead(self, row: Row, line: int, model: Row | None, label: str, own: bool) -> str:
        head = self._head(line, model)
        tabs = head[: len(head) - len(head.lstrip())]
        typed = model is not None and bool(model.marker) and not label
        after = ""
        if typed and model:
            rest = head[len(tabs) + len(model.before + model.marker) :]
            after = rest[: len(rest) - len(rest.lstrip())]
        number = "" if not row.marker or (label and not own) else row.marker + (after or "\t")
        option = f"{row.option} " if row.option else ""
        if typed and not row.marker and row.kind in (RowKind.TAIL, RowKind.TEXT):
            tabs = ""
        return tabs + row.before + number + option

    def _head(self, line: int, model: Row | None) -> str:
        text = self.texts.get(line, "")
        if model is None:
            return ""
        words = first_place(model)
        return text[: words.column - 1] if words and words.line == line else ""
