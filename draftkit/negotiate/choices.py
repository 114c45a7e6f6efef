"""Decisions on brackets as people write them: ``OP5[2]=EU``.

The address is that of :mod:`draftkit.negotiate.places`; spaces and capital
letters do not matter (``op5bis[1]``), and ``OP5[0]`` is ``OP5``. The choice is

- ``drop``: the bracket goes, with all it holds;
- ``keep``: its words stay without the brackets, where it holds one wording;
- ``base``: the words that no delegation is named for; where every alternative
  has its proponents, the text before them had nothing here, and all goes;
- the name of a delegation, for its words;
- a number, 1 for the first alternative, also as ``#1``;
- the label of an option (``Option 2``), or the words of an alternative;
- ``text:`` and other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from draftkit.brackets import match
from draftkit.dataclass import dataclass
from draftkit.errors import DraftkitError
from draftkit.negotiate.standing import Form, Places, Standing, Wording

DROP, KEEP, BASE, OWN_WORDS = "drop", "keep", "base", "text:"

_NOTHING = re.compile(r"\W*(?:delete|no text)\W*", re.IGNORECASE)
_MOST_SHOWN = 40
"""Characters of an alternative that a message shows."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on one bracket, as it was written down."""

    address: str
    choice: str
    by: str = ""
    when: str = ""
    note: str = ""
    words: str = ""
    """Words that the bracket is expected to hold; empty for no such check."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What becomes of a bracket."""

    wording: int | None = None
    """Which of the alternatives stays, from 0; None for none of them."""
    text: str = ""
    """Other words, in the place of all alternatives."""

    @property
    def drops(self) -> bool:
        """Whether nothing stays."""
        return self.wording is None and not self.text


def decision(text: str, by: str = "", when: str = "", note: str = "") -> Decision:
    """The decision that ``OP5[2]=EU`` says. Raises DraftkitError for what is none."""
    address, sign, choice = text.partition("=")
    if not sign or not address.strip() or not choice.strip():
        raise DraftkitError(f"“{text}” is no decision; write it like OP5[2]=EU, OP3[1]=base or OP7 bis=drop")
    return Decision(address.strip(), choice.strip(), by, when, note)


# --- addresses -------------------------------------------------------------------------------


def find(found: Places, address: str) -> int:
    """The place in the list of the bracket with this address. Raises DraftkitError."""
    wanted = _plain(address).removesuffix("[0]")
    for index, bracket in enumerate(found.brackets):
        if _plain(bracket.address) == wanted:
            return index
    raise DraftkitError(_not_found(found, address, wanted))


def _plain(address: str) -> str:
    return re.sub(r"\s+", "", address).casefold()


def _not_found(found: Places, address: str, wanted: str) -> str:
    """Why there is no such bracket, and which there are."""
    labels = sorted(found.row_of, key=len, reverse=True)
    label = next((label for label in labels if wanted.startswith(_plain(label))), "")
    if not label or not re.fullmatch(r"(?:\[.*)?", wanted[len(_plain(label)) :]):
        return f"there is no paragraph for “{address}” in this text"
    there = [bracket.address for bracket in found.brackets if bracket.label == label]
    if not there:
        return f"there is no bracket {address}: no bracket opens in {label}"
    return (
        f"there is no bracket {address}; in {label} there {'is' if len(there) == 1 else 'are'} {_list(there)}"
    )


