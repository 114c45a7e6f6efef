"""The command that shows what changed between two drafts."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from draftkit.cli.endings import DIFFERENCES
from draftkit.cli.files import check_two_files, colored, one, read, save, width
from draftkit.cli.options import color_option, format_option, view_option
from draftkit.errors import DraftkitError

if TYPE_CHECKING:
    from draftkit.compare import Changes


@click.command()
@click.argument("old", type=click.Path())
@click.argument("new", type=click.Path())
@format_option("terminal", "json")
@click.option(
    "--summary",
    "short",
    is_flag=True,
    help="One screen: how much changed, then what happened, in the words of delegates.",
)
@view_option
@color_option
def diff(old: str, new: str, format_: str, short: bool, view: str, color: str) -> None:
    """Show what changed from OLD to NEW, word by word.

    {-Words that went-} and {+words that came+} stand in their paragraphs. A new
    number is told beside a paragraph and is no change of its text. Exit status:
    0 when nothing differs, 1 when something does.

    \b
    draftkit diff L4.docx L4-Rev1.docx
    draftkit diff L4.docx L4-Rev1.docx --summary
    draftkit diff L4.md L4-Rev1.md --format json
    """
    from draftkit.compare import diff as compare

    check_two_files(old, new)
    if short and format_ != "terminal":
        raise DraftkitError(f"--summary is for the terminal; leave out --format {format_}")
    found = compare(one(read(old, view), old), one(read(new, view), new))
    save("-", _written(found, "summary" if short else format_, color).encode())
    sys.exit(DIFFERENCES if found.any else 0)


def _written(changes: Changes, format_: str, color: str) -> str:
    match format_:
        case "json":
            import json

            from draftkit.writers.changes_json import changes_json

            return json.dumps(changes_json(changes), ensure_ascii=False, indent=2) + "\n"
        case "summary":
            from draftkit.writers.summary import summary

            return summary(changes, colored(color), width())
        case _:
            from draftkit.writers.terminal import terminal

            return terminal(changes, colored(color), width())
