"""The command line as its users meet it, bad input above all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from draftkit.cli import main
from draftkit.cli.group import Commands

SOUND = """## Warnings of floods

*The Assembly of the Isles,*

*Recalling* the tides,

1. *Urges* [all] States to act;

2. *Asks* the Office to report.
"""
OTHER = SOUND.replace("to act", "to act at once")
UNMATCHED = SOUND.replace("[all]", "[all")
NO_NOTE = SOUND.replace("report.", "report.[^7]")
TWO_DRAFTS = "\n\n".join(
    f"United Nations A/C.2/80/L.{n}\n\n# Tide {n}\n\n*The Assembly of the Isles,*\n\n1. *Urges* all."
    for n in (3, 4)
)
DEEP = 1000
LIMIT = 60
"""Seconds for what should take a few: the machines of a test run are slow and busy."""

COMMAND = (sys.executable, "-c", "from draftkit.cli import main; main(prog_name='draftkit')")

File = Callable[..., str]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> File:
    """Write a file into a folder of its own, where the commands run, and give its name."""
    monkeypatch.chdir(tmp_path)

    def write(content: str | bytes = SOUND, name: str = "draft.md") -> str:
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return name

    return write


def run(*arguments: str, typed: bytes | str | None = None) -> Result:
    """The command in this process."""
    return CliRunner().invoke(main, arguments, input=typed, prog_name="draftkit")


def really_run(*arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own."""
    return subprocess.run([*COMMAND, *arguments], capture_output=True, timeout=LIMIT, check=False, **options)


def cannot(result: Result) -> str:
    """The one sentence of a command that could not: status 2 and no output."""
    assert (result.exit_code, result.stdout) == (2, "")
    (sentence,) = result.stderr.splitlines()
    assert sentence.startswith("draftkit: ")
    assert "fault in draftkit" not in sentence
    return sentence.removeprefix("draftkit: ")


ISSUING = {
    "fmt": ("fmt", "{}", "-o", "out.md"),
    "render": ("render", "{}", "-o", "out.docx"),
    "redline from": ("redline", "{}", "sound.md", "-o", "out.docx"),
    "redline to": ("redline", "sound.md", "{}", "-o", "out.docx"),
}
"""Commands that write something, with the draft in question as {}."""

SHOWING = {
    "parse": ("parse", "{}"),
    "diff from": ("diff", "{}", "sound.md"),
    "diff to": ("diff", "sound.md", "{}"),
}


def filled(arguments: Sequence[str], name: str) -> list[str]:
    return [argument.format(name) for argument in arguments]


issuing = pytest.mark.parametrize("arguments", ISSUING.values(), ids=ISSUING)
showing = pytest.mark.parametrize("arguments", SHOWING.values(), ids=SHOWING)
every = pytest.mark.parametrize("arguments", [*ISSUING.values(), *SHOWING.values()], ids=[*ISSUING, *SHOWING])


# --- drafts at fault -------------------------------------------------------------------------------

FAULTS = pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        (UNMATCHED, "7:12", "the square bracket [ is never closed"),
        (SOUND.replace("[all]", "all]"), "7:15", "the square bracket ] closes nothing"),
        (NO_NOTE, "9:32", "the note call [^7] has no note"),
    ],
    ids=["never closed", "closes nothing", "no note"],
)


@FAULTS
@issuing
def test_a_draft_at_fault_is_not_issued(
    file: File, arguments: list[str], text: str, place: str, what: str
) -> None:
    file(SOUND, "sound.md")
    sentence = cannot(run(*filled(arguments, file(text, "bad.md"))))
    assert sentence == f"bad.md:{place}: {what}; mend it, or go on with --lenient"
    assert not list(Path().glob("out.*"))


@FAULTS
@issuing
def test_a_draft_at_fault_is_issued_on_demand(
    file: File, arguments: list[str], text: str, place: str, what: str
) -> None:
    file(SOUND, "sound.md")
    result = run(*filled(arguments, file(text, "bad.md")), "--lenient")
    assert result.exit_code == 0
    assert f"draftkit: bad.md:{place}: warning: {what}" in result.stderr
    assert len(list(Path().glob("out.*"))) == 1


