"""What a Word file says when all its revisions are accepted or rejected: a walk over its XML of our own.

It follows the rules of the format, and nothing of draftkit, so that the two can be held against each
other: what is inside an insertion goes on reject, what is inside a deletion on accept; a paragraph whose
mark goes joins the next one and has that one's properties; where nothing follows to join, it stays if it
holds anything; rows go whole; ``...Change`` holds the properties before.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from functools import cached_property

from lxml import etree

from redline_fuzz.said import Block, Page, Paragraph, Piece, Table, paragraphs

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_Element = etree._Element
ACCEPT, REJECT = "accept", "reject"
_COMES = (W + "ins", W + "moveTo")
_GOES = (W + "del", W + "moveFrom")
_REVISED = (*_COMES, *_GOES)
_CHARS = {
    W + "tab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "\u2011",
    W + "softHyphen": "\u00ad",
}
_AROUND_BLOCKS = (W + "sdt", W + "sdtContent", W + "customXml", *_REVISED)
_CALLS = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
_OWN_MARKS = (W + "footnoteRef", W + "endnoteRef")
_SILENT = frozenset(
    W + name
    for name in (
        *("pPr", "rPr", "proofErr", "bookmarkStart", "bookmarkEnd", "lastRenderedPageBreak", "sectPr"),
        *("commentRangeStart", "commentRangeEnd", "permStart", "permEnd", "sdtPr", "sdtEndPr"),
        *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
    )
)
_TOGGLES = {"b": ("b", "bCs"), "i": ("i", "iCs"), "z": ("strike", "strike")}
"""The elements that switch a look on: in text from left to right, from right to left."""
NOTE = "\ue000"
OWN = "\ue001"
THING = "\ue002"
CODE = "\ue003"


class WordFile:
    """The parts of a file, parsed once."""

    def __init__(self, data: bytes) -> None:
        archive = zipfile.ZipFile(io.BytesIO(data))
        self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.roots = {
            name: etree.fromstring(part)
            for name, part in self.parts.items()
            if name.startswith("word/") and name.endswith(".xml")
        }

    def page(self, mode: str) -> Page:
        return _Reading(self, mode).page()

    @cached_property
    def styles(self) -> dict[str, _Element]:
        root = self.roots.get("word/styles.xml")
        return {} if root is None else {s.get(W + "styleId", ""): s for s in root.iter(W + "style")}

    @cached_property
    def default(self) -> str:
        """The style of paragraphs that name none."""
        found = (id for id, style in self.styles.items() if style.get(W + "type") == "paragraph")
        return next((id for id in found if self.styles[id].get(W + "default") in ("1", "true", "on")), "")

    def name_of(self, style: str) -> str:
        """The name of a style by its id; of the default one by none."""
        id = style or self.default
        return _value(self.styles[id], "name") if id in self.styles else id

    @cached_property
    def toggled(self) -> dict[tuple[str, str], bool]:
        return {}

    @cached_property
    def begins(self) -> dict[tuple[str, int], int]:
        """By list id and level: where a list begins anew, once (17.9.26, ``w:startOverride``)."""
        root = self.roots.get("word/numbering.xml")
        nums = [] if root is None else list(root.iter(W + "num"))
        return {
            (num.get(W + "numId", ""), int(level.get(W + "ilvl", "0"))): int(_value(level, "startOverride"))
            for num in nums
            for level in num.iter(W + "lvlOverride")
            if _value(level, "startOverride")
        }

    @cached_property
    def lists(self) -> dict[str, tuple[str, dict[int, tuple[str, str, int]]]]:
        """By list id: the abstract list, and of each level its kind, its text and where it starts."""
        root = self.roots.get("word/numbering.xml")
        if root is None:
            return {}
        levels = {}
        for abstract in root.iter(W + "abstractNum"):
            levels[abstract.get(W + "abstractNumId", "")] = {
                int(level.get(W + "ilvl", "0")): (
                    _value(level, "numFmt"), _value(level, "lvlText"), int(_value(level, "start") or 1)
                )
                for level in abstract.iter(W + "lvl")
            }  # fmt: skip
        return {
            num.get(W + "numId", ""): (
                _value(num, "abstractNumId"),
                levels.get(_value(num, "abstractNumId"), {}),
            )
            for num in root.iter(W + "num")
        }


def _value(element: _Element, name: str) -> str:
    child = element.find(W + name)
    return "" if child is None else child.get(W + "val", "")


def _on(element: _Element) -> bool:
    return element.get(W + "val", "1") not in ("0", "false", "off", "none")


class _Reading:
    """A walk over one file in one mode."""

    def __init__(self, file: WordFile, mode: str) -> None:
        self.file = file
        self.gone = _GOES if mode == ACCEPT else _COMES
        self.mode = mode
        self.calls: list[tuple[str, str]] = []
        self.counts: dict[str, list[int]] = {}
        self.begun: set[str] = set()
        """Lists that have begun anew."""

    def page(self) -> Page:
        found = Page()
        body = self.file.roots["word/document.xml"].find(W + "body")
        assert body is not None
        found.body = tuple(self.story(body))
        for name, root in sorted(self.file.roots.items()):
            if root.tag in (W + "hdr", W + "ftr"):
                found.headers[name] = tuple(self.story(root))
        for part, id in self.calls:
            notes = [n for n in self.file.roots[f"word/{part}.xml"] if n.get(W + "id") == id]
            assert len(notes) == 1, f"{len(notes)} notes have the id {id}"
            found.notes.append(tuple(paragraphs(tuple(self.story(notes[0])))))
        return found

    # --- paragraphs and tables ---

    def story(self, container: _Element) -> Iterator[Block]:
        joined: list[_Element] = []
        for element in self.blocks(container):
            if element.tag == W + "p":
                joined.append(element)
                if not self.mark_goes(element):
                    yield self.paragraph(element, self.pieces(joined))
                    joined = []
                continue
            rows = tuple(self.rows(element))
            if rows:
                if joined and (carried := self.pieces(joined)):
                    yield self.paragraph(joined[-1], carried)
                joined = []
                yield Table(rows, self.says(element.find(W + "tblPr")))
        if joined and (carried := self.pieces(joined)):
            yield self.paragraph(joined[-1], carried)

    def blocks(self, container: _Element) -> Iterator[_Element]:
        for child in container:
            if child.tag in (W + "p", W + "tbl"):
                yield child
            elif child.tag in _AROUND_BLOCKS and child.tag not in self.gone:
                yield from self.blocks(child)

    def mark_goes(self, paragraph: _Element) -> bool:
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        return mark is not None and any(child.tag in self.gone for child in mark)

    def rows(self, table: _Element) -> Iterator[tuple[tuple[Block, ...], ...]]:
        for row in table.iter(W + "tr"):
            if next(row.iterancestors(W + "tbl")) is not table:
                continue
            properties = row.find(W + "trPr")
            if properties is None or not any(child.tag in self.gone for child in properties):
                yield tuple(tuple(self.story(cell)) for cell in row.iter(W + "tc")
                            if next(cell.iterancestors(W + "tr")) is row)  # fmt: skip

    def paragraph(self, element: _Element, pieces: list[Piece]) -> Paragraph:
        properties = self.properties(element.find(W + "pPr"))
        style = "" if properties is None else _value(properties, "pStyle")
        numbered = None if properties is None else properties.find(W + "numPr")
        if numbered is None:
            numbered = self.of_style(style, f"pPr/{W}numPr")
        number = (
            ""
            if numbered is None
            else self.number(_value(numbered, "numId"), int(_value(numbered, "ilvl") or 0))
        )
        style = "" if style == self.file.default else style
        return Paragraph(tuple(pieces), style, number, self.says(properties, ("rPr", "sectPr", "pPrChange")))

    def properties(self, found: _Element | None) -> _Element | None:
        """The properties, or those before if a change of them is rejected."""
        if found is None or self.mode == ACCEPT:
            return found
        change = found.find(found.tag + "Change")
        return found if change is None else change.find(found.tag)

    def says(self, properties: _Element | None, but: Sequence[str] = ("tblPrChange",)) -> str:
        if properties is None:
            return ""
        left_out = {W + name for name in but}
        return ";".join(
            f"{etree.QName(child).localname}{sorted(child.attrib.items())}{self.says(child, but)}"
            for child in properties
            if child.tag not in left_out
            and (len(child) or child.attrib or child.tag not in (W + "rPr", W + "pPr"))
        )

    def number(self, list_id: str, level: int) -> str:
        abstract, levels = self.file.lists.get(list_id, ("", {}))
        if level not in levels:
            return ""
        counts = self.counts.setdefault(abstract, [0] * 9)
        # A level used before the level above it opens that level: (a) is followed by 2., not by 1.
        counts[:level] = [max(count, 1) for count in counts[:level]]
        kind, text, start = levels[level]
        begin = self.file.begins.get((list_id, level))
        if begin is None or list_id in self.begun:
            counts[level] += 1
        else:
            self.begun.add(list_id)
            counts[level] = begin - start + 1
        counts[level + 1 :] = [0] * (8 - level)
        for other in range(level + 1):
            kind, _, start = levels[other]
            text = text.replace(f"%{other + 1}", _shown(kind, counts[other] + start - 1))
        return text

    # --- the words of a paragraph ---

    def pieces(self, joined: Sequence[_Element]) -> list[Piece]:
        """Of paragraphs that are one when marks went: it has the style of the last."""
        last = self.properties(joined[-1].find(W + "pPr"))
        style = "" if last is None else _value(last, "pStyle")
        return [piece for element in joined for piece in self.inline(element, style)]

    def inline(self, element: _Element, style: str) -> Iterator[Piece]:
        for child in element:
            tag = child.tag
            if tag == W + "r":
                yield from self.run(child, style)
            elif isinstance(tag, str) and tag not in _SILENT and tag not in self.gone:
                if tag == W + "fldSimple":
                    yield Piece(CODE + child.get(W + "instr", ""), "", "")
                yield from self.inline(child, style)

    def run(self, run: _Element, style: str) -> Iterator[Piece]:
        properties = self.properties(run.find(W + "rPr"))
        says = self.says(properties, ("ins", "del", "moveFrom", "moveTo", "rPrChange"))
        look = self.look(properties, style)
        text = ""
        for child in run:
            tag = child.tag
            if tag in (W + "t", W + "delText"):
                text += child.text or ""
            elif tag in _CHARS:
                text += _CHARS[tag]
            elif tag in _CALLS:
                self.calls.append((_CALLS[tag], child.get(W + "id", "")))
                yield Piece(text, look, says)
                yield Piece(NOTE, "", says)
                text = ""
            elif tag in _OWN_MARKS:
                yield Piece(OWN, "", says)
            elif tag in (W + "instrText", W + "delInstrText"):
                text += CODE + self.code(child.text or "")
            elif tag == W + "fldChar":
                text += CODE + child.get(W + "fldCharType", "")[0]
            elif tag not in _SILENT:
                text += THING
        if text:
            yield Piece(text, look, says)

    def code(self, code: str) -> str:
        """The instruction of a field; a reference to a note with the note's text for the bookmark's name."""
        words = code.split()
        if words[:1] != ["NOTEREF"]:
            return code
        document = self.file.roots["word/document.xml"]
        inside = False
        for element in document.iter(W + "bookmarkStart", W + "bookmarkEnd", *_CALLS):
            if element.tag == W + "bookmarkStart" and element.get(W + "name") == words[1]:
                inside, id = True, element.get(W + "id")
            elif inside and element.tag == W + "bookmarkEnd" and element.get(W + "id") == id:
                break
            elif (
                inside
                and element.tag in _CALLS
                and not any(e.tag in self.gone for e in element.iterancestors())
            ):
                return "NOTEREF " + self.note_text(_CALLS[element.tag], element.get(W + "id", ""))
        return "NOTEREF nothing"

    def note_text(self, part: str, id: str) -> str:
        note = next(n for n in self.file.roots[f"word/{part}.xml"] if n.get(W + "id") == id)
        return "".join(p.text for p in paragraphs(tuple(self.story(note)))).strip(OWN + " \t")

    def look(self, properties: _Element | None, style: str) -> str:
        own = "" if properties is None else _value(properties, "rStyle")
        found = ""
        right = None if properties is None else properties.find(W + "rtl")
        for letter, tags in _TOGGLES.items():
            tag = W + tags[right is not None and _on(right)]
            direct = None if properties is None else properties.find(tag)
            if direct is not None:
                on = _on(direct)
            else:
                on = self.style_toggles(style, tag) != self.style_toggles(own, tag)
            found += letter if on else ""
        for name in ("u", "vertAlign"):
            element = None if properties is None else properties.find(W + name)
            if element is None:
                element = self.of_style(own, f"rPr/{W}{name}")
            if element is not None and element.get(W + "val") not in ("none", "baseline"):
                found += f"{name[0]}{element.get(W + 'val', '')[:3] if name == 'vertAlign' else ''}"
        return found

    def style_toggles(self, style: str, tag: str) -> bool:
        if (known := self.file.toggled.get((style, tag))) is None:
            element = self.of_style(style, f"rPr/{tag}")
            known = self.file.toggled[style, tag] = element is not None and _on(element)
        return known

    def of_style(self, style: str, path: str) -> _Element | None:
        while (found := self.file.styles.get(style)) is not None:
            element = found.find(W + path)
            if element is not None:
                return element
            style = _value(found, "basedOn")
        return None


def _shown(kind: str, number: int) -> str:
    match kind:
        case "lowerLetter":
            return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        case "lowerRoman":
            out = ""
            for value, sign in ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
                out += sign * (number // value)
                number %= value
            return out
    return str(number)
