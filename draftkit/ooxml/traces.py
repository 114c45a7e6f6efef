"""What a Word file gives away besides its page.

Each function here, in ``traces_data`` and in ``traces_files`` looks for one kind. What a field or a
content control shows on the page stays when the file is scrubbed, and says so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator

from lxml import etree

from draftkit.ooxml import traces_data as data
from draftkit.ooxml import traces_files as files
from draftkit.ooxml.archive import Archive
from draftkit.ooxml.findings import GROUPS, Finding, Item, Trace
from draftkit.ooxml.resolve import W
from draftkit.ooxml.visible import NOTE_CALLS, Looks, Run
from draftkit.ooxml.wordfile import WordFile, local
from draftkit.patterns import lazy_pattern

_Element = etree._Element
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
PARAGRAPH_IDS = (_W14 + "paraId", _W14 + "textId")
DRAWING_IDS = (
    _W14 + "anchorId",
    "{http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing}anchorId",
    "{http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing}editId",
)
_RSID = W + "rsid"
_IDS = frozenset((*PARAGRAPH_IDS, *DRAWING_IDS))
DOCUMENT_IDS = (_W14 + "docId", _W15 + "docId", W + "rsids", W + "rsid")
CHANGES: dict[str, str] = {
    W + "ins": "insertion",
    W + "del": "deletion",
    W + "moveFrom": "move",
    W + "moveTo": "move",
    W + "cellIns": "cell inserted",
    W + "cellDel": "cell deleted",
    W + "cellMerge": "cells merged",
    **{
        W + name + "Change": "change of format"
        for name in ("rPr", "pPr", "sectPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr", "numbering")
    },
}
"""Tracked changes (ECMA-376 Part 1, 17.13.5)."""
HIDDEN_DRAWINGS = (W + "drawing", W + "pict", W + "object")
_ANONYMOUS = lazy_pattern(r"Author \d+")
_EXCERPT = 40
"""Characters of hidden text that are shown."""
_TINY = 4
"""Half-points: text of two points is no longer read by anybody."""
_WHITE = "FFFFFF"


def inspect(archive: Archive) -> tuple[Finding, ...]:
    """All that the file gives away, in a fixed order; empty when there is nothing."""
    return inspect_file(WordFile(archive))


def inspect_file(file: WordFile) -> tuple[Finding, ...]:
    """As :func:`inspect`, for a file that is open."""
    look_for = _searches(file, Looks(file), data.Shown(file))
    found = (Finding(trace, tuple(look_for[trace]())) for group in GROUPS.values() for trace in group)
    return tuple(finding for finding in found if finding.items)


def _searches(file: WordFile, looks: Looks, shown: data.Shown) -> dict[Trace, Callable[[], Iterable[Item]]]:
    def properties(trace: Trace) -> Callable[[], Iterator[Item]]:
        return lambda: data.properties(file, shown, looks, trace)

    return {
        Trace.CHANGES: lambda: _changes(file),
        Trace.COMMENTS: lambda: _comments(file),
        Trace.HIDDEN_TEXT: lambda: _hidden(file, looks),
        Trace.BARELY_VISIBLE: lambda: _barely_visible(file, looks),
        Trace.AUTHORS: lambda: (*properties(Trace.AUTHORS)(), *data.people(file)),
        Trace.LAST_EDITOR: properties(Trace.LAST_EDITOR),
        Trace.EDITING: lambda: (*properties(Trace.EDITING)(), *files.dates(file)),
        Trace.TEMPLATE: lambda: (*properties(Trace.TEMPLATE)(), *data.attached_template(file)),
        Trace.REVISION_IDS: lambda: _revision_ids(file),
        Trace.PROPERTIES: lambda: (
            *properties(Trace.PROPERTIES)(),
            *data.told_custom_properties(file, shown),
        ),
        Trace.VARIABLES: lambda: data.told_variables(file, shown),
        Trace.CUSTOM_XML: lambda: data.told_custom_xml(file, shown),
        Trace.EMBEDDED: lambda: (*files.parts(file, files.EMBEDDED), *files.unused(file)),
        Trace.MACROS: lambda: files.parts(file, files.MACROS),
        Trace.LINKS: lambda: (*properties(Trace.LINKS)(), *files.links(file, shown)),
        Trace.THUMBNAIL: lambda: files.parts(file, {"thumbnail": "picture of the first page"}),
        Trace.PRINTER: lambda: files.parts(file, {"printerSettings": "set of printer settings"}),
        Trace.SIGNATURES: lambda: files.parts(file, {"origin": "digital signature"}),
        Trace.PHOTO_DATA: lambda: files.photo_data(file),
        Trace.CROPPED: lambda: files.cropped(file),
        Trace.PICTURE_NAMES: lambda: files.named_pictures(file),
    }


# --- tracked changes and comments ------------------------------------------------------------


def _changes(file: WordFile) -> Iterator[Item]:
    by: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    deleted = Counter[str]()
    for story in file.parts:
        place = file.place(story) if story in file.stories else "styles"
        for element in file.root(story).iter(*CHANGES, W + "delText"):
            if element.tag == W + "delText":
                deleted[place] += len(element.text or "")
            elif element.tag != W + "moveTo":  # the other end of a move
                who = element.get(W + "author", "")
                by[CHANGES[element.tag], who].append((element.get(W + "date", ""), place))
    order = list(dict.fromkeys(CHANGES.values()))
    for (what, who), seen in sorted(by.items(), key=lambda pair: (order.index(pair[0][0]), pair[0][1])):
        dates = sorted(date for date, _ in seen if date)
        first, last = (dates[0], dates[-1]) if dates else ("", "")
        yield Item(what, len(seen), who=who, first=first, last=last, where=_places(p for _, p in seen))
    if deleted:
        yield Item("deleted character", sum(deleted.values()), where=_places(deleted))


def authored(root: _Element) -> Iterator[_Element]:
    """The tracked changes, and the ends of moves, that carry the name of somebody."""
    for element in root.iter():
        if element.get(W + "author") is not None and element.tag != W + "comment":
            yield element


def named(file: WordFile) -> bool:
    """Whether tracked changes carry other names than those scrubbing gives, or dates."""
    return any(
        not _ANONYMOUS.fullmatch(element.get(W + "author", "")) or element.get(W + "date")
        for part in file.parts
        for element in authored(file.root(part))
    )


def _comments(file: WordFile) -> Iterator[Item]:
    resolved = _resolved(file)
    by: dict[tuple[str, bool], list[_Element]] = defaultdict(list)
    for story in file.stories:
        for comment in file.root(story).iter(W + "comment"):
            ids = {p.get(PARAGRAPH_IDS[0], "") for p in comment.iter(W + "p")}
            by[comment.get(W + "author", ""), bool(ids & resolved)].append(comment)
    for (who, done), comments in sorted(by.items()):
        dates = sorted(comment.get(W + "date", "") for comment in comments)
        words = _excerpt("".join(t.text or "" for t in comments[0].iter(W + "t")))
        what = "resolved comment" if done else "comment"
        yield Item(what, len(comments), words, who, dates[0], dates[-1], ("comments",))


def _resolved(file: WordFile) -> set[str]:
    """The ids of the paragraphs that end resolved comments ([MS-DOCX] 2.5.34, commentEx)."""
    part = file.part("commentsExtended")
    if part is None:
        return set()
    entries = [e for e in file.root(part).iter() if local(e.tag) == "commentEx"]
    return {e.get(_W15 + "paraId", "") for e in entries if e.get(_W15 + "done") in ("1", "true")}


# --- text that is not read --------------------------------------------------------------------


def hidden_runs(file: WordFile, looks: Looks, story: str) -> list[Run]:
    """The hidden runs of a part that hold text or a picture."""
    if not looks.hiding:
        return []
    runs = (looks.run(element) for element in file.root(story).iter(W + "r"))
    return [run for run in runs if (run.text or _drawings(run)) and looks.hides(run)]


def uncalled(file: WordFile) -> Iterator[tuple[str, _Element]]:
    """Notes that nothing calls, with their parts: they are in the file and on no page."""
    called = {
        (call.tag, call.get(W + "id"))
        for story in file.stories
        for call in file.root(story).iter(*NOTE_CALLS.values())
    }
    for story in file.stories:
        for note in file.root(story).iter(*NOTE_CALLS):
            usual = note.get(W + "type") in (None, "normal")
            if usual and (NOTE_CALLS[note.tag], note.get(W + "id")) not in called:
                yield story, note


def _hidden(file: WordFile, looks: Looks) -> Iterator[Item]:
    texts: dict[str, list[str]] = defaultdict(list)
    drawings = Counter[str]()
    for story in file.stories:
        for run in hidden_runs(file, looks, story):
            if run.text:
                texts[file.place(story)].append(run.text)
            drawings[file.place(story)] += len(_drawings(run))
    if texts:
        every = [text for found in texts.values() for text in found]
        yield Item("hidden character", sum(map(len, every)), _excerpt("".join(every)), where=_places(texts))
    if total := sum(drawings.values()):
        yield Item("hidden picture", total, where=_places(p for p in drawings if drawings[p]))
    notes = list(uncalled(file))
    if notes:
        words = _excerpt("".join(t.text or "" for _, note in notes for t in note.iter(W + "t")))
        yield Item(
            "note that nothing calls", len(notes), words, where=_places(file.place(s) for s, _ in notes)
        )


def _drawings(run: Run) -> list[_Element]:
    return [child for child in run.element if child.tag in HIDDEN_DRAWINGS]


def _barely_visible(file: WordFile, looks: Looks) -> Iterator[Item]:
    for what, test in (("white character", _white), ("character of two points or less", _tiny)):
        found = [
            (run.text.strip(), file.place(story))
            for story in file.stories
            for run in map(looks.run, file.root(story).iter(W + "r"))
            if run.text.strip() and test(looks, run) and not (looks.hiding and looks.hides(run))
        ]
        if found:
            words = "".join(text for text, _ in found)
            yield Item(what, len(words), _excerpt(words), where=_places(place for _, place in found))


def _tiny(looks: Looks, run: Run) -> bool:
    size = looks.value(run, "sz") or ""
    return size.isdecimal() and int(size) <= _TINY


def _white(looks: Looks, run: Run) -> bool:
    return (looks.value(run, "color") or "").upper() == _WHITE and not _on_colour(looks, run)


def _on_colour(looks: Looks, run: Run) -> bool:
    """Whether white text stands on something: a shade of its own, of its paragraph, cell, table or box."""
    if looks.value(run, "highlight") or looks.value(run, "shd"):
        return True
    for above in (run.element, *run.element.iterancestors()):
        properties = above.find(W + local(above.tag) + "Pr")
        if properties is not None and properties.find(W + "shd") is not None:
            return True
        if above.tag == W + "tbl":
            style = None if properties is None else properties.find(W + "tblStyle")
            found = looks.styles.get("" if style is None else style.get(W + "val", ""))
            if found is not None and next(found.iter(W + "shd"), None) is not None:
                return True
        if local(above.tag) in ("wsp", "shape", "rect", "roundrect"):
            return True  # a text box has a fill of its own, or one from the theme
    return False


# --- marks of editing -------------------------------------------------------------------------


def revision_ids(file: WordFile, name: str) -> Iterator[tuple[_Element, str]]:
    """What tells editing sessions and documents apart: attributes by name, or elements (empty name)."""
    threads = file.part("commentsExtended") or file.part("commentsIds")
    kept = PARAGRAPH_IDS if threads and file.root(name).tag == W + "comments" else ()
    for element in file.root(name).iter():
        if element.tag in DOCUMENT_IDS:
            yield element, ""
            continue
        for key in element.attrib:
            text = str(key)
            if text.startswith(_RSID) or (text in _IDS and text not in kept):
                yield element, text


def _revision_ids(file: WordFile) -> Iterator[Item]:
    found = Counter[str]()
    for name in file.parts:
        for element, attribute in revision_ids(file, name):
            if attribute in _IDS:
                found["id of a paragraph or drawing"] += 1
            elif attribute or element.tag == W + "rsid":
                found["editing session mark"] += 1
            elif element.tag != W + "rsids":
                found["document id"] += 1
    for what in sorted(found):
        yield Item(what, found[what])


def _places(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names)))


def _excerpt(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _EXCERPT else text[: _EXCERPT - 1].rstrip() + "…"
