"""The parts of a Word file that somebody else made, read with limits.

The Open Packaging Conventions (ECMA-376 Part 2): a zip of parts, their content
types, and relationships between them. Nothing outside the file is ever opened:
an address stays a piece of text, and the name of a part is no path on a disk.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Collection, Mapping
from typing import Final

from lxml import etree

from draftkit.dataclass import dataclass
from draftkit.errors import DraftkitError
from draftkit.ooxml.limits import (
    LARGEST_LIST,
    LARGEST_XML,
    PROTECTED,
    Packed,
    entries,
    key,
    packed_part,
    shown,
)
from draftkit.ooxml.xml import parse, parse_to_read
from draftkit.ooxml.zipped import packed, zipped
from draftkit.patterns import lazy_pattern

__all__ = ["Archive", "Relationship", "open_archive", "parse"]

CONTENT_TYPES: Final = "[Content_Types].xml"
_TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_DOCUMENT: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}document"
_STRICT: Final = "http://purl.oclc.org/ooxml/"
"""Begins the names of ISO/IEC 29500 Strict, which are others than those Word writes unasked."""
_STRICT_MAIN: Final = _STRICT + "officeDocument/relationships/officeDocument"

MAIN_TYPES: Final = frozenset(
    (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        "application/vnd.ms-word.document.macroenabled.main+xml",
        "application/vnd.ms-word.template.macroenabledtemplate.main+xml",
    )
)
"""Content types of a document and a template, without and with macros: .docx, .dotx, .docm, .dotm."""
_OTHER_MAIN: Final = (
    (("spreadsheetml", "ms-excel"), "this is a spreadsheet, not a Word file"),
    (("presentationml", "ms-powerpoint"), "this is a presentation, not a Word file"),
    (("ms-visio",), "this is a Visio drawing, not a Word file"),
)
_SAVE: Final = "open it in Word and save it as Word Document (.docx)"
_ADDRESS: Final = lazy_pattern(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WEB_PAGE: Final = lazy_pattern(r"\A\s*mime-version:|<(?:!doctype\s+html|html|head|body)\b")
_CONTROL: Final = lazy_pattern("[\0-\x08\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Relationship:
    """A link from one part to another, or out of the file."""

    id: str
    kind: str
    """The last word of its type: ``footnotes``, ``header``, ``hyperlink``."""
    target: str
    """The name of a part (``word/footnotes.xml``), or an address when external.

    The part may be missing. Empty for a target that is no part: the part itself,
    a place in it, or something that would lie outside the file."""
    external: bool = False


class Archive:
    """The parts of one Word file. A part is unpacked each time it is read, and no sooner."""

    def __init__(self, data: bytes, parts: Mapping[str, zipfile.ZipInfo], file: str) -> None:
        self._data = data
        self._parts = parts
        self._names = {key(name): name for name in parts}
        self._links: dict[str, tuple[Relationship, ...]] = {}
        self._sound: set[str] = set()
        """The parts known to be undamaged."""
        self.file = file
        self._defaults, self._overrides = self._content_types()
        self.main = self._main()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, in the order of the file."""
        return tuple(self._parts)

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises DraftkitError when it is missing or damaged."""
        content = self._packed(name).unpacked(name, self.file)
        self._sound.add(name)
        return content

    def _packed(self, name: str) -> Packed:
        if name not in self._parts:
            raise DraftkitError(f"this Word file has no part {shown(name)}", self.file)
        return packed_part(self._data, self._parts[name])

    def has_the_same(self, name: str, other: Archive) -> bool:
        """Whether this part is the same in both files. Raises DraftkitError when one has none."""
        return self._packed(name) == other._packed(name) or self.read(name) == other.read(name)

    @property
    def dates(self) -> tuple[tuple[int, int, int, int, int, int], ...]:
        """When each part was put into the file: year, month, day, hour, minute, second."""
        return tuple(entry.date_time for entry in self._parts.values())

    def root(self, name: str) -> etree._Element:
        """The root element of a part, parsed anew. Raises DraftkitError; see :func:`parse`."""
        return self._checked(name, parse(self.read(name), name, self.file))

    def root_to_read(self, name: str, without: str = "") -> etree._Element:
        """As :meth:`root`, for a root that nobody changes; it may be that of another file.

        ``without`` as in :func:`parse`.
        """
        return self._checked(name, self._parsed(name, without=without))

    def _parsed(self, name: str, largest: int = LARGEST_XML, without: str = "") -> etree._Element:
        root = parse_to_read(self._packed(name), name, self.file, largest, without)
        self._sound.add(name)
        return root

    def _checked(self, name: str, root: etree._Element) -> etree._Element:
        if name == self.main and root.tag != _DOCUMENT:
            strict = str(root.tag).startswith("{" + _STRICT)
            raise DraftkitError(_is_strict() if strict else "this is not a Word document", self.file)
        return root

    def content_type(self, name: str) -> str:
        """The content type of a part; empty when the file gives none."""
        ending = posixpath.basename(name).rpartition(".")[2].lower()
        return self._overrides.get(key(name)) or self._defaults.get(ending, "")

    def relationships(self, name: str) -> tuple[Relationship, ...]:
        """The links of a part; of the package itself for an empty name."""
        if name not in self._links:
            self._links[name] = tuple(self._relationship(name, link) for link in self._link_elements(name))
        return self._links[name]

    def related(self, kind: str) -> str | None:
        """The part of this kind that the main document is linked to, if there is one in the file."""
        names = (r.target for r in self.relationships(self.main) if r.kind == kind and not r.external)
        return next((name for name in names if name in self._parts), None)

    def with_parts(self, changed: Mapping[str, bytes], removed: Collection[str] = ()) -> bytes:
        """The file with some parts changed, added or removed; all others stay byte for byte.

        Parts keep their order, names and dates; new ones follow in the order
        given. The list of content types and relationships are the caller's.
        """
        return zipped(
            self._written(name, changed)
            for name in dict.fromkeys((*self._parts, *changed))
            if name not in removed
        )

    def _written(self, name: str, changed: Mapping[str, bytes]) -> tuple[zipfile.ZipInfo, bytes]:
        before = self._parts.get(name)
        entry = _entry(name, before)
        if name in changed or before is None:
            return entry, packed(entry, changed[name])
        if name not in self._sound:
            self.read(name)  # a damaged part is not passed on
        entry.CRC, entry.file_size, entry.compress_size = before.CRC, before.file_size, before.compress_size
        return entry, self._packed(name).content

    def _content_types(self) -> tuple[dict[str, str], dict[str, str]]:
        """By ending of the name, and by name."""
        name = self._names.get(key(CONTENT_TYPES))
        if name is None:
            raise DraftkitError(_other_zip(self), self.file)
        root = self._parsed(name, LARGEST_LIST)
        return (
            {e.get("Extension", "").lower(): e.get("ContentType", "") for e in root.iter(_TYPES + "Default")},
            {
                key(e.get("PartName", "").removeprefix("/")): e.get("ContentType", "")
                for e in root.iter(_TYPES + "Override")
            },
        )

    def _main(self) -> str:
        """The document. Raises DraftkitError when there is none, or it is none of Word."""
        targets = (r.target for r in self.relationships("") if r.kind == "officeDocument" and not r.external)
        main = next((name for name in targets if name in self._parts), None)
        if main is None:
            raise DraftkitError("this Word file is damaged: its document is missing", self.file)
        found = self.content_type(main).lower()
        for words, message in _OTHER_MAIN:
            if any(word in found for word in words):
                raise DraftkitError(message, self.file)
        if any(link.get("Type") == _STRICT_MAIN for link in self._link_elements("")):
            raise DraftkitError(_is_strict(), self.file)
        if found not in MAIN_TYPES:
            what = f"its content type is {shown(found)}" if found else "it has no content type"
            raise DraftkitError(f"this is not a Word document: {what}", self.file)
        return main

    def _link_elements(self, name: str) -> list[etree._Element]:
        folder, base = posixpath.split(name)
        rels = self._names.get(key(posixpath.join(folder, "_rels", f"{base}.rels")))
        if rels is None:
            return []
        root = self._parsed(rels, LARGEST_LIST)
        return list(root.iter(_RELS + "Relationship"))

    def _relationship(self, source: str, link: etree._Element) -> Relationship:
        target = link.get("Target", "")
        external = link.get("TargetMode") == "External" or (
            (":" in target or target.startswith("//")) and bool(_ADDRESS.match(target))
        )
        if not external:
            target = _resolved(source, target)
            target = self._names.get(key(target), target)
        return Relationship(link.get("Id", ""), link.get("Type", "").rpartition("/")[2], target, external)


def _resolved(source: str, target: str) -> str:
    """The name of the part that a target names, seen from a part (RFC 3986, 5.2); empty for none."""
    path = target.partition("#")[0]
    if not path:
        return ""
    steps = [] if path.startswith("/") else source.split("/")[:-1]
    for step in path.split("/"):
        if step == ".." and not steps:
            return ""
        if step == "..":
            steps.pop()
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)


def _entry(name: str, before: zipfile.ZipInfo | None) -> zipfile.ZipInfo:
    """How a part is written: as it was, or with a date that no clock gave."""
    entry = zipfile.ZipInfo(name, before.date_time if before else (1980, 1, 1, 0, 0, 0))
    entry.compress_type = before.compress_type if before else zipfile.ZIP_DEFLATED
    entry.create_system = before.create_system if before else 0
    entry.external_attr = before.external_attr if before else 0
    return entry


def _is_strict() -> str:
    return f"this Word file is in the format Strict Open XML; {_SAVE}"


def open_archive(data: bytes, file: str) -> Archive:
    """The parts of a Word file. Raises DraftkitError for anything else."""
    if not data.startswith(b"PK\3\4"):
        raise DraftkitError(_other_format(data), file)
    return Archive(data, entries(data, file), file)


def _other_zip(archive: Archive) -> str:
    """What a zip is that has no content types."""
    if "mimetype" in archive.names:
        kind = archive.read("mimetype")[:100]
        if b"opendocument" in kind:
            return f"this is an OpenDocument file, not a Word file; {_SAVE}"
        if b"epub" in kind:
            return "this is an electronic book, not a Word file"
    if "word/document.xml" in archive.names:
        return f"this Word file is damaged: the part {CONTENT_TYPES} is missing"
    return "this is a zip archive, not a Word file; unpack it and give the Word file in it"


def _other_format(data: bytes) -> str:
    """What a file is that is no zip."""
    if not data:
        return "the file is empty; get it again"
    if data.startswith(_OLE):
        return _other_compound_file(data)
    if b"%PDF-" in data[:1024]:
        return "this is a PDF, not a Word file; ask for the Word file"
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    head = data[:4096].decode("utf-16" if wide else "utf-8", "ignore").removeprefix("\ufeff").lower()
    if head.startswith("{\\rtf"):
        return "this is Rich Text, not a Word file; give its name the ending .rtf"
    if "<pkg:package" in head or "<w:worddocument" in head:
        return f"this is a Word document in one XML file; {_SAVE}"
    if _WEB_PAGE.search(head):
        return "this is a web page, not a Word file; the download has failed, perhaps"
    if data.startswith(b"PK"):
        return "this is an empty zip archive, not a Word file"
    if _CONTROL.search(head):
        return "this is not a Word file"
    return "this is plain text, not a Word file; give its name the ending .txt"


def _other_compound_file(data: bytes) -> str:
    """What an OLE compound file is, by the streams in it ([MS-CFB], [MS-OFFCRYPTO], [MS-DOC])."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return PROTECTED
    if "WordDocument".encode("utf-16-le") in data:
        return "this is a Word file of the old format; give its name the ending .doc"
    return "this is an Office file of the old format, and not of Word"
