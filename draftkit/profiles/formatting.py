"""The words in which a profile speaks of formatting, and what each may say.

ECMA-376 Part 1, 17.3.1 (paragraphs) and 17.3.2 (runs), give the meaning of each.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from draftkit.patterns import lazy_pattern

Check = Callable[[Any], str]
"""What is wrong with a value; empty when nothing is."""
_TAB = lazy_pattern(r"(left|right|center|decimal|bar|clear):\d{1,5}(:dot)?")
_COLOR = lazy_pattern(r"auto|[0-9A-F]{6}")
MOST = 31_680
"""The longest length in Word, 22 inches in twips."""


def _flag(value: Any) -> str:
    return "" if isinstance(value, bool) else "must be true or false"


def _text(value: Any) -> str:
    return "" if isinstance(value, str) and value and value.isprintable() else "must be text"


def _number(least: int, most: int) -> Check:
    def check(value: Any) -> str:
        whole = isinstance(value, int) and not isinstance(value, bool)
        return "" if whole and least <= value <= most else f"must be a whole number from {least} to {most}"

    return check


def _one_of(*choices: str) -> Check:
    return lambda value: "" if value in choices else f"must be one of {', '.join(choices)}"


def _color(value: Any) -> str:
    good = isinstance(value, str) and bool(_COLOR.fullmatch(value))
    return "" if good else 'must be "auto" or red, green and blue such as "0000FF"'


def _tabs(value: Any) -> str:
    def is_stop(stop: Any) -> bool:
        if isinstance(stop, str):
            return bool(_TAB.fullmatch(stop))
        return isinstance(stop, int) and not isinstance(stop, bool) and 0 <= stop <= MOST

    good = isinstance(value, list) and all(map(is_stop, value))
    return "" if good else 'must be a list of tab stops such as 1267 or "right:1195"'


PARAGRAPH: dict[str, Check] = {
    "keep_next": _flag,
    "keep_lines": _flag,
    "page_break": _flag,
    "rule": _number(0, 96),
    "rule_below": _number(0, 96),
    "tabs": _tabs,
    "no_hyphens": _flag,
    "before": _number(0, MOST),
    "after": _number(0, MOST),
    "line": _number(0, MOST),
    "line_rule": _one_of("exact", "auto", "atLeast"),
    "left": _number(-MOST, MOST),
    "right": _number(-MOST, MOST),
    "hanging": _number(0, MOST),
    "first_line": _number(0, MOST),
    "align": _one_of("left", "right", "center", "both"),
    "outline": _number(0, 9),
}
"""Formatting of paragraphs. ``rule`` is a line above the paragraph, ``rule_below`` one below it.

A tab stop can have dots before it: ``right:360:dot``. ``outline`` is the level as a heading, from 0; 9 is
for what is no heading."""

RUN: dict[str, Check] = {
    "style": _text,
    "font": _text,
    "bold": _flag,
    "italic": _flag,
    "strike": _flag,
    "no_proof": _flag,
    "color": _color,
    "spacing": _number(-200, 200),
    "scale": _number(1, 600),
    "kern": _number(0, 200),
    "position": _number(-200, 200),
    "size": _number(2, 200),
    "underline": _one_of("none", "single", "double"),
    "vertical": _one_of("superscript", "subscript", "baseline"),
}
"""Formatting of runs: sizes in half-points, scale in percent, spacing in twips."""
