"""Numbers as issued, and what delegates call each paragraph.

Two things are kept apart: a :class:`Marker` is the number that stands on the
page ("9bis.", "(a)"), a label is how one speaks of the paragraph ("OP9 bis",
"OP3(a)(i)"). A label names one paragraph of a draft and no other.
"""

from __future__ import annotations

import enum
import functools
import re
from collections.abc import Sequence

from draftkit.dataclass import dataclass
from draftkit.patterns import lazy_pattern
from draftkit.rows import Row, RowKind

SUFFIXES = (
    "bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "decies", "alt",
)  # fmt: skip
"""Paragraphs inserted after a number keep it and add these, in this order; "alt" is another wording of it."""

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


class Style(enum.StrEnum):
    """What a marker counts with."""

    ARABIC = "arabic"
    ROMAN = "roman"
    LETTER = "letter"
    NONE = "none"
    """A bullet or a dash: it counts nothing."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A number as issued, understood."""

    base: int | None
    """5 for "5 bis.", 1 for "(a)", 2 for "(ii)"; of several, ``[4][2].``, the first."""
    suffix: str = ""
    """"bis", "alt", "bis alt 2"; of a letter or none, empty."""
    style: Style = Style.ARABIC
    spelling: str = ""
    """The number in its normal form: ``5 bis``, ``6 alt``, ``(a)``, ``[4][2]``."""


def to_roman(number: int) -> str:
    """4 is iv."""
    out = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        out += letters * count
    return out


@functools.lru_cache(maxsize=1_000)
def from_roman(text: str) -> int | None:
    """IV is 4; None for what is not a Roman numeral in its normal form."""
    text = text.lower()
    number, rest = 0, text
    for value, letters in _ROMAN:
        while rest.startswith(letters):
            number, rest = number + value, rest[len(letters) :]
    return number if number and not rest and to_roman(number) == text else None


_SUFFIX = rf"(?:{'|'.join(SUFFIXES)})"
_ARABIC = lazy_pattern(
    rf"(?:OP|PP)?\s*(?P<base>\d+)\s*\.?\s*(?P<suffix>(?:{_SUFFIX}\.?\s*\d*\s*)*)(?P<letter>[a-z]?)[\s.:)\-–]*",
    re.IGNORECASE,
)
_SEVERAL = lazy_pattern(r"(?:[\[［][^\[\]［］]*\d[^\[\]［］]*[\]］]\s*){2,}")
_LETTER = lazy_pattern(
    rf"[(（]?(?P<letters>[^\W\d_]+)[)）]?(?P<suffix>(?:\s*{_SUFFIX})?)[)）.:]*", re.IGNORECASE
)


def parse_marker(text: str, after: str = "") -> Marker:
    """Understand a number as issued.

    ``after`` is the marker before it at the same level, if any: ``(i)`` is the ninth letter
    after ``(h)``, and one in Roman numerals elsewhere.
    """
    bare = text.strip().strip("*")
    if (digits := bare.removesuffix(".")).isdecimal() and digits.isascii():
        return Marker(int(digits), spelling=str(int(digits)))  # most numbers: the rules below say the same
    if bare[:1] == "(" and bare[-1:] == ")" and (letters := bare[1:-1]).isalpha() and letters.isascii():
        return _lettered(letters, "", after)  # and most letters
    if _SEVERAL.match(bare):
        found = re.search(r"\d+", bare)
        return Marker(int(found.group()) if found else None, spelling=bare.rstrip(" .:"))
    bare = bare.strip("[]［］ ")
    if number := _ARABIC.fullmatch(bare.removeprefix("(")):
        suffix = _suffix(number["suffix"]) or number["letter"].lower()
        base = int(number["base"])
        return Marker(base, suffix, Style.ARABIC, f"{base} {suffix}".rstrip())
    if lettered := _LETTER.fullmatch(bare):
        return _lettered(lettered["letters"], lettered["suffix"].strip().lower(), after)
    return Marker(None, style=Style.NONE, spelling=bare)


def _suffix(text: str) -> str:
    """ "bis", "alt 2", in small letters with single spaces."""
    return " ".join(re.findall(r"[a-z]+|\d+", text.lower()))


def _lettered(letters: str, suffix: str, after: str) -> Marker:
    spelling = f"({letters}{' ' + suffix if suffix else ''})"
    letter, roman = _letter_value(letters), from_roman(letters)
    before = "".join(filter(str.isalpha, after))
    if letter and letter == (_letter_value(before) or -1) + 1:
        return Marker(letter, suffix, Style.LETTER, spelling)
    counts_on = roman and roman == (from_roman(before) or -1) + 1
    usual = letters.lower() == "i" or (len(letters) > 1 and set(letters.lower()) <= set("ivx"))
    if roman and (counts_on or usual):
        return Marker(roman, suffix, Style.ROMAN, spelling)
    return Marker(letter, suffix, Style.LETTER, spelling)


