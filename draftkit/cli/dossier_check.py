"""The command that checks what a file was made on."""

from __future__ import annotations

import sys

import click

from draftkit.cli.dossier_options import dossier_option, opened
from draftkit.cli.endings import DIFFERENCES, print_
from draftkit.cli.files import colored, name_of, one
from draftkit.cli.options import color_option


@click.command()
@click.argument("file", type=click.Path())
@click.option("--against", "version", default="last", metavar="VERSION",
              help="The version that it claims to be made on. Default: the last.")  # fmt: skip
@dossier_option
@color_option
def check(file: str, version: str, where: str | None, color: str) -> None:
    """Check that a file was made on the issued version.

    With its tracked changes rejected, FILE has to say what the version says.
    Paragraphs in which it does not were altered silently; they are shown.
    Numbers, looks and the masthead, but for title and sponsors, do not count.
    Exit status: 0 nothing was altered silently, 1 something was.

    \b
    draftkit dossier check Rev1.docx --against L.4
    """
    from draftkit.dossier.base_check import altered, silent_changes
    from draftkit.readers import View, read_file
    from draftkit.rows import rows
    from draftkit.writers.terminal import terminal

    dossier = opened(where)
    base = dossier.state().version(version)
    rejected = one(read_file(file, View.ORIGINAL), file)
    found = silent_changes(dossier.rows(base.added.draft), rows(rejected))
    labels = altered(found)
    if not labels:
        print_(f"{name_of(file)} is made on {base.name}: nothing was altered outside tracked changes\n")
        return
    many = "1 paragraph was" if len(labels) == 1 else f"{len(labels)} paragraphs were"
    print_(f"{many} altered outside tracked changes, from {base.name}: {', '.join(labels)}\n\n")
    print_(terminal(found, colored(color)))
    sys.exit(DIFFERENCES)
