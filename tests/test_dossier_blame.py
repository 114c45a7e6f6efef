"""Blame, held against a replay: what the comparisons of each two versions say, followed backwards."""

from __future__ import annotations

import json
import random
import re
import zipfile
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from dossier_tools import DAYS, VERSIONS, done, refused, run

from draftkit.cli import main
from draftkit.compare import diff_rows
from draftkit.compare.changes import Edit, EditKind
from draftkit.compare.tokens import flat
from draftkit.dossier.attribution import Traced, carried, first
from draftkit.dossier.texts import draft_pieces, keyed_rows
from draftkit.model import Draft
from draftkit.readers import read_file
from draftkit.readers.text import read_text
from draftkit.rows import Row, rows
from draftkit.writers.contributors import color

Place = tuple[int, int]
"""Of a character: its row, and its place in the flat text of that."""
Places = dict[Place, Place]
"""Where a character of the new draft was in the old one."""


def traced(drafts: Sequence[Draft]) -> tuple[Traced, ...]:
    """The last draft, each character with the number of the draft that it belongs to, from 0."""
    found = [keyed_rows(draft_pieces(draft)) for draft in drafts]
    out = first(found[0], 0)
    for number, new in enumerate(found[1:], 1):
        out = carried(out, [key for key, _ in found[number - 1]], new, number)
    return out


# --- the replay ------------------------------------------------------------------------------


def kept(
    edits: Sequence[Edit], old: tuple[int, int], new: tuple[int, int]
) -> Iterator[tuple[int, int, int, int]]:
    """The characters that these edits keep: rows and places of the old and the new draft."""
    (old_row, at), (new_row, to) = old, new
    for edit in edits:
        before, after = len(flat(edit.old)), len(flat(edit.new))
        if edit.kind in (EditKind.EQUAL, EditKind.FORMAT):
            yield from ((new_row, to + step, old_row, at + step) for step in range(after))
        at, to = at + before, to + after


def came_from(old: Sequence[Row], new: Sequence[Row]) -> Places:
    """Where each character was, by the whole comparison of both drafts."""
    changes = diff_rows(old, new)
    pairs = changes.pairs
    found: Places = {}
    divided = {part for each in (*changes.splits, *changes.joins) for part in each.parts}
    for number, pair in enumerate(pairs):
        if pair.old and pair.new and number not in divided:
            for a, b, c, d in kept(pair.edits, (pair.old_place, 0), (pair.new_place, 0)):
                found[a, b] = c, d
    for move in changes.moves:
        ends = (pairs[move.went].old_place, 0), (pairs[move.came].new_place, 0)
        found |= {(a, b): (c, d) for a, b, c, d in kept(move.edits, *ends)}
    for split in changes.splits:
        source = next(pairs[part].old_place for part in split.parts if pairs[part].old)
        at = 0
        for part, edits in zip(split.parts, split.edits, strict=True):
            ends = (source, at), (pairs[part].new_place, 0)
            found |= {(a, b): (c, d) for a, b, c, d in kept(edits, *ends)}
            at += sum(len(flat(edit.old)) for edit in edits)
    for join in changes.joins:
        target = next(pairs[part].new_place for part in join.parts if pairs[part].new)
        at = 0
        for part, edits in zip(join.parts, join.edits, strict=True):
            ends = (pairs[part].old_place, 0), (target, at)
            found |= {(a, b): (c, d) for a, b, c, d in kept(edits, *ends)}
            at += sum(len(flat(edit.new)) for edit in edits)
    return found


def replayed(drafts: Sequence[Draft]) -> list[tuple[int, ...]]:
    """For each character of the last draft, the draft since which it is there without a break."""
    all_rows = [rows(draft) for draft in drafts]
    steps = [came_from(old, new) for old, new in pairwise(all_rows)]
    out = []
    for place, row in enumerate(all_rows[-1]):
        owners = []
        for at in range(len(flat(row.content))):
            number, spot = len(drafts) - 1, (place, at)
            while number and spot in steps[number - 1]:
                spot = steps[number - 1][spot]
                number -= 1
            owners.append(number)
        out.append(tuple(owners))
    return out


