"""What a document has by the style of the house, and no delegation proposes."""

from __future__ import annotations

from draftkit.build import build
from draftkit.compare.tokens import flat
from draftkit.model import Draft, Field
from draftkit.rows import Row, RowKind, rows


def as_in_base(base: Draft, draft: Draft) -> Draft:
    """A proposal without what only its document adds to it, where the base is no such document.

    These are the line "United Nations" of the masthead, and the look of the comma in the enacting clause.
    """
    here = rows(base)
    clauses = {flat(row.content): row for row in here if row.kind is RowKind.ENACTING}
    named = any(row.field == Field.UNITED_NATIONS for row in here)

    def kept(row: Row) -> Row:
        return clauses.get(flat(row.content), row) if row.kind is RowKind.ENACTING else row

    found = (kept(row) for row in rows(draft) if named or row.field != Field.UNITED_NATIONS)
    return build(found)
