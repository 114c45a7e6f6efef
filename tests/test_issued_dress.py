"""The styles of paragraphs in a redline between two Word files: of those that come, of those that stay."""

from __future__ import annotations

import pytest
from lxml import etree
from test_issued import CLAUSE, WHEN, N
from word_files import TAB, docx, p, r

from draftkit.ooxml.archive import open_archive
from draftkit.ooxml.resolve import View, resolve_tree
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
