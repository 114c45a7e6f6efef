"""Redlines between the versions of real UN texts, read by pandoc, LibreOffice and a validator.

The families F01 to F18 of the General Assembly: each draft against the next, the last against the
adopted text, and each adopted text against that of the session before. Amendments are left out: they
are another document, not a version of the text. F18 has one text only, so nothing to compare.
Two more chains go further: the yearly resolutions on one agreement, and the Paris Agreement, which
begins with a thousand brackets and ends with none.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import docx_tools
import pytest
from corpus_files import GA80, index, readings

from draftkit.model import Draft
from draftkit.writers.redline import write_redline
from draftkit.writers.word.clean import write_docx

pytestmark = pytest.mark.corpus

DATE = datetime(2031, 6, 5, 12, 30)
FAMILIES = tuple(f"F{number:02}" for number in range(1, 18))
YEARLY = ("A-RES-77-321", "A-RES-78-272", "A-RES-79-271", "A-RES-80-107")
PARIS = (
    "paris_draft_agreement_4-dec-2015",
    "paris_draft_agreement_9-dec-2015",
    "paris_draft_agreement_12-dec-2015",
    "paris_agreement_final_29-jan-2016",
)

Pair = tuple[Path, Path]


def pairs(corpus: Path, chain: str) -> list[Pair]:
    """The texts of a chain that are compared with each other."""
    if chain == "bbnj":
        return list(pairwise(corpus / "bbnj" / f"{name}.md" for name in YEARLY))
    if chain == "Paris":
        return list(pairwise(corpus / "paris2015_brackets" / f"{name}.md" for name in PARIS))
    names = [name for name, entry in index(corpus).items() if name.startswith(chain) and not entry.amendment]
    drafts = sorted((name for name in names if "_L." in name), key=lambda name: int(name.rsplit(".", 1)[1]))
    adopted = sorted(name for name in names if "_RES_" in name)
    this_year = [name for name in adopted if "_RES_80_" in name]
    found = [*pairwise([*drafts, *this_year]), *pairwise(adopted)]
    return [(corpus / GA80 / f"{old}.md", corpus / GA80 / f"{new}.md") for old, new in found]


CHAINS = (*FAMILIES, "bbnj", "Paris")


class Files:
    """The Word files of the corpus, each written once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def clean(self, text: Path) -> Path:
        file = self.folder / f"{text.parent.name}-{text.stem}.docx"
        if not file.exists():
            file.write_bytes(write_docx(draft(text)))
        return file

    def redline(self, pair: Pair) -> Path:
        old, new = pair
        file = self.folder / f"{old.parent.name}-{old.stem}-{new.stem}.docx"
        if not file.exists():
            file.write_bytes(write_redline(draft(old), draft(new), author="Secretariat", date=DATE))
        return file

    def views(self, pair: Pair) -> Iterable[tuple[str, Path, Path]]:
        """A view of the redline, and the clean file it has to read like."""
        old, new = pair
        marked = self.redline(pair)
        return ("accept", marked, self.clean(new)), ("reject", marked, self.clean(old))


def draft(text: Path) -> Draft:
    return readings(text)[0].draft


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return Files(tmp_path_factory.mktemp("redlines"))


def test_seventeen_of_the_eighteen_families_have_versions(corpus: Path) -> None:
    assert pairs(corpus, "F18") == []
    assert sum(len(pairs(corpus, family)) for family in FAMILIES) == 35
    assert sum(len(pairs(corpus, chain)) for chain in CHAINS) == 41
    for text in {text for chain in CHAINS for pair in pairs(corpus, chain) for text in pair}:
        assert len(readings(text)) == 1, text


@pytest.mark.parametrize("chain", CHAINS)
def test_pandoc_reads_the_new_text_after_accept_and_the_old_one_after_reject(
    corpus: Path, files: Files, chain: str
) -> None:
    for pair in pairs(corpus, chain):
        for view, marked, clean in files.views(pair):
            found, wanted = docx_tools.pandoc(marked, view), docx_tools.pandoc(clean)
            assert without_join_spaces(found) == without_join_spaces(wanted), (view, marked.name)


@pytest.mark.parametrize("chain", CHAINS)
def test_pandoc_reads_the_new_italics_after_accept(corpus: Path, files: Files, chain: str) -> None:
    """Not after reject: pandoc knows no revisions of format, and then shows the new one."""
    for pair in pairs(corpus, chain):
        _, new = pair
        marked = docx_tools.pandoc(files.redline(pair), "accept", "markdown")
        clean = docx_tools.pandoc(files.clean(new), to="markdown")
        marked, clean = without_join_spaces(marked), without_join_spaces(clean)
        assert without_seams(marked) == without_seams(clean), files.redline(pair).name