def _letter_value(letters: str) -> int | None:
    """a is 1, z is 26, aa is 27; None for other alphabets, whose order is not ours to know."""
    first = letters[:1].lower()
    if not ("a" <= first <= "z" and set(letters.lower()) == {first}):
        return None
    return ord(first) - ord("a") + 1 + 26 * (len(letters) - 1)


# --- labels ----------------------------------------------------------------------------------

_NUMERAL = lazy_pattern(
    r"\s*(?:(?P<word>(?i:section|part|chapter|chapitre|partie|sección|parte|раздел|часть))"
    r"\s+(?P<named>[IVXLC]+|[A-Z]|\d+)\b"
    r"|(?P<numeral>[IVXLC]+|[A-Z]|\d+)(?:[.:)]|\s*$|[^\S\n]*\n)|(?P<bare>[IVX]+)\s+(?=[A-Z]))"
)
_ANNEX = lazy_pattern(
    r"\s*(?i:annexe?|anexo|appendix|приложение|附件|المرفق)"
    r"[^\S\n]*(?P<numeral>(?:[IVXLC]+|[A-Z]|\d+)\b|[一二三四五六七八九十]+)?"
)

SHORT_HEADING = 4
"""Words of a heading without a numeral that name it."""


def labels(rows: Sequence[Row]) -> tuple[str, ...]:
    """What to call each row: ``PP2``, ``OP5 bis``, ``OP3(a)(i)``, ``OP3 tail``, ``Annex I, para. 4``.

    Operative paragraphs go by the number as issued; one without a number has the next one.
    Preambular paragraphs are counted. Where numbers start again in a later section, the section's
    numeral goes in front: ``I, OP1``. Where a number is simply used twice, the second is ``OP5 #2``.
    Headings are ``Section II``, ``Section II, heading A``, ``Annex, heading A``.
    """
    walk = _Walk(frozenset())
    given = [walk.label(row) for row in rows]
    uses: dict[str, set[str]] = {}
    restarting = set()
    for name in given:
        sections = uses.setdefault(name.label, set())
        sections.add(name.section)
        if len(sections) > 1 and name.numbered:
            restarting.add(name.part)
    if restarting:
        walk = _Walk(frozenset(restarting))
        given = [walk.label(row) for row in rows]
    return _unique(given)


@dataclass(frozen=True, slots=True)
class _Name:
    """A label before it is made unique, and where it was given."""

    label: str
    part: str
    """The annex; empty for the body."""
    section: str
    option: str
    """The option the row stands under, if that is not in the label."""
    numbered: bool


def _unique(names: Sequence[_Name]) -> tuple[str, ...]:
    """Tell rows of one label apart: by the option they stand under, else by counting."""
    used: set[str] = set()
    counts: dict[str, int] = {}
    out = []
    for name in names:
        label = name.label
        if label in used and name.option:
            label = f"{label} {name.option}"
        base = label
        while label in used:
            counts[base] = counts.get(base, 1) + 1
            label = f"{base} #{counts[base]}"
        used.add(label)
        out.append(label)
    return tuple(out)


