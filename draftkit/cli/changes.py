"""The command that lists the tracked changes of a Word file."""

from __future__ import annotations

import sys

import click

from draftkit.cli.endings import DIFFERENCES, print_
from draftkit.cli.files import colored, name_of, width
from draftkit.cli.options import color_option, format_option


@click.command()
@click.argument("file", type=click.Path())
@format_option("text", "json")
@color_option
def changes(file: str, format_: str, color: str) -> None:
    """List the tracked changes of a Word file: who, when, where, what.

    What reads as one change is one entry, under the name of its paragraph when
    all changes are accepted, or "(original)" when the paragraph goes. Dates are
    those of the file. Exit status: 0 when there are none, 1 when there are some.

    \b
    draftkit changes L4.docx
    draftkit changes L4.docx --format json
    """
    from draftkit.readers.files import word_bytes
    from draftkit.readers.tracked import read_tracked
    from draftkit.writers.tracked_list import tracked_json, tracked_text

    found = read_tracked(word_bytes(file), name_of(file))
    if format_ == "json":
        print_(tracked_json(found))
    else:
        print_(tracked_text(found, colored(color), width()))
    sys.exit(DIFFERENCES if found else 0)
