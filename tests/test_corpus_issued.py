"""Redlines on real Word files: changed through draftkit and through LibreOffice, judged by other programs."""

from __future__ import annotations

import functools
import json
import random
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import docx_tools
import pytest
from lxml import etree

from draftkit.ooxml.archive import open_archive
from draftkit.ooxml.document import paragraphs
from draftkit.ooxml.extract import extract
from draftkit.ooxml.resolve import View, W
from draftkit.readers.text import read_text
from draftkit.readers.word import read_word_file
from draftkit.writers.issued import Redline, Text, redline_issued
from draftkit.writers.text import write_text

pytestmark = pytest.mark.corpus
WHEN = datetime(2031, 5, 21, tzinfo=UTC)
SEEDS = range(6)
NAMES = ("*SECT.36*.docx", "*PLANOUTLINE*.docx", "GA_res*.docx", "CRC*.docx")
"""Of the real files, those that hold one draft and no tracked changes."""


def files(corpus: Path) -> list[Path]:
    real = [path for name in NAMES for path in sorted((corpus / "docx_un").glob(name))]
    return [*sorted((corpus / "derived_docx").glob("*.docx")), *real]


def by_libreoffice(corpus: Path) -> list[Path]:
    """Those that LibreOffice 7.4 can edit and save: on others of the real ones it ends itself."""
    return [path for path in files(corpus) if not path.name.startswith("A_80_6_")]


# --- text, changed by chance ---

OPERATIVE = re.compile(r"(\[*)(\d+)(?: (?:bis|ter))?\. ")
SUBPARAGRAPH = re.compile(r" +\(([a-z])\) ")
PREAMBULAR = re.compile(r"\*[A-Z][^*]*\*")
NOTE = re.compile(r"\[\^([^\]]+)\]: ")
CALL = re.compile(r"\[\^([^\]]+)\](?!:)")


