"""Regular expressions that are compiled when they are first used.

Compiling takes longer than most uses, and one command uses few of the many that draftkit has.
"""

from __future__ import annotations

import functools
import re
from typing import Any, AnyStr, cast


class _Lazy:
    """Stands for a pattern; whatever it is asked for comes from the pattern, and is kept."""

    def __init__(self, expression: str | bytes, flags: int) -> None:
        self.pattern = expression
        self._given = flags

    @functools.cached_property
    def compiled(self) -> re.Pattern[Any]:
        return re.compile(self.pattern, self._given)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.compiled, name)
        setattr(self, name, found)
        return found


_DOTS = str.maketrans("İı", "ii")
"""The letters of Turkish, which are an i where case is ignored, and none in casefold."""


def folded(text: str) -> str:
    """The text in small letters, each as a pattern that ignores case sees it."""
    return text.translate(_DOTS).casefold()


class _Worded(_Lazy):
    """A pattern that is not tried on a text without one of its words."""

    def __init__(self, expression: str, words: tuple[str, ...], flags: int) -> None:
        super().__init__(expression, flags)
        self._words = words
        self._ignores_case = bool(flags & re.IGNORECASE)

    def may_match(self, text: str) -> bool:
        seen = folded(text) if self._ignores_case else text
        return any(word in seen for word in self._words)

    def match(self, text: str) -> re.Match[str] | None:
        return self.compiled.match(text) if self.may_match(text) else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return self.compiled.fullmatch(text) if self.may_match(text) else None

    def search(self, text: str) -> re.Match[str] | None:
        return self.compiled.search(text) if self.may_match(text) else None


class _Begun(_Lazy):
    """A pattern that is not tried on a text which does not begin as what it matches."""

    def __init__(self, expression: str, beginnings: tuple[str, ...], flags: int) -> None:
        super().__init__(expression, flags)
        self._beginnings = beginnings
        self._longest = max(map(len, beginnings))
        self._ignores_case = bool(flags & re.IGNORECASE)

    def may_match(self, text: str) -> bool:
        if self._ignores_case:
            text = folded(text[: self._longest])
        return text.startswith(self._beginnings)

    def match(self, text: str) -> re.Match[str] | None:
        return self.compiled.match(text) if self.may_match(text) else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return self.compiled.fullmatch(text) if self.may_match(text) else None


def lazy_pattern(expression: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """``re.compile``, done at the first use; a mistake in the expression is an error only then."""
    return cast("re.Pattern[AnyStr]", _Lazy(expression, flags))


def worded_pattern(expression: str, *words: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern for large expressions: compiled for the first text that has one of the words.

    Whatever the expression matches has to have one of them in it; in small letters where it ignores case.
    """
    return cast("re.Pattern[str]", _Worded(expression, words, flags))


def begun_pattern(expression: str, *beginnings: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern for the start of a text: compiled for the first text that begins in one of these ways.

    Whatever the expression matches has to begin so; in small letters where it ignores case.
    """
    return cast("re.Pattern[str]", _Begun(expression, beginnings, flags))
