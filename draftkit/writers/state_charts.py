"""The charts of the state of a negotiation, as places on a drawing: the template draws them.

Sizes are CSS pixels. No chart says anything by colour alone: figures stand
beside bars and points, and lines differ by their points too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from draftkit.dataclass import dataclass
from draftkit.negotiate.state import State
from draftkit.writers.styled_lines import columns
from draftkit.writers.versions import Version, counted, percent

_LETTER = 8.8
"""The width of a column of text at the size of labels, if it is all capitals and figures."""
_LINE = 22
_BARS = 420
"""The width of the longest bar."""
_WIDTH, _HEIGHT = 760, 216
_LEFT, _RIGHT, _TOP, _FLOOR = 80, 170, 24, 168
_APART = 18
"""How far two names beside each other's lines are apart at least."""


@dataclass(frozen=True, slots=True)
class Bar:
    """The open brackets of one paragraph."""

    label: str
    figure: str
    y: int
    width: float


@dataclass(frozen=True, slots=True)
class Bars:
    """Open brackets by paragraph."""

    bars: tuple[Bar, ...]
    left: float
    """Where the bars begin."""
    width: float
    height: int
    told: str
    """What the chart shows, for who does not see it."""


def bars(found: State) -> Bars:
    """Open brackets of each paragraph that is not clean; the clean ones between them share a line."""
    shown: list[tuple[str, int, str]] = []
    run: list[str] = []
    for one in found.paragraphs:
        if one.clean:
            run.append(one.label)
            continue
        shown += _clean(run)
        run = []
        depth = f", {one.depth} deep" if one.depth > 1 else ""
        shown.append((one.label, len(one.brackets), f"{len(one.brackets)}{depth}"))
    shown += _clean(run)
    most = max((number for _, number, _ in shown), default=0) or 1
    left = max((columns(label) for label, _, _ in shown), default=0) * _LETTER + 12
    drawn = tuple(
        Bar(label, figure, place * _LINE, round(_BARS * number / most, 1))
        for place, (label, number, figure) in enumerate(shown)
    )
    most_open = sorted((one for one in found.paragraphs if one.brackets), key=lambda one: -len(one.brackets))
    told = ", ".join(f"{one.label} with {len(one.brackets)}" for one in most_open[:5])
    return Bars(
        drawn,
        round(left, 1),
        round(left + _BARS + 110, 1),
        len(drawn) * _LINE,
        f"Most brackets are open in {told}. The list of open brackets below has all figures."
        if told
        else "No brackets are open.",
    )


def _clean(run: Sequence[str]) -> list[tuple[str, int, str]]:
    if not run:
        return []
    label = run[0] if len(run) == 1 else f"{run[0]} to {run[-1]}"
    return [(label, 0, "clean" if len(run) == 1 else f"{len(run)} clean")]


@dataclass(frozen=True, slots=True)
class Point:
    """One version on a line."""

    x: float
    y: float
    figure: str
    above: bool
    """Whether the figure stands above the point."""


@dataclass(frozen=True, slots=True)
class Line:
    """One figure over the versions."""

    name: str
    kind: str
    """``first`` or ``second``: how it is drawn."""
    points: tuple[Point, ...]
    named_at: float
    """How far down its name stands, beside the last point."""

    @property
    def path(self) -> str:
        """Its points, as SVG has them."""
        return " ".join(f"{point.x},{point.y}" for point in self.points)


@dataclass(frozen=True, slots=True)
class Lines:
    """Figures over the versions."""

    heading: str
    lines: tuple[Line, ...]
    names: tuple[tuple[float, str], ...]
    """The versions along the floor."""
    told: str
    width: int = _WIDTH
    height: int = _HEIGHT
    left: int = _LEFT
    right: int = _WIDTH - _RIGHT
    floor: int = _FLOOR
    top: int = _TOP


def convergence(versions: Sequence[Version]) -> tuple[Lines, Lines]:
    """How the versions came together: open brackets; words in dispute beside clean paragraphs."""
    states = [one.state for one in versions]
    opened = [found.open for found in states]
    disputed = [(found.in_dispute, found.words) for found in states]
    clean = [(len(found.clean), len(found.paragraphs)) for found in states]
    names = tuple((_x(at, len(versions)), name) for at, name in enumerate(short_names(versions)))
    most = max(opened) or 1
    return (
        Lines(
            "Open brackets",
            _lines([("open brackets", [n / most for n in opened], [f"{n:,}" for n in opened])]),
            names,
            f"From {counted(opened[0], 'open bracket')} to {opened[-1]}. The table below has all figures.",
        ),
        Lines(
            "Words in dispute and clean paragraphs, in per cent",
            _lines([("words in dispute", *_shares(disputed)), ("clean paragraphs", *_shares(clean))]),
            names,
            f"Words in dispute went from {percent(*disputed[0])} to {percent(*disputed[-1])}, clean"
            f" paragraphs from {percent(*clean[0])} to {percent(*clean[-1])}. The table below has all.",
        ),
    )


_Figures: TypeAlias = tuple[str, Sequence[float], Sequence[str]]
"""A name, how high each point stands between 0 and 1, and what is written beside it."""


def _shares(parts: Sequence[tuple[int, int]]) -> tuple[list[float], list[str]]:
    return [part / whole if whole else 0.0 for part, whole in parts], [percent(*one) for one in parts]


def _lines(given: Sequence[_Figures]) -> tuple[Line, ...]:
    """Lines with the figures of the higher point above it and those of the lower one below."""
    last = [_y(heights[-1]) for _, heights, _ in given]
    out = []
    for kind, (name, heights, figures), named_at in zip(
        ("first", "second"), given, _spread(last), strict=False
    ):
        points = []
        for at, (height, figure) in enumerate(zip(heights, figures, strict=True)):
            highest = height == max(other[at] for _, other, _ in given)
            first_of_equals = kind == "first" or height != given[0][1][at]
            points.append(Point(_x(at, len(heights)), _y(height), figure, highest and first_of_equals))
        out.append(Line(name, kind, tuple(points), named_at))
    return tuple(out)


def _spread(places: Sequence[float]) -> list[float]:
    """Places for names, none on another."""
    if len(places) == 2 and abs(places[0] - places[1]) < _APART:
        middle = (places[0] + places[1]) / 2
        up, down = round(middle - _APART / 2, 1), round(middle + _APART / 2, 1)
        return [up, down] if places[0] <= places[1] else [down, up]
    return list(places)


def _x(at: int, count: int) -> float:
    room = _WIDTH - _LEFT - _RIGHT
    return round(_LEFT + room * at / max(count - 1, 1), 1)


def _y(height: float) -> float:
    return round(_FLOOR - (_FLOOR - _TOP) * height, 1)


MOST_NAMED = 4
"""More versions than this are numbered below a chart, where their names have no room."""
_LONGEST = 20


def short_names(versions: Sequence[Version]) -> list[str]:
    """What the versions are called below a chart."""
    if len(versions) > MOST_NAMED:
        return [str(number) for number in range(1, len(versions) + 1)]
    names = (one.name.rsplit(".", 1)[0] for one in versions)
    return [name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…" for name in names]
