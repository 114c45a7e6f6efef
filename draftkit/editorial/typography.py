"""No-break spaces, where issued United Nations documents have them in English.

Our sources say how dates and references are written ("16 October 2008"; "vol. 2225, No. 39574"; UN
Editorial Manual, Numbers, dates and time, and Footnotes and other references, III), and nothing of
spaces. What is held together was therefore measured, in 103 drafts, amendments and resolutions of
the General Assembly as issued, most of the eightieth session: a line ends at one in twelve of the
spaces after "the", and also in "resolution / 80/1" (51 of 758), "decision / 80/501" (4 of 79),
"June / 2026" (118 of 1,798) and "section / 3" (6 of 148). Those spaces stay as they are. A line ends

- in "8 October" at 2 of 1,868;
- between an abbreviation and its number at none of 706: "No." (284), "vol." (172), "chap." (125),
  "para." (94), "sect." (28), "art." (3). "p." was not met, and is taken to be as these;
- in "article 5" at none of 160, in "annex II" at none of 103, in "paragraph 5" at 2 of 210;
- in "5 per cent" at none of 56, in "5 million" and "5 billion" at none of 63;
- in "draft resolution" at the end of a sponsor line at none of 35;
- between "on" and the date in a line of adoption at none of 30, though "on" had room on the first line.

Word files as issued have no-break spaces in "8 October", "5 per cent" and "5 million" (A/80/400),
and in "paragraph 5" and "Article 5" (FCCC/PA/CMA/2021/10/Add.3).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from draftkit.dataclass import replace
from draftkit.editorial.openings import language
from draftkit.errors import DraftkitError
from draftkit.model import (
    Alternative,
    Block,
    BlockBracket,
    Bracket,
    BracketMark,
    Draft,
    Field,
    FrontLine,
    Inline,
    NoteCall,
    Paragraph,
    Section,
    Text,
    Verbatim,
    walk,
)
from draftkit.patterns import lazy_pattern

NO_BREAK_SPACE = "\u00a0"
_SOMETHING_ELSE = "\ufffc"
"""Stands for a note call, which parts what is on either side of it."""

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_BEFORE_NUMBER = r"(?=[\[“]*\d)"
_BEFORE_NUMBER_OR_LETTER = r"(?=[\[“]*(?:\d|[IVXLC]+\b|[A-Z]\b))"
_SPACE = lazy_pattern(
    rf"(?<!\w)\d{{1,2}}( )(?:{_MONTHS})\b"
    rf"|\b(?:Nos?|[Aa]rts?|[Pp]aras?|pp?)\.( ){_BEFORE_NUMBER}"
    rf"|\b(?:[Vv]ols?|[Cc]haps?|[Ss]ects?)\.( ){_BEFORE_NUMBER_OR_LETTER}"
    rf"|\b(?:[Pp]aragraphs?|[Aa]rticles?)( ){_BEFORE_NUMBER}"
    rf"|\b[Aa]nnex(?:es)?( ){_BEFORE_NUMBER_OR_LETTER}"
    r"|\d( )(?=(?:per cent|million|billion)\b)"
)
_KIND_OF_DRAFT = lazy_pattern(r":[^:]*\b[Dd]raft( )(?:resolution|decision)\b")
"""In a sponsor line."""
_DAY_OF_ADOPTION = lazy_pattern(rf"\bon( )(?=\d{{1,2}}[ {NO_BREAK_SPACE}](?:{_MONTHS})\b)")
"""In a line of adoption."""
_LANGUAGES = {"ar": "Arabic", "es": "Spanish", "fr": "French", "ru": "Russian", "zh": "Chinese"}


def no_break_spaces(draft: Draft) -> Draft:
    """The draft with no-break spaces in dates and references; no other character changes.

    Spaces inside brackets, across formats and in notes count; names and labels of alternatives stay
    as they are. Raises DraftkitError for a draft in another language than English, going by the
    first words of its paragraphs; one whose paragraphs begin with no words we know is taken to be in
    English.
    """
    found = _language(draft)
    if found not in ("", "en"):
        raise DraftkitError(
            f"no-break spaces are known for English only, and this draft is in {_LANGUAGES[found]};"
            " do without --typography"
        )
    return Draft(
        tuple(replace(line, content=_front(line)) for line in draft.front),
        _blocks(draft.body),
        tuple(replace(note, content=_spaced(note.content)) for note in draft.notes),
    )


def _language(draft: Draft) -> str:
    """The language in which most paragraphs begin."""
    counts = Counter(
        language("".join(_written(block.content)))
        for block in walk(draft.body)
        if isinstance(block, Paragraph)
    )
    del counts[""]
    return max(counts, key=lambda code: counts[code], default="")


def _blocks(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return tuple(map(_block, blocks))


def _block(block: Block) -> Block:
    match block:
        case Paragraph():
            return replace(block, content=_spaced(block.content), children=_blocks(block.children))
        case Section():
            return replace(block, heading=_spaced(block.heading), blocks=_blocks(block.blocks))
        case BlockBracket():
            alternatives = (replace(one, blocks=_blocks(one.blocks)) for one in block.alternatives)
            return replace(block, alternatives=tuple(alternatives))
        case Verbatim():
            return block


def _front(line: FrontLine) -> tuple[Inline, ...]:
    content = _spaced(line.content)
    further = {Field.SPONSORS: _KIND_OF_DRAFT, Field.ADOPTION: _DAY_OF_ADOPTION}.get(line.field)
    return _spaced(content, further) if further else content


def _spaced(content: tuple[Inline, ...], spaces: re.Pattern[str] = _SPACE) -> tuple[Inline, ...]:
    written = "".join(_written(content))
    characters = list(written)
    for found in spaces.finditer(written):
        characters[found.start(found.lastindex or 0)] = NO_BREAK_SPACE
    return _filled(content, iter(characters))


def _written(content: Iterable[Inline]) -> Iterator[str]:
    """What stands on the page, but for the names and labels of alternatives; _filled reads it again."""
    for node in content:
        match node:
            case Text():
                yield node.text
            case NoteCall():
                yield _SOMETHING_ELSE
            case BracketMark():
                yield node.mark
            case Bracket():
                for alternative in node.alternatives:
                    yield node.marks[0]
                    yield from _written(alternative.content)
                    yield node.marks[1]


def _filled(content: Iterable[Inline], characters: Iterator[str]) -> tuple[Inline, ...]:
    """The content with the characters that _written gave, some of them others now."""
    out: list[Inline] = []
    for node in content:
        match node:
            case Text():
                out.append(replace(node, text=_next(characters, len(node.text))))
            case NoteCall() | BracketMark():
                _next(characters, 1)
                out.append(node)
            case Bracket():
                alternatives: list[Alternative] = []
                for alternative in node.alternatives:
                    _next(characters, 1)
                    alternatives.append(
                        replace(alternative, content=_filled(alternative.content, characters))
                    )
                    _next(characters, 1)
                out.append(replace(node, alternatives=tuple(alternatives)))
    return tuple(out)


def _next(characters: Iterator[str], count: int) -> str:
    return "".join(islice(characters, count))
