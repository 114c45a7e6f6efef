"""Content cut into tokens: the units a comparison keeps, deletes or inserts whole.

A token is a word, a space run, one punctuation mark, one bracket, one Chinese
character or one note call. A word keeps together what a reader takes for one:

- symbols and numbers: ``A/RES/70/1``, ``FCCC/CP/2014/10/Add.1``, ``1/CP.17``, ``1,500``, ``1.5``;
- hyphenated words and ranges: ``open-ended``, ``2008-2009``;
- ``don't``; but ``l'`` and ``Assemblée`` are two, being two words;
- ``and/or``, ``km/h``; other words with a stroke between them are alternatives: ``shall``, ``/``, ``should``.

A format that changes inside a word does not cut it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, product

from draftkit.content import BRACKETS, SHAPES
from draftkit.dataclass import dataclass
from draftkit.model import NoteCall, Span, Text
from draftkit.patterns import folded

CALL = "\ufffc"
"""Object replacement character: the place of a note call in flat text, and the start of its token."""

_HAN = "\u2e80-\u2fdf\u3005-\u3007\u31c0-\u31ef\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_ASCII_MARKS = r"!-/:-@\[-`{-~"
_MARKS = _ASCII_MARKS + (
    "\u00a1\u00a7\u00ab\u00b6\u00b7\u00bb\u00bf"
    "\u060c\u061b-\u061f\u066a\u06d4"  # Arabic
    "\u2000-\u200b\u200e-\u206f"  # dashes, quotation marks, marks of direction; joiners stand in words
    "\u3001-\u3003\u3008-\u3020\u3030"  # Chinese
    "\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"  # full width
    "\ufeff\ufffc"
)
_SYMBOL_PART = r"(?:[A-Z][A-Z0-9-]*|[A-Z][a-z]+(?=\.\d)|\d[\w-]*)(?:\.[A-Z0-9]+)*"

_COMPOUNDS = (
    "and/or", "et/ou", "y/o", "и/или", "he/she", "she/he", "his/her", "her/his", "him/her",
    "km/h", "km/s", "m/s", "mg/l", "g/l", "kg/ha", "t/ha",
)  # fmt: skip
"""Words that a stroke holds together."""


_JOINERS = frozenset("-‐‑–/’'")
"""What may stand inside a word that brackets cut."""

MOST_PIECES = 6
"""Pieces of a word that may be taken or left."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Content and its tokens."""

    content: tuple[Span, ...]
    words: tuple[str, ...]
    """The text of each token; of a note call, CALL and the id of the note."""
    ends: tuple[int, ...]
    """Where each token ends in the flat text, a note call being one character of it."""

    def part(self, start: int, end: int) -> tuple[Span, ...]:
        """The content of the tokens from start up to end."""
        if start >= end:
            return ()
        if start == 0 and end == len(self.words):
            return self.content
        return cut(self.content, self.ends[start - 1] if start else 0, self.ends[end - 1])

    def parts(self) -> tuple[tuple[Span, ...], ...]:
        """Each token as content; joined, they are the content again."""
        return tuple(self.part(i, i + 1) for i in range(len(self.words)))


def tokens(content: tuple[Span, ...]) -> Tokens:
    """Cut content into tokens."""
    text = flat(content)
    return _tokens(content, _token(_dividing(text), _has_compound(text), _has_elision(text)).findall(text))


def _dividing(text: str) -> str:
    """What may divide the words of a text, for a set; large sets are compiled only where needed."""
    if text.isascii():
        return _ASCII_MARKS
    return _MARKS + _HAN if _may_be_han(text) else _MARKS


def _may_be_han(text: str) -> bool:
    """Whether a text may have Chinese characters."""
    return not text.isascii() and max(text) >= _HAN[0]


def _has_compound(text: str) -> bool:
    """Whether a text may have words that a stroke holds together."""
    if "/" not in text:
        return False
    seen = folded(text)
    return any(compound in seen for compound in _COMPOUNDS)


def _has_elision(text: str) -> bool:
    """Whether a text may have a word that ends with an apostrophe, such as ``l'``."""
    return "'" in text or "’" in text


@functools.cache
def _token(dividing: str, compounds: bool, elisions: bool) -> re.Pattern[str]:
    """A token; what ignores case takes long to compile, and stands in the pattern only where it matters."""
    character = rf"[^\s{dividing}]"
    compound = f"| (?i:{'|'.join(_COMPOUNDS)})" if compounds else ""
    elision = (
        rf"| (?i:[ldnsjcmt]|qu|lorsqu|puisqu|quoiqu|jusqu)['’](?=[\[［]?{character})" if elisions else ""
    )
    return re.compile(
        rf"""\s+
        | (?: {_SYMBOL_PART}(?:/{_SYMBOL_PART})+
            | (?:[A-Z]{{1,5}}|Add|Amend|Corr|Rev)\.\d+
            {compound}
          )(?!{character})
        {elision}
        | {character}+(?:(?:[-‐‑–'’ʼ]|(?<=\d)[.,:](?=\d)){character}+)*
        | .""",
        re.VERBOSE | re.DOTALL,
    )


