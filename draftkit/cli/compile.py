"""The command that puts the proposals of delegations into one text."""

from __future__ import annotations

import os
from datetime import datetime

import click

from draftkit.cli.files import check_word_output, name_of, one, save, sound
from draftkit.cli.options import date_option, lenient_option, output_option, setup_options
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
@setup_options
@date_option
@lenient_option
def compile(  # noqa: A001 - the name of the command
    base: str,
    proposals: tuple[str, ...],
    output: str,
    order: str | None,
    protocol: str | None,
    date: datetime | None,
    lenient: bool,
    setup: PageSetup,
) -> None:
    """Put the proposals of delegations over one BASE text into one text.

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
    """
    from draftkit.negotiate.checks import check_is_over
    from draftkit.negotiate.compiling import AS_GIVEN, compile_drafts
    from draftkit.readers.files import ending_of
    from draftkit.writers.compilation import ENDINGS, write_compilation

    if order and protocol:
        raise DraftkitError("--order and --protocol exclude each other; give one of them")
    ending = ".md" if output == "-" else ending_of(output)
    if ending == ".docx":
        check_word_output("compile", output)
    elif ending not in ENDINGS:
        raise DraftkitError(f"a compilation can be written as {', '.join(ENDINGS)}", output)
    given = dict(_named(proposals))
    _check_files(base, list(given.values()), output)
    text = one(sound(base, lenient), base)
    drafts = {}
    for joint, file in given.items():
        drafts[joint] = one(sound(file, lenient), file)
        try:
            check_is_over(text, drafts[joint])
        except DraftkitError as error:
            raise DraftkitError(error.message, name_of(file)) from error
    names = _protocol(protocol) if protocol else ()
    found = compile_drafts(text, drafts, order=order or AS_GIVEN, protocol=names)
    save(output, write_compilation(ending, found, date=date, setup=setup))


def _named(proposals: tuple[str, ...]) -> list[tuple[str, str]]:
    """The names before the first "=" of each argument, and the files behind it."""
    found: list[tuple[str, str]] = []
    for proposal in proposals:
        joint, divided, file = proposal.partition("=")
        if not divided or not file or not joint.strip():
            raise DraftkitError(f"{proposal!r} is no proposal; write NAME=FILE, such as EU=eu.docx")
        if joint in dict(found):
            raise DraftkitError(f"the delegation {joint!r} is named twice; each makes one proposal")
        found.append((joint, file))
    return found


def _check_files(base: str, files: list[str], output: str) -> None:
    if [base, *files].count("-") > 1:
        raise DraftkitError("only one of the texts can come from standard input")
    for file in (base, *files):
        if output != "-" != file and os.path.realpath(output) == os.path.realpath(file):
            raise DraftkitError(
                "the compilation would take the place of this file; name another one with -o", file
            )


def _protocol(file: str) -> tuple[str, ...]:
    from draftkit.readers.files import file_bytes

    try:
        lines = file_bytes(file).decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise DraftkitError("the list of delegations is not UTF-8 text", name_of(file)) from error
    names = tuple(" ".join(line.split()) for line in lines if line.strip())
    if not names:
        raise DraftkitError("the list of delegations is empty", name_of(file))
    return names
