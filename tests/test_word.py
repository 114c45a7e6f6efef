"""The clean Word document: what is on its pages, and that other programs read it."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import docx
import docx_tools
import pytest
from word_drafts import (
    COLLECTION,
    ENACTING,
    FULL,
    LAMPS,
    MASTHEAD,
    SAME_PLACE,
    call,
    draft,
    enacting,
    front,
    heading,
    note,
    op,
    pp,
    sub,
)

from draftkit.errors import DraftkitError
from draftkit.model import Field, Format, NoteCall, Position, Text
from draftkit.ooxml.records import Call, Chars, Page, PageParagraph, Slot
from draftkit.rows import Row, RowKind, rows
from draftkit.writers.word.clean import write_docx
from draftkit.writers.word.layout import layout


def shown(paragraph: PageParagraph) -> str:
    """The paragraph's text: italics in stars, calls in braces, tabs as arrows."""
    out = []
    for piece in paragraph.pieces:
        if isinstance(piece, Call):
            out.append("{," * piece.comma + "{" * (not piece.comma) + piece.shown + "}")
        else:
            out.append(f"*{piece.text}*" if Format.ITALIC in piece.format else piece.text)
    return "".join(out).replace("\t", "→")


def body(*parts: Row) -> list[str]:
    return [shown(paragraph) for paragraph in layout(parts).body[:-1]]


def slot(page: Page, name: Slot) -> list[str]:
    return [shown(line) for line in page.slots[name]]


def test_the_enacting_clause_is_italic_and_its_comma_roman() -> None:
    assert body(enacting("The Conference of the Parties,")) == ["→*The Conference of the Parties*,"]


def test_openings_are_italic_when_the_source_has_no_italics() -> None:
    found = body(pp("Taking note with appreciation of the lamps,"), op("1.", "Decides to light them;"))
    assert found == ["→*Taking note with appreciation* of the lamps,", "→1.→*Decides* to light them;"]


def test_italics_of_the_source_are_kept_as_they_are() -> None:
    found = body(
        pp("Recalling the ", Text("Book of Lamps", Format.ITALIC), ","), op("1.", "Decides to read;")
    )
    assert found == ["→Recalling the *Book of Lamps*,", "→1.→Decides to read;"]


def test_an_opening_bracket_before_an_opening_stays_roman() -> None:
    assert body(pp("[Recalling the lamps,]")) == ["→[*Recalling* the lamps,]"]


def test_numbers_are_typed_with_their_tabs() -> None:
    found = body(
        op("1.", "Lights:"),
        sub("(a)", "North;"),
        sub("(i)", "East;", level=2),
        op("2 bis.", "Rests.", before="["),
        Row(RowKind.OPERATIVE, op("", "Rests alone.").content),
    )
    assert found == ["→1.→Lights:", "→(a)→North;", "→(i)→East;", "→[2 bis.→Rests.", "→Rests alone."]


def test_the_name_of_an_option_stands_before_its_text() -> None:
    row = Row(RowKind.OPERATIVE, op("", "Lights;").content, marker="4.", option="Option 1:")
    assert body(row) == ["→4.→Option 1: Lights;"]


def test_the_number_of_a_heading_stands_between_tabs() -> None:
    assert body(heading("II. Rules"), heading("Rules")) == ["→II.→Rules", "→→Rules"]


def test_a_number_under_a_number_is_set_in_further() -> None:
    found = layout((op("1.", "Lights:"), sub("1.", "North;"), sub("(a)", "South;"))).body
    assert [paragraph.shape for paragraph in found[:3]] == ["", "level_2", ""]


def test_the_number_of_an_adopted_text_stands_between_tabs() -> None:
    found = body(front(Field.TITLE, "80/152. Lighting"), front(Field.TITLE, "80/7 B. Fog"))
    assert found == ["→80/152.→Lighting", "→80/7 B.→Fog"]
    assert body(front(Field.TITLE, "Lighting of 12 coasts")) == ["→→Lighting of 12 coasts"]


def test_notes_are_numbered_by_their_first_calls_and_stars_keep_their_mark() -> None:
    page = layout(
        (
            pp(
                "Recalling the treaty,",
                call("9"),
                " the fund,",
                call("*"),
                call("4"),
                " and both,",
                call("9"),
            ),
            note("4", "Four."),
            note("9", "Nine."),
            note("*", "Star."),
        )
    )
    assert shown(page.body[0]).endswith("the treaty,{1} the fund,{*}{,2} and both,{1}")
    assert [(n.mark, n.content) for n in page.notes] == [
        ("", (Chars("Nine."),)),
        ("*", (Chars("Star."),)),
        ("", (Chars("Four."),)),
    ]


def test_a_note_that_nothing_calls_is_kept_below_the_text() -> None:
    assert body(LAMPS, COLLECTION)[-1] == "→1→Collection of Sea Treaties, vol. 12."


def test_a_call_in_the_masthead_is_a_typed_mark() -> None:
    page = layout((front(Field.SYMBOL, "MARI/L.7", call("*")), LAMPS, note("*", "Reissued.")))
    assert slot(page, Slot.SYMBOL) == ["MARI/L.7*"]
    assert shown(page.body[-2]) == "→*→Reissued."


