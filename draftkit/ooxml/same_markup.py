"""Whether two parts say the same, whatever runs their text is cut into.

A redline cuts runs, parts hyperlinks and adds bookmarks; when its changes are rejected, every
paragraph must have the text, the run and paragraph properties, and everything
else it had, in the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from draftkit.ooxml.resolve import W

_Element = etree._Element
_SKIPPED = frozenset(
    W + name for name in ("bookmarkStart", "bookmarkEnd", "proofErr", "lastRenderedPageBreak")
)
_EMPTY = frozenset(W + name for name in ("rPr", "pPr"))
_RSID = W + "rsid"
_PARAGRAPH, _RUN, _PROPERTIES, _TEXT = W + "p", W + "r", W + "rPr", W + "t"
_OPEN = ("open", _PARAGRAPH)
_LINK = W + "hyperlink"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def first_difference(one: _Element, other: _Element) -> str | None:
    """The text around the first place where two parts differ; None when they say the same."""
    before = ""
    for a, b in _pairs(one, other):
        if a != b:
            return before[-60:]
        if a and a[0] == "text":
            before += a[1]
        elif a == _OPEN:
            before = ""
    return None


def _pairs(one: _Element, other: _Element) -> Iterator[tuple[tuple[str, ...] | None, tuple[str, ...] | None]]:
    first, second = _joined(one), _joined(other)
    while True:
        a, b = next(first, None), next(second, None)
        if a is None and b is None:
            return
        yield a, b


def _with_whole_links(events: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Neighbouring hyperlinks to one place as one."""
    link: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    for event in events:
        if closed and event == link:
            closed = ()
            continue
        if closed:
            yield closed
            closed = ()
        if event[:2] == ("open", _LINK):
            link = event
        if event == ("close", _LINK):
            closed = event
        else:
            yield event
    if closed:
        yield closed


def _joined(root: _Element) -> Iterator[tuple[str, ...]]:
    """What a part says, event by event; neighbouring runs of one look are one."""
    look = ""
    text = ""
    for event in _with_whole_links(_events(root)):
        if event[0] == "run":
            if event[1] != look:
                if text:
                    yield "text", text, look
                    text = ""
                look = event[1]
        elif event[0] == "text":
            text += event[1]
        else:
            if text:
                yield "text", text, look
                text = ""
            yield event
    if text:
        yield "text", text, look


def _events(root: _Element) -> Iterator[tuple[str, ...]]:
    stack: list[tuple[str, _Element]] = [("open", root)]
    while stack:
        what, element = stack.pop()
        if what == "close":
            yield "close", str(element.tag)
            continue
        tag = element.tag
        if not isinstance(tag, str) or tag in _SKIPPED:  # type: ignore[redundant-expr]
            continue
        if tag in _EMPTY and not len(element) and not element.attrib:
            continue
        if tag == _TEXT:
            yield "text", element.text or ""
            continue
        if tag == _RUN:
            parts = [(child.tag, child) for child in element]
            yield "run", properties_text(next((child for own, child in parts if own == _PROPERTIES), None))
            stack += [("open", child) for own, child in reversed(parts) if own != _PROPERTIES]
            continue
        if tag in _EMPTY:
            if found := properties_text(element):
                yield "properties", found
            continue
        if tag == _PARAGRAPH:
            yield _OPEN
        else:
            attributes = sorted(
                f"{name!s}={value!s}"
                for name, value in element.attrib.items()
                if not str(name).startswith(_RSID) and name != _SPACE
            )
            yield ("open", tag, *attributes, (element.text or "").strip())
        stack.append(("close", element))
        stack += [("open", child) for child in reversed(element)]


def properties_text(properties: Iterable[_Element] | None) -> str:
    """Properties as text, whatever prefixes are declared where; an empty part of them says nothing."""
    if properties is None:
        return ""
    out = []
    for child in properties:
        if child.tag in _EMPTY and not len(child):
            continue
        attributes = sorted(f"{n!s}={v!s}" for n, v in child.attrib.items() if not str(n).startswith(_RSID))
        inside = properties_text(child) if len(child) else ""
        out.append(f"{child.tag} {' '.join(attributes)} ({inside})")
    return "; ".join(out)
