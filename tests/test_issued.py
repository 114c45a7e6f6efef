"""Redlines made on the issued Word file itself: small files built for each of Word's features."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from lxml import etree
from word_files import DATE, PAGE, TAB, W, call, docx, footnote, p, r, table

from draftkit.errors import DraftkitError
from draftkit.model import Draft, Paragraph
from draftkit.model import Text as Words
from draftkit.ooxml.archive import open_archive
from draftkit.ooxml.document import paragraphs
from draftkit.ooxml.extract import extract
from draftkit.ooxml.resolve import View
from draftkit.readers.text import read_text
from draftkit.readers.word import read_word_file
from draftkit.writers.issued import Redline, Text, redline_issued
from draftkit.writers.text import write_text

N = f"{{{W}}}"
WHEN = datetime(2031, 5, 21, tzinfo=UTC)
ITALIC = "<w:i/>"
CLAUSE = p(r("The Assembly of Harbours,", ITALIC))
LIGHT = p("1.", TAB, r("Decides", ITALIC), r(" to light every harbour of the coast before the winter;"))
REPORT = p("2.", TAB, r("Requests", ITALIC), r(" the Secretary to report on the lamps at the next session."))
PLAIN = docx(CLAUSE, LIGHT, REPORT)
REPORT_LINE = "2. *Requests* the Secretary to report on the lamps at the next session.\n"

NUMBERING = (
    '<w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/>'
    '<w:pPr><w:ind w:left="720"/></w:pPr></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
)


def auto(*content: str, level: int = 0) -> str:
    """A paragraph that Word numbers."""
    return p(*content, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')


def heading(text: str) -> str:
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr><w:outlineLvl w:val="1"/>'
    return p(text, properties=number)


AUTO = docx(
    CLAUSE,
    auto(r("Decides", ITALIC), r(" to light every harbour of the coast:")),
    auto("The first lamp of all;", level=1),
    auto("The second lamp of all;", level=1),
    auto(r("Requests", ITALIC), r(" the Secretary to report on that.")),
    others={"numbering": NUMBERING},
)
HEADINGS = docx(
    CLAUSE, heading("The coast"), LIGHT, heading("The lamps"), REPORT, others={"numbering": NUMBERING}
)
NOTES = docx(
    CLAUSE,
    p("1.", TAB, r("Decides", ITALIC), r(" to light every harbour"), call(1), r(" of the coast;")),
    p("2.", TAB, r("Requests", ITALIC), r(" a report"), call(2), r(" on that.")),
    others={"footnotes": footnote(1, "HARB/2031/5.") + footnote(2, "HARB/2031/6.")},
)
ENDNOTES = docx(
    CLAUSE,
    p("1.", TAB, r("Decides", ITALIC), r(" to light every harbour"),
      '<w:r><w:endnoteReference w:id="1"/></w:r>', r(" of the coast;")),
    REPORT,
    others={"endnotes": f'<w:endnote w:id="1">{p("<w:r><w:endnoteRef/></w:r>", r(" HARB/5."))}</w:endnote>'},
)  # fmt: skip
STAR = (
    '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    '<w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>*</w:t></w:r>'
)
STARRED = docx(
    CLAUSE,
    p("1.", TAB, r("Decides", ITALIC), r(" to light every harbour"), STAR, r(" of the coast;")),
    REPORT,
    others={
        "footnotes": '<w:footnote w:id="1">'
        + p(r("*", '<w:vertAlign w:val="superscript"/>'), r(" On behalf of the ports."))
        + "</w:footnote>"
    },
)
FIELDS = ("HARB/2031/L.4", "Distr.: Limited", "12 May 2031", "Original: English")
MASTHEAD = docx(table(*((line,) for line in FIELDS)), p("Harbour lights"), CLAUSE, LIGHT, REPORT)
HEADER = docx(
    CLAUSE, LIGHT, REPORT,
    section='<w:sectPr><w:headerReference w:type="default" r:id="rId_header1"/></w:sectPr>',
    others={"header1": "".join(map(p, FIELDS))},
)  # fmt: skip
BOX = docx(
    p("<w:r><w:pict><v:shape><v:textbox><w:txbxContent>" + "".join(map(p, FIELDS))
      + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"),
    CLAUSE, LIGHT, REPORT,
)  # fmt: skip
SECTION = docx(
    CLAUSE, LIGHT,
    p("2.", TAB, r("Notes", ITALIC), r(" the end of the section here;"), properties=PAGE),
    p("3.", TAB, r("Requests", ITALIC), r(" a report.")),
)  # fmt: skip
CELL = docx(table((CLAUSE + LIGHT + REPORT, "Margin")), p(""))


def field(code: str, shown: str) -> str:
    """A complex field (17.16.18)."""
    parts = (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve">{code}</w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
    )
    runs = "".join(f"<w:r>{part}</w:r>" for part in parts)
    return f'{runs}{r(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'


COAST = "the lamps of the coast"
AROUND = {
    "hyperlink": f'<w:hyperlink w:anchor="x">{r(COAST)}</w:hyperlink>',
    "content control": '<w:sdt><w:sdtPr><w:id w:val="5"/></w:sdtPr><w:sdtContent>'
    f"{r(COAST)}</w:sdtContent></w:sdt>",
    "field": field(" REF lamps ", COAST),
    "smart tag": f'<w:smartTag w:element="place">{r(COAST)}</w:smartTag>',
    "bookmark": f'<w:bookmarkStart w:id="1" w:name="b"/>{r("the lamps")}<w:bookmarkEnd w:id="1"/>'
    + r(" of the coast"),
    "comment": f'<w:commentRangeStart w:id="1"/>{r("the lamps")}<w:commentRangeEnd w:id="1"/>'
    '<w:r><w:commentReference w:id="1"/></w:r>' + r(" of the coast"),
}
COMMENT = {"comments": f'<w:comment w:id="1" w:author="A" w:date="{DATE}">{p("Which?")}</w:comment>'}


def around(markup: str) -> bytes:
    words = p("1.", TAB, r("Decides", ITALIC), r(" to watch "), markup, r(" through the winter;"))
    return docx(CLAUSE, words, REPORT, others=COMMENT if "comment" in markup else None)


# --- what is asked of every redline ---


def text_of(data: bytes) -> str:
    return write_text([reading.draft for reading in read_word_file(data, "issued.docx").readings])


def said(data: bytes, view: View) -> list[str]:
    """Every paragraph of a file, its notes included."""
    document, _ = extract(open_archive(data, "issued.docx"), view)
    notes = [p for note in document.notes.values() for p in note.paragraphs]
    body = (*paragraphs(document.header), *paragraphs(document.body), *notes)
    return [f"{q.label.text if q.label else ''}|{q.text}" for q in body]


def redline(issued: bytes, new: str) -> Redline:
    """The redline, after the checks that hold for each."""
    drafts = tuple(reading.draft for reading in read_text(new))
    found = redline_issued(issued, "issued.docx", Text(drafts), "new.md", author="Norvania", date=WHEN)
    assert said(found.data, View.REJECT) == said(issued, View.ACCEPT)
    before, after = open_archive(issued, "a"), open_archive(found.data, "b")
    changed = [name for name in before.names if before.read(name) != after.read(name)]
    assert all(b"Norvania" in after.read(name) or name.endswith((".rels", "s].xml")) for name in changed)
    untouched = set(xml_of_paragraphs(issued)) - set(xml_of_paragraphs(found.data))
    lines = sum(line not in new.split("\n\n") for line in text_of(issued).split("\n\n"))
    # The paragraph before a new or a deleted last one gives up its mark.
    assert len(untouched) <= lines + 1
    return found


def edited(issued: bytes, *changes: tuple[str, str]) -> tuple[Redline, str]:
    """The redline of some replacements in the text of a file, and the text that they make."""
    new = text_of(issued)
    for old, come in changes:
        assert old in new, (old, new)
        new = new.replace(old, come, 1)
    return redline(issued, new), new


def body(data: bytes, part: str = "word/document.xml") -> etree._Element:
    return open_archive(data, "x").root(part)


def xml_of_paragraphs(data: bytes) -> list[bytes]:
    return [etree.tostring(paragraph) for paragraph in body(data).iter(N + "p")]


def words(element: etree._Element, tag: str) -> list[str]:
    """The words of all insertions (``ins``) or deletions (``del``)."""
    kinds = (N + "t", N + "delText", N + "tab")
    return [
        "".join("\t" if t.tag == N + "tab" else t.text or "" for t in change.iter(*kinds))
        for change in element.iter(N + tag)
        if len(change)
    ]


def with_words(data: bytes, start: str) -> etree._Element:
    """The paragraph that begins with these words, deleted ones left out."""
    return next(
        q
        for q in body(data).iter(N + "p")
        if "".join(t.text or "" for t in q.iter(N + "t")).startswith(start)
    )


EDITS = {
    "a word inside": ("the lamps of", "the bright lamps of"),
    "the first word": ("watch the lamps", "watch lamps"),
    "words on both sides": (
        "watch the lamps of the coast through",
        "see the lamps of the coast in",
    ),
    "words across its beginning": ("to watch the lamps", "to guard lamps"),
    "words across its end": ("the coast through the", "the shore during the"),
    "all of it": (f"{COAST} ", ""),
    "brackets around it": (COAST, f"[{COAST}]"),
    "italics inside": (COAST, "the *lamps* of the coast"),
}


@pytest.mark.parametrize("change", EDITS)
@pytest.mark.parametrize("thing", AROUND)
def test_words_are_changed_in_and_around(thing: str, change: str) -> None:
    found, new = edited(around(AROUND[thing]), EDITS[change])
    assert text_of(accepted(found)) == new
    assert found.reports == ()


def accepted(found: Redline) -> bytes:
    """The file when every change is accepted, by draftkit's own hand; other programs are asked elsewhere."""
    from draftkit.ooxml.note_parts import serialized
    from draftkit.ooxml.resolve import resolve_tree

    archive = open_archive(found.data, "x")
    parts = {}
    for name in archive.names:
        if name.endswith(".xml") and b"Norvania" in archive.read(name):
            root = archive.root(name)
            resolve_tree(root, View.ACCEPT)
            parts[name] = serialized(root)
    return archive.with_parts(parts)


