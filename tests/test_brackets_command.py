"""The state of a negotiation: addresses, figures, positions, and its table, JSON and web page."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from subprocess import run

import pytest
from builders import op, pp, sponsors, sub, title
from click.testing import CliRunner
from hypothesis import given
from jsonschema import Draft202012Validator
from strategies import drafts

from draftkit.build import build
from draftkit.cli import main
from draftkit.model import Draft
from draftkit.negotiate.places import places
from draftkit.negotiate.standing import Form
from draftkit.negotiate.state import state
from draftkit.part_labels import part_labels
from draftkit.readers.text import read_text
from draftkit.rows import Row
from draftkit.writers.bracket_list import bracket_list
from draftkit.writers.state_charts import MOST_NAMED, convergence
from draftkit.writers.state_json import state_json
from draftkit.writers.state_page import state_page
from draftkit.writers.state_text import state_text
from draftkit.writers.versions import Version, headline, percent, version

SCHEMA = Draft202012Validator(
    json.loads((files("draftkit") / "schema" / "brackets.json").read_text(encoding="utf-8"))
)


def draft(*rows: Row) -> Draft:
    return build((sponsors("Norvania, Tessaly and Lisenne: draft decision"), *rows))


def addresses(text: str) -> list[str]:
    (reading,) = read_text("*The Assembly of Harbours,*\n\n" + text)
    return [bracket.address for bracket in places(reading.draft).brackets]


def held(text: str) -> list[list[str]]:
    (reading,) = read_text("*The Assembly of Harbours,*\n\n" + text)
    return [[wording.text for wording in bracket.wordings] for bracket in places(reading.draft).brackets]


# --- addresses -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. *Decides* [a] to [b][c] and [d/e];", ["OP1[1]", "OP1[2]", "OP1[3]"]),
        ("1. *Decides* [a [b [c]] [d]];", ["OP1[1]", "OP1[1.1]", "OP1[1.1.1]", "OP1[1.2]"]),
        ("1. *Decides* [a [b]][c [d]];", ["OP1[1]", "OP1[1.1]", "OP1[1.2]"]),
        ("[*Recalling* that [a],]\n\n1. *Decides*;", ["PP1", "PP1[1]"]),
        ("[1. *Decides* [a];]", ["OP1", "OP1[1]"]),
        ("1. [*Decides* [a]];", ["OP1", "OP1[1]"]),
        ("[1. [*Decides* [a]];]", ["OP1", "OP1[0.1]", "OP1[1]"]),
        ("[1. *Decides* [a];\n\n2. *Requests* [b];]", ["OP1", "OP1[1]", "OP2[1]"]),
        ("1. *Decides* to [a;\n\n2. *Requests* [b]] c [d];", ["OP1[1]", "OP2[1]", "OP2[2]"]),
        ("[1. *Decides* [a];] [Norvania: [b] c]", ["OP1", "OP1[1]", "OP1[2]"]),
        ("[4][5]. *Decides* [a];", ["OP[4][5][#]", "OP[4][5][1]"]),
        ("1. Option 1: *Decides* [a];\n\nOption 2: [b];", ["OP1", "OP1 option 1[1]", "OP1 option 2"]),
        ("1. *Decides*:\n\n(a) [Go;]\n\n(b) [Come] [soon];", ["OP1(a)", "OP1(b)[1]", "OP1(b)[2]"]),
        ("1. *Decides*;[^1]\n\n[^1]: See [a] and [b].", ["Note 1[1]", "Note 1[2]"]),
    ],
)  # fmt: skip
def test_brackets_are_numbered_in_the_order_in_which_they_open(text: str, expected: list[str]) -> None:
    assert addresses(text) == expected


def test_what_a_bracket_holds_is_without_proponents_and_labels() -> None:
    assert held("1. *Decides* [Norvania: a] [Tessaly: delete] or [Option 1: b][Option 2: c] [x / y z];") == [
        ["a", ""], ["b", "c"], ["x", "y z"]
    ]  # fmt: skip
    assert held("[3. *Decides* a;\n\n4. *Requests* b;]") == [["3. Decides a;\n4. Requests b;"]]
    assert held("1. *Decides* [a;\n\n2. *Requests* b] c;") == [["a;\n2. Requests b"]]
    assert held("1. Option 1: *Decides* a:\n\n(a) Go;\n\nOption 2: No text;") == [
        ["Decides a:\n(a) Go;", "No text;"]
    ]


NAMED = [
    ("[Norvania: 1. *Urges* members:]\n\n    [Norvania: (a) To ring;]", "OP1", ("Norvania",)),
    ("[Norvania: [1. *Urges* members:]]\n\n    (a) To ring;", "OP1", ("Norvania",)),
    ("1. *Rings* [Norvania, EU: bells;\n\n2. *Requests* [Lisenne: the] count] of them;", "OP1[1]",
     ("Norvania", "EU")),
    ("1. *Decides* [shall] [G77 + China: should];", "OP1[1]", ("G77 + China",)),
    ("1. *Decides* [Norvania, G-77/China and EU: should];", "OP1[1]", ("Norvania", "G-77/China", "EU")),
    ("1. *Decides* [Norvania/EU+Lisenne: should];", "OP1[1]", ("Norvania", "EU", "Lisenne")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "address", "names"), NAMED)
def test_who_is_named_in_a_bracket_is_told_wherever_it_ends(
    text: str, address: str, names: tuple[str, ...]
) -> None:
    (reading,) = read_text("*The Assembly of Harbours,*\n\n" + text)
    (found,) = (one for one in places(reading.draft).brackets if one.address == address)
    assert [one.proponents for one in found.wordings if one.proponents] == [names]
    assert not found.wordings[-1].text.startswith(names[0])
    first = bracket_list(reading.draft, part_labels(reading.draft))[0]
    assert [one.proponents for one in first.alternatives if one.proponents] == [names]


def test_a_bracket_around_a_note_call_says_which() -> None:
    assert held("1. *Notes* the report[Norvania: [^1]] and the list[[^2]] [Tessaly: delete];\n\n[^1]: A.\n\n"
                "[^2]: B.") == [["(note 1)"], ["(note 2)", ""]]  # fmt: skip


@given(drafts())
def test_the_list_of_brackets_in_json_has_the_same_brackets(found: Draft) -> None:
    here = sorted(
        (b.label, b.kind, b.depth, tuple((w.text, w.proponents) for w in b.wordings))
        for b in places(found).brackets
        if b.form is not Form.NUMBER
    )
    there = sorted(
        (b.label, b.kind, b.depth, tuple((w.text.strip(), w.proponents) for w in b.alternatives))
        for b in bracket_list(found, part_labels(found))
    )
    assert here == there


@given(drafts())
def test_no_two_brackets_have_one_address_and_each_stands_where_it_says(found: Draft) -> None:
    place = places(found)
    assert len({bracket.address for bracket in place.brackets}) == len(place.brackets)
    for bracket in place.brackets:
        first, last = place.rows[bracket.start.row], place.rows[bracket.end.row]
        assert (first.before + first.text)[bracket.start.at] in "[［〔【"
        assert (last.before + last.text)[bracket.end.at - 1] in "]］〕】"
        if bracket.within is not None:
            outer = place.brackets[bracket.within]
            assert outer.start < bracket.start
            assert bracket.end < outer.end
            assert outer.depth == bracket.depth - 1


# --- figures ---------------------------------------------------------------------------------


def test_words_in_dispute_are_counted_once_and_names_are_no_words() -> None:
    found = state(draft(op(1, "Urges [Norvania: all [small] harbours] [Tessaly, Lisenne: none] to act;")))
    (one,) = found.paragraphs
    assert (one.words, one.in_dispute, len(one.brackets), one.depth) == (7, 4, 2, 2)


def test_words_are_counted_in_texts_without_spaces() -> None:
    found = state(draft(op(1, "决定[立即]采取行动；")))
    assert (found.words, found.in_dispute) == (8, 2)


def test_a_paragraph_counts_with_its_subparagraphs() -> None:
    rows = [op(1, "Asks [all] to:"), sub("(a)", "go [now];"), sub("(b)", "come;"), op(2, "Thanks them;")]
    found = state(draft(*rows))
    assert [(one.label, len(one.brackets)) for one in found.paragraphs] == [("OP1", 2), ("OP2", 0)]
    assert found.clean == ("OP2",)


def test_a_paragraph_into_which_a_bracket_reaches_is_not_clean() -> None:
    found = state(draft(op(1, "Asks [all to go;"), op(2, "Thanks them] once;"), op(3, "Closes;")))
    assert found.clean == ("OP3",)


def test_blanks_are_no_open_brackets() -> None:
    found = state(draft(op(1, "Asks for a report by [date to be confirmed];")))
    assert (found.open, found.blanks, found.clean) == (0, 1, ("OP1",))
    assert headline(found) == "No brackets are open; 1 blank to be filled in."


def test_delegations_agree_where_they_want_the_same_words() -> None:
    found = state(
        draft(
            op(
                1,
                "Urges [Norvania, Tessaly: all] [Lisenne: none] to [Norvania, Lisenne: go] [Tessaly: stay];",
            ),
            op(2, "Thanks [Norvania, Tessaly: them];"),
        )
    )
    assert [(pair.first, pair.second, pair.together, pair.both) for pair in found.pairs] == [
        ("Norvania", "Tessaly", 2, 3), ("Lisenne", "Norvania", 1, 2), ("Lisenne", "Tessaly", 0, 2)
    ]  # fmt: skip
    assert found.delegations == ("Norvania", "Tessaly", "Lisenne")
    assert [stand.wording.text for stand in found.stands if stand.delegation == "Lisenne"] == ["none", "go"]


OIL = "*Invites* all States to contribute oil to the lamps;"


@pytest.mark.parametrize(
    ("came", "told"),
    [
        (f"[Norvania: 3. {OIL}]", ["  OP1 to OP3  Norvania"]),
        (f"[Norvania, Tessaly: 3. {OIL}]", ["  OP1 to OP3  Norvania, Tessaly"]),
        (
            f"[Norvania: 3. {OIL.replace('oil', 'oil and wicks')}]",
            ["  OP1 to OP3  Norvania (with words changed)"],
        ),
        (f"[Lisenne: 3. {OIL}]", []),
        ("[Norvania: 3. *Invites* the press to the opening of the new harbour;]", []),
        (f"[3. {OIL}] [Norvania: 3. *Invites* all.]", []),
    ],
)
def test_a_paragraph_that_is_deleted_here_and_inserted_there_has_moved(came: str, told: list[str]) -> None:
    text = f"[1. {OIL}] [Norvania, Tessaly: delete]\n\n2. *Requests* a report.\n\n{came}\n"
    (reading,) = read_text("The Assembly of Harbours,\n\n" + text)
    page = state_text([version("one.md", reading.draft)], 100)
    lines = page.split("Moved paragraphs\n")[1].split("\n\n")[0].split("\n") if told else []
    assert lines == told
    assert ("Moved paragraphs" in page) == bool(told)
    moves = json.loads(state_json([version("one.md", reading.draft)]))["moves"]
    assert [f"  {move['from']} to {move['to']}" for move in moves] == [line[:12] for line in told]


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [(0, 9, "0%"), (1, 900, "<1%"), (899, 900, ">99%"), (9, 9, "100%"), (0, 0, "0%")],
)
def test_a_share_is_not_rounded_to_nothing_or_all(part: int, whole: int, told: str) -> None:
    assert percent(part, whole) == told


# --- the command -----------------------------------------------------------------------------


def command(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["brackets", *words])
    return done.exit_code, done.stdout


def test_the_exit_status_says_whether_brackets_are_open(examples: Path) -> None:
    assert command(str(examples / "harbours-CRP1.md"))[0] == 1
    assert command(str(examples / "rivers-L4-Rev2.md"))[0] == 0


def test_json_is_as_the_schema_says(examples: Path) -> None:
    names = [str(examples / f"harbours-CRP1{rev}.md") for rev in ("", "-Rev1", "-Rev2")]
    code, out = command(*names, "--format", "json")
    found = json.loads(out)
    SCHEMA.validate(found)
    assert code == 1
    assert [one["open"] for one in found["versions"]] == [35, 19, 4]
    assert found["symbol"] == "HARB/2031/CRP.1/Rev.2"
    assert {one["address"] for one in found["brackets"]} == {"OP2[1]", "OP3(a)", "OP3 bis[1]", "OP6[1]"}
    Draft202012Validator.check_schema(SCHEMA.schema)


def test_the_mark_of_a_text_is_that_of_its_regular_form(examples: Path, tmp_path: Path) -> None:
    file = examples / "harbours-CRP1.md"
    regular = CliRunner().invoke(main, ["fmt", str(file)]).stdout_bytes
    (tmp_path / "fmt.md").write_bytes(regular)
    summed = run(
        ["sha256sum", tmp_path / "fmt.md"], capture_output=True, text=True, check=True
    ).stdout.split()[0]
    assert json.loads(command(str(file), "--format", "json")[1])["text"] == f"sha256:{summed}"


@pytest.mark.parametrize("name", ["state.docx", "state.pdf"])
def test_what_it_cannot_write_is_refused(name: str, examples: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["brackets", str(examples / "rivers-L4.md"), "-o", str(tmp_path / name)])
    assert done.exit_code == 2
    assert "brackets writes no" in done.stderr
    assert not (tmp_path / name).exists()


def test_a_file_with_two_drafts_is_refused(tmp_path: Path) -> None:
    text = "## Resolution A\n\n*The Assembly of Harbours,*\n\n1. *Decides* [a].\n"
    (tmp_path / "two.md").write_text(text + "\n" + text.replace("A\n", "B\n"), encoding="utf-8")
    done = CliRunner().invoke(main, ["brackets", str(tmp_path / "two.md")])
    assert done.exit_code == 2
    assert "2 drafts" in done.stderr


# --- the web page ----------------------------------------------------------------------------

HOSTILE = "</p></td><script>alert(1)</script><img src=x onerror=alert(2)> \"'--> {{ 7-7 }} &amp; <!--"


class Page(HTMLParser):
    """Elements and words of a page; every element is closed."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def versions(examples: Path) -> list[Version]:
    names = [f"harbours-CRP1{rev}.md" for rev in ("", "-Rev1", "-Rev2")]
    return [
        version(name, read_text((examples / name).read_text(encoding="utf-8"))[0].draft) for name in names
    ]


