"""Web pages that need nothing else: one file, without network.

All text of a draft goes through the template's escaping. A page allows its own
style and script by their digests and nothing else, so that even markup that
got through could load or run nothing.
"""

from __future__ import annotations

import base64
import functools
import hashlib

import jinja2


def web_page(name: str, added_style: str = "", **values: object) -> str:
    """The page of this name: its template, style and, if it has one, script, with these values.

    ``added_style`` is what this page has besides; nothing of a draft may stand in it.
    """
    parts: dict[str, str] = {}
    for part, ending in (("style", "css"), ("script", "js")):
        if f"{name}.{ending}.j2" in _environment().list_templates():
            parts[part] = _source(f"{name}.{ending}") + (added_style if part == "style" else "")
            parts[f"{part}_digest"] = _digest(parts[part])
    return _environment().get_template(f"{name}.html.j2").render(**parts, **values)


@functools.cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("draftkit.writers"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _source(name: str) -> str:
    """A part of the page that is the same on every page."""
    loader = _environment().loader
    assert loader is not None
    return loader.get_source(_environment(), f"{name}.j2")[0]


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
