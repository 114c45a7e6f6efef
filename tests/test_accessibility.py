"""What those who listen to a document, or go through it by its headings, find in a Word file."""

from __future__ import annotations

import struct
import zlib
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import docx_tools
import pytest
from docx_tools import findings, pandoc
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from test_word_properties import as_set

import draftkit
from draftkit.model import Draft
from draftkit.ooxml.archive import Archive, open_archive
from draftkit.ooxml.languages import Language
from draftkit.ooxml.resolve import W
from draftkit.ooxml.styles import Styles
from draftkit.profiles import NAMES
from draftkit.readers.text import read_text
from draftkit.readers.word import read_word
from draftkit.writers.redline import write_redline
from draftkit.writers.setup import STATUSES, PageSetup
from draftkit.writers.word.clean import write_docx

SETUPS = [PageSetup(name, status) for name in NAMES for status in STATUSES]
EXAMPLES = ("rivers-L4.md", "assembly-decision.md", "assembly-sections.md", "assembly-adopted.md")
DATE = datetime(2031, 5, 21, tzinfo=UTC)


def named(setup: PageSetup) -> str:
    return f"{setup.profile} {setup.status}"


def draft(text: str) -> Draft:
    return read_text(text, "draft.md")[0].draft


def opened(document: bytes) -> Archive:
    return open_archive(document, "draft.docx")


def written(text: str, setup: PageSetup = SETUPS[0]) -> Archive:
    return opened(write_docx(draft(text), setup=setup))


def words(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(W + "t"))


# --- headings ----------------------------------------------------------------------------------


def headings(archive: Archive) -> list[tuple[int, str]]:
    """The levels and words of the headings, as Word's navigation has them."""
    styles = Styles(archive.root("word/styles.xml"))
    paragraphs = archive.root("word/document.xml").iter(W + "p")
    return [(level, words(p)) for p in paragraphs if (level := styles.outline_of(p))]


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize("setup", SETUPS, ids=named)
def test_headings_begin_with_the_title_and_skip_no_level(
    setup: PageSetup, example: str, examples: Path
) -> None:
    document = draftkit.read(examples / example)
    found = headings(opened(write_docx(document, setup=setup)))
    levels = [level for level, _ in found]
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels)), found


SECTIONS = """\
A/99/L.1

# General Assembly

## Ninety-ninth session

Agenda item 7

**Lamps of the coast**

### Estmark and Norvania: draft resolution

## Lights of the northern coast

*The General Assembly,*

1. *Decides* to act;

{sections}

# Annex

## Terms of reference

### A. Purpose

1. To light the lamps.
"""
FIRST = """\
## I

## Lamps

2. *Decides* to light;

### A. Oil

3. *Decides* to buy;

## II

## Boats

4. *Decides* to sail;"""


@pytest.mark.parametrize("setup", SETUPS, ids=named)
def test_what_stands_before_the_title_is_no_heading(setup: PageSetup) -> None:
    first, *_ = headings(written(SECTIONS.format(sections=""), setup))
    assert first == (1, "Lights of the northern coast")


@pytest.mark.parametrize("setup", SETUPS, ids=named)
def test_sections_stand_below_the_title_or_the_annex_they_are_in(setup: PageSetup) -> None:
    archive = written(SECTIONS.format(sections="### A. Oil\n\n2. *Decides* to buy;"), setup)
    found = [(level, text.replace(".", ". ").replace("  ", " ")) for level, text in headings(archive)]
    assert [level for level, _ in found] == [1, 2, 1, 2]
    assert found[1][1] == found[1][1].strip()
    assert [text[:2] for level, text in found if level == 2] == ["A.", "A."]


def test_parts_of_sections_stand_below_them() -> None:
    levels = [level for level, text in headings(written(SECTIONS.format(sections=FIRST))) if text]
    assert set(levels) == {1, 2, 3}
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_a_section_that_comes_above_others_changes_no_format_of_theirs() -> None:
    old, new = (draft(SECTIONS.format(sections=s)) for s in ("### A. Oil\n\n2. *Decides* to buy;", FIRST))
    redline = opened(write_redline(old, new, author="Secretariat", date=DATE)).root("word/document.xml")
    changed = [change.getparent().getparent() for change in redline.iter(W + "pPrChange")]
    assert [words(paragraph) for paragraph in changed if "Oil" in words(paragraph)] == []


# --- languages ---------------------------------------------------------------------------------

