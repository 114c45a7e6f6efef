"""The tracked changes of a Word file as a list, and as JSON ``"schema": "draftkit/tracked/1"``.

The list has one entry a line under the name of its paragraph. Deleted and
inserted words stand in quotation marks and the verbs say what became of them;
colour only repeats it.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import groupby, takewhile

from draftkit.compare.tokens import tokens
from draftkit.model import Text
from draftkit.patterns import lazy_pattern
from draftkit.tracked import DELETIONS, INSERTIONS, MARK, ChangeKind, TrackedChange
from draftkit.writers.styled_lines import Styled, wrapped

SCHEMA = "draftkit/tracked/1"
NONE = "no tracked changes"
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_DATE = lazy_pattern(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d))?")
_COLUMN = 8
"""Where the first line of an entry begins, unless the name of its paragraph is longer."""
_LONGEST_LABEL = 20
"""A longer name has a line of its own."""
_CONTEXT = 3
"""Words that say where in the paragraph a change is."""
_LONGEST = 50
"""Characters of these words: some scripts have no spaces."""
_BOLD, _DELETED, _INSERTED = "\x1b[1m", "\x1b[31;9m", "\x1b[32;4m"


def tracked_json(changes: Sequence[TrackedChange]) -> str:
    """The changes by the schema draftkit/schema/tracked.json."""
    content = {
        "schema": SCHEMA,
        "changed": bool(changes),
        "elements": sum(change.elements for change in changes),
        "authors": [
            {"author": author or None, **_counts(list(found))} for author, found in _by_author(changes)
        ],
        "changes": [_change(change) for change in changes],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _change(change: TrackedChange) -> dict[str, object]:
    return {
        "kind": change.kind.value,
        "author": change.author or None,
        "date": change.date or None,
        "last_date": change.last_date or None,
        "label": change.label,
        "in_original": change.in_original,
        "part": change.part,
        "paragraph": change.paragraph,
        "original_paragraph": change.original_paragraph,
        "deleted": change.deleted,
        "inserted": change.inserted,
        "inserted_by": change.inserted_by,
        "words": change.words,
        "before": change.before,
        "after": change.after,
        "details": list(change.details),
        "moved_from": change.moved_from or None,
        "moved_to": change.moved_to or None,
        "count": change.count,
        "elements": change.elements,
    }


def _by_author(changes: Iterable[TrackedChange]) -> Iterable[tuple[str, list[TrackedChange]]]:
    found: dict[str, list[TrackedChange]] = {}
    for change in changes:
        found.setdefault(change.author, []).append(change)
    return sorted(found.items())


def _counts(changes: Sequence[TrackedChange]) -> dict[str, int]:
    kinds = [change.kind for change in changes]
    insertions, deletions = (
        sum(kind in wanted and kind is not ChangeKind.REPLACED for kind in kinds)
        for wanted in (INSERTIONS, DELETIONS)
    )
    counted = insertions + deletions + kinds.count(ChangeKind.REPLACED) + kinds.count(ChangeKind.MOVED)
    return {
        "insertions": insertions,
        "deletions": deletions,
        "replacements": kinds.count(ChangeKind.REPLACED),
        "moves": kinds.count(ChangeKind.MOVED),
        "others": len(kinds) - counted,
        "words_in": sum(_words(c.inserted) for c in changes if c.kind in INSERTIONS),
        "words_out": sum(_words(c.deleted) for c in changes if c.kind in DELETIONS),
    }


def _words(text: str) -> int:
    """How many words there are, as in ``diff``: stops, brackets and ends of paragraphs are none."""
    return sum(any(map(str.isalnum, word)) for word in tokens((Text(text),)).words) if text else 0


# --- the list ------------------------------------------------------------------------------------


def tracked_text(changes: Sequence[TrackedChange], color: bool = False, width: int = 100) -> str:
    """The changes as lines of at most ``width`` columns, a summary for each author last."""
    if not changes:
        return NONE + "\n"
    lines: list[str] = []
    for (label, in_original, _), group in groupby(changes, _paragraph):
        head = f"{label} (original)" if in_original else label
        if len(head) > _LONGEST_LABEL:
            lines += wrapped([(head, _BOLD)], color, width)
            head = ""
        for change in group:
            column = max(_COLUMN, len(head) + 2)
            entry: Styled = [(head.ljust(column), _BOLD), (f"{_who(change)}: ", ""), *_told(change)]
            lines += wrapped(entry, color, width, " " * _COLUMN)
            head = ""
    lines.append("")
    for author, found in _by_author(changes):
        lines += wrapped([(f"{author or 'no name'}: {_summary(_counts(found))}", _BOLD)], color, width)
    return "\n".join(lines) + "\n"


def _paragraph(change: TrackedChange) -> tuple[str, bool, int | None]:
    number = change.original_paragraph if change.in_original else change.paragraph
    return change.label, change.in_original, number


def _who(change: TrackedChange) -> str:
    return f"{change.author or 'no name'}, {date(change.date)}"


def date(text: str) -> str:
    """A date of the file in words, in the zone it is written in; as it is, if it is none."""
    found = _DATE.match(text)
    if not found or not 1 <= int(found[2]) <= len(_MONTHS):
        return text or "no date"
    time = f" {found[4]}:{found[5]}" if found[4] else ""
    return f"{int(found[3])} {_MONTHS[int(found[2]) - 1]} {found[1]}{time}"


def _summary(counts: dict[str, int]) -> str:
    nouns = {
        "insertions": "insertion", "deletions": "deletion", "replacements": "replacement", "moves": "move",
        "others": "other change",
    }  # fmt: skip
    told = [
        f"{counts[key]:,} {noun if counts[key] == 1 else noun + 's'}"
        for key, noun in nouns.items()
        if counts[key]
    ]
    return f"{', '.join(told)}; words: +{counts['words_in']:,}, -{counts['words_out']:,}"


def _told(change: TrackedChange) -> Styled:
    """What was done, in words."""
    deleted, inserted = _shown(change.deleted), _shown(change.inserted)
    details = ", ".join(change.details)
    match change.kind:
        case ChangeKind.INSERTED | ChangeKind.DELETED | ChangeKind.REPLACED:
            return _edited(change)
        case ChangeKind.PARAGRAPH_INSERTED:
            new: Styled = [("paragraph inserted: ", ""), (_quoted(inserted), _INSERTED)]
            return new if inserted else [("empty paragraph inserted", "")]
        case ChangeKind.PARAGRAPH_DELETED:
            old: Styled = [("paragraph deleted: ", ""), (_quoted(deleted), _DELETED)]
            return old if deleted else [("empty paragraph deleted", "")]
        case ChangeKind.SPLIT | ChangeKind.JOINED:
            verb = "paragraph split" if change.kind is ChangeKind.SPLIT else "joined with the next paragraph"
            return [(verb + _where(change.before, change.after), "")]
        case ChangeKind.MOVED:
            return _moved(change)
        case ChangeKind.FORMAT:
            about = f"{_quoted(change.words)}{_where(change.before, change.after)}: " if change.words else ""
            return [(f"format of {about}{details}" if about else f"format: {details}", "")]
        case ChangeKind.NUMBERING | ChangeKind.OTHER:
            return [(f"{change.kind}: {details}", "")]
    noun, verb = change.kind.split()
    number = noun.removesuffix("s") if change.count == 1 else f"{change.count:,} {noun}"
    text, style = (deleted, _DELETED) if deleted else (inserted or change.words, _INSERTED)
    return [(f"{number} {verb}: ", ""), (_quoted(text.replace("\n", " / ")), style)]


def _edited(change: TrackedChange) -> Styled:
    """Words that came, went or were replaced, cut in no word."""
    deleted, inserted, before, after = whole_words(change)
    where = _where(before, after)
    if deleted and inserted:
        return [
            (_quoted(deleted), _DELETED), (" replaced by ", ""), (_quoted(inserted), _INSERTED), (where, ""),
        ]  # fmt: skip
    if change.kind is ChangeKind.INSERTED:
        return [("inserted ", ""), (_quoted(inserted), _INSERTED), (where, "")]
    had = "" if change.inserted_by is None else f", which {change.inserted_by or 'somebody'} had inserted"
    return [("deleted ", ""), (_quoted(deleted), _DELETED), (had + where, "")]


def whole_words(change: TrackedChange) -> tuple[str, str, str, str]:
    """What was deleted and inserted, and what is around it, with the rest of words that were changed; what
    somebody else put in beside it is no part of its words."""
    deleted, inserted = _shown(change.deleted), _shown(change.inserted)
    before, after = change.before, change.after
    if change.kind is ChangeKind.REPLACED and deleted.endswith(MARK) and inserted.endswith(MARK):
        deleted, inserted = deleted.removesuffix(MARK).rstrip(), inserted.removesuffix(MARK).rstrip()
    if change.inserted_by is not None:
        return deleted, inserted, before, after
    edges = [text for text in (change.deleted, change.inserted) if text]
    if all(_in_a_word(text[:1]) for text in edges):
        letters = min(_letters(reversed(before)), change.own_before)
        head = before[len(before) - letters :]
        deleted, inserted, before = head + deleted, head + inserted, before.removesuffix(head)
    if all(_in_a_word(text[-1:]) for text in edges):
        tail = after[: min(_letters(after), change.own_after)]
        deleted, inserted, after = deleted + tail, inserted + tail, after.removeprefix(tail)
    return deleted, inserted, before, after


def _letters(text: Iterable[str]) -> int:
    """How many characters there are before the first that is in no word."""
    return sum(1 for _ in takewhile(_in_a_word, text))


def _in_a_word(letter: str) -> bool:
    """Whether a word goes on here; Chinese has no spaces, and each of its characters is a word."""
    return letter.isalnum() and unicodedata.east_asian_width(letter) not in "WF"


def _moved(change: TrackedChange) -> Styled:
    start, end = change.moved_from or "a place that is not marked", change.moved_to
    text = change.inserted or change.deleted
    end = end or "a place that is not marked"
    return [(f"moved from {start} to {end}: ", ""), (_quoted(_shown(text)), "")]


def _where(before: str, after: str) -> str:
    """Where in its paragraph a change is."""
    words = before.split()
    if words:
        near = " ".join(words[-_CONTEXT:])
        dots = "\u2026 " if len(words) > _CONTEXT or len(near) > _LONGEST else ""
        return f", after {_quoted(dots + near[-_LONGEST:])}"
    words = after.split()
    near = " ".join(words[:_CONTEXT])
    dots = " \u2026" if len(words) > _CONTEXT or len(near) > _LONGEST else ""
    return f", before {_quoted(near[:_LONGEST] + dots)}" if words else ""


def _shown(text: str) -> str:
    return re.sub(rf"[^\S\n]*{MARK}[^\S\n]*", f" {MARK} ", text).strip(" ")


def _quoted(text: str) -> str:
    return f"\u201c{text}\u201d"
