"""Real Word files, and edit scripts over their markup as it is.

Nothing of a file is read by draftkit here: an edit changes the XML as a person would change the page, in a
paragraph or a row that it can change without breaking the file. The files stay where they are.
"""

from __future__ import annotations

import functools
import io
import random
import zipfile
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from redline_fuzz.contract import Files
from redline_fuzz.drafts import LANGUAGES
from redline_fuzz.pages import W

_Element = etree._Element
_Edit = Callable[[random.Random, _Element], None]
FOLDERS = ("docx_un", "docx_tracked", "derived_docx")
LARGEST = 200_000
"""Bytes of a body's markup; a longer one takes seconds for each redline."""
_DOCUMENT = "word/document.xml"
_STYLES = "word/styles.xml"
_REVISIONS = tuple(W + name for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange"))
_HELD = tuple(
    W + name
    for name in (
        "sectPr",
        "drawing",
        "pict",
        "object",
        "sdt",
        "fldChar",
        "fldSimple",
        "txbxContent",
        "hyperlink",
    )
)
"""What a paragraph holds that is not to be copied, cut or moved."""
_ONCE = tuple(
    W + name
    for name in ("bookmarkStart", "bookmarkEnd", "footnoteReference", "endnoteReference", "commentRangeStart",
                 "commentRangeEnd", "commentReference", "lastRenderedPageBreak", "proofErr")
)  # fmt: skip
"""What a file has once, and a copy of a paragraph not at all."""
_PHRASES = LANGUAGES["English"].phrases


@dataclass(frozen=True, slots=True)
class Step:
    """One edit of a script, with a seed of its own."""

    edit: str
    seed: int


@dataclass(frozen=True, slots=True)
class RealPair:
    """A real file, and what a script makes of it."""

    name: str
    old: bytes
    script: tuple[Step, ...]

    def files(self) -> Files:
        return Files(self.old, edited(self.old, self.script), word=True)

    def smaller(self) -> Iterator[RealPair]:
        """The pairs with one edit less."""
        for place in range(len(self.script)):
            yield replace(self, script=(*self.script[:place], *self.script[place + 1 :]))

    def told(self) -> str:
        """What it is made of."""
        return f"{self.name}\n{self.script}\n"


def word_files(folder: Path) -> tuple[Path, ...]:
    """The Word files of the folder that hold no tracked changes, each once."""
    return _word_files(folder)


@functools.cache
def _word_files(folder: Path) -> tuple[Path, ...]:
    every = (path for name in FOLDERS for path in sorted((folder / name).glob("*.docx")))
    found = {path.read_bytes(): path for path in every}
    return tuple(sorted(path for data, path in found.items() if _is_fit(data)))


def _is_fit(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [archive.read(n) for n in archive.namelist() if n.startswith("word/") and n.endswith(".xml")]
        if len(archive.read(_DOCUMENT)) > LARGEST:
            return False
    return not any(next(etree.fromstring(part).iter(*_REVISIONS), None) is not None for part in parts)


def pair(seed: int, folder: Path) -> RealPair:
    """The pair of a seed."""
    chance = random.Random(f"real {seed}")
    path = chance.choice(word_files(folder))
    count = chance.choice((1, 1, 2, 2, 3, 4, 6, 8))
    script = tuple(Step(chance.choice(tuple(EDITS)), chance.getrandbits(32)) for _ in range(count))
    if chance.random() < 0.25:
        script += (Step("restyle", chance.getrandbits(32)),)
    return RealPair(path.name, path.read_bytes(), script)


def edited(data: bytes, script: tuple[Step, ...]) -> bytes:
    """The file after all edits; one that finds nothing to be done on does nothing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        roots = {_DOCUMENT: etree.fromstring(old.read(_DOCUMENT))}
        for step in script:
            if step.edit != "restyle":
                EDITS[step.edit](random.Random(step.seed), roots[_DOCUMENT])
            elif _STYLES in old.namelist():
                roots[_STYLES] = etree.fromstring(old.read(_STYLES))
                restyle(random.Random(step.seed), roots[_DOCUMENT], roots[_STYLES])
        for name in old.namelist():
            new.writestr(name, etree.tostring(roots[name]) if name in roots else old.read(name))
    return out.getvalue()


# --- where an edit is made ---


def _paragraphs(root: _Element) -> list[_Element]:
    """Paragraphs with words that stand in the text by themselves and can be copied, cut and moved."""
    found = []
    for paragraph in root.iter(W + "p"):
        parent = paragraph.getparent()
        alone = parent is not None and parent.tag in (W + "body", W + "tc")
        if (
            alone
            and "".join(paragraph.itertext(W + "t")).strip()
            and next(paragraph.iter(*_HELD), None) is None
        ):
            found.append(paragraph)
    return found


def _in_body(root: _Element) -> list[_Element]:
    """Those of the body, without the first ones: a masthead keeps its lines."""
    found = []
    for paragraph in _paragraphs(root):
        parent = paragraph.getparent()
        if parent is not None and parent.tag == W + "body":
            found.append(paragraph)
    return found[len(found) // 5 :]


def _texts(root: _Element) -> list[_Element]:
    """Texts of some words in runs that are no part of a field, a hyperlink or a text box."""
    return [
        text
        for paragraph in _paragraphs(root)
        for text in paragraph.iter(W + "t")
        if len((text.text or "").split(" ")) > 2
    ]


def _words(text: _Element, words: list[str]) -> None:
    text.text = " ".join(words)
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _copy(chance: random.Random, paragraph: _Element) -> _Element:
    """A paragraph like another with other words."""
    new = deepcopy(paragraph)
    for once in [*new.iter(*_ONCE)]:
        parent = once.getparent()
        assert parent is not None
        parent.remove(once)
    for text in new.iter(W + "t"):
        words = (text.text or "").split(" ")
        _words(text, [chance.choice(_PHRASES) if len(word) > 4 else word for word in words])
    return new


# --- edits ---


def substitute(chance: random.Random, root: _Element) -> None:
    if texts := _texts(root):
        text = chance.choice(texts)
        words = (text.text or "").split(" ")
        at = chance.randrange(len(words))
        words[at : at + chance.randint(0, 2)] = [chance.choice(_PHRASES)]
        _words(text, words)


def remove_words(chance: random.Random, root: _Element) -> None:
    if texts := _texts(root):
        text = chance.choice(texts)
        words = (text.text or "").split(" ")
        at = chance.randrange(len(words))
        del words[at : at + chance.randint(1, len(words) - 1)]
        _words(text, words)


def put_brackets(chance: random.Random, root: _Element) -> None:
    if texts := _texts(root):
        text = chance.choice(texts)
        words = (text.text or "").split(" ")
        one, other = sorted(chance.sample(range(len(words)), 2))
        words[one], words[other] = "[" + words[one], words[other] + "]"
        _words(text, words)


def recast(chance: random.Random, root: _Element) -> None:
    """Words in italics, or no more."""
    if texts := _texts(root):
        run = chance.choice(texts).getparent()
        assert run is not None
        properties = run.find(W + "rPr")
        if properties is None:
            properties = etree.Element(W + "rPr")
            run.insert(0, properties)
        if (italic := properties.find(W + "i")) is not None:
            properties.remove(italic)
        else:
            before = [W + name for name in ("rStyle", "rFonts", "b", "bCs")]
            at = sum(child.tag in before for child in properties)
            properties.insert(at, etree.Element(W + "i"))


def delete(chance: random.Random, root: _Element) -> None:
    if found := _in_body(root):
        paragraph = chance.choice(found)
        root[0].remove(paragraph)


def insert(chance: random.Random, root: _Element) -> None:
    if found := _in_body(root):
        paragraph = chance.choice(found)
        for _ in range(chance.randint(1, 2)):
            paragraph.addnext(_copy(chance, paragraph))


def insert_elsewhere(chance: random.Random, root: _Element) -> None:
    """One like another, beside a third."""
    if found := _in_body(root):
        chance.choice(found).addnext(_copy(chance, chance.choice(found)))


def move(chance: random.Random, root: _Element) -> None:
    if len(found := _in_body(root)) > 1:
        paragraph, behind = chance.sample(found, 2)
        behind.addnext(paragraph)


def split(chance: random.Random, root: _Element) -> None:
    """A paragraph is cut between two of its runs."""
    found = [p for p in _in_body(root) if len(p.findall(W + "r")) > 1]
    if found:
        paragraph = chance.choice(found)
        run = chance.choice(paragraph.findall(W + "r")[1:])
        new = etree.Element(W + "p")
        properties = paragraph.find(W + "pPr")
        if properties is not None:
            new.append(deepcopy(properties))
        new.extend(list(paragraph)[paragraph.index(run) :])
        paragraph.addnext(new)


def join(chance: random.Random, root: _Element) -> None:
    found = _in_body(root)
    pairs = [(p, p.getnext()) for p in found if p.getnext() in found]
    if pairs:
        paragraph, behind = chance.choice(pairs)
        assert behind is not None
        paragraph.extend([child for child in behind if child.tag != W + "pPr"])
        root[0].remove(behind)


def rows(chance: random.Random, root: _Element) -> None:
    """A row of a table comes or goes."""
    found = [row for row in root.iter(W + "tr") if next(row.iter(*_HELD, W + "vMerge"), None) is None]
    if found:
        row = chance.choice(found)
        table = row.getparent()
        assert table is not None
        if chance.random() < 0.5:
            row.addnext(_copy(chance, row))
        elif len(table.findall(W + "tr")) > 1:
            table.remove(row)


def remove_note(chance: random.Random, root: _Element) -> None:
    if found := list(root.iter(W + "footnoteReference")):
        run = chance.choice(found).getparent()
        assert run is not None
        parent = run.getparent()
        assert parent is not None
        parent.remove(run)


def restyle(chance: random.Random, root: _Element, styles: _Element) -> None:
    """A paragraph or two get a style that no paragraph has: one of the file's, or one that is new."""
    worn = {style.get(W + "val") for style in root.iter(W + "pStyle")}
    ids = [
        style.get(W + "styleId", "")
        for style in styles.iterchildren(W + "style")
        if style.get(W + "type") == "paragraph" and style.find(f"{W}pPr/{W}numPr") is None
    ]
    id = chance.choice(["RemarkByChance", *(id for id in ids if id not in worn)])
    if id == "RemarkByChance":
        new = etree.SubElement(styles, W + "style", {W + "type": "paragraph", W + "styleId": id})
        etree.SubElement(new, W + "name", {W + "val": "Remark by chance"})
        etree.SubElement(new, W + "basedOn", {W + "val": chance.choice(ids)})
        if chance.random() < 0.5:
            etree.SubElement(etree.SubElement(new, W + "rPr"), W + "i")
    found = _in_body(root)
    for paragraph in chance.sample(found, min(len(found), chance.randint(1, 2))):
        properties = paragraph.find(W + "pPr")
        if properties is None:
            properties = etree.Element(W + "pPr")
            paragraph.insert(0, properties)
        for style in properties.findall(W + "pStyle"):
            properties.remove(style)
        properties.insert(0, etree.Element(W + "pStyle", {W + "val": id}))


EDITS: dict[str, _Edit] = {
    edit.__name__: edit
    for edit in (substitute, remove_words, put_brackets, recast, delete, insert, insert_elsewhere, move,
                 split, join, rows, remove_note)
}  # fmt: skip
