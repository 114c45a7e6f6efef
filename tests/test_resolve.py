"""Settling brackets: choices, spaces and punctuation, decisions files, the log."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from resolve_fuzz import case_of, draft_text, faults
from strategies import drafts

import draftkit
from draftkit.cli import main
from draftkit.content import MARK
from draftkit.errors import DraftkitError
from draftkit.model import BracketKind, Draft
from draftkit.negotiate.choices import Decision, decision
from draftkit.negotiate.places import places
from draftkit.negotiate.resolve import resolve
from draftkit.negotiate.standing import Form
from draftkit.readers.decisions import read_decisions
from draftkit.readers.text import read_text
from draftkit.rows import rows
from draftkit.writers.text import write_text

FRONT = "### Lisenne, Norvania and Tessaly: draft decision\n\n*The Assembly of Harbours,*\n\n"


def draft_of(text: str) -> Draft:
    (reading,) = read_text(FRONT + text)
    return reading.draft


def settled(text: str, *choices: str) -> str:
    """The paragraphs after these decisions."""
    found = resolve(draft_of(text), [decision(choice) for choice in choices])
    return write_text((found.draft,)).split("Harbours,*\n\n", 1)[1].strip()


def refused(text: str, *choices: str) -> str:
    """The sentence with which decisions are refused."""
    with pytest.raises(DraftkitError) as error:
        resolve(draft_of(text), [decision(choice) for choice in choices])
    return str(error.value)


# --- by chance -------------------------------------------------------------------------------


@pytest.mark.parametrize("start", range(0, 300, 50))
def test_every_bracket_settled_leaves_a_clean_text(start: int) -> None:
    wrong = [
        f"seed {seed}: {fault}\n{draft_text(case)}"
        for seed in range(start, start + 50)
        for case in [case_of(seed)]
        for fault in faults(case)
    ]
    assert not wrong, "\n".join(wrong)


def some_choices(data: st.DataObject, found: Draft, all_of_them: bool) -> list[Decision]:
    """A choice for brackets of a draft, none for those in words that go."""
    place = places(found)
    going: set[int] = set()
    out = []
    for index, bracket in enumerate(place.brackets):
        if index in going or bracket.within in going:
            going.add(index)
            continue
        if not all_of_them and data.draw(st.booleans()):
            continue
        offered = ["drop", *(f"#{number}" for number in range(1, len(bracket.wordings) + 1))]
        choice = data.draw(st.sampled_from(offered))
        out.append(Decision(bracket.address, choice))
        stays = bracket.wordings[int(choice[1:]) - 1] if choice != "drop" else None
        going.update(
            at
            for at, inner in enumerate(place.brackets)
            if inner.within == index and not (stays and stays.start <= inner.start < stays.end)
        )
    return out


@given(drafts(), st.data())
def test_with_all_brackets_settled_none_is_left(found: Draft, data: st.DataObject) -> None:
    result = resolve(found, some_choices(data, found, all_of_them=True)).draft
    for row in rows(result):
        assert not MARK.search(row.before + row.text)
        assert not row.option
    assert rows(result) == rows(resolve(result, []).draft)


@given(drafts(), st.data())
def test_brackets_without_a_decision_keep_their_proponents(found: Draft, data: st.DataObject) -> None:
    decisions = some_choices(data, found, all_of_them=False)
    done = resolve(found, decisions)
    before = [wording.proponents for one in places(found).brackets for wording in one.wordings]
    after = [wording.proponents for one in places(done.draft).brackets for wording in one.wordings]
    while after and before:
        wanted = after.pop(0)
        assert wanted in before, "a bracket has proponents that none had"
        before = before[before.index(wanted) + 1 :]
    assert not after


@given(drafts())
def test_no_decision_changes_nothing(found: Draft) -> None:
    assert resolve(found, []).draft == found


# --- choices ---------------------------------------------------------------------------------

NOTES = """1. *Recalls* the treaty [Norvania: and the protocol][^1]

2. *Notes* the report[Norvania: [^2]] of the Bureau[[^3]] [Lisenne: delete];

[^1]: One.

[^2]: Two.

