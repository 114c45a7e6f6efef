"""Our pages beside official ones, and pages that hold more than any official one.

benchmarks/pages.py says what is measured, and how near it has to come; benchmarks/styles.py, which
differences of styles are meant to be.
"""

from __future__ import annotations

import itertools
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import docx_tools
import pytest
from docx_tools import PrintedPage, Word

import draftkit
from draftkit.profiles import NAMES, Profile
from draftkit.writers.setup import PageSetup
from draftkit.writers.word.clean import write_docx

DRAFTS = (
    "F12_care_economy/A_C.2_80_L.30",  # notes and subparagraphs
    "V_sponsor_forms/A_C.3_80_L.54",  # ten pages, numbers of two figures
    "F11_chernobyl_amendments/A_80_L.27",  # of the plenary, with a long list of sponsors that has a note
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


# --- more than any official page holds --------------------------------------------------------

SYMBOL = "ABC/CONF.4/2031/L.123/Add.1"
SYLLABLES = tuple(consonant + vowel for consonant in "bcdfghjklmnprstvwxz" for vowel in "aeo")
SETUPS = [*(PageSetup(name) for name in NAMES), PageSetup(NAMES[0], "submission")]
NOTES = 172


def named(setup: PageSetup) -> str:
    return f"{setup.profile} {setup.status}"


def words() -> Iterator[str]:
    """Words that are all different, so that none is lost without being missed."""
    return ("".join(syllables) + "n" for syllables in itertools.product(SYLLABLES, repeat=3))


@dataclass(frozen=True)
class Stress:
    """A draft of a text that is too long everywhere."""

    text: str
    organ: str
    words: Counter[str]
    """All of its words that are ours alone."""


def stress() -> Stress:
    """71 sponsors, a title of 60 words, an organ of 20, a paragraph of 800, 172 notes."""
    every = words()
    used: Counter[str] = Counter()

    def take(count: int) -> list[str]:
        found = list(itertools.islice(every, count))
        used.update(found)
        return found

    def sentence(count: int) -> str:
        return " ".join(take(count)).capitalize()

    sponsors = [word.capitalize() for word in take(71)]
    organ = f"Conference on {' '.join(word.capitalize() for word in take(16))} and {sentence(1)}"
    assert len(organ.split()) == 20
    calls = iter(range(1, NOTES + 1))
    paragraphs = [f"1. *Decides* {' '.join(take(800))};"]
    for number in range(2, NOTES // 4 + 2):
        parts = [f"{' '.join(take(6))},<sup>{next(calls)}</sup>" for _ in range(4)]
        paragraphs.append(f"{number}. *Decides* {' '.join([*parts, *take(1)])};")
    notes = [f"<sup>{number}</sup> {sentence(12)}." for number in range(1, NOTES + 1)]
    blocks = [
        SYMBOL,
        f"# {organ}",
        "Distr.: Limited  \n14 May 2031",
        "Original: English",
        "---",
        "## Fifth session",
        "Agenda item 6 (b)",
        f"**{sentence(20)}**",
        f"### {', '.join(sponsors[:-1])} and {sponsors[-1]}: draft resolution",
        f"## {sentence(60)}",
        "*The Conference,*",
        *paragraphs,
        "---",
        *notes,
    ]
    return Stress("\n\n".join(blocks) + "\n", organ, used)


STRESS = stress()


@pytest.fixture(scope="module", params=SETUPS, ids=named)
def setup(request: pytest.FixtureRequest) -> PageSetup:
    chosen: PageSetup = request.param
    return chosen


@pytest.fixture(scope="module")
def document(setup: PageSetup, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stress")
    (folder / "draft.md").write_text(STRESS.text, encoding="utf-8")
    (folder / "draft.docx").write_bytes(write_docx(draftkit.read(folder / "draft.md"), setup=setup))
    return folder / "draft.docx"


@pytest.fixture(scope="module")
def pages(document: Path) -> list[PrintedPage]:
    return docx_tools.printed(docx_tools.pdf(document, document.parent))


def points(twips: int) -> float:
    return twips / 20


def test_no_word_is_lost_however_long_everything_is(pages: list[PrintedPage]) -> None:
    seen = Counter(word.text.strip(",.;:").lower() for page in pages for word in page.words)
    assert Counter({word: seen[word] for word in STRESS.words}) == STRESS.words
    figures = {word.text for page in pages for word in page.words}
    assert {str(number) for number in range(1, NOTES + 1)} <= figures


def test_nothing_reaches_over_the_margins(setup: PageSetup, pages: list[PrintedPage]) -> None:
    paper = setup.layout().page
    left, right = points(paper.left) - 1, points(paper.width - paper.right) + 1
    bottom = points(paper.height - paper.footer) + 2  # letters without descenders
    for number, page in enumerate(pages, 1):
        assert (round(page.width), round(page.height)) == (
            round(points(paper.width)),
            round(points(paper.height)),
        )
        outside = [w for w in page.words if w.left < left or w.right > right or w.bottom > bottom]
        assert outside == [], f"page {number}"


def test_no_words_stand_on_each_other(pages: list[PrintedPage]) -> None:
    """A little of the boxes: they are as high as the font, lines are as high as the style says."""

    def touch(one: Word, other: Word) -> bool:
        across = min(one.right, other.right) - max(one.left, other.left)
        down = min(one.bottom, other.bottom) - max(one.top, other.top)
        return across > 0.5 and down > 0.5 * min(one.bottom - one.top, other.bottom - other.top)

    for page in pages:
        assert [pair for pair in itertools.combinations(page.words, 2) if touch(*pair)] == []


def masthead_foot(profile: Profile) -> float:
    """Where the lower rule of the masthead is, in points from the top of the page."""
    masthead = profile.masthead
    above = masthead.floats.y if masthead.floats else profile.page.header
    return points(above + sum(band.height for band in masthead.rows))


def check_organ(profile: Profile, page: PrintedPage, organ: str) -> None:
    """The name stands above the lower rule and beside the block of the distribution."""
    foot = masthead_foot(profile)
    (start,) = (word for word in page.words if word.text == "Distr.:")
    names = set(organ.split())
    found = [word for word in page.words if word.text in names and word.top < foot]
    assert {word.text for word in found} == names
    assert max(word.bottom for word in found) < foot
    assert max(word.right for word in found) < start.left


@pytest.mark.parametrize("setup", SETUPS[:3], ids=named, indirect=True)
def test_a_long_name_of_an_organ_stays_in_its_cell(setup: PageSetup, pages: list[PrintedPage]) -> None:
    check_organ(setup.layout(), pages[0], STRESS.organ)


@pytest.mark.parametrize("profile", ["new-york", "geneva"])
@pytest.mark.parametrize("length", [60, 100, 200, 270])
def test_the_name_of_an_organ_is_set_smaller_before_its_cell_is_full(
    profile: str, length: int, tmp_path: Path
) -> None:
    organ = " ".join(word.capitalize() for word in itertools.islice(words(), 60))[:length].rpartition(" ")[0]
    (tmp_path / "draft.md").write_text(
        f"# {organ}\n\nDistr.: Limited\n\n## Fifth session\n", encoding="utf-8"
    )
    setup = PageSetup(profile)
    (tmp_path / "draft.docx").write_bytes(write_docx(draftkit.read(tmp_path / "draft.md"), setup=setup))
    (page,) = docx_tools.printed(docx_tools.pdf(tmp_path / "draft.docx", tmp_path))
    check_organ(setup.layout(), page, organ)


@pytest.mark.parametrize("setup", SETUPS[:3], ids=named, indirect=True)
def test_the_rules_of_the_masthead_stay_at_their_places(
    setup: PageSetup, document: Path, pages: list[PrintedPage]
) -> None:
    pdfplumber = pytest.importorskip("pdfplumber", reason="pdfplumber is not installed; no rule was measured")
    profile = setup.layout()
    foot = masthead_foot(profile)
    with pdfplumber.open(document.with_suffix(".pdf")) as pdf:
        page = pdf.pages[0]
        shapes = [*page.lines, *page.rects]
    wide = [shape for shape in shapes if shape["x1"] - shape["x0"] > points(profile.page.text_width) / 2]
    tops = sorted({round(float(shape["top"])) for shape in wide if shape["top"] < foot + 6})
    inner = foot - points(profile.masthead.rows[-1].height)
    assert tops[0] == pytest.approx(inner, abs=2)
    assert tops[-1] == pytest.approx(foot, abs=2)
    (session,) = (word for word in pages[0].words if word.text == "Fifth")
    assert session.top > foot


def check_running(setup: PageSetup, pages: list[PrintedPage]) -> None:
    """The symbol and the page stand at the outer edge of each page but the first."""
    profile = setup.layout()
    paper = profile.page
    left, right = points(paper.left), points(paper.width - paper.right)
    head, foot = points(paper.top), points(paper.height - paper.bottom)
    tops, bottoms = (
        [[w for w in page.words if w.bottom < head] for page in pages],
        [[w for w in page.words if w.top > foot] for page in pages],
    )
    assert bottoms[0] == []
    assert len(pages) > 6
    for number, (top, bottom) in enumerate(zip(tops[1:], bottoms[1:], strict=True), 2):
        assert [word.text for word in top] == [SYMBOL]
        shown = f"{number}/{len(pages)}" if profile.running.pages else str(number)
        assert [word.text for word in bottom] == [shown]
        for word in (*top, *bottom):
            if number % 2:
                assert word.right == pytest.approx(right, abs=2), number
            else:
                assert word.left == pytest.approx(left, abs=2), number


def test_the_symbol_and_the_page_stand_at_the_outer_edge(setup: PageSetup, pages: list[PrintedPage]) -> None:
    check_running(setup, pages)
    ends = [word for word in pages[0].words if word.text.endswith("L.123/Add.1")]
    assert len(ends) == 1, "the first page has it in the masthead only"


def test_fields_still_show_the_page_and_the_symbol_when_another_program_has_saved_the_file(
    setup: PageSetup, document: Path, tmp_path: Path
) -> None:
    again = docx_tools.saved_by_libreoffice(document, tmp_path)
    check_running(setup, docx_tools.printed(docx_tools.pdf(again, tmp_path)))
