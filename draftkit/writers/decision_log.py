"""The log of decisions beside a text: one JSON object a line, described by schema/decision.json.

Each line says what was decided on one bracket, by whom and when, the words
before, and the marks of the text before and after (:mod:`draftkit.writers.text_hash`),
so that it can be seen which text a log belongs to and whether two follow each other.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from draftkit.dataclass import dataclass
from draftkit.errors import DraftkitError
from draftkit.negotiate.resolve import Settled

SCHEMA = "draftkit/decision/1"


@dataclass(frozen=True, slots=True)
class Log:
    """A log as it stands in a file."""

    text: str
    """Its lines."""
    first: str
    """The mark of the text before its first decision."""
    last: str
    """The mark of the text after its last one."""
    decisions: int


def log_lines(settled: Sequence[Settled], text_before: str, text_after: str) -> str:
    """The lines for these decisions, which led from one text to the other."""
    return "".join(
        json.dumps(_line(one, text_before, text_after), ensure_ascii=False) + "\n" for one in settled
    )


def _line(one: Settled, text_before: str, text_after: str) -> dict[str, str | int | None]:
    return {
        "schema": SCHEMA,
        "address": one.address,
        "paragraph": one.paragraph,
        "before": one.before,
        "choice": one.decision.choice,
        "alternative": one.number,
        "words": one.words,
        "by": one.decision.by,
        "when": one.decision.when,
        "note": one.decision.note,
        "text_before": text_before,
        "text_after": text_after,
    }


def read_log(data: bytes, name: str) -> Log:
    """A log that is there already. Raises DraftkitError for a file that is none."""
    try:
        text = data.decode()
        lines = [json.loads(line) for line in text.splitlines() if line.strip()]
        first, last = lines[0]["text_before"], lines[-1]["text_after"]
        if not all(line["schema"] == SCHEMA for line in lines):
            raise ValueError
    except (ValueError, LookupError, TypeError) as error:
        raise DraftkitError("this file is there already and is no log of decisions", name) from error
    return Log(text, str(first), str(last), len(lines))


def continued(log: Log | None, lines: str, text_before: str, name: str) -> str:
    """The whole log with these lines.

    A log that ends with the present text goes on; one that began with it is made
    anew, since the same text is being settled again. Raises DraftkitError for any
    other, rather than lose it.
    """
    if log is None or log.first == text_before != log.last:
        return lines
    if log.last == text_before:
        return log.text + lines
    raise DraftkitError("this log holds the decisions on another text; name another file with --log", name)
