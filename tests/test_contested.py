"""Contested text is to be seen on paper, without colour, and none of that is read as the draft's own bold."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime

import docx
import docx.document
import pytest
from docx.text.paragraph import Paragraph
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import draft_rows, drafts
from test_redline import redline
from test_word_properties import from_word
from word_drafts import annex, call, draft, enacting, front, note, op, pp, sub
from word_files import TAB, p, r
from word_files import docx as word_file

from draftkit.content import MARK
from draftkit.contested import Part, contested
from draftkit.model import Draft, Field, Format, Text
from draftkit.ooxml.archive import open_archive
from draftkit.ooxml.readback import read_file
from draftkit.ooxml.resolve import View, W, resolve_tree
from draftkit.ooxml.styles import Styles
from draftkit.profiles import load
from draftkit.readers.text import read_text
from draftkit.readers.word import read_word_file
from draftkit.row_brackets import page_text
from draftkit.rows import Row, RowKind, rows
from draftkit.writers.issued import Text as Version
from draftkit.writers.issued import redline_issued
from draftkit.writers.word.clean import write_docx

WHEN = datetime(2031, 5, 21, tzinfo=UTC)
SHOWN = {"Contested Bracket": "b", "Contested Proponents": "p", "Contested Label": "l"}


def looks(data: bytes) -> list[str]:
    """The paragraphs of a Word file, each part of contested text between braces that say what it is."""
    document = docx.Document(io.BytesIO(data))
    return [text for paragraph in document.paragraphs if (text := _looks(paragraph).strip())]


def _looks(paragraph: Paragraph) -> str:
    return "".join(
        f"{{{SHOWN[name]}:{run.text}}}" if (name := run.style.name) in SHOWN else run.text
        for run in paragraph.runs
    )


def one(*parts: str | Text) -> str:
    """A preambular paragraph as Word has it."""
    return looks(write_docx(draft(pp(*parts))))[0]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("lights [and bells]", "lights {b:[}and bells{b:]}"),
        ("member[s]", "member{b:[}s{b:]}"),
        ("[shall][should] light", "{b:[}shall{b:][}should{b:]} light"),
        ("they [shall/should]", "they {b:[}shall/should{b:]}"),
        ("a [lamp[, a bell]]", "a {b:[}lamp{b:[}, a bell{b:]]}"),
        ("they [EU, Norvania: shall]", "they {b:[}{p:EU, Norvania:} shall{b:]}"),
        (
            "[shall] [Norvania: should] [EU and Tessaly: delete]",
            "{b:[}shall{b:]} {b:[}{p:Norvania:} should{b:]} {b:[}{p:EU and Tessaly:} delete{b:]}",
        ),
        ("[Option 1: one][Option 2: two]", "{b:[}{l:Option 1:} one{b:]} {b:[}{l:Option 2:} two{b:]}"),
        ("[Norvania: Option 1: one]", "{b:[}{p:Norvania:} {l:Option 1:} one{b:]}"),
        ("the report [symbol to be added]", "the report [symbol to be added]"),
        ("on [x] May [and June [sic]]", "on [x] May {b:[}and June [sic]{b:]}"),
        ("[2020] ECR 1", "[2020] ECR 1"),
        ("the lights [and bells", "the lights [and bells"),
        ("［灯］", "{b:［}灯{b:］}"),
    ],
)
def test_in_a_paragraph(text: str, seen: str) -> None:
    assert one(text + ",") == seen + ","


def test_brackets_around_paragraphs_and_their_numbers() -> None:
    found = looks(
        write_docx(
            draft(
                op("1.", "Lights [all;"),
                op("2.", "Rings] bells;"),
                op("3.", "Rests;]", before="[Norvania: "),
                op("4.", "Sleeps:", before="["),
                sub("(a)", "at night;]"),
                op("[4][5].", "Wakes."),
            )
        )
    )
    assert found == [
        "1.\tLights {b:[}all;",
        "2.\tRings{b:]} bells;",
        "{b:[}{p:Norvania:} 3.\tRests;{b:]}",
        "{b:[}4.\tSleeps:",
        "(a)\tat night;{b:]}",
        "{b:[}4{b:][}5{b:]}.\tWakes.",
    ]


def test_the_labels_of_options_are_bold_at_the_head_of_their_paragraphs() -> None:
    (reading,) = read_text(
        "*The Assembly,*\n\n1. Option 1: *Lights* all;\n\nOption 2: No text;\n\nAlt 1:\n\n2. *Rests*;"
        "\n\nAlt 2:\n\n2. *Sleeps*."
    )
    assert looks(write_docx(reading.draft))[1:] == [
        "1.\t{l:Option 1:} Lights all;",
        "{l:Option 2:} No text;",
        "{l:Alt 1:}",
        "2.\tRests;",
        "{l:Alt 2:}",
        "2.\tSleeps.",
    ]


def test_in_notes_as_in_the_text() -> None:
    data = write_docx(draft(pp("Recalling,", call("1")), note("1", "HARB/[2][3].")))
    document = docx.Document(io.BytesIO(data))
    (notes,) = (part for part in document.part.package.iter_parts() if "footnotes" in part.partname)
    assert notes.blob.count(b'<w:rStyle w:val="ContestedBracket"/>') == 3


def test_where_a_style_is_bold_already_the_brackets_are_left_to_it() -> None:
    """In Word, bold in both the style of a paragraph and that of characters is not bold."""
    found = looks(
        write_docx(
            draft(
                front(Field.TITLE, "Lights [Norvania: and bells]"),
                front(Field.REPORT, "[on the report of the First Committee (A/80/1, para. 3)]"),
                enacting("The Assembly,"),
                annex("Annex\n[Rules]"),
            )
        )
    )
    assert found[0] == "Lights [{p:Norvania:} and bells]"
    assert found[1] == "[on the report of the First Committee (A/80/1, para. 3)]"
    assert found[3] == "Annex\n[Rules]"


def test_what_a_part_looks_like_is_said_in_the_profile() -> None:
    profile = load("new-york")
    styles = {style.id: style for style in profile.styles}
    found = {look: styles[profile.looks[look]["style"]] for look in Part}
    assert {look: dict(style.run) for look, style in found.items()} == {
        "bracket": {"bold": True},
        "proponents": {"size": 15},
        "label": {"bold": True},
    }
    assert {style.name for style in found.values()} == SHOWN.keys()


def test_a_reader_knows_the_styles_of_the_profile_by_their_names() -> None:
    document = docx.Document(io.BytesIO(write_docx(draft(pp("Recalling,")))))
    styles = Styles(document.styles.element)
    assert {part: styles.name(id) for part, id in styles.contested.items()} == {
        "bracket": "Contested Bracket",
        "proponents": "Contested Proponents",
        "label": "Contested Label",
    }


def test_bold_that_is_the_drafts_own_stays() -> None:
    clause = pp("Recalling [", Text("all", Format.BOLD), "] ", Text("the lamps", Format.BOLD), ",")
    old = draft(enacting("The Conference of the Parties,"), clause, op("1.", "Decides to rest."))
    (row,) = (row for row in rows(from_word(old)) if row.kind is RowKind.PREAMBULAR)
    assert row.content[1:] == (
        Text(" ["),
        Text("all", Format.BOLD),
        Text("] "),
        Text("the lamps", Format.BOLD),
        Text(","),
    )


# --- any draft ---


@given(draft_rows())
@settings(max_examples=100)
def test_every_bracket_is_found_where_it_stands(found: tuple[Row, ...]) -> None:
    for row, marks in zip(found, contested(found), strict=True):
        text = page_text(row)
        for mark in marks:
            part = text[mark.start : mark.end]
            match mark.part:
                case Part.BRACKET:
                    assert MARK.sub("", part) == ""
                case Part.PROPONENTS:
                    assert text[mark.start - 1] == "["
                    assert part.endswith(":")
        in_marks = sum(mark.end - mark.start for mark in marks if mark.part is Part.BRACKET)
        assert in_marks == len(MARK.findall(text)), "every bracket of these drafts is contested"


# --- redlines ---


def revisions(old: Draft, new: Draft) -> dict[str, list[str]]:
    return marked(docx.Document(io.BytesIO(redline(old, new))))


def marked(document: docx.document.Document) -> dict[str, list[str]]:
    """What a redline marks: its kinds of revisions, and the texts they hold with their looks."""
    found: dict[str, list[str]] = {"ins": [], "del": [], "rPrChange": []}
    for element in document.element.body.iter():
        kind = str(element.tag).rpartition("}")[2]
        if kind in found and element.getparent().tag.endswith(("}p", "}rPr")):
            found[kind].append("".join(_seen(element)))
    return found


def _seen(revision: object) -> Iterator[str]:
    for run in revision.iter():  # type: ignore[attr-defined]
        if str(run.tag).endswith("}r"):
            style = "".join(run.xpath("./w:rPr/w:rStyle/@w:val")).removeprefix("Contested").lower()[:1]
            parts = run.xpath("./w:t | ./w:delText | ./w:tab")
            text = "".join(part.text or "\t" for part in parts)
            yield f"{{{style}:{text}}}" if style else text


@pytest.mark.parametrize(
    ("old", "new", "gone", "come"),
    [
        ("light [all] harbours,", "light all harbours,", ["{b:[}", "{b:]}"], []),
        ("light all harbours,", "light [all] harbours,", [], ["{b:[}", "{b:]}"]),
        ("they [shall] light,", "they [EU: shall] light,", [], ["{p:EU:} "]),
        ("they [EU: shall] light,", "they [EU, Norvania: shall] light,", [], ["{p:, Norvania}"]),
        ("they [shall] light,", "they [shall][should] light,", [], ["{b:[}should{b:]}"]),
    ],
)
def test_only_the_words_that_change_are_marked(old: str, new: str, gone: list[str], come: list[str]) -> None:
    found = revisions(draft(pp("Recalling " + old)), draft(pp("Recalling " + new)))
    assert found["rPrChange"] == []
    assert (found["del"], found["ins"]) == (gone, come)


@pytest.mark.parametrize(
    ("old", "new", "stays"),
    [
        ("by [date to be added],", "by [3 June],", ["[", "]"]),
        ("and rests,", "[EU and Norvania: and] rests,", ["and "]),
    ],
)
def test_what_stays_as_another_part_of_contested_text_is_a_change_of_format(
    old: str, new: str, stays: list[str]
) -> None:
    """Else rejecting would leave a bracket in bold, or a word in the look of a proponent's name."""
    before, after = (draft(pp("Recalling " + words)) for words in (old, new))
    package = redline(before, after)
    recast = [
        "".join(run.itertext(W + "t"))
        for run in docx.Document(io.BytesIO(package)).element.body.iter(W + "r")
        if run.find(f"{W}rPr/{W}rPrChange") is not None
    ]
    assert recast == stays
    assert read_file(package, View.REJECT) == read_file(write_docx(before), View.ACCEPT)


