"""Real UN texts, read and written: nothing lost, paragraphs counted as on the page."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from corpus_files import FOLDERS, GA80, index, readings, source, texts

from draftkit.model import Draft, NoteCall
from draftkit.readers.text import read_text
from draftkit.rows import Row, RowKind, rows
from draftkit.writers.text import write_text

pytestmark = pytest.mark.corpus

DIFFERENCES = Path(__file__).parent / "data" / "index_differences.toml"


# --- how many paragraphs ---


def counts(draft: Draft) -> tuple[int, int]:
    """Preambular paragraphs, and operative paragraphs with a number of their own.

    A list by letters in a decision is not numbered paragraphs, nor are the paragraphs of an annex.
    """
    all_rows = rows(draft)
    preambular = sum(row.kind is RowKind.PREAMBULAR for row in all_rows)
    operative = sum(row.kind is RowKind.OPERATIVE and bool(re.search(r"\d", row.marker)) for row in all_rows)
    return preambular, operative


def test_every_text_has_the_paragraphs_that_the_index_counts_or_the_page_shows(corpus: Path) -> None:
    listed = {name: entry for name, entry in index(corpus).items() if entry.ok}
    assert len(listed) == 97
    differences = tomllib.loads(DIFFERENCES.read_text(encoding="utf-8"))
    expected = {name: (entry.preambular, entry.operative) for name, entry in listed.items()}
    for name, shown in differences.items():
        assert shown["reason"]
        assert (shown["preambular"], shown["operative"]) != expected[name]
        expected[name] = (shown["preambular"], shown["operative"])
    found = {name: counts(readings(corpus / GA80 / f"{name}.md")[0].draft) for name in listed}
    assert found == expected


# --- every character ---

_RULE = re.compile(r"(?m)^[ \t]*(?:(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,}|\|[\s|:-]+)$")
_TAG = re.compile(r"</?(?:i|em|b|strong|u|sub|sup|s|del|strike|br)\s*/?>")
_NOTE_HEAD = re.compile(r"(?m)^[ \t]*\[\^([^\]\s]+)\]:")
_NOTE_CALL = re.compile(r"\[\^([^\]\s]+)\]")
_SIGNS = re.compile(r"[\s*_\\#|\x00-\x1f]")
"""White space, and the signs that are notation in one place and text in another."""


def visible(text: str) -> str:
    """The characters of a text in order, less white space and notation. Note calls are their marks."""
    marks = set(_NOTE_HEAD.findall(text))
    text = _TAG.sub("", _RULE.sub("", text))
    text = _NOTE_HEAD.sub(r"\1", text)
    text = _NOTE_CALL.sub(lambda call: call[1] if call[1] in marks else call[0], text)
    return _SIGNS.sub("", text)


def page(found: Iterable[Row]) -> str:
    """The visible characters of rows, note calls as the marks they have in the file."""
    parts = []
    for row in found:
        parts += [row.before, mark(row.marker) if row.kind is RowKind.NOTE else row.marker, row.option]
        parts += [mark(span.note) if isinstance(span, NoteCall) else span.text for span in row.content]
    return _SIGNS.sub("", "".join(parts))


def mark(note: str) -> str:
    """What calls a note in the file: the second note 1 of a file has the id 1-2."""
    return re.sub(r"-\d+$", "", note)


def not_in_order(text: str, all_rows: Sequence[Row]) -> str:
    """What differs between a text and what was read in it, once the notes are taken out of the text."""
    left = visible(text)
    taken, at = "", 0
    for row in all_rows:
        if row.kind is RowKind.NOTE:
            note = page([row])
            found = left.find(note, at)
            if found < 0:
                return f"note {row.marker} does not stand in the text as read: {note[:60]}"
            taken, at = taken + left[at:found], found + len(note)
    body = page(row for row in all_rows if row.kind is not RowKind.NOTE)
    expected = taken + left[at:]
    if body == expected:
        return ""
    same = next((i for i, (a, b) in enumerate(zip(body, expected, strict=False)) if a != b), len(body))
    return f"read {body[same : same + 60]!r} where the text has {expected[same : same + 60]!r}"


def test_a_lost_or_a_moved_word_would_be_seen() -> None:
    text = "1. *Urges*[^1] the lamps to burn;\n\n[^1]: A note.\n\n2. *Thanks* them;\n"
    read = rows(read_text(text)[0].draft)
    assert not_in_order(text, read) == ""
    assert not_in_order(text.replace("lamps", "lamp"), read)
    assert not_in_order(text.replace("lamps to burn", "burn to lamps"), read)
    assert not_in_order(text.replace("A note", "Note A"), read)
    assert not_in_order(text.replace("[^1] the lamps", " the lamps[^1]"), read)
    assert not_in_order(text, (read[1], read[0], *read[2:]))


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_visible_character_is_read_in_its_order(corpus: Path, folder: str) -> None:
    for path in texts(corpus / folder):
        all_rows = [row for reading in readings(path) for row in rows(reading.draft)]
        assert not_in_order(source(path), all_rows) == "", path


@pytest.mark.parametrize("folder", FOLDERS)
def test_what_is_written_reads_the_same_and_writes_the_same(corpus: Path, folder: str) -> None:
    for path in texts(corpus / folder):
        drafts = [reading.draft for reading in readings(path)]
        written = write_text(drafts)
        again = [reading.draft for reading in read_text(written)]
        assert again == drafts, path
        assert write_text(again) == written, path
