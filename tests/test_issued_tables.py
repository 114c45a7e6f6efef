"""Tables and pictures of an issued Word file in a redline that is made on the file itself."""

from __future__ import annotations

import io
import itertools
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx_tools import findings, libreoffice, pandoc
from lxml import etree
from word_files import W, call, docx, footnote, p, r, table

from draftkit.ooxml.resolve import View, resolve
from draftkit.readers.text import read_text
from draftkit.readers.word import read_word
from draftkit.writers.issued import Redline, redline_issued
from draftkit.writers.issued import Text as NewText
from draftkit.writers.text import write_text

DATE = datetime(2031, 5, 6, 18, tzinfo=UTC)
HEAD = p("The Assembly of the Rivers,")
LAST = p("1. Decides to meet again at the mouth of the river in spring.")
ROWS = (
    ("River", "State", "Share"),
    ("Lower Aune", "Norland", "Twelve parts of the water"),
    ("Upper Aune", "Estmark", "Nine parts of the water"),
    ("The lakes", "Sudmark", "All of the water that is left"),
)
TAG = "{" + W + "}"


def file_with(*blocks: str, **others: str) -> bytes:
    return docx(HEAD, *blocks, LAST, others=others or None)


def redline(old: bytes, new: bytes | str) -> Redline:
    given = new if isinstance(new, bytes) else NewText(tuple(found.draft for found in read_text(new)))
    return redline_issued(old, "issued.docx", given, "new", author="Norland", date=DATE)


def text_of(data: bytes) -> str:
    return write_text([found.draft for found in read_word(data, "issued.docx")])


def body(data: bytes, view: View | None = None) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("word/document.xml")
    return etree.fromstring(xml) if view is None else resolve(xml, view)


def words(element: etree._Element) -> str:
    return "".join(t.text or "" for t in element.iter(TAG + "t", TAG + "delText"))


def cells(root: etree._Element) -> list[list[list[str]]]:
    """The cells of each table, a line a paragraph."""
    return [
        [["\n".join(map(words, cell.iter(TAG + "p"))) for cell in row.iter(TAG + "tc")] for row in rows]
        for rows in ([*found.iter(TAG + "tr")] for found in root.iter(TAG + "tbl"))
    ]


def marked(root: etree._Element, tag: str) -> list[str]:
    return [words(change) for change in root.iter(TAG + tag) if change.getparent().tag == TAG + "p"]


def marked_rows(root: etree._Element, tag: str) -> list[str]:
    return ["|".join(map(words, row.iter(TAG + "tc"))) for row in _rows_with(root, tag)]


def _rows_with(root: etree._Element, tag: str) -> Iterator[etree._Element]:
    return (row for row in root.iter(TAG + "tr") if row.find(f"{TAG}trPr/{TAG}{tag}") is not None)


def assert_both_ways(made: Redline, old: bytes, new: bytes) -> None:
    assert cells(body(made.data, View.ACCEPT)) == cells(body(new))
    assert cells(body(made.data, View.REJECT)) == cells(body(old))


# --- a Word file as the new version ---


def test_a_word_in_a_cell_changes_and_nothing_else_of_the_table() -> None:
    old, new = (
        file_with(table(*ROWS[:1], ("Lower Aune", "Norland", share), *ROWS[2:]))
        for share in ("Twelve parts of the water", "Fourteen parts of the water")
    )
    made = redline(old, new)
    assert (marked(body(made.data), "del"), marked(body(made.data), "ins")) == (["Twelve"], ["Fourteen"])
    assert not list(_rows_with(body(made.data), "ins"))
    assert not list(_rows_with(body(made.data), "del"))
    assert_both_ways(made, old, new)
    assert made.reports == ()


def test_new_words_in_a_cell_look_like_those_around_them() -> None:
    cell = p(r("Twelve parts ", "<w:b/>"), r("of the water", '<w:color w:val="FF0000"/>'))
    new_cell = cell.replace("of the water", "of all the water")
    old = file_with(table(*ROWS[:1], ("Lower Aune", "Norland", cell)))
    made = redline(old, file_with(table(*ROWS[:1], ("Lower Aune", "Norland", new_cell))))
    (insertion,) = body(made.data).iter(TAG + "ins")
    assert words(insertion).strip() == "all"
    assert insertion.find(f".//{TAG}color") is not None
    assert insertion.find(f".//{TAG}b") is None


