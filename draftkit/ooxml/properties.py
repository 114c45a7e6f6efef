"""Formatting by name to ``w:pPr`` and ``w:rPr`` content, in the order the schema wants.

ECMA-376 Part 1, 17.3.1 (paragraph properties) and 17.3.2 (run properties).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from draftkit.model import Format
from draftkit.profiles import Values

_On = Callable[[Any], str]


def _toggle(tag: str) -> _On:
    return lambda value: f"<w:{tag}/>" if value else f'<w:{tag} w:val="0"/>'


def _value(tag: str) -> _On:
    return lambda value: f'<w:{tag} w:val="{value}"/>'


def _toggles(*tags: str) -> _On:
    """One flag for letters like Latin ones and for those like Arabic ones (17.3.2.2, 17.3.2.17)."""
    return lambda value: "".join(_toggle(tag)(value) for tag in tags)


def _font(value: str) -> str:
    """Chinese has a font of its own, the file's."""
    return f'<w:rFonts w:ascii="{value}" w:hAnsi="{value}" w:cs="{value}"/>'


def _size(value: int) -> str:
    return f'<w:sz w:val="{value}"/><w:szCs w:val="{value}"/>'


_RUN: dict[str, _On] = {
    "style": _value("rStyle"),
    "font": _font,
    "bold": _toggles("b", "bCs"),
    "italic": _toggles("i", "iCs"),
    "strike": _toggle("strike"),
    "no_proof": _toggle("noProof"),
    "color": _value("color"),
    "spacing": _value("spacing"),
    "scale": _value("w"),
    "kern": _value("kern"),
    "position": _value("position"),
    "size": _size,
    "underline": _value("u"),
    "vertical": _value("vertAlign"),
}

_FORMATS: dict[Format, Values] = {
    Format.ITALIC: {"italic": True},
    Format.BOLD: {"bold": True},
    Format.UNDERLINE: {"underline": "single"},
    Format.SUPERSCRIPT: {"vertical": "superscript"},
    Format.SUBSCRIPT: {"vertical": "subscript"},
    Format.STRIKE: {"strike": True},
}


def format_values(formats: Format) -> dict[str, Any]:
    """What the formats of the model are in Word."""
    values: dict[str, Any] = {}
    for flag in formats:
        values.update(_FORMATS[flag])
    return values


def run_properties(values: Values) -> str:
    """The content of ``w:rPr``."""
    _known(values, _RUN)
    return "".join(write(values[name]) for name, write in _RUN.items() if name in values)


def _tabs(value: list[int | str]) -> str:
    stops = []
    for stop in value:
        kind, position, *dots = stop.split(":") if isinstance(stop, str) else ("left", str(stop))
        leader = f' w:leader="{dots[0]}"' if dots else ""
        stops.append(f'<w:tab w:val="{kind}"{leader} w:pos="{position}"/>')
    return f"<w:tabs>{''.join(stops)}</w:tabs>"


def _rules(values: Values) -> str:
    """Lines above and below the paragraph."""
    edges = (("rule", "top", 1), ("rule_below", "bottom", 4))
    found = "".join(
        f'<w:{edge} w:val="single" w:sz="{values[name]}" w:space="{space}" w:color="auto"/>'
        for name, edge, space in edges
        if name in values
    )
    return f"<w:pBdr>{found}</w:pBdr>" if found else ""


_PARAGRAPH: dict[str, _On] = {
    "style": _value("pStyle"),
    "keep_next": _toggle("keepNext"),
    "keep_lines": _toggle("keepLines"),
    "page_break": _toggle("pageBreakBefore"),
    "rules": str,
    "tabs": _tabs,
    "no_hyphens": _toggle("suppressAutoHyphens"),
    "spacing": str,
    "indent": str,
    "align": _value("jc"),
    "outline": _value("outlineLvl"),
}
_SPACING = {"before": "before", "after": "after", "line": "line", "line_rule": "lineRule"}
_INDENT = {"left": "left", "right": "right", "hanging": "hanging", "first_line": "firstLine"}


def _attributes(tag: str, names: dict[str, str], values: Values) -> str:
    found = "".join(f' w:{attribute}="{values[name]}"' for name, attribute in names.items() if name in values)
    return f"<w:{tag}{found}/>" if found else ""


def paragraph_properties(values: Values) -> str:
    """The content of ``w:pPr``. A line height is exact unless ``line_rule`` says otherwise."""
    _known(values, {*_PARAGRAPH, *_SPACING, *_INDENT, "rule", "rule_below"})
    if "line" in values:
        values = {"line_rule": "exact", **values}
    ready = {name: write(values[name]) for name, write in _PARAGRAPH.items() if name in values}
    ready["rules"] = _rules(values)
    ready["spacing"] = _attributes("spacing", _SPACING, values)
    ready["indent"] = _attributes("ind", _INDENT, values)
    return "".join(ready.get(name, "") for name in _PARAGRAPH)


def _known(values: Values, names: Any) -> None:
    """A misspelt name in a profile must not pass in silence."""
    if unknown := values.keys() - set(names):
        raise ValueError(f"unknown formatting: {', '.join(sorted(unknown))}")
