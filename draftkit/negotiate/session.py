"""Settling brackets one after the other: which comes next, what may be chosen, what was decided.

A session holds decisions with addresses of the text it began with, so that any
of them can be taken back until the end; nothing here reads or prints.
"""

from __future__ import annotations

from collections.abc import Iterator

from draftkit.dataclass import dataclass, field
from draftkit.model import BracketKind, Draft
from draftkit.negotiate.choices import Chosen, Decision, chosen
from draftkit.negotiate.places import places
from draftkit.negotiate.standing import Form, Places, Standing
from draftkit.rows import Row

OPENS, CLOSES = ">>>", "<<<"
"""What stands around the bracket that is asked about, in its paragraph."""


@dataclass(slots=True)
class Session:
    """The state of the questions."""

    found: Places
    asked: list[int] = field(default_factory=list)
    """The brackets that were shown, in order: those decided on and those passed over."""
    decided: dict[int, tuple[Decision, Chosen]] = field(default_factory=dict)

    @property
    def next(self) -> int | None:
        """The next bracket to ask about; None after the last."""
        for index, bracket in enumerate(self.found.brackets):
            if (
                index not in self.asked
                and bracket.kind is not BracketKind.EDITORIAL
                and not self._gone(index)
            ):
                return index
        return None

    @property
    def decisions(self) -> list[Decision]:
        """What was decided, in the order of the page."""
        return [self.decided[index][0] for index in sorted(self.decided)]

    @property
    def left(self) -> int:
        """How many brackets are still to be asked about."""
        return sum(
            index not in self.asked and one.kind is not BracketKind.EDITORIAL and not self._gone(index)
            for index, one in enumerate(self.found.brackets)
        )

    def decide(self, index: int, decision: Decision) -> None:
        """Take a decision. Raises DraftkitError when the choice does not exist."""
        self.decided[index] = (decision, chosen(self.found.brackets[index], decision.choice))
        self.asked.append(index)

    def skip(self, index: int) -> None:
        """Leave a bracket open."""
        self.asked.append(index)

    def back(self) -> bool:
        """Take back the last answer; False where there is none."""
        if not self.asked:
            return False
        self.decided.pop(self.asked.pop(), None)
        return True

    def _gone(self, index: int) -> bool:
        """Whether a decision took out the words that a bracket stands in."""
        spot, outside = self.found.brackets[index].start, self.found.brackets[index].within
        while outside is not None:
            outer = self.found.brackets[outside]
            if outside in self.decided:
                choice = self.decided[outside][1]
                if choice.wording is None:
                    return True
                wording = outer.wordings[choice.wording]
                if not wording.start <= spot < wording.end:
                    return True
            outside = outer.within
        return False


def session(draft: Draft) -> Session:
    """The questions about a draft."""
    return Session(places(draft))


def in_context(found: Places, bracket: Standing) -> Iterator[str]:
    """The paragraphs that a bracket stands in, one to a line, with marks around it."""
    for index in range(bracket.start.row, bracket.end.row + 1):
        row = found.rows[index]
        if bracket.form is Form.NUMBER:
            yield f"{OPENS}{row.marker}{CLOSES} {row.text}"
            continue
        text = page_line(row)
        shift = len(text) - len(row.text) - len(row.before)
        """How much the number and the option push the words along."""
        if index == bracket.end.row:
            end = bracket.end.at + shift if bracket.end.at > len(row.before) else bracket.end.at
            text = text[:end] + CLOSES + text[end:]
        if index == bracket.start.row:
            start = bracket.start.at
            if start >= len(row.before) and bracket.form is not Form.OPTIONS:
                start += shift
            text = text[:start] + OPENS + text[start:]
        yield text


def page_line(row: Row) -> str:
    """A row as it stands on the page."""
    head = row.before + row.marker
    return " ".join(part for part in (head, row.option, row.text) if part)
