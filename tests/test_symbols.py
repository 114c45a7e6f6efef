"""Symbols of documents."""

from __future__ import annotations

import pytest

from draftkit.symbols import find_symbol, is_symbol


@pytest.mark.parametrize(
    "symbol",
    [
        "A/C.9/80/L.3",
        "A/C.9/80/L.3/Rev.1/Add.2",
        "A/90/L.52*",
        "A/RES/90/155",
        "S/RES/1929 (2010)",
        "CTOC/COP/2031/L.4",
        "A/ES-10/L.30/Rev.1",
        "A/S-17/L.1",
        "A/90/6 (Sect. 24)/Corr.1",
        "E/CN.4/Sub.2/1992/3",
        "ICCD/COP(15)/23/Add.1",
        "CCW/CONF.VI/11",
        "TD/B/C.I/MEM.1/2",
        "A/79/274-E/2025/3",
        "A/90/L.__",
        "CTOC/COP/2031/L.x/Rev.1",
    ],
)
def test_a_symbol_is_known_by_its_parts(symbol: str) -> None:
    assert is_symbol(symbol)


@pytest.mark.parametrize(
    "text",
    ["and/or", "HIV/AIDS", "km/h", "Category/level", "1/CP.21", "States/Parties", "A/C.9/80/L.3 of", ""],
)
def test_words_with_strokes_are_no_symbols(text: str) -> None:
    assert not is_symbol(text)


def test_a_symbol_is_found_in_a_line_without_the_marks_around_it() -> None:
    text = "see HIV/AIDS, and (A/C.9/80/L.3/Rev.1), paras. 3/4"
    start, end = find_symbol(text) or (0, 0)
    assert text[start:end] == "A/C.9/80/L.3/Rev.1"


def test_the_stop_after_a_symbol_is_not_part_of_it() -> None:
    assert find_symbol("A/C.9/80/L.3.") == (0, len("A/C.9/80/L.3"))


def test_a_line_without_a_symbol_has_none() -> None:
    assert find_symbol("The Assembly of the Isles and/or its Bureau") is None
