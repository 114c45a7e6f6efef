"""Redlines on files that hold tracked changes already: --existing accept, reject, keep."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from word_files import DATE, TAB, call, deleted, docx, footnote, ins, mark, p, r

from draftkit.cli import main
from draftkit.errors import DraftkitError
from draftkit.ooxml.archive import open_archive
from draftkit.ooxml.document import paragraphs
from draftkit.ooxml.extract import extract
from draftkit.ooxml.resolve import View, W
from draftkit.writers.issued import Redline, redline_issued

WHEN = datetime(2031, 5, 21, tzinfo=UTC)
CLAUSE = p(r("The Assembly of Harbours", "<w:i/>"), ",")
DECIDES = "Decides to keep a light at the head of every mole;"
SPRING = "Requests the Bureau to report in the spring."


def operative(number: int, *content: str, properties: str = "") -> str:
    return p(f"{number}.", TAB, *content, properties=properties)


def draft(*content: str, others: dict[str, str] | None = None) -> bytes:
    return docx(CLAUSE, *content, others=others)


CLEAN = draft(operative(1, DECIDES), operative(2, SPRING))
TRACKED = draft(
    operative(1, "Decides to keep a ", ins("good "), "light at the head of every ",
              deleted("pier"), ins("mole"), ";"),
    operative(2, SPRING),
)  # fmt: skip
"""What Estmark made of it: two words in, one out."""


def redline(issued: bytes, new: bytes, existing: View | None = None) -> Redline:
    return redline_issued(
        issued, "L4.docx", new, "new.docx", author="Secretariat", date=WHEN, existing=existing
    )


def texts(data: bytes, view: View) -> list[str]:
    document, _ = extract(open_archive(data, "L4.docx"), view)
    notes = [p for note in document.notes.values() for p in note.paragraphs]
    return [paragraph.text for paragraph in (*paragraphs(document.body), *notes)]


def revisions(data: bytes) -> list[tuple[str, str, str, str]]:
    """Every insertion and deletion: what, whose, when, which words."""
    archive = open_archive(data, "L4.docx")
    found = []
    for name in archive.names:
        if name in ("word/document.xml", "word/footnotes.xml"):
            for change in archive.root(name).iter(W + "ins", W + "del"):
                words = "".join(t.text or "" for t in change.iter(W + "t", W + "delText"))
                date = change.get(W + "date", "")
                found.append((change.tag.removeprefix(W), change.get(W + "author", ""), date, words))
    return found


def whose(data: bytes, author: str) -> list[tuple[str, str]]:
    return [(what, words) for what, name, _, words in revisions(data) if name == author]


# --- nothing is decided unasked ---


@pytest.mark.parametrize(("issued", "new"), [(TRACKED, CLEAN), (CLEAN, TRACKED)])
def test_a_file_with_tracked_changes_is_refused_until_it_is_said_what_becomes_of_them(
    issued: bytes, new: bytes
) -> None:
    with pytest.raises(DraftkitError) as caught:
        redline(issued, new)
    assert "the file holds 3 tracked changes (Estmark)" in str(caught.value)
    assert "--existing" in str(caught.value)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_the_command_writes_no_file_and_ends_with_2(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("L4.docx").write_bytes(TRACKED)
    Path("new.docx").write_bytes(CLEAN)
    result = run("redline", "L4.docx", "new.docx", "-o", "red.docx")
    assert result.exit_code == 2
    assert result.stderr == (
        "draftkit: L4.docx: the file holds 3 tracked changes (Estmark);"
        " say with --existing what becomes of them: accept, reject or keep\n"
    )
    assert not Path("red.docx").exists()
    for existing in ("accept", "reject", "keep"):
        assert (
            run("redline", "L4.docx", "new.docx", "-o", f"{existing}.docx", "--existing", existing).exit_code
            == 0
        )
        assert Path(f"{existing}.docx").exists()


# --- accepted, rejected ---


def test_accepted_changes_are_the_old_text() -> None:
    result = redline(TRACKED, CLEAN, View.ACCEPT)
    assert texts(result.data, View.REJECT) == texts(TRACKED, View.ACCEPT)
    assert texts(result.data, View.ACCEPT) == texts(CLEAN, View.ACCEPT)
    assert whose(result.data, "Estmark") == []
    assert whose(result.data, "Secretariat") == [("del", "good ")]


def test_rejected_changes_are_gone() -> None:
    result = redline(TRACKED, CLEAN, View.REJECT)
    assert texts(result.data, View.REJECT) == texts(TRACKED, View.REJECT)
    assert texts(result.data, View.ACCEPT) == texts(CLEAN, View.ACCEPT)
    assert whose(result.data, "Secretariat") == [("del", "pier"), ("ins", "mole")]


def test_a_new_version_with_changes_is_read_as_is_said() -> None:
    accepted, rejected = redline(CLEAN, TRACKED, View.ACCEPT), redline(CLEAN, TRACKED, View.REJECT)
    assert texts(accepted.data, View.ACCEPT) == texts(TRACKED, View.ACCEPT)
    assert texts(rejected.data, View.ACCEPT) == texts(TRACKED, View.REJECT)


# --- kept in the issued file ---


def test_kept_changes_stay_beside_the_new_ones() -> None:
    new = draft(operative(1, "Decides to keep a good light at the end of every mole;"), operative(2, SPRING))
    result = redline(TRACKED, new, View.KEEP)
    assert whose(result.data, "Estmark") == [("ins", "good "), ("del", "pier"), ("ins", "mole")]
    assert whose(result.data, "Secretariat") == [("del", "head"), ("ins", "end")]
    assert {date for _, author, date, _ in revisions(result.data) if author == "Estmark"} == {DATE}
    assert texts(result.data, View.REJECT) == texts(TRACKED, View.REJECT)
    assert texts(result.data, View.ACCEPT) == texts(new, View.ACCEPT)


def test_deleting_what_another_inserted_stands_inside_the_insertion() -> None:
    result = redline(TRACKED, CLEAN, View.KEEP)
    root = open_archive(result.data, "L4.docx").root("word/document.xml")
    (nested,) = root.findall(f".//{W}ins/{W}del")
    assert nested.get(W + "author") == "Secretariat"
    above = nested.getparent()
    assert above is not None
    assert above.get(W + "author") == "Estmark"
    assert texts(result.data, View.REJECT) == texts(TRACKED, View.REJECT)
    assert texts(result.data, View.ACCEPT) == texts(CLEAN, View.ACCEPT)


def test_words_added_inside_anothers_insertion_are_not_put_into_their_mouth() -> None:
    issued = draft(operative(1, "Decides to keep ", ins("a good light"), ";"))
    new = draft(operative(1, "Decides to keep a very good light;"))
    result = redline(issued, new, View.KEEP)
    assert whose(result.data, "Estmark") == [("ins", "a "), ("ins", "good light")]
    assert whose(result.data, "Secretariat") == [("ins", "very ")]
    assert texts(result.data, View.REJECT) == ["The Assembly of Harbours,", "1.\tDecides to keep ;"]


def test_paragraphs_that_go_by_kept_changes_are_not_deleted_again() -> None:
    issued = draft(
        operative(1, DECIDES),
        p(deleted("2."), deleted("Also decides to paint it;"), properties=mark("del")),
        operative(2, SPRING),
    )
    result = redline(issued, draft(operative(1, DECIDES), operative(2, SPRING)), View.KEEP)
    assert not result.changed
    assert result.data == issued


def test_an_edit_in_paragraphs_that_a_kept_change_joins_is_refused_with_its_place() -> None:
    joined = p("1.", TAB, "Decides to keep a light ", properties=mark("del"))
    issued = draft(joined, p("at the head of every mole;"), operative(2, SPRING))
    same = draft(operative(1, DECIDES), operative(2, SPRING))
    assert texts(redline(issued, same, View.KEEP).data, View.ACCEPT) == texts(same, View.ACCEPT)
    other = draft(operative(1, "Decides to keep a lamp at the head of every mole;"), operative(2, SPRING))
    with pytest.raises(DraftkitError) as caught:
        redline(issued, other, View.KEEP)
    assert str(caught.value).startswith("L4.docx:2:1: a tracked change that is kept joins this paragraph")


# --- kept in the new version ---


def test_what_a_delegation_tracked_stays_under_its_name_and_date() -> None:
    """The file a delegation sends back is the issued one with its changes: nothing else is ours."""
    issued = draft(operative(1, "Decides to keep a light at the head of every pier;"), operative(2, SPRING))
    result = redline(issued, TRACKED, View.KEEP)
    assert revisions(result.data) == revisions(TRACKED)


def test_changes_of_several_delegations_and_untracked_ones_are_told_apart() -> None:
    issued = draft(operative(1, "Decides to keep a light at the head of every pier;"), operative(2, SPRING))
    new = draft(
        operative(1, "Decides to keep a ", ins("good ", "Estmark"), "light at the head of every ",
                  deleted("pier", "Lisenne"), ins("mole", "Lisenne"), ";"),
        operative(2, "Requests the Bureau to report in the autumn."),
    )  # fmt: skip
    result = redline(issued, new, View.KEEP)
    assert whose(result.data, "Estmark") == [("ins", "good ")]
    assert whose(result.data, "Lisenne") == [("del", "pier"), ("ins", "mole")]
    assert whose(result.data, "Secretariat") == [("del", "spring"), ("ins", "autumn")]
    assert texts(result.data, View.ACCEPT) == texts(new, View.ACCEPT)


def test_whole_paragraphs_keep_their_authors_marks_included() -> None:
    issued = draft(
        operative(1, DECIDES), operative(2, "Invites every harbour to come;"), operative(3, SPRING)
    )
    new = draft(
        operative(1, DECIDES),
        p(deleted("2.", "Estmark"), deleted("<w:r><w:tab/></w:r>", "Estmark"),
          deleted("Invites every harbour to come;", "Estmark"), properties=mark("del", "Estmark")),
        p(ins("2.", "Lisenne"), ins(TAB, "Lisenne"), ins("Thanks the keepers of the lights;", "Lisenne"),
          properties=mark("ins", "Lisenne")),
        operative(3, SPRING),
    )  # fmt: skip
    result = redline(issued, new, View.KEEP)
    assert {author for _, author, _, _ in revisions(result.data)} == {"Estmark", "Lisenne"}
    assert ("ins", "") in whose(result.data, "Lisenne")
    assert ("del", "") in whose(result.data, "Estmark")
    assert texts(result.data, View.REJECT) == texts(issued, View.ACCEPT)


def test_notes_keep_their_authors() -> None:
    notes = {"footnotes": footnote(1, "HARB/2031/2.")}
    issued = draft(operative(1, "Decides to keep a light;", call(1)), operative(2, SPRING), others=notes)
    more = {
        "footnotes": footnote(1, deleted("HARB/2031/2.", "Estmark"))
        + footnote(2, ins("HARB/2031/9.", "Lisenne"))
    }
    new = draft(
        operative(1, "Decides to keep a light;", deleted(call(1), "Estmark")),
        operative(2, SPRING, ins(call(2), "Lisenne")),
        others=more,
    )
    result = redline(issued, new, View.KEEP)
    assert ("del", "HARB/2031/2.") in [(w, t.strip()) for w, t in whose(result.data, "Estmark")]
    assert ("ins", "HARB/2031/9.") in [(w, t.strip()) for w, t in whose(result.data, "Lisenne")]
    assert whose(result.data, "Secretariat") == []


def test_a_deletion_of_other_words_is_not_put_into_anybodys_mouth() -> None:
    issued = draft(operative(1, "Decides to keep a light at the head of every old pier;"))
    new = draft(
        operative(1, "Decides to keep a light at the head of every ", deleted("long ", "Estmark"), "pier;")
    )
    result = redline(issued, new, View.KEEP)
    assert whose(result.data, "Estmark") == []
    assert whose(result.data, "Secretariat") == [("del", "old ")]


def test_of_two_ways_to_one_text_the_delegations_own_is_kept() -> None:
    """The words around the deletion repeat: "of island States and" would do as well."""
    issued = draft(
        operative(1, "Notes the needs of coastal States and of island States and of river States;")
    )
    new = draft(
        operative(
            1, "Notes the needs of coastal States ", deleted("and of island States "), "and of river States;"
        )
    )
    result = redline(issued, new, View.KEEP)
    assert revisions(result.data) == revisions(new)


def test_a_number_that_a_delegation_tracked_is_the_delegations() -> None:
    issued = draft(operative(1, DECIDES), operative(2, SPRING))
    new = draft(
        operative(1, DECIDES),
        p(ins("2."), ins(TAB), ins("Invites all harbours;"), properties=mark("ins")),
        p(deleted("2."), ins("3."), TAB, SPRING),
    )
    result = redline(issued, new, View.KEEP)
    assert whose(result.data, "Secretariat") == []
    assert ("ins", "3.") in whose(result.data, "Estmark")


def test_a_paragraph_rewritten_by_tracked_changes_is_known_by_its_history() -> None:
    issued = draft(
        operative(1, DECIDES), operative(2, "Notes that keepers are few and none of them is young;")
    )
    new = draft(
        operative(1, DECIDES),
        operative(
            2, "Notes ", deleted("that keepers are few and none of them is young"), ins("the report"), ";"
        ),
    )
    result = redline(issued, new, View.KEEP)
    assert revisions(result.data) == revisions(new)


def test_words_that_stand_twice_are_nobodys_where_it_is_not_clear_whose() -> None:
    issued = draft(operative(1, "Decides to meet very early and very often;"))
    new = draft(operative(1, "Decides to meet early and ", deleted("very "), "often;"))
    result = redline(issued, new, View.KEEP)
    assert whose(result.data, "Estmark") == []
    assert texts(result.data, View.ACCEPT) == texts(new, View.ACCEPT)


def test_what_one_inserted_and_another_deleted_is_told() -> None:
    struck = ins(deleted("at once ", "Lisenne"), "Estmark")
    new = draft(
        operative(1, "Decides ", struck, "to keep a light at the head of every mole;"), operative(2, SPRING)
    )
    result = redline(CLEAN, new, View.KEEP)
    assert result.reports == ("text that Estmark inserted and Lisenne deleted",)
    assert not result.changed
