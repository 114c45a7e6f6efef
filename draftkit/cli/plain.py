"""The call that scripts make most, read without click: ``draftkit redline OLD NEW -o FILE``.

To load click takes as long as to read both versions of a short draft. Whatever else a call has (further
options, one word for an option and its value, a slip) is for click, which reads this call too and means the
same by it.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from draftkit.cli.endings import ended, faults_told
from draftkit.dataclass import dataclass

_OPTIONS = {"-o": "output", "--output": "output", "--author": "author"}
_COMPLETES = "_DRAFTKIT_COMPLETE"
"""Set in the environment when a shell asks for what could come next."""


@dataclass(frozen=True, slots=True)
class PlainRedline:
    """The words of a plain call."""

    old: str
    new: str
    output: str
    author: str

    def run(self) -> int:
        """Write the redline; the exit status."""
        from draftkit.cli.redlining import write_redline

        def written() -> None:
            write_redline(self.old, self.new, self.output, author=self.author)

        return faults_told(lambda: ended(written))


def plain_redline(arguments: Sequence[str]) -> PlainRedline | None:
    """The call that these arguments of the program are, if it is as plain as that."""
    if arguments[:1] != ["redline"] or _COMPLETES in os.environ or os.name == "nt":  # where click globs
        return None
    files: list[str] = []
    given: dict[str, str] = {}
    words = iter(arguments[1:])
    for word in words:
        option = _OPTIONS.get(word)
        value = next(words, "--") if option else word
        if _is_option(value) or option in given:
            return None
        if option:
            given[option] = value
        else:
            files.append(value)
    if len(files) != 2 or "output" not in given:
        return None
    old, new = files
    return PlainRedline(old, new, given["output"], given.get("author", "draftkit"))


def _is_option(word: str) -> bool:
    return word.startswith("-") and word != "-"
