"""Redlines on the issued file: its masthead, its running headers, the command and the Python interface."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from word_files import PAGE, TAB, docx, p, r, table

import draftkit
from draftkit.cli import main
from draftkit.errors import DraftkitError
from draftkit.ooxml.archive import open_archive
from draftkit.ooxml.resolve import View, W, resolve_tree
from draftkit.readers.text import read_text
from draftkit.writers.issued import Redline, Text, redline_issued

WHEN = datetime(2031, 5, 21, tzinfo=UTC)
SECTION = (
    '<w:sectPr><w:headerReference w:type="first" r:id="rId_header1"/>'
    '<w:headerReference w:type="default" r:id="rId_header2"/>'
    '<w:footerReference w:type="default" r:id="rId_footer1"/><w:titlePg/></w:sectPr>'
)
MASTHEAD = table(("United Nations", "HARB/2031/L.4"), ("Assembly of Harbours", "Distr.: Limited"))
BODY = (
    p("Estmark: draft decision"),
    p(r("The Assembly of Harbours", "<w:i/>"), ","),
    p("1.", TAB, r("Decides", "<w:i/>"), " to keep a light at the head of every mole."),
)
TEXT = """HARB/2031/{symbol}

# Assembly of Harbours

Distr.: Limited

### Estmark: draft decision

*The Assembly of Harbours,*

