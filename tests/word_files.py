"""Small Word files for tests, written part by part as other programs write them.

`docx(p("1.", TAB, "Decides"))` is a whole file. Paragraphs and runs are strings of
WordprocessingML, so a test shows the markup it is about.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from html import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
TAB = "<w:r><w:tab/></w:r>"
PAGE = '<w:sectPr><w:pgSz w:w="12240" w:h="15840"/></w:sectPr>'
DATE = "2031-05-06T18:00:00Z"

_TYPES = {
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "settings": "settings",
    "comments": "comments",
    "header": "header",
    "footer": "footer",
}
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def r(text: str, properties: str = "") -> str:
    """A run: ``r("Recalling", "<w:i/>")``."""
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


def p(*content: str, properties: str = "", style: str = "") -> str:
    """A paragraph. What does not begin with ``<`` is the text of a run."""
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = f"<w:pPr>{style}{properties}</w:pPr>" if style or properties else ""
    return f"<w:p>{inner}{''.join(c if c.startswith('<') else r(c) for c in content)}</w:p>"


def _revision(tag: str, content: str, author: str, number: int) -> str:
    attributes = f'w:id="{number}" w:author="{escape(author)}" w:date="{DATE}"'
    return f"<w:{tag} {attributes}>{content}</w:{tag}>" if content else f"<w:{tag} {attributes}/>"


def ins(content: str, author: str = "Estmark", number: int = 901) -> str:
    """An insertion of text, or of what the markup given holds."""
    return _revision("ins", content if content.startswith("<") else r(content), author, number)


def deleted(content: str, author: str = "Estmark", number: int = 902) -> str:
    """A deletion of text, or of what the markup given holds (with ``w:delText`` in it)."""
    if not content.startswith("<"):
        content = r(content).replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    return _revision("del", content, author, number)


def mark(tag: str, author: str = "Estmark", number: int = 903) -> str:
    """Properties of a paragraph whose mark is inserted (``ins``) or deleted (``del``)."""
    return f"<w:rPr>{_revision(tag, '', author, number)}</w:rPr>"


def call(number: int) -> str:
    """A call to the footnote with this id."""
    return (
        f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'
    )


def footnote(number: int, *content: str) -> str:
    """A footnote of one paragraph."""
    sign = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    return f'<w:footnote w:id="{number}">{p(sign, r(" "), *content)}</w:footnote>'


def table(*rows: tuple[str, ...]) -> str:
    """A table; a cell is text, or paragraphs."""
    grid = "".join('<w:gridCol w:w="2000"/>' for _ in rows[0])
    body = "".join(
        "<w:tr>"
        + "".join(f"<w:tc>{cell if cell.startswith('<w:p') else p(cell)}</w:tc>" for cell in row)
        + "</w:tr>"
        for row in rows
    )
    width = '<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
    return f"<w:tbl>{width}<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def parts(
    *body: str,
    section: str = PAGE,
    others: Mapping[str, str] | None = None,
    extra: Mapping[str, bytes] | None = None,
    relationships: str = "",
) -> dict[str, bytes]:
    """The parts of a Word file by name.

    ``others`` are parts beside the document by name without ending (``styles``, ``footnotes``,
    ``header1``): what stands inside their root element. ``extra`` are parts as they are.
    """
    others = dict(others or {})
    overrides = [("word/document.xml", _WORD_TYPE.format("document.main"))]
    links = []
    out: dict[str, bytes] = {}
    for name, inside in others.items():
        kind = name.rstrip("0123456789")
        root = {"header": "hdr", "footer": "ftr"}.get(kind, kind)
        overrides.append((f"word/{name}.xml", _WORD_TYPE.format(_TYPES[kind])))
        links.append(f'<Relationship Id="rId_{name}" Type="{R}/{kind}" Target="{name}.xml"/>')
        out[f"word/{name}.xml"] = f"{_XML}<w:{root} {NAMESPACES}>{inside}</w:{root}>".encode()
    content = f"{_XML}<w:document {NAMESPACES}><w:body>{''.join(body)}{section}</w:body></w:document>"
    listed = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides)
    links_open = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    return {
        "[Content_Types].xml": (
            f'{_XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Default Extension="png" ContentType="image/png"/>{listed}</Types>'
        ).encode(),
        "_rels/.rels": (
            f'{_XML}{links_open}<Relationship Id="rId1" Type="{R}/officeDocument"'
            ' Target="word/document.xml"/></Relationships>'
        ).encode(),
        "word/document.xml": content.encode(),
        "word/_rels/document.xml.rels": (
            f"{_XML}{links_open}{''.join(links)}{relationships}</Relationships>"
        ).encode(),
        **out,
        **(extra or {}),
    }


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The parts as a file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2031, 5, 6, 18, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def docx(
    *body: str,
    section: str = PAGE,
    others: Mapping[str, str] | None = None,
    extra: Mapping[str, bytes] | None = None,
    relationships: str = "",
) -> bytes:
    """A Word file; see :func:`parts`."""
    return zipped(parts(*body, section=section, others=others, extra=extra, relationships=relationships))
