"""``python -m draftkit.cli``: the command without its script, as git calls it."""

from draftkit.cli import main

main(prog_name="draftkit")