@pytest.mark.parametrize("thing", AROUND)
def test_a_paragraph_goes_with_all_that_stands_in_it(thing: str) -> None:
    line = f"1. *Decides* to watch {COAST} through the winter;\n\n"
    found, new = edited(around(AROUND[thing]), (line, ""), ("2. *", "1. *"))
    assert text_of(accepted(found)) == new


def test_a_hyperlink_that_is_edited_stays_a_hyperlink() -> None:
    found, _ = edited(around(AROUND["hyperlink"]), ("the lamps of", "the bright lamps of"))
    (link,) = body(found.data).iter(N + "hyperlink")
    assert words(link, "ins") == ["bright "]


def test_a_field_that_goes_goes_with_its_code() -> None:
    found, _ = edited(around(AROUND["field"]), (f"{COAST} ", ""))
    (deletion,) = body(found.data).iter(N + "del")
    assert [c.get(N + "fldCharType") for c in deletion.iter(N + "fldChar")] == ["begin", "separate", "end"]
    assert [code.text for code in deletion.iter(N + "delInstrText")] == [" REF lamps "]


CHANGES = {
    "a word": (PLAIN, ("every harbour", "each harbour")),
    "the first word of all": (PLAIN, ("*The Assembly", "*And the Assembly")),
    "the last word of all": (PLAIN, ("session.", "session and after.")),
    "an operative paragraph in, numbers typed": (
        PLAIN, ("2. *Req", "2. *Notes* the ships;\n\n3. *Req"),
    ),
    "5 bis, numbers typed": (PLAIN, ("2. *Req", "1 bis. *Notes* the ships;\n\n2. *Req")),
    "renumbered": (PLAIN, ("2. *Req", "3. *Req")),
    "a preambular paragraph in": (PLAIN, ("1. *Dec", "*Noting* the ships,\n\n1. *Dec")),
    "the first paragraph in": (PLAIN, ("*The Assembly", "## Lights\n\n*The Assembly")),
    "the last paragraph in": (PLAIN, ("session.\n", "session;\n\n3. *Decides* to remain seized.\n")),
    "the first paragraph out": (PLAIN, ("*The Assembly of Harbours,*\n\n", "")),
    "the last paragraph out": (PLAIN, (REPORT_LINE, "")),
    "all but one out": (PLAIN, ("*The Assembly of Harbours,*\n\n", ""), (REPORT_LINE, "")),
    "a paragraph becomes a subparagraph": (PLAIN, ("2. *Requests* the", "    (a) The")),
    "an operative paragraph in, numbers by Word": (
        AUTO, ("2. *Req", "2. *Notes* the ships;\n\n3. *Req"),
    ),
    "5 bis, numbers by Word": (AUTO, ("2. *Req", "1 bis. *Notes* the ships;\n\n2. *Req")),
    "an old number becomes 5 bis, numbers by Word": (AUTO, ("2. *Req", "1 bis. *Req")),
    "a subparagraph in, numbers by Word": (AUTO, ("    (b)", "    (b) A lamp between;\n\n    (c)")),
    "a subparagraph out, numbers by Word": (
        AUTO, ("    (a) The first lamp of all;\n\n", ""), ("(b)", "(a)"),
    ),
    "a paragraph becomes a subparagraph, numbers by Word": (AUTO, ("2. *Requests* the", "    (c) The")),
    "a subparagraph becomes a paragraph, numbers by Word": (
        AUTO, ("    (b) The", "2. The"), ("2. *Req", "3. *Req"),
    ),
    "a paragraph without a number, numbers by Word": (AUTO, ("2. *Requests* the", "*Requests* the")),
    "the last paragraph in, numbers by Word": (AUTO, ("on that.", "on that;\n\n3. *Ends*.")),
    "a heading in, numbers by Word": (
        HEADINGS, ("### II. The lamps", "### II. The ships\n\n### III. The lamps"),
    ),
    "a heading out, numbers by Word": (HEADINGS, ("### I. The coast\n\n", ""), ("II. The l", "I. The l")),
    "a heading with a number of its own": (HEADINGS, ("II. The lamps", "V. The lamps")),
    "a heading without its number": (HEADINGS, ("II. The lamps", "The lamps")),
    "words of a note": (NOTES, ("[^1]: HARB", "[^1]: See HARB")),
    "another note": (NOTES, ("[^1]: HARB/2031/5.", "[^1]: Quite another text.")),
    "a note out": (NOTES, ("harbour[^1]", "harbour"), ("[^1]: HARB/2031/5.\n\n", ""), ("[^2]", "[^1]"),
                   ("[^2]", "[^1]")),
    "a note out with its paragraph": (
        NOTES, ("1. *Decides* to light every harbour[^1] of the coast;\n\n", ""),
        ("[^1]: HARB/2031/5.\n\n", ""), ("2. *", "1. *"), ("[^2]", "[^1]"), ("[^2]", "[^1]"),
    ),
    "a call moved": (NOTES, ("harbour[^1] of", "harbour of[^1]")),
    "a note called again": (NOTES, ("of the coast", "of the coast[^1]")),
    "words of a note with a star": (STARRED, ("behalf of the ports", "behalf of all ports")),
    "words beside a star": (STARRED, ("harbour", "port")),
    "words of an endnote": (ENDNOTES, ("HARB/5", "HARB/6")),
    "a call of an endnote out": (ENDNOTES, ("[^e1] of", " of"), ("\n\n[^e1]: HARB/5.", "")),
    "the symbol in a table": (MASTHEAD, ("L.4", "L.4/Rev.1")),
    "a line of a masthead in": (MASTHEAD, ("Original: English", "Original: English\n\n## Second session")),
    "a line of a masthead out": (MASTHEAD, ("12 May 2031\n\n", "")),
    "the title": (MASTHEAD, ("Harbour lights", "Harbour lamps")),
    "the symbol in a header": (HEADER, ("L.4", "L.4/Rev.1")),
    "a title below a header": (HEADER, ("*The Assembly", "## The lights\n\n*The Assembly")),
    "the symbol in a text box": (BOX, ("L.4", "L.4/Rev.1")),
    "a title below a masthead in a table": (
        MASTHEAD, ("## Harbour lights", "## The coast\n\n## Harbour lights"),
    ),
    "a title below a text box": (BOX, ("*The Assembly", "## The lights\n\n*The Assembly")),
    "the paragraph that ends a section": (
        SECTION, ("2. *Notes* the end of the section here;\n\n", ""), ("3. *", "2. *"),
    ),
    "a paragraph before the end of a section": (
        SECTION, ("2. *Notes*", "2. *Welcomes* the ships;\n\n3. *Notes*"), ("3. *Req", "4. *Req"),
    ),
    "a paragraph after the end of a section": (
        SECTION, ("here;\n\n", "here;\n\n3. *Welcomes* the ships;\n\n"), ("3. *Req", "4. *Req"),
    ),
    "the last paragraph of a cell in": (
        CELL,
        ("session.", "session;\n\n3. *Notes* the sea."),
    ),
    "the last paragraph of a cell out": (CELL, (REPORT_LINE.strip(), "")),
    "a no-break hyphen kept": (
        docx(CLAUSE, p("1.", TAB, "<w:r><w:t>Decides to co</w:t><w:noBreakHyphen/><w:t>operate and"
                       "</w:t><w:br/><w:t>to light every harbour;</w:t></w:r>"), REPORT),
        ("every", "each"),
    ),
    "hidden text kept": (
        docx(CLAUSE, p("1.", TAB, "Decides to light ", r("secretly ", "<w:vanish/>"),
                       r("every harbour of the year;")), REPORT),
        ("light every", "darken each"),
    ),
    "words from right to left": (
        docx(p(r("إن الجمعية العامة،", "<w:rtl/>"), properties="<w:bidi/>"),
             p(r("تقرر أن تضيء كل ميناء على الساحل قبل الشتاء؛", "<w:rtl/>"), properties="<w:bidi/>")),
        ("كل ميناء", "كل ميناء كبير"),
    ),
}  # fmt: skip
"""Issued files, and replacements in their texts. Each new version has the numbers that Word gives."""


