"""The XML of a part that somebody else wrote: nothing is fetched, expanded, or nested without end."""

from __future__ import annotations

import functools
import re
from typing import Final

from lxml import etree

from draftkit.errors import DraftkitError
from draftkit.ooxml.limits import DEEPEST, LARGEST_XML, MOST_NODES, Packed, shown
from draftkit.patterns import lazy_pattern

_DTD: Final = lazy_pattern(rb"(?:\s++|<\?(?>.*?\?>)|<!--(?>.*?-->))*+<!DOCTYPE", re.DOTALL)
"""A document type at its only place: after the declaration, comments and instructions. No step back is
possible, so that the time is in proportion to the text."""
_ENCODING: Final = lazy_pattern(rb"<\?xml\s[^>]*?\sencoding\s*=\s*[\"']([^\"']*)")
_ENCODINGS: Final = frozenset((b"utf-8", b"utf-16", b"ascii", b"us-ascii"))
_MAIN: Final = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TOO_LONG: Final = lazy_pattern("huge|too (?:long|big)", re.IGNORECASE)
_BEYOND: Final = etree.XPath(f"boolean({'/*' * (DEEPEST + 1)})")


def parse(data: bytes, part: str, file: str, largest: int = LARGEST_XML, without: str = "") -> etree._Element:
    """The root element of some XML in UTF-8 or UTF-16 (ECMA-376 Part 2, 6.2.5), within the limits.

    ``without`` is the name of an element of WordprocessingML that need not be there; what stands in it may
    not even be read.
    Raises DraftkitError for anything else, and for a document type: Part 2
    forbids it, no word processor writes it, and entities need it.
    """
    part = shown(part)
    if len(data) > largest:
        size = largest // 1024 // 1024
        raise DraftkitError(f"the part {part} of this Word file has more than {size} MiB", file)
    text = _utf_8(data, part, file)
    if b"<!DOCTYPE" in text and _DTD.match(text):
        raise DraftkitError(f"the part {part} of this Word file defines a document type (DTD)", file)
    if len(text) > MOST_NODES and text.count(b"<") - text.count(b"</") + text.count(b"=") > MOST_NODES:
        raise DraftkitError(
            f"the part {part} of this Word file has more than {MOST_NODES:,} elements and attributes", file
        )
    if without:
        text = _cut(text, without.encode())
    try:
        root = etree.fromstring(text, _parser())
    except etree.XMLSyntaxError as error:
        raise DraftkitError(_fault(str(error), part), file) from error
    if _BEYOND(root):
        raise DraftkitError(_too_deep(part), file)
    return root


def parse_to_read(
    packed: Packed, part: str, file: str, largest: int = LARGEST_XML, without: str = ""
) -> etree._Element:
    """As :func:`parse`, for a root that nobody changes: equal parts of several files are parsed once.

    The versions of one document have the same styles, which often are longer than its text.
    """
    try:
        return _parsed_once(packed, part, largest, without)
    except DraftkitError as error:
        raise DraftkitError(error.message, file) from error


@functools.lru_cache(maxsize=16)
def _parsed_once(packed: Packed, part: str, largest: int, without: str) -> etree._Element:
    return parse(packed.unpacked(part, ""), part, "", largest, without)


@functools.cache
def _parser() -> etree.XMLParser:
    """A parser that stays inside the part.

    Without ``huge_tree`` libxml2 keeps its own limits: 256 levels, 10 million
    characters in one text. The encoding is given, so that the XML declaration
    cannot choose one in which markup looks like something else.
    """
    return etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )


def _cut(text: bytes, name: bytes) -> bytes:
    """Some XML without the elements of a name; all of it where tags may not be what they look like."""
    begin, end = b"<w:" + name + b" ", b"</w:" + name + b">"
    *before, rest = text.split(end)
    kept: list[bytes] = []
    for element in before:
        start = element.find(begin)
        if start < 0 or element.find(begin[:-1], start + 1) >= 0:
            return text
        kept.append(element[:start])
    found = b"".join([*kept, rest])
    is_plain = found.count(b"xmlns:w=") == 1 and _MAIN in found and b"<!" not in found
    return found if is_plain and b"<?" not in found[2:] else text


def _utf_8(data: bytes, part: str, file: str) -> bytes:
    """The text in UTF-8. UTF-16 shows by its first two bytes: a mark, or ``<`` and a zero."""
    encoding = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
    try:
        if wide := encoding.get(data[:2]):
            data = data.decode(wide).encode("utf-8")
    except UnicodeDecodeError as error:
        raise DraftkitError(_fault("", part), file) from error
    data = data.removeprefix(b"\xef\xbb\xbf")
    declared = _ENCODING.match(data, 0, 1000)
    if declared and declared[1].lower() not in _ENCODINGS:
        raise DraftkitError(f"the part {part} of this Word file is not in UTF-8 or UTF-16", file)
    return data


def _fault(message: str, part: str) -> str:
    """What to say for a message of libxml2; its wording differs between versions."""
    if "depth" in message:
        return _too_deep(part)
    if _TOO_LONG.search(message):
        return f"the part {part} of this Word file has a text of more than 10 million characters"
    return f"the part {part} of this Word file is damaged: it is not XML"


def _too_deep(part: str) -> str:
    return f"the part {part} of this Word file has more than {DEEPEST} elements inside one another"
