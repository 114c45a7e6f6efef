"""The life of a draft as a drawing: words in dispute, open brackets and sponsors, version by version."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from draftkit.dataclass import dataclass

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _GAP, _TOP = 900, 120, 150, 60, 46, 44
_STYLE = (
    "text { font: 13px system-ui, 'Segoe UI', Arial, sans-serif; fill: #1b1b1b; }"
    " .name { font-weight: 600; } .quiet { fill: #555555; } .axis { stroke: #c9c9c9; }"
    " .path { fill: none; stroke-width: 2; stroke: #14407a; } .point { fill: #14407a; }"
    " .page { fill: #ffffff; }"
)
_MOST_FIGURES = 16
"""Versions up to which every point has its figure and every version its name."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A version and what was counted in it."""

    name: str
    date: str
    words: int
    brackets: int
    sponsors: int


def timeline_svg(title: str, moments: Sequence[Moment]) -> str:
    """One drawing, with every figure also in words for those who do not see it."""
    charts = (
        ("Words in dispute", [moment.words for moment in moments]),
        ("Open brackets", [moment.brackets for moment in moments]),
        ("Sponsors", [moment.sponsors for moment in moments]),
    )
    height = _TOP + len(charts) * (_HEIGHT + _GAP) + 50
    said = "; ".join(
        f"{moment.name}, {moment.date}: {moment.words} words in dispute, {moment.brackets} brackets,"
        f" {moment.sponsors} sponsors"
        for moment in moments
    )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}"'
        f' height="{height}" role="img" aria-labelledby="title told">',
        f'<title id="title">{escape(title)}</title><desc id="told">{escape(said)}</desc>',
        f"<style>{_STYLE}</style>",
        f'<rect class="page" width="{_WIDTH}" height="{height}"/>',
        f'<text class="name" x="16" y="26">{escape(title)}</text>',
    ]
    for number, (name, values) in enumerate(charts):
        parts += _chart(name, values, _TOP + number * (_HEIGHT + _GAP))
    parts += _names(moments, height - 46)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _x(place: int, count: int) -> float:
    return round(_LEFT + (_WIDTH - _LEFT - _RIGHT) * (place / (count - 1) if count > 1 else 0.5), 1)


def _chart(name: str, values: Sequence[int], top: int) -> list[str]:
    most = max([*values, 1])
    floor = top + _HEIGHT
    points = [
        (_x(place, len(values)), round(floor - (_HEIGHT - 24) * value / most, 1))
        for place, value in enumerate(values)
    ]
    drawn = " ".join(f"{x},{y}" for x, y in points)
    out = [
        f'<text class="name" x="16" y="{floor - 4}">{name}</text>',
        f'<line class="axis" x1="{_LEFT}" y1="{floor}" x2="{_WIDTH - _RIGHT}" y2="{floor}"/>',
        f'<polyline class="path" points="{drawn}"/>',
    ]
    last = len(values) - 1
    for place, ((x, y), value) in enumerate(zip(points, values, strict=True)):
        if len(values) <= _MOST_FIGURES:
            out.append(f'<circle class="point" cx="{x}" cy="{y}" r="3.5"/>')
        if len(values) <= _MOST_FIGURES or place in (0, last):
            out.append(f'<text x="{x}" y="{y - 8}" text-anchor="middle">{value}</text>')
    return out


def _names(moments: Sequence[Moment], y: int) -> list[str]:
    """Names and dates under the last chart; of many versions, the first and the last."""
    shown = range(len(moments)) if len(moments) <= 6 else (0, len(moments) - 1)
    out = []
    for place in shown:
        x = _x(place, len(moments))
        name = moments[place].name
        short = name if len(name) <= 16 else f"…{name[-15:]}"
        out.append(f'<text x="{x}" y="{y}" text-anchor="middle">{escape(short)}</text>')
        date = escape(moments[place].date)
        out.append(f'<text class="quiet" x="{x}" y="{y + 18}" text-anchor="middle">{date}</text>')
    return out


def timeline_page(title: str, moments: Sequence[Moment]) -> str:
    """The drawing in a web page that loads nothing, with a table of its figures."""
    rows = "".join(
        f"<tr><th scope='row'>{escape(m.name)}</th><td>{escape(m.date)}</td><td>{m.words}</td>"
        f"<td>{m.brackets}</td><td>{m.sponsors}</td></tr>\n"
        for m in moments
    )
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(title)}</title>\n</head>\n<body>\n{timeline_svg(title, moments)}"
        "<table>\n<tr><th>Version</th><th>Date</th><th>Words in dispute</th><th>Open brackets</th>"
        f"<th>Sponsors</th></tr>\n{rows}</table>\n</body>\n</html>\n"
    )
