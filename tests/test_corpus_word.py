"""Real Word files, read: nothing lost, the same by other programs, written and read back."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest
from corpus_word import ITU, page, pandoc_words, read, visible, word_files, words

from draftkit.model import Format
from draftkit.ooxml.archive import open_archive
from draftkit.ooxml.document import paragraphs
from draftkit.ooxml.extract import extract
from draftkit.ooxml.resolve import View
from draftkit.readers.text import read_text
from draftkit.readers.word import read_word
from draftkit.rows import Row, RowKind
from draftkit.writers.text import write_text

pytestmark = pytest.mark.corpus


def body_rows(path: Path) -> list[Row]:
    return [row for share in read(path).shares for row in share.rows if row.kind is not RowKind.NOTE]


def not_found(expected: str, text: str) -> str:
    """The first characters that do not come in the text in this order."""
    at = 0
    for index, character in enumerate(expected):
        at = text.find(character, at) + 1
        if not at:
            return expected[max(index - 30, 0) : index + 30]
    return ""


def test_every_character_of_the_page_is_read_in_its_order(corpus: Path) -> None:
    for path in word_files(corpus):
        own = page(path)
        text = visible("".join(f"{row.before}{row.marker}{row.option}{row.text}" for row in body_rows(path)))
        assert not_found(own.body, text) == "", path.name
        assert set(own.left_out) <= REASONS, path.name


REASONS = {
    "deleted",
    "deleted row",
    "hidden",
    "a mark of a note",
    "the number of a note called again",
    "the same again for old programs",
}


def test_what_is_read_beyond_the_text_elements_has_a_name(corpus: Path) -> None:
    for path in word_files(corpus):
        text = visible("".join(f"{row.before}{row.marker}{row.option}{row.text}" for row in body_rows(path)))
        beyond = Counter(text) - Counter(page(path).body)
        document = read(path).document
        named: Counter[str] = Counter()
        for paragraph in paragraphs((*document.header, *document.body)):
            named.update(visible(paragraph.label.text if paragraph.label else ""))
        for row in body_rows(path):
            if row.kind is RowKind.VERBATIM or row.text.startswith("|"):
                named.update("|" * row.text.count("|") + "\\" * row.text.count("\\"))
                named.update("<br>" * row.text.count("<br>") + "/" * row.text.count(" / "))
                named.update("".join(line for line in row.text.split("\n") if line.startswith("![picture](")))
                named.update("[^]0123456789" * row.text.count("[^"))
                named.update("".join(line for line in row.text.split("\n") if set(line) == set("| -")))
        named.update(dict.fromkeys(SIGNS, 10**6))
        assert beyond - named == Counter(), path.name


SIGNS = "\u2011•*∗≤≥−×°\uf0b7\uf02a"
"""What Word has elements of their own for: no-break hyphens, symbols."""


def test_every_note_that_is_called_is_read(corpus: Path) -> None:
    for path in word_files(corpus):
        found = {
            visible(row.text) for share in read(path).shares for row in share.rows if row.kind is RowKind.NOTE
        }
        # A note may begin with the sign that calls it, typed, or with brackets around it.
        notes = (note.removeprefix("()").lstrip("*") for note in page(path).notes)
        missing = [note for note in notes if note and note not in found]
        assert missing == [], path.name


@pytest.mark.skipif(not shutil.which("pandoc"), reason="pandoc is not installed")
def test_every_word_that_pandoc_reads_is_read(corpus: Path) -> None:
    for path in word_files(corpus):
        ours = [
            f"{row.before}{row.marker} {row.option} {row.text}"
            for share in read(path).shares
            for row in share.rows
        ]
        missing = pandoc_words(path) - words("\n".join(ours).replace("<br>", "\n").replace("[^", "\n"))
        assert sum(missing.values()) <= KNOWN_TO_PANDOC.get(path.name, 0), (
            path.name,
            missing.most_common(20),
        )


KNOWN_TO_PANDOC: dict[str, int] = {}


# --- typed and automatic numbers ---


def twins(corpus: Path) -> list[tuple[Path, Path]]:
    found = sorted((corpus / "derived_docx").glob("*_typednum_*.docx"))
    return [(path, path.with_name(path.name.replace("typednum", "autonum"))) for path in found]


def test_typed_and_automatic_numbers_give_equal_drafts(corpus: Path) -> None:
    assert len(twins(corpus)) == 7
    for typed, automatic in twins(corpus):
        if "A_C.6_80_L.8" not in typed.name:
            assert drafts(typed) == drafts(automatic), typed.name


def drafts(path: Path) -> list[object]:
    return [reading.draft for reading in read(path).readings]


def test_of_the_twin_that_shows_other_numbers_all_the_rest_is_equal(corpus: Path) -> None:
    """The lists of this twin go on where the typed numbers begin anew; LibreOffice shows the same."""
    ((typed, automatic),) = [pair for pair in twins(corpus) if "A_C.6_80_L.8" in pair[0].name]
    first, second = body_rows(typed), body_rows(automatic)
    assert [row.text for row in first] == [row.text for row in second]
    others = {
        (one.marker, two.marker) for one, two in zip(first, second, strict=True) if one.marker != two.marker
    }
    assert others == OTHER_NUMBERS
    same = [
        (one.kind, two.kind)
        for one, two in zip(first, second, strict=True)
        if one.marker == two.marker and one.kind is not two.kind
    ]
    assert same == []


OTHER_NUMBERS = {
    ("(i)", "(d)"),
    ("(d)", "(vi)"),
    ("(i)", "(b)"),
    ("1.", "5."),
    ("2.", "6."),
    ("3.", "7."),
    ("1.", "6."),
    ("2.", "7."),
}


# --- tracked changes: the twins with all changes accepted, and rejected ---


def records(path: Path, view: View) -> list[list[tuple[str, Format]]]:
    """The paragraphs of the body with their formats, note calls as they stand."""
    document, _ = extract(open_archive(path.read_bytes(), path.name), view)
    found = []
    for paragraph in paragraphs(document.body):
        spans: list[tuple[str, Format]] = []
        for piece in paragraph.pieces:
            if spans and spans[-1][1] == piece.format:
                spans[-1] = (spans[-1][0] + piece.text, piece.format)
            else:
                spans.append((piece.text, piece.format))
        found.append(spans)
    return found


def test_accepted_changes_give_the_accepted_twin_paragraph_by_paragraph(corpus: Path) -> None:
    folder = corpus / "docx_tracked"
    ours = records(folder / f"{ITU}.docx", View.ACCEPT)
    assert len(ours) == 97
    assert ours == records(folder / f"{ITU}-Accepted.docx", View.ACCEPT)


def test_rejected_changes_give_the_rejected_twin_but_for_one_paragraph_mark(corpus: Path) -> None:
    """A paragraph mark inserted before an inserted table: rejected, both go and the paragraphs join.

    The program that made the twin kept the mark; pandoc joins as draftkit does.
    """
    folder = corpus / "docx_tracked"
    ours = records(folder / f"{ITU}.docx", View.REJECT)
    theirs = records(folder / f"{ITU}-Rejected.docx", View.ACCEPT)
    assert (len(ours), len(theirs)) == (76, 77)
    at = next(index for index, pair in enumerate(zip(ours, theirs, strict=False)) if pair[0] != pair[1])
    joined = "".join(text for spans in theirs[at : at + 2] for text, _ in spans)
    assert "".join(text for text, _ in ours[at]) == joined
    assert [*ours[:at], *ours[at + 1 :]] == [*theirs[:at], *theirs[at + 2 :]]


# --- written and read back ---


def test_draft_text_written_from_a_word_file_reads_the_same_and_writes_the_same(corpus: Path) -> None:
    for path in word_files(corpus):
        written = write_text(reading.draft for reading in read(path).readings)
        again = [reading.draft for reading in read_text(written, path.name)]
        assert again == drafts(path), path.name
        assert write_text(again) == written, path.name


def test_rejected_files_are_read_too(corpus: Path) -> None:
    for path in word_files(corpus):
        if read(path).document.revisions:
            assert read_word(path.read_bytes(), path.name, View.REJECT)
