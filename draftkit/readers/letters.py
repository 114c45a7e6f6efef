"""How deep a paragraph with a letter or a roman numeral hangs: (a), (i), a."""

from __future__ import annotations

import re
from collections.abc import Sequence

from draftkit.dataclass import dataclass
from draftkit.labels import from_roman
from draftkit.readers.items import Item


@dataclass(frozen=True, slots=True)
class _Last:
    """The last marker of a level."""

    style: str
    """What it counts with and the marks around it: ``letter()``, ``roman)``, ``number.``."""
    value: int
    indent: int


class Letters:
    """The markers above a paragraph, one for each level, while a draft is read."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = items
        self.stack: list[_Last] = []

    def clear(self) -> None:
        """Begin anew: a paragraph of the top level has been read."""
        self.stack = []

    def nested_number(self, item: Item, number: int) -> int:
        """The level of a number that is set in further than its paragraph's; 0 where it is not."""
        above = self.stack[-1] if self.stack else None
        if above and above.style == "number" and number == above.value + 1 and item.indent >= above.indent:
            return self._set(len(self.stack), "number", number, item)
        if number == 1:
            return self._set(len(self.stack) + 1, "number", 1, item)
        return 0

    def level(self, index: int) -> int:
        """The level of the item with this index: 1 for (a), 2 for (i) below it.

        A marker goes on with the deepest list it can be the next of; else one
        that is the first of its kind begins a list one level down; else, where
        markers were left out, it goes on with a list of its style.
        """
        item = self.items[index]
        marks = re.sub(r"[\w\s]", "", item.marker)
        letters = re.sub(r"[^\w]|\u0640|bis|ter|quater|alt", "", item.marker) or item.marker
        readings = _readings(letters)
        for level, last in self._from_deepest():
            for style, value in readings:
                if (last.style, last.value + 1) != (style + marks, value):
                    continue
                if (style, value) != ("letter", 9) or not self._is_roman_one(index, last):
                    return self._set(level, style + marks, value, item)
        for style, value in readings:
            if value == 1:
                styles = [last.style for last in self.stack]
                deeper = len(self.stack) + 1
                level = styles.index(style + marks) + 1 if style + marks in styles else deeper
                return self._set(level, style + marks, 1, item)
        for level, last in self._from_deepest():
            for style, value in readings:
                if last.style == style + marks and value >= last.value:
                    return self._set(level, style + marks, value, item)
        style, value = readings[0]
        return self._set(max(len(self.stack), 1), style + marks, value, item)

    def _from_deepest(self) -> list[tuple[int, _Last]]:
        return list(enumerate(self.stack, start=1))[::-1]

    def _is_roman_one(self, index: int, last: _Last) -> bool:
        """Whether an "(i)" after "(h)" begins a list of its own: "(ii)" follows, or it is set in further."""
        for other in self.items[index + 1 :]:
            following = re.sub(r"\W", "", other.marker)
            if following in ("ii", "j"):
                return following == "ii"
            if other.marker or other.heading:
                break
        return self.items[index].indent > last.indent

    def _set(self, level: int, style: str, value: int, item: Item) -> int:
        del self.stack[level - 1 :]
        self.stack.append(_Last(style, value, item.indent))
        return level


def _readings(letters: str) -> list[tuple[str, int]]:
    """What a marker can count: roman numerals, places in the alphabet, in parentheses also numbers."""
    if letters.isdecimal():
        return [("arabic", int(letters))]
    found: list[tuple[str, int]] = []
    if value := from_roman(letters):
        found.append(("roman", value))
    if len(letters) == 1 and letters.isalpha():
        lower = letters.lower()
        if "a" <= lower <= "z":
            found.append(("letter", ord(lower) - ord("a") + 1))
        else:
            found.append(("letter", _ALPHABETS.find(lower) % 33 + 1))
    elif len(set(letters)) == 1 and len(letters) == 2 and letters[0].isalpha():
        found.append(("letter", 26 + ord(letters[0].lower()) - ord("a") + 1))
    return found or [("other", 1)]


_ALPHABETS = "абвгдежзиклмнопрстуфхцчшщэюя".ljust(33) + "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