def test_a_call_without_note_is_refused_with_its_place() -> None:
    with pytest.raises(DraftkitError, match="line 4:7: the note call “3” has no note"):
        layout((pp("Recalling,", NoteCall("3", Position(4, 7))),))


def test_a_control_character_is_refused_with_its_place() -> None:
    bad = Text("Recalling\x07 the bell,", position=Position(3, 1))
    with pytest.raises(DraftkitError, match="U\\+0007 cannot be written") as error:
        layout((pp(bad),))
    assert error.value.position == Position(3, 10)


def test_the_masthead_has_a_place_for_each_line() -> None:
    page = layout(MASTHEAD)
    assert slot(page, Slot.SYMBOL) == slot(page, Slot.RUNNING) == ["MARI/CONF.4/L.7"]
    assert slot(page, Slot.UNITED_NATIONS) == ["United Nations"]
    assert slot(page, Slot.DATE) == ["3 June 2031"]
    looks = [piece.look for piece in page.slots[Slot.SYMBOL][0].content if isinstance(piece, Chars)]
    assert looks == ["symbol_large", "symbol"]


def test_every_paragraph_remembers_its_row() -> None:
    all_rows = rows(FULL)
    page = layout(all_rows)
    for paragraph in page.body[:-1]:
        own = "".join(piece.text for piece in paragraph.content if isinstance(piece, Chars))
        assert own.replace("\t", " ") == all_rows[paragraph.row].text.replace("\t", " ")


def test_the_same_draft_gives_the_same_bytes() -> None:
    assert write_docx(FULL) == write_docx(FULL)


def test_nothing_in_the_file_tells_the_time_it_was_written() -> None:
    date = datetime(2031, 6, 3, 10, 0, tzinfo=UTC)
    with zipfile.ZipFile(io.BytesIO(write_docx(FULL, date=date))) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2031-06-03T10:00:00Z" in parts.read("docProps/core.xml")
    document = docx.Document(io.BytesIO(write_docx(FULL)))
    assert document.core_properties.modified == datetime(2000, 1, 1, tzinfo=UTC)


def test_python_docx_finds_the_styles_and_the_page_of_new_york() -> None:
    document = docx.Document(io.BytesIO(write_docx(FULL)))
    styles = {paragraph.text: paragraph.style and paragraph.style.name for paragraph in document.paragraphs}
    assert styles["Fourth session"] == "Session"
    assert styles["Agenda item 5"] == "Agenda_Item_Normal"
    assert styles["\tThe Conference of the Parties,"] == "__Single Txt"
    assert styles["\t\tLighting of remote coasts"] == "Title_H1"
    section = document.sections[0]
    assert (section.page_width.twips, section.left_margin.twips) == (12240, 1200)
    assert section.different_first_page_header_footer
    assert document.settings.odd_and_even_pages_header_footer
    assert document.core_properties.title == "Lighting of remote coasts"
    masthead = section.first_page_header.tables[0]
    assert masthead.cell(0, 5).text == "MARI/CONF.4/L.7"
    assert masthead.cell(1, 5).text == "Distr.: Limited\n3 June 2031\n\nOriginal: English"
    assert [cell.text for cell in section.header.tables[0].rows[0].cells] == ["", "MARI/CONF.4/L.7"]
    assert [cell.text for cell in section.even_page_header.tables[0].rows[0].cells] == ["MARI/CONF.4/L.7", ""]


def test_an_empty_draft_is_an_empty_page(tmp_path: Path) -> None:
    document = docx.Document(io.BytesIO(write_docx(draft())))
    assert [paragraph.text for paragraph in document.paragraphs] == [""]


@pytest.mark.parametrize("which", [FULL, draft(), draft(ENACTING, COLLECTION, SAME_PLACE)])
def test_a_validator_finds_nothing_wrong(which: object, tmp_path: Path) -> None:
    file = tmp_path / "clean.docx"
    file.write_bytes(write_docx(which))  # type: ignore[arg-type]
    assert docx_tools.findings(file) == []


def test_pandoc_reads_text_and_real_notes(tmp_path: Path) -> None:
    file = tmp_path / "clean.docx"
    file.write_bytes(write_docx(FULL))
    text = docx_tools.pandoc(file)
    assert "1. Decides to light the lamps of the northern coast;" in text
    assert "Recalling article 7 of the Convention,[1] and the lamp fund," in text
    assert "Collection of Sea Treaties, vol. 12." in text.partition("[1]\n")[2]
    native = docx_tools.pandoc(file, to="markdown")
    assert "*Taking note with appreciation* of" in native
    assert "*The Conference of the Parties*," in native


def test_libreoffice_prints_the_masthead_notes_annex_and_page_numbers(tmp_path: Path) -> None:
    file = tmp_path / "clean.docx"
    file.write_bytes(write_docx(FULL))
    first, second = docx_tools.pages(file, tmp_path)
    assert first.index("United Nations") < first.index("Distr.: Limited") < first.index("Fourth session")
    assert "Collection of Sea Treaties, vol. 12." in first[first.index("Also decides") :]
    assert second.split()[:3] == ["MARI/CONF.4/L.7", "Annex", "I."]
    assert second.split()[-1] == "2/2"