@pytest.mark.parametrize("change", CHANGES)
def test_the_accepted_file_says_the_new_version(change: str) -> None:
    issued, *changes = CHANGES[change]
    found, new = edited(issued, *changes)
    (wanted,) = read_text(new)
    assert found.changed
    assert text_of(accepted(found)) == write_text([wanted.draft])
    assert found.reports == ()


# --- how it looks ---


def test_a_changed_word_is_one_deletion_and_one_insertion() -> None:
    found, _ = edited(PLAIN, ("every harbour", "each harbour"))
    assert (words(body(found.data), "del"), words(body(found.data), "ins")) == (["every"], ["each"])


def test_the_run_that_is_cut_keeps_its_properties_in_every_part() -> None:
    styled = '<w:rFonts w:ascii="Garamond"/><w:color w:val="112233"/>'
    issued = docx(CLAUSE, p("1.", TAB, r("Decides to light every harbour;", styled)), REPORT)
    found, _ = edited(issued, ("every", "each"))
    runs = [run for run in with_words(found.data, "1.").iter(N + "r") if run.find(N + "rPr") is not None]
    assert len(runs) == 4
    assert {run.find(f"{N}rPr/{N}color").get(N + "val") for run in runs} == {"112233"}


def test_a_new_paragraph_looks_like_its_neighbour() -> None:
    look = '<w:spacing w:after="120"/><w:ind w:left="720"/><w:jc w:val="both"/>'
    run = '<w:rFonts w:ascii="Garamond"/><w:lang w:val="en-GB"/>'
    light = p(r("1.", run), TAB, r("Decides", run + ITALIC), r(" to light it;", run), properties=look)
    found, _ = edited(docx(CLAUSE, light, REPORT), ("2. *Req", "2. *Notes* the ships;\n\n3. *Req"))
    new = with_words(found.data, "2.Notes")
    properties = new.find(N + "pPr")
    assert [child.tag.removeprefix(N) for child in properties] == ["spacing", "ind", "jc", "rPr"]
    assert all(x.find(f"{N}rPr/{N}lang").get(N + "val") == "en-GB" for x in new.iter(N + "r"))
    assert [x.find(f"{N}rPr/{N}i") is not None for x in new.iter(N + "r")] == [False, True, False]
    assert words(new, "ins") == ["2.\tNotes the ships;"]


