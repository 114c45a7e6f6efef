"""The square brackets of real negotiating texts, counted by characters and by what draftkit makes of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from corpus_files import readings, source, texts

from draftkit.brackets import match
from draftkit.model import Block, BlockBracket, Bracket, BracketMark, Draft, Inline, Paragraph, Section
from draftkit.readers.reading import Reading
from draftkit.rows import RowKind, rows
from draftkit.writers.json import write_json

pytestmark = pytest.mark.corpus

FOLDERS = ("bbnj", "paris2015_brackets")

PAIRS = {
    "A-RES-77-321": 1,
    "A-RES-78-272": 1,
    "A-RES-79-271": 1,
    "A-RES-80-107": 1,
    # Two calls have no note in the Markdown; they stay text, brackets and all.
    "A_AC.296_2026_3_PrepCom_report_brackets_2026-04-02.md": 35,
    "A_AC.296_2026_3_PrepCom_report_brackets_2026-04-02.txt": 33,
    "ADP_adp_compilation_4dec15_10am": 1679,
    "ADP_draft_decision_for_COP21_6-nov-2015_brackets_bis_ter": 475,
    "ADP_negotiating_text_12022015_2200": 1271,
    "FCCC_CP_2014_10_Add1_1_CP.20_Lima_elements_options": 17,
    "paris_agreement_final_29-jan-2016": 6,
    "paris_draft_agreement_12-dec-2015": 6,
    # As above: one call without a note.
    "paris_draft_agreement_4-dec-2015": 1019,
    "paris_draft_agreement_9-dec-2015": 221,
}
"""What the characters of each file give, by name with or without ending; other files have none."""


def files(corpus: Path) -> list[Path]:
    return [path for folder in FOLDERS for path in texts(corpus / folder)]


def counted(text: str) -> int:
    """The pairs of brackets in a text without its notes and note calls. A call without a note is text."""
    definition = re.compile(r"(?m)^[ \t]*\[\^([^\]\s]+)\]:.*(?:\n(?![ \t]*\n|[ \t]*\[\^).+)*")
    notes = set(definition.findall(text))
    text = definition.sub("", text)
    text = re.sub(r"\[\^([^\]\s]+)\]", lambda call: "" if call[1] in notes else call[0], text)
    pairs = opened = 0
    for character in text:
        if character == "[":
            opened += 1
        elif character == "]" and opened:
            opened -= 1
            pairs += 1
    return pairs


def matched(reading: Reading) -> int:
    """The pairs draftkit matches on the page, those in a number included: ``[4][2].``"""
    found = [row for row in rows(reading.draft) if row.kind is not RowKind.NOTE]
    return len(match([f"{row.before}{row.marker} {row.option} {row.text}" for row in found])[0])


def test_the_pairs_draftkit_matches_are_the_pairs_of_the_characters(corpus: Path) -> None:
    for path in files(corpus):
        by_characters = counted(source(path))
        assert by_characters == PAIRS.get(path.name, PAIRS.get(path.stem, 0)), path
        found = sum(matched(reading) for reading in readings(path))
        assert found == by_characters, path


# --- the same in the tree, and in the JSON that is made of it ---


class Tree:
    """The brackets of a draft as its tree has them."""

    def __init__(self, draft: Draft) -> None:
        self.nodes = 0
        """What the JSON has an entry for."""
        self.wordings = 0
        self.pairs = 0
        self.marks = 0
        """Ends of linked brackets."""
        for line in draft.front:
            self.inline(line.content)
        self.blocks(draft.body)
        assert self.marks % 2 == 0
        self.nodes += self.marks // 2
        self.wordings += self.marks // 2
        self.pairs += self.marks // 2

    def inline(self, content: Iterable[Inline]) -> None:
        for node in content:
            if isinstance(node, BracketMark):
                self.marks += 1
            elif isinstance(node, Bracket):
                self.nodes += 1
                self.wordings += len(node.alternatives)
                self.pairs += 1 if node.slash else len(node.alternatives)
                for alternative in node.alternatives:
                    self.inline(alternative.content)

    def blocks(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            match block:
                case Paragraph():
                    self.inline((*block.before, *block.content))
                    self.blocks(block.children)
                case Section():
                    self.inline(block.heading)
                    self.blocks(block.blocks)
                case BlockBracket():
                    self.nodes += 1
                    self.wordings += len(block.alternatives)
                    self.pairs += len(block.alternatives) if block.marks else 0
                    for alternative in block.alternatives:
                        self.blocks(alternative.blocks)


def outside_the_tree(draft: Draft) -> int:
    """Pairs in numbers and tables, which the tree keeps as issued."""
    markers = [row.marker for row in rows(draft) if row.kind is not RowKind.NOTE]
    tables = [row.text for row in rows(draft) if row.kind is RowKind.VERBATIM]
    return sum(len(match([text])[0]) for text in (*markers, *tables))


def test_the_tree_and_the_json_have_every_pair(corpus: Path) -> None:
    for path in files(corpus):
        for reading in readings(path):
            draft = replace(reading.draft, notes=())
            tree = Tree(draft)
            assert tree.pairs + outside_the_tree(draft) == matched(reading), path
            # An entry of the JSON is a bracket with all its wordings: [may][shall] is one entry and
            # two pairs, [may/shall] one entry and one pair, options without brackets are no pair.
            entries = json.loads(write_json([draft]))["brackets"]
            assert len(entries) == tree.nodes, path
            assert sum(len(entry["alternatives"]) for entry in entries) == tree.wordings, path


def test_every_bracket_of_the_json_stands_where_it_says(corpus: Path) -> None:
    misplaced = []
    for path in files(corpus):
        lines = re.sub("[\f\v\x85\u2028\u2029]", "\n", source(path).replace("\r\n", "\n")).split("\n")
        for reading in readings(path):
            for entry in json.loads(write_json([reading.draft]))["brackets"]:
                at = lines[entry["line"] - 1][entry["column"] - 1 :]
                if not at.startswith("[") and not OPTION.match(at):
                    misplaced.append((path.name, entry["line"], entry["column"]))
    assert misplaced == []


OPTION = re.compile(r"(?i)[\s*\[]*(?:\(?\w{1,4}[.)]\s*)?[\s*\[]*(?:option|alternative|alt|variant)\b")
