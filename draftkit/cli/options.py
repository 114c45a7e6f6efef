"""Options that several commands have."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import click

from draftkit.errors import DraftkitError
from draftkit.writers.setup import STATUSES, PageSetup

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def format_option(*formats: str) -> Decorator:
    """What to print."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="What to print.",
    )


def date_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The date of a document."""
    return click.option(
        "--date",
        metavar="ISO",
        callback=lambda _context, _option, value: _date(value),
        help="Date that the document carries, such as 2031-05-06 or 2031-05-06T18:00Z; never the clock. "
        "Default: SOURCE_DATE_EPOCH, else 2000-01-01.",
    )(command)


def lenient_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Go on with a draft at fault."""
    return click.option(
        "--lenient",
        is_flag=True,
        help="Go on although a bracket is never closed or a note call has no note; they are kept as written.",
    )(command)


def view_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """How tracked changes in a Word file are read."""
    return click.option(
        "--view",
        type=click.Choice(["accepted", "original"]),
        default="accepted",
        show_default=True,
        help="How a Word file with tracked changes is read: as if all were accepted, or as it was before.",
    )(command)


def setup_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """How the pages of a document are set; the command gets them as ``setup``."""

    @click.option(
        "--profile",
        metavar="NAME|FILE",
        help="Layout of the pages: new-york (the default), geneva, vienna (an approximation),"
        " or a file of your own whose name ends in .toml.",
    )
    @click.option(
        "--status",
        type=click.Choice(STATUSES),
        help="The page as it is issued (the default), or the plain manuscript that is submitted.",
    )
    @click.option(
        "--emblem",
        metavar="FILE",
        type=click.Path(),
        help="Picture for the masthead (PNG or JPEG); none comes with draftkit.",
    )
    @click.option("--emblem-text", metavar="TEXT", help="What is read out for the picture. Default: Emblem.")
    @functools.wraps(command)
    def with_setup(
        profile: str | None, status: str | None, emblem: str | None, emblem_text: str | None, **others: Any
    ) -> Any:
        if emblem_text and not emblem:
            raise DraftkitError("--emblem-text says what --emblem shows; give both")
        given = {"profile": profile, "status": status, "emblem": emblem, "emblem_text": emblem_text}
        return command(setup=PageSetup(**{name: value for name, value in given.items() if value}), **others)

    return with_setup


def output_option(what: str, required: bool = True) -> Decorator:
    """The file to write."""
    return click.option("-o", "--output", required=required, metavar="FILE", type=click.Path(), help=what)


def color_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Colour on the terminal."""
    return click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        show_default=True,
        help="Colour; auto means on a terminal and NO_COLOR not set.",
    )(command)


def _date(value: str | None) -> datetime | None:
    """An ISO date in UTC; one without a zone is taken to be in UTC."""
    if value is None:
        return None
    try:
        date = datetime.fromisoformat(value)
        return date.astimezone(UTC) if date.tzinfo else date.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise DraftkitError(f"--date {value!r} is not a date; write it like 2031-05-06") from error
