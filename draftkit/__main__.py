"""The command ``draftkit``, which is also ``python -m draftkit``."""

from __future__ import annotations

import atexit
import gc

_SELDOM = 200_000, 20, 50
"""How often Python looks for circles among objects: drafts have none, and looking takes time."""


def main() -> None:
    """Run the command in a process of its own, which ends with it."""
    gc.set_threshold(*_SELDOM)
    atexit.register(gc.freeze)  # what is left when the process ends need not be sorted out
    from draftkit.cli import main as command

    command(prog_name="draftkit")


if __name__ == "__main__":
    main()
