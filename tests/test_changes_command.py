"""``draftkit changes``: the tracked changes of a Word file, as one would tell them."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from lxml import etree

from draftkit.cli import main
from draftkit.ooxml.tracked import TRACKED
from draftkit.readers.tracked import read_tracked
from draftkit.tracked import ChangeKind, TrackedChange
from draftkit.writers.tracked_list import tracked_json, tracked_text
from tests.word_files import DATE, call, deleted, docx, footnote, ins, mark, p, r, table

SCHEMA = Draft202012Validator(
    json.loads((files("draftkit") / "schema" / "tracked.json").read_text(encoding="utf-8"))
)
HEAD = (
    p("The Rivers Conference,", properties="<w:rPr><w:i/></w:rPr>"),
    p(r("Recalling", "<w:i/>"), " its first session,"),
    p(r("Noting", "<w:i/>"), " the report of the Secretariat,"),
)
LATER = DATE.replace("18:00", "18:05")


def elements(data: bytes) -> int:
    """How many revision elements there are in a file, counted without draftkit's walk."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return sum(
            1
            for name in parts.namelist()
            if name.endswith(".xml")
            for _ in etree.fromstring(parts.read(name)).iter(*TRACKED)
        )


def changes(*body: str, head: bool = True, **others: str) -> list[TrackedChange]:
    """The changes of a draft with these paragraphs; none of its revisions is lost or counted twice."""
    data = docx(*(HEAD if head else ()), *body, others=others)
    found = list(read_tracked(data, "L4.docx"))
    assert sum(change.elements for change in found) == elements(data)
    assert all(change.elements for change in found)
    SCHEMA.validate(json.loads(tracked_json(found)))
    return found


def one(*body: str, head: bool = True, **others: str) -> TrackedChange:
    """The only change."""
    (change,) = changes(*body, head=head, **others)
    return change


def told(*body: str, head: bool = True, **others: str) -> list[str]:
    """The lines of the list, without the summary."""
    text = tracked_text(changes(*body, head=head, **others), width=400)
    return text.split("\n\n")[0].splitlines()


def dated(markup: str, date: str) -> str:
    return markup.replace(DATE, date)


def change_of(kind: str, before: str, author: str = "Estmark") -> str:
    """Properties as they were: ``change_of("rPr", "<w:i/>")``."""
    return (
        f'<w:{kind}Change w:id="77" w:author="{author}" w:date="{DATE}"><w:{kind}>{before}</w:{kind}>'
        f"</w:{kind}Change>"
    )


def moved(tag: str, content: str, name: str, mark_too: bool = False) -> str:
    """A paragraph whose words moved, within the range that names the move."""
    attributes = f'w:id="31" w:author="Norlund" w:date="{DATE}"'
    start = f'<w:{tag}RangeStart {attributes} w:name="{name}"/>'
    own = f"<w:rPr><w:{tag} {attributes}/></w:rPr>" if mark_too else ""
    words = f"<w:{tag} {attributes}>{r(content)}</w:{tag}>"
    return f'{start}{p(words, properties=own)}<w:{tag}RangeEnd w:id="31"/>'


# --- words ---------------------------------------------------------------------------------------


def test_a_deletion_and_the_insertion_beside_it_are_one_replacement() -> None:
    assert told(
        p("1. ", r("Decides", "<w:i/>"), " that States ", deleted("shall"), ins("should"), " act;")
    ) == ["OP1     Estmark, 6 May 2031 18:00: “shall” replaced by “should”, after “… Decides that States”"]


def test_a_replacement_may_be_made_later_than_the_deletion() -> None:
    change = one(p("1. Decides that States ", deleted("shall"), dated(ins("should"), LATER), " act;"))
    assert (change.kind, change.date, change.last_date) == (ChangeKind.REPLACED, DATE, LATER)


