"""Automatic numbers as the reader of the page sees them, with LibreOffice as a witness."""

from __future__ import annotations

import json
import random
import time
import zipfile
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import docx_tools
import pytest
from lxml import etree
from word_files import NAMESPACES, docx, p, r, zipped

from draftkit.ooxml.numbering import Label, Numbering
from draftkit.ooxml.resolve import View, resolve

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def lvl(
    at: int | str, text: str, form: str = "decimal", start: str = "1", more: str = "", properties: str = ""
) -> str:
    begin = f'<w:start w:val="{start}"/>' if start else ""
    return (
        f'<w:lvl w:ilvl="{at}">{begin}<w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/>{properties}</w:lvl>'
    )


def abstract(number: int, *levels: str, before: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{before}{"".join(levels)}</w:abstractNum>'


def num(number: int, definition: int | str, *overrides: str) -> str:
    return (
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/>' + "".join(overrides) + "</w:num>"
    )


def begin(at: int, value: int | str = 1) -> str:
    return f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{value}"/></w:lvlOverride>'


def replace(at: int, level: str) -> str:
    return f'<w:lvlOverride w:ilvl="{at}">{level}</w:lvlOverride>'


def numpr(number: int | str | None = None, level: int | str | None = None) -> str:
    at = "" if level is None else f'<w:ilvl w:val="{level}"/>'
    return f"<w:numPr>{at}" + ("" if number is None else f'<w:numId w:val="{number}"/>') + "</w:numPr>"


def item(number: int | str | None = None, level: int | str | None = None, style: str = "") -> str:
    given = number is not None or level is not None
    return p("text", properties=numpr(number, level) if given else "", style=style)


def items(places: str) -> tuple[str, ...]:
    """``"10 11"``: a paragraph of number 1 on level 0, then one on level 1."""
    return tuple(item(number, level) for number, level in places.split())


def style(name: str, properties: str = "", based: str = "", kind: str = "paragraph", more: str = "") -> str:
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}"{more}><w:name w:val="{name}"/>{base}'
        f"<w:pPr>{properties}</w:pPr></w:style>"
    )