def test_only_the_look_of_words_in_a_cell_changes() -> None:
    old = file_with(table(("Lower Aune", p(r("Norland")))))
    made = redline(old, file_with(table(("Lower Aune", p(r("Norland", "<w:b/>"))))))
    assert [words(change.getparent().getparent()) for change in body(made.data).iter(TAG + "rPrChange")] == [
        "Norland"
    ]
    assert not list(body(made.data, View.REJECT).iter(TAG + "b"))


def test_a_row_that_comes_has_the_look_of_the_row_above_and_is_marked_throughout() -> None:
    shaded = (
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        + "".join(
            '<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/><w:shd w:val="clear" w:fill="EEEEEE"/></w:tcPr>'
            f"{p(r(text, '<w:i/>'), properties='<w:keepNext/>')}</w:tc>"
            for text in ROWS[1]
        )
        + "</w:tr>"
    )
    old = file_with(table(*ROWS[:1]).replace("</w:tbl>", shaded + "</w:tbl>"))
    come = table(*ROWS[:1], ("The delta", "Sudmark", "One part"))
    new = file_with(come.replace("<w:tr>", "<w:tr>" + "", 1).replace("</w:tr>", "</w:tr>" + shaded, 1))
    made = redline(old, new)
    assert marked_rows(body(made.data), "ins") == ["The delta|Sudmark|One part"]
    (row,) = _rows_with(body(made.data), "ins")
    assert row.find(f"{TAG}trPr/{TAG}cantSplit") is not None
    for cell in row.iter(TAG + "tc"):
        assert cell.find(f"{TAG}tcPr/{TAG}shd") is not None
        assert cell.find(f"{TAG}p/{TAG}pPr/{TAG}keepNext") is not None
        assert cell.find(f"{TAG}p/{TAG}pPr/{TAG}rPr/{TAG}ins") is not None
        assert cell.find(f"{TAG}p/{TAG}ins/{TAG}r/{TAG}t") is not None
    assert_both_ways(made, old, new)


def test_a_row_that_goes_is_marked_throughout() -> None:
    old, new = file_with(table(*ROWS)), file_with(table(*ROWS[:2], *ROWS[3:]))
    made = redline(old, new)
    (row,) = _rows_with(body(made.data), "del")
    assert words(row) == "".join(ROWS[2])
    assert all(cell.find(f"{TAG}p/{TAG}pPr/{TAG}rPr/{TAG}del") is not None for cell in row.iter(TAG + "tc"))
    assert not list(row.iter(TAG + "t"))
    assert_both_ways(made, old, new)


def test_the_first_row_and_the_last_row_can_come_and_go() -> None:
    old, new = file_with(table(*ROWS[:3])), file_with(table(*ROWS[1:]))
    made = redline(old, new)
    assert marked_rows(body(made.data), "del") == ["|".join(ROWS[0])]
    assert marked_rows(body(made.data), "ins") == ["|".join(ROWS[3])]
    assert_both_ways(made, old, new)


def test_a_row_is_known_by_its_first_cell_when_all_its_figures_change() -> None:
    old = file_with(table(ROWS[0], ("Aune", "12", "17"), ("Bure", "9", "8")))
    new = file_with(table(ROWS[0], ("Aune", "14", "3"), ("Bure", "10", "88")))
    made = redline(old, new)
    assert marked(body(made.data), "del") == ["12", "17", "9", "8"]
    assert not list(_rows_with(body(made.data), "del"))
    assert_both_ways(made, old, new)


def test_paragraphs_of_a_cell_come_and_go() -> None:
    first, second, third = (
        p("The first mill on it."),
        p("A second mill."),
        p("Three mills that stand no more."),
    )
    old = file_with(table(("Lower Aune", first + second), ("Upper Aune", first)))
    new = file_with(table(("Lower Aune", second), ("Upper Aune", first + third)))
    made = redline(old, new)
    assert_both_ways(made, old, new)
    assert not list(_rows_with(body(made.data), "ins"))


