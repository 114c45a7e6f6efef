"""Notes added to somebody else's Word file, as tracked changes.

A new note looks like those of its kind that the file has: same styles, same tabs.
A file without such notes gets the part for them (:mod:`draftkit.ooxml.note_parts`).
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from draftkit.ooxml.archive import Archive
from draftkit.ooxml.authors import Who
from draftkit.ooxml.extract import Source
from draftkit.ooxml.flow import characters
from draftkit.ooxml.further_calls import NoteNumbers
from draftkit.ooxml.note_ids import NO_NOTES, count_up
from draftkit.ooxml.note_parts import empty_part, free_name
from draftkit.ooxml.resolve import W
from draftkit.ooxml.revise import Stamp, delete_all
from draftkit.ooxml.runs import text_run
from draftkit.ooxml.styles import Styles

_Element = etree._Element
KINDS = ("footnote", "endnote")


class Notes:
    """The notes of one kind of a file while notes are added to it."""

    def __init__(self, kind: str, source: Source, stamp: Stamp) -> None:
        self.kind = kind
        """``footnote`` or ``endnote``, as the elements and the styles of such notes are called."""
        self.source = source
        self.archive: Archive = source.archive
        self.stamp = stamp
        self.styles = source.flow.styles
        self.numbers = NoteNumbers(source)
        self.name = self.archive.related(f"{kind}s") or free_name(self.archive, f"{kind}s")
        self.is_new = self.name not in self.archive.names
        self._root: _Element | None = None if self.is_new else source.roots.get(self.name)
        self.added: list[_Element] = []
        self.bookmarked: dict[str, tuple[str, str]] = {}
        """The notes whose first call gets a bookmark, by its name."""
        self.fields: list[tuple[str, str, list[_Element]]] = []
        """The runs of the same calls."""
        self.repeated: list[tuple[str, str, _Element]] = []
        """Further calls that were added: the kind and the id of the note, the text of the number."""

    @property
    def root(self) -> _Element:
        """The part for these notes, made where there is none."""
        if self._root is None:
            self._root = empty_part(self.kind) if self.is_new else self.archive.root(self.name)
            self.source.roots[self.name] = self._root
        return self._root

    def note(self, id: str) -> _Element | None:
        """The note with this id."""
        return next((n for n in self.root.iterchildren(W + self.kind) if n.get(W + "id") == id), None)

    def delete(self, id: str, whose: Who | None = None) -> None:
        """Mark the text of a note as deleted, as Word does when its reference is."""
        note = self.note(id)
        for paragraph in () if note is None else note.iter(W + "p"):
            delete_all(paragraph, self.stamp, whose)

    def add(
        self,
        runs: Sequence[_Element],
        mark: str,
        whose: Who | None = None,
        ends: frozenset[int] = frozenset(),
    ) -> tuple[str, _Element]:
        """Add a note with these runs of text: its id, and the run that calls it.

        The line breaks in them that are ``ends``, counted from 0, are ends of paragraphs.
        """
        ids = [int(n.get(W + "id", "0")) for n in self.root if _number(n.get(W + "id", "0"))]
        id = str(max([0, *ids]) + 1)
        model = self._model()
        note = etree.SubElement(self.root, W + self.kind, {W + "id": id})
        lead = self._lead(model, mark)
        for own in _parted(runs, ends):
            paragraph = etree.SubElement(note, W + "p")
            self._begin(paragraph, model, mark)
            if lead or own:
                insertion = etree.SubElement(paragraph, W + "ins", self.stamp.attributes(whose))
                insertion.extend([*lead, *own])
            lead = []
        self.added.append(note)
        return id, self._reference(id, mark)

    def settle(self) -> None:
        """Put the notes that were added among the others in the order of their calls, as Word writes them.

        The first call of each becomes its reference, and further calls get the numbers of their notes.
        """
        self._settle_references()
        for name, (kind, id) in self.bookmarked.items():
            self._settle_bookmark(name, kind, id)
        shown = self.numbers.shown() if self.repeated else {}
        for kind, id, text in self.repeated:
            text.text = shown.get((kind, id), text.text)
        if not self.added:
            return
        main = self.source.roots[self.archive.main]
        calls = [reference.get(W + "id", "") for reference in main.iter(W + f"{self.kind}Reference")]
        notes = {note.get(W + "id", ""): note for note in self.root.iterchildren(W + self.kind)}
        added = {note.get(W + "id", "") for note in self.added}
        before: _Element | None = None
        for id in dict.fromkeys(calls):
            note = notes.get(id)
            if note is None:
                continue
            if id in added:
                _put_behind(note, before, self.root)
            before = note

    def count(self) -> None:
        """Give the notes the ids Word would give them, if any was added."""
        if self.added:
            count_up(self.root, self.source.roots[self.archive.main])

    def _settle_references(self) -> None:
        """Let the reference of a note that was added stand where it is called first.

        Words that come are made in another order than they stand in.
        """
        main = self.source.roots[self.archive.main]
        places = {run: place for place, run in enumerate(main.iter(W + "r"))}
        references = {
            reference.get(W + "id", ""): reference.getparent()
            for reference in main.iter(W + f"{self.kind}Reference")
        }
        for note in self.added:
            id = note.get(W + "id", "")
            reference = references.get(id)
            calls = [runs for kind, of, runs in self.fields if (kind, of) == (self.kind, id)]
            calls = [runs for runs in calls if runs[0] in places]
            if reference is None or not calls:
                continue
            first = min(calls, key=lambda runs: places[runs[0]])
            if places[first[0]] < places[reference]:
                _exchange(reference, first)

    def text_look(self) -> _Element | None:
        """A run of the text of a note, for the look of new ones."""
        model = self._model()
        for run in [] if model is None else model.iter(W + "r"):
            texts = (t.text or "" for t in run.iterchildren(W + "t", W + "delText"))
            if any(character.isalpha() for text in texts for character in text):
                return run
        return None

    def repeat(self, kind: str, id: str, shown: str) -> list[_Element]:
        """The runs of a further call to a note: a NOTEREF field (17.16.5.42).

        ``shown`` is its text if Word does not number the note.
        """
        bookmark = self._bookmark(kind, id)
        runs: list[_Element] = []
        for part in ("begin", f" NOTEREF {bookmark} \\f \\h ", "separate", None, "end"):
            run = etree.Element(W + "r")
            run.append(self._sign_properties())
            if part is None:
                text = etree.SubElement(run, W + "t")
                text.text = shown
                self.repeated.append((kind, id, text))
                self.fields.append((kind, id, runs))
            elif part.startswith(" "):
                code = etree.SubElement(run, W + "instrText")
                code.text = part
                code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            else:
                etree.SubElement(run, W + "fldChar", {W + "fldCharType": part})
            runs.append(run)
        return runs

    def _bookmark(self, kind: str, id: str) -> str:
        """The name of a bookmark around the first call of a note, which is made where there is none."""
        bookmarks = self.source.flow.bookmarks
        for name, note in bookmarks.items():
            if note == (kind, id):
                return name
        name = next(
            name
            for name in (
                f"_RefNote_{kind}_{id}{end}" for end in ("", *map("_{}".format, range(len(bookmarks))))
            )
            if name not in bookmarks
        )
        bookmarks[name] = self.bookmarked[name] = kind, id
        return name

    def _settle_bookmark(self, name: str, kind: str, id: str) -> None:
        """Put a bookmark around the first call of a note."""
        main = self.source.roots[self.archive.main]
        reference = next(r for r in main.iter(W + f"{kind}Reference") if r.get(W + "id") == id)
        run = reference.getparent()
        assert run is not None
        self.stamp.last += 1
        at = {W + "id": str(self.stamp.last)}
        run.addprevious(etree.Element(W + "bookmarkStart", at | {W + "name": name}))
        run.addnext(etree.Element(W + "bookmarkEnd", at))

    def _model(self) -> _Element | None:
        """A paragraph of a note that a new one should look like."""
        for note in self.root.iterchildren(W + self.kind):
            if note.get(W + "type") in NO_NOTES or note in self.added:
                continue
            paragraph = note.find(W + "p")
            if paragraph is not None and paragraph.find(f".//{W}{self.kind}Ref") is not None:
                return paragraph
        return None

    def _begin(self, paragraph: _Element, model: _Element | None, mark: str) -> None:
        own = None if model is None else model.find(W + "pPr")
        if own is not None:
            properties = deepcopy(own)
            for tag in ("pPrChange", "sectPr"):
                for child in properties.findall(W + tag):
                    properties.remove(child)
            for change in properties.findall(f"{W}rPr/*"):
                if change.tag in (W + "ins", W + "del"):
                    change.getparent().remove(change)  # type: ignore[union-attr]
            paragraph.append(properties)
        elif style := style_named(self.styles, f"{self.kind} text"):
            properties = etree.SubElement(paragraph, W + "pPr")
            etree.SubElement(properties, W + "pStyle", {W + "val": style})

    def _lead(self, model: _Element | None, mark: str) -> list[_Element]:
        """The runs up to the mark, its brackets and the white space behind it, as the model has them."""
        found: list[_Element] = []
        behind = bracket = False
        for run in [] if model is None else model.iter(W + "r"):
            copy = deepcopy(run)
            for child in copy.iterchildren(W + "delText"):
                child.tag = W + "t"
            text = "".join(map(characters, copy))
            if run.find(W + f"{self.kind}Ref") is not None:
                behind = True
                copy = self._marked(copy, mark)
            elif behind and bracket and text.startswith(")"):
                bracket = False
                if text.strip() != ")":
                    found.append(
                        text_run(text[: 1 + len(text[1:]) - len(text[1:].lstrip())], copy.find(W + "rPr"))
                    )
                    break
            elif not behind and text.strip() == "(":
                bracket = True
            elif text.strip() or not text:
                if behind and (white := text[: len(text) - len(text.lstrip())]):
                    found.append(text_run(white, copy.find(W + "rPr")))
                break
            found.append(copy)
        if any(run.find(W + f"{self.kind}Ref") is not None or mark in _text(run) for run in found):
            return found
        sign = etree.Element(W + "r")
        sign.append(self._sign_properties())
        etree.SubElement(sign, W + f"{self.kind}Ref")
        space = etree.Element(W + "r")
        blank = etree.SubElement(space, W + "t")
        blank.text = " "
        blank.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return [self._marked(sign, mark), space]

    def _marked(self, run: _Element, mark: str) -> _Element:
        """A run that shows a note's number, made to show its own mark."""
        sign = run.find(W + f"{self.kind}Ref")
        if mark and sign is not None:
            text = etree.Element(W + "t")
            text.text = mark
            run.replace(sign, text)
        return run

    def _sign_properties(self) -> _Element:
        properties = etree.Element(W + "rPr")
        if style := style_named(self.styles, f"{self.kind} reference"):
            etree.SubElement(properties, W + "rStyle", {W + "val": style})
        else:
            etree.SubElement(properties, W + "vertAlign", {W + "val": "superscript"})
        return properties

    def _reference(self, id: str, mark: str) -> _Element:
        run = etree.Element(W + "r")
        run.append(self._sign_properties())
        reference = etree.SubElement(run, W + f"{self.kind}Reference", {W + "id": id})
        if mark:
            reference.set(W + "customMarkFollows", "1")
            etree.SubElement(run, W + "t").text = mark
        return run


