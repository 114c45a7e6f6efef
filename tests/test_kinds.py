"""Kinds of document: draft resolutions, decisions, amendments, addenda and adopted texts.

The pages are those that the command makes and LibreOffice prints, measured by poppler.
"""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import docx_tools
import pytest
from click.testing import CliRunner
from docx_tools import _program, _run
from lxml import etree
from test_word_properties import as_set

import draftkit
from draftkit.cli import main
from draftkit.model import Draft, Paragraph
from draftkit.ooxml.resolve import W
from draftkit.readers.text import read_text
from draftkit.writers.text import write_text

ROOT = Path(__file__).resolve().parent.parent
PROFILES = ("new-york", "geneva", "vienna")
EXAMPLES = (
    "assembly-L9.md", "assembly-L9-Add1.md", "assembly-L14.md", "assembly-adopted.md",
    "assembly-decision.md", "rivers-L4.md", "rivers-L4-Rev1.md", "rivers-adopted.md",
)  # fmt: skip
DATE = datetime(2031, 5, 21, tzinfo=UTC)
NEAR = 0.6
"""Millimetres by which what stands at one place may differ."""


def load_pictures() -> ModuleType:
    """docs/pictures.py, which is a script and no part of a package."""
    pytest.importorskip("PIL", reason="Pillow is not installed")
    spec = importlib.util.spec_from_file_location("docs_pictures", ROOT / "docs" / "pictures.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


# --- what is written ---------------------------------------------------------------------------


def run(*arguments: str | Path) -> None:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output


def written(example: Path, folder: Path, profile: str) -> Path:
    """The Word file that the command makes."""
    file = folder / f"{example.stem}-{profile}.docx"
    run("render", example, "-o", file, "--profile", profile)
    return file


def paragraphs(file: Path) -> list[etree._Element]:
    with zipfile.ZipFile(file) as parts:
        return list(etree.fromstring(parts.read("word/document.xml")).iter(W + "p"))


def words_of(paragraph: etree._Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(W + "t"))


def stays(paragraph: etree._Element) -> bool:
    """Whether the paragraph itself says that it stays on the page of the next."""
    return paragraph.find(f"{W}pPr/{W}keepNext") is not None


def plain(text: str) -> Draft:
    (reading,) = read_text(text)
    assert not reading.warnings
    return reading.draft


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("example", EXAMPLES)
def test_a_document_of_each_kind_is_read_back_equal(
    examples: Path, tmp_path: Path, example: str, profile: str
) -> None:
    draft = draftkit.read(examples / example)
    assert draftkit.read(written(examples / example, tmp_path, profile)) == as_set(draft)


@pytest.mark.parametrize("example", EXAMPLES)
def test_no_kind_is_doubted(examples: Path, example: str) -> None:
    """A star note's words, an instruction or a name are nothing a reader has to be warned of."""
    (reading,) = read_text((examples / example).read_text(encoding="utf-8"))
    assert [warning.message for warning in reading.warnings] == []


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_redline_on_a_document_of_each_kind_is_proved(examples: Path, tmp_path: Path, example: str) -> None:
    """The writer proves it; here pandoc reads it. The draft is cut, so that its end moves."""
    old = draftkit.read(examples / example)
    new = Draft(old.front, old.body[:-1], old.notes)
    files = {name: tmp_path / f"{name}.docx" for name in ("old", "new", "redline")}
    draftkit.write(old, files["old"])
    draftkit.write(new, files["new"])
    draftkit.redline(old, new, files["redline"], author="Secretariat", date=DATE)
    assert docx_tools.pandoc(files["redline"]) == docx_tools.pandoc(files["new"])
    assert docx_tools.pandoc(files["redline"], "reject") == docx_tools.pandoc(files["old"])


def test_that_a_paragraph_stays_with_another_one_is_no_change_of_its_format(
    examples: Path, tmp_path: Path
) -> None:
    old = draftkit.read(examples / "assembly-L14.md")
    new = Draft(old.front, old.body[:-1], old.notes)
    draftkit.redline(old, new, tmp_path / "redline.docx", author="Secretariat", date=DATE)
    assert not [
        p for p in paragraphs(tmp_path / "redline.docx") if p.find(f"{W}pPr/{W}pPrChange") is not None
    ]


@pytest.mark.parametrize("profile", PROFILES)
def test_what_leads_up_to_a_paragraph_stays_with_it_and_the_end_together(
    examples: Path, tmp_path: Path, profile: str
) -> None:
    found = paragraphs(written(examples / "assembly-adopted.md", tmp_path, profile))
    stay = [words_of(paragraph)[:28] for paragraph in found if stays(paragraph)]
    titles = ("12/41.Duties of masters towa",)
    assert [words for words in stay if words not in titles][-5:] == [
        "[on the report of the Third ",
        "The Maritime Assembly,",
        "4.Requests the Executive Sec",
        "5.Decides to include in the ",
        "38th plenary meeting4 Decemb",
    ]


def test_text_to_insert_stays_with_its_instruction(examples: Path, tmp_path: Path) -> None:
    found = paragraphs(written(examples / "assembly-L14.md", tmp_path, "new-york"))
    stay = [words_of(paragraph)[:8] for paragraph in found if stays(paragraph)]
    assert [words for words in stay if words[:1].isdigit()] == ["1.After ", "3.After ", "4.Delete"]


# --- what is read ------------------------------------------------------------------------------


def test_an_amendment_without_italics_gets_them_in_the_text_to_insert_alone(tmp_path: Path) -> None:
    draft = plain(
        "### Tessaly: amendment to draft resolution MA/C.1/12/L.9\n\n## Lights\n\n"
        "1. After operative paragraph 2, insert a new operative paragraph reading:\n\n"
        "Requests the Bureau to buy the oil;\n\n2. Delete operative paragraph 4.\n"
    )
    draftkit.write(draft, tmp_path / "L14.docx")
    assert "*Requests* the Bureau" in write_text([draftkit.read(tmp_path / "L14.docx")])


def test_instructions_without_numbers_are_told_from_the_text_to_insert() -> None:
    draft = plain(
        "### Tessaly: amendment to draft resolution MA/C.1/12/L.9\n\n## Lights\n\n"
        "After operative paragraph 2, insert a new operative paragraph reading:\n\n"
        "*Requests* the Bureau to buy the oil;\n\nDelete operative paragraph 4.\n"
    )
    first, second = draft.body
    assert isinstance(first, Paragraph)
    assert len(first.children) == 1
    assert isinstance(second, Paragraph)
    assert not second.children


@pytest.mark.parametrize(
    "closing",
    [
        "*9th plenary meeting*\n*4 December 2031*",
        "*9th plenary meeting*\n\n*4 December 2031*",
        "*9th plenary meeting 4 December 2031*",
        "*9th plenary meeting* *4 December 2031*",
        "*9th plenary meeting*<br>*4 December 2031*",
    ],
)
def test_the_meeting_and_the_date_are_two_lines_however_they_are_typed(closing: str) -> None:
    draft = plain(f"## Lights\n\n*The Maritime Assembly,*\n\n1. *Decides* to meet again.\n\n{closing}\n")
    assert write_text([draft]).rstrip().endswith("*9th plenary meeting*<br>*4 December 2031*")


def test_a_decision_of_an_assembly_stays_in_roman_and_one_of_a_conference_does_not(tmp_path: Path) -> None:
    clause = "The Maritime Assembly,\n\nRecalling its resolution 1/7,\n\n"
    for number, italic in (("", False), ("1. ", True)):
        draft = plain(f"### Tessaly: draft decision\n\n## Lights\n\n{clause}{number}Decides to meet again.\n")
        draftkit.write(draft, tmp_path / "decision.docx")
        read = write_text([draftkit.read(tmp_path / "decision.docx")])
        assert ("*Recalling*" in read) == italic
        assert ("*The Maritime Assembly*" in read) == italic


# --- where it stands on the page ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Word:
    """A word on the page, in millimetres from its upper left corner."""

    text: str
    left: float
    top: float
    right: float


_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">([^<]*)</word>')
MM = 25.4 / 72


def printed(example: Path, folder: Path, profile: str) -> list[list[Word]]:
    """The words of each page as LibreOffice prints it."""
    _program("soffice", "libreoffice-writer-nogui")
    pdf = folder / f"{example.stem}-{profile}.pdf"
    run("render", example, "-o", pdf, "--profile", profile, "--typography")
    boxes = _run(_program("pdftotext", "poppler-utils"), "-bbox", pdf, "-")
    return [
        [
            Word(text, float(left) * MM, float(top) * MM, float(right) * MM)
            for left, top, right, text in _WORD.findall(page)
        ]
        for page in boxes.split("<page ")[1:]
    ]


def first(page: list[Word], text: str) -> Word:
    return next(word for word in page if word.text == text)


@pytest.mark.parametrize("profile", PROFILES)
def test_an_adopted_text_on_the_page(examples: Path, tmp_path: Path, profile: str) -> None:
    pages = printed(examples / "assembly-adopted.md", tmp_path, profile)
    number, title, report = (first(pages[0], text) for text in ("12/41.", "Duties", "[on"))
    assert abs(number.top - title.top) < NEAR, "the number stands on the line of the title"
    assert abs(title.left - report.left) < NEAR, "and to the left of it, in the margin of the text"
    assert number.right < title.left
    meeting, year = (next(w for w in pages[-1][::-1] if w.text == text) for text in ("meeting", "2031"))
    assert abs(meeting.right - year.right) < NEAR, "both lines end at the right"
    assert 3 < year.top - meeting.top < 6, "the date stands under the meeting"
    text = [word for word in pages[-1] if word.text == "item" and word.top < meeting.top]
    assert text, "the last lines of the text are on the page of the meeting"


@pytest.mark.parametrize("profile", PROFILES)
def test_an_amendment_on_the_page(examples: Path, tmp_path: Path, profile: str) -> None:
    (page,) = printed(examples / "assembly-L14.md", tmp_path, profile)
    title, one, after, deeply, lines_on = (
        first(page, text) for text in ("Lights", "1.", "After", "Deeply", "forty")
    )
    assert abs(one.left - title.left) < NEAR, "instructions are numbered at the margin"
    assert abs(deeply.left - after.left) < NEAR, "text to insert is set in by one tab at its first line"
    assert lines_on.left < deeply.left or lines_on.top == deeply.top
    assert [word.text for word in page].count("*") == 2, "the star at the sponsor and the star of the note"


@pytest.mark.parametrize("profile", PROFILES)
def test_an_annex_and_notes_to_sponsors_on_the_page(examples: Path, tmp_path: Path, profile: str) -> None:
    one, two = printed(examples / "assembly-L9.md", tmp_path, profile)
    assert first(two, "Annex").top < 60, "the annex begins a new page"
    assert first(two, "Rules").top - first(two, "Annex").top < 8, "with its title below"
    assert sum("*" in word.text for word in one) == 4, "two marks, each at its place and at its note"
    assert first(one, "Further").top > 200, "the notes stand at the foot of the page"


@pytest.mark.parametrize("profile", PROFILES)
def test_additional_sponsors_on_the_page(examples: Path, tmp_path: Path, profile: str) -> None:
    (page,) = printed(examples / "assembly-L9-Add1.md", tmp_path, profile)
    sentence, names = first(page, "Add"), first(page, "Aldermark,")
    assert abs(sentence.left - names.left) < NEAR
    assert 0 < names.top - sentence.top < 9


@pytest.mark.corpus
@pytest.mark.parametrize(
    "document",
    [
        "F11_chernobyl_amendments/A_80_L.28",  # an amendment with text to insert
        "V_amendments_more/A_C.3_80_L.57",  # one without
        "V_draft_decisions/A_C.6_80_L.9",  # a decision with (a), (b)
        "V_draft_decisions/A_C.1_80_L.39",  # of one sentence
        "F16_palestine_participation/A_RES_80_1",  # an adopted resolution
    ],
)
def test_each_kind_stands_where_the_official_page_has_it(document: str, corpus: Path) -> None:
    pytest.importorskip("pdfplumber", reason="pdfplumber is not installed; no page was measured")
    _program("soffice", "libreoffice-writer-nogui")
    file = corpus / "ga80_pdf_txt_md" / document
    done = subprocess.run(
        [sys.executable, ROOT / "benchmarks" / "pages.py", f"{file}.pdf", f"{file}.md"],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


# --- the page about them -----------------------------------------------------------------------


def test_every_kind_has_its_picture_in_each_layout_and_the_page_shows_it() -> None:
    pictures = load_pictures()
    page = (ROOT / "docs" / "kinds.md").read_text(encoding="utf-8")
    wanted = {pictures.picture(kind, profile) for kind in pictures.KINDS for profile in pictures.PROFILES}
    assert set(pictures.PICTURES.iterdir()) == wanted
    for file in wanted:
        assert f"](pages/{file.name})" in page
        assert file.stat().st_size < 100_000
    for example in pictures.KINDS.values():
        assert f"examples/{example}" in page