LANGUAGES = {
    "en-GB": ("The Conference,", "Recalling its decision 1/4,", "Decides to light the lamps."),
    "fr-FR": ("La Conférence,", "Rappelant sa décision 1/4,", "Décide d’allumer les lampes."),
    "es-ES": ("La Conferencia,", "Recordando su decisión 1/4,", "Decide encender las lámparas."),
    "ru-RU": ("Конференция,", "ссылаясь на свое решение 1/4,", "постановляет зажечь лампы."),
    "ar-SA": ("إن المؤتمر،", "إذ يشير إلى مقرره 1/4،", "يقرر إضاءة المصابيح."),
    "zh-CN": ("大会，", "回顾其第1/4号决定，", "决定点亮灯。"),
}


def text_in(language: str) -> str:
    enacting, preambular, operative = LANGUAGES[language]
    return f"A/99/L.1\n\nDistr.: Limited\n\n*{enacting}*\n\n{preambular}\n\n1. {operative}\n"


@pytest.mark.parametrize("setup", SETUPS, ids=named)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_is_in_the_language_of_its_draft(language: str, setup: PageSetup) -> None:
    archive = written(text_in(language), setup)
    said = archive.root("docProps/core.xml").findtext("{http://purl.org/dc/elements/1.1/}language")
    assert said == language
    default = archive.root("word/styles.xml").find(f"{W}docDefaults//{W}lang")
    theme = archive.root("word/settings.xml").find(W + "themeFontLang")
    for element in (default, theme):
        assert element is not None
        assert language in element.attrib.values()
        # Letters like Latin ones among Chinese or Arabic are those of the house.
        of_latin = "en-GB" if language in ("ar-SA", "zh-CN") else language
        assert element.get(W + "val") == of_latin


@pytest.mark.parametrize("setup", SETUPS, ids=named)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_draft_in_any_language_is_read_back_equal_and_valid(
    language: str, setup: PageSetup, tmp_path: Path
) -> None:
    document = draft(text_in(language))
    (tmp_path / "draft.docx").write_bytes(write_docx(document, setup=setup))
    assert read_word((tmp_path / "draft.docx").read_bytes(), "draft.docx")[0].draft == as_set(document)
    if setup.status == "issued":
        assert findings(tmp_path / "draft.docx") == []


MIXED = (
    "*The Conference,*\n\n1. *Decides* to name the lamp Маяк Севера (the *Маяк*), “منارة الشمال”,"
    " 北方灯塔, and to light it;\n"
)


def runs(archive: Archive) -> dict[str, etree._Element]:
    """The properties of each run of the body, by its words."""
    blank = etree.Element(W + "rPr")
    found = {}
    for run in archive.root("word/document.xml").iter(W + "r"):
        properties = run.find(W + "rPr")
        found[words(run)] = blank if properties is None else properties
    return found


def test_words_in_another_script_are_in_its_language() -> None:
    found = runs(written(MIXED))
    for russian in ("Маяк Севера", "Маяк"):
        language = found[russian].find(W + "lang")
        assert language is not None
        assert language.get(W + "val") == "ru-RU"
    assert found["Маяк"].find(W + "i") is not None
    arabic = found["منارة الشمال"]
    language = arabic.find(W + "lang")
    assert language is not None
    assert language.get(W + "bidi") == "ar-SA"
    assert arabic.find(W + "rtl") is not None
    assert [text for text, properties in found.items() if properties.find(W + "rtl") is not None] == [
        "منارة الشمال"
    ], "quotation marks and commas around it belong to the English sentence"


def test_a_symbol_in_an_arabic_draft_runs_from_left_to_right_to_its_last_figure() -> None:
    text = "إذ تشير إلى A/RES/99/1، و**A/80/L.5** المتعلق"
    found = list(Language.of("ar", "en-GB").stretches(text.replace("*", "")))
    assert [stretch for stretch, script in found if script == "latin"] == ["A/RES/99/1", "A/80/L.5"]


def test_words_in_another_script_are_read_and_redlined_as_before(tmp_path: Path) -> None:
    old, new = draft(MIXED), draft(MIXED.replace("الشمال", "الجنوب").replace("Севера", "*Юга*"))
    assert read_word(write_docx(old), "draft.docx")[0].draft == as_set(old)
    for name, document in (("old", old), ("new", new)):
        (tmp_path / f"{name}.docx").write_bytes(write_docx(document))
    (tmp_path / "redline.docx").write_bytes(write_redline(old, new, author="Secretariat", date=DATE))
    assert pandoc(tmp_path / "redline.docx") == pandoc(tmp_path / "new.docx")
    assert pandoc(tmp_path / "redline.docx", "reject") == pandoc(tmp_path / "old.docx")
    assert findings(tmp_path / "redline.docx") == []


