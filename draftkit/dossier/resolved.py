"""Decisions on brackets, as ``draftkit resolve`` keeps them beside the text: JSON lines."""

from __future__ import annotations

import json

from draftkit.errors import DraftkitError
from draftkit.model import Draft
from draftkit.writers.text_hash import text_hash


def read_decisions(data: bytes, file: str, note: str = "") -> list[tuple[str, str, str]]:
    """Each decision: the address of the bracket, what became of it, a remark.

    Raises DraftkitError for a file that holds anything else.
    """
    try:
        found = [_decision(line, note) for line in data.decode().splitlines() if line.strip()]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        message = "not every line of it is a decision as JSON, with an address and a choice"
        raise DraftkitError(message, file) from error
    if not found:
        raise DraftkitError("there is no decision in it", file)
    return found


def _decision(line: str, note: str) -> tuple[str, str, str]:
    value = json.loads(line)
    choice = value.get("words") or value["choice"]
    if not choice:
        raise ValueError("nothing was decided")
    said = choice if isinstance(choice, str) else json.dumps(choice, ensure_ascii=False)
    return str(value["address"]), said, note or str(value.get("note", ""))


def check_text(data: bytes, file: str, version: str, draft: Draft) -> None:
    """Raises DraftkitError where a log has the marks of texts, and none is that of this draft."""
    values = [json.loads(line) for line in data.decode().splitlines() if line.strip()]
    marks = {value.get(name) for value in values for name in ("text_before", "text_after")} - {None}
    if marks and text_hash(draft) not in marks:
        raise DraftkitError(f"these decisions were taken on another text than {version}", file)
