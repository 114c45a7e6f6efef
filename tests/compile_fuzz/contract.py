"""What must hold of every compilation (N1 to N4 of docs/negotiate.md)."""

from __future__ import annotations

import random
import re

from compile_fuzz import tracked
from compile_fuzz.meetings import Meeting
from draftkit.compare.tokens import flat
from draftkit.negotiate.compilation import Compilation
from draftkit.negotiate.compiling import ALPHABETICAL, compile_drafts
from draftkit.negotiate.data import from_json, to_json
from draftkit.negotiate.page import read_page
from draftkit.negotiate.pieces import Choice, Content, chosen
from draftkit.readers import read_file
from draftkit.rows import rows
from draftkit.writers.compilation import write_compilation

WAYS = 3
"""Ways to settle the brackets that are tried."""
_WRONG = re.compile(r"  |(?:^| )[,;.:](?=\s|$)|^ | $")
"""Spaces that no text has: two, one before a mark, at an end."""


def faults(meeting: Meeting, seed: int, word: bool) -> list[str]:
    """What does not hold of the compilation of a meeting; ``word``: also as a Word file."""
    found: list[str] = []
    compiled = compile_drafts(meeting.base, meeting.proposals)
    if compiled.base != meeting.base:
        found.append("N1: the base is another")
    found += [
        f"N1: the text of {name} is another"
        for name, draft in meeting.proposals.items()
        if compiled.view(name) != draft
    ]
    found += _order(meeting, seed)
    found += _alternatives(compiled)
    found += _notations(compiled, word)
    if word and compiled.delegations:
        found += tracked.faults(compiled)
    found += _settled(compiled, meeting, seed)
    return found


def _order(meeting: Meeting, seed: int) -> list[str]:
    names = list(meeting.proposals)
    random.Random(seed).shuffle(names)
    shuffled = {name: meeting.proposals[name] for name in names}
    one = compile_drafts(meeting.base, meeting.proposals, order=ALPHABETICAL)
    other = compile_drafts(meeting.base, shuffled, order=ALPHABETICAL)
    found = [] if one == other else ["N2: the order of the proposals matters"]
    empty = compile_drafts(meeting.base, {})
    if empty.base != meeting.base or not all(entry.settled or _own(entry) for entry in empty.entries):
        found.append("N2: a compilation of nothing is not the base")
    return found


def _own(entry: object) -> bool:
    """Whether all choices of a paragraph are brackets of the base's own."""
    pieces = getattr(entry, "pieces", ())
    return all(not piece.wordings for piece in pieces if isinstance(piece, Choice))


def _alternatives(compiled: Compilation) -> list[str]:
    found = []
    for entry in compiled.entries:
        for piece in entry.pieces:
            if isinstance(piece, Choice):
                contents = [piece.base, *(wording.content for wording in piece.wordings)]
                names = [name for wording in piece.wordings for name in wording.proponents]
                if len(set(contents)) < len(contents):
                    found.append("N2: equal alternatives stand apart")
                if len(set(names)) < len(names):
                    found.append("N1: a delegation wants two things in one place")
    return found


def _notations(compiled: Compilation, word: bool) -> list[str]:
    found = [] if from_json(to_json(compiled)) == compiled else ["N3: JSON is read as another compilation"]
    if compiled.delegations:
        for ending in (".md", ".docx") if word else (".md",):
            data = write_compilation(ending, compiled)
            (reading,) = read_file(f"compilation{ending}", data=data)
            if read_page(rows(reading.draft)) != compiled:
                found.append(f"N3: {ending} is read as another compilation")
    return found


def _settled(compiled: Compilation, meeting: Meeting, seed: int) -> list[str]:
    """Wrong spaces that stand in no text of the meeting."""
    texts = "\n".join(
        row.text for draft in (meeting.base, *meeting.proposals.values()) for row in rows(draft)
    )
    chance = random.Random(f"settle {seed}")
    for _ in range(WAYS):
        for entry in compiled.entries:
            text = flat(chosen(entry.pieces, lambda choice: _any(choice, chance)))
            for wrong in _WRONG.finditer(text):
                around = text[max(wrong.start() - 2, 0) : wrong.end() + 2]
                if around not in texts:
                    return [f"N4: {around!r} in {text!r}"]
    return []


def _any(choice: Choice, chance: random.Random) -> Content:
    return chance.choice([choice.base, *(wording.content for wording in choice.wordings)])
