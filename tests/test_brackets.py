"""Brackets: what closes what, what they hold, what they are for."""

from __future__ import annotations

import pytest

from draftkit.alternatives import bracket_kind
from draftkit.brackets import DEEPEST, DEEPEST_NODE, match
from draftkit.build import build
from draftkit.content import plain_text
from draftkit.errors import DraftkitError
from draftkit.model import (
    Alternative,
    BlockBracket,
    Bracket,
    BracketKind,
    BracketMark,
    Draft,
    Format,
    NoteCall,
    Paragraph,
    Text,
)
from draftkit.readers.text import read_text
from draftkit.rows import rows
from draftkit.writers.text import write_text


def draft(*paragraphs: str) -> Draft:
    """A draft with these paragraphs in its body."""
    (reading,) = read_text("*The Conference,*\n\n" + "\n\n".join(paragraphs) + "\n")
    assert build(rows(reading.draft)) == reading.draft
    return reading.draft


def paragraph(text: str) -> Paragraph:
    """The first operative paragraph of a draft that holds only this text."""
    found = draft("1. " + text).body[1]
    assert isinstance(found, Paragraph)
    return found


def brackets(text: str) -> list[Bracket]:
    return [node for node in paragraph(text).content if isinstance(node, Bracket)]


def alternatives(text: str) -> list[tuple[tuple[str, ...], str, str]]:
    """Proponents, label and words of the alternatives of the one bracket in a text."""
    (bracket,) = brackets(text)
    return [(a.proponents, a.label, plain_text(a.content)) for a in bracket.alternatives]


def test_a_plain_bracket_holds_one_alternative_without_proponents() -> None:
    assert alternatives("Decides [to meet];") == [((), "", "to meet")]


def test_a_bracket_may_sit_inside_a_word_or_be_empty_but_for_a_comma() -> None:
    assert alternatives("the member[s];") == [((), "", "s")]
    assert alternatives("here[,] there;") == [((), "", ",")]


def test_brackets_that_touch_are_alternatives_of_one_bracket() -> None:
    assert alternatives("[shall][should][other] meet;") == [
        ((), "", "shall"),
        ((), "", "should"),
        ((), "", "other"),
    ]


def test_brackets_with_a_space_between_are_two_since_both_may_be_insertions() -> None:
    assert [plain_text([b]) for b in brackets("meets [in 2031] [or later];")] == ["[in 2031]", "[or later]"]


def test_a_bracket_with_proponents_offers_an_alternative_to_the_one_before_it() -> None:
    assert alternatives("[shall] [EU, Norway: should] [Egypt: delete] meet;") == [
        ((), "", "shall"),
        (("EU", "Norway"), "", "should"),
        (("Egypt",), "delete", ""),
    ]


def test_an_attribution_with_and_is_written_back_as_it_was_issued() -> None:
    (bracket,) = brackets("[Norvania and Estmark: all];")
    assert bracket.alternatives[0].proponents == ("Norvania", "Estmark")
    assert bracket.alternatives[0].attribution == "Norvania and Estmark"
    assert plain_text([bracket]) == "[Norvania and Estmark: all]"


def test_a_wide_colon_is_written_back_and_no_space_comes_into_chinese() -> None:
    front = "### 港口和岛国：决定草案\n\n"
    text = front + "*大会，*\n\n1. *决定*每年[港口：春季][岛国和港口：秋季]举行会议；\n"
    (reading,) = read_text(text)
    assert write_text([reading.draft]) == text
    found = reading.draft.body[1]
    assert isinstance(found, Paragraph)
    (bracket,) = [node for node in found.content if isinstance(node, Bracket)]
    assert [one.proponents for one in bracket.alternatives] == [("港口",), ("岛国", "港口")]


def test_a_label_is_no_proponent() -> None:
    assert alternatives("[Option 2: meets];") == [((), "Option 2", "meets")]
    assert alternatives("[Note: meets];")[0][0] == ()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("[shall/should]", ["shall", "should"]),
        ("[commitments/contributions/other]", ["commitments", "contributions", "other"]),
        ("[by 2031 / as soon as possible]", ["by 2031", "as soon as possible"]),
        ("[low / [very low] levels]", ["low", "[very low] levels"]),
    ],
)
def test_strokes_divide_alternatives(text: str, parts: list[str]) -> None:
    (bracket,) = brackets(text + ";")
    assert bracket.slash
    assert [plain_text(a.content) for a in bracket.alternatives] == parts
    assert plain_text([bracket]) == text


@pytest.mark.parametrize(
    "text",
    [
        "[A/RES/70/1]",
        "[and/or]",
        "[20 km/h]",
        "[and/or replies]",
        "[decision 1/CP.17]",
        "[2031/32]",
        "[EU: shall/should]",
    ],
)
def test_strokes_of_symbols_and_set_phrases_divide_nothing(text: str) -> None:
    (bracket,) = brackets(text + ";")
    assert not bracket.slash
    assert len(bracket.alternatives) == 1


