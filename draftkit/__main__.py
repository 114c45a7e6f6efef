"""The command ``draftkit``, which is also ``python -m draftkit``."""

from __future__ import annotations

import atexit
import gc
import os
import sys

_SELDOM = 200_000, 20, 50
"""How often Python looks for circles among objects: drafts have none, and looking takes time."""


def main() -> None:
    """Run the command in a process of its own, which ends with it."""
    gc.set_threshold(*_SELDOM)
    from draftkit.cli.plain import plain_redline

    try:
        if plain := plain_redline(sys.argv[1:]):
            sys.exit(plain.run())
        from draftkit.cli.commands import main as command

        command(prog_name="draftkit")
    except SystemExit as ending:
        _end(ending)


def _end(ending: SystemExit) -> None:
    """End the process as Python does, but leave it to the system to sort out what is in memory.

    Output that cannot be written is left to Python, which says so.
    """
    atexit.register(gc.freeze)
    if isinstance(ending.code, int):
        try:
            for stream in (sys.stdout, sys.stderr):
                if stream is not None:
                    stream.flush()
        except (OSError, ValueError):
            raise ending from None
        atexit._run_exitfuncs()
        os._exit(ending.code)
    raise ending


if __name__ == "__main__":
    main()