def test_an_empty_cell_is_filled_and_another_one_emptied() -> None:
    old = file_with(table(ROWS[0], ("Lower Aune", "", "Twelve parts")))
    new = file_with(table(ROWS[0], ("Lower Aune", "Norland", "")))
    made = redline(old, new)
    assert_both_ways(made, old, new)
    assert not list(_rows_with(body(made.data), "ins"))


def test_merged_cells_that_part_are_a_row_that_goes_and_one_that_comes() -> None:
    wide = f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="3"/></w:tcPr>{p("The waters of the north")}</w:tc></w:tr>'
    old = file_with(table(*ROWS[:2]).replace("</w:tbl>", wide + "</w:tbl>"))
    new = file_with(table(*ROWS[:2], ("The waters of the north", "", "")))
    made = redline(old, new)
    assert marked_rows(body(made.data), "del") == ["The waters of the north"]
    assert marked_rows(body(made.data), "ins") == ["The waters of the north||"]
    assert_both_ways(made, old, new)


def test_a_row_of_merged_cells_comes_with_its_shape() -> None:
    wide = f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="3"/></w:tcPr>{p("The waters of the north")}</w:tc></w:tr>'
    old, new = file_with(table(*ROWS)), file_with(table(*ROWS).replace("</w:tbl>", wide + "</w:tbl>"))
    made = redline(old, new)
    (row,) = _rows_with(body(made.data), "ins")
    spans = [span.get(TAG + "val") for span in row.iter(TAG + "gridSpan")]
    assert spans == ["3"]
    assert_both_ways(made, old, new)


def test_a_row_inside_cells_merged_downwards_comes_into_the_merge() -> None:
    def row(state: str, merge: str, share: str) -> str:
        merged = f'<w:tc><w:tcPr><w:vMerge w:val="{merge}"/></w:tcPr>{p(state)}</w:tc>'
        return f"<w:tr>{merged}<w:tc>{p(share)}</w:tc></w:tr>"

    def merged(*shares: str) -> bytes:
        rows = [row("" if i else "Norland", "continue" if i else "restart", s) for i, s in enumerate(shares)]
        return file_with(table(("State", "Share")).replace("</w:tbl>", "".join(rows) + "</w:tbl>"))

    old, new = merged("The mills", "The weirs"), merged("The mills", "The bridges over it", "The weirs")
    made = redline(old, new)
    (found,) = _rows_with(body(made.data), "ins")
    assert [merge.get(TAG + "val") for merge in found.iter(TAG + "vMerge")] == ["continue"]
    assert_both_ways(made, old, new)


def test_a_table_in_a_cell_is_compared_like_any_other() -> None:
    def nested(share: str) -> bytes:
        return file_with(
            table(("Lower Aune", p("The mills:") + table(("First", share), ROWS[1][:2]) + p("")))
        )

    old, new = nested("Three parts"), nested("Four parts")
    made = redline(old, new)
    assert (marked(body(made.data), "del"), marked(body(made.data), "ins")) == (["Three"], ["Four"])
    assert_both_ways(made, old, new)


def test_with_a_new_column_the_table_goes_and_the_new_one_comes() -> None:
    old = file_with(table(*ROWS))
    new = file_with(table(*((*row, "Since 2029") for row in ROWS)))
    made = redline(old, new)
    assert [
        len(tuple(found.iter(TAG + "gridCol"))) for found in body(made.data, View.ACCEPT).iter(TAG + "tbl")
    ] == [4]
    assert_both_ways(made, old, new)


def test_a_whole_table_goes() -> None:
    old, new = file_with(p("The shares:"), table(*ROWS), p("")), file_with(p("The shares:"), p(""))
    made = redline(old, new)
    assert len(marked_rows(body(made.data), "del")) == len(ROWS)
    assert_both_ways(made, old, new)


