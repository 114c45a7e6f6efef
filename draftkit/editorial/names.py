"""Names of delegations, and how lists of them are written.

A sponsor line lists States in alphabetical order, "and" before the last, and
some names hold an "and" or a comma of their own. A bracket may name who wants
its text: ``[Norway, EU: shall]``. Names the lexicon does not hold (groups that
formed yesterday, the States of an exercise) are known by their shape.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

from draftkit.editorial.lists import phrase_lists, word_lists
from draftkit.editorial.openings import opening
from draftkit.patterns import lazy_pattern

_SMALL = lazy_pattern(
    r"(?:and|behalf|for|its|member|of|on|other|the"
    r"|au|aux|d|de|del|des|du|e|el|en|et|la|las|le|les|los|y|в|и|от)"
)
_MOST_WORDS = 8
_ENDS = lazy_pattern(r"(?<!\bSt)(?<!\bSte)[.!?“”\"]\s")
_BEHALF = lazy_pattern(r",?\s+(?:also\s+)?(?:on behalf of|au nom d|en nombre de|от имени).*$")
_SUPPORTED = lazy_pattern(r",?\s+(?:supported by|appuyée? par|apoyad[oa] por|при поддержке)\s+")
_IN_PARENTHESES = lazy_pattern(r"\s*\((?:also\s+)?(?:on behalf of|au nom d|en nombre de|от имени)[^)]*\)")
_SUPPORTERS = lazy_pattern(r"\s*\((?:supported by|appuyée? par|apoyad[oa] por|при поддержке)\s+([^)]*)\)")
_PARENTHESES = lazy_pattern(r"\s*\([^)]*\)")
_AND = lazy_pattern(r"\s+(?:and|et|y|e|и|&)\s+|和|\s+و(?=\w)")
_LIST_MARKS = lazy_pattern("[,;،、，]")
_STROKES = lazy_pattern("[/+]")
_LEADING_AND = lazy_pattern(r"(?:and|et|y|e|и|&)\s+|和|و(?=ال)")
_COLON = lazy_pattern(r"[:：](?=\s|$)|：")


def is_delegation(name: str) -> bool:
    """Whether the lexicon holds this name of a State, an observer or a group."""
    return _key(name) in _known_names()


def same_delegation(name: str) -> str:
    """What the names of one delegation that the lexicon holds have in common, in small letters.

    Bolivia and Bolivia (Plurinational State of) are one, UK and United Kingdom of Great Britain and Northern
    Ireland too. Of other names it is the name itself.
    """
    key = _key(name)
    return _same_names().get(key, key)


def without_those_of(names: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    """The names of delegations that are not among others, under any of their names."""
    there = {same_delegation(name) for name in others}
    return tuple(name for name in names if same_delegation(name) not in there)


def is_name(name: str) -> bool:
    """Whether this is written as names of delegations are.

    Every word begins with a capital or a digit or is a small connecting word,
    the first word begins with a capital, and there are eight words at most.
    Scripts without capitals give no shape; there only the number of characters
    and the lexicon speak.
    """
    if is_delegation(name):
        return True
    words = re.sub(r"\([^)]*\)|\[[^\]]*\]|\*", " ", name).split()
    if words and words[0] in ("the", "The"):
        words = words[1:]
    if not words or len(words) > _MOST_WORDS or _ENDS.search(name + " "):
        return False
    if not _cased(words[0]):
        return len(name) <= 40 and words[0][0].isalpha()
    return (
        words[0][0].isupper()
        and not _SMALL.fullmatch(words[-1])
        and all(
            _SMALL.fullmatch(word) or word[0].isupper() or word[0].isdigit() or "’" in word for word in words
        )
    )


def split_names(text: str, known: Iterable[str] = ()) -> tuple[str, ...]:
    """The names in a list "A, B and C".

    Names in the lexicon or in ``known`` are kept whole. Else, the last "and" of
    the last item divides it, and an "and" in an item before the last belongs
    to the name. Marks inside parentheses do not divide.
    """
    names = _known_names() | {_key(name) for name in known}
    items = _pieces(text, _LIST_MARKS)
    found: list[str] = []
    for number, item in enumerate(items):
        last = number == len(items) - 1
        lead = _LEADING_AND.match(item) if last else None
        found += [item[lead.end() :]] if lead else _parted(item, names, last)
    return tuple(name for name in (" ".join(name.split()) for name in found) if name)


def attribution(text: str, known: Iterable[str] = ()) -> tuple[tuple[str, ...], int] | None:
    """Who wants this bracketed text, and where the text itself begins: "Norway, EU: shall".

    Names in ``known``, such as the draft's own sponsors, are kept whole, and are names in any script.

    The rule: a list of names divided by commas, "and", strokes or plus signs
    ("G77 + China" is one name), each written as a name (:func:`is_name`), then at once, or after one space
    as in French, a colon and a space, or the end. On whose behalf the last one speaks may stand behind it.
    It is no attribution when the first word is a label (Option, Note, Article, ...) or opens a paragraph,
    unless it begins the name of a delegation ("United Kingdom"). So "10:30" and "http://" are none, having
    no space after the colon.
    """
    colon = _COLON.search(text) if ":" in text or "：" in text else None
    if colon is None or colon.start() > 400:
        return None
    head = text[: colon.start()]
    head = head[: -1 if head[-1:].isspace() else None]
    if head != head.rstrip():
        return None
    if "(" in head:
        head = _SUPPORTERS.sub(r", \1", _IN_PARENTHESES.sub("", head))
    head = _SUPPORTED.sub(", ", _BEHALF.sub("", head))
    said = {_key(name) for name in known}
    if is_delegation(head):
        names: tuple[str, ...] = (" ".join(head.split()),)
    else:
        names = tuple(name for part in _parts(head, said) for name in split_names(part, known))
    if not names or not all(_key(name) in said or is_name(name) for name in names):
        return None
    if (_is_label(head) or opening(head)) and not (_key(names[0]) in said or is_delegation(names[0])):
        return None
    if not _cased(names[0][0]) and not any(_key(name) in said or is_delegation(name) for name in names):
        return None
    start = colon.end()
    return names, start + len(text[start:]) - len(text[start:].lstrip())


def _parts(head: str, said: Iterable[str]) -> list[str]:
    """The text divided at strokes and plus signs, but not inside a name such as "G77 + China"."""
    if not _STROKES.search(head):
        return [head]
    names = [re.escape(name) for name in {*said, *_known_names()} if _STROKES.search(name)]
    longest_first = "|".join(sorted(names, key=lambda name: (-len(name), name)))
    whole = re.compile(rf"(?<!\w)(?:{longest_first})(?!\w)", re.IGNORECASE)
    held = [found.span() for found in whole.finditer(head.replace("'", "’"))]
    strokes = [found.start() for found in _outside(_STROKES, head)]
    cuts = [at for at in strokes if not any(start < at < end for start, end in held)]
    return [head[a:b].strip() for a, b in zip([0, *(at + 1 for at in cuts)], [*cuts, len(head)], strict=True)]


def _cased(word: str) -> bool:
    return word[:1].lower() != word[:1].upper()


def _is_label(head: str) -> bool:
    first = re.match(r"\s*([^\W\d_]*)", head)
    return first is None or first[1].casefold() in _labels()


def _key(name: str) -> str:
    plain = " ".join(name.replace("'", "’").strip(" *").split())
    return plain.removeprefix("the ").casefold()


def _parted(item: str, names: frozenset[str] | set[str], last: bool) -> list[str]:
    """An item parted where the lexicon knows both sides; the last item, at its last "and" failing that."""
    parts: list[str] = []
    while _key(item) not in names and (ands := list(_outside(_AND, item))):
        liked = [
            ((_key(item[: a.start()]) in names) + (_key(item[a.end() :]) in names), a.start(), a)
            for a in ands
        ]
        score, _, best = max(liked, key=lambda candidate: candidate[:2])
        if score < 2 and (not last or parts):
            break
        parts.insert(0, item[best.end() :])
        item = item[: best.start()]
    return [item, *parts]


def _outside(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Matches outside parentheses."""
    depth = at = 0
    for found in pattern.finditer(text):
        depth += _depth(text[at : found.start()])
        at = found.start()
        if depth == 0:
            yield found


def _pieces(text: str, marks: re.Pattern[str]) -> list[str]:
    """The text divided at marks outside parentheses."""
    cuts = [found.start() for found in _outside(marks, text)]
    starts = [0, *(at + 1 for at in cuts)]
    return [text[a:b].strip() for a, b in zip(starts, [*cuts, len(text)], strict=True)]


def _depth(text: str) -> int:
    return text.count("(") + text.count("[") - text.count(")") - text.count("]")


@functools.cache
def _known_names() -> frozenset[str]:
    lists = ("states", "observers", "short", "arabic", "chinese", "groups", "others")
    delegations = phrase_lists("delegations")
    return frozenset(_key(name) for part in lists for name in delegations[part])


@functools.cache
def _same_names() -> dict[str, str]:
    delegations = phrase_lists("delegations")
    found = {_key(name): _key(_PARENTHESES.sub("", name)) for name in delegations["states"] if "(" in name}
    for line in delegations["same"]:
        short, full = line.split(" = ")
        found[_key(short)] = _key(full)
    return found


@functools.cache
def _labels() -> frozenset[str]:
    return frozenset(word_lists("delegations")["labels"])