@FAULTS
@showing
def test_a_draft_at_fault_is_shown_with_a_warning(
    file: File, arguments: list[str], text: str, place: str, what: str
) -> None:
    file(SOUND, "sound.md")
    result = run(*filled(arguments, file(text, "bad.md")))
    assert result.exit_code == (1 if arguments[0] == "diff" else 0)
    assert result.stderr == f"draftkit: bad.md:{place}: warning: {what}\n"


def test_several_faults_are_counted(file: File) -> None:
    sentence = cannot(run("fmt", file(UNMATCHED.replace("report.", "report.[^7]"))))
    assert sentence.startswith("draft.md:7:12: the square bracket [ is never closed (and 1 more); mend it")


def test_thousands_of_warnings_do_not_flood_the_terminal(file: File) -> None:
    result = run("parse", file("1. *Urges* all" + "]" * 1000))
    assert len(result.stderr.splitlines()) == 51
    assert result.stderr.splitlines()[-1] == "draftkit: draft.md: 950 more warnings are not shown"
    assert len(json.loads(run("parse", "draft.md", "--format", "json").stdout)["warnings"]) == 1000


# --- files that are no drafts ------------------------------------------------------------------------


def a_zip() -> bytes:
    with zipfile.ZipFile("made.zip", "w") as made:
        made.writestr("word/document.xml", "<w:document/>" * 50)
    return Path("made.zip").read_bytes()


BAD_FILES: dict[str, tuple[Callable[[], str | bytes], str]] = {
    "picture": (
        lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
        "bad.md: this is a binary file, not draft text",
    ),
    "zip": (a_zip, "bad.md: this is a Word file or another zip; a Word file has the ending .docx"),
    "empty": (lambda: "", "bad.md: there is no text in this file"),
    "byte order mark only": (lambda: "\ufeff", "bad.md: there is no text in this file"),
    "white space": (lambda: " \n\t\r\n \n", "bad.md: there is no text in this file"),
    "not UTF-8": (
        lambda: b"# Title\n\nthe caf\xe9\n",
        "bad.md:3:8: the file is not UTF-8 text; save it as plain text with the encoding UTF-8",
    ),
    "too deep": (
        lambda: "# T\n\n1. *Urges* " + "[" * 3000,
        "bad.md:3:2012: square brackets are nested more than 2,000 deep",
    ),
}


@every
@pytest.mark.parametrize(("content", "said"), BAD_FILES.values(), ids=BAD_FILES)
def test_what_is_no_draft_is_refused(
    file: File, arguments: list[str], content: Callable[[], str | bytes], said: str
) -> None:
    file(SOUND, "sound.md")
    assert cannot(run(*filled(arguments, file(content(), "bad.md")))) == said
    assert not list(Path().glob("out.*"))


