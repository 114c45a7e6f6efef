"""PDF, as other programs see it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import docx_tools
import pytest
from click.testing import CliRunner, Result
from docx_tools import _program, _run

import draftkit
from draftkit import libreoffice
from draftkit.cli import main

COMMAND = (sys.executable, "-c", "from draftkit.cli import main; main(prog_name='draftkit')")
DAY = "2031-05-21"
TITLE = "Early warning of floods and low flows on rivers shared by two or more Parties"


@pytest.fixture(scope="module")
def pdf(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An example as PDF, made by the command in a process of its own."""
    _program("soffice", "libreoffice-writer-nogui")
    file = tmp_path_factory.mktemp("pdf") / "rivers.pdf"
    _run(*COMMAND, "render", examples / "rivers-L4-Rev1.md", "-o", file, "--date", DAY)
    return file


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)), prog_name="draftkit")


def cannot(result: Result) -> str:
    assert (result.exit_code, result.stdout) == (2, "")
    (sentence,) = result.stderr.splitlines()
    return sentence.removeprefix("draftkit: ")


def about(file: Path, *options: str) -> str:
    """What pdfinfo says."""
    return _run(_program("pdfinfo", "poppler-utils"), *options, file)


def text(file: Path) -> str:
    return _run(_program("pdftotext", "poppler-utils"), "-layout", file, "-")


def test_a_pdf_has_the_pages_of_the_word_document(pdf: Path, examples: Path, tmp_path: Path) -> None:
    word = tmp_path / "rivers.docx"
    assert run("render", examples / "rivers-L4-Rev1.md", "-o", word).exit_code == 0
    ours, theirs = text(pdf).split("\f")[:-1], docx_tools.pages(word, tmp_path)
    # The mark of a note stands elsewhere in ours, and where it is a star only once.
    assert [sorted(page.replace("*", "").split()) for page in ours] == [
        sorted(page.replace("*", "").split()) for page in theirs
    ]


def test_the_mark_of_a_note_stands_once_and_ends_where_word_ends_it(pdf: Path) -> None:
    words = _run(_program("pdftotext", "poppler-utils"), "-bbox", "-l", "1", pdf, "-")
    places = re.findall(r'yMin="([\d.]+)" xMax="([\d.]+)".*?>([*\d])</word>', words)
    in_notes = sorted((mark, float(end)) for top, end, mark in places if float(top) > 650)
    assert [mark for mark, _ in in_notes] == ["*", "1", "2", "3", "4"]
    margin, tab = 1200, 1195  # twips
    assert all(abs(end - (margin + tab) / 20) < 1 for _, end in in_notes)


def test_a_pdf_says_everything_that_the_draft_says(pdf: Path) -> None:
    words = " ".join(text(pdf).split())
    for said in ("RIV/COP/2031/L.4/Rev.1", "Distr.: Limited", "10.", "Terms of reference", "Treaty Series"):
        assert said in words


def test_a_pdf_is_tagged_and_shows_title_and_date(pdf: Path) -> None:
    said = about(pdf, "-isodates")
    assert re.search(r"^Tagged: +yes$", said, re.M)
    assert re.search(rf"^Title: +{TITLE}$", said, re.M)
    assert re.search(rf"^CreationDate: +{DAY}T00:00:00Z$", said, re.M)
    data = pdf.read_bytes()
    assert b"/Lang(en-GB)" in data
    assert b"/DisplayDocTitle true" in data


def test_a_screen_reader_finds_headings_paragraphs_and_notes(pdf: Path) -> None:
    read = about(pdf, "-struct-text")
    for element in ("H1 (block)", "H2 (block)", "P (block)", "Note (inline)", "Link (inline)"):
        assert element in read
    assert '"Recalling"' in read


def test_headings_are_bookmarks(pdf: Path) -> None:
    pdfium = pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed")
    marks = [bookmark.get_title() for bookmark in pdfium.PdfDocument(pdf).get_toc()]
    assert TITLE in marks
    assert marks[-3:] == ["A. Purpose", "B. Warnings", "C. Review"]


def test_all_fonts_are_embedded(pdf: Path) -> None:
    listed = _run(_program("pdffonts", "poppler-utils"), pdf).splitlines()[2:]
    assert listed
    assert all(re.search(r"\byes yes yes\b|\byes +yes +yes\b", line) for line in listed)


