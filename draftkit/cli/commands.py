"""The command ``draftkit`` and its subcommands."""

from __future__ import annotations

import click

from draftkit import __version__
from draftkit.cli.group import Commands

ELSEWHERE = {
    "brackets": "brackets",
    "changes": "changes",
    "compile": "compile",
    "diff": "diff",
    "dossier": "dossier",
    "fmt": "fmt",
    "git": "git",
    "inspect": "privacy",
    "parse": "parse",
    "redline": "redline",
    "render": "render",
    "renumber": "renumber",
    "resolve": "resolve",
    "scrub": "privacy",
    "view": "view",
}
"""The commands, and the modules that they are in; a command does not wait for those of others."""


@click.group(cls=Commands, elsewhere=ELSEWHERE, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="draftkit")
def main() -> None:
    """Draft resolutions and decisions: structure, diff, clean and redlined Word.

    A draft is a Word file (.docx; .doc, .rtf and .odt with LibreOffice) or a
    text (.md, .txt), much as it is passed on: masthead, sponsors, title,
    preamble, numbered paragraphs, notes.

    \b
    draftkit parse DRAFT.docx                    how draftkit reads the draft
    draftkit diff OLD.docx NEW.md                what changed, word by word
    draftkit brackets CRP1.md CRP2.docx          what is open, who wants what
    draftkit resolve CRP1.md OP2=drop -o CRP2.md settle brackets
    draftkit renumber CRP3.md -o L5.md           3 bis becomes 4, and so on
    draftkit render DRAFT.md -o DRAFT.docx       Word or PDF, in UN format
    draftkit redline L4.docx NEW -o RED.docx     tracked changes on that file
    draftkit compile L4.md EU=eu.md -o ALL.docx  proposals in one text
    draftkit view ALL.docx --as EU               one delegation's text out of it
    draftkit changes L4.docx                     the tracked changes it holds
    draftkit inspect L4.docx                     what else it would give away
    draftkit scrub L4.docx -o CLEAN.docx         the same file without that
    draftkit fmt DRAFT.docx                      the draft as text, in one form
    draftkit dossier init                        keep the life of a draft
    draftkit git setup                           git diff shows drafts, Word too

    In place of a file, "-" is standard input or output. "draftkit diff --help"
    and so on tell more about each command.

    Exit status: 0 done, or nothing found; 1 diff, brackets, changes or inspect
    found something; 2 it cannot be done: one sentence on standard error says why, and
    no file is written.
    """
