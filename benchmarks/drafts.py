"""Drafts of any length, and a second version of each, for measuring.

Both come from a seeded generator: the same size gives the same two texts on
every machine. The words are invented; their mix (notes, brackets,
subparagraphs, length of paragraphs) is that of a long draft resolution.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

# fmt: off
WHO = ("the Parties", "all States", "the Secretariat", "riparian States", "delta States", "the Institute")
DOES = ("keep", "publish", "review", "share", "translate", "repair", "compare", "finance")
WHAT = ("readings", "warnings", "charts of the bed", "registers", "gauging stations", "forecasts", "sluices")
RIVER = ("An", "Bel", "Cor", "Dun", "El", "Far", "Gal", "Hol", "Il", "Kes", "Lor", "Mar", "Nor", "Os")
BANK = ("bourne", "brook", "by", "dale", "den", "fell", "ford", "gate", "ham", "holm", "mere", "wick")
HOW = (
    "in the official languages", "within existing resources", "before the next session", "at their request",
    "in accordance with article 7", "on the basis of A/RES/99/1", "without prejudice to agreements in force",
)
PREAMBULAR = ("Recalling", "Also recalling", "Noting with concern", "Bearing in mind", "Welcoming")
OPERATIVE = ("Requests", "Also requests", "Invites", "Calls upon", "Urges", "Encourages", "Stresses")
CONTESTED = ("[shall][should]", "[, as appropriate,]", "[Norvania: promptly]", "[may/must]", "[[only] then]")
# fmt: on


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph of a generated draft, without its number."""

    opening: str
    phrases: tuple[str, ...]
    level: int = 0
    """0 for a paragraph, 1 for a subparagraph of the one above."""
    note: str = ""


def phrase(chance: random.Random) -> str:
    """Some fifteen words; the rivers give a long text the large vocabulary that it has in life."""
    contested = chance.choice(CONTESTED) if chance.random() < 0.1 else "should"
    river = f"the {chance.choice(RIVER)}{chance.choice(BANK)} and its {chance.randint(2, 40)} arms"
    what = f"{chance.choice(DOES)} {chance.choice(WHAT)} of {river}"
    return f"{chance.choice(WHO)} {contested} {what} {chance.choice(HOW)}"


def item(chance: random.Random, openings: tuple[str, ...], level: int = 0) -> Item:
    note = f"RIV/COP/{chance.randint(2020, 2031)}/{chance.randint(1, 99)}." if chance.random() < 0.1 else ""
    return Item(
        chance.choice(openings), tuple(phrase(chance) for _ in range(chance.randint(1, 4))), level, note
    )


def first_version(size: int) -> tuple[list[Item], list[Item]]:
    """Preamble and operative part of a draft with this many paragraphs and subparagraphs in all."""
    chance = random.Random(size)
    preamble = [item(chance, PREAMBULAR) for _ in range(size // 4)]
    operative = [item(chance, OPERATIVE)]
    while len(preamble) + len(operative) < size:
        operative.append(item(chance, OPERATIVE, level=int(chance.random() < 0.25)))
    return preamble, operative


def second_version(items: list[Item], openings: tuple[str, ...], chance: random.Random) -> list[Item]:
    """Of 100 paragraphs, 3 go, 4 come, 30 are edited."""
    edited: list[Item] = []
    for old in items:
        lot = chance.random()
        if lot < 0.03 and edited:
            continue
        if lot < 0.07:
            edited.append(item(chance, openings))
        if 0.07 <= lot < 0.37:
            phrases = list(old.phrases)
            phrases[chance.randrange(len(phrases))] = phrase(chance)
            old = replace(old, phrases=tuple(phrases))
        edited.append(old)
    return edited


def text(symbol: str, preamble: list[Item], operative: list[Item]) -> str:
    """The items as draft text, numbered, with their notes."""
    notes: list[str] = []
    lines = [
        symbol,
        "# Conference of the Parties",
        "Distr.: Limited",
        "### Norvania and Estmark: draft decision",
        "## Rivers",
        "*The Conference of the Parties,*",
    ]
    lines += [body(entry, notes) + "," for entry in preamble]
    number = sub = 0
    for place, entry in enumerate(operative):
        following = operative[place + 1].level if place + 1 < len(operative) else -1
        end = "." if following < 0 else ":" if following > entry.level else ";"
        number, sub = (number, sub + 1) if entry.level else (number + 1, 0)
        marker = f"({letters(sub)})" if entry.level else f"{number}."
        lines.append(f"{marker} {body(entry, notes)}{end}")
    lines += [f"[^{number}]: {note}" for number, note in enumerate(notes, start=1)]
    return "\n\n".join(lines) + "\n"


def body(entry: Item, notes: list[str]) -> str:
    words = ", ".join(entry.phrases)
    opening = "That" if entry.level else f"*{entry.opening}* that"
    if entry.note:
        notes.append(entry.note)
        return f"{opening} {words},[^{len(notes)}] where applicable"
    return f"{opening} {words}"


def letters(number: int) -> str:
    """a to z, then aa, bb (UN practice after (z))."""
    turns, rest = divmod(number - 1, 26)
    return chr(ord("a") + rest) * (turns + 1)


def pair(size: int) -> tuple[str, str]:
    """Two versions of a draft with this many paragraphs."""
    preamble, operative = first_version(size)
    chance = random.Random(size + 1)
    old = text("RIV/COP/2031/L.9", preamble, operative)
    new = text(
        "RIV/COP/2031/L.9/Rev.1",
        second_version(preamble, PREAMBULAR, chance),
        second_version(operative, OPERATIVE, chance),
    )
    return old, new
