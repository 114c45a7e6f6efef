"""Edits that do several things at once, and those of headings and annexes."""

from __future__ import annotations

import random
from dataclasses import replace

from redline_fuzz.drafts import PROSE, Author, Block, Para, Table, words
from redline_fuzz.paragraph_edits import body_start, cells, paragraph_at, split_at
from redline_fuzz.picking import change, is_edit, pick, words_of
from redline_fuzz.word_edits import edit_note, substitute


def _anywhere(chance: random.Random, blocks: list[Block]) -> int:
    return chance.randint(min(body_start(blocks), len(blocks)), len(blocks))


@is_edit
def move_with_notes(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    """A paragraph that calls notes moves; a word of it changes, and the text of its note."""
    place = pick(chance, blocks, least=4)
    if place < 0:
        return
    moved = [blocks.pop(place)]
    if not any(word.note for word in words_of(moved, 0)):
        change(moved, 0, chance.randrange(len(words_of(moved, 0))), note=author.note())
    for edit in chance.sample((substitute, edit_note), chance.randint(0, 2)):
        edit(chance, author, moved)
    at = _anywhere(chance, blocks)
    blocks[at:at] = moved


@is_edit
def split_and_move(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    """A part of a paragraph becomes one elsewhere."""
    place = pick(chance, blocks, least=4)
    if place >= 0:
        parts: list[Block] = [blocks[place]]
        split_at(chance, parts, 2)
        moved = parts.pop(chance.randrange(2))
        blocks[place : place + 1] = parts
        blocks.insert(_anywhere(chance, blocks), moved)


@is_edit
def move_and_join(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    """A paragraph goes on in another one elsewhere."""
    place = pick(chance, blocks)
    if place >= 0 and sum(isinstance(b, Para) and b.kind in PROSE for b in blocks) > 1:
        moved = words_of(blocks, place)
        del blocks[place]
        there = pick(chance, blocks)
        joined = paragraph_at(blocks, there)
        more = (replace(moved[0], gap=author.language.gap), *moved[1:])
        blocks[there] = replace(joined, words=(*joined.words, *more))


@is_edit
def heading_words(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    """Other words in a heading, or what was one of a section is that of an annex."""
    place = pick(chance, blocks, ("heading", "annex"))
    if place < 0:
        return
    heading = paragraph_at(blocks, place)
    if chance.random() < 0.7:
        more = chance.choice(("and bells", "of the strait", "[and whistles]"))
        blocks[place] = replace(heading, words=(*heading.words, *words(more, gap=" ")))
    else:
        blocks[place] = replace(heading, kind="annex" if heading.kind == "heading" else "heading")


@is_edit
def move_section(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    """A heading with all that stands under it."""
    place = pick(chance, blocks, ("heading", "annex"))
    if place >= 0:
        later = range(place + 1, len(blocks))
        ends = (i for i in later if isinstance(b := blocks[i], Para) and b.kind in ("heading", "annex"))
        end = next(ends, len(blocks))
        section = blocks[place:end]
        del blocks[place:end]
        at = _anywhere(chance, blocks)
        blocks[at:at] = section


@is_edit
def table_in_annex(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    """A table comes in an annex, at times with a note called in a cell; or one there changes."""
    annexes = [i for i, b in enumerate(blocks) if isinstance(b, Para) and b.kind == "annex"]
    if not annexes:
        annexes = [len(blocks)]
        blocks += [Para("annex", words("Annex")), author.paragraph("text")]
    at = chance.choice(annexes) + 1
    if any(isinstance(block, Table) for block in blocks[at:]):
        inside = blocks[at:]
        cells(chance, author, inside)
        blocks[at:] = inside
        return
    table = author.table()
    if chance.random() < 0.3:
        first, *rest = table.rows[-1][0]
        rows = (*table.rows[:-1], ((replace(first, note=author.note()), *rest), *table.rows[-1][1:]))
        table = Table(rows)
    blocks.insert(min(at + chance.randint(0, 1), len(blocks)), table)
