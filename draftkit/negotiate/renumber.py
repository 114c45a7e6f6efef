"""Final numbers for the paragraphs of a draft, the concordance, and what references would have to say.

3 bis becomes 4, and all later numbers count on. Numbers begin again where they
did in the draft: in an annex, and in a section whose first number is 1. The
words of the draft are not touched: references are proposals, which are carried
out only for the numbers that are asked for (:func:`with_references`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from draftkit.build import build
from draftkit.content import normal
from draftkit.dataclass import dataclass, replace
from draftkit.errors import DraftkitError
from draftkit.labels import SUFFIXES, Style, labels, parse_marker, to_roman
from draftkit.model import Draft, NoteCall, Text
from draftkit.negotiate.places import places
from draftkit.negotiate.references import About, Number, references
from draftkit.negotiate.seams import cells
from draftkit.negotiate.standing import Form
from draftkit.patterns import lazy_pattern
from draftkit.rows import Row, RowKind, rows


@dataclass(frozen=True, slots=True)
class Renumbered:
    """A paragraph with its old and its new number."""

    old: str
    """What it was called: ``OP3 bis``."""
    new: str
    words: str
    """Its text."""

    @property
    def changed(self) -> bool:
        """Whether the number is another one."""
        return self.old != self.new


@dataclass(frozen=True, slots=True)
class Proposal:
    """A number in the text that should be another one."""

    row: int
    start: int
    end: int
    old: str
    new: str
    label: str
    """The paragraph it stands in, by its new number."""
    context: str
    """The words around it."""
    certain: bool
    """Whether the text says that it means a paragraph of its own: "paragraph 5 above"."""


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """A reference that is not proposed to be changed, and why."""

    label: str
    context: str
    why: str


@dataclass(frozen=True, slots=True)
class Renumbering:
    """A draft with final numbers."""

    draft: Draft
    """With the words as they were."""
    concordance: tuple[Renumbered, ...]
    proposals: tuple[Proposal, ...]
    left_alone: tuple[LeftAlone, ...]
    remarks: tuple[str, ...]


def renumber(draft: Draft) -> Renumbering:
    """The draft with final numbers.

    Raises DraftkitError while options with numbers of their own are open: which
    numbers there will be depends on the choice.
    """
    before = rows(draft)
    _check_options(draft)
    after = tuple(_final_numbers(before))
    old, new = labels(before), labels(after)
    concordance = tuple(
        Renumbered(o, n, row.text)
        for row, o, n in zip(before, old, new, strict=True)
        if _is_numbered(row) and (not row.level or o.rpartition("(")[2] != n.rpartition("(")[2])
    )
    proposals, left = _references(before, after, new)
    return Renumbering(build(after), concordance, tuple(proposals), tuple(left), tuple(_remarks(before, old)))


def with_references(found: Renumbering, wanted: Collection[int]) -> Draft:
    """The draft with the proposals of these numbers, from 1, carried out."""
    chosen: dict[int, list[Proposal]] = {}
    for number, proposal in enumerate(found.proposals, start=1):
        if number in wanted:
            chosen.setdefault(proposal.row, []).append(proposal)
    return build(
        _with_numbers(row, chosen[index]) if index in chosen else row
        for index, row in enumerate(rows(found.draft))
    )


def _with_numbers(row: Row, proposals: Sequence[Proposal]) -> Row:
    out = [cell for cell in cells(row.content) if isinstance(cell, (tuple, NoteCall))]
    offsets = [at for at, cell in enumerate(out) if not isinstance(cell, NoteCall)]
    for proposal in sorted(proposals, key=lambda one: -one.start):
        first = offsets[proposal.start]
        last = offsets[proposal.end - 1] + 1
        look = out[first]
        assert isinstance(look, tuple)
        out[first:last] = [(character, look[1]) for character in proposal.new]
    return replace(row, content=normal(cell if isinstance(cell, NoteCall) else Text(*cell) for cell in out))


# --- numbers ---------------------------------------------------------------------------------


def _is_numbered(row: Row) -> bool:
    return bool(row.marker) and row.kind not in (RowKind.NOTE, RowKind.FRONT)


def _check_options(draft: Draft) -> None:
    found = places(draft)
    for bracket in found.brackets:
        if bracket.form is Form.OPTIONS and not found.rows[bracket.start.row].marker:
            inside = found.rows[bracket.start.row : bracket.end.row + 1]
            if any(row.marker and not row.level for row in inside):
                raise DraftkitError(
                    f"the options from {bracket.label} on have numbers of their own; settle them first, with"
                    f" draftkit resolve FILE “{bracket.address}=...”"
                )


class _Counter:
    """The numbers given so far, by series and level."""

    def __init__(self) -> None:
        self.counts: dict[tuple[str, int], int] = {}
        self.last: dict[int, str] = {}
        """The last number as issued at each level."""
        self.fresh = True
        """Whether a heading stood since the last number, so that numbers may begin again."""

    def heading(self, annex: bool) -> None:
        """Go past a heading."""
        self.fresh = True
        if annex:
            self.counts = {}

    def number(self, row: Row) -> str:
        """The final number of a row, as issued."""
        marker = parse_marker(row.marker, self.last.get(row.level, ""))
        self.last = {level: text for level, text in self.last.items() if level < row.level}
        self.last[row.level] = row.marker
        if marker.base is None or marker.style is Style.NONE:
            return row.marker
        series = (row.kind.value if not row.level else marker.style.value, row.level)
        self.counts = {key: n for key, n in self.counts.items() if key[1] <= row.level}
        if not row.level:
            if self.fresh and marker.base == 1 and not marker.suffix:
                self.counts.pop(series, None)
            self.fresh = False
        self.counts[series] = number = self.counts.get(series, 0) + 1
        return _spelled(row.marker, number, marker.style)


def _final_numbers(before: Sequence[Row]) -> Iterator[Row]:
    counter = _Counter()
    for row in before:
        if row.kind in (RowKind.HEADING, RowKind.ANNEX):
            counter.heading(row.kind is RowKind.ANNEX)
        if _is_numbered(row):
            row = replace(row, marker=counter.number(row))
        yield row


_SUFFIXED = lazy_pattern(rf"\.?\s*(?:{'|'.join(SUFFIXES)})\b(?:\s*\d+)?", re.IGNORECASE)
_CORE = lazy_pattern(r"^(?P<before>\W*(?:OP|PP)?\s*)(?P<core>.*?)(?P<after>\W*)$", re.IGNORECASE | re.DOTALL)


def _spelled(marker: str, number: int, style: Style) -> str:
    """A number in the form of another: ``5 bis.`` and 6 are ``6.``, ``(b)`` and 3 are ``(c)``."""
    found = _CORE.match(_SUFFIXED.sub("", marker.replace("[", "").replace("]", "")))
    assert found is not None
    text = str(number)
    if style is not Style.ARABIC:
        text = to_roman(number) if style is Style.ROMAN else _letter(number)
    core = found["core"]
    if style is Style.ARABIC and (digit := re.search(r"\d", core)) and not digit.group().isascii():
        zero = ord(digit.group()) - int(digit.group())
        text = "".join(chr(zero + int(one)) for one in text)
    return found["before"] + (text.upper() if core[:1].isupper() else text) + found["after"]


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _remarks(before: Sequence[Row], old: Sequence[str]) -> Iterator[str]:
    numbers = {label for row, label in zip(before, old, strict=True) if _is_numbered(row)}
    for label in old:
        main = re.sub(r" alt(?: \d+)?$", "", label)
        if main != label and main in numbers:
            yield f"{label} is another wording of {main}, and both are in the text; each gets a number"


# --- references ------------------------------------------------------------------------------

_Path = tuple[str, ...]


def _references(
    before: Sequence[Row], after: Sequence[Row], new: Sequence[str]
) -> tuple[list[Proposal], list[LeftAlone]]:
    proposals: list[Proposal] = []
    left: list[LeftAlone] = []
    parts = _parts(before)
    known = _numbers_of(before, after, parts)
    own: _Path = ()
    for index, row in enumerate(before):
        own = _own_path(row, own, before, index)
        for number in references(row.text):
            series = "PP" if number.preambular else "OP"
            path = (
                number.path
                if number.path and not number.path[0].startswith("(")
                else (*own[:1], *number.path)
            )
            target = known.get((parts[index], series, path))
            context = _context(row.text, number)
            if number.about is About.OTHER:
                left.append(LeftAlone(new[index], context, "it is about another text"))
            elif target is None:
                left.append(LeftAlone(new[index], context, f"there is no paragraph {number.text} here"))
            elif (spelled := _as_written(number, target)) != number.text:
                proposals.append(
                    Proposal(index, number.start, number.end, number.text, spelled, new[index], context,
                             number.about is About.THIS)
                )  # fmt: skip
    return proposals, left


def _parts(before: Sequence[Row]) -> list[int]:
    """Which run of numbers each row belongs to: they begin again in annexes and may in sections."""
    out: list[int] = []
    part, fresh = 0, False
    for row in before:
        if row.kind in (RowKind.HEADING, RowKind.ANNEX):
            fresh = True  # whether numbers may begin again with the next one
            part += row.kind is RowKind.ANNEX
        elif fresh and _is_numbered(row) and not row.level:
            marker = parse_marker(row.marker)
            part += marker.base == 1 and not marker.suffix
            fresh = False
        out.append(part)
    return out


def _own_path(row: Row, above: _Path, before: Sequence[Row], index: int) -> _Path:
    """The number of a row and of what it hangs below, in regular form."""
    if not _is_numbered(row):
        return above if row.level else ()
    if not row.level:
        return (parse_marker(row.marker).spelling,)
    last = next((one.marker for one in reversed(before[:index]) if one.level <= row.level and one.marker), "")
    return (*above[: row.level], parse_marker(row.marker, last).spelling)


def _numbers_of(
    before: Sequence[Row], after: Sequence[Row], parts: Sequence[int]
) -> Mapping[tuple[int, str, _Path], _Path]:
    """The new numbers by the part of the text, the series, and the old ones."""
    known: dict[tuple[int, str, _Path], _Path] = {}
    was: _Path = ()
    now: _Path = ()
    for index, (old, new) in enumerate(zip(before, after, strict=True)):
        was, now = _own_path(old, was, before, index), _own_path(new, now, after, index)
        if was and _is_numbered(old):
            series = "PP" if old.kind is RowKind.PREAMBULAR else "OP"
            known.setdefault((parts[index], series, was), now)
    return known


def _as_written(number: Number, target: _Path) -> str:
    """The new number in the form in which the old one stands in the text."""
    if number.text.startswith("("):
        target = target[1:]
    gap = " " if re.search(r"\w \(", number.text) else ""
    head, *below = target
    return head + gap + "".join(below) if below else head


_AROUND = 30
"""Characters shown on either side of a reference."""


def _context(text: str, number: Number) -> str:
    start, end = max(number.start - _AROUND, 0), min(number.end + _AROUND, len(text))
    before = text[start : number.start].partition(" ")[2] if start else text[: number.start]
    after = text[number.end : end].rpartition(" ")[0] if end < len(text) else text[number.end :]
    return f"{'… ' if start else ''}{before}{{{number.text}}}{after}{' …' if end < len(text) else ''}"
