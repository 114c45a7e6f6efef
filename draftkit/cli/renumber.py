"""The command that gives paragraphs their final numbers."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import click

from draftkit.cli.endings import print_
from draftkit.cli.files import check_word_output, name_of, one, save, sound
from draftkit.cli.options import date_option, format_option, lenient_option, output_option, view_option
from draftkit.errors import DraftkitError


@click.command()
@click.argument("file", type=click.Path())
@output_option("File to write, by its ending; without it, only the tables are printed.", required=False)
@click.option(
    "--references",
    "wanted",
    metavar="all|LIST",
    help="Carry out these of the proposed changes of references, such as 1,3-5. Without it, no word of the"
    " text changes.",
)
@format_option("table", "json")
@date_option
@view_option
@lenient_option
def renumber(
    file: str,
    output: str | None,
    wanted: str | None,
    format_: str,
    date: datetime | None,
    view: str,
    lenient: bool,
) -> None:
    """Give paragraphs their final numbers: 3 bis becomes 4, and so on.

    Prints the concordance of old and new numbers, and the references inside the
    text ("paragraph 5 above") that would have to follow. These are proposals,
    and only those named with --references are carried out. References to other
    texts are listed and left alone.

    \b
    draftkit renumber CRP3.md
    draftkit renumber CRP3.md -o L5.md --references all
    draftkit renumber CRP3.docx -o L5.docx --references 1,3-5
    """
    from draftkit.negotiate.renumber import renumber as numbered
    from draftkit.negotiate.renumber import with_references
    from draftkit.writers import write_as
    from draftkit.writers.concordance import concordance_json, concordance_text

    if output == "-":
        raise DraftkitError("the tables are printed; name a file for the draft", "-o -")
    if wanted and not output:
        raise DraftkitError("--references changes the text; name the file to write with -o")
    if output and Path(output).suffix.lower() in (".docx", ".pdf"):
        check_word_output("renumber", output, (".docx", ".pdf"))
    found = numbered(one(sound(file, lenient, view), file))
    applied = _chosen(wanted, len(found.proposals)) if wanted else frozenset()
    if output:
        save(output, write_as(Path(output).suffix, (with_references(found, applied),), date=date))
    print_((concordance_json if format_ == "json" else concordance_text)(found, applied))
    for remark in found.remarks:
        click.echo(f"draftkit: {name_of(file)}: {remark}", err=True)
    left = len(found.proposals) - len(applied)
    if output and left:
        which = "1 reference stays as it was" if left == 1 else f"{left} references stay as they were"
        click.echo(f"draftkit: {which}; --references all changes every one that is proposed", err=True)


def _chosen(wanted: str, count: int) -> frozenset[int]:
    """The numbers of proposals that ``all`` or ``1,3-5`` names."""
    if wanted.strip().lower() == "all":
        return frozenset(range(1, count + 1))
    out: set[int] = set()
    for part in wanted.split(","):
        found = re.fullmatch(r"\s*(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?\s*", part)
        if not found:
            raise DraftkitError(f"--references {wanted!r} is no list; write all, or numbers like 1,3-5")
        out.update(range(int(found[1]), int(found[2] or found[1]) + 1))
    if not out or min(out) < 1 or max(out) > count:
        there = f"there are {count}" if count != 1 else "there is 1"
        raise DraftkitError(f"--references {wanted} names a proposal that does not exist; {there}")
    return frozenset(out)