[^3]: Three.
"""


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("OP1[1]=Norvania", "the treaty and the protocol[^1]"),
        ("OP1[1]=drop", "the treaty[^1]"),
        ("OP2[1]=Norvania", "the report[^2] of the Bureau[["),
        ("OP2[1]=drop", "the report of the Bureau[["),
        ("OP2[2]=base", "of the Bureau[^3];"),
        ("OP2[2]=Lisenne", "of the Bureau;"),
    ],
)
def test_a_note_call_goes_only_with_the_words_it_stands_in(choice: str, expected: str) -> None:
    after = settled(NOTES, choice)
    assert expected in after
    for note in ("One.", "Two.", "Three."):
        gone = {"OP2[1]=drop": "Two.", "OP2[2]=Lisenne": "Three."}.get(choice) == note
        assert (note in after) is not gone


def test_a_paragraph_whose_subparagraphs_have_brackets_of_their_own_is_chosen_by_name() -> None:
    text = "[Norvania: 1. *Urges* members:]\n\n    [Norvania: (a) To ring;]\n\n2. *Decides* to meet;"
    after = settled(text, "OP1=Norvania", "OP1(a)=Norvania")
    assert after.startswith("1. *Urges* members:\n\n    (a) To ring;")
    assert settled(text, "OP1=drop", "OP1(a)=base") == "2. *Decides* to meet;"
    linked = "1. *Rings* [Norvania: all bells;\n\n2. *Counts*] them;"
    assert settled(linked, "OP1[1]=Norvania") == "1. *Rings* all bells;\n\n2. *Counts* them;"


def test_chinese_words_have_no_spaces_between_them_where_a_name_stood() -> None:
    text = "1. *决定*各港口[Norvania: 、] [Tessaly: 和]码头保持灯光;"
    assert settled(text, "OP1[1]=Tessaly") == "1. *决定*各港口和码头保持灯光;"


WORDS = "1. *Decides* that members [shall] [Norvania, Tessaly: should] [Lisenne: delete] act;"


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ("base", "shall act"),
        ("1", "shall act"),
        ("#2", "should act"),
        ("Norvania", "should act"),
        ("tessaly", "should act"),
        ("should", "should act"),
        ("Lisenne", "act"),
        ("3", "act"),
        ("drop", "act"),
        ("text:may, as they see fit,", "may, as they see fit, act"),
    ],
)
def test_a_choice_by_name_number_or_words(choice: str, words: str) -> None:
    assert settled(WORDS, f"op1[1] = {choice}") == f"1. *Decides* that members {words};"


def test_base_of_an_insertion_is_nothing() -> None:
    assert settled("1. *Decides* [Norvania: now] to act;", "OP1[1]=base") == "1. *Decides* to act;"


def test_a_number_that_is_also_words_is_refused_where_both_may_be_meant() -> None:
    assert settled("1. *Decides* on [12][24] months;", "OP1[1]=24") == "1. *Decides* on 24 months;"
    assert refused("1. *Decides* on [2][1] months;", "OP1[1]=1") == (
        "“1” may be more than one choice in OP1[1]; write #1 or #2"
    )


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        ("OP1[1]=Estmark", "OP1[1] has no choice “Estmark”; it offers 1 (shall), 2 or Norvania or Tessaly (should), 3 or Lisenne (no text) or drop"),
        ("OP1[1]=#4", "OP1[1] has no alternative #4; it offers 1 (shall), 2 or Norvania or Tessaly (should), 3 or Lisenne (no text) or drop"),
        ("OP1[1]=keep", "OP1[1] holds 3 alternatives, not all of which can be kept; choose 1 (shall), 2 or Norvania or Tessaly (should), 3 or Lisenne (no text) or drop"),
        ("OP1[2]=drop", "there is no bracket OP1[2]; in OP1 there is OP1[1]"),
        ("OP1=drop", "there is no bracket OP1; in OP1 there is OP1[1]"),
        ("OP7[1]=drop", "there is no paragraph for “OP7[1]” in this text"),
        ("PP1[1]=drop", "there is no paragraph for “PP1[1]” in this text"),
        ("OP1[1]=text:", "no words follow “text:” for OP1[1]; to have none, choose drop"),
        ("OP1[1]=text:a [b", "a square bracket is open or closed alone in the words for OP1[1]"),
        ("OP1[1]", "“OP1[1]” is no decision; write it like OP5[2]=EU, OP3[1]=base or OP7 bis=drop"),
        ("=drop", "“=drop” is no decision; write it like OP5[2]=EU, OP3[1]=base or OP7 bis=drop"),
    ],
)  # fmt: skip
def test_what_cannot_be_chosen_is_refused_with_what_can(choice: str, sentence: str) -> None:
    assert refused(WORDS, choice) == sentence


def test_two_decisions_on_one_bracket_are_refused() -> None:
    assert refused(WORDS, "OP1[1]=1", "op1[1]=base") == "there are two decisions on OP1[1]; leave one out"


def test_a_decision_on_words_that_go_is_refused() -> None:
    text = "1. *Decides* [to [soon] act][to wait [long]];"
    assert "leave one of the two out" in refused(text, "OP1[1]=1", "OP1[1.2]=keep")
    assert "leave one of the two out" in refused(text, "OP1[1]=drop", "OP1[1.1]=keep")
    assert settled(text, "OP1[1]=2", "OP1[1.2]=drop") == "1. *Decides* to wait;"


def test_two_unnamed_alternatives_have_no_base() -> None:
    assert refused("1. *Decides* [a][b];", "OP1[1]=base") == (
        "in OP1[1] 2 alternatives have no proponents; write #1 or #2, not base"
    )


# --- what stays ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "choices", "after"),
    [
        # spaces and marks
        ("1. *Urges* the[ first ]report;", ["OP1[1]=drop"], "1. *Urges* the report;"),
        ("1. *Urges* keepers[Norvania: or bells];", ["OP1[1]=keep"], "1. *Urges* keepers or bells;"),
        ("1. *Urges* member[s] States;", ["OP1[1]=drop"], "1. *Urges* member States;"),
        ("1. *Urges* all, [even now], to act;", ["OP1[1]=drop"], "1. *Urges* all, to act;"),
        ("1. *Urges* all [to act;];", ["OP1[1]=keep"], "1. *Urges* all to act;"),
        ("1. *Urges* all [to act[;] ];", ["OP1[1]=drop"], "1. *Urges* all;"),
        ("1. *Urges* all [, if they can];", ["OP1[1]=keep"], "1. *Urges* all, if they can;"),
        ("1. *Urges* [lights, bells, etc.], and more;", ["OP1[1]=keep"], "1. *Urges* lights, bells, etc., and more;"),
        ("1. *Urges* all (see [annex I]) to act;", ["OP1[1]=drop"], "1. *Urges* all (see) to act;"),
        ("1. *Urges* all ([annex I]) to act;", ["OP1[1]=drop"], "1. *Urges* all to act;"),
        ("1. *Urges* “[all]”, now;", ["OP1[1]=drop"], "1. *Urges*, now;"),
        ("1. *Urges* all[ to act;]", ["OP1[1]=drop"], "1. *Urges* all;"),
        ("1. *Urges* all [to act [now;]]", ["OP1[1.1]=drop"], "1. *Urges* all [to act;]"),
        ("1. *Urges* all[^1] [now], to act;\n\n[^1]: A.", ["OP1[1]=drop"], "1. *Urges* all[^1], to act;\n\n[^1]: A."),
        # capitals
        ("1. [*Also*] *requests* all;", ["OP1[1]=drop"], "1. *Requests* all;"),
        ("1. *Asks*:\n\n(a) [Norvania: a share] [Tessaly: gifts];", ["OP1(a)=Tessaly"], "1. *Asks*:\n\n    (a) gifts;"),
        # whole paragraphs
        ("[1. *Asks* [all];]\n\n2. *Ends*.", ["OP1=keep"], "1. *Asks* [all];\n\n2. *Ends*."),
        ("[1. *Asks* [all];]\n\n2. *Ends*.", ["OP1=drop"], "2. *Ends*."),
        ("1. *Asks*;\n\n[2. *Ends*.]", ["OP2=drop"], "1. *Asks*."),
        ("1. *Asks*;\n\n2. [*Ends*].", ["OP2=drop"], "1. *Asks*."),
        ("[1. *Asks* all;]", ["OP1=text:Asks some;"], "1. Asks some;"),
        ("[1. *Asks*;\n\n2. [*Begs*];]\n\n3. *Ends*.", ["OP2=drop"], "[1. *Asks*;]\n\n3. *Ends*."),
        ("[1. [*Asks*];\n\n2. *Begs*;]\n\n3. *Ends*.", ["OP1[0.1]=drop"], "[2. *Begs*;]\n\n3. *Ends*."),
        ("1. *Asks*;\n\n[2. *Begs* [all];] [Norvania: delete]\n\n3. *Ends*.", ["OP2=Norvania"], "1. *Asks*;\n\n3. *Ends*."),
        ("1. *Asks*;\n\n[2. *Begs* [all];] [Norvania: delete]\n\n3. *Ends*.", ["OP2=base", "OP2[1]=drop"], "1. *Asks*;\n\n2. *Begs*;\n\n3. *Ends*."),
        ("[Lisenne: 2. *Begs* all;] [Norvania: *Prays*;]\n\n3. *Ends*.", ["OP2=Lisenne"], "2. *Begs* all;\n\n3. *Ends*."),
        ("[Lisenne: 2. *Begs* all;] [Norvania: *Prays*;]\n\n3. *Ends*.", ["OP2=Norvania"], "2. *Prays*;\n\n3. *Ends*."),
        # tables
        ("[1. *Asks*;\n\n| a | b |\n\n2. *Begs* [all];]\n\n3. *Ends*.", ["OP2[1]=drop"], "[1. *Asks*;\n\n| a | b |\n\n2. *Begs*;]\n\n3. *Ends*."),
        ("[1. *Asks*;\n\n| a | b |\n\n2. *Begs* [all];]\n\n3. *Ends*.", ["OP1=drop"], "3. *Ends*."),
        # from one paragraph to another
        ("1. *Urges* all [to go;\n\n2. *Asks* all] to act.", ["OP1[1]=drop"], "1. *Urges* all to act."),
        ("1. *Urges* all [to go;\n\n2. *Asks* all] to act.", ["OP1[1]=keep"], "1. *Urges* all to go;\n\n2. *Asks* all to act."),
        # lists
        ("1. *Asks*:\n\n(a) One;\n\n(b) Two; and\n\n(c) [Three].", ["OP1(c)=drop"], "1. *Asks*:\n\n    (a) One; and\n\n    (b) Two."),
        ("1. *Asks*:\n\n(a) One;\n\n(b) [Two]; and\n\n(c) Three.", ["OP1(b)=drop"], "1. *Asks*:\n\n    (a) One; and\n\n    (c) Three."),
        ("1. *Asks*:\n\n(a) [One; and]\n\n(b) [Two.]", ["OP1(a)=drop", "OP1(b)=drop"], "1. *Asks*."),
        ("1. *Asks*:\n\n(a) One; and\n\n(b) [Two.]", ["OP1(b)=drop"], "1. *Asks*:\n\n    (a) One."),
        # options
        ("1. Option 1: *Asks*:\n\n(a) One;\n\nOption 2: No text;\n\n2. *Ends*.", ["OP1=Option 1"], "1. *Asks*:\n\n    (a) One;\n\n2. *Ends*."),
        ("1. Option 1: *Asks*;\n\nOption 2: *Begs*:\n\n(a) One;\n\n2. *Ends*.", ["OP1=2"], "1. *Begs*:\n\n    (a) One;\n\n2. *Ends*."),
        ("1. Option 1: *Asks*;\n\nOption 2: No text;\n\n2. *Ends*.", ["OP1=Option 2"], "2. *Ends*."),
        ("Option 1:\n\n1. *Asks*;\n\n2. *Begs*;\n\nOption 2:\n\n1. *Thanks*;\n\n3. *Ends*.", ["OP1=1"], "1. *Asks*;\n\n2. *Begs*;\n\n3. *Ends*."),
        # numbers
        ("[4][5]. *Asks*;", ["OP[4][5][#]=5"], "5. *Asks*;"),
        ("[2][1]. *Asks*;", ["OP[2][1][#]=1"], "1. *Asks*;"),
        ("[2][1]. *Asks*;", ["OP[2][1][#]=#1"], "2. *Asks*;"),
        ("[4][5]. *Asks*;", ["OP[4][5][#]=text:4 bis"], "4 bis. *Asks*;"),
        # brackets that lose all they hold
        ("1. *Asks* [Norvania: [all]] [Tessaly: some] of them;", ["OP1[1.1]=drop"], "1. *Asks* [Norvania: delete] [Tessaly: some] of them;"),
        ("1. *Asks* all [Norvania: [of]] them;", ["OP1[1.1]=drop"], "1. *Asks* all them;"),
        ("1. *Asks* all [[a b] / c d];", ["OP1[1.1]=drop"], "1. *Asks* all [c d];"),
        ("1. *Asks* [Norvania: [x], and y] now;", ["OP1[1.1]=drop"], "1. *Asks* [Norvania: , and y] now;"),
        # notes
        ("1. *Asks*[;[^1]]\n\n2. *Ends*.[^2]\n\n[^1]: A.\n\n[^2]: B.", ["OP1[1]=drop"], "1. *Asks*;\n\n2. *Ends*.[^2]\n\n[^2]: B."),
        # French
        ("1. *Prie* le Bureau [d’agir] ;\n\n2. *Décide* [cela] : rien.", ["OP1[1]=drop", "OP2[1]=drop"], "1. *Prie* le Bureau ;\n\n2. *Décide* : rien."),
    ],
)  # fmt: skip
def test_the_text_that_stays_is_right(text: str, choices: list[str], after: str) -> None:
    assert settled(text, *choices) == after


def test_a_placeholder_is_filled_in() -> None:
    text = "1. *Asks* for a report by [date to be confirmed];"
    assert settled(text, "OP1[1]=text:1 May 2032") == "1. *Asks* for a report by 1 May 2032;"


def test_what_else_went_is_told() -> None:
    text = "1. *Asks* [[all]] [now;[^1]]\n\n2. *Ends*.[^2]\n\n[^1]: A.\n\n[^2]: *Ibid.*, B."
    found = resolve(draft_of(text), [decision("OP1[1.1]=drop"), decision("OP1[2]=drop")])
    assert found.remarks == (
        "OP1[1] held nothing else and is gone with it",
        "note 1 has no call any more and is gone",
        "note 2 begins with “Ibid.” and now follows another note",
    )


def test_brackets_that_would_be_read_as_alternatives_are_not_left_so() -> None:
    text = "1. *Asks* [all] [some/few] [Norvania: now];"
    assert "would become alternatives" in refused(text, "OP1[2]=drop")
    assert settled(text, "OP1[2]=drop", "OP1[3]=keep") == "1. *Asks* [all] now;"


def test_a_bracket_across_options_has_to_be_settled_with_them() -> None:
    text = "1. Option 1: *Asks* [all;\n\nOption 2: *Begs* all;\n\n2. *Thanks* them] now;\n\n3. *Ends*."
    assert refused(text, "OP1=2") == (
        "the bracket OP1 option 1[1] stands around the options OP1 or reaches into them; decide on it too"
    )
    assert (
        settled(text, "OP1=1", "OP1 option 1[1]=keep")
        == "1. *Asks* all;\n\n2. *Thanks* them now;\n\n3. *Ends*."
    )


def test_a_bracket_names_its_proponents_although_one_inside_names_others() -> None:
    found = places(draft_of("1. *Asks* [Norvania: all [Tessaly, Lisenne: small] harbours];"))
    assert [one.proponents for bracket in found.brackets for one in bracket.wordings] == [
        ("Norvania",), ("Tessaly", "Lisenne")
    ]  # fmt: skip


def test_from_python() -> None:
    found = draftkit.resolve(draft_of(WORDS), {"OP1[1]": "Norvania"})
    assert rows(found)[-1].text == "Decides that members should act;"


# --- the command -----------------------------------------------------------------------------

SCHEMA = Draft202012Validator(
    json.loads((files("draftkit") / "schema" / "decision.json").read_text(encoding="utf-8"))
)


def command(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["resolve", *map(str, words)])


@pytest.fixture
def crp(tmp_path: Path) -> Path:
    file = tmp_path / "crp.md"
    file.write_text(f"HARB/2031/CRP.1\n\n{FRONT}{WORDS}\n\n2. *Asks* [all] to go.\n", encoding="utf-8")
    return file


def log_of(file: Path) -> list[dict[str, object]]:
    lines = Path(f"{file}.decisions.jsonl").read_text(encoding="utf-8").splitlines()
    found = [json.loads(line) for line in lines]
    for line in found:
        SCHEMA.validate(line)
    return found


def test_every_decision_is_logged_with_the_marks_of_both_texts(crp: Path, tmp_path: Path) -> None:
    out = tmp_path / "next.md"
    done = command(crp, "OP1[1]=Norvania", "op2[1]=drop", "-o", out, "--by", "Chair", "--date", "2031-03-07")
    assert done.exit_code == 0, done.stderr
    assert done.stderr.endswith("draftkit: 2 brackets settled, none left open\n")
    first, second = log_of(out)
    assert first["address"] == "OP1[1]"
    assert first["before"] == "[shall] [Norvania, Tessaly: should] [Lisenne: delete]"
    assert (first["words"], first["alternative"], first["by"], first["when"]) == (
        "should",
        2,
        "Chair",
        "2031-03-07",
    )
    assert (second["words"], second["alternative"]) == ("", None)
    state = json.loads(CliRunner().invoke(main, ["brackets", str(out), "--format", "json"]).stdout)
    assert first["text_after"] == second["text_after"] == state["text"] != first["text_before"]


def test_a_log_goes_on_is_made_anew_or_is_not_lost(crp: Path, tmp_path: Path) -> None:
    out = tmp_path / "next.md"
    command(crp, "OP1[1]=1", "-o", out)
    assert command(crp, "OP1[1]=2", "-o", out).exit_code == 0
    assert [line["choice"] for line in log_of(out)] == ["2"]
    assert command(out, "OP2[1]=keep", "-o", out).exit_code == 0
    assert [line["choice"] for line in log_of(out)] == ["2", "keep"]
    before = out.read_bytes()
    other = tmp_path / "other.md"
    other.write_text("*The Assembly of Harbours,*\n\n1. *Asks* [all].\n", encoding="utf-8")
    done = command(other, "OP1[1]=drop", "-o", out)
    assert done.exit_code == 2
    assert "decisions on another text" in done.stderr
    assert out.read_bytes() == before
    assert len(log_of(out)) == 2


def test_a_file_that_is_no_log_is_not_overwritten(crp: Path, tmp_path: Path) -> None:
    (tmp_path / "next.md.decisions.jsonl").write_text("my notes\n", encoding="utf-8")
    done = command(crp, "OP1[1]=1", "-o", tmp_path / "next.md")
    assert done.exit_code == 2
    assert "is no log of decisions" in done.stderr
    assert not (tmp_path / "next.md").exists()


def test_the_result_may_be_word_or_go_to_standard_output(crp: Path, tmp_path: Path) -> None:
    assert command(crp, "OP1[1]=1", "-o", tmp_path / "next.docx").exit_code == 0
    read = draftkit.read(tmp_path / "next.docx")
    assert [one.address for one in places(read).brackets] == ["OP2[1]"]
    done = command(crp, "OP1[1]=1", "-o", "-")
    assert "members shall act" in done.stdout
    assert not (tmp_path / "-.decisions.jsonl").exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "name a decision such as OP5[2]=drop, or --decisions FILE, or --interactive"),
        (("OP1[1]=Estmark",), "OP1[1] has no choice “Estmark”"),
        (("OP9[1]=drop",), "there is no paragraph for “OP9[1]” in this text"),
        (("--decisions", "none.yaml"), "there is no such file"),
        (("--decisions", "crp.md"), "a decisions file ends in .yaml, .yml or .csv"),
        (("--interactive", "OP1[1]=1"), "--interactive asks for the decisions"),
        (("OP1[1]=1", "--log", "next.md"), "the log and the draft need names of their own"),
    ],
)
def test_bad_input_is_one_sentence_and_nothing_is_written(
    words: tuple[str, ...], sentence: str, crp: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = command(crp, *words, "-o", "next.md")
    assert done.exit_code == 2
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["crp.md"]


# --- decisions files -------------------------------------------------------------------------

YAML = """symbol: HARB/2031/CRP.1
decisions:
  - paragraph: OP1
    bracket: 1
    choice: no
    by: Plenary
    when: 2031-03-07
  - {paragraph: "OP2[1]", choice: drop, words: all}
