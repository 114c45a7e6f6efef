"""Paragraphs of an issued file that are split, joined and moved, as the tracked changes that say so."""

from __future__ import annotations

from pathlib import Path

import docx_tools
import pytest
from lxml import etree
from test_issued import CLAUSE, ITALIC, NUMBERING, WHEN, N, auto, body, field, said, words
from word_files import PAGE, TAB, call, docx, footnote, p, r

from draftkit.ooxml.resolve import View
from draftkit.writers.issued import redline_issued

DECIDES = r("Decides", ITALIC)
LIGHT = " to light every harbour of the coast before the winter"
BOATS = "the boats of the pilots shall carry two lamps each by then"
REPORT = (
    r("Requests", ITALIC),
    r(" the Secretary to report on the lamps at the next session of the Assembly."),
)
THANKS = (r("Thanks", ITALIC), r(" the keepers of the lights of the outer islands for their patience;"))


def typed(number: int, *content: str) -> str:
    return p(f"{number}.", TAB, *content)


def redline(issued: bytes, new: bytes) -> bytes:
    """The redline of two Word files, which says both of them."""
    found = redline_issued(issued, "L4.docx", new, "Rev1.docx", author="Norvania", date=WHEN).data
    assert said(found, View.ACCEPT) == said(new, View.ACCEPT)
    assert said(found, View.REJECT) == said(issued, View.ACCEPT)
    return found


def marks(data: bytes) -> list[str]:
    """What each paragraph's mark is: kept, or the change that it has."""
    out = []
    for paragraph in body(data).iter(N + "p"):
        found = paragraph.find(f"{N}pPr/{N}rPr")
        names = [etree.QName(child).localname for child in (() if found is None else found)]
        out.append(" ".join(name for name in names if name in ("ins", "del", "moveFrom", "moveTo")))
    return out


ONE = (DECIDES, r(f"{LIGHT}; {BOATS};"))
TWO = ((DECIDES, r(f"{LIGHT};")), (r(f"{BOATS};"),))


def test_a_split_is_the_mark_that_came_and_no_word() -> None:
    issued = docx(CLAUSE, auto(*ONE), auto(*REPORT), others={"numbering": NUMBERING})
    new = docx(CLAUSE, *(auto(*part) for part in TWO), auto(*REPORT), others={"numbering": NUMBERING})
    found = redline(issued, new)
    assert (words(body(found), "ins"), words(body(found), "del")) == ([], [" "])
    assert marks(found) == ["", "ins", "", ""]


def test_typed_numbers_of_the_parts_come_and_change() -> None:
    issued = docx(CLAUSE, typed(1, *ONE), typed(2, *REPORT))
    new = docx(CLAUSE, typed(1, *TWO[0]), typed(2, *TWO[1]), typed(3, *REPORT))
    found = redline(issued, new)
    assert (words(body(found), "ins"), words(body(found), "del")) == (["2.\t", "3"], [" ", "2"])


def test_a_join_is_the_mark_that_went() -> None:
    issued = docx(CLAUSE, *(auto(*part) for part in TWO), auto(*REPORT), others={"numbering": NUMBERING})
    new = docx(CLAUSE, auto(*ONE), auto(*REPORT), others={"numbering": NUMBERING})
    found = redline(issued, new)
    assert (words(body(found), "ins"), words(body(found), "del")) == ([" "], [])
    assert marks(found) == ["", "del", "", ""]


def test_a_join_of_typed_paragraphs_drops_the_second_number() -> None:
    issued = docx(CLAUSE, typed(1, *TWO[0]), typed(2, *TWO[1]), typed(3, *REPORT))
    new = docx(CLAUSE, typed(1, *ONE), typed(2, *REPORT))
    found = redline(issued, new)
    assert (words(body(found), "ins"), words(body(found), "del")) == ([" ", "2"], ["2.\t", "3"])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Taking note of the lamps of the coast,", "keepers report on every lamp."),
        ("Taking note of the lamps of the whole northern coast and of their keepers,", "in the spring."),
    ],
)
def test_a_paragraph_joined_to_one_that_word_counts_has_no_number_typed(first: str, second: str) -> None:
    others = {"numbering": NUMBERING}
    found = redline(
        docx(CLAUSE, p(first), auto(second), others=others),
        docx(CLAUSE, auto(f"{first} {second}"), others=others),
    )
    assert (words(body(found), "ins"), words(body(found), "del")) == ([" "], [])
    assert marks(found) == ["", "del", ""]
    assert len(list(body(found).iter(N + "numPr"))) == 1, "the last paragraph keeps its own number"


