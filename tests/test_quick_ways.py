"""Where most text takes a quick way past a rule, it ends where the rule would have led it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftkit import alternatives
from draftkit import content as of_content
from draftkit.compare import tokens
from draftkit.content import join, normal
from draftkit.editorial import english, openings, sponsor_line
from draftkit.editorial.lists import phrase_lists
from draftkit.model import Format, NoteCall, Position, Span, Text
from draftkit.patterns import folded
from draftkit.readers import heads, parts
from draftkit.readers.lines import read_lines
from draftkit.writers.issued import plan
from draftkit.writers.issued.places import Place, own_places, places_of

_WORDS = (
    "Option",
    "Options",
    "Alternative",
    "Alt",
    "Variant",
    "OP",
    "PP",
    "Op",
    "Opens",
    "Decides",
    "ii",
    "vii",
    "a",
    "No",
)
_BEHIND = (
    " ",
    ", ",
    ". ",
    ") ",
    ":",
    " 1",
    " 2: ",
    "1",
    "3. ",
    " A: ",
    " (a) ",
    "\t",
    "",
    "-",
    " - ",
    " *x*",
)
LINES = [
    before + word + behind + rest
    for before, word, behind, rest in product(
        ("", "[", "*", "# ", "| ", "12. ", "\u0661 "), _WORDS, _BEHIND, ("", "the lamps")
    )
]


def test_a_line_without_head_reads_as_by_the_grammar() -> None:
    lines = [line for line in LINES if line.strip()]
    by_grammar = read_lines("".join(f"{line}\n" for line in lines))
    # They are asked for their heads only, not for their numbers.
    assert [replace(line, number=0) for line in heads._lines(lines)] == [
        replace(line, number=0) for line in by_grammar
    ]


@pytest.mark.parametrize("label", ["1.", "10.", "999.", "1234.", "(a)", "(z)", "(ii)", "(aa)"])
def test_a_number_of_words_reads_as_by_the_grammar(label: str) -> None:
    assert heads._PLAIN_LABEL.fullmatch(label)
    assert [heads._label_line(label)] == read_lines(f"{label}\tWords\n")


_FORMATS = st.sampled_from([Format.PLAIN, Format.ITALIC, Format.BOLD | Format.ITALIC])
_TEXTS = st.text(alphabet="ab[ \u00a0\t\n", min_size=1, max_size=6)


@st.composite
def contents(draw: st.DrawFn) -> tuple[Span, ...]:
    """Content each part of which stands somewhere in a file."""
    spans: list[Span] = []
    at = 1
    for text in draw(st.lists(_TEXTS | st.none(), max_size=5)):
        at += draw(st.integers(0, 2))
        here = Position(draw(st.integers(1, 2)), at)
        spans.append(NoteCall("1", here) if text is None else Text(text, draw(_FORMATS), here))
        at += len(text or "x")
    return tuple(spans)


@given(contents())
def test_content_that_is_normal_stays_as_it_is(content: tuple[Span, ...]) -> None:
    joined = join(content)
    by_rule = of_content._trimmed(join(of_content._single_spaced(of_content._visibly(joined))))
    assert normal(content) == by_rule
    assert list(places_of(normal(content))) == list(places_of(by_rule))
    if of_content._is_normal(joined):
        assert joined == by_rule


def _by_character(content: Sequence[Span], texts: dict[int, str]) -> list[Place | None]:
    """The rule for own places, a character at a time; the last of those with one place has it."""
    characters = "".join(span.text if isinstance(span, Text) else "\ufffc" for span in content)
    found: list[Place | None] = []
    seen: set[Place] = set()
    for character, place in reversed(list(zip(characters, places_of(content), strict=True))):
        there = texts.get(place[0], "")[place[1] : place[1] + 1] if place else ""
        alike = character in (there, "\ufffc") or (there.isspace() and character.isspace())
        found.append(place if place and place not in seen and alike else None)
        seen |= {place} if place else set()
    return found[::-1]


@given(
    contents(), st.lists(st.text(alphabet="ab[ \t\ufffc", max_size=12), min_size=2, max_size=2), st.booleans()
)
def test_the_places_of_characters_are_their_own(
    content: tuple[Span, ...], lines: list[str], as_it_stands: bool
) -> None:
    texts = dict(enumerate(lines, 1))
    if as_it_stands:
        written = {line: [" "] * 60 for line in texts}
        for span in content:
            assert span.position
            for offset, character in enumerate(span.text if isinstance(span, Text) else "\ufffc"):
                written[span.position.line][span.position.column - 1 + offset] = character
        texts = {line: "".join(characters) for line, characters in written.items()}
    assert own_places(content, texts) == _by_character(content, texts)


# --- patterns that are tried only where they may match ---


@given(st.text(alphabet="IVXCMDAaz1\u0661.•–- ", max_size=8))
def test_what_word_sets_before_headings_is_found(text: str) -> None:
    found, by_rule = plan.prefix_of(text), plan._PREFIX.match(text)
    assert (found and found.group()) == (by_rule and by_rule.group())


@given(st.text(alphabet="xX.…_?-–/ a\n", max_size=8))
def test_blanks_are_found(text: str) -> None:
    assert alternatives._is_blank(text) == bool(alternatives._BLANK.fullmatch(text))


@given(st.text(alphabet="[]［］〔〕【】a é", max_size=12))
def test_bracket_marks_are_found(text: str) -> None:
    found, by_rule = of_content.marks_in(text), of_content.MARK.finditer(text)
    assert [mark.span() for mark in found] == [mark.span() for mark in by_rule]


@given(
    st.from_regex(parts._MEETING.pattern, fullmatch=True)
    | st.from_regex(parts._DAY.pattern, fullmatch=True)
    | st.text(alphabet="Resumd 12thg", max_size=20)
)
def test_what_closes_a_text_is_found(text: str) -> None:
    rules = (parts._MEETING, parts._DAY, parts._MEETING_AND_DAY)
    assert parts.is_closing(text) == any(re.fullmatch(rule.pattern, text.strip()) for rule in rules)


@given(
    st.lists(
        st.sampled_from(("a", "Z", "é", "/", " ", "'", "’", ".", "-", "1", "İ", *tokens._COMPOUNDS)),
        max_size=9,
    )
)
def test_tokens_are_those_of_the_whole_pattern(pieces: list[str]) -> None:
    text = "".join(pieces)
    whole = tokens._token(tokens._MARKS + tokens._HAN, True, True)
    assert list(tokens.tokens((Text(text),)).words) == whole.findall(text)


_VERBS = st.sampled_from(
    [
        words
        for language in ("en", "fr", "es")
        for phrases in phrase_lists(language).values()
        for phrase in phrases
        for words in phrase.split()
    ]
)


@given(st.lists(_VERBS | st.sampled_from(("the", "its", "with", "and", "deep")), min_size=1, max_size=6))
def test_no_paragraph_opens_with_the(words: list[str]) -> None:
    """Nor would it by any of the rules that are not tried."""
    text = f"The {' '.join(words)},"
    assert openings._find(text) == ("", "", "")
    assert english.opening_end(openings._lowered(text)) == (0, "")
    assert [openings._phrase_end(code, text) for code in ("fr", "es")] == [(0, ""), (0, "")]
    assert openings._unlisted(text, text) == ("", "")


@given(st.text(alphabet="uptonihe vwdfrasml-", max_size=24) | st.from_regex(english._PARTICLE.pattern))
def test_particles_and_terms_are_found(text: str) -> None:
    """Each is tried behind any one character."""
    after = f" {text.lstrip()}"
    assert not english._PARTICLE.match(after) or after[1:].startswith(english._PARTICLES)
    assert english._terms(after, 0) == english._matched(english._TERMS, after, 0)


@pytest.mark.parametrize("terminal", sponsor_line._WORDS)
@given(data=st.data())
def test_terminals_have_one_of_their_words(terminal: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(sponsor_line._pattern(terminal)))
    assert any(word in folded(text) for word in sponsor_line._WORDS[terminal])
