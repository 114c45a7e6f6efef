"""Amendments to drafts of the General Assembly, carried out on the text by their own words.

Only the plain forms are understood, each on one paragraph: "In operative paragraph 3, replace “a” with
“b”", "delete “a”", "after “a”, insert “b”", and "Delete operative paragraphs 5 and 6".
"""

from __future__ import annotations

import re
from collections.abc import Callable

_PARAGRAPH = r"[Ii]n operative paragraph (?P<number>\d+), "
_QUOTED = r"“(?P<{}>[^”]+)”"
_FORMS: tuple[tuple[str, Callable[[re.Match[str]], tuple[str, str]]], ...] = (
    (
        _PARAGRAPH + "replace (?:the words? )?" + _QUOTED.format("old") + " (?:with|by) (?:the words? )?"
        + _QUOTED.format("new"),
        lambda found: (found["old"], found["new"]),
    ),
    (
        _PARAGRAPH + "delete (?:the words? )?" + _QUOTED.format("old"),
        lambda found: (found["old"], ""),
    ),
    (
        _PARAGRAPH + "(?:after|following) (?:the words? )?" + _QUOTED.format("old")
        + ",? (?:insert|add) (?:the words? )?" + _QUOTED.format("new"),
        lambda found: (found["old"], found["old"] + " " + found["new"].lstrip()),
    ),
)  # fmt: skip
_DELETE = re.compile(r"[Dd]elete operative paragraphs? ((?:\d+(?:, | and )?)+)")


def amended(text: str, amendment: str) -> tuple[str, int]:
    """The draft text with what could be carried out, and how many pieces that were."""
    done = 0
    for form, change in _FORMS:
        for found in re.finditer(form, amendment):
            old, new = change(found)
            paragraph = re.search(rf"(?m)^{found['number']}\. .*$", text)
            if paragraph and old in paragraph.group():
                changed = paragraph.group().replace(old, new, 1).replace("  ", " ").replace(" ,", ",")
                text = text[: paragraph.start()] + changed + text[paragraph.end() :]
                done += 1
    for found in _DELETE.finditer(amendment):
        for number in re.findall(r"\d+", found[1]):
            less = re.sub(rf"(?m)^{number}\. .*\n+", "", text, count=1)
            done += less != text
            text = less
    return text, done
