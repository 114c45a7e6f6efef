"""Edits of words, brackets, notes, looks and white space."""

from __future__ import annotations

import random
from dataclasses import replace

from redline_fuzz.drafts import FRONT, Author, Block, Para
from redline_fuzz.drafts import words as make_words
from redline_fuzz.picking import change, is_edit, pick, pick_words, put, words_of

DELEGATIONS = ("Estmark", "Norvania", "EU", "Varrow and Calder", "G77")


@is_edit
def substitute(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    place, start, end = pick_words(chance, blocks, 2)
    if place >= 0:
        new = list(author.phrase())
        new[0] = replace(new[0], gap=words_of(blocks, place)[start].gap)
        put(blocks, place, start, end, new)


@is_edit
def add_phrase(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    place, start, _ = pick_words(chance, blocks)
    if place >= 0:
        put(blocks, place, start, start, author.some(1, 2))


@is_edit
def remove_words(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    place, start, end = pick_words(chance, blocks, 8)
    if place >= 0:
        put(blocks, place, start, end, ())


@is_edit
def first_words(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    """Another opening."""
    place = pick(chance, blocks, ("pp", "op"), 3)
    if place >= 0:
        opening = make_words(chance.choice(author.language.openings), "i", author.language.gap)
        old = [word for word in words_of(blocks, place) if word.look == "i"]
        put(blocks, place, 0, max(len(old), 1), opening)


@is_edit
def last_words(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    """Words after the end, or another sign at the end."""
    place = pick(chance, blocks)
    if place >= 0:
        last = words_of(blocks, place)[-1]
        text = last.text.rstrip(",;.:") + chance.choice((",", ";", ".", ":", ""))
        if text:
            change(blocks, place, len(words_of(blocks, place)) - 1, text=text)
        if chance.random() < 0.4:
            at = len(words_of(blocks, place))
            put(blocks, place, at, at, author.phrase())


@is_edit
def number(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    """Another year or figure."""
    place = pick(chance, blocks)
    if place >= 0:
        for at, word in enumerate(words_of(blocks, place)):
            if any(c.isdigit() for c in word.text):
                figure = chance.choice("123456789")
                text = "".join(figure if c.isdigit() and chance.random() < 0.5 else c for c in word.text)
                change(blocks, place, at, text=text)
                return


@is_edit
def put_brackets(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    place, start, end = pick_words(chance, blocks, 6)
    if place >= 0:
        change(blocks, place, start, text="[" + words_of(blocks, place)[start].text)
        change(blocks, place, end - 1, text=words_of(blocks, place)[end - 1].text + "]")


@is_edit
def lift_brackets(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    bracketed = [
        (place, at)
        for place, block in enumerate(blocks)
        if isinstance(block, Para)
        for at, word in enumerate(block.words)
        if "[" in word.text or "]" in word.text
    ]
    for place, at in bracketed if chance.random() < 0.2 else bracketed[:2]:
        text = words_of(blocks, place)[at].text.replace("[", "").replace("]", "")
        if text:
            change(blocks, place, at, text=text)


@is_edit
def whole_paragraph_in_brackets(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    place = pick(chance, blocks, ("op", "pp", "sub"))
    if place >= 0:
        block = blocks[place]
        assert isinstance(block, Para)
        on = block.before or block.words[0].text.startswith("[")
        if not on and block.kind == "pp":
            change(blocks, place, 0, text="[" + block.words[0].text)
        elif not on:
            blocks[place] = replace(block, before="[")
        else:
            blocks[place] = replace(block, before="")
            change(blocks, place, 0, text=block.words[0].text.lstrip("[") or "Further")
        last = words_of(blocks, place)[-1].text
        text = last.rstrip("]") if on else last + "]"
        change(blocks, place, len(block.words) - 1, text=text or "lamps")


@is_edit
def alternatives(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    place, start, end = pick_words(chance, blocks, 2)
    if place >= 0:
        change(blocks, place, start, text="[" + words_of(blocks, place)[start].text)
        change(blocks, place, end - 1, text=words_of(blocks, place)[end - 1].text + "]")
        gap = author.language.gap
        form = chance.choice(
            ("[should]", "[shall/should]", f"[{chance.choice(DELEGATIONS)}: should]", "[no text]")
        )
        put(blocks, place, end, end, make_words(form, gap=gap or " "))


@is_edit
def proponents(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    place, start, end = pick_words(chance, blocks, 3)
    if place >= 0:
        who = chance.choice(DELEGATIONS)
        change(blocks, place, start, text=f"[{who}: {words_of(blocks, place)[start].text}")
        change(blocks, place, end - 1, text=words_of(blocks, place)[end - 1].text + "]")


# --- notes ---


def _called(blocks: list[Block]) -> list[tuple[int, int]]:
    return [
        (place, at)
        for place, block in enumerate(blocks)
        if isinstance(block, Para)
        for at, word in enumerate(block.words)
        if word.note
    ]


@is_edit
def add_note(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    place, start, _ = pick_words(chance, blocks)
    if place >= 0:
        change(blocks, place, start, note=author.note())


@is_edit
def remove_note(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    if found := _called(blocks):
        place, at = chance.choice(found)
        change(blocks, place, at, note="")


@is_edit
def edit_note(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    if found := _called(blocks):
        place, at = chance.choice(found)
        text = words_of(blocks, place)[at].note
        text = chance.choice((text[:-1] + " and Corr.1.", "See also " + text, author.note()))
        change(blocks, place, at, note=text)


@is_edit
def move_note(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    """A call to another word, of its paragraph or of another one."""
    if found := _called(blocks):
        place, at = chance.choice(found)
        note = words_of(blocks, place)[at].note
        there = place if chance.random() < 0.5 else pick(chance, blocks)
        to = chance.randrange(len(words_of(blocks, there)))
        change(blocks, place, at, note="")
        change(blocks, there, to, note=note)


@is_edit
def swap_notes(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    found = _called(blocks)
    if len(found) > 1:
        (place, at), (there, to) = chance.sample(found, 2)
        one, other = words_of(blocks, place)[at].note, words_of(blocks, there)[to].note
        change(blocks, place, at, note=other)
        change(blocks, there, to, note=one)


@is_edit
def call_again(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    """A further call to a note."""
    if found := _called(blocks):
        place, at = chance.choice(found)
        note = words_of(blocks, place)[at].note
        there, start, _ = pick_words(chance, blocks)
        if there >= 0:
            change(blocks, there, start, note=note)


# --- looks and white space ---


@is_edit
def format_words(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    place, start, end = pick_words(chance, blocks)
    look = chance.choice(("b", "i", "u", "z", "bi", "x"))
    for at in range(start, end if place >= 0 else 0):
        change(blocks, place, at, look=look)


@is_edit
def unformat_words(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    looks = [
        (place, at)
        for place, block in enumerate(blocks)
        if isinstance(block, Para) and block.kind not in FRONT
        for at, word in enumerate(block.words)
        if word.look
    ]
    if looks:
        place, at = chance.choice(looks)
        change(blocks, place, at, look="")


@is_edit
def format_paragraph(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    place = pick(chance, blocks)
    look = chance.choice(("", "b", "i"))
    for at in range(len(words_of(blocks, place)) if place >= 0 else 0):
        change(blocks, place, at, look=look)


@is_edit
def white_space(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    place, start, _ = pick_words(chance, blocks)
    if place >= 0:
        change(blocks, place, start, gap=chance.choice((" ", "  ", "\t", "\u00a0", "")))


@is_edit
def hyphen(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    """A soft hyphen comes or goes, or a hyphen becomes one that does not break."""
    place, start, _ = pick_words(chance, blocks)
    if place >= 0:
        text = words_of(blocks, place)[start].text
        if "\u00ad" in text:
            text = text.replace("\u00ad", "")
        elif "-" in text:
            text = text.replace("-", "\u2011")
        else:
            text = text[:1] + "\u00ad" + text[1:]
        change(blocks, place, start, text=text)


@is_edit
def masthead(chance: random.Random, author: Author, blocks: list[Block]) -> None:
    place = pick(chance, blocks, FRONT)
    if place < 0:
        return
    block = blocks[place]
    assert isinstance(block, Para)
    match block.kind:
        case "symbol":
            text = block.text.partition("/Rev.")[0] + f"/Rev.{chance.randint(1, 3)}"
        case "date":
            text = f"{chance.randint(1, 30)} June 2031"
        case "distribution":
            text = chance.choice(("Distr.: General", "Distr.: Limited"))
        case "sponsors":
            names = sorted(
                chance.sample(("Aldovia", "Calder", "Estmark", "Norvania", "Varrow"), chance.randint(1, 4))
            )
            joined = " and ".join(names) if len(names) < 3 else ", ".join(names[:-1]) + " and " + names[-1]
            text = joined + chance.choice((": draft decision", ": revised draft decision"))
        case _:
            text = block.text + " and rivers"
    blocks[place] = replace(block, words=make_words(text))
