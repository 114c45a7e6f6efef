"""Accepting and rejecting revisions, and what every package holds."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx_tools
import pytest
from lxml import etree
from word_drafts import FULL, draft, op

from draftkit.errors import DraftkitError
from draftkit.model import Format
from draftkit.ooxml.properties import format_values, paragraph_properties, run_properties
from draftkit.ooxml.resolve import View, W, resolve
from draftkit.ooxml.xml import parse
from draftkit.profiles import load
from draftkit.writers.word.clean import write_docx

BY = 'w:id="1" w:author="A" w:date="2031-01-01T00:00:00Z"'


def p(content: str = "", mark: str = "", style: str = "") -> str:
    """A paragraph; ``mark`` is what happens to its mark: ins, del, or both."""
    marks = "".join(f"<w:{name} {BY}/>" for name in mark.split())
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{f'<w:rPr>{marks}</w:rPr>' if marks else ''}</w:pPr>{content}</w:p>"


def r(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def ins(inside: str) -> str:
    return f"<w:ins {BY}>{inside}</w:ins>"


def gone(text: str) -> str:
    return f"<w:del {BY}><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def row(text: str, mark: str = "") -> str:
    properties = f"<w:trPr><w:{mark} {BY}/></w:trPr>" if mark else ""
    return f"<w:tr>{properties}<w:tc>{p(r(text))}</w:tc></w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def resolved(body: str, view: View) -> etree._Element:
    root = f'<w:document xmlns:w="{W[1:-1]}"><w:body>{body}<w:sectPr/></w:body></w:document>'
    return resolve(root.encode(), view)


def texts(body: str, view: View) -> list[str]:
    return ["".join(t.text or "" for t in x.iter(W + "t")) for x in resolved(body, view).iter(W + "p")]


CASES = {
    "words": (p(r("a") + gone("b") + ins(r("c"))), ["ac"], ["ab"]),
    "moved words": (
        p(r("a") + f"<w:moveFrom {BY}>{r('m')}</w:moveFrom>")
        + p(r("b") + f"<w:moveTo {BY}>{r('m')}</w:moveTo>"),
        ["a", "bm"],
        ["am", "b"],
    ),
    "deletion inside another's insertion": (p(r("a") + ins(r("b") + gone("c"))), ["ab"], ["a"]),
    "inserted paragraph": (p(r("a")) + p(ins(r("n")), "ins") + p(r("b")), ["a", "n", "b"], ["a", "b"]),
    "deleted paragraph": (p(r("a")) + p(gone("o"), "del") + p(r("b")), ["a", "b"], ["a", "o", "b"]),
    "two deleted paragraphs": (p(gone("o"), "del") + p(gone("q"), "del") + p(r("b")), ["b"], ["o", "q", "b"]),
    "paragraph split": (p(r("a"), "ins") + p(r("b")), ["a", "b"], ["ab"]),
    "paragraphs joined": (p(r("a"), "del") + p(r("b")), ["ab"], ["a", "b"]),
    "three paragraphs joined": (p(r("a"), "del") + p(r("b"), "del") + p(r("c")), ["abc"], ["a", "b", "c"]),
    "paragraph replaced": (p(gone("o"), "del") + p(ins(r("n")), "ins") + p(r("b")), ["n", "b"], ["o", "b"]),
    "mark inserted and deleted": (p(r("a"), "ins del") + p(r("b")), ["ab"], ["ab"]),
    "last paragraph deleted": (p(r("a"), "del") + p(gone("o")), ["a"], ["a", "o"]),
    "empty paragraph before a table": (
        p(r("a")) + p("", "ins") + table(row("t")),
        ["a", "", "t"],
        ["a", "t"],
    ),
    "text before a table": (p(r("a"), "del") + table(row("t")), ["a", "t"], ["a", "t"]),
    "only paragraph of a cell": (table(f"<w:tr><w:tc>{p(gone('o'), 'del')}</w:tc></w:tr>"), [""], ["o"]),
    "rows": (table(row("a"), row("n", "ins"), row("o", "del")), ["a", "n"], ["a", "o"]),
    "whole table inserted": (p(r("a")) + table(row("n", "ins")), ["a", "n"], ["a"]),
    "bookmark between joined paragraphs": (
        p(r("a"), "del") + '<w:bookmarkStart w:id="9" w:name="x"/>' + p(r("b")),
        ["ab"],
        ["a", "b"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_revisions_resolve_as_the_standard_says(name: str) -> None:
    body, accepted, rejected = CASES[name]
    assert texts(body, View.ACCEPT) == accepted
    assert texts(body, View.REJECT) == rejected


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_left_to_resolve(name: str) -> None:
    for view in (View.ACCEPT, View.REJECT):
        left = etree.tostring(resolved(CASES[name][0], view)).decode()
        assert not any(f"<w:{tag}" in left for tag in ("ins ", "del ", "move", "delText"))


def test_joined_paragraphs_keep_the_properties_of_the_last_mark() -> None:
    joined = resolved(p(r("a"), "del", style="First") + p(r("b"), style="Last"), View.ACCEPT)
    assert [style.get(W + "val") for style in joined.iter(W + "pStyle")] == ["Last"]


def test_reject_returns_to_the_properties_before() -> None:
    change = f'<w:pPrChange {BY}><w:pPr><w:pStyle w:val="Old"/></w:pPr></w:pPrChange>'
    look = f"<w:rPr><w:b/><w:rPrChange {BY}><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr>"
    mark = '<w:rPr><w:lang w:val="fr-FR"/></w:rPr>'
    body = f'<w:p><w:pPr><w:pStyle w:val="New"/>{mark}{change}</w:pPr><w:r>{look}<w:t>a</w:t></w:r></w:p>'
    rejected = etree.tostring(resolved(body, View.REJECT)).decode()
    assert f'<w:pPr><w:pStyle w:val="Old"/>{mark}</w:pPr><w:r><w:rPr><w:i/></w:rPr>' in rejected
    accepted = etree.tostring(resolved(body, View.ACCEPT)).decode()
    assert f'<w:pPr><w:pStyle w:val="New"/>{mark}</w:pPr><w:r><w:rPr><w:b/></w:rPr>' in accepted


def test_a_cell_marked_inserted_goes_on_reject() -> None:
    cell = f"<w:tc><w:tcPr><w:cellIns {BY}/></w:tcPr>{p(r('n'))}</w:tc>"
    body = table(f"<w:tr><w:tc>{p(r('a'))}</w:tc>{cell}</w:tr>")
    assert (texts(body, View.ACCEPT), texts(body, View.REJECT)) == (["a", "n"], ["a"])


def test_formatting_is_written_in_the_order_of_the_schema() -> None:
    assert run_properties({"vertical": "superscript", "bold": True, "size": 20, "italic": False}) == (
        '<w:b/><w:bCs/><w:i w:val="0"/><w:iCs w:val="0"/><w:sz w:val="20"/><w:szCs w:val="20"/>'
        '<w:vertAlign w:val="superscript"/>'
    )
    assert paragraph_properties({"left": 10, "line": 240, "tabs": [5, "right:9"], "style": "A"}) == (
        '<w:pStyle w:val="A"/>'
        '<w:tabs><w:tab w:val="left" w:pos="5"/><w:tab w:val="right" w:pos="9"/></w:tabs>'
        '<w:spacing w:line="240" w:lineRule="exact"/><w:ind w:left="10"/>'
    )


def test_a_misspelt_name_in_a_profile_is_an_error() -> None:
    with pytest.raises(ValueError, match="unknown formatting: blod"):
        run_properties({"blod": True})


def test_every_style_of_the_profile_stands_on_another_one_of_it() -> None:
    profile = load("new-york")
    ids = {style.id for style in profile.styles}
    assert {style.based_on or "Normal" for style in profile.styles} <= ids
    assert {style.next or "Normal" for style in profile.styles} <= ids
    assert {role.style for role in profile.roles.values()} <= ids
    assert {role.shape for role in profile.roles.values()} - {""} <= profile.shapes.keys()


def test_every_part_is_well_formed_and_every_relationship_leads_to_one() -> None:
    with zipfile.ZipFile(io.BytesIO(write_docx(FULL))) as parts:
        names = parts.namelist()
        assert names[0] == "[Content_Types].xml"
        assert names[1:] == sorted(names[1:])
        for name in names:
            etree.fromstring(parts.read(name))
        relations = etree.fromstring(parts.read("word/_rels/document.xml.rels"))
        assert {f"word/{relation.get('Target')}" for relation in relations} <= set(names)


def test_signs_of_xml_in_a_draft_do_not_reach_the_markup() -> None:
    text = "<w:p/> & \"quoted\" 'too' {{ 7 * 7 }}"
    with zipfile.ZipFile(io.BytesIO(write_docx(draft(op("1.", text))))) as parts:
        document = etree.fromstring(parts.read("word/document.xml"))
    assert "".join(t.text or "" for t in document.iter(W + "t")) == f"1.{text}"


def test_a_validator_would_have_found_a_mistake(tmp_path: Path) -> None:
    file = tmp_path / "wrong.docx"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(write_docx(FULL))) as parts, zipfile.ZipFile(out, "w") as changed:
        for name in parts.namelist():
            changed.writestr(name, parts.read(name).replace(b"<w:titlePg/>", b"<w:titlePage/>"))
    file.write_bytes(out.getvalue())
    assert docx_tools.findings(file)


def test_every_format_of_the_model_has_a_form_in_word() -> None:
    for flag in Format:
        assert run_properties(format_values(flag))


# --- what is not read ---

_STYLES = (
    '<?xml version="1.0"?>\n<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{}'
    '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Grid"/>'
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr>'
    '<w:tblStylePr w:type="lastRow" w:note="a > b"><w:rPr><w:i/></w:rPr></w:tblStylePr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Body"><w:name w:val="Body"/></w:style></w:styles>'
)


def _names(text: str, without: str) -> list[str]:
    root = parse(text.encode(), "word/styles.xml", "styles.docx", without=without)
    return [etree.QName(element).localname for element in root.iter(etree.Element)]


def test_elements_that_need_not_be_there_are_left_out() -> None:
    whole = _names(_STYLES.format(""), "")
    assert _names(_STYLES.format(""), "tblStylePr") == [
        name for name in whole if name not in ("tblStylePr", "rPr", "b", "i")
    ]


@pytest.mark.parametrize(
    "text",
    [
        _STYLES.format("<!-- </w:tblStylePr> -->"),
        _STYLES.format('<w:latentStyles w:note="a"><![CDATA[</w:tblStylePr>]]></w:latentStyles>'),
        _STYLES.format("<?word </w:tblStylePr>?>"),
        _STYLES.format('<w:tblStylePr w:type="empty"/>'),
        _STYLES.format('<w:tblStylePr w:type="a"><w:tblStylePr w:type="b"/></w:tblStylePr>'),
        _STYLES.format('<x xmlns:w="urn:other"><w:tblStylePr a="b"/></x>'),
        _STYLES.format("").replace("w:", "v:").replace("xmlns:w", "xmlns:v"),
        _STYLES.format("").replace("/2006/", "/2031/"),
        _STYLES.format("<w:docDefaults/>").partition("<w:style ")[0] + "</w:styles>",
    ],
)
def test_all_is_read_where_tags_may_be_no_tags(text: str) -> None:
    assert _names(text, "tblStylePr") == _names(text, "")


def test_a_part_that_is_cut_off_inside_what_is_left_out_is_damaged() -> None:
    text = _STYLES.format("")
    with pytest.raises(DraftkitError, match="is not XML"):
        _names(text[: text.index("<w:b/>")], "tblStylePr")
