"""The command that puts the proposals of delegations into one text."""

from __future__ import annotations

from datetime import datetime

import click

from draftkit.cli.files import check_stays, check_word_output, one, save, sound
from draftkit.cli.options import date_option, lenient_option, output_option, setup_options
from draftkit.cli.proposals import by_author, lines_of, mapped, named, text_of
from draftkit.errors import DraftkitError
from draftkit.writers.setup import PageSetup


@click.command()
@click.argument("base", type=click.Path())
@click.argument("proposals", nargs=-1, metavar="NAME=FILE...")
@output_option("File to write: bracketed text (.md, .txt), Word (.docx) or JSON (.json).")
@click.option(
    "--order",
    type=click.Choice(["given", "alphabetical"]),
    help="Order in which delegations are named: as given (the default), or by the alphabet.",
)
@click.option(
    "--protocol",
    metavar="FILE",
    type=click.Path(),
    help="Text file with the names of delegations in the order of protocol, one a line.",
)
@click.option(
    "--style",
    type=click.Choice(["brackets", "tracked"]),
    default="brackets",
    show_default=True,
    help="In Word: proposals in brackets, or as tracked changes over the base, an author for each set of"
    " proponents.",
)
@click.option(
    "--by-author",
    "authored",
    metavar="FILE",
    multiple=True,
    type=click.Path(),
    help="Word file over BASE in which the authors of tracked changes are delegations; may be given again.",
)
@click.option(
    "--mapping",
    metavar="FILE",
    type=click.Path(),
    help="For --by-author, text file that says for whom each author writes: AUTHOR = NAME, one a line;"
    " no name, and the author's changes are left out.",
)
@click.option(
    "--rebase",
    metavar="OLD",
    type=click.Path(),
    help="Older version of BASE: proposals made on it are carried over, and what cannot be carried is told.",
)
@setup_options
@date_option
@lenient_option
def compile(  # noqa: A001 - the name of the command
    base: str,
    proposals: tuple[str, ...],
    output: str,
    order: str | None,
    protocol: str | None,
    style: str,
    authored: tuple[str, ...],
    mapping: str | None,
    rebase: str | None,
    date: datetime | None,
    lenient: bool,
    setup: PageSetup,
) -> None:
    """Put the proposals of delegations over one BASE into one text.

    Each FILE is the whole text as a delegation wants it: draft text, or a Word
    file, whose tracked changes are accepted. Every proposal stands in brackets
    under the names of its proponents, equal ones once:

    \b
    each Party [shall] [EU, Norway: should] [Egypt: delete] report

    The compilation is proved before it is saved: it gives back the base and
    the text of each delegation to the letter ("draftkit view").

    \b
    draftkit compile L4.md EU=eu.md Norway=no.docx -o compilation.docx
    draftkit compile L4.md "Argentina, Chile"=latam.docx EU=eu.md -o all.md
    draftkit compile L4.md EU=eu.md -o redline.docx --style tracked
    draftkit compile L4.docx --by-author all.docx --mapping names.txt -o all.md
    """
    from draftkit.negotiate.compiling import AS_GIVEN, compile_drafts
    from draftkit.readers.files import ending_of
    from draftkit.writers.compilation import ENDINGS, TRACKED, write_compilation, write_tracked_compilation

    if order and protocol:
        raise DraftkitError("--order and --protocol exclude each other; give one of them")
    if mapping and not authored:
        raise DraftkitError("--mapping says for whom authors write; give their file with --by-author")
    ending = ".md" if output == "-" else ending_of(output)
    if ending == ".docx":
        check_word_output("compile", output)
    elif ending not in ENDINGS:
        raise DraftkitError(f"a compilation can be written as {', '.join(ENDINGS)}", output)
    if style == TRACKED and ending != ".docx":
        raise DraftkitError("tracked changes are for Word; name a file that ends in .docx", output)
    given = dict(named(proposals))
    _check_files([base, *given.values(), *authored, *([rebase] if rebase else [])], output)
    text = one(sound(base, lenient), base)
    older = one(sound(rebase, lenient), rebase) if rebase else None
    drafts = {joint: text_of(file, text, older, lenient) for joint, file in given.items()}
    others = by_author(authored, mapped(mapping) if mapping else None, text, older)
    if twice := sorted(drafts.keys() & others.keys()):
        raise DraftkitError(f"the delegation {twice[0]!r} is named twice; each makes one proposal")
    names = lines_of(protocol, "delegations") if protocol else ()
    found = compile_drafts(text, drafts | others, order=order or AS_GIVEN, protocol=names)
    if style == TRACKED:
        save(output, write_tracked_compilation(found, date=date, setup=setup))
    else:
        save(output, write_compilation(ending, found, date=date, setup=setup))


def _check_files(files: list[str], output: str) -> None:
    if files.count("-") > 1:
        raise DraftkitError("only one of the texts can come from standard input")
    check_stays("the compilation", output, files)
