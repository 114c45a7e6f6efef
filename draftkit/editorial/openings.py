"""The opening of a paragraph: the words that UN style sets in italics.

A preambular paragraph begins with a participle, a participial phrase or an
adjective, an operative paragraph with a verb in the present indicative (UN
Editorial Manual, resolutions and decisions, II). Italic are the verb with its
adverbs, its particle and its "with ..." complement, and what is expressed when
the verb is *express*; never the preposition, the "that" or the object after
them::

    Taking note with satisfaction | of ...       Calls upon | all States ...
    Reaffirming also | its resolution ...        Expresses its deep concern | at ...

The word class decides, with the lexicon beside it: a form in -ing or -s that
the lexicon does not know is an opening when an object follows it as after a
verb. English openings are a small grammar over word classes (``english.py``);
the other languages are matched from phrase lists, which hold Russian openings
in lower case because Russian drafts write them so.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import Literal

from draftkit.editorial.english import ADVERB, LEAD, opening_end
from draftkit.editorial.lists import phrase_lists, word_lists
from draftkit.patterns import begun_pattern, lazy_pattern

Role = Literal["preambular", "operative", ""]

_LONGEST = 200
_BEFORE = lazy_pattern(r"[\[［〔【(“\"«*_\s]*")
_SCRIPTS = (("ar", "\u0600", "\u06ff"), ("ru", "\u0400", "\u04ff"), ("zh", "\u3400", "\u9fff"))
"""Languages that the first letter tells: from which letter to which."""


def opening(text: str) -> str:
    """The italic words at the start of a paragraph, as they stand there; "" when it has none.

    Brackets, quotation marks and stars before the first word are stepped over
    and are not part of the result.
    """
    return _find(text)[0]


def role(text: str) -> Role:
    """What kind of paragraph these first words open; "" when they open none.

    Chinese has one form for both kinds: a verb that can open either is called
    preambular, and the paragraph's number says better.
    """
    return _find(text)[1]


_INSTRUCTION = begun_pattern(
    r"(?:Delete|Replace|Insert|Add|Move|After|Before|In|At the end of|Throughout)\b",
    "Delete",
    "Replace",
    "Insert",
    "Add",
    "Move",
    "After",
    "Before",
    "In",
    "At the end of",
    "Throughout",
)


def is_instruction(text: str) -> bool:
    """Whether these words say what becomes of another text: "Delete ...", "After ..., insert ..."."""
    return bool(_INSTRUCTION.match(text))


def language(text: str) -> str:
    """The language of the lexicon ("en", "fr") that knows these first words; "" when none does."""
    return _find(text)[2]


_CAPITALS = lazy_pattern(r"[A-Z]{4,}(?: [A-Z]{2,})*(?= [a-z])")


@functools.lru_cache(maxsize=256)
def _find(text: str) -> tuple[str, Role, str]:
    match = _BEFORE.match(text)
    start = match.end() if match else 0
    words = text[start : start + _LONGEST]
    if words[:4].isupper() and (capitals := _CAPITALS.match(words)):
        # "DECIDES to meet": manuscripts set the opening in capitals where they have no italics.
        opened, kind, found_in = _find(capitals.group().capitalize() + words[capitals.end() :])
        return words[: len(opened)], kind, found_in
    if words.startswith("The "):
        return "", "", ""  # as enacting clauses begin
    for code in _languages(words):
        end, kind = opening_end(_lowered(words)) if code == "en" else _phrase_end(code, words)
        if kind:
            return words[:end], kind, code
    return *_unlisted(words, text), ""


def _languages(words: str) -> tuple[str, ...]:
    for language, first, last in _SCRIPTS:
        if first <= words[:1] <= last:
            return (language,)
    return ("en", "fr", "es") if words[:1].isupper() else ()


def _lowered(words: str) -> str:
    """Only the first letter is a capital: "Recalls" opens a paragraph, "recalls" and "RECALLS" do not."""
    return words[:1].lower() + words[1:]


_UNLISTED_ING = lazy_pattern(rf"{LEAD}?{ADVERB}*([a-z]{{2,}}ing)(?=\s(?:the|its|that|an?|all|with)\s)")
_UNLISTED_S = lazy_pattern(rf"{LEAD}?{ADVERB}*([a-z]{{2,}}[^s\W]s)(?=\s(?:the|its|an?|all|every|each)\s)")


def _unlisted(words: str, text: str) -> tuple[str, Role]:
    """A verb the lexicon lacks: known by its ending and by the object after it.

    Titles and subparagraphs begin with participles too ("Strengthening the
    ..."), so one counts only in a paragraph that ends as the preamble does,
    with a comma.
    """
    if not words[:1].isupper():
        return "", ""
    lowered = _lowered(words)
    if text.rstrip(' *_]”"').endswith(","):
        found = _UNLISTED_ING.match(lowered)
        if found and found[1] not in _not_openings():
            return words[: found.end()], "preambular"
    if found := _UNLISTED_S.match(lowered):
        return words[: found.end()], "operative"
    return "", ""


@functools.cache
def _not_openings() -> frozenset[str]:
    return frozenset(word_lists("en")["not_openings"])


def _phrase_end(language: str, words: str) -> tuple[int, Role]:
    """Where a phrase of the lists ends at the start of these words, and what it opens."""
    if language in ("fr", "es") and not _may_open(language, words):
        return 0, ""
    for kind, pattern in _phrases(language):
        if found := pattern.match(words):
            return found.end(), kind
    return 0, ""


def _may_open(language: str, words: str) -> bool:
    """Whether some phrase begins as the words do, so that it is worth while to try them all.

    Text in the languages of the Latin script is not told by its letters: English that opens no
    paragraph, a title say, comes here.
    """
    lead, beginnings = _beginnings(language)
    found = lead.match(words)
    led = words[: found.end()] if found else ""
    plain = words.replace("'", "’")
    starts = [0, *(place + 1 for place, character in enumerate(led) if character.isspace())]
    return any(plain.startswith(beginnings, start) for start in starts)


@functools.cache
def _beginnings(language: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """What may stand before a phrase, and the letters with which each phrase begins."""
    lists = phrase_lists(language)
    lead = re.compile(rf"(?:{_any(lists['lead'])}\s)*")
    phrases = [phrase.replace("[’']", "’") for kind in _KINDS for phrase in lists[kind]]
    return lead, tuple({_LITERAL.match(phrase)[0] for phrase in phrases})  # type: ignore[index]


_LITERAL = lazy_pattern(r"(?:[\w’](?![?*]))*")
"""The letters of a pattern that stand for themselves, from its first one on."""
_KINDS: tuple[Role, Role] = ("preambular", "operative")


@functools.cache
def _phrases(language: str) -> tuple[tuple[Role, re.Pattern[str]], ...]:
    """Phrase lists: LEAD* PHRASE TAIL*, an adverb standing at any space of the phrase."""
    lists = phrase_lists(language)
    space = "" if language == "zh" else r"\s"
    adverb = f"(?:{space}{_any(lists['adverbs'])})"
    lead, tail = f"(?:{_any(lists['lead'])}{space})", f"(?:{space}{_any(lists['tail'])})"
    end = "" if language == "zh" else r"(?!\w)"
    found: list[tuple[Role, re.Pattern[str]]] = []
    for kind in _KINDS:
        phrases = _any([phrase.replace(" ", rf"{adverb}*\s") for phrase in lists[kind]])
        found.append((kind, re.compile(f"{lead}*{phrases}{adverb}*{tail}*{adverb}*{end}")))
    return tuple(found)


def _any(phrases: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))) + ")"
