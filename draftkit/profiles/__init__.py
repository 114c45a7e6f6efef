"""Layouts as data: one TOML file a duty station, the values read from issued documents.

A house can have a file of its own, which may begin from one of ours: ``extends = "new-york"``.
"""

from __future__ import annotations

import functools
from importlib.resources import files
from pathlib import Path
from typing import Any

from draftkit.errors import DraftkitError
from draftkit.profiles.reading import merged, parsed, read_profile
from draftkit.profiles.records import (
    Band,
    Cell,
    Line,
    Masthead,
    Paper,
    Profile,
    Role,
    Running,
    Strip,
    Style,
    Table,
    Values,
)

__all__ = [
    "NAMES", "Band", "Cell", "Line", "Masthead", "Paper", "Profile", "Role", "Running", "Strip",
    "Style", "Table", "Values", "load", "manuscript",
]  # fmt: skip
NAMES = ("new-york", "geneva", "vienna")
"""The profiles that come with draftkit."""


def load(profile: str) -> Profile:
    """The profile of this name, or the one in this file: a name that ends in ``.toml``."""
    if profile in NAMES:
        return _ours(profile)
    if not profile.lower().endswith(".toml"):
        raise DraftkitError(
            f"there is no profile “{profile}”; there are {', '.join(NAMES)},"
            " and files of your own whose names end in .toml"
        )
    try:
        text = Path(profile).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not text in UTF-8"
        raise DraftkitError(f"the profile cannot be read: {reason}", profile) from error
    return read_profile(text, profile, _base(parsed(text, profile), profile))


def manuscript() -> Profile:
    """The layout of what is submitted, on the paper of New York."""
    return _ours("manuscript")


@functools.cache
def _ours(name: str) -> Profile:
    file = f"{name}.toml"
    return read_profile(_text(name), file, _base(parsed(_text(name), file), file))


def _text(name: str) -> str:
    return (files(__package__) / f"{name}.toml").read_text(encoding="utf-8")


def _base(content: dict[str, Any], file: str) -> dict[str, Any]:
    """The content of the profile that one says it extends."""
    name = content.get("extends")
    if name is None:
        return {}
    if name not in NAMES or file == f"{name}.toml":
        raise DraftkitError(
            f"extends: there is no profile “{name}” of draftkit's own; there are {', '.join(NAMES)}", file
        )
    own = parsed(_text(name), f"{name}.toml")
    return merged(_base(own, f"{name}.toml"), own)
