"""Tables in a redline of two texts: rows that come and go, cells word by word."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import docx_tools
import pytest
from builders import enacting, note, op
from hypothesis import given, settings
from hypothesis import strategies as st
from test_redline import part, revisions
from test_word_tables import lines

from draftkit.build import build
from draftkit.model import Draft, NoteCall
from draftkit.ooxml.readback import read_file
from draftkit.ooxml.resolve import View
from draftkit.readers.word import read_word
from draftkit.rows import Row, RowKind, rows
from draftkit.writers.redline import write_redline
from draftkit.writers.word.clean import write_docx

LAMPS = "| Lamp | Height |\n| --- | --- |\n| North pier | 12 m |\n| South pier | 9 m |"
DATE = datetime(2031, 5, 21, tzinfo=UTC)


def draft(*found: Row | str) -> Draft:
    those = [lines(each) if isinstance(each, str) else each for each in found]
    return build((enacting(), op(1, "*Decides* to keep the lamps:"), *those, op(2, "*Decides* to meet.")))


def proved(old: Draft, new: Draft, style: str = "tracked") -> bytes:
    """The redline, which says what the two clean documents say, and what the two texts say."""
    package = write_redline(old, new, author="Secretariat", date=DATE, style=style)
    for view, wanted in ((View.ACCEPT, new), (View.REJECT, old)):
        if style == "tracked":
            assert read_file(package, view) == read_file(write_docx(wanted), View.ACCEPT)
            (reading,) = read_word(package, "redline.docx", view)
            assert kept(reading.draft) == kept(wanted)
    return package


def kept(found: Draft) -> list[str]:
    return [each.text for each in rows(found) if each.kind is RowKind.VERBATIM]


def marked_rows(package: bytes) -> list[str]:
    """For each row, what happens to it."""
    found = re.findall(r"<w:tr>(.*?)</w:tr>", part(package), re.DOTALL)
    marks = [re.search(r"<w:trPr>.*?<w:(ins|del) .*?</w:trPr>", each) for each in found]
    return [mark.group(1) if mark else "" for mark in marks]


def test_a_table_that_stays_has_no_revision() -> None:
    package = proved(draft(LAMPS), draft(LAMPS))
    assert revisions(package) == []
    assert marked_rows(package) == ["", "", ""]


def test_a_word_in_a_cell_is_marked_in_the_cell() -> None:
    package = proved(draft(LAMPS), draft(LAMPS.replace("12 m", "15 m")))
    assert revisions(package) == ["-12", "+15"]
    assert marked_rows(package) == ["", "", ""]


def test_a_format_in_a_cell_is_a_change_of_format() -> None:
    package = proved(draft(LAMPS), draft(LAMPS.replace("North", "**North**")))
    assert revisions(package) == []
    assert part(package).count("<w:rPrChange ") == 1


@pytest.mark.parametrize("swap", [False, True])
def test_a_row_that_comes_or_goes_is_marked_as_a_row(swap: bool) -> None:
    more = draft(LAMPS.replace("| South", "| East pier | 7 m |\n| South"))
    old, new = (more, draft(LAMPS)) if swap else (draft(LAMPS), more)
    package = proved(old, new)
    tag, sign = ("del", "-") if swap else ("ins", "+")
    assert marked_rows(package) == ["", "", tag, ""]
    assert revisions(package) == [f"{sign}East pier", f"{sign}7 m"]


@pytest.mark.parametrize("swap", [False, True])
def test_a_whole_table_comes_or_goes(swap: bool) -> None:
    old, new = (draft(LAMPS), draft()) if swap else (draft(), draft(LAMPS))
    assert marked_rows(proved(old, new)) == ["del" if swap else "ins"] * 3


@pytest.mark.parametrize(
    "other",
    [
        LAMPS.replace(" |\n", " | x |\n") + " x |",
        LAMPS.replace("| --- | --- |\n", ""),
    ],
)
def test_a_table_with_other_columns_or_a_row_that_names_them_is_another(other: str) -> None:
    wide = other.replace("| --- | --- | x |", "| --- | --- | --- |")
    package = proved(draft(LAMPS), draft(wide))
    assert marked_rows(package) == ["del"] * 3 + ["ins"] * 3


def test_lines_in_a_cell_come_and_go_and_the_end_of_the_cell_stays() -> None:
    one, three = "| North pier | 12 m |", "| North pier<br>and mole<br>and bay | 12 m |"
    for old, new in ((one, three), (three, one)):
        package = proved(draft(old), draft(new))
        assert marked_rows(package) == [""]
        cells = re.findall(r"<w:tc>.*?</w:tc>", part(package), re.DOTALL)
        assert all(
            re.findall(r"<w:p>.*?</w:p>", cell, re.DOTALL)[-1].count("<w:rPr><w:ins ") == 0 for cell in cells
        )


def test_lines_that_no_table_of_word_gives_back_are_compared_as_lines() -> None:
    package = proved(draft("|North|12 m|"), draft("| North | 12 m |"))
    assert marked_rows(package) == ["ins"]
    assert revisions(package)[0] == "-|North|12 m|"


def test_a_table_that_moves_goes_and_comes() -> None:
    words = op("1 bis.", "*Requests* the keepers of all lamps to report on the lights of the northern coast;")
    package = proved(draft("| red |", words), draft(words, "| red |"))
    assert marked_rows(package) == ["del", "ins"]
    assert "w:move" not in part(package)


def noted(*found: Row | str) -> Draft:
    notes = (note("1", "See the list of lamps."), note("2", "See the list of bells."))
    return build((enacting(), op(1, "*Decides* as follows:^1"), *rows(draft(*found))[2:], *notes))


def test_a_call_in_a_cell_comes_and_goes_with_its_note() -> None:
    called, uncalled = noted("| North[^2] | [^1] |"), build(rows(noted("| North | [^1] |"))[:-1])
    for old, new, sign in ((called, uncalled, "-"), (uncalled, called, "+")):
        package = proved(old, new)
        assert revisions(package) == [f"{sign}{{}}"]
        assert revisions(package, "footnotes") == [f"{sign}→See the list of bells."]


def test_calls_are_words_in_both_versions_where_they_are_words_in_one() -> None:
    """In the new version, the second note is the first that is called, and has the number 1."""
    new = build(
        replace(row, content=(*row.content[:-1], NoteCall("2"))) if row.marker == "1." else row
        for row in rows(noted("| North[^2] |"))
    )
    package = write_redline(noted("| North[^2] |"), new, author="Secretariat", date=DATE)
    assert re.findall(r">([^<]*\[\^[^<]*)<", part(package)) == ["North[^2]"]


def test_on_paper_words_of_tables_are_marked_as_all_others() -> None:
    package = proved(draft(LAMPS), draft(LAMPS.replace("12 m", "15 m")), "printed")
    assert "<w:strike/>" in part(package)
    assert not re.search(r"<w:(ins|del) ", part(package))


# --- whatever the tables ----------------------------------------------------------------------

WORDS = st.sampled_from(
    ["lamp", "12 m", "*red*", "**red**", "a<br>b", "[EU: x]", "x \\| y", "north pier", "bell[^2]", "[^1]"]
)
CELL = st.lists(WORDS, max_size=3).map(" ".join)


@st.composite
def tables(draw: st.DrawFn) -> str:
    size = draw(st.integers(1, 3))
    found = draw(st.lists(st.lists(CELL, min_size=size, max_size=size), min_size=1, max_size=4))
    drawn = ["| " + " | ".join(cells) + " |" for cells in found]
    if draw(st.booleans()):
        drawn.insert(1, "| " + " | ".join("---" for _ in range(size)) + " |")
    return "\n".join(drawn)


PARAGRAPHS = st.sampled_from(
    ["*Decides* to meet;", "*Requests* a report;", "*Invites* the keepers to speak;"]
)
BODY = st.lists(tables() | PARAGRAPHS.map(lambda words: op(7, words)), max_size=4)


@given(BODY, BODY)
@settings(max_examples=60)
def test_any_two_texts_with_tables_can_be_redlined(old: list[Row | str], new: list[Row | str]) -> None:
    before, after = noted("| First[^2] |", *old), noted("| First[^2] |", *new)
    package = write_redline(before, after, author="Secretariat", date=DATE)
    assert read_file(package, View.ACCEPT) == read_file(write_docx(after), View.ACCEPT)
    assert read_file(package, View.REJECT) == read_file(write_docx(before), View.ACCEPT)


# --- other programs ---------------------------------------------------------------------------

OTHER = (
    LAMPS.replace("12 m", "15 m")
    .replace("South pier", "South mole")
    .replace("| North", "| East pier | **7 m**<br>or 8 m |\n| North")
)
PAIRS = {
    "cells and rows": (draft(LAMPS), draft(OTHER)),
    "a table that comes": (draft(), draft(LAMPS)),
    "a table beside another": (draft(LAMPS, "| Bell |\n| Reef |"), draft("| Bell |\n| Reef |", OTHER)),
    "words before a table": (draft("| a |"), draft(op("1 bis.", "*Requests* a report;"), "| a |")),
}


@pytest.mark.parametrize("name", PAIRS)
def test_a_validator_finds_nothing_wrong(name: str, tmp_path: Path) -> None:
    file = tmp_path / "redline.docx"
    for style in ("tracked", "printed"):
        file.write_bytes(proved(*PAIRS[name], style))
        assert docx_tools.findings(file) == []


def test_libreoffice_and_pandoc_read_the_words_of_both(tmp_path: Path) -> None:
    jobs: list[tuple[str, Path]] = []
    for number, (old, new) in enumerate((*PAIRS.values(), *(pair[::-1] for pair in PAIRS.values()))):
        marked, before, after = (tmp_path / f"{number}-{key}.docx" for key in ("redline", "old", "new"))
        marked.write_bytes(proved(old, new))
        before.write_bytes(write_docx(old))
        after.write_bytes(write_docx(new))
        jobs += [("accept", marked), ("plain", after), ("reject", marked), ("plain", before)]
        for view, clean in (("accept", after), ("reject", before)):
            assert words(docx_tools.pandoc(marked, view)) == words(docx_tools.pandoc(clean))
    found = docx_tools.libreoffice(jobs, tmp_path)
    read = [
        ([text for text in one["paragraphs"] if text], [cell.partition(" ")[2] for cell in one["tables"]])
        for one in found
    ]
    for got, wanted in zip(read[::2], read[1::2], strict=True):
        assert got == wanted


def words(text: str) -> list[str]:
    """Without lines and order: pandoc draws rows that went, without words, and columns of any width."""
    return sorted(word for word in text.split() if word.strip("-+=|"))
