"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import pkgutil
import re
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

import draftkit
from draftkit.alternatives import bracket_kind
from draftkit.labels import Marker, parse_marker
from draftkit.model import BracketKind
from draftkit.patterns import _Begun, _Lazy, _Worded, begun_pattern, lazy_pattern, worded_pattern


def all_patterns() -> dict[str, _Lazy]:
    """Every pattern of draftkit, by its place."""
    return {
        f"{module.name}.{name}": value
        for module in pkgutil.walk_packages(draftkit.__path__, "draftkit.")
        if not module.name.endswith("__main__")
        for name, value in vars(import_module(module.name)).items()
        if isinstance(value, _Lazy)
    }


PATTERNS = all_patterns()
FILTERED = [name for name, pattern in PATTERNS.items() if isinstance(pattern, _Worded | _Begun)]


@pytest.mark.parametrize("name", PATTERNS)
def test_every_pattern_can_be_compiled(name: str) -> None:
    assert PATTERNS[name].compiled.pattern == PATTERNS[name].pattern


@pytest.mark.parametrize("name", FILTERED)
@given(data=st.data())
def test_a_pattern_is_tried_on_whatever_it_matches(name: str, data: st.DataObject) -> None:
    pattern = PATTERNS[name]
    assert isinstance(pattern, _Worded | _Begun)
    text = data.draw(st.from_regex(pattern.compiled))
    assert pattern.may_match(text[pattern.compiled.search(text).start() :])  # type: ignore[union-attr]


def test_a_lazy_pattern_is_a_pattern() -> None:
    lazy, eager = lazy_pattern(r"(\d+) (bis)", re.IGNORECASE), re.compile(r"(\d+) (bis)", re.IGNORECASE)
    assert "compiled" not in vars(lazy)
    assert lazy.sub(r"\2 \1", "5 BIS") == eager.sub(r"\2 \1", "5 BIS")
    assert "compiled" in vars(lazy)
    assert lazy.findall("5 bis 6 bis") == eager.findall("5 bis 6 bis")
    assert lazy.flags == eager.flags
    with pytest.raises(AttributeError):
        lazy.no_method_of_a_pattern  # type: ignore[attr-defined]  # noqa: B018


def test_a_worded_pattern_waits_for_its_words() -> None:
    pattern = worded_pattern(r"(the )?SITTING", "sitting", flags=re.IGNORECASE)
    assert pattern.match("the lamps") is pattern.search("the lamps") is pattern.fullmatch("the lamps") is None
    assert "compiled" not in vars(pattern)
    assert pattern.match("The Sitting rose")
    assert pattern.search("of the S\u0130TT\u0131NG")
    assert not pattern.fullmatch("The sitting rose")


def test_a_begun_pattern_waits_for_its_beginning() -> None:
    pattern = begun_pattern(r"ANNEX \d+", "annex", flags=re.IGNORECASE)
    assert pattern.match("The annex 1") is pattern.fullmatch("Ann") is None
    assert "compiled" not in vars(pattern)
    assert pattern.match("Annex 1, as revised")
    assert not pattern.fullmatch("annex 1, as revised")


@pytest.mark.parametrize(
    "text", ["", " ", "x", "XX/xx", "...", "…", "__", "?", "–", "to come", "place holder 2", "TBC"]
)
def test_blanks_are_placeholders(text: str) -> None:
    assert bracket_kind(text) is BracketKind.PLACEHOLDER


@pytest.mark.parametrize("text", ["5", "5.", "12", "007.", "*5*", " 5. "])
def test_a_plain_number_is_understood_as_any_number(text: str) -> None:
    quick = parse_marker(text)
    assert quick == Marker(quick.base, spelling=str(quick.base))
    assert quick == parse_marker(f"OP{text.strip(' *')}")


@pytest.mark.parametrize("after", ["", "(h)", "(i)", "(a)"])
@pytest.mark.parametrize("letters", ["a", "i", "ii", "A", "iv", "zz", "bis", "abis", "alt", "op"])
def test_plain_letters_are_understood_as_any_letters(letters: str, after: str) -> None:
    assert parse_marker(f"({letters})", after) == parse_marker(f"({letters}).", after)


@given(st.from_regex(PATTERNS["draftkit.symbols._SYMBOL"].compiled))
def test_a_symbol_is_not_overlooked(text: str) -> None:
    assert PATTERNS["draftkit.symbols._BEGINS"].search(text)


@pytest.mark.parametrize("name", ["DATE", "PLACE_AND_DATES"])
@given(data=st.data())
def test_a_date_is_not_overlooked(name: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(PATTERNS[f"draftkit.editorial.fields.{name}"].compiled))
    assert PATTERNS["draftkit.editorial.fields.IN_A_DATE"].search(text)
