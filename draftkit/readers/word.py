"""Word files: what stands on the page, as drafts.

records (draftkit.ooxml.document) -> items -> rows -> Draft

The masthead may stand in the first page's header, in a table or in text boxes;
numbers may be typed or Word's own; headings are known by the styles of the
United Nations templates, by outline levels, or by their look alone. Tables and
pictures are kept as they stand.

Positions count paragraphs for lines and characters of a paragraph for columns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from draftkit.dataclass import dataclass, replace
from draftkit.errors import DraftkitError
from draftkit.model import Field, Position, Span, Warning
from draftkit.ooxml.archive import open_archive
from draftkit.ooxml.document import (
    DRAFT_TABLE,
    Block,
    WordDocument,
    WordNote,
    WordParagraph,
    WordTable,
    paragraphs,
)
from draftkit.ooxml.extract import Source, extract
from draftkit.ooxml.resolve import View
from draftkit.patterns import lazy_pattern
from draftkit.raised import RAISED_DIGITS
from draftkit.readers.front import front_rows
from draftkit.readers.heads import UNSEEN, Head, Heads
from draftkit.readers.items import Item
from draftkit.readers.parts import front_line, is_enacting_clause
from draftkit.readers.reading import FoundNote, Reading, Share, shares
from draftkit.readers.word_content import (
    RAISED,
    TYPED,
    content_of,
    heading_of,
    not_words,
    note_content,
    table_text,
    typed_mark,
    verbatim,
    verbatim_of,
)
from draftkit.rows import Row, RowKind

_MASTHEAD_FIELDS = 2
"""So many fields of a masthead make a table or a header one; so does the name of the organization."""
_MOST_MASTHEAD_LINES = 100


@dataclass(frozen=True, slots=True)
class WordFile:
    """A Word file as it was read: its drafts, and the markup behind them."""

    shares: tuple[Share, ...]
    """The rows of each draft, every character with its paragraph and place in it."""
    document: WordDocument
    source: Source
    warnings: tuple[Warning, ...]
    """What is to be said of its page."""

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The drafts as trees, with all warnings; made each time, since a proof needs rows only."""
        found = [share.reading(w for w in self.warnings if _within(w, share)) for share in self.shares]
        found = [replace(reading, warnings=tuple(_condensed(reading.warnings))) for reading in found]
        general = [warning for warning in self.warnings if warning.position is None]
        general += _furniture(self.document, self.shares)
        found[0] = replace(found[0], warnings=(*general, *found[0].warnings))
        return tuple(found)


def read_word(data: bytes, file: str, view: View = View.ACCEPT) -> tuple[Reading, ...]:
    """The drafts in a Word file, its tracked changes accepted or rejected.

    Raises DraftkitError when this is no Word file, is beyond the limits, or
    holds no text.
    """
    return read_word_file(data, file, view).readings


def read_word_file(data: bytes, file: str, view: View = View.ACCEPT) -> WordFile:
    """As :func:`read_word`, with what a redline on the file needs."""
    document, source = extract(open_archive(data, file), view)
    try:
        reader = _Reader(document, view)
        found = tuple(reader.shares())
    except DraftkitError as error:
        raise DraftkitError(error.message, file, error.position) from error
    if not any(share.rows for share in found):
        raise DraftkitError("there is no text in this file", file)
    reader.check_nothing_lost(found, file)
    return WordFile(found, document, source, tuple(reader.warnings))


def _may_be_clause(paragraph: WordParagraph) -> bool:
    """Whether it is worth while to look closer for an enacting clause: most cells of tables are none."""
    text = paragraph.text.strip("]］[［ \n\t")
    return text.endswith((",", "，", "،")) or text.startswith("The ")


def _within(warning: Warning, share: Share) -> bool:
    return warning.position is not None and warning.position.line in share.places


