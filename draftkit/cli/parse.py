"""The command that shows how a draft is read."""

from __future__ import annotations

import click

from draftkit.cli.endings import print_
from draftkit.cli.files import read, width
from draftkit.cli.options import format_option, view_option


@click.command()
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
