"""Options that the commands of the dossier share, and what they mean."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from draftkit.errors import DraftkitError

if TYPE_CHECKING:
    from draftkit.dossier.dossier import Dossier
    from draftkit.dossier.entries import Given

ENDING = ".dossier"
NEW = f"draft{ENDING}"
"""What init makes where no name is given."""


def dossier_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Which dossier."""
    return click.option(
        "-d",
        "--dossier",
        "where",
        metavar="FILE|URL",
        envvar="DRAFTKIT_DOSSIER",
        help="The dossier: a file, or postgresql://USER@HOST/NAME. Default: DRAFTKIT_DOSSIER, else the one"
        f" file here whose name ends in {ENDING}.",
    )(command)


def when_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """When it happened and who enters it; the command gets them as ``when``."""

    @click.option(
        "--date",
        "day",
        metavar="DATE",
        help="The day it happened, such as 2031-05-06. Default: SOURCE_DATE_EPOCH, else today.",
    )
    @click.option(
        "--by",
        metavar="NAME",
        envvar="DRAFTKIT_BY",
        default="",
        help="Who enters it. Default: DRAFTKIT_BY, else nobody is named.",
    )
    @functools.wraps(command)
    def with_when(day: str | None, by: str, **others: Any) -> Any:
        from draftkit.dossier.dossier import When

        return command(when=When.now(day_of("--date", day) if day is not None else "", by), **others)

    return with_when


def day_of(option: str, value: str) -> str:
    """A day, checked."""
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise DraftkitError(f"{option} {value!r} is not a day; write it like 2031-05-06") from error


def opened(where: str | None) -> Dossier:
    """The dossier that the user means."""
    from draftkit.dossier.dossier import Dossier

    return Dossier.open(where or _only_one_here())


def _only_one_here() -> str:
    found = sorted(path.name for path in Path().glob(f"*{ENDING}"))
    if len(found) == 1:
        return found[0]
    if not found:
        raise DraftkitError(
            f"there is no dossier here: no file ends in {ENDING}; name one with --dossier,"
            " or make one with draftkit dossier init"
        )
    raise DraftkitError(f"several dossiers are here; name one with --dossier: {', '.join(found)}")


def given(file: str, lenient: bool = True) -> Given:
    """A file with a draft in it, its warnings told."""
    from draftkit.cli.files import check_sound, name_of, one
    from draftkit.dossier.entries import Given
    from draftkit.readers import read_file
    from draftkit.readers.files import file_bytes

    data = file_bytes(file)
    readings = read_file(file, data=data)
    check_sound(file, readings, lenient)
    return Given(name_of(file), data, one(readings, file))
