"""Changes as CriticMarkup in draft text, for editors and wikis that show it.

``{++inserted++}``, ``{--deleted--}``, ``{~~old~>new~~}``; what happened to a
paragraph stands behind it, ``{>>brackets lifted<<}``. Taking all additions
gives the new draft as ``draftkit fmt`` writes it, letter by letter, and
refusing them all the old one. So numbers and the numbers of notes are changes
here, since they are letters of the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from draftkit.compare.changes import Changes, EditKind, Pair
from draftkit.compare.letters import letters
from draftkit.compare.sequences import increasing
from draftkit.compare.tables import table_edits
from draftkit.compare.words import edits
from draftkit.content import plain_text
from draftkit.errors import DraftkitError
from draftkit.model import Text
from draftkit.patterns import lazy_pattern
from draftkit.table_text import table_cells
from draftkit.writers.event_words import told
from draftkit.writers.shown import shown
from draftkit.writers.text import paragraphs

_MARK = lazy_pattern(r"\{(?:\+\+|--|~~|==|>>)|(?:\+\+|--|~~|==|<<)\}")
_BETWEEN = "\n\n"

_Runs = list[tuple[EditKind, str]]


def critic(changes: Changes, by_letter: bool = False) -> str:
    """The whole draft text with every change marked, replaced words in letters if wanted."""
    old_pairs = sorted((pair for pair in changes.pairs if pair.old), key=lambda pair: pair.old_place)
    old = list(paragraphs([pair.old for pair in old_pairs if pair.old]))
    new = list(paragraphs([pair.new for pair in changes.pairs if pair.new]))
    _check("old", old)
    _check("new", new)
    notes = dict(_notes(changes))
    out, runs = "", _Runs()
    old_begun = new_begun = False
    for was, now in _steps(changes.pairs):
        runs += _between(was is not None and old_begun, now is not None and new_begun)
        runs += _changed(None if was is None else old[was], None if now is None else new[now], by_letter)
        old_begun, new_begun = old_begun or was is not None, new_begun or now is not None
        if note := notes.get((was, now)):
            out += _marked(runs) + note
            runs = []
    return out + _marked(runs) + "\n"


def _steps(pairs: Sequence[Pair]) -> Iterator[tuple[int | None, int | None]]:
    """The places of both drafts down the page: pairs that keep the order of both, and single rows."""
    both = sorted((pair.old_place, pair.new_place) for pair in pairs if pair.old and pair.new)
    ends = sum(pair.old is not None for pair in pairs), sum(pair.new is not None for pair in pairs)
    was = now = 0
    for old, new in (*increasing(both), ends):
        yield from ((place, None) for place in range(was, old))
        yield from ((None, place) for place in range(now, new))
        if (old, new) != ends:
            yield old, new
        was, now = old + 1, new + 1


def _notes(changes: Changes) -> Iterator[tuple[tuple[int | None, int | None], str]]:
    """What happened to a paragraph, as a comment, by its places."""
    for one, pair in zip(shown(changes), changes.pairs, strict=True):
        words = [told(event) for event in one.events]
        if one.elsewhere:
            words.insert(0, one.what)
        if words:
            text = "; ".join(words).replace("<<}", "<< }")
            places = (pair.old_place if pair.old else None, pair.new_place if pair.new else None)
            yield places, f"{{>>{text}<<}}"


def _between(old: bool, new: bool) -> _Runs:
    """The end of the paragraph before, in the drafts that have one."""
    if not (old or new):
        return []
    kind = EditKind.EQUAL if old and new else EditKind.DELETE if old else EditKind.INSERT
    return [(kind, _BETWEEN)]


def _changed(old: str | None, new: str | None, by_letter: bool) -> _Runs:
    if old == new:
        return [(EditKind.EQUAL, old or "")]
    if not old or not new:
        return [(EditKind.DELETE, old or ""), (EditKind.INSERT, new or "")]
    tables = table_cells(old) is not None and table_cells(new) is not None
    found = table_edits(old, new) if tables else edits((Text(old),), (Text(new),), {})
    if by_letter:
        found = letters(found)
    return [(edit.kind, plain_text(edit.new or edit.old)) for edit in found]


def _marked(runs: _Runs) -> str:
    """Runs as text with marks."""
    merged = [
        (kind, text)
        for kind, group in groupby((run for run in runs if run[1]), lambda run: run[0])
        if (text := "".join(text for _, text in group))
    ]
    out, at = "", 0
    while at < len(merged):
        kind, text = merged[at]
        following = merged[at + 1] if at + 1 < len(merged) else (EditKind.EQUAL, "")
        replaced = kind is EditKind.DELETE and following[0] is EditKind.INSERT
        if replaced and "~>" not in text and _BETWEEN not in text + following[1]:
            out += f"{{~~{text}~>{following[1]}~~}}"
            at += 1
        elif kind is EditKind.DELETE:
            out += f"{{--{text}--}}"
        else:
            out += f"{{++{text}++}}" if kind is EditKind.INSERT else text
        at += 1
    return out


def _check(which: str, texts: Iterable[str]) -> None:
    """Refuse words that would be taken for marks."""
    for text in texts:
        if found := _MARK.search(text):
            raise DraftkitError(
                f"the {which} draft has the characters {found.group()} in its text, which are a mark of"
                " CriticMarkup; use another --format"
            )