def test_marks_of_one_author_and_minute_read_as_one_stretch() -> None:
    change = one(p("1. Decides ", ins("to "), ins(r("meet", "<w:i/>")), " ", ins("every year"), ";"))
    assert (change.kind, change.inserted, change.elements) == (ChangeKind.INSERTED, "to meet every year", 3)


def test_marks_of_two_authors_or_minutes_are_two_changes() -> None:
    found = changes(
        p("1. Decides ", ins("to "), ins("meet ", "Norlund"), dated(ins("yearly", "Norlund"), LATER), ";")
    )
    assert [(c.author, c.inserted) for c in found] == [
        ("Estmark", "to "),
        ("Norlund", "meet "),
        ("Norlund", "yearly"),
    ]


def test_what_somebody_deletes_of_anothers_insertion_names_both() -> None:
    content = r("at once ") + deleted("and fully ", "Norlund") + r("and freely")
    first, second = changes(p("1. Decides to act ", ins(content), ";"))
    assert (first.author, first.inserted) == ("Estmark", "at once and freely")
    assert (second.author, second.inserted_by, second.deleted) == ("Norlund", "Estmark", "and fully ")
    assert "deleted “and fully”, which Estmark had inserted" in tracked_text([second], width=400)


def test_a_change_inside_a_word_is_told_with_the_whole_word() -> None:
    (line,) = told(p("1. Decides that the Part", deleted("y"), ins("ies"), " act;"))
    assert line.endswith("“Party” replaced by “Parties”, after “… Decides that the”")
    (line,) = told(p("1. Decides that the State", ins("s"), " act;"))
    assert line.endswith("“State” replaced by “States”, after “… Decides that the”")


def test_what_somebody_else_put_in_beside_a_change_is_not_in_its_words() -> None:
    found = told(
        p(
            "1. Decides to meet in ",
            deleted("May", "Norlund, Ost"),
            ins("June", "Norlund"),
            ins("July", "Ost"),
        )
    )
    assert [line.split("18:00: ")[1].split(",")[0] for line in found] == [
        "deleted “May”", "inserted “June”", "inserted “July”",
    ]  # fmt: skip


def test_a_character_of_chinese_is_a_word() -> None:
    change = one(p("1. 决定各国", deleted("应"), ins("须"), "采取行动；"))
    text = tracked_text([change], width=400)
    assert "“应” replaced by “须”, after “1. 决定各国”" in text
    assert text.endswith("words: +1, -1\n")


def test_a_change_without_author_or_date_is_listed() -> None:
    nameless = f'<w:ins w:id="1">{r("at once")}</w:ins>'
    change = one(p("1. Decides to act ", nameless, ";"))
    assert (change.author, change.date) == ("", "")
    assert "no name, no date: inserted “at once”" in tracked_text([change], width=400)
    assert json.loads(tracked_json([change]))["changes"][0]["author"] is None


def test_a_date_that_is_none_stays_as_it_is() -> None:
    (change,) = changes(p("1. Decides ", dated(ins("to act"), "yesterday"), ";"))
    assert "Estmark, yesterday: inserted" in tracked_text([change], width=400)


def test_deleted_notes_pictures_and_fields_are_named() -> None:
    picture = "<w:r><w:drawing/></w:r>"
    field = "<w:r><w:delInstrText>PA</w:delInstrText></w:r><w:r><w:delInstrText>GE</w:delInstrText></w:r>"
    notes = footnote(2, "See the annex.") + footnote(3, "See the report.")
    change = one(
        p("1. Decides", call(2), " to act", deleted(call(3) + picture + field), ";"), footnotes=notes
    )
    assert change.deleted == "[note 2][picture][field PAGE]"


def field(code: str, shown: str, text: str = "t") -> str:
    """A complex field; one that is deleted has ``delText``."""
    sign = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    instruction = "instrText" if text == "t" else "delInstrText"
    return (
        f"{sign.format('begin')}<w:r><w:{instruction}>{code}</w:{instruction}></w:r>{sign.format('separate')}"
        f"<w:r><w:{text}>{shown}</w:{text}></w:r>{sign.format('end')}"
    )