@every
def test_files_that_cannot_be_read_are_named(file: File, arguments: list[str]) -> None:
    file(SOUND, "sound.md")
    Path("folder.md").mkdir()
    assert cannot(run(*filled(arguments, "folder.md"))) == "folder.md: this is a folder, not a file"
    assert cannot(run(*filled(arguments, "gone.md"))) == "gone.md: there is no such file"
    assert cannot(run(*filled(arguments, file(SOUND, "draft.docx")))) == (
        "draft.docx: this is plain text, not a Word file; give its name the ending .txt"
    )
    assert cannot(run(*filled(arguments, file(SOUND, "draft.xyz")))).startswith(
        "draft.xyz: .xyz files cannot be read; draftkit reads .md"
    )
    assert cannot(run(*filled(arguments, file(SOUND, "draft")))).startswith(
        "draft: the file name has no ending; draftkit reads .md"
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_a_file_without_permission_is_named(file: File) -> None:
    Path(file()).chmod(0)
    assert cannot(run("parse", "draft.md")) == "draft.md: the file cannot be read: Permission denied"


def test_ten_million_brackets_are_refused_in_seconds(file: File) -> None:
    file("[" * 10_000_000)
    result = really_run("parse", "draft.md")
    assert result.returncode == 2
    assert (
        result.stderr.decode()
        == "draftkit: draft.md:1:2001: square brackets are nested more than 2,000 deep\n"
    )


@pytest.mark.parametrize(
    "encoded",
    [
        SOUND.encode("utf-8-sig"),
        SOUND.encode("utf-16"),
        b"\xfe\xff" + SOUND.encode("utf-16-be"),
        SOUND.replace("\n", "\r\n").encode(),
        SOUND.replace("\n", "\r").encode(),
    ],
    ids=["UTF-8 with mark", "UTF-16", "UTF-16 big end first", "CRLF", "CR"],
)
def test_other_encodings_and_line_ends_are_read_alike(file: File, encoded: bytes) -> None:
    expected = run("fmt", file(SOUND)).stdout
    assert run("fmt", file(encoded)).stdout == expected


def test_a_word_and_a_title_are_drafts_too(file: File) -> None:
    for text in ("word", "# Only a title\n"):
        assert run("fmt", file(text)).exit_code == 0
        assert run("parse", "draft.md", "--format", "json").exit_code == 0
        assert run("render", "draft.md", "-o", "out.docx").exit_code == 0


# --- brackets a thousand deep --------------------------------------------------------------------------

DEEP_DRAFTS = {
    "in a paragraph": SOUND.replace("all", "[some " * DEEP + "all" + "]" * DEEP),
    "across paragraphs": SOUND.replace("1. ", "[" * DEEP + "1. ").replace("report.", "report." + "]" * DEEP),
}


@pytest.mark.parametrize("text", DEEP_DRAFTS.values(), ids=DEEP_DRAFTS)
def test_brackets_a_thousand_deep_are_read_compared_and_written(file: File, text: str) -> None:
    deep, sound = file(text, "deep.md"), file(SOUND, "sound.md")
    assert really_run("parse", deep).returncode == 0
    found = json.loads(really_run("parse", deep, "--format", "json").stdout)
    assert max(each["depth"] for each in found["brackets"]) >= DEEP
    assert really_run("fmt", deep, "-o", "again.md").returncode == 0
    assert really_run("diff", deep, "again.md").returncode == 0
    assert really_run("diff", deep, sound).returncode == 1
    assert really_run("render", deep, "-o", "out.docx").returncode == 0
    assert really_run("redline", deep, sound, "-o", "red.docx").returncode == 0


# --- output ------------------------------------------------------------------------------------------

WRITING = {
    "fmt": ("fmt", "draft.md", "-o", "{}.md"),
    "render": ("render", "draft.md", "-o", "{}.docx"),
    "redline": ("redline", "draft.md", "draft.md", "-o", "{}.docx"),
}
writing = pytest.mark.parametrize("arguments", WRITING.values(), ids=WRITING)


@writing
def test_a_file_that_cannot_be_written_is_named(file: File, arguments: list[str]) -> None:
    file()
    ending = arguments[-1].removeprefix("{}")
    Path(f"taken{ending}").mkdir()
    assert cannot(run(*filled(arguments, "nowhere/out"))) == (
        f"nowhere/out{ending}: the folder that this file should go into does not exist"
    )
    assert cannot(run(*filled(arguments, "taken"))) == f"taken{ending}: this is a folder; name a file"
    assert cannot(run(*filled(arguments, "draft.md/out"))).endswith("does not exist")


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes every file")
@writing
def test_a_write_protected_file_or_folder_stays_as_it_is(file: File, arguments: list[str]) -> None:
    file()
    ending = arguments[-1].removeprefix("{}")
    Path(file("kept", f"out{ending}")).chmod(0o444)
    assert (
        cannot(run(*filled(arguments, "out")))
        == f"out{ending}: the file cannot be written: it is write-protected"
    )
    assert Path(f"out{ending}").read_text() == "kept"
    closed = Path("closed")
    closed.mkdir(mode=0o555)
    assert cannot(run(*filled(arguments, "closed/out"))).endswith(
        "the file cannot be written: Permission denied"
    )
    assert not list(closed.iterdir())


@issuing
def test_a_failing_command_leaves_the_output_as_it_was(file: File, arguments: list[str]) -> None:
    file(SOUND, "sound.md")
    output = file("kept", arguments[-1])
    cannot(run(*filled(arguments, file(UNMATCHED, "bad.md"))))
    assert Path(output).read_text() == "kept"
    assert sorted(path.name for path in Path().iterdir()) == sorted(["bad.md", "sound.md", output])


@pytest.mark.parametrize(
    "command",
    [
        ("diff", "L4.md", "other.md", "-o", "./L4.md"),
        ("diff", "other.md", "L4.md", "--format", "json", "-o", "./L4.md"),
        ("brackets", "other.md", "L4.md", "-o", "./L4.md"),
        ("view", "L4.md", "--as", "Norvania", "-o", "./L4.md"),
    ],
)
def test_a_draft_is_not_overwritten_with_something_else(file: File, command: tuple[str, ...]) -> None:
    file(SOUND, "L4.md")
    file(OTHER, "other.md")
    said = cannot(run(*command))
    assert said.startswith("L4.md: ")
    assert said.endswith("would take the place of this file; name another one with -o")
    assert Path("L4.md").read_text() == SOUND


def test_an_issued_word_file_is_not_overwritten_with_a_new_document(file: File) -> None:
    run("render", file(SOUND), "-o", "L4.docx")
    issued = Path("L4.docx").read_bytes()
    said = cannot(run("render", "L4.docx", "-o", "L4.docx"))
    assert said == "L4.docx: the new document would take the place of this file; name another one with -o"
    assert Path("L4.docx").read_bytes() == issued


def test_only_the_named_file_is_written_and_it_keeps_its_permissions(file: File) -> None:
    output = Path(file("old", "out.md"))
    output.chmod(0o640)
    assert run("fmt", file(), "-o", "out.md").exit_code == 0
    assert output.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in Path().iterdir()) == ["draft.md", "out.md"]


