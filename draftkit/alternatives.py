"""What one pair of brackets holds: who wants it, what it offers, what it is for.

The rules are those of :mod:`draftkit.brackets`, numbers 3, 5 and 6.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from draftkit.content import MARK, SHAPES, WIDE_COLON, add, piece, plain_text
from draftkit.editorial.names import attribution
from draftkit.model import Alternative, BracketKind, Inline, Text
from draftkit.patterns import lazy_pattern, worded_pattern


def read_attribution(text: str, known: Collection[str]) -> tuple[tuple[str, ...], str, int]:
    """Proponents, the attribution as issued where it needs keeping, and where the words begin."""
    found = attribution(text, known)
    if not found:
        return (), "", 0
    names, cut = found
    issued = text[:cut].rstrip()
    issued = issued if issued.endswith(WIDE_COLON) else issued.rstrip(":")
    return names, "" if issued == ", ".join(names) else issued, cut


_NOTHING = worded_pattern(
    r"\s*(delete|no text|(?:à )?supprimer|suprimir|eliminar|исключить|снять|删除|يحذف)[.;]?\s*",
    *("delete", "no text", "supprimer", "suprimir", "eliminar", "исключить", "снять", "删除", "يحذف"),
    flags=re.IGNORECASE,
)
_OPTION = worded_pattern(
    r"\s*((?:Option|Alternative|Alt\.?|Variante?|Version|Opción|Alternativa|Вариант)"
    r"\s+(?:\d+|[IVX]+|[A-Z]|\([a-z\d]+\)))\s*:\s*",
    "Option",
    "Opción",
    "Вариант",
    "Alt",
    "Variant",
    "Version",
)


def alternative(content: tuple[Inline, ...], kind: BracketKind, known: Collection[str]) -> Alternative:
    """What one pair of brackets holds: proponents, label, words."""
    if kind is not BracketKind.CONTESTED:
        return Alternative(content)
    text = plain_text(content)
    proponents, issued, cut = read_attribution(_leading_text(content), known)
    if cut and names_others(own_text(text[cut:]), known):
        return Alternative(content)  # several delegations in one bracket: nobody's words are given to another
    if cut:
        content, text = _without_start(content, cut), text[cut:]
    if _NOTHING.fullmatch(text) and (cut or "text" in text.lower()):
        return Alternative((), proponents, issued, text.strip())
    option = _OPTION.match(_leading_text(content))
    if option and option.end() < len(text):
        return Alternative(_without_start(content, option.end()), proponents, issued, option.group(1))
    return Alternative(content, proponents, issued)


def read_far_attribution(text: str, known: Collection[str]) -> tuple[tuple[str, ...], str, int]:
    """The same of a bracket that is no node of the tree, by all its text."""
    found = read_attribution(MARK.split(text, maxsplit=1)[0], known)
    return ((), "", 0) if found[2] and names_others(own_text(text[found[2] :]), known) else found


def names_others(text: str, known: Collection[str]) -> bool:
    """Whether a further attribution stands in this text: "shall; Tessaly: should"."""
    return any(attribution(part.lstrip(), known) for part in re.split(r"[;,/]", text)[1:])


def own_text(text: str) -> str:
    """The text without what brackets in it hold: names there are of those who want that."""
    out: list[str] = []
    depth = at = 0
    for found in MARK.finditer(text):
        if not depth:
            out.append(text[at : found.start()])
        depth = depth + 1 if found.group() in SHAPES else max(depth - 1, 0)
        at = found.start() if not depth else at
    return "".join((*out, text[at:] if not depth else ""))


def _leading_text(content: tuple[Inline, ...]) -> str:
    """The text up to the first note call or bracket."""
    out = []
    for node in content:
        if not isinstance(node, Text):
            break
        out.append(node.text)
    return "".join(out)


def _without_start(content: tuple[Inline, ...], characters: int) -> tuple[Inline, ...]:
    """The content less its first characters, which are all text."""
    out: list[Inline] = []
    for node in content:
        if characters and isinstance(node, Text):
            cut = min(characters, len(node.text))
            characters -= cut
            node = piece(node, cut, len(node.text))
            if not node.text:
                continue
        out.append(node)
    return tuple(out)


# --- strokes ---------------------------------------------------------------------------------

_WORDS_AND_STROKES = lazy_pattern(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*(?:/[^\W\d_]+(?:[-’'][^\W\d_]+)*)+")
_WHOLE = frozenset(
    {"and/or", "he/she", "his/her", "him/her", "she/he", "her/his", "km/h", "et/ou", "y/o", "и/или"}
)


def strokes(content: tuple[Inline, ...]) -> list[tuple[Inline, ...]] | None:
    """The alternatives that strokes divide (rule 5), or None where they divide nothing."""
    text = plain_text(content)
    if "/" not in text or attribution(text) or names_others(text, ()):
        return None
    if _WORDS_AND_STROKES.fullmatch(text) and text.lower() not in _WHOLE and not text.isupper():
        return _split(content, re.compile("/"))
    wide = re.compile(r"\s+/\s+")
    strokes = text.count("/")
    if strokes == sum(piece.count("/") for piece in wide.findall(text)) and not text.startswith((" /", "/")):
        parts = _split(content, wide)
        return parts if len(parts) > 1 and all(plain_text(part).strip() for part in parts) else None
    return None


def _split(content: tuple[Inline, ...], stroke: re.Pattern[str]) -> list[tuple[Inline, ...]]:
    parts: list[list[Inline]] = [[]]
    for node in content:
        if not isinstance(node, Text):
            parts[-1].append(node)
            continue
        start = 0
        for found in stroke.finditer(node.text):
            add(parts[-1], piece(node, start, found.start()))
            parts.append([])
            start = found.end()
        add(parts[-1], piece(node, start, len(node.text)))
    return [tuple(part) for part in parts]


# --- what brackets are for -------------------------------------------------------------------

_FILLED_IN = (
    "added|advised|agreed|announced|assigned|completed|confirmed|decided|defined|determined|finali[sz]ed"
    "|identified|inserted|issued|provided|specified|supplied|translated|updated"
)
_BLANKS = "xX.…_?-–"
_BLANK = lazy_pattern(r"\s*(?:[xX]{1,4}(?:[/.,\s]+[xX]{1,4})*|\.{2,}|…|_+|\?+|[-–]+)?\s*")
_TO_COME = worded_pattern(
    rf"""\s*(?: (?:place\ ?holder|insert|tb[acd])\b .* | (?:text\ |title\ )?to\ (?:come|follow)
          | (?:[^;:,]{{1,80}}?\ )?(?:to|will|yet\ to)\ be\ (?:filled\ in|{_FILLED_IN})\b [^;:,]{{0,60}}
          | [^;:,]{{0,40}}\ tb[acd] )\s*""",
    "holder", "insert", "tba", "tbc", "tbd", "to come", "to follow", " be ",
    flags=re.VERBOSE | re.IGNORECASE | re.DOTALL,
)  # fmt: skip
_EDITORIAL = worded_pattern(
    r"""\s*(?: on\ the\ reports?\ of\ .* | without\ reference\ to\ .*
          | on\ (?:the\ )?(?:recommendation|proposal)\ of\ .* | sans\ renvoi\ .*
          | sur\ l[ae]s?\ rapports?\ .* | sin\ remisi[oó]n\ .* | sobre\ la\ base\ del\ .*
          | on\ behalf\ of\ .* | sic!? | (?:original:?\ )?\w+(?:\ and\ \w+)?\ only | original:?\ \w+
          | (?:emphasis|italics|underlining|translation|note)\ (?:added|by|of)\ .*
          | agenda\ items?\ .* | item\ \d+.* | \^\S+ )\s*""",
    "report", "reference", "recommendation", "proposal", "renvoi", "rapport", "remisi", "sobre", "behalf",
    "sic", "only", "original", "emphasis", "italics", "underlining", "translation", "note", "item", "^",
    flags=re.VERBOSE | re.IGNORECASE | re.DOTALL,
)  # fmt: skip


def _is_blank(text: str) -> bool:
    """Whether a bracket has nothing in it but what stands for words to come."""
    return text.lstrip()[:1] in _BLANKS and bool(_BLANK.fullmatch(text))


def bracket_kind(text: str) -> BracketKind:
    """What a bracket with this text is for.

    PLACEHOLDER: ``x``, dots, a blank; "... to be added / confirmed / issued"; "placeholder ...",
    "insert ...", "TBD". EDITORIAL: the report an adopted text rests on, "without reference to a
    Main Committee", "on behalf of ..." after a sponsor, "sic", "English only", an agenda item, a
    note call without note (``[^7]``); and, by what follows it, the year of a law report:
    ``[2020] ECR``. Everything else is CONTESTED: a draft is never read as more agreed than it is.
    """
    if _is_blank(text) or _TO_COME.fullmatch(text):
        return BracketKind.PLACEHOLDER
    if _EDITORIAL.fullmatch(text):
        return BracketKind.EDITORIAL
    return BracketKind.CONTESTED