def went(runs: str) -> str:
    """Runs that were deleted."""
    return f'<w:del w:id="7" w:author="Estmark" w:date="{DATE}">{runs}</w:del>'


def test_a_field_is_told_by_what_it_shows() -> None:
    symbol = went(field("DOCVARIABLE sss1", "L.3", "delText"))
    change = one(p("1. Recalls ", symbol, ins("L.3/Rev.1"), ";"))
    assert (change.deleted, change.inserted) == ("L.3", "L.3/Rev.1")
    change = one(p("1. Recalls ", ins(field("PAGE", "")), ";"))
    assert change.inserted == "[field PAGE]"


def test_the_code_of_a_field_is_told_where_its_words_stay_or_are_a_call() -> None:
    code = went("<w:r><w:delInstrText>REF a</w:delInstrText></w:r>")
    sign = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    kept = sign.format("begin") + code + sign.format("separate") + r("the lamps") + sign.format("end")
    assert one(p("1. Recalls ", kept, ";")).deleted == "[field REF a]"
    assert one(p("1. Recalls", ins(field("NOTEREF _Ref1", "3")), ";")).inserted == "[field NOTEREF _Ref1]3"


def test_a_note_with_a_sign_of_its_own_is_named_by_it_once() -> None:
    sign = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t></w:r>'
    change = one(p("1. Decides to act", ins(sign), ";"), footnotes=footnote(2, "See the annex."))
    assert change.inserted == "[note *]"


def test_what_is_deleted_on_either_side_of_words_that_stay_is_not_one_stretch() -> None:
    content = deleted("at ", "Norlund") + r("once ") + deleted("only", "Norlund")
    found = changes(p("1. Decides to act ", ins(content), ";"))
    assert [c.deleted or c.inserted for c in found] == ["once ", "at ", "only"]


def test_an_empty_revision_is_counted() -> None:
    assert one(p("1. Decides to act;", '<w:ins w:id="4" w:author="Estmark"/>')).inserted == ""


# --- paragraphs ----------------------------------------------------------------------------------


def test_a_whole_new_paragraph_is_one_change_with_all_its_words() -> None:
    new = p(ins("2. "), ins("Requests"), ins(" a report;"), properties=mark("ins"))
    change = one(p("1. Decides to act;"), new, p("3. Decides to meet."))
    assert (change.kind, change.label, change.inserted) == (
        ChangeKind.PARAGRAPH_INSERTED,
        "OP2",
        "2. Requests a report;",
    )
    assert (change.paragraph, change.original_paragraph, change.elements) == (5, None, 4)


def test_a_deleted_paragraph_has_the_name_it_had() -> None:
    gone = p(deleted("2. Requests a report;"), properties=mark("del"))
    change = one(p("1. Decides to act;"), gone, p("3. Decides to meet."))
    assert (change.kind, change.label, change.in_original) == (ChangeKind.PARAGRAPH_DELETED, "OP2", True)
    assert (change.paragraph, change.original_paragraph) == (None, 5)
    assert tracked_text([change]).startswith("OP2 (original)  Estmark, ")


def test_a_paragraph_written_behind_another_is_not_a_split() -> None:
    """Word gives the new mark to the paragraph in which Enter was pressed."""
    change = one(p("1. Decides to act;", properties=mark("ins")), p(ins("2. Requests a report.")))
    assert (change.kind, change.label, change.elements) == (ChangeKind.PARAGRAPH_INSERTED, "OP2", 2)


def test_a_paragraph_deleted_from_the_end_of_the_one_before_is_not_a_join() -> None:
    change = one(p("1. Decides to act;", properties=mark("del")), p(deleted("2. Requests a report.")))
    assert (change.kind, change.label, change.elements) == (ChangeKind.PARAGRAPH_DELETED, "OP2", 2)


def test_a_paragraph_is_split() -> None:
    change = one(p("1. Decides to act;", properties=mark("ins")), p("2. Requests a report."))
    assert (change.kind, change.label) == (ChangeKind.SPLIT, "OP1")
    assert "paragraph split, after “… Decides to act;”" in tracked_text([change], width=400)


