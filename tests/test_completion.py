"""The Tab key, in a real bash."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = "#!/bin/sh\nexec '{}' -c \"from draftkit.cli import main; main(prog_name='draftkit')\" \"$@\"\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a draft, and with the command in bin/."""
    script = tmp_path / "bin" / "draftkit"
    script.parent.mkdir()
    script.write_text(SCRIPT.format(sys.executable))
    script.chmod(0o755)
    (tmp_path / "my draft.md").write_text("# Floods\n\n1. *Urges* all States to act.\n")
    return tmp_path


def typed(folder: Path, setting: str, keys: str) -> str:
    """What a bash with this setting shows when these keys are pressed."""
    (folder / "bashrc").write_text(f"{setting}\nPS1=\n")
    ours, theirs = pty.openpty()
    shell = subprocess.Popen(
        ["bash", "--noprofile", "--rcfile", "bashrc", "-i"],
        cwd=folder,
        env={
            **os.environ,
            "PATH": f"{folder}/bin:{os.environ['PATH']}",
            "TERM": "dumb",
            "INPUTRC": os.devnull,
        },
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    os.write(ours, f"{keys}\nexit 0\n".encode())
    shown = b""
    try:
        while part := os.read(ours, 65536):
            shown += part
    except OSError:  # bash has ended
        pass
    os.close(ours)
    assert shell.wait() == 0, shown
    return shown.decode()


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not installed")
@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("draftkit par\tmy\t", "Urges all States to act."),
        ("draftkit fmt my\t --outp\tcopy.md; cat copy.md", "1. *Urges* all States to act."),
        ("draftkit diff my\t my\t --col\tne\t", "The two drafts are the same."),
        ("draftkit redl\tmy\t my\t -o red.docx\ndraftkit ins\tred\t --form\tjs\t", '"findings"'),
        ("draftkit git fm\tmy\t", "my draft.md: put into the regular form"),
    ],
)
def test_bash_completes_what_the_readme_says(folder: Path, root: Path, keys: str, shown: str) -> None:
    lines = (root / "README.md").read_text(encoding="utf-8").splitlines()
    (setting,) = (line for line in lines if "bash_source" in line)
    assert shown in typed(folder, setting, keys)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_setting_for_each_shell_is_printed(folder: Path, shell: str) -> None:
    environment = {**os.environ, "_DRAFTKIT_COMPLETE": f"{shell}_source"}
    done = subprocess.run(
        [folder / "bin" / "draftkit"], env=environment, capture_output=True, text=True, check=True
    )
    assert "_draftkit_completion" in done.stdout
