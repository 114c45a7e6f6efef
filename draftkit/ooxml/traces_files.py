"""What a Word file gives away by the files attached to it, by links out of it, and by its pictures."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from lxml import etree

from draftkit.ooxml import jpeg
from draftkit.ooxml.archive import Relationship
from draftkit.ooxml.field_codes import FieldCode
from draftkit.ooxml.findings import Item
from draftkit.ooxml.resolve import W
from draftkit.ooxml.traces_data import Shown, is_local
from draftkit.ooxml.wordfile import WordFile
from draftkit.patterns import lazy_pattern

_Element = etree._Element
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
FIELD_LINKS = ("LINK", "INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "DDE", "DDEAUTO", "RD", "DATABASE")
PATH = lazy_pattern(
    r"(?:file:/+|[A-Za-z]:[\\/]|\\\\|~/|/(?:Users|home|Volumes)/)[^\"<>|*?]*[\\/]", re.IGNORECASE
)
"""The folders of a path in the name of a picture; what follows is the name of the file."""
PICTURES = ("{*}docPr", "{*}cNvPr", "{*}imagedata", "{*}shape", "{*}rect")
PICTURE_NAMES = ("descr", "name", "title", "alt", "{urn:schemas-microsoft-com:office:office}title")
NO_DATE = (1980, 1, 1, 0, 0, 0)
"""What Word writes for a date: the first a zip can hold."""
EMBEDDED = {"oleObject": "embedded object", "package": "embedded file", "control": "ActiveX control"}
MACROS = {
    "vbaProject": "set of macros",
    "attachedToolbars": "set of toolbars",
    "keyMapCustomizations": "set of key assignments",
}
_LINKS = {
    "hyperlink": "link to a file",
    "image": "linked picture",
    "oleObject": "linked object",
    "subDocument": "subdocument",
    "mailMergeSource": "source of a mail merge",
    "mailMergeHeaderSource": "source of a mail merge",
}
_LINK_STAYS = "what it links to is shown on the page and is not in the file"


def parts(file: WordFile, kinds: dict[str, str]) -> Iterator[Item]:
    """The parts that links of these kinds lead to."""
    seen = set()
    for _, link in file.linked():
        if link.kind in kinds and not link.external and link.target not in seen:
            seen.add(link.target)
            yield Item(kinds[link.kind], where=(link.target,))


def dates(file: WordFile) -> Iterator[Item]:
    """When the parts were put into the file, as the zip has it; Word itself writes none."""
    told = sorted(date for date in file.archive.dates if date[0] != NO_DATE[0])
    if told:
        first, last = ("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}".format(*date) for date in (told[0], told[-1]))
        yield Item("date on the parts of the file", first=first, last=last)


def unused(file: WordFile) -> Iterator[Item]:
    """Parts that nothing in the file is linked to: leftovers of other programs."""
    yield from (Item("file that nothing uses", where=(name,)) for name in file.unused())


def is_link(link: Relationship) -> bool:
    """Whether a relationship leads out of the file to something not public."""
    if not link.external or link.kind == "attachedTemplate":
        return False
    return link.kind != "hyperlink" or is_local(link.target)


def linking(found: FieldCode) -> bool:
    """Whether a field leads out of the file to something not public."""
    name, *rest = found.words
    if name == "HYPERLINK":
        return bool(rest) and rest[0] != "\\l" and is_local(found.argument.replace("\\\\", "\\"))
    return name in FIELD_LINKS


def links(file: WordFile, shown: Shown) -> Iterator[Item]:
    """What leads out of the file, the public web apart."""
    what: dict[tuple[str, str, str], int] = defaultdict(int)
    for source, link in file.linked():
        if is_link(link):
            stays = "" if source == "" or removable(file, source, link) else _LINK_STAYS
            what[_LINKS.get(link.kind, f"link ({link.kind})"), link.target, stays] += 1
    for story, fields in shown.fields.items():
        for found in filter(linking, fields):
            stays = "its code holds other fields" if found.nested else ""
            what[f"{found.words[0]} field in the {file.place(story)}", found.argument, stays] += 1
    for (kind, address, stays), count in what.items():
        yield Item(kind, count, value=address, stays=stays)
    if (settings := file.part("settings")) and file.root(settings).find(W + "mailMerge") is not None:
        yield Item("mail merge")


def removable(file: WordFile, source: str, link: Relationship) -> bool:
    """Whether the page stays the same without this link: a linked picture must also be in the file."""
    if link.kind == "image":
        users = (e for e in file.root(source).iter() if link.id in e.attrib.values())
        return all(
            user.get(R + "embed") or (user.get(R + "id") and user.get(R + "id") != link.id) for user in users
        )
    return link.kind in ("hyperlink", "oleObject", "package", "mailMergeSource", "mailMergeHeaderSource")


# --- pictures ---------------------------------------------------------------------------------


def photos(file: WordFile) -> Iterator[str]:
    """The parts that are JPEG pictures."""
    return (name for name in file.archive.names if jpeg.is_jpeg(file.archive.read(name)))


def photo_data(file: WordFile) -> Iterator[Item]:
    """Photographs that say where, when or by what they were made."""
    for name in photos(file):
        if told := jpeg.told_by(file.archive.read(name)):
            yield Item("photograph with data of the camera or program", value=", ".join(told), where=(name,))


def cropped(file: WordFile) -> Iterator[Item]:
    """Pictures that are shown in part and are in the file whole (ECMA-376 Part 1, 20.1.8.55)."""
    for story in file.stories:
        found = [
            e
            for e in file.root(story).iter("{*}srcRect")
            if any(str(v) != "0" and not str(v).startswith("-") for v in e.attrib.values())
        ]
        if found:
            yield Item("cropped picture, whole in the file", len(found), where=(file.place(story),))


def picture_names(file: WordFile, story: str) -> Iterator[tuple[_Element, str]]:
    """Pictures, and their attributes, that name a folder of somebody's machine."""
    for element in file.root(story).iter(*PICTURES):
        for name in PICTURE_NAMES:
            if PATH.search(element.get(name, "")):
                yield element, name


def named_pictures(file: WordFile) -> Iterator[Item]:
    """Pictures whose names or descriptions hold the path of a file."""
    for story in file.stories:
        for element, name in picture_names(file, story):
            yield Item(
                "path in the name of a picture", value=element.get(name, ""), where=(file.place(story),)
            )
