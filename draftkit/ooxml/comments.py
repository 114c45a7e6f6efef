"""Comments in a Word file that draftkit has written (ECMA-376 Part 1, 17.13.4)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from html import escape

from lxml import etree

from draftkit.dataclass import dataclass
from draftkit.ooxml.resolve import W
from draftkit.ooxml.values import w3c_date

_DOCUMENT, _COMMENTS = "word/document.xml", "word/comments.xml"
_LINKS, _TYPES = "word/_rels/document.xml.rels", "[Content_Types].xml"
_LINK = (
    '<Relationship Id="rIdComments" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/comments" Target="comments.xml"/>'
)
_TYPE = (
    '<Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.comments+xml"/>'
)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on the first words of one colour."""

    color: str
    author: str
    text: str


def with_comments(package: bytes, comments: Sequence[Comment], date: datetime) -> bytes:
    """The file with these comments. One whose colour is nowhere in the text is left out."""
    with zipfile.ZipFile(io.BytesIO(package)) as old:
        parts = [(entry, old.read(entry)) for entry in old.infolist()]
    root = etree.fromstring(next(data for entry, data in parts if entry.filename == _DOCUMENT))
    runs: dict[str, etree._Element] = {}
    for run in root.iter(W + "r"):
        color = run.find(f"{W}rPr/{W}color")
        if color is not None:
            runs.setdefault(color.get(W + "val", ""), run)
    written: list[str] = []
    for comment in comments:
        if comment.color in runs:
            number = len(written)
            _enclose(runs[comment.color], str(number))
            written.append(_markup(number, comment, date))
    if not written:
        return package
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for entry, data in parts:
            if entry.filename == _DOCUMENT:
                data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            elif entry.filename == _LINKS:
                data = data.replace(b"</Relationships>", f"{_LINK}</Relationships>".encode())
            elif entry.filename == _TYPES:
                data = data.replace(b"</Types>", f"{_TYPE}</Types>".encode())
            new.writestr(entry, data)
        part = zipfile.ZipInfo(_COMMENTS, parts[0][0].date_time)
        part.compress_type, part.create_system = zipfile.ZIP_DEFLATED, 0
        body = "".join(written)
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        new.writestr(part, f'{head}<w:comments xmlns:w="{W[1:-1]}">{body}</w:comments>')
    return out.getvalue()


def _enclose(run: etree._Element, id: str) -> None:
    """The comment's marks around a run, and the reference behind it (17.13.4.3 to 17.13.4.5)."""
    start, end = (etree.Element(W + f"commentRange{edge}", {W + "id": id}) for edge in ("Start", "End"))
    reference = etree.Element(W + "r")
    etree.SubElement(reference, W + "commentReference", {W + "id": id})
    run.addprevious(start)
    run.addnext(end)
    end.addnext(reference)


def _markup(number: int, comment: Comment, date: datetime) -> str:
    initials = "".join(word[0] for word in comment.author.split()[:3])
    attributes = {"id": number, "author": comment.author, "date": w3c_date(date), "initials": initials}
    written = "".join(f' w:{name}="{escape(str(value))}"' for name, value in attributes.items())
    text = f'<w:r><w:t xml:space="preserve">{escape(comment.text)}</w:t></w:r>'
    return f"<w:comment{written}><w:p>{text}</w:p></w:comment>"
