"""Where tests find drafts to read, and how hard the property tests try."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import dossier_tools
import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent

# The same examples in every run, so that a red build is about the change and not about luck.
settings.register_profile("repeatable", derandomize=True, database=None, deadline=None, print_blob=True)
# `make fuzz`: new examples each time; a failing one is kept and tried first in the next run.
settings.register_profile(
    "fuzz", max_examples=5_000, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def examples() -> Path:
    """The drafts of our fictional conferences."""
    return ROOT / "examples"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Real UN documents. They are not ours to publish, so they stand beside the repository, if at all."""
    named = os.environ.get("DRAFTKIT_CORPUS")
    folder = Path(named) if named else ROOT.parent / "shared" / "corpus"
    if not folder.is_dir():
        pytest.skip(f"no folder of real UN documents: {named or '../shared/corpus'} (see DRAFTKIT_CORPUS)")
    return folder


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to keep a dossier in, at a fixed time."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1936915200")
    return tmp_path


@pytest.fixture(scope="session")
def three_versions(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier with the three versions of a draft decision."""
    dossier = tmp_path_factory.mktemp("family") / "draft.dossier"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1936915200")
        done = dossier_tools.done
        done("init", "-d", str(dossier), "--symbol", "RIV/COP/2031/L.4", "--date", "2031-05-14")
        for file, day in zip(dossier_tools.VERSIONS, dossier_tools.DAYS, strict=True):
            done("add", str(examples / file), "-d", str(dossier), "--date", day)
    return dossier


@pytest.fixture
def family(here: Path, three_versions: Path) -> Path:
    """The same in a folder of its own."""
    return Path(shutil.copy(three_versions, here))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write the expected outputs in tests/cases anew")
