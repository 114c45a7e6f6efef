"""The commands about a dossier as a whole: is it sound, and taking it elsewhere."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from draftkit.cli.dossier_options import NEW, dossier_option, opened
from draftkit.cli.endings import DIFFERENCES, print_
from draftkit.cli.files import save
from draftkit.cli.options import output_option
from draftkit.errors import DraftkitError


@click.command()
@dossier_option
@click.option(
    "--fingerprint",
    "expected",
    metavar="HEX",
    help="A fingerprint that was noted earlier, or its beginning: it must be one of the dossier's.",
)
def verify(where: str | None, expected: str | None) -> None:
    """Check that nothing was changed: entries, texts, the file.

    The last fingerprint stands for the whole dossier so far. Note it, or send
    it along: with --fingerprint, verify tells whether that history is still
    there. Exit status: 0 sound, 1 not (the first broken entry is named).

    \b
    draftkit dossier verify
    draftkit dossier verify --fingerprint 5f2c9a
    """
    from draftkit.dossier.verify import verify as verdict

    if expected is not None and not re.fullmatch("[0-9a-fA-F]{6,64}", expected):
        raise DraftkitError("--fingerprint needs at least six of the digits that verify printed: 5f2c9a")
    found = verdict(opened(where).store, (expected or "").lower())
    print_("".join(f"{fault}\n" for fault in found.faults))
    if found.faults:
        print_(f"{found.events} events before that are as they were written\n")
        sys.exit(DIFFERENCES)
    events = "1 event" if found.events == 1 else f"{found.events} events"
    texts = "1 text" if found.texts == 1 else f"{found.texts} texts"
    print_(f"{events} and {texts} are as they were written\nfingerprint {found.last}\n")


@click.command()
@dossier_option
@output_option("File to write; without it, print.", required=False)
@click.option("--folder", metavar="FOLDER", type=click.Path(), help="Write a folder of files instead.")
def export(where: str | None, output: str | None, folder: str | None) -> None:
    """Write the whole dossier as JSON lines, or as a folder of files.

    In the folder are the same lines (dossier.jsonl), every version and proposal
    as draft text, every file that was added, the log, and the sponsors.

    \b
    draftkit dossier export -o rivers.jsonl
    draftkit dossier export --folder rivers
    """
    from draftkit.dossier.transfer import export_lines

    if output and folder:
        raise DraftkitError("give -o or --folder, not both")
    dossier = opened(where)
    if folder:
        from draftkit.dossier.folder import export_folder

        export_folder(dossier, Path(folder))
    else:
        save(output or "-", "".join(export_lines(dossier.store)).encode())


@click.command("import")
@click.argument("file", type=click.Path())
@dossier_option
def import_(file: str, where: str | None) -> None:
    """Make a dossier of exported JSON lines or an exported folder.

    Entries keep their fingerprints. Nothing is made when any of them, or a
    text, is not as it was exported.

    \b
    draftkit dossier import rivers.jsonl -d rivers.dossier
    draftkit dossier import rivers.jsonl -d postgresql://desk@host/rivers
    """
    from draftkit.dossier.folder import LINES
    from draftkit.dossier.transfer import import_lines
    from draftkit.readers.files import file_bytes

    path = str(Path(file) / LINES) if Path(file).is_dir() else file
    try:
        lines = file_bytes(path).decode().split("\n")
        import_lines([line for line in lines if line], where or NEW)
    except UnicodeDecodeError as error:
        raise DraftkitError("this is not an exported dossier", path) from error
    except DraftkitError as error:
        raise DraftkitError(error.message, error.file or path) from error