def test_a_whole_table_comes_without_styles_that_the_file_lacks() -> None:
    styled = table(*ROWS).replace("<w:tblPr>", '<w:tblPr><w:tblStyle w:val="Rivers"/>')
    styled = styled.replace("<w:p>", '<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="right"/></w:pPr>')
    old, new = file_with(p("The shares:")), file_with(p("The shares:"), styled, p("They last."))
    made = redline(old, new)
    assert len(marked_rows(body(made.data), "ins")) == len(ROWS)
    assert not list(body(made.data).iter(TAG + "tblStyle", TAG + "pStyle"))
    assert len(list(body(made.data).iter(TAG + "jc"))) == 12
    assert_both_ways(made, old, new)
    assert not cells(body(made.data, View.REJECT))


def test_new_paragraphs_before_and_behind_a_table_stand_outside_of_it() -> None:
    old = file_with(p("The shares:"), table(*ROWS))
    new = file_with(p("The shares:"), p("As of spring:"), table(*ROWS), p("No share is for sale."))
    made = redline(old, new)
    assert_both_ways(made, old, new)
    found = [words(child) for child in body(made.data)[0] if child.tag == TAG + "p"]
    assert found[1:4] == ["The shares:", "As of spring:", "No share is for sale."]


NOTES = {"footnotes": footnote(2, "Measured at the old bridge.") + footnote(3, "With the ice.")}


def test_a_note_goes_with_the_row_that_calls_it() -> None:
    rows = (*ROWS[:3], ("The lakes", "Sudmark", p("All of it", call(2))))
    old = file_with(table(*rows), p("Done.", call(3)), **NOTES)
    new = file_with(table(*rows[:3]), p("Done.", call(3)), footnotes=footnote(3, "With the ice."))
    made = redline(old, new)
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        notes = etree.fromstring(archive.read("word/footnotes.xml"))
    gone = [note.get(TAG + "id") for note in notes if note.find(f".//{TAG}del") is not None]
    assert gone == ["2"]


def test_a_note_comes_with_a_cell() -> None:
    rows = (*ROWS[:3], ("The lakes", "Sudmark", p("All of it", call(2))))
    old = file_with(table(*ROWS[:3], ("The lakes", "Sudmark", p("All of it"))))
    new = file_with(table(*rows), footnotes=footnote(2, "Measured at the old bridge."))
    made = redline(old, new)
    assert len(list(body(made.data).iter(TAG + "footnoteReference"))) == 1
    assert_both_ways(made, old, new)


# --- pictures ---


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e5"
    "27d4a20000000049454e44ae426082"
)
PICTURE = (
    '<w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/'
    '2006/picture">'
    '<pic:pic><pic:blipFill><a:blip r:embed="rId_map"/></pic:blipFill></pic:pic></a:graphicData>'
    "</a:graphic></wp:inline></w:drawing></w:r>"
)
LINK = (
    '<Relationship Id="rId_map" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"'
    ' Target="media/map.png"/>'
)


def with_picture(*blocks: str, pixel: bytes = PIXEL) -> bytes:
    return docx(HEAD, *blocks, LAST, extra={"word/media/map.png": pixel}, relationships=LINK)


def test_a_picture_missing_from_the_new_version_is_deleted() -> None:
    old = with_picture(p("The map of the river:"), p(PICTURE))
    made = redline(old, file_with(p("The map of the river:")))
    (drawing,) = body(made.data).iter(TAG + "drawing")
    assert any(above.tag == TAG + "del" for above in drawing.iterancestors())
    assert made.reports == ()


def test_a_picture_that_comes_is_reported_and_left_out() -> None:
    new = with_picture(p("The map ", PICTURE, " of the river:"), table(("Map", p(PICTURE)), *ROWS[0:1]))
    made = redline(file_with(p("The map of the river:")), new)
    assert not list(body(made.data).iter(TAG + "drawing"))
    assert made.reports == tuple(
        f"a picture in the new version, in paragraph {number}, cannot be shown as a tracked change"
        " and is left out"
        for number in (2, 4)
    )


