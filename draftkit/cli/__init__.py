"""The command line: parse options, call one function, print.

Exit status, in the tradition of diff: 0 done or the same, 1 differences, 2
cannot (a message on standard error and no output file).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from draftkit.cli.commands import main as main


def __getattr__(name: str) -> object:
    """main, loaded when it is asked for: the plainest call (draftkit.cli.plain) does without it."""
    if name == "main":
        from draftkit.cli.commands import main

        return main
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
