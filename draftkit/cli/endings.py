"""How a command ends: its output, its exit status, and the one sentence that says why it could not."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from draftkit.errors import DraftkitError

Result = TypeVar("Result")

DONE = 0
DIFFERENCES = 1
CANNOT = 2
"""Also click's own status for options it does not understand."""
INTERRUPTED = 130
"""Ctrl-C; what a shell gives for it."""


def ended(run: Callable[[], object]) -> int:
    """The exit status after something is done; why it cannot be done is told in one sentence."""
    try:
        run()
    except DraftkitError as error:
        tell(f"draftkit: {error}")
    except MemoryError:
        tell("draftkit: there is not enough memory for a draft of this size")
    except BrokenPipeError:
        # The reader of our output has gone; nobody is left to tell.
        _discard_output()
    except KeyboardInterrupt:
        return INTERRUPTED
    else:
        return DONE
    return CANNOT


def faults_told(run: Callable[[], Result]) -> Result:
    """Do something; a fault in draftkit itself ends with one sentence and exit status 2, too.

    A delegate can do nothing with a traceback, and status 1 would say that two
    drafts differ; the sentence names the fault and its place. Python's
    development mode (``PYTHONDEVMODE=1``) shows the traceback.
    """
    try:
        return run()
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        tell(f"draftkit: {_fault(error)}")
        sys.exit(CANNOT)


_PACKAGE = str(Path(__file__).parent.parent) + os.sep


def _fault(error: Exception) -> str:
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if frame.filename.startswith(_PACKAGE)] or frames
    place = f"{Path(ours[-1].filename).name}, line {ours[-1].lineno}"
    return (
        f"a fault in draftkit, not in your files ({type(error).__name__} in {place}); nothing was saved; "
        "please report it, with what the same command prints after PYTHONDEVMODE=1"
    )


def tell(message: str) -> None:
    """Say something on standard error."""
    if sys.stderr is not None:  # None where it was closed before we began
        sys.stderr.write(message + "\n")
        sys.stderr.flush()


def print_(text: str | bytes) -> None:
    """UTF-8 on every system, so that the same command gives the same bytes."""
    if sys.stdout is None:
        raise DraftkitError("standard output is closed")
    stream = sys.stdout.buffer
    rest = text.encode() if isinstance(text, str) else text
    try:
        # An unbuffered stream may take a part only, and say why at the next call.
        while rest:
            rest = rest[stream.write(rest) :]
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _discard_output()
        raise DraftkitError(f"standard output cannot be written: {error.strerror}") from error


def _discard_output() -> None:
    """Nothing more can be written: keep Python from trying once more when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
