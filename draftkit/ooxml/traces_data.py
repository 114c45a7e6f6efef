"""What a Word file gives away in its properties and in data that stands behind the page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from draftkit.ooxml.field_codes import field_codes
from draftkit.ooxml.findings import Item, Trace
from draftkit.ooxml.resolve import W
from draftkit.ooxml.visible import Looks
from draftkit.ooxml.wordfile import WordFile, local
from draftkit.patterns import lazy_pattern

_Element = etree._Element
CORE, APP, CUSTOM = "core-properties", "extended-properties", "custom-properties"
PROPERTIES: dict[tuple[str, str], tuple[Trace, str]] = {
    (CORE, "creator"): (Trace.AUTHORS, "author"),
    (APP, "Manager"): (Trace.AUTHORS, "manager"),
    (APP, "Company"): (Trace.AUTHORS, "company"),
    (CORE, "lastModifiedBy"): (Trace.LAST_EDITOR, "last editor"),
    (CORE, "revision"): (Trace.EDITING, "number of times saved"),
    (APP, "TotalTime"): (Trace.EDITING, "minutes of editing"),
    (CORE, "created"): (Trace.EDITING, "date of creation"),
    (CORE, "modified"): (Trace.EDITING, "date of last change"),
    (CORE, "lastPrinted"): (Trace.EDITING, "date of last printing"),
    (APP, "Template"): (Trace.TEMPLATE, "template"),
    (CORE, "title"): (Trace.PROPERTIES, "title"),
    (CORE, "subject"): (Trace.PROPERTIES, "subject"),
    (CORE, "keywords"): (Trace.PROPERTIES, "keywords"),
    (CORE, "description"): (Trace.PROPERTIES, "description"),
    (CORE, "category"): (Trace.PROPERTIES, "category"),
    (CORE, "contentStatus"): (Trace.PROPERTIES, "status"),
    (APP, "TitlesOfParts"): (Trace.PROPERTIES, "list of titles"),
    (APP, "HyperlinkBase"): (Trace.LINKS, "base of links"),
    (APP, "HLinks"): (Trace.LINKS, "list of links"),
}
"""The properties of the document that scrubbing knows, by relationship and element
(ECMA-376 Part 2, 11; Part 1, 22.2)."""
_SAYS_NOTHING = {
    "revision": ("0", "1"),
    "TotalTime": ("0",),
    "Template": ("Normal", "Normal.dotm", "Normal.dotx", "Normal.dot"),
}
_FIELD_NAMES = {
    "author": "creator",
    "lastsavedby": "lastModifiedBy",
    "lastauthor": "lastModifiedBy",
    "revnum": "revision",
    "revisionnumber": "revision",
    "edittime": "TotalTime",
    "totaleditingtime": "TotalTime",
    "createdate": "created",
    "createtime": "created",
    "savedate": "modified",
    "lastsavedtime": "modified",
    "printdate": "lastPrinted",
    "lastprinted": "lastPrinted",
    "comments": "description",
    "doccomments": "description",
    "manager": "Manager",
    "company": "Company",
    "template": "Template",
    "hyperlinkbase": "HyperlinkBase",
    **{name: name for name in ("title", "subject", "keywords", "category")},
}
"""What fields call the properties (ECMA-376 Part 1, 17.16.5)."""
_BOUND_PROPERTY = lazy_pattern(r"(\w+)(?:\[\d+\])?$")
_PROPERTY_STORES = ("{6C3C8BC8-F283-45AE-878A-BAB7291924A1}", "{6668398D-A668-4E3E-A5EB-62B293D839F1}")
"""The ids by which Word binds controls to core and extended properties ([MS-OI29500] 2.1.490)."""
_SCHEME = lazy_pattern(r"(?!file:)[A-Za-z][A-Za-z0-9+.\-]+:", re.IGNORECASE)
_PERSONAL = lazy_pattern(r"-my\.sharepoint\.com/|\.sharepoint\.com/(?:.*/)?personal/", re.IGNORECASE)
_OF_THE_HOUSE = frozenset(("DutyStation", "DocType", "Language"))
"""What the template of the United Nations notes of each document, and the paper itself tells."""
_OF_THE_PAGE = frozenset(
    ("Symbol1", "sss1", "docSymbol1", "Session1", "Agenda1", "Agenda Title1", "Title1", "Publication Date")
)
"""What it copies from the page, for its macros."""
_FIELD_STAYS = "a field on the page shows it"
_CONTROL_STAYS = "a content control on the page shows it"


def _words(file: WordFile) -> str:
    """All text of the page in one line, without what is deleted."""
    paragraphs = (paragraph for story in file.stories for paragraph in file.root(story).iter(W + "p"))
    texts = ("".join(text.text or "" for text in paragraph.iter(W + "t")) for paragraph in paragraphs)
    return " ".join(" ".join(texts).split())


class Shown:
    """The data that the page shows: in fields, in content controls, or as words of it."""

    def __init__(self, file: WordFile) -> None:
        self.words = _words(file)
        self.fields = {story: list(field_codes(file.root(story))) for story in file.stories}
        self.bindings = [b for story in file.stories for b in file.root(story).iter("{*}dataBinding")]
        self.variables: set[str] = set()
        self.properties: set[str] = set()
        """Elements of the document's properties, and custom ones in lower case."""
        self.sources = False
        for found in (f for fields in self.fields.values() for f in fields):
            self._field(found.words[0], found.argument)
        self.controls: set[str] = set()
        for binding in self.bindings:
            path = _BOUND_PROPERTY.search(_own(binding, "xpath"))
            if path and _own(binding, "storeItemID").upper() in _PROPERTY_STORES:
                self.controls.add(path[1])
        self.stores = {_own(binding, "storeItemID").upper() for binding in self.bindings}

    def _field(self, name: str, argument: str) -> None:
        if name == "DOCVARIABLE":
            self.variables.add(argument.casefold())
        elif name in ("CITATION", "BIBLIOGRAPHY"):
            self.sources = True
        else:
            asked = argument.casefold() if name in ("DOCPROPERTY", "INFO") else name.casefold()
            self.properties |= {asked, _FIELD_NAMES.get(asked, asked)}

    def property(self, name: str) -> str:
        """Why this property stays; empty when nothing shows it."""
        if name in self.properties:
            return _FIELD_STAYS
        return _CONTROL_STAYS if name in self.controls else ""

    def says(self, name: str, value: str) -> bool:
        """Whether a property or a variable of the United Nations template tells what the page says too."""
        return name in _OF_THE_HOUSE or (name in _OF_THE_PAGE and " ".join(value.split()) in self.words)

    def store(self, file: WordFile, part: str) -> str:
        """Why this part of custom XML stays; empty when nothing shows it."""
        properties = file.part("customXmlProps", part)
        ids = (
            {value.upper() for key, value in file.root(properties).attrib.items() if local(key) == "itemID"}
            if properties
            else set()
        )
        # A control that names no store looks in all of them (ECMA-376 Part 1, 17.5.2.6).
        if ids & self.stores or "" in self.stores:
            return _CONTROL_STAYS
        return _FIELD_STAYS if self.sources and local(file.root(part).tag) == "Sources" else ""


