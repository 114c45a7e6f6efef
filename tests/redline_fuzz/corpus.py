"""Drafts of a folder of real texts as drafts of the fuzzer, and edit scripts over them.

The texts are read when they are wanted and stay where they are. What draftkit reads in them only makes the
draft that is then written out in one of our notations; what its redline says is judged as for any pair.
"""

from __future__ import annotations

import functools
import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from draftkit.errors import DraftkitError
from draftkit.model import Format, NoteCall, Span, Text
from draftkit.readers.text import read_text
from draftkit.rows import Row, RowKind, rows
from draftkit.writers.language import language_of
from redline_fuzz import pairs, scripts
from redline_fuzz.drafts import FRONT, Block, Draft, Para, Table, Word

FOLDERS = (
    "ga80_pdf_txt_md",
    "bbnj",
    "paris2015_brackets",
    "unfccc_decisions",
    "sixlang",
    "fr_resolutions_json",
)
_KINDS = {RowKind.ENACTING: "clause", RowKind.PREAMBULAR: "pp", RowKind.OPERATIVE: "op",
          RowKind.TAIL: "text", RowKind.TEXT: "text", RowKind.CLOSING: "text",
          RowKind.HEADING: "heading", RowKind.ANNEX: "annex"}  # fmt: skip
_LOOKS = {Format.BOLD: "b", Format.ITALIC: "i", Format.UNDERLINE: "u", Format.SUPERSCRIPT: "x",
          Format.SUBSCRIPT: "y", Format.STRIKE: "z"}  # fmt: skip
_LANGUAGES = {"fr": "French", "ru": "Russian", "ar": "Arabic", "zh": "Chinese"}
_SUFFIX = re.compile(r"\d+ ?(bis|ter|alt)\b")
_PARTS = re.compile(r"\s+|[\u3400-\u9fff]{1,3}[^\u3400-\u9fff\s]*|[^\u3400-\u9fff\s]+")
"""White space, and words; some ideographs with what stands at them are one."""
_SIZES = (6, 12, 24, 24, 48)
"""Paragraphs of a piece that is cut out of a long text; sixty of them take as long as a dozen short pairs."""


def texts(folder: Path) -> list[Path]:
    """The draft texts of the folder."""
    found = (path for name in FOLDERS for path in (folder / name).rglob("*.md"))
    return sorted(path for path in found if path.name != "INDEX.md")


def pair(seed: int, folder: Path, kind: str = "") -> pairs.Pair:
    """The pair of a seed: a piece of a real draft, and what an edit script makes of it."""
    chance = random.Random(f"corpus {seed}")
    files = texts(folder)
    found: Sequence[tuple[Draft, str]] = ()
    while not found:
        found = drafts(chance.choice(files))
    whole, language = chance.choice(found)
    old = _piece(chance, whole)
    script = scripts.by_chance(seed)
    layouts = None
    if (kind or pairs.in_turn(seed)) == pairs.WORD:
        layouts = pairs.layouts_by_chance(chance, language)
    return pairs.Pair(old, scripts.edited(old, script, language), layouts, script, language)


@functools.lru_cache(maxsize=64)
def drafts(path: Path) -> tuple[tuple[Draft, str], ...]:
    """The drafts of a text with their languages; none where draftkit refuses it."""
    try:
        readings = read_text(path.read_text(encoding="utf-8-sig"), path.name)
    except DraftkitError:
        return ()
    found = []
    for reading in readings:
        every = rows(reading.draft)
        made = tuple(_blocks(every))
        if any(isinstance(block, Para) and block.kind == "clause" for block in made):
            found.append((made, _LANGUAGES.get(language_of(every), "English")))
    return tuple(found)


def _piece(chance: random.Random, draft: Draft) -> Draft:
    """The draft, or the paragraphs around a place of it with its front and its enacting clause."""
    most = chance.choice(_SIZES)
    head = [b for b in draft if isinstance(b, Para) and b.kind in (*FRONT, "clause")]
    rest = [b for b in draft if b not in head]
    start = chance.randrange(max(len(rest) - most, 0) + 1)
    piece = rest[start : start + most]
    before = [b for b in piece if isinstance(b, Para) and b.kind == "pp"]
    clause = [b for b in head if isinstance(b, Para) and b.kind == "clause"]
    front = [b for b in head if b not in clause]
    return (*front, *clause, *before, *(b for b in piece if b not in before))


def _blocks(every: Iterable[Row]) -> Iterator[Block]:
    found = list(every)
    notes = {row.marker: " ".join(row.text.split()) for row in found if row.kind is RowKind.NOTE}
    seen: set[str] = set()
    for row in found:
        words = tuple(_words(row.content, notes))
        if row.kind is RowKind.FRONT and row.field in FRONT and row.field not in seen and words:
            seen.add(row.field)
            yield Para(row.field, words)
        elif row.kind is RowKind.SUBPARAGRAPH and words:
            yield Para("sub" if row.level <= 1 else "item", words, before=row.before)
        elif row.kind is RowKind.VERBATIM:
            yield from _table(row.text)
        elif row.kind in _KINDS and words:
            suffix = _SUFFIX.search(row.marker)
            kind = "text" if row.kind is RowKind.OPERATIVE and not row.marker else _KINDS[row.kind]
            is_op = kind == "op"
            yield Para(
                kind, words, suffix[1] if suffix and is_op else "", row.before if is_op and row.marker else ""
            )


def _table(text: str) -> Iterator[Table]:
    """A table of draft text; what else is kept as it stands is left out."""
    lines = [line.strip() for line in text.splitlines()]
    every = [line.strip("|").split("|") for line in lines if line.startswith("|") and set(line) - set(" -:|")]
    if len(every) > 1 and all(len(row) == len(every[0]) for row in every):
        yield Table(tuple(tuple(_cell(cell) for cell in row) for row in every))


def _cell(text: str) -> tuple[Word, ...]:
    return tuple(_words((Text(text.strip()),), {})) or (Word("–"),)


def _words(content: Iterable[Span], notes: Mapping[str, str]) -> Iterator[Word]:
    found: list[Word] = []
    gap = ""
    for span in content:
        if isinstance(span, NoteCall):
            if found and not found[-1].note:
                found[-1] = replace(found[-1], note=notes.get(span.note, ""))
            continue
        assert isinstance(span, Text)
        look = "".join(letter for flag, letter in _LOOKS.items() if flag in span.format)
        for part in _PARTS.findall(span.text):
            if part.isspace():
                gap = part.replace("\n", " ")
            else:
                found.append(Word(part, look, gap=gap))
                gap = ""
    return iter(found)
