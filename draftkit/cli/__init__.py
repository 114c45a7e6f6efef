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
from draftkit.cli.changes import changes
from draftkit.cli.endings import DIFFERENCES, Commands, print_
from draftkit.cli.privacy import inspect, scrub
from draftkit.errors import DraftkitError

if TYPE_CHECKING:
    from draftkit.model import Draft
    from draftkit.readers.reading import Reading

MOST_WARNINGS = 50
"""More than this many tell a person at a terminal nothing new; JSON has them all."""


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="draftkit")
def main() -> None:
    """Draft resolutions and decisions: structure, diff, clean and redlined Word.

    A draft is a text or Markdown file (.md, .txt), much as it is passed on by
    mail: masthead, sponsors, title, preamble, numbered paragraphs, notes.

    \b
    draftkit parse DRAFT.md                      how draftkit reads the draft
    draftkit diff OLD.md NEW.md                  what changed, word by word
    draftkit render DRAFT.md -o DRAFT.docx       Word, in UN document format
    draftkit redline OLD.md NEW.md -o RED.docx   Word with tracked changes
    draftkit fmt DRAFT.md                        the draft in one regular form

    In place of a file, "-" is standard input or output. "draftkit diff --help"
    and so on tell more about each command.

    Exit status: 0 done, or nothing differs; 1 the drafts differ; 2 it cannot be
    done: one sentence on standard error says why, and no file is written.
    """


def _format_option(*formats: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return click.option(
        "--format",
        "format_",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="What to print.",
    )


def _date_options(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--date",
        metavar="ISO",
        callback=lambda _context, _option, value: _date(value),
        help="Date that the document carries, such as 2031-05-06 or 2031-05-06T18:00Z; never the clock. "
        "Default: SOURCE_DATE_EPOCH, else 2000-01-01.",
    )(command)


def _lenient_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--lenient",
        is_flag=True,
        help="Go on although a bracket is never closed or a note call has no note; they are kept as written.",
    )(command)


def _output_option(what: str, required: bool = True) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return click.option("-o", "--output", required=required, metavar="FILE", help=what)


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
    """Show how draftkit reads a draft.

    One line a paragraph, with the name by which one speaks of it (PP1, OP3(a)),
    its brackets and notes. What is not understood is told on standard error,
    with line and column, and kept as it stands. JSON has the whole text.

    \b
    draftkit parse L4.md
    draftkit parse L4.md --format json > L4.json
    """
    readings = _read(file)
    if format_ == "json":
        from draftkit.writers.json import write_json

        print_(write_json([r.draft for r in readings], [r.warnings for r in readings]))
    else:
        from draftkit.writers.outline import outline

        print_("\n".join(outline(reading.draft, _width()) for reading in readings))


@main.command()
@click.argument("file")
@_output_option("Text file to write, which may be FILE itself; without it, print.", required=False)
@_lenient_option
def fmt(file: str, output: str | None, lenient: bool) -> None:
    """Print a draft in one regular form of draft text.

    One line a paragraph, notes at the end. No word is lost, and doing it twice
    changes nothing more.

    \b
    draftkit fmt L4.md
    draftkit fmt L4.md -o L4.md
    """
    from draftkit.writers.text import write_text

    if output and Path(output).suffix.lower() in NO_TEXT:
        raise DraftkitError("fmt writes draft text; name a file that ends in .md or .txt", output)
    _save(output or "-", write_text([reading.draft for reading in _sound(file, lenient)]).encode())


@main.command()
@click.argument("file")
@_output_option("Word file to write (.docx).")
@_date_options
@_lenient_option
def render(file: str, output: str, date: datetime | None, lenient: bool) -> None:
    """Write a draft as a Word document in UN document format.

    \b
    draftkit render L4.md -o L4.docx
    """
    from draftkit.writers import write_as

    _check_word_output("render", output)
    _save(output, write_as(".docx", (_one(_sound(file, lenient), file),), date=date))


@main.command()
@click.argument("old")
@click.argument("new")
@_format_option("terminal", "json")
@_color_option
def diff(old: str, new: str, format_: str, color: str) -> None:
    """Show what changed from OLD to NEW, word by word.

    {-Words that went-} and {+words that came+} stand in their paragraphs. A new
    number is told beside a paragraph and is no change of its text. Exit status:
    0 when nothing differs, 1 when something does.

    \b
    draftkit diff L4.md L4-Rev1.md
    draftkit diff L4.md L4-Rev1.md --format json
    """
    from draftkit.compare import diff as compare

    _check_two_files(old, new)
    changes = compare(_one(_read(old), old), _one(_read(new), new))
    if format_ == "json":
        import json

        from draftkit.writers.changes_json import changes_json

        print_(json.dumps(changes_json(changes), ensure_ascii=False, indent=2) + "\n")
    else:
        from draftkit.writers.terminal import terminal

        print_(terminal(changes, _colored(color), _width()))
    sys.exit(DIFFERENCES if changes.any else 0)