def test_two_paragraphs_are_joined() -> None:
    change = one(p("1. Decides to act", properties=mark("del")), p(" and to meet."))
    assert (change.kind, change.label) == (ChangeKind.JOINED, "OP1")
    assert "joined with the next paragraph, after “… Decides to act”" in tracked_text([change], width=400)


def test_an_end_of_a_paragraph_in_place_of_another_is_no_new_paragraph() -> None:
    change = one(
        p("1. Decides ", deleted("to act;"), properties=mark("del")),
        p(ins("to meet;"), properties=mark("ins")),
        p("2. Requests a report."),
    )
    assert (change.kind, change.deleted, change.inserted) == (ChangeKind.REPLACED, "to act;¶", "to meet;¶")
    assert "“to act;” replaced by “to meet;”" in tracked_text([change], width=400)


def test_an_empty_paragraph_is_told_as_such() -> None:
    assert told(p("1. Decides to act;"), p(properties=mark("ins")), p("2. Decides to meet."))[0].endswith(
        "empty paragraph inserted"
    )


def test_a_paragraph_of_one_author_that_another_edited_is_two_changes() -> None:
    new = p(ins("2. Requests "), ins("at once ", "Norlund"), ins("a report;"), properties=mark("ins"))
    found = changes(p("1. Decides to act;"), new, p("3. Decides to meet."))
    assert [(c.kind, c.author, c.inserted) for c in found] == [
        (ChangeKind.PARAGRAPH_INSERTED, "Estmark", "2. Requests a report;"),
        (ChangeKind.INSERTED, "Norlund", "at once "),
    ]


# --- moves ---------------------------------------------------------------------------------------


def test_both_ends_of_a_move_are_one_change() -> None:
    text = "Guided by the charter of the rivers,"
    change = one(
        HEAD[0],
        moved("moveFrom", text, "m1", mark_too=True),
        *HEAD[1:],
        moved("moveTo", text, "m1", mark_too=True),
        p("1. Decides to act."),
        head=False,
    )
    assert (change.kind, change.moved_from, change.moved_to) == (ChangeKind.MOVED, "PP1", "after PP2")
    assert (change.label, change.elements) == ("PP3", 4)
    assert f"PP3     Norlund, 6 May 2031 18:00: moved from PP1 to after PP2: “{text}”" in tracked_text(
        [change], width=400
    )


def test_the_end_of_a_move_that_is_missing_is_told() -> None:
    change = one(p("1. Decides to act;"), moved("moveTo", "2. Requests a report.", "m1"))
    assert change.moved_from == ""
    assert "moved from a place that is not marked to after OP1" in tracked_text([change], width=400)


def test_ends_of_a_move_with_two_names_belong_together_by_their_words() -> None:
    change = one(
        moved("moveFrom", "1. Decides to act;", "first"),
        p("2. Requests a report;"),
        moved("moveTo", "1. Decides to act;", "second"),
    )
    assert (change.kind, change.elements) == (ChangeKind.MOVED, 2)


def test_a_move_that_was_edited_and_the_paragraph_below_are_two_changes() -> None:
    """The mark of the paragraph stands before the range that names the move, and is part of it."""
    attributes = f'w:id="31" w:author="Norlund" w:date="{DATE}"'
    words = "Guided by the charter of the rivers,"
    start = f'<w:moveToRangeStart {attributes} w:name="m1"/>'
    own = f"<w:rPr><w:moveTo {attributes}/></w:rPr>"
    came = f"{start}{ins('1', 'Norlund')}<w:moveTo {attributes}>{r(words)}</w:moveTo>"
    found = changes(
        moved("moveFrom", words, "m1", mark_too=True),
        p(came, properties=own) + '<w:moveToRangeEnd w:id="31"/>',
        p(deleted("1", "Norlund"), ins("2", "Norlund"), ". Decides to act."),
    )
    assert [(c.kind, c.deleted, c.inserted) for c in found] == [
        (ChangeKind.INSERTED, "", "1"),
        (ChangeKind.MOVED, words, words),
        (ChangeKind.REPLACED, "1", "2"),
    ]
    assert sum(c.elements for c in found) == 7