"""


def test_yaml_is_read_as_the_words_that_stand_there() -> None:
    found = read_decisions(YAML.replace("bracket: 1", "bracket: 2.10").encode(), "a.yaml")
    assert found.symbol == "HARB/2031/CRP.1"
    assert found.decisions == (
        Decision("OP1[2.10]", "no", by="Plenary", when="2031-03-07"),
        Decision("OP2[1]", "drop", words="all"),
    )
    assert read_decisions(b"- {paragraph: OP1, choice: drop}", "a.yml").decisions == (
        Decision("OP1", "drop"),
    )


@pytest.mark.parametrize("divider", [",", ";", "\t"])
def test_csv_of_any_spreadsheet_is_read(divider: str) -> None:
    text = '\ufeff# symbol: HARB/2031/CRP.1{d}{d}\r\nParagraph{d}Bracket{d}Choice{d}Note\r\nOP1{d}2.10{d}drop{d}"a{d}\r\nb"\r\n{d}{d}{d}\r\nOP2{d}{d}keep{d}\r\n'
    found = read_decisions(text.format(d=divider).encode(), "a.csv")
    assert found.symbol == "HARB/2031/CRP.1"
    assert found.decisions == (Decision("OP1[2.10]", "drop", note=f"a{divider}\nb"), Decision("OP2", "keep"))


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("a.yaml", "", "the file holds no decisions"),
        ("a.yaml", "decisions: []", "the file holds no decisions"),
        ("a.yaml", "symbol: X", "has no list “decisions”"),
        ("a.yaml", "just words", "there should be a list of decisions here"),
        ("a.yaml", "- paragraph: OP1\n- choice: x", "a.yaml:1:1: this decision has no choice"),
        ("a.yaml", "- {paragraph: OP1, choice: a, colour: red}", "“colour” is unknown here"),
        ("a.yaml", "- {paragraph: OP1, choice: a, choice: b}", "“choice” stands here twice"),
        ("a.yaml", "- {paragraph: [OP1], choice: a}", "there should be a word or a line of text here"),
        ("a.yaml", "- {paragraph: OP1", "a.yaml:1:"),
        ("a.yaml", "- " * 5000, "this is no YAML"),
        ("a.csv", "paragraph,choice\n", "the file holds no decisions"),
        ("a.csv", "# symbol: X\n", "the file holds no decisions"),
        ("a.csv", "paragraph,colour\nOP1,red\n", "“colour” is unknown here"),
        ("a.csv", "paragraph,choice\nOP1\n", "a.csv:2:1: this decision has no choice"),
        ("a.csv", "paragraph,choice\nOP1,a,b\n", "more cells than the head"),
        ("a.csv", 'paragraph,choice\nOP1,"a\n', "this is no CSV"),
        ("a.txt", "OP1=drop", "a decisions file ends in"),
    ],
)
def test_a_decisions_file_at_fault_is_one_sentence(name: str, text: str, sentence: str) -> None:
    with pytest.raises(DraftkitError) as error:
        read_decisions(text.encode(), name)
    assert sentence in str(error.value)


def test_a_decisions_file_that_is_no_text_is_refused() -> None:
    with pytest.raises(DraftkitError, match="not UTF-8"):
        read_decisions(b"\xff\xfe\x00", "a.yaml")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("CRP.1", "CRP.2"), "these are decisions on HARB/2031/CRP.2, and this text is another: it is HARB/2031/CRP.1"),
        (("symbol: HARB/2031/CRP.1", "text: sha256:00"), "these are decisions on another text"),
        (("words: all", "words: none of"), "the decision on OP2[1] expects “none of”, but this text has “[all]” there"),
        (("choice: no", "choice: Estmark"), "OP1[1] has no choice “Estmark”"),
    ],
)  # fmt: skip
def test_decisions_on_another_text_are_refused(
    change: tuple[str, str], sentence: str, crp: Path, tmp_path: Path
) -> None:
    file = tmp_path / "decisions.yaml"
    file.write_text(YAML.replace("choice: no", "choice: base"), encoding="utf-8")
    assert command(crp, "--decisions", file, "-o", tmp_path / "right.md").exit_code == 0
    file.write_text(YAML.replace("choice: no", "choice: base").replace(*change).replace("choice: base", change[1] if "Estmark" in change[1] else "choice: base"), encoding="utf-8")  # fmt: skip
    done = command(crp, "--decisions", file, "-o", tmp_path / "wrong.md")
    assert done.exit_code == 2
    assert sentence in done.stderr
    assert not list(tmp_path.glob("wrong*"))


def test_the_examples_settle_the_negotiation(examples: Path, tmp_path: Path) -> None:
    last = examples / "harbours-CRP1-Rev2.md"
    for name in ("harbours-decisions.yaml", "harbours-decisions.csv"):
        assert command(last, "--decisions", examples / name, "-o", tmp_path / f"{name}.md").exit_code == 0
    found = places(draftkit.read(tmp_path / "harbours-decisions.yaml.md"))
    assert not [
        one for one in found.brackets if one.kind is BracketKind.CONTESTED and one.form is not Form.NUMBER
    ]
