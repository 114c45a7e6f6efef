"""The commands that keep the life of a draft in a dossier."""

from __future__ import annotations

import click

from draftkit.cli.group import Commands

ELSEWHERE = {
    "add": "dossier_entries",
    "blame": "dossier_blame",
    "check": "dossier_check",
    "decide": "dossier_decisions",
    "diff": "dossier_comparisons",
    "export": "dossier_transfer",
    "import": "dossier_transfer",
    "init": "dossier_entries",
    "log": "dossier_views",
    "position": "dossier_entries",
    "propose": "dossier_entries",
    "redline": "dossier_comparisons",
    "show": "dossier_views",
    "sponsors": "dossier_sponsors",
    "status": "dossier_status",
    "timeline": "dossier_timeline",
    "verify": "dossier_transfer",
}
"""The commands, and the modules that they are in."""


@click.group(cls=Commands, elsewhere=ELSEWHERE)
def dossier() -> None:
    """Keep the life of a draft in one file: versions, who said what.

    Every entry carries the fingerprint of the one before, so that none can be
    changed afterwards without being noticed. The dossier is one file, which can
    be passed on, or a PostgreSQL database that several share.

    \b
    draftkit dossier init --symbol A/C.2/80/L.4
    draftkit dossier add L4.docx --round "first reading" --date 2031-05-14
    draftkit dossier sponsors read
    draftkit dossier position Norvania reserves OP3
    draftkit dossier status
    draftkit dossier blame last -o blame.html
    draftkit dossier log
    draftkit dossier show last
    draftkit dossier verify
    """
