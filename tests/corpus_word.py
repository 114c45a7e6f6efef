"""Real Word files, and what stands in them by another way than draftkit's: an own walk over their XML."""

from __future__ import annotations

import functools
import io
import json
import re
import subprocess
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from draftkit.readers.word import WordFile, read_word_file

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ITU = "ITU_WRC-12_Doc18_Add3_MOD-RES-417_ar"


def word_files(corpus: Path) -> list[Path]:
    """Every Word file, each once: some stand in two folders."""
    found = [
        path
        for name in ("docx_un", "docx_tracked", "derived_docx")
        for path in (corpus / name).glob("*.docx")
    ]
    found += (corpus.parent / "unformat").glob("*.docx")
    return sorted({path.read_bytes(): path for path in sorted(found)}.values())


@functools.cache
def read(path: Path) -> WordFile:
    return read_word_file(path.read_bytes(), path.name)


def visible(text: str) -> str:
    """The characters that can be seen."""
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Cf")


@dataclass
class Page:
    """The text of a file, by an own walk over its XML, all tracked changes accepted."""

    body: str = ""
    notes: list[str] = field(default_factory=list)
    """Of the notes that are called, in the order of their calls."""
    left_out: Counter[str] = field(default_factory=Counter)
    """Characters by the reason for which they are not to be read."""


def page(path: Path) -> Page:
    return _Walk(path.read_bytes()).page()


def _on(element: etree._Element | None) -> bool:
    return element is not None and element.get(W + "val", "1") not in ("0", "false", "off")