def test_a_new_paragraph_among_those_that_word_numbers_has_no_number_typed() -> None:
    found, _ = edited(AUTO, ("2. *Req", "2. *Notes* the ships;\n\n3. *Req"))
    new = with_words(found.data, "Notes")
    assert new.find(f"{N}pPr/{N}numPr/{N}numId").get(N + "val") == "1"


def test_five_bis_is_typed_where_word_numbers() -> None:
    found, _ = edited(AUTO, ("2. *Req", "1 bis. *Notes* the ships;\n\n2. *Req"))
    new = with_words(found.data, "1 bis.")
    assert new.find(f"{N}pPr/{N}numPr") is None
    assert said(found.data, View.ACCEPT)[-1] == "2.|Requests the Secretary to report on that."


def test_a_number_that_word_gives_otherwise_is_told() -> None:
    found, _ = edited(AUTO, ("    (a) The first lamp of all;\n\n", ""))
    assert found.reports == (
        "“The second lamp of all;” is numbered (a) by Word, not (b) as in the new version",
    )


def test_text_without_any_italics_leaves_them_to_the_issued_file() -> None:
    new = text_of(PLAIN).replace("*", "").replace("every", "each")
    found = redline(PLAIN, new.replace("2. Req", "2. Notes the ships;\n\n3. Req"))
    assert not list(body(found.data).iter(N + "rPrChange"))
    (notes,) = [run for run in with_words(found.data, "2.Notes").iter(N + "r") if "Notes" in run_text(run)]
    assert notes.find(f"{N}rPr/{N}i") is not None


