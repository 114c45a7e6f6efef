"""The fields of a part and what they show (ECMA-376 Part 1, 17.16)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from draftkit.dataclass import dataclass, field
from draftkit.ooxml.resolve import W
from draftkit.patterns import lazy_pattern

_WORDS = lazy_pattern(r'"((?:[^"\\]|\\.)*)"|(\S+)')
_Element = etree._Element


@dataclass(slots=True, eq=False)
class FieldCode:
    """A field: in one element (``w:fldSimple``), or from a begin mark to an end mark."""

    code: str = ""
    elements: list[_Element] = field(default_factory=list)
    """What makes it a field: marks and pieces of the code, or the one element."""
    simple: bool = False
    nested: bool = False
    """Whether the code holds another field."""
    in_code: bool = True

    @property
    def words(self) -> tuple[str, ...]:
        """The code divided: name in capitals, arguments without quotation marks, switches."""
        found = [quoted or plain for quoted, plain in _WORDS.findall(self.code)]
        return (found[0].upper(), *found[1:]) if found else ("",)

    @property
    def argument(self) -> str:
        """The first argument; empty when there is none."""
        return next((word for word in self.words[1:] if not re.fullmatch(r"\\[A-Za-z*#@!]", word)), "")


def field_codes(root: _Element) -> Iterator[FieldCode]:
    """Every field of a part that has an end, inner ones before the one around them."""
    open_fields: list[FieldCode] = []
    for element in root.iter(W + "fldChar", W + "instrText", W + "delInstrText", W + "fldSimple"):
        if element.tag == W + "fldSimple":
            yield FieldCode(element.get(W + "instr", ""), [element], simple=True)
            continue
        kind = element.get(W + "fldCharType") if element.tag == W + "fldChar" else None
        if kind == "begin":
            if open_fields and open_fields[-1].in_code:
                open_fields[-1].nested = True
            open_fields.append(FieldCode())
        if not open_fields:
            continue
        current = open_fields[-1]
        current.elements.append(element)
        if kind is None:
            current.code += element.text or ""
        elif kind == "separate":
            current.in_code = False
        elif kind == "end":
            yield open_fields.pop()


def unlink(found: FieldCode) -> None:
    """Leave what the field shows, as plain text."""
    for element in found.elements:
        parent = element.getparent()
        if parent is None:
            continue
        if found.simple:
            at = parent.index(element)
            parent[at : at + 1] = [child for child in element if child.tag != W + "fldData"]
            continue
        parent.remove(element)
        outer = parent.getparent()
        if outer is not None and parent.tag == W + "r" and all(c.tag == W + "rPr" for c in parent):
            outer.remove(parent)
