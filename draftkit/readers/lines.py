"""The lines of a draft text, each with what stands at its head.

What the functions here guarantee:

1. Every character of the file is in exactly one line; white space at the ends of
   lines, rules (``---``) and the marks of headings are the only ones left out.
2. A number at the head of a line counts as one only where it can continue the
   numbers before it: "1994." at the head of a wrapped line is words.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from draftkit.dataclass import dataclass, replace
from draftkit.editorial.names import attribution
from draftkit.grammars import terminals
from draftkit.patterns import lazy_pattern


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what stands at its head, and its words."""

    kind: str
    """``blank``, ``rule``, ``heading``, ``note``, ``table`` or ``paragraph``."""
    number: int
    indent: int = 0
    """White space before the first character; a tab counts 4."""
    hashes: int = 0
    before: str = ""
    marker: str = ""
    option: str = ""
    note: str = ""
    words: str = ""
    column: int = 1
    """Where the words begin."""
    written: str = ""
    """The line from its first character on, as it stands in the file."""
    begins: int = 1
    """The column of that character."""

    @property
    def head(self) -> str:
        """What stands before the words."""
        return self.before + self.marker + self.option

    @property
    def is_blank(self) -> bool:
        """Whether nothing of it can be seen: a line with a no-break space is blank too."""
        return self.kind == "blank" or (self.kind == "paragraph" and not self.head and not self.words.strip())

    def as_words(self) -> Line:
        """The line with its head turned back into words."""
        return Line(
            self.kind, self.number, self.indent, words=self.written, column=self.begins, written=self.written
        )


def read_lines(text: str) -> list[Line]:
    """The lines of a text whose line ends are ``\n``."""
    return [_line(found, number) for number, found in enumerate(tokens(text), 1)]


def tokens(text: str) -> Iterator[list[tuple[str, str]]]:
    """The terminals of each line, by name, as the grammar ``lines.lark`` has them."""
    start = 0
    text = text if text.endswith("\n") else text + "\n"
    while start < len(text):
        end = text.index("\n", start)
        yield _tokens(text, start, end)
        start = end + 1


_HEADS = ("NUMBER", "LETTER", "PARAGRAPH_LABEL")
_FIRST = ("RULE", "HASHES", "TABLE", "NOTE_HEAD", "OPENING", *_HEADS, "OPTION", "INDENT")
_AFTER = {
    "INDENT": ("HASHES", "OPENING", *_HEADS, "OPTION"),
    "OPENING": (*_HEADS, "OPTION"),
    **dict.fromkeys(_HEADS, ("OPTION",)),
}
"""What can stand at the beginning of a line and after what, in the order in which it is tried; else words."""
_NO_HEAD = lazy_pattern(r"(?!(?:OP|PP|Op|Pp|Option|Alternative|Alt|Variant)\b|[⁰¹²³⁴-⁹])[^\W\d_]{2,}[ ,]")
"""A word that begins a paragraph, and no head or other notation: most lines, which need no closer look."""


def _tokens(text: str, start: int, end: int) -> list[tuple[str, str]]:
    if _NO_HEAD.match(text, start):
        return [("WORDS", text[start:end])]
    found: list[tuple[str, str]] = []
    expected: tuple[str, ...] = _FIRST
    while start < end:
        for terminal in expected:
            if match := _pattern(terminal).match(text, start):
                found.append((terminal, match.group()))
                start = match.end()
                expected = _AFTER.get(terminal, ())
                break
        else:
            found.append(("WORDS", text[start:end]))
            break
        if terminal == "RULE":
            break
    return found


@functools.cache
def _pattern(terminal: str) -> re.Pattern[str]:
    return re.compile(_terminals()[terminal])


@functools.cache
def _terminals() -> dict[str, str]:
    found: dict[str, str] = terminals("lines")
    return found


_SPARE = lazy_pattern(r"(?<=[\[［〔【])[ ]+|(?<=: )[ ]+")
"""White space in opening brackets that no name of a delegation has."""


def _line(found: list[tuple[str, str]], number: int) -> Line:
    if len(found) == 1 and found[0][0] == "WORDS":
        return Line("paragraph", number, words=found[0][1], written=found[0][1])
    line = Line("paragraph" if found else "blank", number)
    column = 1
    for terminal, text in found:
        match terminal:
            case "INDENT":
                line = replace(line, indent=len(text.expandtabs(4)), begins=len(text) + 1)
            case "RULE":
                line = replace(line, kind="rule")
            case "HASHES":
                line = replace(line, kind="heading", hashes=len(text))
            case "OPENING":
                line = replace(line, before=_SPARE.sub("", text))
            case "NUMBER" | "LETTER" | "PARAGRAPH_LABEL":
                line = replace(line, marker=text)
            case "OPTION":
                line = replace(line, option=" ".join(text.split()))
            case "NOTE_HEAD":
                line = replace(line, kind="note", note=text)
            case "TABLE":
                line = replace(line, kind="table", words=text)
            case "WORDS":
                line = replace(line, words=text, column=column)
        column += len(text)
    line = replace(line, written="".join(text for terminal, text in found if terminal != "INDENT"))
    if line.before and not ((line.marker or line.option) and _names_proponents(line.before)):
        return line.as_words()
    line = replace(line, marker=line.marker.replace("\\", ""))
    return _without_stars(line) if "*" in line.head else line


def _names_proponents(opening: str) -> bool:
    """Whether what stands between opening brackets, if anything, says who wants the text."""
    return all(attribution(names) for names in re.split(r"[\[［〔【]", opening) if names.strip(" *"))


def _without_stars(line: Line) -> Line:
    """The head of a line without emphasis.

    ``7*. Notes*`` becomes ``7. *Notes*``, and ``**1.** Notes`` becomes ``1. Notes``.
    """
    stars = ""
    for run in re.findall(r"\*+", line.head):
        stars = "" if run == stars else stars + run
    words = line.words.lstrip() if stars else line.words
    return replace(
        line,
        before=line.before.replace("*", ""),
        marker=line.marker.replace("*", ""),
        option=" ".join(line.option.replace("*", "").split()),
        words=stars + words,
        column=max(line.column + len(line.words) - len(words) - len(stars), 1),
    )


END = lazy_pattern(r"(?:[.,;:!?。，；：、،؛”»’)\]*>]|[.,;:]\d{1,2}(?:,\d{1,2})*|\[\^[^\]\s]+\])\s*$")
"""What a line ends with that may end a paragraph: a mark, perhaps with note calls after it."""


class Numbers:
    """Which numbers at the heads of lines can be numbers of paragraphs."""

    LARGEST = 999
    """Paragraph numbers a text may begin or go on with after a gap; a year never fits."""

    def __init__(self) -> None:
        self.last = 0
        self.before = ""

    def checked(self, line: Line, starts: bool) -> Line:
        """The line, its head turned back into words where it is not a number."""
        if line.marker and not self._fits(line, starts):
            line = line.as_words()
        self.before = line.words
        return line

    def _fits(self, line: Line, starts: bool) -> bool:
        digits = re.search(r"\d+", line.marker)
        if not digits or line.marker.startswith("("):
            return starts or bool(END.search(self.before)) or self.before.endswith((" and", " or"))
        number = int(digits.group())
        goes_on = self.last <= number <= self.last + 1
        by_tab = line.written[len(line.before + line.marker) :].startswith("\t")
        if line.marker.isdecimal() and number != self.last + 1 and not (by_tab and number == 1):
            return False
        if number > 1 and not goes_on and not (starts and number <= max(self.LARGEST, self.last)):
            return False
        self.last = number
        return True
