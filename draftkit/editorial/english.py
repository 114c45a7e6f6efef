"""English openings: a small grammar over word classes.

    LEAD? ADVERB* VERB (and ADVERB* VERB)? (adverb | with FEELING | in the strongest terms)*

Of which class a word is, the lexicon says: words are looked up in its lists, so
that no pattern has to hold hundreds of them. Each function here takes a place
in the text and gives the place where its part of the grammar ends, or None.
"""

from __future__ import annotations

import functools
import re
from typing import Literal

from draftkit.dataclass import dataclass
from draftkit.editorial.lists import word_lists
from draftkit.patterns import lazy_pattern

_AGAIN = r"also|further|furthermore|anew|again|once (?:again|more)"
LEAD = rf"(?:(?:{_AGAIN}|and)\s)"
ADVERB = rf"(?:(?:{_AGAIN}|very|most|\w+ly)\s)"
_END = r"(?![\w-])"
_BEGINNING = lazy_pattern(rf"{LEAD}?{ADVERB}*")
_ADVERBS = lazy_pattern(rf"\s{ADVERB}*")
_AND = lazy_pattern(rf"(?:\sto)?\sand\s{ADVERB}*")
_AFTER = lazy_pattern(
    rf"\s(?:{_AGAIN}|(?!only\b|particularly\b|especially\b|notably\b|early\b|family\b)\w+ly){_END}"
)
_ADJECTIVE = lazy_pattern(r"\sfurther\s(?!the|its|that|with|all|of|to|upon)\w")
""""Encourages | further research": after an indicative an adjective, unless the object begins."""
_PARTICLES = ("upon", "in", "the view", "forward", "attention", "tribute", "regard", "full", "note")
"""How particles begin."""
_PARTICLE = lazy_pattern(
    r"\s(?:upon|in mind|into (?:account|consideration)|the view|forward|attention|tribute|regard"
    rf"|(?:full )?note){_END}"
)
_TERMS = lazy_pattern(
    rf"\s(?:in the (?:strongest|clearest|firmest)(?: possible)? terms|without reservation){_END}"
)
_OBJECT = r"\s(?:the|that|all|their|with|also|further)\b"
_WITH = lazy_pattern(r"\swith\s(?:the\s)?")
_MODIFIER = lazy_pattern(r"(?!(?:and|or|the|that|of|to|in|for|at|its)\b)[\w’'-]+\s")
_MOST_MODIFIERS = 3
_WORD = lazy_pattern(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class _Kind:
    """The verbs of one kind of paragraph, in the form that they have there."""

    role: Literal["preambular", "operative"]
    verbs: frozenset[str]
    states: dict[str, frozenset[str]]
    """Verbs with an adjective or participle: "Being aware", "Having considered", "Remains concerned"."""
    calls: re.Pattern[str]
    says: re.Pattern[str]
    """Verbs with what is felt or repeated after them: "Expresses its concern", "Reiterates its call"."""
    followed: re.Pattern[str]
    """What must stand after any other verb."""


_REPEATING = ("reiterat", "reaffirm", "affirm", "underscor", "renew", "reconfirm", "restat")
_SAYING = ("express", *_REPEATING)


def opening_end(text: str) -> tuple[int, Literal["preambular", "operative", ""]]:
    """Where the opening of a paragraph ends, and which kind it opens; 0 and "" without one.

    The first letter of the text is in lower case.
    """
    begin = _BEGINNING.match(text)
    at = begin.end() if begin else 0
    for kind in _kinds():
        if end := _opening(text, at, kind):
            return end, kind.role
    return 0, ""


def _opening(text: str, at: int, kind: _Kind) -> int | None:
    end = _verb(text, at, kind)
    if end is None:
        return None
    end = _after(text, end, kind) or end
    if (second := _AND.match(text, end)) and (further := _head(text, second.end(), kind)):
        end = further
    while further := _after(text, end, kind) or _feeling(text, end) or _terms(text, end):
        end = further
    return end


def _verb(text: str, at: int, kind: _Kind) -> int | None:
    if text.startswith("call", at) and (end := _matched(kind.calls, text, at)):
        return end
    said = kind.says.match(text, at) if text.startswith(_SAYING, at) else None
    if said and (end := _named(text, said.end(), bool(said["own"]))):
        return end
    return _head(text, at, kind)


def _head(text: str, at: int, kind: _Kind) -> int | None:
    """A verb of this kind, with the adjective or the particle that belongs to it."""
    word, end = _word(text, at)
    if (states := kind.states.get(word)) and (state := _state(text, end, states)):
        end = state
    elif word not in kind.verbs or not kind.followed.match(text, end):
        return None
    return (text.startswith(_PARTICLES, end + 1) and _matched(_PARTICLE, text, end)) or end


def _state(text: str, at: int, states: frozenset[str]) -> int | None:
    adverbs = _ADVERBS.match(text, at)
    if not adverbs:
        return None
    word, end = _word(text, adverbs.end())
    if "regard" in states:  # what follows "having"
        if word == "in" and text.startswith(" mind", end) and _word(text, end + 1)[0] == "mind":
            return end + len(" mind")
        if len(word) > 2 and word.endswith("ed") and "-" not in word:
            return end
    return end if word in states else None


def _after(text: str, at: int, kind: _Kind) -> int | None:
    """An adverb after the verb."""
    if kind.role == "operative" and _ADJECTIVE.match(text, at):
        return None
    return _matched(_AFTER, text, at)


def _terms(text: str, at: int) -> int | None:
    """in the strongest terms"""
    return _matched(_TERMS, text, at) if text.startswith(("in the ", "without "), at + 1) else None


def _feeling(text: str, at: int) -> int | None:
    """with concern, with deep concern and regret"""
    found = _WITH.match(text, at)
    end = _named(text, found.end()) if found else None
    if end and text[end : end + 1].isspace() and _word(text, end + 1)[0] == "and":
        start = end + len(" and ")
        return (text[start - 1 : start].isspace() and _named(text, start)) or end
    return end


def _named(text: str, at: int, own: bool = False) -> int | None:
    """The noun that says what is felt or, of the body's ``own``, repeated; few words before it."""
    nouns, acts = _nouns()
    for _ in range(_MOST_MODIFIERS + 1):
        word, end = _word(text, at)
        if word in nouns:
            return end
        if own and word in acts:
            return _matched(_UPON, text, end) or end
        modifier = _MODIFIER.match(text, at)
        if not modifier:
            return None
        at = modifier.end()
    return None


_UPON = lazy_pattern(rf"\s(?:upon|for){_END}")


def _matched(pattern: re.Pattern[str], text: str, at: int) -> int | None:
    found = pattern.match(text, at)
    return found.end() if found else None


def _word(text: str, at: int) -> tuple[str, int]:
    found = _WORD.match(text, at)
    return (found.group(), found.end()) if found else ("", at)


@functools.cache
def _nouns() -> tuple[frozenset[str], frozenset[str]]:
    lists = word_lists("en")
    return frozenset(lists["nouns"]), frozenset(lists["acts"])


@functools.cache
def _kinds() -> tuple[_Kind, ...]:
    lists = word_lists("en")
    verbs = [*lists["verbs"], *lists["participles_only"]]
    adjectives = frozenset(lists["adjectives"])
    stands = adjectives | {"ready"}
    return (
        _kind(
            "preambular",
            frozenset([*map(participle, verbs), *adjectives]),
            {
                "having": frozenset(["regard", *lists["irregular"]]),
                "being": adjectives,
                "remaining": adjectives,
            },
            "ing",
        ),
        _kind(
            "operative",
            frozenset(map(indicative, lists["verbs"])),
            {"remains": stands, "stands": stands},
            "e?s",
        ),
        _kind("operative", frozenset(lists["plural"]), {}, "", _OBJECT),
    )


def _kind(
    role: Literal["preambular", "operative"],
    verbs: frozenset[str],
    states: dict[str, frozenset[str]],
    ending: str,
    followed: str = "",
) -> _Kind:
    calls = rf"call{ending}(?:\s(?:{_AGAIN}))?\s(?:upon|for|on){_END}"
    says = rf"express{ending}\s(?:(?:its|their)\s)?|(?P<own>{'|'.join(_REPEATING)}){ending}\sits\s"
    return _Kind(role, verbs, states, lazy_pattern(calls), lazy_pattern(says), lazy_pattern(followed))


def participle(verb: str) -> str:
    """The form in -ing."""
    if verb.endswith("e"):
        return verb[:-1] + "ing"
    return (verb + verb[-1] if verb.endswith(_DOUBLING) else verb) + "ing"


_DOUBLING = ("mit", "fer", "gret", "set", "bid")


def indicative(verb: str) -> str:
    """The form in -s."""
    if verb.endswith(("s", "x", "z", "ch", "sh")):
        return verb + "es"
    return verb[:-1] + "ies" if verb.endswith("y") and verb[-2:-1] not in "aeiou" else verb + "s"