# --- tables --------------------------------------------------------------------------------------


def rows_of(tag: str, *rows: tuple[str, ...]) -> str:
    """A table whose first row stays and whose other rows came or went."""
    own = f'<w:tr><w:trPr><w:{tag} w:id="8" w:author="Estmark" w:date="{DATE}"/></w:trPr>'
    first, *others = table(("River", "Length"), *rows).split("<w:tr>")[1:]
    return f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{first}{own}{own.join(others)}"


def test_rows_that_came_are_one_change_with_their_words() -> None:
    cells = [(p(ins(a)), p(ins(b))) for a, b in (("Alba", "90"), ("Brona", "70"))]
    change = one(p("1. Decides to act;"), rows_of("ins", *cells), p("2. Decides to meet."))
    assert (change.kind, change.count, change.inserted) == (
        ChangeKind.ROWS_INSERTED,
        2,
        "Alba | 90\nBrona | 70",
    )
    assert (change.label, change.elements) == ("table 1", 6)
    assert "2 rows inserted: “Alba | 90 / Brona | 70”" in tracked_text([change], width=400)


def test_a_row_that_went_is_named_by_the_original() -> None:
    change = one(p("1. Decides to act;"), rows_of("del", (p(deleted("Alba")), p(deleted("90")))), p("End."))
    assert (change.kind, change.deleted, change.in_original) == (ChangeKind.ROWS_DELETED, "Alba | 90", True)


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("cellIns", ChangeKind.CELLS_INSERTED),
        ("cellDel", ChangeKind.CELLS_DELETED),
        ("cellMerge", ChangeKind.CELLS_MERGED),
    ],
)
def test_cells_that_came_went_or_merged_are_named(tag: str, kind: ChangeKind) -> None:
    own = f'<w:tcPr><w:{tag} w:id="8" w:author="Estmark" w:date="{DATE}"/></w:tcPr>'
    change = one(
        p("1. Decides to act;"),
        table(("River", "Length")).replace(
            '<w:tc><w:p><w:r><w:t xml:space="preserve">L', f'<w:tc>{own}<w:p><w:r><w:t xml:space="preserve">L'
        ),
        p("2. Decides to meet."),
    )
    assert change.kind is kind
    assert "Length" in change.inserted + change.deleted + change.words


# --- formatting ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "before", "detail"),
    [
        ("<w:b/>", "", "bold on"),
        ("", "<w:i/><w:iCs/>", "italic off"),
        ('<w:b w:val="0"/>', "<w:b/>", "bold off"),
        ('<w:u w:val="single"/>', "", "underline on"),
        ('<w:vertAlign w:val="superscript"/>', "", "superscript on"),
        ('<w:sz w:val="24"/>', '<w:sz w:val="20"/>', "size 10 -> 12 pt"),
        ('<w:rFonts w:ascii="Arial"/>', '<w:rFonts w:ascii="Times"/>', "font Times -> Arial"),
        ('<w:highlight w:val="yellow"/>', "", "highlight none -> yellow"),
        ("<w:b/>", "<w:b/>", "marked as changed, but the same"),
    ],
)
def test_a_change_of_format_says_what_changed(now: str, before: str, detail: str) -> None:
    change = one(p("1. Decides ", r("to act", now + change_of("rPr", before)), ";"))
    assert (change.kind, change.words, change.details) == (ChangeKind.FORMAT, "to act", (detail,))
    assert f"format of “to act”, after “1. Decides”: {detail}" in tracked_text([change], width=400)


