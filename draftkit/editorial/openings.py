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
verb. English openings are a small grammar over word classes; the other
languages are matched from phrase lists, which hold Russian openings in lower
case because Russian drafts write them so.
"""

from __future__ import annotations

import functools
import re
import tomllib
from importlib.resources import files
from typing import Literal

Role = Literal["preambular", "operative", ""]

_LONGEST = 200
_BEFORE = re.compile(r"[\[［〔【(“\"«*_\s]*")
_SCRIPTS = (
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("zh", re.compile(r"[\u3400-\u9fff]")),
)


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


_INSTRUCTION = re.compile(r"(?:Delete|Replace|Insert|Add|Move|After|Before|In|At the end of|Throughout)\b")


def is_instruction(text: str) -> bool:
    """Whether these words say what becomes of another text: "Delete ...", "After ..., insert ..."."""
    return bool(_INSTRUCTION.match(text))


def language(text: str) -> str:
    """The language of the lexicon ("en", "fr") that knows these first words; "" when none does."""
    return _find(text)[2]


_CAPITALS = re.compile(r"[A-Z]{4,}(?: [A-Z]{2,})*(?= [a-z])")


def _find(text: str) -> tuple[str, Role, str]:
    match = _BEFORE.match(text)
    start = match.end() if match else 0
    words = text[start : start + _LONGEST]
    if capitals := _CAPITALS.match(words):
        # "DECIDES to meet": manuscripts set the opening in capitals where they have no italics.
        opened, kind, found_in = _find(capitals.group().capitalize() + words[capitals.end() :])
        return words[: len(opened)], kind, found_in
    for code in _languages(words):
        written = _lowered(words) if code == "en" else words
        for kind, pattern in _patterns(code):
            if found := pattern.match(written):
                return words[: found.end()], kind, code
    return *_unlisted(words, text), ""


def _languages(words: str) -> tuple[str, ...]:
    for language, script in _SCRIPTS:
        if script.match(words):
            return (language,)
    return ("en", "fr", "es") if words[:1].isupper() else ()


def _lowered(words: str) -> str:
    """Only the first letter is a capital: "Recalls" opens a paragraph, "recalls" and "RECALLS" do not."""
    return words[:1].lower() + words[1:]


@functools.cache
def _lexicon(language: str) -> dict[str, tuple[str, ...]]:
    """The word lists of a language. One phrase a line, or words divided by spaces in English."""
    data = tomllib.loads((files(__package__) / "lexicon" / f"{language}.toml").read_text(encoding="utf-8"))
    return {
        name: tuple(value.split() if language == "en" else value.strip().split("\n"))
        for name, value in data.items()
    }


@functools.cache
def _patterns(language: str) -> tuple[tuple[Role, re.Pattern[str]], ...]:
    return _english() if language == "en" else _phrases(language)


def _any(words: tuple[str, ...] | list[str]) -> str:
    return "(?:" + "|".join(sorted(set(words), key=lambda word: (-len(word), word))) + ")"


_AGAIN = r"also|further|furthermore|anew|again|once (?:again|more)"
_LEAD = rf"(?:(?:{_AGAIN}|and)\s)"
_ADVERB = rf"(?:(?:{_AGAIN}|very|most|\w+ly)\s)"
_AFTER = rf"(?:\s(?:{_AGAIN}|(?!only\b|particularly\b|especially\b|notably\b|early\b|family\b)\w+ly)\b)"
_MORE = r"(?!\sfurther\s(?!the|its|that|with|all|of|to|upon)\w)"
""""Encourages | further research": after an indicative an adjective, unless the object begins."""
_PARTICLE = (
    r"(?:\s(?:upon|in mind|into (?:account|consideration)|(?:the view)|"
    r"forward|attention|tribute|regard|(?:full )?note)\b)"
)
_MODIFIERS = r"(?:(?!(?:and|or|the|that|of|to|in|for|at|its)\b)[\w’'-]+\s){0,3}?"
_OWN = r"(?:reiterat|reaffirm|affirm|underscor|renew|reconfirm|restat)"


def _english() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    words = _lexicon("en")
    opened = [_participle(verb) for verb in words["verbs"] + words["participles_only"]]
    having = rf"having\s{_ADVERB}*(?:\w+ed|regard|in mind|{_any(words['irregular'])})"
    state = rf"(?:being|remaining)\s{_ADVERB}*{_any(words['adjectives'])}"
    remains = rf"(?:remains|stands)\s{_ADVERB}*{_any((*words['adjectives'], 'ready'))}"
    indicatives = [_indicative(verb) for verb in words["verbs"]]
    plural = rf"{_any(words['plural'])}(?=\s(?:the|that|all|their|with|also|further)\b)"
    return (
        ("preambular", _sequence(_any([having, state, *opened, *words["adjectives"]]), "ing", "", words)),
        ("operative", _sequence(_any([remains, *indicatives]), "e?s", _MORE, words)),
        ("operative", _sequence(plural, "", _MORE, words)),
    )


def _sequence(head: str, ending: str, more: str, words: dict[str, tuple[str, ...]]) -> re.Pattern[str]:
    """LEAD? ADVERB* VERB (and ADVERB* VERB)? (adverb | with NOUN | in the strongest terms)*"""
    noun, act = _any(words["nouns"]), _any(words["acts"])
    calls = rf"call{ending}(?:\s(?:{_AGAIN}))?\s(?:upon|for|on)"
    named = rf"express{ending}\s(?:(?:its|their)\s)?{_MODIFIERS}{noun}"
    own = rf"{_OWN}{ending}\sits\s{_MODIFIERS}(?:{noun}|{act}(?:\s(?:upon|for))?)"
    verb = rf"(?:{calls}|{named}|{own}|(?:{head}){_PARTICLE}?)\b"
    feeling = rf"\swith\s(?:the\s)?{_MODIFIERS}{noun}(?:\sand\s{_MODIFIERS}{noun})?\b"
    terms = r"\sin the (?:strongest|clearest|firmest)(?: possible)? terms\b|\swithout reservation\b"
    second = rf"(?:(?:\sto)?\sand\s{_ADVERB}*(?:{head}){_PARTICLE}?\b)?"
    after = more + _AFTER
    return re.compile(rf"{_LEAD}?{_ADVERB}*{verb}(?:{after})?{second}(?:{after}|{feeling}|{terms})*(?![\w-])")


def _participle(verb: str) -> str:
    if verb.endswith("e"):
        return verb[:-1] + "ing"
    return (verb + verb[-1] if re.search(r"(?:mit|fer|gret|set|bid)$", verb) else verb) + "ing"


def _indicative(verb: str) -> str:
    if re.search(r"(?:s|x|z|ch|sh)$", verb):
        return verb + "es"
    return verb[:-1] + "ies" if re.search(r"[^aeiou]y$", verb) else verb + "s"


_UNLISTED_ING = re.compile(rf"{_LEAD}?{_ADVERB}*([a-z]{{2,}}ing)(?=\s(?:the|its|that|an?|all|with)\s)")
_UNLISTED_S = re.compile(rf"{_LEAD}?{_ADVERB}*([a-z]{{2,}}[^s\W]s)(?=\s(?:the|its|an?|all|every|each)\s)")


def _unlisted(words: str, text: str) -> tuple[str, Role]:
    """A verb the lexicon lacks: known by its ending and by the object after it.

    Titles and subparagraphs begin with participles too ("Strengthening the
    ..."), so one counts only in a paragraph that ends as the preamble does,
    with a comma.
    """
    if not words[:1].isupper():
        return "", ""
    lowered = _lowered(words)
    found = _UNLISTED_ING.match(lowered)
    if found and found[1] not in _lexicon("en")["not_openings"] and text.rstrip(' *_]”"').endswith(","):
        return words[: found.end()], "preambular"
    if found := _UNLISTED_S.match(lowered):
        return words[: found.end()], "operative"
    return "", ""


def _phrases(language: str) -> tuple[tuple[Role, re.Pattern[str]], ...]:
    """Phrase lists: LEAD* PHRASE TAIL*, an adverb standing at any space of the phrase."""
    lists = _lexicon(language)
    space = "" if language == "zh" else r"\s"
    adverb = f"(?:{space}{_any(lists['adverbs'])})"
    lead, tail = f"(?:{_any(lists['lead'])}{space})", f"(?:{space}{_any(lists['tail'])})"
    end = "" if language == "zh" else r"(?!\w)"
    found: list[tuple[Role, re.Pattern[str]]] = []
    kinds: tuple[Role, Role] = ("preambular", "operative")
    for kind in kinds:
        phrases = _any([phrase.replace(" ", rf"{adverb}*\s") for phrase in lists[kind]])
        found.append((kind, re.compile(f"{lead}*{phrases}{adverb}*{tail}*{adverb}*{end}")))
    return tuple(found)
