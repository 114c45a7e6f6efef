"""Our pages beside official ones, and pages that hold more than any official one.

benchmarks/pages.py says what is measured, and how near it has to come; benchmarks/styles.py, which
differences of styles are meant to be.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DRAFTS = (
    "F12_care_economy/A_C.2_80_L.30",  # notes and subparagraphs
    "V_sponsor_forms/A_C.3_80_L.54",  # a long list of sponsors, numbers of two figures
    "F11_chernobyl_amendments/A_80_L.27",  # of the plenary, with a note to its sponsors
)


@pytest.mark.corpus
@pytest.mark.parametrize("draft", DRAFTS)
def test_a_page_is_where_the_official_one_is(draft: str, corpus: Path, root: Path) -> None:
    pytest.importorskip("pdfplumber", reason="pdfplumber is not installed; no page was measured")
    if not shutil.which("soffice"):
        pytest.skip("soffice is not installed (Debian: libreoffice-writer-nogui); no page was measured")
    file = corpus / "ga80_pdf_txt_md" / draft
    done = subprocess.run(
        [sys.executable, root / "benchmarks" / "pages.py", f"{file}.pdf", f"{file}.md"],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.corpus
def test_every_difference_from_the_styles_of_the_templates_is_meant(corpus: Path, root: Path) -> None:
    folder = corpus.parent / "unformat"
    if not folder.is_dir():
        pytest.skip(f"the styles of the templates are not in {folder}; none was compared")
    files = (folder / "styles_newyork.xml", folder / "styles_geneva.xml")
    done = subprocess.run(
        [sys.executable, root / "benchmarks" / "styles.py", *files],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