# --- properties and data ----------------------------------------------------------------------


def properties_part(file: WordFile, kind: str) -> str | None:
    """The part of core, extended or custom properties."""
    return file.part(kind, "")


def property_elements(file: WordFile, looks: Looks, trace: Trace) -> Iterator[tuple[str, _Element, str, str]]:
    """Properties that give something away: their part, element, name in plain words, and value."""
    for kind in (CORE, APP):
        part = properties_part(file, kind)
        elements = {local(element.tag): element for element in file.root(part)} if part else {}
        for (of, name), (about, what) in PROPERTIES.items():
            if part and of == kind and about is trace and name in elements:
                value = _telling(name, elements, file, looks)
                if value:
                    yield part, elements[name], what, value


def _telling(name: str, elements: dict[str, _Element], file: WordFile, looks: Looks) -> str:
    """The value of a property as far as it tells anything."""
    value = _value(elements[name])
    if value in _SAYS_NOTHING.get(name, ()):
        return ""
    if name in ("created", "modified") and len(elements.keys() & {"created", "modified"}) == 2:
        # A file made in one go has one date: the one it was given.
        return "" if _value(elements["created"]) == _value(elements["modified"]) else value
    if name in ("title", "TitlesOfParts"):
        titles = [value] if name == "title" else [_value(e) for e in elements[name].iter() if len(e) == 0]
        return "; ".join(title for title in titles if title and not _on_page(title, file, looks))
    if name == "HLinks":
        # Six entries a link; the fifth is its address (ECMA-376 Part 1, 22.2.2.13).
        entries = [e for e in elements[name].iter() if local(e.tag) == "variant"]
        return "; ".join(_value(e) for e in entries[4::6] if is_local(_value(e)))
    return value


