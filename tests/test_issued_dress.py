"""The styles of paragraphs in a redline between two Word files: of those that come, of those that stay."""

from __future__ import annotations

import pytest
from lxml import etree
from test_issued import CLAUSE, WHEN, N
from word_files import TAB, docx, p, r

from draftkit.ooxml.archive import open_archive
from draftkit.ooxml.document import paragraphs
from draftkit.ooxml.resolve import View, resolve_tree
from draftkit.readers.word import read_word_file
from draftkit.writers.issued import Redline, redline_issued

STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/></w:style>'
    for name in ("Numbered", "Quoted", "Remark")
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
)
COUNTED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
LIGHT = p(r("1."), TAB, r("Decides to light every harbour of the coast;"), style="Numbered")
REPORT = p(r("2."), TAB, r("Requests a report on the lamps of the strait."), style="Numbered")
LAMP = p("The keepers shall read this aloud to every pilot.", style="Quoted")
FOG = p("Fog is no excuse for a dark tower.", style="Remark")


def file(*body: str, styles: str = STYLES) -> bytes:
    return docx(CLAUSE, *body, others={"styles": styles, "numbering": NUMBERING})


def redline(old: bytes, new: bytes) -> Redline:
    return redline_issued(old, "old.docx", new, "new.docx", author="Norvania", date=WHEN)


def resolved(data: bytes, view: View) -> list[etree._Element]:
    """The paragraphs with all accepted or rejected."""
    root = open_archive(data, "file.docx").root("word/document.xml")
    resolve_tree(root, view)
    return list(root.iter(N + "p"))


def styles(data: bytes, view: View) -> dict[str, str]:
    """The style of each paragraph by its first word, as a redline has it when all is accepted or rejected."""
    found = {}
    for paragraph in resolved(data, view):
        text = "".join(paragraph.itertext(N + "t")).removeprefix("1.").removeprefix("2.")
        style = paragraph.find(f"{N}pPr/{N}pStyle")
        found[text.partition(" ")[0]] = "" if style is None else style.get(N + "val", "")
    return found


def changes(data: bytes) -> list[etree._Element]:
    return list(open_archive(data, "file.docx").root("word/document.xml").iter(N + "pPrChange"))


def test_another_style_is_a_change_of_the_paragraph() -> None:
    quoted = p("Fog is no excuse for a dark tower.", style="Quoted")
    found = redline(file(LIGHT, LAMP, FOG, REPORT), file(LIGHT, LAMP, quoted, REPORT))
    assert found.changed
    assert len(changes(found.data)) == 1
    assert styles(found.data, View.ACCEPT)["Fog"] == "Quoted"
    assert styles(found.data, View.REJECT)["Fog"] == "Remark"


def test_a_paragraph_that_comes_has_the_style_it_was_given() -> None:
    """The nearest of its kind has another one."""
    come = p("Every keeper signs below.", style="Quoted")
    found = redline(file(LIGHT, LAMP, FOG, REPORT), file(LIGHT, LAMP, FOG, come, REPORT))
    assert styles(found.data, View.ACCEPT)["Every"] == "Quoted"


@pytest.mark.parametrize("come", [True, False])
def test_styles_of_another_template_say_nothing(come: bool) -> None:
    """``Remark`` is a style of the issued file alone: what the new one calls ``Quoted`` may be anything."""
    of_others = STYLES.replace("Remark", "Elsewhere")
    body = [p("Fog is no excuse for a dark tower.", style="Quoted")]
    body += [p("Every keeper signs below.", style="Quoted")] if come else []
    found = redline(file(LIGHT, LAMP, FOG, REPORT), file(LIGHT, LAMP, *body, REPORT, styles=of_others))
    assert found.changed is come
    assert not changes(found.data)
    assert styles(found.data, View.ACCEPT).get("Every", "Remark") == "Remark"


