"""The numbers that further calls to a note show, in a file while tracked changes are made on it.

Word counts the reference of a note whenever it shows it; a further call is a
NOTEREF field (ECMA-376 Part 1, 17.16.5.42), whose text stays as it is until
fields are updated. When a note before it comes or goes, the text has to be
changed, or the accepted file shows the number of another note.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from lxml import etree

from draftkit.ooxml.extract import Source
from draftkit.ooxml.flow import MC, Segment
from draftkit.ooxml.numerals import number_text
from draftkit.ooxml.resolve import W
from draftkit.ooxml.revise import Stamp, replace_runs
from draftkit.ooxml.runs import text_run

_Element = etree._Element
Key: TypeAlias = tuple[str, str]
"""The kind and the id of a note."""
_KINDS = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_NOT_SHOWN = frozenset((W + "del", W + "moveFrom", MC + "Fallback"))
_DEFAULT_FORMATS = {"footnote": "decimal", "endnote": "lowerRoman"}


class NoteNumbers:
    """The numbers Word gives to the notes of a file, as its tracked changes stand accepted."""

    def __init__(self, source: Source) -> None:
        archive = source.archive
        self._main = source.roots[archive.main]
        name = archive.related("settings")
        settings = None if name is None else archive.root_to_read(name)
        self._formats = {kind: _properties(kind, self._main, settings) for kind in _DEFAULT_FORMATS}

    def shown(self) -> dict[Key, str]:
        """What Word shows for each note that it numbers, by kind and id.

        Notes that are counted anew on each page or in each section are left out (17.11.19).
        """
        counts = dict.fromkeys(_DEFAULT_FORMATS, 0)
        found: dict[Key, str] = {}
        for reference in self._main.iter(*_KINDS):
            kind = _KINDS[reference.tag]
            key = kind, reference.get(W + "id", "")
            if key in found or not _is_shown(reference):
                continue
            if reference.get(W + "customMarkFollows") not in (None, "0", "false", "off"):
                continue
            number_format, start = self._formats[kind]
            if number_format:
                found[key] = number_text(counts[kind] + start, number_format)
            counts[kind] += 1
        return found


def further_calls(source: Source) -> Iterator[tuple[str, _Element, Segment]]:
    """The further calls of a file that are not deleted: the part, the paragraph, the field."""
    for name, root in source.roots.items():
        fields = root.iter(W + "instrText", W + "fldSimple")
        for paragraph in dict.fromkeys(next(field.iterancestors(W + "p"), None) for field in fields):
            if paragraph is None:
                continue
            for segment in source.flow.segments(paragraph):
                if segment.call and segment.call.repeat:
                    yield name, paragraph, segment


def stale_calls(source: Source) -> Counter[str]:
    """The further calls that do not show the number of their note, by what they show."""
    numbers = NoteNumbers(source).shown()
    return Counter(
        segment.shown
        for _, _, segment in further_calls(source)
        if segment.call and segment.shown != numbers.get((segment.call.kind, segment.call.id), segment.shown)
    )


def follow_numbers(source: Source, before: Mapping[Key, str], stamp: Stamp) -> tuple[set[str], list[str]]:
    """Let further calls show the numbers that their notes have now; the parts changed, and what was not.

    ``before`` has the numbers that the notes had: a call that showed another one is left as it is.
    """
    now = NoteNumbers(source).shown()
    touched: set[str] = set()
    reports: list[str] = []
    for name, _, segment in list(further_calls(source)):
        assert segment.call
        key = segment.call.kind, segment.call.id
        if key not in now or segment.shown == now[key] or before.get(key) == now[key]:
            continue
        if segment.shown != before.get(key):
            reports.append(
                f"a further call to note {now[key]} shows “{segment.shown}”, as in the issued file;"
                " Word shows the number when it updates fields"
            )
            continue
        touched.add(name)
        runs = [part.runs[0] for part in segment.result]
        replace_runs(runs, [text_run(now[key], _properties_of(runs[0]))], stamp)
    return touched, reports


def _properties_of(run: _Element) -> _Element | None:
    found = run.find(W + "rPr")
    return None if found is None else etree.fromstring(etree.tostring(found))


def _properties(kind: str, main: _Element, settings: _Element | None) -> tuple[str, int]:
    """The format and the first number of the notes of a kind (17.11.11, 17.11.18, 17.11.20)."""
    values = {"numFmt": _DEFAULT_FORMATS[kind], "numStart": "1", "numRestart": "continuous"}
    for root in (settings, main):
        for properties in () if root is None else root.iter(f"{W}{kind}Pr"):
            for name in values:
                if (own := properties.find(W + name)) is not None:
                    values[name] = own.get(W + "val", values[name])
    start = values["numStart"]
    if values["numRestart"] != "continuous":
        return "", 1
    return values["numFmt"], int(start) if start.isdecimal() and len(start) < 6 else 1


def _is_shown(reference: _Element) -> bool:
    return not any(above.tag in _NOT_SHOWN for above in reference.iterancestors())
