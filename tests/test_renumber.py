"""Final numbers: the concordance, and references as proposals."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from strategies import drafts

from draftkit.cli import main
from draftkit.errors import DraftkitError
from draftkit.model import Draft
from draftkit.negotiate.references import About, references
from draftkit.negotiate.renumber import Renumbering, renumber, with_references
from draftkit.readers.text import read_text
from draftkit.rows import RowKind, rows
from draftkit.writers.text import write_text

SCHEMA = Draft202012Validator(
    json.loads((files("draftkit") / "schema" / "concordance.json").read_text(encoding="utf-8"))
)
CLAUSE = "*The Assembly of Harbours,*\n\n"


def draft_of(text: str) -> Draft:
    (reading,) = read_text(CLAUSE + text)
    return reading.draft


def numbers(text: str) -> list[str]:
    """The numbers that the paragraphs of a text get."""
    return [row.marker for row in rows(renumber(draft_of(text)).draft) if row.marker]


def written(found: Renumbering, *wanted: int) -> str:
    return write_text((with_references(found, wanted),)).removeprefix(CLAUSE).strip()


# --- numbers ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. *Asks*;\n\n3 bis. *Begs*;\n\n3 ter. *Ends*.", ["1.", "2.", "3."]),
        ("1. *Asks*;\n\nOP2alt. *Begs*;\n\n3bis. *Ends*.", ["1.", "OP2.", "3."]),
        ("[1. *Asks*;]\n\n[2][3]. *Begs*;\n\n4. *Ends*.", ["1.", "2.", "3."]),
        ("1. *Asks*:\n\n(a) A;\n\n(a) bis B;\n\n(c) C:\n\n(i) D;\n\n(iii) E;\n\n(d) F;\n\n2. *Ends*:\n\n(b) G.",
         ["1.", "(a)", "(b)", "(c)", "(i)", "(ii)", "(d)", "2.", "(a)"]),
        ("1. *Asks*;\n\n## Annex\n\n1. A.\n\n3. B.", ["1.", "1.", "2."]),
        ("## I. Lights\n\n1. *Asks*;\n\n3. *Begs*.\n\n## II. Bells\n\n1. *Asks*;\n\n4. *Ends*.", ["1.", "2.", "1.", "2."]),
        ("## I. Lights\n\n1. *Asks*;\n\n3. *Begs*.\n\n## II. Bells\n\n4. *Asks*;\n\n6. *Ends*.", ["1.", "2.", "3.", "4."]),
        ("PP1. *Noting* it,\n\nPP1 bis. *Also noting* it,\n\n2. *Asks*.", ["PP1.", "PP2.", "1."]),
        ("1. Option 1: *Asks*;\n\nOption 2: *Begs*;\n\n3. *Ends*.", ["1.", "2."]),
    ],
)  # fmt: skip
def test_numbers_count_on_in_their_form(text: str, expected: list[str]) -> None:
    assert numbers(text) == expected


@given(drafts())
def test_only_numbers_change_and_a_second_time_nothing_does(found: Draft) -> None:
    once = renumber(found)
    before, after = rows(found), rows(once.draft)
    assert [row.content for row in before] == [row.content for row in after]
    assert [(row.kind, row.level, row.before) for row in before] == [
        (row.kind, row.level, row.before) for row in after
    ]
    again = renumber(once.draft)
    assert again.draft == once.draft
    assert not [one for one in again.concordance if one.changed]
    assert not again.proposals


@given(drafts())
def test_operative_paragraphs_count_from_one_without_gaps(found: Draft) -> None:
    operative = [row.marker for row in rows(renumber(found).draft) if row.kind is RowKind.OPERATIVE]
    assert operative == [f"{number}." for number in range(1, len(operative) + 1)]


def test_the_concordance_has_every_paragraph_and_what_changed() -> None:
    found = renumber(draft_of("1. *Asks*:\n\n(a) A;\n\n(c) B;\n\n1 bis. *Begs*;\n\n4. *Ends*."))
    assert [(one.old, one.new, one.changed) for one in found.concordance] == [
        ("OP1", "OP1", False), ("OP1(c)", "OP1(b)", True), ("OP1 bis", "OP2", True), ("OP4", "OP3", True)
    ]  # fmt: skip


def test_open_options_with_numbers_of_their_own_are_refused() -> None:
    text = "Option 1:\n\n1. *Asks*;\n\n2. *Begs*;\n\nOption 2:\n\n1. *Thanks*;\n\n3. *Ends*."
    with pytest.raises(DraftkitError, match="settle them first"):
        renumber(draft_of(text))


def test_another_wording_beside_the_paragraph_is_told() -> None:
    found = renumber(draft_of("5. *Asks*;\n\n5 alt. *Begs*."))
    assert found.remarks == (
        "OP5 alt is another wording of OP5, and both are in the text; each gets a number",
    )


# --- references ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in paragraph 5 above", [("5", About.THIS)]),
        ("in paragraph 5, below", [("5", About.THIS)]),
        ("in paragraph 5 of the present decision", [("5", About.THIS)]),
        ("in paragraph 5 of this resolution", [("5", About.THIS)]),
        ("in paragraph 5;", [("5", About.SEEMS_THIS)]),
        ("in operative paragraphs 2, 3 bis and 5 (b) (ii) above", [("2", About.THIS), ("3 bis", About.THIS), ("5 (b) (ii)", About.THIS)]),
        ("in paragraphs 2 to 4 and 7–9 below", [(n, About.THIS) for n in ("2", "4", "7", "9")]),
        ("in paras. 2–4", [("2", About.SEEMS_THIS), ("4", About.SEEMS_THIS)]),
        ("OP5bis and PP 2", [("5bis", About.SEEMS_THIS), ("2", About.SEEMS_THIS)]),
        ("subparagraphs (a) and (c bis) above", [("(a)", About.THIS), ("(c bis)", About.THIS)]),
        ("paragraph 6 of resolution 5/2", [("6", About.OTHER)]),
        ("paragraph 6 of article 7 of the Convention", [("6", About.OTHER)]),
        ("RIV/2029/18, decision 4/11, para. 6", [("6", About.OTHER)]),
        ("Ibid., para. 9", [("9", About.OTHER)]),
        ("aux paragraphes 3 et 4 bis ci-dessus", [("3", About.THIS), ("4 bis", About.THIS)]),
        ("au paragraphe 3 de la présente décision", [("3", About.THIS)]),
        ("au paragraphe 3 de la résolution 5/2", [("3", About.OTHER)]),
        ("en los párrafos 3 y 4 supra", [("3", About.THIS), ("4", About.THIS)]),
        ("en el párrafo 3 de la resolución 5/2", [("3", About.OTHER)]),
        ("в пунктах 3 и 4 выше", [("3", About.THIS), ("4", About.THIS)]),
        ("в пункте 3 резолюции 5/2", [("3", About.OTHER)]),
        ("الفقرة 3 أعلاه", [("3", About.THIS)]),
        ("上文第3段", [("3", About.THIS)]),
        ("paragraph 2031/5 and 5 per cent, 10 harbours", []),
        ("the third paragraph", []),
    ],
)  # fmt: skip
def test_references_are_found_in_the_official_languages(text: str, expected: list[tuple[str, About]]) -> None:
    found = list(references(text))
    assert [(one.text, one.about) for one in found] == expected
    assert all(text[one.start : one.end] == one.text for one in found)


TEXT = (
    "1. *Asks* for lights;\n\n1 bis. *Begs* as in paragraph 1 above:\n\n(a) For bells;\n\n"
    "(a) bis For lamps, as in subparagraph (a) bis above;\n\n"
    "2. *Notes* paragraphs 1 bis (a bis) and 2 above, and paragraph 2 of resolution 5/2;\n\n"
    "3. *Ends*, see paragraphs 1 bis and 7."
)


def test_references_are_proposals_and_the_text_stays_without_them() -> None:
    found = renumber(draft_of(TEXT))
    assert [(one.old, one.new, one.label, one.certain) for one in found.proposals] == [
        ("(a) bis", "(b)", "OP2(b)", True),
        ("1 bis (a bis)", "2 (b)", "OP3", True),
        ("2", "3", "OP3", True),
        ("1 bis", "2", "OP4", False),
    ]
    assert [one.why for one in found.left_alone] == [
        "it is about another text",
        "there is no paragraph 7 here",
    ]
    assert [row.content for row in rows(found.draft)] == [row.content for row in rows(draft_of(TEXT))]
    assert "paragraphs 2 (b) and 3 above, and paragraph 2 of resolution 5/2;" in written(found, 2, 3)
    assert "see paragraphs 1 bis and 7." in written(found, 2, 3)
    assert "see paragraphs 2 and 7." in written(found, 1, 2, 3, 4)


def test_an_annex_has_numbers_of_its_own() -> None:
    text = "1. *Asks*;\n\n1 bis. *Begs*, see paragraph 1 bis above.\n\n## Annex\n\n1. A, see paragraph 3 below.\n\n3. B."
    found = renumber(draft_of(text))
    assert [(one.old, one.new, one.label) for one in found.proposals] == [
        ("1 bis", "2", "OP2"), ("3", "2", "Annex, para. 1")
    ]  # fmt: skip


@given(st.lists(st.sampled_from(["", " bis", " ter", "gap"]), min_size=1, max_size=9), st.data())
def test_a_reference_leads_to_the_same_paragraph_afterwards(kinds: list[str], data: st.DataObject) -> None:
    spelled, number = [], 0
    for kind in kinds:
        if kind in ("", "gap") or not number or f"{number}{kind}" in spelled:
            number += 2 if kind == "gap" else 1
            kind = ""
        spelled.append(f"{number}{kind}")
    targets = [data.draw(st.sampled_from(range(len(spelled)))) for _ in spelled]
    lines = [
        f"{own}. *Asks* for light {at}, as in paragraph {spelled[target]} above;"
        for at, (own, target) in enumerate(zip(spelled, targets, strict=True))
    ]
    found = renumber(draft_of("\n\n".join(lines)))
    done = [row for row in rows(with_references(found, range(1, len(found.proposals) + 1))) if row.marker]
    for row, target in zip(done, targets, strict=True):
        leads_to = re.search(r"paragraph (\S+) above", row.text)
        assert leads_to
        assert done[int(leads_to[1]) - 1].text.startswith(f"Asks for light {target},")


# --- the command -----------------------------------------------------------------------------


def command(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["renumber", *map(str, words)])


@pytest.fixture
def crp(tmp_path: Path) -> Path:
    file = tmp_path / "crp.md"
    file.write_text(CLAUSE + TEXT, encoding="utf-8")
    return file


def test_the_tables_are_printed_and_nothing_is_written_unasked(crp: Path, tmp_path: Path) -> None:
    done = command(crp)
    assert done.exit_code == 0
    assert re.search(r"^  OP1 bis +OP2 +new number ", done.stdout, re.MULTILINE)
    assert "proposed, in doubt" in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["crp.md"]


def test_references_are_changed_only_when_named(crp: Path, tmp_path: Path) -> None:
    out = tmp_path / "next.md"
    done = command(crp, "-o", out)
    assert "4 references stay as they were" in done.stderr
    assert "paragraphs 1 bis (a bis) and 2 above" in out.read_text(encoding="utf-8")
    done = command(crp, "-o", out, "--references", "2-3")
    assert "2 references stay as they were" in done.stderr
    assert "paragraphs 2 (b) and 3 above" in out.read_text(encoding="utf-8")
    assert "stay" not in command(crp, "-o", out, "--references", "all").stderr


def test_json_is_as_the_schema_says(crp: Path, tmp_path: Path) -> None:
    out = tmp_path / "next.docx"
    found = json.loads(command(crp, "-o", out, "--references", "1", "--format", "json").stdout)
    SCHEMA.validate(found)
    assert [one["changed"] for one in found["references"]] == [True, False, False, False]
    assert out.exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("-o", "next.md", "--references", "5"), "names a proposal that does not exist; there are 4"),
        (("-o", "next.md", "--references", "0"), "names a proposal that does not exist; there are 4"),
        (("-o", "next.md", "--references", "some"), "is no list; write all, or numbers like 1,3-5"),
        (("--references", "all"), "name the file to write with -o"),
        (("-o", "-"), "the tables are printed; name a file for the draft"),
        (("-o", "next.xyz"), "draftkit cannot write .xyz"),
    ],
)
def test_bad_input_is_one_sentence_and_nothing_is_written(
    words: tuple[str, ...], sentence: str, crp: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = command(crp, *words)
    assert done.exit_code == 2
    assert sentence in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["crp.md"]
