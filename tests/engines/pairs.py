"""Two versions of a long draft, which of the new paragraphs are which of the old ones, and their Word files.

The new version is the old one after a seeded edit script: in a third of the paragraphs words replaced,
phrases in and out, brackets on and off; of a hundred paragraphs two come and two go; two move, the second
with a word replaced; one is split, two are joined (in drafts of 60 paragraphs or more).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from redline_fuzz.drafts import Block, Draft, Para, Table, Word, numbers, words
from redline_fuzz.word import Layout, word_file

from engines.writing import Writer

VARIANTS = ("plain", "notes", "looks", "typed", "runs", "table", "same")
"""Plain; with footnotes; only italics and the like change; numbers typed; the runs of the new file cut up as
Word cuts them; with a table; the same draft with its runs cut up."""
SIZES = (20, 200, 2_000)
_PROSE = ("pp", "op", "sub")
_CAN_MOVE = ("pp", "op")
_HAS_JOIN = 60


@dataclass(frozen=True, slots=True)
class Written:
    """A block of the new version."""

    block: Block
    of: tuple[int, ...] = ()
    """The blocks of the old version that it is: none if it came, two if they were joined."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two versions of a draft."""

    variant: str
    old: Draft
    new: tuple[Written, ...]
    seed: int

    def files(self) -> tuple[bytes, bytes]:
        """Both as Word files."""
        layout = Layout(automatic=self.variant != "typed", settings=True)
        cut = self.seed + 1 if self.variant in ("runs", "same") else 0
        new = tuple(written.block for written in self.new)
        return word_file(self.old, layout), word_file(new, replace(layout, cut=cut))

    def texts(self) -> tuple[list[str], list[str]]:
        """What the blocks say, with their numbers if those are typed; of a table, nothing."""
        return tuple(  # type: ignore[return-value]
            [
                f"{number}\t{_text(block)}" if number and self.variant == "typed" else _text(block)
                for block, number in zip(draft, numbers(draft), strict=True)
            ]
            for draft in (self.old, tuple(written.block for written in self.new))
        )


def _kind(block: Block) -> str:
    return block.kind if isinstance(block, Para) else "table"


def _text(block: Block) -> str:
    return block.text if isinstance(block, Para) else ""


def pair(size: int, variant: str, seed: int) -> Pair:
    """The pair of a seed: a draft of this many paragraphs, the table and its title apart."""
    chance = random.Random(f"engines {size} {variant} {seed}")
    writer = Writer(chance)
    old = list(_first_version(writer, size))
    if variant == "notes":
        old = [_with_note(writer, block) if chance.random() < 0.15 else block for block in old]
    if variant == "table":
        old += [Para("annex", words("Annex")), writer.table(), Para("text", words("The annex ends here."))]
    new = [Written(block, (place,)) for place, block in enumerate(old)]
    if variant == "looks":
        new = [replace(written, block=_other_look(chance, written.block)) for written in new]
    elif variant != "same":
        new = _edited(writer, new, size)
    if variant == "notes":
        new = list(_other_notes(writer, new))
    if variant == "table":
        new = [replace(written, block=_other_table(writer, written.block)) for written in new]
    return Pair(variant, tuple(old), tuple(new), seed)


def _first_version(writer: Writer, size: int) -> Iterator[Para]:
    preambular = max(3, size // 12)
    yield Para("title", words("Lights, tides and charts of the harbours of the strait"))
    yield Para("clause", words("The Assembly of Harbours,", "i"))
    for _ in range(preambular):
        yield writer.paragraph("pp")
    subparagraphs = 0
    for _ in range(size - 2 - preambular):
        lot = writer.chance.random()
        if subparagraphs:
            subparagraphs -= 1
            yield writer.paragraph("sub")
        elif lot < 0.04:
            yield writer.heading()
        else:
            subparagraphs = writer.chance.randint(2, 4) if lot < 0.2 else 0
            yield writer.paragraph("op")


# --- the edit script ---


def _edited(writer: Writer, blocks: Sequence[Written], size: int) -> list[Written]:
    chance = writer.chance
    new = [
        replace(written, block=_reworded(writer, written.block)) if chance.random() < 0.35 else written
        for written in blocks
    ]
    places = [at for at, written in enumerate(new) if _kind(written.block) in _CAN_MOVE]
    some = max(1, size // 50)
    chosen = chance.sample(places, 2 * some + 3)
    gone, behind, moving, cut = chosen[:some], chosen[some : 2 * some], chosen[-3:-1], chosen[-1]
    out: list[Written] = []
    for at, written in enumerate(new):
        if at in gone or at in moving:
            continue
        out += _parts(written) if at == cut else [written]
        if at in behind:
            out.append(Written(writer.paragraph(_kind(written.block))))
    for number, at in enumerate(moving):
        block = new[at].block
        assert isinstance(block, Para)
        if number:
            middle = len(block.words) // 2
            block = replace(block, words=_replaced(block.words, middle, middle + 1, words("throughout")))
        places = [
            place
            for place, other in enumerate(out)
            if other.of and abs(other.of[0] - at) > 4 and _kind(other.block) in _CAN_MOVE
        ]
        out.insert(chance.choice(places), Written(block, (at,)))
    return _joined(chance, out) if size >= _HAS_JOIN else out


def _reworded(writer: Writer, block: Block) -> Block:
    if not isinstance(block, Para) or block.kind not in _PROSE:
        return block
    found = list(block.words)
    chance = writer.chance
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 4))):
        at = chance.randrange(3, len(found) - 6)
        match chance.choice(("word", "word", "word", "phrase", "phrase", "cut", "bracket", "lift")):
            case "word" if found[at].text.isalpha():
                found[at] = replace(found[at], text=writer.word())
            case "phrase":
                found[at:at] = writer.phrase()[: chance.randint(1, 9)]
            case "cut" if len(found) > 24:
                plain = not any(sign in word.text for word in found[at : at + 4] for sign in "[]")
                found[at : at + 4] = [] if plain else found[at : at + 4]
            case "bracket" if len(found) > 14:
                writer.bracket(found)
            case "lift":
                found = [replace(word, text=word.text.strip("[]")) for word in found]
    return replace(block, words=tuple(found))


