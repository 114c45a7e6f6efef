"""The commands that show what is in a dossier."""

from __future__ import annotations

from pathlib import Path

import click

from draftkit.cli.dossier_options import dossier_option, opened
from draftkit.cli.endings import print_
from draftkit.cli.files import check_word_output, save
from draftkit.cli.options import format_option, output_option


@click.command()
@dossier_option
@format_option("text", "json")
def log(where: str | None, format_: str) -> None:
    """Show every entry, in the order in which they were made.

    JSON has one object a line, with fingerprints.

    \b
    draftkit dossier log
    draftkit dossier log --format json
    """
    from draftkit.dossier.events import canonical
    from draftkit.dossier.told import told

    records = opened(where).records()
    if format_ == "json":
        from draftkit.dossier.transfer import event_line

        print_("".join(f"{canonical(event_line(record.link))}\n" for record in records))
        return
    width = len(str(len(records)))
    print_("".join(f"{r.link.seq:>{width}}  {r.link.date}  {told(r.event)}\n" for r in records))


@click.command()
@click.argument("version")
@dossier_option
@output_option("File to write, Word too; without it, print draft text.", required=False)
@click.option("--as-added", is_flag=True, help="The file that was added, byte for byte.")
def show(version: str, where: str | None, output: str | None, as_added: bool) -> None:
    """Show a version.

    VERSION is its name, its number, the end of its name where no other ends
    so, or "last". A proposal is shown by its name.

    \b
    draftkit dossier show L.4/Rev.1
    draftkit dossier show last -o last.docx
    draftkit dossier show 1 --as-added -o L4.docx
    """
    from draftkit.build import build
    from draftkit.dossier.state import text_of
    from draftkit.writers import write_as

    dossier = opened(where)
    added = text_of(dossier.state().text(version))
    if as_added:
        save(output or "-", dossier.file(added.source))
        return
    ending = ".md" if output in (None, "-") else Path(str(output)).suffix.lower()
    if ending == ".docx":
        check_word_output("show", str(output))
    save(output or "-", write_as(ending, (build(dossier.rows(added.draft)),)))
