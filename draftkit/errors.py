"""What can go wrong, in words a person at a desk can act on."""

from __future__ import annotations

from draftkit.model import Position


class DraftkitError(Exception):
    """Something draftkit cannot do. The message is one sentence; the place is kept apart from it."""

    def __init__(self, message: str, file: str | None = None, position: Position | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.file = file
        self.position = position

    def __str__(self) -> str:
        where = self.file or ""
        if self.position:
            where += f"{':' if where else 'line '}{self.position.line}:{self.position.column}"
        return f"{where}: {self.message}" if where else self.message
