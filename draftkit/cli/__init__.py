"""The command line: parse options, call one function, print.

Exit status, in the tradition of diff: 0 done or the same, 1 differences, 2
cannot (a message on standard error and no output file).
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from draftkit import __version__
from draftkit.errors import DraftkitError

if TYPE_CHECKING:
    from draftkit.model import Draft, Warning
    from draftkit.readers.text import Reading

DIFFERENCES = 1
CANNOT = 2
"""Also click's own status for options it does not understand."""


class _Group(click.Group):
    """Commands whose errors are one sentence and exit status 2."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().main(*args, **kwargs)
        except DraftkitError as error:
            click.echo(f"draftkit: {error}", err=True)
            sys.exit(CANNOT)
        except BrokenPipeError:
            # The reader of our output has gone; nobody is left to tell.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(CANNOT)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="draftkit")
def main() -> None:
    """Draft resolutions and decisions: structure, diff, clean and redlined Word.

    Drafts are text or Markdown (.md, .txt); "-" is standard input.

    \b
    draftkit parse DRAFT.md                      the structure
    draftkit diff OLD.md NEW.md                  what changed, word by word
    draftkit render DRAFT.md -o DRAFT.docx       Word, in UN document format
    draftkit redline OLD.md NEW.md -o RED.docx   Word with tracked changes
    draftkit fmt DRAFT.md                        canonical draft text

    Exit status: 0 the same or done, 1 differences, 2 cannot.
    """


def _format_option(*formats: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return click.option(
        "--format", "format_", type=click.Choice(formats), default=formats[0], show_default=True, help="What to print."
    )


def _date_options(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--date",
        metavar="ISO",
        callback=lambda _context, _option, value: _date(value),
        help="Date put into the document, such as 2031-05-06 or 2031-05-06T18:00Z. "
        "Default: SOURCE_DATE_EPOCH, else 2000-01-01.",
    )(command)


def _lenient_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--lenient",
        is_flag=True,
        help="Go on when a bracket is never closed or a note call has no note; they are kept as written.",
    )(command)


def _output_option(required: bool) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return click.option(
        "-o", "--output", required=required, metavar="FILE", help="File to write" + ("." if required else "; else print.")
    )


def _color_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        show_default=True,
        help="Colour; auto means on a terminal and NO_COLOR not set.",
    )(command)


@main.command()
@click.argument("file")
@_format_option("text", "json")
def parse(file: str, format_: str) -> None:
    """Show the structure of the draft in FILE.

    \b
    draftkit parse L4.md
    draftkit parse L4.md --format json
    """
    readings = _read(file)
    if format_ == "json":
        from draftkit.writers.json import write_json

        click.echo(write_json([r.draft for r in readings], [r.warnings for r in readings]), nl=False)
    else:
        from draftkit.writers.outline import outline

        click.echo("\n".join(outline(reading.draft) for reading in readings), nl=False)


@main.command()
@click.argument("file")
@_output_option(required=False)
@_lenient_option
def fmt(file: str, output: str | None, lenient: bool) -> None:
    """Print FILE as canonical draft text.

    The same again gives the same; no word is lost.

    \b
    draftkit fmt L4.md
    draftkit fmt L4.md -o L4.md
    """
    from draftkit.writers import save
    from draftkit.writers.text import write_text

    text = write_text([reading.draft for reading in _sound(file, lenient)])
    if output is None or output == "-":
        click.echo(text, nl=False)
    else:
        save(output, text.encode())


@main.command()
@click.argument("file")
@_output_option(required=True)
@_date_options
@_lenient_option
def render(file: str, output: str, date: datetime | None, lenient: bool) -> None:
    """Write the draft in FILE as a Word document in UN document format.

    \b
    draftkit render L4.md -o L4.docx
    """
    from draftkit.writers import save, write_as

    if Path(output).suffix.lower() != ".docx":
        raise DraftkitError("render writes Word documents; name a file that ends in .docx", output)
    save(output, write_as(".docx", (_one(_sound(file, lenient), file),), date=date))


@main.command()
@click.argument("old")
@click.argument("new")
@_format_option("terminal", "json")
@_color_option
def diff(old: str, new: str, format_: str, color: str) -> None:
    """Show what changed from OLD to NEW, word by word.

    \b
    draftkit diff L4.md L4-Rev1.md
    draftkit diff L4.md L4-Rev1.md --format json
    """
    from draftkit.compare import diff as compare

    before, after = _pair(_read(old), _read(new), old, new)
    changes = compare(before, after)
    if format_ == "json":
        import json

        from draftkit.writers.changes_json import changes_json

        click.echo(json.dumps(changes_json(changes), ensure_ascii=False, indent=2))
    else:
        from draftkit.writers.terminal import terminal

        colored = _colored(color)
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 100
        click.echo(terminal(changes, colored, width), nl=False, color=colored)
    sys.exit(DIFFERENCES if changes.any else 0)


@main.command()
@click.argument("old")
@click.argument("new")
@_output_option(required=True)
@click.option("--author", default="draftkit", show_default=True, help="Name the tracked changes carry.")
@_date_options
@click.option(
    "--style",
    type=click.Choice(["tracked", "printed"]),
    default="tracked",
    show_default=True,
    help="Tracked changes, or bold double underline and strike-through for the photocopier.",
)
@_lenient_option
def redline(
    old: str, new: str, output: str, author: str, date: datetime | None, style: str, lenient: bool
) -> None:
    """Write the changes from OLD to NEW as a Word redline.

    The file is read back before it is saved: rejecting all changes must give
    OLD, accepting all must give NEW, to the letter.

    \b
    draftkit redline L4.md L4-Rev1.md -o redline.docx --author Secretariat
    """
    from draftkit.writers import default_date, save
    from draftkit.writers.redline import write_redline

    if Path(output).suffix.lower() != ".docx":
        raise DraftkitError("redline writes Word documents; name a file that ends in .docx", output)
    if not author.strip():
        raise DraftkitError("the author of tracked changes needs a name; give one with --author")
    before, after = _pair(_sound(old, lenient), _sound(new, lenient), old, new)
    save(output, write_redline(before, after, author=author, date=date or default_date(), style=style))


# --- reading ---------------------------------------------------------------------------------


def _read(file: str) -> tuple[Reading, ...]:
    from draftkit.readers import read_file

    readings = read_file(file)
    for reading in readings:
        for warning in reading.warnings:
            click.echo(f"draftkit: {_where(file, warning)}: warning: {warning.message}", err=True)
    return readings


def _sound(file: str, lenient: bool) -> tuple[Reading, ...]:
    """What is in a file, refused where the draft itself is at fault: nothing is issued like that."""
    if lenient:
        return _read(file)
    from draftkit.readers import read_file

    readings = read_file(file)
    faults = [warning for reading in readings for warning in reading.faults]
    if faults:
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        message = f"{faults[0].message}{more}; mend it, or go on with --lenient"
        raise DraftkitError(message, file, faults[0].position)
    return readings


def _where(file: str, warning: Warning) -> str:
    name = "standard input" if file == "-" else file
    return f"{name}:{warning.position.line}:{warning.position.column}" if warning.position else name


def _one(readings: Sequence[Reading], file: str) -> Draft:
    if len(readings) > 1:
        raise DraftkitError(f"the file holds {len(readings)} drafts; put each into a file of its own", file)
    return readings[0].draft


def _pair(old: Sequence[Reading], new: Sequence[Reading], old_file: str, new_file: str) -> tuple[Draft, Draft]:
    return _one(old, old_file), _one(new, new_file)


def _date(value: str | None) -> datetime | None:
    if value is None:
        return None
    try:
        date = datetime.fromisoformat(value)
    except ValueError as error:
        raise DraftkitError(f"{value!r} is not a date; write it like 2031-05-06") from error
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _colored(color: str) -> bool:
    if color == "auto":
        return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    return color == "always"
