"""The check that nothing is lost in reading, made every time draft text is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from draftkit.errors import DraftkitError
from draftkit.model import Text
from draftkit.patterns import lazy_pattern
from draftkit.raised import RAISED_DIGITS
from draftkit.rows import Row, RowKind

_NOTATION = lazy_pattern(
    r"""(?mx)
      ^[ \t]*\|[\s|:-]+$                                                    # the rule below a table's head
    | ^[ \t]*(?P<table>\|.*|!\[picture\]\(.*)$
    | \\(?P<escaped>[!-/:-@\[-`{-~])
    | ^[ \t]*\[\^(?P<note>[^\]\s]+)\]: | \[\^(?P<call>[^\]\s]+)\]
    | </?(?:i|em|b|strong|u|sub|sup|s|del|strike|br\ ?/?)>
    | ^[ \t]*(?:(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$                           # a rule
    """
)
"""What is notation and not text; of an escape, a note or a call, the named part is text."""
_MARKS = lazy_pattern(r"[\s*_\\#|]")
_TABLE_RULE = lazy_pattern(r"(?m)^[ \t]*\|[\s|:-]+$")


def check_nothing_lost(
    text: str,
    drafts: Iterable[tuple[Sequence[Row], Mapping[str, str]]],
    kept_calls: Iterable[str],
    file: str,
) -> None:
    """Raise DraftkitError unless every visible character of a text is in its drafts.

    A draft is given as its rows and the marks its notes have in the text;
    ``kept_calls`` are the note calls without note, which stay as they were written.
    """
    parts: list[str] = []
    for rows, marks in drafts:
        for row in rows:
            parts += (row.before, marks[row.marker] if row.kind is RowKind.NOTE else row.marker, row.option)
            content = "".join(
                span.text if isinstance(span, Text) else marks[span.note] for span in row.content
            )
            parts += (_TABLE_RULE.sub("", content) if row.kind is RowKind.VERBATIM else content, "\n")
    plain = _NOTATION.sub(lambda found: found[found.lastgroup] if found.lastgroup else "", text)
    source = Counter(_MARKS.sub("", plain).translate(RAISED_DIGITS))
    for call in kept_calls:
        source.update("[^]" if call.startswith("[") else "")
    kept = Counter(_MARKS.sub("", "".join(parts)).translate(RAISED_DIGITS))
    if source != kept:
        lost = "".join(sorted((source - kept).elements()))[:20]
        gained = "".join(sorted((kept - source).elements()))[:20]
        raise DraftkitError(f"reading would not conserve the text (lost {lost!r}, gained {gained!r})", file)
