"""Whether a text is a proposal over a base at all."""

from __future__ import annotations

from draftkit.compare import paired
from draftkit.compare.tokens import words
from draftkit.errors import DraftkitError
from draftkit.model import Draft
from draftkit.rows import RowKind, rows

LEAST = 0.2
"""Share of the base's words in paragraphs that a proposal keeps or edits. Of two drafts that have nothing to
do with each other, the enacting clause and a formula or two pair up."""


def check_is_over(base: Draft, draft: Draft) -> None:
    """Raise DraftkitError for a text that has hardly a paragraph of the base."""
    share = kept_share(base, draft)
    if share < LEAST:
        raise DraftkitError(
            f"this is no proposal over the base text: it has {share:.0%} of its paragraphs, by their words"
        )


def kept_share(base: Draft, draft: Draft) -> float:
    """The share of the base's words that stand in paragraphs which the draft has too, edited or not."""
    kept = total = 0
    for pair in paired(rows(base), rows(draft)):
        if pair.old is None or pair.old.kind in (RowKind.FRONT, RowKind.ENACTING, RowKind.NOTE):
            continue
        size = len(words(pair.old.text))
        total += size
        kept += size if pair.new is not None else 0
    return kept / total if total else 1.0
