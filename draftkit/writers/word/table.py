"""Lists that are no drafts, as Word tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from draftkit.ooxml.plain_table import write_table
from draftkit.writers import default_date


def word_table(
    title: str, head: Sequence[str], rows: Sequence[Sequence[str]], date: datetime | None = None
) -> bytes:
    """The table as a Word file."""
    return write_table(title, head, rows, date or default_date())