def test_a_draft_may_be_formatted_in_its_place_also_through_a_link(file: File) -> None:
    file(SOUND.replace("*Urges* [all]", "*Urges*   [all]"))
    Path("link.md").symlink_to("draft.md")
    assert run("fmt", "link.md", "-o", "link.md").exit_code == 0
    assert Path("link.md").is_symlink()
    assert Path("draft.md").read_text() == SOUND


def test_a_hyphen_is_standard_input_and_output(file: File) -> None:
    file()
    assert run("fmt", "-", typed=SOUND).stdout == SOUND
    assert run("fmt", "draft.md", "-o", "-").stdout == SOUND
    assert run("diff", "draft.md", "-", typed=SOUND).exit_code == 0
    assert run("diff", "-", "draft.md", typed=OTHER).exit_code == 1
    document = run("render", "draft.md", "-o", "-").stdout_bytes
    run("render", "draft.md", "-o", "out.docx")
    assert document == Path("out.docx").read_bytes()
    assert not Path("-").exists()


def test_messages_call_a_hyphen_standard_input(file: File) -> None:
    assert cannot(run("fmt", "-", typed=UNMATCHED)).startswith("standard input:7:12: ")
    assert run("parse", "-", typed=UNMATCHED).stderr.startswith("draftkit: standard input:7:12: warning: ")
    assert cannot(run("diff", file(), "-", typed="")).startswith("standard input: ")


@pytest.mark.parametrize("arguments", [("diff", "-", "-"), ("redline", "-", "-", "-o", "out.docx")])
def test_standard_input_cannot_be_both_drafts(arguments: tuple[str, ...]) -> None:
    assert cannot(run(*arguments, typed=SOUND)) == "only one of the two drafts can come from standard input"