@main.command()
@click.argument("old")
@click.argument("new")
@_output_option("Word file to write (.docx).")
@click.option("--author", default="draftkit", show_default=True, help="Name that the tracked changes carry.")
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
    """Write what changed from OLD to NEW as a Word redline.

    The file is read back before it is saved: rejecting all changes must give
    OLD, accepting all must give NEW, to the letter.

    \b
    draftkit redline L4.md L4-Rev1.md -o redline.docx --author Secretariat
    """
    from draftkit.writers import default_date
    from draftkit.writers.redline import write_redline

    _check_word_output("redline", output)
    _check_two_files(old, new)
    if not author.strip() or not author.isprintable():
        raise DraftkitError("tracked changes carry the name of their author; give one with --author")
    before, after = _one(_sound(old, lenient), old), _one(_sound(new, lenient), new)
    _save(output, write_redline(before, after, author=author, date=date or default_date(), style=style))
    if before == after:
        click.echo("draftkit: the two drafts are the same; the redline shows no changes", err=True)


main.add_command(changes)
main.add_command(inspect)
main.add_command(scrub)


# --- writing ---------------------------------------------------------------------------------

NO_TEXT = (".docx", ".json")
"""Endings that promise something else than draft text."""


def _check_word_output(command: str, output: str) -> None:
    if output == "-":
        if _on_terminal():
            raise DraftkitError("a Word document cannot be shown in a terminal; name a file with -o")
    elif Path(output).suffix.lower() != ".docx":
        raise DraftkitError(f"{command} writes Word documents; name a file that ends in .docx", output)


def _save(output: str, data: bytes) -> None:
    if output == "-":
        print_(data)
    else:
        from draftkit.writers import save

        save(output, data)


# --- reading ---------------------------------------------------------------------------------


def _check_two_files(old: str, new: str) -> None:
    if old == new == "-":
        raise DraftkitError("only one of the two drafts can come from standard input")


def _read(file: str) -> tuple[Reading, ...]:
    from draftkit.readers import read_file

    readings = read_file(file)
    _warn(file, readings)
    return readings


def _sound(file: str, lenient: bool) -> tuple[Reading, ...]:
    """What is in a file, refused where the draft itself is at fault: nothing is issued like that."""
    from draftkit.readers import read_file

    readings = read_file(file)
    faults = [warning for reading in readings for warning in reading.faults]
    if faults and not lenient:
        more = f" (and {len(faults) - 1:,} more)" if len(faults) > 1 else ""
        message = f"{faults[0].message}{more}; mend it, or go on with --lenient"
        raise DraftkitError(message, _name(file), faults[0].position)
    _warn(file, readings)
    return readings


def _warn(file: str, readings: Sequence[Reading]) -> None:
    warnings = [warning for reading in readings for warning in reading.warnings]
    for warning in warnings[:MOST_WARNINGS]:
        place = f"{warning.position.line}:{warning.position.column}: " if warning.position else ""
        click.echo(f"draftkit: {_name(file)}:{place or ' '}warning: {warning.message}", err=True)
    if len(warnings) > MOST_WARNINGS:
        more = len(warnings) - MOST_WARNINGS
        click.echo(f"draftkit: {_name(file)}: {more:,} more warnings are not shown", err=True)


def _name(file: str) -> str:
    return "standard input" if file == "-" else file


def _one(readings: Sequence[Reading], file: str) -> Draft:
    if len(readings) > 1:
        raise DraftkitError(
            f"the file holds {len(readings)} drafts; put each into a file of its own", _name(file)
        )
    return readings[0].draft


def _date(value: str | None) -> datetime | None:
    """An ISO date in UTC; one without a zone is taken to be in UTC."""
    if value is None:
        return None
    try:
        date = datetime.fromisoformat(value)
        return date.astimezone(UTC) if date.tzinfo else date.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise DraftkitError(f"--date {value!r} is not a date; write it like 2031-05-06") from error


def _on_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()  # None where it was closed before we began


def _width() -> int:
    """Characters to a line: those of the terminal, or 100 where there is none."""
    return shutil.get_terminal_size().columns if _on_terminal() else 100


def _colored(color: str) -> bool:
    if color == "auto":
        return _on_terminal() and not os.environ.get("NO_COLOR")
    return color == "always"
