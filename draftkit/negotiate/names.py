"""The delegations of a compilation: which names there can be, and the order in which they stand."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from draftkit.errors import DraftkitError

BASE = "base"
"""Who is named where the base's own words could be taken for a proposal: ``[base: [Norway: shall]]``."""
CLEAN = "clean"
"""A compilation with every bracket as the base has it."""
_NOT_IN_NAMES = re.compile(r"[\[\]［］〔〕【】:：|;*_<>\\\n\r\t]")


def delegations(joint: str) -> tuple[str, ...]:
    """The delegations that make a proposal together: "Argentina, Chile".

    Raises DraftkitError for a name that brackets cannot hold.
    """
    names = tuple(" ".join(name.split()) for name in joint.split(","))
    for name in names:
        if not name:
            raise DraftkitError(f"a delegation without a name stands in {joint!r}; commas divide names")
        if found := _NOT_IN_NAMES.search(name):
            raise DraftkitError(
                f"the name {name!r} holds {found.group()!r}, a mark of the notation; write it another way"
            )
        if not name[0].isalpha():
            raise DraftkitError(f"the name {name!r} does not begin with a letter; write it another way")
        if not name.isprintable():
            raise DraftkitError(f"the name {name!r} holds a character that cannot be seen")
        if name.casefold() in (BASE, CLEAN):
            raise DraftkitError(f"no delegation can be called {name!r}, which names the base text")
    return names


def checked(joint: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """All delegations, in the order given. Raises DraftkitError where one is named twice."""
    found: dict[str, str] = {}
    for name in (name for names in joint for name in names):
        if name.casefold() in found:
            other = found[name.casefold()]
            again = "twice" if other == name else f"twice, once as {other!r}"
            raise DraftkitError(f"the delegation {name!r} is named {again}; each makes one proposal")
        found[name.casefold()] = name
    return tuple(found.values())


def in_order(names: Collection[str], order: Sequence[str]) -> tuple[str, ...]:
    """Names in the order of a list, which has them all."""
    return tuple(name for name in order if name in names)


def by_protocol(names: Iterable[str], protocol: Sequence[str]) -> tuple[str, ...]:
    """Names in the order of a protocol list; those it does not have come last, by the alphabet."""
    places = {name.casefold(): place for place, name in enumerate(protocol)}
    return tuple(
        sorted(names, key=lambda name: (places.get(name.casefold(), len(places)), name.casefold(), name))
    )
