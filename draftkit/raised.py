"""What stands above the line in draft text: which of it calls a note where there is one."""

from __future__ import annotations

from draftkit.patterns import lazy_pattern

RAISED_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
"""Superscript digits as they come out of a PDF, and the digits they are."""
PIECES = lazy_pattern(r"[^\s,]+|[\s,]+")
"""Raised words part by part: ``1, 2`` may call two notes."""
_MARK = lazy_pattern(r"\d{1,3}[a-z]?|[a-z]|\*{1,4}")
_UNIT = lazy_pattern(r"(?:\d|\s|^)[ \u00a0]?(?:[kcdm]?m|ha|ft|km)$")


def is_mark(raised: str) -> bool:
    """Whether a part of raised words can call a note."""
    return bool(_MARK.fullmatch(raised))


def is_power(before: str) -> bool:
    """Whether what is raised behind these words calls no note: ``5 km<sup>2</sup>``."""
    return bool(_UNIT.search(before))


def marks_in(raised: str) -> frozenset[str]:
    """The marks in raised words that each call a note where there is one."""
    return frozenset(filter(is_mark, PIECES.findall(raised)))
