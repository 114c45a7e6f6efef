"""The sponsor line: who submits a draft, and what kind of document it is.

The grammar is ``sponsors.lark``, read by ``sponsor_line.py``; :mod:`draftkit.editorial.names` decides where
one name ends and the next begins. The line itself is kept as issued by those
who call; nothing here writes it again.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from draftkit.dataclass import dataclass
from draftkit.editorial.names import is_delegation, is_name, split_names
from draftkit.editorial.sponsor_line import SponsorParts, parts_of
from draftkit.errors import DraftkitError
from draftkit.patterns import lazy_pattern
from draftkit.symbols import find_symbol

SPONSOR = "sponsor"
SUBMITTER = "submitter"
_LONGEST = 6000
_DRAFT = lazy_pattern(r"draft|projet|proyecto|проект|草案|مشروع", re.IGNORECASE)
_ARTICLE = lazy_pattern(r"^(?:the|le|la|les|el|los)\s")


@dataclass(frozen=True, slots=True)
class Sponsor:
    """One of those who submit a draft."""

    name: str
    role: str = SPONSOR
    """``sponsor``; ``submitter`` for an officer or body that submits in office; or the words
    ``on behalf of ...`` as they stand."""


@dataclass(frozen=True, slots=True)
class SponsorLine:
    """What a sponsor line says."""

    sponsors: tuple[Sponsor, ...]
    document_type: str
    """``revised draft decision``, ``amendment to draft resolution``; the symbol of the draft is left out."""


def is_sponsor_line(text: str) -> bool:
    """Whether the line is one that :func:`parse_sponsors` can read."""
    return _parsed(text) is not None


def parse_sponsors(text: str) -> SponsorLine:
    """Read "Lomond and Coria: revised draft decision", "Draft decision submitted by the Bureau", ..."""
    line = _parsed(text)
    if line is None:
        raise DraftkitError(f"“{text.strip()[:60]}” does not name sponsors and a document type.")
    return line


@functools.lru_cache(maxsize=256)
def _parsed(text: str) -> SponsorLine | None:
    if len(text) > _LONGEST or (parts := parts_of(text)) is None:
        return None
    sponsors = tuple(_SPONSORS[parts.kind](parts, text))
    if parts.kind == "joint" and not (_names_sponsors(sponsors) and _names_draft(parts)):
        return None
    return SponsorLine(sponsors, _document_type(parts.type))


def _names_sponsors(sponsors: tuple[Sponsor, ...]) -> bool:
    return bool(sponsors) and all(is_name(sponsor.name) for sponsor in sponsors)


def _names_draft(parts: SponsorParts) -> bool:
    """More words after the type are part of it only when it is a draft or is about one.

    "Administration: amendments to the Rules" is a title.
    """
    if all(find_symbol(word) or set(word) <= set("*,") for word in parts.detail.split()):
        return True
    return bool(_DRAFT.search(parts.type))


def _joint(parts: SponsorParts, text: str) -> Iterator[Sponsor]:
    """Delegations; "on behalf of" belongs to the last name before it."""
    plain = ""
    for words, role in _parties(parts, text):
        plain = f"{plain}, {words}" if plain and words else plain + words
        if role:
            *others, named = split_names(plain) or ("",)
            yield from (Sponsor(name) for name in others)
            yield Sponsor(named, role)
            plain = ""
    yield from (Sponsor(name) for name in split_names(plain))


def _submitted(parts: SponsorParts, text: str) -> Iterator[Sponsor]:
    """An officer or a body; or delegations, when every name in the list is one."""
    parties = list(_parties(parts, text))
    name = _ARTICLE.sub("", ", ".join(words for words, _ in parties if words))
    role = next((role for _, role in parties if role), SUBMITTER)
    names = split_names(name)
    if not all(is_delegation(one) for one in names):
        names = (name,)
    yield from (Sponsor(one, role) for one in names)


def _submitted_before(parts: SponsorParts, text: str) -> Iterator[Sponsor]:
    """The Chinese order: submitter, the occasion, "submitted", type."""
    name = re.sub(r"(?:在.*基础上)?(?:提出|提交|介绍)的$", "", parts.before)
    yield Sponsor(name.strip(), SUBMITTER)


def _unsigned(parts: SponsorParts, text: str) -> Iterator[Sponsor]:
    yield from ()


_SPONSORS = {
    "joint": _joint,
    "submitted": _submitted,
    "submitted_before": _submitted_before,
    "unsigned": _unsigned,
}


def _parties(parts: SponsorParts, text: str) -> Iterator[tuple[str, str]]:
    """Each party's words, with the words "on behalf of ..." that follow them."""
    for party in parts.parties:
        start = party.start
        for begin, end in party.behalf:
            words = text[start:begin].rstrip(" ([")
            yield _joined(words), _joined(text[begin:end])
            start = end
        yield _joined(text[start : party.end].lstrip(" )]")), ""


def _joined(text: str) -> str:
    return " ".join(text.split())


def _document_type(written: str) -> str:
    words = re.sub(r"\s+contained in(?: document)?$", "", _joined(written))
    return words[:1].lower() + words[1:]
