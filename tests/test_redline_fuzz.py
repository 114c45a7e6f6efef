"""Redlines of drafts made by chance hold: some here, and as many as you like by ``make fuzz-redline``."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from redline_fuzz import pairs, scripts
from redline_fuzz.__main__ import REAL
from redline_fuzz.__main__ import pair as made
from redline_fuzz.contract import Files, Outcome, outcome
from redline_fuzz.drafts import Para, Word
from redline_fuzz.pages import ACCEPT, REJECT, WordFile
from redline_fuzz.said import Table
from redline_fuzz.shrink import shrunk
from redline_fuzz.word import NUMBERING
from word_files import PAGE, deleted, docx, ins, mark, p, r

TESTS = Path(__file__).parent
COUNT = 150
FEW = range(12)
FEW_REAL = 16


@pytest.mark.parametrize("kind", [pairs.TEXT, pairs.WORD])
def test_redlines_hold(kind: str) -> None:
    faults = []
    for seed in range(COUNT // 2):
        found = outcome(pairs.pair(seed, kind).files(), twice=seed % 10 == 0)
        if found.is_fault:
            faults.append(
                f"python -m redline_fuzz --count 1 --seed {seed} --kind {kind}: {found.kind}: {found.detail}"
            )
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    "seed",
    [
        5629,
        6917,
        8229,
        8359,
        700283,
        700465,
        803153,
        2000685,
        2000729,
        2501560,
        2505731,
        3004697,
        6000057,
        10001651,
        11000379,
        20004011,
        20008085,
        23005623,
        25009487,
    ],
)
def test_what_once_broke_holds(seed: int) -> None:
    """A new paragraph before joined ones; a split into two that Word counts; the look of one that goes."""
    found = outcome(pairs.pair(seed).files())
    assert found.kind == "holds", found.detail


@pytest.mark.corpus
@pytest.mark.parametrize("kind", [pairs.TEXT, pairs.WORD, REAL])
def test_redlines_of_real_drafts_hold(kind: str, corpus: Path) -> None:
    """Edit scripts over real texts in both notations, and over real Word files as they are."""
    faults = []
    for seed in range(FEW_REAL):
        found = outcome(made(seed, kind, corpus).files())
        if found.is_fault:
            given = f"--count 1 --seed {seed} --kind {kind} --corpus {corpus}"
            faults.append(f"python -m redline_fuzz {given}: {found.kind}: {found.detail}")
    assert not faults, "\n".join(faults)


@pytest.mark.corpus
@pytest.mark.parametrize("seed", [24, 122, 1133, 3112, 4078, 4138, 4187, 5360, 30258, 40325, 60044, 61097])
def test_what_once_broke_in_real_files_holds(seed: int, corpus: Path) -> None:
    """Parts of a split with a number; a number that no row has; one behind an empty table; bold of styles."""
    found = outcome(made(seed, REAL, corpus).files())
    assert found.kind == "holds", found.detail


def _digest(seeds: range) -> str:
    return hashlib.sha256(b"".join(outcome(pairs.pair(seed).files()).data for seed in seeds)).hexdigest()


def test_another_process_makes_the_same_bytes() -> None:
    """Where the order of a set decided, another seed of Python's hashes would show it."""
    code = f"import test_redline_fuzz as t; print(t._digest(range({FEW.start}, {FEW.stop})))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=TESTS, env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == _digest(FEW)


def test_the_scripts_make_every_edit() -> None:
    """An edit that finds nothing to be done on in hundreds of drafts would test nothing."""
    made = set()
    for seed in range(600):
        old, language = pairs.by_chance(seed)
        for name in scripts.EDITS:
            if name not in made and scripts.edited(old, (scripts.Step(name, seed),), language) != old:
                made.add(name)
        if len(made) == len(scripts.EDITS):
            return
    assert made == set(scripts.EDITS)


# --- the judge judges ---

BEHIND = p("Behind.")


