"""Which paragraphs are headings, and of what level."""

from __future__ import annotations

import re

from draftkit.editorial.names import attribution
from draftkit.model import Format
from draftkit.patterns import begun_pattern, lazy_pattern
from draftkit.readers.items import TERMINAL, Item
from draftkit.rows import Row, RowKind

_ANNEX = begun_pattern(
    r"(?:annex|annexe|appendix|anexo|apéndice|appendice|приложение|добавление|附件|附录|مرفق|المرفق)\b[^.;]*",
    "annex",
    "append",
    "anexo",
    "apéndice",
    "приложение",
    "добавление",
    "附件",
    "附录",
    "مرفق",
    "المرفق",
    flags=re.IGNORECASE,
)
_ANNEX_ALONE = begun_pattern(
    r"(?:Annex|ANNEX|Annexe|Appendix|APPENDIX|Anexo|Приложение|附件)(?:\s+(?:[IVXLC]+|\d+|[A-Z]))?",
    "Annex",
    "ANNEX",
    "Appendix",
    "APPENDIX",
    "Anexo",
    "Приложение",
    "附件",
)
_ANNEX_TITLED = begun_pattern(
    r"(?:Annex|ANNEX|Annexe|ANNEXE|Appendix|APPENDIX|Anexo|ANEXO)"
    r"(?:(?: [IVXLC]+| \d+)?\s?[:.–—-]|(?: [IVXLC]+| \d+))\s+[A-Z].*",
    "Annex",
    "ANNEX",
    "Appendix",
    "APPENDIX",
    "Anexo",
    "ANEXO",
)
_MOST_ANNEX_WORDS = 20
_SECTION = lazy_pattern(r"[IVXLC]{1,6}\.?\s+\S.*|[IVXLC]{1,6}\.?|[A-H]")
_NUMERAL_ALONE = lazy_pattern(r"[IVXLC]{1,6}\.?|[A-Z]\.?")
_SUBSECTION = lazy_pattern(r"[A-Z]\.\s+\S.*")
_MOST_HEADING_WORDS = 60


def is_annex(item: Item) -> bool:
    """Whether this opens an annex: "Annex" and perhaps its number, or a heading that begins so."""
    if item.marker or item.option:
        return False
    text = item.words.strip()
    styled = item.heading or item.all_in(Format.BOLD)
    titled = (
        _ANNEX_TITLED.fullmatch(text)
        and not text.endswith(TERMINAL)
        and len(text.split()) <= _MOST_ANNEX_WORDS
    )
    return bool(_ANNEX_ALONE.fullmatch(text) or titled or (styled and _ANNEX.match(text)))


def names_annex(item: Item) -> bool:
    """Whether a title begins with "Annex", however it is set."""
    return bool(_ANNEX.match(item.words))


def heading_level(item: Item, last: Row | None, level: int, numbered: bool) -> int:
    """The level of the section this item opens; 0 for none.

    ``last`` is the row above, ``level`` that of the section the item stands in;
    ``numbered`` tells that numbered paragraphs stand above it in that section.
    """
    text = item.text.strip()
    if item.marker or item.option or not (item.heading or text):
        return 0
    if item.heading:
        return max(item.heading - 1, 1)
    words = len(text.split())
    if words > _MOST_HEADING_WORDS:
        return 0
    if text.startswith("[") or attribution(text):
        return 0  # a remark on the paragraph above: "[Agreed ad referendum]", "Norvania: keep"
    bold = item.all_in(Format.BOLD)
    ends = text.endswith(tuple(".,;:。，；："))
    if (bold and not (ends and len(text) > 120)) or (not ends and _between_paragraphs(last)):
        if _SECTION.fullmatch(text):
            return 1
        if _SUBSECTION.fullmatch(text):
            return 2
    if bold and not text.endswith((",", ";")):
        return 2 if level else 1
    if item.all_in(Format.ITALIC) and not ends and words <= _MOST_ITALIC_WORDS and numbered:
        return 3
    return 0


_MOST_ITALIC_WORDS = 20


def _between_paragraphs(last: Row | None) -> bool:
    """Whether a plain line like "II. Title" can be a heading here: not amid a broken-off sentence."""
    if last is None or last.kind in (RowKind.HEADING, RowKind.ANNEX, RowKind.CLOSING):
        return True
    return last.text.rstrip().endswith((*TERMINAL, "]", "*", "”"))


def is_title_of(row: Row, last: Row | None) -> bool:
    """Whether a heading is the title of the bare numeral or "Annex" on the line above it."""
    if last is None or _SECTION.fullmatch(row.text) or _SUBSECTION.fullmatch(row.text):
        return False
    bare = _ANNEX_ALONE if last.kind is RowKind.ANNEX else _NUMERAL_ALONE
    return last.kind in (RowKind.ANNEX, RowKind.HEADING) and bool(bare.fullmatch(last.text.strip()))
