"""The masthead as plain values, for JSON and for the templates; what kind of document it heads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypedDict

from draftkit.editorial.sponsors import is_sponsor_line, parse_sponsors
from draftkit.model import Field
from draftkit.patterns import lazy_pattern, worded_pattern
from draftkit.rows import Row, RowKind


class Masthead(TypedDict):
    """What a masthead says; None where it says nothing."""

    organ: str | None
    symbol: str | None
    distribution: str | None
    date: str | None
    original_language: str | None
    session: str | None
    place_and_dates: str | None
    agenda_items: list[str]
    document_type: str | None


def masthead(rows: Iterable[Row]) -> Masthead:
    """Read FRONT rows: labels such as "Distr.:" left out, each value as issued otherwise.

    An agenda item is its number and its title: "Agenda item 23 (a): Operational
    activities for development".
    """
    lines = [(Field(row.field), " ".join(row.text.split())) for row in rows if row.field]
    return Masthead(
        organ=_first(lines, Field.ORGAN),
        symbol=_first(lines, Field.SYMBOL),
        distribution=_after_label(_first(lines, Field.DISTRIBUTION)),
        date=_first(lines, Field.DATE),
        original_language=_after_label(_first(lines, Field.ORIGINAL_LANGUAGE)),
        session=_first(lines, Field.SESSION),
        place_and_dates=_first(lines, Field.PLACE_AND_DATES),
        agenda_items=_agenda_items(lines),
        document_type=_document_type(lines),
    )


_AMENDMENT = worded_pattern(
    r"amende?ment|enmienda|поправк|修正|修订案|تعديل",
    "amend",
    "enmienda",
    "поправк",
    "修正",
    "修订案",
    "تعديل",
    flags=re.IGNORECASE,
)
_DECISION = lazy_pattern(r"decision|décision|decisión|решени|决定|مقرر", re.IGNORECASE)
_ADDENDUM = worded_pattern(r"/Add\.\d+\*?$", "/Add.")


def gives_instructions(rows: Iterable[Row]) -> bool:
    """Whether the document only says what becomes of another one.

    An amendment does, and an addendum that names further sponsors. Their paragraphs are
    instructions, "After paragraph 4, insert a new paragraph reading:", and text to insert.
    """
    found = list(rows)
    if any(row.kind is RowKind.ENACTING for row in found):
        return False
    front = masthead(found)
    amends = _AMENDMENT.search(front["document_type"] or "")
    return bool(amends or _ADDENDUM.search((front["symbol"] or "").strip()))


def is_decision(rows: Iterable[Row]) -> bool:
    """Whether the document calls itself a decision."""
    return bool(_DECISION.search(masthead(rows)["document_type"] or ""))


def _first(lines: list[tuple[Field, str]], field: Field) -> str | None:
    return next((text for found, text in lines if found is field), None)


def _after_label(text: str | None) -> str | None:
    """ "Distr.: Limited" and "Distr. limitée" without the label; "ENGLISH ONLY" has none."""
    return text and re.sub(r"^(?:Distr(?:\.|ibution)\s?[:：]?|[^:：]+[:：])\s*", "", text)


def _agenda_items(lines: list[tuple[Field, str]]) -> list[str]:
    items: list[str] = []
    titled = False
    for field, text in lines:
        if field is Field.AGENDA_ITEM:
            items.append(text.rstrip(" *:"))
            titled = False
        elif field is Field.AGENDA_TITLE and items:
            items[-1] += f" {text}" if titled else f": {text}"
            titled = True
    return items


def _document_type(lines: list[tuple[Field, str]]) -> str | None:
    """From the sponsor line, or the first words of "Resolution adopted by ..."."""
    sponsors = _first(lines, Field.SPONSORS)
    if sponsors and is_sponsor_line(sponsors):
        return parse_sponsors(sponsors).document_type
    adopted = re.match(r"[^\W\d]+(?=,?\s)", _first(lines, Field.ADOPTION) or "")
    return adopted and adopted[0].lower()