def test_brackets_nest() -> None:
    (outer,) = brackets("[a [b [c]] d];")
    (middle,) = [n for n in outer.alternatives[0].content if isinstance(n, Bracket)]
    assert plain_text([middle]) == "[b [c]]"


@pytest.mark.parametrize("text", ["*[Decides* to meet];", "[*Decides* to meet];"])
def test_italics_may_open_before_or_after_a_bracket(text: str) -> None:
    (bracket,) = brackets(text)
    assert plain_text([bracket]) == "[Decides to meet]"


def test_a_bracket_carries_no_format_of_its_own() -> None:
    assert paragraph("*[Decides* to meet];") == paragraph("[*Decides* to meet];")


def test_a_bracket_around_a_paragraph_with_its_number_is_a_block() -> None:
    _, block = draft("[9. *Decides* to meet;]").body
    assert isinstance(block, BlockBracket)
    (inside,) = block.alternatives[0].blocks
    assert isinstance(inside, Paragraph)
    assert (inside.marker, plain_text(inside.content)) == ("9.", "Decides to meet;")


def test_a_bracket_around_several_paragraphs_is_a_block_with_its_proponents() -> None:
    _, block = draft("[Norvania: 1. *Decides* to meet:", "(a) By day;", "2. *Decides* to eat.]").body
    assert isinstance(block, BlockBracket)
    assert block.alternatives[0].proponents == ("Norvania",)
    assert len(block.alternatives[0].blocks) == 2


def test_blocks_nest() -> None:
    _, outer = draft("[1. *Decides* to meet:", "[(a) By day;]]").body
    assert isinstance(outer, BlockBracket)
    (inside,) = outer.alternatives[0].blocks
    assert isinstance(inside, Paragraph)
    assert isinstance(inside.children[0], BlockBracket)


def test_options_under_one_number_are_alternatives() -> None:
    _, found = draft(
        "9. **Option 1:** *Decides* to meet;", "**Option 2:** No text;", "10. *Decides* to eat."
    ).body[:2]
    assert isinstance(found, Paragraph)
    (options,) = found.children
    assert isinstance(options, BlockBracket)
    assert [a.label for a in options.alternatives] == ["Option 1:", "Option 2:"]
    assert options.marks == ""


def test_options_that_hold_numbered_paragraphs_end_where_the_numbers_leave_their_range() -> None:
    body = draft(
        "**Option 1:**",
        "11. *Invites* Parties;",
        "11bis. *Urges* Parties;",
        "**Option 2:**",
        "11. *Begs* Parties;",
        "12. *Thanks* all.",
    ).body
    options = body[1]
    assert isinstance(options, BlockBracket)
    assert [len(a.blocks) for a in options.alternatives] == [2, 1]
    assert isinstance(body[2], Paragraph)


def test_a_bracket_over_a_paragraph_border_is_a_linked_pair() -> None:
    found = draft("1. *Decides* to [meet;", "2. *Decides* to] eat.")
    marks = [
        n for p in found.body if isinstance(p, Paragraph) for n in p.content if isinstance(n, BracketMark)
    ]
    assert [m.mark for m in marks] == ["[", "]"]
    assert marks[0].pair == marks[1].pair


def test_a_bracket_without_counterpart_is_text_and_its_place_is_told() -> None:
    (reading,) = read_text("*The Conference,*\n\n1. *Decides* to [meet;\n\n2. *Decides* to eat.\n")
    (warning,) = reading.faults
    assert warning.position is not None
    assert (warning.position.line, warning.position.column) == (3, 17)
    assert "never closed" in warning.message
    assert not [
        n for p in reading.draft.body if isinstance(p, Paragraph) for n in p.content if isinstance(n, Bracket)
    ]


def test_full_width_brackets_pair_with_their_own_kind() -> None:
    (bracket,) = brackets("决定［继续［开会］］;")
    assert bracket.marks == "［］"
    assert match(["［a]"])[0] == []


def test_calls_and_formats_stay_inside_a_bracket() -> None:
    (reading,) = read_text("*The Conference,*\n\n1. *Decides* [to *meet*[^1] soon];\n\n[^1]: At Tarn.\n")
    found = reading.draft.body[1]
    assert isinstance(found, Paragraph)
    (bracket,) = [n for n in found.content if isinstance(n, Bracket)]
    assert bracket.alternatives == (
        Alternative((Text("to "), Text("meet", Format.ITALIC), NoteCall("1"), Text(" soon"))),
    )


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "XX/2",
        "…",
        "...",
        "___",
        "symbol to be added",
        "date to be confirmed",
        "placeholder for scope",
        "TBD",
        "document to be issued",
        "number of members to be decided",
    ],
)
def test_placeholders(text: str) -> None:
    expected = BracketKind.CONTESTED if text == "XX/2" else BracketKind.PLACEHOLDER
    assert bracket_kind(text) is expected


