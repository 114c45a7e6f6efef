"""The state of a negotiation as tables for a terminal."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from draftkit.negotiate.moved import ParagraphMove
from draftkit.negotiate.standing import Standing, Wording
from draftkit.negotiate.state import State
from draftkit.writers.styled_lines import columns
from draftkit.writers.versions import Version, counted, headline, percent

MOST_PAIRS = 10
"""Pairs of delegations in a table; JSON and the web page have all."""
_NARROWEST = 24
"""Columns that words have at least, however narrow the terminal."""


def state_text(versions: Sequence[Version], width: int) -> str:
    """The state of the last version, and how the versions before it led there."""
    last = versions[-1]
    found = last.state
    parts = [[last.title or last.symbol or last.name, headline(found)]]
    if len(versions) > 1:
        parts.append(["Over time", *_table(_TIMES, [_times(one) for one in versions])])
    if found.open:
        parts.append(["By paragraph", *_table(_PARAGRAPHS, list(_paragraphs(found)))])
    parts += _brackets(found, width)
    if found.stands:
        parts.append(["Who stands where", *_stands(found, width)])
    if found.moves:
        parts.append(["Moved paragraphs", *_moves(found.moves, width)])
    if any(pair.together for pair in found.pairs):
        parts.append(["Who agrees with whom", *_pairs(found)])
    if found.clean:
        clean = f"Clean ({len(found.clean)} of {len(found.paragraphs)})"
        parts.append([clean, *_wrapped("  ", ", ".join(ranges(found)), width)])
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


_TIMES = ("Version", "Open", "Deep", "In dispute", "Clean paragraphs")
_PARAGRAPHS = ("Paragraph", "Open", "Deep", "Words in dispute")


def _times(one: Version) -> tuple[str, ...]:
    found = one.state
    return (
        one.name,
        f"{found.open:,}",
        str(found.depth),
        f"{found.in_dispute:,} of {counted(found.words, 'word')} ({percent(found.in_dispute, found.words)})",
        f"{len(found.clean)} of {len(found.paragraphs)}",
    )


def _paragraphs(found: State) -> Iterator[tuple[str, ...]]:
    for one in found.paragraphs:
        if not one.clean:
            words = f"{one.in_dispute:,} of {one.words:,} ({percent(one.in_dispute, one.words)})"
            yield one.label, str(len(one.brackets)), str(one.depth), words


def _brackets(found: State, width: int) -> Iterator[list[str]]:
    contested = [bracket for one in found.paragraphs for bracket in one.brackets]
    blanks = [bracket for one in found.paragraphs for bracket in one.blanks]
    for heading, brackets in (("Open brackets", contested), ("To be filled in", blanks)):
        if brackets:
            longest = max(columns(bracket.address) for bracket in brackets)
            lines = [heading]
            for bracket in brackets:
                lines += _wrapped(f"  {_padded(bracket.address, longest)}  ", told(bracket), width)
            yield lines


def told(bracket: Standing) -> str:
    """What a bracket holds, on one line: ``Norvania: shall | Tessaly: should``."""
    return " | ".join(_alternative(wording) for wording in bracket.wordings)


def words_of(wording: Wording) -> str:
    """The words of an alternative on one line."""
    return " / ".join(wording.text.split("\n")) or "(no text)"


def _alternative(wording: Wording) -> str:
    names = f"{', '.join(wording.proponents)}: " if wording.proponents else ""
    label = f"{wording.label}: " if wording.label else ""
    return names + label + words_of(wording)


def _stands(found: State, width: int) -> Iterator[str]:
    longest = max(columns(stand.bracket.address) for stand in found.stands)
    for name in found.delegations:
        yield f"  {name}"
        for stand in found.stands:
            if stand.delegation == name:
                lead = f"    {_padded(stand.bracket.address, longest)}  "
                yield from _wrapped(lead, words_of(stand.wording), width)


def _moves(moves: Sequence[ParagraphMove], width: int) -> Iterator[str]:
    ways = [f"  {move.went.address} to {move.came.address}  " for move in moves]
    longest = max(map(columns, ways))
    for move, way in zip(moves, ways, strict=True):
        changed = "" if move.same_words else " (with words changed)"
        yield from _wrapped(_padded(way, longest), ", ".join(move.delegations) + changed, width)


def _pairs(found: State) -> Iterator[str]:
    agreeing = [pair for pair in found.pairs if pair.together]
    for pair in agreeing[:MOST_PAIRS]:
        yield f"  {pair.first}, {pair.second}: in {pair.together} of {counted(pair.both, 'bracket')}"
    if len(agreeing) > MOST_PAIRS:
        yield f"  and {counted(len(agreeing) - MOST_PAIRS, 'more pair')}"


def ranges(found: State) -> Iterator[str]:
    """The clean paragraphs, those that follow each other as ``PP1 to PP5``."""
    for _, group in groupby(found.paragraphs, key=lambda one: (one.clean, _series(one.label))):
        run = [one.label for one in group if one.clean]
        if len(run) > 2:
            yield f"{run[0]} to {run[-1]}"
        else:
            yield from run


def _series(label: str) -> str:
    """What stands before the number: paragraphs of a preamble and of an annex are not one range."""
    return re.split(r"\d", label, maxsplit=1)[0]


# --- tables ----------------------------------------------------------------------------------


def _table(head: tuple[str, ...], lines: Sequence[tuple[str, ...]]) -> Iterator[str]:
    sizes = [max(columns(line[at]) for line in (head, *lines)) for at in range(len(head))]
    for line in (head, *lines):
        cells = [
            _padded(cell, size) if at in (0, len(head) - 1) or not cell.isascii() else cell.rjust(size)
            for at, (cell, size) in enumerate(zip(line, sizes, strict=True))
        ]
        yield "  " + "  ".join(cells).rstrip()


def _padded(text: str, size: int) -> str:
    return text + " " * (size - columns(text))


def _wrapped(lead: str, text: str, width: int) -> Iterable[str]:
    room = max(width, columns(lead) + _NARROWEST)
    return textwrap.wrap(
        text,
        room,
        initial_indent=lead,
        subsequent_indent=" " * columns(lead),
        break_long_words=False,
        break_on_hyphens=False,
    )
