"""What the authors of tracked changes in a Word file want, each by himself."""

from __future__ import annotations

from collections.abc import Collection

from draftkit.errors import DraftkitError
from draftkit.model import Draft
from draftkit.ooxml import by_author
from draftkit.readers.files import file_bytes, is_word, name_of, word_bytes
from draftkit.readers.word import read_word


def authors_of(file: str) -> tuple[str, ...]:
    """The authors of the tracked changes of a file; none, if it is no Word file."""
    if not is_word(file, file_bytes(file)):
        return ()
    return by_author.authors(word_bytes(file), name_of(file))


def text_of_authors(file: str, accepted: Collection[str]) -> Draft:
    """The draft with the tracked changes of these authors accepted and those of all others rejected."""
    data = by_author.accepted_of(word_bytes(file), name_of(file), accepted.__contains__)
    readings = read_word(data, name_of(file))
    if len(readings) > 1:
        raise DraftkitError(f"the file holds {len(readings)} drafts; put each into a file of its own", file)
    return readings[0].draft
