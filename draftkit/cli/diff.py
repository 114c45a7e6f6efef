"""The command that shows what changed between two drafts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from draftkit.cli.endings import DIFFERENCES
from draftkit.cli.files import check_stays, check_two_files, colored, name_of, one, read, save, width
from draftkit.cli.options import color_option, format_option, output_option, view_option
from draftkit.errors import DraftkitError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftkit.compare import Changes
    from draftkit.rows import Row

NO_TEXT = (".docx", ".docm", ".doc", ".rtf", ".odt", ".pdf", ".json")
"""Endings that promise something else than what a comparison writes."""

NOTHING = "Nothing of what was asked for changed."
"""For a part of the drafts; of the whole it is said that they are the same."""


@click.command()
@click.argument("old", type=click.Path())
@click.argument("new", type=click.Path())
@format_option("terminal", "side-by-side", "html", "critic", "json")
@click.option(
    "--summary",
    "short",
    is_flag=True,
    help="One screen: how much changed, then what happened, in the words of delegates.",
)
@output_option("File to write; without it, print. A web page if its name ends in .html.", required=False)
@click.option(
    "--only",
    "wanted",
    metavar="LABELS",
    help="Only these paragraphs, with what stands below them: PP3,OP5 or OP3-OP7, preamble, notes, masthead.",
)
@click.option(
    "--ignore",
    "ignored",
    type=click.Choice(["formatting", "punctuation", "case"]),
    multiple=True,
    help="Leave out changes that are only of this kind; may be given several times. Brackets are never"
    " punctuation.",
)
@click.option(
    "--unit",
    type=click.Choice(["word", "character"]),
    default="word",
    show_default=True,
    help="Mark whole words, or of a word that keeps most of its letters only those that changed. Words are"
    " counted whole all the same.",
)
@view_option
@color_option
def diff(
    old: str,
    new: str,
    format_: str,
    short: bool,
    output: str | None,
    wanted: str | None,
    ignored: tuple[str, ...],
    unit: str,
    view: str,
    color: str,
) -> None:
    """Show what changed from OLD to NEW, word by word.

    {-Words that went-} and {+words that came+} stand in their paragraphs. A new
    number is told beside a paragraph and is no change of its text. Exit status:
    0 when nothing differs, 1 when something does.

    \b
    draftkit diff L4.docx L4-Rev1.docx
    draftkit diff L4.docx L4-Rev1.docx --summary
    draftkit diff L4.docx L4-Rev1.docx -o changes.html
    draftkit diff L4.docx L4-Rev1.docx --only PP3,OP5-OP7 --ignore case
    draftkit diff L4.docx L4-Rev1.docx --format side-by-side
    draftkit diff L4.md L4-Rev1.md --format critic -o changes.md
    draftkit diff L4.md L4-Rev1.md --format json
    """
    from draftkit.compare.ignoring import Ignored, ignoring
    from draftkit.compare.selecting import only
    from draftkit.rows import rows

    check_two_files(old, new)
    check_stays("the comparison", output, (old, new))
    format_ = form_of(format_, short, output)
    if format_ == "critic" and (wanted or ignored):
        raise DraftkitError("--format critic holds the whole of both drafts; leave out --only and --ignore")
    drafts = rows(one(read(old, view), old)), rows(one(read(new, view), new))
    found = ignoring(compared((old, new), drafts), [Ignored(kind) for kind in ignored])
    if wanted is not None:
        found = only(found, wanted)
    painted = colored(color) if output in (None, "-") else color == "always"
    text = written(found, format_, painted, (old, new), bool(wanted or ignored), unit == "character")
    save(output or "-", text.encode())
    sys.exit(DIFFERENCES if found.any else 0)


def compared(files: tuple[str, str], drafts: tuple[Sequence[Row], Sequence[Row]]) -> Changes:
    """What changed between the drafts of two files.

    Of a Word file the words "United Nations" at its head are left out if draft text beside it has none: they
    come into a Word file with the emblem, so that nobody added them.
    """
    from draftkit.compare import diff_rows
    from draftkit.model import Field
    from draftkit.readers.files import is_word

    heading = Field.UNITED_NATIONS.value
    words = [is_word(file, b"") for file in files]
    if words[0] != words[1] and [any(row.field == heading for row in draft) for draft in drafts] == words:
        drafts = (
            tuple(row for row in drafts[0] if row.field != heading),
            tuple(row for row in drafts[1] if row.field != heading),
        )
    return diff_rows(*drafts)


def form_of(format_: str, short: bool, output: str | None) -> str:
    """What to write, by all options together."""
    ending = Path(output or "").suffix.lower()
    if ending == ".json" != f".{format_}":
        raise DraftkitError("to write JSON, add --format json", output)
    if ending in NO_TEXT and ending != f".{format_}":
        raise DraftkitError(f"diff writes no {ending} here; draftkit redline writes Word and PDF", output)
    if short and format_ != "terminal":
        raise DraftkitError(f"--summary is for the terminal; leave out --format {format_}")
    if short and ending in (".html", ".htm"):
        raise DraftkitError("--summary is for the terminal; leave it out to write a web page", output)
    if format_ == "terminal" and ending in (".html", ".htm"):
        return "html"
    return "summary" if short else format_


def written(
    changes: Changes, format_: str, painted: bool, files: tuple[str, str], partly: bool, by_letter: bool
) -> str:
    match format_:
        case "json":
            import json

            from draftkit.compare.letters import in_letters
            from draftkit.writers.changes_json import changes_json

            changes = in_letters(changes) if by_letter else changes
            return json.dumps(changes_json(changes), ensure_ascii=False, indent=2) + "\n"
        case "html":
            from draftkit.writers.html import html
            from draftkit.writers.shown import SAME

            old, new = (Path(name_of(file)).name for file in files)
            return html(changes, old, new, NOTHING if partly else SAME, by_letter)
        case "summary" | "terminal" | "side-by-side" if partly and not changes.any:
            return NOTHING + "\n"
        case "summary":
            from draftkit.writers.summary import summary

            return summary(changes, painted, width())
        case "critic":
            from draftkit.writers.critic import critic

            return critic(changes, by_letter)
        case "side-by-side" if _wide_enough():
            from draftkit.writers.side_by_side import side_by_side

            return side_by_side(changes, painted, width(), by_letter)
        case _:
            from draftkit.writers.terminal import terminal

            return terminal(changes, painted, width(), by_letter)


def _wide_enough() -> bool:
    """Whether two columns have room; if not, a person is told what comes instead."""
    from draftkit.writers.side_by_side import NARROWEST

    if width() >= NARROWEST:
        return True
    message = f"side by side needs {NARROWEST} columns and there are {width()}, so one is below the other"
    click.echo(f"draftkit: {message}", err=True)
    return False
