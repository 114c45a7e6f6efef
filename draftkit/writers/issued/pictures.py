"""Pictures of the new version: none can be put into the issued file as a tracked change.

A picture that is missing from the new version is deleted like any other words;
one that is new or another one is left out and reported.
"""

from __future__ import annotations

from collections.abc import Iterable

from draftkit.content import join
from draftkit.dataclass import replace
from draftkit.model import NoteCall, Span
from draftkit.rows import RowKind
from draftkit.writers.issued.exact import THING
from draftkit.writers.issued.plan import ParagraphPlan, Plan


def without_pictures(plan: Plan) -> tuple[str, ...]:
    """Take the pictures of the new version out of a plan; what is to be said of each."""
    reports: list[str] = []
    for number, found in plan.paragraphs.items():
        for index, part in enumerate(found.inserted):
            pictures = list(_pictures(part.content))
            if not pictures:
                found.inserted[index] = replace(part, content=join(part.content))
                continue
            places = tuple(
                place
                for place, span in zip(part.places, _each(part.content), strict=False)
                if not _is_picture(span)
            )
            found.inserted[index] = replace(part, content=words_of(part.content), places=places)
            for picture in pictures:
                if _keep(found, part.at):
                    reports.append(
                        f"a picture in paragraph {number} is another one in the new version;"
                        " this cannot be shown as a tracked change, and the picture stays as it is"
                    )
                else:
                    reports.append(left_out(picture))
        found.inserted[:] = [part for part in found.inserted if part.content or part.begins]
    for index, new in enumerate(plan.new):
        if new.row.kind is RowKind.VERBATIM:
            continue  # the pictures of a table that comes are told with it
        reports += map(left_out, _pictures(new.row.content))
        plan.new[index] = replace(new, row=replace(new.row, content=words_of(new.row.content)))
    return tuple(reports)


def words_of(content: Iterable[Span]) -> tuple[Span, ...]:
    """Content without its pictures."""
    return join(span for span in content if not _is_picture(span))


def reports_of(content: Iterable[Span]) -> list[str]:
    """What is to be said of the pictures in content that comes."""
    return [left_out(picture) for picture in _pictures(content)]


def left_out(picture: NoteCall) -> str:
    """What is said of a picture that comes."""
    where = f", in paragraph {picture.position.line}," if picture.position else ""
    return f"a picture in the new version{where} cannot be shown as a tracked change and is left out"


def _pictures(content: Iterable[Span]) -> Iterable[NoteCall]:
    return (span for span in content if isinstance(span, NoteCall) and _is_picture(span))


def _is_picture(span: Span) -> bool:
    return isinstance(span, NoteCall) and span.note.startswith(THING)


def _keep(plan: ParagraphPlan, at: int) -> bool:
    """Keep the picture in whose place another one comes, if it was to go by itself."""
    for start, end in plan.deleted:
        if end - start == 1 and start <= at <= end and not plan.gone:
            plan.deleted.remove((start, end))
            return True
    return False


def _each(content: Iterable[Span]) -> Iterable[Span]:
    """The span of each character; a call counts as one."""
    for span in content:
        yield from [span] * (1 if isinstance(span, NoteCall) else len(span.text))
