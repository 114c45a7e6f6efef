"""Whether a text is a proposal over a base at all."""

from __future__ import annotations

from draftkit.compare import paired
from draftkit.compare.tokens import words
from draftkit.errors import DraftkitError
from draftkit.model import Draft, Field
from draftkit.negotiate.page import is_compilation
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


def check_is_of_one(base: Draft, draft: Draft) -> None:
    """Raise DraftkitError where only one of the two is a compilation of proposals: what other delegations
    propose would be this one's."""
    if is_compilation(rows(draft)) and not is_compilation(rows(base)):
        raise DraftkitError(
            "this is a compilation of the proposals of many delegations, not the text of one; draftkit view"
            " takes that out of it"
        )
    if is_compilation(rows(base)) and not is_compilation(rows(draft)):
        raise DraftkitError(
            "this is no proposal over the base text, which is a compilation; compile the text that was the"
            " base of that (draftkit view --as base), with all proposals"
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


def is_made_on(older: Draft, base: Draft, draft: Draft) -> bool:
    """Whether a proposal is made on an older version, by the paragraphs in which the two versions differ.

    It has more of those that only the older version has than of those that only the base has.
    """
    own, olds, news = (_paragraphs(each) for each in (draft, older, base))
    return len(own & (olds - news)) > len(own & (news - olds))


def changed_paragraphs(base: Draft, other: Draft) -> int:
    """How many paragraphs of two texts are not the same, by their words; the masthead left out."""
    one, two = (_paragraphs(each) for each in (base, other))
    return max(len(one - two), len(two - one))


def symbol_of(draft: Draft) -> str:
    """The symbol in the masthead."""
    return next((row.text for row in rows(draft) if row.field == Field.SYMBOL), "")


def _paragraphs(draft: Draft) -> set[str]:
    return {
        " ".join(row.text.split()) for row in rows(draft) if row.kind not in (RowKind.FRONT, RowKind.NOTE)
    }
