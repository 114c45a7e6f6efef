"""What changed between two drafts: tokens, alignment, words, events, and carrying changes out."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest
from builders import content, enacting, front, heading, note, op, para, pp, sponsors, sub, tail, title
from hypothesis import given
from hypothesis import strategies as st

from draftkit.compare import Changes, EditKind, EventKind, PairKind, apply, diff_rows, invert
from draftkit.compare.sequences import SHORT, common
from draftkit.compare.tokens import _ASCII_MARKS, _HAN, _MARKS, CALL, _token, tokens
from draftkit.compare.words import edits
from draftkit.content import join
from draftkit.errors import DraftkitError
from draftkit.model import Field, Format, NoteCall, Span, Text
from draftkit.rows import Row, RowKind

# --- tokens ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "word",
    [
        "A/RES/70/1", "A/C.3/68/L.75", "FCCC/CP/2014/10/Add.1", "CTOC/COP/2008/L.12/Rev.1", "1/CP.17", "L.75",
        "and/or", "km/h", "2008-2009", "2008\u20132009", "open-ended", "don't", "O\u2019Brien", "1,500",
        "1.5", "государства-участники", "\u0648\u0625\u0630", "HIV/AIDS",
    ],
)  # fmt: skip
def test_what_a_reader_takes_for_one_word_is_one_token(word: str) -> None:
    assert tokens(content(f"see {word}, and")).words == ("see", " ", word, ",", " ", "and")


@given(st.text(st.characters(max_codepoint=127), max_size=60))
def test_plain_text_is_cut_as_any_text(text: str) -> None:
    """Where no character is beyond ASCII, a smaller set does."""
    assert _token(_ASCII_MARKS, True, True).findall(text) == _token(_MARKS + _HAN, True, True).findall(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[shall/should]", ["[", "shall", "/", "should", "]"]),
        ("member[s]", ["member", "[", "s", "]"]),
        ("l'Assemblée", ["l'", "Assemblée"]),
        ("请提交，", ["请", "提", "交", "，"]),
        ("L.52*.", ["L.52", "*", "."]),
        ("2225, 2237", ["2225", ",", " ", "2237"]),
    ],
)
def test_alternatives_brackets_and_chinese_characters_stand_apart(text: str, words: list[str]) -> None:
    assert tokens((Text(text),)).words == tuple(words)


def test_a_word_in_two_formats_is_one_token_and_a_note_call_ends_a_word() -> None:
    found = tokens(content("H*2*O^1s"))
    assert found.words == ("H2O", CALL + "1", "s")
    assert found.part(0, 1) == content("H*2*O")


def spans(alphabet: str) -> st.SearchStrategy[tuple[Span, ...]]:
    text = st.text(alphabet, min_size=1, max_size=12)
    look = st.sampled_from([Format.PLAIN, Format.ITALIC, Format.BOLD])
    span = st.one_of(st.builds(Text, text, look), st.builds(NoteCall, st.sampled_from("12")))
    return st.lists(span, max_size=6).map(join)


CONTENT = spans("ab [],./-'’1C\u00a0请\u0301\ufffc")


@given(CONTENT)
def test_joining_the_tokens_gives_the_content_back(some: tuple[Span, ...]) -> None:
    assert join(span for part in tokens(some).parts() for span in part) == some


# --- words -----------------------------------------------------------------------------------


def marked(old: str, new: str) -> str:
    """The edits as the terminal marks them."""
    out = ""
    for edit in edits(content(old), content(new)):
        text = "".join(getattr(span, "text", "^") for span in edit.new or edit.old)
        opener, closer = {
            "equal": ("", ""),
            "delete": ("{-", "-}"),
            "insert": ("{+", "+}"),
            "format": ("{~", "~}"),
        }[edit.kind.value]
        out += opener + text + closer
    return out


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "Urges States to act,",
            "Encourages all States to act,",
            "{-Urges-}{+Encourages all+} States to act,",
        ),
        ("work.", "work and play.", "work{+ and play+}."),
        ("work today.", "work.", "work{- today-}."),
        ("see A/RES/70/1.", "see A/RES/70/2.", "see {-A/RES/70/1-}{+A/RES/70/2+}."),
        ("by 2008-2009", "by 2008-2010", "by {-2008-2009-}{+2008-2010+}"),
        ("请秘书长提交", "请秘书长向大会提交", "请秘书长{+向大会+}提交"),
        ("act now", "act\u00a0now", "act{- -}{+\u00a0+}now"),
        ("*Urges* all", "Urges all", "{~Urges~} all"),
        ("", "Urges", "{+Urges+}"),
    ],
)
def test_changes_are_whole_words(old: str, new: str, expected: str) -> None:
    assert marked(old, new) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("[shall] act", "shall act", "{-[-}shall{-]-} act"),
        ("[shall/should] act", "shall act", "{-[-}shall{-/should]-} act"),
        ("[shall][should] act", "should act", "{-[shall][-}should{-]-} act"),
        ("member[s] of", "members of", "member{-[-}s{-]-} of"),
        ("members of", "member[s] of", "member{+[+}s{+]+} of"),
        ("by 2009, also", "[by 2009,] also", "{+[+}by 2009,{+]+} also"),
        ("[by sea[, by land]] or not", "[by sea, by land] or not", "[by sea{-[-}, by land{-]-}] or not"),
        ("[[by sea], by land] or not", "[by sea, by land] or not", "[{-[-}by sea{-]-}, by land] or not"),
        (
            "[by sea [of all [and us]]] or",
            "[by sea of all [and us]] or",
            "[by sea {-[-}of all [and us]{-]-}] or",
        ),
        ("by [does/does not] go", "by does not go", "by {-[does/-}does not{-]-} go"),
        (
            "seeks [of all] [or none] now",
            "seeks of all or none now",
            "seeks {-[-}of all{-]-} {-[-}or none{-]-} now",
        ),
        ("of all or none now", "of all [by sea] [or] none now", "of all {+[by sea] [+}or{+]+} none now"),
        (
            "as set [under article two] [in] [by the chairs] [of this] text",
            "as set under article two of this text",
            "as set {-[-}under article two{-] [in] [by the chairs]-} {-[-}of this{-]-} text",
        ),
        (
            "to act [of all harbours] enhance it",
            "to act of all harbours strengthen it",
            "to act {-[-}of all harbours{-]-} {-enhance-}{+strengthen+} it",
        ),
    ],
)
def test_lifting_or_opening_brackets_marks_nothing_but_the_brackets(
    old: str, new: str, expected: str
) -> None:
    assert marked(old, new) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("x [A] y", "x [A] [B] y", "x [A] {+[B] +}y"),
        ("x [A][B] y", "x [A][C][B] y", "x [A]{+[C]+}[B] y"),
        ("a, c", "a, b, c", "a, {+b, +}c"),
        ("a, b, c", "a, c", "a, {-b, -}c"),
        ("on the reefs", "on the names of the reefs", "on {+the names of +}the reefs"),
        ("mends the boats", "mends the nets and the boats", "mends {+the nets and +}the boats"),
        ("sail in person in the fleet", "sail in the fleet", "sail {-in person -}in the fleet"),
        ("told by the Guild by means of", "told by means of", "told {-by the Guild -}by means of"),
        (
            "pilots of 3 May and divers",
            "pilots of 3 May and 4 June and divers",
            "pilots of 3 May {+and 4 June +}and divers",
        ),
    ],
)
def test_an_insertion_stands_where_an_editor_would_put_it(old: str, new: str, expected: str) -> None:
    assert marked(old, new) == expected


def test_a_short_word_between_two_replaced_runs_is_replaced_with_them() -> None:
    assert (
        marked("the parties and signatories to it", "the States and organizations to it")
        == "the {-parties and signatories-}{+States and organizations+} to it"
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # Two slight words between two replaced runs go with them, a longer word does not.
        (
            "Welcomes the offer of the harbours to pay",
            "Notes the growth of the islands to pay",
            "{-Welcomes the offer of the harbours-}{+Notes the growth of the islands+} to pay",
        ),
        (
            "sails north with lamps lit",
            "sails south with bells rung",
            "sails {-north-}{+south+} with {-lamps lit-}{+bells rung+}",
        ),
        # One slight word between two long insertions says nothing of what stayed.
        (
            "the harbours, and in this regard calls",
            "the harbours and the plans, charts, needs and hopes of"
            " the islands, to be drawn up and kept in full accord with the pilots",
            "the harbours{-, and in this regard calls-}{+ and the plans, charts, needs and hopes of"
            " the islands, to be drawn up and kept in full accord with the pilots+}",
        ),
        # As many words stay either way: those that say more.
        (
            "loss of reefs, storms and tides is told",
            "loss of reefs and storms is told",
            "loss of reefs{-,-}{+ and+} storms {-and tides -}is told",
        ),
        # A date is replaced whole.
        (
            "from 17 to 20 April 2041,",
            "from 22 to 25 April 2042,",
            "from {-17 to 20 April 2041-}{+22 to 25 April 2042+},",
        ),
        # A parenthesis stays with its counterpart.
        (
            "item 72 (a) of the agenda",
            "item 75 (c) of the agenda",
            "item {-72-}{+75+} ({-a-}{+c+}) of the agenda",
        ),
        ("on 9 October 2041", "on 4 November 2041", "on {-9 October-}{+4 November+} 2041"),
        # Short insertions on either side of a short word leave it.
        ("a text and a map", "a brief text and a clear map", "a {+brief +}text and a {+clear +}map"),
        ("by sea and land", "by open sea and dry land", "by {+open +}sea and {+dry +}land"),
    ],
)
def test_few_slight_words_are_left_alone_between_changes(old: str, new: str, expected: str) -> None:
    assert marked(old, new) == expected


@pytest.mark.parametrize(("old", "new"), [("one [two] x", "big [small] x"), ("one 5 two x", "big 5 small x")])
def test_brackets_and_numbers_between_replaced_runs_stay(old: str, new: str) -> None:
    kept = "".join(span.text for edit in edits(content(old), content(new)) for span in edit.old if edit.new)  # type: ignore[union-attr]
    assert ("5" in kept) or ("[" in kept and "]" in kept)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "The aim is [to light the harbours][or ports] as stated.",
            "The aim is to [keep the light of harbours] as stated.",
            "The aim is {-[-}to {+[keep the +}light {-the-}{+of+} harbours]{-[or ports]-} as stated.",
        ),
        (
            "Parties shall [A][B and their long list] acting on it",
            "Parties [acting] on it jointly",
            "Parties {-shall [A][B and their long list] -}{+[+}acting{+]+} on it{+ jointly+}",
        ),
        (
            "at [the ancient office of lights] by the sea",
            "at [all harbours of lights] by the sea",
            "at [{-the ancient office-}{+all harbours+} of lights] by the sea",
        ),
    ],
)
def test_a_bracket_stays_if_its_counterpart_does(old: str, new: str, said: str) -> None:
    assert marked(old, new) == said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "by [1 March][30 June] 2041",
            "by [30 June][31 August] 2041",
            "by {-[1 March]-}[30 June]{+[31 August]+} 2041",
        ),
        (
            "to meet [Norvania: every year, in spring] [Tessaly: in 2041] at sea",
            "to meet [Norvania: in 2041] [Tessaly: every year, in spring] at sea",
            "to meet {+[Norvania: in 2041] +}[{-Norvania-}{+Tessaly+}: every year, in spring] "
            "{-[Tessaly: in 2041] -}at sea",
        ),
        (
            "to meet [Norvania: every year] [Isles and Estmark: every two years]",
            "to meet [Norvania, Isles and Estmark: every year]",
            "to meet [Norvania{+, Isles and Estmark+}: every year]{- [Isles and Estmark: every two years]-}",
        ),
        (
            "for [a fund [for isles]][a window][a facility] there",
            "for [a facility][a fund [for isles]] there",
            "for {+[a facility]+}[a fund [for isles]]{-[a window][a facility]-} there",
        ),
        (
            "to light [Norvania: all [Tessaly: big] lamps] there",
            "to light [Norvania, Tessaly: all big lamps] there",
            "to light [Norvania{+, Tessaly+}: all {-[Tessaly: -}big{-]-} lamps] there",
        ),
        # Words of the paragraph itself weigh more than an alternative that stands elsewhere now.
        (
            "[by 2041][at sea] the harbours light all lamps along the shore before the ice comes",
            "the harbours light all lamps along the shore before the ice comes [by 2041][or later]",
            "{-[by 2041][at sea] -}the harbours light all lamps along the shore before the ice comes"
            "{+ [by 2041][or later]+}",
        ),
    ],
)
def test_an_alternative_that_stays_stays_whole(old: str, new: str, said: str) -> None:
    assert marked(old, new) == said


@given(CONTENT, CONTENT, st.sampled_from([{}, {"1": "1"}, {"1": "2", "2": "1"}]))
def test_edits_give_both_contents_back(
    old: tuple[Span, ...], new: tuple[Span, ...], notes: dict[str, str]
) -> None:
    found = edits(old, new, notes)
    assert join(span for edit in found for span in edit.old) == old
    assert join(span for edit in found for span in edit.new) == new
    kinds = [edit.kind for edit in found]
    assert (EditKind.INSERT, EditKind.DELETE) not in itertools.pairwise(kinds)
    for edit in found:
        assert bool(edit.old) == (edit.kind is not EditKind.INSERT)
        assert bool(edit.new) == (edit.kind is not EditKind.DELETE)


def lcs(old: str, new: str) -> int:
    """The length of the longest common subsequence, the slow way."""
    above = [0] * (len(new) + 1)
    for letter in old:
        row = [0]
        for place, other in enumerate(new):
            row.append(above[place] + 1 if letter == other else max(above[place + 1], row[-1]))
        above = row
    return above[-1]


@given(
    st.text("abcd", max_size=20),
    st.text("abcd", max_size=20),
    st.sampled_from([0, SHORT]),
    st.sampled_from([9, 10**9]),
)
def test_the_comparison_is_exact_by_either_method(old: str, new: str, short: int, table: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("draftkit.compare.sequences.SHORT", short)
        patch.setattr("draftkit.compare.sequences.TABLE_BITS", table)
        found = common(old, new)
    assert len(found) == lcs(old, new)
    assert all(old[i] == new[j] for i, j in found)
    assert all(one[0] < two[0] and one[1] < two[1] for one, two in itertools.pairwise(found))


def test_a_paragraph_of_seventy_thousand_different_words_is_compared() -> None:
    words = [f"w{number}" for number in range(70_000)]
    other = [*words[:100], "new", *words[101:60000], *words[60001:]]
    found = edits((Text(" ".join(words)),), (Text(" ".join(other)),))
    assert [edit.kind.value for edit in found] == ["equal", "delete", "insert", "equal", "delete", "equal"]


# --- alignment -------------------------------------------------------------------------------

LONG = "the States that border on the northern sea and the islands in it, as set out in the report"


def shape(old: list[Row], new: list[Row]) -> list[tuple[str, str, str]]:
    return [(pair.kind.value, pair.old_label, pair.new_label) for pair in diff_rows(old, new).pairs]


def test_a_new_number_is_no_change_of_text() -> None:
    changes = diff_rows([op(1, "Urges;"), op(2, "Asks.")], [op(1, "Notes;"), op(2, "Urges;"), op(3, "Asks.")])
    assert [(p.kind.value, p.old_label, p.new_label, p.renumbered) for p in changes.pairs] == [
        ("inserted", "", "OP1", False),
        ("same", "OP1", "OP2", True),
        ("same", "OP2", "OP3", True),
    ]
    assert [(event.kind, event.label, event.through, event.words) for event in changes.events] == [
        (EventKind.RENUMBERED, "OP2", "OP3", ("OP1", "OP2"))
    ]


def test_an_edited_paragraph_is_paired_among_unlike_ones() -> None:
    old = [
        op(1, "Thanks the hosts;"),
        op(2, f"Urges {LONG};"),
        op(3, "Asks for a light on each of the rocks;"),
    ]
    new = [op(1, f"Also urges {LONG};"), op(2, "Takes note of nothing at all;")]
    assert shape(old, new) == [
        ("deleted", "OP1", ""),
        ("edited", "OP2", "OP1"),
        ("deleted", "OP3", ""),
        ("inserted", "", "OP2"),
    ]


def test_a_paragraph_rewritten_is_the_same_one_where_nothing_else_can_be() -> None:
    was, now = (
        "Urges all the keepers to light their lamps early",
        "Invites the pilots to light their fires late",
    )
    between = ([op(1, "Asks;"), op(2, was), op(3, "Thanks;")], [op(1, "Asks;"), op(2, now), op(3, "Thanks;")])
    assert [kind for kind, _, _ in shape(*between)] == ["same", "edited", "same"]
    elsewhere = [op(1, "Asks;"), op(2, "Pays the bill;"), op(3, now), op(4, "Thanks;")]
    assert [kind for kind, _, _ in shape(between[0], elsewhere)] == [
        "same", "deleted", "inserted", "inserted", "same",
    ]  # fmt: skip


def test_a_paragraph_that_moved_is_deleted_and_inserted() -> None:
    old = [op(1, f"Urges {LONG};"), op(2, "Asks;"), op(3, "Thanks;")]
    new = [op(1, "Asks;"), op(2, "Thanks;"), op(3, f"Urges {LONG};")]
    assert [kind for kind, _, _ in shape(old, new)] == ["deleted", "same", "same", "inserted"]


def test_preambular_and_operative_paragraphs_never_pair_up() -> None:
    assert shape([pp(f"Urges {LONG}")], [op(1, f"Urges {LONG}")]) == [
        ("deleted", "PP1", ""),
        ("inserted", "", "OP1"),
    ]


def test_an_operative_paragraph_that_became_a_subparagraph_is_still_the_same_one() -> None:
    old, new = [op(1, "Asks:"), op(2, f"Urges {LONG};")], [op(1, "Asks:"), sub("(a)", f"Urges {LONG};")]
    assert shape(old, new) == [("same", "OP1", "OP1"), ("edited", "OP2", "OP1(a)")]


def test_front_lines_pair_by_what_they_say() -> None:
    old = [
        front(Field.SYMBOL, "NS/1/L.2"),
        front(Field.DATE, "1 May 2031"),
        title("Lights"),
        enacting("*The Sea Assembly,*"),
    ]
    new = [front(Field.SYMBOL, "NS/1/L.2/Rev.1"), title("Beacons"), enacting("*The Conference,*")]
    assert shape(old, new) == [
        ("edited", "Symbol", "Symbol"),
        ("deleted", "Date", ""),
        ("edited", "Title", "Title"),
        ("edited", "Enacting clause", "Enacting clause"),
    ]


def test_brackets_around_a_whole_paragraph_are_a_change() -> None:
    changes = diff_rows([op(9, "Urges;]", before="[")], [op(9, "Urges;")])
    assert changes.pairs[0].kind is PairKind.EDITED
    assert [(event.kind, event.words) for event in changes.events] == [(EventKind.BRACKETS_LIFTED, ())]


# --- notes -----------------------------------------------------------------------------------


def test_notes_that_were_renumbered_are_no_change_of_text() -> None:
    old = [pp("Recalling the treaty,^1"), note("1", "Treaty of the Isles.")]
    new = [
        pp("Noting the report,^1"),
        pp("Recalling the treaty,^2"),
        note("1", "Report."),
        note("2", "Treaty of the Isles."),
    ]
    assert shape(old, new) == [
        ("inserted", "", "PP1"),
        ("same", "PP1", "PP2"),
        ("inserted", "", "Note 1"),
        ("same", "Note 1", "Note 2"),
    ]


def test_of_notes_that_read_the_same_the_place_of_the_call_tells_which_is_which() -> None:
    old = [
        pp("Recalling the treaty of the isles,^1"),
        pp("Noting the report on the lights,^2"),
        note("1", "Ibid."),
        note("2", "Ibid."),
    ]
    new = [pp("Noting the report on the lights,^1"), note("1", "Ibid.")]
    assert shape(old, new)[-2:] == [("deleted", "Note 1", ""), ("same", "Note 2", "Note 1")]


def test_a_note_rewritten_is_edited_if_it_is_called_at_the_same_place() -> None:
    old = [pp("Recalling the treaty,^1"), note("1", "Collected Papers.")]
    new = [pp("Recalling the treaty,^4"), note("4", "Wholly different source, 2031.")]
    assert shape(old, new) == [("same", "PP1", "PP1"), ("edited", "Note 1", "Note 4")]


def test_a_note_written_out_because_the_one_before_it_went_is_still_the_note_of_its_call() -> None:
    old = [
        op(1, "Recalls the rules of the fund,^1 and thanks the donors;"),
        op(2, "Notes with concern that the reserve of the harbours^2 has not been formed;"),
        note("1", "NS/1/L.2, decision 4, para. 6."),
        note("2", "Ibid., para. 9."),
    ]
    for text in ("NS/1/L.2, decision 4, para. 9.", "NS/1/L.2, decision 4, para. 6."):
        new = [
            op(1, "Notes with concern that the reserve of the harbours^1 has not been formed;"),
            note("1", text),
        ]
        assert shape(old, new) == [
            ("deleted", "OP1", ""),
            ("same", "OP2", "OP1"),
            ("deleted", "Note 1", ""),
            ("edited", "Note 2", "Note 1"),
        ]


def test_a_note_called_before_another_of_the_same_word_takes_nothing_from_it() -> None:
    old = [pp("Recalling decision 4/9,^1 by which"), note("1", "Alpha papers.")]
    new = [pp("Recalling decision 4/9,^1^2 by which"), note("1", "Beta report."), note("2", "Alpha papers.")]
    assert shape(old, new)[1:] == [("inserted", "", "Note 1"), ("same", "Note 1", "Note 2")]


def test_a_call_of_another_note_is_a_change() -> None:
    old = [pp("Recalling^1 the treaty^2"), note("1", "Alpha papers."), note("2", "Beta report.")]
    new = [pp("Recalling^2 the treaty^1"), note("1", "Alpha papers."), note("2", "Beta report.")]
    assert diff_rows(old, new).pairs[0].kind is PairKind.EDITED


def test_notes_that_cite_other_documents_are_not_one_unless_called_at_the_same_place() -> None:
    six, nine = note("1", "Resolution 12/6, annex."), note("1", "Resolution 14/9, annex.")
    old = [op(1, f"Urges {LONG};^1"), op(2, "Thanks all;"), six]
    elsewhere = [op(1, "Thanks all;"), op(2, "Counts the ships of the north;^1"), nine]
    same_place = [op(1, f"Urges {LONG};^1"), op(2, "Thanks all;"), nine]
    kinds = [[pair.kind.value for pair in diff_rows(old, new).pairs[2:]] for new in (elsewhere, same_place)]
    assert kinds == [["inserted", "deleted", "inserted"], ["edited"]]


def test_a_chapeau_goes_with_the_subparagraphs_below_it() -> None:
    items = [sub("(a)", f"{LONG};"), sub("(b)", "every harbour to count the ships that pass before it;")]
    old = [op(1, "Urges States to ask:"), *items]
    new = [op(1, "Invites every harbour, as its means allow, to beg of:"), *items]
    assert [kind for kind, _, _ in shape(old, new)] == ["edited", "same", "same"]


def test_another_form_of_sponsor_line_replaces_the_whole_line() -> None:
    submitted = "Draft decision submitted by the Bureau on the basis of talks on draft decision A/31/L.4"
    (pair,) = diff_rows([sponsors("Norway: draft decision")], [sponsors(submitted)]).pairs
    assert [edit.kind for edit in pair.edits] == [EditKind.DELETE, EditKind.INSERT]


def test_notes_that_changed_places_can_be_carried_out_and_back() -> None:
    old = [pp("Recalling the treaty^1 and the isles^2"), note("1", "Alpha."), note("2", "Beta.")]
    new = [pp("Noting the isles^2"), pp("Recalling the treaty^1"), note("2", "Beta."), note("1", "Alpha.")]
    changes = diff_rows(old, new)
    assert {pair.kind for pair in changes.pairs[-2:]} == {PairKind.SAME}
    assert apply(changes, old) == tuple(new)
    assert apply(invert(changes), new) == tuple(old)


def test_notes_come_last_even_where_one_was_deleted() -> None:
    old = [pp("Recalling the treaty,^1"), note("1", "Treaty.")]
    new = [pp("Recalling the treaty,"), op(1, "Urges.")]
    assert [kind for kind, _, _ in shape(old, new)] == ["edited", "inserted", "deleted"]


# --- events ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "kind", "words"),
    [
        ("Asks all to act [by 2009];", "Asks all to act by 2009;", EventKind.BRACKETS_LIFTED, ("by 2009",)),
        ("Asks all to act by 2009;", "Asks all to act [by 2009];", EventKind.BRACKETS_OPENED, ("by 2009",)),
        ("All [shall][may] act;", "All shall act;", EventKind.ALTERNATIVE_CHOSEN, ("shall", "may")),
        ("All [can/shall/may] act;", "All shall act;", EventKind.ALTERNATIVE_CHOSEN, ("shall", "can", "may")),
        (
            "All [Sudmark: shall] [EU: may] act;",
            "All may act;",
            EventKind.ALTERNATIVE_CHOSEN,
            ("may", "shall"),
        ),
        ("All [and some] act now;", "All act now;", EventKind.BRACKETED_TEXT_DROPPED, ("and some",)),
        (
            "All [and some] act;",
            "All [and many] act;",
            EventKind.BRACKETED_TEXT_REPLACED,
            ("and many", "and some"),
        ),
        ("All [A][B][C] act now;", "All [A][C] act now;", EventKind.BRACKETED_TEXT_DROPPED, ("B",)),
        ("All act now;", "All act now [and later];", EventKind.BRACKETED_TEXT_ADDED, ("and later",)),
        (
            "That [does/does not] end;",
            "That does not end;",
            EventKind.ALTERNATIVE_CHOSEN,
            ("does not", "does"),
        ),
        ("That [does/does not] end;", "That does end;", EventKind.ALTERNATIVE_CHOSEN, ("does", "does not")),
        (
            "Asks them [all to act / some of them to rest] now;",
            "Asks them all to act now;",
            EventKind.ALTERNATIVE_CHOSEN,
            ("all to act", "some of them to rest"),
        ),
        ("All [shall] [EU: delete] act;", "All act;", EventKind.ALTERNATIVE_CHOSEN, ("", "shall")),
        ("All shall act;", "All [shall][may] act;", EventKind.ALTERNATIVES_OPENED, ("shall", "may")),
        ("That does end;", "That [does/does not] end;", EventKind.ALTERNATIVES_OPENED, ("does", "does not")),
        (
            "That does not end;",
            "That [does/does not] end;",
            EventKind.ALTERNATIVES_OPENED,
            ("does not", "does"),
        ),
        (
            "All act [by 2009] now;",
            "All act by 2031 now;",
            EventKind.BRACKETED_TEXT_SETTLED,
            ("by 2031", "by 2009"),
        ),
        (
            "All act [by night] at sea;",
            "All rest on land at sea;",
            EventKind.BRACKETED_TEXT_DROPPED,
            ("by night",),
        ),
        (
            "Tests it [four times a year][once a year];",
            "Tests it twice a year;",
            EventKind.BRACKETED_TEXT_SETTLED,
            ("twice a year", "four times a year", "once a year"),
        ),
        (
            "All act [EU: on the first day] [Samoa: at the end];",
            "All act on the first day and at the end;",
            EventKind.BRACKETS_LIFTED,
            ("on the first day", "at the end"),
        ),
        ("[All of them act at sea];", "All of them act at sea;", EventKind.BRACKETS_LIFTED, ()),
        (
            "Asks all to [Samoa, Peru: act] [Chile: rest];",
            "Asks all to [Samoa: act] [Chile: rest];",
            EventKind.PROPONENTS_WITHDRAWN,
            ("act", "Peru"),
        ),
        (
            "Asks all to [keep 72 lamps lit] now;",
            "Asks all to [Samoa, Peru: keep 48 lamps lit] now;",
            EventKind.PROPONENTS_JOINED,
            ("keep 48 lamps lit", "Samoa", "Peru"),
        ),
    ],
)
def test_what_happened_to_brackets_is_named(
    old: str, new: str, kind: EventKind, words: tuple[str, ...]
) -> None:
    changes = diff_rows([op(3, old)], [op(3, new)])
    assert [(event.kind, event.label, event.words) for event in changes.events] == [(kind, "OP3", words)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("see [symbol to be added] on this matter;", "see NS/1/L.2 on this matter;"),
        ("All act;", "All act, see [symbol to be added];"),
    ],
)
def test_placeholders_make_no_events(old: str, new: str) -> None:
    assert diff_rows([op(3, old)], [op(3, new)]).events == ()


SETTLED, DROPPED = EventKind.BRACKETED_TEXT_SETTLED, EventKind.BRACKETED_TEXT_DROPPED


@pytest.mark.parametrize(
    ("old", "new", "kind", "words"),
    [
        ("Act[;][.]", "Act;", EventKind.ALTERNATIVE_CHOSEN, (";", ".")),
        ("Act[;][.]", "Act.", EventKind.ALTERNATIVE_CHOSEN, (".", ";")),
        ("Act[;][.]", "Act", DROPPED, (";", ".")),
        ("See [EU: all][Peru: some] light", "See not all light", SETTLED, ("not all", "all", "some")),
        ("See [EU: all][Peru: some] light", "See all light", EventKind.ALTERNATIVE_CHOSEN, ("all", "some")),
        ("[shall][should]", "shall not", SETTLED, ("shall not", "shall", "should")),
        ("All [shall][should] be open;", "All shall not remain open;", DROPPED, ("should",)),
        ("All [act/rest] here;", "All not act here;", SETTLED, ("not act", "act", "rest")),
        ("Sail [by night] only;", "Sail by no night only;", SETTLED, ("by no night", "by night")),
        (
            "Isles [, in particular small ones,] light",
            "Isles, in particular, light",
            SETTLED,
            (", in particular,", ", in particular small ones,"),
        ),
        ("[a][b][c]", "[b][a]", DROPPED, ("c",)),
        ("See [a][b][c] now;", "See [b] now;", DROPPED, ("a", "c")),
    ],
)
def test_nothing_is_said_to_be_chosen_lifted_or_dropped_that_was_not(
    old: str, new: str, kind: EventKind, words: tuple[str, ...]
) -> None:
    changes = diff_rows([op(3, old)], [op(3, new)])
    assert [(event.kind, event.words) for event in changes.events] == [(kind, words)]


def test_a_bracket_is_lifted_though_a_bracket_inside_it_was_dropped() -> None:
    old = "In the spirit of the treaty, [and led by its words [and rules], in the light of [all] tides], act;"
    new = "In the spirit of the treaty, and led by its words, in the light of all tides, act;"
    assert [(event.kind.value, event.words) for event in diff_rows([op(1, old)], [op(1, new)]).events] == [
        ("brackets lifted", ("and led by its words [and rules], in the light of [all] tides",)),
        ("bracketed text dropped", ("and rules",)),
        ("brackets lifted", ("all",)),
    ]


def test_brackets_over_several_paragraphs_are_followed() -> None:
    old = [op(1, f"Urges {LONG};", before="["), op(2, "Thanks the islands of the north;]")]
    new = [op(1, f"Urges {LONG};"), op(2, "Thanks the islands of the north;")]
    assert [(event.kind, event.label, event.through) for event in diff_rows(old, new).events] == [
        (EventKind.BRACKETS_LIFTED, "OP1", "OP2")
    ]


def test_a_whole_paragraph_that_went_is_not_also_a_bracket_that_went() -> None:
    assert diff_rows([op(1, "[Urges all of them;]"), op(2, "Asks.")], [op(1, "Asks.")]).events[1:] == ()


def test_an_option_chosen_is_named_with_those_that_were_not() -> None:
    old = [
        op(5, "Urges all of them to act;", option="Option 1:"),
        tail("No text;", option="Option 2:"),
        op(6, "Asks;"),
    ]
    for new in ([op(5, "Urges all of them to act;"), op(6, "Asks;")], [op(5, "No text;"), op(6, "Asks;")]):
        chosen = ("Option 1", "Option 2") if new[0].text != "No text;" else ("Option 2", "Option 1")
        assert [(event.kind, event.label, event.words) for event in diff_rows(old, new).events] == [
            (EventKind.ALTERNATIVE_CHOSEN, "OP5", chosen)
        ]


def test_sponsors_that_joined_and_left_are_named() -> None:
    changes = diff_rows(
        [sponsors("Norway and Chile: draft decision")], [sponsors("Norway, Peru and Samoa: draft decision")]
    )
    assert [(event.kind, event.words) for event in changes.events] == [
        (EventKind.SPONSORS_JOINED, ("Peru", "Samoa")),
        (EventKind.SPONSORS_WITHDRAWN, ("Chile",)),
    ]


# --- carrying out ----------------------------------------------------------------------------


def test_changes_are_refused_by_a_draft_they_were_not_made_from() -> None:
    changes = diff_rows([op(1, "Urges;")], [op(1, "Asks;")])
    with pytest.raises(DraftkitError, match="OP1 reads differently"):
        apply(changes, [op(1, "Thanks;")])
    with pytest.raises(DraftkitError, match="1 paragraphs, it has 2"):
        apply(changes, [op(1, "Urges;"), op(2, "Thanks;")])


PHRASE = st.lists(
    st.sampled_from(
        [
            "the",
            "of",
            "and",
            "States",
            "shall",
            "act",
            "[now]",
            "[shall/should]",
            "by",
            "2009,",
            "report;",
            "*Urges*",
            "treaty,^1",
            "^2",
            "A/RES/70/1",
        ]
    ),
    max_size=9,
).map(" ".join)
ROW = st.one_of(
    st.builds(op, st.integers(1, 4), PHRASE),
    st.builds(pp, PHRASE),
    st.builds(sub, st.sampled_from(["(a)", "(b)"]), PHRASE),
    st.builds(tail, PHRASE),
    st.builds(para, PHRASE, st.sampled_from(["", "1."])),
    st.builds(heading, PHRASE),
    st.builds(title, PHRASE),
    st.builds(
        lambda number, text: op(number, text, before="[", option="Option 1:"), st.integers(1, 4), PHRASE
    ),
)
NOTES = st.lists(
    st.builds(note, st.sampled_from("123"), PHRASE), max_size=3, unique_by=lambda row: row.marker
)
DRAFT = st.builds(lambda body, notes: (*body, *notes), st.lists(ROW, max_size=8), NOTES)


@st.composite
def edited(draw: st.DrawFn) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """A draft and a version of it with rows dropped, repeated, exchanged, replaced."""
    old = draw(DRAFT)
    body = [row for row in old if row.kind.value != "note"]
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, len(body)))
        match draw(st.sampled_from(["insert", "drop", "repeat", "swap"])):
            case "insert":
                body.insert(place, draw(ROW))
            case "drop":
                del body[place : place + 1]
            case "repeat":
                body[place:place] = body[:1]
            case "swap":
                body = body[place:] + body[:place]
    return old, (*body, *draw(NOTES))


PAIRS = st.one_of(edited(), st.tuples(DRAFT, DRAFT))


@given(DRAFT)
def test_a_draft_does_not_differ_from_itself(draft: tuple[Row, ...]) -> None:
    changes = diff_rows(draft, draft)
    assert not changes.any
    assert changes.events == ()


@given(PAIRS)
def test_changes_lead_to_the_new_draft_and_back(drafts: tuple[tuple[Row, ...], tuple[Row, ...]]) -> None:
    old, new = drafts
    changes = diff_rows(old, new)
    assert apply(changes, old) == new
    assert apply(invert(changes), new) == old
    assert changes.any == (old != new)


@given(PAIRS)
def test_every_row_is_in_one_pair(drafts: tuple[tuple[Row, ...], tuple[Row, ...]]) -> None:
    old, new = drafts
    pairs = diff_rows(old, new).pairs
    assert sorted(pair.old_place for pair in pairs if pair.old) == list(range(len(old)))
    assert [pair.new_place for pair in pairs if pair.new] == list(range(len(new)))
    assert all(pair.old == old[pair.old_place] for pair in pairs if pair.old)
    body = [pair.old_place for pair in pairs if pair.old and pair.old.kind.value != "note"]
    assert body == sorted(body)


@given(PAIRS)
def test_turning_round_twice_changes_nothing(drafts: tuple[tuple[Row, ...], tuple[Row, ...]]) -> None:
    changes: Changes = diff_rows(*drafts)
    assert invert(invert(changes)) == changes


def test_brackets_nested_a_thousand_deep_are_compared() -> None:
    old, new = [op(1, "[" * 1000 + "act" + "]" * 1000)], [op(1, "[" * 999 + "act" + "]" * 999)]
    changes = diff_rows(old, new)
    assert apply(changes, old) == tuple(new)
    assert [edit.kind.value for edit in changes.pairs[0].edits if edit.kind is not EditKind.EQUAL] == [
        "delete",
        "delete",
    ]


# --- paragraphs that moved ---

LAMPS = "Decides to light every harbour of the northern coast before the winter;"
OIL = "Requests the Harbour Office to report on the oil that each lamp consumes:"
SUMMER = "In the summer, when the nights are short and the sea is calm;"
FUND = "Invites the States of the coast to contribute to the fund for lamps and moles;"
MOLE = "Welcomes the offer of the Isles of Merrow to build a mole of stone;"


def moved(*texts: str) -> tuple[Row, ...]:
    """Operative paragraphs; a text that begins with a bracket is a subparagraph."""
    out: list[Row] = []
    for text in texts:
        if text.startswith("("):
            marker, _, words = text.partition(" ")
            out.append(Row(RowKind.SUBPARAGRAPH, (Text(words),), marker, level=1))
        else:
            number = sum(row.kind is RowKind.OPERATIVE for row in out) + 1
            out.append(Row(RowKind.OPERATIVE, (Text(text),), f"{number}."))
    return tuple(out)


def moves_of(old: Sequence[Row], new: Sequence[Row]) -> list[tuple[str, str, str]]:
    """Old label, new label, and the words that changed on the way."""
    changes = diff_rows(old, new)
    return [
        (
            changes.pairs[move.went].old_label,
            changes.pairs[move.came].new_label,
            "".join(
                span.text if isinstance(span, Text) else span.note
                for edit in move.edits
                if edit.kind in (EditKind.DELETE, EditKind.INSERT)
                for span in edit.old or edit.new
            ),
        )
        for move in changes.moves
    ]


def test_a_paragraph_that_moved_is_the_same_paragraph() -> None:
    assert moves_of(moved(LAMPS, FUND, MOLE), moved(FUND, MOLE, LAMPS)) == [("OP1", "OP3", "")]


def test_a_paragraph_that_moved_and_changed_shows_what_changed() -> None:
    other = FUND.replace("to the fund", "generously to the fund")
    assert moves_of(moved(LAMPS, MOLE, FUND), moved(other, LAMPS, MOLE)) == [("OP3", "OP1", "generously ")]


def test_subparagraphs_move_with_their_paragraph_and_are_told_once() -> None:
    old = moved(OIL, f"(a) {SUMMER}", LAMPS, FUND, MOLE)
    new = moved(LAMPS, FUND, MOLE, OIL, f"(a) {SUMMER}")
    assert moves_of(old, new) == [("OP1", "OP4", ""), ("OP1(a)", "OP4(a)", "")]
    told = [event for event in diff_rows(old, new).events if event.kind is EventKind.MOVED]
    assert [(event.label, event.words) for event in told] == [("OP4", ("OP1", "OP3"))]


def test_what_came_and_what_went_is_no_move_when_it_says_something_else() -> None:
    assert moves_of(moved(LAMPS, FUND), moved(FUND, MOLE)) == []
    assert moves_of(moved("Yes;", LAMPS), moved(LAMPS, "Yes;")) == [], "two words may stand anywhere"


def test_a_chapeau_found_in_a_long_paragraph_elsewhere_did_not_move() -> None:
    chapeau = "Decides that the Panel of Pilots of all the Isles will:"
    long = f"Regrets that the Panel of Pilots of all the Isles, which will count ships, did not ask {LONG};"
    old = [
        op(1, "Thanks all of them;"),
        op(2, chapeau),
        sub("(a)", "Keep a light burning through the night;"),
    ]
    new = [op(1, long), op(2, "Thanks all of them;")]
    assert diff_rows(old, new).moves == ()


def test_the_same_words_many_times_are_taken_in_order() -> None:
    old = moved(LAMPS, LAMPS, *[f"{FUND} {number}" for number in range(3)])
    new = moved(*[f"{FUND} {number}" for number in range(3)], LAMPS, LAMPS)
    assert moves_of(old, new) == [("OP1", "OP4", ""), ("OP2", "OP5", "")]


def test_moves_are_turned_round_with_the_changes() -> None:
    changes = diff_rows(moved(LAMPS, FUND, MOLE), moved(FUND, MOLE, LAMPS))
    back = invert(changes)
    assert [(back.pairs[m.went].old_label, back.pairs[m.came].new_label) for m in back.moves] == [
        ("OP3", "OP1")
    ]
    assert invert(back).moves == changes.moves


def test_a_paragraph_that_moved_is_not_held_against_the_one_whose_place_it_took() -> None:
    """The two have four words in ten in common, and stand alone between the same neighbours."""
    went = "*Requests* the Secretary to buy two lamps for each pier of the coast;"
    moved = "*Requests* the Bureau to report to the Council on each boat of the pilots;"
    stay = ["*Notes* the charts of the bed;", "*Thanks* all keepers;", "*Recalls* the harvest of ice;"]
    old = [op(number, text) for number, text in enumerate((stay[0], went, stay[1], stay[2], moved), 1)]
    new = [op(number, text) for number, text in enumerate((stay[0], moved, stay[1], stay[2]), 1)]
    changes = diff_rows(old, new)
    assert [(changes.pairs[m.went].old_place, changes.pairs[m.came].new_place) for m in changes.moves] == [
        (4, 1)
    ]
    assert [pair.old_place for pair in changes.pairs if pair.new is None] == [1, 4]


def test_of_two_paragraphs_that_changed_places_the_shorter_one_moved() -> None:
    long = "*Requests* the Secretary to buy two lamps for each pier of the coast before the ice comes;"
    short = "*Requests* the Bureau to report on each boat of the pilots;"
    ends = ("*Notes* the charts of the bed;", "*Thanks* all keepers;")
    for one, other, went in ((long, short, 2), (short, long, 1)):
        old, new = (
            [op(number, text) for number, text in enumerate((ends[0], *middle, ends[1]), 1)]
            for middle in ((one, other), (other, one))
        )
        (move,) = diff_rows(old, new).moves
        assert diff_rows(old, new).pairs[move.went].old_place == went


def test_a_paragraph_that_comes_twice_over_its_neighbours_stays_in_one_place_alone() -> None:
    long = "*Requests* the keepers of the northern coast to keep a list of buoys, bells and {};"
    old = [op(n, text) for n, text in enumerate(("*Decides* to meet;", long.format("masts"), "*Thanks*."), 1)]
    texts = (long.format("flags"), "*Decides* to meet;", "*Thanks*.", long.format("lamps"))
    new = [op(number, text) for number, text in enumerate(texts, 1)]
    pairs = diff_rows(old, new).pairs
    assert sorted(pair.old_place for pair in pairs if pair.old) == [0, 1, 2]
    assert [pair.new_place for pair in pairs if pair.new] == [0, 1, 2, 3]