def test_a_picture_that_is_another_one_is_reported_and_stays() -> None:
    old = with_picture(p("The map ", PICTURE, " of the river:"))
    made = redline(old, with_picture(p("The map ", PICTURE, " of the river:"), pixel=PIXEL + b"\0"))
    (drawing,) = body(made.data).iter(TAG + "drawing")
    assert not any(above.tag == TAG + "del" for above in drawing.iterancestors())
    (report,) = made.reports
    assert report.startswith("a picture in paragraph 2 is another one in the new version")


# --- draft text as the new version ---


def edited(old: bytes, **changes: str) -> str:
    """The draft text of a file, lines replaced: by the first words of a cell, what stands for the line."""
    text = text_of(old)
    for begin, line in changes.items():
        found = next(row for row in text.split("\n") if row.startswith(f"| {begin}"))
        text = text.replace(found + "\n", line and line + "\n")
    return text


def test_draft_text_changes_a_cell_word_by_word() -> None:
    old = file_with(table(ROWS[0], ("Lower Aune", "Norland", p(r("Twelve parts", "<w:b/>"))), *ROWS[2:]))
    made = redline(old, edited(old, Lower="| Lower Aune | Norland | Twelve great parts |"))
    assert marked(body(made.data), "ins") == ["great "]
    assert not marked(body(made.data), "del")
    (insertion,) = body(made.data).iter(TAG + "ins")
    assert insertion.find(f".//{TAG}b") is not None
    assert made.reports == ()


def test_draft_text_with_other_padding_and_a_rule_changes_nothing() -> None:
    old = file_with(table(*ROWS))
    line = "| " + " | ".join(ROWS[0]) + " |"
    made = redline(old, edited(old, River=line.replace(" |", "   |") + "\n|---|:---:|---|"))
    assert not list(body(made.data).iter(TAG + "ins", TAG + "del"))
    assert made.reports == ()


def test_draft_text_lets_rows_come_and_go() -> None:
    old = file_with(table(*ROWS))
    text = edited(
        old,
        Upper="",
        The="| The delta | Sudmark | One part |\n| The lakes | Sudmark | All of the water that is left |",
    )
    made = redline(old, text)
    assert marked_rows(body(made.data), "del") == ["|".join(ROWS[2])]
    assert marked_rows(body(made.data), "ins") == ["The delta|Sudmark|One part"]
    assert made.reports == ()


def test_a_stroke_and_a_second_paragraph_in_a_cell_of_draft_text() -> None:
    old = file_with(table(*ROWS))
    made = redline(
        old, edited(old, Lower=r"| Lower Aune | Norland \| Estmark | Twelve parts of the water<br>By day. |")
    )
    found = cells(body(made.data, View.ACCEPT))[0][1]
    assert found == ["Lower Aune", "Norland | Estmark", "Twelve parts of the water\nBy day."]


def test_notes_in_cells_of_draft_text_stay_and_come() -> None:
    rows = (*ROWS[:3], ("The lakes", "Sudmark", p("All of it", call(2))))
    old = file_with(table(*rows), p("Done.", call(3)), **NOTES)
    text = edited(old, Lower="| Lower Aune | Norland[^new] | Twelve parts of the water |")
    text = text.replace("| All of it[^1]", "| Most of it[^1]") + "\n[^new]: And its sister State.\n"
    made = redline(old, text)
    references = [ref.get(TAG + "id") for ref in body(made.data).iter(TAG + "footnoteReference")]
    assert references == ["1", "2", "3"]
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        notes = etree.fromstring(archive.read("word/footnotes.xml"))
    assert [note.get(TAG + "id") for note in notes if "sister" in "".join(note.itertext())] == ["1"]
    assert made.reports == ()


def test_a_whole_table_comes_in_draft_text_and_looks_like_the_next_one() -> None:
    old = file_with(
        table(*ROWS).replace("<w:p>", '<w:p><w:pPr><w:jc w:val="right"/></w:pPr>'), p(""), p("They last.")
    )
    text = text_of(old).replace(
        "They last.\n", "They last.\n\n| Mill | Owner | Wheels |\n| Old mill | Norland | Two |\n"
    )
    made = redline(old, text)
    accepted = body(made.data, View.ACCEPT)
    assert cells(accepted)[1] == [["Mill", "Owner", "Wheels"], ["Old mill", "Norland", "Two"]]
    assert len(list(list(accepted.iter(TAG + "tbl"))[1].iter(TAG + "jc"))) == 6
    assert cells(body(made.data, View.REJECT)) == cells(body(old))