def _value(element: _Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def properties(file: WordFile, shown: Shown, looks: Looks, trace: Trace) -> Iterator[Item]:
    """The properties of the document that tell this."""
    for _, element, what, value in property_elements(file, looks, trace):
        yield Item(what, value=value, stays=shown.property(local(element.tag)))


def _on_page(title: str, file: WordFile, looks: Looks) -> bool:
    """Whether the title can be read in the document, and so gives nothing away."""
    return "".join(title.split()).casefold() in looks.page(file)


def people(file: WordFile) -> Iterator[Item]:
    """The people in the list that Word keeps of those who edited ([MS-DOCX] 2.5.3.6)."""
    part = file.part("people")
    for person in file.root(part).iter() if part else ():
        if local(person.tag) == "person":
            presence = [_own(p, "userId") for p in person if local(p.tag) == "presenceInfo"]
            name = _own(person, "author")
            account = next((user for user in presence if user and user != name), "")
            yield Item("person who edited", value=f"{name} ({account})" if account else name)


def attached_template(file: WordFile) -> Iterator[Item]:
    """Where the template lay (ECMA-376 Part 1, 17.15.1.6)."""
    settings = file.part("settings")
    for link in file.links(settings) if settings else ():
        if link.kind == "attachedTemplate":
            yield Item("path of the template", value=link.target)


def custom_properties(file: WordFile) -> Iterator[_Element]:
    """The custom properties (ECMA-376 Part 1, 22.3)."""
    part = properties_part(file, CUSTOM)
    yield from (e for e in file.root(part) if local(e.tag) == "property") if part else ()


def told_custom_properties(file: WordFile, shown: Shown) -> Iterator[Item]:
    """What the custom properties tell."""
    for element in custom_properties(file):
        name = element.get("name", "")
        value = "".join(map(str, element.itertext())).strip()
        if shown.says(name, value):
            continue
        stays = shown.property(name.casefold())
        yield Item("custom property", value=f"{name} = {value}" if value else name, stays=stays)


def variables(file: WordFile) -> Iterator[_Element]:
    """The document variables (ECMA-376 Part 1, 17.15.1.31)."""
    part = file.part("settings")
    if part:
        yield from file.root(part).iter(W + "docVar")


def told_variables(file: WordFile, shown: Shown) -> Iterator[Item]:
    """What the document variables tell."""
    for variable in variables(file):
        name, value = variable.get(W + "name", ""), variable.get(W + "val", "").strip()
        if shown.says(name, value):
            continue
        stays = _FIELD_STAYS if name.casefold() in shown.variables else ""
        yield Item("document variable", value=f"{name} = {value}" if value else name, stays=stays)


def custom_xml(file: WordFile) -> Iterator[str]:
    """The parts of custom XML that hold something (ECMA-376 Part 1, 15.2.5)."""
    for link in file.links(file.archive.main):
        if link.kind == "customXml" and not link.external and link.target in file.archive.names:
            root = file.root(link.target)
            if len(root) or (root.text or "").strip() or local(root.tag) != "Sources":
                yield link.target


def told_custom_xml(file: WordFile, shown: Shown) -> Iterator[Item]:
    """What the parts of custom XML tell."""
    for part in custom_xml(file):
        stays = shown.store(file, part)
        yield Item("part of custom XML", value=local(file.root(part).tag), where=(part,), stays=stays)


def _own(element: _Element, name: str) -> str:
    """An attribute by its name without namespace."""
    return next((str(v) for key, v in element.attrib.items() if local(key) == name), "")


def is_local(address: str) -> bool:
    """Whether a link leads to a file of somebody's, and not to the public."""
    address = address.strip()
    if not address or address.startswith("#"):
        return False
    return not _SCHEME.match(address) or bool(_PERSONAL.search(address))