LETTERS = st.text(alphabet=st.sampled_from("aZéЖяسلام北灯1 ,.()“”\t\n[]"), max_size=60)


@given(text=LETTERS, code=st.sampled_from(["en", "ar", "ru", "zh", ""]))
def test_no_character_is_lost_between_the_scripts(text: str, code: str) -> None:
    stretches = list(Language.of(code, "en-GB").stretches(text))
    assert "".join(stretch for stretch, _ in stretches) == text
    assert all(stretch for stretch, _ in stretches)


# --- from right to left ------------------------------------------------------------------------


@pytest.mark.parametrize("setup", SETUPS, ids=named)
def test_an_arabic_draft_runs_from_right_to_left(setup: PageSetup) -> None:
    archive = written(text_in("ar-SA"), setup)
    assert archive.root("word/styles.xml").find(f"{W}docDefaults//{W}bidi") is not None
    document = archive.root("word/document.xml")
    assert document.find(f".//{W}sectPr/{W}bidi") is not None
    parts = [document, *(archive.root(f"word/header{number}.xml") for number in (1, 2, 3))]
    tables = [table for part in parts for table in part.iter(W + "tbl")]
    assert tables
    assert all(table.find(f"{W}tblPr/{W}bidiVisual") is not None for table in tables)
    arabic = [properties for text, properties in runs(archive).items() if "المصابيح" in text]
    assert [properties.find(W + "rtl") is not None for properties in arabic] == [True]


@pytest.mark.parametrize("setup", SETUPS, ids=named)
def test_no_other_draft_does(setup: PageSetup) -> None:
    archive = written(text_in("ru-RU"), setup)
    for part in ("word/document.xml", "word/styles.xml", "word/header2.xml"):
        assert not list(archive.root(part).iter(W + "bidi", W + "bidiVisual", W + "rtl"))


def test_on_the_page_numbers_stand_at_the_right_of_an_arabic_draft(tmp_path: Path) -> None:
    pages = {}
    for name in ("en-GB", "ar-SA"):
        file = tmp_path / f"{name}.docx"
        file.write_bytes(write_docx(draft(text_in(name))))
        (pages[name],) = docx_tools.printed(docx_tools.pdf(file, tmp_path))
    english, arabic = pages.values()
    (left,) = (word for word in english.words if word.text == "1.")
    (right,) = (word for word in arabic.words if word.text.strip(".") == "1" and word.left > arabic.width / 2)
    assert arabic.width - right.right == pytest.approx(left.left, abs=3)
    (united,) = (word for word in arabic.words if word.text == "United")
    assert united.left > arabic.width / 2


# --- what is read out --------------------------------------------------------------------------


@pytest.mark.parametrize("setup", SETUPS, ids=named)
def test_a_file_has_the_title_of_its_draft(setup: PageSetup) -> None:
    core = written(SECTIONS.format(sections=""), setup).root("docProps/core.xml")
    assert core.findtext("{http://purl.org/dc/elements/1.1/}title") == "Lights of the northern coast"


@pytest.mark.parametrize("setup", SETUPS, ids=named)
def test_tables_that_only_set_things_beside_each_other_have_no_header_row(setup: PageSetup) -> None:
    archive = written(SECTIONS.format(sections=""), setup)
    parts = ("document", "header1", "header2", "header3", "footer1", "footer2", "footer3")
    roots = [archive.root(f"word/{part}.xml") for part in parts]
    assert not [element for root in roots for element in root.iter(W + "tblHeader")]
    captions = [c.get(W + "val") for root in roots for c in root.iter(W + "tblCaption")]
    assert captions == ["Masthead"]


def test_an_emblem_is_read_out_by_the_words_of_the_user(tmp_path: Path) -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(b"\0\x80")), chunk(b"IEND", b""))
    (tmp_path / "lamp.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(parts))
    setup = PageSetup("geneva", emblem=tmp_path / "lamp.png", emblem_text="A lighthouse")
    root = written(text_in("en-GB"), setup).root("word/document.xml")
    assert [element.get("descr") for element in root.iter("{*}docPr", "{*}cNvPr")] == ["A lighthouse"] * 2
