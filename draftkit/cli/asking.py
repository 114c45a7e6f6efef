"""Asking about one bracket after the other in the terminal."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from draftkit.cli.files import width
from draftkit.errors import DraftkitError

if TYPE_CHECKING:
    from draftkit.negotiate.choices import Decision
    from draftkit.negotiate.session import Session

MOST_LINES = 12
"""More lines of context than this are left out in the middle."""
HELP = (
    "number or name: choose   k: keep   d: drop   t WORDS: other words   s: skip   b: back   q: save and stop"
)


def ask(session: Session, decision: Callable[[str, str], Decision]) -> None:
    """Ask until nothing is left, or until the person stops; ``decision`` makes one of address and choice.

    The end of the input, and Ctrl-C, stop as q does: what was decided is not lost.
    """
    click.echo(HELP)
    try:
        while (index := session.next) is not None:
            _show(session, index)
            if not _answered(session, index, decision):
                return
    except KeyboardInterrupt:
        click.echo("")


def _show(session: Session, index: int) -> None:
    from draftkit.negotiate.choices import keys
    from draftkit.negotiate.session import in_context

    bracket = session.found.brackets[index]
    click.echo(f"\n{bracket.address}  ({session.left} left)")
    lines = [line for text in in_context(session.found, bracket) for line in _wrapped(text, "    ", "    ")]
    if len(lines) > MOST_LINES:
        half = MOST_LINES // 2
        lines = [*lines[:half], "    ...", *lines[-half:]]
    click.echo("\n".join(lines))
    for key, text in keys(bracket):
        click.echo("\n".join(_wrapped(text, f"  {key}  ", " " * (len(key) + 4))))


def _wrapped(text: str, first: str, others: str) -> list[str]:
    return textwrap.wrap(
        text, max(width(), 40), initial_indent=first, subsequent_indent=others, break_on_hyphens=False
    ) or [first.rstrip()]


def _answered(session: Session, index: int, decision: Callable[[str, str], Decision]) -> bool:
    """Ask until there is an answer that means something; False to stop."""
    bracket = session.found.brackets[index]
    while True:
        click.echo("> ", nl=False)
        line = sys.stdin.readline()
        answer = line.strip()
        if not line or answer.lower() == "q":
            if not line:
                click.echo("")
            return False
        match answer.lower():
            case "":
                continue
            case "?" | "h":
                click.echo(HELP)
            case "s":
                session.skip(index)
                return True
            case "b":
                if session.back():
                    return True
                click.echo("This is the first one.")
            case _:
                try:
                    session.decide(index, decision(bracket.address, _choice(answer, len(bracket.wordings))))
                    return True
                except DraftkitError as error:
                    click.echo(str(error))


def _choice(answer: str, alternatives: int) -> str:
    """The choice that an answer stands for; a number that is shown as a key is that key."""
    from draftkit.negotiate.choices import DROP, KEEP, OWN_WORDS

    if answer.isdecimal() and 1 <= int(answer) <= alternatives:
        return f"#{int(answer)}"
    if answer.lower().startswith("t "):
        return OWN_WORDS + answer[2:]
    return {"k": KEEP, "d": DROP}.get(answer.lower(), answer)
