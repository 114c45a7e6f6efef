"""What the paragraphs of a compilation are, where a reader would take them for something else.

A reader tells what a paragraph is by its place and its words. Between proposals
that can go wrong: a paragraph that one delegation proposes behind another's
seems to go on with that. A list beside the table of the compilation then says
what it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from draftkit.build import build
from draftkit.compare.tokens import cut, flat
from draftkit.content import join
from draftkit.dataclass import replace
from draftkit.errors import DraftkitError
from draftkit.model import Field, Format, NoteCall, Span, Text
from draftkit.negotiate.issued import recalled
from draftkit.rows import Row, RowKind, rows

Again = Callable[[tuple[Row, ...]], tuple[Row, ...]]
"""From rows to the rows that are read from a file they were written to."""


def as_built(found: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows of the draft that rows make."""
    return rows(build(found))


def aids(page: Sequence[Row], back: Sequence[Row]) -> str:
    """What the paragraphs that were read otherwise are; empty where that cannot be said.

    ``1 = added`` (a line that every document has), ``12 = operative 0``, ``13 = tail 1``,
    ``2 looks italic 1-24``.
    """
    said: list[str] = []
    rest = list(page)
    for place, other in enumerate(back, 1):
        row = rest[0] if rest else None
        if other.field == Field.UNITED_NATIONS and (row is None or row.field != other.field):
            said.append(f"{place} = added")
            continue
        if row is None or flat(row.content) != flat(other.content):
            return ""
        del rest[0]
        if (row.kind, row.level, row.field) != (other.kind, other.level, other.field):
            said.append(f"{place} = {row.field or row.kind.value} {row.level}")
        if row.content != other.content:
            said.append(f"{place} looks {_looks(row.content)}")
    return "" if rest else "; ".join(said)


def twice(page: Sequence[Row], back: Sequence[Row]) -> tuple[tuple[str, str], ...]:
    """Notes that were read as two though they are one on the page, and the first of each: ``3 = 1``."""
    first: dict[str, str] = {}
    found: dict[str, str] = {}
    for here, there in zip(calls(page), calls(back), strict=False):
        if first.setdefault(here, there) != there:
            found[there] = first[here]
    return tuple(found.items())


def calls(found: Sequence[Row]) -> list[str]:
    """The notes that paragraphs call, one call after the other."""
    body = [row for row in found if row.kind is not RowKind.NOTE]
    return [span.note for row in body for span in row.content if isinstance(span, NoteCall)]


def _looks(content: tuple[Span, ...]) -> str:
    """Which characters of a paragraph are not plain, counted from 1: ``italic 1-24, bold italic 30-31``."""
    found = []
    at = 0
    for span in content:
        end = at + (len(span.text) if isinstance(span, Text) else 1)
        if isinstance(span, Text) and span.format is not Format.PLAIN:
            names = " ".join(flag.name.lower() for flag in span.format if flag.name)
            found.append(f"{names} {at + 1}-{end}")
        at = end
    return ", ".join(found) or "plain"


_AID = re.compile(r"(\d+) (?:= (added|(\w+) (\d+))|looks (.*))")


def aided(page: Sequence[Row], said: str) -> list[Row | None]:
    """The rows as what they are said to be; None for those that only the document has."""
    found: list[Row | None] = list(page)
    for each in said.split("; ") if said else ():
        match = _AID.fullmatch(each)
        row = found[int(match[1]) - 1] if match and 0 < int(match[1]) <= len(found) else None
        if match is None or row is None:
            raise DraftkitError(f"the compilation says of a paragraph what cannot be understood: {each!r}")
        found[int(match[1]) - 1] = _aided(row, match)
    return found


def once(rows: Sequence[Row], twice: Sequence[tuple[str, str]]) -> tuple[Row, ...]:
    """The rows with one note each for those that are there twice."""
    names = dict(twice)
    return tuple(
        replace(row, content=recalled(row.content, names))
        for row in rows
        if not (row.kind is RowKind.NOTE and row.marker in names)
    )


def moved(said: str, now: Mapping[int, int]) -> str:
    """The same of the paragraphs in other places; those that have none went."""
    found = ((each, _AID.fullmatch(each)) for each in said.split("; "))
    return "; ".join(
        f"{now[int(match[1])]}{each[match.end(1) :]}"
        for each, match in found
        if match and int(match[1]) in now
    )


def _aided(row: Row, match: re.Match[str]) -> Row | None:
    if match[2] == "added":
        return None
    if match[5]:
        return replace(row, content=_looking(row.content, match[5]))
    front = match[3] not in set(RowKind)
    kind = RowKind.FRONT if front else RowKind(match[3])
    return replace(row, kind=kind, level=int(match[4]), field=match[3] if front else "")


def _looking(content: tuple[Span, ...], said: str) -> tuple[Span, ...]:
    """The content in other looks."""
    plain = join(
        replace(span, format=Format.PLAIN, breaks=()) if isinstance(span, Text) else span for span in content
    )
    out: list[Span] = []
    done = 0
    for each in said.split(", ") if said != "plain" else ():
        *names, places = each.split()
        start, _, end = places.partition("-")
        look = Format.PLAIN
        for name in names:
            look |= Format[name.upper()]
        out += cut(plain, done, int(start) - 1)
        done = int(end)
        part = cut(plain, int(start) - 1, done)
        out += (replace(span, format=look) if isinstance(span, Text) else span for span in part)
    out += cut(plain, done, len(flat(plain)))
    return join(out)
