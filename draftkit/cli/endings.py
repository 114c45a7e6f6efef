"""How a command ends: its output, its exit status, and the one sentence that says why it could not."""

from __future__ import annotations

import keyword
import os
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import IO, Any

import click

from draftkit.errors import DraftkitError

DIFFERENCES = 1
CANNOT = 2
"""Also click's own status for options it does not understand."""
INTERRUPTED = 130
"""Ctrl-C; what a shell gives for it."""


class _Cannot(click.ClickException):
    """What draftkit cannot do, as one sentence on standard error."""

    exit_code = CANNOT

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(f"draftkit: {self.format_message()}", file=file, err=file is None)


class Command(click.Command):
    """A command that knows ``-o`` at once.

    click looks for a long option of that name first, and for names like it, to say which one may have been
    meant; that takes longer than to read a short draft.
    """

    def make_parser(self, ctx: click.Context) -> Any:
        parser = super().make_parser(ctx)
        parser._long_opt = parser._short_opt | parser._long_opt
        return parser


class Commands(click.Group):
    """Commands that end in one sentence and exit status 2 when they cannot do what is asked.

    A fault in draftkit itself ends like that too, since a delegate can do
    nothing with a traceback and status 1 would say that two drafts differ; the
    sentence names the fault and its place. Python's development mode
    (``PYTHONDEVMODE=1``) shows the traceback.

    ``elsewhere`` names commands and the modules beside this one that they are
    in; these are imported when the command is asked for.
    """

    def __init__(self, *args: Any, elsewhere: Mapping[str, str] = {}, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._elsewhere = elsewhere

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), *self._elsewhere])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if module := self._elsewhere.get(cmd_name):
            name = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
            command: click.Command = getattr(import_module(f"{__package__}.{module}"), name)
            return command
        return super().get_command(ctx, cmd_name)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except DraftkitError as error:
            raise _Cannot(str(error)) from error
        except MemoryError as error:
            raise _Cannot("there is not enough memory for a draft of this size") from error
        except BrokenPipeError:
            # The reader of our output has gone; nobody is left to tell.
            _discard_output()
            ctx.exit(CANNOT)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().main(*args, **kwargs)
        except Exception as error:
            if sys.flags.dev_mode:
                raise
            click.echo(f"draftkit: {_fault(error)}", err=True)
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
