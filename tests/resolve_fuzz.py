"""Drafts by chance with a decision on every bracket, and what must come out (N4).

    PYTHONPATH=tests python -m resolve_fuzz --count 10000 --seed 1

Each draft is made together with its decisions, so that the words, the
punctuation and the endings of the text that follows are known without asking
draftkit. A fault is printed with its seed, the draft and the decisions.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from draftkit.content import MARK
from draftkit.errors import DraftkitError
from draftkit.model import Draft
from draftkit.negotiate.choices import Decision
from draftkit.negotiate.resolve import resolve
from draftkit.readers.text import read_text
from draftkit.rows import Row, RowKind, rows
from draftkit.writers.text import write_text

WORDS = [
    "harbours",
    "lights",
    "bells",
    "keepers",
    "rivers",
    "gauges",
    "reports",
    "warnings",
    "members",
    "islands",
    "funds",
    "rules",
    "ships",
    "tides",
    "charts",
    "pilots",
    "storms",
    "ports",
    "crews",
    "buoys",
]
JOINERS = ["of", "for", "and", "with", "near", "under", "about", "within"]
STATES = ["Norvania", "Tessaly", "Lisenne", "Calder (Federal Republic of)", "Quell and Tarn"]
PREAMBULAR = ["Recalling", "Noting", "Deeply concerned", "Bearing in mind", "Also recalling"]
OPERATIVE = ["Decides", "Requests", "Urges", "Calls upon", "Also requests", "Invites"]


@dataclass(slots=True)
class Choice:
    """A bracket with what is chosen: one of its alternatives, or none."""

    alternatives: list[list[str | Choice]]
    names: list[str]
    """Before each alternative: proponents, a label or nothing."""
    chosen: int | None
    spoken: str
    """The choice as a person writes it."""
    strokes: bool = False


@dataclass(slots=True)
class Case:
    """A draft in the making: its text, the decisions, and what each paragraph must say."""

    chance: random.Random
    lines: list[str] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    expected: list[tuple[str, list[str]]] = field(default_factory=list)
    """Kind and words of each paragraph that must be there."""


# --- making drafts ---------------------------------------------------------------------------


def phrase(chance: random.Random, most: int = 4) -> str:
    """Words without punctuation."""
    words = [chance.choice(WORDS)]
    for _ in range(chance.randrange(most)):
        words += (
            [chance.choice(JOINERS), chance.choice(WORDS)]
            if chance.random() < 0.4
            else [chance.choice(WORDS)]
        )
    return " ".join(words)


def inside(chance: random.Random, depth: int) -> list[str | Choice]:
    """What an alternative holds: words, with brackets in them."""
    if not depth or chance.random() < 0.6:
        return [phrase(chance)]
    return [*sequence(chance, depth - 1), " ", phrase(chance, 2)]


def bracket(chance: random.Random, depth: int, lead: str = "") -> Choice:
    """A bracket with alternatives; ``lead`` is what each begins with."""
    form = chance.randrange(5)
    if form == 0 and not lead:
        words = (
            chance.sample(WORDS, 2)
            if chance.random() < 0.5
            else [phrase(chance, 3) + " " + phrase(chance, 2) for _ in "ab"]
        )
        chosen = chance.choice([0, 1, None])
        return Choice(
            [[word] for word in words], ["", ""], chosen, "drop" if chosen is None else str(chosen + 1), True
        )
    count = 1 if form in (1, 2) else chance.randint(2, 3)
    names = [
        "" if chance.random() < 0.5 else ", ".join(sorted(chance.sample(STATES, chance.randint(1, 2))))
        for _ in range(count)
    ]
    if form == 3 and count > 1 and not lead:
        names = [f"Option {number}" for number in range(1, count + 1)]
    alternatives = [[lead, *inside(chance, depth)] if lead else inside(chance, depth) for _ in range(count)]
    if count > 1 and names[-1] and not lead and chance.random() < 0.2 and not names[-1].startswith("Option"):
        alternatives[-1] = []
    chosen = chance.choice([*range(count), None])
    spoken = "drop"
    if chosen is not None:
        spoken = chance.choice([str(chosen + 1), f"#{chosen + 1}"])
        name = names[chosen].split(", ")[0]
        if name and sum(name in other.split(", ") for other in names) == 1 and chance.random() < 0.5:
            spoken = name
        elif count == 1 and chance.random() < 0.5:
            spoken = "keep"
        elif names.count("") == 1 and not names[chosen] and chance.random() < 0.5:
            spoken = "base"
        if not alternatives[chosen]:
            chosen = None
    return Choice(alternatives, names, chosen, spoken)


def either(chance: random.Random, text: str) -> Choice:
    """A bracket around a few letters, kept or not."""
    kept = chance.random() < 0.5
    return Choice([[text]], [""], 0 if kept else None, "keep" if kept else "drop")


def sequence(chance: random.Random, depth: int) -> list[str | Choice]:
    """Words and brackets, beginning and ending with words."""
    parts: list[str | Choice] = [phrase(chance)]
    for _ in range(chance.randrange(4)):
        kind = chance.randrange(8)
        if kind < 4:
            parts += [" ", bracket(chance, depth), " ", phrase(chance)]
        elif kind == 4:
            parts += [
                bracket(chance, depth, chance.choice([", and ", ", ", " or "])),
                chance.choice([" ", ", "]),
                phrase(chance),
            ]
        elif kind == 5:
            parts += [" harbour", either(chance, "s"), " ", phrase(chance)]
        elif kind == 6:
            parts += [" (", bracket(chance, depth), ")", chance.choice([" ", ", "]), phrase(chance)]
        else:
            parts += [either(chance, ","), " ", phrase(chance)]
    return parts


def written(parts: Sequence[str | Choice]) -> str:
    """The parts as they stand in the draft."""
    return "".join(part if isinstance(part, str) else written_bracket(part) for part in parts)


def written_bracket(choice: Choice) -> str:
    """A bracket as it stands in the draft."""
    texts = [written(one) for one in choice.alternatives]
    if choice.strokes:
        return "[" + (" / " if any(" " in text for text in texts) else "/").join(texts) + "]"
    out = ""
    for at, (text, name) in enumerate(zip(texts, choice.names, strict=True)):
        apart = " " if at and name else ""
        out += (
            f"{apart}[{name}: {text}]"
            if text and name
            else f"{apart}[{name}: delete]"
            if name
            else f"[{text}]"
        )
    return out


def kept(parts: Sequence[str | Choice]) -> str:
    """What is chosen, as words and marks with spaces as they come."""
    out = ""
    for part in parts:
        if isinstance(part, str):
            out += part
        elif part.chosen is not None:
            out += kept(part.alternatives[part.chosen])
    return out


def words(text: str) -> list[str]:
    """Words alone."""
    return re.findall(r"\w+", text)


def decide(case: Case, label: str, parts: Sequence[str | Choice], above: str = "") -> None:
    """The decisions on the brackets of a paragraph, by the order in which they open."""
    number = 0
    for part in parts:
        if isinstance(part, Choice):
            number += 1
            number = _decide(case, label, part, above, number)


def _decide(case: Case, label: str, choice: Choice, above: str, number: int) -> int:
    address = f"{above}.{number}" if above else str(number)
    case.decisions.append(Decision(f"{label}[{address}]", choice.spoken))
    count = 0
    for at, alternative in enumerate(choice.alternatives):
        for part in alternative:
            if isinstance(part, Choice):
                count += 1
                if at == choice.chosen:
                    _decide(case, label, part, address, count)
    return number


def paragraph(case: Case, kind: str, label: str, head: str, opening: str, end: str) -> bool:
    """Add a paragraph; whether it stays."""
    chance = case.chance
    parts = sequence(chance, 2)
    body = written(parts)
    text = f"{opening}{' ' if opening else ''}{body}"
    spoken = kept(parts)
    all_words = words(f"{opening} {spoken}".replace("*", ""))
    around = chance.randrange(10)
    whole = "keep" if chance.random() < 0.5 else "drop"
    if around == 0 and head:
        case.lines.append(f"[{head} {text}{end}]")
    elif around in (1, 2):
        text = f"[{text}{end}]" if around == 1 else f"[{text}]{end}"
        case.lines.append(f"{head} {text}".strip())
    else:
        case.lines.append(f"{head} {text}{end}".strip())
        whole = "keep"
        around = 9
    if around < 3:
        case.decisions.append(Decision(label, whole))
    if whole == "drop":
        return False
    decide(case, label, parts)
    case.expected.append((kind, all_words))
    return True


def case_of(seed: int) -> Case:
    """The draft of a seed."""
    chance = random.Random(seed)
    case = Case(chance)
    for number in range(1, chance.randint(1, 3) + 1):
        paragraph(case, "preambular", f"PP{number}", "", f"*{chance.choice(PREAMBULAR)}*", ",")
    last = chance.randint(1, 5)
    for number in range(1, last + 1):
        end = "." if number == last else ";"
        match chance.randrange(7):
            case 0:
                _list(case, number, end)
            case 1:
                _options(case, number, end)
            case 2 if number < last:
                _linked(case, number)
            case 3:
                _number(case, number, end)
            case _:
                paragraph(
                    case, "operative", f"OP{number}", f"{number}.", f"*{chance.choice(OPERATIVE)}*", end
                )
    return case


def _list(case: Case, number: int, end: str) -> None:
    chance = case.chance
    parts = sequence(chance, 1)
    opening = chance.choice(OPERATIVE)
    case.lines.append(f"{number}. *{opening}* {written(parts)}:")
    decide(case, f"OP{number}", parts)
    case.expected.append(("chapeau", words(f"{opening} {kept(parts)}")))
    letters = "abcd"[: chance.randint(2, 4)]
    joined = chance.random() < 0.5
    for at, letter in enumerate(letters):
        item_end = end if letter == letters[-1] else "; and" if joined and at == len(letters) - 2 else ";"
        paragraph(case, "item", f"OP{number}({letter})", f"({letter})", "", item_end)


def _options(case: Case, number: int, end: str) -> None:
    chance = case.chance
    count = chance.randint(2, 3)
    chosen = chance.choice([*range(count), None])
    case.decisions.append(
        Decision(
            f"OP{number}",
            "drop" if chosen is None else chance.choice([str(chosen + 1), f"Option {chosen + 1}"]),
        )
    )
    for at in range(count):
        parts = sequence(chance, 1)
        opening = chance.choice(OPERATIVE)
        head = f"{number}. " if not at else ""
        case.lines.append(f"{head}Option {at + 1}: *{opening}* {written(parts)}{end}")
        if at == chosen:
            decide(case, f"OP{number} option {at + 1}", parts)
            case.expected.append(("operative", words(f"{opening} {kept(parts)}")))


def _linked(case: Case, number: int) -> None:
    """A bracket from the middle of a paragraph to the middle of one that is put in after it."""
    chance = case.chance
    first, inner, second, rest = (sequence(chance, 1) for _ in range(4))
    openings = [chance.choice(OPERATIVE) for _ in range(2)]
    case.lines.append(f"{number}. *{openings[0]}* {written(first)} [{written(inner)};")
    case.lines.append(f"{number} bis. *{openings[1]}* {written(second)}] {written(rest)};")
    label, second_label = f"OP{number}", f"OP{number} bis"
    own = sum(isinstance(part, Choice) for part in first)
    decide(case, label, first)
    stays = chance.random() < 0.5
    case.decisions.append(Decision(f"{label}[{own + 1}]", "keep" if stays else "drop"))
    second_own = sum(isinstance(part, Choice) for part in second)
    if stays:
        decide(case, label, inner, f"{own + 1}")
        decide(case, second_label, second)
        case.expected.append(("operative", words(f"{openings[0]} {kept(first)} {kept(inner)}")))
        case.expected.append(("operative", words(f"{openings[1]} {kept(second)} {kept(rest)}")))
    else:
        case.expected.append(("operative", words(f"{openings[0]} {kept(first)} {kept(rest)}")))
    _decide_from(case, second_label, rest, second_own)


def _decide_from(case: Case, label: str, parts: Sequence[str | Choice], before: int) -> None:
    number = before
    for part in parts:
        if isinstance(part, Choice):
            number += 1
            _decide(case, label, part, "", number)


def _number(case: Case, number: int, end: str) -> None:
    chance = case.chance
    label = f"OP[{number}][{number + 1}]"
    parts = sequence(chance, 1)
    opening = chance.choice(OPERATIVE)
    case.lines.append(f"[{number}][{number + 1}]. *{opening}* {written(parts)}{end}")
    case.decisions.append(Decision(f"{label}[#]", str(number)))
    decide(case, label, parts)
    case.expected.append(("operative", words(f"{opening} {kept(parts)}")))


_FRONT = """### Calder (Federal Republic of), Lisenne, Norvania, Quell and Tarn and Tessaly: draft decision

