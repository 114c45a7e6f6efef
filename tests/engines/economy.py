"""How few words a redline of a pair can mark, and how many one marks.

Counted are words and signs of the body. The least is that of a shortest edit script from each paragraph to
what became of it; a paragraph that comes, goes or moves counts whole, at both ends if it moves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree
from redline_fuzz.drafts import Table
from redline_fuzz.pages import W, WordFile

from engines.pairs import Pair

_Element = etree._Element
_TOKEN = re.compile(r"\w+|[^\w\s]")
_COMES, _GOES = (W + "ins", W + "moveTo"), (W + "del", W + "moveFrom")


def economy(pair: Pair, redline: bytes) -> float:
    """Words marked for each word that has to be; 1 where none has to be and none is."""
    needed, found = least(pair), marked(redline)
    return found / needed if needed else 1.0 + found


@dataclass(frozen=True, slots=True)
class _Same:
    """What is the same in both versions: a paragraph, the parts of one, or one and its parts."""

    place: int
    """Where it begins in the old version."""
    size: int
    """Its words and signs in both."""
    changed: int
    """Those of them that changed."""


def least(pair: Pair) -> int:
    """The fewest words and signs that a redline of the pair can mark."""
    return _found(pair)[0]


def moves(pair: Pair) -> int:
    """How many paragraphs have to move, so that the fewest words do."""
    return _found(pair)[1]


def _found(pair: Pair) -> tuple[int, int]:
    old, new = ([tokens(text) for text in texts] for texts in pair.texts())
    parts: dict[tuple[int, ...], list[str]] = {}
    came = 0
    for written, said in zip(pair.new, new, strict=True):
        if written.of:
            parts.setdefault(written.of, []).extend(said)
        else:
            came += len(said)
    same = []
    for of, others in parts.items():
        ones = [token for place in of for token in old[place]]
        same.append(_Same(of[0], len(ones) + len(others), distance(ones, others)))
    staying = _staying(same)
    moved = [one for place, one in enumerate(same) if place not in staying]
    went = sum(len(said) for place, said in enumerate(old) if all(place not in of for of in parts))
    tables = sum(
        _of_table(before, written.block)
        for written in pair.new
        for before in (pair.old[place] for place in written.of)
        if isinstance(written.block, Table) and isinstance(before, Table)
    )
    stayed = sum(same[place].changed for place in staying)
    return came + went + tables + stayed + sum(one.size for one in moved), len(moved)


def _staying(same: Sequence[_Same]) -> set[int]:
    """Those that stay when the rest moves: in the order of both versions, with the most words unchanged."""
    best: list[tuple[int, int]] = []
    for place, one in enumerate(same):
        before = max(
            ((best[other][0], other) for other in range(place) if same[other].place < one.place),
            default=(0, -1),
        )
        best.append((before[0] + one.size - one.changed, before[1]))
    chain = set()
    at = max(range(len(best)), key=lambda place: best[place][0], default=-1)
    while at >= 0:
        chain.add(at)
        at = best[at][1]
    return chain


def _of_table(old: Table, new: Table) -> int:
    """Rows that are in both, or beside each other, cell by cell; the others whole."""
    ones, others = (
        [tuple(" ".join(w.text for w in cell) for cell in row) for row in t.rows] for t in (old, new)
    )
    gone = [row for row in ones if row not in others]
    come = [row for row in others if row not in ones]
    total = 0
    for row in gone:
        near = min(come, key=lambda other: _of_rows(row, other), default=None)
        if near is not None and _of_rows(row, near) < _of_rows(row, ()) / 2:
            come.remove(near)
            total += _of_rows(row, near)
        else:
            total += _of_rows(row, ())
    return total + sum(_of_rows((), row) for row in come)


def _of_rows(old: tuple[str, ...], new: tuple[str, ...]) -> int:
    size = max(len(old), len(new))
    pairs = zip((*old, *("",) * (size - len(old))), (*new, *("",) * (size - len(new))), strict=True)
    return sum(distance(tokens(a), tokens(b)) for a, b in pairs)


def tokens(text: str) -> list[str]:
    """Words, and each sign by itself."""
    return _TOKEN.findall(text)


def distance(old: Sequence[str], new: Sequence[str]) -> int:
    """Tokens deleted and inserted by a shortest edit script.

    The longest common subsequence with the row of its table as the bits of a number (Hyyrö 2004).
    """
    places: dict[str, int] = {}
    for place, token in enumerate(old):
        places[token] = places.get(token, 0) | 1 << place
    every = (1 << len(old)) - 1
    row = every
    for token in new:
        both = row & places.get(token, 0)
        row = (row + both | row - both) & every
    common = len(old) - row.bit_count()
    return len(old) + len(new) - 2 * common


def marked(redline: bytes) -> int:
    """The words and signs of the body that a redline marks as inserted, deleted or moved."""
    body = WordFile(redline).roots["word/document.xml"]
    return sum(
        any(flags[token.start() : token.end()])
        for paragraph in body.iter(W + "p")
        for gone in (_GOES, _COMES)
        for text, flags in [_said(paragraph, gone)]
        for token in _TOKEN.finditer(text)
    )


def _said(paragraph: _Element, gone: tuple[str, ...]) -> tuple[str, list[bool]]:
    """The text of a paragraph without what is in elements of some kind, and which characters are marked."""
    text = ""
    flags: list[bool] = []
    for element in paragraph.iter(W + "t", W + "delText", W + "tab"):
        kinds = set(_kinds(element))
        if not kinds.isdisjoint(gone):
            continue
        said = "\t" if element.tag == W + "tab" else element.text or ""
        text += said
        flags += [not kinds.isdisjoint((*_COMES, *_GOES))] * len(said)
    return text, flags


def _kinds(element: _Element) -> Iterator[str]:
    """What holds a text, and what is said of the row of a table in which it stands."""
    for above in element.iterancestors():
        yield str(above.tag)
        if above.tag == W + "tr":
            yield from (str(said.tag) for said in above.iterfind(f"{W}trPr/*"))