def test_a_format_over_several_runs_and_the_end_of_the_paragraph_is_one_change() -> None:
    bold = "<w:b/>" + change_of("rPr", "")
    change = one(p(r("1. Decides ", bold), r("to act;", bold), properties=f"<w:rPr>{bold}</w:rPr>"))
    assert (change.words, change.elements) == ("1. Decides to act;", 3)


def test_a_change_of_style_names_both_styles() -> None:
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="n"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="s"><w:name w:val="Single Txt"/></w:style>'
    )
    change = one(p("1. Decides to act;", style="s", properties=change_of("pPr", "")), styles=styles)
    assert change.details == ("style Normal -> Single Txt",)


def test_changes_of_page_layout_tables_and_numbers_are_named() -> None:
    section = f'<w:sectPr><w:pgSz w:w="1"/>{change_of("sectPr", "")}</w:sectPr>'
    number = f'<w:numPr><w:numId w:val="0"/><w:ins w:id="5" w:author="Estmark" w:date="{DATE}"/></w:numPr>'
    layout = table(("River", "Length")).replace("</w:tblPr>", change_of("tblPr", "") + "</w:tblPr>")
    found = changes(
        p("1. Decides to act;", properties=number),
        layout,
        p("2. Decides to meet;", properties=section),
        p("3. Decides to part."),
    )
    assert [(c.kind, c.details) for c in found] == [
        (ChangeKind.NUMBERING, ("number added",)),
        (ChangeKind.FORMAT, ("table: width",)),
        (ChangeKind.FORMAT, ("page layout: page size",)),
    ]


def test_the_format_of_new_words_belongs_to_the_insertion() -> None:
    change = one(p("1. Decides ", ins(r("to act", "<w:b/>" + change_of("rPr", ""))), ";"))
    assert (change.kind, change.elements, change.details) == (ChangeKind.INSERTED, 2, ("bold on",))


# --- places --------------------------------------------------------------------------------------


def test_a_change_in_a_note_or_a_header_is_placed_there() -> None:
    found = changes(
        p("1. Decides", call(2), " to act;"),
        footnotes=footnote(2, "See ", ins("also "), "the annex."),
        header1=p("Rivers ", deleted("Draft")),
    )
    assert [(c.label, c.part) for c in found] == [("header", "header"), ("note 1", "note")]


def test_a_text_box_that_stands_twice_in_the_file_is_told_once() -> None:
    box = f"<w:txbxContent>{p('Advance ', ins('unedited'), ' copy')}</w:txbxContent>"
    twice = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    change = one(p("1. Decides to act;", twice))
    assert (change.part, change.elements) == ("text box", 2)


def test_revisions_where_no_words_are_are_counted() -> None:
    math = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    own = f'<w:ins w:id="6" w:author="Estmark" w:date="{DATE}"/>'
    equation = f'<m:oMath xmlns:m="{math}"><m:f><m:fPr><m:ctrlPr>{own}</m:ctrlPr></m:fPr></m:f></m:oMath>'
    control = f'<w:customXmlInsRangeStart w:id="7" w:author="Estmark" w:date="{DATE}"/>'
    found = changes(p("1. Decides to act", equation, ";"), control, p("2. Decides to meet."))
    assert {d for c in found for d in c.details} == {"insertion in an equation", "content control inserted"}


def test_paragraphs_without_a_number_go_by_what_they_are() -> None:
    found = changes(
        p("Sixth session"),
        p("Norlund and Estmark", ins(" and Tessaly"), ": draft resolution"),
        p("Rivers", ins(" and lakes")),
        *HEAD,
        p("1. Decides to act."),
        p("Annex"),
        p("The lakes", ins(" and ponds"), " of the north and of the south"),
        head=False,
    )
    assert [c.label for c in found] == ["sponsors", "title", "Annex, text 1"]


# --- the command ---------------------------------------------------------------------------------


@pytest.fixture
def tracked_file(tmp_path: Path) -> Path:
    path = tmp_path / "L4.docx"
    path.write_bytes(
        docx(
            *HEAD,
            p("1. Decides that States ", deleted("shall"), ins("should"), " act;"),
            p("2. Requests ", ins("a report ", "Norlund"), "in time."),
        )
    )
    return path


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["changes", *arguments])
    return done.exit_code, done.output


