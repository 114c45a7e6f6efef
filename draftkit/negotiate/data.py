"""A compilation as JSON (``draftkit/compilation/1``), and back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from draftkit.errors import DraftkitError
from draftkit.labels import labels
from draftkit.model import Format, NoteCall, Span, Text
from draftkit.negotiate.compilation import Compilation, Entry
from draftkit.negotiate.issued import Issued
from draftkit.negotiate.names import BASE
from draftkit.negotiate.pieces import Choice, Content, Piece, Wording, view_of
from draftkit.rows import Row, RowKind

SCHEMA = "draftkit/compilation/1"


def to_json(compilation: Compilation) -> str:
    """The compilation as one JSON object, its keys in a fixed order."""
    names = labels([entry.row for entry in compilation.entries])
    data = {
        "schema": SCHEMA,
        "delegations": list(compilation.delegations),
        "paragraphs": [
            {
                "label": label,
                "kind": entry.row.kind.value,
                "field": entry.row.field,
                "number": entry.row.marker,
                "before": entry.row.before,
                "option": entry.row.option,
                "level": entry.row.level,
                "inserted_by": list(entry.proponents),
                "deleted_by": list(entry.against),
                "content": [_piece(piece) for piece in entry.pieces],
            }
            for label, entry in zip(names, compilation.entries, strict=True)
        ],
        "issued": [
            {
                "text": name,
                "consecutive": issued.consecutive,
                "numbers": [{"paragraph": place, "number": marker} for place, marker in issued.numbers],
                "notes": [{"note": here, "number": there} for here, there in issued.notes],
            }
            for name, issued in zip((BASE, *compilation.delegations), compilation.issued, strict=True)
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _piece(piece: Piece) -> dict[str, Any]:
    if isinstance(piece, Choice):
        return {
            "base": [_span(span) for span in piece.base],
            "alternatives": [
                {
                    "proponents": list(wording.proponents),
                    "content": [_span(span) for span in wording.content],
                }
                for wording in piece.wordings
            ],
        }
    return _span(piece)


def _span(span: Span) -> dict[str, Any]:
    if isinstance(span, NoteCall):
        return {"note": span.note}
    looks = [flag.name.lower() for flag in span.format if flag.name]
    return {"text": span.text, **({"format": looks} if looks else {})}


def from_json(text: str) -> Compilation:
    """The compilation of a JSON text. Raises DraftkitError for any other text."""
    try:
        data = json.loads(text)
        if data["schema"] != SCHEMA:
            raise DraftkitError(f"this JSON is {data['schema']!r}, not {SCHEMA!r}")
        delegations = tuple(map(str, data["delegations"]))
        entries = tuple(_entry(each) for each in data["paragraphs"])
        issued = tuple(_issued(each) for each in data["issued"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DraftkitError("this JSON is no compilation that draftkit has written") from error
    if len(issued) != len(delegations) + 1:
        raise DraftkitError("this JSON does not say how each text is numbered")
    return Compilation(delegations, entries, issued)


def _entry(data: Mapping[str, Any]) -> Entry:
    pieces = tuple(_read_piece(each) for each in data["content"])
    row = Row(
        RowKind(data["kind"]),
        view_of(pieces, None),
        data["number"],
        data["before"],
        data["option"],
        int(data["level"]),
        data["field"],
    )
    return Entry(row, pieces, tuple(data["inserted_by"]), tuple(data["deleted_by"]))


def _read_piece(data: Mapping[str, Any]) -> Piece:
    if "base" not in data:
        return _read_span(data)
    wordings = (
        Wording(_content(each["content"]), tuple(each["proponents"])) for each in data["alternatives"]
    )
    return Choice(_content(data["base"]), tuple(wordings))


def _content(data: Sequence[Mapping[str, Any]]) -> Content:
    return tuple(_read_span(each) for each in data)


def _read_span(data: Mapping[str, Any]) -> Span:
    if "note" in data:
        return NoteCall(data["note"])
    look = Format.PLAIN
    for name in data.get("format", ()):
        look |= Format[name.upper()]
    return Text(data["text"], look)


def _issued(data: Mapping[str, Any]) -> Issued:
    return Issued(
        bool(data["consecutive"]),
        tuple((int(each["paragraph"]), each["number"]) for each in data["numbers"]),
        tuple((each["note"], each["number"]) for each in data["notes"]),
    )
