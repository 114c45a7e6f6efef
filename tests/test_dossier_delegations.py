"""What delegations do, as the dossier keeps it: sponsors, proposals, positions, decisions."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
from click.testing import CliRunner
from dossier_tools import VERSIONS, done, refused, run

from draftkit.cli import main

L4, REV1, REV2 = "RIV/COP/2031/L.4", "RIV/COP/2031/L.4/Rev.1", "RIV/COP/2031/L.4/Rev.2"


def last_line() -> str:
    return done("log").splitlines()[-1].split("  ", 2)[2]


# --- sponsors --------------------------------------------------------------------------------


def test_sponsors_come_from_the_line_of_the_draft(family: Path) -> None:
    assert done("sponsors", "read", "1").splitlines() == [
        "2031-05-19  Calder (Federal Republic of)",
        "2031-05-19  Estmark",
        "2031-05-19  Isles of Merrow (The)",
        "2031-05-19  Norvania",
        "2031-05-19  Saint Orlan and the Skerries",
        "2031-05-19  Tessaly",
    ]
    before = done("log")
    done("sponsors", "read", "1")
    assert done("log") == before, "who is a sponsor already joins no second time"


def test_sponsors_join_and_withdraw(family: Path) -> None:
    done("sponsors", "add", "Varrow", "Quell and Tarn", "--additional", "--date", "2031-05-16")
    done("sponsors", "add", "Norvania", "--on-behalf-of", "Group of River States", "--date", "2031-05-16")
    done("sponsors", "withdraw", "varrow*", "--date", "2031-05-17")
    done("sponsors", "add", "Varrow", "--date", "2031-05-18")
    assert done("sponsors").splitlines() == [
        "2031-05-16  Varrow, additional, withdrew 2031-05-17",
        "2031-05-16  Quell and Tarn, additional",
        "2031-05-16  Norvania on behalf of the Group of River States",
        "2031-05-18  Varrow",
    ]


def test_who_is_no_sponsor_cannot_withdraw(family: Path) -> None:
    before = done("log")
    done("sponsors", "add", "Varrow")
    assert "Estmark is no sponsor" in refused("sponsors", "withdraw", "Varrow", "Estmark")
    assert "needs names" in refused("sponsors", "add")
    assert len(done("log").splitlines()) == len(before.splitlines()) + 1


def test_list_and_line_are_compared_both_ways(family: Path) -> None:
    done("sponsors", "read", "1")
    told = run("sponsors").stderr
    assert (
        f"named in the sponsor line of {REV2}, not in the list: Aldermark, Brannoch, Lisenne, Quell" in told
    )
    done("sponsors", "read")
    done("sponsors", "add", "Varrow")
    told = run("sponsors").stderr
    assert told == f"draftkit: in the list, not named in the sponsor line of {REV2}: Varrow\n"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "Estmark (on behalf of the Group of River States): draft decision",
            "Estmark on behalf of the Group",
        ),
        ("Draft decision submitted by the Chair of the Committee", "Chair of the Committee\n"),
    ],
)
def test_groups_and_officers(here: Path, line: str, told: str) -> None:
    Path("x.md").write_text(
        f"# Assembly\n\n### {line}\n\n## Tides\n\n*The Assembly,*\n\n1. *Decides* to meet.\n"
    )
    done("init")
    done("add", "x.md")
    assert told in done("sponsors", "read")


def test_a_draft_without_a_sponsor_line(here: Path) -> None:
    Path("x.md").write_text("*The Assembly,*\n\n1. *Decides* to meet.\n", encoding="utf-8")
    done("init")
    assert "no version in the dossier yet" in refused("sponsors", "read")
    done("add", "x.md")
    assert "x has no sponsor line" in refused("sponsors", "read")


# --- proposals, positions, decisions ---------------------------------------------------------


def test_a_proposal_stands_over_its_version(family: Path, examples: Path) -> None:
    name = done("propose", str(examples / VERSIONS[2]), "--from", "EU", "--from", "Quell", "--over", "2")
    assert name == f"EU, Quell: {REV1}\n"
    assert last_line() == f"proposal of EU, Quell on {REV1}, called EU, Quell: {REV1} (rivers-L4-Rev2.md)"
    assert done("show", "EU, Quell") == done("show", "last")
    assert done("show", "Rev.1") == done("show", "2")
    assert run("diff", "3", "EU, Quell").exit_code == 0
    assert "there is a text EU, Quell: RIV" in refused(
        "propose", str(examples / VERSIONS[2]), "--from", "EU", "--from", "Quell", "--over", "2"
    )


def test_a_word_file_with_tracked_changes_is_a_proposal(family: Path, examples: Path) -> None:
    files = [str(examples / file) for file in VERSIONS[:2]]
    CliRunner().invoke(main, ["redline", *files, "-o", "eu.docx", "--author", "EU"])
    done("propose", "eu.docx", "--from", "EU", "--over", "1")
    assert run("diff", "EU", "2").stdout == "The two drafts are the same.\n"
    done("show", "EU", "--as-added", "-o", "out.docx")
    assert Path("out.docx").read_bytes() == Path("eu.docx").read_bytes()


def test_the_last_word_of_a_delegation_counts(family: Path) -> None:
    done("position", "Norvania", "reserves", "OP3", "--on", "2", "--note", "instructions awaited")
    done("position", "norvania ", "agrees", "OP3", "--on", "2")
    done("position", "EU", "opposes", "OP4[1]", "--on", "2")
    told = done("status")
    assert "Norvania reserves" not in told
    assert "norvania  agreed ad referendum: OP3" in told
    assert len(done("log").splitlines()) == 7


def test_a_position_needs_a_place_that_is_there(family: Path) -> None:
    for place in ("OP99", "OP1[7]"):
        assert f"no paragraph or bracket {place} in {REV2}" in refused("position", "EU", "supports", place)
    done("position", "EU", "supports", "OP4[1]", "--on", "2")


def test_decisions_of_resolve_are_entered_together(family: Path) -> None:
    lines = [
        {"address": "OP4[1]", "choice": "12"},
        {"address": "OP8[1]", "choice": "should", "note": "plenary"},
    ]
    Path("d.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    done("decide", "d.jsonl", "--on", "2")
    assert last_line() == f"decided: OP8[1] of {REV1}: should - plenary"
    done("decide", "--place", "OP9", "--choice", "deleted", "--on", "2")
    before = done("log")
    Path("d.jsonl").write_text('{"address": "OP4[1]", "choice": "12"}\n{"address": "OP77", "choice": "x"}\n')
    assert "no paragraph or bracket OP77" in refused("decide", "d.jsonl", "--on", "2")
    Path("d.jsonl").write_text("OP4[1]: 12\n", encoding="utf-8")
    assert "not every line of it is a decision" in refused("decide", "d.jsonl", "--on", "2")
    assert "give a file of decisions, or" in refused("decide")
    assert done("log") == before


def test_the_log_of_resolve_is_a_file_of_decisions(family: Path, examples: Path) -> None:
    arguments = ["resolve", str(examples / VERSIONS[1]), "OP8[1]=1", "-o", "out.md", "--log", "log.jsonl"]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    done("decide", "log.jsonl", "--on", "2")
    assert last_line() == f"decided: OP8[1] of {REV1}: shall"


def test_a_folder_has_the_texts_of_delegations_too(family: Path, examples: Path) -> None:
    done("propose", str(examples / VERSIONS[2]), "--from", "../EU", "--over", "2")
    done("sponsors", "add", "Varrow")
    done("export", "--folder", "rivers")
    names = sorted(path.relative_to("rivers").as_posix() for path in Path("rivers").rglob("*.md"))
    assert "texts/proposal 001 EU- RIV-COP-2031-L.4-Rev.1.md" in names
    assert Path("rivers/files/proposal 001 rivers-L4-Rev2.md").read_bytes() == (
        (examples / VERSIONS[2]).read_bytes()
    )
    assert Path("rivers/sponsors.csv").read_text(encoding="utf-8") == done("sponsors", "table")


# --- status ----------------------------------------------------------------------------------


def test_status_counts_what_brackets_counts(family: Path, examples: Path) -> None:
    counted = CliRunner().invoke(main, ["brackets", str(examples / VERSIONS[1])]).stdout
    figures = re.search(r"(\d+ open brackets).*?(\d+ of [\d,]+ words in dispute)", " ".join(counted.split()))
    assert figures
    done("add", str(examples / VERSIONS[1]), "--name", "again")
    told = done("status")
    assert figures[1] in told
    assert figures[2] in told


def test_who_waits_for_whom(here: Path) -> None:
    Path("x.md").write_text(
        "*The Assembly,*\n\n1. *Decides* that States [Norvania: shall][EU: should] meet;\n\n"
        "2. *Also decides* to report.\n",
        encoding="utf-8",
    )
    done("init")
    done("add", "x.md")
    done("position", "Quell", "supports", "OP2")
    done("position", "Estmark", "reserves", "OP2", "--note", "instructions")
    done("position", "Varrow", "opposes")
    waits = done("status").split("Who waits for whom\n")[1]
    assert waits.splitlines() == [
        "  EU for Norvania: OP1[1]",
        "  Norvania for EU: OP1[1]",
        "  Quell for Estmark: OP2",
        "  everybody else for Varrow: the whole text",
    ]


def test_a_position_follows_its_paragraph(family: Path) -> None:
    done("position", "EU", "reserves", "OP3", "--on", "1")
    done("position", "EU", "reserves", "OP6", "--on", "1")
    told = done("status")
    assert "EU reserves: OP4 (its text changed since)" in told
    assert "EU reserves: OP6 (is no longer there)" in told


def test_status_tells_what_happened_since_a_day(family: Path) -> None:
    done("sponsors", "add", "Varrow", "--date", "2031-05-20")
    told = done("status", "--since", "2031-05-20").split("Since 2031-05-20\n")[1]
    assert told.startswith(
        "  2031-05-22  version RIV/COP/2031/L.4/Rev.2 (rivers-L4-Rev2.md)\n  2031-05-20  spons"
    )
    assert f"The text, from {REV1}\nParagraphs: " in told
    assert done("status", "--since", "2031-06-01").endswith("Since 2031-06-01\n  nothing\n")
    assert "is not a day" in refused("status", "--since", "yesterday")


# --- comparisons -----------------------------------------------------------------------------


def test_diff_and_redline_are_those_of_the_files(family: Path, examples: Path) -> None:
    files = [str(examples / file) for file in VERSIONS[:2]]
    for options in ([], ["--summary"], ["--format", "json"], ["--format", "critic"]):
        here, there = run("diff", "1", "2", *options), CliRunner().invoke(main, ["diff", *files, *options])
        assert (here.exit_code, here.stdout) == (there.exit_code, there.stdout)
    done("redline", "1", "2", "-o", "here.docx", "--author", "Desk")
    CliRunner().invoke(main, ["redline", *files, "-o", "there.docx", "--author", "Desk"])
    assert Path("here.docx").read_bytes() == Path("there.docx").read_bytes()
    assert "redline writes Word" in refused("redline", "1", "2", "-o", "x.txt")


# --- what is issued of the sponsors ----------------------------------------------------------


def test_the_sponsor_line_of_the_next_revision(family: Path) -> None:
    assert "there are no sponsors" in refused("sponsors", "line")
    done("sponsors", "add", "Varrow", "Île Verte", "Isles of Merrow (The)")
    done("sponsors", "add", "Estmark", "--on-behalf-of", "Group of River States")
    done("sponsors", "withdraw", "Varrow")
    line = done("sponsors", "line")
    assert line == (
        "Estmark (on behalf of the Group of River States), Île Verte and Isles of Merrow (The): "
        "revised draft decision\n"
    )


def test_the_addendum_names_additional_sponsors_in_the_masthead_of_the_draft(family: Path) -> None:
    done("sponsors", "add", "Estmark")
    assert "no additional sponsors" in refused("sponsors", "addendum")
    done("sponsors", "add", "Varrow", "--additional")
    text = done("sponsors", "addendum")
    assert text.startswith("RIV/COP/2031/L.4/Rev.2/Add.1\n\n# Conference of the Parties")
    assert text.endswith("Add the following State to the list of sponsors of the draft decision:\n\nVarrow\n")
    done("sponsors", "addendum", "-o", "a.docx", "--symbol", "RIV/COP/2031/L.4/Add.2")
    outline = CliRunner().invoke(main, ["parse", "a.docx"]).stdout
    assert re.search(r"Symbol +RIV/COP/2031/L.4/Add.2\n", outline)
    assert re.search(r"OP1 tail +Varrow\n", outline)


def test_the_table_of_sponsors(family: Path) -> None:
    done("sponsors", "add", "Varrow", "=1+1", "--date", "2031-05-14")
    done("sponsors", "withdraw", "Varrow", "--date", "2031-05-17")
    assert done("sponsors", "table").splitlines() == [
        "Sponsor,On behalf of,Joined,As,Withdrawn",
        "Varrow,,2031-05-14,tabling sponsor,2031-05-17",
        "'=1+1,,2031-05-14,tabling sponsor,",
    ]
    done("sponsors", "table", "-o", "a.docx")
    done("sponsors", "table", "-o", "b.docx")
    assert Path("a.docx").read_bytes() == Path("b.docx").read_bytes()
    (table,) = docx.Document("a.docx").tables
    assert [cell.text for cell in table.rows[1].cells] == [
        "Varrow", "", "2031-05-14", "tabling sponsor", "2031-05-17",
    ]  # fmt: skip
    assert "written as .csv or .docx" in refused("sponsors", "table", "-o", "a.pdf")


def test_the_timeline_shows_every_figure(family: Path) -> None:
    done("sponsors", "add", "Varrow", "Estmark", "--date", "2031-05-19")
    done("sponsors", "withdraw", "Varrow", "--date", "2031-05-22")
    done("timeline", "-o", "t.svg")
    root = ElementTree.parse("t.svg").getroot()
    told = root.findtext("{http://www.w3.org/2000/svg}desc") or ""
    assert f"{REV1}, 2031-05-19: 150 words in dispute, 16 brackets, 2 sponsors" in told
    assert f"{REV2}, 2031-05-22: " in told
    assert told.endswith("1 sponsors")
    done("timeline", "-o", "t.html")
    assert "<td>150</td><td>16</td><td>2</td>" in Path("t.html").read_text(encoding="utf-8")
    assert "writes .svg and .html" in refused("timeline", "-o", "t.png")


# --- made on the issued version? -------------------------------------------------------------


def redline(old: str, new: str, output: str) -> None:
    result = CliRunner().invoke(main, ["redline", old, new, "-o", output, "--author", "EU"])
    assert result.exit_code == 0, result.output


def test_a_file_made_on_the_version_passes(family: Path, examples: Path) -> None:
    old, new = (str(examples / file) for file in VERSIONS[:2])
    redline(old, new, "a.docx")
    assert done("check", "a.docx", "--against", "1") == (
        f"a.docx is made on {L4}: nothing was altered outside tracked changes\n"
    )


def test_what_was_altered_outside_tracked_changes_is_named(family: Path, examples: Path) -> None:
    old, new = (str(examples / file) for file in VERSIONS[:2])
    text = Path(old).read_text(encoding="utf-8")
    altered = text.replace("without delay of any", "of any").replace(
        "*Convinced* that", "*Convinced* still that"
    )
    assert altered != text
    Path("altered.md").write_text(altered, encoding="utf-8")
    redline("altered.md", new, "a.docx")
    result = run("check", "a.docx", "--against", "1")
    assert result.exit_code == 1
    assert f"2 paragraphs were altered outside tracked changes, from {L4}: PP1, PP10\n" in result.stdout
    assert "{-without delay -}" in result.stdout


def test_a_file_without_tracked_changes_alters_everything_silently(family: Path, examples: Path) -> None:
    result = run("check", str(examples / VERSIONS[2]), "--against", "2")
    assert result.exit_code == 1
    assert "PP8" in result.stdout.split("\n")[0]
    assert done("check", str(examples / VERSIONS[1]), "--against", "2")
    assert "there is no version 'x'" in refused("check", str(examples / VERSIONS[1]), "--against", "x")