@pytest.mark.parametrize(
    "text",
    [
        "on the report of the Third Committee (MA/12/1, para. 5)",
        "without reference to a Main Committee (MA/12/L.1)",
        "sic",
        "English only",
        "on behalf of the Group of Isles",
    ],
)
def test_editorial_brackets(text: str) -> None:
    assert bracket_kind(text) is BracketKind.EDITORIAL


def test_a_bracketed_year_is_contested_but_for_a_law_report() -> None:
    years = brackets("in [2031] and see [2020] ECR I-1;")
    assert [bracket.kind for bracket in years] == [BracketKind.CONTESTED, BracketKind.EDITORIAL]


def test_labelled_brackets_in_a_row_are_alternatives() -> None:
    found = alternatives("[Option 1: may] [Option 2: can] go;")
    assert found == [((), "Option 1", "may"), ((), "Option 2", "can")]


def test_no_text_is_an_empty_alternative() -> None:
    assert alternatives("[shall][no text] go;") == [((), "", "shall"), ((), "no text", "")]


def test_names_of_sponsors_are_kept_whole_in_attributions() -> None:
    front = "### Quell and Tarn, Norvania: draft decision\n\n"
    (reading,) = read_text(front + "*The Conference,*\n\n1. *Decides* [Quell and Tarn: all];\n")
    found = reading.draft.body[1]
    assert isinstance(found, Paragraph)
    (bracket,) = [node for node in found.content if isinstance(node, Bracket)]
    assert bracket.alternatives[0].proponents == ("Quell and Tarn",)


@pytest.mark.parametrize(
    "text",
    [
        "shall",
        "2031",
        "to be held in Tarn",
        "in 2031",
        ", and to report",
        "all Parties to be invited to meet; and",
        "the report",
    ],
)
def test_everything_else_is_contested(text: str) -> None:
    assert bracket_kind(text) is BracketKind.CONTESTED


def test_brackets_deeper_than_a_person_can_follow_are_kept_as_linked_marks() -> None:
    depth = 10 * DEEPEST_NODE
    text = "*The Conference,*\n\n1. *Decides* " + "[a " * depth + "]" * depth + ".\n"
    (reading,) = read_text(text)
    assert not reading.faults
    (again,) = read_text(write_text([reading.draft]))
    assert again.draft == reading.draft


def test_nesting_beyond_any_draft_is_refused_with_the_place() -> None:
    with pytest.raises(DraftkitError, match="nested more than") as caught:
        read_text("[" * (DEEPEST + 1))
    assert caught.value.position is not None
    assert caught.value.position.column == DEEPEST + 1


def test_a_space_beside_a_note_call_or_a_change_of_format_is_kept() -> None:
    (reading,) = read_text(
        "*The Conference,*\n\n1. *Decides*,[^1] **soon** **or** later,[^1] *to* meet;\n\n[^1]: At Tarn.\n"
    )
    found = reading.draft.body[1]
    assert isinstance(found, Paragraph)
    assert plain_text(found.content) == "Decides, soon or later, to meet;"


def test_a_no_break_space_is_kept() -> None:
    assert plain_text(paragraph("*Decides* on 5\u00a0May at\u00a0 No.\u00a07;").content) == (
        "Decides on 5\u00a0May at\u00a0 No.\u00a07;"
    )


def test_a_block_bracket_that_names_several_delegations_gives_its_words_to_nobody() -> None:
    _, block = draft("[Norvania: 9. *Decides* that Parties shall meet; Tessaly: should meet;]").body
    assert isinstance(block, BlockBracket)
    assert block.alternatives[0].proponents == ()


def test_a_line_with_a_no_break_space_ends_a_note() -> None:
    (reading,) = read_text(
        "*The Conference,*\n\n1. *Decides* x.[^1]\n\n[^1]: A note.\n\u00a0\n2. *Decides* y.\n\nMore.\n"
    )
    (note,) = reading.draft.notes
    assert plain_text(note.content) == "A note."
    (reading,) = read_text("*The Conference,*\n\n1. *Decides* x.[^1]\n\n[^1]: A note.\n\u00a0\nMore words.\n")
    assert plain_text(reading.draft.notes[0].content) == "A note."


def test_a_bracket_that_closes_soon_in_a_later_paragraph_is_contested_all_the_same() -> None:
    _, block = draft("[9. *Decides* to:", "(a) x]").body
    assert isinstance(block, BlockBracket)
    assert block.kind is BracketKind.CONTESTED
