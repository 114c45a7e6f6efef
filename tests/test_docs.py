"""The documentation says what draftkit does: its examples are run and its names looked up."""

from __future__ import annotations

import importlib.util
import io
import re
import sys
import zipfile
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest
from click import Context
from click.testing import CliRunner

from draftkit import brackets
from draftkit.cli import main
from draftkit.readers.files import LARGEST
from draftkit.readers.text import read_text
from draftkit.writers.redline import write_redline

ROOT = Path(__file__).resolve().parent.parent


def load_generator() -> ModuleType:
    """docs/generate.py, which is a script and no part of a package."""
    spec = importlib.util.spec_from_file_location("docs_generate", ROOT / "docs" / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


generate = load_generator()
PAGES = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in generate.PAGES}
COMMANDS = main.list_commands(Context(main))


@pytest.mark.parametrize("name", PAGES)
def test_every_example_shows_what_draftkit_prints(name: str) -> None:
    stale = [
        f"{name}, line {example.line}:\n{example.written}--- draftkit prints:\n{example.printed}"
        for example in generate.examples(PAGES[name])
        if not example.right
    ]
    assert not stale, "\n".join([*stale, "Run: python docs/generate.py"])


def test_the_page_of_commands_is_what_help_prints() -> None:
    assert PAGES["docs/cli.md"] == generate.cli_page(), "Run: python docs/generate.py"


def test_every_draft_in_the_pages_has_its_result_beside_it() -> None:
    for page in PAGES.values():
        languages = [block.language for block in generate.blocks(page)]
        for language, after in pairwise([*languages, ""]):
            assert (language == "draft") == (after in ("outline", "fmt", "brackets"))


def test_the_pages_hold_examples_of_every_kind() -> None:
    assert len(list(generate.examples(PAGES["README.md"]))) >= 4
    found = [example.written for example in generate.examples(PAGES["docs/draft-text.md"])]
    assert sum(written.startswith("| `") for written in found) >= 20
    assert len(found) >= 30


def test_a_stale_example_is_found_and_refreshed() -> None:
    page = "```draft\n1. *Decides* to meet.\n```\n\n```fmt\n1. Decides to leave.\n```\n"
    (example,) = generate.examples(page)
    assert not example.right
    assert generate.refreshed(page) == page.replace("Decides to leave", "*Decides* to meet")


def test_a_stale_example_with_lines_left_out_leaves_out_the_same_lines() -> None:
    written = "$ draftkit parse x.md\n...\nPP1  Recalling\nOP1  Decides\n...\n\n0 notes\n"
    printed = (
        "$ draftkit parse x.md\nTitle\nPP1    Recalling\nPP2    Noting\nOP1    Decides\nOP2\n\n0 notes\n"
    )
    mended = "$ draftkit parse x.md\n...\nPP1    Recalling\nPP2    Noting\nOP1    Decides\n...\n\n0 notes\n"
    assert generate.Example(1, 0, written, printed).mended == mended


def test_dots_stand_for_any_lines_and_nothing_else_does() -> None:
    written = "$ draftkit --version\n...\n"
    assert generate.Example(1, 0, written, "$ draftkit --version\nA\nB\n").right
    assert not generate.Example(1, 0, written, "$ draftkit\nA\nB\n").right


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_stands_in_the_readme(command: str) -> None:
    page = CliRunner().invoke(main, [command, "--help"]).output
    assert re.search(r"\n  \w.*\.\n", page), "a sentence that says what the command does"
    assert f"  draftkit {command} " in page, "an example"
    assert f"$ draftkit {command} " in PAGES["README.md"]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_has_help(command: str) -> None:
    found = main.get_command(Context(main), command)
    assert found
    for option in found.params:
        assert option.param_type_name == "argument" or option.help  # type: ignore[attr-defined]


def anchors(page: str) -> set[str]:
    """The names GitHub gives to the headings of a page."""
    headings = re.findall(r"^#+ (.*)$", re.sub(r"^```.*?^```$", "", page, flags=re.M | re.S), re.M)
    return {re.sub(r"[^\w\- ]", "", heading).lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_somewhere(name: str) -> None:
    page = re.sub(r"^```.*?^```$|`[^`\n]*`", "", PAGES[name], flags=re.M | re.S)
    for target in re.findall(r"\]\(([^)\s]+)\)", page):
        file, _, anchor = target.partition("#")
        if target.startswith("https://"):
            continue
        path = (ROOT / name).parent / file if file else ROOT / name
        assert path.exists(), target
        if anchor:
            assert anchor in anchors(path.read_text(encoding="utf-8")), target


def test_the_tests_named_by_the_architecture_exist() -> None:
    named = re.findall(r"`(tests/\w+\.py)::(\w+)`", PAGES["docs/architecture.md"])
    assert len(named) > 8
    for file, test in named:
        assert f"def {test}(" in (ROOT / file).read_text(encoding="utf-8"), test


def test_the_tests_named_by_the_page_of_redlines_exist() -> None:
    page = PAGES["docs/redline.md"]
    files = set(re.findall(r"`(tests/test_\w+\.py)`", page))
    there = "".join((ROOT / file).read_text(encoding="utf-8") for file in files)
    named = re.findall(r"`(test_\w+)`", page)
    assert len(named) > 20
    assert [name for name in named if f"def {name}(" not in there] == []


def test_the_limits_in_the_pages_are_those_of_the_program() -> None:
    architecture = PAGES["docs/architecture.md"]
    assert f"more than {brackets.DEEPEST_NODE} deep are kept as linked marks" in architecture
    for page in (architecture, PAGES["docs/draft-text.md"]):
        assert f"more than {brackets.DEEPEST:,} deep" in page
        assert f"{LARGEST // 1024 // 1024} MiB" in page


def test_the_specimens_of_markup_are_in_the_redline_of_the_two_texts() -> None:
    found = generate.blocks(PAGES["docs/redline.md"])
    (old,), (new,) = (
        read_text(block.text) for name in ("old", "new") for block in found if block.language == name
    )
    date = datetime(2031, 5, 21, tzinfo=UTC)
    package = write_redline(old.draft, new.draft, author="Tessaly", date=date)
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        written = "".join(parts.read(f"word/{name}.xml").decode() for name in ("document", "footnotes"))
    specimens = [block.text for block in found if block.language == "xml"]
    assert len(specimens) >= 7
    for specimen in specimens:
        assert re.sub(r"\n\s*", "", specimen) in written, specimen