def test_words_that_get_the_style_of_a_list_are_counted_by_word() -> None:
    plain = p("Rests when the fog lifts from the strait.", style="Quoted")
    counted = p("Lights the lamps of every harbour of the coast.", style="Numbered", properties=COUNTED)
    becomes = p("Rests when the fog lifts from the strait.", style="Numbered", properties=COUNTED)
    found = redline(file(counted, plain), file(counted, becomes))
    accepted = resolved(found.data, View.ACCEPT)
    assert [p.find(f"{N}pPr/{N}numPr") is not None for p in accepted] == [False, True, True]
    assert styles(found.data, View.REJECT)["Rests"] == "Quoted"


def test_a_number_that_word_counts_goes_with_the_style_of_a_list() -> None:
    counted = p("Lights the lamps of every harbour of the coast.", style="Numbered", properties=COUNTED)
    last = p("Rests when the fog lifts from the strait.", style="Numbered", properties=COUNTED)
    plain = p("Rests when the fog lifts from the strait.", style="Quoted")
    found = redline(file(counted, LAMP, last), file(counted, LAMP, plain))
    assert styles(found.data, View.ACCEPT)["Rests"] == "Quoted"
    assert styles(found.data, View.REJECT)["Rests"] == "Numbered"


# --- styles that no paragraph of the issued file has ---

REMARK = "Fog is no excuse for a dark tower."
MARGIN = (
    '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Margin"><w:name w:val="Margin note"/>'
    '<w:basedOn w:val="Aside"/><w:next w:val="Margin"/><w:link w:val="MarginChar"/><w:qFormat/>'
    '<w:rsid w:val="00A1B2C3"/><w:pPr><w:jc w:val="right"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Aside"><w:name w:val="Aside"/><w:basedOn w:val="Remark"/>'
    "<w:rPr><w:i/></w:rPr></w:style>"
)
"""A style and the one it builds on, which builds on one that every file here has."""


def part(data: bytes, name: str) -> etree._Element:
    return open_archive(data, "file.docx").root(name)


def test_a_style_that_the_issued_file_has_and_no_paragraph_wears_is_given() -> None:
    """With what the paragraph of the new version says of itself beside it."""
    stays = p(REMARK, style="Remark", properties='<w:jc w:val="right"/>')
    small = r("Every keeper signs below.", properties='<w:rFonts w:ascii="Arial"/><w:sz w:val="16"/>')
    comes = p(small, style="Remark", properties='<w:ind w:left="400"/>')
    old = file(LIGHT, LAMP, p(REMARK, style="Quoted"), REPORT)
    found = redline(old, file(LIGHT, LAMP, stays, comes, REPORT))
    assert found.reports == ()
    assert [styles(found.data, View.ACCEPT)[word] for word in ("Fog", "Every")] == ["Remark", "Remark"]
    assert styles(found.data, View.REJECT) == styles(old, View.ACCEPT)
    fog, every = resolved(found.data, View.ACCEPT)[3:5]
    assert [element.get(N + "val") for element in fog.iter(N + "jc")] == ["right"]
    assert [element.get(N + "left") for element in every.iter(N + "ind")] == ["400"]
    assert [element.get(N + "val") for element in every.iter(N + "sz")] == ["16"]


def test_a_style_that_the_issued_file_lacks_comes_with_those_it_builds_on() -> None:
    old = file(LIGHT, LAMP, FOG, REPORT)
    found = redline(old, file(LIGHT, LAMP, p(REMARK, style="Margin"), REPORT, styles=STYLES + MARGIN))
    assert found.reports == ()
    assert styles(found.data, View.ACCEPT)["Fog"] == "Margin"
    assert styles(found.data, View.REJECT)["Fog"] == "Remark"
    came = part(found.data, "word/styles.xml")[len(part(old, "word/styles.xml")) :]
    assert [(style.get(N + "styleId"), style.get(N + "customStyle")) for style in came] == [
        ("Aside", None),
        ("Margin", "1"),
    ]
    said = [[(child.tag.removeprefix(N), child.get(N + "val")) for child in style] for style in came]
    assert said == [
        [("name", "Aside"), ("basedOn", "Remark"), ("rPr", None)],
        [("name", "Margin note"), ("basedOn", "Aside"), ("qFormat", None), ("pPr", None)],
    ]