def said(*body: str, mode: str) -> list[object]:
    found = WordFile(docx(*body, section=PAGE)).page(mode).body
    return [len(block.rows) if isinstance(block, Table) else block.text for block in found]


def test_a_paragraph_whose_mark_goes_joins_the_next_and_looks_like_it() -> None:
    body = p("One, ", properties=mark("ins")), p("two.", style="Two"), BEHIND
    assert said(*body, mode=ACCEPT) == ["One, ", "two.", "Behind."]
    assert said(*body, mode=REJECT) == ["One, two.", "Behind."]
    (first, _) = WordFile(docx(*body)).page(REJECT).body
    assert first.style == "Two"  # type: ignore[union-attr]


def test_what_is_inserted_goes_on_reject_and_what_is_deleted_on_accept() -> None:
    body = (p("A ", deleted("pier"), ins("quay"), r(" here")),)
    assert said(*body, mode=ACCEPT) == ["A quay here"]
    assert said(*body, mode=REJECT) == ["A pier here"]


def test_a_level_before_the_one_above_it_opens_that_level() -> None:
    place = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr>'
    items = (p("Lights.", properties=place.format(level)) for level in (1, 1, 0, 1))
    file = docx(*items, section=PAGE, others={"numbering": NUMBERING})
    numbers = [block.number for block in WordFile(file).page(ACCEPT).body]  # type: ignore[union-attr]
    assert numbers == ["(a)", "(b)", "2.", "(a)"]


def _broken(old: bytes, change: tuple[bytes, bytes]) -> bytes:
    """The file with something else in its text."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(old)) as archive, zipfile.ZipFile(out, "w") as new:
        for name in archive.namelist():
            new.writestr(name, archive.read(name).replace(*change))
    return out.getvalue()


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ((b"quay", b"pier"), "accept: text"),
        ((b"<w:i/><w:iCs/>", b"<w:b/><w:bCs/>"), "accept: formatting"),
        ((b"<w:i/><w:iCs/>", b""), "markup"),
        ((b'w:id="1" w:author', b'w:id="2" w:author'), "markup"),
        ((b"w:delText", b"w:t"), "markup"),
        ((b"HARB/2031/5", b"HARB/2031/6"), "reject: notes"),
        ((b"old stone", b"old sand"), "reject: text"),
        ((b"w:rPrChange", b"w:rPrChanges"), "markup"),
    ],
)
def test_a_fault_is_found(change: tuple[bytes, bytes], kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import redline_fuzz.contract as contract

    old = Para(
        "op", (Word("Repairs"), Word("the"), Word("old"), Word("stone"), Word("mole", note="HARB/2031/5."))
    )
    new = Para(
        "op",
        (Word("Repairs", "i"), Word("the"), Word("quay"), Word("and"), Word("mole", note="HARB/2031/5.")),
    )
    clause = Para("clause", (Word("The Assembly,"),))
    files = pairs.Pair((clause, old), (clause, new), (pairs.Layout(), pairs.Layout())).files()
    assert outcome(files).kind == "holds"
    sound = contract.redlined

    def unsound(files: Files) -> contract.Redlined:
        made = sound(files)
        return replace(made, data=_broken(made.data, change))

    monkeypatch.setattr(contract, "redlined", unsound)
    assert outcome(files).kind == kind


def test_a_pair_is_cut_down_to_what_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    import redline_fuzz.shrink as shrink

    def judged(files: Files, twice: bool = False) -> Outcome:
        wrong = b"lamps" in files.new and b"lamps" not in files.old
        return Outcome("lamps" if wrong else "holds")

    monkeypatch.setattr(shrink, "outcome", judged)
    pair = next(found for seed in range(0, 400, 2) if judged((found := pairs.pair(seed)).files()).is_fault)
    small, _ = shrunk(pair, Outcome("lamps"))
    assert small.size[1] <= 3
    assert small.size[2] < 6
