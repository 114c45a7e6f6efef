"""Drafts with the state of their negotiation, each under the name of its file."""

from __future__ import annotations

from draftkit.dataclass import dataclass
from draftkit.editorial.masthead import masthead
from draftkit.model import Draft, Field
from draftkit.negotiate.state import State, state
from draftkit.rows import rows


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a draft."""

    name: str
    """That of its file."""
    draft: Draft
    state: State

    @property
    def symbol(self) -> str:
        """The document symbol; empty where the masthead has none."""
        return str(masthead(rows(self.draft))["symbol"] or "")

    @property
    def title(self) -> str:
        """The title, on one line."""
        lines = (row.text for row in rows(self.draft) if row.field == Field.TITLE.value)
        return " ".join(" ".join(lines).split())


def version(name: str, draft: Draft) -> Version:
    """A draft with its state."""
    return Version(name, draft, state(draft))


def counted(number: int, one: str, several: str = "") -> str:
    """``1 bracket``, ``1,200 brackets``."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def percent(part: int, whole: int) -> str:
    """A share in whole per cent; never 0 for something, nor 100 for less than all."""
    if not whole:
        return "0%"
    share = round(100 * part / whole)
    if part and not share:
        return "<1%"
    return ">99%" if share == 100 and part < whole else f"{share}%"


def headline(found: State) -> str:
    """The state in one sentence."""
    clean, paragraphs = len(found.clean), len(found.paragraphs)
    if not found.open:
        open_ = "No brackets are open"
    else:
        depth = f", up to {found.depth} deep" if found.depth > 1 else ""
        open_ = (
            f"{counted(found.open, 'open bracket')} in {paragraphs - clean} of"
            f" {counted(paragraphs, 'paragraph')}{depth}; {found.in_dispute:,} of"
            f" {counted(found.words, 'word')} in dispute ({percent(found.in_dispute, found.words)})"
        )
    blanks = f"; {counted(found.blanks, 'blank')} to be filled in" if found.blanks else ""
    return open_ + blanks + "."
