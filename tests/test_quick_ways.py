"""Where most text takes a quick way past a rule, it ends where the rule would have led it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftkit import content as of_content
from draftkit.content import join, normal
from draftkit.model import Format, NoteCall, Position, Span, Text
from draftkit.readers import heads
from draftkit.readers.lines import read_lines
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
