"""The command that lists the tracked changes of a Word file."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import click

from draftkit.cli.endings import DIFFERENCES, print_
from draftkit.errors import DraftkitError

_STANDARD = "-"
_ENDINGS = (".docx", ".docm", ".dotx", ".dotm")


@click.command()
@click.argument("file")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="What to print.",
)
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colour; auto means on a terminal and NO_COLOR not set.",
)
def changes(file: str, format_: str, color: str) -> None:
    """List the tracked changes of a Word file: who, when, where, which words.

    What reads as one change is one entry, under the name of its paragraph when
    all changes are accepted, or "(original)" when the paragraph goes. Dates are
    those of the file. Exit status: 0 when there are none, 1 when there are some.

    \b
    draftkit changes L4.docx
    draftkit changes L4.docx --format json
    """
    from draftkit.readers.tracked import read_tracked
    from draftkit.writers.tracked_list import tracked_json, tracked_text

    found = read_tracked(_data(file), _name(file))
    if format_ == "json":
        print_(tracked_json(found))
    else:
        print_(tracked_text(found, _colored(color), _width()))
    sys.exit(DIFFERENCES if found else 0)


def _data(file: str) -> bytes:
    """The bytes of a Word file; a file of an older format is converted first."""
    from draftkit.readers import LARGEST
    from draftkit.readers.legacy import CHECKS, to_docx

    ending = Path(file).suffix.lower()
    data = _bytes(file, (*_ENDINGS, *CHECKS), LARGEST + 1)
    if len(data) > LARGEST:
        raise DraftkitError(f"the file is larger than {LARGEST // 1024 // 1024} MiB", _name(file))
    return to_docx(data, ending, file) if ending in CHECKS else data


def _bytes(file: str, endings: tuple[str, ...], most: int) -> bytes:
    if file == _STANDARD:
        if sys.stdin is None:  # closed by whoever started us
            raise DraftkitError("standard input is closed")
        return sys.stdin.buffer.read(most)
    path = Path(file)
    if path.is_dir():
        raise DraftkitError("this is a folder, not a file", file)
    if path.suffix.lower() not in endings:
        raise DraftkitError(f"only Word files have tracked changes: {', '.join(endings)}", file)
    try:
        with path.open("rb") as opened:
            return opened.read(most)
    except FileNotFoundError as error:
        raise DraftkitError("there is no such file", file) from error
    except OSError as error:
        raise DraftkitError(f"the file cannot be read: {error.strerror}", file) from error


def _name(file: str) -> str:
    return "standard input" if file == _STANDARD else file


def _width() -> int:
    return shutil.get_terminal_size().columns if _on_terminal() else 100


def _colored(color: str) -> bool:
    if color == "auto":
        return _on_terminal() and not os.environ.get("NO_COLOR")
    return color == "always"


def _on_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()
