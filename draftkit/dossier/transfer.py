"""A dossier as JSON lines, which any program can read, and back.

The first line names the form. A text stands before the first event that names
it, and its pieces before it. Written again after reading, the lines are the
same to the last byte; events keep their fingerprints.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from draftkit.dossier.chain import Link, checked
from draftkit.dossier.events import canonical
from draftkit.dossier.store import (
    Store,
    all_pieces,
    all_texts,
    keep_link,
    keep_list,
    keep_piece,
    links,
    make_tables,
)
from draftkit.dossier.texts import fingerprint, numbers_of, runs
from draftkit.dossier.verify import texts_of
from draftkit.errors import DraftkitError

FORM = "draftkit/dossier/1"
_VALUES = ("at", "date", "by", "kind", "before", "hash")


def export_lines(store: Store) -> Iterator[str]:
    """The dossier, line by line. Raises DraftkitError where it is not as it was written."""
    with store.place.reading() as connection:
        records = tuple(checked(links(connection)))
        lists = dict(all_texts(connection))
        data = {piece.id: piece.data for piece in all_pieces(connection)}
    yield canonical({"form": FORM}) + "\n"
    written: set[int] = set()
    for record in records:
        for key in texts_of(record.event):
            numbers = lists.pop(key, None)
            if numbers is None:
                continue  # it stands before an earlier event
            if fingerprint(data.get(number, b"") for number in numbers) != key:
                raise DraftkitError(f"a text of {record.link} was changed", store.place.name)
            for number in numbers:
                if number not in written:
                    written.add(number)
                    yield canonical({"piece": number, **_as_json(data[number])}) + "\n"
            yield canonical({"text": key, "pieces": runs(numbers)}) + "\n"
        yield canonical(event_line(record.link)) + "\n"


def event_line(link: Link) -> dict[str, Any]:
    """An event as it stands in a line."""
    values = {name: getattr(link, name) for name in _VALUES}
    return {"event": link.seq, **values, "payload": json.loads(link.payload)}


def import_lines(lines: Iterable[str], where: str | Path) -> Store:
    """A new dossier of exported lines. Raises DraftkitError, and makes none, when anything is wrong."""
    pieces, lists, found = _read(lines)
    for key, numbers in lists.items():
        if not all(number in pieces for number in numbers):
            raise DraftkitError(f"pieces of the text {key[:12]} are missing")
        if fingerprint(pieces[number] for number in numbers) != key:
            raise DraftkitError(f"the text {key[:12]} does not agree with its fingerprint")
    for record in checked(found):
        if any(key not in lists for key in texts_of(record.event)):
            raise DraftkitError(f"a text of {record.link} is missing")
    if not found:
        raise DraftkitError("there is no event in it")
    store = Store.create(where)
    with store.place.writing() as connection:
        make_tables(connection)
        for number, data in pieces.items():
            keep_piece(connection, number, data)
        for key, numbers in lists.items():
            keep_list(connection, key, numbers)
        for link in found:
            keep_link(connection, link)
    return store


def _read(lines: Iterable[str]) -> tuple[dict[int, bytes], dict[str, list[int]], list[Link]]:
    pieces: dict[int, bytes] = {}
    lists: dict[str, list[int]] = {}
    found: list[Link] = []
    for number, line in enumerate(lines, 1):
        try:
            value = json.loads(line)
            if number == 1:
                _check_form(value)
            elif "piece" in value:
                pieces[int(value["piece"])] = _from_json(value)
            elif "text" in value:
                lists[str(value["text"])] = numbers_of(value["pieces"])
            else:
                found.append(_link(value))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DraftkitError(f"line {number} is not one of an exported dossier") from error
    if len(set(pieces.values())) != len(pieces):
        raise DraftkitError("a piece of a text is there twice")
    return pieces, lists, found


def _check_form(value: Any) -> None:
    form = str(value["form"])
    if form != FORM:
        raise DraftkitError(f"its form is {form!r}; this draftkit reads {FORM}")


def _link(value: dict[str, Any]) -> Link:
    values = {name: str(value[name]) for name in _VALUES}
    return Link(seq=int(value["event"]), payload=canonical(value["payload"]), **values)


def _as_json(data: bytes) -> dict[str, str]:
    try:
        return {"is": data.decode()}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(data).decode()}


def _from_json(value: dict[str, str]) -> bytes:
    if "is" in value:
        return value["is"].encode()
    try:
        return base64.b64decode(value["base64"], validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from error
