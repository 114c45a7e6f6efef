"""The commands that look at a Word file as a file: what it gives away besides its page."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

from draftkit.cli.endings import DIFFERENCES, print_
from draftkit.errors import DraftkitError
from draftkit.ooxml.findings import CHANGE_AUTHORS, WORDS, Finding, Request, Trace, request

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
def inspect(file: str, format_: str) -> None:
    """Say what a Word file gives away besides its page.

    Tracked changes, comments, hidden text, names, dates, paths, document
    variables, attached files and more; each with the word by which "draftkit
    scrub" removes it. Nothing is changed. Exit status: 0 when nothing was
    found, 1 when something was.

    \b
    draftkit inspect L4.docx
    draftkit inspect L4.docx --format json
    """
    from draftkit.cli.inspection import inspection_json, inspection_text
    from draftkit.ooxml.archive import open_archive
    from draftkit.ooxml.traces import inspect as look_through

    name = _name(file)
    findings = look_through(open_archive(_bytes(file), name))
    print_(inspection_json(findings) if format_ == "json" else inspection_text(findings, name, _width()))
    sys.exit(DIFFERENCES if findings else 0)


@click.command()
@click.argument("file")
@click.option("-o", "--output", required=True, metavar="FILE", help="Word file to write.")
@click.option(
    "--remove",
    multiple=True,
    metavar="WORDS",
    help=f"What to remove, divided by commas: {', '.join(WORDS)}. Default: all that is on no page "
    "and nobody's content.",
)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Remove all of these but tracked changes, which only --remove accepts or rejects.",
)
def scrub(file: str, output: str, remove: tuple[str, ...], everything: bool) -> None:
    """Remove from a Word file what its page does not show.

    No character on the page changes, and the new file is looked through before
    it is saved: nothing of what was to be removed is left. What stays, and why,
    is told on standard error. "draftkit inspect" says what there is to remove.

    \b
    draftkit scrub L4.docx -o L4-clean.docx
    draftkit scrub L4.docx -o L4-clean.docx --remove comments,authors
    draftkit scrub L4.docx -o L4-clean.docx --all --remove changes=accept
    """
    from draftkit.ooxml.archive import open_archive
    from draftkit.ooxml.scrubbing import scrub as scrubbed

    asked = request(
        [word.strip() for words in remove for word in words.split(",") if word.strip()], everything
    )
    name = _name(file)
    result = scrubbed(open_archive(_bytes(file), name), asked)
    _check_output(output, result.ending)
    if output == _STANDARD:
        print_(result.data)
    else:
        from draftkit.writers import save

        save(output, result.data)
    for line in _told(result.before, result.after, asked):
        click.echo(f"draftkit: {name}: {line}", err=True)
    if result.signed:
        sentence = "the digital signature no longer holds; remove it with --remove signatures"
        click.echo(f"draftkit: {name}: {sentence}", err=True)


def _told(before: tuple[Finding, ...], after: tuple[Finding, ...], asked: Request) -> list[str]:
    """What scrubbing left, and why."""
    from draftkit.cli.inspection import described, words_for

    if not any(finding.trace in asked.traces for finding in before) and not asked.anonymous:
        lines = ["nothing of what was to be removed was found; the new file is a copy"]
    else:
        lines = [described(f) for f in after if f.trace in asked.traces]
    for finding in after:
        if finding.trace not in asked.traces:
            words = (*words_for(finding.trace), CHANGE_AUTHORS)
            words = words if finding.trace is Trace.CHANGES and not asked.anonymous else words[:-1]
            how = f"--remove {' or '.join(words)}" if words else "only its author can mend it"
            lines.append(f"not removed: {described(finding)} ({how})")
    return lines


def _check_output(output: str, ending: str) -> None:
    if output == _STANDARD:
        if sys.stdout is not None and sys.stdout.isatty():
            raise DraftkitError("a Word document cannot be shown in a terminal; name a file with -o")
    elif Path(output).suffix.lower() != ending:
        raise DraftkitError(f"scrub writes a Word file here whose name must end in {ending}", output)


def _name(file: str) -> str:
    return "standard input" if file == _STANDARD else file


def _bytes(file: str) -> bytes:
    from draftkit.readers import LARGEST

    data = _all(file, LARGEST + 1)
    if len(data) > LARGEST:
        raise DraftkitError(f"the file is larger than {LARGEST // 1024 // 1024} MiB", _name(file))
    return data


def _all(file: str, most: int) -> bytes:
    if file == _STANDARD:
        if sys.stdin is None:  # closed by whoever started us
            raise DraftkitError("standard input is closed")
        return sys.stdin.buffer.read(most)
    path = Path(file)
    if path.is_dir():
        raise DraftkitError("this is a folder, not a file", file)
    if path.suffix.lower() not in _ENDINGS:
        raise DraftkitError(f"only Word files can be looked through: {', '.join(_ENDINGS)}", file)
    try:
        with path.open("rb") as opened:
            return opened.read(most)
    except FileNotFoundError as error:
        raise DraftkitError("there is no such file", file) from error
    except OSError as error:
        raise DraftkitError(f"the file cannot be read: {error.strerror}", file) from error


def _width() -> int:
    return shutil.get_terminal_size().columns if sys.stdout is not None and sys.stdout.isatty() else 100