def test_a_closed_pipe_ends_the_command_without_a_word(file: File) -> None:
    file(
        "*The Assembly of the Isles,*\n\n" + "".join(f"{n}. *Urges* all States;\n\n" for n in range(1, 3000))
    )
    with subprocess.Popen(
        [*COMMAND, "parse", "draft.md", "--format", "json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == b"{\n"
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_behind_standard_output_is_told(file: File) -> None:
    file()
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            [*COMMAND, "fmt", "draft.md"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert result.returncode == 2
    assert result.stderr.decode() == "draftkit: standard output cannot be written: No space left on device\n"


def test_output_is_utf_8_whatever_the_terminal_is_set_to(file: File) -> None:
    file(SOUND.replace("tides", "tides of Vär, 水"))
    result = really_run(
        "parse", "draft.md", "--format", "json", env={**os.environ, "PYTHONIOENCODING": "ascii"}
    )
    assert (result.returncode, result.stderr) == (0, b"")
    assert "Vär, 水" in result.stdout.decode()


# --- options and arguments ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ("parse",),
        ("parse", "draft.md", "--format", "xml"),
        ("parse", "draft.md", "more.md"),
        ("diff", "draft.md"),
        ("diff", "draft.md", "draft.md", "--color", "red"),
        ("render", "draft.md"),
        ("redline", "draft.md", "draft.md"),
        ("redline", "draft.md", "draft.md", "-o", "out.docx", "--style", "blue"),
        ("fmt", "draft.md", "--bogus"),
        ("translate", "draft.md"),
    ],
    ids=" ".join,
)
def test_wrong_options_show_the_usage(file: File, arguments: tuple[str, ...]) -> None:
    file()
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Usage: draftkit")
    assert "Error: " in result.stderr


@pytest.mark.parametrize("date", ["tomorrow", "2031-02-30", "", "6 May 2031", "0001-01-01T00:00+14:00"])
@pytest.mark.parametrize("command", [("render", "draft.md"), ("redline", "draft.md", "draft.md")])
def test_a_date_that_is_none_is_named(file: File, command: tuple[str, ...], date: str) -> None:
    file()
    said = cannot(run(*command, "-o", "out.docx", "--date", date))
    assert said == f"--date {date!r} is not a date; write it like 2031-05-06"


@pytest.mark.parametrize("author", ["", " "])
def test_an_author_needs_a_name(file: File, author: str) -> None:
    file()
    said = cannot(run("redline", "draft.md", "draft.md", "-o", "out.docx", "--author", author))
    assert said == "tracked changes carry the name of their author; give one with --author"


@pytest.mark.parametrize("author", ["a\x01b", "a\nb"])
def test_an_author_is_named_in_characters_that_can_be_seen(file: File, author: str) -> None:
    file()
    said = cannot(run("redline", "draft.md", "draft.md", "-o", "out.docx", "--author", author))
    assert said == f"--author {author!r} holds a line break or another character that cannot be seen"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("render", "draft.md", "-o", "out.odt"),
            "out.odt: render writes Word documents and PDF; name a file that ends in .docx or .pdf",
        ),
        (
            ("redline", "draft.md", "draft.md", "-o", "out"),
            "out: redline writes Word documents; name a file that ends in .docx",
        ),
        (
            ("fmt", "draft.md", "-o", "out.docx"),
            "out.docx: fmt writes draft text; name a file that ends in .md or .txt",
        ),
        (
            ("fmt", "draft.md", "-o", "out.pdf"),
            "out.pdf: fmt writes draft text; name a file that ends in .md or .txt",
        ),
    ],
)
def test_an_output_of_another_kind_is_refused(file: File, arguments: tuple[str, ...], said: str) -> None:
    file()
    assert cannot(run(*arguments)) == said
    assert not list(Path().glob("out*"))


@pytest.mark.parametrize("epoch", ["soon", "-1", "9" * 20])
def test_a_source_date_that_is_none_is_named(file: File, monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    said = cannot(run("render", file(), "-o", "out.docx"))
    assert said == f"SOURCE_DATE_EPOCH is not a number of seconds: {epoch!r}"


@pytest.mark.parametrize(
    "arguments",
    [
        ("render", "two.md", "-o", "out.docx"),
        ("diff", "two.md", "draft.md"),
        ("diff", "draft.md", "two.md"),
        ("redline", "draft.md", "two.md", "-o", "out.docx"),
    ],
    ids=" ".join,
)
def test_a_file_with_several_drafts_is_refused_where_one_is_needed(
    file: File, arguments: tuple[str, ...]
) -> None:
    file()
    file(TWO_DRAFTS, "two.md")
    assert cannot(run(*arguments)) == "two.md: the file holds 2 drafts; put each into a file of its own"


def test_several_drafts_are_shown_and_formatted_one_after_the_other(file: File) -> None:
    file(TWO_DRAFTS)
    drafts = json.loads(run("parse", "draft.md", "--format", "json").stdout)
    assert [each["masthead"]["symbol"] for each in drafts] == ["A/C.2/80/L.3", "A/C.2/80/L.4"]
    assert "Tide 3" in run("parse", "draft.md").stdout
    once = run("fmt", "draft.md").stdout
    assert run("fmt", "-", typed=once).stdout == once


# --- differences ------------------------------------------------------------------------------------------


def test_the_same_file_twice_is_no_difference(file: File) -> None:
    file()
    result = run("diff", "draft.md", "draft.md")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "The two drafts are the same.\n", "")
    assert json.loads(run("diff", "draft.md", "draft.md", "--format", "json").stdout)["changed"] is False
    result = run("redline", "draft.md", "draft.md", "-o", "out.docx")
    assert result.exit_code == 0
    assert result.stderr == "draftkit: the two drafts are the same; the redline shows no changes\n"


