"""Small fictional drafts for the tests of the Word files, and pairs of them that differ in one way each."""

from __future__ import annotations

from draftkit.build import build
from draftkit.model import Draft, Field, Format, NoteCall, Span, Text
from draftkit.rows import Row, RowKind

ITALIC = Text("Ibid.", Format.ITALIC)


def spans(*parts: str | Span) -> tuple[Span, ...]:
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def call(note: str) -> NoteCall:
    return NoteCall(note)


def front(field: Field, *parts: str | Span) -> Row:
    return Row(RowKind.FRONT, spans(*parts), field=field.value)


def enacting(*parts: str | Span) -> Row:
    return Row(RowKind.ENACTING, spans(*parts))


def pp(*parts: str | Span) -> Row:
    return Row(RowKind.PREAMBULAR, spans(*parts))


def op(number: str, *parts: str | Span, before: str = "") -> Row:
    return Row(RowKind.OPERATIVE, spans(*parts), marker=number, before=before)


def sub(number: str, *parts: str | Span, level: int = 1) -> Row:
    return Row(RowKind.SUBPARAGRAPH, spans(*parts), marker=number, level=level)


def tail(*parts: str | Span) -> Row:
    return Row(RowKind.TAIL, spans(*parts), level=1)


def annex(*parts: str | Span) -> Row:
    return Row(RowKind.ANNEX, spans(*parts), level=1)


def heading(*parts: str | Span, level: int = 1) -> Row:
    return Row(RowKind.HEADING, spans(*parts), level=level)


def note(number: str, *parts: str | Span) -> Row:
    return Row(RowKind.NOTE, spans(*parts), marker=number)


def draft(*rows: Row) -> Draft:
    return build(rows)


MASTHEAD = (
    front(Field.SYMBOL, "MARI/CONF.4/L.7"),
    front(Field.ORGAN, "Conference of the Parties to the Convention on Lighthouses"),
    front(Field.DISTRIBUTION, "Distr.: Limited"),
    front(Field.DATE, "3 June 2031"),
    front(Field.ORIGINAL_LANGUAGE, "Original: English"),
    front(Field.SESSION, "Fourth session"),
    front(Field.PLACE_AND_DATES, "Port Halden, 2–6 June 2031"),
    front(Field.AGENDA_ITEM, "Agenda item 5"),
    front(Field.AGENDA_TITLE, "Review of the Convention"),
    front(Field.SPONSORS, "Aldovia and Zephyria: draft decision"),
    front(Field.TITLE, "Lighting of remote coasts"),
)
REVISED_MASTHEAD = (
    front(Field.SYMBOL, "MARI/CONF.4/L.7/Rev.1"),
    MASTHEAD[1],
    MASTHEAD[2],
    front(Field.DATE, "5 June 2031"),
    *MASTHEAD[4:9],
    front(Field.SPONSORS, "Aldovia, Borduna and Zephyria: revised draft decision"),
    MASTHEAD[10],
)
ENACTING = enacting("The Conference of the Parties,")
LAMPS = op("1.", "Decides to light the lamps of the northern coast;")
OIL = op("2.", "Invites all coastal States to give oil;")
REPORT = op("3.", "Requests the secretariat to report on the lamps.")
COLLECTION = note("1", "Collection of Sea Treaties, vol. 12.")
SAME_PLACE = note("2", ITALIC, ", vol. 13.")

FULL = draft(
    *MASTHEAD,
    ENACTING,
    pp("Recalling article 7 of the Convention,", call("1"), " and the lamp fund,", call("*"), call("2")),
    pp("Taking note with appreciation of [dim] [failing] lamps,", call("1")),
    LAMPS,
    op("2.", "Requests the secretariat:"),
    sub("(a)", "To list the lamps:"),
    sub("(i)", "By height;", level=2),
    sub("(b)", "To publish the list;"),
    tail("and to do so each year;"),
    op("3.", "Also decides to keep the lamps lit.", call("2")),
    annex("Annex"),
    heading("I. Rules for keepers"),
    Row(RowKind.TEXT, spans("A keeper keeps one lamp.")),
    Row(RowKind.VERBATIM, spans("lamp   height\nalpha  12 m")),
    COLLECTION,
    SAME_PLACE,
    note("*", "On behalf of the coastal States."),
)

_BASE = (ENACTING, pp("Recalling the lamp fund,"), LAMPS, OIL, REPORT)

