"""How each thing is taken out of a Word file. The page stays; what a field or control shows stays too."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from draftkit.ooxml import traces_data as data
from draftkit.ooxml import traces_files as files
from draftkit.ooxml.field_codes import field_codes, unlink
from draftkit.ooxml.findings import Trace
from draftkit.ooxml.resolve import W
from draftkit.ooxml.traces import (
    CHANGES,
    HIDDEN_DRAWINGS,
    authored,
    hidden_runs,
    revision_ids,
    uncalled,
)
from draftkit.ooxml.visible import TEXT, Looks
from draftkit.ooxml.wordfile import WordFile, drop, local

_Element = etree._Element
_COMMENT_PARTS = ("comments", "commentsExtended", "commentsIds", "commentsExtensible")
_COMMENT_MARKS = (W + "commentRangeStart", W + "commentRangeEnd", W + "commentReference")
_PLAIN_TYPES = {
    "application/vnd.ms-word.document.macroEnabled.main+xml": "document",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml": "template",
}
_PLAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}.main+xml"


# --- in the text ------------------------------------------------------------------------------


def has_changes(root: _Element) -> bool:
    """Whether a part holds tracked changes."""
    return next(root.iter(*CHANGES), None) is not None


def names_of_changes(file: WordFile) -> None:
    """Each author of changes becomes "Author 1", "Author 2" in the order of the file; dates go.

    Who changed the same words stays visible; one name for all would put words into another's mouth.
    """
    names: dict[str, str] = {}
    for part in file.parts:
        for element in authored(file.root(part)):
            who = element.get(W + "author", "")
            element.set(W + "author", names.setdefault(who, f"Author {len(names) + 1}"))
            for key in [key for key in element.attrib if local(key) in ("date", "dateUtc")]:
                del element.attrib[key]
            file.changed(part)
    file.unlink(file.archive.main, lambda link: link.kind == "people")


def comments(file: WordFile) -> None:
    """The comments, what hangs on them, and their marks in the text."""
    file.unlink(file.archive.main, lambda link: link.kind in _COMMENT_PARTS)
    for story in file.stories:
        marks = list(file.root(story).iter(*_COMMENT_MARKS))
        for mark in marks:
            parent = mark.getparent()
            drop([mark])
            while parent is not None and _is_empty(parent):
                above = parent.getparent()
                drop([parent])
                parent = above
        if marks:
            file.changed(story)


def hidden_text(file: WordFile) -> None:
    """Hidden text and pictures; marks of fields and calls of notes in hidden runs stay."""
    looks = Looks(file)
    for story in file.stories:
        for run in hidden_runs(file, looks, story):
            gone = (*TEXT, W + "delText", *HIDDEN_DRAWINGS)
            drop([child for child in run.element if child.tag in gone])
            parent = run.element.getparent()
            if _is_empty(run.element):
                drop([run.element])
            if parent is not None and _is_empty(parent):
                drop([parent])
            file.changed(story)
    uncalled_notes(file)


def uncalled_notes(file: WordFile) -> None:
    """The notes that nothing calls."""
    for story, note in list(uncalled(file)):
        drop([note])
        file.changed(story)


def _is_empty(element: _Element) -> bool:
    """Whether a run or a revision around runs holds nothing any more."""
    return element.tag in (W + "r", W + "ins", W + "del") and all(c.tag == W + "rPr" for c in element)


def ids(file: WordFile) -> None:
    """The ids of editing sessions, paragraphs and the document."""
    for name in file.parts:
        found = list(revision_ids(file, name))
        for element, attribute in found:
            if attribute:
                del element.attrib[attribute]
            else:
                drop([element])
        if found:
            file.changed(name)


# --- properties and data ----------------------------------------------------------------------


def _properties(file: WordFile, trace: Trace) -> None:
    shown, looks = data.Shown(file), Looks(file)
    for part, element, _, _ in list(data.property_elements(file, looks, trace)):
        name = local(element.tag)
        if not shown.property(name):
            pairs = [e for e in file.root(part) if name == "TitlesOfParts" and local(e.tag) == "HeadingPairs"]
            drop([element, *pairs])
            file.changed(part)


def authors(file: WordFile) -> None:
    """Author, manager, company, and the list of people."""
    _properties(file, Trace.AUTHORS)
    file.unlink(file.archive.main, lambda link: link.kind == "people")


def last_editor(file: WordFile) -> None:
    """The name of the person who saved the file last."""
    _properties(file, Trace.LAST_EDITOR)


def editing(file: WordFile) -> None:
    """Dates, how often the file was saved, and how long it was edited."""
    _properties(file, Trace.EDITING)


def template(file: WordFile) -> None:
    """The name of the template and the path to it."""
    _properties(file, Trace.TEMPLATE)
    settings = file.part("settings")
    if settings:
        _drop_all(file, settings, [W + "attachedTemplate"])
        file.unlink(settings, lambda link: link.kind == "attachedTemplate")


def properties(file: WordFile) -> None:
    """Title, subject, keywords and the like, and custom properties."""
    _properties(file, Trace.PROPERTIES)
    part = data.properties_part(file, data.CUSTOM)
    if part is None:
        return
    shown = data.Shown(file)
    gone = [e for e in data.custom_properties(file) if not shown.property(e.get("name", "").casefold())]
    drop(gone)
    if gone:
        file.changed(part)
    if gone and not list(data.custom_properties(file)):
        file.unlink("", lambda link: link.kind == data.CUSTOM)


def document_variables(file: WordFile) -> None:
    """The document variables that no field shows."""
    shown, settings = data.Shown(file), file.part("settings")
    if settings is None:
        return
    gone = [v for v in data.variables(file) if v.get(W + "name", "").casefold() not in shown.variables]
    drop(gone)
    drop([e for e in file.root(settings).iter(W + "docVars") if len(e) == 0])
    if gone:
        file.changed(settings)


def custom_xml(file: WordFile) -> None:
    """The parts of custom XML that nothing shows."""
    shown = data.Shown(file)
    gone = {part for part in data.custom_xml(file) if not shown.store(file, part)}
    file.unlink(file.archive.main, lambda link: link.kind == "customXml" and link.target in gone)


# --- attached files, links, pictures ----------------------------------------------------------


def embedded(file: WordFile) -> None:
    """Embedded files. Their pictures and the charts drawn from them stay, and can no longer be opened."""
    file.discard_unused()
    inside = ((source, link) for source, link in file.linked() if not link.external)
    _cut(file, {(source, link.id) for source, link in inside if link.kind in files.EMBEDDED})


def _cut(file: WordFile, links: set[tuple[str, str]]) -> None:
    """Take links to objects out of the parts that use them."""
    for source in sorted({source for source, _ in links}):
        ids = {id_ for of, id_ in links if of == source}
        if source.endswith(".xml"):
            for element in list(file.root(source).iter()):
                if not ids & set(map(str, element.attrib.values())):
                    continue
                name = local(element.tag)
                if name in ("OLEObject", "control", "externalData", "objectEmbed", "objectLink"):
                    _to_picture(element.getparent())
                    drop([element])
            file.changed(source)
            ids -= file.used(source)
        file.unlink(source, lambda link, ids=ids: link.id in ids)  # type: ignore[misc]


def _to_picture(element: _Element | None) -> None:
    """An object without its file is a picture (ECMA-376 Part 1, 17.3.3.19 and 17.3.3.21)."""
    if element is not None and element.tag == W + "object":
        element.tag = W + "pict"
        element.attrib.clear()


def macros(file: WordFile) -> None:
    """Macros, toolbars and key assignments; the document is then one without macros."""
    for source in {source for source, link in file.linked() if link.kind in files.MACROS}:
        file.unlink(source, lambda link: link.kind in files.MACROS)
    main = file.archive.main
    plain = _PLAIN_TYPES.get(file.content_type(main))
    if plain:
        file.set_content_type(main, _PLAIN_TYPE.format(plain))


def links(file: WordFile) -> None:
    """Links to files of somebody's: the text stays, and what is linked and in the file too."""
    _properties(file, Trace.LINKS)
    for story in file.stories:
        for field in [f for f in field_codes(file.root(story)) if files.linking(f) and not f.nested]:
            unlink(field)
            file.changed(story)
    settings = file.part("settings")
    if settings:
        _drop_all(file, settings, [W + "mailMerge"])
    objects = set()
    for source, link in list(file.linked()):
        if files.is_link(link) and files.removable(file, source, link):
            if link.kind in ("oleObject", "package"):
                objects.add((source, link.id))
            else:
                _unlink(file, source, link.id)
    _cut(file, objects)