def test_blame_of_the_example_is_what_a_replay_says(examples: Path) -> None:
    drafts = [read_file(examples / file)[0].draft for file in VERSIONS]
    assert [each.chars for each in traced(drafts)] == replayed(drafts)


FAMILIES = {
    "qcpr": ("F01_qcpr/A_C.2_80_L.3", "F01_qcpr/A_C.2_80_L.59", "F01_qcpr/A_RES_80_155"),
    "lldc": ("F02_lldc/A_C.2_80_L.6", "F02_lldc/A_C.2_80_L.49", "F02_lldc/A_RES_80_151"),
}
"""Two real drafts as tabled, as revised after consultations, and as adopted."""


@pytest.mark.corpus
@pytest.mark.parametrize("family", FAMILIES)
def test_blame_of_real_families_is_what_a_replay_says(corpus: Path, family: str, here: Path) -> None:
    files = [corpus / "ga80_pdf_txt_md" / f"{name}.md" for name in FAMILIES[family]]
    drafts = [read_file(file)[0].draft for file in files]
    expected = replayed(drafts)
    assert [each.chars for each in traced(drafts)] == expected
    done("init")
    for file in files:
        done("add", str(file), "--name", file.stem)
    assert done("verify").startswith("4 events and 6 texts are as they were written")
    shown = json.loads(done("blame", "last", "--format", "json"))
    owned = [sum(n == number for row in expected for n in row) for number in range(3)]
    counted = [0, 0, 0]
    for paragraph in shown["paragraphs"]:
        for part in paragraph["parts"]:
            calls = len(re.findall(r"\^[^\s^]+", part["text"])) if "^" in part["text"] else 0
            counted[shown["origins"][part["origin"]]["number"] - 1] += len(part["text"]) * (not calls)
    assert all(counted)
    assert all(have <= want for have, want in zip(counted, owned, strict=True))


# --- the truth -------------------------------------------------------------------------------

Word = tuple[str, int]
"""A word that is like no other, and the version that it belongs to."""


