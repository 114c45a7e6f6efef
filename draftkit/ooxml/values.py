"""Simple values as XML and Word files have them."""

from __future__ import annotations

from datetime import UTC, datetime

from draftkit.patterns import lazy_pattern

ILLEGAL = lazy_pattern("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold (production 2), and the carriage return, which it cannot keep."""


def is_author(name: str) -> bool:
    """Whether a name can be that of an author: it holds no control character."""
    return name.isprintable() or not (ILLEGAL.search(name) or "\t" in name or "\n" in name)


def w3c_date(date: datetime) -> str:
    """The date as Word files write it; a date without time zone is taken for UTC."""
    date = date.astimezone(UTC) if date.tzinfo else date
    return date.strftime("%Y-%m-%dT%H:%M:%SZ")