def linked(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


def part(root: str, inside: str) -> etree._Element:
    return etree.fromstring(f"<w:{root} {NAMESPACES}>{inside}</w:{root}>")


def paragraph(xml: str) -> etree._Element:
    return part("body", xml)[0]


@dataclass(frozen=True)
class Case:
    numbering: str
    body: tuple[str, ...]
    expected: str
    """The labels, divided by a bar; a hyphen for a paragraph without one."""
    styles: str = ""
    differs: str = ""
    """Why LibreOffice 7.4 is no witness."""

    def labels(self) -> list[Label | None]:
        numbering = Numbering(part("numbering", self.numbering), part("styles", self.styles))
        return [numbering.label(paragraph(xml)) for xml in self.body]


PLAIN = (lvl(0, "%1."), lvl(1, "%1.%2"), lvl(2, "%1.%2.%3"))
ONE = abstract(1, *PLAIN) + num(1, 1)
TWO_INSTANCES = ONE + num(2, 1)
HEADED = (
    abstract(
        1,
        lvl(0, "%1.", more=linked("Part")),
        lvl(1, "%1.%2", more=linked("Section")),
        lvl(2, "%1.%2.%3"),
    )
    + num(1, 1)
)  # fmt: skip
HEADINGS = (
    style("Part", numpr(1))
    + style("Section", numpr(1, 1), "Part")
    + style("Closing", "", "Section")
    + style("Unnumbered", numpr(0), "Part")
)
HIDDEN = "<w:rPr><w:vanish/></w:rPr>"
SYMBOL = '<w:rPr><w:rFonts w:ascii="{0}" w:hAnsi="{0}"/></w:rPr>'

CASES = {
    "levels count and deeper ones start again": Case(
        ONE, items("10 11 11 12 10 11"), "1.|1.1|1.2|1.2.1|2.|2.1"
    ),
    "a level before its parent opens the parent": Case(ONE, items("11 11 10 11"), "1.1|1.2|2.|2.1"),
    "a level that is skipped is opened too": Case(ONE, items("10 12 11 12 10"), "1.|1.1.1|1.2|1.2.1|2."),
    "two instances of one definition count on together": Case(
        TWO_INSTANCES, items("10 20 10 21 11"), "1.|2.|3.|3.1|3.2"
    ),
    "an instance begins anew once": Case(
        ONE + num(2, 1, begin(0)), items("10 10 20 20 10 20"), "1.|2.|1.|2.|3.|4."
    ),
    "an instance begins anew at the level it is first used on": Case(
        ONE + num(2, 1, begin(0), begin(1)),
        items("10 10 11 21 21 10 21 20"),
        "1.|2.|2.1|2.1|2.2|3.|3.1|4.",
    ),
    "an overridden start holds each time the level starts": Case(
        ONE + num(2, 1, begin(1, 5)), items("21 20 21 21"), "1.5|2.|2.5|2.6",
        differs="LibreOffice forgets the overridden start after its first use, against 17.9.26",
    ),
    "a level may be replaced for an instance": Case(
        ONE + num(2, 1, replace(0, lvl(0, "[%1]", "lowerLetter", "4"))),
        items("10 10 20 20 10 21"), "1.|2.|[c]|[d]|5.|e.1",
    ),
    "a replaced level starts where it says": Case(
        ONE + num(2, 1, replace(0, lvl(0, "[%1]", "lowerLetter", "4"))), items("20 20 10"), "[d]|[e]|6."
    ),
    "a level that never restarts": Case(
        abstract(1, PLAIN[0], lvl(1, "%2)", more='<w:lvlRestart w:val="0"/>')) + num(1, 1),
        items("10 11 11 10 11"), "1.|1)|2)|2.|3)",
        differs="LibreOffice does not read w:lvlRestart",
    ),
    "a level that restarts only after the first one": Case(
        abstract(1, *PLAIN[:2], lvl(2, "%3)", more='<w:lvlRestart w:val="1"/>')) + num(1, 1),
        items("10 11 12 12 11 12 10 12"), "1.|1.1|1)|2)|1.2|3)|2.|1)",
        differs="LibreOffice does not read w:lvlRestart",
    ),
    "legal numbers are decimal": Case(
        abstract(
            1,
            lvl(0, "Article %1.", "upperRoman"),
            lvl(1, "Section %1.%2", "decimalZero", more="<w:isLgl/>"),
            lvl(2, "%1(%3)", "lowerLetter"),
        )
        + num(1, 1),
        items("10 10 11 12"), "Article I.|Article II.|Section 2.01|II(a)",
        differs="LibreOffice does not read w:isLgl",
    ),
    "a start that is not given is zero": Case(
        abstract(1, lvl(0, "%1.", start="")) + num(1, 1), items("10 10"), "0.|1."
    ),
    "zero has no letter": Case(
        abstract(1, lvl(0, "%1.", "lowerLetter", "0")) + num(1, 1), items("10 10"), "0.|a."
    ),
    "no numbers and no level text": Case(
        abstract(1, lvl(0, "Annex%1", "none"), lvl(1, "")) + num(1, 1), items("10 11"), "Annex|"
    ),
    "a format without numbers leaves its place empty": Case(
        abstract(1, lvl(0, "%1", "none"), lvl(1, "%1.%2")) + num(1, 1), items("10 11"), "|.1",
        differs="LibreOffice drops the stop after a number that is not there as well",
    ),
    "a level shows no number of a deeper one": Case(
        abstract(1, lvl(0, "%1.%2"), lvl(1, "%2")) + num(1, 1), items("10 11"), "1.|1",
        differs="LibreOffice prints the place itself",
    ),
    "a hidden number counts": Case(
        abstract(1, lvl(0, "%1.", properties=HIDDEN), lvl(1, "%1.%2")) + num(1, 1), items("10 10 11"),
        "||2.1",
        differs="LibreOffice shows hidden numbers",
    ),
    "hidden and empty paragraphs count": Case(
        ONE,
        (
            item(1, 0),
            p(r("text", "<w:vanish/>"), properties=numpr(1, 0) + HIDDEN),
            p(properties=numpr(1, 0)),
            item(1, 0),
        ),
        "1.|2.|3.|4.",
    ),
    "a number that does not exist is none": Case(ONE, items("10 70 00 10"), "1.|-|-|2."),
    "a number without definition is none": Case(
        ONE + num(2, 9) + num(3, ""), items("10 20 30 10"), "1.|-|-|2.",
        differs="LibreOffice numbers by a definition of its own",
    ),
    "a level that is not defined is none": Case(
        ONE, items("10 15 10"), "1.|-|2.", differs="LibreOffice numbers by a level of its own"
    ),
    "styles number by the level that names them": Case(
        HEADED,
        (*(item(style=name) for name in ("Part", "Section", "Closing", "Unnumbered", "Part")),
         item(level=2, style="Section"), item(0, style="Part")),
        "1.|1.1|1.2|-|2.|2.1.1|-", HEADINGS,
    ),
    "a style may state the level alone": Case(
        HEADED, (item(style="Part"), item(style="Section")), "1.|1.1",
        style("Part", numpr(1)) + style("Section", numpr(None, 1), "Part"),
    ),
    "a style without a level of its own has the one it states": Case(
        ONE, tuple(item(style=name) for name in ("Part", "Section", "Closing", "Other")), "1.|1.1|1.2|2.",
        style("Part", numpr(1)) + style("Section", numpr(1, 1), "Part") + style("Closing", "", "Section")
        + style("Other", "", "Part"),
    ),
    "the level that names a style counts for more than the one the style states": Case(
        HEADED, (item(style="Part"), item(style="Section")), "1.|1.1",
        style("Part", numpr(1)) + style("Section", numpr(1, 2), "Part"),
        differs="LibreOffice takes the level the style states, against 17.9.3",
    ),
    "a number of the paragraph keeps the level of the style": Case(
        HEADED + abstract(2, lvl(0, "A%1"), lvl(1, "B%2")) + num(2, 2),
        (item(style="Part"), item(2, style="Section"), item(1, style="Closing")), "1.|B1|1.1", HEADINGS,
    ),
    "the default style numbers too": Case(
        ONE, (p("text"), item(style="Quote"), item(style="Missing")), "1.|2.|3.",
        style("Normal", numpr(1), more=' w:default="1"') + style("Quote", "", "Normal"),
    ),
    "a numbering style leads to the definition": Case(
        abstract(1, *PLAIN, before='<w:styleLink w:val="List"/>')
        + abstract(2, before='<w:numStyleLink w:val="List"/>')
        + num(1, 1) + num(2, 2) + num(3, 2, begin(0)),
        items("10 20 21 10 30 30"), "1.|2.|2.1|3.|1.|2.", style("List", numpr(1), kind="numbering"),
    ),
    "a numbering style that does not exist is found by its name at the definition": Case(
        abstract(1, *PLAIN, before='<w:styleLink w:val="List"/>')
        + abstract(2, before='<w:numStyleLink w:val="List"/>') + num(2, 2),
        items("20 20"), "1.|2.", differs="LibreOffice needs the style",
    ),
    "styles based on each other": Case(
        ONE, (item(style="Part"), item(style="Section")), "1.|-",
        style("Part", numpr(1), "Section") + style("Section", "", "Part"),
        differs="LibreOffice ends without a word",
    ),
    "numbering styles that lead to each other": Case(
        abstract(1, before='<w:numStyleLink w:val="A"/>') + abstract(2, before='<w:numStyleLink w:val="B"/>')
        + num(1, 1) + num(2, 2),
        items("10 20"), "-|-",
        style("A", numpr(2), kind="numbering") + style("B", numpr(1), kind="numbering"),
        differs="LibreOffice numbers by a definition of its own",
    ),
    "values that are no numbers or too large": Case(
        abstract(1, *PLAIN, *(lvl(at, f"({at})") for at in range(3, 9)), lvl("x", "x"), lvl(9, "x"))
        + num(1, 1, begin(0, "99999999999"), begin(1, "x")) + num(2, 1, begin(0, -4)),
        (*items("11 10"), item(1, "99999999999"), item(1, "-3"), item(1, "x"), item("x", 0), item(2, 0)),
        "1.0|2.|(8)|3.|4.|-|0.", differs="what a wrong file means is for each program to choose",
    ),
    "bullets": Case(
        abstract(
            1,
            lvl(0, "\uf0b7", "bullet", properties=SYMBOL.format("Symbol")),
            lvl(1, "o", "bullet", properties=SYMBOL.format("Courier New")),
            lvl(2, "l", "bullet", properties=SYMBOL.format("Wingdings")),
            lvl(3, "-", "bullet", properties=SYMBOL.format("Symbol")),
            lvl(4, "x", "bullet", more='<w:lvlPicBulletId w:val="0"/>'),
            lvl(5, "%1", "bullet"),
            lvl(6, "%1%7.", more="<w:isLgl/>"),
        )
        + num(1, 1),
        items("10 11 12 13 14 15 16"), "•|o|•|-|•|%1|1.",
        differs="LibreOffice tells no signs of bullets",
    ),
    "formats of newer programs": Case(
        abstract(
            1,
            '<w:lvl w:ilvl="0"><w:start w:val="7"/><mc:AlternateContent><mc:Choice Requires="w14">'
            '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback>'
            '<w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1"/></w:lvl>',
            lvl(1, "%2", "newerThanThis"),
        )
        + num(1, 1),
        items("10 11"), "007|1", differs="LibreOffice does not read w14 formats",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_paragraphs_have_the_labels_of_the_page(name: str) -> None:
    case = CASES[name]
    labels = case.labels()
    assert "|".join("-" if label is None else label.text for label in labels) == case.expected


def test_a_label_says_level_suffix_form_and_whether_it_is_a_bullet() -> None:
    levels = (
        lvl(0, "%1.", more='<w:suff w:val="space"/>'),
        lvl(1, "(%2)", more='<w:suff w:val="nothing"/>'),
        lvl(2, "•", "bullet"),
    )
    case = Case(abstract(1, *levels) + num(1, 1), items("10 11 12"), "")
    assert case.labels() == [
        Label("1.", 0, False, " ", ("decimal", ("", 0, ".")), "1"),
        Label("(1)", 1, False, "", ("decimal", ("(", 1, ")")), "1"),
        Label("•", 2, True, "\t", ("bullet", ("•",)), "1"),
    ]


FORMATS = {
    "lowerLetter": {1: "a", 26: "z", 27: "aa", 28: "bb", 53: "aaa"},
    "upperLetter": {2: "B", 52: "ZZ"},
    "lowerRoman": {4: "iv", 49: "xlix", 1999: "mcmxcix"},
    "upperRoman": {14: "XIV", 90: "XC"},
    "ordinal": {1: "1st", 2: "2nd", 3: "3rd", 11: "11th", 12: "12th", 21: "21st", 112: "112th"},
    "cardinalText": {
        1: "One",
        20: "Twenty",
        42: "Forty-two",
        100: "One hundred",
        117: "One hundred seventeen",
    },
    "ordinalText": {1: "First", 12: "Twelfth", 20: "Twentieth", 21: "Twenty-first", 100: "One hundredth"},
    "decimalZero": {1: "01", 9: "09", 10: "10", 100: "100"},
    "hex": {10: "A", 31: "1F"},
    "chicago": {1: "*", 2: "†", 4: "§", 5: "**"},
    "numberInDash": {3: "- 3 -"},
    "decimalEnclosedParen": {1: "⑴", 20: "⒇", 21: "21"},
    "decimalEnclosedCircle": {1: "①", 20: "⑳"},
    "decimalEnclosedFullstop": {3: "⒊"},
    "decimalFullWidth": {10: "１０"},
    "ideographEnclosedCircle": {1: "㈠"},
    "ideographDigital": {10: "一〇", 100: "一〇〇"},
    "chineseCounting": {10: "十", 11: "十一", 99: "九十九", 100: "一○○"},
    "chineseCountingThousand": {10: "十", 21: "二十一", 101: "一百零一", 110: "一百一十", 1001: "一千零一"},
    "japaneseCounting": {10: "十", 101: "百一"},
    "chineseLegalSimplified": {1: "壹", 10: "壹拾"},
    "ideographTraditional": {1: "甲", 11: "11"},
    "ideographZodiac": {12: "亥"},
    "koreanDigital": {12: "일이"},
    "hebrew1": {1: "א", 15: "טו", 16: "טז", 17: "יז", 115: "קטו"},
    "hebrew2": {22: "ת"},
    "arabicAlpha": {1: "أ", 2: "ب", 3: "ت"},
    "arabicAbjad": {1: "أ", 2: "ب", 3: "ج"},
    "russianLower": {1: "а", 7: "ж", 10: "к", 29: "я", 30: "аа"},
    "russianUpper": {28: "Ю"},
    "hindiNumbers": {12: "१२"},
    "thaiNumbers": {12: "๑๒"},
    "none": {5: ""},
    "noSuchFormat": {5: "5"},
}


def of_format(form: str, start: int, length: int = 1) -> Case:
    return Case(abstract(1, lvl(0, "%1", form, str(start))) + num(1, 1), items("10 " * length), "")


def texts(case: Case) -> list[str | None]:
    return [label.text if label else None for label in case.labels()]


@pytest.mark.parametrize("form", FORMATS)
def test_a_number_is_written_in_its_format(form: str) -> None:
    assert {value: texts(of_format(form, value))[0] for value in FORMATS[form]} == FORMATS[form]


def test_large_numbers_do_not_make_long_labels() -> None:
    for form in ("lowerLetter", "lowerRoman", "chicago", "cardinalText", "chineseCountingThousand"):
        (label,) = of_format(form, 2_000_000_000).labels()
        assert label is not None
        assert len(label.text) < 80
    (label,) = Case(abstract(1, lvl(0, "%1" * 100_000)) + num(1, 1), items("10"), "").labels()
    assert label is not None
    assert len(label.text) <= 255


def test_the_numbering_in_force_is_told_without_counting() -> None:
    numbering = Numbering(part("numbering", HEADED), part("styles", HEADINGS))
    section = paragraph(item(style="Section"))
    assert [numbering.instance(section) for _ in range(3)] == [("1", 1)] * 3
    assert numbering.instance(paragraph(item("0001", 2))) == ("1", 2)
    assert numbering.instance(paragraph(item(0, style="Section"))) is None
    label = numbering.label(section)
    assert label is not None
    assert label.text == "1.1"


def test_the_order_of_asking_does_not_matter_to_styles_based_on_each_other() -> None:
    styles = style("A", numpr(1), "B") + style("B", "", "A") + style("C", "", "B") + style("D", "", "A")
    for names in ("ABCD", "DCBA", "CADB"):
        numbering = Numbering(part("numbering", ONE), part("styles", styles))
        found = {name: numbering.instance(paragraph(item(style=name))) for name in names}
        assert found == {"A": ("1", 0), "B": None, "C": None, "D": ("1", 0)}


def test_a_file_without_numbering_and_styles_has_no_labels() -> None:
    numbering = Numbering(None, None)
    assert numbering.label(paragraph(item(1, 0, "Part"))) is None
    assert numbering.instance(paragraph(p("text"))) is None
    assert numbering.indent(paragraph(p("text"))) == 0


def test_the_indent_is_the_nearest_to_the_paragraph() -> None:
    def ind(left: str, name: str = "left") -> str:
        return f'<w:ind w:{name}="{left}" w:hanging="100"/>'

    level = lvl(0, "%1.", properties=f"<w:pPr>{ind('720')}</w:pPr>")
    default = f"<w:docDefaults><w:pPrDefault><w:pPr>{ind('5')}</w:pPr></w:pPrDefault></w:docDefaults>"
    styles = (
        default
        + style("Base", ind("300"))
        + style("Numbered", numpr(1, 0), "Base")
        + style("Moved", ind("400"), "Numbered")
        + style("Refused", numpr(0), "Numbered")
        + style("Hanging", '<w:ind w:hanging="50"/>', "Numbered")
    )
    numbering = Numbering(part("numbering", abstract(1, level, PLAIN[1]) + num(1, 1)), part("styles", styles))

    def indent(name: str = "", properties: str = "") -> int | None:
        return numbering.indent(paragraph(p("text", properties=properties, style=name)))

    assert indent() == 5
    assert indent("Base") == 300
    assert indent("Numbered") == 720
    assert indent("Moved") == 400
    assert indent("Refused") == 300
    assert indent("Hanging") == 720
    assert indent("Moved", numpr(1, 0)) == 720
    assert indent("Moved", numpr(1, 1)) == 400
    assert indent("Numbered", numpr(0)) == 300
    assert indent("Moved", numpr(1, 0) + ind("-60")) == -60
    assert indent("Base", ind("1in", "start")) == 1440
    assert indent("Base", ind("wide")) == 300
    assert indent("Base", ind("99999999")) == 31_680


def mixed(seed: int, length: int) -> Case:
    """Three instances of one definition and two of another, in any order and on any level."""
    choose = random.Random(seed)
    numbering = (
        abstract(1, *PLAIN)
        + abstract(2, lvl(0, "%1)", "lowerLetter"), lvl(1, "(%2)", "lowerRoman", "3"), lvl(2, "%1-%3"))
        + num(1, 1) + num(2, 1, begin(0), begin(1), begin(2)) + num(3, 2) + num(4, 1, begin(1))
        + num(5, 2, begin(0), begin(1, 3))
    )  # fmt: skip
    body = (item(choose.randint(1, 5), choose.choice((0, 0, 1, 1, 2))) for _ in range(length))
    return Case(numbering, tuple(body), "")


def test_many_paragraphs_are_numbered_at_once() -> None:
    case = mixed(1, 20_000)
    chain = "".join(style(f"S{i}", numpr(1, 0) if not i else "", f"S{i - 1}") for i in range(20_000))
    numbering = Numbering(part("numbering", case.numbering), part("styles", chain))
    plain = [paragraph(xml) for xml in case.body]
    styled = [paragraph(item(style=f"S{i}")) for i in range(19_999, 0, -1)]
    before = time.perf_counter()
    assert all(numbering.label(element) for element in plain + styled)
    assert time.perf_counter() - before < 3


Found = list[tuple[str | None, str]]


def libreoffice(files: Sequence[Path], folder: Path) -> list[Found]:
    """Label and text of each paragraph as LibreOffice has them."""
    docx_tools._program("soffice", "libreoffice-writer-nogui")
    python = docx_tools._uno_python()
    if not python:
        pytest.skip("LibreOffice's Python module is not installed (Debian: python3-uno)")
    script = Path(__file__).with_name("libreoffice_labels.py")
    result: list[Found] = json.loads(docx_tools._run(python, script, folder / "office", *files))
    return result


def test_libreoffice_sees_the_same_labels(tmp_path: Path) -> None:
    cases = {name: case for name, case in CASES.items() if not case.differs}
    cases |= {f"mixed {seed}": mixed(seed, 60) for seed in range(12)}
    same_to_100 = (
        "lowerLetter", "upperLetter", "lowerRoman", "upperRoman", "ordinal", "cardinalText", "ordinalText",
        "decimalZero", "chicago", "chineseCountingThousand", "chineseLegalSimplified", "koreanDigital",
        "koreanDigital2", "ideographTraditional", "ideographZodiac", "hebrew1",
    )  # fmt: skip
    cases |= {form: of_format(form, 1, 110) for form in same_to_100}
    cases |= {
        "russianLower": of_format("russianLower", 1, 29),  # then а and а, а and б
        "arabicAlpha": of_format("arabicAlpha", 1, 27),  # the last letter is one without dots
        "hebrew2": of_format("hebrew2", 1, 22),
        "chineseCounting": of_format("chineseCounting", 1, 99),
        "decimalEnclosedCircle": of_format("decimalEnclosedCircle", 1, 20),
    }
    files = [tmp_path / f"{at}.docx" for at, _ in enumerate(cases)]
    for file, case in zip(files, cases.values(), strict=True):
        file.write_bytes(docx(*case.body, others={"numbering": case.numbering, "styles": case.styles}))
    seen = libreoffice(files, tmp_path)
    for (name, case), found in zip(cases.items(), seen, strict=True):
        assert texts(case) == [label for label, _ in found], name


def paragraphs(element: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs of the body, without those of text boxes."""
    for child in element.iterchildren(etree.Element):
        if child.tag not in (W + "txbxContent", FALLBACK):
            if child.tag == W + "p":
                yield child
            yield from paragraphs(child)


def flat(source: zipfile.ZipFile, elements: Sequence[etree._Element]) -> bytes:
    """The file with nothing in its body but these paragraphs, without their words.

    LibreOffice needs minutes to tell the paragraphs of a file with thousands of cells.
    """
    root = etree.fromstring(source.read("word/document.xml"))
    (body,) = root.iterchildren(W + "body")
    body[:] = []
    for element in elements:
        new = etree.SubElement(body, W + "p")
        properties = element.find(W + "pPr")
        if properties is not None:
            new.append(deepcopy(properties))
            for tag in ("sectPr", "framePr"):
                for child in new[0].findall(W + tag):
                    new[0].remove(child)
    parts = {name: source.read(name) for name in source.namelist()}
    return zipped(parts | {"word/document.xml": etree.tostring(root)})


def telling(
    pairs: list[tuple[etree._Element, Label | None]],
) -> Iterator[tuple[etree._Element, Label | None]]:
    """Without paragraphs that repeat a style, have no numbering of their own and no label."""
    seen: set[str | None] = set()
    for element, label in pairs:
        name = element.find(f"{W}pPr/{W}pStyle")
        styled = None if name is None else name.get(W + "val")
        direct = element.find(f"{W}pPr/{W}numPr") is not None
        if label or direct or styled not in seen:
            yield element, label
        seen.add(styled)


SIGNS_MISSING = "LibreOffice tells no signs of bullets"
KNOWN: dict[tuple[str, str, str], str] = {
    ("A_C.2_80_L.2_autonum_derived.docx", "•", ""): SIGNS_MISSING,
}
"""Each label that LibreOffice sees otherwise: file, label here and there, and why."""


@pytest.mark.corpus
def test_libreoffice_sees_the_same_labels_in_real_documents(corpus: Path, tmp_path: Path) -> None:
    patterns = ("docx_un/*.docx", "docx_tracked/*.docx", "derived_docx/*autonum*.docx")
    sources = [file for pattern in patterns for file in sorted(corpus.glob(pattern))]
    expected: list[list[str | None]] = []
    files = []
    for source in sources:
        with zipfile.ZipFile(source) as archive:
            document = resolve(archive.read("word/document.xml"), View.ACCEPT)
            numbering, styles = (
                etree.fromstring(archive.read(name)) if name in archive.namelist() else None
                for name in ("word/numbering.xml", "word/styles.xml")
            )
            label = Numbering(numbering, styles).label
            told = list(telling([(element, label(element)) for element in paragraphs(document)]))
            expected.append([found.text if found else None for _, found in told])
            files.append(tmp_path / source.name)
            files[-1].write_bytes(flat(archive, [element for element, _ in told]))
    differences = [
        (source.name, ours, theirs)
        for source, labels, seen in zip(sources, expected, libreoffice(files, tmp_path), strict=True)
        for ours, (theirs, _) in zip(labels, seen, strict=True)
        if ours != theirs
    ]
    assert sum(label is not None for labels in expected for label in labels) > 600
    assert differences == list(KNOWN)