class _Reader:
    """One file while it is being read."""

    def __init__(self, document: WordDocument, view: View) -> None:
        self.document = document
        self.warnings: list[Warning] = list(_general(document, view))
        self.typed = [
            block for block in document.body if isinstance(block, WordParagraph) and typed_mark(block)
        ]
        """The notes that are none to Word."""
        self.note_ids = _note_ids(document, self.typed)
        self.heads = Heads(paragraphs(document.body))
        self.in_body = False
        """Whether the first enacting clause or numbered paragraph has been read."""
        self.read: list[WordParagraph] = []
        """The paragraphs that are in the drafts."""

    def shares(self) -> Iterator[Share]:
        """The drafts of the file."""
        items = list(self._items())
        last = max((item.place for item in items), default=0)
        notes = [self._note((kind, id), note) for (kind, id), note in self.document.notes.items()]
        for paragraph in self.typed:
            key = TYPED, str(paragraph.number)
            notes.append(self._note(key, WordNote(typed_mark(paragraph), (paragraph,))))
        return shares(items, notes, max([last, *(note.place for note in notes)]) + 1)

    # --- notes ---

    def _note(self, key: tuple[str, str], note: WordNote) -> FoundNote:
        content = note_content(note, self.note_ids)
        id = self.note_ids[key]
        number = note.paragraphs[0].number if note.paragraphs else 1
        row = Row(RowKind.NOTE, content, marker=id, position=Position(number, 1))
        return FoundNote(_named(note.mark), id, number, row)

    # --- paragraphs ---

    def _items(self) -> Iterator[Item]:
        if header := self._masthead(self.document.header):
            yield from header
        pending: list[WordParagraph] = []
        for block in self.document.body:
            if isinstance(block, WordParagraph):
                pending.append(block)
                continue
            yield from self._paragraphs(pending)
            pending = []
            yield from self._table(block)
        yield from self._paragraphs(pending)

    def _masthead(self, blocks: tuple[Block, ...]) -> list[Item]:
        """The lines of a masthead; none when this is something else."""
        found = list(paragraphs(blocks))
        if len(found) > _MOST_MASTHEAD_LINES:
            return []
        heads = (Head(prefix=p.label.text if p.label else "") for p in found)
        lines = [
            item for p, head in zip(found, heads, strict=True) if not (item := self._item(p, head)).empty
        ]
        if any(is_enacting_clause(item) for item in lines):
            return []
        rows = front_rows([line for item in lines if (line := front_line(item)).content])
        fields = {row.field for row in rows} - {Field.OTHER.value, Field.TITLE.value}
        if len(fields) < _MASTHEAD_FIELDS and Field.UNITED_NATIONS.value not in fields:
            return []
        self.read += found
        return lines

    def _table(self, table: WordTable) -> Iterator[Item]:
        inside = list(paragraphs((table,)))
        ours = table.style == DRAFT_TABLE
        if not ours and not self.in_body and (lines := self._masthead((table,))):
            yield from lines
            return
        if not ours and any(_may_be_clause(p) and is_enacting_clause(self._item(p, Head())) for p in inside):
            # The draft itself was put into a table: a frame around it, or two languages side by side.
            yield from self._paragraphs(inside, boxes=False)
            return
        self.read += inside
        text = table_text(table, self.note_ids)
        if not text:
            return
        yield verbatim(text, table.number)

    def _paragraphs(self, found: Iterable[WordParagraph], boxes: bool = True) -> Iterator[Item]:
        found = list(found)
        self.read += found
        read = [(p, content_of(p, self.note_ids)) for p in found if not typed_mark(p)]
        for (paragraph, content), head in zip(read, self.heads.read(read), strict=True):
            item = verbatim_of(paragraph) or self._item(paragraph, head, content)
            if is_enacting_clause(item) or item.marker:
                self.in_body = True
            yield from self._pictures(paragraph, item)
            if boxes and paragraph.boxes:
                yield from self._boxes(paragraph)

    def _pictures(self, paragraph: WordParagraph, item: Item) -> Iterator[Item]:
        """The paragraph, and what is said of a picture in it."""
        names = [piece.name for piece in paragraph.pieces if piece.thing in ("picture", "embedded object")]
        position = Position(paragraph.number, 1)
        if not item.empty or not names or paragraph.boxes:
            yield item
            if names and not paragraph.boxes:
                self.warnings.append(Warning("a picture in this paragraph is left out", position))
        elif self.in_body:
            lines = dict.fromkeys(f"![picture]({name})" for name in names)
            yield verbatim("\n".join(lines), paragraph.number)
        else:
            self.warnings.append(
                Warning("a picture before the draft begins, perhaps an emblem, is left out", position)
            )

    def _boxes(self, paragraph: WordParagraph) -> Iterator[Item]:
        position = Position(paragraph.number, 1)
        for box in paragraph.boxes:
            if not self.in_body and (lines := self._masthead(box)):
                yield from lines
                continue
            inside = list(paragraphs(box))
            if any(not self._item(p, Head()).empty for p in inside):
                self.warnings.append(
                    Warning("text in a text box is read after the paragraph it belongs to", position)
                )
            yield from self._paragraphs(inside, boxes=False)

    def _item(self, paragraph: WordParagraph, head: Head, content: tuple[Span, ...] | None = None) -> Item:
        """``content`` is what the paragraph holds, if it has been read before."""
        heading = heading_of(paragraph)
        if content is None or heading:
            content = content_of(paragraph, self.note_ids, own=bool(heading))
        return Item(
            head.rest(content),
            heading=heading,
            marker=head.marker,
            before=head.before,
            option=head.option,
            indent=head.indent,
            place=paragraph.number,
            position=Position(paragraph.number, 1),
        )

    # --- nothing is lost ---

    def check_nothing_lost(self, found: Iterable[Share], file: str) -> None:
        """Raise DraftkitError unless every visible character of the page is in the drafts."""
        source = Counter(
            f"{paragraph.label.text if paragraph.label else ''}{paragraph.text}" for paragraph in self.read
        )
        seen: set[Position | None] = set()
        kept: Counter[str] = Counter()
        for share in found:
            for row in share.rows:
                if row.kind is RowKind.NOTE:
                    if row.position in seen:
                        continue  # a note that two drafts of the file call
                    seen.add(row.position)
                marker = "" if row.kind is RowKind.NOTE else row.marker
                kept[f"{row.before}{marker}{row.option}{row.text}"] += 1
        # What is a row as it stands on the page, as most of it is, need not be counted by characters.
        lost = Counter("".join((source - kept).elements()))
        lost.subtract("".join((kept - source).elements()))
        lost.subtract("".join(not_words(paragraph, self.note_ids) for paragraph in self.read))
        for character in [c for c in lost if c.isspace() or c in UNSEEN]:
            del lost[character]
        if lost := +lost:
            shown = "".join(sorted(lost.elements()))[:20]
            raise DraftkitError(f"reading would not conserve the text (lost {shown!r})", file)


