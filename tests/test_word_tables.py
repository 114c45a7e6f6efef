"""Tables of drafts as tables of Word, and back to the letter."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import docx_tools
import pytest
from builders import enacting, note, op, sponsors
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from draftkit.build import build
from draftkit.cli import main
from draftkit.errors import DraftkitError
from draftkit.model import Draft
from draftkit.model import Text as Span
from draftkit.ooxml.archive import Archive, open_archive
from draftkit.ooxml.languages import Language
from draftkit.ooxml.package import write_package
from draftkit.ooxml.proof import prove
from draftkit.ooxml.records import unmarked
from draftkit.ooxml.resolve import View
from draftkit.profiles import NAMES, load
from draftkit.readers.text import read_text
from draftkit.readers.word import read_word
from draftkit.rows import Row, RowKind, rows
from draftkit.table_text import text_table
from draftkit.writers.issued import Text, redline_issued
from draftkit.writers.setup import STATUSES, PageSetup
from draftkit.writers.word.clean import write_docx
from draftkit.writers.word.draft_tables import Tables
from draftkit.writers.word.layout import layout

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LAMPS = "| Lamp | Height |\n| --- | --- |\n| North pier | 12 m |\n| South pier |  |"


def lines(text: str) -> Row:
    return Row(RowKind.VERBATIM, (Span(text),))


def draft(*found: Row) -> Draft:
    return build((enacting(), op(1, "*Decides* to keep the lamps as follows:"), *found))


def archive(found: Draft, setup: PageSetup | None = None) -> Archive:
    return open_archive(write_docx(found, setup=setup or PageSetup()), "written.docx")


def body(found: Draft) -> etree._Element:
    element = archive(found).root("word/document.xml").find(W + "body")
    assert element is not None
    return element


def back(found: Draft) -> list[str]:
    (reading,) = read_word(write_docx(found), "written.docx")
    return kept(reading.draft)


def kept(found: Draft) -> list[str]:
    return [each.text for each in rows(found) if each.kind is RowKind.VERBATIM]


# --- what is set as a table -------------------------------------------------------------------


def test_a_table_of_a_draft_is_one_of_word_with_a_row_that_names_the_columns() -> None:
    (found,) = body(draft(lines(LAMPS))).findall(W + "tbl")
    first, *others = found.findall(W + "tr")
    assert first.find(f"{W}trPr/{W}tblHeader") is not None
    assert all(other.find(f"{W}trPr/{W}tblHeader") is None for other in others)
    words = [["".join(t.itertext(W + "t")) for t in r.iter(W + "tc")] for r in (first, *others)]
    assert words == [["Lamp", "Height"], ["North pier", "12 m"], ["South pier", ""]]
    styles = [style.get(W + "val") for style in found.iter(W + "pStyle")]
    assert styles == ["TableHead"] * 2 + ["TableText"] * 4


def test_a_table_without_a_rule_names_no_columns() -> None:
    (found,) = body(draft(lines("| North | 12 m |\n| South | 9 m |"))).findall(W + "tbl")
    assert next(found.iter(W + "tblHeader"), None) is None
    assert found.find(f"{W}tblPr/{W}tblLook").get(W + "firstRow") == "0"  # type: ignore[union-attr]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("status", STATUSES)
def test_the_profile_says_what_a_table_looks_like(name: str, status: str) -> None:
    setup = PageSetup(name, status)
    root = archive(draft(lines(LAMPS)), setup).root("word/document.xml")
    found = next(t for t in root.iter(W + "tbl") if t.find(f"{W}tblPr/{W}tblStyle") is not None)
    profile = setup.layout()
    width = profile.page.text_width - profile.table.left - profile.table.right
    assert sum(int(c.get(W + "w", "")) for c in found.iter(W + "gridCol")) == width
    edges = {e.tag.removeprefix(W): e.get(W + "sz") for b in found.iter(W + "tblBorders") for e in b}
    assert edges == {"top": str(profile.table.above), "bottom": str(profile.table.below)}
    below_head = {e.get(W + "sz") for b in found.iter(W + "tcBorders") for e in b}
    assert below_head == {str(profile.table.below_head)}


@pytest.mark.parametrize(
    "text",
    [
        "|Lamp|Height|\n|---|---|",
        "| Lamp  | Height |",
        "| Lamp | Height |\n| :--- | --- |\n| North | 12 m |",
        "| Lamp | Height |\n| North |",
        "  | Lamp | Height |",
        "| Lamp\u00a0room | Height |",
        "| Lamp<br/>room | Height |",
        "|  |  |",
        "![picture](lamp.png)",
        "| " + " | ".join("x" * 64) + " |",
    ],
)
def test_lines_that_would_be_read_as_others_are_set_as_lines(text: str) -> None:
    assert body(draft(lines(text))).find(W + "tbl") is None
    assert back(draft(lines(text))) == [text]


def test_tables_that_follow_each_other_stay_two_and_a_paragraph_ends_the_text() -> None:
    two = draft(lines(LAMPS), lines(LAMPS))
    tags = [child.tag.removeprefix(W) for child in body(two)]
    assert tags[-6:] == ["tbl", "p", "tbl", "p", "p", "sectPr"]
    assert back(two) == [LAMPS, LAMPS]


def test_columns_are_as_wide_as_what_stands_in_them() -> None:
    text = "| No. | Remarks |\n| --- | --- |\n| 1 | A lamp that can be seen from every point of the bay |"
    narrow, wide = (int(c.get(W + "w", "")) for c in body(draft(lines(text))).iter(W + "gridCol"))
    assert narrow * 5 < wide


def test_a_table_of_a_text_from_right_to_left_runs_so_too() -> None:
    arabic = build((op(1, "تقرر أن تضيء جميع المصابيح في الميناء كل ليلة;"), lines("| المصباح | الارتفاع |")))
    (found,) = body(arabic).findall(W + "tbl")
    assert found.find(f"{W}tblPr/{W}bidiVisual") is not None


# --- what stands in cells ---------------------------------------------------------------------


def properties_of(found: Draft) -> dict[str, list[str]]:
    """The words of the runs in cells, each with the names of its properties."""
    runs = [r for t in body(found).findall(W + "tbl") for r in t.iter(W + "r")]
    return {
        "".join(r.itertext(W + "t")): [e.tag.removeprefix(W) for p in r.findall(W + "rPr") for e in p]
        for r in runs
    }


@pytest.mark.parametrize(
    ("cell", "words", "looks"),
    [
        ("the *north* pier", "north", ["i", "iCs"]),
        ("the **north** pier", "north", ["b", "bCs"]),
        ("the ***north*** pier", "north", ["b", "bCs", "i", "iCs"]),
        ("m<sup>2</sup>", "2", ["vertAlign"]),
        ("CO<sub>2</sub>", "2", ["vertAlign"]),
        ("<u>north</u>", "north", ["u"]),
        ("*<s>north</s>*", "north", ["i", "iCs", "strike"]),
        ("north \\| south", "north | south", []),
        ("5 * 3 * 2", "5 * 3 * 2", []),
        ("*north", "*north", []),
        ("*[north]*", "north", []),
        ("a\\b", "a\\b", []),
    ],
)
def test_formats_and_strokes_in_a_cell(cell: str, words: str, looks: list[str]) -> None:
    found = draft(lines(f"| {cell} | x |"))
    assert properties_of(found)[words] == looks
    assert back(found) == [f"| {cell} | x |"]


def test_lines_of_a_cell_are_paragraphs() -> None:
    found = draft(lines("| north<br>and south | x |"))
    cell = next(body(found).iter(W + "tc"))
    assert ["".join(p.itertext(W + "t")) for p in cell.findall(W + "p")] == ["north", "and south"]
    assert back(found) == ["| north<br>and south | x |"]


def test_brackets_in_a_cell_look_as_brackets_in_the_text() -> None:
    found = build(
        (sponsors("Merrow Isle: draft decision"), *rows(draft(lines("| [Merrow Isle: red] | [x] |"))))
    )
    looks = properties_of(found)
    assert looks["["] == looks["]"] == looks["Merrow Isle:"] == ["rStyle"]
    assert looks["[x]"] == []
    assert back(found) == ["| [Merrow Isle: red] | [x] |"]


def test_words_that_mean_something_elsewhere_are_words_in_a_cell() -> None:
    """In a file of others a table with a clause is a frame around a draft."""
    texts = [
        "| United Nations | A/C.9/80/L.7 |\n| Distr.: Limited | Original: English |",
        "| The Assembly, | 1. |",
    ]
    found = draft(*map(lines, texts))
    assert back(found) == texts


# --- notes ------------------------------------------------------------------------------------


def test_a_note_that_is_called_in_a_cell_is_a_note_of_the_page() -> None:
    found = build(
        (
            enacting(),
            op(1, "*Decides*^1 as follows:"),
            lines("| Lamp[^2] | Height[^1][^2] |"),
            op(2, "*Requests* a report.^3"),
            *(note(str(number), f"Note {number}.") for number in (1, 2, 3)),
        )
    )
    ids = [e.get(W + "id") for e in body(found).iter(W + "footnoteReference")]
    assert ids == ["1", "2", "3"]
    (reading,) = read_word(write_docx(found), "written.docx")
    assert rows(reading.draft)[-5:] == rows(found)[-5:]


@pytest.mark.parametrize("called", ["2", "a", "*-2", "9"])
def test_a_call_that_would_be_read_by_another_name_stands_as_it_is_written(called: str) -> None:
    found = build(
        (
            enacting(),
            op(1, "*Decides*^1 as follows:"),
            lines(f"| Lamp[^{called}] |"),
            *(note(name, f"Note {name}.") for name in ("1", "3", "a", "*", "*-2")),
        )
    )
    if called == "2":
        found = build((op(1, "*Decides*^3 as follows:"), *rows(found)))
    assert back(found) == [f"| Lamp[^{called}] |"]
    cell = next(body(found).iter(W + "tc"))
    assert "".join(cell.itertext(W + "t")) == f"Lamp[^{called}]"


PIECES = (
    "the lamps", "12 m", "*", "**", "***", "*red*", "**red**", "<u>", "</u>", "<sup>", "</sup>", "<br>",
    "\\|", "\\", "|", "[", "]", "[^1]", "[^2]", "[^*]", "[EU: red]", "_", "`", "<", "&", " ", "  ", "\u00a0",
    "\u00ad", "水", "لا", "воды", "The Assembly,", "Distr.: Limited", "United Nations", "1.", "(a)",
    "Option 1:", "Annex", "---",
)  # fmt: skip


@st.composite
def tables(draw: st.DrawFn) -> str:
    cell = st.lists(st.sampled_from(PIECES), max_size=4).map("".join)
    size = draw(st.integers(1, 3))
    found = draw(st.lists(st.lists(cell, min_size=size, max_size=size), min_size=1, max_size=3))
    drawn = ["| " + " | ".join(" ".join(c.split()) for c in cells) + " |" for cells in found]
    if draw(st.booleans()):
        drawn.insert(1, "| " + " | ".join("---" for _ in range(size)) + " |")
    return "\n".join(drawn)


@given(st.lists(tables(), min_size=1, max_size=3), st.sampled_from(["", "[^1]", "[^2]", "[^*]"]))
@settings(max_examples=80)
def test_whatever_stands_in_a_table_is_read_back_to_the_letter(found: list[str], call: str) -> None:
    notes = "[^1]: One.\n\n[^2]: Two.\n\n[^*]: Star.\n"
    text = "\n\n".join(
        (f"1. *Decides* to keep{call} the following:", *found, "2. *Decides* to meet again.", notes)
    )
    for reading in read_text(text):
        tables_of_word = archive(reading.draft).root("word/document.xml").iter(W + "tbl")
        wanted = kept(reading.draft)
        assert back(reading.draft) == wanted
        assert len(list(tables_of_word)) == sum(text_table(each) is not None for each in wanted)


# --- the file ---------------------------------------------------------------------------------

EVERYTHING = draft(
    lines("| Lamp | Height |\n| --- | --- |\n| *North* pier[^1] | [12 m]<br>[Norvania: 15 m] |"),
    lines(LAMPS),
    note("1", "See the list of lamps."),
)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("status", STATUSES)
def test_a_validator_finds_nothing_wrong(name: str, status: str, tmp_path: Path) -> None:
    file = tmp_path / "clean.docx"
    file.write_bytes(write_docx(EVERYTHING, setup=PageSetup(name, status)))
    assert docx_tools.findings(file) == []


def test_pandoc_and_libreoffice_read_the_table(tmp_path: Path) -> None:
    file = tmp_path / "clean.docx"
    file.write_bytes(write_docx(EVERYTHING))
    markdown = docx_tools.pandoc(file, to="gfm")
    assert "| Height |" in " ".join(markdown.split())
    assert "<em>North</em> pier" in markdown  # a table with paragraphs in a cell is none of Markdown
    (read,) = docx_tools.libreoffice([("plain", file)], tmp_path)
    cells = [cell.partition(" ")[2] for cell in read["tables"] if cell.startswith("1 ")]
    assert {"A1 Lamp", "B2 12 m", "A3 South pier"} <= set(cells)


def test_the_proof_knows_where_in_a_table_words_stand() -> None:
    profile = load("new-york")
    language = Language("en-GB", "en-GB")
    page = layout(rows(draft(lines(LAMPS))), profile, Tables.WITH_CALLS)
    package = write_package(unmarked(page), profile, language=language)
    prove(package, page, View.ACCEPT, profile, language)
    other = layout(rows(draft(lines(LAMPS.replace("| --- | --- |\n", "")))), profile, Tables.WITH_CALLS)
    looks = [paragraph.style for paragraph in page.body]
    same_looks = [replace(p, style=style) for p, style in zip(other.body, looks, strict=True)]
    with pytest.raises(DraftkitError, match="place in a table"):
        prove(package, replace(page, body=tuple(same_looks)), View.ACCEPT, profile, language)


# --- commands ---------------------------------------------------------------------------------


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


BASE = "1. *Decides* to keep the lamps:\n\n" + LAMPS + "\n\n2. *Decides* to meet again.\n"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "base.md").write_text(BASE, encoding="utf-8")
    (tmp_path / "norvania.md").write_text(BASE.replace("12 m", "15 m"), encoding="utf-8")
    (tmp_path / "estmark.md").write_text(BASE.replace("meet", "meet soon"), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("style", ["brackets", "tracked"])
def test_the_tables_of_a_compilation_are_tables_of_word(here: Path, style: str) -> None:
    proposals = (f"Norvania={here / 'norvania.md'}", f"Estmark={here / 'estmark.md'}")
    target = here / "all.docx"
    assert run("compile", here / "base.md", *proposals, "-o", target, "--style", style).exit_code == 0
    assert docx_tools.findings(target) == []
    root = open_archive(target.read_bytes(), "all.docx").root("word/document.xml")
    found = [t for t in root.iter(W + "tbl") if t.find(f"{W}tblPr/{W}tblStyle") is not None]
    assert len(found) == 3  # the lamps as in the base, and as Norvania wants them; the delegations
    marks = [
        {c.tag.removeprefix(W) for r in t.iter(W + "trPr") for c in r if c.get(W + "author")} for t in found
    ]
    assert marks == ([set()] * 3 if style == "brackets" else [{"del"}, {"ins"}, {"ins"}])
    for name in ("norvania", "estmark", "base"):
        assert run("view", target, "--as", name).output == (here / f"{name}.md").read_text(encoding="utf-8")
    assert "| Compilation of proposals |" in run("fmt", target).stdout
    assert run("brackets", target).exit_code == 1


def test_a_redline_on_a_rendered_document_marks_the_words_of_a_cell(here: Path) -> None:
    assert run("render", here / "base.md", "-o", here / "base.docx").exit_code == 0
    new = BASE.replace("12 m", "15 m").replace("North pier", "*North* pier")
    new = new.replace("| South pier |  |", "| South pier |  |\n| East pier | **9 m** |")
    (here / "new.md").write_text(new, encoding="utf-8")
    target = here / "redline.docx"
    assert run("redline", here / "base.docx", here / "new.md", "-o", target, "--author", "EU").exit_code == 0
    told = run("changes", target).stdout
    assert "“12” replaced by “15”" in told
    assert "format of “North”" in told
    assert "row inserted: “East pier | 9 m”" in told
    for view, text in (("accepted", new), ("original", BASE)):
        assert run("fmt", target, "--view", view).stdout.partition("\n\n")[2] == text
    assert run("scrub", target, "-o", here / "clean.docx").exit_code in (0, 1)


def test_a_table_that_comes_in_a_redline_names_its_columns(here: Path) -> None:
    run("render", here / "base.md", "-o", here / "base.docx")
    (reading,) = read_text(BASE + "\n| Bell | Tone |\n| --- | --- |\n| Reef | *low* |\n")
    made = redline_issued(
        (here / "base.docx").read_bytes(), "base.docx", Text((reading.draft,)), "new.md",
        author="EU", date=datetime(2031, 5, 6, tzinfo=UTC),
    )  # fmt: skip
    (accepted,) = read_word(made.data, "redline.docx")
    assert kept(accepted.draft) == kept(reading.draft)
    (rejected,) = read_word(made.data, "redline.docx", View.REJECT)
    assert kept(rejected.draft) == [LAMPS]


def test_the_same_tables_give_the_same_bytes() -> None:
    assert write_docx(EVERYTHING) == write_docx(EVERYTHING)