def test_words_look_as_in_the_new_version_under_a_style_that_comes() -> None:
    """It sets them in italics, but for one that says otherwise."""
    plain = r("no excuse", properties='<w:i w:val="0"/>')
    new = p(r("Fog is "), plain, r(" for a dark tower."), style="Margin")
    found = redline(file(LIGHT, LAMP, FOG, REPORT), file(LIGHT, LAMP, new, REPORT, styles=STYLES + MARGIN))
    fog = resolved(found.data, View.ACCEPT)[3]
    switched = {"".join(run.itertext(N + "t")): run.find(f"{N}rPr/{N}i") for run in fog.iter(N + "r")}
    assert {text: None if i is None else i.get(N + "val") for text, i in switched.items()} == {
        "Fog is ": None, "no excuse": "0", " for a dark tower.": None,
    }  # fmt: skip


def test_a_style_that_comes_gets_an_id_that_no_other_has() -> None:
    taken = STYLES + '<w:style w:type="character" w:styleId="Margin"><w:name w:val="Other"/></w:style>'
    old = file(LIGHT, LAMP, FOG, REPORT, styles=taken)
    found = redline(old, file(LIGHT, LAMP, p(REMARK, style="Margin"), REPORT, styles=STYLES + MARGIN))
    assert styles(found.data, View.ACCEPT)["Fog"] == "Margin1"


def test_a_file_without_styles_gets_none() -> None:
    bare = docx(CLAUSE, p("The lamps burn."), p(REMARK))
    found = redline(bare, file(p("The lamps burn."), p(REMARK, style="Remark")))
    assert found.reports == (f"the style “Remark” of “{REMARK}”, which no paragraph of the issued file has",)


# --- lists that no paragraph of the issued file has ---


def level(at: int, form: str, text: str) -> str:
    said = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{at}">{said}</w:lvl>'


def definition(id: str, levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{id}">{levels}</w:abstractNum>'


def num(id: str) -> str:
    return f'<w:num w:numId="{id}"><w:abstractNumId w:val="{id}"/></w:num>'


LISTS = {
    "1": level(0, "decimal", "%1.") + level(1, "lowerLetter", "(%2)"),
    "5": level(0, "bullet", "•"),
}


def numbering(*ids: str) -> str:
    """A numbering part with some of the lists, each with its definition."""
    return "".join((*(definition(id, LISTS[id]) for id in ids), *map(num, ids)))


def listed(text: str, id: str = "1", at: int = 0) -> str:
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{id}"/></w:numPr>')


def with_lists(*body: str, lists: str) -> bytes:
    others = {"styles": STYLES, "numbering": lists} if lists else {"styles": STYLES}
    return docx(CLAUSE, *body, others=others)


def shown(data: bytes, view: View) -> list[str]:
    """The number or bullet of each paragraph, and its words."""
    found = read_word_file(data, "file.docx", view).document.body
    return [f"{p.label.text if p.label else ''} {p.text}".strip() for p in paragraphs(found)]


DECIDES, REQUESTS = "Decides to light every harbour of the coast;", "Requests a report on the lamps."
TRIM, RING = "To trim the lamps;", "To ring the bells;"
DEEPER = (
    listed(DECIDES),
    listed("Calls upon all keepers:"),
    listed(TRIM, at=1),
    listed(RING, at=1),
    listed(REQUESTS),
)
BULLETS = listed(DECIDES), listed(TRIM, "5"), listed(RING, "5"), listed(REQUESTS)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            with_lists(listed(DECIDES), listed(REQUESTS), lists=numbering("1")),
            with_lists(*DEEPER, lists=numbering("1")),
        ),
        (
            with_lists(listed(DECIDES), listed(REQUESTS), lists=numbering("1")),
            with_lists(*BULLETS, lists=numbering("1", "5")),
        ),
        (
            with_lists(listed(DECIDES), p(TRIM), p(RING), listed(REQUESTS), lists=numbering("1")),
            with_lists(*BULLETS, lists=numbering("1", "5")),
        ),
        (
            with_lists(LIGHT, p(TRIM), p(RING), REPORT, lists=""),
            with_lists(LIGHT, listed(TRIM, "5"), listed(RING, "5"), REPORT, lists=numbering("5")),
        ),
    ],
    ids=["another level", "another list", "paragraphs that stay", "a file without lists"],
)
def test_a_list_that_no_paragraph_of_the_issued_file_has_is_given(old: bytes, new: bytes) -> None:
    """In Word's own numbers, none typed; its definition comes into the file if need be."""
    found = redline(old, new)
    assert found.reports == ()
    assert shown(found.data, View.ACCEPT) == shown(new, View.ACCEPT)
    assert shown(found.data, View.REJECT) == shown(old, View.ACCEPT)
    again = redline(old, new)
    assert again.data == found.data


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (listed(TRIM, "5"), p(TRIM)),
        (listed(TRIM), p(TRIM)),
        (listed(TRIM, "5"), listed(TRIM)),
        (listed(TRIM), listed(TRIM, "5")),
        (listed(TRIM), listed(TRIM, at=1)),
        (listed(TRIM, at=1), listed(TRIM)),
    ],
    ids=[
        "a bullet goes",
        "a number goes",
        "a number for a bullet",
        "a bullet for a number",
        "deeper",
        "higher",
    ],
)
def test_another_number_or_bullet_is_given_to_a_paragraph_that_stays(old: str, new: str) -> None:
    before, after = (
        with_lists(listed(DECIDES), body, listed(REQUESTS), lists=numbering("1", "5")) for body in (old, new)
    )
    found = redline(before, after)
    assert found.reports == ()
    assert shown(found.data, View.ACCEPT) == shown(after, View.ACCEPT)
    assert shown(found.data, View.REJECT) == shown(before, View.ACCEPT)


