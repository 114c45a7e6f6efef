"""What is read in a Word file: each feature of Word by itself, in files as other programs write them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from word_files import PAGE, TAB, call, deleted, docx, footnote, ins, mark, p, r, table

from draftkit.content import place
from draftkit.errors import DraftkitError
from draftkit.model import Format, NoteCall, Position, Text
from draftkit.ooxml.resolve import View
from draftkit.readers.reading import Reading
from draftkit.readers.text import read_text
from draftkit.readers.word import read_word, read_word_file
from draftkit.rows import Row, RowKind, rows
from draftkit.writers.text import write_text

CLAUSE = p("The Conference of the Parties,")
LAMPS = p("1.", TAB, "Decides to light the lamps;")


def readings(*body: str, view: View = View.ACCEPT, **parts: object) -> tuple[Reading, ...]:
    return read_word(docx(*body, **parts), "lamps.docx", view)  # type: ignore[arg-type]


def read(*body: str, **parts: object) -> list[Row]:
    (reading,) = readings(*body, **parts)  # type: ignore[arg-type]
    return list(rows(reading.draft))


def warnings(*body: str, **parts: object) -> list[str]:
    return [w.message for reading in readings(*body, **parts) for w in reading.warnings]  # type: ignore[arg-type]


def shown(found: list[Row]) -> list[tuple[str, str, str]]:
    return [(row.field or row.kind.value, f"{row.before}{row.marker}{row.option}", row.text) for row in found]


def style(id: str, name: str = "", paragraph: str = "", run: str = "", based: str = "") -> str:
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name or id}"/>{base}'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def numpr(level: int = 0, number: int = 1) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def lists(*levels: tuple[str, str, int]) -> str:
    """A list whose levels have these formats, texts and indents."""
    inside = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="400"/></w:pPr></w:lvl>'
        for n, (format, text, left) in enumerate(levels)
    )
    return (
        f'<w:abstractNum w:abstractNumId="0">{inside}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )


LEGAL = lists(("decimal", "%1.", 800), ("lowerLetter", "(%2)", 1200), ("lowerRoman", "(%3)", 1600))
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


def field(code: str, *result: str) -> str:
    instruction = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return (
        FIELD.format("begin") + instruction + FIELD.format("separate") + "".join(result) + FIELD.format("end")
    )


# --- numbers ---


@pytest.mark.parametrize("gap", [TAB, r(" "), r("\u00a0"), r("  ")])
def test_a_typed_number_is_the_number_of_its_paragraph(gap: str) -> None:
    found = read(CLAUSE, p("1.", gap, "Decides to light the lamps;"), p("2.", gap, "Invites them."))
    assert shown(found[1:]) == [
        ("operative", "1.", "Decides to light the lamps;"),
        ("operative", "2.", "Invites them."),
    ]


def test_numbers_of_words_own_are_read_as_the_page_shows_them() -> None:
    found = read(
        CLAUSE,
        p("Decides to light:", properties=numpr()),
        p("The lamps:", properties=numpr(1)),
        p("By night;", properties=numpr(2)),
        p("The fires;", properties=numpr(1)),
        p("Thanks the keepers.", properties=numpr()),
        others={"numbering": LEGAL},
    )
    assert [(row.kind.value, row.marker, row.level) for row in found[1:]] == [
        ("operative", "1.", 0),
        ("subparagraph", "(a)", 1),
        ("subparagraph", "(i)", 2),
        ("subparagraph", "(b)", 1),
        ("operative", "2.", 0),
    ]


def test_typed_and_automatic_numbers_give_the_same_draft() -> None:
    typed = [
        CLAUSE,
        p("1.", TAB, "Decides to light:"),
        p("(a)", TAB, "The lamps;"),
        p("2.", TAB, "Thanks all."),
    ]
    automatic = [
        CLAUSE,
        p("Decides to light:", properties=numpr()),
        p("The lamps;", properties=numpr(1)),
        p("Thanks all.", properties=numpr()),
    ]
    assert read(*typed) == read(*automatic, others={"numbering": LEGAL})


def test_a_number_comes_from_the_style_of_its_paragraph() -> None:
    styles = style("Para", paragraph=numpr())
    found = read(CLAUSE, p("Decides to light.", style="Para"), others={"numbering": LEGAL, "styles": styles})
    assert found[1].marker == "1."


def test_digits_before_a_tab_are_a_number_and_digits_before_a_space_are_words() -> None:
    found = read(CLAUSE, p("1", TAB, "that lamps burn;"), p("5 lamps burn;"))
    assert [(row.marker, row.text) for row in found[1:]] == [("1", "that lamps burn;"), ("", "5 lamps burn;")]


def test_a_bullet_is_read_as_words() -> None:
    bullets = lists(("bullet", "•", 400))
    found = read(CLAUSE, LAMPS, p("A lamp", properties=numpr()), others={"numbering": bullets})
    assert found[2].text == "• A lamp"


def test_a_number_that_shows_nothing_leaves_a_typed_one_to_be_read() -> None:
    empty = lists(("bullet", " ", 400))
    found = read(CLAUSE, p("1. Decides to light.", properties=numpr()), others={"numbering": empty})
    assert (found[1].marker, found[1].text) == ("1.", "Decides to light.")


def test_a_number_of_a_heading_is_part_of_it() -> None:
    roman = lists(("upperRoman", "%1.", 400))
    styles = style("H", "heading 1", numpr() + '<w:outlineLvl w:val="0"/>')
    found = read(CLAUSE, p("Lamps", style="H"), LAMPS, others={"numbering": roman, "styles": styles})
    assert (found[1].kind, found[1].text) == (RowKind.HEADING, "I. Lamps")


def test_an_option_after_an_automatic_number_is_one() -> None:
    option = p("Option 1: Decides to light;", properties=numpr())
    found = read(CLAUSE, option, p("Option 2: Decides to wait;"), others={"numbering": LEGAL})
    assert shown(found[1:]) == [
        ("operative", "1.Option 1:", "Decides to light;"),
        ("tail", "Option 2:", "Decides to wait;"),
    ]


def test_brackets_before_a_number_belong_to_the_paragraph() -> None:
    found = read(CLAUSE, p("[1.", TAB, "Decides to light;]"))
    assert shown(found[1:]) == [("operative", "[1.", "Decides to light;]")]


def test_arabic_numbers_and_letters_are_read_whatever_marks_of_direction_stand_about() -> None:
    found = read(
        p("إن مؤتمر الأطراف،"),
        p("\u200f١-\u200f تقرر إضاءة المصابيح:", properties="<w:bidi/>"),
        p("(أ)", TAB, "المصابيح؛", properties="<w:bidi/>"),
        p("\u202b٢- تشكر الجميع.\u202c", properties="<w:bidi/>"),
    )
    assert [row.marker for row in found] == ["", "١-", "(أ)", "٢-"]
    assert found[1].text == "تقرر إضاءة المصابيح:"


# --- styles ---

UN_STYLES = (
    style("TitleHCH", "Title_H_CH", run="<w:b/>")
    + style("H1", "_ H_1", '<w:outlineLvl w:val="0"/>', "<w:b/>")
    + style("H23G", "_ H_2/3_G", run="<w:b/>")
    + style("H1G", "_ H_1_G", run="<w:b/>")
    + style("HChG", "_ H _Ch_G", run="<w:b/>")
    + style("SingleTxt", "__Single Txt")
    + style("Agenda", "Agenda_Title_H2", '<w:outlineLvl w:val="1"/>')
)


def test_styles_of_new_york_name_titles_and_headings() -> None:
    found = read(
        p("Agenda item 5", style="Agenda"),
        p("Lighting of remote coasts", style="TitleHCH"),
        p("The Conference of the Parties,", style="SingleTxt"),
        p("I. Lamps", style="H1"),
        p("1.", TAB, "Decides to light.", style="SingleTxt"),
        others={"styles": UN_STYLES},
    )
    assert [row.field or row.kind.value for row in found] == [
        "agenda_item",
        "title",
        "enacting",
        "heading",
        "operative",
    ]


def test_styles_of_geneva_name_headings_of_several_levels() -> None:
    found = read(
        CLAUSE,
        p("I.", TAB, "Lamps", style="HChG"),
        p("A.", TAB, "Oil", style="H1G"),
        p("Whale oil", style="H23G"),
        LAMPS,
        others={"styles": UN_STYLES},
    )
    assert [(row.kind.value, row.level, row.text) for row in found[1:4]] == [
        ("heading", 1, "I. Lamps"),
        ("heading", 1, "A. Oil"),
        ("heading", 2, "Whale oil"),
    ]


def test_outline_levels_name_headings_in_any_other_template() -> None:
    found = read(
        CLAUSE,
        p("Lamps", properties='<w:outlineLvl w:val="0"/>'),
        p("Oil", properties='<w:outlineLvl w:val="1"/>'),
        LAMPS,
    )
    assert [(row.kind.value, row.level) for row in found[1:3]] == [("heading", 1), ("heading", 2)]


def test_without_styles_the_look_tells_headings() -> None:
    found = read(CLAUSE, p(r("II. Lamps", "<w:b/>")), LAMPS, p(r("Article 1", "<w:i/>")), p("Lamps burn."))
    assert [row.kind.value for row in found[1:]] == ["heading", "operative", "heading", "text"]


def test_every_line_in_italics_opens_a_section_once_one_has() -> None:
    article = p(r("Article 2", "<w:i/>"))
    found = read(
        CLAUSE, LAMPS, p(r("Article 1", "<w:i/>")), p("All lamps shall burn."), article, p("So be it.")
    )
    assert [(row.kind.value, row.text) for row in found[2:5:2]] == [
        ("heading", "Article 1"),
        ("heading", "Article 2"),
    ]


def test_bold_of_a_style_is_no_bold_of_the_author() -> None:
    styles = style("H1", "_ H_1", '<w:outlineLvl w:val="0"/>', "<w:b/>")
    found = read(CLAUSE, p("Lamps", style="H1"), LAMPS, others={"styles": styles})
    assert found[1].content == (Text("Lamps"),)


def test_a_reader_knows_where_bold_of_the_style_is_switched_off() -> None:
    styles = style("Firm", "Firm", "", "<w:b/>")
    off = '<w:b w:val="0"/>'
    lamps = p("1.", TAB, "Decides to light the lamps, ", r("and to sound the horns;", off), style="Firm")
    (_, found) = read(CLAUSE, lamps, others={"styles": styles})
    assert found.content == (
        Text("Decides to light the lamps,", Format.BOLD),
        Text(" and to sound the horns;"),
    )


def test_character_styles_and_properties_are_formats() -> None:
    emphasis = (
        '<w:style w:type="character" w:styleId="Em"><w:name w:val="Emphasis"/><w:rPr><w:i/></w:rPr></w:style>'
    )
    found = read(
        CLAUSE,
        p(
            "1.",
            TAB,
            r("Decides", '<w:rStyle w:val="Em"/>'),
            r(" to "),
            r("light", "<w:b/><w:u w:val='single'/>"),
            r("H", ""),
            r("2", '<w:vertAlign w:val="subscript"/>'),
            r(" not", '<w:rStyle w:val="Em"/><w:i w:val="0"/>'),
            r(" gone", "<w:strike/>"),
        ),
        others={"styles": emphasis},
    )
    assert [(span.text, span.format) for span in found[1].content if isinstance(span, Text)] == [
        ("Decides", Format.ITALIC),
        (" to ", Format.PLAIN),
        ("light", Format.BOLD | Format.UNDERLINE),
        ("H", Format.PLAIN),
        ("2", Format.SUBSCRIPT),
        (" not", Format.PLAIN),
        (" gone", Format.STRIKE),
    ]


def test_italics_of_arabic_text_are_those_of_complex_scripts() -> None:
    found = read(
        p("إن مؤتمر الأطراف،"), p(r("إذ يشير", "<w:rtl/><w:iCs/>"), r(" إلى المصابيح،", "<w:rtl/><w:i/>"))
    )
    assert [span.format for span in found[1].content if isinstance(span, Text)] == [
        Format.ITALIC,
        Format.PLAIN,
    ]


# --- mastheads ---

MASTHEAD = (
    "United Nations",
    "MARI/CONF.4/L.7",
    "Conference of the Parties to the Convention on Lighthouses",
    "Distr.: Limited",
    "3 June 2031",
    "Original: English",
)
FIELDS = ["united_nations", "symbol", "organ", "distribution", "date", "original_language"]
REFERENCE = '<w:sectPr><w:headerReference w:type="{}" r:id="rId_header1"/>{}</w:sectPr>'


def fields(found: list[Row]) -> list[str]:
    return [row.field for row in found if row.field]


def test_a_masthead_in_the_header_of_the_first_page_is_read() -> None:
    header = p("United Nations", TAB, "MARI/CONF.4/L.7") + "".join(map(p, MASTHEAD[2:]))
    section = REFERENCE.format("first", "<w:titlePg/>")
    found = read(CLAUSE, LAMPS, section=section, others={"header1": header})
    assert fields(found) == FIELDS


def test_a_header_of_all_pages_is_read_when_it_holds_the_masthead() -> None:
    header = "".join(map(p, MASTHEAD))
    assert fields(
        read(CLAUSE, LAMPS, section=REFERENCE.format("default", ""), others={"header1": header})
    ) == (FIELDS)


def test_a_running_header_is_left_out_and_its_words_are_said() -> None:
    section = REFERENCE.format("default", "<w:titlePg/>")
    body = [CLAUSE, LAMPS]
    header = {"header1": p("Confidential until released")}
    assert fields(read(*body, section=section, others=header)) == []
    assert "a running header or footer is left out: “Confidential until released”" in warnings(
        *body, section=section, others=header
    )
    assert not any("running" in w for w in warnings(*body, section=section, others={"header1": p("2/3")}))


def test_a_masthead_in_a_table_is_read() -> None:
    rows_of_table = [(MASTHEAD[0], MASTHEAD[1]), (MASTHEAD[2], "".join(map(p, MASTHEAD[3:])))]
    assert fields(read(table(*rows_of_table), CLAUSE, LAMPS)) == FIELDS


def box(*content: str) -> str:
    """A text box as Word writes it: for new programs and again for old ones."""
    inside = f"<w:txbxContent>{''.join(content)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp>'
        f"<wps:txbx>{inside}</wps:txbx></wps:wsp></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_a_masthead_in_text_boxes_is_read_once() -> None:
    first, second = box(*map(p, MASTHEAD[:2])), box(*map(p, MASTHEAD[2:]))
    assert fields(read(p(first), p(second), CLAUSE, LAMPS)) == FIELDS


def test_text_in_a_box_stands_after_its_paragraph_and_a_warning_says_so() -> None:
    body = [CLAUSE, LAMPS, p("2.", TAB, "Thanks all.", box(p("3.", TAB, "Invites them.")))]
    assert [row.marker for row in read(*body)[1:]] == ["1.", "2.", "3."]
    assert warnings(*body) == ["text in a text box is read after the paragraph it belongs to"]


def test_lists_in_a_text_box_are_counted_by_themselves() -> None:
    boxed = box(p("In a box.", properties=numpr()))
    body = [
        CLAUSE,
        p("Decides to light;", boxed, properties=numpr()),
        p("Thanks all.", properties=numpr()),
    ]
    assert [row.marker for row in read(*body, others={"numbering": LEGAL})[1:]] == ["1.", "1.", "2."]


# --- what runs stand in ---


def test_content_controls_hide_nothing() -> None:
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    cell = f"<w:tr><w:tc>{control.format(p('Height'))}</w:tc></w:tr>"
    found = read(
        control.format(CLAUSE + control.format(LAMPS)),
        p("2.", TAB, control.format(r("Thanks ")), "all."),
        control.format(f"<w:tbl>{control.format(cell)}</w:tbl>"),
    )
    assert [row.text for row in found] == [
        "The Conference of the Parties,",
        "Decides to light the lamps;",
        "Thanks all.",
        "| Height |",
    ]


def test_hyperlinks_tags_and_fields_show_their_text_and_no_instruction() -> None:
    found = read(
        CLAUSE,
        p(
            "1.",
            TAB,
            '<w:hyperlink w:anchor="a"><w:r><w:t>Decides</w:t></w:r></w:hyperlink>',
            '<w:smartTag w:element="x"><w:r><w:t xml:space="preserve"> to see </w:t></w:r></w:smartTag>',
            '<w:fldSimple w:instr=" REF a "><w:r><w:t>paragraph 4</w:t></w:r></w:fldSimple>',
            field('HYPERLINK "http://example.org"', r(" of "), field("SEQ x", r("it"))),
            r("."),
        ),
    )
    assert found[1].text == "Decides to see paragraph 4 of it."


def test_a_field_that_is_never_closed_swallows_no_text() -> None:
    code = "<w:r><w:instrText> PAGE </w:instrText></w:r>"
    found = read(
        CLAUSE, p("1.", TAB, FIELD.format("begin"), code, "Decides to light."), p("2.", TAB, "Thanks.")
    )
    assert [row.text for row in found[1:]] == ["Decides to light.", "Thanks."]


def test_an_underlined_link_is_no_emphasis() -> None:
    link = (
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        '<w:rPr><w:u w:val="single"/></w:rPr></w:style>'
    )
    found = read(
        CLAUSE,
        p("1.", TAB, r("Decides", '<w:rStyle w:val="Hyperlink"/>'), " to light."),
        others={"styles": link},
    )
    assert found[1].content == (Text("Decides to light."),)


def test_elements_that_nobody_knows_hide_no_text() -> None:
    found = read(CLAUSE, p("1.", TAB, "<w:novelty>" + r("Decides") + "</w:novelty>", " to light."))
    assert found[1].text == "Decides to light."


# --- characters ---


def test_breaks_hyphens_and_symbols_are_the_characters_they_show() -> None:
    found = read(
        CLAUSE,
        p(
            "1.",
            TAB,
            "Decides\u00a0on 5",
            "<w:r><w:noBreakHyphen/></w:r>",
            "6 lamps",
            "<w:r><w:br/></w:r>",
            "and",
            "<w:r><w:tab/></w:r>",
            "oil ",
            '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>',
            " 3",
            '<w:r><w:br w:type="page"/></w:r>',
        ),
    )
    assert found[1].text == "Decides\u00a0on 5\u20116 lamps\nand oil ≥ 3"


def test_line_ends_in_the_file_are_spaces_on_the_page() -> None:
    assert read(CLAUSE, p("1.", TAB, "Decides\n  to\tlight."))[1].text == "Decides to light."


def test_every_character_knows_its_paragraph_and_its_place_in_it() -> None:
    file = read_word_file(docx(CLAUSE, p("1.", TAB, r("Decides", "<w:i/>"), "  to light.")), "lamps.docx")
    row = file.shares[0].rows[1]
    assert row.position == Position(2, 1)
    first, second = row.content
    assert isinstance(first, Text)
    assert isinstance(second, Text)
    assert first.position == Position(2, 4)
    assert place(second, second.text.index("to")) == Position(2, 13)
    assert place(second, second.text.index(".")) == Position(2, 21)


def test_hidden_text_is_left_out_and_its_length_is_said() -> None:
    body = [CLAUSE, p("1.", TAB, "Decides", r(" never", "<w:vanish/>"), " to light.")]
    assert read(*body)[1].text == "Decides to light."
    assert "6 characters of hidden text are left out" in warnings(*body)


# --- notes ---


def test_footnotes_are_called_by_their_numbers_on_the_page() -> None:
    notes = footnote(7, "Sea Treaties, vol. 12.") + footnote(3, r("Ibid.", "<w:i/>"))
    found = read(
        CLAUSE, p("1.", TAB, "Decides", call(3), " to light", call(7), "."), others={"footnotes": notes}
    )
    assert [span.note for span in found[1].content if isinstance(span, NoteCall)] == ["1", "2"]
    assert [(row.marker, row.text) for row in found[2:]] == [("1", "Ibid."), ("2", "Sea Treaties, vol. 12.")]
    assert found[2].content == (Text("Ibid.", Format.ITALIC),)


def test_endnotes_have_names_of_their_own() -> None:
    endnote = '<w:endnote w:id="2">' + p("<w:r><w:endnoteRef/></w:r>", " At the end.") + "</w:endnote>"
    reference = '<w:r><w:endnoteReference w:id="2"/></w:r>'
    found = read(
        CLAUSE,
        p("1.", TAB, "Decides", call(2), reference, " to light."),
        others={"footnotes": footnote(2, "Below."), "endnotes": endnote},
    )
    assert [(row.marker, row.text) for row in found[2:]] == [("1", "Below."), ("e1", "At the end.")]


def custom(number: int, sign: str) -> str:
    return f'<w:r><w:footnoteReference w:customMarkFollows="1" w:id="{number}"/><w:t>{sign}</w:t></w:r>'


def test_a_note_keeps_a_mark_of_its_own_and_is_not_counted() -> None:
    starred = f'<w:footnote w:id="1">{p(r("*"), r(" On behalf of the coast."))}</w:footnote>'
    found = read(
        CLAUSE,
        p("1.", TAB, "Decides", custom(1, "*"), " to light", call(2), "."),
        others={"footnotes": starred + footnote(2, "Below.")},
    )
    assert [(row.marker, row.text) for row in found[2:]] == [
        ("*", "On behalf of the coast."),
        ("1", "Below."),
    ]
    assert found[1].text == "Decides to light."


def test_a_second_call_of_a_note_is_a_field_that_shows_its_number() -> None:
    marked = '<w:bookmarkStart w:id="0" w:name="_Ref1"/>' + call(5) + '<w:bookmarkEnd w:id="0"/>'
    again = field("NOTEREF _Ref1 \\f \\h", r("1", '<w:vertAlign w:val="superscript"/>'))
    found = read(
        CLAUSE,
        p("1.", TAB, "Decides", marked, " to light", again, "."),
        others={"footnotes": footnote(5, "Below.")},
    )
    assert [span.note for span in found[1].content if isinstance(span, NoteCall)] == ["1", "1"]
    assert found[1].text == "Decides to light."


def test_a_raised_comma_between_two_calls_is_no_text() -> None:
    comma = r(",", '<w:vertAlign w:val="superscript"/>')
    found = read(
        CLAUSE,
        p("1.", TAB, "Decides", call(1), comma, call(2), " to light."),
        others={"footnotes": footnote(1, "One.") + footnote(2, "Two.")},
    )
    assert found[1].text == "Decides to light."


def test_a_note_typed_below_the_text_is_a_note() -> None:
    star = r("*", '<w:vertAlign w:val="superscript"/>')
    header = p("MARI/CONF.4/L.7", star) + "".join(map(p, MASTHEAD[2:]))
    found = read(
        CLAUSE,
        LAMPS,
        p(TAB, star, TAB, "Reissued for technical reasons.", style="FootnoteText"),
        section=REFERENCE.format("first", "<w:titlePg/>"),
        others={"header1": header, "styles": style("FootnoteText", "footnote text")},
    )
    assert [span.note for row in found for span in row.content if isinstance(span, NoteCall)] == ["*"]
    assert (found[-1].kind, found[-1].marker, found[-1].text) == (
        RowKind.NOTE,
        "*",
        "Reissued for technical reasons.",
    )


def test_a_mark_in_brackets_is_no_part_of_its_note() -> None:
    note = f'<w:footnote w:id="1">{p(r("("), "<w:r><w:footnoteRef/></w:r>", r(") Below."))}</w:footnote>'
    found = read(CLAUSE, p("1.", TAB, "Decides", call(1), "."), others={"footnotes": note})
    assert found[2].text == "Below."


def test_a_note_of_several_paragraphs_keeps_them_apart() -> None:
    note = footnote(1, "One.").replace("</w:footnote>", p("Two.") + "</w:footnote>")
    found = read(CLAUSE, p("1.", TAB, "Decides", call(1), "."), others={"footnotes": note})
    assert found[2].text == "One.\nTwo."


def test_a_note_that_is_called_only_in_a_table_is_not_said_to_be_uncalled() -> None:
    body = [CLAUSE, LAMPS, table((p("Height", call(1)), "12 m"))]
    parts = {"footnotes": footnote(1, "In metres.")}
    assert read(*body, others=parts)[2].text == "| Height[^1] | 12 m |"
    assert warnings(*body, others=parts) == ["a table is kept as it stands"]


@pytest.mark.parametrize("sign", ["[1]", "a b", "\uf02a", "]", "¹"])
def test_a_mark_that_draft_text_cannot_name_is_named_otherwise(sign: str) -> None:
    note = f'<w:footnote w:id="1">{p(r(sign), r(" Below."))}</w:footnote>'
    (reading,) = readings(CLAUSE, p("1.", TAB, "Decides", custom(1, sign), "."), others={"footnotes": note})
    (again,) = read_text(write_text([reading.draft]))
    assert again.draft == reading.draft


# --- tables, pictures, what is not known ---


def test_a_table_stands_in_its_place_a_line_a_row() -> None:
    found = read(CLAUSE, LAMPS, table(("Lamp", "Height"), ("alpha | beta", "12 m")), p("2.", TAB, "Thanks."))
    assert shown(found[1:]) == [
        ("operative", "1.", "Decides to light the lamps;"),
        ("verbatim", "", "| Lamp | Height |\n| alpha \\| beta | 12 m |"),
        ("operative", "2.", "Thanks."),
    ]


def test_a_table_in_a_cell_is_read_in_the_cell() -> None:
    inner = table(("a", "b"), ("c", "d"))
    found = read(CLAUSE, LAMPS, table((p("Outer") + inner + p("end"), "x")))
    assert found[2].text == "| Outer<br>a / b<br>c / d<br>end | x |"


HEADED = table(("Lamp", "Height"), ("North", "12 m"))
AGAIN = "<w:tr><w:trPr><w:tblHeader/>{}</w:trPr>"


def test_a_row_that_is_set_again_on_every_page_names_the_columns() -> None:
    again = HEADED.replace("<w:tr>", AGAIN.format(""), 1)
    texts = {
        HEADED: "| Lamp | Height |\n| North | 12 m |",
        again: "| Lamp | Height |\n| --- | --- |\n| North | 12 m |",
        again.replace("<w:tblHeader/>", '<w:tblHeader w:val="0"/>'): "| Lamp | Height |\n| North | 12 m |",
    }
    for markup, text in texts.items():
        assert read(CLAUSE, LAMPS, markup)[2].text == text


def test_a_row_that_is_deleted_names_no_columns() -> None:
    markup = HEADED.replace("<w:tr>", AGAIN.format(deleted("")), 1)
    texts = {
        View.ACCEPT: "| North | 12 m |",
        View.KEEP: "| North | 12 m |",
        View.REJECT: "| Lamp | Height |\n| --- | --- |\n| North | 12 m |",
    }
    for view, text in texts.items():
        (reading,) = readings(CLAUSE, LAMPS, markup, view=view)
        assert rows(reading.draft)[2].text == text


def test_formats_are_told_of_tables_that_draftkit_has_set() -> None:
    cells = table((p(r("North", "<w:i/>"), r(" pier")), p(r("12 m", "<w:b/>"))))
    ours = cells.replace("<w:tblPr>", '<w:tblPr><w:tblStyle w:val="T"/>')
    named = '<w:style w:type="table" w:styleId="T"><w:name w:val="Draft Table"/></w:style>'
    assert read(CLAUSE, LAMPS, cells)[2].text == "| North pier | 12 m |"
    assert read(CLAUSE, LAMPS, ours, others={"styles": named})[2].text == "| *North* pier | **12 m** |"


def test_an_empty_table_is_nothing() -> None:
    assert len(read(CLAUSE, LAMPS, table(("", "")))) == 2


def test_a_draft_in_a_table_is_a_draft() -> None:
    found = read(table((CLAUSE + LAMPS + p("2.", TAB, "Thanks."),)))
    assert [row.kind.value for row in found] == ["enacting", "operative", "operative"]


PICTURE = (
    '<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="rIdP"/>'
    "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)
LINK = (
    '<Relationship Id="rIdP" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"'
    ' Target="media/chart1.png"/>'
)


def test_a_picture_by_itself_stands_in_its_place() -> None:
    (reading,) = readings(
        CLAUSE, LAMPS, p(PICTURE), extra={"word/media/chart1.png": b"x"}, relationships=LINK
    )
    assert shown(list(rows(reading.draft)))[2] == ("verbatim", "", "![picture](chart1.png)")
    (again,) = read_text(write_text([reading.draft]))
    assert again.draft == reading.draft


def test_a_picture_in_a_paragraph_is_left_out_and_said_so() -> None:
    body = [CLAUSE, p("1.", TAB, "Decides ", PICTURE, "to light.")]
    assert read(*body)[1].text == "Decides to light."
    assert warnings(*body) == ["a picture in this paragraph is left out"]


def test_an_equation_is_its_text() -> None:
    equation = (
        '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
        "<m:r><m:t>a+b</m:t></m:r></m:oMath>"
    )
    assert (
        read(CLAUSE, p("1.", TAB, "Decides that ", equation, " holds."))[1].text == "Decides that a+b holds."
    )


def test_a_document_inserted_in_the_file_is_named() -> None:
    assert "an inserted document inside this file cannot be read and is left out" in warnings(
        CLAUSE, LAMPS, '<w:altChunk r:id="rId9"/>'
    )


# --- right to left; several drafts; tracked changes ---


def test_a_draft_from_right_to_left_is_read() -> None:
    found = read(
        p(r("إن مؤتمر الأطراف،", "<w:rtl/>"), properties="<w:bidi/>"),
        p(r("إذ يشير إلى المصابيح،", "<w:rtl/>"), properties="<w:bidi/>"),
        p(r("1 -", "<w:rtl/>"), TAB, r("يقرر إضاءة المصابيح؛", "<w:rtl/>"), properties="<w:bidi/>"),
    )
    assert [(row.kind.value, row.marker) for row in found] == [
        ("enacting", ""),
        ("preambular", ""),
        ("operative", "1 -"),
    ]


def test_a_file_may_hold_several_drafts_each_with_its_notes() -> None:
    title = '<w:outlineLvl w:val="0"/>'
    found = readings(
        p("Decision 1", properties=title),
        CLAUSE,
        p("1.", TAB, "Decides", call(1), "."),
        p("Decision 2", properties=title),
        CLAUSE,
        p("1.", TAB, "Thanks", call(2), " all", call(1), "."),
        others={"footnotes": footnote(1, "One.") + footnote(2, "Two.")},
    )
    assert [[note.id for note in reading.draft.notes] for reading in found] == [["1"], ["1", "2"]]
    assert [reading.draft.front[0].content for reading in found] == [
        (Text("Decision 1"),),
        (Text("Decision 2"),),
    ]


TRACKED = (
    CLAUSE,
    p("1.", TAB, "Decides to ", deleted("watch"), ins("light"), " the lamps;"),
    p(ins("2."), f"<w:ins>{TAB}</w:ins>", ins("Thanks all."), properties=mark("ins")),
)


def test_tracked_changes_are_accepted_or_rejected_and_counted() -> None:
    assert [row.text for row in read(*TRACKED)[1:]] == ["Decides to light the lamps;", "Thanks all."]
    assert [row.text for row in read(*TRACKED, view=View.REJECT)[1:]] == ["Decides to watch the lamps;"]
    assert warnings(*TRACKED)[0].startswith("the file holds 6 tracked changes (")
    assert warnings(*TRACKED, view=View.REJECT)[0].endswith("read as if rejected")


# --- limits ---


def test_deep_nesting_within_the_limit_is_read() -> None:
    deep = 110
    control = "<w:sdt><w:sdtContent>" * (deep // 2) + LAMPS + "</w:sdtContent></w:sdt>" * (deep // 2)
    tables = "<w:tbl><w:tr><w:tc>" * 30 + p("deep") + "</w:tc></w:tr></w:tbl>" * 30
    tags = '<w:smartTag w:element="x">' * deep + r("2. Thanks.") + "</w:smartTag>" * deep
    found = read(CLAUSE, control, p(tags), tables)
    assert [row.text for row in found[1:]] == ["Decides to light the lamps;", "Thanks.", "| deep |"]


def test_a_file_without_text_is_refused() -> None:
    with pytest.raises(DraftkitError, match="there is no text in this file"):
        readings(p(), section=PAGE)


def test_many_warnings_of_one_kind_are_one() -> None:
    body = [CLAUSE, LAMPS, *[table((f"row {number}", "x")) for number in range(5)]]
    assert warnings(*body) == ["a table is kept as it stands (4 more like this)"]
    assert warnings(*body[:4]) == ["a table is kept as it stands"] * 2


def test_the_tests_named_in_the_guide_are_here(root: Path) -> None:
    page = (root / "docs" / "word-files.md").read_text(encoding="utf-8").partition("## Limits")[0]
    named = set(re.findall(r"`(test_\w+)`", page))
    assert len(named) > 40
    assert named <= globals().keys()


def test_an_automatic_number_in_a_masthead_is_not_lost() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="Item %1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    masthead = table(
        ("United Nations", "HARB/2031/L.4"),
        (p("Safety of lights", properties=numbered), "Distr.: Limited"),
    )
    data = docx(
        masthead, p("The Assembly of Harbours,"), p("1.", TAB, "Decides;"), others={"numbering": numbering}
    )
    (reading,) = read_word(data, "lamps.docx")
    assert "Item 1. Safety of lights" in [row.text for row in rows(reading.draft)]
