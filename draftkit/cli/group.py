"""Commands that are read by click and end as all do."""

from __future__ import annotations

import keyword
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from draftkit.cli.endings import ended, faults_told


class Commands(click.Group):
    """Commands that end in one sentence and exit status 2 when they cannot do what is asked.

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

    def invoke(self, ctx: click.Context) -> None:
        if status := ended(lambda: super(Commands, self).invoke(ctx)):
            ctx.exit(status)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        return faults_told(lambda: super(Commands, self).main(*args, **kwargs))
