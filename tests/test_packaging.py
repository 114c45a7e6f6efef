"""What a user gets who installs draftkit from a wheel, away from this repository."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

HEAVY = ("lxml", "docx", "jinja2")
"""Costly imports; only what reads or writes Word may load them."""


def run(*command: str | Path, cwd: Path) -> str:
    """The command's standard output. It runs outside the repository, so that it cannot import from there."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built with the setuptools that is installed here: no download.

    From a copy, because setuptools leaves a build folder behind and packs what it finds there next time.
    """
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    for name in ("draftkit", "grammars"):
        shutil.copytree(root / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(root / name, source / name)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel"]
    run(*pip, "--no-deps", "--no-build-isolation", "--no-index", "-w", folder, source, cwd=folder)
    (built,) = folder.glob("draftkit-*.whl")
    return built


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Python of a new virtual environment that has the wheel's draftkit and, lent, our dependencies."""
    home = tmp_path_factory.mktemp("elsewhere")
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    (site,) = json.loads(
        run(python, "-c", "import json, site; print(json.dumps(site.getsitepackages()))", cwd=home)
    )
    zipfile.ZipFile(wheel).extractall(site)
    import click

    (Path(site) / "lent.pth").write_text(str(Path(click.__file__).parent.parent), encoding="utf-8")
    return python


def test_the_wheel_has_the_type_marker_and_the_grammars(wheel: Path, root: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    grammars = {f"draftkit/grammars/{path.name}" for path in (root / "grammars").glob("*.lark")}
    assert grammars
    assert grammars | {"draftkit/py.typed", "draftkit/grammars/__init__.py"} <= names


def test_the_wheel_has_every_file_of_the_package(wheel: Path, root: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    files = {
        path.relative_to(root).as_posix()
        for path in (root / "draftkit").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert files - names == set()


def test_the_wheel_has_nothing_but_the_package(wheel: Path) -> None:
    tops = {name.split("/")[0].split("-")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert tops == {"draftkit"}


def test_draftkit_from_the_wheel_parses_an_example(elsewhere: Path, examples: Path) -> None:
    home = elsewhere.parent
    where = run(elsewhere, "-c", "import draftkit; print(draftkit.__file__)", cwd=home)
    assert Path(where.strip()).is_relative_to(home.parent)
    command = "import sys; from draftkit.cli import main; sys.exit(main())"
    draft = json.loads(
        run(elsewhere, "-c", command, "parse", "--format", "json", examples / "rivers-L4.md", cwd=home)
    )
    assert draft["masthead"]["symbol"] == "RIV/COP/2031/L.4"
    assert len(draft["operative"]) >= 12


def test_help_loads_no_word_and_no_template_library(tmp_path: Path) -> None:
    command = "import sys; from draftkit.cli import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", command, "--help"],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    loaded = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in done.stderr.splitlines()}
    assert "click" in loaded
    assert loaded.isdisjoint(HEAVY)
