"""The grammars, as files: one ``.lark`` for each kind of line or text.

To build a parser takes longer than to read a short file. So the lines and the
sponsor line are read by hand (draftkit/readers/lines.py,
draftkit/editorial/sponsor_line.py), with the terminals of their grammars;
tests/test_grammars.py holds what they find against what a parser finds.
"""

import re
from pathlib import Path


def load(name: str) -> str:
    """The text of the grammar ``name``."""
    return Path(__file__).with_name(f"{name}.lark").read_text(encoding="utf-8")


def terminals(name: str) -> dict[str, str]:
    """The terminals of the grammar ``name`` as regular expressions.

    A terminal is a regular expression, or such and other terminals put together.
    """
    written = dict(_TERMINAL.findall(load(name)))

    def pattern(terminal: str) -> str:
        return _PART.sub(part, written[terminal])

    def part(found: re.Match[str]) -> str:
        if found["name"]:
            return pattern(found["name"])
        return f"(?{'i' if found['flag'] else ''}:{found['expression']})" if found["expression"] else ""

    return {terminal: pattern(terminal) for terminal in written}


_TERMINAL = re.compile(r"^(_?[A-Z]\w*)(?:\.\d+)?: (.+)$", re.MULTILINE)
_PART = re.compile(r"/(?P<expression>(?:\\.|[^/\\])+)/(?P<flag>i?)|(?P<name>[A-Z_]+)|[ ]+")
