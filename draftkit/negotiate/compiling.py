"""N proposals over one base to one compilation, proved before it is handed out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import compress

from draftkit.dataclass import replace
from draftkit.errors import DraftkitError
from draftkit.model import Draft, NoteCall
from draftkit.negotiate.compilation import Compilation
from draftkit.negotiate.gathering import Proposal, gather
from draftkit.negotiate.issued import Issued, issued
from draftkit.negotiate.names import by_protocol, checked, delegations
from draftkit.negotiate.notation import Notation
from draftkit.negotiate.numbering import negotiating_numbers, numbered_notes
from draftkit.rows import Row, RowKind, rows

AS_GIVEN = "given"
ALPHABETICAL = "alphabetical"


def compile_drafts(
    base: Draft,
    proposals: Mapping[str, Draft],
    *,
    order: str = AS_GIVEN,
    protocol: Sequence[str] = (),
) -> Compilation:
    """One compilation of a base text and what delegations propose over it.

    ``proposals`` has a draft for each delegation, or for several together ("Argentina, Chile").
    Delegations are named in the order "given" or "alphabetical", or in that of ``protocol``, a list of
    names. Raises DraftkitError for names that cannot be used, and where a delegation's text would not
    come back from the compilation to the letter.
    """
    named = [(delegations(joint), draft) for joint, draft in proposals.items()]
    given = checked(names for names, _ in named)
    if protocol:
        given = by_protocol(given, protocol)
    elif order == ALPHABETICAL:
        given = by_protocol(given, ())
    elif order != AS_GIVEN:
        raise DraftkitError(f"there is no order {order!r}; there are given and alphabetical")
    notation = Notation(given)
    texts = {None: rows(base)} | {name: rows(draft) for names, draft in named for name in names}
    for name, found in texts.items():
        _check_calls(name, found)
    compiled = _compiled(notation, texts, named)
    prove(compiled, base, {name: draft for names, draft in named for name in names})
    return compiled


def _compiled(
    notation: Notation,
    texts: Mapping[str | None, tuple[Row, ...]],
    named: Sequence[tuple[tuple[str, ...], Draft]],
) -> Compilation:
    same: dict[tuple[Row, ...], list[str]] = {}
    for names, _ in named:
        same.setdefault(texts[names[0]], []).extend(names)
    proposals = [Proposal(tuple(names), found) for found, names in same.items()]
    entries, notes = gather(texts[None], proposals, notation)
    found, names_here = numbered_notes(list(negotiating_numbers(entries)), notation)
    plain = Compilation(notation.order, tuple(found), (Issued(),) * (len(notation.order) + 1))
    everyone: tuple[str | None, ...] = (None, *notation.order)
    numbers: dict[tuple[Row, ...], Issued] = {}
    for name in everyone:
        wanted = texts[name]
        if wanted not in numbers:
            theirs = notes[name] if name else {row.marker: row.marker for row in wanted if _is_note(row)}
            numbers[wanted] = _issued(
                plain, name, wanted, {names_here[old]: new for old, new in theirs.items()}
            )
    return replace(plain, issued=tuple(numbers[texts[name]] for name in everyone))


def _issued(plain: Compilation, name: str | None, wanted: tuple[Row, ...], notes: dict[str, str]) -> Issued:
    stands = [entry.stands_for(name) for entry in plain.entries]
    seen = [entry.seen_by(name) for entry in compress(plain.entries, stands)]
    if len([row for row in seen if not _is_note(row)]) != len([row for row in wanted if not _is_note(row)]):
        raise _lost(name)
    return issued(seen, list(compress(plain.places(), stands)), wanted, notes)


def prove(compiled: Compilation, base: Draft, proposals: Mapping[str, Draft]) -> None:
    """Raise DraftkitError unless the compilation gives back the base and each proposal to the letter."""
    if compiled.base != base:
        raise _lost(None)
    for name, draft in proposals.items():
        if compiled.view(name) != draft:
            raise _lost(name)


def _lost(name: str | None) -> DraftkitError:
    whose = f"the text of {name}" if name else "the base text"
    return DraftkitError(f"the compilation would not give back {whose} to the letter, so it is not written")


def _check_calls(name: str | None, found: Sequence[Row]) -> None:
    notes = [row.marker for row in found if _is_note(row)]
    calls = {span.note for row in found for span in row.content if isinstance(span, NoteCall)}
    whose = f"the text of {name}" if name else "the base text"
    if missing := sorted(calls - set(notes)):
        raise DraftkitError(f"{whose} calls the note {missing[0]!r}, which it does not have")
    if len(set(notes)) < len(notes):
        raise DraftkitError(f"{whose} has two notes of one name")


def _is_note(row: Row) -> bool:
    return row.kind is RowKind.NOTE
