"""``draftkit inspect``: what a Word file gives away besides its page."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator
from telltale import docx, exif, field, link, photograph, telltale, telltale_parts, zipped
from word_files import TAB, deleted, footnote, ins, p, r

from draftkit.cli import main
from draftkit.cli.inspection import SCHEMA, inspection_json, plural, words_for
from draftkit.ooxml.archive import open_archive
from draftkit.ooxml.findings import GROUPS, NOT_REMOVABLE, UNASKED, WORDS, Finding, Item, Trace
from draftkit.ooxml.jpeg import told_by, without
from draftkit.ooxml.traces import inspect

ALL_BUT_MACROS = set(Trace) - {Trace.MACROS}
SHADED = '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:color="auto" w:fill="003366"/>'


def findings(data: bytes) -> dict[Trace, tuple[Item, ...]]:
    return {finding.trace: finding.items for finding in inspect(open_archive(data, "L4.docx"))}


def items(data: bytes, trace: Trace) -> tuple[Item, ...]:
    return findings(data).get(trace, ())


def run(*arguments: str, typed: bytes | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=typed, prog_name="draftkit")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "L4.docx").write_bytes(telltale())
    return tmp_path


# --- what is found -----------------------------------------------------------------------------


def test_every_kind_of_thing_is_found() -> None:
    assert set(findings(telltale())) == ALL_BUT_MACROS


def test_a_plain_file_gives_nothing_away() -> None:
    assert findings(docx(p("1.", TAB, "Decides to meet."))) == {}


def test_changes_are_told_with_number_author_date_and_place() -> None:
    note = footnote(2, ins("a later note", "Varrow"))
    data = docx(p("Urges ", ins("all"), deleted("some")), p(ins("and each")), others={"footnotes": note})
    insertions, of_varrow, deletions, characters = items(data, Trace.CHANGES)
    assert (insertions.what, insertions.count, insertions.who) == ("insertion", 2, "Estmark")
    assert (insertions.first[:10], insertions.last[:10], insertions.where) == (
        "2031-05-06",
        "2031-05-06",
        ("text",),
    )
    assert (of_varrow.who, of_varrow.where) == ("Varrow", ("footnotes",))
    assert (deletions.what, characters.what, characters.count) == ("deletion", "deleted character", 4)


def test_changes_of_format_and_of_paragraph_marks_count_as_changes() -> None:
    change = '<w:rPrChange w:id="1" w:author="Quell"><w:rPr/></w:rPrChange>'
    mark = '<w:rPr><w:ins w:id="2" w:author="Quell"/></w:rPr>'
    found = items(docx(p(r("Decides", f"<w:b/>{change}"), properties=mark)), Trace.CHANGES)
    assert [(item.what, item.who) for item in found] == [
        ("insertion", "Quell"),
        ("change of format", "Quell"),
    ]


def test_dates_that_the_zip_holds_are_found() -> None:
    *_, found = items(telltale(), Trace.EDITING)
    assert (found.what, found.first) == ("date on the parts of the file", "2031-05-06T18:00:00")


def test_resolved_comments_are_told_apart() -> None:
    assert [(item.what, item.who, item.value) for item in items(telltale(), Trace.COMMENTS)] == [
        ("comment", "Estmark", "Can we hold this line?"),
        ("resolved comment", "Varrow", "Settled."),
    ]


def style(kind: str, name: str, properties: str, based_on: str = "") -> str:
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="{kind}" w:styleId="{name}">{base}<w:rPr>{properties}</w:rPr></w:style>'


HIDING = {
    "styles": style("character", "Unseen", "<w:vanish/>")
    + style("character", "UnseenToo", "<w:b/>", "Unseen")
    + style("paragraph", "Aside", "<w:vanish/>")
}


@pytest.mark.parametrize(
    ("paragraph", "hidden"),
    [
        (p(r("secret", "<w:vanish/>")), 6),
        (p(r("shown", '<w:vanish w:val="0"/>')), 0),
        (p(r("secret", '<w:rStyle w:val="UnseenToo"/>')), 6),
        (p("secret", style="Aside"), 6),
        (p(r("shown", '<w:vanish w:val="false"/>'), style="Aside"), 0),
        # Both hide: a toggle property, and so it shows (ECMA-376 Part 1, 17.7.3).
        (p(r("shown", '<w:rStyle w:val="Unseen"/>'), style="Aside"), 0),
        # Hidden in the web view alone: the page numbers of a table of contents.
        (p(r("shown", "<w:webHidden/>")), 0),
    ],
)
def test_text_is_hidden_by_itself_or_by_its_style(paragraph: str, hidden: int) -> None:
    found = items(docx(p("Decides"), paragraph, others=HIDING), Trace.HIDDEN_TEXT)
    assert sum(item.count for item in found) == hidden


def test_a_note_that_nothing_calls_is_hidden_text() -> None:
    (found,) = items(
        docx(p("Decides"), others={"footnotes": footnote(2, "an older bargain")}), Trace.HIDDEN_TEXT
    )
    assert (found.what, found.value) == ("note that nothing calls", "an older bargain")


@pytest.mark.parametrize(
    ("properties", "found"),
    [
        ('<w:color w:val="FFFFFF"/>', ["white character"]),
        ('<w:sz w:val="2"/>', ["character of two points or less"]),
        (SHADED, []),
        ('<w:color w:val="333333"/><w:sz w:val="16"/>', []),
    ],
)
def test_white_and_tiny_text_is_barely_visible(properties: str, found: list[str]) -> None:
    given = items(docx(p(r("faint", properties))), Trace.BARELY_VISIBLE)
    assert [(item.what, item.count) for item in given] == [(what, 5) for what in found]


def test_white_text_in_a_shaded_cell_is_visible() -> None:
    head = p(r("Head", '<w:color w:val="FFFFFF"/>'))
    shade = '<w:tcPr><w:shd w:val="clear" w:fill="003366"/></w:tcPr>'
    cell = f"<w:tbl><w:tr><w:tc>{shade}{head}</w:tc></w:tr></w:tbl>"
    assert findings(docx(cell, p("Decides"))) == {}


def test_what_fields_and_controls_show_is_told_to_stay() -> None:
    symbol, drive = items(telltale(), Trace.VARIABLES)
    assert (symbol.value, symbol.stays) == ("Symbol = HARB/2031/L.4", "a field on the page shows it")
    assert (drive.value, drive.stays) == (r"LocalDrive = C:\mira", "")
    bound, loose = items(telltale(), Trace.CUSTOM_XML)
    assert bound.stays == "a content control on the page shows it"
    assert loose.stays == ""


def test_an_address_of_the_public_web_is_no_finding_and_a_file_is() -> None:
    addresses = {
        "rIdA": "https://tides.example/HARB/2031/1",
        "rIdB": "mailto:office@tides.example",
        "rIdC": "..\\drafts\\L4.docx",
        "rIdD": "file:///C:/Users/mira/L4.docx",
        "rIdE": "https://tides-my.sharepoint.com/personal/mira/L4.docx",
    }
    relationships = "".join(
        link(key, "hyperlink", target, external=True) for key, target in addresses.items()
    )
    links = "".join(f'<w:hyperlink r:id="{key}">{r("link")}</w:hyperlink>' for key in addresses)
    found = items(docx(p(links), relationships=relationships), Trace.LINKS)
    assert [item.value for item in found] == [addresses[key] for key in ("rIdC", "rIdD", "rIdE")]


@pytest.mark.parametrize(
    ("code", "value"),
    [
        (r'LINK Excel.Sheet.12 "C:\\mira\\port.xlsx" "Sheet1"', "LINK field in the text"),
        (r'INCLUDETEXT "C:\\mira\\annex.docx"', "INCLUDETEXT field in the text"),
        (r'HYPERLINK "file:///C:\\mira\\annex.docx"', "HYPERLINK field in the text"),
        (r'HYPERLINK \l "annex"', ""),
        ('HYPERLINK "https://tides.example/1"', ""),
        ("PAGE", ""),
    ],
)
def test_fields_that_lead_to_files_are_found(code: str, value: str) -> None:
    found = items(docx(p(field(code, "result"))), Trace.LINKS)
    assert [item.what for item in found] == ([value] if value else [])


def test_macros_are_found() -> None:
    macros = link(
        "rIdM", "http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin"
    )
    data = docx(p("Decides"), relationships=macros, extra={"word/vbaProject.bin": b"Sub"})
    assert [item.where for item in items(data, Trace.MACROS)] == [("word/vbaProject.bin",)]


def test_a_title_that_stands_on_the_page_is_no_finding() -> None:
    parts = telltale_parts()
    core = parts["docProps/core.xml"].replace(b"Secret plan", b"The assembly of  harbours")
    found = items(zipped({**parts, "docProps/core.xml": core}), Trace.PROPERTIES)
    assert items(telltale(), Trace.PROPERTIES)[0].value == "Secret plan"
    assert [item.what for item in found] == ["custom property"]


def test_data_in_photographs_is_told_and_taken_away() -> None:
    plain = photograph()
    full = photograph(exif((0x010F, 1), (0x8825, 26)), b"\xff\xfe\0\x06mira")
    assert told_by(full) == ("EXIF", "place (GPS)", "comment")
    assert without(full) == plain
    assert told_by(plain) == ()


def test_a_photograph_that_lies_on_its_side_stays_so() -> None:
    turned = without(photograph(exif((0x010F, 1), (0x0112, 6))))
    assert turned == photograph(exif((0x0112, 6)))
    assert told_by(turned) == ()


def test_a_photograph_cut_short_is_no_fault() -> None:
    full = photograph(exif((0x010F, 1), (0x8825, 26)))
    for end in range(len(full)):
        without(full[:end])
        told_by(full[:end])


# --- what is printed ---------------------------------------------------------------------------


def test_the_text_names_each_kind_by_the_word_that_removes_it(folder: Path) -> None:
    result = run("inspect", "L4.docx")
    assert result.exit_code == 1
    words = [
        line[2:].split()[0] for line in result.stdout.splitlines() if line[:1] in " *" and line[2:3].strip()
    ]
    told = [f"({trace})" if trace in NOT_REMOVABLE else trace for group in GROUPS.values() for trace in group]
    assert words == [word for word in told if word != Trace.MACROS]
    assert len(result.stdout.splitlines()) <= 50
    assert "Mira Estmark (mira@estmark.example)" in result.stdout


def test_nothing_found_is_said_and_is_status_0(folder: Path) -> None:
    (folder / "clean.docx").write_bytes(docx(p("Decides to meet.")))
    result = run("inspect", "clean.docx")
    assert (result.exit_code, result.stdout) == (0, "clean.docx: nothing found\n")


def test_a_file_comes_from_standard_input_too() -> None:
    assert run("inspect", "-", typed=docx(p("Decides."))).stdout == "standard input: nothing found\n"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("none.docx", None, "there is no such file"),
        ("draft.md", b"1. Decides", "only Word files can be used here"),
        ("page.docx", b"<html><body>Not found</body></html>", "web page"),
    ],
)
def test_what_is_no_word_file_cannot_be_inspected(
    folder: Path, name: str, content: bytes | None, sentence: str
) -> None:
    if content is not None:
        (folder / name).write_bytes(content)
    result = run("inspect", name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert sentence in result.stderr
    assert "fault in draftkit" not in result.stderr


def test_many_values_are_counted_and_not_listed() -> None:
    variables = "".join(f'<w:docVar w:name="V{n}" w:val="{n}"/>' for n in range(30))
    found = inspect(
        open_archive(docx(p("Decides"), others={"settings": f"<w:docVars>{variables}</w:docVars>"}), "x")
    )
    (folded,) = json.loads(inspection_json(found))["findings"]
    assert len(folded["items"]) == 30


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("insertion", "insertions"),
        ("custom property", "custom properties"),
        ("part of custom XML", "parts of custom XML"),
        ("person who edited", "people who edited"),
        ("cropped picture, whole in the file", "cropped pictures, whole in the file"),
    ],
)
def test_plurals_are_english(one: str, many: str) -> None:
    assert plural(one) == many


# --- JSON --------------------------------------------------------------------------------------


def schema() -> Draft202012Validator:
    text = (files("draftkit") / "schema" / "inspection.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text))


def test_the_json_fits_its_schema(folder: Path) -> None:
    result = run("inspect", "L4.docx", "--format", "json")
    found = json.loads(result.stdout)
    schema().validate(found)
    assert (result.exit_code, found["schema"], found["found"]) == (1, SCHEMA, True)
    assert [each["trace"] for each in found["findings"]] == [
        trace for group in GROUPS.values() for trace in group if trace is not Trace.MACROS
    ]
    schema().validate(json.loads(inspection_json(())))


def test_the_schema_is_closed_and_names_the_kinds_that_the_code_has() -> None:
    content: dict[str, Any] = schema().schema  # type: ignore[assignment]
    Draft202012Validator.check_schema(content)
    objects = [content, content["$defs"]["finding"], content["$defs"]["item"]]
    assert all(each["additionalProperties"] is False and each["description"] for each in objects)
    assert content["$defs"]["finding"]["properties"]["trace"]["enum"] == [trace.value for trace in Trace]
    assert set(content["$defs"]["item"]["required"]) == set(content["$defs"]["item"]["properties"])


def test_every_kind_is_told_once_and_every_word_removes_one() -> None:
    assert sorted(trace for group in GROUPS.values() for trace in group) == sorted(Trace)
    assert {word for trace in Trace for word in words_for(trace)} == set(WORDS) - {"change-authors"}
    assert not UNASKED & NOT_REMOVABLE


# --- files that draftkit writes ----------------------------------------------------------------


@pytest.mark.parametrize("draft", ["rivers-L4.md", "rivers-L4-Rev1.md", "assembly-decision.md"])
def test_a_document_that_draftkit_writes_gives_nothing_away(folder: Path, examples: Path, draft: str) -> None:
    assert run("render", str(examples / draft), "-o", "out.docx").exit_code == 0
    result = run("inspect", "out.docx")
    assert (result.exit_code, result.stdout) == (0, "out.docx: nothing found\n")


def test_a_redline_that_draftkit_writes_gives_away_its_changes_and_the_name_given(
    folder: Path, examples: Path
) -> None:
    old, new = (str(examples / name) for name in ("rivers-L4.md", "rivers-L4-Rev1.md"))
    run("redline", old, new, "-o", "red.docx", "--author", "Tessaly", "--date", "2031-05-21")
    found = findings((folder / "red.docx").read_bytes())
    assert set(found) == {Trace.CHANGES, Trace.AUTHORS}
    assert [(item.what, item.value) for item in found[Trace.AUTHORS]] == [("author", "Tessaly")]
    told = [item for item in found[Trace.CHANGES] if item.what != "deleted character"]
    assert {(item.who, item.first, item.last) for item in told} == {
        ("Tessaly", "2031-05-21T00:00:00Z", "2031-05-21T00:00:00Z")
    }


def test_a_printed_redline_gives_away_the_name_given(folder: Path, examples: Path) -> None:
    old, new = (str(examples / name) for name in ("rivers-L4.md", "rivers-L4-Rev1.md"))
    run("redline", old, new, "-o", "red.docx", "--style", "printed", "--author", "Tessaly")
    assert set(findings((folder / "red.docx").read_bytes())) <= {Trace.AUTHORS}


# --- the corpus --------------------------------------------------------------------------------


@pytest.mark.corpus
def test_real_files_are_inspected(corpus: Path) -> None:
    found: dict[str, dict[Trace, tuple[Item, ...]]] = {}
    for path in sorted((*corpus.glob("docx_un/*.docx"), *corpus.glob("docx_tracked/*.docx"))):
        given = inspect(open_archive(path.read_bytes(), path.name))
        assert all(isinstance(finding, Finding) and finding.items for finding in given)
        found[path.name] = {finding.trace: finding.items for finding in given}
    tracked = next(given for name, given in found.items() if "UNAMA" in name)
    assert {item.what for item in tracked[Trace.CHANGES]} == {"insertion", "deletion", "deleted character"}
    assert any("sharepoint" in item.value for item in tracked[Trace.LINKS])
    template = next(given for name, given in found.items() if name.startswith("CRC_"))[Trace.TEMPLATE]
    assert any(item.value.startswith("file:///g:") for item in template)
