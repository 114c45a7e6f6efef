"""The files that hold proposals: whose they are, and what is said of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from draftkit.cli.files import name_of, one, sound
from draftkit.errors import DraftkitError

if TYPE_CHECKING:
    from draftkit.model import Draft

MOST_SHOWN = 60
"""Characters of words that a message shows."""


def named(proposals: tuple[str, ...]) -> list[tuple[str, str]]:
    """The names before the first "=" of each argument, and the files behind it."""
    found: list[tuple[str, str]] = []
    for proposal in proposals:
        joint, divided, file = proposal.partition("=")
        if not divided or not file or not joint.strip():
            raise DraftkitError(f"{proposal!r} is no proposal; write NAME=FILE, such as EU=eu.docx")
        if joint in dict(found):
            raise DraftkitError(f"the delegation {joint!r} is named twice; each makes one proposal")
        found.append((joint, file))
    return found


def text_of(file: str, base: Draft, older: Draft | None, lenient: bool) -> Draft:
    """A proposal over the base; one that was made on an older version is carried over."""
    from draftkit.negotiate.checks import check_is_of_one, check_is_over, is_made_on
    from draftkit.negotiate.house import as_in_base

    draft = as_in_base(base, one(sound(file, lenient), file))
    made_on = older if older is not None and is_made_on(older, base, draft) else None
    try:
        check_is_over(made_on or base, draft)
        if older is None:
            _check_version(file, base, draft)
        check_is_of_one(made_on or base, draft)
    except DraftkitError as error:
        raise DraftkitError(error.message, name_of(file)) from error
    return draft if made_on is None else _carried(file, base, made_on, draft)


def _check_version(file: str, base: Draft, draft: Draft) -> None:
    """Refuse tracked changes over another text than the base; tell of another symbol."""
    from draftkit.negotiate.checks import symbol_of
    from draftkit.readers.authors import authors_of, text_of_authors

    if file != "-" and authors_of(file):
        _check_original(file, base, text_of_authors(file, ()))
    own, ours = symbol_of(draft), symbol_of(base)
    if own and ours and own != ours:
        click.echo(
            f"draftkit: {name_of(file)}: its symbol is {own}, that of the base {ours}; if it is made on"
            " another version, give that with --rebase",
            err=True,
        )


def _check_original(file: str, version: Draft, original: Draft) -> None:
    from draftkit.negotiate.checks import changed_paragraphs

    if changed := changed_paragraphs(version, original):
        raise DraftkitError(
            f"its tracked changes are made on another version: without them {changed}"
            f" paragraph{'s differ' if changed > 1 else ' differs'}; give that version with --rebase",
            name_of(file),
        )


def _carried(file: str, base: Draft, older: Draft, draft: Draft) -> Draft:
    from draftkit.negotiate.rebasing import carried

    found = carried(older, base, draft)
    click.echo(f"draftkit: {name_of(file)}: made on the older version; carried over to the base", err=True)
    for left in found.left:
        click.echo(
            f"draftkit: {name_of(file)}: not carried over: {left.label}: “{_short(left.words)}”:"
            f" {left.reason}",
            err=True,
        )
    return found.draft


def _short(words: str) -> str:
    return words if len(words) <= MOST_SHOWN else words[: MOST_SHOWN - 1] + "…"


# --- authors of tracked changes ---


def by_author(
    files: tuple[str, ...], mapping: Mapping[str, str] | None, base: Draft, older: Draft | None
) -> dict[str, Draft]:
    """The texts of the authors of tracked changes, by delegation."""
    from draftkit.negotiate.house import as_in_base
    from draftkit.readers.authors import authors_of, text_of_authors

    found: dict[str, Draft] = {}
    silent = {author: joint for author, joint in (mapping or {}).items() if joint}
    for file in files:
        accepted: dict[str, set[str]] = {}
        for author in authors_of(file):
            silent.pop(author, None)
            accepted.setdefault(_delegation(author, mapping, file), set()).add(author)
        accepted.pop("", None)
        if not accepted:
            raise DraftkitError("this file has no tracked changes of a delegation", name_of(file))
        _check_original(file, base if older is None else older, text_of_authors(file, ()))
        for joint, whose in accepted.items():
            if joint in found:
                raise DraftkitError(
                    f"the delegation {joint!r} has tracked changes in two files", name_of(file)
                )
            draft = as_in_base(base, text_of_authors(file, whose))
            found[joint] = draft if older is None else _carried(file, base, older, draft)
    for author, joint in silent.items():
        click.echo(
            f"draftkit: warning: {author}, who writes for {joint}, has no tracked changes in"
            f" {', '.join(map(name_of, files))}; is the name spelled as there?",
            err=True,
        )
    return found


def _delegation(author: str, mapping: Mapping[str, str] | None, file: str) -> str:
    if mapping is None:
        return author
    if author not in mapping:
        raise DraftkitError(
            f"the list of authors does not say for whom {author or 'an author without a name'} writes",
            name_of(file),
        )
    return mapping[author]


def lines_of(file: str, what: str) -> list[str]:
    """The lines of a list that are not empty."""
    from draftkit.readers.files import file_bytes

    try:
        lines = file_bytes(file).decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise DraftkitError(f"the list of {what} is not UTF-8 text", name_of(file)) from error
    found = [" ".join(line.split()) for line in lines if line.strip()]
    if not found:
        raise DraftkitError(f"the list of {what} is empty", name_of(file))
    return found


def mapped(file: str) -> dict[str, str]:
    """Authors and the delegations for which they write: ``A. Norlund = Norvania``."""
    found: dict[str, str] = {}
    for line in lines_of(file, "authors"):
        author, divided, joint = (part.strip() for part in line.partition("="))
        if not divided:
            raise DraftkitError(f"{line!r} does not say for whom; write AUTHOR = DELEGATION", name_of(file))
        if author in found:
            raise DraftkitError(f"the author {author!r} is named twice", name_of(file))
        found[author] = joint
    return found