class Draft:
    """A draft text while it is changed."""

    def __init__(self, text: str, seed: int) -> None:
        self.chance = random.Random(seed)
        self.lines = text.rstrip("\n").split("\n\n")

    @property
    def text(self) -> str:
        return "\n\n".join(self.lines) + "\n"

    def pick(self, test: Callable[[str], object]) -> int:
        found = [place for place, line in enumerate(self.lines) if test(line)]
        return self.chance.choice(found) if found else -1

    def words(self) -> tuple[int, list[str], int]:
        """A line of prose, its words, and one of them that has no mark of the notation on it."""
        place = self.pick(lambda line: len(line) > 80 and line[0] not in "#|[!`" and "\n" not in line)
        words = self.lines[place].split(" ")
        plain = [i for i in range(3, len(words) - 2) if re.fullmatch(r"\w+,?", words[i])]
        return (place, words, self.chance.choice(plain)) if place >= 0 and plain else (-1, [], 0)

    def change_words(self) -> None:
        place, words, at = self.words()
        if place >= 0:
            end = at + self.chance.randint(0, 3)
            if all(re.fullmatch(r"\w+,?", word) for word in words[at:end]):
                words[at:end] = self.chance.choice([["lamps"], ["and", "*inter", "alia*,", "lamps"], []])
                self.lines[place] = " ".join(words)

    def brackets(self) -> None:
        place, words, at = self.words()
        if place >= 0:
            words[at] = f"[{words[at]}]"
            self.lines[place] = " ".join(words)

    def no_brackets(self) -> None:
        place = self.pick(lambda line: re.search(r"\[[^\[\]^]+\](?!\[)", line) and line[0] not in "#|[!`")
        if place >= 0:
            self.lines[place] = re.sub(r"\[([^\[\]^]+)\](?!\[)", r"\1", self.lines[place], count=1)

    def operative(self) -> None:
        place = self.pick(OPERATIVE.match)
        if place >= 0:
            found = OPERATIVE.match(self.lines[place])
            assert found
            number = self.chance.choice([f"{int(found[2]) + 1}.", f"{found[2]} bis."])
            self.lines.insert(
                place + 1, f"{number} *Requests* the Secretary of the Harbours to report on lamps;"
            )

    def preambular(self) -> None:
        place = self.pick(PREAMBULAR.match)
        if place >= 0:
            self.lines.insert(place, "*Noting* the growing number of lamps in every harbour of the coast,")

    def subparagraph(self) -> None:
        place = self.pick(SUBPARAGRAPH.match)
        if place >= 0:
            self.lines.insert(place + 1, "    (z) The lamps of the coast, all of them;")

    def out(self) -> None:
        place = self.pick(lambda line: OPERATIVE.match(line) or PREAMBULAR.match(line))
        if place >= 0:
            del self.lines[place]

    def last(self) -> None:
        """A last paragraph more, or less; tables stay."""
        ends = [i for i, line in enumerate(self.lines) if OPERATIVE.match(line) or PREAMBULAR.match(line)]
        if ends and self.chance.random() < 0.5:
            del self.lines[ends[-1]]
        elif ends:
            self.lines.insert(ends[-1] + 1, "99. *Decides* to remain seized of the lamps.")

    def renumber(self) -> None:
        number = 0
        for place, line in enumerate(self.lines):
            if found := OPERATIVE.match(line):
                number = 1 if found[2] == "1" else number + 1
                self.lines[place] = f"{found[1]}{number}. {line[found.end() :]}"

    def note_words(self) -> None:
        place = self.pick(NOTE.match)
        if place >= 0:
            self.lines[place] += " See also the *lamps*."

    def note(self) -> None:
        place, words, at = self.words()
        if place >= 0:
            name = f"new{len(self.lines)}"
            words[at] += f"[^{name}]"
            self.lines[place] = " ".join(words)
            self.lines.append(f"[^{name}]: HARB/2031/5.")

    def no_note(self) -> None:
        place = self.pick(CALL.search)
        if place >= 0:
            found = CALL.search(self.lines[place])
            assert found
            name = found[1]
            lines = [line for line in self.lines if not line.startswith(f"[^{name}]:")]
            self.lines = [CALL.sub(lambda call: "" if call[1] == name else call[0], line) for line in lines]

    def call(self) -> None:
        """A call that moves to another word of its paragraph."""
        place, words, at = self.words()
        found = CALL.search(self.lines[place]) if place >= 0 else None
        if found:
            words = [
                word.replace(found[0], "") + (found[0] if i == at else "") for i, word in enumerate(words)
            ]
            self.lines[place] = " ".join(words)

    def symbol(self) -> None:
        place = self.pick(lambda line: re.fullmatch(r"[A-Z][\w./]+/L\.\d+", line))
        if place >= 0:
            self.lines[place] += "/Rev.1"