def run_text(run: etree._Element) -> str:
    return "".join(t.text or "" for t in run.iter(N + "t"))


def test_italics_that_come_are_a_change_of_format() -> None:
    found, _ = edited(PLAIN, ("every harbour", "every *harbour*"))
    (change,) = body(found.data).iter(N + "rPrChange")
    assert run_text(change.getparent().getparent()) == "harbour"
    assert not list(body(found.data).iter(N + "ins", N + "del"))


def test_a_new_paragraph_does_not_take_the_bullet_of_another_kind() -> None:
    bullet = '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
    bullet += '<w:lvlText w:val="•"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/>'
    issued = docx(CLAUSE, LIGHT, REPORT, auto("On behalf of the ports."),
                  others={"numbering": f"{bullet}</w:num>"})  # fmt: skip
    found, new = edited(issued, ("2. *Requests* the", "The"))
    assert text_of(accepted(found)) == new


# --- notes ---


def test_the_first_note_of_a_file_brings_the_part_for_notes() -> None:
    found, _ = edited(PLAIN, ("harbour", "harbour[^1]"), ("session.", "session.\n\n[^1]: A *new* note."))
    archive = open_archive(found.data, "x")
    assert archive.related("footnotes") == "word/footnotes.xml"
    assert archive.content_type("word/footnotes.xml").endswith("footnotes+xml")
    notes = body(found.data, "word/footnotes.xml")
    assert [note.get(N + "type") for note in notes] == ["separator", "continuationSeparator", None]
    assert words(notes, "ins") == [" A new note."]