def without_join_spaces(text: str) -> str:
    """pandoc puts a space where two paragraphs become one, even before a comma."""
    return re.sub(" +(?=[,;.])", "", text)


def without_seams(markdown: str) -> str:
    """Where a revision ends inside italics, pandoc ends them too and begins them again after the space."""
    return re.sub(r"(?<=\S)\* \*(?=\S)", " ", markdown)


# --- LibreOffice ---

EMPTY_PARAGRAPHS = {
    # A sponsor line with a note on the sponsor goes, as the adopted text has no sponsors.
    ("accept", "F06_trade_with_amendment-A_C.2_80_L.13-A_RES_80_121"): 3,
    ("accept", "F09_humanitarian_personnel_amendments-A_80_L.18-A_RES_80_112"): 3,
    ("accept", "F11_chernobyl_amendments-A_80_L.27-A_RES_80_111"): 3,
    ("accept", "F16_palestine_participation-A_80_L.2-A_RES_80_1"): 3,
    ("accept", "F17_hrc_report_amendment-A_C.3_80_L.24-A_RES_80_189"): 3,
    # Preambular paragraphs with notes go, or were not there yet.
    ("accept", "F04_mvi_short-A_RES_78_322-A_RES_80_146"): 7,
    ("reject", "F01_qcpr-A_RES_78_166-A_RES_80_155"): 11,
    ("reject", "F03_ffd_followup-A_RES_79_199-A_RES_80_129"): 7,
    ("reject", "F06_trade_with_amendment-A_RES_79_195-A_RES_80_121"): 11,
    # A preambular paragraph with notes moved.
    ("reject", "F12_care_economy-A_C.2_80_L.30-A_RES_80_152"): 10,
}
"""Where LibreOffice leaves an empty paragraph, counted from 0.

It takes out the words of paragraphs among which one holds a note, but not the end of the last. pandoc
takes out all, and so does LibreOffice when the call to the note is taken out of the same file.
"""


def test_libreoffice_reads_the_new_text_after_accept_and_the_old_one_after_reject(
    corpus: Path, files: Files, tmp_path: Path
) -> None:
    views = [view for chain in CHAINS for pair in pairs(corpus, chain) for view in files.views(pair)]
    jobs = [job for view, marked, clean in views for job in ((view, marked), ("plain", clean))]
    once = list(dict.fromkeys(jobs))
    found = dict(zip(once, docx_tools.libreoffice(once, tmp_path), strict=True))
    empty: dict[tuple[str, str], int] = {}
    for view, marked, clean in views:
        expected = list(found["plain", clean]["paragraphs"])
        paragraphs = list(found[view, marked]["paragraphs"])
        if len(paragraphs) == len(expected) + 1:
            at = next(
                (i for i, pair in enumerate(zip(paragraphs, expected, strict=False)) if pair[0] != pair[1]),
                len(expected),
            )
            empty[view, marked.stem] = at
            expected.insert(at, "")
        assert paragraphs == expected, (view, marked.name)
        assert found[view, marked]["notes"] == found["plain", clean]["notes"], (view, marked.name)
    assert empty == EMPTY_PARAGRAPHS


# --- the files ---


@pytest.mark.parametrize("chain", CHAINS)
def test_a_validator_finds_nothing_wrong(corpus: Path, files: Files, chain: str) -> None:
    found = pairs(corpus, chain)
    texts = dict.fromkeys(text for pair in found for text in pair)
    written = [*(files.redline(pair) for pair in found), *(files.clean(text) for text in texts)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        findings = dict(zip(written, pool.map(docx_tools.findings, written), strict=True))
    assert {file.name: faults for file, faults in findings.items() if faults} == {}


@pytest.mark.parametrize("chain", ["F01", "F07", "F16", "bbnj"])
def test_two_runs_give_the_same_bytes(corpus: Path, chain: str, tmp_path: Path) -> None:
    old, new = pairs(corpus, chain)[0]
    for run in ("1", "2"):
        for name, *words in (
            ("clean.docx", "render", new),
            ("tracked.docx", "redline", old, new),
            ("printed.docx", "redline", old, new, "--style", "printed"),
        ):
            (tmp_path / run).mkdir(exist_ok=True)
            draftkit(*map(str, words), "-o", str(tmp_path / run / name), hash_seed=run)
    for file in (tmp_path / "1").iterdir():
        assert file.read_bytes() == (tmp_path / "2" / file.name).read_bytes(), file.name


def draftkit(*words: str, hash_seed: str) -> None:
    """The command line in a process of its own, where sets have another order each time."""
    program = "from draftkit.cli import main; main()"
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    subprocess.run([sys.executable, "-c", program, *words], env=environment, check=True)
