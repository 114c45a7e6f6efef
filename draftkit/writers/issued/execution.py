"""A plan carried out on the issued file: what stays is changed in place, then what comes is put in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from draftkit.content import join
from draftkit.dataclass import dataclass, replace
from draftkit.model import Field, Format, Span
from draftkit.model import Text as Words
from draftkit.ooxml.authors import Who
from draftkit.ooxml.issued import IssuedFile, Shape
from draftkit.ooxml.paragraph_ends import block_beside
from draftkit.ooxml.resolve import W
from draftkit.readers.word import WordFile
from draftkit.rows import Row, RowKind
from draftkit.writers.issued.places import Place, places_of
from draftkit.writers.issued.plan import ParagraphPlan, Part, Plan
from draftkit.writers.issued.shapes import Shapes

_SHOWN = 60
"""Letters of a paragraph that are quoted."""

if TYPE_CHECKING:
    from draftkit.writers.issued.authors import Authors, Whose
    from draftkit.writers.issued.tableless import NoTables
    from draftkit.writers.issued.tables import Tables


IN_MASTHEAD = frozenset(
    (
        Field.UNITED_NATIONS,
        Field.SYMBOL,
        Field.ORGAN,
        Field.DISTRIBUTION,
        Field.DATE,
        Field.ORIGINAL_LANGUAGE,
    )
)
"""The lines that stand in the frame or the header of a masthead; what else precedes a draft stands below."""


@dataclass(frozen=True, slots=True)
class Execution:
    """What a plan is carried out with."""

    issued: IssuedFile
    plan: Plan
    word: WordFile
    shapes: Shapes
    tables: Tables | NoTables
    texts: Mapping[int, str]
    labels: Mapping[int, str]
    """The numbers Word itself gives to paragraphs."""
    typed: frozenset[int]
    """The rows of the new version, by place, whose numbers are written out."""
    exact: bool
    authors: Authors | None
    front: frozenset[int]
    frames: frozenset[int]
    """The paragraphs of the masthead, and the first ones of tables: new paragraphs stand outside."""

    def revise(self, kept: set[tuple[str, str]]) -> None:
        """Change, delete, join and split paragraphs. Those of notes not ``kept`` go with the note."""
        lost = {
            p.number
            for key, note in self.word.document.notes.items()
            if key not in kept
            for p in note.paragraphs
        } | self.tables.gone
        moved = {new.moved.line for new in self.plan.new if new.moved}
        likes: dict[int, int] = {}
        for number in sorted(self.plan.paragraphs):
            found = self.plan.paragraphs[number]
            if number in lost or number in moved:
                continue
            if found.gone:
                whose, of_mark = self.authors.gone(self.texts[number]) if self.authors else ([], None)
                self.issued.delete(number, whose, of_mark)
                continue
            likes[number] = like = found.like or (
                self.shapes.same(found.becomes, number) if found.becomes else 0
            )
            if like:
                self.issued.become(number, like)
                found.unnumbered &= bool(self.labels.get(like))
            if found.joined:
                self.issued.join(number)
        # How words look depends on the style of the paragraph in which they will stand.
        for number, like in likes.items():
            found = self.plan.paragraphs[number]
            looks = [self._look(part, number) for part in found.parts]
            first = looks[0] if looks and not looks[0].own_number else None
            of_whole = likes.get(self.plan.ends.get(number, number)) or like
            is_counted = bool(self.labels.get(first.like if first else of_whole))
            if found.number and (found.unnumbered or not is_counted):
                found.inserted.insert(*found.number)
            if found.unnumbered:
                self.issued.unnumber(number)
            own = [
                None if part.own and look.like == number else look
                for part, look in zip(found.parts, looks, strict=True)
            ]
            if found.changes:
                inserted = [
                    (part.at, content, author)
                    for part in found.inserted
                    for content, author in (
                        _begun(looks[part.begins])
                        if part.begins
                        else self._by_author(part.content, part.places)
                    )
                ]
                self.issued.revise(
                    number,
                    found.deleted,
                    [(at, content) for at, content, _ in inserted],
                    [(part.start, part.end, part.have, part.want) for part in found.reformatted],
                    found.ignored,
                    [author for _, _, author in inserted],
                    self._deleters(number, found),
                    own,
                )
            if looks:
                self.issued.split(number, own)

    def _look(self, part: Part, number: int) -> Shape:
        """What a part of a paragraph that is split looks like, and what stands before its words."""
        shape, _ = self.shapes.shape(part.row, number, part.place in self.typed, self.exact)
        if not part.own:
            return shape
        like = self.shapes.redressed(part.row, number)
        old = self.shapes.rows.get(number)
        if self.shapes.is_counted(like) and not self.shapes.is_counted(number) and old and old.marker:
            like = 0  # its number is typed, and stays
            if dress := self.shapes.dress(part.row):
                whose = f"“{part.row.text.strip()[:_SHOWN]}”"
                self.issued.reports.append(f"the style “{dress.style}” of {whose}, whose number is typed")
        return replace(shape, like=like or number, own_number=False)

    def _by_author(
        self, content: tuple[Span, ...], places: Sequence[Place | None]
    ) -> list[tuple[tuple[Span, ...], Who | None]]:
        return self.authors.parted(content, places) if self.authors and places else [(content, None)]

    def _deleters(self, number: int, plan: ParagraphPlan) -> list[Whose]:
        if not self.authors or not plan.partner or plan.deleters:
            return plan.deleters
        return self.authors.deleted(self.texts[number], plan.deleted, plan.partner)

    def insert(self) -> None:
        """Put in the paragraphs that come, those that moved and new tables."""
        for new in self.plan.new:
            near = new.after or new.before
            shape, cut = self.shapes.shape(new.row, near, new.place in self.typed, self.exact)
            content = _after(new.row, cut)
            # Between two rows of one paragraph, as where a text box is anchored, it comes before that one.
            behind = 0 if self.exact and not new.part and new.after == new.before else new.after
            if behind and new.before and self._other_story(new.row, behind, new.before):
                behind = 0
            if new.row.kind is RowKind.VERBATIM:
                first = self._first_of_gone(behind)
                self.tables.insert(
                    self.issued, new.place, 0 if first else behind, first or (0 if behind else new.before)
                )
                continue
            places = list(places_of(content))
            of_mark = None
            if self.authors and new.row.position:
                of_mark = self.authors.mark(new.row.position.line)
            parts = self._by_author(content, places)
            if of_mark is None and len(authors := {author for _, author in parts}) == 1:
                (of_mark,) = authors  # a mark typed with the words behind it is on the paragraph before
            anchor = behind or new.before
            outside = anchor in self.frames or (
                anchor in self.front
                and new.row.field not in IN_MASTHEAD
                and not (new.before and self.issued.in_one_frame(anchor, new.before))
            )
            before = 0 if behind else new.before
            if new.moved and not cut:
                self.issued.move(
                    new.moved.line,
                    new.moved.deleted,
                    new.moved.parts,
                    shape,
                    behind,
                    before,
                    outside,
                    new.part,
                )
                continue
            if new.moved:
                self.issued.delete(new.moved.line)
            self.issued.insert(parts, shape, behind, before, of_mark, outside, new.part)

    def _first_of_gone(self, number: int) -> int:
        """The first of the paragraphs that go and end with this one, where none before them stays.

        Before a table that comes they have no mark that could go, so it comes before them. 0 for others.
        """
        first = 0
        if sum(new.after == number for new in self.plan.new) > 1:
            return 0  # all that comes here stands in its order
        while number in self.plan.paragraphs and self.plan.paragraphs[number].gone:
            first = number
            before = block_beside(self.word.source.paragraph(number).element, -1)
            if before is None or before.tag != W + "p":
                return first
            number -= 1
            if self.word.source.paragraph(number).element is not before:
                break
        return 0

    def _other_story(self, row: Row, behind: int, before: int) -> bool:
        """Whether the row belongs to the story of the paragraph after it, not to the header before it."""
        parts = [self.word.source.paragraph(number).part for number in (behind, before)]
        return parts[0] != parts[1] and row.field not in IN_MASTHEAD


def _begun(look: Shape) -> list[tuple[tuple[Span, ...] | None, Who | None]]:
    """The end of a paragraph, and what stands before the words of the next one."""
    formats = look.lead_formats or (Format.PLAIN,) * len(look.lead)
    head = join(Words(text, format) for text, format in zip(look.lead, formats, strict=True))
    return [(None, None), *([(head, None)] if head else [])]


def _after(row: Row, cut: str) -> tuple[Span, ...]:
    """The words of a row without what its paragraph's own number shows."""
    if not cut or not row.content:
        return row.content
    first = row.content[0]
    assert isinstance(first, Words)
    rest = first.text.removeprefix(cut).lstrip()
    return (Words(rest, first.format), *row.content[1:]) if rest else row.content[1:]