def test_the_words_of_a_note_are_tracked_in_the_note() -> None:
    found, _ = edited(NOTES, ("[^1]: HARB", "[^1]: See HARB"))
    assert words(body(found.data, "word/footnotes.xml"), "ins") == ["See "]
    assert not list(body(found.data).iter(N + "ins"))


def test_a_note_that_goes_is_deleted_with_its_call() -> None:
    found, _ = edited(NOTES, ("harbour[^1]", "harbour"), ("[^1]: HARB/2031/5.\n\n", ""))
    (deletion,) = body(found.data).iter(N + "del")
    assert deletion.find(f".//{N}footnoteReference").get(N + "id") == "1"
    assert words(body(found.data, "word/footnotes.xml"), "del") == [" HARB/2031/5."]


def test_a_further_call_becomes_the_reference_when_the_first_one_goes() -> None:
    again = field(" NOTEREF _Ref1 \\f \\h ", "1")
    first = f'<w:bookmarkStart w:id="7" w:name="_Ref1"/>{call(1)}<w:bookmarkEnd w:id="7"/>'
    issued = docx(
        CLAUSE,
        p("1.", TAB, r("Decides", ITALIC), r(" to light every harbour"), first, r(" of the coast;")),
        p("2.", TAB, r("Requests", ITALIC), r(" a report"), again, r(" on that.")),
        others={"footnotes": footnote(1, "HARB/2031/5.")},
    )
    found, new = edited(issued, ("harbour[^1]", "harbour"))
    assert text_of(accepted(found)) == new
    references = list(body(accepted(found)).iter(N + "footnoteReference"))
    assert [reference.get(N + "id") for reference in references] == ["2"]


