"""Marked pages to the bytes of a Word file.

The parts, their relationships and content types are python-docx's package
model; what is in the fixed parts are the templates. The zip is written again
with sorted names and one fixed time, so that equal pages give equal bytes.
"""

from __future__ import annotations

import functools
import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import jinja2
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package
from markupsafe import Markup as Xml

from draftkit.ooxml.markup import Markup, Revisions, Style, w3c_date
from draftkit.ooxml.properties import paragraph_properties, run_properties
from draftkit.ooxml.records import Call, Marked, MarkedPage, Slot
from draftkit.profiles import Profile

DEFAULT_DATE = datetime(2000, 1, 1, tzinfo=UTC)
"""The date of documents that were given none; any fixed date would do."""
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_LEGEND = "Bold and double underlined: inserted. Struck through: deleted."

# Part, content type, relationship of the document part to it and its id; ids are used in document.xml.j2.
_PARTS = (
    ("styles", CONTENT_TYPE.WML_STYLES, RELATIONSHIP_TYPE.STYLES, "rIdStyles"),
    ("settings", CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS, "rIdSettings"),
    ("fontTable", CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE, "rIdFonts"),
    ("theme", CONTENT_TYPE.OFC_THEME, RELATIONSHIP_TYPE.THEME, "rIdTheme"),
    ("footnotes", CONTENT_TYPE.WML_FOOTNOTES, RELATIONSHIP_TYPE.FOOTNOTES, "rIdFootnotes"),
    ("header1", CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER, "rIdHeaderEven"),
    ("header2", CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER, "rIdHeader"),
    ("header3", CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER, "rIdHeaderFirst"),
    ("footer1", CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER, "rIdFooterEven"),
    ("footer2", CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER, "rIdFooter"),
    ("footer3", CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER, "rIdFooterFirst"),
)


def write_package(
    page: MarkedPage,
    profile: Profile,
    *,
    author: str = "",
    date: datetime = DEFAULT_DATE,
    style: Style | None = None,
) -> bytes:
    """The Word file of a page. ``style`` is how its changes are shown; None for a clean page."""
    pieces = [*_body_pieces(page), *(marked for note in page.notes for marked in note.pieces)]
    repeated = frozenset(m.piece.note for m in pieces if isinstance(m.piece, Call) and m.piece.repeat)
    markup = Markup(profile, Revisions(author, date), style or Style.TRACKED, repeated)
    common = {
        "page": profile.page,
        "masthead": profile.masthead,
        "running": profile.running,
        "look": {name: Xml(run_properties(values)) for name, values in profile.looks.items()},
        "legend": _LEGEND if style is Style.PRINTED else "",
    }
    symbol = page.slots[Slot.RUNNING]
    body = [Xml(markup.paragraph(paragraph)) for paragraph in page.body]
    parts = {
        "document": _render("document", common, body=body),
        "footnotes": _render("footnotes", common, notes=[Xml(markup.note(note)) for note in page.notes]),
        "header1": _render("header", common, even=True, symbol=Xml(markup.runs(symbol))),
        "header2": _render("header", common, even=False, symbol=Xml(markup.runs(symbol))),
        "header3": _render(
            "header-first", common, slots={s.value: Xml(markup.runs(p)) for s, p in page.slots.items()}
        ),
        "footer1": _render("footer", common, side="even"),
        "footer2": _render("footer", common, side="odd"),
        "footer3": _render("footer", common, side="first"),
        "styles": _render("styles", common, styles=_styles(profile), language=profile.language),
        "settings": _render("settings", common, tracked=style is Style.TRACKED),
        "fontTable": _render("fontTable", common),
        "theme": _render("theme", common),
        "core": _render("core", common, title=page.title, author=author, date=w3c_date(date)),
        "app": _render("app", common),
    }
    return _zip_again(_save(parts))


def _body_pieces(page: MarkedPage) -> list[Marked]:
    return [marked for paragraph in page.body for marked in paragraph.pieces]


def _styles(profile: Profile) -> list[dict[str, Any]]:
    return [
        {
            "id": style.id,
            "name": style.name,
            "type": style.type,
            "based_on": style.based_on,
            "next": style.next,
            "paragraph": Xml(paragraph_properties(style.paragraph)),
            "run": Xml(run_properties(style.run)),
        }
        for style in profile.styles
    ]


@functools.cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("draftkit.ooxml"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=False,
    )


def _render(template: str, common: Mapping[str, Any], **values: Any) -> bytes:
    text = _environment().get_template(f"{template}.xml.j2").render({**common, **values})
    return text.encode("utf-8")


def _save(parts: Mapping[str, bytes]) -> bytes:
    package = Package()

    def part(uri: str, content_type: str, name: str) -> Part:
        return Part(PackURI(uri), content_type, parts[name], package)

    document = part("/word/document.xml", CONTENT_TYPE.WML_DOCUMENT_MAIN, "document")
    for name, content_type, relationship, key in _PARTS:
        document.load_rel(relationship, part(f"/word/{name}.xml", content_type, name), key)
    core = part("/docProps/core.xml", CONTENT_TYPE.OPC_CORE_PROPERTIES, "core")
    app = part("/docProps/app.xml", CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, "app")
    package.relate_to(document, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
    package.relate_to(core, RELATIONSHIP_TYPE.CORE_PROPERTIES)
    package.relate_to(app, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)
    stream = io.BytesIO()
    package.save(stream)
    return stream.getvalue()


def _zip_again(package: bytes) -> bytes:
    """The same entries with fixed times; the content types first, as some readers want."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            new.writestr(entry, old.read(name))
    return out.getvalue()