def test_a_list_whose_number_is_taken_comes_under_another() -> None:
    """In the issued file list 5 is another one, which is in use."""
    dashes = LISTS["5"].replace("•", "–")
    old_lists = numbering("1") + definition("5", dashes) + num("5")
    new_lists = numbering("1", "5") + definition("6", dashes) + num("6")
    old = with_lists(listed(DECIDES), listed(RING, "5"), listed(REQUESTS), lists=old_lists)
    body = listed(DECIDES), listed(RING, "6"), listed(TRIM, "5"), listed(REQUESTS)
    new = with_lists(*body, lists=new_lists)
    found = redline(old, new)
    assert found.reports == ()
    assert shown(found.data, View.ACCEPT) == shown(new, View.ACCEPT)
    nums = part(found.data, "word/numbering.xml").findall(N + "num")
    assert [num.get(N + "numId") for num in nums] == ["1", "5", "2"]


def test_a_style_comes_with_its_list() -> None:
    """Of several levels: the list knows the styles of its levels (17.9.23)."""
    items = (
        '<w:style w:type="paragraph" w:styleId="Items"><w:name w:val="Items"/>'
        '<w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Inner"><w:name w:val="Inner items"/>'
        '<w:basedOn w:val="Items"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="7"/></w:numPr></w:pPr>'
        "</w:style>"
    )
    levels = level(0, "bullet", "•").replace("<w:lvlText", '<w:pStyle w:val="Items"/><w:lvlText')
    levels += level(1, "bullet", "–").replace("<w:lvlText", '<w:pStyle w:val="Inner"/><w:lvlText')
    lists = f'<w:abstractNum w:abstractNumId="3">{levels}</w:abstractNum>'
    lists += '<w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num>'
    old = with_lists(LIGHT, p(TRIM), REPORT, lists="")
    body = LIGHT, p(TRIM, style="Items"), p(RING, style="Inner"), REPORT
    new = docx(CLAUSE, *body, others={"styles": STYLES + items, "numbering": lists})
    found = redline(old, new)
    assert found.reports == ()
    assert shown(found.data, View.ACCEPT) == shown(new, View.ACCEPT)
    assert shown(found.data, View.ACCEPT)[2:4] == [f"• {TRIM}", f"– {RING}"]
    assert shown(found.data, View.REJECT) == shown(old, View.ACCEPT)


def test_a_list_with_pictures_for_bullets_is_told() -> None:
    """What it shows stands in another part of its file."""
    pictured = numbering("5").replace("<w:lvlText", '<w:lvlPicBulletId w:val="0"/><w:lvlText')
    found = redline(
        with_lists(LIGHT, p(TRIM), REPORT, lists=""),
        with_lists(LIGHT, listed(TRIM, "5"), REPORT, lists=pictured),
    )
    assert found.reports == (f"“{TRIM}” is numbered not at all by Word, not • as in the new version",)