def _list(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


# --- choices ---------------------------------------------------------------------------------


def chosen(bracket: Standing, choice: str) -> Chosen:
    """What a choice means for a bracket. Raises DraftkitError where it means nothing, or two things."""
    if choice.startswith(OWN_WORDS):
        return _own_words(bracket, choice.removeprefix(OWN_WORDS).strip())
    plain = _words(choice)
    if plain in (DROP, KEEP, BASE):
        return _by_keyword(bracket, plain)
    found = _numbered(bracket, choice) or _named(bracket, plain)
    by_words = [index for index, one in enumerate(bracket.wordings) if _words(one.text) == plain]
    meant = {*found, *by_words}
    if bracket.form is Form.NUMBER and not choice.startswith("#"):
        meant = set(by_words)  # of numbers, 2 is the number 2 and not the second
    if not meant:
        raise DraftkitError(f"{bracket.address} has no choice “{choice}”; it offers {offers(bracket)}")
    if len(meant) > 1:
        either = " or ".join(f"#{index + 1}" for index in sorted(meant))
        raise DraftkitError(f"“{choice}” may be more than one choice in {bracket.address}; write {either}")
    return _wording(bracket, meant.pop())


def _own_words(bracket: Standing, text: str) -> Chosen:
    if not text:
        raise DraftkitError(f"no words follow “{OWN_WORDS}” for {bracket.address}; to have none, choose drop")
    pairs, strays = match([text])
    if strays:
        raise DraftkitError(f"a square bracket is open or closed alone in the words for {bracket.address}")
    if bracket.form is Form.NUMBER and pairs:
        raise DraftkitError(f"the number of {bracket.label} cannot have brackets again")
    return Chosen(text=" ".join(text.split()))


def _by_keyword(bracket: Standing, keyword: str) -> Chosen:
    if bracket.form is Form.NUMBER and (keyword != KEEP or len(bracket.wordings) > 1):
        raise DraftkitError(f"{bracket.address} is a number, which stays; choose {offers(bracket)}")
    if keyword == DROP:
        return Chosen()
    if keyword == KEEP:
        if len(bracket.wordings) > 1:
            raise DraftkitError(
                f"{bracket.address} holds {len(bracket.wordings)} alternatives, not all of which can be kept;"
                f" choose {offers(bracket)}"
            )
        return _wording(bracket, 0)
    unnamed = [index for index, one in enumerate(bracket.wordings) if not one.proponents]
    if len(unnamed) > 1:
        either = " or ".join(f"#{index + 1}" for index in unnamed)
        raise DraftkitError(
            f"in {bracket.address} {len(unnamed)} alternatives have no proponents; write {either}, not base"
        )
    return _wording(bracket, unnamed[0]) if unnamed else Chosen()


def _wording(bracket: Standing, index: int) -> Chosen:
    """An alternative; one that proposes to have no text is none."""
    text = bracket.wordings[index].text
    return Chosen() if not text or _NOTHING.fullmatch(text) else Chosen(index)


def _numbered(bracket: Standing, choice: str) -> set[int]:
    if not (number := re.fullmatch(r"#?(\d{1,3})", choice.strip())):
        return set()
    index = int(number[1]) - 1
    found = {index} if 0 <= index < len(bracket.wordings) else set()
    if choice.strip().startswith("#") and not found:
        raise DraftkitError(
            f"{bracket.address} has no alternative {choice.strip()}; it offers {offers(bracket)}"
        )
    return found


def _named(bracket: Standing, plain: str) -> set[int]:
    """The alternatives that a delegation is named for, or that have this label."""
    return {
        index
        for index, one in enumerate(bracket.wordings)
        if plain in map(_words, one.proponents) or (one.label and plain == _words(one.label))
    }


def _words(text: str) -> str:
    """A text for comparing: single spaces, small letters."""
    return " ".join(text.split()).casefold()


def offers(bracket: Standing) -> str:
    """What can be chosen, for a message: ``1 (shall), 2 or Tessaly (should), keep or drop``."""
    items = [_offer(index, one) for index, one in enumerate(bracket.wordings, start=1)]
    if bracket.form is Form.NUMBER:
        return " or ".join(one.text for one in bracket.wordings)
    return f"{', '.join(items)}{', keep' if len(items) == 1 else ''} or drop"


def _offer(number: int, wording: Wording) -> str:
    names = " or ".join((str(number), *wording.proponents))
    return f"{names} ({short(wording.text) or 'no text'})"


def short(text: str) -> str:
    """The beginning of a text, on one line."""
    text = " ".join(text.split())
    return text if len(text) <= _MOST_SHOWN else text[:_MOST_SHOWN].rsplit(" ", 1)[0] + " …"


def keys(bracket: Standing) -> Iterator[tuple[str, str]]:
    """What a person may choose, with what it is: a key for each alternative, then ``d``."""
    for number, wording in enumerate(bracket.wordings, start=1):
        names = f"{', '.join(wording.proponents)}: " if wording.proponents else ""
        label = f"{wording.label}: " if wording.label else ""
        yield str(number), names + label + (" / ".join(wording.text.split("\n")) or "(no text)")
