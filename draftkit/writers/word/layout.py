"""Rows to a page: what stands where in the Word document, without XML.

Each paragraph remembers its row, and its content has exactly the characters
and calls of the row's content, in order: that is how a comparison of rows
becomes revisions of the page. What the layout adds (tabs, the number, italics
of an opening) is in the paragraph's lead or is formatting. A table alone is one
row and many paragraphs, those of its cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from draftkit.contested import Mark, Part, contested, number_marks
from draftkit.dataclass import replace
from draftkit.editorial.masthead import gives_instructions, is_decision
from draftkit.editorial.openings import opening
from draftkit.errors import DraftkitError
from draftkit.model import Field, Format, NoteCall, Span, Text
from draftkit.ooxml.records import Call, Chars, Page, PageNote, PageParagraph, Piece, Slot
from draftkit.patterns import lazy_pattern
from draftkit.profiles import Profile, load
from draftkit.rows import Row, RowKind
from draftkit.writers.word.characters import check_characters, note_mark
from draftkit.writers.word.draft_tables import Tables, TablesOfPage
from draftkit.writers.word.looks import dressed, italic, marked, recast, roman, visible

TAB = Chars("\t")
_MASTHEAD = {slot.value for slot in Slot} - {Slot.RUNNING.value}
_DEEPEST = {RowKind.SUBPARAGRAPH: 4, RowKind.TAIL: 4, RowKind.HEADING: 3}
_HEADING_NUMBER = lazy_pattern(r"\W?(?:[IVXLC]+|[A-Z]|\d+)\.(\s)")
_RESOLUTION_NUMBER = lazy_pattern(r"(?:[A-Z]{1,2}-)?\d+/(?:\d+(?: [A-Z])?\.|…|\.\.\.)(\s)")
"""In the title of an adopted text, ``80/152.``, or of the draft of one, ``48/...``"""


def layout(rows: tuple[Row, ...], profile: Profile | None = None, tables: Tables = Tables.AS_LINES) -> Page:
    """The page of a draft, given its rows."""
    return _Layout(rows, profile or load("new-york"), tables).page()


def layouts(versions: Sequence[tuple[Row, ...]], profile: Profile) -> tuple[Page, ...]:
    """The pages of versions that are to be laid over each other.

    Notes are called in the tables of all of them or of none: where they were called on one page and
    words on another, all calls would differ.
    """
    found = [_Layout(rows, profile, Tables.WITH_CALLS) for rows in versions]
    if not all(each.calls_stand for each in found):
        found = [_Layout(rows, profile, Tables.WITHOUT_CALLS) for rows in versions]
    return tuple(each.page() for each in found)


class _Layout:
    def __init__(self, rows: tuple[Row, ...], profile: Profile, tables: Tables) -> None:
        self.rows = rows
        self.tables = TablesOfPage.of(rows, profile, tables)
        self.marks = contested(rows)
        self.profile = profile
        self.own_italics = any(
            isinstance(span, Text) and Format.ITALIC in span.format
            for row in rows
            if row.kind in (RowKind.PREAMBULAR, RowKind.OPERATIVE, RowKind.TAIL)
            for span in row.content
        )
        self.instructs = gives_instructions(rows)
        """Whether the paragraphs are instructions about another draft, and text to insert in it."""
        self.roman = self.instructs or (not self.own_italics and _is_unnumbered_decision(rows))
        """Whether openings stay as they are: decisions of assemblies have them in roman."""
        self.note_rows = {row.marker: index for index, row in enumerate(rows) if row.kind is RowKind.NOTE}
        self.shown: dict[str, str] = {}
        """The notes called from the body, by their ids, as they are shown, in the order of first calls."""
        self._number_notes()
        self.calls_stand = self.tables.are_read_back(self.shown)
        """Whether notes can be called in tables."""
        if not self.calls_stand:
            self.tables = self.tables.without_calls()
            self._number_notes()
        self.notes = {note: place for place, note in enumerate(self.shown)}
        self.seen: set[str] = set()

    def _number_notes(self) -> None:
        self.shown.clear()
        numbered = 0
        for index, row in enumerate(self.rows):
            calls = [span for span in row.content if isinstance(span, NoteCall)]
            for call in calls:
                if call.note not in self.note_rows:
                    raise DraftkitError(f"the note call “{call.note}” has no note", position=call.position)
            if row.kind is RowKind.NOTE or _slot(row):
                continue
            for note in (*(call.note for call in calls), *self.tables.calls(index)):
                if note not in self.shown:
                    mark = note_mark(note)
                    numbered += not mark
                    self.shown[note] = mark or str(numbered)

    def page(self) -> Page:
        slots: dict[Slot, list[PageParagraph]] = {slot: [] for slot in Slot}
        body: list[PageParagraph] = []
        notes: dict[int, PageNote] = {}
        for index, row in enumerate(self.rows):
            check_characters(row)
            if slot := _slot(row):
                slots[slot].append(PageParagraph("", content=self._slot_content(row, slot), row=index))
                if slot is Slot.SYMBOL:
                    running = self._slot_content(row, Slot.RUNNING)
                    slots[Slot.RUNNING].append(PageParagraph("", content=running, row=index))
            elif row.kind is RowKind.NOTE and row.marker in self.notes:
                marks = visible(self.marks[index], self.profile.roles["note"].style, self.profile)
                content = dressed(self._content(row), marks)
                notes[self.notes[row.marker]] = PageNote(note_mark(row.marker), content, index)
            elif index in self.tables:
                body += self.tables.paragraphs(index, self._spans, self.note_rows.keys() - self.shown)
            else:
                body.append(self._paragraph(row, index))
        if not slots[Slot.UNITED_NATIONS]:
            name = Chars(self.profile.organization, look="organization")
            slots[Slot.UNITED_NATIONS].append(PageParagraph("", content=(name,)))
        depths = _depths(self.rows)
        body = [
            replace(paragraph, keeps=self._keeps(paragraph.row), outline=depths.get(paragraph.row))
            for paragraph in body
        ]
        end = self.profile.roles["end"]
        body.append(PageParagraph(end.style, end.shape))
        title = " ".join(row.text for row in self.rows if row.field == Field.TITLE)
        return Page(
            {slot: tuple(paragraphs) for slot, paragraphs in slots.items()},
            tuple(body),
            tuple(notes[place] for place in sorted(notes)),
            " ".join(title.split()),
            self._fields(),
        )

    def _fields(self) -> dict[str, str]:
        """The fields of the masthead as text, the lines of one in one."""
        found: dict[str, list[str]] = {}
        for row in self.rows:
            if row.kind is RowKind.FRONT and row.field:
                found.setdefault(row.field, []).append(" ".join(row.text.split()))
        return {name: " ".join(lines) for name, lines in found.items()}

    # --- headers ---

    def _slot_content(self, row: Row, slot: Slot) -> tuple[Piece, ...]:
        content = self._content(row)
        everything = len(row.text)
        match slot:
            case Slot.UNITED_NATIONS:
                return recast(content, 0, everything, lambda chars: replace(chars, look="organization"))
            case Slot.RUNNING:
                return recast(content, 0, everything, lambda chars: replace(chars, look="running"))
            case Slot.SYMBOL:
                large = len(row.text.partition("/")[0])
                content = recast(content, 0, large, lambda chars: replace(chars, look="symbol_large"))
                return recast(content, large, everything, lambda chars: replace(chars, look="symbol"))
            case Slot.ORGAN:
                return recast(content, 0, everything, lambda chars: replace(chars, look=self._organ_look()))
        return content

    def _organ_look(self) -> str:
        """The name of an organ is set smaller the longer it is."""
        length = len(self._fields().get(Field.ORGAN, ""))
        fits = self.profile.masthead.organ
        return next((fit.look for fit in fits if length <= fit.longest), fits[-1].look if fits else "")

    # --- body ---

    def _paragraph(self, row: Row, index: int) -> PageParagraph:
        role = self.profile.roles[_role(row, self.instructs)]
        marks = visible(self.marks[index], role.style, self.profile)
        content = dressed(self._content(row), marks, len(row.before))
        lead = [TAB] * role.tabs
        text = row.text
        match row.kind:
            case RowKind.ENACTING if not self.roman:
                comma = len(text.rstrip(" ,،，、"))
                content = recast(content, 0, comma, italic)
                content = recast(content, comma, len(text), roman)
            case RowKind.TAIL if self.instructs and not self.own_italics:
                words = opening(text)
                start = text.find(words)
                content = recast(content, start, start + len(words), italic)
            case RowKind.PREAMBULAR | RowKind.OPERATIVE if not self.own_italics and not self.roman:
                words = opening(text)
                start = text.find(words)
                content = recast(content, start, start + len(words), italic)
            case RowKind.CLOSING:
                content = recast(content, 0, len(text), italic)
            case RowKind.HEADING | RowKind.ANNEX | RowKind.FRONT if role.tabs and (number := _number(row)):
                lead.pop()
                content = recast(content, *number.span(1), lambda chars: replace(chars, text="\t"))
            case RowKind.NOTE:
                lead = [TAB, Chars(note_mark(row.marker) or row.marker, Format.SUPERSCRIPT), TAB]
        if row.kind is not RowKind.NOTE:
            lead = _numbered(row, lead, marks)
        shape = "wide_number" if not role.shape and _is_wide(row) else role.shape
        return PageParagraph(role.style, shape, tuple(lead), content, index)

    def _keeps(self, index: int) -> bool:
        """Whether a row stays on the page of the next: what leads up to it, and the end of the text."""
        row = self.rows[index]
        below = next((later for later in self.rows[index + 1 :] if later.kind is not RowKind.NOTE), None)
        if row.kind in (RowKind.NOTE, RowKind.VERBATIM):
            return False
        if row.kind is RowKind.ENACTING or row.field in (Field.REPORT, Field.SPONSORS) or not row.content:
            return True
        if below is None or below.kind is RowKind.CLOSING:
            return row.kind is not RowKind.FRONT
        return below.level > row.level and below.kind in (RowKind.SUBPARAGRAPH, RowKind.TAIL)

    def _content(self, row: Row) -> tuple[Piece, ...]:
        return self._spans(row, row.content)

    def _spans(self, row: Row, content: Iterable[Span]) -> tuple[Piece, ...]:
        """Words of a row as they stand on the page."""
        pieces: list[Piece] = []
        after_call = False
        for span in content:
            if isinstance(span, Text):
                pieces.append(Chars(span.text, span.format))
            else:
                pieces.append(self._call(row, span.note, after_call))
            after_call = isinstance(span, NoteCall)
        return tuple(pieces)

    def _call(self, row: Row, note: str, comma: bool) -> Piece:
        if _slot(row) or note not in self.notes:
            return Chars(self.shown.get(note) or note_mark(note) or note, Format.SUPERSCRIPT, whole=True)
        repeat = row.kind is RowKind.NOTE or note in self.seen
        if not repeat:
            self.seen.add(note)
        return Call(self.notes[note], note_mark(note), repeat, self.shown[note], comma)


def _depths(rows: tuple[Row, ...]) -> dict[int, int]:
    """How deep the headings of sections stand, below the title or the annex they are in.

    A draft may begin with headings of a lower level, A. without I.: no level is skipped for
    those who go from heading to heading.
    """
    found: dict[int, int] = {}
    above: list[int] = []
    top = 0
    for index, row in enumerate(rows):
        if row.field == Field.TITLE or row.kind is RowKind.ANNEX:
            above, top = [], 1
        elif row.kind is RowKind.HEADING:
            above = [*(level for level in above if level < row.level), row.level]
            found[index] = min(top + len(above) - 1, 8)
    return found


def _slot(row: Row) -> Slot | None:
    return Slot(row.field) if row.field in _MASTHEAD else None


def _is_unnumbered_decision(rows: tuple[Row, ...]) -> bool:
    """Whether this is a decision as assemblies take them: one sentence, or (a), (b) after a colon."""
    numbered = any(row.kind is RowKind.OPERATIVE and any(map(str.isdigit, row.marker)) for row in rows)
    return not numbered and is_decision(rows)


def _role(row: Row, instructs: bool) -> str:
    if instructs and row.kind is RowKind.OPERATIVE:
        return "instruction" if row.marker else "quoted"
    if instructs and row.kind is RowKind.TAIL and row.level <= 1:
        return "quoted"
    match row.kind:
        case RowKind.FRONT:
            return row.field
        case RowKind.NOTE:
            return "end_note"
        case RowKind.SUBPARAGRAPH | RowKind.TAIL | RowKind.HEADING:
            # A number under a number is set in further: at the same place it would be the next paragraph.
            deeper = row.kind is RowKind.SUBPARAGRAPH and row.marker.strip("[]")[:1].isdecimal()
            return f"{row.kind.value}_{min(max(row.level, 1) + deeper, _DEEPEST[row.kind])}"
    return row.kind.value


_NARROW = 4
"""Characters of a number that fit before the next tab stop: ``100.``, ``[10.``, not ``5 bis.``"""


def _number(row: Row) -> re.Match[str] | None:
    """The number in a heading or title, which stands between two tabs."""
    if row.kind is RowKind.FRONT:
        return _RESOLUTION_NUMBER.match(row.text) if row.field == Field.TITLE else None
    return _HEADING_NUMBER.match(row.text)


def _is_wide(row: Row) -> bool:
    numbered = row.kind in (RowKind.PREAMBULAR, RowKind.OPERATIVE, RowKind.TEXT)
    return numbered and bool(row.marker) and len(row.before + row.marker) > _NARROW


def _numbered(row: Row, tabs: list[Chars], marks: Iterable[Mark] = ()) -> list[Chars]:
    """Tabs, opening brackets, number, name of the option: in this order on the page."""
    lead = tabs
    if row.before:
        lead = [*lead, *marked(row.before, marks)]
    if row.marker:
        lead = [*lead, *marked(row.marker, number_marks(row.marker)), TAB]
    if row.option:
        lead = [*lead, Chars(row.option, contested=Part.LABEL), Chars(" ")]
    return lead
