"""What stands for the tables of two versions that have none, and is loaded sooner."""

from __future__ import annotations

from collections.abc import Sequence

from draftkit.compare import Changes
from draftkit.ooxml.issued import IssuedFile
from draftkit.rows import Row
from draftkit.writers.issued.plan import Plan


class NoTables:
    """As :class:`draftkit.writers.issued.tables.Tables`, where nothing can happen to any."""

    def __init__(self) -> None:
        self.reports: list[str] = []
        self.gone: set[int] = set()

    def plan(self, changes: Changes, plan: Plan) -> None:
        """Nothing."""

    def make(self, issued: IssuedFile) -> None:
        """Nothing."""

    def insert(self, issued: IssuedFile, place: int, behind: int, before: int) -> None:
        """No table comes."""
        raise AssertionError("a table comes where there is none")

    def compared(self, found: Sequence[Row], wanted: Sequence[Row]) -> tuple[list[Row], list[Row]]:
        """All rows."""
        return list(found), list(wanted)
