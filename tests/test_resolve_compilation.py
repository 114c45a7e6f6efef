"""Settling the brackets of a compilation: what is chosen is done, wherever in the text it was proposed."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

import pytest
from click.testing import CliRunner

import draftkit
from draftkit.build import build
from draftkit.cli import main
from draftkit.errors import DraftkitError
from draftkit.model import BracketKind, Draft
from draftkit.negotiate.choices import Decision
from draftkit.negotiate.compilation import Compilation
from draftkit.negotiate.page import is_compilation, page_rows, read_page
from draftkit.negotiate.places import places
from draftkit.negotiate.resolve import resolve
from draftkit.negotiate.standing import Form, Standing
from draftkit.negotiate.state import state
from draftkit.readers.text import read_text
from draftkit.rows import rows

HARBOURS = Path(__file__).parent.parent / "examples" / "harbours"
BASE = """HARB/2031/L.5

# Assembly of Harbours

### Norvania: draft resolution

## Lights

*The Assembly of Harbours,*

*Recalling* its resolution 1/7,[^1]

1. *Decides* to keep lights;

| Harbour | Lights |
| --- | --- |
| Aldery | 3 |

2. *Requests* the Bureau to report;

3. *Decides* to remain seized of the matter.

[^1]: HARB/2029/12.
"""
TABLE = BASE.replace("Aldery | 3", "Aldery | 4").replace("### Norvania:", "### Norvania and Tessaly:")
HEADING = BASE.replace("2. *Req", "## The Bureau\n\n2. *Req").replace("L.5", "L.5/Rev.1")
ENACTING = BASE.replace("*The Assembly of Harbours,*", "*The Assembly of Harbours and Quays,*").replace(
    "# Assembly of Harbours\n", "# Assembly of Harbours\n\nDistr.: Limited\n"
)
NO_HEAD = BASE.replace("HARB/2031/L.5\n\n", "").replace("1. *Decides* to keep lights;\n\n", "")


def draft(text: str) -> Draft:
    (reading,) = read_text(text)
    return reading.draft


def small() -> Compilation:
    proposals = {"Tessaly": TABLE, "Estmark": HEADING, "Quell": ENACTING, "Varrow": NO_HEAD}
    return draftkit.compile(draft(BASE), {name: draft(text) for name, text in proposals.items()})


def harbours() -> Compilation:
    proposals = {
        "Calder": "calder",
        "Estmark": "estmark",
        "Isles of Merrow, Varrow": "merrow-varrow",
        "Norvania": "norvania",
        "Tessaly": "tessaly",
    }
    return draftkit.compile(
        draftkit.read(HARBOURS / "L3.md"),
        {name: draftkit.read(HARBOURS / f"{file}.md") for name, file in proposals.items()},
    )


def on_the_page(compilation: Compilation) -> Draft:
    return build(page_rows(compilation))


def open_proposals(page: Draft, delegations: Collection[str]) -> list[tuple[Standing, set[str]]]:
    """The brackets of a compilation, with those who are named in them; not those of the base."""
    found = places(page).brackets
    proposals = []
    for bracket in found:
        outer = None if bracket.within is None else found[bracket.within]
        proponents = {one for wording in bracket.wordings for one in wording.proponents} & set(delegations)
        if proponents and (outer is None or outer.form is Form.PARAGRAPHS):
            proposals.append((bracket, proponents))
    return proposals


def wishes_of(name: str, page: Draft, delegations: Collection[str]) -> list[Decision]:
    """A decision on every proposal: as this delegation wants it, else as in the base."""
    decisions: list[Decision] = []
    gone: set[str] = set()
    for bracket, proponents in open_proposals(page, delegations):
        if bracket.label in gone:
            continue
        decisions.append(Decision(bracket.address, name if name in proponents else "base"))
        if bracket.form is Form.PARAGRAPHS and name in proponents and len(bracket.wordings) > 1:
            gone.add(bracket.label)
    return decisions


def words(found: Draft) -> list[tuple[str, str]]:
    """The paragraphs; the brackets of the harbours' base look like proposals, and keep the table."""
    return [(row.kind, row.text) for row in rows(found) if not row.text.startswith("| Compilation")]


@pytest.mark.parametrize("make", [small, harbours])
def test_settled_as_one_delegation_wants_it_the_compilation_is_its_text(
    make: Callable[[], Compilation],
) -> None:
    compilation = make()
    page = on_the_page(compilation)
    for name in compilation.delegations:
        result = resolve(page, wishes_of(name, page, compilation.delegations)).draft
        assert words(result) == words(compilation.view(name)), name


