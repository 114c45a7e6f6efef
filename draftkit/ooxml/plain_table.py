"""A Word document of a heading and a table, for lists that are no drafts."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

import docx

from draftkit.ooxml.package import zip_again


def write_table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]], date: datetime) -> bytes:
    """The document. The first row of the table is repeated on every page."""
    document = docx.Document()
    document.add_heading(title, level=1)
    table = document.add_table(rows=1, cols=len(head), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, head, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(properties.makeelement(f"{{{properties.nsmap['w']}}}tblHeader", {}))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    core = document.core_properties
    core.title, core.author, core.last_modified_by, core.comments = title, "", "", ""
    core.created = core.modified = date
    out = io.BytesIO()
    document.save(out)
    return zip_again(out.getvalue())
