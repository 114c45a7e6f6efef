"""Real negotiating texts with every bracket settled, in several ways."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from corpus_files import readings, texts

from draftkit.errors import DraftkitError
from draftkit.negotiate.choices import Decision
from draftkit.negotiate.places import places
from draftkit.negotiate.resolve import resolve
from draftkit.negotiate.state import state
from draftkit.row_brackets import strays
from draftkit.rows import rows

pytestmark = pytest.mark.corpus

FOLDERS = ("bbnj", "paris2015_brackets")


def decisions(found: object, how: str, chance: random.Random) -> list[Decision]:
    """A choice for every bracket, none for those in words that go."""
    brackets = places(found).brackets  # type: ignore[arg-type]
    going: set[int] = set()
    out = []
    for index, bracket in enumerate(brackets):
        if index in going or bracket.within in going:
            going.add(index)
            continue
        number = {"first": 1, "last": len(bracket.wordings), "drop": 0}.get(how)
        if number is None:
            number = chance.randint(0, len(bracket.wordings))
        if not number and bracket.form.value == "number":
            number = 1
        out.append(Decision(bracket.address, f"#{number}" if number else "drop"))
        stays = bracket.wordings[number - 1] if number else None
        if stays and re.fullmatch(r"\W*(?:delete|no text)\W*|", stays.text, re.IGNORECASE):
            stays = None
        going.update(
            at
            for at, inner in enumerate(brackets)
            if inner.within == index and not (stays and stays.start <= inner.start < stays.end)
        )
    return out


@pytest.mark.parametrize("how", ["first", "last", "drop", "chance"])
def test_every_bracket_of_real_texts_can_be_settled(how: str, corpus: Path) -> None:
    files = [path for folder in FOLDERS for path in texts(corpus / folder)]
    assert files
    chance, settled = random.Random(1), 0
    for path in files:
        for reading in readings(path):
            given = decisions(reading.draft, how, chance)
            settled += len(given)
            try:
                result = resolve(reading.draft, given).draft
            except DraftkitError as error:
                pytest.fail(f"{path.name}: {error}")
            alone = len(strays(rows(reading.draft)))
            left = [
                row.before + row.text for row in rows(result) if re.search(r"[\[\]]", row.before + row.text)
            ]
            assert len(re.findall(r"[\[\]]", "".join(left))) <= alone, (path.name, left[:3])
    assert settled > 500


def test_the_state_of_real_texts_counts_every_bracket(corpus: Path) -> None:
    for folder in FOLDERS:
        for path in texts(corpus / folder):
            for reading in readings(path):
                found = state(reading.draft)
                assert found.open + found.blanks <= len(places(reading.draft).brackets)
                assert 0 <= found.in_dispute <= found.words
