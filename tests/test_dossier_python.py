"""The dossier from Python."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import draftkit

PAGE = Path(__file__).resolve().parent.parent / "docs" / "dossier.md"


def test_the_example_of_the_page_runs(
    tmp_path: Path, examples: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(examples, "examples")
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    values: dict[str, object] = {}
    exec(code, values)
    assert capsys.readouterr().out.splitlines() == [
        "RIV/COP/2031/L.4 2031-05-14 first reading",
        "RIV/COP/2031/L.4/Rev.1 2031-05-19 second reading",
    ]
    old, new = (draftkit.read(examples / name) for name in ("rivers-L4.md", "rivers-L4-Rev1.md"))
    assert values["changes"] == draftkit.diff(old, new)


def test_what_cannot_be_added_is_one_error(tmp_path: Path, examples: Path) -> None:
    dossier = draftkit.Dossier.create(tmp_path / "x.dossier")
    with pytest.raises(draftkit.DraftkitError, match="is not a day"):
        dossier.add(examples / "rivers-L4.md", date="May")
    with pytest.raises(draftkit.DraftkitError, match="there is no such file"):
        dossier.add(tmp_path / "missing.md")
    assert not dossier.state().versions


def test_the_library_for_databases_is_loaded_with_the_dossier_alone() -> None:
    check = (
        "import sys, draftkit\nassert 'sqlalchemy' not in sys.modules\n"
        "assert not hasattr(draftkit, 'Nothing')\nassert 'sqlalchemy' not in sys.modules\n"
        "draftkit.Dossier\nassert 'sqlalchemy' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", check], check=True)
