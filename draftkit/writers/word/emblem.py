"""The user's picture for the masthead."""

from __future__ import annotations

from pathlib import Path

from draftkit.errors import DraftkitError
from draftkit.ooxml.furniture import EMBLEM, Emblem
from draftkit.ooxml.picture import kind_and_size
from draftkit.profiles import Profile

_LARGEST = 10 * 1024 * 1024
_SHOWN = 200


def read_emblem(path: str | Path, text: str, profile: Profile) -> Emblem:
    """The picture in a file, PNG or JPEG; ``text`` is what is read out to those who do not see it."""
    if not any(line.slot == EMBLEM for line in profile.masthead.lines):
        raise DraftkitError(f"the masthead of the profile {profile.name} has no place for an emblem")
    if not text.strip() or not text.isprintable() or len(text) > _SHOWN:
        raise DraftkitError(f"the text of the emblem must be one line of at most {_SHOWN} characters")
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise DraftkitError(f"the emblem cannot be read: {error.strerror}", str(path)) from error
    if len(data) > _LARGEST:
        raise DraftkitError("the emblem is larger than 10 MB", str(path))
    found = kind_and_size(data)
    if found is None:
        raise DraftkitError("the emblem is not a picture in PNG or JPEG", str(path))
    return Emblem(data, *found, text.strip())