def test_an_option_that_comes_has_its_label_in_bold() -> None:
    text = Row(RowKind.OPERATIVE, (Text("Lights all;"),), "1.")
    option = Row(RowKind.TAIL, (Text("Rests;"),), option="Option 2:", level=1)
    first = Row(RowKind.OPERATIVE, (Text("Lights all;"),), "1.", option="Option 1:")
    found = revisions(draft(text), draft(first, option))
    assert "{l:Option 1:} " in found["ins"]
    assert "{l:Option 2:} Rests;" in found["ins"]
    assert found["rPrChange"] == []


# --- on the issued file ---

ISSUED = """*The Assembly of Harbours,*

*Recalling* [all] its resolutions [Norvania: and decisions],

1. *Decides* to light [every] harbour;

[2. *Requests* the Bureau to report;]

3. Option 1: *Asks* for oil;

Option 2: No text;

4. *Decides* to rest.
"""


def issued(old: str, new: str, *, as_word: bool = False) -> docx.document.Document:
    """The redline on the file that was made of a draft, for another draft."""
    before, after = read_text(old)[0].draft, read_text(new)[0].draft
    version = write_docx(after) if as_word else Version((after,))
    return on_file(before, version)


def on_file(old: Draft, new: Version | bytes) -> docx.document.Document:
    found = redline_issued(write_docx(old), "L4.docx", new, "new", author="Norvania", date=WHEN)
    return docx.Document(io.BytesIO(found.data))