PAIRS: dict[str, tuple[Draft, Draft]] = {
    "nothing changed": (FULL, FULL),
    "words edited": (
        draft(*_BASE),
        draft(ENACTING, pp("Recalling also the oil and lamp fund,"), LAMPS, OIL, REPORT),
    ),
    "first paragraph inserted": (draft(*_BASE[1:]), draft(*_BASE)),
    "middle paragraphs deleted": (draft(*_BASE), draft(_BASE[0], _BASE[4])),
    "last paragraph deleted": (draft(*_BASE), draft(*_BASE[:4])),
    "last paragraph inserted after a changed full stop": (
        draft(ENACTING, op("1.", "Decides to light the lamps.")),
        draft(ENACTING, op("1.", "Decides to light the lamps;"), op("2.", "Decides to remain seized.")),
    ),
    "insertion at the end and a paragraph of another kind": (
        draft(pp("Noting the fog"), LAMPS),
        draft(pp("Noting the fog and the dark"), sub("(a)", "The horns;"), LAMPS),
    ),
    "everything deleted": (FULL, draft()),
    "everything inserted": (draft(), FULL),
    "paragraph inserted and the rest renumbered": (
        draft(*_BASE),
        draft(
            *_BASE[:2],
            op("1.", "Urges keepers to remain awake at all hours of the night;"),
            op("2.", LAMPS.text),
            op("3.", OIL.text),
            op("4.", REPORT.text),
        ),
    ),
    "preambular paragraph made operative": (
        draft(ENACTING, pp("Welcoming the new lamps of the northern coast,")),
        draft(ENACTING, op("1.", "Welcoming the new lamps of the northern coast,")),
    ),
    "note added": (
        draft(pp("Recalling the treaty,", call("1"), " and the fund,"), COLLECTION),
        draft(pp("Recalling the treaty,", call("1"), " and the fund,", call("2")), COLLECTION, SAME_PLACE),
    ),
    "first note removed": (
        draft(pp("Recalling the treaty,", call("1"), " and the fund,", call("2")), COLLECTION, SAME_PLACE),
        draft(pp("Recalling the treaty, and the fund,", call("1")), note("1", *SAME_PLACE.content)),
    ),
    "note edited": (
        draft(pp("Recalling the treaty,", call("1")), COLLECTION),
        draft(pp("Recalling the treaty,", call("1")), note("1", "Collection of Sea Treaties, vol. 14.")),
    ),
    "notes change places": (
        draft(
            pp("Recalling the treaty,", call("1")), pp("Noting the oil,", call("2")), COLLECTION, SAME_PLACE
        ),
        draft(
            pp("Recalling the treaty,", call("1")),
            pp("Noting the oil,", call("2")),
            note("1", *SAME_PLACE.content),
            note("2", *COLLECTION.content),
        ),
    ),
    "call moves to another paragraph": (
        draft(pp("Recalling the treaty,", call("1")), pp("Noting the oil,"), COLLECTION),
        draft(pp("Recalling the treaty,"), pp("Noting the oil,", call("1")), COLLECTION),
    ),
    "earlier call makes the first one a repeated one": (
        draft(pp("Recalling the fog,"), pp("Noting the oil,", call("1")), COLLECTION),
        draft(pp("Recalling the fog,", call("1")), pp("Noting the oil,", call("1")), COLLECTION),
    ),
    "repeated call gets another number": (
        draft(
            pp("Recalling the oil,"),
            pp("Noting the fog,", call("1")),
            op("1.", "Lights.", call("1")),
            COLLECTION,
        ),
        draft(
            pp("Recalling the oil,", call("1")),
            pp("Noting the fog,", call("2")),
            op("1.", "Lights.", call("2")),
            note("1", "A new note about oil."),
            note("2", *COLLECTION.content),
        ),
    ),
    "star note goes": (
        draft(pp("Recalling the oil,", call("*")), note("*", "Reissued.")),
        draft(pp("Recalling the oil,")),
    ),
    "star note becomes a numbered one": (
        draft(pp("Recalling the oil,", call("*")), note("*", "Reissued.")),
        draft(pp("Recalling the oil,", call("1")), note("1", "Reissued.")),
    ),
    "brackets lifted": (
        draft(op("1.", "Decides to light [all] [some] lamps [in winter];")),
        draft(op("1.", "Decides to light all lamps in winter;")),
    ),
    "bracket around a paragraph with its number": (
        draft(op("1.", "Decides to light all lamps;"), OIL),
        draft(op("1.", "Decides to light all lamps;]", before="["), OIL),
    ),
    "only the format changed": (
        draft(op("1.", "Decides to read the Book of Lamps;"), pp(ITALIC)),
        draft(
            op("1.", "Decides to read the ", Text("Book of Lamps", Format.ITALIC | Format.BOLD), ";"),
            pp(ITALIC),
        ),
    ),
    "masthead revised": (draft(*MASTHEAD, LAMPS), draft(*REVISED_MASTHEAD, LAMPS)),
    "masthead lines added and removed": (
        draft(front(Field.ORGAN, "Conference"), front(Field.DATE, "1 June"), LAMPS),
        draft(
            front(Field.UNITED_NATIONS, "NATIONS OF THE SEA"),
            front(Field.ORGAN, "Conference"),
            front(Field.ORGAN, "Second Committee of Keepers"),
            front(Field.ORIGINAL_LANGUAGE, "Zephyrian"),
            front(Field.ORIGINAL_LANGUAGE, "Original: English"),
            LAMPS,
        ),
    ),
    "annex added": (
        draft(LAMPS),
        draft(LAMPS, annex("Annex"), heading("I. Rules"), Row(RowKind.TEXT, spans("Keepers keep lamps."))),
    ),
    "heading loses its number": (draft(heading("I. Rules"), LAMPS), draft(heading("Rules"), LAMPS)),
    "subparagraphs reordered and deepened": (
        draft(op("1.", "Decides:"), sub("(a)", "To light;"), sub("(b)", "To watch from the tower by night;")),
        draft(
            op("1.", "Decides:"),
            sub("(a)", "To watch from the tower by night:"),
            sub("(i)", "To light;", level=2),
            tail("each in turn;"),
        ),
    ),
    "signs that XML and Word treat specially": (
        draft(op("1.", "Decides that a < b & c,\tand\nthat  spaces  stay;")),
        draft(op("1.", "Decides that a > b & \u202bאור\u202c,\tor\nthat  spaces   stay \U0001f4a1;")),
    ),
}
