"""The grammars, as files: one ``.lark`` for each kind of line or text."""

from importlib.resources import files


def load(name: str) -> str:
    """The text of the grammar ``name``."""
    return (files(__package__) / f"{name}.lark").read_text(encoding="utf-8")