def _replaced(old: tuple[Word, ...], start: int, end: int, new: tuple[Word, ...]) -> tuple[Word, ...]:
    return (*old[:start], *new, *old[end:])


def _parts(written: Written) -> list[Written]:
    block = written.block
    assert isinstance(block, Para)
    middle = len(block.words) // 2
    last = block.words[middle - 1]
    end = replace(last, text=last.text.rstrip(",;") + ";")
    halves = (*block.words[: middle - 1], end), block.words[middle:]
    return [Written(replace(block, words=half), written.of) for half in halves]


def _joined(chance: random.Random, blocks: list[Written]) -> list[Written]:
    """Two paragraphs that stayed as they are, and stand together, as one."""
    once = [of for written in blocks for of in written.of]
    places = [
        at
        for at, (one, other) in enumerate(pairwise(blocks))
        if one.of
        and other.of == (one.of[0] + 1,)
        and all(once.count(w.of[0]) == 1 and _kind(w.block) == "op" for w in (one, other))
    ]
    at = chance.choice(places)
    one, other = blocks[at : at + 2]
    assert isinstance(one.block, Para)
    assert isinstance(other.block, Para)
    joined = replace(one.block, words=(*one.block.words, *other.block.words))
    return [*blocks[:at], Written(joined, (*one.of, *other.of)), *blocks[at + 2 :]]


# --- looks, notes, tables ---


def _other_look(chance: random.Random, block: Block) -> Block:
    if not isinstance(block, Para) or block.kind not in _CAN_MOVE or chance.random() > 0.2:
        return block
    start = chance.randrange(4, len(block.words) - 5)
    look = chance.choice("biu")
    some = tuple(replace(word, look=look) for word in block.words[start : start + chance.randint(1, 4)])
    return replace(block, words=_replaced(block.words, start, start + len(some), some))


def _with_note(writer: Writer, block: Block) -> Block:
    if not isinstance(block, Para) or block.kind not in _CAN_MOVE:
        return block
    return replace(block, words=(*block.words[:-1], replace(block.words[-1], note=writer.note())))


def _other_notes(writer: Writer, blocks: Sequence[Written]) -> Iterator[Written]:
    """Of the notes, some are reworded, some go, and some come."""
    for written in blocks:
        block, lot = written.block, writer.chance.random()
        if not isinstance(block, Para) or block.kind not in _CAN_MOVE or not written.of:
            yield written
            continue
        last = block.words[-1]
        if last.note and lot < 0.3:
            note = "" if lot < 0.1 else last.note.replace("HARB", "HARB/REV").rstrip(".") + ", as corrected."
            yield replace(written, block=replace(block, words=(*block.words[:-1], replace(last, note=note))))
        else:
            yield (
                replace(written, block=_with_note(writer, block)) if not last.note and lot < 0.03 else written
            )


def _other_table(writer: Writer, block: Block) -> Block:
    """Three cells edited, a row that goes, a row that comes."""
    if not isinstance(block, Table):
        return block
    rows = list(block.rows)
    rows[3] = (*rows[3][:2], words("2061"), rows[3][3])
    rows[5] = ((*words("Without delay"), *rows[5][0]), *rows[5][1:])
    rows[7] = (*rows[7][:3], (*rows[7][3], *words("and a report each year")))
    del rows[9]
    rows.insert(11, writer.row())
    return Table(tuple(rows))