def test_two_paragraphs_of_a_note_are_joined_by_the_mark_between_them() -> None:
    sign = "<w:r><w:footnoteRef/></w:r>"
    note = f'<w:footnote w:id="1">{p(sign, r(" Two words."))}{p("Three more words.")}</w:footnote>'
    light = p("1.", TAB, r("Decides", ITALIC), r(" to light it"), call(1), r(" all;"))
    issued = docx(CLAUSE, light, REPORT, others={"footnotes": note})
    found, new = edited(issued, ("Two words.<br>Three", "Two words. Three"))
    assert text_of(accepted(found)) == new
    assert len(list(body(found.data, "word/footnotes.xml").iter(N + "del"))) == 1


def test_a_new_paragraph_looks_as_its_model_did_before_it_was_changed() -> None:
    long = "to light every harbour of the coast before the winter and to watch it all the year;"
    issued = docx(
        CLAUSE, auto("Decides " + long), auto("Requests a report."), others={"numbering": NUMBERING}
    )
    found, new = edited(issued, ("1. Decides to light every", "1. Decides to light them;\n\nEvery"))
    assert text_of(accepted(found)) == new
    assert found.reports == ()


# --- what is not to be seen ---


def test_a_second_space_in_the_new_text_is_no_change() -> None:
    found, _ = edited(PLAIN, ("every harbour", "every  harbour"))
    assert not found.changed
    assert found.data == PLAIN


def test_tabs_and_double_spaces_before_a_word_do_not_shift_the_change() -> None:
    issued = docx(
        CLAUSE, p("1.", TAB, "Decides", TAB, r("to light "), TAB, TAB, r(" every  harbour;")), REPORT
    )
    found, _ = edited(issued, ("light", "watch"), ("harbour", "port"))
    assert (words(body(found.data), "del"), words(body(found.data), "ins")) == (
        ["light", "harbour"],
        ["watch", "port"],
    )


def test_the_same_text_gives_the_same_bytes() -> None:
    assert redline(PLAIN, text_of(PLAIN)).data == PLAIN


def test_the_same_versions_give_the_same_redline() -> None:
    one, _ = edited(NOTES, ("every", "each"))
    other, _ = edited(NOTES, ("every", "each"))
    assert one.data == other.data


def test_everything_can_be_replaced() -> None:
    new = "*The Council of Lakes,*\n\n1. *Regrets* that there are no boats;\n"
    assert text_of(accepted(redline(PLAIN, new))) == new


def test_ids_of_changes_are_used_once() -> None:
    found, _ = edited(NOTES, ("every", "each"), ("[^1]: HARB", "[^1]: See HARB"), ("a report", "reports"))
    ids = [
        change.get(N + "id")
        for part in ("word/document.xml", "word/footnotes.xml")
        for change in body(found.data, part).iter(N + "ins", N + "del")
    ]
    assert len(ids) == len(set(ids)) == 5


# --- what is refused ---


def test_a_control_character_is_refused_in_one_sentence() -> None:
    (reading,) = read_text(text_of(PLAIN))
    bad = with_control_character(reading.draft)
    with pytest.raises(DraftkitError, match="the control character U\\+0001 cannot be written"):
        redline_issued(PLAIN, "issued.docx", Text((bad,)), "new", author="Norvania", date=WHEN)


def with_control_character(draft: Draft) -> Draft:
    first, *rest = draft.body
    assert isinstance(first, Paragraph)
    return replace(draft, body=(replace(first, content=(Words("The \x01 Assembly,"),)), *rest))


@pytest.mark.parametrize("author", ["Nor\x01vania", "Nor\nvania", "Nor\tvania"])
def test_an_author_with_a_control_character_is_refused(author: str) -> None:
    with pytest.raises(DraftkitError, match="the author's name holds a control character"):
        redline_issued(PLAIN, "issued.docx", PLAIN, "new", author=author, date=WHEN)


# --- where new paragraphs stand ---


