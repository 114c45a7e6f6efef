"""What changed inside a paragraph, made easy to read.

The exact comparison keeps as many words as there can be, wherever they stand.
An editor would rather delete ``and signatories`` and insert ``and observers``
whole than keep the ``and``. So the matches are weighed anew where a few slight
words stand alone between changes: a word that is kept is worth what it says,
and each mark a reader has to take in costs something. Then each pure insertion
or deletion is moved to where it reads best.
"""

from __future__ import annotations

import functools
from collections.abc import Container, Iterator, Sequence

from draftkit.compare.sequences import Match
from draftkit.compare.tokens import CALL
from draftkit.content import BRACKETS, CLOSERS

_OPENED = CLOSERS | {")": "(", "）": "（", "»": "«", "”": "“"}
"""The opening mark of each closing one."""
_OPENERS = frozenset(_OPENED.values())
PAUSES = frozenset(",;:.،؛，；：。、")

_IN_SIX_LANGUAGES = """
a an and as at by for in its of on or the to
au aux d de des du en et l la le les ou par pour sur un une
al con del el las los o para por que una y
в до за из и к на о об от по с со у
أو إلى على عن في من و
与 及 和 在 的 或
"""
_FUNCTION_WORDS = frozenset(_IN_SIX_LANGUAGES.split())
"""Words that are not worth standing alone between two replaced runs. *Not* and *all* are none of them."""

SLIGHT, WORD, NUMBER, MARK = 1.0, 3.0, 5.0, 6.0
"""What it is worth to keep a short word or a stop, a longer word, a number or note call, a bracket.
Brackets, calls and numbers are what a delegate looks for."""

COST = 1.4
"""What one more run of deleted, or of inserted, words costs the reader. Two slight words alone between
two replaced runs save less than the two runs cost that dropping them saves; three save more."""

LONG = 5
"""Words that came or went on either side of a slight word from which it does not stand alone between them."""

SOLID = 6.0
"""Worth of words kept together from which they stand fast."""

AREA = 4_000
"""Words of one side times words of the other up to which matches are weighed anew."""

_KNOWN_WORDS = 10_000
"""Words whose worth is remembered; a draft says the same ones again and again."""

FARTHEST_SLIDE = 100
"""Words an insertion may be moved; more happens only in text that repeats itself endlessly."""


def tidy(old: Sequence[str], new: Sequence[str], matches: Sequence[Match]) -> list[Match]:
    """The same comparison, easier to read: at most a few matches fewer, some in another place."""
    return slid(old, new, _without_specks(old, new, _weighed(old, new, matches)))


# --- what is worth keeping -------------------------------------------------------------------


def _weighed(old: Sequence[str], new: Sequence[str], matches: Sequence[Match]) -> list[Match]:
    """The matches, weighed anew between those that stand fast, where slight words stand alone."""
    end = len(old), len(new)
    start = (0, 0)
    kept: list[Match] = []
    loose: list[list[Match]] = []
    worth = _worths(old)
    for run in _runs(matches):
        after = run[-1][0] + 1, run[-1][1] + 1
        # What both begin or end with parts no change from another.
        if run[0] != (0, 0) and after != end and sum(worth[run[0][0] : after[0]]) < SOLID:
            loose.append(run)
            continue
        kept += _between(old, new, start, run[0], loose)
        kept += run
        start, loose = after, []
    kept += _between(old, new, start, end, loose)
    return kept


def _runs(matches: Sequence[Match]) -> Iterator[list[Match]]:
    """The matches in runs of neighbours."""
    run: list[Match] = []
    next_place = next_across = -1
    for match in matches:
        place, across = match
        if run and (place != next_place or across != next_across):
            yield run
            run = []
        run.append(match)
        next_place, next_across = place + 1, across + 1
    if run:
        yield run


def _between(
    old: Sequence[str], new: Sequence[str], start: Match, end: Match, runs: Sequence[list[Match]]
) -> Iterator[Match]:
    """What is kept between two places that stand fast."""
    (i, j), (to_i, to_j) = start, end
    worth = _worths(old[i:to_i]) if runs else []
    slight = any(sum(worth[place - i] for place, _ in run) <= 2 * COST for run in runs)
    if slight and (to_i - i) * (to_j - j) <= AREA:
        brackets = {(x - i, y - j) for run in runs for x, y in run if old[x] in BRACKETS}
        yield from ((i + x, j + y) for x, y in _best(old[i:to_i], new[j:to_j], worth, brackets))
    else:
        yield from (match for run in runs for match in run)


