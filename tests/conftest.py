"""Where tests find drafts to read, and how hard the property tests try."""

from __future__ import annotations

import os
from pathlib import Path

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


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write the expected outputs in tests/cases anew")
