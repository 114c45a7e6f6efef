"""What the tests of the dossier share."""

from __future__ import annotations

from click.testing import CliRunner, Result

from draftkit.cli import main

VERSIONS = ("rivers-L4.md", "rivers-L4-Rev1.md", "rivers-L4-Rev2.md")
DAYS = ("2031-05-14", "2031-05-19", "2031-05-22")


def run(*arguments: str) -> Result:
    """A command of the dossier, in this process."""
    return CliRunner().invoke(main, ["dossier", *arguments], prog_name="draftkit")


def done(*arguments: str) -> str:
    """What a command prints that has to succeed."""
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def refused(*arguments: str) -> str:
    """The one sentence of a command that cannot do what is asked."""
    result = run(*arguments)
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert "fault in draftkit" not in result.stderr
    return result.stderr
