"""Symbols of United Nations documents: A/C.2/80/L.3/Rev.1, CTOC/COP/2008/L.4, S/RES/1929 (2010).

A symbol is parts divided by strokes (United Nations document symbols, Dag
Hammarskjöld Library)::

    body ( "/" component )* [ "/" series ] modifier* ["*"]

A body is A, E, S, ST or letters of its own (CTOC, FCCC, UNEP); components are
other bodies (C.3, CN.4, AC.109, WG.2), sessions, years (80, 2008, S-17) and
words (COP, HRC); a series names the kind of document (L.5, CRP.1, RES, PV.3);
modifiers are Add., Amend., Corr., Rev. and Summary, and they stack. A star
marks a text issued again for technical reasons, and a document issued to two
bodies has two symbols joined by a hyphen. The grammar is permissive: bodies
and components are a shape, not a list. A figure, or blanks where one will
stand, tell a symbol from "HIV/AIDS" and "and/or".
"""

from __future__ import annotations

import re

from draftkit.patterns import lazy_pattern

_BLANK = r"_{2,}|[xX]{1,3}(?![A-Za-z])|…"
_NUMBERED = rf"[A-Z][A-Za-z]{{0,6}}\.\s?(?:\d+[A-Za-z]?(?:-\d+)?|[IVX]+(?![A-Za-z])|{_BLANK})"
_SESSION = rf"(?:[A-Z]{{1,2}}-)?\d{{1,4}}(?:-\d+)?|{_BLANK}"
_WORD = r"[A-Z]{1,8}(?:-\d+)?(?![a-z])|Summary|Decisions"
_PARENTHESIS = (
    r"\s?\((?:[IVXLC]+|\d{1,4}|(?:Sect\.|Vol\.|Parts?)\s?(?:\d+|[IVX]+)(?:\s?[-–]\s?[IVX]+)?|[A-Z]+)\)"
)
_PART = rf"(?:{_NUMBERED}|{_SESSION}|{_WORD})(?:{_PARENTHESIS})?"
_ONE = rf"[A-Z][A-Za-z]{{0,9}}(?:/(?:{_PART}))+"
_BEGINS = lazy_pattern("[A-Z][A-Za-z]*/")
"""In every symbol, and in little else."""
_SYMBOL = lazy_pattern(rf"(?<![\w/.-]){_ONE}(?:-{_ONE})?(?![\w/])\*?")


def is_symbol(text: str) -> bool:
    """Whether the whole text is the symbol of a document."""
    text = text.strip()
    return find_symbol(text) == (0, len(text))


def find_symbol(text: str) -> tuple[int, int] | None:
    """Where the first symbol in the text stands, its star included."""
    for found in _SYMBOL.finditer(text) if _BEGINS.search(text) else ():
        if _has_number(found[0]):
            return found.span()
    return None


def symbol_end(text: str) -> int:
    """Where the symbol that the text begins with ends; 0 when it begins with none."""
    found = _SYMBOL.match(text) if _BEGINS.match(text) else None
    return found.end() if found and _has_number(found[0]) else 0


def _has_number(symbol: str) -> bool:
    return re.search(r"\d|_|…|\.x", symbol, re.IGNORECASE) is not None
