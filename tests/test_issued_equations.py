"""Equations, and words with ruby, in a redline on an issued Word file: they go as a whole."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from word_files import TAB, docx, p, r

from draftkit.ooxml.archive import open_archive
from draftkit.ooxml.flow import M
from draftkit.ooxml.resolve import View, W, resolve_tree
from draftkit.writers.issued import Redline, redline_issued

CLAUSE = p(r("The Assembly of Harbours", "<w:i/>"), ",")


def equation(above: str, below: str) -> str:
    letters = "".join(
        f"<m:{part}><m:r><m:t>{text}</m:t></m:r></m:{part}>"
        for part, text in (("num", above), ("den", below))
    )
    return f'<m:oMath xmlns:m="{M[1:-1]}"><m:f>{letters}</m:f></m:oMath>'


def ruby(base: str) -> str:
    above = f"<w:rt>{r('hu')}</w:rt><w:rubyBase>{r(base)}</w:rubyBase>"
    return f"<w:r><w:ruby><w:rubyPr/>{above}</w:ruby></w:r>"


def draft(*paragraphs: str) -> bytes:
    return docx(CLAUSE, *paragraphs, p("9.", TAB, "Decides to meet."))


def redline(issued: bytes, new: bytes) -> Redline:
    when = datetime(2031, 5, 21, tzinfo=UTC)
    return redline_issued(issued, "L4.docx", new, "new.docx", author="Secretariat", date=when)


def lines(data: bytes, view: View) -> list[str]:
    """The paragraphs that have text, all changes accepted or rejected; a stroke stands after an equation."""
    root = open_archive(data, "L4.docx").root("word/document.xml")
    resolve_tree(root, view)
    found = []
    marks = {W + "t": "", M + "t": "", M + "f": "/"}
    for paragraph in root.iter(W + "p"):
        parts = (part for part in paragraph.iter(*marks) if next(part.iterancestors(W + "rt"), None) is None)
        found.append("".join(marks[str(part.tag)] + (part.text or "") for part in parts))
    return [line for line in found if line]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (equation("a = 1", "b"), equation("a = 2", "b")),
        (equation("a", "b"), ""),
        (equation("a = 1", "b"), "the new a = 1b, as it is"),
        (ruby("\u6c34\u8def"), ruby("\u6c34\u95e8")),
    ],
)
def test_a_change_inside_is_one_of_the_whole(old: str, new: str) -> None:
    issued, wanted = (draft(p("1.", TAB, "Decides that ", part, " holds;")) for part in (old, new))
    data = redline(issued, wanted).data
    assert lines(data, View.REJECT) == lines(issued, View.ACCEPT)
    assert [line.replace("/", "") for line in lines(data, View.ACCEPT)] == [
        line.replace("/", "") for line in lines(wanted, View.ACCEPT)
    ]


def test_a_paragraph_goes_with_its_equation() -> None:
    gone = p("1.", TAB, "Decides that ", equation("a", "b"), " holds;")
    data = redline(draft(gone), draft()).data
    assert lines(data, View.ACCEPT) == lines(draft(), View.ACCEPT)
    assert lines(data, View.REJECT) == lines(draft(gone), View.ACCEPT)


def test_an_equation_that_comes_is_told_and_one_that_stays_is_not() -> None:
    stays = p("1.", TAB, "Decides that ", equation("a", "b"), " holds;")
    comes = p("2.", TAB, "Notes that ", equation("c", "d"), " holds;")
    result = redline(draft(stays), draft(stays, comes))
    said = "the equation \u201ccd\u201d of the new version comes as letters, without its layout"
    assert result.reports == (said,)