## Lights

*The Assembly of Harbours,*"""


# --- checking --------------------------------------------------------------------------------


def draft_text(case: Case) -> str:
    """The draft."""
    return "\n\n".join([_FRONT, *case.lines]) + "\n"


def faults(case: Case) -> Iterator[str]:
    """What is wrong when all decisions of a case are carried out."""
    (reading,) = read_text(draft_text(case))
    decisions = list(case.decisions)
    case.chance.shuffle(decisions)
    try:
        result = resolve(reading.draft, decisions).draft
    except DraftkitError as error:
        yield f"refused: {error}"
        return
    found = [row for row in rows(result) if row.kind not in (RowKind.FRONT, RowKind.ENACTING, RowKind.NOTE)]
    yield from _words_differ(case, found)
    for row in found:
        yield from _marks(row)
    yield from _endings(case, found)
    yield from _reads_back(result)


def _words_differ(case: Case, found: Sequence[Row]) -> Iterator[str]:
    expected = [[word.casefold() for word in one] for _, one in case.expected]
    there = [[word.casefold() for word in words(re.sub(r"; and$", ";", row.text))] for row in found]
    if expected != there:
        for wanted, had in zip([*expected, []], [*there, []], strict=False):
            if wanted != had:
                yield f"words: expected {' '.join(wanted)!r}, found {' '.join(had)!r}"
                return


def _marks(row: Row) -> Iterator[str]:
    text = row.before + row.marker + row.text
    if MARK.search(text) or row.option:
        yield f"a bracket or option is left: {text!r}"
    for pattern, name in (
        (r"\s\s", "two spaces"),
        (r"\s[,;:.)]", "a space before a mark"),
        (r"[,;:.]{2}", "two marks"),
        (r"\(\s|\(\)", "an empty or spaced parenthesis"),
        (r"^[\s,;:.]|\s$", "a mark or space at an end"),
        (r"[,;:][^\s]", "a mark without a space behind it"),
        (r"\)\w|\w\(", "a parenthesis without a space"),
    ):
        if re.search(pattern, row.text):
            yield f"{name}: {row.text!r}"


def _endings(case: Case, found: Sequence[Row]) -> Iterator[str]:
    kinds = [kind for kind, _ in case.expected]
    if len(kinds) != len(found):
        return
    for at, (kind, row) in enumerate(zip(kinds, found, strict=True)):
        following = kinds[at + 1] if at + 1 < len(kinds) else ""
        last = not following
        text = row.text
        if kind == "preambular":
            right = text.endswith(",")
        elif kind == "chapeau" and following == "item":
            right = text.endswith(":")
        elif kind == "item" and following == "item":
            right = text.endswith((";", "; and"))
            after = kinds[at + 2] if at + 2 < len(kinds) else ""
            if text.endswith("and") and after == "item":
                right = False
        else:
            right = text.endswith("." if last else ";")
        if not right:
            yield f"the ending of {kind} before {following or 'nothing'}: {text!r}"
        if kind != "item" and not text[:1].isupper():
            yield f"no capital: {text!r}"


def _reads_back(result: Draft) -> Iterator[str]:
    text = write_text((result,))
    again = [row for reading in read_text(text) for row in rows(reading.draft)]
    if [row.text for row in again] != [row.text for row in rows(result)]:
        yield "what is written is not read back"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    failed = brackets = 0
    for seed in range(options.seed, options.seed + options.count):
        case = case_of(seed)
        brackets += len(case.decisions)
        wrong = list(faults(case))
        if wrong:
            failed += 1
            print(f"seed {seed}:", *wrong, draft_text(case), sep="\n  ")
            print("  ", *(f"{one.address}={one.choice}" for one in case.decisions))
    print(f"{options.count:,} drafts from seed {options.seed}, {brackets:,} decisions, {failed} with faults")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
