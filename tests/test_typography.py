"""No-break spaces in dates and references, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import note as note_row
from builders import op, pp
from click.testing import CliRunner
from docx_tools import _program, _run, pages
from hypothesis import given
from hypothesis import strategies as st
from strategies import drafts

import draftkit
from draftkit.build import build
from draftkit.cli import main
from draftkit.editorial.typography import NO_BREAK_SPACE, no_break_spaces
from draftkit.errors import DraftkitError
from draftkit.model import Draft, Field, Format, FrontLine, NoteCall, Paragraph, ParagraphKind, Span, Text
from draftkit.rows import Row, rows


def set_in(*content: Span | str) -> str:
    """The text of a paragraph with this content, ``~`` for a no-break space and ``^`` for a note call."""
    spans = tuple(Text(part) if isinstance(part, str) else part for part in content)
    draft = Draft(body=(Paragraph(ParagraphKind.TEXT, spans),))
    (row,) = rows(no_break_spaces(draft))
    return "".join(span.text if isinstance(span, Text) else "^" for span in row.content).replace(
        "\u00a0", "~"
    )


@pytest.mark.parametrize(
    "written",
    [
        "of 8~October 2031",
        "from 12 to 23~May",
        "12–23~May 2031",
        "vol.~2225, No.~39574",
        "vols.~2237, 2241 and 2326, Nos.~39574 and 39575",
        "vol.~I",
        "Supplement No.~53A",
        "para.~5 and paras.~6–8",
        "chap.~I, sect.~A, para.~3",
        "Chap.~IV",
        "Art.~6 and arts.~7 and 8",
        "p.~5 and pp.~6 and 7",
        "paragraph~3 of article~12, and paragraphs~4 to 6",
        "Articles~7 and 8",
        "annex~II and Annex~B, annexes~I and III",
        "paragraph~[3][4] of article~[12]",
        "by 8.5~per cent of 20~million",
    ],
)
def test_what_issued_documents_keep_together_stays_together(written: str) -> None:
    assert set_in(written.replace("~", " ")) == written
    assert set_in(written.replace("~", NO_BREAK_SPACE)) == written


@pytest.mark.parametrize(
    "written",
    [
        "its resolution 70/1 of October 2031",
        "decision 4/9",
        "section II",
        "in 2031 May we meet",
        "There is no. Five Parties object",
        "the paragraph on the annex That was",
        "an article of 5 States",
        "per cent",
        "8  October",
        "8\nOctober",
        "A. J. Merrow",
    ],
)
def test_other_spaces_stay_as_they_are(written: str) -> None:
    assert set_in(written) == written


def test_a_space_counts_whatever_the_format_on_either_side() -> None:
    assert set_in("see ", Text("para.", Format.ITALIC), " 5") == "see para.~5"
    assert set_in("see ", Text("para. ", Format.ITALIC), "5") == "see para.~5"
    assert set_in("8", Text(" ", Format.BOLD), Text("October", Format.BOLD)) == "8~October"


def test_a_note_call_parts_what_is_on_either_side_of_it() -> None:
    assert set_in("at 8", NoteCall("1"), " October") == "at 8^ October"


def test_the_kind_of_a_draft_stays_together_in_the_sponsor_line_alone() -> None:
    line = "Estmark, draft resolution and Tessaly: revised draft decision"
    for field, wanted in (
        (Field.SPONSORS, line.replace("draft decision", "draft\u00a0decision")),
        (Field.TITLE, line),
    ):
        draft = Draft(front=(FrontLine(field, (Text(line),)),))
        assert no_break_spaces(draft).front[0].content == (Text(wanted),)


def test_the_day_of_adoption_stays_whole_in_the_line_of_adoption_alone() -> None:
    line = "Resolution adopted by the Maritime Assembly on 4 December 2031"
    dated = line.replace("4 December", "4\u00a0December")
    for field, wanted in ((Field.ADOPTION, dated.replace("on 4", "on\u00a04")), (Field.TITLE, dated)):
        draft = Draft(front=(FrontLine(field, (Text(line),)),))
        assert no_break_spaces(draft).front[0].content == (Text(wanted),)


def test_dates_in_the_masthead_and_references_in_notes_count() -> None:
    draft = Draft(front=(FrontLine(Field.DATE, (Text("14 October 2031"),)),))
    assert no_break_spaces(draft).front[0].content == (Text("14\u00a0October 2031"),)
    noted = build(
        (pp("*Recalling* the Protocol,^1"), op(1, "*Decides* so."), note_row("1", "Vol. 3, No. 5."))
    )
    assert no_break_spaces(noted).notes[0].content == (Text("Vol.\u00a03, No.\u00a05."),)


def test_a_draft_in_another_language_is_refused() -> None:
    french = build((pp("*Rappelant* le paragraphe 5,"), op(1, "*Décide* de se réunir le 5 mai.")))
    with pytest.raises(DraftkitError) as caught:
        no_break_spaces(french)
    assert caught.value.message == (
        "no-break spaces are known for English only, and this draft is in French; do without --typography"
    )


REFERENCES = st.lists(
    st.sampled_from(
        [
            "8",
            "[8]",
            "October",
            "para.",
            "No.",
            "annex",
            "II",
            "per cent",
            "May",
            "[",
            "]",
            " ",
            " ",
            " ",
            "\u00a0",
        ]
    ),
    max_size=12,
).map("".join)
SPANS = st.lists(
    st.one_of(
        st.builds(Text, REFERENCES, st.sampled_from([Format.PLAIN, Format.ITALIC, Format.BOLD])),
        st.just(NoteCall("1")),
    ),
    max_size=6,
).map(tuple)


def bare(row: Row) -> tuple[object, ...]:
    """A row with every no-break space an ordinary one."""
    content = [
        (span.text.replace("\u00a0", " "), span.format) if isinstance(span, Text) else span
        for span in row.content
    ]
    return (content, row.kind, row.marker, row.before, row.option, row.level, row.field)


def check_only_spaces_change(draft: Draft) -> None:
    done = no_break_spaces(draft)
    assert [bare(row) for row in rows(done)] == [bare(row) for row in rows(draft)]
    for before, after in zip(rows(draft), rows(done), strict=True):
        assert all(
            now == was or (was, now) == (" ", "\u00a0")
            for was, now in zip(before.text, after.text, strict=True)
        )
    assert no_break_spaces(done) == done


@given(drafts())
def test_nothing_but_spaces_changes_in_any_draft(draft: Draft) -> None:
    check_only_spaces_change(draft)


@given(SPANS)
def test_nothing_but_spaces_changes_in_any_paragraph(content: tuple[Span, ...]) -> None:
    check_only_spaces_change(Draft(body=(Paragraph(ParagraphKind.TEXT, content),)))


def test_nothing_but_spaces_changes_in_the_examples(examples: Path) -> None:
    changed = 0
    for file in sorted(examples.glob("*.md")):
        if file.name != "README.md":
            for draft in draftkit.read_all(file):
                check_only_spaces_change(draft)
                changed += no_break_spaces(draft) != draft
    assert changed > 1


def test_the_option_sets_them_in_the_word_file_and_nothing_else_does(examples: Path, tmp_path: Path) -> None:
    draft = examples / "rivers-L4.md"
    for name, options in (("with", ["--typography"]), ("without", [])):
        command = ["render", str(draft), "-o", str(tmp_path / f"{name}.docx"), *options]
        assert CliRunner().invoke(main, command).exit_code == 0
    pandoc = _program("pandoc", "pandoc")
    with_, without = (
        _run(pandoc, "-f", "docx", "-t", "plain", "--wrap=none", tmp_path / f"{name}.docx")
        for name in ("with", "without")
    )
    assert "vol.\u00a03412, No.\u00a058210" in with_
    assert "\u00a0" not in without
    assert with_.replace("\u00a0", " ") == without


def test_a_date_is_not_divided_at_the_end_of_a_line(tmp_path: Path) -> None:
    paragraphs = "\n\n".join(
        f"*Recalling* {'very ' * words}long texts of 18 September 2031 and 19 November 2031,"
        for words in range(30)
    )
    file = tmp_path / "draft.md"
    file.write_text(f"# Dates\n\n*The Assembly of the Isles,*\n\n{paragraphs}\n\n1. *Decides* so.\n", "utf-8")
    divided = []
    for options in ([], ["--typography"]):
        made = tmp_path / "draft.docx"
        assert CliRunner().invoke(main, ["render", str(file), "-o", str(made), *options]).exit_code == 0
        lines = "".join(pages(made, tmp_path)).splitlines()
        divided.append(sum(line.rstrip().endswith((" 18", " 19")) for line in lines))
    assert divided[0] > 0
    assert divided[1] == 0