def test_the_page_shows_every_figure_of_its_charts_as_text(examples: Path) -> None:
    found = versions(examples)
    page = Page(state_page(found))
    for one in found:
        assert f"{one.state.in_dispute} of {one.state.words}" in page.text
    for paragraph in found[-1].state.paragraphs:
        for bracket in paragraph.brackets:
            assert bracket.address in page.text
            assert all(wording.text.split("\n")[0] in page.text for wording in bracket.wordings)
    drawings = [attributes for tag, attributes in page.elements if tag == "svg"]
    assert len(drawings) == 3
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for attributes in drawings:
        assert attributes["role"] == "img"
        assert set((attributes["aria-labelledby"] or "").split()) <= set(ids)


def test_lines_of_a_chart_differ_by_more_than_colour(examples: Path) -> None:
    page = state_page(versions(examples))
    style = page.partition("<style>")[2].partition("</style>")[0]
    assert re.search(r"svg \.second \.path \{[^}]*stroke-dasharray", style)
    first, second = (
        re.findall(rf'<g class="{kind}">(.*?)</g>', page, re.DOTALL) for kind in ("first", "second")
    )
    assert all("<rect" in line and "<circle" not in line for line in first)
    assert all("<circle" in line and "<rect" not in line for line in second)


def test_charts_are_drawings_within_their_bounds(examples: Path) -> None:
    page = state_page(versions(examples))
    for drawing in re.findall(r"<svg.*?</svg>", page, re.DOTALL):
        root = ET.fromstring(drawing)
        width, height = float(root.attrib["width"]), float(root.attrib["height"])
        for each in root.iter():
            if "x" in each.attrib:
                assert 0 <= float(each.attrib["x"]) <= width
                assert 0 <= float(each.attrib["y"]) <= height


def test_many_versions_are_numbered_below_a_chart(examples: Path) -> None:
    found = versions(examples)
    many = [*found, *found]
    assert len(many) > MOST_NAMED
    assert [name for _, name in convergence(many)[0].names] == ["1", "2", "3", "4", "5", "6"]
    assert "6. harbours-CRP1-Rev2.md" in Page(state_page(many)).text


def test_nothing_of_a_draft_breaks_out_of_the_page() -> None:
    text = HOSTILE.replace("[", "(")
    rows = [title(text), pp(f"[{text},]"), op(1, f"[Norvania: {text}] [Tessaly: {text}];")]
    page_text = state_page([version(HOSTILE, draft(*rows))])
    page = Page(page_text)
    assert not {tag for tag, _ in page.elements} & {"script", "img"}
    assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)
    assert "{{ 7-7 }}" in page.text
    assert "://" not in page_text
    policy = next(a["content"] for tag, a in page.elements if a.get("http-equiv")) or ""
    assert policy.startswith("default-src 'none'; style-src 'sha256-")


@given(drafts())
def test_every_draft_has_a_page_and_a_table(found: Draft) -> None:
    Page(state_page([version("a.md", found), version("b.md", found)]))
