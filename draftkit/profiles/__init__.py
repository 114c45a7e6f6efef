"""Layouts as data: one TOML file a duty station, the values read from issued documents."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any, TypeAlias

Values: TypeAlias = Mapping[str, Any]
"""Formatting by name: ``{"bold": true, "size": 20}``; the names are in :mod:`draftkit.ooxml.properties`."""


@dataclass(frozen=True, slots=True)
class Style:
    """A named style of the Word file."""

    id: str
    name: str
    type: str = "paragraph"
    based_on: str = ""
    next: str = ""
    paragraph: Values = field(default_factory=dict)
    run: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Role:
    """How one kind of row is set: its style, formatting beside it, and tabs before its text."""

    style: str
    shape: str = ""
    tabs: int = 0


@dataclass(frozen=True, slots=True)
class Profile:
    """The layout of one duty station."""

    language: str
    organization: str
    page: Mapping[str, int]
    styles: tuple[Style, ...]
    shapes: Mapping[str, Values]
    looks: Mapping[str, Values]
    roles: Mapping[str, Role]
    masthead: Values
    running: Values


@functools.cache
def load(name: str) -> Profile:
    """The profile of this name."""
    data = tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))
    return Profile(
        **data
        | {
            "styles": tuple(Style(**style) for style in data["styles"]),
            "roles": {name: Role(**role) for name, role in data["roles"].items()},
        }
    )