def test_between_two_tables_of_draft_text_an_empty_paragraph_comes() -> None:
    old = file_with(table(*ROWS))
    text = text_of(old).replace("| The lakes", "| Old mill | Norland | Two |\n\n| The lakes")
    made = redline(old, text)
    tags = [child.tag for child in body(made.data, View.ACCEPT)[0]]
    assert tags.count(TAG + "tbl") == 2
    assert all(pair != (TAG + "tbl", TAG + "tbl") for pair in itertools.pairwise(tags))


def test_words_for_a_cell_that_is_merged_with_the_one_above_are_reported() -> None:
    merged = [
        f"<w:tr><w:tc><w:tcPr><w:vMerge{kind}/></w:tcPr>{p(state)}</w:tc><w:tc>{p(share)}</w:tc></w:tr>"
        for kind, state, share in ((' w:val="restart"', "Norland", "The mills"), ("", "", "The weirs of it"))
    ]
    old = file_with(table(("State", "Share")).replace("</w:tbl>", "".join(merged) + "</w:tbl>"))
    made = redline(old, text_of(old).replace("|  | The weirs", "| Estmark | The weirs"))
    (report,) = made.reports
    assert report.startswith("the table at paragraph 2 (“")
    assert report.endswith("stays as it is: a cell that is merged with the one above is changed")
    assert body(made.data, View.ACCEPT).find(f".//{TAG}ins") is None
    assert cells(body(made.data)) == cells(body(old))


def test_a_picture_of_draft_text_goes_with_its_line() -> None:
    old = with_picture(LAST, p("2. Takes note of the map:"), p(PICTURE))
    made = redline(old, text_of(old).replace("![picture](map.png)\n", ""))
    (drawing,) = body(made.data).iter(TAG + "drawing")
    assert any(above.tag == TAG + "del" for above in drawing.iterancestors())


def test_a_picture_that_comes_in_draft_text_is_reported() -> None:
    old = file_with(LAST, p("2. Takes note of the map:"))
    made = redline(old, text_of(old).replace("of the map:\n", "of the map:\n\n![picture](map.png)\n"))
    assert made.reports == ("![picture](map.png) cannot be shown as a tracked change and is left out",)


# --- other programs ---


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """An issued file, a new version and the redline."""
    folder = tmp_path_factory.mktemp("tables")
    old = file_with(table(*ROWS), p("Between."), table(*ROWS[:2]), p("After."))
    changed = (
        ROWS[0],
        ("Lower Aune", "Norland", "Fourteen parts of the water"),
        ("The delta", "Sudmark", "One"),
        ROWS[3],
    )
    new = file_with(table(*changed), p("Between."), p("After."), table(*ROWS[:3]), p(""))
    paths = folder / "old.docx", folder / "new.docx", folder / "redline.docx"
    for path, data in zip(paths, (old, new, redline(old, new).data), strict=True):
        path.write_bytes(data)
    return paths


def test_pandoc_reads_the_same_words_after_accept_and_reject(files: tuple[Path, Path, Path]) -> None:
    old, new, made = files
    for view, wanted in (("accept", new), ("reject", old)):
        found, should = pandoc(made, view), pandoc(wanted)
        assert [w for w in found.split() if w.strip("-")] == [w for w in should.split() if w.strip("-")]


def test_libreoffice_reads_the_same_tables_after_accept_and_reject(
    files: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    old, new, made = files
    jobs = [("accept", made), ("reject", made), ("plain", new), ("plain", old)]
    accepted, rejected, new_text, old_text = libreoffice(jobs, tmp_path)
    assert accepted["tables"] == new_text["tables"]
    assert rejected["tables"] == old_text["tables"]


def test_a_validator_finds_nothing_new_but_rows_that_are_only_marked(files: tuple[Path, Path, Path]) -> None:
    old, _, made = files
    new = [line for line in findings(made) if line not in findings(old)]
    assert all("Required sequence content is missing" in line for line in new)