@pytest.mark.parametrize("as_word", [False, True], ids=["text", "Word"])
@pytest.mark.parametrize(
    ("old", "new", "gone", "come"),
    [
        ("light [every] harbour", "light every harbour", ["{b:[}", "{b:]}"], []),
        ("light [every] harbour", "light [nearly every] harbour", [], ["nearly "]),
        ("light [every] harbour", "light [every single] harbour", [], [" single"]),
        ("light [every] harbour", "soon light [every] harbour", [], ["soon "]),
        ("[every] harbour", "[every] large harbour", [], ["large "]),
        ("[every] harbour", "[every][any] harbour", [], ["{b:[}any{b:]}"]),
        ("[every] harbour", "[every] [EU: any] harbour", [], ["{b:[}{p:EU:} any{b:]} "]),
        ("[Norvania: and", "[Norvania, Tessaly: and", [], ["{p:, Tessaly}"]),
        ("[Norvania: and decisions]", "[Norvania: and its decisions]", [], ["its "]),
        ("[all] its resolutions", "[EU: all] its resolutions", [], ["{p:EU:} "]),
        ("[all] its", "all its", ["{b:[}", "{b:]}"], []),
        ("to rest", "to rest[, and to sleep]", [], ["{b:[}, and to sleep{b:]}"]),
        ("to rest", "to rest [date to be added]", [], [" [date to be added]"]),
    ],
)
def test_what_comes_looks_as_what_it_is(
    old: str, new: str, gone: list[str], come: list[str], as_word: bool
) -> None:
    found = marked(issued(ISSUED, ISSUED.replace(old, new), as_word=as_word))
    assert (found["del"], found["ins"], found["rPrChange"]) == (gone, come, [])


