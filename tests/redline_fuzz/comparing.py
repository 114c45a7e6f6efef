"""What a redline says, accepted and rejected, held against the two clean files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from redline_fuzz.markup import faults
from redline_fuzz.pages import ACCEPT, NOTE, OWN, REJECT, WordFile
from redline_fuzz.said import Block, Page, Paragraph, Piece, Table, paragraphs

_CODES = re.compile("\ue003b\ue003[^\ue003]*\ue003s|\ue003e")
_TYPED = re.compile(r"\[*(\d+( [a-z]+)?\.|\([a-z]+\))\t")
_LANGUAGE = re.compile(r";?lang\[[^\]]*\]")
_OF_THE_PAGE = re.compile(r";?(keep(Next|Lines)\[\]|outlineLvl\[[^\]]*\])")


@dataclass(frozen=True, slots=True)
class Redlined:
    """A redline, the clean files it is held against, and what it tells the user it cannot show."""

    data: bytes
    old: bytes
    new: bytes
    on_issued: bool
    """The redline is made on the old file, which then has to come back with all that is in it."""
    reports: tuple[str, ...] = ()


def wrong(made: Redlined) -> Iterator[tuple[str, str]]:
    """What is wrong with a redline: the kind of fault, and where."""
    redline, old, new = WordFile(made.data), WordFile(made.old), WordFile(made.new)
    known = set(map(_without_names, faults(old)))
    for fault in faults(redline):
        if _without_names(fault) not in known:
            yield "markup", fault
    issued = made.data if made.old == made.data else b""
    if issued:
        return
    yield from _rejected(redline.page(REJECT), old.page(ACCEPT), made.on_issued)
    let_pass = _styles_let_pass(made, old, new)
    yield from _accepted(redline.page(ACCEPT), new.page(ACCEPT), old.page(ACCEPT), made, let_pass)


def _without_names(fault: str) -> str:
    """A fault of order without what stands in it: what is kept and copied has the order that it had."""
    return fault.partition(" in the wrong order")[0] if " in the wrong order" in fault else fault


def _rejected(found: Page, wanted: Page, on_issued: bool) -> Iterator[tuple[str, str]]:
    yield from _differences("reject", found.body, wanted.body)
    for name in wanted.headers:
        headers = [page.headers[name] for page in (found, wanted)]
        yield from _differences("reject, header", *(headers if on_issued else map(_without_codes, headers)))
    yield from _notes("reject", found, wanted)
    one, other = ([_exact(block, on_issued) for block in page.body] for page in (found, wanted))
    if one != other:
        yield "reject: properties", _first(one, other)


def _styles_let_pass(made: Redlined, old: WordFile, new: WordFile) -> set[str]:
    """The styles of the new file that its paragraphs need not have, by id.

    In a redline on the issued file those of which the user is told, in a new document those that the old one
    does not use.
    """
    styles = {style: new.name_of(style) for style in ("", *new.styles)}
    if made.on_issued:
        return {id for id, name in styles.items() if any(f"the style “{name}” of" in r for r in made.reports)}
    return set(styles) - {paragraph.style for paragraph in paragraphs(old.page(ACCEPT).body)}


def _accepted(
    found: Page, wanted: Page, old: Page, made: Redlined, let_pass: set[str]
) -> Iterator[tuple[str, str]]:
    one, other = found.body, wanted.body
    if made.on_issued:
        told = any("numbered" in report for report in made.reports)
        if _has_table(old.body) and len(one) > len(other) and _is_empty(one[-1]):
            one = one[:-1]
        one, other = (_as_printed(blocks, told) for blocks in (one, other))
        one = _looks_left_out(one, other, let_pass)
        other = _looks_left_out(other, other, let_pass)
    yield from _differences("accept", one, other)
    is_told = any(report.startswith("the running header") for report in made.reports)
    for name in wanted.headers:
        if name in found.headers and not is_told:
            yield from _differences(
                "accept, header", *(_without_codes(p.headers[name]) for p in (found, wanted))
            )
    yield from _notes("accept", found, wanted)
    wrong = [
        (mine, theirs)
        for mine, theirs in zip(paragraphs(one), paragraphs(other), strict=True)
        if theirs.text and theirs.style not in let_pass and mine.style != theirs.style
    ]
    for mine, theirs in wrong:
        yield "accept: style", f"{mine.style!r} for {theirs.style!r}: {mine.text[:60]!r}"


def _is_empty(block: Block) -> bool:
    return isinstance(block, Paragraph) and not block.text


def _has_table(blocks: Sequence[Block]) -> bool:
    """When a table goes with all that follows it, the mark of the last paragraph has nothing to join."""
    return any(isinstance(block, Table) for block in blocks)


def _as_printed(blocks: Sequence[Block], told: bool) -> tuple[Block, ...]:
    """Paragraphs with the numbers that Word counts as words of theirs, as if they were typed.

    A number that no list of the issued file counts is typed. Where the user is ``told`` that a number
    cannot be had, numbers are left out. A new line of a masthead that is set in a table may come into a
    cell of another: its lines are what counts.
    """
    if blocks and isinstance(blocks[0], Table):
        blocks = (*(p for p in paragraphs(blocks[:1]) if p.text), *blocks[1:])
    out: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            if block.number and not told:
                block = replace(block, pieces=(Piece(block.number + "\t", "", ""), *block.pieces))
            elif told and (typed := _TYPED.match(block.text)):
                block = replace(block, pieces=_without_start(block.pieces, typed.end()))
        out.append(block)
    return tuple(out)


def _without_start(pieces: Sequence[Piece], length: int) -> tuple[Piece, ...]:
    out = []
    for piece in pieces:
        out.append(replace(piece, text=piece.text[length:]))
        length = max(length - len(piece.text), 0)
    return tuple(out)


def _looks_left_out(blocks: Sequence[Block], like: Sequence[Block], let_pass: set[str]) -> tuple[Block, ...]:
    """Without the looks of paragraphs whose style is not given: what it gives is not had."""
    out = []
    for block, wanted in zip_longest(blocks, like):
        if isinstance(block, Paragraph) and isinstance(wanted, Paragraph) and wanted.style in let_pass:
            block = replace(block, pieces=tuple(replace(piece, look="") for piece in block.pieces))
        if block is not None:
            out.append(block)
    return tuple(out)


def _without_codes(blocks: Sequence[Block]) -> list[Paragraph]:
    """A header says the symbol, in a field or not."""
    return [replace(p, pieces=(Piece(_CODES.sub("", p.text), "", ""),)) for p in paragraphs(blocks)]


def _differences(view: str, found: Sequence[Block], wanted: Sequence[Block]) -> Iterator[tuple[str, str]]:
    for what, said in (("text", _text), ("formatting", _looks)):
        one, other = list(map(said, found)), list(map(said, wanted))
        if one != other:
            yield f"{view}: {what}", _first(one, other)


def _notes(view: str, found: Page, wanted: Page) -> Iterator[tuple[str, str]]:
    one, other = ([[_of_note(p) for p in note] for note in page.notes] for page in (found, wanted))
    if one != other:
        yield f"{view}: notes", _first(one, other)


def _of_note(paragraph: Paragraph) -> tuple[tuple[str, str], ...]:
    """The text of a note behind its mark and the white space after it."""
    looks = paragraph.looks
    head = looks[0][0].lstrip(OWN + " \t") if looks else ""
    if looks and not head:
        rest = looks[1:]
        return ((rest[0][0].lstrip(), rest[0][1]), *rest[1:]) if rest else ()
    return ((head, looks[0][1]), *looks[1:]) if looks else ()


def _first(found: Iterator[object] | Sequence[object], wanted: Iterator[object] | Sequence[object]) -> str:
    for place, (one, other) in enumerate(zip_longest(found, wanted), 1):
        if one != other:
            return f"{place}: {one!r:.400}\n   for {other!r:.400}"
    return ""


def _text(block: Block) -> object:
    if isinstance(block, Paragraph):
        return block.text
    return [[[_text(inside) for inside in cell] for cell in row] for row in block.rows]


def _looks(block: Block) -> object:
    if isinstance(block, Paragraph):
        return tuple(piece for piece in block.looks if piece[0] != NOTE)
    return [[[_looks(inside) for inside in cell] for cell in row] for row in block.rows]


def _exact(block: Block, on_issued: bool) -> object:
    """All that a block says of its look.

    In a new document what keeps a paragraph with the next is for the page, so is its level in the outline,
    white space has no look, and words of another language than that of the new version say which.
    """
    if isinstance(block, Table):
        return block.properties, [
            [[_exact(b, on_issued) for b in cell] for cell in row] for row in block.rows
        ]
    style, number, properties, pieces = block.exact
    if on_issued:
        return style, number, properties, pieces
    seen = [(c, _LANGUAGE.sub("", look)) for text, look in pieces for c in text if not c.isspace()]
    return style, number, _OF_THE_PAGE.sub("", properties), seen