W15 = 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'


def test_a_list_with_attributes_of_later_versions_of_word_comes() -> None:
    newer = numbering("1", "5").replace(
        '<w:abstractNum w:abstractNumId="5"',
        f'<w:abstractNum {W15} w:abstractNumId="5" w15:restartNumberingAfterBreak="0"',
    )
    old = with_lists(listed(DECIDES), listed(REQUESTS), lists=numbering("1"))
    new = with_lists(*BULLETS, lists=newer)
    found = redline(old, new)
    assert found.reports == ()
    assert shown(found.data, View.ACCEPT) == shown(new, View.ACCEPT)


def test_what_comes_gets_no_id_that_something_of_the_issued_file_names() -> None:
    """Lists and styles that are named there and missing are no list and no style."""
    dangling = p("The lamps burn.", style="Margin"), listed("The bells ring.", "5")
    old = with_lists(listed(DECIDES), *dangling, listed(REQUESTS), lists=numbering("1"))
    body = listed(DECIDES), *dangling, listed(TRIM, "5"), p(RING, style="Margin"), listed(REQUESTS)
    others = {"styles": STYLES + MARGIN, "numbering": numbering("1", "5")}
    found = redline(old, docx(CLAUSE, *body, others=others))
    assert shown(found.data, View.REJECT) == shown(old, View.ACCEPT)
    ids = {style.get(N + "styleId") for style in part(found.data, "word/styles.xml")}
    nums = {num.get(N + "numId") for num in part(found.data, "word/numbering.xml").findall(N + "num")}
    assert "Margin" not in ids
    assert "5" not in nums


def test_a_new_list_does_not_go_on_with_one_that_looks_the_same() -> None:
    """What follows keeps its numbers."""
    letters = level(0, "lowerLetter", "(%1)")
    definitions = [definition(id, letters) for id in "678"]
    first, second = numbering("1") + definitions[0] + num("6"), definitions[1] + num("7")
    two = listed(DECIDES), listed(TRIM, "6"), listed(RING, "6"), listed(REQUESTS)
    three = listed("To count the ships;", "7"), listed("To name the winds;", "7")
    old = with_lists(listed("Notes the fog:"), *two, lists=first)
    new = with_lists(listed("Notes the fog:"), *three, *two, lists=first + second)
    found = redline(old, new)
    assert found.reports == ()
    assert shown(found.data, View.ACCEPT) == shown(new, View.ACCEPT)
    assert [line[:3] for line in shown(found.data, View.ACCEPT)[2:6]] == ["(a)", "(b)", "2. ", "(a)"]


def test_a_file_whose_lists_were_given_other_ids_keeps_its_own() -> None:
    """As by a program that numbers them anew; a paragraph that comes goes on in the list around it."""
    old = with_lists(listed(DECIDES), listed(REQUESTS), lists=numbering("1"))
    renamed = definition("9", LISTS["1"]) + num("9")
    new = with_lists(listed(DECIDES, "9"), listed(RING, "9"), listed(REQUESTS, "9"), lists=renamed)
    found = redline(old, new)
    assert found.reports == ()
    assert shown(found.data, View.ACCEPT) == shown(new, View.ACCEPT)
    assert part(found.data, "word/numbering.xml").findall(N + "num")[1:] == []
    assert not changes(found.data)


def test_a_list_that_cannot_come_is_told_before_the_draft_begins_too() -> None:
    """Where the bullet makes of a line something else to the reader."""
    pictured = numbering("5").replace("<w:lvlText", '<w:lvlPicBulletId w:val="0"/><w:lvlText')
    line = "Decides to light every harbour of the coast;"
    old = docx(p(line), CLAUSE, LIGHT, REPORT, others={"styles": STYLES})
    new = docx(listed(line, "5"), CLAUSE, LIGHT, REPORT, others={"styles": STYLES, "numbering": pictured})
    found = redline(old, new)
    assert found.reports == (f"“{line}” is numbered not at all by Word, not • as in the new version",)