def test_a_chapeau_with_subparagraphs_is_a_split_with_a_look_for_each_part() -> None:
    first, second = "keep the lamps of the northern coast alight;", "count the lamps of the southern coast."
    whole = (r("Requests", ITALIC), r(f" the Secretary to {first} and {second}"))
    issued = docx(CLAUSE, auto("Decides on lamps;"), auto("The first lamp of all;", level=1), auto(*whole),
                  others={"numbering": NUMBERING})  # fmt: skip
    new = docx(CLAUSE, auto("Decides on lamps;"), auto("The first lamp of all;", level=1),
               auto(r("Requests", ITALIC), r(" the Secretary to:")), auto(first, level=1),
               auto(second, level=1), others={"numbering": NUMBERING})  # fmt: skip
    found = redline(issued, new)
    assert (words(body(found), "ins"), words(body(found), "del")) == ([":"], [" ", " and "])
    assert marks(found)[3:] == ["ins", "ins", ""]
    levels = [level.get(N + "val") for level in body(found).iter(N + "ilvl")]
    assert levels == ["0", "1", "0", "1", "1", "0"], "the last part was at level 0, which its change says"


@pytest.mark.parametrize("tag", ["hyperlink", "content control"])
def test_a_split_amid_what_holds_words(tag: str) -> None:
    """A hyperlink is parted with the paragraph; a content control may stand once, so words go and come."""
    holder = {
        "hyperlink": '<w:hyperlink w:anchor="x">{}</w:hyperlink>',
        "content control": "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
    }[tag]
    issued = docx(CLAUSE, typed(1, DECIDES, holder.format(r(f"{LIGHT}; {BOATS};"))), typed(2, *REPORT))
    new = docx(
        CLAUSE, typed(1, DECIDES, holder.format(r(f"{LIGHT};"))), typed(2, f"{BOATS};"), typed(3, *REPORT)
    )
    found = redline(issued, new)
    if tag == "hyperlink":
        assert words(body(found), "del") == [" ", "2"]
        assert len(list(body(found).iter(N + "hyperlink"))) == 2
    else:
        assert marks(found).count("ins") == 1
        assert BOATS in "".join(words(body(found), "del"))
        assert len(list(body(found).iter(N + "sdt"))) == 1


def test_the_section_stays_with_the_last_part() -> None:
    issued = docx(CLAUSE, p("1.", TAB, *ONE, properties=PAGE), typed(2, *REPORT))
    new = docx(CLAUSE, typed(1, *TWO[0]), p("2.", TAB, *TWO[1], properties=PAGE), typed(3, *REPORT))
    found = redline(issued, new)
    assert [q.find(f"{N}pPr/{N}sectPr") is not None for q in body(found).iter(N + "p")][1:3] == [False, True]


MOVED = (typed(1, *TWO[0]), typed(2, *THANKS), typed(3, *REPORT))


def test_a_paragraph_that_moved_is_marked_as_moved_at_both_ends() -> None:
    issued = docx(CLAUSE, typed(1, *THANKS), typed(2, *TWO[0]), typed(3, *REPORT))
    found = redline(issued, docx(CLAUSE, *MOVED))
    shorter = "Decides to light every harbour of the coast before the winter;"
    assert words(body(found), "moveFrom") == words(body(found), "moveTo") == [shorter]
    names = [
        start.get(N + "name")
        for end in ("From", "To")
        for start in body(found).iter(f"{N}move{end}RangeStart")
    ]
    assert names == ["move1", "move1"]
    for end in ("From", "To"):
        (start,) = body(found).iter(f"{N}move{end}RangeStart")
        (stop,) = body(found).iter(f"{N}move{end}RangeEnd")
        assert start.get(N + "id") == stop.get(N + "id")
    ids = [e.get(N + "id") for e in body(found).iter() if e.get(N + "author")]
    assert len(ids) == len(set(ids))


