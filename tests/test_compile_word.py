"""Compilations as tracked changes, proposals by the authors of tracked changes, and by older versions."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx_tools
import pytest
from builders import enacting, note, op, pp, sub
from click.testing import CliRunner, Result
from compile_fuzz import tracked
from test_compile import HARBOURS, PROPOSALS

import draftkit
from draftkit.build import build
from draftkit.cli import main
from draftkit.dataclass import replace
from draftkit.errors import DraftkitError
from draftkit.model import Draft
from draftkit.negotiate.compiling import compile_drafts
from draftkit.negotiate.notation import Notation
from draftkit.negotiate.rebasing import CHANGED, REWRITTEN, WENT, carried
from draftkit.negotiate.segments import COMPILATION, author_of, names_of
from draftkit.ooxml.by_author import accepted_of, authors
from draftkit.readers.tracked_compilation import read_tracked_compilation
from draftkit.readers.word import read_word
from draftkit.rows import rows
from draftkit.writers import write_as
from draftkit.writers.compilation import write_tracked_compilation
from draftkit.writers.text import write_text


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


# --- tracked changes ---


def test_each_delegation_gets_its_file_back_from_tracked_changes(tmp_path: Path) -> None:
    target = tmp_path / "all.docx"
    assert run("compile", HARBOURS / "L3.md", *PROPOSALS, "-o", target, "--style", "tracked").exit_code == 0
    for name, file in (("Varrow", "merrow-varrow.md"), ("Tessaly", "tessaly.md"), ("base", "L3.md")):
        assert run("view", target, "--as", name).output == (HARBOURS / file).read_text(encoding="utf-8")
    assert "Estmark, Norvania" in authors(target.read_bytes(), "all.docx")


def test_brackets_and_tracked_changes_are_the_same_compilation(tmp_path: Path) -> None:
    run("compile", HARBOURS / "L3.md", *PROPOSALS, "-o", tmp_path / "all.docx", "--style", "tracked")
    run("compile", HARBOURS / "L3.md", *PROPOSALS, "-o", tmp_path / "all.md")
    tracked = draftkit.read_compilation(tmp_path / "all.docx")
    assert tracked == draftkit.read_compilation(tmp_path / "all.md")
    draftkit.write_compilation(tracked, tmp_path / "again.md")
    assert (tmp_path / "again.md").read_bytes() == (tmp_path / "all.md").read_bytes()


def test_what_is_in_dispute_in_tracked_changes_is_read_as_brackets(tmp_path: Path) -> None:
    run("compile", HARBOURS / "L3.md", *PROPOSALS, "-o", tmp_path / "all.docx", "--style", "tracked")
    run("compile", HARBOURS / "L3.md", *PROPOSALS, "-o", tmp_path / "all.md")
    in_brackets = (tmp_path / "all.md").read_text(encoding="utf-8")
    shown = run("fmt", tmp_path / "all.docx")
    assert shown.stdout == in_brackets
    assert "read as its brackets" in shown.stderr
    data = (tmp_path / "all.docx").read_bytes()
    assert CliRunner().invoke(main, ["fmt", "-"], input=data).stdout == in_brackets
    listed = [run("brackets", tmp_path / file, "--format", "json") for file in ("all.docx", "all.md")]
    assert listed[0].stdout.replace("all.docx", "all.md") == listed[1].stdout
    assert run("resolve", tmp_path / "all.docx", "PP2[1]=Estmark", "-o", tmp_path / "next.md").exit_code == 0
    assert "one harbour in three had" in (tmp_path / "next.md").read_text(encoding="utf-8")


def test_the_base_of_tracked_changes_is_what_stood_before_them(tmp_path: Path) -> None:
    run("compile", HARBOURS / "L3.md", *PROPOSALS, "-o", tmp_path / "all.docx", "--style", "tracked")
    before = run("fmt", tmp_path / "all.docx", "--view", "original").stdout
    assert "one harbour in four had" in before
    assert "Compilation of proposals" not in before


def test_a_reader_who_knows_authors_alone_finds_the_text_of_a_delegation() -> None:
    base = (
        enacting(),
        pp("*Recalling* the lamps,^1"),
        op(1, "*Decides* to meet in fog;"),
        note("1", "HARB/1."),
    )
    eu = (*base[:2], op(1, "*Decides* to meet at night in fog;"), op("1 bis.", "*Urges* States;"), base[3])
    norway = (base[0], op(1, "*Decides* to meet;"))
    made = compile_drafts(build(base), {"EU": build(eu), "Norway": build(norway)})
    data = write_tracked_compilation(made)
    for name, found in (("EU", eu), ("Norway", norway), ("", base)):
        seen = read_word(accepted_of(data, "", lambda author, n=name: n in author.split(", ")), "")[0].draft
        texts = [(row.marker, row.text) for row in rows(seen) if row.field != "united_nations"]
        assert texts == [(row.marker, row.text) for row in found]


NOTED = (
    enacting(),
    op(1, "*Decides* to meet in fog;^1"),
    op(2, "*Urges* States to ring bells;^1"),
    op(3, "*Requests* a report on lamps;"),
    note("1", "HARB/1."),
)


def test_a_note_that_is_called_twice_may_be_called_from_words_in_dispute() -> None:
    eu = (
        NOTED[0],
        op(1, "*Urges* States to ring bells;^1"),
        op(2, "*Requests* a report on lamps;"),
        NOTED[4],
    )
    norway = (*NOTED[:3], op(3, "*Requests* a report on lamps;^1"), note("1", "HARB/2."))
    made = compile_drafts(build(NOTED), {"EU": build(eu), "Norway": build(norway)})
    data = write_tracked_compilation(made)
    assert read_tracked_compilation(data, "") == made
    assert tracked.faults(made) == []


def test_a_note_that_a_delegation_keeps_without_its_call_is_told(tmp_path: Path) -> None:
    """Its paragraph went, the note at the end of the text was forgotten: in Word it would go too."""
    base = tmp_path / "base.md"
    base.write_text("1. *Decides* to meet;\n\n2. *Urges* all to ring bells.[^1]\n\n[^1]: HARB/2.\n", "utf-8")
    eu = tmp_path / "eu.md"
    eu.write_text("1. *Decides* to meet;\n\n[^1]: HARB/2.\n", "utf-8")
    result = run("compile", base, f"EU={eu}", "-o", tmp_path / "all.docx", "--style", "tracked")
    assert result.exit_code == 2
    assert "EU has a note, number 1 of the compilation, that its words do not call" in result.stderr
    assert not (tmp_path / "all.docx").exists()
    assert run("compile", base, f"EU={eu}", "-o", tmp_path / "all.md").exit_code == 0
    assert draftkit.view(draftkit.read_compilation(tmp_path / "all.md"), "EU") == draftkit.read(eu)


def test_a_paragraph_that_is_taken_for_another_kind_is_known_by_the_table() -> None:
    base = (op(1, "*Decides*:"), sub("(a)", "To meet;"), sub("(i)", "In fog;", 2), sub("(b)", "To ring;"))
    eu = (base[0], sub("(i)", "In fog;"), sub("(b)", "To ring;"))
    norway = (*base[:2], sub("(b)", "To ring;", 2))
    made = compile_drafts(build(base), {"EU": build(eu), "Norway": build(norway)})
    assert read_tracked_compilation(write_tracked_compilation(made), "") == made


def pandoc(file: Path, view: str = "accept") -> list[str]:
    """The lines that pandoc reads. It knows no rows that go: their table stays without words."""
    return [line for line in docx_tools.pandoc(file, view).splitlines() if line.strip(" -")]


def test_other_programs_read_the_base_and_each_delegations_text(tmp_path: Path) -> None:
    eu = (
        *NOTED[:2],
        op(2, "*Urges* all States to ring^1 bells at night;"),
        op("2 bis.", "*Invites* donors;"),
    )
    norway = (*NOTED[:2], op(3, "*Requests* a report on lamps and bells;"))
    texts = {"EU": (*eu, NOTED[3], NOTED[4]), "Norway": (*norway, NOTED[4]), "": NOTED}
    made = compile_drafts(build(NOTED), {name: build(texts[name]) for name in ("EU", "Norway")})
    data = write_tracked_compilation(made)
    jobs: list[tuple[str, Path]] = []
    for name, found in texts.items():
        seen, clean = tmp_path / f"{name}-accepted.docx", tmp_path / f"{name}-clean.docx"
        seen.write_bytes(accepted_of(data, "", lambda author, n=name: n in author.split(", ")))
        clean.write_bytes(write_as(".docx", (build(found),)))
        assert pandoc(seen) == pandoc(clean)
        jobs += [("accept", seen), ("plain", clean)]
    whole = tmp_path / "all.docx"
    whole.write_bytes(data)
    assert pandoc(whole, "reject") == pandoc(tmp_path / "-clean.docx")
    jobs += [("reject", whole), jobs[-1]]
    read = docx_tools.libreoffice(jobs, tmp_path)
    # LibreOffice leaves an empty paragraph where a whole paragraph with a note in it goes.
    said = [([text for text in one["paragraphs"] if text], one["notes"]) for one in read]
    for accepted, wanted in zip(said[::2], said[1::2], strict=True):
        assert accepted == wanted


def test_a_long_list_of_proponents_is_an_author_by_numbers() -> None:
    names = tuple(f"Delegation of the Isles Number {number}" for number in range(40))
    notation = Notation(names)
    author = author_of(names[:30], notation)
    assert len(author) <= 250
    assert names_of(author, names) == names[:30]
    assert names_of(author_of(names[:2], notation), names) == names[:2]
    with pytest.raises(DraftkitError, match="belong to no delegation"):
        names_of("Somebody", names)


def test_changes_of_somebody_else_are_refused() -> None:
    base, other = build((op(1, "shall meet;"),)), build((op(1, "should meet;"),))
    data = write_tracked_compilation(compile_drafts(base, {"EU": other}))
    foreign = data  # the table names EU alone
    with pytest.raises(DraftkitError):
        read_tracked_compilation(_renamed(foreign), "")


def _renamed(data: bytes) -> bytes:
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'w:author="EU"', b'w:author="Somebody"'))
    return out.getvalue()


def test_tracked_changes_go_into_word_alone(tmp_path: Path) -> None:
    result = run("compile", HARBOURS / "L3.md", *PROPOSALS, "-o", tmp_path / "x.md", "--style", "tracked")
    assert (result.exit_code, "tracked changes are for Word" in result.stderr) == (2, True)


# --- authors ---


def authored(tmp_path: Path) -> Path:
    """A Word file over L3 with changes of two authors."""
    base = (HARBOURS / "L3.md").read_text(encoding="utf-8")
    one, other = base.replace("shall keep", "should keep"), base.replace("once a year", "twice a year")
    for name, text in (("one.md", one), ("other.md", other)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    target = tmp_path / "authors.docx"
    given = [f"A. Norlund={tmp_path / 'one.md'}", f"B. Ost={tmp_path / 'other.md'}"]
    assert run("compile", HARBOURS / "L3.md", *given, "-o", target, "--style", "tracked").exit_code == 0
    return target


def test_authors_of_tracked_changes_are_delegations_by_a_list(tmp_path: Path) -> None:
    file = authored(tmp_path)
    names = tmp_path / "names.txt"
    names.write_text("A. Norlund = Norvania, EU\nB. Ost = Estmark\nCompilation =\n", encoding="utf-8")
    result = run("compile", HARBOURS / "L3.md", "--by-author", file, "--mapping", names, "-o", "-")
    assert "[shall] [Norvania, EU: should] keep" in result.stdout
    assert "[once] [Estmark: twice] a year" in result.stdout
    assert "masthead" not in result.stdout


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("A. Norlund = Norvania\nCompilation =\n", "does not say for whom B. Ost writes"),
        ("A. Norlund = EU\nA. Norlund = Fiji\n", "the author 'A. Norlund' is named twice"),
        ("A. Norlund\n", "does not say for whom; write AUTHOR = DELEGATION"),
        ("\n", "is empty"),
        ("A. Norlund =\nB. Ost =\nCompilation =\n", "no tracked changes of a delegation"),
    ],
)
def test_a_list_of_authors_that_will_not_do_is_refused(lines: str, message: str, tmp_path: Path) -> None:
    file = authored(tmp_path)
    (tmp_path / "names.txt").write_text(lines, encoding="utf-8")
    result = run(
        "compile", HARBOURS / "L3.md", "--by-author", file, "--mapping", tmp_path / "names.txt", "-o", "-"
    )
    assert result.exit_code == 2
    assert message in result.stderr


def test_an_author_in_the_list_who_changed_nothing_is_told(tmp_path: Path) -> None:
    """A name that is spelled otherwise in the file would leave a delegation without its proposal."""
    file, names = authored(tmp_path), tmp_path / "names.txt"
    lines = "A. Norlund = Norvania\nB. Ost = Estmark\nB. Oost = Lisenne\nZ. Kept =\nCompilation =\n"
    names.write_text(lines, encoding="utf-8")
    result = run("compile", HARBOURS / "L3.md", "--by-author", file, "--mapping", names, "-o", "-")
    assert result.exit_code == 0
    assert [line for line in result.stderr.splitlines() if "has no tracked changes" in line] == [
        f"draftkit: warning: B. Oost, who writes for Lisenne, has no tracked changes in {file}; is the name"
        " spelled as there?"
    ]


def test_a_list_of_authors_needs_their_file() -> None:
    result = run("compile", HARBOURS / "L3.md", "--mapping", "x", "-o", "-")
    assert (result.exit_code, "give their file with --by-author" in result.stderr) == (2, True)


def test_a_note_to_a_line_of_the_masthead_stands_in_brackets(tmp_path: Path) -> None:
    base, eu = tmp_path / "base.md", tmp_path / "eu.md"
    text = "### Norvania: draft decision\n\n## Lights\n\n*The Assembly,*\n\n1. *Decides* to keep lights.\n"
    base.write_text(text, encoding="utf-8")
    noted = text.replace("Norvania:", "Norvania:[^*]") + "\n[^*]: On behalf of the Group.\n"
    eu.write_text(noted, encoding="utf-8")
    target = tmp_path / "all.docx"
    result = run("compile", base, f"EU={eu}", "-o", target, "--style", "tracked")
    assert result.exit_code == 2
    assert "write the compilation in brackets" in result.stderr
    assert run("compile", base, f"EU={eu}", "-o", target).exit_code == 0
    assert run("view", target, "--as", "EU").output.endswith("[^*]: On behalf of the Group.\n")


def test_tracked_changes_over_another_version_are_refused(tmp_path: Path) -> None:
    file = authored(tmp_path)
    newer = tmp_path / "newer.md"
    text = (HARBOURS / "L3.md").read_text(encoding="utf-8")
    newer.write_text(text.replace("remain seized", "stay seized"), encoding="utf-8")
    for arguments in ((f"EU={file}",), ("--by-author", file)):
        result = run("compile", newer, *arguments, "-o", "-")
        assert result.exit_code == 2
        assert "made on another version: without them 1 paragraph differs" in result.stderr


# --- older versions ---

OLDER = (
    enacting(),
    pp("*Recalling* the lamps of all the harbours,"),
    op(1, "*Decides* that every harbour shall keep a lamp and a bell in fog;"),
    op(2, "*Urges* States to meet once in every year at Port Aldery;"),
    op(3, "*Requests* the Bureau to report on lamps, bells and horns;"),
    sub("(a)", "Every year to the Assembly;"),
)


def test_a_proposal_on_an_older_version_is_carried_over() -> None:
    base = (
        OLDER[0],
        OLDER[1],
        op(1, "*Decides* that every harbour shall keep a lamp and a bell in fog and at night;"),
        op(2, "*Welcomes* the offer of Norvania to act as host;"),
        op(3, "*Urges* States to meet once in every year at Port Aldery;"),
        op(4, "*Requests* the Bureau to report on lamps, bells and horns;"),
        OLDER[5],
    )
    proposal = (
        *OLDER[:2],
        op(1, "*Decides* that every harbour should keep a lamp and a bell in fog;"),
        op(2, "*Urges* States to meet twice in every year at Port Aldery;"),
        op("2 bis.", "*Invites* donors to give oil;"),
        *OLDER[4:],
    )
    found = carried(build(OLDER), build(base), build(proposal))
    assert found.left == ()
    text = write_text([found.draft])
    assert "every harbour should keep a lamp and a bell in fog and at night;" in text
    assert "3. *Urges* States to meet twice in every year" in text
    assert text.index("3. *Urges*") < text.index("*Invites* donors") < text.index("4. *Requests*")


def test_what_cannot_be_carried_is_told_with_its_reason() -> None:
    base = (
        *OLDER[:2],
        op(1, "*Decides* that every harbour must keep a lamp and a bell in fog;"),
        op(2, "*Requests* the Bureau to report on lamps and horns alone;"),
        OLDER[5],
    )
    proposal = (
        *OLDER[:2],
        op(1, "*Decides* that every harbour should keep a lamp and a bell in fog;"),
        op(2, "*Urges* States to meet twice in every year at Port Aldery;"),
    )
    found = carried(build(OLDER), build(base), build(proposal))
    assert [(left.label, left.reason) for left in found.left] == [
        ("OP1", CHANGED),
        ("OP3", REWRITTEN),
        ("OP2", WENT),
    ]
    assert found.left[0].words == "shall → should"
    assert "must keep" in write_text([found.draft])


def test_a_proposal_on_the_base_is_not_carried(tmp_path: Path) -> None:
    bells = op(1, "*Decides* that every harbour shall keep a bell in fog;")
    files = {
        "older.md": write_text([build(OLDER)]),
        "base.md": write_text([build((*OLDER[:3], op(2, "*Urges* all to meet;"), *OLDER[4:]))]),
        "new.md": write_text([build((*OLDER[:2], bells, op(2, "*Urges* all to meet;"), *OLDER[4:]))]),
        "old.md": write_text([build((*OLDER[:2], bells, *OLDER[3:]))]),
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    given = [f"EU={tmp_path / 'new.md'}", f"Norway={tmp_path / 'old.md'}"]
    result = run("compile", tmp_path / "base.md", *given, "--rebase", tmp_path / "older.md", "-o", "-")
    assert result.exit_code == 0
    assert "old.md: made on the older version; carried over to the base" in result.stderr
    assert "new.md: made" not in result.stderr
    assert "once in every year" not in result.stdout


def test_another_symbol_is_told(tmp_path: Path) -> None:
    text = (HARBOURS / "L3.md").read_text(encoding="utf-8")
    (tmp_path / "rev.md").write_text(
        text.replace("HARB/2031/L.3", "HARB/2031/L.3/Rev.1", 1), encoding="utf-8"
    )
    result = run("compile", tmp_path / "rev.md", *PROPOSALS[:1], "-o", "-")
    assert "its symbol is HARB/2031/L.3, that of the base HARB/2031/L.3/Rev.1" in result.stderr


# --- moves ---

FOUR = (
    op(1, "*Decides* to light the lamps of all harbours at dusk;"),
    op(2, "*Requests* the Keeper to report on bells at each session;"),
    op(3, "*Invites* all States to contribute oil to the lamps;"),
    op(4, "*Decides* to remain seized of the matter."),
)


def in_order(*places: int) -> Draft:
    """The four paragraphs in another order, numbered anew."""
    return build(replace(FOUR[place - 1], marker=f"{at}.") for at, place in enumerate(places, start=1))


@pytest.mark.parametrize(
    "orders",
    [
        [(3, 1, 2, 4)], [(1, 3, 4, 2)], [(2, 1, 3, 4)], [(4, 1, 2, 3), (4, 1, 2, 3)],
        [(3, 1, 2, 4), (1, 2, 4, 3)], [(2, 3, 4, 1)],
    ],
)  # fmt: skip
def test_a_paragraph_that_moves_is_marked_as_moved(tmp_path: Path, orders: list[tuple[int, ...]]) -> None:
    texts = {f"Delegation {number}": in_order(*order) for number, order in enumerate(orders, start=1)}
    made = compile_drafts(build(FOUR), texts)
    data = write_tracked_compilation(made)
    assert read_tracked_compilation(data, "") == made
    assert tracked.faults(made) == []
    document = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    ends = re.findall(r'<w:move(From|To)RangeStart [^>]*w:author="([^"]+)"[^>]* w:name="(\w+)"', document)
    assert {end for end, _, _ in ends} == {"From", "To"}
    assert all(author != COMPILATION for _, author, _ in ends)
    names = [name for _, _, name in ends]
    assert all(names.count(name) == 2 for name in names)
    jobs: list[tuple[str, Path]] = []
    for name, draft in {**texts, "": build(FOUR)}.items():
        seen, clean = tmp_path / f"{name}-accepted.docx", tmp_path / f"{name}-clean.docx"
        seen.write_bytes(accepted_of(data, "", lambda author, n=name: n in author.split(", ")))
        clean.write_bytes(write_as(".docx", (draft,)))
        assert [*map(words_of, pandoc(seen))] == [*map(words_of, pandoc(clean))]
        jobs += [("accept", seen), ("plain", clean)]
    whole = tmp_path / "all.docx"
    whole.write_bytes(data)
    assert docx_tools.findings(whole) == []
    assert pandoc(whole, "reject") == pandoc(tmp_path / "-clean.docx")
    read = docx_tools.libreoffice([*jobs, ("reject", whole), jobs[-1]], tmp_path)
    for accepted, wanted in zip(read[::2], read[1::2], strict=True):
        # LibreOffice leaves an empty paragraph behind a table that goes.
        assert words_of("\n".join(filter(None, accepted["paragraphs"]))) == words_of(
            "\n".join(filter(None, wanted["paragraphs"]))
        )


def words_of(text: str) -> str:
    """The text without the numbers of its paragraphs, which are those of the compilation in the one file and
    of the delegation in the other."""
    return re.sub(r"(?m)^\s*\d+(?: bis| ter)?\.\s", "", text)
