"""Paragraphs of a new version whose style or list no paragraph of the issued file has: what they look like.

All others look like one of the issued file. These show their own look, as far as the issued file has the
style and the list, or can get them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property

from draftkit.ooxml.borrowed import borrowed
from draftkit.ooxml.levels import identifier
from draftkit.ooxml.list_import import Lists, lists_of, named_lists
from draftkit.ooxml.new_words import BorrowedLook
from draftkit.ooxml.stated import stated
from draftkit.readers.word import WordFile
from draftkit.rows import Row
from draftkit.writers.issued.dress import NEW, Dress
from draftkit.writers.issued.word_facts import labels_of

_SHOWN = 60
_NONE = "0"
"""The list that takes a paragraph out of that of its style (ECMA-376 Part 1, 17.9.18)."""


class Borrowing:
    """The looks that are borrowed, and what the issued file lacks of them."""

    def __init__(
        self,
        rows: Sequence[Row],
        chosen: Mapping[int, Dress],
        models: Collection[Dress],
        issued: WordFile,
        new: WordFile,
    ) -> None:
        """``rows`` are those of the new version, ``models`` what paragraphs of the issued file wear."""
        self.rows = rows
        self.issued = issued
        self.new = new
        self.known = {dress.style for dress in models}
        self.dresses = {
            row.position.line: chosen[row.position.line]
            for row in rows
            if row.position and row.position.line in chosen
        }
        """What the paragraphs wear, by number."""
        found = ((line, self._look(line, dress)) for line, dress in self.dresses.items())
        self.looks: dict[int, BorrowedLook] = {line: look for line, look in found if look}
        """The looks of paragraphs of the new version, by number, as the issued file can have them."""
        shown = labels_of(new)
        self.labels = {-line: shown[line] for line in self.looks if line in shown}
        """The numbers and bullets that Word gives them, by their numbers below 0."""

    def not_given(self) -> Iterator[str]:
        """Of the styles that no paragraph of the issued file has, those that cannot be given, told."""
        found: dict[str, list[str]] = {}
        texts_of = {row.position.line: row.text.strip() for row in self.rows if row.position}
        for line, dress in self.dresses.items():
            if dress.style not in self.known and line not in self.looks:
                found.setdefault(dress.style, []).append(texts_of[line])
        for style, texts in found.items():
            more = f" and {len(texts) - 1:,} more" if len(texts) > 1 else ""
            whose = f"“{texts[0][:_SHOWN]}”{more}"
            yield f"the style “{style}” of {whose}, which no paragraph of the issued file has"

    def with_looks(self) -> bytes | None:
        """The issued file with what it lacks, if that can come; None without it."""
        wanted = {line: dress for line, dress in self.dresses.items() if line not in self.looks}
        if not wanted:
            return None
        from draftkit.ooxml.look_import import with_looks

        styles = {dress.style for dress in wanted.values() if self._style(dress) is None}
        lists = {
            number
            for line, dress in wanted.items()
            if dress.list.startswith(NEW)
            and (number := self._own_list(line))
            and self._lists.mapped(number) is None
        }
        if not styles and not lists:
            return None
        issued, new = self.issued.source.archive, self.new.source.archive
        return with_looks(issued, new, styles, lists, self._used)

    def _look(self, line: int, dress: Dress) -> BorrowedLook | None:
        """The look of a paragraph; None where the issued file lacks its style or its list."""
        styles = self.issued.source.flow.styles
        style = self._style(dress)
        if style is None:
            return None
        of_style = self.issued.source.numbering.by(style)
        list_id = ""
        if dress.level is None:
            if of_style and self._own_list(line) != _NONE:
                return None
            list_id = _NONE if of_style else ""
        elif number := self._own_list(line):
            list_id = (self._lists.mapped(number) or "") if dress.list.startswith(NEW) else dress.list
            if not list_id:
                return None
        elif of_style is None or (of_style[0], (of_style[1].number_format, of_style[1].template)) != (
            dress.level,
            dress.form,
        ):
            return None
        own = "" if style == styles.default else style
        return borrowed(self.new.source, line, own, list_id, dress.level or 0)

    def _style(self, dress: Dress) -> str | None:
        return self.issued.source.flow.styles.paragraph_style(dress.style)

    def _own_list(self, line: int) -> str:
        """The list that a paragraph of the new version names itself."""
        return identifier(stated(self.new.source.paragraph(line).element).number)

    @cached_property
    def _lists(self) -> Lists:
        return lists_of(self.issued.source.archive, self.new.source.archive, self._used)

    @cached_property
    def _used(self) -> frozenset[str]:
        return named_lists(self.issued.source)
