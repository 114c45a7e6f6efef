"""The ids of notes, which nobody sees and by which calls find their notes (ECMA-376 Part 1, 17.11.14).

Word writes ids that count up in the order of the calls, anew each time it saves. LibreOffice (7.4)
relies on it: to the second call it gives the note with the second id, whatever id the call has.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from lxml import etree

from draftkit.ooxml.resolve import W

_Element = etree._Element
NO_NOTES = ("separator", "continuationSeparator", "continuationNotice")
_CALLS = {W + "footnotes": W + "footnoteReference", W + "endnotes": W + "endnoteReference"}
_ID = W + "id"


def count_up(notes: _Element, document: _Element) -> None:
    """Let the ids of notes count up in the order in which they stand; separators keep theirs."""
    own = [note for note in notes if note.get(W + "type") not in NO_NOTES]
    taken = [_number(note) for note in notes if note.get(W + "type") in NO_NOTES]
    first = max([0, *taken]) + 1
    new = {note.get(_ID, ""): str(first + place) for place, note in enumerate(own)}
    for note in own:
        note.set(_ID, new[note.get(_ID, "")])
    for call in document.iter(_CALLS[str(notes.tag)]):
        id = call.get(_ID, "")
        call.set(_ID, new.get(id, id))


def name_alike(parts: Iterable[tuple[_Element, _Element]], document: _Element, redline: _Element) -> None:
    """Leave the notes that were added out of the parts of a redline, and give the others the ids they had.

    ``parts`` are those of the issued file, each with that of the redline when every change is rejected;
    ``document`` and ``redline`` are the two that call the notes.
    """
    for was, now in parts:
        if was.tag not in _CALLS or len(was) == len(now):
            continue
        tag = _CALLS[str(was.tag)]
        called_before, called_now = (
            frozenset(call.get(_ID, "") for call in root.iter(tag)) for root in (document, redline)
        )
        ids = _without_added(was, now, called_before, called_now)
        for call in redline.iter(tag):
            call.set(_ID, ids.get(call.get(_ID, ""), ""))


def _without_added(
    was: _Element, now: _Element, called_before: Container[str], called_now: Container[str]
) -> dict[str, str]:
    """Take out of a part with notes those that another one lacks; the ids that the rest have there.

    Both are as they are when every change is rejected: a note that was added says nothing then, and nothing
    calls it. What else differs stays, for a comparison of the two to find.
    """
    ids: dict[str, str] = {}
    issued: Iterator[_Element] = was.iterchildren(W + "footnote", W + "endnote")
    expected = next(issued, None)
    for note in list(now.iterchildren(W + "footnote", W + "endnote")):
        is_silent = note.get(_ID) not in called_now and next(note.iter(W + "r"), None) is None
        expected_is_silent = (
            expected is not None
            and expected.get(_ID) not in called_before
            and next(expected.iter(W + "r"), None) is None
        )
        if is_silent and not expected_is_silent:
            now.remove(note)
        elif expected is not None:
            ids[note.get(_ID, "")] = expected.get(_ID, "")
            note.set(_ID, expected.get(_ID, ""))
            expected = next(issued, None)
    return ids


def _number(note: _Element) -> int:
    id = note.get(_ID, "0")
    return int(id) if id.lstrip("-").isdecimal() and len(id) < 10 else 0
