"""Paragraphs of a long draft by chance, with a large vocabulary and few formulas."""

from __future__ import annotations

import random
from dataclasses import replace

from redline_fuzz.drafts import Para, Table, Word, words

# fmt: off
_THING = (
    "pier", "quay", "mole", "lamp", "buoy", "pilot", "keeper", "tide", "chart", "winch", "sluice", "gauge",
    "ferry", "anchor", "beacon", "jetty", "wharf", "barge", "crane", "signal", "dredger", "oyster", "harbour",
    "strait", "estuary", "lagoon", "breakwater", "fairway", "lighthouse", "customs", "cargo", "towage",
)
_OF_IT = (
    "register", "survey", "manual", "roster", "levy", "watch", "panel", "plan", "network", "fund", "code",
    "archive", "inventory", "protocol", "schedule", "standard", "forecast", "insurance", "training", "school",
    "tribunal", "observatory", "laboratory", "warranty", "licence", "inspection", "exchange", "yearbook",
)
_HOW = (
    "coastal", "northern", "seasonal", "shared", "voluntary", "binding", "annual", "provisional", "regional",
    "long-standing", "small", "remote", "sheltered", "frozen", "navigable", "abandoned", "common", "joint",
    "low-lying", "well-lit", "unmarked", "tidal", "traditional", "adequate", "predictable", "technical",
)
_DOING = (
    "repairing", "measuring", "mapping", "lighting", "dredging", "financing", "translating", "publishing",
    "inspecting", "licensing", "towing", "storing", "insuring", "observing", "replacing", "numbering",
)
_WHO = (
    "the Assembly of Harbours", "the Bureau of Pilots and Keepers", "the coastal States", "the Tide Office",
    "the Estuary Commission", "the Secretary of the Assembly", "the island harbours", "the Ferry Union",
    "the Panel on Sounding", "States that have no coast", "the northern straits", "the Lamp Institute",
)
_PREAMBULAR = ("Recalling", "Noting with concern", "Mindful of", "Also recalling", "Welcoming", "Guided by")
_OPERATIVE = (
    "Decides", "Requests", "Invites", "Encourages", "Urges", "Notes", "Takes note of", "Also requests",
    "Calls on", "Affirms", "Stresses", "Adopts", "Also decides", "Expresses regret at", "Resolves",
)
_HEADINGS = ("Lights", "Pilotage", "Dredging", "Finance", "Training", "Ice", "Salvage", "Charts and tides")
# fmt: on


class Writer:
    """Writes paragraphs; the same chance writes the same ones."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def word(self) -> str:
        """A word that can stand for another one."""
        return self.chance.choice(self.chance.choice((_THING, _OF_IT, _HOW)))

    def thing(self) -> str:
        return f"{self.chance.choice(_THING)} {self.chance.choice(_OF_IT)}"

    def phrase(self) -> tuple[Word, ...]:
        """Some ten words."""
        chance = self.chance
        how, other, doing, who = (chance.choice(some) for some in (_HOW, _HOW, _DOING, _WHO))
        text = chance.choice(
            (
                f"the {how} {self.thing()} of {other} {self.thing()} for {doing} {self.thing()}",
                f"as set out in decision {chance.randint(1, 40)}/{chance.randint(2, 30)}, para."
                f" {chance.randint(1, 90)},",
                f"with a view to {doing} every {how} {self.thing()} before {chance.randint(2032, 2060)}",
                f"in consultation with {who}, to prepare {how} {self.thing()} and {self.thing()}",
                f"including through {how} {self.thing()}, {self.thing()} and {other} {self.word()}",
                f"taking into account what {who} said on {doing} {how} {self.thing()}",
                f"and {doing} {self.thing()} in {how} {self.thing()}",
                f"under article {chance.randint(2, 60)} of the {self.thing()} of {other} {self.thing()},",
            )
        )
        return words(text)

    def paragraph(self, kind: str) -> Para:
        """A paragraph of some forty to ninety words; a subparagraph of half as many."""
        wanted = self.chance.randint(14, 40) if kind == "sub" else self.chance.randint(40, 90)
        found: list[Word] = []
        while len(found) < wanted:
            found += self.phrase()
        found[-1] = replace(found[-1], text=found[-1].text.rstrip(",") + ("," if kind == "pp" else ";"))
        if len(found) > 20 and self.chance.random() < 0.25:
            self.bracket(found)
        openings = {"pp": _PREAMBULAR, "op": _OPERATIVE}.get(kind)
        if openings:
            found = [*words(self.chance.choice(openings), "i"), *found]
        return Para(kind, tuple(found))

    def bracket(self, found: list[Word]) -> None:
        """Put square brackets around some words that hold none."""
        first = self.chance.randrange(4, len(found) - 8)
        last = first + self.chance.randint(0, 5)
        if any(sign in word.text for word in found[first : last + 1] for sign in "[]"):
            return
        found[first] = replace(found[first], text="[" + found[first].text)
        found[last] = replace(found[last], text=found[last].text + "]")

    def note(self) -> str:
        """The text of a note."""
        said = " ".join(word.text for word in self.phrase()).rstrip(",")
        return f"HARB/{self.chance.randint(2010, 2031)}/{self.chance.randint(1, 99)}, {said}."

    def heading(self) -> Para:
        return Para(
            "heading", words(self.chance.choice(_HEADINGS) + f", part {self.chance.randint(2, 99)}", "b")
        )

    def table(self) -> Table:
        """The table of an annex: a row of titles and fourteen rows."""
        rows = [self.row() for _ in range(14)]
        return Table((tuple(words(title) for title in ("Work", "Lead", "Year", "Result")), *rows))

    def row(self) -> tuple[tuple[Word, ...], ...]:
        cells = self.phrase(), words(self.chance.choice(_WHO)), words(str(self.chance.randint(2032, 2060)))
        return (*cells, words(self.thing()))