def split_where_bracketed(one: Tokens, other: Tokens) -> tuple[Tokens, Tokens]:
    """The tokens of both, words cut at the places where either has them cut by a bracket.

    Against ``member[s]``, ``members`` is ``member`` and ``s``: lifting the brackets changes the
    brackets only.
    """
    pieces = _pieces(other.words) | _pieces(one.words)
    return _split(one, pieces), _split(other, pieces)


def _split(one: Tokens, pieces: Mapping[str, list[str]]) -> Tokens:
    if pieces.keys().isdisjoint(one.words):
        return one
    return _tokens(one.content, [piece for word in _texts(one) for piece in pieces.get(word, (word,))])


def _pieces(words: Sequence[str]) -> dict[str, list[str]]:
    """Words that brackets cut: each word that they can be read as, and its pieces.

    ``reduc[e][ing]`` is ``reduce`` or ``reducing``, ``low-[carbon]`` is ``low-carbon``.
    """
    if BRACKETS.isdisjoint(words) or not any(
        _is_cut(words, at) for at, w in enumerate(words) if w in BRACKETS
    ):
        return {}
    found: dict[str, list[str]] = {}
    run: list[str] = []
    for word in (*words, " "):
        if word[0].isalnum() or word in BRACKETS or word in _JOINERS:
            run.append(word)
            continue
        if len(run) > 1 and not BRACKETS.isdisjoint(run):
            for pieces in _readings(run):
                if len(pieces) > 1:
                    found.setdefault("".join(pieces), pieces)
        run = []
    return found


def _is_cut(words: Sequence[str], at: int) -> bool:
    """Whether a bracket opens right behind a word, or closes right before one."""
    other = words[at - 1 : at] if words[at] in SHAPES else words[at + 1 : at + 2]
    return bool(other) and (other[0][0].isalnum() or other[0] in _JOINERS)


def _readings(run: Sequence[str]) -> Iterator[list[str]]:
    """What stands in a run of words and brackets if each bracketed piece is taken or left."""
    parts: list[list[str]] = [[]]
    for word in run:
        if word in BRACKETS:
            parts.append([])
        else:
            parts[-1].append(word)
    choices = [part for part in parts if part][:MOST_PIECES]
    for taken in product((True, False), repeat=len(choices)):
        yield [word for part, take in zip(choices, taken, strict=True) if take for word in part]


def words(text: str) -> list[str]:
    """The words of a text, roughly: enough to tell how alike two paragraphs are."""
    return _word(_may_be_han(text)).findall(text)


@functools.cache
def _word(han: bool) -> re.Pattern[str]:
    return re.compile(rf"[{_HAN}]|[^\W{_HAN}]+" if han else r"\w+")


def flat(content: Iterable[Span]) -> str:
    """The text of content with CALL for each note call."""
    return "".join(span.text if isinstance(span, Text) else CALL for span in content)


def cut(content: tuple[Span, ...], start: int, end: int) -> tuple[Span, ...]:
    """The part of content between two places of its flat text."""
    found: list[Span] = []
    at = 0
    for span in content:
        length = len(span.text) if isinstance(span, Text) else 1
        low, high = max(start - at, 0), min(end - at, length)
        if low < high:
            if isinstance(span, Text) and high - low < length:
                span = Text(span.text[low:high], span.format)
            found.append(span)
        at += length
        if at >= end:
            break
    return tuple(found)


def renamed(words: Sequence[str], notes: Mapping[str, str]) -> tuple[str, ...]:
    """The old draft's tokens with its note calls under the names of the new draft's notes.

    A call of a note that has no partner gets a name that no call of the new draft has.
    """
    if CALL not in "".join(words):
        return tuple(words)
    return tuple(_call(notes, word[1:]) if word[0] == CALL and len(word) > 1 else word for word in words)


def _call(notes: Mapping[str, str], note: str) -> str:
    return CALL + notes[note] if note in notes else CALL + CALL + note


def _tokens(content: tuple[Span, ...], texts: list[str]) -> Tokens:
    ends = tuple(accumulate(map(len, texts)))
    if any(isinstance(span, NoteCall) for span in content):
        place = {end: index for index, end in enumerate(ends)}
        at = 0
        for span in content:
            at += len(span.text) if isinstance(span, Text) else 1
            if isinstance(span, NoteCall):
                texts[place[at]] = CALL + span.note
    return Tokens(content, tuple(texts), ends)


def _texts(tokens: Tokens) -> list[str]:
    return [CALL if word[0] == CALL else word for word in tokens.words]