def test_the_same_draft_gives_the_same_bytes_at_any_time_and_place(
    pdf: Path, examples: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again.pdf"
    elsewhere = os.environ | {"TZ": "Asia/Tokyo", "LC_ALL": "C", "LANG": "C"}
    draft = str(examples / "rivers-L4-Rev1.md")
    command = [*COMMAND, "render", draft, "-o", str(again), "--date", DAY]
    subprocess.run(command, env=elsewhere, timeout=docx_tools.SECONDS, check=True)
    assert again.read_bytes() == pdf.read_bytes()


def test_different_drafts_have_different_identifiers(pdf: Path, examples: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.pdf"
    draftkit.write(draftkit.read(examples / "rivers-L4.md"), other)
    first, second = (re.search(rb"/ID \[ ?<(\w{32})>", file.read_bytes()) for file in (pdf, other))
    assert first
    assert second
    assert first[1] != second[1]
    assert "CreationDate:    2000-01-01T00:00:00Z" in about(other, "-isodates")


def test_a_printed_redline_can_be_a_pdf(examples: Path, tmp_path: Path) -> None:
    _program("soffice", "libreoffice-writer-nogui")
    file = tmp_path / "redline.pdf"
    old, new = examples / "rivers-L4.md", examples / "rivers-L4-Rev1.md"
    assert run("redline", old, new, "-o", file, "--style", "printed").exit_code == 0
    assert "Bold and double underlined: inserted. Struck through: deleted." in text(file)
    again = tmp_path / "again.pdf"
    draftkit.redline(draftkit.read(old), draftkit.read(new), again, style="printed")
    assert again.read_bytes() == file.read_bytes()


TRACKED = "a PDF cannot hold tracked changes; show them in print with --style printed, or name a .docx file"


def test_tracked_changes_in_a_pdf_are_refused(examples: Path, tmp_path: Path) -> None:
    file = tmp_path / "redline.PDF"
    old, issued = examples / "rivers-L4.md", tmp_path / "issued.docx"
    assert run("render", old, "-o", issued).exit_code == 0
    for before in (old, issued):
        assert cannot(run("redline", before, old, "-o", file)) == f"{file}: {TRACKED}"
    with pytest.raises(draftkit.DraftkitError, match="cannot hold tracked changes"):
        draftkit.redline(draftkit.read(old), draftkit.read(old), file)
    assert not file.exists()


def test_without_libreoffice_one_sentence_says_what_to_install(
    examples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    if sys.platform in libreoffice._PLACES and libreoffice._program():
        pytest.skip("LibreOffice is installed where it is found without PATH")
    file = tmp_path / "rivers.pdf"
    assert cannot(run("render", examples / "rivers-L4.md", "-o", file)) == (
        "PDF is made by LibreOffice, which is not installed; install LibreOffice Writer"
        " (Debian, Ubuntu: sudo apt-get install libreoffice-writer) or write a Word document (.docx)"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_pdf_that_takes_too_long_is_given_up(
    examples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _program("soffice", "libreoffice-writer-nogui")
    monkeypatch.setattr(libreoffice, "TIME_LIMIT", 0.01)
    assert cannot(run("render", examples / "rivers-L4.md", "-o", tmp_path / "rivers.pdf")) == (
        "LibreOffice took more than 0.01 seconds to make the PDF; try again or write a Word document (.docx)"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="makes a program of a shell script")
@pytest.mark.parametrize(
    ("script", "mode", "said"),
    [
        (
            "exit 0",
            0o755,
            "LibreOffice did not make a PDF of this document; open it in a word processor"
            " or write a Word document (.docx)",
        ),
        ("", 0o755, "cannot be started: Exec format error"),
    ],
)
def test_a_libreoffice_that_does_not_work_is_named(
    examples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, mode: int, said: str
) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n" if script else "\0", encoding="ascii")
    program.chmod(mode)
    monkeypatch.setenv("PATH", str(tmp_path))
    file = tmp_path / "rivers.pdf"
    assert cannot(run("render", examples / "rivers-L4.md", "-o", file)).endswith(said)
    assert not file.exists()