def _best(
    old: Sequence[str], new: Sequence[str], worth: Sequence[float], brackets: Container[Match]
) -> list[Match]:
    """The matches worth most, each run of deleted or inserted words at its cost; no other ``brackets``.

    A state is what the last word was: kept, deleted or inserted; deleted words stand before the inserted
    ones that take their place. Each cell holds, for the three states, the worth and the way there.
    """
    never = float("-inf")
    ways: list[list[tuple[int, int, int]]] = []
    above: list[tuple[float, float, float]] = []
    for i in range(len(old) + 1):
        row: list[tuple[float, float, float]] = []
        back: list[tuple[int, int, int]] = []
        for j in range(len(new) + 1):
            kept = gone = come = never
            from_kept = from_gone = from_come = 0
            if (
                i
                and j
                and old[i - 1] == new[j - 1]
                and (old[i - 1] not in BRACKETS or (i - 1, j - 1) in brackets)
            ):
                cell = above[j - 1]
                from_kept = _last_of_greatest(cell)
                kept = cell[from_kept] + worth[i - 1]
            elif not (i or j):
                kept = 0.0
            if i:
                cell = above[j]
                from_gone = 1 if cell[1] >= cell[0] - COST else 0
                gone = cell[1] if from_gone else cell[0] - COST
            if j:
                cell = row[-1]
                opened = max(cell[0], cell[1]) - COST
                from_come = 2 if cell[2] >= opened else 1 if cell[1] >= cell[0] else 0
                come = cell[2] if from_come == 2 else opened
            row.append((kept, gone, come))
            back.append((from_kept, from_gone, from_come))
        above = row
        ways.append(back)
    found: list[Match] = []
    i, j = len(old), len(new)
    state = _last_of_greatest(above[j])
    while i or j:
        before = ways[i][j][state]
        if state == 0:
            found.append((i - 1, j - 1))
        i, j = i - (state != 2), j - (state != 1)
        state = before
    return found[::-1]


def _last_of_greatest(cell: tuple[float, float, float]) -> int:
    """The state to come from: of ways worth the same, the one that keeps words as far in front as can be."""
    return 2 if cell[2] >= max(cell[0], cell[1]) else 1 if cell[1] >= cell[0] else 0


def _without_specks(old: Sequence[str], new: Sequence[str], matches: Sequence[Match]) -> list[Match]:
    """Drop a slight word that stands alone between two replaced runs, or between two long changes."""
    kept: list[Match] = []
    i = j = 0
    for index, (place, across) in enumerate(matches):
        if (place != i or across != j) and _worth(old[place]) <= SLIGHT:
            to_i, to_j = matches[index + 1] if index + 1 < len(matches) else (len(old), len(new))
            before, after = (place - i, across - j), (to_i - place - 1, to_j - across - 1)
            if all((*before, *after)) or min(sum(before), sum(after)) >= LONG:
                continue
        kept.append((place, across))
        i, j = place + 1, across + 1
    return kept


def _worths(words: Sequence[str]) -> list[float]:
    """What each word is worth; in ``9 October 2024`` the month goes or stays with its numbers."""
    found = [_worth(word) for word in words]
    numbers = [worth == NUMBER for worth in found]
    for place in range(1, len(words) - 1):
        if found[place] == WORD and numbers[place - 1] and numbers[place + 1]:
            found[place] = SLIGHT
    return found


@functools.lru_cache(maxsize=_KNOWN_WORDS)
def _worth(word: str) -> float:
    if word in BRACKETS:
        return MARK
    if word == CALL:
        return SLIGHT / 2  # any call may be any other here, so that it is less than a stop
    if word in _OPENED or word in _OPENERS:
        return WORD  # its counterpart may stay
    if _is_function_word(word) or (len(word) == 1 and not word.isalnum()):
        return SLIGHT
    return NUMBER if word[0] == CALL or any(map(str.isdigit, word)) else WORD


