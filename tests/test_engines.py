"""Long drafts in every variant: both versions come back, and hardly a word is marked that need not be.

At length: ``make engines``. What is measured stands in docs/engines.md.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from engines.economy import distance, least, marked, moves, tokens
from engines.judging import Judged, judged
from engines.pairs import VARIANTS, Pair, Written, pair
from engines.running import DRAFTKIT, Engine, run
from redline_fuzz.drafts import Para, Word, words
from test_issued import WHEN
from word_files import deleted, docx, ins, p, r

from draftkit.writers.issued import redline_issued


def redline(made: Pair) -> bytes:
    old, new = made.files()
    return redline_issued(old, "old.docx", new, "new.docx", author="Norvania", date=WHEN).data


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("seed", [1, 2])
def test_a_short_draft_of_each_variant(variant: str, seed: int) -> None:
    made = pair(20, variant, seed)
    found = judged(made, redline(made))
    assert found.faults == ()
    assert found.economy <= 1.02
    assert found.moves == found.have_to_move


def test_a_draft_with_a_split_and_a_join() -> None:
    made = pair(60, "plain", 3)
    ofs = [written.of for written in made.new]
    assert any(len(of) == 2 for of in ofs)
    assert any(ofs.count(of) == 2 for of in ofs if of)
    found = judged(made, redline(made))
    assert (found.faults, found.moves) == ((), found.have_to_move)
    assert found.economy <= 1.02


def test_the_same_seed_gives_the_same_files() -> None:
    assert pair(20, "runs", 4).files() == pair(20, "runs", 4).files()
    assert pair(20, "runs", 4).files() != pair(20, "runs", 5).files()


# --- what is counted ---


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [("", "", 0), ("a b c", "a b c", 0), ("a b c", "a x c", 2), ("", "a b", 2), ("a b a b", "b a b a", 2)],
)
def test_the_shortest_script(old: str, new: str, wanted: int) -> None:
    assert distance(tokens(old), tokens(new)) == distance(tokens(new), tokens(old)) == wanted


A, B, C = (
    Para("op", words(f"Requests {what};"))
    for what in ("the pilots to report", "a survey of every quay", "lamps for the piers")
)


def test_the_fewest_words_of_a_pair() -> None:
    old = (A, B, C)
    stayed = tuple(Written(block, (place,)) for place, block in enumerate(old))
    pairs = {
        0: stayed,
        2 * 6: (stayed[1], stayed[2], stayed[0]),
        6: stayed[1:],
        7: (*stayed, Written(Para("op", words("Requests a survey of every mole;")))),
        2: (
            replace(stayed[0], block=replace(A, words=words("Requests the keepers to report;"))),
            *stayed[1:],
        ),
    }
    for wanted, new in pairs.items():
        assert least(Pair("plain", old, new, 0)) == wanted
    assert moves(Pair("plain", old, pairs[12], 0)) == 1


def test_words_that_are_marked() -> None:
    data = docx(p(r("The old "), deleted("pier of stone"), ins("quay"), r(" and mole.")), p(r("Untouched.")))
    assert marked(data) == 4


def test_a_redline_that_strikes_everything_out_is_found_out() -> None:
    made = pair(20, "plain", 1)
    new = tuple(Written(replace(block, words=(*block.words, Word("more"))), (place,))
                for place, block in enumerate(made.old) if isinstance(block, Para))  # fmt: skip
    wasteful = Pair("plain", made.old, new, 1)
    body = [
        p(*(f(said) for f, said in ((deleted, one.text), (ins, other.block.text)) if said))  # type: ignore[union-attr]
        for one, other in zip(made.old, new, strict=True)
        if isinstance(one, Para)
    ]
    assert marked(docx(*body)) > 20 * least(wasteful)


def test_a_redline_of_something_else_is_found_out() -> None:
    made, other = pair(20, "plain", 1), pair(20, "plain", 2)
    found = judged(made, redline(other))
    assert {"accept: text", "reject: text"} <= {*found.faults}


# --- engines ---


def test_an_engine_is_a_process_that_is_timed(tmp_path: Path) -> None:
    made = pair(20, "plain", 1)
    old, new = tmp_path / "old.docx", tmp_path / "new.docx"
    for file, data in zip((old, new), made.files(), strict=True):
        file.write_bytes(data)
    found = run(DRAFTKIT, old, new, tmp_path / "out.docx")
    assert isinstance(judged(made, found.redline), Judged)
    assert 0 < found.seconds < 60
    assert found.mebibytes > 10
    idle = Engine("idle", (sys.executable, "-c", "pass", "{old}", "{new}", "{out}"))
    assert run(idle, old, new, tmp_path / "out.docx").redline == b""
