"""A dossier as a folder of files that need no draftkit to be read."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from draftkit.build import build
from draftkit.dossier.dossier import Dossier
from draftkit.dossier.events import Proposed, VersionAdded
from draftkit.dossier.sponsor_documents import table_csv
from draftkit.dossier.told import told
from draftkit.dossier.transfer import export_lines
from draftkit.errors import DraftkitError
from draftkit.writers.text import write_text

LINES = "dossier.jsonl"


def export_folder(dossier: Dossier, folder: Path) -> None:
    """Write the folder whole or not at all."""
    if folder.exists():
        raise DraftkitError("this is there already; name a folder that is not", str(folder))
    try:
        made = Path(tempfile.mkdtemp(prefix=".draftkit-", dir=folder.absolute().parent))
    except OSError as error:
        raise DraftkitError(f"the folder cannot be made: {error.strerror}", str(folder)) from error
    try:
        for name, data in _files(dossier):
            path = made / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
        made.chmod(0o755)
        made.rename(folder)
    except OSError as error:
        raise DraftkitError(f"the folder cannot be written: {error.strerror}", str(folder)) from error
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _files(dossier: Dossier) -> Iterator[tuple[str, bytes]]:
    records = dossier.records()
    yield LINES, "".join(export_lines(dossier.store)).encode()
    yield "log.txt", "".join(f"{r.link.seq}  {r.link.date}  {told(r.event)}\n" for r in records).encode()
    state = dossier.state()
    if state.sponsorships:
        yield "sponsors.csv", table_csv(state).encode()
    numbered: list[tuple[str, VersionAdded | Proposed]] = [
        (f"{version.number:03}", version.added) for version in state.versions
    ]
    numbered += [(f"proposal {n:03}", proposal.made) for n, proposal in enumerate(state.proposals, 1)]
    for number, came in numbered:
        text = write_text((build(dossier.rows(came.draft)),))
        yield f"texts/{number} {_safe(came.name)}.md", text.encode()
        yield f"files/{number} {_safe(came.file)}", dossier.file(came.source)


def _safe(name: str) -> str:
    """A name that every file system takes and that leads to no other folder."""
    return re.sub(r"[^\w .()-]+", "-", name).strip(" .-")[:100] or "unnamed"