@functools.lru_cache(maxsize=_KNOWN_WORDS)
def _is_function_word(word: str) -> bool:
    return word.lower().rstrip("'\u2019") in _FUNCTION_WORDS


# --- where it reads best ---------------------------------------------------------------------


def slid(old: Sequence[str], new: Sequence[str], matches: Sequence[Match]) -> list[Match]:
    """The same matches, pure insertions and deletions where they read best."""
    a, b = [match[0] for match in matches], [match[1] for match in matches]
    _slide(b, a, new, len(old))
    _slide(a, b, old, len(new))
    return list(zip(a, b, strict=True))


def _slide(matched: list[int], across: list[int], words: Sequence[str], across_length: int) -> None:
    """Move each pure insertion to where it reads best among the places that mean the same.

    ``[A] [B]`` after ``[A]`` is the insertion ``[B]``, not ``] [B``; ``a, b, c`` after ``a, c`` is
    ``b,``, not ``, b``; ``the dams and the bridges`` after ``the bridges`` is ``the dams and``, not
    ``dams and the``; of the two marks of ``]]`` the one goes whose counterpart goes. ``matched`` and
    ``words`` are of the side that has more words; called with the sides exchanged, the same function
    moves deletions.
    """
    partners = _partners(words)
    stay = set(matched) if partners else set()
    for gap in range(len(matched) + 1):
        low = matched[gap - 1] + 1 if gap else 0
        high = matched[gap] if gap < len(matched) else len(words)
        at = across[gap - 1] + 1 if gap else 0
        if low == high or at != (across[gap] if gap < len(matched) else across_length):
            continue
        back, ahead = _room(matched, across, words, gap, (low, high, at))
        shift, best = 0, (len(words), 0, 0)
        for by in range(ahead, -back - 1, -1) if back or ahead else ():
            run, window = range(low + by, high + by), range(low - back, high + ahead)
            others = (partners[place] for place in run if place in partners)
            torn = sum(other not in run and (other in stay or other in window) for other in others)
            unfit = (torn, -_pauses(words, run), _lean(words, run))
            if unfit < best:
                shift, best = by, unfit
        for index in range(gap, gap + shift):
            matched[index] -= high - low
        for index in range(gap + shift, gap):
            matched[index] += high - low
        if partners and shift:
            stay.update(range(low, high))
            stay.difference_update(range(low + shift, high + shift))


def _room(
    matched: list[int], across: list[int], words: Sequence[str], gap: int, where: tuple[int, int, int]
) -> tuple[int, int]:
    """How many words an insertion may move back, and how many ahead.

    ``where`` is its start, its end and its place on the other side.
    """
    low, high, at = where
    back = ahead = 0
    while (
        back < min(gap, FARTHEST_SLIDE)
        and matched[gap - back - 1] == low - back - 1
        and across[gap - back - 1] == at - back - 1
        and words[low - back - 1] == words[high - back - 1]
    ):
        back += 1
    while (
        ahead < min(len(matched) - gap, FARTHEST_SLIDE)
        and matched[gap + ahead] == high + ahead
        and across[gap + ahead] == at + ahead
        and words[low + ahead] == words[high + ahead]
    ):
        ahead += 1
    return back, ahead


def _pauses(words: Sequence[str], run: range) -> int:
    """How many edges of an insertion are at a pause."""
    return (run.start == 0 or words[run.start - 1] in PAUSES) + (words[run.stop - 1] in PAUSES)


def _lean(words: Sequence[str], run: range) -> int:
    """1 if an insertion ends with a short word that belongs to what stays, -1 if it only begins with one."""
    return _is_function_word(words[run.stop - 1]) - _is_function_word(words[run.start])


def _partners(words: Sequence[str]) -> dict[int, int]:
    """For each bracket or quotation mark, the place of its counterpart."""
    found: dict[int, int] = {}
    open_at: dict[str, list[int]] = {}
    for place, word in enumerate(words):
        if word in _OPENERS:
            open_at.setdefault(word, []).append(place)
        elif word in _OPENED and open_at.get(_OPENED[word]):
            other = open_at[_OPENED[word]].pop()
            found[place], found[other] = other, place
    return found
