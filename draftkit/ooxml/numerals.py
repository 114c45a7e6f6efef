"""The number formats of Word in lists: a value and the name of a format to the text on the page.

ECMA-376 Part 1, 17.18.59 (ST_NumberFormat); [MS-DOCX] 2.4 shows how each format begins. Words are
English, the language of the drafts. A format that is not here, and a value that a format has no sign for,
are shown in decimal digits.
"""

from __future__ import annotations

import functools
from collections.abc import Callable

_MOST_REPEATS = 30
"""z is followed by aa, zz by aaa: Word goes as far as thirty times the same letter."""
_LARGEST_ROMAN = 32_767
"""The largest number Word counts to in a list."""
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
"""Without the letters that a Russian list leaves out: ё, й, ъ, ь."""
_ARABIC = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_HEBREW = (
    (400, "ת"), (300, "ש"), (200, "ר"), (100, "ק"), (90, "צ"), (80, "פ"), (70, "ע"), (60, "ס"), (50, "נ"),
    (40, "מ"), (30, "ל"), (20, "כ"), (10, "י"), (9, "ט"), (8, "ח"), (7, "ז"), (6, "ו"), (5, "ה"), (4, "ד"),
    (3, "ג"), (2, "ב"), (1, "א"),
)  # fmt: skip
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_ONES = (
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_IRREGULAR = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip


@functools.lru_cache(maxsize=4096)
def number_text(value: int, number_format: str) -> str:
    """The value in the format; ``001`` is a format too, for three digits.

    ``none`` and ``bullet`` show no number and give an empty text.
    """
    if number_format in ("none", "bullet"):
        return ""
    if number_format.isdigit():
        return str(value).zfill(len(number_format))
    write = _FORMATS.get(number_format)
    text = write(value) if write and value >= 0 else ""
    return text or str(value)


def _letters(alphabet: str) -> Callable[[int], str]:
    """After the last letter every letter twice, then three times."""

    def write(value: int) -> str:
        repeats, index = divmod(value - 1, len(alphabet))
        return alphabet[index] * (repeats + 1) if value > 0 and repeats < _MOST_REPEATS else ""

    return write


def _additive(signs: tuple[tuple[int, str], ...], largest: int) -> Callable[[int], str]:
    """Signs added up, the largest first."""

    def write(value: int) -> str:
        out = []
        rest = value if value <= largest else 0
        for worth, sign in signs:
            times, rest = divmod(rest, worth)
            out.append(sign * times)
        return "".join(out)

    return write


def _upper(write: Callable[[int], str]) -> Callable[[int], str]:
    return lambda value: write(value).upper()


def _digits(digits: str) -> Callable[[int], str]:
    table = str.maketrans("0123456789", digits)
    return lambda value: str(value).translate(table)


def _signs(signs: str) -> Callable[[int], str]:
    """One sign a number, as long as there are any."""
    return lambda value: signs[value - 1] if 0 < value <= len(signs) else ""


def _block(first: int, size: int) -> Callable[[int], str]:
    return _signs("".join(map(chr, range(first, first + size))))


def _counting(digits: str, units: str, ones: str, zero: bool) -> Callable[[int], str]:
    """Chinese and Japanese counting to 9,999: a digit and its unit.

    ``ones`` are the units before which a one is written. ``zero``: a gap between units is written.
    """

    def write(value: int) -> str:
        if not 0 < value < 10 ** len(units):
            return digits[0] if value == 0 else ""
        out = ""
        for digit, unit in zip(map(int, f"{value:0{len(units)}}"), units, strict=True):
            if digit:
                one = digit > 1 or unit == " " or unit in ones or (zero and out)
                out += (digits[digit] if one else "") + unit.strip()
            elif zero and out and not out.endswith(digits[0]):
                out += digits[0]
        return out.removesuffix(digits[0])

    return write


def _cardinal(value: int) -> str:
    if value < 20:
        return _ONES[value]
    if value < 100:
        return _TENS[value // 10] + ("-" + _ONES[value % 10] if value % 10 else "")
    large, name = (1000, "thousand") if value >= 1000 else (100, "hundred")
    rest = " " + _cardinal(value % large) if value % large else ""
    return f"{_cardinal(value // large)} {name}{rest}"


def _cardinal_text(value: int) -> str:
    return _cardinal(value).capitalize() if value < 1_000_000 else ""


def _ordinal_text(value: int) -> str:
    words = _cardinal_text(value)
    at = max(words.rfind(" "), words.rfind("-")) + 1
    last = words[at:].lower()
    if last.endswith("y"):
        last = last[:-1] + "ieth"
    elif last:
        last = _IRREGULAR.get(last, last + "th")
    return (words[:at] + last).capitalize()


def _ordinal(value: int) -> str:
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


_hebrew = _additive(_HEBREW, 999)


def _hebrew_number(value: int) -> str:
    """15 and 16 are nine and six, nine and seven: ten and five would begin the name of God."""
    text = _hebrew(value)
    return text[:-2] + {"יה": "טו", "יו": "טז"}.get(text[-2:], text[-2:])


_lower_roman = _additive(_ROMAN, _LARGEST_ROMAN)
_CHINESE = "零一二三四五六七八九"
_to_99 = _counting(_CHINESE, "十 ", "", zero=False)
_from_100 = _digits("○一二三四五六七八九")


def _small_counting(value: int) -> str:
    """Units up to 99, digits from 100 on."""
    return _to_99(value) if value < 100 else _from_100(value)


_FORMATS: dict[str, Callable[[int], str]] = {
    "lowerLetter": _letters(_LATIN),
    "upperLetter": _letters(_LATIN.upper()),
    "lowerRoman": _lower_roman,
    "upperRoman": _upper(_lower_roman),
    "ordinal": _ordinal,
    "cardinalText": _cardinal_text,
    "ordinalText": _ordinal_text,
    "hex": lambda value: f"{value:X}",
    "chicago": _letters("*†‡§"),
    "decimalZero": lambda value: f"{value:02}",
    "numberInDash": lambda value: f"- {value} -",
    "decimalFullWidth": _digits("０１２３４５６７８９"),
    "decimalFullWidth2": _digits("０１２３４５６７８９"),
    "decimalEnclosedCircle": _block(0x2460, 20),
    "decimalEnclosedCircleChinese": _block(0x2460, 20),
    "decimalEnclosedParen": _block(0x2474, 20),
    "decimalEnclosedFullstop": _block(0x2488, 20),
    "ideographEnclosedCircle": _block(0x3220, 10),
    "ideographDigital": _digits("〇一二三四五六七八九"),
    "taiwaneseDigital": _from_100,
    "japaneseDigitalTenThousand": _digits("〇一二三四五六七八九"),
    "koreanDigital": _digits("영일이삼사오육칠팔구"),
    "koreanDigital2": _digits("零一二三四五六七八九"),
    "chineseCounting": _small_counting,
    "chineseCountingThousand": _counting(_CHINESE, "千百十 ", "千百", zero=True),
    "taiwaneseCounting": _small_counting,
    "taiwaneseCountingThousand": _counting(_CHINESE, "千百十 ", "千百", zero=True),
    "japaneseCounting": _counting("〇一二三四五六七八九", "千百十 ", "", zero=False),
    "chineseLegalSimplified": _counting("零壹贰叁肆伍陆柒捌玖", "仟佰拾 ", "仟佰拾", zero=True),
    "ideographLegalTraditional": _counting("零壹貳參肆伍陸柒捌玖", "仟佰拾 ", "仟佰拾", zero=True),
    "ideographTraditional": _signs(_STEMS),
    "ideographZodiac": _signs(_BRANCHES),
    "russianLower": _letters(_RUSSIAN),
    "russianUpper": _letters(_RUSSIAN.upper()),
    "hebrew1": _hebrew_number,
    "hebrew2": _signs("אבגדהוזחטיכלמנסעפצקרשת"),
    "arabicAlpha": _letters(_ARABIC),
    "arabicAbjad": _letters(_ABJAD),
    "hindiNumbers": _digits("०१२३४५६७८९"),
    "thaiNumbers": _digits("๐๑๒๓๔๕๖๗๘๙"),
}
