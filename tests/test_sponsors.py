"""Sponsor lines, names of delegations, and who wants a bracket's text."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftkit.editorial.names import attribution, is_delegation, split_names
from draftkit.editorial.sponsors import Sponsor, is_sponsor_line, parse_sponsors
from draftkit.errors import DraftkitError


def named(*names: str, role: str = "sponsor") -> tuple[Sponsor, ...]:
    return tuple(Sponsor(name, role) for name in names)


@pytest.mark.parametrize(
    ("line", "sponsors", "document"),
    [
        ("Lomond and Coria: revised draft decision", named("Lomond", "Coria"), "revised draft decision"),
        ("Lomond:* draft resolution", named("Lomond"), "draft resolution"),
        ("Lomond:*,** draft resolution", named("Lomond"), "draft resolution"),
        ("Lomond and Coria: draft decision**", named("Lomond", "Coria"), "draft decision"),
        (
            "Bahamas (The), Bosnia and Herzegovina, Netherlands (Kingdom of the) and State of Palestine: "
            "draft resolution",
            named(
                "Bahamas (The)",
                "Bosnia and Herzegovina",
                "Netherlands (Kingdom of the)",
                "State of Palestine",
            ),
            "draft resolution",
        ),
        (
            "Lomond: amendment to draft resolution A/C.9/80/L.3",
            named("Lomond"),
            "amendment to draft resolution",
        ),
        (
            "Lomond: amendments to the draft decision contained in document A/C.9/80/L.3",
            named("Lomond"),
            "amendments to the draft decision",
        ),
        (
            "Lomond: amendment to draft resolution 7 recommended by the Kelp Committee in its report",
            named("Lomond"),
            "amendment to draft resolution",
        ),
        (
            "Coria (on behalf of the Group of Island States): draft resolution",
            named("Coria", role="on behalf of the Group of Island States"),
            "draft resolution",
        ),
        (
            "Coria [on behalf of the Group of Island States]: draft resolution",
            named("Coria", role="on behalf of the Group of Island States"),
            "draft resolution",
        ),
        (
            "Astor, Coria (on behalf of the Group of Island States) and Lomond: draft resolution",
            (
                Sponsor("Astor"),
                Sponsor("Coria", "on behalf of the Group of Island States"),
                Sponsor("Lomond"),
            ),
            "draft resolution",
        ),
        ("Draft decision submitted by the Bureau", named("Bureau", role="submitter"), "draft decision"),
        (
            "Draft resolution submitted by the Vice-Chair of the Committee, Ada Example (Lomond), "
            "on the basis of informal consultations held on draft resolution A/C.9/80/L.3",
            named("Vice-Chair of the Committee, Ada Example (Lomond)", role="submitter"),
            "draft resolution",
        ),
        (
            "Draft resolution submitted by Norway and Chile",
            named("Norway", "Chile", role="submitter"),
            "draft resolution",
        ),
        ("Draft resolution", (), "draft resolution"),
        ("Lomond et Corie : projet de résolution", named("Lomond", "Corie"), "projet de résolution"),
        (
            "Lomond et Corie : projet révisé de résolution",
            named("Lomond", "Corie"),
            "projet révisé de résolution",
        ),
        ("Lomond: proyecto revisado de decisión", named("Lomond"), "proyecto revisado de decisión"),
        (
            "Lomond y Coria: proyecto de resolución revisado",
            named("Lomond", "Coria"),
            "proyecto de resolución revisado",
        ),
        (
            "Ломонд, Антигуа и Барбуда и Кория: проект резолюции",
            named("Ломонд", "Антигуа и Барбуда", "Кория"),
            "проект резолюции",
        ),
        ("古巴： *， ** 决议草案", named("古巴"), "决议草案"),
        (
            "主席阿达(洛蒙德)在非正式协商基础上提出的决议草案",
            named("主席阿达(洛蒙德)", role="submitter"),
            "决议草案",
        ),
        ("الجزائر وتونس: مشروع قرار", named("الجزائر", "تونس"), "مشروع قرار"),
    ],
)
def test_a_sponsor_line_names_sponsors_and_document_type(
    line: str, sponsors: tuple[Sponsor, ...], document: str
) -> None:
    found = parse_sponsors(line)
    assert (found.sponsors, found.document_type) == (sponsors, document)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Mechanisms for review of the kelp atlas",
        "Follow-up to the Conference: amendments",
        "Draft resolution on the sea",
        "Administration of the reefs: draft resolution",
        "Administration: amendments to the Rules of Procedure",
        "Agenda item 4",
        "Lomond and Coria",
    ],
)
def test_a_title_is_no_sponsor_line(line: str) -> None:
    assert not is_sponsor_line(line)
    with pytest.raises(DraftkitError, match="does not name sponsors"):
        parse_sponsors(line)


def test_seventy_sponsors_are_read_in_order() -> None:
    names = [f"Isle {chr(65 + n // 26)}{chr(97 + n % 26)}" for n in range(70)]
    line = ", ".join(names[:-1]) + f" and {names[-1]}: draft resolution"
    assert [sponsor.name for sponsor in parse_sponsors(line).sponsors] == names


def test_the_states_of_the_lexicon_survive_any_list() -> None:
    names = ("Antigua and Barbuda", "Norway", "Trinidad and Tobago")
    assert split_names("Antigua and Barbuda, Norway and Trinidad and Tobago") == names
    assert split_names("Trinidad and Tobago") == ("Trinidad and Tobago",)
    assert split_names("Norway and Antigua and Barbuda") == ("Norway", "Antigua and Barbuda")


def test_an_and_before_the_last_item_belongs_to_the_name() -> None:
    assert split_names("Astor, Lomond and Isles, Coria and Doria") == (
        "Astor",
        "Lomond and Isles",
        "Coria",
        "Doria",
    )


def test_names_that_the_caller_knows_are_kept_whole() -> None:
    assert split_names("Coria and Lomond and Isles", known=["Lomond and Isles"]) == (
        "Coria",
        "Lomond and Isles",
    )


def test_a_comma_inside_parentheses_divides_nothing() -> None:
    assert split_names("Coria (North, South and West) and Lomond") == (
        "Coria (North, South and West)",
        "Lomond",
    )


_STATE = st.from_regex(r"[A-Z][a-z]{2,8}( [A-Z][a-z]{2,8})?", fullmatch=True).filter(
    lambda name: not is_delegation(name)
)


@given(st.lists(_STATE, min_size=1, max_size=9))
def test_a_list_of_names_without_and_is_read_back(names: list[str]) -> None:
    line = ", ".join(names[:-1]) + (" and " if names[:-1] else "") + names[-1]
    assert split_names(line) == tuple(names)


@given(st.text())
def test_no_text_upsets_the_readers_of_names(text: str) -> None:
    is_sponsor_line(text)
    split_names(text)
    found = attribution(text)
    assert found is None or 0 < found[1] <= len(text)


@pytest.mark.parametrize(
    ("text", "names", "rest"),
    [
        ("Norway, Argentina: shall", ("Norway", "Argentina"), "shall"),
        ("EU + NOR: delete", ("EU", "NOR"), "delete"),
        ("EU/NOR: shall", ("EU", "NOR"), "shall"),
        ("Group of 77 and China: shall meet: yes", ("Group of 77 and China",), "shall meet: yes"),
        ("Lomond and Coria: [shall]", ("Lomond", "Coria"), "[shall]"),
        ("the Isles: shall", ("the Isles",), "shall"),
        ("Lomond:", ("Lomond",), ""),
    ],
)
def test_bracketed_text_may_begin_with_who_wants_it(text: str, names: tuple[str, ...], rest: str) -> None:
    found = attribution(text)
    assert found is not None
    assert (found[0], text[found[1] :]) == (names, rest)


@pytest.mark.parametrize(
    "text",
    [
        "Option 1: shall",
        "Alt: shall",
        "OP5: shall",
        "Note: to be discussed",
        "Requests: the Secretariat",
        "10:30 in the morning",
        "http://example.org",
        "the following: kelp",
        "The Parties shall: meet",
        "Lomond  : shall",
        "Lomond shall",
        "",
    ],
)
def test_other_colons_attribute_nothing(text: str) -> None:
    assert attribution(text) is None


def test_sponsor_lines_are_read_without_loading_the_parser_at_import() -> None:
    script = "import sys, json, draftkit.editorial.sponsors as s; print(json.dumps('lark' in sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) is False


@pytest.mark.corpus
def test_every_sponsor_of_the_real_drafts_is_a_delegation_we_know(corpus: Path) -> None:
    lines = [
        text
        for file in sorted(corpus.glob("ga80_pdf_txt_md/*/*.md"))
        for line in file.read_text(encoding="utf-8").splitlines()[:30]
        if is_sponsor_line(text := line.replace("**", ""))
    ]
    parsed = [parse_sponsors(line) for line in lines]
    assert len(parsed) > 60
    assert max(len(line.sponsors) for line in parsed) == 66
    assert [
        s.name for line in parsed for s in line.sponsors if s.role == "sponsor" and not is_delegation(s.name)
    ] == []
