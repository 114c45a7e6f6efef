"""The language of a draft, for spelling and for programs that read aloud."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from draftkit.editorial.openings import language
from draftkit.patterns import lazy_pattern
from draftkit.rows import Row, RowKind

_LETTER = lazy_pattern(r"[^\W\d_]")
_SYMBOL = lazy_pattern(r"\b[A-Z]+(?:/[\w.-]+)+")
_SCRIPTS = {
    "ar": re.compile(r"[\u0600-\u06ff]"),
    "ru": re.compile(r"[\u0400-\u04ff]"),
    "zh": re.compile(r"[\u3400-\u9fff]"),
}


def language_of(rows: Iterable[Row]) -> str:
    """The official language of most of the text ("fr"); "" when nothing says which.

    A script of its own decides; among the others, the openings of the paragraphs. Symbols are in no
    language ("A/RES/99/1"). What stands before the text counts only where there is no text: a masthead can
    be in another language.
    """
    found = [(row.kind, _SYMBOL.sub("", row.text)) for row in rows]
    body = [text for kind, text in found if kind is not RowKind.FRONT]
    texts = body if any(map(_LETTER.search, body)) else [text for _, text in found]
    letters = Counter[str]()
    for text in texts:
        letters["all"] += len(_LETTER.findall(text))
        for code, script in _SCRIPTS.items():
            letters[code] += len(script.findall(text))
    for code in _SCRIPTS:
        if letters[code] > letters["all"] / 2:
            return code
    known = Counter(code for text in texts if (code := language(text)) and code not in _SCRIPTS)
    return known.most_common(1)[0][0] if known else ""
