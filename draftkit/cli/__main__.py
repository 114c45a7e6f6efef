"""``python -m draftkit.cli``: the command without its script, as git calls it."""

from draftkit.__main__ import main

main()