class _Walk:
    def __init__(self, data: bytes) -> None:
        self.zip = zipfile.ZipFile(io.BytesIO(data))
        self.document = etree.fromstring(self.zip.read("word/document.xml"))
        self.styles = {
            style.get(W + "styleId"): style
            for style in etree.fromstring(self.zip.read("word/styles.xml")).iter(W + "style")
        }
        self.out: list[str] = []
        self.found = Page()
        self.calls: dict[tuple[str, str], None] = {}

    def page(self) -> Page:
        if (header := self._first_header()) is not None:
            self.story(header)
        body = self.document.find(W + "body")
        assert body is not None
        self.story(body)
        self.found.body = visible("".join(self.out))
        self._notes()
        return self.found

    def _first_header(self) -> etree._Element | None:
        section = next(self.document.iter(W + "sectPr"), None)
        if section is None:
            return None
        kind = "first" if _on(section.find(W + "titlePg")) else "default"
        for reference in section.iter(W + "headerReference"):
            if reference.get(W + "type") == kind:
                links = etree.fromstring(self.zip.read("word/_rels/document.xml.rels"))
                target = next(
                    link.get("Target") for link in links if link.get("Id") == reference.get(R + "id")
                )
                return etree.fromstring(self.zip.read(f"word/{target}"))
        return None

    def _notes(self) -> None:
        kinds = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
        for kind, id in list(self.calls):
            root = etree.fromstring(self.zip.read(f"word/{kinds[kind]}s.xml"))
            note = next(note for note in root if note.get(W + "id") == id)
            self.out = []
            self.story(note)
            self.found.notes.append(visible("".join(self.out)))

    # --- the walk ---

    def story(self, container: etree._Element) -> None:
        for element in container:
            if element.tag == W + "p":
                self.paragraph(element)
            elif element.tag == W + "tr" and element.find(f"{W}trPr/{W}del") is not None:
                self.left_out("deleted row", element)
            elif element.tag in (W + "moveFrom", W + "del"):
                self.left_out("deleted", element)
            else:
                self.story(element)

    def left_out(self, reason: str, element: etree._Element) -> None:
        self.found.left_out[reason] += len("".join(t.text or "" for t in element.iter(W + "t")))

    def paragraph(self, paragraph: etree._Element) -> None:
        self.boxes: list[etree._Element] = []
        self.field: list[str] = []
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        self.hidden_style = style is not None and self._hides(style.get(W + "val", ""))
        self.inline(paragraph)
        for box in self.boxes:
            self.story(box)

    def inline(self, element: etree._Element) -> None:
        for child in element:
            if child.tag == W + "r":
                self.run(child)
            elif child.tag in (W + "moveFrom", W + "del"):
                self.left_out("deleted", child)
            elif child.tag == MC + "AlternateContent":
                self.alternate(child)
            elif child.tag != W + "pPr":
                self.inline(child)

    def alternate(self, element: etree._Element) -> None:
        choice, *others = element
        for other in others:
            self.left_out("the same again for old programs", other)
        self.boxes += choice.iter(W + "txbxContent")

    def run(self, run: etree._Element) -> None:
        custom = False
        for child in run:
            kind = etree.QName(child).localname
            if kind == "fldChar":
                match child.get(W + "fldCharType"):
                    case "begin":
                        self.field.append("")
                    case "end" if self.field:
                        self.field.pop()
            elif kind == "instrText" and self.field:
                self.field[-1] += child.text or ""
            elif kind in ("footnoteReference", "endnoteReference"):
                self.calls.setdefault((kind, child.get(W + "id", "")))
                custom = child.get(W + "customMarkFollows") is not None
            elif kind == "AlternateContent":
                self.alternate(child)
            elif kind in ("pict", "drawing", "object"):
                self.boxes += child.iter(W + "txbxContent")
            elif kind == "t":
                self.text(child, run, custom)

    def text(self, element: etree._Element, run: etree._Element, custom: bool) -> None:
        if any("NOTEREF" in code for code in self.field):
            reason = "the number of a note called again"
        elif custom:
            reason = "a mark of a note"
        elif self._hidden(run):
            reason = "hidden"
        else:
            self.out.append(element.text or "")
            return
        self.found.left_out[reason] += len(element.text or "")

    def _hidden(self, run: etree._Element) -> bool:
        own = run.find(f"{W}rPr/{W}vanish")
        if own is not None:
            return _on(own)
        style = run.find(f"{W}rPr/{W}rStyle")
        return self.hidden_style or (style is not None and self._hides(style.get(W + "val", "")))

    def _hides(self, id: str) -> bool:
        while (style := self.styles.get(id)) is not None:
            own = style.find(f"{W}rPr/{W}vanish")
            if own is not None:
                return _on(own)
            base = style.find(W + "basedOn")
            id = "" if base is None else base.get(W + "val", "")
        return False


# --- pandoc ---


def pandoc_words(path: Path) -> Counter[str]:
    """The words that pandoc reads in the text and the tables of a file."""
    done = subprocess.run(
        ["pandoc", "-f", "docx", "-t", "json", "--track-changes=accept", str(path)],
        capture_output=True,
        check=True,
    )
    return words("\n".join(_blocks(json.loads(done.stdout)["blocks"])))


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text)))


def _blocks(node: object) -> Iterator[str]:
    """The text of every block that holds some, notes by themselves."""
    if isinstance(node, dict):
        if node.get("t") in ("Para", "Plain", "Header"):
            notes: list[object] = []
            content = node["c"][2] if node["t"] == "Header" else node["c"]
            yield "".join(_inlines(content, notes))
            for note in notes:
                yield from _blocks(note)
        else:
            yield from _blocks(node.get("c", []))
    elif isinstance(node, list):
        for child in node:
            yield from _blocks(child)


def _inlines(node: object, notes: list[object]) -> Iterator[str]:
    if isinstance(node, dict):
        match node.get("t"):
            case "Str":
                yield node["c"]
            case "Space" | "SoftBreak" | "LineBreak":
                yield " "
            case "Note":
                notes.append(node["c"])
                yield " "
            case "Image" | "Math" | "Code":
                return
            case _:
                yield from _inlines(node.get("c", []), notes)
    elif isinstance(node, list):
        for child in node:
            yield from _inlines(child, notes)
