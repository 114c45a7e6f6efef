"""Bold that the style of a paragraph gives, in a redline of two Word files: the page is compared."""

from __future__ import annotations

import pytest
from redline_fuzz.pages import ACCEPT, REJECT, WordFile
from redline_fuzz.said import paragraphs
from test_issued import CLAUSE, WHEN, N
from word_files import docx, p, r

from draftkit.ooxml.archive import open_archive
from draftkit.writers.issued import redline_issued

STYLES = (
    '<w:style w:type="paragraph" w:styleId="Plain"><w:name w:val="Plain"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
)
OFF, ON = '<w:b w:val="0"/>', "<w:b/>"
LAMPS = "The lamps of every harbour burn from dusk to dawn"
FOG = "The horns of the strait sound as long as there is fog"
KEEPERS = "The keepers of the northern lights sign the book of the tower each night"
LAST = p("Done on the island of Norvania.", style="Plain")


def file(*body: str) -> bytes:
    return docx(CLAUSE, *body, LAST, others={"styles": STYLES})


def looks(data: bytes, mode: str) -> list[tuple[tuple[str, str], ...]]:
    return [paragraph.looks for paragraph in paragraphs(WordFile(data).page(mode).body)]


def redline(old: bytes, new: bytes) -> bytes:
    """The redline, after it is seen that both versions are what they were."""
    data = redline_issued(old, "old.docx", new, "new.docx", author="Norvania", date=WHEN).data
    assert looks(data, ACCEPT) == looks(new, ACCEPT)
    assert looks(data, REJECT) == looks(old, ACCEPT)
    return data


def said(data: bytes, tag: str) -> int:
    return sum(1 for _ in open_archive(data, "file.docx").root("word/document.xml").iter(N + tag))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(
            (p(r(FOG, OFF), r(" and no longer", OFF), style="Title"), p(r(LAMPS), style="Title")),
            (
                p(r(FOG, OFF), r(" and no longer", OFF), style="Title"),
                p(r(LAMPS), style="Title"),
                p(r(KEEPERS, OFF), style="Title"),
            ),
            id="a paragraph comes whose words are not bold",
        ),
        pytest.param(
            (p(r(LAMPS + " "), style="Title"), p(r(FOG), style="Plain")),
            (p(r(LAMPS + " in winter "), r(FOG, OFF), style="Title"),),
            id="joined to a title, and not bold",
        ),
        pytest.param(
            (p(r(LAMPS + " ", ON), style="Plain"), p(r(FOG), style="Title")),
            (p(r(LAMPS + " in winter "), r(FOG), style="Title"),),
            id="bold, and joined to a title",
        ),
        pytest.param(
            (p(r(LAMPS), style="Title"), p(r(FOG), r(KEEPERS, OFF), style="Plain")),
            (p(r(LAMPS), style="Title"), p(r(FOG, OFF), r(KEEPERS, OFF), style="Title")),
            id="the style of a title, without its bold",
        ),
        pytest.param(
            (p(r(LAMPS), style="Plain"), p(r(FOG), style="Title"), p(r(KEEPERS), style="Plain")),
            (p(r(FOG), style="Title"), p(r(KEEPERS), style="Plain"), p(r(LAMPS, OFF), style="Title")),
            id="moved, and given the style of a title without its bold",
        ),
        pytest.param(
            (p(r(LAMPS), style="Title"), p(r(FOG, "<w:rtl/>"), style="Title")),
            (
                p(r(LAMPS), style="Title"),
                p(r(FOG + " falls", "<w:rtl/>"), style="Title"),
                p(r(KEEPERS), style="Title"),
            ),
            id="what runs from right to left is not bold by it",
        ),
        pytest.param(
            (p(r(LAMPS, '<w:rStyle w:val="Strong"/>'), style="Title"),),
            (p(r(LAMPS), style="Title"), p(r(FOG, '<w:rStyle w:val="Strong"/>'), style="Title")),
            id="a style of words turns over that of the paragraph",
        ),
    ],
)
def test_words_look_as_in_the_new_version(old: tuple[str, ...], new: tuple[str, ...]) -> None:
    redline(file(*old), file(*new))


def test_a_paragraph_that_is_cut_keeps_the_looks_of_both_parts() -> None:
    old = file(p(r(LAMPS + ". "), r(KEEPERS + " and each morning."), style="Title"), p(r(FOG), style="Plain"))
    new = file(
        p(r(LAMPS + "."), style="Title"),
        p(r(KEEPERS + " and each morning.", ON), style="Plain"),
        p(r(FOG), style="Plain"),
    )
    redline(old, new)


def test_bold_that_comes_with_the_style_is_not_said_again() -> None:
    """Bold words become a title: the style changes, and no run."""
    old = file(p(r(LAMPS, ON), style="Plain"), p(r(FOG), style="Title"))
    new = file(p(r(LAMPS), style="Title"), p(r(FOG), style="Title"))
    data = redline(old, new)
    assert (said(data, "pPrChange"), said(data, "rPrChange")) == (1, 0)


def test_what_styles_of_another_template_give_is_no_change() -> None:
    """The issued file's ``Plain`` is unknown there: that its title is not bold may be anybody's choice."""
    title = STYLES.replace("<w:b/></w:rPr></w:style>", "</w:rPr></w:style>", 1).replace("Plain", "Standard")
    body = p(r(LAMPS), style="Title")
    new = docx(CLAUSE, body, LAST.replace("Plain", "Standard"), others={"styles": title})
    found = redline_issued(file(body), "old.docx", new, "new.docx", author="Norvania", date=WHEN)
    assert not found.changed
