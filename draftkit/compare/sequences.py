"""What two sequences have in common, in order: the longest common subsequence.

Paragraph alignment and word comparison both stand on :func:`common`. It is
exact: no time limit, no heuristic. Short sequences go to diff-match-patch, one
private-use character an item; long ones to a bit-parallel method whose time
does not depend on how different the two are, since diff-match-patch needs the
square of the number of differences.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from diff_match_patch import diff_match_patch

Match = tuple[int, int]
"""A place in the old sequence and the place in the new one that holds the same item."""

SHORT = 250
"""Items, both sides together, that diff-match-patch is given: ten milliseconds when all differ."""

PRIVATE_USE = 0xF0000
"""First character of plane 15, private use. SHORT items never leave it, and no surrogate is near."""

TABLE_BITS = 400_000_000
"""Bits of the table the bit-parallel method keeps in memory before it halves the problem (50 MB)."""

_engine = diff_match_patch()
_engine.Diff_Timeout = 0


def common(old: Sequence[str], new: Sequence[str]) -> list[Match]:
    """Pairs of places that hold the same item, ascending on both sides, as many as there can be."""
    shorter = min(len(old), len(new))
    start = 0
    while start < shorter and old[start] == new[start]:
        start += 1
    end = 0
    while end < shorter - start and old[-1 - end] == new[-1 - end]:
        end += 1
    middle_old, middle_new = old[start : len(old) - end], new[start : len(new) - end]
    matches = [(place, place) for place in range(start)]
    if middle_old and middle_new:
        find = _by_codes if len(middle_old) + len(middle_new) <= SHORT else _by_bits
        matches += [(start + i, start + j) for i, j in find(middle_old, middle_new)]
    matches += zip(range(len(old) - end, len(old)), range(len(new) - end, len(new)), strict=True)
    return matches


def increasing(matches: Iterable[Match]) -> list[Match]:
    """The longest run of matches that ascends on both sides; the input ascends on the old side."""
    ends: list[int] = []
    chain: list[tuple[Match, int]] = []
    last: list[int] = []
    for match in matches:
        place = bisect_left(ends, match[1])
        chain.append((match, last[place - 1] if place else -1))
        if place == len(ends):
            ends.append(match[1])
            last.append(len(chain) - 1)
        else:
            ends[place] = match[1]
            last[place] = len(chain) - 1
    found: list[Match] = []
    at = last[-1] if last else -1
    while at >= 0:
        match, at = chain[at]
        found.append(match)
    return found[::-1]


def _by_codes(old: Sequence[str], new: Sequence[str]) -> Iterator[Match]:
    """The common subsequence by diff-match-patch, over one private-use character an item."""
    codes: dict[str, str] = {}
    for item in (*old, *new):
        if item not in codes:
            codes[item] = chr(PRIVATE_USE + len(codes))
    text_old = "".join(map(codes.__getitem__, old))
    text_new = "".join(map(codes.__getitem__, new))
    i = j = 0
    for operation, run in _engine.diff_main(text_old, text_new, False):
        if operation == _engine.DIFF_EQUAL:
            yield from zip(range(i, i + len(run)), range(j, j + len(run)), strict=True)
        if operation != _engine.DIFF_INSERT:
            i += len(run)
        if operation != _engine.DIFF_DELETE:
            j += len(run)


def _by_bits(old: Sequence[str], new: Sequence[str]) -> Iterator[Match]:
    """The common subsequence by Hyyrö's bit vectors, halved as Hirschberg does when the table is large."""
    if not old or not new:
        return
    if len(old) == 1 or len(old) * len(new) <= TABLE_BITS:
        yield from _by_table(old, new)
        return
    middle = len(old) // 2
    for vector in _vectors(old[:middle], new):
        ahead = vector
    for vector in _vectors(old[middle:][::-1], new[::-1]):
        behind = vector
    left, right = _counts(ahead, len(new)), _counts(behind, len(new))
    cut = max(range(len(new) + 1), key=lambda j: left[j] + right[len(new) - j])
    yield from _by_bits(old[:middle], new[:cut])
    for i, j in _by_bits(old[middle:], new[cut:]):
        yield middle + i, cut + j


def _vectors(old: Sequence[str], new: Sequence[str]) -> Iterator[int]:
    """After each item of old: a bit for each item of new, 0 where the common subsequence grows by one.

    H. Hyyrö, "Bit-parallel LCS-length computation revisited", 2004.
    """
    places: dict[str, list[int]] = {item: [] for item in old}
    for j, item in enumerate(new):
        if item in places:
            places[item].append(j)
    masks = {item: _mask(bits, len(new)) for item, bits in places.items()}
    full = (1 << len(new)) - 1
    vector = full
    for item in old:
        mask = masks[item]
        if mask:
            grown = vector & mask
            vector = ((vector + grown) | (vector - grown)) & full
        yield vector


def _mask(places: list[int], length: int) -> int:
    field = bytearray(length // 8 + 1)
    for place in places:
        field[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(field, "little")


def _counts(vector: int, length: int) -> list[int]:
    """How long the common subsequence is with the first 0, 1, 2 ... items of new."""
    bits = bin(vector | 1 << length)[:2:-1]
    return [0, *accumulate(bit == "0" for bit in bits)]


def _by_table(old: Sequence[str], new: Sequence[str]) -> list[Match]:
    """Walk back through all the vectors; ties go to the later item of old."""
    table = list(_vectors(old, new))
    found: list[Match] = []
    i, j = len(old), len(new)
    while i and j:
        if table[i - 1] >> (j - 1) & 1:
            j -= 1
            continue
        i -= 1
        if not i or table[i - 1] >> (j - 1) & 1:
            j -= 1
            found.append((i, j))
    return found[::-1]
