"""The proposals of delegations in one text: what the page says, and what a delegation gets back."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import annex, enacting, front, heading, note, op, para, pp, sponsors, sub, title
from click.testing import CliRunner, Result

import draftkit
from draftkit.build import build
from draftkit.cli import main
from draftkit.errors import DraftkitError
from draftkit.model import Draft, Field, Format, Text
from draftkit.negotiate.compilation import Compilation
from draftkit.negotiate.compiling import compile_drafts
from draftkit.negotiate.page import page_rows, read_page
from draftkit.readers import read_file
from draftkit.readers.text import read_text
from draftkit.rows import Row, RowKind, rows
from draftkit.writers.compilation import write_compilation
from draftkit.writers.text import write_text

HARBOURS = Path(__file__).resolve().parent.parent / "examples" / "harbours"


def draft(*found: Row) -> Draft:
    return build(found)


def compiled(base: tuple[Row, ...], **proposals: tuple[Row, ...]) -> Compilation:
    made = compile_drafts(build(base), {name: build(found) for name, found in proposals.items()})
    assert read_page(page_rows(made)) == made
    return made


def page(base: tuple[Row, ...], **proposals: tuple[Row, ...]) -> list[str]:
    """The paragraphs of the compiled page as text, but for the table and what stands under it."""
    text = write_text([build(page_rows(compiled(base, **proposals)))])
    return [line for line in text.split("\n\n") if not line.startswith("|")]


def words(base: str, **proposals: str) -> str:
    """One operative paragraph with its choices."""
    made = page((op(1, base),), **{name: (op(1, text),) for name, text in proposals.items()})
    return made[0].removeprefix("1. ").strip()


# --- words ---


@pytest.mark.parametrize(
    ("base", "proposals", "written"),
    [
        ("Parties shall act;", {"EU": "Parties should act;"}, "Parties [shall] [EU: should] act;"),
        (
            "Parties shall act;",
            {"EU": "Parties should act;", "Egypt": "Parties act;", "Norway": "Parties should act;"},
            "Parties [shall] [EU, Norway: should] [Egypt: delete] act;",
        ),
        ("Parties shall act;", {"EU": "Parties shall act now;"}, "Parties shall act [EU: now];"),
        (
            "All Parties shall act;",
            {"EU": "All Parties shall act, as appropriate;"},
            "All Parties shall act[EU: , as appropriate];",
        ),
        ("Parties, if able, act;", {"EU": "Parties act;"}, "Parties[, if able,] [EU: delete] act;"),
        ("All Parties shall act;", {"EU": "Parties shall act;"}, "[All] [EU: delete] Parties shall act;"),
        (
            "Requests the few Parties that can to act at their next meeting;",
            {"EU": "Requests the many Parties that can to act at their last meeting;"},
            "Requests the [few] [EU: many] Parties that can to act at their [next] [EU: last] meeting;",
        ),
        (
            "Parties meet once a year;",
            {"EU": "Parties meet twice a month;"},
            "Parties meet [once a year] [EU: twice a month];",
        ),
    ],
)  # fmt: skip
def test_words_stand_in_brackets_under_their_proponents(
    base: str, proposals: dict[str, str], written: str
) -> None:
    assert words(base, **proposals) == written


def test_a_change_of_looks_is_a_change_of_words() -> None:
    made = page((op(1, "*Decides* to act;"),), EU=(op(1, "Decides to act;"),))
    assert made[0] == "1. [*Decides*] [EU: Decides] to act;\n".rstrip("\n")


def test_equal_proposals_are_one_with_all_proponents() -> None:
    text = (op(1, "*Urges* States;"), op(2, "*Decides* to ring;"))
    made = compiled((op(1, "*Urges* States;"),), EU=text, Norway=text)
    (inserted,) = (entry for entry in made.entries if entry.proponents)
    assert inserted.proponents == ("EU", "Norway")


# --- the base's own brackets ---


def test_brackets_in_an_alternative_are_whole() -> None:
    assert words("to act [in 2031];", EU="to act in 2031;") == "to act [[in 2031]] [EU: in 2031];"


def test_a_bracket_whose_alternatives_are_divided_by_strokes_is_not_cut() -> None:
    base = "Parties [shall/should] keep [lights] at night;"
    found = words(
        base,
        EU=base.replace("/should", ""),
        Norway=base.replace("lights", "lights/bells"),
        Egypt=base.replace("[shall/should]", "may"),
    )
    assert found.startswith("Parties [[shall/should] keep [lights]] [EU: [shall] keep [lights]]")
    assert words("Parties [shall/should] act;", EU="Parties [shall] act;") == (
        "Parties [[shall/should]] [EU: [shall]] act;"
    )
    assert words("Parties [shall] act;", EU="Parties [shall/may] act;") == (
        "Parties [[shall]] [EU: [shall/may]] act;"
    )


def test_a_bracket_of_the_base_that_names_a_delegation_is_told_from_a_proposal() -> None:
    base = "Parties [EU: should] act on the light at sea and on land without delay;"
    written = words(base, EU=base.replace("land", "rivers"), Norway=base)
    assert written.startswith("Parties [base: [EU: should]] act on")
    assert written.endswith("and on [land] [EU: rivers] without delay;")


def test_an_insertion_behind_a_bracket_of_the_base_is_no_alternative_of_it() -> None:
    assert (
        words("act [at once];", EU="act [at once] or later;") == "act [[at once]] [EU: [at once] or later];"
    )


def test_a_whole_paragraph_in_a_bracket_with_a_name_stays_the_bases_own() -> None:
    base = (op(1, "*Decides* to act;", before="[EU: "), op(2, "*Urges* States;]"))
    made = compiled(base, EU=(op(1, "*Decides* to act;"), op(2, "*Urges* States;")))
    assert made.base == build(base)
    own = (op(1, "*Decides* to act;]", before="[EU: "), op(2, "*Urges* the few;"))
    other = (own[0], op(2, "*Urges* the many;"))
    made = page(own, EU=other)
    assert made[:2] == ["[base: the next paragraph is of the base]", "[EU: 1. *Decides* to act;]"]


# --- paragraphs ---

BASE = (enacting(), pp("*Recalling* the lamps,"), op(1, "*Decides* to meet;"), op(2, "*Urges* States;"))


def test_a_new_paragraph_has_the_number_it_follows_and_bis() -> None:
    eu = (*BASE[:3], op(2, "*Requests* a report;"), op(3, "*Urges* States;"))
    norway = (*BASE[:3], op(2, "*Calls upon* the Bureau to ring;"), op(3, "*Urges* States;"))
    made = page(BASE, EU=eu, Norway=norway)
    assert "[Norway: 1 bis. *Calls upon* the Bureau to ring;]" in made
    assert "[EU: 1 ter. *Requests* a report;]" in made


def test_numbers_count_by_themselves_below_a_new_paragraph_and_in_an_annex() -> None:
    base = (
        op(1, "Decides:"),
        sub("(a)", "Go;"),
        op(2, "Requests:"),
        sub("(a)", "Come;"),
        annex(),
        para("Rules.", "1."),
    )
    eu = (
        *base[:2], sub("(b)", "Stay;"), op(3, "Urges:"), sub("(a)", "Ring;"), sub("(b)", "Burn;"), *base[2:4],
        sub("(b)", "Rest;"), *base[4:], para("More.", "2."),
    )  # fmt: skip
    made = [line.strip() for line in page(base, EU=eu)]
    assert made[2:6] == ["[EU: (a) bis Stay;]", "[EU: 1 bis. Urges:]", "[EU: (a) Ring;]", "[EU: (b) Burn;]"]
    assert made[8] == "[EU: (a) bis Rest;]"
    assert made[-1] == "[EU: 1 bis. More.]"


def test_a_number_with_bis_of_another_paragraph_is_not_kept() -> None:
    base = (op(4, "Decides;"), op(5, "Requests a report;"))
    after = page(
        base, EU=(base[0], op("5 bis", "Thanks the host;"), base[1]), Egypt=(*base, op("5 ter", "Ends;"))
    )
    assert after[1:] == ["[EU: 4 bis. Thanks the host;]", "5. Requests a report;", "[Egypt: 5 ter Ends;]"]


def test_a_paragraph_that_is_deleted_stands_in_brackets_with_its_number() -> None:
    assert "[1. *Decides* to meet;] [EU: delete]" in page(BASE, EU=(*BASE[:2], op(1, "*Urges* States;")))


def test_a_paragraph_proposed_in_two_versions_over_its_neighbours_is_of_the_base_once() -> None:
    words = "*Requests* the keepers of the northern coast to keep a list of buoys, bells and {};"
    base = (op(1, "*Decides* to meet;"), op(2, words.format("masts")), op(3, "*Thanks* all."))
    texts = (words.format("flags"), "*Decides* to meet;", "*Thanks* all.", words.format("lamps"))
    proposal = tuple(op(number, text) for number, text in enumerate(texts, 1))
    made = compiled(base, EU=proposal)
    assert made.view("EU") == build(proposal)
    assert len([entry for entry in made.entries if not entry.proponents]) == len(base)


def test_subparagraphs_are_lettered_behind_those_they_follow() -> None:
    base = (op(1, "*Decides* that:"), sub("(a)", "Lamps burn;"), sub("(b)", "Bells ring;"))
    eu = (*base[:2], sub("(b)", "Horns blow;"), sub("(c)", "Bells ring;"))
    assert "    [EU: (a) bis Horns blow;]" in page(base, EU=eu)


def test_a_table_and_a_heading_are_named_in_a_paragraph_before_them() -> None:
    table = Row(RowKind.VERBATIM, (Text("| lamps | oil |"),))
    base = (op(1, "*Decides* to meet;"), annex(), heading("A. Lamps"), para("Oil.", "1."), table)
    eu = (
        base[0],
        base[1],
        heading("B. Bells"),
        para("Oil.", "1."),
        Row(RowKind.VERBATIM, (Text("| bells |"),)),
    )
    made = page(base, EU=eu)
    for words, what in (("delete", "## A. Lamps"), ("add", "## B. Bells"), ("add", "| bells |")):
        assert f"[EU: {words} the next paragraph]" in made
        assert what in write_text([build(page_rows(compiled(base, EU=eu)))])


@pytest.mark.parametrize("ending", [".md", ".docx"])
def test_a_number_in_brackets_is_known_in_a_proposal(ending: str) -> None:
    short = (*BASE, annex(), para("Before the ice."))
    full = (*short, para("*Lamps* are lit;", "[3]"))
    for base, eu, remark in ((short, full, "add"), (full, short, "delete")):
        made = compiled(base, EU=eu)
        (reading,) = read_file(f"made{ending}", data=write_compilation(ending, made))
        assert read_page(rows(reading.draft)) == made
        assert f"[EU: {remark} the next paragraph]" in page(base, EU=eu)


def test_masthead_sponsors_and_clause_are_told_under_the_table() -> None:
    base = (sponsors("Norvania: draft resolution"), title("Lamps"), *BASE)
    eu = (sponsors("Norvania and Tessaly: draft resolution"), title("Lamps and bells"), *BASE[1:])
    eu = (*eu[:2], enacting("*The Council of the Isles,*"), *BASE[1:])
    made = page(base, EU=eu)
    assert "## Lamps [EU: and bells]" in made
    assert "[EU: masthead, line 1, sponsors: Norvania and Tessaly: draft resolution]" in made
    assert any("masthead, line 3, enacting: *The Council" in line for line in made)
    item = front(Field.AGENDA_TITLE, "Lamps at sea")
    made = page(base, EU=(item, *base))
    assert made[-1].strip() == "[EU: masthead, after line 0, agenda title: Lamps at sea]"


def test_a_note_of_one_delegation_stands_under_its_name() -> None:
    base = (op(1, "*Decides* to meet;^1"), note("1", "HARB/1."))
    eu = (op(1, "*Decides*^1 to meet;^2"), note("1", "HARB/2."), note("2", "HARB/1."))
    made = page(base, EU=eu)
    assert "[^1]: [EU: HARB/2.]" in made
    assert "[^2]: HARB/1.\n" in made


@pytest.mark.parametrize("figure", [Text("1,500", Format.SUPERSCRIPT), Text("²")])
def test_a_raised_figure_calls_no_note_of_another_delegation(figure: Text) -> None:
    base = build((enacting(), op(1, "*Decides* to light each lamp and bell of the coast;")))
    lit = Row(RowKind.OPERATIVE, (Text("Lights the coast 10"), figure, Text(" times;")), "2.")
    notes = (note("1", "HARB/1."), note("2", "HARB/2."))
    calling = op(2, "*Thanks* the keepers^1 and all pilots;^2")
    texts = {"EU": build((*rows(base), lit)), "Norway": build((*rows(base), calling, *notes))}
    made = compile_drafts(base, texts)
    data = write_compilation(".md", made)
    (reading,) = read_text(data.decode())
    assert read_page(rows(reading.draft)) == made


# --- names ---


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["EU", "eu"], "is named twice"),
        (["EU, Norway", "Norway"], "is named twice"),
        (["EU: all"], "holds ':'"),
        (["E[U]"], "holds '['"),
        (["base"], "names the base text"),
        (["EU,,Norway"], "without a name"),
        (["a|b"], "holds '|'"),
        (["(EU)"], "does not begin with a letter"),
        (["77 Group"], "does not begin with a letter"),
        (["E_U"], "holds '_'"),
    ],
)
def test_names_that_brackets_cannot_hold_are_refused(names: list[str], message: str) -> None:
    with pytest.raises(DraftkitError) as error:
        compile_drafts(build(BASE), dict.fromkeys(names, build(BASE)))
    assert message in error.value.message


def test_delegations_stand_in_the_order_asked_for() -> None:
    base, changed = build((op(1, "shall act;"),)), build((op(1, "should act;"),))
    proposals = dict.fromkeys(("Norway", "Argentina, Chile", "EU"), changed)
    orders = [
        compile_drafts(base, proposals).delegations,
        compile_drafts(base, proposals, order="alphabetical").delegations,
        compile_drafts(base, proposals, protocol=("chile", "norway")).delegations,
    ]
    assert orders == [
        ("Norway", "Argentina", "Chile", "EU"),
        ("Argentina", "Chile", "EU", "Norway"),
        ("Chile", "Norway", "Argentina", "EU"),
    ]


def test_who_is_not_there_has_no_text() -> None:
    made = compiled(BASE, EU=BASE)
    assert made.view("eu") == build(BASE)
    with pytest.raises(DraftkitError, match="it has EU"):
        made.view("Norway")


@pytest.mark.parametrize(
    "markers",
    [
        "(a) (b) (c)",
        "(أ) (ب) (ج)",
        "(а) (б) (в)",
        "(1) (2) (3)",
        "(A) (B) (C)",
        "a. b. c.",
        "a) b) c)",
        "i. ii. iii.",
    ],
)
def test_subparagraphs_come_and_go_whatever_they_count_with(markers: str) -> None:
    items = [
        f"{marker} {words};" for marker, words in zip(markers.split(), ("One", "Two", "Three"), strict=True)
    ]
    text = "*The Assembly,*\n\n1. *Asks* members to keep lights:\n\n{}\n\n2. *Ends*."
    base, proposal = (text.format("\n\n".join(each)) for each in (items[:2], (items[0], items[2])))
    made = compile_drafts(read_text(base)[0].draft, {"EU": read_text(proposal)[0].draft})
    written = write_compilation(".md", made).decode("utf-8")
    assert f"[{items[1]}] [EU: delete]" in written
    assert read_page(rows(read_text(written)[0].draft)) == made


# --- commands ---


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


PROPOSALS = [
    f"{name}={HARBOURS / file}"
    for name, file in (
        ("Calder", "calder.md"),
        ("Estmark", "estmark.md"),
        ("Isles of Merrow, Varrow", "merrow-varrow.md"),
        ("Norvania", "norvania.md"),
        ("Tessaly", "tessaly.md"),
    )
]


@pytest.mark.parametrize("ending", [".md", ".docx", ".json"])
def test_each_delegation_gets_its_file_back(ending: str, tmp_path: Path) -> None:
    target = tmp_path / f"all{ending}"
    assert run("compile", HARBOURS / "L3.md", *PROPOSALS, "-o", target).exit_code == 0
    for name, file in (("varrow", "merrow-varrow.md"), ("Tessaly", "tessaly.md"), ("base", "L3.md")):
        assert run("view", target, "--as", name).output == (HARBOURS / file).read_text(encoding="utf-8")


def test_the_same_proposals_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.docx", "two.docx"):
        run("compile", HARBOURS / "L3.md", *PROPOSALS, "-o", tmp_path / name)
    assert (tmp_path / "one.docx").read_bytes() == (tmp_path / "two.docx").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["EU"], "'EU' is no proposal"),
        (["EU=no-such.md"], "there is no such file"),
        (["EU=OTHER"], "this is no proposal over the base text"),
        (["EU=COMPILED"], "not the text of one; draftkit view takes that out of it"),
        (["EU=TWIN", "EU=TWIN"], "named twice"),
        (["E:U=TWIN"], "holds ':'"),
        (["EU=TWIN", "--order", "given", "--protocol", "x"], "exclude each other"),
        (["EU=TWIN", "--protocol", "EMPTY"], "is empty"),
    ],
)
def test_what_cannot_be_compiled_is_told_in_one_sentence(
    arguments: list[str], message: str, tmp_path: Path
) -> None:
    (tmp_path / "empty.txt").write_text("\n", encoding="utf-8")
    files = {
        "OTHER": HARBOURS.parent / "rivers-L4.md",
        "TWIN": HARBOURS / "L3.md",
        "EMPTY": tmp_path / "empty.txt",
        "COMPILED": tmp_path / "compiled.docx",
    }
    made = draftkit.compile(draftkit.read(files["TWIN"]), {"EU": draftkit.read(HARBOURS / "tessaly.md")})
    draftkit.write_compilation(made, files["COMPILED"])
    for word, path in files.items():
        arguments = [argument.replace(word, str(path)) for argument in arguments]
    target = tmp_path / "all.md"
    result = run("compile", HARBOURS / "L3.md", *arguments, "-o", target)
    assert result.exit_code == 2
    assert message in result.stderr.splitlines()[-1]
    assert not target.exists()


@pytest.mark.parametrize("target", ["all.pdf", "all", "L3.md"])
def test_a_compilation_goes_into_no_other_file(target: str, tmp_path: Path) -> None:
    base = tmp_path / "L3.md"
    base.write_text((HARBOURS / "L3.md").read_text(encoding="utf-8"), encoding="utf-8")
    result = run("compile", base, f"EU={HARBOURS / 'tessaly.md'}", "-o", tmp_path / target)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1


def test_a_draft_that_is_no_compilation_has_no_views() -> None:
    result = run("view", HARBOURS / "L3.md", "--as", "EU")
    assert result.exit_code == 2
    assert "this is no compilation of proposals" in result.stderr


def test_json_of_something_else_is_refused(tmp_path: Path) -> None:
    for text in ("[]", "{", '{"schema": "draftkit/draft/1"}'):
        (tmp_path / "x.json").write_text(text, encoding="utf-8")
        result = run("view", tmp_path / "x.json", "--as", "EU")
        assert (result.exit_code, result.stderr.count("\n")) == (2, 1)


def test_the_library_does_what_the_commands_do(tmp_path: Path) -> None:
    base = draftkit.read(HARBOURS / "L3.md")
    tessaly = draftkit.read(HARBOURS / "tessaly.md")
    made = draftkit.compile(base, {"Tessaly": tessaly})
    draftkit.write_compilation(made, tmp_path / "all.docx")
    again = draftkit.read_compilation(tmp_path / "all.docx")
    assert again == made
    assert draftkit.view(again, "Tessaly") == tessaly
    assert draftkit.view(again, "base") == base
    assert rows(draftkit.view(again, "clean")) == rows(base)


@pytest.mark.parametrize("name", ["埃斯特", "إستمارك", "zorbia"])
def test_a_delegation_of_the_table_is_known_in_any_script(name: str, tmp_path: Path) -> None:
    """Where letters have no capitals, only the table says that this is a name."""
    target, settled = tmp_path / "all.md", tmp_path / "settled.md"
    arguments = [str(HARBOURS / "L3.md"), f"{name}={HARBOURS / 'estmark.md'}", "-o", str(target)]
    assert CliRunner().invoke(main, ["compile", *arguments]).exit_code == 0
    result = CliRunner().invoke(main, ["resolve", str(target), f"PP2[1]={name}", "-o", str(settled)])
    assert result.exit_code == 0, result.output
    assert "one harbour in three had" in settled.read_text(encoding="utf-8")