def test_paragraphs_and_options_that_come_look_as_in_a_new_document() -> None:
    option = ISSUED.replace("Option 2: No text;", "Option 2: *Asks* for gas;\n\nOption 3: No text;")
    new = option.replace("4. *Decides*", "[4. *Thanks* [Norvania] [x];]\n\n5. *Decides*")
    found = "".join(marked(issued(ISSUED, new))["ins"])
    assert "{l:Option 2:} Asks for gas;{l:Option 3:}" in found
    assert "{b:[}4.\tThanks {b:[}Norvania{b:]} [x];{b:]}" in found


def test_brackets_that_come_around_a_number_are_bold() -> None:
    found = marked(issued(ISSUED, ISSUED.replace("4. *Decides* to rest.", "[EU: 4. *Decides* to rest.]")))
    assert found["ins"] == ["{b:[}{p:EU:} ", "{b:]}"]


def test_in_a_bold_heading_of_the_file_a_bracket_that_comes_is_left_to_its_style() -> None:
    head = "### Norvania: draft decision\n\n## Lamps and bells\n\n"
    found = marked(issued(head + ISSUED, head.replace("and bells", "[and bells]") + ISSUED))
    assert found["ins"] == ["[", "]"]


def test_a_file_of_others_gets_no_styles_of_ours() -> None:
    old = word_file(p(r("The Assembly of Harbours,", "<w:i/>")), p("1.", TAB, "Decides to rest."))
    new = Version((read_text("*The Assembly of Harbours,*\n\n1. Decides to [sleep][rest].\n")[0].draft,))
    found = redline_issued(old, "L4.docx", new, "new", author="Norvania", date=WHEN)
    assert b"rStyle" not in open_archive(found.data, "L4.docx").read("word/document.xml")


def in_bold(document: docx.document.Document) -> tuple[str, str]:
    """The characters that the style of brackets has after accepting every change, and all brackets."""
    body = document.element.body
    resolve_tree(body, View.ACCEPT)
    bold = "".join(body.xpath(".//w:r[w:rPr/w:rStyle/@w:val='ContestedBracket']/w:t/text()"))
    return bold, "".join(MARK.findall("".join(body.xpath(".//w:t/text()"))))


@given(drafts(), drafts(), st.booleans())
@settings(max_examples=40)
def test_in_any_redline_all_brackets_and_nothing_else_look_like_brackets(
    old: Draft, new: Draft, as_word: bool
) -> None:
    """Every bracket of these drafts is contested, and none is in a heading."""
    for found in (redline(old, new), redline(new, old)):
        bold, brackets = in_bold(docx.Document(io.BytesIO(found)))
        assert bold == brackets
    issued_file = write_docx(old)
    if len(read_word_file(issued_file, "L4.docx").shares) == 1:
        bold, brackets = in_bold(on_file(old, write_docx(new) if as_word else Version((new,))))
        assert bold == brackets
