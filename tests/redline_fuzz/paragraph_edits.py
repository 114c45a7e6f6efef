"""Edits of whole paragraphs and of tables."""

from __future__ import annotations

import random
from dataclasses import replace

from redline_fuzz.drafts import FRONT, PROSE, Author, Block, Para, Table, words
from redline_fuzz.picking import is_edit, pick, put
from redline_fuzz.word_edits import substitute

BELOW = {"op": "sub", "sub": "item", "item": "item", "pp": "sub", "text": "text"}
ABOVE = {"item": "sub", "sub": "op", "op": "op"}


def paragraph_at(blocks: list[Block], place: int) -> Para:
    """The paragraph at a place that has one."""
    block = blocks[place]
    assert isinstance(block, Para)
    return block


def body_start(blocks: list[Block]) -> int:
    """The first place behind the front and the enacting clause."""
    fronts = [i for i, b in enumerate(blocks) if isinstance(b, Para) and b.kind in (*FRONT, "clause")]
    return max(fronts) + 1 if fronts else 0


@is_edit
def insert(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    place = chance.randint(body_start(blocks), len(blocks))
    near = [b.kind for b in blocks[max(place - 1, 0) : place + 1] if isinstance(b, Para) and b.kind in PROSE]
    kind = chance.choice(near) if near and chance.random() < 0.8 else chance.choice(PROSE)
    blocks[place:place] = [author.paragraph(kind) for _ in range(chance.choice((1, 1, 1, 2, 3)))]


@is_edit
def delete(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    place = pick(chance, blocks)
    if place >= 0 and len(blocks) > 1:
        del blocks[place : place + chance.choice((1, 1, 1, 2, 3))]


@is_edit
def replace_paragraph(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    place = pick(chance, blocks)
    if place >= 0:
        blocks[place] = author.paragraph(paragraph_at(blocks, place).kind)


@is_edit
def delete_last(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    if len(blocks) > 2:
        del blocks[-1]


@is_edit
def insert_last(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    kind = blocks[-1].kind if isinstance(blocks[-1], Para) and blocks[-1].kind in PROSE else "op"
    blocks.append(author.paragraph(kind))


@is_edit
def bis(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    place = pick(chance, blocks, ("op",))
    if place >= 0:
        blocks.insert(place + 1, replace(author.paragraph("op"), suffix=chance.choice(("bis", "ter", "alt"))))


@is_edit
def number_bis(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    """``5 bis.`` becomes 6."""
    found = [i for i, b in enumerate(blocks) if isinstance(b, Para) and b.suffix]
    if found:
        place = chance.choice(found)
        blocks[place] = replace(paragraph_at(blocks, place), suffix="")


@is_edit
def move(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    place = pick(chance, blocks)
    if place >= 0:
        block = blocks.pop(place)
        blocks.insert(chance.randint(min(body_start(blocks), len(blocks)), len(blocks)), block)


@is_edit
def move_several(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    place = pick(chance, blocks)
    if place >= 0:
        cut = blocks[place : place + 3]
        del blocks[place : place + 3]
        to = chance.randint(min(body_start(blocks), len(blocks)), len(blocks))
        blocks[to:to] = cut


@is_edit
def move_and_edit(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    place = pick(chance, blocks, least=6)
    if place >= 0:
        moved = [blocks.pop(place)]
        substitute(chance, author, moved)
        blocks.insert(chance.randint(min(body_start(blocks), len(blocks)), len(blocks)), moved[0])


@is_edit
def swap(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    place = pick(chance, blocks)
    if body_start(blocks) <= place < len(blocks) - 1:
        blocks[place : place + 2] = reversed(blocks[place : place + 2])


@is_edit
def to_another_part(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    """From the preamble to the operative part, to an annex, and back."""
    place = pick(chance, blocks)
    if place >= 0:
        paragraph = paragraph_at(blocks, place)
        kind = chance.choice([kind for kind in ("pp", "op", "text") if kind != paragraph.kind])
        del blocks[place]
        found = [i for i, b in enumerate(blocks) if isinstance(b, Para) and b.kind == kind]
        at = chance.choice(found) + 1 if found else len(blocks)
        blocks.insert(at, replace(paragraph, kind=kind, suffix="", before=""))


@is_edit
def again(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    """The same paragraph a second time."""
    place = pick(chance, blocks)
    if place >= 0:
        blocks.insert(chance.randint(min(body_start(blocks), len(blocks)), len(blocks)), blocks[place])


# --- splits and joins ---


def split_at(chance: random.Random, blocks: list[Block], parts: int, below: bool = False) -> None:
    """Split a paragraph in so many, at times with other signs at the ends."""
    place = pick(chance, blocks, least=2 * parts)
    if place < 0:
        return
    paragraph = paragraph_at(blocks, place)
    cuts = sorted(chance.sample(range(1, len(paragraph.words)), parts - 1))
    pieces = [paragraph.words[a:b] for a, b in zip((0, *cuts), (*cuts, None), strict=True)]
    kind = BELOW[paragraph.kind] if below else paragraph.kind
    found = [replace(paragraph, words=pieces[0])]
    found += [Para(kind, piece) for piece in pieces[1:]]
    if chance.random() < 0.5:
        for i, part in enumerate(found[:-1]):
            last = part.words[-1]
            ended = replace(last, text=last.text.rstrip(",;.:") + (":" if below else ";"))
            found[i] = replace(part, words=(*part.words[:-1], ended))
    blocks[place : place + 1] = found


@is_edit
def split(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    split_at(chance, blocks, 2)


@is_edit
def split_in_three(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    split_at(chance, blocks, 3)


@is_edit
def chapeau(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    """A paragraph becomes a chapeau and subparagraphs."""
    split_at(chance, blocks, chance.choice((2, 3)), below=True)


@is_edit
def split_and_edit(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    place = pick(chance, blocks, least=6)
    if place >= 0:
        one = [blocks[place]]
        split_at(chance, one, 2)
        substitute(chance, author, one)
        blocks[place : place + 1] = one


def _join(chance: random.Random, author: Author, blocks: list[Block], parts: int) -> None:
    starts = [
        i
        for i in range(len(blocks) - parts + 1)
        if all(isinstance(b, Para) and b.kind in PROSE for b in blocks[i : i + parts])
    ]
    if starts:
        place = chance.choice(starts)
        joined = paragraph_at(blocks, place)
        for other in range(place + 1, place + parts):
            found = paragraph_at(blocks, other).words
            joined = replace(
                joined, words=(*joined.words, replace(found[0], gap=author.language.gap), *found[1:])
            )
        blocks[place : place + parts] = [joined]


@is_edit
def join(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    _join(chance, author, blocks, 2)


@is_edit
def join_three(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    _join(chance, author, blocks, 3)


@is_edit
def lower(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    place = pick(chance, blocks)
    if place >= 0:
        paragraph = paragraph_at(blocks, place)
        blocks[place] = replace(paragraph, kind=BELOW[paragraph.kind], suffix="")


@is_edit
def lift(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    """A subparagraph goes up one level."""
    place = pick(chance, blocks, ("sub", "item"))
    if place >= 0:
        paragraph = paragraph_at(blocks, place)
        blocks[place] = replace(paragraph, kind=ABOVE[paragraph.kind])


# --- empty paragraphs, headings, sponsors, tables ---


@is_edit
def blank(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    found = [i for i, b in enumerate(blocks) if isinstance(b, Para) and b.kind == "blank"]
    if found and chance.random() < 0.5:
        del blocks[chance.choice(found)]
    else:
        blocks.insert(chance.randint(body_start(blocks), len(blocks)), Para("blank"))


@is_edit
def heading(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    found = [i for i, b in enumerate(blocks) if isinstance(b, Para) and b.kind in ("heading", "annex")]
    if found and chance.random() < 0.5:
        del blocks[chance.choice(found)]
    else:
        titles = (Para("heading", words("II. Fog signals")), Para("annex", words("Annex II")))
        blocks.insert(chance.randint(body_start(blocks), len(blocks)), chance.choice(titles))


@is_edit
def front_line(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    """A line of the masthead goes, or the sponsors come."""
    place = pick(chance, blocks, FRONT)
    if place >= 0 and chance.random() < 0.5:
        del blocks[place]
    elif place >= 0:
        line = Para("sponsors", words("Calder: amendment to draft decision"))
        blocks.insert(chance.randint(0, body_start(blocks)), line)


@is_edit
def table(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    """A table comes, goes or moves."""
    found = [i for i, b in enumerate(blocks) if isinstance(b, Table)]
    kept = [blocks.pop(chance.choice(found))] if found else [author.table()]
    if not found or chance.random() < 0.5:
        at = chance.randint(min(body_start(blocks), len(blocks)), len(blocks))
        blocks[at:at] = kept


@is_edit
def cells(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    """The words of a cell, a row, or a column."""
    found = [i for i, b in enumerate(blocks) if isinstance(b, Table)]
    if not found:
        return
    place = chance.choice(found)
    block = blocks[place]
    assert isinstance(block, Table)
    rows = [list(row) for row in block.rows]
    row = chance.randrange(len(rows))
    match chance.choice(("words", "words", "row comes", "row goes", "row moves", "column")):
        case "words":
            column = chance.randrange(len(rows[row]))
            cell: list[Block] = [Para("text", rows[row][column])]
            put(cell, 0, 0, chance.randint(0, 1), author.phrase())
            rows[row][column] = cell[0].words  # type: ignore[union-attr]
        case "row comes":
            rows.insert(row, [author.some(1, 2) for _ in rows[0]])
        case "row goes" if len(rows) > 1:
            del rows[row]
        case "row moves":
            rows.insert(chance.randrange(len(rows)), rows.pop(row))
        case "column":
            rows = [[*cells, author.phrase()] for cells in rows]
    blocks[place] = Table(tuple(tuple(row) for row in rows))
