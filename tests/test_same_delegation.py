"""Names by which one delegation is known."""

from __future__ import annotations

import pytest

from draftkit.editorial.lists import phrase_lists
from draftkit.editorial.names import attribution, is_delegation, same_delegation, without_those_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UK", "United Kingdom of Great Britain and Northern Ireland"),
        ("United Kingdom", "UK"),
        ("US", "United States of America"),
        ("Bolivia", "Bolivia (Plurinational State of)"),
        ("Kingdom of the Netherlands", "Netherlands (Kingdom of the)"),
        ("The Gambia", "Gambia (Republic of The)"),
        ("G77+China", "Group of 77 and China"),
        ("NORWAY", "Norway"),
        ("Merrow", "Merrow"),
        ("UE", "Union européenne"),
        ("St. Lucia", "Saint Lucia"),
    ],
)
def test_one_delegation_under_two_names(one: str, other: str) -> None:
    assert same_delegation(one) == same_delegation(other)
    assert without_those_of([one, "Tessaly"], [other]) == ("Tessaly",)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Korea", "Republic of Korea"),  # there are two
        ("Congo", "Democratic Republic of the Congo"),
        ("Grenada", "Grenada (on behalf of the Alliance of Small Island States)"),
        ("Group of 77", "Group of 77 and China"),
        ("Norvania", "Norvania (Republic of)"),
    ],
)
def test_two_delegations(one: str, other: str) -> None:
    assert same_delegation(one) != same_delegation(other)


def test_every_other_name_in_the_lexicon_leads_to_one_that_is_there() -> None:
    for line in phrase_lists("delegations")["same"]:
        short, full = line.split(" = ")
        assert is_delegation(short)
        assert is_delegation(full)
        assert same_delegation(short) == same_delegation(full)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("United Kingdom, Norvania: by night", ("United Kingdom", "Norvania")),
        ("New Zealand: by night", ("New Zealand",)),
        ("United States, European Union: by night", ("United States", "European Union")),
        ("Norvège, Fidji : la nuit", ("Norvège", "Fidji")),
        ("Norvège, Fidji\u00a0: la nuit", ("Norvège", "Fidji")),
        ("Norvège\u202f: la nuit", ("Norvège",)),
        ("Mexico, on behalf of the Group of Friends: by night", ("Mexico",)),
        ("EU, supported by Norway: by night", ("EU", "Norway")),
        ("Norway, St. Kitts and Nevis: by night", ("Norway", "St. Kitts and Nevis")),
        ("Norvège, Union européenne : la nuit", ("Norvège", "Union européenne")),
        ("G77 et Chine : la nuit", ("G77 et Chine",)),
    ],
)
def test_names_that_begin_as_a_paragraph_or_a_label_do_and_those_before_a_space(
    text: str, names: tuple[str, ...]
) -> None:
    found = attribution(text)
    assert found is not None
    assert found[0] == names
    assert text[found[1] :] in ("by night", "la nuit")


@pytest.mark.parametrize(
    "text", ["New text: by night", "United, Norvania: by night", "Note : la nuit", "Norvège  : la nuit"]
)
def test_what_is_no_attribution(text: str) -> None:
    assert attribution(text) is None
