"""A draft as a value that an edit script can change, and drafts made by chance."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Word:
    """A word with the punctuation that stands at it."""

    text: str
    look: str = ""
    """Letters of ``biuxyz``: bold, italic, underlined, raised, lowered, struck through."""
    note: str = ""
    """The text of the note that is called behind the word; one text is one note."""
    gap: str = " "
    """The white space before the word; of the first word of a paragraph it is not written."""


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph: its words without its number."""

    kind: str
    """``symbol organ distribution date sponsors title`` (the front), ``clause``, ``pp``, ``op``, ``sub``,
    ``item`` (a subparagraph of a subparagraph), ``heading``, ``annex``, ``text``, ``blank``."""
    words: tuple[Word, ...] = ()
    suffix: str = ""
    """``bis`` or ``ter``: the paragraph has the number of the one before it, with this word."""
    before: str = ""
    """A bracket that opens before the number."""

    @property
    def text(self) -> str:
        return "".join((word.gap if i else "") + word.text for i, word in enumerate(self.words))


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the text; every row has as many cells as the first."""

    rows: tuple[tuple[tuple[Word, ...], ...], ...]


Block: TypeAlias = Para | Table
Draft: TypeAlias = tuple[Block, ...]

FRONT = ("symbol", "organ", "distribution", "date", "sponsors", "title")
NUMBERED = ("op", "sub", "item")
PROSE = ("pp", "op", "sub", "item", "text")
"""Kinds whose words are negotiated."""


@dataclass(frozen=True, slots=True)
class Language:
    """Words of one language, enough to draft with."""

    openings: tuple[str, ...]
    phrases: tuple[str, ...]
    clause: str
    gap: str = " "
    rtl: bool = False


# fmt: off
LANGUAGES = {
    "English": Language(
        ("Recalling", "Noting with concern", "Decides", "Also decides", "Requests", "Urges", "Welcomes"),
        ("the keepers of the northern lights", "every harbour of the strait", "a register of buoys",
         "within existing resources", "the pilots’ manual", "A/RES/99/1", "before 31 May 2031",
         "and/or", "as appropriate", "in accordance with article 7 of the Convention,", "1,500 lamps",
         "shall", "should", "co-operate with coastal States",
         "not later than the fourth session,", "inter alia,", "of the",
         "the trust fund (see annex II)", "to report on progress made", "tide tables", "“early” signals",
         "oil and wicks", "with a view to lighting remote coasts",
         "in consultation with the Bureau of Pilots and Keepers"),
        "The Assembly of Harbours,"),
    "French": Language(
        ("Rappelant", "Notant", "Décide", "Prie", "Invite"),
        ("les gardiens des phares du Nord", "l’entretien des balises\u00a0;",
         "conformément à l’article\u00a07",
         "s’il y a lieu", "le Secrétariat", "«\u00a0feux\u00a0»", "de la côte", "avant le 31\u00a0mai 2031"),
        "L’Assemblée des ports,"),
    "Russian": Language(
        ("Напоминая", "Постановляет", "Просит"),
        ("смотрителей маяков", "в рамках имеющихся ресурсов,", "всех портов пролива",
         "по мере необходимости", "до 31 мая 2031 года", "и/или", "доклад о ходе работы"),
        "Ассамблея портов,"),
    "Arabic": Language(
        ("إذ تشير", "تقرر", "تطلب"),
        ("إلى حراس المنارات", "في حدود الموارد المتاحة،", "جميع موانئ المضيق", "حسب الاقتضاء",
         "تقريرا عن التقدم", "A/RES/99/1", "قبل 31 أيار/مايو 2031"),
        "إن جمعية الموانئ،", rtl=True),
    "Chinese": Language(
        ("回顾", "决定", "请"),
        ("海峡各港口", "在现有资源范围内", "灯塔看守人", "酌情", "提交进展报告", "第７条",
         "２０３１年５月３１日之前"),
        "港口大会，", gap=""),
}
# fmt: on


def words(text: str, look: str = "", gap: str = " ") -> tuple[Word, ...]:
    return tuple(Word(word, look, gap=gap) for word in text.split(" ")) if text else ()


def numbers(draft: Draft) -> list[str]:
    """The number of each block as it is typed: ``5.``, ``5 bis.``, ``(a)``, ``(i)``; empty for the others."""
    out = []
    op = sub = item = 0
    for block in draft:
        number = ""
        match block:
            case Para(kind="annex"):
                op = sub = item = 0
            case Para(kind="op", suffix=suffix):
                op, sub, item = op + (not suffix), 0, 0
                number = f"{max(op, 1)} {suffix}." if suffix else f"{op}."
            case Para(kind="sub"):
                sub, item = sub + 1, 0
                number = f"({letters(sub)})"
            case Para(kind="item"):
                item += 1
                number = f"({roman(item)})"
        out.append(number)
    return out


def letters(number: int) -> str:
    turns, rest = divmod(number - 1, 26)
    return chr(ord("a") + rest) * (turns + 1)


def roman(number: int) -> str:
    out = ""
    for value, sign in ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        turns, number = divmod(number, value)
        out += sign * turns
    return out


# --- by chance ---


class Author:
    """Makes words of one language by chance."""

    def __init__(self, chance: random.Random, language: str) -> None:
        self.chance = chance
        self.language = LANGUAGES[language]

    def phrase(self) -> tuple[Word, ...]:
        """Words of one phrase, now and then with what is awkward in them."""
        chosen = words(self.chance.choice(self.language.phrases), gap=self.language.gap)
        if self.chance.random() < 0.06:
            at = self.chance.randrange(len(chosen))
            odd = self.chance.choice(("gap", "soft", "look", "sign", "bracket"))
            word = chosen[at]
            match odd:
                case "gap":
                    word = replace(word, gap=self.chance.choice(("  ", "\u00a0", "\t")))
                case "soft":
                    word = replace(word, text=word.text[:2] + "\u00ad" + word.text[2:])
                case "look":
                    word = replace(word, look=self.chance.choice(("b", "i", "u", "bi", "x", "z")))
                case "sign":
                    word = replace(word, text=word.text + self.chance.choice(("\u2011", "&", "<", "'", "–")))
                case "bracket":
                    word = replace(word, text=f"[{word.text}]")
            chosen = (*chosen[:at], word, *chosen[at + 1 :])
        return chosen

    def some(self, least: int = 1, most: int = 5) -> tuple[Word, ...]:
        return tuple(word for _ in range(self.chance.randint(least, most)) for word in self.phrase())

    def note(self) -> str:
        return f"HARB/{self.chance.randint(2020, 2031)}/{self.chance.randint(1, 40)}, " + self.chance.choice(
            ("annex.", "para. 5.", "sect. II.", "vol. 12.")
        )

    def paragraph(self, kind: str, most: int = 5) -> Para:
        found = list(self.some(1, most))
        end = {"pp": ",", "text": "."}.get(kind, ";")
        found[-1] = replace(found[-1], text=found[-1].text.rstrip(",;.") + end)
        if self.chance.random() < 0.12:
            at = self.chance.randrange(len(found))
            found[at] = replace(found[at], note=self.note())
        if kind in ("pp", "op"):
            opening = words(self.chance.choice(self.language.openings), "i", self.language.gap)
            found = [*opening, *found]
        return Para(kind, tuple(found))

    def table(self) -> Table:
        columns = self.chance.randint(2, 3)
        return Table(
            tuple(tuple(self.some(1, 2) for _ in range(columns)) for _ in range(self.chance.randint(2, 4)))
        )


def by_chance(seed: int, most: int = 12) -> tuple[Draft, str]:
    """A small draft and its language."""
    chance = random.Random(f"draft {seed}")
    language = chance.choice(("English",) * 6 + tuple(LANGUAGES))
    author = Author(chance, language)
    out: list[Block] = []
    if chance.random() < 0.5:
        out += front(chance)
    out.append(Para("clause", words(author.language.clause, "i")))
    out += [author.paragraph("pp") for _ in range(chance.randint(0, 3))]
    for _ in range(chance.randint(1, max(1, most - len(out)))):
        out.append(author.paragraph("op"))
        if chance.random() < 0.05:
            out.append(replace(author.paragraph("op"), suffix="bis"))
        if chance.random() < 0.2:
            out += [author.paragraph("sub", 3) for _ in range(chance.randint(1, 3))]
            if chance.random() < 0.3:
                out += [author.paragraph("item", 2) for _ in range(chance.randint(1, 2))]
        if chance.random() < 0.06:
            out.append(Para("blank"))
    if chance.random() < 0.15:
        out.append(author.table())
        if chance.random() < 0.7:
            out.append(author.paragraph("text"))
    if chance.random() < 0.2:
        out.append(Para("annex", words("Annex")))
        if chance.random() < 0.5:
            out.append(Para("heading", words("I. Lamps and buoys")))
        out += [author.paragraph(chance.choice(("text", "op"))) for _ in range(chance.randint(1, 3))]
    return tuple(out), language


def front(chance: random.Random) -> Iterable[Para]:
    """A masthead, sponsors and a title."""
    yield Para("symbol", words(f"HARB/2031/L.{chance.randint(1, 40)}"))
    yield Para("organ", words("Assembly of Harbours"))
    yield Para("distribution", words("Distr.: Limited"))
    yield Para("date", words(f"{chance.randint(1, 30)} May 2031"))
    yield Para("sponsors", words("Estmark and Norvania: draft decision"))
    yield Para("title", words("Lights of the strait"))
