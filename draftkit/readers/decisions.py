"""Decisions files: what was decided on brackets, as YAML or CSV.

    symbol: HARB/2031/CRP.1          # optional; a text with another symbol is refused
    text: sha256:5f0c...             # optional; any other text is refused
    decisions:
      - paragraph: OP2
        bracket: 1
        choice: Norvania
        by: contact group
        when: 2031-03-07
        note: ad referendum
        words: shall                 # optional; words that the bracket must hold

In CSV these are the columns, and ``# symbol: ...`` and ``# text: ...`` may stand
in lines before the head. A comma, a semicolon or a tab divides the columns.

Every value is read as the words that stand there: YAML by itself would make a
number of bracket 2.10, and an answer of "no". So the YAML is composed and not
constructed, which also tells the line of each entry.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from draftkit.dataclass import dataclass
from draftkit.errors import DraftkitError
from draftkit.model import Position
from draftkit.negotiate.choices import Decision

if TYPE_CHECKING:
    from yaml import Node

FIELDS = ("paragraph", "bracket", "choice", "by", "when", "note", "words")
HEAD = ("symbol", "text")
ENDINGS = (".yaml", ".yml", ".csv")


@dataclass(frozen=True, slots=True)
class DecisionsFile:
    """What a decisions file says."""

    decisions: tuple[Decision, ...]
    symbol: str = ""
    """The symbol of the text that the decisions are on; empty when it is not said."""
    text: str = ""
    """The mark of that text."""


def read_decisions(data: bytes, name: str) -> DecisionsFile:
    """The decisions in a file. Raises DraftkitError, with the line, for what is none."""
    ending = next((ending for ending in ENDINGS if name.lower().endswith(ending)), "")
    if not ending:
        raise DraftkitError(f"a decisions file ends in {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}", name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DraftkitError("the decisions file is not UTF-8", name) from error
    entries, head = (_csv if ending == ".csv" else _yaml)(text, name)
    found = tuple(_decision(entry, line, name) for entry, line in entries)
    if not found:
        raise DraftkitError("the file holds no decisions", name)
    return DecisionsFile(found, head.get("symbol", ""), head.get("text", ""))


_Entry = tuple[dict[str, str], int]
"""What one decision says, and its line."""


def _decision(entry: Mapping[str, str], line: int, name: str) -> Decision:
    for needed in ("paragraph", "choice"):
        if not entry.get(needed):
            raise DraftkitError(f"this decision has no {needed}", name, Position(line, 1))
    bracket = entry.get("bracket", "")
    address = f"{entry['paragraph']}[{bracket.strip('[]')}]" if bracket else entry["paragraph"]
    said = {field: entry.get(field, "") for field in ("by", "when", "note", "words")}
    return Decision(address, entry["choice"], **said)


def _check_fields(found: Iterable[str], known: Iterable[str], line: int, name: str) -> None:
    for field in found:
        if field not in known:
            raise DraftkitError(
                f"“{field}” is unknown here; there are {', '.join(known)}", name, Position(line, 1)
            )


# --- CSV -------------------------------------------------------------------------------------


def _csv(text: str, name: str) -> tuple[list[_Entry], dict[str, str]]:
    lines = text.splitlines()
    head: dict[str, str] = {}
    start = 0
    while start < len(lines) and (
        not lines[start].strip(" ,;\t") or lines[start].lstrip(' "').startswith("#")
    ):
        key, _, value = lines[start].strip(' ",;\t').lstrip("# ").partition(":")
        if key.strip().lower() in HEAD:
            head[key.strip().lower()] = value.strip(' ",;\t')
        start += 1
    if start == len(lines):
        raise DraftkitError("the file holds no decisions", name)
    divider = max(",;\t", key=lines[start].count)
    rows = csv.reader(io.StringIO("\n".join(lines[start:])), delimiter=divider, strict=True)
    try:
        return list(_csv_entries(rows, start, name)), head
    except csv.Error as error:
        raise DraftkitError(f"this is no CSV: {error}", name, Position(start + rows.line_num, 1)) from error


def _csv_entries(rows: Iterator[list[str]], start: int, name: str) -> Iterator[_Entry]:
    columns = [column.strip().lower() for column in next(rows)]
    _check_fields([column for column in columns if column], FIELDS, start + 1, name)
    for row in rows:
        line = start + rows.line_num  # type: ignore[attr-defined]
        if len(row) > len(columns) and any(cell.strip() for cell in row[len(columns) :]):
            raise DraftkitError("this line has more cells than the head", name, Position(line, 1))
        if any(cell.strip() for cell in row):
            yield {c: cell.strip() for c, cell in zip(columns, row, strict=False) if c}, line


# --- YAML ------------------------------------------------------------------------------------


def _yaml(text: str, name: str) -> tuple[list[_Entry], dict[str, str]]:
    import yaml

    try:
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = Position(mark.line + 1, mark.column + 1) if mark else None
        raise DraftkitError(f"this is no YAML: {error.problem}", name, place) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise DraftkitError("this is no YAML", name) from error
    if root is None:
        raise DraftkitError("the file holds no decisions", name)
    head: dict[str, str] = {}
    if isinstance(root, yaml.MappingNode):
        parts = _mapping(root, (*HEAD, "decisions"), name)
        if "decisions" not in parts:
            raise DraftkitError("the file has no list “decisions”", name)
        head = {key: _scalar(node, name) for key, node in parts.items() if key in HEAD}
        root = parts["decisions"]
    if not isinstance(root, yaml.SequenceNode):
        raise _not(root, "a list of decisions", name)
    entries: list[_Entry] = []
    for node in root.value:
        said = _mapping(node, FIELDS, name)
        entries.append(({key: _scalar(value, name) for key, value in said.items()}, node.start_mark.line + 1))
    return entries, head


def _mapping(node: Node, known: Iterable[str], name: str) -> dict[str, Node]:
    if node.id != "mapping":
        raise _not(node, "a list of names and values", name)
    found: dict[str, Node] = {}
    for key, value in node.value:
        word = _scalar(key, name).lower()
        _check_fields([word], known, key.start_mark.line + 1, name)
        if word in found:
            raise DraftkitError(f"“{word}” stands here twice", name, Position(key.start_mark.line + 1, 1))
        found[word] = value
    return found


def _scalar(node: Node, name: str) -> str:
    if node.id != "scalar":
        raise _not(node, "a word or a line of text", name)
    return str(node.value).strip()


def _not(node: Node, what: str, name: str) -> DraftkitError:
    return DraftkitError(f"there should be {what} here", name, Position(node.start_mark.line + 1, 1))
