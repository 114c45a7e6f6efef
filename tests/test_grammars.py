"""What is read by hand is what a parser makes of the grammar."""

from __future__ import annotations

import functools
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedInput

from draftkit.editorial.sponsor_line import _TYPES, Party, SponsorParts, _type, parts_of
from draftkit.grammars import load, terminals
from draftkit.patterns import folded
from draftkit.readers.lines import tokens

LINES = [
    "[", "*", "**", "_", "5", "12.", "5bis.", "(a)", "(ii)", "a.", "OP", "OP3", "PP", ".", "Option 1:",
    "Alt 2", "Alternative A", "Option 1 (paras 3-4):", "Norway:", "EU, Fiji:", "#", "##", "|", "| a |", "---",
    "___", "[^1]:", "<sup>1</sup>", "¹", "words", "Decides", "\\", "1 -", "٣-", "中文", "[4][2].", ":",
    "![picture](a.png)", "2014", ")", "x", " ", "\t", "\u3000", "\N{NO-BREAK SPACE}", "\n",
]  # fmt: skip
SPONSORS = [
    "Lomond", "Coria", "and", ",", ":", ":*", "*", "draft resolution", "revised draft decision",
    "Draft resolution", "submitted by", "on behalf of", "the Group of 77", "(", ")", "[", "]", "A/C.2/80/L.3",
    ", as submitted by the", "Vice-Chair", "on the basis of talks", "also on behalf of", "x", "to draft",
    "amendment to draft resolution", "projet de résolution", "présenté par", "决议草案", "提出的", "Proposal",
    "working paper", "；", "、", " ", " ", " ", "\n",
]  # fmt: skip


def pieces(known: list[str]) -> st.SearchStrategy[str]:
    """Texts put together of these."""
    return st.lists(st.sampled_from(known), max_size=12).map("".join)


@functools.cache
def parser(name: str) -> Lark:
    return Lark(load(name), parser="lalr", lexer="contextual", propagate_positions=True)


def parsed_lines(text: str) -> list[list[tuple[str, str]]]:
    tree = parser("lines").parse(text if text.endswith("\n") else text + "\n")
    lines = [line for line in tree.children if isinstance(line, Tree)]
    return [[(token.type, str(token)) for token in line.scan_values(lambda _: True)] for line in lines]


def parsed_sponsors(text: str) -> SponsorParts | None:
    try:
        tree = parser("sponsors").parse(text)
    except UnexpectedInput:
        return None
    found = {child.type: str(child) for child in tree.children if isinstance(child, Token)}
    parties = []
    for party in tree.find_data("party"):
        spans = sorted((part.meta.start_pos, part.meta.end_pos) for part in party.find_data("behalf"))
        parties.append(Party(party.meta.start_pos, party.meta.end_pos, tuple(spans)))
    return SponsorParts(
        str(tree.data),
        found["TYPE"],
        tuple(sorted(parties)),
        found.get("BEFORE", ""),
        found.get("DETAIL", ""),
    )


@given(st.text() | pieces(LINES))
def test_lines_are_those_of_the_grammar(text: str) -> None:
    assert list(tokens(text)) == parsed_lines(text)


@given(pieces(SPONSORS) | st.text())
def test_sponsor_lines_are_those_of_the_grammar(text: str) -> None:
    assert parts_of(text) == parsed_sponsors(text)


def test_the_examples_are_read_as_by_the_grammars(examples: Path) -> None:
    for file in sorted(examples.glob("*.md")):
        text = file.read_text(encoding="utf-8")
        assert list(tokens(text)) == parsed_lines(text)
        assert [parts_of(line) for line in text.split("\n")] == [
            parsed_sponsors(line) for line in text.split("\n")
        ]


@pytest.mark.corpus
def test_the_corpus_is_read_as_by_the_grammars(corpus: Path) -> None:
    sponsors = 0
    for file in sorted(corpus.glob("ga80_pdf_txt_md/*/*.md")):
        text = file.read_text(encoding="utf-8").replace("\r\n", "\n")
        assert list(tokens(text)) == parsed_lines(text)
        for line in (line.strip("#* ") for line in text.split("\n")):
            if re.search(r"draft|amendment|projet", line, re.IGNORECASE):
                assert parts_of(line) == parsed_sponsors(line)
                sponsors += parts_of(line) is not None
    assert sponsors > 40


def test_the_types_of_a_sponsor_line_are_those_of_the_grammar() -> None:
    whole = terminals("sponsors")["TYPE"].replace("(?:(?!\\w))", "(?!\\w)")
    assert _type(tuple(_TYPES)).pattern == whole


@pytest.mark.parametrize("terminal", _TYPES)
@given(data=st.data())
def test_no_type_of_a_document_is_overlooked(terminal: str, data: st.DataObject) -> None:
    """Each has one of the words by which its pattern is chosen."""
    pattern = re.compile(terminals("sponsors")[terminal])
    found = pattern.search(data.draw(st.from_regex(pattern)))
    assert found
    assert any(word in folded(found[0]) for word in _TYPES[terminal])