def test_settled_one_after_the_other_it_is_the_same_text() -> None:
    compilation = small()
    for name in compilation.delegations:
        page = on_the_page(compilation)
        while proposals := open_proposals(page, compilation.delegations):
            bracket, proponents = proposals[len(proposals) // 2]
            choice = name if name in proponents else "base"
            page = resolve(page, [Decision(bracket.address, choice)]).draft
            assert read_page(rows(page)).delegations in ((), compilation.delegations)
        assert words(page) == words(compilation.view(name)), name
        assert not is_compilation(rows(page))


def test_the_table_is_still_true_when_paragraphs_and_notes_went() -> None:
    other = BASE.replace(
        "2. *Requests* the Bureau to report;", "7. *Requests* the Bureau to report at length;"
    )
    noted = BASE.replace("keep lights;", "keep lights;[^2]") + "\n[^2]: HARB/2030/1.\n"
    proposals = {"Tessaly": draft(other), "Estmark": draft(noted), "Quell": draft(NO_HEAD)}
    page = on_the_page(draftkit.compile(draft(BASE), proposals))
    page = resolve(page, [Decision("OP1", "Quell")]).draft
    compilation = read_page(rows(page))
    assert compilation.delegations == ("Tessaly", "Estmark", "Quell")
    for name in compilation.delegations:
        assert "keep lights" not in "".join(row.text for row in rows(compilation.view(name)))
    assert "at length" in "".join(row.text for row in rows(compilation.view("Tessaly")))


def test_brackets_of_the_base_do_not_keep_the_table() -> None:
    base, wanted = draftkit.read(HARBOURS / "L3.md"), draftkit.read(HARBOURS / "tessaly.md")
    page = on_the_page(draftkit.compile(base, {"Tessaly": wanted}))
    choices = {"Text 1": "Tessaly", "Title[1]": "Tessaly", "OP3": "base", "OP4[1]": "Tessaly"}
    result = resolve(page, [Decision(address, choice) for address, choice in choices.items()]).draft
    assert not is_compilation(rows(result))
    own = "Urges harbours to ring a bell in fog, [Norvania: at every hour] [Tessaly: as circumstances allow];"
    assert [row.text for row in rows(result) if "fog" in row.text] == [own]


def test_what_a_compilation_says_of_brackets_of_the_base_is_nothing_to_decide_on() -> None:
    base = BASE.replace("to report;", "to report [Tessaly: soon];")
    page = on_the_page(draftkit.compile(draft(base), {"Tessaly": draft(base.replace("lights;", "a light;"))}))
    found = {one.address: one for one in places(page).brackets}
    assert found["OP2[1]"].kind is BracketKind.EDITORIAL
    assert [one.text for one in found["OP2[1.1]"].wordings] == ["soon"]
    assert [one.in_dispute for one in state(page).paragraphs if one.label == "OP2"] == [1]
    assert [one.words for one in state(page).paragraphs if one.label == "OP2"] == [6]
    for choice in ("keep", "drop", "base", "1"):
        with pytest.raises(DraftkitError, match="only says what is of the base"):
            resolve(page, [Decision("OP2[1]", choice)])
    after = resolve(page, [Decision("OP2[1.1]", "Tessaly"), Decision("OP1[1]", "base")]).draft
    assert "Requests the Bureau to report soon;" in [row.text for row in rows(after)]


def test_other_words_cannot_stand_for_what_is_said_of_another_part() -> None:
    page = on_the_page(small())
    address = next(one.address for one in places(page).brackets if "masthead" in one.wordings[0].text)
    with pytest.raises(DraftkitError, match="another part of the text; choose 1 or"):
        resolve(page, [Decision(address, "text: HARB/2031/L.6")])


def test_a_compilation_in_word_is_settled_alike(tmp_path: Path) -> None:
    compilation = small()
    for ending in ("md", "docx"):
        draftkit.write_compilation(compilation, tmp_path / f"compilation.{ending}")
        page = draftkit.read(tmp_path / f"compilation.{ending}")
        result = resolve(page, wishes_of("Quell", page, compilation.delegations)).draft
        found = [row for row in words(result) if row[1] != "United Nations"]
        assert found == words(compilation.view("Quell")), ending


def test_a_compilation_is_read_without_remarks_on_its_own_table_and_names(tmp_path: Path) -> None:
    draftkit.write_compilation(small(), tmp_path / "compilation.md")
    (reading,) = read_text((tmp_path / "compilation.md").read_text(encoding="utf-8"))
    tables = [warning for warning in reading.warnings if warning.message == "a table is kept as it stands"]
    assert len(tables) == 2  # those of the harbours, old and new
    assert len(reading.warnings) == 2


def test_a_table_that_somebody_edited_is_text_like_any_other(tmp_path: Path) -> None:
    draftkit.write_compilation(small(), tmp_path / "compilation.md")
    text = (tmp_path / "compilation.md").read_text(encoding="utf-8").replace("| base |", "| the base |")
    (tmp_path / "edited.md").write_text(text, encoding="utf-8")
    run = CliRunner().invoke(main, ["brackets", str(tmp_path / "edited.md")])
    assert run.exit_code == 1
    (reading,) = read_text(text)
    page = resolve(reading.draft, [Decision("OP1", "Varrow")]).draft
    assert "| the base |" in "".join(row.text for row in rows(page))
