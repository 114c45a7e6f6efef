"""The italic words at the start of a paragraph."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftkit.editorial.openings import opening, role

PREAMBULAR = [
    "Recalling| its resolution 12/3",
    "Reaffirming also| its decision 4/1",
    "Recalling further| decision 4/2",
    "Also recalling| decision 4/1",
    "Taking note with satisfaction| of the kelp atlas",
    "Noting again with regret| that the pier has sunk",
    "Noting with deep concern| the loss of seagrass",
    "Bearing in mind| that tides differ",
    "Taking into account| the views of the Isles",
    "Having considered| the report",
    "Having also considered| the report",
    "Having met| in Lomond",
    "Mindful| of the needs of islands",
    "Deeply concerned| about the reefs",
    "Being aware| of the reefs",
    "Expressing its deep appreciation| to the Government of Lomond",
    "Guided| by the Charter",
    "Strongly condemning| the theft of buoys",
    "Recognizing and underscoring| the role of pilots",
    "Bemoaning| the loss of the lighthouse,",
]
OPERATIVE = [
    "Decides| to convene a meeting",
    "Also decides| to convene a meeting",
    "Calls upon| all States to sail",
    "Calls once again upon| all States to sail",
    "Calls for| the return of the buoys",
    "Takes note| of the report",
    "Takes note with appreciation| of the report",
    "Expresses its appreciation| to Lomond",
    "Expresses deep concern| at the tides",
    "Recalls and reiterates| its call",
    "Reiterates its request| to the Secretariat",
    "Condemns in the strongest terms| the theft of buoys",
    "Strongly encourages| Parties to sail",
    "Encourages| further research",
    "Looks forward| to the next tide",
    "Remains concerned| about the tides",
    "Appeals| to all Parties",
    "Requests|[, in this regard,] the Secretariat",
    "Bewails| the loss of the lighthouse",
    "Decide| that the two bodies meet together",
]
NO_OPENING = [
    "",
    "The Parties shall meet every year.",
    "States parties to the Convention",
    "Strengthening the role of islands",
    "Measures to improve navigation",
    "Reports of the Secretariat",
    "Regarding the budget,",
    "recalling its decision",
    "REQUESTS THE SECRETARIAT",
    "This decision",
    "Support shall be provided",
]
LANGUAGES = [
    ("Rappelant également| la décision 4/1,", "preambular"),
    ("Prend également note| du rapport,", "operative"),
    ("Note avec préoccupation| que les marées", "operative"),
    ("Recordando también| su decisión 4/1,", "preambular"),
    ("Toma nota con satisfacción| del atlas", "operative"),
    ("ссылаясь также| на свое решение", "preambular"),
    ("отмечая с серьезной обеспокоенностью|, что", "preambular"),
    ("постановляет также| созвать совещание", "operative"),
    ("又回顾|其决定", "preambular"),
    ("赞赏地注意到|秘书处的报告", "preambular"),
    ("决定|召开会议", "operative"),
    ("وإذ تشير أيضا| إلى مقررها", "preambular"),
    ("وإذ تلاحظ مع القلق| أن", "preambular"),
    ("تقرر أيضا| أن تعقد", "operative"),
]


@pytest.mark.parametrize("marked", PREAMBULAR)
def test_a_participle_or_adjective_opens_a_preambular_paragraph(marked: str) -> None:
    words, _, _ = marked.partition("|")
    assert (opening(marked.replace("|", "")), role(marked.replace("|", ""))) == (words, "preambular")


@pytest.mark.parametrize("marked", OPERATIVE)
def test_a_present_indicative_opens_an_operative_paragraph(marked: str) -> None:
    words, _, _ = marked.partition("|")
    assert (opening(marked.replace("|", "")), role(marked.replace("|", ""))) == (words, "operative")


@pytest.mark.parametrize("text", NO_OPENING)
def test_other_text_has_no_opening(text: str) -> None:
    assert (opening(text), role(text)) == ("", "")


@pytest.mark.parametrize(("marked", "kind"), LANGUAGES)
def test_openings_are_known_in_the_other_languages(marked: str, kind: str) -> None:
    words, _, _ = marked.partition("|")
    assert (opening(marked.replace("|", "")), role(marked.replace("|", ""))) == (words, kind)


def test_brackets_before_the_first_word_are_stepped_over() -> None:
    assert opening("[“Decides] to meet") == "Decides"


@given(
    st.text()
    | st.sampled_from(PREAMBULAR + OPERATIVE).map(lambda marked: marked.replace("|", "\N{NO-BREAK SPACE}"))
)
def test_an_opening_is_a_piece_of_the_text_and_comes_with_a_role(text: str) -> None:
    assert opening(text) in text
    assert bool(opening(text)) == bool(role(text))


_ITALIC = re.compile(r"^(?:(\d+)\.\s+)?[\[“]*\*(?!\*)([^*]+)\*(?!\*)(.*)$", re.MULTILINE)
_FURNITURE = re.compile(
    r"The\s|[^a-z]*\d|on the |without|Article|Target|Action|Abbr|Date|Proj|Nations|Approx|Number|Expend"
    r"|Income|Partner|Gov|Have|a$"
)


@pytest.mark.corpus
def test_openings_agree_with_the_italics_of_adopted_and_draft_texts(corpus: Path) -> None:
    agree = total = 0
    for file in sorted(corpus.glob("ga80_pdf_txt_md/*/*.md")):
        for _, italic, rest in _ITALIC.findall(file.read_text(encoding="utf-8")):
            if not _FURNITURE.match(italic):
                total += 1
                agree += opening(italic + rest.replace("*", "")) == italic
    assert total > 4_000
    assert agree / total > 0.985


@pytest.mark.corpus
def test_the_six_languages_agree_on_what_opens_a_paragraph(corpus: Path) -> None:
    table = next(corpus.glob("sixlang/UNv1.0_devset*.tsv")).read_text(encoding="utf-8").splitlines()
    number = re.compile(r"\s*\d+\s*[.-]*\s*")
    rows = [
        [number.sub("", cell, count=1) if number.match(cell) else cell for cell in line.split("\t")[1:]]
        for line in table[1:]
    ]
    known = [row for row in rows if role(row[0])]
    assert len(known) > 250
    for language in range(6):
        assert sum(bool(role(row[language])) for row in known) > 0.97 * len(known)
