"""Events of brackets held against what was done: who proposes what in the old draft, and in the new one."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from typing import TypeAlias

import pytest
from builders import op, row

from draftkit.compare import Event, EventKind, diff_rows
from draftkit.compare.changes import Changes
from draftkit.compare.selecting import only
from draftkit.dataclass import replace
from draftkit.model import Text
from draftkit.rows import Row, RowKind
from draftkit.writers.event_words import told
from draftkit.writers.summary import summary

NAMES = ("Norvania", "Tessaly", "Estmark", "Merrow")
PHRASES = (
    "before the ice comes", "at the cost of the Office", "with oil of the best kind", "by bells and horns",
    "in each of the two seas", "as the pilots advise", "under a flag of truce", "on every second pier",
    "within the means at hand", "when the fog is thick", "for the sake of the fishers", "out of the fund",
)  # fmt: skip
Group: TypeAlias = list[tuple[tuple[str, ...], str]]
"""Alternatives: who proposes each, and its words."""


def written(group: Group | str) -> str:
    """As it stands in a draft; text that is agreed stands by itself."""
    if isinstance(group, str):
        return group
    out = ""
    for at, (names, words) in enumerate(group):
        gap = " " if at and (names or group[at - 1][0]) else ""
        out += f"{gap}[{', '.join(names)}: {words}]" if names else f"{gap}[{words}]"
    return out


def by_chance(chance: random.Random) -> tuple[list[Group | str], list[Group | str]]:
    """Two places of a paragraph, each with alternatives, and what was done to them."""
    free = list(PHRASES)
    chance.shuffle(free)

    def alternative() -> tuple[tuple[str, ...], str]:
        return tuple(chance.sample(NAMES, chance.choice((0, 1, 1, 2)))), free.pop()

    old: list[Group | str] = [[alternative() for _ in range(chance.choice((1, 1, 2, 3)))] for _ in range(2)]
    new: list[Group | str] = [[*group] for group in old if not isinstance(group, str)]
    for _ in range(chance.choice((1, 1, 2))):
        at = chance.randrange(2)
        group = new[at]
        if isinstance(group, str):
            continue
        which = chance.randrange(len(group))
        names, words = group[which]
        match chance.choice(("join", "leave", "order", "choose", "drop", "add", "hand over", "part")):
            case "join":
                others = [name for name in NAMES if all(name not in mine for mine, _ in group)]
                if others:
                    group[which] = (*names, chance.choice(others)), words
            case "leave":
                group[which] = names[1:], words
            case "order":
                chance.shuffle(group)
            case "choose":
                new[at] = words
            case "drop" if len(group) > 1:
                del group[which]
            case "add":
                group.append(alternative())
            case "hand over" if len(group) > 1:
                there = (which + 1) % len(group)
                group[which] = tuple(dict.fromkeys((*names, *group[there][0]))), words
                del group[there]
            case "part" if len(names) > 1:
                group[which : which + 1] = [(names[:1], words), (names[1:], free.pop())]
    return old, new


def proposals(groups: Sequence[Group | str]) -> dict[str, set[str]]:
    """Who proposes the words in brackets."""
    return {words: set(names) for group in groups if not isinstance(group, str) for names, words in group}


def held(
    events: Sequence[Event], old: dict[str, set[str]], new: dict[str, set[str]], agreed: set[str]
) -> None:
    """Everything told is true, and everything that happened is told."""
    joined: defaultdict[str, set[str]] = defaultdict(set)
    left: defaultdict[str, set[str]] = defaultdict(set)
    named: set[str] = set()
    for event in events:
        named |= set(event.words)
        match event.kind:
            case EventKind.PROPONENTS_JOINED:
                joined[event.words[0]] |= set(event.words[1:])
            case EventKind.PROPONENTS_WITHDRAWN:
                left[event.words[0]] |= set(event.words[1:])
            case EventKind.BRACKETED_TEXT_ADDED:
                assert all(words in new and words not in old for words in event.words)
            case EventKind.BRACKETED_TEXT_DROPPED:
                assert all(words in old and words not in new and words not in agreed for words in event.words)
            case EventKind.BRACKETS_LIFTED:
                assert set(event.words) <= agreed
            case EventKind.ALTERNATIVE_CHOSEN:
                assert event.words[0] in agreed
        for words, names in zip(event.words, event.proponents, strict=bool(event.proponents)):
            assert set(names) == old.get(words, new.get(words, set()))
    for words in old.keys() & new.keys():
        assert joined.pop(words, set()) == new[words] - old[words]
        assert left.pop(words, set()) == old[words] - new[words]
    assert not joined
    assert not left
    assert (old.keys() ^ new.keys()) <= named


BEGIN, REST = "Decides that lamps be lit", "for all ships that pass along the shore of the isles"
HALF = "and that the pilots of all the harbours be told of it"
TONGUE = "by name, each in the tongue of the isle from which the ship has come to anchor"
BELLS = "Requests the Office of Harbours to count the bells of the coast and to tell the pilots of each isle"


def versions(
    place: str, old: Sequence[Group | str], new: Sequence[Group | str]
) -> tuple[list[Row], list[Row]]:
    """Both places of brackets in one paragraph that stays, moves, is split or is made of two."""
    halves = [
        (f"{BEGIN} {written(one)} {REST}", f"{HALF} {written(two)} {TONGUE}.") for one, two in (old, new)
    ]
    (whole, now), (apart, apart_now) = (
        [op(1, " ".join(half)) for half in halves],
        [[op(1, a + ";"), op(2, b.replace("and that", "Also decides that"))] for a, b in halves],
    )
    match place:
        case "moves":
            return [whole, op(2, BELLS)], [op(1, BELLS), now]
        case "is split":
            return [whole], apart_now
        case "is joined":
            return apart, [now]
        case _:
            return [whole], [now]


@pytest.mark.parametrize("place", ["stays", "moves", "is split", "is joined"])
def test_what_is_told_of_brackets_is_what_was_done(place: str) -> None:
    found = 0
    for seed in range(300):
        old, new = by_chance(random.Random(f"brackets {seed}"))
        changes = diff_rows(*versions(place, old, new))
        if place == "stays" or changes.moves or changes.splits or changes.joins:
            found += 1
            held(changes.events, proposals(old), proposals(new), {one for one in new if isinstance(one, str)})
    assert found > 285  # some halves are too unlike to be known as parts of one paragraph


def what(old: Sequence[Row], new: Sequence[Row]) -> list[str]:
    """What is told, paragraph by paragraph."""
    kept = (EventKind.RENUMBERED, EventKind.MOVED)
    return [f"{e.label}: {told(e)}" for e in diff_rows(old, new).events if e.kind not in kept]


@pytest.mark.parametrize(
    ("old", "new", "events"),
    [
        ("[Norvania: red] [Tessaly: blue]", "[Norvania, Tessaly: red]",
         ["bracketed text dropped: “blue” (Tessaly)", "Tessaly now proposes “red”"]),
        ("[Norvania, Tessaly: red]", "[Norvania: red] [Tessaly: red and blue]",
         ["bracketed text added: “red and blue” (Tessaly)", "Tessaly no longer proposes “red”"]),
        ("[Norvania: red and blue]", "[Tessaly: dark red]",
         ["bracketed text dropped: “red and blue” (Norvania)", "bracketed text added: “dark red” (Tessaly)"]),
        ("[Norvania: red] [Tessaly: blue]", "[Tessaly: blue] [Norvania: red]", []),
        ("[red] [Tessaly: blue]", "[Tessaly: blue] [red]", []),
        ("[red] [Tessaly: blue]", "[Tessaly: red]",
         ["bracketed text dropped: “blue” (Tessaly)", "Tessaly now proposes “red”"]),
        ("", "[Estmark: pale]", ["bracketed text added: “pale” (Estmark)"]),
        ("[pale]", "[bright]", ["bracketed text replaced: “bright” in place of “pale”"]),
        ("[UK: pale]", "[United Kingdom: pale]", []),
        ("[red] [Tessaly: delete]", "", ["alternative chosen: deletion (Tessaly), not “red”"]),
        ("[red] [Tessaly: delete]", "red", ["alternative chosen: “red”, not deletion (Tessaly)"]),
        ("[red] [Tessaly: delete]", "[red]", ["bracketed text dropped: proposal to delete (Tessaly)"]),
        ("[red] [Tessaly: delete]", "[red] [Tessaly, Merrow: delete]", ["Merrow now proposes deletion"]),
        ("[Estmark: dark blue]", "[Merrow: dark blue and red]",
         ["Merrow now proposes “dark blue and red”", "Estmark no longer proposes “dark blue”"]),
        ("[Estmark: blue [Merrow: and red]]", "blue",
         ["brackets around “blue [Merrow: and red]” (Estmark) lifted",
          "bracketed text dropped: “and red” (Merrow)"]),
        ("[Estmark: dark blue] [Merrow: and red]", "[Estmark, Merrow: dark blue and red]",
         ["proposal of Estmark reworded: “dark blue and red”, before “dark blue”",
          "Merrow now proposes “dark blue and red”"]),
        ("[a dark [Merrow: red] [Estmark: blue] shade]", "[a dark red shade]",
         ["alternative chosen: “red” (Merrow), not “blue” (Estmark)"]),
        ("[red [not]][blue]", "red",
         ["alternative chosen: “red [not]”, not “blue”", "bracketed text dropped: “not”"]),
        ("[the harbours of the small isles]", "the harbours of all small isles",
         ["bracketed text settled: “the harbours of all small isles” in place of “the harbours of the small"
          " isles”"]),
        ("[Opción 1: red] [Opción 2: blue]", "red", ["alternative chosen: “red”, not “blue”"]),
    ],
)  # fmt: skip
def test_who_wants_what_is_told(old: str, new: str, events: list[str]) -> None:
    before, after = (
        " ".join(f"Decides to paint {text} the lamps of all piers;".split()) for text in (old, new)
    )
    assert what([op(1, before)], [op(1, after)]) == [f"OP1: {event}" for event in events]


def test_names_of_sponsors_are_names_in_any_script() -> None:
    sponsors = Row(RowKind.FRONT, field="sponsors", content=(Text("港口、岛国和海湾：决定草案"),))
    before = [sponsors, op(1, "决定每年[港口：春季][岛国：秋季]举行会议；")]
    after = [sponsors, op(1, "决定每年[港口、海湾：春季][岛国：冬季]举行会议；")]
    assert what(before, after) == [
        "OP1: 海湾 now proposes “春季”",
        "OP1: proposal of 岛国 reworded: “冬季”, before “秋季”",
    ]


def test_members_of_the_united_nations_are_known_by_their_arabic_and_chinese_names() -> None:
    before = op(1, "يقرر أن [تونس والبوسنة والهرسك: نشر الخرائط] كل سنة؛")
    after = op(1, "يقرر أن [تونس، جمهورية إيران الإسلامية: نشر الخرائط] كل سنة؛")
    assert what([before], [after]) == [
        "OP1: جمهورية إيران الإسلامية now proposes “نشر الخرائط”",
        "OP1: البوسنة والهرسك no longer proposes “نشر الخرائط”",
    ]
    before, after = (
        op(1, "决定每年[巴西和中国：春季]举行会议；"),
        op(1, "决定每年[巴西、美国：春季]举行会议；"),
    )
    assert what([before], [after]) == ["OP1: 美国 now proposes “春季”", "OP1: 中国 no longer proposes “春季”"]


def test_who_proposes_whole_paragraphs_is_told() -> None:
    light, bells = op(1, BEGIN + " " + REST + ";"), op(2, BELLS + ";")
    whose = [op(1, light.text, before="[Estmark: "), op(2, BELLS + ";]")]
    assert what([light, bells], whose) == ["OP1: brackets around OP1 to OP2 (Estmark) opened"]
    more = [op(1, light.text, before="[Estmark, Merrow: "), whose[1]]
    assert what(whose, more) == ["OP1: Merrow now proposes OP1 to OP2"]
    new = op(3, "Requests a report;]", before="[Norvania, Tessaly: ")
    assert what([light, bells], [light, bells, new]) == ["OP3: Norvania and Tessaly now propose OP3"]


def test_brackets_that_get_narrower_leave_a_paragraph_free() -> None:
    """It is told at the paragraph itself, whose own words are the same."""
    three = [op(1, BEGIN + " " + REST + ";", before="["), op(2, BELLS + ";"), op(3, "Asks for a report;]")]
    two = [op(1, three[0].text + "]", before="["), three[1], op(3, "Asks for a report;]", before="[")]
    assert what(three, two) == ["OP2: brackets around the whole paragraph lifted"]
    changes: Changes = diff_rows(three, two)
    assert "OP2: brackets around the whole paragraph lifted\n" in summary(changes)
    assert what(two, three) == ["OP2: brackets around the whole paragraph opened"]
    assert [told(event) for event in only(changes, "OP2").events] == [
        "brackets around the whole paragraph lifted"
    ]
    assert not only(changes, "OP3").events


def test_brackets_over_several_paragraphs_are_told_at_each_that_is_asked_for() -> None:
    free = [op(1, BEGIN + " " + REST + ";"), op(2, BELLS + ";"), op(3, "Asks for a report;")]
    held_back = [op(1, free[0].text, before="["), free[1], op(3, "Asks for a report;]")]
    changes = diff_rows(free, held_back)
    for label in ("OP1", "OP2", "OP3", "OP2-OP3"):
        (event,) = only(changes, label).events
        assert (told(event), event.place) == ("brackets around OP1 to OP3 opened", 0)


@pytest.mark.parametrize(
    ("old", "new", "events"),
    [
        ("[red, with dark stripes]", "red[, with dark stripes]",
         ["brackets narrowed to “, with dark stripes”, no longer around “red”"]),
        ("[red] and [blue]", "[red and blue]", ["brackets widened to “red and blue”, now also around “and”"]),
        ("[Estmark: red [not blue]]", "[Estmark: red]", ["bracketed text dropped: “not blue”"]),
        ("[Estmark: red]", "[Estmark: red, with stripes]",
         ["proposal of Estmark reworded: “red, with stripes”, before “red”"]),
        ("should now", "[Estmark: shall now] [Tessaly: may]",
         ["agreed text reopened: “shall now” (Estmark) and “may” (Tessaly) in place of “should now”"]),
        ("[Tessaly: delete]", "", ["bracketed text dropped: proposal to delete (Tessaly)"]),
    ],
)  # fmt: skip
def test_how_far_brackets_reach_and_what_was_agreed_is_told(old: str, new: str, events: list[str]) -> None:
    before, after = (" ".join(f"Decides to paint {text} the lamps;".split()) for text in (old, new))
    assert what([op(1, before)], [op(1, after)]) == [f"OP1: {event}" for event in events]


def test_brackets_around_the_whole_paragraph_are_told_apart_from_those_inside() -> None:
    whole, inside = op(6, "Agrees to go on;]", before="["), op(6, "Agrees to [stop][go on];")
    assert what([whole], [inside]) == [
        "OP6: brackets around the whole paragraph lifted",
        "OP6: brackets around “go on” opened, with “stop” as alternative",
    ]
    assert what([inside], [whole]) == [
        "OP6: brackets around the whole paragraph opened",
        "OP6: alternative chosen: “go on”, not “stop”",
    ]


def test_other_wordings_under_their_own_numbers_are_alternatives() -> None:
    first, second = "Takes note of the report of the pilots;", BELLS + ";"
    two = [op("4 alt 1.", first), op("4 alt 2.", second)]
    assert what(two, [op(4, second)]) == ["OP4: alternative chosen: “OP4 alt 2”, not “OP4 alt 1”"]
    assert what([op(4, second)], two) == ["OP4 alt 2: made “OP4 alt 2”, with “OP4 alt 1” as alternative"]
    assert what([op(4, second)], [op(4, second), op("4 alt.", first)]) == [
        "OP4: made “OP4”, with “OP4 alt” as alternative"
    ]


def test_a_number_without_options_is_none_of_those_that_follow() -> None:
    head, option = op(8, "Timing"), row(RowKind.TEXT, "Every harbour reports each year;", option="Option 2:")
    other = row(RowKind.TEXT, "Every harbour reports when it can;", option="Option 3:")
    assert what([head, option, other], [head]) == []
    assert what([head, option, other], [head, replace(option, option="")]) == [
        "Text 1: alternative chosen: “Option 2”, not “Option 3”"
    ]


def test_a_bracketed_paragraph_that_is_split_or_joined_is_bracketed_as_before() -> None:
    first = "Decides to keep a light burning in every harbour through the night"
    second = "the Office to count the ships that pass before the reef;]"
    whole = [op(1, f"{first} and requests {second}", before="[Norvania: ")]
    parts = [op(1, f"{first};]", before="[Norvania: "), op(2, f"Requests {second}", before="[Norvania: ")]
    assert what(whole, parts) == ["OP1: split: OP1 and OP2"]
    assert what(parts, whole) == ["OP1: made of the old OP1 and OP2"]


def test_a_paragraph_that_becomes_another_wording_is_not_only_renumbered() -> None:
    light, bells = op(4, "Decides to light all lamps;"), op(5, BELLS + ";")
    other = [light, replace(bells, marker="4 alt.")]
    found = diff_rows([light, bells], other).events
    assert [(event.label, told(event)) for event in found] == [
        ("OP4 alt", "made “OP4 alt”, with “OP4” as alternative")
    ]


def test_who_loses_a_whole_paragraph_is_told() -> None:
    light, bells = op(1, "Decides to light all lamps;"), op(2, BELLS + ";]", before="[Estmark: ")
    assert what([light, bells], [light]) == ["OP2: Estmark no longer proposes OP2"]


@pytest.mark.parametrize(
    ("old", "new", "events"),
    [
        ("[shall] ring", "shall [fully] ring",
         ["brackets around “shall” lifted", "bracketed text added: “fully”"]),
        ("[shall][should] ring", "should [fully] ring",
         ["alternative chosen: “should”, not “shall”", "bracketed text added: “fully”"]),
        ("have oil [Estmark: now]", "have [oil]",
         ["bracketed text dropped: “now” (Estmark)", "brackets around “oil” opened"]),
        ("now [shall] ring", "now shall not ring",
         ["bracketed text settled: “shall not” in place of “shall”"]),
        ("with [Estmark: all bells]", "with [Estmark: all] bells",
         ["brackets narrowed to “all” (Estmark), no longer around “bells”"]),
        ("[Estmark: by 2041] protect and restore", "protect and restore by 2041",
         ["brackets around “by 2041” (Estmark) lifted"]),
        ("[Estmark: paint [Merrow: all] sides] [Tessaly: wait]", "paint [Merrow: all] sides",
         ["alternative chosen: “paint [Merrow: all] sides” (Estmark), not “wait” (Tessaly)"]),
        ("[Estmark: shall [Tessaly: fully] shine]", "[Estmark: shall wholly shine]",
         ["bracketed text replaced: “wholly” in place of “fully” (Tessaly)",
          "proposal of Estmark reworded: “shall wholly shine”, before “shall [Tessaly: fully] shine”"]),
        ("[at 100 lamps]", "[at 300 lamps]",
         ["bracketed text replaced: “at 300 lamps” in place of “at 100 lamps”"]),
        ("reduc[e][ing]", "reducing", ["alternative chosen: “ing”, not “e”"]),
        ("plan[s] and plans", "plan and plans", ["bracketed text dropped: “s”"]),
        ("low-[carbon]", "low-carbon", ["brackets around “carbon” lifted"]),
        ("[Estmark (on behalf of 7 isles): red]", "[Estmark: red]", []),
        ("the lamps [Merrow: dim] and", "[Merrow: the lamps] and",
         ["bracketed text dropped: “dim” (Merrow)", "brackets around “the lamps” (Merrow) opened"]),
    ],
)  # fmt: skip
def test_what_stands_beside_a_bracket_is_not_taken_for_it(old: str, new: str, events: list[str]) -> None:
    before, after = (f"Decides to paint {text} the lamps of all piers;" for text in (old, new))
    assert what([op(1, before)], [op(1, after)]) == [f"OP1: {event}" for event in events]


def test_a_long_text_that_says_the_opposite_now_is_not_lifted() -> None:
    said = "provide oil for every lamp of the coast by the end of each year at sea and on land"
    old, new = (
        op(1, f"Decides that all [Estmark: shall {said}];"),
        op(1, f"Decides that all shall not {said};"),
    )
    (event,) = what([old], [new])
    assert event.startswith("OP1: bracketed text settled: “shall not provide oil")
    (event,) = what([new], [old])
    assert event.startswith("OP1: agreed text reopened: “shall provide oil")


def test_texts_that_begin_alike_are_quoted_from_where_they_differ() -> None:
    begin = " ".join(f"word{number}" for number in range(15))
    (event,) = diff_rows(
        [op(1, f"Asks [Estmark: {begin} red] now;")], [op(1, f"Asks [Estmark: {begin} blue] now;")]
    ).events
    assert told(event) == (
        "proposal of Estmark reworded: “…word12 word13 word14 blue”, before “…word12 word13 word14 red”"
    )
    old, new = (op(1, f"Asks [{begin}{more}] now;") for more in ("", " for red paint"))
    (event,) = diff_rows([old], [new]).events
    assert told(event).endswith(": “…word12 word13 word14 for red paint” in place of “…word12 word13 word14”")
