"""The command that draws the life of a draft."""

from __future__ import annotations

from pathlib import Path

import click

from draftkit.cli.dossier_options import dossier_option, opened
from draftkit.cli.files import save
from draftkit.cli.options import output_option
from draftkit.errors import DraftkitError


@click.command()
@dossier_option
@output_option("File to write: .svg or .html.")
def timeline(where: str | None, output: str) -> None:
    """Draw words in dispute, open brackets and sponsors over time.

    \b
    draftkit dossier timeline -o rivers.svg
    draftkit dossier timeline -o rivers.html
    """
    from draftkit.dossier.moments import moments
    from draftkit.writers.timeline import timeline_page, timeline_svg

    ending = Path(output).suffix.lower()
    if output != "-" and ending not in (".svg", ".html", ".htm"):
        raise DraftkitError("timeline writes .svg and .html", output)
    dossier = opened(where)
    state = dossier.state()
    title = state.opened.title or state.opened.symbol or state.version("last").name
    write = timeline_page if ending in (".html", ".htm") else timeline_svg
    save(output, write(title, moments(dossier, state)).encode())