def _unlink(file: WordFile, source: str, id_: str) -> None:
    """Take one link out of a part; the text of a hyperlink stays."""
    if source.endswith(".xml"):
        for element in list(file.root(source).iter()):
            for key in [key for key, value in element.attrib.items() if value == id_]:
                parent = element.getparent()
                if element.tag == W + "hyperlink" and parent is not None:
                    at = parent.index(element)
                    parent[at : at + 1] = list(element)
                elif local(element.tag) in ("hlinkClick", "hlinkHover", "hlinkMouseOver"):
                    drop([element])
                elif str(key).startswith(files.R):
                    del element.attrib[key]
        file.changed(source)
    file.unlink(source, lambda link: link.id == id_)


def thumbnail(file: WordFile) -> None:
    """The picture of the first page."""
    file.unlink("", lambda link: link.kind == "thumbnail")


def printer(file: WordFile) -> None:
    """The settings of printers."""
    for source in {source for source, link in file.linked() if link.kind == "printerSettings"}:
        if source in file.stories:
            _drop_all(file, source, [W + "printerSettings"])
        file.unlink(source, lambda link: link.kind == "printerSettings")


def signatures(file: WordFile) -> None:
    """Digital signatures."""
    file.unlink("", lambda link: link.kind == "origin")


def picture_names(file: WordFile) -> None:
    """The folders in the names and descriptions of pictures; the names of the files stay."""
    for story in file.stories:
        for element, name in list(files.picture_names(file, story)):
            element.set(name, files.PATH.sub("", element.get(name, "")))
            file.changed(story)


def _drop_all(file: WordFile, part: str, tags: Iterable[str]) -> None:
    found = list(file.root(part).iter(*tags))
    drop(found)
    if found:
        file.changed(part)