1. *Decides* to keep a light at the {place} of every mole.
"""


def file(running: str = p("HARB/2031/L.4"), footer: str = p("Page 1"), masthead: str = MASTHEAD) -> bytes:
    others = {"header1": masthead + p(), "header2": running, "footer1": footer}
    return docx(*BODY, section=SECTION, others=others)


def redline(issued: bytes, new: str | bytes) -> Redline:
    version = new if isinstance(new, bytes) else Text(tuple(read.draft for read in read_text(new)))
    return redline_issued(issued, "L4.docx", version, "new", author="Secretariat", date=WHEN)


def lines(data: bytes, part: str, view: View = View.ACCEPT) -> list[str]:
    root = open_archive(data, "L4.docx").root(f"word/{part}.xml")
    resolve_tree(root, view)
    texts = ("".join(t.text or "" for t in p.iter(W + "t")) for p in root.iter(W + "p"))
    return [text for text in texts if text]


def test_of_a_symbol_that_is_added_to_only_what_is_added_is_marked() -> None:
    result = redline(file(), TEXT.format(symbol="L.4/Rev.1", place="head"))
    root = open_archive(result.data, "L4.docx").root("word/header1.xml")
    assert ["".join(change.itertext()) for change in root.iter(W + "ins")] == ["/Rev.1"]
    assert not list(root.iter(W + "del"))
    assert lines(result.data, "header1")[1] == "HARB/2031/L.4/Rev.1"


def test_the_running_header_follows_the_symbol() -> None:
    issued = file()
    result = redline(issued, TEXT.format(symbol="L.5", place="head"))
    assert lines(result.data, "header2") == ["HARB/2031/L.5"]
    assert lines(result.data, "header2", View.REJECT) == ["HARB/2031/L.4"]
    assert result.reports == ()
    parts = [open_archive(data, "L4.docx").read("word/footer1.xml") for data in (issued, result.data)]
    assert parts[0] == parts[1]


def test_the_header_of_every_page_follows_a_symbol_in_the_text() -> None:
    """Where the first page has no header of its own, the one of all pages might hold the masthead."""
    section = PAGE.replace("<w:pgSz", '<w:headerReference w:type="default" r:id="rId_header1"/><w:pgSz')
    versions = [
        docx(p(symbol), p("Assembly of Harbours"), p("Distr.: Limited"), p("Decides to light the coast."),
             others={"header1": p(symbol)}, section=section)
        for symbol in ("HARB/2031/L.4", "HARB/2031/L.4/Rev.1")
    ]  # fmt: skip
    result = redline(*versions)
    assert lines(result.data, "header1") == ["HARB/2031/L.4/Rev.1"]
    assert lines(result.data, "header1", View.REJECT) == ["HARB/2031/L.4"]
    assert result.reports == ()


def test_a_symbol_that_the_new_file_has_nowhere_leaves_the_running_header_too() -> None:
    result = redline(file(), file(running=p(), masthead=MASTHEAD.replace("HARB/2031/L.4", "")))
    assert lines(result.data, "header2") == []
    assert lines(result.data, "header2", View.REJECT) == ["HARB/2031/L.4"]


def test_a_symbol_that_the_new_file_has_in_its_running_header_alone_stays_there() -> None:
    result = redline(file(), file(masthead=MASTHEAD.replace("HARB/2031/L.4", "")))
    assert lines(result.data, "header2") == ["HARB/2031/L.4"]


def test_a_symbol_that_a_field_shows_is_changed_and_the_field_is_told() -> None:
    field = p(
        '<w:fldSimple w:instr=" DOCVARIABLE sss1 ">', r("HARB/2031/L.4"), "</w:fldSimple>"
    )  # as the macros of the United Nations write it
    result = redline(file(running=field), TEXT.format(symbol="L.5", place="head"))
    assert lines(result.data, "header2") == ["HARB/2031/L.5"]
    (report,) = result.reports
    assert report.startswith("a field shows the symbol HARB/2031/L.4 in a running header")


def test_other_words_in_a_running_header_or_footer_of_the_new_file_are_told() -> None:
    result = redline(file(), file(running=p("HARB/2031/L.4"), footer=p("For the use of delegations only")))
    assert not result.changed
    (report,) = result.reports
    assert report.startswith("the running header or footer “For the use of delegations only”")


def test_what_a_text_leaves_to_the_house_is_not_deleted() -> None:
    """A draft text begins with the symbol; every document of the house begins with its name."""
    result = redline(file(), TEXT.format(symbol="L.4", place="end"))
    assert lines(result.data, "header1")[0] == "United Nations"
    issued, made = (open_archive(data, "L4.docx").read("word/header1.xml") for data in (file(), result.data))
    assert issued == made


def test_a_masthead_in_a_table_of_the_text_is_changed_in_place() -> None:
    issued = docx(MASTHEAD, *BODY)
    result = redline(issued, TEXT.format(symbol="L.4/Rev.1", place="head"))
    accepted = lines(result.data, "document")
    assert accepted[:4] == [
        "United Nations",
        "HARB/2031/L.4/Rev.1",
        "Assembly of Harbours",
        "Distr.: Limited",
    ]
    assert lines(result.data, "document", View.REJECT) == lines(issued, "document")


# --- the command and the Python interface ---


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("L4.docx").write_bytes(file())
    Path("Rev1.md").write_text(TEXT.format(symbol="L.4/Rev.1", place="end"), encoding="utf-8")
    return tmp_path


def test_the_command_tells_what_the_redline_cannot_show(folder: Path) -> None:
    Path("new.docx").write_bytes(file(footer=p("For the use of delegations only")))
    result = run("redline", "L4.docx", "new.docx", "-o", "red.docx")
    assert result.exit_code == 0
    assert "draftkit: new.docx: not shown in the redline: the running header or footer" in result.stderr
    assert Path("red.docx").exists()


@pytest.mark.usefixtures("folder")
def test_the_command_takes_a_word_file_from_standard_input() -> None:
    result = CliRunner().invoke(main, ["redline", "L4.docx", "-", "-o", "red.docx"], input=file())
    assert result.exit_code == 0
    assert "the two drafts are the same" in result.stderr


@pytest.mark.usefixtures("folder")
def test_the_output_has_the_ending_of_the_issued_file() -> None:
    result = run("redline", "L4.docx", "Rev1.md", "-o", "red.docm")
    assert result.exit_code == 2
    assert result.stderr == (
        "draftkit: red.docm: redline writes Word documents; name a file that ends in .docx\n"
    )


@pytest.mark.usefixtures("folder")
def test_python_makes_the_same_redline_as_the_command() -> None:
    assert draftkit.redline_issued("L4.docx", "Rev1.md", "python.docx", author="Secretariat") == ()
    assert (
        run("redline", "L4.docx", "Rev1.md", "-o", "command.docx", "--author", "Secretariat").exit_code == 0
    )
    assert Path("python.docx").read_bytes() == Path("command.docx").read_bytes()
    with pytest.raises(DraftkitError, match="existing is 'maybe'; it can be accept, reject, keep"):
        draftkit.redline_issued("L4.docx", "Rev1.md", "other.docx", existing="maybe")


def test_the_command_takes_text_from_standard_input(folder: Path) -> None:
    text = Path("Rev1.md").read_text(encoding="utf-8")
    result = CliRunner().invoke(main, ["redline", "L4.docx", "-", "-o", "red.docx"], input=text)
    assert (result.exit_code, result.stderr) == (0, "")
    assert run("redline", "L4.docx", "Rev1.md", "-o", "file.docx").exit_code == 0
    assert Path("red.docx").read_bytes() == Path("file.docx").read_bytes()


@pytest.mark.parametrize("output", ["L4.docx", "./L4.docx", "link.docx"])
def test_the_issued_file_is_not_written_over(folder: Path, output: str) -> None:
    Path("link.docx").symlink_to("L4.docx")
    result = run("redline", "L4.docx", "Rev1.md", "-o", output)
    assert result.exit_code == 2
    assert result.stderr == (
        "draftkit: L4.docx: the redline would take the place of this file; name another one with -o\n"
    )
    assert Path("L4.docx").read_bytes() == file()


def test_a_name_that_is_too_long_is_said_to_be(folder: Path) -> None:
    result = run("redline", "L4.docx", "Rev1.md", "-o", "é" * 200 + ".docx")
    assert result.exit_code == 2
    assert "the file cannot be written" in result.stderr
