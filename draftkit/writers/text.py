"""Drafts as canonical draft text, the Markdown-like form that readers/text.py reads.

One line a paragraph, a blank line between paragraphs, notes at the end, four spaces
for each level of subparagraph. ``read(write(draft)) == draft``, and
writing what was read changes nothing the second time.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from draftkit.model import Draft, Field, Format, NoteCall, Span, Text
from draftkit.patterns import lazy_pattern
from draftkit.raised import RAISED_DIGITS, is_power, marks_in
from draftkit.readers.lines import read_lines
from draftkit.rows import Row, RowKind, rows

_HASHES = {
    Field.ORGAN.value: "# ",
    Field.SESSION.value: "## ",
    Field.SPONSORS.value: "### ",
    Field.TITLE.value: "## ",
}
_TAGS = (
    (Format.UNDERLINE, "u"),
    (Format.STRIKE, "s"),
    (Format.SUBSCRIPT, "sub"),
    (Format.SUPERSCRIPT, "sup"),
)
_HEAD = lazy_pattern(r"[\d⁰¹²³⁴-⁹(\[［〔【#|*]|[A-Za-z]{1,6}[.)]|OP|PP|Op|Pp|Opt|Alt|Var|-|<|\\<")

_OPENING = lazy_pattern(r"\*{1,2}[A-Z]")
"""Before an opening, digits are a number by themselves; before anything else a tab shows it."""


def write_text(drafts: Iterable[Draft]) -> str:
    """The drafts as draft text, in order."""
    found = [rows(draft) for draft in drafts]
    notes = _notes(row for each in found for row in each)
    return "\n".join("\n\n".join(_paragraphs(each, notes)) + "\n" for each in found)


def paragraphs(all_rows: Sequence[Row]) -> Iterable[str]:
    """Each row as draft text; between two of them stands an empty line."""
    return _paragraphs(all_rows, _notes(all_rows))


def _notes(all_rows: Iterable[Row]) -> frozenset[str]:
    """The notes of a file: whatever looks like a call of one of them would be read as that."""
    return frozenset(row.marker for row in all_rows if row.kind is RowKind.NOTE)


def _paragraphs(all_rows: Sequence[Row], notes: frozenset[str]) -> Iterable[str]:
    for row in all_rows:
        match row.kind:
            case RowKind.VERBATIM:
                yield row.text
            case RowKind.NOTE:
                yield f"[^{row.marker}]: {_inline(row.content, notes)}".rstrip()
            case RowKind.FRONT if row.field in _HASHES:
                yield _HASHES[row.field] + _inline(row.content, notes)
            case RowKind.ANNEX:
                yield "# " + _inline(row.content, notes)
            case RowKind.HEADING:
                yield "#" * (row.level + 1) + " " + _inline(row.content, notes)
            case _:
                yield _paragraph(row, notes)


def _paragraph(row: Row, notes: frozenset[str]) -> str:
    indent = "    " * row.level if row.kind is RowKind.SUBPARAGRAPH else ""
    head = f"{row.before}{row.marker} {row.option}".strip() if row.marker else row.before + row.option
    words = _inline(row.content, notes)
    if not row.option and _HEAD.match(words):
        words = _without_option(words) if head else _without_head(words)
    if head.isdecimal() and not _OPENING.match(words):
        return f"{indent}{head}\t{words}".strip()
    return indent + f"{head} {words}".strip()


def _without_head(words: str) -> str:
    """The words so written that nothing at their head is taken for a number or a mark."""
    (line,) = read_lines(words + "\n")
    if line.kind == "paragraph" and not line.head:
        return words
    if line.kind == "paragraph" and (line.marker or line.before):
        return _NOTHING + words
    if digits := _RAISED.match(words):
        return _escaped_digits(digits.group()) + words[digits.end() :]
    if line.kind == "note" and not words.startswith("[^"):
        end = words.index("</sup>")
        return f"<sup>{words[:end]}</sup>{words[end:]}"
    if line.kind in ("paragraph", "note"):
        return words.replace(":", "\\:", 1) if ":" in words else _NOTHING + words
    return "\\" + words


def _without_option(words: str) -> str:
    """The words, after a number, so written that they are not taken for an option's label."""
    (line,) = read_lines(words + "\n")
    return _NOTHING + words if line.option and not (line.marker or line.before) else words