CHANGES = (
    Draft.change_words, Draft.change_words, Draft.change_words, Draft.brackets, Draft.no_brackets,
    Draft.operative, Draft.preambular, Draft.subparagraph, Draft.out, Draft.last, Draft.renumber,
    Draft.note_words, Draft.note, Draft.no_note, Draft.call, Draft.symbol,
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """An issued file, the new version, and the redline."""

    issued: Path
    text: str
    redline: Redline


@functools.cache
def text_of(path: Path) -> str:
    return write_text([reading.draft for reading in read_word_file(path.read_bytes(), path.name).readings])


@functools.cache
def case(path: Path, seed: int) -> Case:
    draft = Draft(text_of(path), seed)
    for _ in range(draft.chance.choice([2, 5, 10])):
        draft.chance.choice(CHANGES)(draft)
    drafts = tuple(reading.draft for reading in read_text(draft.text))
    new = Text(drafts)
    found = redline_issued(path.read_bytes(), path.name, new, "new.md", author="Norvania", date=WHEN)
    return Case(path, draft.text, found)


def cases(found: Sequence[Path], seeds: Sequence[int]) -> list[Case]:
    return [case(path, seed) for path in found for seed in seeds]


# --- what draftkit itself can tell ---


def said(data: bytes, view: View) -> list[str]:
    document, _ = extract(open_archive(data, "x"), view)
    notes = [p for note in document.notes.values() for p in note.paragraphs]
    every = (*paragraphs(document.header), *paragraphs(document.body), *notes)
    return [f"{p.label.text if p.label else ''}|{p.text}" for p in every]


def test_every_change_of_text_can_be_redlined_and_rejected_again(corpus: Path) -> None:
    """The engine itself proves each before it gives it back; this is a second hand."""
    found = cases(files(corpus), SEEDS)
    assert len(found) > 100
    assert sum(case.redline.changed for case in found) > 0.9 * len(found)
    for case in found:
        assert said(case.redline.data, View.REJECT) == said(case.issued.read_bytes(), View.ACCEPT)


def test_parts_without_changes_keep_their_bytes(corpus: Path) -> None:
    for case in cases(files(corpus), SEEDS):
        before = open_archive(case.issued.read_bytes(), "a")
        after = open_archive(case.redline.data, "b")
        for name in before.names:
            if before.read(name) != after.read(name):
                tracked = b"Norvania" in after.read(name)
                assert tracked or name.endswith(("Content_Types].xml", "document.xml.rels")), name


def test_paragraphs_without_changes_keep_their_xml(corpus: Path) -> None:
    for case in cases(files(corpus), SEEDS):
        old, new = map(xml_of_paragraphs, (case.issued.read_bytes(), case.redline.data))
        kept = set(new)
        lost = sum(paragraph not in kept for paragraph in old)
        tracked = sum(b"Norvania" in paragraph or b"_RefNote_" in paragraph for paragraph in new)
        assert lost <= tracked, case.issued.name


def xml_of_paragraphs(data: bytes) -> list[bytes]:
    """Without the ids of notes, which count up again where a note comes."""
    root = open_archive(data, "x").root("word/document.xml")
    for reference in root.iter(W + "footnoteReference"):
        reference.attrib.pop(W + "id")
    return [etree.tostring(paragraph, with_tail=False) for paragraph in root.iter(W + "p")]


# --- what other programs can tell ---

LIST_LABEL = re.compile(r"(?:(?:\d+\.|\(?[a-z]{1,5}\)|[ivx]+\.|-|[A-Z]\.|•)(?: |$))+")


def lines(text: str) -> list[str]:
    """Without empty lines and list numbers: pandoc leaves those of deleted paragraphs."""
    out = (LIST_LABEL.sub("", " ".join(line.split())) for line in text.split("\n"))
    return [line for line in out if line]


def accepted(data: bytes) -> bytes:
    """The file when every change is accepted, notes without calls left out."""
    from draftkit.ooxml.note_parts import serialized
    from draftkit.ooxml.resolve import resolve_tree

    archive = open_archive(data, "x")
    roots = {n: archive.root(n) for n in archive.names if n.startswith("word/") and n.endswith(".xml")}
    for root in roots.values():
        resolve_tree(root, View.ACCEPT)
    called = {call.get(W + "id") for root in roots.values() for call in root.iter(W + "footnoteReference")}
    for note in [note for root in roots.values() for note in root.iter(W + "footnote")]:
        if note.get(W + "type") is None and note.get(W + "id") not in called:
            note.getparent().remove(note)
    return archive.with_parts({name: serialized(root) for name, root in roots.items()})


def written(found: Sequence[Case], folder: Path) -> list[tuple[Path, Path, Path]]:
    """Each case as files: issued, redline, accepted. LibreOffice leaves locks beside what it opens."""
    out = []
    for place, case in enumerate(found):
        three = [folder / f"{case.issued.stem}.{place}.{name}.docx" for name in ("issued", "redline", "new")]
        data = case.issued.read_bytes(), case.redline.data, accepted(case.redline.data)
        for path, content in zip(three, data, strict=True):
            path.write_bytes(content)
        out.append((three[0], three[1], three[2]))
    return out


def test_pandoc_reads_both_versions(corpus: Path, tmp_path: Path) -> None:
    for issued, redline, new in written(cases(files(corpus), (1,)), tmp_path):
        assert lines(docx_tools.pandoc(redline, "reject")) == lines(docx_tools.pandoc(issued)), issued.name
        assert lines(docx_tools.pandoc(redline)) == lines(docx_tools.pandoc(new)), issued.name


def test_libreoffice_reads_both_versions(corpus: Path, tmp_path: Path) -> None:
    """Paragraphs only: LibreOffice gives the texts of notes to calls by the order of their ids."""
    three = written(cases(by_libreoffice(corpus), (1,)), tmp_path)
    jobs = [
        job
        for issued, redline, new in three
        for job in (("plain", issued), ("reject", redline), ("plain", new), ("accept", redline))
    ]
    found = [result["paragraphs"] for result in docx_tools.libreoffice(jobs, tmp_path)]
    for place, (issued, _, _) in enumerate(three):
        old, rejected, new_text, accepted_text = map(_said, found[4 * place : 4 * place + 4])
        assert rejected == old, issued.name
        assert accepted_text == new_text, issued.name


def _said(found: Sequence[str]) -> list[str]:
    return [" ".join(text.split()) for text in found if text.strip()]


def test_a_validator_finds_nothing_that_the_issued_file_did_not_have(corpus: Path, tmp_path: Path) -> None:
    # The validator takes seconds for each page, so it gets every third file.
    for issued, redline, _ in written(cases(files(corpus)[::3], (2,)), tmp_path):
        known = {re.sub(r"\d+", "#", finding) for finding in docx_tools.findings(issued)}
        new = {re.sub(r"\d+", "#", finding) for finding in docx_tools.findings(redline)} - known
        assert not new, issued.name


# --- files that LibreOffice made ---


def word_edits(path: Path, seed: int) -> list[list[object]]:
    """Changes for LibreOffice to make, in the words of the file."""
    chance = random.Random(seed)
    document, _ = extract(open_archive(path.read_bytes(), path.name))
    long = [
        p.text.split(" ") for p in paragraphs(document.body, into_boxes=False) if len(p.text.split()) > 12
    ]

    def some(count: int) -> str:
        words = chance.choice(long)
        at = chance.randrange(3, len(words) - count - 1)
        return " ".join(words[at : at + count])

    one, two = some(2), some(3)
    return [
        ["replace", some(2), "lamps and lights"],
        ["replace", one, f"{one} of all the harbours"],
        ["replace", " " + some(4), ""],
        ["replace", two, f"[{two}]"],
        ["paragraph behind", some(4), "Requests the Secretary to report on every lamp;"],
        ["delete paragraph", some(5)],
        ["note", 1, "Another text, HARB/2031/7."],
    ]  # fmt: skip


def test_a_file_saved_by_libreoffice_is_redlined_on_the_issued_one(corpus: Path, tmp_path: Path) -> None:
    # In the Arabic file LibreOffice writes the brackets around the numbers of notes anew.
    found = [path for path in by_libreoffice(corpus) if not path.name.startswith("CRC")]
    originals = [Path(shutil.copy(path, tmp_path)) for path in found]
    triples = [(path, word_edits(path, seed), tmp_path / f"{path.stem}.{seed}.docx")
               for path in originals for seed in (1,)]  # fmt: skip
    made = docx_tools.libreoffice_edits([(a, json.dumps(b), c) for a, b, c in triples], tmp_path)
    assert sum(made) > 4 * len(made)
    jobs = []
    for place, (issued, edits, new) in enumerate(triples):
        made_of = issued.read_bytes(), issued.name, new.read_bytes(), new.name
        result = redline_issued(*made_of, author="Norvania", date=WHEN)
        root = open_archive(result.data, "x").root("word/document.xml")
        # Markup that is quite another makes no change that nobody made.
        assert len(list(root.iter(W + "ins", W + "del"))) <= 4 * len(edits), (issued.name, edits)
        redline = tmp_path / f"{place}.redline.docx"
        redline.write_bytes(result.data)
        jobs += [("plain", issued), ("reject", redline), ("plain", new), ("accept", redline)]
    read = [_said(result["paragraphs"]) for result in docx_tools.libreoffice(jobs, tmp_path)]
    for place, (issued, _, _) in enumerate(triples):
        old, rejected, new_text, accepted_text = read[4 * place : 4 * place + 4]
        assert rejected == old, issued.name
        assert accepted_text == new_text, issued.name
