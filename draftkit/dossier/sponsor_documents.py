"""What is issued of the list of sponsors: the sponsor line of the next revision, the addendum, a table."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence

from draftkit.dossier.events import ADDITIONAL
from draftkit.dossier.sponsors import document_type_of
from draftkit.dossier.state import Sponsorship, State
from draftkit.editorial.masthead import masthead
from draftkit.errors import DraftkitError
from draftkit.model import Draft, Field
from draftkit.readers.text import read_text
from draftkit.rows import Row, RowKind
from draftkit.writers.text import paragraphs

HEAD = ("Sponsor", "On behalf of", "Joined", "As", "Withdrawn")
_OWN = {Field.SYMBOL, Field.DATE, Field.SPONSORS, Field.TITLE, Field.ADOPTION, Field.REPORT}
"""What an addendum does not have as the draft has it."""


def sponsor_line(state: State, rows: Sequence[Row]) -> str:
    """The sponsor line of the next revision of this draft: names in alphabetical order, then what it is."""
    if not state.sponsors:
        raise DraftkitError("there are no sponsors in the dossier")
    kind = document_type_of(rows) or "draft resolution"
    kind = kind if kind.startswith("revised") else f"revised {kind}"
    return f"{_listed(_name(each) for each in _alphabetical(state.sponsors))}: {kind}"


def addendum(state: State, rows: Sequence[Row], symbol: str) -> Draft:
    """The document that names the additional sponsors of this draft. Its date is for its issuers."""
    additional = _alphabetical(each for each in state.sponsors if each.stage == ADDITIONAL)
    if not additional:
        raise DraftkitError("there are no additional sponsors in the dossier")
    own = masthead(rows)["symbol"]
    if not symbol and not own:
        raise DraftkitError("the draft has no symbol; give that of the addendum with --symbol")
    kind = re.sub("^revised ", "", document_type_of(rows) or "draft resolution")
    states = "State" if len(additional) == 1 else "States"
    front = [row for row in rows if row.kind is RowKind.FRONT and Field(row.field) not in _OWN]
    title = [row for row in rows if row.field == Field.TITLE.value]
    text = [
        symbol or f"{own}/Add.1",
        *paragraphs(front),
        f"### {kind[:1].upper()}{kind[1:]}",
        *paragraphs(title),
        "## Addendum",
        f"Add the following {states} to the list of sponsors of the {kind}:",
        _listed(_name(each) for each in additional),
    ]
    (reading,) = read_text("\n\n".join(text) + "\n")
    return reading.draft


def table(state: State) -> list[tuple[str, ...]]:
    """Who, on whose behalf, since when, as what, until when."""
    return [
        (each.name, each.on_behalf_of, each.joined, f"{each.stage} sponsor", each.withdrawn)
        for each in state.sponsorships
    ]


def table_csv(state: State) -> str:
    """The table for a spreadsheet. A name that a spreadsheet would take for a formula is quoted as text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEAD)
    writer.writerows([_text(cell) for cell in row] for row in table(state))
    return out.getvalue()


def _text(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t") else cell


def _alphabetical(sponsors: Iterable[Sponsorship]) -> list[Sponsorship]:
    """As in the list of Member States: letters with accents beside those without."""

    def key(each: Sponsorship) -> str:
        letters = unicodedata.normalize("NFKD", each.name.casefold())
        return "".join(letter for letter in letters if not unicodedata.combining(letter))

    return sorted(sponsors, key=key)


def _name(each: Sponsorship) -> str:
    return f"{each.name} (on behalf of the {each.on_behalf_of})" if each.on_behalf_of else each.name


def _listed(names: Iterable[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