def test_what_changed_on_the_way_is_shown_inside_the_move() -> None:
    edited = (r("Thanks", ITALIC), r(" the patient keepers of the lights of the outer islands;"))
    issued = docx(CLAUSE, typed(1, *THANKS), typed(2, *TWO[0]), typed(3, *REPORT))
    found = redline(issued, docx(CLAUSE, typed(1, *TWO[0]), typed(2, *edited), typed(3, *REPORT)))
    assert "patient " in "".join(words(body(found), "ins"))
    assert " for their patience" in words(body(found), "del")
    kept = "Thanks the keepers of the lights of the outer islands;"
    assert "".join(words(body(found), "moveFrom")) == "".join(words(body(found), "moveTo")) == kept


def test_words_that_moved_look_as_they_did() -> None:
    small = '<w:color w:val="FF0000"/><w:sz w:val="16"/>'
    thanks = (r("Thanks", ITALIC), r(" the keepers of the lights", small), r(" of the outer islands;"))
    issued = docx(CLAUSE, typed(1, *thanks), typed(2, *TWO[0]), typed(3, *REPORT))
    found = redline(issued, docx(CLAUSE, typed(1, *TWO[0]), typed(2, *thanks), typed(3, *REPORT)))
    moved = [run for change in body(found).iter(N + "moveTo") for run in change.iter(N + "r")]
    assert [run.find(f"{N}rPr/{N}color") is not None for run in moved] == [False, True, False]


def test_the_note_of_a_paragraph_that_moved_has_an_id_at_each_end() -> None:
    thanks = (r("Thanks", ITALIC), r(" the keepers of the lights"), call(1), r(" of the outer islands;"))
    notes = {"footnotes": footnote(1, "HARB/2031/5.")}
    issued = docx(CLAUSE, typed(1, *thanks), typed(2, *TWO[0]), typed(3, *REPORT), others=notes)
    found = redline(
        issued, docx(CLAUSE, typed(1, *TWO[0]), typed(2, *thanks), typed(3, *REPORT), others=notes)
    )
    ids = [reference.get(N + "id") for reference in body(found).iter(N + "footnoteReference")]
    assert len(ids) == len(set(ids)) == 2
    assert words(body(found), "moveTo")


def test_words_move_to_the_end_of_the_document_and_from_there() -> None:
    """The mark before has to change there, which is no part of the paragraph that moved."""
    for name, own, other in (("move to the end", "moveFrom", "ins"), ("move from the end", "moveTo", "del")):
        old, new = CASES[name]
        found = redline(docx(CLAUSE, *old), docx(CLAUSE, *new))
        for end in ("moveTo", "moveFrom"):
            assert "keepers" in "".join(words(body(found), end))
        assert sorted(filter(None, marks(found))) == sorted((own, other))


def test_a_field_moves_with_its_paragraph_as_words() -> None:
    thanks = (
        r("Thanks", ITALIC),
        r(" the keepers of the lights of "),
        field(" REF lamps ", "the outer coast"),
        ";",
    )
    plain = (r("Thanks", ITALIC), r(" the keepers of the outer coast;"))
    issued = docx(CLAUSE, typed(1, *thanks), typed(2, *TWO[0]), typed(3, *REPORT))
    redline(issued, docx(CLAUSE, typed(1, *TWO[0]), typed(2, *plain), typed(3, *REPORT)))


