"""The commands that look at a Word file as a file: what it gives away besides its page."""

from __future__ import annotations

import sys

import click

from draftkit.cli.endings import DIFFERENCES, print_
from draftkit.cli.files import check_word_output, name_of, save, width
from draftkit.cli.options import format_option
from draftkit.ooxml.findings import CHANGE_AUTHORS, WORDS, Finding, Request, Trace, request


@click.command()
@click.argument("file", type=click.Path())
@format_option("text", "json")
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
    from draftkit.readers.files import WORD, word_bytes

    name = name_of(file)
    findings = look_through(open_archive(word_bytes(file, WORD), name))
    print_(inspection_json(findings) if format_ == "json" else inspection_text(findings, name, width()))
    sys.exit(DIFFERENCES if findings else 0)


@click.command()
@click.argument("file", type=click.Path())
@click.option("-o", "--output", required=True, metavar="FILE", type=click.Path(), help="Word file to write.")
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
    from draftkit.readers.files import WORD, word_bytes

    asked = request(
        [word.strip() for words in remove for word in words.split(",") if word.strip()], everything
    )
    name = name_of(file)
    result = scrubbed(open_archive(word_bytes(file, WORD), name), asked)
    check_word_output("scrub", output, (result.ending,))
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
