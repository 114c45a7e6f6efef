"""Drafts as JSON, and the schemas that describe JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from builders import annex, enacting, front, heading, note, op, para, pp, sponsors, sub, tail, title
from hypothesis import given
from jsonschema import Draft202012Validator
from strategies import draft_rows, texts

from draftkit.build import build
from draftkit.compare import diff
from draftkit.compare.changes import EditKind, EventKind, PairKind
from draftkit.content import MARK
from draftkit.errors import DraftkitError
from draftkit.model import BracketKind, Field
from draftkit.negotiate.compiling import compile_drafts
from draftkit.negotiate.data import to_json
from draftkit.readers import read_file
from draftkit.readers.reading import Reading
from draftkit.readers.text import read_text
from draftkit.rows import Row, RowKind, rows
from draftkit.writers.changes_json import changes_json
from draftkit.writers.json import draft_json, heading_number, write_json

Json = dict[str, Any]


def schema(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((files("draftkit") / "schema" / name).read_text(encoding="utf-8")))


DRAFT = schema("draft.json")
CHANGES = schema("changes.json")
COMPILATION = schema("compilation.json")


def of(*given_rows: Row) -> Json:
    """The JSON of a draft with these rows, checked against the schema."""
    found = draft_json(build(given_rows))
    DRAFT.validate(found)
    return found


def written(readings: Sequence[Reading]) -> list[Json]:
    """What ``parse --format json`` prints, checked against the schema; a list also for one draft."""
    out = json.loads(write_json([r.draft for r in readings], [r.warnings for r in readings]))
    DRAFT.validate(out)
    return out if isinstance(out, list) else [out]


def read(text: str) -> Json:
    (found,) = written(read_text(text))
    return found


def alternatives(bracket: Json) -> list[tuple[str, list[str], str]]:
    return [(each["label"], each["proponents"], each["text"]) for each in bracket["alternatives"]]


def strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for each in value:
                yield from strings(each)
        case dict():
            for each in value.values():
                yield from strings(each)


# --- the schemas -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["draft.json", "changes.json", "brackets.json", "decision.json", "concordance.json", "compilation.json"],
)
def test_a_schema_is_a_schema_and_every_object_in_it_is_closed_and_described(name: str) -> None:
    content = schema(name).schema
    Draft202012Validator.check_schema(content)

    def objects(value: Any) -> Iterator[Json]:
        if isinstance(value, dict):
            if value.get("type") == "object":
                yield value
            for each in value.values():
                yield from objects(each)
        elif isinstance(value, list):
            for each in value:
                yield from objects(each)

    found = list(objects(content))
    assert found
    for each in found:
        assert each["additionalProperties"] is False
        assert each["description"]
        assert set(each["required"]) <= set(each["properties"])


def test_the_schema_refuses_a_key_it_does_not_know() -> None:
    found = of(op(1, "*Urges* all;"))
    assert DRAFT.is_valid(found)
    assert not DRAFT.is_valid(found | {"extra": 1})
    found["operative"][0]["colour"] = "red"
    assert not DRAFT.is_valid(found)


def test_the_schemas_name_the_kinds_that_the_code_has() -> None:
    drafts, changes = DRAFT.schema["$defs"], CHANGES.schema["$defs"]
    assert drafts["bracket"]["properties"]["kind"]["enum"] == list(BracketKind)
    assert drafts["front_line"]["properties"]["field"]["enum"] == list(Field)
    assert changes["event"]["properties"]["kind"]["enum"] == list(EventKind)
    assert changes["same"]["properties"]["paragraph"]["enum"] == list(RowKind)
    assert {each["properties"]["kind"]["const"] for each in changes["edit"]["oneOf"]} == set(EditKind)
    pairs = [
        changes["same"]["properties"]["kind"]["const"],
        *changes["changed"]["properties"]["kind"]["enum"],
    ]
    assert pairs == list(PairKind)


def test_the_examples_fit_the_schema(examples: Path) -> None:
    drafts = [path for path in sorted(examples.glob("*.md")) if path.name != "README.md"]
    assert len(drafts) >= 4
    for path in drafts:
        written(read_file(path))


def test_the_changes_of_the_examples_fit_the_schema(examples: Path) -> None:
    versions = [read_file(path)[0].draft for path in sorted(examples.glob("rivers-*.md"))]
    for old in versions:
        for new in versions:
            CHANGES.validate(changes_json(diff(old, new)))


@given(draft_rows())
def test_every_draft_fits_the_schema(given_rows: tuple[Row, ...]) -> None:
    of(*given_rows)


@given(draft_rows(), draft_rows())
def test_all_changes_fit_the_schema(old: tuple[Row, ...], new: tuple[Row, ...]) -> None:
    CHANGES.validate(changes_json(diff(build(old), build(new))))


@given(texts())
def test_any_text_gives_json_that_fits_the_schema_and_has_every_word(text: str) -> None:
    try:
        readings = read_text(text)
    except DraftkitError:
        return
    for reading, found in zip(readings, written(readings), strict=True):
        for row in rows(reading.draft):
            assert_has_words(found, row)


@given(draft_rows())
def test_no_word_of_a_draft_is_missing(given_rows: tuple[Row, ...]) -> None:
    found = of(*given_rows)
    for row in given_rows:
        assert_has_words(found, row)


def assert_has_words(found: Json, row: Row) -> None:
    """A string of the JSON has the text of the row, white space and brackets aside."""

    def plain(text: str) -> str:
        return re.sub(r"\s", "", MARK.sub("", text))

    pool = [plain(text) for text in strings(found)]
    assert any(plain(row.text) in text for text in pool), row.text


# --- front matter --------------------------------------------------------------------------------


def test_the_front_matter_stands_in_named_fields_and_as_issued() -> None:
    found = of(
        front(Field.SYMBOL, "RIV/COP/2031/L.4"),
        front(Field.ORGAN, "Conference of the Parties"),
        front(Field.DISTRIBUTION, "Distr.: Limited"),
        front(Field.COMMITTEE, "Committee of the Whole"),
        sponsors("Estmark and Norvania: revised draft decision"),
        title("Warnings\nof floods"),
        enacting(),
    )
    assert found["masthead"]["symbol"] == "RIV/COP/2031/L.4"
    assert found["masthead"]["distribution"] == "Limited"
    assert found["masthead"]["session"] is None
    assert found["masthead"]["document_type"] == "revised draft decision"
    assert [each["name"] for each in found["sponsors"]] == ["Estmark", "Norvania"]
    assert found["title"] == "Warnings of floods"
    assert found["enacting_clause"] == "The Assembly of the Isles,"
    assert {"field": "committee", "text": "Committee of the Whole", "line": None} in found["front"]


def test_a_draft_without_sponsors_has_none() -> None:
    assert of(op(1, "*Urges* all;"))["sponsors"] == []


# --- paragraphs ----------------------------------------------------------------------------------


def test_a_paragraph_has_its_label_number_text_and_opening() -> None:
    (paragraph,) = of(op("5bis.", "*Also decides* to meet[ again];^1"), note("1", "Note."))["operative"]
    assert paragraph["label"] == "OP5 bis"
    assert (paragraph["number"], paragraph["marker"]) == ("5 bis", "5bis.")
    assert paragraph["text"] == "Also decides to meet[ again];"
    assert paragraph["opening"] == "Also decides"
    assert paragraph["notes"] == ["1"]


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("*Marvelling* at the tides,", "Marvelling"),
        ("[*Marvelling* at the tides,]", "Marvelling"),
        ("*Recalling* *also* the tides,", "Recalling also"),
        ("[*Notes*][*Welcomes*] the tides,", "Notes"),
        ("Taking note with satisfaction of the tides,", "Taking note with satisfaction"),
        ("*Recalling the tides of the year before,*", "Recalling"),
        ("The tides,", ""),
    ],
)
def test_the_opening_is_what_the_source_sets_in_italics_else_what_the_lexicon_knows(
    text: str, opening: str
) -> None:
    assert of(pp(text))["preambular"][0]["opening"] == opening


def test_subparagraphs_nest_and_the_tail_belongs_to_the_paragraph() -> None:
    found = of(
        op(3, "*Requests* the Office:"),
        sub("(a)", "To count;"),
        sub("(i)", "By day;", 2),
        sub("(ii)", "By night[, and at dusk];", 2),
        tail("and to report^1 [soon];"),
        note("1", "Note."),
    )
    (paragraph,) = found["operative"]
    (letter,) = paragraph["subparagraphs"]
    assert [each["label"] for each in letter["subparagraphs"]] == ["OP3(a)(i)", "OP3(a)(ii)"]
    assert letter["opening"] == ""
    assert paragraph["tail"] == "and to report [soon];"
    assert paragraph["notes"] == ["1"]
    assert [each["alternatives"][0]["text"] for each in paragraph["brackets"]] == ["soon"]
    assert [each["label_of_paragraph"] for each in found["brackets"]] == ["OP3(a)(ii)", "OP3 tail"]


def test_a_note_with_two_calls_is_one_note() -> None:
    found = of(pp("Recalling^1 this^1,"), op(1, "Urges all;^1"), note("1", "See above."))
    assert found["notes"] == [{"number": "1", "text": "See above.", "calls": 3}]
    assert found["preambular"][0]["notes"] == ["1"]


def test_sections_tell_by_label_what_stands_under_them() -> None:
    found = of(
        enacting(),
        heading("I. Lighthouses"),
        pp("Recalling one,"),
        op(1, "Urges all;"),
        heading("A. Oil", 2),
        op(2, "Asks all;"),
        heading("II\nSea marks"),
        op(1, "Thanks all."),
    )
    told = [
        (s["number"], s["heading"], s["level"], len(s["preambular"]), s["operative"])
        for s in found["sections"]
    ]
    assert told == [
        ("I", "Lighthouses", 1, 1, ["I, OP1"]),
        ("A", "Oil", 2, 0, ["I, OP2"]),
        ("II", "Sea marks", 1, 0, ["II, OP1"]),
    ]
    assert [each["label"] for each in found["operative"]] == ["I, OP1", "I, OP2", "II, OP1"]


@pytest.mark.parametrize(
    ("heading_text", "number", "words"),
    [
        ("IV. Review", "IV", "Review"),
        ("II Sea marks", "II", "Sea marks"),
        ("B", "B", ""),
        ("3. Tides", "3", "Tides"),
        ("A plan of action", "", "A plan of action"),
        ("Review", "", "Review"),
    ],
)
def test_a_heading_is_a_number_and_words(heading_text: str, number: str, words: str) -> None:
    assert heading_number(heading_text) == (number, words)


def test_an_annex_keeps_its_paragraphs_to_itself() -> None:
    found = of(
        op(1, "Adopts the annex."),
        annex("Annex\nRules"),
        heading("A. Purpose"),
        para("The rules serve.", "1."),
        sub("(a)", "Well;"),
        heading("B. End"),
        para("They end.", "2."),
        Row(RowKind.VERBATIM, rows(build((para("| a | b |"),)))[0].content),
    )
    (paragraphs,) = (each["paragraphs"] for each in found["annexes"])
    assert len(found["operative"]) == 1
    assert [each["label"] for each in paragraphs] == ["Annex, para. 1", "Annex, para. 2"]
    assert paragraphs[0]["subparagraphs"][0]["label"] == "Annex, para. 1(a)"
    assert found["annexes"][0]["heading"] == "Annex Rules"
    assert [(s["number"], s["paragraphs"]) for s in found["annexes"][0]["sections"]] == [
        ("A", ["Annex, para. 1"]),
        ("B", ["Annex, para. 2"]),
    ]
    assert found["annexes"][0]["unclassified"] == [{"text": "| a | b |", "line": None}]
    assert found["unclassified"] == []


def test_what_has_no_place_elsewhere_is_unclassified_with_its_line() -> None:
    found = read("# Title\n\n*The Assembly of the Isles,*\n\n(a) Alone;\n\n1. *Urges* all;\n\n| a | b |\n")
    assert {"text": "(a) Alone;", "line": 5} in found["unclassified"]
    assert {"text": "| a | b |", "line": 9} in found["unclassified"]


def test_warnings_have_line_and_column() -> None:
    found = read("# Title\n\n*The Assembly of the Isles,*\n\n1. *Urges* [all;\n\n2. *Asks*[^9] all.\n")
    assert [(each["line"], each["column"]) for each in found["warnings"]] == [(5, 12), (7, 10)]


def test_several_drafts_are_an_array_and_one_is_not() -> None:
    one = build((op(1, "Urges all;"),))
    assert isinstance(json.loads(write_json([one])), dict)
    both = json.loads(write_json([one, one]))
    DRAFT.validate(both)
    assert len(both) == 2


def test_keys_stand_in_the_same_order_and_text_is_not_escaped() -> None:
    text = write_json([build((title("Воды 水"), op(1, "Urges all;")))])
    assert "Воды 水" in text
    assert list(json.loads(text))[:5] == ["schema", "masthead", "sponsors", "title", "enacting_clause"]
    assert text == write_json([build((title("Воды 水"), op(1, "Urges all;")))])


# --- brackets ------------------------------------------------------------------------------------


def test_alternatives_have_proponents_and_labels_and_may_be_empty() -> None:
    found = of(op(1, "*Urges* [Norvania, Estmark: all] [Calder: Option 2: some] [Skerries: delete] States;"))
    (bracket,) = found["brackets"]
    assert alternatives(bracket) == [
        ("", ["Norvania", "Estmark"], "all"),
        ("Option 2", ["Calder"], "some"),
        ("delete", ["Skerries"], ""),
    ]


def test_strokes_divide_alternatives_but_not_symbols() -> None:
    found = of(op(1, "Each Party [shall/should] read [A/RES/70/1] [and/or] [x]."))
    assert [len(each["alternatives"]) for each in found["brackets"]] == [2, 1, 1, 1]
    assert [each["kind"] for each in found["brackets"]][-1] == "placeholder"


def test_depth_counts_the_brackets_around() -> None:
    found = of(op(1, "Urges [all [States [and others]]] [now];"))
    assert [(each["depth"], each["alternatives"][0]["text"]) for each in found["brackets"]] == [
        (1, "all [States [and others]]"),
        (2, "States [and others]"),
        (3, "and others"),
        (1, "now"),
    ]


def test_a_bracket_around_a_whole_paragraph_belongs_to_it_and_has_its_number() -> None:
    (paragraph,) = of(op(9, "*Also decides* [to meet];]", before="["))["operative"]
    outer, inner = paragraph["brackets"]
    assert paragraph["text"] == "Also decides [to meet];"
    assert alternatives(outer) == [("", [], "9. Also decides [to meet];")]
    assert (outer["depth"], inner["depth"]) == (1, 2)
    assert outer["label_of_paragraph"] == "OP9"


def test_a_bracket_around_several_paragraphs_has_them_line_by_line() -> None:
    found = of(
        op(1, "Urges:", before="[Norvania: "), sub("(a)", "All;"), op(2, "Asks all;]"), op(3, "Thanks all.")
    )
    (bracket,) = found["brackets"]
    assert alternatives(bracket) == [("", ["Norvania"], "1. Urges:\n(a) All;\n2. Asks all;")]
    assert len(found["operative"]) == 3


def test_a_bracket_that_closes_in_another_paragraph_has_the_text_between() -> None:
    found = of(op(1, "Urges [all [States];"), op(2, "Asks some] others [now];"))
    assert [
        (each["label_of_paragraph"], each["depth"], alternatives(each)[0][2]) for each in found["brackets"]
    ] == [
        ("OP1", 1, "all [States];\n2. Asks some"),
        ("OP1", 2, "States"),
        ("OP2", 1, "now"),
    ]


def test_linked_brackets_may_hold_whole_paragraphs_in_brackets_and_options() -> None:
    found = of(
        op(1, "Urges [all;"),
        op(2, "Asks all;]", before="["),
        op(3, "Meets;", option="Option 1:"),
        tail("Waits;", option="Option 2:"),
        op(4, "Thanks some] others;"),
    )
    assert alternatives(found["brackets"][0])[0][2].split("\n") == [
        "all;",
        "[2. Asks all;]",
        "3.",
        "Option 1: Meets;",
        "Option 2: Waits;",
        "4. Thanks some",
    ]
    assert [each["depth"] for each in found["brackets"]] == [1, 2, 2]


def test_options_under_one_number_are_the_text_of_that_number() -> None:
    found = of(
        op(10, "*Requests* the Office to [soon] meet;", option="Option 1:"),
        tail("No text;", option="Option 2:"),
        op(11, "Thanks all."),
    )
    paragraph = found["operative"][0]
    assert paragraph["label"] == "OP10"
    assert paragraph["text"] == "Option 1: Requests the Office to [soon] meet;\nOption 2: No text;"
    assert paragraph["opening"] == "Requests"
    assert paragraph["tail"] == ""
    options, inner = paragraph["brackets"]
    assert options["label_of_paragraph"] == "OP10"
    assert alternatives(options) == [
        ("Option 1", [], "Requests the Office to [soon] meet;"),
        ("Option 2", [], "No text;"),
    ]
    assert inner["depth"] == 2


def test_options_that_are_paragraphs_are_paragraphs() -> None:
    found = of(
        para("", option="Option 1:"), op(1, "Urges all;"), para("", option="Option 2:"), op(1, "Asks all;")
    )
    assert [each["text"] for each in found["operative"]] == ["Urges all;", "Asks all;"]
    assert [each[0] for each in alternatives(found["brackets"][0])] == ["Option 1", "Option 2"]


def test_brackets_of_the_title_and_of_notes_are_told_where_they_stand() -> None:
    found = of(title("[Early] warning"), op(1, "Urges all;^1"), note("1", "[to come]"))
    assert [each["label_of_paragraph"] for each in found["brackets"]] == ["Title", "Note 1"]


def test_brackets_a_thousand_deep_are_all_told() -> None:
    found = of(op(1, "Urges " + "[some " * 1000 + "all" + "]" * 1000 + " States;"))
    assert [each["depth"] for each in found["brackets"]] == list(range(1, 1001))
    assert alternatives(found["brackets"][-1]) == [("", [], "some all")]
    assert alternatives(found["brackets"][-2]) == [("", [], "some [some all]")]


# --- compilations ------------------------------------------------------------------------------


def compilation_of(base: tuple[Row, ...], **proposals: tuple[Row, ...]) -> Json:
    """The JSON of a compilation, checked against the schema."""
    made = compile_drafts(build(base), {name: build(found) for name, found in proposals.items()})
    found: Json = json.loads(to_json(made))
    COMPILATION.validate(found)
    return found


def test_a_compilation_says_what_each_delegation_wants() -> None:
    base = (
        title("Lamps"),
        enacting(),
        op(1, "*Decides*^1 that all shall act now;"),
        op(2, "Meets."),
        note("1", "A/1."),
    )
    eu = (*base[:2], op(1, "*Decides*^1 that all should act now;"), op(2, "Rings."), op(3, "Meets."), base[4])
    norway = (*base[:3], base[4])
    found = compilation_of(base, EU=eu, Norway=norway)
    assert found["delegations"] == ["EU", "Norway"]
    by_label = {each["label"]: each for each in found["paragraphs"]}
    assert by_label["OP1"]["content"][3] == {
        "base": [{"text": "shall"}],
        "alternatives": [{"proponents": ["EU"], "content": [{"text": "should"}]}],
    }
    assert (by_label["OP1 bis"]["inserted_by"], by_label["OP2"]["deleted_by"]) == (["EU"], ["Norway"])
    assert [(each["text"], each["consecutive"]) for each in found["issued"]][1] == ("EU", True)


@given(draft_rows(), draft_rows())
def test_any_compilation_fits_the_schema(one: tuple[Row, ...], other: tuple[Row, ...]) -> None:
    made = compile_drafts(build(one), {"EU": build(one), "Norway": build(other)})
    COMPILATION.validate(json.loads(to_json(made)))


@pytest.mark.parametrize("key", ["extra", "delegations", "paragraphs", "issued"])
def test_the_schema_of_a_compilation_refuses_what_is_none(key: str) -> None:
    found = compilation_of((op(1, "*Urges* all;"),), EU=(op(1, "*Urges* some;"),))
    assert not COMPILATION.is_valid(found | {key: 1})
    choices = [each for each in found["paragraphs"][0]["content"] if "alternatives" in each]
    choices[0]["alternatives"][0]["proponents"] = []
    assert not COMPILATION.is_valid(found)


# --- real documents ------------------------------------------------------------------------------


@pytest.mark.corpus
def test_the_seed(corpus: Path) -> None:
    (path,) = (corpus.parent / "seeds").glob("004_*.txt")
    (found,) = written(read_file(path))
    assert len(found["preambular"]) == 8
    assert [each["label"] for each in found["operative"]] == ["OP1", "OP2", "OP3"]
    assert [each["calls"] for each in found["notes"]] == [1] * 5
    assert [each["kind"] for each in found["brackets"]] == ["contested", "contested"]
    assert found["sponsors"] == [{"name": name, "role": "sponsor"} for name in ("Argentina", "Norway")]
    assert found["masthead"]["document_type"] == "revised draft decision"
    assert found["masthead"]["session"] == "Fourth session"
    assert found["masthead"]["place_and_dates"] == "Vienna, 8-17 October 2008"
    assert found["masthead"]["distribution"] == "Limited"
    assert found["title"].startswith("Mechanisms to review implementation of the United Nations Convention")
    assert [each["opening"] for each in found["preambular"]][4] == "Taking note with satisfaction"
    assert {each["opening"] for each in found["operative"]} == {"Requests"}
    assert (found["unclassified"], found["warnings"]) == ([], [])


@pytest.mark.corpus
@pytest.mark.parametrize(
    "folder", ["ga80_pdf_txt_md", "bbnj", "paris2015_brackets", "unfccc_decisions", "sixlang"]
)
def test_real_documents_fit_the_schema_and_every_label_names_one_paragraph(corpus: Path, folder: str) -> None:
    paths = [path for path in sorted((corpus / folder).rglob("*")) if path.suffix in (".md", ".txt")]
    assert paths
    for path in paths:
        for found in written(read_file(path)):
            names = list(labels(found))
            assert len(names) == len(set(names)), path.name


def labels(found: Json) -> Iterator[str]:
    annexed = [paragraph for each in found["annexes"] for paragraph in each["paragraphs"]]
    waiting = [*found["preambular"], *found["operative"], *annexed]
    while waiting:
        paragraph = waiting.pop()
        yield paragraph["label"]
        waiting += paragraph["subparagraphs"]