def style_named(styles: Styles, name: str) -> str:
    """The id of the style with this name; empty when there is none."""
    return next((id for id in styles.ids if styles.name(id).lower() == name), "")


def _exchange(run: _Element, runs: Sequence[_Element]) -> None:
    """Put a run where some others stand, and these where it stood."""
    mark = etree.Element(W + "r")
    run.addprevious(mark)
    runs[0].addprevious(run)
    for other in runs:
        mark.addprevious(other)
    parent = mark.getparent()
    assert parent is not None
    parent.remove(mark)


def _put_behind(note: _Element, before: _Element | None, root: _Element) -> None:
    """Put a note behind another one, or before all that can be called."""
    if before is not None:
        before.addnext(note)
        return
    own = [other for other in root.iterchildren(note.tag) if other.get(W + "type") in NO_NOTES]
    root.insert(root.index(own[-1]) + 1 if own else 0, note)


def _number(text: str) -> bool:
    return text.lstrip("-").isdecimal() and len(text) < 10


def _text(run: _Element) -> str:
    return "".join(t.text or "" for t in run.iter(W + "t")) or "\0"


def _parted(runs: Sequence[_Element], ends: frozenset[int]) -> list[list[_Element]]:
    """The runs of each paragraph; line breaks that are ends of paragraphs, counted from 0, are gone."""
    if not ends:
        return [list(runs)]
    found: list[list[_Element]] = [[]]
    lines = 0
    for run in runs:
        empty = deepcopy(run)
        for child in [child for child in empty if child.tag != W + "rPr"]:
            empty.remove(child)
        part = deepcopy(empty)
        for child in [child for child in run if child.tag != W + "rPr"]:
            if child.tag == W + "br":
                lines += 1
                if lines - 1 in ends:
                    found[-1] += [part] if _says(part) else []
                    found.append([])
                    part = deepcopy(empty)
                    continue
            part.append(child)
        found[-1] += [part] if _says(part) else []
    return found


def _says(run: _Element) -> bool:
    return any(child.tag != W + "rPr" for child in run)
