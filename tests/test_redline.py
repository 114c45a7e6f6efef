"""The Word redline: accept gives the new draft, reject the old one, for us and for other programs."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from pathlib import Path

import docx
import docx_tools
import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_drafts import COLLECTION, ENACTING, FULL, LAMPS, PAIRS, call, draft, front, heading, note, op, pp

from draftkit.build import build
from draftkit.errors import DraftkitError
from draftkit.model import Draft, Field, Format, NoteCall, Text
from draftkit.ooxml.languages import Language
from draftkit.ooxml.proof import prove
from draftkit.ooxml.readback import read_file
from draftkit.ooxml.resolve import View
from draftkit.profiles import load
from draftkit.rows import Row, RowKind, rows
from draftkit.writers.redline import write_redline
from draftkit.writers.word.clean import write_docx
from draftkit.writers.word.layout import layout

DATE = datetime(2031, 6, 5, 12, 30)
NAMES = list(PAIRS)
FORMAT_CHANGES = {"only the format changed"}


def redline(old: Draft, new: Draft, style: str = "tracked") -> bytes:
    return write_redline(old, new, author="Secretariat", date=DATE, style=style)


def part(package: bytes, name: str = "document") -> str:
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        return parts.read(f"word/{name}.xml").decode()


def revisions(package: bytes, name: str = "document") -> list[str]:
    """The revisions of a part in order: + inserted text, - deleted text, ~ other format."""
    found = []
    for kind, inside in re.findall(r"<w:(ins|del) [^>]*[^/]>(.*?)</w:\1>", part(package, name), re.DOTALL):
        text = re.sub(r"<w:tab/>", "→", inside)
        text = re.sub(r"<w:footnoteReference[^>]*/>", "{}", text)
        found.append(("+" if kind == "ins" else "-") + re.sub(r"<[^>]*>", "", text))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_accept_gives_the_new_draft_and_reject_the_old_one(name: str) -> None:
    for old, new in (PAIRS[name], PAIRS[name][::-1]):
        package = redline(old, new)
        assert read_file(package, View.ACCEPT) == read_file(write_docx(new), View.ACCEPT)
        assert read_file(package, View.REJECT) == read_file(write_docx(old), View.ACCEPT)


@pytest.mark.parametrize("name", NAMES)
def test_a_validator_finds_nothing_wrong(name: str, tmp_path: Path) -> None:
    file = tmp_path / "redline.docx"
    for style in ("tracked", "printed"):
        file.write_bytes(redline(*PAIRS[name], style))
        assert docx_tools.findings(file) == []
        docx.Document(str(file))


@pytest.mark.parametrize("name", NAMES)
def test_pandoc_reads_the_same_after_accept_and_reject(name: str, tmp_path: Path) -> None:
    old, new = PAIRS[name]
    files = {"redline": redline(old, new), "old": write_docx(old), "new": write_docx(new)}
    paths = {key: tmp_path / f"{key}.docx" for key in files}
    for key, content in files.items():
        paths[key].write_bytes(content)
    for to in ("plain", "markdown"):
        assert docx_tools.pandoc(paths["redline"], "accept", to) == docx_tools.pandoc(paths["new"], to=to)
        # pandoc knows no revisions of format: rejected, it shows the new format.
        if to == "plain" or name not in FORMAT_CHANGES:
            assert docx_tools.pandoc(paths["redline"], "reject", to) == docx_tools.pandoc(paths["old"], to=to)


def test_libreoffice_reads_the_same_after_accept_and_reject(tmp_path: Path) -> None:
    jobs: list[tuple[str, Path]] = []
    for number, (old, new) in enumerate(PAIRS.values()):
        for view, key, content in (
            ("accept", "redline", redline(old, new)),
            ("plain", "new", write_docx(new)),
            ("reject", "redline", redline(old, new)),
            ("plain", "old", write_docx(old)),
        ):
            file = tmp_path / f"{number}-{key}.docx"
            file.write_bytes(content)
            jobs.append((view, file))
    found = docx_tools.libreoffice(jobs, tmp_path)
    # LibreOffice leaves an empty paragraph where a whole paragraph with a note in it goes.
    read = [([text for text in one["paragraphs"] if text], one["notes"]) for one in found]
    for name, start in zip(PAIRS, range(0, len(read), 4), strict=True):
        accepted, new_read, rejected, old_read = read[start : start + 4]
        assert (name, accepted) == (name, new_read)
        assert (name, rejected) == (name, old_read)


def test_a_draft_against_itself_has_no_revision() -> None:
    package = redline(FULL, FULL)
    for name in ("document", "footnotes", "header1", "header2", "header3"):
        assert not re.search(r"<w:(ins|del|rPrChange|pPrChange)\b", part(package, name))


def test_a_new_number_is_a_change_by_itself_and_its_tab_stays() -> None:
    package = redline(draft(LAMPS), draft(op("2.", LAMPS.text)))
    assert revisions(package) == ["-1", "+2"]


def test_deleted_words_stand_before_the_ones_that_replace_them() -> None:
    package = redline(draft(op("1.", "Urges States to act;")), draft(op("1.", "Encourages States to act;")))
    assert revisions(package) == ["-Urges", "+Encourages"]


def test_an_inserted_paragraph_is_one_insertion_with_its_mark() -> None:
    package = redline(draft(LAMPS), draft(pp("Noting the fog,"), LAMPS))
    assert revisions(package) == ["+→Noting the fog,"]
    assert len(re.findall(r"<w:pPr>(?:(?!</w:pPr>).)*<w:rPr><w:ins ", part(package))) == 1


def test_a_change_of_format_alone_is_tracked_as_format() -> None:
    package = redline(*PAIRS["only the format changed"])
    assert revisions(package) == []
    assert part(package).count("<w:rPrChange ") == 1


def test_a_change_of_kind_keeps_the_old_form_of_the_paragraph() -> None:
    package = redline(draft(heading("Rules of the light")), draft(heading("Rules of the light", level=2)))
    assert part(package).count("<w:pPrChange ") == 1


def test_the_text_of_a_kept_note_is_tracked_inside_the_note() -> None:
    package = redline(*PAIRS["note edited"])
    assert revisions(package) == []
    assert revisions(package, "footnotes") == ["-12", "+14"]


def test_a_note_that_takes_the_place_of_another_keeps_the_call() -> None:
    package = redline(*PAIRS["notes change places"])
    assert revisions(package) == []
    assert revisions(package, "footnotes") == [
        "-Collection of Sea Treaties",
        "+Ibid.",
        "-12",
        "+13",
        "-Ibid.",
        "+Collection of Sea Treaties",
        "-13",
        "+12",
    ]


def test_a_new_note_comes_with_its_call() -> None:
    package = redline(draft(pp("Recalling,")), draft(pp("Recalling,", call("1")), COLLECTION))
    assert revisions(package) == ["+{}"]
    assert revisions(package, "footnotes") == ["+→Collection of Sea Treaties, vol. 12."]


def test_a_call_that_moves_has_a_note_at_each_end() -> None:
    package = redline(*PAIRS["call moves to another paragraph"])
    ids = re.findall(r'<w:footnoteReference w:id="(\d+)"/>', part(package))
    assert ids == ["1", "2"]


def test_the_masthead_and_the_running_header_are_tracked() -> None:
    package = redline(*PAIRS["masthead revised"])
    for name in ("header1", "header2", "header3"):
        assert any("Rev.1" in revision for revision in revisions(package, name))
        assert "<w:pPr><w:rPr><w:ins" not in part(package, name)


def test_revision_ids_are_unique_in_the_package() -> None:
    package = redline(*PAIRS["everything inserted"])
    names = ("document", "footnotes", "header1", "header2", "header3")
    xml = "".join(part(package, name) for name in names)
    ids = re.findall(r'<w:(?:ins|del|rPrChange|pPrChange|bookmarkStart) w:id="(\d+)"', xml)
    assert len(ids) > 10
    assert len(ids) == len(set(ids))


def test_every_revision_has_the_author_and_the_date() -> None:
    package = write_redline(*PAIRS["words edited"], author="A & <B>", date=DATE)
    marks = re.findall(r"<w:(?:ins|del) [^>]*>", part(package))
    assert marks
    assert all('w:author="A &amp; &lt;B&gt;" w:date="2031-06-05T12:30:00Z"' in mark for mark in marks)
    assert "<w:trackRevisions/>" in part(package, "settings")


def test_an_author_with_a_control_character_is_refused() -> None:
    with pytest.raises(DraftkitError, match="control character"):
        write_redline(FULL, FULL, author="A\x00B", date=DATE)


def test_the_same_drafts_give_the_same_bytes() -> None:
    for style in ("tracked", "printed"):
        assert redline(*PAIRS["masthead revised"], style) == redline(*PAIRS["masthead revised"], style)


def test_on_paper_changes_are_formatting_and_the_footer_says_how_to_read_them() -> None:
    package = redline(draft(op("1.", "Urges States;")), draft(op("1.", "Encourages States;")), "printed")
    document = part(package)
    assert not re.search(r"<w:(ins|del)\b", document)
    found = re.findall(r"<w:r><w:rPr>(.*?)</w:rPr><w:t [^>]*>(.*?)</w:t></w:r>", document)
    runs = {text: properties for properties, text in found}
    assert "<w:strike/>" in runs["Urges"]
    assert "<w:b/>" in runs["Encourages"]
    assert '<w:u w:val="double"/>' in runs["Encourages"]
    assert "Struck through: deleted." in part(package, "footer3")
    assert "<w:trackRevisions/>" not in part(package, "settings")


# --- the proof can fail ---


def tampered(package: bytes, name: str, old: str, new: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as parts, zipfile.ZipFile(out, "w") as changed:
        for entry in parts.namelist():
            content = parts.read(entry)
            if entry == f"word/{name}.xml":
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode(), 1)
            changed.writestr(entry, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("document", "lamps of", "lamp of", "paragraph 10 reads “.*lamp of"),
        ("document", ">1.<", ">2.<", "paragraph 10 reads"),
        ("document", "<w:i/>", "", "paragraph 7 .* has other formatting"),
        ("document", '<w:footnoteReference w:id="1"/>', "", "paragraph 8 reads"),
        ("document", 'w:val="SingleTxt"', 'w:val="Normal"', "paragraph 7 .* has other formatting"),
        ("footnotes", "vol. 12", "vol. 21", "note 1 reads"),
        ("header3", "3 June", "4 June", "line of the page header 9 reads"),
    ],
)
def test_a_file_that_says_something_else_is_not_saved(name: str, old: str, new: str, message: str) -> None:
    package = tampered(write_docx(FULL), name, old, new)
    with pytest.raises(DraftkitError, match=message):
        prove(package, layout(rows(FULL)), View.ACCEPT, load("new-york"), Language("en-GB", "en-GB"))


# --- any two drafts ---

WORDS = st.sampled_from(
    [
        "lamp",
        "lamps",
        "oil",
        "[",
        "]",
        "[all/some]",
        "Recalling",
        "Decides",
        ",",
        ";",
        "A&B",
        "<x>",
        "a\tb",
        "a\nb",
    ]
)
FORMATS = st.sampled_from([Format.PLAIN, Format.PLAIN, Format.ITALIC, Format.BOLD | Format.SUPERSCRIPT])
NOTE_IDS = ("1", "2", "3", "*")


@st.composite
def contents(draw: st.DrawFn, calls: bool = True) -> tuple[Text | NoteCall, ...]:
    """Content as rows hold it: no two texts of one format side by side, no empty text."""
    found: list[Text | NoteCall] = []
    for _ in range(draw(st.integers(0, 4))):
        if calls and draw(st.integers(0, 3)) == 0:
            found.append(NoteCall(draw(st.sampled_from(NOTE_IDS))))
            continue
        text, form = " ".join(draw(st.lists(WORDS, min_size=1, max_size=6))), draw(FORMATS)
        last = found[-1] if found else None
        if isinstance(last, Text) and last.format == form:
            found[-1] = Text(last.text + " " + text, form)
        else:
            found.append(Text(text, form))
    return tuple(found)


@st.composite
def body_rows(draw: st.DrawFn) -> Row:
    kind = draw(
        st.sampled_from([k for k in RowKind if k not in (RowKind.FRONT, RowKind.NOTE, RowKind.VERBATIM)])
    )
    marker = draw(st.sampled_from(["", "1.", "2 bis.", "(a)"])) if kind not in _WITHOUT_NUMBER else ""
    level = draw(st.integers(1, 5)) if kind in (RowKind.SUBPARAGRAPH, RowKind.TAIL, RowKind.HEADING) else 0
    return Row(kind, draw(contents()), marker, level=level)


_WITHOUT_NUMBER = (RowKind.HEADING, RowKind.ANNEX, RowKind.ENACTING)
FRONT = st.builds(
    lambda field, content: Row(RowKind.FRONT, content, field=field.value), st.sampled_from(Field), contents()
)


@st.composite
def drafts(draw: st.DrawFn) -> tuple[Row, ...]:
    notes = [
        Row(RowKind.NOTE, draw(contents(calls=False)), marker=id_) for id_ in draw(st.permutations(NOTE_IDS))
    ]
    return (*draw(st.lists(FRONT, max_size=4)), *draw(st.lists(body_rows(), max_size=7)), *notes)


@st.composite
def neighbours(draw: st.DrawFn) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """A draft, and the same one with some rows dropped, added and taken from a third."""
    old, other = draw(drafts()), draw(drafts())
    new = [row for row in old if row.kind is RowKind.NOTE or draw(st.integers(0, 4))]
    for row in other:
        if row.kind in (RowKind.FRONT, RowKind.NOTE) or not draw(st.booleans()):
            continue
        fronts = sum(one.kind is RowKind.FRONT for one in new)
        end = sum(one.kind is not RowKind.NOTE for one in new)
        new.insert(draw(st.integers(fronts, end)), row)
    return old, tuple(new)


@given(st.one_of(neighbours(), st.tuples(drafts(), drafts())))
def test_any_two_drafts_can_be_redlined(pair: tuple[tuple[Row, ...], tuple[Row, ...]]) -> None:
    old, new = build(pair[0]), build(pair[1])
    package = redline(old, new)
    assert read_file(package, View.ACCEPT) == read_file(write_docx(new), View.ACCEPT)
    assert read_file(package, View.REJECT) == read_file(write_docx(old), View.ACCEPT)


def test_a_line_that_becomes_the_date_goes_from_the_text_to_the_masthead() -> None:
    old = draft(front(Field.OTHER, "3 June 2031"), ENACTING)
    new = draft(front(Field.DATE, "3 June 2031"), ENACTING)
    package = redline(old, new)
    assert revisions(package) == ["-3 June 2031"]
    assert revisions(package, "header3") == ["+3 June 2031"]


def test_a_note_that_loses_its_call_goes_from_the_page_end_to_the_text() -> None:
    old = draft(pp("Recalling,", call("1")), note("1", "A note."))
    new = draft(pp("Recalling,"), note("1", "A note."))
    package = redline(old, new)
    assert "-{}" in revisions(package)
    assert "+→1→A note." in revisions(package)


def test_a_star_that_goes_with_its_note_is_deleted_text() -> None:
    old, new = PAIRS["star note goes"]
    footnotes = part(redline(old, new), "footnotes")
    assert "<w:delText" in footnotes
    assert all("<w:t " not in deleted for deleted in re.findall(r"<w:del .*?</w:del>", footnotes))


# --- paragraphs that moved ---

MOLE = "Welcomes the offer of the Isles of Merrow to build a mole of stone;"
FUND = "Invites the States of the coast to contribute to the fund for lamps and moles;"
OIL = "Requests the Harbour Office to report on the oil that each lamp consumes;"
MOVE = r"<w:(moveFrom|moveTo)RangeStart [^>]*w:name=\"(\w+)\"/>"


def numbered(*texts: str) -> Draft:
    return draft(ENACTING, *(op(f"{number}.", text) for number, text in enumerate(texts, 1)))


def marks(package: bytes) -> list[tuple[str, ...]]:
    """For each paragraph what happens to its mark, then to its words."""
    body = re.findall(r"<w:p>.*?</w:p>", part(package), re.DOTALL)
    found = [re.findall(r"<w:(ins|del|moveFrom|moveTo) ", paragraph) for paragraph in body]
    return [tuple(kinds) for kinds in found if kinds]


def test_a_paragraph_that_moved_is_a_move_in_word() -> None:
    package = redline(numbered(FUND, OIL, MOLE), numbered(OIL, MOLE, FUND))
    assert re.findall(MOVE, part(package)) == [("moveFrom", "move1"), ("moveTo", "move1")]
    assert len(re.findall(r"<w:move(?:From|To)RangeEnd ", part(package))) == 2
    moved = [kinds for kinds in marks(package) if "moveFrom" in kinds or "moveTo" in kinds]
    assert [kinds[0] for kinds in moved] == ["moveFrom", "moveTo"]


def test_what_changed_on_the_way_is_marked_at_both_ends() -> None:
    new = FUND.replace("the States of the coast", "the coastal States").replace(
        "to the fund", "gladly to the fund"
    )
    package = redline(numbered(FUND, OIL, MOLE), numbered(OIL, MOLE, new))
    assert "-of the coast " in [mark.replace("→", "") for mark in revisions(package)]
    assert "+gladly " in revisions(package)
    assert read_file(package, View.ACCEPT) == read_file(write_docx(numbered(OIL, MOLE, new)), View.ACCEPT)
    assert read_file(package, View.REJECT) == read_file(write_docx(numbered(FUND, OIL, MOLE)), View.ACCEPT)


def test_a_note_moves_with_its_paragraph_and_each_end_has_its_own() -> None:
    old = draft(ENACTING, op("1.", FUND, call("1")), op("2.", OIL), op("3.", MOLE), note("1", "Fund rules."))
    new = draft(ENACTING, op("1.", OIL), op("2.", MOLE), op("3.", FUND, call("1")), note("1", "Fund rules."))
    package = redline(old, new)
    ids = re.findall(r'<w:footnoteReference w:id="(\d+)"', part(package))
    assert len(ids) == len(set(ids)) == 2
    assert read_file(package, View.REJECT) == read_file(write_docx(old), View.ACCEPT)


def test_a_move_that_comes_where_somebody_typed_on_is_an_insertion() -> None:
    """LibreOffice would run the two paragraphs together."""
    old = numbered(FUND, OIL, MOLE)
    new = numbered(OIL, MOLE.replace(";", " before the winter;") + " and after it", FUND)
    package = redline(old, new)
    assert read_file(package, View.ACCEPT) == read_file(write_docx(new), View.ACCEPT)
    assert not re.findall(MOVE, part(package))


def test_on_paper_a_move_is_struck_out_and_underlined() -> None:
    package = redline(numbered(FUND, OIL, MOLE), numbered(OIL, MOLE, FUND), "printed")
    assert "move" not in part(package)
    struck, underlined = (
        re.findall(rf"<w:rPr>[^/]*(?:<[^>]*/>)*?{mark}.*?<w:t[^>]*>(.*?)</w:t>", part(package))
        for mark in ("<w:strike/>", '<w:u w:val="double"/>')
    )
    assert any("Invites" in text for text in struck)
    assert any("Invites" in text for text in underlined)


@pytest.mark.parametrize("view", ["accept", "reject"])
def test_other_programs_read_a_move(view: str, tmp_path: Path) -> None:
    old = numbered(FUND, OIL, MOLE, LAMPS_WORDS)
    new = numbered(OIL, LAMPS_WORDS, MOLE, FUND.replace("moles;", "moles."))
    marked, clean = tmp_path / "redline.docx", tmp_path / "clean.docx"
    marked.write_bytes(redline(old, new))
    clean.write_bytes(write_docx(new if view == "accept" else old))
    assert docx_tools.pandoc(marked, view) == docx_tools.pandoc(clean)
    found = docx_tools.libreoffice([(view, marked), ("plain", clean)], tmp_path)
    assert found[0]["paragraphs"] == found[1]["paragraphs"]
    assert docx_tools.findings(marked) == []


LAMPS_WORDS = "Decides to light every harbour of the northern coast before the winter;"
