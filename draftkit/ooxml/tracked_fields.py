"""Which codes of fields are told of among tracked changes: those of which the page shows nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from draftkit.dataclass import dataclass, field, replace
from draftkit.ooxml.tracked_run import TrackedRun

SIGN = "field character"
"""The thing that the begin, the middle and the end of a field are (17.16.18); the text says which."""
CODE = "field"
_CALL = "NOTEREF"
"""A number that calls a note again: without its code it would be a digit of the words."""


@dataclass(eq=False, slots=True)
class _Open:
    """A field that is not closed yet."""

    codes: list[int] = field(default_factory=list)
    """Where the pieces of its code are."""
    shown: list[TrackedRun] = field(default_factory=list)
    in_result: bool = False


def without_shown(runs: Sequence[TrackedRun]) -> list[TrackedRun]:
    """The pieces of a paragraph, without the codes of fields whose result came or went with them.

    A piece that stood for a revision stays, without text, so that none is lost.
    """
    hidden: set[int] = set()
    fields: list[_Open] = []
    for place, run in enumerate(runs):
        if run.thing == SIGN:
            hidden.add(place)
            if run.text == "begin":
                fields.append(_Open())
            elif fields and run.text == "separate":
                fields[-1].in_result = True
            elif fields and run.text == "end":
                hidden.update(_told_by_result(fields.pop(), runs))
        elif run.thing == CODE and fields:
            fields[-1].codes.append(place)
        elif run.text.strip():
            for each in fields:
                if each.in_result:
                    each.shown.append(run)
    emptied = (replace(run, text="", thing="") if n in hidden else run for n, run in enumerate(runs))
    return [run for run in emptied if run.text or run.thing or run.within or run.look]


def _told_by_result(closed: _Open, runs: Sequence[TrackedRun]) -> Iterable[int]:
    if "".join(runs[place].text for place in closed.codes).split()[:1] == [_CALL]:
        return ()
    fates = {(run.comes, run.goes) for run in closed.shown}
    return [place for place in closed.codes if (runs[place].comes, runs[place].goes) in fates]
