"""The command line: parse options, call one function, print.

Exit status, in the tradition of diff: 0 done or the same, 1 differences, 2
cannot (a message on standard error and no output file).
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from draftkit import __version__
from draftkit.cli.endings import Commands, print_
from draftkit.cli.files import check_stays, check_word_output, one, read, save, sound, width
from draftkit.cli.options import (
    date_option,
    format_option,
    lenient_option,
    output_option,
    setup_options,
    view_option,
)
from draftkit.errors import DraftkitError
from draftkit.writers.setup import PageSetup

NO_TEXT = (".docx", ".docm", ".dotx", ".dotm", ".doc", ".rtf", ".odt", ".pdf", ".json")
"""Endings that promise something else than draft text."""


ELSEWHERE = {
    "brackets": "brackets",
    "changes": "changes",
    "compile": "compile",
    "diff": "diff",
    "dossier": "dossier",
    "git": "git",
    "inspect": "privacy",
    "redline": "redline",
    "renumber": "renumber",
    "resolve": "resolve",
    "scrub": "privacy",
    "view": "view",
}
"""The commands that have a module of their own, and which; a command does not wait for those of others."""


@click.group(cls=Commands, elsewhere=ELSEWHERE, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="draftkit")
def main() -> None:
    """Draft resolutions and decisions: structure, diff, clean and redlined Word.

    A draft is a Word file (.docx; .doc, .rtf and .odt with LibreOffice) or a
    text (.md, .txt), much as it is passed on: masthead, sponsors, title,
    preamble, numbered paragraphs, notes.

    \b
    draftkit parse DRAFT.docx                    how draftkit reads the draft
    draftkit diff OLD.docx NEW.md                what changed, word by word
    draftkit brackets CRP1.md CRP2.docx          what is open, who wants what
    draftkit resolve CRP1.md OP2=drop -o CRP2.md settle brackets
    draftkit renumber CRP3.md -o L5.md           3 bis becomes 4, and so on
    draftkit render DRAFT.md -o DRAFT.docx       Word or PDF, in UN format
    draftkit redline L4.docx NEW -o RED.docx     tracked changes on that file
    draftkit compile L4.md EU=eu.md -o ALL.docx  proposals in one text
    draftkit view ALL.docx --as EU               one delegation's text out of it
    draftkit changes L4.docx                     the tracked changes it holds
    draftkit inspect L4.docx                     what else it would give away
    draftkit scrub L4.docx -o CLEAN.docx         the same file without that
    draftkit fmt DRAFT.docx                      the draft as text, in one form
    draftkit dossier init                        keep the life of a draft
    draftkit git setup                           git diff shows drafts, Word too

    In place of a file, "-" is standard input or output. "draftkit diff --help"
    and so on tell more about each command.

    Exit status: 0 done, or nothing found; 1 diff, brackets, changes or inspect
    found something; 2 it cannot be done: one sentence on standard error says why, and
    no file is written.
    """


@main.command()
@click.argument("file", type=click.Path())
@format_option("text", "json")
@view_option
def parse(file: str, format_: str, view: str) -> None:
    """Show how draftkit reads a draft.

    One line a paragraph, with the name by which one speaks of it (PP1, OP3(a)),
    its brackets and notes. What is not understood is told on standard error,
    with line and column, and kept as it stands. In a Word file these count
    paragraphs, and characters of a paragraph. JSON has the whole text.

    \b
    draftkit parse L4.docx
    draftkit parse L4.md --format json > L4.json
    """
    readings = read(file, view)
    if format_ == "json":
        from draftkit.writers.json import write_json

        print_(write_json([r.draft for r in readings], [r.warnings for r in readings]))
    else:
        from draftkit.writers.outline import outline

        print_("\n".join(outline(reading.draft, width()) for reading in readings))


@main.command()
@click.argument("file", type=click.Path())
@output_option("Text file to write, which may be FILE itself; without it, print.", required=False)
@view_option
@lenient_option
def fmt(file: str, output: str | None, view: str, lenient: bool) -> None:
    """Print a draft in one regular form of draft text.

    One line a paragraph, notes at the end. No word is lost, and doing it twice
    changes nothing more.

    \b
    draftkit fmt L4.md -o L4.md
    draftkit fmt L4.docx -o L4.md
    """
    from draftkit.writers.text import write_text

    if output and Path(output).suffix.lower() in NO_TEXT:
        raise DraftkitError("fmt writes draft text; name a file that ends in .md or .txt", output)
    save(output or "-", write_text([r.draft for r in sound(file, lenient, view)]).encode())


@main.command()
@click.argument("file", type=click.Path())
@output_option("Word file (.docx) or PDF (.pdf) to write.")
@click.option(
    "--typography",
    is_flag=True,
    help="Keep dates and references on one line, as issued documents do in English: no-break spaces in"
    " “8 October”, “No. 5”, “para. 3”, “annex II”, “5 per cent”.",
)
@setup_options
@date_option
@view_option
@lenient_option
def render(
    file: str,
    output: str,
    typography: bool,
    date: datetime | None,
    view: str,
    lenient: bool,
    setup: PageSetup,
) -> None:
    """Write a draft as Word or PDF, in UN document format.

    PDF is made of the Word document by LibreOffice, if it is installed.

    \b
    draftkit render L4.md -o L4.docx
    draftkit render L4.md -o L4.docx --profile geneva --emblem emblem.png
    draftkit render L4.md -o L4.docx --status submission
    draftkit render L4.md -o L4.pdf --typography
    """
    from draftkit.editorial.typography import no_break_spaces
    from draftkit.writers import write_as

    check_word_output("render", output, (".docx", ".pdf"))
    check_stays("the new document", output, (file,))
    draft = one(sound(file, lenient, view), file)
    if typography:
        draft = no_break_spaces(draft)
    ending = ".docx" if output == "-" else Path(output).suffix
    save(output, write_as(ending, (draft,), date=date, setup=setup))