def test_swapped_drafts_show_the_opposite(file: File) -> None:
    old, new = file(SOUND, "old.md"), file(OTHER, "new.md")
    there, back = run("diff", old, new), run("diff", new, old)
    assert (there.exit_code, back.exit_code) == (1, 1)
    assert "{+ at once+}" in there.stdout
    assert "{- at once-}" in back.stdout


@pytest.mark.parametrize(
    ("variables", "options", "colored"),
    [
        ({}, (), False),
        ({}, ("--color", "always"), True),
        ({"NO_COLOR": "1"}, (), False),
        ({"NO_COLOR": "1"}, ("--color", "always"), True),
        ({}, ("--color", "never"), False),
    ],
)
def test_colour_is_for_terminals_and_those_who_ask(
    file: File, variables: dict[str, str], options: tuple[str, ...], colored: bool
) -> None:
    old, new = file(SOUND, "old.md"), file(OTHER, "new.md")
    result = really_run("diff", old, new, *options, env={**os.environ, **variables})
    assert result.returncode == 1
    assert (b"\x1b[" in result.stdout) is colored
    assert b"{+" in result.stdout


def test_the_same_command_writes_the_same_bytes(file: File) -> None:
    old, new = file(SOUND, "old.md"), file(OTHER, "new.md")
    for name in ("one.docx", "two.docx"):
        assert really_run("redline", old, new, "-o", name, "--author", "Secretariat").returncode == 0
    assert Path("one.docx").read_bytes() == Path("two.docx").read_bytes()


# --- help, and faults of our own ---------------------------------------------------------------------------


def commands(group: click.Group, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command, those of groups too."""
    yield above
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*above, name))
        elif command and not command.hidden:
            yield (*above, name)


@pytest.mark.parametrize("command", list(commands(main)), ids=" ".join)
def test_help_has_an_example_and_fits_a_terminal(command: tuple[str, ...]) -> None:
    result = run(*command, "--help")
    assert result.exit_code == 0
    examples = result.stdout.split("Usage", 1)[1].split("\n\n", 1)[1]
    assert f"draftkit {' '.join(command) or 'diff'}" in examples
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert "..." not in "".join(result.stdout.split("Commands:")[1:])


def test_help_tells_the_exit_status() -> None:
    assert "Exit status: 0" in run("--help").stdout


@pytest.mark.parametrize("command", [("--help",), ("--version",), ("parse", "--help"), ("redline", "--help")])
def test_help_loads_nothing_heavy(command: tuple[str, ...]) -> None:
    script = (
        "import sys\n"
        "from draftkit.cli import main\n"
        f"main({list(command)!r}, standalone_mode=False)\n"
        "sys.exit(' '.join({'lxml', 'docx', 'jinja2', 'lark'} & set(sys.modules)))\n"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert result.stderr.strip() == ""


def test_a_redline_of_two_word_files_loads_nothing_that_only_new_documents_need(file: File) -> None:
    for name, text in (("old", SOUND), ("new", OTHER)):
        assert run("render", file(text, f"{name}.md"), "-o", f"{name}.docx").exit_code == 0
    script = (
        "import sys\n"
        "from draftkit.cli import main\n"
        "main(['redline', 'old.docx', 'new.docx', '-o', 'redline.docx'], standalone_mode=False)\n"
        "sys.exit(' '.join({'docx', 'jinja2', 'lark', 'draftkit.profiles'} & set(sys.modules)))\n"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert result.stderr.strip() == ""


def test_a_fault_of_our_own_is_one_sentence_and_never_status_1() -> None:
    @click.group(cls=Commands)
    def program() -> None:
        """A program with a fault."""

    @program.command()
    def divide() -> None:
        """Divide by nothing."""
        _ = 1 / 0

    result = CliRunner().invoke(program, ["divide"])
    assert (result.exit_code, result.stdout) == (2, "")
    (sentence,) = result.stderr.splitlines()
    assert sentence.startswith("draftkit: a fault in draftkit, not in your files (ZeroDivisionError in ")


def test_development_mode_shows_the_traceback_of_a_fault() -> None:
    script = (
        "import click\n"
        "from draftkit.cli.group import Commands\n"
        "main = click.group(cls=Commands)(lambda: None)\n"
        "main.command('divide')(lambda: 1 / 0)\n"
        "main(['divide'])\n"
    )
    environment = {**os.environ, "PYTHONDEVMODE": "1"}
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, env=environment)
    assert b"ZeroDivisionError" in result.stderr
    assert b"Traceback" in result.stderr