class _Walk:
    """Where one is in the draft while going down the page."""

    def __init__(self, restarting: frozenset[str]) -> None:
        self.restarting = restarting
        self.part = self.section = self.option = self.chooses = ""
        self.headings: list[tuple[int, str]] = []
        """The headings one is under: level, and label of those that have a numeral."""
        self.annexes = 0
        self.counts: dict[str, int] = {}
        self.above: list[str] = []
        """The labels of the paragraph, subparagraph ... that a deeper row belongs to."""
        self.markers: dict[int, str] = {}
        """The last marker at each level."""

    def label(self, row: Row) -> _Name:
        """The row's label."""
        match row.kind:
            case RowKind.FRONT:
                label = _FIELDS.get(row.field) or row.field.replace("_", " ").capitalize()
            case RowKind.NOTE:
                label = f"Note {row.marker}"
            case RowKind.ENACTING | RowKind.CLOSING:
                label = "Enacting clause" if row.kind is RowKind.ENACTING else "Closing"
            case RowKind.HEADING | RowKind.ANNEX:
                label = self._heading(row)
            case _:
                label = self._paragraph(row)
        numbered = row.kind in (RowKind.OPERATIVE, RowKind.TEXT) and row.marker != ""
        return _Name(label, self.part, self.section, "" if row.option else self.option, numbered)

    def _heading(self, row: Row) -> str:
        self.above, self.option, self.chooses, self.markers = [], "", "", {}
        if row.kind is RowKind.ANNEX:
            self.annexes += 1
            found = _ANNEX.match(row.text)
            numeral = (found and found["numeral"]) or (str(self.annexes) if self.annexes > 1 else "")
            self.part, self.section, self.headings = f"Annex {numeral}".rstrip(), "", []
            self.counts = {}
            return self.part
        self.headings = [heading for heading in self.headings if heading[0] < row.level]
        word, name = _heading_name(row.text)
        over = next((label for _, label in reversed(self.headings) if label), self.part)
        if not self.headings:
            self.section = name
            if self.part in self.restarting:
                self.counts = {}
        if name.startswith("“"):
            self.headings.append((row.level, ""))
            return f"{self.part}, heading {name}" if self.part else f"Heading {name}"
        if not over:
            label = f"{word or 'Section'} {name}"
        else:
            word = word.lower() or ("" if "heading" in over else "heading")
            label = f"{over}, {word} {name}".replace("  ", " ")
        self.headings.append((row.level, label))
        return label

    def _paragraph(self, row: Row) -> str:
        option = row.option.strip(" .:")
        option = option[:1].lower() + option[1:]
        if row.kind in (RowKind.SUBPARAGRAPH, RowKind.TAIL) or row.level:
            label = self._below(row, option)
        else:
            label = self._top(row, option)
        full = f"{label} {option}".strip() if option else label
        full = full[:1].upper() + full[1:]
        self.above = [*self.above[: row.level], full]
        return full

    def _top(self, row: Row, option: str) -> str:
        """A paragraph that hangs below no other."""
        self.markers = {}
        place = self.part
        if self.part in self.restarting and self.section:
            place = f"{place}, {self.section}".removeprefix(", ")
        number = parse_marker(row.marker) if row.marker else None
        if option and not row.marker:
            self.option = option
            return self.chooses or place
        match row.kind:
            case RowKind.PREAMBULAR:
                own = f"PP{self._number('PP', number)}"
            case RowKind.OPERATIVE:
                own = ("para. " if self.part else "OP") + self._number("OP", number)
            case RowKind.TEXT if self.part and number:
                own = f"para. {self._number('OP', number)}"
            case RowKind.VERBATIM:
                what = _KEPT_LINES.get(row.text.lstrip()[:1], "verbatim")
                own = f"{what} {self._number(what, None)}"
            case _:
                own = f"text {self._number('text', None)}"
        label = f"{place}, {own}".removeprefix(", ")
        self.chooses = label if row.marker and not row.content else ""
        return label

    def _number(self, series: str, number: Marker | None) -> str:
        """The number as issued, or the next one of the series."""
        if number is None or number.style is Style.NONE:
            self.counts[series] = self.counts.get(series, 0) + 1
            return str(self.counts[series])
        if number.style is Style.ARABIC and number.base is not None:
            self.counts[series] = number.base
        return number.spelling

    def _below(self, row: Row, option: str) -> str:
        """A subparagraph or tail: the label of what it belongs to, and its own marker."""
        above = self.above[: row.level] if row.level else self.above[:1]
        parent = above[-1] if above else self.part
        if row.kind is not RowKind.SUBPARAGRAPH:
            if option:
                return re.sub(r" (?:option|alternative|alt) \S+$", "", parent)
            return f"{parent} tail" if parent else "Tail"
        last = self.markers.get(row.level, "")
        self.markers = {level: text for level, text in self.markers.items() if level < row.level}
        self.markers[row.level] = row.marker
        marker = parse_marker(row.marker, last)
        if marker.style is Style.NONE:
            series = f"bullet of {parent}"
            return f"{parent} bullet {self._number(series, None)}".strip()
        own = f"({marker.spelling})" if marker.style is Style.ARABIC else marker.spelling
        return parent + own if above else f"{parent} {own}".strip()


_KEPT_LINES = {"|": "table", "!": "picture"}
"""What lines that are kept as they stand are called, by what they begin with."""
_FIELDS = {"united_nations": "United Nations"}


def _heading_name(text: str) -> tuple[str, str]:
    """The word before the numeral of a heading, if any, and the numeral; without one, the first words."""
    if found := _NUMERAL.match(text):
        return (found["word"] or "").capitalize(), found["named"] or found["numeral"] or found["bare"]
    words = text.split()
    return "", f"“{' '.join(words[:SHORT_HEADING])}{'…' if len(words) > SHORT_HEADING else ''}”"


def common_marks(old: str, new: str) -> tuple[int, int]:
    """How many marks around two numbers as issued are the same: 1 before and 1 after ``(a)`` and ``(b)``.

    Where one number takes the place of the other, an editor changes what stands between them.
    """
    longest = min(len(old), len(new))
    before = after = 0
    while before < longest and old[before] == new[before] and not old[before].isalnum():
        before += 1
    while after < longest - before and old[-1 - after] == new[-1 - after] and not old[-1 - after].isalnum():
        after += 1
    return before, after