class Life:
    """A draft whose every word is like no other, so that it is known which version each belongs to."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.count = 0
        self.version = 0
        self.gone: list[list[Word]] = []
        self.paragraphs = [self.paragraph() for _ in range(14)]

    def word(self) -> Word:
        self.count += 1
        return f"w{self.count}x", self.version

    def paragraph(self) -> list[Word]:
        return [self.word() for _ in range(self.chance.randrange(14, 30))]

    def revise(self) -> None:
        """The next version: paragraphs come, go, come back and move; words come, go and come back."""
        self.version += 1
        chance, page = self.chance, self.paragraphs
        if chance.random() < 0.4:
            self.gone.append(page.pop(chance.randrange(len(page))))
        elif self.gone and chance.random() < 0.7:
            back = [(text, self.version) for text, _ in self.gone.pop(chance.randrange(len(self.gone)))]
            page.insert(chance.randrange(len(page)), back)
        if chance.random() < 0.3:
            page.insert(chance.randrange(len(page)), self.paragraph())
        still = list(range(len(page)))
        if chance.random() < 0.4:
            moved = page.pop(chance.randrange(len(page)))
            page.insert(chance.randrange(len(page)), moved)
            still = [place for place in still if page[place] is not moved]
        for place in chance.sample(still, 4):
            at = chance.randrange(len(page[place]))
            new = [self.word() for _ in range(chance.randrange(3))]
            page[place] = page[place][:at] + new + page[place][at + chance.randrange(2) :]

    @property
    def draft(self) -> Draft:
        text = "\n\n".join(
            f"{number}. *Decides* {' '.join(text for text, _ in paragraph)};"
            for number, paragraph in enumerate(self.paragraphs, 1)
        )
        return read_text(f"*The Assembly,*\n\n{text}\n")[0].draft


@pytest.mark.parametrize("seed", range(12))
def test_every_word_belongs_to_the_version_since_which_it_is_there(seed: int) -> None:
    life = Life(seed)
    drafts = [life.draft]
    for _ in range(10):
        life.revise()
        drafts.append(life.draft)
    expected = {word: number for paragraph in life.paragraphs for word, number in paragraph}
    found = {}
    for each in traced(drafts):
        for word in re.finditer(r"w\d+x", flat(each.row.content)):
            (found[word[0]],) = set(each.chars[word.start() : word.end()])
    assert found == expected
    assert [each.chars for each in traced(drafts)] == replayed(drafts)


def test_a_word_that_came_back_belongs_to_the_version_with_which_it_came_back() -> None:
    texts = ("to meet in spring", "to meet", "to meet in spring")
    drafts = [read_text(f"*The Assembly,*\n\n1. *Decides* {text}, as agreed;\n")[0].draft for text in texts]
    last = traced(drafts)[-1]
    assert [("".join(span.text for span in content), owner) for owner, content in last.parts()] == [  # type: ignore[union-attr]
        ("Decides to meet", 0), (" in spring", 2), (", as agreed;", 0),
    ]  # fmt: skip


def test_paragraphs_that_are_split_and_joined_keep_their_words() -> None:
    parts = (
        "the members keep the lights of all harbours lit",
        "the Office reports on the bells and the buoys",
    )
    one = f"1. *Decides* that {parts[0]} and that {parts[1]};\n"
    two = f"1. *Decides* that {parts[0]};\n\n2. *Decides* that {parts[1]};\n"
    drafts = [read_text(f"*The Assembly,*\n\n{text}")[0].draft for text in (one, two, one)]
    for until in (2, 3):
        for each in traced(drafts[:until])[1:]:
            text = flat(each.row.content)
            for part in parts:
                if part in text:
                    start = text.index(part)
                    assert set(each.chars[start : start + len(part)]) == {0}


# --- who wanted it ---------------------------------------------------------------------------


def add(name: str, *operative: str, options: Sequence[str] = ()) -> None:
    text = "\n\n".join(f"{number}. {words}" for number, words in enumerate(operative, 1))
    Path(f"{name}.md").write_text(f"*The Assembly,*\n\n{text}\n", encoding="utf-8")
    done("add", f"{name}.md", "--name", name, *options)


def propose(who: str, *operative: str) -> None:
    text = "\n\n".join(f"{number}. {words}" for number, words in enumerate(operative, 1))
    Path("p.md").write_text(f"*The Assembly,*\n\n{text}\n", encoding="utf-8")
    done("propose", "p.md", "--from", who)


def whose(version: str = "last") -> dict[str, str]:
    """Each phrase that does not belong to the first version, and to whom it belongs."""
    shown = json.loads(done("blame", version, "--format", "json"))
    return {
        part["text"].strip(): " ".join([str(origin["number"]), *origin["by"], origin["how"]]).strip()
        for paragraph in shown["paragraphs"]
        for part in paragraph["parts"]
        if (origin := shown["origins"][part["origin"]])["number"] > 1 or origin["by"]
    }


def test_words_of_a_proposal_belong_to_who_proposed_them(here: Path) -> None:
    done("init")
    add("v1", "*Decides* to meet in the spring;", "*Requests* the Office to report;")
    propose("EU", "*Decides* to meet in the spring at Port Aldery;", "*Requests* the Office to report;")
    propose(
        "Quell", "*Decides* to meet in the spring at Port Aldery;", "*Requests* the Office to report now;"
    )
    propose("Varrow", "*Decides* to meet in the spring;", "*Requests* the Office and Varrow to report;")
    add(
        "v2",
        "*Decides* to meet in the spring at Port Aldery;",
        "*Requests* the Office to report now and in writing;",
        options=["--tabled-by", "Chair"],
    )
    assert whose() == {
        "at Port Aldery": "2 EU Quell proposal",
        "now": "2 Quell proposal",
        "and in writing": "2 Chair tabled",
    }
    add(
        "v3",
        "*Decides* to meet in the spring at Port Aldery, in person;",
        "*Requests* the Office to report now;",
    )
    assert whose()["at Port Aldery"] == "2 EU Quell proposal"
    assert whose()[", in person"] == "3"
    assert whose("Varrow") == {"and Varrow": "2 Varrow proposal"}


def test_a_later_proposal_does_not_claim_what_is_there(here: Path) -> None:
    done("init")
    add("v1", "*Decides* to meet;")
    add("v2", "*Decides* to meet at Port Aldery;")
    propose("EU", "*Decides* to meet at Port Aldery;")
    add("v3", "*Decides* to meet at Port Aldery;")
    assert whose() == {"at Port Aldery": "2"}


def test_names_in_brackets_say_who_wanted_the_words(here: Path) -> None:
    done("init")
    add("v1", "*Decides* that [Norvania: all members][EU, Quell: some of the members] meet;")
    add("v2", "*Decides* that all members meet;")
    assert whose() == {"all members": "1 Norvania brackets"}


# --- how it is shown -------------------------------------------------------------------------


def test_blame_in_a_terminal(family: Path) -> None:
    told = done("blame")
    assert told.startswith(f"1  RIV/COP/2031/L.4, {DAYS[0]}\n")
    assert "\nPP5\n  1  Deeply concerned at the loss of\n  4  human\n  1  life\n  4  , of livestock\n" in told
    assert "\x1b[" in done("blame", "--color", "always")
    assert "no text 'x'" in refused("blame", "x")
    assert "name a file" in refused("blame", "--format", "docx")


def test_blame_as_a_web_page(family: Path) -> None:
    done("blame", "-o", "b.html")
    page = Path("b.html").read_text(encoding="utf-8")
    assert (
        f'title="RIV/COP/2031/L.4/Rev.1, {DAYS[1]}"><a class="owner" href="#origin-4">4</a>human </span>'
        in page
    )
    assert "http" not in page.replace("http-equiv", "")


def test_blame_in_word_has_a_color_and_a_comment_for_each_origin(family: Path, examples: Path) -> None:
    done("blame", "-o", "b.docx", "--date", "2031-05-22")
    done("blame", "-o", "c.docx", "--date", "2031-05-22")
    assert Path("b.docx").read_bytes() == Path("c.docx").read_bytes()
    with zipfile.ZipFile("b.docx") as parts:
        document, comments = (parts.read(f"word/{name}.xml").decode() for name in ("document", "comments"))
    origins = len(json.loads(done("blame", "--format", "json"))["origins"])
    shown = {color(number) for number in range(1, origins)}
    assert shown == set(re.findall(r'<w:color w:val="([0-9A-F]{6})"/>', document)) - {"000000"}
    assert len(re.findall("<w:comment ", comments)) == len(shown) == document.count("<w:commentReference ")
    assert "RIV/COP/2031/L.4/Rev.1, 2031-05-19: Isles of Merrow (The), Norvania (brackets)" in comments
    same = CliRunner().invoke(main, ["diff", "b.docx", str(examples / VERSIONS[2])])
    assert same.stdout == "The two drafts are the same.\n"


def test_contributors_have_colors_of_their_own() -> None:
    assert len({color(number) for number in range(300)}) == 300


def test_names_with_markup_in_them_stay_names(here: Path) -> None:
    done("init")
    add("v1", "*Decides* to meet;")
    add("v2", "*Decides* to meet soon;", options=["--tabled-by", '<b>"Chair"</b>', "--round", "a & b"])
    page = done("blame", "--format", "html")
    assert "<b>" not in page
    done("blame", "-o", "b.docx")
    assert run("verify").exit_code == 0
    with zipfile.ZipFile("b.docx") as parts:
        assert "&lt;b&gt;" in parts.read("word/comments.xml").decode()
