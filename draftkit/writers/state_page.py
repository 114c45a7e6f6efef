"""The state of a negotiation as one web page that works without network and prints well."""

from __future__ import annotations

from collections.abc import Sequence

from draftkit.dataclass import dataclass
from draftkit.negotiate.state import State
from draftkit.rows import rows
from draftkit.writers.language import language_of
from draftkit.writers.state_charts import MOST_NAMED, bars, convergence
from draftkit.writers.state_text import ranges
from draftkit.writers.versions import Version, headline, percent
from draftkit.writers.web_page import web_page

MOST_IN_MATRIX = 16
"""Delegations in the table of all with all; a page has no room for more, and the list has every pair."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """How far two delegations agree."""

    figure: str
    level: str
    """``all``, ``some``, ``none``, or empty where they do not meet."""


def state_page(versions: Sequence[Version]) -> str:
    """The state of the last version, and how the versions before it led there."""
    last = versions[-1]
    found = last.state
    return web_page(
        "brackets",
        title=last.title or last.symbol or last.name,
        symbol=last.symbol,
        file=last.name,
        language=language_of(rows(last.draft)),
        headline=headline(found),
        chart=bars(found),
        lines=convergence(versions) if len(versions) > 1 else (),
        times=[_times(one, number, len(versions)) for number, one in enumerate(versions, start=1)],
        paragraphs=[one for one in found.paragraphs if one.brackets or one.blanks],
        stands=[
            (name, [one for one in found.stands if one.delegation == name]) for name in found.delegations
        ],
        moves=found.moves,
        pairs=found.pairs,
        names=_in_matrix(found),
        matrix=_matrix(found),
        clean=list(ranges(found)),
        clean_count=len(found.clean),
        paragraph_count=len(found.paragraphs),
    )


def _times(one: Version, number: int, versions: int) -> tuple[str, ...]:
    found = one.state
    numbered = f"{number}. " if versions > MOST_NAMED else ""
    clean, paragraphs = len(found.clean), len(found.paragraphs)
    return (
        numbered + one.name,
        one.symbol,
        f"{found.open:,}",
        f"{found.depth}",
        f"{found.in_dispute:,} of {found.words:,} ({percent(found.in_dispute, found.words)})",
        f"{clean:,} of {paragraphs:,} ({percent(clean, paragraphs)})",
    )


def _in_matrix(found: State) -> tuple[str, ...]:
    meeting = {name for pair in found.pairs for name in (pair.first, pair.second)}
    return tuple(name for name in found.delegations if name in meeting)[:MOST_IN_MATRIX]


def _matrix(found: State) -> list[list[_Cell | None]]:
    """A line for each delegation; None where a delegation meets itself."""
    pairs = {frozenset((pair.first, pair.second)): pair for pair in found.pairs}
    names = _in_matrix(found)
    lines: list[list[_Cell | None]] = []
    for one in names:
        line: list[_Cell | None] = []
        for other in names:
            pair = pairs.get(frozenset((one, other)))
            if one == other:
                line.append(None)
            elif pair is None:
                line.append(_Cell("–", ""))
            else:
                level = "all" if pair.together == pair.both else "some" if pair.together else "none"
                line.append(_Cell(f"{pair.together} of {pair.both}", level))
        lines.append(line)
    return lines
