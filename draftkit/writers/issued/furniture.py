"""Running headers and footers: the symbol in them follows the masthead; other differences are told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from draftkit.model import Field
from draftkit.ooxml.document import paragraphs
from draftkit.ooxml.issued import IssuedFile
from draftkit.readers.word import WordFile
from draftkit.rows import Row
from draftkit.writers.issued.places import lines_of


def running(word: WordFile, rows: Sequence[Row]) -> tuple[str, ...]:
    """What stands in the running headers and footers, the first page's too if no masthead was read in it."""
    lines = {line for row in rows for line in lines_of(row)}
    header = list(paragraphs(word.document.header))
    if any(p.number in lines for p in header):
        return word.document.furniture
    return *(text for p in header if (text := " ".join(p.text.split()))), *word.document.furniture


def follow_symbol(
    issued: IssuedFile, old: Sequence[Row], new: Sequence[Row], said: Sequence[str] | None
) -> list[str]:
    """Put the new symbol into the running headers of the issued file; what could not be done.

    ``said`` is what those of the new version say, if it is a Word file; one without the symbol has it
    nowhere, while draft text leaves running headers to the house.
    """
    before, after = _symbol(old), _symbol(new)
    if not before or before == after or (not after and (said is None or before in said)):
        return []
    read = {line for row in old for line in lines_of(row)}
    by_field = issued.replace_in_headers(before, after, read)
    if not by_field:
        return []
    return [
        f"a field shows the symbol {before} in a running header; it was"
        f" {f'changed to {after}' if after else 'deleted'},"
        " but Word will show the old one again when it updates fields"
    ]


def differences(old: Sequence[str], new: Sequence[str], before: str, after: str) -> Iterator[str]:
    """What the running headers and footers of the new version say that those of the issued file do not."""
    known = {" ".join(line.replace(before, after).split()) if before else line for line in old}
    for line in new:
        if line not in known and not _is_page_number(line):
            yield f"the running header or footer “{line}” of the new version; those of the issued file stay"


def symbols(old: Sequence[Row], new: Sequence[Row]) -> tuple[str, str]:
    """The symbols of both versions."""
    return _symbol(old), _symbol(new)


def _symbol(rows: Sequence[Row]) -> str:
    return next((row.text.strip() for row in rows if row.field == Field.SYMBOL.value), "")


def _is_page_number(line: str) -> bool:
    """Whether a line only counts pages: it differs with every printing."""
    return not any(character.isalpha() for character in line)
