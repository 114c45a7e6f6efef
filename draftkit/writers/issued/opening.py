"""A Word file opened for a redline."""

from __future__ import annotations

from collections.abc import Iterator

from draftkit.errors import DraftkitError
from draftkit.ooxml.document import WordParagraph, paragraphs
from draftkit.ooxml.resolve import View
from draftkit.readers.word import WordFile, read_word_file


def opened(data: bytes, file: str, existing: View | None) -> WordFile:
    """The file, its tracked changes treated as ``existing`` says; with None it must not have any."""
    found = read_word_file(data, file, existing or View.ACCEPT)
    if existing is None and (number := sum(found.document.revisions.values())):
        whose = ", ".join(sorted({author or "no name" for author in found.document.revisions}))
        some = "a tracked change" if number == 1 else f"{number:,} tracked changes"
        raise DraftkitError(
            f"the file holds {some} ({whose}); say with --existing what becomes of them:"
            " accept, reject or keep",
            file,
        )
    return found


def every_paragraph(word: WordFile) -> Iterator[WordParagraph]:
    """Every paragraph of the header, the body and the notes."""
    yield from paragraphs(word.document.header)
    yield from paragraphs(word.document.body)
    for note in word.document.notes.values():
        yield from note.paragraphs


def labels_of(word: WordFile) -> dict[int, str]:
    """The numbers and bullets that Word itself sets before paragraphs, by the number of the paragraph."""
    return {p.number: p.label.text for p in every_paragraph(word) if p.label and p.label.text}