CASES = {
    "split": ((typed(1, *ONE), typed(2, *REPORT)), (typed(1, *TWO[0]), typed(2, *TWO[1]), typed(3, *REPORT))),
    "join": ((typed(1, *TWO[0]), typed(2, *TWO[1]), typed(3, *REPORT)), (typed(1, *ONE), typed(2, *REPORT))),
    "move": ((typed(1, *THANKS), typed(2, *TWO[0]), typed(3, *REPORT)), MOVED),
    "move to the end": (
        (typed(1, *THANKS), typed(2, *REPORT), typed(3, *TWO[0])),
        (typed(1, *REPORT), typed(2, *TWO[0]), typed(3, *THANKS)),
    ),
    "move from the end": (
        (typed(1, *REPORT), typed(2, *TWO[0]), typed(3, *THANKS)),
        (typed(1, *THANKS), typed(2, *REPORT), typed(3, *TWO[0])),
    ),
    "split and move": (
        (typed(1, *THANKS), typed(2, *ONE), typed(3, *REPORT)),
        (typed(1, *TWO[0]), typed(2, *TWO[1]), typed(3, *THANKS), typed(4, *REPORT)),
    ),
}


def test_pandoc_and_libreoffice_read_both_versions(tmp_path: Path) -> None:
    jobs: list[tuple[str, Path]] = []
    for number, (old, new) in enumerate(CASES.values()):
        files = {"old": docx(CLAUSE, *old), "new": docx(CLAUSE, *new)}
        files["redline"] = redline(files["old"], files["new"])
        paths = {name: tmp_path / f"{number}-{name}.docx" for name in files}
        for name, path in paths.items():
            path.write_bytes(files[name])
        assert docx_tools.pandoc(paths["redline"], "accept") == docx_tools.pandoc(paths["new"])
        assert docx_tools.pandoc(paths["redline"], "reject") == docx_tools.pandoc(paths["old"])
        jobs += [("accept", paths["redline"]), ("plain", paths["new"]), ("reject", paths["redline"]),
                 ("plain", paths["old"])]  # fmt: skip
    read = docx_tools.libreoffice(jobs, tmp_path)
    for marked, clean in zip(read[::2], read[1::2], strict=True):
        assert marked == clean


def test_what_comes_before_joined_paragraphs_stands_before_the_first_of_them() -> None:
    first, second = (
        r("as far as it is needed for the lamps;"),
        r("31 May 2031, the day of the lamps of the coast"),
    )
    issued = docx(CLAUSE, typed(1, first), p("(a)", TAB, second), typed(2, *REPORT))
    whole = r("as far as it is needed for the lamps; 31 May 2031, the day of the lamps of the coast")
    redline(issued, docx(CLAUSE, p("Annex"), typed(1, whole), typed(2, *REPORT)))


BETWEEN = (r("Notes", ITALIC), r(" that the pilots of the inner harbours have asked for it;"))


@pytest.mark.parametrize("how", ["comes", "moves"])
@pytest.mark.parametrize("numbers", ["automatic", "typed"])
def test_another_paragraph_stands_between_the_parts(how: str, numbers: str) -> None:
    """In one direction it comes there, in the other it goes from there, and no word of the parts does."""
    whole, parted = [ONE, REPORT, THANKS], [TWO[0], BETWEEN, TWO[1], REPORT, THANKS]
    if how == "moves":
        whole.append(BETWEEN)
    files = [
        docx(
            CLAUSE,
            *(auto(*c) if numbers == "automatic" else typed(n, *c) for n, c in enumerate(contents, 1)),
            auto(r("Thanks", ITALIC), r(" the pilots of the ice.")),
            others={"numbering": NUMBERING},
        )
        for contents in (whole, parted)
    ]
    for issued, new in (files, files[::-1]):
        found = redline(issued, new)
        changed = "".join((*words(body(found), "ins"), *words(body(found), "del")))
        assert "harbour of" not in changed
        assert "two lamps" not in changed
        assert ("asked" in changed) == (how == "comes")


def test_a_paragraph_that_comes_before_joined_ones_stands_before_what_goes_amid_them() -> None:
    issued = docx(
        CLAUSE, auto(*TWO[0]), auto(*BETWEEN), auto(*TWO[1]), auto(*REPORT), others={"numbering": NUMBERING}
    )
    new = docx(CLAUSE, auto(*THANKS), auto(*ONE), auto(*REPORT), others={"numbering": NUMBERING})
    found = redline(issued, new)
    assert marks(found) == ["", "ins", "del", "del", "", ""]