_NOTHING = "<i></i>"
"""Shows nothing, and keeps what follows it from being read as the head of a line."""
_NO_CALL = "<u></u>"
"""Shows nothing either, and keeps raised words behind it from calling notes; <i></i> would end italics."""
_RAISED = lazy_pattern(r"[⁰¹²³⁴-⁹]+")


def _inline(content: Sequence[Span], notes: frozenset[str]) -> str:
    out = ""
    for index, span in enumerate(content):
        if isinstance(span, NoteCall):
            out += f"[^{span.note}]"
            continue
        following = _first_character(content[index + 1 :])
        out += _span(span, out, following, notes)
    return out


def _first_character(content: Sequence[Span]) -> str:
    """What the next span begins with, or a space at the end; emphasis begins with a star."""
    if not content:
        return " "
    first = content[0]
    if isinstance(first, NoteCall):
        return "["
    return "*" if first.format & (Format.ITALIC | Format.BOLD) else first.text[0]


def _span(span: Text, before: str, following: str, notes: frozenset[str]) -> str:
    if not span.format & (Format.ITALIC | Format.BOLD):
        return _tagged(span.text, span.format, before, notes)
    body = span.text.strip()
    start = span.text.index(body)
    lead, trail = span.text[:start], span.text[start + len(body) :]
    text = _tagged(body, span.format, before + lead + "*", notes)
    bold, italic = Format.BOLD in span.format, Format.ITALIC in span.format
    if bold or italic:
        left = (before + lead)[-1:] or " "
        right = (trail + following)[:1] or " "
        if _flanks(left, text[0], text[-1], right):
            stars = "*" * (2 * bold + italic)
            text = stars + text + stars
        else:
            text = f"<i>{text}</i>" if italic else text
            text = f"<b>{text}</b>" if bold else text
    return lead + text + trail


def _tagged(words: str, format: Format, before: str, notes: frozenset[str]) -> str:
    tags = [tag for flag, tag in _TAGS if flag in format]
    text = _without_raised(_escaped(words), before + ">" * bool(tags), notes)
    if tags == ["sup"] and not is_power(before) and not notes.isdisjoint(marks_in(text)):
        text = _NO_CALL + text
    for tag in tags:
        text = f"<{tag}>{text}</{tag}>"
    return text


def _without_raised(text: str, before: str, notes: frozenset[str]) -> str:
    """The text, raised digits in it so written that they call none of the notes."""

    def escaped(found: re.Match[str]) -> str:
        calls = found.group().translate(RAISED_DIGITS) in notes and not is_power(
            before + text[: found.start()]
        )
        return _escaped_digits(found.group()) if calls else found.group()

    return _RAISED.sub(escaped, text)


def _escaped_digits(digits: str) -> str:
    return "".join(f"\\{digit}" for digit in digits)


def _flanks(left: str, first: str, last: str, right: str) -> bool:
    """Whether stars beside these characters open and close emphasis (readers/inline.py)."""
    opens = not _punctuation(first) or left.isspace() or _punctuation(left)
    closes = not _punctuation(last) or right.isspace() or _punctuation(right)
    return opens and closes and left != "*" and right != "*" and first != "*" and last != "*"


def _punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _escaped(text: str) -> str:
    text = re.sub(r"([\\*_<])", r"\\\1", text).replace("\n", "<br>")
    return re.sub(r"\[\^(?=[^\]\s]+\])", r"\\[^", text)