def _general(document: WordDocument, view: View) -> Iterator[Warning]:
    """What is to be said of the file as a whole."""
    if number := sum(document.revisions.values()):
        whose = ", ".join(
            f"{author or 'no name'} {count}" for author, count in sorted(document.revisions.items())
        )
        how = "rejected" if view is View.REJECT else "accepted"
        done = "kept" if view is View.KEEP else f"read as if {how}"
        some = "1 tracked change" if number == 1 else f"{number:,} tracked changes"
        yield Warning(f"the file holds {some} ({whose}), {done}")
    if document.hidden:
        yield Warning(f"{document.hidden:,} characters of hidden text are left out")
    for what in document.unread:
        yield Warning(f"{what} inside this file cannot be read and is left out")


def _named(mark: str) -> str:
    """The mark of a note as draft text can name it."""
    return _NOT_IN_NAMES.sub("", mark).translate(RAISED_DIGITS) or "note"


_NOT_IN_NAMES = lazy_pattern(r"[^\w*†‡§¶-]")
"""What a note call of draft text cannot hold."""
_MOST_ALIKE = 3
"""So many warnings of one wording are given one by one."""


def _condensed(warnings: Iterable[Warning]) -> Iterator[Warning]:
    """The warnings, those of one wording as one where there are many: reports have hundreds of tables."""
    warnings = list(warnings)
    alike = Counter(warning.message for warning in warnings if not warning.fault)
    said: set[str] = set()
    for warning in warnings:
        number = 0 if warning.fault else alike[warning.message]
        if number <= _MOST_ALIKE:
            yield warning
        elif warning.message not in said:
            said.add(warning.message)
            yield replace(warning, message=f"{warning.message} ({number - 1:,} more like this)")


_WORD = lazy_pattern(r"[^\W\d_]{2,}")


def _furniture(document: WordDocument, found: Iterable[Share]) -> Iterator[Warning]:
    """What running headers and footers say that the drafts do not."""
    header = [" ".join(paragraph.text.split()) for paragraph in paragraphs(document.header)]
    shown = (*header, *document.furniture)
    rows = [row for share in found for row in share.rows] if any(shown) else []
    said = {word for row in rows for word in _WORD.findall(f"{row.text} {row.marker}")}
    for text in shown:
        words = _WORD.findall(text)
        if len(words) > 1 and not said.issuperset(words):
            begin = text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN].rstrip() + " …"
            yield Warning(f"a running header or footer is left out: “{begin}”")


_LONGEST_SHOWN = 60


def _note_ids(document: WordDocument, typed: Iterable[WordParagraph]) -> dict[tuple[str, str], str]:
    """A name for each note that no other note of the file has: its mark, numbered where it comes again."""
    used: Counter[str] = Counter()
    found: dict[tuple[str, str], str] = {}
    marks = [(key, note.mark) for key, note in document.notes.items()]
    marks += [((TYPED, str(paragraph.number)), typed_mark(paragraph)) for paragraph in typed]
    taken = set()
    for key, shown in marks:
        id = mark = _named(shown)
        while id in taken:
            used[mark] += 1
            id = f"{mark}-{used[mark] + 1}"
        taken.add(id)
        found[key] = id
        if key[0] == TYPED or not shown[:1].isalnum():
            found.setdefault((RAISED, shown), id)
    return found