def test_the_list_ends_with_what_each_author_did(tracked_file: Path) -> None:
    code, output = run(str(tracked_file))
    assert code == 1
    assert output.endswith("Estmark: 1 replacement; words: +1, -1\nNorlund: 1 insertion; words: +2, -0\n")


def test_a_file_without_tracked_changes_ends_with_status_0(tmp_path: Path) -> None:
    path = tmp_path / "L4.docx"
    path.write_bytes(docx(*HEAD, p("1. Decides to act.")))
    assert run(str(path)) == (0, "no tracked changes\n")
    code, output = run(str(path), "--format", "json")
    assert (code, json.loads(output)["changes"]) == (0, [])


def test_json_holds_all_of_it(tracked_file: Path) -> None:
    code, output = run(str(tracked_file), "--format", "json")
    content = json.loads(output)
    SCHEMA.validate(content)
    assert (code, content["elements"], len(content["changes"])) == (1, 3, 2)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("L4.md", "only Word files can be used here"), ("no.docx", "there is no such file")],
)
def test_what_is_no_word_file_is_refused_in_one_sentence(name: str, sentence: str, tmp_path: Path) -> None:
    (tmp_path / "L4.md").write_text("1. Decides to act.\n", encoding="utf-8")
    code, output = run(str(tmp_path / name))
    assert code == 2
    assert sentence in output
    assert output.count("\n") == 1


def test_a_file_whose_text_is_all_deleted_is_listed(tmp_path: Path) -> None:
    path = tmp_path / "L4.docx"
    path.write_bytes(docx(p(deleted("1. Decides to act."))))
    code, output = run(str(path))
    assert code == 1
    assert "deleted “1. Decides to act.”" in output


def test_colour_repeats_the_words_and_no_line_is_too_long(tracked_file: Path) -> None:
    plain, coloured = run(str(tracked_file))[1], run(str(tracked_file), "--color", "always")[1]
    assert "\x1b[31;9m“shall”\x1b[0m" in coloured
    assert "\x1b" not in plain
    found = read_tracked(tracked_file.read_bytes(), "L4.docx")
    assert all(len(line) <= 40 for line in tracked_text(found, width=40).splitlines())


# --- real files ----------------------------------------------------------------------------------


def tracked_corpus(corpus: Path) -> Iterator[Path]:
    yield from sorted((corpus / "docx_tracked").glob("*.docx"))
    yield from sorted((corpus / "docx_un").glob("*TRACKED*.docx"))


@pytest.mark.corpus
def test_every_revision_of_real_files_is_counted_in_one_change(corpus: Path) -> None:
    counts = {}
    for path in tracked_corpus(corpus):
        data = path.read_bytes()
        found = read_tracked(data, path.name)
        SCHEMA.validate(json.loads(tracked_json(found)))
        counts[path.name] = sum(change.elements for change in found)
        assert counts[path.name] == elements(data), path.name
        assert all(change.elements for change in found), path.name
    assert sorted(counts.values()) == [0, 0, 2, 2, 712]


def bare(text: str) -> str:
    return "".join(text.replace("¶", "").split())


@pytest.mark.corpus
def test_the_words_told_are_those_in_the_marks(corpus: Path) -> None:
    """Every word in a revision of the file is among the words that are told."""
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    for path in tracked_corpus(corpus):
        data = path.read_bytes()
        told = "".join(bare(c.deleted + c.inserted).replace("|", "") for c in read_tracked(data, path.name))
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            root = etree.fromstring(parts.read("word/document.xml"))
        revised = root.iter(*(w + tag for tag in ("ins", "del", "moveFrom", "moveTo")))
        words = "".join(bare(t.text or "") for e in revised for t in e.iter(w + "t", w + "delText"))
        assert sorted(set(words) - set(told)) == []
        assert len(told) >= len(words)
