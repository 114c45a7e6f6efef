"""References to paragraphs by number inside a text: "paragraphs 3 and 5 (b) above".

A reference is a word for paragraph, in one of the official languages, and
numbers behind it. What stands around it says which text it is about:

- "above", "below", "of the present decision": this text, for certain;
- "of resolution 5/2", "of article 7 of the Convention", or a symbol or a number
  of a decision before it ("RIV/2029/18, para. 6"): another text;
- nothing of the kind: this text, as it seems.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator

from draftkit.dataclass import dataclass
from draftkit.labels import SUFFIXES
from draftkit.patterns import lazy_pattern

_SUFFIX = "|".join(SUFFIXES)


class About(enum.StrEnum):
    """Which text a reference is about."""

    THIS = "this text"
    SEEMS_THIS = "this text, as it seems"
    OTHER = "another text"


@dataclass(frozen=True, slots=True)
class Number:
    """One number in a reference."""

    start: int
    end: int
    text: str
    """As it stands: ``3 bis``, ``5 (b)``."""
    about: About
    preambular: bool = False
    """Whether the reference says so: "the third preambular paragraph" has no number and is not found."""

    @property
    def path(self) -> tuple[str, ...]:
        """The number in its parts, in regular form: ``("5 bis", "(b)", "(i)")``."""
        head = re.match(r"\W*(\d+)\s*([A-Za-z]*)", self.text)
        below = tuple(
            f"({' '.join(part for part in parts if part).lower()})"
            for parts in re.findall(rf"\(([^()]+)\)(?: ({_SUFFIX})\b)?", self.text)
        )
        if not head or self.text.startswith("("):
            return below
        return (f"{int(head[1])} {head[2].lower()}".rstrip(), *below)


_BELOW = rf"(?: ?\((?:[a-z]{{1,5}}|\d{{1,2}})(?: (?:{_SUFFIX}))?\)(?: (?:{_SUFFIX})\b)?)"
_NUMBER = rf"\d{{1,3}}(?:[ \u00a0]?(?:{_SUFFIX})\b)?{_BELOW}*(?![\d/]|[.,]\d)"
_LETTER = rf"{_BELOW}+"
_JOIN = (
    r"(?:[ \u00a0]?(?:,|、|،)[ \u00a0]?(?:(?:and|or|et|ou|y|o|и|или)[ \u00a0])?"
    r"|[ \u00a0](?:and|or|to|through|et|ou|à|y|e|o|u|a|al|и|или|по|до|و|أو|إلى)[ \u00a0]"
    r"|[ \u00a0]?[–—-][ \u00a0]?|[和或至到])"
)
_WORD = (
    r"(?:(?P<preamble>preambular|PP)[ \u00a0])?"
    r"(?:\b(?:sub)?paragraphs?|\bparas?\.|\b(?:sous-)?paragraphes?|\bpar\.|\balinéas?|\b(?:apartado|párrafo|inciso)s?"
    r"|\bpárrs?\.|\b(?:под)?пункт(?:ами|ах|ам|ов|ом|а|е|у|ы)?|\bп\.|الفقر(?:ات|تين|تان|ة)|第)"
)
_REFERENCE = lazy_pattern(
    rf"(?:{_WORD}[ \u00a0]?(?P<numbers>(?:{_NUMBER}|{_LETTER})(?:{_JOIN}(?:{_NUMBER}|{_LETTER}))*)"
    rf"|\b(?P<short>OP|PP)[ \u00a0]?(?P<one>{_NUMBER}))",
    re.IGNORECASE,
)
_EACH = lazy_pattern(rf"{_NUMBER}|{_LETTER}", re.IGNORECASE)
_OURS = lazy_pattern(
    r"\s*(?:段)?,?\s*(?:above|below|hereof|of (?:the present|this)\b|ci-dessus|ci-dessous|plus haut|plus bas"
    r"|de la présente|du présent|supra|infra|anterior(?:es)?|precedentes?|siguientes?|del? (?:la )?presente"
    r"|выше|ниже|настояще|أعلاه|أدناه|من هذا|上文|下文)",
    re.IGNORECASE,
)
_BEFORE_OURS = lazy_pattern(r"(?:上文|下文|выше|вышеуказанн\w+)\s*$")
_THEIRS = lazy_pattern(
    r"\s*(?:段)?,?\s*(?:of|de|du|des|del|в|من)\b(?! (?:the present|this|la présente|la presente)\b)"
    r"|\s+(?:резолюци|решени|стать|Конвенци)",
    re.IGNORECASE,
)
_BEFORE_THEIRS = lazy_pattern(
    r"(?:[A-Z0-9][\w.-]*(?:/[\w.-]+)+|\d+/\d+|\b(?:annex|annexe|anexo|chap\.|chapter|article|résolution|resolution"
    r"|decision|décision)(?: [IVXL\d]+)?|\bibid\.|там же)(?:\s*\(.*?\))?,\s*$",
    re.IGNORECASE,
)


_NEAR = 80
"""Characters before a reference among which a symbol may stand."""


def references(text: str) -> Iterator[Number]:
    """The numbers of paragraphs that a text refers to, in their order."""
    for found in _REFERENCE.finditer(text):
        about = _about(text[max(found.start() - _NEAR, 0) : found.start()], text[found.end() :])
        if found["one"]:
            start, preambular = found.start("one"), found["short"].upper() == "PP"
            yield Number(start, found.end("one"), found["one"], about, preambular)
            continue
        start = found.start("numbers")
        for each in _EACH.finditer(found["numbers"]):
            words = each[0].lstrip()
            end = start + each.end()
            yield Number(end - len(words), end, words, about, bool(found["preamble"]))


def _about(before: str, after: str) -> About:
    if _OURS.match(after) or _BEFORE_OURS.search(before):
        return About.THIS
    if _THEIRS.match(after) or _BEFORE_THEIRS.search(before):
        return About.OTHER
    return About.SEEMS_THIS