@pytest.mark.parametrize("issued", [MASTHEAD, BOX, HEADER])
def test_a_title_stands_below_the_frame_of_a_masthead(issued: bytes) -> None:
    found, _ = edited(issued, ("*The Assembly", "## The lights\n\n*The Assembly"))
    assert with_words(found.data, "The lights").getparent().tag == N + "body"


def test_a_number_that_only_word_gives_is_reported_or_typed_never_passed_over() -> None:
    found, _ = edited(AUTO, ("2. *Req", "7. *Req"))
    assert found.reports == (
        "“Requests the Secretary to report on that.” is numbered 2. by Word, not 7. as in the new version",
    )


def test_a_number_that_a_style_brings_is_taken_away_with_numbering_zero() -> None:
    style = '<w:style w:type="paragraph" w:styleId="Op"><w:name w:val="Op"/><w:pPr><w:numPr>'
    style += '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    issued = docx(
        CLAUSE, p("Decides to light every harbour;", style="Op"), p("Requests a report on it.", style="Op"),
        others={"numbering": NUMBERING, "styles": style},
    )  # fmt: skip
    found, _ = edited(issued, ("2. Req", "1 bis. Notes the ships;\n\n2. Req"))
    new = with_words(found.data, "1 bis.")
    assert new.find(f"{N}pPr/{N}numPr/{N}numId").get(N + "val") == "0"


def test_a_new_note_stands_among_the_others_where_it_is_called() -> None:
    found, _ = edited(NOTES, ("of the coast", "of the coast[^9]"), ("[^1]: ", "[^9]: A note.\n\n[^1]: "))
    notes = [note.get(N + "id") for note in body(found.data, "word/footnotes.xml")]
    texts = ["".join(note.itertext()).strip() for note in body(found.data, "word/footnotes.xml")]
    assert texts[1] == "A note."
    calls = [call.get(N + "id") for call in body(found.data).iter(N + "footnoteReference")]
    assert notes == calls == ["1", "2", "3"]  # as Word writes them, and as LibreOffice has to have them


# --- between two Word files ---


def between(issued: bytes, new: bytes) -> Redline:
    found = redline_issued(issued, "issued.docx", new, "new.docx", author="Norvania", date=WHEN)
    assert said(found.data, View.REJECT) == said(issued, View.ACCEPT)
    assert said(found.data, View.ACCEPT) == said(new, View.ACCEPT)
    return found


def test_what_the_reader_takes_a_paragraph_for_is_no_change() -> None:
    named = p("Article 1", properties='<w:outlineLvl w:val="1"/>')
    found = between(docx(CLAUSE, named, LIGHT), docx(CLAUSE, p("Article 1"), LIGHT))
    assert not found.changed


def test_a_number_that_is_read_as_words_in_one_file_only_is_no_change() -> None:
    option = p(r("Option 1:", "<w:b/>"), " No text;")
    one = docx(CLAUSE, LIGHT, option, p(r("Option 2:", "<w:b/>"), " Other text;"))
    other = docx(CLAUSE, LIGHT, option, p(r("Option 2:", "<w:b/>"), " Another text;"))
    found = between(one, other)
    assert (words(body(found.data), "del"), words(body(found.data), "ins")) == (["Other"], ["Another"])


def test_white_space_between_two_word_files_is_a_change() -> None:
    found = between(docx(CLAUSE, p("Two words")), docx(CLAUSE, p("Two  words")))
    assert found.changed


def test_runs_that_are_cut_otherwise_are_no_change() -> None:
    one = docx(CLAUSE, p(r("Two "), r("words")), p("End"))
    found = between(one, docx(CLAUSE, p("Two words"), p(r("E"), r("nd"))))
    assert not found.changed
    assert found.data == one


def test_a_paragraph_that_comes_to_count_otherwise_takes_the_look_of_its_new_level() -> None:
    number = '<w:numPr><w:ilvl w:val="1"/>'
    new = open_archive(AUTO, "x").read("word/document.xml").decode()
    head, _, tail = new.rpartition('<w:numPr><w:ilvl w:val="0"/>')
    changed = open_archive(AUTO, "x").with_parts({"word/document.xml": f"{head}{number}{tail}".encode()})
    found = between(AUTO, changed)
    (change,) = body(found.data).iter(N + "pPrChange")
    assert change.getparent().find(f"{N}numPr/{N}ilvl").get(N + "val") == "1"
