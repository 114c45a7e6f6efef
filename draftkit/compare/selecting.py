"""Some paragraphs of the changes: those that somebody asks for by their labels."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from draftkit.compare.changes import Changes, Event, EventKind, Pair
from draftkit.compare.renumbering import renumbered_anew
from draftkit.dataclass import replace
from draftkit.errors import DraftkitError
from draftkit.patterns import lazy_pattern
from draftkit.rows import RowKind

_KINDS = {"masthead": RowKind.FRONT, "preamble": RowKind.PREAMBULAR, "notes": RowKind.NOTE}
"""Names of parts that have no label."""
_BELOW = r"(?:(?:\(|,|(?:tail|option|alternative|bullet|#)).*)?"
"""What the label of a paragraph goes on with below another, spaces left out; "bis" makes another one."""

_BETWEEN = lazy_pattern("(?<!-)[-\u2013\u2026](?!>)|\\bto\\b")
"""Between the first and the last label of a range, as typed or as a comparison prints it."""
_OLD_LABEL = lazy_pattern(r".*(?:->|\u2192)|\s*\(was .*\)\s*$")
"""What a comparison prints beside a new label: "OP3 -> OP4", "OP4 (was OP3)"."""
_QUOTES = str.maketrans({"\u201c": '"', "\u201d": '"'})


def only(changes: Changes, wanted: str) -> Changes:
    """The changes in these paragraphs, with what stands below them: "PP3,OP5", "OP3-OP7", "notes",
    "preamble", "masthead".

    The labels are those of the new draft, as a comparison prints them; an old one names what has no such
    label now.
    """
    kept = {place for part in _parts(changes.pairs, wanted) for place in part}
    moved = [(move.went, move.came) for move in changes.moves]
    divided = [split.parts for split in changes.splits] + [join.parts for join in changes.joins]
    for parts in (*moved, *divided):
        if not kept.isdisjoint(parts):
            kept.update(parts)
    order = {place: at for at, place in enumerate(sorted(kept))}
    pairs = tuple(changes.pairs[place] for place in order)
    return Changes(
        pairs,
        renumbered_anew(pairs, _events(changes, order)),
        tuple(
            replace(move, went=order[move.went], came=order[move.came])
            for move in changes.moves
            if move.went in order
        ),
        tuple(
            replace(split, parts=tuple(order[part] for part in split.parts))
            for split in changes.splits
            if split.parts[0] in order
        ),
        tuple(
            replace(join, parts=tuple(order[part] for part in join.parts))
            for join in changes.joins
            if join.parts[0] in order
        ),
    )


def _events(changes: Changes, order: Mapping[int, int]) -> Iterator[Event]:
    """What happened in these paragraphs; of brackets around several, in the first of these."""
    for event in changes.events:
        here = [event.place]
        if event.through and event.kind is not EventKind.RENUMBERED:
            first, last = (_at(changes.pairs, label) for label in (event.label, event.through))
            here += range(first, last + 1)
        if found := [order[place] for place in here if place in order]:
            yield replace(event, place=found[0])


def _at(pairs: Sequence[Pair], label: str) -> int:
    """The place of a label of the new draft."""
    return next(place for place, pair in enumerate(pairs) if label == (pair.new_label or pair.old_label))


def _parts(pairs: Sequence[Pair], wanted: str) -> Iterator[Sequence[int]]:
    """The places that each part of the list names; a label may have commas itself."""
    words = wanted.split(",")
    at = 0
    while at < len(words):
        for end in range(len(words), at, -1):
            found = _named(pairs, ",".join(words[at:end]))
            if found:
                yield found
                at = end
                break
        else:
            name = words[at].strip()
            if not name:
                raise DraftkitError("a label is missing in --only; write it like PP3,OP5-OP7")
            raise DraftkitError(f"no paragraph is called {name}{_nearest(pairs, name)}")


def _named(pairs: Sequence[Pair], name: str) -> Sequence[int]:
    """The places of a label or of a range of labels; none if there is no such label."""
    if kind := _KINDS.get(_key(name)):
        rows = [pair.new or pair.old for pair in pairs]
        return [place for place, row in enumerate(rows) if row and row.kind is kind] or range(0)
    if found := _labelled(pairs, name):
        return found
    for dash in _BETWEEN.finditer(name):
        first, last = _labelled(pairs, name[: dash.start()]), _labelled(pairs, name[dash.end() :])
        if first and last:
            if first[0] > last[-1]:
                raise DraftkitError(
                    f"{name.strip()} goes backwards; begin with the paragraph that comes first"
                )
            return range(first[0], last[-1] + 1)
    return []


def _labelled(pairs: Sequence[Pair], label: str) -> list[int]:
    """The places of a label as it is written; in other letters, capital or small, if there is no such one."""
    return _called(pairs, label, str) or _called(pairs, label, str.casefold)


def _called(pairs: Sequence[Pair], label: str, folded: Callable[[str], str]) -> list[int]:
    key = folded(_squeezed(_OLD_LABEL.sub("", label)))
    if not key:
        return []
    pattern = re.compile(re.escape(key) + _BELOW)
    now = [folded(_squeezed(pair.new_label or pair.old_label)) for pair in pairs]
    was = [folded(_squeezed(pair.old_label)) for pair in pairs]
    # "OP5 #2" of the new draft is no reason to pass over an "OP5" of the old one.
    known = was if key in was and key not in now else now
    found = [place for place, name in enumerate(known) if pattern.fullmatch(name)]
    return found or [place for place, name in enumerate(was) if pattern.fullmatch(name)]


def _key(label: str) -> str:
    return _squeezed(label).casefold()


def _squeezed(label: str) -> str:
    return re.sub(r"\s", "", label.translate(_QUOTES))


def _nearest(pairs: Sequence[Pair], label: str) -> str:
    """The labels that are most like this one, as the end of a sentence."""
    known = {_key(name): name for pair in pairs for name in (pair.old_label, pair.new_label) if name}
    key = _key(label)
    in_sections = [name for name in known if key and name.endswith(f",{key}")]
    near = [*dict.fromkeys((*in_sections, *get_close_matches(key, known, 3, 0.5)))][:3]
    return "; the nearest are " + ", ".join(known[key] for key in near) if near else ""
