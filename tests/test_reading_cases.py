"""Drafts of every form and what is read from them: tests/cases/reading/NAME.md and NAME.out.

A fault reported is a new pair of files. `pytest --accept` writes the .out files anew;
read the difference before you commit it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from draftkit.readers import read_file
from draftkit.readers.text import read_text
from draftkit.writers.outline import outline
from draftkit.writers.text import write_text

CASES = sorted((Path(__file__).parent / "cases" / "reading").glob("*.md"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_draft_is_read_as_its_form_says(case: Path, request: pytest.FixtureRequest) -> None:
    readings = read_file(case)
    warnings = [
        f"{w.position.line}:{w.position.column}: {w.message}"
        for r in readings
        for w in r.warnings
        if w.position
    ]
    found = "\n".join([*(outline(reading.draft) for reading in readings), *warnings]).rstrip() + "\n"
    expected = case.with_suffix(".out")
    if request.config.getoption("--accept"):
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_second_pass_changes_nothing(case: Path) -> None:
    drafts = [reading.draft for reading in read_file(case)]
    written = write_text(drafts)
    again = [reading.draft for reading in read_text(written)]
    assert again == drafts
    assert write_text(again) == written
