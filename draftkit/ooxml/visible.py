"""Which text of a Word file is on the page, and which only in the file.

Hidden text has the property ``w:vanish`` (ECMA-376 Part 1, 17.3.2.41), its own or from a style. It is
a toggle property: of paragraph style and character style, one hides and both together do not
(17.7.3). Text hidden in the web view only (``w:webHidden``, 17.3.2.44) is on the page.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

from lxml import etree

from draftkit.dataclass import dataclass
from draftkit.ooxml.resolve import View, W
from draftkit.ooxml.wordfile import WordFile

_Element = etree._Element
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_RUNS = (W + "r", _MATH + "r")
_CHARACTERS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "\u2011",
}
TEXT = (W + "t", _MATH + "t", W + "sym", *_CHARACTERS)
"""Elements that stand for characters."""
NOTE_CALLS = {W + "footnote": W + "footnoteReference", W + "endnote": W + "endnoteReference"}
_OFF = frozenset(("0", "false", "off"))
_GONE = {View.ACCEPT: ("del", "moveFrom", "cellDel"), View.REJECT: ("ins", "moveTo", "cellIns")}


def characters(element: _Element) -> str:
    """The characters an element of :data:`TEXT` or ``w:delText`` stands for."""
    if element.tag == W + "sym":
        return element.get(W + "char", "")
    return _CHARACTERS.get(element.tag, element.text or "")


@dataclass(frozen=True, slots=True)
class Run:
    """A run with the properties that reach it."""

    element: _Element
    direct: _Element | None
    paragraph_style: str
    run_style: str

    @property
    def text(self) -> str:
        """Its characters, deleted ones too, without those of a text box in it."""
        tags = (*TEXT, W + "delText")
        return "".join(characters(child) for child in self.element if child.tag in tags)


class Looks:
    """The styles of a file, asked for single properties of runs."""

    def __init__(self, file: WordFile) -> None:
        part = file.part("styles")
        styles = [] if part is None else list(file.root(part).iter(W + "style"))
        self.styles = {style.get(W + "styleId", ""): style for style in styles}
        default = (s for s in styles if s.get(W + "type") == "paragraph" and _on(s.get(W + "default", "0")))
        self._default = next((style.get(W + "styleId", "") for style in default), "")
        self._all = None if part is None else file.root(part).find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self.hiding = any(next(file.root(name).iter(W + "vanish"), None) is not None for name in file.parts)
        """Whether anything hides text; most files can be asked quickly."""
        self._from_style = functools.cache(self._style_value)
        self.page = functools.cache(self._page)

    def _page(self, file: WordFile) -> str:
        """All that is on the page with every change accepted, without spaces and in one case."""
        text = "".join(visible_text(file, self, View.ACCEPT).values())
        return "".join(text.split()).casefold()

    def run(self, element: _Element, view: View = View.ACCEPT) -> Run:
        """A run; for REJECT with the properties before tracked changes of format."""
        direct = _before(element.find(W + "rPr"), view)
        paragraph = next(element.iterancestors(W + "p"), None)
        properties = None if paragraph is None else _before(paragraph.find(W + "pPr"), view)
        return Run(element, direct, _style(properties, "pStyle") or self._default, _style(direct, "rStyle"))

    def hides(self, run: Run) -> bool:
        """Whether a run is hidden text."""
        own = None if run.direct is None else run.direct.find(W + "vanish")
        if own is not None:
            return _on(own.get(W + "val", "1"))
        if self._all is not None and (everywhere := self._all.find(W + "vanish")) is not None:
            return _on(everywhere.get(W + "val", "1"))
        styles = (self._from_style(name, "vanish") for name in (run.paragraph_style, run.run_style))
        return sum(_on(value or "0") for value in styles) == 1

    def value(self, run: Run, name: str) -> str | None:
        """The ``w:val`` of a property that is no toggle: the nearest one."""
        own = None if run.direct is None else run.direct.find(W + name)
        if own is not None:
            return own.get(W + "val", "")
        for style in (run.run_style, run.paragraph_style):
            if (value := self._from_style(style, name)) is not None:
                return value
        found = None if self._all is None else self._all.find(W + name)
        return None if found is None else found.get(W + "val", "")

    def _style_value(self, style: str, name: str) -> str | None:
        seen: set[str] = set()
        while style in self.styles and style not in seen:
            seen.add(style)
            found = self.styles[style].find(f"{W}rPr/{W}{name}")
            if found is not None:
                return found.get(W + "val", "1")
            base = self.styles[style].find(W + "basedOn")
            style = "" if base is None else base.get(W + "val", "")
        return None


def visible_text(file: WordFile, looks: Looks, view: View) -> dict[str, str]:
    """What is on the page by story, comments apart, once all changes are accepted or rejected.

    It is read with no help of the code that accepts and rejects, so that each can check the other.
    Notes that nothing on the page calls are not on the page.
    """
    found: dict[str, str] = {}
    called: set[tuple[str, str]] = set()
    for story in sorted(file.stories, key=lambda name: file.place(name) in ("footnotes", "endnotes")):
        if file.place(story) != "comments":
            page = _Page(looks, view, file.root(story))
            found[story] = "".join(page.text(called))
    return found


class _Page:
    def __init__(self, looks: Looks, view: View, root: _Element) -> None:
        self.looks, self.view, self.root = looks, view, root
        self.gone = {W + name for name in _GONE[view]}
        self.text_tag = W + "t" if view is View.ACCEPT else W + "delText"
        self.dropped = set(self._rows_and_cells())

    def _rows_and_cells(self) -> Iterator[_Element]:
        for properties in self.root.iter(W + "trPr", W + "tcPr"):
            parent = properties.getparent()
            if parent is not None and any(child.tag in self.gone for child in properties):
                yield parent

    def text(self, called: set[tuple[str, str]]) -> Iterator[str]:
        """The characters on the page; calls to notes are added to those met before."""
        tags = dict.fromkeys((*TEXT, self.text_tag, *NOTE_CALLS.values()))
        run, shown = None, False
        for element in self.root.iter(*tags):
            parent = element.getparent()
            if parent is None or parent.tag not in _RUNS:  # a tab stop, w:tabs/w:tab, is no tab
                continue
            if parent is not run:
                run, shown = parent, self._shown(parent, called)
            if not shown:
                continue
            if element.tag in NOTE_CALLS.values():
                called.add((element.tag, element.get(W + "id", "")))
            else:
                yield characters(element)

    def _shown(self, run: _Element, called: set[tuple[str, str]]) -> bool:
        for above in run.iterancestors():
            if above.tag in self.gone or above in self.dropped:
                return False
            if above.tag == W + "r" and self._hides(above):
                return False  # a text box in a hidden run
            call = NOTE_CALLS.get(above.tag)
            if (
                call
                and above.get(W + "type") in (None, "normal")
                and (call, above.get(W + "id", "")) not in called
            ):
                return False
        return not self._hides(run)

    def _hides(self, run: _Element) -> bool:
        return self.looks.hiding and self.looks.hides(self.looks.run(run, self.view))


def _before(properties: _Element | None, view: View) -> _Element | None:
    """The properties as they were, where a tracked change of format holds them."""
    if properties is None or view is View.ACCEPT:
        return properties
    change = properties.find(properties.tag + "Change")
    return properties if change is None else change.find(properties.tag)


def _style(properties: _Element | None, kind: str) -> str:
    found = None if properties is None else properties.find(W + kind)
    return "" if found is None else found.get(W + "val", "")


def _on(value: str) -> bool:
    return value not in _OFF
