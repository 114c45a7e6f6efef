"""Pairs of drafts by chance, as files of either kind, and the smaller pairs that one can be cut down to."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from redline_fuzz import scripts
from redline_fuzz.contract import Files
from redline_fuzz.drafts import LANGUAGES, Block, Draft, Para, Table, by_chance
from redline_fuzz.text import draft_text
from redline_fuzz.word import Layout, word_file

_Item = TypeVar("_Item")
_PLAINER: tuple[dict[str, Any], ...] = (
    *({"cut": 0}, {"styles": False}, {"automatic": False}),
    *({"further": False}, {"rtl": False}, {"masthead": "lines"}, {"header": False}, {"all_styles": True}),
)
WORD, TEXT = "word", "text"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two versions of a draft and how they are written; without layouts, as draft text."""

    old: Draft
    new: Draft
    layouts: tuple[Layout, Layout] | None = None
    script: scripts.Script = ()
    language: str = ""
    """While the new version is what the script makes of the old one; then cutting can leave out edits."""

    def files(self) -> Files:
        if not self.layouts:
            return Files(draft_text(self.old).encode(), draft_text(self.new).encode(), word=False)
        old, new = self.layouts
        return Files(word_file(self.old, old), word_file(self.new, new), word=True)

    def told(self) -> str:
        """What it is made of."""
        blocks = [(name, block) for name in ("old", "new") for block in getattr(self, name)]
        told = "".join(f"  {name}: {block}\n" for name, block in blocks)
        return f"{self.layouts or 'draft text'}\n{self.script}\n{told}"

    @property
    def size(self) -> tuple[int, int, int]:
        """Edits, paragraphs, words."""
        found = [block for draft in (self.old, self.new) for block in draft]
        return len(self.script), len(found), sum(len(getattr(block, "words", ())) for block in found)

    def smaller(self) -> Iterator[Pair]:
        """Pairs with less in them, those with much less first."""
        if self.language:
            for script in _without_some(self.script):
                yield replace(self, new=scripts.edited(self.old, script, self.language), script=script)
        if self.layouts:
            yield from self._plainer()
        settled = replace(self, language="")
        shared = [block for block in self.old if block in self.new and not _is_clause(block)]
        for kept in _without_some(shared):
            gone = list(shared)
            for block in kept:
                gone.remove(block)
            yield replace(settled, old=_left(self.old, gone), new=_left(self.new, gone))
        for name, draft in (("old", self.old), ("new", self.new)):
            for kept in _without_some(draft):
                if any(map(_is_clause, kept)):
                    yield replace(settled, **{name: kept})
        yield from self._shorter(settled, shared)

    def _plainer(self) -> Iterator[Pair]:
        assert self.layouts
        old, new = self.layouts
        for values in _PLAINER:
            plain = replace(old, **values), replace(new, **values)
            if plain != self.layouts:
                yield replace(self, layouts=plain)

    def _shorter(self, settled: Pair, shared: Sequence[Block]) -> Iterator[Pair]:
        """Paragraphs of both versions with fewer words, then of one."""
        for block in dict.fromkeys(shared):
            for less in _cut(block):
                old, new = (tuple(less if b == block else b for b in draft) for draft in (self.old, self.new))
                yield replace(settled, old=old, new=new)
        for name, draft in (("old", self.old), ("new", self.new)):
            for place, block in enumerate(draft):
                if _is_clause(block):
                    continue
                for less in _cut(block):
                    yield replace(settled, **{name: (*draft[:place], less, *draft[place + 1 :])})
        for place, block in enumerate(self.old):
            if (
                place < len(self.new)
                and isinstance(block, Para)
                and isinstance(other := self.new[place], Para)
            ):
                for word in dict.fromkeys(w for w in block.words if w in other.words):
                    both = [
                        (
                            *draft[:place],
                            replace(b, words=tuple(w for w in b.words if w != word)),
                            *draft[place + 1 :],
                        )
                        for draft, b in ((self.old, block), (self.new, other))
                    ]
                    yield replace(settled, old=both[0], new=both[1])


def _is_clause(block: Block) -> bool:
    """The enacting clause stays, for without it a draft is read as another text."""
    return isinstance(block, Para) and block.kind == "clause"


def _left(draft: Draft, gone: Sequence[Block]) -> Draft:
    left = list(draft)
    for block in gone:
        left.remove(block)
    return tuple(left)


def _without_some(items: Sequence[_Item]) -> Iterator[tuple[_Item, ...]]:
    """The items without a half of them, a quarter, ... and without one."""
    size = (len(items) + 1) // 2
    while size:
        for start in range(0, len(items), size):
            yield (*items[:start], *items[start + size :])
        size = 0 if size == 1 else (size + 1) // 2


def _cut(block: Block) -> Iterator[Block]:
    if isinstance(block, Para):
        for words in _without_some(block.words):
            if words:
                yield replace(block, words=words)
        for place, word in enumerate(block.words):
            if word.look or word.note:
                plain = replace(word, look="") if word.look else replace(word, note="")
                yield replace(block, words=(*block.words[:place], plain, *block.words[place + 1 :]))
        if block.before or block.suffix:
            yield replace(block, before="", suffix="")
    elif isinstance(block, Table):
        for rows in _without_some(block.rows):
            if rows:
                yield Table(rows)


def pair(seed: int, kind: str = "") -> Pair:
    """The pair of a seed; seeds take turns between Word files and draft text."""
    chance = random.Random(f"pair {seed}")
    old, language = by_chance(seed, most=chance.choice((3, 6, 6, 12, 12, 24)))
    script = scripts.by_chance(seed)
    layouts = layouts_by_chance(chance, language) if (kind or in_turn(seed)) == WORD else None
    return Pair(old, scripts.edited(old, script, language), layouts, script, language)


def in_turn(seed: int) -> str:
    """The kind of the files of a seed that are given none."""
    return WORD if seed % 2 else TEXT


def layouts_by_chance(chance: random.Random, language: str) -> tuple[Layout, Layout]:
    """How two versions are written; the second differs in what says nothing."""
    layout = Layout(
        automatic=chance.random() < 0.5,
        styles=chance.random() < 0.5,
        masthead=chance.choice(("lines", "table")),
        rtl=LANGUAGES[language].rtl,
        further=chance.random() < 0.3,
        cut=chance.choice((0, chance.randint(1, 999))),
        header=chance.random() < 0.3,
    )
    second = replace(layout, cut=chance.choice((0, layout.cut, chance.randint(1, 999))))
    return replace(layout, all_styles=chance.random() < 0.7), second
